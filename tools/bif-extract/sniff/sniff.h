/* SPDX-License-Identifier: MIT
 *
 * sniff: all that can be told of a file that nobody has described, from a
 * sample of bounded size: format, encoding, what splits and quotes cells,
 * which line is the header, which lines are no rows, what the columns hold.
 *
 * Each finding has a confidence in per cent and a reason. Where two readings
 * are as likely as each other it is a doubt, and says so.
 */
#ifndef BIF_EXTRACT_SNIFF_SNIFF_H
#define BIF_EXTRACT_SNIFF_SNIFF_H

#include <stdbool.h>

#include "base/buf.h"
#include "findings.h"
#include "bif-extract/guess/guess_columns.h"
#include "bif-extract/guess/guess_dialect.h"
#include "bif-extract/guess/guess_encoding.h"
#include "bif-extract/guess/guess_fixed.h"
#include "bif-extract/guess/guess_table.h"
#include "source/export.h"
#include "bif-extract/guess/sample.h"

/* What the user has said: it is taken, not looked for. */
struct sniff_asked {
	const char *encoding; /* or NULL */
	const char *input;    /* csv, json or xlsx; or NULL */
	struct guess_dialect_asked dialect;
	struct guess_asked header;
	struct span sheet, filter; /* or at NULL */
};

/* What a file is like, each module's answer by itself. Texts are borrowed from
 * the sample or kept in the arena; all of it lives until sniff_free(). */
struct sniff {
	struct arena *arena;
	const char *file; /* as the user has named it */
	struct sample sample;
	struct buf text; /* of the sample, in UTF-8 */
	enum export_format format;
	struct guess_encoding encoding;
	struct guess_dialect dialect;
	struct guess_fixed fixed;
	struct grid grid;
	struct guess_table table;
	struct guess_columns columns;
	struct span filter; /* json */
	struct span sheet;  /* xlsx: or at NULL */
	bool in_quotes;     /* each line stands in quotes as a whole */
	size_t seams;       /* lines that begin with a byte order mark */
	struct findings findings;
	bool unknown; /* encoding or delimiter is: then nothing can be read */
};

/* Looks at a file, which standard input may be: it is kept, to be read once more.
 * Sets all of s. False after a message: the file cannot be read, or is none that
 * bif-extract reads (65). sniff_free() either way. */
bool sniff_file(struct sniff *s, const char *file,
	const struct sniff_asked *asked);
/* Frees all of it, and what the findings say. */
void sniff_free(struct sniff *s);

#endif
