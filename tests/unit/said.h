/* SPDX-License-Identifier: MIT
 *
 * said: what the code under test says on standard error, and files for it to
 * read, in a folder that is removed at the end.
 */
#ifndef UNIT_SAID_H
#define UNIT_SAID_H

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

static struct {
	char folder[64];
	int stderr_was;
	struct buf text;
} said_state;

static inline void
said_clean(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", said_state.folder);
	if (system(command))
		perror("rm");
}

/* A name in the folder, good until the next but seven. */
static inline const char *
said_path(const char *name)
{
	static char rooms[8][160];
	static unsigned next;
	char *room = rooms[next++ % 8];

	if (!said_state.folder[0]) {
		snprintf(said_state.folder, sizeof(said_state.folder),
			"%s/bif-unit.XXXXXX",
			getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
		if (!mkdtemp(said_state.folder))
			abort();
		atexit(said_clean);
	}
	snprintf(room, sizeof(rooms[0]), "%s/%s", said_state.folder, name);
	return room;
}

static inline const char *
said_file(const char *name, const void *bytes, size_t n)
{
	const char *path = said_path(name);
	FILE *file = fopen(path, "w");

	if (!file || fwrite(bytes, 1, n, file) != n || fclose(file))
		abort();
	return path;
}

/* All of a file; ended by NUL. */
static inline struct span
said_read(const char *path, struct buf *text)
{
	FILE *file = fopen(path, "r");
	int c;

	buf_clear(text);
	if (file) {
		while ((c = getc(file)) != EOF)
			buf_byte(text, (char)c);
		fclose(file);
	}
	buf_string(text);
	return buf_span(text);
}

static inline bool
said_exists(const char *path)
{
	struct stat st;

	return !stat(path, &st);
}

/* From here on what is said is kept; said_end() gives it. */
static inline void
said_begin(void)
{
	int fd = open(said_path("said"), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	fflush(stderr);
	said_state.stderr_was = dup(2);
	if (fd < 0 || said_state.stderr_was < 0 || dup2(fd, 2) < 0)
		abort();
	close(fd);
}

static inline const char *
said_end(void)
{
	fflush(stderr);
	if (dup2(said_state.stderr_was, 2) < 0)
		abort();
	close(said_state.stderr_was);
	said_read(said_path("said"), &said_state.text);
	return said_state.text.at;
}

#endif
