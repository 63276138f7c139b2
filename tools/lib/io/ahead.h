/* SPDX-License-Identifier: MIT
 *
 * ahead: bytes made on a thread of their own while the caller works on those
 * made before. A ring of three blocks stands between the two.
 */
#ifndef IO_AHEAD_H
#define IO_AHEAD_H

#include <stddef.h>
#include <sys/types.h>

struct ahead;

/* Makes at most n bytes; 0 at the end, -1 for a fault that `from` remembers.
 * Called on the thread, never again after 0 or -1; it says nothing. It may
 * allow cancellation while it waits for input, and only then. */
typedef ssize_t ahead_maker(void *from, void *room, size_t n);

/* NULL when there is no thread to be had: the caller then makes them itself. */
struct ahead *ahead_start(ahead_maker *, void *from);

/* The next of the bytes, in order, with the maker's 0 or -1 at the end. */
ssize_t ahead_read(struct ahead *, void *room, size_t n);

/* Ends the thread, wherever it is. */
void ahead_stop(struct ahead *);

#endif
