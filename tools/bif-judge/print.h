/* SPDX-License-Identifier: MIT
 *
 * print: a case as a row of the verdicts stream.
 */
#ifndef BIF_JUDGE_PRINT_H
#define BIF_JUDGE_PRINT_H

#include "io/out.h"
#include "judge.h"
#include "worth.h"

/* Writes one row; the header has been written (verdict_columns()). What the
 * verdict is worth may be all empty. */
void print_row(struct out *out, const struct judge_case *c,
	const struct worth *w);

#endif
