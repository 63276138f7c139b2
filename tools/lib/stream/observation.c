/* SPDX-License-Identifier: MIT */
#include "stream/observation.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "io/tsv.h"
#include "stream/stream.h"
#include "value/period.h"
#include "value/text.h"

#define PRELIMINARY "preliminary" /* a column a stream may have */

struct reader {
	struct observations *set;
	struct tsv *in;
	int at[OBS_COLUMNS];
	int preliminary; /* its column, or -1 */
	struct buf text; /* a cell without its escapes */
	bool ok;
};

static bool
refuse(struct reader *r, enum observation_column column, const char *what)
{
	const struct tsv *in = r->in;

	diag_at(STATUS_DATA, what, tsv_place(in), "\"%s\": \"%.*s\" %s",
		stream_observations[column], SPAN_ARG(in->cells[r->at[column]]),
		what);
	return false;
}

static struct span
cell(const struct reader *r, enum observation_column column)
{
	return r->in->cells[r->at[column]];
}

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

static bool
read_count(struct reader *r, enum observation_column column, uint64_t *count)
{
	struct span c = cell(r, column);
	size_t i;

	*count = 0;
	for (i = 0; i < c.len; i++)
		if (c.at[i] < '0' || c.at[i] > '9'
			|| __builtin_mul_overflow(*count, 10, count)
			|| __builtin_add_overflow(*count,
				(uint64_t)(c.at[i] - '0'), count))
			return refuse(r, column, "is not a count");
	return c.len > 0 || column == OBS_PENDING
		|| refuse(r, column, "is not a count");
}

static bool
read_sum(struct reader *r, enum observation_column column, struct decimal *sum)
{
	switch (decimal_read_sum(cell(r, column), sum)) {
	case DECIMAL_OK:
		return true;
	case DECIMAL_RANGE:
		return refuse(r, column, "has too many digits");
	default:
		return refuse(r, column, "is not a number");
	}
}

static bool
read_unit(struct reader *r, int *unit)
{
	struct span code = name(r, OBS_UNIT);

	if (!code.len)
		return refuse(r, OBS_UNIT, "is empty");
	if (!r->set->units) {
		*unit = (int)intern_add(r->set->codes, code);
		return true;
	}
	*unit = unit_by_code(r->set->units, code);
	return *unit != UNIT_NONE
		|| refuse(r, OBS_UNIT, "is no unit of units.csv");
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
		return refuse(r, OBS_AS_OF, "is not a date");
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
		"%s:%" PRIu64,
		SPAN_ARG(cell(r, OBS_AS_OF)), DAY_WIDTH, room, o->as_of_file,
		o->as_of_line);
	return false;
}

/* The one column a stream of observations may have on top of its own. */
static bool
read_preliminary(struct reader *r, unsigned *flags)
{
	struct span c;

	if (r->preliminary < 0)
		return true;
	c = r->in->cells[r->preliminary];
	if (span_is(c, "yes")) {
		*flags |= OBSERVATION_PRELIMINARY;
		return true;
	}
	if (!c.len || span_is(c, "no"))
		return true;
	diag_at(STATUS_DATA, "preliminary", tsv_place(r->in),
		"\"" PRELIMINARY "\": \"%.*s\" is neither yes nor no",
		SPAN_ARG(c));
	return false;
}

static bool
read_row(struct reader *r, struct observation *row)
{
	struct span measure = name(r, OBS_MEASURE);

	*row = (struct observation){ 0 };
	if (!measure.len)
		return refuse(r, OBS_MEASURE, "is empty");
	row->measure = intern_add(r->set->measures, measure);
	row->has_denominator = cell(r, OBS_DENOMINATOR).len > 0;
	if (!read_unit(r, &row->unit))
		return false;
	if (!period_read_month(cell(r, OBS_MONTH), &row->month))
		return refuse(r, OBS_MONTH, "is not a month");
	return read_sum(r, OBS_NUMERATOR, &row->numerator)
		&& (!row->has_denominator
			|| read_sum(r, OBS_DENOMINATOR, &row->denominator))
		&& read_count(r, OBS_N, &row->n)
		&& read_count(r, OBS_PENDING, &row->pending)
		&& read_preliminary(r, &row->flags)
		&& read_as_of(r, &row->as_of);
}

static void
read_rows(struct reader *r)
{
	struct observation row;
	int got;

	while ((got = tsv_next(r->in)) > 0) {
		if (read_row(r, &row))
			observations_add(r->set, &row);
		else
			r->ok = false;
	}
	if (got < 0)
		r->ok = false;
}

bool
observations_read(struct observations *o, const char *file)
{
	struct reader r = { .set = o, .ok = true };
	int i;

	r.in = tsv_open(file, "observations", "bif-aggregate");
	if (!r.in)
		return false;
	for (i = 0; i < OBS_COLUMNS; i++) {
		r.at[i] = tsv_need(r.in, stream_observations[i]);
		if (r.at[i] < 0)
			r.ok = false;
	}
	r.preliminary = tsv_column(r.in, PRELIMINARY);
	o->preliminary |= r.preliminary >= 0;
	if (r.ok)
		read_rows(&r);
	buf_free(&r.text);
	o->rows += r.in->rows;
	o->bytes += tsv_bytes(r.in);
	return tsv_close(r.in) && r.ok;
}

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

static void
write_decimal(struct out *out, struct decimal d)
{
	char room[DECIMAL_WIDTH];

	out_cell(out, (struct span){ room, decimal_write(room, d) });
}

static void
write_count(struct out *out, uint64_t n)
{
	char room[24];

	out_cell(out,
		(struct span){ room,
			(size_t)snprintf(room, sizeof(room), "%" PRIu64, n) });
}

static void
write_cells(struct out *out, struct span measure, struct span unit,
	const struct observation *row)
{
	char month[MONTH_WIDTH], day[DAY_WIDTH];

	out_cell(out, measure);
	out_cell(out, unit);
	period_write_month(month, row->month);
	out_cell(out, (struct span){ month, MONTH_WIDTH });
	write_decimal(out, row->numerator);
	if (row->has_denominator)
		write_decimal(out, row->denominator);
	else
		out_cell(out, SPAN(""));
	write_count(out, row->n);
	write_count(out, row->pending);
	if (row->as_of != DAY_NONE)
		period_write_day(day, row->as_of);
	out_cell(out,
		(struct span){ day, row->as_of != DAY_NONE ? DAY_WIDTH : 0 });
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
	size_t i;

	for (i = 0; i < OBS_COLUMNS; i++)
		columns[i] = stream_observations[i];
	columns[OBS_COLUMNS] = PRELIMINARY;
	out_columns(out, columns, OBS_COLUMNS + o->preliminary);
	for (i = 0; i < o->count; i++) {
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
