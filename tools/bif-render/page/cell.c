/* SPDX-License-Identifier: MIT */
#include "cell.h"

#include "value/format_number.h"

static void
print_status(struct buf *b, struct span word, enum verdict_status status)
{
	buf_add(b, words_sign(status));
	buf_byte(b, ' ');
	buf_add(b, word);
}

void
cell_print(struct buf *b, enum lang lang, const struct page_cell *c)
{
	switch (c->kind) {
	case PAGE_EMPTY:
		break;
	case PAGE_TEXT:
		buf_add(b, c->text);
		break;
	case PAGE_NUMBER:
		format_number_number(b, lang, c->text);
		if (c->counted.len)
			buf_format(b, " %.*s", SPAN_ARG(c->counted));
		break;
	case PAGE_DAY:
		format_number_day_brief(b, lang, c->day);
		break;
	case PAGE_STATUS:
		print_status(b, words_status(lang, c->status), c->status);
		break;
	case PAGE_SIGN:
		print_status(b, words_brief(lang, c->status), c->status);
		break;
	}
}
