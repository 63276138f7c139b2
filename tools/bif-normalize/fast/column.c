/* SPDX-License-Identifier: MIT
 *
 * The inner loops of the fast path. Each column is gone through from top to
 * bottom, so that its texts stay in the nearest cache; texts are compared and
 * tested in words of eight bytes.
 *
 * Columns are made for a plan; what a new text of one means is asked of the
 * slow path's row and cell, so that both paths read alike.
 */
#include "column.h"

#include "base/mem.h"
#include "bif-normalize/exact/keys.h"
#include "value/text.h"

/* What is known of a text; one that was never met is learned by the exact path. */
static struct value_cache *
meet(struct columns *cs, struct column *c, struct span raw)
{
	struct value_cache *k = value_cache_find(&c->table, raw,
		VALUE_CACHE_WIDTH);

	if (k)
		return k;
	k = value_cache_add(&c->table, raw);
	column_learn(cs, c, k, raw);
	return k;
}

/* Looks up the rows from i on, as far as texts of the table are at most width
 * long; gives the row it came to. width is a constant, as is whether there are
 * days: the compiler makes a loop of its own for each. What the loop reads is
 * copied first: as far as the compiler knows, each write might change what is
 * not. */
static inline __attribute__((always_inline)) size_t
look_up_texts(struct columns *cs, struct column *c, struct answers *answers,
	size_t i, size_t width, int32_t *days)
{
	const struct tsv_rows rows = cs->rows;
	const size_t step = cs->width;
	struct value_cache **to = c->at;
	struct value_table table = c->table;
	size_t at = i * step + (size_t)c->cell;

	for (; i < rows.count && table.width <= width; i++, at += step) {
		struct span raw = column_cell(&rows, at);
		struct value_cache *k = value_cache_find(&table, raw, width);

		if (__builtin_expect(!k, 0)) {
			k = meet(cs, c, raw);
			table = c->table;
		}
		to[i] = k;
		if (days)
			days[i] = k->day;
		answers[i].tests |= k->tests;
		answers[i].lacks |= k->lacks;
	}
	return i;
}

/* Eight bytes, each of which is between blank and DEL and no capital. */
static inline bool
are_plain(uint64_t w)
{
	const uint64_t ones = UINT64_MAX / 255, high = ones * 0x80;
	uint64_t from_a = w + ones * (0x80 - 'A');
	uint64_t past_z = w + ones * (0x80 - 'Z' - 1);
	uint64_t above = w + ones * (0x7f - ' '), del = w + ones;

	return !((w | del | ~above | (from_a & ~past_z)) & high);
}

/* Whether it is as it would be shown: what cell_is_plain() says, of a text
 * without backslashes. */
static inline bool
is_plain_text(struct span raw)
{
	const uint64_t fill = UINT64_MAX / 255 * 'x';
	uint64_t w[2], mask[2];

	if (!raw.len || raw.len > 16)
		return raw.len && cell_is_plain(raw);
	column_load(w, raw);
	mask[0] = raw.len < 8 ? UINT64_MAX << raw.len * 8 : 0;
	mask[1] = raw.len < 8  ? UINT64_MAX
		: raw.len < 16 ? UINT64_MAX << (raw.len - 8) * 8
			       : 0;
	w[0] = (w[0] & ~mask[0]) | (fill & mask[0]);
	w[1] = (w[1] & ~mask[1]) | (fill & mask[1]);
	return are_plain(w[0]) && are_plain(w[1]);
}

/* Whether it is a CPR number. */
static inline bool
read_digits(struct span raw, char digits[10])
{
	const uint64_t high = 0x8080808080808080u;
	uint64_t w[2];

	/* Whether it is ddmmyy-nnnn, as most write a CPR number. */
	if (raw.len != 11)
		return text_cpr(raw, digits);
	column_load(w, raw);
	w[0] ^= 0x302d303030303030u;
	w[1] = (w[1] ^ 0x303030u) & 0xffffffu;
	if (((w[0] + 0x767f767676767676u) | w[0] | (w[1] + 0x767676u) | w[1])
		& high)
		return text_cpr(raw, digits);
	memcpy(digits, raw.at, 6);
	memcpy(digits + 6, raw.at + 7, 4);
	return true;
}

