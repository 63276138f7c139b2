/* SPDX-License-Identifier: MIT */
#include "row.h"

#include "base/buf.h"
#include "base/mem.h"
#include "value/text.h"

const char *const row_reasons[FAULT_NONE] = { "bad_date", "until_before_date",
	"bad_number", "bad_cpr", "unknown_unit", "unknown_code", "conflict" };

/* What was asked of a field in the current row, and answered. */
struct row_asked {
	uint64_t read; /* the row's number, when it was */
	uint64_t told;
	const struct answer *value;
	const struct answer *text;
};

static const struct answer nothing = { .state = ANSWER_EMPTY,
	.from = INT32_MIN,
	.to = INT32_MAX,
	.value = DAY_NONE };

struct row *
row_new(const struct facts *plan, struct cells *cells)
{
	struct row *r = mem_new(1, sizeof(*r));

	r->plan = plan;
	r->cells = cells;
	r->raw = mem_new(plan->nfields, sizeof(*r->raw));
	r->columns = mem_new(plan->nfields, sizeof(*r->columns));
	r->asked = mem_new(plan->nfields, sizeof(*r->asked));
	r->unescaped = mem_new(plan->nfields, sizeof(*r->unescaped));
	return r;
}

void
row_free(struct row *r)
{
	size_t i;

	for (i = 0; i < r->plan->nfields; i++)
		buf_free(&r->unescaped[i]);
	mem_free(r->raw);
	mem_free(r->columns);
	mem_free(r->asked);
	mem_free(r->unescaped);
	mem_free(r);
}

/* Names of definitions are followed by NUL. */
bool
row_bind(struct row *r, const struct tsv *in)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < r->plan->nfields; i++) {
		r->columns[i] = tsv_need(in, r->plan->fields[i].name.at);
		ok &= r->columns[i] >= 0;
	}
	r->at_column = tsv_column(in, "at");
	return ok;
}

static void
unescape(struct row *r)
{
	size_t i;

	for (i = 0; i < r->plan->nfields; i++) {
		if (!r->raw[i].len
			|| !memchr(r->raw[i].at, '\\', r->raw[i].len))
			continue;
		buf_clear(&r->unescaped[i]);
		text_unescape(&r->unescaped[i], r->raw[i]);
		r->raw[i] = buf_span(&r->unescaped[i]);
	}
}

static void
begin_row(struct row *r)
{
	r->number++;
	r->day = DAY_NONE;
	r->day_missed = false;
	r->trouble.fault = FAULT_NONE;
}

void
row_probe(struct row *r, int field, struct span raw)
{
	begin_row(r);
	memset(r->raw, 0, r->plan->nfields * sizeof(*r->raw));
	r->raw[field] = raw;
}

void
row_take(struct row *r, const struct tsv *in)
{
	size_t i;

	begin_row(r);
	for (i = 0; i < r->plan->nfields; i++)
		r->raw[i] = in->cells[r->columns[i]];
	if (!in->plain)
		unescape(r);
}

struct span
row_at(const struct row *r, const struct tsv *in)
{
	return r->at_column < 0 ? (struct span){ "", 0 }
				: in->cells[r->at_column];
}

void
row_trouble(struct row *r, enum row_fault fault, int field, int32_t day,
	const struct def *def)
{
	if (fault < r->trouble.fault)
		r->trouble = (struct row_trouble){ fault, field, day, def };
}

enum row_fault
row_fault_of(enum fact_type type)
{
	switch (type) {
	case TYPE_DATE:
		return FAULT_DATE;
	case TYPE_NUMBER:
		return FAULT_NUMBER;
	case TYPE_CPR:
	case TYPE_ID:
		return FAULT_CPR;
	case TYPE_UNIT:
		return FAULT_UNIT;
	default:
		return FAULT_CODE;
	}
}

static inline bool
by_day(enum fact_type type)
{
	return type == TYPE_UNIT || type == TYPE_LIST;
}

/* The day that decides what the field means. Where it has a date column of
 * its own, that must hold a date. */
static int32_t
deciding_day(struct row *r, const struct fact_field *f, int32_t day)
{
	const struct answer *a;

	if (f->on == FIELD_NONE)
		return day;
	a = row_read(r, f->on, DAY_NONE);
	if (a->state != ANSWER_GOOD)
		row_trouble(r, FAULT_DATE, f->on, DAY_NONE, f->def);
	return a->state == ANSWER_GOOD ? a->value : DAY_NONE;
}

