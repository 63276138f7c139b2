/* SPDX-License-Identifier: MIT
 *
 * escape: a value as a cell of each output format, written into room that is
 * large enough; each returns the end of what it wrote.
 */
#ifndef IO_ESCAPE_H
#define IO_ESCAPE_H

#include "base/buf.h"
#include "base/span.h"

/* Bytes a value of n bytes may need in any format. */
#define ESCAPE_ROOM(n) ((n)*6 + 2)

/* Writes the text as a cell of TSV: `\t` `\n` `\r` `\\` are the only
 * escapes. */
char *escape_tsv(char *to, struct span value);
/* RFC 4180: quoted where it holds a comma, a quote or a line end. */
char *escape_csv(char *to, struct span value);
/* A JSON text in quotes; bytes that are no UTF-8 become U+FFFD. */
char *escape_json(char *to, struct span value);
/* The same at the end of a buffer, which makes the room. */
void escape_json_add(struct buf *b, struct span value);

#endif
