/* SPDX-License-Identifier: MIT */
#include "contract/code.h"

#include "base/buf.h"
#include "base/diag.h"
#include "book/folder.h"
#include "book/index.h"
#include "book/table.h"
#include "book/def_error.h"
#include "value/period.h"
#include "value/text.h"

/* What a code means on some days. */
struct meaning {
	struct span value;
	int32_t from, to;
	struct place place;
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

struct columns {
	int list, code, value, from, to;
};

static bool
bind(const struct table *t, struct columns *c)
{
	c->list = table_need(t, "list");
	c->code = table_need(t, "code");
	c->value = table_need(t, "value");
	c->from = table_column(t, "valid_from");
	c->to = table_column(t, "valid_to");
	return c->list >= 0 && c->code >= 0 && c->value >= 0;
}

/* The list, with room for one more code and value. */
static struct code_list *
list_for(struct codes *all, struct span name)
{
	struct code_list **at = &all->lists, *l;
	struct meaning **first;
	struct span *values;

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
	return l;
}

static void
note_value(struct code_list *l, struct span value)
{
	size_t i;

	for (i = 0; i < l->nvalues; i++)
		if (span_equal(l->values[i], value))
			return;
	l->values[l->nvalues++] = value;
}

static bool
add(struct code_list *l, struct span code, struct meaning *m)
{
	struct buf folded = { 0 };
	const struct meaning *other;
	int id;

	note_value(l, m->value);
	text_fold(&folded, code);
	id = index_put(l->codes, arena_keep(l->arena, buf_span(&folded)),
		(int)l->ncodes);
	buf_free(&folded);
	if (id == INDEX_NONE)
		id = (int)l->ncodes++;
	for (other = l->first[id]; other; other = other->next)
		if (m->from <= other->to && other->from <= m->to)
			return def_error_say(m->place, "overlap",
				"code \"%.*s\" "
				"of list %.*s is valid on days on which line %" PRIu64
				" of %s says \"%.*s\"",
				SPAN_ARG(code), SPAN_ARG(l->name),
				other->place.line, other->place.file,
				SPAN_ARG(other->value));
	m->next = l->first[id];
	l->first[id] = m;
	return true;
}

static bool
take_row(struct codes *all, const struct table *t, const struct columns *c,
	size_t row)
{
	struct meaning *m = arena_take(all->arena, sizeof(*m));
	struct span list = table_cell(t, row, c->list);
	struct span code = table_cell(t, row, c->code);

	m->value = table_cell(t, row, c->value);
	m->place = table_place(t, row);
	if (!list.len)
		return table_wrong(t, row, c->list, "a code needs a list");
	if (!code.len)
		return table_wrong(t, row, c->code, "there is no code");
	if (!m->value.len)
		return table_wrong(t, row, c->value,
			"code \"%.*s\" means "
			"nothing",
			SPAN_ARG(code));
	if (!table_day(t, row, c->from, &m->from)
		|| !table_day(t, row, c->to, &m->to))
		return false;
	if (m->to == DAY_NONE)
		m->to = INT32_MAX;
	if (m->to < m->from)
		return table_wrong(t, row, c->to,
			"the validity ends before "
			"it begins");
	return add(list_for(all, list), code, m);
}

static bool
take_file(struct codes *all, const char *file)
{
	const struct table *t = table_load(all->arena, file, false);
	struct columns c;
	bool ok = true;
	size_t i;

	if (!t || !bind(t, &c))
		return false;
	for (i = 0; i < t->rows; i++)
		ok &= take_row(all, t, &c, i);
	return ok || !def_error_stops();
}

const struct codes *
codes_load(struct book *b)
{
	struct codes *all = arena_take(b->arena, sizeof(*all));
	const char *const *files;
	size_t n, i;
	bool ok = true;

	all->arena = b->arena;
	if (!folder_files(b, "codes", ".csv", &files, &n))
		return NULL;
	for (i = 0; i < n; i++)
		ok &= take_file(all, files[i]);
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

bool
code_value(const struct code_list *l, struct span folded, int32_t day,
	struct span *value, int32_t *from, int32_t *to)
{
	int id = index_find(l->codes, folded);
	const struct meaning *m = id == INDEX_NONE ? NULL : l->first[id];

	*from = INT32_MIN;
	*to = INT32_MAX;
	for (; m; m = m->next) {
		if (m->to < day && m->to >= *from) {
			*from = m->to + 1;
		} else if (m->from > day && m->from <= *to) {
			*to = m->from - 1;
		} else if (m->from <= day && day <= m->to) {
			*from = m->from;
			*to = m->to;
			*value = m->value;
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
