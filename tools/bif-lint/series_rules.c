/* SPDX-License-Identifier: MIT
 *
 * What observations look like when they are not what they are taken for:
 * figures of the year so far given as months, a month that came in part, a
 * series that repeats itself, breaks off or jumps. All are hints, but a share
 * above all there is. Parents are left out, since they only add up what is
 * said of their units; of several units, and several months, the first is
 * named.
 */
#include "lint.h"

#include "value/period.h"

#define MONTHS 12
#define LEAST 10 /* smaller figures jump by chance */
#define MANY 100 /* of what is not counted one by one */
#define STALE 4  /* months of one and the same figure */
#define RARE 200 /* books in which chance alone repeats figures once */
#define RISING 8 /* months in a row that only rise */
#define BREAK 6  /* months before and after */
#define FELL 12  /* squares of what chance does: 3.5 times as far */
#define STUB_USUAL 30
#define RULES 11 /* how many there are below */

/* The series of one measure at one unit, and what has been said of the
 * measure. */
struct series {
	struct lint *lint;
	const struct measure *measure;
	int unit;
	/* by month; some may lack */
	const struct observation *rows;
	size_t n;
	__int128 steps; /* mean square from one month to the next */
	int32_t last;   /* month in which any unit has figures */
	const char *said[RULES];
	size_t nsaid;
};

/* The numerator in whole ones: rules look at sizes, not at parts. */
static __int128
number(const struct observation *o)
{
	return o->numerator.millionths / DECIMAL_ONE;
}

/* Whether rows i - back..i are of months in a row. */
static bool
in_a_row(const struct series *s, size_t i, size_t back)
{
	return i >= back
		&& s->rows[i].month - s->rows[i - back].month == (int32_t)back;
}

/* The figure from which on a series is looked at: stocks drift, and days come
 * in spells of many. */
static __int128
least(const struct series *s)
{
	enum measure_count count = s->measure->numerator.count;

	return count == COUNT_OPEN || count == COUNT_DAYS ? MANY : LEAST;
}

/* Takes month i, and the one `back` before it, into a row of repeated figures:
 * their number goes to *months. True once there are enough of them, so many
 * that chance would not do it. Two counts of about x are the same with a chance
 * of 1 / sqrt(2 pi v), where v is the variance of their difference: 2 x of
 * events that come one by one, of a stock the mean square of its steps. The
 * odds against all of them, *odds, are kept as their square, and must be as
 * many as months were looked at in RARE books like this. */
static bool
repeats(const struct series *s, size_t i, size_t back, size_t *months,
	__int128 *odds)
{
	const struct observation *o = &s->rows[i], *before = o - back;
	__int128 all = (__int128)s->lint->observations->count * RARE;
	__int128 v = 2 * number(o), enough = all * all;

	if (!in_a_row(s, i, back) || number(o) < least(s)
		|| before->numerator.millionths != o->numerator.millionths
		|| before->denominator.millionths
			!= o->denominator.millionths) {
		*months = 0;
		*odds = 1;
		return false;
	}
	if (s->measure->numerator.count == COUNT_OPEN)
		v = s->steps;
	++*months;
	/* Beyond enough they need not grow. */
	*odds = v >= enough / *odds ? enough : *odds * v * 6283 / 1000;
	return *odds >= enough;
}

/* A finding on the series, told by its measure and unit; each rule says one of
 * a measure. */
static void __attribute__((format(printf, 4, 5))) find(struct series *s,
	enum severity severity, const char *rule, const char *fmt, ...)
{
	va_list args;
	char text[400];

	for (size_t i = 0; i < s->nsaid; i++)
		if (!strcmp(s->said[i], rule))
			return;
	s->said[s->nsaid++] = rule;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	finding_say(s->lint, severity, lint_def_place(s->measure->def), rule,
		"\"%.*s\" at %.*s: %s", SPAN_ARG(s->measure->name),
		SPAN_ARG(s->lint->units->list[s->unit].code), text);
}

/* The month of a row, as people and streams write it. */
static const char *
month(const struct series *s, size_t i)
{
	return lint_month(s->lint, s->rows[i].month);
}

