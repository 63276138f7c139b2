/* SPDX-License-Identifier: MIT
 *
 * The arithmetic itself is GMP's; here are its memory, reading and printing.
 */
#include "value/ratio.h"

#include <gmp.h>
#include <limits.h>
#include <stdalign.h>

#include "base/mem.h"

#define BLOCK_BYTES ((size_t)64 << 10)

/* All of GMP's memory comes from a stack of blocks: giving one ratio back does
 * nothing, unless it was the last, giving all back means forgetting the
 * blocks. So nobody needs to clear a ratio. */
struct block {
	struct block *below; /* the one that was full before; NULL: none */
	size_t used;
	size_t size; /* bytes; of a number too large for a block, its own */
	alignas(max_align_t) char bytes[];
};

/* How full the stack was. It stands on the stack itself, above what it marks. */
struct ratio_mark {
	struct block *block;
	size_t used;
};

static struct block *top;

/* So many bytes, rounded up so that anything may stand behind them. */
static size_t
aligned(size_t bytes)
{
	return (bytes + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

/* Memory for GMP from a stack of blocks: what a computation took is given back
 * in one go. */
static void *
take(size_t bytes)
{
	void *at;

	bytes = aligned(bytes);
	if (!top || bytes > top->size - top->used) {
		struct block *b;
		size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;

		b = mem_resize(NULL, 1, sizeof(*b) + size);
		b->below = top;
		b->used = 0;
		b->size = size;
		top = b;
	}
	at = top->bytes + top->used;
	top->used += bytes;
	return at;
}

/* Only what was taken last can be given back at once; the rest waits for its
 * mark. */
static void
give(void *at, size_t bytes)
{
	if (top && top->used >= aligned(bytes)
		&& top->bytes + top->used - aligned(bytes) == at)
		top->used -= aligned(bytes);
}

/* Grown by a copy, since something may stand behind it. */
static void *
retake(void *at, size_t had, size_t bytes)
{
	void *new;

	if (aligned(bytes) <= aligned(had))
		return at;
	new = take(bytes);
	memcpy(new, at, had);
	return new;
}

/* A rational number with memory of our own; GMP is told of it once. */
static mpq_ptr
new_value(void)
{
	static bool ready;
	mpq_ptr q;

	if (!ready) {
		mp_set_memory_functions(take, retake, give);
		ready = true;
	}
	q = take(sizeof(*q));
	mpq_init(q);
	return q;
}

/* The number as GMP knows it, which nobody changes. */
static mpq_srcptr
value(struct ratio r)
{
	return r.value;
}

struct ratio
ratio_int(long n)
{
	return ratio_of(n, 1);
}

/* Most are whole, and need no common divisor to be looked for. */
struct ratio
ratio_of(long numerator, long denominator)
{
	mpq_ptr q = new_value();

	mpz_set_si(mpq_numref(q), numerator);
	if (denominator == 1)
		return (struct ratio){ q };
	mpz_set_si(mpq_denref(q), denominator);
	mpq_canonicalize(q);
	return (struct ratio){ q };
}

struct ratio
ratio_decimal(struct decimal d)
{
	unsigned __int128 m = d.millionths < 0
		? -(unsigned __int128)d.millionths
		: (unsigned __int128)d.millionths;
	uint64_t words[2] = { (uint64_t)m, (uint64_t)(m >> 64) };
	__int128 whole = d.millionths / DECIMAL_ONE;
	mpq_ptr q;

	/* Most figures are counts: nothing has to be cancelled. */
	if (whole * DECIMAL_ONE == d.millionths && whole >= LONG_MIN
		&& whole <= LONG_MAX)
		return ratio_of((long)whole, 1);
	q = new_value();
	mpz_import(mpq_numref(q), 2, -1, sizeof(words[0]), 0, 0, words);
	if (d.millionths < 0)
		mpz_neg(mpq_numref(q), mpq_numref(q));
	mpz_set_ui(mpq_denref(q), DECIMAL_ONE);
	mpq_canonicalize(q);
	return (struct ratio){ q };
}

/* How many digits stand there. */
static size_t
digits_at(struct span s, size_t from)
{
	size_t i = from;

	while (i < s.len && s.at[i] >= '0' && s.at[i] <= '9')
		i++;
	return i - from;
}

/* Sets a whole number from the digits before and behind a mark. */
static void
set_digits(mpz_ptr z, struct span first, struct span second)
{
	struct buf digits = { 0 };

	buf_add(&digits, first);
	buf_add(&digits, second);
	mpz_set_str(z, buf_string(&digits), 10);
	buf_free(&digits);
}

/* A decimal is its digits over a power of ten. */
bool
ratio_read(struct span text, struct ratio *out)
{
	bool negative = text.len && text.at[0] == '-';
	size_t start = negative ? 1 : 0;
	size_t a = digits_at(text, start), next = start + a, b = 0;
	char mark = next < text.len ? text.at[next] : '\0';
	struct span first = { text.at + start, a }, second = { "", 0 };
	mpq_ptr q;

	if (mark) {
		b = digits_at(text, next + 1);
		second = (struct span){ text.at + next + 1, b };
	}
	if (!a || (mark && mark != '.' && mark != '/') || (mark && !b)
		|| (next < text.len && !mark)
		|| text.len != next + (mark ? 1 + b : 0))
		return false;
	q = new_value();
	if (mark == '/') {
		set_digits(mpq_numref(q), first, SPAN(""));
		set_digits(mpq_denref(q), second, SPAN(""));
		if (!mpz_sgn(mpq_denref(q)))
			return false;
	} else {
		set_digits(mpq_numref(q), first, second);
		mpz_ui_pow_ui(mpq_denref(q), 10, b);
	}
	mpq_canonicalize(q);
	if (negative)
		mpq_neg(q, q);
	*out = (struct ratio){ q };
	return true;
}

struct ratio
ratio_add(struct ratio a, struct ratio b)
{
	mpq_ptr q = new_value();

	/* Whole numbers have no denominators to be cancelled. */
	if (ratio_is_whole(a) && ratio_is_whole(b))
		mpz_add(mpq_numref(q), mpq_numref(value(a)),
			mpq_numref(value(b)));
	else
		mpq_add(q, value(a), value(b));
	return (struct ratio){ q };
}

struct ratio
ratio_sub(struct ratio a, struct ratio b)
{
	mpq_ptr q = new_value();

	if (ratio_is_whole(a) && ratio_is_whole(b))
		mpz_sub(mpq_numref(q), mpq_numref(value(a)),
			mpq_numref(value(b)));
	else
		mpq_sub(q, value(a), value(b));
	return (struct ratio){ q };
}

struct ratio
ratio_mul(struct ratio a, struct ratio b)
{
	mpq_ptr q = new_value();

	if (ratio_is_whole(a) && ratio_is_whole(b))
		mpz_mul(mpq_numref(q), mpq_numref(value(a)),
			mpq_numref(value(b)));
	else
		mpq_mul(q, value(a), value(b));
	return (struct ratio){ q };
}

struct ratio
ratio_div(struct ratio a, struct ratio b)
{
	mpq_ptr q = new_value();

	mpq_div(q, value(a), value(b));
	return (struct ratio){ q };
}

struct ratio
ratio_abs(struct ratio r)
{
	return ratio_sign(r) < 0 ? ratio_neg(r) : r;
}

struct ratio
ratio_neg(struct ratio r)
{
	mpq_ptr q = new_value();

	mpq_neg(q, value(r));
	return (struct ratio){ q };
}

int
ratio_compare(struct ratio a, struct ratio b)
{
	int order = mpq_cmp(value(a), value(b));

	return (order > 0) - (order < 0);
}

int
ratio_sign(struct ratio r)
{
	return mpq_sgn(value(r));
}

bool
ratio_is_whole(struct ratio r)
{
	return !mpz_cmp_ui(mpq_denref(value(r)), 1);
}

/* Half up is floor(x + 1/2): of twice the numerator and the denominator once
 * more, by the denominator, and halved downwards. */
struct ratio
ratio_round(struct ratio r, int decimals)
{
	mpq_ptr q = new_value();
	mpz_ptr up = mpq_numref(q), down = mpq_denref(q);

	mpz_ui_pow_ui(down, 10, (unsigned long)decimals);
	mpz_mul(up, mpq_numref(value(r)), down);
	mpz_mul_2exp(up, up, 1);
	mpz_add(up, up, mpq_denref(value(r)));
	mpz_fdiv_q(up, up, mpq_denref(value(r)));
	mpz_fdiv_q_2exp(up, up, 1);
	mpq_canonicalize(q);
	return (struct ratio){ q };
}

/* Towards minus infinity, also below zero. */
bool
ratio_floor(struct ratio r, int64_t *whole)
{
	mpq_ptr q = new_value();
	mpz_ptr z = mpq_numref(q);

	mpz_fdiv_q(z, mpq_numref(value(r)), mpq_denref(value(r)));
	if (!mpz_fits_slong_p(z))
		return false;
	*whole = mpz_get_si(z);
	return true;
}

/* Appends a whole number. */
static void
print_whole(struct buf *b, mpz_srcptr z)
{
	size_t room = mpz_sizeinbase(z, 10) + 2;

	buf_room(b, room);
	mpz_get_str(b->at + b->len, 10, z);
	b->len += strlen(b->at + b->len);
}

/* Appends a number with so many decimals, rounded half up by its magnitude. */
static void
print_scaled(struct buf *b, mpq_srcptr q, unsigned long decimals)
{
	struct buf digits;
	mpz_t z, twice;
	size_t whole;

	/* |q| times 10^decimals as a whole number, half up: twice it and the
	 * denominator once more, over twice the denominator. */
	mpz_init(z);
	mpz_init(twice);
	mpz_ui_pow_ui(z, 10, decimals);
	mpz_mul(z, z, mpq_numref(q));
	mpz_abs(z, z);
	mpz_mul_2exp(z, z, 1);
	mpz_add(z, z, mpq_denref(q));
	mpz_mul_2exp(twice, mpq_denref(q), 1);
	mpz_fdiv_q(z, z, twice);
	if (mpq_sgn(q) < 0 && mpz_sgn(z))
		buf_byte(b, '-');
	/* The digits of z with a point before the last so many. */
	digits = (struct buf){ 0 };
	print_whole(&digits, z);
	whole = digits.len > decimals ? digits.len - decimals : 0;
	if (!whole)
		buf_byte(b, '0');
	buf_add(b, (struct span){ digits.at, whole });
	if (decimals)
		buf_byte(b, '.');
	for (; digits.len - whole < decimals; decimals--)
		buf_byte(b, '0');
	buf_add(b, (struct span){ digits.at + whole, decimals });
	buf_free(&digits);
}

void
ratio_print(struct buf *b, struct ratio r, int decimals)
{
	const struct ratio_mark *mark = ratio_mark();

	print_scaled(b, value(r), decimals > 0 ? (unsigned long)decimals : 0);
	ratio_free_since(mark);
}

/* A fraction in lowest terms is a finite decimal when its denominator is
 * 2^twos * 5^fives; it then has as many decimals as the greater of the two. */
void
ratio_print_exact(struct buf *b, struct ratio r)
{
	const struct ratio_mark *mark = ratio_mark();
	mpq_srcptr q = value(r);
	mp_bitcnt_t twos, fives;
	mpz_t rest, five;

	twos = mpz_scan1(mpq_denref(q), 0);
	mpz_init(rest);
	mpz_init_set_ui(five, 5);
	mpz_tdiv_q_2exp(rest, mpq_denref(q), twos);
	fives = mpz_remove(rest, rest, five);
	if (!mpz_cmp_ui(rest, 1)) {
		print_scaled(b, q, twos > fives ? twos : fives);
	} else {
		print_whole(b, mpq_numref(q));
		buf_byte(b, '/');
		print_whole(b, mpq_denref(q));
	}
	ratio_free_since(mark);
}

/* Taken before the mark itself, so that it goes with what it marks. */
const struct ratio_mark *
ratio_mark(void)
{
	struct ratio_mark here = { top, top ? top->used : 0 };
	struct ratio_mark *mark = take(sizeof(*mark));

	*mark = here;
	return mark;
}

void
ratio_free_since(const struct ratio_mark *mark)
{
	struct ratio_mark here = *mark; /* it stands in what goes */
	struct block *b;

	while (top != here.block) {
		b = top;
		top = b->below;
		mem_free(b);
	}
	if (top)
		top->used = here.used;
}

void
ratio_free_all(void)
{
	struct block *b;

	while ((b = top)) {
		top = b->below;
		mem_free(b);
	}
}
