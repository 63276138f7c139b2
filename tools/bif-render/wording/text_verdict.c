/* SPDX-License-Identifier: MIT */
#include "text_verdict.h"

#include "result/year_progress.h"
#include "value/period.h"
#include "value/format_number.h"

/* A verdict being told. */
struct told {
	struct buf *b;
	const struct material *m;
	const struct goal *goal;
	const struct verdict *v;
	int goal_index;
	bool da;
};

static struct told
tell(struct buf *b, const struct material *m, int unit, int goal)
{
	return (struct told){ .b = b,
		.m = m,
		.goal = &m->goals->list[goal],
		.v = material_verdict(m, unit, goal),
		.goal_index = goal,
		.da = m->lang == LANG_DA };
}

static void
say(const struct told *t, const char *danish, const char *english)
{
	buf_text(t->b, t->da ? danish : english);
}

void
text_verdict_value(struct buf *b, const struct material *m, int goal,
	struct span exact)
{
	struct span counted = words_counted(m->lang,
		m->goals->list[goal].unit_of_value);

	format_number_number(b, m->lang, exact);
	if (counted.len)
		buf_format(b, span_is(counted, "%") ? "%.*s" : " %.*s",
			SPAN_ARG(counted));
}

void
text_verdict_number(struct buf *b, const struct material *m,
	struct ratio number, int decimals)
{
	struct buf plain = { 0 };

	ratio_print(&plain, number, decimals);
	format_number_number(b, m->lang, buf_span(&plain));
	buf_free(&plain);
}

static void
value(const struct told *t, enum verdict_column column)
{
	text_verdict_value(t->b, t->m, t->goal_index, t->v->cell[column]);
}

/* `pct.` already ends with a full stop. */
static void
stop(const struct told *t)
{
	if (t->b->at[t->b->len - 1] != '.')
		buf_byte(t->b, '.');
}

static bool
is_percent(const struct told *t)
{
	struct span counted = words_counted(LANG_EN, t->goal->unit_of_value);

	return span_is(counted, "%");
}

/* --- the standing --- */

static void
bound(const struct told *t)
{
	if (t->goal->direction == AT_LEAST)
		say(t, "mindst ", "at least ");
	else if (t->goal->direction == AT_MOST)
		say(t, "højst ", "at most ");
}

static void
expected(const struct told *t)
{
	bound(t);
	if (t->goal->direction == WITHIN && t->v->cell[VERDICT_UPPER].len) {
		format_number_number(t->b, t->m->lang,
			t->v->cell[VERDICT_TARGET]);
		say(t, " til ", " to ");
		value(t, VERDICT_UPPER);
	} else {
		value(t, VERDICT_EXPECTED);
	}
}

void
text_verdict_standing(struct buf *b, const struct material *m, int unit,
	int goal)
{
	struct told t = tell(b, m, unit, goal);

	if (!verdict_given(t.v->status)) {
		text_verdict_absence(b, m, unit, goal);
		return;
	}
	if (t.v->cell[VERDICT_VALUE].len) {
		say(&t, "Resultatet er ", "The result is ");
		value(&t, VERDICT_VALUE);
		say(&t, " mod forventet ", " against an expected ");
		expected(&t);
		buf_text(b, ": ");
	} else {
		say(&t, "Tallene er for små til at blive vist: ",
			"The numbers are too small to be shown: ");
	}
	buf_add(b, words_status(m->lang, t.v->status));
	buf_byte(b, '.');
}

/* --- the distance --- */

static void
band(const struct told *t, const char *danish, const char *english)
{
	say(t, " (op til ", " (up to ");
	format_number_number(t->b, t->m->lang, t->v->cell[VERDICT_BAND]);
	say(t, danish, english);
	say(t, " regnes som næsten opfyldt)", " counts as nearly met)");
}

static void
side(const struct told *t)
{
	struct ratio result, wanted;
	bool above = t->goal->direction == AT_MOST;

	if (ratio_read(t->v->cell[VERDICT_VALUE], &result)
		&& ratio_read(t->v->cell[VERDICT_EXPECTED], &wanted))
		above = ratio_compare(result, wanted) > 0;
	if (above)
		say(t, " over det forventede", " above what was expected");
	else
		say(t, " under det forventede", " below what was expected");
}

static void
distance_in_points(const struct told *t)
{
	struct span counted = words_counted(t->m->lang, t->goal->unit_of_value);

	say(t, "Det er ", "That is ");
	format_number_number(t->b, t->m->lang, t->v->cell[VERDICT_SHORTFALL]);
	if (is_percent(t))
		say(t, " procentpoint", " percentage points");
	else if (counted.len)
		buf_format(t->b, " %.*s", SPAN_ARG(counted));
	side(t);
	band(t, "", "");
}

static void
distance_in_percent(const struct told *t)
{
	say(t, "Det er ", "That is ");
	format_number_number(t->b, t->m->lang, t->v->cell[VERDICT_SHORTFALL]);
	say(t, " pct.", "%");
	side(t);
	band(t, " pct.", "%");
}

static void
distance_in_change(const struct told *t)
{
	say(t, "Afstanden til det forventede svarer til ",
		"The distance from "
		"what was expected is ");
	format_number_number(t->b, t->m->lang, t->v->cell[VERDICT_SHORTFALL]);
	say(t, " pct. af den ændring, der er aftalt for året",
		"% of the change agreed for the year");
	band(t, " pct.", "%");
}

