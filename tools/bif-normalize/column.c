/* SPDX-License-Identifier: MIT */
#include "column.h"

#include <endian.h>

#include "base/mem.h"
#include "keys.h"
#include "value/text.h"

/* A test that compares two columns of dates: it holds when the day of one is
 * less than that of the other and `more` days. */
struct column_order {
	uint64_t test;
	uint64_t bits;                  /* of both fields: neither is lacking */
	const struct column *one, *other;
	int more;
};

static void
add_order(struct columns *cs, const struct fact_test *t)
{
	const struct column *a = &cs->list[t->field], *b = &cs->list[t->other];
	bool turned = t->kind == TEST_AFTER || t->kind == TEST_NOT_BEFORE;

	cs->orders[cs->norders++] = (struct column_order){
		(uint64_t)1 << t->nth, a->bit | b->bit,
		turned ? b : a, turned ? a : b,
		t->kind == TEST_NOT_AFTER || t->kind == TEST_NOT_BEFORE };
}

static enum column_kind
kind_of(const struct shapes *s, int field)
{
	const struct fact_field *f = &s->plan->fields[field];
	size_t i;

	for (i = 0; i < s->plan->ntests; i++)
		if (s->tests[i]->field == field)
			return COLUMN_KNOWN;
	switch (f->type) {
	case TYPE_CPR:
		return COLUMN_PERSON;
	case TYPE_NUMBER:
		return COLUMN_NUMBER;
	case TYPE_NONE:
	case TYPE_TEXT:
		return COLUMN_TEXT;
	default:
		return COLUMN_KNOWN;
	}
}

static void
open_person(struct column *c, const struct fact_field *f, bool shown)
{
	buf_add(&c->person, f->series);
	buf_byte(&c->person, ':');
	buf_room(&c->person, 10);
	if (shown)
		c->letters = mem_new(COLUMN_ROWS, sizeof(*c->letters));
}

static void
open_field(struct columns *cs, struct column *c, int field)
{
	const struct fact_field *f = &cs->shapes->plan->fields[field];

	c->kind = kind_of(cs->shapes, field);
	c->dated = f->type == TYPE_UNIT || f->type == TYPE_LIST;
	c->field = field;
	c->bit = (uint64_t)1 << field;
	if (c->kind == COLUMN_PERSON) {
		open_person(c, f, cs->shapes->shown & c->bit);
		return;
	}
	known_open(&c->table);
	c->at = mem_new(COLUMN_ROWS, sizeof(struct known *));
}

/* One text, the same in all rows. */
static void
open_literal(struct column *c, struct span literal)
{
	size_t i;

	c->kind = COLUMN_LITERAL;
	c->dated = true;
	c->field = FIELD_NONE;
	c->literal = literal;
	known_open(&c->table);
	c->at = mem_new(COLUMN_ROWS, sizeof(struct known *));
	c->at[0] = known_add(&c->table, literal);
	c->at[0]->from = 1;
	for (i = 1; i < COLUMN_ROWS; i++)
		c->at[i] = c->at[0];
}

struct columns *
columns_new(const struct shapes *s, struct cells *cells,
	const struct pseudonym *key)
{
	struct columns *cs = mem_new(1, sizeof(*cs));
	size_t i, nfields = s->plan->nfields;

	cs->shapes = s;
	cs->cells = cells;
	cs->key = key;
	cs->probe = row_new(s->plan, cells);
	cs->count = nfields + s->nliterals;
	cs->list = mem_new(cs->count, sizeof(*cs->list));
	for (i = 0; i < nfields; i++)
		open_field(cs, &cs->list[i], (int)i);
	for (; i < cs->count; i++)
		open_literal(&cs->list[i], s->literals[i - nfields]);
	cs->orders = mem_new(s->plan->ntests, sizeof(*cs->orders));
	for (i = 0; i < s->plan->ntests; i++)
		if (s->tests[i]->other != FIELD_NONE)
			add_order(cs, s->tests[i]);
	return cs;
}

