/* SPDX-License-Identifier: MIT
 *
 * ledger: rows balance, and a pipe's reader knows whether its writers
 * finished.
 */
#include "io/ledger.h"

#include <sys/wait.h>

#include "check.h"
#include "said.h"
#include "value/period.h"

static struct buf text;

static void
fresh(void)
{
	static char path[160];

	snprintf(path, sizeof(path), "%s", said_path("ledger.tsv"));
	unlink(path);
	ledger_use(path);
}

static const char *
lines(void)
{
	return said_read(said_path("ledger.tsv"), &text).at;
}

static const char header[] =
	"program\tsource\tfile\trows_in\trows_out\tfacts\t"
	"rejected\tskipped\tbytes_in\tbytes_out\tfirst_date\tlast_date\t"
	"status\n";

static struct ledger_line
some_line(void)
{
	return (struct ledger_line){ .source = "klager",
		.file = "a\tb.csv",
		.rows_in = 10,
		.rows_out = 6,
		.facts = 12,
		.rejected = 1,
		.skipped = 3,
		.bytes_in = 1000,
		.bytes_out = 2000,
		.first_day = 14610,
		.last_day = DAY_NONE,
		.status = STATUS_DONE };
}

static const char written[] = "bif\tklager\ta\\tb.csv\t10\t6\t12\t1\t3\t1000\t"
			      "2000\t2010-01-01\t\t0\n";

static void
a_line(void)
{
	struct ledger_line line = some_line();

	fresh();
	CHECK(ledger_append(&line));
	CHECK(ledger_append(&line));
	CHECK(!strncmp(lines(), header, sizeof(header) - 1));
	CHECK(!strncmp(text.at + sizeof(header) - 1, written,
		sizeof(written) - 1));
	CHECK(!strcmp(text.at + sizeof(header) + sizeof(written) - 2, written));
}

static void
balance(void)
{
	struct ledger_line line = some_line();

	fresh();
	line.skipped++;
	said_begin();
	CHECK(!ledger_append(&line));
	CHECK(strstr(said_end(),
		"rows do not balance: 10 in, but 6 used, "
		"1 rejected and 4 skipped"));
	CHECK(diag_status() == STATUS_BUG);
	CHECK(strstr(lines(), "\t70\n"));
	ledger_use(NULL);
	said_begin();
	CHECK(!ledger_append(&line)); /* without a ledger, too */
	said_end();
}

/* Many writers at once: one header, no line broken. */
static void
many_writers(void)
{
	struct ledger_line line = some_line();
	unsigned n = 0;
	int status;

	fresh();
	for (unsigned i = 0; i < 8; i++) {
		if (fork())
			continue;
		for (unsigned k = 0; k < 100; k++)
			ledger_append(&line);
		_exit(0);
	}
	while (wait(&status) > 0)
		;
	for (const char *at = lines(); *at; at = strchr(at, '\n') + 1)
		n += !strncmp(at, written, sizeof(written) - 1);
	CHECK_NUMBER(n, 800);
	CHECK_NUMBER(text.len,
		sizeof(header) - 1 + 800 * (sizeof(written) - 1));
}

struct ends {
	int reader;
	int writer;
};

static struct ends
new_pipe(void)
{
	int both[2];

	if (pipe(both))
		abort();
	return (struct ends){ both[0], both[1] };
}

static void
drop_pipe(struct ends p)
{
	close(p.reader);
	close(p.writer);
}

/* The pipe's key, from the line that says `begin`. */
static bool
take_key(const char *ledger, char *key, size_t size)
{
	const char *from = strstr(ledger, "pipe:"), *tab;

	tab = from ? strchr(from, '\t') : NULL;
	if (!tab || (size_t)(tab - from) >= size)
		return false;
	memcpy(key, from, (size_t)(tab - from));
	key[tab - from] = '\0';
	return true;
}

static bool
check_says(struct ends p, uint64_t bytes, const char *why)
{
	bool good;

	said_begin();
	good = ledger_pipe_check(p.reader, bytes);
	return strstr(said_end(), why) && good == !*why
		&& (*why || !*said_state.text.at);
}

