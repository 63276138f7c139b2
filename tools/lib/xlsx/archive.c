/* SPDX-License-Identifier: MIT
 *
 * libzip is told to check that directory and headers agree, but a difference
 * in what does not matter is common in files of elderly programs, so that a
 * file which fails is opened once more without. It keeps the directory in
 * memory, whatever its size: therefore the end of the file is looked at before
 * (ISO 21320-1; APPNOTE 4.3.16).
 */
#include "xlsx/archive.h"

#include "base/diag.h"
#include "base/library.h"
#include "base/mem.h"

#ifdef HAVE_XLSX

#include <zip.h>

#define CHUNK ((size_t)1 << 16)
#define TAIL_MOST ((size_t)1 << 16) /* a comment behind the directory */
#define END_SIZE 22                 /* of the record that ends a zip */
#define LOCATOR_SIZE 20             /* of zip64, before it */

/* Since libzip 1.11 what is no zip is something else when it begins like one. */
#ifndef ZIP_ER_TRUNCATED_ZIP
#define ZIP_ER_TRUNCATED_ZIP ZIP_ER_NOZIP
#endif

/* What is asked of libzip. */
/* clang-format off */
#define ZIP_CALLS(F) F(discard) F(error_code_zip) F(error_fini) \
	F(error_init) F(error_strerror) F(error_system_type) F(fclose) \
	F(file_get_error) F(fopen_index) F(fread) F(get_error) F(get_name) \
	F(get_num_entries) F(name_locate) F(open_from_source) \
	F(source_filep_create) F(source_free) F(source_keep) F(stat_index)
/* clang-format on */
#define MEMBER(name) __typeof__(zip_##name) *name;
#define NAME(name) "zip_" #name,
static struct {
	ZIP_CALLS(MEMBER)
} zip;

struct archive {
	const char *file, *what;
	FILE *copy; /* until libzip owns it */
	zip_t *zip;
};

struct archive_part {
	struct archive *archive;
	zip_file_t *stream;
	uint64_t packed, given; /* bytes */
};

/* Says how the file is bad, in the words of whoever opened it. Returns false. */
static bool
wrong(const struct archive *a, const char *how)
{
	diag_file(STATUS_DATA, a->file, "the %s %s", a->what, how);
	return false;
}

/* What libzip could not do: the disk's fault (74) or the file's. */
static bool
broken(const struct archive *a, zip_error_t *error, const char *how)
{
	if (zip.error_system_type(error) != ZIP_ET_SYS)
		return wrong(a, how);
	diag_file(STATUS_IO, a->file, "cannot read its temporary copy: %s",
		zip.error_strerror(error));
	return false;
}

/* Numbers in a zip begin with their last byte. */
static uint64_t
little_endian(const unsigned char *at, size_t bytes)
{
	uint64_t n = 0;

	while (bytes--)
		n = n << 8 | at[bytes];
	return n;
}

/* How long the directory says it is; 0 where no end of a zip is found, which
 * libzip then says better. Of zip64 the length stands in a record of its own,
 * to which a locator leads. */
static uint64_t
directory_size(FILE *copy)
{
	unsigned char *tail = mem_new(TAIL_MOST + END_SIZE + LOCATOR_SIZE, 1);
	size_t room = TAIL_MOST + END_SIZE + LOCATOR_SIZE, n;
	uint64_t size = 0;
	long length;

	if (fseek(copy, 0, SEEK_END) || (length = ftell(copy)) < 0)
		length = 0;
	n = (uint64_t)length < room ? (size_t)length : room;
	if (fseek(copy, length - (long)n, SEEK_SET)
		|| fread(tail, 1, n, copy) != n)
		n = 0;
	for (size_t i = n >= END_SIZE ? n - END_SIZE + 1 : 0; i-- > 0;) {
		unsigned char record[48];

		if (memcmp(tail + i, "PK\5\6", 4))
			continue;
		size = little_endian(tail + i + 12, 4);
		if (i < LOCATOR_SIZE
			|| memcmp(tail + i - LOCATOR_SIZE, "PK\6\7", 4))
			break;
		if (!fseek(copy,
			    (long)(little_endian(tail + i - LOCATOR_SIZE + 8, 8)
				    & INT64_MAX),
			    SEEK_SET)
			&& fread(record, 1, sizeof(record), copy)
				== sizeof(record))
			size = little_endian(record + 40, 8);
		break;
	}
	mem_free(tail);
	rewind(copy);
	return size;
}

/* Opens the copy. A part that does not begin with a header is damaged, even
 * where its text can still be read. */
static bool
open_zip(struct archive *a)
{
	static const char *const names[] = { ZIP_CALLS(NAME) };
	zip_error_t error;
	zip_source_t *from;
	bool good, damaged;

	if (directory_size(a->copy) > ARCHIVE_DIRECTORY_MOST)
		return wrong(a, "has too many parts: refused");
	if (!zip.fread && !library_load(LIBZIP, names, COUNT(names), &zip))
		return false;
	zip.error_init(&error);
	from = zip.source_filep_create(a->copy, 0, 0, &error);
	if (!from)
		return broken(a, &error, "cannot be read");
	a->copy = NULL; /* the zip's own now */
	zip.source_keep(from);
	a->zip = zip.open_from_source(from, ZIP_RDONLY | ZIP_CHECKCONS, &error);
	damaged = !a->zip
		&& (zip.error_code_zip(&error) == ZIP_ER_NOZIP
			|| zip.error_code_zip(&error) == ZIP_ER_TRUNCATED_ZIP);
	if (!a->zip)
		a->zip = zip.open_from_source(from, ZIP_RDONLY, &error);
	good = a->zip && !damaged;
	if (!a->zip) {
		zip.source_free(from);
		if (zip.error_system_type(&error) == ZIP_ET_SYS)
			broken(a, &error, "");
		else
			diag_file(STATUS_DATA, a->file,
				"is no %s: it is no zip file", a->what);
	} else if (damaged) {
		wrong(a, "is corrupt");
	}
	zip.source_free(from);
	zip.error_fini(&error);
	return good;
}

