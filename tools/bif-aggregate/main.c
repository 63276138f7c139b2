/* SPDX-License-Identifier: MIT
 *
 * bif-aggregate: facts in, observations out (DESIGN.md sections 3 to 5).
 */
#include "aggregate.h"
#include "base/diag.h"
#include "explain.h"
#include "io/ledger.h"
#include "io/progress.h"
#include "stream/observation.h"
#include "request.h"
#include "value/period.h"
#include "value/text.h"

/* Publishes what was written, or drops it, and leaves a line in the ledger. */
static void
finish(const struct request *r, const struct aggregate_counts *c,
	struct out *out, bool ok)
{
	const struct options *o = &r->options;
	struct ledger_line line = { .source = "",
		.file = o->nfiles == 1 ? o->files[0] : "*",
		.rows_in = c->rows,
		.rows_out = c->rows - c->refused - c->left_out,
		.facts = out_row_count(out),
		.rejected = c->refused,
		.skipped = c->left_out,
		.bytes_in = c->bytes,
		.bytes_out = out_byte_count(out),
		.first_day = c->first_day,
		.last_day = c->last_day };

	if (ok)
		out_close(out);
	else
		out_drop(out);
	line.status = diag_status();
	ledger_append(&line);
}

static bool
read_parts(const struct request *r, struct observations *all,
	struct aggregate_counts *c)
{
	int32_t as_of = r->as_of;
	bool ok = true;
	size_t i;

	for (i = 0; i < r->options.nfiles; i++)
		ok &= observations_read(all, r->options.files[i]);
	c->rows = all->rows;
	c->refused = all->rows - all->count;
	c->bytes = all->bytes;
	return ok && observations_as_of(all, &as_of)
		&& observations_settle(all);
}

static void
merge(const struct request *r)
{
	struct aggregate_counts c = { .first_day = DAY_NONE,
		.last_day = DAY_NONE };
	struct observations *all = observations_new(NULL);
	struct out *out = out_open(r->options.output, r->options.format);
	bool ok;

	if (out) {
		ok = read_parts(r, all, &c);
		if (ok)
			observations_write(all, out);
		finish(r, &c, out, ok);
	}
	observations_free(all);
}

/* MEASURE[,UNIT[,MONTH]]; false after a message (64). */
static bool
read_asked(struct request *r, const struct measures *measures,
	const struct units *units, struct explain_request *asked)
{
	struct options *o = &r->options;
	struct span part[3] = { span_of(r->explain) };
	int measure, i;

	for (i = 0; i < 2 && part[i].at; i++) {
		const char *comma = memchr(part[i].at, ',', part[i].len);

		if (comma) {
			part[i + 1] = span_of(comma + 1);
			part[i].len = (size_t)(comma - part[i].at);
		}
	}
	*asked = (struct explain_request){ .unit = UNIT_NONE,
		.month = DAY_NONE,
		.as_of = r->as_of };
	measure = measure_find(measures, part[0]);
	if (measure < 0)
		options_wrong(o,
			"--explain: no measure \"%.*s\" in "
			"measures.json",
			SPAN_ARG(part[0]));
	else if (measures->list[measure].fed)
		options_wrong(o, "--explain: \"%.*s\" counts no facts",
			SPAN_ARG(part[0]));
	asked->measure = (uint32_t)measure;
	if (part[1].len)
		asked->unit = unit_by_code(units, part[1]);
	if (part[1].len && asked->unit == UNIT_NONE)
		options_wrong(o, "--explain: no unit \"%.*s\" in units.csv",
			SPAN_ARG(part[1]));
	if (part[2].at && !period_read_month(part[2], &asked->month))
		options_wrong(o, "--explain: \"%.*s\" is not a month YYYY-MM",
			SPAN_ARG(part[2]));
	return !o->stop;
}

static bool
read_facts(const struct options *o, struct aggregate *a)
{
	size_t i;

	for (i = 0; i < o->nfiles; i++)
		if (!aggregate_file(a, o->files[i]))
			return false;
	return true;
}

/* Facts of all files into observations, or into what explains one. */
static void
count(const struct request *r, struct book *book, struct plan *plan,
	const struct units *units, struct explain *explain)
{
	struct out *out = out_open(r->options.output, r->options.format);
	struct aggregate *a;
	bool ok;

	if (!out)
		return;
	if (!explain)
		observation_head(out);
	a = aggregate_new(book, plan, units, r->as_of, explain);
	progress_begin(r->options.program, r->options.progress);
	ok = read_facts(&r->options, a) && plan_all_present(plan);
	progress_end();
	if (ok && explain)
		explain_write(explain, out);
	else if (ok)
		ok = aggregate_write(a, out);
	if (ok)
		ok = scope_write(aggregate_scope(a), r->scope);
	finish(r, aggregate_counts(a), out, ok);
	aggregate_free(a);
}

static void
write_needs(const struct request *r, const struct plan *plan)
{
	struct out *out = out_open(r->options.output, OUT_TSV);
	struct buf needs = { 0 };

	if (!out)
		return;
	plan_needs(plan, &needs);
	out_print(out, "%s\n", buf_string(&needs));
	out_close(out);
	buf_free(&needs);
}

static void
work(struct request *r, struct book *book)
{
	const struct measures *measures = measures_load(book);
	const struct units *units = r->job == REQUEST_NEEDS ? NULL
							    : units_load(book);
	struct explain_request asked;
	struct explain *explain = NULL;
	struct plan *plan;

	if (!measures || (!units && r->job != REQUEST_NEEDS))
		return;
	if (r->job == REQUEST_EXPLAIN
		&& !read_asked(r, measures, units, &asked))
		return;
	plan = plan_new(measures,
		r->job == REQUEST_EXPLAIN ? (int)asked.measure : -1);
	if (r->job == REQUEST_EXPLAIN)
		explain = explain_new(book, plan, &asked);
	if (r->job == REQUEST_NEEDS)
		write_needs(r, plan);
	else
		count(r, book, plan, units, explain);
	explain_free(explain);
	plan_free(plan);
}

int
main(int argc, char **argv)
{
	struct request request;
	struct book *book;

	if (!request_read(&request, argc, argv))
		return (int)diag_end();
	if (request.job == REQUEST_MERGE) {
		merge(&request);
		return (int)diag_end();
	}
	book = book_open(request.options.book);
	if (book)
		work(&request, book);
	book_close(book);
	return (int)diag_end();
}
