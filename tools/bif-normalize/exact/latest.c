/* SPDX-License-Identifier: MIT
 *
 * What waits is one record a row in a spill: the lines as they would be
 * written, and what the messages and counts need. Two passes: the first finds
 * the winner of each key, the second tells every row from its winner.
 */
#include "latest.h"

#include "base/buf.h"
#include "base/mem.h"
#include "keys.h"
#include "io/spill.h"

/* A key's sixteen bytes: the value above, the row's number below. */
#define ROW_BITS 47
#define DAY_MICROS ((__int128)86400000000)

/* What a row leaves behind. These follow: its lines, its place, its key as it
 * may be shown, its unit; then the events and days of its facts. Key and unit
 * are only kept of rows that may yet turn out to be a conflict. */
struct version {
	unsigned __int128 key;
	unsigned __int128 facts;
	/* the row that held the key when this one came; its own number:
	 * itself */
	uint64_t holder;
	uint32_t file;
	uint32_t nfacts;
	uint64_t lines, at, shown, unit; /* bytes */
};

/* A fact, as the tally counts it. */
struct event {
	uint32_t number;
	int32_t day;
};

/* All that waits for the last row. */
struct latest {
	const struct facts *plan;
	struct keytable *table; /* of each key the winner so far */
	struct spill *spill;    /* a version a row, in their order */
	uint64_t rows;          /* which gave facts; each has its number */
	bool broken;            /* the spill failed, said */
	struct buf room;        /* the parts of a version */
};

struct latest *
latest_new(const struct facts *plan)
{
	struct latest *l = mem_new(1, sizeof(*l));

	l->plan = plan;
	l->table = keytable_new(KEYTABLE_16);
	l->spill = spill_new(0);
	return l;
}

void
latest_free(struct latest *l)
{
	if (!l)
		return;
	keytable_free(l->table);
	spill_free(l->spill);
	buf_free(&l->room);
	mem_free(l);
}

/* Greater for the later; 0 for none. A cell's number has at most 18 digits. */
static unsigned __int128
value_of(struct row *row, int field)
{
	const __int128 most = (__int128)1000000000000000000 * DECIMAL_ONE;
	const struct answer *a = row_read(row, field, row_day(row));

	if (a->state != ANSWER_GOOD)
		return 0;
	return (unsigned __int128)((row->evaluation.plan->fields[field].type
							   == TYPE_DATE
						   ? a->value * DAY_MICROS
							   + a->time.micros
						   : a->number.millionths)
		+ most + 1);
}

/* A row is spilled before it is known what becomes of it; the winner of its key so
 * far is all that stays in memory. */
bool
latest_add(struct latest *l, struct row *row, uint32_t file, struct span at,
	struct writer *writer, struct rejects *rejects, struct tally *tally)
{
	const struct row_facts *facts = &row->facts;
	struct version v = { .file = file,
		.at = at.len,
		.nfacts = (uint32_t)facts->count };
	struct event event;
	unsigned __int128 value, held;
	uint64_t mask;
	bool fresh;
	void *where;

	l->rows++;
	v.key = keys_of_row(row);
	keytable_soon(l->table, v.key);
	v.facts = keys_of_facts(row);
	/* The row that holds the key now that this one has come. */
	value = value_of(row, l->plan->latest);
	mask = ((uint64_t)1 << ROW_BITS) - 1;
	where = keytable_at(l->table, v.key, &fresh);
	memcpy(&held, where, sizeof(held));
	if (fresh || value > held >> ROW_BITS) {
		held = value << ROW_BITS | l->rows;
		memcpy(where, &held, sizeof(held));
	}
	v.holder = value == held >> ROW_BITS ? (uint64_t)held & mask : 0;
	buf_clear(&l->room);
	writer_keep(writer, facts, at, &l->room);
	v.lines = l->room.len;
	buf_add(&l->room, at);
	if (v.holder && v.holder != l->rows) {
		buf_add(&l->room, rejects_key(rejects, row));
		v.shown = l->room.len - v.lines - v.at;
		v.unit = facts->list[0].cells[FACT_UNIT].len;
		buf_add(&l->room, facts->list[0].cells[FACT_UNIT]);
	}
	for (size_t i = 0; i < facts->count; i++) {
		event.number = tally_event(tally,
			facts->list[i].cells[FACT_EVENT]);
		event.day = facts->list[i].day;
		buf_add(&l->room,
			(struct span){ (const char *)&event, sizeof(event) });
	}
	l->broken |= !spill_add(l->spill,
			     (struct span){ (const char *)&v, sizeof(v) })
		|| !spill_add(l->spill, buf_span(&l->room));
	return !l->broken;
}

