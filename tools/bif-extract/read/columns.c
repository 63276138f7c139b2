/* SPDX-License-Identifier: MIT
 *
 * Binds the columns of the records to the cells of a file: by the names of its
 * header, of which a definition may give several, or by their places; to what
 * stands in the file's name or between its rows; and header cells to values,
 * where columns are months. What is missing, or there twice, ends the file:
 * a column that is only thought to be there would give wrong facts.
 */
#include "columns.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "value/text.h"

/* The header's cells as UTF-8, trimmed. */
static bool
read_names(struct column_map *b, const struct reader *r,
	const struct line *header)
{
	BUF_LOCAL text = { 0 };

	b->names_count = header->count;
	b->names = arena_take(b->arena,
		(header->count + 1) * sizeof(*b->names));
	for (size_t i = 0; i < header->count; i++) {
		struct span name;

		buf_clear(&text);
		if (!decode_text(r->decode, &text, header->cells[i], &name)) {
			diag_at(STATUS_DATA, "header", reader_place(r, header),
				"cell %zu of the header is not in the encoding %s",
				i + 1, r->def->encoding);
			return false;
		}
		b->names[i] = arena_keep(b->arena, text_trim(name));
		b->lacking = b->names[i].len ? 0 : b->lacking + 1;
	}
	return true;
}

/* The cell called so, as written if there is one, else folded; *times is how
 * many there are. */
static size_t
find_name(const struct column_map *b, struct span name, size_t *times)
{
	size_t found = SIZE_MAX;

	*times = 0;
	for (size_t i = 0; i < b->names_count; i++)
		if (span_equal(b->names[i], name) && !(*times)++)
			found = i;
	for (size_t i = 0; found == SIZE_MAX && i < b->names_count; i++)
		if (text_same(b->names[i], name)) {
			*times = 1;
			found = i;
		}
	for (size_t i = found; *times == 1 && i < b->names_count; i++)
		if (i != found && !span_equal(b->names[found], name)
			&& text_same(b->names[i], name))
			*times = 2;
	return found;
}

/* Names the column that is missing, and one of the header that is near. */
static void
say_missing(struct column_map *b, const struct reader *r,
	const struct line *header, struct span name)
{
	const char **words = mem_new(b->names_count + 1, sizeof(*words));
	const char *near;
	BUF_LOCAL room = { 0 }, missing = { 0 };

	for (size_t i = 0; i < b->names_count; i++)
		words[i] = b->names[i].at;
	near = text_nearest(name, words, b->names_count);
	/* One cell is a line that was not parted: one fault, not one a column. */
	if (b->names_count == 1 && !near && r->def->format == EXPORT_CSV) {
		diag_at(STATUS_DATA, "delimiter", reader_place(r, header),
			"the header has no column \"%s\", it is one cell, \"%.60s\": is the delimiter another?",
			reader_shown(&missing, name),
			reader_shown(&room, span_of(words[0])));
		b->undivided = true;
	} else
		diag_at(STATUS_DATA, "column", reader_place(r, header),
			"the header has no column \"%s\"%s%s%s",
			reader_shown(&missing, name),
			near ? "; did you mean \"" : "",
			near ? reader_shown(&room, span_of(near)) : "",
			near ? "\"?" : "");
	mem_free(words);
}

/* A value that no cell gives. */
static void
make_value(struct column_map *b, size_t i, const struct export_column *c)
{
	b->from[i] = COLUMNS_MADE + b->nmade;
	b->made[b->nmade++] = (struct made_value){ .column = c,
		.known = c->optional,
		.text = SPAN("") };
}

/* Room for where each column is. */
static void
take_places(struct column_map *b)
{
	b->from = arena_take(b->arena, (b->count + 1) * sizeof(*b->from));
	b->made = arena_take(b->arena, (b->count + 1) * sizeof(*b->made));
	b->nmade = 0;
}

/* Without a header cells are known by their place. */
static void
columns_places(struct column_map *b, const struct columns *columns,
	bool numbered)
{
	b->count = columns->count;
	take_places(b);
	for (size_t i = 0, cell = 0; i < b->count; i++)
		if (columns->list[i].context != CONTEXT_NONE)
			make_value(b, i, &columns->list[i]);
		else
			b->from[i] = numbered ? columns->list[i].first - 1
					      : cell++;
}

