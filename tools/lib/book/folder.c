/* SPDX-License-Identifier: MIT */
#include "book/folder.h"

#include <dirent.h>
#include <errno.h>

#include "base/buf.h"
#include "base/diag.h"

static bool
wanted(const char *name, const char *ending)
{
	size_t n = strlen(name), e = strlen(ending);

	return name[0] != '.' && n > e && !strcmp(name + n - e, ending);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
path_of(struct book *b, const char *folder, const char *name)
{
	struct buf path = { 0 };
	const char *kept;

	buf_format(&path, "%s/%s", folder, name);
	kept = book_path(b, buf_string(&path));
	buf_free(&path);
	return kept;
}

bool
folder_files(struct book *b, const char *folder, const char *ending,
	const char *const **files, size_t *count)
{
	const char *path = book_path(b, folder), **found = NULL, **kept;
	size_t cap = 0;
	struct dirent *entry;
	DIR *dir = opendir(path);
	int fault;

	*files = NULL;
	*count = 0;
	if (!dir && errno == ENOENT)
		return true;
	if (!dir) {
		diag_fault(errno == ENOTDIR ? STATUS_NOINPUT : STATUS_IO,
			"%s: %s", path, strerror(errno));
		return false;
	}
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		if (!wanted(entry->d_name, ending))
			continue;
		found = mem_grow(found, &cap, *count + 1, sizeof(*found));
		found[(*count)++] = path_of(b, folder, entry->d_name);
	}
	fault = errno;
	closedir(dir);
	if (fault) {
		diag_fault(STATUS_IO, "%s: %s", path, strerror(fault));
		mem_free(found);
		return false;
	}
	kept = arena_take(b->arena, (*count + 1) * sizeof(*kept));
	if (found) {
		memcpy(kept, found, *count * sizeof(*kept));
		qsort(kept, *count, sizeof(*kept), by_bytes);
	}
	mem_free(found);
	*files = kept;
	return true;
}
