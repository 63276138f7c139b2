/* SPDX-License-Identifier: MIT */
#include "words.h"

#include "value/period.h"
#include "value/text.h"

void
words_number(struct buf *b, struct ratio number, int decimals, bool danish)
{
	struct buf plain = { 0 };
	size_t i, whole;

	ratio_print(&plain, number, decimals);
	for (whole = 0; whole < plain.len && plain.at[whole] != '.'; whole++)
		continue;
	for (i = 0; i < whole; i++) {
		buf_byte(b, plain.at[i]);
		if (plain.at[i] != '-' && i + 1 < whole
		    && (whole - i - 1) % 3 == 0)
			buf_byte(b, danish ? '.' : ',');
	}
	if (whole < plain.len)
		buf_byte(b, danish ? ',' : '.');
	for (i = whole + 1; i < plain.len; i++)
		buf_byte(b, plain.at[i]);
	buf_free(&plain);
}

void
words_day(struct buf *b, int32_t day, bool danish)
{
	struct period_date d = period_date(day);

	if (danish)
		buf_format(b, "%02d-%02d-%04d", d.day, d.month, d.year);
	else
		period_print_day(b, day);
}

static const char *
month_name(int32_t month, bool danish)
{
	static const char *const names[2][12] = {
		{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
			"Sep", "Oct", "Nov", "Dec" },
		{ "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug",
			"sep", "okt", "nov", "dec" } };

	return names[danish][month % 12];
}

void
words_months(struct buf *b, int32_t from, int32_t to, bool danish)
{
	buf_text(b, month_name(from, danish));
	if (from / 12 != to / 12)
		buf_format(b, " %d", from / 12);
	if (from != to)
		buf_format(b, "-%s", month_name(to, danish));
	buf_format(b, " %d", to / 12);
}

bool
words_is_percent(const struct goal *g)
{
	return span_is(g->unit_of_value, "percent")
		|| span_is(g->unit_of_value, "procent")
		|| span_is(g->unit_of_value, "%");
}

/* Goals name their unit in English; what is not known here stands as it is
 * written. */
struct span
words_noun(const struct goal *g, bool danish)
{
	static const struct { const char *word, *danish, *english; } nouns[] = {
		{ "number", "", "" }, { "antal", "", "" },
		{ "persons", "personer", "persons" },
		{ "cases", "sager", "cases" },
		{ "spells", "forløb", "spells" },
		{ "days", "dage", "days" },
		{ "points", "point", "points" },
		{ "kWh", "kWh", "kWh" },
	};
	size_t i;

	if (words_is_percent(g))
		return SPAN("%");
	for (i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
		if (span_is(g->unit_of_value, nouns[i].word))
			return span_of(danish ? nouns[i].danish
				: nouns[i].english);
	return g->unit_of_value;
}

long
words_ten_to(int power)
{
	long n = 1;

	while (power-- > 0)
		n *= 10;
	return n;
}
