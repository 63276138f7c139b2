/* SPDX-License-Identifier: MIT
 *
 * What is written: a row of the verdicts, the stream of deliveries, and how well
 * forecasts held. Numbers are exact until this file prints them.
 */
#include "outputs.h"

#include "base/intern.h"
#include "base/mem.h"
#include "outlook.h"
#include "stream/delivery.h"
#include "text_words.h"
#include "value/period.h"

/* --- verdicts --- */

/* Cells are filled in the order in which they are found out, and written in the
 * order of the columns; a cell that nothing fills is empty. How many decimals a
 * number gets is decided in text_words.c, so that none contradicts its status. */

#define CHANCE_SHOWN \
	3 /* decimals of a share of chance (DESIGN.md section 14) */

/* What it is judged by and what was counted. The band stands as it was written;
 * the book's standard as the number it is. Of those that are withdrawn nothing
 * is judged or counted any more. */
static void
put_figures(struct buf cell[], const struct judge_case *c,
	const struct worth *w)
{
	const struct target *due = c->terms->due;
	const struct target *first = c->contract->original->due;
	const struct figure *v = &c->value;
	int decimals = c->goal->decimals;

	if (c->goal->has_band)
		buf_add(&cell[VERDICT_BAND], c->goal->band_text);
	else
		ratio_print_exact(&cell[VERDICT_BAND], c->band);
	verdict_print_flags(&cell[VERDICT_FLAGS], c->flags | w->flags);
	if (!first->withdraws)
		ratio_print(&cell[VERDICT_ORIGINAL_TARGET], first->target,
			decimals);
	buf_text(&cell[VERDICT_ORIGINAL_STATUS],
		verdict_statuses[c->original_status]);
	if (c->status == VERDICT_WITHDRAWN)
		return;
	period_print_day(&cell[VERDICT_DUE], due->due);
	ratio_print(&cell[VERDICT_TARGET], due->target, decimals);
	if (c->goal->direction == WITHIN && due->has_upper)
		ratio_print(&cell[VERDICT_UPPER], due->upper, decimals);
	if (c->terms->has_baseline)
		ratio_print(&cell[VERDICT_BASELINE], c->terms->baseline,
			decimals);
	buf_count(&cell[VERDICT_N], v->n);
	buf_count(&cell[VERDICT_PENDING], v->pending);
	if (c->through != DAY_NONE)
		period_print_day(&cell[VERDICT_THROUGH], c->through);
	if (!v->has_sums)
		return;
	ratio_print_exact(&cell[VERDICT_NUMERATOR], v->numerator);
	if (v->has_denominator)
		ratio_print_exact(&cell[VERDICT_DENOMINATOR], v->denominator);
}

/* How value and expected compare, where the value is heading, and how much it is
 * worth. Bounds are told from the worst to the best: near..met. */
static void
put_outlook(struct buf cell[], const struct judge_case *c,
	const struct worth *w)
{
	static const char *const SIGNALS[] = { "", "none", "better", "worse" };
	struct outlook o = outlook_of(c, w->given);
	const struct forecast *f = &o.forecast;
	int of_value = text_decimals_of_value(c), of_goal = c->goal->decimals;

	ratio_print(&cell[VERDICT_VALUE], c->value.value, of_value);
	ratio_print(&cell[VERDICT_EXPECTED], c->comparison.expected, of_value);
	if (c->comparison.has_shortfall)
		ratio_print(&cell[VERDICT_SHORTFALL], c->comparison.shortfall,
			text_decimals_of_shortfall(c));
	if (f->given) {
		/* At the year's end it is the value, as that is printed. */
		int decimals = f->certain ? of_value : of_goal;

		ratio_print(&cell[VERDICT_PROJECTED], f->value, decimals);
		ratio_print(&cell[VERDICT_PROJECTED_LOW], f->low, decimals);
		ratio_print(&cell[VERDICT_PROJECTED_HIGH], f->high, decimals);
		ratio_print(&cell[VERDICT_CHANCE_MET], f->chance_met,
			CHANCE_SHOWN);
	}
	if (o.has_required)
		ratio_print(&cell[VERDICT_REQUIRED], o.required, of_goal);
	buf_text(&cell[VERDICT_OUTLOOK], verdict_statuses[f->outlook]);
	buf_text(&cell[VERDICT_TREND], verdict_trends[o.trend]);
	if (w->has_bounds) {
		buf_format(&cell[VERDICT_BOUNDS], "%s..%s",
			verdict_statuses[w->worst], verdict_statuses[w->best]);
	}
	if (w->has_rejected)
		buf_count(&cell[VERDICT_REJECTED], w->rejected);
	if (w->has_interval) {
		ratio_print(&cell[VERDICT_LOW], w->low, of_value);
		ratio_print(&cell[VERDICT_HIGH], w->high, of_value);
	}
	if (w->has_chance)
		ratio_print(&cell[VERDICT_CHANCE], w->chance, CHANCE_SHOWN);
	buf_text(&cell[VERDICT_SIGNAL], SIGNALS[w->signal]);
	buf_add(&cell[VERDICT_READINGS], buf_span(&w->readings));
}

