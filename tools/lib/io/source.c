/* SPDX-License-Identifier: MIT
 *
 * The one door to zlib. A source is a chain of steps: the file, what inflates it,
 * and what reads ahead; whoever reads sees bytes alone.
 */
#include "io/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/diag.h"
#include "base/library.h"
#include "base/mem.h"
#include "io/ledger.h"
#include "io/sink.h"

/* Makes at most n bytes; 0 at the end, -1 for a fault that `from` remembers.
 * Called on the thread, never again after 0 or -1; it says nothing. It may
 * allow cancellation while it waits for input, and only then. */
typedef ssize_t readahead_maker(void *from, void *room, size_t n);

/* Bytes are made on a thread of their own while the caller works on those made
 * before; three blocks go round between the two. */

/* One is filled, one is read, and one lets neither wait for the other. */
#define BLOCKS 3
#define BLOCK_SIZE (256 * 1024)

/* Bytes on their way from the thread to the reader. */
struct block {
	char *bytes;
	ssize_t made; /* or 0 or -1, as the maker said */
	size_t taken; /* of those, given to the reader */
};

/* The ring, and the two that go round in it. */
struct readahead {
	readahead_maker *maker;
	void *from;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* Under the lock: blocks made and not yet used up, and whether the
	 * reader has gone away. A block belongs to the thread while it is not
	 * counted in full, and to the reader while it is. */
	unsigned full;
	bool stop;
	unsigned reading; /* block the reader is at */
	struct block blocks[BLOCKS];
};

/* Waits for an empty block; false when the reader has gone away. */
static bool
wait_for_room(struct readahead *a)
{
	bool go;

	pthread_mutex_lock(&a->lock);
	while (a->full == BLOCKS && !a->stop)
		pthread_cond_wait(&a->changed, &a->lock);
	go = !a->stop;
	pthread_mutex_unlock(&a->lock);
	return go;
}

/* Tells the other thread that a block was filled, or emptied. */
static void
count_full(struct readahead *a, int change)
{
	pthread_mutex_lock(&a->lock);
	a->full = (unsigned)((int)a->full + change);
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->lock);
}

/* The thread: fills one block after the other until there is nothing more, or
 * nobody who wants it. */
static void *
work(void *argument)
{
	struct readahead *a = argument;
	ssize_t made = 1;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
	for (unsigned at = 0; made > 0 && wait_for_room(a);
		at = (at + 1) % BLOCKS) {
		struct block *b = &a->blocks[at];

		b->made = made = a->maker(a->from, b->bytes, BLOCK_SIZE);
		b->taken = 0;
		count_full(a, +1);
	}
	return NULL;
}

/* NULL when there is no thread to be had: the caller then makes them itself. */
static struct readahead *
readahead_start(readahead_maker *maker, void *from)
{
	struct readahead *a;
	sigset_t all, was;
	int none;

	/* glibc loads what pthread_cancel() needs when that is first called,
	 * and aborts when it cannot. So it is loaded here, where one can do
	 * without a thread; no other C library needs it. */
#ifdef __GLIBC__
	if (!library_ready("libgcc_s.so.1"))
		return NULL;
#endif
	a = mem_new(1, sizeof(*a));
	a->maker = maker;
	a->from = from;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->changed, NULL);
	for (unsigned i = 0; i < BLOCKS; i++)
		a->blocks[i].bytes = mem_resize(NULL, BLOCK_SIZE, 1);
	/* Signals are the first thread's: what it holds back, it holds back. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	none = pthread_create(&a->thread, NULL, work, a);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	if (!none)
		return a;
	for (unsigned i = 0; i < BLOCKS; i++)
		mem_free(a->blocks[i].bytes);
	mem_free(a);
	return NULL;
}

/* The next of the bytes, in order, with the maker's 0 or -1 at the end. */
static ssize_t
readahead_read(struct readahead *a, void *room, size_t n)
{
	struct block *b = &a->blocks[a->reading];
	size_t left;

	pthread_mutex_lock(&a->lock);
	while (a->full == 0)
		pthread_cond_wait(&a->changed, &a->lock);
	pthread_mutex_unlock(&a->lock);
	if (b->made <= 0) /* stays the last block, so it is told again */
		return b->made;
	left = (size_t)b->made - b->taken;
	if (n > left)
		n = left;
	memcpy(room, b->bytes + b->taken, n);
	b->taken += n;
	if (b->taken == (size_t)b->made) {
		a->reading = (a->reading + 1) % BLOCKS;
		count_full(a, -1);
	}
	return (ssize_t)n;
}

#define RAW_SIZE (256 * 1024)
#define ALL_SIZE (16 * 1024) /* most files read whole are definitions */
/* Inflating gets a thread once this much gzip has been read: a smaller file
 * is done before a thread has started. */
