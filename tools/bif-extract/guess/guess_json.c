/* SPDX-License-Identifier: MIT
 *
 * Reads the beginning of the text as JSON, closing what the sample cuts, and
 * finds the longest list of objects in it. jq reads the file itself, by the
 * filter that is made here; what the columns hold is told as for any table
 * (guess_columns.c), from a grid of the keys and the records.
 */
#include "guess_json.h"

#include "base/intern.h"
#include "book/defs.h"
#include "value/text.h"

/* What is looked at: JSON read is many times as large as its text. */
#define LOOKED_AT ((size_t)1 << 20)
#define DEEPEST 64
#define RECORDS_MOST 20000
#define KEYS_MOST 2000
/* Objects that are looked into for lists. */
#define INNER_MOST 100

/* A text in quotes or a number alone is JSON as well, but no file of records. */
bool
guess_json_begins(struct span text)
{
	text = text_trim(text);
	while (text.len && (*text.at == '\n' || *text.at == '\r')) {
		span_skip(&text, 1);
		text = text_trim(text);
	}
	return text.len && (*text.at == '{' || *text.at == '[');
}

/* Where a text can be cut so that it is JSON once `closing` stands behind. */
struct cut {
	size_t at;
	char closing[DEEPEST];
	size_t depth;
};

/* Finds the last value that stands whole in a list or object, and the first
 * value at the top that is whole (0: none is), where `once` stops. */
static bool
find_cut(struct span text, struct cut *cut, size_t *first, bool once)
{
	char open[DEEPEST];
	size_t depth = 0;
	bool quoted = false;

	memset(cut, 0, sizeof(*cut));
	*first = 0;
	for (size_t i = 0; i < text.len && !(once && *first); i++) {
		char c = text.at[i];

		if (quoted) {
			if (c == '\\')
				i++;
			else if (c == '"')
				quoted = false;
			continue;
		}
		quoted = c == '"';
		/* A list that ends where an object should is no JSON, and so
		 * is what is deeper than anybody writes it. */
		if (c == '{' || c == '[') {
			if (depth == DEEPEST)
				return false;
			open[depth++] = c == '{' ? '}' : ']';
		} else if (c == '}' || c == ']') {
			if (!depth || open[--depth] != c)
				return false;
			/* Behind a value that has ended the text can be cut,
			 * if all that is open around it is closed. */
			cut->at = i + 1;
			cut->depth = depth;
			memcpy(cut->closing, open, depth);
			if (!depth && !*first)
				*first = i + 1;
		}
	}
	return cut->at > 0;
}

/* Whether nothing is left of a text but blanks and line ends. */
static bool
is_blank(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!s.at[i] || !strchr(" \t\r\n", s.at[i]))
			return false;
	return true;
}

/* Reads values that stand one after the other, each by itself, into a list of
 * RECORDS_MOST. Returns how many there are before one that cannot be read. A line
 * behind others that only begins as an object was torn, and is passed over, as
 * long as they are few. */
static size_t
read_each(struct arena *arena, struct span text, const struct def **list)
{
	size_t n = 0, torn = 0;

	while (n < RECORDS_MOST && !is_blank(text)) {
		struct cut cut;
		size_t end;
		const char *stop = memchr(text.at, '\n', text.len);
		struct span one = text;

		/* Mostly a line is a value. */
		one.len = stop ? (size_t)(stop - text.at) : text.len;
		end = one.len + (stop != NULL);
		if (!is_blank(one)) {
			const struct def *d = def_parse(arena, "", one, false);

			if (!d
				&& (!find_cut(text, &cut, &end, true) || !end
					|| !(d = def_parse(arena, "",
						     (struct span){ text.at,
							     end },
						     false)))
				&& (*one.at != '{' || torn++ >= n))
				break;
			if (d)
				list[n++] = d;
			else
				end = one.len + (stop != NULL);
		}
		span_skip(&text, end);
	}
	return n;
}

/* Adds a key to a path of jq, in quotes where jq does not take it as it is. */
static void
add_key(struct buf *b, struct span key)
{
	bool plain = key.len > 0;

	for (size_t i = 0; i < key.len; i++)
		plain &= span_letter(key.at[i]) || key.at[i] == '_'
			|| (i && span_digit(key.at[i]));
	if (plain) {
		buf_byte(b, '.');
		buf_add(b, key);
		return;
	}
	/* Controls and quotes are escaped as jq reads them. */
	buf_text(b, b->len ? "[\"" : ".[\"");
	for (size_t i = 0; i < key.len; i++) {
		unsigned char c = (unsigned char)key.at[i];

		if (c < 0x20)
			buf_format(b, "\\u%04x", c);
		else if (c == '"' || c == '\\')
			buf_format(b, "\\%c", c);
		else
			buf_byte(b, (char)c);
	}
	buf_text(b, "\"]");
}

/* Counts which of a list's items are objects: only those can be records. */
static size_t
count_objects(const struct def *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->count; i++)
		n += d->items[i].kind == DEF_OBJECT;
	return n;
}

/* Finds the longest list of objects under d, and the filter that gives it; path
 * is the filter of d. */
static void
find_list(const struct def *d, struct buf *path, size_t deep,
	const struct def **best, struct buf *filter)
{
	size_t len = path->len;

	if (d->kind == DEF_LIST && count_objects(d)
		&& (!*best || count_objects(d) > count_objects(*best))) {
		*best = d;
		buf_clear(filter);
		buf_add(filter, buf_span(path));
		buf_text(filter, path->len ? "[]" : ".[]");
	}
	for (size_t i = 0; d->kind == DEF_OBJECT && deep < 8 && i < d->count;
		i++) {
		add_key(path, d->items[i].key);
		find_list(&d->items[i], path, deep + 1, best, filter);
		path->len = len;
	}
}

