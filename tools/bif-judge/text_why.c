/* SPDX-License-Identifier: MIT */
#include "text_why.h"

#include "print.h"
#include "text_words.h"
#include "value/period.h"

/* A sentence being told. */
struct explanation {
	struct buf *b;
	bool danish;
	const struct judge_case *t;
	int decimals;     /* of value and expected */
	struct span noun; /* "%", "sager", or empty */
};

static const char *
in(const struct explanation *w, const char *danish, const char *english)
{
	return w->danish ? danish : english;
}

static void
tell(const struct explanation *w, const char *danish, const char *english)
{
	buf_text(w->b, in(w, danish, english));
}

static void
tell_number(const struct explanation *w, struct ratio number, int decimals)
{
	text_words_number(w->b, number, decimals, w->danish);
}

/* With the decimals it has, when they are few; else so many. */
static void
tell_sum(const struct explanation *w, struct ratio number)
{
	int decimals = 0;

	while (decimals < w->t->goal->decimals + 2
		&& !ratio_is_whole(ratio_mul(number,
			ratio_int(text_words_ten_to(decimals)))))
		decimals++;
	tell_number(w, number, decimals);
}

static void
tell_noun(const struct explanation *w)
{
	if (w->noun.len)
		buf_byte(w->b, ' ');
	buf_add(w->b, w->noun);
}

/* --- the figures --- */

static void
tell_fraction(const struct explanation *w)
{
	const struct measure *m = w->t->subject.measure;
	const struct figure *v = &w->t->value;
	bool share = m->form == FORM_RATIO && m->shown == SHOWN_PERCENT;

	if (m->form == FORM_DEVIATION)
		buf_byte(w->b, '|');
	tell_sum(w, v->numerator);
	buf_text(w->b, share ? in(w, " af ", " of ") : " / ");
	tell_sum(w, v->denominator);
	if (m->form != FORM_RATIO)
		buf_text(w->b, " − 1");
	if (m->form == FORM_DEVIATION)
		buf_byte(w->b, '|');
}

/* The months' own values, one decimal more than their mean is given with. */
static void
tell_months(const struct explanation *w)
{
	const struct figure *v = &w->t->value;
	const char *between = "(";
	struct ratio one;
	int32_t month;

	for (month = v->from; month <= v->to; month++) {
		if (!figure_of_month(&w->t->subject, month, &one))
			continue;
		buf_text(w->b, between);
		tell_number(w, one, w->decimals + 1);
		between = " + ";
	}
	buf_format(w->b, ") / %d", v->months);
}

static void
tell_value(const struct explanation *w)
{
	const struct judge_case *t = w->t;
	const struct figure *v = &t->value;

	text_words_months(w->b, v->from, v->to, w->danish);
	buf_text(w->b, ": ");
	if (t->goal->window == WINDOW_MEAN_OF_MONTHS)
		tell_months(w);
	else if (v->has_denominator)
		tell_fraction(w);
	if (t->goal->window == WINDOW_MEAN_OF_MONTHS || v->has_denominator)
		buf_text(w->b, " = ");
	tell_number(w, v->value, w->decimals);
	tell_noun(w);
	if (v->real_zero)
		tell(w, " (ingen hos enheden, men hos andre)",
			" (none at this unit, some at others)");
}

/* --- what was expected --- */

static void
tell_share_gone(const struct explanation *w)
{
	const struct year_progress *m = &w->t->bench->now;

	buf_format(w->b, " × %d/%d", m->parts_gone, m->parts);
}

static void
tell_season(const struct explanation *w)
{
	const struct expectation *e = &w->t->expectation;

	buf_text(w->b, " × ");
	if (e->years == 1) {
		tell_sum(w, e->then);
		buf_byte(w->b, '/');
		tell_sum(w, e->whole);
		buf_format(w->b, in(w, " som i %d", " as in %d"),
			e->first_year);
		return;
	}
	tell_number(w, ratio_mul(e->share, ratio_int(100)), 3);
	buf_format(w->b,
		in(w, " %%, gennemsnit af %d år siden %d",
			" %%, the mean of %d years since %d"),
		e->years, e->first_year);
}

static void
tell_step(const struct explanation *w)
{
	const struct target *step = w->t->expectation.step;

	if (!step) {
		tell(w, "før første milepæl", "before the first milestone");
		return;
	}
	tell(w, "milepæl ", "milestone ");
	text_words_day(w->b, step->due, w->danish);
}

/* At the end of its way expected is the target, and needs no explaining. */
static bool
is_on_the_way(const struct judge_case *t)
{
	const struct expectation *e = &t->expectation;

	if (t->goal->path == PATH_MILESTONES)
		return e->step != t->terms->due;
	return t->goal->path != PATH_LEVEL && t->goal->path != PATH_YEAR_END
		&& ratio_compare(e->share, ratio_int(1)) != 0;
}

/* How expected follows from the edge it is the path to. */
static void
tell_path(const struct explanation *w)
{
	const struct judge_case *t = w->t;
	bool upper = ratio_compare(t->standing.expected, t->expectation.low)
		!= 0;
	const struct target *due = t->terms->due;
	struct ratio edge = upper ? due->upper : due->target;

	if (!is_on_the_way(t))
		return;
	buf_text(w->b, " (");
	if (t->goal->path == PATH_MILESTONES) {
		tell_step(w);
	} else if (t->goal->path == PATH_GLIDE) {
		tell_sum(w, t->terms->baseline);
		buf_text(w->b, " + (");
		tell_sum(w, edge);
		buf_text(w->b, " − ");
		tell_sum(w, t->terms->baseline);
		buf_byte(w->b, ')');
		tell_share_gone(w);
	} else {
		tell_sum(w, edge);
		if (t->goal->path == PATH_SEASONAL)
			tell_season(w);
		else
			tell_share_gone(w);
	}
	buf_byte(w->b, ')');
}

