/* SPDX-License-Identifier: MIT
 *
 * Cells are taken as they stand; what a program decides by (the year, days,
 * statuses, flags) is read and must be one of the words a writer may use.
 */
#include "stream/verdict.h"

#include "io/tsv.h"
#include "value/period.h"
#include "value/text.h"

const char *const verdict_statuses[VERDICT_STATUSES + 1] = { "met", "near",
	"off", "not_applicable", "withdrawn", "not_due", "not_delivered",
	"not_mature", "no_data", "undefined", "hidden", "" };

const char *const verdict_trends[4] = { "", "better", "same", "worse" };

static const char *const FLAGS[VERDICT_FLAG_COUNT] = { "standard-band",
	"revised", "small-n", "sensitive", "incomplete", "manual",
	"preliminary", "lagged", "unchecked", "no-rows", "unsure",
	"within-chance", "hypothetical" };

/* One file being read: which of its columns is which of ours. */
struct reading {
	struct tsv *tsv;
	int at[VERDICT_COLUMNS]; /* index in its rows, or -1 */
};

#define ABSENT_MOST 1000 /* looked through for one that is alike */

/* The rows of all files so far, outside the arena while they grow, and the
 * cells of those not applicable, of which one list serves many rows. */
struct list {
	struct verdict *at;
	size_t count, cap;
	const struct span **absent;
	size_t nabsent, absent_cap, absent_next;
};

/* The cells of a row in the arena: where it is not applicable and differs from
 * an earlier one in the unit alone, that one's. Goals come in the same order
 * unit after unit, so the next one is looked at first. */
static const struct span *
keep_cells(struct list *all, struct arena *arena, const struct span *cells,
	enum verdict_status status)
{
	struct span *kept;
	size_t i, k, bytes = 0;
	char *at;

	for (i = 0; status == VERDICT_NOT_APPLICABLE && i < all->nabsent
		&& i < ABSENT_MOST;
		i++) {
		const struct span *other =
			all->absent[(all->absent_next + i) % all->nabsent];

		for (k = 0; k < VERDICT_COLUMNS; k++)
			if (k != VERDICT_UNIT
				&& !span_equal(other[k], cells[k]))
				break;
		if (k < VERDICT_COLUMNS)
			continue;
		all->absent_next = (all->absent_next + i + 1) % all->nabsent;
		return other;
	}
	for (k = 0; k < VERDICT_COLUMNS; k++)
		bytes += cells[k].len;
	kept = arena_take(arena, VERDICT_COLUMNS * sizeof(*kept));
	at = arena_take(arena, bytes + 1);
	for (k = 0; k < VERDICT_COLUMNS; k++) {
		if (cells[k].len)
			memcpy(at, cells[k].at, cells[k].len);
		kept[k] = (struct span){ at, cells[k].len };
		at += cells[k].len;
	}
	if (status != VERDICT_NOT_APPLICABLE)
		return kept;
	MEM_GROW(all->absent, all->absent_cap, all->nabsent + 1);
	all->absent[all->nabsent++] = kept;
	return kept;
}

/* Says which cell of the line is not what it should be. */
static bool
wrong_cell(const struct reading *r, enum verdict_column column,
	struct span cell, const char *why)
{
	return tsv_wrong(r->tsv, "verdict", stream_verdicts[column], cell, why);
}

/* The position of a cell among words. */
static bool
read_word(const struct reading *r, const struct verdict *v,
	enum verdict_column column, const char *const words[], size_t n,
	unsigned *word)
{
	*word = (unsigned)span_among(v->cell[column], words, n);
	return *word < n
		|| wrong_cell(r, column, v->cell[column],
			"is not a word this column has");
}

/* A day, or none in an empty cell. */
static bool
read_day(const struct reading *r, const struct verdict *v,
	enum verdict_column column, int32_t *day)
{
	*day = DAY_NONE;
	if (!v->cell[column].len || period_read_day(v->cell[column], day))
		return true;
	return wrong_cell(r, column, v->cell[column], "is not a day");
}

