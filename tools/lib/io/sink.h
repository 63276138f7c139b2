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
/* The descriptor that is written to. */
int sink_fd(const struct sink *s);
/* Syncs, closes and renames; false after a message (74). Frees it. */
bool sink_publish(struct sink *s);
/* Closes and removes the file beside. Frees it. */
void sink_drop(struct sink *s);

#endif
