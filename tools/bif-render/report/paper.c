/* SPDX-License-Identifier: MIT */
#include "paper.h"

#include "adjustments.h"
#include "base/buf.h"
#include "board.h"
#include "goals_off.h"
#include "goal_chart.h"
#include "goal_table.h"
#include "bif-render/wording/text_sentence.h"
#include "status_counts.h"
#include "goals_without_verdict.h"
#include "value/format_number.h"
#include "verdict_table.h"

/* The paper being written. */
struct paper {
	struct page *page;
	const struct material *m;
	bool whole_year;
	struct buf b; /* the text being put together */
};

static void
say(struct paper *n, const char *danish, const char *english)
{
	text_sentence_say(&n->b, n->m, danish, english);
}

static void
paragraph(struct paper *n)
{
	page_paragraph(n->page, buf_span(&n->b));
	buf_clear(&n->b);
}

static void
heading(struct paper *n, int level, const char *danish, const char *english)
{
	page_heading(n->page, level,
		span_of(n->m->lang == LANG_DA ? danish : english));
}

static void
title(struct paper *n)
{
	struct buf sub = { 0 };

	if (n->whole_year)
		say(n, "Helårsopfølgning på resultatkontrakter ",
			"Full-year follow-up on performance contracts ");
	else
		say(n, "Halvårsopfølgning på resultatkontrakter ",
			"Half-year follow-up on performance contracts ");
	buf_format(&n->b, "%d", n->m->year);
	if (n->m->case_number.len)
		buf_format(&n->b, " (%.*s)", SPAN_ARG(n->m->case_number));
	text_sentence_date(&sub, n->m);
	page_title(n->page, buf_span(&n->b), buf_span(&sub));
	buf_clear(&n->b);
	buf_free(&sub);
}

/* `Alle 10 decentrale enheder i forvaltningen har en resultatkontrakt.` */
static void
lead(struct paper *n)
{
	size_t units = material_unit_count(n->m);

	if (units == 1)
		say(n, "Den decentrale enhed", "The local unit");
	else
		buf_format(&n->b,
			n->m->lang == LANG_DA ? "Alle %zu decentrale enheder"
					      : "All %zu local units",
			units);
	if (material_top(n->m) != UNIT_NONE) {
		say(n, " i ", " of ");
		buf_add(&n->b, text_sentence_administration(n->m));
	}
	say(n, " har en resultatkontrakt. ",
		units == 1 ? " has a performance contract. "
			   : " have a performance contract. ");
	say(n,
		"Forvaltningen har udarbejdet en status på "
		"resultatopfyldelsen for ",
		"The administration has drawn up "
		"how far the goals have been reached in ");
	text_sentence_period(&n->b, n->m);
	buf_byte(&n->b, '.');
	paragraph(n);
}

static void
recommendation(struct paper *n)
{
	heading(n, 2, "Indstilling", "Recommendation");
	buf_add(&n->b, text_sentence_administration(n->m));
	say(n, " indstiller,", " recommends");
	paragraph(n);
	page_list(n->page);
	say(n, "at ", "that ");
	buf_add(&n->b, text_sentence_committee(n->m));
	if (n->whole_year)
		say(n,
			" tager forvaltningens helårsopfølgning på "
			"resultatkontrakterne for ",
			" takes note of the "
			"full-year follow-up on the performance contracts of ");
	else
		say(n,
			" tager forvaltningens halvårsopfølgning på "
			"resultatkontrakterne for ",
			" takes note of the "
			"half-year follow-up on the performance contracts of ");
	buf_format(&n->b, "%d", n->m->year);
	say(n, " til efterretning.", ".");
	page_item(n->page, 0, buf_span(&n->b));
	buf_clear(&n->b);
}

static void
problem(struct paper *n)
{
	heading(n, 2, "Problemstilling", "The matter");
	say(n,
		"Udvalget forelægges hvert år en halv- og helårsstatus på "
		"resultatkontrakternes mål. Denne status sammenholder de "
		"aftalte mål med resultaterne i ",
		"The committee is shown "
		"each year, after six and after twelve months, how the "
		"contracts' goals are being met. This paper holds the goals "
		"agreed against the results of ");
	text_sentence_period(&n->b, n->m);
	buf_byte(&n->b, '.');
	paragraph(n);
}

static void
counts(struct paper *n)
{
	struct status_counts units = status_counts_units(n->m),
			     parents = status_counts_parents(n->m);
	size_t open = status_counts_all(&units) + status_counts_all(&parents)
		- status_counts_given(&units) - status_counts_given(&parents);

	text_sentence_counts(&n->b, n->m, &units, false);
	if (status_counts_given(&parents)) {
		buf_byte(&n->b, ' ');
		text_sentence_counts(&n->b, n->m, &parents, true);
	}
	paragraph(n);
	if (!open)
		return;
	buf_format(&n->b,
		n->m->lang == LANG_DA
			? "%zu mål er ikke opgjort; hvorfor fremgår nedenfor."
			: open == 1
			? "%zu goal is not judged; why is said below."
			: "%zu goals are not judged; why is said below.",
		open);
	paragraph(n);
}

