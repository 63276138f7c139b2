/* SPDX-License-Identifier: MIT
 *
 * Takes large stretches from the system by mmap() and asks for huge pages; small
 * ones come from malloc(). Which of the two a stretch is its size tells.
 */
#include "base/hugemem.h"

#include <stdint.h>
#include <sys/mman.h>

#include "base/mem.h"

#define HUGE \
	((size_t)2 << 20) /* a huge page; what is smaller is
                                           from the heap */

/* Bytes rounded up to huge pages. */
static size_t
whole_pages(size_t bytes)
{
	return (bytes + HUGE - 1) & ~(HUGE - 1);
}

/* Addresses for so many bytes, from the boundary of a huge page on; there is
 * no memory behind them yet. NULL: there are none. */
static char *
reserve(size_t bytes)
{
	char *at = mmap(NULL, bytes + HUGE, PROT_NONE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	size_t before;

	if (at == MAP_FAILED)
		return NULL;
	before = -(uintptr_t)at % HUGE;
	if (before)
		munmap(at, before);
	munmap(at + before + bytes, HUGE - before);
	return at + before;
}

/* Memory at an address that a huge page can begin at. */
static void *
map(size_t bytes)
{
	char *at = reserve(bytes);

	if (!at
		|| mmap(at, bytes, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
			== MAP_FAILED)
		mem_none(bytes);
	madvise(at, bytes, MADV_HUGEPAGE);
	return at;
}

/* From the heap to pages, or from pages to more of them. */
static void *
move(void *at, size_t had, size_t bytes)
{
	char *to;

	if (had < HUGE) {
		to = map(bytes);
		if (had)
			memcpy(to, at, had);
		mem_free(at);
		return to;
	}
	to = reserve(bytes);
	if (!to
		|| mremap(at, whole_pages(had), bytes,
			   MREMAP_MAYMOVE | MREMAP_FIXED, to)
			== MAP_FAILED)
		mem_none(bytes);
	return to;
}

void *
hugemem_resize(void *at, size_t had, size_t bytes)
{
	if (bytes >= HUGE
		&& (had < HUGE || whole_pages(bytes) != whole_pages(had)))
		return move(at, had, whole_pages(bytes));
	if (bytes < HUGE) {
		at = mem_resize(at, bytes, 1);
		memset((char *)at + had, 0, bytes - had);
	}
	return at;
}

void
hugemem_free(void *at, size_t bytes)
{
	if (bytes >= HUGE)
		munmap(at, whole_pages(bytes));
	else
		mem_free(at);
}
