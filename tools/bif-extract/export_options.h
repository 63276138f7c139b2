/* SPDX-License-Identifier: MIT
 *
 * export_options: reading without a source: what a source's `export` part would say
 * comes from options (MANUAL.md, bif-extract). What comes of them is a definition
 * like any other, so that reading is the same with a source and without.
 *
 * An option is taken when it is met; what it means may depend on others, and is
 * settled behind the last. Each fault is a wrong command line (64), said once.
 */
#ifndef BIF_EXTRACT_EXPORT_OPTIONS_H
#define BIF_EXTRACT_EXPORT_OPTIONS_H

#include <stdbool.h>

#include "base/mem.h"
#include "io/options.h"
#include "source/export.h"

/* What each option is known by; those without a letter count from 512 up, so
 * that no other option of the program has their number. */
enum general_letter {
	/* the only one with a letter of its own */
	EXPORT_OPTIONS_DELIMITER = 'd',
	/* what makes cells of text */
	EXPORT_OPTIONS_QUOTE = 512,
	EXPORT_OPTIONS_ESCAPE,
	EXPORT_OPTIONS_ENCODING,
	/* which lines are rows, and which of their cells are wanted */
	EXPORT_OPTIONS_HEADER,
	EXPORT_OPTIONS_SKIP,
	EXPORT_OPTIONS_FOOTER,
	EXPORT_OPTIONS_NEWLINE,
	EXPORT_OPTIONS_COMMENT,
	EXPORT_OPTIONS_COLUMNS,
	EXPORT_OPTIONS_RAGGED,
	EXPORT_OPTIONS_TABLE,
	EXPORT_OPTIONS_TRIM,
	EXPORT_OPTIONS_LIMIT,
	/* what else a file may be than delimited text */
	EXPORT_OPTIONS_INPUT,
	EXPORT_OPTIONS_FILTER,
	EXPORT_OPTIONS_SHEET,
	EXPORT_OPTIONS_MASK
};

/* For the program's list of options, so that all of them are in one usage. */
#define EXPORT_OPTIONS_OPTIONS \
	{ "delimiter", EXPORT_OPTIONS_DELIMITER, "TEXT", \
		"what splits cells (,); " \
		"\\t or tab for TAB; empty: nothing does" }, \
		{ "quote", EXPORT_OPTIONS_QUOTE, "CHAR", \
			"what quotes cells (\"); empty: " \
			"nothing does" }, \
		{ "escape", EXPORT_OPTIONS_ESCAPE, "CHAR", \
			"what takes the meaning from a " \
			"quote behind it; else quotes are doubled" }, \
		{ "encoding", EXPORT_OPTIONS_ENCODING, "NAME", \
			"the encoding (utf-8); any " \
			"that iconv knows" }, \
		{ "header", EXPORT_OPTIONS_HEADER, "N", \
			"the header's line; N,M: from line N " \
			"to line M; or none" }, \
		{ "skip", EXPORT_OPTIONS_SKIP, "N", \
			"pass over N lines first" }, \
		{ "footer", EXPORT_OPTIONS_FOOTER, "N|REGEX", \
			"the last N lines, or all from " \
			"the first that matches, are no rows" }, \
		{ "newline", EXPORT_OPTIONS_NEWLINE, "HOW", \
			"what ends lines: auto (lf, crlf " \
			"and cr, also mixed), lf, cr or crlf" }, \
		{ "comment", EXPORT_OPTIONS_COMMENT, "TEXT", \
			"lines that begin so are no " \
			"rows" }, \
		{ "columns", EXPORT_OPTIONS_COLUMNS, "A,B", \
			"only these columns, in this " \
			"order: names, or numbers without a header" }, \
		{ "ragged", EXPORT_OPTIONS_RAGGED, "HOW", \
			"rows with cells too many or too " \
			"few: reject (default), pad or keep" }, \
		{ "table", EXPORT_OPTIONS_TABLE, "N", \
			"which of the tables in the file; " \
			"--header then counts from its first line" }, \
		{ "trim", EXPORT_OPTIONS_TRIM, NULL, "trim cells of blanks" }, \
		{ "limit", EXPORT_OPTIONS_LIMIT, "NAME=N", \
			"cell=1M row=8M (bytes) " \
			"lines=1000 (of a row) columns=16K" }, \
		{ "mask", EXPORT_OPTIONS_MASK, NULL, \
			"--rejects shows no run of nine digits " \
			"or more, as with a source" }, \
		{ "input", EXPORT_OPTIONS_INPUT, "FORMAT", \
			"csv (default), json or xlsx" }, \
		{ "filter", EXPORT_OPTIONS_FILTER, "JQ", \
			"json: the records (.[])" }, \
	{ \
		"sheet", EXPORT_OPTIONS_SHEET, "SHEET", \
			"xlsx: a sheet's name or number (1)" \
	}

/* The options, and the definition that they come to. */
struct export_options {
	/* what the options said, as long as it is read by */
	struct arena *arena;
	struct export def; /* what they come to */
	/* the last option that was given, for a message; NULL: none was, and a
	 * source may say all */
	const char *given;
	uint32_t said; /* which were, a bit each: those --auto does not doubt */
	const char *loose_given; /* one that means something in csv only */
	/* as written, or NULL: what they mean depends on other options */
	const char *columns, *header, *footer;
	struct export_rule until; /* --footer, where it is a pattern */
	bool mask;                /* --mask */
};

/* Begins with what holds where no option is given. */
void export_options_begin(struct export_options *general);
/* Takes an option; what is wrong is said (64) and o->stop set. */
void export_options_option(struct export_options *general, struct options *o,
	int letter);
/* Whether an option was given. */
bool export_options_said(const struct export_options *general,
	enum general_letter letter);
/* After the last option: false after a message (64). */
bool export_options_settle(struct export_options *general, struct options *o);
/* Before the first file is read: what must be known of all of them. False
 * after a message when standard input is not there to be read again. */
bool export_options_survey(struct export_options *general,
	const struct options *o);
/* Frees what the options were kept in. */
void export_options_end(struct export_options *general);

#endif
