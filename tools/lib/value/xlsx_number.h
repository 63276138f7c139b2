/* SPDX-License-Identifier: MIT
 *
 * xlsx_number: numbers as workbooks and JSON keep them: `7863.7`, `1E-3`, or the
 * seventeen digits of a double, `7863.6999999999998`. They are made what the
 * person who entered them saw: with a fraction or an exponent, and more than
 * fifteen significant digits, they are rounded to fifteen, half up. No binary
 * floating point is used.
 */
#ifndef VALUE_XLSX_NUMBER_H
#define VALUE_XLSX_NUMBER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "value/decimal.h"

/* Appends the number in the style, without grouping and exponent, so that
 * decimal_read() of that style reads the same value. False, and nothing is
 * appended, when it is no such number. */
bool xlsx_number_number(struct buf *b, struct span text,
	enum decimal_style style);

/* The same, a hundred times as much: what a percentage shows. */
bool xlsx_number_hundredfold(struct buf *b, struct span text,
	enum decimal_style style);

#endif
