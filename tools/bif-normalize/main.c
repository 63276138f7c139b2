/* SPDX-License-Identifier: MIT
 *
 * bif-normalize: turns the records of a source into facts (MANUAL.md). Options
 * and definitions first, then the outputs, then the rows; what came of it is
 * told at the end, when the outputs are closed.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "bif-normalize/exact/keys.h"
#include "bif-normalize/exact/latest.h"
#include "bif-normalize/exact/pseudonym.h"
#include "bif-normalize/exact/rejects.h"
#include "bif-normalize/exact/route.h"
#include "bif-normalize/exact/tally.h"
#include "bif-normalize/exact/writer.h"
#include "bif-normalize/fast/fast_rows.h"
#include "book/book.h"
#include "io/options.h"
#include "io/progress.h"
#include "io/tsv.h"
#include "source/facts.h"
#include "value/text.h"

/* A run: the plan, and all that is kept while rows go by. Each row is evaluated;
 * of those that give facts the keys are compared; what became of each is
 * tallied. */
struct normalize {
	const struct facts *plan;
	struct writer writer;
	struct rejects rejects;
	struct out *deferred;   /* rejected rows as they came; NULL: none */
	struct tally *tally;    /* each row is counted once, as one thing */
	uint64_t bytes_in;      /* of all files */
	struct cells *cells;    /* what texts mean, for both paths */
	struct row *row;        /* the slow path's row at hand */
	struct fast_rows *fast; /* NULL: the slow path alone */
	const struct pseudonym *key; /* NULL: no personal numbers */
	struct keys keys;            /* met so far */
	struct latest *latest;       /* NULL: the source has no versions */
	struct buf place;            /* of a row, as messages name it */
	uint64_t rows;
};

/* The slow path, a row at a time, is always right. The fast path (fast_rows)
 * takes as many rows as it can foresee and leaves the next one to it. */

#define TICK 4096 /* rows between signs of life */

/* Takes a row that gives facts, if no row of its key was there before. False after
 * a message: what waits for the last row could not be kept. */
static bool
take_facts(struct normalize *n, uint32_t file, struct span at)
{
	const struct row_facts *facts = &n->row->facts;
	struct reject known = { 0 };

	if (n->latest)
		return latest_add(n->latest, n->row, file, at, &n->writer,
			&n->rejects, n->tally);
	switch (keys_meet(&n->keys, n->row, file)) {
	case KEYS_FRESH:
		if (n->keys.again)
			diag_row(STATUS_DONE, "hour-twice", at,
				"\"%.*s\" stands twice in the hour that comes twice in October: both count (say \"occurrences\": true, or false when one is to count)",
				SPAN_ARG(rejects_key(&n->rejects, n->row)));
		writer_facts(&n->writer, facts, at);
		tally_taken(n->tally, file);
		for (size_t i = 0; i < facts->count; i++)
			tally_fact(n->tally, file,
				tally_event(n->tally,
					facts->list[i].cells[FACT_EVENT]),
				facts->list[i].day);
		break;
	case KEYS_DUPLICATE:
		tally_skipped(n->tally, file,
			n->plan->nskips + EVALUATE_DUPLICATE);
		break;
	case KEYS_CONFLICT:
		tally_rejected(n->tally, file);
		rejects_fill(&n->rejects, n->row, &known);
		rejects_conflict(&n->rejects, at,
			rejects_key(&n->rejects, n->row), &known);
		break;
	}
	return true;
}

/* Leaves the row for a later run to tell of. Cells are read as if it were told
 * here: what is said of columns goes by all that was read. */
static void
defer_row(struct normalize *n, const struct tsv *in)
{
	struct reject known = { 0 };

	rejects_fill(&n->rejects, n->row, &known);
	route_row(n->deferred, in);
}

/* One record to its facts, or to the rows that are skipped or rejected; each is
 * counted exactly once. */
static bool
take_row(struct normalize *n, const struct tsv *in)
{
	struct span at = row_at(n->row, in);
	uint32_t file;

	/* Without `at` a row is named by where it stands in the records. */
	if (!at.len) {
		struct place place = tsv_place(in);

		buf_clear(&n->place);
		text_escape(&n->place, span_of(place.file));
		buf_format(&n->place, ":%" PRIu64, place.line);
		at = buf_span(&n->place);
	}
	file = tally_row(n->tally, at);
	row_take(n->row, in);
	switch (row_evaluate(n->row)) {
	case ROW_REJECTED:
		tally_rejected(n->tally, file);
		if (n->deferred)
			defer_row(n, in);
		else
			rejects_row(&n->rejects, n->row, at);
		break;
	case ROW_SKIPPED:
		tally_skipped(n->tally, file, n->row->evaluation.rule);
		break;
	case ROW_FACTS:
		cells_errors(n->cells, n->row->raw, at);
		return take_facts(n, file, at);
	}
	return true;
}

