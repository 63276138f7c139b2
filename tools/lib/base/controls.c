/* SPDX-License-Identifier: MIT
 *
 * Looks at the bytes of a character alone, without decoding it: the few that
 * matter have lengths of one, two and three. What is done with one is for those
 * who write: see diag.c and io/escape.c.
 */
#include "base/controls.h"

static size_t
steers_of_three(const unsigned char *u)
{
	if (u[0] == 0xe2 && u[1] == 0x80
		&& (u[2] == 0x8e || u[2] == 0x8f
			|| (u[2] >= 0xa8 && u[2] <= 0xae)))
		return 3;
	if (u[0] == 0xe2 && u[1] == 0x81 && u[2] >= 0xa6 && u[2] <= 0xa9)
		return 3;
	return u[0] == 0xef && u[1] == 0xbf && u[2] >= 0xbe ? 3 : 0;
}

size_t
controls_steers(const char *p, size_t left)
{
	const unsigned char *u = (const unsigned char *)p;

	if (!left)
		return 0;
	if (u[0] < 0x20 || u[0] == 0x7f)
		return 1;
	if (left > 1
		&& ((u[0] == 0xc2 && u[1] < 0xa0)
			|| (u[0] == 0xd8 && u[1] == 0x9c)))
		return 2;
	return left > 2 ? steers_of_three(u) : 0;
}
