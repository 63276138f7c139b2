/* SPDX-License-Identifier: MIT
 *
 * bif-judge: observations in, verdicts out. Knowledge of targets lives here
 * alone.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "io/ledger.h"
#include "io/options.h"
#include "io/progress.h"
#include "result/figures.h"
#include "outputs.h"
#include "value/period.h"

/* What the command line asks for; NULL and false where it says nothing. */
static struct request {
	const char *as_of, *known_at; /* days, as they were given */
	const char *targets;          /* which decided ones: a word */
	const char *what_if;          /* a file of targets to lay over */
	const char *not_delivered;    /* sources, split by commas */
	/* files to write beside the verdicts */
	const char *deliveries, *readings, *adjustments;
	bool backtest, no_worth, check, robust;
} asked;

static const struct option_spec OPTIONS[] = {
	{ "as-of", 'A', "DATE", "judge as of DATE; else $BIF_AS_OF",
		.text = &asked.as_of },
	{ "known-at", 0, "DATE",
		"by the targets decided until DATE (default: as-of)",
		.text = &asked.known_at },
	{ "targets", 0, "WHICH",
		"original or current (default): which decided target",
		.text = &asked.targets },
	{ "what-if", 0, "FILE", "lay the target rows of FILE over the book's",
		.text = &asked.what_if },
	{ "not-delivered", 0, "SOURCE,...",
		"these did not come; SOURCE@YYYY-MM: that month's file",
		.text = &asked.not_delivered },
	{ "deliveries", 0, "FILE", "write what each source delivered",
		.text = &asked.deliveries },
	{ "readings", 0, "FILE",
		"write what other readings of each goal would judge",
		.text = &asked.readings },
	{ "adjustments", 0, "FILE",
		"write what an adjustment of each goal that is off would do",
		.text = &asked.adjustments },
	{ "backtest", 0, NULL,
		"instead of verdicts: how well forecasts of earlier months "
		"held",
		.flag = &asked.backtest },
	{ "no-worth", 0, NULL,
		"leave empty what tells how much a figure is worth",
		.flag = &asked.no_worth },
	{ "robust", 0, NULL, "without effect: as of itself now",
		.flag = &asked.robust },
	{ "check", 0, NULL, "status 1 when a goal is off",
		.flag = &asked.check },
};

/* Reads all files, and adds up. NULL after a message, among them: a year in
 * which nothing happened that anybody knows of is a wrong date, or the wrong
 * data, since a board without a status looks like a result. */
static struct figures *
read_figures(const struct schedule *d, const struct options *o,
	struct figures_share *shares)
{
	struct figures *f = figures_new(d->context.units, d->context.measures);
	const struct year_progress *now = &d->context.now;
	bool ok = true;

	for (size_t i = 0; i < o->nfiles; i++)
		ok = figures_read(f, o->files[i], d->wanted, &shares[i]) && ok;
	ok = ok && figures_by_hand(f, d->context.book)
		&& figures_settle(f, now->day);
	/* Without targets only coverage tells of facts that no goal uses. */
	if (ok && (d->goals_judged || figures_all(f)->coverage)
		&& !figures_any_in(f, now->first,
			now->first + YEAR_PROGRESS_MONTHS - 1)) {
		diag_fault(STATUS_DATA,
			"no fact and no figure by hand is dated in %d, the "
			"year that holds the as-of date",
			now->year);
		ok = false;
	}
	if (ok)
		return f;
	figures_free(f);
	return NULL;
}

/* Units in the book's order, then goals, which is the order of the stream. Beside the verdicts, where they are
 * asked for: what other readings of each goal would judge, and what an
 * adjustment would do. Ratios are freed goal by goal. */
static void
judge_all(const struct schedule *d, const struct options *o, struct out *out)
{
	const struct judge_context *b = &d->context;
	const struct request *r = &asked;
	struct adjustments *adjustments = NULL;
	const struct comments *comments;
	struct buf cells[VERDICT_COLUMNS] = { 0 };
	struct worth_rejects *rejects;
	struct out *readings = NULL;
	bool off = false;

	if (r->adjustments
		&& (!(comments = comments_load(b->book, b->units, b->goals))
			|| !(adjustments = adjustments_open(r->adjustments, b,
				     comments))))
		return;
	if (r->readings && !(readings = out_open(r->readings, o->format))) {
		adjustments_close(adjustments, false);
		return;
	}
	if (readings)
		worth_readings_columns(readings);
	rejects = r->no_worth ? NULL : worth_rejects_new(b);
	for (int unit = 0; unit < b->units->count && !out_failed(out); unit++) {
		for (int goal = 0; goal < (int)b->goals->count; goal++) {
			const struct ratio_mark *mark;
			struct judge_case c;
			struct worth w = { 0 };

			if (!schedule_has(d, unit, goal))
				continue;
			mark = ratio_mark();
			c = judge(b, unit, goal);
			if (!r->no_worth)
				w = worth_of(&c, rejects, readings);
			print_row(out, cells, &c, &w);
			buf_free(&w.readings);
			if (adjustments)
				adjustments_take(adjustments, &c, !r->no_worth);
			ratio_free_since(mark);
			off = off || c.status == VERDICT_OFF;
		}
		progress_tick(out_row_count(out));
	}
	for (size_t i = 0; i < VERDICT_COLUMNS; i++)
		buf_free(&cells[i]);
	worth_rejects_free(rejects);
	if (off && r->check)
		diag_raise(STATUS_NO);
	if (readings)
		out_close(readings);
	adjustments_close(adjustments, true);
}

