/* SPDX-License-Identifier: MIT
 *
 * def_error: what happens when a definition is wrong. A program says it with file
 * and line and stops (78). bif-lint listens instead: each fault becomes one of
 * its findings, and it goes on with what is left.
 *
 * A loader therefore says each fault it meets, drops the row or member, goes
 * on, and gives up at its end only when def_error_stops().
 */
#ifndef BOOK_DEF_ERROR_H
#define BOOK_DEF_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

#include "base/diag.h"

/* rule is one word for the kind of fault (`definition`, `overlap`, ...), text
 * the sentence; both are borrowed. */
typedef void def_error_listener(void *who, struct place, const char *rule,
	const char *text);

/* NULL ends the listening. */
void def_error_listen(def_error_listener *hear, void *who);

/* Whether faults stop the program: nobody listens. */
bool def_error_stops(void);

/* Says a fault, or tells it to the listener. Returns false, for
 * `return def_error_say(...)`. */
bool def_error_say(struct place where, const char *rule, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
bool def_error_say_list(struct place where, const char *rule, const char *fmt,
	va_list args) __attribute__((format(printf, 3, 0)));

#endif
