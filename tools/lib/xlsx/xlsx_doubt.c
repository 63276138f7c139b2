/* SPDX-License-Identifier: MIT
 *
 * Cells are seen once, in the order of the sheet, and nothing of them is kept
 * but the rows in which each kind of cell was met first: that is enough to
 * name both sides of a contradiction. Nothing is changed, and no row is
 * rejected for a doubt: most columns of mixed cells are as they were meant.
 */
#include "xlsx/xlsx_doubt.h"

#include "base/diag.h"
#include "base/mem.h"

/* How many digits stand in a text from a place on. */
static size_t
digits_of(struct span s, size_t from)
{
	size_t n = from;

	while (n < s.len && span_digit(s.at[n]))
		n++;
	return n - from;
}

/* Columns are counted by letters without a zero: behind Z comes AA, so each
 * digit is one less than in base 26. */
const char *
xlsx_doubt_name(size_t column, char room[XLSX_DOUBT_NAME])
{
	size_t at = XLSX_DOUBT_NAME;

	room[--at] = '\0';
	for (size_t n = column + 1; n && at; n = (n - 1) / 26)
		room[--at] = (char)('A' + (n - 1) % 26);
	return room + at;
}

/* The address of a row as messages have it, `file!sheet:row`; good until the
 * next call. */
static struct span
at_of(struct xlsx_doubt *d, const char *file, const char *sheet, uint64_t row)
{
	buf_clear(&d->at);
	buf_format(&d->at, "%s!%s:%llu", file, sheet, (unsigned long long)row);
	return buf_span(&d->at);
}

/* Says something of the cell at the place. */
static void
say_cell(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	const char *kind, const char *words)
{
	char name[XLSX_DOUBT_NAME];

	diag_row(STATUS_DONE, kind, at_of(d, p->file, p->sheet, p->row),
		"cell %s%llu: %s", xlsx_doubt_name(p->column, name),
		(unsigned long long)p->row, words);
}

/* Columns are known as far as cells were seen. */
static struct xlsxdoubt_column *
column_of(struct xlsx_doubt *d, size_t column)
{
	if (column >= d->count) {
		d->columns = mem_resize(d->columns, column + 1,
			sizeof(*d->columns));
		memset(d->columns + d->count, 0,
			(column + 1 - d->count) * sizeof(*d->columns));
		d->count = column + 1;
	}
	return &d->columns[column];
}

/* How many digits a whole number has; 0: it is none. `1.23E+15` has 16. */
static size_t
whole_digits(struct span value)
{
	size_t whole = digits_of(value, 0), i = whole, fraction = 0, power = 0;

	if (i < value.len && value.at[i] == '.') {
		fraction = digits_of(value, i + 1);
		i += 1 + fraction;
	}
	if (i == value.len)
		return fraction ? 0 : whole;
	if (!whole || (value.at[i] | ' ') != 'e' || ++i == value.len)
		return 0;
	i += value.at[i] == '+';
	for (; i < value.len && span_digit(value.at[i]) && power < 1000; i++)
		power = power * 10 + (size_t)(value.at[i] - '0');
	return i == value.len && power >= fraction ? whole + power : 0;
}

/* The first row with a whole number of fewer digits; 0: there is none. */
static uint64_t
first_below(const struct xlsxdoubt_column *c, size_t digits)
{
	uint64_t first = 0;

	for (size_t i = 1; i < digits && i <= XLSX_DOUBT_DIGITS_MOST; i++)
		if (c->numbers[i] && (!first || c->numbers[i] < first))
			first = c->numbers[i];
	return first;
}

/* Texts with a zero before, and numbers that may have lost theirs. */
static void
tell_mixed(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct xlsxdoubt_column *c)
{
	uint64_t number = first_below(c, c->digits);
	char name[XLSX_DOUBT_NAME];

	if (c->told || !c->zeros || !number)
		return;
	c->told = true;
	diag_row(STATUS_DONE, "identifier", at_of(d, p->file, p->sheet, number),
		"column %s: a number, but row %llu has a text of %zu digits that begins with 0: zeros before numbers may be lost",
		xlsx_doubt_name(p->column, name), (unsigned long long)c->zeros,
		c->digits);
}

/* Shares as percentages and as fractions of one, in one column. */
static void
tell_percents(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct xlsxdoubt_column *c)
{
	char name[XLSX_DOUBT_NAME];

	if (c->told_percents || !c->percents || !c->fractions)
		return;
	c->told_percents = true;
	diag_row(STATUS_DONE, "percent",
		at_of(d, p->file, p->sheet, c->fractions),
		"column %s: a number below 1, but row %llu has a percentage: they are read as they are shown, and may be the same kind",
		xlsx_doubt_name(p->column, name),
		(unsigned long long)c->percents);
}

/* A number beyond what a spreadsheet keeps is told each time it is met: each is
 * another identifier that is lost. */
void
xlsx_doubt_number(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct span value)
{
	struct xlsxdoubt_column *c = column_of(d, p->column);
	size_t digits = whole_digits(value);
	char words[96];

	if (digits > XLSX_DOUBT_DIGITS_MOST) {
		snprintf(words, sizeof(words),
			"a whole number of %zu digits: a spreadsheet keeps %d, the others are lost",
			digits, XLSX_DOUBT_DIGITS_MOST);
		say_cell(d, p, "identifier", words);
	}
	if (!c->fractions && value.len > 1
		&& (!memcmp(value.at, "0.", 2)
			|| memmem(value.at, value.len, "E-", 2))) {
		c->fractions = p->row;
		tell_percents(d, p, c);
	}
	if (!digits || digits > XLSX_DOUBT_DIGITS_MOST) {
		c->others = true;
	} else if (!c->numbers[digits]) {
		c->numbers[digits] = p->row;
		tell_mixed(d, p, c);
	}
}