/* Cells in the order in which they are found out; then the row. Names stand in
 * each, terms and figures where the goal is in the contract, and what follows
 * from a verdict where there is one. */
void
print_row(struct out *out, struct buf cell[], const struct judge_case *c,
	const struct worth *w)
{
	const struct judge_context *b = c->context;
	const struct goal *g = c->goal;

	buf_count(&cell[VERDICT_YEAR], (uint64_t)b->now.year);
	buf_add(&cell[VERDICT_UNIT], b->units->list[c->unit].code);
	buf_add(&cell[VERDICT_GOAL], g->name);
	buf_add(&cell[VERDICT_PERSPECTIVE], g->perspective);
	buf_add(&cell[VERDICT_MEASURE], g->measure);
	period_print_day(&cell[VERDICT_AS_OF], b->now.day);
	period_print_day(&cell[VERDICT_KNOWN_AT], b->known_at);
	buf_text(&cell[VERDICT_STATUS], verdict_statuses[c->status]);
	buf_text(&cell[VERDICT_DIRECTION], goal_directions[g->direction]);
	buf_text(&cell[VERDICT_WINDOW], goal_windows[g->window]);
	buf_text(&cell[VERDICT_PATH], goal_paths[g->path]);
	buf_text(&cell[VERDICT_SCALE], goal_scales[g->scale]);
	if (c->status != VERDICT_NOT_APPLICABLE)
		put_figures(cell, c, w);
	if (verdict_given(c->status))
		put_outlook(cell, c, w);
	text_why(&cell[VERDICT_WHY], c);
	for (size_t i = 0; i < VERDICT_COLUMNS; i++) {
		out_cell(out, buf_span(&cell[i]));
		buf_clear(&cell[i]);
	}
	out_row(out);
}

/* --- deliveries --- */

/* What is written is what was tested and no more: months before any goal needs
 * them tell nobody anything, and a source that is not monthly has no months. */

#define MOST_NAMES 20 /* told of one source, as of all messages of a kind */

/* The file being written, and which months of each source go into it. */
struct writing {
	struct out *out;
	const struct judge_context *context;
	int32_t *first; /* by source: the first month a goal needs */
	int32_t last;   /* of all: the one as-of lies in, or the one before */
};

/* Finds of each source the first month that a goal needs. A window asks the
 * feeds of its measure for months; a seasonal path for those of earlier years
 * too, as far back as the feed goes. */
static void
find_first(struct writing *w)
{
	const struct judge_context *b = w->context;
	int32_t from, to, first;
	int measure;

	for (size_t i = 0; i < deliveries_count(b->coverage.deliveries); i++)
		w->first[i] = INT32_MAX;
	for (size_t goal = 0; goal < b->goals->count; goal++) {
		const struct goal *g = &b->goals->list[goal];

		measure = measure_find(b->measures, g->measure);
		if (!b->contracts->goal_used[goal] || measure < 0)
			continue;
		figure_window(g->window, &b->now, &from, &to);
		if (to < from && !year_progress_has_running(&b->now))
			continue; /* nothing of the year is over */
		from = reach_first_needed(&b->measures->list[measure], from,
			to);
		for (size_t p = 0; p < FEEDS_PARTS; p++) {
			const struct feeds_part *part =
				&b->coverage.feeds[measure].part[p];
			for (size_t i = 0; i < part->n; i++) {
				const struct delivery_source *s =
					deliveries_source(
						b->coverage.deliveries,
						(size_t)part->sources[i]);
				first = from;
				if (g->path == PATH_SEASONAL && s->any)
					while (first > s->whole.began)
						first -= YEAR_PROGRESS_MONTHS;
				if (first < w->first[part->sources[i]])
					w->first[part->sources[i]] = first;
			}
		}
	}
}

