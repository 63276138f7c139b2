/* SPDX-License-Identifier: MIT
 *
 * Which figures rest on too few persons to be shown, and taking them out of a
 * verdict.
 */
#include "suppress.h"

#include "value/ratio.h"

static bool
is_small(struct ratio count, uint64_t below)
{
	count = ratio_abs(count);
	return ratio_sign(count)
		&& ratio_compare(count, ratio_int((long)below)) < 0;
}

static bool
any_small(struct ratio numerator, const struct ratio *denominator,
	uint64_t below)
{
	if (is_small(numerator, below))
		return true;
	return denominator
		&& (is_small(*denominator, below)
			|| is_small(ratio_sub(*denominator, numerator), below));
}

bool
suppress_hides(const struct verdict *v, uint64_t below)
{
	struct ratio n, numerator, denominator;
	bool has_denominator;

	if (!below)
		return false;
	if (ratio_read(v->cell[VERDICT_N], &n) && is_small(n, below))
		return true;
	if (!ratio_read(v->cell[VERDICT_NUMERATOR], &numerator))
		return false;
	has_denominator = ratio_read(v->cell[VERDICT_DENOMINATOR],
		&denominator);
	return any_small(numerator, has_denominator ? &denominator : NULL,
		below);
}

void
suppress_over(struct verdict *v)
{
	static const enum verdict_column hidden[] = { VERDICT_VALUE,
		VERDICT_SHORTFALL, VERDICT_NUMERATOR, VERDICT_DENOMINATOR,
		VERDICT_N, VERDICT_PROJECTED, VERDICT_REQUIRED, VERDICT_WHY };

	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
		v->cell[hidden[i]] = SPAN("");
}

bool
suppress_hides_value(const struct figure *v, uint64_t below)
{
	if (!below || !v->has_sums)
		return false;
	if (!v->n_unknown && v->n && v->n < below)
		return true;
	return any_small(v->numerator,
		v->has_denominator ? &v->denominator : NULL, below);
}
