/* SPDX-License-Identifier: MIT
 *
 * Reads what reports are made of, once, and answers questions of it. Verdicts
 * are placed by unit and goal, so that the order in which they were read makes
 * no difference; figures that are too small to be shown are taken out here, so
 * that no report and no format can show them.
 */
#include "report.h"

#include <sys/stat.h>

#include "base/diag.h"
#include "result/year_progress.h"
#include "value/period.h"
#include "value/text.h"

/* What a verdict is about must be in the book that explains it. Always false,
 * so that a caller can return it. */
static bool
say_verdict(const struct verdict *v, const char *what, struct span name)
{
	diag_at(STATUS_DATA, "verdict", (struct place){ v->file, v->line, 0 },
		"%s %.*s is not in the book", what, SPAN_ARG(name));
	return false;
}

/* The one status that is shown: that of the day asked for, else the only one
 * there is. Sets m->year, m->as_of and m->known_at; false after a message
 * (65). */
static bool
settle_date(struct material *m, const struct verdicts *all, int32_t wanted)
{
	char room[2][DAY_WIDTH];
	bool any = false;

	/* In a year nobody has targets for yet there is nothing to judge on a
	 * day, and that is what is shown of it. */
	if (!all->count && wanted != DAY_NONE) {
		m->as_of = m->known_at = wanted;
		m->year = year_progress_of(m->book, wanted).year;
		return true;
	}
	if (!all->count) {
		diag_fault(STATUS_DATA, "no verdicts");
		return false;
	}
	for (size_t i = 0; i < all->count; i++) {
		const struct verdict *v = &all->list[i];

		if (wanted != DAY_NONE && v->as_of != wanted)
			continue;
		if (!any) {
			m->as_of = v->as_of;
			m->year = v->year;
			m->known_at = verdict_known_at(v);
			if (m->known_at == DAY_NONE)
				m->known_at = v->as_of;
			any = true;
		} else if (v->as_of != m->as_of || v->year != m->year) {
			period_write_day(room[0], m->as_of);
			period_write_day(room[1], v->as_of);
			diag_at(STATUS_DATA, "verdict",
				(struct place){ v->file, v->line, 0 },
				"verdicts of %d at "
				"%.10s and of %d at %.10s: choose one day by "
				"--as-of",
				m->year, room[0], v->year, room[1]);
			return false;
		}
	}
	if (!any)
		diag_fault(STATUS_DATA, "no verdicts of that day");
	return any;
}

/* Puts a verdict into its place by unit and goal. Two for one place would
 * leave the choice to the order of files. */
static bool
place(struct material *m, const struct verdict *v)
{
	int unit = unit_by_code(m->units, verdict_cell(v, VERDICT_UNIT));
	int goal = goal_find(m->goals, verdict_cell(v, VERDICT_GOAL));
	const struct verdict **at;

	if (unit == UNIT_NONE)
		return say_verdict(v, "unit", verdict_cell(v, VERDICT_UNIT));
	if (goal < 0)
		return say_verdict(v, "goal", verdict_cell(v, VERDICT_GOAL));
	at = &m->verdicts[material_place(m, unit, goal)];
	if (*at) {
		diag_at(STATUS_DATA, "verdict",
			(struct place){ v->file, v->line, 0 },
			"goal %.*s of unit %.*s has a second "
			"verdict; the first is in %s:%llu",
			SPAN_ARG(verdict_cell(v, VERDICT_GOAL)),
			SPAN_ARG(verdict_cell(v, VERDICT_UNIT)), (*at)->file,
			(unsigned long long)(*at)->line);
		return false;
	}
	*at = v;
	m->unit_shown[unit] = true;
	if (v->status != VERDICT_NOT_APPLICABLE)
		m->goal_shown[goal] = true;
	return true;
}

/* Verdicts of another status: those of the last day in a file, or in the
 * verdicts.tsv of a run's folder, that is before ours or, not `earlier`, is not
 * after it. Units and goals that the book does not know any more are nothing
 * that could be compared. NULL, or *day DAY_NONE, where there are none. `since`
 * is a file or a folder, borrowed; places are by unit, then goal, in the book's
 * arena. A fault of reading was told. */
