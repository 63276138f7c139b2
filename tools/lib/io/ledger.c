/* SPDX-License-Identifier: MIT
 *
 * Each line is one write under a lock, for the programs of a pipeline share the
 * file. The reader of a pipe reads the ledger once, at the end of its input, and
 * adds up what the writers of that pipe have said since it was last settled.
 */
#include "io/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "io/sink.h"
#include "value/period.h"
#include "value/text.h"

static const char HEADER[] =
	"program\tsource\tfile\trows_in\trows_out\tfacts\t"
	"rejected\tskipped\tbytes_in\tbytes_out\tfirst_date\tlast_date\t"
	"status\n";

/* Columns of a mark that are read again. */
enum {
	MARK_PROGRAM = 0,
	MARK_FILE = 2,
	MARK_BYTES = 9,
	MARK_STATUS = 12,
	MARK_CELLS = 13
};

static const char *ledger;

void
ledger_use(const char *file)
{
	ledger = file;
}

/* Says why, by errno. */
static bool
cannot(enum status status, const char *what)
{
	diag_file(status, ledger, "cannot %s the ledger: %s", what,
		strerror(errno));
	return false;
}

/* Opens the ledger and locks it until it is closed; -1 after a message. */
static int
open_locked(struct stat *st)
{
	int fd = open(ledger,
		O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);

	if (fd < 0) {
		cannot(STATUS_CREATE, "open");
		return -1;
	}
	while (flock(fd, LOCK_EX) && errno == EINTR)
		;
	if (!fstat(fd, st))
		return fd;
	cannot(STATUS_IO, "look at");
	close(fd);
	return -1;
}

/* Lines to the end, the header before them when the file is new: whoever
 * writes holds the lock, so only one sees it empty. What could be written of
 * lines that do not fit is taken back. Closes the file. */
static bool
append_locked(int fd, const struct stat *st, const struct buf *lines)
{
	BUF_LOCAL all = { 0 };
	bool good;

	if (S_ISREG(st->st_mode) && st->st_size == 0)
		buf_text(&all, HEADER);
	buf_add(&all, buf_span(lines));
	good = sink_put(fd, buf_span(&all));
	if (!good) {
		cannot(STATUS_IO, "write to");
		if (S_ISREG(st->st_mode) && ftruncate(fd, st->st_size))
			cannot(STATUS_IO, "mend");
		close(fd);
		return false;
	}
	return !close(fd) || errno == EINTR || cannot(STATUS_IO, "write to");
}

/* Adds a line under the lock of the file, so that programs that run at once do
 * not write into each other's. */
static bool
append(const struct buf *line)
{
	struct stat st;
	int fd = open_locked(&st);

	return fd >= 0 && append_locked(fd, &st, line);
}

/* A day, or nothing where none is known. */
static void
add_day(struct buf *line, int32_t day)
{
	if (day != DAY_NONE)
		period_print_day(line, day);
	buf_byte(line, '\t');
}

/* Rows that went in came out, were rejected or were skipped. When they did not,
 * the program is wrong, and nothing it wrote may be used. */
bool
ledger_append(const struct ledger_line *l)
{
	const uint64_t counts[] = { l->rows_in, l->rows_out, l->facts,
		l->rejected, l->skipped, l->bytes_in, l->bytes_out };
	bool good = l->rows_in == l->rows_out + l->rejected + l->skipped;
	BUF_LOCAL line = { 0 }, name = { 0 };

	if (!good)
		diag_file(STATUS_BUG, l->file,
			"rows do not balance: %" PRIu64 " in, but %" PRIu64
			" used, %" PRIu64 " rejected and %" PRIu64 " skipped",
			l->rows_in, l->rows_out, l->rejected, l->skipped);
	if (!ledger)
		return good;
	utf8_add(&name, span_of(l->file));
	buf_text(&line, diag_program());
	buf_byte(&line, '\t');
	text_escape(&line, span_of(l->source));
	buf_byte(&line, '\t');
	text_escape(&line, buf_span(&name));
	buf_byte(&line, '\t');
	for (size_t i = 0; i < COUNT(counts); i++)
		buf_format(&line, "%llu\t", (unsigned long long)counts[i]);
	add_day(&line, l->first_day);
	add_day(&line, l->last_day);
	buf_format(&line, "%d\n",
		(int)(good ? l->status : diag_worse(l->status, STATUS_BUG)));
	return append(&line) && good;
}

