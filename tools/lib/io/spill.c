/* SPDX-License-Identifier: MIT
 *
 * What is kept of an input is often small, so a spill begins in memory and
 * makes its file only when there is more. The file is unlinked as soon as it
 * is open: the kernel frees it with the last descriptor, also after a crash.
 */
#include "io/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "io/sink.h"
#include "io/source.h"

#define MEMORY ((size_t)64 << 20)
#define PIECE ((size_t)1 << 20) /* bytes read back at a time */
#define LOOKED 1024 /* looks, each of which may map pages around its own */
#define CHUNK ((size_t)1 << 16) /* bytes of standard input at a time */

/* While there is no file, all is in bytes. With a file, bytes holds what was
 * not yet written to it, and after spill_rewind() what was read from it. */
struct spill {
	struct buf bytes;
	size_t memory;
	size_t at; /* of bytes, already given */
	int fd;    /* -1: no file yet */
};

/* Files that are kept, and how many looks there were since they last left
 * memory. */
static struct mapping {
	void *at;
	size_t len;
} * mapped;
static size_t nmapped, mapped_cap, looked;

/* Where standard input was when it was first asked for. */
static off_t input_began;

struct spill *
spill_new(size_t memory)
{
	struct spill *s = mem_new(1, sizeof(*s));

	s->memory = memory ? memory : MEMORY;
	s->fd = -1;
	return s;
}

/* Opens a file that has no name any more; -1 after a message. */
static int
open_nameless(void)
{
	const char *folder = getenv("TMPDIR");
	BUF_LOCAL name = { 0 };
	int fd;

	buf_format(&name, "%s/bif-XXXXXX", folder && *folder ? folder : "/tmp");
	buf_string(&name);
	fd = mkostemp(name.at, O_CLOEXEC);
	if (fd < 0)
		diag_fault(STATUS_CREATE, "a temporary file %s: %s", name.at,
			strerror(errno));
	else
		unlink(name.at);
	return fd;
}

/* Moves what is in memory to the file. */
static bool
write_out(struct spill *s)
{
	if (s->fd < 0 && (s->fd = open_nameless()) < 0)
		return false;
	if (!sink_put(s->fd, buf_span(&s->bytes))) {
		diag_fault(STATUS_IO, "writing a temporary file: %s",
			strerror(errno));
		return false;
	}
	buf_clear(&s->bytes);
	return true;
}

bool
spill_add(struct spill *s, struct span bytes)
{
	if (s->bytes.len + bytes.len > s->memory && !write_out(s))
		return false;
	buf_add(&s->bytes, bytes);
	return true;
}

bool
spill_rewind(struct spill *s)
{
	s->at = 0;
	if (s->fd < 0)
		return true;
	if (!write_out(s))
		return false;
	if (lseek(s->fd, 0, SEEK_SET) == 0)
		return true;
	diag_fault(STATUS_IO, "reading a temporary file: %s", strerror(errno));
	return false;
}

/* Reads on until n bytes are there; those given before are dropped first. */
static bool
read_on(struct spill *s, size_t n)
{
	size_t left = s->bytes.len - s->at;
	ssize_t got;

	memmove(s->bytes.at, s->bytes.at + s->at, left);
	s->bytes.len = left;
	s->at = 0;
	while (s->bytes.len < n) {
		buf_room(&s->bytes, n > PIECE ? n : PIECE);
		got = read(s->fd, s->bytes.at + s->bytes.len,
			n > PIECE ? n : PIECE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			diag_fault(STATUS_IO, "reading a temporary file: %s",
				got < 0 ? strerror(errno) : "it is cut short");
			return false;
		}
		s->bytes.len += (size_t)got;
	}
	return true;
}

const char *
spill_next(struct spill *s, size_t n)
{
	const char *at;

	buf_room(&s->bytes, 0);
	if (s->bytes.len - s->at < n && (s->fd < 0 || !read_on(s, n)))
		return NULL;
	at = s->bytes.at + s->at;
	s->at += n;
	return at;
}

const char *
spill_keep(struct spill *s, struct arena *arena)
{
	void *at;
	off_t end;

	if (s->fd < 0) {
		at = arena_adopt(arena, s->bytes.at, s->bytes.len);
		s->bytes = (struct buf){ 0 };
		return at;
	}
	if (!write_out(s))
		return NULL;
	buf_free(&s->bytes);
	end = lseek(s->fd, 0, SEEK_END);
	at = mmap(NULL, (size_t)end, PROT_READ, MAP_SHARED, s->fd, 0);
	if (at == MAP_FAILED) {
		diag_fault(STATUS_IO, "reading a temporary file: %s",
			strerror(errno));
		return NULL;
	}
	MEM_GROW(mapped, mapped_cap, nmapped + 1);
	mapped[nmapped++] = (struct mapping){ at, (size_t)end };
	return at;
}

/* The pages stay with the kernel as long as it has room for them; what is
 * looked at again is a fault of a page that need not be read. */
void
spill_looked(void)
{
	if (++looked < LOOKED)
		return;
	for (size_t i = 0; i < nmapped; i++)
		madvise(mapped[i].at, mapped[i].len, MADV_DONTNEED);
	looked = 0;
}

void
spill_free(struct spill *s)
{
	if (s->fd >= 0)
		close(s->fd);
	buf_free(&s->bytes);
	mem_free(s);
}

/* A regular file can be wound back by itself. */
bool
spill_input(const char *file)
{
	struct source *source;
	struct stat st;
	ssize_t got = -1;
	bool good;
	char *room;
	int fd;

	if (strcmp(file, "-"))
		return true;
	if (!fstat(STDIN_FILENO, &st) && S_ISREG(st.st_mode)) {
		input_began = lseek(STDIN_FILENO, 0, SEEK_CUR);
		return true;
	}
	fd = open_nameless();
	if (fd < 0)
		return false;
	source = source_open("-");
	good = source != NULL;
	room = mem_new(CHUNK, 1);
	while (good && (got = source_read(source, room, CHUNK)) > 0) {
		good = sink_put(fd, (struct span){ room, (size_t)got });
		if (!good)
			diag_fault(STATUS_IO, "cannot keep standard input: %s",
				strerror(errno));
	}
	mem_free(room);
	if (source)
		good &= source_close(source) && got == 0;
	if (good
		&& (lseek(fd, 0, SEEK_SET)
			|| dup2(fd, STDIN_FILENO) != STDIN_FILENO)) {
		diag_fault(STATUS_IO, "cannot read standard input again: %s",
			strerror(errno));
		good = false;
	}
	close(fd);
	input_began = 0;
	return good;
}

bool
spill_input_again(const char *file)
{
	if (strcmp(file, "-")
		|| lseek(STDIN_FILENO, input_began, SEEK_SET) >= 0)
		return true;
	diag_fault(STATUS_IO, "cannot go back in standard input: %s",
		strerror(errno));
	return false;
}
