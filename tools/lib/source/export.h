/* SPDX-License-Identifier: MIT
 *
 * export: the `export` part of a source (MANUAL.md section 7.3): how the
 * bytes of its files become records. bif-extract carries it out; bif-lint
 * reads it.
 */
#ifndef SOURCE_EXPORT_H
#define SOURCE_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "csv/csv_reader.h"
#include "book/book.h"
#include "book/defs.h"
#include "source/source_def.h"
#include "value/decimal.h"
#include "value/pattern.h"

/* What a file is, and so how its records are cut. */
enum export_format {
	EXPORT_CSV,   /* delimited text, strict or tolerant (struct below) */
	EXPORT_FIXED, /* cells by their place in the line */
	EXPORT_JSON,  /* one object a record, by a filter of jq */
	EXPORT_XLSX   /* rows of a sheet */
};

/* What gives a column its value where no cell of the row does. */
enum export_context {
	CONTEXT_NONE,   /* a cell does */
	CONTEXT_FILE,   /* the file's own name */
	CONTEXT_SHEET,  /* the sheet's name */
	CONTEXT_ABOVE,  /* a line above the header, or above the first row */
	CONTEXT_HEADING /* the last line of its kind above the row */
};

/* A column of the records. Which of its members mean something depends on the
 * format and on the header: a name binds it, a place, or a pattern. */
struct export_column {
	struct span name; /* ours */
	struct span from; /* in the header; the key; `4-13` */
	/* fixed: characters, counted from 1; header none: first is the cell's
	 * number */
	size_t first, last;
	size_t line; /* fixed: of the record's lines, from 1 */
	/* What it may be called in the header, `from` the first of them. */
	size_t nnames;
	const struct span *names;
	bool optional; /* not in the header: its cells are empty */
	enum export_context context;
	/* of context: its first group is the value, or all that matches */
	struct pattern *pattern;
	const struct def *def;
};

/* A column that `wide` makes: of the cells below the header cells that match.
 */
struct export_value {
	struct span name; /* ours */
	struct pattern *pattern;
};

/* A pattern over a line, or over the cell of a column, trimmed. */
struct export_rule {
	struct pattern *pattern;
	/* our name, else the header's; at NULL: the line */
	struct span column;
	/* the byte all that match begin with, or -1 when there is no such */
	int first;
	const struct def *def;
};

/* Rules of which any may match. */
struct export_rules {
	size_t count;
	const struct export_rule *list;
};

/* What becomes of a row with more or fewer cells than the header. A source cannot
 * keep them: it has the columns that it has. */
enum export_ragged {
	RAGGED_REJECT, /* it is rejected: its cells may be of any column */
	RAGGED_PAD,    /* cells too few are empty; too many: rejected */
	RAGGED_KEEP    /* cells too many get columns of their own */
};

/* Lines that a header may have, at most. */
#define EXPORT_HEADERS 10

/* csv of any kind, and what is not quite csv: read tolerantly. */
struct export_tolerant {
	bool on;                    /* else strictly */
	struct csv_dialect dialect; /* in UTF-8, whatever the file is in */
	struct csv_limits limits;   /* beyond which a row is rejected */
	enum export_ragged ragged;
	bool headerless; /* columns are called 1, 2, ... */
	bool carry;      /* an empty cell of an upper line is that before it */
	/* its lines, rising; where none is said, the first that is not empty */
	uint64_t headers[EXPORT_HEADERS];
	size_t nheaders;
	uint64_t footer; /* last lines that are no rows */
	uint64_t table;  /* which of several; 0: there is one */
	size_t widest;   /* keep: cells of the widest row */
};

/* A part of a source's `export`, or what the options come to: all that reading a
 * file asks. Texts and lists live in the book, or with who made it. */
