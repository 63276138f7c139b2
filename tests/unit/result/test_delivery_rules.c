/* SPDX-License-Identifier: MIT
 *
 * delivery_rules: of 2,000 sources made at random, with two to five units and
 * two years of months, nothing is held back as long as each month brings what
 * is usual; and each hole is found: a month that is gone, an end that is cut
 * off, a unit that is silent, a unit that is thin. No other month changes.
 */
#include "result/delivery_rules.h"

#include "bookcase.h"
#include "check.h"
#include "value/period.h"

#define WORLDS 2000
#define MONTHS 24
#define UNITS 5
#define FIRST (2009 * 12)

static uint64_t seed = 1;
static const struct units *units;

/* 0 to n - 1. */
static unsigned
draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

struct world {
	struct source_def def;
	struct delivery_source s;
	struct delivery_track units[UNITS];
	struct delivery whole[MONTHS + 3], cells[UNITS][MONTHS + 3];
	unsigned usual[UNITS];
};

static void
put(struct world *w, size_t unit, int i, uint64_t rows)
{
	struct delivery *d = &w->cells[unit][i];

	d->rows = rows;
	d->last = rows ? period_month_last(FIRST + i) - (int32_t)draw(5)
		       : DAY_NONE;
}

/* What the units brought, together. */
static void
add_up(struct world *w)
{
	size_t unit;
	int i;

	for (i = 0; i < MONTHS + 3; i++) {
		w->whole[i] = (struct delivery){ .last = DAY_NONE };
		for (unit = 0; unit < w->s.nunits; unit++) {
			struct delivery *d = &w->cells[unit][i];

			w->whole[i].rows += d->rows;
			if (d->last > w->whole[i].last)
				w->whole[i].last = d->last;
		}
	}
}

/* Between three quarters and five of what is usual in each month. */
static void
make(struct world *w)
{
	size_t unit;
	int i;

	*w = (struct world){ .s = { .any = true,
				     .origin = FIRST,
				     .end = FIRST + MONTHS + 2,
				     .begin = FIRST,
				     .to = INT32_MAX,
				     .nunits = 2 + draw(UNITS - 1) } };
	w->def.delivers = (struct delivers){ .from = INT32_MIN,
		.to = INT32_MAX };
	w->s.def = &w->def;
	w->s.units = w->units;
	w->s.whole = (struct delivery_track){ .unit = UNIT_NONE,
		.began = FIRST,
		.cells = w->whole };
	for (unit = 0; unit < w->s.nunits; unit++) {
		w->usual[unit] = 40 + draw(400);
		w->units[unit] = (struct delivery_track){ .unit = (int)unit,
			.began = FIRST,
			.cells = w->cells[unit] };
		for (i = 0; i < MONTHS + 3; i++)
			put(w, unit, i,
				i < MONTHS ? w->usual[unit] * 3 / 4
						+ draw(w->usual[unit] / 2)
					   : 0);
	}
}

/* How many cells are holes, of the source and of units. */
static int
holes(struct world *w)
{
	int i, n = 0;
	size_t unit;

	add_up(w);
	delivery_rules_test(&w->s, units, FIRST + MONTHS - 1, DAY_NONE);
	for (i = 0; i < MONTHS; i++) {
		n += delivery_is_hole(w->whole[i].state);
		for (unit = 0; unit < w->s.nunits; unit++)
			n += delivery_is_hole(w->cells[unit][i].state);
	}
	return n;
}

static void
takes_what_is_usual(struct world *w)
{
	make(w);
	CHECK(holes(w) == 0);
}

/* A month of all units, in the middle or at the end. */
static void
finds_a_month_that_is_gone(struct world *w)
{
	int i = 3 + (int)draw(MONTHS - 3);
	size_t unit;

	make(w);
	for (unit = 0; unit < w->s.nunits; unit++)
		put(w, unit, i, 0);
	CHECK(holes(w) == 1 + (int)w->s.nunits);
	CHECK(w->whole[i].state == DELIVERY_MISSING);
}

/* All that is dated after the 20th of the last month or sooner. */
static void
finds_an_end_that_is_cut_off(struct world *w)
{
	int32_t day = period_month_last(FIRST + MONTHS - 1) - 11
		- (int32_t)draw(15);
	size_t unit;

	make(w);
	for (unit = 0; unit < w->s.nunits; unit++)
		w->cells[unit][MONTHS - 1].last = day;
	CHECK(holes(w) == 1 + (int)w->s.nunits);
	CHECK(w->whole[MONTHS - 1].state == DELIVERY_LAGGING);
}

/* With few rows, or none, from a month on: the unit alone is held back. */
static void
finds_a_unit(struct world *w, bool silent)
{
	int from = 7 + (int)draw(MONTHS - 7), i;
	size_t unit;

	make(w);
	unit = draw((unsigned)w->s.nunits);
	w->usual[unit] = 40; /* too few for the source to be thin */
	for (i = 0; i < MONTHS; i++)
		put(w, unit, i, i < from ? 40 + draw(3) : silent ? 0 : 9);
	CHECK(holes(w) == MONTHS - from);
	CHECK(w->cells[unit][MONTHS - 1].state
		== (silent ? DELIVERY_SILENT : DELIVERY_THIN));
}

static void
usual_months(void)
{
	static struct world w;
	int i;

	for (i = 0; i < WORLDS; i++)
		takes_what_is_usual(&w);
}

static void
months_gone(void)
{
	static struct world w;
	int i;

	for (i = 0; i < WORLDS; i++)
		finds_a_month_that_is_gone(&w);
}

static void
ends_cut_off(void)
{
	static struct world w;
	int i;

	for (i = 0; i < WORLDS; i++)
		finds_an_end_that_is_cut_off(&w);
}

static void
silent_units(void)
{
	static struct world w;
	int i;

	for (i = 0; i < WORLDS; i++)
		finds_a_unit(&w, true);
}

static void
thin_units(void)
{
	static struct world w;
	int i;

	for (i = 0; i < WORLDS; i++)
		finds_a_unit(&w, false);
}

int
main(void)
{
	struct book *b = bookcase("units.csv", "unit\nA\nB\nC\nD\nE\n", NULL);

	units = units_load(b);
	if (!units)
		return 1;
	check_run("what is usual is delivered", usual_months);
	check_run("a month that is gone is missing", months_gone);
	check_run("an end that is cut off is lagging", ends_cut_off);
	check_run("a unit without rows is silent", silent_units);
	check_run("a unit with few rows is thin", thin_units);
	bookcase_end(b);
	return check_end();
}
