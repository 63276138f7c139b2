/* SPDX-License-Identifier: MIT
 *
 * export_rule: the patterns of a source's `export` part that tell data rows
 * from other lines (skip_rows, only_rows, until, control), and its columns:
 * those of cells, of context, of `wide`. Faults are said (78); a rule that is
 * wrong is left out.
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

/* `columns`: {"our name": "its name"}, a list of names, or an object that says
 * more. False after a message. */
bool export_columns_read(struct book *book, const struct def *columns,
	struct export *part);
/* Whether a column of the records is called so; `at` is taken. */
bool export_columns_taken(const struct export *part, struct span name);
/* `wide`, after `columns`. False after a message. */
bool export_wide_read(struct book *book, const struct def *wide,
	struct export *part);
/* `fill`: a name or a list of them. False after a message. */
bool export_fill_read(struct book *book, const struct def *fill,
	struct export *part);
/* Frees the patterns of columns and of `wide`. */
void export_columns_free(const struct export *part);

#endif
