/* SPDX-License-Identifier: MIT */
#include "book/folder.h"
#include "bookcase.h"
#include "check.h"
#include "contract/action.h"
#include "contract/goal.h"
#include "contract/target.h"
#include "value/period.h"

#define UNITS "unit\nTOP\nA\n"
#define GOALS \
	"goal,measure,direction,scale,band,decimals\n" \
	"more,m,at_least,points,,1\nless,n,at_most,of_change,\"2,50\",\n" \
	"range,o,within,,,\n"
#define TARGETS \
	"year;unit;goal;due;target;upper;change;baseline;" \
	"stated_change;decided;decided_by;reason\n"

static const struct targets *
load(struct book *b)
{
	const struct units *units = units_load(b);

	return targets_load(b, units, goals_load(b), true);
}

static bool
is(struct ratio number, long a, long b)
{
	return !ratio_compare(number, ratio_of(a, b));
}

static void
reads_goals(void)
{
	struct book *b = bookcase("goals.csv",
		"goal,title,title_en,perspective,measure,direction,window,"
		"path,scale,band,decimals,central\n"
		"g,T,,P,m,at_most,rolling_12,glide,of_change,\"2,50\",1,yes\n"
		"h,,,,n,at_least,,,,,,\n",
		NULL);
	const struct goals *all = goals_load(b);
	const struct goal *g = all->list;

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(all->count, 2);
	CHECK_NUMBER(goal_find(all, SPAN("h")), 1);
	CHECK_NUMBER(goal_find(all, SPAN("H")), -1);
	CHECK_TEXT(g->title_en, "T");
	CHECK_NUMBER(g->direction, AT_MOST);
	CHECK_NUMBER(g->window, WINDOW_ROLLING_12);
	CHECK_NUMBER(g->path, PATH_GLIDE);
	CHECK_NUMBER(g->scale, SCALE_OF_CHANGE);
	CHECK(g->has_band && is(g->band, 5, 2));
	CHECK_TEXT(g->band_text, "2.50");
	CHECK(g->decimals == 1 && g->central && !g->monthly);
	g++;
	CHECK_TEXT(g->title, "h");
	CHECK_NUMBER(g->window, WINDOW_YEAR);
	CHECK_NUMBER(g->path, PATH_LEVEL);
	CHECK_NUMBER(g->scale, SCALE_OF_TARGET);
	CHECK(!g->has_band && g->decimals == 0);
	bookcase_end(b);
}

static void
refuses_wrong_goals(void)
{
	struct book *b = bookcase("goals.csv",
		"goal,measure,direction,band,decimals,central\n"
		"a,m,at_lest,,,\n"
		"b,m,at_least,-1,,\n"
		"c,m,at_least,,1.5,\n"
		"d,m,at_least,,,perhaps\n"
		"e,m,at_least,,,\n"
		"e,m,at_least,,,\n",
		NULL);

	CHECK_NUMBER(goals_load(b)->count, 1);
	CHECK_TEXT(bookcase_faults(),
		"goals.csv:2: definition: column \"direction\": \"at_lest\" "
		"is none of at_least, at_most, within; did you mean "
		"\"at_least\"?\n"
		"goals.csv:3: definition: column \"band\": a band is not "
		"negative\n"
		"goals.csv:4: definition: column \"decimals\": \"1.5\" is not "
		"a number of decimals, 0 to 9\n"
		"goals.csv:5: definition: column \"central\": \"perhaps\" is "
		"neither yes nor no\n"
		"goals.csv:7: definition: column \"goal\": \"e\" is already "
		"defined in line 6\n");
	bookcase_end(b);
}

/* There is no default direction: a program stops, lint goes on. */
static void
needs_a_direction(void)
{
	struct book *b = bookcase("goals.csv", "goal,measure,direction\na,m,\n",
		NULL);

	CHECK(!goals_load(b)->list[0].has_direction);
	def_error_listen(NULL, NULL);
	CHECK(!goals_load(b));
	CHECK_NUMBER(diag_status(), STATUS_CONFIG);
	bookcase_end(b);
}

