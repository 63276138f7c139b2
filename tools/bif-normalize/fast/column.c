/* SPDX-License-Identifier: MIT
 *
 * The inner loops of the fast path. Each column is gone through from top to
 * bottom, so that its texts stay in the nearest cache; texts are compared and
 * tested in words of eight bytes.
 */
#include "column.h"

#include <endian.h>

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

/* width is a constant: the compiler makes a loop of its own for each. */
static inline __attribute__((always_inline)) void
look_up_texts(struct columns *cs, struct column *c, struct answers *answers,
	size_t width)
{
	size_t i, at = (size_t)c->cell;

	for (i = 0; i < cs->rows.count; i++, at += cs->width) {
		struct span raw = column_cell(&cs->rows, at);
		struct value_cache *k = value_cache_find(&c->table, raw, width);

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
	const uint64_t over = 0x7676767676767676u; /* 9 stays below 0x80 */
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
	load(w, raw);
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
	size_t i, at = (size_t)c->cell;

	for (i = 0; i < cs->rows.count; i++, at += cs->width) {
		struct span raw = column_cell(&cs->rows, at);

		if (!read_digits(raw, digits))
			answers[i].lacks |= text_trim(raw).len ? ROW_PLAN_BAD
							       : c->bit;
		else if (c->letters)
			pseudonym_of(cs->key, text, c->letters[i]);
		else if (c->marks)
			c->marks[i] = digest_text(text);
	}
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

		for (i = 0; i < cs->rows.count; i++, at += cs->width) {
			struct span raw = column_cell(&cs->rows, at);

			c->at[i] = NULL;
			if (c->kind == COLUMN_NUMBER ? is_plain_number(raw)
						     : is_plain_text(raw))
				continue;
			c->at[i] = meet(cs, c, raw);
			answers[i].tests |= c->at[i]->tests;
			answers[i].lacks |= c->at[i]->lacks;
		}
	} else if (c->table.width == VALUE_CACHE_NARROW)
		look_up_texts(cs, c, answers, VALUE_CACHE_NARROW);
	else
		look_up_texts(cs, c, answers, VALUE_CACHE_WIDTH);
}

/* Answers a test between two dates for all rows of the run. */
static void
compare(const struct column_order *o, size_t rows, struct answers *answers)
{
	struct value_cache *const *one = o->one->at,
				  *const *other = o->other->at;
	size_t i;

	for (i = 0; i < rows; i++) {
		bool holds = !(answers[i].lacks & o->bits)
			& ((int64_t)one[i]->day
				< (int64_t)other[i]->day + o->more);

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
