/* SPDX-License-Identifier: MIT
 *
 * faroff: goals that are still some way off, and what is done about each: the
 * answers of comments.csv and the plans of actions.csv.
 */
#ifndef BIF_RENDER_FAROFF_H
#define BIF_RENDER_FAROFF_H

#include "material.h"
#include "page.h"

void faroff_section(struct page *, const struct material *);

/* The comments on goals that are not far off, when there are any. */
void faroff_comments(struct page *, const struct material *);

#endif
