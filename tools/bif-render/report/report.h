/* SPDX-License-Identifier: MIT
 *
 * report: the reports there are, by name, and the parts that several of them
 * share. Each fills a page (page/page.h) from material (material.h); what it
 * says in whole sentences is sentence.h's.
 *
 * A report is added by a file with its maker, a line here and a line in
 * request.c's table. Its words go into wording/, a text for each language.
 */
#ifndef BIF_RENDER_REPORT_REPORT_H
#define BIF_RENDER_REPORT_REPORT_H

#include "bif-render/page/page.h"
#include "material.h"
#include "result/figure.h"

/* Fills an empty page. It cannot fail: what may be wrong was told when the
 * material was loaded, and what is not there is said on the page. */
typedef void report_maker(struct page *page, const struct material *m);

/* What must be said beside a report's name: -u, -g or neither. */
enum report_of { REPORT_OF_ALL, REPORT_OF_UNIT, REPORT_OF_GOAL };

struct report {
	const char *name;
	/* what of the book the maker needs (enum material_part); any other part
	 * may be NULL */
	unsigned parts;
	enum report_of of;
	report_maker *make;
};

/* --- board.c: all goals by perspective against all units, how many have which
 * status, and what the data reach to. --- */

report_maker board_make;
/* The counts of units, at a glance and in a sentence, and of their parents, in
 * a sentence of its own. */
void board_summary(struct page *page, const struct material *m);
/* How many goals are met, near and off, at a glance; nothing where none is
 * judged. A sentence beside them says the same, for formats without tiles. */
void board_tiles(struct page *page, const struct status_counts *counts);
/* Goals against units, perhaps only those marked monthly, and what the signs
 * mean; cells link to each goal's figure where `linked`. Nothing when no unit
 * has a verdict. In a site they link to the goals' own pages instead. */
void board_matrix(struct page *page, const struct material *m, bool monthly,
	bool linked);
/* The anchor of a goal's figure and of its row of the board. */
static inline unsigned
board_anchor(int goal)
{
	return (unsigned)goal + 1;
}
/* What the data of each source reach to; nothing without a ledger. */
void board_data(struct page *page, const struct material *m);

/* --- paper.c: the papers for the committee: after half a year, after a whole
 * one, and of the goals that it follows from month to month. --- */

report_maker paper_half_year;
report_maker paper_full_year;
report_maker paper_month;

/* --- sheet.c: one unit's goals, curves, plans and comments, for a status
 * meeting; the same of one goal at all units. --- */

report_maker sheet_unit;
report_maker sheet_goal;

/* --- adjustments.c: targets that were revised or withdrawn, the original and
 * the revised side by side, the status by each, who decided it and why. --- */

report_maker adjustments_make;
/* The table alone, or a sentence when nothing was adjusted. */
void adjustments_section(struct page *page, const struct material *m);

/* --- contracts.c: how many goals a unit has, year by year and by perspective,
 * and the goals with their targets. --- */

report_maker contracts_make;

/* --- strategy_map.c: visions, the strategies that serve them, the goals that
 * show it, and the actions taken; goals with how they stand. --- */

report_maker strategy_map_make;
/* A unit's part of it as a list: what its goals and actions serve, and how it
 * stands on each; nothing where the map has none of them. */
void strategy_map_unit(struct page *page, const struct material *m, int unit);

/* --- changes.c: what changed since an earlier status (--since); nothing
 * without one. --- */

/* How many goals of the units are better and worse, in a sentence, perhaps only
 * of those marked monthly. Parents are left out, as in all counts of units. */
void changes_summary(struct page *page, const struct material *m, bool monthly);
/* Each that stands otherwise now, of one unit or, of UNIT_NONE, of all. */
void changes_list(struct page *page, const struct material *m, int of_unit);
/* The same of all units as a table, for pages that link to units and goals. */
void changes_table(struct page *page, const struct material *m);

/* --- goal_table.c: goals of one unit, a row each: target, what is expected
 * now, result, status, and a sentence below. --- */

/* The central goals of all units together. Where the book marks none, all
 * goals. */
void goal_table_central(struct page *page, const struct material *m);
/* The goals marked monthly, at one unit. */
void goal_table_monthly(struct page *page, const struct material *m, int unit);
/* All goals of a unit, or the one that is asked for. */
void goal_table_unit(struct page *page, const struct material *m, int unit);
/* One goal, a row for each unit that has it. */
void goal_table_by_unit(struct page *page, const struct material *m, int goal);

/* The next cell of a row of a table of another kind: a level of a goal, also
 * one with an upper edge; a verdict's target; what is expected; a result, also
 * one that is hidden. */
void goal_table_level(struct page *page, struct page_table *table,
	const struct material *m, int goal, struct span target,
	struct span upper);
void goal_table_target(struct page *page, struct page_table *table,
	const struct material *m, int unit, int goal);
void goal_table_expected(struct page *page, struct page_table *table,
	const struct material *m, int unit, int goal);
void goal_table_result(struct page *page, struct page_table *table,
	const struct material *m, int unit, int goal);

/* --- goal_chart.c: a goal's panel: bullet, course and units, large and small,
 * with their figures. --- */

/* What is drawn of a goal: bullet and course; the same and all units; or the
 * course alone, and a bullet only where there is none. */
enum goal_chart_set { GOAL_CHART_BOTH, GOAL_CHART_UNITS, GOAL_CHART_BRIEF };

/* A figure of a goal at a unit; of its units alone when unit is UNIT_NONE.
 * There is a course where there are observations. Nothing where nothing was
 * measured. anchor: the number that cells of tables link by, or 0. */
