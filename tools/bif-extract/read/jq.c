/* SPDX-License-Identifier: MIT */
#include "jq.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
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
#define SAID_DIGITS 6 /* in jq's words: the birthday of a person */

struct jq {
	struct source *inner; /* the JSON, as UTF-8 */
	pid_t pid;
	int in;               /* to jq, a socket; -1 when closed */
	int out;              /* from jq */
	int says;             /* its messages; -1 when closed */
	struct buf said;      /* of the line it is saying */
	char room[PUMP_ROOM]; /* read, not yet pumped */
	size_t at, end;
	size_t checked;  /* of room: known to be UTF-8 */
	uint64_t offset; /* of room in the stream */
	bool over;       /* the inner source has no more */
	bool faulty;     /* something was wrong, said */
};

/* jq reads ~/.jq; a run must not depend on who starts it. */
static char **
environment(void)
{
	size_t n = 0;
	char **made;

	while (environ[n])
		n++;
	made = mem_new(n + 2, sizeof(*made));
	for (size_t i = n = 0; environ[i]; i++)
		if (strncmp(environ[i], "HOME=", 5))
			made[n++] = environ[i];
	made[n] = (char *)"HOME=/dev/null";
	return made;
}

/* Closes a pipe, as far as it was opened. */
static void
close_both(const int ends[2])
{
	close(ends[0]);
	close(ends[1]);
}

static bool
channels(int to[2], int from[2], int says[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, to))
		return false;
	if (pipe2(from, O_CLOEXEC)) {
		close_both(to);
		return false;
	}
	if (pipe2(says, O_CLOEXEC)) {
		close_both(to);
		close_both(from);
		return false;
	}
	return true;
}

/* Starts jq with the two ends that are its own; nothing else is handed down. */
static bool
spawn(struct jq *jq, char *const argv[])
{
	posix_spawn_file_actions_t actions;
	int to[2], from[2], says[2], fault;
	char **env;

	if (!channels(to, from, says))
		return false;
	env = environment();
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, to[1], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, says[1], STDERR_FILENO);
	fault = posix_spawnp(&jq->pid, argv[0], &actions, NULL, argv, env);
	posix_spawn_file_actions_destroy(&actions);
	mem_free(env);
	close(to[1]);
	close(from[1]);
	close(says[1]);
	jq->in = to[0];
	jq->out = from[0];
	jq->says = says[0];
	if (!fault)
		return true;
	close(jq->in);
	close(jq->out);
	close(jq->says);
	errno = fault;
	return false;
}

/* All has been read: jq sees the end of its input, and may write the rest. */
static void
end_input(struct jq *jq)
{
	if (jq->in >= 0)
		close(jq->in);
	jq->in = -1;
}

/* jq would replace what is not UTF-8 in silence. A character may be cut by
 * the end of what has been read. */
static void
check_utf8(struct jq *jq)
{
	struct span s = { jq->room + jq->checked, jq->end - jq->checked };
	size_t n = decode_fault(decode_utf8(), s);

	if (n < s.len && (s.len - n >= 4 || jq->over)) {
		if (!jq->faulty)
			diag_fault(STATUS_DATA,
				"%s: byte %" PRIu64 " is not UTF-8",
				source_name(jq->inner),
				jq->offset + jq->checked + n + 1);
		jq->faulty = true;
		n = s.len;
	}
	jq->checked += n;
}

/* Says what the system refused. */
static bool
cannot(struct jq *jq, const char *what)
{
	diag_fault(STATUS_IO, "%s: cannot %s: %s", source_name(jq->inner), what,
		strerror(errno));
	jq->faulty = true;
	return false;
}

/* Reads more to pump; false after a message. */
static bool
refill(struct jq *jq)
{
	ssize_t got;

	memmove(jq->room, jq->room + jq->at, jq->end - jq->at);
	jq->offset += jq->at;
	jq->checked -= jq->at;
	jq->end -= jq->at;
	jq->at = 0;
	got = source_read(jq->inner, jq->room + jq->end, PUMP_ROOM - jq->end);
	if (got < 0)
		return false;
	jq->over = got == 0;
	jq->end += (size_t)got;
	check_utf8(jq);
	return true;
}

/* Gives jq as much as it takes without waiting. False after a message. */
static bool
pump(struct jq *jq)
{
	ssize_t sent;

	if (jq->at == jq->checked && !jq->over && !refill(jq))
		return false;
	if (jq->at == jq->checked) {
		if (jq->over)
			end_input(jq);
		return true;
	}
	sent = send(jq->in, jq->room + jq->at, jq->checked - jq->at,
		MSG_NOSIGNAL | MSG_DONTWAIT);
	if (sent >= 0)
		jq->at += (size_t)sent;
	else if (errno == EPIPE || errno == ECONNRESET)
		end_input(jq); /* jq has ended: its status tells */
	else if (errno != EAGAIN && errno != EINTR)
		return cannot(jq, "write to jq");
	return true;
}

