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
 * byte for program_patience() seconds, and when it gives more than
 * source_inflate_allows() lets what it took become. */

/* argv begins with the program's name and ends with NULL; names and the last
 * word must live as long. The result owns the input. NULL after a message (74:
 * it cannot be started, or is not there), the input is then closed.
 * Reading ends with a fault when the program does: 65. */
struct source *program_source(struct source *input, char *const argv[]);

/* The same for jq: its input must be UTF-8, which is checked (65), and must
 * not be empty; 78 when jq does not take the filter it was given. */
struct source *program_jq(struct source *json, char *const argv[]);

/* What stands in place of a value the key of which its object had before; the
 * key follows. No text has this character. */
#define JSON_KEYS_TWICE "\xef\xb7\x90"

/* JSON on its way to jq, with the above in place of each such value; jq keeps
 * the last of a key, so that none is taken in silence. lines: each is a text of
 * its own. *twice counts them. */
struct source *json_keys(struct source *json, bool lines, uint64_t *twice);

/* 300, or what BIF_PROGRAM_SECONDS says. */
int program_patience(void);

#endif
