/* SPDX-License-Identifier: MIT */
#include "cell.h"

#include "base/buf.h"
#include "base/intern.h"
#include "base/mem.h"
#include "value/text.h"

/* Personal numbers hardly repeat from row to row: each is worked out. */
struct person {
	struct answer answer;
	char digits[10];
	char letters[PSEUDONYM_WIDTH];
};

struct cells {
	const struct facts *plan;
	const struct units *units;
	const struct pseudonym *key;
	struct cell_cache **typed; /* by field, made when first needed */
	struct cell_cache **texts;
	struct cell_cache **patterns; /* by number */
	struct cell_cache *literals;  /* units the definitions name */
	/* by field: texts that are folded as they stand */
	struct answer *plain;
	struct person *people;
	struct intern *meanings;
	struct buf folded, escaped;
};

struct cells *
cells_new(const struct facts *plan, const struct units *units,
	const struct pseudonym *key)
{
	struct cells *c = mem_new(1, sizeof(*c));

	c->plan = plan;
	c->units = units;
	c->key = key;
	c->typed = mem_new(plan->nfields, sizeof(*c->typed));
	c->texts = mem_new(plan->nfields, sizeof(*c->texts));
	c->patterns = mem_new(plan->npatterns, sizeof(*c->patterns));
	c->plain = mem_new(plan->nfields, sizeof(*c->plain));
	c->people = mem_new(plan->nfields, sizeof(*c->people));
	c->meanings = intern_new();
	return c;
}

void
cells_free(struct cells *c)
{
	size_t i;

	for (i = 0; i < c->plan->nfields; i++) {
		cell_cache_free(c->typed[i]);
		cell_cache_free(c->texts[i]);
	}
	for (i = 0; i < c->plan->npatterns; i++)
		cell_cache_free(c->patterns[i]);
	cell_cache_free(c->literals);
	mem_free(c->typed);
	mem_free(c->texts);
	mem_free(c->patterns);
	mem_free(c->plain);
	mem_free(c->people);
	intern_free(c->meanings);
	buf_free(&c->folded);
	buf_free(&c->escaped);
	mem_free(c);
}

static inline struct cell_cache *
memo_of(struct cell_cache **at)
{
	if (!*at)
		*at = cell_cache_new();
	return *at;
}

bool
cell_is_plain(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c <= ' ' || c >= 0x7f || c == '\\'
			|| (c >= 'A' && c <= 'Z'))
			return false;
	}
	return true;
}

/* Fills the slot with the text, folded and, for the facts, escaped. */
static void
keep_text(struct cells *c, struct memo_slot *slot, struct span raw)
{
	struct answer *a = &slot->answer;

	buf_clear(&c->folded);
	text_fold(&c->folded, raw);
	buf_clear(&c->escaped);
	text_escape(&c->escaped, buf_span(&c->folded));
	cell_cache_room(slot, c->folded.len + c->escaped.len);
	*a = (struct answer){ .state = c->folded.len ? ANSWER_GOOD
						     : ANSWER_EMPTY,
		.from = INT32_MIN,
		.to = INT32_MAX };
	a->folded = cell_cache_keep(slot, buf_span(&c->folded));
	a->text = cell_cache_keep(slot, buf_span(&c->escaped));
}

/* What a unit or code means, escaped. It outlives the slot: two facts of a
 * row may look the same text up on different days. */
static struct span
lasting(struct cells *c, struct span value)
{
	buf_clear(&c->escaped);
	text_escape(&c->escaped, value);
	return intern_text(c->meanings,
		intern_add(c->meanings, buf_span(&c->escaped)));
}

const struct answer *
cell_text(struct cells *c, int field, struct span raw)
{
	struct answer *plain = &c->plain[field];
	struct memo_slot *slot;
	bool known;

	if (cell_is_plain(raw)) {
		plain->state = raw.len ? ANSWER_GOOD : ANSWER_EMPTY;
		plain->text = plain->folded = raw;
		return plain;
	}
	slot = cell_cache_at(memo_of(&c->texts[field]), raw, &known);
	if (!known)
		keep_text(c, slot, raw);
	return &slot->answer;
}

/* A year alone is read as its last month. */
static bool
parse_date(struct cells *c, const struct fact_field *f, struct span text,
	int32_t *day)
{
	if (!f->year_only)
		return period_parse(f->format, text, day);
	buf_clear(&c->folded);
	buf_add(&c->folded, text);
	buf_text(&c->folded, "-12");
	return period_parse(f->format, buf_span(&c->folded), day);
}

static void
fill_date(struct cells *c, const struct fact_field *f, struct memo_slot *slot,
	struct span raw)
{
	struct answer *a = &slot->answer;
	struct span text = text_trim(raw);
	char room[DAY_WIDTH];

	*a = (struct answer){ .state = ANSWER_EMPTY,
		.value = DAY_NONE,
		.from = INT32_MIN,
		.to = INT32_MAX };
	if (!text.len || (f->open.len && span_equal(text, f->open)))
		return;
	if (!parse_date(c, f, text, &a->value)) {
		a->state = ANSWER_BAD;
		a->value = DAY_NONE;
		return;
	}
	a->state = ANSWER_GOOD;
	period_write_day(room, a->value);
	cell_cache_room(slot, DAY_WIDTH);
	a->text = cell_cache_keep(slot, (struct span){ room, DAY_WIDTH });
}

