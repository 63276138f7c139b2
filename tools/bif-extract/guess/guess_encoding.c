/* SPDX-License-Identifier: MIT
 *
 * The sure signs come first: a byte order mark, NULs in every other byte, the
 * form of UTF-8. Only what has none of them is left to the letters
 * (guess_letters.c). Where two encodings are mixed in one file none of them
 * reads all of it: then the one that most of it is in is taken, and rows in the
 * other are rejected when they are read.
 */
#include "sample.h"

#include "base/utf8.h"

/* Bytes in which letters are counted: more do not tell more. */
#define LOOKED_AT ((size_t)1 << 20)

/* Takes an encoding, and says why. */
static void
say(struct guess_encoding *g, const char *name, unsigned sure, const char *why)
{
	g->name = name;
	g->sure = sure;
	buf_text(&g->why, why);
}

/* Whether the bytes at odd places (or even ones) are few: of most scripts all
 * letters have the same first byte in UTF-16, and line ends and blanks a NUL. */
static bool
are_few(struct span bytes, size_t from)
{
	size_t times[256] = { 0 }, top = 0, pairs = bytes.len / 2;

	for (size_t i = from; i < bytes.len; i += 2)
		times[(unsigned char)bytes.at[i]]++;
	for (unsigned round = 0; round < 3; round++) {
		unsigned most = 0;

		for (unsigned i = 0; i < 256; i++)
			if (times[i] > times[most])
				most = i;
		top += times[most];
		times[most] = 0;
	}
	return top * 100 > pairs * 95;
}

/* Counts characters of UTF-8 of more than one byte, those of them that begin as
 * the letters of Latin-1 do, and bytes that are of no character. A
 * character that the end of the sample cuts is neither, where there are others:
 * alone it may be a letter of one byte. */
static void
count_utf8(struct span s, size_t *good, size_t *bad, size_t *latin)
{
	for (size_t i = 0; i < s.len;) {
		unsigned char byte = (unsigned char)s.at[i];
		size_t n = byte < 0x80 ? 1
			: byte < 0xc2  ? 0
			: byte < 0xe0  ? 2
			: byte < 0xf0  ? 3
			: byte < 0xf5  ? 4
				       : 0;
		size_t k = 1;

		/* How many bytes go on as the first one says they do. */
		while (k < n && i + k < s.len
			&& ((unsigned char)s.at[i + k] & 0xc0) == 0x80)
			k++;
		if (*good && k < n && i + k == s.len)
			return;
		if (n && k == n) {
			*good += n > 1;
			*latin += byte == 0xc2 || byte == 0xc3;
			i += n;
		} else {
			++*bad;
			i++;
		}
	}
}

/* Tells UTF-8 by its form; false where nothing has it. Two files put together
 * may hold both: then no encoding reads all of it. The one that most of it is in
 * is taken; rows in the other are rejected, and said: those of UTF-8 would read
 * as letters, and as others. */
static bool
by_form(struct guess_encoding *g, struct span bytes)
{
	BUF_LOCAL rest = { 0 };
	size_t good = 0, bad = 0, latin = 0;

	count_utf8(bytes, &good, &bad, &latin);
	if (!good && !bad) {
		say(g, "utf-8", 99, "there is nothing but ASCII");
		return true;
	}
	/* Capitals before a mark may look so; those of UTF-8 in these languages
	 * begin with 0xc2 or 0xc3. */
	if (!good || (bad && !latin))
		return false;
	if (good * 5 >= bad * 4) {
		buf_format(&g->why, "%zu characters have its form", good);
		g->name = "utf-8";
		/* Five characters of two bytes are hardly chance. */
		g->sure = bad ? 80 : good > 4 ? 99 : 75 + (unsigned)good * 5;
		g->mixed = bad;
		if (bad)
			buf_format(&g->why,
				", but %zu bytes have not: no encoding reads all of it; rows that hold one are rejected",
				bad);
		return true;
	}
	while (bytes.len) {
		size_t n = utf8_character(bytes);

		if (n < 2)
			buf_byte(&rest, *bytes.at);
		span_skip(&bytes, n ? n : 1);
	}
	g->name = guess_letters(buf_span(&rest), &g->sure, &g->likely, &g->why);
	buf_format(&g->why,
		"; but %zu characters are UTF-8: no encoding reads all of it; rows that hold one are rejected",
		good);
	g->mixed = good;
	if (bad < 3 || g->sure < 88) {
		g->name = NULL;
		g->likely = "utf-8";
	}
	g->sure = 80;
	return true;
}