static void
central(struct paper *n)
{
	heading(n, 3, "De mest centrale mål", "The most central goals");
	goal_table_central(n->page, n->m);
}

static void
solution(struct paper *n)
{
	size_t units = material_unit_count(n->m);

	heading(n, 2, "Løsning", "Results");
	buf_format(&n->b,
		n->m->lang == LANG_DA
			? "Opfølgningen på de %zu resultatkontrakter består af dette "
			  "notat, der sammenholder de mest centrale mål med "
			  "resultaterne, og af bilag, der viser alle mål enhed for "
			  "enhed."
			: "The follow-up on the %zu contracts is this paper, "
			  "which holds the most central goals against the results, and "
			  "appendices that show all goals unit by unit.",
		units);
	paragraph(n);
	counts(n);
	central(n);
	goals_off_section(n->page, n->m);
	goals_off_comments(n->page, n->m);
	heading(n, 3, "Justerede målniveauer", "Adjusted targets");
	adjustments_section(n->page, n->m);
	goals_without_verdict_section(n->page, n->m);
	goals_without_verdict_reservations(n->page, n->m);
}

static void
economy(struct paper *n)
{
	heading(n, 2, "Økonomi", "Economy");
	say(n,
		"Opfølgningen på resultatkontrakterne har ikke i sig selv "
		"økonomiske konsekvenser.",
		"The follow-up has no economic "
		"consequences in itself.");
	paragraph(n);
}

static void
process(struct paper *n)
{
	heading(n, 2, "Videre proces", "What happens next");
	if (n->whole_year)
		buf_format(&n->b,
			n->m->lang == LANG_DA
				? "Resultaterne indgår i arbejdet med "
				  "resultatkontrakterne for %d."
				: "The results go into "
				  "the work on the contracts of %d.",
			n->m->year + 1);
	else
		buf_format(&n->b,
			n->m->lang == LANG_DA
				? "Der vil blive udarbejdet en helårsstatus på "
				  "resultatkontrakterne for %d, når data er tilgængelige "
				  "ved udgangen af 1. kvartal %d."
				: "A full-year status "
				  "of the contracts of %d follows when data are there, "
				  "by the end of the first quarter of %d.",
			n->m->year, n->m->year + 1);
	say(n,
		" Kontrakterne følges fortsat løbende på statusmøder med "
		"enhedernes ledere.",
		" The contracts are still followed at "
		"status meetings with the heads of the units.");
	paragraph(n);
}

/* --- the appendices --- */

/* A goal that only units have begins with its name, too. */
static void
appendix_goal(struct paper *n, int top, int goal)
{
	size_t before = n->page->nblocks;

	if (top != UNIT_NONE)
		goal_chart_add(n->page, n->m, top, goal);
	if (n->page->nblocks == before)
		page_paragraph(n->page, material_goal_title(n->m, goal));
	goal_chart_units(n->page, n->m, goal);
}

static void
appendix_charts(struct paper *n)
{
	const struct material *m = n->m;
	struct span perspective;
	size_t at = 0;
	int top = material_top(m);

	page_drawn(n->page, true);
	heading(n, 2, "Bilag 2. Målene grafisk", "Appendix 2. The goals drawn");
	say(n,
		"Rhomben er resultatet, den stiplede streg det forventede, den "
		"tykke streg målniveauet og det indrammede felt det, der "
		"regnes som næsten opfyldt. Kurverne viser resultatet måned "
		"for måned (fuldt optrukket) mod det forventede (stiplet); "
		"firkanten er udgangspunktet, og ringen er det resultat, der "
		"ventes ved fristen, hvis udviklingen fortsætter.",
		"The diamond is the result, the dashed line what is expected, "
		"the thick line the target and the framed field what counts "
		"as nearly met. Curves show the result month by month (solid) "
		"against what is expected (dashed); the square is the "
		"baseline, and the ring the result there will be when the "
		"goal is due if the year goes on like this.");
	paragraph(n);
	while (material_perspective(m, &at, &perspective)) {
		page_heading(n->page, 3, perspective);
		for (int goal = 0; goal < (int)m->goals->count; goal++)
			if (m->goal_shown[goal]
				&& span_equal(perspective,
					m->goals->list[goal].perspective))
				appendix_goal(n, top, goal);
	}
	page_drawn(n->page, false);
}

static void
appendices(struct paper *n)
{
	heading(n, 2, "Bilag 1. Alle mål enhed for enhed",
		"Appendix 1. All goals unit by unit");
	board_matrix(n->page, n->m, false);
	board_data(n->page, n->m);
	appendix_charts(n);
}

static void
make(struct page *p, const struct material *m, bool whole_year)
{
	struct paper n = { .page = p, .m = m, .whole_year = whole_year };

	title(&n);
	lead(&n);
	recommendation(&n);
	problem(&n);
	solution(&n);
	economy(&n);
	process(&n);
	appendices(&n);
	verdict_table_all(p, m);
	buf_free(&n.b);
}

void
paper_half_year(struct page *p, const struct material *m)
{
	make(p, m, false);
}

void
paper_full_year(struct page *p, const struct material *m)
{
	make(p, m, true);
}
