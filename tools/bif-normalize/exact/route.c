/* SPDX-License-Identifier: MIT
 *
 * Each row that is read is written to one of the shares. Where reading or
 * writing breaks off the shares are dropped, not closed, and the ledger has no
 * line of this run: by that, who reads a share sees that it is not whole; who
 * started them all sees it by the status.
 */
#include "route.h"

#include "base/mem.h"
#include "keys.h"
#include "row.h"

#define NUMBER "#" /* the column; records that have one of that name: 65 */

void
route_header(struct out *out, const struct tsv *in)
{
	for (size_t i = 0; i < in->columns; i++)
		out_cell(out, in->names[i]);
	out_row(out);
}

void
route_row(struct out *out, const struct tsv *in)
{
	out_escaped(out, tsv_line(in));
	out_row(out);
}

/* Shares out all rows; false after a message. The upper bits of a digest are
 * spread evenly. */
static bool
share_out(struct row *row, struct tsv *in, struct out **shares, size_t n)
{
	struct out *out;
	int got;

	for (size_t i = 0; i < n; i++) {
		out_cell(shares[i], SPAN(NUMBER));
		route_header(shares[i], in);
	}
	while ((got = tsv_next(in)) > 0) {
		row_take(row, in);
		out = shares[(uint64_t)(keys_of_any_day(row) >> 64) % n];
		out_count(out, in->rows);
		route_row(out, in);
		if (out_failed(out))
			return false;
	}
	return got == 0;
}

void
route_records(const struct facts *plan, struct cells *cells,
	const char *const *files, size_t n)
{
	struct out **shares = mem_new(n, sizeof(struct out *));
	bool *shown = mem_new(plan->nfields, sizeof(*shown));
	struct row *row = row_new(plan, cells);
	struct tsv *in = tsv_open("-", "records", "bif-extract");
	bool ok = in && row_bind(row, in) && keys_begin(plan);

	cells_show(cells, shown);
	for (size_t i = 0; ok && i < n; i++) {
		shares[i] = out_open_for(files[i], OUT_TSV, plan->personal);
		ok = shares[i] != NULL;
	}
	ok = ok && share_out(row, in, shares, n);
	if (in)
		ok &= tsv_close(in);
	for (size_t i = 0; i < n && shares[i]; i++)
		if (ok)
			out_close(shares[i]);
		else
			out_drop(shares[i]);
	row_free(row);
	mem_free(shown);
	mem_free(shares);
}
