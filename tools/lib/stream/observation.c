/* SPDX-License-Identifier: MIT
 *
 * Reads and writes the stream of observations. A cell that is not what it
 * should be is said with its file and line, and the rest of the file is read
 * all the same, so that one run tells all that is wrong. What rows of equal key
 * add up to, and how a set is searched, stands first.
 */
#include "stream/observation.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "io/tsv.h"
#include "stream/stream.h"
#include "value/period.h"
#include "value/text.h"

/* The set of observations: how it is sorted, added up and searched. Reader and
 * writer are in observation.c. */

struct observation_range {
	size_t from, count;
};

struct observations *
observations_new(const struct units *units)
{
	struct observations *o = mem_new(1, sizeof(*o));

	o->units = units;
	o->measures = intern_new();
	o->codes = intern_new();
	o->as_of = DAY_NONE;
	return o;
}

uint32_t
observations_name(struct observations *o, struct span measure)
{
	return intern_add(o->measures, measure);
}

uint32_t
observations_measures(const struct observations *o)
{
	return intern_count(o->measures);
}

/* How many units are the book's; the set's own are numbered from there on. */
static int
book_units(const struct observations *o)
{
	return o->units ? o->units->count : 0;
}

int
observations_place(struct observations *o, struct span code)
{
	int unit = o->units ? unit_by_code(o->units, code) : UNIT_NONE;

	return unit != UNIT_NONE
		? unit
		: book_units(o) + (int)intern_add(o->codes, code);
}

struct span
observations_measure(const struct observations *o, uint32_t id)
{
	return intern_text(o->measures, id);
}

struct span
observations_unit(const struct observations *o, int unit)
{
	return unit < book_units(o)
		? o->units->list[unit].code
		: intern_text(o->codes, (uint32_t)(unit - book_units(o)));
}

void
observations_add(struct observations *o, const struct observation *row)
{
	MEM_GROW(o->list, o->cap, o->count + 1);
	o->list[o->count++] = *row;
}

/* All that rows add up to besides their sums; false when a count overflows. */
static bool
join_rest(struct observation *sum, const struct observation *row)
{
	if (sum->as_of == DAY_NONE)
		sum->as_of = row->as_of;
	if (row->through > sum->through) /* DAY_NONE is the least */
		sum->through = row->through;
	sum->flags |= row->flags;
	return !__builtin_add_overflow(sum->n, row->n, &sum->n)
		&& !__builtin_add_overflow(sum->pending, row->pending,
			&sum->pending);
}

/* It is added up in a copy first, so that a sum which overflows leaves the
 * row as it was. */
bool
observations_join(struct observation *sum, const struct observation *row)
{
	struct observation s = *sum;

	if (s.measure != row->measure || s.unit != row->unit
		|| s.month != row->month
		|| s.has_denominator != row->has_denominator
		|| !decimal_add(&s.numerator, row->numerator)
		|| !decimal_add(&s.denominator, row->denominator)
		|| !join_rest(&s, row))
		return false;
	*sum = s;
	return true;
}

/* Sums that cannot be carried away by the order of their terms: the upper and
 * the lower 19 digits apart. Only the whole has to fit. */
struct wide {
	__int128 upper, lower;
};

#define TEN19 ((__int128)10000000000000000000u)

/* Adds a term; neither half can overflow below 10^19 terms. */
static void
wide_add(struct wide *sum, struct decimal term)
{
	sum->upper += term.millionths / TEN19;
	sum->lower += term.millionths % TEN19;
}

/* The sum as one number; false when it has more than 38 digits. */
static bool
wide_take(const struct wide *sum, struct decimal *total)
{
	__int128 upper = sum->upper + sum->lower / TEN19, whole;

	*total = (struct decimal){ 0 };
	if (__builtin_mul_overflow(upper, TEN19, &whole)
		|| __builtin_add_overflow(whole, sum->lower % TEN19, &whole))
		return false;
	/* At most 38 digits. */
	return decimal_add(total, (struct decimal){ whole });
}

