/* SPDX-License-Identifier: MIT */
#include "io/split.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "base/mem.h"

/* One bit for each byte of a block, the first byte the lowest. */
struct masks {
	uint64_t ends;
	uint64_t odd;
};

/* Masks are made for this many blocks at a time, so that the choice of a path
 * costs one call for 2 KiB of text. */
#define BATCH 32

/* Writes down the bits of a mask as positions. Eight are written at a time,
 * more than there may be: one branch that can be foreseen costs less than one
 * for each bit. There must be room for all 64. */
static inline __attribute__((always_inline)) void
write_down(struct split_list *list, uint64_t mask, size_t base)
{
	uint32_t *at = list->at + list->count;

	list->count += (size_t)__builtin_popcountll(mask);
	while (mask) {
		for (unsigned i = 0; i < 8; i++, mask &= mask - 1)
			*at++ = (uint32_t)(base +
				(size_t)__builtin_ctzll(mask | 1ull << 63));
	}
}

/* The walk over the masks is the same C for all paths; each path compiles its
 * own, with the instructions it may use to count and find bits. */
static inline __attribute__((always_inline)) void
add(struct split *s, const char *text, size_t from, size_t to,
	void masks_of(const struct split_bytes *, const char *, size_t,
		struct masks *))
{
	struct masks masks[BATCH];

	while (from < to) {
		size_t left = to - from;
		size_t blocks = (left + SPLIT_BLOCK - 1) / SPLIT_BLOCK;

		if (blocks > BATCH)
			blocks = BATCH;
		masks_of(&s->bytes, text + from, blocks, masks);
		if (left < blocks * SPLIT_BLOCK) {
			uint64_t inside = (1ull << left % SPLIT_BLOCK) - 1;

			masks[blocks - 1].ends &= inside;
			masks[blocks - 1].odd &= inside;
		}
		for (size_t n = 0; n < blocks; n++, from += SPLIT_BLOCK) {
			write_down(&s->ends, masks[n].ends, from);
			write_down(&s->odd, masks[n].odd, from);
		}
	}
}

static void
masks_scalar(const struct split_bytes *b, const char *text, size_t blocks,
	struct masks *masks)
{
	for (size_t n = 0; n < blocks; n++, text += SPLIT_BLOCK) {
		struct masks m = { 0, 0 };

		for (unsigned i = 0; i < SPLIT_BLOCK; i++) {
			char c = text[i];
			bool end = c == b->ends[0] || c == b->ends[1];
			bool odd = c == b->odd[0] || c == b->odd[1] ||
				c == b->odd[2];

			m.ends |= (uint64_t)end << i;
			m.odd |= (uint64_t)odd << i;
		}
		masks[n] = m;
	}
}

static void
add_scalar(struct split *s, const char *text, size_t from, size_t to)
{
	add(s, text, from, to, masks_scalar);
}

#ifdef __x86_64__
static void
masks_sse2(const struct split_bytes *b, const char *text, size_t blocks,
	struct masks *masks)
{
	const __m128i e0 = _mm_set1_epi8(b->ends[0]);
	const __m128i e1 = _mm_set1_epi8(b->ends[1]);
	const __m128i o0 = _mm_set1_epi8(b->odd[0]);
	const __m128i o1 = _mm_set1_epi8(b->odd[1]);
	const __m128i o2 = _mm_set1_epi8(b->odd[2]);

	for (size_t n = 0; n < blocks; n++, text += SPLIT_BLOCK) {
		struct masks m = { 0, 0 };

		for (unsigned i = 0; i < SPLIT_BLOCK; i += 16) {
			__m128i t = _mm_loadu_si128(
				(const __m128i *)(const void *)(text + i));
			__m128i end = _mm_or_si128(_mm_cmpeq_epi8(t, e0),
				_mm_cmpeq_epi8(t, e1));
			__m128i odd = _mm_or_si128(_mm_cmpeq_epi8(t, o0),
				_mm_or_si128(_mm_cmpeq_epi8(t, o1),
					_mm_cmpeq_epi8(t, o2)));

			m.ends |= (uint64_t)(unsigned)_mm_movemask_epi8(end)
				<< i;
			m.odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd)
				<< i;
		}
		masks[n] = m;
	}
}

