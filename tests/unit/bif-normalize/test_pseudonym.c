/* SPDX-License-Identifier: MIT */
#include "base/diag.h"
#include "bif-normalize/exact/pseudonym.h"
#include "check.h"
#include "said.h"

#define BYTES "0123456789abcdef0123456789abcdef"

static const char *
key_file(const char *name, const char *bytes, mode_t mode)
{
	const char *path = said_file(name, bytes, strlen(bytes));

	if (chmod(path, mode))
		abort();
	return path;
}

static struct span
write_one(const struct pseudonym *p, const char *series, const char *number,
	char room[PSEUDONYM_WIDTH])
{
	pseudonym_write(p, span_of(series), span_of(number), room);
	return (struct span){ room, PSEUDONYM_WIDTH };
}

/* SipHash-2-4-128 of `cpr:0101759930` under the first 16 bytes of BLAKE2b
 * (output 16) of the file: worked out apart, by another implementation. */
static void
is_pinned(void)
{
	struct pseudonym *p = pseudonym_open(key_file("k", BYTES, 0600));
	char room[PSEUDONYM_WIDTH];

	CHECK(p);
	CHECK_TEXT(write_one(p, "cpr", "0101759930", room),
		"kfhficihkhhnehhpnphlkjpokjblibkh");
	pseudonym_close(p);
}

static void
tells_apart(void)
{
	struct pseudonym *p = pseudonym_open(key_file("k", BYTES, 0400));
	struct pseudonym *q = pseudonym_open(key_file("q", BYTES "x", 0600));
	char a[PSEUDONYM_WIDTH], b[PSEUDONYM_WIDTH];
	char longer[400];

	CHECK(p && q);
	CHECK(span_equal(write_one(p, "cpr", "0101759930", a),
		write_one(p, "cpr", "0101759930", b)));
	CHECK(!span_equal(write_one(p, "medarb", "0101759930", b),
		write_one(p, "cpr", "0101759930", a)));
	CHECK(!span_equal(write_one(p, "cpr", "0101759931", b),
		write_one(p, "cpr", "0101759930", a)));
	CHECK(!span_equal(write_one(q, "cpr", "0101759930", b),
		write_one(p, "cpr", "0101759930", a)));
	memset(longer, '7', sizeof(longer));
	longer[sizeof(longer) - 1] = '\0';
	CHECK(!span_equal(write_one(p, "s", longer, a),
		write_one(p, "s", longer + 1, b)));
	pseudonym_close(p);
	pseudonym_close(q);
}

static void
refuses(const char *path, const char *why)
{
	said_begin();
	CHECK(!pseudonym_open(path));
	CHECK(strstr(said_end(), why));
}

static void
guards_its_key(void)
{
	refuses(key_file("g", BYTES, 0640), "chmod 600");
	refuses(key_file("o", BYTES, 0604), "mode 0604");
	refuses(key_file("short", "0123456789abcdef0123456789abcde", 0600),
		"less than 32 bytes");
	refuses(said_path("none"), "No such file");
	refuses(said_path("."), "is a directory");
	CHECK_NUMBER(diag_status(), STATUS_CONFIG);
}

int
main(void)
{
	diag_begin("test");
	check_run("a pseudonym is the same for ever", is_pinned);
	check_run("series, number and key tell pseudonyms apart", tells_apart);
	check_run("a key others could read, or too short, is refused",
		guards_its_key);
	return check_end();
}
