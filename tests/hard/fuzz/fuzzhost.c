/* SPDX-License-Identifier: MIT */
#include "fuzzhost.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <sys/stat.h>

static size_t chunk = SIZE_MAX;
static unsigned said;

ssize_t __real_read(int fd, void *room, size_t n);
ssize_t __wrap_read(int fd, void *room, size_t n);

ssize_t
__wrap_read(int fd, void *room, size_t n)
{
	return __real_read(fd, room, n < chunk ? n : chunk);
}

void
fuzzhost_chunk(size_t most)
{
	chunk = most;
}

/* Messages are made, so that what they quote is read, and not printed. */
__attribute__((format(printf, 2, 0))) static void
say(enum status status, const char *fmt, va_list args)
{
	char text[8192];

	said += status != STATUS_DONE;
	CLAIM(vsnprintf(text, sizeof(text), fmt, args) >= 0);
}

void __wrap_diag_fault(enum status status, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void __wrap_diag_file(enum status status, const char *file, const char *fmt,
	...) __attribute__((format(printf, 3, 4)));
void __wrap_diag_at(enum status status, const char *kind, struct place where,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void __wrap_diag_row(enum status status, const char *kind, struct span at,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

void
__wrap_diag_fault(enum status status, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(status, fmt, args);
	va_end(args);
}

void
__wrap_diag_file(enum status status, const char *file, const char *fmt, ...)
{
	va_list args;

	(void)file;
	va_start(args, fmt);
	say(status, fmt, args);
	va_end(args);
}

void
__wrap_diag_at(enum status status, const char *kind, struct place where,
	const char *fmt, ...)
{
	va_list args;

	(void)kind, (void)where;
	va_start(args, fmt);
	say(status, fmt, args);
	va_end(args);
}

void
__wrap_diag_row(enum status status, const char *kind, struct span at,
	const char *fmt, ...)
{
	va_list args;

	(void)kind, (void)at;
	va_start(args, fmt);
	say(status, fmt, args);
	va_end(args);
}

unsigned
fuzzhost_said(void)
{
	unsigned n = said;

	said = 0;
	return n;
}

const char *
fuzzhost_file(unsigned slot, struct span text)
{
	static struct {
		int fd;
		char name[32];
	} files[FUZZHOST_SLOTS];
	int fd = files[slot].fd;

	if (!fd) {
		fd = files[slot].fd = memfd_create("fuzz", MFD_CLOEXEC);
		snprintf(files[slot].name, sizeof(files[slot].name),
			"/proc/self/fd/%d", fd);
	}
	if (fd < 0 || ftruncate(fd, 0)
		|| pwrite(fd, text.at, text.len, 0) != (ssize_t)text.len)
		abort();
	return files[slot].name;
}

static char folder[64];

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static void
remove_folder(void)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *
fuzzhost_folder(void)
{
	const char *tmp = getenv("TMPDIR");

	if (folder[0])
		return folder;
	if (!access("/dev/shm", W_OK))
		tmp = "/dev/shm";
	snprintf(folder, sizeof(folder), "%s/bif-fuzz.XXXXXX",
		tmp && strlen(tmp) < 40 ? tmp : P_tmpdir);
	if (!mkdtemp(folder))
		abort();
	atexit(remove_folder);
	return folder;
}

void
fuzzhost_write(const char *name, struct span text)
{
	const char *slash = strchr(name, '/');
	char path[160];
	int fd;

	if (slash) {
		snprintf(path, sizeof(path), "%s/%.*s", fuzzhost_folder(),
			(int)(slash - name), name);
		if (mkdir(path, 0777) && errno != EEXIST)
			abort();
	}
	snprintf(path, sizeof(path), "%s/%s", fuzzhost_folder(), name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0 || write(fd, text.at, text.len) != (ssize_t)text.len
		|| close(fd))
		abort();
}
