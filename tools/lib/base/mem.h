/* SPDX-License-Identifier: MIT
 *
 * mem: memory that is there, or the program ends with status 71 and a message
 * that says how much was asked for. No caller checks for NULL. With glibc the
 * same holds for the libraries: they ask here too.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#include "base/span.h"

/* n items of size bytes each, zeroed; overflow of the product is 71 too. */
void *mem_new(size_t n, size_t size);

/* at, made large enough for n items; the new part is not zeroed. */
void *mem_resize(void *at, size_t n, size_t size);

/* Grows *at (capacity *cap items of size bytes) so that at least need items
 * fit; grows by half or more, so that adding one at a time is cheap. */
void *mem_grow(void *at, size_t *cap, size_t need, size_t size);
/* The same for a list and its capacity, whose names are given; it costs a
 * comparison where there is room. */
#define MEM_GROW(list, cap, need) \
	((list) && (need) <= (cap) ? (void)0 \
				   : (void)((list) = mem_grow((list), &(cap), \
						    (need), sizeof(*(list)))))

/* The same of both, and what it grew by is zero. */
void *mem_grow_clear(void *at, size_t *cap, size_t need, size_t size);
#define MEM_GROW_CLEAR(list, cap, need) \
	((list) && (need) <= (cap) \
			? (void)0 \
			: (void)((list) = mem_grow_clear((list), &(cap), \
					 (need), sizeof(*(list)))))

/* Ends the program: so many bytes were asked for and there are none. */
__attribute__((noreturn)) void mem_none(size_t bytes);

/* A copy of the text, ended by NUL; the caller frees it. */
char *mem_copy(struct span text);
/* Frees what the functions above gave; NULL is nothing. */
void mem_free(void *at);

/* An arena: what must live as long as the definitions do. Freed as a whole. */
struct arena;
/* An empty arena, for arena_free(). */
struct arena *arena_new(void);
/* So many bytes, zeroed and aligned for anything. */
void *arena_take(struct arena *a, size_t bytes);
/* A copy of the text; NUL follows it. */
struct span arena_keep(struct arena *a, struct span text);
/* The same as a string. */
const char *arena_text(struct arena *a, struct span text);
/* Gives a block of mem_grow() or its like to the arena, cut to so many bytes: a
 * list that is whole at last. It may move; no bytes give room for none. */
void *arena_adopt(struct arena *a, void *block, size_t bytes);
/* Frees the arena and all that was taken from it; NULL is none. */
void arena_free(struct arena *a);

/* Programs that hold personal numbers or the key of the pseudonyms leave nothing
 * of them behind when they crash. */

/* From here on the program, and what it starts, leave no core; nobody but root
 * can look into its memory or attach to it. The first call of main. */
void nodump_keep(void);

/* One stretch of memory that may become very large and is looked into
 * at random places. Large ones stand on huge pages where the system has them:
 * with small ones the processor has to find out for nearly every look where
 * in memory the page is, which takes longer than the look. They grow by being
 * moved as pages are, without a copy. */

/* at, which had so many bytes (NULL had 0), with as many as are asked for;
 * what is new is zero. There is memory, or the program ends (base/mem). */
void *hugemem_resize(void *at, size_t had, size_t bytes);
/* Frees what hugemem_resize() gave, which had so many bytes. */
void hugemem_free(void *at, size_t bytes);

#endif
