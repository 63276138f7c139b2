/* SPDX-License-Identifier: MIT
 *
 * Each encoding makes other characters of the bytes above 127. Each character
 * has a cost: small for the common letters of a language, great for letters
 * that it lacks, marks inside words and boxes. The cheapest reading wins, when
 * it does so clearly; that is evidence, and no proof, so it comes with a
 * confidence.
 *
 * The costs stand for how unlikely a character is, in sixteenths of a bit, so
 * that the difference of two readings tells how much likelier one of them is.
 */
#include "sample.h"

#include <string.h>

/* How often a line may have a byte; more times are not told apart. */
#define SO_MANY 64

/* How often lines have each byte above 127. */
struct line_window {
	size_t count;               /* lines that are not empty */
	size_t times[128][SO_MANY]; /* lines that have it so many times */
	size_t bare[128];           /* places where no letter is beside it */
};

/* The byte at a place; beyond both ends a line ends. */
static unsigned char
byte_at(struct span s, size_t i)
{
	return i < s.len ? (unsigned char)s.at[i] : '\n';
}

/* How unlikely a character is, in sixteenths of a bit. */
#define BIT 16
#define COST_FIRST 32   /* the commonest special letter */
#define COST_RANK 10    /* each one after it */
#define COST_LETTER 230 /* a letter that the language lacks */
#define COST_MARK 185   /* a mark of punctuation, */
#define COST_INSIDE 260 /* inside a word */
/* small among capitals, or a capital behind a small letter */
#define COST_CASE 90
#define COST_SYMBOL 400 /* lines and boxes, controls */
#define COST_NONE 800   /* no character at all */

/* Special letters, the commonest first. These are the languages of the users;
 * what is written in another is UTF-8 or UTF-16, or is not known: with twenty
 * alphabets something always fits, and a wrong letter looks right. */
static const struct language {
	const char *name, *letters;
} languages[] = {
	{ "Danish or Norwegian", "åøæØéÅÆöäüÖÄÜ" },
	{ "Swedish or Finnish", "äöåÄÖÅé" },
	{ "German", "üäößÜÖÄé" },
	{ "Icelandic", "íðáóéöúýþæÞÁÍÓ" },
};

/* Those that read alike stand in the order in which they are to be named. */
static const struct candidate {
	const char *name;
	unsigned prior; /* how rare it is */
} candidates[] = {
	{ "iso-8859-1", 0 },
	{ "windows-1252", 0 },
	{ "iso-8859-15", 60 },
	{ "cp865", 60 },
	{ "cp850", 60 },
	{ "cp437", 90 },
	{ "macintosh", 120 },
};

/* What stands beside a byte: a letter that is out of place shows by its
 * neighbours. */
enum kind { KIND_OTHER, KIND_SMALL, KIND_CAPITAL, KIND_HIGH, KINDS };

/* How often each byte above 127 stands between bytes of which kinds. */
struct met {
	size_t times[128][KINDS][KINDS];
	size_t pairs[128][128]; /* one behind the other */
	size_t all;
	bool parts[128]; /* it parts the cells of rows */
};

/* What the bytes above 127 are in an encoding: at most 3 bytes of UTF-8. */
struct letters {
	char utf8[128][4];
	unsigned point[128]; /* 0: none */
};

/* What an encoding makes of the bytes that were met. */
struct reading {
	uint64_t cost;        /* of all of them, in the likeliest language */
	const char *language; /* its name */
	bool foreign; /* of more than a quarter: letters that it lacks, or marks
		       * inside words: then it is another language */
};

/* What stands beside a byte. */
static enum kind
kind_of(unsigned char byte)
{
	if (byte >= 0x80)
		return KIND_HIGH;
	if (byte >= 'a' && byte <= 'z')
		return KIND_SMALL;
	return byte >= 'A' && byte <= 'Z' ? KIND_CAPITAL : KIND_OTHER;
}

/* Counts in what company each byte above 127 stands, and finds those that part
 * the cells of rows, and are no letters: nearly all lines have such a byte
 * equally often, and it often stands where no letter is on either side, or where
 * a cell is empty. */
