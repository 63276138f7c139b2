/* SPDX-License-Identifier: MIT
 *
 * draft: what was found of a file, as the definition of a source (MANUAL.md
 * section 4.3). It can be used as it stands; how sure each thing is, and what
 * is not known, stands in its comments. What the rows mean is left to say.
 */
#ifndef BIF_EXTRACT_SNIFF_DRAFT_H
#define BIF_EXTRACT_SNIFF_DRAFT_H

#include "sniff.h"
#include "bif-extract/guess/guess_columns.h"
#include "base/buf.h"

/* JSON for people to read and change, a member on each line; values that are no
 * text the caller writes to the buffer. */
struct json_writer {
	struct buf *b;
	size_t members; /* written in the object at hand */
};

/* Begins an object. */
void json_writer_begin(struct json_writer *j);
/* Ends it; indent is that of its closing brace. */
void json_writer_end(struct json_writer *j, const char *indent);
/* Writes the name of the next member; its value is up to the caller. */
void json_writer_member(struct json_writer *j, const char *indent,
	struct span name);
/* Writes a member that is a text. */
void json_writer_say(struct json_writer *j, const char *indent,
	const char *name, struct span text);
/* Writes a text, escaped; a NUL, which jansson cannot read, becomes U+FFFD. */
void json_writer_text(struct json_writer *j, struct span text);

/* A draft while it is written; what it is made of is borrowed. */
struct draft {
	struct json_writer *json;
	struct buf *b; /* json's, for values */
	const struct sniff *s;
	struct span *ours; /* our name of each column of the file */
	/* Columns that are months are read as two: the month that each of them
	 * is named after, and the value in it. */
	struct guess_wide wide;
	const char *month, *value;
	bool named; /* columns go by names or numbers */
};

/* Whether a column of the file is one of the records; those of months are not,
 * since they become rows. */
static inline bool
draft_has_column(const struct draft *d, size_t k)
{
	return k < d->wide.first || k >= d->wide.first + d->wide.count;
}

/* Writes the draft's `export`: which file it is, and how its rows are read. */
void draft_export(struct draft *d);

/* Adds the draft of a file to b. output: where it is to be saved, or NULL. */
void draft_write(struct buf *b, const struct sniff *s, const char *output);

/* What a draft calls things (draft_names.c): its source and columns by plain
 * words, and the files that are its by a glob. */

/* `Antal påbegyndte forløb` is antal_paabegyndte_forloeb; other scripts are
 * left as they are. */
void draft_names_word(struct buf *b, struct span text);

/* The source: by the file it is to be saved in (sources/NAME.json), else by
 * the export's own name without its digits. */
void draft_names_source(struct buf *b, const char *output, const char *file);

/* samtaler_2010-01.csv.gz: `samtaler_*.csv*`. Standard input: `*`. */
void draft_names_match(struct buf *b, const char *file);

/* A name of its own for each column, in the arena. */
struct span *draft_names_columns(struct arena *arena, const struct span *names,
	size_t count);

#endif
