/* SPDX-License-Identifier: MIT
 *
 * Sorts the known target rows by unit, goal and due date and walks over them
 * once: of each due date the first and the last row make the original and the
 * present terms. Whether a row has what its goal's path and scale need is asked
 * here, since only now it is known which rows hold.
 */
#include "contract/contract.h"

#include "base/mem.h"

/* A known row of the year; laid over when it comes from a what-if file. */
struct entry {
	const struct target *row;
	bool laid_over;
};

/* Room for all rows of both files, freed when the contracts are made. */
struct entries {
	struct entry *list;
	size_t count;
};

/* Adds the rows of the year that are known by then. What-if rows hold whenever
 * they were decided. */
static void
take_known(struct entries *e, const struct targets *from, int year,
	int32_t known_at, bool laid_over)
{
	size_t i;

	for (i = 0; from && i < from->count; i++)
		if (laid_over ? from->list[i].year == year
			      : (from->list[i].year == year
				      && from->list[i].decided <= known_at))
			e->list[e->count++] = (struct entry){ &from->list[i],
				laid_over };
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/* By unit, goal and due date; then in the order in which they came to hold. */
static int
order_entries(const void *left, const void *right)
{
	const struct entry *x = left, *y = right;
	const struct target *a = x->row, *b = y->row;
	int order = ORDER(a->unit, b->unit);

	if (!order)
		order = ORDER(a->goal, b->goal);
	if (!order)
		order = ORDER(a->due, b->due);
	if (!order)
		order = ORDER(x->laid_over, y->laid_over);
	if (!order)
		order = ORDER(a->decided, b->decided);
	return order ? order : ORDER(a->row, b->row);
}

/* A revision need not repeat the baseline: the last one said holds.
 * first..first + n are the rows of the greatest due date, in the order in which
 * they came to hold. */
static void
find_baseline(struct terms *terms, const struct entry *first, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!first[i].row->has_baseline)
			continue;
		terms->has_baseline = true;
		terms->baseline = first[i].row->baseline;
	}
}

/* A row that withdraws ends the terms, and is no step of them. */
static void
add_step(struct terms *terms, const struct target *row)
{
	terms->due = row;
	if (!row->withdraws)
		terms->steps[terms->nsteps++] = row;
}

/* first..first + n are the rows of one unit and goal. c->revised is about any
 * of the due dates: a milestone that was lowered is a promise that was changed.
 * Baselines are taken from the last due date, which is the goal's own. */
static void
read_terms(struct arena *arena, struct contract *c, const struct entry *first,
	size_t n)
{
	size_t i, same;

	c->applicable = true;
	c->now.steps = arena_take(arena, n * sizeof(*c->now.steps));
	c->original.steps = arena_take(arena, n * sizeof(*c->now.steps));
	for (i = 0; i < n; i += same) {
		for (same = 1; i + same < n
			&& first[i + same].row->due == first[i].row->due;
			same++)
			continue;
		add_step(&c->original, first[i].row);
		add_step(&c->now, first[i + same - 1].row);
		c->hypothetical |= first[i + same - 1].laid_over;
		if (same > 1)
			c->revised = true;
		if (i + same < n)
			continue;
		find_baseline(&c->original, &first[i], 1);
		find_baseline(&c->now, &first[i], same);
	}
}

/* --- what a row must have to be judged by --- */

/* The files that rows may come from: a fault is said of the right one. */
struct check {
	const struct goals *goals;
	const struct targets *book, *what_if;
};

/* Says what a row lacks, by the file it came from. */
static bool
lacks(const struct check *check, const struct target *t, const char *column,
	const char *why)
{
	const struct table *table = check->book->table;

	if (check->what_if && t >= check->what_if->list
		&& t < check->what_if->list + check->what_if->count)
		table = check->what_if->table;
	return table_wrong(table, t->row, table_column(table, column), "%s",
		why);
}

/* A glide begins at the baseline and a change is measured from it; without one
 * a number would have to be invented. terms are those in force or the original
 * ones: both are judged, so both are asked. */
static bool
can_be_judged(const struct check *check, const struct terms *terms)
{
	const struct target *t = terms->due;
	const struct goal *g = &check->goals->list[t->goal];

	if (t->withdraws || terms->has_baseline)
		return true;
	if (g->path == PATH_GLIDE)
		return lacks(check, t, "baseline",
			"is empty: the path glide begins at the baseline");
	if (g->scale == SCALE_OF_CHANGE)
		return lacks(check, t, "baseline",
			"is empty: the scale "
			"of_change is the change from the baseline");
	return true;
}

/* The list has a place for each unit and goal, also where nothing is promised,
 * so that finding one is a matter of arithmetic. It costs units times goals, a
 * few thousand in a large book. All faults are said before NULL is returned. */
const struct contracts *
contracts_of(struct book *book, const struct units *units,
	const struct goals *goals, const struct targets *targets,
	const struct targets *what_if, int year, int32_t known_at)
{
	struct check check = { goals, targets, what_if };
	struct contracts *all = arena_take(book->arena, sizeof(*all));
	size_t cells = (size_t)units->count * goals->count, i;
	struct contract *list = arena_take(book->arena,
		(cells + 1) * sizeof(*list));
	struct entries e = { 0 };
	bool ok = true;
	const struct target *row;
	size_t n;

	goals_in(goals, year);
	all->year = year;
	all->known_at = known_at;
	all->ngoals = goals->count;
	all->goal_used = arena_take(book->arena, goals->count + 1);
	all->list = list;
	e.list = mem_new(targets->count + (what_if ? what_if->count : 0) + 1,
		sizeof(*e.list));
	take_known(&e, targets, year, known_at, false);
	take_known(&e, what_if, year, known_at, true);
	qsort(e.list, e.count, sizeof(*e.list), order_entries);
	for (i = 0; i < e.count; i += n) {
		for (n = 1; i + n < e.count
			&& e.list[i].row->unit == e.list[i + n].row->unit
			&& e.list[i].row->goal == e.list[i + n].row->goal;
			n++)
			continue;
		row = e.list[i].row;
		all->goal_used[row->goal] = true;
		read_terms(book->arena,
			&list[(size_t)row->unit * all->ngoals
				+ (size_t)row->goal],
			&e.list[i], n);
	}
	mem_free(e.list);
	for (i = 0; i < cells; i++)
		if (list[i].applicable)
			ok = can_be_judged(&check, &list[i].now)
				&& can_be_judged(&check, &list[i].original)
				&& ok;
	return ok ? all : NULL;
}

/* Both numbers must be of the units and goals that the contracts were made
 * of. */
const struct contract *
contract_find(const struct contracts *all, int unit, int goal)
{
	return &all->list[(size_t)unit * all->ngoals + (size_t)goal];
}