/* The longest list of objects that an object holds, at any depth: each of them
 * may be what a row is meant to be. */
static void
find_inner(struct guess_json *j, const struct def *d, struct buf *path,
	size_t deep)
{
	size_t len = path->len;

	for (size_t i = 0; deep < 8 && i < d->count; i++) {
		const struct def *item = &d->items[i];
		size_t n = item->kind == DEF_LIST ? count_objects(item) : 0;

		if (item->kind != DEF_OBJECT && !n)
			continue;
		add_key(path, item->key);
		if (n) {
			buf_text(path, "[]");
			if (n > j->ninner) {
				j->ninner = n;
				buf_clear(&j->inner);
				buf_add(&j->inner, buf_span(path));
			}
			for (item = item->items; item->kind != DEF_OBJECT;)
				item++;
		}
		find_inner(j, item, path, deep + 1);
		path->len = len;
	}
}

/* Makes a grid of the objects: their keys, and a row for each. */
static void
fill(struct guess_json *j, struct grid *g, const struct def *const *list,
	size_t n)
{
	/* What a list or an object holds is not looked at. */
	static const char *const words[DEF_OBJECT + 1] = { [DEF_NULL] = "",
		[DEF_TRUE] = "true",
		[DEF_FALSE] = "false",
		[DEF_LIST] = "{ }",
		[DEF_OBJECT] = "{ }" };
	struct intern *keys = intern_new();
	BUF_LOCAL path = { 0 };
	struct span *cells;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; list[i]->kind == DEF_OBJECT
			&& k < list[i]->count && intern_count(keys) < KEYS_MOST;
			k++)
			intern_add(keys, list[i]->items[k].key);
	j->columns = intern_count(keys);
	cells = mem_new(j->columns + 1, sizeof(*cells));
	for (size_t k = 0; k < j->columns; k++)
		cells[k] = intern_text(keys, (uint32_t)k);
	grid_add(g, &(struct grid_row){ .count = j->columns, .cells = cells });
	for (size_t i = 0; i < n; i++) {
		if (list[i]->kind != DEF_OBJECT) {
			j->others++;
			continue;
		}
		j->records++;
		if (j->records <= INNER_MOST) {
			find_inner(j, list[i], &path, 0);
			buf_clear(&path);
		}
		memset(cells, 0, j->columns * sizeof(*cells));
		for (size_t k = 0; k < list[i]->count; k++) {
			const struct def *item = &list[i]->items[k];
			uint32_t id = intern_find(keys, item->key);

			if (id == INTERN_NONE)
				continue;
			cells[id] = words[item->kind]
				? span_of(words[item->kind])
				: item->text;
			/* Of numbers the whole part: how JSON marks decimals
			 * says nothing of its texts. */
			for (size_t c = 0;
				item->kind == DEF_NUMBER && c < cells[id].len;
				c++)
				if (memchr(".eE", cells[id].at[c], 3))
					cells[id].len = c;
		}
		grid_add(g,
			&(struct grid_row){ .line = j->records,
				.count = j->columns,
				.cells = cells });
	}
	mem_free(cells);
	intern_free(keys);
}

/* Values that stand one after the other are a record each; else one value is looked
 * through for the longest list of objects, and an object without any is a record
 * by itself. */
void
guess_json(struct guess_json *j, struct grid *g, struct span text, bool whole)
{
	struct arena *arena = arena_new();
	const struct def *d, *best = NULL;
	const struct def **list = mem_new(RECORDS_MOST, sizeof(*list));
	const char *where = "one after the other";
	BUF_LOCAL closed = { 0 }, path = { 0 };
	struct cut cut = { 0 };
	size_t first = 0, n = 0;

	memset(j, 0, sizeof(*j));
	grid_begin(g);
	whole &= text.len <= LOOKED_AT;
	if (text.len > LOOKED_AT)
		text.len = LOOKED_AT;
	if (find_cut(text, &cut, &first, false) && first
		&& !is_blank(
			(struct span){ text.at + first, text.len - first })) {
		n = read_each(arena, text, list);
		n = n > 1 ? n : 0;
	} else if (cut.at) {
		/* Up to the cut, and closed as it would have been. */
		text.len = whole ? text.len : cut.at;
		buf_add(&closed, text);
		for (size_t i = whole ? 0 : cut.depth; i > 0; i--)
			buf_byte(&closed, cut.closing[i - 1]);
		buf_string(&closed);
		d = def_parse(arena, "", buf_span(&closed), false);
		if (d)
			find_list(d, &path, 0, &best, &j->filter);
		where = best ? "the longest list of objects"
			     : "a single object";
		for (; d && n < RECORDS_MOST && n < (best ? best->count : 1);
			n++)
			list[n] = best ? &best->items[n] : d;
	}
	if (n) {
		if (!best)
			buf_text(&j->filter, ".");
		fill(j, g, list, n);
		j->known = j->records > 0;
		j->sure = j->others ? 80 : j->records < 2 ? 75 : 99;
		buf_format(&j->why, "%s: %zu objects with %zu keys", where,
			j->records, j->columns);
	} else {
		buf_text(&j->why, "it begins like JSON, but is none");
	}
	if (j->others)
		buf_format(&j->why, ", and %zu that are no objects", j->others);
	grid_end(g);
	g->usual = j->columns;
	mem_free(list);
	arena_free(arena);
}

/* What was read of the JSON is gone already: filter, path and reason are
 * copies. */
void
guess_json_free(struct guess_json *j)
{
	buf_free(&j->filter);
	buf_free(&j->inner);
	buf_free(&j->why);
}