/* One row of the stream; a row without a month is of a source that has none. */
static void
write_row(const struct writing *w, int source, int unit, int32_t month,
	const struct delivery *d)
{
	const struct judge_context *b = w->context;
	struct buf text[DELIVERY_COLUMNS] = { 0 };

	buf_add(&text[DELIVERY_SOURCE],
		deliveries_source(b->coverage.deliveries, (size_t)source)
			->def->name);
	if (unit != UNIT_NONE)
		buf_add(&text[DELIVERY_UNIT], b->units->list[unit].code);
	if (month != INT32_MIN)
		period_print_month(&text[DELIVERY_MONTH], month);
	buf_text(&text[DELIVERY_STATE], delivery_states[d->state]);
	buf_count(&text[DELIVERY_ROWS], d->rows);
	if (d->has_usual)
		buf_format(&text[DELIVERY_USUAL], "%" PRIu64 "%s",
			d->usual_twice / 2, d->usual_twice % 2 ? ".5" : "");
	if (d->last != DAY_NONE)
		period_print_day(&text[DELIVERY_THROUGH], d->last);
	text_words_delivery(&text[DELIVERY_WHY], b, source, d);
	out_row_of(w->out, text, DELIVERY_COLUMNS);
}

/* Whether any month of it was held against something: of a source one whose
 * state is a finding, or none that could not be tested; of a unit one in which
 * it was monthly, or fell silent. */
static bool
is_tested(const struct writing *w, int source, int unit)
{
	bool untested = false;

	for (int32_t month = w->first[source]; month <= w->last; month++) {
		struct delivery d =
			deliveries_at(w->context->coverage.deliveries, source,
				unit, month);
		if (unit == UNIT_NONE ? d.state != DELIVERY_UNTESTED
					&& d.state != DELIVERY_NOT_BEGUN
					&& d.state != DELIVERY_ENDED
				      : d.monthly || d.state == DELIVERY_SILENT)
			return true;
		untested |= d.state == DELIVERY_UNTESTED;
	}
	return unit == UNIT_NONE && !untested;
}

/* All months of a source, or of a unit of it while the unit is there. */
static void
write_months(const struct writing *w, int source, int unit)
{
	const struct deliveries *all = w->context->coverage.deliveries;
	const struct units *units = w->context->units;
	struct delivery d;

	for (int32_t month = w->first[source]; month <= w->last; month++) {
		if (unit != UNIT_NONE
			&& !unit_valid(units, unit, period_month_first(month))
			&& !unit_valid(units, unit, period_month_last(month)))
			continue;
		d = deliveries_at(all, source, unit, month);
		write_row(w, source, unit, month, &d);
	}
}

/* A source that no goal needs has no row. One that nobody can test has one,
 * which says how much it has brought; others a row for each month, then those
 * of the units of which a month was tested, by their codes. With the day calendar the running
 * month is written, too, as far as it has come. */
bool
deliveries_out(const struct schedule *d, const char *file,
	enum out_format format)
{
	const struct deliveries *all = d->context.coverage.deliveries;
	struct delivery untested = { .state = DELIVERY_UNTESTED };
	struct writing w = { .context = &d->context };
	size_t n = deliveries_count(all), i, k;
	struct span *codes;
	uint32_t *order;

	w.out = out_open(file, format);
	if (!w.out)
		return false;
	out_columns(w.out, stream_deliveries, DELIVERY_COLUMNS);
	w.first = mem_new(n + 1, sizeof(*w.first));
	w.last = year_progress_has_running(&d->context.now)
		? d->context.now.running
		: d->context.now.last;
	find_first(&w);
	for (i = 0; i < n; i++) {
		const struct delivery_source *s = deliveries_source(all, i);

		if (w.first[i] > w.last)
			continue;
		if (!deliveries_told(all)
			|| !is_tested(&w, (int)i, UNIT_NONE)) {
			untested.rows = s->rows;
			untested.last = s->last;
			write_row(&w, (int)i, UNIT_NONE, INT32_MIN, &untested);
			continue;
		}
		write_months(&w, (int)i, UNIT_NONE);
		codes = mem_new(s->nunits + 1, sizeof(*codes));
		for (k = 0; k < s->nunits; k++)
			codes[k] =
				d->context.units->list[s->units[k].unit].code;
		order = intern_sorted(codes, s->nunits);
		for (k = 0; k < s->nunits; k++) {
			int unit = s->units[order[k]].unit;

			if (is_tested(&w, (int)i, unit))
				write_months(&w, (int)i, unit);
		}
		mem_free(codes);
		mem_free(order);
	}
	mem_free(w.first);
	return out_close(w.out);
}