/* The text is kept with a `-` before it, for values that are negated. */
static void
fill_number(const struct fact_field *f, struct memo_slot *slot, struct span raw)
{
	struct answer *a = &slot->answer;
	char room[1 + DECIMAL_WIDTH] = "-";
	size_t len;

	*a = (struct answer){ .state = ANSWER_EMPTY,
		.from = INT32_MIN,
		.to = INT32_MAX };
	if (!text_trim(raw).len)
		return;
	if (decimal_read(raw, f->style, &a->number) != DECIMAL_OK) {
		a->state = ANSWER_BAD;
		return;
	}
	a->state = ANSWER_GOOD;
	if (a->number.millionths < 0)
		len = decimal_write(room, a->number);
	else
		len = 1 + decimal_write(room + 1, a->number);
	cell_cache_room(slot, len);
	a->text = cell_cache_keep(slot, (struct span){ room, len });
}

/* The slot holds the folded name from before, when the days were others. */
static void
fill_unit(struct cells *c, struct memo_slot *slot, int32_t day)
{
	struct answer *a = &slot->answer;

	if (a->state == ANSWER_EMPTY)
		return;
	a->value = unit_by_name(c->units, a->folded, day, &a->from, &a->to);
	a->state = a->value == UNIT_NONE ? ANSWER_BAD : ANSWER_GOOD;
	if (a->state == ANSWER_GOOD)
		a->text = lasting(c, c->units->list[a->value].code);
}

static void
fill_code(struct cells *c, const struct fact_field *f, struct memo_slot *slot,
	int32_t day)
{
	struct answer *a = &slot->answer;
	struct span value;

	if (a->state == ANSWER_EMPTY)
		return;
	a->state = ANSWER_BAD;
	if (!code_value(f->list, a->folded, day, &value, &a->from, &a->to))
		return;
	a->state = ANSWER_GOOD;
	a->text = lasting(c, value);
}

static inline bool
holds_on(const struct answer *a, int32_t day)
{
	return a->from <= day && day <= a->to;
}

static const struct answer *
dated(struct cells *c, const struct fact_field *f, struct cell_cache *memo,
	struct span raw, int32_t day)
{
	bool known;
	struct memo_slot *slot = cell_cache_at(memo, raw, &known);

	if (known && holds_on(&slot->answer, day))
		return &slot->answer;
	if (!known)
		keep_text(c, slot, raw);
	if (f && f->type == TYPE_LIST)
		fill_code(c, f, slot, day);
	else
		fill_unit(c, slot, day);
	return &slot->answer;
}

static const struct answer *
person(struct cells *c, int field, struct span raw)
{
	const struct fact_field *f = &c->plan->fields[field];
	struct person *p = &c->people[field];
	const struct answer *text;

	p->answer.state = ANSWER_GOOD;
	if (f->type == TYPE_ID) {
		text = cell_text(c, field, raw);
		p->answer.state = text->state;
		p->answer.folded = text->folded;
	} else if (text_cpr(raw, p->digits)) {
		p->answer.folded = (struct span){ p->digits,
			sizeof(p->digits) };
	} else {
		p->answer.state = text_trim(raw).len ? ANSWER_BAD
						     : ANSWER_EMPTY;
	}
	if (p->answer.state != ANSWER_GOOD)
		return &p->answer;
	pseudonym_write(c->key, f->series, p->answer.folded, p->letters);
	p->answer.text = (struct span){ p->letters, PSEUDONYM_WIDTH };
	return &p->answer;
}

const struct answer *
cell_read(struct cells *c, int field, struct span raw, int32_t day)
{
	const struct fact_field *f = &c->plan->fields[field];
	struct memo_slot *slot;
	bool known;

	switch (f->type) {
	case TYPE_NONE:
	case TYPE_TEXT:
		return cell_text(c, field, raw);
	case TYPE_CPR:
	case TYPE_ID:
		return person(c, field, raw);
	case TYPE_UNIT:
	case TYPE_LIST:
		return dated(c, f, memo_of(&c->typed[field]), raw, day);
	case TYPE_DATE:
		slot = cell_cache_at(memo_of(&c->typed[field]), raw, &known);
		if (!known)
			fill_date(c, f, slot, raw);
		return &slot->answer;
	case TYPE_NUMBER:
		slot = cell_cache_at(memo_of(&c->typed[field]), raw, &known);
		if (!known)
			fill_number(f, slot, raw);
		return &slot->answer;
	}
	return NULL;
}

const struct answer *
cell_unit(struct cells *c, struct span code, int32_t day)
{
	return dated(c, NULL, memo_of(&c->literals), code, day);
}

bool
cell_matches(struct cells *c, const struct fact_test *t, struct span raw)
{
	struct cell_cache *memo = memo_of(&c->patterns[t->pattern_number]);
	bool known;
	struct memo_slot *slot = cell_cache_at(memo, raw, &known);

	if (known)
		return slot->answer.value;
	slot->answer.value = pattern_matches(t->pattern, text_trim(raw));
	return slot->answer.value;
}
