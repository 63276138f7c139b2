/* SPDX-License-Identifier: MIT
 *
 * Takes file after file, each by its part of the definition and table by table
 * (table.c), and accounts for the rows of each: to the stream of rows, to the
 * ledger, and to what the source tolerates.
 */
#include "extract.h"

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "io/ledger.h"
#include "value/period.h"

/* Each part has the same columns, but may call them otherwise in its files:
 * only where to find them changes, never what the records have. part must have
 * as many columns as the list has room for, which the loader of the definition
 * sees to. */
static void
use_part(struct extract *x, const struct export *part)
{
	for (size_t i = 0; i < part->ncolumns; i++)
		x->columns.list[i] = part->columns[i];
}

/* All parts have the same columns, so that the header of the records can be
 * written before any file is opened. */
void
extract_begin(struct extract *x)
{
	x->columns.arena = arena_new();
	x->columns.count = x->parts[0].ncolumns;
	x->columns.list = arena_take(x->columns.arena,
		(x->columns.count + 1) * sizeof(*x->columns.list));
	use_part(x, &x->parts[0]);
	table_header(x, &x->parts[0]);
}

/* What was begun need not have ended: extract_begin() may not have been
 * reached. The definition is borrowed, and so is the output, which finish() has
 * closed. */
void
extract_free(struct extract *x)
{
	if (x->columns.arena)
		arena_free(x->columns.arena);
	rejects_free(&x->rejects);
}

/* One line of the ledger: of a file, or of the whole run (`*`). No day is known
 * here: what a date is, bif-normalize knows. bytes_in are the bytes as they are
 * stored, so compressed ones of a compressed file; bytes_out those of the
 * records. */
static void
append(struct extract *x, const char *file, const struct tally *t,
	uint64_t bytes_in, uint64_t bytes_out, enum status status)
{
	struct ledger_line line = { .source = x->source ? x->source->name.at
							: "",
		.file = file,
		.rows_in = t->data,
		.rows_out = t->records,
		.facts = t->records,
		.rejected = t->rejected,
		.bytes_in = bytes_in,
		.bytes_out = bytes_out,
		.first_day = DAY_NONE,
		.last_day = DAY_NONE,
		.status = status };

	ledger_append(&line);
}

/* A file is read by its part of the definition. What was read before a fault
 * has been written; the status tells that it is not all. The stream `rows` says
 * of a file only what goes no further: that is this stage's share. x->all, the
 * stream and the ledger get the file's rows also after a fault, so that the
 * sums of files are those of the run. */
bool
extract_file(struct extract *x, const char *file)
{
	const struct export *part = export_for(x->parts, x->nparts, file);
	struct span source = x->source ? x->source->name : SPAN("");
	struct span none = SPAN("");
	uint64_t before = out_byte_count(x->out), bytes_in = 0;
	struct tally tally = { 0 };
	struct reader *reader;
	bool good;
	int more = 0;

	if (!part) {
		diag_file(STATUS_CONFIG, file,
			"no part of \"export\" of the source \"%.*s\" claims this file",
			SPAN_ARG(source));
		return false;
	}
	reader = reader_open(part, file);
	/* A workbook has a table for each of its sheets; all other files have
	 * one. The first that fails ends the file. */
	good = reader != NULL;
	if (good) {
		use_part(x, part);
		do
			good = table_take(x, reader, &tally);
		while (good && (more = reader_another(reader)) > 0);
		good &= more == 0;
		bytes_in = reader_bytes(reader);
		good &= reader_close(reader);
	}
	x->all.data += tally.data;
	x->all.records += tally.records;
	x->all.rejected += tally.rejected;
	x->bytes_in += bytes_in;
	/* Names of files are any bytes, and the stream is UTF-8. */
	if (x->rows) {
		BUF_LOCAL name = { 0 };

		utf8_add(&name, span_of(file));
		rows_add(x->rows, ROWS_KIND_DATA, source, buf_span(&name), none,
			tally.rejected);
		rows_add(x->rows, ROWS_KIND_REJECTED, source, buf_span(&name),
			none, tally.rejected);
	}
	append(x, file, &tally, bytes_in, out_byte_count(x->out) - before,
		good ? STATUS_DONE : diag_status());
	return good;
}

/* What is tolerated holds of all files together, since a source says it of a
 * delivery. Without a source no row may be rejected. It is the last line of the
 * run, and has the most telling status so far, which a reader of the ledger
 * looks for. */
void
extract_end(struct extract *x)
{
	const struct tally *t = &x->all;
	bool beyond = x->source
		? source_def_beyond(x->source, t->rejected, t->data)
		: t->rejected > 0;

	if (beyond)
		diag_fault(STATUS_DATA,
			"%" PRIu64 " of %" PRIu64
			" rows rejected: more than is tolerated",
			t->rejected, t->data);
	append(x, "*", t, x->bytes_in, out_byte_count(x->out), diag_status());
}
