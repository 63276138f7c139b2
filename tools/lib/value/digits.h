/* SPDX-License-Identifier: MIT
 *
 * digits: numbers of so many digits, as dates have them.
 */
#ifndef VALUE_DIGITS_H
#define VALUE_DIGITS_H

/* n digits as a number, or -1. */
static inline int
digits_read(const char *at, int n)
{
	int value = 0;

	for (; n > 0; n--, at++) {
		if (*at < '0' || *at > '9')
			return -1;
		value = value * 10 + (*at - '0');
	}
	return value;
}

#endif
