/* SPDX-License-Identifier: MIT
 *
 * One thread reads or inflates while another works; three blocks go round
 * between them.
 */
#include "io/readahead.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

#include "base/library.h"
#include "base/mem.h"

/* One is filled, one is read, and one lets neither wait for the other. */
#define BLOCKS 3
#define BLOCK_SIZE (256 * 1024)

/* Bytes on their way from the thread to the reader. */
struct block {
	char *bytes;
	ssize_t made; /* or 0 or -1, as the maker said */
	size_t taken; /* of those, given to the reader */
};

/* The ring, and the two that go round in it. */
struct readahead {
	readahead_maker *maker;
	void *from;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* Under the lock: blocks made and not yet used up, and whether the
	 * reader has gone away. A block belongs to the thread while it is not
	 * counted in full, and to the reader while it is. */
	unsigned full;
	bool stop;
	unsigned reading; /* block the reader is at */
	struct block blocks[BLOCKS];
};

/* Waits for an empty block; false when the reader has gone away. */
static bool
wait_for_room(struct readahead *a)
{
	bool go;

	pthread_mutex_lock(&a->lock);
	while (a->full == BLOCKS && !a->stop)
		pthread_cond_wait(&a->changed, &a->lock);
	go = !a->stop;
	pthread_mutex_unlock(&a->lock);
	return go;
}

/* Tells the other thread that a block was filled, or emptied. */
static void
count_full(struct readahead *a, int change)
{
	pthread_mutex_lock(&a->lock);
	a->full = (unsigned)((int)a->full + change);
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->lock);
}

/* The thread: fills one block after the other until there is nothing more, or
 * nobody who wants it. */
static void *
work(void *argument)
{
	struct readahead *a = argument;
	ssize_t made = 1;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
	for (unsigned at = 0; made > 0 && wait_for_room(a);
		at = (at + 1) % BLOCKS) {
		struct block *b = &a->blocks[at];

		b->made = made = a->maker(a->from, b->bytes, BLOCK_SIZE);
		b->taken = 0;
		count_full(a, +1);
	}
	return NULL;
}

struct readahead *
readahead_start(readahead_maker *maker, void *from)
{
	struct readahead *a;
	sigset_t all, was;
	int none;

	/* glibc loads what pthread_cancel() needs when that is first called,
	 * and aborts when it cannot. So it is loaded here, where one can do
	 * without a thread; no other C library needs it. */
#ifdef __GLIBC__
	if (!library_ready("libgcc_s.so.1"))
		return NULL;
#endif
	a = mem_new(1, sizeof(*a));
	a->maker = maker;
	a->from = from;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->changed, NULL);
	for (unsigned i = 0; i < BLOCKS; i++)
		a->blocks[i].bytes = mem_resize(NULL, BLOCK_SIZE, 1);
	/* Signals are the first thread's: what it holds back, it holds back. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	none = pthread_create(&a->thread, NULL, work, a);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	if (!none)
		return a;
	for (unsigned i = 0; i < BLOCKS; i++)
		mem_free(a->blocks[i].bytes);
	mem_free(a);
	return NULL;
}

ssize_t
readahead_read(struct readahead *a, void *room, size_t n)
{
	struct block *b = &a->blocks[a->reading];
	size_t left;

	pthread_mutex_lock(&a->lock);
	while (a->full == 0)
		pthread_cond_wait(&a->changed, &a->lock);
	pthread_mutex_unlock(&a->lock);
	if (b->made <= 0) /* stays the last block, so it is told again */
		return b->made;
	left = (size_t)b->made - b->taken;
	if (n > left)
		n = left;
	memcpy(room, b->bytes + b->taken, n);
	b->taken += n;
	if (b->taken == (size_t)b->made) {
		a->reading = (a->reading + 1) % BLOCKS;
		count_full(a, -1);
	}
	return (ssize_t)n;
}

/* The thread may be waiting for a block, or for input that never comes: it is told
 * to stop, and cancelled where it waits for input. */
void
readahead_stop(struct readahead *a)
{
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->lock);
	pthread_cancel(a->thread);
	pthread_join(a->thread, NULL);
	pthread_mutex_destroy(&a->lock);
	pthread_cond_destroy(&a->changed);
	for (unsigned i = 0; i < BLOCKS; i++)
		mem_free(a->blocks[i].bytes);
	mem_free(a);
}
