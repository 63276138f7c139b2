/* SPDX-License-Identifier: MIT
 *
 * text_sentence: what reports say in whole sentences, in Danish and in English.
 * Each is appended to a buffer, without a line end.
 */
#ifndef BIF_RENDER_WORDING_TEXT_SENTENCE_H
#define BIF_RENDER_WORDING_TEXT_SENTENCE_H

#include "base/buf.h"
#include "bif-render/report/material.h"
#include "bif-render/report/status_counts.h"

/* One of two texts, by the report's language. */
void text_sentence_say(struct buf *, const struct material *,
	const char *danish, const char *english);

/* `Resultatkontrakter 2010. Status pr. 30. juni 2010.` */
void text_sentence_date(struct buf *, const struct material *);

/* `Af de 84 resultatmål, der er opgjort for enhederne, er 35 opfyldt, ...` */
void text_sentence_counts(struct buf *, const struct material *,
	const struct status_counts *, bool parents);

/* The same of one unit. */
void text_sentence_counts_of(struct buf *, const struct material *,
	const struct status_counts *, struct span name);

/* `Tegn: ✓ opfyldt, ≈ næsten opfyldt, ...`: those in use. */
void text_sentence_signs(struct buf *, const struct material *);

/* `de første 6 måneder af 2010`, `hele 2010`. */
void text_sentence_period(struct buf *, const struct material *);

/* The name of the first parent, or a word for those who made the report. */
struct span text_sentence_administration(const struct material *);
struct span text_sentence_committee(const struct material *);

/* What became of the data's rows. */
void text_sentence_refused(struct buf *, const struct material *);

#endif
