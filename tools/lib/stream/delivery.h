/* SPDX-License-Identifier: MIT
 *
 * delivery: the stream of deliveries (DESIGN.md section 3): for each source,
 * and each unit that is monthly in it, which months came. bif-judge writes it
 * (--deliveries), bif-render reads it.
 */
#ifndef STREAM_DELIVERY_H
#define STREAM_DELIVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"
#include "io/out.h"
#include "stream/stream.h"

/* What is known of a month of a source (DESIGN.md section 13). */
enum delivery_state {
	DELIVERY_DELIVERED,
	DELIVERY_LAGGING,   /* its rows end before the month does */
	DELIVERY_MISSING,   /* no rows, and none that tell they are right */
	DELIVERY_THIN,      /* far fewer rows than usual */
	DELIVERY_SILENT,    /* of a unit: others have rows, it has none */
	DELIVERY_FAILED,    /* the pipeline says it was not delivered */
	DELIVERY_UNTESTED,  /* not monthly: nothing to hold it against */
	DELIVERY_NOT_BEGUN, /* before its first fact, or `from` */
	DELIVERY_ENDED,     /* after its `to` */
	DELIVERY_STATES
};
extern const char *const delivery_states[DELIVERY_STATES];

/* A row as it stands in the stream. */
struct delivery_row {
	struct span cell[DELIVERY_COLUMNS]; /* unescaped; empty: no value */
	int32_t month;                      /* INT32_MIN: of untested sources */
	enum delivery_state state;
};

/* All rows of one stream. */
struct delivery_rows {
	size_t count; /* in the order they were read */
	const struct delivery_row *list;
};

/* Reads all rows of a file ("-": standard input) into the arena. NULL after a
 * message: 65 for an unknown word, a bad month or a missing column. */
const struct delivery_rows *delivery_load(struct arena *arena,
	const char *file);

#endif
