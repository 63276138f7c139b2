/* SPDX-License-Identifier: MIT
 *
 * Counts what came by source, unit and month. Facts come by the million, so
 * that theirs is a table of series and a look at the source's name met before;
 * rejected rows are few and become rows of observations as they are read. What
 * a gap in these counts means is for bif-judge to say.
 */
#include "coverage.h"

#include "ancestry.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "explain.h"
#include "io/out.h"
#include "io/tsv.h"
#include "value/period.h"
#include "value/text.h"

/* Kinds are few, so one table by `source TAB event` as they stand will do. */

/* Facts of one kind: all of them, and those dated not after as-of. */
struct count {
	uint64_t all, known;
};

/* The kinds met so far, numbered in the order in which they came. */
struct scope {
	struct intern *kinds; /* `source TAB event`, escaped */
	struct count *counts; /* of each kind */
	size_t cap;
	struct buf key;
};

struct scope *
scope_new(void)
{
	struct scope *s = mem_new(1, sizeof(*s));

	s->kinds = intern_new();
	return s;
}

/* Kinds are numbered as they come, so that a new number is the next one and
 * needs a count that begins at 0. */
void
scope_count(struct scope *s, struct span source, struct span event, bool known)
{
	uint32_t before = intern_count(s->kinds), kind;

	buf_clear(&s->key);
	buf_add(&s->key, source);
	buf_byte(&s->key, '\t');
	buf_add(&s->key, event);
	kind = intern_add(s->kinds, buf_span(&s->key));
	if (kind == before) {
		MEM_GROW(s->counts, s->cap, (size_t)kind + 1);
		s->counts[kind] = (struct count){ 0, 0 };
	}
	s->counts[kind].all++;
	s->counts[kind].known += known;
}

/* In the order of the bytes of source and event, whatever came first. */
bool
scope_write(const struct scope *s, const char *file)
{
	static const char *const columns[] = { "source", "event",
		"facts_left_out", "left_out_until_as_of" };
	uint32_t n = intern_count(s->kinds), i, *order;
	struct span *keys;
	struct out *out;

	if (!file)
		return true;
	out = out_open(file, OUT_TSV);
	if (!out)
		return false;
	keys = mem_new((size_t)n + 1, sizeof(*keys));
	for (i = 0; i < n; i++)
		keys[i] = intern_text(s->kinds, i);
	order = intern_sorted(keys, n);
	out_columns(out, columns, 4);
	for (i = 0; i < n; i++) {
		uint32_t kind = order[i];
		struct span key = keys[kind];
		const char *tab = memchr(key.at, '\t', key.len);
		size_t source = (size_t)(tab - key.at);

		/* The row of one source and event, whose text is escaped
		 * already. */
		out_escaped(out, (struct span){ key.at, source });
		out_escaped(out,
			(struct span){ tab + 1, key.len - source - 1 });
		out_count(out, s->counts[kind].all);
		out_count(out, s->counts[kind].known);
		out_row(out);
	}
	mem_free(order);
	mem_free(keys);
	return out_close(out);
}

void
scope_free(struct scope *s)
{
	if (!s)
		return;
	intern_free(s->kinds);
	mem_free(s->counts);
	buf_free(&s->key);
	mem_free(s);
}

/* Days are kept as days since DAY_NONE, so that a cell of zeroes has none. */
struct cell {
	uint64_t n;
	uint32_t last;
};

/* What all sources brought so far, facts and rejected rows apart until the end. */
struct coverage {
	const struct units *units;
	struct intern *sources;
	struct span met;           /* the name asked for last */
	uint32_t met_number;       /* and its number */
	struct series *cells;      /* [source][unit] of cell */
	size_t cap;                /* series in cells */
	struct observations *rows; /* of rejects; in the end, of all */
};

struct coverage *
coverage_new(const struct units *units)
{
	struct coverage *c = mem_new(1, sizeof(*c));

	c->units = units;
	c->sources = intern_new();
	c->rows = observations_new(units);
	c->met_number = COVERAGE_NONE;
	return c;
}

/* The facts of one source mostly follow each other, so that the name is most
 * often the one asked for last. */
uint32_t
coverage_source(struct coverage *c, struct span name)
{
	size_t width = (size_t)c->units->count;

	if (span_equal(name, c->met))
		return c->met_number;
	if (!text_is_name(name, "-_"))
		return name.len ? COVERAGE_WRONG : COVERAGE_NONE;
	c->met_number = intern_add(c->sources, name);
	c->met = intern_text(c->sources, c->met_number);
	MEM_GROW_CLEAR(c->cells, c->cap, ((size_t)c->met_number + 1) * width);
	return c->met_number;
}

void
coverage_count(struct coverage *c, uint32_t source, int unit, int32_t month,
	int32_t day, uint64_t times)
{
	size_t at = (size_t)source * (size_t)c->units->count + (size_t)unit;
	uint32_t since = (uint32_t)day - (uint32_t)DAY_NONE;
	struct cell *cell;

	if (source == COVERAGE_NONE)
		return;
	cell = series_at(&c->cells[at], month, sizeof(*cell));
	cell->n += times;
	cell->last = since > cell->last ? since : cell->last;
}

/* The columns of a stream of rejects that tell what a row would have been. */
struct reject_reader {
	struct tsv *in;
	int source, reason, value, unit, month; /* from `reason` on: or -1 */
};

/* A cell of the row at hand, empty where the stream lacks the column. */
static struct span
reject_cell(const struct reject_reader *r, int column)
{
	return column < 0 ? (struct span){ "", 0 } : r->in->cells[column];
}

