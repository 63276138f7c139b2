/* SPDX-License-Identifier: MIT
 *
 * wrong: what happens when a definition is wrong. A program says it with file
 * and line and stops (78). bif-lint listens instead: each fault becomes one of
 * its findings, and it goes on with what is left.
 *
 * A loader therefore says each fault it meets, drops the row or member, goes
 * on, and gives up at its end only when wrong_stops().
 */
#ifndef MODEL_WRONG_H
#define MODEL_WRONG_H

#include <stdarg.h>
#include <stdbool.h>

#include "base/diag.h"

/* rule is one word for the kind of fault (`definition`, `overlap`, ...), text
 * the sentence; both are borrowed. */
typedef void wrong_listener(void *who, struct place, const char *rule,
	const char *text);

/* NULL ends the listening. */
void wrong_listen(wrong_listener *, void *who);

/* Whether faults stop the program: nobody listens. */
bool wrong_stops(void);

/* Says a fault, or tells it to the listener. Returns false, for
 * `return wrong_say(...)`. */
bool wrong_say(struct place, const char *rule, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
bool wrong_say_list(struct place, const char *rule, const char *fmt, va_list)
	__attribute__((format(printf, 3, 0)));

#endif
