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
#include <stddef.h>

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

/* --- first_seen: on which day of a contract year a subject first came to a unit,
 * for counts of distinct subjects. A subject is counted in the month of that day;
 * which fact comes first in the file makes no difference. A subject at a unit in
 * a year takes 12 bytes, 16 to 32 with the table around it. --- */

/* That a subject came, and when first. */
struct first {
	uint32_t subject;
	uint32_t unit_year; /* what first_seen_note() was given */
	int32_t day;
};

struct first_seen;

/* An empty table. */
struct first_seen *first_seen_new(void);
/* Asks for the memory that first_seen_note() will need. */
void first_seen_ask(const struct first_seen *f, uint32_t subject,
	uint32_t unit_year);
/* Notes that the subject came that day to that unit in that year. */
void first_seen_note(struct first_seen *f, uint32_t subject, uint32_t unit_year,
	int32_t day);
/* One after the other, in no order: *at begins at 0; NULL at the end. */
const struct first *first_seen_next(const struct first_seen *f, size_t *at);
/* Frees it; NULL is none. */
void first_seen_free(struct first_seen *f);

#endif
