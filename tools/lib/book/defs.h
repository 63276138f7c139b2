/* SPDX-License-Identifier: MIT
 *
 * defs: a JSON file of the book as a tree that knows its lines. Duplicate keys
 * are refused. Numbers stay as they were written; nothing is made binary. The
 * one door to jansson. Trees live in the arena they were loaded into.
 *
 * Here is also what happens when a definition is wrong, in JSON or in CSV. A
 * program says it with file and line and stops (78). bif-lint listens instead:
 * each fault becomes one of its findings, and it goes on with what is left. A
 * loader therefore says each fault it meets, drops the row or member, goes on,
 * and gives up at its end only when def_error_stops().
 */
#ifndef BOOK_DEFS_H
#define BOOK_DEFS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/span.h"

/* --- what happens when a definition is wrong --- */

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
/* The same with the arguments as a list. */
bool def_error_say_list(struct place where, const char *rule, const char *fmt,
	va_list args) __attribute__((format(printf, 3, 0)));

/* --- JSON --- */

/* The kinds of JSON values. */
enum def_kind {
	DEF_NULL,
	DEF_FALSE,
	DEF_TRUE,
	DEF_NUMBER,
	DEF_TEXT,
	DEF_LIST,
	DEF_OBJECT
};

/* A value with its place. Members of objects are in the order of the file. A
 * number is kept as text: whoever needs it reads it exactly, as a decimal or a
 * ratio, and can show it in a message as it was written. */
struct def {
	enum def_kind kind;
	const char *file;
	unsigned line;    /* where the value begins, from 1 */
	struct span key;  /* its name, when in an object */
	struct span text; /* of TEXT, and of NUMBER as written */
	size_t count;     /* of LIST and OBJECT, in file order */
	const struct def *items;
};

/* NULL after a message: 66 not there, 78 not JSON. */
const struct def *def_load(struct arena *arena, const char *file);

/* The same for text that has been read already. Unless it is to be said, NULL
 * comes without a message. */
const struct def *def_parse(struct arena *arena, const char *file,
	struct span text, bool say);

/* A member by name, or NULL. Also NULL for NULL or for no object. */
const struct def *def_get(const struct def *object, const char *key);

/* `file:line: message`, status 78 (def_error.h). Returns false, for
 * `return def_wrong(...)`. */
bool def_wrong(const struct def *d, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Refuses members whose name is not in the list, with the nearest word. A
 * member `//` is a comment, whatever it holds: JSON has no others. */
bool def_only(const struct def *d, const char *const names[], size_t n);

/* A member that must be a text (or absent, when not required: then *text is
 * empty with at = NULL). False after a message. */
bool def_text(const struct def *object, const char *key, bool required,
	struct span *text);
/* A member true or false; absent: the given default. */
bool def_flag(const struct def *object, const char *key, bool otherwise,
	bool *flag);
/* The position of a member's text among words. False after a message, which
 * lists them. */
bool def_word(const struct def *member, const char *const words[], size_t n,
	int *choice);
/* The same of a member by its name; absent: *choice unchanged. */
bool def_choice(const struct def *object, const char *key,
	const char *const words[], size_t n, int *choice);

#endif
