/* SPDX-License-Identifier: MIT
 *
 * latest: sources whose rows are versions (`latest`, MANUAL.md section 7.3).
 * Of the rows of a key the one with the greatest value wins whole, wherever it
 * stands; its copies are duplicates, all others are superseded. So nothing can
 * be written before the last row is read: facts wait (spill), and come out in
 * the order in which their rows came in.
 *
 * What is remembered of a key is the greatest value so far and the number of
 * the first row that had it. A row remembers which row held its key when it
 * came: in the end it is a version of equal value exactly if that row won.
 */
#ifndef BIF_NORMALIZE_EXACT_LATEST_H
#define BIF_NORMALIZE_EXACT_LATEST_H

#include "bif-normalize/exact/rejects.h"
#include "bif-normalize/exact/tally.h"
#include "bif-normalize/exact/writer.h"

struct latest;

/* Nothing waits yet. */
struct latest *latest_new(const struct facts *plan);

/* Takes a row that gives facts. False after a message. */
bool latest_add(struct latest *l, struct row *row, uint32_t file,
	struct span at, struct writer *writer, struct rejects *rejects,
	struct tally *tally);

/* Tells what became of each, and writes the facts of those that won. False
 * after a message. */
bool latest_finish(struct latest *l, struct writer *writer,
	struct rejects *rejects, struct tally *tally);
void latest_free(struct latest *l); /* NULL is fine */

#endif
