/* SPDX-License-Identifier: MIT */
#include "spill.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

#define MEMORY ((size_t)64 << 20)
#define PIECE ((size_t)1 << 20) /* read back at a time */

/* In memory: all is in bytes. With a file: bytes is what was not yet written
 * to it, then what was read from it. */
struct spill {
	struct buf bytes;
	size_t memory;
	size_t at; /* of bytes, already given */
	int fd;    /* -1: no file yet */
};

struct spill *
spill_new(size_t memory)
{
	struct spill *s = mem_new(1, sizeof(*s));

	s->memory = memory ? memory : MEMORY;
	s->fd = -1;
	return s;
}

static bool
make_file(struct spill *s)
{
	const char *folder = getenv("TMPDIR");
	struct buf name = { 0 };

	buf_format(&name, "%s/bif-XXXXXX", folder && *folder ? folder : "/tmp");
	buf_string(&name);
	s->fd = mkostemp(name.at, O_CLOEXEC);
	if (s->fd < 0)
		diag_fault(STATUS_CREATE, "a temporary file %s: %s", name.at,
			strerror(errno));
	else
		unlink(name.at);
	buf_free(&name);
	return s->fd >= 0;
}

static bool
write_out(struct spill *s)
{
	size_t done = 0;
	ssize_t n;

	if (s->fd < 0 && !make_file(s))
		return false;
	while (done < s->bytes.len) {
		n = write(s->fd, s->bytes.at + done, s->bytes.len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			diag_fault(STATUS_IO, "writing a temporary file: %s",
				strerror(errno));
			return false;
		}
		done += (size_t)n;
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

/* Reads on until n bytes are there; those given are dropped first. */
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

void
spill_free(struct spill *s)
{
	if (s->fd >= 0)
		close(s->fd);
	buf_free(&s->bytes);
	mem_free(s);
}
