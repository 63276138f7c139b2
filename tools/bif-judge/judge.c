/* SPDX-License-Identifier: MIT
 *
 * How one goal at one unit is judged: how far its sources reach, what its
 * measure amounts to by then, what was expected, and how far apart the two
 * are. A status is given only when all that it rests on has come; each reason
 * for giving none has its place in the order of DESIGN.md section 7.
 */
#include "judge.h"

#include "base/mem.h"
#include "contract/code.h"
#include "source/facts.h"
#include "source/facts_value.h"
#include "value/period.h"

/* --- what came --- */

/* As of the reach: the window, the share of the year gone and the path end
 * there. Nothing of the year is nothing to judge. */
static void
judge_at_reach(struct judge_case *c)
{
	int32_t day, from, to;
	struct reach shorter;

	if (c->reach.month < c->now.first) {
		c->not_delivered = true;
		return;
	}
	day = period_month_last(c->reach.month);
	c->now = year_progress_of(c->context->book, day);
	c->subject.mature_by = day;
	c->flags |= FLAG_LAGGED;
	figure_window(c->goal->window, &c->now, &from, &to);
	shorter = reach_of(&c->context->coverage, c->subject.measure_index,
		c->unit, from, to);
	if (shorter.state == REACH_FULL)
		return;
	c->reach = shorter;
	c->not_delivered = true;
}

/* How far the sources of the goal reach at the unit, and whether it can be
 * judged by that (DESIGN.md section 13). The running month, which only the day
 * calendar has, is judged to as-of when its sources go that far, else to the
 * last complete month. */
static void
find_reach(struct judge_case *c)
{
	const struct coverage *coverage = &c->context->coverage;
	int measure = c->subject.measure_index;
	struct hole hole;
	int32_t from, to;

	c->tested = reach_is_tested(coverage, measure);
	c->through = DAY_NONE;
	if (!c->tested || reach_is_short(coverage, measure))
		c->flags |= FLAG_UNCHECKED;
	if (!c->tested)
		return;
	figure_window(c->goal->window, &c->now, &from, &to);
	c->reach = reach_of(coverage, measure, c->unit, from, to);
	if (c->reach.since > from)
		c->subject.since = c->reach.since;
	if (c->reach.state == REACH_NOT_DELIVERED)
		c->not_delivered = true;
	else if (c->reach.state == REACH_LAGGED)
		judge_at_reach(c);
	if (c->reach.month != INT32_MIN)
		c->through = period_month_last(c->reach.month);
	if (c->not_delivered || (c->flags & FLAG_LAGGED)
		|| !year_progress_has_running(&c->now))
		return;
	if (reach_has(coverage, measure, c->unit, c->now.running, &hole)) {
		c->through = c->now.day;
	} else if (c->goal->window == WINDOW_YEAR) {
		c->reach.hole = hole;
		judge_at_reach(c);
	}
}

/* --- the status --- */

/* The reasons not to give a verdict, in the order of DESIGN.md section 7; then
 * the verdict. What is due by as-of, but not at the reach, was not delivered. */
enum verdict_status
judge_status(const struct judge_case *c, const struct terms *terms,
	const struct subject *subject, const struct figure *value,
	struct expectation *e, struct comparison *comparison)
{
	if (terms->due->withdraws)
		return VERDICT_WITHDRAWN;
	*e = expected_at(c->goal, terms, subject, &c->now);
	if (expected_at(c->goal, terms, &c->subject, &c->context->now).state
		== EXPECTED_NOT_DUE)
		return VERDICT_NOT_DUE;
	if (c->not_delivered || e->state == EXPECTED_NOT_DUE)
		return VERDICT_NOT_DELIVERED;
	if (value->state == FIGURE_NOT_MATURE)
		return VERDICT_NOT_MATURE;
	if (value->state == FIGURE_NO_DATA || e->state == EXPECTED_NO_DATA)
		return VERDICT_NO_DATA;
	if (value->state == FIGURE_UNDEFINED)
		return VERDICT_UNDEFINED;
	*comparison = expected_compare(c->goal, c->band, terms, e,
		value->value);
	return comparison->status;
}

/* Whether n counts persons or events, and not rows of kWh, kroner or days. */
static bool
counts_events(const struct component *part)
{
	return part->count == COUNT_FACTS || part->count == COUNT_SUBJECTS
		|| part->count == COUNT_WEIGHTED || part->count == COUNT_OPEN;
}

/* Whether a share has nothing above the line, as counted and not as somebody
 * reported it: a 0 that looks like any other though the source of the numerator
 * may never have had a row of the unit. */