/* All rows of a file; false after a message: the input is broken, or the
 * output. Each file is a stream with a header of its own, to which columns
 * are bound anew. */
static bool
read_file(struct normalize *n, const char *file)
{
	struct tsv *in = tsv_open(file, "records", "bif-extract");
	bool ok = in && row_bind(n->row, in);
	bool fast = ok && n->fast && fast_rows_bind(n->fast, in);
	int got = 1;

	if (ok && n->deferred && !n->rows)
		route_header(n->deferred, in);
	/* As long as rows are alike the fast path takes them in runs; a row it
	 * is in doubt of is taken by itself. */
	while (ok) {
		if (fast)
			fast_rows_rows(n->fast, in);
		got = tsv_next(in);
		if (got <= 0)
			break;
		ok = take_row(n, in)
			&& !(n->writer.out && out_failed(n->writer.out));
		if (++n->rows % TICK == 0)
			progress_tick(n->rows);
	}
	ok &= got == 0;
	if (in) {
		n->bytes_in += tsv_bytes(in);
		ok &= tsv_close(in);
	}
	return ok;
}

/* Beyond the letters of common options. */
enum {
	OPTION_KEY = 256,
	OPTION_TRACE,
	OPTION_COLUMNS,
	OPTION_REJECTS,
	OPTION_ROWS,
	OPTION_PARTS,
	OPTION_CHECK,
	OPTION_ROUTE,
	OPTION_DEFER,
	OPTION_DEFERRED
};

static const struct option_spec OPTIONS[] = {
	{ "source", 's', "SOURCE",
		"the source the records are of: sources/SOURCE.json" },
	{ "key", OPTION_KEY, "FILE",
		"key of the pseudonyms: at least 32 bytes, no rights\nfor group or others (or $BIF_KEY)" },
	{ "trace", OPTION_TRACE, NULL,
		"keep `at`: where each fact comes from" },
	{ "columns", OPTION_COLUMNS, "A,B,...",
		"only these columns, in the fixed order" },
	{ "rejects", OPTION_REJECTS, "FILE", "write rejected rows there" },
	{ "rows", OPTION_ROWS, "FILE", "write what became of all rows there" },
	{ "parts", OPTION_PARTS, "N",
		"split the facts by subject into N files: -o NAME.%d" },
	{ "check", OPTION_CHECK, NULL, "read all rows, write no facts" },
	{ "route", OPTION_ROUTE, NULL,
		"share the records out to the FILEs, those of one key\ninto one, and make no facts" },
	{ "defer", OPTION_DEFER, "FILE",
		"write the records of rejected rows there, tell later" },
	{ "deferred", OPTION_DEFERRED, "N",
		"tell of such records, those rejected of N rows" }
};

/* So many files are open at once. */
#define PARTS_MOST 512

/* What the command line asks for, and what was loaded for it. */
struct request {
	struct options options;
	const char *source, *key, *columns, *rejects, *rows; /* or NULL */
	const char *defer;
	bool trace, check; /* facts keep `at`; none is written */
	bool route;        /* no facts are made, files are written */
	uint64_t deferred; /* --deferred; 0: all rows are read here */
	size_t parts;      /* --parts; 0: all facts go to one output */
	/* What was loaded, as far as it went: the book owns all but the plan's
	 * patterns and the key. */
	struct book *book;
	const struct source_def *def;
	const struct units *units;
	const struct facts *plan;
	struct pseudonym *pseudonym; /* NULL: there are no personal numbers */
};

/* Judges what options say together; false after a message. */
static bool
judge_options(struct request *r)
{
	struct options *o = &r->options;
	const char *sign;

	/* One %d, and no other sign of printf(), tells the parts' files. */
	sign = o->output ? strchr(o->output, '%') : NULL;
	if (!r->source)
		options_wrong(o,
			"-s SOURCE is missing: which source are the records of?");
	else if (r->parts
		&& (!sign || sign[1] != 'd' || strchr(sign + 1, '%')
			|| o->format != OUT_TSV || r->check))
		options_wrong(o,
			"--parts: wants -o NAME with one %%d for the part's number, and writes TSV");
	if (!r->key)
		r->key = getenv("BIF_KEY");
	if (r->key && !*r->key)
		r->key = NULL;
	return !o->stop;
}

