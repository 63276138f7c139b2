/* SPDX-License-Identifier: MIT
 *
 * Binds the columns of a file of facts and makes its cells into numbers, as few
 * of them as the plan has need of: unit, date and the classes of the columns
 * that are tested for every fact, the rest only where a measure counts it. Who
 * counts what is the plan's to say and aggregate.c's to do.
 */
#include "intake.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/period.h"
#include "value/text.h"

/* Months met lately, by their eight bytes `2010-06-`. */
#define MONTHS 256
struct month_memo {
	char text[8];
	int32_t month, first; /* first: the day before its first */
	int32_t days;         /* 0: free */
};

/* Codes are compared as they stand in a stream, escaped. */
void
intake_begin(struct intake *k, struct plan *plan, const struct units *units,
	struct ancestries *ancestries)
{
	BUF_LOCAL code = { 0 };

	*k = (struct intake){ .plan = plan,
		.units = units,
		.ancestries = ancestries };
	k->codes = intern_new();
	k->months = mem_new(MONTHS, sizeof(*k->months));
	k->classes = mem_new(plan->ncolumns + 1, sizeof(*k->classes));
	k->tested = mem_new(plan->ncolumns + 1, sizeof(*k->tested));
	for (int i = 0; i < units->count; i++) {
		buf_clear(&code);
		text_escape(&code, units->list[i].code);
		intern_add(k->codes, buf_span(&code));
	}
}

void
intake_end(struct intake *k)
{
	intern_free(k->codes);
	mem_free(k->months);
	mem_free(k->classes);
	mem_free(k->tested);
	mem_free(k->decides);
}

/* Whether the file at hand has the column, if anything needs it; else false
 * after a message that says what. */
static bool
need_column(struct intake *k, enum fact_column column)
{
	const char *name = stream_facts[column];
	struct span who = k->plan->needed_by[column];
	struct place header = tsv_place(k->in);

	if (k->column[column] >= 0)
		return true;
	if (column == FACT_UNIT || column == FACT_EVENT || column == FACT_DATE)
		return tsv_need(k->in, name) >= 0;
	if (!who.len)
		return true;
	header.line = 1;
	diag_at(STATUS_DATA, "column", header,
		"no column \"%s\": \"%.*s\" "
		"needs it",
		name, SPAN_ARG(who));
	return false;
}

/* A row that differs only in columns that do not decide counts the same
 * (row_cache.h). The subject does not decide, since facts of which it counts are
 * never passed over. */
bool
intake_open(struct intake *k, const char *file)
{
	const struct plan *p = k->plan;
	bool ok = true;

	k->in = tsv_open(file, "facts", "bif-normalize");
	if (!k->in)
		return false;
	for (int c = 0; c < FACT_COLUMNS; c++) {
		k->column[c] = tsv_column(k->in, stream_facts[c]);
		ok &= need_column(k, (enum fact_column)c);
	}
	for (size_t i = 0; i < p->ncolumns; i++) {
		k->tested[i] = tsv_column(k->in, p->columns[i].name);
		p->columns[i].present |= k->tested[i] >= 0;
	}
	if (!ok) {
		tsv_close(k->in);
		k->in = NULL;
		return false;
	}
	mem_free(k->decides);
	k->decides = mem_new(k->in->columns, sizeof(*k->decides));
	for (int c = 0; c < FACT_COLUMNS; c++) {
		bool always = c == FACT_SOURCE || c == FACT_UNIT
			|| c == FACT_EVENT || c == FACT_DATE;
		bool asked = (c == FACT_UNTIL || c == FACT_AMOUNT)
			&& p->needed_by[c].len;

		if ((always || asked) && k->column[c] >= 0)
			k->decides[k->column[c]] = true;
	}
	for (size_t i = 0; i < p->ncolumns; i++)
		if (k->tested[i] >= 0)
			k->decides[k->tested[i]] = true;
	return true;
}

bool
intake_close(struct intake *k)
{
	bool ok = tsv_close(k->in);

	k->in = NULL;
	return ok;
}

struct span
intake_cell(const struct intake *k, enum fact_column column)
{
	int at = k->column[column];

	return at < 0 ? (struct span){ "", 0 } : k->in->cells[at];
}

