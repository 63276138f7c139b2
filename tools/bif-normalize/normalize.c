/* SPDX-License-Identifier: MIT */
#include "normalize.h"

#include "base/mem.h"
#include "bif-normalize/fast/fast_rows.h"
#include "io/progress.h"
#include "io/tsv.h"
#include "value/text.h"

#define TICK 4096 /* rows between signs of life */

bool
normalize_begin(struct normalize *n, const struct facts *plan,
	const struct units *units, const struct pseudonym *key)
{
	n->plan = n->refusals.plan = plan;
	n->key = key;
	n->tally = tally_new(plan);
	n->cells = cells_new(plan, units, key);
	n->row = row_new(plan, n->cells);
	n->judge = row_rules_new(plan, n->row);
	if (plan->latest != FIELD_NONE)
		n->latest = latest_new(plan);
	return !plan->nkey || keys_begin(plan);
}

void
normalize_opened(struct normalize *n)
{
	n->batch = fast_rows_new(n);
}

/* Where the row stands in the raw file; without `at`, in the records. */
static struct span
place_of(struct normalize *n, const struct tsv *in)
{
	struct span at = row_at(n->row, in);
	struct place place;

	if (at.len)
		return at;
	place = tsv_place(in);
	buf_clear(&n->place);
	text_escape(&n->place, span_of(place.file));
	buf_format(&n->place, ":%" PRIu64, place.line);
	return buf_span(&n->place);
}

static void
take_facts(struct normalize *n, const struct judged *judged, uint32_t file,
	struct span at)
{
	const struct fact *fact = judged->facts;
	const struct fact *end = fact + judged->nfacts;

	writer_facts(&n->writer, judged, at);
	tally_taken(n->tally, file);
	for (; fact < end; fact++)
		tally_fact(n->tally, file,
			tally_event(n->tally, fact->cells[FACT_EVENT]),
			fact->day);
}

/* A row that gives facts, if no row of its key was there before. */
static bool
meet(struct normalize *n, const struct judged *judged, uint32_t file,
	struct span at)
{
	if (n->latest)
		return latest_add(n->latest, n->row, judged, file, at,
			&n->writer, &n->refusals, n->tally);
	switch (keys_meet(&n->keys, n->row, judged)) {
	case KEYS_FRESH:
		take_facts(n, judged, file, at);
		break;
	case KEYS_DUPLICATE:
		tally_skipped(n->tally, file,
			n->plan->nskips + ROW_RULES_DUPLICATE);
		break;
	case KEYS_CONFLICT:
		tally_refused(n->tally, file);
		rejects_conflict(&n->refusals, at,
			rejects_key(&n->refusals, n->row));
		break;
	}
	return true;
}

static bool
take_row(struct normalize *n, const struct tsv *in)
{
	struct span at = place_of(n, in);
	uint32_t file = tally_row(n->tally, at);
	struct judged judged;

	row_take(n->row, in);
	switch (row_rules_row(n->judge, &judged)) {
	case JUDGED_REFUSED:
		tally_refused(n->tally, file);
		rejects_row(&n->refusals, n->row, at);
		return true;
	case JUDGED_SKIPPED:
		tally_skipped(n->tally, file, judged.rule);
		return true;
	case JUDGED_FACTS:
		return meet(n, &judged, file, at);
	}
	return true;
}

static bool
take_rows(struct normalize *n, struct tsv *in)
{
	bool fast = n->batch && fast_rows_bind(n->batch, in);
	bool ok = true;
	int got;

	while (ok) {
		if (fast)
			fast_rows_rows(n->batch, in);
		got = tsv_next(in);
		if (got <= 0)
			return got == 0;
		ok = take_row(n, in)
			&& !(n->writer.out && out_failed(n->writer.out));
		if (++n->rows % TICK == 0)
			progress_tick(n->rows);
	}
	return false;
}

bool
normalize_file(struct normalize *n, const char *file)
{
	struct tsv *in = tsv_open(file, "records", "bif-extract");
	bool ok = in && row_bind(n->row, in) && take_rows(n, in);

	if (in) {
		n->bytes_in += tsv_bytes(in);
		ok &= tsv_close(in);
	}
	return ok;
}

bool
normalize_finish(struct normalize *n)
{
	return !n->latest
		|| latest_finish(n->latest, &n->writer, &n->refusals, n->tally);
}

void
normalize_free(struct normalize *n)
{
	fast_rows_free(n->batch);
	row_rules_free(n->judge);
	row_free(n->row);
	cells_free(n->cells);
	tally_free(n->tally);
	keys_free(&n->keys);
	latest_free(n->latest);
	rejects_free(&n->refusals);
	writer_free(&n->writer);
	buf_free(&n->place);
}
