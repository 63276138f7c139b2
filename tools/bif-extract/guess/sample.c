/* SPDX-License-Identifier: MIT
 *
 * The head and the tail are kept as they stand in the file; between them only
 * letters of UTF-8 are counted, since a file of another encoding that holds some
 * was put together of two. In what encoding the bytes are is for
 * guess_encoding.c to tell; here they are only decoded by it.
 */
#include "sample.h"

#include "base/mem.h"
#include "io/decode.h"
#include "io/source.h"
#include "io/spill.h"
#include "bif-extract/read/input.h"

/* Bytes that are asked for at a time. */
#define CHUNK ((size_t)1 << 16)

/* Reads from bytes in memory, as a source does from a file. */
static ssize_t
give(void *from, void *room, size_t n)
{
	struct span *left = from;

	if (n > left->len)
		n = left->len;
	if (n)
		memcpy(room, left->at, n);
	span_skip(left, n);
	return (ssize_t)n;
}

/* Ends reading from bytes: only the span of what is left is to be freed. */
static bool
end(void *from)
{
	mem_free(from);
	return true;
}

/* A decoder reads from a source, wherever its bytes are from. */
struct source *
sample_source(struct span bytes)
{
	static const struct source_maker maker = { give, end };
	struct span *left = mem_new(1, sizeof(*left));

	*left = bytes;
	return source_made(&maker, left, NULL);
}

/* The decoder reads from a source, as it would from a file, so that a sample is
 * decoded as the file will be. */
void
sample_decode(struct buf *b, struct span bytes, const char *encoding)
{
	struct source *source = decode_source(sample_source(bytes), encoding,
		NULL);

	if (source)
		source_all(source, b);
}

/* The file is read to its end, or to SAMPLE_MOST, though only two ends of it are
 * kept: only so is known how it ends, and whether letters of UTF-8 come later. */
bool
sample_read(struct sample *s, const char *file)
{
	struct source *source;
	char *room;
	ssize_t got = 1;
	bool good;

	memset(s, 0, sizeof(*s));
	s->whole = true;
	source = spill_input(file) ? input_open(file, NULL) : NULL;
	if (!source)
		return false;
	room = mem_new(CHUNK, 1);
	while (s->size < SAMPLE_MOST
		&& (got = source_read(source, room, CHUNK)) > 0) {
		size_t n = (size_t)got, fits = SAMPLE_HEAD - s->head.len;

		for (size_t i = 1; i < n; i++)
			s->utf8 += ((unsigned char)room[i - 1] & 0xfe) == 0xc2
				&& ((unsigned char)room[i] & 0xc0) == 0x80;
		s->size += n;
		if (fits > n)
			fits = n;
		buf_add(&s->head, (struct span){ room, fits });
		s->whole &= fits == n;
		/* Of what is behind the head only the last bytes are kept. */
		buf_add(&s->tail, (struct span){ room + fits, n - fits });
		if (s->tail.len < 4 * SAMPLE_TAIL)
			continue;
		memmove(s->tail.at, s->tail.at + s->tail.len - SAMPLE_TAIL,
			SAMPLE_TAIL);
		s->tail.len = SAMPLE_TAIL;
	}
	s->ended = got == 0;
	mem_free(room);
	good = source_close(source) && got >= 0;
	if (!good)
		sample_free(s);
	return good;
}

/* Standard input cannot be read twice: it was kept in a file, which is given
 * out from its beginning (io/spill). */
bool
sample_rewind(const char *file)
{
	return spill_input_again(file);
}

/* Left empty, it may be freed once more. */
void
sample_free(struct sample *s)
{
	buf_free(&s->head);
	buf_free(&s->tail);
}
