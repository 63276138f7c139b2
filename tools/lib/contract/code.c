/* SPDX-License-Identifier: MIT
 *
 * Reads the code lists. The meanings of a code are a chain, one for each
 * stretch of days, which must not overlap: a code means one thing a day.
 */
#include "contract/code.h"

#include "base/buf.h"
#include "base/diag.h"
#include "book/folder.h"
#include "base/intern.h"
#include "book/defs.h"
#include "value/period.h"
#include "value/text.h"

/* What a code means on some days, chained. */
struct meaning {
	struct code_meaning is;
	struct meaning *next; /* of the same code */
};

struct code_list {
	struct span name;
	struct arena *arena;
	struct index *codes; /* folded code -> first meaning */
	struct meaning **first;
	size_t ncodes, room;
	struct span *values; /* each once, as they first came */
	size_t nvalues;
	struct code_list *next;
};

struct codes {
	struct arena *arena;
	struct code_list *lists;
};

/* The list of that name, with room for one more code, and the value among those
 * it can give. Arrays grow by doubling and the old ones stay in the arena; a
 * book's lists are small enough for that. */
static struct code_list *
list_for(struct codes *all, struct span name, struct span value)
{
	struct code_list **at = &all->lists, *l;
	struct meaning **first;
	struct span *values;
	size_t i = 0;

	while (*at && !span_equal((*at)->name, name))
		at = &(*at)->next;
	if (!*at) {
		*at = arena_take(all->arena, sizeof(**at));
		(*at)->name = name;
		(*at)->arena = all->arena;
		(*at)->codes = index_new(all->arena);
	}
	l = *at;
	if (l->ncodes == l->room || l->nvalues == l->room) {
		l->room = l->room ? l->room * 2 : 16;
		first = arena_take(all->arena, l->room * sizeof(*first));
		values = arena_take(all->arena, l->room * sizeof(*values));
		if (l->ncodes)
			memcpy(first, l->first, l->ncodes * sizeof(*first));
		if (l->nvalues)
			memcpy(values, l->values, l->nvalues * sizeof(*values));
		l->first = first;
		l->values = values;
	}
	while (i < l->nvalues && !span_equal(l->values[i], value))
		i++;
	if (i == l->nvalues)
		l->values[l->nvalues++] = value;
	return l;
}

/* A row of a file of codes/. */
struct code_row {
	struct span list;
	struct meaning meaning;
	size_t row;
};

/* The last word on a row: adds the meaning to its list. A code means one thing
 * a day, so the stretches of two rows may not overlap. */
static bool
check(void *reading, const struct table *t, size_t row, void *into)
{
	struct code_row *r = into;
	struct meaning *m = &r->meaning;
	struct code_list *l;
	BUF_LOCAL folded = { 0 };
	const struct meaning *other;
	int id;

	m->is.place = table_place(t, row);
	if (!r->list.len)
		return table_wrong(t, row, table_column(t, "list"),
			"a code needs a list");
	if (!m->is.code.len)
		return table_wrong(t, row, table_column(t, "code"),
			"there is no code");
	if (!m->is.value.len)
		return table_wrong(t, row, table_column(t, "value"),
			"code \"%.*s\" means nothing", SPAN_ARG(m->is.code));
	if (m->is.to == DAY_NONE)
		m->is.to = INT32_MAX;
	if (m->is.to < m->is.from)
		return table_wrong(t, row, table_column(t, "valid_to"),
			"the validity ends before it begins");
	l = list_for(reading, r->list, m->is.value);
	text_fold(&folded, m->is.code);
	id = index_put(l->codes, arena_keep(l->arena, buf_span(&folded)),
		(int)l->ncodes);
	if (id == INDEX_NONE)
		id = (int)l->ncodes++;
	for (other = l->first[id]; other; other = other->next)
		if (m->is.from <= other->is.to && other->is.from <= m->is.to)
			return def_error_say(m->is.place, "overlap",
				"code \"%.*s\" of list %.*s is valid on days on which line %" PRIu64
				" of %s says \"%.*s\"",
				SPAN_ARG(m->is.code), SPAN_ARG(l->name),
				other->is.place.line, other->is.place.file,
				SPAN_ARG(other->is.value));
	m->next = l->first[id];
	l->first[id] = m;
	return true;
}

#define AT(member) .at = offsetof(struct code_row, member)

static const struct field FIELDS[] = {
	{ "list", "the list's name; needed", .kind = FIELD_TEXT, AT(list),
		FIELD_NEEDED },
	{ "code", "as exports write it; needed", .kind = FIELD_TEXT,
		AT(meaning.is.code), FIELD_NEEDED },
	{ "value", "what it means, a word of the facts; needed",
		.kind = FIELD_TEXT, AT(meaning.is.value), FIELD_NEEDED },
	{ "valid_from", "the first day; empty: no limit", .kind = FIELD_DAY,
		AT(meaning.is.from) },
	{ "valid_to", "the last day; empty: no limit", .kind = FIELD_DAY,
		AT(meaning.is.to) },
};
const struct schema code_schema = { "codes/*.csv", SCHEMA_FIELDS(FIELDS),
	.size = sizeof(struct code_row), .row = offsetof(struct code_row, row),
	.check = check };

const struct codes *
codes_load(struct book *b)
{
	struct codes *all = arena_take(b->arena, sizeof(*all));
	struct schema_rows rows;
	const char *const *files;
	size_t n, i;
	bool ok = true;

	all->arena = b->arena;
	if (!folder_files(b, "codes", ".csv", &files, &n))
		return NULL;
	for (i = 0; i < n; i++)
		ok &= schema_table(b, &code_schema, files[i], false, all,
			&rows);
	return ok ? all : NULL;
}

const struct code_list *
code_list(const struct codes *all, struct span name)
{
	const struct code_list *l = all->lists;

	while (l && !span_equal(l->name, name))
		l = l->next;
	return l;
}

/* The days between which the answer stays the same are given along, also
 * when there is none: callers keep it that long. */
bool
code_value(const struct code_list *l, struct span folded, int32_t day,
	struct span *value, int32_t *from, int32_t *to)
{
	int id = index_find(l->codes, folded);
	const struct meaning *m = id == INDEX_NONE ? NULL : l->first[id];

	*from = INT32_MIN;
	*to = INT32_MAX;
	for (; m; m = m->next) {
		if (m->is.to < day && m->is.to >= *from) {
			*from = m->is.to + 1;
		} else if (m->is.from > day && m->is.from <= *to) {
			*to = m->is.from - 1;
		} else if (m->is.from <= day && day <= m->is.to) {
			*from = m->is.from;
			*to = m->is.to;
			*value = m->is.value;
			return true;
		}
	}
	return false;
}

size_t
code_values(const struct code_list *l, const struct span **values)
{
	*values = l->values;
	return l->nvalues;
}

/* Rows may stand in any order in the file, and a meaning follows the last
 * one that ended before it. */
void
codes_follow(const struct codes *all, code_follow *follow, void *who)
{
	for (const struct code_list *l = all->lists; l; l = l->next)
		for (size_t i = 0; i < l->ncodes; i++)
			for (const struct meaning *m = l->first[i]; m;
				m = m->next) {
				const struct meaning *o, *before = NULL;

				for (o = l->first[i]; o; o = o->next)
					if (o->is.to < m->is.from
						&& (!before
							|| o->is.to
								> before->is
									  .to))
						before = o;
				if (before)
					follow(who, &before->is, &m->is);
			}
}
