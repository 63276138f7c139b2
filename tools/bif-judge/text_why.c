/* SPDX-License-Identifier: MIT
 *
 * The sentence is put together from the same exact numbers as the row, with as
 * many decimals as it takes to check them by hand. Danish and English stand side
 * by side, so that neither is forgotten when the other changes.
 */
#include "text_words.h"
#include "value/period.h"

/* A sentence being told: where it goes, of which case, in which language. */
struct explanation {
	struct buf *b;
	bool danish;
	const struct judge_case *c;
	int decimals;     /* of value and expected */
	struct span noun; /* "%", "pct.", "sager", or empty */
};

/* The word of the two that is in the book's language. */
static const char *
in(const struct explanation *w, const char *danish, const char *english)
{
	return w->danish ? danish : english;
}

/* Adds a piece of the sentence, in the book's language. */
static void
tell(const struct explanation *w, const char *danish, const char *english)
{
	text_words_say(w->b, w->danish, danish, english);
}

/* A number with so many decimals, as people of the language write it. */
static void
tell_number(const struct explanation *w, struct ratio number, int decimals)
{
	text_words_number(w->b, number, decimals, w->danish);
}

/* With the decimals it has, when they are few; else two more than the goal's,
 * which is what a reader needs to work the value out again. */
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

/* What the number is a number of, where it is told at all: a goal may count
 * something that has no word here. English has no blank before its sign. */
static void
tell_noun(const struct explanation *w)
{
	if (w->noun.len && *w->noun.at != '%')
		buf_byte(w->b, ' ');
	buf_add(w->b, w->noun);
}

/* --- the figures --- */

/* What was divided by what, in the measure's own form, so that the value can
 * be worked out by hand. */
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

/* The first month that was counted: a unit that began inside the window, and
 * has no earlier months of another, counts from its own first one. */
static int32_t
counted_from(const struct judge_case *c)
{
	const struct figures *f = c->context->coverage.figures;
	int32_t first = unit_begins(c->context->units, c->unit), month;

	if (first == INT32_MIN || period_month_of(first) <= c->value.from
		|| period_month_of(first) > c->value.to)
		return c->value.from;
	for (month = c->value.from; month < period_month_of(first); month++)
		if (figures_at(f, c->subject.measure_index, c->unit, month))
			return c->value.from;
	return period_month_of(first);
}

/* What the figure lacks: a month that others have, or units below that have the
 * goal and no row. */
static void
tell_lacks(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct units *units = c->context->units;
	int unit = UNIT_NONE;

	if (c->value.lacks && (c->flags & FLAG_UNCHECKED)) {
		tell(w, "; mangler ", "; lacks ");
		text_words_months(w->b, c->value.lacks, c->value.lacks,
			w->danish);
	}
	for (int n = 0; (unit = judge_next_unseen(c, unit)) != UNIT_NONE; n++) {
		if (n)
			buf_text(w->b, ", ");
		else
			tell(w, "; kilden har aldrig haft rækker om ",
				"; the source never had rows of ");
		buf_add(w->b, units->list[unit].code);
	}
}

/* What was counted is less than the goal's period, or may lack something: whom
 * a cohort is about (those who came until the last day whose window has ended,
 * or whose time was up), and what did not come. Of unchecked goals only the
 * reader can tell whether more should have been there. */
