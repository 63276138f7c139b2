/* SPDX-License-Identifier: MIT
 *
 * Keeps the values that hold for more than one row. Values of headings and of
 * the file's name are text (UTF-8), since a pattern found them in decoded
 * text; a filled cell stays as it stood in the file. Which lines are rows is
 * row_filter's, which column has which value columns.c's.
 */
#include "row_filter.h"

#include "base/diag.h"
#include "base/mem.h"
#include "row_check.h"
#include "value/text.h"

/* Nothing is known of a file before its first line. */
void
context_begin(struct context *c, const struct reader *r)
{
	memset(c, 0, sizeof(*c));
	c->reader = r;
	/* Who has no source could not say "fill"; JSON has no rows above. */
	c->rows = r->def->def && r->def->format != EXPORT_JSON ? 0
							       : CONTEXT_LOOKS;
}

/* The line as text; what cannot be decoded matches nothing but itself. A
 * record of several lines is known by its first. */
static struct span
decoded(struct context *c, struct span raw)
{
	const char *lf = raw.len ? memchr(raw.at, '\n', raw.len) : NULL;
	struct span text;

	if (lf)
		raw.len = (size_t)(lf - raw.at);
	if (raw.len && raw.at[raw.len - 1] == '\r')
		raw.len--;
	buf_clear(&c->text);
	return decode_text(c->reader->decode, &c->text, raw, &text) ? text
								    : raw;
}

/* All lines above are kept, since which of them has a value is known only when
 * the columns are bound. */
void
context_title(struct context *c, const struct line *line)
{
	buf_add(&c->titles, decoded(c, line->raw));
	buf_byte(&c->titles, '\n');
}

/* Gives a column its value where the text has it; false: it has not. */
static bool
take_value(struct made_value *m, struct span text)
{
	struct span value;

	if (!pattern_value(m->column->pattern, text, &value))
		return false;
	buf_clear(&m->room);
	buf_add(&m->room, text_trim(value));
	buf_string(&m->room);
	m->text = buf_span(&m->room);
	m->known = true;
	return true;
}

/* The values that hold for all rows: of the file's or the sheet's name, or the
 * first of the lines above the rows that has the value. A heading is the last
 * of those, and may come later, between the rows. */
static bool
take_made(struct context *c)
{
	const char *slash = strrchr(c->reader->file, '/');
	struct span name = span_of(slash ? slash + 1 : c->reader->file);
	bool good = true;

	for (size_t i = 0; i < c->map->nmade; i++) {
		struct made_value *m = &c->map->made[i];
		enum export_context context = m->column->context;
		bool heading = context == CONTEXT_HEADING;
		struct span rest = SPAN(""), line;

		if (context == CONTEXT_FILE)
			take_value(m, name);
		else if (context == CONTEXT_SHEET)
			take_value(m, c->reader->table);
		else if (context != CONTEXT_NONE)
			rest = buf_span(&c->titles);
		while (rest.len && (heading || !m->known)) {
			span_line(&rest, &line);
			take_value(m, line);
		}
		c->headings |= heading;
		if (m->known || heading)
			continue;
		if (context == CONTEXT_SHEET)
			diag_at(STATUS_DATA, "column",
				reader_place(c->reader, NULL),
				"the name of the sheet \"%.*s\" does not match the pattern of the column \"%.*s\"",
				SPAN_ARG(c->reader->table),
				SPAN_ARG(m->column->name));
		else
			diag_at(STATUS_DATA, "context",
				reader_place(c->reader, NULL),
				"%s gives the column \"%.*s\" its value",
				context == CONTEXT_FILE
					? "nothing in the file's name"
					: "no line above the rows",
				SPAN_ARG(m->column->name));
		good = false;
	}
	return good;
}

/* Finds what holds for all rows, and the cells that are to be filled. A column
 * that "fill" names and that is not there ends the file: the rows below would
 * lose the value that they are known by. */
bool
context_open(struct context *c, struct column_map *map,
	const struct columns *columns)
{
	const struct export *def = c->reader->def;

	c->map = map;
	if (!take_made(c))
		return false;
	c->fill = mem_new(def->nfill + 1, sizeof(*c->fill));
	for (c->nfill = 0; c->nfill < def->nfill; c->nfill++) {
		size_t cell = columns_find(map, columns, def->fill[c->nfill]);

		c->fill[c->nfill].cell = cell;
		if (cell != SIZE_MAX)
			continue;
		diag_at(STATUS_DATA, "column", reader_place(c->reader, NULL),
			"there is no column \"%.*s\", which \"fill\" names",
			SPAN_ARG(def->fill[c->nfill]));
		return false;
	}
	return true;
}

/* A line may be the heading of several columns, so each is asked. */
bool
context_heading(struct context *c, const struct line *line)
{
	bool is = false;

	for (size_t i = 0; c->headings && i < c->map->nmade; i++)
		if (c->map->made[i].column->context == CONTEXT_HEADING)
			is |= take_value(&c->map->made[i],
				decoded(c, line->raw));
	return is;
}

/* Tells a value from an empty cell and from the marks by which people say "as
 * above". No such mark is longer than twelve bytes in any encoding, so longer
 * cells are not decoded. */
