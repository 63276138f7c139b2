/* SPDX-License-Identifier: MIT */
#include "contract/target.h"

#include "base/diag.h"
#include "contract/goal.h"
#include "book/def_error.h"
#include "value/period.h"
#include "value/text.h"

struct columns {
	int year, unit, goal, due, target, upper, change, baseline,
		stated_change, decided, decided_by, reason;
};

/* What the rows are read with. */
struct reading {
	const struct table *table;
	struct columns columns;
	const struct units *units;
	const struct goals *goals;
	bool undecided; /* `decided` may be empty */
	struct target *list;
	size_t count;
};

static bool
bind(const struct table *t, struct columns *c, bool undecided)
{
	c->year = table_need(t, "year");
	c->unit = table_need(t, "unit");
	c->goal = table_need(t, "goal");
	c->due = table_need(t, "due");
	c->target = table_need(t, "target");
	c->decided = undecided ? table_column(t, "decided")
			       : table_need(t, "decided");
	c->upper = table_column(t, "upper");
	c->change = table_column(t, "change");
	c->baseline = table_column(t, "baseline");
	c->stated_change = table_column(t, "stated_change");
	c->decided_by = table_column(t, "decided_by");
	c->reason = table_column(t, "reason");
	return c->year >= 0 && c->unit >= 0 && c->goal >= 0 && c->due >= 0
		&& c->target >= 0 && (undecided || c->decided >= 0);
}

/* Takes the sign off: -1, 1, or 0 when there is none. */
static int
take_sign(struct span *text)
{
	static const struct {
		const char *sign;
		int means;
	} signs[] = {
		{ "+", 1 },
		{ "-", -1 },
		{ "\xE2\x88\x92", -1 },
		{ "\xE2\x80\x93", -1 },
	};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size_t n = strlen(signs[i].sign);

		if (text->len < n || memcmp(text->at, signs[i].sign, n))
			continue;
		*text = text_trim((struct span){ text->at + n, text->len - n });
		return signs[i].means;
	}
	return 0;
}

/* Takes the word at the end off; percent when it is one for it. */
static void
take_word(struct span *text, bool *percent)
{
	static const struct {
		const char *word;
		bool percent;
	} words[] = {
		{ "pct.-point", false },
		{ "pct. point", false },
		{ "pct.point", false },
		{ "procentpoint", false },
		{ "%-point", false },
		{ "points", false },
		{ "point", false },
		{ "pct.", true },
		{ "pct", true },
		{ "procent", true },
		{ "percent", true },
		{ "per cent", true },
		{ "%", true },
	};
	size_t i;

	*percent = false;
	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i].word);

		if (text->len <= n
			|| memcmp(text->at + text->len - n, words[i].word, n))
			continue;
		*text = text_trim((struct span){ text->at, text->len - n });
		*percent = words[i].percent;
		return;
	}
}

static int
decimals_of(struct span number)
{
	size_t i;

	for (i = number.len; i > 0; i--)
		if (number.at[i - 1] == ',' || number.at[i - 1] == '.')
			return (int)(number.len - i);
	return 0;
}

bool
target_change(const struct table *t, size_t row, int column,
	struct change *change)
{
	struct span cell = table_cell(t, row, column), text = cell;
	struct decimal number;
	int sign = take_sign(&text);

	take_word(&text, &change->percent);
	if (!table_decimal(t, row, column, text, &number))
		return false;
	if (number.millionths < 0)
		return table_wrong(t, row, column, "\"%.*s\" has two signs",
			SPAN_ARG(cell));
	change->has_sign = sign != 0;
	change->decimals = decimals_of(text);
	change->by = ratio_decimal(number);
	if (sign < 0)
		change->by = ratio_neg(change->by);
	return true;
}

struct ratio
target_changed(struct ratio baseline, struct change change)
{
	if (!change.percent)
		return ratio_add(baseline, change.by);
	return ratio_div(ratio_mul(baseline,
				 ratio_add(ratio_int(100), change.by)),
		ratio_int(100));
}

/* A number that may be absent. */
static bool
read_number(const struct reading *r, size_t row, int column, bool *has,
	struct ratio *number)
{
	struct decimal decimal;
	bool absent;

	*has = false;
	if (!table_number(r->table, row, column, &decimal, &absent))
		return false;
	*has = !absent;
	if (*has)
		*number = ratio_decimal(decimal);
	return true;
}

static bool
read_names(const struct reading *r, struct target *x)
{
	const struct columns *c = &r->columns;
	bool ok;

	x->unit = UNIT_NONE;
	if (table_cell(r->table, x->row, c->unit).len)
		ok = unit_in_cell(r->units, r->table, x->row, c->unit,
			&x->unit);
	else
		ok = def_error_say(table_place(r->table, x->row), "no-unit",
			"column \"unit\": whose target is it?");
	return goal_in_cell(r->goals, r->table, x->row, c->goal, &x->goal)
		&& ok;
}

static bool
read_days(const struct reading *r, struct target *x)
{
	const struct columns *c = &r->columns;

	if (!table_day(r->table, x->row, c->due, &x->due)
		|| !table_day(r->table, x->row, c->decided, &x->decided))
		return false;
	if (x->due == DAY_NONE)
		return def_error_say(table_place(r->table, x->row), "no-due",
			"column \"due\": a target needs a date it is due");
	if (x->decided == DAY_NONE && !r->undecided)
		return def_error_say(table_place(r->table, x->row),
			"no-decided",
			"column \"decided\": the day it was decided is "
			"missing");
	return true;
}

