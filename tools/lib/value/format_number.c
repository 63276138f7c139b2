/* SPDX-License-Identifier: MIT
 *
 * Numbers as people of a language read them: a decimal comma and points between
 * thousands, or the other way round. The digits are never rounded here: whoever
 * prints a value has rounded it.
 */
#include "value/format_number.h"

#include "value/period.h"

/* As they stand inside a sentence: Danish writes them small. */
static const char *const MONTHS[LANGS][12] = {
	{ "januar", "februar", "marts", "april", "maj", "juni", "juli",
		"august", "september", "oktober", "november", "december" },
	{ "January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December" },
};

/* How many digits the text begins with. */
static size_t
digits(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.at[n] >= '0' && s.at[n] <= '9')
		n++;
	return n;
}

/* What is not digits with at most one point is shown as it stands: a fraction,
 * an empty cell, a word. */
void
format_number_number(struct buf *b, enum lang lang, struct span exact)
{
	struct span rest = exact, whole, decimals = { 0 };

	if (rest.len && rest.at[0] == '-')
		span_skip(&rest, 1);
	whole = (struct span){ rest.at, digits(rest) };
	span_skip(&rest, whole.len);
	if (whole.len && rest.len && rest.at[0] == '.') {
		decimals = (struct span){ rest.at + 1, rest.len - 1 };
		decimals.len = digits(decimals);
		span_skip(&rest, 1 + decimals.len);
	}
	if (!whole.len || rest.len) {
		buf_add(b, exact);
		return;
	}
	if (exact.at[0] == '-')
		buf_byte(b, '-');
	for (size_t i = 0; i < whole.len; i++) {
		if (i && (whole.len - i) % 3 == 0)
			buf_byte(b, lang == LANG_DA ? '.' : ',');
		buf_byte(b, whole.at[i]);
	}
	if (decimals.len) {
		buf_byte(b, lang == LANG_DA ? ',' : '.');
		buf_add(b, decimals);
	}
}

void
format_number_count(struct buf *b, enum lang lang, uint64_t count)
{
	char room[24];
	int n = snprintf(room, sizeof(room), "%llu", (unsigned long long)count);

	format_number_number(b, lang, (struct span){ room, (size_t)n });
}

/* Danish has a point behind the day: 30. juni 2010. */
void
format_number_day(struct buf *b, enum lang lang, int32_t day)
{
	struct period_date d = period_date(day);

	buf_format(b, lang == LANG_DA ? "%d. %s %d" : "%d %s %d", d.day,
		MONTHS[lang][d.month - 1], d.year);
}

/* Danes write the day first. In English a day in digits is that of ISO 8601,
 * which nobody can read in two ways. */
void
format_number_day_brief(struct buf *b, enum lang lang, int32_t day)
{
	struct period_date d = period_date(day);

	if (lang == LANG_DA)
		buf_format(b, "%02d-%02d-%04d", d.day, d.month, d.year);
	else
		period_print_day(b, day);
}

void
format_number_month(struct buf *b, enum lang lang, int32_t month)
{
	buf_format(b, "%s %d", MONTHS[lang][month % 12], month / 12);
}

void
format_number_months(struct buf *b, enum lang lang, int32_t first, int32_t last)
{
	if (first / 12 != last / 12) {
		format_number_month(b, lang, first);
		buf_text(b, " – ");
	} else if (first != last) {
		buf_format(b, "%s–", MONTHS[lang][first % 12]);
	}
	format_number_month(b, lang, last);
}

/* The three first letters of each name differ, and are ASCII, in both languages. */
struct span
format_number_month_brief(enum lang lang, int32_t month)
{
	return (struct span){ MONTHS[lang][month % 12], 3 };
}
