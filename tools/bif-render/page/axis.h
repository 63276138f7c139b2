/* SPDX-License-Identifier: MIT
 *
 * axis: from exact values to whole positions in a drawing, and round numbers
 * to mark it with. No binary floating point.
 */
#ifndef BIF_RENDER_PAGE_AXIS_H
#define BIF_RENDER_PAGE_AXIS_H

#include <stdbool.h>

#include "value/ratio.h"

struct axis {
	bool any;               /* a value was taken */
	struct ratio low, high; /* whole steps, once settled */
	struct ratio step;
	int steps;
	int decimals; /* that a mark needs */
	int from, to; /* positions of low and high */
};

/* Widens the axis to a value. */
void axis_take(struct axis *axis, struct ratio value);
/* Settles the axis: at most about `marks` round steps from position `from` to
 * `to`, which lie as the drawing counts (of an upright axis from is the greater
 * one, since SVG counts downwards); some room where all values are equal.
 * Values are taken before, and none after. */
void axis_settle(struct axis *axis, int from, int to, int marks);
/* The position of a value on a settled axis, rounded to a whole one. A value
 * that was not taken may lie outside from..to. */
int axis_at(const struct axis *axis, struct ratio value);
/* The value of the n-th mark, n from 0 to axis->steps. */
struct ratio axis_mark(const struct axis *axis, int n);

#endif
