/* SPDX-License-Identifier: MIT
 *
 * words: everything that reports say to people, in each language. A language
 * is one file of this folder (da.c, en.c): a table with a text for each word
 * below. Texts that are whole sentences have places for what differs from one
 * report to the next; numbers, days and plurals are set in as the language
 * has them, so no report puts sentences together from pieces.
 *
 * A place in a text is `{N}`, the N-th argument, or `{N:none|one|more}` (of
 * two: `{N:one|more}`), where a count chooses what is said; `#` in there is
 * the count. A full stop that would follow another (`pct.`) is left out.
 *
 * Months and the decimal mark are value/format_number's, and the sentence
 * `why` of a verdict is bif-judge's.
 */
#ifndef BIF_RENDER_WORDING_WORDS_H
#define BIF_RENDER_WORDING_WORDS_H

#include "base/buf.h"
#include "base/span.h"
#include "stream/verdict.h"
#include "value/format_number.h"

enum word {
	/* What a language is called in HTML (`lang`, RFC 5646), by --lang and
	 * in book.json. It is never shown. */
	WORD_LANG,

	/* Statuses, in the order of enum verdict_status: a status is added to
	 * this word to find its text, so none may be missing and none stand
	 * between. They are said in tables and sentences alike (`er næsten
	 * opfyldt`) and are therefore written small. Then come the same in
	 * short, for crowded tables, where a word has the room of one unit's
	 * column. */
	WORD_STATUSES,
	WORD_BRIEFS = WORD_STATUSES + VERDICT_STATUSES,

