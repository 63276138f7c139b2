/* SPDX-License-Identifier: MIT
 *
 * guess_letters: which encoding of one byte a letter makes the likeliest words
 * of some bytes.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_LETTERS_H
#define BIF_EXTRACT_GUESS_GUESS_LETTERS_H

#include "base/buf.h"
#include "base/span.h"

/* Its name, or NULL where two are about as likely and do not read alike:
 * *likely is then one of them. Adds the reason, and which others read alike, to
 * why. */
const char *guess_letters(struct span bytes, unsigned *sure,
	const char **likely, struct buf *why);

#endif
