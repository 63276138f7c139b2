/* SPDX-License-Identifier: MIT */
#include "contract/goal.h"

#include "base/buf.h"
#include "base/diag.h"
#include "book/index.h"
#include "book/def_error.h"
#include "value/text.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))
#define MOST_DECIMALS 9

const char *const goal_directions[3] = { "at_least", "at_most", "within" };
const char *const goal_windows[5] = { "year", "rolling_12", "mean_of_months",
	"month", "latest" };
const char *const goal_paths[6] = { "level", "accrual", "glide", "seasonal",
	"milestones", "year_end" };
const char *const goal_scales[3] = { "of_target", "points", "of_change" };

/* What a struct goals really is. */
struct all {
	struct goals goals;
	struct arena *arena;
	struct goal *list;
	struct index *names;
};

struct columns {
	int goal, title, title_en, perspective, measure, direction, window,
		path, scale, band, decimals, unit_of_value, central, monthly,
		cyclical, owner, data_source;
};

static bool
bind(const struct table *t, struct columns *c)
{
	c->goal = table_need(t, "goal");
	c->measure = table_need(t, "measure");
	c->direction = table_need(t, "direction");
	c->title = table_column(t, "title");
	c->title_en = table_column(t, "title_en");
	c->perspective = table_column(t, "perspective");
	c->window = table_column(t, "window");
	c->path = table_column(t, "path");
	c->scale = table_column(t, "scale");
	c->band = table_column(t, "band");
	c->decimals = table_column(t, "decimals");
	c->unit_of_value = table_column(t, "unit_of_value");
	c->central = table_column(t, "central");
	c->monthly = table_column(t, "monthly");
	c->cyclical = table_column(t, "cyclical");
	c->owner = table_column(t, "owner");
	c->data_source = table_column(t, "data_source");
	return c->goal >= 0 && c->measure >= 0 && c->direction >= 0;
}

/* The position of a cell among words; an empty cell leaves it. */
static bool
choose(const struct table *t, size_t row, int column, const char *const words[],
	size_t n, int *choice)
{
	struct span cell = table_cell(t, row, column);
	struct buf all = { 0 };
	const char *near;
	size_t i;

	if (!cell.len)
		return true;
	for (i = 0; i < n; i++)
		if (span_is(cell, words[i])) {
			*choice = (int)i;
			return true;
		}
	for (i = 0; i < n; i++)
		buf_format(&all, "%s%s", i ? ", " : "", words[i]);
	near = text_nearest(cell, words, n);
	table_wrong(t, row, column, "\"%.*s\" is none of %s%s%s%s",
		SPAN_ARG(cell), buf_string(&all),
		near ? "; did you mean \"" : "", near ? near : "",
		near ? "\"?" : "");
	buf_free(&all);
	return false;
}

static bool
read_words(const struct table *t, const struct columns *c, struct goal *g)
{
	int direction = -1, window = WINDOW_YEAR, path = PATH_LEVEL;
	int scale = SCALE_OF_TARGET;
	bool ok;

	ok = choose(t, g->row, c->direction, goal_directions,
		COUNT(goal_directions), &direction);
	if (ok && direction < 0 && def_error_stops())
		ok = table_wrong(t, g->row, c->direction,
			"is more or less "
			"better? Write at_least, at_most or within");
	ok &= choose(t, g->row, c->window, goal_windows, COUNT(goal_windows),
		&window);
	ok &= choose(t, g->row, c->path, goal_paths, COUNT(goal_paths), &path);
	ok &= choose(t, g->row, c->scale, goal_scales, COUNT(goal_scales),
		&scale);
	g->has_direction = direction >= 0;
	g->direction = g->has_direction ? (enum direction)direction : AT_LEAST;
	g->window = (enum window)window;
	g->path = (enum path)path;
	g->scale = (enum scale)scale;
	return ok;
}

/* As it was written, but with a decimal point. */
static struct span
with_point(struct arena *arena, struct span cell)
{
	struct buf text = { 0 };
	struct span kept;
	size_t i;

	for (i = 0; i < cell.len; i++)
		buf_byte(&text, cell.at[i] == ',' ? '.' : cell.at[i]);
	kept = arena_keep(arena, buf_span(&text));
	buf_free(&text);
	return kept;
}

static bool
read_band(struct arena *arena, const struct table *t, int column,
	struct goal *g)
{
	struct decimal number;
	bool absent;

