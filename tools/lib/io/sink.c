/* SPDX-License-Identifier: MIT
 *
 * Whatever ends the program, no file beside its name stays: it is removed at exit
 * and by the signals that end a program, which then end it all the same.
 */
#include "io/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

#define PIPE_SIZE (1024 * 1024)

/* Where bytes go, under which name. */
struct sink {
	int fd;
	char *name;   /* for messages */
	char *target; /* what beside becomes; NULL: in place */
	char *beside;
	struct sink *next; /* of those with a file beside */
};

static struct sink *pending;
static const int endings[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM };
#define NENDINGS COUNT(endings)

/* Runs as a signal's handler: only calls that are safe there. */
static void
remove_pending(int signal)
{
	for (const struct sink *s = pending; s; s = s->next)
		unlink(s->beside);
	raise(signal); /* its handler is the default again */
}

/* A file beside that nobody published is removed when the program ends. */
static void
remove_at_exit(void)
{
	for (const struct sink *s = pending; s; s = s->next)
		unlink(s->beside);
}

/* A signal the parent ignores stays ignored. */
static void
watch_endings(void)
{
	static bool watching;
	struct sigaction action = { .sa_handler = remove_pending,
		.sa_flags = (int)(SA_RESETHAND | SA_NODEFER) };

	if (watching)
		return;
	watching = true;
	atexit(remove_at_exit);
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < NENDINGS; i++) {
		struct sigaction was = { .sa_handler = SIG_IGN };

		sigaction(endings[i], NULL, &was);
		if (was.sa_handler == SIG_DFL)
			sigaction(endings[i], &action, NULL);
	}
}

/* Adding and removing with the signals held back keeps the list whole. */
static void
hold_endings(bool hold)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < NENDINGS; i++)
		sigaddset(&set, endings[i]);
	sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

/* From here on the file beside is not removed any more. */
static void
forget_pending(struct sink *s)
{
	struct sink **at = &pending;

	while (*at && *at != s)
		at = &(*at)->next;
	if (!*at)
		return;
	hold_endings(true);
	*at = s->next;
	hold_endings(false);
}

/* Frees the words; the descriptor is closed elsewhere, where that can fail. */
static void
free_sink(struct sink *s)
{
	mem_free(s->name);
	mem_free(s->target);
	mem_free(s->beside);
	mem_free(s);
}

/* Says why the file cannot be made; NULL, for `return refuse(...)`. */
static struct sink *
refuse(struct sink *s, const char *what)
{
	diag_file(STATUS_CREATE, s->name, "cannot create %s: %s", what,
		strerror(errno));
	free_sink(s);
	return NULL;
}

/* Whether the name is written in place: it is there and no regular file, or
 * it stands for an open one. */
static bool
in_place(const char *file)
{
	struct stat st;

	if (!strncmp(file, "/dev/fd/", 8) || !strncmp(file, "/proc/", 6)
		|| !strcmp(file, "/dev/stderr"))
		return true;
	return !stat(file, &st) && !S_ISREG(st.st_mode);
}

/* The descriptor that `/dev/fd/N` stands for, also where no /dev/fd is, and
 * where it may not be opened once more; -1: it is no such name. */
static int
descriptor_of(const char *file)
{
	const char *digits = file + strlen("/dev/fd/");
	int n = 0;

	if (strncmp(file, "/dev/fd/", strlen("/dev/fd/")) || !*digits
		|| strlen(digits) > 6)
		return -1;
	for (; *digits; digits++) {
		if (*digits < '0' || *digits > '9')
			return -1;
		n = n * 10 + (*digits - '0');
	}
	return n;
}

/* Opens where the bytes go: a descriptor that was given, a thing that is no
 * file and is written in place, or a new file beside the old one. */
