/* SPDX-License-Identifier: MIT */
#include "print.h"

#include "value/period.h"
#include "text_why.h"

int
print_apart(struct ratio a, struct ratio b, int decimals)
{
	struct buf one = { 0 }, other = { 0 };

	for (;; decimals++) {
		buf_clear(&one);
		buf_clear(&other);
		ratio_print(&one, a, decimals);
		ratio_print(&other, b, decimals);
		if (!span_equal(buf_span(&one), buf_span(&other)))
			break;
	}
	buf_free(&one);
	buf_free(&other);
	return decimals;
}

int
print_beside(struct ratio shortfall, struct ratio band,
	enum verdict_status status, int decimals)
{
	struct buf text = { 0 };
	struct ratio printed;
	bool right = false;

	for (; !right; decimals++) {
		buf_clear(&text);
		ratio_print(&text, shortfall, decimals);
		right = ratio_read(buf_span(&text), &printed)
			&& ratio_sign(printed)
			&& (status == VERDICT_NEAR)
				== (ratio_compare(printed, band) <= 0);
	}
	buf_free(&text);
	return decimals - 1;
}

int
print_decimals(const struct judge_case *t)
{
	if (t->status == VERDICT_MET)
		return t->goal->decimals;
	return print_apart(t->value.value, t->standing.expected,
		t->goal->decimals);
}

int
print_shortfall_decimals(const struct judge_case *t)
{
	if (t->status == VERDICT_MET)
		return t->goal->decimals;
	return print_beside(t->standing.shortfall, t->band, t->status,
		t->goal->decimals);
}

/* --- a row --- */

/* Cells grow in one buffer; where each begins is kept until all are there. */
struct sheet {
	const struct judge_case *trial;
	struct buf text;
	size_t from[VERDICT_COLUMNS], len[VERDICT_COLUMNS];
};

static void
put(struct sheet *s, enum verdict_column column, size_t from)
{
	s->from[column] = from;
	s->len[column] = s->text.len - from;
}

static void
put_text(struct sheet *s, enum verdict_column column, struct span text)
{
	size_t from = s->text.len;

	buf_add(&s->text, text);
	put(s, column, from);
}

static void
put_word(struct sheet *s, enum verdict_column column, const char *word)
{
	put_text(s, column, span_of(word));
}

static void
put_day(struct sheet *s, enum verdict_column column, int32_t day)
{
	size_t from = s->text.len;

	period_print_day(&s->text, day);
	put(s, column, from);
}

static void
put_number(struct sheet *s, enum verdict_column column, struct ratio number,
	int decimals)
{
	size_t from = s->text.len;

	ratio_print(&s->text, number, decimals);
	put(s, column, from);
}

static void
put_exact(struct sheet *s, enum verdict_column column, struct ratio number)
{
	size_t from = s->text.len;

	ratio_print_exact(&s->text, number);
	put(s, column, from);
}

static void
put_count(struct sheet *s, enum verdict_column column, uint64_t n)
{
	size_t from = s->text.len;

	buf_format(&s->text, "%" PRIu64, n);
	put(s, column, from);
}

static void
put_names(struct sheet *s)
{
	const struct judge_case *t = s->trial;
	const struct judge_context *b = t->bench;
	const struct goal *g = t->goal;

	put_count(s, VERDICT_YEAR, (uint64_t)b->now.year);
	put_text(s, VERDICT_UNIT, b->units->list[t->unit].code);
	put_text(s, VERDICT_GOAL, g->name);
	put_text(s, VERDICT_PERSPECTIVE, g->perspective);
	put_text(s, VERDICT_MEASURE, g->measure);
	put_day(s, VERDICT_AS_OF, b->now.day);
	put_day(s, VERDICT_KNOWN_AT, b->known_at);
	put_word(s, VERDICT_STATUS, verdict_statuses[t->status]);
	put_word(s, VERDICT_DIRECTION, goal_directions[g->direction]);
	put_word(s, VERDICT_WINDOW, goal_windows[g->window]);
	put_word(s, VERDICT_PATH, goal_paths[g->path]);
	put_word(s, VERDICT_SCALE, goal_scales[g->scale]);
}

