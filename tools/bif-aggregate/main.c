/* SPDX-License-Identifier: MIT
 *
 * bif-aggregate: facts in, observations out (DESIGN.md sections 3 to 5). What
 * the command line asks for is one of four jobs: to count facts, to show the
 * facts behind a figure, to add up observations that were counted in parts, and
 * to say which columns of facts the measures need.
 */
#include "aggregate.h"
#include "base/diag.h"
#include "base/mem.h"
#include "explain.h"
#include "io/ledger.h"
#include "io/options.h"
#include "io/progress.h"
#include "result/manual.h"
#include "stream/observation.h"
#include "value/period.h"
#include "value/text.h"

enum job { OBSERVE, EXPLAIN, MERGE, NEEDS };

/* What the command line asks for. */
static struct request {
	struct options options;
	enum job job;
	int32_t as_of;       /* DAY_NONE: not given (merge, needs) */
	const char *day;     /* the same as it was given */
	const char *explain; /* MEASURE[,UNIT[,MONTH]] */
	const char *scope;   /* file for its counts, or NULL */
	bool merge, needs, readings;
	struct aggregate_part part; /* --part, --run */
	const char **rejected;      /* files of rejects */
	size_t nrejected, room;     /* how many; space for how many */
} request;

enum { LETTER_NEEDS = 256, LETTER_REJECTED, LETTER_PART };

static const struct option_spec OPTIONS[] = {
	{ "as-of", 'A', "DATE",
		"count as known on DATE: facts dated "
		"later are not counted; else $BIF_AS_OF",
		.text = &request.day },
	{ "rejected", LETTER_REJECTED, "FILE",
		"count the rows of a stream of rejects as what their sources "
		"also brought; may be given several times" },
	{ "readings", 0, NULL,
		"also count each measure by its other readings, as "
		"measure@reading",
		.flag = &request.readings },
	{ "merge", 0, NULL,
		"read observations, and add up the rows "
		"of equal measure, unit and month",
		.flag = &request.merge },
	{ "part", LETTER_PART, "K/N",
		"the facts are part K of N, split by bif-normalize; all N "
		"are merged" },
	{ "run", 0, "NAME", "what the parts of one run have in common",
		.text = &request.part.run },
	{ "explain", 0, "MEASURE[,UNIT[,MONTH]]",
		"write the "
		"facts that entered these figures, and what each adds",
		.text = &request.explain },
	{ "needs", LETTER_NEEDS, NULL,
		"write the columns of facts that the "
		"measures use, for bif-normalize --columns" },
	{ "scope", 0, "FILE",
		"write to FILE how many facts the "
		"book's scope left out, by source and event",
		.text = &request.scope },
};

/* K/N, with N up to 65536. */
static bool
read_part(const char *text, struct aggregate_part *part)
{
	char *end;

	if (*text < '1' || *text > '9')
		return false;
	part->part = strtoul(text, &end, 10);
	if (*end != '/' || end[1] < '1' || end[1] > '9')
		return false;
	part->parts = strtoul(end + 1, &end, 10);
	return !*end && part->part <= part->parts && part->parts <= 65536;
}

/* Reads the command line; false when nothing is to be done: help, or a wrong
 * command line, said. */
static bool
read_request(struct request *r, int argc, char **argv)
{
	struct options *o = &r->options;
	bool counts;
	int letter;

	while ((letter = options_next(o, argc, argv)) != OPTIONS_END) {
		if (letter == LETTER_NEEDS) {
			r->needs = true;
			o->common |= OPTIONS_NO_INPUT;
		} else if (letter == LETTER_REJECTED) {
			MEM_GROW(r->rejected, r->room, r->nrejected + 1);
			r->rejected[r->nrejected++] = o->argument;
		} else if (!read_part(o->argument, &r->part)) {
			options_wrong(o, "--part %s: not K/N, such as 2/8",
				o->argument);
		}
	}
	r->job = r->merge    ? MERGE
		: r->needs   ? NEEDS
		: r->explain ? EXPLAIN
			     : OBSERVE;
	counts = r->job == OBSERVE || r->job == EXPLAIN;
	if (!o->stop && r->merge + r->needs + (r->explain != NULL) > 1)
		options_wrong(o,
			"--merge, --explain and --needs: "
			"one at a time");
	if (!o->stop && r->job == NEEDS && o->nfiles)
		options_wrong(o, "--needs reads no facts, only the book");
	if (!o->stop && !r->part.parts != !r->part.run)
		options_wrong(o, "--part K/N and --run NAME go together");
	if (!o->stop && r->part.parts && r->job != OBSERVE)
		options_wrong(o, "--part: no facts are counted");
	if (!o->stop && r->job == MERGE && r->readings)
		options_wrong(o, "--readings: no facts are read");
	if (!o->stop && !counts && (r->scope || r->nrejected))
		options_wrong(o, "%s: no facts are read",
			r->scope ? "--scope" : "--rejected");
	if (!o->stop)
		options_day(o, "as-of", r->day, "BIF_AS_OF", counts, &r->as_of);
	return !o->stop;
}

