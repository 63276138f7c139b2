/* SPDX-License-Identifier: MIT
 *
 * stream: the columns of the streams between the programs, in their fixed
 * order (DESIGN.md section 3). Readers bind by name; writers write these.
 */
#ifndef STREAM_STREAM_H
#define STREAM_STREAM_H

#include <stddef.h>

/* The columns of facts, in their order. */
enum fact_column {
	FACT_SOURCE,
	FACT_UNIT,
	FACT_EVENT,
	FACT_DATE,
	FACT_UNTIL,
	FACT_SUBJECT,
	FACT_GROUP,
	FACT_OUTCOME,
	FACT_AMOUNT,
	FACT_COLUMNS
};
extern const char *const stream_facts[FACT_COLUMNS];

/* Those of observations. */
enum observation_column {
	OBS_MEASURE,
	OBS_UNIT,
	OBS_MONTH,
	OBS_NUMERATOR,
	OBS_DENOMINATOR,
	OBS_N,
	OBS_PENDING,
	OBS_AS_OF,
	OBS_THROUGH, /* since 0.2.0: a stream may lack it */
	OBS_COLUMNS
};
extern const char *const stream_observations[OBS_COLUMNS];

/* Those of deliveries. */
enum delivery_column {
	DELIVERY_SOURCE,
	DELIVERY_UNIT,
	DELIVERY_MONTH,
	DELIVERY_STATE,
	DELIVERY_ROWS,
	DELIVERY_USUAL,
	DELIVERY_THROUGH,
	DELIVERY_WHY,
	DELIVERY_COLUMNS
};
extern const char *const stream_deliveries[DELIVERY_COLUMNS];

/* Those of verdicts. */
enum verdict_column {
	VERDICT_YEAR,
	VERDICT_UNIT,
	VERDICT_GOAL,
	VERDICT_PERSPECTIVE,
	VERDICT_MEASURE,
	VERDICT_AS_OF,
	VERDICT_KNOWN_AT,
	VERDICT_STATUS,
	VERDICT_VALUE,
	VERDICT_EXPECTED,
	VERDICT_TARGET,
	VERDICT_UPPER,
	VERDICT_BASELINE,
	VERDICT_DUE,
	VERDICT_DIRECTION,
	VERDICT_WINDOW,
	VERDICT_PATH,
	VERDICT_SCALE,
	VERDICT_SHORTFALL,
	VERDICT_BAND,
	VERDICT_NUMERATOR,
	VERDICT_DENOMINATOR,
	VERDICT_N,
	VERDICT_PROJECTED,
	VERDICT_OUTLOOK,
	VERDICT_REQUIRED,
	VERDICT_TREND,
	VERDICT_FLAGS,
	VERDICT_PENDING,
	VERDICT_THROUGH,
	VERDICT_REJECTED,
	VERDICT_BOUNDS,
	VERDICT_LOW,
	VERDICT_HIGH,
	VERDICT_CHANCE,
	VERDICT_SIGNAL,
	VERDICT_READINGS,
	VERDICT_PROJECTED_LOW,
	VERDICT_PROJECTED_HIGH,
	VERDICT_CHANCE_MET,
	VERDICT_ORIGINAL_TARGET,
	VERDICT_ORIGINAL_STATUS,
	VERDICT_WHY,
	VERDICT_COLUMNS
};
extern const char *const stream_verdicts[VERDICT_COLUMNS];

/* rejects: at source stage reason column value unit month event */
enum reject_column {
	REJECT_AT,
	REJECT_SOURCE,
	REJECT_STAGE,
	REJECT_REASON,
	REJECT_COLUMN,
	REJECT_VALUE,
	REJECT_UNIT,
	REJECT_MONTH,
	REJECT_EVENT,
	REJECT_COLUMNS
};
extern const char *const stream_rejects[REJECT_COLUMNS];

/* rows: source file data_rows facts skipped rejected detail */
enum rows_column {
	ROWS_SOURCE,
	ROWS_FILE,
	ROWS_DATA_ROWS,
	ROWS_FACTS,
	ROWS_SKIPPED,
	ROWS_REJECTED,
	ROWS_DETAIL,
	ROWS_COLUMNS
};
extern const char *const stream_rows[ROWS_COLUMNS];

#endif
