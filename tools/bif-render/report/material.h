/* SPDX-License-Identifier: MIT
 *
 * material: what reports are made of: the book, the verdicts of one status
 * (one year, one as-of date) and where their data came from. The order in
 * which verdicts were read makes no difference.
 */
#ifndef BIF_RENDER_REPORT_MATERIAL_H
#define BIF_RENDER_REPORT_MATERIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "contract/action.h"
#include "book/book.h"
#include "result/figures.h"
#include "contract/goal.h"
#include "contract/target.h"
#include "contract/measure.h"
#include "contract/unit.h"
#include "source/source_def.h"
#include "stream/delivery.h"
#include "stream/verdict.h"
#include "bif-render/wording/words.h"

/* Where the data of one source came from, as the run's ledger tells: the first
 * and last date of its facts, and what became of its rows. */
struct origin {
	struct span source;
	struct span title; /* what people call it */
	/* the ledger knows it; else it is a source of the book of which nothing
	 * came, and all numbers are 0 */
	bool fed;
	int32_t first_day, last_day; /* DAY_NONE: no dates */
	/* data rows of all its files, each counted once though two stages saw
	 * it */
	uint64_t rows;
	uint64_t rejected; /* by extract and normalize */
	/* left out by a rule that the book names (DESIGN 2); no fault of the
	 * data */
	uint64_t skipped;
	uint64_t facts;
};

struct origins {
	size_t count; /* sources in byte order */
	struct origin *list;
	/* an aggregate has counted what the scope leaves out; without it 0
	 * would read as nothing left out */
	bool scoped;
	uint64_t out_of_scope; /* facts that the book's scope leaves out */
};

/* How many goals have which status. */
struct status_counts {
	size_t of[VERDICT_STATUSES];
};

/* A status that was published before, as it was shown; verdicts by unit, then
 * goal. */
struct published {
	int32_t as_of;
	const struct verdict **verdicts;
};

/* The units with the least and the greatest result of a goal, and those that
 * come next, for whoever leaves one out; UNIT_NONE where there are no more. */
struct extremes {
	bool known;
	int least[2], greatest[2];
};

struct material {
	struct book *book;
	enum lang lang;
	const struct units *units;
	const struct goals *goals;
	/* by unit: another is below it. A parent's verdicts rest on the same
	 * events as those of its units, so the two are never counted together
	 * (DESIGN 7) */
	bool *parent;

	int year;
	int32_t as_of;
	/* the day that targets are known at: the as-of date unless the verdicts
	 * say another (DESIGN 7) */
	int32_t known_at;
	const struct verdict **verdicts; /* by unit, then goal */
	bool *unit_shown;                /* has a verdict */
	/* by goal: at some unit it is in the contract; others are no row of any
	 * report */
	bool *goal_shown;
	/* by unit, then goal: enum hiding, what is too small to be shown
	 * (suppress.c); its verdict here has it no more, so no report can
	 * show it */
	unsigned char *hidden;
	/* by goal; found when they are first asked for, so this is written to
	 * through a material that is const elsewhere */
	struct extremes *extremes;
	/* by goal: a bit for each month of which no unit's result is shown, and
	 * one more when they have been looked for; of goal_chart.c */
	unsigned *months_hidden;
	/* those of an earlier status, in the same order, or NULL */
	const struct verdict **earlier;
	int32_t since; /* the day of those */
	uint64_t suppress;
	/* of the same year, by day; read where something is hidden */
	struct published *published;
	size_t npublished;
	/* what the run's ledger tells of its sources; NULL: there was none */
	const struct origins *origins;
	/* what each source delivered, or NULL; its titles */
	const struct delivery_rows *deliveries;
	const struct source_def *const *sources;
	size_t nsources;
	struct span committee;   /* whom papers are for */
	struct span case_number; /* may be empty */
	struct span own_text;    /* the book's, for this report */
	/* what -u and -g ask for: places in units and goals, or UNIT_NONE and
	 * -1. A site sets them to page after page */
	int unit, goal;

	/* What only some reports need, else NULL: enum material_part. */
	const struct targets *targets;
	const struct contracts *contracts;
	const struct comments *comments;
	const struct actions *actions;
	const struct strategy *strategy;
	const struct measures *measures;
	/* monthly figures for curves; NULL also where a report draws them and
	 * no observations were given */
	struct figures *figures;
	/* verdicts read, and those of other dates than as_of among them */
	size_t rows, other_rows;
	uint64_t bytes; /* read of the stream of verdicts */
};

/* Parts of the book that not every report needs; what is not asked for is not
 * read, so a fault in it does not keep a report from being made. */
enum material_part {
	MATERIAL_TARGETS = 1, /* targets and contracts */
	MATERIAL_COMMENTS = 2,
	MATERIAL_ACTIONS = 4,
	MATERIAL_STRATEGY = 8,
	MATERIAL_FIGURES = 16, /* targets, measures and figures */
	MATERIAL_SCOPE = 32    /* measures, for their scope */
};

