/* SPDX-License-Identifier: MIT
 *
 * Every request is checked here, those of libraries too: they ask the same
 * malloc(). What cannot be had ends the program, so that no caller has to
 * look, and none can forget to.
 */
#include "base/mem.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/diag.h"

/* Takes large stretches from the system by mmap() and asks for huge pages; small
 * ones come from malloc(). Which of the two a stretch is its size tells. */

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

#define BLOCK_BYTES ((size_t)64 << 10)
#define ALIGNMENT alignof(max_align_t)

/* Nobody can do anything sensible without memory, so the program ends here. */
__attribute__((noreturn)) static void
give_up(size_t bytes)
{
	diag_fault(STATUS_MEMORY, "out of memory (%zu bytes)", bytes);
	exit(STATUS_MEMORY);
}

/* The bytes of n items; a product that overflows is as good as no memory. */
static size_t
product(size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		give_up(SIZE_MAX);
	return bytes ? bytes : 1;
}

/* Libraries ask for memory too, and without it some of them answer wrongly:
 * regexec() that nothing matches, jansson that it is no JSON, iconv that there
 * is no such encoding; regcomp() frees what it has freed. So nobody in the
 * process is told that there is none. glibc takes a program's functions in the
 * place of its own; a sanitizer has put its own there. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) \
	|| __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

void *
malloc(size_t bytes)
{
	void *at = __libc_malloc(bytes);

	if (!at)
		give_up(bytes);
	return at;
}

void *
calloc(size_t n, size_t size)
{
	void *at = __libc_calloc(n, size);

	if (!at)
		give_up(product(n, size));
	return at;
}

void *
realloc(void *at, size_t bytes)
{
	at = __libc_realloc(at, bytes);
	if (!at && bytes)
		give_up(bytes);
	return at;
}
#endif

void
mem_none(size_t bytes)
{
	give_up(bytes);
}

void *
mem_new(size_t n, size_t size)
{
	size_t bytes = product(n, size);
	void *at = calloc(1, bytes);

	if (!at)
		give_up(bytes);
	return at;
}

void *
mem_resize(void *at, size_t n, size_t size)
{
	size_t bytes = product(n, size);

	at = realloc(at, bytes);
	if (!at)
		give_up(bytes);
	return at;
}

void *
mem_grow(void *at, size_t *cap, size_t need, size_t size)
{
	size_t n;

	if (at && need <= *cap)
		return at;
	if (__builtin_add_overflow(*cap, *cap / 2 + 8, &n) || n < need)
		n = need;
	at = mem_resize(at, n, size);
	*cap = n;
	return at;
}

void *
mem_grow_clear(void *at, size_t *cap, size_t need, size_t size)
{
	size_t had = at ? *cap : 0;

	at = mem_grow(at, cap, need, size);
	memset((char *)at + had * size, 0, (*cap - had) * size);
	return at;
}

char *
mem_copy(struct span text)
{
	char *copy;

	if (text.len == SIZE_MAX)
		give_up(SIZE_MAX);
	copy = mem_resize(NULL, text.len + 1, 1);
	if (text.len)
		memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	return copy;
}

void
mem_free(void *at)
{
	free(at);
}

/* Blocks are linked from the newest; only the newest is filled. A large piece
 * gets a block of its own behind it, so that the newest is not wasted. That one
 * is zero; others are cleared piece by piece, so that the system gives no pages
 * for what nobody takes. */
struct block {
	struct block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct block *blocks;
	/* blocks of others; these are in the arena themselves */
	struct adopted {
		struct adopted *next;
		void *block;
	} * adopted;
};

struct arena *
arena_new(void)
{
	return mem_new(1, sizeof(struct arena));
}

#define LARGE (BLOCK_BYTES / 4)

/* A block with room for so many bytes, all zero or not. */
static struct block *
block_new(size_t size, bool zero)
{
	struct block *b;
	size_t bytes;

	if (__builtin_add_overflow(size, sizeof(*b), &bytes))
		give_up(SIZE_MAX);
	b = zero ? mem_new(1, bytes) : mem_resize(NULL, 1, bytes);
	*b = (struct block){ .size = size };
	return b;
}

/* A piece of the newest block, or of a new one. */
static void *
take(struct arena *a, size_t bytes, size_t alignment)
{
	struct block *b = a->blocks;
	size_t at;

	if (bytes > LARGE) {
		struct block *made = block_new(bytes, true);

		/* A block of its own, put behind the newest, which is still
		 * to be filled. */
		made->used = bytes;
		if (a->blocks) {
			made->next = a->blocks->next;
			a->blocks->next = made;
		} else {
			a->blocks = made;
		}
		return made->bytes;
	}
	at = b ? (b->used + alignment - 1) & ~(alignment - 1) : 0;
	if (!b || at > b->size || bytes > b->size - at) {
		b = block_new(BLOCK_BYTES, false);
		b->next = a->blocks;
		a->blocks = b;
		at = 0;
	}
	b->used = at + bytes;
	return b->bytes + at;
}

void *
arena_take(struct arena *a, size_t bytes)
{
	void *at = take(a, bytes, ALIGNMENT);

	return bytes > LARGE ? at : memset(at, 0, bytes);
}

struct span
arena_keep(struct arena *a, struct span text)
{
	char *copy;

	if (text.len == SIZE_MAX)
		give_up(SIZE_MAX);
	copy = take(a, text.len + 1, 1);
	if (text.len)
		memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	return (struct span){ copy, text.len };
}

const char *
arena_text(struct arena *a, struct span text)
{
	return arena_keep(a, text).at;
}

void *
arena_adopt(struct arena *a, void *block, size_t bytes)
{
	struct adopted *one = arena_take(a, sizeof(*one));

	one->block = mem_resize(block, bytes + 1, 1);
	one->next = a->adopted;
	a->adopted = one;
	return one->block;
}

void
arena_free(struct arena *a)
{
	struct block *b, *next;

	if (!a)
		return;
	for (struct adopted *one = a->adopted; one; one = one->next)
		mem_free(one->block);
	for (b = a->blocks; b; b = next) {
		next = b->next;
		free(b);
	}
	free(a);
}

/* --- no core --- */

/* One byte is less than any core, and where cores go to a program by a pipe it
 * is what says that none is wanted; 0 is not. It is handed down, to jq. Neither
 * call can fail in a way that anybody could mend. */
void
nodump_keep(void)
{
	struct rlimit limit;

	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	if (getrlimit(RLIMIT_CORE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max < 1 ? 0 : 1;
	limit.rlim_max = limit.rlim_cur;
	setrlimit(RLIMIT_CORE, &limit);
}
