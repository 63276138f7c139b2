/* SPDX-License-Identifier: MIT
 *
 * finding: what lint has to say: a place, a rule, how grave it is, a sentence.
 * Findings are printed by file and line, each once, in whatever order they
 * were made.
 */
#ifndef BIF_LINT_FINDING_H
#define BIF_LINT_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/span.h"
#include "io/out.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct findings;

struct findings *findings_new(void);

/* rule is one word; texts are copied. */
void finding_add(struct findings *, enum severity, struct place,
	const char *rule, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

size_t findings_count(const struct findings *, enum severity);

/* `file:line: rule: sentence` on a line each; a warning says that it is one. */
void findings_print(struct findings *, struct out *);
/* The columns file, line, rule, severity, text. */
void findings_table(struct findings *, struct out *);

void findings_free(struct findings *);

#endif
