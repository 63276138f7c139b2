/* SPDX-License-Identifier: MIT
 *
 * export_rule: the patterns of a source's `export` part that tell data rows
 * from other lines: skip_rows, only_rows, until, control. Faults are said
 * (78); a rule that is wrong is left out.
 */
#ifndef SOURCE_EXPORT_RULE_H
#define SOURCE_EXPORT_RULE_H

#include "source/export.h"

/* skip_rows and only_rows: a list of patterns, or one. */
bool export_rule_read(struct book *, const struct def *part, const char *member,
	struct export_rules *);
bool export_rule_until(struct book *, const struct def *part,
	struct export_rules *);
/* {"line": PATTERN} */
bool export_rule_control(struct book *, const struct def *part,
	struct export_rules *);

bool export_rule_pattern(const struct def *, struct pattern **);
void export_rule_free(const struct export_rules *);

#endif
