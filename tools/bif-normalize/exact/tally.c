/* SPDX-License-Identifier: MIT
 *
 * Rows of a file come one after another, and so do facts of an event: both are
 * looked for where the last one was found. Sums over all files are made at
 * the end only.
 */
#include "tally.h"

#include "base/buf.h"
#include "base/intern.h"
#include "base/mem.h"
#include "io/ledger.h"
#include "io/out.h"
#include "bif-normalize/exact/evaluate.h"
#include "stream/reject.h"
#include "stream/rows.h"
#include "value/period.h"
#include "value/text.h"

struct counts {
	uint64_t rows, taken, facts, rejected, skipped;
	int32_t first, last; /* days of facts, or DAY_NONE */
	uint64_t *rules;     /* rows skipped, by rule */
};

struct tally {
	const struct facts *plan;
	size_t nrules;
	struct intern *files;  /* names, escaped as in `at` */
	struct counts *counts; /* by file */
	size_t cap;
	uint32_t last; /* file of the row before */
	struct span last_name;
	struct intern *events;
	uint64_t *facts; /* by event */
	size_t events_cap;
	uint32_t last_event;
	struct span last_event_name;
};

struct tally *
tally_new(const struct facts *plan)
{
	struct tally *t = mem_new(1, sizeof(*t));

	t->plan = plan;
	t->nrules = evaluate_rule_count(plan);
	t->files = intern_new();
	t->events = intern_new();
	t->last = t->last_event = INTERN_NONE;
	return t;
}

void
tally_free(struct tally *t)
{
	for (uint32_t i = 0; i < intern_count(t->files); i++)
		mem_free(t->counts[i].rules);
	mem_free(t->counts);
	mem_free(t->facts);
	intern_free(t->files);
	intern_free(t->events);
	mem_free(t);
}

/* Rows of a file come one after another: `file:` and digits is it again. */
uint32_t
tally_file(struct tally *t, struct span at)
{
	size_t i = t->last_name.len + 1;
	uint32_t n;

	if (t->last != INTERN_NONE && at.len > i
		&& !memcmp(at.at, t->last_name.at, i - 1)
		&& (at.at[i - 1] == ':' || at.at[i - 1] == '#')) {
		while (i < at.len && span_digit(at.at[i]))
			i++;
		if (i == at.len)
			return t->last;
	}
	n = intern_count(t->files);
	t->last = intern_add(t->files, reject_file(at));
	if (t->last >= n) { /* first met: it gets counts of its own */
		MEM_GROW(t->counts, t->cap, n + 1);
		t->counts[n] = (struct counts){ .first = DAY_NONE,
			.last = DAY_NONE,
			.rules = mem_new(t->nrules, sizeof(uint64_t)) };
	}
	t->last_name = intern_text(t->files, t->last);
	return t->last;
}

/* Every row passes here once; the three below say what became of it, and the balance
 * is made of all four (DESIGN 4). */
uint32_t
tally_row(struct tally *t, struct span at)
{
	uint32_t file = tally_file(t, at);

	t->counts[file].rows++;
	return file;
}

void
tally_rejected(struct tally *t, uint32_t file)
{
	t->counts[file].rejected++;
}

/* By rule, since `rows` tells how many each has left out. */
void
tally_skipped(struct tally *t, uint32_t file, size_t rule)
{
	t->counts[file].skipped++;
	t->counts[file].rules[rule]++;
}

void
tally_taken(struct tally *t, uint32_t file)
{
	t->counts[file].taken++;
}

/* Facts come by the event they came by last, mostly: that is asked first. */
uint32_t
tally_event(struct tally *t, struct span event)
{
	if (t->last_event != INTERN_NONE
		&& span_equal(event, t->last_event_name))
		return t->last_event;
	t->last_event = intern_add(t->events, event);
	t->last_event_name = intern_text(t->events, t->last_event);
	MEM_GROW_CLEAR(t->facts, t->events_cap, (size_t)t->last_event + 1);
	return t->last_event;
}

struct span
tally_event_name(const struct tally *t, uint32_t event)
{
	return intern_text(t->events, event);
}

/* Days of facts, of which there is one at least: first and last are those of the
 * ledger's line. */
static inline void
add_days(struct counts *c, int32_t first, int32_t last)
{
	if (c->first == DAY_NONE || first < c->first)
		c->first = first;
	if (c->last == DAY_NONE || last > c->last)
		c->last = last;
}

void
tally_fact(struct tally *t, uint32_t file, uint32_t event, int32_t day)
{
	struct counts *c = &t->counts[file];

	c->facts++;
	t->facts[event]++;
	add_days(c, day, day);
}

void
tally_skips(struct tally *t, uint32_t file, size_t rule, uint64_t rows)
{
	t->counts[file].rows += rows;
	t->counts[file].skipped += rows;
	t->counts[file].rules[rule] += rows;
}

void
tally_many(struct tally *t, uint32_t file, const struct tally_facts *f)
{
	struct counts *c = &t->counts[file];

	c->rows += f->rows;
	c->taken += f->rows;
	c->facts += f->facts;
	if (f->facts)
		add_days(c, f->first, f->last);
}

