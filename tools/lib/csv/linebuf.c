/* SPDX-License-Identifier: MIT */
#include "csv/linebuf.h"

#include <string.h>

#include "base/mem.h"

/* What is read at a time is still in the cache when it is looked at. */
#define FIRST_CAP ((size_t)1 << 18)

void
linebuf_open(struct linebuf *r, struct source *source)
{
	memset(r, 0, sizeof(*r));
	r->source = source;
	r->cap = FIRST_CAP;
	r->bytes = mem_resize(NULL, r->cap + LINEBUF_SLACK, 1);
	memset(r->bytes, 0, LINEBUF_SLACK);
}

void
linebuf_close(struct linebuf *r)
{
	mem_free(r->bytes);
}

/* Reads more; what stands from `at` on stays. False after a message. */
static bool
refill(struct linebuf *r)
{
	ssize_t got;

	r->reads++;
	if (r->at) {
		memmove(r->bytes, r->bytes + r->at, r->end - r->at);
		r->end -= r->at;
		r->at = 0;
	}
	if (r->end == r->cap) {
		r->cap *= 2;
		r->bytes = mem_resize(r->bytes, r->cap + LINEBUF_SLACK, 1);
	}
	got = source_read(r->source, r->bytes + r->end, r->cap - r->end);
	if (got < 0)
		return false;
	r->over = got == 0;
	r->end += (size_t)got;
	memset(r->bytes + r->end, 0, LINEBUF_SLACK);
	return true;
}

/* Whether a line is too long must not depend on how much happens to be read
 * already. */
enum room_result
linebuf_find(struct linebuf *r, size_t from, struct room_line *line)
{
	size_t seen = from;
	const char *lf = NULL;

	for (;;) {
		size_t have = r->end - r->at;

		if (seen < have)
			lf = memchr(r->bytes + r->at + seen, '\n', have - seen);
		if (lf || (r->over && have > from))
			break;
		if (r->over)
			return LINEBUF_END;
		if (have - from > LINEBUF_LINE)
			return LINEBUF_LONG;
		seen = have;
		if (!refill(r))
			return LINEBUF_FAULT;
	}
	line->begin = from;
	line->end = lf ? (size_t)(lf - r->bytes) - r->at : r->end - r->at;
	line->next = line->end + (lf != NULL);
	if (line->end - from > LINEBUF_LINE)
		return LINEBUF_LONG;
	if (line->end > from && r->bytes[r->at + line->end - 1] == '\r')
		line->end--;
	return LINEBUF_FOUND;
}

enum room_result
linebuf_pass(struct linebuf *r, uint64_t *passed)
{
	*passed = 0;
	for (;;) {
		char *lf = memchr(r->bytes + r->at, '\n', r->end - r->at);
		size_t next = lf ? (size_t)(lf - r->bytes) + 1 : r->end;

		*passed += next - r->at;
		r->at = next;
		if (lf)
			return LINEBUF_FOUND;
		if (r->over)
			return LINEBUF_END;
		if (!refill(r))
			return LINEBUF_FAULT;
	}
}
