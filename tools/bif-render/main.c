/* SPDX-License-Identifier: MIT
 *
 * bif-render: turns verdicts into something to read.
 */
#include "base/diag.h"
#include "io/ledger.h"
#include "io/options.h"
#include "request.h"

static void
write_page(const struct request *r, const struct page *p,
	struct ledger_line *line)
{
	struct out *out = out_open(r->options.output, r->format->records);
	enum status before = diag_status();

	if (!out)
		return;
	r->format->write(p, &r->look, out);
	line->facts = out_row_count(out);
	line->bytes_out = out_byte_count(out);
	/* What could not be made whole is not published. */
	if (diag_status() != before)
		out_drop(out);
	else
		out_close(out);
}

/* The verdicts of other dates are skipped. */
static void
note_run(const struct request *r, const struct material *m,
	struct ledger_line *line)
{
	const struct options *o = &r->options;

	line->source = "";
	line->file = o->nfiles == 1 ? o->files[0] : "*";
	line->rows_in = m->rows;
	line->rows_out = m->rows - m->other_rows;
	line->skipped = m->other_rows;
	line->bytes_in = m->bytes;
	line->first_day = m->as_of;
	line->last_day = m->as_of;
	line->status = diag_status();
	ledger_append(line);
}

int
main(int argc, char **argv)
{
	struct request r;
	struct ledger_line line = { 0 };
	struct material *m;
	struct page *p;

	if (!request_read(&r, argc, argv))
		return (int)diag_end();
	if (r.rows) {
		row_counts_merge(&r.options, r.format->records);
		return (int)diag_end();
	}
	m = material_load(&r.material);
	if (!m)
		return (int)diag_end();
	p = page_new(r.report->name, m->lang, m->as_of);
	r.report->make(p, m);
	write_page(&r, p, &line);
	note_run(&r, m, &line);
	page_free(p);
	material_free(m);
	ratio_free_all();
	return (int)diag_end();
}