	/* Heads of columns, titles of tables and other single words, with a
	 * capital where they stand alone. What stands in place of a table that
	 * would be empty is a sentence with its full stop. Where several
	 * reports say the same it is the same word in all. */
	WORD_GOAL = WORD_BRIEFS + VERDICT_STATUSES,
	WORD_GOALS,
	WORD_UNIT,
	WORD_UNITS,
	WORD_PARENTS,
	WORD_PERSPECTIVE,
	WORD_STATUS,
	/* The contract year that is judged, and what a goal promises of it.
	 * WORD_TARGET_OF has a place: {1} is the year. */
	WORD_YEAR,
	WORD_TARGET,
	WORD_TARGET_OF,
	WORD_EXPECTED,
	WORD_RESULT,
	WORD_BASELINE,
	/* Shortfall and band are on the goal's scale: per cent of the target or
	 * of the change, or points in the goal's own unit (DESIGN 7). */
	WORD_SHORTFALL,
	WORD_BAND,
	WORD_DUE,
	WORD_TITLE,
	WORD_AS_OF,
	/* The table that counts goals by status. Its sum is of those judged,
	 * since what could not be judged has reasons of its own. */
	WORD_TOTAL_JUDGED,
	WORD_COUNTS,
	WORD_COUNTS_BY_UNIT,
	WORD_BOARD,
	/* The table of what the data reach to: one row a source, by the run's
	 * ledger. The dates are those of its first and last fact. */
	WORD_SOURCE,
	WORD_FIRST_DATE,
	WORD_LAST_DATE,
	WORD_DATA_ROWS,
	WORD_REJECTED,
	WORD_SKIPPED,
	WORD_DATA,
	WORD_NO_DATA_AT_ALL,
	/* Said before the signs that a report uses, each with its word: nobody
	 * has to know a sign or tell colours apart (WCAG 1.4.1). */
	WORD_SIGNS,
	/* Columns of the stream of verdicts, as spreadsheets show them: DESIGN
	 * 3 has what is in each, and formats for programs keep the stream's own
	 * names instead. */
	WORD_UNIT_CODE,
	WORD_GOAL_CODE,
	WORD_MEASURE,
	WORD_KNOWN_AT,
	WORD_UPPER,
	WORD_DIRECTION,
	WORD_WINDOW,
	WORD_PATH,
	WORD_SCALE,
	WORD_NUMERATOR,
	WORD_DENOMINATOR,
	WORD_N,
	WORD_PROJECTED,
	WORD_OUTLOOK,
	WORD_REQUIRED,
	WORD_TREND,
	WORD_FLAGS,
	WORD_ORIGINAL_TARGET,
	WORD_ORIGINAL_STATUS,
	WORD_WHY,
	WORD_COUNTED,
	/* The table beside a chart, which tells in figures what is drawn: a row
	 * for each mark. WORD_HIDDEN stands in place of a figure that is too
	 * small to be shown (DESIGN 9). */
	WORD_WHAT,
	WORD_VALUE,
	WORD_NEAR_UNTIL,
	WORD_MONTH,
	WORD_BY_MONTH,
	WORD_EXPECTED_THEN,
	WORD_HIDDEN,
	WORD_EXPECTED_AT,
	/* What the sentence below a row is called, where a format has to give
	 * it a name. */
	WORD_REMARK,
	/* Titles of appendices of the paper and of the parts below them. The
	 * book's own texts are found by these titles (own_text.c): whoever
	 * changes one takes that chapter from the books that have it. */
	WORD_FAR_OFF,
	WORD_WITHOUT_VERDICT,
	WORD_ALL_JUDGED,
	WORD_ALL_GOALS,
	WORD_RESERVATIONS,
	/* Targets that were revised or withdrawn: each with the target and the
	 * status before and after, then what units propose to do. */
	WORD_ADJUSTED,
	WORD_TARGET_BEFORE,
	WORD_TARGET_NOW,
	WORD_STATUS_BEFORE,
	WORD_STATUS_NOW,
	WORD_NONE_ADJUSTED,
	WORD_PROPOSED,
	WORD_EFFORT_INSTEAD,
	/* All decisions on the goals that got more than one for the same due
	 * day, by unit and goal. What of the result was known on the day of the
	 * decision is said by SAY_KNOWN_NONE and the two around it. */
	WORD_LEDGER,
	WORD_DECIDED,
	WORD_RESULT_KNOWN,
	WORD_CHARTS,
	WORD_BY_UNIT,
	/* A unit's sheet: its action plans (actions.csv), its comments, and how
	 * each result was reckoned. */
	WORD_ACTIONS,
	WORD_ACTION,
	WORD_OWNER,
	WORD_STATE,
	WORD_COMMENTS,
	WORD_RECKONINGS,
	/* The report of contracts: goals per unit and year, and goals by unit
	 * and perspective. */
	WORD_MEAN,
	WORD_GOALS_BY_UNIT,
	/* The strategy map. `Outside` are goals and actions that no row of it
	 * is about, and rows that serve nothing there is. */
	WORD_OUTSIDE,
	WORD_STRATEGY,
	WORD_NO_STRATEGY,
	WORD_KIND,
	WORD_FROM,
	WORD_SERVES,
	WORD_EFFORTS,
	WORD_OTHER_COMMENTS,
	WORD_NO_GOALS,
	WORD_NONE_MONTHLY,
	WORD_CENTRAL,
	/* Stands between two names, with the blanks around it. */
	WORD_AND,
	/* Whose goals a sentence is about, where it is no unit or parent with a
	 * name of its own. They fill a place in a sentence and are written
	 * small; the administration begins one (SAY_RECOMMENDS). */
	WORD_THE_UNITS,
	WORD_ALL_WITH_GOAL,
	WORD_ADMINISTRATION,
	WORD_COMMITTEE,
	/* Words of a page for browsers: the fold with a chart's figures, links
	 * and the list of chapters. */
	WORD_FIGURES,
	WORD_BACK,
	WORD_CONTENTS,
	/* The range of the other units' results beside one unit's own, and what
	 * is said of an action that is past its day and not done. */
	WORD_OTHERS,
	WORD_OVERDUE,
	/* A sheet for a status meeting: comments on earlier statuses of the
	 * year, and the head of the empty lines that are written on by hand. */
	WORD_SAID_BEFORE,
	WORD_AGREED,
	WORD_CHANGES,
	WORD_NOT_JUDGED, /* of a goal that changed */
	WORD_DATA_SHEET,
	/* {1} is the title of the column beside it. A spreadsheet's cell holds
	 * 15 digits; a number that does not fit stands in this column as
	 * text. */
	WORD_EXACT, /* title of a column */
	/* What a figure is worth (DESIGN 13 and 14): members of a cohort who
	 * are still followed, the last day of data, rows that could not be
	 * read, bounds of chance. None of them changes a status. */
	WORD_PENDING,
	WORD_THROUGH,
	WORD_REJECTED_ROWS,
	WORD_BOUNDS,
	WORD_LOW,
	WORD_HIGH,
	WORD_CHANCE,
	WORD_SIGNAL,
	WORD_READINGS,
	WORD_PROJECTED_LOW,
	WORD_PROJECTED_HIGH,
	WORD_CHANCE_MET,
	/* The head of each page of a site and the filter above its tables. The
	 * script that filters has no words of its own: it is given these. */
	WORD_PAGES, /* of a site */
	WORD_OTHER_DATES,
	WORD_DOWNLOADS,
	WORD_OTHER_SITES,
	WORD_FIND,
	WORD_SORT,
	WORD_ALL_STATUSES,
	WORD_VISION, /* and what serves it: heads of a map */
	WORD_VISIONS_END = WORD_VISION + 3,

