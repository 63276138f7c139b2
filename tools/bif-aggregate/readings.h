/* SPDX-License-Identifier: MIT
 *
 * readings: other legitimate ways to count each measure, which no book has to
 * write (DESIGN.md section 14). They are measures like all others, called
 * `measure@reading`, and tell how much a status hangs on a choice:
 *
 * - `exclusive`: of days and stocks, the last day of a spell does not count;
 * - `inclusive`: of stocks `longer_than` N, N days are enough; of cohorts, the
 *   day of entry is in the window;
 * - `facts`: where persons are counted, each fact;
 * - `persons`: where facts are counted, each person once in the year;
 * - `final`: without facts whose column `preliminary` says yes.
 *
 * A book's own alternative of the same name takes the place of one of these.
 */
#ifndef BIF_AGGREGATE_READINGS_H
#define BIF_AGGREGATE_READINGS_H

#include "base/mem.h"
#include "contract/measure.h"

/* In which of its legitimate ways a measure is counted. */
enum reading {
	READING_NONE, /* the measure as the book has it, or its alternative */
	READING_EXCLUSIVE,
	READING_INCLUSIVE,
	READING_FACTS,
	READING_PERSONS,
	READING_FINAL,
	READINGS
};

/* The column of facts by which a source says that one may still change. */
#define READING_PRELIMINARY "preliminary"

/* The measures of a book and, if wanted, their readings behind them; *kinds gets
 * the kind of each. Both live in the arena, the rest is the book's. measure_find() knows
 * nothing of the readings: the list is for counting alone. */
const struct measures *readings_of(struct arena *arena,
	const struct measures *book, bool wanted, const enum reading **kinds);

#endif
