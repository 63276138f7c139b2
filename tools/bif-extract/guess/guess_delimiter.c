/* SPDX-License-Identifier: MIT */
#include "guess_delimiter.h"

#include "base/buf.h"

/* Lines looked at, and the share of them (in percent) that must hold a mark
 * before it is tried. */
#define LINES 200
#define SHARE 40
/* In a short text titles weigh more. */
#define LINES_FEW 20
#define SHARE_FEW 15

static bool
is_mark(unsigned char c)
{
	return c && c < 0x7f && c != '\n' && c != '\r' && c != '"' && c != '\''
		&& c != '.' && c != '-' && c != '_' && c != '(' && c != ')'
		&& c != '`' && c != '\\' && c != '\f' && !(c >= '0' && c <= '9')
		&& !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static void
add(struct delimiter_list *list, struct span mark)
{
	for (size_t i = 0; i < list->count; i++)
		if (span_is(mark, list->marks[i]))
			return;
	if (list->count == DELIMITER_MOST || mark.len > DELIMITER_LONGEST)
		return;
	memcpy(list->marks[list->count], mark.at, mark.len);
	list->marks[list->count++][mark.len] = '\0';
}

/* The next line, without its end. */
static struct span
next_line(struct span *text)
{
	struct span line = { text->at, 0 };

	while (line.len < text->len && line.at[line.len] != '\n'
		&& line.at[line.len] != '\r')
		line.len++;
	text->at += line.len + (line.len < text->len);
	text->len -= line.len + (line.len < text->len);
	return line;
}

static void
add_common(struct delimiter_list *list, struct span text)
{
	size_t held[128] = { 0 }, lines = 0;

	while (text.len && lines < LINES) {
		struct span line = next_line(&text);
		bool seen[128] = { false };

		lines += line.len > 0;
		for (size_t i = 0; i < line.len; i++) {
			unsigned char c = (unsigned char)line.at[i];

			if (!is_mark(c) || seen[c])
				continue;
			seen[c] = true;
			held[c]++;
		}
	}
	for (unsigned char c = 1; c < 127; c++)
		if (lines
			&& held[c] * 100 >= lines
					* (lines < LINES_FEW ? SHARE_FEW
							     : SHARE))
			add(list, (struct span){ (char[]){ (char)c }, 1 });
}

/* Characters that nobody types, in two bytes of UTF-8. */
static void
add_rare(struct delimiter_list *list, struct span text)
{
	static const char *const rare[] = { "¤", "§", "¦", "¬", "¶", "·" };

	for (size_t i = 0; i < sizeof(rare) / sizeof(*rare); i++)
		if (memmem(text.at, text.len, rare[i], strlen(rare[i])))
			add(list, span_of(rare[i]));
}

/* The text without what stands in quotes. */
static void
without_quoted(struct buf *b, struct span text)
{
	bool inside = false;

	for (size_t i = 0; i < text.len; i++) {
		bool end = text.at[i] == '\n' || text.at[i] == '\r';

		if (text.at[i] == '"')
			inside = !inside;
		else if (!inside || end)
			buf_byte(b, text.at[i]);
	}
}

static size_t
count(struct span text, struct span mark)
{
	size_t n = 0;
	const char *end = text.at + text.len, *at = text.at;

	while ((at = memmem(at, (size_t)(end - at), mark.at, mark.len))) {
		at += mark.len;
		n++;
	}
	return n;
}

static size_t
count_byte(struct span s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == c;
	return n;
}

/* Whether a mark nearly never stands outside a longer one. Of a mark that is
 * doubled others may stand in cells, as in times. */
static bool
covers(struct span text, struct span longer, char mark, size_t all)
{
	size_t inside = count_byte(longer, mark);
	size_t within = count(text, longer) * inside;

	if (inside == longer.len)
		return within * 3 > all;
	return within && (all - within) * 50 <= all;
}

/* Each stretch of marks around the first places of a mark. Of blanks only one
 * on a side: more align columns, and are trimmed. */
static void
add_longer_of(struct delimiter_list *list, struct span text, char mark)
{
	size_t all = count_byte(text, mark), places = 0;

	for (size_t i = 0; i < text.len && places < 8; i++) {
		if (text.at[i] != mark)
			continue;
		places++;
		for (size_t n = 2; n <= DELIMITER_LONGEST; n++)
			for (size_t k = 0; k < n; k++) {
				struct span s = { text.at + i - k, n };
				size_t marks = 0;

				if (k > i || i - k + n > text.len)
					continue;
				while (marks < n && s.at[marks] != '$'
					&& is_mark((unsigned char)s.at[marks]))
					marks++;
				if (marks == n && count_byte(s, ' ') < n
					&& !memmem(s.at, n, "  ", 2)
					&& covers(text, s, mark, all))
					add(list, s);
			}
	}
}

static void
add_longer(struct delimiter_list *list, struct span text)
{
	size_t single = list->count;
	struct buf bare = { 0 };

	without_quoted(&bare, text);
	for (size_t i = 0; i < single; i++)
		if (!list->marks[i][1] && list->marks[i][0] != ' ')
			add_longer_of(list, buf_span(&bare), list->marks[i][0]);
	buf_free(&bare);
}

void
delimiter_candidates(struct delimiter_list *list, struct span text)
{
	static const char *const usual[] = { ",", ";", "\t", "|" };

	list->count = 0;
	for (size_t i = 0; i < 4; i++)
		add(list, span_of(usual[i]));
	add_common(list, text);
	add_rare(list, text);
	add_longer(list, text);
	add(list, SPAN(""));
}

/* Whether a cell begins, or ends, at a place. */
static bool
is_edge(struct span text, size_t at, struct span delimiter, bool begins)
{
	char next = begins      ? at ? text.at[at - 1] : '\n'
		: at < text.len ? text.at[at]
				: '\n';

	if (next == '\n' || next == '\r')
		return true;
	if (!delimiter.len)
		return false;
	if (begins)
		return at >= delimiter.len
			&& !memcmp(text.at + at - delimiter.len, delimiter.at,
				delimiter.len);
	return at + delimiter.len <= text.len
		&& !memcmp(text.at + at, delimiter.at, delimiter.len);
}

bool
delimiter_quoted(struct span text, struct span delimiter, struct span quote)
{
	size_t opens = 0, closes = 0, all = 0;
	bool usual = quote.at[0] == '"' || quote.at[0] == '\'';

	if (delimiter.len && memchr(delimiter.at, quote.at[0], delimiter.len))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		bool begins, ends;

		if (text.at[i] != quote.at[0])
			continue;
		begins = is_edge(text, i, delimiter, true);
		ends = is_edge(text, i + 1, delimiter, false);
		all++;
		opens += begins && !ends;
		closes += ends && !begins;
	}
	if (usual)
		return opens && closes && (opens + closes) * 5 >= all;
	return opens > 4 && closes > 4 && (opens + closes) * 20 >= all * 19;
}

bool
delimiter_escaped(struct span text, struct span quote)
{
	char pair[2] = { '\\', quote.at[0] };

	return memmem(text.at, text.len, pair, 2) != NULL;
}
