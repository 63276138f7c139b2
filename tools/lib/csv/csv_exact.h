/* SPDX-License-Identifier: MIT
 *
 * csv_exact: the exact half of csv_reader, and the one door to libcsv, which is
 * strict here and fed one physical line at a time. What it says of a record is
 * what the record is; whatever is faster must say the same.
 */
#ifndef CSV_CSV_EXACT_H
#define CSV_CSV_EXACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "csv/csv_reader.h"
#include "csv/linebuf.h"

struct csv_exact;
/* The dialect quotes; its escape is not its quote. */
struct csv_exact *csv_exact_open(const struct csvin_dialect *);

/* What a record was found to be; its lines stand in the room. */
struct csvexact_record {
	const struct span *cells; /* borrowed until the next call */
	size_t count;
	uint64_t lines;
	struct room_line last; /* its last line, or the one at fault */
	size_t column;         /* malformed: in that line, from 1 */
};

/* Reads the record of which `last` is the first line, and any that follow it
 * inside quotes. Never CSV_READER_END. */
enum csvin_result csv_exact_read(struct csv_exact *, struct linebuf *,
	struct csvexact_record *);
void csv_exact_close(struct csv_exact *);

#endif
