/* SPDX-License-Identifier: MIT
 *
 * intern: small numbers for texts. The first text is 0, the next 1, and so on
 * in the order they were first seen; equal bytes, equal number. Texts are
 * kept until intern_free(). The hash is seeded at random per process, so that
 * hostile keys cannot make it slow; no result depends on the seed.
 */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"

#define INTERN_NONE UINT32_MAX

struct intern;

/* An empty table. */
struct intern *intern_new(void);
/* The number of a text, which gets the next one when it has none. */
uint32_t intern_add(struct intern *t, struct span text);
/* The number of a text, or INTERN_NONE. */
uint32_t intern_find(const struct intern *t, struct span text);
/* The text of a number; NUL follows it. Borrowed as long as the table lives. */
struct span intern_text(const struct intern *t, uint32_t n);
/* How many texts there are. */
uint32_t intern_count(const struct intern *t);
/* Frees the table and its texts; NULL is none. */
void intern_free(struct intern *t);

/* The numbers 0 to n - 1 of so many texts in the order of the texts' bytes, as
 * `LC_ALL=C sort` has them; the caller frees it. */
uint32_t *intern_sorted(const struct span texts[], size_t n);

/* The hash behind it, for tables of other shapes. */
uint64_t intern_hash(struct span text);

/* index: finds a number of the caller's by a text, for the tables of definitions.
 * Lives in an arena; texts are borrowed and must live as long. */

#define INDEX_NONE (-1)

struct index;

/* An empty one, which lives as long as the arena. */
struct index *index_new(struct arena *arena);
/* The number the text had, or INDEX_NONE after giving it this one. */
int index_put(struct index *x, struct span text, int number);
/* The text's number, or INDEX_NONE. */
int index_find(const struct index *x, struct span text);

#endif
