/* SPDX-License-Identifier: MIT
 *
 * Looks at 64 bytes at a time by the widest registers there are, since nearly
 * all text is well formed; where one block is not, it is walked byte by byte.
 */
#include "base/utf8.h"

#include <stdint.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#define BLOCK 64
#define HIGH UINT64_C(0x8080808080808080)

/* Eight bytes as one number, wherever they stand. */
static uint64_t
eight(const char *at)
{
	uint64_t bytes;

	memcpy(&bytes, at, sizeof(bytes));
	return bytes;
}

size_t
utf8_ascii(struct span s)
{
	size_t i = 0;

	for (; i + 32 <= s.len; i += 32)
		if ((eight(s.at + i) | eight(s.at + i + 8)
			    | eight(s.at + i + 16) | eight(s.at + i + 24))
			& HIGH)
			break;
	for (; i + 8 <= s.len && !(eight(s.at + i) & HIGH); i += 8)
		;
	while (i < s.len && !(s.at[i] & 0x80))
		i++;
	return i;
}

size_t
utf8_character(struct span s)
{
	const unsigned char *at = (const unsigned char *)s.at;
	unsigned char low = 0x80, high = 0xbf;
	size_t len;

	if (at[0] < 0x80)
		return 1;
	if (at[0] >= 0xc2 && at[0] <= 0xdf)
		len = 2;
	else if (at[0] >= 0xe0 && at[0] <= 0xef)
		len = 3;
	else if (at[0] >= 0xf0 && at[0] <= 0xf4)
		len = 4;
	else
		return 0;
	if (at[0] == 0xe0)
		low = 0xa0;
	else if (at[0] == 0xf0)
		low = 0x90;
	else if (at[0] == 0xed)
		high = 0x9f;
	else if (at[0] == 0xf4)
		high = 0x8f;
	if (s.len < len || at[1] < low || at[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

#ifdef __x86_64__
/* One bit for each byte of a block that is above the limit as a signed
 * number, the first byte the lowest: 0x80 is the least, 0x7f the greatest. */
typedef uint64_t comparer(const char *at, char limit);

#define INLINE static inline __attribute__((always_inline))

/* Whether a byte stands there after which not every continuation is allowed:
 * 0xe0, 0xed, 0xf0, 0xf4. */
INLINE bool
has_narrow(const char *at, comparer *above)
{
	return (above(at, '\xdf') & ~above(at, '\xe0'))
		| (above(at, '\xec') & ~above(at, '\xed'))
		| (above(at, '\xef') & ~above(at, '\xf0'))
		| (above(at, '\xf3') & ~above(at, '\xf4'));
}

/* Block by block, as far as all is well: where the first character begins that
 * must be looked at, or of which a block has only a part. In `two` are the
 * first bytes of characters of two bytes and more, and so on; `follow` is where
 * their other bytes must stand, `carry` those of them in the next block. No
 * block waits for what was found in the one before, and what is frequent needs
 * no branch: each row has a letter or two beyond ASCII, and nobody can foretell
 * where. */
INLINE size_t
run(struct span s, comparer *above)
{
	uint64_t carry = 0;
	size_t i = 0;

	for (; s.len - i >= BLOCK; i += BLOCK) {
		const char *at = s.at + i;
		uint64_t high = ~above(at, '\xff');
		uint64_t two = above(at, '\xbf') & high;
		uint64_t three = above(at, '\xdf') & high;
		uint64_t follow = two << 1 | carry, next = two >> 63;

		if (three) {
			uint64_t four = above(at, '\xef') & high;

			if (has_narrow(at, above) || (above(at, '\xf4') & high))
				break;
			follow |= three << 2 | four << 3;
			next |= three >> 62 | four >> 61;
		}
		if ((high ^ two) != follow || two != (above(at, '\xc1') & high))
			break;
		carry = next;
	}
	while (carry && (s.at[--i] & 0xc0) == 0x80)
		;
	return i;
}

INLINE uint64_t
above_sse2(const char *at, char limit)
{
	const __m128i least = _mm_set1_epi8(limit);
	uint64_t bits = 0;

	_Pragma("GCC unroll 4") for (unsigned i = 0; i < BLOCK; i += 16)
		bits |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpgt_epi8(
				_mm_loadu_si128((
					const __m128i *)(const void *)(at + i)),
				least))
		<< i;
	return bits;
}

static size_t
run_sse2(struct span s)
{
	return run(s, above_sse2);
}

__attribute__((target("avx2"))) INLINE uint64_t
above_avx2(const char *at, char limit)
{
	const __m256i least = _mm256_set1_epi8(limit);
	uint64_t bits = 0;

	_Pragma("GCC unroll 2") for (unsigned i = 0; i < BLOCK; i += 32) bits |=
		(uint64_t)(unsigned)_mm256_movemask_epi8(_mm256_cmpgt_epi8(
			_mm256_loadu_si256(
				(const __m256i *)(const void *)(at + i)),
			least))
		<< i;
	return bits;
}

__attribute__((target("avx2"))) static size_t
run_avx2(struct span s)
{
	return run(s, above_avx2);
}

__attribute__((target("avx512bw"))) INLINE uint64_t
above_avx512(const char *at, char limit)
{
	return _mm512_cmpgt_epi8_mask(_mm512_loadu_si512(at),
		_mm512_set1_epi8(limit));
}

__attribute__((target("avx512bw"))) static size_t
run_avx512(struct span s)
{
	return run(s, above_avx512);
}
#endif

static size_t (*taken)(struct span);

bool
utf8_use(unsigned bits)
{
	switch (bits) {
	case 8:
		taken = utf8_ascii;
		return true;
#ifdef __x86_64__
	case 128:
		taken = run_sse2;
		return true;
	case 256:
		if (__builtin_cpu_supports("avx2"))
			taken = run_avx2;
		return taken == run_avx2;
	case 512:
		if (__builtin_cpu_supports("avx512bw"))
			taken = run_avx512;
		return taken == run_avx512;
#endif
	default:
		return false;
	}
}

/* Character by character, until at least `stop`; short of it at a fault. */
static size_t
walk(struct span s, size_t i, size_t stop)
{
	size_t n = 1;

	for (; i < stop && n; i += n)
		n = utf8_character((struct span){ s.at + i, s.len - i });
	return i;
}

size_t
utf8_fault(struct span s)
{
	size_t i = 0;

	for (unsigned bits = 512; !taken; bits /= 2)
		utf8_use(bits);
	while (i < s.len) {
		size_t stop;

		i += taken((struct span){ s.at + i, s.len - i });
		stop = s.len - i < BLOCK ? s.len : i + BLOCK;
		i = walk(s, i, stop);
		if (i < stop)
			break;
	}
	return i;
}

void
utf8_add(struct buf *b, struct span s)
{
	while (s.len) {
		size_t whole = utf8_fault(s);

		buf_add(b, (struct span){ s.at, whole });
		if (whole < s.len) {
			buf_add(b, SPAN("\xef\xbf\xbd"));
			whole++;
		}
		span_skip(&s, whole);
	}
}
