/* SPDX-License-Identifier: MIT
 *
 * Three descriptors are waited for at once: what the program takes, what it
 * writes and what it says. Its input is a socket, so that one that has ended
 * is an error to be looked at and no signal. Whatever the program does, it is
 * waited for in the end: nothing is left running.
 */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "io/decode.h"
#include "value/text.h"

#define PUMP_ROOM ((size_t)1 << 16)
#define JQ_CANNOT_COMPILE 3
#define PATIENCE 300 /* seconds */
#define PATIENCE_MOST 100000
/* times the patience: what it may take in all, with a byte now and then */
#define PATIENCE_IN_ALL 12
#define MEMORY 4096   /* megabytes */
#define SAID_DIGITS 6 /* in jq's words: the birthday of a person */

/* A program that runs, and what is on its way to it and from it. */
struct program {
	const char *name;
	bool jq;
	bool to_file; /* out is a file, that is read when the program has ended */
	struct source *inner; /* what it takes */
	pid_t pid;
	int in;               /* to it, a socket; -1 when closed */
	int out;              /* from it */
	int says;             /* its messages; -1 when closed */
	struct buf said;      /* of the line it is saying */
	char room[PUMP_ROOM]; /* read, not yet pumped */
	size_t at, end;
	size_t checked;  /* of room: known to be UTF-8 */
	uint64_t offset; /* of room in the stream */
	uint64_t given;  /* bytes it wrote */
	int64_t waited;  /* milliseconds, for it */
	bool over;       /* the inner source has no more */
	bool faulty;     /* something was wrong, said */
};

/* What is no number, or 0, leaves what is usual: a slip in the environment must
 * not make a run wait for ever. */
static int
limit(const char *name, int usual)
{
	const char *said = getenv(name);
	int n = 0;

	for (; said && span_digit(*said) && n < PATIENCE_MOST; said++)
		n = n * 10 + (*said - '0');
	return n && !*said ? n : usual;
}

/* Seconds, asked for whenever a program is waited for, so that a test can make
 * them short. */
static int
patience(void)
{
	return limit("BIF_PROGRAM_SECONDS", PATIENCE);
}

/* Closes a pipe, as far as it was opened. */
static void
close_both(const int ends[2])
{
	for (size_t i = 0; i < 2; i++)
		if (ends[i] >= 0)
			close(ends[i]);
}

/* A file without a name, to be written by the one end and read by the other
 * when that has ended. */
static bool
open_file(int ends[2])
{
	FILE *file = tmpfile();

	if (file) {
		ends[0] = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
		ends[1] = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
		fclose(file);
	}
	return file && ends[0] >= 0 && ends[1] >= 0;
}

/* Lowers a limit to what a program may use, which is the result; *before is what
 * it was. */
static struct rlimit
lower(__rlimit_resource_t what, struct rlimit *before)
{
	rlim_t most = (rlim_t)limit("BIF_PROGRAM_MEGABYTES", MEMORY) << 20;
	struct rlimit now;

	getrlimit(what, before);
	now = *before;
	if (now.rlim_cur > most)
		now.rlim_cur = most;
	setrlimit(what, &now);
	return now;
}

/* Starts the program, found on the PATH of this one, of which it sees nothing
 * else. All descriptors are closed in it but for the three that it is given.
 * What it starts itself is of its group, and ends with it. */
static bool
spawn(struct program *p, char *const argv[])
{
	static char home[] = "HOME=/dev/null";
	char *const env[] = { p->jq ? home : NULL, NULL };
	posix_spawn_file_actions_t actions;
	struct rlimit data, file, most;
	posix_spawnattr_t group;
	int to[2] = { -1, -1 }, from[2] = { -1, -1 }, says[2] = { -1, -1 };
	int fault;

	/* A socket and no pipe, so that writing to a program that has ended is
	 * an error and no signal. */
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, to)
		|| !(p->to_file ? open_file(from) : !pipe2(from, O_CLOEXEC))
		|| pipe2(says, O_CLOEXEC)) {
		fault = errno;
		close_both(to);
		close_both(from);
		close_both(says);
		errno = fault;
		return false;
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, to[1], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, says[1], STDERR_FILENO);
	posix_spawnattr_init(&group);
	posix_spawnattr_setflags(&group, POSIX_SPAWN_SETPGROUP);
	/* A filter that grows without end stops at its bound, and not at that
	 * of the machine. What it starts at once is bound, too, for the limits
	 * are those of this program when it begins. */
	most = lower(RLIMIT_DATA, &data);
	lower(RLIMIT_FSIZE, &file);
	fault = posix_spawnp(&p->pid, argv[0], &actions, &group, argv, env);
	setrlimit(RLIMIT_DATA, &data);
	/* This program itself may use more, and then cannot start another: that
	 * one's memory is bound when it has begun. */
	if (fault == ENOMEM) {
		fault = posix_spawnp(&p->pid, argv[0], &actions, &group, argv,
			env);
		if (!fault)
			prlimit(p->pid, RLIMIT_DATA, &most, NULL);
	}
	setrlimit(RLIMIT_FSIZE, &file);
	posix_spawnattr_destroy(&group);
	posix_spawn_file_actions_destroy(&actions);
	close(to[1]);
	close(from[1]);
	close(says[1]);
	p->in = to[0];
	p->out = from[0];
	p->says = says[0];
	if (!fault)
		return true;
	close(p->in);
	close(p->out);
	close(p->says);
	errno = fault;
	return false;
}

