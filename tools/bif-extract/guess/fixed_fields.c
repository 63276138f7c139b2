/* SPDX-License-Identifier: MIT
 *
 * What speaks for the border of two fields is collected at each place of the
 * line: blanks that all records have, figures that become letters, runs that begin
 * or end there, dates. An edge that one sign alone tells is open, and said to be.
 */
#include "guess_fixed.h"

#include "base/intern.h"
#include "base/mem.h"
#include "value/period.h"

/* Records that dates are looked for in. */
#define LOOKED_AT 2000
/* People are born in many years, and their numbers end in many ways. */
#define YEARS_OF_BIRTH 10
#define ENDINGS 50

enum edge { EDGE_NONE, EDGE_SURE, EDGE_OPEN };

struct search {
	const struct fixed_lines *f;
	unsigned char *edge; /* before each place */
	bool *gap;           /* blank in all records */
};

/* Records that have more than a blank at a place. */
static size_t
filled(const struct fixed_lines *f, size_t place)
{
	return f->records - f->times[place][FIXED_BLANK];
}

/* Of what fills a place nearly all is of this kind. */
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

/* A blank that stands between the words of one field. */
static bool
is_between_words(const struct fixed_lines *f, size_t place)
{
	return place && place + 1 < f->width && is_mostly_filled(f, place - 1)
		&& is_mostly_filled(f, place + 1)
		&& is_all(f, place - 1, FIXED_LETTER)
		&& is_all(f, place + 1, FIXED_LETTER);
}

/* Places that nearly no record fills are gaps, and fields end at them. */
static void
find_gaps(struct search *s)
{
	const struct fixed_lines *f = s->f;

	for (size_t k = 0; k < f->width; k++)
		s->gap[k] = filled(f, k) * 500 < f->records
			&& !is_between_words(f, k);
	for (size_t k = 1; k <= f->width; k++)
		if (k == f->width || s->gap[k] != s->gap[k - 1])
			s->edge[k] = EDGE_SURE;
}

/* Figures that become letters, or the other way. */
static void
find_changes(struct search *s)
{
	const struct fixed_lines *f = s->f;

	for (size_t k = 1; k < f->width; k++)
		if ((is_all(f, k - 1, FIXED_DIGIT)
			    && is_all(f, k, FIXED_LETTER))
			|| (is_all(f, k - 1, FIXED_LETTER)
				&& is_all(f, k, FIXED_DIGIT)))
			s->edge[k] = EDGE_OPEN;
}

/* How many runs begin, and end, before each place. A single blank between
 * letters does neither. */
