/* SPDX-License-Identifier: MIT
 *
 * buf: bytes that grow. at[len] is always writable, so that a buffer can be
 * ended by NUL without asking. Zero-initialise it; free with buf_free().
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/span.h"

struct buf {
	char *at;
	size_t len;
	size_t cap;
};

void buf_room(struct buf *, size_t more); /* at least more bytes free */
void buf_add(struct buf *, struct span);
void buf_text(struct buf *, const char *);
void buf_byte(struct buf *, char);
void buf_format(struct buf *, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
const char *buf_string(struct buf *); /* ended by NUL, borrowed */
void buf_free(struct buf *);

static inline void
buf_clear(struct buf *b)
{
	b->len = 0;
}

static inline struct span
buf_span(const struct buf *b)
{
	return (struct span){ b->at, b->len };
}

#endif
