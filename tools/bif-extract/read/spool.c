/* SPDX-License-Identifier: MIT */
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "io/source.h"

#define CHUNK ((size_t)1 << 16)

static off_t began;

static int
open_nameless(void)
{
	const char *folder = getenv("TMPDIR");
	struct buf name = { 0 };
	int fd;

	buf_format(&name, "%s/bif-extract-XXXXXX",
		folder && *folder ? folder : "/tmp");
	buf_string(&name);
	fd = mkostemp(name.at, O_CLOEXEC);
	if (fd < 0)
		diag_fault(STATUS_CREATE, "%s: %s", name.at, strerror(errno));
	else
		unlink(name.at);
	buf_free(&name);
	return fd;
}

static bool
put(int fd, const char *at, size_t n)
{
	while (n) {
		ssize_t done = write(fd, at, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			diag_fault(STATUS_IO, "cannot keep standard input: %s",
				strerror(errno));
			return false;
		}
		at += done;
		n -= (size_t)done;
	}
	return true;
}

static bool
copy(int fd)
{
	struct source *source = source_open("-");
	char *room = mem_new(CHUNK, 1);
	ssize_t got = -1;
	bool good = source != NULL;

	while (good && (got = source_read(source, room, CHUNK)) > 0)
		good = put(fd, room, (size_t)got);
	if (source)
		good &= source_close(source) && got == 0;
	mem_free(room);
	return good;
}

bool
spool_input(const char *file)
{
	struct stat st;
	bool good;
	int fd;

	if (strcmp(file, "-"))
		return true;
	if (!fstat(STDIN_FILENO, &st) && S_ISREG(st.st_mode)) {
		began = lseek(STDIN_FILENO, 0, SEEK_CUR);
		return true;
	}
	fd = open_nameless();
	if (fd < 0)
		return false;
	good = copy(fd);
	if (good
		&& (lseek(fd, 0, SEEK_SET)
			|| dup2(fd, STDIN_FILENO) != STDIN_FILENO)) {
		diag_fault(STATUS_IO, "cannot read standard input again: %s",
			strerror(errno));
		good = false;
	}
	close(fd);
	began = 0;
	return good;
}

bool
spool_rewind(const char *file)
{
	if (strcmp(file, "-") || lseek(STDIN_FILENO, began, SEEK_SET) >= 0)
		return true;
	diag_fault(STATUS_IO, "cannot go back in standard input: %s",
		strerror(errno));
	return false;
}
