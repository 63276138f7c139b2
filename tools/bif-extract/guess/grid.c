/* SPDX-License-Identifier: MIT
 *
 * Cuts a sample by the tolerant reader, so that a row that is not sound costs no
 * other, and keeps every cell in an arena: guesses look at rows again and again.
 * Here is also told what a cell looks like by itself; what it means in its column
 * is told in guess_type.c.
 */
#include "grid.h"

#include <stddef.h>

#include "csv/csv_reader.h"
#include "sample.h"
#include "value/text.h"
#include "base/buf.h"

/* Wider rows do not count when the usual number of cells is looked for. */
#define USUAL_MOST 4096

/* Cells and lines are kept in an arena: they are many, and all go at once. */
void
grid_begin(struct grid *g)
{
	memset(g, 0, sizeof(*g));
	g->arena = arena_new();
}

/* Where the cells stood is lost when the reader goes on, so they are copied. What
 * is no more than blanks is no filled cell. */
void
grid_add(struct grid *g, const struct grid_row *row)
{
	struct span *cells = arena_take(g->arena,
		(row->count + 1) * sizeof(*cells));
	struct grid_row *kept;

	MEM_GROW(g->rows, g->cap, g->count + 1);
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

/* Rows that are wider than USUAL_MOST are not counted. */
void
grid_end(struct grid *g)
{
	size_t *times = mem_new(USUAL_MOST + 1, sizeof(*times)), i;
	bool shorter = false;

	for (i = 0; i < g->count; i++)
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
	/* A delimiter at the end of each row that a line above them has not
	 * splits nothing: the empty cell behind it is none. */
	for (i = 0; i < g->count && g->rows[i].count != g->usual; i++)
		shorter |= g->rows[i].filled == g->usual - 1
			&& g->rows[i].count == g->usual - 1;
	for (; shorter && i < g->count; i++)
		shorter = g->rows[i].count != g->usual
			|| !text_trim(g->rows[i].cells[g->usual - 1]).len;
	shorter &= g->usual > 2;
	for (i = 0; shorter && i < g->count; i++)
		g->rows[i].count -= g->rows[i].count == g->usual;
	g->usual -= shorter;
}

/* A row that is not sound is in the grid all the same, and is said to be odd: how
 * many there are tells how well the dialect fits. */
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

/* Left empty, so that who tries one dialect after the other may use it anew. */
void
grid_free(struct grid *g)
{
	if (g->arena)
		arena_free(g->arena);
	mem_free(g->rows);
	memset(g, 0, sizeof(*g));
}

/* Words that stand where a value is missing or kept back; folded. */
static const char *const missing[] = { "na", "n/a", "#n/a", "nan", "null",
	"none", "dna", "i.a.", "u.", "k.a.", "ukendt", "uoplyst", "mangler",
	"ingen", "skjult", "fortroligt", "diskretion", "okänd", "okänt",
	"ukjent", "uppgift saknas", "saknas", "unbekannt", "fehlt", "keine",
	"unknown", "missing", "suppressed", "confidential" };

/* Several figures with blanks between them, as another mark than the blank
 * leaves them: two runs of digits where the blank parts no group of three, or
 * decimals side by side. */
static bool
is_pair(struct span s)
{
	const char *blank = memchr(s.at, ' ', s.len);
	size_t before = blank ? (size_t)(blank - s.at) : 0, marks = 0,
	       cells = 0;

	if (!before || s.len - before == 4)
		return false;
	for (size_t i = 0; i <= s.len; i++) {
		if (i < s.len && s.at[i] != ' ') {
			if (!span_digit(s.at[i]) && !memchr(".,-", s.at[i], 3))
				return false;
			marks += s.at[i] == '.' || s.at[i] == ',';
			continue;
		}
		cells += marks == 1;
		marks = 0;
	}
	if (cells > 1)
		return true;
	for (size_t i = 0; i < s.len; i++)
		if (i != before && !span_digit(s.at[i]))
			return false;
	return s.len - before > 1;
}

/* Runs of digits with single marks between them: a comma splits groups of
 * three, or stands once. Both marks stand in one figure only where the first
 * of them parts groups: 1.234,5 is one, 1.5,2.5 is two. */
static bool
is_figure(struct span s)
{
	size_t digits = 0, commas = 0, points = 0, run = 0, marks = 0;
	bool groups = true, point_groups = true, english = false;
	const char *time = memchr(s.at, ':', s.len);

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (span_digit(c)) {
			digits++;
			run++;
			marks = 0;
			continue;
		}
		/* 2010-06-30T14:22:01Z, and thousandths of a second. */
		if (time && digits && s.at + i < time && c == 'T')
			continue;
		if (time && digits && i + 1 == s.len && c == 'Z')
			continue;
		if (time && s.at + i > time && c == ',' && i + 4 == s.len)
			continue;
		if (i && c == s.at[i - 1] && c != ' ')
			return false;
		if (!memchr(" .,:/-+%()", c, 10) && c != '\xc2' && c != '\xa0')
			return false;
		if (c == '.') {
			if (commas && (run != 3 || english))
				return false;
			english |= commas > 0;
			point_groups &= !points || run == 3;
			points++;
			run = 0;
		}
		if (c == ',') {
			if (points && (!point_groups || run != 3 || commas))
				return false;
			groups &= !commas || run == 3;
			commas++;
			run = 0;
		}
		if (++marks > 3)
			return false;
	}
	/* No time has a comma, and no number a colon. */
	if (commas && time)
		return false;
	if (s.at[0] == ',' || s.at[s.len - 1] == ',')
		return false;
	return digits && (commas < 2 || (groups && (english || run == 3)));
}

/* The order matters: two figures side by side are no figure, and a bound such as
 * `<5` would be words. */
enum guess_kind
guess_kind(struct span cell)
{
	bool marker = true;

	cell = text_trim(cell);
	if (!cell.len)
		return KIND_EMPTY;
	if (is_pair(cell))
		return KIND_MIXED;
	if (is_figure(cell))
		return KIND_FIGURE;
	/* What stands where a figure might: a bound such as <5, no letter or
	 * digit, or a word for what is missing. A name has letters, so no row
	 * that holds such cells is taken for names. */
	if (cell.len > 1 && memchr("<>~", *cell.at, 3)) {
		marker = is_figure((struct span){ cell.at + 1, cell.len - 1 });
	} else {
		BUF_LOCAL folded = { 0 };

		for (size_t i = 0; i < cell.len && marker; i++)
			marker = memchr(" .-*:/#?!()=_+~%&", cell.at[i], 17);
		/* Dashes, dots and bounds that are not ASCII. */
		marker |= cell.len == 3 && !memcmp(cell.at, "\xe2\x80", 2);
		if (!marker && cell.len <= 20)
			text_fold(&folded, cell);
		for (size_t i = 0; folded.len && i < COUNT(missing); i++)
			marker |= span_is(buf_span(&folded), missing[i]);
	}
	if (marker)
		return KIND_MARKER;
	/* What splits cells elsewhere: a comma does so where no blank stands
	 * behind it. */
	for (size_t i = 0; i < cell.len; i++)
		if ((cell.at[i] && strchr(";\t|\x1f", cell.at[i]))
			|| (cell.at[i] == ',' && i + 1 < cell.len
				&& cell.at[i + 1] != ' '))
			return KIND_MIXED;
	return KIND_WORDS;
}
