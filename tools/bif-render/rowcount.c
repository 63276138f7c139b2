/* SPDX-License-Identifier: MIT */
#include "rowcount.h"

#include "io/ledger.h"
#include "model/rows.h"
#include "value/period.h"

static bool
read_all(struct rows *rows, const struct options *o)
{
	for (size_t i = 0; i < o->nfiles; i++)
		if (!rows_read(rows, o->files[i]))
			return false;
	return true;
}

bool
rowcount_merge(const struct options *o, enum out_format format)
{
	struct rows *rows = rows_new();
	struct ledger_line line = { .source = "", .file = "*",
		.first_day = DAY_NONE, .last_day = DAY_NONE };
	struct out *out = NULL;
	bool good;

	good = read_all(rows, o) && (out = out_open(o->output, format));
	if (good) {
		good = rows_write(rows, out);
		line.facts = out_row_count(out);
		good = out_close(out) && good;
		line.status = diag_status();
		good = ledger_append(&line) && good;
	}
	rows_free(rows);
	return good;
}
