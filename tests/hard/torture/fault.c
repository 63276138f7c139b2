/* SPDX-License-Identifier: MIT
 *
 * fault: bad luck on demand, for LD_PRELOAD. $BIF_FAULT says which:
 *
 *   alloc:N         the n-th allocation, or mapping of memory, finds none
 *   CALL:N:ERROR    the n-th read, write, send, open, close, fsync, rename,
 *                   ftruncate, flock, lseek, stat, readdir (opendir, too) or
 *                   pthread_create fails with EIO, EINTR, ENOSPC, ...
 *   short:K         a read, write or send moves at most K bytes;
 *   short:K:EINTR   and each third is interrupted
 *   die:N           SIGKILL when N bytes have been written to standard output
 *   step:N          SIGKILL before the n-th call that changes files, ends a
 *                   wait or starts a program, counted over all processes
 *   step:N:all      the same, and for all processes of the session
 *   clock:N         it is N seconds later than it is
 *
 * N = 0 only counts. $BIF_FAULT_IN names the one program it is about (default:
 * those whose names begin with `bif-`; `*`: all). $BIF_FAULT_COUNT is a file
 * of 4096 bytes that the processes share: the count, then whether it hit.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
	_Atomic int64_t count;
	_Atomic int64_t hit;
};

static struct shared alone, *shared = &alone;
static char kind[16]; /* of the fault; empty: none */
static long number;   /* N or K */
static int error;
static bool all;

/* The next function of a name: the real one. All of them are looked up before a
 * program begins. dlsym() takes a lock: a shell that was in it when a child
 * ended, and whose handler came here for waitpid(), waited for itself. */
struct real {
	const char *name;
	void *at;
};
extern struct real __start_reals[] __attribute__((visibility("hidden")));
extern struct real __stop_reals[] __attribute__((visibility("hidden")));

static void *
real(struct real *r)
{
	if (!r->at)
		r->at = dlsym(RTLD_NEXT, r->name);
	return r->at;
}

#define REAL(name) \
	({ \
		static struct real here __attribute__((section("reals"), \
			used)) = { #name, NULL }; \
		(__typeof__(&name))real(&here); \
	})

static bool
is(const char *what)
{
	return !strcmp(kind, what);
}

static int
error_called(const char *name)
{
	static const struct {
		const char *name;
		int error;
	} errors[] = { { "EIO", EIO }, { "EINTR", EINTR }, { "ENOSPC", ENOSPC },
		{ "EAGAIN", EAGAIN }, { "EACCES", EACCES },
		{ "EMFILE", EMFILE }, { "EDQUOT", EDQUOT },
		{ "EINVAL", EINVAL }, { "ENOTSUP", ENOTSUP } };

	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (!strcmp(errors[i].name, name))
			return errors[i].error;
	return 0;
}

static bool
about_this(void)
{
	const char *name = getenv("BIF_FAULT_IN");
	const char *own = program_invocation_short_name;

	if (!name || !*name)
		return !strncmp(own, "bif-", 4);
	return !strcmp(name, "*") || !strcmp(name, own);
}

__attribute__((constructor)) static void
begin(void)
{
	const char *fault = getenv("BIF_FAULT"), *colon;
	const char *file = getenv("BIF_FAULT_COUNT");
	char *rest;
	void *at = MAP_FAILED;
	int fd;

	for (struct real *r = __start_reals; r < __stop_reals; r++)
		real(r);
	if (!fault || !about_this() || !(colon = strchr(fault, ':'))
		|| (size_t)(colon - fault) >= sizeof(kind))
		return;
	number = strtol(colon + 1, &rest, 10);
	if (*rest == ':') {
		all = !strcmp(rest + 1, "all");
		error = error_called(rest + 1);
	}
	fd = file ? REAL(open)(file, O_RDWR | O_CLOEXEC) : -1;
	if (fd >= 0) {
		at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
			0);
		REAL(close)(fd);
	}
	if (at != MAP_FAILED)
		shared = at;
	/* From here on faults happen. */
	memcpy(kind, fault, (size_t)(colon - fault));
}

/* For a program that counts what it reaches (tests/coverage/dump.c). */
void fault_end(void);

void
fault_end(void)
{
	kind[0] = '\0';
}

/* Whether this is the n-th. */
static bool
strikes(const char *what)
{
	int64_t n;

	if (!is(what))
		return false;
	n = ++shared->count;
	if (n != number)
		return false;
	shared->hit = 1;
	return true;
}

/* --- memory: glibc's own functions, which the programs call --- */

static bool
no_memory(void)
{
	if (!strikes("alloc"))
		return false;
	errno = ENOMEM;
	return true;
}

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

void *
__libc_malloc(size_t n)
{
	return no_memory() ? NULL : REAL(__libc_malloc)(n);
}

void *
__libc_calloc(size_t n, size_t size)
{
	return no_memory() ? NULL : REAL(__libc_calloc)(n, size);
}

void *
__libc_realloc(void *at, size_t n)
{
	return no_memory() ? NULL : REAL(__libc_realloc)(at, n);
}