bool
intake_reject(const struct intake *k, enum fact_column column, const char *why)
{
	return tsv_wrong(k->in, why, stream_facts[column],
		intake_cell(k, column), why);
}

/* A day and its month. Most days are of a month met just before; their two
 * last digits are all that is read. */
static bool
read_day(const struct intake *k, struct span text, int32_t *day, int32_t *month)
{
	struct month_memo *memo;
	uint64_t key;
	unsigned of_month;

	if (text.len != DAY_WIDTH)
		return false;
	memcpy(&key, text.at, sizeof(key));
	memo = &k->months[(key * 0x9e3779b97f4a7c15u) >> 56];
	of_month = (unsigned)(text.at[8] - '0') * 10
		+ (unsigned)(text.at[9] - '0');
	if (!memcmp(memo->text, text.at, sizeof(memo->text))
		&& text.at[8] >= '0' && text.at[8] <= '9' && text.at[9] >= '0'
		&& text.at[9] <= '9' && of_month - 1 < (unsigned)memo->days) {
		*day = memo->first + (int32_t)of_month;
		*month = memo->month;
		return true;
	}
	if (!period_read_day(text, day))
		return false;
	*month = period_month_of(*day);
	memcpy(memo->text, text.at, sizeof(memo->text));
	memo->month = *month;
	memo->first = period_month_first(*month) - 1;
	memo->days = period_month_last(*month) - memo->first;
	return true;
}

/* Unit, day and course: as much as is needed to know whether anything counts
 * the fact at all. */
enum intake_result
intake_next(struct intake *k, struct fact *f)
{
	const struct plan *p = k->plan;
	int got = tsv_next(k->in);
	uint32_t unit;

	if (got <= 0)
		return got ? INTAKE_FAULT : INTAKE_END;
	unit = intern_find(k->codes, intake_cell(k, FACT_UNIT));
	if (unit == INTERN_NONE) {
		intake_reject(k, FACT_UNIT, "is no unit of units.csv");
		return INTAKE_REJECTED;
	}
	if (!read_day(k, intake_cell(k, FACT_DATE), &f->day, &f->month)) {
		intake_reject(k, FACT_DATE, "is not a date");
		return INTAKE_REJECTED;
	}
	f->unit = (int)unit;
	f->ancestry = ancestry_of(k->ancestries, f->unit, f->month, f->day);
	if (f->ancestry == ANCESTRY_NONE) {
		intake_reject(k, FACT_UNIT, "is no unit on that day");
		return INTAKE_REJECTED;
	}
	for (size_t i = 0; i < p->ncolumns; i++)
		k->classes[i] = k->tested[i] < 0
			? plan_absent(&p->columns[i])
			: plan_class(&p->columns[i],
				k->in->cells[k->tested[i]]);
	f->course = plan_course(k->plan, k->classes);
	return INTAKE_FACT;
}

/* A fact that ends before it begins, or that has no subject where subjects are
 * counted, would count something that is not there. */
bool
intake_detail(struct intake *k, struct fact *f)
{
	const struct plan_course *course = f->course;
	struct span until = intake_cell(k, FACT_UNTIL);
	struct span amount = intake_cell(k, FACT_AMOUNT);
	int32_t month;

	f->until = DAY_NONE;
	if (course->until && until.len) {
		if (!read_day(k, until, &f->until, &month))
			return intake_reject(k, FACT_UNTIL, "is not a date");
		if (f->until < f->day)
			return intake_reject(k, FACT_UNTIL,
				"is before the date");
	}
	f->amount.millionths = DECIMAL_ONE;
	if (course->amount && amount.len)
		switch (decimal_read(amount, DECIMAL_PLAIN, &f->amount)) {
		case DECIMAL_OK:
			break;
		case DECIMAL_RANGE:
			return intake_reject(k, FACT_AMOUNT,
				"has too many digits");
		default:
			return intake_reject(k, FACT_AMOUNT, "is not a number");
		}
	f->subject = intake_cell(k, FACT_SUBJECT);
	return !course->subject || f->subject.len
		|| intake_reject(k, FACT_SUBJECT,
			"is empty, but "
			"subjects are counted or followed");
}
