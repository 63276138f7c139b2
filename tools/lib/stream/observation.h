/* SPDX-License-Identifier: MIT
 *
 * observation: the stream between bif-aggregate and bif-judge (DESIGN.md
 * section 3): one month's exact fraction of a measure at a unit. Reader and
 * writer stand side by side.
 *
 * Rows whose measure begins with `@` are coverage: they tell what a source
 * brought, not what was counted. `@NAME` has as n the facts of the source NAME
 * dated in that month at that unit itself; `@NAME!rejected` has its rejected
 * rows, with the unit as it was written where the book knows no such unit, and
 * unit or month empty where they could not be read. The numerator is n, but of
 * rejected rows it is those whose unit does not go by that name that day. They
 * are sorted, added up, searched and written like all other rows.
 *
 * A row `@!part` says that the stream is one of several parts, counted side by
 * side: its unit is the name of the run, its numerator which part it is, from 1,
 * its denominator of how many. Only who puts parts together takes it.
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

/* What must be known of a figure beside its number. */
enum observation_flag {
	OBSERVATION_MANUAL = 1,     /* reported by hand (observations.csv) */
	OBSERVATION_PRELIMINARY = 2 /* the source says it may still change:
	                                   `yes` in the column preliminary, which
	                                   a stream may have */
};

/* A row: what a measure amounts to at a unit in a month. */
struct observation {
	uint32_t measure; /* observations_measure() names it */
	/* index in units. The set's own, from units->count (or 0) on: without
	 * units, and of coverage what the book has no unit for;
	 * observations_unit() names it */
	int unit;
	int32_t month; /* as period.h counts them; coverage: or DAY_NONE */
	/* the day they were counted for, or DAY_NONE (figures by hand) */
	int32_t as_of;
	int32_t through;      /* the last day of a fact in it, or DAY_NONE */
	uint8_t flags;        /* enum observation_flag, or-ed */
	bool has_denominator; /* false: the measure has none */
	struct decimal numerator;   /* sums: up to 38 digits */
	struct decimal denominator; /* 0 when has_denominator is false */
	uint64_t n;                 /* facts that entered, each once */
	uint64_t pending;           /* cohort members not yet mature */
};

/* What the files read so far say of parts. */
struct observation_parts {
	char *run;      /* its name, of the first part that came */
	uint64_t n;     /* of how many parts; 0: none came */
	bool *came;     /* by number, from 1 */
	char *unmarked; /* a file that says of no part, or NULL */
};

/* All rows of all files, sorted and added up once they are settled. */
struct observations {
	size_t count;
	struct observation *list;
	/* read so far, rejected rows too: for the ledger */
	uint64_t rows, bytes;

	bool preliminary; /* some file has the column */
	bool coverage;    /* some row tells what a source brought */
	/* what the files say of parts; NULL: a part is not taken */
	struct observation_parts *parts;

	/* The rest is for observation.c alone. */
	size_t cap;
	const struct units *units;
	struct intern *measures;
	struct intern *codes; /* of units that are not in units */
	int32_t as_of;        /* of the first row that has one */
	char *as_of_file;     /* and where that was said */
	uint64_t as_of_line;
	struct observation_range *ranges; /* settled: by measure */
	size_t nranges;
	uint32_t *unit_rank; /* settled: each unit's place by code */
};

/* An empty set. With units, which the set borrows, a measure's row of another
 * unit is an error; with NULL unit codes are taken as they come. */
struct observations *observations_new(const struct units *units);

/* Adds the rows of a file ("-": standard input) to the set. False after a
 * message (65 with the line): a missing column, a cell that is not what it
 * should be, a unit that is not in units, a row counted for another day than
 * the set's first. */
bool observations_read(struct observations *o, const char *file);

/* Before the first file: takes parts too, and remembers which came. */
void observations_take_parts(struct observations *o);
/* After the last file: whether all parts of one run came, each once; or there
 * are no parts. False after a message (65). */
bool observations_whole(const struct observations *o);
/* Adds the row that says which part of how many a stream is. */
void observations_add_part(struct observations *o, struct span run,
	uint64_t part, uint64_t parts);

/* The id a measure's name has, or gets, in this set. */
uint32_t observations_name(struct observations *o, struct span measure);
/* The number of a unit by its code, or by what stands in its place in a row of
 * coverage, which may be empty: see struct observation. */
int observations_place(struct observations *o, struct span code);
/* Adds a copy of the row, which is not checked. */
void observations_add(struct observations *o, const struct observation *row);
/* Adds a row to one of the same key, as settling does; false, and nothing is
 * changed, where the key is another or the two do not fit together. */
bool observations_join(struct observation *sum, const struct observation *row);

/* Sorts and adds up. False after a message (65): of rows of equal key one has
 * a denominator and one has not, or a sum has more than 38 digits. The order
 * in which rows were read makes no difference. */
bool observations_settle(struct observations *o);

/* Whether what was read was counted for that day; DAY_NONE in *as_of takes the
 * set's. False after a message (65) that names the first row. A set without
 * rows was counted for any day. */
bool observations_as_of(const struct observations *o, int32_t *as_of);

/* How many names of measures the set has met, those of coverage too; their ids
 * count from 0. */
uint32_t observations_measures(const struct observations *o);
/* The name of a measure, and the code of a unit, in this set; borrowed. */
struct span observations_measure(const struct observations *o, uint32_t id);
/* The code of a unit, also of one that only the rows name. */
struct span observations_unit(const struct observations *o, int unit);
/* Whether rows of that name are coverage. */
bool observation_is_coverage(struct span measure);
/* How many bytes at the end of such a name say that it is of rejected rows; 0:
 * it is of facts. What is left of it is `@` and the source. */
size_t observation_rejected(struct span measure);

/* The rows of one measure at one unit, months ascending; *n is 0 when there
 * are none. These and the next two need a settled set. */
const struct observation *observations_series(const struct observations *o,
	struct span measure, int unit, size_t *n);
/* All rows of one measure: unit code by unit code, each by month. */
const struct observation *observations_of(const struct observations *o,
	struct span measure, size_t *n);
/* One row, or NULL. */
const struct observation *observations_find(const struct observations *o,
	struct span measure, int unit, int32_t month);

/* Writes a settled set, header and rows; with the column preliminary when a
 * file had it. */
void observations_write(const struct observations *o, struct out *out);
/* Writes the header alone. */
void observation_head(struct out *out);
/* Writes one row, whose measure and unit are given as text. */
void observation_write(struct out *out, struct span measure, struct span unit,
	const struct observation *row);

/* Frees all rows; NULL is none. */
void observations_free(struct observations *o);

#endif
