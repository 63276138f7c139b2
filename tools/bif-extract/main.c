/* SPDX-License-Identifier: MIT
 *
 * bif-extract: raw exports in, records out. What it knows of a source stands
 * in the book (sources/NAME.json); without one it reads by its options.
 */
#include "bif-extract/sniff/sniff.h"
#include "base/diag.h"
#include "base/mem.h"
#include "extract.h"
#include "export_options.h"
#include "io/options.h"
#include "io/progress.h"
#include "io/source.h"
#include "stream/reject.h"

/* Beyond the letters of common options, below those of export_options.h. */
enum {
	/* -s and the letters of io/options are below, so that no two options
	 * have one number. */
	LETTER_CLAIM = 300,
	LETTER_REJECTS,
	LETTER_ROWS,
	LETTER_SNIFF,
	LETTER_AUTO,
	LETTER_LINKS,
	LETTER_FROM
};

/* What a source would say comes last: it is the longest part of the usage. */
static const struct option_spec specs[] = {
	{ "source", 's', "SOURCE",
		"read by this source's definition in the book" },
	{ "claim", LETTER_CLAIM, NULL,
		"only tell which source claims which of the files and folders" },
	{ "files-from", LETTER_FROM, "FILE",
		"read the files whose names FILE holds, each ended by NUL" },
	{ "follow-links", LETTER_LINKS, NULL,
		"with --claim: symbolic links in a folder, too" },
	{ "sniff", LETTER_SNIFF, NULL,
		"only tell what the files are like, as a source to be edited" },
	{ "auto", LETTER_AUTO, NULL,
		"find out what the file is like, and read it so; options that are given hold" },
	{ "rejects", LETTER_REJECTS, "FILE",
		"write rows that are rejected to FILE" },
	{ "rows", LETTER_ROWS, "FILE",
		"write what became of the rows to FILE" },
	EXPORT_OPTIONS_OPTIONS
};

/* What the command line asked for. */
struct asked {
	const char *source;         /* NULL: options say how to read */
	const char *rejects, *rows; /* files to write; or NULL */
	const char *from;           /* --files-from, or NULL */
	struct buf names;           /* that it holds, each ended by NUL, */
	const char **listed;        /* and each of them */
	bool claim, sniff, automatic, links;
	struct export_options general;
	struct auto_taken
		taken; /* what --auto found, as long as it is read by */
};

/* Takes all options, and says which of them contradict each other: a source
 * says how its files are read, so options that say the same are wrong beside
 * it. Only what holds of the options as they stand is asked here; what depends
 * on the files is asked when they are read. */
static void
read_options(struct asked *a, struct options *o, int argc, char **argv)
{
	int letter;

	export_options_begin(&a->general);
	while ((letter = options_next(o, argc, argv)) != OPTIONS_END)
		switch (letter) {
		case 's':
			a->source = o->argument;
			break;
		case LETTER_CLAIM:
			a->claim = true;
			break;
		case LETTER_FROM:
			a->from = o->argument;
			o->common |= OPTIONS_NO_INPUT;
			break;
		case LETTER_LINKS:
			a->links = true;
			break;
		case LETTER_SNIFF:
			a->sniff = true;
			break;
		case LETTER_AUTO:
			a->automatic = true;
			break;
		case LETTER_REJECTS:
			a->rejects = o->argument;
			break;
		case LETTER_ROWS:
			a->rows = o->argument;
			break;
		default:
			export_options_option(&a->general, o, letter);
		}
	if (o->stop)
		return;
	/* What cannot go together is refused, since one of the two would be
	 * passed over in silence. */
	if ((a->source || a->claim) && a->general.given)
		options_wrong(o, "--%s says how to read; so does the source",
			a->general.given);
	else if (a->source && a->claim)
		options_wrong(o, "--claim asks all sources, not one");
	else if ((a->source != NULL) + a->claim + a->sniff + a->automatic > 1)
		options_wrong(o,
			"only one of --source, --claim, --sniff and --auto can be meant");
	else
		export_options_settle(&a->general, o);
}

/* The files whose names a file holds: there may be more of them than a command
 * line can. False after a message. Names end in NUL, as find -print0 writes
 * them, since a file's name may hold any other byte but a slash. They replace
 * the files of the command line. */
static bool
read_names(struct options *o, struct asked *a)
{
	struct source *in = source_open(a->from);
	struct buf *names = &a->names;
	const char *at;
	size_t cap = 0;

	if (!in || !source_all(in, names))
		return false;
	if (names->len && names->at[names->len - 1]) {
		diag_file(STATUS_DATA, a->from,
			"the last name has no NUL behind it: cut short?");
		return false;
	}
	o->nfiles = 0;
	for (at = names->at; at < names->at + names->len;
		at += strlen(at) + 1) {
		MEM_GROW(a->listed, cap, o->nfiles + 1);
		a->listed[o->nfiles++] = at;
	}
	o->files = a->listed;
	return true;
}

