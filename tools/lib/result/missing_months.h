/* SPDX-License-Identifier: MIT
 *
 * missing_months: whether a sum lacks a month that other units have (flag incomplete).
 */
#ifndef RESULT_MISSING_MONTHS_H
#define RESULT_MISSING_MONTHS_H

#include <stdbool.h>
#include <stdint.h>

struct subject;

/* Of a window from..to at a unit that has figures in it. A month without a
 * row is a real 0 where the measure counts without a denominator, and then no
 * gap. A parent's sum of amounts also lacks what one of its children lacks,
 * when that child has figures in other months of the window. */
bool missing_months_in(const struct subject *s, int32_t from, int32_t to);

#endif