static bool
is_empty_share(const struct judge_case *c)
{
	const struct figure *v = &c->value;

	return v->has_sums && v->has_denominator && !c->subject.measure->cohort
		&& ratio_sign(v->numerator) == 0
		&& !(v->flags & OBSERVATION_MANUAL);
}

/* Of a unit that has the goal and no row at all nobody can tell whether it had
 * nothing to count or was left out of the export. */
int
judge_next_unseen(const struct judge_case *c, int after)
{
	const struct judge_context *b = c->context;
	const struct contract *owed;

	if (!c->tested || !b->units->list[c->unit].above)
		return UNIT_NONE;
	for (int unit = after + 1; unit < b->units->count; unit++) {
		int above = unit;

		owed = contract_find(b->contracts, unit,
			(int)(c->goal - b->goals->list));
		if (!owed->applicable || owed->now.due->withdraws
			|| reach_knows(&b->coverage, c->subject.measure_index,
				unit, c->value.from))
			continue;
		do
			above = unit_parent(b->units, above, c->now.day);
		while (above != UNIT_NONE && above != c->unit);
		if (above == c->unit)
			return unit;
	}
	return UNIT_NONE;
}

/* All flags of DESIGN.md section 3 that follow from the case itself; those that are
 * about the reach have been found (find_reach). Of one that is withdrawn nothing
 * was counted, and of one without a verdict nothing rests on what came late. */
static unsigned
flags_of(const struct judge_case *c)
{
	const struct measure *m = c->subject.measure;
	const struct figure *v = &c->value;
	long limit = c->context->book->small_n;
	unsigned flags = c->flags;

	if (!c->goal->has_band)
		flags |= FLAG_STANDARD_BAND;
	if (c->contract->revised)
		flags |= FLAG_REVISED;
	if (c->status == VERDICT_WITHDRAWN)
		return flags & (FLAG_STANDARD_BAND | FLAG_REVISED);
	if (verdict_given(c->status) && limit > 0 && !v->n_unknown
		&& v->n < (uint64_t)limit
		&& (m->cohort || counts_events(&m->numerator)
			|| counts_events(&m->denominator)))
		flags |= FLAG_SMALL_N;
	if ((v->lacks && (flags & FLAG_UNCHECKED))
		|| (verdict_given(c->status)
			&& judge_next_unseen(c, UNIT_NONE) != UNIT_NONE))
		flags |= FLAG_INCOMPLETE;
	if (c->tested && (v->real_zero || is_empty_share(c))
		&& !reach_rows(&c->context->coverage, c->subject.measure_index,
			c->unit, v->from, v->to))
		flags |= FLAG_NO_ROWS;
	if (c->contract->hypothetical)
		flags |= FLAG_HYPOTHETICAL;
	if (!verdict_given(c->status))
		flags &= ~(
			unsigned)(FLAG_LAGGED | FLAG_UNCHECKED | FLAG_NO_ROWS);
	if (v->flags & OBSERVATION_MANUAL)
		flags |= FLAG_MANUAL;
	if (v->flags & OBSERVATION_PRELIMINARY)
		flags |= FLAG_PRELIMINARY;
	return flags;
}

/* A goal that is not in the unit's contract, or a unit that is closed, is
 * found out before any figure is looked at. Of revised targets the original
 * ones are judged beside them, by the same figures. */
struct judge_case
judge(const struct judge_context *context, int unit, int goal)
{
	struct judge_case c = { .context = context,
		.unit = unit,
		.goal = &context->goals->list[goal],
		.contract = contract_find(context->contracts, unit, goal),
		.status = VERDICT_NOT_APPLICABLE,
		.original_status = VERDICT_NONE };
	struct expectation first = { 0 };
	struct comparison by_first;

	if (!c.contract->applicable)
		return c;
	/* A unit is judged to its last day; later its figures are its
	 * parent's. */
	if (unit_ends(context->units, unit) < context->now.day)
		return c;
	c.terms = context->by_original ? c.contract->original
				       : &c.contract->now;
	c.band = c.goal->has_band ? c.goal->band
				  : context->book->standard_band[c.goal->scale];
	c.subject = (struct subject){ .figures = context->figures,
		.unit = unit,
		.window = c.goal->window,
		.measure_index = context->measure_of[goal] };
	c.subject.measure = &context->measures->list[c.subject.measure_index];
	c.subject.coverage = &context->coverage;
	c.now = context->now;
	find_reach(&c);
	c.value = figure_at(&c.subject, &c.now);
	c.status = judge_status(&c, c.terms, &c.subject, &c.value,
		&c.expectation, &c.comparison);
	c.original_status = c.status;
	if (c.contract->revised && !context->by_original)
		c.original_status = judge_status(&c, c.contract->original,
			&c.subject, &c.value, &first, &by_first);
	c.flags = flags_of(&c);
	if (!c.tested || (c.flags & FLAG_UNCHECKED))
		c.through = c.value.through;
	return c;
}

