/* SPDX-License-Identifier: MIT
 *
 * shown: numbers, days and months as people write them: 1.234,5 and
 * 30. juni 2010 in Danish, 1,234.5 and 30 June 2010 in English.
 */
#ifndef VALUE_SHOWN_H
#define VALUE_SHOWN_H

#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

enum lang { LANG_DA, LANG_EN, LANGS };

/* A number as the streams have it; what is not one is shown as it stands. */
void shown_number(struct buf *, enum lang, struct span exact);
void shown_count(struct buf *, enum lang, uint64_t);

void shown_day(struct buf *, enum lang, int32_t day);       /* in words */
void shown_day_brief(struct buf *, enum lang, int32_t day); /* 30-06-2010 */
void shown_month(struct buf *, enum lang, int32_t month);   /* juni 2010 */
/* `jun`: three letters, small in Danish. */
struct span shown_month_brief(enum lang, int32_t month);

#endif
