/* SPDX-License-Identifier: MIT
 *
 * Members and spells are gathered in lists and sorted by subject when all are
 * there, since a spell may come before its member in the file, or much later.
 * A subject's spells are put together once and asked for each of its windows.
 */
#include "cohort.h"

#include "base/mem.h"
#include "value/period.h"

/* A member or a spell. */
struct row {
	uint32_t subject;
	int32_t day;
	/* spell: its last day, or COHORT_OPEN; member: its ancestry */
	int32_t other;
};

/* The rows of one `where`, which several cohorts may share. */
struct list {
	struct row *rows;
	size_t count, cap;
	/* sorted: where each subject begins, and, last, where all end */
	size_t *starts;
};

/* A subject's spells put together: disjoint, rising, with the days covered
 * before each. */
struct cover {
	int32_t from, to;
	int64_t before;
};

/* All lists of the plan, by their numbers there. */
struct cohorts {
	const struct plan *plan;
	struct list *enter, *reach;
	struct cover *cover; /* of the subject at hand */
	size_t ncover, cover_cap;
};

/* One more of each list than there are, so that having none is no special case. */
struct cohorts *
cohorts_new(const struct plan *plan)
{
	struct cohorts *c = mem_new(1, sizeof(*c));

	c->plan = plan;
	c->enter = mem_new(plan->nenter + 1, sizeof(*c->enter));
	c->reach = mem_new(plan->nreach + 1, sizeof(*c->reach));
	return c;
}

/* Adds a row to a list. */
static void
append(struct list *l, struct row row)
{
	MEM_GROW(l->rows, l->cap, l->count + 1);
	l->rows[l->count++] = row;
}

void
cohorts_enter(struct cohorts *c, uint32_t list, uint32_t subject, int32_t day,
	uint32_t ancestry)
{
	append(&c->enter[list],
		(struct row){ subject, day, (int32_t)ancestry });
}

void
cohorts_reach(struct cohorts *c, uint32_t list, uint32_t subject, int32_t day,
	int32_t until)
{
	append(&c->reach[list], (struct row){ subject, day, until });
}

/* The window begins the day after the member entered (DESIGN.md section 5); the
 * reading `inclusive` takes the day itself for a part of it. */
bool
cohort_counts_entry(const struct plan *plan, uint32_t measure)
{
	return plan->readings[measure] == READING_INCLUSIVE;
}

int32_t
cohort_window_end(const struct measure *m, int32_t day)
{
	return period_after(day, m->within);
}

/* A length in months has as many days as the calendar gives it from that day
 * on: so a month of February is not asked for 31. */
int32_t
cohort_days_needed(const struct measure *m, int32_t day)
{
	return period_after(day, m->needed) - day;
}

/* That of the entry, or of the maturity where the measure says so. */
int32_t
cohort_month(const struct measure *m, int32_t day)
{
	return period_month_of(
		m->by_maturity ? cohort_window_end(m, day) : day);
}

/* By day; of one day the shorter spell first, so that order never depends on
 * the file. */
static int
order_rows(const void *left, const void *right)
{
	const struct row *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->other > b->other) - (a->other < b->other);
}

/* By subject (counted, then put in place), then by day. */
static void
sort_list(struct list *l, uint32_t nsubjects)
{
	size_t *starts = mem_new((size_t)nsubjects + 2, sizeof(*starts));
	struct row *rows = mem_new(l->count + 1, sizeof(*rows));

	/* starts[s + 2] counts s; summed up, starts[s + 1] is where s begins;
	 * moved on by each row put there, it is where s + 1 begins. */
	for (size_t i = 0; i < l->count; i++)
		starts[(size_t)l->rows[i].subject + 2]++;
	for (size_t i = 2; i < (size_t)nsubjects + 2; i++)
		starts[i] += starts[i - 1];
	for (size_t i = 0; i < l->count; i++)
		rows[starts[(size_t)l->rows[i].subject + 1]++] = l->rows[i];
	mem_free(l->rows);
	l->rows = rows;
	l->starts = starts;
	for (size_t i = 0; i < nsubjects; i++) {
		size_t n = starts[i + 1] - starts[i];

		if (n <= 32) {
			struct row *lines = rows + starts[i];
			size_t k, j;

			/* Most subjects have a handful of rows. */
			for (k = 1; k < n; k++) {
				struct row row = lines[k];

				for (j = k; j
					&& order_rows(&lines[j - 1], &row) > 0;
					j--)
					lines[j] = lines[j - 1];
				lines[j] = row;
			}
		} else
			qsort(rows + starts[i], n, sizeof(*rows), order_rows);
	}
}