/* Marks first, since they are certain, then signs in the order of how sure they
 * are; letters last, and only in what can be text at all. */
void
guess_encoding(struct guess_encoding *g, struct span bytes)
{
	/* The mark of UTF-32 begins as that of UTF-16 does. */
	static const struct {
		size_t len;
		const char *mark, *name;
	} orders[] = { { 3, "\xef\xbb\xbf", "utf-8" },
		{ 4, "\xff\xfe\0\0", "utf-32le" },
		{ 4, "\0\0\xfe\xff", "utf-32be" },
		{ 2, "\xff\xfe", "utf-16le" }, { 2, "\xfe\xff", "utf-16be" } };
	size_t controls = 0, nuls[2] = { 0, 0 };

	memset(g, 0, sizeof(*g));
	if (bytes.len > LOOKED_AT)
		bytes.len = LOOKED_AT;
	for (size_t i = 0; i < COUNT(orders); i++)
		if (bytes.len >= orders[i].len
			&& !memcmp(bytes.at, orders[i].mark, orders[i].len)) {
			say(g, orders[i].name, 100,
				"a byte order mark says so");
			return;
		}
	/* UTF-16 has NULs in every other byte only; where they are anywhere it
	 * is hardly text. */
	for (size_t i = 0; i < bytes.len; i++)
		nuls[i % 2] += !bytes.at[i];
	for (size_t odd = 0; odd < 2; odd++)
		if (nuls[!odd] * 20 < nuls[odd] && nuls[odd] * 50 > bytes.len
			&& are_few(bytes, odd)) {
			say(g, odd ? "utf-16le" : "utf-16be", 97,
				"in every other byte are NULs and little else, but there is no byte order mark");
			return;
		}
	/* Controls are no text in any encoding of one byte a letter, but for
	 * those that end lines and files, or part cells and rows. */
	for (size_t i = 0; i < bytes.len; i++)
		controls += (unsigned char)bytes.at[i] < 0x20
			&& !strchr("\t\n\r\f\x1a\x1b\x1c\x1d\x1e\x1f\x01\x02",
				bytes.at[i]);
	if ((nuls[0] + nuls[1]) * 50 > bytes.len)
		say(g, NULL, 0,
			"one byte in fifty or more is a NUL: this may be no text at all");
	else if (controls * 100 > bytes.len)
		say(g, NULL, 0,
			"one byte in a hundred or more is a control: this may be no text at all");
	else if (!by_form(g, bytes))
		g->name = guess_letters(bytes, &g->sure, &g->likely, &g->why);
}

/* Ã or Â is what the first byte of such a letter has become; behind it stands what
 * became of the second, which no word of the languages looked for has there. */
size_t
guess_encoding_twice(struct span text)
{
	/* What bytes from 0x80 to 0x9f are in windows-1252. */
	static const char specials[] = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
	size_t n = 0;

	for (size_t i = 0; i + 3 < text.len; i++) {
		struct span next = { text.at + i + 2, text.len - i - 2 };
		size_t len = utf8_character(next);
		unsigned char c = (unsigned char)*next.at;

		/* Ã or Â, and behind it what stood for a byte that goes on. */
		if (memcmp(text.at + i, "\xc3\x83", 2)
			&& memcmp(text.at + i, "\xc3\x82", 2))
			continue;
		n += len > 1
			&& (c == 0xc2
				|| memmem(specials, sizeof(specials) - 1,
					next.at, len));
	}
	return n;
}

/* Names of encodings are constants. */
void
guess_encoding_free(struct guess_encoding *g)
{
	buf_free(&g->why);
}