/* --- the schedule --- */

/* Loads what the year is judged by. Everything that is wrong with the definitions
 * is said here, before any figure is read.
 */

/* Without a measure there is nothing to be good at. Other readings of a measure
 * are wanted beside the measure itself; they stand behind it in the list. */
static bool
find_measures(struct schedule *d)
{
	const struct judge_context *b = &d->context;
	const struct measures *all = b->measures;
	const struct table *table = b->goals->table;
	const struct measure *m;
	const struct goal *g;
	bool ok = true;
	int measure, i, *of;

	d->wanted = mem_new(all->count + 1, sizeof(*d->wanted));
	d->context.measure_of = of = arena_take(b->book->arena,
		(b->goals->count + 1) * sizeof(*of));
	for (size_t goal = 0; goal < b->goals->count; goal++) {
		if (!b->contracts->goal_used[goal])
			continue;
		d->goals_judged = true;
		g = &b->goals->list[goal];
		measure = of[goal] = measure_find(all, g->measure);
		if (measure < 0) {
			ok = table_wrong(table, g->row,
				table_column(table, "measure"),
				"nobody defines the measure \"%.*s\", and %d "
				"has targets for it",
				SPAN_ARG(g->measure), b->now.year);
			continue;
		}
		m = &all->list[measure];
		/* Rates that are added up over months and units are no rate,
		 * and the goal says that they are one. */
		if (g->percent && m->shown != SHOWN_PERCENT && !m->cohort
			&& m->denominator.count == COUNT_NONE
			&& m->numerator.count == COUNT_AMOUNT
			&& m->numerator.across == ACROSS_SUM)
			ok = table_wrong(table, g->row,
				table_column(table, "unit_of_value"),
				"the goal is in \"%.*s\", and its measure "
				"\"%.*s\" adds up amounts: say \"shown_as\": "
				"\"percent\" there, or another unit here",
				SPAN_ARG(g->unit_of_value),
				SPAN_ARG(g->measure));
		d->wanted[measure] = true;
		for (i = measure + 1; i < (int)all->count
			&& all->list[i].alternative_of == measure;
			i++)
			d->wanted[i] = true;
	}
	return ok;
}

/* The sources that can give what a part of a measure counts: the feeds of DESIGN.md
 * section 13. */
static void
find_feeds(struct arena *arena, const struct facts *const *all, size_t n,
	const struct where *where, struct feeds_part *part)
{
	int *sources = arena_take(arena, (n + 1) * sizeof(*sources));

	for (size_t i = 0; i < n; i++)
		if (all[i] && feeds_can(all[i], where))
			sources[part->n++] = (int)i;
	part->sources = sources;
}

/* Whether the sources of two parts are the same. */
static bool
same_sources(const struct feeds_part *a, const struct feeds_part *b)
{
	return a->n == b->n
		&& (!a->n
			|| !memcmp(a->sources, b->sources,
				a->n * sizeof(*a->sources)));
}

/* Gives a measure the place where reach_of() keeps what it found last: that of an
 * earlier measure with the same feeds, or a new one. One that needs months before
 * its window has none. */
static void
share_found(struct arena *arena, const struct measures *measures,
	struct feeds *feeds, size_t i)
{
	const struct measure *m = &measures->list[i];

	for (size_t j = 0; j < i && !reach_looks_back(m) && !feeds[i].found;
		j++)
		if (reach_begins_late(m)
				== reach_begins_late(&measures->list[j])
			&& same_sources(&feeds[i].part[0], &feeds[j].part[0])
			&& same_sources(&feeds[i].part[1], &feeds[j].part[1]))
			feeds[i].found = feeds[j].found;
	if (!reach_looks_back(m) && !feeds[i].found)
		feeds[i].found = arena_take(arena,
			REACH_WINDOWS * sizeof(*feeds[i].found));
}

/* Loads the sources and finds the feeds of each measure. The `facts` of every
 * source are loaded, since they say which events it can give; a source without
 * `facts` gives none and feeds nothing. False after a message (78). */
