/* SPDX-License-Identifier: MIT
 *
 * For `did you mean`: the word that the fewest changes of letters turn into what
 * was written.
 */
#include "value/text.h"

#define NEAR_BYTES 64

/* The smaller of two. */
static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How far off a word of that length may be and still be meant. */
static size_t
slack(size_t len)
{
	return len < 4 ? 1 : len < 8 ? 2 : 3;
}

const char *
text_nearest(struct span text, const char *const near_words[], size_t n)
{
	struct buf asked = { 0 }, word = { 0 };
	const char *nearest = NULL;
	size_t i, d, best;

	text_fold(&asked, text);
	best = least(slack(asked.len) + 1, asked.len);
	for (i = 0; i < n && asked.len <= NEAR_BYTES; i++) {
		struct span a, b;
		size_t rows[3][NEAR_BYTES + 1], k, j, change, *before, *last,
			*now, *spare;

		buf_clear(&word);
		text_fold(&word, span_of(near_words[i]));
		if (word.len > NEAR_BYTES)
			continue;
		/* Letters left out, put in, changed, or two neighbours
		 * swapped. */
		a = buf_span(&asked);
		b = buf_span(&word);
		before = rows[0];
		last = rows[1];
		now = rows[2];
		for (j = 0; j <= b.len; j++)
			now[j] = j;
		for (k = 1; k <= a.len; k++) {
			spare = before;
			before = last;
			last = now;
			now = spare;
			now[0] = k;
			for (j = 1; j <= b.len; j++) {
				change = a.at[k - 1] != b.at[j - 1];
				now[j] = least(last[j - 1] + change,
					least(last[j], now[j - 1]) + 1);
				if (k > 1 && j > 1 && a.at[k - 1] == b.at[j - 2]
					&& a.at[k - 2] == b.at[j - 1])
					now[j] = least(now[j],
						before[j - 2] + 1);
			}
		}
		d = now[b.len];
		if (d < best) {
			best = d;
			nearest = near_words[i];
		}
	}
	buf_free(&asked);
	buf_free(&word);
	return nearest;
}
