/* SPDX-License-Identifier: MIT
 *
 * Puts each message together in memory, as a line for people or as an object
 * for programs, and writes it at once, so that those of programs side by side
 * do not mix. Text from a file is shown with what steers
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

/* What is known of a message before its words. */
struct about {
	const char *code;
	enum status status;
	struct place where;
	struct span at; /* the place as a cell, where where is empty */
	uint64_t more;  /* so many messages like it were held back */
};

/* Of a message as an object: how long each text in it may be, so that the line,
 * escaped, is still written at once. */
#define TEXT_MAX 1100
#define NAME_MAX_BYTES 250

struct kind {
	const char *name;
	uint64_t said;
};

static const char *program_name = "bif";
static bool be_quiet;
static bool as_objects;
static struct span cell_name, cell_value;
static void (*before_end)(void);
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

/* A member of an object; a text that is empty is null. Of what would not fit,
 * `...` tells. */
static void
put_member(struct line *line, const char *name, const char *text, size_t len,
	size_t most)
{
	struct line inert = { .len = 0, .cut = false };

	put(line, name, strlen(name));
	if (!len) {
		put(line, "null", 4);
		return;
	}
	put_inert(&inert, text, len);
	if (inert.len > most) {
		for (inert.len = most; inert.len
			&& ((unsigned char)inert.at[inert.len] & 0xc0) == 0x80;)
			inert.len--;
		inert.cut = true;
	}
	put(line, "\"", 1);
	for (size_t i = 0; i < inert.len; i++) {
		if (inert.at[i] == '"' || inert.at[i] == '\\')
			put(line, "\\", 1);
		if (inert.at[i] == '\t')
			put(line, "\\t", 2);
		else
			put(line, &inert.at[i], 1);
	}
	put(line, inert.cut ? "...\"" : "\"", inert.cut ? 4 : 1);
}

/* A member that is a number; 0 stands for none, and is null. */
static void
put_number(struct line *line, const char *name, uint64_t number)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%" PRIu64, number);

	put(line, name, strlen(name));
	if (number)
		put(line, text, (size_t)n);
	else
		put(line, "null", 4);
}

/* `file:line` and `file!sheet:row` as a file and a line; `file#n` is the n-th
 * record, and stays with the file. */
static struct span
split_at(struct span at, uint64_t *number)
{
	size_t i = at.len;
	uint64_t scale = 1, sum = 0;

	for (; i && at.at[i - 1] >= '0' && at.at[i - 1] <= '9'; i--) {
		sum += (uint64_t)(at.at[i - 1] - '0') * scale;
		scale *= 10;
	}
	if (!i || i == at.len || at.at[i - 1] != ':')
		return at;
	*number = sum;
	return (struct span){ at.at, i - 1 };
}

/* The code of a message: its kind. A kind that is a sentence is one about a
 * cell; a message without a kind has its status for one. */
static const char *
code_of(const char *kind, enum status status)
{
	static const char *const codes[] = { [STATUS_DONE] = "note",
		[STATUS_NO] = "note",
		[STATUS_USAGE] = "usage",
		[STATUS_DATA] = "data",
		[STATUS_NOINPUT] = "no_input",
		[STATUS_BUG] = "bug",
		[STATUS_MEMORY] = "memory",
		[STATUS_CREATE] = "create",
		[STATUS_IO] = "io",
		[STATUS_LATER] = "later",
		[STATUS_CONFIG] = "definition" };

	if (kind)
		return strchr(kind, ' ') ? "cell" : kind;
	return status < COUNT(codes) && codes[status] ? codes[status] : "data";
}

/* The message as an object of JSON. The place is a file and a line, whichever
 * way it was given. */
static void
put_object(struct line *line, const struct about *about, const char *text,
	size_t len)
{
	struct span file = about->at;
	uint64_t number = about->where.line;

	if (about->where.file)
		file = (struct span){ about->where.file,
			strlen(about->where.file) };
	else
		file = split_at(file, &number);
	put_member(line, "{\"program\":", program_name, strlen(program_name),
		NAME_MAX_BYTES);
	put_member(line, ",\"code\":", about->code, strlen(about->code),
		NAME_MAX_BYTES);
	if (about->status)
		put_number(line, ",\"status\":", about->status);
	else
		put(line, ",\"status\":0", 11);
	put_member(line, ",\"file\":", file.at, file.len, NAME_MAX_BYTES);
	put_number(line, ",\"line\":", number);
	put_number(line, ",\"column\":", about->where.column);
	put_member(line, ",\"name\":", cell_name.at, cell_name.len,
		NAME_MAX_BYTES);
	put_member(line, ",\"value\":", cell_value.at, cell_value.len,
		NAME_MAX_BYTES);
	put_number(line, ",\"more\":", about->more);
	put_member(line, ",\"message\":", text, len, TEXT_MAX);
	put(line, "}", 1);
}

/* Writes the line as a whole, so that lines of several programs do not mix, and
 * waits where standard error is a pipe that is full. Words that cannot be
 * written are a fault of the run. */
