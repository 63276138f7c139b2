/* SPDX-License-Identifier: MIT
 *
 * Where the data of a run came from, as its ledger tells (io/ledger.h). A row
 * is counted once: what extract rejected never came to normalize.
 */
#include "material.h"

#include "io/tsv.h"
#include "source/source_def.h"
#include "value/period.h"
#include "value/text.h"

enum column {
	PROGRAM,
	SOURCE,
	FILE_NAME,
	ROWS_IN,
	FACTS,
	REJECTED,
	SKIPPED,
	FIRST,
	LAST,
	COLUMNS
};
static const char *const NAMES[COLUMNS] = { "program", "source", "file",
	"rows_in", "facts", "rejected", "skipped", "first_date", "last_date" };

/* A ledger being read: the place of each column in it, and the sources so far,
 * whose list grows on the heap until all are known. */
struct reading {
	struct tsv *tsv;
	int at[COLUMNS];
	struct arena *arena;
	struct origins *all;
	size_t cap;
};

/* A cell of the row that is being read. */
static struct span
cell(const struct reading *r, enum column column)
{
	return r->tsv->cells[r->at[column]];
}

/* Says what is wrong with a cell of the ledger. Always false (65), with the file
 * and line. */
static bool
wrong(const struct reading *r, enum column column, const char *why)
{
	return tsv_wrong(r->tsv, "ledger", NAMES[column], cell(r, column), why);
}

/* A count of rows; more than 18 digits is no count of anything. */
static bool
read_count(const struct reading *r, enum column column, uint64_t *count)
{
	struct span s = cell(r, column);

	*count = 0;
	return !s.len || (s.len <= 18 && text_count(s, count))
		|| wrong(r, column, "is not a count");
}

/* A day, or none: a stage that saw no dates leaves the cell empty. */
static bool
read_day(const struct reading *r, enum column column, int32_t *day)
{
	struct span s = cell(r, column);

	*day = DAY_NONE;
	return !s.len || period_read_day(s, day)
		|| wrong(r, column, "is not a day");
}

/* Sources stand in byte order, so a new one has its place. The pointer is good
 * until the next source is added. */
static struct origin *
find(struct reading *r, struct span source)
{
	struct origins *all = r->all;
	size_t i = 0;

	while (i < all->count && span_order(all->list[i].source, source) < 0)
		i++;
	if (i < all->count && span_equal(all->list[i].source, source))
		return &all->list[i];
	MEM_GROW(all->list, r->cap, all->count + 1);
	memmove(&all->list[i + 1], &all->list[i],
		(all->count++ - i) * sizeof(*all->list));
	source = arena_keep(r->arena, source);
	all->list[i] = (struct origin){ .source = source,
		.title = source,
		.first_day = DAY_NONE,
		.last_day = DAY_NONE };
	return &all->list[i];
}

/* A source's work may be split over several runs: they add up. What extract
 * rejected never came to normalize; what the aggregate skipped is what the
 * book's scope leaves out. A line `*` is of a program's whole work; those of
 * single files are in it and would count twice. */
static bool
add_row(struct reading *r)
{
	uint64_t rows, facts, rejected, skipped;
	bool extract = span_is(cell(r, PROGRAM), "bif-extract");
	bool normalize = span_is(cell(r, PROGRAM), "bif-normalize");
	bool aggregate = span_is(cell(r, PROGRAM), "bif-aggregate");
	int32_t first, last;
	struct origin *o;

	if (aggregate && span_is(cell(r, FILE_NAME), "*")) {
		if (!read_count(r, SKIPPED, &skipped))
			return false;
		r->all->scoped = true;
		r->all->out_of_scope += skipped;
		return true;
	}
	if ((!extract && !normalize) || !cell(r, SOURCE).len
		|| !span_is(cell(r, FILE_NAME), "*"))
		return true;
	if (!read_count(r, ROWS_IN, &rows) || !read_count(r, FACTS, &facts)
		|| !read_count(r, REJECTED, &rejected)
		|| !read_count(r, SKIPPED, &skipped)
		|| !read_day(r, FIRST, &first) || !read_day(r, LAST, &last))
		return false;
	o = find(r, cell(r, SOURCE));
	o->fed = true;
	o->rejected += rejected;
	o->skipped += skipped;
	if (extract) {
		o->rows += rejected + skipped;
		return true;
	}
	o->rows += rows;
	o->facts += facts;
	if (first != DAY_NONE
		&& (o->first_day == DAY_NONE || first < o->first_day))
		o->first_day = first;
	if (last != DAY_NONE && (o->last_day == DAY_NONE || last > o->last_day))
		o->last_day = last;
	return true;
}

/* Columns are bound by name, as in every stream; what people call a source is in
 * the book. */
const struct origins *
origin_load(struct book *book, const char *ledger)
{
	struct reading r = { .arena = book->arena };
	const struct source_def *const *defs = NULL;
	struct origin *list;
	bool good = true;
	int more = 0;
	size_t n = 0;

	r.tsv = tsv_open(ledger, "ledger", "a run with --ledger");
	if (!r.tsv)
		return NULL;
	r.all = arena_take(r.arena, sizeof(*r.all));
	for (int i = 0; good && i < COLUMNS; i++)
		good = (r.at[i] = tsv_need(r.tsv, NAMES[i])) >= 0;
	while (good && (more = tsv_next(r.tsv)) == 1)
		good = add_row(&r);
	good = tsv_close(r.tsv) && good && more == 0
		&& (defs = source_def_all(book, &n));
	for (size_t i = 0; defs && i < n; i++)
		find(&r, defs[i]->name)->title = defs[i]->title;
	list = r.all->list;
	r.all->list = arena_take(r.arena, (r.all->count + 1) * sizeof(*list));
	if (r.all->count)
		memcpy(r.all->list, list, r.all->count * sizeof(*list));
	mem_free(list);
	return good ? r.all : NULL;
}