static void
meet(struct met *m, struct span s)
{
	static struct line_window l;
	unsigned char in_line[128] = { 0 };
	bool empty = true;

	memset(m, 0, sizeof(*m));
	memset(&l, 0, sizeof(l));
	for (size_t i = 0; i <= s.len; i++) {
		unsigned char byte = byte_at(s, i), last = byte_at(s, i - 1),
			      next = byte_at(s, i + 1);
		enum kind before = kind_of(last), after = kind_of(next);
		unsigned k = byte & 0x7f;

		if (byte >= 0x80) {
			m->all++;
			m->times[k][before][after]++;
			if (before == KIND_HIGH)
				m->pairs[last & 0x7f][k]++;
			if (in_line[k] < SO_MANY - 1)
				in_line[k]++;
			l.bare[k] += (last == byte || before == KIND_OTHER)
				&& (next == byte || after == KIND_OTHER);
		}
		/* At the end of each line that is not empty it is counted how
		 * often it had each of the bytes. */
		if (byte != '\n' && byte != '\r') {
			empty = false;
		} else if (!empty) {
			for (k = 0; k < 128; k++)
				l.times[k][in_line[k]]++;
			memset(in_line, 0, sizeof(in_line));
			l.count++;
			empty = true;
		}
	}
	for (unsigned i = 0; i < 128; i++) {
		size_t most = 0, all = 0;

		for (unsigned k = 1; k < SO_MANY - 1; k++) {
			size_t n = l.times[i][k];

			most = n > most ? n : most;
			all += n * k;
		}
		/* A mark that parts cells stands in most lines the same number
		 * of times, and often where no letter is beside it. */
		m->parts[i] = most > 3 && most * 5 >= l.count * 4
			&& l.bare[i] * 8 >= all;
	}
}

/* Whether a character is a letter of Latin or Greek: cp437 has some of both. */
static bool
is_letter(unsigned point)
{
	return (point >= 0xc0 && point < 0x250 && point != 0xd7
		       && point != 0xf7)
		|| (point >= 0x386 && point < 0x3d0);
}

/* Whether a letter is a capital. */
static bool
is_capital(unsigned point)
{
	if (point < 0x100)
		return point < 0xdf;
	if (point < 0x250)
		return point == 0x17d || (point != 0x17e && !(point % 2));
	return point < 0x3aa;
}

/* What a byte costs between two neighbours: a letter by its rank in the
 * language, and more where a capital stands behind a small letter, or a small
 * one among capitals; a mark by whether such marks stand in texts and tables,
 * and more where it stands inside a word. */
static unsigned
cost_of(const struct language *language, const struct letters *l,
	const struct met *m, unsigned i, enum kind before, enum kind after)
{
	/* Marks that stand anywhere; inside words, too; before words, too. */
	static const char marks[] = "€£§°½¼¾²³«»“”„–—…×®©™•¿¡¤¨ªº¢‚‹›±¹†‰µ¶";
	static const char within[] = "’‘´`·\xc2\xad\xc2\xa0";
	static const char opening[] = "€£§¤«»“”„–—…¿¡‚‹›";
	const char *utf8 = l->utf8[i], *found;
	unsigned point = l->point[i], cost = COST_LETTER, rank = 0;
	bool letter = is_letter(point);

	if (!point || (letter && m->parts[i]))
		return COST_NONE;
	if (!letter) {
		if (strstr(within, utf8))
			return COST_MARK;
		if (!strstr(marks, utf8))
			return COST_SYMBOL;
		return after == KIND_OTHER
				|| (before == KIND_OTHER
					&& strstr(opening, utf8))
			? COST_MARK
			: COST_INSIDE;
	}
	found = strstr(language->letters, utf8);
	for (const char *at = language->letters; found && at < found; at++)
		rank += (*at & 0xc0) != 0x80;
	if (found)
		cost = COST_FIRST + COST_RANK * rank;
	if (is_capital(point) ? before == KIND_SMALL
			      : before == KIND_CAPITAL && after == KIND_CAPITAL)
		cost += COST_CASE;
	return cost;
}

/* Reads each byte above 127 by an encoding, once; what is no character in it, or
 * more than one, has the number 0. Then finds the likeliest language of the
 * reading, and what all bytes cost in it. Capitals right behind small letters
 * cost more, also where neither is ASCII. */
