/* SPDX-License-Identifier: MIT
 *
 * bif-render: turns verdicts into something to read.
 */
#include "base/diag.h"
#include "io/ledger.h"
#include "io/options.h"
#include "request.h"
#include "rowcount.h"

static bool
write_page(const struct request *r, const struct page *p)
{
	struct out *out = out_open(r->options.output, r->format->records);

	if (!out)
		return false;
	r->format->write(p, &r->look, out);
	return out_close(out);
}

static bool
note_run(const struct material *m)
{
	return ledger_append(&(struct ledger_line){ .source = "", .file = "*",
		.rows_in = m->rows, .rows_out = m->rows - m->other_rows,
		.skipped = m->other_rows, .first_day = m->as_of,
		.last_day = m->as_of, .status = diag_status() });
}

int
main(int argc, char **argv)
{
	struct request r;
	struct material *m;
	struct page *p;

	if (!request_read(&r, argc, argv))
		return (int)diag_end();
	if (r.rows) {
		rowcount_merge(&r.options, r.format->records);
		return (int)diag_end();
	}
	m = material_load(&r.material);
	if (!m)
		return (int)diag_end();
	p = page_new(r.report->name, m->lang, m->as_of);
	r.report->make(p, m);
	write_page(&r, p);
	note_run(m);
	page_free(p);
	material_free(m);
	ratio_free_all();
	return (int)diag_end();
}
