/* SPDX-License-Identifier: MIT
 *
 * readahead: bytes made on a thread of their own while the caller works on those
 * made before. A ring of three blocks stands between the two.
 */
#ifndef IO_READAHEAD_H
#define IO_READAHEAD_H

#include <stddef.h>
#include <sys/types.h>

struct readahead;

/* Makes at most n bytes; 0 at the end, -1 for a fault that `from` remembers.
 * Called on the thread, never again after 0 or -1; it says nothing. It may
 * allow cancellation while it waits for input, and only then. */
typedef ssize_t readahead_maker(void *from, void *room, size_t n);

/* NULL when there is no thread to be had: the caller then makes them itself. */
struct readahead *readahead_start(readahead_maker *maker, void *from);

/* The next of the bytes, in order, with the maker's 0 or -1 at the end. */
ssize_t readahead_read(struct readahead *a, void *room, size_t n);

/* Ends the thread, wherever it is. */
void readahead_stop(struct readahead *a);

#endif