static void
tell_expected(const struct explanation *w)
{
	const struct judge_case *t = w->t;
	const struct expectation *e = &t->expectation;

	tell(w, "; forventet ", "; expected ");
	if (t->goal->direction == WITHIN) {
		tell_number(w, e->low, w->decimals);
		tell(w, " til ", " to ");
		tell_number(w, e->high, w->decimals);
	} else {
		if (t->goal->direction == AT_LEAST)
			tell(w, "mindst ", "at least ");
		else
			tell(w, "højst ", "at most ");
		tell_number(w, t->standing.expected, w->decimals);
	}
	if (goal_is_percent(t->goal))
		tell_noun(w);
	tell_path(w);
}

/* --- how far apart --- */

static void
tell_of_change(const struct explanation *w)
{
	const struct terms *terms = w->t->terms;

	tell(w, " % af ændringen fra ", " % of the change from ");
	tell_sum(w, terms->baseline);
	tell(w, " til ", " to ");
	tell_sum(w, terms->due->target);
}

static void
tell_shortfall(const struct explanation *w)
{
	const struct judge_case *t = w->t;
	bool points = t->goal->scale == SCALE_POINTS;

	if (t->status == VERDICT_MET || !t->standing.has_shortfall)
		return;
	tell(w, "; afstand ", "; gap ");
	tell_number(w, t->standing.shortfall, print_shortfall_decimals(t));
	if (t->goal->scale == SCALE_OF_CHANGE)
		tell_of_change(w);
	else if (t->goal->scale == SCALE_OF_TARGET)
		tell(w, " % af forventet", " % of expected");
	else if (goal_is_percent(t->goal))
		tell(w, " procentpoint", " percentage points");
	else
		tell_noun(w);
	tell(w, ", bånd ", ", band ");
	tell_sum(w, t->band);
	if (!points)
		buf_text(w->b, " %");
}

static void
tell_verdict(struct explanation *w)
{
	static const char *const danish[] = { "opfyldt", "næsten opfyldt",
		"et stykke fra målopfyldelse" };
	static const char *const english[] = { "met", "nearly met",
		"some way off" };

	w->decimals = print_decimals(w->t);
	tell_value(w);
	tell_expected(w);
	tell_shortfall(w);
	buf_text(w->b, ": ");
	tell(w, danish[w->t->status], english[w->t->status]);
}

/* --- why there is no verdict --- */

static void
tell_withdrawn(const struct explanation *w)
{
	const struct target *due = w->t->terms->due;

	tell(w, "udgået", "withdrawn");
	if (due->decided != DAY_NONE) {
		buf_byte(w->b, ' ');
		text_words_day(w->b, due->decided, w->danish);
	}
	if (!due->reason.len)
		return;
	buf_text(w->b, ": ");
	buf_add(w->b, due->reason);
}

static void
tell_not_due(const struct explanation *w)
{
	tell(w, "opgøres først ", "not due before ");
	text_words_day(w->b, w->t->terms->due->due, w->danish);
}

static void
tell_no_data(const struct explanation *w)
{
	const struct figure *v = &w->t->value;

	if (w->t->expectation.empty) {
		tell(w,
			"tidligere år har alle tolve måneder, men ingen sum "
			"at gå ud fra",
			"earlier years have all twelve "
			"months, but no sum to go by");
	} else if (v->state == FIGURE_GIVEN || v->state == FIGURE_UNDEFINED) {
		tell(w,
			"intet tidligere år har alle tolve måneder at gå ud "
			"fra",
			"no earlier year has all twelve months to "
			"go by");
	} else if (v->to < v->from) {
		tell(w, "ingen hel måned af året er gået",
			"no whole month of the year has gone");
	} else {
		tell(w, "ingen tal for ", "no figures for ");
		text_words_months(w->b, v->from, v->to, w->danish);
	}
}

static void
tell_undefined(const struct explanation *w)
{
	text_words_months(w->b, w->t->value.from, w->t->value.to, w->danish);
	buf_text(w->b, ": ");
	tell_fraction(w);
	tell(w, " kan ikke beregnes", " cannot be computed");
}

void
text_why(struct buf *b, const struct judge_case *t)
{
	struct explanation w = { .b = b,
		.danish = t->bench->book->danish,
		.t = t,
		.decimals = t->goal->decimals };

	w.noun = text_words_noun(t->goal, w.danish);
	switch (t->status) {
	case VERDICT_NOT_APPLICABLE:
		tell(&w, "ikke i enhedens kontrakt",
			"not in this unit's contract");
		return;
	case VERDICT_WITHDRAWN:
		tell_withdrawn(&w);
		return;
	case VERDICT_NOT_DUE:
		tell_not_due(&w);
		return;
	case VERDICT_NOT_MATURE:
		buf_format(b,
			w.danish ? "%" PRIu64 " følges endnu, ingen er "
				   "færdige"
				 : "%" PRIu64 " still followed, none is "
				   "complete",
			t->value.pending);
		return;
	case VERDICT_NO_DATA:
		tell_no_data(&w);
		return;
	case VERDICT_UNDEFINED:
		tell_undefined(&w);
		return;
	default:
		tell_verdict(&w);
	}
}
