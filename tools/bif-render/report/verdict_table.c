/* SPDX-License-Identifier: MIT
 *
 * Tables that are made from a list of columns: those of the reports, and the
 * verdicts as a table for spreadsheets and programs. Its columns are those of
 * the stream in an order people read, with names beside codes.
 */
#include "report.h"

/* A column of the table: one of the stream, or what the book adds to it. */
enum from { FROM_STREAM, FROM_UNIT_NAME, FROM_GOAL_TITLE, FROM_COUNTED };

static const struct column {
	enum from from;
	enum verdict_column column;
	const char *name;
	enum word title;
	enum page_kind kind;
} COLUMNS[] = {
	{ FROM_STREAM, VERDICT_YEAR, NULL, WORD_YEAR, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_AS_OF, NULL, WORD_AS_OF, PAGE_DAY },
	{ FROM_STREAM, VERDICT_UNIT, NULL, WORD_UNIT_CODE, PAGE_TEXT },
	{ FROM_UNIT_NAME, 0, "unit_name", WORD_UNIT, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_GOAL, NULL, WORD_GOAL_CODE, PAGE_TEXT },
	{ FROM_GOAL_TITLE, 0, "goal_title", WORD_GOAL, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_PERSPECTIVE, NULL, WORD_PERSPECTIVE, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_STATUS, NULL, WORD_STATUS, PAGE_STATUS },
	{ FROM_STREAM, VERDICT_VALUE, NULL, WORD_RESULT, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_EXPECTED, NULL, WORD_EXPECTED, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_TARGET, NULL, WORD_TARGET, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_UPPER, NULL, WORD_UPPER, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_BASELINE, NULL, WORD_BASELINE, PAGE_NUMBER },
	{ FROM_COUNTED, 0, "unit_of_value", WORD_COUNTED, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_DUE, NULL, WORD_DUE, PAGE_DAY },
	{ FROM_STREAM, VERDICT_SHORTFALL, NULL, WORD_SHORTFALL, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_BAND, NULL, WORD_BAND, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_SCALE, NULL, WORD_SCALE, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_DIRECTION, NULL, WORD_DIRECTION, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_WINDOW, NULL, WORD_WINDOW, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_PATH, NULL, WORD_PATH, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_NUMERATOR, NULL, WORD_NUMERATOR, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_DENOMINATOR, NULL, WORD_DENOMINATOR,
		PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_N, NULL, WORD_N, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_PROJECTED, NULL, WORD_PROJECTED, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_OUTLOOK, NULL, WORD_OUTLOOK, PAGE_STATUS },
	{ FROM_STREAM, VERDICT_REQUIRED, NULL, WORD_REQUIRED, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_TREND, NULL, WORD_TREND, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_FLAGS, NULL, WORD_FLAGS, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_PENDING, NULL, WORD_PENDING, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_THROUGH, NULL, WORD_THROUGH, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_REJECTED, NULL, WORD_REJECTED_ROWS,
		PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_BOUNDS, NULL, WORD_BOUNDS, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_LOW, NULL, WORD_LOW, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_HIGH, NULL, WORD_HIGH, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_CHANCE, NULL, WORD_CHANCE, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_SIGNAL, NULL, WORD_SIGNAL, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_READINGS, NULL, WORD_READINGS, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_PROJECTED_LOW, NULL, WORD_PROJECTED_LOW,
		PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_PROJECTED_HIGH, NULL, WORD_PROJECTED_HIGH,
		PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_CHANCE_MET, NULL, WORD_CHANCE_MET, PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_ORIGINAL_TARGET, NULL, WORD_ORIGINAL_TARGET,
		PAGE_NUMBER },
	{ FROM_STREAM, VERDICT_ORIGINAL_STATUS, NULL, WORD_ORIGINAL_STATUS,
		PAGE_STATUS },
	{ FROM_STREAM, VERDICT_MEASURE, NULL, WORD_MEASURE, PAGE_TEXT },
	{ FROM_STREAM, VERDICT_KNOWN_AT, NULL, WORD_KNOWN_AT, PAGE_DAY },
	{ FROM_STREAM, VERDICT_WHY, NULL, WORD_WHY, PAGE_TEXT },
};
#define NCOLUMNS (COUNT(COLUMNS))

