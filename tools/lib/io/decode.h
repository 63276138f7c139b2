/* SPDX-License-Identifier: MIT
 *
 * decode: text of other encodings as UTF-8. The one door to iconv.
 *
 * Three kinds. UTF-8 is checked, not changed. Where every byte is a character
 * and ASCII is itself (ISO-8859-x, Windows-125x, CP8xx), iconv fills a table
 * once and cells are decoded one by one; text that is ASCII is not touched.
 * Any other encoding (UTF-16, UTF-32, ...) is decoded as a stream, before lines
 * are looked for; what is not in the encoding becomes a byte that is not
 * UTF-8, so that the row it stands in is rejected like any other.
 */
#ifndef IO_DECODE_H
#define IO_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "io/source.h"

/* Bytes of UTF-8 that a byte of a cell may become. */
#define DECODE_GROWTH 3

/* Whether iconv knows the encoding; or cannot tell, because the system lacks
 * what it needs to look: that is said (74). */
enum decode_answer { DECODE_KNOWN, DECODE_UNKNOWN, DECODE_NO_ANSWER };
enum decode_answer decode_knows(const char *encoding);

/* How cells are decoded. */
struct decode;

/* Puts a decoder in front of a source, which the result owns. A byte order
 * mark is dropped, and one that says otherwise than `encoding` wins. *cells is
 * how the cells of what is read are decoded: for decode_free(). With cells
 * NULL all is decoded as a stream: what is read is UTF-8. NULL after a message:
 * the source's own, 78 for an encoding iconv does not know, or 74 where it
 * cannot tell; the source is then closed. */
struct source *decode_source(struct source *source, const char *encoding,
	struct decode **cells);

/* From here on, where a byte is a character, a cell that looks like UTF-8 is
 * not in the encoding: it would read as letters, and as others. Where the
 * encoding was said, and is no guess, only letters of Latin-1 look so, in an
 * encoding of their kind. Control characters above 127 are not in it either. */
void decode_suspect(struct decode *d, bool guessed);

/* Whether a text of one byte a letter looks like UTF-8: it holds a letter of
 * Latin-1 written so, or nothing above 127 that is not. */
bool decode_like_utf8(struct span s);

/* How cells are decoded that are UTF-8: checked. Not to be freed. */
const struct decode *decode_utf8(void);

/* The text in UTF-8: the bytes themselves, or borrowed from room, which it is
 * added to. False when it is not in the encoding. */
bool decode_text(const struct decode *d, struct buf *room, struct span s,
	struct span *text);

/* Writes the text into room for DECODE_GROWTH bytes for each of its own and
 * returns how many were written; SIZE_MAX when it is not in the encoding. */
size_t decode_write(const struct decode *d, char *room, struct span s);

/* For the fast path: what each byte of a cell becomes in TSV, decoded and
 * escaped; of encodings where a byte is not a character, ASCII alone. */
struct decode_letter {
	char text[DECODE_GROWTH];
	unsigned char len; /* 0: no such character */
};
const struct decode_letter *decode_tsv(const struct decode *d);

/* The position of the first byte that is not in the encoding, or the length. */
size_t decode_fault(const struct decode *d, struct span s);

/* The other way: adds the bytes that a text in UTF-8 is in what is read. False
 * when the encoding has not all of its characters. */
bool decode_bytes(const struct decode *d, struct buf *b, struct span text);

/* For people: what is not in the encoding is shown as U+FFFD. */
void decode_lossy(const struct decode *d, struct buf *b, struct span s);

/* Whether a byte is a character; else characters are those of UTF-8. */
bool decode_bytewise(const struct decode *d);

/* Frees a decoder; NULL is none. */
void decode_free(struct decode *d);

#endif
