/* SPDX-License-Identifier: MIT
 *
 * fuzz: what all targets share. A target is a function that takes any bytes
 * and claims, by CLAIM, what has to hold of whatever the code under test makes
 * of them. Its first bytes are choices: a dialect, a style, how much one read
 * gives; the rest is the text.
 *
 * The same targets run in two ways: under libFuzzer, which looks for inputs
 * (fuzzer.c), and over those that are kept, in every test (replay.c).
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CLAIM(holds) \
	((holds) ? (void)0 : fuzz_failed(__FILE__, __LINE__, #holds))

/* Says what did not hold, and of which input; does not return. */
__attribute__((noreturn)) void fuzz_failed(const char *file, int line,
	const char *claim);

/* Takes one byte off the input; 0 when there is none left. */
static inline unsigned
fuzz_byte(struct span *input)
{
	unsigned byte;

	if (!input->len)
		return 0;
	byte = (unsigned char)*input->at++;
	input->len--;
	return byte;
}

/* How much one read gives. */
static inline size_t
fuzz_chunk(struct span *input)
{
	static const size_t chunks[] = { SIZE_MAX, 1, 2, 3, 7, 63, 64, 65 };

	return chunks[fuzz_byte(input) % 8];
}

/* Small numbers that look like chance; the same for the same seed. */
static inline uint32_t
fuzz_draw(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return n ? (*seed >> 8) % n : 0;
}

#endif
