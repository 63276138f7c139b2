/* SPDX-License-Identifier: MIT
 *
 * A table with open addressing of twelve bytes a subject, unit and year: there are
 * millions of them where persons are counted, and little else.
 */
#include "first_seen.h"

#include "base/mem.h"

#define FIRST_SLOTS 1024
#define FREE UINT32_MAX /* no subject has this number */

/* Open addressing, at most three quarters full. */
struct first_seen {
	struct first *slots;
	size_t mask;
	size_t count;
};

/* So many free slots. */
static struct first *
new_slots(size_t n)
{
	struct first *slots = mem_new(n, sizeof(*slots));
	size_t i;

	for (i = 0; i < n; i++)
		slots[i].subject = FREE;
	return slots;
}

struct first_seen *
first_seen_new(void)
{
	struct first_seen *f = mem_new(1, sizeof(*f));

	f->slots = new_slots(FIRST_SLOTS);
	f->mask = FIRST_SLOTS - 1;
	return f;
}

/* Both parts are small numbers given in turn, so that nobody who writes the
 * facts can choose them to collide; a multiplication spreads them. */
static inline size_t
place_of(const struct first_seen *f, uint32_t subject, uint32_t unit_year)
{
	uint64_t key = (uint64_t)subject << 32 | unit_year;

	return (size_t)((key ^ key >> 32) * 0x9e3779b97f4a7c15u >> 20)
		& f->mask;
}

/* The slot of a subject, unit and year, or the free one where it would go. */
static struct first *
slot_of(const struct first_seen *f, uint32_t subject, uint32_t unit_year)
{
	size_t i = place_of(f, subject, unit_year);
	struct first *s;

	for (;; i = (i + 1) & f->mask) {
		s = &f->slots[i];
		if (s->subject == FREE
			|| (s->subject == subject && s->unit_year == unit_year))
			return s;
	}
}

/* Twice as many slots, with all that is in them put in its new place. */
static void
double_slots(struct first_seen *f)
{
	size_t slots = (f->mask + 1) * 2, i;
	struct first *old = f->slots;

	f->slots = new_slots(slots);
	f->mask = slots - 1;
	for (i = 0; i < slots / 2; i++)
		if (old[i].subject != FREE)
			*slot_of(f, old[i].subject, old[i].unit_year) = old[i];
	mem_free(old);
}

void
first_seen_ask(const struct first_seen *f, uint32_t subject, uint32_t unit_year)
{
	__builtin_prefetch(&f->slots[place_of(f, subject, unit_year)], 1);
}

void
first_seen_note(struct first_seen *f, uint32_t subject, uint32_t unit_year,
	int32_t day)
{
	struct first *s = slot_of(f, subject, unit_year);

	if (s->subject != FREE) {
		if (day < s->day)
			s->day = day;
		return;
	}
	*s = (struct first){ subject, unit_year, day };
	if (++f->count * 4 > (f->mask + 1) * 3)
		double_slots(f);
}

const struct first *
first_seen_next(const struct first_seen *f, size_t *at)
{
	while (*at <= f->mask)
		if (f->slots[(*at)++].subject != FREE)
			return &f->slots[*at - 1];
	return NULL;
}

void
first_seen_free(struct first_seen *f)
{
	if (!f)
		return;
	mem_free(f->slots);
	mem_free(f);
}
