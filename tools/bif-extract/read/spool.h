/* SPDX-License-Identifier: MIT
 *
 * spool: standard input that is to be read twice. What cannot be wound back is
 * copied into a file without a name, which takes its place.
 */
#ifndef BIF_EXTRACT_READ_SPOOL_H
#define BIF_EXTRACT_READ_SPOOL_H

#include <stdbool.h>

/* Any other file is left alone. False after a message (73, 74, or the
 * input's own). */
bool spool_input(const char *file);
/* Winds back to where it began; false after a message (74). */
bool spool_rewind(const char *file);

#endif
