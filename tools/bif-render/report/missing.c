/* SPDX-License-Identifier: MIT
 *
 * What is missing, in words a committee understands: which sources did not
 * come, or not for which months or units, and which goals have no verdict for
 * it. What was missing is the stream of deliveries' to say; what is held back,
 * the verdicts'. Of units and parents the numbers stand apart.
 */
#include "report.h"

#include "result/year_progress.h"
#include "sentence.h"
#include "value/period.h"

/* Of one source what is missing of the year judged: months of all of it, or of
 * some of its units. */
struct hole {
	size_t months, failed;
	int32_t first, last;
	struct buf units; /* codes, where only these are silent */
};

/* Adds a unit's code, once. */
static void
add_unit(struct buf *units, struct span code)
{
	struct span rest = buf_span(units);

	while (rest.len) {
		size_t n = 0;

		while (n < rest.len && rest.at[n] != ',')
			n++;
		if (span_equal((struct span){ rest.at, n }, code))
			return;
		n += n < rest.len ? 2 : 0;
		rest.at += n, rest.len -= n;
	}
	if (units->len)
		buf_text(units, ", ");
	buf_add(units, code);
}

/* Rows of units count only where the whole source misses nothing. Months are
 * those of the year judged until as-of. The caller frees .units. */
static struct hole
hole_of(const struct material *m, struct span source, bool of_units)
{
	struct year_progress now = year_progress_of(m->book, m->as_of);
	struct hole h = { 0 };

	for (size_t i = 0; i < m->deliveries->count; i++) {
		const struct delivery_row *r = &m->deliveries->list[i];

		/* A source not begun, ended or untested holds nothing back. */
		if (!span_equal(r->cell[DELIVERY_SOURCE], source)
			|| (r->state != DELIVERY_LAGGING
				&& r->state != DELIVERY_MISSING
				&& r->state != DELIVERY_THIN
				&& r->state != DELIVERY_SILENT
				&& r->state != DELIVERY_FAILED)
			|| (r->cell[DELIVERY_UNIT].len > 0) != of_units
			|| r->month < now.first
			|| r->month > period_month_of(m->as_of))
			continue;
		if (!h.months || r->month < h.first)
			h.first = r->month;
		if (!h.months || r->month > h.last)
			h.last = r->month;
		h.months++;
		h.failed += r->state == DELIVERY_FAILED;
		if (of_units)
			add_unit(&h.units, r->cell[DELIVERY_UNIT]);
	}
	return h;
}

/* `Jobsamtaler mangler juni 2010`; nothing for a source that misses nothing. */
static void
add_source(struct buf *b, const struct material *m, struct span source)
{
	struct hole h = hole_of(m, source, false);
	struct buf months = { 0 };
	struct span title = source; /* where the book has none */

	for (size_t i = 0; i < m->nsources; i++)
		if (span_equal(m->sources[i]->name, source)
			&& m->sources[i]->title.len)
			title = m->sources[i]->title;
	if (!h.months)
		h = hole_of(m, source, true);
	if (h.months) {
		if (b->len)
			buf_text(b, "; ");
		format_number_month(&months, m->lang, h.first);
		if (h.last != h.first) {
			buf_text(&months, " – ");
			format_number_month(&months, m->lang, h.last);
		}
		words_say(b, m->lang,
			h.failed == h.months  ? SAY_SOURCE_FAILED
				: h.units.len ? SAY_SOURCE_SILENT
					      : SAY_SOURCE_LACKS,
			WORDS_TEXT(title), WORDS_TEXT(buf_span(&months)),
			WORDS_TEXT(buf_span(&h.units)));
	}
	buf_free(&months);
	buf_free(&h.units);
}

/* Sources in the order of the stream, which has all rows of one together. */
static void
add_sources(struct buf *b, const struct material *m)
{
	struct span last = SPAN("");

	for (size_t i = 0; m->deliveries && i < m->deliveries->count; i++) {
		struct span source =
			m->deliveries->list[i].cell[DELIVERY_SOURCE];

		if (!span_equal(source, last))
			add_source(b, m, source);
		last = source;
	}
}

/* How many goals are held back at units and at parents, or at one unit, and
 * what they are called, each once. held[0] is of units, held[1] of parents;
 * both begin at what the caller set. */
static void
count_held(const struct material *m, int of_unit, size_t held[2],
	struct buf *titles)
{
	for (int goal = 0; goal < (int)m->goals->count; goal++) {
		bool named = false;

		for (int unit = 0; unit < m->units->count; unit++) {
			const struct verdict *v = material_verdict(m, unit,
				goal);

			if (!v || v->status != VERDICT_NOT_DELIVERED
				|| (of_unit != UNIT_NONE && unit != of_unit))
				continue;
			held[m->parent[unit]]++;
			if (named)
				continue;
			named = true;
			if (titles->len)
				buf_text(titles, "; ");
			buf_add(titles, material_goal_title(m, goal));
		}
	}
}

/* First which data are missing, then what follows of it; a reader who sees only
 * this notice knows what the counts leave out. */
void
missing_section(struct page *p, const struct material *m, int of_unit)
{
	struct buf b = { 0 }, sources = { 0 }, titles = { 0 };
	size_t held[2] = { 0 }, given;
	struct status_counts counts;
	struct span whom = of_unit == UNIT_NONE ? sentence_administration(m)
						: m->units->list[of_unit].name;

	add_sources(&sources, m);
	count_held(m, of_unit, held, &titles);
	if (sources.len)
		words_say(&b, m->lang, SAY_MISSING,
			WORDS_TEXT(buf_span(&sources)));
	if (held[0] + held[1] || sources.len) {
		if (b.len)
			buf_byte(&b, ' ');
		words_say(&b, m->lang,
			!(held[0] + held[1])           ? SAY_NONE_HELD
				: of_unit != UNIT_NONE ? SAY_HELD_AT
				: held[1]              ? SAY_HELD_BOTH
						       : SAY_HELD,
			WORDS_COUNT(of_unit == UNIT_NONE ? held[0]
							 : held[0] + held[1]),
			WORDS_COUNT(held[1]), WORDS_TEXT(whom),
			WORDS_TEXT(buf_span(&titles)));
	}
	if (b.len)
		page_notice(p, buf_span(&b));
	counts = of_unit == UNIT_NONE ? material_counts(m, false)
				      : material_counts_unit(m, of_unit);
	/* When all verdicts lack the test, it is said once and not at each. */
	if ((material_common_flags(m, &given) & FLAG_UNCHECKED)
		&& material_counts_given(&counts))
		page_paragraph(p, words_of(m->lang, SAY_ALL_UNCHECKED));
	buf_free(&b);
	buf_free(&sources);
	buf_free(&titles);
}
