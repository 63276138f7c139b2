/* SPDX-License-Identifier: MIT
 *
 * dump: what a process has counted is written when it ends. Here is what that
 * takes in a test: a process that sends itself a signal, or ends by _exit(),
 * would take its counts along; and limits and faults (tests/hard/torture/fault.c)
 * are for the program, not for the counts. Linked into what `make coverage`
 * builds, by --wrap=raise and --wrap=_exit.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <gcov.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

int __real_raise(int signal);
int __wrap_raise(int signal);
__attribute__((noreturn)) void __real__exit(int status);
__attribute__((noreturn)) void __wrap__exit(int status);

/* Raises a limit as far as may be; whether that is enough. */
static int
lift(int limit, rlim_t enough)
{
	struct rlimit most = { RLIM_INFINITY, RLIM_INFINITY };

	if (!setrlimit(limit, &most) || getrlimit(limit, &most))
		return 1;
	most.rlim_cur = most.rlim_max;
	return !setrlimit(limit, &most) && most.rlim_max >= enough;
}

/* False where the counts could not be written whole. */
static int
spare_counts(void)
{
	void (*end)(void);

	*(void **)&end = dlsym(RTLD_DEFAULT, "fault_end");
	if (end)
		end();
	return lift(RLIMIT_AS, 1 << 28) && lift(RLIMIT_NOFILE, 16)
		&& lift(RLIMIT_FSIZE, 1 << 20);
}

static void
end_counting(int status, void *unused)
{
	(void)unused;
	if (!spare_counts()) {
		fflush(NULL);
		__real__exit(status);
	}
}

/* What is asked for first is done last. */
__attribute__((constructor)) static void
begin(void)
{
	on_exit(end_counting, NULL);
}

int
__wrap_raise(int signal)
{
	if (spare_counts()) {
		__gcov_dump();
		__gcov_reset(); /* its handler may raise it again */
	}
	return __real_raise(signal);
}

void
__wrap__exit(int status)
{
	if (spare_counts())
		__gcov_dump();
	__real__exit(status);
}
