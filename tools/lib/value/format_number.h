/* SPDX-License-Identifier: MIT
 *
 * format_number: numbers, days and months as people write them: 1.234,5 and
 * 30. juni 2010 in Danish, 1,234.5 and 30 June 2010 in English.
 */
#ifndef VALUE_FORMAT_NUMBER_H
#define VALUE_FORMAT_NUMBER_H

#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* The languages of reports. */
enum lang { LANG_DA, LANG_EN, LANGS };

/* A number as the streams have it; what is not one is shown as it stands. */
void format_number_number(struct buf *b, enum lang lang, struct span exact);
/* A whole number, grouped by threes as the language does. */
void format_number_count(struct buf *b, enum lang lang, uint64_t count);

/* A day in words: 30. juni 2010, 30 June 2010. */
void format_number_day(struct buf *b, enum lang lang, int32_t day);
/* The same in digits: 30-06-2010, 2010-06-30. */
void format_number_day_brief(struct buf *b, enum lang lang, int32_t day);
/* A month in words: juni 2010, June 2010. */
void format_number_month(struct buf *b, enum lang lang, int32_t month);
/* From the first to the last of some months: januar–juni 2010, december 2009 –
 * januar 2010. */
void format_number_months(struct buf *b, enum lang lang, int32_t first,
	int32_t last);
/* `jun`: three letters, small in Danish. */
struct span format_number_month_brief(enum lang lang, int32_t month);

#endif
