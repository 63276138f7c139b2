/* SPDX-License-Identifier: MIT
 *
 * Paths below the book's folder. What the files hold is their loaders'.
 */
#include "book/folder.h"

#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"

/* Names in byte order, whatever the locale. */
static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Only absence counts: a file that is there and cannot be read is a fault,
 * and is said when it is opened. */
bool
folder_lacks(const char *path)
{
	return access(path, F_OK) && (errno == ENOENT || errno == ENOTDIR);
}

/* Slashes at the end of the folder are dropped, so that messages show one
 * path for a file, however -b was given. */
const char *
folder_path(struct book *b, const char *name)
{
	BUF_LOCAL path = { 0 };

	buf_text(&path, b->folder);
	while (path.len > 1 && path.at[path.len - 1] == '/')
		path.len--;
	if (path.len != 1 || path.at[0] != '/')
		buf_byte(&path, '/');
	buf_text(&path, name);
	return arena_text(b->arena, buf_span(&path));
}

void
folder_say_lack(struct book *b, const char *file)
{
	static const char *const names[] = { "book.json", "units.csv",
		"goals.csv", "measures.json", "sources" };
	size_t i = 0;

	if (b->is_none)
		return;
	while (i < COUNT(names) && folder_lacks(folder_path(b, names[i])))
		i++;
	b->is_none = i == COUNT(names);
	if (b->is_none)
		diag_file(STATUS_NOINPUT, b->folder,
			"is no book: it holds none of book.json, units.csv, "
			"goals.csv, measures.json and sources; -b names the "
			"folder of definitions (MANUAL.md, chapter 7)");
	else if (!strncmp(file, b->folder, strlen(b->folder)))
		diag_file(STATUS_NOINPUT, file,
			"No such file: a book needs it (MANUAL.md, "
			"chapter 7)");
	else
		diag_file(STATUS_NOINPUT, file, "No such file");
}

/* The order of readdir() differs from machine to machine, and messages and
 * numbers of sources would differ with it: names are sorted by bytes. */
bool
folder_files(struct book *b, const char *folder, const char *ending,
	const char *const **files, size_t *count)
{
	const char *path = folder_path(b, folder), **found = NULL, **kept;
	BUF_LOCAL name = { 0 };
	size_t cap = 0;
	struct dirent *entry;
	DIR *dir = opendir(path);
	int fault;

	*files = NULL;
	*count = 0;
	if (!dir && errno == ENOENT)
		return true;
	if (!dir) {
		diag_file(errno == ENOTDIR ? STATUS_NOINPUT : STATUS_IO, path,
			"%s", strerror(errno));
		return false;
	}
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		size_t n = strlen(entry->d_name), e = strlen(ending);

		if (!(entry->d_name[0] != '.' && n > e
			    && !strcmp(entry->d_name + n - e, ending)))
			continue;
		MEM_GROW(found, cap, *count + 1);
		buf_clear(&name);
		buf_format(&name, "%s/%s", folder, entry->d_name);
		found[(*count)++] = folder_path(b, buf_string(&name));
	}
	fault = errno;
	closedir(dir);
	if (fault) {
		diag_file(STATUS_IO, path, "%s", strerror(fault));
		mem_free(found);
		*count = 0; /* what was found of it is not all */
		return false;
	}
	kept = arena_adopt(b->arena, found, *count * sizeof(*kept));
	qsort(kept, *count, sizeof(*kept), by_bytes);
	*files = kept;
	return true;
}
