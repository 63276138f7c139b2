/* SPDX-License-Identifier: MIT
 *
 * hugemem: one stretch of memory that may become very large and is looked into
 * at random places. Large ones stand on huge pages where the system has them:
 * with small ones the processor has to find out for nearly every look where
 * in memory the page is, which takes longer than the look. They grow by being
 * moved as pages are, without a copy.
 */
#ifndef BASE_HUGEMEM_H
#define BASE_HUGEMEM_H

#include <stddef.h>

/* at, which had so many bytes (NULL had 0), with as many as are asked for;
 * what is new is zero. There is memory, or the program ends (base/mem). */
void *hugemem_resize(void *at, size_t had, size_t bytes);
/* Frees what hugemem_resize() gave, which had so many bytes. */
void hugemem_free(void *at, size_t bytes);

#endif
