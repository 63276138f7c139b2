/* SPDX-License-Identifier: MIT
 *
 * file_kind: what a file is by its first bytes, whatever its name says: an
 * export that was packed, a page to log in that was saved in its place, a
 * workbook of another program. What is no text would give rows all the same,
 * so it is known before it is read, and the message says how it is read.
 */
#ifndef BIF_EXTRACT_READ_FILE_KIND_H
#define BIF_EXTRACT_READ_FILE_KIND_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"

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
