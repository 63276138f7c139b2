/* SPDX-License-Identifier: MIT
 *
 * controls: which characters of a text from a file are no letters to a terminal,
 * a browser or a reader, but commands: those must not be shown as they are.
 */
#ifndef BASE_CONTROLS_H
#define BASE_CONTROLS_H

#include <stddef.h>

/* Bytes of the character at p when it steers, else 0: controls (C0 with TAB
 * and line ends, DEL, C1), what turns the writing around or ends a line
 * (U+061C, U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069), and U+FFFE and
 * U+FFFF, which no XML may hold. */
size_t controls_steers(const char *p, size_t left);

#endif