/* jq quotes the beginning of what it cannot take, which may be a person's
 * number, also one it has cut. */
static void
say_line(struct jq *jq)
{
	struct buf masked = { 0 };

	text_mask_from(&masked, buf_span(&jq->said), SAID_DIGITS);
	if (masked.len)
		diag_at(STATUS_DONE, "jq",
			(struct place){ source_name(jq->inner), 0, 0 }, "%s",
			buf_string(&masked));
	buf_free(&masked);
	buf_clear(&jq->said);
}

/* Takes what jq says; at the end of it closes. */
static void
listen_to(struct jq *jq)
{
	char room[4096];
	ssize_t got = read(jq->says, room, sizeof(room));

	if (got < 0 && errno == EINTR)
		return;
	for (ssize_t i = 0; i < got; i++)
		if (room[i] == '\n')
			say_line(jq);
		else if (jq->said.len < sizeof(room))
			buf_byte(&jq->said, room[i]);
	if (got > 0)
		return;
	say_line(jq);
	close(jq->says);
	jq->says = -1;
}

/* How jq ended; false after a message. */
static bool
wait_for(struct jq *jq)
{
	const char *file = source_name(jq->inner);
	int how;

	if (jq->pid <= 0)
		return true;
	while (jq->says >= 0)
		listen_to(jq);
	while (waitpid(jq->pid, &how, 0) < 0 && errno == EINTR)
		;
	jq->pid = 0;
	if (WIFEXITED(how) && !WEXITSTATUS(how))
		return true;
	if (WIFEXITED(how))
		diag_fault(WEXITSTATUS(how) == JQ_CANNOT_COMPILE ? STATUS_CONFIG
								 : STATUS_DATA,
			"%s: jq ended with status %d", file, WEXITSTATUS(how));
	else
		diag_fault(STATUS_DATA, "%s: jq was ended by signal %d", file,
			WTERMSIG(how));
	return false;
}

/* After jq's last byte. No input at all is no JSON, though jq takes it. */
static bool
end_output(struct jq *jq)
{
	bool good = wait_for(jq) && !jq->faulty;

	if (good && jq->over && jq->offset + jq->end == 0) {
		diag_fault(STATUS_DATA, "%s: is empty", source_name(jq->inner));
		good = false;
	}
	jq->faulty = !good;
	return good;
}

/* A source_maker: what jq writes. */
static ssize_t
read_jq(void *from, void *room, size_t n)
{
	struct jq *jq = from;

	for (;;) {
		struct pollfd fds[3] = { { jq->out, POLLIN, 0 },
			{ jq->in, POLLOUT, 0 }, { jq->says, POLLIN, 0 } };
		ssize_t got;

		if (poll(fds, 3, -1) < 0) {
			if (errno == EINTR)
				continue;
			cannot(jq, "wait for jq");
			return -1;
		}
		if (fds[1].revents && !pump(jq))
			return -1;
		if (fds[2].revents)
			listen_to(jq);
		if (!fds[0].revents)
			continue;
		got = read(jq->out, room, n);
		if (got > 0)
			return got;
		if (got == 0)
			return end_output(jq) ? 0 : -1;
		if (errno != EINTR) {
			cannot(jq, "read what jq writes");
			return -1;
		}
	}
}

/* Waits for jq, so that its failure is known before the records are trusted. */
static bool
close_jq(void *from)
{
	struct jq *jq = from;
	bool good = !jq->faulty;

	end_input(jq);
	close(jq->out);
	if (jq->says >= 0)
		close(jq->says);
	if (jq->pid > 0) {
		/* Not read to its end: what jq then says is no news. */
		kill(jq->pid, SIGTERM);
		while (waitpid(jq->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	buf_free(&jq->said);
	mem_free(jq);
	return good;
}

struct source *
jq_source(struct source *json, char *const argv[])
{
	static const struct source_maker maker = { read_jq, close_jq };
	struct jq *jq = mem_new(1, sizeof(*jq));

	jq->inner = json;
	if (spawn(jq, argv))
		return source_made(&maker, jq, json);
	diag_fault(STATUS_IO, "%s: cannot run jq: %s", source_name(json),
		strerror(errno));
	mem_free(jq);
	source_close(json);
	return NULL;
}
