/* SPDX-License-Identifier: MIT
 *
 * Each encoding makes other characters of the bytes above 127. Each character
 * has a cost: small for the common letters of a language, great for letters
 * that it lacks, marks inside words and boxes. The cheapest reading wins, when
 * it does so clearly; that is evidence, and no proof, so it comes with a
 * confidence.
 */
#include "guess_letters.h"

#include <string.h>

#include "sample.h"

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

/* Counts the bytes above 127 of each line. */
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
static void
find_parting(bool parts[128], struct span s)
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

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

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

/* Counts in what company each byte above 127 stands. */
static void
meet(struct met *m, struct span s)
{
	memset(m, 0, sizeof(*m));
	for (size_t i = 0; i < s.len; i++) {
		unsigned char byte = (unsigned char)s.at[i];
		enum kind before, after;

		if (byte < 0x80)
			continue;
		before = i ? kind_of((unsigned char)s.at[i - 1]) : KIND_OTHER;
		after = i + 1 < s.len ? kind_of((unsigned char)s.at[i + 1])
				      : KIND_OTHER;
		m->times[byte - 0x80][before][after]++;
		if (before == KIND_HIGH)
			m->pairs[(unsigned char)s.at[i - 1] - 0x80]
				[byte - 0x80]++;
		m->all++;
	}
}

/* The number of a character. */
static unsigned
point_of(const char *utf8, size_t n)
{
	unsigned char a = (unsigned char)utf8[0];
	unsigned char b = n > 1 ? utf8[1] & 0x3f : 0;
	unsigned char c = n > 2 ? utf8[2] & 0x3f : 0;

	if (n == 1)
		return 0; /* a byte that means nothing */
	return n == 2 ? (a & 0x1fu) << 6 | b
		      : (a & 0xfu) << 12 | (unsigned)b << 6 | c;
}

/* Decodes each byte above 127 once. */
static void
learn(struct letters *l, const char *encoding)
{
	char bytes[256];
	struct buf text = { 0 };
	const char *at;

	memset(l, 0, sizeof(*l));
	for (unsigned i = 0; i < 128; i++) {
		bytes[2 * i] = (char)(0x80 + i);
		bytes[2 * i + 1] = '\n';
	}
	sample_decode(&text, (struct span){ bytes, 256 }, encoding);
	at = buf_string(&text);
	for (unsigned i = 0; i < 128; i++) {
		size_t n = strcspn(at, "\n");

		if (n && n < 4) {
			memcpy(l->utf8[i], at, n);
			l->point[i] = point_of(at, n);
		}
		at += n + (at[n] != '\0');
	}
	buf_free(&text);
}

/* Whether a character is a letter of Latin, Greek or Cyrillic. */
static bool
is_letter(unsigned point)
{
	return (point >= 0xc0 && point < 0x250 && point != 0xd7
		       && point != 0xf7)
		|| (point >= 0x386 && point < 0x3d0)
		|| (point >= 0x400 && point < 0x460);
}

/* Whether a letter is a capital. */
static bool
is_capital(unsigned point)
{
	if (point < 0x100)
		return point < 0xdf;
	if (point < 0x250)
		return (point >= 0x139 && point <= 0x148)
				|| (point >= 0x179 && point <= 0x17e)
			? point % 2
			: !(point % 2);
	return point < 0x400 ? point < 0x3aa : point < 0x430;
}

/* What a character costs that is no letter. */
static unsigned
cost_of_mark(const char *utf8, enum kind before, enum kind after)
{
	/* Marks that stand in texts and tables; also inside words; and before
	 * them. */
	static const char marks[] = "€£§°½¼¾²³«»“”„–—…×®©™•¿¡¤¨ªº¢‚‹›±¹†‰µ¶";
	static const char within[] = "’‘´`·\xc2\xad\xc2\xa0";
	static const char opening[] = "€£§¤«»“”„–—…¿¡‚‹›";
	bool inside = strstr(within, utf8) != NULL;

	if (!inside && !strstr(marks, utf8))
		return COST_SYMBOL;
	if (inside || after == KIND_OTHER)
		return COST_MARK;
	return before == KIND_OTHER && strstr(opening, utf8) ? COST_MARK
							     : COST_INSIDE;
}

/* The letter's rank in the language. */
static unsigned
cost_of_letter(const struct language *language, const char *utf8,
	unsigned point, enum kind before, enum kind after)
{
	const char *found = strstr(language->letters, utf8);
	unsigned cost = COST_LETTER, rank = 0;

	for (const char *at = language->letters; found && at < found; at++)
		rank += (*at & 0xc0) != 0x80;
	if (found)
		cost = COST_FIRST + COST_RANK * (rank < 14 ? rank : 14);
	if (is_capital(point) ? before == KIND_SMALL
			      : before == KIND_CAPITAL && after == KIND_CAPITAL)
		cost += COST_CASE;
	return cost;
}

