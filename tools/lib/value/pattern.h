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

struct pattern;

/* NULL, and *why set (borrowed until the next call), when it is not one. */
struct pattern *pattern_new(struct span expression, const char **why);
bool pattern_matches(const struct pattern *, struct span text);
/* Also the first group, empty when it has none. */
bool pattern_capture(const struct pattern *, struct span text,
	struct span *group);
/* Also what the pattern is for: its first group, or all that it matches where
 * it has no group. */
bool pattern_value(const struct pattern *pattern, struct span text,
	struct span *value);
void pattern_free(struct pattern *);

#endif
