/* SPDX-License-Identifier: MIT
 *
 * Nearly all numbers of a job are small, and are worked out here: parts below
 * SMALL, so that a product of two, and the sum of two products, hold in 128
 * bits. What has larger parts is GMP's, whose memory is made here.
 */
#include "value/ratio.h"

#include <gmp.h>
#include <limits.h>
#include <stdalign.h>
#include <stdlib.h>

#include "base/mem.h"

#define BLOCK_BYTES ((size_t)64 << 10)
#define SMALL ((int64_t)1 << 62) /* parts are below it */
#define POWERS 19                /* of ten that are */

typedef __int128 int128;

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

/* From here on GMP's numbers are on the stack. */
static void
use_stack(void)
{
	static bool ready;

	if (!ready)
		mp_set_memory_functions(take, retake, give);
	ready = true;
}

/* A big number, which is given back with all others. */
static mpq_ptr
new_value(void)
{
	mpq_ptr q;

	use_stack();
	q = take(sizeof(*q));
	mpq_init(q);
	return q;
}

/* --- small and big --- */

/* A number as GMP knows it, small ones too. */
struct view {
	__mpq_struct q;
	mp_limb_t up, down;
};

/* The number for GMP to read, which nobody changes. */
static mpq_srcptr
value(struct ratio r, struct view *v)
{
	if (!r.down)
		return r.big;
	v->up = r.up < 0 ? -(mp_limb_t)r.up : (mp_limb_t)r.up;
	v->down = (mp_limb_t)r.down;
	mpz_roinit_n(&v->q._mp_num, &v->up, r.up < 0 ? -1 : r.up != 0);
	mpz_roinit_n(&v->q._mp_den, &v->down, 1);
	return &v->q;
}

/* What GMP worked out, as a small number where it is one. */
static struct ratio
result(mpq_srcptr q)
{
	mpz_srcptr up = mpq_numref(q), down = mpq_denref(q);

	if (mpz_sizeinbase(up, 2) <= 62 && mpz_sizeinbase(down, 2) <= 62)
		return (struct ratio){ .up = mpz_get_si(up),
			.down = mpz_get_si(down) };
	return (struct ratio){ .big = q };
}

/* The greatest common divisor, by halving; b > 0. Steps have no branch that a
 * processor could guess wrong. */
static uint64_t
divisor(uint64_t a, uint64_t b)
{
	int twos;

	if (!a || b == 1)
		return b;
	twos = __builtin_ctzll(a | b);
	a >>= __builtin_ctzll(a);
	b >>= __builtin_ctzll(b);
	while (a != b) {
		uint64_t off = a > b ? a - b : b - a;

		a = a < b ? a : b;
		b = off >> __builtin_ctzll(off);
		if (a == 1)
			break;
	}
	return a << twos;
}

/* The least whole number has no positive twin, so that the sign is turned
 * only after the change of type. */
static uint64_t
size_of(int64_t n)
{
	return n < 0 ? -(uint64_t)n : (uint64_t)n;
}

/* Sets a whole number of GMP's. */
static void
set_wide(mpz_ptr z, int128 n)
{
	unsigned __int128 size = n < 0 ? -(unsigned __int128)n
				       : (unsigned __int128)n;
	uint64_t words[2] = { (uint64_t)size, (uint64_t)(size >> 64) };

	mpz_import(z, 2, -1, sizeof(words[0]), 0, 0, words);
	if (n < 0)
		mpz_neg(z, z);
}

/* A fraction that is in lowest terms; down > 0. */
static struct ratio
lowest(int128 up, int128 down)
{
	mpq_ptr q;

	if (up > -SMALL && up < SMALL && down < SMALL)
		return (struct ratio){ .up = (int64_t)up,
			.down = (int64_t)down };
	q = new_value();
	set_wide(mpq_numref(q), up);
	set_wide(mpq_denref(q), down);
	return (struct ratio){ .big = q };
}

/* Whether both are small. */
static bool
small(struct ratio a, struct ratio b)
{
	return a.down && b.down;
}

/* 10 to the power of so many, below POWERS. */
static int64_t
power(unsigned long tens)
{
	int64_t p = 1;

	for (; tens; tens--)
		p *= 10;
	return p;
}

bool
ratio_given(struct ratio r)
{
	return r.down || r.big;
}

struct ratio
ratio_int(long n)
{
	return lowest(n, 1);
}