static void
count_runs(const struct fixed_lines *f, size_t *begins, size_t *ends)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct fixed_line *line = &f->list[i];
		size_t blanks = 2;

		if (!line->record)
			continue;
		for (size_t k = 0; k < f->width; k++) {
			enum fixed_kind kind = fixed_lines_kind(f, line, k);

			if (kind == FIXED_BLANK) {
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
}

/* Whether something happens often at a place, and hardly ever beside it. */
static bool
stands_out(const struct fixed_lines *f, const size_t *times, size_t k)
{
	size_t beside = times[k - 1] + (k + 1 < f->width ? times[k + 1] : 0);

	return times[k] > 1 && times[k] * 50 >= f->records
		&& times[k] >= 4 * beside;
}

/* Where many runs begin, or end, at one place and hardly any beside it, a
 * field does that some records leave empty. */
static void
find_runs(struct search *s)
{
	const struct fixed_lines *f = s->f;
	size_t *begins = mem_new(f->width + 1, sizeof(*begins));
	size_t *ends = mem_new(f->width + 1, sizeof(*ends));
	size_t ended = 0;

	count_runs(f, begins, ends);
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

/* What the dates that may stand somewhere are like. */
struct dates {
	bool fit;
	size_t years; /* different ones */
};

/* Reads what stands at a place as dates of a pattern: real ones are of many
 * days. */
static struct dates
try_dates(const struct search *s, size_t from, const char *pattern)
{
	const struct fixed_lines *f = s->f;
	const char *why;
	struct period_format *format = period_format(span_of(pattern), &why);
	size_t width = strlen(pattern), n = 0, fits = 0, days = 0, months = 0;
	bool year[200] = { false }, month[13] = { false }, day[32] = { false };
	struct dates d = { false, 0 };

	for (size_t i = 0; i < f->count && n < LOOKED_AT; i++) {
		struct span cell = fixed_lines_cut(f, &f->list[i], from,
			from + width);
		struct period_date date;
		int32_t number;

		if (!f->list[i].record || !cell.len
			|| memchr(cell.at, ' ', cell.len))
			continue;
		n++;
		if (!period_parse(format, cell, &number))
			continue;
		date = period_date(number);
		if (date.year < 1900 || date.year > 2099)
			continue;
		fits++;
		d.years += !year[date.year - 1900];
		year[date.year - 1900] = true;
		months += !month[date.month];
		month[date.month] = true;
		days += !day[date.day];
		day[date.day] = true;
	}
	period_format_free(format);
	d.fit = n > 4 && fits * 50 >= n * 49
		&& months * 2 > (n < 40 ? n / 4 : 10)
		&& days > (n < 60 ? n / 4 : 14);
	return d;
}

/* Whether the four digits behind dates are of many kinds, as those of persons'
 * numbers are. */
static bool
has_endings(const struct search *s, size_t from)
{
	const struct fixed_lines *f = s->f;
	struct intern *endings = intern_new();
	size_t n = 0, different;

	for (size_t i = 0; i < f->count && n < LOOKED_AT; i++) {
		if (!f->list[i].record)
			continue;
		n++;
		intern_add(endings,
			fixed_lines_cut(f, &f->list[i], from, from + 4));
	}
	different = intern_count(endings);
	intern_free(endings);
	return different >= ENDINGS || different * 2 >= n;
}

/* Dates, and persons' numbers, in a stretch of nothing but digits. What lies
 * between two of them begins and ends somewhere, but may be several fields. */
static void
split_digits(struct search *s, size_t from, size_t to)
{
	static const char *const patterns[] = { "yyyymmdd", "ddmmyyyy",
		"ddmmyy", "yymmdd" };

	for (size_t k = from; k + 6 <= to; k++)
		for (size_t i = 0; i < 4; i++) {
			size_t width = strlen(patterns[i]);
			struct dates d = { false, 0 };

			if (k + width <= to)
				d = try_dates(s, k, patterns[i]);
			if (!d.fit)
				continue;
			if (i == 2 && d.years >= YEARS_OF_BIRTH && k + 10 <= to
				&& has_endings(s, k + 6))
				width = 10;
			if (!s->edge[k])
				s->edge[k] = EDGE_OPEN;
			if (!s->edge[k + width])
				s->edge[k + width] = EDGE_OPEN;
			k += width - 1;
			break;
		}
}

/* Looks for dates in each stretch of digits that no other sign has cut. */
static void
find_dates(struct search *s)
{
	const struct fixed_lines *f = s->f;

	for (size_t k = 0; k < f->width;) {
		size_t to = k;

		while (to < f->width && is_all(f, to, FIXED_DIGIT)
			&& (to == k || !s->edge[to]))
			to++;
		if (to - k > 6)
			split_digits(s, k, to);
		k = to > k ? to : k + 1;
	}
}

size_t
fixed_fields_find(const struct fixed_lines *f, struct fixed_field *fields)
{
	struct search s = { .f = f,
		.edge = mem_new(f->width + 1, sizeof(*s.edge)),
		.gap = mem_new(f->width + 1, sizeof(*s.gap)) };
	size_t n = 0;

	find_gaps(&s);
	find_changes(&s);
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
