/* SPDX-License-Identifier: MIT
 *
 * pattern: regular expressions (POSIX extended) over spans. A pattern that is
 * only `^literal` is compared, not matched, so that rules such as `^I alt`
 * cost nothing on each row.
 */
#ifndef VALUE_PATTERN_H
#define VALUE_PATTERN_H

#include <stdbool.h>

#include "base/span.h"

/* A compiled expression. */
struct pattern;

/* The most characters that an expression may come to, where repetitions in
 * repetitions are multiplied: more could take for ever. */
#define PATTERN_MOST 20000
/* Compiles an expression, for pattern_free(). NULL when it is none, or comes to
 * more than PATTERN_MOST, or refers back (\1): *why says so, until the next
 * call. */
struct pattern *pattern_new(struct span expression, const char **why);

/* Whether it matches anywhere in the text. */
bool pattern_matches(const struct pattern *p, struct span text);

/* Also the first group, empty when it has none. */
bool pattern_capture(const struct pattern *p, struct span text,
	struct span *group);

/* Also what the pattern is for: its first group, or all that it matches where
 * it has no group. */
bool pattern_value(const struct pattern *pattern, struct span text,
	struct span *value);

/* Also where: text from *from up to *to. */
bool pattern_find(const struct pattern *p, struct span text, size_t *from,
	size_t *to);

/* Frees it; NULL is none. */
void pattern_free(struct pattern *p);

#endif