void
text_verdict_distance(struct buf *b, const struct material *m, int unit,
	int goal)
{
	struct told t = tell(b, m, unit, goal);

	if ((t.v->status != VERDICT_NEAR && t.v->status != VERDICT_OFF)
		|| !t.v->cell[VERDICT_SHORTFALL].len)
		return;
	if (t.goal->scale == SCALE_POINTS)
		distance_in_points(&t);
	else if (t.goal->scale == SCALE_OF_TARGET)
		distance_in_percent(&t);
	else
		distance_in_change(&t);
	stop(&t);
}

/* --- looking ahead --- */

static void
trend(const struct told *t)
{
	static const char *const words[][LANGS] = {
		[TREND_BETTER] = { "bedre end", "better than" },
		[TREND_SAME] = { "det samme som", "the same as" },
		[TREND_WORSE] = { "dårligere end", "worse than" }
	};
	struct year_progress now = year_progress_of(t->m->book, t->m->as_of);

	if (t->v->trend == TREND_NONE)
		return;
	say(t, "Resultatet er ", "The result is ");
	buf_text(t->b, words[t->v->trend][t->m->lang]);
	if (t->m->as_of < now.year_end)
		say(t, " på samme tid året før.", " a year before.");
	else
		say(t, " året før.", " the year before.");
}

/* A projection that only repeats the result says nothing new. */
static void
projected(const struct told *t)
{
	if (!t->v->cell[VERDICT_PROJECTED].len || t->v->outlook == VERDICT_NONE
		|| t->v->due <= t->m->as_of
		|| span_equal(t->v->cell[VERDICT_PROJECTED],
			t->v->cell[VERDICT_VALUE]))
		return;
	if (t->b->len)
		buf_byte(t->b, ' ');
	say(t, "Fortsætter udviklingen, bliver resultatet ",
		"If the year goes on like this, the result will be ");
	value(t, VERDICT_PROJECTED);
	say(t, ", og målet vil være ", ", and the goal will be ");
	buf_add(t->b, words_status(t->m->lang, t->v->outlook));
	stop(t);
}

static void
required(const struct told *t)
{
	enum window window = t->goal->window;
	struct ratio rest;

	if (!ratio_read(t->v->cell[VERDICT_REQUIRED], &rest)
		|| ratio_sign(rest) < 0
		|| (is_percent(t) && ratio_compare(rest, ratio_int(100)) > 0))
		return; /* out of reach: no more is said */
	if (t->v->due <= t->m->as_of || t->v->status == VERDICT_MET
		|| t->goal->direction == WITHIN
		|| (window != WINDOW_YEAR && window != WINDOW_MEAN_OF_MONTHS))
		return;
	if (t->b->len)
		buf_byte(t->b, ' ');
	say(t, "Målet nås, hvis resten af året giver ",
		"The goal is reached if the rest of the year gives ");
	bound(t);
	value(t, VERDICT_REQUIRED);
	stop(t);
}

void
text_verdict_ahead(struct buf *b, const struct material *m, int unit, int goal)
{
	struct buf own = { 0 };
	struct told t = tell(&own, m, unit, goal);

	if (verdict_given(t.v->status)) {
		trend(&t);
		projected(&t);
		required(&t);
	}
	if (b->len && own.len)
		buf_byte(b, ' ');
	buf_add(b, buf_span(&own));
	buf_free(&own);
}

/* --- what is not judged, and reservations --- */

static void
not_due(const struct told *t)
{
	say(t, "Opgøres ", "Is judged ");
	if (t->v->due != DAY_NONE) {
		say(t, "pr. ", "as of ");
		format_number_day(t->b, t->m->lang, t->v->due);
	} else {
		say(t, "senere", "later");
	}
	buf_byte(t->b, '.');
}

void
text_verdict_absence(struct buf *b, const struct material *m, int unit,
	int goal)
{
	struct told t = tell(b, m, unit, goal);

	switch (t.v->status) {
	case VERDICT_NOT_APPLICABLE:
		say(&t, "Målet indgår ikke i enhedens kontrakt.",
			"The goal is not in the unit's contract.");
		break;
	case VERDICT_WITHDRAWN:
		say(&t, "Målet er udgået.", "The goal was withdrawn.");
		break;
	case VERDICT_NOT_DUE:
		not_due(&t);
		break;
	case VERDICT_NOT_MATURE:
		say(&t,
			"Der er endnu ikke gået så lang tid, at resultatet "
			"kan opgøres.",
			"Not enough time has passed for a "
			"result.");
		break;
	case VERDICT_NO_DATA:
		say(&t,
			"Der er ikke modtaget data, som målet kan opgøres "
			"på.",
			"No data has come in to judge the goal by.");
		break;
	case VERDICT_UNDEFINED:
		say(&t, "Der har ikke været noget at regne en andel af.",
			"There was nothing to take a share of.");
		break;
	default:
		break;
	}
}

void
text_verdict_flags(struct buf *b, const struct material *m, int unit, int goal)
{
	static const struct {
		enum verdict_flag flag;
		const char *danish, *english;
	} told[] = {
		{ FLAG_SMALL_N, "Resultatet hviler på få registreringer.",
			"The result rests on few records." },
		{ FLAG_SENSITIVE,
			"En anden rimelig opgørelsesmåde ville give "
			"en anden status.",
			"Another reasonable way to count "
			"would give another status." },
		{ FLAG_INCOMPLETE,
			"Der mangler tal for en eller flere "
			"måneder.",
			"Figures are missing for one month or "
			"more." },
		{ FLAG_MANUAL, "Tallene er indberettet manuelt.",
			"The figures were reported by hand." },
		{ FLAG_PRELIMINARY, "Tallene er foreløbige.",
			"The figures are preliminary." },
	};
	struct told t = tell(b, m, unit, goal);

	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		if (t.v->flags & told[i].flag) {
			if (b->len)
				buf_byte(b, ' ');
			say(&t, told[i].danish, told[i].english);
		}
}
