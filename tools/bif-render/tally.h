/* SPDX-License-Identifier: MIT
 *
 * tally: how many goals have which status. Units and parents are counted
 * apart: a parent's goal is judged on the same events once more.
 */
#ifndef BIF_RENDER_TALLY_H
#define BIF_RENDER_TALLY_H

#include <stddef.h>

#include "material.h"

struct tally {
	size_t of[VERDICT_STATUSES];
};

struct tally tally_units(const struct material *);
struct tally tally_parents(const struct material *);
struct tally tally_unit(const struct material *, int unit);

size_t tally_given(const struct tally *); /* met, near or off */
size_t tally_all(const struct tally *);   /* but not_applicable */

#endif
