/* SPDX-License-Identifier: MIT
 *
 * bookcase: a book of a few lines for one test, and the faults it has. Faults
 * come as lines `file:line: rule: text` without the folder; a program would
 * have stopped at them.
 *
 *	struct book *b = bookcase("units.csv", "unit,parent\nA,\n", NULL);
 *	CHECK(units_load(b));
 *	CHECK_TEXT(bookcase_faults(), "");
 *	bookcase_end(b);
 */
#ifndef UNIT_BOOKCASE_H
#define UNIT_BOOKCASE_H

#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "book/book.h"
#include "book/defs.h"

#define BOOKCASE_FILES 8

static struct {
	char folder[64];
	char files[BOOKCASE_FILES][128];
	size_t count;
	struct buf faults;
} bookcase_state;

static inline void
bookcase_hear(void *who, struct place where, const char *rule, const char *text)
{
	const char *file = where.file + strlen(bookcase_state.folder) + 1;

	(void)who;
	buf_format(&bookcase_state.faults, "%s:%" PRIu64 ": %s: %s\n", file,
		where.line, rule, text);
}

static inline void
bookcase_write(const char *name, const char *content)
{
	size_t folder = strcspn(name, "/");
	char file[128];
	FILE *f;

	snprintf(file, sizeof(file), "%.63s/%.*s", bookcase_state.folder,
		(int)folder, name);
	if (name[folder])
		mkdir(file, 0777);
	snprintf(file, sizeof(file), "%.63s/%.60s", bookcase_state.folder,
		name);
	memcpy(bookcase_state.files[bookcase_state.count++], file,
		sizeof(file));
	f = fopen(file, "w");
	if (!f || fputs(content, f) < 0 || fclose(f))
		abort();
}

/* Pairs of file name and content, then NULL. */
static inline struct book *
bookcase(const char *name, ...)
{
	const char *tmp = getenv("TMPDIR"), *content;
	va_list args;

	memset(&bookcase_state, 0, sizeof(bookcase_state));
	snprintf(bookcase_state.folder, sizeof(bookcase_state.folder),
		"%s/bookcase.XXXXXX", tmp && strlen(tmp) < 40 ? tmp : P_tmpdir);
	if (!mkdtemp(bookcase_state.folder))
		abort();
	va_start(args, name);
	for (; name; name = va_arg(args, const char *)) {
		content = va_arg(args, const char *);
		bookcase_write(name, content);
	}
	va_end(args);
	def_error_listen(bookcase_hear, NULL);
	return book_open(bookcase_state.folder);
}

/* What was said since the book was opened. */
static inline struct span
bookcase_faults(void)
{
	return buf_span(&bookcase_state.faults);
}

static inline void
bookcase_end(struct book *b)
{
	char *slash;
	size_t i;

	def_error_listen(NULL, NULL);
	book_close(b);
	buf_free(&bookcase_state.faults);
	for (i = 0; i < bookcase_state.count; i++) {
		unlink(bookcase_state.files[i]);
		slash = strrchr(bookcase_state.files[i], '/');
		*slash = '\0';
		rmdir(bookcase_state.files[i]);
	}
	rmdir(bookcase_state.folder);
}

#endif
