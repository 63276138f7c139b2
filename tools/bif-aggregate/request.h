/* SPDX-License-Identifier: MIT
 *
 * request: what the command line asks for.
 */
#ifndef BIF_AGGREGATE_REQUEST_H
#define BIF_AGGREGATE_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "io/options.h"

enum request_job {
	REQUEST_COUNT,
	REQUEST_EXPLAIN,
	REQUEST_MERGE,
	REQUEST_NEEDS
};

struct request {
	struct options options;
	enum request_job job;
	int32_t as_of;       /* DAY_NONE: not given (merge, needs) */
	const char *explain; /* MEASURE[,UNIT[,MONTH]] */
	const char *scope;   /* file for its counts, or NULL */
};

/* False when nothing is to be done: help, or a wrong command line, said. */
bool request_read(struct request *, int argc, char **argv);

#endif