/* Standard input and gzip cannot be read from their end; a copy can. It has no
 * name, so that nothing is left of it. */
struct archive *
archive_open(struct source *source, const char *what)
{
	struct archive *a = mem_new(1, sizeof(*a));
	char *room = mem_new(CHUNK, 1);
	ssize_t got = 0;
	bool written = true, good = false;

	a->file = source_name(source);
	a->what = what;
	a->copy = tmpfile();
	while (a->copy && written
		&& (got = source_read(source, room, CHUNK)) > 0)
		written = fwrite(room, 1, (size_t)got, a->copy) == (size_t)got;
	mem_free(room);
	if (a->copy && written && !fflush(a->copy))
		good = got == 0 && open_zip(a); /* else the source has said */
	else
		diag_file(STATUS_IO, a->file, "cannot make a temporary copy");
	if (good)
		return a;
	archive_close(a);
	return NULL;
}

void
archive_close(struct archive *a)
{
	if (a->zip)
		zip.discard(a->zip);
	if (a->copy)
		fclose(a->copy);
	mem_free(a);
}

size_t
archive_count(struct archive *a)
{
	zip_int64_t n = zip.get_num_entries(a->zip, 0);

	return n > 0 ? (size_t)n : 0;
}

/* libzip has no name for a part whose name is damaged: it is then empty, and
 * no file of its own. */
const char *
archive_name(struct archive *a, size_t i)
{
	const char *name = zip.get_name(a->zip, i, 0);

	return name ? name : "";
}

/* How long a part is packed stands in the directory: what it becomes is measured
 * by that, since one small part may be the bomb of a large file. */
static struct archive_part *
open_part(struct archive *a, zip_uint64_t i)
{
	zip_file_t *stream = NULL;
	zip_stat_t st;

	if (!zip.stat_index(a->zip, i, 0, &st))
		stream = zip.fopen_index(a->zip, i, 0);
	if (stream) {
		struct archive_part *p = mem_new(1, sizeof(*p));

		*p = (struct archive_part){ a, stream, st.comp_size, 0 };
		return p;
	}
	if (zip.error_code_zip(zip.get_error(a->zip)) == ZIP_ER_NOPASSWD)
		wrong(a, "is encrypted: unpack it with its password");
	else
		broken(a, zip.get_error(a->zip), "is corrupt");
	return NULL;
}

struct archive_part *
archive_part(struct archive *a, const char *path)
{
	/* Names of parts are the same in capitals and small letters. */
	zip_int64_t i = zip.name_locate(a->zip, path, ZIP_FL_NOCASE);

	if (i >= 0)
		return open_part(a, (zip_uint64_t)i);
	/* Parts that nothing refers to are not asked for: it is missing. */
	diag_file(STATUS_DATA, a->file, "is no %s: a part is missing", a->what);
	return NULL;
}

/* What a part becomes is held against how long it is packed, at each piece: a
 * bomb is stopped after some megabytes, not at its end. */
ssize_t
archive_read(struct archive_part *p, void *room, size_t n)
{
	zip_int64_t got = zip.fread(p->stream, room, n);

	if (got < 0) {
		broken(p->archive, zip.file_get_error(p->stream), "is corrupt");
		return -1;
	}
	p->given += (uint64_t)got;
	if (source_inflate_allows(p->packed, p->given))
		return (ssize_t)got;
	wrong(p->archive,
		"has a part that is inflated to more than a real one would be: refused (BIF_INFLATE allows more)");
	return -1;
}

void
archive_part_close(struct archive_part *p)
{
	zip.fclose(p->stream);
	mem_free(p);
}

/* A source_maker: a part's bytes, as they are inflated. */
static ssize_t
read_part(void *from, void *room, size_t n)
{
	return archive_read(from, room, n);
}

/* A part that is a source of its own takes its archive along. */
static bool
close_part(void *from)
{
	struct archive_part *p = from;
	struct archive *a = p->archive;

	archive_part_close(p);
	archive_close(a);
	return true;
}

struct source *
archive_source(struct archive *a, size_t i, struct source *inner)
{
	static const struct source_maker maker = { read_part, close_part };
	struct archive_part *p = open_part(a, i);

	if (p)
		return source_made(&maker, p, inner);
	archive_close(a);
	source_close(inner);
	return NULL;
}

#else

struct archive *
archive_open(struct source *source, const char *what)
{
	diag_file(STATUS_CONFIG, source_name(source),
		"this program was built without libzip and expat, and reads no %ss",
		what);
	return NULL;
}

void
archive_close(struct archive *a)
{
	(void)a;
}

size_t
archive_count(struct archive *a)
{
	(void)a;
	return 0;
}

const char *
archive_name(struct archive *a, size_t i)
{
	(void)a;
	(void)i;
	return "";
}

struct archive_part *
archive_part(struct archive *a, const char *path)
{
	(void)a;
	(void)path;
	return NULL;
}

ssize_t
archive_read(struct archive_part *p, void *room, size_t n)
{
	(void)p;
	(void)room;
	(void)n;
	return -1;
}

void
archive_part_close(struct archive_part *p)
{
	(void)p;
}

struct source *
archive_source(struct archive *a, size_t i, struct source *inner)
{
	(void)a;
	(void)i;
	return inner;
}

#endif
