/* SPDX-License-Identifier: MIT */
#include "guess_header.h"

#include "base/intern.h"
#include "guess_kind.h"
#include "guess_rules.h"
#include "value/text.h"

#define LINES_MOST 3
/* Rows that are compared with what may be their header. */
#define ROWS_MOST 2000

/* What stands in a column below. */
struct below {
	size_t filled, figures;
};

/* Of figures. */
static bool
is_year(struct span s)
{
	return s.len == 4 && (s.at[0] == '1' || s.at[0] == '2')
		&& !memchr(s.at, '.', 4) && !memchr(s.at, ',', 4);
}

static bool
holds_figures(const struct below *b)
{
	return b->filled && b->figures * 5 >= b->filled * 4;
}

static struct below *
look_below(const struct guess_table *t, const struct grid *g, size_t from)
{
	struct below *below = mem_new(t->columns + 1, sizeof(*below));
	size_t n = 0;

	for (size_t i = from; i < t->last && n < ROWS_MOST; i++) {
		if (g->rows[i].count != g->usual || g->rows[i].odd
			|| guess_rules_ruler(g->rows[i].raw)
			|| g->rows[i].filled < 2 - (t->columns < 2))
			continue;
		n++;
		for (size_t k = 0; k < t->columns; k++) {
			enum guess_kind kind = guess_kind(
				guess_table_cell(t, &g->rows[i], k));

			below[k].filled += kind != KIND_EMPTY;
			below[k].figures += kind == KIND_FIGURE;
		}
	}
	return below;
}

/* Words, and figures, where figures stand below; `odd` is how many figures
 * could still be names (years). */
static void
compare(const struct guess_table *t, const struct grid_row *row,
	const struct below *below, size_t *words, size_t *figures, size_t *odd)
{
	*words = *figures = *odd = 0;
	for (size_t k = 0; k < t->columns; k++) {
		struct span cell = guess_table_cell(t, row, k);
		enum guess_kind kind = guess_kind(cell);

		if (kind == KIND_EMPTY || !holds_figures(&below[k]))
			continue;
		if (kind != KIND_FIGURE)
			++*words;
		else if (is_year(cell))
			++*odd;
		else
			++*figures;
	}
}

static bool
is_same_row(const struct guess_table *t, const struct grid_row *a,
	const struct grid_row *b)
{
	size_t k = 0;

	while (k < t->columns
		&& span_equal(guess_table_cell(t, a, k),
			guess_table_cell(t, b, k)))
		k++;
	return k == t->columns;
}

/* What speaks in a column of words for its first cell being a name. */
struct words {
	size_t again; /* columns where it stands again below */
	size_t alone; /* where it does not, but others come again */
};

static void
look_at_words(const struct guess_table *t, const struct grid *g, size_t k,
	struct words *w)
{
	struct span cell = guess_table_cell(t, &g->rows[t->header], k);
	struct intern *texts = intern_new();
	size_t n = 0, again = 0, same = 0, different;

	for (size_t i = t->header + 1; i < t->last && n < ROWS_MOST; i++) {
		struct span below = guess_table_cell(t, &g->rows[i], k);

		if (!below.len || g->rows[i].count != g->usual)
			continue;
		n++;
		intern_add(texts, below);
		if (!cell.len || !span_equal(cell, below))
			continue;
		again++;
		same += is_same_row(t, &g->rows[i], &g->rows[t->header]);
	}
	different = intern_count(texts);
	/* A header may be repeated, though seldom. */
	if (t->columns > 1 && again == same && same * 50 <= n)
		again = 0;
	w->again += again > 0;
	w->alone += cell.len && !again && n > 5 && n >= 3 * different;
	intern_free(texts);
}

static bool
is_distinct(const struct guess_table *t, const struct grid_row *row)
{
	struct intern *texts = intern_new();
	struct buf folded = { 0 };
	bool distinct = true;

	for (size_t k = 0; k < t->columns; k++) {
		struct span cell = guess_table_cell(t, row, k);
		uint32_t before = intern_count(texts);

		buf_clear(&folded);
		text_fold(&folded, cell);
		distinct &= intern_add(texts, buf_span(&folded)) == before;
	}
	buf_free(&folded);
	intern_free(texts);
	return distinct;
}

/* Nothing but words, in the header and below. */
static unsigned
judge_words(struct guess_table *t, const struct grid *g)
{
	const struct grid_row *row = &g->rows[t->header];
	struct words w = { 0, 0 };
	size_t rows = 0;

	for (size_t i = t->header + 1; i < t->last; i++)
		rows += g->rows[i].count == g->usual && g->rows[i].filled;
	if (!rows) {
		buf_text(&t->header_why, "it is the only row");
		return 60;
	}
	for (size_t k = 0; k < t->columns; k++)
		look_at_words(t, g, k, &w);
	if (w.again || w.alone)
		buf_format(&t->header_why,
			"%zu of its cells stand again "
			"below, %zu never do where others come again",
			w.again, w.alone);
	else
		buf_text(&t->header_why,
			"none of its cells stands again "
			"below; there are no figures to tell it by");
	if (w.again > w.alone)
		return 20;
	if (w.again && w.again * 3 > w.alone)
		return 55;
	if (row->filled < t->columns || !is_distinct(t, row))
		return 65;
	return w.alone > 1 ? 95 : w.alone ? 85 : 70;
}

