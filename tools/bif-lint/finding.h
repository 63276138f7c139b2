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

/* Fatal is an error that makes figures wrong: no run should go on with it. Which
 * rules those are stands in finding.c; rules say error. */
enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_FATAL };

struct findings;

struct findings *findings_new(void);

/* rule is one word; texts are copied. */
void finding_add(struct findings *findings, enum severity severity,
	struct place where, const char *rule, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* How many there are; fatal ones are not among the errors. */
size_t findings_count(const struct findings *findings, enum severity severity);

/* `file:line: rule: sentence` on a line each; a warning says that it is one, and
 * for a run so does what ends it. The last line counts them; no findings, no
 * line. */
void findings_print(struct findings *findings, struct out *out, bool for_run);
/* The columns file, line, rule, severity, text. */
void findings_table(struct findings *findings, struct out *out);

void findings_free(struct findings *findings);

#endif
