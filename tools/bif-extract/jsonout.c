/* SPDX-License-Identifier: MIT */
#include "jsonout.h"

#include "io/escape.h"

/* JSON has no NUL, and jansson no way to write one. */
void
jsonout_text(struct jsonout *j, struct span text)
{
	struct buf *b = j->b;
	char *end;

	buf_room(b, ESCAPE_ROOM(text.len));
	end = escape_json(b->at + b->len, text);
	b->len = (size_t)(end - b->at);
	while ((end = memmem(b->at, b->len, "\\u0000", 6)))
		memcpy(end, "\\ufffd", 6);
}

void
jsonout_member(struct jsonout *j, const char *indent, struct span name)
{
	buf_text(j->b, j->members++ ? ",\n" : "\n");
	buf_text(j->b, indent);
	jsonout_text(j, name);
	buf_text(j->b, ": ");
}

void
jsonout_say(struct jsonout *j, const char *indent, const char *name,
	struct span text)
{
	jsonout_member(j, indent, span_of(name));
	jsonout_text(j, text);
}

void
jsonout_begin(struct jsonout *j)
{
	buf_byte(j->b, '{');
	j->members = 0;
}

void
jsonout_end(struct jsonout *j, const char *indent)
{
	buf_byte(j->b, '\n');
	buf_text(j->b, indent);
	buf_byte(j->b, '}');
	j->members = 1;
}
