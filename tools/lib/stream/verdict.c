/* SPDX-License-Identifier: MIT
 *
 * Cells are taken as they stand; what a program decides by (the year, days,
 * statuses, flags) is read and must be one of the words a writer may use.
 */
#include "stream/verdict.h"

#include "io/spill.h"
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
	int at[VERDICT_COLUMNS];            /* index in its rows, or -1 */
	struct span cells[VERDICT_COLUMNS]; /* of the row at hand, unescaped */
	struct buf text;                    /* where a cell had to be */
};

/* The rows of all files so far, outside the arena while they grow. */
struct list {
	struct verdict *at;
	size_t count, cap;
	struct spill *rows; /* their texts, one behind the other */
	/* of those; until all are there a verdict's row is where it begins */
	uintptr_t bytes;
};

/* --- a row's cells as texts: how many bytes a length has (1 or 4), the length
 * of each cell, then the cells --- */

#define LONGEST UINT8_MAX /* cell of a row whose lengths have one byte */

void
verdict_pack(struct buf *row, const struct span cells[VERDICT_COLUMNS])
{
	size_t width = 1, bytes = 0;
	char *to;

	for (size_t i = 0; i < VERDICT_COLUMNS; i++) {
		bytes += cells[i].len;
		width = cells[i].len > LONGEST ? sizeof(uint32_t) : width;
	}
	buf_room(row, 1 + VERDICT_COLUMNS * width + bytes);
	to = row->at + row->len;
	*to++ = (char)width;
	for (size_t i = 0; i < VERDICT_COLUMNS; i++, to += width) {
		uint32_t len = (uint32_t)cells[i].len;

		if (width == 1)
			*to = (char)len;
		else
			memcpy(to, &len, sizeof(len));
	}
	for (size_t i = 0; i < VERDICT_COLUMNS; i++) {
		if (cells[i].len)
			memcpy(to, cells[i].at, cells[i].len);
		to += cells[i].len;
	}
	row->len = (size_t)(to - row->at);
}

/* The first n cells. */
static void
unpack(const char *row, struct span cells[], size_t n)
{
	size_t width = (size_t)*row++;
	const char *at = row + VERDICT_COLUMNS * width;

	for (size_t i = 0; i < n; i++, row += width) {
		uint32_t len = (unsigned char)*row;

		if (width > 1)
			memcpy(&len, row, sizeof(len));
		cells[i] = (struct span){ at, len };
		at += len;
	}
	spill_looked();
}

struct span
verdict_cell(const struct verdict *v, enum verdict_column column)
{
	struct span cells[VERDICT_COLUMNS];

	unpack(v->row, cells, column + 1);
	return cells[column];
}

void
verdict_cells(const struct verdict *v, struct span cells[VERDICT_COLUMNS])
{
	unpack(v->row, cells, VERDICT_COLUMNS);
}

int32_t
verdict_known_at(const struct verdict *v)
{
	int32_t day = DAY_NONE;

	period_read_day(verdict_cell(v, VERDICT_KNOWN_AT), &day);
	return day;
}

/* --- reading --- */

/* Says which cell of the line is not what it should be. */
static bool
wrong_cell(const struct reading *r, enum verdict_column column,
	struct span cell, const char *why)
{
	return tsv_wrong(r->tsv, "verdict", stream_verdicts[column], cell, why);
}

/* The position of a cell among words. */
static bool
read_word(const struct reading *r, enum verdict_column column,
	const char *const words[], size_t n, unsigned *word)
{
	*word = (unsigned)span_among(r->cells[column], words, n);
	return *word < n
		|| wrong_cell(r, column, r->cells[column],
			"is not a word this column has");
}

/* A day, or none in an empty cell. */
static bool
read_day(const struct reading *r, enum verdict_column column, int32_t *day)
{
	*day = DAY_NONE;
	if (!r->cells[column].len || period_read_day(r->cells[column], day))
		return true;
	return wrong_cell(r, column, r->cells[column], "is not a day");
}

