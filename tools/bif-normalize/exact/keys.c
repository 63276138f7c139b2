/* SPDX-License-Identifier: MIT
 *
 * Of key and facts only digests are kept (digest), in a keytable: so a source
 * of many millions of rows fits in memory.
 */
#include "keys.h"

#include <endian.h>
#include <string.h>

#include "base/span.h"
#include "value/text.h"

bool
keys_begin(const struct facts *plan)
{
	size_t facts = keys_place(plan, plan->nrules, 0);

	return digest_begin(plan->nkey > facts ? plan->nkey : facts);
}

digest
keys_part(enum fact_type type, const struct answer *a)
{
	switch (type) {
	case TYPE_DATE:
		return digest_number((uint64_t)a->value,
			(uint64_t)a->time.micros);
	case TYPE_UNIT:
		return digest_number((uint64_t)a->value, 0);
	case TYPE_NUMBER:
		return digest_number((uint64_t)a->number.millionths,
			(uint64_t)(a->number.millionths >> 64));
	default:
		return digest_text(a->folded);
	}
}

digest
keys_of_row(struct row *r)
{
	const struct facts *plan = r->evaluation.plan;
	const struct answer *a;
	digest sum = 0;

	for (size_t i = 0; i < plan->nkey; i++) {
		int field = plan->key[i];
		enum fact_type type = plan->fields[field].type;

		a = type == TYPE_LIST ? row_text(r, field)
				      : row_read(r, field, row_day(r));
		sum += digest_at(i,
			a->state == ANSWER_GOOD ? keys_part(type, a)
						: DIGEST_EMPTY);
	}
	return digest_end(sum);
}

digest
keys_of_facts(const struct row *r)
{
	const struct facts *plan = r->evaluation.plan;
	const struct row_facts *facts = &r->facts;
	size_t columns = FACT_COLUMNS + plan->nextras;
	digest sum = 0;

	for (size_t i = 0; i < facts->count; i++)
		for (size_t k = FACT_SOURCE + 1; k < columns; k++)
			sum += digest_at(keys_place(plan, i, k),
				digest_text(facts->list[i].cells[k]));
	return digest_end(sum);
}

/* The table of keys, made when the first is met: many sources have none. */
static struct keytable *
table(struct keys *k)
{
	if (!k->table)
		k->table = keytable_new(KEYTABLE_6);
	return k->table;
}

enum keys_verdict
keys_known(struct keys *k, digest key, digest facts)
{
	const uint64_t upper = (uint64_t)(facts >> 64);
	bool fresh;
	void *known = keytable_at(table(k), key, &fresh);

	if (fresh)
		memcpy(known, &upper, KEYTABLE_6);
	if (fresh)
		return KEYS_FRESH;
	return memcmp(known, &upper, KEYTABLE_6) ? KEYS_CONFLICT
						 : KEYS_DUPLICATE;
}

void
keys_soon(struct keys *k, digest key)
{
	keytable_soon(table(k), key);
}

void
keys_next(struct keys *k, digest key)
{
	keytable_next(table(k), key);
}

/* Whether the row's key names the hour that comes twice when clocks go back, and
 * the source does not say (`occurrences`) what two such rows are. The hour stands
 * in a date with a time, or in a cell of its own as 02:00, 2-3 or 3. */
static bool
hour_twice(struct row *r)
{
	const struct facts *plan = r->evaluation.plan;
	const struct period_zone *zone = plan->has_zone ? &plan->zone : NULL;
	size_t i;

	if (!period_turns_back(row_day(r)) || def_get(plan->def, "occurrences"))
		return false;
	for (i = 0; i < plan->nkey; i++) {
		int field = plan->key[i];
		struct span text = text_trim(r->raw[field]);
		struct period_time time = { 0 };
		size_t n = 0;

		switch (plan->fields[field].type) {
		case TYPE_DATE:
			time = row_read(r, field, row_day(r))->time;
			break;
		case TYPE_NONE:
		case TYPE_TEXT:
		case TYPE_NUMBER:
			if (period_take_time(text, &time))
				break;
			while (n < text.len && n < 2 && span_digit(text.at[n]))
				n++;
			if (n && (n == text.len || strchr("- ", text.at[n])))
				time.micros = (n == 1 ? text.at[0] - '0'
						      : span_number(text.at, 2))
					* 3600000000LL;
			break;
		default:
			break;
		}
		if (period_twice(&time, zone))
			return true;
	}
	return false;
}

enum keys_verdict
keys_meet(struct keys *k, struct row *row, uint32_t file)
{
	const struct facts *plan = row->evaluation.plan;
	digest key;

	k->again = false;
	if (!plan->nkey)
		return KEYS_FRESH;
	key = keys_of_row(row);
	if (plan->occurrences || hour_twice(row)) {
		uint64_t turn = 0;
		bool fresh;
		void *met;

		/* The key of the row's turn: the first row of a key in a
		 * file has turn 1. */
		if (!k->met)
			k->met = keytable_new(KEYTABLE_6);
		met = keytable_at(k->met,
			digest_end(digest_at(0, digest_more(key, file, 0))),
			&fresh);
		memcpy(&turn, met, KEYTABLE_6);
		turn = htole64(le64toh(turn) + 1);
		memcpy(met, &turn, KEYTABLE_6);
		turn = le64toh(turn);
		k->again = !plan->occurrences && turn > 1;
		if (k->again)
			turn = 2;
		key = digest_end(digest_at(0, digest_more(key, turn, 1)));
	}
	keys_soon(k, key);
	return keys_known(k, key, keys_of_facts(row));
}

void
keys_free(struct keys *k)
{
	if (k->table)
		keytable_free(k->table);
	if (k->met)
		keytable_free(k->met);
	digest_free();
}
