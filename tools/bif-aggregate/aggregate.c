/* SPDX-License-Identifier: MIT
 *
 * Takes the facts of all files one by one, and sees to it that each counts where
 * the plan has it: in the tally at once, with its subject, in a cohort, or
 * nowhere. A fact that says what an earlier one said is not read again but
 * counted once more (row_cache.h); facts with subjects wait for each other, so
 * that what they need from memory is there when they are counted.
 */
#include "aggregate.h"

#include "base/diag.h"
#include "base/mem.h"
#include "cohort.h"
#include "count.h"
#include "explain.h"
#include "io/progress.h"
#include "row_cache.h"
#include "subjects.h"
#include "tally.h"
#include "value/period.h"
#include "value/text.h"

#define WAITING 32 /* facts counted side by side */
/* A date outside is a mistake: no measure counts by it. */
#define FIRST_MONTH (1900 * 12)
#define LAST_MONTH (2200 * 12 + 11)
#define TICK_ROWS 65536   /* between two looks at the clock */
#define NOBODY UINT32_MAX /* the number of no subject */
#define FIRST_YEAR 999    /* no date is in an earlier one */

/* A fact to be counted, and what it does: nothing, when no measure uses it.
 * Courses may move, actions do not. */
struct task {
	struct fact fact;
	const struct plan_action *actions, *end;
};

/* A fact whose subject has been asked for. */
struct waiting {
	struct task task;
	bool keyed; /* the key is there, not the number */
	struct subject_key key;
	uint32_t subject;
};

/* A run. Where facts are explained nothing is counted, and the tables of counts
 * stay empty. */
struct aggregate {
	const struct book *book;
	struct plan *plan;
	const struct units *units;
	int32_t as_of;
	struct explain *explain;

	struct ancestries *ancestries;
	struct subjects *subjects;
	struct intake intake;
	struct tally *tally;
	struct coverage *coverage;
	struct cohorts *cohorts;
	struct first_seen **seen; /* by measure and side; NULL: none */
	struct scope *scope;
	struct aggregate_counts counts;
	struct aggregate_part part;
	struct waiting waiting[WAITING];
	size_t nwaiting;
	/* What a row counted that may come again: the cache knows its cells and
	 * how often they came, `repeated` what it does, by the cache's number. */
	struct row_caches *repeats;
	struct task *repeated;
	size_t repeated_cap;

	/* The contract year asked for last: its first and last day, and its
	 * number. Facts come roughly in order of time, so the next asks for the
	 * same. */
	int32_t year_first, year_last;
	int year;
};

/* Explaining needs each fact for itself, so no row is passed over then. */
struct aggregate *
aggregate_new(const struct book *book, struct plan *plan,
	const struct units *units, int32_t as_of, struct explain *explain)
{
	struct aggregate *a = mem_new(1, sizeof(*a));

	a->book = book;
	a->plan = plan;
	a->units = units;
	a->as_of = as_of;
	a->explain = explain;
	a->ancestries = ancestries_new(units);
	a->subjects = subjects_new();
	intake_begin(&a->intake, plan, units, a->ancestries);
	a->tally = tally_new(plan);
	a->coverage = coverage_new(units);
	a->cohorts = cohorts_new(plan);
	a->seen = mem_new(plan->measures->count * SIDES + 1, sizeof(*a->seen));
	a->scope = scope_new();
	a->repeats = explain ? NULL : row_caches_new();
	a->counts.first_day = a->counts.last_day = DAY_NONE;
	a->year_last = DAY_NONE;
	return a;
}

void
aggregate_one_part(struct aggregate *a, const struct aggregate_part *part)
{
	a->part = *part;
}

/* A unit and the contract year of a day as one small number, for
 * first_seen.h. */
static uint32_t
unit_year(struct aggregate *a, int unit, int32_t day)
{
	uint64_t number;

	if (a->year_last == DAY_NONE || day < a->year_first
		|| day > a->year_last)
		a->year = book_year_of(a->book, day, &a->year_first,
			&a->year_last);
	number = (uint64_t)(a->year - FIRST_YEAR) * (uint64_t)a->units->count
		+ (uint64_t)unit;
	if (number > UINT32_MAX) /* as good as out of memory */
		mem_new(SIZE_MAX, sizeof(struct first));
	return (uint32_t)number;
}

/* The table of an action's side of its measure; made when first asked for. */
static struct first_seen *
seen_by(struct aggregate *a, const struct plan_action *action)
{
	struct first_seen **seen =
		&a->seen[action->measure * SIDES + action->side];

	if (!*seen)
		*seen = first_seen_new();
	return *seen;
}

/* At how many of a fact's units, from its own on, its subject is counted. */
static size_t
subject_units(const struct aggregate *a, const struct plan_action *action,
	const struct fact *f, const int **units)
{
	size_t n = ancestry_units(a->ancestries, f->ancestry, units);

	return a->plan->measures->list[action->measure].parents == PARENTS_SUM
		? n
		: 1;
}

