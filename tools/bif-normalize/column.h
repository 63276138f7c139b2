/* SPDX-License-Identifier: MIT
 *
 * column: the cells of many rows, looked up a column at a time among the texts
 * each column is known to hold (known). What a text means, and which tests
 * hold for it, is found out by the judge's own questions (row, cell), once.
 *
 * What a unit or a code means may depend on the day, which is not looked at
 * here: such a text bears SHAPE_DATED, and the days on which its meaning
 * holds. Nobody asked on which day it was met: it holds on none until
 * column_reread() has told one.
 */
#ifndef BIF_NORMALIZE_COLUMN_H
#define BIF_NORMALIZE_COLUMN_H

#include <endian.h>

#include "io/tsv.h"
#include "known.h"
#include "row.h"
#include "shape.h"

#define COLUMN_ROWS 256                 /* at a time, at most: what is at hand
                                           of them stays in the nearest cache */

enum column_kind {
	COLUMN_KNOWN,                   /* its texts are looked up */
	COLUMN_NUMBER,                  /* the same, but plain digits need not */
	COLUMN_TEXT,                    /* the same, but plain text need not */
	COLUMN_PERSON,                  /* each is read for itself */
	COLUMN_LITERAL                  /* a unit the definitions name */
};

/* A field of the plan, or a unit the definitions name. */
struct column {
	enum column_kind kind;
	bool dated;                     /* what it means depends on the day */
	int field;
	int cell;                       /* of the input's rows */
	uint64_t bit;                   /* of the field, in what a row lacks */
	struct span literal;
	struct known_table table;
	struct known **at;              /* by row; NULL: the cell as it is.
	                                   PERSON has none */
	struct buf person;              /* `series:` and room for ten digits */
};

struct columns {
	size_t count;
	struct column *list;            /* those of fields, by number, then the
	                                   literals */
	/* the rest is column.c's */
	const struct shapes *shapes;
	struct cells *cells;
	struct row *probe;
	size_t norders;
	struct column_order *orders;
};

/* Everything is borrowed. */
struct columns *columns_new(const struct shapes *, struct cells *);
void columns_free(struct columns *);    /* NULL is fine */

/* The row has found the plan's columns in an input. */
void columns_bind(struct columns *, const struct row *);

/* The answers of rows of so many cells. All they refer to stands until the
 * next call. */
void columns_look_up(struct columns *, const struct tsv_rows *, size_t cells,
	struct answers *);

/* What a dated text means on that day, from now on. */
void column_reread(struct columns *, struct column *, struct known *,
	struct span raw, int32_t day);

static inline struct span
column_cell(const struct tsv_rows *rows, size_t i)
{
	const uint32_t *end = rows->ends + i;
	uint32_t start = end[-1] + 1;

	return (struct span){ rows->text + start, *end - start };
}

/* Sixteen bytes from a text's beginning, of which the first is the lowest. */
static inline void
column_load(uint64_t w[2], struct span raw)
{
	memcpy(w, raw.at, 16);
	w[0] = le64toh(w[0]);
	w[1] = le64toh(w[1]);
}

/* Whether it is ddmmyy-nnnn, as most write a CPR number. */
static inline bool
column_plain_cpr(struct span raw)
{
	const uint64_t high = 0x8080808080808080u;
	uint64_t w[2];

	if (raw.len != 11)
		return false;
	column_load(w, raw);
	w[0] ^= 0x302d303030303030u;
	w[1] = (w[1] ^ 0x303030u) & 0xffffffu;
	/* Each digit is now less than 10, the hyphen 0. */
	return !(((w[0] + 0x767f767676767676u) | w[0] | (w[1] + 0x767676u)
		| w[1]) & high);
}

#endif
