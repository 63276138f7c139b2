/* SPDX-License-Identifier: MIT
 *
 * subjects: small numbers for subjects, from 0. Pseudonyms as bif-normalize
 * writes them (32 letters a-p, 128 bits) take 16 bytes and a slot of 8 each,
 * 27 to 37 bytes in all; any other text is kept as it is.
 */
#ifndef BIF_AGGREGATE_SUBJECTS_H
#define BIF_AGGREGATE_SUBJECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct subjects;

struct subjects *subjects_new(void);
uint32_t subjects_number(struct subjects *, struct span text);

/* The same in three steps, for many subjects side by side: the table is far
 * larger than the cache, and memory that was asked for early is there when it
 * is needed. Between them other subjects may be numbered. */
struct subject_key {
	uint64_t a, b; /* the pseudonym's bits */
	uint64_t hash;
};
/* False when the text is no pseudonym: subjects_number() takes it. */
bool subjects_key(const struct subjects *, struct span text,
	struct subject_key *);
void subjects_ask(const struct subjects *, const struct subject_key *);
uint32_t subjects_of_key(struct subjects *, const struct subject_key *);

uint32_t subjects_count(const struct subjects *);
void subjects_free(struct subjects *);

#endif