/* Says why rows of one key do not add up; false. */
static bool
cannot_add(const struct observations *o, const struct observation *row,
	const char *why)
{
	char month[MONTH_WIDTH];
	int width = row->month == DAY_NONE ? 0 : MONTH_WIDTH;

	if (width)
		period_write_month(month, row->month);
	diag_fault(STATUS_DATA, "%.*s, %.*s, %.*s: %s",
		SPAN_ARG(observations_measure(o, row->measure)),
		SPAN_ARG(observations_unit(o, row->unit)), width, month, why);
	return false;
}

/* Adds up n rows of equal key into the first. */
static bool
add_up(const struct observations *o, struct observation *first, size_t n)
{
	struct wide numerator = { 0, 0 }, denominator = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		const struct observation *row = &first[i];

		if (row->has_denominator != first->has_denominator)
			return cannot_add(o, row,
				"one row has a denominator, "
				"another has none");
		wide_add(&numerator, row->numerator);
		wide_add(&denominator, row->denominator);
		if (i && !join_rest(first, row))
			return cannot_add(o, row, "the counts are too large");
	}
	if (!wide_take(&numerator, &first->numerator)
		|| !wide_take(&denominator, &first->denominator))
		return cannot_add(o, first, "a sum has more than 38 digits");
	return true;
}

/* The place of each measure, or of each unit, by its id, in byte order of names
 * or codes; the caller frees it. Units are those of the book, then those that
 * only the rows name. */
static uint32_t *
ranks(const struct observations *o, bool units)
{
	size_t n = units ? (size_t)book_units(o) + intern_count(o->codes)
			 : intern_count(o->measures);
	struct span *texts = mem_new(n + 1, sizeof(*texts));
	uint32_t *rank = mem_new(n + 1, sizeof(*rank)), *order;

	for (size_t i = 0; i < n; i++)
		texts[i] = units ? observations_unit(o, (int)i)
				 : intern_text(o->measures, (uint32_t)i);
	order = intern_sorted(texts, n);
	for (size_t i = 0; i < n; i++)
		rank[order[i]] = (uint32_t)i;
	mem_free(order);
	mem_free(texts);
	return rank;
}

struct sorting {
	uint32_t *measure, *unit; /* the place of each, by id */
};

/* By the places of measure and unit, then by month; a month that could not
 * be read comes first. */
static int
order_rows(const void *left, const void *right, void *how)
{
	const struct observation *a = left, *b = right;
	const struct sorting *s = how;
	int order = ORDER(s->measure[a->measure], s->measure[b->measure]);

	order = order ? order : ORDER(s->unit[a->unit], s->unit[b->unit]);
	return order ? order : ORDER(a->month, b->month);
}

/* Rows mostly come in order already, and others are added behind them: those
 * behind are sorted alone, and laid between the ones before, from the last. */
static void
sort_rows(struct observations *o, struct sorting *by)
{
	size_t before = 1, behind, at = o->count;
	struct observation *rest;

	while (before < o->count
		&& order_rows(&o->list[before - 1], &o->list[before], by) <= 0)
		before++;
	if (before >= o->count)
		return;
	behind = o->count - before;
	rest = mem_new(behind, sizeof(*rest));
	memcpy(rest, &o->list[before], behind * sizeof(*rest));
	qsort_r(rest, behind, sizeof(*rest), order_rows, by);
	while (behind)
		o->list[--at] = before
				&& order_rows(&o->list[before - 1],
					   &rest[behind - 1], by)
					> 0
			? o->list[--before]
			: rest[--behind];
	mem_free(rest);
}

/* Rows are sorted by names, not by numbers, since numbers depend on the
 * order in which streams came. */
