/* SPDX-License-Identifier: MIT
 *
 * archive: a zip file and its parts. The one door to libzip, which is loaded
 * with the first of them (base/library.h); a build without it says so (78).
 *
 * Nothing here takes more than some megabytes, whatever the file: parts are
 * given out as they are inflated, a directory beyond ARCHIVE_DIRECTORY_MOST is
 * refused before it is read, and so is a part that becomes longer than
 * source_inflate_allows() lets it.
 */
#ifndef XLSX_ARCHIVE_H
#define XLSX_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "io/source.h"

/* Bytes of a zip's directory: 80,000 parts of short names. */
#define ARCHIVE_DIRECTORY_MOST ((size_t)4 << 20)

struct archive;
struct archive_part;

/* Reads the source to its end into a temporary file, since a zip is read from
 * its end; the source stays the caller's. what is the word for such a file in
 * messages, "workbook" say, and must live as long. NULL after a message: 65 it
 * is none, 74 no room for the copy, 78 not in this build. */
struct archive *archive_open(struct source *source, const char *what);
/* Closes the zip, and with it its temporary copy is gone. */
void archive_close(struct archive *a);

/* The parts in the order of the directory. A folder's name ends in `/`. */
size_t archive_count(struct archive *a);
/* A part's name, until the archive is closed. */
const char *archive_name(struct archive *a, size_t i);

/* NULL after a message: 65, there is no part of this path, or it cannot be
 * read. */
struct archive_part *archive_part(struct archive *a, const char *path);
/* Bytes of the part: 0 at its end, -1 after a message. */
ssize_t archive_read(struct archive_part *p, void *room, size_t n);
/* Closes the part; the archive stays open. */
void archive_part_close(struct archive_part *p);

/* A part as a source of its own, which owns the archive and `inner`, the
 * source it was read from. NULL after a message, all is closed then. */
struct source *archive_source(struct archive *a, size_t i,
	struct source *inner);

#endif