struct export
{
	struct span match; /* empty: every file of the source */
	enum export_format format;
	/* the words of one that the file goes through, ended by NULL, which
	 * exec() wants; or NULL */
	char *const *program;
	const char *encoding; /* a name that iconv knows; of text only */
	bool guessed; /* it is: a cell that looks like UTF-8 is rejected */
	struct csv_bytes dialect;     /* strict reading: one byte each */
	struct export_tolerant loose; /* and what it cannot say */
	uint64_t skip;                /* physical lines before anything */
	uint64_t header;              /* its physical line; 0: there is none */
	/* lines that are no data rows, and what all data rows must be like */
	struct export_rules skip_rows, only_rows;
	struct export_rules until; /* one at most, as is control */
	struct export_rules control;
	struct span control_sum; /* our column; empty: rows are counted */
	int frame; /* the byte at both ends of each row, as SAP has it; or -1 */
	bool trim; /* cells are without blanks at their ends */
	size_t ncolumns; /* 0: all, as the header names them */
	const struct export_column *columns;
	size_t nfill;
	const struct span *fill; /* names of columns whose value holds on */
	/* fixed: a line that matches goes on with the record above; NULL */
	struct pattern *continued;
	size_t lines; /* of a record: the greatest of its columns */
	/* Columns that are values, such as months: each of their cells gives
	 * a record of its own. 0: there are none. */
	size_t nwide;
	const struct export_value *wide;
	/* the first group of the pattern names the record, not the whole text
	 * of the header cell */
	bool wide_grouped;
	struct span wide_name; /* our column of what the header cell says */
	size_t wide_expected;  /* how many records a row gives; 0: not said */
	const struct span *wide_names; /* and what they are called; or NULL */
	struct span filter;            /* json */
	struct span sheet;             /* xlsx: a name or a number; or empty */
	struct pattern *sheets;        /* xlsx: of their names; or NULL */
	struct span dates;             /* xlsx: how a date cell is written */
	enum decimal_style numbers;    /* json, xlsx: how a number is written */
	const struct def *def;         /* NULL: made from options */
};

extern const struct schema export_schema, export_wide_schema,
	export_control_schema;

/* What holds where nothing is said. */
void export_default(struct export *part);

/* The parts of a source's export, in its order. Faults are said (78); NULL
 * when there was one, unless somebody listens (book/defs.h). For
 * export_free(). */
const struct export *export_load(struct book *b, const struct source_def *s,
	size_t *count);

/* The first part that claims the file. Standard input is claimed by the
 * first part of all. NULL when none does. */
const struct export *export_for(const struct export *e, size_t count,
	const char *file);

/* Frees the patterns; the rest lives in the book. */
void export_free(const struct export *e, size_t count);

/* --- the patterns of a part, and its columns. Faults are said (78);
 * a rule that is wrong is left out. --- */

/* What a part is read with. */
struct export_reading {
	struct book *book;
	bool tolerant; /* export_tolerant reads the dialect and the header */
};

/* skip_rows and only_rows: a list of patterns, or one; each over the line, or
 * {"column": PATTERN} over a cell. As those below it reads a member of the part
 * (book/schema.h): reading is a struct export_reading. */
field_member export_rule_list; /* into struct export_rules */
/* until and control: one pattern, over the line. */
field_member export_rule_line; /* into struct export_rules */
/* Frees what was compiled. */
void export_rule_free(const struct export_rules *rules);

/* `columns`: {"our name": "its name"}, a list of names, or an object that says
 * more. */
field_member export_columns_read; /* into struct export */
/* Whether a column of the records is called so; `at` is taken. */
bool export_columns_taken(const struct export *part, struct span name);
/* `wide`, after `columns`. */
field_member export_wide_read; /* into struct export */
/* `fill`: a name or a list of them. */
field_member export_fill_read; /* into struct export */
/* Frees the patterns of columns and of `wide`. */
void export_columns_free(const struct export *part);

/* Counts and positions as they are written: `7`, `4-13`, counted from 1. */

/* A whole number of digits alone, from `least` to `most`, into *count; false
 * when the text is none. */
bool export_positions_count(struct span text, uint64_t least, uint64_t most,
	uint64_t *count);

/* `4-13`, or `7` for both; false when it is neither. */
bool export_positions(struct span text, size_t *first, size_t *last);

/* --- export_tolerant: csv that is not plain: delimiters of several characters,
 * other line ends, headers of several lines, ragged rows, several tables. One of
 * its members, and the part is read by the tolerant reader of lib/csv. --- */

/* What holds where nothing is said. */
void export_tolerant_default(struct export_tolerant *l);

/* Reads the members, after `header` and the dialect. False after a message
 * (78). */
bool export_tolerant_read(const struct def *d, struct export *e);

/* Whether such a member says that csv_reader cannot read the part: then
 * export's own readers of `header`, `delimiter`, `quote` and `escape` must
 * not look at them. */
bool export_tolerant_wanted(const struct def *part);

/* `4`, `4,5` (from the first to the last) or `4,5,6` (each). False when it is
 * none, or more than EXPORT_HEADERS. */
bool export_tolerant_headers(struct export_tolerant *l, struct span text);

/* Words of `newline` and `ragged`, in the order of their enums; a source knows
 * the first two of the latter. */
extern const char *const export_newlines[4], *const export_raggeds[3];

/* `limits`: {"row": "64M"}. */
field_member export_tolerant_limits; /* into struct csv_limits */

/* `row=64M`: sets a limit. False when it is not one. */
bool export_tolerant_limit(struct csv_limits *limits, struct span name,
	struct span number);

/* Says what is wrong with the dialect, or NULL: delimiter, quote and escape
 * differ, quote and escape are one character each. */
const char *export_tolerant_fault(const struct csv_dialect *d);

#endif
