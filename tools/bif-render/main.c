/* SPDX-License-Identifier: MIT
 *
 * bif-render: turns verdicts into something to read.
 */
#include "request.h"

#include "base/diag.h"
#include "book/book.h"
#include "book/defs.h"
#include "io/ledger.h"
#include "source/source_def.h"
#include "stream/rows.h"
#include "value/period.h"

/* `-r rows`: several streams `rows` as one. What each stage alone may tolerate,
 * all together may not: with a book that is tested here, at the end of the
 * chain. False after a message (65). The merged rows are written also when a source is beyond what it tolerates:
 * they are what tells why. Its ledger line has the status of the whole, and no
 * dates. */
static bool
merge_rows(const struct options *o, enum out_format format)
{
	struct rows *rows = rows_new();
	struct ledger_line line = { .source = "",
		.file = "*",
		.first_day = DAY_NONE,
		.last_day = DAY_NONE };
	const struct source_def *const *defs;
	struct out *out = NULL;
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
			struct book *book = book_open(o->book);

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

/* Asks, loads, writes, and says in the ledger what became of it. A page that
 * could not be made whole is not published: its file is dropped. The status is
 * the most telling fault that was met (base/diag.h). Verdicts of other dates
 * than the one asked for are counted as skipped. */
int
main(int argc, char **argv)
{
	struct request r;
	struct ledger_line line = { .source = "" };
	struct material *m;
	struct out *out;

	if (!request_read(&r, argc, argv))
		return (int)diag_end();
	if (r.rows) {
		merge_rows(&r.options, r.format->records);
		return (int)diag_end();
	}
	m = material_load(&r.material);
	if (!m)
		return (int)diag_end();
	if (r.site) {
		site_write(&r, m);
	} else {
		struct page *p = page_new(r.report->name, m->lang, m->as_of);

		p->has_data = r.format->data;
		p->is_read = r.format->read;
		r.report->make(p, m);
		out = out_open(r.options.output, r.format->records);
		if (out) {
			enum status before = diag_status();

			r.format->write(p, &r.look, out);
			line.facts = out_row_count(out);
			line.bytes_out = out_byte_count(out);
			if (diag_status() != before)
				out_drop(out);
			else
				out_close(out);
		}
		page_free(p);
	}
	line.file = r.options.nfiles == 1 ? r.options.files[0] : "*";
	line.rows_in = m->rows;
	line.rows_out = m->rows - m->other_rows;
	line.skipped = m->other_rows; /* verdicts of other dates */
	line.bytes_in = m->bytes;
	line.first_day = line.last_day = m->as_of;
	line.status = diag_status();
	ledger_append(&line);
	material_free(m);
	ratio_free_all();
	return (int)diag_end();
}
