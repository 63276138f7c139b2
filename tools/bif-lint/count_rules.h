/* SPDX-License-Identifier: MIT
 *
 * count_rules: whether what measures count is what sources give: columns, codes and
 * events that no source has.
 */
#ifndef BIF_LINT_COUNT_RULES_H
#define BIF_LINT_COUNT_RULES_H

#include "lint.h"

void count_rules_check(struct lint *);

#endif
