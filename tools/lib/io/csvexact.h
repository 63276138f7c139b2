/* SPDX-License-Identifier: MIT
 *
 * csvexact: the exact half of csvin, and the one door to libcsv, which is
 * strict here and fed one physical line at a time. What it says of a record is
 * what the record is; whatever is faster must say the same.
 */
#ifndef IO_CSVEXACT_H
#define IO_CSVEXACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "io/csvin.h"
#include "io/room.h"

struct csvexact;
/* The dialect quotes; its escape is not its quote. */
struct csvexact *csvexact_open(const struct csvin_dialect *);

/* What a record was found to be; its lines stand in the room. */
struct csvexact_record {
	const struct span *cells; /* borrowed until the next call */
	size_t count;
	uint64_t lines;
	struct room_line last; /* its last line, or the one at fault */
	size_t column;         /* malformed: in that line, from 1 */
};

/* Reads the record of which `last` is the first line, and any that follow it
 * inside quotes. Never CSVIN_END. */
enum csvin_result csvexact_read(struct csvexact *, struct room *,
	struct csvexact_record *);
void csvexact_close(struct csvexact *);

#endif
