/* SPDX-License-Identifier: MIT
 *
 * bif-normalize: turns the records of a source into facts (MANUAL.md). Options
 * and definitions first, then the outputs, then the rows; what came of it is
 * told at the end, when the outputs are closed.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "io/options.h"
#include "io/progress.h"
#include "book/book.h"
#include "normalize.h"

/* Beyond the letters of common options. */
enum {
	OPTION_KEY = 256,
	OPTION_TRACE,
	OPTION_COLUMNS,
	OPTION_REJECTS,
	OPTION_ROWS,
	OPTION_PARTS,
	OPTION_CHECK
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
	{ "check", OPTION_CHECK, NULL, "read all rows, write no facts" }
};

/* So many files are open at once. */
#define PARTS_MOST 512

/* What the command line asks for, and what was loaded for it. */
struct request {
	struct options options;
	const char *source, *key, *columns, *rejects, *rows; /* or NULL */
	bool trace, check; /* facts keep `at`; none is written */
	size_t parts;      /* --parts; 0: all facts go to one output */
	/* What was loaded, as far as it went: the book owns all but the plan's
	 * patterns and the key. */
	struct book *book;
	const struct source_def *def;
	const struct units *units;
	const struct facts *plan;
	struct pseudonym *pseudonym; /* NULL: there are no personal numbers */
};

/* Reads the command line, and judges what options say together; false after a
 * message. */
static bool
read_options(struct request *r, int argc, char **argv)
{
	struct options *o = &r->options;
	const char *sign;
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
		}
	if (o->stop)
		return false;
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

/* The output, with its header, and the rejects. These come first: a name that is
 * wrong then leaves no empty facts behind. */
static bool
open_outputs(struct request *r, struct normalize *n)
{
	struct reject_stream *rejects = &n->rejects.stream;
	struct out *out;

	rejects->source = r->source;
	rejects->stage = "normalize";
	rejects->personal = r->plan->personal;
	if (!writer_choose(&n->writer, r->plan, r->columns, r->trace)
		|| !reject_open(rejects, r->rejects))
		return false;
	if (r->check)
		return true;
	out = r->parts
		? out_open_parts(r->options.output, r->parts, r->plan->personal)
		: out_open_for(r->options.output, r->options.format,
			r->plan->personal);
	if (out)
		writer_begin(&n->writer, out);
	return out != NULL;
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
	uint64_t rows = tally_rows(n->tally);
	const struct def *def = def_get(r->def->def, "tolerate");

	if (source_def_beyond(r->def, rejected, rows)) {
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
	if (!settled)
		return;
	if (r->rows)
		tally_write(n->tally, r->rows);
	if (r->pseudonym) {
		pseudonym_fingerprint(r->pseudonym, letters);
		tally_key(n->tally, (struct span){ letters, sizeof(letters) });
	}
	tally_ledger(n->tally, n->bytes_in, bytes);
}

/* Memory holds personal numbers and the key, so no core is left. After a file that
 * broke off no other is read: what is missing would not be seen. */
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
			.nspecs = sizeof(OPTIONS) / sizeof(OPTIONS[0]),
			.common = OPTIONS_ALL }
	};

	nodump_keep();
	if (!read_options(&r, argc, argv))
		return (int)diag_end();
	if (load(&r)) {
		struct normalize n = { 0 };
		bool whole = true, settled;
		size_t i;

		if (normalize_begin(&n, r.plan, r.units, r.pseudonym)
			&& open_outputs(&r, &n)) {
			normalize_opened(&n);
			progress_begin(r.options.program, r.options.progress);
			for (i = 0; whole && i < r.options.nfiles; i++)
				whole = normalize_file(&n, r.options.files[i]);
			settled = normalize_finish(&n);
			progress_end();
			finish(&r, &n, whole && settled, settled);
		}
		normalize_free(&n);
	}
	pseudonym_close(r.pseudonym);
	facts_free(r.plan);
	if (r.book)
		book_close(r.book);
	return (int)diag_end();
}
