/* SPDX-License-Identifier: MIT
 *
 * Reads lines as kinds of characters, and finds which are records by what most
 * lines have at each place. Three rounds: what is unlike most is left out, then
 * what is unlike the rest, since titles and notes blur what all have at first.
 * Where fields end is left to fixed_fields.c.
 */
#include "guess_fixed.h"

#include "base/intern.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "guess_table.h"
#include "guess_type.h"
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
		span_skip(&text, 1);
	while (text.len && memchr(" \t\x1a", text.at[text.len - 1], 3))
		text.len--;
	if (!text.len)
		return;
	MEM_GROW(f->list, f->cap, f->count + 1);
	line = &f->list[f->count++];
	*line = (struct fixed_line){ .text = text,
		.number = number,
		.at = f->used,
		.ruler = guess_rules_ruler(text) };
	line->drawn = line->ruler && memchr(text.at, ' ', text.len);
	for (size_t i = 0; line->drawn && i < text.len; i++)
		line->drawn = strchr("-= ", text.at[i]) != NULL;
	/* What is beyond ASCII is a letter, but for the no-break space: in the
	 * languages of the users it nearly always is one. */
	for (size_t at = 0; at < text.len && line->width < FIXED_WIDTH;
		line->width++) {
		struct span rest = { text.at + at, text.len - at };
		unsigned char c = (unsigned char)*rest.at;
		size_t n = utf8_character(rest);
		enum fixed_kind kind = FIXED_MARK;

		if (c == ' ' || c == '\t'
			|| (n == 2 && !memcmp(rest.at, "\xc2\xa0", 2)))
			kind = FIXED_BLANK;
		else if (span_digit(*rest.at))
			kind = FIXED_DIGIT;
		else if (c >= 0x80 || span_letter(*rest.at))
			kind = FIXED_LETTER;
		MEM_GROW(f->kinds, f->kinds_cap, f->used + 1);
		MEM_GROW(f->offsets, f->offsets_cap, f->used + 1);
		f->kinds[f->used] = (unsigned char)kind;
		f->offsets[f->used++] = (uint32_t)at;
		at += n ? n : 1;
	}
}

/* A line that ends early is as one that was filled up: programs differ in
 * whether they write the blanks at its end. */
enum fixed_kind
fixed_lines_kind(const struct fixed_lines *f, const struct fixed_line *line,
	size_t place)
{
	return place < line->width ? (enum fixed_kind)f->kinds[line->at + place]
				   : FIXED_BLANK;
}

/* Places are characters and the text is bytes: the offsets that were noted
 * with each line lead from one to the other. The last field goes on to the end
 * of the line, however long that is. */
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
		n += n + 1 < text.len && !memcmp(text.at + n, "\r\n", 2);
		n += n < text.len;
		span_skip(&text, n);
	}
	for (size_t i = f->count; i-- > 0;) {
		f->list[i].record = !f->list[i].ruler;
		f->drawn = f->list[i].drawn ? &f->list[i] : f->drawn;
	}
	/* Below the ruler that draws the fields a record is blank where the
	 * ruler is, as far as that goes. */
	for (size_t i = 0; f->drawn && i < f->count; i++) {
		struct fixed_line *line = &f->list[i];
		size_t k = 0;

		while (k < f->drawn->width
			&& (fixed_lines_kind(f, f->drawn, k) != FIXED_BLANK
				|| fixed_lines_kind(f, line, k) == FIXED_BLANK))
			k++;
		line->record = line > f->drawn && !line->ruler
			&& k == f->drawn->width;
	}
	for (unsigned round = 0; round < 3 && !f->drawn; round++) {
		count(f);
		for (size_t i = 0; i < f->count; i++)
			f->list[i].record = !f->list[i].ruler
				&& is_like_others(f, &f->list[i]);
	}
	count(f);
	if (f->drawn || f->count < 3 || !f->list->record)
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

/* Lines, kinds and offsets are lists of their own, each grown by itself. */
void
fixed_lines_free(struct fixed_lines *f)
{
	mem_free(f->list);
	mem_free(f->kinds);
	mem_free(f->offsets);
	mem_free(f->times);
}

/* Finds where one field of fixed width ends and the next begins. What speaks
 * for a border is collected at each place of the line: blanks that all records
 * have, figures that become letters, runs that begin or end there, dates.
 *
 * An edge that one sign alone tells is open, and is said to be: a source that
 * is made of it is to be looked at there. Which lines are records is told by
 * fixed_lines.c; whether the text is of fixed width at all, by guess_fixed.c.
 */

