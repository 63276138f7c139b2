/* SPDX-License-Identifier: MIT
 *
 * print: a case as a row of the verdicts stream. Cells are filled in
 * the order in which they are found out, and written in the order of the
 * columns; a cell that nothing fills is empty. Numbers are exact until this file
 * prints them; how many decimals they get is decided in decimals.c, so that
 * no printed number contradicts its status.
 */
#include "outlook.h"
#include "outputs.h"
#include "text_words.h"
#include "value/period.h"

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
	const struct target *first = c->contract->original.due;
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
	buf_format(&cell[VERDICT_N], "%" PRIu64, v->n);
	buf_format(&cell[VERDICT_PENDING], "%" PRIu64, v->pending);
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
		buf_format(&cell[VERDICT_REJECTED], "%" PRIu64, w->rejected);
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
print_row(struct out *out, const struct judge_case *c, const struct worth *w)
{
	struct buf cell[VERDICT_COLUMNS] = { 0 };
	const struct judge_context *b = c->context;
	const struct goal *g = c->goal;
	struct span cells[VERDICT_COLUMNS];
	struct verdict v = { .cell = cells };
	size_t i;

	buf_format(&cell[VERDICT_YEAR], "%" PRIu64, (uint64_t)b->now.year);
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
	for (i = 0; i < VERDICT_COLUMNS; i++)
		cells[i] = buf_span(&cell[i]);
	verdict_write(out, &v);
	for (i = 0; i < VERDICT_COLUMNS; i++)
		buf_free(&cell[i]);
}