/* All has been read: the program sees the end of its input, and may write the
 * rest. */
static void
end_input(struct program *p)
{
	if (p->in >= 0)
		close(p->in);
	p->in = -1;
}

/* Says what the system refused. */
static bool
cannot(struct program *p, const char *what)
{
	diag_file(STATUS_IO, source_name(p->inner), "cannot %s: %s", what,
		strerror(errno));
	p->faulty = true;
	return false;
}

/* Gives jq as much as it takes without waiting, and reads more where all that
 * was read has gone. False after a message. */
static bool
pump(struct program *p)
{
	struct span s;
	ssize_t moved;
	size_t n;

	/* jq would replace what is not UTF-8 in silence, so it is looked for
	 * here; a character may be cut by the end of what has been read. */
	if (p->at == p->checked && !p->over) {
		memmove(p->room, p->room + p->at, p->end - p->at);
		p->offset += p->at;
		p->end -= p->at;
		p->at = p->checked = 0;
		moved = source_read(p->inner, p->room + p->end,
			PUMP_ROOM - p->end);
		if (moved < 0)
			return false;
		p->over = moved == 0;
		p->end += (size_t)moved;
		s = (struct span){ p->room, p->end };
		n = p->jq ? decode_fault(decode_utf8(), s) : s.len;
		if (n < s.len && (s.len - n >= 4 || p->over)) {
			if (!p->faulty)
				diag_file(STATUS_DATA, source_name(p->inner),
					"byte %" PRIu64 " is not UTF-8",
					p->offset + n + 1);
			p->faulty = true;
			n = s.len;
		}
		p->checked = n;
	}
	if (p->at == p->checked) {
		if (p->over)
			end_input(p);
		return true;
	}
	moved = send(p->in, p->room + p->at, p->checked - p->at,
		MSG_NOSIGNAL | MSG_DONTWAIT);
	if (moved >= 0)
		p->at += (size_t)moved;
	else if (errno == EPIPE || errno == ECONNRESET)
		end_input(p); /* jq has ended: its status tells */
	else if (errno != EAGAIN && errno != EINTR)
		return cannot(p, "write to its program");
	return true;
}

/* jq quotes the beginning of what it cannot take, which may be a person's
 * number, also one it has cut. */
static void
say_line(struct program *p)
{
	BUF_LOCAL masked = { 0 };

	text_mask_from(&masked, buf_span(&p->said), SAID_DIGITS);
	if (masked.len)
		diag_at(STATUS_DONE, "program",
			(struct place){ source_name(p->inner), 0, 0 }, "%s",
			buf_string(&masked));
	buf_clear(&p->said);
}

/* Takes what jq says; at the end of it closes. */
static void
listen_to(struct program *p)
{
	char room[4096];
	ssize_t got = read(p->says, room, sizeof(room));

	if (got < 0 && errno == EINTR)
		return;
	for (ssize_t i = 0; i < got; i++)
		if (room[i] == '\n')
			say_line(p);
		else if (p->said.len < sizeof(room))
			buf_byte(&p->said, room[i]);
	if (got > 0)
		return;
	say_line(p);
	close(p->says);
	p->says = -1;
}

/* Ends it for a reason that is said. Returns false. */
static bool
end_program(struct program *p, const char *why)
{
	if (!p->faulty)
		diag_file(STATUS_DATA, source_name(p->inner), "%s %s", p->name,
			why);
	p->faulty = true;
	kill(-p->pid, SIGKILL);
	return false;
}

/* Nobody can tell a program that thinks from one that never ends; five minutes
 * without a byte are taken for the latter, and so is an hour with one now and
 * then. */
static bool
too_slow(struct program *p)
{
	return end_program(p,
		p->waited > patience() * 1000LL * PATIENCE_IN_ALL
			? "takes too long in all: ended (twelve times BIF_PROGRAM_SECONDS is how long it may)"
			: "neither takes nor gives anything: ended (BIF_PROGRAM_SECONDS is how long it may)");
}

/* Waits until one of the descriptors is ready; 0: it was too long. */
static int
wait_a_while(struct program *p, struct pollfd *fds, nfds_t n)
{
	int64_t most = patience() * 1000LL;
	struct timespec from, to;
	int ready;

	clock_gettime(CLOCK_MONOTONIC, &from);
	ready = poll(fds, n, (int)most);
	clock_gettime(CLOCK_MONOTONIC, &to);
	p->waited += (to.tv_sec - from.tv_sec) * 1000
		+ (to.tv_nsec - from.tv_nsec) / 1000000;
	return p->waited > most * PATIENCE_IN_ALL ? 0 : ready;
}

