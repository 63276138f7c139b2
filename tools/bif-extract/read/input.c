/* SPDX-License-Identifier: MIT
 *
 * The first bytes are read ahead and given out again. A file of plain text
 * costs no more than that: only where they are those of something else, more
 * is read to know what.
 */
#include "input.h"

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "xlsx/archive.h"

#define FEW 8        /* bytes that tell whether more are wanted */
#define NAMES_SAID 5 /* of a zip's files */

/* What was read of a file to know its kind, on its way to whoever reads the
 * file. */
struct ahead {
	struct source *inner;
	struct buf head;
	size_t given;
	bool failed;
};

/* A source_maker: what was read ahead is given out first, then the file goes
 * on. A fault met while looking is told only now, to whoever reads on. */
static ssize_t
read_ahead(void *from, void *room, size_t n)
{
	struct ahead *a = from;
	size_t left = a->head.len - a->given;

	if (a->failed)
		return -1;
	if (!left)
		return source_read(a->inner, room, n);
	n = n < left ? n : left;
	memcpy(room, a->head.at + a->given, n);
	a->given += n;
	return (ssize_t)n;
}

/* Frees what was read ahead; the source below is closed by its owner. */
static bool
close_ahead(void *from)
{
	struct ahead *a = from;

	buf_free(&a->head);
	mem_free(a);
	return true;
}

/* Reads until there are `want` bytes, or no more. What cannot be read is said
 * by the source, and told to whoever reads on. */
static void
fill(struct ahead *a, size_t want)
{
	ssize_t got = 1;

	buf_room(&a->head, FILE_KIND_HEAD);
	while (got > 0 && a->head.len < want) {
		got = source_read(a->inner, a->head.at + a->head.len,
			FILE_KIND_HEAD - a->head.len);
		if (got > 0)
			a->head.len += (size_t)got;
	}
	a->failed = got < 0;
}

/* A few bytes tell most files: only where they might begin something else is
 * more read ahead, since whoever waits at the other end of a pipe is to get
 * its first rows soon. */
struct source *
input_look(struct source *source, bool (*more)(struct span head),
	struct span *head)
{
	static const struct source_maker maker = { read_ahead, close_ahead };
	struct ahead *a = mem_new(1, sizeof(*a));

	a->inner = source;
	fill(a, FEW);
	if (!a->failed && (!more || more(buf_span(&a->head))))
		fill(a, FILE_KIND_HEAD);
	*head = a->failed ? SPAN("") : buf_span(&a->head);
	return source_made(&maker, a, source);
}

/* Tells what kind of file the first bytes are of; few are read where they are
 * text. */
static struct source *
look_ahead(struct source *source, enum file_kind *kind)
{
	struct span head;

	source = input_look(source, file_kind_wants_more, &head);
	*kind = file_kind_of(head);
	return source;
}

/* Says what the file is in place of reading it, and closes it. Returns NULL,
 * so that who gives up on a source has none. */
static struct source *
refuse(struct source *source, const char *words)
{
	BUF_LOCAL name = { 0 };

	utf8_add(&name, span_of(source_name(source)));
	diag_file(STATUS_DATA, buf_string(&name), "%s", words);
	source_close(source);
	return NULL;
}

/* A zip of one file is what mail and portals make of a file; of several nobody
 * can know which is meant. Folders, hidden files, and what a Macintosh puts beside
 * each file, are no files. */
static struct source *
only_file(struct source *zip)
{
	struct archive *a = archive_open(zip, "zip file");
	size_t files = 0, only = 0;
	BUF_LOCAL b = { 0 };

	if (!a) {
		source_close(zip);
		return NULL;
	}
	buf_text(&b, "is a zip file of several files (");
	for (size_t i = 0; i < archive_count(a); i++) {
		const char *name = archive_name(a, i);
		const char *slash = strrchr(name, '/');
		const char *own = slash ? slash + 1 : name;

		if (!*own || *own == '.' || !strncmp(name, "__MACOSX/", 9))
			continue;
		only = i;
		if (files++ < NAMES_SAID)
			buf_format(&b, "%s\"%s\"", files > 1 ? ", " : "", name);
	}
	if (files == 1)
		return archive_source(a, only, zip);
	buf_format(&b, "%s): unpack it and name those that are meant",
		files > NAMES_SAID ? ", ..." : "");
	archive_close(a);
	return refuse(zip, files ? buf_string(&b) : "is a zip file of no file");
}

/* Who converts workbooks takes text as well, and then guesses at its days. */
static struct source *
for_converter(struct source *source)
{
	enum file_kind kind;
	BUF_LOCAL b = { 0 };

	source = look_ahead(source, &kind);
	if (kind == FILE_KIND_PAGE || kind == FILE_KIND_TABLE_PAGE)
		file_kind_words(&b, kind, true);
	else if (kind == FILE_KIND_TEXT)
		buf_text(&b,
			"is text, and no workbook for its program: read it as \"csv\", without one");
	return b.len ? refuse(source, buf_string(&b)) : source;
}

/* Text is left to its reader, whatever the format asked for: that a line is no
 * row, no object or no zip it says better. A zip inside is not opened again. */
struct source *
input_open(const char *file, const struct export *def)
{
	struct source *source = source_open(file);
	enum file_kind kind = FILE_KIND_TEXT;
	bool workbooks = def && def->format == EXPORT_XLSX;
	BUF_LOCAL b = { 0 };

	if (source && def && def->program && workbooks)
		source = for_converter(source);
	if (source && def && def->program)
		source = program_source(source, def->program,
			workbooks ? PROGRAM_TO_FILE : PROGRAM_TO_PIPE);
	if (source)
		source = look_ahead(source, &kind);
	if (source && kind == FILE_KIND_ZIP) {
		source = only_file(source);
		if (source)
			source = look_ahead(source, &kind);
	}
	if (source && kind != FILE_KIND_TEXT
		&& !(kind == FILE_KIND_JSON
			&& (!def || def->format == EXPORT_JSON))
		&& !(kind == FILE_KIND_WORKBOOK && (!def || workbooks))) {
		file_kind_words(&b, kind, def && def->def);
		source = refuse(source, buf_string(&b));
	}
	return source;
}
