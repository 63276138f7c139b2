/* SPDX-License-Identifier: MIT
 *
 * digest: what is remembered of a row's key and facts instead of their bytes:
 * 128 bits that differ where these differ, but for a chance nobody can bring
 * about, since the factors are drawn at random for each process. No result
 * depends on them.
 *
 * Parts are digested each for itself, then put in their places and added up,
 * so that what a part comes to can be remembered:
 *
 *	sum = digest_at(0, digest_text(a)) + digest_at(1, digest_text(b));
 *	whole = digest_end(sum);
 *
 * A part in its place is the product of its halves, each shifted by a number
 * of that place (NH, the universal hash of UMAC): two rows that differ in any
 * part come to the same sum with a chance of at most one in 2^64, for random
 * halves of about one in 2^128.
 */
#ifndef BIF_NORMALIZE_EXACT_DIGEST_H
#define BIF_NORMALIZE_EXACT_DIGEST_H

#include <stdint.h>

#include "base/span.h"

typedef unsigned __int128 digest;

/* Draws the factors, with those of so many places, before anything else. False
 * after a message: there is no source of random numbers (78). */
bool digest_begin(size_t places);
/* Frees the factors. */
void digest_free(void);

extern struct digest_factors {
	uint64_t text[4];
	uint64_t end[4];
	uint64_t (*places)[2];
} digest_factors;

/* After wyhash (Wang Yi, public domain): multiply to 128 bits, fold. */
static inline uint64_t
digest_fold(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Sixteen bytes more, after what came before. */
static inline digest
digest_more(digest before, uint64_t a, uint64_t b)
{
	const uint64_t *f = digest_factors.text;

	return (digest)digest_fold(a ^ f[0], b ^ (uint64_t)(before >> 64)) << 64
		| digest_fold(a ^ f[1], b ^ (uint64_t)before);
}

/* What comes before the first bytes of so many. */
static inline digest
digest_of(size_t bytes)
{
	return ((digest)digest_factors.text[2] << 64 | digest_factors.text[3])
		^ bytes;
}

/* Parts: a text, sixteen bytes at a time, the last with zeroes after its end;
 * a number or two; and one for what is empty. */
digest digest_text(struct span text);

static inline digest
digest_number(uint64_t a, uint64_t b)
{
	return digest_more(digest_of(16), a, b);
}

#define DIGEST_EMPTY ((digest)0)

static inline digest
digest_at(size_t place, digest part)
{
	const uint64_t *f = digest_factors.places[place];

	return (digest)((uint64_t)part + f[0])
		* ((uint64_t)(part >> 64) + f[1]);
}

/* The sum of all parts, its bits spread evenly. */
static inline digest
digest_end(digest sum)
{
	const uint64_t *f = digest_factors.end;
	uint64_t low = (uint64_t)sum, high = (uint64_t)(sum >> 64);

	return (digest)digest_fold(high ^ f[0], low ^ f[1]) << 64
		| digest_fold(high ^ f[2], low ^ f[3]);
}

#endif
