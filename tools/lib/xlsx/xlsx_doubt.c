/* SPDX-License-Identifier: MIT */
#include "xlsx/xlsx_doubt.h"

#include "base/diag.h"
#include "base/mem.h"

#define KIND "identifier"
#define NAME_MOST 8

static size_t
digits_of(struct span s)
{
	size_t n = 0;

	while (n < s.len && span_digit(s.at[n]))
		n++;
	return n;
}

/* `C`, `AA`: the column's name. */
static const char *
name_of(size_t column, char name[NAME_MOST])
{
	size_t at = NAME_MOST;

	name[--at] = '\0';
	for (size_t n = column + 1; n; n = (n - 1) / 26)
		name[--at] = (char)('A' + (n - 1) % 26);
	return name + at;
}

static struct span
at_of(struct xlsx_doubt *d, const char *file, const char *sheet, uint64_t row)
{
	buf_clear(&d->at);
	buf_format(&d->at, "%s!%s:%llu", file, sheet, (unsigned long long)row);
	return buf_span(&d->at);
}

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
	size_t whole = digits_of(value), i = whole, fraction = 0, power;

	if (i < value.len && value.at[i] == '.') {
		fraction = digits_of(
			(struct span){ value.at + i + 1, value.len - i - 1 });
		i += 1 + fraction;
	}
	if (i == value.len)
		return fraction ? 0 : whole;
	if (!whole || (value.at[i] | ' ') != 'e' || ++i == value.len)
		return 0;
	i += value.at[i] == '+';
	power = 0;
	for (; i < value.len && span_digit(value.at[i]) && power < 1000; i++)
		power = power * 10 + (size_t)(value.at[i] - '0');
	return i == value.len && power >= fraction ? whole + power : 0;
}

/* Texts with a zero before, and numbers that may have lost theirs. */
static void
tell_mixed(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct xlsxdoubt_column *c, uint64_t number)
{
	char name[NAME_MOST];

	if (c->told || !c->texts || !number)
		return;
	c->told = true;
	diag_row(STATUS_DONE, KIND, at_of(d, p->file, p->sheet, number),
		"column %s: a number, but row %llu has a text of %zu digits "
		"that begins with 0: zeros before numbers may be lost",
		name_of(p->column, name), (unsigned long long)c->texts,
		c->digits);
}

static uint64_t
first_below(const struct xlsxdoubt_column *c, size_t digits)
{
	uint64_t first = 0;

	for (size_t i = 1; i < digits && i <= XLSX_DOUBT_DIGITS_MOST; i++)
		if (c->numbers[i] && (!first || c->numbers[i] < first))
			first = c->numbers[i];
	return first;
}

void
xlsx_doubt_number(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct span value)
{
	struct xlsxdoubt_column *c = column_of(d, p->column);
	size_t digits = whole_digits(value);
	char name[NAME_MOST];

	if (digits > XLSX_DOUBT_DIGITS_MOST) {
		diag_row(STATUS_DONE, KIND, at_of(d, p->file, p->sheet, p->row),
			"cell %s%llu: a whole number of %zu digits: a "
			"spreadsheet keeps %d, the others are lost",
			name_of(p->column, name), (unsigned long long)p->row,
			digits, XLSX_DOUBT_DIGITS_MOST);
		c->others = true;
	} else if (!digits) {
		c->others = true;
	} else if (!c->numbers[digits]) {
		c->numbers[digits] = p->row;
		tell_mixed(d, p, c, first_below(c, c->digits));
	}
}

/* `1.23E+15`, `1,23E+15`: what a spreadsheet made of a long number. */
static bool
is_shortened(struct span text)
{
	size_t i = digits_of(text), n;

	if (i != 1)
		return false;
	if (i < text.len && (text.at[i] == '.' || text.at[i] == ',')) {
		n = digits_of(
			(struct span){ text.at + i + 1, text.len - i - 1 });
		i += n + 1;
		if (!n)
			return false;
	}
	if (i + 2 >= text.len || text.at[i] != 'E' || text.at[i + 1] != '+')
		return false;
	n = digits_of((struct span){ text.at + i + 2, text.len - i - 2 });
	return n > 1 && i + 2 + n == text.len;
}

void
xlsx_doubt_text(struct xlsx_doubt *d, const struct xlsxdoubt_place *p,
	struct span text)
{
	struct xlsxdoubt_column *c = column_of(d, p->column);
	char name[NAME_MOST];

	if (is_shortened(text)) {
		diag_row(STATUS_DONE, KIND, at_of(d, p->file, p->sheet, p->row),
			"cell %s%llu: a text such as 1.23E+15: a spreadsheet "
			"shortened a number, its other digits are lost",
			name_of(p->column, name), (unsigned long long)p->row);
		return;
	}
	if (c->texts || text.len < 2 || text.at[0] != '0'
		|| digits_of(text) != text.len)
		return;
	c->texts = p->row;
	c->digits = text.len;
	tell_mixed(d, p, c, first_below(c, c->digits));
}

/* Whole numbers of n digits and of one fewer, and no others. */
static void
tell_lengths(struct xlsx_doubt *d, const char *file, const char *sheet,
	size_t column)
{
	const struct xlsxdoubt_column *c = &d->columns[column];
	size_t most = XLSX_DOUBT_DIGITS_MOST;
	char name[NAME_MOST];

	while (most && !c->numbers[most])
		most--;
	if (c->told || c->others || most <= XLSX_DOUBT_DIGITS
		|| !c->numbers[most - 1] || first_below(c, most - 1))
		return;
	diag_row(STATUS_DONE, KIND, at_of(d, file, sheet, c->numbers[most - 1]),
		"column %s: whole numbers of %zu digits, here of %zu: a zero "
		"before them may be lost",
		name_of(column, name), most, most - 1);
}

void
xlsx_doubt_end(struct xlsx_doubt *d, const char *file, const char *sheet)
{
	for (size_t i = 0; i < d->count; i++)
		tell_lengths(d, file, sheet, i);
	d->count = 0;
}

void
xlsx_doubt_free(struct xlsx_doubt *d)
{
	mem_free(d->columns);
	buf_free(&d->at);
}