void
column_digits(struct span raw, char digits[10])
{
	read_digits(raw, digits);
}

/* Personal numbers are nearly all different: each is made a pseudonym or a mark
 * in place, and only that is kept. */
static void
look_up_people(struct columns *cs, struct column *c, struct answers *answers)
{
	const struct span text = { c->person.at, c->person.len + 10 };
	char *digits = c->person.at + c->person.len;
	struct span person = SPAN("");
	size_t i, at = (size_t)c->cell;

	for (i = 0; i < cs->rows.count; i++, at += cs->width) {
		struct span raw = column_cell(&cs->rows, at);

		if (!read_digits(raw, digits)) {
			answers[i].lacks |= text_trim(raw).len ? ROW_PLAN_BAD
							       : c->bit;
			continue;
		}
		person = raw;
		if (c->letters)
			pseudonym_of(cs->key, text, c->letters[i]);
		else if (c->marks)
			c->marks[i] = digest_text(text);
	}
	/* Those that are neither are noted by the exact path. */
	cells_note(cs->cells, c->field, person);
}

/* Looks up one column of all rows of the run. */
static void
look_up(struct columns *cs, struct column *c, struct answers *answers)
{
	if (c->kind == COLUMN_LITERAL)
		return;
	if (c->kind == COLUMN_PERSON) {
		look_up_people(cs, c, answers);
		return;
	}
	if (c->table.count + COLUMN_ROWS > VALUE_CACHE_MOST)
		value_cache_forget(&c->table);
	if (c->kind != COLUMN_KNOWN) {
		size_t i, at = (size_t)c->cell;
		struct span plain = SPAN("");

		for (i = 0; i < cs->rows.count; i++, at += cs->width) {
			struct span raw = column_cell(&cs->rows, at);

			c->at[i] = NULL;
			if (c->kind == COLUMN_NUMBER ? column_plain_number(raw)
						     : is_plain_text(raw)) {
				plain = raw;
				continue;
			}
			c->at[i] = meet(cs, c, raw);
			answers[i].tests |= c->at[i]->tests;
			answers[i].lacks |= c->at[i]->lacks;
		}
		if (plain.len)
			cells_note(cs->cells, c->field, plain);
	} else {
		size_t i = c->days ? look_up_texts(cs, c, answers, 0,
				   VALUE_CACHE_NARROW, c->days)
				   : look_up_texts(cs, c, answers, 0,
					   VALUE_CACHE_NARROW, NULL);

		look_up_texts(cs, c, answers, i, VALUE_CACHE_WIDTH, c->days);
	}
}

void
columns_look_up(struct columns *cs, struct answers *answers)
{
	memset(answers, 0, cs->rows.count * sizeof(*answers));
	for (size_t i = 0; i < cs->count; i++)
		look_up(cs, &cs->list[i], answers);
	/* Tests between two dates are answered for all rows of the run. */
	for (size_t k = 0; k < cs->norders; k++) {
		const struct column_order *o = &cs->orders[k];
		const int32_t *one = o->one->days, *other = o->other->days;

		for (size_t i = 0; i < cs->rows.count; i++) {
			bool holds = !(answers[i].lacks & o->bits)
				& ((int64_t)one[i]
					< (int64_t)other[i] + o->more);

			answers[i].tests |= holds ? o->test : 0;
		}
	}
}

/* --- columns are made --- */

/* Makes a column for a field of the plan: texts that tests ask for, or whose
 * meaning has to be kept, are remembered; plain ones go through. */