/* What stands for the unit of a rejected row: its code; the code of the unit
 * that has that name on some day, the nearest one before the month or else the
 * first after it, for a unit under a name that is no longer, or not yet, its
 * own is that unit; or the text itself, which no unit bears. */
static struct span
unit_of(const struct coverage *c, struct span text, int32_t month)
{
	int32_t day = INT32_MIN, from, to;
	int unit = UNIT_NONE, on_day;
	BUF_LOCAL folded = { 0 };

	if (unit_by_code(c->units, text) != UNIT_NONE)
		return text;
	text_fold(&folded, text);
	while (unit == UNIT_NONE
		|| (month != DAY_NONE && day <= period_month_last(month))) {
		on_day = unit_by_name(c->units, buf_span(&folded), day, &from,
			&to);
		unit = on_day != UNIT_NONE ? on_day : unit;
		if (to == INT32_MAX)
			break;
		day = to + 1;
	}
	return unit != UNIT_NONE ? c->units->list[unit].code : text;
}

/* Counts a rejected row; false after a message. Where nothing was put into the
 * column `unit` because no unit has that name, the name is what was rejected. */
static bool
count_reject(struct coverage *c, const struct reject_reader *r,
	struct explain *explain)
{
	struct span source = r->in->cells[r->source];
	struct span month = reject_cell(r, r->month);
	struct span unit = reject_cell(r, r->unit);
	bool by_name = span_is(reject_cell(r, r->reason), "unknown_unit");
	struct observation row = { .month = DAY_NONE,
		.as_of = DAY_NONE,
		.through = DAY_NONE,
		.n = 1 };
	BUF_LOCAL text = { 0 };

	if (!text_is_name(source, "-_"))
		return tsv_wrong(r->in, "source", "source", source,
			"is not the name of a source");
	if (month.len && !period_read_month(month, &row.month))
		return tsv_wrong(r->in, "month", "month", month,
			"is not a month");
	buf_format(&text, "@%.*s!rejected", SPAN_ARG(source));
	row.measure = observations_name(c->rows, buf_span(&text));
	if (!unit.len && by_name)
		unit = reject_cell(r, r->value);
	buf_clear(&text);
	text_unescape(&text, unit);
	/* Beside another fault a name that no unit has that day stands here. */
	by_name |= text.len
		&& unit_by_code(c->units, buf_span(&text)) == UNIT_NONE;
	row.numerator.millionths = by_name ? DECIMAL_ONE : 0;
	unit = unit_of(c, buf_span(&text), row.month);
	row.unit = observations_place(c->rows, unit);
	if (!explain
		|| !explain_reject(explain, r->in, source, unit, row.month))
		observations_add(c->rows, &row);
	return true;
}

/* Of the columns only the source is needed: rejects of an older run, or
 * made by hand, may lack the others. */
bool
coverage_rejects(struct coverage *c, const char *file, struct explain *explain)
{
	struct reject_reader r = { .in = tsv_open(file, "rejects",
					   "bif-normalize") };
	bool ok = true;
	int got;

	if (!r.in)
		return false;
	if (explain)
		explain_rejects(explain, r.in);
	r.source = tsv_need(r.in, "source");
	r.reason = tsv_column(r.in, "reason");
	r.value = tsv_column(r.in, "value");
	r.unit = tsv_column(r.in, "unit");
	r.month = tsv_column(r.in, "month");
	while (r.source >= 0 && (got = tsv_next(r.in)) > 0)
		ok &= count_reject(c, &r, explain);
	return tsv_close(r.in) && ok;
}

/* The rows of facts are added to those of rejects, which are there already; all
 * are as of the day the run counts for. The numerator of a row of facts is its n,
 * so that such rows add up like all others. */
struct observations *
coverage_rows(struct coverage *c, int32_t as_of,
	const struct aggregate_part *part)
{
	struct observations *all = c->rows;
	BUF_LOCAL name = { 0 };

	for (uint32_t source = 0; source < intern_count(c->sources); source++) {
		struct observation row = { .as_of = as_of };

		buf_clear(&name);
		buf_format(&name, "@%.*s",
			SPAN_ARG(intern_text(c->sources, source)));
		row.measure = observations_name(all, buf_span(&name));
		for (int unit = 0; unit < c->units->count; unit++) {
			const struct series *s = &c->cells[(size_t)source
					* (size_t)c->units->count
				+ (size_t)unit];

			row.unit = unit;
			for (uint32_t i = 0; i < s->count; i++) {
				const struct cell *cell = series_find(s,
					s->first + (int32_t)i, sizeof(*cell));

				if (!cell->n)
					continue;
				row.month = s->first + (int32_t)i;
				row.n = cell->n;
				row.numerator.millionths = (__int128)cell->n
					* DECIMAL_ONE;
				row.through = (int32_t)(cell->last
					+ (uint32_t)DAY_NONE);
				observations_add(all, &row);
			}
		}
	}
	if (part->parts)
		observations_add_part(all, span_of(part->run), part->part,
			part->parts);
	for (uint32_t i = 0; i < all->count; i++)
		all->list[i].as_of = as_of;
	observations_settle(all);
	c->rows = NULL;
	return all;
}

void
coverage_free(struct coverage *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->cap; i++)
		series_free(&c->cells[i]);
	mem_free(c->cells);
	intern_free(c->sources);
	observations_free(c->rows);
	mem_free(c);
}
