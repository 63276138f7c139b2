/* SPDX-License-Identifier: MIT
 *
 * veil: small counts of persons are not shown (--suppress N). A figure is
 * small when the events behind it, its numerator, its denominator or what is
 * between the two is above 0 and below N; then neither it nor what it could be
 * worked out from is shown.
 */
#ifndef BIF_RENDER_VEIL_H
#define BIF_RENDER_VEIL_H

#include <stdbool.h>
#include <stdint.h>

#include "model/value.h"
#include "model/verdict.h"

bool veil_hides(const struct verdict *, uint64_t below);
/* Takes the figures out: value, shortfall, sums, what is projected, why. */
void veil_over(struct verdict *);

/* The same for a month of a curve. */
bool veil_hides_value(const struct value *, uint64_t below);

#endif
