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

enum general_letter { GENERAL_DELIMITER = 'd', GENERAL_QUOTE = 512,
	GENERAL_ESCAPE, GENERAL_ENCODING, GENERAL_HEADER, GENERAL_SKIP,
	GENERAL_COLUMNS, GENERAL_TRIM, GENERAL_INPUT, GENERAL_FILTER,
	GENERAL_SHEET };

#define GENERAL_OPTIONS \
	{ "delimiter", GENERAL_DELIMITER, "BYTE", "what splits cells (,); " \
		"\\t or tab for TAB" }, \
	{ "quote", GENERAL_QUOTE, "BYTE", "what quotes cells (\"); empty: " \
		"nothing does" }, \
	{ "escape", GENERAL_ESCAPE, "BYTE", "what stands before a quote " \
		"inside quotes; else quotes are doubled" }, \
	{ "encoding", GENERAL_ENCODING, "NAME", "the encoding (utf-8); any " \
		"that iconv knows" }, \
	{ "header", GENERAL_HEADER, "LINE", "the number of the header's line " \
		"(1), or none" }, \
	{ "skip", GENERAL_SKIP, "N", "pass over N lines first" }, \
	{ "columns", GENERAL_COLUMNS, "A,B", "only these columns, in this " \
		"order: names, or numbers without a header" }, \
	{ "trim", GENERAL_TRIM, NULL, "trim cells of blanks" }, \
	{ "input", GENERAL_INPUT, "FORMAT", "csv (default), json or xlsx" }, \
	{ "filter", GENERAL_FILTER, "JQ", "json: the records (.[])" }, \
	{ "sheet", GENERAL_SHEET, "SHEET", "xlsx: a sheet's name or number (1)" }

struct general {
	struct arena *arena;
	struct exportdef def;
	const char *given;              /* an option that was given, or NULL */
	const char *columns, *header;
};

void general_begin(struct general *);
/* Takes an option; what is wrong is said (64) and o->stop set. */
void general_option(struct general *, struct options *o, int letter);
/* After the last option: false after a message (64). */
bool general_settle(struct general *, struct options *o);
void general_end(struct general *);

#endif
