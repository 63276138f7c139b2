/* SPDX-License-Identifier: MIT
 *
 * The key file is read once, hashed, and wiped; neither it nor the key is ever
 * shown. A file that others could read is refused, since with the key every
 * number can be tried.
 */
#include "pseudonym.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"

#define KEY_LEAST 32 /* bytes of the key file */
#define KEY_MOST 65536
#define NUMBER_MOST 256 /* bytes hashed without a copy */

struct pseudonym {
	unsigned char key[crypto_shorthash_siphashx24_KEYBYTES];
};

/* libsodium needs a source of random numbers before anything else. */
static bool
ready(void)
{
	if (sodium_init() >= 0)
		return true;
	diag_fault(STATUS_IO,
		"libsodium does not start: there is no source of random numbers");
	return false;
}

/* Whether nobody but its owner has rights to the open file. */
static bool
is_private(int fd, const char *file)
{
	struct stat st;

	if (fstat(fd, &st)) {
		diag_fault(STATUS_IO, "key %s: %s", file, strerror(errno));
		return false;
	}
	if (S_ISDIR(st.st_mode)) {
		diag_fault(STATUS_CONFIG, "key %s: is a directory", file);
		return false;
	}
	if (st.st_mode & (S_IRWXG | S_IRWXO)) {
		diag_fault(STATUS_CONFIG,
			"key %s: group or others have rights to it (mode %04o); chmod 600 takes them away",
			file, (unsigned)(st.st_mode & 07777));
		return false;
	}
	return true;
}

/* A link can be turned to another key unnoticed, and then nobody is the same
 * person any more. A descriptor (`/dev/fd/63`) looks like one and is none. */
static bool
is_itself(int fd, const char *file)
{
	struct stat st, name;

	if (fstat(fd, &st) || lstat(file, &name) || !S_ISLNK(name.st_mode)
		|| !S_ISREG(st.st_mode))
		return true;
	diag_fault(STATUS_CONFIG,
		"key %s: is a symbolic link: name the file itself", file);
	return false;
}

/* Bytes read, at most KEY_MOST + 1; -1 after a message. */
static ssize_t
read_key(int fd, const char *file, unsigned char *room)
{
	size_t len = 0;
	ssize_t got;

	do {
		got = read(fd, room + len, KEY_MOST + 1 - len);
		if (got > 0)
			len += (size_t)got;
	} while ((got > 0 && len <= KEY_MOST) || (got < 0 && errno == EINTR));
	if (got < 0) {
		diag_fault(STATUS_IO, "key %s: %s", file, strerror(errno));
		return -1;
	}
	if (len < KEY_LEAST || len > KEY_MOST) {
		diag_fault(STATUS_CONFIG, "key %s: has %s than %d bytes", file,
			len < KEY_LEAST ? "less" : "more",
			len < KEY_LEAST ? KEY_LEAST : KEY_MOST);
		return -1;
	}
	return (ssize_t)len;
}

/* The file is opened first and judged by its descriptor, so that nobody can
 * put another in its place between. */
struct pseudonym *
pseudonym_open(const char *key_file)
{
	struct pseudonym *p = NULL;
	int fd;

	if (!ready())
		return NULL;
	fd = open(key_file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		diag_fault(errno == ENOENT || errno == ENOTDIR
					|| errno == EACCES || errno == EPERM
					|| errno == ELOOP
					|| errno == ENAMETOOLONG
				? STATUS_CONFIG
				: STATUS_IO,
			"key %s: %s", key_file, strerror(errno));
		return NULL;
	}
	if (is_itself(fd, key_file) && is_private(fd, key_file)) {
		unsigned char *room = mem_new(KEY_MOST + 1, 1);
		ssize_t len = read_key(fd, key_file, room);

		/* The key of the file, hashed to the length that is needed,
		 * so that a key may have any length. */
		if (len >= 0) {
			p = mem_new(1, sizeof(*p));
			crypto_generichash(p->key, sizeof(p->key), room,
				(size_t)len, NULL, 0);
		}
		sodium_memzero(room, KEY_MOST + 1);
		mem_free(room);
	}
	close(fd);
	return p;
}

/* Eight letters of four bytes, the upper half of each first: each byte is
 * spread over two, then each of these is a letter's number. */
static inline void
spell(char letters[8], const unsigned char *hash)
{
	const uint64_t halves = 0x000f000f000f000fu;
	uint32_t four;
	uint64_t v;

	memcpy(&four, hash, sizeof(four));
	v = le32toh(four);
	v = (v | v << 16) & 0x0000ffff0000ffffu;
	v = (v | v << 8) & 0x00ff00ff00ff00ffu;
	v = ((v >> 4 & halves) | (v & halves) << 8) + UINT64_MAX / 255 * 'a';
	v = htole64(v);
	memcpy(letters, &v, sizeof(v));
}

void
pseudonym_of(const struct pseudonym *p, struct span text,
	char letters[PSEUDONYM_WIDTH])
{
	unsigned char hash[crypto_shorthash_siphashx24_BYTES];

	crypto_shorthash_siphashx24(hash, (const unsigned char *)text.at,
		text.len, p->key);
	spell(letters, hash);
	spell(letters + 8, hash + 4);
	spell(letters + 16, hash + 8);
	spell(letters + 24, hash + 12);
}

/* series and number side by side. */
static void
write_both(const struct pseudonym *p, struct span series, struct span number,
	char *room, char letters[PSEUDONYM_WIDTH])
{
	memcpy(room, series.at, series.len);
	room[series.len] = ':';
	memcpy(room + series.len + 1, number.at, number.len);
	pseudonym_of(p, (struct span){ room, series.len + 1 + number.len },
		letters);
}

void
pseudonym_write(const struct pseudonym *p, struct span series,
	struct span number, char letters[PSEUDONYM_WIDTH])
{
	char small[NUMBER_MOST], *large;
	size_t need = series.len + 1 + number.len;

	if (need <= sizeof(small)) {
		write_both(p, series, number, small, letters);
	} else {
		large = mem_new(need, 1);
		write_both(p, series, number, large, letters);
		mem_free(large);
	}
}

void
pseudonym_fingerprint(const struct pseudonym *p,
	char letters[PSEUDONYM_FINGERPRINT])
{
	static const unsigned char purpose[] = "bif fingerprint of a key";
	unsigned char hash[crypto_generichash_BYTES];

	crypto_generichash(hash, sizeof(hash), p->key, sizeof(p->key), purpose,
		sizeof(purpose));
	spell(letters, hash);
	spell(letters + 8, hash + 4);
}

void
pseudonym_close(struct pseudonym *p)
{
	if (p)
		sodium_memzero(p, sizeof(*p));
	mem_free(p);
}

bool
pseudonym_random(void *room, size_t n)
{
	if (!ready())
		return false;
	randombytes_buf(room, n);
	return true;
}
