/* SPDX-License-Identifier: MIT
 *
 * guess_parting: bytes above 127 that part cells, as the currency sign does in
 * some exports, and so are letters in no encoding.
 */
#ifndef EXTRACT_GUESS_PARTING_H
#define EXTRACT_GUESS_PARTING_H

#include <stdbool.h>

#include "base/span.h"

/* parts[i]: the byte 0x80 + i does. */
void guess_parting(bool parts[128], struct span);

#endif
