/* SPDX-License-Identifier: MIT
 *
 * suppress: small counts of persons are not shown (`suppress` of the book,
 * --suppress N), nor what they could be worked out from.
 *
 * A figure is small when the events behind it, its numerator, its denominator
 * or what is between the two is above 0 and below N. It is hidden with all
 * that its verdict tells of it. Where it is the only hidden one below a parent
 * whose own figure is shown, it would be the parent's less the others' (73 - 40
 * - 30 = 3); so one more is hidden, or the parent.
 */
#ifndef BIF_RENDER_REPORT_SUPPRESS_H
#define BIF_RENDER_REPORT_SUPPRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "material.h"
#include "result/figure.h"

/* Hides figures in all verdicts of the material: sets m->hidden and puts
 * verdicts without figures in place of those hidden, in the book's arena. It is
 * called once, after all verdicts and those published before are placed and
 * before any report asks. Where m->suppress is 0, only what the verdicts come
 * without is marked as hidden. */
void suppress_verdicts(struct material *m);

/* Whether anything of a goal is hidden at any unit. Then no unit's small curve
 * is drawn: a month of one would be the parent's less the others'. */
bool suppress_any(const struct material *m, int goal);

/* Whether a month of a course is too small to be shown, beside the month shown
 * after it: their difference is what happened between the two. later is NULL
 * for the last. below is m->suppress; 0 hides nothing. */
bool suppress_month(const struct figure *figure, const struct figure *later,
	uint64_t below);

#endif
