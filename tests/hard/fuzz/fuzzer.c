/* SPDX-License-Identifier: MIT
 *
 * What a target does under libFuzzer when a claim does not hold.
 */
#include <stdio.h>

#include "fuzz.h"

void
fuzz_failed(const char *file, int line, const char *claim)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, claim);
	__builtin_trap();
}
