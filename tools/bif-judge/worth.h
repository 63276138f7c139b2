/* SPDX-License-Identifier: MIT
 *
 * worth: what a verdict is worth (DESIGN.md section 14): the interval of its
 * figure and what chance alone does, what rejected rows could change, signals,
 * and other readings. It stands beside the status and never changes one. What
 * is worked out how is in MANUAL.md (What a figure is worth).
 */
#ifndef BIF_JUDGE_WORTH_H
#define BIF_JUDGE_WORTH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "io/out.h"
#include "judge.h"

/* What the monthly series says of late; empty: nothing can be said of it. */
enum worth_signal { SIGNAL_EMPTY, SIGNAL_NONE, SIGNAL_BETTER, SIGNAL_WORSE };

/* Members that follow a `has` hold when it is true. */
struct worth {
	bool given;             /* asked for, and there is a verdict */
	bool has_interval;      /* something is sampled */
	struct ratio low, high; /* 95 %, as the value is shown */
	bool has_chance;
	struct ratio chance; /* from 0 to 1 */

	bool has_rejected; /* the streams tell of rejected rows */
	uint64_t rejected; /* rows that could count here */
	bool has_bounds;   /* what they could change is known exactly */
	enum verdict_status best, worst; /* if they did */

	enum worth_signal signal;
	struct buf readings; /* `ratio:off days:near` */
	unsigned flags;      /* enum verdict_flag that follow from these */
};

/* The rejected rows of the streams, by source. */
struct worth_rejects;
struct worth_rejects *worth_rejects_new(const struct judge_context *context);
void worth_rejects_free(struct worth_rejects *rejects);

/* All of it for a case; empty unless it has a verdict. rejects may be NULL:
 * the streams do not tell. readings is the file of all readings, or NULL.
 * The caller frees its buffer. */
struct worth worth_of(const struct judge_case *c,
	const struct worth_rejects *rejects, struct out *readings);

/* The parts. Each fills its own members of *w and adds its flag. */
void worth_chance(const struct judge_case *c, struct worth *w);
void worth_bounds(const struct judge_case *c,
	const struct worth_rejects *rejects, struct worth *w);
/* Writes each reading as a row of out, unless that is NULL. */
void worth_readings(const struct judge_case *c, struct worth *w,
	struct out *out);
/* Writes the header of the file of readings. */
void worth_readings_columns(struct out *out);

/* Whether each thing that is counted is a person or an event by itself, so that
 * it is drawn, and weighs one. */
bool worth_counts_one(enum measure_count count);
/* Whether the measure has a denominator, or follows a cohort. */
bool worth_has_denominator(const struct measure *m);
/* A month's figures at the subject's unit: 0 and 0 where it is a real 0; false
 * when the month has none. */
bool worth_month(const struct subject *s, int32_t month,
	struct ratio *numerator, struct ratio *denominator);

#endif
