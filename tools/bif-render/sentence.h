/* SPDX-License-Identifier: MIT
 *
 * sentence: what reports say in whole sentences, in Danish and in English.
 * Each is appended to a buffer, without a line end.
 */
#ifndef BIF_RENDER_SENTENCE_H
#define BIF_RENDER_SENTENCE_H

#include "base/buf.h"
#include "material.h"
#include "tally.h"

/* `Resultatkontrakter 2010. Status pr. 30. juni 2010.` */
void sentence_date(struct buf *, const struct material *);

/* `Af de 84 resultatmål, der er opgjort for enhederne, er 35 opfyldt, ...` */
void sentence_counts(struct buf *, const struct material *,
	const struct tally *, bool parents);

/* `Tegn: ✓ opfyldt, ≈ næsten opfyldt, ...`: those in use. */
void sentence_signs(struct buf *, const struct material *);

/* What became of the data's rows. */
void sentence_refused(struct buf *, const struct material *);

#endif