/* No goal counts such rows. Whoever knows the unit can add the name to the
 * book, so it is told whether the stream is asked for or not. */
void
deliveries_out_unknown(const struct judge_context *context)
{
	const struct deliveries *d = context->coverage.deliveries;
	struct delivery_unknown names[MOST_NAMES];

	for (size_t source = 0; source < deliveries_count(d); source++) {
		size_t n = deliveries_unknown(d, (int)source, names,
			MOST_NAMES);

		for (size_t i = 0; i < n; i++)
			diag_note("%.*s: %" PRIu64 " rejected %s of "
				  "\"%.*s\", a name no unit ever had",
				SPAN_ARG(deliveries_source(d, source)
						 ->def->name),
				names[i].rows,
				names[i].rows == 1 ? "row is" : "rows are",
				SPAN_ARG(names[i].name));
	}
}

void
shares_above_all(const struct schedule *d)
{
	const struct judge_context *b = &d->context;
	int32_t to = b->now.first + YEAR_PROGRESS_MONTHS;
	char first[MEASURE_ABOVE_ALL], other[MEASURE_ABOVE_ALL];
	char month[MONTH_WIDTH];

	for (size_t i = 0; i < b->measures->count; i++) {
		const struct measure *m = &b->measures->list[i];
		bool share = d->wanted[i] && m->shown == SHOWN_PERCENT
			&& m->form == FORM_RATIO;
		struct span at = { 0 };
		uint64_t n = 0;

		for (int unit = 0; share && unit < b->units->count; unit++) {
			int32_t k = to - 2 * YEAR_PROGRESS_MONTHS;

			if (figures_first_child(b->figures, unit) != UNIT_NONE)
				continue;
			for (; k < to; k++) {
				const struct observation *o =
					figures_at(b->figures, (int)i, unit, k);

				if (!o || !o->has_denominator
					|| !measure_above_all(m, o->numerator,
						o->denominator,
						n ? other : first)
					|| n++)
					continue;
				at = b->units->list[unit].code;
				period_write_month(month, k);
			}
		}
		if (n)
			diag_at(STATUS_DONE, "share-above-100",
				(struct place){ m->def->file, m->def->line, 0 },
				"\"%.*s\" at %.*s: in %.*s %s (months like "
				"that, of all units: %" PRIu64 ")",
				SPAN_ARG(m->name), SPAN_ARG(at), MONTH_WIDTH,
				month, first, n);
	}
}

/* --- forecasts that keep score --- */

/* From the third month of the year on, what was known at each month's end is
 * put in the place of what is known now. The forecast of that day is for the
 * last month there is, so that it can be held against the figure and the status
 * there are. Beside it stand two simpler ones: that the status stays, and that
 * the value goes on at its pace.
 *
 * The months are those that are known today. Rows that came late, which nobody
 * could know of then, are among them: a real forecast had a little less. */

#define MONTHS_FIRST 3 /* of the year before the first forecast */
#define DECIMALS 3

/* What came of forecasts. The three sums are Brier scores (the squared distance
 * of a chance from what came, 0 or 1), exact until they are printed as means;
 * the two simpler forecasts give a chance of 0 or 1. */
struct score {
	uint64_t forecasts; /* how many there were to hold against */
	uint64_t held;      /* the figure lies in low..high */
	struct ratio brier, as_now, linear;
	uint64_t outlooks; /* forecasts that named a status */
	/* how many of those were right, and of the statuses that stay */
	uint64_t right, right_as_now;
};

static const char *const NAMES[] = { "goal", "measure", "forecasts", "held",
	"brier", "brier_as_now", "brier_linear", "outlooks", "right",
	"right_as_now" };

