/* SPDX-License-Identifier: MIT
 *
 * What observations look like when they are not what they are taken for:
 * figures of the year so far given as months, a month that came in part, a
 * series that repeats itself, breaks off or jumps. All are hints, but a share
 * above all there is. Parents are left out, since they only add up what is
 * said of their units; of several units the first is named.
 */
#include "lint.h"

#include <stdarg.h>

#include "base/buf.h"
#include "value/period.h"

#define MONTHS 12
#define LEAST 10 /* smaller figures jump by chance */
#define STALE 4  /* months of one and the same figure */
#define RISING 8 /* months in a row that only rise */
#define BREAK 6  /* months before and after */
#define STUB_USUAL 30

/* The series of one measure at one unit. */
struct series {
	struct lint *lint;
	const struct measure *measure;
	int unit;
	size_t n;
	const struct observation *rows; /* by month; some may lack */
	int32_t last; /* month in which any unit has figures */
};

/* The numerator in whole ones: rules look at sizes, not at parts. */
static __int128
number(const struct observation *o)
{
	return o->numerator.millionths / DECIMAL_ONE;
}

/* A finding on the series, told by its measure and unit. */
static void __attribute__((format(printf, 4, 5))) find(const struct series *s,
	enum severity severity, const char *rule, const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list args;
	char room[400];

	va_start(args, fmt);
	vsnprintf(room, sizeof(room), fmt, args);
	va_end(args);
	buf_text(&text, room);
	finding_add(s->lint->findings, severity,
		lint_def_place(s->measure->def), rule, "\"%.*s\" at %.*s: %s",
		SPAN_ARG(s->measure->name),
		SPAN_ARG(s->lint->units->list[s->unit].code),
		buf_string(&text));
	buf_free(&text);
}

struct month_text {
	char at[MONTH_WIDTH + 1];
};

/* A month as people and streams write it. */
static struct month_text
month_text(int32_t month)
{
	struct month_text text = { { 0 } };

	period_write_month(text.at, month);
	return text;
}

/* Whether rows i - back..i are of months in a row. */
static bool
in_a_row(const struct series *s, size_t i, size_t back)
{
	return i >= back
		&& s->rows[i].month - s->rows[i - back].month == (int32_t)back;
}

/* For qsort(). */
static int
by_size(const void *a, const void *b)
{
	const __int128 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The median of the twelve rows before i, of six at least; -1: too few. The
 * denominators where asked for. */
static __int128
usual(const struct series *s, size_t i, bool denominator)
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
	return all[n / 2];
}

/* A share of facts above all there is: nobody can be counted twice in it. */
static bool
check_share(const struct series *s)
{
	const struct measure *m = s->measure;

	if (m->shown != SHOWN_PERCENT || m->form != FORM_RATIO)
		return false;
	if (!m->cohort
		&& (m->numerator.count != COUNT_FACTS
			|| m->denominator.count != COUNT_FACTS))
		return false;
	for (size_t i = 0; i < s->n; i++)
		if (s->rows[i].has_denominator
			&& s->rows[i].numerator.millionths
				> s->rows[i].denominator.millionths) {
			find(s, SEVERITY_ERROR, "share-above-100",
				"more than all there is in %s",
				month_text(s->rows[i].month).at);
			return true;
		}
	return false;
}

/* Figures of the year so far: they only rise through a contract year, and
 * begin anew with the next. */
static bool
check_saw_tooth(const struct series *s)
{
	int32_t first, last;
	size_t i, rising = 0;

	if (s->measure->cohort || s->measure->numerator.count == COUNT_OPEN
		|| s->measure->denominator.count != COUNT_NONE)
		return false;
	for (i = 1; i < s->n; i++) {
		int32_t day = period_month_first(s->rows[i].month);
		bool anew;

		book_year_of(s->lint->book, day, &first, &last);
		anew = first == day;
		if (anew && rising >= BREAK && in_a_row(s, i, 1)
			&& number(&s->rows[i]) * 2 < number(&s->rows[i - 1])) {
			find(s, SEVERITY_WARNING, "saw-tooth",
				"rises through the year and falls in %s: are "
				"these figures of the year so far?",
				month_text(s->rows[i].month).at);
			return true;
		}
		rising = !anew && in_a_row(s, i, 1)
				&& number(&s->rows[i]) > number(&s->rows[i - 1])
			? rising + 1
			: 0;
		if (rising >= RISING && number(&s->rows[i]) >= LEAST
			&& number(&s->rows[i])
				> 4 * number(&s->rows[i - rising])) {
			find(s, SEVERITY_WARNING, "saw-tooth",
				"rises in each of %zu months until %s: are "
				"these figures of the year so far?",
				rising, month_text(s->rows[i].month).at);
			return true;
		}
	}
	return false;
}

