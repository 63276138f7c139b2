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

struct tally *tally_new(const struct facts *);
void tally_free(struct tally *);

/* A row came in; the number of its file, which is told from at. */
uint32_t tally_row(struct tally *, struct span at);

/* What became of a row: one of these, once. */
void tally_refused(struct tally *, uint32_t file);
void tally_skipped(struct tally *, uint32_t file, size_t rule);
void tally_taken(struct tally *, uint32_t file);

/* A fact of a row that was taken. */
uint32_t tally_event(struct tally *, struct span event);
void tally_fact(struct tally *, uint32_t file, uint32_t event, int32_t day);

/* The same for many rows and facts of a file at once. */
uint32_t tally_file(struct tally *, struct span at); /* counts nothing */
void tally_skips(struct tally *, uint32_t file, size_t rule, uint64_t rows);
struct tally_facts {
	uint64_t rows; /* that were taken */
	uint64_t facts;
	int32_t first, last; /* days of these facts, if any */
};
void tally_many(struct tally *, uint32_t file, const struct tally_facts *);
void tally_events(struct tally *, struct span event, uint64_t facts);

uint64_t tally_rows(const struct tally *);
uint64_t tally_refusals(const struct tally *);

/* A ledger line that says by which key: `key:` and its fingerprint as the file,
 * and no rows. False after a message. */
bool tally_key(const struct tally *, struct span fingerprint);
/* One ledger line for each file and one for all. False after a message. */
bool tally_ledger(const struct tally *, uint64_t bytes_in, uint64_t bytes_out);
/* Writes the stream `rows` to a file. False after a message. */
bool tally_write(const struct tally *, const char *file);

#endif
