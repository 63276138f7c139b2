/* SPDX-License-Identifier: MIT
 *
 * facts: the `facts` part of a source (MANUAL.md section 7.3): what each
 * record means. Names are resolved once, here: columns became numbers of
 * fields, formats and patterns are compiled, code lists are looked up, texts
 * to compare with are folded. bif-normalize carries the plan out row by row;
 * bif-lint reads it.
 *
 * A field is a column of the records that the plan reads, with its one type.
 */
#ifndef SOURCE_FACTS_H
#define SOURCE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "book/book.h"
#include "contract/code.h"
#include "source/source_def.h"
#include "stream/stream.h"
#include "contract/unit.h"
#include "value/decimal.h"
#include "value/number.h"
#include "value/pattern.h"
#include "value/period.h"

/* The number of no field: fields are counted from 0. */
#define FIELD_NONE (-1)

/* What the texts of a column are read as. */
enum fact_type {
	TYPE_NONE,   /* not said: text */
	TYPE_TEXT,   /* said: compared as written, and as names are in tests */
	TYPE_DATE,   /* a day, by the column's pattern */
	TYPE_NUMBER, /* up to 18 digits, 6 after the mark (DESIGN 6) */
	TYPE_CPR,    /* ten digits; leaves as a pseudonym */
	TYPE_ID,     /* a personal number that is no CPR number */
	TYPE_UNIT,   /* a code, name or alias of units.csv, valid that day */
	TYPE_LIST    /* a code of a list */
};

/* A column that the plan reads: how its texts become values. */
struct fact_field {
	struct span name;  /* the column of the records */
	struct span shown; /* as the export's header names it */
	enum fact_type type;
	/* what gave it its type, or its first use */
	const struct def *def;
	struct period_format *format; /* dates */
	struct span pattern;          /* the same as written */
	bool year_only;               /* format has mm- before it */
	struct span open;             /* the text that counts as empty */
	bool utc;                     /* dates: times without a zone are UTC */
	struct number_rule number;    /* how numbers are read */
	bool has_style;               /* its style was said */
	/* its cells are numbers of the file, in JSON and workbooks: the marks are
	 * ours */
	bool typed;
	/* the object that said more of how numbers or times are read */
	const struct def *rule;
	/* a date over several columns: these fields, their texts joined by
	 * blanks; the field itself is no column then */
	size_t nparts;
	const int *parts;
	struct span series; /* CPR ("cpr") and ids */
	/* codes: the list they are looked up in, and its name as written */
	struct span list_name;
	const struct code_list *list;
	/* units and codes: the date field whose day decides, else the fact's */
	int on;
	bool optional; /* it may be empty */
	bool in_types; /* it stands in `types` */
	bool in_key;   /* rows are known by it */
	bool in_rows;  /* read in every row, whatever facts the row gives */
};

/* Where a value comes from. */
enum value_kind {
	VALUE_NONE,    /* the column is empty in these facts */
	VALUE_LITERAL, /* the book says it */
	VALUE_FIELD,   /* a column of the record holds it */
	VALUE_CHOICE   /* the first case whose tests hold gives it */
};

/* One of the facts' columns. */
struct fact_value {
	enum value_kind kind;
	struct span literal; /* as the stream writes it, escaped */
	int32_t day;         /* of a literal date */
	int unit;            /* of a literal unit */
	int field;           /* of VALUE_FIELD; else FIELD_NONE */
	bool negate;         /* a number's sign is turned */
	/* a date: the last day of this month of its year; 0: the date itself */
	int month;
	size_t nchoices;
	/* the first that holds counts; none: empty */
	const struct fact_choice *choices;
	/* where the book says it, for messages about a row that lacks it */
	const struct def *def;
};

