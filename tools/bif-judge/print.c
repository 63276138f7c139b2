/* SPDX-License-Identifier: MIT
 *
 * print: a case as a row of the verdicts stream. Cells are printed one after
 * the other into one buffer, in the order in which they are found out, and
 * written in the order of the columns. Numbers are exact until this file
 * prints them; how many decimals they get is decided in decimals.c, so that
 * no printed number contradicts its status.
 */
#include "print.h"

#include "value/period.h"
#include "decimals.h"
#include "outlook.h"
#include "text_words.h"

#define CHANCE_SHOWN 3 /* decimals of a share of chance */

/* Cells grow in one buffer; where each begins is kept until all are there. */
struct sheet {
	const struct judge_case *judged;
	const struct worth *worth;
	struct buf text;
	size_t from[VERDICT_COLUMNS], len[VERDICT_COLUMNS];
};

/* Ends a cell that began there in the buffer. */
static void
put(struct sheet *s, enum verdict_column column, size_t from)
{
	s->from[column] = from;
	s->len[column] = s->text.len - from;
}

/* A cell of text. */
static void
put_text(struct sheet *s, enum verdict_column column, struct span text)
{
	size_t from = s->text.len;

	buf_add(&s->text, text);
	put(s, column, from);
}

/* A cell that is one of the words of the stream. */
static void
put_word(struct sheet *s, enum verdict_column column, const char *word)
{
	put_text(s, column, span_of(word));
}

/* A cell that is a day, as all streams write it. */
static void
put_day(struct sheet *s, enum verdict_column column, int32_t day)
{
	size_t from = s->text.len;

	period_print_day(&s->text, day);
	put(s, column, from);
}

/* A cell that is rounded for print; what is beyond its decimals is not in the
 * stream. */
static void
put_number(struct sheet *s, enum verdict_column column, struct ratio number,
	int decimals)
{
	size_t from = s->text.len;

	ratio_print(&s->text, number, decimals);
	put(s, column, from);
}

/* A cell that is not rounded, since others reckon with it. */
static void
put_exact(struct sheet *s, enum verdict_column column, struct ratio number)
{
	size_t from = s->text.len;

	ratio_print_exact(&s->text, number);
	put(s, column, from);
}

/* A cell that is a count. */
static void
put_count(struct sheet *s, enum verdict_column column, uint64_t n)
{
	size_t from = s->text.len;

	buf_format(&s->text, "%" PRIu64, n);
	put(s, column, from);
}

/* What it is judged by and what was counted. The band stands as it was written;
 * the book's standard as the number it is. Of those that are withdrawn nothing
 * is judged or counted any more. */
static void
put_figures(struct sheet *s)
{
	const struct judge_case *c = s->judged;
	const struct target *due = c->terms->due;
	const struct target *first = c->contract->original.due;
	const struct figure *v = &c->value;
	int decimals = c->goal->decimals;
	size_t from;

	if (c->goal->has_band)
		put_text(s, VERDICT_BAND, c->goal->band_text);
	else
		put_exact(s, VERDICT_BAND, c->band);
	from = s->text.len;
	verdict_print_flags(&s->text, c->flags | s->worth->flags);
	put(s, VERDICT_FLAGS, from);
	if (!first->withdraws)
		put_number(s, VERDICT_ORIGINAL_TARGET, first->target, decimals);
	put_word(s, VERDICT_ORIGINAL_STATUS,
		verdict_statuses[c->original_status]);
	if (c->status == VERDICT_WITHDRAWN)
		return;
	put_day(s, VERDICT_DUE, due->due);
	put_number(s, VERDICT_TARGET, due->target, decimals);
	if (c->goal->direction == WITHIN && due->has_upper)
		put_number(s, VERDICT_UPPER, due->upper, decimals);
	if (c->terms->has_baseline)
		put_number(s, VERDICT_BASELINE, c->terms->baseline, decimals);
	put_count(s, VERDICT_N, v->n);
	put_count(s, VERDICT_PENDING, v->pending);
	if (c->through != DAY_NONE)
		put_day(s, VERDICT_THROUGH, c->through);
	if (!v->has_sums)
		return;
	put_exact(s, VERDICT_NUMERATOR, v->numerator);
	if (v->has_denominator)
		put_exact(s, VERDICT_DENOMINATOR, v->denominator);
}

