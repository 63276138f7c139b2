/* SPDX-License-Identifier: MIT
 *
 * Other legitimate readings of a goal, and what each would judge: the year gone
 * by days or by months, a year that fills evenly or as earlier years did, one
 * share of all or the mean of the months' shares, and the measure counted in
 * another way (`measure@reading`) where somebody counted it. A reading that
 * gives no verdict says nothing and is left out.
 */
#include "worth.h"

#include "decimals.h"
#include "value/period.h"

/* Where the readings of a case go: the cell, and perhaps a file. */
struct heard {
	const struct judge_case *judged;
	struct worth *worth;
	struct out *out; /* or NULL */
};

static void
write_reading(struct out *out, const struct judge_case *c, struct span name)
{
	const struct judge_context *b = c->context;
	int decimals = c->goal->decimals;
	struct buf text = { 0 };
	size_t value, expected;

	if (c->status != VERDICT_MET)
		decimals = decimals_apart(c->value.value,
			c->comparison.expected, decimals);
	buf_format(&text, "%d", b->now.year);
	out_cell(out, buf_span(&text));
	out_cell(out, b->units->list[c->unit].code);
	out_cell(out, c->goal->name);
	out_cell(out, name);
	out_cell(out, span_of(verdict_statuses[c->status]));
	buf_clear(&text);
	ratio_print(&text, c->value.value, decimals);
	value = text.len;
	ratio_print(&text, c->comparison.expected, decimals);
	expected = text.len - value;
	out_cell(out, (struct span){ text.at, value });
	out_cell(out, (struct span){ text.at + value, expected });
	out_row(out);
	buf_free(&text);
}

/* Judges a case that was changed, and tells of it. */
static void
hear(const struct heard *h, struct judge_case *again, struct span name)
{
	struct buf *list = &h->worth->readings;

	again->value = figure_at(&again->subject, &again->now);
	again->expectation = (struct expectation){ 0 };
	again->status = judge_status(again, again->terms, &again->subject,
		&again->value, &again->expectation, &again->comparison);
	if (!verdict_given(again->status))
		return;
	if (list->len)
		buf_add(list, span_of(" "));
	buf_add(list, name);
	buf_format(list, ":%s", verdict_statuses[again->status]);
	if (again->status != h->judged->status)
		h->worth->flags |= FLAG_SENSITIVE;
	if (h->out)
		write_reading(h->out, again, name);
}

/* The share of the year that is gone, by the other calendar. */
static void
other_calendar(const struct heard *h)
{
	struct judge_case again = *h->judged;
	struct year_progress *now = &again.now;
	bool by_day = again.context->book->by_day;
	int32_t first = period_month_first(now->first);

	if (again.goal->path != PATH_ACCRUAL && again.goal->path != PATH_GLIDE)
		return;
	now->gone = by_day
		? ratio_of(now->last - now->first + 1, YEAR_PROGRESS_MONTHS)
		: ratio_of(now->day - first + 1, now->year_end - first + 1);
	if (by_day)
		now->running = now->last;
	hear(h, &again, span_of(by_day ? "months" : "days"));
}

/* As the year fills: evenly, or as it did in earlier years. */
static void
other_path(const struct heard *h)
{
	struct judge_case again = *h->judged;
	struct goal goal = *again.goal;

	if (goal.path == PATH_ACCRUAL)
		goal.path = PATH_SEASONAL;
	else if (goal.path == PATH_SEASONAL)
		goal.path = PATH_ACCRUAL;
	else
		return;
	again.goal = &goal;
	hear(h, &again,
		span_of(goal.path == PATH_SEASONAL ? "seasonal" : "linear"));
}

/* A share of all of the year, or the mean of its months. */
static void
other_window(const struct heard *h)
{
	struct judge_case again = *h->judged;
	enum window *window = &again.subject.window;

	if (!worth_has_denominator(again.subject.measure)
		|| again.subject.measure->form != FORM_RATIO
		|| again.subject.measure->shown != SHOWN_PERCENT)
		return;
	if (*window == WINDOW_MEAN_OF_MONTHS)
		*window = WINDOW_YEAR;
	else if (*window == WINDOW_YEAR)
		*window = WINDOW_MEAN_OF_MONTHS;
	else
		return;
	hear(h, &again, span_of(*window == WINDOW_YEAR ? "ratio" : "mean"));
}

/* Readings of the book that somebody counted. */
static void
other_counts(const struct heard *h)
{
	const struct judge_case *c = h->judged;
	const struct measures *all = c->context->measures;
	struct judge_case again;
	struct span name;
	const char *at;
	int i;

	for (i = c->subject.measure_index + 1; i < (int)all->count
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

	out_columns(out, NAMES, sizeof(NAMES) / sizeof(NAMES[0]));
}

void
worth_readings(const struct judge_case *c, struct worth *w, struct out *out)
{
	struct heard h = { c, w, out };

	other_calendar(&h);
	other_path(&h);
	other_window(&h);
	other_counts(&h);
}
