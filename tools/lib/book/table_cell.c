/* SPDX-License-Identifier: MIT
 *
 * Cells of the book's tables as values: what people type, and what a Danish
 * spreadsheet makes of it when it saves the file again. What can be read in
 * two ways is rejected, never guessed.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "book/defs.h"
#include "book/table.h"
#include "value/period.h"
#include "value/text.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

bool
table_day(const struct table *t, size_t row, int column, int32_t *day)
{
	struct span cell = table_cell(t, row, column);
	static const char *const danish[] = { "d-m-yyyy", "d.m.yyyy" };
	const char *why;
	bool ok;
	size_t i;

	*day = DAY_NONE;
	if (!cell.len)
		return true;
	/* YYYY-MM-DD; also dd-mm-yyyy and dd.mm.yyyy, which a Danish
	 * spreadsheet makes of it when it saves the file again. */
	ok = period_read_day(cell, day);
	for (i = 0; !ok && i < COUNT(danish); i++) {
		struct period_format *format = period_format(span_of(danish[i]),
			&why);

		ok = format && period_parse(format, cell, day);
		period_format_free(format);
	}
	if (ok)
		return true;
	*day = DAY_NONE;
	return table_wrong(t, row, column,
		"\"%.*s\" is not a date such as "
		"2010-12-31",
		SPAN_ARG(cell));
}

bool
table_month(const struct table *t, size_t row, int column, int32_t *month)
{
	static const char *const danish[] = { "mon-yy", "mon-yyyy", "mon yyyy",
		"month yyyy", "m-yyyy", "m.yyyy", "01-mm-yyyy", "01.mm.yyyy" };
	struct span cell = table_cell(t, row, column);
	bool ok = period_read_month(cell, month);
	const char *why;
	int32_t day;

	for (size_t i = 0; !ok && i < COUNT(danish); i++) {
		struct period_format *format = period_format(span_of(danish[i]),
			&why);

		ok = format && period_parse(format, cell, &day);
		if (ok)
			*month = period_month_of(day);
		period_format_free(format);
	}
	return ok
		|| table_wrong(t, row, column,
			"\"%.*s\" is not a month (YYYY-MM)", SPAN_ARG(cell));
}

bool
table_decimal(const struct table *t, size_t row, int column, struct span text,
	struct decimal *number)
{
	enum decimal_result result = decimal_read(text, DECIMAL_EITHER, number);
	struct buf grouped = { 0 }, marked = { 0 };

	if ((result == DECIMAL_DOUBT || result == DECIMAL_NOT)
		&& t->numbers != DECIMAL_EITHER)
		result = decimal_read(text, t->numbers, number);
	if (result == DECIMAL_OK)
		return true;
	if (result == DECIMAL_RANGE)
		return table_wrong(t, row, column,
			"\"%.*s\" has too many digits", SPAN_ARG(text));
	if (result == DECIMAL_NOT)
		return table_wrong(t, row, column,
			"\"%.*s\" is not a number: write the figure alone, as "
			"in 92 or 4.5",
			SPAN_ARG(text));
	/* Says the two readings of a doubtful number: its mark as a thousands
	 * separator, and as a decimal mark. Some cannot be written without
	 * doubt, so the message names what decides for the whole book. */
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c != '.' && c != ',')
			buf_byte(&grouped, c);
		buf_byte(&marked, c == ',' ? '.' : c);
	}
	while (marked.len && marked.at[marked.len - 1] == '0')
		marked.len--;
	if (marked.len && marked.at[marked.len - 1] == '.')
		marked.len--;
	table_wrong(t, row, column,
		"\"%.*s\" can be read as %s and as %s: say which by "
		"\"numbers\" in book.json (\"1.234,5\" or \"1,234.5\")",
		SPAN_ARG(text), buf_string(&grouped), buf_string(&marked));
	buf_free(&grouped);
	buf_free(&marked);
	return false;
}

bool
table_number(const struct table *t, size_t row, int column,
	struct decimal *number, bool *absent)
{
	struct span cell = table_cell(t, row, column);

	*number = (struct decimal){ 0 };
	*absent = !cell.len;
	return *absent || table_decimal(t, row, column, cell, number);
}

bool
table_year(const struct table *t, size_t row, int column, int *year)
{
	struct span cell = table_cell(t, row, column);
	size_t i;

	*year = 0;
	for (i = 0;
		i < cell.len && cell.at[i] >= '0' && cell.at[i] <= '9' && i < 4;
		i++)
		*year = *year * 10 + (cell.at[i] - '0');
	if (cell.len != 4 || i != 4 || *year < 1000)
		return table_wrong(t, row, column, "\"%.*s\" is not a year",
			SPAN_ARG(cell));
	return true;
}

bool
table_yes(const struct table *t, size_t row, int column, bool *yes)
{
	static const char *const words[] = { "no", "false", "0", "nej", "falsk",
		"yes", "true", "1", "ja", "sand" };
	struct span cell = table_cell(t, row, column);
	size_t i;

	*yes = false;
	if (!cell.len)
		return true;
	for (i = 0; i < COUNT(words); i++)
		if (text_same(cell, span_of(words[i]))) {
			*yes = i >= 5;
			return true;
		}
	return table_wrong(t, row, column, "\"%.*s\" is neither yes nor no",
		SPAN_ARG(cell));
}

bool
table_word(const struct table *t, size_t row, int column,
	const char *const words[], size_t n, int *choice)
{
	struct span cell = table_cell(t, row, column);
	struct buf all = { 0 };
	size_t i;

	if (!cell.len)
		return true;
	for (i = 0; i < n; i++)
		if (span_is(cell, words[i])) {
			*choice = (int)i;
			return true;
		}
	for (i = 0; i < n; i++)
		if (*words[i])
			buf_format(&all, "%s%s", all.len ? ", " : "", words[i]);
	text_suggest(&all, cell, words, n);
	table_wrong(t, row, column, "\"%.*s\" is none of %s", SPAN_ARG(cell),
		buf_string(&all));
	buf_free(&all);
	return false;
}

bool
table_unknown(const struct table *t, size_t row, int column, const char *rule,
	const char *what, const struct table *names)
{
	struct span cell = table_cell(t, row, column);
	const char **words = mem_new(names->rows + 1, sizeof(*words));
	int at = table_column(names, what);
	struct buf meant = { 0 };
	bool there = false;

	for (size_t i = 0; i < names->rows; i++) {
		words[i] = mem_copy(table_cell(names, i, at));
		there |= span_equal(table_cell(names, i, at), cell);
	}
	text_suggest(&meant, cell, words, names->rows);
	/* Of a row that is there and was left out the fault is said. */
	if (!there)
		def_error_say(table_place(t, row), rule,
			"column \"%s\": \"%.*s\" is no %s of %ss.csv%s", what,
			SPAN_ARG(cell), what, what, buf_string(&meant));
	buf_free(&meant);
	for (size_t i = 0; i < names->rows; i++)
		mem_free((char *)words[i]);
	mem_free(words);
	return false;
}