/* A version read back, with its parts. */
struct waiting {
	struct version v;
	struct span lines, at, shown, unit;
	const char *events;
};

/* The winner comes before its equals: it leaves the upper bits of the hash of
 * its facts in the place of the value, which nobody needs any more. */
static void
settle(struct latest *l, const struct waiting *w, struct writer *writer,
	struct rejects *rejects, struct tally *tally)
{
	const unsigned __int128 low = ((unsigned __int128)1 << ROW_BITS) - 1;
	unsigned __int128 held;
	bool fresh;
	void *at = keytable_at(l->table, w->v.key, &fresh);
	struct reject known = { 0 };
	struct event event;
	uint64_t winner;

	memcpy(&held, at, sizeof(held));
	winner = (uint64_t)(held & low);
	if (winner == l->rows) {
		struct event what;

		held = (w->v.facts & ~low) | winner;
		memcpy(at, &held, sizeof(held));
		/* The row that won is written, and counted as if no other
		 * had been. */
		writer_lines(writer, w->lines, w->v.nfacts);
		tally_taken(tally, w->v.file);
		for (size_t i = 0; i < w->v.nfacts; i++) {
			memcpy(&what, w->events + i * sizeof(what),
				sizeof(what));
			tally_fact(tally, w->v.file, what.number, what.day);
		}
	} else if (w->v.holder != winner) {
		tally_skipped(tally, w->v.file,
			l->plan->nskips + EVALUATE_SUPERSEDED);
	} else if ((w->v.facts & ~low) == (held & ~low)) {
		tally_skipped(tally, w->v.file,
			l->plan->nskips + EVALUATE_DUPLICATE);
	} else {
		memcpy(&event, w->events, sizeof(event));
		known.unit = w->unit;
		known.event = tally_event_name(tally, event.number);
		known.day = event.day;
		rejects_conflict(rejects, w->at, w->shown, &known);
		tally_rejected(tally, w->v.file);
	}
}

/* The spill is read from its beginning: so rows come out as they came in. */
bool
latest_finish(struct latest *l, struct writer *writer, struct rejects *rejects,
	struct tally *tally)
{
	uint64_t rows = l->rows;
	struct waiting w;

	if (l->broken || !spill_rewind(l->spill))
		return false;
	for (l->rows = 1; l->rows <= rows; l->rows++) {
		const char *at = spill_next(l->spill, sizeof(w.v));
		size_t n;

		if (!at)
			return false;
		memcpy(&w.v, at, sizeof(w.v));
		n = w.v.lines + w.v.at + w.v.shown + w.v.unit;
		at = spill_next(l->spill,
			n + w.v.nfacts * sizeof(struct event));
		if (!at)
			return false;
		w.lines = (struct span){ at, w.v.lines };
		w.at = (struct span){ at + w.v.lines, w.v.at };
		w.shown = (struct span){ w.at.at + w.v.at, w.v.shown };
		w.unit = (struct span){ w.shown.at + w.v.shown, w.v.unit };
		w.events = at + n;

		settle(l, &w, writer, rejects, tally);
	}
	return true;
}
