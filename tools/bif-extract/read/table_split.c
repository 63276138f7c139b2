/* SPDX-License-Identifier: MIT
 *
 * Finds where tables begin by the number of cells, by empty lines and titles,
 * and by words where figures stood. Nothing is taken out of a table here:
 * tolerant_rows.c does that.
 */
#include "table_split.h"

bool
table_split_empty(const struct line *line)
{
	for (size_t i = 0; i < line->count; i++)
		for (size_t k = 0; k < line->cells[i].len; k++)
			if (!strchr(" \t\x1a", line->cells[i].at[k])
				|| !line->cells[i].at[k])
				return false;
	return true;
}

/* Whether every cell has words, as those of a header do. */
static bool
all_words(const struct line *line)
{
	for (size_t i = 0; i < line->count; i++)
		if (!line->cells[i].len || column_kinds_figure(line->cells[i]))
			return false;
	return line->count > 0;
}

bool
table_split_other(const struct table_split *t, const struct line *line)
{
	return t->parted && t->profile.rows && all_words(line)
		&& column_kinds_misfits(&t->profile, line->cells);
}

bool
table_split_begins(struct table_split *t, const struct line *line, size_t next)
{
	bool begins = line->count > 1 && (!next || next == line->count);

	/* In the same number of cells only a title before it or the looks of a
	 * header tell; in another, that it stands apart or looks so. */
	if (begins && t->number)
		begins = line->count == t->width
			? t->titled || table_split_other(t, line)
			: t->parted || (next && all_words(line));
	if (begins) {
		t->number++;
		t->width = line->count;
		column_kinds_begin(&t->profile, t->width);
	} else if (line->count == t->width) {
		column_kinds_add(&t->profile, line->cells);
	}
	/* A line of one cell is a title only where it stands apart; what
	 * follows it does so, too. */
	t->titled = !begins && line->count == 1 && t->width != 1 && t->parted;
	t->parted = t->titled;
	return begins;
}

void
table_split_free(struct table_split *t)
{
	column_kinds_free(&t->profile);
}
