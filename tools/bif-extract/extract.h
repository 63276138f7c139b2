/* SPDX-License-Identifier: MIT
 *
 * extract: one run of bif-extract: files in, records out, every data row
 * accounted for.
 */
#ifndef BIF_EXTRACT_EXTRACT_H
#define BIF_EXTRACT_EXTRACT_H

#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>

#include "bif-extract/read/columns.h"
#include "bif-extract/read/reader.h"
#include "source/export.h"
#include "stream/rows.h"
#include "source/source_def.h"
#include "bif-extract/write/rejects.h"
#include "io/out.h"
#include "book/book.h"

/* Rows of one file, or of all. */
struct tally {
	uint64_t data;     /* each month's cell of wide rows is one */
	uint64_t records;  /* written */
	uint64_t rejected; /* the others: together they are the data rows */
};

/* What a run holds from its first file to its last. */
struct extract {
	const struct source_def *source; /* NULL: none, options say it all */
	const struct export *parts; /* how its files are read, by their names */
	size_t nparts;
	struct out *out;   /* where records go */
	struct rows *rows; /* --rows, or NULL */
	struct rejects
		rejects; /* which are told even where nobody keeps them */
	struct columns columns; /* of the records: the same for all files */
	bool begun;             /* the header is written */
	struct tally all;
	uint64_t bytes_in; /* of all files, as they are stored */
};

/* Writes the header if it is known before any file. */
void extract_begin(struct extract *extract);
/* False when the file could not be read whole, or did not hold what it should;
 * what, has been said. */
bool extract_file(struct extract *extract, const char *file);
/* Holds the rejected rows against what the source tolerates, and appends the
 * ledger's line of the run. */
void extract_end(struct extract *extract);
/* Frees what it holds; the definition and the output are the caller's. */
void extract_free(struct extract *extract);

/* table.c: one table of a file, from the lines before its header to its last
 * row. Most files have one; a workbook may have one a sheet. */

/* Writes the header of the records, if it is known and not yet written. */
void table_header(struct extract *extract, const struct export *def);
/* Reads the table that the reader is at, and adds its rows to *tally. False
 * when it could not be read whole, or did not hold what it should; what, has
 * been said. */
bool table_take(struct extract *extract, struct reader *reader,
	struct tally *tally);

/* match: which source's `match` claims which file, so that nothing that was
 * delivered is left unread in silence, and no source goes without. */

/* Writes `source file month` for each file, or each file of a folder, in the
 * order given; of a folder in byte order. The month is the one a file is for,
 * where the source's `delivers` says that files come by month. A file no source
 * claims has an empty source; then come the sources no file feeds, with an
 * empty file. Symbolic links in a folder are followed with links alone, and
 * told otherwise; a link that is named itself is followed. False after a
 * message: a file claimed by two (78), no such file (66). */
bool match_files(struct book *book, struct out *out, const char *const files[],
	size_t count, bool links);

#endif
