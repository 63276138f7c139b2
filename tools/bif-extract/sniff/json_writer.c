/* SPDX-License-Identifier: MIT */
#include "json_writer.h"

#include "io/escape.h"

/* JSON has no NUL, and jansson no way to write one. */
void
json_writer_text(struct json_writer *j, struct span text)
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
json_writer_member(struct json_writer *j, const char *indent, struct span name)
{
	buf_text(j->b, j->members++ ? ",\n" : "\n");
	buf_text(j->b, indent);
	json_writer_text(j, name);
	buf_text(j->b, ": ");
}

void
json_writer_say(struct json_writer *j, const char *indent, const char *name,
	struct span text)
{
	json_writer_member(j, indent, span_of(name));
	json_writer_text(j, text);
}

void
json_writer_begin(struct json_writer *j)
{
	buf_byte(j->b, '{');
	j->members = 0;
}

void
json_writer_end(struct json_writer *j, const char *indent)
{
	buf_byte(j->b, '\n');
	buf_text(j->b, indent);
	buf_byte(j->b, '}');
	j->members = 1;
}
