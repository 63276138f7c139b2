/* SPDX-License-Identifier: MIT
 *
 * Looks through files and folders and asks each source whether the name is
 * one of its own. Folders are read in byte order, so that no result depends on
 * the disk. What is in a file is not looked at.
 */
#include "extract.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "source/source_def.h"

/* What is asked of every file and folder. */
struct match {
	const struct source_def *const *sources; /* of the book, by name */
	size_t count;
	/* owned, one a source */
	bool *fed;       /* of each source: a file was claimed */
	bool *monthly;   /* and one was named as its `files` has it */
	struct out *out; /* which gets a line a file, as they are met */
	bool links;      /* symbolic links in a folder are followed */
};

/* Writes which source a file is of, and which month it is for where the
 * source's files come by month; two sources are a fault of the book.
 * source_def_claims() looks at the name alone. A source whose file is claimed,
 * but by a name without a month, has an empty one in its line. */
static bool
match_file(struct match *c, const char *file)
{
	const struct source_def *owner = NULL;
	const char *slash = strrchr(file, '/');
	int year, month;
	BUF_LOCAL b = { 0 };

	for (size_t i = 0; i < c->count; i++) {
		const struct source_def *s = c->sources[i];

		if (!source_def_claims(s->match, file))
			continue;
		/* It would be read twice, and counted twice. */
		if (owner) {
			diag_fault(STATUS_CONFIG,
				"%s is claimed by two sources, \"%.*s\" and \"%.*s\"",
				file, SPAN_ARG(owner->name), SPAN_ARG(s->name));
			return false;
		}
		owner = s;
		c->fed[i] = true;
		if (!delivers_file_month(&s->delivers, slash ? slash + 1 : file,
			    &year, &month))
			continue;
		c->monthly[i] = true;
		buf_format(&b, "%04d-%02d", year, month);
	}
	out_cell(c->out, owner ? owner->name : SPAN(""));
	out_cell(c->out, span_of(file));
	out_cell(c->out, buf_span(&b));
	out_row(c->out);
	return true;
}

/* Says why a path cannot be looked at. Returns false, to be returned; errno
 * must be the one of the call that failed. */
static bool
unreadable(const char *file)
{
	diag_file(errno == ENOENT || errno == ENOTDIR ? STATUS_NOINPUT
						      : STATUS_IO,
		file, "%s", strerror(errno));
	return false;
}

/* The order of a folder does not depend on the locale, nor on how the disk
 * keeps it. */
static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Hidden files are no exports. Folders inside are left alone, as are pipes and
 * devices. A symbolic link may lead to whatever its maker likes, so that one is
 * read only when asked; that it is left out is said, for its source then did
 * not come. What cannot be looked at is said and the others are matched all the
 * same, so that one run tells of all. */
static bool
match_folder(struct match *c, const char *folder)
{
	struct dirent **entries;
	BUF_LOCAL path = { 0 };
	size_t len = strlen(folder);
	struct stat st;
	int n = scandir(folder, &entries, NULL, by_bytes);
	bool good = true;

	if (n < 0)
		return unreadable(folder);
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;

		buf_clear(&path);
		buf_format(&path, "%s%s%s", folder,
			folder[len - 1] == '/' ? "" : "/", name);
		if (*name == '.')
			; /* hidden, or the folder itself */
		else if (!c->links && !lstat(buf_string(&path), &st)
			&& S_ISLNK(st.st_mode))
			diag_at(STATUS_DONE, "link",
				(struct place){ .file = path.at },
				"is a symbolic link, and not read; --follow-links reads such files");
		else if (stat(buf_string(&path), &st))
			good &= unreadable(path.at);
		else if (S_ISREG(st.st_mode))
			good &= match_file(c, path.at);
		free(entries[i]);
	}
	free(entries);
	return good;
}

/* Sources that no file feeds are written too, with an empty file: who reads the
 * list sees what did not come. Sources are in the order of their names. fed and
 * monthly are one larger than they need to be, since a book may have no source
 * at all. */
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
	c.monthly = mem_new(c.count + 1, sizeof(*c.monthly));
	out_columns(out, columns, 3);
	for (size_t i = 0; i < count; i++)
		if (stat(files[i], &st))
			good &= unreadable(files[i]);
		else
			good &= S_ISDIR(st.st_mode) ? match_folder(&c, files[i])
						    : match_file(&c, files[i]);
	for (size_t i = 0; i < c.count; i++) {
		const struct delivers *d = &c.sources[i]->delivers;

		/* A source whose files come, but none of them by a name that
		 * `files` has, would be asked for no month at all: the book
		 * names a pattern that is not theirs. */
		if (c.fed[i] && d->files.len && !c.monthly[i])
			good &= def_wrong(def_get(d->def, "files"),
				"\"files\": \"%.*s\" is the name of none of the files that source \"%.*s\" claims: write it as they are named, or leave it out",
				SPAN_ARG(d->files),
				SPAN_ARG(c.sources[i]->name));
		if (c.fed[i])
			continue;
		out_cell(out, c.sources[i]->name);
		out_cell(out, SPAN(""));
		out_cell(out, SPAN(""));
		out_row(out);
	}
	mem_free(c.fed);
	mem_free(c.monthly);
	return good;
}
