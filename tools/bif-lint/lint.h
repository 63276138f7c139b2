/* SPDX-License-Identifier: MIT
 *
 * lint: reads a whole book and finds what contradicts itself (DESIGN.md
 * section 8). Faults of spelling, which stop other programs, are findings
 * like the rest; only what cannot be read at all is 78.
 *
 * The rules stand in files by what they look at: arithmetic (does a target
 * agree with its baseline and band), target (do targets agree with each
 * other), calendar (can it be judged when it is due), reference (do the names
 * meet, are columns spelt right, is all said that a goal needs), count (do sources give what measures count), source (sources, codes
 * and scope), action (actions, strategy map, responses), series (do the
 * figures look like what they are said to be), against (do figures, and an
 * older copy of the book, say the same).
 */
#ifndef BIF_LINT_LINT_H
#define BIF_LINT_LINT_H

#include "finding.h"
#include "contract/action.h"
#include "book/book.h"
#include "contract/code.h"
#include "contract/goal.h"
#include "contract/target.h"
#include "contract/measure.h"
#include "stream/observation.h"
#include "source/source_def.h"
#include "contract/unit.h"

struct lint {
	struct findings *findings;
	struct book *book;
	/* the contract year that counts most: the last one with targets */
	int year;
	/* The parts of the book; NULL where one could not be read. */
	const struct units *units;
	const struct codes *codes;
	const struct goals *goals;
	const struct targets *targets;
	const struct measures *measures; /* also NULL: no such file */
	const struct actions *actions;
	const struct strategy *strategy;
	const struct comments *comments;
	const struct source_def *const *sources;
	size_t nsources;
	struct observations *observations; /* NULL: none given */
	const char *verdicts;              /* a file, or NULL */
	const char *since;                 /* an older book, or NULL */
};

/* Opens the book and reads its parts, with the findings of spelling. False
 * after a message when there is no such book. */
bool lint_open(struct lint *l, const char *folder);
void lint_close(struct lint *l);

/* The measure of a goal, or NULL. */
const struct measure *lint_measure(const struct lint *l,
	const struct goal *goal);
/* Where a goal, a target or another row of a table stands. */
struct place lint_goal_place(const struct lint *l, const struct goal *goal);
struct place lint_target_place(const struct lint *l,
	const struct target *target);
struct place lint_def_place(const struct def *d);
/* Whether a goal has a target, not withdrawn, in the year; unit -1: any. */
bool lint_in_contract(const struct lint *l, int goal, int unit, int year);

/* All members and columns of a book, as Markdown (--fields). */
void fields_print(struct out *out);

/* A source by its name, or NULL. */
const struct source_def *lint_source(const struct lint *l, struct span name);
/* A part of a text split by `|`, which is taken off; false at its end. */
bool lint_next_part(struct span *rest, struct span *part);

void count_rules_check(struct lint *l);
void arithmetic_rules_check(struct lint *l);
void calendar_rules_check(struct lint *l);
void goal_rules_check(struct lint *l);
void header_rules_check(struct lint *l);
void reference_rules_check(struct lint *l);
void action_rules_check(struct lint *l);
void target_rules_check(struct lint *l);
void source_rules_check(struct lint *l);
void series_rules_check(struct lint *l);
void figure_rules_check(struct lint *l);
void since_rules_check(struct lint *l);

#endif