void goal_chart_add(struct page *page, const struct material *m, int unit,
	int goal, enum goal_chart_set set, unsigned anchor);

/* --- goal_funnel.c: units by how many there are behind their share. --- */

/* The funnel of a goal, which lives as long as the page, and what it shows as a
 * sentence behind what `says` has; NULL where the goal is no plain share, has
 * few units, or hides a figure at any of them. */
struct chart *goal_funnel_of(struct page *page, const struct material *m,
	int goal, struct buf *says);

/* --- goals_off.c: goals that are still some way off, and what is done about
 * each: the answers of comments.csv and the plans of actions.csv. --- */

void goals_off_section(struct page *page, const struct material *m);
/* The goals that most units are far off with, and at how many of them it is
 * said what is done. At most five, those that most units are off with first; a
 * parent is no further unit. */
void goals_off_worst(struct page *page, const struct material *m);
/* The comments on goals that are not far off, when there are any. */
void goals_off_comments(struct page *page, const struct material *m);

/* --- goals_without_verdict.c: goals without a verdict and why, and the
 * reservations that verdicts are given with. --- */

void goals_without_verdict_section(struct page *page, const struct material *m);
/* The opinion: how many of the goals judged are certified, and how many are
 * given with qualifications, and which; how many are without basis, and why,
 * but for what was not delivered, which the notice of missing data tells; of
 * a unit or (UNIT_NONE) of all units and, in sentences of their own, of their
 * parents. Nothing where nothing is due. monthly: of the goals that are followed
 * monthly, at the units alone. The rules stand in MANUAL.md. A goal is due when
 * it should have a verdict: none that is withdrawn, not due yet or not in the
 * contract. */
void goals_without_verdict_opinion(struct page *page, const struct material *m,
	int unit, bool monthly);
void goals_without_verdict_reservations(struct page *page,
	const struct material *m);
/* A notice of what is missing and of the goals without a verdict for it, of all
 * or at one unit; nothing where all came. That nothing could be tested is said,
 * too. of_unit is a unit or UNIT_NONE; monthly: goals that are followed monthly
 * alone. Without a stream of deliveries the verdicts alone say what is held
 * back. */
void goals_without_verdict_missing(struct page *page, const struct material *m,
	int of_unit, bool monthly);

/* --- own_text.c: paragraphs that the book has for a report. --- */

/* The text of texts/REPORT.md, in the book's arena; empty where there is none.
 * False after a message. */
bool own_text_load(struct book *book, const char *report, struct span *text);
/* Adds what stands below a heading of the text, or, without a heading, before
 * its first one. False when there is nothing. Headings are compared as names
 * are (text_same), so case and blanks make no difference. */
bool own_text_add(struct page *page, struct span text, struct span heading);
/* Adds chapters of headings that are none of those known. False when there are
 * none. */
bool own_text_others(struct page *page, struct span text, enum lang lang,
	const enum word known[], size_t nknown);

/* --- verdict_table.c: tables from a list of columns; verdicts as the table that spreadsheets and programs
 * get: a row for each, in the book's order, with names beside codes and every
 * column of the stream. --- */

/* A column of a report's table: its name in data, its title, and what it
 * holds. */
struct report_column {
	const char *name;
	enum word title;
	enum page_kind kind;
};
/* A new table at the end of the page, with so many columns and no row. The
 * names in the list are borrowed for as long as the page lives. */
struct page_table *report_table(struct page *page, const struct material *m,
	enum word caption, const struct report_column *columns,
	size_t ncolumns);

/* The next item of a list that begins with its first one, below a heading of its
 * own: so there is none over nothing. *any says whether it has begun. */
void report_item(struct page *page, const struct material *m, bool *any,
	int level, enum word heading, struct span text);

/* Whether a verdict is to be in the table; `with` is what the caller gave. */
typedef bool verdict_table_test(const struct material *m, int unit, int goal,
	const void *with);
/* Those that a test lets through; NULL: all. Nothing for a format that writes no
 * data. */
void verdict_table_where(struct page *page, const struct material *m,
	verdict_table_test *test, const void *with);

/* --- suppress.c: small counts of persons are not shown (`suppress` of the book,
 * --suppress N), nor what they could be worked out from.
 *
 * A figure is small when the events behind it, its numerator, its denominator
 * or what is between the two is above 0 and below N. It is hidden with all
 * that its verdict tells of it. Where it is the only hidden one below a parent
 * whose own figure is shown, it would be the parent's less the others' (73 - 40
 * - 30 = 3); so one more is hidden, or the parent. A status that leaves one count
 * only is hidden with it. --- */

/* What of a verdict is hidden. */
enum hiding { HIDING_NOTHING, HIDING_FIGURE, HIDING_STATUS /* and figure */ };

/* Hides figures in all verdicts of the material: sets m->hidden and puts
 * verdicts without figures in place of those hidden, in the book's arena. It is
 * called once, after all verdicts and those published before are placed and
 * before any report asks. Where m->suppress is 0, only what the verdicts come
 * without is marked as hidden. */
void suppress_verdicts(struct material *m);

/* Whether anything of a goal is hidden at any unit. Then no unit's small curve
 * is drawn: a month of one would be the parent's less the others'. */
bool suppress_any(const struct material *m, int goal);

/* Whether a month of a course is too small to be shown, beside the month shown
 * after it: their difference is what happened between the two. later is NULL
 * for the last. below is m->suppress; 0 hides nothing. */
bool suppress_month(const struct figure *figure, const struct figure *later,
	uint64_t below);

#endif
