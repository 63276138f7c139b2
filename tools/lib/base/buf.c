/* SPDX-License-Identifier: MIT
 *
 * Grows by half or more, so that appending one byte at a time costs no more
 * than appending all of them at once.
 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>

#include "base/mem.h"

void
buf_room(struct buf *b, size_t more)
{
	size_t need;

	if (b->at && more < b->cap - b->len)
		return;
	if (__builtin_add_overflow(b->len, more, &need) || need == SIZE_MAX)
		need = SIZE_MAX - 1; /* mem says how much was asked for */
	b->at = mem_grow(b->at, &b->cap, need + 1, 1);
}

void
buf_text(struct buf *b, const char *text)
{
	buf_add(b, span_of(text));
}

struct span
buf_digits(uint64_t n, char room[COUNT_WIDTH])
{
	char *end = room + COUNT_WIDTH, *at = end;

	do
		*--at = (char)('0' + n % 10);
	while (n /= 10);
	return (struct span){ at, (size_t)(end - at) };
}

void
buf_count(struct buf *b, uint64_t n)
{
	char room[COUNT_WIDTH];

	buf_add(b, buf_digits(n, room));
}

void
buf_format(struct buf *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	buf_format_list(b, fmt, args);
	va_end(args);
}

void
buf_format_list(struct buf *b, const char *fmt, va_list args)
{
	va_list again;
	int n;

	buf_room(b, 64);
	va_copy(again, args);
	n = vsnprintf(b->at + b->len, b->cap - b->len, fmt, args);
	if (n > 0 && (size_t)n >= b->cap - b->len) {
		buf_room(b, (size_t)n);
		n = vsnprintf(b->at + b->len, b->cap - b->len, fmt, again);
	}
	va_end(again);
	b->len += n > 0 ? (size_t)n : 0;
}

const char *
buf_string(struct buf *b)
{
	buf_room(b, 0);
	b->at[b->len] = '\0';
	return b->at;
}

void
buf_free(struct buf *b)
{
	mem_free(b->at);
	*b = (struct buf){ 0 };
}
