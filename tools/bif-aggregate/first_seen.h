/* SPDX-License-Identifier: MIT
 *
 * first_seen: on which day of a contract year a subject first came to a unit, for
 * counts of distinct subjects. A subject is counted in the month of that day;
 * which fact comes first in the file makes no difference. A subject at a unit
 * in a year takes 12 bytes, 16 to 32 with the table around it.
 */
#ifndef BIF_AGGREGATE_FIRST_SEEN_H
#define BIF_AGGREGATE_FIRST_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