/* For qsort(). */
static int
by_size(const void *a, const void *b)
{
	const __int128 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The median of the twelve rows before i, of six at least; -1: too few. Also
 * the lowest and the highest. The denominators where asked for. */
static __int128
usual(const struct series *s, size_t i, bool denominator, __int128 *low,
	__int128 *high)
{
	__int128 all[MONTHS];
	size_t n = 0;

	while (n < MONTHS && n < i) {
		const struct observation *o = &s->rows[i - 1 - n];

		all[n++] = denominator ? o->denominator.millionths / DECIMAL_ONE
				       : number(o);
	}
	if (n < BREAK)
		return -1;
	qsort(all, n, sizeof(*all), by_size);
	*low = all[0];
	*high = all[n - 1];
	return all[n / 2];
}

/* What a month may not be by itself: a share above all there is; less than
 * nothing, of what is counted; of a unit that is not there. */
static void
check_months(struct series *s)
{
	const struct measure *m = s->measure;
	enum measure_count count = m->numerator.count;
	bool counted = m->cohort
		|| (count != COUNT_AMOUNT && count != COUNT_WEIGHTED
			&& count != COUNT_NONE);
	char text[MEASURE_ABOVE_ALL];

	for (size_t i = 0; i < s->n; i++) {
		const struct observation *o = &s->rows[i];

		if (o->has_denominator
			&& measure_above_all(m, o->numerator, o->denominator,
				text))
			find(s,
				count == COUNT_AMOUNT && !m->cohort
					? SEVERITY_WARNING
					: SEVERITY_ERROR,
				"share-above-100", "in %s %s", month(s, i),
				text);
		if (counted
			&& (o->numerator.millionths < 0
				|| o->denominator.millionths < 0))
			find(s, SEVERITY_ERROR, "negative-count",
				"less than nothing in %s", month(s, i));
		if (period_month_last(o->month)
				< unit_begins(s->lint->units, s->unit)
			|| period_month_first(o->month)
				> unit_ends(s->lint->units, s->unit))
			find(s, SEVERITY_WARNING, "unit-not-valid",
				"figures for %s, when the unit is not valid",
				month(s, i));
	}
}

/* Figures of the year so far: they only rise through a contract year, and
 * begin anew with the next. */
static void
check_saw_tooth(struct series *s)
{
	int32_t first, last;
	size_t i, rising = 0;

	if (s->measure->cohort || s->measure->numerator.count == COUNT_OPEN
		|| s->measure->denominator.count != COUNT_NONE)
		return;
	for (i = 1; i < s->n; i++) {
		int32_t day = period_month_first(s->rows[i].month);
		__int128 now = number(&s->rows[i]);
		__int128 before = number(&s->rows[i - 1]);
		bool anew;

		book_year_of(s->lint->book, day, &first, &last);
		anew = first == day;
		if (anew && rising >= BREAK && in_a_row(s, i, 1)
			&& now * 2 < before)
			find(s, SEVERITY_WARNING, "saw-tooth",
				"rises through the year and falls in %s: are "
				"these figures of the year so far?",
				month(s, i));
		rising = !anew && in_a_row(s, i, 1) && now > before ? rising + 1
								    : 0;
		if (rising >= RISING && now >= LEAST
			&& now > 4 * number(&s->rows[i - rising]))
			find(s, SEVERITY_WARNING, "saw-tooth",
				"rises in each of %zu months until %s: are "
				"these figures of the year so far?",
				rising, month(s, i));
	}
}

/* One and the same figure, month after month; and months that are those of the
 * year before: carried on or copied, not counted. */
static void
check_repeats(struct series *s)
{
	__int128 odds = 1, odds_year = 1;
	size_t same = 0, copied = 0;

	for (size_t i = 1; i < s->n; i++) {
		if (repeats(s, i, 1, &same, &odds) && same + 1 >= STALE)
			find(s, SEVERITY_WARNING, "stale-series",
				"the same figure in %zu months until %s: was "
				"it carried on?",
				same + 1, month(s, i));
		if (i >= MONTHS && repeats(s, i, MONTHS, &copied, &odds_year)
			&& copied >= STALE)
			find(s, SEVERITY_WARNING, "copied-year",
				"%zu months until %s are those of the year "
				"before, to the last digit",
				copied, month(s, i));
	}
}

/* Twice or half of what it was, from one month on. */
static void
check_break(struct series *s)
{
	for (size_t i = BREAK; i + BREAK <= s->n; i++) {
		__int128 low[2], high[2];

		if (!in_a_row(s, i + BREAK - 1, 2 * BREAK - 1))
			continue;
		for (int side = 0; side < 2; side++) {
			size_t from = side ? i : i - BREAK;

			low[side] = high[side] = number(&s->rows[from]);
			for (size_t k = from; k < from + BREAK; k++) {
				__int128 x = number(&s->rows[k]);

				low[side] = x < low[side] ? x : low[side];
				high[side] = x > high[side] ? x : high[side];
			}
		}
		if ((low[1] > 2 * high[0] && low[1] >= least(s))
			|| (2 * high[1] < low[0] && low[0] >= least(s)))
			find(s, SEVERITY_WARNING, "series-break",
				"from %s on it is %s what it was: was it "
				"counted otherwise?",
				month(s, i),
				low[1] > high[0] ? "more than twice"
						 : "less than half");
	}
}

/* Months far from what is usual before them, and from what any of a year was:
 * series that jump, or have a summer, are left alone. A share says little once
 * what it is a share of has fallen away, further below the least of a year than
 * chance goes from there; the last such month is told, and must be lower yet
 * where no year is known. The last month may be there in part only. One many
 * times what is usual before and after is in other units of measure, or a
 * year's figure given as a month's. */
static void
check_usual(struct series *s)
{
	const struct observation *o = &s->rows[s->n - 1];
	__int128 low = 0, high = 0, now = number(o);
	__int128 before = usual(s, s->n - 1, false, &low, &high);

	if (!o->has_denominator && before >= STUB_USUAL && now * 4 < before
		&& now * 2 < low)
		find(s, SEVERITY_WARNING, "stub-month",
			"%s has %lld, a month before it about %lld: has all of "
			"it come?",
			month(s, s->n - 1), (long long)now, (long long)before);
	for (size_t i = s->n; i-- > BREAK;) {
		now = s->rows[i].denominator.millionths / DECIMAL_ONE;
		before = usual(s, i, true, &low, &high);
		if (s->rows[i].has_denominator
			&& now * (i < MONTHS ? 3 : 2) <= low
			&& (low - now) * (low - now) > FELL * low)
			find(s, SEVERITY_WARNING, "denominator-fell",
				"what it is a share of fell to %lld in %s, "
				"from %lld in the middle of the months before",
				(long long)now, month(s, i), (long long)before);
	}
	for (size_t i = BREAK; i < s->n; i++) {
		now = number(&s->rows[i]);
		before = usual(s, i, false, &low, &high);
		if (before >= least(s) && now > 8 * before && now > 2 * high
			&& (i + 1 == s->n
				|| number(&s->rows[i + 1]) <= 4 * before))
			find(s, SEVERITY_WARNING, "series-spike",
				"%s has %lld, a month before it about %lld: is "
				"it the same unit of measure?",
				month(s, i), (long long)now, (long long)before);
	}
}

/* A month that lacks where all before it had figures, inside the series or at
 * its end, while other units go on. Members of a cohort may still be
 * followed. */
static void
check_gap(struct series *s)
{
	int32_t ends = unit_ends(s->lint->units, s->unit), next;
	size_t i, k;

	for (i = MONTHS - 1; i < s->n && !s->measure->cohort; i++) {
		next = i + 1 < s->n ? s->rows[i + 1].month : s->last + 1;
		if (next == s->rows[i].month + 1 || !in_a_row(s, i, MONTHS - 1)
			|| s->rows[i].month >= period_month_of(ends))
			continue;
		for (k = 0; k < MONTHS && number(&s->rows[i - k]) >= least(s);
			k++)
			;
		if (k == MONTHS)
			find(s, SEVERITY_WARNING, "series-gap",
				"%.*s has figures in each of twelve months "
				"until %s, and none in the next",
				SPAN_ARG(s->lint->units->list[s->unit].name),
				month(s, i));
	}
}

/* Takes the months of a series that are whole: where members of a cohort are
 * still followed, a month has only the first of them. False: there are none,
 * or it is a parent's, which only adds up. */
static bool
take(struct series *s, struct observation *whole)
{
	const struct lint *l = s->lint;
	const struct observation *rows;
	size_t n;

	for (int u = 0; u < l->units->count; u++)
		if (l->units->list[u].parent == s->unit)
			return false;
	rows = observations_series(l->observations, s->measure->name, s->unit,
		&n);
	s->n = 0;
	for (size_t i = 0; i < n; i++)
		if (!rows[i].pending)
			whole[s->n++] = rows[i];
	s->rows = whole;
	s->steps = 0;
	for (size_t i = 1; i < s->n; i++)
		s->steps += (number(&whole[i]) - number(&whole[i - 1]))
			* (number(&whole[i]) - number(&whole[i - 1]));
	if (s->n > 1)
		s->steps /= (__int128)(s->n - 1);
	return s->n > 0;
}

void
series_rules_check(struct lint *l)
{
	struct observation *whole;

	if (!l->observations || !l->measures || !l->units)
		return;
	whole = arena_take(l->book->arena,
		(l->observations->count + 1) * sizeof(*whole));
	for (size_t i = 0, n; i < l->measures->count; i++) {
		struct series s = { .lint = l,
			.measure = &l->measures->list[i],
			.last = INT32_MIN };
		const struct observation *all = observations_of(l->observations,
			s.measure->name, &n);

		for (size_t k = 0; k < n; k++)
			if (!all[k].pending && all[k].month > s.last)
				s.last = all[k].month;
		for (s.unit = 0; s.unit < l->units->count; s.unit++) {
			if (!take(&s, whole))
				continue;
			check_months(&s);
			check_saw_tooth(&s);
			check_repeats(&s);
			check_break(&s);
			check_usual(&s);
			check_gap(&s);
		}
	}
}
