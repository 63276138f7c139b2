/* SPDX-License-Identifier: MIT
 *
 * observation: the stream between bif-aggregate and bif-judge (DESIGN.md
 * section 3): one month's exact fraction of a measure at a unit. Reader and
 * writer stand side by side.
 *
 * A set is filled by observations_read() and observations_add(), then settled
 * once: sorted by measure, unit code and month (bytes), rows of equal key
 * added up. Only then can it be searched and written.
 *
 *	struct observations *all = observations_new(units);
 *	for (each file)
 *		if (!observations_read(all, file))
 *			return diag_end();
 *	if (!observations_settle(all))
 *		return diag_end();
 *	series = observations_series(all, goal->measure, unit, &n);
 */
#ifndef STREAM_OBSERVATION_H
#define STREAM_OBSERVATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "io/out.h"
#include "contract/unit.h"
#include "value/decimal.h"

enum observation_flag {
	OBSERVATION_MANUAL = 1,     /* reported by hand (observations.csv) */
	OBSERVATION_PRELIMINARY = 2 /* the source says it may still change:
	                                   `yes` in the column preliminary, which
	                                   a stream may have */
};

struct observation {
	uint32_t measure; /* observations_measure() names it */
	/* index in units; without units, the set's own: observations_unit() */
	int unit;
	int32_t month; /* as period.h counts months */
	/* the day they were counted for, or DAY_NONE (figures by hand) */
	int32_t as_of;
	struct decimal numerator;   /* sums: up to 38 digits */
	struct decimal denominator; /* 0 when has_denominator is false */
	uint64_t n;                 /* facts that entered, each once */
	uint64_t pending;           /* cohort members not yet mature */
	bool has_denominator;       /* false: the measure has none */
	unsigned flags;             /* enum observation_flag, or-ed */
};

struct observations {
	size_t count;
	struct observation *list;
	/* read so far, refused rows too: for the ledger */
	uint64_t rows, bytes;

	bool preliminary; /* some file has the column */

	/* The rest is for observation.c and observation_set.c alone. */
	size_t cap;
	const struct units *units;
	struct intern *measures;
	struct intern *codes; /* of units, when there is no book */
	int32_t as_of;        /* of the first row that has one */
	char *as_of_file;     /* and where that was said */
	uint64_t as_of_line;
	struct observation_range *ranges; /* settled: by measure */
	size_t nranges;
	uint32_t *unit_rank; /* settled: each unit's place by code */
};

/* units may be NULL: unit codes are then taken as they come. */
struct observations *observations_new(const struct units *);

/* Adds the rows of a file ("-": standard input). False after a message: a
 * missing column, a cell that is not what it should be, a unit that is not in
 * units, a row counted for another day than the set's first: 65 with the
 * line. */
bool observations_read(struct observations *, const char *file);

/* The id a measure's name has, or gets, in this set. */
uint32_t observations_name(struct observations *, struct span measure);
void observations_add(struct observations *, const struct observation *);

/* Sorts and adds up. False after a message (65): of rows of equal key one has
 * a denominator and one has not, or a sum has more than 38 digits. The order
 * in which rows were read makes no difference. */
bool observations_settle(struct observations *);

/* Whether what was read was counted for that day; DAY_NONE in *as_of takes the
 * set's. False after a message (65) that names the first row. A set without
 * rows was counted for any day. */
bool observations_as_of(const struct observations *, int32_t *as_of);

struct span observations_measure(const struct observations *, uint32_t id);
struct span observations_unit(const struct observations *, int unit);

/* The rows of one measure at one unit, months ascending; n = 0 when none. */
const struct observation *observations_series(const struct observations *,
	struct span measure, int unit, size_t *n);
/* All rows of one measure: unit code by unit code. */
const struct observation *observations_of(const struct observations *,
	struct span measure, size_t *n);
/* One row, or NULL. A set that is not settled has none of these. */
const struct observation *observations_find(const struct observations *,
	struct span measure, int unit, int32_t month);

/* Writes a settled set, header and rows; with the column preliminary when a
 * file had it. */
void observations_write(const struct observations *, struct out *);
/* The header alone; one row, whose measure and unit are given as text. */
void observation_head(struct out *);
void observation_write(struct out *, struct span measure, struct span unit,
	const struct observation *);

void observations_free(struct observations *);

#endif
