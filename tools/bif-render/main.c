/* SPDX-License-Identifier: MIT
 *
 * bif-render: turns verdicts into something to read.
 */
#include "base/diag.h"
#include "io/ledger.h"
#include "io/options.h"
#include "request.h"
#include "site.h"

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
	struct page *p;
	struct out *out;

	if (!request_read(&r, argc, argv))
		return (int)diag_end();
	if (r.rows) {
		row_counts_merge(&r.options, r.format->records);
		return (int)diag_end();
	}
	m = material_load(&r.material);
	if (!m)
		return (int)diag_end();
	if (r.site) {
		site_write(&r, m);
	} else {
		p = page_new(r.report->name, m->lang, m->as_of);
		p->has_data = r.format->data;
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
