/* SPDX-License-Identifier: MIT
 *
 * What is written is what was tested and no more: months before any goal needs
 * them tell nobody anything, and a source that is not monthly has no months.
 */
#include "base/intern.h"
#include "base/mem.h"
#include "outputs.h"
#include "stream/delivery.h"
#include "text_words.h"
#include "value/period.h"

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
	const struct delivery_source *s;
	const struct feeds_part *part;
	const struct goal *g;
	int32_t from, to, first;
	size_t goal, p, i;
	int measure;

	for (i = 0; i < deliveries_count(b->coverage.deliveries); i++)
		w->first[i] = INT32_MAX;
	for (goal = 0; goal < b->goals->count; goal++) {
		g = &b->goals->list[goal];
		measure = measure_find(b->measures, g->measure);
		if (!b->contracts->goal_used[goal] || measure < 0)
			continue;
		figure_window(g->window, &b->now, &from, &to);
		if (to < from && !year_progress_has_running(&b->now))
			continue; /* nothing of the year is over */
		from = reach_first_needed(&b->measures->list[measure], from);
		for (p = 0; p < FEEDS_PARTS; p++) {
			part = &b->coverage.feeds[measure].part[p];
			for (i = 0; i < part->n; i++) {
				s = deliveries_source(b->coverage.deliveries,
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
	struct delivery_row row = { .month = month, .state = d->state };
	size_t i;

	buf_add(&text[DELIVERY_SOURCE],
		deliveries_source(b->coverage.deliveries, (size_t)source)
			->def->name);
	if (unit != UNIT_NONE)
		buf_add(&text[DELIVERY_UNIT], b->units->list[unit].code);
	if (month != INT32_MIN)
		period_print_month(&text[DELIVERY_MONTH], month);
	buf_text(&text[DELIVERY_STATE], delivery_states[d->state]);
	buf_format(&text[DELIVERY_ROWS], "%" PRIu64, d->rows);
	if (d->has_usual)
		text_words_usual(&text[DELIVERY_USUAL], d);
	if (d->last != DAY_NONE)
		period_print_day(&text[DELIVERY_THROUGH], d->last);
	text_words_delivery(&text[DELIVERY_WHY], b, source, d);
	for (i = 0; i < DELIVERY_COLUMNS; i++)
		row.cell[i] = buf_span(&text[i]);
	delivery_write(w->out, &row);
	for (i = 0; i < DELIVERY_COLUMNS; i++)
		buf_free(&text[i]);
}

/* Whether any month of it was held against something: of a source one whose
 * state is a finding, or none that could not be tested; of a unit one in which
 * it was monthly, or fell silent. */
static bool
is_tested(const struct writing *w, int source, int unit)
{
	struct delivery d;
	int32_t month;
	bool untested = false;

	for (month = w->first[source]; month <= w->last; month++) {
		d = deliveries_at(w->context->coverage.deliveries, source, unit,
			month);
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
	int32_t month;

	for (month = w->first[source]; month <= w->last; month++) {
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
	const struct delivery_source *s;
	struct span *codes;
	uint32_t *order;
	int unit;

	w.out = out_open(file, format);
	if (!w.out)
		return false;
	delivery_columns(w.out);
	w.first = mem_new(n + 1, sizeof(*w.first));
	w.last = year_progress_has_running(&d->context.now)
		? d->context.now.running
		: d->context.now.last;
	find_first(&w);
	for (i = 0; i < n; i++) {
		s = deliveries_source(all, i);
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
			unit = s->units[order[k]].unit;
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
	size_t source, n, i;

	for (source = 0; source < deliveries_count(d); source++) {
		n = deliveries_unknown(d, (int)source, names, MOST_NAMES);
		for (i = 0; i < n; i++)
			diag_note("%.*s: %" PRIu64 " rejected rows are of "
				  "\"%.*s\", a name no unit ever had",
				SPAN_ARG(deliveries_source(d, source)
						 ->def->name),
				names[i].rows, SPAN_ARG(names[i].name));
	}
}
