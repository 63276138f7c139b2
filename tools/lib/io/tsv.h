/* SPDX-License-Identifier: MIT
 *
 * tsv: reads the streams between the programs (DESIGN.md section 3).
 *
 * The first line names the columns. A later line identical to it is skipped;
 * one whose first field equals the header's but that differs is 65, as is a
 * row with another number of cells, a raw CR or NUL anywhere, or a last line
 * without its LF (what was cut short looks like that).
 * An input without even a header line is 65 too.
 * Cells are borrowed until the next row and are still escaped: where a cell
 * holds no backslash (tsv_plain) it is its own value.
 */
#ifndef IO_TSV_H
#define IO_TSV_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/span.h"

/* A stream that is read row by row. Cells are borrowed until the next row. */
struct tsv {
	size_t columns;           /* cells in each row */
	const struct span *names; /* of the columns, unescaped */
	const struct span *cells; /* of the current row, escaped */
	uint64_t line;            /* of the current row, from 1 */
	uint64_t rows;            /* data rows so far */
	bool plain;               /* no backslash in the current row */
};

/* Opens and reads the header; NULL after a message. stream is what the file
 * should hold ("facts"), maker the program that writes it ("bif-normalize"):
 * both for messages only. */
struct tsv *tsv_open(const char *file, const char *stream, const char *maker);

/* The column's index, or -1. */
int tsv_column(const struct tsv *t, const char *name);
/* The same, but a missing column is said (65), with the maker's name. */
int tsv_need(const struct tsv *t, const char *name);

/* 1: a row is in cells. 0: the end. -1: a fault, said. */
int tsv_next(struct tsv *t);

/* For fast paths: many rows at once, of which nothing needs care: each has its
 * cells, no backslash, and does not begin as the header does. The cells of
 * all of them follow one another: cell i is text[ends[i - 1] + 1 .. ends[i]),
 * ends[-1] included; TSV_SLACK bytes after the last may be read, too. With
 * BIF_FAST=0 there never are such rows: so tests compare both ways. */
#define TSV_SLACK 64
/* Rows of one block, all of them regular: their cells are between the ends. */
struct tsv_rows {
	const char *text;
	const uint32_t *ends;
	size_t count;
};

/* The next such rows, at most `most`; false when there are none: tsv_next()
 * tells why. They stand until all of them are passed over: some by tsv_pass(),
 * others by tsv_next(), in their order. */
bool tsv_rows(struct tsv *t, size_t most, struct tsv_rows *rows);
/* Passes over so many of those rows. */
void tsv_pass(struct tsv *t, size_t rows);

/* The cells of the current row as they stand there, TABs between them. */
static inline struct span
tsv_line(const struct tsv *t)
{
	struct span last = t->cells[t->columns - 1];

	return (struct span){ t->cells[0].at,
		(size_t)(last.at + last.len - t->cells[0].at) };
}

/* Where the current row stands, for messages. */
struct place tsv_place(const struct tsv *t);
/* Says what is wrong with a cell of the current row, in a column of that name:
 * `is not a day` (65). Always false. */
bool tsv_wrong(const struct tsv *t, const char *kind, const char *column,
	struct span cell, const char *why);
/* How many bytes were read, as they stand in the file. */
uint64_t tsv_bytes(const struct tsv *t);
/* Closes it; false when a fault was found, which was said. */
bool tsv_close(struct tsv *t);

/* The n cells of the current row that stand in those columns, unescaped, in the
 * arena; empty where the column is -1. */
void tsv_keep(const struct tsv *in, struct arena *arena, const int columns[],
	size_t n, struct span cells[]);

#endif
