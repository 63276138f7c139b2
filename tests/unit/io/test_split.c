/* SPDX-License-Identifier: MIT
 *
 * All paths of split find what a plain loop finds, at any length and place.
 */
#include "io/split.h"

#include "base/span.h"
#include "check.h"

#define MOST 5000

static char text[MOST + SPLIT_SLACK];

/* A generator of its own, so that a failure can be run again. */
static uint32_t
random_number(void)
{
	static uint64_t state = 88172645463325252u;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 16);
}

static void
fill_text(unsigned density)
{
	static const char some[] = "\t\n\\\r\0;\"xyz\x89\x8a\xff";

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = random_number() % 100 < density
			? some[random_number() % (sizeof(some) - 1)]
			: (char)random_number();
}

static bool
is_one_of(char c, const char *set, size_t n)
{
	return memchr(set, c, n) != NULL;
}

static bool
same_as_loop(const struct split_list *list, size_t from, size_t to,
	const char *set, size_t n)
{
	size_t found = 0;

	for (size_t i = from; i < to; i++) {
		if (!is_one_of(text[i], set, n))
			continue;
		if (found >= list->count || list->at[found++] != i)
			return false;
	}
	return found == list->count;
}

static void
compare(struct split_bytes bytes)
{
	for (unsigned turn = 0; turn < 2000; turn++) {
		struct split s = { .bytes = bytes };
		size_t from = random_number() % 200;
		size_t middle, to;

		if (turn % 100 == 0)
			fill_text(turn / 100 * 5);
		to = from + random_number() % (turn % 10 ? 300 : MOST - 200);
		middle = from + random_number() % (to - from + 1);
		split_add(&s, text, from, middle);
		split_add(&s, text, middle, to);
		CHECK(same_as_loop(&s.ends, from, to, bytes.ends, 2));
		CHECK(same_as_loop(&s.odd, from, to, bytes.odd, 3));
		split_free(&s);
	}
}

static void
all_bytes(void)
{
	compare((struct split_bytes){ "\t\n", { '\\', '\r', '\0' } });
	compare((struct split_bytes){ ";\n", { '"', '\r', '\0' } });
	compare((struct split_bytes){ { (char)0xff, 'x' }, "zzz" });
}

static void
scalar(void)
{
	CHECK(split_use(SPLIT_SCALAR));
	all_bytes();
}

static void
sse2(void)
{
	if (split_use(SPLIT_SSE2))
		all_bytes();
}

static void
avx2(void)
{
	if (split_use(SPLIT_AVX2))
		all_bytes();
}

static void
avx512(void)
{
	if (split_use(SPLIT_AVX512))
		all_bytes();
}

/* What the machine has is taken; what nobody has is refused. */
static void
paths(void)
{
	CHECK(!split_use((enum split_path)99));
	for (unsigned i = SPLIT_NONE; i <= SPLIT_AVX512; i++)
		if (split_use((enum split_path)i))
			CHECK(split_taken() == (enum split_path)i);
}

int
main(void)
{
	check_run("split: the plain loop", scalar);
	check_run("split: SSE2, where the machine has it", sse2);
	check_run("split: AVX2, where the machine has it", avx2);
	check_run("split: AVX-512, where the machine has it", avx512);
	check_run("split: paths", paths);
	return check_end();
}
