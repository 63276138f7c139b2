/* SPDX-License-Identifier: MIT */
#include "datapackage.h"

#include "base/buf.h"
#include "delimited.h"
#include "io/escape.h"
#include "value/period.h"

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
datapackage_write(const struct page *p, struct out *out)
{
	char day[DAY_WIDTH];

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
