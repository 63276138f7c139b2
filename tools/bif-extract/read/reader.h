/* SPDX-License-Identifier: MIT
 *
 * reader: what a file holds, line by line, whatever its format: delimited
 * text, fixed width, JSON by way of jq, a sheet of a workbook.
 *
 * First reader_title() until it gives no more: the lines before the header.
 * Then reader_next(); the first line it gives is the header, where there is
 * one. At its end reader_another() goes on to the next sheet. Lines are borrowed until the next call.
 */
#ifndef BIF_EXTRACT_READ_READER_H
#define BIF_EXTRACT_READ_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/span.h"
#include "csv/csv_reader.h"
#include "io/decode.h"
#include "io/source.h"
#include "source/export.h"

struct column_kinds; /* row_check.h */

/* What a call for a line has come to. */
enum reader_result {
	READER_END, /* there is none: of the titles, the table or the file */
	READER_LINE,
	READER_MALFORMED, /* a quoting fault; the line has no cells */
	READER_FAULT      /* reading failed, said */
};

/* How a row stands in the frame that its definition asks for. */
enum frame {
	FRAME_WHOLE, /* or none is asked for */
	FRAME_HALF,  /* only at one end: cut, or torn */
	FRAME_NONE   /* no data row */
};

/* A cell that holds no value, and why, in words. */
struct cell_fault {
	size_t cell;
	const char *why;
};

/* A line of a file, with its cells. What it points to is borrowed from the reader,
 * until the next call; readers set what they know, and the rest is zero. */
struct line {
	struct span raw;          /* its text in the file's encoding */
	const struct span *cells; /* in the same encoding */
	size_t count;
	uint64_t number;             /* as `at` counts them */
	uint64_t fault_line, column; /* malformed: of the offending byte */
	enum frame frame;
	size_t extra;                    /* json: keys that are no columns */
	const struct cell_fault *faults; /* of a workbook; by rising cell */
	size_t nfaults;

	/* Of csv that is read tolerantly (tolerant_rows.c). */
	bool stated;        /* a cell is quoted, though empty */
	bool whole;         /* malformed, but cells hold all of it */
	bool mended;        /* and those in quotes have lost them */
	const char *why;    /* malformed: in words */
	const char *reason; /* malformed: in rejects; or NULL */
	const char *note;   /* a row, but odd: in words; or NULL */
};

/* A file that is read; reader_open() makes it. */
struct reader {
	const struct reader_kind *kind; /* how: by the format */
	const struct export *def;       /* borrowed, as long as it is open */
	const char *file;               /* as a stream can name it */
	const char *where;              /* the same with the sheet */
	const char *mark;               /* between file and number in `at` */
	struct span table; /* its name, where a file has several: the sheet's */
	struct source *source; /* of bytes; it is closed with the reader */
	const struct decode *decode; /* of raw and cells */
	bool ragged;                 /* a row may leave out cells at its end */
	/* rows are only counted, to be read again: what is told of the header
	 * would be told twice */
	bool measuring;

	/* Of delimited text: who cuts it, and the bytes that split and quote. */
	struct csv_reader *csv;
	struct csv_bytes bytes;
	/* Whether rows that csv_reader_rows() gives may be taken unseen, as far
	 * as `kinds` and row_filter have no doubt of them. */
	bool settled;
	const struct column_kinds *kinds; /* NULL: no row is doubted */
	int again; /* the byte that a repeated header begins with, or -1 */

	/* On to the next table; NULL: a file has one. 1, 0 there is none, -1
	 * after a message. */
	int (*another)(struct reader *);

	/* What a format needs. */
	struct decode *own_decode; /* to be freed; NULL: decode is shared */
	struct span *cells;        /* those of reader_cells() */
	size_t cells_cap;
	/* a record put together; file, escaped; a line that is asked about */
	struct buf text, name, scratch, record;
	bool begun;      /* a record was read */
	bool in_quotes;  /* each line stands in quotes as a whole */
	bool told;       /* that some do */
	size_t expected; /* cells of a row, once they are known; else 0 */
	void *own;       /* what only one format has */
};

/* What a format does; formats.c chooses. */
struct reader_kind {
	/* Opens what is behind reader->source; false after a message. */
	bool (*open)(struct reader *);
	/* NULL: nothing stands before the first row. */
	enum reader_result (*title)(struct reader *, struct line *);
	enum reader_result (*next)(struct reader *, struct line *);
	/* False when a fault was found. */
	bool (*close)(struct reader *);
};

/* NULL after a message. */
struct reader *reader_open(const struct export *def, const char *file);
/* The next line that stands before the header; READER_END: there is none. */
enum reader_result reader_title(struct reader *reader, struct line *line);
/* The next line: the header, where there is one, then rows. */
enum reader_result reader_next(struct reader *reader, struct line *line);
/* After the end of a table: begins the next, which has lines before its header
 * and a header of its own. 1: there is one. 0: there is none. -1 after a
 * message. */
int reader_another(struct reader *reader);
/* Bytes read from the file so far. */
uint64_t reader_bytes(const struct reader *reader);
/* False when a fault was found on the way. */
bool reader_close(struct reader *reader);

/* The byte of its row at which a cell begins, from 1; of one that is not there,
 * where the row ends. Only told when the row has one line and the cell stands
 * in it as it is; else 0. */
uint64_t reader_column(const struct line *line, size_t cell);

/* Where a line is, for a message; NULL: somewhere in the file. */
struct place reader_place(const struct reader *reader, const struct line *line);

/* A name or cell as a message may show it, in room that is begun anew: where the
 * header is missing, a person's row stands in its place. */
const char *reader_shown(struct buf *room, struct span name);

/* Blanks and TABs taken off both ends: bytes that mean the same in each encoding
 * that is read bytewise, so that cells need not be decoded for it. */
static inline struct span
reader_trim(struct span s)
{
	while (s.len && (*s.at == ' ' || *s.at == '\t')) {
		span_skip(&s, 1);
	}
	while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
		s.len--;
	return s;
}

/* Of text: whether the next line stands before the header, or before the first
 * row; it is read then, as the reader of text gives it. One that does not is
 * left to be read again. */
bool reader_above(struct reader *reader, uint64_t lines,
	struct csv_record *record, enum csv_result *result);
/* Room for n cells; kept until the reader is closed. */
struct span *reader_cells(struct reader *reader, size_t n);

extern const struct reader_kind reader_json, reader_xlsx, reader_tolerant;

#endif