	/* Figures with what they count. {1} is the figure as the verdict prints
	 * it, and it chooses the plural where there is one. With `at least` and
	 * `at most` it has what it counts behind it already; of a range that is
	 * true of {2}, the upper end. */
	WORD_OF_PERCENT,
	WORD_OF_POINTS,
	WORD_OF_AT_LEAST,
	WORD_OF_AT_MOST,
	WORD_OF_RANGE,

	/* What units of value are called after a figure, and the states of
	 * actions. A book may name them in either language; words.c knows which
	 * name is which word. WORD_NUMBER is empty: `12 number` is not said. */
	WORD_PERCENT,
	WORD_NUMBER,
	WORD_PERSONS,
	WORD_CASES,
	WORD_POINTS,
	WORD_DAYS,
	WORD_SPELLS,
	WORD_KWH,
	/* The same of exactly one, in the order of those above; per cent and
	 * kWh are not counted one by one. */
	WORD_PERSON,
	WORD_CASE,
	WORD_POINT,
	WORD_DAY,
	WORD_SPELL,
	WORD_PLANNED,
	WORD_RUNNING,
	WORD_DONE,
	WORD_LATE,
	WORD_STOPPED,

	/* Words of the streams as people say them, in spreadsheets: scale,
	 * direction, window, path, trend and signal, flags and readings.
	 * words.c knows the word of the stream that each one stands for, and
	 * the column it stands in. */
	VALUE_OF_TARGET,
	VALUE_POINTS,
	VALUE_OF_CHANGE,
	VALUE_AT_LEAST,
	VALUE_AT_MOST,
	VALUE_WITHIN,
	VALUE_YEAR,
	VALUE_ROLLING_12,
	VALUE_MEAN_OF_MONTHS,
	VALUE_MONTH,
	VALUE_LATEST,
	VALUE_LEVEL,
	VALUE_ACCRUAL,
	VALUE_GLIDE,
	VALUE_SEASONAL,
	VALUE_MILESTONES,
	VALUE_YEAR_END,
	VALUE_BETTER,
	VALUE_SAME,
	VALUE_WORSE,
	VALUE_STANDARD_BAND,
	VALUE_REVISED,
	VALUE_SMALL_N,
	VALUE_SENSITIVE,
	VALUE_INCOMPLETE,
	VALUE_MANUAL,
	VALUE_PRELIMINARY,
	VALUE_LAGGED,
	VALUE_UNCHECKED,
	VALUE_NO_ROWS,
	VALUE_UNSURE,
	VALUE_WITHIN_CHANCE,
	VALUE_HYPOTHETICAL,
	VALUE_BY_DAYS,
	VALUE_BY_MONTHS,
	VALUE_EVENLY,
	VALUE_ONE_SHARE,
	VALUE_MONTHS_MEAN,
	VALUE_NONE,

