/* SPDX-License-Identifier: MIT
 *
 * Reader of the stream of deliveries. Like a verdict's, its cells
 * stay text, so that nobody downstream prints a number anew.
 */
#include "stream/delivery.h"

#include "io/tsv.h"
#include "value/period.h"

const char *const delivery_states[DELIVERY_STATES] = { "delivered", "lagging",
	"missing", "thin", "silent", "failed", "untested", "not_begun",
	"ended" };

/* One row, its words as enums. Columns that are not there are empty. */
static bool
read_row(struct arena *arena, const struct tsv *in,
	const int at[DELIVERY_COLUMNS], struct delivery_row *row)
{
	struct span state, month;

	*row = (struct delivery_row){ .month = INT32_MIN };
	tsv_keep(in, arena, at, DELIVERY_COLUMNS, row->cell);
	state = row->cell[DELIVERY_STATE];
	month = row->cell[DELIVERY_MONTH];
	row->state = (enum delivery_state)span_among(state, delivery_states,
		DELIVERY_STATES);
	if (row->state == DELIVERY_STATES)
		return tsv_wrong(in, "delivery",
			stream_deliveries[DELIVERY_STATE], state,
			"is not a word this column has");
	return !month.len || period_read_month(month, &row->month)
		|| tsv_wrong(in, "delivery", stream_deliveries[DELIVERY_MONTH],
			month, "is not a month");
}

const struct delivery_rows *
delivery_load(struct arena *arena, const char *file)
{
	struct delivery_rows *rows = arena_take(arena, sizeof(*rows));
	struct delivery_row *list = NULL, row;
	struct tsv *in = tsv_open(file, "deliveries", "bif-judge");
	int at[DELIVERY_COLUMNS], more = 0;
	size_t cap = 0, i;
	bool ok = true;

	if (!in)
		return NULL;
	for (i = 0; i < DELIVERY_COLUMNS; i++) {
		at[i] = i <= DELIVERY_STATE
			? tsv_need(in, stream_deliveries[i])
			: tsv_column(in, stream_deliveries[i]);
		ok = ok && (at[i] >= 0 || i > DELIVERY_STATE);
	}
	while (ok && (more = tsv_next(in)) > 0) {
		ok = read_row(arena, in, at, &row);
		MEM_GROW(list, cap, rows->count + 1);
		list[rows->count++] = row;
	}
	ok = tsv_close(in) && ok && more == 0;
	rows->list = arena_adopt(arena, list, rows->count * sizeof(*list));
	return ok ? rows : NULL;
}
