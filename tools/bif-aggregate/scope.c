/* SPDX-License-Identifier: MIT
 *
 * Kinds are few, so one table by `source TAB event` as they stand will do.
 */
#include "scope.h"

#include "base/buf.h"
#include "base/intern.h"
#include "base/mem.h"
#include "io/out.h"

/* Facts of one kind: all of them, and those dated not after as-of. */
struct count {
	uint64_t all, known;
};

/* The kinds met so far, numbered in the order in which they came. */
struct scope {
	struct intern *kinds; /* `source TAB event`, escaped */
	struct count *counts; /* of each kind */
	size_t cap;
	struct buf key;
};

struct scope *
scope_new(void)
{
	struct scope *s = mem_new(1, sizeof(*s));

	s->kinds = intern_new();
	return s;
}

void
scope_count(struct scope *s, struct span source, struct span event, bool known)
{
	uint32_t before = intern_count(s->kinds), kind;

	buf_clear(&s->key);
	buf_add(&s->key, source);
	buf_byte(&s->key, '\t');
	buf_add(&s->key, event);
	kind = intern_add(s->kinds, buf_span(&s->key));
	if (kind == before) {
		s->counts = mem_grow(s->counts, &s->cap, (size_t)kind + 1,
			sizeof(*s->counts));
		s->counts[kind] = (struct count){ 0, 0 };
	}
	s->counts[kind].all++;
	s->counts[kind].known += known;
}

/* In the order of the bytes of source and event, whatever came first. */
bool
scope_write(const struct scope *s, const char *file)
{
	static const char *const columns[] = { "source", "event",
		"facts_left_out", "left_out_until_as_of" };
	uint32_t n = intern_count(s->kinds), i, *order;
	struct span *keys;
	struct out *out;

	if (!file)
		return true;
	out = out_open(file, OUT_TSV);
	if (!out)
		return false;
	keys = mem_new((size_t)n + 1, sizeof(*keys));
	for (i = 0; i < n; i++)
		keys[i] = intern_text(s->kinds, i);
	order = intern_sorted(keys, n);
	out_columns(out, columns, 4);
	for (i = 0; i < n; i++) {
		uint32_t kind = order[i];
		struct span key = keys[kind];
		const char *tab = memchr(key.at, '\t', key.len);
		size_t source = (size_t)(tab - key.at);

		/* The row of one source and event, whose text is escaped
		 * already. */
		out_escaped(out, (struct span){ key.at, source });
		out_escaped(out,
			(struct span){ tab + 1, key.len - source - 1 });
		out_count(out, s->counts[kind].all);
		out_count(out, s->counts[kind].known);
		out_row(out);
	}
	mem_free(order);
	mem_free(keys);
	return out_close(out);
}

void
scope_free(struct scope *s)
{
	if (!s)
		return;
	intern_free(s->kinds);
	mem_free(s->counts);
	buf_free(&s->key);
	mem_free(s);
}
