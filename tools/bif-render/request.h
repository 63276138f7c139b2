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
	/* -r rows: streams `rows` are merged (row_counts_merge); there is no
	 * report, and material is not loaded */
	bool rows;
	/* -f site: options.output is a folder, which gets the pages of one
	 * status; material.parts is what all of them need */
	bool site;
	/* runs or verdicts of --published, borrowed from the command line;
	 * material.published points here, so a request is not copied */
	const char *published[REQUEST_PUBLISHED];
	const char *links; /* of a site, a file, or NULL */
	/* NULL for rows; of a site the report of its first page, the board */
	const struct report *report;
	const struct format *format;
	/* how wide text is and whether it has colours: what was asked for, else
	 * what the terminal says of itself */
	struct format_look look;
	struct material_request material;
};

/* Reads the command line. False when there is nothing to do: help was shown, or
 * a fault was told (64). Texts are borrowed from argv. */
bool request_read(struct request *request, int argc, char **argv);

#endif
