/* SPDX-License-Identifier: MIT
 *
 * Reads blocks, has split.c find the ends of cells, and looks closely only at the
 * bytes that need care. What a stream may not hold is said with line and column.
 */
#include "io/tsv.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "io/source.h"
#include "io/split.h"
#include "value/text.h"

#define BLOCK_SIZE (256 * 1024)
/* A longer row is not one of ours; positions in a block fit in 32 bits. */
#define ROW_LIMIT (64u * 1024 * 1024)

/* A stream being read. tsv is what the caller sees; it comes first so that one
 * pointer is both. */
struct reader {
	struct tsv tsv;
	struct source *source;
	char *file;
	const char *stream;
	const char *maker;
	char *header; /* the header line, without its LF */
	size_t header_len;
	size_t first_len; /* of the header's first cell */
	char *names_text;
	struct span *names;
	struct span *cells;
	bool failed;
	bool lacks;      /* a needed column, which was said */
	bool one_by_one; /* BIF_FAST=0 */

	/* text[start..len) is what is left of the block; split knows where
	 * its cells end, from ends[end] and odd[odd] on. Before the ends of
	 * the first row stands one more, so that each cell begins one after
	 * the end before it; in front of the block that is UINT32_MAX. */
	char *text;
	size_t cap;
	size_t len;
	size_t start;
	size_t end;
	size_t odd;
	size_t whole; /* text[..whole) is UTF-8 */
	struct split split;
	uint64_t lines; /* read so far */
};

/* What the caller's struct really is. */
static struct reader *
reader_of(const struct tsv *t)
{
	return (struct reader *)(uintptr_t)t;
}

struct place
tsv_place(const struct tsv *t)
{
	return (struct place){ reader_of(t)->file, t->line, 0 };
}

bool
tsv_wrong(const struct tsv *t, const char *kind, const char *column,
	struct span cell, const char *why)
{
	diag_at(STATUS_DATA, kind, tsv_place(t), "\"%s\": \"%.*s\" %s", column,
		SPAN_ARG(cell), why);
	return false;
}

/* Says a fault of the stream at its line; nothing is read after it. -1, for
 * `return wrong_in(...)`. */
static int
wrong_in(struct reader *r, const char *kind, size_t column, const char *why)
{
	struct place at = { r->file, r->lines, column };

	r->failed = true;
	diag_at(STATUS_DATA, kind, at, "%s", why);
	return -1;
}

/* The line as a whole is. */
static int
wrong(struct reader *r, const char *kind, const char *why)
{
	return wrong_in(r, kind, 0, why);
}

/* Whether there is a whole row among the ends from `from` on. */
static bool
line_among(const struct reader *r, size_t from)
{
	/* The last line end is most often near the last end of a cell. */
	for (size_t i = r->split.ends.count; i-- > from;)
		if (r->text[r->split.ends.at[i]] == '\n')
			return true;
	return false;
}

/* Reads on until a whole row is there. 1, 0 at the end, -1 a fault. */
static int
fill(struct reader *r)
{
	size_t known;
	ssize_t got;

	if (r->text) {
		struct split_list *ends = &r->split.ends, *odd = &r->split.odd;

		/* Moves what is left to the front of the block. */
		memmove(r->text, r->text + r->start, r->len - r->start);
		ends->at[0] = UINT32_MAX;
		memmove(ends->at + 1, ends->at + r->end,
			(ends->count - r->end) * sizeof(*ends->at));
		memmove(odd->at, odd->at + r->odd,
			(odd->count - r->odd) * sizeof(*odd->at));
		ends->count -= r->end - 1;
		odd->count -= r->odd;
		for (size_t i = 1; i < ends->count; i++)
			ends->at[i] -= (uint32_t)r->start;
		for (size_t i = 0; i < odd->count; i++)
			odd->at[i] -= (uint32_t)r->start;
		r->len -= r->start;
		r->whole -= r->start;
		r->start = r->odd = 0;
		r->end = 1;
	}
	do {
		if (r->len > ROW_LIMIT) {
			r->lines++;
			return wrong(r, "row-length",
				"a row of more than 64 MiB");
		}
		if (r->cap - r->len < BLOCK_SIZE / 2 + SPLIT_SLACK) {
			r->cap = r->cap ? r->cap * 2 : BLOCK_SIZE + SPLIT_SLACK;
			r->text = mem_resize(r->text, r->cap, 1);
		}
		got = source_read(r->source, r->text + r->len,
			r->cap - r->len - SPLIT_SLACK);
		if (got < 0)
			r->failed = true;
		if (got <= 0)
			break;
		known = r->split.ends.count;
		split_add(&r->split, r->text, r->len, r->len + (size_t)got);
		r->len += (size_t)got;
		r->whole += utf8_fault(
			(struct span){ r->text + r->whole, r->len - r->whole });
	} while (!line_among(r, known));
	if (got == 0 && r->len) {
		r->lines++;
		return wrong(r, "cut", "the last line has no end: cut short?");
	}
	return got > 0 ? 1 : (int)got;
}

