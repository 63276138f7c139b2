/* SPDX-License-Identifier: MIT
 *
 * Reads lines as kinds of characters, and finds which are records by what most
 * lines have at each place. Three rounds: what is unlike most is left out, then
 * what is unlike the rest, since titles and notes blur what all have at first.
 * Where fields end is left to fixed_fields.c.
 */
#include "guess_fixed.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "guess_table.h"
#include "io/decode.h"
#include "value/text.h"

/* So many lines, and so many characters of them, tell enough of a file. */
#define LINES_MOST 20000
#define KINDS_ALL ((size_t)4 << 20)

/* Adds a line, each of its characters by its kind and where it begins. A
 * character of several bytes is one place, as the program that filled up the
 * line has counted it; a form feed at its beginning and blanks at its end are
 * none of its characters. */
static void
add_line(struct fixed_lines *f, struct span text, uint64_t number)
{
	struct fixed_line *line;

	if (text.len && *text.at == '\f')
		text = (struct span){ text.at + 1, text.len - 1 };
	while (text.len && memchr(" \t\x1a", text.at[text.len - 1], 3))
		text.len--;
	if (!text.len)
		return;
	f->list = mem_grow(f->list, &f->cap, f->count + 1, sizeof(*f->list));
	line = &f->list[f->count++];
	*line = (struct fixed_line){ .text = text,
		.number = number,
		.at = f->used,
		.ruler = guess_rules_ruler(text) };
	line->drawn = line->ruler && memchr(text.at, ' ', text.len);
	for (size_t i = 0; line->drawn && i < text.len; i++)
		line->drawn = strchr("-= ", text.at[i]) != NULL;
	for (size_t at = 0; at < text.len && line->width < FIXED_WIDTH;
		line->width++) {
		struct span rest = { text.at + at, text.len - at };
		unsigned char c = (unsigned char)*rest.at;
		size_t n = utf8_character(rest);
		enum fixed_kind kind = FIXED_MARK;

		if (c == ' ' || c == '\t'
			|| (n == 2 && !memcmp(rest.at, "\xc2\xa0", 2)))
			kind = FIXED_BLANK;
		else if (c >= '0' && c <= '9')
			kind = FIXED_DIGIT;
		else if (c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
			kind = FIXED_LETTER;
		f->kinds = mem_grow(f->kinds, &f->kinds_cap, f->used + 1, 1);
		f->offsets = mem_grow(f->offsets, &f->offsets_cap, f->used + 1,
			sizeof(*f->offsets));
		f->kinds[f->used] = (unsigned char)kind;
		f->offsets[f->used++] = (uint32_t)at;
		at += n ? n : 1;
	}
}

enum fixed_kind
fixed_lines_kind(const struct fixed_lines *f, const struct fixed_line *line,
	size_t place)
{
	return place < line->width ? (enum fixed_kind)f->kinds[line->at + place]
				   : FIXED_BLANK;
}

struct span
fixed_lines_cut(const struct fixed_lines *f, const struct fixed_line *line,
	size_t from, size_t to)
{
	size_t begin, end;

	if (from >= line->width)
		return SPAN("");
	begin = f->offsets[line->at + from];
	end = to < line->width ? f->offsets[line->at + to] : line->text.len;
	return (struct span){ line->text.at + begin, end - begin };
}

/* Counts what kinds stand at each place of the records; a record that ends
 * before a place has a blank there, as if it had been filled up. */
static void
count(struct fixed_lines *f)
{
	memset(f->times, 0, FIXED_WIDTH * sizeof(*f->times));
	f->width = f->records = 0;
	for (size_t i = 0; i < f->count; i++) {
		const struct fixed_line *line = &f->list[i];

		if (!line->record)
			continue;
		f->records++;
		if (line->width > f->width)
			f->width = line->width;
		for (size_t k = 0; k < line->width; k++)
			f->times[k][fixed_lines_kind(f, line, k)]++;
	}
	for (size_t k = 0; k < f->width; k++) {
		size_t n = 0;

		for (size_t i = 0; i < FIXED_KINDS; i++)
			n += f->times[k][i];
		f->times[k][FIXED_BLANK] += f->records - n;
	}
}

/* Whether a line may be a record: it has at nearly all places what a tenth of
 * all have there. */
static bool
is_like_others(const struct fixed_lines *f, const struct fixed_line *line)
{
	size_t odd = 0, filled = 0;

	for (size_t k = 0; k < line->width; k++) {
		enum fixed_kind kind = fixed_lines_kind(f, line, k);
		const size_t *times = f->times[k];

		if (kind == FIXED_BLANK)
			continue;
		filled++;
		/* A mark or a letter more or less is nothing in words. */
		odd += times[kind] * 10 < f->records
			&& !(kind != FIXED_DIGIT
				&& (times[FIXED_LETTER] + times[FIXED_MARK])
						* 10
					>= f->records);
	}
	return filled && odd * 20 <= filled;
}

/* Whether a line may be a record below the ruler that draws the fields: it is
 * blank where the ruler is, as far as that goes. */
static bool
is_drawn(const struct fixed_lines *f, const struct fixed_line *line)
{
	size_t k = 0;

	while (k < f->drawn->width
		&& (fixed_lines_kind(f, f->drawn, k) != FIXED_BLANK
			|| fixed_lines_kind(f, line, k) == FIXED_BLANK))
		k++;
	return line > f->drawn && !line->ruler && k == f->drawn->width;
}

/* Rulers are never records, however many there are. Where the first line is like the
 * others in all but the figures that it lacks, it holds their names. */
void
fixed_lines_read(struct fixed_lines *f, struct span text)
{
	uint64_t number = 0;
	size_t words = 0;

	memset(f, 0, sizeof(*f));
	f->times = mem_new(FIXED_WIDTH, sizeof(*f->times));
	while (text.len && f->count < LINES_MOST && f->used < KINDS_ALL) {
		size_t n = 0;

		while (n < text.len && text.at[n] != '\n' && text.at[n] != '\r')
			n++;
		add_line(f, (struct span){ text.at, n }, ++number);
		n += n + 1 < text.len && text.at[n] == '\r'
			&& text.at[n + 1] == '\n';
		n += n < text.len;
		text.at += n;
		text.len -= n;
	}
	for (size_t i = 0; i < f->count; i++) {
		f->list[i].record = !f->list[i].ruler;
		if (f->list[i].drawn && !f->drawn)
			f->drawn = &f->list[i];
	}
	if (f->drawn) {
		for (size_t i = 0; i < f->count; i++)
			f->list[i].record = is_drawn(f, &f->list[i]);
		count(f);
		return;
	}
	for (unsigned round = 0; round < 3; round++) {
		count(f);
		for (size_t i = 0; i < f->count; i++)
			f->list[i].record = !f->list[i].ruler
				&& is_like_others(f, &f->list[i]);
	}
	count(f);
	if (f->count < 3 || !f->list->record)
		return;
	/* The first line holds names when it has letters where all others have
	 * figures, and no figure where one of them has. */
	for (size_t k = 0; k < f->list->width; k++) {
		enum fixed_kind kind = fixed_lines_kind(f, f->list, k);
		const size_t *times = f->times[k];

		if (kind == FIXED_DIGIT && times[FIXED_DIGIT] > 1)
			return;
		words += kind == FIXED_LETTER && times[FIXED_DIGIT]
			&& times[FIXED_LETTER] == 1
			&& (times[FIXED_DIGIT] + 1) * 2 > f->records;
	}
	if (!words)
		return;
	f->list->record = false;
	count(f);
}

void
fixed_lines_free(struct fixed_lines *f)
{
	mem_free(f->list);
	mem_free(f->kinds);
	mem_free(f->offsets);
	mem_free(f->times);
}
