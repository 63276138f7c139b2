/* SPDX-License-Identifier: MIT
 *
 * Puts each message together in memory and writes it at once, so that those of
 * programs side by side do not mix. Text from a file is shown with what steers
 * a terminal made visible.
 */
#include "base/diag.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <unistd.h>

#define PER_KIND 20
#define KINDS 64

/* A line no longer than PIPE_BUF reaches a shared log whole, also when all
 * programs of a pipeline write to it at once. Memory is on the stack, so that
 * `out of memory` can be said too. */
#define LINE_MAX_BYTES 4096
#define RAW_MAX_BYTES 3072

struct line {
	char at[LINE_MAX_BYTES];
	size_t len;
	bool cut;
};

struct kind {
	const char *name;
	uint64_t said;
};

static const char *program_name = "bif";
static bool be_quiet;
static enum status run_status;
static struct kind kinds[KINDS];

/* Room is kept for the mark of a cut and the line's end. */
static void
put(struct line *line, const char *bytes, size_t n)
{
	if (line->cut || line->len + n + 5 > sizeof(line->at)) {
		line->cut = true;
		return;
	}
	memcpy(line->at + line->len, bytes, n);
	line->len += n;
}

/* Length of the UTF-8 character that begins here; 0 when none does, or one
 * that is a command to those who show it. A TAB is none. */