/* Counts a fact so many times; once when it has a subject. */
static void
count_fact(struct aggregate *a, const struct task *task, uint32_t subject,
	uint64_t times)
{
	const struct plan_action *action;
	const struct fact *f = &task->fact;
	const int *units;
	size_t n, i;

	coverage_count(a->coverage, f->source, f->unit, f->month, f->day,
		times);
	for (action = task->actions; action < task->end; action++)
		switch (action->act) {
		case PLAN_POINT:
			count_point(a->tally, action, f, times);
			break;
		case PLAN_SPELL:
			count_spell(a->tally, action, f, a->as_of, times);
			break;
		case PLAN_SUBJECT: /* distinct at each level anew */
			if (subject == NOBODY) { /* no reading by persons */
				a->plan->silent[action->measure] = true;
				break;
			}
			n = subject_units(a, action, f, &units);
			for (i = 0; i < n; i++)
				first_seen_note(seen_by(a, action), subject,
					unit_year(a, units[i], f->day), f->day);
			break;
		case PLAN_ENTER:
			cohorts_enter(a->cohorts, action->list, subject, f->day,
				f->ancestry);
			break;
		case PLAN_REACH:
			cohorts_reach(a->cohorts, action->list, subject, f->day,
				f->until == DAY_NONE ? COHORT_OPEN : f->until);
			break;
		}
}

/* Counts the facts that waited: what one needs from memory is asked for while
 * the others are looked at. */
static void
count_waiting(struct aggregate *a)
{
	struct waiting *w = a->waiting, *end = w + a->nwaiting;

	for (w = a->waiting; w < end; w++)
		if (w->keyed)
			subjects_ask(a->subjects, &w->key);
	for (w = a->waiting; w < end; w++) {
		const struct task *task;
		const struct plan_action *action;
		const int *units;
		size_t n, i;

		if (w->keyed)
			w->subject = subjects_of_key(a->subjects, &w->key);
		/* Asks memory for what a fact that counts subjects will need
		 * of it. */
		task = &w->task;
		for (action = task->actions; action < task->end; action++) {
			if (action->act != PLAN_SUBJECT)
				continue;
			n = subject_units(a, action, &task->fact, &units);
			for (i = 0; i < n; i++)
				first_seen_ask(seen_by(a, action), w->subject,
					unit_year(a, units[i], task->fact.day));
		}
	}
	for (w = a->waiting; w < end; w++)
		count_fact(a, &w->task, w->subject, 1);
	a->nwaiting = 0;
}

/* Counts a fact at once when nobody asks for its subject, and remembers it, so
 * that its like need not be read; else it waits for others. Where subjects are
 * only used when they are there, one without is counted, and not remembered:
 * its like may have one. */
static void
count_or_wait(struct aggregate *a, const struct task *task, bool subject,
	bool may_subject)
{
	struct waiting *w = &a->waiting[a->nwaiting];
	size_t known;

	if (subject || (may_subject && task->fact.subject.len)) {
		w->task = *task;
		w->keyed = subjects_key(a->subjects, task->fact.subject,
			&w->key);
		if (!w->keyed)
			w->subject = subjects_number(a->subjects,
				task->fact.subject);
		if (++a->nwaiting == WAITING)
			count_waiting(a);
		return;
	}
	count_fact(a, task, NOBODY, 1);
	if (may_subject || !row_caches_add(a->repeats))
		return;
	known = row_caches_count(a->repeats);
	MEM_GROW(a->repeated, a->repeated_cap, known);
	a->repeated[known - 1] = *task;
}

/* Whether one of the rules that the fact's course meets holds on its day. */
static bool
out_of_scope(const struct aggregate *a, const struct fact *f)
{
	const struct scope_rule *rules = a->plan->measures->scope;

	for (size_t i = 0; i < f->course->nscope; i++) {
		const struct scope_rule *rule = &rules[f->course->scope[i]];

		if ((rule->from == DAY_NONE || f->day >= rule->from)
			&& (rule->to == DAY_NONE || f->day <= rule->to))
			return true;
	}
	return false;
}

/* Sends a fact where it belongs. One that no measure may count still tells that
 * its source brought it. */
static void
take_fact(struct aggregate *a, struct fact *f)
{
	const struct plan_course *course = f->course;
	struct aggregate_counts *c = &a->counts;
	struct task task = { *f, NULL, NULL };
	bool known = f->day <= a->as_of;

	if (f->source == COVERAGE_WRONG) {
		intake_reject(&a->intake, FACT_SOURCE,
			"is not the name of a source");
		c->rejected++;
		return;
	}
	if (a->explain && explain_covered(a->explain, &a->intake, f))
		return;
	if (c->first_day == DAY_NONE || f->day < c->first_day)
		c->first_day = f->day;
	if (c->last_day == DAY_NONE || f->day > c->last_day)
		c->last_day = f->day;
	if (f->month < FIRST_MONTH || f->month > LAST_MONTH) {
		diag_at(STATUS_DONE, "century", tsv_place(a->intake.in),
			"\"date\": \"%.*s\" is before 1900 or after 2200: "
			"the fact is skipped",
			SPAN_ARG(intake_cell(&a->intake, FACT_DATE)));
		c->skipped++;
		count_fact(a, &task, 0, 1);
	} else if (course->nscope && out_of_scope(a, f)) {
		c->skipped++;
		scope_count(a->scope, intake_cell(&a->intake, FACT_SOURCE),
			intake_cell(&a->intake, FACT_EVENT), known);
		count_fact(a, &task, 0, 1);
	} else if (!known || !course->nactions) {
		c->unused |= known;
		if (!a->explain)
			count_or_wait(a, &task, false, false);
	} else if (!intake_detail(&a->intake, f)) {
		c->rejected++;
	} else if (a->part.parts && f->subject.len
		&& text_part(f->subject, a->part.parts) + 1 != a->part.part) {
		intake_reject(&a->intake, FACT_SUBJECT,
			"belongs to another part: bif-normalize --parts "
			"splits facts by person");
		c->rejected++;
	} else if (a->explain) {
		explain_fact(a->explain, &a->intake, f);
	} else {
		task = (struct task){ *f, course->actions,
			course->actions + course->nactions };
		count_or_wait(a, &task, course->subject, course->may_subject);
	}
}

