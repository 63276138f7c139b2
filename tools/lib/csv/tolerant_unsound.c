/* SPDX-License-Identifier: MIT */
#include "csv/tolerant_unsound.h"

static bool
stands_in(const char *text, size_t end, struct span bytes, size_t at)
{
	return bytes.len && at + bytes.len <= end
		&& !memcmp(text + at, bytes.at, bytes.len);
}

/* The end of a quoted cell that begins at `at`: its closing quote is the first
 * with a delimiter or the end behind it. SIZE_MAX: there is none. *clean: no
 * other quote stands alone in it. */
static size_t
tolerant_close(const char *text, size_t at, size_t end,
	const struct loose_dialect *d, bool *clean)
{
	size_t q = d->quote.len;

	*clean = true;
	for (at += q; (at = tolerant_cut_find(text, at, end, d->quote)) < end;
		at += q) {
		size_t after = at + q;

		if (after == end || stands_in(text, end, d->delimiter, after))
			return after;
		if (stands_in(text, end, d->quote, after))
			at = after;
		else
			*clean = false;
	}
	return SIZE_MAX;
}

/* Without its quotes, doubled ones made single. */
static void
add_unquoted(struct tolerant_cut *cut, const char *text, size_t at, size_t end,
	const struct loose_dialect *d)
{
	size_t from = cut->text.len, q = d->quote.len, stop;

	for (at += q, end -= q; at < end; at = stop + 2 * q) {
		stop = tolerant_cut_find(text, at, end, d->quote);
		buf_add(&cut->text,
			(struct span){ text + at,
				(stop < end ? stop + q : end) - at });
		if (stop >= end)
			break;
	}
	tolerant_cut_add(cut, from, cut->text.len - from, true);
}

static void
cut_loosely(struct tolerant_cut *cut, const char *text, size_t at, size_t end,
	const struct loose_dialect *d, size_t most, bool quotes)
{
	for (;;) {
		size_t stop = SIZE_MAX;
		bool clean = false;

		if (quotes && stands_in(text, end, d->quote, at))
			stop = tolerant_close(text, at, end, d, &clean);
		clean &= stop != SIZE_MAX;
		if (stop == SIZE_MAX)
			stop = d->delimiter.len && cut->count + 1 < most
				? tolerant_cut_find(text, at, end, d->delimiter)
				: end;
		if (clean)
			add_unquoted(cut, text, at, stop, d);
		else
			tolerant_cut_add(cut, at, stop - at, false);
		if (stop == end)
			return;
		at = stop + d->delimiter.len;
	}
}

static void
cut_anew(struct tolerant_cut *cut, const char *text, size_t begin, size_t end,
	const struct loose_dialect *d, size_t most, bool quotes)
{
	tolerant_cut_renew(cut);
	cut->quoted = true;
	cut->end = end;
	cut_loosely(cut, text, begin, end, d, most, quotes);
}

void
tolerant_unsound_cut(struct tolerant_cut *cut, const char *text, size_t begin,
	size_t end, const struct loose_dialect *d,
	const struct loose_limits *limits, size_t expected)
{
	bool quotes = d->quote.len > 0;

	cut_anew(cut, text, begin, end, d, limits->columns, quotes);
	if (!quotes || !expected || cut->count == expected)
		return;
	cut_anew(cut, text, begin, end, d, limits->columns, false);
	if (cut->count != expected)
		cut_anew(cut, text, begin, end, d, limits->columns, true);
}