void *
mmap(void *at, size_t n, int rights, int flags, int fd, off_t from)
{
	if ((flags & MAP_ANONYMOUS) && no_memory())
		return MAP_FAILED;
	return REAL(mmap)(at, n, rights, flags, fd, from);
}

void *
mremap(void *at, size_t had, size_t n, int flags, ...)
{
	va_list list;
	void *to;

	va_start(list, flags);
	to = flags & MREMAP_FIXED ? va_arg(list, void *) : NULL;
	va_end(list);
	if (no_memory())
		return MAP_FAILED;
	return REAL(mremap)(at, had, n, flags, to);
}

/* --- threads: where there is none, the work is done without --- */

int
pthread_create(pthread_t *thread, const pthread_attr_t *how,
	void *(*work)(void *), void *argument)
{
	if (strikes("pthread_create"))
		return EAGAIN;
	return REAL(pthread_create)(thread, how, work, argument);
}

/* --- death --- */

__attribute__((noreturn)) static void
die(void)
{
	REAL(kill)(getpid(), SIGKILL);
	for (;;)
		pause();
}

static pid_t
number_of(const char *name)
{
	pid_t n = 0;

	for (; *name; name++) {
		if (*name < '0' || *name > '9')
			return 0;
		n = n * 10 + (*name - '0');
	}
	return n;
}

/* Several times over: a process may be starting another. */
static void
kill_session(void)
{
	pid_t own = getpid(), session = getsid(0);

	for (int round = 0; round < 3; round++) {
		DIR *dir = opendir("/proc");
		struct dirent *entry;

		while (dir && (entry = readdir(dir))) {
			pid_t pid = number_of(entry->d_name);

			if (pid > 1 && pid != own && getsid(pid) == session)
				REAL(kill)(pid, SIGKILL);
		}
		if (dir)
			closedir(dir);
	}
}

static void
step(void)
{
	if (!is("step"))
		return;
	/* All are dying. One that was being started while the session was
	 * killed is in none of the rounds: it would keep the pipes open. */
	if (all && shared->hit) {
		sleep(2);
		die();
	}
	if (!strikes("step"))
		return;
	kind[0] = '\0';
	if (all)
		kill_session();
	die();
}

/* --- bytes --- */

/* How many of n bytes may move; -1 with errno set: none. */
static ssize_t
may_move(const char *call, size_t n)
{
	static _Atomic unsigned turn;

	if (strikes(call) || (is("short") && error && ++turn % 3 == 0)) {
		errno = error;
		return -1;
	}
	return is("short") && n > (size_t)number ? number : (ssize_t)n;
}

ssize_t
read(int fd, void *room, size_t n)
{
	ssize_t most = may_move("read", n);

	return most < 0 ? -1 : REAL(read)(fd, room, (size_t)most);
}

ssize_t
pread64(int fd, void *room, size_t n, off64_t from)
{
	ssize_t most = may_move("read", n);

	return most < 0 ? -1 : REAL(pread64)(fd, room, (size_t)most, from);
}

ssize_t __read_chk(int, void *, size_t, size_t);

ssize_t
__read_chk(int fd, void *room, size_t n, size_t size)
{
	(void)size;
	return read(fd, room, n);
}

ssize_t
send(int fd, const void *bytes, size_t n, int flags)
{
	ssize_t most = may_move("send", n);

	return most < 0 ? -1 : REAL(send)(fd, bytes, (size_t)most, flags);
}

/* Writes what is still due before death. */
static void
write_and_die(const char *bytes, size_t n)
{
	while (n) {
		ssize_t put = REAL(write)(STDOUT_FILENO, bytes, n);

		if (put > 0) {
			bytes += put;
			n -= (size_t)put;
		}
	}
	die();
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	ssize_t most, put;

	step();
	most = may_move("write", n);
	if (most < 0)
		return -1;
	if (is("die") && fd == STDOUT_FILENO
		&& (size_t)(number - shared->count) <= n)
		write_and_die(bytes, (size_t)(number - shared->count));
	put = REAL(write)(fd, bytes, (size_t)most);
	if (is("die") && fd == STDOUT_FILENO && put > 0)
		shared->count += put;
	return put;
}

ssize_t
pwrite64(int fd, const void *bytes, size_t n, off64_t to)
{
	ssize_t most;

	step();
	most = may_move("write", n);
	return most < 0 ? -1 : REAL(pwrite64)(fd, bytes, (size_t)most, to);
}

/* --- files --- */

#define STEP(type, name, parameters, arguments) \
	type name parameters \
	{ \
		step(); \
		return REAL(name) arguments; \
	}