struct ratio
ratio_of(long numerator, long denominator)
{
	uint64_t by = divisor(size_of(numerator), size_of(denominator));
	int128 up = numerator, down = denominator;

	if (down < 0) {
		up = -up;
		down = -down;
	}
	return lowest(up / (int128)by, down / (int128)by);
}

struct ratio
ratio_decimal(struct decimal d)
{
	int128 whole = d.millionths / DECIMAL_ONE;
	mpq_ptr q;

	/* Most figures are counts: nothing has to be cancelled. */
	if (whole * DECIMAL_ONE == d.millionths)
		return lowest(whole, 1);
	if (d.millionths > -SMALL && d.millionths < SMALL)
		return ratio_of((long)d.millionths, DECIMAL_ONE);
	q = new_value();
	set_wide(mpq_numref(q), d.millionths);
	mpz_set_ui(mpq_denref(q), DECIMAL_ONE);
	mpq_canonicalize(q);
	return result(q);
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

/* The number of fewer than POWERS digits, going on from one before them. */
static int64_t
small_digits(int64_t n, struct span digits)
{
	for (size_t i = 0; i < digits.len; i++)
		n = n * 10 + (digits.at[i] - '0');
	return n;
}

/* Sets a whole number from the digits before and behind a mark. */
static void
set_digits(mpz_ptr z, struct span first, struct span second)
{
	BUF_LOCAL digits = { 0 };

	buf_add(&digits, first);
	buf_add(&digits, second);
	mpz_set_str(z, buf_string(&digits), 10);
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
	int64_t up, down;
	mpq_ptr q;

	if (mark) {
		b = digits_at(text, next + 1);
		second = (struct span){ text.at + next + 1, b };
	}
	if (!a || (mark && mark != '.' && mark != '/') || (mark && !b)
		|| (next < text.len && !mark)
		|| text.len != next + (mark ? 1 + b : 0))
		return false;
	if (a + b < POWERS) {
		up = small_digits(0, first);
		down = mark == '/' ? small_digits(0, second) : power(b);
		if (mark != '/')
			up = small_digits(up, second);
		if (down)
			*out = ratio_of(negative ? -up : up, down);
		return down != 0;
	}
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
	*out = result(q);
	return true;
}

/* Of small ones only what the denominators have in common can be cancelled
 * (Knuth, 4.5.1). */
struct ratio
ratio_add(struct ratio a, struct ratio b)
{
	struct view va, vb;
	int64_t common, again;
	int128 sum;
	mpq_ptr q;

	if (small(a, b)) {
		if (a.down == 1 && b.down == 1)
			return lowest((int128)a.up + b.up, 1);
		common = (int64_t)divisor((uint64_t)a.down, (uint64_t)b.down);
		sum = (int128)a.up * (b.down / common)
			+ (int128)b.up * (a.down / common);
		if (common == 1)
			return lowest(sum, (int128)a.down * b.down);
		again = (int64_t)(sum % common);
		again = (int64_t)divisor(size_of(again), (uint64_t)common);
		return lowest(sum / again,
			(int128)(a.down / common) * (b.down / again));
	}
	q = new_value();
	mpq_add(q, value(a, &va), value(b, &vb));
	return result(q);
}

struct ratio
ratio_sub(struct ratio a, struct ratio b)
{
	return ratio_add(a, ratio_neg(b));
}

/* What cancels is taken out before the products, since that keeps them
 * within a word for longer. */
struct ratio
ratio_mul(struct ratio a, struct ratio b)
{
	struct view va, vb;
	int64_t left, right;
	mpq_ptr q;

	if (small(a, b)) {
		left = (int64_t)divisor(size_of(a.up), (uint64_t)b.down);
		right = (int64_t)divisor(size_of(b.up), (uint64_t)a.down);
		return lowest((int128)(a.up / left) * (b.up / right),
			(int128)(a.down / right) * (b.down / left));
	}
	q = new_value();
	mpq_mul(q, value(a, &va), value(b, &vb));
	return result(q);
}

struct ratio
ratio_div(struct ratio a, struct ratio b)
{
	struct view va, vb;
	mpq_ptr q;

	if (small(a, b))
		return ratio_mul(a,
			(struct ratio){ .up = b.up < 0 ? -b.down : b.down,
				.down = b.up < 0 ? -b.up : b.up });
	q = new_value();
	mpq_div(q, value(a, &va), value(b, &vb));
	return result(q);
}

struct ratio
ratio_abs(struct ratio r)
{
	return ratio_sign(r) < 0 ? ratio_neg(r) : r;
}

/* A value is shared by all who hold it, so that a large one is turned in a
 * copy. */
struct ratio
ratio_neg(struct ratio r)
{
	mpq_ptr q;

	if (r.down) {
		r.up = -r.up;
		return r;
	}
	q = new_value();
	mpq_neg(q, r.big);
	return (struct ratio){ .big = q };
}

/* Products of two words fit into 128 bits, so that nothing has to be
 * divided. */
int
ratio_compare(struct ratio a, struct ratio b)
{
	struct view va, vb;
	int128 left, right;
	int order;

	if (small(a, b)) {
		left = (int128)a.up * b.down;
		right = (int128)b.up * a.down;
		return (left > right) - (left < right);
	}
	order = mpq_cmp(value(a, &va), value(b, &vb));
	return (order > 0) - (order < 0);
}

int
ratio_sign(struct ratio r)
{
	return r.down ? (r.up > 0) - (r.up < 0) : mpq_sgn((mpq_srcptr)r.big);
}

bool
ratio_is_whole(struct ratio r)
{
	return r.down ? r.down == 1
		      : !mpz_cmp_ui(mpq_denref((mpq_srcptr)r.big), 1);
}

/* Rounded towards minus infinity, also below zero. */
static int128
down_to(int128 up, int128 down)
{
	return up / down - (up % down < 0);
}

/* Half up is floor(x + 1/2): of twice the numerator and the denominator once
 * more, by the denominator, and halved downwards. A power of ten has nothing in
 * common with a number that neither two nor five divides. */
struct ratio
ratio_round(struct ratio r, int decimals)
{
	struct view v;
	mp_bitcnt_t twos;
	mpz_ptr up, down;
	mpq_srcptr from;
	mpq_ptr q;

	if (r.down && decimals < POWERS) {
		int64_t tens = power((unsigned long)decimals), by;
		int128 n = down_to(2 * (int128)r.up * tens + r.down,
			2 * (int128)r.down);

		if (n > -SMALL && n < SMALL) {
			by = (int64_t)divisor(size_of((int64_t)n),
				(uint64_t)tens);
			return lowest(n / by, tens / by);
		}
	}
	q = new_value();
	up = mpq_numref(q);
	down = mpq_denref(q);
	from = value(r, &v);
	mpz_ui_pow_ui(down, 10, (unsigned long)decimals);
	mpz_mul(up, mpq_numref(from), down);
	mpz_mul_2exp(up, up, 1);
	mpz_add(up, up, mpq_denref(from));
	mpz_fdiv_q(up, up, mpq_denref(from));
	mpz_fdiv_q_2exp(up, up, 1);
	if (!mpz_sgn(up))
		return ratio_int(0);
	twos = mpz_scan1(up, 0);
	if (twos > (mp_bitcnt_t)decimals)
		twos = (mp_bitcnt_t)decimals;
	mpz_tdiv_q_2exp(up, up, twos);
	mpz_tdiv_q_2exp(down, down, twos);
	for (; decimals && mpz_divisible_ui_p(up, 5); decimals--) {
		mpz_divexact_ui(up, up, 5);
		mpz_divexact_ui(down, down, 5);
	}
	return result(q);
}

/* How many digits a number has that is not negative. */
static int
count_digits(int64_t n)
{
	int digits = 1;

	for (; n >= 10; n /= 10)
		digits++;
	return digits;
}

/* By how many digits more the numerator has than the denominator it is known
 * where the number's first digit stands, or one place behind. */
struct ratio
ratio_keep(struct ratio r, int digits)
{
	struct ratio tens;
	struct view v;
	int up, down;

	if (r.down) {
		up = count_digits(llabs(r.up));
		down = count_digits(r.down);
	} else {
		mpq_srcptr q = value(r, &v);
		up = (int)mpz_sizeinbase(mpq_numref(q), 10);
		down = (int)mpz_sizeinbase(mpq_denref(q), 10);
	}
	digits -= up - down;
	if (digits >= 0)
		return ratio_round(r, digits);
	tens = ratio_int(10);
	for (down = -1; down > digits; down--)
		tens = ratio_mul(tens, ratio_int(10));
	return ratio_mul(ratio_round(ratio_div(r, tens), 0), tens);
}

/* Towards less, not towards zero: -0.5 is in the step below zero. */
bool
ratio_floor(struct ratio r, int64_t *whole)
{
	mpq_srcptr from = r.big;
	mpz_ptr z;

	if (r.down) {
		*whole = (int64_t)down_to(r.up, r.down);
		return true;
	}
	z = mpq_numref(new_value());
	mpz_fdiv_q(z, mpq_numref(from), mpq_denref(from));
	if (!mpz_fits_slong_p(z))
		return false;
	*whole = mpz_get_si(z);
	return true;
}

/* --- printing --- */

/* Appends a whole number. */
static void
print_whole(struct buf *b, mpz_srcptr z)
{
	size_t room = mpz_sizeinbase(z, 10) + 2;

	buf_room(b, room);
	mpz_get_str(b->at + b->len, 10, z);
	b->len += strlen(b->at + b->len);
}

/* Sets a point before the last so many of the digits that stand from `from`
 * on; noughts are put before them where they are too few. */
static void
point(struct buf *b, size_t from, size_t decimals)
{
	static const char NOUGHTS[] =
		"0000000000000000000000000000000000000000";
	size_t digits = b->len - from, lacks;

	while (digits <= decimals) {
		lacks = decimals + 1 - digits;
		if (lacks > sizeof(NOUGHTS) - 1)
			lacks = sizeof(NOUGHTS) - 1;
		buf_add(b, (struct span){ NOUGHTS, lacks });
		memmove(b->at + from + lacks, b->at + from, digits);
		memset(b->at + from, '0', lacks);
		digits += lacks;
	}
	if (!decimals)
		return;
	buf_byte(b, '.');
	memmove(b->at + b->len - decimals, b->at + b->len - decimals - 1,
		decimals);
	b->at[b->len - decimals - 1] = '.';
}

/* Appends a number with so many decimals, rounded half up by its magnitude: that
 * times 10^decimals as a whole number is twice it and the denominator once more,
 * over twice the denominator. */
static void
print_scaled(struct buf *b, struct ratio r, unsigned long decimals)
{
	struct view v;
	mpq_srcptr q;
	char digits[20];
	mpz_t z, twice;
	size_t from, i = sizeof(digits);

	if (r.down && decimals < POWERS) {
		unsigned __int128 n = size_of(r.up);

		n = (2 * n * (uint64_t)power(decimals) + (uint64_t)r.down)
			/ (2 * (uint64_t)r.down);
		if (n <= UINT64_MAX) {
			if (r.up < 0 && n)
				buf_byte(b, '-');
			from = b->len;
			do
				digits[--i] = (char)('0' + (uint64_t)n % 10);
			while (n /= 10);
			buf_add(b,
				(struct span){ digits + i,
					sizeof(digits) - i });
			point(b, from, decimals);
			return;
		}
	}
	use_stack();
	q = value(r, &v);
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
	from = b->len;
	print_whole(b, z);
	point(b, from, decimals);
}

void
ratio_print(struct buf *b, struct ratio r, int decimals)
{
	const struct ratio_mark *mark = ratio_mark();

	print_scaled(b, r, decimals > 0 ? (unsigned long)decimals : 0);
	ratio_free_since(mark);
}

/* A fraction in lowest terms is a finite decimal when its denominator is
 * 2^twos * 5^fives; it then has as many decimals as the greater of the two. */
void
ratio_print_exact(struct buf *b, struct ratio r)
{
	const struct ratio_mark *mark = ratio_mark();
	struct view v;
	mpq_srcptr q = value(r, &v);
	mp_bitcnt_t twos, fives;
	mpz_t rest, five;

	if (r.down == 1) {
		print_scaled(b, r, 0);
		ratio_free_since(mark);
		return;
	}
	use_stack();
	twos = mpz_scan1(mpq_denref(q), 0);
	mpz_init(rest);
	mpz_init_set_ui(five, 5);
	mpz_tdiv_q_2exp(rest, mpq_denref(q), twos);
	fives = mpz_remove(rest, rest, five);
	if (!mpz_cmp_ui(rest, 1)) {
		print_scaled(b, r, twos > fives ? twos : fives);
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

/* The mark may lie in what is freed, so that it is copied before the first
 * block goes. */
void
ratio_free_since(const struct ratio_mark *mark)
{
	struct ratio_mark here = *mark; /* it stands in what goes */

	while (top != here.block) {
		struct block *b = top;

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
