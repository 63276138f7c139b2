/* SPDX-License-Identifier: MIT
 *
 * request: what the command line asks of bif-render.
 */
#ifndef BIF_RENDER_REQUEST_H
#define BIF_RENDER_REQUEST_H

#include "bif-render/format/format.h"
#include "io/options.h"
#include "bif-render/report/material.h"
#include "bif-render/report/report.h"

#define REQUEST_PUBLISHED 400 /* statuses of a year, one a day and more */

struct request {
	struct options options;
	bool rows; /* -r rows: no report, no book */
	bool site; /* -f site: pages of a folder */
	const char *published[REQUEST_PUBLISHED];
	const char *links; /* of a site, a file, or NULL */
	const struct report *report;
	const struct format *format;
	struct format_look look;
	struct material_request material;
};

/* Reads the command line. False when there is nothing to do: all is said. */
bool request_read(struct request *request, int argc, char **argv);

#endif