void
columns_free(struct columns *cs)
{
	size_t i;

	if (!cs)
		return;
	for (i = 0; i < cs->count; i++) {
		if (cs->list[i].kind != COLUMN_PERSON)
			known_close(&cs->list[i].table);
		mem_free(cs->list[i].at);
		mem_free(cs->list[i].letters);
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
	size_t i;

	cs->width = width;
	cs->rows.count = 0;
	for (i = 0; i < cs->shapes->plan->nfields; i++)
		cs->list[i].cell = row->columns[i];
}

/* --- what a text means --- */

static void
show_text(const struct columns *cs, struct column *c, struct known *k,
	struct span text)
{
	known_show(&c->table, k, text);
	if (cs->shapes->plan->nkey)
		k->shown_mark = digest_text(text);
}

static void
show(const struct columns *cs, struct column *c, struct known *k,
	const struct answer *a, enum fact_type type)
{
	struct span text = a->text;

	if (type == TYPE_NUMBER && a->number.millionths >= 0) {
		text.at++;              /* the `-` kept before it */
		text.len--;
	}
	show_text(cs, c, k, text);
}

/* The answers of a text to the tests of its column, but for those that depend
 * on the day or on another column. */
static void
ask(struct columns *cs, const struct column *c, struct known *k)
{
	const struct shapes *s = cs->shapes;
	size_t i;

	for (i = 0; i < s->plan->ntests; i++) {
		const struct fact_test *t = s->tests[i];
		const struct fact_when when = { 1, t };

		if (t->field == c->field && t->kind != TEST_MEANS
		    && t->other == FIELD_NONE
		    && row_holds(cs->probe, &when, DAY_NONE) != t->negate)
			k->tests |= (uint64_t)1 << i;
	}
}

static void
learn(struct columns *cs, struct column *c, struct known *k, struct span raw)
{
	enum fact_type type = cs->shapes->plan->fields[c->field].type;
	const struct answer *a;

	row_probe(cs->probe, c->field, raw);
	a = c->dated ? row_text(cs->probe, c->field)
		: row_read(cs->probe, c->field, DAY_NONE);
	if (a->state == ANSWER_BAD)
		k->lacks = SHAPE_BAD;
	else if (a->state == ANSWER_EMPTY)
		k->lacks = c->dated && text_trim(raw).len ? SHAPE_BAD : c->bit;
	else if (c->dated)
		k->lacks = SHAPE_DATED;
	else
		show(cs, c, k, a, type);
	if (a->state == ANSWER_GOOD && type != TYPE_UNIT
	    && cs->shapes->plan->nkey)
		k->mark = keys_part(type, a);
	k->from = 1;                    /* to is 0: on no day */
	if (type == TYPE_DATE)
		k->day = a->value;
	ask(cs, c, k);
}

static struct known *
meet(struct columns *cs, struct column *c, struct span raw)
{
	struct known *k = known_find(&c->table, raw, KNOWN_WIDTH);

	if (k)
		return k;
	k = known_add(&c->table, raw);
	learn(cs, c, k, raw);
	return k;
}

void
columns_reread(struct columns *cs, struct column *c, size_t row, int32_t day)
{
	const struct shapes *s = cs->shapes;
	struct known *k = c->at[row];
	const struct answer *a = c->kind == COLUMN_LITERAL
		? cell_unit(cs->cells, c->literal, day)
		: cell_read(cs->cells, c->field, column_cell(&cs->rows,
			row * cs->width + (size_t)c->cell), day);
	size_t i;

	if (a->state != ANSWER_GOOD || !a->text.len)
		return;
	k->from = a->from;
	k->to = a->to;
	k->lacks = a->from == INT32_MIN && a->to == INT32_MAX ? 0
		: SHAPE_DATED;
	show_text(cs, c, k, a->text);
	if (c->kind != COLUMN_LITERAL && s->plan->nkey
	    && s->plan->fields[c->field].type == TYPE_UNIT)
		k->mark = keys_part(TYPE_UNIT, a);
	for (i = 0; i < s->plan->ntests; i++) {
		const struct fact_test *t = s->tests[i];

		if (t->field != c->field || t->kind != TEST_MEANS)
			continue;
		k->tests &= ~((uint64_t)1 << i);
		if (row_one_of(t, a->text))
			k->tests |= (uint64_t)1 << i;
	}
}

/* --- columns --- */

/* width is a constant: the compiler makes a loop of its own for each. */
static inline __attribute__((always_inline)) void
look_up_texts(struct columns *cs, struct column *c, struct answers *answers,
	size_t width)
{
	size_t i, at = (size_t)c->cell;

	for (i = 0; i < cs->rows.count; i++, at += cs->width) {
		struct span raw = column_cell(&cs->rows, at);
		struct known *k = known_find(&c->table, raw, width);

		if (__builtin_expect(!k, 0))
			k = meet(cs, c, raw);
		c->at[i] = k;
		answers[i].tests |= k->tests;
		answers[i].lacks |= k->lacks;
	}
}

/* Sixteen bytes from a text's beginning, of which the first is the lowest. */
static inline void
load(uint64_t w[2], struct span raw)
{
	memcpy(w, raw.at, 16);
	w[0] = le64toh(w[0]);
	w[1] = le64toh(w[1]);
}

/* Whether it reads as itself: digits, no zero before others. */
static inline bool
is_plain_number(struct span raw)
{
	const uint64_t zeroes = 0x3030303030303030u;
	const uint64_t over = 0x7676767676767676u;      /* 9 stays below 0x80 */
	const uint64_t high = 0x8080808080808080u;
	uint64_t w[2], mask[2] = { UINT64_MAX, UINT64_MAX };

	if (!raw.len || raw.len > 15 || (raw.at[0] == '0' && raw.len > 1))
		return false;
	load(w, raw);
	mask[raw.len / 8] = ((uint64_t)1 << raw.len % 8 * 8) - 1;
	if (raw.len < 8)
		mask[1] = 0;
	w[0] = (w[0] ^ zeroes) & mask[0];
	w[1] = (w[1] ^ zeroes) & mask[1];
	return !(((w[0] + over) | w[0] | (w[1] + over) | w[1]) & high);
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
	load(w, raw);
	mask[0] = raw.len < 8 ? UINT64_MAX << raw.len * 8 : 0;
	mask[1] = raw.len < 8 ? UINT64_MAX
		: raw.len < 16 ? UINT64_MAX << (raw.len - 8) * 8 : 0;
	w[0] = (w[0] & ~mask[0]) | (fill & mask[0]);
	w[1] = (w[1] & ~mask[1]) | (fill & mask[1]);
	return are_plain(w[0]) && are_plain(w[1]);
}

static inline bool
is_plain(const struct column *c, struct span raw)
{
	return c->kind == COLUMN_NUMBER ? is_plain_number(raw)
		: is_plain_text(raw);
}

static void
look_up_plain(struct columns *cs, struct column *c, struct answers *answers)
{
	size_t i, at = (size_t)c->cell;

	for (i = 0; i < cs->rows.count; i++, at += cs->width) {
		struct span raw = column_cell(&cs->rows, at);

		c->at[i] = NULL;
		if (is_plain(c, raw))
			continue;
		c->at[i] = meet(cs, c, raw);
		answers[i].tests |= c->at[i]->tests;
		answers[i].lacks |= c->at[i]->lacks;
	}
}

/* Whether it is ddmmyy-nnnn, as most write a CPR number. */
static inline bool
is_plain_cpr(struct span raw)
{
	const uint64_t high = 0x8080808080808080u;
	uint64_t w[2];

	if (raw.len != 11)
		return false;
	load(w, raw);
	w[0] ^= 0x302d303030303030u;
	w[1] = (w[1] ^ 0x303030u) & 0xffffffu;
	/* Each digit is now less than 10, the hyphen 0. */
	return !(((w[0] + 0x767f767676767676u) | w[0] | (w[1] + 0x767676u)
		| w[1]) & high);
}

/* Whether it is a CPR number. */
static inline bool
read_digits(struct span raw, char digits[10])
{
	if (!is_plain_cpr(raw))
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

static void
look_up_people(struct columns *cs, struct column *c, struct answers *answers)
{
	const struct span text = { c->person.at, c->person.len + 10 };
	char *digits = c->person.at + c->person.len;
	size_t i, at = (size_t)c->cell;

	for (i = 0; i < cs->rows.count; i++, at += cs->width) {
		struct span raw = column_cell(&cs->rows, at);

		if (!read_digits(raw, digits))
			answers[i].lacks |= text_trim(raw).len ? SHAPE_BAD
				: c->bit;
		else if (c->letters)
			pseudonym_of(cs->key, text, c->letters[i]);
	}
}

static void
look_up(struct columns *cs, struct column *c, struct answers *answers)
{
	if (c->kind == COLUMN_LITERAL)
		return;
	if (c->kind == COLUMN_PERSON) {
		look_up_people(cs, c, answers);
		return;
	}
	if (c->table.count + COLUMN_ROWS > KNOWN_MOST)
		known_forget(&c->table);
	if (c->kind != COLUMN_KNOWN)
		look_up_plain(cs, c, answers);
	else if (c->table.width == KNOWN_NARROW)
		look_up_texts(cs, c, answers, KNOWN_NARROW);
	else
		look_up_texts(cs, c, answers, KNOWN_WIDTH);
}

static void
compare(const struct column_order *o, size_t rows, struct answers *answers)
{
	struct known *const *one = o->one->at, *const *other = o->other->at;
	size_t i;

	for (i = 0; i < rows; i++) {
		bool holds = !(answers[i].lacks & o->bits)
			& ((int64_t)one[i]->day < (int64_t)other[i]->day
				+ o->more);

		answers[i].tests |= holds ? o->test : 0;
	}
}

void
columns_look_up(struct columns *cs, struct answers *answers)
{
	size_t i;

	memset(answers, 0, cs->rows.count * sizeof(*answers));
	for (i = 0; i < cs->count; i++)
		look_up(cs, &cs->list[i], answers);
	for (i = 0; i < cs->norders; i++)
		compare(&cs->orders[i], cs->rows.count, answers);
}
