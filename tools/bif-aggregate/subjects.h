/* SPDX-License-Identifier: MIT
 *
 * subjects: small numbers for subjects, from 0. Pseudonyms as bif-normalize
 * writes them (32 letters a-p, 128 bits) take 16 bytes and a slot of 8 each,
 * 27 to 37 bytes in all; any other text is kept as it is.
 */
#ifndef BIF_AGGREGATE_SUBJECTS_H
#define BIF_AGGREGATE_SUBJECTS_H

#include <stdint.h>

#include "base/span.h"

struct subjects;

struct subjects *subjects_new(void);
uint32_t subjects_number(struct subjects *, struct span text);
uint32_t subjects_count(const struct subjects *);
void subjects_free(struct subjects *);

#endif
