/* SPDX-License-Identifier: MIT
 *
 * json_writer: JSON for people to read and change, a member on each line. Values
 * that are no text the caller writes to the buffer.
 */
#ifndef BIF_EXTRACT_SNIFF_JSON_WRITER_H
#define BIF_EXTRACT_SNIFF_JSON_WRITER_H

#include "base/buf.h"

struct json_writer {
	struct buf *b;
	size_t members; /* written in the object at hand */
};

void json_writer_begin(struct json_writer *j); /* an object */
void json_writer_end(struct json_writer *j, const char *indent);
/* The name of the next member; its value is up to the caller. */
void json_writer_member(struct json_writer *j, const char *indent,
	struct span name);
/* A member that is a text. */
void json_writer_say(struct json_writer *j, const char *indent,
	const char *name, struct span text);
void json_writer_text(struct json_writer *j, struct span text);

#endif