/* Where the first byte stands that needs care. A character that the block has
 * not all of is no fault yet, but then no line ends after it. */
static size_t
first_odd(const struct reader *r)
{
	size_t odd = r->odd < r->split.odd.count ? r->split.odd.at[r->odd]
						 : SIZE_MAX;

	return odd < r->whole ? odd : r->whole;
}

/* Bytes of the line that ends at stop that need care: a backslash makes the
 * row not plain, the others do not belong in a row. */
static int
look_at_odd(struct reader *r, size_t stop)
{
	const struct split_list *odd = &r->split.odd;

	for (; r->odd < odd->count && odd->at[r->odd] < stop; r->odd++) {
		size_t at = odd->at[r->odd], column = at - r->start + 1;

		if (r->text[at] == '\r')
			return wrong_in(r, "cr", column,
				"a carriage return: "
				"lines of a stream end in LF alone");
		if (r->text[at] != '\\')
			return wrong_in(r, "nul", column, "a NUL byte");
		r->tsv.plain = false;
	}
	if (r->whole < stop)
		return wrong_in(r, "utf-8", r->whole - r->start + 1,
			"a byte "
			"that is not UTF-8, as all streams are");
	return 1;
}

/* Counts the cells of the line at r->start and gives the place of its end;
 * 0 when the block does not hold all of it. */
static size_t
count_cells(const struct reader *r, size_t *stop)
{
	for (size_t i = r->end; i < r->split.ends.count; i++) {
		*stop = r->split.ends.at[i];
		if (r->text[*stop] == '\n')
			return i - r->end + 1;
	}
	return 0;
}

/* Cuts the line at r->start into its cells; false when there is no line of
 * so many cells in the block. */
static bool
cut_cells(struct reader *r, size_t *stop)
{
	const uint32_t *ends = r->split.ends.at + r->end;
	size_t last = r->tsv.columns - 1, start = r->start;
	bool tabs = true;

	if (r->split.ends.count - r->end <= last)
		return false;
	for (size_t i = 0; i < last; i++) {
		size_t end = ends[i];

		r->cells[i] = (struct span){ r->text + start, end - start };
		tabs &= r->text[end] == '\t';
		start = end + 1;
	}
	*stop = ends[last];
	r->cells[last] = (struct span){ r->text + start, *stop - start };
	return tabs && r->text[*stop] == '\n';
}

/* The next line is not whole, or not of as many cells as the header. 1 to
 * look again, 0 at the end, -1 a fault. */
static int
no_row(struct reader *r)
{
	size_t stop, cells = count_cells(r, &stop);
	char why[96];

	if (!cells)
		return fill(r);
	r->lines++;
	snprintf(why, sizeof(why), "%zu cell%s where the header has %zu", cells,
		cells == 1 ? "" : "s", r->tsv.columns);
	return wrong(r, "cells", why);
}

