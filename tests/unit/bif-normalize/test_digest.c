/* SPDX-License-Identifier: MIT
 *
 * digest: equal parts in equal places come to the same, whoever reads them;
 * what differs in a bit does not.
 */
#include "bif-normalize/exact/digest.h"

#include "check.h"

#define PLACES 40

static void
texts(void)
{
	char room[80], other[80];
	size_t n, i;

	for (n = 0; n < 70; n++) {
		memset(room, 'x', sizeof(room));
		memset(other, 'y', sizeof(other));
		memcpy(other + 3, room, n);
		CHECK(digest_text((struct span){ room, n })
			== digest_text((struct span){ other + 3, n }));
		for (i = 0; i < n; i++) {
			other[3 + i] ^= 1;
			CHECK(digest_text((struct span){ room, n })
				!= digest_text((struct span){ other + 3, n }));
			other[3 + i] ^= 1;
		}
		CHECK(digest_text((struct span){ room, n })
			!= digest_text((struct span){ room, n + 1 }));
	}
}

/* As row_plan_key reads it: sixteen bytes, or none, beyond the end. */
static void
words(void)
{
	uint64_t w[4] = { 0 };

	memcpy(w, "twenty bytes of text", 20);
	CHECK(digest_text(SPAN("twenty bytes of text"))
		== digest_more(digest_more(digest_of(20), w[0], w[1]), w[2],
			w[3]));
	memset(w, 0, sizeof(w));
	memcpy(w, "sixteen  bytes !", 16);
	CHECK(digest_text(SPAN("sixteen  bytes !"))
		== digest_more(digest_of(16), w[0], w[1]));
	CHECK(digest_text(SPAN("")) == digest_more(digest_of(0), 0, 0));
}

static void
places(void)
{
	digest a = digest_text(SPAN("a")), b = digest_text(SPAN("b"));

	CHECK(digest_at(0, a) + digest_at(1, b)
		!= digest_at(0, b) + digest_at(1, a));
	CHECK(digest_at(0, a) != digest_at(PLACES - 1, a));
	CHECK(digest_at(0, a) != digest_at(0, DIGEST_EMPTY));
	CHECK(digest_number(5, 0) != digest_number(0, 5));
	CHECK(digest_number(5, 0) == digest_number(5, 0));
}

/* Tables go by the upper bits: of sums of few parts, too. */
static void
spread_evenly(void)
{
	unsigned counts[16] = { 0 };
	uint64_t i;

	for (i = 0; i < 160000; i++)
		counts[digest_end(digest_at(0, digest_number(i, 0))) >> 124]++;
	for (i = 0; i < 16; i++)
		check_that(counts[i] > 9500 && counts[i] < 10500, __FILE__,
			__LINE__, "%u of 160000", counts[i]);
}

int
main(void)
{
	if (!digest_begin(PLACES))
		return 1;
	check_run("digest: texts that differ in any byte", texts);
	check_run("digest: texts by words", words);
	check_run("digest: places", places);
	check_run("digest: upper bits are spread evenly", spread_evenly);
	digest_free();
	return check_end();
}