static void
tell_reservations(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct measure *m = c->subject.measure;
	int32_t day = c->now.day, last;
	struct hole hole;

	if (m->cohort && !m->by_maturity) {
		if (c->subject.mature_by || c->value.to < c->value.followed_to)
			day = period_month_last(c->value.to);
		else
			while (period_after(day, m->within) > c->now.day)
				day--;
		tell(w, "; de, der kom til og med ", "; those who came until ");
		text_words_day(w->b, day, w->danish);
	}
	if (m->cohort && c->value.pending)
		buf_format(w->b,
			in(w, "; %" PRIu64 " følges endnu",
				"; %" PRIu64 " still followed"),
			c->value.pending);
	if (c->flags & FLAG_LAGGED) {
		tell(w, "; opgjort pr. ", "; as of ");
		text_words_day(w->b, c->now.day, w->danish);
		tell(w, ", da mere ikke er leveret: ",
			", since no more was delivered: ");
		text_words_hole(w->b, c->context, &c->reach.hole);
	}
	if (c->subject.since && c->subject.since == c->value.from)
		tell(w, " (først da begynder kilden)",
			" (the source begins then)");
	if (counted_from(c) > c->value.from) {
		tell(w, " (først da begynder enheden",
			" (the unit begins then");
		/* three months beside six twelfths look like a fault */
		if (c->goal->path == PATH_ACCRUAL || c->goal->path == PATH_GLIDE
			|| c->goal->path == PATH_SEASONAL)
			tell(w, ", men målet fordeles på hele året",
				", but the target is spread over all of the year");
		tell(w, ")", ")");
	}
	if (c->flags & FLAG_UNCHECKED && c->value.through != DAY_NONE
		&& (last = period_month_of(c->value.through)) < c->value.to) {
		tell(w, "; intet efter ", "; nothing after ");
		text_words_months(w->b, last, last, w->danish);
	}
	if (c->flags & FLAG_INCOMPLETE)
		tell_lacks(w);
	if (c->tested
		&& reach_silent_elsewhere(&c->context->coverage,
			c->subject.measure_index, c->value.from, c->now.last,
			&hole)) {
		tell(w, "; mangler måske nogle, der nåede det: ",
			"; may lack some who succeeded: ");
		text_words_hole(w->b, c->context, &hole);
	}
}

/* The figures, so that the value follows: of a mean the months' own values, one
 * decimal more than their mean is given with. */
static void
tell_value(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct figure *v = &c->value;
	bool mean = c->goal->window == WINDOW_MEAN_OF_MONTHS;
	const char *between = "(";
	struct ratio one;

	text_words_months(w->b, counted_from(w->c), v->to, w->danish);
	buf_text(w->b, ": ");
	for (int32_t month = v->from; mean && month <= v->to; month++) {
		if (!figure_of_month(&c->subject, month, &one))
			continue;
		buf_text(w->b, between);
		tell_number(w, one, w->decimals + 1);
		between = " + ";
	}
	if (mean)
		buf_format(w->b, ") / %d", v->months);
	else if (v->has_denominator)
		tell_fraction(w);
	if (mean || v->has_denominator)
		buf_text(w->b, " = ");
	tell_number(w, v->value, w->decimals);
	tell_noun(w);
	if (c->flags & FLAG_NO_ROWS)
		tell(w, " (kilden har ingen rækker om enheden)",
			" (the source has no rows of this unit)");
	else if (v->real_zero)
		tell(w, " (ingen i perioden)", " (none in the period)");
	tell_reservations(w);
}

/* --- what was expected --- */

/* How expected follows from the edge it is the path to. At the end of its way
 * it is the target, and needs no explaining. On a seasonal path the share that
 * is gone is told as earlier years had it. */
