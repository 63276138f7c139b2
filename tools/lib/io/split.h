/* SPDX-License-Identifier: MIT
 *
 * split: where the bytes that structure text stand. Text is looked at in
 * blocks of 64 bytes, each as one bit mask, and the masks are walked. There
 * is a plain loop, one with SSE2, one with AVX2 and one with AVX-512; all give
 * the same positions, and the machine's best is taken. BIF_SPLIT=scalar|sse2|
 * avx2|avx512 asks for a certain one, which is how the tests compare them; none
 * asks for no index where there is a reference that does without (io/csv_reader).
 */
#ifndef IO_SPLIT_H
#define IO_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#define SPLIT_BLOCK 64
/* Bytes after the text that must be readable, whatever they hold. */
#define SPLIT_SLACK SPLIT_BLOCK

/* What is looked for: bytes that end a cell, and bytes that need care. A set
 * of fewer bytes repeats one. */
struct split_bytes {
	char ends[2];
	char odd[3];
};

/* Positions in rising order. */
struct split_list {
	uint32_t *at;
	size_t count;
	size_t cap;
};

struct split {
	struct split_bytes bytes;
	struct split_list ends;
	struct split_list odd;
};

/* Adds what stands in text[from..to) to both lists; positions count from the
 * beginning of text and must fit in 32 bits. */
void split_add(struct split *s, const char *text, size_t from, size_t to);
/* Frees the lists. */
void split_free(struct split *s);

/* By which instructions positions are found; all find the same. */
enum split_path {
	SPLIT_NONE,
	SPLIT_SCALAR,
	SPLIT_SSE2,
	SPLIT_AVX2,
	SPLIT_AVX512
};
/* Takes a path from now on; false when this machine lacks it. */
bool split_use(enum split_path path);
/* The one that is taken. */
enum split_path split_taken(void);

/* --- positions: the set bits of a mask of 64, written down as numbers from
 * `base` on. Both ways write more than there are, so `to` needs room for 64.
 * --- */

/* What walks over masks is the same C for all paths; each path compiles its
 * own, with the instructions it may use to count and find bits. */
#define POSITIONS_INLINE static inline __attribute__((always_inline))

/* Eight at a time: a loop that ends after the last bit ends where the
 * processor does not foresee it. */
POSITIONS_INLINE uint32_t *
positions_write(uint32_t *to, uint64_t mask, uint32_t base)
{
	uint32_t *end = to + __builtin_popcountll(mask);

	for (; mask; to += 8)
		for (unsigned i = 0; i < 8; i++, mask &= mask - 1)
			to[i] = base
				+ (uint32_t)__builtin_ctzll(
					mask | UINT64_C(1) << 63);
	return end;
}

#ifdef __x86_64__
#define POSITIONS_AVX512 "avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt"

/* The numbers 0 to 63 are compressed to those whose bits are set, and sixteen
 * at a time become positions. */
__attribute__((target(POSITIONS_AVX512))) POSITIONS_INLINE uint32_t *
positions_write_avx512(uint32_t *to, uint64_t mask, uint32_t base)
{
	static const unsigned char numbers[64] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
		10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
		26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41,
		42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57,
		58, 59, 60, 61, 62, 63 };
	__m512i set = _mm512_maskz_compress_epi8(mask,
		_mm512_loadu_si512(numbers));
	const __m512i from = _mm512_set1_epi32((int)base);
	int n = __builtin_popcountll(mask);

	for (int i = 0; i < n; i += 16) {
		_mm512_storeu_si512(to + i,
			_mm512_add_epi32(from,
				_mm512_cvtepu8_epi32(
					_mm512_castsi512_si128(set))));
		/* The next sixteen to the front. */
		set = _mm512_shuffle_i64x2(set, set, 0x39);
	}
	return to + n;
}
#endif

#endif
