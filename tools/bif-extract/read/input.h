/* SPDX-License-Identifier: MIT
 *
 * input: a file made ready for the reader of its format: through the program
 * that the source names, out of a zip of one file, and known by its first
 * bytes to be of that format.
 */
#ifndef BIF_EXTRACT_READ_INPUT_H
#define BIF_EXTRACT_READ_INPUT_H

#include "io/source.h"
#include "source/export.h"

/* def NULL: nobody has said the format; delimited text, JSON and workbooks are
 * taken. NULL after a message: the source's own, or 65, what the file is and
 * how it is read. */
struct source *input_open(const char *file, const struct export *def);

/* The same source, of which the first bytes are known: those of the first few
 * KiB where `more` says so of the very first, or is NULL. head is good until
 * the source is read. */
struct source *input_look(struct source *source, bool (*more)(struct span head),
	struct span *head);

#endif
