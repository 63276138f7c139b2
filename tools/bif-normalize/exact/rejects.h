/* SPDX-License-Identifier: MIT
 *
 * rejects: why a row was rejected, told to people on standard error and to
 * programs in the stream of rejects (stream/reject). A row is only quoted
 * masked, since a personal number may stand where it does not belong: runs of
 * nine digits or more as `***`, and in personal columns every other digit as
 * `*`. A source without personal columns keeps unbroken runs of more than ten.
 */
#ifndef BIF_NORMALIZE_EXACT_REJECTS_H
#define BIF_NORMALIZE_EXACT_REJECTS_H

#include "base/buf.h"
#include "bif-normalize/exact/row.h"
#include "stream/reject.h"

/* Where rejected rows go, and the room in which they are explained. */
struct rejects {
	const struct facts *plan;
	struct reject_stream stream;
	struct buf value, shown, visible, message, place, month, column, unit;
};

/* The row's trouble; at is where it stands in the raw file, escaped. */
void rejects_row(struct rejects *r, struct row *row, struct span at);

/* Fills in what can still be read of the row: unit, event and day, borrowed
 * until the next row. Where several facts are given, the first tells. Of a row
 * rejected for the name of its unit, a unit that has the name on another day is
 * that unit all the same; beside another fault such a name stands as written. */
void rejects_fill(struct rejects *r, struct row *row, struct reject *reject);

/* A row whose facts differ from those of an earlier row of the same key (with
 * `latest`: of the row that counts). key is from rejects_key(), known from
 * rejects_fill(). */
void rejects_conflict(struct rejects *r, struct span at, struct span key,
	const struct reject *known);

/* The row's key, as it may be shown. Borrowed until the next call. */
struct span rejects_key(struct rejects *r, const struct row *row);

/* Frees the room; the stream is its owner's. */
void rejects_free(struct rejects *r);

#endif
