/* SPDX-License-Identifier: MIT
 *
 * format: the formats there are, by name, and what writes them.
 */
#ifndef BIF_RENDER_FORMAT_FORMAT_H
#define BIF_RENDER_FORMAT_FORMAT_H

#include "io/out.h"
#include "bif-render/page/page.h"
#include "plain.h"

struct format {
	const char *name;
	enum out_format records; /* how its output is opened */
	bool stream;             /* as the other programs write */
	void (*write)(const struct page *, const struct plain_look *,
		struct out *);
};

/* NULL when there is no such format. */
const struct format *format_find(const char *name);
const char *format_name(size_t n); /* the n-th, or NULL */

#endif
