/* SPDX-License-Identifier: MIT
 *
 * The slow path's answers. They need not be quick one by one, but a row may be
 * asked for the same cell many times, so what was answered is kept until the
 * next row.
 */
#include "row.h"

#include "base/buf.h"
#include "base/mem.h"
#include "value/text.h"

/* In the order of enum row_fault, as the stream of rejects has them. */
const char *const row_reasons[FAULT_NONE] = { "bad_date", "until_before_date",
	"bad_number", "bad_cpr", "unknown_unit", "unknown_code", "conflict" };

/* What was asked of a field in the current row, and answered. */
struct row_asked {
	uint64_t read; /* the row's number, when it was read as a value */
	uint64_t told; /* the same, as a text */
	bool lasting;  /* the value holds on every day */
	const struct answer *value;
	const struct answer *text;
};

/* What a cell that is not there says: it holds on every day. */
static const struct answer nothing = { .state = ANSWER_EMPTY,
	.from = INT32_MIN,
	.to = INT32_MAX,
	.value = DAY_NONE };

static const struct evaluation_calls row_calls;

/* Room for one fact a rule is taken once: a row costs no memory of its own. */
struct row *
row_new(const struct facts *plan, struct cells *cells)
{
	size_t n = FACT_COLUMNS + plan->nextras;
	struct row *r = mem_new(1, sizeof(*r));
	struct evaluation *e = &r->evaluation;

	e->plan = plan;
	e->calls = &row_calls;
	e->facts = mem_new(plan->nrules, sizeof(*e->facts));
	r->cells = cells;
	r->raw = mem_new(plan->nfields, sizeof(*r->raw));
	r->columns = mem_new(plan->nfields, sizeof(*r->columns));
	r->asked = mem_new(plan->nfields, sizeof(*r->asked));
	r->unescaped = mem_new(plan->nfields, sizeof(*r->unescaped));
	r->facts.list = mem_new(plan->nrules, sizeof(*r->facts.list));
	r->days = mem_new(plan->nrules, sizeof(*r->days));
	for (size_t i = 0; i < plan->nrules; i++) {
		e->facts[i].cells = mem_new(n, sizeof(*e->facts[i].cells));
		r->facts.list[i].cells = mem_new(n,
			sizeof(*r->facts.list[i].cells));
	}
	return r;
}

void
row_free(struct row *r)
{
	const struct facts *plan = r->evaluation.plan;

	for (size_t i = 0; i < plan->nrules; i++) {
		mem_free(r->evaluation.facts[i].cells);
		mem_free(r->facts.list[i].cells);
	}
	for (size_t i = 0; i < plan->nfields; i++)
		buf_free(&r->unescaped[i]);
	mem_free(r->evaluation.facts);
	mem_free(r->facts.list);
	mem_free(r->days);
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

	for (size_t i = 0; i < r->evaluation.plan->nfields; i++) {
		const struct fact_field *f = &r->evaluation.plan->fields[i];

		int found = f->nparts ? -1 : tsv_column(in, f->name.at);

		/* Else the one whose name is compared as names are. */
		for (size_t k = 0; !f->nparts && found < 0 && k < in->columns;
			k++)
			if (text_same(in->names[k], f->name))
				found = (int)k;
		if (!f->nparts && found < 0)
			found = tsv_need(in, f->name.at);
		ok &= f->nparts || found >= 0;
		r->columns[i] = found;
	}
	r->at_column = tsv_column(in, "at");
	return ok;
}

/* Forgets what was found of the row before. */
static void
begin_row(struct row *r)
{
	r->number++;
	r->evaluation.faulty = r->evaluation.day_missed = false;
	r->trouble.fault = FAULT_NONE;
}

/* The fast path learns by it what a text means, by the same reading. */
void
row_probe(struct row *r, int field, struct span raw)
{
	begin_row(r);
	memset(r->raw, 0, r->evaluation.plan->nfields * sizeof(*r->raw));
	r->raw[field] = raw;
}

void
row_take(struct row *r, const struct tsv *in)
{
	const struct facts *plan = r->evaluation.plan;

	begin_row(r);
	for (size_t i = 0; i < plan->nfields; i++)
		r->raw[i] = r->columns[i] < 0 ? SPAN("")
					      : in->cells[r->columns[i]];
	if (!in->plain) {
		for (size_t i = 0; i < r->evaluation.plan->nfields; i++) {
			if (!r->raw[i].len
				|| !memchr(r->raw[i].at, '\\', r->raw[i].len))
				continue;
			buf_clear(&r->unescaped[i]);
			text_unescape(&r->unescaped[i], r->raw[i]);
			r->raw[i] = buf_span(&r->unescaped[i]);
		}
	}
	for (size_t i = 0; i < plan->nfields; i++)
		if (plan->fields[i].nparts) {
			const struct fact_field *f =
				&r->evaluation.plan->fields[i];
			struct buf *b = &r->unescaped[i];

			/* The text of a field over several columns: theirs,
			 * without the blanks at their ends, with one between
			 * them. */
			buf_clear(b);
			for (size_t k = 0; k < f->nparts; k++) {
				if (k)
					buf_byte(b, ' ');
				buf_add(b, text_trim(r->raw[f->parts[k]]));
			}
			r->raw[i] = text_trim(buf_span(b));
		}
	/* Every cell is noted, also one that nobody reads since a rule skips
	 * the row first. */
	for (size_t i = 0; i < plan->nfields; i++)
		cells_note(r->cells, (int)i, r->raw[i]);
}