/* What a byte costs between two neighbours. */
static unsigned
cost_of(const struct language *language, const struct letters *l,
	const struct met *m, unsigned i, enum kind before, enum kind after)
{
	bool letter = is_letter(l->point[i]);

	if (!l->point[i] || (letter && m->parts[i]))
		return COST_NONE;
	if (letter)
		return cost_of_letter(language, l->utf8[i], l->point[i], before,
			after);
	return cost_of_mark(l->utf8[i], before, after);
}

/* What all bytes cost in an encoding and a language. */
static uint64_t
cost_in(const struct language *language, const struct letters *l,
	const struct met *m)
{
	uint64_t cost = 0;

	for (unsigned i = 0; i < 128; i++)
		for (unsigned a = 0; a < KINDS; a++)
			for (unsigned b = 0; b < KINDS; b++)
				if (m->times[i][a][b])
					cost += m->times[i][a][b]
						* cost_of(language, l, m, i,
							(enum kind)a,
							(enum kind)b);
	return cost;
}

/* Capitals behind small letters, where no letter is ASCII. */
static uint64_t
cost_of_case(const struct letters *l, const struct met *m)
{
	uint64_t cost = 0;

	for (unsigned i = 0; i < 128; i++)
		for (unsigned k = 0; k < 128; k++)
			if (m->pairs[i][k] && is_letter(l->point[i])
				&& is_letter(l->point[k])
				&& !is_capital(l->point[i])
				&& is_capital(l->point[k]))
				cost += m->pairs[i][k] * COST_CASE;
	return cost;
}

/* The likeliest of its languages. */
static uint64_t
cost_at_best(const struct candidate *c, const struct letters *l,
	const struct met *m, unsigned *language)
{
	uint64_t best = UINT64_MAX;

	for (unsigned i = 0; i < COUNT(languages); i++) {
		uint64_t cost = cost_in(&languages[i], l, m);

		if (cost >= best)
			continue;
		best = cost;
		*language = i;
	}
	return best + c->prior + cost_of_case(l, m);
}

/* Whether more than a quarter of the characters are letters that the language
 * lacks, or marks inside words: then it is another language. */
static bool
is_foreign(const struct language *language, const struct letters *l,
	const struct met *m)
{
	size_t foreign = 0;

	for (unsigned i = 0; i < 128; i++)
		for (unsigned a = 0; a < KINDS; a++)
			for (unsigned b = 0; b < KINDS; b++)
				if (m->times[i][a][b]
					&& cost_of(language, l, m, i,
						   (enum kind)a, (enum kind)b)
						>= COST_LETTER)
					foreign += m->times[i][a][b];
	return foreign * 4 > m->all;
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

/* Says which language it was, and which encodings read the same. */
static void
explain(struct buf *why, const struct met *m, unsigned best, unsigned language,
	const struct letters *letters)
{
	const char *word = "; read alike by";

	buf_format(why, "%zu bytes above 127 are letters of %s", m->all,
		languages[language].name);
	for (unsigned i = 0; i < COUNT(candidates); i++)
		if (i != best && read_alike(&letters[best], &letters[i], m)) {
			buf_format(why, "%s %s", word, candidates[i].name);
			word = ",";
		}
}

const char *
guess_letters(struct span bytes, unsigned *sure, const char **likely,
	struct buf *why)
{
	/* How sure it is, by how many bits the second is dearer. */
	static const unsigned sure_by[] = { 50, 60, 75, 88, 94, 97, 98 };
	struct letters letters[COUNT(candidates)];
	uint64_t margin;
	uint64_t cost[COUNT(candidates)], second = UINT64_MAX;
	unsigned language[COUNT(candidates)] = { 0 }, best = 0, next = 0;
	static struct met met;

	meet(&met, bytes);
	find_parting(met.parts, bytes);
	for (unsigned i = 0; i < COUNT(candidates); i++) {
		learn(&letters[i], candidates[i].name);
		cost[i] = cost_at_best(&candidates[i], &letters[i], &met,
			&language[i]);
		if (cost[i] < cost[best])
			best = i;
	}
	for (unsigned i = 0; i < COUNT(candidates); i++)
		if (cost[i] < second
			&& !read_alike(&letters[best], &letters[i], &met)) {
			second = cost[i];
			next = i;
		}
	margin = (second - cost[best]) / BIT;
	*sure = margin < COUNT(sure_by) ? sure_by[margin] : 99;
	if (is_foreign(&languages[language[best]], &letters[best], &met)) {
		buf_format(why,
			"%zu bytes above 127 are letters of no language that is looked for (Nordic, German)",
			met.all);
		return NULL;
	}
	if (*sure >= 75) {
		explain(why, &met, best, language[best], letters);
		return candidates[best].name;
	}
	*likely = candidates[best].name;
	buf_format(why, "%zu bytes above 127: %s or %s, or another", met.all,
		candidates[best].name, candidates[next].name);
	return NULL;
}
