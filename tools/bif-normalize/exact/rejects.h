/* SPDX-License-Identifier: MIT
 *
 * rejects: why a row was refused, told to people on standard error and to
 * programs in the stream of rejects. A row is only quoted masked, since a
 * personal number may stand where it does not belong: runs of nine digits or
 * more as `***`, and in personal columns every other digit as `*`. A source
 * without personal columns keeps unbroken runs of more than ten.
 */
#ifndef BIF_NORMALIZE_EXACT_REJECTS_H
#define BIF_NORMALIZE_EXACT_REJECTS_H

#include "base/buf.h"
#include "row.h"

struct refusals {
	const struct facts *plan;
	struct out *out; /* of rejects, or NULL */
	struct buf value, shown, message, place, month;
};

/* The row's trouble; at is where it stands in the raw file, escaped. */
void rejects_row(struct refusals *, const struct row *, struct span at);

/* A row whose facts differ from those of an earlier row of the same key
 * (with `latest`: of the row that counts). key is from rejects_key(). */
void rejects_conflict(struct refusals *, struct span at, struct span key);

/* The row's key, as it may be shown. Borrowed until the next call. */
struct span rejects_key(struct refusals *, const struct row *);

void rejects_free(struct refusals *);

#endif
