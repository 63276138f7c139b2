/* SPDX-License-Identifier: MIT
 *
 * Column names become words of a to z, so that they can be typed in rules; names
 * that fall together are numbered (read/columns.c). Letters of other
 * scripts are kept as they are: they have no spelling that everybody knows.
 */

#include "sniff.h"

#include "base/utf8.h"
#include "io/decode.h"
#include "bif-extract/read/columns.h"
#include "value/text.h"

/* Letters that have a spelling without marks; folded. */
static const char *const spelt[][2] = { { "æ", "ae" }, { "ø", "oe" },
	{ "å", "aa" }, { "ä", "ae" }, { "ö", "oe" }, { "ü", "ue" },
	{ "ß", "ss" }, { "é", "e" }, { "è", "e" }, { "ê", "e" }, { "ë", "e" },
	{ "á", "a" }, { "à", "a" }, { "â", "a" }, { "ã", "a" }, { "ç", "c" },
	{ "í", "i" }, { "ì", "i" }, { "î", "i" }, { "ï", "i" }, { "ñ", "n" },
	{ "ó", "o" }, { "ò", "o" }, { "ô", "o" }, { "õ", "o" }, { "ú", "u" },
	{ "ù", "u" }, { "û", "u" }, { "ý", "y" }, { "ð", "d" }, { "þ", "th" } };

/* Appends `Antal påbegyndte forløb` as antal_paabegyndte_forloeb; other scripts
 * are left as they are. */
static void
add_word(struct buf *b, struct span text)
{
	BUF_LOCAL folded = { 0 };
	size_t begin = b->len;
	struct span rest;

	text_fold(&folded, text);
	rest = buf_span(&folded);
	while (rest.len) {
		size_t n = utf8_character(rest), i = 0;
		struct span letter = { rest.at, n ? n : 1 };
		char c = *rest.at;

		while (i < COUNT(spelt) && !span_is(letter, spelt[i][0]))
			i++;
		if (i < COUNT(spelt))
			buf_text(b, spelt[i][1]);
		/* No-break spaces and signs of Latin-1 are no letters. */
		else if (n > 1 && (unsigned char)c != 0xc2)
			buf_add(b, letter);
		else if (n == 1 && ((c >= 'a' && c <= 'z') || span_digit(c)))
			buf_byte(b, c);
		else if (n < 2 && b->len > begin && b->at[b->len - 1] != '_')
			buf_byte(b, '_');
		span_skip(&rest, letter.len);
	}
	while (b->len > begin && b->at[b->len - 1] == '_')
		b->len--;
}

/* The name of a file without its folders: these say where it came to stand, and
 * nothing of what it is. */
static struct span
base_of(const char *file)
{
	const char *slash = strrchr(file, '/');

	return span_of(slash ? slash + 1 : file);
}

/* Whether a name ends so, and something stands before that. */
static bool
ends_in(struct span s, const char *end)
{
	size_t n = strlen(end);

	return s.len > n && !memcmp(s.at + s.len - n, end, n);
}

/* A file that is called sources/NAME.json is the source NAME to every program;
 * the digits of an export's name are of the day it was taken. */
void
draft_names_source(struct buf *b, const char *output, const char *file)
{
	struct span name = base_of(output ? output : file);
	BUF_LOCAL bare = { 0 };
	const char *dot;

	if (output && ends_in(name, ".json")) {
		buf_add(b, (struct span){ name.at, name.len - 5 });
		return;
	}
	name = base_of(file);
	dot = name.len ? memchr(name.at + 1, '.', name.len - 1) : NULL;
	if (dot)
		name.len = (size_t)(dot - name.at);
	for (size_t i = 0; i < name.len; i++)
		buf_byte(&bare, span_digit(name.at[i]) ? ' ' : name.at[i]);
	add_word(b, buf_span(&bare));
	if (!b->len)
		buf_text(b, "export");
}

/* Digits, and hyphens between them, change from one delivery to the next. What
 * is special in a glob stands for one character, whatever it is. */
void
draft_names_match(struct buf *b, const char *file)
{
	struct span name = base_of(file);

	if (!strcmp(file, "-")) {
		buf_byte(b, '*');
		return;
	}
	if (ends_in(name, ".gz"))
		name.len -= 3;
	for (size_t i = 0; i < name.len; i++) {
		bool between = i && i + 1 < name.len
			&& span_digit(name.at[i - 1])
			&& span_digit(name.at[i + 1]) && name.at[i] == '-';

		if (span_digit(name.at[i]) || between) {
			if (!b->len || b->at[b->len - 1] != '*')
				buf_byte(b, '*');
		} else if (strchr("*?[]\\|", name.at[i])) {
			buf_byte(b, '?');
		} else {
			buf_byte(b, name.at[i]);
		}
	}
	if (!b->len || b->at[b->len - 1] != '*')
		buf_byte(b, '*');
}

/* A name that begins with a digit would be taken for a cell's number: it has
 * `column_N` before it. names NULL: the file has none. */
struct span *
draft_names_columns(struct arena *arena, const struct span *names, size_t count)
{
	struct span *made = arena_take(arena, (count + 1) * sizeof(*made));
	BUF_LOCAL b = { 0 };

	for (size_t i = 0; i < count; i++) {
		buf_clear(&b);
		if (names)
			add_word(&b, names[i]);
		/* A name is not to be taken for a cell's number. */
		if (!b.len || span_digit(*b.at)) {
			struct span rest = arena_keep(arena, buf_span(&b));

			buf_clear(&b);
			buf_format(&b, "column_%zu", i + 1);
			if (rest.len && names && !span_digit(*names[i].at))
				buf_format(&b, "_%.*s", (int)rest.len, rest.at);
		}
		made[i] = arena_keep(arena, buf_span(&b));
	}
	columns_unique(arena, made, count);
	return made;
}
