/* SPDX-License-Identifier: MIT
 *
 * The data of a page for spreadsheets and programs, and what their columns
 * are. Excel gets what a Danish Excel opens by itself: a byte order mark, `;`,
 * decimal commas, CR LF, people's words, and text it cannot take for a formula
 * (CWE-1236). Everyone else gets the streams' own words, numbers and dates;
 * quoting and escaping of those is io/out's work.
 */
#include "format.h"

#include "io/escape.h"
#include "value/period.h"
#include "value/text.h"

#define MARK "\xef\xbb\xbf"

bool
delimited_is_number(struct span s)
{
	size_t i = 0, whole;

	i += s.len && s.at[0] == '-';
	for (whole = i; i < s.len && s.at[i] >= '0' && s.at[i] <= '9'; i++)
		;
	if (i == whole)
		return false;
	if (i < s.len && s.at[i] == '.')
		for (whole = ++i; i < s.len && s.at[i] >= '0' && s.at[i] <= '9';
			i++)
			;
	return i == s.len && i > whole;
}

/* Whether a spreadsheet would take a text for something to calculate, also
 * behind what cannot be seen. */
static bool
is_formula(struct span s)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };

	s = text_seen(s);
	if (!s.len)
		return false;
	if (memchr("=+-@|%", s.at[0], 6))
		return true;
	for (size_t i = 0; i < 4; i++)
		if (s.len >= 3 && !memcmp(s.at, wide[i], 3))
			return true;
	return false;
}

static bool
needs_quotes(struct span s)
{
	return s.len
		&& (memchr(s.at, ';', s.len) || memchr(s.at, '"', s.len)
			|| s.at[0] == ' ' || s.at[s.len - 1] == ' ');
}

/* A guarded text begins with ', which says that it is one. */
static void
excel_text(struct out *out, struct span text, bool guard)
{
	struct buf clean = { 0 };
	struct span s;

	page_clean(&clean, text);
	s = buf_span(&clean);
	guard = guard || is_formula(s)
		|| (text.len && memchr("\t\r\n", text.at[0], 3));
	if (!guard && !needs_quotes(s)) {
		out_bytes(out, s);
	} else {
		out_print(out, guard ? "\"'" : "\"");
		for (size_t i = 0; i < s.len; i++)
			out_print(out, s.at[i] == '"' ? "\"\"" : "%c", s.at[i]);
		out_print(out, "\"");
	}
	buf_free(&clean);
}

static void
excel_number(struct out *out, struct span number)
{
	const char *point = memchr(number.at, '.', number.len);
	size_t whole = point ? (size_t)(point - number.at) : number.len;

	out_bytes(out, (struct span){ number.at, whole });
	if (point)
		out_print(out, ",%.*s", (int)(number.len - whole - 1),
			point + 1);
}

static void
excel_words(struct out *out, enum lang lang, const char *column,
	struct span text)
{
	struct buf said = { 0 };

	words_value(&said, lang, column, text);
	excel_text(out, buf_span(&said), false);
	buf_free(&said);
}

static void
excel_cell(struct out *out, enum lang lang, const char *column,
	const struct page_cell *c)
{
	char room[DAY_WIDTH];

	switch (c->kind) {
	case PAGE_EMPTY:
		break;
	case PAGE_NUMBER:
		if (delimited_is_number(c->text))
			excel_number(out, c->text);
		else /* a fraction such as 3/4 would become a day of April */
			excel_text(out, c->text, true);
		break;
	case PAGE_TEXT:
		excel_words(out, lang, column, c->text);
		break;
	case PAGE_DAY:
		period_write_day(room, c->day);
		out_bytes(out, (struct span){ room, DAY_WIDTH });
		break;
	case PAGE_STATUS:
	case PAGE_SIGN:
		excel_text(out, words_status(lang, c->status), false);
		break;
	}
}

void
delimited_excel(const struct page *p, const struct format_look *look,
	struct out *out)
{
	const struct page_table *t = p->data;

	(void)look;
	out_print(out, MARK);
	for (size_t j = 0; j < t->ncolumns; j++) {
		out_print(out, j ? ";" : "");
		excel_text(out, t->columns[j].title, false);
	}
	out_print(out, "\r\n");
	for (size_t i = 0; i < t->nrows; i++) {
		for (size_t j = 0; j < t->ncolumns; j++) {
			out_print(out, j ? ";" : "");
			excel_cell(out, p->lang, t->columns[j].name,
				&t->rows[i].cells[j]);
		}
		out_print(out, "\r\n");
	}
}

