/* SPDX-License-Identifier: MIT */
#include "row_plan_key.h"

/* digest_text() of a text after which VALUE_CACHE_WIDTH bytes can be read. */
static inline digest
text_part(struct span text)
{
	uint64_t w[VALUE_CACHE_WORDS];

	if (text.len > VALUE_CACHE_WIDTH)
		return digest_text(text);
	value_cache_load(w, text, VALUE_CACHE_WIDTH);
	if (text.len <= 16)
		return digest_more(digest_of(text.len), w[0], w[1]);
	return digest_more(digest_more(digest_of(text.len), w[0], w[1]), w[2],
		w[3]);
}

/* A number that reads as itself: at most fifteen digits. */
static digest
number_part(struct span raw)
{
	struct answer a = { .state = ANSWER_GOOD };
	size_t i;

	for (i = 0; i < raw.len; i++)
		a.number.millionths = a.number.millionths * 10
			+ (raw.at[i] - '0');
	a.number.millionths *= DECIMAL_ONE;
	return keys_part(TYPE_NUMBER, &a);
}

static digest
person_part(struct span raw)
{
	char digits[VALUE_CACHE_WIDTH];

	column_digits(raw, digits);
	return text_part((struct span){ digits, 10 });
}

static inline digest
key_part(const struct columns *cs, const struct column *c, size_t row)
{
	struct span raw = column_cell(&cs->rows,
		row * cs->width + (size_t)c->cell);

	if (c->kind == COLUMN_PERSON)
		return person_part(raw);
	if (c->at[row])
		return c->at[row]->mark;
	return c->kind == COLUMN_NUMBER ? number_part(raw) : text_part(raw);
}

digest
row_plan_key_row(const struct columns *cs, const struct facts *plan,
	uint64_t lacks, size_t row)
{
	digest sum = 0;
	size_t i;

	for (i = 0; i < plan->nkey; i++) {
		const struct column *c = &cs->list[plan->key[i]];

		sum += digest_at(i,
			lacks & c->bit ? DIGEST_EMPTY : key_part(cs, c, row));
	}
	return digest_end(sum);
}

static digest
negated_part(struct span text)
{
	char room[VALUE_CACHE_WIDTH * 2] = "-";

	if (text.at[0] == '-')
		return text_part((struct span){ text.at + 1, text.len - 1 });
	if (text.len == 1 && text.at[0] == '0')
		return text_part(text);
	memcpy(room + 1, text.at, text.len);
	return text_part((struct span){ room, text.len + 1 });
}

static digest
day_part(int32_t day)
{
	char room[VALUE_CACHE_WIDTH];

	period_write_day(room, day);
	return text_part((struct span){ room, DAY_WIDTH });
}

static inline digest
fact_part(const struct columns *cs, const struct shape_cell *cell, size_t row)
{
	const struct column *c = &cs->list[cell->column];

	if (cell->source == ROW_PLAN_DAY)
		return day_part(columns_day(cs, cell->day, row));
	if (cell->source == ROW_PLAN_NEGATED)
		return negated_part(columns_shown(cs, c, row));
	if (c->kind != COLUMN_PERSON && c->at[row])
		return c->at[row]->shown_mark;
	return text_part(columns_shown(cs, c, row));
}

digest
row_plan_key_facts(const struct columns *cs, const struct row_plan *s,
	size_t row)
{
	const struct shape_part *p = s->parts, *end = p + s->nparts;
	digest sum = s->fixed;

	for (; p < end; p++)
		sum += digest_at(p->place, fact_part(cs, p->cell, row));
	return digest_end(sum);
}
