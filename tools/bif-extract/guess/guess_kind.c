/* SPDX-License-Identifier: MIT */
#include "guess_kind.h"

#include <stddef.h>

#include "grid.h"
#include "value/text.h"

/* Runs of digits with single marks between them: a comma splits groups of
 * three, or stands once. */
static bool
is_figure(struct span s)
{
	size_t digits = 0, commas = 0, run = 0, marks = 0;
	bool groups = true;

	for (size_t i = 0; i < s.len; i++) {
		if (span_digit(s.at[i])) {
			digits++;
			run++;
			marks = 0;
			continue;
		}
		if (i && s.at[i] == s.at[i - 1] && s.at[i] != ' ')
			return false;
		if (!memchr(" .,:/-+%()", s.at[i], 10) && s.at[i] != '\xc2'
			&& s.at[i] != '\xa0')
			return false;
		if (s.at[i] == ',') {
			groups &= !commas || run == 3;
			commas++;
			run = 0;
		}
		if (++marks > 3)
			return false;
	}
	/* No time has a comma, and no number a colon. */
	if (commas && memchr(s.at, ':', s.len))
		return false;
	if (s.at[0] == ',' || s.at[s.len - 1] == ',')
		return false;
	return digits && (commas < 2 || (groups && run == 3));
}

/* Whether it holds what splits cells elsewhere: a comma does so where no blank
 * stands behind it. */
static bool
is_mixed(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		switch (s.at[i]) {
		case ';':
		case '\t':
		case '|':
		case '\x1f':
			return true;
		case ',':
			if (i + 1 < s.len && s.at[i + 1] != ' ')
				return true;
		}
	return false;
}

enum guess_kind
guess_kind(struct span cell)
{
	cell = text_trim(cell);
	if (!cell.len)
		return KIND_EMPTY;
	if (is_figure(cell))
		return KIND_FIGURE;
	return is_mixed(cell) ? KIND_MIXED : KIND_WORDS;
}
