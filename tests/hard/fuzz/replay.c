/* SPDX-License-Identifier: MIT
 *
 * replay: runs a target without a fuzzer, over the inputs that are kept: its
 * seeds, whatever was ever found, and some made of these by changes drawn from
 * a fixed seed. The name of the program, replay_NAME, says which: inputs are
 * in tests/hard/fuzz/seeds/NAME and tests/hard/fuzz/found/NAME. With arguments: over
 * these files alone.
 */
#include <dirent.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"
#include "fuzz.h"

#define CHANGED 1500
#define LONGEST 4096

struct input {
	char *name;
	struct buf bytes;
};

static struct input *inputs;
static size_t count, cap;
static const char *running = "nothing";
static const struct buf *running_bytes; /* of an input nobody has */

static void
say(const char *line, int n)
{
	if (write(STDOUT_FILENO, line, (size_t)n) != n)
		_exit(2);
}

static void
say_not_ok(const char *why)
{
	char line[512];

	say(line,
		snprintf(line, sizeof(line), "not ok %s: %s\n# ", running,
			why));
	for (size_t i = 0; running_bytes && i < running_bytes->len; i++)
		say(line,
			snprintf(line, sizeof(line), "\\x%02x",
				(unsigned char)running_bytes->at[i]));
	say("\n", 1);
}

void
fuzz_failed(const char *file, int line, const char *claim)
{
	char why[384];

	snprintf(why, sizeof(why), "%s:%d: does not hold: %s", file, line,
		claim);
	say_not_ok(why);
	_exit(1);
}

/* Then the signal takes its course. */
static void
crashed(int signal)
{
	(void)signal;
	say_not_ok("crashed");
}

static void
watch(void)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL,
		SIGABRT };
	struct sigaction a = { .sa_handler = crashed,
		.sa_flags = (int)SA_RESETHAND };

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		sigaction(signals[i], &a, NULL);
}

static void
keep(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct input *in;
	size_t got;

	if (!file) {
		perror(path);
		_exit(2);
	}
	inputs = mem_grow(inputs, &cap, count + 1, sizeof(*inputs));
	in = &inputs[count++];
	*in = (struct input){ .name = mem_copy(span_of(path)) };
	do {
		buf_room(&in->bytes, 4096);
		got = fread(in->bytes.at + in->bytes.len, 1, 4096, file);
		in->bytes.len += got;
	} while (got);
	fclose(file);
}

static int
named(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void
keep_folder(const char *kind, const char *target)
{
	struct dirent **entries;
	char path[512];
	int n;

	snprintf(path, sizeof(path), "tests/hard/fuzz/%s/%s", kind, target);
	n = scandir(path, &entries, named, alphasort);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "tests/hard/fuzz/%s/%s/%s", kind,
			target, entries[i]->d_name);
		keep(path);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static void
try(struct span bytes)
{
	/* In room of just that size, so that a sanitizer sees its end. */
	char *room = mem_copy(bytes);

	room = mem_resize(room, bytes.len, 1);
	LLVMFuzzerTestOneInput((const uint8_t *)room, bytes.len);
	mem_free(room);
}

/* One change: a byte, a stretch of it twice, left out, or of another input. */
static void
change(struct buf *b, uint32_t *seed)
{
	const struct buf *other =
		&inputs[fuzz_draw(seed, (uint32_t)count)].bytes;
	size_t at = fuzz_draw(seed, (uint32_t)b->len + 1), from, n;
	struct buf tail = { 0 };

	buf_add(&tail, (struct span){ b->at + at, b->len - at });
	b->len = at;
	switch (fuzz_draw(seed, 4)) {
	case 0:
		buf_byte(b, (char)fuzz_draw(seed, 256));
		break;
	case 1:
		b->len -= at ? fuzz_draw(seed, (uint32_t)at) : 0;
		break;
	default:
		from = fuzz_draw(seed, (uint32_t)other->len + 1);
		n = fuzz_draw(seed, (uint32_t)(other->len - from) + 1);
		if (n > 64)
			n %= 64;
		buf_add(b, (struct span){ other->at + from, n });
	}
	buf_add(b, buf_span(&tail));
	if (b->len > LONGEST)
		b->len = LONGEST;
	buf_free(&tail);
}

static void
try_changed(void)
{
	struct buf b = { 0 };
	uint32_t seed = 1;

	running = "changed inputs";
	running_bytes = &b;
	for (int i = 0; i < CHANGED; i++) {
		buf_clear(&b);
		buf_add(&b,
			buf_span(&inputs[fuzz_draw(&seed, (uint32_t)count)]
					  .bytes));
		for (uint32_t n = 1 + fuzz_draw(&seed, 5); n; n--)
			change(&b, &seed);
		buf_string(&b);
		try(buf_span(&b));
	}
	running_bytes = NULL;
	buf_free(&b);
	printf("ok %s\n", running);
}

int
main(int argc, char **argv)
{
	const char *target = strchr(basename(argv[0]), '_');
	int quiet = open("/dev/null", O_WRONLY);

	if (!target || quiet < 0)
		return 2;
	for (int i = 1; i < argc; i++)
		keep(argv[i]);
	if (argc == 1) {
		keep_folder("seeds", target + 1);
		keep_folder("found", target + 1);
		printf("1..%zu\n", count + 1);
		dup2(quiet, STDERR_FILENO);
	}
	if (!count)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	watch();
	for (size_t i = 0; i < count; i++) {
		running = inputs[i].name;
		try(buf_span(&inputs[i].bytes));
		printf("ok %s\n", running);
	}
	if (argc == 1)
		try_changed();
	for (size_t i = 0; i < count; i++) {
		mem_free(inputs[i].name);
		buf_free(&inputs[i].bytes);
	}
	mem_free(inputs);
	return 0;
}
