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
#include "bif-extract/guess/guess_type.h"
#include "bif-extract/guess/guess_dialect.h"
#include "bif-extract/guess/sample.h"
#include "bif-extract/guess/guess_fixed.h"
#include "bif-extract/guess/guess_table.h"
#include "source/export.h"
#include "bif-extract/export_options.h"

/* What the user has said: it is taken, not looked for. */
struct sniff_asked {
	const char *encoding;               /* or NULL */
	const char *input;                  /* csv, json or xlsx; or NULL */
	struct guess_dialect_asked dialect; /* what splits and quotes cells */
	struct guess_asked header;          /* and which lines hold names */
	struct span sheet, filter;          /* or at NULL */
};

/* One thing that was found. It is data, so that the draft writes it as a
 * comment, and --auto as a note or a doubt. */
struct finding {
	/* the member of `export` that it is about; several may be about one */
	const char *what;
	struct span value; /* for people */
	unsigned sure;     /* per cent; of a doubt or a remark 0 */
	bool doubt;        /* it is not known, */
	bool remark;       /* or something to be looked at */
	struct span why;   /* a sentence, without a full stop */
};

/* All of them, in the order in which they were found. */
struct findings {
	struct arena *arena; /* borrowed */
	struct finding *list;
	size_t count, cap;
};

/* Notes that `what` is `value`. Why is a printf format, here and below. */
void findings_sure(struct findings *f, const char *what, struct span value,
	unsigned sure, const char *why, ...)
	__attribute__((format(printf, 5, 6)));
/* Notes that `what` is not known. */
void findings_doubt(struct findings *f, const char *what, const char *why, ...)
	__attribute__((format(printf, 3, 4)));
/* Notes that somebody should look at `what`. */
void findings_remark(struct findings *f, const char *what, const char *why, ...)
	__attribute__((format(printf, 3, 4)));
/* Frees the list; texts stay with the arena. */
void findings_free(struct findings *f);

/* What a file is like, each module's answer by itself. Texts are borrowed from
 * the sample or kept in the arena; all of it lives until sniff_free(). */
struct sniff {
	struct arena *arena;
	const char *file;     /* as the user has named it */
	struct sample sample; /* its bytes; not of a workbook's sheet */
	struct buf text;      /* of the sample, in UTF-8 */
	/* Which of the answers below hold: of json the encoding, of csv the
	 * dialect, too, of fixed width what it was not, and fixed. */
	enum export_format format;
	struct guess_encoding encoding;
	struct guess_dialect dialect;
	struct guess_fixed fixed;
	/* Of every format: the cells, which rows are the table, and what its
	 * columns hold. */
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

/* Looks at a file, which standard input may be: it is kept, to be read once
 * more. Sets all of s. False after a message: the file cannot be read, or is
 * none that bif-extract reads (65). sniff_free() either way. */
bool sniff_file(struct sniff *s, const char *file,
	const struct sniff_asked *asked);
/* Frees all of it, and what the findings say. */
void sniff_free(struct sniff *s);

/* Adds what is to be said of the encoding: also that two are mixed in the file,
 * and that letters were written as UTF-8 twice. */
void findings_encoding(struct sniff *s);
/* Adds what is to be said of the table, its columns and its numbers. */
void findings_table(struct sniff *s);

/* What is said of a column whose words hold for the rows below. */
#define FINDINGS_FILL \
	"empty below filled cells, as in a pivot table pasted as values: " \
	"\"fill\" in the source carries them down"

/* A column in words: what it holds and how sure that is. */
void findings_column(const struct guess_column *c, struct buf *b);

/* Adds the draft of a file to b, as the definition of a source. output: where
 * it is to be saved, or NULL. */
void draft_write(struct buf *b, const struct sniff *s, const char *output);

/* What a draft calls things (draft_names.c): its source and columns by plain
 * words, and the files that are its by a glob. */

/* The source: by the file it is to be saved in (sources/NAME.json), else by
 * the export's own name without its digits. */
void draft_names_source(struct buf *b, const char *output, const char *file);
/* samtaler_2010-01.csv.gz: `samtaler_*.csv*`. Standard input: `*`. */
void draft_names_match(struct buf *b, const char *file);
/* A name of its own for each column, in the arena. */
struct span *draft_names_columns(struct arena *arena, const struct span *names,
	size_t count);

/* auto: reading a file that nobody has described. `--sniff` writes down what
 * it seems to be; `--auto` reads it so. */

/* Writes a draft for each file, one behind the other; where one cannot be read
 * there is a message, and no output is kept. */
void auto_sniff(const struct export_options *g, const struct options *o);

/* What --auto took, which must live as long as the definition. */
struct auto_taken {
	bool sniffed;              /* the file was looked at: sniff is set, */
	struct sniff sniff;        /* names and patterns are borrowed from it */
	struct export_rule *rules; /* skip_rows, until, control, only_rows */
	size_t nrules;
	struct export_column *columns; /* of a text of fixed width; or NULL */
};

/* Completes the definition by what the first file seems to be, says what was
 * taken, and what is in doubt. False after a message (65 when the encoding or
 * the delimiter cannot be told, 64 when options do not go with it). */
bool auto_take(struct auto_taken *t, struct export_options *g,
	const struct options *o);
/* Frees what was taken, after the definition was last used. */
void auto_free(struct auto_taken *t);

#endif