static void
reads_targets(void)
{
	struct book *b = bookcase("units.csv", UNITS, "goals.csv", GOALS,
		"targets.csv",
		"\xEF\xBB\xBF" TARGETS
		"2010;A;less;2010-12-31;;;-5%;127428;;2010-01-20;D;\n"
		"2010;A;more;2010-12-31;;;+10;66;+10;2010-01-20;;\n"
		"2010;TOP;more;2010-12-31;13,4;;;14,1;-9%;2010-01-20;;\n"
		"2010;A;range;2010-06-30;165;195;;;;2010-01-20;;\n"
		"2010;A;less;2010-12-31;;;;;;2010-09-15;D;gone\n"
		"2010;A;more;2010-06-30;;;\xE2\x88\x92"
		"2,5 pct.;80;;"
		"2010-01-20;;\n",
		NULL);
	const struct targets *all = load(b);
	const struct target *x = all->list;

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(all->count, 6);
	CHECK(is(x[0].target, 1210566, 10) && target_text(&x[0], "change").len);
	CHECK_TEXT(target_text(&x[0], "change"), "-5%");
	CHECK(is(x[0].baseline, 127428, 1));
	CHECK_NUMBER(x[0].decided,
		period_day((struct period_date){ 2010, 1, 20 }));
	CHECK(is(x[1].target, 76, 1));
	CHECK(is(x[2].target, 67, 5) && !target_text(&x[2], "change").len);
	CHECK_TEXT(target_text(&x[2], "stated_change"), "-9%");
	CHECK_NUMBER(x[2].unit, 0);
	CHECK(x[3].has_upper && is(x[3].upper, 195, 1));
	CHECK(x[4].withdraws);
	CHECK_TEXT(target_text(&x[4], "reason"), "gone");
	CHECK(is(x[5].target, 78, 1));
	bookcase_end(b);
}

static void
refuses_wrong_targets(void)
{
	struct book *b = bookcase("units.csv", UNITS, "goals.csv", GOALS,
		"targets.csv",
		TARGETS "2010;X;more;2010-12-31;1;;;;;2010-01-20;;\n"
			"2010;A;mroe;2010-12-31;1;;;;;2010-01-20;;\n"
			"2010;A;more;;1;;;;;2010-01-20;;\n"
			"2010;A;more;2010-12-31;1;;;;;;;\n"
			"2010;A;more;2010-12-31;1;;+1;2;;2010-01-20;;\n"
			"2010;A;more;2010-12-31;;;+1;;;2010-01-20;;\n"
			"2010;A;more;2010-12-31;;;5%;2;;2010-01-20;;\n"
			"2010;A;range;2010-12-31;5;;;;;2010-01-20;;\n"
			"2010;A;range;2010-12-31;5;4;;;;2010-01-20;;\n"
			"2010;A;more;2010-12-31;5;6;;;;2010-01-20;;\n"
			"10;A;more;2010-12-31;1.250;;;;;2010-01-20;;\n"
			"2010;A;more;2010-12-31;5;;;;;2010-01-20;;\n"
			"2010;A;more;31-12-2010;6;;;;;20.01.2010;;\n"
			"2010;;more;31-12-2010;6;;;;;20.01.2010;;\n",
		NULL);

	load(b);
	CHECK_TEXT(bookcase_faults(),
		"targets.csv:2: unknown-unit: column \"unit\": \"X\" is no "
		"unit of units.csv\n"
		"targets.csv:3: unknown-goal: column \"goal\": \"mroe\" is no "
		"goal of goals.csv; did you mean \"more\"?\n"
		"targets.csv:4: no-due: column \"due\": a target needs a date "
		"it is due, such as 2010-12-31\n"
		"targets.csv:5: no-decided: column \"decided\": the day it "
		"was decided is missing, such as 2010-01-20\n"
		"targets.csv:6: definition: column \"change\": a target and a "
		"change: only one of them can be given\n"
		"targets.csv:7: definition: column \"baseline\": a change "
		"needs the baseline it starts from\n"
		"targets.csv:8: definition: column \"change\": \"5%\": up or "
		"down? A change is written -5% or +10\n"
		"targets.csv:9: definition: column \"upper\": a goal that is "
		"to stay within needs an upper edge\n"
		"targets.csv:10: definition: column \"upper\": the upper edge "
		"is below the target\n"
		"targets.csv:11: definition: column \"upper\": goal \"more\" "
		"is at_least: it has no upper edge\n"
		"targets.csv:12: definition: column \"year\": \"10\" is not a "
		"year\n"
		"targets.csv:12: definition: column \"target\": \"1.250\" can "
		"be read as 1250 and as 1.25: say which by \"numbers\" "
		"in book.json (\"1.234,5\" or \"1,234.5\")\n"
		"targets.csv:15: no-unit: column \"unit\": whose target is "
		"it?\n"
		"targets.csv:14: duplicate: the same year, unit, goal, due "
		"and decided day as line 13: a later decision has a later day\n");
	bookcase_end(b);
}

/* What if: rows that nobody has decided. */
static void
reads_undecided_targets(void)
{
	struct book *b = bookcase("units.csv", UNITS, "goals.csv", GOALS,
		"what_if.csv",
		"year,unit,goal,due,target\n"
		"2010,A,more,2010-12-31,45\n",
		NULL);
	const struct units *units = units_load(b);
	const struct targets *all = targets_load_file(b,
		folder_path(b, "what_if.csv"), units, goals_load(b));

	CHECK(all && all->count == 1);
	CHECK_NUMBER(all->list[0].decided, DAY_NONE);
	CHECK_TEXT(bookcase_faults(), "");
	bookcase_end(b);
}

