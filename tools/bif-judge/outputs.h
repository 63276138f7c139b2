/* SPDX-License-Identifier: MIT
 *
 * outputs: what bif-judge writes: the verdicts, a row each, and the files that
 * stand beside them when they are asked for. Each is made in a file of its own.
 */
#ifndef BIF_JUDGE_OUTPUTS_H
#define BIF_JUDGE_OUTPUTS_H

#include "contract/action.h"
#include "io/out.h"
#include "judge.h"
#include "worth.h"

/* Writes a case as a row of the verdicts stream; the header has been
 * written (stream_verdicts). What the verdict is worth may be all empty. cells
 * are as many as columns and empty, and are so again; the caller frees them. */
void print_row(struct out *out, struct buf cells[], const struct judge_case *c,
	const struct worth *w);

/* How good forecasts of this year would have been (DESIGN.md section 14):
 * each is made again as it would have been made at the end of an
 * earlier month, and held against what is known now. A row for each goal with
 * forecasts, over all its units, and one for all goals together, `*`. From
 * observations alone: the figures are settled and the coverage is taken. */
void backtest(const struct schedule *d, struct out *out);

/* The stream of deliveries (--deliveries FILE), whole: a row
 * for each source, and each unit that is monthly in it, for each month from the
 * first that a goal needs to as-of; of untested sources one row without a
 * month. False after a message (73, 74). */
bool deliveries_out(const struct schedule *d, const char *file,
	enum out_format format);

/* Says which names in rejected rows no unit ever had, with their rows. */
void deliveries_out_unknown(const struct judge_context *context);

/* Says of each share which month of which unit has more than all there is, in
 * the year judged and the one before it: such a share would meet any target. A
 * line a measure, of the first there is; parents only add up. */
void shares_above_all(const struct schedule *d);

/* What an adjustment of the targets would do (--adjustments FILE;
 * adjustments.c). A row for each goal that is off: the levels at which it would
 * be nearly met and met, now and when it is due; what the rest of the year must
 * bring, beside the best stretch so far; and a proposal.
 *
 * The file is CSV and begins with the columns of targets.csv, so that it can be
 * edited in a spreadsheet and given to --what-if. Its rows are proposals and no
 * decisions: nobody has decided them, and `hypothetical` says so. */
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
