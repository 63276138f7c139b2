/* SPDX-License-Identifier: MIT
 *
 * Reads goals.csv. Rows of one goal hold from different years on, so that an
 * earlier year is judged as it was; the list holds one row a goal, that of the
 * year that was asked for.
 */
#include "contract/goal.h"

#include "base/diag.h"
#include "base/intern.h"
#include "book/folder.h"
#include "book/defs.h"
#include "value/text.h"

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
	struct schema_rows rows; /* of struct goal, in file order */
	struct goal *list;       /* one a goal */
	struct index *names;     /* -> list */
};

/* A goal's own band; the text is kept for reports, as it was written, but with
 * a decimal point. */
static bool
read_band(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct goal *g = into;
	struct span cell = table_cell(t, row, column);
	struct decimal number;
	bool absent;
	char *text;

	if (!table_number(t, row, column, &number, &absent))
		return false;
	if (absent)
		return true;
	if (number.millionths < 0)
		return table_wrong(t, row, column, "a band is not negative");
	g->has_band = true;
	g->band = ratio_decimal(number);
	text = arena_take(((struct all *)reading)->arena, cell.len);
	for (size_t i = 0; i < cell.len; i++)
		text[i] = cell.at[i] == ',' ? '.' : cell.at[i];
	g->band_text = (struct span){ text, cell.len };
	return true;
}

/* How many decimals reports show; more than nine nobody can tell apart. */
static bool
read_decimals(void *reading, const struct table *t, size_t row, int column,
	void *into)
{
	struct decimal number;
	bool absent;

	(void)reading;
	if (!table_number(t, row, column, &number, &absent))
		return false;
	if (number.millionths < 0 || number.millionths % DECIMAL_ONE
		|| number.millionths > MOST_DECIMALS * DECIMAL_ONE)
		return table_wrong(t, row, column,
			"\"%.*s\" is not a "
			"number of decimals, 0 to %d",
			SPAN_ARG(table_cell(t, row, column)), MOST_DECIMALS);
	((struct goal *)into)->decimals =
		(int)(number.millionths / DECIMAL_ONE);
	return true;
}

/* People write it in Danish or in English; which of the words is used is theirs
 * to choose, and reports show it as written. */