/* The definition of what is read: the source's, or the options'; of these it is
 * completed by what --auto finds. False after a message. book may be NULL where
 * no source is named. The definition is the caller's to free only where it came
 * from a source. */
static bool
find_definition(struct extract *x, struct asked *a, const struct options *o,
	struct book *book)
{
	if (!a->source) {
		if (a->automatic && !auto_take(&a->taken, &a->general, o))
			return false;
		if (!export_options_survey(&a->general, o))
			return false;
		x->parts = &a->general.def;
		x->nparts = 1;
		return true;
	}
	x->source = source_def_load(book, span_of(a->source));
	if (x->source)
		x->parts = export_load(book, x->source, &x->nparts);
	return x->parts != NULL;
}

/* What was not read whole is no output of its own: a file that is named is then
 * left as it was. Rows that went elsewhere have gone. whole tells whether all
 * files were read to their end; rows that were rejected do not make it false. */
static void
finish(struct out *out, const struct options *o, bool whole)
{
	if (whole || !o->output || !strcmp(o->output, "-"))
		out_close(out);
	else
		out_drop(out);
}

/* Reads all files to the output, with what became of their rows beside it. The
 * output is opened after the rejects, so that a wrong name of either leaves
 * nothing behind. The stream of rows is opened last, when it is known what is
 * in it, and is written whatever became of the files. */
static void
extract(struct extract *x, const struct asked *a, const struct options *o)
{
	struct reject_stream *rejects = &x->rejects.stream;
	struct out *rows;
	bool whole = true;

	rejects->source = a->source ? a->source : "";
	rejects->stage = "extract";
	rejects->personal = a->source || a->general.mask;
	if (reject_open(rejects, a->rejects))
		x->out = out_open_for(o->output, o->format,
			x->source && source_def_personal(x->source));
	if (x->out) {
		x->rows = a->rows ? rows_new() : NULL;
		extract_begin(x);
		progress_begin(o->program, o->progress);
		for (size_t i = 0; i < o->nfiles && !out_failed(x->out); i++)
			whole &= extract_file(x, o->files[i]);
		progress_end();
		extract_end(x);
		finish(x->out, o, whole);
		rows = x->rows ? out_open(a->rows, OUT_TSV) : NULL;
		if (rows) {
			rows_write(x->rows, rows);
			out_close(rows);
		}
		rows_free(x->rows);
	}
	reject_close(rejects);
	extract_free(x);
}

/* Only tells which source claims which file: the pipelines ask it first, so
 * that nothing is left unread in silence. A list that is not whole is dropped:
 * who works by it would pass over the files that lack. */
static void
claim(struct book *book, const struct options *o, bool links)
{
	struct out *out = out_open(o->output, o->format);

	if (!out)
		return;
	finish(out, o, match_files(book, out, o->files, o->nfiles, links));
}

/* One of four things is done: claims are told, files are sniffed, or read by a
 * source or by options. Personal numbers may be in memory, so no core is
 * left. */
int
main(int argc, char **argv)
{
	struct options o = { .program = "bif-extract",
		.summary = "Reads raw exports and writes their records as TSV.",
		.usage = "[-s SOURCE] [OPTION]... [FILE]...",
		.statuses =
			"0, done; 65, the data: rows rejected beyond the tolerance, malformed or cut short; 66, no such file; 73, 74, cannot be written; 78, the source is defined wrongly",
		.examples =
			"  bif-extract -b BOOK -s telefoni telefoni_2010.csv >records.tsv\n  bif-extract --sniff unknown.csv\n",
		.section = "6, bif-extract",
		.specs = specs,
		.nspecs = COUNT(specs),
		.common = OPTIONS_ALL };
	struct asked asked = { 0 };
	struct extract x = { 0 };
	struct book *book = NULL;

	nodump_keep();
	read_options(&asked, &o, argc, argv);
	if (asked.from && !o.stop)
		o.stop = !read_names(&o, &asked);
	/* Only a source needs the book: files can be sniffed and read without.
	 */
	if (!o.stop && (asked.source || asked.claim))
		book = book_open(o.book);
	if (!o.stop && asked.claim && book)
		claim(book, &o, asked.links);
	else if (!o.stop && asked.sniff)
		auto_sniff(&asked.general, &o);
	else if (!o.stop && !asked.claim && (book || !asked.source)
		&& find_definition(&x, &asked, &o, book))
		extract(&x, &asked, &o);
	if (asked.source)
		export_free(x.parts, x.nparts);
	if (book)
		book_close(book);
	auto_free(&asked.taken);
	mem_free(asked.listed);
	buf_free(&asked.names);
	export_options_end(&asked.general);
	return (int)diag_end();
}