static bool
open_coverage(struct coverage *c, struct book *book, const struct units *units,
	const struct measures *measures)
{
	const struct codes *codes = codes_load(book);
	struct deliveries *d = codes ? deliveries_new(book, units) : NULL;
	size_t n = d ? deliveries_count(d) : 0, i;
	const struct facts **all = mem_new(n + 1, sizeof(*all));
	struct feeds *feeds;
	bool ok = d != NULL;

	feeds = arena_take(book->arena, (measures->count + 1) * sizeof(*feeds));
	*c = (struct coverage){ .deliveries = d,
		.feeds = feeds,
		.measures = measures,
		.units = units };
	for (i = 0; i < n; i++) {
		const struct source_def *def = deliveries_source(d, i)->def;

		if (def->facts)
			all[i] = facts_load(book, def, units, codes);
		ok = ok && (all[i] || !def->facts);
	}
	for (i = 0; ok && i < measures->count; i++) {
		const struct measure *m = &measures->list[i];
		struct feeds_part *part = feeds[i].part;
		bool divided = m->cohort || m->denominator.count != COUNT_NONE;

		if (m->fed) /* by TSV or by hand: no source is asked */
			continue;
		find_feeds(book->arena, all, n,
			m->cohort ? &m->enter : &m->numerator.where, &part[0]);
		if (divided)
			find_feeds(book->arena, all, n,
				m->cohort ? &m->reach : &m->denominator.where,
				&part[1]);
		share_found(book->arena, measures, feeds, i);
	}
	for (i = 0; i < n; i++)
		facts_free(all[i]);
	mem_free(all);
	return ok;
}

/* Which unit owes a goal of which measure this year, for coverage: a parent waits
 * for those units, also for one that has never had a row. */
static const bool *
find_owed(const struct judge_context *b)
{
	size_t units = (size_t)b->units->count;
	bool *owed = arena_take(b->book->arena, b->measures->count * units + 1);

	for (size_t goal = 0; goal < b->goals->count; goal++)
		for (size_t unit = 0; unit < units; unit++)
			if (contract_find(b->contracts, (int)unit, (int)goal)
					->applicable)
				owed[(size_t)b->measure_of[goal] * units
					+ unit] = true;
	return owed;
}

/* Parts are loaded in the order in which they need each other. A unit is there
 * when a row of units.csv is valid on some day of the year, or when a target
 * binds it. A year without targets is told: it is often a wrong date. */
bool
schedule_open(struct schedule *d, const char *folder, int32_t as_of,
	const char *what_if)
{
	const struct targets *targets, *laid_over = NULL;
	struct judge_context *b = &d->context;
	char text[DAY_WIDTH];
	int32_t first, day;

	if (!(b->book = book_open(folder)) || !(b->units = units_load(b->book))
		|| !(b->goals = goals_load(b->book))
		|| !(b->measures = measures_load(b->book))
		|| !(targets = targets_load(b->book, b->units, b->goals,
			     false)))
		return false;
	if (what_if
		&& !(laid_over = targets_load_file(b->book, what_if, b->units,
			     b->goals)))
		return false;
	b->now = year_progress_of(b->book, as_of);
	b->contracts = contracts_of(b->book, b->units, b->goals, targets,
		laid_over, b->now.year, b->known_at);
	if (!b->contracts || !find_measures(d)
		|| !open_coverage(&b->coverage, b->book, b->units, b->measures))
		return false;
	b->coverage.owed = find_owed(b);
	first = period_month_first(b->now.first);
	d->unit_there = mem_new((size_t)b->units->count + 1,
		sizeof(*d->unit_there));
	for (int unit = 0; unit < b->units->count; unit++) {
		bool *there = &d->unit_there[unit];

		for (day = first; day <= b->now.year_end && !*there; day++)
			*there = unit_valid(b->units, unit, day);
		for (size_t goal = 0; goal < b->goals->count && !*there; goal++)
			*there = contract_find(b->contracts, unit, (int)goal)
					 ->applicable;
	}
	if (!d->goals_judged) {
		period_write_day(text, b->known_at);
		diag_note("no target for %d is known on %.*s: nothing to judge",
			b->now.year, DAY_WIDTH, text);
	}
	return true;
}

/* The figures are settled before: rows of coverage travel with them, and tell
 * what came of each source. */
void
schedule_take(struct schedule *d, const struct figures *figures)
{
	struct judge_context *b = &d->context;

	b->figures = b->coverage.figures = figures;
	deliveries_take(b->coverage.deliveries, figures_all(figures));
	deliveries_test(b->coverage.deliveries, &b->now);
}

/* A goal that is not in a unit's contract still has a row, so that a board
 * shows each goal of the year at each unit. */
bool
schedule_has(const struct schedule *d, int unit, int goal)
{
	return d->unit_there[unit] && d->context.contracts->goal_used[goal];
}

/* What was opened only in part is closed as well: a book that is wrong ends
 * here, too. */
void
schedule_close(struct schedule *d)
{
	mem_free(d->wanted);
	mem_free(d->unit_there);
	deliveries_free(d->context.coverage.deliveries);
	if (d->context.book)
		book_close(d->context.book);
	ratio_free_all();
}
