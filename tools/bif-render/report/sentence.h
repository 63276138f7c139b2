/* SPDX-License-Identifier: MIT
 *
 * sentence: what reports say in whole sentences, of a status and of one goal's
 * verdict. Which sentence is said is decided here; its words are wording/'s.
 * Each is added to a buffer, the first word's capital and the full stop with
 * it, without a line end.
 */
#ifndef BIF_RENDER_REPORT_SENTENCE_H
#define BIF_RENDER_REPORT_SENTENCE_H

#include "base/buf.h"
#include "bif-render/wording/words.h"
#include "material.h"

/* --- of a status --- */

/* `Resultatmål 2010. Status pr. 30. juni 2010.` Where targets are of another
 * day that is said, and how many verdicts are hypothetical: a what-if must not
 * be read as a status. */
void sentence_date(struct buf *b, const struct material *m);

/* `Af de 84 resultatmål, der er opgjort for enhederne, er 35 opfyldt, ...`: of
 * the units, or of their parents. */
void sentence_counts(struct buf *b, const struct material *m,
	const struct status_counts *counts, bool parents);

/* The same of those called by a name, which is a unit's or stands for
 * several. */
void sentence_counts_of(struct buf *b, const struct material *m,
	const struct status_counts *counts, struct span name);

/* `Beskæftigelses- og Integrationsforvaltningen som helhed`: the parents by
 * their names, all of them, since a book may have several. */
void sentence_parents(struct buf *b, const struct material *m);

/* `Tegn: ✓ opfyldt, ≈ næsten opfyldt, ...`: those in use. */
void sentence_signs(struct buf *b, const struct material *m);

/* `Enheder: JCN Jobcenter Nyropsgade, ...`: what the codes stand for; nothing
 * where they are more than a reader would look through. */
void sentence_codes(struct buf *b, const struct material *m);

/* `de første 6 måneder af 2010`, `hele 2010`. */
void sentence_period(struct buf *b, const struct material *m);

/* How many goals of the units, and of their parents, are not judged, by two
 * numbers that are not added; nothing when all are. */
void sentence_open(struct buf *b, const struct material *m);

/* How many goals are off: of the units and of their parents. That none is, is
 * said too. */
void sentence_off(struct buf *b, const struct material *m);

/* `Af de 9 enheder, der er opgjort, er 4 opfyldt, ...`: how one goal stands at
 * the units; a blank comes first where the buffer is not empty. */
void sentence_units(struct buf *b, const struct material *m, int goal);

/* What became of the data's rows, by the ledger; m->origins is there. */
void sentence_rows(struct buf *b, const struct material *m);

/* The name of the first parent, or a word for those who made the report. The
 * text lives as long as the book. */
struct span sentence_administration(const struct material *m);
/* Whom papers are for. */
struct span sentence_committee(const struct material *m);

/* --- of a verdict: the material has one of that goal at that unit --- */

/* `43,7 pct.` from a number of the stream, which is printed with the decimals
 * it has there: never rounded again (DESIGN 6). */
void sentence_value(struct buf *b, const struct material *m, int goal,
	struct span exact);
/* `43,7` from an exact number, rounded half away from zero to so many decimals;
 * for figures that no verdict has printed. */
void sentence_number(struct buf *b, const struct material *m,
	struct ratio number, int decimals);

/* `Resultatet er 43,7 pct. mod forventet mindst 45,0 pct.: næsten opfyldt.`,
 * or why there is none. */
void sentence_standing(struct buf *b, const struct material *m, int unit,
	int goal);

/* Of what is not met: how far it is from what was expected, and what counts as
 * nearly met; nothing for other verdicts. */
void sentence_distance(struct buf *b, const struct material *m, int unit,
	int goal);

/* Against last year, at the year's end if it goes on so, and what it takes;
 * nothing where the verdict does not say. A blank comes first where the buffer
 * is not empty. */
void sentence_ahead(struct buf *b, const struct material *m, int unit,
	int goal);

/* A plan whose day has passed and that is not done is overdue, whatever its
 * state says. */
bool sentence_overdue(const struct material *m, const struct action *a);

/* Why a goal is not judged: `Opgøres pr. 31. december 2010.` Nothing for a goal
 * that is. */
void sentence_absence(struct buf *b, const struct material *m, int unit,
	int goal);

/* What reservations figures are given with: a sentence for each of the flags
 * (enum verdict_flag, several at once) that a reader should know, behind what
 * is said. */
void sentence_flags(struct buf *b, const struct material *m, unsigned flags);

#endif
