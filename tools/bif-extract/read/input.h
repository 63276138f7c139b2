/* SPDX-License-Identifier: MIT
 *
 * input: a file made ready for the reader of its format: through the program
 * that the source names, out of a zip of one file, and known by its first
 * bytes to be of that format.
 */
#ifndef BIF_EXTRACT_READ_INPUT_H
#define BIF_EXTRACT_READ_INPUT_H

#include "io/source.h"
#include "source/export.h"
#include <stdbool.h>
#include "base/buf.h"
#include "base/span.h"

/* Opens a file for its reader. def NULL: nobody has said the format; delimited
 * text, JSON and workbooks are taken. NULL after a message: the source's own, or
 * 65, what the file is and how it is read. */
struct source *input_open(const char *file, const struct export *def);

/* The same source, of which the first bytes are known: those of the first few
 * KiB where `more` says so of the very first, or is NULL. head is good until
 * the source is read. */
struct source *input_look(struct source *source, bool (*more)(struct span head),
	struct span *head);

/* program: another program as a source: jq for JSON, and whatever a source
 * names to unpack or convert its files, `xz -dc` say. It is found on PATH and
 * started as it is, by no shell, in an environment that is empty, so that a
 * run depends on nobody's settings: jq alone is told a HOME without files,
 * since it would look for one. The bytes of one source are pumped into it,
 * what it writes is read; all in one thread, so neither waits for the other.
 * What it says goes to standard error, a line at a time and masked.
 *
 * It is ended, and its input refused (65), when it neither takes nor gives a
 * byte for 300 seconds, or what BIF_PROGRAM_SECONDS says, and when it gives more
 * than source_inflate_allows() lets what it took become. */

/* argv begins with the program's name and ends with NULL; names and the last
 * word must live as long. The result owns the input. NULL after a message (74:
 * it cannot be started, or is not there), the input is then closed.
 * Reading ends with a fault when the program does: 65.
 *
 * Of PROGRAM_JQ the input must be UTF-8, which is checked (65), and must not be
 * empty; and it is 78 when jq does not take the filter it was given.
 * PROGRAM_TO_FILE writes to a temporary file in place of a pipe, as whoever
 * writes a workbook must; it is read when the program has ended. */
enum program_use { PROGRAM_TO_PIPE, PROGRAM_TO_FILE, PROGRAM_JQ };
struct source *program_source(struct source *input, char *const argv[],
	enum program_use use);

/* What stands in place of a value the key of which its object had before; the
 * key follows. No text has this character. */
#define JSON_KEYS_TWICE "\xef\xb7\x90"

/* JSON on its way to jq, with the above in place of each such value; jq keeps
 * the last of a key, so that none is taken in silence. lines: each is a text of
 * its own. *twice counts them. */
struct source *json_keys(struct source *json, bool lines, uint64_t *twice);

/* file_kind: what a file is by its first bytes, whatever its name says: an
 * export that was packed, a page to log in that was saved in its place, a
 * workbook of another program. What is no text would give rows all the same,
 * so it is known before it is read, and the message says how it is read.
 */

/* Bytes that are looked at, where the first ones are of interest. */
#define FILE_KIND_HEAD ((size_t)32 << 10)

enum file_kind {
	FILE_KIND_TEXT, /* or nothing that is known */
	FILE_KIND_JSON,
	FILE_KIND_WORKBOOK, /* .xlsx */
	FILE_KIND_ZIP,      /* any other zip */
	/* What is read by nobody here. */
	FILE_KIND_XLSB,
	FILE_KIND_OFFICE, /* a text or slides of an office program */
	FILE_KIND_ODS,
	FILE_KIND_OLE,
	FILE_KIND_XLS,
	FILE_KIND_ENCRYPTED,
	FILE_KIND_GZIP, /* inside another: one is taken off unseen */
	FILE_KIND_BZIP2,
	FILE_KIND_XZ,
	FILE_KIND_ZSTD,
	FILE_KIND_LZ4,
	FILE_KIND_LZIP,
	FILE_KIND_COMPRESS,
	FILE_KIND_7Z,
	FILE_KIND_RAR,
	FILE_KIND_TAR,
	FILE_KIND_PDF,
	FILE_KIND_SQLITE,
	FILE_KIND_PARQUET,
	FILE_KIND_IMAGE,
	FILE_KIND_PAGE,       /* HTML without a table */
	FILE_KIND_TABLE_PAGE, /* HTML with one */
	FILE_KIND_SPREADSHEET_XML,
	FILE_KIND_FLAT_ODS,
	FILE_KIND_CAMT,
	FILE_KIND_XML,
	FILE_KIND_MT940,
	FILE_KIND_RTF,
	FILE_KIND_MHT, /* a page saved with what belongs to it, or a mail */
	FILE_KIND_SYLK,
	FILE_KIND_DIF,
	FILE_KIND_EDIFACT,
	FILE_KIND_CALENDAR,
	FILE_KIND_POSTSCRIPT,
	FILE_KIND_PGP,
	FILE_KIND_LFS,        /* Git's note in place of a large file */
	FILE_KIND_STATISTICS, /* SPSS, SAS, Stata */
	FILE_KIND_DATABASE,   /* Access, dBase */
	FILE_KIND_COLUMNS,    /* Avro, ORC, Arrow */
	FILE_KIND_LOTUS,
	FILE_KINDS
};

/* What the bytes are the beginning of. They are compared with signs at fixed
 * places; markup and JSON are told by what stands in them first. */
enum file_kind file_kind_of(struct span head);

/* Whether more than the few first bytes must be seen. */
bool file_kind_wants_more(struct span head);

/* Adds what the kind is and how it is read, behind a file's name: by a
 * program that is named in the source, or that is piped from. */
void file_kind_words(struct buf *b, enum file_kind kind, bool of_source);

#endif