/* The cells that a report decides by, as values; the others stay texts. */
static bool
read_typed(const struct reading *r, struct verdict *v)
{
	unsigned status, outlook, original, trend;
	struct span rest, word, year = v->cell[VERDICT_YEAR];
	size_t i;

	if (!v->cell[VERDICT_STATUS].len)
		return wrong_cell(r, VERDICT_STATUS, SPAN(""),
			"is not a status");
	v->year = 0;
	for (i = 0; i < year.len && year.at[i] >= '0' && year.at[i] <= '9'; i++)
		v->year = v->year * 10 + (year.at[i] - '0');
	if (year.len != 4 || i != 4)
		return wrong_cell(r, VERDICT_YEAR, year, "is not a year");
	if (!read_day(r, v, VERDICT_AS_OF, &v->as_of)
		|| !read_day(r, v, VERDICT_KNOWN_AT, &v->known_at)
		|| !read_day(r, v, VERDICT_DUE, &v->due)
		|| !read_word(r, v, VERDICT_STATUS, verdict_statuses,
			VERDICT_STATUSES, &status)
		|| !read_word(r, v, VERDICT_OUTLOOK, verdict_statuses,
			COUNT(verdict_statuses), &outlook)
		|| !read_word(r, v, VERDICT_ORIGINAL_STATUS, verdict_statuses,
			COUNT(verdict_statuses), &original)
		|| !read_word(r, v, VERDICT_TREND, verdict_trends,
			COUNT(verdict_trends), &trend))
		return false;
	v->status = (enum verdict_status)status;
	v->outlook = (enum verdict_status)outlook;
	v->original_status = (enum verdict_status)original;
	v->trend = (enum verdict_trend)trend;
	rest = v->cell[VERDICT_FLAGS];
	for (v->flags = 0; rest.len;) {
		const char *blank = memchr(rest.at, ' ', rest.len);

		word = rest;
		if (blank)
			word.len = (size_t)(blank - rest.at);
		i = span_among(word, FLAGS, VERDICT_FLAG_COUNT);
		if (i == VERDICT_FLAG_COUNT)
			return wrong_cell(r, VERDICT_FLAGS, word,
				"is not a flag");
		v->flags |= 1u << i;
		span_skip(&rest, blank ? word.len + 1 : word.len);
	}
	return true;
}

/* All rows of one file, after those that are there. */
static bool
read_file(struct arena *arena, const char *file, struct list *all,
	uint64_t *bytes)
{
	/* Without these there is no verdict; the others may be missing. */
	static const enum verdict_column needed[] = { VERDICT_YEAR,
		VERDICT_UNIT, VERDICT_GOAL, VERDICT_AS_OF, VERDICT_STATUS };
	struct reading r = { .tsv = tsv_open(file, "verdicts", "bif-judge") };
	struct span cells[VERDICT_COLUMNS];
	struct buf text[VERDICT_COLUMNS] = { 0 };
	struct verdict v = { .cell = cells, .file = file };
	bool good = true, all_read = true;
	int more = 0;

	if (!r.tsv)
		return false;
	/* Faulty rows are all said; the file is refused at its end. */
	for (size_t i = 0; good && i < COUNT(needed); i++)
		good = tsv_need(r.tsv, stream_verdicts[needed[i]]) >= 0;
	for (size_t i = 0; i < VERDICT_COLUMNS; i++)
		r.at[i] = tsv_column(r.tsv, stream_verdicts[i]);
	while (good && (more = tsv_next(r.tsv)) > 0) {
		for (size_t i = 0; i < VERDICT_COLUMNS; i++) {
			buf_clear(&text[i]);
			if (r.at[i] >= 0)
				text_unescape(&text[i], r.tsv->cells[r.at[i]]);
			cells[i] = buf_span(&text[i]);
		}
		v.line = r.tsv->line;
		if (!read_typed(&r, &v)) {
			all_read = false;
			continue;
		}
		MEM_GROW(all->at, all->cap, all->count + 1);
		all->at[all->count] = v;
		all->at[all->count].cell = keep_cells(all, arena, cells,
			v.status);
		all->at[all->count++].unit = arena_keep(arena,
			cells[VERDICT_UNIT]);
	}
	for (size_t i = 0; i < VERDICT_COLUMNS; i++)
		buf_free(&text[i]);
	*bytes += tsv_bytes(r.tsv);
	return tsv_close(r.tsv) && good && all_read && more == 0;
}

/* Where one file has a fault no verdict is given at all: a report of half
 * the goals looks like one of all of them. */
const struct verdicts *
verdict_load(struct arena *arena, const char *const files[], size_t nfiles)
{
	struct verdicts *verdicts = arena_take(arena, sizeof(*verdicts));
	struct list all = { 0 };
	bool ok = true;

	for (size_t i = 0; i < nfiles && ok; i++)
		ok = read_file(arena, files[i], &all, &verdicts->bytes);
	mem_free(all.absent);
	verdicts->count = all.count;
	verdicts->list = arena_adopt(arena, all.at,
		all.count * sizeof(*all.at));
	return ok ? verdicts : NULL;
}

void
verdict_print_flags(struct buf *b, unsigned flags)
{
	size_t i, start = b->len;

	for (i = 0; i < VERDICT_FLAG_COUNT; i++) {
		if (!(flags & 1u << i))
			continue;
		if (b->len > start)
			buf_byte(b, ' ');
		buf_text(b, FLAGS[i]);
	}
}