bool
observations_settle(struct observations *o)
{
	struct sorting by = { ranks(o, false), ranks(o, true) };
	size_t i, n, kept = 0;
	bool ok = true;

	sort_rows(o, &by);
	for (i = 0; i < o->count; i += n) {
		n = 1;
		while (i + n < o->count
			&& o->list[i].measure == o->list[i + n].measure
			&& o->list[i].unit == o->list[i + n].unit
			&& o->list[i].month == o->list[i + n].month)
			n++;
		if (n > 1)
			ok = add_up(o, &o->list[i], n) && ok;
		o->list[kept++] = o->list[i];
	}
	o->count = kept;
	mem_free(by.measure);
	mem_free(o->unit_rank);
	o->unit_rank = by.unit;
	mem_free(o->ranges);
	/* Where the rows of each measure begin, and how many they are. */
	o->nranges = intern_count(o->measures);
	o->ranges = mem_new(o->nranges + 1, sizeof(*o->ranges));
	for (i = 0; i < o->count; i++) {
		struct observation_range *range =
			&o->ranges[o->list[i].measure];

		if (!range->count++)
			range->from = i;
	}
	return ok;
}

const struct observation *
observations_of(const struct observations *o, struct span measure, size_t *n)
{
	uint32_t id = intern_find(o->measures, measure);

	*n = 0;
	if (id == INTERN_NONE || id >= o->nranges)
		return NULL;
	*n = o->ranges[id].count;
	return &o->list[o->ranges[id].from];
}

