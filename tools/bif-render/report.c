/* SPDX-License-Identifier: MIT */
#include "report.h"

#include "board.h"

static const struct report REPORTS[] = {
	{ "board", board_make },
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
