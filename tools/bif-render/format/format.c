/* SPDX-License-Identifier: MIT */
#include "format.h"

#include "base/diag.h"
#include "bif-render/page/chart.h"
#include "datapackage.h"
#include "delimited.h"
#include "html.h"
#include "markdown.h"
#include "prom.h"
#include "svg.h"
#include "xlsx.h"

static void
write_markdown(const struct page *p, const struct plain_look *look,
	struct out *out)
{
	(void)look;
	markdown_write(p, out);
}

static void
write_html(const struct page *p, const struct plain_look *look, struct out *out)
{
	(void)look;
	html_write(p, out);
}

/* The curve when there is one, else the bullet. */
static void
write_svg(const struct page *p, const struct plain_look *look, struct out *out)
{
	const struct chart *best = NULL;

	(void)look;
	for (size_t i = 0; i < p->nblocks; i++)
		for (size_t j = 0; j < p->blocks[i].ncharts; j++)
			if (!best || best->kind == CHART_BULLET)
				best = p->blocks[i].charts[j];
	if (best)
		svg_file(out, best);
	else
		diag_fault(STATUS_DATA,
			"there is nothing to draw: the goal "
			"has neither target nor result");
}

static void
write_excel(const struct page *p, const struct plain_look *look,
	struct out *out)
{
	(void)look;
	delimited_excel(p, out);
}

static void
write_records(const struct page *p, const struct plain_look *look,
	struct out *out)
{
	(void)look;
	delimited_records(p, out, false);
}

static void
write_powerbi(const struct page *p, const struct plain_look *look,
	struct out *out)
{
	(void)look;
	delimited_records(p, out, true);
}

static void
write_xlsx(const struct page *p, const struct plain_look *look, struct out *out)
{
	(void)look;
	xlsx_write(p, out);
}

static void
write_datapackage(const struct page *p, const struct plain_look *look,
	struct out *out)
{
	(void)look;
	datapackage_write(p, out);
}

static void
write_prom(const struct page *p, const struct plain_look *look, struct out *out)
{
	(void)look;
	prom_write(p, out);
}

static const struct format FORMATS[] = {
	{ "text", OUT_TSV, false, plain_write },
	{ "markdown", OUT_TSV, false, write_markdown },
	{ "html", OUT_TSV, false, write_html },
	{ "svg", OUT_TSV, false, write_svg },
	{ "csv", OUT_TSV, false, write_excel },
	{ "xlsx", OUT_TSV, false, write_xlsx },
	{ "datapackage", OUT_TSV, false, write_datapackage },
	{ "prom", OUT_TSV, false, write_prom },
	{ "powerbi", OUT_CSV, false, write_powerbi },
	{ "rfc4180", OUT_CSV, true, write_records },
	{ "tsv", OUT_TSV, true, write_records },
	{ "jsonl", OUT_JSONL, true, write_records },
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
