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
	/* What a language is called in HTML, by --lang and in book.json. */
	WORD_LANG,

	/* Statuses, in the order of enum verdict_status; then the same in
	 * short, for crowded tables. */
	WORD_STATUSES,
	WORD_BRIEFS = WORD_STATUSES + VERDICT_STATUSES,

	/* Heads of columns, titles of tables and other single words. */
	WORD_GOAL = WORD_BRIEFS + VERDICT_STATUSES,
	WORD_GOALS,
	WORD_UNIT,
	WORD_UNITS,
	WORD_PARENTS,
	WORD_PERSPECTIVE,
	WORD_STATUS,
	WORD_YEAR,
	WORD_TARGET,
	WORD_TARGET_OF,
	WORD_EXPECTED,
	WORD_RESULT,
	WORD_BASELINE,
	WORD_SHORTFALL,
	WORD_BAND,
	WORD_DUE,
	WORD_TITLE,
	WORD_AS_OF,
	WORD_TOTAL_JUDGED,
	WORD_COUNTS,
	WORD_COUNTS_BY_UNIT,
	WORD_BOARD,
	WORD_SOURCE,
	WORD_FIRST_DATE,
	WORD_LAST_DATE,
	WORD_DATA_ROWS,
	WORD_REJECTED,
	WORD_SKIPPED,
	WORD_DATA,
	WORD_NO_DATA_AT_ALL,
	WORD_SIGNS,
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
	WORD_WHAT,
	WORD_VALUE,
	WORD_NEAR_UNTIL,
	WORD_MONTH,
	WORD_BY_MONTH,
	WORD_EXPECTED_THEN,
	WORD_HIDDEN,
	WORD_EXPECTED_AT,
	WORD_REMARK,
	WORD_FAR_OFF,
	WORD_WITHOUT_VERDICT,
	WORD_ALL_JUDGED,
	WORD_ALL_GOALS,
	WORD_RESERVATIONS,
	WORD_ADJUSTED,
	WORD_TARGET_BEFORE,
	WORD_TARGET_NOW,
	WORD_STATUS_BEFORE,
	WORD_STATUS_NOW,
	WORD_NONE_ADJUSTED,
	WORD_PROPOSED,
	WORD_EFFORT_INSTEAD,
	WORD_LEDGER,
	WORD_DECIDED,
	WORD_RESULT_KNOWN,
	WORD_CHARTS,
	WORD_BY_UNIT,
	WORD_ACTIONS,
	WORD_ACTION,
	WORD_OWNER,
	WORD_STATE,
	WORD_COMMENTS,
	WORD_RECKONINGS,
	WORD_MEAN,
	WORD_GOALS_BY_UNIT,
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
	WORD_AND,
	WORD_THE_UNITS,
	WORD_ALL_WITH_GOAL,
	WORD_ADMINISTRATION,
	WORD_COMMITTEE,
	WORD_FIGURES,
	WORD_BACK,
	WORD_CONTENTS,
	WORD_OTHERS,
	WORD_OVERDUE,
	WORD_SAID_BEFORE,
	WORD_AGREED,
	WORD_CHANGES,
	WORD_DATA_SHEET,
	WORD_EXACT, /* title of a column */
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
	WORD_PAGES, /* of a site */
	WORD_OTHER_DATES,
	WORD_DOWNLOADS,
	WORD_OTHER_SITES,
	WORD_FIND,
	WORD_SORT,
	WORD_ALL_STATUSES,
	WORD_VISION, /* and what serves it: heads of a map */
	WORD_VISIONS_END = WORD_VISION + 3,

	/* Figures with what they count: {1} is the figure. */
	WORD_OF_PERCENT,
	WORD_OF_POINTS,
	WORD_OF_AT_LEAST,
	WORD_OF_AT_MOST,
	WORD_OF_RANGE,

	/* What units of value are called after a figure, and the states of
	 * actions. */
	WORD_PERCENT,
	WORD_NUMBER,
	WORD_PERSONS,
	WORD_CASES,
	WORD_POINTS,
	WORD_DAYS,
	WORD_SPELLS,
	WORD_KWH,
	/* The same of one. */
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

	/* Words of the streams as people say them, in spreadsheets. */
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

	/* Sentences about a status as a whole. */
	SAY_DATE,           /* year, as-of date */
	SAY_DATE_KNOWN,     /* and the day targets were known */
	SAY_COUNTS_NONE,    /* whose */
	SAY_COUNTS_ONE,     /* whose, status */
	SAY_COUNTS,         /* judged, whose, met, near, off */
	SAY_PARENTS,        /* names */
	SAY_ROWS,           /* rows, rejected, skipped */
	SAY_PERIOD_YEAR,    /* year */
	SAY_PERIOD_MONTHS,  /* year, months */
	SAY_UNITS_OF_COUNT, /* how many */
	SAY_UNITS_STANDING, /* units, met, near, off */
	SAY_OPEN,           /* of the units */
	SAY_OPEN_BOTH,      /* of the units, of parents, their name */
	SAY_CHANGES,        /* day, better, worse, otherwise */
	SAY_NO_CHANGES,     /* day */
	SAY_SINCE,          /* day */
	SAY_CHANGED,        /* what, from, to */
	SAY_MISSING,        /* sources */
	SAY_SOURCE_FAILED,  /* title */
	SAY_SOURCE_LACKS,   /* title, months */
	SAY_SOURCE_SILENT,  /* title, months, units */
	SAY_HELD,           /* of the units, -, -, titles */
	SAY_HELD_BOTH,      /* of the units, of parents, whose, titles */
	SAY_HELD_AT,        /* how many, -, whose, titles */
	SAY_NONE_HELD,
	/* goals, certified, with qualifications, which, without basis, why */
	SAY_OPINION,
	SAY_ALL_UNCHECKED,
	SAY_NOT_MET_PRINTED,

	/* Sentences about a verdict. */
	SAY_STANDING,        /* result, expected, status */
	SAY_STANDING_HIDDEN, /* status */
	SAY_ABOVE,           /* distance, band */
	SAY_BELOW,
	SAY_ABOVE_ONLY, /* distance */
	SAY_BELOW_ONLY,
	SAY_HIGHER_THAN_START, /* baseline */
	SAY_LOWER_THAN_START,
	SAY_TREND_BETTER, /* against the same day a year before */
	SAY_TREND_SAME,
	SAY_TREND_WORSE,
	SAY_TREND_BETTER_YEAR, /* of a whole year */
	SAY_TREND_SAME_YEAR,
	SAY_TREND_WORSE_YEAR,
	SAY_PROJECTED, /* figure, status */
	SAY_REQUIRED,  /* figure */
	SAY_NOT_APPLICABLE,
	SAY_WITHDRAWN,
	SAY_NOT_DUE, /* the day */
	SAY_NOT_DUE_LATER,
	SAY_NOT_MATURE,
	SAY_NO_DATA,
	SAY_NOT_DELIVERED,
	SAY_UNDEFINED,
	SAY_SMALL_N,
	SAY_SENSITIVE,
	SAY_INCOMPLETE,
	SAY_MANUAL,
	SAY_PRELIMINARY,
	SAY_LAGGED,
	SAY_UNCHECKED,
	SAY_NO_ROWS,
	SAY_UNSURE,

	/* Goals that are off, and what is done. */
	SAY_NONE_OFF,
	SAY_OFF,      /* of the units */
	SAY_OFF_BOTH, /* of the units, of parents, their name */
	SAY_WORST_LEAD,
	SAY_WORST,          /* title, off, judged, which, answered */
	SAY_OFF_ADJUSTED,   /* of them */
	SAY_OFF_WORKED_ON,  /* of them */
	SAY_OFF_PLANNED,    /* of them */
	SAY_OFF_SILENT,     /* of them */
	SAY_PLAN,           /* title, state */
	SAY_PLAN_DUE,       /* title, state, day */
	SAY_DECIDED,        /* day */
	SAY_DECIDED_BY,     /* day, whom */
	SAY_BOTH_COUNTS,    /* met, near, off as first decided; as in force */
	SAY_BOTH_COUNTS_IF, /* the same; by the hypothetical */
	SAY_LEDGER,         /* goals, decisions when the result was known */
	SAY_HYPOTHETICAL,
	SAY_IS_HYPOTHETICAL, /* goals */
	SAY_KNOWN_MONTHS,    /* months of the year */
	SAY_KNOWN_NONE,
	SAY_KNOWN_ALL,
	SAY_IS_CYCLICAL,

	/* The strategy map. */
	SAY_GOAL,   /* title */
	SAY_ACTION, /* title */
	SAY_DUE,    /* day */
	SAY_MAP,

	/* Titles of reports. */
	SAY_CONTRACTS_TITLE, /* year */
	SAY_MONTH_TITLE,     /* month */
	SAY_HALF_YEAR_TITLE, /* year */
	SAY_FULL_YEAR_TITLE, /* year */

	/* The paper, from its beginning to its end. */
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
	SAY_APPENDIX,     /* number, title */
	SAY_APPENDIX_BOARD,
	SAY_METHOD_TITLE,
	SAY_METHOD,
	SAY_CYCLICAL, /* titles */
	SAY_SCOPE,    /* why, from, to: what no goal counts */
	SAY_SCOPE_FROM,
	SAY_SCOPE_TO,
	SAY_SCOPE_BETWEEN,
	SAY_SCOPE_FACTS, /* how many */
	SAY_CHARTS,
	WORDS
};

/* One table a language. */
extern const char *const words_da[WORDS];
extern const char *const words_en[WORDS];

/* What fills a place in a text. */
enum words_kind {
	WORDS_END,
	WORDS_IS_TEXT,
	WORDS_IS_NUMBER, /* text: exact, as the streams have it */
	WORDS_IS_COUNT,
	WORDS_IS_YEAR, /* not grouped by thousands */
	WORDS_IS_DAY,  /* in words: 30. juni 2010 */
	WORDS_IS_MONTH
};

struct words_arg {
	enum words_kind kind;
	struct span text; /* borrowed */
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

/* What a figure counts, as it is said behind it: `1 sag`, `2 sager`. */
struct span words_one(enum lang lang, struct span exact, struct span counted);

/* The state of an action: planned, running, done, late, stopped; others are
 * said as written. */
struct span words_state(enum lang lang, struct span state);

/* Adds what a cell of a stream's column says, in people's words: `at_least` is
 * mindst in a column of directions. A word nobody knows is said as written;
 * several, as flags have them, stand between commas. */
void words_value(struct buf *b, enum lang lang, const char *column,
	struct span text);

#endif