/* Makes the forecast of a month's end for a case as it is known now, and holds
 * it against that. Beside it stand the two simpler ones: that the status stays,
 * and that the value goes on at its pace; where a path has no pace the two are
 * one. */
static void
test_month(const struct judge_case *now, int32_t month, struct score *s)
{
	bool met = now->status == VERDICT_MET;
	struct judge_case then = *now;
	struct expectation end;
	struct forecast f;
	struct ratio came, off;
	bool as_now, linear;

	then.now = year_progress_of(now->context->book,
		period_month_last(month));
	then.subject.mature_by = then.now.day;
	then.value = figure_at(&then.subject, &then.now);
	then.status = judge_status(&then, then.terms, &then.subject,
		&then.value, &then.expectation, &then.comparison);
	if (!verdict_given(then.status))
		return;
	f = forecast_of(&then, &now->now, &now->expectation);
	if (!f.given || f.certain)
		return;
	as_now = linear = then.status == VERDICT_MET;
	end = expected_end(then.goal, then.terms);
	if (outlook_pace(&then, &came))
		linear = judge_by(&then, &end, came) == VERDICT_MET;
	came = ratio_round(now->value.value, now->goal->decimals);
	s->forecasts++;
	s->held += ratio_compare(came, f.low) >= 0
		&& ratio_compare(came, f.high) <= 0;
	off = ratio_sub(f.chance_met, ratio_int(met));
	s->brier = ratio_add(s->brier, ratio_mul(off, off));
	s->as_now = ratio_add(s->as_now, ratio_int(as_now != met));
	s->linear = ratio_add(s->linear, ratio_int(linear != met));
	if (f.outlook == VERDICT_NONE)
		return;
	s->outlooks++;
	s->right += f.outlook == now->status;
	s->right_as_now += then.status == now->status;
}

/* A Brier score is shown as the mean of all forecasts, between 0 and 1. */
static void
print_mean(struct out *out, struct ratio sum, uint64_t n)
{
	BUF_LOCAL b = { 0 };

	ratio_print(&b, ratio_div(sum, ratio_int((long)n)), DECIMALS);
	out_cell(out, buf_span(&b));
}

/* No forecast, no row. */
static void
print_score(struct out *out, struct span goal, struct span measure,
	const struct score *s)
{
	if (!s->forecasts)
		return;
	out_cell(out, goal);
	out_cell(out, measure);
	out_count(out, s->forecasts);
	out_count(out, s->held);
	print_mean(out, s->brier, s->forecasts);
	print_mean(out, s->as_now, s->forecasts);
	print_mean(out, s->linear, s->forecasts);
	out_count(out, s->outlooks);
	out_count(out, s->right);
	out_count(out, s->right_as_now);
	out_row(out);
}

/* No forecasts yet. */
static struct score
nothing(void)
{
	struct ratio none = ratio_int(0);

	return (struct score){ .brier = none, .as_now = none, .linear = none };
}

/* Goal by goal over all units, each month from the third one on that is over
 * before the moment the case was judged at. */
void
backtest(const struct schedule *d, struct out *out)
{
	const struct judge_context *b = &d->context;
	struct score all = nothing();

	out_columns(out, NAMES, COUNT(NAMES));
	for (size_t goal = 0; goal < b->goals->count; goal++) {
		struct score of_goal = nothing();

		for (int unit = 0; unit < b->units->count; unit++) {
			struct judge_case c;

			if (!schedule_has(d, unit, (int)goal))
				continue;
			c = judge(b, unit, (int)goal);
			if (!verdict_given(c.status))
				continue;
			for (int32_t month = c.now.first + MONTHS_FIRST - 1;
				month < c.now.last; month++)
				test_month(&c, month, &of_goal);
		}
		print_score(out, b->goals->list[goal].name,
			b->goals->list[goal].measure, &of_goal);
		all.forecasts += of_goal.forecasts;
		all.held += of_goal.held;
		all.brier = ratio_add(all.brier, of_goal.brier);
		all.as_now = ratio_add(all.as_now, of_goal.as_now);
		all.linear = ratio_add(all.linear, of_goal.linear);
		all.outlooks += of_goal.outlooks;
		all.right += of_goal.right;
		all.right_as_now += of_goal.right_as_now;
	}
	print_score(out, SPAN("*"), SPAN(""), &all);
}