/* Exactly one of target and change, or neither: withdrawn. */
static bool
read_target(const struct reading *r, struct target *x)
{
	const struct columns *c = &r->columns;
	struct change change = { .has_sign = false };
	bool has_target;

	if (!read_number(r, x->row, c->target, &has_target, &x->target)
		|| !read_number(r, x->row, c->upper, &x->has_upper, &x->upper)
		|| !read_number(r, x->row, c->baseline, &x->has_baseline,
			&x->baseline))
		return false;
	x->has_change = table_cell(r->table, x->row, c->change).len > 0;
	x->withdraws = !has_target && !x->has_change;
	if (!x->has_change)
		return true;
	if (has_target)
		return table_wrong(r->table, x->row, c->change,
			"a target and "
			"a change: only one of them can be given");
	if (!target_change(r->table, x->row, c->change, &change))
		return false;
	if (!change.has_sign && ratio_sign(change.by))
		return table_wrong(r->table, x->row, c->change,
			"\"%.*s\": up "
			"or down? A change is written -5%% or +10",
			SPAN_ARG(x->change));
	if (!x->has_baseline)
		return table_wrong(r->table, x->row, c->baseline,
			"a change "
			"needs the baseline it starts from");
	x->target = target_changed(x->baseline, change);
	return true;
}

static bool
read_range(const struct reading *r, const struct target *x)
{
	const struct goal *goal = &r->goals->list[x->goal];
	int upper = r->columns.upper;

	if (x->withdraws || !goal->has_direction)
		return true;
	if (goal->direction == WITHIN && !x->has_upper)
		return table_wrong(r->table, x->row, upper,
			"a goal that is "
			"to stay within needs an upper edge");
	if (goal->direction != WITHIN && x->has_upper)
		return table_wrong(r->table, x->row, upper,
			"goal \"%.*s\" is "
			"%s: it has no upper edge",
			SPAN_ARG(goal->name), goal_directions[goal->direction]);
	if (x->has_upper && ratio_compare(x->upper, x->target) < 0)
		return table_wrong(r->table, x->row, upper,
			"the upper edge "
			"is below the target");
	return true;
}

static bool
read_row(const struct reading *r, struct target *x)
{
	const struct columns *c = &r->columns;
	bool ok = table_year(r->table, x->row, c->year, &x->year);

	x->change = table_cell(r->table, x->row, c->change);
	x->stated_change = table_cell(r->table, x->row, c->stated_change);
	x->decided_by = table_cell(r->table, x->row, c->decided_by);
	x->reason = table_cell(r->table, x->row, c->reason);
	ok &= read_names(r, x);
	ok &= read_days(r, x);
	ok &= read_target(r, x);
	return ok && read_range(r, x);
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static int
by_key(const void *one, const void *two)
{
	const struct target *a = *(const struct target *const *)one;
	const struct target *b = *(const struct target *const *)two;
	int order = ORDER(a->year, b->year);

	if (!order)
		order = ORDER(a->unit, b->unit);
	if (!order)
		order = ORDER(a->goal, b->goal);
	if (!order)
		order = ORDER(a->due, b->due);
	return order ? order : ORDER(a->decided, b->decided);
}

static int
by_key_and_row(const void *one, const void *two)
{
	const struct target *a = *(const struct target *const *)one;
	const struct target *b = *(const struct target *const *)two;
	int order = by_key(one, two);

	return order ? order : ORDER(a->row, b->row);
}

static bool
no_doubles(const struct reading *r)
{
	const struct target **sorted = mem_new(r->count + 1, sizeof(*sorted));
	bool ok = true;
	size_t i;

	for (i = 0; i < r->count; i++)
		sorted[i] = &r->list[i];
	qsort(sorted, r->count, sizeof(*sorted), by_key_and_row);
	for (i = 1; i < r->count; i++)
		if (!by_key(&sorted[i - 1], &sorted[i]))
			ok = def_error_say(table_place(r->table,
						   sorted[i]->row),
				"duplicate",
				"the same year, unit, goal, due "
				"and decided day as line %" PRIu64,
				table_place(r->table, sorted[i - 1]->row).line);
	mem_free(sorted);
	return ok;
}

static const struct targets *
load(struct book *b, const char *file, struct reading *r)
{
	struct targets *all;
	bool ok = true;
	size_t i;

	r->table = table_load(b->arena, file, false);
	if (!r->table || !bind(r->table, &r->columns, r->undecided))
		return NULL;
	r->list = arena_take(b->arena, (r->table->rows + 1) * sizeof(*r->list));
	for (i = 0; i < r->table->rows; i++) {
		struct target *x = &r->list[r->count];

		*x = (struct target){ .row = i };
		if (read_row(r, x))
			r->count++;
		else
			ok = false;
	}
	ok &= no_doubles(r);
	all = arena_take(b->arena, sizeof(*all));
	all->count = r->count;
	all->list = r->list;
	all->table = r->table;
	return ok || !def_error_stops() ? all : NULL;
}

const struct targets *
targets_load(struct book *b, const struct units *units,
	const struct goals *goals)
{
	struct reading r = { .units = units, .goals = goals };

	return load(b, book_path(b, "targets.csv"), &r);
}

const struct targets *
targets_load_file(struct book *b, const char *file, const struct units *units,
	const struct goals *goals)
{
	struct reading r = { .units = units,
		.goals = goals,
		.undecided = true };

	return load(b, file, &r);
}
