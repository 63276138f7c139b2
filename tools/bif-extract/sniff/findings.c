/* SPDX-License-Identifier: MIT
 *
 * The list that everything that looks at a file adds to, and the one place
 * where its sentences are masked: a sample of a file may hold personal
 * numbers, and a reason quotes it.
 */
#include "findings.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "value/text.h"

static struct finding *
add(struct findings *f, const char *what, const char *why, va_list args)
{
	struct finding *made;
	struct buf masked = { 0 };
	char text[600];

	vsnprintf(text, sizeof(text), why, args);
	text_mask(&masked, span_of(text));
	f->list = mem_grow(f->list, &f->cap, f->count + 1, sizeof(*f->list));
	made = &f->list[f->count++];
	*made = (struct finding){ .what = what,
		.why = arena_keep(f->arena, buf_span(&masked)) };
	buf_free(&masked);
	return made;
}

void
findings_sure(struct findings *f, const char *what, struct span value,
	unsigned sure, const char *why, ...)
{
	struct finding *made;
	va_list args;

	va_start(args, why);
	made = add(f, what, why, args);
	va_end(args);
	made->value = arena_keep(f->arena, value);
	made->sure = sure;
}

void
findings_doubt(struct findings *f, const char *what, const char *why, ...)
{
	va_list args;

	va_start(args, why);
	add(f, what, why, args)->doubt = true;
	va_end(args);
}

void
findings_remark(struct findings *f, const char *what, const char *why, ...)
{
	va_list args;

	va_start(args, why);
	add(f, what, why, args)->remark = true;
	va_end(args);
}

void
findings_free(struct findings *f)
{
	mem_free(f->list);
	*f = (struct findings){ .arena = f->arena };
}
