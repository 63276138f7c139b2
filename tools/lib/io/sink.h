/* SPDX-License-Identifier: MIT
 *
 * sink: the file behind an output. A regular file is written beside its name,
 * synced and renamed, so that a reader sees the old one or the whole new one,
 * with the rights the old one had; anything else (a pipe, a terminal, /dev/full,
 * and /dev/fd/N, whatever is behind it) is written in place, and not synced. A
 * file beside its name is removed again when a signal ends the program.
 */
#ifndef IO_SINK_H
#define IO_SINK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct sink;

/* NULL, "-" or "/dev/stdout": standard output. A file that is made for personal
 * numbers is its owner's alone (0600); one that was there keeps its rights.
 * NULL after a message (73). */
struct sink *sink_open(const char *file, bool personal);
/* All of it, or false after a message (74). */
bool sink_write(struct sink *s, const char *bytes, size_t n);
/* Writes all bytes to a descriptor, however often it is interrupted or asks to
 * wait; false, with errno, when it takes no more. */
bool sink_put(int fd, struct span bytes);
/* Readies one end of a pipe between programs that work side by side: it is made
 * larger, and this program a batch job (SCHED_BATCH), which does not push its
 * neighbour off the processor each time there is something to read or room to
 * write. So they wait for each other less, and change places less often.
 * Nothing but speed depends on it: what cannot be had is done without. */
void sink_ready_pipe(int fd);
/* The descriptor that is written to. */
int sink_fd(const struct sink *s);
/* Syncs, closes and renames; false after a message (74). Frees it. */
bool sink_publish(struct sink *s);
/* Closes and removes the file beside. Frees it. */
void sink_drop(struct sink *s);

#endif