struct span
row_at(const struct row *r, const struct tsv *in)
{
	return r->at_column < 0 ? SPAN("") : in->cells[r->at_column];
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
		evaluate_fault(&r->evaluation, FAULT_DATE, f->on, DAY_TERM_NONE,
			f->def);
	return a->state == ANSWER_GOOD ? a->value : DAY_NONE;
}

/* Reads a field that was not read in this row, or not for that day. A unit or
 * code that goes by a date column of its own has one day only. */
static const struct answer *
read_field(struct row *r, int field, int32_t day)
{
	const struct fact_field *f = &r->evaluation.plan->fields[field];
	struct row_asked *asked = &r->asked[field];
	bool by_day = evaluate_by_day(f->type);

	if (by_day && !text_trim(r->raw[field]).len) {
		asked->read = r->number;
		asked->lasting = true;
		asked->value = &nothing;
		return &nothing;
	}
	if (by_day) {
		day = deciding_day(r, f, day);
		r->evaluation.day_missed |= day == DAY_NONE;
		if (day == DAY_NONE)
			return &nothing;
	}
	asked->read = r->number;
	asked->lasting = !by_day || f->on != FIELD_NONE;
	asked->value = cell_read(r->cells, field, r->raw[field], day);
	return asked->value;
}

/* The same, of a field that may have been read before. */
static inline const struct answer *
value_of(struct row *r, int field, int32_t day)
{
	const struct row_asked *asked = &r->asked[field];

	if (asked->read == r->number
		&& (asked->lasting
			|| (day != DAY_NONE && asked->value->from <= day
				&& day <= asked->value->to)))
		return asked->value;
	return read_field(r, field, day);
}

/* Unlike the answers below it notes no fault: who asks looks at the state. */
const struct answer *
row_read(struct row *r, int field, int32_t day)
{
	return value_of(r, field, day);
}

