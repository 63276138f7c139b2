/* SPDX-License-Identifier: MIT
 *
 * csv_reader: records of delimited text, the one reader for every file. The
 * index knows where the cells of regular rows stand; what is irregular is left
 * to libcsv where reading is strict, and is cut as people would, and mended,
 * where reading is tolerant. What libcsv reads, both read alike.
 *
 * Strict: a line ends at LF or CR LF. A quoting fault costs the lines of its
 * record up to the one where the quote at fault was opened. A quoted record
 * may hold CSV_READER_LINES lines and CSV_READER_BYTES bytes.
 *
 * Tolerant: besides, delimiters of several bytes, any quote, any line end,
 * comments. Where a quote was left open, the line that happens to close it is
 * tried by itself; if it is a sound record of as many cells as rows have
 * (csv_reader_expect), the open quote was stray, and reading goes on behind
 * the line it stands in.
 */
#ifndef CSV_CSV_READER_H
#define CSV_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "io/source.h"

/* --- the dialect: how the bytes of delimited text are cut into cells, and how
 * far a record may go. All texts are in the encoding of the file, which must be
 * a superset of ASCII (ISO-8859-x, Windows-125x, CP8xx, UTF-8); others are
 * decoded before they are cut (decode_source), cells by the caller. --- */

/* What ends a line. The order is that of the words of `newline`, but for the
 * last, which no one can ask for. */
enum csv_newline {
	CSV_NEWLINE_AUTO, /* LF, CR LF and CR, all of them */
	CSV_NEWLINE_LF,
	CSV_NEWLINE_CR,
	CSV_NEWLINE_CRLF,
	CSV_NEWLINE_STRICT /* LF; a CR right before it is no text either */
};

/* The dialect of strict reading: single bytes, as libcsv takes them. */
struct csv_bytes {
	int delimiter;
	int quote;  /* a byte, or -1: no quoting, all bytes are text */
	int escape; /* a byte before a quote, or -1: quotes double */
};

/* The dialect of tolerant reading. */
struct csv_dialect {
	struct span delimiter; /* any bytes; empty: a line is one cell */
	struct span quote;     /* one character; empty: nothing quotes */
	/* one character, which takes its meaning from a delimiter, a quote,
	 * itself or a line end behind it; empty: quotes are doubled */
	struct span escape;
	/* a line that begins so is skipped; empty: no line is */
	struct span comment;
	enum csv_newline newline;
};

/* How much may be one cell or one row: a quote that nobody closes must not take
 * all memory. */
struct csv_limits {
	size_t cell, row; /* bytes */
	size_t lines;     /* of a record */
	size_t columns;
};

/* Limits that no file of people's making would meet. */
#define CSV_LIMITS \
	{ \
		.cell = (size_t)1 << 20, .row = (size_t)1 << 23, \
		.lines = 1000, .columns = 16384 \
	}

/* Why a record is malformed. */
enum csv_why {
	CSV_SOUND,      /* it is not */
	CSV_STRAY,      /* a quote where none may stand */
	CSV_UNCLOSED,   /* a quote that nothing closes */
	CSV_LONG_CELL,  /* beyond limits->cell */
	CSV_LONG_ROW,   /* beyond limits->row */
	CSV_LONG_QUOTE, /* a quote open for more than limits->lines */
	CSV_MANY_LINES, /* more escaped line ends than limits->lines */
	CSV_MANY_CELLS, /* beyond limits->columns */
	CSV_UNREAD      /* reading failed, said */
};

/* --- the reader --- */

#define CSV_READER_LINES 1000
#define CSV_READER_BYTES ((size_t)1 << 20)

/* What csv_reader_next() found. */
enum csv_result {
	CSV_READER_END,
	CSV_READER_RECORD, /* cells hold it; a blank line has no cells */
	/* not sound: raw, `fault_line` and `column` tell, tolerant also `why`
	 * and cells as people would cut them; the next call goes on behind */
	CSV_READER_MALFORMED,
	CSV_READER_FAULT /* reading failed, said */
};

/* One record; cells and raw bytes are borrowed until the next one. */
struct csv_record {
	const struct span *cells; /* unquoted; borrowed until the next call */
	size_t count;
	bool quoted; /* tolerant: a cell was quoted */
	bool mended; /* malformed, but cells in quotes lost them */
	/* its physical lines, without the last line end */
	struct span raw;
	uint64_t line;  /* of its first byte, from 1 */
	uint64_t lines; /* that it has */
	enum csv_why why;
	uint64_t fault_line; /* MALFORMED: of the offending byte, */
	uint64_t column;     /* and where it stands there, from 1 */
};

struct csv_reader;

/* Reads strictly; does not own the source. */
struct csv_reader *csv_reader_open(struct source *source,
	const struct csv_bytes *dialect);
/* Reads tolerantly; dialect, its texts and the limits must live as long. */
struct csv_reader *csv_reader_tolerant(struct source *source,
	const struct csv_dialect *dialect, const struct csv_limits *limits);
/* Tells a tolerant reader how many cells a row has; 0: not known. */
void csv_reader_expect(struct csv_reader *reader, size_t cells);
/* Tells a tolerant reader to mend: in a malformed row that has as many cells
 * as it should, cells that stand in quotes lose them. */
void csv_reader_mend(struct csv_reader *reader);
/* Looks at the next lines, without reading on: how many cells most of those
 * that are sound have; 0: none is. Of a tolerant reader. */
size_t csv_reader_usual(struct csv_reader *reader, size_t lines);
/* Reads the next record. */
enum csv_result csv_reader_next(struct csv_reader *reader,
	struct csv_record *record);
/* Reads the next physical line as it is, for preambles: record->raw only. */
enum csv_result csv_reader_line(struct csv_reader *reader,
	struct csv_record *record);
/* Puts the record just returned back: the next call returns it again. */
void csv_reader_back(struct csv_reader *reader);

/* Rows that hold no surprise: each is one line of as many cells as were asked
 * for, and quotes, if any, enclose whole cells. They are given as they stand
 * in the text: who reads them takes off quotes, and a CR before the LF. */
struct csv_rows {
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
size_t csv_reader_rows(struct csv_reader *reader, size_t cells,
	struct csv_rows *rows);
/* Leaves the first of the rows just given behind. */
void csv_reader_take(struct csv_reader *reader, size_t rows);

/* From now on the index is not asked: for tests that compare. */
void csv_reader_exact(struct csv_reader *reader);
/* Frees it; NULL is no fault. */
void csv_reader_close(struct csv_reader *reader);

/* Why a record is malformed, for people. */
const char *csv_reader_words(enum csv_why why);

#endif
