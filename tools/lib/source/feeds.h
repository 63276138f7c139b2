/* SPDX-License-Identifier: MIT
 *
 * feeds: which sources can feed a measure (DESIGN.md section 13): those whose
 * `each` can give an event that the measure counts, enters or reaches by. It
 * follows from the definitions alone, whatever has come.
 */
#ifndef SOURCE_FEEDS_H
#define SOURCE_FEEDS_H

#include <stdbool.h>

#include "contract/component.h"
#include "source/facts.h"

/* Whether a column of a fact can hold a text by that value. What is read from
 * free text can hold any. */
bool feeds_can_be(const struct facts *facts, const struct fact_value *value,
	struct span text);

/* Whether some rule of the source gives facts whose event (and source) pass
 * the tests on them. */
bool feeds_can(const struct facts *facts, const struct where *where);

#endif
