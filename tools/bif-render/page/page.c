/* SPDX-License-Identifier: MIT
 *
 * Blocks, tables and cells as they are put together. Texts go to the page's
 * arena; lists that grow are on the heap, since an arena cannot grow one.
 */
#include "page.h"

#include "base/diag.h"
#include "base/utf8.h"
#include "value/format_number.h"
#include "value/period.h"

struct page *
page_new(const char *name, enum lang lang, int32_t day)
{
	struct page *p = mem_new(1, sizeof(*p));

	p->arena = arena_new();
	p->name = name;
	p->lang = lang;
	p->day = day;
	p->is_read = true;
	return p;
}

/* Cells and texts lie in the arena; only the two lists grow on the heap. */
static void
free_table(struct page_table *t)
{
	if (!t)
		return;
	mem_free(t->columns);
	mem_free(t->rows);
}

/* The arena goes last: what is freed before it lies in lists on the heap, which
 * the arena's tables point to. */
void
page_free(struct page *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->nblocks; i++) {
		free_table(p->blocks[i].table);
		for (size_t j = 0; j < p->blocks[i].ntables; j++)
			free_table(p->blocks[i].tables[j]);
		mem_free(p->blocks[i].items);
		mem_free(p->blocks[i].charts);
	}
	free_table(p->data);
	mem_free(p->blocks);
	arena_free(p->arena);
	mem_free(p);
}

void
page_title(struct page *p, struct span title, struct span subtitle)
{
	p->title = arena_keep(p->arena, title);
	p->subtitle = arena_keep(p->arena, subtitle);
}

/* The next block. Blocks move when there are more, so nobody keeps a pointer
 * to one. */
static struct page_block *
add_block(struct page *p, enum page_block_kind kind)
{
	struct page_block *b;

	MEM_GROW(p->blocks, p->cap, p->nblocks + 1);
	b = &p->blocks[p->nblocks++];
	*b = (struct page_block){ .kind = kind, .drawn = p->drawn };
	return b;
}

void
page_heading(struct page *p, int level, struct span text)
{
	struct page_block *b = add_block(p, PAGE_HEADING);

	b->level = level;
	b->text = arena_keep(p->arena, text);
}

void
page_paragraph(struct page *p, struct span text)
{
	add_block(p, PAGE_PARAGRAPH)->text = arena_keep(p->arena, text);
}

void
page_notice(struct page *p, struct span text)
{
	add_block(p, PAGE_NOTICE)->text = arena_keep(p->arena, text);
}

void
page_lines(struct page *p, struct span heading)
{
	add_block(p, PAGE_LINES)->text = arena_keep(p->arena, heading);
}

void
page_tiles(struct page *p, const struct page_tile tiles[3])
{
	struct page_block *b = add_block(p, PAGE_TILES);

	memcpy(b->tiles, tiles, sizeof(b->tiles));
	b->ntiles = 3;
}

void
page_list(struct page *p)
{
	add_block(p, PAGE_LIST);
}

void
page_item(struct page *p, int depth, struct span text)
{
	struct page_block *b = &p->blocks[p->nblocks - 1];

	MEM_GROW(b->items, b->items_cap, b->nitems + 1);
	b->items[b->nitems++] = (struct page_item){ depth,
		arena_keep(p->arena, text) };
}

void
page_figure(struct page *p, struct span caption, struct span standing,
	unsigned anchor)
{
	struct page_block *b = add_block(p, PAGE_FIGURE);

	b->text = arena_keep(p->arena, caption);
	b->standing = arena_keep(p->arena, standing);
	b->anchor = anchor;
}

void
page_chart(struct page *p, struct chart *chart)
{
	struct page_block *b = &p->blocks[p->nblocks - 1];

	MEM_GROW(b->charts, b->charts_cap, b->ncharts + 1);
	b->charts[b->ncharts++] = chart;
}

/* The table itself stays where it is when blocks move, so reports keep it. */
static struct page_table *
new_table(struct page *p, struct span caption)
{
	struct page_table *t = arena_take(p->arena, sizeof(*t));

	t->caption = arena_keep(p->arena, caption);
	return t;
}

