/* SPDX-License-Identifier: MIT
 *
 * exportrule: the patterns of a source's `export` part that tell data rows
 * from other lines: skip_rows, only_rows, until, control. Faults are said
 * (78); a rule that is wrong is left out.
 */
#ifndef MODEL_EXPORTRULE_H
#define MODEL_EXPORTRULE_H

#include "model/exportdef.h"

/* skip_rows and only_rows: a list of patterns, or one. */
bool exportrule_read(struct book *, const struct def *part, const char *member,
	struct export_rules *);
bool exportrule_until(struct book *, const struct def *part,
	struct export_rules *);
/* {"line": PATTERN} */
bool exportrule_control(struct book *, const struct def *part,
	struct export_rules *);

bool exportrule_pattern(const struct def *, struct pattern **);
void exportrule_free(const struct export_rules *);

#endif
