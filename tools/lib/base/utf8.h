/* SPDX-License-Identifier: MIT
 *
 * utf8: where text is UTF-8, as RFC 3629 has it: shortest form, no surrogates,
 * nothing beyond U+10FFFF.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/span.h"

/* How many bytes there are until the first that is not ASCII. */
size_t utf8_ascii(struct span s);

/* The length of the character at the beginning of a span that is not empty;
 * 0 when there is none. */
size_t utf8_character(struct span s);

/* The position of the first byte that belongs to no character, or the length:
 * all of it is UTF-8. */
size_t utf8_fault(struct span s);

/* Appends the text, with U+FFFD for each byte that belongs to no character:
 * names of files are any bytes, and a stream is UTF-8. */
void utf8_add(struct buf *b, struct span s);

/* utf8_fault() looks at 64 bytes at a time, by registers of so many bits from
 * now on: 512, 256, 128, or 8, at the ASCII alone. False when this machine has
 * none; by itself it takes the widest. For tests: all give the same. */
bool utf8_use(unsigned bits);

#endif
