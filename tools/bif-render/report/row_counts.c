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

/* The merged rows are written also when a source is beyond what it tolerates:
 * they are what tells why. Its ledger line has the status of the whole, and no
 * dates. */
bool
row_counts_merge(const struct options *o, enum out_format format)
{
	struct rows *rows = rows_new();
	struct ledger_line line = { .source = "",
		.file = "*",
		.first_day = DAY_NONE,
		.last_day = DAY_NONE };
	const struct source_def *const *defs;
	struct out *out = NULL;
	struct book *book;
	bool good = true;
	size_t n = 0;

	for (size_t i = 0; good && i < o->nfiles; i++)
		good = rows_read(rows, o->files[i]);
	good = good && (out = out_open(o->output, format));
	if (good) {
		good = rows_write(rows, out);
		line.facts = out_row_count(out);
		good = out_close(out) && good;
		if (o->book) {
			book = book_open(o->book);
			defs = book ? source_def_all(book, &n) : NULL;
			good = defs && good;
			for (size_t i = 0; defs && i < n; i++) {
				const struct source_def *def = defs[i];
				const struct def *rule = def_get(def->def,
					"tolerate");
				uint64_t rejected = rows_of_source(rows,
					ROWS_KIND_REJECTED, def->name);
				uint64_t all = rows_of_source(rows,
					ROWS_KIND_DATA, def->name);

				if (!source_def_beyond(def, rejected, all))
					continue;
				good = false;
				diag_fault(STATUS_DATA,
					"%llu of %llu rows rejected by all stages "
					"together, more than source %.*s "
					"tolerates (%s:%u: "
					"\"tolerate\": \"%.*s\")",
					(unsigned long long)rejected,
					(unsigned long long)all,
					SPAN_ARG(def->name), def->def->file,
					rule ? rule->line : def->def->line,
					SPAN_ARG(
						rule ? rule->text : SPAN("0")));
			}
			book_close(book);
		}
		line.status = diag_status();
		good = ledger_append(&line) && good;
	}
	rows_free(rows);
	return good;
}
