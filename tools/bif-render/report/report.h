/* SPDX-License-Identifier: MIT
 *
 * report: the reports there are, by name. Each fills a page from material.
 */
#ifndef BIF_RENDER_REPORT_REPORT_H
#define BIF_RENDER_REPORT_REPORT_H

#include "material.h"
#include "bif-render/page/page.h"

struct report {
	const char *name;
	unsigned parts; /* of the book: enum material_part */
	bool of_unit;   /* -u is needed */
	void (*make)(struct page *, const struct material *);
};

/* NULL when there is no such report. */
const struct report *report_find(const char *name);
/* The n-th name, or NULL: for messages. */
const char *report_name(size_t n);

#endif