/* Binds each column: by its place where names were made unique, outside of the
 * rows, or by any of the names that it may have. All faults are said, not only
 * the first, since who mends a definition wants to mend it once. */
static bool
bind_columns(struct column_map *b, const struct reader *r,
	const struct line *header, const struct columns *columns)
{
	struct place place = reader_place(r, header);
	BUF_LOCAL room = { 0 }, second = { 0 };
	bool ok = true;

	for (size_t i = 0; i < columns->count && !b->undivided; i++) {
		const struct export_column *c = &columns->list[i];
		size_t nnames = c->nnames ? c->nnames : 1, found = 0, times;
		const struct span *names = c->nnames ? c->names : &c->from;
		struct span name = c->from;
		bool good = true;

		if (columns->found && i < b->names_count
			&& span_equal(b->names[i], c->from)) {
			b->from[i] = i;
			continue;
		}
		if (c->context != CONTEXT_NONE) {
			make_value(b, i, c);
			continue;
		}
		/* It goes on to other names also when one was found: a header
		 * that has two of them would be bound to either by chance. */
		for (size_t k = 0; good && k < nnames; k++) {
			size_t cell = find_name(b, names[k], &times);

			if (!times || (found && cell == b->from[i]))
				continue;
			if (found++)
				diag_at(STATUS_DATA, "column", place,
					"the header has both \"%s\" and \"%s\", which are names of one column",
					reader_shown(&room, name),
					reader_shown(&second, names[k]));
			else if (times > 1)
				diag_at(STATUS_DATA, "column", place,
					"the header has the column \"%s\" %zu times",
					reader_shown(&room, names[k]), times);
			good = found == 1 && times == 1;
			b->from[i] = cell;
			name = names[k];
		}
		/* What may lack is empty in all records, and said once a file.
		 */
		if (!found && c->optional) {
			diag_at(STATUS_DONE, "column", place,
				"the header has no column \"%s\": it is left empty",
				reader_shown(&room, c->from));
			make_value(b, i, c);
		} else if (!found) {
			say_missing(b, r, header, c->from);
			good = false;
		}
		ok &= good;
	}
	return ok;
}

/* By a header line each column is bound by its name. Where nothing says which
 * columns there are, the first header of the run does, and later ones must have
 * the same: a later file's column that the first has not would be lost in
 * silence. */
bool
columns_open(struct column_map *b, const struct reader *r,
	const struct line *header, struct columns *columns)
{
	enum export_format format = r->def->format;
	BUF_LOCAL room = { 0 };

	memset(b, 0, sizeof(*b));
	b->arena = arena_new();
	if (!header) {
		columns_places(b, columns,
			format == EXPORT_CSV || format == EXPORT_XLSX);
		if (format == EXPORT_FIXED || format == EXPORT_JSON)
			b->cells = b->count - b->nmade;
		return true;
	}
	if (!read_names(b, r, header))
		return false;
	b->header = arena_keep(b->arena, header->raw);
	b->cells = header->count;
	if (!columns->count || columns->found) {
		struct span *was = arena_take(b->arena,
			(b->names_count + 1) * sizeof(*was));

		memcpy(was, b->names, b->names_count * sizeof(*was));
		columns_unique(b->arena, b->names, b->names_count);
		/* The facts of a source would take the first in silence. */
		for (size_t i = 0; r->def->def && i < b->names_count; i++)
			if (was[i].len && !span_equal(was[i], b->names[i]))
				diag_at(STATUS_DONE, "column-twice",
					reader_place(r, header),
					"the header has this column before: it is called \"%s\" here",
					reader_shown(&room, b->names[i]));
	}
	if (!columns->count) {
		columns->found = true;
		columns->count = b->names_count;
		columns->list = arena_take(columns->arena,
			(columns->count + 1) * sizeof(*columns->list));
		for (size_t i = 0; i < columns->count; i++)
			columns->list[i].name = columns->list[i].from =
				arena_keep(columns->arena, b->names[i]);
	}
	b->count = columns->count;
	take_places(b);
	if (!bind_columns(b, r, header, columns))
		return false;
	if (!columns->found)
		return !r->def->nwide || columns_wide(b, r, header, columns);
	if (b->names_count <= columns->count)
		return true;
	for (size_t i = 0; i < b->names_count; i++)
		if (!columns_bound(b, i))
			diag_at(STATUS_DATA, "column", reader_place(r, header),
				"the first file has no column \"%s\"",
				reader_shown(&room, b->names[i]));
	return false;
}

