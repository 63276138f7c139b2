/* SPDX-License-Identifier: MIT
 *
 * row_check: what becomes of a row of csv that is read tolerant_unsound: taken, filled
 * up, kept as it is written, or refused. A row with as many cells as it should
 * have is refused too, where they seem to be those of another table, or to be
 * cut at the wrong delimiter.
 */
#ifndef BIF_EXTRACT_READ_ROW_CHECK_H
#define BIF_EXTRACT_READ_ROW_CHECK_H

#include "table_split.h"

struct row_check {
	struct table_split tables;
	struct span delimiter; /* in the file's encoding */
	size_t expected;       /* cells of a row */
	size_t widest;         /* of a row met, or to come */
	bool other;            /* another table has begun */
	char note[128];
};

/* The line as it is to be taken, or READER_MALFORMED. Its note stays until the
 * next call. */
enum reader_result row_check_take(struct row_check *check,
	struct reader *reader, enum reader_result result, struct line *line);

#endif