/* How sure it is, in per cent, that the row holds names. */
static unsigned
judge(struct guess_table *t, const struct grid *g)
{
	struct below *below = look_below(t, g, t->header + 1);
	size_t words, figures, odd, columns = 0;

	compare(t, &g->rows[t->header], below, &words, &figures, &odd);
	for (size_t k = 0; k < t->columns; k++)
		columns += holds_figures(&below[k]);
	mem_free(below);
	if (!columns)
		return judge_words(t, g);
	buf_format(&t->header_why,
		"%zu columns hold figures; it has words "
		"in %zu of them",
		columns, words);
	if (figures && figures >= words)
		return 5;
	if (!words)
		return odd ? 75 : 55;
	return figures ? 75 : 99;
}

/* Whether the next row is a line of the header, too: words where figures
 * stand below. */
static bool
goes_on(const struct guess_table *t, const struct grid *g, size_t i)
{
	size_t words, figures, odd, filled = 0;
	struct below *below;

	if (i + 1 >= t->last || g->rows[i].count != g->usual || g->rows[i].odd
		|| guess_rules_ruler(g->rows[i].raw)
		|| g->rows[i].line
			!= g->rows[i - 1].line + g->rows[i - 1].lines)
		return false;
	below = look_below(t, g, i + 1);
	compare(t, &g->rows[i], below, &words, &figures, &odd);
	for (size_t k = 0; k < t->columns; k++)
		filled += holds_figures(&below[k]);
	mem_free(below);
	/* A row in which a total or two are words is none. */
	return words && !figures && !odd && words * 2 > filled
		&& !guess_header_again(t, g, i);
}

/* A line of groups above the names: `;2009;;2010;`. */
static bool
is_group(const struct grid *g, size_t i)
{
	const struct grid_row *row = &g->rows[i];

	return row->count == g->usual && row->filled > 1 && !row->odd
		&& row->line + row->lines == g->rows[i + 1].line;
}

static void
settle_names(struct guess_table *t, const struct grid *g)
{
	struct span *names = arena_take(t->arena,
		(t->columns + 1) * sizeof(*names));
	struct buf name = { 0 };

	for (size_t k = 0; k < t->columns; k++) {
		buf_clear(&name);
		for (size_t i = 0; i < t->headers; i++) {
			struct span cell = guess_table_cell(t,
				&g->rows[t->header + i], k);

			if (cell.len && name.len)
				buf_byte(&name, ' ');
			buf_add(&name, cell);
		}
		if (!t->headers)
			buf_format(&name, "%zu", k + 1);
		buf_string(&name);
		names[k] = arena_keep(t->arena, buf_span(&name));
	}
	buf_free(&name);
	t->names = names;
}

/* The lines that the user names. */
static void
take_asked(struct guess_table *t, const struct guess_asked *asked)
{
	t->headers = asked->headers;
	memcpy(t->lines, asked->lines, sizeof(t->lines));
	t->header_sure = 100;
}

static void
look(struct guess_table *t, const struct grid *g, uint64_t skip)
{
	t->header_sure = judge(t, g);
	if (t->header_sure >= 50) {
		t->headers = 1;
		while (t->headers < LINES_MOST
			&& goes_on(t, g, t->header + t->headers))
			t->headers++;
		if (t->headers == 1 && t->header
			&& g->rows[t->header - 1].line > skip
			&& is_group(g, t->header - 1)) {
			t->header--;
			t->headers = 2;
			t->header_sure = 80;
			buf_text(&t->header_why,
				"; the line above it names "
				"groups");
		}
	} else {
		t->header_sure = 100 - t->header_sure;
	}
	for (size_t i = 0; i < t->headers; i++)
		t->lines[i] = g->rows[t->header + i].line;
}

void
guess_header(struct guess_table *t, const struct grid *g,
	const struct guess_asked *asked)
{
	if (t->header >= g->count)
		return;
	if (asked->given)
		take_asked(t, asked);
	else
		look(t, g, asked->skip);
	if (t->headers > g->count - t->header)
		t->headers = g->count - t->header;
	t->first = t->header + t->headers;
	settle_names(t, g);
}

bool
guess_header_again(const struct guess_table *t, const struct grid *g,
	size_t row)
{
	const struct grid_row *again = &g->rows[row];

	for (size_t i = 0; i < t->headers; i++) {
		const struct grid_row *header = &g->rows[t->header + i];
		size_t k = 0;

		if (again->count != header->count)
			continue;
		while (k < header->count
			&& span_equal(text_trim(header->cells[k]),
				text_trim(again->cells[k])))
			k++;
		if (k == header->count)
			return true;
	}
	return false;
}