/* The cells that a report decides by, as values; the others stay texts. */
static bool
read_typed(const struct reading *r, struct verdict *v)
{
	unsigned status, outlook, original, trend;
	struct span rest, word, year = r->cells[VERDICT_YEAR];
	int number = 0;
	int32_t known_at;
	size_t i;

	if (!r->cells[VERDICT_STATUS].len)
		return wrong_cell(r, VERDICT_STATUS, SPAN(""),
			"is not a status");
	for (i = 0; i < year.len && i < 4 && span_digit(year.at[i]); i++)
		number = number * 10 + (year.at[i] - '0');
	if (year.len != 4 || i != 4)
		return wrong_cell(r, VERDICT_YEAR, year, "is not a year");
	v->year = (int16_t)number;
	if (!read_day(r, VERDICT_AS_OF, &v->as_of)
		|| !read_day(r, VERDICT_KNOWN_AT, &known_at)
		|| !read_day(r, VERDICT_DUE, &v->due)
		|| !read_word(r, VERDICT_STATUS, verdict_statuses,
			VERDICT_STATUSES, &status)
		|| !read_word(r, VERDICT_OUTLOOK, verdict_statuses,
			COUNT(verdict_statuses), &outlook)
		|| !read_word(r, VERDICT_ORIGINAL_STATUS, verdict_statuses,
			COUNT(verdict_statuses), &original)
		|| !read_word(r, VERDICT_TREND, verdict_trends,
			COUNT(verdict_trends), &trend))
		return false;
	v->status = (enum verdict_status)status;
	v->outlook = (enum verdict_status)outlook;
	v->original_status = (enum verdict_status)original;
	v->trend = (enum verdict_trend)trend;
	rest = r->cells[VERDICT_FLAGS];
	for (v->flags = 0; rest.len;) {
		const char *blank = memchr(rest.at, ' ', rest.len);

		word = rest;
		if (blank)
			word.len = (size_t)(blank - rest.at);
		i = span_among(word, FLAGS, VERDICT_FLAG_COUNT);
		if (i == VERDICT_FLAG_COUNT)
			return wrong_cell(r, VERDICT_FLAGS, word,
				"is not a flag");
		v->flags |= (uint16_t)(1u << i);
		span_skip(&rest, blank ? word.len + 1 : word.len);
	}
	return true;
}

/* The cells of the row at hand, which stand as they are where none of them has
 * an escape. */
static void
take_cells(struct reading *r)
{
	size_t end[VERDICT_COLUMNS], from = 0;

	buf_clear(&r->text);
	for (size_t i = 0; i < VERDICT_COLUMNS; i++) {
		r->cells[i] = r->at[i] < 0 ? SPAN("") : r->tsv->cells[r->at[i]];
		if (!r->tsv->plain)
			text_unescape(&r->text, r->cells[i]);
		end[i] = r->text.len;
	}
	for (size_t i = 0; !r->tsv->plain && i < VERDICT_COLUMNS; i++) {
		r->cells[i] = (struct span){ r->text.at + from, end[i] - from };
		from = end[i];
	}
}

/* All rows of one file, after those that are there. */
static bool
read_file(const char *file, struct list *all, uint64_t *bytes)
{
	/* Without these there is no verdict; the others may be missing. */
	static const enum verdict_column needed[] = { VERDICT_YEAR,
		VERDICT_UNIT, VERDICT_GOAL, VERDICT_AS_OF, VERDICT_STATUS };
	struct reading r = { .tsv = tsv_open(file, "verdicts", "bif-judge") };
	struct verdict v = { .file = file };
	BUF_LOCAL row = { 0 };
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
		take_cells(&r);
		v.line = r.tsv->line;
		if (!read_typed(&r, &v)) {
			all_read = false;
			continue;
		}
		buf_clear(&row);
		verdict_pack(&row, r.cells);
		good = spill_add(all->rows, buf_span(&row));
		MEM_GROW(all->at, all->cap, all->count + 1);
		v.row = (const char *)all->bytes;
		all->at[all->count++] = v;
		all->bytes += row.len;
	}
	buf_free(&r.text);
	*bytes += tsv_bytes(r.tsv);
	return tsv_close(r.tsv) && good && all_read && more == 0;
}

/* Where one file has a fault no verdict is given at all: a report of half
 * the goals looks like one of all of them. */
const struct verdicts *
verdict_load(struct arena *arena, const char *const files[], size_t nfiles)
{
	struct verdicts *verdicts = arena_take(arena, sizeof(*verdicts));
	struct list all = { .rows = spill_new(0) };
	const char *rows = NULL;
	bool ok = true;

	for (size_t i = 0; i < nfiles && ok; i++)
		ok = read_file(files[i], &all, &verdicts->bytes);
	ok = ok && (rows = spill_keep(all.rows, arena));
	for (size_t i = 0; ok && i < all.count; i++)
		all.at[i].row = rows + (uintptr_t)all.at[i].row;
	spill_free(all.rows);
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
