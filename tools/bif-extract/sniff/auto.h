/* SPDX-License-Identifier: MIT
 *
 * auto: reading a file that nobody has described. `--sniff` writes down what
 * it seems to be; `--auto` reads it so.
 */
#ifndef BIF_EXTRACT_SNIFF_AUTO_H
#define BIF_EXTRACT_SNIFF_AUTO_H

#include "bif-extract/export_options.h"
#include "sniff.h"

/* Writes a draft for each file, one behind the other; where one cannot be read
 * there is a message, and no output is kept. */
void auto_sniff(const struct export_options *g, const struct options *o);

/* What --auto took, which must live as long as the definition. */
struct auto_taken {
	bool sniffed;              /* the file was looked at: sniff is set, */
	struct sniff sniff;        /* names and patterns are borrowed from it */
	struct export_rule *rules; /* skip_rows, until, control, only_rows */
	size_t nrules;
	struct export_column *columns; /* of a text of fixed width; or NULL */
};

/* Completes the definition by what the first file seems to be, says what was
 * taken, and what is in doubt. False after a message (65 when the encoding or
 * the delimiter cannot be told, 64 when options do not go with it). */
bool auto_take(struct auto_taken *t, struct export_options *g,
	const struct options *o);
/* Frees what was taken, after the definition was last used. */
void auto_free(struct auto_taken *t);

#endif
