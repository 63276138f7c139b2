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

#include "base/span.h"

#define INTERN_NONE UINT32_MAX

struct intern;

struct intern *intern_new(void);
uint32_t intern_add(struct intern *, struct span);        /* finds or adds */
uint32_t intern_find(const struct intern *, struct span); /* or INTERN_NONE */
struct span intern_text(const struct intern *, uint32_t); /* NUL follows it */
uint32_t intern_count(const struct intern *);
void intern_free(struct intern *);

/* The hash behind it, for tables of other shapes. */
uint64_t intern_hash(struct span);

#endif