static void
read_by(const char *encoding, struct reading *r, struct letters *l,
	const struct met *m)
{
	char bytes[256];
	BUF_LOCAL text = { 0 };
	const char *at;

	memset(l, 0, sizeof(*l));
	for (unsigned i = 0; i < 128; i++) {
		bytes[2 * i] = (char)(0x80 + i);
		bytes[2 * i + 1] = '\n';
	}
	sample_decode(&text, (struct span){ bytes, 256 }, encoding);
	at = buf_string(&text);
	for (unsigned i = 0; i < 128; i++) {
		const unsigned char *c = (const unsigned char *)at;
		size_t n = strcspn(at, "\n");

		if (n && n < 4)
			memcpy(l->utf8[i], at, n);
		if (n == 2)
			l->point[i] = (c[0] & 0x1fu) << 6 | (c[1] & 0x3fu);
		else if (n == 3)
			l->point[i] = (c[0] & 0xfu) << 12 | (c[1] & 0x3fu) << 6
				| (c[2] & 0x3fu);
		at += n + (at[n] != '\0');
	}
	r->cost = UINT64_MAX;
	for (unsigned n = 0; n < COUNT(languages); n++) {
		uint64_t cost = 0;
		size_t foreign = 0;

		for (unsigned i = 0; i < 128; i++)
			for (unsigned k = 0; k < KINDS * KINDS; k++) {
				enum kind a = k / KINDS, b = k % KINDS;
				size_t times = m->times[i][a][b];
				unsigned one = times
					? cost_of(&languages[n], l, m, i, a, b)
					: 0;

				cost += times * one;
				foreign += one >= COST_LETTER ? times : 0;
			}
		if (cost >= r->cost)
			continue;
		r->cost = cost;
		r->language = languages[n].name;
		r->foreign = foreign * 4 > m->all;
	}
	for (unsigned i = 0; i < 128; i++)
		for (unsigned k = 0; k < 128; k++)
			if (m->pairs[i][k] && is_letter(l->point[i])
				&& is_letter(l->point[k])
				&& !is_capital(l->point[i])
				&& is_capital(l->point[k]))
				r->cost += m->pairs[i][k] * COST_CASE;
}

/* Whether two encodings read all bytes that were met the same. */
static bool
read_alike(const struct letters *a, const struct letters *b,
	const struct met *m)
{
	static const size_t none[KINDS][KINDS];

	for (unsigned i = 0; i < 128; i++)
		if (memcmp(m->times[i], none, sizeof(none))
			&& a->point[i] != b->point[i])
			return false;
	return true;
}

/* Encodings that read all of the bytes alike are one answer: the first of them is
 * named, the others are told. The second is the best that reads otherwise, and how
 * much dearer it is tells how sure the first one is. */
const char *
guess_letters(struct span bytes, unsigned *sure, const char **likely,
	struct buf *why)
{
	/* How sure it is, by how many bits the second is dearer. */
	static const unsigned sure_by[] = { 50, 60, 75, 88, 94, 97, 98 };
	static struct met met;
	struct letters letters[COUNT(candidates)];
	struct reading r[COUNT(candidates)];
	uint64_t margin, second = UINT64_MAX;
	unsigned best = 0, next = 0;
	const char *word = "; read alike by", *name;

	meet(&met, bytes);
	for (unsigned i = 0; i < COUNT(candidates); i++) {
		read_by(candidates[i].name, &r[i], &letters[i], &met);
		r[i].cost += candidates[i].prior;
		if (r[i].cost < r[best].cost)
			best = i;
	}
	for (unsigned i = 0; i < COUNT(candidates); i++)
		if (r[i].cost < second
			&& !read_alike(&letters[best], &letters[i], &met)) {
			second = r[i].cost;
			next = i;
		}
	margin = (second - r[best].cost) / BIT;
	*sure = margin < COUNT(sure_by) ? sure_by[margin] : 99;
	name = candidates[best].name;
	if (r[best].foreign) {
		buf_format(why,
			"%zu bytes above 127 are letters of no language that is looked for (Nordic, German)",
			met.all);
		return NULL;
	}
	if (*sure < 75) {
		*likely = name;
		buf_format(why, "%zu bytes above 127: %s or %s, or another",
			met.all, name, candidates[next].name);
		return NULL;
	}
	buf_format(why, "%zu bytes above 127 are letters of %s", met.all,
		r[best].language);
	for (unsigned i = 0; i < COUNT(candidates); i++)
		if (i != best
			&& read_alike(&letters[best], &letters[i], &met)) {
			buf_format(why, "%s %s", word, candidates[i].name);
			word = ",";
		}
	return name;
}
