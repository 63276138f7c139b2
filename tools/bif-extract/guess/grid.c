/* SPDX-License-Identifier: MIT */
#include "grid.h"

#include "csv/csv_reader.h"
#include "sample.h"
#include "value/text.h"

/* Wider rows do not count when the usual number of cells is looked for. */
#define USUAL_MOST 4096

void
grid_begin(struct grid *g)
{
	memset(g, 0, sizeof(*g));
	g->arena = arena_new();
}

void
grid_add(struct grid *g, const struct grid_row *row)
{
	struct span *cells = arena_take(g->arena,
		(row->count + 1) * sizeof(*cells));
	struct grid_row *kept;

	if (g->count == g->cap)
		g->rows = mem_grow(g->rows, &g->cap, g->count + 1,
			sizeof(*g->rows));
	kept = &g->rows[g->count++];
	*kept = *row;
	kept->cells = cells;
	kept->raw = arena_keep(g->arena, row->raw);
	kept->filled = 0;
	for (size_t i = 0; i < row->count; i++) {
		cells[i] = arena_keep(g->arena, row->cells[i]);
		kept->filled += text_trim(cells[i]).len > 0;
	}
	g->odd += row->odd;
	g->filled_rows += kept->filled > 0;
}

void
grid_end(struct grid *g)
{
	size_t *times = mem_new(USUAL_MOST + 1, sizeof(*times));

	for (size_t i = 0; i < g->count; i++)
		if (g->rows[i].filled && g->rows[i].count <= USUAL_MOST)
			times[g->rows[i].count]++;
	/* Rows of one cell are titles, where there are others. */
	g->usual = g->usual_rows = 0;
	for (size_t n = 2; n <= USUAL_MOST; n++)
		if (times[n] > g->usual_rows) {
			g->usual = n;
			g->usual_rows = times[n];
		}
	if (times[1] > 4 * g->usual_rows) {
		g->usual = 1;
		g->usual_rows = times[1];
	}
	mem_free(times);
}

void
grid_read(struct grid *g, struct span text, const struct csv_dialect *d,
	size_t rows, size_t expected)
{
	static const struct csv_limits limits = CSV_LIMITS;
	struct source *source = sample_source(text);
	struct csv_reader *l = csv_reader_tolerant(source, d, &limits);
	struct csv_record r;
	enum csv_result result;

	grid_begin(g);
	csv_reader_expect(l, expected);
	while (g->count < rows
		&& ((result = csv_reader_next(l, &r)) == CSV_READER_RECORD
			|| result == CSV_READER_MALFORMED)) {
		struct grid_row row = { .line = r.line,
			.lines = r.lines,
			.count = r.count,
			.cells = r.cells,
			.raw = r.raw,
			.odd = result == CSV_READER_MALFORMED,
			.quoted = r.quoted };

		grid_add(g, &row);
	}
	csv_reader_close(l);
	source_close(source);
	grid_end(g);
}

void
grid_free(struct grid *g)
{
	if (g->arena)
		arena_free(g->arena);
	mem_free(g->rows);
	memset(g, 0, sizeof(*g));
}