#define FAILING(name, parameters, arguments) \
	FAILING_AS(name, #name, parameters, arguments)
#define FAILING_AS(name, kind, parameters, arguments) \
	STRUCK(name, kind, step(), parameters, arguments)
#define LOOKS(name, parameters, arguments) \
	STRUCK(name, "stat", (void)0, parameters, arguments)
#define STRUCK(name, kind, first, parameters, arguments) \
	STRUCK_AS(int, name, kind, first, parameters, arguments)
#define STRUCK_AS(type, name, kind, first, parameters, arguments) \
	type name parameters \
	{ \
		first; \
		if (strikes(kind)) { \
			errno = error; \
			return -1; \
		} \
		return REAL(name) arguments; \
	}

FAILING(fsync, (int fd), (fd))
FAILING_AS(fdatasync, "fsync", (int fd), (fd))
FAILING(rename, (const char *from, const char *to), (from, to))
FAILING_AS(renameat, "rename", (int a, const char *from, int b, const char *to),
	(a, from, b, to))
FAILING_AS(renameat2, "rename",
	(int a, const char *from, int b, const char *to, unsigned flags),
	(a, from, b, to, flags))
STEP(int, symlink, (const char *to, const char *name), (to, name))
STEP(int, symlinkat, (const char *to, int a, const char *name), (to, a, name))
STEP(int, link, (const char *from, const char *to), (from, to))
STEP(int, linkat, (int a, const char *from, int b, const char *to, int flags),
	(a, from, b, to, flags))
STEP(int, unlink, (const char *name), (name))
STEP(int, unlinkat, (int a, const char *name, int flags), (a, name, flags))
STEP(int, mkdir, (const char *name, mode_t mode), (name, mode))
STEP(int, mkdirat, (int a, const char *name, mode_t mode), (a, name, mode))
STEP(int, rmdir, (const char *name), (name))
FAILING(ftruncate, (int fd, off_t n), (fd, n))
STEP(int, execve, (const char *file, char *const argv[], char *const env[]),
	(file, argv, env))
STEP(pid_t, waitpid, (pid_t pid, int *how, int options), (pid, how, options))

STRUCK(flock, "flock", (void)0, (int fd, int how), (fd, how))
STRUCK_AS(off_t, lseek, "lseek", (void)0, (int fd, off_t to, int from),
	(fd, to, from))
STRUCK_AS(off64_t, lseek64, "lseek", (void)0, (int fd, off64_t to, int from),
	(fd, to, from))
LOOKS(stat, (const char *name, struct stat *at), (name, at))
LOOKS(lstat, (const char *name, struct stat *at), (name, at))
/* bash, which has its script at 255, takes one that it cannot look at for an
 * empty one: nothing in a script helps against that. */
#define LOOKS_AT(name, parameters, arguments) \
	STRUCK(name, fd == 255 ? "none" : "stat", (void)0, parameters, \
		arguments)
LOOKS_AT(fstat, (int fd, struct stat *at), (fd, at))
LOOKS(fstatat, (int a, const char *name, struct stat *at, int flags),
	(a, name, at, flags))
LOOKS(stat64, (const char *name, struct stat64 *at), (name, at))
LOOKS(lstat64, (const char *name, struct stat64 *at), (name, at))
LOOKS_AT(fstat64, (int fd, struct stat64 *at), (fd, at))
LOOKS(fstatat64, (int a, const char *name, struct stat64 *at, int flags),
	(a, name, at, flags))
LOOKS(statx,
	(int a, const char *name, int flags, unsigned mask, struct statx *at),
	(a, name, flags, mask, at))

/* A folder that fails half-way looks to the careless like its end. */
#define LISTING(type, name, parameter, argument) \
	type *name(parameter argument) \
	{ \
		if (strikes("readdir")) { \
			errno = error; \
			return NULL; \
		} \
		return REAL(name)(argument); \
	}

LISTING(DIR, opendir, const char *, name)
LISTING(struct dirent, readdir, DIR *, folder)
LISTING(struct dirent64, readdir64, DIR *, folder)

/* A close that fails has closed. */
int
close(int fd)
{
	int result = REAL(close)(fd);

	if (!strikes("close"))
		return result;
	errno = error;
	return -1;
}

static bool
opens(int flags)
{
	if (flags & (O_CREAT | O_TRUNC))
		step();
	if (!strikes("open"))
		return true;
	errno = error;
	return false;
}

#define OPENS(name, parameters, arguments, last) \
	int name parameters \
	{ \
		va_list list; \
		mode_t mode = 0; \
		va_start(list, last); \
		if (last & (O_CREAT | O_TMPFILE)) \
			mode = va_arg(list, mode_t); \
		va_end(list); \
		return opens(last) ? REAL(name) arguments : -1; \
	}

OPENS(open, (const char *name, int flags, ...), (name, flags, mode), flags)
OPENS(open64, (const char *name, int flags, ...), (name, flags, mode), flags)
OPENS(openat, (int at, const char *name, int flags, ...),
	(at, name, flags, mode), flags)
OPENS(openat64, (int at, const char *name, int flags, ...),
	(at, name, flags, mode), flags)

/* --- time --- */

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	int result = REAL(clock_gettime)(clock, now);

	if (is("clock") && clock == CLOCK_REALTIME)
		now->tv_sec += number;
	return result;
}

time_t
time(time_t *to)
{
	time_t now = REAL(time)(NULL) + (is("clock") ? number : 0);

	if (to)
		*to = now;
	return now;
}

int
gettimeofday(struct timeval *now, void *zone)
{
	int result = REAL(gettimeofday)(now, zone);

	if (is("clock"))
		now->tv_sec += number;
	return result;
}