static void
end_line(struct line *line)
{
	struct pollfd ready = { STDERR_FILENO, POLLOUT, 0 };
	size_t done = 0;

	if (line->cut) {
		memcpy(line->at + line->len, "...", 3);
		line->len += 3;
	}
	line->at[line->len++] = '\n';
	while (done < line->len) {
		ssize_t n = write(STDERR_FILENO, line->at + done,
			line->len - done);
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

/* What was said of a kind; NULL when there are too many kinds to keep count. */
static struct kind *
kind_of(const char *name)
{
	struct kind *k;

	for (k = kinds; k < kinds + KINDS; k++) {
		if (!k->name)
			k->name = name;
		if (!strcmp(k->name, name))
			return k;
	}
	return NULL;
}

bool
diag_enough(const char *name)
{
	const struct kind *k = kind_of(name);

	return k && k->said >= PER_KIND;
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
diag_objects(bool objects)
{
	as_objects = objects;
}

/* A file's name may hold anything, control characters of a terminal too: it
 * is made inert as all foreign text is. */
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

/* Puts a message together, in one of its two forms, and writes it. */
__attribute__((format(printf, 2, 0))) static void
say(const struct about *about, const char *fmt, va_list args)
{
	struct line line = { .len = 0, .cut = false };
	char raw[RAW_MAX_BYTES];

	if (as_objects) {
		int n = vsnprintf(raw, sizeof(raw), fmt, args);

		if (n < 0)
			n = 0;
		if ((size_t)n >= sizeof(raw))
			n = sizeof(raw) - 1;
		put_object(&line, about, raw, (size_t)n);
	} else {
		put(&line, program_name, strlen(program_name));
		put(&line, ": ", 2);
		put_place(&line, about->where);
		if (about->at.len) {
			put_inert(&line, about->at.at, about->at.len);
			put(&line, ": ", 2);
		}
		put_format(&line, fmt, args);
	}
	cell_name = cell_value = (struct span){ NULL, 0 };
	end_line(&line);
}

void
diag_fault(enum status status, const char *fmt, ...)
{
	struct about about = { .code = code_of(NULL, status),
		.status = status };
	va_list args;

	diag_raise(status);
	va_start(args, fmt);
	say(&about, fmt, args);
	va_end(args);
}

/* One of a kind, which is said only so often. */
__attribute__((format(printf, 3, 0))) static void
say_of(const char *kind, struct about about, const char *fmt, va_list args)
{
	struct kind *k = kind_of(kind);

	diag_raise(about.status);
	if (k && k->said++ >= PER_KIND)
		return;
	about.code = code_of(kind, about.status);
	say(&about, fmt, args);
}

void
diag_file(enum status status, const char *file, const char *fmt, ...)
{
	struct about about = { .code = code_of(NULL, status),
		.status = status,
		.where = { .file = file } };
	va_list args;

	diag_raise(status);
	va_start(args, fmt);
	say(&about, fmt, args);
	va_end(args);
}

void
diag_at(enum status status, const char *kind, struct place where,
	const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say_of(kind, (struct about){ .status = status, .where = where }, fmt,
		args);
	va_end(args);
}

void
diag_row(enum status status, const char *kind, struct span at, const char *fmt,
	...)
{
	va_list args;

	va_start(args, fmt);
	say_of(kind, (struct about){ .status = status, .at = at }, fmt, args);
	va_end(args);
}

void
diag_cell(struct span name, struct span value)
{
	cell_name = name;
	cell_value = value;
}

void
diag_note(const char *fmt, ...)
{
	struct about about = { .code = "note" };
	va_list args;

	if (be_quiet)
		return;
	va_start(args, fmt);
	say(&about, fmt, args);
	va_end(args);
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

	for (i = 0; i < (int)(COUNT(order)); i++)
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

/* The same as say(), for words of our own. */
__attribute__((format(printf, 2, 3))) static void
say_words(const struct about *about, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(about, fmt, args);
	va_end(args);
}

void
diag_before_end(void (*last)(void))
{
	before_end = last;
}

enum status
diag_end(void)
{
	struct kind *k;

	if (before_end)
		before_end();

	for (k = kinds; k < kinds + KINDS && k->name; k++) {
		struct about about = { .code = code_of(k->name, STATUS_DONE),
			.more = k->said - PER_KIND };

		if (k->said <= PER_KIND)
			continue;
		say_words(&about, "%" PRIu64 " more like this: %s", about.more,
			k->name);
		k->said = PER_KIND;
	}
	return run_status;
}

/* --- characters that steer --- */

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
	if (left < 3)
		return 0;
	/* The few of three bytes are told by their bytes, without decoding. */
	if (u[0] == 0xe2 && u[1] == 0x80)
		return u[2] == 0x8e || u[2] == 0x8f
				|| (u[2] >= 0xa8 && u[2] <= 0xae)
			? 3
			: 0;
	if (u[0] == 0xe2 && u[1] == 0x81)
		return u[2] >= 0xa6 && u[2] <= 0xa9 ? 3 : 0;
	return u[0] == 0xef && u[1] == 0xbf && u[2] >= 0xbe ? 3 : 0;
}
