/* SPDX-License-Identifier: MIT
 *
 * Several streams `rows` as one. What each stage alone may tolerate, all
 * together may not: with a book that is tested here, at the end of the chain.
 */
#include "report.h"

#include "base/diag.h"
#include "io/ledger.h"
#include "book/book.h"
#include "book/defs.h"
#include "stream/rows.h"
#include "source/source_def.h"
#include "value/period.h"

static bool
read_all(struct rows *rows, const struct options *o)
{
	for (size_t i = 0; i < o->nfiles; i++)
		if (!rows_read(rows, o->files[i]))
			return false;
	return true;
}

static bool
is_tolerated(const struct rows *rows, const struct source_def *def)
{
	const struct def *rule = def_get(def->def, "tolerate");
	uint64_t refused = rows_of_source(rows, ROWS_KIND_REJECTED, def->name);
	uint64_t all = rows_of_source(rows, ROWS_KIND_DATA, def->name);

	if (!source_def_beyond(def, refused, all))
		return true;
	diag_fault(STATUS_DATA,
		"%llu of %llu rows refused by all stages "
		"together, more than source %.*s tolerates (%s:%u: "
		"\"tolerate\": \"%.*s\")",
		(unsigned long long)refused, (unsigned long long)all,
		SPAN_ARG(def->name), def->def->file,
		rule ? rule->line : def->def->line,
		SPAN_ARG(rule ? rule->text : SPAN("0")));
	return false;
}

static bool
all_tolerated(const struct rows *rows, const char *folder)
{
	const struct source_def *const *defs = NULL;
	struct book *book = book_open(folder);
	bool good = false;
	size_t n;

	if (book && (defs = source_def_all(book, &n))) {
		good = true;
		for (size_t i = 0; i < n; i++)
			good = is_tolerated(rows, defs[i]) && good;
	}
	book_close(book);
	return good;
}

bool
row_counts_merge(const struct options *o, enum out_format format)
{
	struct rows *rows = rows_new();
	struct ledger_line line = { .source = "",
		.file = "*",
		.first_day = DAY_NONE,
		.last_day = DAY_NONE };
	struct out *out = NULL;
	bool good;

	good = read_all(rows, o) && (out = out_open(o->output, format));
	if (good) {
		good = rows_write(rows, out);
		line.facts = out_row_count(out);
		good = out_close(out) && good;
		if (o->book)
			good = all_tolerated(rows, o->book) && good;
		line.status = diag_status();
		good = ledger_append(&line) && good;
	}
	rows_free(rows);
	return good;
}
