/* SPDX-License-Identifier: MIT
 *
 * Decides whether a text is of fixed width at all, which it is only where hardly
 * a line between the records looks like one and is not: such a line would be
 * lost. What stands above and below the records is told here; which lines are
 * records by fixed_lines.c, and where fields end by fixed_fields.c.
 */
#include "guess_fixed.h"

#include "base/mem.h"
#include "guess_table.h"
#include "value/text.h"

#define PREFIX_MOST 8  /* places that tell records */
#define PLACES_MOST 64 /* and where the gaps of a ruler do */

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

	/* Places at which nearly all records have the same kind of character.
	 */
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
	/* Lines that look like rows count only when a record follows: at the
	 * end they are totals and notes. */
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

/* What all records have at a place: its class in a pattern. */
enum sign { PLACE_BLANK, PLACE_DIGIT, PLACE_OTHER, PLACE_ANY };

/* Finds a pattern that tells records from the other lines from one on: a class
 * of characters for the first places at which some of those are unlike every
 * record, until none is left. Places that tell nothing may hold anything, as
 * they may in records that are not looked at; behind the first few only the gaps
 * of a ruler are trusted. It is left empty when there is none. */
static void
find_only(struct guess_fixed *g, const struct fixed_lines *f, size_t from)
{
	static const char *const classes[] = { " ", "[0-9]", "[^ 0-9]" };
	BUF_LOCAL pattern = { 0 };
	bool *alike = mem_new(f->count + 1, sizeof(*alike));
	size_t left = 0;

	buf_byte(&pattern, '^');
	for (size_t i = from; i < f->count; i++)
		left += alike[i] = !f->list[i].record;
	for (size_t k = 0; k < PLACES_MOST && k < f->width && left; k++) {
		const size_t *times = f->times[k];
		enum sign place = times[FIXED_BLANK] == f->records ? PLACE_BLANK
			: times[FIXED_DIGIT] == f->records         ? PLACE_DIGIT
			: times[FIXED_BLANK] || times[FIXED_DIGIT]
			? PLACE_ANY
			: PLACE_OTHER;
		size_t before = left;

		/* Further on a damaged row may be unlike the others. */
		if (k >= PREFIX_MOST && !(f->drawn && place == PLACE_BLANK))
			place = PLACE_ANY;
		for (size_t i = from; i < f->count && place != PLACE_ANY; i++) {
			enum fixed_kind kind = fixed_lines_kind(f, &f->list[i],
				k);
			enum sign here = kind == FIXED_BLANK ? PLACE_BLANK
				: kind == FIXED_DIGIT        ? PLACE_DIGIT
							     : PLACE_OTHER;

			left -= alike[i] && here != place;
			alike[i] &= here == place;
		}
		buf_text(&pattern, left < before ? classes[place] : ".");
	}
	if (!left)
		g->only = arena_keep(g->arena, buf_span(&pattern));
	mem_free(alike);
}

/* Where the name of a field begins in a line of names, counted from 0: a name
 * that is wider than its figures reaches out to the left. */
static size_t
name_begins(const struct fixed_lines *f, const struct fixed_line *header,
	const struct fixed_field *field)
{
	size_t k = field->first - 1;

	while (k && fixed_lines_kind(f, header, k) != FIXED_BLANK
		&& fixed_lines_kind(f, header, k - 1) != FIXED_BLANK)
		k--;
	return k;
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

	/* Above the first record: the last line that draws nothing. */
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
	/* Names that reach from one field into the next are a sentence, and no
	 * names. */
	named = header != NULL;
	for (size_t i = 0; named && i + 1 < g->nfields; i++)
		named = name_begins(f, header, &g->fields[i + 1])
			>= g->fields[i].last;
	for (size_t i = 0; named && i < g->nfields; i++)
		g->fields[i].name = arena_keep(g->arena,
			text_trim(fixed_lines_cut(f, header,
				name_begins(f, header, &g->fields[i]),
				i + 1 < g->nfields ? name_begins(f, header,
					&g->fields[i + 1])
						   : SIZE_MAX)));
	if (header) {
		g->header = arena_keep(g->arena, header->text);
		g->header_line = header->number;
	}
	/* A pattern that leaves all other lines out, or, if there is none, one
	 * for the lines below the first record: those above are passed by
	 * their number. */
	if (after)
		find_only(g, f, 0);
	if (first && !g->only.len) {
		g->skip = f->list[first].number - 1;
		if (after)
			find_only(g, f, first);
	}
	g->others = first + after;
	g->untold = after && !g->only.len ? after : 0;
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
	/* The header's line is none of the records, and not written twice. */
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
	size_t open = 0, torn = 0;

	memset(g, 0, sizeof(*g));
	g->arena = arena_new();
	grid_begin(grid);
	fixed_lines_read(&f, text);
	if (f.drawn ? f.records > 0
		    : f.records > 2 && f.records * 2 > f.count
				&& is_fixed(&f)) {
		g->fields = arena_take(g->arena,
			FIXED_FIELDS * sizeof(*g->fields));
		g->nfields = fixed_fields_find(&f, g->fields);
		g->records = f.records;
	}
	/* Where many records have two blanks together inside a field it holds
	 * several cells, which stand elsewhere in each, and no width holds for
	 * all. */
	for (size_t i = 0; !f.drawn && i < f.count; i++) {
		bool gap = false;

		for (size_t k = 0; f.list[i].record && k < g->nfields; k++) {
			struct span cell = text_trim(fixed_lines_cut(&f,
				&f.list[i], g->fields[k].first - 1,
				g->fields[k].last));

			gap |= cell.len && memmem(cell.at, cell.len, "  ", 2);
		}
		torn += gap;
	}
	if (torn * 4 > f.records)
		g->nfields = 0;
	if (g->nfields > 1) {
		g->known = true;
		find_frame(g, &f, whole);
		fill(g, grid, &f);
		g->sure = f.records < 10 && !f.drawn ? 70 : 95;
		buf_format(&g->why,
			f.drawn ? "%zu of %zu lines stand below a ruler that has these fields"
				: "%zu of %zu lines have the same kinds of characters in the same places",
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

/* Also of one that was only emptied, where another format was found before it
 * was asked. */
void
guess_fixed_free(struct guess_fixed *g)
{
	if (g->arena)
		arena_free(g->arena);
	buf_free(&g->why);
}
