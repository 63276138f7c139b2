/* SPDX-License-Identifier: MIT
 *
 * words: what reports say, in Danish and in English, word by word. Sentences
 * made of several are in text_sentence.h; numbers and dates in value/format_number.h.
 */
#ifndef BIF_RENDER_WORDING_WORDS_H
#define BIF_RENDER_WORDING_WORDS_H

#include "base/span.h"
#include "stream/verdict.h"
#include "value/format_number.h"

/* `da` or `en`, for HTML and messages. */
extern const char *const words_lang[LANGS];

/* A status: a word first, and a sign that tells it apart where colours do not
 * (one column wide). The brief word is for crowded tables. */
struct span words_status(enum lang, enum verdict_status);
struct span words_brief(enum lang, enum verdict_status);
struct span words_sign(enum verdict_status);

enum word {
	WORD_GOAL,
	WORD_GOALS,
	WORD_UNIT,
	WORD_UNITS,
	WORD_PARENTS,
	WORD_PERSPECTIVE,
	WORD_STATUS,
	WORD_YEAR,
	WORD_TARGET,
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
	WORD_REFUSED,
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
	WORD_UNJUDGED,
	WORD_ALL_JUDGED,
	WORD_RESERVATIONS,
	WORD_ADJUSTED,
	WORD_TARGET_BEFORE,
	WORD_TARGET_NOW,
	WORD_STATUS_BEFORE,
	WORD_STATUS_NOW,
	WORD_NONE_ADJUSTED,
	WORD_PROPOSED,
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
	WORDS
};
struct span words_of(enum lang, enum word);

/* How a value of goals.csv's unit_of_value is counted: `pct.`, `sager`; what
 * is not known is said as written, `number` is nothing. */
struct span words_counted(enum lang, struct span unit_of_value);

/* The state of an action: planned, running, done, late, stopped; others are
 * said as written. */
struct span words_state(enum lang, struct span state);

#endif
