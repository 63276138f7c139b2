/* SPDX-License-Identifier: MIT
 *
 * Gives each column a name of its own: a stream binds by name, and two columns
 * of one name would hide each other. Of each name that was taken the number to
 * try next is kept: without it a thousand columns of one name would be compared
 * a million times.
 */
#include "column_names.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"

/* A made name may be one that a later column has: that one gets a number then.
 * Tries go on where they ended, so that a thousand equal names cost no more
 * than as many others. */
void
column_names_unique(struct arena *arena, struct span *names, size_t count)
{
	struct intern *taken = intern_new();
	size_t *tried = mem_new(2 * count + 2, sizeof(*tried));
	struct buf text = { 0 };

	intern_add(taken, SPAN("at"));
	for (size_t i = 0; i < count; i++) {
		struct span name = names[i];

		buf_clear(&text);
		if (!name.len) {
			buf_format(&text, "%zu", i + 1);
			name = arena_keep(arena, buf_span(&text));
			buf_clear(&text);
		}
		buf_add(&text, name);
		while (intern_find(taken, buf_span(&text)) != INTERN_NONE) {
			size_t *n = &tried[intern_find(taken, name)];

			*n += *n ? 1 : 2;
			buf_clear(&text);
			buf_format(&text, "%.*s_%zu", SPAN_ARG(name), *n);
		}
		intern_add(taken, buf_span(&text));
		if (!span_equal(names[i], buf_span(&text)))
			names[i] = arena_keep(arena, buf_span(&text));
	}
	buf_free(&text);
	mem_free(tried);
	intern_free(taken);
}