/* A header in the midst is passed over, so more than one line may be read. */
int
tsv_next(struct tsv *t)
{
	struct reader *r = reader_of(t);
	size_t stop;
	int row;

	do {
		row = r->failed ? -1 : 1;
		while (row > 0 && !cut_cells(r, &stop))
			row = no_row(r);
		if (row <= 0)
			return row;
		t->line = ++r->lines;
		t->plain = true;
		if (first_odd(r) < stop)
			row = look_at_odd(r, stop);
		if (row > 0 && r->cells[0].len == r->first_len
			&& !memcmp(r->cells[0].at, r->header, r->first_len)) {
			/* The line's first cell is the header's, as where
			 * streams were put together: 0 when all of it is, else
			 * -1, a fault. An empty cell under a column without a
			 * name says nothing: 1. */
			if (stop - r->start == r->header_len
				&& !memcmp(r->text + r->start, r->header,
					r->header_len))
				row = 0;
			else if (r->first_len == 0)
				row = 1;
			else
				row = wrong(r, "header",
					"begins like the header but differs: "
					"streams of different columns put together?");
		}
		r->start = stop + 1;
		r->end += t->columns;
	} while (row == 0);
	t->rows += row > 0;
	return row;
}

/* Whether the row whose cells end there needs no care. */
static inline bool
is_regular(const struct reader *r, const uint32_t *ends)
{
	size_t last = r->tsv.columns - 1, start = ends[-1] + 1;
	unsigned others = 0;

	for (size_t i = 0; i < last; i++)
		others |= (unsigned char)r->text[ends[i]] ^ '\t';
	if (others || r->text[ends[last]] != '\n')
		return false;
	return ends[0] - start != r->first_len
		|| memcmp(r->text + start, r->header, r->first_len);
}

/* Rows are regular up to the first that needs care, which tsv_next() then reads
 * as any other; so a fault is said at its own row and not before. */
bool
tsv_rows(struct tsv *t, size_t most, struct tsv_rows *rows)
{
	struct reader *r = reader_of(t);
	size_t stop, columns, n, whole, odd;
	const uint32_t *ends;

	if (r->failed || r->one_by_one)
		return false;
	if (!count_cells(r, &stop) && fill(r) <= 0)
		return false;
	rows->text = r->text;
	rows->ends = r->split.ends.at + r->end;
	/* How many rows of the block are regular, from the next one on. */
	ends = r->split.ends.at + r->end;
	columns = r->tsv.columns;
	whole = (r->split.ends.count - r->end) / columns;
	odd = first_odd(r);
	if (whole > most)
		whole = most;
	for (n = 0; n < whole; n++, ends += columns)
		if (ends[columns - 1] > odd || !is_regular(r, ends))
			break;
	rows->count = n;
	return rows->count > 0;
}

void
tsv_pass(struct tsv *t, size_t rows)
{
	struct reader *r = reader_of(t);

	r->end += rows * t->columns;
	r->start = (uint32_t)(r->split.ends.at[r->end - 1] + 1);
	r->lines += rows;
	t->line = r->lines;
	t->rows += rows;
}

/* The header's cells become the columns' names. */
static bool
name_columns(struct reader *r, size_t stop)
{
	struct buf text = { 0 };
	size_t start = r->start;

	r->names = mem_new(r->tsv.columns, sizeof(*r->names));
	r->cells = mem_new(r->tsv.columns, sizeof(*r->cells));
	buf_room(&text, stop - start);
	for (size_t i = 0; i < r->tsv.columns; i++) {
		size_t end = r->split.ends.at[r->end + i];
		size_t from = text.len;

		text_unescape(&text,
			(struct span){ r->text + start, end - start });
		r->names[i] = (struct span){ text.at + from, text.len - from };
		start = end + 1;
	}
	r->names_text = text.at;
	r->tsv.names = r->names;
	r->tsv.cells = r->cells;
	for (size_t i = 0; i < r->tsv.columns; i++)
		for (size_t j = 0; j < i; j++)
			if (span_equal(r->names[i], r->names[j])) {
				diag_at(STATUS_DATA, "header",
					(struct place){ r->file, r->lines, 0 },
					"two columns are called \"%.*s\"",
					SPAN_ARG(r->names[i]));
				r->failed = true;
				return false;
			}
	return true;
}