static size_t
plain_character(const unsigned char *p, size_t left)
{
	size_t i, n;

	if (p[0] < 0x80)
		return (p[0] >= 0x20 && p[0] != 0x7f) || p[0] == '\t';
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (left < n)
		return 0;
	for (i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return controls_steers((const char *)p, n) ? 0 : n;
}

/* Text from a file may be hostile; on a terminal it must be controls. */
static void
put_inert(struct line *line, const char *text, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	const unsigned char *p = (const unsigned char *)text;
	size_t i = 0, n;

	while (i < len) {
		n = plain_character(p + i, len - i);
		if (n) {
			put(line, text + i, n);
			i += n;
			continue;
		}
		put(line, (char[]){ '\\', 'x', hex[p[i] >> 4], hex[p[i] & 15] },
			4);
		i++;
	}
}

/* Adds what printf() would write, without anything that steers a terminal. What
 * is longer than a message may be is cut, and the line shows it. */
__attribute__((format(printf, 2, 0))) static void
put_format(struct line *line, const char *fmt, va_list args)
{
	char raw[RAW_MAX_BYTES];
	int n = vsnprintf(raw, sizeof(raw), fmt, args);

	if (n < 0)
		return;
	if ((size_t)n < sizeof(raw)) {
		put_inert(line, raw, (size_t)n);
		return;
	}
	put_inert(line, raw, sizeof(raw) - 1);
	line->cut = true;
}

/* A message begins with the program's name. */
static void
begin_line(struct line *line)
{
	line->len = 0;
	line->cut = false;
	put(line, program_name, strlen(program_name));
	put(line, ": ", 2);
}

/* Writes the line as a whole, so that lines of several programs do not mix, and
 * waits where standard error is a pipe that is full. Words that cannot be
 * written are a fault of the run. */
static void
end_line(struct line *line)
{
	struct pollfd ready = { STDERR_FILENO, POLLOUT, 0 };
	size_t done = 0;
	ssize_t n;

	if (line->cut) {
		memcpy(line->at + line->len, "...", 3);
		line->len += 3;
	}
	line->at[line->len++] = '\n';
	while (done < line->len) {
		n = write(STDERR_FILENO, line->at + done, line->len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN) {
			poll(&ready, 1, -1);
			continue;
		}
		if (n <= 0) { /* nowhere left to say so */
			diag_raise(STATUS_IO);
			return;
		}
		done += (size_t)n;
	}
}

/* False when enough of the kind was said. */
static bool
may_say(const char *kind)
{
	struct kind *k;

	for (k = kinds; k < kinds + KINDS; k++) {
		if (!k->name)
			k->name = kind;
		if (!strcmp(k->name, kind))
			return k->said++ < PER_KIND;
	}
	return true;
}

void
diag_begin(const char *program)
{
	program_name = program;
}

const char *
diag_program(void)
{
	return program_name;
}

void
diag_quiet(bool quiet)
{
	be_quiet = quiet;
}

void
diag_fault(enum status status, const char *fmt, ...)
{
	struct line line;
	va_list args;

	diag_raise(status);
	begin_line(&line);
	va_start(args, fmt);
	put_format(&line, fmt, args);
	va_end(args);
	end_line(&line);
}

static void
put_place(struct line *line, struct place where)
{
	char number[32];
	int n;

	if (!where.file || !*where.file)
		return;
	put_inert(line, where.file, strlen(where.file));
	if (where.line) {
		n = snprintf(number, sizeof(number), ":%" PRIu64, where.line);
		put(line, number, (size_t)n);
	}
	if (where.line && where.column) {
		n = snprintf(number, sizeof(number), ":%" PRIu64, where.column);
		put(line, number, (size_t)n);
	}
	put(line, ": ", 2);
}

void
diag_at(enum status status, const char *kind, struct place where,
	const char *fmt, ...)
{
	struct line line;
	va_list args;

	diag_raise(status);
	if (!may_say(kind))
		return;
	begin_line(&line);
	put_place(&line, where);
	va_start(args, fmt);
	put_format(&line, fmt, args);
	va_end(args);
	end_line(&line);
}

void
diag_row(enum status status, const char *kind, struct span at, const char *fmt,
	...)
{
	struct line line;
	va_list args;

	diag_raise(status);
	if (!may_say(kind))
		return;
	begin_line(&line);
	if (at.len) {
		put_inert(&line, at.at, at.len);
		put(&line, ": ", 2);
	}
	va_start(args, fmt);
	put_format(&line, fmt, args);
	va_end(args);
	end_line(&line);
}

void
diag_note(const char *fmt, ...)
{
	struct line line;
	va_list args;

	if (be_quiet)
		return;
	begin_line(&line);
	va_start(args, fmt);
	put_format(&line, fmt, args);
	va_end(args);
	end_line(&line);
}

void
diag_raise(enum status status)
{
	run_status = diag_worse(run_status, status);
}

/* A status that is none of ours tells more than any of ours but a bug, as a
 * signal does (DESIGN.md section 4). */
static int
telling(enum status status)
{
	static const enum status order[] = { STATUS_DONE, STATUS_NO,
		STATUS_USAGE, STATUS_LATER, STATUS_NOINPUT, STATUS_DATA,
		STATUS_CONFIG, STATUS_MEMORY, STATUS_CREATE, STATUS_IO };
	int i;

	for (i = 0; i < (int)(sizeof(order) / sizeof(order[0])); i++)
		if (order[i] == status)
			return i;
	return status == STATUS_BUG ? i + 1 : i;
}

enum status
diag_worse(enum status a, enum status b)
{
	return telling(b) > telling(a) ? b : a;
}

enum status
diag_status(void)
{
	return run_status;
}

enum status
diag_end(void)
{
	struct line line;
	struct kind *k;
	char text[64];
	int n;

	for (k = kinds; k < kinds + KINDS && k->name; k++) {
		if (k->said <= PER_KIND)
			continue;
		begin_line(&line);
		n = snprintf(text, sizeof(text),
			"%" PRIu64 " more like this: ", k->said - PER_KIND);
		put(&line, text, (size_t)n);
		put_inert(&line, k->name, strlen(k->name));
		end_line(&line);
		k->said = PER_KIND;
	}
	return run_status;
}

/* --- characters that steer --- */

/* The few of three bytes are told by their bytes, without decoding. */
static size_t
steers_of_three(const unsigned char *u)
{
	if (u[0] == 0xe2 && u[1] == 0x80
		&& (u[2] == 0x8e || u[2] == 0x8f
			|| (u[2] >= 0xa8 && u[2] <= 0xae)))
		return 3;
	if (u[0] == 0xe2 && u[1] == 0x81 && u[2] >= 0xa6 && u[2] <= 0xa9)
		return 3;
	return u[0] == 0xef && u[1] == 0xbf && u[2] >= 0xbe ? 3 : 0;
}

size_t
controls_steers(const char *p, size_t left)
{
	const unsigned char *u = (const unsigned char *)p;

	if (!left)
		return 0;
	if (u[0] < 0x20 || u[0] == 0x7f)
		return 1;
	if (left > 1
		&& ((u[0] == 0xc2 && u[1] < 0xa0)
			|| (u[0] == 0xd8 && u[1] == 0x9c)))
		return 2;
	return left > 2 ? steers_of_three(u) : 0;
}