/* The first of n rows of one measure that stands at or behind unit, month. */
static size_t
first_at(const struct observations *o, const struct observation *rows, size_t n,
	int unit, int32_t month)
{
	size_t low = 0, high = n, middle;

	while (low < high) {
		const struct observation *row =
			&rows[middle = low + (high - low) / 2];

		if (row->unit == unit
				? row->month < month
				: o->unit_rank[row->unit] < o->unit_rank[unit])
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct observation *
observations_series(const struct observations *o, struct span measure, int unit,
	size_t *n)
{
	size_t all, from, to;
	const struct observation *rows = observations_of(o, measure, &all);

	from = first_at(o, rows, all, unit, INT32_MIN);
	for (to = from; to < all && rows[to].unit == unit;)
		to++;
	*n = to - from;
	return *n ? rows + from : NULL;
}

const struct observation *
observations_find(const struct observations *o, struct span measure, int unit,
	int32_t month)
{
	size_t all, at;
	const struct observation *rows = observations_of(o, measure, &all);

	at = first_at(o, rows, all, unit, month);
	return at < all && rows[at].unit == unit && rows[at].month == month
		? &rows[at]
		: NULL;
}

void
observations_free(struct observations *o)
{
	if (!o)
		return;
	intern_free(o->measures);
	intern_free(o->codes);
	mem_free(o->as_of_file);
	mem_free(o->ranges);
	mem_free(o->unit_rank);
	mem_free(o->list);
	if (o->parts) {
		mem_free(o->parts->run);
		mem_free(o->parts->came);
		mem_free(o->parts->unmarked);
		mem_free(o->parts);
	}
	mem_free(o);
}

#define PRELIMINARY "preliminary" /* a column a stream may have */
#define PART "@!part"             /* the measure of a row that marks a part */
#define MOST_PARTS 65536          /* of one run */
#define REJECTED "!rejected"      /* what ends the name of such coverage */

struct reader {
	struct observations *set;
	struct tsv *in;
	int at[OBS_COLUMNS]; /* each column's place; -1: `through` is absent */
	int preliminary;     /* its place, or -1 */
	struct buf text;     /* a cell without its escapes */
};

/* Says what is wrong with a cell of the row at hand; false. */
static bool
wrong(struct reader *r, enum observation_column column, const char *what)
{
	return tsv_wrong(r->in, what, stream_observations[column],
		r->in->cells[r->at[column]], what);
}

/* A cell as it stands; empty where the stream lacks the column. */
static struct span
cell(const struct reader *r, enum observation_column column)
{
	return r->at[column] < 0 ? (struct span){ "", 0 }
				 : r->in->cells[r->at[column]];
}

/* A cell that holds a name: escapes are undone. It holds until the next. */
static struct span
name(struct reader *r, enum observation_column column)
{
	struct span c = cell(r, column);

	if (r->in->plain)
		return c;
	buf_clear(&r->text);
	text_unescape(&r->text, c);
	return buf_span(&r->text);
}

bool
observation_is_coverage(struct span measure)
{
	return measure.len && measure.at[0] == '@';
}

size_t
observation_rejected(struct span measure)
{
	size_t tail = sizeof(REJECTED) - 1;

	return measure.len > tail
			&& !memcmp(measure.at + measure.len - tail, REJECTED,
				tail)
		? tail
		: 0;
}

/* A count without sign; only pending may be empty, which is 0. */
static bool
read_count(struct reader *r, enum observation_column column, uint64_t *count)
{
	struct span c = cell(r, column);

	return text_count(c, count) || (!c.len && column == OBS_PENDING)
		|| wrong(r, column, "is not a count");
}

/* An exact sum of up to 38 digits. */
static bool
read_sum(struct reader *r, enum observation_column column, struct decimal *sum)
{
	switch (decimal_read_sum(cell(r, column), sum)) {
	case DECIMAL_OK:
		return true;
	case DECIMAL_RANGE:
		return wrong(r, column, "has too many digits");
	default:
		return wrong(r, column, "is not a number");
	}
}

/* Measure, unit and month. Coverage may lack the last two, and may name a unit
 * that the book does not know: that is what it has to tell. */
static bool
read_key(struct reader *r, struct observation *row)
{
	struct span text = name(r, OBS_MEASURE);
	bool coverage = observation_is_coverage(text);

	if (!text.len)
		return wrong(r, OBS_MEASURE, "is empty");
	if (coverage
		&& !text_is_name((struct span){ text.at + 1,
					 text.len - 1
						 - observation_rejected(text) },
			"-_"))
		return wrong(r, OBS_MEASURE,
			"is neither a measure nor `@` and a source");
	r->set->coverage |= coverage;
	row->measure = intern_add(r->set->measures, text);
	text = name(r, OBS_UNIT);
	if (!text.len && !coverage)
		return wrong(r, OBS_UNIT, "is empty");
	if (!coverage && r->set->units) {
		row->unit = unit_by_code(r->set->units, text);
		if (row->unit == UNIT_NONE)
			return wrong(r, OBS_UNIT, "is no unit of units.csv");
	} else {
		row->unit = observations_place(r->set, text);
	}
	row->month = DAY_NONE;
	return (coverage && !cell(r, OBS_MONTH).len)
		|| period_read_month(cell(r, OBS_MONTH), &row->month)
		|| wrong(r, OBS_MONTH, "is not a month");
}

/* A set is counted for one day: what was known at another cannot be added to
 * it, nor judged beside it. */
static bool
read_as_of(struct reader *r, int32_t *day)
{
	struct observations *o = r->set;
	struct place here = tsv_place(r->in);
	char room[DAY_WIDTH];

	if (!period_read_day(cell(r, OBS_AS_OF), day))
		return wrong(r, OBS_AS_OF, "is not a date");
	if (o->as_of == DAY_NONE) {
		o->as_of = *day;
		o->as_of_file = mem_copy(span_of(here.file));
		o->as_of_line = here.line;
	}
	if (*day == o->as_of)
		return true;
	period_write_day(room, o->as_of);
	diag_at(STATUS_DATA, "as_of", here,
		"\"as_of\": \"%.*s\", but %.*s in "
		"%s:%" PRIu64 ": count both as of one day",
		SPAN_ARG(cell(r, OBS_AS_OF)), DAY_WIDTH, room, o->as_of_file,
		o->as_of_line);
	return false;
}

/* All cells of a row; false after a message. */
static bool
read_row(struct reader *r, struct observation *row)
{
	struct span last = cell(r, OBS_THROUGH), still = { "", 0 };

	*row = (struct observation){ .through = DAY_NONE };
	row->has_denominator = cell(r, OBS_DENOMINATOR).len > 0;
	if (!read_key(r, row) || !read_sum(r, OBS_NUMERATOR, &row->numerator)
		|| (row->has_denominator
			&& !read_sum(r, OBS_DENOMINATOR, &row->denominator))
		|| !read_count(r, OBS_N, &row->n)
		|| !read_count(r, OBS_PENDING, &row->pending)
		|| !read_as_of(r, &row->as_of))
		return false;
	if (last.len && !period_read_day(last, &row->through))
		return wrong(r, OBS_THROUGH, "is not a date");
	if (r->preliminary >= 0)
		still = r->in->cells[r->preliminary];
	if (span_is(still, "yes"))
		row->flags |= OBSERVATION_PRELIMINARY;
	if (!still.len || span_is(still, "yes") || span_is(still, "no"))
		return true;
	return tsv_wrong(r->in, PRELIMINARY, PRELIMINARY, still,
		"is neither yes nor no");
}

/* Takes the row at hand, which says which part of how many its stream is. It is
 * an error (65) when the part is of another run than the first one, or came
 * before: its facts would count twice. */
static bool
take_part(struct reader *r)
{
	struct observation_parts *p = r->set->parts;
	struct span run = name(r, OBS_UNIT);
	uint64_t part, n;
	int32_t day;

	if (!p)
		return wrong(r, OBS_MEASURE,
			"is of one part of a run: bif-aggregate --merge puts "
			"all parts together first");
	if (!read_count(r, OBS_NUMERATOR, &part)
		|| !read_count(r, OBS_DENOMINATOR, &n) || !read_as_of(r, &day))
		return false;
	if (!part || part > n || n > MOST_PARTS)
		return wrong(r, OBS_NUMERATOR, "is not the number of a part");
	if (!p->n) {
		p->run = mem_copy(run);
		p->n = n;
		p->came = mem_new(n + 1, sizeof(*p->came));
	}
	if (!span_is(run, p->run))
		return wrong(r, OBS_UNIT,
			"is another run than the first "
			"part's: parts of one run add up");
	if (n != p->n)
		return wrong(r, OBS_DENOMINATOR,
			"is another number of parts than the first part's");
	if (p->came[part])
		return wrong(r, OBS_NUMERATOR,
			"is a part that came already: it would count twice");
	p->came[part] = true;
	return true;
}

void
observations_take_parts(struct observations *o)
{
	o->parts = mem_new(1, sizeof(*o->parts));
}

/* It travels as a row like the others, so that whatever copies or sorts
 * streams carries it along. */
void
observations_add_part(struct observations *o, struct span run, uint64_t part,
	uint64_t parts)
{
	struct observation row = { .measure = observations_name(o, SPAN(PART)),
		.unit = observations_place(o, run),
		.month = DAY_NONE,
		.through = DAY_NONE,
		.as_of = o->as_of,
		.n = 1,
		.has_denominator = true };

	row.numerator.millionths = (__int128)part * DECIMAL_ONE;
	row.denominator.millionths = (__int128)parts * DECIMAL_ONE;
	observations_add(o, &row);
}

/* A part that lacks would only make the figures smaller, and nobody would
 * see it. */
bool
observations_whole(const struct observations *o)
{
	const struct observation_parts *p = o->parts;
	bool whole = true;

	if (!p || !p->n)
		return true;
	if (p->unmarked) {
		diag_file(STATUS_DATA, p->unmarked,
			"is no part (it has no row " PART
			"), but the others are: persons may be split");
		whole = false;
	}
	for (uint64_t i = 1; i <= p->n; i++)
		if (!p->came[i]) {
			diag_fault(STATUS_DATA,
				"part %" PRIu64 " of %" PRIu64
				" of run %s is missing",
				i, p->n, p->run);
			whole = false;
		}
	return whole;
}

/* A file is read to its end behind a faulty row, so that all faults are
 * said at once. */
bool
observations_read(struct observations *o, const char *file)
{
	struct reader r = { .set = o };
	struct observation row;
	bool ok = true, all = true, marked = false;
	int got = 0, i;

	r.in = tsv_open(file, "observations", "bif-aggregate");
	if (!r.in)
		return false;
	for (i = 0; i < OBS_COLUMNS; i++) {
		r.at[i] = i == OBS_THROUGH
			? tsv_column(r.in, stream_observations[i])
			: tsv_need(r.in, stream_observations[i]);
		ok &= r.at[i] >= 0 || i == OBS_THROUGH;
	}
	r.preliminary = tsv_column(r.in, PRELIMINARY);
	o->preliminary |= r.preliminary >= 0;
	while (ok && (got = tsv_next(r.in)) > 0)
		if (span_is(cell(&r, OBS_MEASURE), PART)) {
			marked = true;
			all &= take_part(&r);
		} else if (read_row(&r, &row)) {
			observations_add(o, &row);
		} else {
			all = false;
		}
	if (!marked && o->parts && !o->parts->unmarked)
		o->parts->unmarked = mem_copy(span_of(file));
	buf_free(&r.text);
	o->rows += r.in->rows;
	o->bytes += tsv_bytes(r.in);
	return tsv_close(r.in) && ok && all && got == 0;
}

/* Streams of two days would be added up to a figure of neither. */
bool
observations_as_of(const struct observations *o, int32_t *as_of)
{
	char have[DAY_WIDTH], want[DAY_WIDTH];

	if (*as_of == DAY_NONE)
		*as_of = o->as_of;
	if (o->as_of == DAY_NONE || o->as_of == *as_of)
		return true;
	period_write_day(have, o->as_of);
	period_write_day(want, *as_of);
	diag_at(STATUS_DATA, "as_of",
		(struct place){ o->as_of_file, o->as_of_line, 0 },
		"observations counted as of %.*s, not of %.*s", DAY_WIDTH, have,
		DAY_WIDTH, want);
	return false;
}

void
observation_head(struct out *out)
{
	out_columns(out, stream_observations, OBS_COLUMNS);
}

/* A number as the stream writes it. */
static void
write_decimal(struct out *out, struct decimal d)
{
	char room[DECIMAL_WIDTH];

	out_cell(out, (struct span){ room, decimal_write(room, d) });
}

/* A day, or an empty cell for none. */
static void
write_day(struct out *out, int32_t day)
{
	char room[DAY_WIDTH];

	if (day != DAY_NONE)
		period_write_day(room, day);
	out_cell(out, (struct span){ room, day != DAY_NONE ? DAY_WIDTH : 0 });
}

/* All cells but preliminary, which only a set may have. */
static void
write_cells(struct out *out, struct span measure, struct span unit,
	const struct observation *row)
{
	char month[MONTH_WIDTH];

	out_cell(out, measure);
	out_cell(out, unit);
	if (row->month != DAY_NONE)
		period_write_month(month, row->month);
	out_cell(out,
		(struct span){ month,
			row->month != DAY_NONE ? MONTH_WIDTH : 0 });
	write_decimal(out, row->numerator);
	if (row->has_denominator)
		write_decimal(out, row->denominator);
	else
		out_cell(out, SPAN(""));
	out_count(out, row->n);
	out_count(out, row->pending);
	write_day(out, row->as_of);
	write_day(out, row->through);
}

void
observation_write(struct out *out, struct span measure, struct span unit,
	const struct observation *row)
{
	write_cells(out, measure, unit, row);
	out_row(out);
}

/* Whoever adds up figures that may still change must not hide that. */
void
observations_write(const struct observations *o, struct out *out)
{
	const char *columns[OBS_COLUMNS + 1];

	for (size_t i = 0; i < OBS_COLUMNS; i++)
		columns[i] = stream_observations[i];
	columns[OBS_COLUMNS] = PRELIMINARY;
	out_columns(out, columns, OBS_COLUMNS + o->preliminary);
	for (size_t i = 0; i < o->count; i++) {
		const struct observation *row = &o->list[i];

		write_cells(out, observations_measure(o, row->measure),
			observations_unit(o, row->unit), row);
		if (o->preliminary)
			out_cell(out,
				row->flags & OBSERVATION_PRELIMINARY
					? SPAN("yes")
					: SPAN(""));
		out_row(out);
	}
}