#define THREAD_FROM (256 * 1024)
/* No file is called a bomb before it has given this much. */
#define INFLATE_FREE (64u * 1024 * 1024)
/* At a time: zlib counts in 32 bits. */
#define INFLATE_MOST (1u << 30)

/* What went wrong, which say() has the words for. */
enum fault {
	FAULT_NONE,
	FAULT_READ,    /* read(2) failed: error tells */
	FAULT_CUT,     /* gzip ends inside a member */
	FAULT_CORRUPT, /* zlib refuses it: detail tells */
	FAULT_JUNK,    /* something else follows the last member */
	FAULT_BOMB,
	FAULT_MEMORY,
	FAULT_SAID /* found and said elsewhere */
};

/* A file, or (maker) bytes that another module makes of one. */
struct source {
	const char *name; /* for messages; of a made one the inner one's */
	char *name_copy;  /* to be freed; NULL of a made one */
	int fd;
	bool pipe;
	bool begun; /* the first bytes have been looked at */
	bool ended;
	bool said;
	bool line_ended;       /* the last byte given was a line's end */
	unsigned char head[2]; /* the first bytes, not yet given out */
	size_t nhead;
	_Atomic uint64_t bytes; /* read from the file */

	struct source_maker maker; /* of a source that is made */
	void *from;
	struct source *inner;

	/* What follows belongs to the thread once there is one; the reader
	 * looks at the fault only after the thread's last word. */
	enum fault fault;
	int error;
	const char *detail;
	uint64_t fault_at; /* offset in the file, before inflating */
	bool gzip;
	bool between; /* members: the last one ended well */
	z_stream z;
	unsigned char *raw;
	uint64_t inflated;
	struct readahead *ahead;
};

/* Deflate cannot do better than 1032 to 1. Real exports reach 5 to 50. */
static uint64_t inflate_limit = 400;

void
source_inflate_limit(uint64_t ratio)
{
	inflate_limit = ratio;
}

bool
source_inflate_allows(uint64_t packed, uint64_t given)
{
	return !inflate_limit || given <= INFLATE_FREE
		|| given / inflate_limit <= packed;
}

/* Says why the source cannot be opened, and frees it; NULL, for `return
 * refuse(...)`. */
static struct source *
refuse(struct source *s, enum status status, const char *why)
{
	diag_file(status, s->name, "%s", why);
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	mem_free(s->name_copy);
	mem_free(s);
	return NULL;
}

/* What cannot be read is said at once: with 66 where there is no such file, or a
 * folder, and with 74 where it is there and may not be read. */
struct source *
source_open(const char *name)
{
	struct source *s = mem_new(1, sizeof(*s));
	struct stat st;

	s->name = s->name_copy = mem_copy(span_of(name));
	s->fd = strcmp(name, "-") ? open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY)
				  : STDIN_FILENO;
	if (s->fd < 0) {
		bool absent = errno == ENOENT || errno == ENOTDIR
			|| errno == ENAMETOOLONG || errno == ELOOP;

		return refuse(s, absent ? STATUS_NOINPUT : STATUS_IO,
			strerror(errno));
	}
	if (fstat(s->fd, &st))
		return refuse(s, STATUS_IO, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return refuse(s, STATUS_NOINPUT, "is a directory");
	if (S_ISREG(st.st_mode))
		posix_fadvise(s->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	if (S_ISFIFO(st.st_mode)) {
		s->pipe = true;
		sink_ready_pipe(s->fd);
	}
	return s;
}

struct source *
source_made(const struct source_maker *maker, void *from, struct source *inner)
{
	struct source *s = mem_new(1, sizeof(*s));

	s->name = inner ? inner->name : "-";
	s->fd = STDIN_FILENO;
	s->maker = *maker;
	s->from = from;
	s->inner = inner;
	return s;
}

/* Remembers what went wrong and where; it is said when the bytes before it have
 * been read. */
static ssize_t
fail(struct source *s, enum fault fault, uint64_t at)
{
	s->fault = fault;
	s->fault_at = at;
	return -1;
}

/* read(2), of which only 0 is the end and only -1 a fault. The one place
 * where a thread may be cancelled: it can wait here for ever. */
static ssize_t
read_raw(struct source *s, void *room, size_t n)
{
	for (;;) {
		struct pollfd ready = { s->fd, POLLIN, 0 };
		ssize_t got;
		int was;

		pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &was);
		got = read(s->fd, room, n);
		if (got < 0 && errno == EAGAIN) {
			poll(&ready, 1, -1);
			errno = EINTR;
		}
		pthread_setcancelstate(was, NULL);
		if (got >= 0) {
			s->bytes += (uint64_t)got;
			return got;
		}
		if (errno != EINTR) {
			s->error = errno;
			return fail(s, FAULT_READ, s->bytes);
		}
	}
}

