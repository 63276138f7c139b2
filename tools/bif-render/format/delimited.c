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
#define JSON_DIGITS 15 /* of a number that every reader keeps */

/* Digits, perhaps a sign before and a point among them. Unlike a program's own
 * reading it takes no blank, no plus and no exponent: a reader elsewhere might
 * take them otherwise. */
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

/* A text, guarded where a spreadsheet would take it for something to calculate,
 * also behind what cannot be seen. A guarded text begins with ', which says
 * that it is one. guard: it is one already, whatever it begins with. The wide
 * signs are those of East Asian writing, which some spreadsheets take for their
 * narrow ones. */
static void
excel_text(struct out *out, struct span text, bool guard)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };
	BUF_LOCAL clean = { 0 };
	struct span s, seen;

	page_clean(&clean, text);
	s = (struct span){ buf_string(&clean), clean.len };
	seen = text_seen(s);
	for (size_t i = 0; i < 4; i++)
		guard = guard
			|| (seen.len >= 3 && !memcmp(seen.at, wide[i], 3));
	guard = guard || (seen.len && memchr("=+-@|%", seen.at[0], 6))
		|| (text.len && memchr("\t\r\n", text.at[0], 3));
	if (!guard && !memchr(s.at, ';', s.len) && !memchr(s.at, '"', s.len)
		&& !(s.len && (s.at[0] == ' ' || s.at[s.len - 1] == ' '))) {
		out_bytes(out, s);
	} else {
		out_print(out, guard ? "\"'" : "\"");
		for (size_t i = 0; i < s.len; i++)
			out_bytes(out,
				s.at[i] == '"' ? SPAN("\"\"")
					       : (struct span){ s.at + i, 1 });
		out_print(out, "\"");
	}
}

/* One cell: numbers with a decimal comma, and words of the streams as people
 * say them. A fraction such as 3/4 would become a day of April, so it is
 * guarded. Days are as ISO 8601 has them, which Excel reads in every country.
 * Nothing is written of an empty cell. */
static void
excel_cell(struct out *out, enum lang lang, const char *column,
	struct page_cell c)
{
	char room[DAY_WIDTH];
	BUF_LOCAL said = { 0 };
	const char *point;

	switch (c.kind) {
	case PAGE_EMPTY:
		break;
	case PAGE_NUMBER:
		if (!delimited_is_number(c.text))
			excel_text(out, c.text, true);
		else if ((point = memchr(c.text.at, '.', c.text.len)))
			out_print(out, "%.*s,%.*s", (int)(point - c.text.at),
				c.text.at,
				(int)(c.text.at + c.text.len - point - 1),
				point + 1);
		else
			out_bytes(out, c.text);
		break;
	case PAGE_TEXT:
		words_value(&said, lang, column, c.text);
		excel_text(out, buf_span(&said), false);
		break;
	case PAGE_DAY:
		period_write_day(room, c.day);
		out_bytes(out, (struct span){ room, DAY_WIDTH });
		break;
	case PAGE_STATUS:
	case PAGE_SIGN:
		excel_text(out, words_status(lang, c.status), false);
		break;
	}
}

/* The header is in people's words, too; lines end as Excel writes them. */
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
			out_bytes(out, j ? SPAN(";") : SPAN(""));
			excel_cell(out, p->lang, t->columns[j].name,
				page_cell_at(t, i, j));
		}
		out_print(out, "\r\n");
	}
}

/* Cells are written as the streams have them; io/out quotes and escapes. */
void
delimited_records(const struct page *p, const struct format_look *look,
	struct out *out)
{
	const struct page_table *t = p->data;
	const char **names = mem_new(t->ncolumns, sizeof(*names));
	char day[DAY_WIDTH];

	(void)look;
	for (size_t j = 0; j < t->ncolumns; j++)
		names[j] = t->columns[j].name;
	out_columns(out, names, t->ncolumns);
	for (size_t i = 0; i < t->nrows; i++) {
		for (size_t j = 0; j < t->ncolumns; j++) {
			struct page_cell c = page_cell_at(t, i, j);
			struct span cell = SPAN("");

			if (c.kind == PAGE_TEXT || c.kind == PAGE_NUMBER)
				cell = c.text;
			else if (c.kind == PAGE_STATUS || c.kind == PAGE_SIGN)
				cell = span_of(verdict_statuses[c.status]);
			else if (c.kind == PAGE_DAY)
				cell = (struct span){ day, DAY_WIDTH };
			if (c.kind == PAGE_DAY)
				period_write_day(day, c.day);
			out_cell(out, cell);
		}
		out_row(out);
	}
	mem_free(names);
}

/* Power BI takes a file without the mark for one in the computer's own code
 * page. */
