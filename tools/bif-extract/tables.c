/* SPDX-License-Identifier: MIT */
#include "tables.h"

bool
tables_empty(const struct line *line)
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
		if (!line->cells[i].len || profile_figure(line->cells[i]))
			return false;
	return line->count > 0;
}

bool
tables_other(const struct tables *t, const struct line *line)
{
	return t->parted && t->profile.rows && all_words(line)
		&& profile_misfits(&t->profile, line->cells);
}

static bool
is_begin(const struct tables *t, const struct line *line, size_t next)
{
	if (line->count < 2 || (next && next != line->count))
		return false;
	if (!t->number)
		return true;
	if (line->count == t->width)
		return t->titled || tables_other(t, line);
	return t->parted || (next && all_words(line));
}

bool
tables_begins(struct tables *t, const struct line *line, size_t next)
{
	bool begins = is_begin(t, line, next);

	if (begins) {
		t->number++;
		t->width = line->count;
		profile_begin(&t->profile, t->width);
	} else if (line->count == t->width) {
		profile_add(&t->profile, line->cells);
	}
	/* A line of one cell is a title only where it stands apart; what
	 * follows it does so, too. */
	t->titled = !begins && line->count == 1 && t->width != 1 && t->parted;
	t->parted = t->titled;
	return begins;
}

void
tables_free(struct tables *t)
{
	profile_free(&t->profile);
}
