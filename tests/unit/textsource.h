/* SPDX-License-Identifier: MIT
 *
 * textsource: a text as a source that gives out a few bytes at a time, and at
 * the end, when it is to, fails.
 */
#ifndef UNIT_TEXTSOURCE_H
#define UNIT_TEXTSOURCE_H

#include "base/mem.h"
#include "io/source.h"

struct textsource {
	struct span left;
	size_t chunk;
	bool fails;
};

static ssize_t
textsource_read(void *from, void *room, size_t n)
{
	struct textsource *t = from;

	if (n > t->chunk)
		n = t->chunk;
	if (n > t->left.len)
		n = t->left.len;
	if (n)
		memcpy(room, t->left.at, n);
	t->left.at += n;
	t->left.len -= n;
	return !n && t->fails ? -1 : (ssize_t)n;
}

static bool
textsource_close(void *from)
{
	mem_free(from);
	return true;
}

/* The text must live as long. */
static inline struct source *
textsource_ends(struct span text, size_t chunk, bool fails)
{
	static const struct source_maker maker = { textsource_read,
		textsource_close };
	struct textsource *t = mem_new(1, sizeof(*t));

	*t = (struct textsource){ text, chunk, fails };
	return source_made(&maker, t, source_open("/dev/null"));
}

static inline struct source *
textsource(struct span text, size_t chunk)
{
	return textsource_ends(text, chunk, false);
}

#endif