/* One and the same figure, month after month. */
static bool
check_stale(const struct series *s)
{
	size_t i, same = 1;

	for (i = 1; i < s->n; i++) {
		const struct observation *a = &s->rows[i - 1], *b = &s->rows[i];

		same = in_a_row(s, i, 1) && number(b) >= LEAST
				&& a->numerator.millionths
					== b->numerator.millionths
				&& a->denominator.millionths
					== b->denominator.millionths
			? same + 1
			: 1;
		if (same >= STALE) {
			find(s, SEVERITY_WARNING, "stale-series",
				"the same figure in %zu months until %s: was "
				"it carried on?",
				same, month_text(b->month).at);
			return true;
		}
	}
	return false;
}

/* Twice or half of what it was, from one month on. */
static bool
check_break(const struct series *s)
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
		if ((low[1] > 2 * high[0] && low[1] >= LEAST)
			|| (2 * high[1] < low[0] && low[0] >= LEAST)) {
			find(s, SEVERITY_WARNING, "series-break",
				"from %s on it is %s what it was: was it "
				"counted otherwise?",
				month_text(s->rows[i].month).at,
				low[1] > high[0] ? "more than twice"
						 : "less than half");
			return true;
		}
	}
	return false;
}

/* A share says little once what it is a share of has fallen away. */
static bool
check_denominator(const struct series *s)
{
	for (size_t i = s->n; i-- > BREAK;) {
		const struct observation *o = &s->rows[i];
		__int128 before = usual(s, i, true);

		if (!o->has_denominator || before < LEAST
			|| o->denominator.millionths / DECIMAL_ONE * 2
				>= before)
			continue;
		find(s, SEVERITY_WARNING, "denominator-fell",
			"what it is a share of fell to %lld in %s, from %lld "
			"in the middle of the months before",
			(long long)(o->denominator.millionths / DECIMAL_ONE),
			month_text(o->month).at, (long long)before);
		return true;
	}
	return false;
}

/* The last month is there, but only a part of it. */
static bool
check_stub(const struct series *s)
{
	const struct observation *last = &s->rows[s->n - 1];
	__int128 before = usual(s, s->n - 1, false);

	if (last->has_denominator || before < STUB_USUAL
		|| number(last) * 4 >= before)
		return false;
	find(s, SEVERITY_WARNING, "stub-month",
		"%s has %lld, a month before it about %lld: has all of it "
		"come?",
		month_text(last->month).at, (long long)number(last),
		(long long)before);
	return true;
}

/* A month that lacks where all before it had figures, inside the series or at
 * its end, while other units go on. */
static bool
check_gap(const struct series *s)
{
	const struct unit *unit = &s->lint->units->list[s->unit];
	int32_t ends = unit_ends(s->lint->units, s->unit), next;
	size_t i, k;

	/* Members of a cohort may still be followed. */
	if (s->measure->cohort)
		return false;

	for (i = MONTHS - 1; i < s->n; i++) {
		next = i + 1 < s->n ? s->rows[i + 1].month : s->last + 1;
		if (next == s->rows[i].month + 1 || !in_a_row(s, i, MONTHS - 1)
			|| s->rows[i].month >= period_month_of(ends))
			continue;
		for (k = 0; k < MONTHS && number(&s->rows[i - k]) >= LEAST; k++)
			;
		if (k < MONTHS)
			continue;
		find(s, SEVERITY_WARNING, "series-gap",
			"%.*s has figures in each of twelve months until %s, "
			"and none in the next",
			SPAN_ARG(unit->name), month_text(s->rows[i].month).at);
		return true;
	}
	return false;
}

/* A month many times what is usual before and after: other units of measure,
 * or a year's figure given as a month's. */
