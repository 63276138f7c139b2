/* SPDX-License-Identifier: MIT
 *
 * csv_dialect: how the bytes of delimited text are cut into cells, and how far
 * a record may go. All texts are in the encoding of the file.
 *
 * Bytes are taken as they come: the encoding must be a superset of ASCII
 * (ISO-8859-x, Windows-125x, CP8xx, UTF-8); others are decoded before they
 * are cut (decode_source). Cells are decoded by the caller.
 */
#ifndef CSV_CSV_DIALECT_H
#define CSV_CSV_DIALECT_H

#include <stddef.h>

#include "base/span.h"

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
	char delimiter;
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

#endif
