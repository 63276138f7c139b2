/* SPDX-License-Identifier: MIT
 *
 * csv_reader: records of delimited text. libcsv, strict, fed one physical line at a
 * time, is the reference; whatever is faster must give the same records.
 *
 * Bytes are taken as they come: the encoding must be a superset of ASCII
 * (ISO-8859-x, Windows-125x, CP8xx, UTF-8), cells are decoded by the caller.
 * Other encodings are decoded first (decode_source). A line ends at LF, CR LF
 * or the end; the CR is not part of the last cell.
 *
 * A quoting fault costs the lines of its record up to the one where the quote
 * at fault was opened, and no more: reading goes on at the next line. A
 * quoted record may hold at most CSV_READER_LINES lines and CSV_READER_BYTES bytes, so
 * that an open quote neither swallows a file nor fills the memory.
 */
#ifndef CSV_CSV_READER_H
#define CSV_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "io/source.h"

#define CSV_READER_LINES 1000
#define CSV_READER_BYTES ((size_t)1 << 20)

struct csvin_dialect {
	char delimiter;
	int quote;  /* a byte, or -1: no quoting, all bytes are text */
	int escape; /* a byte before a quote, or -1: quotes double */
};

enum csvin_result {
	CSV_READER_END,
	CSV_READER_RECORD, /* cells hold it; a blank line has no cells */
	/* a quoting fault: raw and column tell; the next call goes on at the
	 * next line */
	CSV_READER_MALFORMED,
	CSV_READER_FAULT /* reading failed, said */
};

struct csvin_record {
	const struct span *cells; /* unquoted; borrowed until the next call */
	size_t count;
	/* its physical lines, without the last line end */
	struct span raw;
	uint64_t line;       /* of its first byte, from 1 */
	uint64_t fault_line; /* MALFORMED: of the offending byte, */
	uint64_t column;     /* and where it stands there, from 1 */
	uint64_t offset;     /* of its first byte in the stream */
};

struct csv_reader;
/* Does not own the source. */
struct csv_reader *csv_reader_open(struct source *,
	const struct csvin_dialect *);
enum csvin_result csv_reader_next(struct csv_reader *, struct csvin_record *);
/* The next physical line as it is, for preambles: record.raw only. */
enum csvin_result csv_reader_line(struct csv_reader *, struct csvin_record *);
/* Puts the record just returned back: the next call returns it again. */
void csv_reader_back(struct csv_reader *);

/* Rows that hold no surprise: each is one line of as many cells as were asked
 * for, and quotes, if any, enclose whole cells. They are given as they stand
 * in the text: who reads them takes off quotes, and a CR before the LF. */
struct csvin_rows {
	/* where positions count from; 64 bytes after a row are readable */
	const char *text;
	/* of the cells of the first row, then of the next; ends[-1] stands
	 * before its first cell, and may be -1 */
	const uint32_t *ends;
	/* for csv_index_odd(): bytes that are no ASCII or a control, a
	 * backslash, a quote */
	const unsigned char *odd;
	bool quoted;   /* some cells may be quoted */
	uint64_t line; /* of the first row */
};
/* How many such rows there are from here on, as far as has been read; 0 tells
 * nothing but that csv_reader_next() knows more. Borrowed until the next call;
 * csv_reader_take() passes over the first of them. */
size_t csv_reader_rows(struct csv_reader *, size_t cells, struct csvin_rows *);
void csv_reader_take(struct csv_reader *, size_t rows);

/* From now on all cells come from libcsv: for tests that compare. */
void csv_reader_exact(struct csv_reader *);
void csv_reader_close(struct csv_reader *);

#endif
