/* SPDX-License-Identifier: MIT
 *
 * Any bytes: libcsv alone, the index on each path this machine has (plain,
 * SSE2, AVX2, AVX-512), and runs of rows give the same records. The first two
 * bytes choose dialect and chunks.
 */
#include "csvalike.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct csv_bytes dialects[] = { { ';', '"', -1 },
		{ ',', '"', -1 }, { '\t', '"', -1 }, { ';', '\'', -1 },
		{ ';', '"', '\\' }, { '|', -1, -1 }, { ',', '"', '"' },
		{ ' ', '"', -1 } };
	static const size_t chunks[] = { 1, 2, 7, 63, 64, 65, 1000, SIZE_MAX };
	struct span text = { (const char *)data, size };
	unsigned dialect = fuzz_byte(&text) % 8, chunk = fuzz_byte(&text) % 8;

	CLAIM(csvalike(text, &dialects[dialect], chunks[chunk]));
	return 0;
}
