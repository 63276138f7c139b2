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
	/* -r rows: streams `rows` are merged ; there is no
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

/* The report of that name, or NULL. */
const struct report *report_find(const char *name);

/* --- site.c: `-f site -o FOLDER`, the pages of one status as files that link to
 * each other: index.html, the board; uN.html, the N-th unit of the book; gN.html,
 * its N-th goal. --- */

/* Writes all pages into the folder request->options.output, which is made when
 * it is not there (73 when it cannot be). A unit without a verdict and a goal
 * in nobody's contract have no page, and their numbers are left out. m->unit
 * and m->goal are used on the way and left as nobody asked for them. False
 * after a message; what was written by then stays. */
bool site_write(const struct request *request, struct material *m);

#endif
