/* SPDX-License-Identifier: MIT */
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

static bool
is_begin(const struct table_split *t, const struct line *line, size_t next)
{
	if (line->count < 2 || (next && next != line->count))
		return false;
	if (!t->number)
		return true;
	if (line->count == t->width)
		return t->titled || table_split_other(t, line);
	return t->parted || (next && all_words(line));
}

bool
table_split_begins(struct table_split *t, const struct line *line, size_t next)
{
	bool begins = is_begin(t, line, next);

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
