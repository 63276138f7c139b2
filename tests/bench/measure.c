/* SPDX-License-Identifier: MIT
 *
 * measure: runs a pipeline and tells what it took.
 *
 *	measure FILE COMMAND [ARGUMENT]... ['|' COMMAND [ARGUMENT]...]...
 *
 * FILE gets a line `wall user cpu memory`: seconds from the first start to the
 * last end, seconds of all commands in their own code and with the kernel's,
 * and the sum of the peak memory of each in bytes. The status is the first that is not 0. A small program of its own,
 * since the peak the kernel tells of a process includes what it was before it
 * became the command: a copy of who started it.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct took {
	double wall, user, cpu, memory;
	int status;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void
fail(const char *what)
{
	fprintf(stderr, "measure: %s: %s\n", what, strerror(errno));
	exit(74);
}

/* Starts a command that reads `in` and writes into a new pipe, of which *in
 * becomes the other end, or to standard output when it is the last. */
static void
start(char **command, int *in, int last)
{
	int ends[2] = { -1, STDOUT_FILENO };
	pid_t pid;

	if (!last && pipe2(ends, O_CLOEXEC))
		fail("pipe");
	pid = fork();
	if (pid < 0)
		fail("fork");
	if (!pid) {
		if (dup2(*in, STDIN_FILENO) < 0
			|| dup2(ends[1], STDOUT_FILENO) < 0)
			fail("dup2");
		execvp(command[0], command);
		fail(command[0]);
	}
	close(*in);
	if (!last)
		close(ends[1]);
	*in = ends[0];
}

static void
wait_for(struct took *took)
{
	struct rusage used;
	int status, exited;

	if (wait4(-1, &status, 0, &used) < 0)
		fail("wait4");
	took->user += seconds(used.ru_utime);
	took->cpu += seconds(used.ru_utime) + seconds(used.ru_stime);
	took->memory += (double)used.ru_maxrss * 1024;
	exited = WIFEXITED(status) ? WEXITSTATUS(status)
				   : 128 + WTERMSIG(status);
	if (!took->status)
		took->status = exited;
}

int
main(int argc, char **argv)
{
	struct took took = { 0 };
	int in = open("/dev/null", O_RDONLY | O_CLOEXEC), commands = 0;
	double began = now();
	FILE *file;

	if (argc < 3 || in < 0)
		return 64;
	for (int i = 2, first = 2; i <= argc; i++) {
		if (i < argc && strcmp(argv[i], "|") != 0)
			continue;
		argv[i] = NULL;
		start(argv + first, &in, i == argc);
		first = i + 1;
		commands++;
	}
	for (; commands; commands--)
		wait_for(&took);
	took.wall = now() - began;
	file = fopen(argv[1], "we");
	if (!file)
		fail(argv[1]);
	fprintf(file, "%.6f %.6f %.6f %.0f\n", took.wall, took.user, took.cpu,
		took.memory);
	if (fclose(file))
		fail(argv[1]);
	return took.status;
}