	if (!table_number(t, g->row, column, &number, &absent))
		return false;
	if (absent)
		return true;
	if (number.millionths < 0)
		return table_wrong(t, g->row, column, "a band is not negative");
	g->has_band = true;
	g->band = ratio_decimal(number);
	g->band_text = with_point(arena, table_cell(t, g->row, column));
	return true;
}

static bool
read_decimals(const struct table *t, int column, struct goal *g)
{
	struct decimal number;
	bool absent;

	if (!table_number(t, g->row, column, &number, &absent))
		return false;
	if (number.millionths < 0 || number.millionths % DECIMAL_ONE
		|| number.millionths > MOST_DECIMALS * DECIMAL_ONE)
		return table_wrong(t, g->row, column,
			"\"%.*s\" is not a "
			"number of decimals, 0 to %d",
			SPAN_ARG(table_cell(t, g->row, column)), MOST_DECIMALS);
	g->decimals = (int)(number.millionths / DECIMAL_ONE);
	return true;
}

static bool
read_goal(struct arena *arena, const struct table *t, const struct columns *c,
	struct goal *g)
{
	bool ok;

	g->name = table_cell(t, g->row, c->goal);
	g->title = table_cell(t, g->row, c->title);
	g->title_en = table_cell(t, g->row, c->title_en);
	g->perspective = table_cell(t, g->row, c->perspective);
	g->measure = table_cell(t, g->row, c->measure);
	g->unit_of_value = table_cell(t, g->row, c->unit_of_value);
	g->owner = table_cell(t, g->row, c->owner);
	g->data_source = table_cell(t, g->row, c->data_source);
	if (!g->title.len)
		g->title = g->name;
	if (!g->title_en.len)
		g->title_en = g->title;
	ok = read_words(t, c, g);
	ok &= read_band(arena, t, c->band, g);
	ok &= read_decimals(t, c->decimals, g);
	ok &= table_yes(t, g->row, c->central, &g->central);
	ok &= table_yes(t, g->row, c->monthly, &g->monthly);
	ok &= table_yes(t, g->row, c->cyclical, &g->cyclical);
	return ok;
}

static bool
add(struct all *a, const struct columns *c, size_t row)
{
	const struct table *t = a->goals.table;
	struct goal *g = &a->list[a->goals.count];
	struct span name = table_cell(t, row, c->goal);
	int earlier;

	*g = (struct goal){ .row = row };
	if (!name.len)
		return table_wrong(t, row, c->goal, "a goal needs a name");
	earlier = index_find(a->names, name);
	if (earlier != INDEX_NONE)
		return table_wrong(t, row, c->goal,
			"\"%.*s\" is already "
			"defined in line %" PRIu64,
			SPAN_ARG(name),
			table_place(t, a->list[earlier].row).line);
	if (!read_goal(a->arena, t, c, g))
		return false;
	index_put(a->names, name, (int)a->goals.count++);
	return true;
}

const struct goals *
goals_load(struct book *b)
{
	const struct table *t = table_load(b->arena, book_path(b, "goals.csv"),
		false);
	struct columns c;
	struct all *a;
	bool ok = true;
	size_t i;

	if (!t || !bind(t, &c))
		return NULL;
	a = arena_take(b->arena, sizeof(*a));
	a->arena = b->arena;
	a->goals.table = t;
	a->names = index_new(b->arena);
	a->list = arena_take(b->arena, (t->rows + 1) * sizeof(*a->list));
	a->goals.list = a->list;
	for (i = 0; i < t->rows; i++)
		ok &= add(a, &c, i);
	return ok || !def_error_stops() ? &a->goals : NULL;
}

int
goal_find(const struct goals *g, struct span name)
{
	return index_find(((const struct all *)g)->names, name);
}

bool
goal_is_percent(const struct goal *g)
{
	static const char *const words[] = { "percent", "procent", "pct",
		"pct.", "per cent", "%" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (text_same(g->unit_of_value, span_of(words[i])))
			return true;
	return false;
}

bool
goal_in_cell(const struct goals *g, const struct table *t, size_t row,
	int column, int *goal)
{
	struct span name = table_cell(t, row, column);

	*goal = goal_find(g, name);
	return *goal >= 0
		|| def_error_say(table_place(t, row), "unknown-goal",
			"column \"goal\": \"%.*s\" is no goal of goals.csv",
			SPAN_ARG(name));
}
