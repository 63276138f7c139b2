/* SPDX-License-Identifier: MIT
 *
 * Binds the header cells that are values: months side by side, each with one
 * cell or several. A column that is renamed must not drop out in silence,
 * since a sum would then be too small and look right: so the book says what
 * to expect, or every cell of the header is known; and files of one run are
 * compared.
 */
#include "columns.h"

#include "base/diag.h"
#include "value/text.h"

/* Takes a header cell as a value of the record that it names. */
static bool
add_wide(struct column_map *b, const struct reader *r,
	const struct line *header, size_t cell, size_t value, struct span name)
{
	size_t i = 0;
	BUF_LOCAL room = { 0 };

	while (i < b->wide_count && !span_equal(b->wide_names[i], name))
		i++;
	if (i == b->wide_count) {
		b->wide_names[b->wide_count++] = arena_keep(b->arena, name);
		for (size_t k = 0; k < b->wide_values; k++)
			b->wide_from[i * b->wide_values + k] = SIZE_MAX;
	}
	if (b->wide_from[i * b->wide_values + value] != SIZE_MAX) {
		/* Two columns of one month would be two figures for it. */
		diag_at(STATUS_DATA, "column", reader_place(r, header),
			"the header has the column \"%s\" twice",
			reader_shown(&room, b->names[cell]));
		return false;
	}
	b->wide_from[i * b->wide_values + value] = cell;
	return true;
}

/* Whether a name is among others, folded. */
static bool
is_among(struct span name, const struct span *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(names[i], name))
			return true;
	return false;
}

/* Says which of some names are not among others; how many they are. */
static size_t
say_others(const struct reader *r, const struct line *header,
	enum status status, const char *before, const struct span *names,
	size_t count, const struct span *others, size_t nothers)
{
	BUF_LOCAL list = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (!is_among(names[i], others, nothers)) {
			buf_text(&list, n++ ? ", \"" : "\"");
			text_mask(&list, names[i]);
			buf_byte(&list, '"');
		}
	if (n)
		diag_at(status, "wide", reader_place(r, header), "%s%s", before,
			buf_string(&list));
	return n;
}

/* A column that was renamed would drop out without a word: either the book
 * says what to expect, or each cell of the header is known. */
static bool
check_wide(struct column_map *b, const struct reader *r,
	const struct line *header)
{
	const struct export *def = r->def;
	size_t wrong = 0;

	/* The book names them one by one, or says how many there are, or says
	 * nothing: then no cell of the header may be unknown. */
	if (def->wide_names)
		wrong = say_others(r, header, STATUS_DATA,
				"the header has no column for what \"wide\" expects: ",
				def->wide_names, def->wide_expected,
				b->wide_names, b->wide_count)
			+ say_others(r, header, STATUS_DATA,
				"\"wide\" does not expect ", b->wide_names,
				b->wide_count, def->wide_names,
				def->wide_expected);
	else if (def->wide_expected && def->wide_expected != b->wide_count) {
		diag_at(STATUS_DATA, "wide", reader_place(r, header),
			"\"wide\" expects %zu, but the header has %zu",
			def->wide_expected, b->wide_count);
		wrong = 1;
	}
	for (size_t i = 0; !def->wide_expected && i < b->names_count; i++) {
		BUF_LOCAL room = { 0 };
		bool bound = columns_bound(b, i);

		for (size_t k = 0; k < b->wide_count * b->wide_values; k++)
			bound |= b->wide_from[k] == i;
		if (!bound && !b->names[i].len) {
			b->nameless[b->nameless_count++] = i;
			bound = true;
		}
		if (!bound)
			diag_at(STATUS_DATA, "wide", reader_place(r, header),
				"\"%s\" is neither in \"columns\" nor in \"wide\": was a column renamed? (\"expect\" in \"wide\" says how many there are)",
				reader_shown(&room, b->names[i]));
		wrong += !bound;
	}
	/* A month with one of its values only would give records that lack a
	 * figure. */
	for (size_t i = 0; i < b->wide_count * b->wide_values; i++)
		if (b->wide_from[i] == SIZE_MAX) {
			diag_at(STATUS_DATA, "wide", reader_place(r, header),
				"\"%.*s\" has no column for \"%.*s\"",
				SPAN_ARG(b->wide_names[i / b->wide_values]),
				SPAN_ARG(def->wide[i % b->wide_values].name));
			wrong++;
		}
	return !wrong;
}

/* Files of one run whose wide columns differ are told; not where they have none
 * in common, as the months of two years. */
static void
compare_wide(const struct column_map *b, const struct reader *r,
	const struct line *header, const struct columns *columns)
{
	BUF_LOCAL words = { 0 };
	size_t common = 0;

	for (size_t i = 0; columns->wide_file && i < b->wide_count; i++)
		common += is_among(b->wide_names[i], columns->wide_names,
			columns->wide_count);
	if (columns->wide_file
		&& (common || b->wide_count != columns->wide_count)) {
		buf_format(&words,
			"other columns under \"wide\" than in %s: only here ",
			columns->wide_file);
		say_others(r, header, STATUS_DONE, buf_string(&words),
			b->wide_names, b->wide_count, columns->wide_names,
			columns->wide_count);
		buf_clear(&words);
		buf_format(&words,
			"other columns under \"wide\" than in %s: only there ",
			columns->wide_file);
		say_others(r, header, STATUS_DONE, buf_string(&words),
			columns->wide_names, columns->wide_count, b->wide_names,
			b->wide_count);
	}
}

/* Each name that no column of its own has bound is held against the patterns,
 * and cells of an equal name are one record: so a month may have several
 * values. What the first file of the run had is kept, since the names of the
 * months are those of the records and later files are compared with it. */
bool
columns_wide(struct column_map *b, const struct reader *r,
	const struct line *header, struct columns *columns)
{
	const struct export *def = r->def;
	struct span name;

	b->wide_values = def->nwide;
	b->wide_names = arena_take(b->arena,
		(b->names_count + 1) * sizeof(*b->wide_names));
	b->wide_from = arena_take(b->arena,
		(b->names_count + 1) * def->nwide * sizeof(*b->wide_from));
	b->nameless = arena_take(b->arena,
		(b->names_count + 1) * sizeof(*b->nameless));
	for (size_t i = 0; i < b->names_count; i++)
		for (size_t k = 0; k < def->nwide && !columns_bound(b, i);
			k++) {
			if (!pattern_value(def->wide[k].pattern, b->names[i],
				    &name))
				continue;
			if (!def->wide_grouped)
				name = b->names[i];
			if (!add_wide(b, r, header, i, k, text_trim(name)))
				return false;
		}
	if (!b->wide_count) {
		diag_at(STATUS_DATA, "column", reader_place(r, header),
			"no column of the header matches the pattern of \"wide\"");
		return false;
	}
	if (!check_wide(b, r, header))
		return false;
	compare_wide(b, r, header, columns);
	/* The first file of the run says what the others are compared with. */
	if (!columns->wide_file) {
		columns->wide_file = arena_text(columns->arena,
			span_of(r->file));
		columns->wide_count = b->wide_count;
		columns->wide_names = arena_take(columns->arena,
			b->wide_count * sizeof(*columns->wide_names));
		for (size_t i = 0; i < b->wide_count; i++)
			columns->wide_names[i] = arena_keep(columns->arena,
				b->wide_names[i]);
	}
	return true;
}