struct page_table *
page_table(struct page *p, struct span caption)
{
	struct page_table *t = new_table(p, caption);

	add_block(p, PAGE_TABLE)->table = t;
	return t;
}

void
page_alone(struct page *p)
{
	p->blocks[p->nblocks - 1].alone = true;
}

void
page_beside(struct page *p)
{
	p->blocks[p->nblocks - 1].beside = true;
}

void
page_screen(struct page *p)
{
	p->blocks[p->nblocks - 1].screen = true;
}

/* A chapter's heading is added when it is known that something stands below
 * it. */
void
page_heading_before(struct page *p, size_t block, int level, struct span text)
{
	struct page_block last;

	page_heading(p, level, text);
	last = p->blocks[p->nblocks - 1];
	memmove(&p->blocks[block + 1], &p->blocks[block],
		(p->nblocks - 1 - block) * sizeof(*p->blocks));
	p->blocks[block] = last;
}

/* Figures are looked for among all blocks: a page has some dozens. */
void
page_link_back(struct page *p)
{
	for (size_t i = 0; i < p->nblocks; i++) {
		const struct page_table *t = p->blocks[i].table;

		for (size_t k = 0; t && k < t->nrows; k++) {
			struct page_row *row = &t->rows[k];
			bool drawn = false;

			for (size_t f = 0; row->anchor && f < p->nblocks; f++)
				if (p->blocks[f].kind == PAGE_FIGURE
					&& p->blocks[f].anchor == row->anchor)
					p->blocks[f].back = drawn = true;
			if (drawn)
				continue;
			row->anchor = 0;
			for (size_t j = 0; row->cells && j < t->ncolumns; j++)
				row->cells[j].link = 0;
		}
	}
}

void
page_drawn(struct page *p, bool only)
{
	p->drawn = only;
}

struct page_table *
page_figure_table(struct page *p, struct span caption)
{
	struct page_block *b = &p->blocks[p->nblocks - 1];
	struct page_table *t = new_table(p, caption);

	b->tables[b->ntables++] = t;
	return t;
}

struct page_table *
page_data(struct page *p, struct span caption)
{
	p->data = new_table(p, caption);
	return p->data;
}

void
page_column(struct page *p, struct page_table *t, const char *name,
	struct span title, enum page_kind kind)
{
	MEM_GROW(t->columns, t->columns_cap, t->ncolumns + 1);
	t->columns[t->ncolumns++] = (struct page_column){ name,
		arena_keep(p->arena, title), kind, false, 0 };
}

void
page_column_optional(struct page_table *t)
{
	t->columns[t->ncolumns - 1].optional = true;
}

int
page_column_of(const struct page_table *t, const char *name)
{
	for (size_t j = 0; j < t->ncolumns; j++)
		if (!strcmp(t->columns[j].name, name))
			return (int)j;
	return -1;
}

/* An empty row at the end. Rows that were given out before may move with
 * the list. */
static struct page_row *
add_row(struct page_table *t)
{
	MEM_GROW(t->rows, t->rows_cap, t->nrows + 1);
	t->rows[t->nrows] = (struct page_row){ 0 };
	return &t->rows[t->nrows++];
}

void
page_group(struct page *p, struct page_table *t, struct span text)
{
	add_row(t)->group = arena_keep(p->arena, text);
}

/* A row has a cell for each column from the beginning, all empty, so a report
 * may leave out those at its end. */
void
page_row(struct page *p, struct page_table *t)
{
	add_row(t)->cells = arena_take(p->arena,
		t->ncolumns * sizeof(struct page_cell));
}

struct page_cell
page_cell_at(const struct page_table *t, size_t row, size_t column)
{
	return t->make ? t->make(t->from, row, column)
		       : t->rows[row].cells[column];
}

void
page_row_anchor(struct page_table *t, unsigned anchor)
{
	t->rows[t->nrows - 1].anchor = anchor;
}

void
page_cell_link(struct page_table *t, enum page_leads leads, unsigned number)
{
	struct page_row *row = &t->rows[t->nrows - 1];

	row->cells[row->filled - 1].link = number;
	row->cells[row->filled - 1].leads = leads;
}

void
page_column_unit(struct page_table *t, unsigned number)
{
	t->columns[t->ncolumns - 1].unit = number;
}

