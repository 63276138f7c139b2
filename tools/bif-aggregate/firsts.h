/* SPDX-License-Identifier: MIT
 *
 * firsts: on which day of a contract year a subject first came to a unit, for
 * counts of distinct subjects. A subject is counted in the month of that day;
 * which fact comes first in the file makes no difference. A subject at a unit
 * in a year takes 12 bytes, 16 to 32 with the table around it.
 */
#ifndef BIF_AGGREGATE_FIRSTS_H
#define BIF_AGGREGATE_FIRSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct first {
	uint32_t subject;
	uint32_t unit_year; /* what firsts_note() was given */
	int32_t day;
};

struct firsts;

struct firsts *firsts_new(void);
/* Asks for the memory that firsts_note() will need. */
void firsts_ask(const struct firsts *, uint32_t subject, uint32_t unit_year);
void firsts_note(struct firsts *, uint32_t subject, uint32_t unit_year,
	int32_t day);
/* One after the other, in no order: *at begins at 0; NULL at the end. */
const struct first *firsts_next(const struct firsts *, size_t *at);
void firsts_free(struct firsts *);

#endif