/* The day a term names. */
static inline int32_t
term_day(struct row *r, struct day_term day)
{
	const struct answer *a;

	if (day.field == FIELD_NONE)
		return day.day;
	a = value_of(r, day.field, DAY_NONE);
	return a->state == ANSWER_GOOD ? day_term_of(day, a->value) : DAY_NONE;
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

/* The same, and a text that is not what it should be is a fault. */
static const struct answer *
check(struct row *r, int field, int32_t day, const struct def *def)
{
	const struct answer *a = value_of(r, field, day);
	const struct fact_field *f = &r->evaluation.plan->fields[field];

	if (a->state != ANSWER_BAD)
		return a;
	day = evaluate_by_day(f->type) ? deciding_day(r, f, day) : DAY_NONE;
	evaluate_fault(&r->evaluation, evaluate_fault_of(f->type), field,
		(struct day_term){ FIELD_NONE, 0, day }, def);
	return a;
}

bool
row_one_of(const struct fact_test *t, struct span text)
{
	for (size_t i = 0; i < t->ntexts; i++)
		if (span_equal(text, t->texts[i]))
			return true;
	return false;
}

/* A value that is asked for and cannot be read is a fault of the row, and the test
 * does not hold. */
bool
row_holds(struct row *r, const struct fact_test *t, int32_t day)
{
	const struct answer *a, *b;
	struct span text;

	switch (t->kind) {
	case TEST_TEXT:
		return row_one_of(t, row_text(r, t->field)->folded);
	case TEST_PREFIX:
		text = row_text(r, t->field)->folded;
		for (size_t i = 0; i < t->ntexts; i++)
			if (text.len >= t->texts[i].len
				&& span_equal((struct span){ text.at,
						      t->texts[i].len },
					t->texts[i]))
				return true;
		return false;
	case TEST_MATCHES:
		return cell_matches(r->cells, t, r->raw[t->field]);
	case TEST_MEANS:
		a = check(r, t->field, day, t->def);
		return a->state == ANSWER_GOOD && row_one_of(t, a->text);
	case TEST_LESS_THAN:
	case TEST_AT_LEAST:
		a = check(r, t->field, DAY_NONE, t->def);
		return a->state == ANSWER_GOOD
			&& (decimal_compare(a->number, t->number) < 0)
			== (t->kind == TEST_LESS_THAN);
	default:
		break;
	}
	a = check(r, t->field, DAY_NONE, t->def);
	b = check(r, t->other, DAY_NONE, t->def);
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

int32_t
row_day_of(struct row *r, struct day_term day)
{
	return term_day(r, day);
}

int32_t
row_day(struct row *r)
{
	return term_day(r, r->evaluation.day);
}

/* --- the answers, as evaluate asks for them --- */

/* A row begins with its evaluation. */
static struct row *
row_of(struct evaluation *e)
{
	return (struct row *)e;
}

/* For the evaluator: whether a test holds in this row. */
static bool
answer_holds(struct evaluation *e, const struct fact_test *test,
	struct day_term day)
{
	struct row *r = row_of(e);

	return row_holds(r, test,
		test->kind == TEST_MEANS ? term_day(r, day) : DAY_NONE);
}

/* For the evaluator: reads a column; one that a definition asks for is a fault
 * when it cannot be read. */
static enum answer_state
answer_read(struct evaluation *e, int field, struct day_term day,
	const struct def *def)
{
	struct row *r = row_of(e);
	int32_t on = evaluate_by_day(e->plan->fields[field].type)
		? term_day(r, day)
		: DAY_NONE;
	const struct answer *a = def ? check(r, field, on, def)
				     : value_of(r, field, on);

	e->blank = a->state == ANSWER_GOOD && !a->text.len;
	return a->state;
}

/* For the evaluator: a unit that stands in the definition must exist on the
 * day. */
static void
answer_unit(struct evaluation *e, const struct fact_value *unit,
	struct day_term day)
{
	struct row *r = row_of(e);

	if (cell_unit(r->cells, unit->literal, term_day(r, day))->state
		!= ANSWER_GOOD)
		evaluate_fault(e, FAULT_UNIT, FIELD_NONE, day, unit->def);
}

/* For the evaluator: whether one day is before another. */
static bool
answer_before(struct evaluation *e, struct day_term one, struct day_term other)
{
	struct row *r = row_of(e);

	return term_day(r, one) < term_day(r, other);
}

/* For the evaluator: the gravest fault of a row is the one that is told. */
static void
answer_fault(struct evaluation *e, enum row_fault fault, int field,
	struct day_term day, const struct def *def)
{
	struct row *r = row_of(e);

	if (fault < r->trouble.fault)
		r->trouble = (struct row_trouble){ fault, field,
			term_day(r, day), def };
}

static const struct evaluation_calls row_calls = { answer_holds, answer_read,
	answer_unit, answer_before, answer_fault };

/* --- the facts, as texts --- */

/* A number's text has a `-` before it, for values that are negated. */
struct span
row_shown(struct row *r, struct cell_term cell, int32_t day)
{
	const struct answer *a;
	bool minus;

	if (cell.source != CELL_FIELD && cell.source != CELL_NEGATED)
		return cell.text;
	a = value_of(r, cell.field, day);
	if (a->state != ANSWER_GOOD)
		return SPAN("");
	if (r->evaluation.plan->fields[cell.field].type != TYPE_NUMBER)
		return a->text;
	minus = (a->number.millionths < 0) != (cell.source == CELL_NEGATED)
		&& a->number.millionths != 0;
	return minus ? a->text
		     : (struct span){ a->text.at + 1, a->text.len - 1 };
}

/* Facts are made texts here, after all has been asked: a row that is rejected costs
 * none. */
enum row_outcome
row_evaluate(struct row *r)
{
	const struct facts *plan = r->evaluation.plan;
	enum row_outcome outcome;

	/* What numbers look like is gathered from all rows (cells_doubt), as
	 * the fast path does, which looks up every cell. */
	for (size_t i = 0; i < plan->nfields; i++)
		if (plan->fields[i].type == TYPE_NUMBER)
			value_of(r, (int)i, DAY_NONE);
	outcome = evaluate_row(&r->evaluation);
	r->facts.count = outcome == ROW_FACTS ? r->evaluation.nfacts : 0;
	for (size_t i = 0; i < r->facts.count; i++) {
		const struct fact_terms *from = &r->evaluation.facts[i];
		struct fact *to = &r->facts.list[i];

		to->day = term_day(r, from->date);
		for (size_t k = 0; k < FACT_COLUMNS + plan->nextras; k++) {
			char *room = r->days[i][k == FACT_UNTIL];

			if (from->cells[k].source != CELL_DAY) {
				to->cells[k] = row_shown(r, from->cells[k],
					to->day);
				continue;
			}
			period_write_day(room, term_day(r, from->cells[k].day));
			to->cells[k] = (struct span){ room, DAY_WIDTH };
		}
	}
	return outcome;
}