/* Publishes what was written, or drops it, and leaves a line in the ledger. */
static void
finish(const struct request *r, const struct aggregate_counts *c,
	struct out *out, bool ok)
{
	const struct options *o = &r->options;
	struct ledger_line line = { .source = "",
		.file = o->nfiles == 1 ? o->files[0] : "*",
		.rows_in = c->rows,
		.rows_out = c->rows - c->rejected - c->skipped,
		.facts = out_row_count(out),
		.rejected = c->rejected,
		.skipped = c->skipped,
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

/* Adds up observations that were counted in parts, without a book. */
static void
merge(const struct request *r)
{
	struct aggregate_counts c = { .first_day = DAY_NONE,
		.last_day = DAY_NONE };
	struct observations *all = observations_new(NULL);
	struct out *out = out_open(r->options.output, r->options.format);
	int32_t as_of = r->as_of;
	bool ok = true;

	observations_take_parts(all);
	for (size_t i = 0; out && i < r->options.nfiles; i++)
		ok &= observations_read(all, r->options.files[i]);
	c.rows = all->rows;
	c.rejected = all->rows - all->count;
	c.bytes = all->bytes;
	ok = ok && observations_whole(all) && observations_as_of(all, &as_of)
		&& observations_settle(all);
	if (out && ok)
		observations_write(all, out);
	if (out)
		finish(r, &c, out, ok);
	observations_free(all);
}

/* MEASURE[,UNIT[,MONTH]]; false after a message (64). */
static bool
read_asked(struct request *r, const struct measures *measures,
	const struct units *units, struct explain_request *asked)
{
	struct options *o = &r->options;
	struct span part[3] = { span_of(r->explain) };
	uint32_t measure = 0;

	for (int i = 0; i < 2 && part[i].at; i++) {
		const char *comma = memchr(part[i].at, ',', part[i].len);

		if (comma) {
			part[i + 1] = span_of(comma + 1);
			part[i].len = (size_t)(comma - part[i].at);
		}
	}
	*asked = (struct explain_request){ .unit = UNIT_NONE,
		.month = DAY_NONE,
		.as_of = r->as_of };
	if (observation_is_coverage(part[0])) {
		size_t tail = observation_rejected(part[0]);

		asked->rejected = tail > 0;
		asked->source = (struct span){ part[0].at + 1,
			part[0].len - 1 - tail };
	}
	while (measure < measures->count
		&& !span_equal(measures->list[measure].name, part[0]))
		measure++;
	if (asked->source.len)
		measure = (uint32_t)measures->count;
	else if (measure == measures->count)
		options_wrong(o,
			"--explain: no measure \"%.*s\" in "
			"measures.json",
			SPAN_ARG(part[0]));
	else if (measures->list[measure].fed)
		options_wrong(o, "--explain: \"%.*s\" counts no facts",
			SPAN_ARG(part[0]));
	asked->measure = measure;
	asked->unit_code = part[1];
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

/* Where facts came that entered nothing, whether each measure without a `where`
 * has its figures from elsewhere. Such a measure counts no facts; when nobody
 * reports it by hand either, its `where` was forgotten, and an empty result
 * would hide that. False after a message (78). */
static bool
all_are_fed(struct book *book, const struct measures *measures,
	const struct units *units)
{
	struct manual *by_hand = NULL;
	bool ok = true, loaded = false;

	for (size_t i = 0; i < measures->count; i++) {
		const struct measure *m = &measures->list[i];

		if (!m->fed)
			continue;
		if (!loaded && !manual_load(book, units, measures, &by_hand))
			return false;
		loaded = true;
		if (!manual_has(by_hand, (int)i))
			ok = def_wrong(m->def,
				"\"%.*s\" has no \"where\" and counts "
				"nothing, and facts came that nothing counts: "
				"\"where\": {} counts every fact; figures "
				"by hand stand in observations.csv",
				SPAN_ARG(m->name));
	}
	return ok;
}

/* Facts of all files into observations, or into what explains one. */
static void
count(const struct request *r, struct book *book,
	const struct measures *measures, struct plan *plan,
	const struct units *units, struct explain *explain)
{
	const struct options *o = &r->options;
	struct out *out = out_open(o->output, o->format);
	struct aggregate *a;
	bool ok = true;

	if (!out)
		return;
	if (!explain)
		observation_head(out);
	a = aggregate_new(book, plan, units, r->as_of, explain);
	aggregate_one_part(a, &r->part);
	progress_begin(o->program, o->progress);
	for (size_t i = 0; ok && i < o->nfiles; i++)
		ok = aggregate_file(a, o->files[i]);
	progress_end();
	/* Whoever writes rejects completes them before it ends the facts. */
	for (size_t i = 0; ok && i < r->nrejected; i++)
		ok = aggregate_rejects(a, r->rejected[i]);
	ok = ok && plan_all_present(plan);
	if (ok && !explain && aggregate_counts(a)->unused)
		ok = all_are_fed(book, measures, units);
	plan_settle(plan);
	if (ok && explain)
		explain_write(explain, out);
	else if (ok)
		ok = aggregate_write(a, out);
	if (ok)
		ok = scope_write(aggregate_scope(a), r->scope);
	finish(r, aggregate_counts(a), out, ok);
	aggregate_free(a);
}

/* The jobs that need the book. */
static void
work(struct request *r, struct book *book)
{
	const struct measures *defined = measures_load(book), *measures;
	const struct units *units = r->job == NEEDS ? NULL : units_load(book);
	const enum reading *readings = NULL;
	struct explain_request asked = { .measure = 0 };
	struct explain *explain = NULL;
	BUF_LOCAL needs = { 0 };
	struct plan *plan;
	struct out *out;

	if (!defined || (!units && r->job != NEEDS))
		return;
	measures = readings_of(book->arena, defined, r->readings, &readings);
	if (r->job == EXPLAIN && !read_asked(r, measures, units, &asked))
		return;
	plan = plan_new(measures, readings,
		r->job == EXPLAIN ? (int)asked.measure : -1);
	if (r->job == EXPLAIN)
		explain = explain_new(book, plan, &asked);
	if (r->job != NEEDS) {
		count(r, book, defined, plan, units, explain);
	} else if ((out = out_open(r->options.output, OUT_TSV))) {
		plan_needs(plan, &needs);
		out_print(out, "%s\n", buf_string(&needs));
		out_close(out);
	}
	explain_free(explain);
	plan_free(plan);
}

int
main(int argc, char **argv)
{
	request.options = (struct options){ .program = "bif-aggregate",
		.summary = "Counts facts into observations: one exact fraction "
			   "for each measure, unit and month.",
		.usage = "--as-of DATE -b BOOK [OPTION]... [FILE]...",
		.statuses =
			"0, done; 65, streams that do not belong together, or cut short; 66, no such file; 73, 74, cannot be written; 78, the book",
		.examples =
			"  bif-aggregate -b BOOK --as-of 2010-06-30 facts.tsv >observations.tsv\n  bif-aggregate -b BOOK --as-of 2010-06-30 --merge a.tsv b.tsv\n",
		.section = "6, bif-aggregate",
		.specs = OPTIONS,
		.nspecs = COUNT(OPTIONS),
		.common = OPTIONS_ALL };
	if (!read_request(&request, argc, argv))
		return (int)diag_end();
	if (request.job == MERGE) {
		merge(&request);
	} else {
		struct book *book = book_open(request.options.book);

		if (book)
			work(&request, book);
		book_close(book);
	}
	mem_free(request.rejected);
	return (int)diag_end();
}