static void
reads_the_papers(void)
{
	struct book *b = bookcase("units.csv", UNITS, "goals.csv", GOALS,
		"actions.csv",
		"action,unit,goal,title,due,state\n"
		"A1,A,more,Do,2010-06-30,done\nA2,A,,Think,,\n",
		"strategy.csv",
		"from,to,kind,label\nV,,vision,See\n"
		"more,V,goal,\n",
		"comments.csv",
		"year,unit,goal,as_of,response,text\n"
		"2010,A,more,2010-06-30,adjust,first\n"
		"2010,A,more,2010-06-30,both,second\n",
		NULL);
	const struct units *units = units_load(b);
	const struct goals *goals = goals_load(b);
	const struct actions *actions = actions_load(b, units, goals);
	const struct strategy *map = strategy_load(b);
	const struct comments *comments = comments_load(b, units, goals);
	int32_t day = period_day((struct period_date){ 2010, 6, 30 });

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(actions->count, 2);
	CHECK_NUMBER(actions->list[0].due, day);
	CHECK_NUMBER(actions->list[1].goal, -1);
	CHECK_NUMBER(actions->list[1].start, DAY_NONE);
	CHECK_NUMBER(action_find(actions, SPAN("A2")), 1);
	CHECK_NUMBER(strategy_find(map, STRATEGY_GOAL, SPAN("more")), 1);
	CHECK_NUMBER(strategy_find(map, STRATEGY_ACTION, SPAN("more")), -1);
	CHECK_TEXT(comment_on(comments, 2010, 1, 0, day)->text, "second");
	CHECK(!comment_on(comments, 2010, 1, 0, day + 1));
	bookcase_end(b);
}

static void
refuses_wrong_papers(void)
{
	struct book *b = bookcase("units.csv", UNITS, "goals.csv", GOALS,
		"actions.csv",
		"action,unit,goal,start,due\n"
		"A1,X,mroe,,\nA2,A,more,2010-02-01,2010-01-01\n"
		"A3,A,more,,\nA3,A,more,,\n",
		"strategy.csv", "from,to,kind\nV,,dream\n", "comments.csv",
		"year,unit,goal,as_of,response\n"
		"2010,A,more,,effort\n2010,A,more,2010-06-30,more\n",
		NULL);
	const struct units *units = units_load(b);
	const struct goals *goals = goals_load(b);

	actions_load(b, units, goals);
	strategy_load(b);
	comments_load(b, units, goals);
	CHECK_TEXT(bookcase_faults(),
		"actions.csv:2: unknown-unit: column \"unit\": \"X\" is no "
		"unit of units.csv\n"
		"actions.csv:2: unknown-goal: column \"goal\": \"mroe\" is no "
		"goal of goals.csv; did you mean \"more\"?\n"
		"actions.csv:3: definition: column \"due\": it is due before "
		"it starts\n"
		"actions.csv:5: duplicate: action \"A3\" is already in line "
		"4\n"
		"strategy.csv:2: definition: column \"kind\": \"dream\" is "
		"none of vision, strategy, goal, action\n"
		"comments.csv:2: definition: column \"as_of\": is empty: which "
		"status does it answer?\n"
		"comments.csv:3: definition: column \"response\": \"more\" is "
		"none of adjust, effort, both\n");
	bookcase_end(b);
}

/* A row holds from its year on; an earlier year is judged as it was. */
static void
picks_the_row_of_the_year(void)
{
	struct book *b = bookcase("goals.csv",
		"goal,from,measure,direction,band\n"
		"g,,m,at_least,5\nh,2010,m,at_most,1\n"
		"g,2011,n,at_most,2\ng,2010,m,at_least,3\n",
		NULL);
	const struct goals *goals = goals_load(b);

	CHECK_TEXT(bookcase_faults(), "");
	CHECK_NUMBER(goals->count, 2);
	CHECK_TEXT(goals->list[0].band_text, "2");
	CHECK_TEXT(goal_in(goals, 0, 2009)->band_text, "5");
	CHECK_TEXT(goal_in(goals, 0, 2010)->band_text, "3");
	CHECK_TEXT(goal_in(goals, 0, 2012)->measure, "n");
	CHECK_NUMBER(goal_in(goals, 1, 2009)->from, 2010);
	goals_in(goals, 2010);
	CHECK_TEXT(goals->list[0].band_text, "3");
	CHECK_NUMBER(goals->list[1].direction, AT_MOST);
	bookcase_end(b);
}

int
main(void)
{
	diag_begin("test_goal");
	check_run("goals are read", reads_goals);
	check_run("wrong goals are refused", refuses_wrong_goals);
	check_run("a goal needs a direction", needs_a_direction);
	check_run("targets, changes and withdrawals", reads_targets);
	check_run("wrong targets are refused", refuses_wrong_targets);
	check_run("what if", reads_undecided_targets);
	check_run("actions, strategy map, comments", reads_the_papers);
	check_run("wrong actions and comments are refused",
		refuses_wrong_papers);
	ratio_free_all();
	check_run("the year picks the row of a goal",
		picks_the_row_of_the_year);
	return check_end();
}