/* Reads the command line; false after a message. */
static bool
read_options(struct request *r, int argc, char **argv)
{
	struct options *o = &r->options;
	char *end;
	int letter;

	while ((letter = options_next(o, argc, argv)) != OPTIONS_END)
		switch (letter) {
		case 's':
			r->source = o->argument;
			break;
		case OPTION_KEY:
			r->key = o->argument;
			break;
		case OPTION_TRACE:
			r->trace = true;
			break;
		case OPTION_COLUMNS:
			r->columns = o->argument;
			break;
		case OPTION_REJECTS:
			r->rejects = o->argument;
			break;
		case OPTION_ROWS:
			r->rows = o->argument;
			break;
		case OPTION_PARTS:
			r->parts = strtoul(o->argument, &end, 10);
			if (*o->argument < '1' || *o->argument > '9' || *end
				|| r->parts > PARTS_MOST)
				options_wrong(o,
					"--parts %s: not a number from 1 to 512",
					o->argument);
			break;
		case OPTION_CHECK:
			r->check = true;
			break;
		case OPTION_ROUTE:
			r->route = true;
			break;
		case OPTION_DEFER:
			r->defer = o->argument;
			break;
		case OPTION_DEFERRED:
			if (!text_count(span_of(o->argument), &r->deferred)
				|| !r->deferred)
				options_wrong(o,
					"--deferred %s: not a number from 1",
					o->argument);
			r->check = true;
			break;
		}
	return !o->stop && judge_options(r);
}

/* Reads the definitions, and the key when there are personal numbers: they
 * never go on as they are. False after a message; what was loaded until then is
 * freed in main(). */
static bool
load(struct request *r)
{
	const struct codes *codes;

	r->book = book_open(r->options.book);
	if (!r->book)
		return false;
	r->def = source_def_load(r->book, span_of(r->source));
	r->units = r->def ? units_load(r->book) : NULL;
	codes = r->units ? codes_load(r->book) : NULL;
	if (!codes)
		return false;
	r->plan = facts_load(r->book, r->def, r->units, codes);
	if (!r->plan)
		return false;
	/* Personal numbers never go on as they are. */
	if (!r->plan->personal)
		return true;
	if (r->key)
		r->pseudonym = pseudonym_open(r->key);
	else
		diag_fault(STATUS_CONFIG,
			"source %s has personal numbers: --key FILE (or $BIF_KEY) is needed to make pseudonyms of them",
			r->source);
	return r->pseudonym != NULL;
}

/* Begins a run, and opens the rejects and the output with its header. Rejects
 * come first: a name that is wrong then leaves no empty facts behind. False
 * after a message. */
static bool
begin(struct request *r, struct normalize *n)
{
	struct reject_stream *rejects = &n->rejects.stream;

	n->plan = n->rejects.plan = r->plan;
	n->key = r->pseudonym;
	n->tally = tally_new(r->plan);
	n->cells = cells_new(r->plan, r->units, n->key);
	n->row = row_new(r->plan, n->cells);
	if (r->plan->latest != FIELD_NONE)
		n->latest = latest_new(r->plan);
	/* Digests are asked for where rows have keys, and where personal
	 * numbers that are not shown are told apart by them. */
	if ((r->plan->nkey || r->plan->personal) && !keys_begin(r->plan))
		return false;
	rejects->source = r->source;
	rejects->stage = "normalize";
	rejects->personal = r->plan->personal;
	if (!writer_choose(&n->writer, r->plan, r->columns, r->trace)
		|| !reject_open(rejects, r->rejects))
		return false;
	if (r->defer
		&& !(n->deferred = out_open_for(r->defer, OUT_TSV,
			     r->plan->personal)))
		return false;
	if (!r->check) {
		struct out *out = r->parts
			? out_open_parts(r->options.output, r->parts,
				r->plan->personal)
			: out_open_for(r->options.output, r->options.format,
				r->plan->personal);

		if (!out)
			return false;
		writer_begin(&n->writer, out);
	}
	/* Which cells are shown is known when the writer has chosen its
	 * columns. Where the greatest value wins each row is kept until the
	 * last: the slow path takes all. */
	cells_show(n->cells, n->writer.shown);
	if (!n->latest)
		n->fast = fast_rows_new(&(struct fast_rows_shared){ r->plan,
			&n->writer, n->tally, &n->keys, n->row, n->cells,
			n->key, &n->rows });
	return true;
}

