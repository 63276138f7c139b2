/* SPDX-License-Identifier: MIT
 *
 * jq: the jq program as a source. The bytes of one source are pumped into it,
 * what it writes is read; all in one thread, so neither waits for the other.
 * What jq says goes to standard error as it is.
 */
#ifndef BIF_EXTRACT_READ_JQ_H
#define BIF_EXTRACT_READ_JQ_H

#include "io/source.h"

/* argv begins with the program's name. json must be UTF-8, which is checked
 * (65); the result owns it. NULL after a message (74), json is then closed.
 * Reading ends with a fault when jq does: 65, or 78 when it does not take the
 * program it was given. */
struct source *jq_source(struct source *json, char *const argv[]);

#endif
