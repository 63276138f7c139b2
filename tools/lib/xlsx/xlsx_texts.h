/* SPDX-License-Identifier: MIT
 *
 * xlsx_texts: the texts that the cells of a workbook share (ISO 29500-1,
 * 18.4), by number. A workbook of a million different texts is an honest one,
 * so that their number has no limit but the disk's: beyond
 * XLSX_TEXTS_MOST bytes they go to temporary files without a name.
 *
 *     text i is bytes[ends[i - 1]..ends[i]), of file and memory end to end
 */
#ifndef XLSX_XLSX_TEXTS_H
#define XLSX_XLSX_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/span.h"

#define XLSX_TEXTS_MOST ((size_t)16 << 20) /* in memory, with their ends */

struct xlsx_texts {
	struct buf bytes;
	size_t *ends; /* in memory: of `bytes`; in the file: of all */
	size_t count, ends_cap;
	FILE *bytes_file, *ends_file;
	uint64_t filed, filed_bytes; /* texts in the files, and their bytes */
	struct buf fetched;          /* the last one that came from there */
};

/* Adds a text as the workbook writes it. False after a message (74), in which
 * `file` names the workbook. */
bool xlsx_texts_add(struct xlsx_texts *t, struct span text, const char *file);

/* How many texts there are; they are numbered from 0. */
uint64_t xlsx_texts_count(const struct xlsx_texts *t);

/* Text number i, which there must be, until the next call. False after a
 * message (74). */
bool xlsx_texts_get(struct xlsx_texts *t, uint64_t i, struct span *text,
	const char *file);

/* Appends a text as people see it: what XML cannot hold, such as a CR, is
 * written _x000D_ in the file. */
void xlsx_texts_unescape(struct buf *b, struct span text);

/* Frees the texts; their temporary files are gone with it. */
void xlsx_texts_free(struct xlsx_texts *t);

#endif
