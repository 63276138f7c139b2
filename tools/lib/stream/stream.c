/* SPDX-License-Identifier: MIT
 *
 * The names alone; how a stream is read and written stands in the module of its
 * name.
 */
#include "stream/stream.h"

const char *const stream_facts[FACT_COLUMNS] = { "source", "unit", "event",
	"date", "until", "subject", "group", "outcome", "amount" };

const char *const stream_observations[OBS_COLUMNS] = { "measure", "unit",
	"month", "numerator", "denominator", "n", "pending", "as_of",
	"through" };

const char *const stream_deliveries[DELIVERY_COLUMNS] = { "source", "unit",
	"month", "state", "rows", "usual", "through", "why" };

const char *const stream_verdicts[VERDICT_COLUMNS] = { "year", "unit", "goal",
	"perspective", "measure", "as_of", "known_at", "status", "value",
	"expected", "target", "upper", "baseline", "due", "direction", "window",
	"path", "scale", "shortfall", "band", "numerator", "denominator", "n",
	"projected", "outlook", "required", "trend", "flags", "pending",
	"through", "rejected", "bounds", "low", "high", "chance", "signal",
	"readings", "projected_low", "projected_high", "chance_met",
	"original_target", "original_status", "why" };

const char *const stream_rejects[REJECT_COLUMNS] = { "at", "source", "stage",
	"reason", "column", "value", "unit", "month", "event" };

const char *const stream_rows[ROWS_COLUMNS] = { "source", "file", "data_rows",
	"facts", "skipped", "rejected", "detail" };