/* Where in the file the next byte to inflate stands. */
static uint64_t
inflate_at(const struct source *s)
{
	return s->bytes - s->z.avail_in;
}

/* Makes at least `need` bytes ready for zlib, if the file has them; 0 at the
 * end, which may leave fewer. */
static ssize_t
refill(struct source *s, size_t need)
{
	if (s->z.avail_in)
		memmove(s->raw, s->z.next_in, s->z.avail_in);
	s->z.next_in = s->raw;
	while (s->z.avail_in < need) {
		ssize_t got = read_raw(s, s->raw + s->z.avail_in,
			RAW_SIZE - s->z.avail_in);

		if (got <= 0)
			return got;
		s->z.avail_in += (uInt)got;
	}
	return 1;
}

/* After a member comes another one, or the end. 1 a member, 0 the end. */
static ssize_t
next_member(struct source *s)
{
	ssize_t more = s->z.avail_in < 2 ? refill(s, 2) : 1;

	if (more < 0)
		return -1;
	if (more == 0 && s->z.avail_in == 0)
		return 0;
	if (more == 0 || s->z.next_in[0] != 0x1f || s->z.next_in[1] != 0x8b)
		return fail(s, FAULT_JUNK, inflate_at(s));
	inflateReset(&s->z);
	s->between = false;
	return 1;
}

/* One call of inflate: 1 to go on, else a fault. */
static ssize_t
inflate_step(struct source *s)
{
	ssize_t more = s->z.avail_in ? 1 : refill(s, 1);
	int result;

	if (more < 0)
		return -1;
	if (more == 0)
		return fail(s, FAULT_CUT, s->bytes);
	result = inflate(&s->z, Z_NO_FLUSH);
	if (result == Z_MEM_ERROR)
		return fail(s, FAULT_MEMORY, inflate_at(s));
	if (result == Z_STREAM_END)
		s->between = true;
	else if (result != Z_OK && result != Z_BUF_ERROR) {
		s->detail = s->z.msg;
		return fail(s, FAULT_CORRUPT, inflate_at(s));
	}
	return 1;
}

/* A readahead_maker. What was inflated before a fault is given out first. */
static ssize_t
inflate_some(void *from, void *room, size_t n)
{
	struct source *s = from;
	ssize_t more = 1;
	size_t got;

	if (s->fault)
		return -1;
	if (n > INFLATE_MOST)
		n = INFLATE_MOST;
	s->z.next_out = room;
	s->z.avail_out = (uInt)n;
	while (more > 0 && s->z.avail_out)
		more = s->between ? next_member(s) : inflate_step(s);
	got = n - s->z.avail_out;
	s->inflated += got;
	if (!source_inflate_allows(s->bytes, s->inflated))
		return fail(s, FAULT_BOMB, inflate_at(s));
	return got ? (ssize_t)got : more;
}

/* Looks at the first two bytes. */
static ssize_t
begin(struct source *s)
{
	s->begun = true;
	while (s->nhead < sizeof(s->head)) {
		ssize_t got = read_raw(s, s->head + s->nhead,
			sizeof(s->head) - s->nhead);

		if (got < 0)
			return -1;
		/* One byte of gzip is no text, and never was. */
		if (got == 0 && s->nhead && s->head[0] == 0x1f)
			return fail(s, FAULT_CUT, 1);
		if (got == 0)
			return 1;
		s->nhead += (size_t)got;
	}
	if (s->head[0] == 0x1f && s->head[1] == 0x8b) {
		s->gzip = true;
		s->raw = mem_resize(NULL, RAW_SIZE, 1);
		memcpy(s->raw, s->head, s->nhead);
		s->z.next_in = s->raw;
		s->z.avail_in = (uInt)s->nhead;
		s->nhead = 0;
		/* 15: the largest window; 16: a gzip frame, its checksum
		 * verified. */
		if (inflateInit2(&s->z, 15 + 16) != Z_OK)
			return fail(s, FAULT_MEMORY, 0);
		return 1;
	}
	return 1;
}

/* Says what went wrong, once; the status tells a file that is damaged from one
 * that cannot be read. */
