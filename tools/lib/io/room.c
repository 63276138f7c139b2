/* SPDX-License-Identifier: MIT */
#include "io/room.h"

#include <string.h>

#include "base/mem.h"

/* What is read at a time is still in the cache when it is looked at. */
#define FIRST_CAP ((size_t)1 << 18)

void
room_open(struct room *r, struct source *source)
{
	memset(r, 0, sizeof(*r));
	r->source = source;
	r->cap = FIRST_CAP;
	r->bytes = mem_resize(NULL, r->cap + ROOM_SLACK, 1);
	memset(r->bytes, 0, ROOM_SLACK);
}

void
room_close(struct room *r)
{
	mem_free(r->bytes);
}

/* Reads more; what stands from `at` on stays. False after a message. */
static bool
refill(struct room *r)
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
		r->bytes = mem_resize(r->bytes, r->cap + ROOM_SLACK, 1);
	}
	got = source_read(r->source, r->bytes + r->end, r->cap - r->end);
	if (got < 0)
		return false;
	r->over = got == 0;
	r->end += (size_t)got;
	memset(r->bytes + r->end, 0, ROOM_SLACK);
	return true;
}

/* Whether a line is too long must not depend on how much happens to be read
 * already. */
enum room_result
room_find(struct room *r, size_t from, struct room_line *line)
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
			return ROOM_END;
		if (have - from > ROOM_LINE)
			return ROOM_LONG;
		seen = have;
		if (!refill(r))
			return ROOM_FAULT;
	}
	line->begin = from;
	line->end = lf ? (size_t)(lf - r->bytes) - r->at : r->end - r->at;
	line->next = line->end + (lf != NULL);
	if (line->end - from > ROOM_LINE)
		return ROOM_LONG;
	if (line->end > from && r->bytes[r->at + line->end - 1] == '\r')
		line->end--;
	return ROOM_FOUND;
}

enum room_result
room_pass(struct room *r, uint64_t *passed)
{
	*passed = 0;
	for (;;) {
		char *lf = memchr(r->bytes + r->at, '\n', r->end - r->at);
		size_t next = lf ? (size_t)(lf - r->bytes) + 1 : r->end;

		*passed += next - r->at;
		r->at = next;
		if (lf)
			return ROOM_FOUND;
		if (r->over)
			return ROOM_END;
		if (!refill(r))
			return ROOM_FAULT;
	}
}
