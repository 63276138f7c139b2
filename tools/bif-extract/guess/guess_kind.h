/* SPDX-License-Identifier: MIT
 *
 * guess_kind: what a cell looks like, without knowing its column.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_KIND_H
#define BIF_EXTRACT_GUESS_GUESS_KIND_H

#include <stdbool.h>

#include "base/span.h"

enum guess_kind {
	KIND_EMPTY,
	KIND_FIGURE, /* one number, date or time */
	KIND_MARKER, /* of what is missing or kept back: `<5`, `..`, `NA` */
	KIND_WORDS,
	KIND_MIXED /* what other delimiters would split */
};

enum guess_kind guess_kind(struct span cell);

#endif