static const struct verdict **
read_status(struct material *m, const char *since, bool earlier, int32_t *day)
{
	BUF_LOCAL path = { 0 };
	const struct verdicts *all;
	const struct verdict **by_place;
	struct stat kind;
	const char *file;

	buf_text(&path, since);
	if (!stat(since, &kind) && S_ISDIR(kind.st_mode))
		buf_text(&path, "/verdicts.tsv");
	file = buf_string(&path);
	all = verdict_load(m->book->arena, &file, 1);
	*day = DAY_NONE;
	for (size_t i = 0; all && i < all->count; i++)
		if (all->list[i].as_of < m->as_of + (earlier ? 0 : 1)
			&& (*day == DAY_NONE || all->list[i].as_of > *day))
			*day = all->list[i].as_of;
	if (!all)
		return NULL;
	by_place = arena_take(m->book->arena,
		((size_t)m->units->count * m->goals->count + 1)
			* sizeof(*by_place));
	for (size_t i = 0; i < all->count; i++) {
		const struct verdict *v = &all->list[i];
		int unit = unit_by_code(m->units,
			verdict_cell(v, VERDICT_UNIT));
		int goal = goal_find(m->goals, verdict_cell(v, VERDICT_GOAL));

		if (v->as_of == *day && unit != UNIT_NONE && goal >= 0)
			by_place[material_place(m, unit, goal)] = v;
	}
	return by_place;
}

/* Those of the year judged until now, by day; one of another year has nothing
 * that builds up to ours. They are kept in the order of their days, whatever
 * order they were given in; of two of one day both count. */
static bool
load_published(struct material *m, const struct material_request *r)
{
	struct published one;
	size_t at;

	m->published = arena_take(m->book->arena,
		(r->npublished + 1) * sizeof(*m->published));
	for (size_t i = 0; m->suppress && i < r->npublished; i++) {
		one.verdicts = read_status(m, r->published[i], false,
			&one.as_of);
		if (!one.verdicts)
			return false;
		if (one.as_of == DAY_NONE
			|| year_progress_of(m->book, one.as_of).year != m->year)
			continue;
		for (at = m->npublished++;
			at && m->published[at - 1].as_of > one.as_of; at--)
			m->published[at] = m->published[at - 1];
		m->published[at] = one;
	}
	return true;
}

/* What the book is asked for by name must be in it. Both are told, when both
 * are wrong. */
static bool
find_asked(struct material *m, const struct material_request *r)
{
	m->unit = UNIT_NONE;
	m->goal = -1;
	if (r->unit)
		m->unit = unit_by_code(m->units, span_of(r->unit));
	if (r->goal)
		m->goal = goal_find(m->goals, span_of(r->goal));
	if (r->unit && m->unit == UNIT_NONE)
		diag_fault(STATUS_USAGE,
			"-u %s: no such unit in the book: units.csv has their codes",
			r->unit);
	if (r->goal && m->goal < 0)
		diag_fault(STATUS_USAGE,
			"-g %s: no such goal in the book: goals.csv has their codes",
			r->goal);
	return (!r->unit || m->unit != UNIT_NONE) && (!r->goal || m->goal >= 0);
}

/* Figures of those measures that goals have; what was reported by hand is among
 * them. They are settled for the as-of date: observations counted for another
 * are told (65). */
static bool
load_figures(struct material *m, const char *file)
{
	struct figures_share share;
	bool *wanted;

	if (!m->measures && !(m->measures = measures_load(m->book)))
		return false;
	wanted = arena_take(m->book->arena, m->measures->count + 1);
	for (size_t i = 0; i < m->goals->count; i++) {
		int measure = measure_find(m->measures,
			m->goals->list[i].measure);

		if (measure >= 0)
			wanted[measure] = true;
	}
	m->figures = figures_new(m->units, m->measures);
	return figures_read(m->figures, file, wanted, &share)
		&& figures_by_hand(m->figures, m->book)
		&& figures_settle(m->figures, m->as_of);
}

/* What of the book this report needs, and what else was given. */
static bool
load_parts(struct material *m, const struct material_request *r)
{
	bool figures = (r->parts & MATERIAL_FIGURES) && r->observations;

	/* Contracts are what they are on the day that targets are known at. */
	if ((r->parts & MATERIAL_TARGETS) || figures) {
		m->targets = targets_load(m->book, m->units, m->goals, true);
		if (m->targets)
			m->contracts = contracts_of(m->book, m->units, m->goals,
				m->targets, NULL, m->year, m->known_at);
		if (!m->contracts)
			return false;
	}
	if (r->parts & MATERIAL_COMMENTS
		&& !(m->comments = comments_load(m->book, m->units, m->goals)))
		return false;
	if (r->parts & MATERIAL_ACTIONS
		&& !(m->actions = actions_load(m->book, m->units, m->goals)))
		return false;
	if (r->parts & MATERIAL_STRATEGY
		&& !(m->strategy = strategy_load(m->book)))
		return false;
	if (r->deliveries
		&& !(m->deliveries = delivery_load(m->book->arena,
			     r->deliveries)))
		return false;
	/* What is missing is told by the titles of sources. */
	if ((r->deliveries
		    || material_counts(m, false).of[VERDICT_NOT_DELIVERED]
		    || material_counts(m, true).of[VERDICT_NOT_DELIVERED])
		&& !(m->sources = source_def_all(m->book, &m->nsources)))
		return false;
	if (r->since) {
		m->earlier = read_status(m, r->since, true, &m->since);
		if (m->earlier && m->since == DAY_NONE)
			diag_fault(STATUS_DATA,
				"--since %s: no verdicts of an earlier day",
				r->since);
		if (!m->earlier || m->since == DAY_NONE)
			return false;
	}
	if (r->ledger && !(m->origins = origin_load(m->book, r->ledger)))
		return false;
	if (r->parts & MATERIAL_SCOPE
		&& !(m->measures = measures_load(m->book)))
		return false;
	return !figures || load_figures(m, r->observations);
}

