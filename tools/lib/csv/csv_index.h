/* SPDX-License-Identifier: MIT
 *
 * csv_index: where the rows and cells of delimited text begin and end, found 64
 * bytes at a time. The fast half of csv_reader.
 *
 * A stretch of text that begins at a record is looked at once. Each byte
 * becomes one bit of four masks: delimiters, line ends, quotes, odd bytes.
 * Whether a byte stands inside quotes is the parity of the quotes before it: a
 * running xor over the mask of quotes, six shifts for 64 bytes. What is left
 * of delimiters and line ends outside quotes is written down as positions.
 *
 *	text   a;"b;c";d LF e;f;g LF h;
 *	ends    1       7  9    12 14 16   18
 *	rows               3          6
 *
 * The index does not judge. A quote where none may stand, a line end inside
 * quotes, an escape, a CR that may end a line by itself: such bytes are listed
 * as `care`, and the row they stand in is read by others. A row without one is
 * a physical line whose quotes enclose whole cells. That holds wherever a
 * record begins at which the index has a row begin, whatever stood before.
 */
#ifndef CSV_CSV_INDEX_H
#define CSV_CSV_INDEX_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes looked at for one index: small enough that they, and what is written
 * down of them, are still in the first cache when the rows are read. */
#define CSV_INDEX_BYTES ((size_t)1 << 14)
/* Bytes after the text that must be readable. */
#define CSV_INDEX_SLACK 64

/* What a CR is. */
enum csv_index_cr {
	CSV_INDEX_CR_TEXT, /* or part of the end, before an LF */
	CSV_INDEX_CR_ENDS, /* it ends a line where no LF follows, too */
	CSV_INDEX_CR_CARE  /* always in need of care */
};

/* What is looked for. */
struct csv_index_bytes {
	char delimiter;
	char quote;
	char escape; /* '\r' where there is none */
	bool quotes; /* else `quote` is text */
	enum csv_index_cr cr;
};

struct csv_index {
	struct csv_index_bytes bytes;
	const char *text;
	/* Positions in text of delimiters and line ends outside quotes. What
	 * stands before the first, ends[-1], is -1: a cell begins at the end
	 * before it and one. */
	uint32_t *ends;
	/* Of each whole row, how many ends there are up to its line end, that
	 * included; rows[-1] is 0. */
	uint32_t *rows;
	size_t nrows;
	uint32_t *care;
	size_t ncare;
	/* A bit for each byte of text that may not stand in TSV as it is, or
	 * is no ASCII, or a quote. Readable eight bytes beyond the text. */
	unsigned char *odd;
	bool quoted;        /* there are quotes */
	bool looks_special; /* a CR or an escape may need care */
};

/* Prepares to look for such bytes. */
void csv_index_open(struct csv_index *index,
	const struct csv_index_bytes *bytes);
/* Makes the index of text[0..n), n <= CSV_INDEX_BYTES, which begins with a
 * record. */
void csv_index_make(struct csv_index *index, const char *text, size_t n);
/* Frees it; one that was never opened is no fault. */
void csv_index_close(struct csv_index *index);

/* Where row r begins; r may be nrows: where the last whole row ended. */
static inline size_t
csv_index_begin(const struct csv_index *x, size_t r)
{
	return (uint32_t)(x->ends[(ptrdiff_t)x->rows[(ptrdiff_t)r - 1] - 1]
		+ 1);
}

/* The odd bits of the bytes from `at` on, the first of them the lowest; 56
 * or more of them are valid. */
static inline uint64_t
csv_index_odd(const unsigned char *odd, size_t at)
{
	uint64_t bits;

	memcpy(&bits, odd + at / 8, sizeof(bits));
	return le64toh(bits) >> at % 8;
}

#endif
