/* SPDX-License-Identifier: MIT
 *
 * How many goals have which status at each unit, for a Prometheus textfile
 * collector: the file that node_exporter reads is this page, written beside
 * and renamed.
 */
#include "format.h"

#include "base/diag.h"

static int
column_of(const struct page_table *t, const char *name)
{
	for (size_t j = 0; j < t->ncolumns; j++)
		if (!strcmp(t->columns[j].name, name))
			return (int)j;
	return -1;
}

static void
put_label(struct out *out, struct span text)
{
	struct buf clean = { 0 };

	page_clean(&clean, text);
	for (size_t i = 0; i < clean.len; i++)
		out_print(out, strchr("\\\"", clean.at[i]) ? "\\%c" : "%c",
			clean.at[i]);
	buf_free(&clean);
}

static bool
is_first(const struct page_table *t, int unit, size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (span_equal(t->rows[i].cells[unit].text,
			    t->rows[row].cells[unit].text))
			return false;
	return true;
}

static void
put_unit(struct out *out, const struct page_table *t, int unit, int status,
	size_t row)
{
	size_t of[VERDICT_STATUSES] = { 0 };

	for (size_t i = row; i < t->nrows; i++)
		if (span_equal(t->rows[i].cells[unit].text,
			    t->rows[row].cells[unit].text)
			&& t->rows[i].cells[status].status < VERDICT_STATUSES)
			of[t->rows[i].cells[status].status]++;
	for (int s = 0; s < VERDICT_STATUSES; s++) {
		out_print(out, "bif_goals{unit=\"");
		put_label(out, t->rows[row].cells[unit].text);
		out_print(out, "\",status=\"%s\"} %zu\n", verdict_statuses[s],
			of[s]);
	}
}

void
prom_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	const struct page_table *t = p->data;
	int unit = column_of(t, "unit"), status = column_of(t, "status");

	(void)look;
	if (unit < 0 || status < 0) {
		diag_fault(STATUS_USAGE,
			"-r %s has no goals to count: no "
			"prom",
			p->name);
		return;
	}
	out_print(out,
		"# HELP bif_status_timestamp_seconds The as-of date "
		"of the status.\n# TYPE bif_status_timestamp_seconds gauge\n"
		"bif_status_timestamp_seconds %lld\n",
		(long long)p->day * 86400);
	out_print(out,
		"# HELP bif_goals Goals of a unit by status.\n"
		"# TYPE bif_goals gauge\n");
	for (size_t i = 0; i < t->nrows; i++)
		if (is_first(t, unit, i))
			put_unit(out, t, unit, status, i);
}
