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

#include "bif-normalize/exact/digest.h"
#include "bif-normalize/exact/keytable.h"
#include "bif-normalize/exact/row.h"

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
