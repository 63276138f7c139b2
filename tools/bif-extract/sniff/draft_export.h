/* SPDX-License-Identifier: MIT
 *
 * draft_export: the part of a draft that says how the file is read.
 */
#ifndef BIF_EXTRACT_SNIFF_DRAFT_EXPORT_H
#define BIF_EXTRACT_SNIFF_DRAFT_EXPORT_H

#include "json_writer.h"
#include "bif-extract/guess/guess_wide.h"
#include "sniff.h"

struct draft {
	struct json_writer *json;
	struct buf *b; /* json's, for values */
	const struct sniff *s;
	struct span *ours; /* of each column */
	struct guess_wide wide;
	const char *month, *value; /* what is read from columns of it */
	bool named;                /* columns go by names or numbers */
};

/* Whether it is a column of the records; those of months are not. */
static inline bool
draft_has_column(const struct draft *d, size_t k)
{
	return k < d->wide.first || k >= d->wide.first + d->wide.count;
}

void draft_export(struct draft *d);

#endif
