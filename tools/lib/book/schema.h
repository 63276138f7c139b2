/* SPDX-License-Identifier: MIT
 *
 * schema: what a JSON object or a CSV file of the book may hold, as a table: a
 * field's name, kind, whether it must be there, where its value goes and what
 * it means. Loaders read by it, bif-lint finds misspelt columns by it and
 * `bif-lint --fields` prints it, as the tables of MANUAL.md have it.
 *
 * A field that is none of the kinds is read by a function of the loader, or by
 * the loader itself once all fields have been seen. Each fault is said (defs.h), and reading goes
 * on with the next field, so that all faults are seen at once.
 */
#ifndef BOOK_SCHEMA_H
#define BOOK_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "book/book.h"
#include "book/defs.h"
#include "book/table.h"
#include "value/pattern.h"

/* What a field is, and so which type its place in the struct has. */
enum field_kind {
	/* `member` or `cell` reads it; else the loader does, when all fields
	 * have been seen */
	FIELD_OTHER,
	FIELD_TEXT, /* a struct span; `member` has the last word, if any */
	FIELD_FLAG, /* a bool: true or false; in CSV yes or no */
	FIELD_WORD, /* an enum: the position among the words */
	FIELD_WHOLE, /* a long or a uint64_t, from `least` to `most`; JSON only */
	FIELD_DAY,   /* an int32_t, DAY_NONE when the cell is empty */
	/* a struct period_length of at least `least`; JSON only */
	FIELD_LENGTH,
	FIELD_PATTERN, /* a struct pattern *; JSON only */
	FIELD_OBJECT,  /* what `inner` says; JSON only */
	/* an int; an empty cell, where the column is not needed, leaves it;
	 * CSV only */
	FIELD_YEAR,
	FIELD_MONTH, /* an int32_t, needed in each row of a CSV file */
	FIELD_NUMBER /* a struct schema_amount; CSV only */
};

/* A number as a cell gives it; an empty cell gives none, and 0. */
struct schema_amount {
	struct decimal number;
	bool given;
};

/* Reads a member that is there. reading is the loader's own, into the struct
 * that is filled. False after a message. */
typedef bool field_member(void *reading, const struct def *member, void *into);
/* Reads a cell, which may be empty; column is -1 where the file lacks it. */
typedef bool field_cell(void *reading, const struct table *t, size_t row,
	int column, void *into);

/* One member or column. */
struct field {
	const char *name;
	/* the manual's cells; no `otherwise`: its table has no such column */
	const char *meaning, *otherwise;
	enum field_kind kind;
	size_t at;   /* in the struct that is filled */
	bool needed; /* the member, or the column */
	const char *const *words;
	size_t nwords;
	long least, most;
	const struct schema *inner;
	field_member *member;
	field_cell *cell;
	/* CSV: it changes what is judged, so that a column of its name in
	 * another file of the book is a mistake */
	bool alone;
	unsigned only; /* a set of the loader's; 0: it means something always */
};

#define FIELD_NEEDED .needed = true
#define FIELD_LATER .kind = FIELD_OTHER /* by the loader itself */
#define FIELD_ALONE .alone = true
#define FIELD_WORDS(list) .words = (list), .nwords = COUNT(list)

/* All that an object or a file may hold. Schemas are constants: what a loader
 * needs besides, such as the units that cells name, goes through `reading`,
 * which is passed on untouched. */
struct schema {
	/* a CSV file's name, or how the manual calls the object */
	const char *name;
	const struct field *fields;
	size_t nfields;
	/* of CSV files: the struct that a row becomes, and where in it the
	 * row's number goes */
	size_t size, row;
	/* whose `alone` columns may be put here by mistake; NULL: nobody's */
	const struct schema *other;
	/* The last word on a row whose cells could all be read; NULL: none.
	 * False leaves it out. */
	bool (*check)(void *reading, const struct table *t, size_t row,
		void *into);
};

#define SCHEMA_FIELDS(list) .fields = (list), .nfields = COUNT(list)

/* Fills *into from the object: members nobody knows and needed ones that are
 * missing are said. What is absent leaves the struct as it is. False after a
 * message. */
bool schema_object(const struct schema *schema, const struct def *object,
	void *reading, void *into);

/* A number from 0 up, as JSON writes it or as a text; false after a message. */
bool schema_number(const struct def *member, struct decimal *number);
/* The same, whole and within bounds. */
bool schema_whole(const struct def *member, long least, long most, long *whole);

/* A text that is a pattern, compiled, for pattern_free(); false after a message. */
bool schema_pattern(const struct def *member, struct pattern **pattern);

/* Rows of a CSV file, in file order. */
struct schema_rows {
	const struct table *table; /* NULL: there is no such file */
	void *list;                /* count structs, in the book's arena */
	size_t count;
};

/* Reads a CSV file, which need not be there when optional. A row with a fault
 * is left out. False after a message (66, 78), but for faults of rows when
 * somebody listens for them. */
bool schema_table(struct book *book, const struct schema *schema,
	const char *file, bool optional, void *reading,
	struct schema_rows *rows);

#endif
