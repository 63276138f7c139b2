/* SPDX-License-Identifier: MIT
 *
 * tally: what became of the rows, by the raw file they stood in: for the
 * balance, the ledger and the stream `rows`.
 */
#ifndef BIF_NORMALIZE_EXACT_TALLY_H
#define BIF_NORMALIZE_EXACT_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "source/facts.h"

struct tally;

/* Nothing is counted yet. */
struct tally *tally_new(const struct facts *plan);
/* Frees it, which must be there. */
void tally_free(struct tally *t);

/* A row came in; the number of its file, which is told from at. */
uint32_t tally_row(struct tally *t, struct span at);

/* What became of a row: one of these, once. */
void tally_rejected(struct tally *t, uint32_t file);
/* One row that a rule left out. */
void tally_skipped(struct tally *t, uint32_t file, size_t rule);
/* One row that gave facts. */
void tally_taken(struct tally *t, uint32_t file);

/* The number of an event, and its name again. */
uint32_t tally_event(struct tally *t, struct span event);
/* The text of an event by its number. */
struct span tally_event_name(const struct tally *t, uint32_t event);

/* A fact of a row that was taken. */
void tally_fact(struct tally *t, uint32_t file, uint32_t event, int32_t day);

/* The same for many rows and facts of a file at once. */
struct tally_facts {
	uint64_t rows; /* that were taken */
	uint64_t facts;
	int32_t first, last; /* days of these facts, if any */
};
uint32_t tally_file(struct tally *t, struct span at); /* counts nothing */
void tally_skips(struct tally *t, uint32_t file, size_t rule, uint64_t rows);
/* Many rows at once, as the fast path counts them. */
void tally_many(struct tally *t, uint32_t file, const struct tally_facts *f);
/* So many facts of an event. */
void tally_events(struct tally *t, struct span event, uint64_t facts);

/* How many rows came in, and how many of them were rejected. */
uint64_t tally_rows(const struct tally *t);
/* How many rows were rejected in all files. */
uint64_t tally_rejections(const struct tally *t);

/* A ledger line that says something of the run, as by which key: `key:` and its
 * fingerprint as the file, and no rows. False after a message. */
bool tally_note(const struct tally *t, const char *kind, struct span what);

/* Says of a source without a key that two of its files have rows of the same
 * days: as two units' files may, or a file and its corrected copy. */
void tally_overlap(const struct tally *t);

/* One ledger line for each file and one for all. False after a message. */
bool tally_ledger(const struct tally *t, uint64_t bytes_in, uint64_t bytes_out);

/* Writes the stream `rows` to a file. False after a message. */
bool tally_write(const struct tally *t, const char *file);

#endif
