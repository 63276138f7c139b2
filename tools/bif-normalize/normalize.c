/* SPDX-License-Identifier: MIT
 *
 * The slow path, a row at a time, is always right. The fast path (fast_rows)
 * takes as many rows as it can foresee and leaves the next one to it.
 */
#include "normalize.h"

#include "base/mem.h"
#include "io/progress.h"
#include "io/tsv.h"
#include "value/text.h"

#define TICK 4096 /* rows between signs of life */

/* Digests are asked for where rows have keys, and where personal numbers that are
 * not shown are told apart by them. */
bool
normalize_begin(struct normalize *n, const struct facts *plan,
	const struct units *units, const struct pseudonym *key)
{
	n->plan = n->rejects.plan = plan;
	n->key = key;
	n->tally = tally_new(plan);
	n->cells = cells_new(plan, units, key);
	n->row = row_new(plan, n->cells);
	if (plan->latest != FIELD_NONE)
		n->latest = latest_new(plan);
	return (!plan->nkey && !plan->personal) || keys_begin(plan);
}

/* Which cells are shown is known when the writer has chosen its columns. Where the
 * greatest value wins each row is kept until the last: the slow path takes all. */
void
normalize_opened(struct normalize *n)
{
	const struct fast_rows_shared shared = { n->plan, &n->writer, n->tally,
		&n->keys, n->row, n->cells, n->key, &n->rows };

	cells_show(n->cells, n->writer.shown);
	if (!n->latest)
		n->fast = fast_rows_new(&shared);
}

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

/* Each file is a stream with a header of its own, to which columns are bound anew. */
bool
normalize_file(struct normalize *n, const char *file)
{
	struct tsv *in = tsv_open(file, "records", "bif-extract");
	bool ok = in && row_bind(n->row, in);
	bool fast = ok && n->fast && fast_rows_bind(n->fast, in);
	int got = 1;

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

/* With `latest` no fact is written before all rows are known. */
bool
normalize_finish(struct normalize *n)
{
	cells_doubt(n->cells);
	return !n->latest
		|| latest_finish(n->latest, &n->writer, &n->rejects, n->tally);
}

void
normalize_free(struct normalize *n)
{
	fast_rows_free(n->fast);
	row_free(n->row);
	cells_free(n->cells);
	tally_free(n->tally);
	keys_free(&n->keys);
	latest_free(n->latest);
	rejects_free(&n->rejects);
	writer_free(&n->writer);
	buf_free(&n->place);
}
