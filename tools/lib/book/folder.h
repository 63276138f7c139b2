/* SPDX-License-Identifier: MIT
 *
 * folder: where the files of the book are. Those of a folder come in the order
 * of their names, so that nothing depends on the disk.
 */
#ifndef BOOK_FOLDER_H
#define BOOK_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "book/book.h"

/* folder/name, in the arena. */
const char *folder_path(struct book *book, const char *name);
/* Whether there is no such file. One that cannot be looked at is there, so
 * that opening it says why. */
bool folder_lacks(const char *path);
/* Says that a file that has to be there is not: 66. A folder that holds nothing of
 * a book is told as such, once, instead of by all that it lacks. */
void folder_say_lack(struct book *b, const char *file);

/* Paths of the files in a folder of the book whose names end so, in byte
 * order of their names; hidden files are none. No folder: no files. False
 * after a message (66, 74). Lives in the book's arena. */
bool folder_files(struct book *book, const char *folder, const char *ending,
	const char *const **files, size_t *count);

#endif
