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
#include "backtest.h"

#include "base/mem.h"
#include "forecast.h"
#include "judge.h"
#include "outlook.h"
#include "value/period.h"

#define MONTHS_FIRST 3 /* of the year before the first forecast */
#define DECIMALS 3

/* What came of forecasts. Sums of squares are exact. */
struct score {
	uint64_t forecasts;
	uint64_t held; /* the figure lies in low..high */
	struct ratio brier, as_now, linear;
	uint64_t outlooks; /* forecasts that named a status */
	uint64_t right, right_as_now;
};

static const char *const NAMES[] = { "goal", "measure", "forecasts", "held",
	"brier", "brier_as_now", "brier_linear", "outlooks", "right",
	"right_as_now" };

/* The squared distance of a chance from what came. */
static struct ratio
missed_by(struct ratio chance, bool met)
{
	struct ratio off = ratio_sub(chance, ratio_int(met));

	return ratio_mul(off, off);
}

/* Whether the goal is met at the pace of the month; without a pace, whether it
 * was. */
static bool
met_at_pace(const struct judge_case *then)
{
	struct expectation end = expected_end(then->goal, then->terms);
	struct ratio pace;

	if (!outlook_pace(then, &pace))
		return then->status == VERDICT_MET;
	return judge_compare(then->goal, then->band, then->terms, &end, pace)
		       .status
		== VERDICT_MET;
}

/* Makes the forecast of a month's end for a case as it is known now, and holds
 * it against that. */
static void
test_month(const struct judge_case *now, int32_t month, struct score *s)
{
	bool met = now->status == VERDICT_MET;
	struct judge_case then = *now;
	struct forecast f;
	struct ratio came;

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
	came = ratio_round(now->value.value, now->goal->decimals);
	s->forecasts++;
	s->held += ratio_compare(came, f.low) >= 0
		&& ratio_compare(came, f.high) <= 0;
	s->brier = ratio_add(s->brier, missed_by(f.chance_met, met));
	s->as_now = ratio_add(s->as_now,
		ratio_int((then.status == VERDICT_MET) != met));
	s->linear = ratio_add(s->linear, ratio_int(met_at_pace(&then) != met));
	if (f.outlook == VERDICT_NONE)
		return;
	s->outlooks++;
	s->right += f.outlook == now->status;
	s->right_as_now += then.status == now->status;
}

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

static void
add_score(struct score *sum, const struct score *s)
{
	sum->forecasts += s->forecasts;
	sum->held += s->held;
	sum->brier = ratio_add(sum->brier, s->brier);
	sum->as_now = ratio_add(sum->as_now, s->as_now);
	sum->linear = ratio_add(sum->linear, s->linear);
	sum->outlooks += s->outlooks;
	sum->right += s->right;
	sum->right_as_now += s->right_as_now;
}

/* No forecasts yet. */
static struct score
nothing(void)
{
	struct ratio none = ratio_int(0);

	return (struct score){ .brier = none, .as_now = none, .linear = none };
}

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
		add_score(&all, &of_goal);
	}
	print_score(out, SPAN("*"), SPAN(""), &all);
}
