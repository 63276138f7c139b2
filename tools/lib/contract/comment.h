/* SPDX-License-Identifier: MIT
 *
 * comment: comments.csv, what a unit answers to a status: the target is to be
 * adjusted, more effort is made, or both; and its words.
 */
#ifndef CONTRACT_COMMENT_H
#define CONTRACT_COMMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "book/book.h"
#include "contract/goal.h"
#include "book/schema.h"
#include "contract/unit.h"

enum comment_response {
	RESPONSE_NONE,
	RESPONSE_ADJUST,
	RESPONSE_EFFORT,
	RESPONSE_BOTH
};

struct comment {
	int year, unit, goal;           /* indices in units and goals */
	int32_t as_of;                  /* of the status it answers */
	enum comment_response response; /* NONE: words only */
	struct span text;
	size_t row;
};

struct comments {
	size_t count; /* in file order */
	const struct comment *list;
	const struct table *table; /* NULL: the book has no such file */
};

extern const struct schema comment_schema;

/* An absent file is no comments. Unknown units and goals are 78. */
const struct comments *comments_load(struct book *b, const struct units *units,
	const struct goals *goals);

/* The last comment on that status, or NULL. */
const struct comment *comment_on(const struct comments *all, int year, int unit,
	int goal, int32_t as_of);

#endif