static void
open_field(struct columns *cs, struct column *c, int field)
{
	const struct facts *plan = cs->plans->plan;
	const struct fact_field *f = &plan->fields[field];

	c->kind = COLUMN_KNOWN;
	if (f->type == TYPE_CPR)
		c->kind = COLUMN_PERSON;
	else if (f->type == TYPE_NONE || f->type == TYPE_TEXT)
		c->kind = COLUMN_TEXT;
	else if (f->type == TYPE_NUMBER && !f->rule && !plan->nmarkers)
		c->kind =
			COLUMN_NUMBER; /* else digits may be a marker, or time */
	for (size_t i = 0; i < plan->ntests; i++)
		if (cs->plans->tests[i]->field == field)
			c->kind = COLUMN_KNOWN;
	c->dated = f->type == TYPE_UNIT || f->type == TYPE_LIST;
	c->field = field;
	c->bit = (uint64_t)1 << field;
	if (c->kind == COLUMN_PERSON) {
		buf_add(&c->person, f->series);
		buf_byte(&c->person, ':');
		buf_room(&c->person, 10);
		if (cs->plans->writer->shown[field])
			c->letters = mem_new(COLUMN_ROWS, sizeof(*c->letters));
		else if (cs->plans->shown & c->bit)
			c->marks = mem_new(COLUMN_ROWS, sizeof(*c->marks));
		return;
	}
	value_cache_open(&c->table);
	c->at = mem_new(COLUMN_ROWS, sizeof(struct value_cache *));
	if (f->type == TYPE_DATE)
		c->days = mem_new(COLUMN_ROWS, sizeof(*c->days));
}

struct columns *
columns_new(const struct row_plans *s, struct cells *cells,
	const struct pseudonym *key)
{
	struct columns *cs = mem_new(1, sizeof(*cs));
	size_t i, nfields = s->plan->nfields;

	cs->plans = s;
	cs->cells = cells;
	cs->key = key;
	cs->probe = row_new(s->plan, cells);
	cs->count = nfields + s->nliterals;
	cs->list = mem_new(cs->count, sizeof(*cs->list));
	for (i = 0; i < nfields; i++)
		open_field(cs, &cs->list[i], (int)i);
	for (; i < cs->count; i++) {
		struct column *c = &cs->list[i];
		struct span literal = s->literals[i - nfields];

		/* One text, the same in all rows. */
		c->kind = COLUMN_LITERAL;
		c->dated = true;
		c->field = FIELD_NONE;
		c->literal = literal;
		value_cache_open(&c->table);
		c->at = mem_new(COLUMN_ROWS, sizeof(struct value_cache *));
		c->at[0] = value_cache_add(&c->table, literal);
		c->at[0]->from = 1;
		for (size_t k = 1; k < COLUMN_ROWS; k++)
			c->at[k] = c->at[0];
	}
	cs->orders = mem_new(s->plan->ntests, sizeof(*cs->orders));
	for (i = 0; i < s->plan->ntests; i++)
		if (s->tests[i]->other != FIELD_NONE) {
			const struct fact_test *t = s->tests[i];
			const struct column *a = &cs->list[t->field],
					    *b = &cs->list[t->other];
			bool turned = t->kind == TEST_AFTER
				|| t->kind == TEST_NOT_BEFORE;

			cs->orders[cs->norders++] =
				(struct column_order){ (uint64_t)1 << t->nth,
					a->bit | b->bit, turned ? b : a,
					turned ? a : b,
					t->kind == TEST_NOT_AFTER
						|| t->kind == TEST_NOT_BEFORE };
		}
	return cs;
}

void
columns_free(struct columns *cs)
{
	if (!cs)
		return;
	for (size_t i = 0; i < cs->count; i++) {
		if (cs->list[i].kind != COLUMN_PERSON)
			value_cache_close(&cs->list[i].table);
		mem_free(cs->list[i].at);
		mem_free(cs->list[i].days);
		mem_free(cs->list[i].letters);
		mem_free(cs->list[i].marks);
		buf_free(&cs->list[i].person);
	}
	row_free(cs->probe);
	mem_free(cs->list);
	mem_free(cs->orders);
	mem_free(cs);
}

