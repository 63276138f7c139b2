/* SPDX-License-Identifier: MIT
 *
 * where: which facts a measure counts: tests of columns, all of which hold.
 */
#ifndef CONTRACT_WHERE_H
#define CONTRACT_WHERE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/span.h"
#include "book/defs.h"

/* One test of a where: the column's value is (or, with negate, is not) one of
 * the values, compared as bytes: facts are already normal. */
struct where_test {
	struct span column;
	bool negate;
	size_t nvalues;
	const struct span *values;
	const struct def *def;
};

struct where {
	size_t ntests; /* all must hold; none: every fact */
	const struct where_test *tests;
};

/* Reads {"column": "value" | ["a", "b"] | {"not": ...}, ...}. An absent def
 * is the empty where. False after a message. */
bool where_read(struct arena *, const struct def *, struct where *);

#endif
