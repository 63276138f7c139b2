/* SPDX-License-Identifier: MIT
 *
 * csvalike: all ways of reading delimited text, written down so that they can
 * be compared: libcsv alone, which is the reference; the index and libcsv in
 * turn; whole runs of rows where the index has them.
 */
#ifndef UNIT_CSVALIKE_H
#define UNIT_CSVALIKE_H

#include "base/buf.h"
#include "csv/csv_reader.h"
#include "csv/csv_index.h"
#include "io/split.h"
#include "textsource.h"

enum csvalike_way { CSVALIKE_EXACT, CSVALIKE_NEXT, CSVALIKE_ROWS };

static inline void
csvalike_cell(struct buf *b, struct span cell)
{
	buf_byte(b, '[');
	buf_add(b, cell);
	buf_byte(b, ']');
}

/* `line[cell][cell]`, a fault as `line!fault_line:column{raw}`. */
static inline void
csvalike_record(struct buf *b, enum csv_result result,
	const struct csv_record *r)
{
	buf_format(b, "%d", (int)r->line);
	if (result == CSV_READER_MALFORMED)
		buf_format(b, "!%d:%d{%.*s}", (int)r->fault_line,
			(int)r->column, (int)r->raw.len, r->raw.at);
	for (size_t i = 0; i < r->count; i++)
		csvalike_cell(b, r->cells[i]);
	buf_byte(b, '\n');
}

/* A cell as it stands in the text; the plain way. */
static inline void
csvalike_raw_cell(struct buf *b, struct span cell, int quote)
{
	bool quoted = cell.len && (unsigned char)cell.at[0] == quote;

	buf_byte(b, '[');
	for (size_t i = quoted; i + quoted < cell.len; i++) {
		buf_byte(b, cell.at[i]);
		i += quoted && (unsigned char)cell.at[i] == quote;
	}
	buf_byte(b, ']');
}

static inline bool
csvalike_odd(unsigned char c, int quote)
{
	return c < ' ' || c >= 0x80 || c == '\\' || c == quote;
}

/* A row of a run. What is wrong is written down, too. */
static inline void
csvalike_row(struct buf *b, const struct csv_rows *rows, const uint32_t *ends,
	size_t cells, int quote)
{
	size_t begin = (uint32_t)(ends[-1] + 1), stop = ends[cells - 1];
	bool cr = stop > begin && rows->text[stop - 1] == '\r';

	for (size_t i = begin; i < stop; i++)
		if ((csv_index_odd(rows->odd, i) & 1)
			!= csvalike_odd((unsigned char)rows->text[i], quote))
			buf_text(b, "odd");
	for (size_t i = 0; i < cells && stop - cr > begin; i++) {
		size_t at = (uint32_t)(ends[(ptrdiff_t)i - 1] + 1);

		csvalike_raw_cell(b,
			(struct span){ rows->text + at,
				ends[i] - at - (cr && i + 1 == cells) },
			rows->quoted ? quote : -1);
	}
	buf_byte(b, '\n');
}

/* Runs of rows of so many cells, not always all of them. A row without text has
 * no cells, as csv_reader_next() gives it. */
static inline void
csvalike_rows(struct buf *b, struct csv_reader *c, size_t cells, int quote)
{
	struct csv_rows rows;
	size_t n;

	while (cells && (n = csv_reader_rows(c, cells, &rows))) {
		size_t take = n - n / 3;

		for (size_t i = 0; i < take; i++) {
			buf_format(b, "%d", (int)(rows.line + i));
			csvalike_row(b, &rows, rows.ends + i * cells, cells,
				quote);
		}
		csv_reader_take(c, take);
	}
}

/* All records of a text, one to a line. */
static inline void
csvalike_show(struct buf *b, struct span text, const struct csv_bytes *dialect,
	size_t chunk, enum csvalike_way way)
{
	struct source *source = textsource(text, chunk);
	struct csv_reader *c = csv_reader_open(source, dialect);
	struct csv_record r;
	enum csv_result result;

	buf_clear(b);
	if (way == CSVALIKE_EXACT)
		csv_reader_exact(c);
	while ((result = csv_reader_next(c, &r)) == CSV_READER_RECORD
		|| result == CSV_READER_MALFORMED) {
		csvalike_record(b, result, &r);
		if (way == CSVALIKE_ROWS)
			csvalike_rows(b, c, r.count, dialect->quote);
	}
	if (result != CSV_READER_END)
		buf_text(b, "fault\n");
	csv_reader_close(c);
	source_close(source);
}

/* Whether all ways, on all paths of this machine, read a text alike. */
static inline bool
csvalike(struct span text, const struct csv_bytes *dialect, size_t chunk)
{
	struct buf want = { 0 }, got = { 0 };
	bool same = true;

	csvalike_show(&want, text, dialect, SIZE_MAX, CSVALIKE_EXACT);
	for (unsigned path = SPLIT_SCALAR; path <= SPLIT_AVX512; path++) {
		if (!split_use((enum split_path)path))
			continue;
		csvalike_show(&got, text, dialect, chunk, CSVALIKE_NEXT);
		same &= span_equal(buf_span(&want), buf_span(&got));
		csvalike_show(&got, text, dialect, chunk, CSVALIKE_ROWS);
		same &= span_equal(buf_span(&want), buf_span(&got));
	}
	buf_free(&want);
	buf_free(&got);
	return same;
}

#endif
