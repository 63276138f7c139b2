/* SPDX-License-Identifier: MIT
 *
 * guess_highbyte: bytes above 127 that part cells, as the currency sign does in
 * some exports, and so are letters in no encoding.
 */
#ifndef BIF_EXTRACT_GUESS_GUESS_HIGHBYTE_H
#define BIF_EXTRACT_GUESS_GUESS_HIGHBYTE_H

#include <stdbool.h>

#include "base/span.h"

/* parts[i]: the byte 0x80 + i does. */
void guess_highbyte(bool parts[128], struct span s);

#endif