static struct sink *
open_file(struct sink *s, const char *file, mode_t mode)
{
	int given = descriptor_of(file);
	struct buf name;
	const char *slash;
	struct stat st;
	bool there;

	if (given >= 0) {
		s->fd = fcntl(given, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
		return s->fd < 0 ? refuse(s, "it") : s;
	}
	if (in_place(file)) {
		s->fd = open(file,
			O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY,
			mode);
		return s->fd < 0 ? refuse(s, "it") : s;
	}
	if (!access(file, F_OK) && access(file, W_OK))
		return refuse(s, "it anew");
	/* A name that is a link stays one: its file is what is replaced. */
	s->target = realpath(file, NULL);
	if (!s->target)
		s->target = mem_copy(span_of(file));
	/* What replaces a file may be read by those who could read it
	 * before. */
	name = (struct buf){ 0 };
	there = !stat(s->target, &st);
	if (there)
		mode = st.st_mode & 0777;
	slash = strrchr(s->target, '/');
	slash = slash ? slash + 1 : s->target;
	buf_format(&name, "%.*s.%s.tmp.%ld", (int)(slash - s->target),
		s->target, slash, (long)getpid());
	s->beside = mem_copy(buf_span(&name));
	buf_free(&name);
	watch_endings();
	hold_endings(true);
	/* What an earlier process of this number left behind is nobody's. */
	s->fd = open(s->beside,
		O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
	if (s->fd >= 0) {
		if (there)
			fchmod(s->fd, mode);
		s->next = pending;
		pending = s;
	}
	hold_endings(false);
	return (s->fd >= 0) ? s : refuse(s, "the file beside it");
}

void
sink_ready_pipe(int fd)
{
	const struct sched_param none = { 0 };

	fcntl(fd, F_SETPIPE_SZ, PIPE_SIZE);
	/* Whoever was given another class of work keeps it. */
	if (sched_getscheduler(0) == SCHED_OTHER)
		sched_setscheduler(0, SCHED_BATCH, &none);
}

/* What has persons in it is readable by its owner only, from the first byte
 * on. */
struct sink *
sink_open(const char *file, bool personal)
{
	struct sink *s = mem_new(1, sizeof(*s));
	bool standard = !file || !strcmp(file, "-")
		|| !strcmp(file, "/dev/stdout");
	struct stat st;

	s->name = mem_copy(span_of(standard ? "standard output" : file));
	if (standard)
		s->fd = STDOUT_FILENO;
	else if (!open_file(s, file, personal ? 0600 : 0666))
		return NULL;
	if (!fstat(s->fd, &st) && S_ISFIFO(st.st_mode))
		sink_ready_pipe(s->fd);
	return s;
}

int
sink_fd(const struct sink *s)
{
	return s->fd;
}

/* Says why, by errno; false, for `return cannot(...)`. */
static bool
cannot(const struct sink *s, const char *what)
{
	diag_file(STATUS_IO, s->name, "cannot %s: %s", what, strerror(errno));
	return false;
}

/* Whoever handed us the descriptor may have made it non-blocking: then it
 * is waited for, and no byte is lost. */
bool
sink_put(int fd, struct span bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);
		struct pollfd ready = { fd, POLLOUT, 0 };

		if (n < 0 && errno == EAGAIN)
			poll(&ready, 1, -1);
		else if (n < 0 && errno != EINTR)
			return false;
		else if (n > 0)
			span_skip(&bytes, (size_t)n);
	}
	return true;
}

bool
sink_write(struct sink *s, const char *bytes, size_t n)
{
	return sink_put(s->fd, (struct span){ bytes, n }) || cannot(s, "write");
}

/* The new name is on disk only when its folder is. Folders that cannot be
 * opened or synced are let be: not every file system can. */
static bool
sync_folder(const struct sink *s)
{
	const char *slash = strrchr(s->target, '/');
	char *folder = slash ? mem_copy((struct span){ s->target,
			       (size_t)(slash - s->target) + 1 })
			     : mem_copy(span_of("."));
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool lost;

	mem_free(folder);
	if (fd < 0)
		return true;
	lost = fsync(fd) && (errno == EIO || errno == ENOSPC);
	if (lost)
		cannot(s, "write its folder to disk");
	close(fd);
	return !lost;
}

/* Puts the file beside in the place of the old one, once all of it is on disk:
 * nobody ever sees half a file. */
static bool
publish(struct sink *s)
{
	int fd = s->fd;

	if (s->beside && fsync(fd) && errno != EINVAL && errno != ENOTSUP)
		return cannot(s, "write to disk");
	s->fd = -1;
	/* An interrupted close has closed. */
	if (close(fd) && errno != EINTR)
		return cannot(s, "write");
	if (!s->beside)
		return true;
	if (rename(s->beside, s->target))
		return cannot(s, "rename the file beside");
	forget_pending(s);
	return sync_folder(s);
}

bool
sink_publish(struct sink *s)
{
	if (!publish(s)) {
		sink_drop(s);
		return false;
	}
	free_sink(s);
	return true;
}

void
sink_drop(struct sink *s)
{
	if (s->fd >= 0)
		close(s->fd);
	if (s->beside) {
		unlink(s->beside);
		forget_pending(s);
	}
	free_sink(s);
}
