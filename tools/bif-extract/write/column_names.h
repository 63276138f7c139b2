/* SPDX-License-Identifier: MIT
 *
 * column_names: columns as a stream has them. A stream binds by name, so each has
 * one of its own.
 */
#ifndef BIF_EXTRACT_WRITE_COLUMN_NAMES_H
#define BIF_EXTRACT_WRITE_COLUMN_NAMES_H

#include <stddef.h>

#include "base/mem.h"
#include "base/span.h"

/* A column without a name is called by its number, from 1; one whose name is
 * taken gets `_2`, `_3`, ... behind it; `at` is taken. Names are replaced in
 * place by texts in the arena. */
void column_names_unique(struct arena *arena, struct span *names, size_t count);

#endif
