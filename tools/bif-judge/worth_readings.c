/* SPDX-License-Identifier: MIT
 *
 * Other legitimate readings of a goal, and what each would judge: the year gone
 * by days or by months, a year that fills evenly or as earlier years did, one
 * share of all or the mean of the months' shares, and the measure counted in
 * another way (`measure@reading`) where somebody counted it. A reading that
 * gives no verdict says nothing and is left out.
 */
#include "text_words.h"
#include "worth.h"

#include "value/period.h"

/* Where the readings of a case go: the cell, and perhaps a file. */
struct heard {
	const struct judge_case *judged;
	struct worth *worth;
	struct out *out; /* or NULL */
};

/* Judges a case that was changed, and tells of it in the cell and as a row of
 * the file. */
static void
hear(const struct heard *h, struct judge_case *again, struct span name)
{
	struct buf *list = &h->worth->readings;
	BUF_LOCAL text = { 0 };
	const struct judge_context *b = again->context;
	int decimals = again->goal->decimals;

	again->value = figure_at(&again->subject, &again->now);
	again->expectation = (struct expectation){ 0 };
	again->status = judge_status(again, again->terms, &again->subject,
		&again->value, &again->expectation, &again->comparison);
	if (!verdict_given(again->status))
		return;
	buf_between(list, " ");
	buf_add(list, name);
	buf_format(list, ":%s", verdict_statuses[again->status]);
	if (again->status != h->judged->status)
		h->worth->flags |= FLAG_SENSITIVE;
	if (!h->out)
		return;
	if (again->status != VERDICT_MET)
		decimals = text_decimals_apart(again->value.value,
			again->comparison.expected, decimals);
	out_count(h->out, (uint64_t)b->now.year);
	out_cell(h->out, b->units->list[again->unit].code);
	out_cell(h->out, again->goal->name);
	out_cell(h->out, name);
	out_cell(h->out, span_of(verdict_statuses[again->status]));
	ratio_print(&text, again->value.value, decimals);
	out_cell(h->out, buf_span(&text));
	buf_clear(&text);
	ratio_print(&text, again->comparison.expected, decimals);
	out_cell(h->out, buf_span(&text));
	out_row(h->out);
}

/* Readings of the book that somebody counted: they stand behind their measure in
 * the list, and are called `measure@reading`. */
static void
other_counts(const struct heard *h)
{
	const struct judge_case *c = h->judged;
	const struct measures *all = c->context->measures;
	struct judge_case again;
	struct span name;
	const char *at;

	for (int i = c->subject.measure_index + 1; i < (int)all->count
		&& all->list[i].alternative_of == c->subject.measure_index;
		i++) {
		if (!figures_any(c->context->figures, i))
			continue;
		again = *c;
		again.subject.measure = &all->list[i];
		again.subject.measure_index = i;
		name = all->list[i].name;
		at = memchr(name.at, '@', name.len);
		if (at) {
			name.len -= (size_t)(at + 1 - name.at);
			name.at = at + 1;
		}
		hear(h, &again, name);
	}
}

void
worth_readings_columns(struct out *out)
{
	static const char *const NAMES[] = { "year", "unit", "goal", "reading",
		"status", "value", "expected" };

	out_columns(out, NAMES, COUNT(NAMES));
}

/* Each other reading that the goal has: a copy of the case with one thing
 * changed in it, judged again. */
void
worth_readings(const struct judge_case *c, struct worth *w, struct out *out)
{
	struct heard h = { c, w, out };
	const struct measure *m = c->subject.measure;
	enum path path = c->goal->path;
	bool by_day = c->context->book->by_day;
	struct judge_case again = *c;
	struct year_progress *now = &again.now;
	enum window *window = &again.subject.window;
	int32_t first = period_month_first(now->first);
	struct goal goal = *c->goal;

	/* The share of the year that is gone, by the other calendar. */
	if (path == PATH_ACCRUAL || path == PATH_GLIDE) {
		now->gone = by_day ? ratio_of(now->last - now->first + 1,
				    YEAR_PROGRESS_MONTHS)
				   : ratio_of(now->day - first + 1,
					   now->year_end - first + 1);
		if (by_day)
			now->running = now->last;
		hear(&h, &again, span_of(by_day ? "months" : "days"));
	}
	/* As the year fills: evenly, or as it did in earlier years. */
	again = *c;
	again.goal = &goal;
	goal.path = path == PATH_ACCRUAL ? PATH_SEASONAL : PATH_ACCRUAL;
	if (path == PATH_ACCRUAL || path == PATH_SEASONAL)
		hear(&h, &again,
			span_of(path == PATH_ACCRUAL ? "seasonal" : "linear"));
	/* A share of all of the year, or the mean of its months. */
	again = *c;
	if (worth_has_denominator(m) && m->form == FORM_RATIO
		&& m->shown == SHOWN_PERCENT
		&& (*window == WINDOW_MEAN_OF_MONTHS
			|| *window == WINDOW_YEAR)) {
		*window = *window == WINDOW_YEAR ? WINDOW_MEAN_OF_MONTHS
						 : WINDOW_YEAR;
		hear(&h, &again,
			span_of(*window == WINDOW_YEAR ? "ratio" : "mean"));
	}
	other_counts(&h);
}