	/* Sentences about a status as a whole. Places are named behind each,
	 * from {1} on. A place that is a count chooses
	 * `none`, `one` or `more` by itself; a sentence of its own for none or
	 * one is there only where more than a word would differ.
	 *
	 * Which day the status is of, and how many goals stand how. Whose they
	 * are is a name or WORD_THE_UNITS; units and their parents are counted
	 * apart and never added, since a parent's goal is judged on the same
	 * events. */
	SAY_DATE,          /* year, as-of date */
	SAY_DATE_KNOWN,    /* and the day targets were known */
	SAY_COUNTS_NONE,   /* whose */
	SAY_COUNTS_ONE,    /* whose, status */
	SAY_COUNTS,        /* judged, whose, met, near, off */
	SAY_COUNTS_HIDDEN, /* how many of the status hidden, whose */
	SAY_PARENTS,       /* names */
	/* What became of the rows of all sources, and the period the figures
	 * are of, which is set into other sentences. */
	SAY_ROWS,          /* rows, rejected, skipped */
	SAY_PERIOD_YEAR,   /* year */
	SAY_PERIOD_MONTHS, /* year, months */
	/* How one goal stands at the units, and how many goals have no verdict.
	 * SAY_UNITS_OF_COUNT stands in place of names that would be too
	 * many. */
	SAY_UNITS_OF_COUNT, /* how many */
	SAY_UNITS_STANDING, /* units, met, near, off */
	SAY_OPEN,           /* of the units */
	SAY_OPEN_BOTH,      /* of the units, of parents, their name */
	/* What is otherwise than at an earlier status (--since). Better and
	 * worse are between verdicts; a goal that was not judged then or is not
	 * now has changed `otherwise`. The day is the earlier status's. */
	SAY_CHANGES,          /* day, better, worse, otherwise */
	SAY_NO_CHANGES,       /* day */
	SAY_NO_CHANGES_UNITS, /* day */
	SAY_SINCE,            /* day */
	SAY_CHANGED,          /* what, from, to */
	SAY_CHANGED_AT,       /* from, to, which units */
	/* Which data did not come, and what is not judged for it (DESIGN 13).
	 * The first is filled with one of the three after it for each source:
	 * nothing of it came, months of it did not, or units of it were silent.
	 * SAY_HELD and its like then count the goals; they are said with the
	 * same four arguments and use those they need. */
	SAY_MISSING,       /* sources */
	SAY_SOURCE_FAILED, /* title */
	SAY_SOURCE_LACKS,  /* title, months */
	SAY_SOURCE_SILENT, /* title, months, units */
	SAY_HELD,          /* of the units, -, -, titles */
	SAY_HELD_BOTH,     /* of the units, of parents, whose, titles */
	SAY_HELD_AT,       /* how many, -, whose, titles */
	SAY_NONE_HELD,
	/* How many of the goals judged are certified (without any
	 * qualification) and how many are given with qualifications and which;
	 * and how many are due and have no basis and why. Whose they are is a
	 * name, as with SAY_COUNTS. `Which` and `why` come in brackets with a
	 * blank before them, or are empty; in the first it may have to be said
	 * that one goal is there several times. */
	SAY_OPINION,       /* judged, whose, certified, qualified, which */
	SAY_WITHOUT_BASIS, /* how many, whose, why */
	SAY_SEVERAL,
	SAY_SMALL_HIDDEN,
	/* Said once for all goals, where no verdict could be tested for what
	 * came: the flag `unchecked`. */
	SAY_ALL_UNCHECKED,
	/* A sheet on paper draws fewer goals than on the screen, and says
	 * so. */
	SAY_NOT_MET_PRINTED,

	/* Sentences about a verdict. Figures are those of the verdict and are
	 * never rounded again: a printed value must not contradict its status
	 * (DESIGN 6). */
	SAY_STANDING,        /* result, expected, status */
	SAY_STANDING_HIDDEN, /* status */
	/* How far the result is from what was expected, of what is not met: it
	 * is the worse side. The band is what still counts as nearly met; those
	 * with ONLY leave it out where it cannot be printed so that it agrees
	 * with the status. */
	SAY_ABOVE, /* distance, band */
	SAY_BELOW,
	SAY_ABOVE_ONLY, /* distance */
	SAY_BELOW_ONLY,
	/* Of a goal that is a change (scale `of_change`): it has become worse
	 * than where it began. Which of the two is worse is the goal's
	 * direction. */
	SAY_HIGHER_THAN_START, /* baseline */
	SAY_LOWER_THAN_START,
	SAY_TREND_BETTER, /* against the same day a year before */
	SAY_TREND_SAME,
	SAY_TREND_WORSE,
	SAY_TREND_BETTER_YEAR, /* of a whole year */
	SAY_TREND_SAME_YEAR,
	SAY_TREND_WORSE_YEAR,
	/* What is ahead: the value at the due date if the year goes on like
	 * this, with the status it would have, and what the rest of the year
	 * has to give (`projected`, `outlook` and `required` of the
	 * verdict). */
	SAY_PROJECTED, /* figure, status */
	SAY_REQUIRED,  /* figure */
	/* Why a goal has no verdict: a sentence for each such status (DESIGN
	 * 7). All are given the due day; only SAY_NOT_DUE says it, and
	 * SAY_NOT_DUE_LATER is for a goal without one. */
	SAY_NOT_APPLICABLE,
	SAY_WITHDRAWN,
	SAY_NOT_DUE, /* the day */
	SAY_NOT_DUE_LATER,
	SAY_NOT_MATURE,
	SAY_NO_DATA,
	SAY_NOT_DELIVERED,
	SAY_UNDEFINED,
	SAY_HIDDEN,
	/* What a verdict is given with: a sentence for each flag that a reader
	 * should know (DESIGN 3, 13 and 14). They are true of one goal and of
	 * several alike, since both are said. */
	SAY_SMALL_N,
	SAY_SENSITIVE,
	SAY_INCOMPLETE,
	SAY_MANUAL,
	SAY_PRELIMINARY,
	SAY_LAGGED,
	SAY_UNCHECKED,
	SAY_NO_ROWS,
	SAY_UNSURE,

