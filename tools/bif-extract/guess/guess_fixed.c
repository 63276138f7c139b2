/* SPDX-License-Identifier: MIT
 *
 * Decides whether a text is of fixed width at all, which it is only where hardly
 * a line between the records looks like one and is not: such a line would be
 * lost. What stands above and below the records is told here; which lines are
 * records by fixed_lines.c, and where fields end by fixed_fields.c.
 */
#include "guess_fixed.h"

#include "guess_table.h"
#include "value/text.h"

#define PREFIX_MOST 8

/* Counts the digits of a line: rows have many, titles few. */
static size_t
count_digits(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += span_digit(s.at[i]);
	return n;
}

/* Whether the lines are fields of fixed width. Of words of prose few places are
 * of one kind in nearly all records; where fields are filled up, two blanks
 * stand together inside most records. Lines between the records that hold about
 * as many figures and yet are not like them are rows of another width: then no
 * width holds for all. */
static bool
is_fixed(const struct fixed_lines *f)
{
	size_t pure = 0, padded = 0, digits = 0, misfits = 0, waiting = 0;
	bool begun = false;

	for (size_t k = 0; k < f->width; k++) {
		size_t most = 0;

		for (size_t i = 0; i < FIXED_KINDS; i++)
			if (f->times[k][i] > most)
				most = f->times[k][i];
		pure += most * 20 >= f->records * 19;
	}
	for (size_t i = 0; i < f->count; i++) {
		struct span text = text_trim(f->list[i].text);

		if (!f->list[i].record)
			continue;
		digits += count_digits(text);
		padded += memmem(text.at, text.len, "  ", 2) != NULL;
	}
	for (size_t i = 0; i < f->count; i++) {
		const struct fixed_line *line = &f->list[i];

		if (line->record) {
			misfits += waiting;
			waiting = 0;
			begun = true;
		} else if (begun && !line->ruler
			&& count_digits(line->text) * f->records * 2 > digits) {
			waiting++;
		}
	}
	return misfits * 50 <= f->records
		&& ((f->width > 3 && pure * 5 >= f->width * 3)
			|| padded * 2 > f->records);
}

/* Finds a pattern that tells records from all other lines: a class of characters
 * for each of the first places, so many that every record has it and no other
 * line. It is left empty when there is none. */
static void
find_only(struct guess_fixed *g, const struct fixed_lines *f)
{
	static const char *const classes[] = { " ", "[0-9]", "[^ 0-9]" };
	struct buf pattern = { 0 };
	size_t n = 1;

	buf_byte(&pattern, '^');
	for (size_t k = 0; k < PREFIX_MOST && k < f->width; k += n) {
		size_t kind = f->times[k][FIXED_DIGIT] == f->records ? 1
			: f->times[k][FIXED_BLANK] == f->records     ? 0
								     : 2;
		bool others = false;

		if (kind == 2
			&& (f->times[k][FIXED_BLANK]
				|| f->times[k][FIXED_DIGIT]))
			break;
		buf_text(&pattern, classes[kind]);
		for (size_t i = 0; i < f->count; i++) {
			size_t same = 0;

			while (!f->list[i].record && same <= k
				&& (fixed_lines_kind(f, &f->list[i], same)
					   == FIXED_DIGIT)
					== (f->times[same][FIXED_DIGIT]
						== f->records)
				&& (fixed_lines_kind(f, &f->list[i], same)
					   == FIXED_BLANK)
					== (f->times[same][FIXED_BLANK]
						== f->records))
				same++;
			others |= same > k;
		}
		if (others)
			continue;
		buf_string(&pattern);
		g->only = arena_keep(g->arena, buf_span(&pattern));
		break;
	}
	buf_free(&pattern);
}

/* Looks at the lines that are no records. Above the first record the last line
 * that is no ruler is the header, whose words are names where none of them
 * reaches from one field into the next. Below may stand the number of records. */
