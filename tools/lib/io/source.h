/* SPDX-License-Identifier: MIT
 *
 * source: the bytes of a file or of standard input, decompressed. gzip is
 * recognised by its first bytes, whatever the name; members in a row are one
 * stream. A gzip that is cut, corrupt or followed by junk is a fault, never a
 * short file. The one door to zlib; inflating runs on a thread of its own.
 */
#ifndef IO_SOURCE_H
#define IO_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

struct source;

/* Opens a file, or standard input for "-". NULL after a message: 66 when it
 * is not there or a directory, 74 when it cannot be read. */
struct source *source_open(const char *name);

/* A source whose bytes a function makes, as source_read() gives them: a
 * decoder, say, in front of another source. Name and bytes are the inner
 * one's; source_close() calls close, which frees `from` and tells whether all
 * went well, and then closes the inner source. inner may be NULL, where the
 * function needs none. */
struct source_maker {
	ssize_t (*read)(void *from, void *room, size_t n);
	bool (*close)(void *from);
};
/* A source whose bytes another module makes from `inner`, which is closed with
 * it. from is the maker's own. */
struct source *source_made(const struct source_maker *maker, void *from,
	struct source *inner);

/* At most n bytes; 0 at the end, -1 after a message (65 cut or corrupt, with
 * file and offset; 74 read error). At the end of a pipe the marks of its
 * writers are compared with what was read (DESIGN.md section 11). */
ssize_t source_read(struct source *s, void *room, size_t n);

/* Appends all that is left, and closes. False when a fault was found on the way;
 * what was read before it is there all the same. */
bool source_all(struct source *s, struct buf *b);

/* Whether the last byte given out was the end of a line, LF or CR; false while
 * none was. */
bool source_line_ended(const struct source *s);

/* The name it was opened by; "-" is standard input. */
const char *source_name(const struct source *s);
/* read from the file so far, before decompression */
uint64_t source_bytes(const struct source *s);
/* Closes; false when a fault was found on the way. */
bool source_close(struct source *s);

/* Inflated bytes allowed for each byte of gzip, once there are 64 MiB of them,
 * before it is refused as a bomb (65); 0: any. The default is 400: a real
 * export compresses 5 to 50 fold, and deflate cannot do better than 1032.
 * options reads it from $BIF_INFLATE. */
void source_inflate_limit(uint64_t ratio);

/* Whether so many bytes may be what so many packed ones have become. Of any
 * format that packs: all have the limit of gzip. */
bool source_inflate_allows(uint64_t packed, uint64_t given);

#endif
