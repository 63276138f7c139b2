/* SPDX-License-Identifier: MIT
 *
 * tolerant_repair: what a record costs that is not sound: its own line, where that
 * can be told, and never the rest of the file. Part of csv/tolerant.
 */
#ifndef CSV_TOLERANT_REPAIR_H
#define CSV_TOLERANT_REPAIR_H

#include "csv/tolerant_cut.h"

struct tolerant_repair {
	struct line_window *lines;
	const struct loose_dialect *dialect;
	const struct loose_limits *limits;
	size_t expected; /* cells of a row; 0: not known */
	/* the record that the window begins with */
	struct tolerant_cut cut;
	bool was_odd; /* the one before it was */

	struct tolerant_cut tried, mended;
	bool tried_sound; /* whatever the number of its cells */
};

/* What a fault costs, in positions of the window. */
struct loosemend_part {
	enum loose_why why;        /* LOOSE_SOUND: the record is none */
	size_t fault, fault_begin; /* the byte, its line's first byte */
	size_t fault_line;         /* from 0, in the record */
	size_t end, next;          /* of its text; where to go on */
	size_t lines;
};

enum loosemend_trial {
	TOLERANT_REPAIR_BLANK,
	TOLERANT_REPAIR_ODD,
	TOLERANT_REPAIR_SOUND
};

/* Whether the line that begins so far into the window is, by itself, a sound
 * record of so many cells; 0: of more than one. *next is where the line after
 * it begins. */
enum loosemend_trial tolerant_repair_try(struct tolerant_repair *,
	size_t begins, size_t cells, size_t *next);

/* Whether the record that was cut needs a second look: it is not sound, or it
 * holds cells of several lines and has not as many cells as rows have. */
bool tolerant_repair_is_doubtful(struct tolerant_repair *, enum loose_why);
/* Takes it: the part that its fault costs is cut again, tolerant_unsound. */
void tolerant_repair_mend(struct tolerant_repair *, enum loose_why,
	struct loosemend_part *);

void tolerant_repair_free(struct tolerant_repair *);

#endif