/* The order matters: what is asked for is looked up in the book before
 * verdicts are read, and figures need the date of the verdicts. */
static bool
load(struct material *m, const struct material_request *r)
{
	struct arena *arena = m->book->arena;
	const struct verdicts *all;
	bool good = true;
	size_t pairs;

	if (!r->lang || !words_lang(span_of(r->lang), &m->lang))
		m->lang = m->book->danish ? LANG_DA : LANG_EN;
	m->suppress = r->suppresses ? r->suppress : (uint64_t)m->book->suppress;
	m->case_number = span_of(r->case_number);
	m->committee = m->book->committee;
	m->units = units_load(m->book);
	m->goals = m->units ? goals_load(m->book) : NULL;
	if (!m->goals || !find_asked(m, r))
		return false;
	/* A parent is a unit that another is below of. */
	m->parent = arena_take(arena, (size_t)m->units->count + 1);
	for (int i = 0; i < m->units->count; i++)
		if (m->units->list[i].parent != UNIT_NONE)
			m->parent[m->units->list[i].parent] = true;
	all = verdict_load(arena, r->files, r->nfiles);
	if (!all || !own_text_load(m->book, r->report, &m->own_text)
		|| !settle_date(m, all, r->as_of))
		return false;
	goals_in(m->goals, m->year);
	pairs = (size_t)m->units->count * m->goals->count + 1;
	m->verdicts = arena_take(arena, sizeof(*m->verdicts) * pairs);
	m->hidden = arena_take(arena, pairs);
	m->extremes = arena_take(arena,
		(m->goals->count + 1) * sizeof(*m->extremes));
	m->months_hidden = arena_take(arena,
		(m->goals->count + 1) * sizeof(*m->months_hidden));
	m->unit_shown = arena_take(arena, (size_t)m->units->count + 1);
	m->goal_shown = arena_take(arena, m->goals->count + 1);
	/* Verdicts of other dates are skipped and counted. */
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].as_of == m->as_of)
			good = place(m, &all->list[i]) && good;
		else
			m->other_rows++;
	m->rows = all->count;
	m->bytes = all->bytes;
	if (!good || !load_published(m, r))
		return false;
	suppress_verdicts(m);
	return load_parts(m, r);
}

/* All of it lives in the book's arena, so that one call frees it. */
struct material *
material_load(const struct material_request *r)
{
	struct book *book = book_open(r->book);
	struct material *m;

	if (!book)
		return NULL;
	m = arena_take(book->arena, sizeof(*m));
	m->book = book;
	if (load(m, r))
		return m;
	material_free(m);
	return NULL;
}

/* Figures have memory of their own; all else goes with the book. */
void
material_free(struct material *m)
{
	if (!m)
		return;
	figures_free(m->figures);
	book_close(m->book);
}

/* Without any verdict there is no flag that all have, though all of none would
 * have it. */
unsigned
material_common_flags(const struct material *m, size_t *given)
{
	struct material_walk at = { 0 };
	unsigned flags = ~0u;

	*given = 0;
	while (material_next(m, &at)) {
		if (!verdict_given(at.verdict->status))
			continue;
		flags &= at.verdict->flags;
		++*given;
	}
	return *given ? flags : 0;
}

/* Sorts a unit into the two at one end: `sign` is 1 for the least. */
static void
take_extreme(int at[2], struct ratio of[2], int unit, struct ratio result,
	int sign)
{
	bool first = at[0] == UNIT_NONE
		|| ratio_compare(result, of[0]) * sign < 0;

	if (first) {
		at[1] = at[0], of[1] = of[0];
		at[0] = unit, of[0] = result;
	} else if (at[1] == UNIT_NONE
		|| ratio_compare(result, of[1]) * sign < 0) {
		at[1] = unit, of[1] = result;
	}
}