void
delimited_powerbi(const struct page *p, const struct format_look *look,
	struct out *out)
{
	out_print(out, MARK);
	delimited_records(p, look, out);
}

/* --- typed JSON --- */

/* A text as a JSON string. With its quotes. */
static void
put(struct out *out, struct span text)
{
	char *at = out_room(out, ESCAPE_ROOM(text.len));

	out_used(out, (size_t)(escape_json(at, text) - at));
}

/* Numbers are numbers where 15 digits hold them, else text; an empty cell is
 * null. Words are the streams'. */
void
delimited_json(const struct page *p, const struct format_look *look,
	struct out *out)
{
	const struct page_table *t = p->data;
	char day[DAY_WIDTH];

	(void)look;
	out_print(out, "[");
	for (size_t i = 0; i < t->nrows; i++) {
		out_print(out, i ? ",\n{" : "\n{");
		for (size_t j = 0; j < t->ncolumns; j++) {
			struct page_cell c = page_cell_at(t, i, j);
			size_t digits = 0, first;
			struct span s = c.text;

			/* A number is one in JSON, too, where it has no zeros in
			 * front and so few digits that every reader keeps all. */
			first = s.len && s.at[0] == '-';
			for (size_t k = first; k < s.len; k++)
				digits += s.at[k] != '.';
			if (s.len > first + 1 && s.at[first] == '0'
				&& s.at[first + 1] != '.')
				digits = JSON_DIGITS + 1;
			out_bytes(out, j ? SPAN(",") : SPAN(""));
			put(out, span_of(t->columns[j].name));
			out_bytes(out, SPAN(":"));
			if (c.kind == PAGE_EMPTY) {
				out_bytes(out, SPAN("null"));
			} else if (c.kind == PAGE_NUMBER
				&& delimited_is_number(s)
				&& digits <= JSON_DIGITS) {
				out_bytes(out, c.text);
			} else if (c.kind == PAGE_DAY) {
				period_write_day(day, c.day);
				put(out, (struct span){ day, DAY_WIDTH });
			} else if (c.kind == PAGE_STATUS
				|| c.kind == PAGE_SIGN) {
				put(out, span_of(verdict_statuses[c.status]));
			} else {
				put(out, c.text);
			}
		}
		out_print(out, "}");
	}
	out_print(out, "\n]\n");
}

/* --- what the columns are, for data catalogues --- */

/* What a column holds: name, title, type, and of statuses which there are. One
 * of numbers that holds an exact fraction is text to others. `year` and `date`
 * are types of the Table Schema specification. */
static void
put_field(struct out *out, const struct page_table *t, size_t column)
{
	const struct page_column *c = &t->columns[column];
	bool numbers = true;

	for (size_t i = 0; c->kind == PAGE_NUMBER && i < t->nrows; i++) {
		struct page_cell cell = page_cell_at(t, i, column);

		numbers = numbers
			&& (cell.kind == PAGE_EMPTY
				|| (cell.kind == PAGE_NUMBER
					&& delimited_is_number(cell.text)));
	}
	out_print(out, "%s\n          { \"name\": ", column ? "," : "");
	put(out, span_of(c->name));
	out_print(out, ", \"title\": ");
	put(out, c->title);
	out_print(out, ", \"type\": \"%s\"",
		c->kind == PAGE_DAY                ? "date"
			: c->kind != PAGE_NUMBER   ? "string"
			: !strcmp(c->name, "year") ? "year"
			: numbers                  ? "number"
						   : "string");
	if (c->kind == PAGE_STATUS) {
		out_print(out, ", \"constraints\": { \"enum\": [");
		for (int s = 0; s < VERDICT_STATUSES; s++)
			out_print(out, "%s\"%s\"", s ? ", " : "",
				verdict_statuses[s]);
		out_print(out, "] }");
	}
	out_print(out, " }");
}

/* Names and types come from the columns themselves, so that the package can say
 * nothing that the data do not hold. The package is of the data as `-f rfc4180`
 * writes them: NAME.csv beside it, NAME being the report's. The date is the
 * status date, so that the same page gives the same bytes. */
void
delimited_package(const struct page *p, const struct format_look *look,
	struct out *out)
{
	char day[DAY_WIDTH];
	size_t keys = 0; /* columns that together name a row */

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
	for (size_t j = 0; j < p->data->ncolumns; j++) {
		const char *name = p->data->columns[j].name;

		put_field(out, p->data, j);
		keys += !strcmp(name, "unit") || !strcmp(name, "goal")
			|| !strcmp(name, "as_of");
	}
	out_print(out,
		"\n        ],\n        \"missingValues\": [\"\"]%s\n"
		"      } } ]\n}\n",
		keys == 3 ? ",\n        "
			    "\"primaryKey\": [\"unit\", \"goal\", \"as_of\"]"
			  : "");
}
