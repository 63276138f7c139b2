/* SPDX-License-Identifier: MIT
 *
 * text_verdict: a goal's verdict told in sentences, in Danish and in English. Each
 * is appended to a buffer, the first word's capital and the full stop with it.
 */
#ifndef BIF_RENDER_WORDING_TEXT_VERDICT_H
#define BIF_RENDER_WORDING_TEXT_VERDICT_H

#include "base/buf.h"
#include "bif-render/report/material.h"
#include "value/ratio.h"

/* `43,7 pct.` from a number of the stream; `43,7` from an exact one. */
void text_verdict_value(struct buf *, const struct material *, int goal,
	struct span exact);
void text_verdict_number(struct buf *, const struct material *, struct ratio,
	int decimals);

/* `Resultatet er 43,7 pct. mod forventet mindst 45,0 pct.: næsten opfyldt.`,
 * or why there is none. */
void text_verdict_standing(struct buf *, const struct material *, int unit,
	int goal);

/* Of what is not met: how far it is from what was expected, and what counts as
 * nearly met; nothing for other verdicts. */
void text_verdict_distance(struct buf *, const struct material *, int unit,
	int goal);

/* Against last year, at the year's end if it goes on so, and what it takes;
 * nothing where the verdict does not say. */
void text_verdict_ahead(struct buf *, const struct material *, int unit,
	int goal);

/* Why a goal is not judged: `Opgøres først 31. december 2010.` */
void text_verdict_absence(struct buf *, const struct material *, int unit,
	int goal);

/* What reservations a figure is given with (flags). */
void text_verdict_flags(struct buf *, const struct material *, int unit,
	int goal);

#endif
