/* SPDX-License-Identifier: MIT
 *
 * adjustments: what an adjustment of the targets would do (--adjustments
 * FILE). A row for each goal that is off: the levels at which it would be
 * nearly met and met, now and when it is due; what the rest of the year must
 * bring, beside the best stretch so far; and a proposal.
 *
 * The file is CSV and begins with the columns of targets.csv, so that it can
 * be edited in a spreadsheet and given to --what-if. Its rows are proposals
 * and no decisions: nobody has decided them, and `hypothetical` says so.
 */
#ifndef BIF_JUDGE_ADJUSTMENTS_H
#define BIF_JUDGE_ADJUSTMENTS_H

#include "contract/action.h"
#include "judge.h"

struct adjustments;

/* Opens the file and writes its header. comments are the units' responses to
 * statuses, borrowed. NULL after a message (73). */
struct adjustments *adjustments_open(const char *file,
	const struct judge_context *context, const struct comments *comments);

/* Counts a case that was judged, and writes its row when it is off. Without
 * with_forecast the value at the due date is that of the pace so far. */
void adjustments_take(struct adjustments *a, const struct judge_case *c,
	bool with_forecast);

/* Closes the file, and says how the units' goals stand before and after. The
 * file is dropped unless `keep`. NULL is nothing to close. */
void adjustments_close(struct adjustments *a, bool keep);

#endif
