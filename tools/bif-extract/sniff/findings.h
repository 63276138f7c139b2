/* SPDX-License-Identifier: MIT
 *
 * findings: what was found out about a file, as data: what it is called in an
 * `export`, its value, how sure it is in per cent, and why. What cannot be
 * told is a doubt; what somebody should look at is a remark. Texts are copied
 * into the arena; no run of digits that may be a personal number is kept.
 */
#ifndef BIF_EXTRACT_SNIFF_FINDINGS_H
#define BIF_EXTRACT_SNIFF_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/span.h"
#include "bif-extract/guess/guess_columns.h"

/* What a file is like (sniff.h). */
struct sniff;

/* One thing that was found. It is data, so that the draft writes it as a comment,
 * and --auto as a note or a doubt. */
struct finding {
	const char *what;  /* the member of `export` that it is about */
	struct span value; /* for people */
	unsigned sure;     /* per cent */
	bool doubt;        /* it is not known, */
	bool remark;       /* or something to be looked at */
	struct span why;   /* a sentence, without a full stop */
};

/* All of them, in the order in which they were found. */
struct findings {
	struct arena *arena; /* borrowed */
	struct finding *list;
	size_t count, cap;
};

/* Notes that `what` is `value`. Why is a printf format, here and below. */
void findings_sure(struct findings *f, const char *what, struct span value,
	unsigned sure, const char *why, ...)
	__attribute__((format(printf, 5, 6)));
/* Notes that `what` is not known. */
void findings_doubt(struct findings *f, const char *what, const char *why, ...)
	__attribute__((format(printf, 3, 4)));
/* Notes that somebody should look at `what`. */
void findings_remark(struct findings *f, const char *what, const char *why, ...)
	__attribute__((format(printf, 3, 4)));
/* Frees the list; texts stay with the arena. */
void findings_free(struct findings *f);

/* Adds what is to be said of the encoding: also that two are mixed in the file,
 * and that letters were written as UTF-8 twice. */
void findings_encoding(struct sniff *s);
/* Adds what is to be said of the table, its columns and its numbers. */
void findings_table(struct sniff *s);

/* What is said of a column whose words hold for the rows below. */
#define FINDINGS_FILL \
	"empty below filled cells, as in a pivot table pasted as values: " \
	"\"fill\" in the source carries them down"

/* A column in words: what it holds and how sure that is. */
void findings_column(const struct guess_column *c, struct buf *b);

#endif
