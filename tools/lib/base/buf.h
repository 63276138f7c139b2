/* SPDX-License-Identifier: MIT
 *
 * buf: bytes that grow. at[len] is always writable, so that a buffer can be
 * ended by NUL without asking. Zero-initialise it; free with buf_free().
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>

#include "base/span.h"

/* The bytes, how many they are, and how many there is room for. */
struct buf {
	char *at;
	size_t len;
	size_t cap;
};

/* Declares buffers that free themselves where the block they stand in is left,
 * on whichever way: BUF_LOCAL a = { 0 }, b = { 0 }; */
#define BUF_LOCAL __attribute__((cleanup(buf_free))) struct buf

/* Makes room for at least so many more bytes; the length stays. */
void buf_room(struct buf *b, size_t more);
/* Appends a text that ends in NUL. */
void buf_text(struct buf *b, const char *text);
/* A whole number in digits, which printf() takes long over; they stand at the
 * end of the room. */
#define COUNT_WIDTH 20
struct span buf_digits(uint64_t n, char room[COUNT_WIDTH]);
/* Appends those digits. */
void buf_count(struct buf *b, uint64_t n);
/* Appends what printf() would write. */
void buf_format(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* The same with the arguments as a list, which is used up. */
void buf_format_list(struct buf *b, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));
/* The bytes, ended by NUL; borrowed until the buffer changes. */
const char *buf_string(struct buf *b);
/* Frees the bytes and leaves an empty buffer. */
void buf_free(struct buf *b);

/* Appends a copy of the text. */
static inline void
buf_add(struct buf *b, struct span text)
{
	if (!text.len)
		return;
	if (!b->at || text.len >= b->cap - b->len)
		buf_room(b, text.len);
	memcpy(b->at + b->len, text.at, text.len);
	b->len += text.len;
}

/* Appends one byte. */
static inline void
buf_byte(struct buf *b, char byte)
{
	if (!b->at || b->cap - b->len < 2)
		buf_room(b, 1);
	b->at[b->len++] = byte;
}

/* Empties it; the room stays. */
static inline void
buf_clear(struct buf *b)
{
	b->len = 0;
}

/* Appends what stands between two pieces, unless nothing stands before it. */
static inline void
buf_between(struct buf *b, const char *text)
{
	if (b->len)
		buf_text(b, text);
}

/* The bytes as a span, borrowed until the buffer changes. */
static inline struct span
buf_span(const struct buf *b)
{
	return (struct span){ b->at, b->len };
}

#endif
