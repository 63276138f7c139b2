/* SPDX-License-Identifier: MIT */
#include "columns.h"

#include "base/diag.h"
#include "bif-extract/write/column_names.h"
#include "value/text.h"

static struct place
place_of(const struct reader *r, const struct line *header)
{
	return (struct place){ r->file, header->number, 0 };
}

/* The header's cells as UTF-8, trimmed. */
static bool
read_names(struct column_map *b, const struct reader *r,
	const struct line *header)
{
	struct buf text = { 0 };

	b->names_count = header->count;
	b->names = arena_take(b->arena,
		(header->count + 1) * sizeof(*b->names));
	for (size_t i = 0; i < header->count; i++) {
		struct span name;

		buf_clear(&text);
		if (!decode_text(r->decode, &text, header->cells[i], &name)) {
			diag_at(STATUS_DATA, "header", place_of(r, header),
				"cell %zu of the header is not in the encoding "
				"%s",
				i + 1, r->def->encoding);
			buf_free(&text);
			return false;
		}
		b->names[i] = arena_keep(b->arena, text_trim(name));
	}
	buf_free(&text);
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

/* Where the header is missing, a person's row stands in its place. */
static const char *
shown(struct buf *room, struct span name)
{
	buf_clear(room);
	text_mask(room, name);
	return buf_string(room);
}

static void
say_missing(const struct column_map *b, const struct reader *r,
	const struct line *header, struct span name)
{
	const char **words = mem_new(b->names_count + 1, sizeof(*words));
	const char *near;
	struct buf room = { 0 }, missing = { 0 };

	for (size_t i = 0; i < b->names_count; i++)
		words[i] = b->names[i].at;
	near = text_nearest(name, words, b->names_count);
	diag_at(STATUS_DATA, "column", place_of(r, header),
		"the header has no column \"%s\"%s%s%s", shown(&missing, name),
		near ? "; did you mean \"" : "",
		near ? shown(&room, span_of(near)) : "", near ? "\"?" : "");
	buf_free(&missing);
	buf_free(&room);
	mem_free(words);
}

/* A column that the sheet's name gives: it stands behind all cells. */
static bool
bind_outside(struct column_map *b, const struct reader *r,
	const struct export_column *c, size_t *from)
{
	struct span value = r->table;
	struct buf room = { 0 };

	if (!pattern_capture(c->sheet, r->table, &value)) {
		diag_at(STATUS_DATA, "column", (struct place){ r->file, 0, 0 },
			"the name of the sheet \"%s\" does not match the "
			"pattern of the column \"%.*s\"",
			shown(&room, r->table), SPAN_ARG(c->name));
		buf_free(&room);
		return false;
	}
	if (!b->outside)
		b->outside = arena_take(b->arena,
			b->count * sizeof(*b->outside));
	*from = b->cells + b->noutside;
	b->outside[b->noutside++] = value.len ? value : r->table;
	return true;
}

static bool
columns_columns(struct column_map *b, const struct reader *r,
	const struct line *header, const struct columns *columns)
{
	struct buf room = { 0 };
	bool ok = true;

	for (size_t i = 0; i < columns->count; i++) {
		struct span name = columns->list[i].from;
		size_t times;

		if (columns->list[i].sheet) {
			ok &= bind_outside(b, r, &columns->list[i],
				&b->from[i]);
			continue;
		}
		/* Names that were made unique are found where they stand. */
		if (columns->found && i < b->names_count
			&& span_equal(b->names[i], name)) {
			b->from[i] = i;
			continue;
		}
		b->from[i] = find_name(b, name, &times);
		if (times == 0)
			say_missing(b, r, header, name);
		else if (times > 1)
			diag_at(STATUS_DATA, "column", place_of(r, header),
				"the header has the column \"%s\" %zu times",
				shown(&room, name), times);
		ok &= times == 1;
	}
	buf_free(&room);
	return ok;
}

static bool
is_bound(const struct column_map *b, size_t cell)
{
	for (size_t i = 0; i < b->count; i++)
		if (b->from[i] == cell)
			return true;
	return false;
}

/* Two columns of one month would be two figures for it. */
static bool
check_wide(const struct column_map *b, const struct reader *r,
	const struct line *header)
{
	struct buf room = { 0 };

	for (size_t i = 0; i < b->wide_count; i++)
		for (size_t k = 0; k < i; k++) {
			struct span name = b->names[b->wide_from[i]];

			if (!span_equal(name, b->names[b->wide_from[k]]))
				continue;
			diag_at(STATUS_DATA, "column", place_of(r, header),
				"the header has the column \"%s\" twice",
				shown(&room, name));
			buf_free(&room);
			return false;
		}
	return true;
}

static bool
columns_wide(struct column_map *b, const struct reader *r,
	const struct line *header)
{
	b->wide_from = arena_take(b->arena,
		(b->names_count + 1) * sizeof(*b->wide_from));
	for (size_t i = 0; i < b->names_count; i++)
		if (!is_bound(b, i)
			&& pattern_matches(r->def->wide, b->names[i]))
			b->wide_from[b->wide_count++] = i;
	if (!b->wide_count)
		diag_at(STATUS_DATA, "column", place_of(r, header),
			"no column of the header matches the pattern of "
			"\"wide\"");
	return b->wide_count > 0 && check_wide(b, r, header);
}

/* Nothing says which columns there are: the first header does. */
static void
find_columns(const struct column_map *b, struct columns *columns)
{
	columns->found = true;
	columns->count = b->names_count;
	columns->list = arena_take(columns->arena,
		(columns->count + 1) * sizeof(*columns->list));
	for (size_t i = 0; i < columns->count; i++) {
		struct span name = arena_keep(columns->arena, b->names[i]);

		columns->list[i].name = columns->list[i].from = name;
	}
}

/* A later file's column that the first has not would be lost in silence. */
static bool
check_known(const struct column_map *b, const struct reader *r,
	const struct line *header, const struct columns *columns)
{
	struct buf room = { 0 };

	if (b->names_count <= columns->count)
		return true;
	for (size_t i = 0; i < b->names_count; i++)
		if (!is_bound(b, i))
			diag_at(STATUS_DATA, "column", place_of(r, header),
				"the first file has no column \"%s\"",
				shown(&room, b->names[i]));
	buf_free(&room);
	return false;
}

static bool
columns_header(struct column_map *b, const struct reader *r,
	const struct line *header, struct columns *columns)
{
	if (!read_names(b, r, header))
		return false;
	b->header = arena_keep(b->arena, header->raw);
	b->cells = header->count;
	if (!columns->count || columns->found)
		column_names_unique(b->arena, b->names, b->names_count);
	if (!columns->count)
		find_columns(b, columns);
	b->count = columns->count;
	b->from = arena_take(b->arena, (b->count + 1) * sizeof(*b->from));
	if (!columns_columns(b, r, header, columns))
		return false;
	if (columns->found)
		return check_known(b, r, header, columns);
	return !r->def->wide || columns_wide(b, r, header);
}

/* Without a header cells are known by their place. */
static void
columns_places(struct column_map *b, const struct columns *columns,
	bool numbered)
{
	b->count = columns->count;
	b->from = arena_take(b->arena, (b->count + 1) * sizeof(*b->from));
	for (size_t i = 0; i < b->count; i++)
		b->from[i] = numbered ? columns->list[i].first - 1 : i;
}

bool
columns_open(struct column_map *b, const struct reader *r,
	const struct line *header, struct columns *columns)
{
	enum export_format format = r->def->format;

	memset(b, 0, sizeof(*b));
	b->arena = arena_new();
	if (header)
		return columns_header(b, r, header, columns);
	if (format == EXPORT_CSV || format == EXPORT_XLSX)
		columns_places(b, columns, true);
	else
		columns_places(b, columns, false);
	if (format == EXPORT_FIXED || format == EXPORT_JSON)
		b->cells = b->count;
	return true;
}

bool
columns_first(struct column_map *b, const struct reader *r,
	const struct line *line, struct columns *columns)
{
	struct buf text = { 0 };

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
		buf_free(&text);
		columns_places(b, columns, true);
	}
	for (size_t i = 0; i < b->count; i++) {
		if (columns->list[i].sheet) {
			if (!bind_outside(b, r, &columns->list[i], &b->from[i]))
				return false;
			continue;
		}
		if (b->from[i] < b->cells)
			continue;
		diag_at(STATUS_DATA, "column", place_of(r, line),
			"there is no cell %zu: the first row has %zu",
			b->from[i] + 1, b->cells);
		return false;
	}
	return true;
}

size_t
columns_find(const struct column_map *b, const struct columns *columns,
	struct span name)
{
	size_t times, found;

	for (size_t i = 0; i < b->count; i++)
		if (span_equal(columns->list[i].name, name))
			return b->from[i];
	found = find_name(b, name, &times);
	return times == 1 ? found : SIZE_MAX;
}

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

void
columns_close(struct column_map *b)
{
	if (b->arena)
		arena_free(b->arena);
	b->arena = NULL;
}
