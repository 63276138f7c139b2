/* SPDX-License-Identifier: MIT
 *
 * fuzzlisten: who listens to what is wrong with a book (book/def_error) hears of
 * it with a rule and a text, and it is counted.
 */
#ifndef FUZZ_LISTEN_H
#define FUZZ_LISTEN_H

#include "fuzzhost.h"
#include "book/defs.h"

static inline void
fuzzlisten_hear(void *heard, struct place where, const char *rule,
	const char *text)
{
	(void)where;
	CLAIM(*rule && *text);
	++*(unsigned *)heard;
}

static inline void
fuzzlisten_begin(unsigned *heard)
{
	*heard = 0;
	def_error_listen(fuzzlisten_hear, heard);
}

/* Counts also what was said all the same. */
static inline void
fuzzlisten_end(unsigned *heard)
{
	def_error_listen(NULL, NULL);
	*heard += fuzzhost_said();
}

#endif