static void
add_sse2(struct split *s, const char *text, size_t from, size_t to)
{
	add(s, text, from, to, masks_sse2);
}

__attribute__((target("avx2"))) static void
masks_avx2(const struct split_bytes *b, const char *text, size_t blocks,
	struct masks *masks)
{
	const __m256i e0 = _mm256_set1_epi8(b->ends[0]);
	const __m256i e1 = _mm256_set1_epi8(b->ends[1]);
	const __m256i o0 = _mm256_set1_epi8(b->odd[0]);
	const __m256i o1 = _mm256_set1_epi8(b->odd[1]);
	const __m256i o2 = _mm256_set1_epi8(b->odd[2]);

	for (size_t n = 0; n < blocks; n++, text += SPLIT_BLOCK) {
		struct masks m = { 0, 0 };

		for (unsigned i = 0; i < SPLIT_BLOCK; i += 32) {
			__m256i t = _mm256_loadu_si256(
				(const __m256i *)(const void *)(text + i));
			__m256i end = _mm256_or_si256(
				_mm256_cmpeq_epi8(t, e0),
				_mm256_cmpeq_epi8(t, e1));
			__m256i odd = _mm256_or_si256(
				_mm256_cmpeq_epi8(t, o0), _mm256_or_si256(
					_mm256_cmpeq_epi8(t, o1),
					_mm256_cmpeq_epi8(t, o2)));

			m.ends |= (uint64_t)(unsigned)_mm256_movemask_epi8(end)
				<< i;
			m.odd |= (uint64_t)(unsigned)_mm256_movemask_epi8(odd)
				<< i;
		}
		masks[n] = m;
	}
}

__attribute__((target("avx2,bmi,bmi2,popcnt"))) static void
add_avx2(struct split *s, const char *text, size_t from, size_t to)
{
	add(s, text, from, to, masks_avx2);
}
#endif

static void
make_room(struct split_list *list, size_t more)
{
	if (list->cap - list->count < more)
		list->at = mem_grow(list->at, &list->cap, list->count + more,
			sizeof(*list->at));
}

static void (*taken_add)(struct split *, const char *, size_t, size_t);
static enum split_path taken;

/* AVX2 stands for what has come with it ever since: BMI and POPCNT. */
static bool
has_avx2(void)
{
#ifdef __x86_64__
	__builtin_cpu_init();
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
		&& __builtin_cpu_supports("bmi2")
		&& __builtin_cpu_supports("popcnt");
#else
	return false;
#endif
}

bool
split_use(enum split_path path)
{
	switch (path) {
	case SPLIT_SCALAR:
		taken_add = add_scalar;
		break;
#ifdef __x86_64__
	case SPLIT_SSE2:
		taken_add = add_sse2;
		break;
	case SPLIT_AVX2:
		if (!has_avx2())
			return false;
		taken_add = add_avx2;
		break;
#endif
	default:
		return false;
	}
	taken = path;
	return true;
}

/* The path asked for when the machine has it, else its best. */
static void
choose(void)
{
	static const char *const names[] = { "scalar", "sse2", "avx2" };
	const char *asked = getenv("BIF_SPLIT");

	for (unsigned i = 0; asked && i < 3; i++)
		if (!strcmp(asked, names[i]) && split_use((enum split_path)i))
			return;
	if (!split_use(SPLIT_AVX2) && !split_use(SPLIT_SSE2))
		split_use(SPLIT_SCALAR);
}

enum split_path
split_taken(void)
{
	if (!taken_add)
		choose();
	return taken;
}

void
split_add(struct split *s, const char *text, size_t from, size_t to)
{
	if (!taken_add)
		choose();
	make_room(&s->ends, to - from + SPLIT_BLOCK);
	make_room(&s->odd, to - from + SPLIT_BLOCK);
	taken_add(s, text, from, to);
}

void
split_free(struct split *s)
{
	mem_free(s->ends.at);
	mem_free(s->odd.at);
	s->ends = s->odd = (struct split_list){ NULL, 0, 0 };
}