	/* Goals that are off, and what is done. A committee asks of each
	 * whether its target is to be adjusted or an effort made; comments.csv
	 * has the answer of the unit, actions.csv its plans. */
	SAY_NONE_OFF,
	SAY_OFF,      /* of the units */
	SAY_OFF_BOTH, /* of the units, of parents, their name */
	/* The goals that most units are off with: of how many units judged,
	 * which, by their codes, and how many of those have said what they do
	 * about it. */
	SAY_WORST_LEAD,
	SAY_WORST,     /* title, off, judged, which, answered */
	SAY_WORST_ONE, /* the same of a single unit */
	/* {1} is how many of the goals counted just before. One that is
	 * adjusted and worked on is in both of the first two. */
	SAY_OFF_ADJUSTED,  /* of them */
	SAY_OFF_WORKED_ON, /* of them */
	SAY_OFF_PLANNED,   /* of them */
	SAY_OFF_SILENT,    /* of them */
	SAY_PLAN,          /* title, state */
	SAY_PLAN_DUE,      /* title, state, day */
	SAY_PLAN_OVERDUE,  /* title, state, day */
	/* Who decided an adjusted target, and how many goals stand how by the
	 * original targets and by those in force: {1} to {3} and {4} to {6}. */
	SAY_DECIDED,        /* day */
	SAY_DECIDED_BY,     /* day, whom */
	SAY_BOTH_COUNTS,    /* met, near, off as first decided; as in force */
	SAY_BOTH_COUNTS_IF, /* the same; by the hypothetical */
	SAY_LEDGER,         /* goals, decisions when the result was known */
	/* A target that was tried as a what-if must never be read as one that
	 * was decided, wherever it stands. */
	SAY_HYPOTHETICAL,
	SAY_IS_HYPOTHETICAL, /* goals */
	/* How much of the result was known on the day that a target was
	 * decided. */
	SAY_KNOWN_MONTHS, /* months of the year */
	SAY_KNOWN_NONE,
	SAY_KNOWN_ALL,
	SAY_IS_CYCLICAL,

	/* The strategy map: what its nodes are called in the list, and its
	 * description for those who do not see the drawing (WCAG 1.1.1). */
	SAY_GOAL,    /* title */
	SAY_ACTION,  /* title */
	SAY_DUE,     /* day */
	SAY_OVERDUE, /* day */
	SAY_MAP,

	/* Titles of reports. They are headings: no full stop. */
	SAY_CONTRACTS_TITLE, /* year */
	SAY_MONTH_TITLE,     /* month */
	SAY_HALF_YEAR_TITLE, /* year */
	SAY_FULL_YEAR_TITLE, /* year */

	/* The paper, from its beginning to its end, in the form that papers for
	 * committees have in Copenhagen. Each heading (TITLE, and
	 * SAY_RECOMMENDATION) is one that the book's own text may take the
	 * place of, by these very words. `Who` recommends is the
	 * administration; `who` takes note is the committee. */
	SAY_LEAD,    /* period, how many units */
	SAY_LEAD_OF, /* period, how many units, of whom */
	SAY_RECOMMENDATION,
	SAY_RECOMMENDS,     /* who */
	SAY_TAKE_NOTE_HALF, /* who, year */
	SAY_TAKE_NOTE_FULL, /* who, year */
	SAY_PROBLEM_TITLE,
	SAY_PROBLEM, /* period */
	SAY_SOLUTION_TITLE,
	SAY_SOLUTION, /* how many contracts */
	SAY_ECONOMY_TITLE,
	SAY_ECONOMY,
	SAY_PROCESS_TITLE,
	SAY_PROCESS_HALF, /* year, next year */
	SAY_PROCESS_FULL, /* next year */
	/* Appendices are numbered as they come; {1} is the number. */
	SAY_APPENDIX, /* number, title */
	SAY_APPENDIX_BOARD,
	SAY_METHOD_TITLE,
	SAY_METHOD,
	SAY_WITHIN_CHANCE,
	/* What a committee has to know to read the counts: goals that follow
	 * the business cycle, and what the book's scope leaves out. Of
	 * SAY_SCOPE to SAY_SCOPE_BETWEEN one is said for each rule, by which of
	 * its two days there are; all are given both. `Why` is the book's own
	 * text. */
	SAY_CYCLICAL, /* titles */
	SAY_SCOPE,    /* why, from, to: what no goal counts */
	SAY_SCOPE_FROM,
	SAY_SCOPE_TO,
	SAY_SCOPE_BETWEEN,
	SAY_SCOPE_FACTS, /* how many */
	SAY_CHARTS,
	/* A funnel: units by how many there are behind their share, against
	 * what chance gives around the share of all of them. */
	SAY_FUNNEL_KEY,     /* how many units */
	SAY_FUNNEL_INSIDE,  /* share of all */
	SAY_FUNNEL_OUTSIDE, /* share of all, which units, how many */
	WORDS
};