/* Where nothing names the columns they are called by their numbers. A column
 * bound to a cell that the first row does not have would be empty in silence. */
bool
columns_first(struct column_map *b, const struct reader *r,
	const struct line *line, struct columns *columns)
{
	BUF_LOCAL text = { 0 };

	b->cells = line->count;
	if (!columns->count) {
		columns->count = b->cells;
		columns->list = arena_take(columns->arena,
			(b->cells + 1) * sizeof(*columns->list));
		for (size_t i = 0; i < b->cells; i++) {
			struct export_column *c = &columns->list[i];

			buf_clear(&text);
			buf_format(&text, "%zu", i + 1);
			c->name = c->from = arena_keep(columns->arena,
				buf_span(&text));
			c->first = i + 1;
		}
		columns_places(b, columns, true);
	}
	for (size_t i = 0; i < b->count; i++) {
		if (b->from[i] < b->cells || b->from[i] >= COLUMNS_MADE)
			continue;
		diag_at(STATUS_DATA, "column", reader_place(r, line),
			"there is no cell %zu: the first row has %zu",
			b->from[i] + 1, b->cells);
		return false;
	}
	return true;
}

/* A rule may name a column as we call it or as the header does; a name that
 * the header has twice is nobody's. */
size_t
columns_find(const struct column_map *b, const struct columns *columns,
	struct span name)
{
	size_t times, found;

	for (size_t i = 0; i < b->count; i++)
		if (span_equal(columns->list[i].name, name))
			return b->from[i] < COLUMNS_MADE ? b->from[i]
							 : SIZE_MAX;
	found = find_name(b, name, &times);
	return times == 1 ? found : SIZE_MAX;
}

/* A message names a column as the file does, since that is what its reader
 * sees; where the file has no names it is called as in the records. A cell
 * that no column has was asked for by none, and has no name. */
struct span
columns_name(const struct column_map *b, const struct columns *columns,
	size_t cell)
{
	if (cell < b->names_count)
		return b->names[cell];
	for (size_t i = 0; i < b->count; i++)
		if (b->from[i] == cell)
			return columns->list[i].name;
	return SPAN("");
}

/* The rooms of made values are freed apart, since they grow and are not the
 * arena's. */
void
columns_close(struct column_map *b)
{
	for (size_t i = 0; i < b->nmade; i++)
		buf_free(&b->made[i].room);
	b->nmade = 0;
	if (b->arena)
		arena_free(b->arena);
	b->arena = NULL;
}

/* Gives each column a name of its own: a stream binds by name, and two columns
 * of one name would hide each other. Of each name that was taken the number to
 * try next is kept: without it a thousand columns of one name would be compared
 * a million times.
 */

/* A made name may be one that a later column has: that one gets a number then.
 * Tries go on where they ended, so that a thousand equal names cost no more
 * than as many others. */
void
columns_unique(struct arena *arena, struct span *names, size_t count)
{
	struct intern *taken = intern_new();
	size_t *tried = mem_new(2 * count + 2, sizeof(*tried));
	BUF_LOCAL text = { 0 };

	intern_add(taken, SPAN("at"));
	for (size_t i = 0; i < count; i++) {
		struct span name = names[i];

		buf_clear(&text);
		if (!name.len) {
			buf_format(&text, "%zu", i + 1);
			name = arena_keep(arena, buf_span(&text));
			buf_clear(&text);
		}
		buf_add(&text, name);
		while (intern_find(taken, buf_span(&text)) != INTERN_NONE) {
			size_t *n = &tried[intern_find(taken, name)];

			*n += *n ? 1 : 2;
			buf_clear(&text);
			buf_format(&text, "%.*s_%zu", SPAN_ARG(name), *n);
		}
		intern_add(taken, buf_span(&text));
		if (!span_equal(names[i], buf_span(&text)))
			names[i] = arena_keep(arena, buf_span(&text));
	}
	mem_free(tried);
	intern_free(taken);
}
