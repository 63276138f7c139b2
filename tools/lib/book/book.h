/* SPDX-License-Identifier: MIT
 *
 * book: the folder of definitions (DESIGN.md section 5). Parts are loaded when
 * a program asks for them: extract never opens goals.csv. Everything lives in
 * the book's arena until book_close(). Faults of definitions are said with
 * file and line, status 78.
 */
#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"
#include "value/decimal.h"
#include "value/ratio.h"

/* In what a distance from the expected value is measured. */
enum scale { SCALE_OF_TARGET, SCALE_POINTS, SCALE_OF_CHANGE };

struct def;
/* What book.json says, and the arena of everything that is loaded. */
struct book {
	struct arena *arena;
	const char *folder;
	struct span name;              /* book.json: name */
	struct span committee;         /* whom papers are for; may be empty */
	bool danish;                   /* language da (default) or en */
	long year;                     /* titles only; 0 when absent */
	int begins_month, begins_day;  /* year_begins, default 01-01 */
	bool by_day;                   /* calendar: day (default month) */
	struct ratio standard_band[3]; /* by scale: 5 %, 2 points, 25 % */
	long small_n;                  /* n below this is flagged; 0: never */
	long suppress; /* reports hide counts below this; 0: none */
	/* of the CSV files, where a number can be read in two ways; EITHER:
	 * not said, such numbers are rejected */
	enum decimal_style numbers;
	/* what texts mean that stand for numbers and dates in exports, and the
	 * zone of their times: of sources that say neither (source/facts);
	 * NULL: not said */
	const struct def *markers, *zone;
	bool is_none; /* it was told that the folder holds nothing of a book */
};

struct schema;
extern const struct schema book_schema, book_bands_schema;

/* Reads book.json (absent: all defaults). NULL after a message: 64 when folder
 * is NULL (says -b or $BIF_BOOK), 66 when it is not there. */
struct book *book_open(const char *folder);
/* Frees all that was loaded of the book. */
void book_close(struct book *b);

/* The contract year that holds the day: its number is the calendar year of
 * its first day; first and last day are given. */
int book_year_of(const struct book *b, int32_t day, int32_t *first,
	int32_t *last);
/* The first and last day of a contract year by its number. */
void book_days_of(const struct book *b, int year, int32_t *first,
	int32_t *last);

#endif
