/* SPDX-License-Identifier: MIT
 *
 * scope: the facts that the book leaves out of every measure, counted by
 * source and event, so that nothing is left out in silence.
 */
#ifndef BIF_AGGREGATE_SCOPE_H
#define BIF_AGGREGATE_SCOPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct scope;

/* No fact is left out yet. */
struct scope *scope_new(void);
/* One fact left out; known: dated not after the as-of date. Texts as they
 * stand in the facts. */
void scope_count(struct scope *s, struct span source, struct span event,
	bool known);
/* Writes `source event facts_left_out left_out_until_as_of`, by source and
 * event; file NULL: nothing. False after a message. */
bool scope_write(const struct scope *s, const char *file);
/* Frees it; NULL is none. */
void scope_free(struct scope *s);

#endif
