/* SPDX-License-Identifier: MIT
 *
 * explain: the facts behind a measure's figures, so that a person can check
 * one by hand (bif-aggregate --explain MEASURE[,UNIT[,MONTH]]).
 *
 * Rows are `month role adds`, then the fact as it stands. In every month the
 * `adds` of the rows `numerator` sum up to the numerator, those of
 * `denominator` (a cohort: `entered`) to the denominator. A cohort's member
 * is followed by the spells found in its window (`reached`, adds: the days of
 * the window that no earlier spell covers) and, when they are enough, by a
 * row `numerator`; one not yet mature is `pending`.
 *
 * Of coverage (`@SOURCE`, `@SOURCE!rejected`) each fact or rejected row adds one
 * to the numerator, and stands there as it was read.
 */
#ifndef BIF_AGGREGATE_EXPLAIN_H
#define BIF_AGGREGATE_EXPLAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "intake.h"
#include "io/out.h"
#include "book/book.h"

/* What is asked for. */
struct explain_request {
	uint32_t measure; /* index; of coverage it has no meaning */
	/* coverage: the name of the source, else empty; its rejected rows,
	 * else its facts */
	struct span source;
	bool rejected;
	int unit; /* or UNIT_NONE: each fact at its own */
	struct span unit_code;
	int32_t month; /* or DAY_NONE: all */
	int32_t as_of;
};

struct explain;
/* Nothing is kept yet; all that is given is borrowed, but asked is copied. */
struct explain *explain_new(const struct book *book, const struct plan *plan,
	const struct explain_request *asked);

/* A file was opened: its columns. */
void explain_file(struct explain *e, const struct intake *from);
/* Keeps a fact that the measure uses. */
void explain_fact(struct explain *e, const struct intake *from,
	const struct fact *f);
/* A stream of rejects was opened: its columns. */
void explain_rejects(struct explain *e, const struct tsv *in);
/* Keeps a fact, or a rejected row with its unit and month as far as they could
 * be read, if coverage is asked for and it is of that source and unit; whether
 * coverage is asked for. */
bool explain_covered(struct explain *e, const struct intake *from,
	const struct fact *f);
bool explain_reject(struct explain *e, const struct tsv *in, struct span source,
	struct span unit, int32_t month);
/* Writes the rows, with their header. Once, after the last fact. */
void explain_write(struct explain *e, struct out *out);
/* Frees it; NULL is none. */
void explain_free(struct explain *e);

#endif
