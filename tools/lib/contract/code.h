/* SPDX-License-Identifier: MIT
 *
 * code: the code lists in codes/ (list,code,value,valid_from,valid_to). A code
 * means what the list says it meant that day; both ends of the validity are
 * included; codes compare folded. Overlapping validity of one code is 78.
 */
#ifndef CONTRACT_CODE_H
#define CONTRACT_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "book/book.h"
#include "book/schema.h"

struct codes;
struct code_list;

extern const struct schema code_schema;

/* What a code means on some days. Lint asks for the place, to say which of two
 * lines leaves a gap; figures need the value alone. */
struct code_meaning {
	struct span code; /* as written */
	struct span value;
	int32_t from, to; /* the ends of int32_t when open */
	struct place place;
};

/* All files of codes/ that end in .csv, in byte order of their names. All are
 * read even after a fault, so that one run tells of all faults; then NULL. A
 * file may hold several lists, and a list may be in several files. */
const struct codes *codes_load(struct book *b);
/* NULL when there is no such list. Looked for once for each column that is read
 * by it, not once a row. */
const struct code_list *code_list(const struct codes *all, struct span name);

/* The value on that day; false when the code is not in the list or not valid
 * then. Either answer holds for every day in *from..*to around day. folded is
 * the code after text_fold(), so that a caller folds each text once. Where the
 * code has no meaning that day the stretch runs to the nearest meanings on both
 * sides, and a caller may remember that answer as well. */
bool code_value(const struct code_list *l, struct span folded, int32_t day,
	struct span *value, int32_t *from, int32_t *to);

/* Calls follow for each two meanings of one code of which the second is the
 * next in time, for lint. who is the caller's; the meanings are the list's. */
typedef void code_follow(void *who, const struct code_meaning *before,
	const struct code_meaning *after);
/* Calls follow for all lists, code by code. As meanings do not overlap, each
 * has one before it at most. */
void codes_follow(const struct codes *codes, code_follow *follow, void *who);

/* All the values a list can give, for lint. Each stands there once, in the
 * order in which the files have them; they are borrowed from the list. */
size_t code_values(const struct code_list *l, const struct span **values);

#endif