/* In so many records dates are looked for: more would tell no more. */
#define LOOKED_AT 2000
/* People are born in many years, and their numbers end in many ways: dates of
 * fewer years, or before fewer endings, are no persons' numbers. */
#define YEARS_OF_BIRTH 10
#define ENDINGS 50

/* How sure it is that a field begins at a place. An edge that is open is one
 * all the same: it only is said that somebody should look. */
enum edge { EDGE_NONE, EDGE_SURE, EDGE_OPEN };

/* What is found at each place while the edges are looked for; the lines are
 * borrowed. */
struct search {
	const struct fixed_lines *f;
	unsigned char *edge; /* before each place */
	bool *gap;           /* blank in all records */
};

/* How many records have more than a blank at a place. */
static size_t
filled(const struct fixed_lines *f, size_t place)
{
	return f->records - f->times[place][FIXED_BLANK];
}

/* Whether nearly all that fills a place is of this kind. */
static bool
is_all(const struct fixed_lines *f, size_t place, enum fixed_kind kind)
{
	size_t n = filled(f, place);

	return n && f->times[place][kind] * 100 >= n * 97;
}

/* Whether nearly all records have something at a place. */
static bool
is_mostly_filled(const struct fixed_lines *f, size_t place)
{
	return filled(f, place) * 20 >= f->records * 19;
}

/* Whether something happens often at a place, and hardly ever beside it. */
static bool
stands_out(const struct fixed_lines *f, const size_t *times, size_t k)
{
	size_t beside = times[k - 1] + (k + 1 < f->width ? times[k + 1] : 0);

	return times[k] > 1 && times[k] * 50 >= f->records
		&& times[k] >= 4 * beside;
}

/* Finds the borders of fields that some records leave empty: there many runs
 * of characters begin, or end, and hardly any does beside. A single blank
 * between letters neither ends a run nor begins one. */
static void
find_runs(struct search *s)
{
	const struct fixed_lines *f = s->f;
	size_t *begins = mem_new(f->width + 1, sizeof(*begins));
	size_t *ends = mem_new(f->width + 1, sizeof(*ends));
	size_t ended = 0;

	for (size_t i = 0; i < f->count; i++) {
		const struct fixed_line *line = &f->list[i];
		size_t blanks = 2;

		for (size_t k = 0; line->record && k < f->width; k++) {
			if (fixed_lines_kind(f, line, k) == FIXED_BLANK) {
				blanks++;
				continue;
			}
			if (blanks > 1
				|| (blanks && is_all(f, k, FIXED_DIGIT))) {
				begins[k]++;
				if (k >= blanks)
					ends[k - blanks]++;
			}
			blanks = 0;
		}
	}
	/* Where a run ends, the next field begins: only where none does is it
	 * asked where runs begin, and not right behind an end, which is the
	 * same border seen from both sides. */
	for (size_t k = 1; k < f->width; k++) {
		if (s->gap[k] || s->gap[k - 1] || s->edge[k])
			continue;
		if (stands_out(f, ends, k)) {
			s->edge[k] = EDGE_SURE;
			ended = k;
		} else if (stands_out(f, begins, k)
			&& !(ended && k - ended < 3)) {
			s->edge[k] = EDGE_SURE;
		}
	}
	mem_free(begins);
	mem_free(ends);
}

/* How wide what begins at a place of a stretch of digits is: a date, or a
 * person's number, which is a date of birth and four digits of many kinds;
 * 0: neither. The patterns are tried in the order of what tells most. */
static size_t
date_width(const struct search *s, size_t from, size_t to)
{
	static const char *const patterns[] = { "yyyymmdd", "ddmmyyyy",
		"ddmmyy", "yymmdd" };
	const struct fixed_lines *f = s->f;
	struct span *cells = mem_new(LOOKED_AT, sizeof(*cells));
	size_t width = 0, years = 0, n, different, i = 0;
	struct intern *endings;
	struct date_fit fit;

	for (; i < COUNT(patterns) && !years; i++) {
		width = strlen(patterns[i]);
		n = 0;
		for (size_t k = 0;
			from + width <= to && k < f->count && n < LOOKED_AT;
			k++) {
			struct span cell = fixed_lines_cut(f, &f->list[k], from,
				from + width);

			if (f->list[k].record && cell.len
				&& !memchr(cell.at, ' ', cell.len))
				cells[n++] = cell;
		}
		/* Real dates are of many days and months, while figures that
		 * only happen to be dates are not. */
		fit = guess_date_try(patterns[i], cells, n);
		if (n > 4 && fit.fits * 50 >= n * 49
			&& fit.months * 2 > (n < 40 ? n / 4 : 10)
			&& fit.days > (n < 60 ? n / 4 : 14))
			years = fit.years;
	}
	mem_free(cells);
	if (!years)
		return 0;
	if (i != 3 || years < YEARS_OF_BIRTH || from + 10 > to)
		return width;
	endings = intern_new();
	n = 0;
	for (i = 0; i < f->count && n < LOOKED_AT; i++) {
		if (!f->list[i].record)
			continue;
		n++;
		intern_add(endings,
			fixed_lines_cut(f, &f->list[i], from + 6, from + 10));
	}
	different = intern_count(endings);
	intern_free(endings);
	return different >= ENDINGS || different * 2 >= n ? 10 : width;
}