static bool
check_spike(const struct series *s)
{
	for (size_t i = BREAK; i < s->n; i++) {
		__int128 before = usual(s, i, false), now = number(&s->rows[i]);

		if (before < LEAST || now <= 8 * before
			|| (i + 1 < s->n
				&& number(&s->rows[i + 1]) > 4 * before))
			continue;
		find(s, SEVERITY_WARNING, "series-spike",
			"%s has %lld, a month before it about %lld: is it the "
			"same unit of measure?",
			month_text(s->rows[i].month).at, (long long)now,
			(long long)before);
		return true;
	}
	return false;
}

/* What is counted is never below zero. */
static bool
check_negative(const struct series *s)
{
	enum measure_count count = s->measure->numerator.count;

	if (!s->measure->cohort
		&& (count == COUNT_AMOUNT || count == COUNT_WEIGHTED
			|| count == COUNT_NONE))
		return false;
	for (size_t i = 0; i < s->n; i++)
		if (s->rows[i].numerator.millionths < 0
			|| s->rows[i].denominator.millionths < 0) {
			find(s, SEVERITY_ERROR, "negative-count",
				"less than nothing in %s",
				month_text(s->rows[i].month).at);
			return true;
		}
	return false;
}

/* Twelve months that are those of the year before: copied, not counted. */
static bool
check_copy(const struct series *s)
{
	size_t same = 0, i;

	for (i = MONTHS; i < s->n; i++) {
		const struct observation *a = &s->rows[i - MONTHS];
		const struct observation *b = &s->rows[i];

		same = in_a_row(s, i, MONTHS) && number(b) >= LEAST
				&& a->numerator.millionths
					== b->numerator.millionths
				&& a->denominator.millionths
					== b->denominator.millionths
			? same + 1
			: 0;
		if (same == STALE) {
			find(s, SEVERITY_WARNING, "copied-year",
				"%zu months until %s are those of the year "
				"before, to the last digit",
				same, month_text(b->month).at);
			return true;
		}
	}
	return false;
}

/* A unit has figures for months in which it is not. */
static bool
check_validity(const struct series *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (period_month_last(s->rows[i].month)
				< unit_begins(s->lint->units, s->unit)
			|| period_month_first(s->rows[i].month)
				> unit_ends(s->lint->units, s->unit)) {
			find(s, SEVERITY_WARNING, "unit-not-valid",
				"figures for %s, when the unit is not valid",
				month_text(s->rows[i].month).at);
			return true;
		}
	return false;
}

/* Parents only add up: what is wrong with them is said of their units. */
static bool
has_children(const struct lint *l, int unit)
{
	for (int u = 0; u < l->units->count; u++)
		if (l->units->list[u].parent == unit)
			return true;
	return false;
}

/* The months of a series that are whole: where members of a cohort are still
 * followed, a month has only the first of them. */
static bool
take(struct series *s, struct observation *whole)
{
	const struct observation *rows;
	size_t n;

	rows = observations_series(s->lint->observations, s->measure->name,
		s->unit, &n);
	for (size_t i = 0; i < n; i++)
		if (!rows[i].pending)
			whole[s->n++] = rows[i];
	s->rows = whole;
	return s->n > 0;
}

/* The last month in which any unit has figures that are whole. */
static int32_t
last_month(const struct lint *l, const struct measure *m)
{
	size_t n;
	const struct observation *rows = observations_of(l->observations,
		m->name, &n);
	int32_t last = INT32_MIN;

	for (size_t i = 0; i < n; i++)
		if (!rows[i].pending && rows[i].month > last)
			last = rows[i].month;
	return last;
}

void
series_rules_check(struct lint *l)
{
	static bool (*const checks[])(const struct series *) = { check_share,
		check_saw_tooth, check_stale, check_break, check_denominator,
		check_stub, check_gap, check_spike, check_negative, check_copy,
		check_validity };
	struct observation *whole;
	size_t i, k;

	if (!l->observations || !l->measures || !l->units)
		return;
	whole = arena_take(l->book->arena,
		(l->observations->count + 1) * sizeof(*whole));
	for (i = 0; i < l->measures->count; i++)
		for (k = 0; k < sizeof(checks) / sizeof(*checks); k++)
			for (int u = 0; u < l->units->count; u++) {
				struct series s = { .lint = l,
					.measure = &l->measures->list[i],
					.unit = u,
					.last = last_month(l,
						&l->measures->list[i]) };

				if (!has_children(l, u) && take(&s, whole)
					&& checks[k](&s))
					break;
			}
}
