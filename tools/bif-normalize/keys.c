/* SPDX-License-Identifier: MIT */
#include "keys.h"

/* A letter for the kind of value, then as many bytes as the kind has; texts
 * are preceded by their length. So no two keys are the same bytes. */
static void
add_bytes(struct buf *b, char kind, const void *at, size_t n)
{
	buf_room(b, n + 1);
	b->at[b->len++] = kind;
	memcpy(b->at + b->len, at, n);
	b->len += n;
}

static void
add_text(struct buf *b, struct span text)
{
	add_bytes(b, 't', &text.len, sizeof(text.len));
	buf_add(b, text);
}

static void
add_value(struct buf *b, enum fact_type type, const struct answer *a)
{
	switch (type) {
	case TYPE_DATE:
	case TYPE_UNIT:
		add_bytes(b, 'v', &a->value, sizeof(a->value));
		return;
	case TYPE_NUMBER:
		add_bytes(b, 'n', &a->number, sizeof(a->number));
		return;
	default:
		add_text(b, a->folded);
	}
}

unsigned __int128
keys_of_row(struct row *r, struct buf *b)
{
	const struct factdef *plan = r->plan;
	const struct answer *a;
	size_t i;

	buf_clear(b);
	for (i = 0; i < plan->nkey; i++) {
		int field = plan->key[i];
		enum fact_type type = plan->fields[field].type;

		a = type == TYPE_LIST ? row_text(r, field)
			: row_read(r, field, r->day);
		if (a->state == ANSWER_GOOD)
			add_value(b, type, a);
		else
			buf_byte(b, 'e');
	}
	return pseudonym_digest(buf_span(b));
}

unsigned __int128
keys_of_facts(const struct factdef *plan, const struct judged *judged,
	struct buf *b)
{
	size_t i, k, columns = FACT_COLUMNS + plan->nextras;

	buf_clear(b);
	for (i = 0; i < judged->nfacts; i++)
		for (k = FACT_SOURCE + 1; k < columns; k++) {
			buf_add(b, judged->facts[i].cells[k]);
			buf_byte(b, k + 1 < columns ? '\t' : '\n');
		}
	return pseudonym_digest(buf_span(b));
}

enum keys_verdict
keys_meet(struct keys *k, struct row *row, const struct judged *judged)
{
	unsigned __int128 *known, key, facts;
	bool fresh;

	if (!row->plan->nkey)
		return KEYS_FRESH;
	if (!k->table)
		k->table = keytable_new();
	key = keys_of_row(row, &k->room);
	keytable_soon(k->table, key);
	facts = keys_of_facts(row->plan, judged, &k->room);
	known = keytable_at(k->table, key, &fresh);
	if (fresh)
		*known = facts;
	if (fresh)
		return KEYS_FRESH;
	return *known == facts ? KEYS_DUPLICATE : KEYS_CONFLICT;
}

void
keys_free(struct keys *k)
{
	if (k->table)
		keytable_free(k->table);
	buf_free(&k->room);
}