/* Looks for dates and persons' numbers in each stretch of digits that no other
 * sign has cut. What lies between two of them begins and ends somewhere, but
 * may be several fields: so their edges are open. */
static void
find_dates(struct search *s)
{
	const struct fixed_lines *f = s->f;

	for (size_t from = 0, to; from < f->width; from = to) {
		for (to = from; to < f->width && is_all(f, to, FIXED_DIGIT)
			&& (to == from || !s->edge[to]);)
			to++;
		for (size_t k = from; to - from > 6 && k + 6 <= to; k++) {
			size_t width = date_width(s, k, to);

			if (!width)
				continue;
			if (!s->edge[k])
				s->edge[k] = EDGE_OPEN;
			if (!s->edge[k + width])
				s->edge[k + width] = EDGE_OPEN;
			k += width - 1;
		}
		to += to == from;
	}
}

/* The runs of a ruler that has gaps are the fields; of the last, all that stands
 * behind is a part. */
static size_t
take_drawn(const struct fixed_lines *f, struct fixed_field *fields)
{
	size_t n = 0;

	for (size_t k = 0; k < f->drawn->width && n < FIXED_FIELDS; k++) {
		if (fixed_lines_kind(f, f->drawn, k) == FIXED_BLANK)
			continue;
		if (!k || fixed_lines_kind(f, f->drawn, k - 1) == FIXED_BLANK)
			fields[n++].first = k + 1;
		fields[n - 1].last = k + 1;
	}
	if (n && f->width > fields[n - 1].last)
		fields[n - 1].last = f->width;
	return n;
}

/* Signs are looked for in the order of how sure they are: where runs begin and where
 * dates do is asked only of places at which there is no edge yet. */
size_t
fixed_fields_find(const struct fixed_lines *f, struct fixed_field *fields)
{
	struct search s = { .f = f,
		.edge = mem_new(f->width + 1, sizeof(*s.edge)),
		.gap = mem_new(f->width + 1, sizeof(*s.gap)) };
	size_t n = 0;

	if (f->drawn) {
		mem_free(s.edge);
		mem_free(s.gap);
		return take_drawn(f, fields);
	}
	/* A place that nearly no record fills is a gap, and fields end at gaps;
	 * but a single blank between the letters of most records stands between
	 * the words of one field. */
	for (size_t k = 0; k < f->width; k++) {
		bool inside = k && k + 1 < f->width
			&& is_mostly_filled(f, k - 1)
			&& is_mostly_filled(f, k + 1)
			&& is_all(f, k - 1, FIXED_LETTER)
			&& is_all(f, k + 1, FIXED_LETTER);

		s.gap[k] = filled(f, k) * 500 < f->records && !inside;
	}
	/* Where figures become letters, or letters figures, there may be an
	 * edge. */
	for (size_t k = 1; k <= f->width; k++) {
		if (k == f->width || s.gap[k] != s.gap[k - 1])
			s.edge[k] = EDGE_SURE;
		if (k < f->width
			&& ((is_all(f, k - 1, FIXED_DIGIT)
				    && is_all(f, k, FIXED_LETTER))
				|| (is_all(f, k - 1, FIXED_LETTER)
					&& is_all(f, k, FIXED_DIGIT))))
			s.edge[k] = EDGE_OPEN;
	}
	find_runs(&s);
	find_dates(&s);
	for (size_t k = 0; k < f->width && n < FIXED_FIELDS;) {
		size_t to = k + 1;

		while (to < f->width && !s.edge[to])
			to++;
		if (!s.gap[k])
			fields[n++] = (struct fixed_field){ .first = k + 1,
				.last = to,
				.open = s.edge[k] == EDGE_OPEN
					|| s.edge[to] == EDGE_OPEN };
		k = to;
	}
	/* A ruler may show how wide the last can be. */
	for (size_t i = 0; n && i < f->count; i++)
		if (f->list[i].ruler && f->list[i].width > fields[n - 1].last)
			fields[n - 1].last = f->list[i].width;
	mem_free(s.edge);
	mem_free(s.gap);
	return n;
}