static void
find_frame(struct guess_fixed *g, const struct fixed_lines *f, bool whole)
{
	const struct fixed_line *header = NULL;
	size_t first = 0, after = 0;
	bool named;

	for (; !f->list[first].record; first++)
		if (!f->list[first].ruler)
			header = &f->list[first];
	for (size_t i = first; i < f->count; i++) {
		struct span pattern;

		if (f->list[i].record)
			continue;
		after++;
		if (whole
			&& guess_rules_control(g->arena, f->list[i].text,
				f->records, &pattern))
			g->control = pattern;
	}
	named = header != NULL;
	for (size_t i = 0; named && i + 1 < g->nfields; i++) {
		struct span between = fixed_lines_cut(f, header,
			g->fields[i].last - 1, g->fields[i + 1].first);

		named = header->width < g->fields[i + 1].first
			|| memchr(between.at, ' ', between.len);
	}
	for (size_t i = 0; named && i < g->nfields; i++)
		g->fields[i].name = arena_keep(g->arena,
			text_trim(fixed_lines_cut(f, header,
				g->fields[i].first - 1,
				i + 1 < g->nfields ? g->fields[i + 1].first - 1
						   : SIZE_MAX)));
	if (header) {
		g->header = arena_keep(g->arena, header->text);
		g->header_line = header->number;
	}
	if (!after && first)
		g->skip = f->list[first].number - 1;
	else if (after)
		find_only(g, f);
	g->others = first + after;
}

/* Fills the grid with a row of names, and the records behind it. What nobody
 * has named is called by its number. */
static void
fill(const struct guess_fixed *g, struct grid *grid,
	const struct fixed_lines *f)
{
	struct span *cells = mem_new(g->nfields + 1, sizeof(*cells));
	char number[24];

	for (size_t k = 0; k < g->nfields; k++) {
		snprintf(number, sizeof(number), "%zu", k + 1);
		cells[k] = g->fields[k].name.len
			? g->fields[k].name
			: arena_keep(g->arena, span_of(number));
	}
	grid_add(grid,
		&(struct grid_row){ .count = g->nfields, .cells = cells });
	for (size_t i = 0; i < f->count; i++) {
		const struct fixed_line *line = &f->list[i];

		if (!line->record)
			continue;
		for (size_t k = 0; k < g->nfields; k++)
			cells[k] = fixed_lines_cut(f, line,
				g->fields[k].first - 1, g->fields[k].last);
		grid_add(grid,
			&(struct grid_row){ .line = line->number,
				.lines = 1,
				.count = g->nfields,
				.cells = cells,
				.raw = line->text });
	}
	mem_free(cells);
}

/* Few records, or fewer than there are other lines, tell nothing: what they have in
 * common may be chance. One field is no table either. */
void
guess_fixed(struct guess_fixed *g, struct grid *grid, struct span text,
	bool whole)
{
	struct fixed_lines f;
	size_t open = 0;

	memset(g, 0, sizeof(*g));
	g->arena = arena_new();
	grid_begin(grid);
	fixed_lines_read(&f, text);
	if (f.records > 2 && f.records * 2 > f.count && is_fixed(&f)) {
		g->fields = arena_take(g->arena,
			FIXED_FIELDS * sizeof(*g->fields));
		g->nfields = fixed_fields_find(&f, g->fields);
		g->records = f.records;
	}
	if (g->nfields > 1) {
		g->known = true;
		find_frame(g, &f, whole);
		fill(g, grid, &f);
		g->sure = f.records < 10 ? 70 : 95;
		buf_format(&g->why,
			"%zu of %zu lines have the same kinds of characters in the same places",
			f.records, f.count);
	}
	for (size_t k = 0; g->known && k < g->nfields; k++)
		open += g->fields[k].open;
	/* Single signs alone tell where some fields end: that is less sure. */
	if (open) {
		g->sure = g->sure > 80 ? 80 : g->sure;
		buf_format(&g->why,
			"; where %zu of the %zu fields end is told by figures and letters, or by dates, alone",
			open, g->nfields);
	}
	grid_end(grid);
	grid->usual = g->nfields;
	fixed_lines_free(&f);
}

void
guess_fixed_free(struct guess_fixed *g)
{
	if (g->arena)
		arena_free(g->arena);
	buf_free(&g->why);
}
