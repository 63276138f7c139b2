/* SPDX-License-Identifier: MIT */
#include "guess_highbyte.h"

#include <string.h>

/* Times that a line may have a byte; more are not told apart. */
#define SO_MANY 64

struct line_window {
	size_t count;               /* that are not empty */
	size_t times[128][SO_MANY]; /* that have a byte so many times */
	size_t bare[128];           /* where no letter is beside it */
};

/* The byte at i, a line end beyond both ends. */
static unsigned char
byte_at(struct span s, size_t i)
{
	return i < s.len ? (unsigned char)s.at[i] : '\n';
}

/* Whether the byte at i is no letter, or stands for an empty cell's end. */
static bool
is_bare(struct span s, size_t i, unsigned char beside)
{
	unsigned char byte = byte_at(s, i);

	return byte == beside
		|| !(byte >= 0x80 || (byte >= 'a' && byte <= 'z')
			|| (byte >= 'A' && byte <= 'Z'));
}

static void
count(struct line_window *l, struct span s)
{
	unsigned char in_line[128] = { 0 };
	bool empty = true;

	memset(l, 0, sizeof(*l));
	for (size_t i = 0; i <= s.len; i++) {
		unsigned char byte = byte_at(s, i);
		unsigned k = byte & 0x7f;

		if (byte >= 0x80) {
			if (in_line[k] < SO_MANY - 1)
				in_line[k]++;
			l->bare[k] += is_bare(s, i - 1, byte)
				&& is_bare(s, i + 1, byte);
		}
		if (byte != '\n' && byte != '\r') {
			empty = false;
		} else if (!empty) {
			for (k = 0; k < 128; k++)
				l->times[k][in_line[k]]++;
			memset(in_line, 0, sizeof(in_line));
			l->count++;
			empty = true;
		}
	}
}

/* One that nearly all lines have equally often, and that often stands where no
 * letter is on either side. */
void
guess_highbyte(bool parts[128], struct span s)
{
	static struct line_window lines;

	count(&lines, s);
	for (unsigned i = 0; i < 128; i++) {
		size_t most = 0, all = 0;

		for (unsigned k = 1; k < SO_MANY - 1; k++) {
			size_t n = lines.times[i][k];

			most = n > most ? n : most;
			all += n * k;
		}
		parts[i] = most > 3 && most * 5 >= lines.count * 4
			&& lines.bare[i] * 8 >= all;
	}
}