/* 36 bytes, or `-` where the system does not tell; NULL with errno when they
 * cannot be read. */
static const char *
boot_id(char room[37])
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t n = 1;

	if (fd < 0)
		return errno == ENOENT ? "-" : NULL;
	while (len < 36 && n) {
		n = read(fd, room + len, 36 - len);
		if (n > 0)
			len += (size_t)n;
		else if (n < 0 && errno != EINTR)
			break;
	}
	close(fd);
	room[len] = '\0';
	if (!n)
		errno = EIO;
	return len == 36 ? room : NULL;
}

/* Nobody would notice that what comes through this pipe is cut short. */
static bool
cannot_tell(bool *good)
{
	diag_fault(STATUS_IO, "/proc: cannot tell which pipe this is: %s",
		strerror(errno));
	*good = false;
	return false;
}

/* `pipe:BOOT:DEVICE:INODE` of an anonymous pipe; false for anything else, and
 * after a message when that cannot be told. A pipe with a name says its path
 * in /proc, another says `pipe:[INODE]`; where there is no /proc none is. */
static bool
pipe_key(int fd, struct buf *key, bool *good)
{
	char path[32], link[32], room[37];
	const char *boot;
	struct stat st;
	ssize_t n;

	*good = true;
	if (!ledger)
		return false;
	if (fstat(fd, &st))
		return errno == EBADF ? false : cannot_tell(good);
	if (!S_ISFIFO(st.st_mode))
		return false;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	n = readlink(path, link, sizeof(link));
	if (n < 0 && errno != ENOENT)
		return cannot_tell(good);
	if (n < 6 || memcmp(link, "pipe:[", 6))
		return false;
	boot = boot_id(room);
	if (!boot)
		return cannot_tell(good);
	buf_format(key, "pipe:%.36s:%llu:%llu", boot,
		(unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
	return true;
}

/* A line that is no file but says how far a pipe came. */
static void
add_mark(struct buf *lines, const struct buf *key, const char *rows,
	const char *bytes, const char *status)
{
	buf_format(lines, "%s\t\t%.*s\t\t%s\t\t\t\t\t%s\t\t\t%s\n",
		diag_program(), SPAN_ARG(buf_span(key)), rows, bytes, status);
}

/* Adds one such line at once: the next program waits for it. */
static bool
append_mark(const struct buf *key, const char *rows, const char *bytes,
	const char *status)
{
	BUF_LOCAL line = { 0 };

	add_mark(&line, key, rows, bytes, status);
	return append(&line);
}

void
ledger_pipe_end(int fd, uint64_t rows, uint64_t bytes, enum status status)
{
	BUF_LOCAL key = { 0 };
	char counts[2][24], text[16];
	bool good;

	if (pipe_key(fd, &key, &good)) {
		snprintf(counts[0], sizeof(counts[0]), "%llu",
			(unsigned long long)rows);
		snprintf(counts[1], sizeof(counts[1]), "%llu",
			(unsigned long long)bytes);
		snprintf(text, sizeof(text), "end %d", (int)status);
		append_mark(&key, counts[0], counts[1], text);
	}
}

/* What the writers of one pipe have said. */
struct marks {
	uint64_t begun;
	uint64_t ended;
	uint64_t bytes;
	int failed; /* status of one that failed, or 0 */
	struct span failed_program;
	struct span program; /* of the last to begin */
};

/* What one line of the ledger says of this pipe. */
static void
count_mark(struct marks *m, const struct span cells[MARK_CELLS])
{
	struct span status = cells[MARK_STATUS], program = cells[MARK_PROGRAM];
	uint64_t bytes, ended;

	if (span_is(status, "begin")) {
		m->begun++;
		m->program = program;
	} else if (span_is(status, "read") || span_is(status, "new")) {
		/* What stands before is settled. */
		*m = (struct marks){ 0 };
	} else if (status.len > 4 && !memcmp(status.at, "end ", 4)
		&& text_count((struct span){ status.at + 4, status.len - 4 },
			&ended)
		&& text_count(cells[MARK_BYTES], &bytes)) {
		m->ended++;
		m->bytes += bytes;
		/* 1 is done, too: the answer is no. */
		if (ended > STATUS_NO) {
			m->failed = (int)ended;
			m->failed_program = program;
		}
	}
}

/* Finds the marks of a key in the whole text of a ledger. */
static struct marks
find_marks(struct span text, struct span key)
{
	struct marks m = { 0 };
	const char *at = text.at, *stop = text.at + text.len;

	while (at < stop) {
		const char *lf = memchr(at, '\n', (size_t)(stop - at));
		struct span cells[MARK_CELLS];
		size_t n = 0;

		if (!lf) /* another program is just writing it */
			break;
		while (n < MARK_CELLS) {
			const char *tab = memchr(at, '\t', (size_t)(lf - at));

			cells[n++] = (struct span){ at,
				(size_t)((tab ? tab : lf) - at) };
			if (!tab)
				break;
			at = tab + 1;
		}
		if (n == MARK_CELLS && span_equal(cells[MARK_FILE], key))
			count_mark(&m, cells);
		at = lf + 1;
	}
	return m;
}

/* Numbers of pipes are used again. So the first of our writers leaves a bit on
 * the pipe itself: marks that are older are about another pipe. True when it
 * is this call that leaves it. */
static bool
leave_bit(int fd)
{
	struct stat st;

	return !fstat(fd, &st) && !(st.st_mode & S_ISVTX)
		&& !fchmod(fd, (st.st_mode & ALLPERMS) | S_ISVTX);
}

/* What all lines say of the pipe of this key; a ledger that is not there yet
 * says nothing. */
static struct marks
marks_of(const struct buf *key, bool *good)
{
	int fd = open(ledger, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	BUF_LOCAL text = { 0 };
	struct marks m = { 0 };
	ssize_t got = 1;

	*good = fd >= 0 || errno == ENOENT || cannot(STATUS_IO, "open");
	if (fd < 0)
		return m;
	while (got > 0 || (got < 0 && errno == EINTR)) {
		buf_room(&text, 64 * 1024);
		got = read(fd, text.at + text.len, 64 * 1024);
		if (got > 0)
			text.len += (size_t)got;
	}
	close(fd);
	*good = got == 0 || cannot(STATUS_IO, "read");
	if (*good)
		m = find_marks(buf_span(&text), buf_span(key));
	return m;
}

/* The bit is left under the lock of the ledger: of several writers of one pipe
 * exactly one finds none. */
void
ledger_pipe_begin(int fd)
{
	BUF_LOCAL key = { 0 }, lines = { 0 };
	struct stat st;
	bool good;
	int file = pipe_key(fd, &key, &good) ? open_locked(&st) : -1;

	if (file >= 0) {
		if (leave_bit(fd) && marks_of(&key, &good).begun)
			add_mark(&lines, &key, "", "", "new");
		add_mark(&lines, &key, "", "", "begin");
		append_locked(file, &st, &lines);
	}
}

/* Whether every program that began to write into the pipe has ended, and all it
 * wrote was read. */
static bool
judge(const struct marks *m, uint64_t bytes)
{
	if (m->ended < m->begun) {
		diag_fault(STATUS_DATA,
			"standard input: %.*s did not finish: "
			"what it wrote is cut short",
			SPAN_ARG(m->program));
		return false;
	}
	if (m->failed) {
		diag_fault(STATUS_DATA,
			"standard input: %.*s ended with "
			"status %d",
			SPAN_ARG(m->failed_program), m->failed);
		return false;
	}
	if (m->bytes != bytes) {
		diag_fault(STATUS_DATA,
			"standard input: %llu bytes came where "
			"%.*s wrote %llu",
			(unsigned long long)bytes, SPAN_ARG(m->program),
			(unsigned long long)m->bytes);
		return false;
	}
	return true;
}

/* A pipe on which no writer left its bit was written by none of our programs,
 * whatever marks its number has from before. */
bool
ledger_pipe_check(int fd, uint64_t bytes)
{
	BUF_LOCAL key = { 0 };
	struct marks m = { 0 };
	bool good = true;
	char count[24];

	if (!pipe_key(fd, &key, &good))
		return good;
	snprintf(count, sizeof(count), "%llu", (unsigned long long)bytes);
	if (!leave_bit(fd))
		m = marks_of(&key, &good);
	if (good && m.begun == 0)
		good = append_mark(&key, "", "", "unchecked");
	else if (good)
		good = append_mark(&key, "", count, "read") && judge(&m, bytes);
	return good;
}