static void
tell_path(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct expectation *e = &c->expectation;
	const struct target *due = c->terms->due;
	enum path path = c->goal->path;
	bool upper = ratio_compare(c->comparison.expected, e->low) != 0;
	struct ratio edge = upper ? due->upper : due->target;

	if (path == PATH_LEVEL || path == PATH_YEAR_END
		|| (path == PATH_MILESTONES
				? e->step == due
				: !ratio_compare(e->share, ratio_int(1))))
		return;
	buf_text(w->b, " (");
	if (path == PATH_MILESTONES) {
		tell(w, "milepæl ", "milestone ");
		text_words_day(w->b, e->step->due, w->danish);
	} else if (path == PATH_GLIDE) {
		tell_sum(w, c->terms->baseline);
		buf_text(w->b, " + (");
		tell_sum(w, edge);
		buf_text(w->b, " − ");
		tell_sum(w, c->terms->baseline);
		buf_byte(w->b, ')');
	} else {
		tell_sum(w, edge);
	}
	if (path == PATH_SEASONAL && e->years == 1) {
		buf_text(w->b, " × ");
		tell_sum(w, e->then);
		buf_byte(w->b, '/');
		tell_sum(w, e->whole);
		buf_format(w->b, in(w, " som i %d", " as in %d"),
			e->first_year);
	} else if (path == PATH_SEASONAL) {
		buf_text(w->b, " × ");
		tell_number(w, ratio_mul(e->share, ratio_int(100)), 3);
		buf_format(w->b,
			in(w, " pct., gennemsnit af %d år siden %d",
				" %%, the mean of %d years since %d"),
			e->years, e->first_year);
	} else if (path != PATH_MILESTONES) {
		buf_format(w->b, " × %d/%d", c->now.parts_gone, c->now.parts);
	}
	buf_byte(w->b, ')');
}

/* A number, or the two edges that a goal is to stay within. */
static void
tell_edges(const struct explanation *w, struct ratio low, struct ratio high,
	int decimals)
{
	tell_number(w, low, decimals);
	if (w->c->goal->direction != WITHIN)
		return;
	tell(w, " til ", " to ");
	tell_number(w, high, decimals);
}

/* That the target, or the milestone that is expected, is not the one that was
 * first decided. A what-if row may have no day. */
static void
tell_revision(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct terms *original = c->contract->original;
	const struct target *now = c->terms->due, *first = NULL;

	if (c->goal->path == PATH_MILESTONES)
		now = c->expectation.step;
	for (size_t i = 0; i < original->nsteps; i++)
		if (original->steps[i]->due == now->due)
			first = original->steps[i];
	if (!first || now == first
		|| (!ratio_compare(now->target, first->target)
			&& (c->goal->direction != WITHIN
				|| !ratio_compare(now->upper, first->upper))))
		return;
	if (now == c->terms->due)
		tell(w, "; målet er ændret", "; target revised");
	else
		tell(w, "; milepælen er ændret", "; milestone revised");
	if (now->decided != DAY_NONE) {
		buf_byte(w->b, ' ');
		text_words_day(w->b, now->decided, w->danish);
	}
	tell(w, ", oprindelig ", ", originally ");
	tell_edges(w, first->target, first->upper, c->goal->decimals);
}

/* What was expected; where it was not met, how far apart the two are in terms of
 * the scale, and the band that is held against. */
static void
tell_expected(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct expectation *e = &c->expectation;

	tell(w, "; forventet ", "; expected ");
	if (c->goal->direction == AT_LEAST)
		tell(w, "mindst ", "at least ");
	else if (c->goal->direction == AT_MOST)
		tell(w, "højst ", "at most ");
	tell_edges(w,
		c->goal->direction == WITHIN ? e->low : c->comparison.expected,
		e->high, w->decimals);
	if (c->goal->percent)
		tell_noun(w);
	tell_path(w);
	tell_revision(w);
	if (c->status == VERDICT_MET || !c->comparison.has_shortfall)
		return;
	tell(w, "; afstand ", "; gap ");
	tell_number(w, c->comparison.shortfall, text_decimals_of_shortfall(c));
	if (c->goal->scale == SCALE_OF_CHANGE) {
		tell(w, " pct. af ændringen fra ", "% of the change from ");
		tell_sum(w, c->terms->baseline);
		tell(w, " til ", " to ");
		tell_sum(w,
			expected_edge(c->goal, c->terms, e, c->value.value));
	} else if (c->goal->scale == SCALE_OF_TARGET) {
		tell(w, " pct. af forventet", "% of expected");
	} else if (c->goal->percent) {
		tell(w, " procentpoint", " percentage points");
	} else {
		tell_noun(w);
	}
	tell(w, ", bånd ", ", band ");
	tell_sum(w, c->band);
	if (c->goal->scale != SCALE_POINTS)
		tell(w, " pct.", "%");
}

