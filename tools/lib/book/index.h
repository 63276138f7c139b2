/* SPDX-License-Identifier: MIT
 *
 * index: finds a number by a text: the tables of definitions that are asked
 * once for each row of data. Lives in an arena; texts are borrowed and must
 * live as long.
 */
#ifndef BOOK_INDEX_H
#define BOOK_INDEX_H

#include "base/mem.h"
#include "base/span.h"

#define INDEX_NONE (-1)

struct index;

struct index *index_new(struct arena *arena);
/* The number the text had, or INDEX_NONE after giving it this one. */
int index_put(struct index *x, struct span text, int number);
/* The text's number, or INDEX_NONE. */
int index_find(const struct index *x, struct span text);

#endif
