/* SPDX-License-Identifier: MIT
 *
 * keys: whether a row was there before. Rows are the same when the values of
 * their key are, as typed values: dates as days and times, units as units, CPR
 * numbers as digits, texts and codes as names are compared. Both the key and
 * the facts are remembered as digests: of the facts 48 bits, which are only
 * held against those of the same key.
 */
#ifndef BIF_NORMALIZE_EXACT_KEYS_H
#define BIF_NORMALIZE_EXACT_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "digest.h"
#include "row.h"

/* Remembers a few bytes for each of very many keys, in at most 22
 * bytes a key at any moment where they are six, growth included.
 *
 * Keys are digests, of which the upper 80 bits are kept: among ten million of
 * them the chance that any two are the same is one in 10^10, among a thousand
 * million one in two million. Their upper bits spread evenly, and say in which
 * bucket of 31 a key stands, or soon after which where that is full:
 *
 *	bucket   0                    1                    2
 *	         tags | entries       tags | entries       tags | entries ...
 *
 * Because buckets are in the order of the keys, the table grows within one
 * stretch of memory, from its end to its beginning: no second table is ever
 * there. It grows by a quarter when 95 of 100 slots are taken, so that never
 * less than 76 are; within a bucket the order is free, so nothing is moved to
 * let a key in. */

struct keytable;

enum keytable_value { KEYTABLE_6 = 6, KEYTABLE_16 = 16 }; /* bytes */

/* An empty table of values of so many bytes. */
struct keytable *keytable_new(enum keytable_value bytes);

/* What is remembered for a key, at any address; *fresh: nothing was yet, and it
 * is all zero now. Good until the next call. */
void *keytable_at(struct keytable *t, digest key, bool *fresh);

/* The key will be asked for soon: its bucket's tags are fetched meanwhile. */
void keytable_soon(const struct keytable *t, digest key);

/* How many keys there are. */
size_t keytable_count(const struct keytable *t);
/* And how many bytes it holds for them. */
size_t keytable_bytes(const struct keytable *t);
/* Frees it, which must be there. */
void keytable_free(struct keytable *t);

/* Draws what the digests of a plan's keys and facts need; false after a
 * message. */
bool keys_begin(const struct facts *plan);

/* The part a value of the key is in its digest: a good answer of a column of
 * that type. Others are DIGEST_EMPTY. */
digest keys_part(enum fact_type type, const struct answer *a);

/* Where a column of the n-th fact stands among the parts of the facts. The
 * source's name is no part: it is the same in all. */
static inline size_t
keys_place(const struct facts *plan, size_t n, size_t column)
{
	return n * (FACT_COLUMNS + plan->nextras) + column;
}

/* The digests of a row's key, and of the facts it gives. */
digest keys_of_row(struct row *r);
/* The digest of those parts of a row's key that do not depend on its day, as units
 * and codes do. Rows of one key have the same; so may others. */
digest keys_of_any_day(struct row *r);
/* The digest of all facts of the row, by which equal rows are told. */
digest keys_of_facts(const struct row *r);

/* What a row is to those of its key before it (DESIGN 5, *Keys*). */
enum keys_verdict {
	KEYS_FRESH,     /* there was none */
	KEYS_DUPLICATE, /* it gave the same facts: this one is skipped */
	KEYS_CONFLICT   /* it gave others: this one is rejected */
};

/* The keys met so far. */
struct keys {
	struct keytable *table; /* NULL until there is a row */
	/* how often a key was met in a file, where occurrences are counted */
	struct keytable *met;
	/* the row met last is the second of its key in the hour that comes
	 * twice, and may count for that alone */
	bool again;
};

/* What a row that gives facts is to those before it, file being the number of
 * its file. Rows without a key are always fresh. Where occurrences are
 * counted, the second row of a key in a file meets the second of that key in
 * other files, and so on. Where nobody said whether they are, so are the first
 * two of a key that holds the hour that comes twice in October. */
enum keys_verdict keys_meet(struct keys *k, struct row *row, uint32_t file);

/* The same by digests at hand; soon: they will be asked for. */
enum keys_verdict keys_known(struct keys *k, digest key, digest facts);
/* The key will be asked for soon: its place is fetched meanwhile. */
void keys_soon(struct keys *k, digest key);
/* It will be asked for next, after that: so will the place it may take. */
void keys_next(struct keys *k, digest key);
/* Frees the tables. */
void keys_free(struct keys *k);

#endif