static void
record_cell(struct out *out, const struct page_cell *c)
{
	char room[DAY_WIDTH];

	switch (c->kind) {
	case PAGE_EMPTY:
		out_cell(out, SPAN(""));
		break;
	case PAGE_TEXT:
	case PAGE_NUMBER:
		out_cell(out, c->text);
		break;
	case PAGE_DAY:
		period_write_day(room, c->day);
		out_cell(out, (struct span){ room, DAY_WIDTH });
		break;
	case PAGE_STATUS:
	case PAGE_SIGN:
		out_cell(out, span_of(verdict_statuses[c->status]));
		break;
	}
}

void
delimited_records(const struct page *p, const struct format_look *look,
	struct out *out)
{
	const struct page_table *t = p->data;
	const char **names = mem_new(t->ncolumns, sizeof(*names));

	(void)look;
	for (size_t j = 0; j < t->ncolumns; j++)
		names[j] = t->columns[j].name;
	out_columns(out, names, t->ncolumns);
	for (size_t i = 0; i < t->nrows; i++) {
		for (size_t j = 0; j < t->ncolumns; j++)
			record_cell(out, &t->rows[i].cells[j]);
		out_row(out);
	}
	mem_free(names);
}

void
delimited_powerbi(const struct page *p, const struct format_look *look,
	struct out *out)
{
	out_print(out, MARK);
	delimited_records(p, look, out);
}

/* --- what the columns are, for data catalogues --- */

static void
put(struct out *out, struct span text)
{
	char *room = mem_new(ESCAPE_ROOM(text.len) + 1, 1);
	char *end = escape_json(room, text);

	out_bytes(out, (struct span){ room, (size_t)(end - room) });
	mem_free(room);
}

/* A column of numbers that holds an exact fraction is text to others. */
static bool
all_numbers(const struct page_table *t, size_t column)
{
	for (size_t i = 0; i < t->nrows; i++) {
		const struct page_cell *c = &t->rows[i].cells[column];

		if (c->kind != PAGE_EMPTY
			&& (c->kind != PAGE_NUMBER
				|| !delimited_is_number(c->text)))
			return false;
	}
	return true;
}

static const char *
type_of(const struct page_table *t, size_t column)
{
	switch (t->columns[column].kind) {
	case PAGE_NUMBER:
		return !strcmp(t->columns[column].name, "year") ? "year"
			: all_numbers(t, column)                ? "number"
								: "string";
	case PAGE_DAY:
		return "date";
	default:
		return "string";
	}
}

static void
put_field(struct out *out, const struct page_table *t, size_t column)
{
	out_print(out, "%s\n          { \"name\": ", column ? "," : "");
	put(out, span_of(t->columns[column].name));
	out_print(out, ", \"title\": ");
	put(out, t->columns[column].title);
	out_print(out, ", \"type\": \"%s\"", type_of(t, column));
	if (t->columns[column].kind == PAGE_STATUS) {
		out_print(out, ", \"constraints\": { \"enum\": [");
		for (int s = 0; s < VERDICT_STATUSES; s++)
			out_print(out, "%s\"%s\"", s ? ", " : "",
				verdict_statuses[s]);
		out_print(out, "] }");
	}
	out_print(out, " }");
}

static bool
has_key(const struct page_table *t)
{
	size_t found = 0;

	for (size_t j = 0; j < t->ncolumns; j++)
		found += !strcmp(t->columns[j].name, "unit")
			|| !strcmp(t->columns[j].name, "goal")
			|| !strcmp(t->columns[j].name, "as_of");
	return found == 3;
}

void
delimited_package(const struct page *p, const struct format_look *look,
	struct out *out)
{
	char day[DAY_WIDTH];

	(void)look;
	period_write_day(day, p->day);
	out_print(out,
		"{\n  \"profile\": \"tabular-data-package\",\n"
		"  \"name\": \"bif-%s\",\n  \"title\": ",
		p->name);
	put(out, p->title);
	out_print(out,
		",\n  \"created\": \"%.10sT00:00:00Z\",\n"
		"  \"resources\": [\n    { \"name\": \"%s\", \"path\": "
		"\"%s.csv\", \"profile\": \"tabular-data-resource\",\n"
		"      \"format\": \"csv\", \"mediatype\": \"text/csv\", "
		"\"encoding\": \"utf-8\",\n      \"dialect\": { "
		"\"delimiter\": \",\", \"doubleQuote\": true, \"header\": "
		"true },\n      \"schema\": {\n        \"fields\": [",
		day, p->name, p->name);
	for (size_t j = 0; j < p->data->ncolumns; j++)
		put_field(out, p->data, j);
	out_print(out,
		"\n        ],\n        \"missingValues\": [\"\"]%s\n"
		"      } } ]\n}\n",
		has_key(p->data)
			? ",\n        "
			  "\"primaryKey\": [\"unit\", \"goal\", \"as_of\"]"
			: "");
}
