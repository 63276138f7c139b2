/* SPDX-License-Identifier: MIT
 *
 * Statuses and figures for a Prometheus textfile collector: the file that
 * node_exporter reads is this page, written beside and renamed. How many goals
 * of a unit have which status, and of each goal its status, value, target and
 * what is expected. Rows of one unit stand together, so that one pass counts
 * them; a family of metrics is written in one piece, as its format asks.
 */
#include "format.h"

#include "base/diag.h"

/* Printing by a format would be most of the work of a large book. */
static void
put(struct out *out, const char *text)
{
	out_bytes(out, span_of(text));
}

/* A label and its value; its format knows two signs that must be escaped.
 * before is what stands before the value: the metric's name and its first
 * label, or a comma and a further one. Line ends, which the format would have
 * escaped too, are blanks after page_clean(), which most texts do not need. */
static void
put_label(struct out *out, const char *before, struct span text)
{
	BUF_LOCAL clean = { 0 };
	size_t i = 0;

	while (i < text.len && text.at[i] >= ' ' && text.at[i] < 0x7f
		&& text.at[i] != '\\' && text.at[i] != '"')
		i++;
	put(out, before);
	put(out, "=\"");
	if (i == text.len)
		out_bytes(out, text);
	else
		page_clean(&clean, text);
	for (i = 0; i < clean.len; i++) {
		if (clean.at[i] == '\\' || clean.at[i] == '"')
			put(out, "\\");
		out_bytes(out, (struct span){ clean.at + i, 1 });
	}
	put(out, "\"");
}

/* One unit, with how many of its goals have each status. A status that no goal
 * has is written with 0, since a series that ends is not a 0 to Prometheus. */
static void
put_unit(struct out *out, struct span name, size_t of[VERDICT_STATUSES])
{
	for (int s = 0; s < VERDICT_STATUSES; s++) {
		put_label(out, "bif_goals{unit", name);
		out_print(out, ",status=\"%s\"} %zu\n", verdict_statuses[s],
			of[s]);
		of[s] = 0;
	}
}

/* All units; unit and status are the places of those columns. */
static void
put_counts(struct out *out, const struct page_table *t, int unit, int status)
{
	size_t of[VERDICT_STATUSES] = { 0 };
	struct span name = SPAN(""), next;

	put(out,
		"# HELP bif_goals Goals of a unit by status.\n"
		"# TYPE bif_goals gauge\n");
	for (size_t i = 0; i < t->nrows; i++) {
		next = page_cell_at(t, i, (size_t)unit).text;
		if (i && !span_equal(next, name))
			put_unit(out, name, of);
		name = next;
		of[page_cell_at(t, i, (size_t)status).status]++;
	}
	if (t->nrows)
		put_unit(out, name, of);
}

/* One figure of each goal that has it. */
static void
put_figures(struct out *out, const struct page_table *t, const char *figure)
{
	int column = page_column_of(t, figure);
	size_t unit = (size_t)page_column_of(t, "unit");
	size_t goal = (size_t)page_column_of(t, "goal");

	if (column < 0)
		return;
	out_print(out,
		"# HELP bif_goal_%s The goal's %s, in its unit of "
		"value.\n# TYPE bif_goal_%s gauge\n",
		figure, figure, figure);
	for (size_t i = 0; i < t->nrows; i++) {
		struct page_cell c = page_cell_at(t, i, (size_t)column);

		if (c.kind != PAGE_NUMBER || !delimited_is_number(c.text))
			continue;
		put(out, "bif_goal_");
		put(out, figure);
		put_label(out, "{unit", page_cell_at(t, i, unit).text);
		put_label(out, ",goal", page_cell_at(t, i, goal).text);
		put(out, "} ");
		out_bytes(out, c.text);
		put(out, "\n");
	}
}

/* A report without units and statuses has nothing that could be scraped. Goals
 * that are in nobody's contract are left out of the statuses of goals. Figures
 * are as the stream prints them, in the goal's own unit; exact fractions, which
 * the format cannot hold, are left out. */
void
prom_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	static const char *const figures[] = { "value", "expected", "target" };
	const struct page_table *t = p->data;
	int unit = page_column_of(t, "unit"),
	    status = page_column_of(t, "status"),
	    goal = page_column_of(t, "goal");

	(void)look;
	if (unit < 0 || status < 0) {
		diag_fault(STATUS_USAGE, "-r %s has no goals to count: no prom",
			p->name);
		return;
	}
	out_print(out,
		"# HELP bif_status_timestamp_seconds The as-of date "
		"of the status.\n# TYPE bif_status_timestamp_seconds gauge\n"
		"bif_status_timestamp_seconds %lld\n",
		(long long)p->day * 86400);
	put_counts(out, t, unit, status);
	if (goal >= 0)
		out_print(out,
			"# HELP bif_goal_status The status of a goal: 1.\n"
			"# TYPE bif_goal_status gauge\n");
	for (size_t i = 0; goal >= 0 && i < t->nrows; i++) {
		enum verdict_status s =
			page_cell_at(t, i, (size_t)status).status;

		if (s == VERDICT_NOT_APPLICABLE || s == VERDICT_NONE)
			continue;
		put_label(out, "bif_goal_status{unit",
			page_cell_at(t, i, (size_t)unit).text);
		put_label(out, ",goal", page_cell_at(t, i, (size_t)goal).text);
		put_label(out, ",status", span_of(verdict_statuses[s]));
		put(out, "} 1\n");
	}
	for (size_t k = 0; goal >= 0 && k < COUNT(figures); k++)
		put_figures(out, t, figures[k]);
}