static void
put_target(struct sheet *s)
{
	const struct judge_case *t = s->trial;
	const struct target *due = t->terms->due;
	int decimals = t->goal->decimals;

	put_day(s, VERDICT_DUE, due->due);
	put_number(s, VERDICT_TARGET, due->target, decimals);
	if (t->goal->direction == WITHIN && due->has_upper)
		put_number(s, VERDICT_UPPER, due->upper, decimals);
	if (t->terms->has_baseline)
		put_number(s, VERDICT_BASELINE, t->terms->baseline, decimals);
}

static void
put_figures(struct sheet *s)
{
	const struct figure *v = &s->trial->value;

	put_count(s, VERDICT_N, v->n);
	if (!v->has_sums)
		return;
	put_exact(s, VERDICT_NUMERATOR, v->numerator);
	if (v->has_denominator)
		put_exact(s, VERDICT_DENOMINATOR, v->denominator);
}

/* The band as it was written; the book's standard as the number it is. */
static void
put_contract(struct sheet *s)
{
	const struct judge_case *t = s->trial;
	const struct target *first = t->contract->original.due;
	size_t from;

	if (t->goal->has_band)
		put_text(s, VERDICT_BAND, t->goal->band_text);
	else
		put_exact(s, VERDICT_BAND, t->band);
	from = s->text.len;
	verdict_print_flags(&s->text, t->flags);
	put(s, VERDICT_FLAGS, from);
	if (!first->withdraws)
		put_number(s, VERDICT_ORIGINAL_TARGET, first->target,
			t->goal->decimals);
	put_word(s, VERDICT_ORIGINAL_STATUS,
		verdict_statuses[t->original_status]);
}

static void
put_standing(struct sheet *s)
{
	const struct judge_case *t = s->trial;
	int decimals = print_decimals(t);

	put_number(s, VERDICT_VALUE, t->value.value, decimals);
	put_number(s, VERDICT_EXPECTED, t->standing.expected, decimals);
	if (t->standing.has_shortfall)
		put_number(s, VERDICT_SHORTFALL, t->standing.shortfall,
			print_shortfall_decimals(t));
}

static void
put_outlook(struct sheet *s)
{
	const struct judge_case *t = s->trial;
	struct outlook o = outlook_of(t);
	int decimals = t->goal->decimals;

	if (o.has_projected && o.status != VERDICT_MET)
		decimals = print_apart(o.projected, o.target, decimals);
	if (o.has_projected)
		put_number(s, VERDICT_PROJECTED, o.projected, decimals);
	if (o.has_required)
		put_number(s, VERDICT_REQUIRED, o.required, t->goal->decimals);
	put_word(s, VERDICT_OUTLOOK, verdict_statuses[o.status]);
	put_word(s, VERDICT_TREND, verdict_trends[o.trend]);
}

static void
put_why(struct sheet *s)
{
	size_t from = s->text.len;

	text_why(&s->text, s->trial);
	put(s, VERDICT_WHY, from);
}

static void
write_row(struct out *out, const struct sheet *s)
{
	struct verdict v = { 0 };
	size_t i;

	for (i = 0; i < VERDICT_COLUMNS; i++)
		v.cell[i] = (struct span){ s->len[i] ? s->text.at + s->from[i]
						     : "",
			s->len[i] };
	verdict_write(out, &v);
}

void
print_row(struct out *out, const struct judge_case *t)
{
	struct sheet s = { .trial = t };

	put_names(&s);
	if (t->status != VERDICT_NOT_APPLICABLE)
		put_contract(&s);
	if (t->status != VERDICT_NOT_APPLICABLE
		&& t->status != VERDICT_WITHDRAWN) {
		put_target(&s);
		put_figures(&s);
	}
	if (verdict_given(t->status)) {
		put_standing(&s);
		put_outlook(&s);
	}
	put_why(&s);
	write_row(out, &s);
	buf_free(&s.text);
}
