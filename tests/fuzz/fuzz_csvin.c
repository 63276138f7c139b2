/* SPDX-License-Identifier: MIT
 *
 * Any bytes: libcsv alone, the index on each path, and runs of rows give the
 * same records. The first two bytes choose dialect and chunks.
 */
#include "csvalike.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct csvin_dialect dialects[] = {
		{ ';', '"', -1 }, { ',', '"', -1 }, { '\t', '"', -1 },
		{ ';', '\'', -1 }, { ';', '"', '\\' }, { '|', -1, -1 },
		{ ',', '"', '"' }, { ' ', '"', -1 } };
	static const size_t chunks[] = { 1, 2, 7, 63, 64, 65, 1000, SIZE_MAX };
	struct span text = { (const char *)data + 2, size - 2 };

	if (size >= 2 && !csvalike(text, &dialects[data[0] % 8],
		chunks[data[1] % 8]))
		__builtin_trap();
	return 0;
}
