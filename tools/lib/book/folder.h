/* SPDX-License-Identifier: MIT
 *
 * folder: the files of a folder of the book, so that their order never
 * depends on the disk.
 */
#ifndef BOOK_FOLDER_H
#define BOOK_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "book/book.h"

/* Paths of the files in a folder of the book whose names end so, in byte
 * order of their names; hidden files are none. No folder: no files. False
 * after a message (66, 74). Lives in the book's arena. */
bool folder_files(struct book *, const char *folder, const char *ending,
	const char *const **files, size_t *count);

#endif
