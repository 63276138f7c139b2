/* SPDX-License-Identifier: MIT
 *
 * tolerant_cut: the cells of one record, cut by any dialect: as RFC 4180
 * (and libcsv) would, refusing what they refuse; io/tolerant_unsound cuts what was
 * refused.
 */
#ifndef CSV_TOLERANT_CUT_H
#define CSV_TOLERANT_CUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "csv/line_window.h"

/* All in the encoding of the text. */
struct loose_dialect {
	struct span delimiter; /* any bytes; empty: a line is one cell */
	struct span quote;     /* one character; empty: nothing quotes */
	/* one character, which takes its meaning from a delimiter, a quote,
	 * itself or a line end behind it; empty: quotes are doubled */
	struct span escape;
	/* a line that begins so is passed over; empty: no line is */
	struct span comment;
	enum lines_newline newline;
};

struct loose_limits {
	size_t cell, row; /* bytes */
	size_t lines;     /* of a record */
	size_t columns;
};

/* Limits that no file of people's making would meet. */
#define LOOSE_LIMITS \
	{ \
		.cell = (size_t)1 << 20, .row = (size_t)1 << 23, \
		.lines = 1000, .columns = 16384 \
	}

/* Why a record was refused. */
enum loose_why {
	LOOSE_SOUND,
	LOOSE_STRAY,    /* a quote where none may stand */
	LOOSE_UNCLOSED, /* a quote that nothing closes */
	LOOSE_CELL,     /* beyond a limit */
	LOOSE_ROW,
	LOOSE_LINES,
	LOOSE_ESCAPED, /* too many line ends that are escaped */
	LOOSE_COLUMNS,
	LOOSE_READ /* reading failed, said */
};

/* A cell: it stands in the window, or made in `text`. */
struct loosecut_cell {
	size_t at, len;
	bool made;
};

/* A quoted cell of several lines: lines count from 0 in the record. */
struct loosecut_over {
	size_t open, open_line;         /* of its quote */
	size_t close_begin, close_line; /* the line that closes it */
	bool closed;
};

#define TOLERANT_CUT_OVERS 8

struct tolerant_cut {
	struct loosecut_cell *cells;
	size_t count, cap;
	struct buf text;
	size_t lines;     /* of the record */
	size_t end, next; /* of its text; where the next record begins */
	bool quoted;      /* a cell was quoted */

	/* Where it was refused: the byte, and the line it stands in. */
	size_t fault, fault_line, fault_begin;

	/* The quoted cells of several lines: the first few. */
	struct loosecut_over overs[TOLERANT_CUT_OVERS];
	size_t novers;
};

/* Cuts the record that begins with this line strictly, looking at no more than
 * limits->lines lines. */
enum loose_why tolerant_cut_strict(struct tolerant_cut *, struct line_window *,
	const struct loose_dialect *, const struct loose_limits *,
	struct lines_line line);

/* The same, but a stray quote is text, up to the next delimiter. */
enum loose_why tolerant_cut_lenient(struct tolerant_cut *, struct line_window *,
	const struct loose_dialect *, const struct loose_limits *,
	struct lines_line line);

/* Begins anew, and adds a cell: for io/tolerant_unsound. */
void tolerant_cut_renew(struct tolerant_cut *);
void tolerant_cut_add(struct tolerant_cut *, size_t at, size_t len, bool made);
/* Where such bytes stand next in text[at..end), or end. */
size_t tolerant_cut_find(const char *text, size_t at, size_t end,
	struct span bytes);

void tolerant_cut_free(struct tolerant_cut *);

#endif