/* Reads, judges and writes. The verdicts' header is written before any file is
 * read, so that a disk that is full is told at once; what was not judged is
 * dropped, so that no half of a board is taken for all of it. Each file's share
 * goes into the ledger when all is read. */
static void
work(struct schedule *d, const struct options *o)
{
	struct out *out = out_open(o->output, o->format);
	struct figures_share *shares = mem_new(o->nfiles, sizeof(*shares));
	struct figures *f;

	if (!out) {
		mem_free(shares);
		return;
	}
	if (!asked.backtest)
		out_columns(out, stream_verdicts, VERDICT_COLUMNS);
	f = read_figures(d, o, shares);
	if (f) {
		schedule_take(d, f);
		deliveries_out_unknown(&d->context);
		shares_above_all(d);
		if (asked.deliveries)
			deliveries_out(d, asked.deliveries, o->format);
		if (asked.backtest)
			backtest(d, out);
		else
			judge_all(d, o, out);
	}
	for (size_t i = 0; i < o->nfiles; i++) {
		const struct figures_share *s = &shares[i];
		bool any = s->first <= s->last;

		ledger_append(&(struct ledger_line){ .source = "",
			.file = o->files[i],
			.rows_in = s->rows,
			.skipped = s->unused,
			.rows_out = s->rows - s->rejected - s->unused,
			.rejected = s->rejected,
			.bytes_in = s->bytes,
			/* the verdicts are of all files */
			.facts = i ? 0 : out_row_count(out),
			.bytes_out = i ? 0 : out_byte_count(out),
			.first_day = any ? period_month_first(s->first)
					 : DAY_NONE,
			.last_day = any ? period_month_last(s->last) : DAY_NONE,
			.status = diag_status() });
	}
	if (f)
		out_close(out);
	else
		out_drop(out);
	figures_free(f);
	mem_free(shares);
}

/* Options, definitions, then the work; whatever went wrong on the way is in the
 * status that diag_end() gives. */
int
main(int argc, char **argv)
{
	struct options o = {
		.program = "bif-judge",
		.summary = "Holds observations against the targets: verdicts.",
		.usage = "--as-of DATE [OPTION]... [FILE]...",
		.statuses =
			"0, done; 1, with --check: a goal is not met; 65, the stream; 66, no such file; 73, 74, cannot be written; 78, the book",
		.examples =
			"  bif-judge -b BOOK --as-of 2010-06-30 observations.tsv >verdicts.tsv\n  bif-judge -b BOOK --as-of 2010-06-30 --check observations.tsv\n",
		.section = "6, bif-judge",
		.specs = OPTIONS,
		.nspecs = COUNT(OPTIONS),
		.common = OPTIONS_ALL,
	};
	struct schedule d = { 0 };
	int32_t as_of, known_at;

	options_next(&o, argc, argv); /* the table takes them all */
	d.context.by_original = asked.targets
		&& !strcmp(asked.targets, "original");
	if (!o.stop && asked.targets && !d.context.by_original
		&& strcmp(asked.targets, "current") != 0)
		options_wrong(&o,
			"--targets is original or current, not \"%s\"",
			asked.targets);
	if (o.stop
		|| !options_day(&o, "as-of", asked.as_of, "BIF_AS_OF", true,
			&as_of)
		|| !options_day(&o, "known-at", asked.known_at, NULL, false,
			&known_at))
		return (int)diag_end();
	d.context.known_at = known_at == DAY_NONE ? as_of : known_at;
	if (schedule_open(&d, o.book, as_of, asked.what_if)
		&& (!asked.not_delivered
			|| deliveries_not_delivered(
				d.context.coverage.deliveries,
				asked.not_delivered))) {
		progress_begin(o.program, o.progress);
		work(&d, &o);
		progress_end();
	}
	schedule_close(&d);
	return (int)diag_end();
}
