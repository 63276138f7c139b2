/* SPDX-License-Identifier: MIT
 *
 * general: reading without a source: what a source's `export` part would say
 * comes from options.
 */
#ifndef EXTRACT_GENERAL_H
#define EXTRACT_GENERAL_H

#include <stdbool.h>

#include "base/mem.h"
#include "io/options.h"
#include "model/exportdef.h"

enum general_letter {
	GENERAL_DELIMITER = 'd',
	GENERAL_QUOTE = 512,
	GENERAL_ESCAPE,
	GENERAL_ENCODING,
	GENERAL_HEADER,
	GENERAL_SKIP,
	GENERAL_FOOTER,
	GENERAL_NEWLINE,
	GENERAL_COMMENT,
	GENERAL_COLUMNS,
	GENERAL_RAGGED,
	GENERAL_TABLE,
	GENERAL_TRIM,
	GENERAL_LIMIT,
	GENERAL_INPUT,
	GENERAL_FILTER,
	GENERAL_SHEET,
	GENERAL_MASK
};

#define GENERAL_OPTIONS \
	{ "delimiter", GENERAL_DELIMITER, "TEXT", \
		"what splits cells (,); " \
		"\\t or tab for TAB; empty: nothing does" }, \
		{ "quote", GENERAL_QUOTE, "CHAR", \
			"what quotes cells (\"); empty: " \
			"nothing does" }, \
		{ "escape", GENERAL_ESCAPE, "CHAR", \
			"what takes the meaning from a " \
			"quote behind it; else quotes are doubled" }, \
		{ "encoding", GENERAL_ENCODING, "NAME", \
			"the encoding (utf-8); any " \
			"that iconv knows" }, \
		{ "header", GENERAL_HEADER, "N", \
			"the header's line; N,M: from line N " \
			"to line M; or none" }, \
		{ "skip", GENERAL_SKIP, "N", "pass over N lines first" }, \
		{ "footer", GENERAL_FOOTER, "N|REGEX", \
			"the last N lines, or all from " \
			"the first that matches, are no rows" }, \
		{ "newline", GENERAL_NEWLINE, "HOW", \
			"what ends lines: auto (lf, crlf " \
			"and cr, also mixed), lf, cr or crlf" }, \
		{ "comment", GENERAL_COMMENT, "TEXT", \
			"lines that begin so are no " \
			"rows" }, \
		{ "columns", GENERAL_COLUMNS, "A,B", \
			"only these columns, in this " \
			"order: names, or numbers without a header" }, \
		{ "ragged", GENERAL_RAGGED, "HOW", \
			"rows with cells too many or too " \
			"few: reject (default), pad or keep" }, \
		{ "table", GENERAL_TABLE, "N", \
			"which of the tables in the file; " \
			"--header then counts from its first line" }, \
		{ "trim", GENERAL_TRIM, NULL, "trim cells of blanks" }, \
		{ "limit", GENERAL_LIMIT, "NAME=N", \
			"cell=1M row=8M (bytes) " \
			"lines=1000 (of a row) columns=16K" }, \
		{ "mask", GENERAL_MASK, NULL, \
			"--rejects shows no run of nine digits " \
			"or more, as with a source" }, \
		{ "input", GENERAL_INPUT, "FORMAT", \
			"csv (default), json or xlsx" }, \
		{ "filter", GENERAL_FILTER, "JQ", "json: the records (.[])" }, \
	{ \
		"sheet", GENERAL_SHEET, "SHEET", \
			"xlsx: a sheet's name or number (1)" \
	}

struct general {
	struct arena *arena;
	struct exportdef def;
	const char *given;       /* an option that was given, or NULL */
	uint32_t said;           /* which were, a bit each */
	const char *loose_given; /* one that means something in csv only */
	const char *columns, *header, *footer;
	struct export_rule until;
	bool mask;
};

void general_begin(struct general *);
/* Takes an option; what is wrong is said (64) and o->stop set. */
void general_option(struct general *, struct options *o, int letter);
/* Whether an option was given. */
bool general_said(const struct general *, enum general_letter);
/* After the last option: false after a message (64). */
bool general_settle(struct general *, struct options *o);
/* Before the first file is read: what must be known of all of them. False
 * after a message when standard input is not there to be read again. */
bool general_survey(struct general *, const struct options *o);
void general_end(struct general *);

#endif
