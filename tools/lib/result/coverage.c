/* SPDX-License-Identifier: MIT
 *
 * Loads the `facts` of every source, since they say which events it can give.
 * A source without `facts` gives none and feeds nothing.
 */
#include "result/coverage.h"

#include "base/mem.h"
#include "contract/code.h"
#include "source/facts.h"
#include "source/facts_value.h"

/* The sources that can give what a part of a measure counts. */
static void
find_feeds(struct arena *arena, const struct facts *const *all, size_t n,
	const struct where *where, struct feeds_part *part)
{
	int *sources = arena_take(arena, (n + 1) * sizeof(*sources));
	size_t i;

	for (i = 0; i < n; i++)
		if (all[i] && feeds_can(all[i], where))
			sources[part->n++] = (int)i;
	part->sources = sources;
}

bool
coverage_open(struct coverage *c, struct book *book, const struct units *units,
	const struct measures *measures)
{
	const struct codes *codes = codes_load(book);
	struct deliveries *d = codes ? deliveries_new(book, units) : NULL;
	size_t n = d ? deliveries_count(d) : 0, i;
	const struct facts **all = mem_new(n + 1, sizeof(*all));
	const struct source_def *def;
	struct feeds *feeds;
	bool ok = d != NULL;

	feeds = arena_take(book->arena, (measures->count + 1) * sizeof(*feeds));
	*c = (struct coverage){ .deliveries = d,
		.feeds = feeds,
		.measures = measures,
		.units = units };
	for (i = 0; i < n; i++) {
		def = deliveries_source(d, i)->def;
		if (def->facts)
			all[i] = facts_load(book, def, units, codes);
		ok = ok && (all[i] || !def->facts);
	}
	for (i = 0; ok && i < measures->count; i++) {
		const struct measure *m = &measures->list[i];
		struct feeds_part *part = feeds[i].part;
		bool divided = m->cohort || m->denominator.count != COUNT_NONE;

		if (m->fed) /* by TSV or by hand: no source is asked */
			continue;
		find_feeds(book->arena, all, n,
			m->cohort ? &m->enter : &m->numerator.where, &part[0]);
		if (divided)
			find_feeds(book->arena, all, n,
				m->cohort ? &m->reach : &m->denominator.where,
				&part[1]);
	}
	for (i = 0; i < n; i++)
		if (all[i])
			facts_free(all[i]);
	mem_free(all);
	return ok;
}

void
coverage_take(struct coverage *c, const struct figures *figures,
	const struct year_progress *now)
{
	c->figures = figures;
	deliveries_take(c->deliveries, figures_all(figures));
	deliveries_test(c->deliveries, now);
}

void
coverage_close(struct coverage *c)
{
	deliveries_free(c->deliveries);
	c->deliveries = NULL;
}