/* Titles are in the page's language, names in that of the streams. */
struct page_table *
report_table(struct page *p, const struct material *m, enum word caption,
	const struct report_column *columns, size_t n)
{
	struct page_table *t = page_table(p, words_of(m->lang, caption));

	for (size_t i = 0; i < n; i++)
		page_column(p, t, columns[i].name,
			words_of(m->lang, columns[i].title), columns[i].kind);
	return t;
}

void
report_item(struct page *p, const struct material *m, bool *any, int level,
	enum word heading, struct span text)
{
	if (!*any) {
		page_heading(p, level, words_of(m->lang, heading));
		page_list(p);
	}
	*any = true;
	page_item(p, 0, text);
}

/* The verdicts of the table: places by unit, then goal, in its order. */
struct places {
	const struct material *m;
	size_t count, cap;
	size_t *at;
	/* the row at hand, whose cells are asked for one by one */
	size_t row;
	int unit, goal;
	const struct verdict *verdict; /* NULL: none yet */
	struct span cells[VERDICT_COLUMNS];
};

/* A cell is made when it is written: a book of many units has millions. Cells of
 * the stream are given as they stand there; days and statuses by their values,
 * which formats write each in their own way. What a goal counts is as the book
 * writes it: programs compare it. */
static struct page_cell
make_cell(void *from, size_t row, size_t column)
{
	struct places *places = from;
	const struct material *m = places->m;
	const struct column *c = &COLUMNS[column];
	const struct verdict *v = places->verdict;
	struct page_cell cell = { .kind = c->kind };
	bool any = true;

	if (!v || row != places->row) {
		places->row = row;
		places->unit = (int)(places->at[row] / m->goals->count);
		places->goal = (int)(places->at[row] % m->goals->count);
		places->verdict = v = m->verdicts[places->at[row]];
		verdict_cells(v, places->cells);
	}

	if (c->from == FROM_UNIT_NAME)
		cell.text = m->units->list[places->unit].name;
	else if (c->from == FROM_GOAL_TITLE)
		cell.text = material_goal_title(m, places->goal);
	else if (c->from == FROM_COUNTED)
		cell.text = m->goals->list[places->goal].unit_of_value;
	else
		cell.text = places->cells[c->column];
	if (c->kind == PAGE_STATUS) {
		cell.status = c->column == VERDICT_STATUS ? v->status
			: c->column == VERDICT_OUTLOOK    ? v->outlook
							  : v->original_status;
		any = cell.status != VERDICT_NONE;
	} else if (c->kind == PAGE_DAY) {
		cell.day = c->column == VERDICT_AS_OF ? v->as_of
			: c->column == VERDICT_DUE    ? v->due
						      : verdict_known_at(v);
		any = cell.day != DAY_NONE;
	} else {
		any = cell.text.len > 0;
	}
	if (!any)
		cell = (struct page_cell){ .kind = PAGE_EMPTY };
	else if (c->kind == PAGE_STATUS || c->kind == PAGE_DAY)
		cell.text = SPAN("");
	return cell;
}

/* Formats that write no data never read it: the rows are not even looked
 * for. */
void
verdict_table_where(struct page *p, const struct material *m,
	verdict_table_test *test, const void *with)
{
	struct material_walk at = { 0 };
	struct places *places;
	struct page_table *t;

	if (!p->has_data)
		return;
	t = page_data(p, words_of(m->lang, WORD_GOALS));
	for (size_t i = 0; i < NCOLUMNS; i++)
		page_column(p, t,
			COLUMNS[i].name ? COLUMNS[i].name
					: stream_verdicts[COLUMNS[i].column],
			words_of(m->lang, COLUMNS[i].title), COLUMNS[i].kind);
	places = arena_take(p->arena, sizeof(*places));
	places->m = m;
	while (material_next(m, &at)) {
		if (test && !test(m, at.unit, at.goal, with))
			continue;
		MEM_GROW(places->at, places->cap, places->count + 1);
		places->at[places->count++] = at.next - 1;
	}
	places->at = arena_adopt(p->arena, places->at,
		places->count * sizeof(*places->at));
	t->nrows = places->count;
	t->make = make_cell;
	t->from = places;
}