static void
say(const struct source *s)
{
	unsigned long long at = s->fault_at;

	switch (s->fault) {
	case FAULT_READ:
		diag_file(STATUS_IO, s->name, "cannot read on at byte %llu: %s",
			at, strerror(s->error));
		break;
	case FAULT_CUT:
		diag_file(STATUS_DATA, s->name,
			"gzip is cut short at byte %llu: fetch it again", at);
		break;
	case FAULT_CORRUPT:
		diag_file(STATUS_DATA, s->name,
			"gzip is corrupt at byte %llu: %s", at,
			s->detail ? s->detail : "no gzip data");
		break;
	case FAULT_JUNK:
		diag_file(STATUS_DATA, s->name,
			"what follows the end of the gzip "
			"at byte %llu is no gzip",
			at);
		break;
	case FAULT_BOMB:
		diag_file(STATUS_DATA, s->name,
			"gzip at byte %llu has become more "
			"than %llu times as long: refused (BIF_INFLATE "
			"allows more)",
			at, (unsigned long long)inflate_limit);
		break;
	case FAULT_MEMORY:
		diag_file(STATUS_MEMORY, s->name, "no memory to inflate with");
		break;
	case FAULT_NONE:
	case FAULT_SAID:
		break;
	}
}

/* Before the end is told: did the writers of a pipe end well? */
static ssize_t
end(struct source *s)
{
	if (s->pipe && !s->ended && !ledger_pipe_check(s->fd, s->bytes))
		return fail(s, FAULT_SAID, s->bytes);
	s->ended = true;
	return 0;
}

/* What was read to look for gzip comes first; then the bytes come from the
 * file, from the inflater, or from its thread. A fault is said once, and
 * remembered. */
static ssize_t
read_own(struct source *s, void *room, size_t n)
{
	ssize_t got = 1;

	if (s->said)
		return -1;
	if (s->ended || n == 0)
		return 0;
	if (!s->begun)
		got = begin(s);
	/* A large file is inflated by a thread of its own, a small one at
	 * once. */
	if (got > 0 && s->gzip && !s->ahead && s->bytes >= THREAD_FROM)
		s->ahead = readahead_start(inflate_some, s);
	if (got > 0 && s->nhead) {
		/* What was read to look for gzip comes first. */
		got = (ssize_t)(n < s->nhead ? n : s->nhead);
		memcpy(room, s->head, (size_t)got);
		s->nhead -= (size_t)got;
		memmove(s->head, s->head + got, s->nhead);
	} else if (got > 0) {
		got = s->ahead    ? readahead_read(s->ahead, room, n)
			: s->gzip ? inflate_some(s, room, n)
				  : read_raw(s, room, n);
	}
	if (got == 0)
		got = end(s);
	if (got < 0) {
		say(s);
		s->said = true;
	}
	return got;
}

ssize_t
source_read(struct source *s, void *room, size_t n)
{
	ssize_t got = s->maker.read ? s->maker.read(s->from, room, n)
				    : read_own(s, room, n);
	const char *text = room;

	if (got > 0)
		s->line_ended = text[got - 1] == '\n' || text[got - 1] == '\r';
	return got;
}

bool
source_line_ended(const struct source *s)
{
	return s->line_ended;
}

const char *
source_name(const struct source *s)
{
	return s->name;
}

uint64_t
source_bytes(const struct source *s)
{
	if (s->inner)
		return source_bytes(s->inner);
	return s->bytes;
}

bool
source_close(struct source *s)
{
	struct readahead *a = s->ahead;
	bool good = !s->said;

	if (s->maker.read) {
		bool ok = s->maker.close(s->from);

		/* A source whose bytes are made by another module is closed
		 * there; then the one it reads from. */
		if (s->inner)
			ok &= source_close(s->inner);
		mem_free(s);
		return ok;
	}
	if (a) {
		/* The thread may be waiting for a block, or for input that
		 * never comes: it is told to stop, and cancelled where it waits
		 * for input. */
		pthread_mutex_lock(&a->lock);
		a->stop = true;
		pthread_cond_signal(&a->changed);
		pthread_mutex_unlock(&a->lock);
		pthread_cancel(a->thread);
		pthread_join(a->thread, NULL);
		pthread_mutex_destroy(&a->lock);
		pthread_cond_destroy(&a->changed);
		for (unsigned i = 0; i < BLOCKS; i++)
			mem_free(a->blocks[i].bytes);
		mem_free(a);
	}
	if (s->gzip)
		inflateEnd(&s->z);
	if (s->fd != STDIN_FILENO)
		close(s->fd);
	mem_free(s->raw);
	mem_free(s->name_copy);
	mem_free(s);
	return good;
}

/* No size is asked for first: a pipe has none, and what is packed another. */
bool
source_all(struct source *s, struct buf *b)
{
	ssize_t got = 0;

	do {
		b->len += (size_t)got;
		buf_room(b, ALL_SIZE);
		got = source_read(s, b->at + b->len, ALL_SIZE);
	} while (got > 0);
	return source_close(s) && got == 0;
}
