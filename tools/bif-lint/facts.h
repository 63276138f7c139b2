/* SPDX-License-Identifier: MIT
 *
 * facts: whether what measures count is what sources give: columns that the
 * export lacks, codes that no list has, events that never happen.
 */
#ifndef BIF_LINT_FACTS_H
#define BIF_LINT_FACTS_H

#include "lint.h"

void facts_check(struct lint *);

#endif
