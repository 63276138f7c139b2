/* SPDX-License-Identifier: MIT
 *
 * check: the harness of the C unit tests. A test is a function; what it
 * claims, it claims by CHECK. Each prints `ok name`, or `not ok name:
 * file:line: claim` for its first claim that failed; the last line counts.
 *
 *	int main(void)
 *	{
 *		check_run("reads zero", reads_zero);
 *		return check_end();
 *	}
 */
#ifndef UNIT_CHECK_H
#define UNIT_CHECK_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/span.h"

static struct {
	int passed, failed;
	bool failing; /* the running test has failed */
	char message[512];
} check_state;

#define CHECK(claim) check_that((claim), __FILE__, __LINE__, "%s", #claim)

/* The same text; span and string. */
#define CHECK_TEXT(got, want) check_text((got), (want), __FILE__, __LINE__)

#define CHECK_NUMBER(got, want) \
	check_number((long long)(got), (long long)(want), __FILE__, __LINE__)

__attribute__((format(printf, 4, 5))) static inline void
check_that(bool holds, const char *file, int line, const char *fmt, ...)
{
	va_list args;
	int n;

	if (holds || check_state.failing)
		return;
	check_state.failing = true;
	n = snprintf(check_state.message, sizeof(check_state.message),
		"%s:%d: ", file, line);
	va_start(args, fmt);
	vsnprintf(check_state.message + n,
		sizeof(check_state.message) - (size_t)n, fmt, args);
	va_end(args);
}

static inline void
check_text(struct span got, const char *want, const char *file, int line)
{
	check_that(span_is(got, want), file, line, "\"%.*s\" is not \"%s\"",
		(int)got.len, got.at ? got.at : "", want);
}

static inline void
check_number(long long got, long long want, const char *file, int line)
{
	check_that(got == want, file, line, "%lld is not %lld", got, want);
}

static inline void
check_run(const char *name, void (*test)(void))
{
	check_state.failing = false;
	test();
	if (check_state.failing) {
		check_state.failed++;
		printf("not ok %s: %s\n", name, check_state.message);
	} else {
		check_state.passed++;
		printf("ok %s\n", name);
	}
	fflush(stdout);
}

static inline int
check_end(void)
{
	printf("%d passed, %d failed\n", check_state.passed,
		check_state.failed);
	return check_state.failed > 0;
}

#endif