/* One table a language, a text for each word, none of them NULL. A unit test
 * holds the places of all against Danish. */
extern const char *const words_da[WORDS];
extern const char *const words_en[WORDS];

/* What fills a place in a text. The kind says how the language writes it; a
 * text is set in as it is, so whoever gives one has written its numbers
 * already. */
enum words_kind {
	WORDS_END,
	WORDS_IS_TEXT,
	WORDS_IS_NUMBER, /* text: exact, as the streams have it */
	WORDS_IS_COUNT,
	WORDS_IS_YEAR, /* not grouped by thousands */
	WORDS_IS_DAY,  /* in words: 30. juni 2010 */
	WORDS_IS_MONTH
};

/* One argument. Made by the macros below; the text must live until the sentence
 * is said, and nothing of it is kept. */
struct words_arg {
	enum words_kind kind;
	struct span text; /* borrowed */
	/* a count, a year, a day (value/period.h) or a month, by the kind */
	int64_t number;
};

#define WORDS_TEXT(span) \
	((struct words_arg){ .kind = WORDS_IS_TEXT, .text = (span) })
#define WORDS_NUMBER(span) \
	((struct words_arg){ .kind = WORDS_IS_NUMBER, .text = (span) })
#define WORDS_COUNT(n) \
	((struct words_arg){ .kind = WORDS_IS_COUNT, .number = (int64_t)(n) })
#define WORDS_YEAR(n) \
	((struct words_arg){ .kind = WORDS_IS_YEAR, .number = (n) })
#define WORDS_DAY(n) ((struct words_arg){ .kind = WORDS_IS_DAY, .number = (n) })
#define WORDS_MONTH(n) \
	((struct words_arg){ .kind = WORDS_IS_MONTH, .number = (n) })

/* Adds a text with its places filled from the arguments that follow, made by
 * the macros above: words_say(&b, lang, SAY_OFF, WORDS_COUNT(3)). */
#define words_say(b, lang, word, ...) \
	words_fill(b, lang, word, (const struct words_arg[]){ __VA_ARGS__ })
void words_fill(struct buf *b, enum lang lang, enum word word,
	const struct words_arg args[]);

/* The language of that name (WORD_LANG); false when there is none. */
bool words_lang(struct span name, enum lang *lang);

/* A text without places. */
struct span words_of(enum lang lang, enum word word);

/* A status: a word first, and a sign that tells it apart where colours do not
 * (one column wide). The brief word is for crowded tables. */
struct span words_status(enum lang lang, enum verdict_status status);
struct span words_brief(enum lang lang, enum verdict_status status);
struct span words_sign(enum verdict_status status);

/* How a value of goals.csv's unit_of_value is counted: `pct.`, `sager`; what
 * is not known is said as written, `number` is nothing. */
struct span words_counted(enum lang lang, struct span unit_of_value);

/* Appends a figure with what it counts (words_counted; empty for a plain number):
 * `1 sag`, `2 sager`, `45,0 pct.`, `45.0%`. exact is as a stream has it. */
void words_figure(struct buf *b, enum lang lang, struct span exact,
	struct span counted);

/* The state of an action: planned, running, done, late, stopped; others are
 * said as written. */
struct span words_state(enum lang lang, struct span state);

/* Adds what a cell of a stream's column says, in people's words: `at_least` is
 * mindst in a column of directions. A word nobody knows is said as written;
 * several, as flags have them, stand between commas. */
void words_value(struct buf *b, enum lang lang, const char *column,
	struct span text);

#endif