/* The first line: the names of the columns. */
static bool
read_header(struct reader *r)
{
	size_t stop = 0;
	int got = fill(r);

	if (got == 0)
		diag_file(STATUS_DATA, r->file,
			"empty: expected %s, as %s writes "
			"them, or at least their header",
			r->stream, r->maker);
	if (got <= 0)
		return false;
	r->lines = 1;
	r->tsv.line = 1;
	r->tsv.columns = count_cells(r, &stop);
	r->header_len = stop;
	r->header = mem_copy((struct span){ r->text, stop });
	r->first_len = r->split.ends.at[r->end];
	if (stop >= 3 && !memcmp(r->text, "\xef\xbb\xbf", 3))
		return wrong(r, "bom",
			       "begins with a byte order mark: not a "
			       "stream of these programs")
			> 0;
	if (look_at_odd(r, stop) < 0 || !name_columns(r, stop))
		return false;
	r->start = stop + 1;
	r->end += r->tsv.columns;
	return true;
}

/* TAB and LF end cells; a backslash, a CR and a NUL need care. */
struct tsv *
tsv_open(const char *file, const char *stream, const char *maker)
{
	struct source *source = source_open(file);
	struct reader *r;
	const char *fast;

	if (!source)
		return NULL;
	r = mem_new(1, sizeof(*r));
	r->source = source;
	r->file = mem_copy(span_of(file));
	r->stream = stream;
	r->maker = maker;
	/* For tests and the bench: each row is taken for itself. */
	fast = getenv("BIF_FAST");

	r->one_by_one = fast && !strcmp(fast, "0");
	r->split.bytes = (struct split_bytes){ "\t\n", "\\\r" };
	MEM_GROW(r->split.ends.at, r->split.ends.cap, 1);
	r->split.ends.at[r->split.ends.count++] = UINT32_MAX;
	r->end = 1;
	if (read_header(r))
		return &r->tsv;
	tsv_close(&r->tsv);
	return NULL;
}

int
tsv_column(const struct tsv *t, const char *name)
{
	for (size_t i = 0; i < t->columns; i++)
		if (span_is(t->names[i], name))
			return (int)i;
	return -1;
}

/* The reader is closed as failed, so that a program that goes on to say
 * what else lacks still ends with the status of bad data. */
int
tsv_need(const struct tsv *t, const char *name)
{
	struct reader *r = reader_of(t);
	int column = tsv_column(t, name);

	if (column < 0) {
		struct place at = { r->file, 1, 0 };

		/* What lacks one column lacks more: it is another stream. */
		if (r->lacks) {
			diag_raise(STATUS_DATA);
			return column;
		}
		r->failed = r->lacks = true;
		diag_at(STATUS_DATA, "column", at,
			"no column \"%s\": "
			"expected %s, as %s writes them",
			name, r->stream, r->maker);
	}
	return column;
}

uint64_t
tsv_bytes(const struct tsv *t)
{
	return source_bytes(reader_of(t)->source);
}

/* Faults of rows were said where they stood; they count here, when the
 * program asks whether all went well. */
bool
tsv_close(struct tsv *t)
{
	struct reader *r = reader_of(t);
	bool good = source_close(r->source) && !r->failed;

	split_free(&r->split);
	mem_free(r->text);
	mem_free(r->header);
	mem_free(r->names_text);
	mem_free(r->names);
	mem_free(r->cells);
	mem_free(r->file);
	mem_free(r);
	return good;
}

void
tsv_keep(const struct tsv *in, struct arena *arena, const int columns[],
	size_t n, struct span cells[])
{
	BUF_LOCAL text = { 0 };

	for (size_t i = 0; i < n; i++) {
		buf_clear(&text);
		if (columns[i] >= 0)
			text_unescape(&text, in->cells[columns[i]]);
		cells[i] = arena_keep(arena, buf_span(&text));
	}
}
