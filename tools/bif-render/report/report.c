/* SPDX-License-Identifier: MIT
 *
 * The table of reports, and what of the book each needs to be read.
 */
#include "report.h"

/* What both papers read: nearly all of the book, since they tell of all. */
#define PAPER \
	(MATERIAL_TARGETS | MATERIAL_COMMENTS | MATERIAL_ACTIONS \
		| MATERIAL_FIGURES | MATERIAL_SCOPE)

static const struct report REPORTS[] = {
	{ "board", 0, REPORT_OF_ALL, board_make },
	{ "half-year", PAPER, REPORT_OF_ALL, paper_half_year },
	{ "full-year", PAPER, REPORT_OF_ALL, paper_full_year },
	{ "month", MATERIAL_FIGURES, REPORT_OF_ALL, month_make },
	{ "unit",
		MATERIAL_FIGURES | MATERIAL_COMMENTS | MATERIAL_ACTIONS
			| MATERIAL_STRATEGY,
		REPORT_OF_UNIT, sheet_unit },
	{ "goal", MATERIAL_FIGURES | MATERIAL_COMMENTS | MATERIAL_ACTIONS,
		REPORT_OF_GOAL, sheet_goal },
	{ "adjustments", MATERIAL_TARGETS | MATERIAL_COMMENTS, REPORT_OF_ALL,
		adjustments_make },
	{ "contracts", MATERIAL_TARGETS, REPORT_OF_ALL, contracts_make },
	{ "strategy", MATERIAL_STRATEGY | MATERIAL_ACTIONS, REPORT_OF_ALL,
		strategy_map_make },
};
#define NREPORTS (sizeof(REPORTS) / sizeof(*REPORTS))

/* There are few, so they are looked through. */
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
