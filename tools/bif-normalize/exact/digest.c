/* SPDX-License-Identifier: MIT
 *
 * What is not called for every cell: the factors, drawn once, and texts of any
 * length. The rest is in the header, so that it can be inlined.
 */
#include "digest.h"

#include "base/mem.h"
#include "pseudonym.h"

struct digest_factors digest_factors;

bool
digest_begin(size_t places)
{
	struct digest_factors *f = &digest_factors;

	f->places = mem_new(places, sizeof(*f->places));
	return pseudonym_random(f->places, places * sizeof(*f->places))
		&& pseudonym_random(f->text, sizeof(f->text))
		&& pseudonym_random(f->end, sizeof(f->end));
}

void
digest_free(void)
{
	mem_free(digest_factors.places);
	digest_factors.places = NULL;
}

digest
digest_text(struct span text)
{
	digest d = digest_of(text.len);
	uint64_t w[2];

	for (; text.len > sizeof(w); text.len -= sizeof(w)) {
		memcpy(w, text.at, sizeof(w));
		d = digest_more(d, w[0], w[1]);
		text.at += sizeof(w);
	}
	memset(w, 0, sizeof(w));
	if (text.len)
		memcpy(w, text.at, text.len);
	return digest_more(d, w[0], w[1]);
}
