/* SPDX-License-Identifier: MIT
 *
 * status_counts: how many goals have which status. Units and parents are counted
 * apart: a parent's goal is judged on the same events once more.
 */
#ifndef BIF_RENDER_REPORT_STATUS_COUNTS_H
#define BIF_RENDER_REPORT_STATUS_COUNTS_H

#include <stddef.h>

#include "material.h"

struct status_counts {
	size_t of[VERDICT_STATUSES];
};

struct status_counts status_counts_units(const struct material *);
struct status_counts status_counts_parents(const struct material *);
struct status_counts status_counts_unit(const struct material *, int unit);

size_t status_counts_given(const struct status_counts *); /* met, near or off */
size_t status_counts_all(const struct status_counts *); /* but not_applicable */

#endif