static enum fill_cell
fill_cell(struct context *c, struct span cell)
{
	static const char *const marks[] = { "\"", "''", "\xe2\x80\x9d",
		"\xe2\x80\x9e", "\xe3\x80\x83", "-\"-", "-''-", "- \" -", "do.",
		"ditto" };
	struct span text;

	cell = text_trim(cell);
	buf_clear(&c->text);
	if (cell.len > 12
		|| !decode_text(c->reader->decode, &c->text, cell, &text))
		return FILL_VALUE;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (span_is(text, marks[i]))
			return FILL_DITTO;
	return text.len ? FILL_VALUE : FILL_EMPTY;
}

/* Fills the row's cells. Groups lie inside each other from left to right: where
 * one begins, those right of it begin anew, and the values of the group before
 * are not theirs. */
static const char *
fill(struct context *c)
{
	size_t begins = SIZE_MAX; /* the leftmost cell with another value */
	const char *why = NULL;

	for (size_t i = 0; i < c->nfill; i++) {
		struct context_fill *f = &c->fill[i];
		struct span cell = c->cells[f->cell];

		f->said = fill_cell(c, cell);
		if (f->said != FILL_VALUE)
			continue;
		if (f->known && f->cell < begins
			&& !span_equal(cell, buf_span(&f->value)))
			begins = f->cell;
		buf_clear(&f->value);
		buf_add(&f->value, cell);
		buf_string(&f->value);
		f->known = true;
	}
	for (size_t i = 0; i < c->nfill; i++) {
		struct context_fill *f = &c->fill[i];

		if (f->said == FILL_VALUE)
			continue;
		if (f->said == FILL_EMPTY && f->cell > begins)
			f->known = false;
		if (f->known)
			c->cells[f->cell] = buf_span(&f->value);
		else if (!why)
			why = f->cell > begins
				? "a cell to fill is empty where the group left of it begins: whose value holds is not known"
				: "a cell to fill is empty, and no row above tells its value";
	}
	return why;
}

/* What a row lacks is filled into a copy of its cells, since the reader's own
 * stay as they stood in the file. Returns why the row cannot be taken, or
 * NULL. */
const char *
context_take(struct context *c, struct line *line)
{
	for (size_t i = 0; i < c->map->nmade; i++)
		if (!c->map->made[i].known)
			return "no heading above tells what the row is of";
	if (!c->nfill)
		return NULL;
	if (!c->cells)
		c->cells = mem_new(line->count + 1, sizeof(*c->cells));
	memcpy(c->cells, line->cells, line->count * sizeof(*c->cells));
	line->cells = c->cells;
	return fill(c);
}

/* Counts, over the first rows, how often a column's cells are empty below a
 * filled one. A column that repeats its value, holds figures, or is empty
 * before it is filled is no group of a pivot table. */
void
context_look(struct context *c, const struct line *line)
{
	const struct column_map *b = c->map;

	if (c->rows++ == 0)
		c->look = mem_new(b->count + 1, sizeof(*c->look));
	for (size_t i = 0; i < b->count; i++) {
		struct context_look *k = &c->look[i];
		struct span cell = b->from[i] < line->count
			? text_trim(line->cells[b->from[i]])
			: SPAN("");

		if (!cell.len) {
			k->never |= !k->filled;
			k->falls += k->last.len > 0 && !k->gap;
			k->gap = true;
			k->empty++;
			continue;
		}
		/* Below its own group a value is not written again; and a
		 * figure that is missing is no group. */
		k->never |= column_kinds_figure(cell)
			|| (k->filled && span_equal(cell, buf_span(&k->last)));
		buf_clear(&k->last);
		buf_add(&k->last, cell);
		k->gap = false;
		k->filled++;
	}
}

/* Without "fill" the rows of a pivot table lose the group that they are of,
 * and are counted nowhere: so a file that looks like one is told of, once a
 * column. */
void
context_tell(const struct context *c, const struct columns *columns)
{
	for (size_t i = 0; c->look && i < c->map->count; i++) {
		const struct context_look *k = &c->look[i];
		bool filled = false;

		for (size_t n = 0; n < c->nfill; n++)
			filled |= c->fill[n].cell == c->map->from[i];
		if (filled || k->never || k->falls < 2 || k->empty < k->filled)
			continue;
		diag_at(STATUS_DONE, "fill", reader_place(c->reader, NULL),
			"\"%.*s\" is empty below filled cells, as in a pivot table pasted as values: \"fill\" carries them down",
			SPAN_ARG(columns->list[i].name));
	}
}

/* After a row that was rejected nobody knows whether a group or heading has
 * changed in it, so that what was known does not hold for the next row. */
void
context_forget(struct context *c)
{
	for (size_t i = 0; c->headings && i < c->map->nmade; i++)
		if (c->map->made[i].column->context == CONTEXT_HEADING)
			c->map->made[i].known = false;
	for (size_t i = 0; i < c->nfill; i++)
		c->fill[i].known = false;
}

/* Left empty, it may be begun with the next table, or closed once more. */
void
context_close(struct context *c)
{
	for (size_t i = 0; i < c->nfill; i++)
		buf_free(&c->fill[i].value);
	for (size_t i = 0; c->look && i < c->map->count; i++)
		buf_free(&c->look[i].last);
	mem_free(c->look);
	mem_free(c->fill);
	mem_free(c->cells);
	buf_free(&c->titles);
	buf_free(&c->text);
	memset(c, 0, sizeof(*c));
}
