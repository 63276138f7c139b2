/* SPDX-License-Identifier: MIT
 *
 * coverage: what each source brought, so that a program down the pipe can tell
 * a month without facts from one that never came (DESIGN.md sections 3, 13).
 *
 * Every fact counts once, at its own unit and in the month of its date: also
 * one that no measure uses, that lies after the as-of date, or that the scope
 * leaves out. Rejected rows are counted from the streams that tell of them. The
 * result is rows of observations: `@SOURCE` and `@SOURCE!rejected`.
 */
#ifndef BIF_AGGREGATE_COVERAGE_H
#define BIF_AGGREGATE_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "contract/unit.h"
#include "stream/observation.h"

#define COVERAGE_NONE UINT32_MAX        /* the fact names no source */
#define COVERAGE_WRONG (UINT32_MAX - 1) /* what it names is no source's name */

/* Which part of how many is counted, of which run; parts 0: all there is. */
struct aggregate_part {
	size_t part, parts;
	const char *run;
};

struct coverage;
struct explain;

/* The units are borrowed. */
struct coverage *coverage_new(const struct units *units);

/* The number of a source by its name as it stands in a fact, or one of the two
 * above. */
uint32_t coverage_source(struct coverage *c, struct span name);

/* So many facts more of that source, which may be COVERAGE_NONE: nothing. */
void coverage_count(struct coverage *c, uint32_t source, int unit,
	int32_t month, int32_t day, uint64_t times);

/* Counts the rows of a stream of rejects, or shows them to what explains such a
 * count, when that is not NULL. False after a message (65, 66): it
 * could not be read, or has rows without a source. */
bool coverage_rejects(struct coverage *c, const char *file,
	struct explain *explain);

/* All that was counted, settled; the caller frees it. With a run, also the row
 * that says that this is part number `part` of `parts` of it. */
struct observations *coverage_rows(struct coverage *c, int32_t as_of,
	const struct aggregate_part *part);

/* Frees it; NULL is none. */
void coverage_free(struct coverage *c);

/* The facts that the book leaves out of every measure, counted by
 * source and event, so that nothing is left out in silence. */

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
