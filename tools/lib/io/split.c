/* SPDX-License-Identifier: MIT
 *
 * Finds where cells end, 64 bytes at a time, by the widest registers of this
 * machine; the plain way gives the same, and tests hold each against it.
 */
#include "io/split.h"

#include "base/mem.h"

/* One bit for each byte of a block, the first byte the lowest. */
struct masks {
	uint64_t ends;
	uint64_t odd;
};

/* Masks are made for this many blocks at a time, so that the choice of a path
 * costs one call for 2 KiB of text. */
#define BATCH 32

/* How the bits of a mask are written down, and how the masks are made. */
typedef uint32_t *writer(uint32_t *to, uint64_t mask, uint32_t base);
typedef void masker(const struct split_bytes *, const char *text, size_t blocks,
	struct masks *);

/* Walks the text block by block. The last block may reach beyond the text: what
 * is found there is taken out of its masks. */
POSITIONS_INLINE void
add(struct split *s, const char *text, size_t from, size_t to, masker *masks_of,
	writer *write)
{
	uint32_t *end = s->ends.at + s->ends.count;
	uint32_t *odd = s->odd.at + s->odd.count;
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
			end = write(end, masks[n].ends, (uint32_t)from);
			if (masks[n].odd) /* rare */
				odd = write(odd, masks[n].odd, (uint32_t)from);
		}
	}
	s->ends.count = (size_t)(end - s->ends.at);
	s->odd.count = (size_t)(odd - s->odd.at);
}

/* A path: the walk of add() compiled for the instructions of one kind of machine,
 * around the masks and the writer that use them. */
#define PATH(name, instructions, masks_of, write) \
	instructions static void name(struct split *s, const char *text, \
		size_t from, size_t to) \
	{ \
		add(s, text, from, to, masks_of, write); \
	}

/* The masks in plain C, which every machine can do and tests compare with. */
static void
masks_scalar(const struct split_bytes *b, const char *text, size_t blocks,
	struct masks *masks)
{
	for (size_t n = 0; n < blocks; n++, text += SPLIT_BLOCK) {
		struct masks m = { 0, 0 };

		for (unsigned i = 0; i < SPLIT_BLOCK; i++) {
			char c = text[i];
			bool end = c == b->ends[0] || c == b->ends[1];
			bool odd = c == b->odd[0] || c == b->odd[1]
				|| c == b->odd[2];

			m.ends |= (uint64_t)end << i;
			m.odd |= (uint64_t)odd << i;
		}
		masks[n] = m;
	}
}

PATH(add_scalar, , masks_scalar, positions_write)

#ifdef __x86_64__
/* The masks with the instructions every 64-bit x86 has, 16 bytes at a time. */
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

PATH(add_sse2, , masks_sse2, positions_write)

/* The masks 32 bytes at a time. */
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
			__m256i end = _mm256_or_si256(_mm256_cmpeq_epi8(t, e0),
				_mm256_cmpeq_epi8(t, e1));
			__m256i odd = _mm256_or_si256(_mm256_cmpeq_epi8(t, o0),
				_mm256_or_si256(_mm256_cmpeq_epi8(t, o1),
					_mm256_cmpeq_epi8(t, o2)));

			m.ends |= (uint64_t)(unsigned)_mm256_movemask_epi8(end)
				<< i;
			m.odd |= (uint64_t)(unsigned)_mm256_movemask_epi8(odd)
				<< i;
		}
		masks[n] = m;
	}
}

PATH(add_avx2, __attribute__((target("avx2,bmi,bmi2,popcnt"))), masks_avx2,
	positions_write)

/* The masks 64 bytes at a time. */
__attribute__((target(POSITIONS_AVX512))) static void
masks_avx512(const struct split_bytes *b, const char *text, size_t blocks,
	struct masks *masks)
{
	const __m512i e0 = _mm512_set1_epi8(b->ends[0]);
	const __m512i e1 = _mm512_set1_epi8(b->ends[1]);
	const __m512i o0 = _mm512_set1_epi8(b->odd[0]);
	const __m512i o1 = _mm512_set1_epi8(b->odd[1]);
	const __m512i o2 = _mm512_set1_epi8(b->odd[2]);

	for (size_t n = 0; n < blocks; n++, text += SPLIT_BLOCK) {
		__m512i t = _mm512_loadu_si512(text);

		masks[n].ends = _mm512_cmpeq_epi8_mask(t, e0)
			| _mm512_cmpeq_epi8_mask(t, e1);
		masks[n].odd = _mm512_cmpeq_epi8_mask(t, o0)
			| _mm512_cmpeq_epi8_mask(t, o1)
			| _mm512_cmpeq_epi8_mask(t, o2);
	}
}

PATH(add_avx512, __attribute__((target(POSITIONS_AVX512))), masks_avx512,
	positions_write_avx512)

#endif

/* Room in a list, so that positions can be written without asking for each. */
static void
make_room(struct split_list *list, size_t more)
{
	if (list->cap - list->count < more)
		MEM_GROW(list->at, list->cap, list->count + more);
}

static void (*taken_add)(struct split *, const char *, size_t, size_t);
static enum split_path taken;

#ifdef __x86_64__
/* AVX2 stands for what has come with it ever since: BMI and POPCNT. */
static bool
has_avx2(void)
{
	__builtin_cpu_init();
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
		&& __builtin_cpu_supports("bmi2")
		&& __builtin_cpu_supports("popcnt");
}

#endif

/* A path that the processor has not got is refused here, so that tests can
 * ask for each and skip what is not there. */
bool
split_use(enum split_path path)
{
	switch (path) {
	case SPLIT_NONE:
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
	case SPLIT_AVX512:
		if (!(has_avx2() && __builtin_cpu_supports("avx512f")
			    && __builtin_cpu_supports("avx512bw")
			    && __builtin_cpu_supports("avx512vbmi2")))
			return false;
		taken_add = add_avx512;
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
	static const char *const names[] = { "none", "scalar", "sse2", "avx2",
		"avx512" };
	const char *asked = getenv("BIF_SPLIT");
	unsigned best = SPLIT_AVX512;

	for (unsigned i = 0; asked && i <= best; i++)
		if (!strcmp(asked, names[i]) && split_use((enum split_path)i))
			return;
	while (!split_use((enum split_path)best))
		best--;
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