const struct answer *
row_read(struct row *r, int field, int32_t day)
{
	const struct fact_field *f = &r->plan->fields[field];
	struct row_asked *asked = &r->asked[field];

	if (by_day(f->type)) {
		if (!text_trim(r->raw[field]).len)
			return &nothing;
		day = deciding_day(r, f, day);
		r->day_missed |= day == DAY_NONE;
		if (day == DAY_NONE)
			return &nothing;
		if (asked->read == r->number && asked->value->from <= day
			&& day <= asked->value->to)
			return asked->value;
	} else if (asked->read == r->number) {
		return asked->value;
	}
	asked->read = r->number;
	asked->value = cell_read(r->cells, field, r->raw[field], day);
	return asked->value;
}

const struct answer *
row_text(struct row *r, int field)
{
	struct row_asked *asked = &r->asked[field];

	if (asked->told != r->number) {
		asked->told = r->number;
		asked->text = cell_text(r->cells, field, r->raw[field]);
	}
	return asked->text;
}

const struct answer *
row_check(struct row *r, int field, int32_t day, const struct def *def)
{
	const struct answer *a = row_read(r, field, day);
	const struct fact_field *f = &r->plan->fields[field];

	if (a->state == ANSWER_BAD)
		row_trouble(r, row_fault_of(f->type), field,
			by_day(f->type) ? deciding_day(r, f, day) : DAY_NONE,
			def);
	return a;
}

bool
row_one_of(const struct fact_test *t, struct span text)
{
	size_t i;

	for (i = 0; i < t->ntexts; i++)
		if (span_equal(text, t->texts[i]))
			return true;
	return false;
}

static bool
has_prefix(const struct fact_test *t, struct span text)
{
	size_t i;

	for (i = 0; i < t->ntexts; i++)
		if (text.len >= t->texts[i].len
			&& span_equal((struct span){ text.at, t->texts[i].len },
				t->texts[i]))
			return true;
	return false;
}

static bool
in_order(struct row *r, const struct fact_test *t)
{
	const struct answer *a = row_check(r, t->field, DAY_NONE, t->def);
	const struct answer *b = row_check(r, t->other, DAY_NONE, t->def);

	if (a->state != ANSWER_GOOD || b->state != ANSWER_GOOD)
		return false;
	switch (t->kind) {
	case TEST_BEFORE:
		return a->value < b->value;
	case TEST_NOT_AFTER:
		return a->value <= b->value;
	case TEST_AFTER:
		return a->value > b->value;
	default:
		return a->value >= b->value;
	}
}

static bool
in_range(struct row *r, const struct fact_test *t)
{
	const struct answer *a = row_check(r, t->field, DAY_NONE, t->def);
	bool less;

	if (a->state != ANSWER_GOOD)
		return false;
	less = decimal_compare(a->number, t->number) < 0;
	return less == (t->kind == TEST_LESS_THAN);
}

static bool
means(struct row *r, const struct fact_test *t, int32_t day)
{
	const struct answer *a = row_check(r, t->field, day, t->def);

	return a->state == ANSWER_GOOD && row_one_of(t, a->text);
}

static bool
holds(struct row *r, const struct fact_test *t, int32_t day)
{
	switch (t->kind) {
	case TEST_TEXT:
		return row_one_of(t, row_text(r, t->field)->folded);
	case TEST_PREFIX:
		return has_prefix(t, row_text(r, t->field)->folded);
	case TEST_MATCHES:
		return cell_matches(r->cells, t, r->raw[t->field]);
	case TEST_MEANS:
		return means(r, t, day);
	case TEST_LESS_THAN:
	case TEST_AT_LEAST:
		return in_range(r, t);
	default:
		return in_order(r, t);
	}
}

bool
row_holds(struct row *r, const struct fact_when *when, int32_t day)
{
	size_t i;

	for (i = 0; i < when->ntests; i++)
		if (holds(r, &when->tests[i], day) == when->tests[i].negate)
			return false;
	return true;
}

const struct fact_value *
row_case(struct row *r, const struct fact_value *v, int32_t day)
{
	size_t i;

	for (i = 0; i < v->nchoices; i++)
		if (row_holds(r, &v->choices[i].when, day))
			return row_pick(r, &v->choices[i].is, day);
	return NULL;
}

int32_t
row_day(struct row *r, const struct fact_value *v)
{
	const struct answer *a;
	int32_t month;

	if (!v || v->kind == VALUE_LITERAL)
		return v ? v->day : DAY_NONE;
	a = row_read(r, v->field, DAY_NONE);
	if (a->state != ANSWER_GOOD)
		return DAY_NONE;
	if (!v->month)
		return a->value;
	month = period_month_of(a->value);
	return period_month_last(month - month % 12 + v->month - 1);
}