void
columns_bind(struct columns *cs, const struct row *row, size_t width)
{
	cs->width = width;
	cs->rows.count = 0;
	for (size_t i = 0; i < cs->plans->plan->nfields; i++)
		cs->list[i].cell = row->columns[i];
}

/* --- what texts mean --- */

/* Keeps what the facts show of a text, and its digest where rows have keys. */
static void
show_text(const struct columns *cs, struct column *c, struct value_cache *k,
	struct span text)
{
	value_cache_show(&c->table, k, text);
	if (cs->plans->plan->nkey)
		value_cache_marks(k)->shown = digest_text(text);
}

void
column_learn(struct columns *cs, struct column *c, struct value_cache *k,
	struct span raw)
{
	enum fact_type type = cs->plans->plan->fields[c->field].type;
	const struct answer *a;
	const struct row_plans *s;

	cells_note(cs->cells, c->field, raw);
	row_probe(cs->probe, c->field, raw);
	a = c->dated ? row_text(cs->probe, c->field)
		     : row_read(cs->probe, c->field, DAY_NONE);
	if ((a->state != ANSWER_GOOD && a->state != ANSWER_EMPTY)
		|| (type <= TYPE_TEXT && cell_is_error(raw)))
		k->lacks = ROW_PLAN_BAD;
	else if (a->state == ANSWER_EMPTY)
		k->lacks = c->dated && text_trim(raw).len ? ROW_PLAN_BAD
							  : c->bit;
	else if (c->dated)
		k->lacks = ROW_PLAN_DATED;
	else {
		struct span text = a->text;

		if (type == TYPE_NUMBER && a->number.millionths >= 0) {
			text.at++; /* the `-` kept before it */
			text.len--;
		}
		show_text(cs, c, k, text);
	}
	if (a->state == ANSWER_GOOD && type != TYPE_UNIT
		&& cs->plans->plan->nkey)
		value_cache_marks(k)->value = keys_part(type, a);
	k->from = 1; /* to is 0: on no day */
	if (type == TYPE_DATE)
		k->day = a->value;
	/* The answers of a text to the tests of its column, but for those
	 * that depend on the day or on another column. */
	s = cs->plans;
	for (size_t i = 0; i < s->plan->ntests; i++) {
		const struct fact_test *t = s->tests[i];

		if (t->field == c->field && t->kind != TEST_MEANS
			&& t->other == FIELD_NONE
			&& row_holds(cs->probe, t, DAY_NONE))
			k->tests |= (uint64_t)1 << i;
	}
}

/* What was learned of the text on another day is replaced, and with it the
 * answers of tests on what it means. */
void
columns_reread(struct columns *cs, struct column *c, size_t row, int32_t day)
{
	const struct row_plans *s = cs->plans;
	struct value_cache *k = c->at[row];
	const struct answer *a = c->kind == COLUMN_LITERAL
		? cell_unit(cs->cells, c->literal, day)
		: cell_read(cs->cells, c->field,
			column_cell(&cs->rows,
				row * cs->width + (size_t)c->cell),
			day);

	if (a->state != ANSWER_GOOD || !a->text.len)
		return;
	k->from = a->from;
	k->to = a->to;
	k->lacks = a->from == INT32_MIN && a->to == INT32_MAX ? 0
							      : ROW_PLAN_DATED;
	show_text(cs, c, k, a->text);
	if (c->kind != COLUMN_LITERAL && s->plan->nkey
		&& s->plan->fields[c->field].type == TYPE_UNIT)
		value_cache_marks(k)->value = keys_part(TYPE_UNIT, a);
	for (size_t i = 0; i < s->plan->ntests; i++) {
		const struct fact_test *t = s->tests[i];

		if (t->field != c->field || t->kind != TEST_MEANS)
			continue;
		k->tests &= ~((uint64_t)1 << i);
		if (row_one_of(t, a->text))
			k->tests |= (uint64_t)1 << i;
	}
}
