/* SPDX-License-Identifier: MIT
 *
 * guess_rules: patterns that tell lines that are no rows: totals, rulers and
 * titles between the rows, notes at the foot, and the count that a file may
 * end with.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_RULES_H
#define BIF_EXTRACT_GUESS_GUESS_RULES_H

#include "guess_table.h"

void guess_rules_totals(struct guess_table *t, const struct grid *g);
void guess_rules_lines(struct guess_table *t, const struct grid *g);
/* After the rows have been counted. */
void guess_rules_footer(struct guess_table *t, const struct grid *g);
/* A line of nothing but hyphens and the like. */
bool guess_rules_ruler(struct span line);
/* `Antal linjer: 7.202`: words, and behind them the number of rows. */
bool guess_rules_control(struct arena *arena, struct span line, size_t rows,
	struct span *pattern);
/* Adds a text as a pattern that matches just that. */
void guess_rules_escape(struct buf *b, struct span text);
bool guess_rules_match(const struct guess_table *t, const struct grid_row *row);

#endif