/* `1.23E+15`, `1,23E+15`: what a spreadsheet made of a long number. */
static bool
is_shortened(struct span text)
{
	size_t i = digits_of(text, 0), n;

	if (i != 1)
		return false;
	if (i < text.len && (text.at[i] == '.' || text.at[i] == ',')) {
		n = digits_of(text, i + 1);
		i += n + 1;
		if (!n)
			return false;
	}
	if (i + 2 >= text.len || text.at[i] != 'E' || text.at[i + 1] != '+')
		return false;
	n = digits_of(text, i + 2);
	return n > 1 && i + 2 + n == text.len;
}

/* `15-03-2010`, `3/15/10 14:22`: three numbers with a sign between. */
static bool
is_date(struct span text)
{
	size_t i = 0;

	while (i < text.len && text.at[i] == ' ')
		i++;
	for (size_t part = 0; part < 3; part++) {
		size_t n = digits_of(text, i);

		i += n;
		if (!n || n > 4)
			return false;
		if (part < 2
			&& (i == text.len || !strchr("-./ ", text.at[i++])))
			return false;
		while (part < 2 && i < text.len && text.at[i] == ' ')
			i++;
	}
	return i == text.len || text.at[i] == ' ' || text.at[i] == 'T';
}

/* A spreadsheet of another language takes 05-03-2010 for the third of May and
 * leaves 15-03-2010 a text. Nobody can tell from the cells which it was. */
static void
tell_dates(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct xlsxdoubt_column *c)
{
	char name[XLSX_DOUBT_NAME];

	if (c->told_dates || !c->dates || !c->date_texts)
		return;
	c->told_dates = true;
	diag_row(STATUS_DONE, "dates",
		at_of(d, p->file, p->sheet, c->date_texts),
		"column %s: a text such as a date, but row %llu has a true date: where a spreadsheet of another language read the dates, day and month of the true ones are turned round",
		xlsx_doubt_name(p->column, name), (unsigned long long)c->dates);
}

/* A text of digits alone that begins with 0 was typed as an identifier;
 * numbers in the same column are those that lost their zeros. */
void
xlsx_doubt_text(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct span text)
{
	struct xlsxdoubt_column *c = column_of(d, p->column);

	if (is_shortened(text)) {
		say_cell(d, p, "identifier",
			"a text such as 1.23E+15: a spreadsheet shortened a number, its other digits are lost");
		return;
	}
	if (!c->date_texts && is_date(text)) {
		c->date_texts = p->row;
		tell_dates(d, p, c);
	}
	if (c->zeros || text.len < 2 || text.at[0] != '0'
		|| digits_of(text, 0) != text.len)
		return;
	c->zeros = p->row;
	c->digits = text.len;
	tell_mixed(d, p, c);
}

void
xlsx_doubt_date(struct xlsx_doubt *d, const struct xlsxdoubt_place *p)
{
	struct xlsxdoubt_column *c = column_of(d, p->column);

	c->others = true;
	if (c->dates)
		return;
	c->dates = p->row;
	tell_dates(d, p, c);
}

/* Said at the first such cell of a column, since all of it is formatted
 * alike. */
void
xlsx_doubt_shown(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	enum xlsxdoubt_shown how)
{
	static const char *const said[XLSXDOUBT_SHOWN][2] = {
		[XLSXDOUBT_SCALED] = { "scaled",
			"shows thousands or millions, and holds the whole number, which is read" },
		[XLSXDOUBT_DAYS] = { "hours",
			"shows a time of day, and holds days that it does not show: where hours are meant, its format is [h]:mm" },
		[XLSXDOUBT_NOTHING] = { "empty",
			"shows no number by its format, and holds one, which is read" },
	};
	struct xlsxdoubt_column *c = column_of(d, p->column);

	c->others = true;
	if (!c->told_shown[how])
		say_cell(d, p, said[how][0], said[how][1]);
	c->told_shown[how] = true;
}

/* Twelve and a half per cent, and a half: one of the two lost its format, or
 * never had it. Whole numbers may be what is counted beside a share. */
void
xlsx_doubt_percent(struct xlsx_doubt *d, const struct xlsxdoubt_place *p)
{
	struct xlsxdoubt_column *c = column_of(d, p->column);

	c->others = true;
	if (!c->percents)
		c->percents = p->row;
	tell_percents(d, p, c);
}

/* Whole numbers of n digits and of one fewer, and no others. */
void
xlsx_doubt_end(struct xlsx_doubt *d, const char *file, const char *sheet)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct xlsxdoubt_column *c = &d->columns[i];
		size_t most = XLSX_DOUBT_DIGITS_MOST;
		char name[XLSX_DOUBT_NAME];

		while (most && !c->numbers[most])
			most--;
		if (c->told || c->others || most <= XLSX_DOUBT_DIGITS
			|| !c->numbers[most - 1] || first_below(c, most - 1))
			continue;
		diag_row(STATUS_DONE, "identifier",
			at_of(d, file, sheet, c->numbers[most - 1]),
			"column %s: whole numbers of %zu digits, here of %zu: a zero before them may be lost",
			xlsx_doubt_name(i, name), most, most - 1);
	}
	d->count = 0;
}

void
xlsx_doubt_free(struct xlsx_doubt *d)
{
	mem_free(d->columns);
	buf_free(&d->at);
}