static bool
is_percent(struct span unit)
{
	static const char *const words[] = { "percent", "procent", "pct",
		"pct.", "per cent", "%" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (text_same(unit, span_of(words[i])))
			return true;
	return false;
}

/* A goal has one row for each year from which it is judged otherwise. Lint
 * reads on without a direction: it has a rule of its own for that. */
static bool
check(void *reading, const struct table *t, size_t row, void *into)
{
	struct all *a = reading;
	struct goal *g = into;
	const struct goal *rows = a->rows.list;
	int direction = table_column(t, "direction");

	g->has_direction = table_cell(t, row, direction).len;
	if (!g->has_direction && def_error_stops())
		return table_wrong(t, row, direction,
			"is more or less better? Write at_least, at_most or "
			"within");
	if (!g->name.len)
		return table_wrong(t, row, table_column(t, "goal"),
			"a goal needs a name");
	for (size_t i = 0; i < a->rows.count; i++)
		if (span_equal(rows[i].name, g->name)
			&& rows[i].from == g->from)
			return table_wrong(t, row, table_column(t, "goal"),
				"\"%.*s\" is already "
				"defined in line %" PRIu64,
				SPAN_ARG(g->name),
				table_place(t, rows[i].row).line);
	if (!g->title.len)
		g->title = g->name;
	if (!g->title_en.len)
		g->title_en = g->title;
	g->percent = is_percent(g->unit_of_value);
	return true;
}

#define AT(member) .at = offsetof(struct goal, member)

static const struct field FIELDS[] = {
	{ "goal", "its name in streams", "needed", FIELD_TEXT, AT(name),
		FIELD_NEEDED },
	{ "from", "the contract year from which the row holds", "always",
		FIELD_YEAR, AT(from), FIELD_ALONE },
	{ "title", "for reports", "the name", FIELD_TEXT, AT(title) },
	{ "title_en", "the same in English", "the title", FIELD_TEXT,
		AT(title_en) },
	{ "perspective", "what it is grouped by in reports", "none", FIELD_TEXT,
		AT(perspective) },
	{ "measure", "what is counted, of measures.json", "needed", FIELD_TEXT,
		AT(measure), FIELD_NEEDED, FIELD_ALONE },
	{ "direction", "`at_least`, `at_most` or `within`",
		"needed: no default", FIELD_WORD, AT(direction),
		FIELD_WORDS(goal_directions), FIELD_NEEDED, FIELD_ALONE },
	{ "window", "`year`, `rolling_12`, `mean_of_months`, `month`, `latest`",
		"`year`", FIELD_WORD, AT(window), FIELD_WORDS(goal_windows),
		FIELD_ALONE },
	{ "path",
		"`level`, `accrual`, `glide`, `seasonal`, `milestones`, "
		"`year_end`",
		"`level`", FIELD_WORD, AT(path), FIELD_WORDS(goal_paths),
		FIELD_ALONE },
	{ "scale", "`of_target`, `points` or `of_change`", "`of_target`",
		FIELD_WORD, AT(scale), FIELD_WORDS(goal_scales), FIELD_ALONE },
	{ "band", "how far from expected is near, on the scale",
		"the book's, flagged", .cell = read_band, FIELD_ALONE },
	{ "decimals", "of printed values, 0 to 9", "0", .cell = read_decimals,
		FIELD_ALONE },
	{ "unit_of_value", "`percent`, `days`, `kWh`, for reports", "none",
		FIELD_TEXT, AT(unit_of_value) },
	{ "central", "yes or no: in the half-year paper", "no", FIELD_FLAG,
		AT(central) },
	{ "monthly", "yes or no: in the monthly report", "no", FIELD_FLAG,
		AT(monthly) },
	{ "cyclical", "yes or no: sensitive to the economy", "no", FIELD_FLAG,
		AT(cyclical) },
	{ "owner", "who answers for it", "a finding", FIELD_TEXT, AT(owner) },
	{ "data_source", "sources, split by `\\|`, or `manual`", "a finding",
		FIELD_TEXT, AT(data_source) },
};
const struct schema goal_schema = { "goals.csv", SCHEMA_FIELDS(FIELDS),
	.size = sizeof(struct goal), .row = offsetof(struct goal, row),
	.check = check };

/* Goals are numbered in the order of their first rows, and targets refer to the
 * numbers. Until goals_in() is called the list holds each goal's latest row. */
const struct goals *
goals_load(struct book *b)
{
	struct all *a = arena_take(b->arena, sizeof(*a));
	const struct goal *rows;

	a->arena = b->arena;
	a->names = index_new(b->arena);
	if (!schema_table(b, &goal_schema, folder_path(b, "goals.csv"), false,
		    a, &a->rows))
		return NULL;
	/* A goal stands where its first row does. */
	rows = a->rows.list;
	a->list = arena_take(a->arena, (a->rows.count + 1) * sizeof(*a->list));
	a->goals.list = a->list;
	a->goals.table = a->rows.table;
	for (size_t i = 0; i < a->rows.count; i++) {
		int at = index_put(a->names, rows[i].name, (int)a->goals.count);

		if (at == INDEX_NONE)
			a->list[a->goals.count++] = rows[i];
		else if (rows[i].from > a->list[at].from)
			a->list[at] = rows[i];
	}
	return &a->goals;
}

/* It is the row with the greatest `from` that is not after the year. A goal
 * without one takes its earliest row, so that no number of a goal is without a
 * row. */
const struct goal *
goal_in(const struct goals *goals, int goal, int year)
{
	const struct all *a = (const struct all *)goals;
	const struct goal *rows = a->rows.list, *found = NULL;

	/* Most books have but one row of each goal, in the same order. */
	if (a->rows.count == goals->count)
		return &rows[goal];
	for (size_t i = 0; i < a->rows.count; i++) {
		if (!span_equal(rows[i].name, goals->list[goal].name))
			continue;
		if (!found
			|| (rows[i].from <= year && rows[i].from > found->from)
			|| (found->from > year && rows[i].from < found->from))
			found = &rows[i];
	}
	return found;
}

/* The list is rewritten in place although the goals are const to everybody
 * else: pointers to a goal stay good, and what they point to is the year's. */
void
goals_in(const struct goals *goals, int year)
{
	struct goal *list = ((const struct all *)goals)->list;

	for (size_t i = 0; i < goals->count; i++)
		list[i] = *goal_in(goals, (int)i, year);
}

/* Numbers do not depend on the year, so that they may be kept. */
int
goal_find(const struct goals *g, struct span name)
{
	return index_find(((const struct all *)g)->names, name);
}

/* The message names the goals that are near, since most are misspellings. */
bool
goal_cell(void *names, const struct table *t, size_t row, int column,
	void *goal)
{
	const struct goals *g = ((struct unit_names *)names)->goals;

	*(int *)goal = goal_find(g, table_cell(t, row, column));
	return *(int *)goal >= 0
		|| table_unknown(t, row, column, "unknown-goal", "goal",
			g->table);
}