void
tally_events(struct tally *t, struct span event, uint64_t facts)
{
	uint32_t number = tally_event(t, event);

	t->facts[number] += facts;
}

/* The counts of all files; rules are left out. */
static struct counts
sum(const struct tally *t)
{
	struct counts all = { .first = DAY_NONE, .last = DAY_NONE };

	for (uint32_t i = 0; i < intern_count(t->files); i++) {
		const struct counts *c = &t->counts[i];

		all.rows += c->rows;
		all.taken += c->taken;
		all.facts += c->facts;
		all.rejected += c->rejected;
		all.skipped += c->skipped;
		if (c->first != DAY_NONE)
			add_days(&all, c->first, c->last);
	}
	return all;
}

uint64_t
tally_rows(const struct tally *t)
{
	return sum(t).rows;
}

uint64_t
tally_rejections(const struct tally *t)
{
	return sum(t).rejected;
}

/* One line of the ledger for one file. */
static bool
append(const struct tally *t, const char *file, const struct counts *c,
	uint64_t bytes_in, uint64_t bytes_out)
{
	struct ledger_line line = { .source = t->plan->source->name.at,
		.file = file,
		.rows_in = c->rows,
		.rows_out = c->taken,
		.facts = c->facts,
		.rejected = c->rejected,
		.skipped = c->skipped,
		.bytes_in = bytes_in,
		.bytes_out = bytes_out,
		.first_day = c->first,
		.last_day = c->last,
		.status = diag_status() };

	return ledger_append(&line);
}

/* The file's name as it is; borrowed until the next call. */
static struct span
file_name(const struct tally *t, uint32_t file, struct buf *room)
{
	buf_clear(room);
	text_unescape(room, intern_text(t->files, file));
	buf_string(room);
	return buf_span(room);
}

bool
tally_note(const struct tally *t, const char *kind, struct span what)
{
	static const struct counts none = { .first = DAY_NONE,
		.last = DAY_NONE };
	BUF_LOCAL name = { 0 };

	buf_format(&name, "%s:%.*s", kind, SPAN_ARG(what));
	return append(t, buf_string(&name), &none, 0, 0);
}

bool
tally_ledger(const struct tally *t, uint64_t bytes_in, uint64_t bytes_out)
{
	struct counts all = sum(t);
	BUF_LOCAL name = { 0 };
	bool ok = true;

	for (uint32_t i = 0; i < intern_count(t->files); i++)
		ok &= append(t, file_name(t, i, &name).at, &t->counts[i], 0, 0);
	ok &= append(t, "*", &all, bytes_in, bytes_out);
	return ok;
}

/* Files of a few rows are made by hand, by who knows what stands in them. */
#define FACTS_MANY 30

/* The first pair of files is enough: what to do about it is the same. */
void
tally_overlap(const struct tally *t)
{
	char from[DAY_WIDTH], to[DAY_WIDTH];
	uint32_t n = t->plan->nkey ? 0 : intern_count(t->files);

	for (uint32_t i = 1; i < n; i++)
		for (uint32_t k = 0; k < i; k++) {
			const struct counts *a = &t->counts[k];
			const struct counts *b = &t->counts[i];
			int32_t first = a->first > b->first ? a->first
							    : b->first;
			int32_t last = a->last < b->last ? a->last : b->last;

			if (b->facts < FACTS_MANY)
				break;
			if (a->facts < FACTS_MANY || first > last)
				continue;
			period_write_day(from, first);
			period_write_day(to, last);
			diag_row(STATUS_DONE, "overlap-files", SPAN(""),
				"%.*s and %.*s both have rows from %.*s to %.*s, and the source has no key: a row that stands in both counts twice",
				SPAN_ARG(intern_text(t->files, i)),
				SPAN_ARG(intern_text(t->files, k)), DAY_WIDTH,
				from, DAY_WIDTH, to);
			return;
		}
}

bool
tally_write(const struct tally *t, const char *file)
{
	struct out *out = out_open(file, OUT_TSV);
	struct rows *rows;
	BUF_LOCAL name = { 0 };
	bool ok;

	if (!out)
		return false;
	rows = rows_new();
	for (uint32_t i = 0; i < intern_count(t->files); i++) {
		struct span called = file_name(t, i, &name);
		const struct counts *c = &t->counts[i];
		struct span source = t->plan->source->name, none = { "", 0 };

		/* One file's counts as rows of the stream `rows`. */
		rows_add(rows, ROWS_KIND_DATA, source, called, none, c->rows);
		rows_add(rows, ROWS_KIND_REJECTED, source, called, none,
			c->rejected);
		rows_add(rows, ROWS_KIND_FACTS, source, called, none, c->facts);
		for (size_t rule = 0; rule < t->nrules; rule++)
			if (c->rules[rule])
				rows_add(rows, ROWS_KIND_SKIPPED, source,
					called,
					evaluate_rule_name(t->plan, rule),
					c->rules[rule]);
	}
	for (uint32_t i = 0; i < intern_count(t->events); i++)
		rows_add(rows, ROWS_KIND_FACTS, t->plan->source->name,
			SPAN("*"), intern_text(t->events, i), t->facts[i]);
	ok = rows_write(rows, out);
	ok &= out_close(out);
	rows_free(rows);
	return ok;
}
