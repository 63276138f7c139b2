/* SPDX-License-Identifier: MIT
 *
 * rowcheck: what becomes of a row of csv that is read loosely: taken, filled
 * up, kept as it is written, or refused. A row with as many cells as it should
 * have is refused too, where they seem to be those of another table, or to be
 * cut at the wrong delimiter.
 */
#ifndef EXTRACT_ROWCHECK_H
#define EXTRACT_ROWCHECK_H

#include "tables.h"

struct rowcheck {
	struct tables tables;
	struct span delimiter; /* in the file's encoding */
	size_t expected;       /* cells of a row */
	size_t widest;         /* of a row met, or to come */
	bool other;            /* another table has begun */
	char note[128];
};

/* The line as it is to be taken, or READER_MALFORMED. Its note stays until the
 * next call. */
enum reader_result rowcheck_take(struct rowcheck *, struct reader *,
	enum reader_result, struct line *);

#endif
