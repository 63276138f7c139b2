/* SPDX-License-Identifier: MIT
 *
 * Makes a measure's readings by changing a copy of its definition: the count of
 * a component, its length, or its `where`. What a copy cannot say (that a last
 * day or a first one counts otherwise) goes by the kind, which the plan keeps
 * beside the measure. Readings that only change how months are put together, or
 * what is expected, are bif-judge's: they need no other count.
 */
#include "readings.h"

#include "base/buf.h"
#include "base/diag.h"

static const char *const NAMES[READINGS] = { "", "exclusive", "inclusive",
	"facts", "persons", "final" };

/* The same `where`, but that preliminary facts do not match. */
static struct where
without_preliminary(struct arena *arena, const struct where *where)
{
	struct where_test *tests = arena_take(arena,
		(where->ntests + 1) * sizeof(*tests));
	struct span *yes = arena_take(arena, sizeof(*yes));

	*yes = SPAN("yes");
	if (where->ntests)
		memcpy(tests, where->tests, where->ntests * sizeof(*tests));
	tests[where->ntests] = (struct where_test){
		.column = SPAN(READING_PRELIMINARY),
		.negate = true,
		.nvalues = 1,
		.values = yes,
	};
	return (struct where){ where->ntests + 1, tests };
}

/* Changes a component to that reading; whether it is another then. */
static bool
change_component(struct arena *arena, struct component *c, enum reading kind)
{
	bool spell = c->count == COUNT_DAYS || c->count == COUNT_OPEN;

	if (c->count == COUNT_NONE)
		return false;
	switch (kind) {
	case READING_EXCLUSIVE: /* by its kind */
		return spell;
	case READING_INCLUSIVE:
		if (c->count != COUNT_OPEN || c->longer_than < 1)
			return false;
		c->longer_than--;
		return true;
	case READING_FACTS:
		if (c->count != COUNT_SUBJECTS)
			return false;
		c->count = COUNT_FACTS;
		return true;
	case READING_PERSONS:
		if (c->count != COUNT_FACTS)
			return false;
		c->count = COUNT_SUBJECTS;
		return true;
	default:
		c->where = without_preliminary(arena, &c->where);
		return true;
	}
}

/* Changes a measure to that reading; whether it is another then. */
static bool
change_measure(struct arena *arena, struct measure *m, enum reading kind)
{
	bool numerator, denominator;

	if (!m->cohort) {
		numerator = change_component(arena, &m->numerator, kind);
		denominator = change_component(arena, &m->denominator, kind);
		return numerator || denominator;
	}
	if (kind == READING_FINAL) {
		m->enter = without_preliminary(arena, &m->enter);
		m->reach = without_preliminary(arena, &m->reach);
	}
	return kind == READING_FINAL || kind == READING_INCLUSIVE;
}

const struct measures *
readings_of(struct arena *arena, const struct measures *book, bool wanted,
	const enum reading **kinds)
{
	struct measures *all = arena_take(arena, sizeof(*all));
	size_t most = book->count * READINGS + 1;
	struct measure *list = arena_take(arena, most * sizeof(*list));
	enum reading *kind = arena_take(arena, most * sizeof(*kind));
	struct buf name = { 0 };
	size_t i;
	int k;

	*all = *book;
	if (book->count)
		memcpy(list, book->list, book->count * sizeof(*list));
	for (i = 0; wanted && i < book->count; i++)
		for (k = READING_NONE + 1; k < READINGS; k++) {
			struct measure *m = &list[all->count];

			*m = book->list[i];
			if (m->fed || m->alternative_of >= 0
				|| !change_measure(arena, m, (enum reading)k))
				continue;
			buf_clear(&name);
			buf_format(&name, "%.*s@%s", SPAN_ARG(m->name),
				NAMES[k]);
			if (measure_find(book, buf_span(&name)) >= 0)
				continue;
			m->name = arena_keep(arena, buf_span(&name));
			m->alternative_of = (int)i;
			kind[all->count++] = (enum reading)k;
		}
	buf_free(&name);
	all->list = list;
	*kinds = kind;
	return all;
}
