/* SPDX-License-Identifier: MIT
 *
 * The sentence is put together from the same exact numbers as the row, with as
 * many decimals as it takes to check them by hand. Danish and English stand side
 * by side, so that neither is forgotten when the other changes.
 */
#include "text_why.h"

#include "decimals.h"
#include "text_delivery.h"
#include "text_words.h"
#include "value/period.h"

/* A sentence being told. */
struct explanation {
	struct buf *b;
	bool danish;
	const struct judge_case *c;
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

	while (decimals < w->c->goal->decimals + 2
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
	const struct measure *m = w->c->subject.measure;
	const struct figure *v = &w->c->value;
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
	const struct figure *v = &w->c->value;
	const char *between = "(";
	struct ratio one;
	int32_t month;

	for (month = v->from; month <= v->to; month++) {
		if (!figure_of_month(&w->c->subject, month, &one))
			continue;
		buf_text(w->b, between);
		tell_number(w, one, w->decimals + 1);
		between = " + ";
	}
	buf_format(w->b, ") / %d", v->months);
}

/* The last day on which somebody entered whose window has ended. */
static int32_t
last_entry(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	int32_t day = c->now.day;

	if (c->subject.mature_by || c->value.to < c->value.followed_to)
		return period_month_last(c->value.to);
	while (period_after(day, c->subject.measure->within) > c->now.day)
		day--;
	return day;
}

/* Whom a cohort is about: those who came until a day, or whose time was up. */
static void
tell_followed(const struct explanation *w)
{
	const struct measure *m = w->c->subject.measure;

	if (!m->cohort)
		return;
	if (!m->by_maturity) {
		tell(w, "; de, der kom til og med ", "; those who came until ");
		text_words_day(w->b, last_entry(w), w->danish);
	}
	if (w->c->value.pending)
		buf_format(w->b,
			in(w, "; %" PRIu64 " følges endnu",
				"; %" PRIu64 " still followed"),
			w->c->value.pending);
}

/* What was counted is less than the goal's period, or may lack something. */
static void
tell_reservations(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	struct hole hole;

	tell_followed(w);
	if (c->flags & FLAG_LAGGED) {
		tell(w, "; opgjort pr. ", "; as of ");
		text_words_day(w->b, c->now.day, w->danish);
		tell(w, ", da mere ikke er leveret: ",
			", since no more was delivered: ");
		text_delivery_hole(w->b, c->context, &c->reach.hole);
	}
	if (c->subject.since && c->subject.since == c->value.from)
		tell(w, " (først da begynder kilden)",
			" (the source begins then)");
	if (c->tested
		&& reach_silent_elsewhere(&c->context->coverage,
			c->subject.measure_index, c->value.from, c->now.last,
			&hole)) {
		tell(w, "; mangler måske nogle, der nåede det: ",
			"; may lack some who succeeded: ");
		text_delivery_hole(w->b, c->context, &hole);
	}
}

static void
tell_value(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct figure *v = &c->value;

	text_words_months(w->b, v->from, v->to, w->danish);
	buf_text(w->b, ": ");
	if (c->goal->window == WINDOW_MEAN_OF_MONTHS)
		tell_months(w);
	else if (v->has_denominator)
		tell_fraction(w);
	if (c->goal->window == WINDOW_MEAN_OF_MONTHS || v->has_denominator)
		buf_text(w->b, " = ");
	tell_number(w, v->value, w->decimals);
	tell_noun(w);
	if (w->c->flags & FLAG_NO_ROWS)
		tell(w, " (kilden har ingen rækker om enheden)",
			" (the source has no rows of this unit)");
	else if (v->real_zero)
		tell(w, " (ingen i perioden)", " (none in the period)");
	tell_reservations(w);
}

/* --- what was expected --- */

static void
tell_share_gone(const struct explanation *w)
{
	const struct year_progress *m = &w->c->now;

	buf_format(w->b, " × %d/%d", m->parts_gone, m->parts);
}

static void
tell_season(const struct explanation *w)
{
	const struct expectation *e = &w->c->expectation;

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
	const struct target *step = w->c->expectation.step;

	tell(w, "milepæl ", "milestone ");
	text_words_day(w->b, step->due, w->danish);
}

/* At the end of its way expected is the target, and needs no explaining. */
static bool
is_on_the_way(const struct judge_case *c)
{
	const struct expectation *e = &c->expectation;

	if (c->goal->path == PATH_MILESTONES)
		return e->step != c->terms->due;
	return c->goal->path != PATH_LEVEL && c->goal->path != PATH_YEAR_END
		&& ratio_compare(e->share, ratio_int(1)) != 0;
}

/* How expected follows from the edge it is the path to. */
static void
tell_path(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	bool upper = ratio_compare(c->comparison.expected, c->expectation.low)
		!= 0;
	const struct target *due = c->terms->due;
	struct ratio edge = upper ? due->upper : due->target;

	if (!is_on_the_way(c))
		return;
	buf_text(w->b, " (");
	if (c->goal->path == PATH_MILESTONES) {
		tell_step(w);
	} else if (c->goal->path == PATH_GLIDE) {
		tell_sum(w, c->terms->baseline);
		buf_text(w->b, " + (");
		tell_sum(w, edge);
		buf_text(w->b, " − ");
		tell_sum(w, c->terms->baseline);
		buf_byte(w->b, ')');
		tell_share_gone(w);
	} else {
		tell_sum(w, edge);
		if (c->goal->path == PATH_SEASONAL)
			tell_season(w);
		else
			tell_share_gone(w);
	}
	buf_byte(w->b, ')');
}

static void
tell_expected(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct expectation *e = &c->expectation;

	tell(w, "; forventet ", "; expected ");
	if (c->goal->direction == WITHIN) {
		tell_number(w, e->low, w->decimals);
		tell(w, " til ", " to ");
		tell_number(w, e->high, w->decimals);
	} else {
		if (c->goal->direction == AT_LEAST)
			tell(w, "mindst ", "at least ");
		else
			tell(w, "højst ", "at most ");
		tell_number(w, c->comparison.expected, w->decimals);
	}
	if (goal_is_percent(c->goal))
		tell_noun(w);
	tell_path(w);
}

/* --- how far apart --- */

static void
tell_of_change(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct terms *terms = c->terms;

	tell(w, " % af ændringen fra ", " % of the change from ");
	tell_sum(w, terms->baseline);
	tell(w, " til ", " to ");
	tell_sum(w,
		judge_missed_edge(c->goal, terms, &c->expectation,
			c->value.value));
}

static void
tell_shortfall(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	bool points = c->goal->scale == SCALE_POINTS;

	if (c->status == VERDICT_MET || !c->comparison.has_shortfall)
		return;
	tell(w, "; afstand ", "; gap ");
	tell_number(w, c->comparison.shortfall, decimals_of_shortfall(c));
	if (c->goal->scale == SCALE_OF_CHANGE)
		tell_of_change(w);
	else if (c->goal->scale == SCALE_OF_TARGET)
		tell(w, " % af forventet", " % of expected");
	else if (goal_is_percent(c->goal))
		tell(w, " procentpoint", " percentage points");
	else
		tell_noun(w);
	tell(w, ", bånd ", ", band ");
	tell_sum(w, c->band);
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

	w->decimals = decimals_of_value(w->c);
	tell_value(w);
	tell_expected(w);
	tell_shortfall(w);
	buf_text(w->b, ": ");
	tell(w, danish[w->c->status], english[w->c->status]);
}

/* --- why there is no verdict --- */

static void
tell_not_applicable(const struct explanation *w)
{
	const struct judge_case *c = w->c;

	if (!c->contract->applicable) {
		tell(w, "ikke i enhedens kontrakt",
			"not in this unit's contract");
		return;
	}
	tell(w, "enheden er lukket; dens sidste dag var ",
		"the unit is closed; its last day was ");
	text_words_day(w->b, unit_ends(c->context->units, c->unit), w->danish);
}

static void
tell_withdrawn(const struct explanation *w)
{
	const struct target *due = w->c->terms->due;

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
	const struct terms *terms = w->c->terms;
	bool steps = w->c->goal->path == PATH_MILESTONES && terms->nsteps;

	tell(w, "opgøres først ", "not due before ");
	text_words_day(w->b, steps ? terms->steps[0]->due : terms->due->due,
		w->danish);
}

static void
tell_not_delivered(const struct explanation *w)
{
	tell(w, "ikke leveret: ", "not delivered: ");
	text_delivery_hole(w->b, w->c->context, &w->c->reach.hole);
}

static void
tell_no_data(const struct explanation *w)
{
	const struct figure *v = &w->c->value;

	if (w->c->expectation.empty) {
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
	text_words_months(w->b, w->c->value.from, w->c->value.to, w->danish);
	buf_text(w->b, ": ");
	tell_fraction(w);
	tell(w, " kan ikke beregnes", " cannot be computed");
}

void
text_why(struct buf *b, const struct judge_case *c)
{
	struct explanation w = { .b = b,
		.danish = c->context->book->danish,
		.c = c,
		.decimals = c->goal->decimals };

	w.noun = text_words_noun(c->goal, w.danish);
	switch (c->status) {
	case VERDICT_NOT_APPLICABLE:
		tell_not_applicable(&w);
		return;
	case VERDICT_WITHDRAWN:
		tell_withdrawn(&w);
		return;
	case VERDICT_NOT_DUE:
		tell_not_due(&w);
		return;
	case VERDICT_NOT_DELIVERED:
		tell_not_delivered(&w);
		return;
	case VERDICT_NOT_MATURE:
		buf_format(b,
			w.danish ? "%" PRIu64 " følges endnu, ingen er "
				   "færdige"
				 : "%" PRIu64 " still followed, none is "
				   "complete",
			c->value.pending);
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
