/* SPDX-License-Identifier: MIT
 *
 * Numbers and dates as people write them come from value/format_number, which the
 * reports use too; here is only what a sentence needs beyond them.
 */
#include "text_words.h"

#include "value/format_number.h"
#include "value/text.h"

static enum lang
lang_of(bool danish)
{
	return danish ? LANG_DA : LANG_EN;
}

void
text_words_number(struct buf *b, struct ratio number, int decimals, bool danish)
{
	struct buf plain = { 0 };

	ratio_print(&plain, number, decimals);
	format_number_number(b, lang_of(danish), buf_span(&plain));
	buf_free(&plain);
}

void
text_words_day(struct buf *b, int32_t day, bool danish)
{
	format_number_day_brief(b, lang_of(danish), day);
}

void
text_words_months(struct buf *b, int32_t from, int32_t to, bool danish)
{
	buf_add(b, format_number_month_brief(lang_of(danish), from));
	if (from / 12 != to / 12)
		buf_format(b, " %d", from / 12);
	if (from != to) {
		buf_byte(b, '-');
		buf_add(b, format_number_month_brief(lang_of(danish), to));
	}
	buf_format(b, " %d", to / 12);
}

/* Goals name their unit in English; what is not known here stands as it is
 * written. */
struct span
text_words_noun(const struct goal *g, bool danish)
{
	static const struct {
		const char *word, *danish, *english;
	} nouns[] = {
		{ "number", "", "" },
		{ "antal", "", "" },
		{ "persons", "personer", "persons" },
		{ "cases", "sager", "cases" },
		{ "spells", "forløb", "spells" },
		{ "days", "dage", "days" },
		{ "points", "point", "points" },
		{ "kWh", "kWh", "kWh" },
	};
	size_t i;

	if (goal_is_percent(g))
		return SPAN("%");
	for (i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
		if (span_is(g->unit_of_value, nouns[i].word))
			return span_of(
				danish ? nouns[i].danish : nouns[i].english);
	return g->unit_of_value;
}

long
text_words_ten_to(int power)
{
	long n = 1;

	while (power-- > 0)
		n *= 10;
	return n;
}