/* How value and expected compare, where the value is heading, and how much it is
 * worth. Bounds are told from the worst to the best: near..met. */
static void
put_outlook(struct sheet *s)
{
	static const char *const SIGNALS[] = { "", "none", "better", "worse" };
	const struct judge_case *c = s->judged;
	const struct worth *w = s->worth;
	struct outlook o = outlook_of(c, w->given);
	const struct forecast *f = &o.forecast;
	int of_value = decimals_of_value(c), of_goal = c->goal->decimals;
	size_t from;

	put_number(s, VERDICT_VALUE, c->value.value, of_value);
	put_number(s, VERDICT_EXPECTED, c->comparison.expected, of_value);
	if (c->comparison.has_shortfall)
		put_number(s, VERDICT_SHORTFALL, c->comparison.shortfall,
			decimals_of_shortfall(c));
	if (f->given) {
		/* At the year's end it is the value, as that is printed. */
		int decimals = f->certain ? of_value : of_goal;

		put_number(s, VERDICT_PROJECTED, f->value, decimals);
		put_number(s, VERDICT_PROJECTED_LOW, f->low, decimals);
		put_number(s, VERDICT_PROJECTED_HIGH, f->high, decimals);
		put_number(s, VERDICT_CHANCE_MET, f->chance_met, CHANCE_SHOWN);
	}
	if (o.has_required)
		put_number(s, VERDICT_REQUIRED, o.required, of_goal);
	put_word(s, VERDICT_OUTLOOK, verdict_statuses[f->outlook]);
	put_word(s, VERDICT_TREND, verdict_trends[o.trend]);
	if (w->has_bounds) {
		from = s->text.len;
		buf_format(&s->text, "%s..%s", verdict_statuses[w->worst],
			verdict_statuses[w->best]);
		put(s, VERDICT_BOUNDS, from);
	}
	if (w->has_rejected)
		put_count(s, VERDICT_REJECTED, w->rejected);
	if (w->has_interval) {
		put_number(s, VERDICT_LOW, w->low, of_value);
		put_number(s, VERDICT_HIGH, w->high, of_value);
	}
	if (w->has_chance)
		put_number(s, VERDICT_CHANCE, w->chance, CHANCE_SHOWN);
	put_word(s, VERDICT_SIGNAL, SIGNALS[w->signal]);
	put_text(s, VERDICT_READINGS, buf_span(&w->readings));
}

/* Cells in the order in which they are found out; then the row. Names stand in
 * each, terms and figures where the goal is in the contract, and what follows
 * from a verdict where there is one. */
void
print_row(struct out *out, const struct judge_case *c, const struct worth *w)
{
	struct sheet sheet = { .judged = c, .worth = w }, *s = &sheet;
	const struct judge_context *b = c->context;
	const struct goal *g = c->goal;
	struct verdict v = { 0 };
	size_t from, i;

	put_count(s, VERDICT_YEAR, (uint64_t)b->now.year);
	put_text(s, VERDICT_UNIT, b->units->list[c->unit].code);
	put_text(s, VERDICT_GOAL, g->name);
	put_text(s, VERDICT_PERSPECTIVE, g->perspective);
	put_text(s, VERDICT_MEASURE, g->measure);
	put_day(s, VERDICT_AS_OF, b->now.day);
	put_day(s, VERDICT_KNOWN_AT, b->known_at);
	put_word(s, VERDICT_STATUS, verdict_statuses[c->status]);
	put_word(s, VERDICT_DIRECTION, goal_directions[g->direction]);
	put_word(s, VERDICT_WINDOW, goal_windows[g->window]);
	put_word(s, VERDICT_PATH, goal_paths[g->path]);
	put_word(s, VERDICT_SCALE, goal_scales[g->scale]);
	if (c->status != VERDICT_NOT_APPLICABLE)
		put_figures(s);
	if (verdict_given(c->status))
		put_outlook(s);
	from = s->text.len;
	text_why(&s->text, c);
	put(s, VERDICT_WHY, from);
	for (i = 0; i < VERDICT_COLUMNS; i++)
		v.cell[i] = (struct span){ s->len[i] ? s->text.at + s->from[i]
						     : "",
			s->len[i] };
	verdict_write(out, &v);
	buf_free(&s->text);
}
