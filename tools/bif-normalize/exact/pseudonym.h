/* SPDX-License-Identifier: MIT
 *
 * pseudonym: personal numbers become keyed 128-bit pseudonyms (DESIGN.md
 * section 9). The same person has the same pseudonym in every source that is
 * normalised with the same key; without the key nobody can make or undo one,
 * though there are few enough CPR numbers to try them all. The one door to
 * libsodium.
 *
 * A pseudonym is SipHash-2-4-128 of `series:number`, written as 32 letters
 * from a to p, one for each four bits: no spreadsheet takes that for a number
 * or a formula.
 */
#ifndef BIF_NORMALIZE_EXACT_PSEUDONYM_H
#define BIF_NORMALIZE_EXACT_PSEUDONYM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

#define PSEUDONYM_WIDTH 32 /* letters */

struct pseudonym;

#define PSEUDONYM_FINGERPRINT 16 /* letters */

/* The key is the hash of a file of at least 32 bytes, which gives no rights to
 * group or others and is called by its own name, not by a symbolic link. NULL
 * after a message (78). */
struct pseudonym *pseudonym_open(const char *key_file);
/* What tells one key from another and says nothing about either. */
void pseudonym_fingerprint(const struct pseudonym *p,
	char letters[PSEUDONYM_FINGERPRINT]);

/* The pseudonym of a number in a series. */
void pseudonym_write(const struct pseudonym *p, struct span series,
	struct span number, char letters[PSEUDONYM_WIDTH]);
/* The same of `series:number` as one text, for those who have it at hand. */
void pseudonym_of(const struct pseudonym *p, struct span text,
	char letters[PSEUDONYM_WIDTH]);
/* The key is wiped. NULL is fine. */
void pseudonym_close(struct pseudonym *p);

/* Random bytes. False after a message (78): there are none. */
bool pseudonym_random(void *bytes, size_t n);

#endif
