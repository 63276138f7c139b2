/* SPDX-License-Identifier: MIT
 *
 * evidence: facts kept whole, from files whose columns may differ, and what is
 * said of each. For explain alone.
 */
#ifndef BIF_AGGREGATE_EVIDENCE_H
#define BIF_AGGREGATE_EVIDENCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"
#include "intake.h"
#include "io/out.h"

/* A fact that counted, with its line as it came. */
struct kept_fact {
	struct fact fact; /* course and subject are not kept */
	uint32_t subject; /* its number, where it counts */
	size_t nactions;
	const struct plan_action *actions;
	size_t file;
	struct span line; /* as read; later, in common columns */
};

/* Which columns each file has; they come together in evidence_align(). */
struct kept_file {
	size_t columns;
	struct span *names;
};

/* All of them, and the columns their files have in common. */
struct evidence {
	struct arena *arena;
	const char *const *fixed; /* columns that always come first */
	size_t nfixed;
	struct kept_fact *facts;
	size_t count, cap;
	struct kept_file *files;
	size_t nfiles, files_cap;

	/* After evidence_align(): the fixed ones, others by name, `at`. */
	size_t ncolumns;
	struct span *columns;
};

/* Notes the columns of a file just opened; facts added next are its. */
void evidence_file(struct evidence *k, const struct tsv *in);
/* Keeps the row at hand, what is known of it as a fact (its course may be NULL),
 * and the number of its subject. */
void evidence_add(struct evidence *k, const struct tsv *in,
	const struct fact *f, uint32_t subject);

/* Brings all lines into the same columns; once, after the last fact. */
void evidence_align(struct evidence *k);

/* Writes the header: first those names, then the common columns. */
void evidence_head(const struct evidence *k, struct out *out,
	const char *const names[], size_t n);
/* The cells of one fact. */
void evidence_write(const struct evidence *k, size_t fact, struct out *out);

/* Facts by their line, byte by byte, then by day of reading. */
int evidence_order(const struct evidence *k, size_t a, size_t b);

/* Frees what was kept; the struct is the caller's. */
void evidence_free(struct evidence *k);

#endif
