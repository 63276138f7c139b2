/* SPDX-License-Identifier: MIT
 *
 * lint: reads a whole book and finds what contradicts itself (DESIGN.md
 * section 8). Faults of spelling, which stop other programs, are findings
 * like the rest; only what cannot be read at all is 78.
 *
 * A rule looks at one thing, of which it may have several findings to make.
 * Rules know nothing of each other: findings are kept until all have been
 * asked, and printed by file and line, each once.
 *
 * A finding is a place, the rule's name, how grave it is, and a sentence that
 * gives the two things which do not agree. An error is what cannot be meant, a
 * warning what is allowed and seldom meant. Fatal is an error that makes
 * figures wrong: no run should go on with it. Which rules those are stands in
 * lint.c; rules say error.
 */
#ifndef BIF_LINT_LINT_H
#define BIF_LINT_LINT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/span.h"
#include "book/book.h"
#include "contract/action.h"
#include "contract/code.h"
#include "contract/goal.h"
#include "contract/measure.h"
#include "contract/target.h"
#include "contract/unit.h"
#include "io/out.h"
#include "source/source_def.h"
#include "stream/observation.h"

/* What there is to say, and the book it is said of. */
struct lint {
	struct findings *findings;
	struct book *book;
	/* the contract year that counts most: the last one with targets */
	int year;
	/* The parts of the book, which owns them; NULL where one could not be
	 * read, so that its rules stay silent. */
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
	/* What the command line gives beside the book, NULL where it does not:
	 * observations, a file of verdicts, the folder of an older book. */
	struct observations *observations;
	const char *verdicts;
	const char *since;
};

/* --- lint.c: the book, and what several rules ask of it --- */

/* Opens the book and reads its parts, with the findings of spelling. False
 * after a message when there is no such book. */
bool lint_open(struct lint *l, const char *folder);
/* Reads the observations that rules may look at; NULL is none. False after a
 * message. */
bool lint_observe(struct lint *l, const char *file);
/* Also after lint_open() was not called or failed. */
void lint_close(struct lint *l);

/* The measure of a goal, or NULL. */
const struct measure *lint_measure(const struct lint *l,
	const struct goal *goal);
/* A source by its name, or NULL. */
const struct source_def *lint_source(const struct lint *l, struct span name);
/* Whether two rows are of one year, unit and goal. */
bool lint_same_goal(const struct target *a, const struct target *b);
/* Whether a goal has a target, not withdrawn, in the year; unit -1: any. */
bool lint_in_contract(const struct lint *l, int goal, int unit, int year);
/* The band that nearly met is judged by: the goal's own, or the book's. */
struct ratio lint_band(const struct lint *l, const struct goal *goal);

/* Where a goal, a target or a member of a JSON file stands. */
struct place lint_goal_place(const struct lint *l, const struct goal *goal);
struct place lint_target_place(const struct lint *l,
	const struct target *target);
struct place lint_def_place(const struct def *d);

/* Texts for sentences, in the book's arena: a number, rounded half away from
 * zero to so many decimals; a day; a month. */
const char *lint_number(const struct lint *l, struct ratio number,
	int decimals);
const char *lint_day(const struct lint *l, int32_t day);
const char *lint_month(const struct lint *l, int32_t month);

/* --- what has been found so far --- */

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_FATAL };

/* Makes a finding of the rule; texts are copied. */
void finding_say(struct lint *l, enum severity severity, struct place where,
	const char *rule, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
#define finding_error(l, ...) finding_say(l, SEVERITY_ERROR, __VA_ARGS__)
#define finding_warning(l, ...) finding_say(l, SEVERITY_WARNING, __VA_ARGS__)

/* How many there are; fatal ones are not among the errors. */
size_t findings_count(const struct findings *findings, enum severity severity);

/* `file:line: rule: sentence` on a line each; a warning says that it is one,
 * and for a run so does what ends it. The last line counts them; no findings,
 * no line. */
void findings_print(struct findings *findings, struct out *out, bool for_run);
/* The columns file, line, rule, severity, text. */
void findings_table(struct findings *findings, struct out *out);

void findings_free(struct findings *findings);

/* --- the rules, each over the whole book; main.c lists them --- */

/* Actions, strategy map, comments, and responses to verdicts. */
void action_rules_goals(struct lint *l);
void action_rules_actions(struct lint *l);
void action_rules_map(struct lint *l);
void action_rules_comments(struct lint *l);
void action_rules_responses(struct lint *l);
/* Does a target agree with its baseline, its band and its measure? */
void arithmetic_rules_goals(struct lint *l);
void arithmetic_rules_scales(struct lint *l);
void arithmetic_rules_baselines(struct lint *l);
/* Can a target be judged when it is due? */
void calendar_rules_targets(struct lint *l);
void calendar_rules_history(struct lint *l);
/* Do targets agree with each other, and suit what they measure? */
void target_rules_paths(struct lint *l);
void target_rules_bands(struct lint *l);
void target_rules_contracts(struct lint *l);
void target_rules_revisions(struct lint *l);
void target_rules_steps(struct lint *l);
void target_rules_parents(struct lint *l);
void target_rules_values(struct lint *l);
/* Do the names meet, and is all said that a goal needs? */
void reference_rules_headers(struct lint *l);
void reference_rules_goals(struct lint *l);
void reference_rules_names(struct lint *l);
void reference_rules_claims(struct lint *l);
/* Sources, codes, scope and names that are seldom meant so. */
void source_rules_sources(struct lint *l);
void source_rules_codes(struct lint *l);
void source_rules_names(struct lint *l);
/* Do sources give what measures count? */
void count_rules_check(struct lint *l);
/* Do the figures look like what they are said to be? */
void series_rules_check(struct lint *l);
/* Do figures, and an older copy of the book, say the same? */
void against_rules_baselines(struct lint *l);
void against_rules_parents(struct lint *l);
void against_rules_since(struct lint *l);

#endif
