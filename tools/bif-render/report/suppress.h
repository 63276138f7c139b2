/* SPDX-License-Identifier: MIT
 *
 * suppress: small counts of persons are not shown (--suppress N). A figure is
 * small when the events behind it, its numerator, its denominator or what is
 * between the two is above 0 and below N; then neither it nor what it could be
 * worked out from is shown.
 */
#ifndef BIF_RENDER_REPORT_SUPPRESS_H
#define BIF_RENDER_REPORT_SUPPRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "result/figure.h"
#include "stream/verdict.h"

/* Whether a verdict is hidden when counts below a limit are. */
bool suppress_hides(const struct verdict *v, uint64_t below);
/* Takes the figures out: value, shortfall, sums, what is projected, why. */
void suppress_over(struct verdict *v);

/* The same for a month of a curve. */
bool suppress_hides_value(const struct figure *figure, uint64_t below);

#endif
