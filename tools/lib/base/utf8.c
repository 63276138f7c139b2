/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define BLOCK 64
#define HIGH UINT64_C(0x8080808080808080)

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
				| eight(s.at + i + 16)
				| eight(s.at + i + 24)) & HIGH)
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

#ifdef __SSE2__
#define UNROLLED _Pragma("GCC unroll 4")

static inline __m128i
sixteen(const char *at)
{
	return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* One bit for each byte of a block that is above the limit as a signed
 * number, the first byte the lowest: 0x80 is the least, 0x7f the greatest. */
static inline uint64_t
above(const char *at, char limit)
{
	const __m128i least = _mm_set1_epi8(limit);
	uint64_t bits = 0;

	UNROLLED for (unsigned i = 0; i < BLOCK; i += 16)
		bits |= (uint64_t)(unsigned)_mm_movemask_epi8(
			_mm_cmpgt_epi8(sixteen(at + i), least)) << i;
	return bits;
}

/* Whether one of the bytes stands there after which not every continuation is
 * allowed. */
static bool
has_narrow(const char *at)
{
	__m128i found = _mm_setzero_si128();

	UNROLLED for (unsigned i = 0; i < BLOCK; i += 16) {
		const __m128i text = sixteen(at + i);

		found = _mm_or_si128(found, _mm_or_si128(
			_mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8('\xe0')),
				_mm_cmpeq_epi8(text, _mm_set1_epi8('\xed'))),
			_mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8('\xf0')),
				_mm_cmpeq_epi8(text, _mm_set1_epi8('\xf4')))));
	}
	return _mm_movemask_epi8(found);
}

/* How many bytes of the block are whole characters, 61 at least; 0 when it
 * must be looked at character by character. In `two` are the first bytes of
 * characters of two bytes and more, and so on. */
static size_t
whole_characters(const char *at)
{
	uint64_t high = ~above(at, '\xff'), two, three, four = 0, cut;

	if (!high)
		return BLOCK;
	two = above(at, '\xbf') & high;
	three = above(at, '\xdf') & high;
	if (three)
		four = above(at, '\xef') & high;
	if ((high ^ two) != (two << 1 | three << 2 | four << 3)
	    || two != (above(at, '\xc1') & high)
	    || (three && has_narrow(at))
	    || (four && above(at, '\xf4') & high))
		return 0;
	cut = two >> 63 << 63 | three >> 62 << 62 | four >> 61 << 61;
	return cut ? (size_t)__builtin_ctzll(cut) : BLOCK;
}
#else
static size_t
whole_characters(const char *at)
{
	return utf8_ascii((struct span){ at, BLOCK }) == BLOCK ? BLOCK : 0;
}
#endif

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

	while (i < s.len) {
		size_t left = s.len - i, stop = i + BLOCK, n = 0;

		if (left < BLOCK)
			stop = s.len;
		else
			n = whole_characters(s.at + i);
		i = n ? i + n : walk(s, i, stop);
		if (!n && i < stop)
			break;
	}
	return i;
}
