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

/* No subject is known yet. */
struct subjects *subjects_new(void);
/* The number of a subject, which gets the next one when it has none. */
uint32_t subjects_number(struct subjects *s, struct span text);

/* The same in three steps, for many subjects side by side: the table is far
 * larger than the cache, and memory that was asked for early is there when it
 * is needed. Between them other subjects may be numbered. */
struct subject_key {
	uint64_t a, b; /* the pseudonym's bits */
	uint64_t hash;
};
/* False when the text is no pseudonym: subjects_number() takes it. */
bool subjects_key(const struct subjects *s, struct span text,
	struct subject_key *key);
/* Asks memory for the slot of a key. */
void subjects_ask(const struct subjects *s, const struct subject_key *key);
/* The number of the subject with that key, as subjects_number(). */
uint32_t subjects_of_key(struct subjects *s, const struct subject_key *key);

/* How many subjects have a number. */
uint32_t subjects_count(const struct subjects *s);
/* Frees the table; NULL is none. */
void subjects_free(struct subjects *s);

#endif
