/* SPDX-License-Identifier: MIT
 *
 * Looks through files and folders and asks each source whether the name is
 * one of its own. Folders are read in byte order, so that no result depends on
 * the disk. What is in a file is not looked at.
 */
#include "match.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "source/source_def.h"

struct match {
	const struct source_def *const *sources;
	size_t count;
	bool *fed; /* of each source: a file was claimed */
	struct out *out;
	bool links; /* symbolic links in a folder are followed */
};

/* The month a file is for, where its source's files come by month. */
static void
write_month(struct out *out, const struct source_def *owner, const char *file)
{
	const char *slash = strrchr(file, '/');
	int year, month;
	struct buf b = { 0 };

	if (owner
		&& delivers_file_month(&owner->delivers,
			slash ? slash + 1 : file, &year, &month))
		buf_format(&b, "%04d-%02d", year, month);
	out_cell(out, buf_span(&b));
	buf_free(&b);
}

/* Writes which source a file is of; two are a fault of the book. */
static bool
match_file(struct match *c, const char *file)
{
	const struct source_def *owner = NULL;

	for (size_t i = 0; i < c->count; i++) {
		const struct source_def *s = c->sources[i];

		if (!source_def_claims(s->match, file))
			continue;
		if (owner) {
			diag_fault(STATUS_CONFIG,
				"%s is claimed by two sources, \"%.*s\" and \"%.*s\"",
				file, SPAN_ARG(owner->name), SPAN_ARG(s->name));
			return false;
		}
		owner = s;
		c->fed[i] = true;
	}
	out_cell(c->out, owner ? owner->name : SPAN(""));
	out_cell(c->out, span_of(file));
	write_month(c->out, owner, file);
	out_row(c->out);
	return true;
}

/* Says why a path cannot be looked at. */
static bool
unreadable(const char *file)
{
	diag_fault(errno == ENOENT || errno == ENOTDIR ? STATUS_NOINPUT
						       : STATUS_IO,
		"%s: %s", file, strerror(errno));
	return false;
}

/* Of a folder only what is not hidden is an export. */
static int
visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* The order of a folder does not depend on the locale. */
static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Folders inside are left alone, as are pipes and devices. A symbolic link may
 * lead to whatever its maker likes, so that one is read only when asked; that
 * it is left out is said, for its source then did not come. */
static bool
match_folder(struct match *c, const char *folder)
{
	struct dirent **entries;
	struct buf path = { 0 };
	struct stat st;
	int n = scandir(folder, &entries, visible, by_bytes);
	bool good = true;

	if (n < 0)
		return unreadable(folder);
	for (int i = 0; i < n; i++) {
		size_t len = strlen(folder);

		buf_clear(&path);
		buf_format(&path, "%s%s%s", folder,
			folder[len - 1] == '/' ? "" : "/", entries[i]->d_name);
		if (!c->links && !lstat(buf_string(&path), &st)
			&& S_ISLNK(st.st_mode))
			diag_at(STATUS_DONE, "link",
				(struct place){ .file = path.at },
				"is a symbolic link, and not read; "
				"--follow-links reads such files");
		else if (stat(buf_string(&path), &st))
			good &= unreadable(path.at);
		else if (S_ISREG(st.st_mode))
			good &= match_file(c, path.at);
		free(entries[i]);
	}
	free(entries);
	buf_free(&path);
	return good;
}

bool
match_files(struct book *book, struct out *out, const char *const files[],
	size_t count, bool links)
{
	static const char *const columns[] = { "source", "file", "month" };
	struct match c = { .out = out, .links = links };
	struct stat st;
	bool good = true;

	c.sources = source_def_all(book, &c.count);
	if (!c.sources)
		return false;
	c.fed = mem_new(c.count + 1, sizeof(*c.fed));
	out_columns(out, columns, 3);
	for (size_t i = 0; i < count; i++)
		if (stat(files[i], &st))
			good &= unreadable(files[i]);
		else
			good &= S_ISDIR(st.st_mode) ? match_folder(&c, files[i])
						    : match_file(&c, files[i]);
	for (size_t i = 0; i < c.count; i++) {
		if (c.fed[i])
			continue;
		out_cell(out, c.sources[i]->name);
		out_cell(out, SPAN(""));
		out_cell(out, SPAN(""));
		out_row(out);
	}
	mem_free(c.fed);
	return good;
}