/* The next cell of the row begun last; there are as many as columns. */
static struct page_cell *
next_cell(struct page_table *t)
{
	struct page_row *row = &t->rows[t->nrows - 1];

	return &row->cells[row->filled++];
}

void
page_text(struct page *p, struct page_table *t, struct span text)
{
	struct page_cell *c = next_cell(t);

	c->kind = text.len ? PAGE_TEXT : PAGE_EMPTY;
	c->text = arena_keep(p->arena, text);
}

void
page_number(struct page *p, struct page_table *t, struct span exact,
	struct span counted)
{
	struct page_cell *c = next_cell(t);

	c->kind = exact.len ? PAGE_NUMBER : PAGE_EMPTY;
	c->text = arena_keep(p->arena, exact);
	if (counted.len) {
		struct span *kept = arena_take(p->arena, sizeof(*kept));

		*kept = arena_keep(p->arena, counted);
		c->counted = kept;
	}
}

/* A count is a number with nothing behind it; its head says what is counted. */
void
page_count(struct page *p, struct page_table *t, uint64_t count)
{
	char room[24];
	int n = snprintf(room, sizeof(room), "%llu", (unsigned long long)count);

	page_number(p, t, (struct span){ room, (size_t)n }, SPAN(""));
}

void
page_day(struct page *p, struct page_table *t, int32_t day)
{
	struct page_cell *c = next_cell(t);

	(void)p;
	c->kind = day != DAY_NONE ? PAGE_DAY : PAGE_EMPTY;
	c->day = day;
}

/* The column decides whether the word is said in full or in brief. */
void
page_status(struct page *p, struct page_table *t, enum verdict_status status)
{
	struct page_row *row = &t->rows[t->nrows - 1];
	enum page_kind kind = t->columns[row->filled].kind;
	struct page_cell *c = next_cell(t);

	(void)p;
	c->kind = status == VERDICT_NONE ? PAGE_EMPTY
		: kind == PAGE_SIGN      ? PAGE_SIGN
					 : PAGE_STATUS;
	c->status = status;
}

/* Notes are of the table as a whole, so the last call says what all are
 * called. */
void
page_note(struct page *p, struct page_table *t, struct span notes,
	struct span text)
{
	t->notes = arena_keep(p->arena, notes);
	t->rows[t->nrows - 1].note = arena_keep(p->arena, text);
}

/* --- what people read --- */

/* A text that is no UTF-8 is taken byte by byte, since nobody can tell where
 * its characters begin; what is plain ASCII stays readable. */
void
page_clean(struct buf *b, struct span s)
{
	size_t plain = 0;

	while (plain < s.len && s.at[plain] >= ' ' && s.at[plain] < 0x7f)
		plain++;
	if (plain == s.len) {
		buf_add(b, s);
		return;
	}
	if (utf8_fault(s) < s.len) {
		for (size_t i = 0; i < s.len; i++)
			buf_byte(b,
				s.at[i] >= ' ' && s.at[i] < 0x7f ? s.at[i]
								 : '?');
		return;
	}
	while (s.len) {
		size_t n = controls_steers(s.at, s.len);

		buf_byte(b, n ? ' ' : s.at[0]);
		n += !n;
		span_skip(&s, n);
	}
}

/* The word comes with its sign, which is all a crowded table shows. */
static void
print_status(struct buf *b, struct span word, enum verdict_status status)
{
	buf_add(b, words_sign(status));
	buf_byte(b, ' ');
	buf_add(b, word);
}

void
page_cell_print(struct buf *b, enum lang lang, const struct page_cell *c)
{
	switch (c->kind) {
	case PAGE_EMPTY:
		break;
	case PAGE_TEXT:
		buf_add(b, c->text);
		break;
	case PAGE_NUMBER:
		words_figure(b, lang, c->text,
			c->counted ? *c->counted : SPAN(""));
		break;
	case PAGE_DAY:
		format_number_day_brief(b, lang, c->day);
		break;
	case PAGE_STATUS:
		print_status(b, words_status(lang, c->status), c->status);
		break;
	case PAGE_SIGN:
		print_status(b, words_brief(lang, c->status), c->status);
		break;
	}
}
