/* SPDX-License-Identifier: MIT
 *
 * The table of formats. A format is added by a file with its writer, a line in
 * format.h and a line here; the manual's table names it.
 */
#include "format.h"

/* In the order in which a message names them. `site` is HTML that site.c writes
 * page by page; it stands here so that its name is known. */
static const struct format FORMATS[] = {
	{ "text", OUT_TSV, false, false, plain_write },
	{ "markdown", OUT_TSV, false, false, markdown_write },
	{ "html", OUT_TSV, false, false, html_write },
	{ "site", OUT_TSV, false, false, html_write },
	{ "eml", OUT_TSV, false, false, mail_write },
	{ "svg", OUT_TSV, false, false, svg_write },
	{ "csv", OUT_TSV, false, true, delimited_excel },
	{ "xlsx", OUT_TSV, false, true, xlsx_write },
	{ "datapackage", OUT_TSV, false, true, delimited_package },
	{ "prom", OUT_TSV, false, true, prom_write },
	{ "powerbi", OUT_CSV, false, true, delimited_powerbi },
	{ "rfc4180", OUT_CSV, true, true, delimited_records },
	{ "tsv", OUT_TSV, true, true, delimited_records },
	{ "jsonl", OUT_JSONL, true, true, delimited_records },
	{ "json", OUT_TSV, false, true, delimited_json },
};
#define NFORMATS (sizeof(FORMATS) / sizeof(*FORMATS))

const struct format *
format_find(const char *name)
{
	for (size_t i = 0; i < NFORMATS; i++)
		if (!strcmp(FORMATS[i].name, name))
			return &FORMATS[i];
	return NULL;
}

const char *
format_name(size_t n)
{
	return n < NFORMATS ? FORMATS[n].name : NULL;
}