/* The union of a subject's n sorted spells. */
static void
cover(struct cohorts *c, const struct row *spells, size_t n)
{
	struct cover *last = NULL;

	MEM_GROW(c->cover, c->cover_cap, n + 1);
	c->ncover = 0;
	for (size_t i = 0; i < n; i++) {
		if (last && spells[i].day <= last->to) {
			if (spells[i].other > last->to)
				last->to = spells[i].other;
			continue;
		}
		c->cover[c->ncover] = (struct cover){ spells[i].day,
			spells[i].other,
			last ? last->before + last->to - last->from + 1 : 0 };
		last = &c->cover[c->ncover++];
	}
}

/* Days covered up to and with that day. */
static int64_t
covered(const struct cohorts *c, int32_t day)
{
	size_t low = 0, high = c->ncover, middle;
	const struct cover *in;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (c->cover[middle].from <= day)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low)
		return 0;
	in = &c->cover[low - 1];
	return in->before + (day < in->to ? day : in->to) - in->from + 1;
}

/* Counts each member of one cohort: in n when its window has ended, and in the
 * numerator when enough of that was covered; else as pending. */
static void
count_cohort(struct cohorts *c, const struct plan_cohort *cohort,
	uint32_t nsubjects, int32_t as_of, struct tally *t)
{
	const struct measure *m = &c->plan->measures->list[cohort->measure];
	const struct list *members = &c->enter[cohort->enter];
	const struct list *spells = &c->reach[cohort->reach];
	bool entry = cohort_counts_entry(c->plan, cohort->measure);

	for (uint32_t s = 0; s < nsubjects; s++) {
		if (members->starts[s] == members->starts[s + 1])
			continue;
		cover(c, spells->rows + spells->starts[s],
			spells->starts[s + 1] - spells->starts[s]);
		for (size_t i = members->starts[s]; i < members->starts[s + 1];
			i++) {
			const struct row *row = &members->rows[i];
			int32_t end = cohort_window_end(m, row->day);
			struct tally_cell *cell = tally_at(t, cohort->measure,
				(uint32_t)row->other,
				period_month_of(
					m->by_maturity ? end : row->day));

			tally_dated(cell, row->day);
			if (end > as_of) {
				cell->pending++;
				continue;
			}
			cell->n++;
			cell->sum[SIDE_DENOMINATOR] += DECIMAL_ONE;
			if (covered(c, end) - covered(c, row->day - entry)
				>= cohort_days_needed(m, row->day))
				cell->sum[SIDE_NUMERATOR] += DECIMAL_ONE;
		}
	}
}

/* Lists are sorted once, however many cohorts ask them. */
void
cohorts_settle(struct cohorts *c, uint32_t nsubjects, int32_t as_of,
	struct tally *t)
{
	for (size_t i = 0; i < c->plan->nreach; i++)
		sort_list(&c->reach[i], nsubjects);
	for (size_t i = 0; i < c->plan->nenter; i++)
		sort_list(&c->enter[i], nsubjects);
	for (size_t i = 0; i < c->plan->ncohorts; i++)
		count_cohort(c, &c->plan->cohorts[i], nsubjects, as_of, t);
}

/* Frees lists with their rows. */
static void
free_lists(struct list *lists, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		mem_free(lists[i].rows);
		mem_free(lists[i].starts);
	}
	mem_free(lists);
}

void
cohorts_free(struct cohorts *c)
{
	if (!c)
		return;
	free_lists(c->enter, c->plan->nenter);
	free_lists(c->reach, c->plan->nreach);
	mem_free(c->cover);
	mem_free(c);
}
