/* SPDX-License-Identifier: MIT
 *
 * deliveries: what each source of the book brought, by month and unit, and
 * whether it came (DESIGN.md section 13). The figures come from the rows
 * `@SOURCE` and `@SOURCE!rejected` that travel with the observations.
 *
 *	d = deliveries_new(book, units);
 *	deliveries_not_delivered(d, "klager,telefoni");  (--not-delivered)
 *	deliveries_take(d, observations);     (settled)
 *	deliveries_test(d, now);
 *	if (deliveries_at(d, source, unit, month).state == DELIVERY_THIN) ...
 *
 * A source is its number in the list of sources, which is in byte order of
 * their files' names.
 */
#ifndef RESULT_DELIVERIES_H
#define RESULT_DELIVERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "book/book.h"
#include "contract/unit.h"
#include "result/delivery_rules.h"
#include "result/year_progress.h"
#include "stream/observation.h"

struct deliveries;

/* Loads the sources of the book. NULL after a message (78), among them a unit
 * in `delivers` that is no unit. Freed by deliveries_free(). */
struct deliveries *deliveries_new(struct book *book, const struct units *units);

/* What the pipeline knows: names split by commas; NAME@YYYY-MM when only that
 * month's file did not come. False after a message (64): no such source. */
bool deliveries_not_delivered(struct deliveries *d, const char *list);

/* Takes the rows of coverage of a settled set. Those dated before 1900 or
 * after 2200 are left out, and told; so are those of sources that the book
 * does not know. */
void deliveries_take(struct deliveries *d, const struct observations *all);

/* Tests all months. No more is taken. */
void deliveries_test(struct deliveries *d, const struct year_progress *now);

/* Whether there were rows of coverage at all: else nothing can be tested. */
bool deliveries_told(const struct deliveries *d);

/* How many sources the book has. */
size_t deliveries_count(const struct deliveries *d);

/* A source with its tables, after the test. */
const struct delivery_source *deliveries_source(const struct deliveries *d,
	size_t source);

/* The table of a unit, or NULL: the source has no rows of it and the book does
 * not list it. Units stand in the book's order. */
struct delivery_track *deliveries_track(const struct delivery_source *source,
	int unit);

/* A month of a source at a unit, and with UNIT_NONE of the source as a whole.
 * A unit of which the source has no rows is as the source is. */
struct delivery deliveries_at(const struct deliveries *d, int source, int unit,
	int32_t month);

/* Months of history: since it began until its last rows, or where the book says
 * what has to come until the last complete month. Fewer than three cannot be
 * tested. */
int deliveries_history(const struct deliveries *d, int source);

/* Names that no unit ever had, with their rejected rows in all. */
struct delivery_unknown {
	struct span name;
	uint64_t rows;
	int32_t first; /* month */
};
/* Fills the list with up to `most` of them, in byte order; how many it wrote. */
size_t deliveries_unknown(const struct deliveries *d, int source,
	struct delivery_unknown *list, size_t most);

/* Frees it and what it was asked for; NULL is nothing to free. */
void deliveries_free(struct deliveries *d);

#endif
