/* SPDX-License-Identifier: MIT
 *
 * Rewrites one line on a terminal every half second, and adds one to a log every
 * ten. How often it is called is the caller's to choose: it asks the clock.
 */
#include "io/progress.h"

#include <unistd.h>

#define FIRST_AFTER 2000 /* milliseconds */
#define TERMINAL_EVERY 500
#define LOG_EVERY 10000

/* One run has one line, so there is one of these. */
static struct {
	const char *program;
	bool on;
	bool quiet;
	bool terminal;
	bool shown;
	int64_t begun; /* milliseconds of a clock that never jumps */
	int64_t next;
} progress;

/* Only ever shown on standard error; no result depends on it. */
static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
progress_begin(const char *program, bool asked)
{
	progress.program = program;
	progress.terminal = isatty(STDERR_FILENO) == 1;
	progress.on = asked || (progress.terminal && !progress.quiet);
	progress.shown = false;
	if (progress.on) {
		progress.begun = now();
		progress.next = progress.begun + FIRST_AFTER;
	}
}

/* A terminal has one line that is written over; a log gets a line now and
 * then, or it would be full of them. */
void
progress_tick(uint64_t rows)
{
	int64_t at;

	if (!progress.on)
		return;
	at = now();
	if (at < progress.next)
		return;
	progress.next = at + (progress.terminal ? TERMINAL_EVERY : LOG_EVERY);
	progress.shown = true;
	fprintf(stderr, "%s%s: %" PRIu64 " rows, %" PRId64 " s%s",
		progress.terminal ? "\r" : "", progress.program, rows,
		(at - progress.begun) / 1000, progress.terminal ? "" : "\n");
}

void
progress_end(void)
{
	/* The line is wiped, so that what the shell says next stands clean. */
	if (progress.shown && progress.terminal)
		fputs("\r\033[K", stderr);
	progress.on = false;
}

void
progress_quiet(void)
{
	progress.quiet = true;
}