/* Counts what came again and again. */
static void
settle_repeats(struct aggregate *a)
{
	for (size_t i = 0; i < row_caches_count(a->repeats); i++)
		if (row_caches_times(a->repeats, i))
			count_fact(a, &a->repeated[i], 0,
				row_caches_times(a->repeats, i));
	row_caches_forget(a->repeats);
}

/* The cache of rows and the facts that wait hold what belongs to this file, its
 * columns and its block of text, so both are emptied at its end. */
bool
aggregate_file(struct aggregate *a, const char *file)
{
	uint64_t *rows = &a->counts.rows, before;
	enum intake_result got;
	struct fact fact;

	if (!intake_open(&a->intake, file))
		return false;
	if (a->explain)
		explain_file(a->explain, &a->intake);
	if (a->repeats)
		row_caches_begin(a->repeats, a->intake.in, a->intake.decides);
	do {
		before = *rows;
		if (a->repeats) {
			*rows += row_caches_pass(a->repeats, a->intake.in);
			if (row_caches_full(a->repeats))
				settle_repeats(a);
		}
		got = intake_next(&a->intake, &fact);
		*rows += got == INTAKE_FACT || got == INTAKE_REJECTED;
		if (*rows / TICK_ROWS != before / TICK_ROWS)
			progress_tick(*rows);
		if (got == INTAKE_FACT) {
			fact.source = coverage_source(a->coverage,
				intake_cell(&a->intake, FACT_SOURCE));
			take_fact(a, &fact);
		} else if (got == INTAKE_REJECTED)
			a->counts.rejected++;
	} while (got == INTAKE_FACT || got == INTAKE_REJECTED);
	if (a->repeats)
		settle_repeats(a);
	count_waiting(a);
	a->counts.bytes += tsv_bytes(a->intake.in);
	return intake_close(&a->intake) && got == INTAKE_END;
}

bool
aggregate_rejects(struct aggregate *a, const char *file)
{
	return coverage_rejects(a->coverage, file, a->explain);
}

/* Counts each subject in the month of its first day. */
static void
settle_subjects(struct aggregate *a, uint32_t measure, enum plan_side side)
{
	const struct first_seen *seen = a->seen[measure * SIDES + side];
	const struct first *first;
	size_t at = 0;

	while (seen && (first = first_seen_next(seen, &at)))
		tally_at_unit(a->tally, measure,
			(int)(first->unit_year % (uint32_t)a->units->count),
			period_month_of(first->day))
			->sum[side] += DECIMAL_ONE;
}

/* Persons and cohorts are settled first, since their figures stand in the tally
 * like all others; what spells noted for whole months comes last. */
bool
aggregate_write(struct aggregate *a, struct out *out)
{
	struct observations *covered = coverage_rows(a->coverage, a->as_of,
		&a->part);
	bool ok;

	for (uint32_t i = 0; i < a->plan->measures->count; i++) {
		settle_subjects(a, i, SIDE_NUMERATOR);
		settle_subjects(a, i, SIDE_DENOMINATOR);
	}
	cohorts_settle(a->cohorts, subjects_count(a->subjects), a->as_of,
		a->tally);
	tally_settle(a->tally);
	ok = tally_write(a->tally, a->ancestries, a->units, covered, a->as_of,
		out);
	observations_free(covered);
	return ok;
}

/* Complete after the last file; facts that wait are among them already. */
const struct aggregate_counts *
aggregate_counts(const struct aggregate *a)
{
	return &a->counts;
}

const struct scope *
aggregate_scope(const struct aggregate *a)
{
	return a->scope;
}

void
aggregate_free(struct aggregate *a)
{
	if (!a)
		return;
	for (size_t i = 0; i < a->plan->measures->count * SIDES; i++)
		first_seen_free(a->seen[i]);
	mem_free(a->seen);
	intake_end(&a->intake);
	cohorts_free(a->cohorts);
	tally_free(a->tally);
	coverage_free(a->coverage);
	subjects_free(a->subjects);
	ancestries_free(a->ancestries);
	scope_free(a->scope);
	row_caches_free(a->repeats);
	mem_free(a->repeated);
	mem_free(a);
}
