/* SPDX-License-Identifier: MIT
 *
 * fuzzhost: what surrounds the code under test. A text as a file, for code
 * that opens files by name; reads that give out as little at a time as they
 * like; a folder of its own; and what was said, counted instead of printed.
 * The Makefile links targets with --wrap=read and --wrap=diag_*.
 */
#ifndef FUZZ_HOST_H
#define FUZZ_HOST_H

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/diag.h"
#include "fuzz.h"

/* The file of that slot holds the text; its name stays the same. */
#define FUZZHOST_SLOTS 4
const char *fuzzhost_file(unsigned slot, struct span text);

/* A folder that is removed at the end, and a file in it: folders on the way
 * are made. */
const char *fuzzhost_folder(void);
void fuzzhost_write(const char *name, struct span text);

/* From now on a read gives at most so many bytes. */
void fuzzhost_chunk(size_t most);

/* How many faults were said since the last time this was asked for. */
unsigned fuzzhost_said(void);

#endif
