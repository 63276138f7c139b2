/* SPDX-License-Identifier: MIT
 *
 * From the third month of the year on, what was known at each month's end is
 * put in the place of what is known now. The forecast of that day is for the
 * last month there is, so that it can be held against the figure and the status
 * there are. Beside it stand two simpler ones: that the status stays, and that
 * the value goes on at its pace.
 *
 * The months are those that are known today. Rows that came late, which nobody
 * could know of then, are among them: a real forecast had a little less.
 */

#include "base/mem.h"
#include "outlook.h"
#include "outputs.h"
#include "value/period.h"

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
		linear = judge_compare(then.goal, then.band, then.terms, &end,
				 came)
				 .status
			== VERDICT_MET;
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
	struct buf b = { 0 };

	ratio_print(&b, ratio_div(sum, ratio_int((long)n)), DECIMALS);
	out_cell(out, buf_span(&b));
	buf_free(&b);
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
	size_t goal;
	int unit;

	out_columns(out, NAMES, sizeof(NAMES) / sizeof(*NAMES));
	for (goal = 0; goal < b->goals->count; goal++) {
		struct score of_goal = nothing();

		for (unit = 0; unit < b->units->count; unit++) {
			struct judge_case c;
			int32_t month;

			if (!schedule_has(d, unit, (int)goal))
				continue;
			c = judge(b, unit, (int)goal);
			if (!verdict_given(c.status))
				continue;
			for (month = c.now.first + MONTHS_FIRST - 1;
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