/* Found once for all sheets: each would read all results of all units. */
static const struct extremes *
extremes_of(const struct material *m, int goal)
{
	struct extremes *e = &m->extremes[goal];
	struct ratio least[2] = { ratio_int(0), ratio_int(0) },
		     greatest[2] = { ratio_int(0), ratio_int(0) }, result;

	if (e->known)
		return e;
	*e = (struct extremes){ true, { UNIT_NONE, UNIT_NONE },
		{ UNIT_NONE, UNIT_NONE } };
	for (int unit = 0; unit < m->units->count; unit++) {
		const struct verdict *v = material_verdict(m, unit, goal);

		if (m->parent[unit] || !v
			|| !ratio_read(verdict_cell(v, VERDICT_VALUE), &result))
			continue;
		take_extreme(e->least, least, unit, result, 1);
		take_extreme(e->greatest, greatest, unit, result, -1);
	}
	return e;
}

/* Leaving one unit out is looking at the next one in line. */
const struct verdict *
material_extreme(const struct material *m, int goal, int but, bool greatest)
{
	const struct extremes *e = extremes_of(m, goal);
	const int *at = greatest ? e->greatest : e->least;
	int unit = at[at[0] == but];

	return unit == UNIT_NONE ? NULL : material_verdict(m, unit, goal);
}

/* In the book's order, so that it is the same one in every report. */
int
material_top(const struct material *m)
{
	for (int i = 0; i < m->units->count; i++)
		if (m->parent[i] && m->unit_shown[i])
			return i;
	return UNIT_NONE;
}

/* Units of the book without any verdict have no contract that is shown. */
size_t
material_unit_count(const struct material *m)
{
	size_t n = 0;

	for (int i = 0; i < m->units->count; i++)
		n += m->unit_shown[i] && !m->parent[i];
	return n;
}

/* A goal without a title goes by its code, so that no row is without a name. */
struct span
material_goal_title(const struct material *m, int goal)
{
	const struct goal *g = &m->goals->list[goal];

	if (m->lang == LANG_EN && g->title_en.len)
		return g->title_en;
	return g->title.len ? g->title : g->name;
}

struct span
material_source_title(const struct material *m, struct span source)
{
	for (size_t i = 0; i < m->nsources; i++)
		if (span_equal(m->sources[i]->name, source)
			&& m->sources[i]->title.len)
			return m->sources[i]->title;
	return source;
}

/* *at is the next goal to look at, so each perspective comes once, in the place
 * of its first goal; an empty one is a perspective, too. */
bool
material_perspective(const struct material *m, size_t *at,
	struct span *perspective)
{
	const struct goal *g = m->goals->list;
	size_t before;

	for (; *at < m->goals->count; (*at)++) {
		/* An earlier goal that is shown may have had it already. */
		for (before = 0; before < *at; before++)
			if (m->goal_shown[before]
				&& span_equal(g[before].perspective,
					g[*at].perspective))
				break;
		if (!m->goal_shown[*at] || before < *at)
			continue;
		*perspective = g[(*at)++].perspective;
		return true;
	}
	return false;
}

/* --- counts --- */

/* A goal that nobody has in the contract is not counted as one nobody judged. */
struct status_counts
material_counts_unit(const struct material *m, int unit)
{
	struct status_counts t = { 0 };
	const struct verdict *v;

	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (m->goal_shown[goal]
			&& (v = material_verdict(m, unit, goal)))
			t.of[v->status]++;
	return t;
}

/* Parents are left out: they are judged on the same events once more. */
struct status_counts
material_counts_goal(const struct material *m, int goal)
{
	struct status_counts t = { 0 };
	const struct verdict *v;

	for (int unit = 0; unit < m->units->count; unit++)
		if (!m->parent[unit] && (v = material_verdict(m, unit, goal)))
			t.of[v->status]++;
	return t;
}

/* The sum over units, or over parents; the two are never mixed. */
struct status_counts
material_counts(const struct material *m, bool parents)
{
	struct status_counts all = { 0 }, one;

	for (int unit = 0; unit < m->units->count; unit++) {
		if (m->parent[unit] != parents)
			continue;
		one = material_counts_unit(m, unit);
		for (int s = 0; s < VERDICT_STATUSES; s++)
			all.of[s] += one.of[s];
	}
	return all;
}

/* Verdicts proper: the other statuses say why there is none. */
size_t
material_counts_given(const struct status_counts *t)
{
	return t->of[VERDICT_MET] + t->of[VERDICT_NEAR] + t->of[VERDICT_OFF];
}

/* All that is in a contract, whether it was judged or not. */
size_t
material_counts_all(const struct status_counts *t)
{
	size_t n = 0;

	for (int s = 0; s < VERDICT_STATUSES; s++)
		n += s == VERDICT_NOT_APPLICABLE ? 0 : t->of[s];
	return n;
}
