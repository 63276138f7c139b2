/* SPDX-License-Identifier: MIT
 *
 * jsonout: JSON for people to read and change, a member on each line. Values
 * that are no text the caller writes to the buffer.
 */
#ifndef EXTRACT_JSONOUT_H
#define EXTRACT_JSONOUT_H

#include "base/buf.h"

struct jsonout {
	struct buf *b;
	size_t members; /* written in the object at hand */
};

void jsonout_begin(struct jsonout *); /* an object */
void jsonout_end(struct jsonout *, const char *indent);
/* The name of the next member; its value is up to the caller. */
void jsonout_member(struct jsonout *, const char *indent, struct span name);
/* A member that is a text. */
void jsonout_say(struct jsonout *, const char *indent, const char *name,
	struct span text);
void jsonout_text(struct jsonout *, struct span text);

#endif