/* Outputs are closed before the ledger is written, which tells how that went.
 * Facts of an input that broke off are not published under a file's name.
 * Rows that were not settled, because a temporary file failed, have no balance.
 */
static void
finish(const struct request *r, struct normalize *n, bool whole, bool settled)
{
	char letters[PSEUDONYM_FINGERPRINT];
	uint64_t bytes = 0;
	uint64_t rejected = tally_rejections(n->tally);
	uint64_t rows = r->deferred ? r->deferred : tally_rows(n->tally);
	const struct def *def = def_get(r->def->def, "tolerate");

	if (!n->deferred && source_def_beyond(r->def, rejected, rows)) {
		diag_fault(STATUS_DATA,
			"%" PRIu64 " of %" PRIu64
			" rows rejected, more than source %s tolerates (%s:%u: \"tolerate\": \"%.*s\")",
			rejected, rows, r->source, r->def->def->file,
			def ? def->line : r->def->def->line,
			SPAN_ARG(def ? def->text : SPAN("0")));
	}
	if (n->writer.out) {
		bytes = out_byte_count(n->writer.out);
		if (whole)
			out_close(n->writer.out);
		else
			out_drop(n->writer.out);
	}
	reject_close(&n->rejects.stream);
	if (n->deferred)
		out_close(n->deferred);
	if (!settled)
		return;
	if (r->rows)
		tally_write(n->tally, r->rows);
	if (r->pseudonym) {
		pseudonym_fingerprint(r->pseudonym, letters);
		tally_note(n->tally, "key",
			(struct span){ letters, sizeof(letters) });
	}
	if (r->defer) {
		BUF_LOCAL marks = { 0 };

		cells_marks(n->cells, &marks);
		tally_note(n->tally, "marks", buf_span(&marks));
	}
	tally_ledger(n->tally, n->bytes_in, bytes);
}

/* Makes no facts: shares the records out to the files. */
static void
route(const struct request *r)
{
	struct cells *cells = cells_new(r->plan, r->units, r->pseudonym);

	if (r->plan->nkey)
		route_records(r->plan, cells, r->options.files,
			r->options.nfiles);
	else
		diag_fault(STATUS_CONFIG,
			"--route: source %s has no \"key\" to share its rows out by",
			r->source);
	cells_free(cells);
	digest_free();
}

/* Makes facts of all files. After a file that broke off no other is read: what is
 * missing would not be seen. With `latest` no fact is written before all rows are
 * known. */
static void
normalize(struct request *r)
{
	struct normalize n = { 0 };
	bool whole = true, settled;

	if (begin(r, &n)) {
		progress_begin(r->options.program, r->options.progress);
		for (size_t i = 0; whole && i < r->options.nfiles; i++)
			whole = read_file(&n, r->options.files[i]);
		if (!r->deferred)
			cells_doubt(n.cells,
				r->defer ? UINT64_MAX : tally_rows(n.tally));
		tally_overlap(n.tally);
		settled = !n.latest
			|| latest_finish(n.latest, &n.writer, &n.rejects,
				n.tally);
		progress_end();
		finish(r, &n, whole && settled, settled);
	}
	fast_rows_free(n.fast);
	row_free(n.row);
	cells_free(n.cells);
	tally_free(n.tally);
	keys_free(&n.keys);
	latest_free(n.latest);
	rejects_free(&n.rejects);
	writer_free(&n.writer);
	buf_free(&n.place);
}

/* Memory holds personal numbers and the key, so no core is left. */
int
main(int argc, char **argv)
{
	struct request r = {
		.options = { .program = "bif-normalize",
			.summary = "Turns the records of a source into facts.",
			.usage = "-s SOURCE [OPTION]... [FILE]...",
			.statuses =
				"0, done; 65, the data: rows rejected beyond the tolerance, or a conflict; 66, no such file; 73, 74, cannot be written; 78, the book or the key",
			.examples =
				"  bif-extract -s SOURCE FILE | bif-normalize -s SOURCE --key KEY >facts.tsv\n",
			.section = "6, bif-normalize",
			.specs = OPTIONS,
			.nspecs = COUNT(OPTIONS),
			.common = OPTIONS_ALL }
	};

	nodump_keep();
	if (!read_options(&r, argc, argv))
		return (int)diag_end();
	if (load(&r)) {
		if (r.route)
			route(&r);
		else
			normalize(&r);
	}
	pseudonym_close(r.pseudonym);
	facts_free(r.plan);
	if (r.book)
		book_close(r.book);
	return (int)diag_end();
}
