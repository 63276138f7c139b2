/* SPDX-License-Identifier: MIT
 *
 * The table of reports, and what of the book each needs to be read.
 */
#include "report.h"

#define PAPER \
	(MATERIAL_TARGETS | MATERIAL_COMMENTS | MATERIAL_ACTIONS \
		| MATERIAL_FIGURES | MATERIAL_SCOPE)

static const struct report REPORTS[] = {
	{ "board", 0, false, board_make },
	{ "half-year", PAPER, false, paper_half_year },
	{ "full-year", PAPER, false, paper_full_year },
	{ "month", MATERIAL_FIGURES, false, month_make },
	{ "unit", MATERIAL_FIGURES | MATERIAL_COMMENTS | MATERIAL_ACTIONS, true,
		unit_sheet_make },
	{ "adjustments", MATERIAL_TARGETS | MATERIAL_COMMENTS, false,
		adjustments_make },
	{ "contracts", MATERIAL_TARGETS, false, contracts_make },
	{ "strategy", MATERIAL_STRATEGY | MATERIAL_ACTIONS, false,
		strategy_map_make },
};
#define NREPORTS (sizeof(REPORTS) / sizeof(*REPORTS))

const struct report *
report_find(const char *name)
{
	for (size_t i = 0; i < NREPORTS; i++)
		if (!strcmp(REPORTS[i].name, name))
			return &REPORTS[i];
	return NULL;
}

const char *
report_name(size_t n)
{
	return n < NREPORTS ? REPORTS[n].name : NULL;
}
