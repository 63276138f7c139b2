/* SPDX-License-Identifier: MIT */
#include "format.h"

#include "delimited.h"

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

static const struct format FORMATS[] = {
	{ "text", OUT_TSV, false, plain_write },
	{ "csv", OUT_TSV, false, write_excel },
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
