/* SPDX-License-Identifier: MIT
 *
 * export_rule: the patterns of a source's `export` part that tell data rows
 * from other lines: skip_rows, only_rows, until, control. Faults are said
 * (78); a rule that is wrong is left out.
 */
#ifndef SOURCE_EXPORT_RULE_H
#define SOURCE_EXPORT_RULE_H

#include "source/export.h"

/* skip_rows and only_rows: a list of patterns, or one; each over the line, or
 * {"column": PATTERN} over a cell. False after a message. */
bool export_rule_list(struct book *book, const struct def *list,
	struct export_rules *rules);
/* until and control: one pattern, over the line. */
bool export_rule_line(struct book *book, const struct def *pattern,
	struct export_rules *rules);

/* Compiles a pattern; false after a message. */
bool export_rule_pattern(const struct def *text, struct pattern **pattern);
/* Frees what was compiled. */
void export_rule_free(const struct export_rules *rules);

#endif