static void
marks(void)
{
	struct ends p = new_pipe(), other = new_pipe();

	fresh();
	CHECK(check_says(p, 0, ""));
	CHECK(strstr(lines(), "\tunchecked\n"));
	ledger_pipe_begin(p.writer);
	ledger_pipe_begin(other.writer);
	ledger_pipe_end(p.writer, 3, 100, STATUS_DONE);
	CHECK(check_says(p, 100, ""));
	CHECK(check_says(other, 0, "did not finish"));

	/* Two writers, one after the other and at the same time. */
	ledger_pipe_begin(p.writer);
	ledger_pipe_begin(p.writer);
	ledger_pipe_end(p.writer, 3, 100, STATUS_DONE);
	ledger_pipe_end(p.writer, 3, 11, STATUS_NO);
	CHECK(check_says(p, 111, ""));

	ledger_pipe_begin(p.writer);
	ledger_pipe_end(p.writer, 3, 100, STATUS_DATA);
	CHECK(check_says(p, 100, "ended with status 65"));
	ledger_pipe_begin(p.writer);
	ledger_pipe_end(p.writer, 3, 100, STATUS_DONE);
	CHECK(check_says(p, 99, "99 bytes came where bif wrote 100"));
	ledger_pipe_begin(p.writer);
	ledger_pipe_begin(p.writer);
	ledger_pipe_end(p.writer, 3, 100, STATUS_DONE);
	CHECK(check_says(p, 100, "did not finish"));
	drop_pipe(p);
	drop_pipe(other);
}

/* Adds a line to the ledger, %s being the pipe's key. */
static void
write_last(const char *fmt, const char *key)
{
	FILE *file = fopen(said_path("ledger.tsv"), "a");

	if (!file)
		abort();
	fprintf(file, fmt, key);
	fclose(file);
}

/* A mark that says less than a mark does is none: what it should have ended
 * has not ended. */
static void
damaged_marks(void)
{
	static const char *const last[] = {
		"bif\t\t%s\t\t3\t\t\t\t\t100\t\t\tend\n",
		"bif\t\t%s\t\t3\t\t\t\t\t100\t\t\tend \n",
		"bif\t\t%s\t\t3\t\t\t\t\t100\t\t\tend x\n",
		"bif\t\t%s\t\t3\t\t\t\t\t100\t\t\tend /\n",
		"bif\t\t%s\t\t3\t\t\t\t\t100\t\t\tdone 0\n",
		"bif\t\t%s\t\t3\t\t\t\t\t\t\t\tend 0\n",
		"bif\t\t%s\t\t3\t\t\t\t\t18446744073709551616\t\t\tend 0\n",
		"bif\t\t%s\t\t3\t\t\t\t\t99999999999999999999\t\t\tend 0\n",
		"bif\t\t%s\t\t3\t\t\t\t\t100\n",
		"bif\t\t%s1\t\t3\t\t\t\t\t100\t\t\tend 0\n",
		"bif\t\t%s\t\t3\t\t\t\t\t100\t\t\tend 0",
	};
	struct ends p = new_pipe();
	char key[200];
	size_t i;

	for (i = 0; i < sizeof(last) / sizeof(*last); i++) {
		fresh();
		ledger_pipe_begin(p.writer);
		CHECK(take_key(lines(), key, sizeof(key)));
		write_last(last[i], key);
		CHECK(check_says(p, 100, "did not finish"));
	}
	fresh();
	ledger_pipe_begin(p.writer);
	write_last("bif\t\t%s\t\t3\t\t\t\t\t100\t\t\tend 0\n", key);
	CHECK(check_says(p, 100, ""));
	drop_pipe(p);
}

/* Nothing but an anonymous pipe has marks, and nothing without a ledger. */
static void
no_marks(void)
{
	struct ends p = new_pipe();
	int fifo;

	fresh();
	CHECK(!mkfifo(said_path("fifo"), 0600));
	fifo = open(said_path("fifo"), O_RDWR);
	ledger_pipe_begin(fifo);
	CHECK(ledger_pipe_check(fifo, 5));
	close(fifo);
	ledger_pipe_begin(0);
	CHECK(!said_exists(said_path("ledger.tsv")));
	ledger_use(NULL);
	ledger_pipe_begin(p.writer);
	CHECK(ledger_pipe_check(p.reader, 5));
	drop_pipe(p);
}

int
main(void)
{
	check_run("ledger: a line", a_line);
	check_run("ledger: rows that do not balance", balance);
	check_run("ledger: many writers", many_writers);
	check_run("ledger: marks of a pipe", marks);
	check_run("ledger: marks that are damaged", damaged_marks);
	check_run("ledger: where there are no marks", no_marks);
	buf_free(&text);
	return check_end();
}