/* What a test asks. */
enum test_kind {
	TEST_TEXT,      /* one of the texts, folded; "": empty */
	TEST_MATCHES,   /* an expression of POSIX, over the text as it is */
	TEST_PREFIX,    /* begins with one of the texts, folded */
	TEST_MEANS,     /* the code's value is one of the texts */
	TEST_BEFORE,    /* these four compare the days of two columns, and */
	TEST_NOT_AFTER, /* hold for none where either has no day */
	TEST_AFTER,
	TEST_NOT_BEFORE,
	TEST_LESS_THAN, /* these two compare a number with one of the book */
	TEST_AT_LEAST
};

/* A question about one column, answered for each row. */
struct fact_test {
	size_t nth; /* counts the plan's tests from 0 */
	int field;  /* the column that is asked */
	enum test_kind kind;
	bool negate; /* `not`: it holds where it would not */
	size_t ntexts;
	const struct span *texts;
	struct pattern *pattern;
	int pattern_number;    /* counts the plan's patterns from 0 */
	int other;             /* the date field compared with */
	struct decimal number; /* less_than, at_least: what is compared with */
	const struct def *def; /* where it stands, for messages */
};

/* Tests that must all hold. */
struct fact_when {
	size_t ntests; /* all must hold; none: always */
	const struct fact_test *tests;
};

/* A value that holds when its tests do. */
struct fact_choice {
	struct fact_when when;
	struct fact_value is;
};

/* A rule for rows that are no facts, counted under its name. */
struct fact_skip {
	struct fact_when when;
	struct span because; /* one word, under which rows are counted */
	bool first;          /* tried before values are read */
};

/* A member of `each`. values has FACT_COLUMNS + nextras items; that of
 * FACT_SOURCE is the source's name. */
struct fact_rule {
	struct fact_when when;
	const struct fact_value *values;
	const struct def *def;
};

/* What a text means that stands where a number or a date is wanted. */
enum marker_meaning {
	MARKER_MISSING,    /* there is none */
	MARKER_SUPPRESSED, /* there is one, which is not told */
	MARKER_ZERO
};

/* A text of `markers`. */
struct fact_marker {
	struct span text;
	enum marker_meaning meaning;
};

/* The plan: what is done with each record. */
struct facts {
	const struct source_def *source;
	size_t nfields;
	const struct fact_field *fields;
	/* rows of equal keys are one fact, if their facts are equal, too: else
	 * the later is a conflict (DESIGN 5) */
	size_t nkey;
	const int *key; /* fields */
	/* the n-th row of a key in its file has a key of its own */
	bool occurrences;
	/* of rows with one key that with the greatest value here wins whole;
	 * FIELD_NONE: the first does */
	int latest;
	size_t nmarkers; /* texts that stand for no value, or for zero */
	const struct fact_marker *markers;
	bool has_zone; /* days are counted in this zone */
	struct period_zone zone;
	size_t nskips; /* those with `first` stand first */
	size_t nfirst;
	const struct fact_skip *skips;
	size_t nrules; /* members of `each`: a record gives a fact by each */
	const struct fact_rule *rules;
	/* columns behind the fixed ones, in the order in which `each` names
	 * them first: the same in all facts of the source */
	size_t nextras;
	const struct span *extras; /* names of the extra columns */
	/* of all tests: bif-normalize keeps what a pattern said of a text by
	 * its number, and a row's answers by the test's */
	size_t npatterns;
	size_t ntests;
	bool personal; /* a field is a CPR number or an id */
	/* wide exports: the field that names the cell's header, else
	 * FIELD_NONE */
	int month_of_row;
	int cell_of_row; /* and the one that holds the cell */
	const struct def *def;
};

extern const struct schema facts_schema, facts_skip_schema;

/* NULL after a message (78): every fault of the part is said. While somebody
 * listens for faults (book/defs.h) what is right is given all the same.
 * Lives in the book's arena, but for what facts_free() gives back. */
const struct facts *facts_load(struct book *book,
	const struct source_def *source, const struct units *units,
	const struct codes *codes);
/* Frees the formats and patterns; the rest lives in the book. */
void facts_free(const struct facts *plan);

/* The words of MANUAL.md: text, date, number, cpr, id, unit, list. */
const char *facts_type_word(enum fact_type type);

#endif
