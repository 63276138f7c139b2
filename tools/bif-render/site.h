/* SPDX-License-Identifier: MIT
 *
 * site: `-f site -o FOLDER`, the pages of one status as files that link to each
 * other: index.html, the board; uN.html, the N-th unit of the book; gN.html,
 * its N-th goal.
 */
#ifndef BIF_RENDER_SITE_H
#define BIF_RENDER_SITE_H

#include "request.h"

/* Writes all pages into the folder request->options.output, which is made when
 * it is not there (73 when it cannot be). A unit without a verdict and a goal
 * in nobody's contract have no page, and their numbers are left out. m->unit
 * and m->goal are used on the way and left as nobody asked for them. False
 * after a message; what was written by then stays. */
bool site_write(const struct request *request, struct material *m);

#endif