/* Waits for the last words and the end; false after a message. What has
 * closed its output and goes on is not waited for longer than usual. */
static bool
wait_for(struct program *p)
{
	const char *file = source_name(p->inner);
	long rounds = patience() * 50L;
	int how = 0;

	/* What it has said is read to its end first: it may wait for that. */
	while (p->pid > 0 && p->says >= 0) {
		struct pollfd fd = { p->says, POLLIN, 0 };

		if (wait_a_while(p, &fd, 1) != 0)
			listen_to(p);
		else if (!too_slow(p))
			break;
	}
	for (pid_t ended = 0; p->pid > 0 && ended != p->pid;) {
		ended = waitpid(p->pid, &how, rounds > 0 ? WNOHANG : 0);
		if (!ended && rounds-- > 0)
			poll(NULL, 0, 20);
		if (!ended && rounds == 0)
			too_slow(p);
		if (ended < 0 && errno != EINTR)
			break;
	}
	if (p->pid <= 0 || p->faulty || (WIFEXITED(how) && !WEXITSTATUS(how))) {
		p->pid = 0;
		return !p->faulty;
	}
	p->pid = 0;
	if (WIFEXITED(how))
		diag_file(p->jq && WEXITSTATUS(how) == JQ_CANNOT_COMPILE
				? STATUS_CONFIG
				: STATUS_DATA,
			file, "%s ended with status %d", p->name,
			WEXITSTATUS(how));
	else
		diag_file(STATUS_DATA, file,
			"%s was ended by signal %d (it may use %d megabytes: BIF_PROGRAM_MEGABYTES)",
			p->name, WTERMSIG(how),
			limit("BIF_PROGRAM_MEGABYTES", MEMORY));
	return false;
}

/* The file that the program wrote is read from its beginning; false when there
 * is nothing to be read. */
static bool
go_back(struct program *p)
{
	p->to_file = false;
	p->faulty |= !wait_for(p);
	return !p->faulty && lseek(p->out, 0, SEEK_SET) == 0;
}

/* A source_maker: what the program writes, while it is given what it takes. After
 * its last byte it is waited for; no input at all is no JSON, though jq takes
 * it. */
static ssize_t
read_program(void *from, void *room, size_t n)
{
	struct program *p = from;

	for (;;) {
		struct pollfd fds[3] = { { p->out, POLLIN, 0 },
			{ p->in, POLLOUT, 0 }, { p->says, POLLIN, 0 } };
		ssize_t got;
		int ready;

		if (p->to_file && p->in < 0 && p->says < 0 && !go_back(p))
			return -1;
		if (p->to_file)
			fds[0].fd = -1;
		ready = wait_a_while(p, fds, 3);
		if (!ready) {
			too_slow(p);
			return -1;
		}
		if (ready < 0) {
			if (errno == EINTR)
				continue;
			cannot(p, "wait for its program");
			return -1;
		}
		if (fds[1].revents && !pump(p))
			return -1;
		if (fds[2].revents)
			listen_to(p);
		if (!fds[0].revents)
			continue;
		/* What becomes many times larger than any real file is a bomb,
		 * whoever unpacks it. */
		got = read(p->out, room, n);
		p->given += got > 0 ? (uint64_t)got : 0;
		if (!source_inflate_allows(p->offset + p->at, p->given)) {
			end_program(p,
				"makes more of it than a real file would become: refused (BIF_INFLATE allows more)");
			return -1;
		}
		if (got > 0)
			return got;
		if (got < 0) {
			if (errno == EINTR)
				continue;
			cannot(p, "read what its program writes");
			return -1;
		}
		p->faulty |= !wait_for(p);
		if (!p->faulty && p->jq && p->over && p->offset + p->end == 0) {
			diag_file(STATUS_DATA, source_name(p->inner),
				"is empty");
			p->faulty = true;
		}
		return p->faulty ? -1 : 0;
	}
}

/* Ends a program that was not read to its end: what it then says is no news.
 * False when something was wrong before. */
static bool
close_program(void *from)
{
	struct program *p = from;
	bool good = !p->faulty;

	end_input(p);
	close(p->out);
	if (p->says >= 0)
		close(p->says);
	if (p->pid > 0) {
		kill(-p->pid, SIGKILL);
		while (waitpid(p->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	buf_free(&p->said);
	mem_free(p);
	return good;
}

/* Starts a program whose input is a source, and gives a source of what it
 * writes; NULL after a message, and then the input is closed. */
struct source *
program_source(struct source *input, char *const argv[], enum program_use use)
{
	static const struct source_maker maker = { read_program,
		close_program };
	struct program *p = mem_new(1, sizeof(*p));

	p->name = argv[0];
	p->inner = input;
	p->jq = use == PROGRAM_JQ;
	p->to_file = use == PROGRAM_TO_FILE;
	if (spawn(p, argv))
		return source_made(&maker, p, input);
	diag_file(STATUS_IO, source_name(input), "cannot run %s: %s", argv[0],
		strerror(errno));
	mem_free(p);
	source_close(input);
	return NULL;
}