/* --- why there is no verdict --- */

/* That the goal does not hold at the unit, or not yet. */
static void
tell_not_judged(const struct explanation *w)
{
	const struct judge_case *c = w->c;
	const struct terms *terms = c->terms;

	if (!c->contract->applicable) {
		tell(w, "ikke i enhedens kontrakt",
			"not in this unit's contract");
	} else if (c->status == VERDICT_NOT_APPLICABLE) {
		tell(w, "enheden er lukket; dens sidste dag var ",
			"the unit is closed; its last day was ");
		text_words_day(w->b, unit_ends(c->context->units, c->unit),
			w->danish);
	} else if (c->status == VERDICT_WITHDRAWN) {
		tell(w, "udgået", "withdrawn");
		if (terms->due->decided != DAY_NONE) {
			buf_byte(w->b, ' ');
			text_words_day(w->b, terms->due->decided, w->danish);
		}
		if (target_text(terms->due, "reason").len)
			buf_format(w->b, ": %.*s",
				SPAN_ARG(target_text(terms->due, "reason")));
	} else {
		int32_t day = c->goal->path == PATH_MILESTONES && terms->nsteps
			? terms->steps[0]->due
			: terms->due->due;

		tell(w, "opgøres først ", "not due before ");
		text_words_day(w->b, day, w->danish);
	}
}

/* A target and no figure, or a figure and nothing to expect it against: then no
 * earlier year has what the path goes by. */
static void
tell_nothing(const struct explanation *w)
{
	const struct judge_case *c = w->c;

	if (c->expectation.empty)
		tell(w,
			"tidligere år har alle tolve måneder, men "
			"ingen sum at gå ud fra",
			"earlier years have all twelve months, but no "
			"sum to go by");
	else if (c->value.state == FIGURE_GIVEN
		|| c->value.state == FIGURE_UNDEFINED)
		tell(w,
			"intet tidligere år har alle tolve måneder at "
			"gå ud fra",
			"no earlier year has all twelve months to go "
			"by");
	else if (c->value.to < c->value.from)
		tell(w, "ingen hel måned af året er gået",
			"no whole month of the year has gone");
	else {
		tell(w, "ingen tal for ", "no figures for ");
		text_words_months(w->b, c->value.from, c->value.to, w->danish);
	}
}

/* One status, one sentence: why there is no verdict, or the figures that the
 * verdict follows from. */
void
text_why(struct buf *b, const struct judge_case *c)
{
	static const char *const danish[] = { "opfyldt", "næsten opfyldt",
		"et stykke fra målopfyldelse" };
	static const char *const english[] = { "met", "nearly met",
		"some way off" };
	struct explanation w = { .b = b,
		.danish = c->context->book->danish,
		.c = c,
		.decimals = c->goal->decimals };

	w.noun = text_words_noun(c->goal, w.danish);
	switch (c->status) {
	case VERDICT_NOT_APPLICABLE:
	case VERDICT_WITHDRAWN:
	case VERDICT_NOT_DUE:
		tell_not_judged(&w);
		return;
	case VERDICT_NOT_DELIVERED:
		tell(&w, "ikke leveret: ", "not delivered: ");
		text_words_hole(b, c->context, &c->reach.hole);
		return;
	case VERDICT_NOT_MATURE:
		buf_count(b, c->value.pending);
		tell(&w, " følges endnu, ingen er færdige",
			" still followed, none is complete");
		return;
	case VERDICT_NO_DATA:
		tell_nothing(&w);
		return;
	case VERDICT_UNDEFINED:
		text_words_months(b, c->value.from, c->value.to, w.danish);
		buf_text(b, ": ");
		tell_fraction(&w);
		tell(&w, " kan ikke beregnes", " cannot be computed");
		return;
	default:
		w.decimals = text_decimals_of_value(c);
		tell_value(&w);
		tell_expected(&w);
		buf_text(b, ": ");
		tell(&w, danish[c->status], english[c->status]);
	}
}
