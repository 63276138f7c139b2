/* SPDX-License-Identifier: MIT
 *
 * split: where the bytes that structure text stand. Text is looked at in
 * blocks of 64 bytes, each as one bit mask, and the masks are walked. There
 * is a plain loop, one with SSE2, one with AVX2 and one with AVX-512; all give
 * the same positions, and the machine's best is taken. BIF_SPLIT=scalar|sse2|
 * avx2|avx512 asks for a certain one, which is how the tests compare them; none
 * asks for no index where there is a reference that does without (io/csv_reader).
 */
#ifndef IO_SPLIT_H
#define IO_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SPLIT_BLOCK 64
/* Bytes after the text that must be readable, whatever they hold. */
#define SPLIT_SLACK SPLIT_BLOCK

/* What is looked for: bytes that end a cell, and bytes that need care. A set
 * of fewer bytes repeats one. */
struct split_bytes {
	char ends[2];
	char odd[3];
};

/* Positions in rising order. */
struct split_list {
	uint32_t *at;
	size_t count;
	size_t cap;
};

struct split {
	struct split_bytes bytes;
	struct split_list ends;
	struct split_list odd;
};

/* Adds what stands in text[from..to) to both lists; positions count from the
 * beginning of text and must fit in 32 bits. */
void split_add(struct split *s, const char *text, size_t from, size_t to);
/* Frees the lists. */
void split_free(struct split *s);

/* By which instructions positions are found; all find the same. */
enum split_path {
	SPLIT_NONE,
	SPLIT_SCALAR,
	SPLIT_SSE2,
	SPLIT_AVX2,
	SPLIT_AVX512
};
/* Takes a path from now on; false when this machine lacks it. */
bool split_use(enum split_path path);
/* The one that is taken. */
enum split_path split_taken(void);

#endif