/* What is asked for on the command line. */
struct material_request {
	const char *book;
	/* da or en, tested by whoever read the command line; NULL: the book's
	 * language */
	const char *lang;
	const char *ledger; /* of the run, or NULL */
	/* what the verdicts were judged from, a file; NULL: no curves */
	const char *observations;
	const char *case_number; /* or NULL */
	const char *deliveries;  /* of the run, or NULL */
	const char *since;       /* an earlier run or its verdicts, or NULL */
	/* statuses published before, as --since has one */
	const char *const *published;
	size_t npublished;
	/* its name, by which the book's own text for it is found */
	const char *report;
	const char *unit, *goal; /* or NULL */
	unsigned parts;          /* enum material_part */
	/* --suppress was given, also as 0, and goes before the book's
	 * `suppress` */
	bool suppresses;
	uint64_t suppress; /* counts below this are hidden */
	/* of verdicts, in any order; these and all texts here are borrowed and
	 * live as long as the material */
	const char *const *files;
	size_t nfiles;
	/* of several statuses this; DAY_NONE: there must be one only */
	int32_t as_of;
};

/* The material of one status, or NULL after a message: 64 and 78 for the book,
 * 64 for a unit or goal that is asked for and is not in it, 65 for verdicts of
 * units and goals the book does not know, of several dates, or given twice, and
 * for a --since without an earlier day. All but the figures lies in the book's
 * arena; material_free() frees both. */
struct material *material_load(const struct material_request *request);
void material_free(struct material *m);

/* The sources of a run's ledger and those of the book, fed or not. NULL after
 * a message (65 a ledger that is none, 66, 78). In origin.c. */
const struct origins *origin_load(struct book *book, const char *ledger);

/* The flags that each goal with a verdict has (0: there is none), and how many
 * such goals there are. It looks at all of them: ask once a report. */
unsigned material_common_flags(const struct material *m, size_t *given);

/* Where a goal at a unit stands in lists by unit, then goal; both are places in
 * the book and in bounds. */
static inline size_t
material_place(const struct material *m, int unit, int goal)
{
	return (size_t)unit * m->goals->count + (size_t)goal;
}
/* The verdict there, or NULL. Of what is hidden it is a copy without figures. */
static inline const struct verdict *
material_verdict(const struct material *m, int unit, int goal)
{
	return m->verdicts[material_place(m, unit, goal)];
}

/* A walk over all verdicts, by unit, then goal; it begins with all zero. */
struct material_walk {
	size_t next;
	int unit, goal; /* of the verdict at hand */
	const struct verdict *verdict;
};
/* The next verdict; places without one are passed over. False when there are no
 * more. */
static inline bool
material_next(const struct material *m, struct material_walk *at)
{
	size_t goals = m->goals->count, n = (size_t)m->units->count * goals;

	at->verdict = NULL;
	for (; !at->verdict && at->next < n; at->next++) {
		at->unit = (int)(at->next / goals);
		at->goal = (int)(at->next % goals);
		at->verdict = m->verdicts[at->next];
	}
	return at->verdict != NULL;
}

/* The greatest, or the least, result of a goal at the units that are no parents,
 * one of them (UNIT_NONE: none) left out; NULL where no other has a result.
 * Hidden results take no part, since they have none. */
const struct verdict *material_extreme(const struct material *m, int goal,
	int but, bool greatest);

/* Whether figures of a goal at a unit are too small to be shown: what is
 * hidden has no value in its verdict. */
static inline bool
material_hidden(const struct material *m, int unit, int goal)
{
	return m->hidden[material_place(m, unit, goal)];
}

/* The first parent that has verdicts, or UNIT_NONE: who is spoken for when a
 * report is about all units together. */
int material_top(const struct material *m);
/* How many units that are no parents have verdicts. */
size_t material_unit_count(const struct material *m);

/* The title in the report's language; of a goal without one its code. It lives
 * as long as the book. */
struct span material_goal_title(const struct material *m, int goal);
/* What a source is called in the book; its name where the book has no title, or
 * nothing is missing and no deliveries were given. */
struct span material_source_title(const struct material *m, struct span source);

/* Perspectives in the order of their first goal that is shown: *at is 0 for
 * the first call; false when there are no more. */
bool material_perspective(const struct material *m, size_t *at,
	struct span *perspective);

/* How one goal stands at the units that are no parents. */
struct status_counts material_counts_goal(const struct material *m, int goal);
/* How many goals of all units, or of their parents, have which status. The two
 * are counted apart and never added: a parent's goal is judged on the same
 * events once more. */
struct status_counts material_counts(const struct material *m, bool parents);
/* Those of one unit. */
struct status_counts material_counts_unit(const struct material *m, int unit);
/* Those met, near or off. */
size_t material_counts_given(const struct status_counts *counts);
/* All but not_applicable. */
size_t material_counts_all(const struct status_counts *counts);

#endif
