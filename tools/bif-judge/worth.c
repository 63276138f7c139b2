/* SPDX-License-Identifier: MIT */
#include "worth.h"

struct worth
worth_of(const struct judge_case *c, const struct worth_rejects *rejects,
	struct out *readings)
{
	struct worth w = { 0 };

	if (!verdict_given(c->status))
		return w;
	w.given = true;
	worth_chance(c, &w);
	if (rejects)
		worth_bounds(c, rejects, &w);
	worth_signals(c, &w);
	worth_readings(c, &w, readings);
	return w;
}

void
worth_end(struct worth *w)
{
	buf_free(&w->readings);
}
