/* SPDX-License-Identifier: MIT
 *
 * column: the cells of many rows, looked up a column at a time among the texts
 * that each column is known to hold (value_cache). What a text means, and
 * which tests hold for it, is asked of the slow path (row, cell), once.
 *
 * What a unit or a code means may depend on the day, which is not looked at
 * here: such a text bears ROW_PLAN_DATED, and the days on which its meaning
 * holds. Nobody asked on which day it was met: it holds on none until
 * columns_reread() has told one.
 */
#ifndef BIF_NORMALIZE_FAST_COLUMN_H
#define BIF_NORMALIZE_FAST_COLUMN_H

#include <endian.h>

#include "bif-normalize/exact/row.h"
#include "bif-normalize/fast/row_plan.h"
#include "bif-normalize/fast/value_cache.h"
#include "io/tsv.h"

/* Rows at a time, at most: what is at hand of them stays in the nearest
 * cache. */
#define COLUMN_ROWS 256

/* How the texts of a column are looked up. */
enum column_kind {
	COLUMN_KNOWN,  /* its texts are looked up */
	COLUMN_NUMBER, /* the same, but plain digits need not */
	COLUMN_TEXT,   /* the same, but plain text need not */
	COLUMN_PERSON, /* each is read for itself */
	COLUMN_LITERAL /* a unit the definitions name */
};

/* A field of the plan, or a unit the definitions name. */
struct column {
	enum column_kind kind;
	bool dated; /* what it means depends on the day */
	int field;
	int cell;     /* of the input's rows */
	uint64_t bit; /* of the field, in what a row lacks */
	struct span literal;
	struct value_table table;
	/* by row; NULL: the cell as it is. PERSON has none, but: */
	struct value_cache **at;
	int32_t *days; /* by row, of dates; NULL: they are none */
	/* by row; NULL: nobody looks at the pseudonyms */
	char (*letters)[PSEUDONYM_WIDTH];
	/* by row, where rows are compared and nobody looks at them: the marks
	 * of cells_show() */
	digest *marks;
	struct buf person; /* `series:` and room for ten digits */
};

/* A test that compares two columns of dates: it holds when both have one and
 * the day of one is less than that of the other and `more` days. */
struct column_order {
	uint64_t test;
	uint64_t bits; /* those of both fields */
	const struct column *one, *other;
	int more;
};

/* The columns of a run of rows, looked up one after the other. */
struct columns {
	size_t count;
	/* those of fields, by number, then the literals */
	struct column *list;
	struct tsv_rows rows; /* that were looked up */
	size_t width;         /* cells of a row */
	/* the rest is for column*.c */
	const struct row_plans *plans;
	const struct pseudonym *key;
	struct cells *cells;
	struct row *probe;
	size_t norders;
	struct column_order *orders;
};

/* Everything is borrowed. */
struct columns *columns_new(const struct row_plans *plans, struct cells *cells,
	const struct pseudonym *key);
void columns_free(struct columns *cs); /* NULL is fine */

/* The row has found the plan's columns in an input of so many. */
void columns_bind(struct columns *cs, const struct row *row, size_t width);

/* Looks up cs->rows: the answers of each. All they refer to stands until the
 * next call. */
void columns_look_up(struct columns *cs, struct answers *answers);

/* Finds out what a text that was not known means. */
void column_learn(struct columns *cs, struct column *c, struct value_cache *k,
	struct span raw);

/* What a dated text means on that day, from now on. */
void columns_reread(struct columns *cs, struct column *c, size_t row,
	int32_t day);

/* The ten digits of a cell that was found to be a CPR number. */
void column_digits(struct span raw, char digits[10]);

/* A cell of the input, numbered through all rows. TSV_SLACK bytes after it
 * can be read. */
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

/* Whether a text is a number as we write it: at most 15 digits, no zero before
 * others. Sixteen bytes can be read. */
static inline bool
column_plain_number(struct span raw)
{
	const uint64_t zeroes = 0x3030303030303030u;
	const uint64_t over = 0x7676767676767676u; /* 9 stays below 0x80 */
	const uint64_t high = 0x8080808080808080u;
	uint64_t w[2], mask[2] = { UINT64_MAX, UINT64_MAX };

	if (!raw.len || raw.len > 15 || (raw.at[0] == '0' && raw.len > 1))
		return false;
	column_load(w, raw);
	mask[raw.len / 8] = ((uint64_t)1 << raw.len % 8 * 8) - 1;
	if (raw.len < 8)
		mask[1] = 0;
	w[0] = (w[0] ^ zeroes) & mask[0];
	w[1] = (w[1] ^ zeroes) & mask[1];
	return !(((w[0] + over) | w[0] | (w[1] + over) | w[1]) & high);
}

/* What the facts show of a column's cell; VALUE_CACHE_WIDTH bytes can be read. */
static inline struct span
columns_shown(const struct columns *cs, const struct column *c, size_t row)
{
	const struct value_cache *k;

	if (c->kind == COLUMN_PERSON)
		return (struct span){ c->letters[row], PSEUDONYM_WIDTH };
	k = c->at[row];
	if (k)
		return value_cache_text(k);
	return column_cell(&cs->rows, row * cs->width + (size_t)c->cell);
}

/* The day that a term names in a row; DAY_NONE when it names none. */
static inline int32_t
columns_day(const struct columns *cs, struct day_term day, size_t row)
{
	if (day.field == FIELD_NONE)
		return day.day;
	return day_term_of(day, cs->list[day.field].days[row]);
}

#endif
