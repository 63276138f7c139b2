/* SPDX-License-Identifier: MIT
 *
 * facts: whether what measures count is what sources give: columns, codes and
 * events that no source has.
 */
#ifndef BIF_LINT_FACTS_H
#define BIF_LINT_FACTS_H

#include "lint.h"

void facts_check(struct lint *);

#endif
