/* SPDX-License-Identifier: MIT
 *
 * draft_names: what a draft calls things: its source and columns by plain
 * words, and the files that are its by a glob.
 */
#ifndef BIF_EXTRACT_SNIFF_DRAFT_NAMES_H
#define BIF_EXTRACT_SNIFF_DRAFT_NAMES_H

#include "base/buf.h"
#include "base/mem.h"
#include "base/span.h"

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
