/* SPDX-License-Identifier: MIT
 *
 * Both kinds of tail are incomplete functions: of the beta function for shares,
 * of the gamma function for counts. Their continued fractions converge in some
 * thousands of steps even for ten million tries, where adding up single
 * chances would take as many terms as there are tries. Of few tries it takes
 * fewer, so these are added up. Bounds are found by Halley's method, which makes
 * three right digits of one, first in few bits, since only the last step needs
 * many.
 */
#include "value/chance.h"

#include <mpfr.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/span.h"

#define BITS 128
#define FEW_BITS 64
#define ONE_BITS 62
#define WIDE_BITS 126
#define STEPS_MOST 200
#define KEPT 256
#define BOUNDS_KEPT 32768
#define FEW_TRIES 2048  /* whose factorials are whole numbers */
#define SUM_TRIES 20000 /* whose single chances are added up */
#define NORMAL_MOST 10  /* deviations: 1e-23 is left */

/* A tail as a function of the level x, which grows from 0 to 1 with it: the
 * incomplete beta function of a and b, or, where b is 0, the lower incomplete
 * gamma function of a. Both are P(at least a | x). */
struct tail {
	uint64_t a, b;
};

/* Room for one fraction or sum; all of the same precision. `constant` is what
 * the front has that does not depend on x: 1 / B(a, b), or 1 / Gamma(a). */
struct work {
	mpfr_t c, d, h, step, t, u, front, constant, other;
};

/* MPFR keeps constants between calls, and takes memory where GMP does. Ratios
 * have GMP's memory given back all at once, so MPFR gets memory of its own
 * between memory_begin() and memory_end(), where no ratio may be made. */
struct memory {
	void *(*take)(size_t);
	void *(*retake)(void *, size_t, size_t);
	void (*give)(void *, size_t);
};

/* From here on GMP and MPFR have memory of the heap, by functions of their own,
 * for which base/mem.h answers; what they had before is remembered. */
static struct memory
memory_begin(void)
{
	struct memory m;

	mp_get_memory_functions(&m.take, &m.retake, &m.give);
	mp_set_memory_functions(NULL, NULL, NULL);
	return m;
}

/* They have again what they had. */
static void
memory_end(struct memory m)
{
	mp_set_memory_functions(m.take, m.retake, m.give);
}

/* Frees the variables of one computation. */
static void
work_end(struct work *w)
{
	mpfr_clears(w->c, w->d, w->h, w->step, w->t, w->u, w->front,
		w->constant, w->other, (mpfr_ptr)NULL);
}

/* The constant before the integral: 1 / B(a, b), or 1 / Gamma(a). Of many tries
 * it is found by logarithms. */
static void
find_constant(mpfr_t out, struct tail f)
{
	mpfr_t log;
	mpz_t whole;
	int unused;

	if (f.a + f.b <= FEW_TRIES) {
		mpz_init(whole);
		if (f.b) {
			mpz_bin_uiui(whole, f.a + f.b - 1, f.a);
			mpz_mul_ui(whole, whole, f.a);
		} else
			mpz_fac_ui(whole, f.a - 1);
		mpfr_set_z(out, whole, MPFR_RNDN);
		if (!f.b)
			mpfr_ui_div(out, 1, out, MPFR_RNDN);
		mpz_clear(whole);
		return;
	}
	mpfr_init2(log, BITS);
	mpfr_set_ui(out, f.a, MPFR_RNDN);
	mpfr_lgamma(out, &unused, out, MPFR_RNDN);
	mpfr_neg(out, out, MPFR_RNDN);
	if (f.b) {
		mpfr_set_ui(log, f.a + f.b, MPFR_RNDN);
		mpfr_lgamma(log, &unused, log, MPFR_RNDN);
		mpfr_add(out, out, log, MPFR_RNDN);
		mpfr_set_ui(log, f.b, MPFR_RNDN);
		mpfr_lgamma(log, &unused, log, MPFR_RNDN);
		mpfr_sub(out, out, log, MPFR_RNDN);
	}
	mpfr_exp(out, out, MPFR_RNDN);
	mpfr_clear(log);
}

/* The variables of one computation, with as many bits. Both steps to a bound,
 * and a tail of the same figures, have the same constant, so the last are kept.
 */
static void
work_begin(struct work *w, mpfr_prec_t bits, struct tail f)
{
	static struct {
		struct tail f;
		mpfr_t value;
	} kept[KEPT];
	size_t place = f.a % KEPT;

	if (kept[place].f.a != f.a || kept[place].f.b != f.b) {
		if (!kept[place].f.a)
			mpfr_init2(kept[place].value, BITS);
		kept[place].f = f;
		find_constant(kept[place].value, f);
	}
	mpfr_inits2(bits, w->c, w->d, w->h, w->step, w->t, w->u, w->front,
		w->constant, w->other, (mpfr_ptr)NULL);
	mpfr_set(w->constant, kept[place].value, MPFR_RNDN);
}

/* One step of Lentz's method with the partial numerator in w->t and the
 * partial denominator in w->u; whether it still changed the value. */
static bool
lentz(struct work *w)
{
	mpfr_mul(w->d, w->t, w->d, MPFR_RNDN);
	mpfr_add(w->d, w->u, w->d, MPFR_RNDN);
	mpfr_ui_div(w->d, 1, w->d, MPFR_RNDN);
	mpfr_div(w->c, w->t, w->c, MPFR_RNDN);
	mpfr_add(w->c, w->u, w->c, MPFR_RNDN);
	mpfr_mul(w->step, w->c, w->d, MPFR_RNDN);
	mpfr_mul(w->h, w->h, w->step, MPFR_RNDN);
	mpfr_sub_ui(w->step, w->step, 1, MPFR_RNDN);
	return !mpfr_zero_p(w->step)
		&& mpfr_get_exp(w->step) > 3 - mpfr_get_prec(w->h);
}

/* The continued fraction of the incomplete beta function (DLMF 8.17.22), for
 * an x below its mean: h = 1 / (1 + d1 / (1 + d2 / ...)). */
static void
beta_fraction(struct work *w, struct tail f, mpfr_t x)
{
	bool moves = true;

	mpfr_set_ui(w->c, 1, MPFR_RNDN);
	mpfr_set_ui(w->u, f.a + f.b, MPFR_RNDN);
	mpfr_mul(w->d, w->u, x, MPFR_RNDN);
	mpfr_div_ui(w->d, w->d, f.a + 1, MPFR_RNDN);
	mpfr_ui_sub(w->d, 1, w->d, MPFR_RNDN);
	mpfr_ui_div(w->d, 1, w->d, MPFR_RNDN);
	mpfr_set(w->h, w->d, MPFR_RNDN);
	for (uint64_t m = 1; moves; m++) {
		mpfr_set_ui(w->u, 1, MPFR_RNDN);
		mpfr_set_si(w->t, (long)f.b - (long)m, MPFR_RNDN);
		mpfr_mul_ui(w->t, w->t, m, MPFR_RNDN);
		mpfr_mul(w->t, w->t, x, MPFR_RNDN);
		mpfr_div_ui(w->t, w->t, f.a + 2 * m - 1, MPFR_RNDN);
		mpfr_div_ui(w->t, w->t, f.a + 2 * m, MPFR_RNDN);
		lentz(w);
		mpfr_mul_ui(w->t, x, f.a + m, MPFR_RNDN);
		mpfr_mul_ui(w->t, w->t, f.a + f.b + m, MPFR_RNDN);
		mpfr_neg(w->t, w->t, MPFR_RNDN);
		mpfr_div_ui(w->t, w->t, f.a + 2 * m, MPFR_RNDN);
		mpfr_div_ui(w->t, w->t, f.a + 2 * m + 1, MPFR_RNDN);
		moves = lentz(w);
	}
}

/* The same as add_up() in the machine's own numbers, good for some 45 bits: for
 * the first steps to a bound. No term is greater than the one before, so none
 * is above 1, which is 2 ** ONE_BITS. */
static void
add_up_few(struct work *w, uint64_t up, uint64_t down, bool falls, mpfr_t r)
{
	mpfr_exp_t size = mpfr_get_exp(r);
	uint64_t part, term = (uint64_t)1 << ONE_BITS;
	unsigned __int128 sum = 0, next;

	mpfr_mul_2si(w->t, r, ONE_BITS - size, MPFR_RNDN);
	part = mpfr_get_ui(w->t, MPFR_RNDN);
	for (uint64_t i = 1; term; i++) {
		sum += term;
		next = (((unsigned __int128)term * part) >> ONE_BITS)
			* (up ? up - i : 1);
		next = size > 0 ? next << size : next >> -size;
		term = (uint64_t)(next / (falls ? down : down + i));
	}
	mpfr_set_ui(w->h, (uint64_t)(sum >> 64), MPFR_RNDN);
	mpfr_mul_2ui(w->h, w->h, 64, MPFR_RNDN);
	mpfr_add_ui(w->h, w->h, (uint64_t)sum, MPFR_RNDN);
	mpfr_div_2ui(w->h, w->h, ONE_BITS, MPFR_RNDN);
}

typedef unsigned __int128 wide;

/* The product of two parts of 2 ** WIDE_BITS, as such a part. */
static wide
times(wide a, wide b)
{
	uint64_t a1 = (uint64_t)(a >> 64), a0 = (uint64_t)a;
	uint64_t b1 = (uint64_t)(b >> 64), b0 = (uint64_t)b;
	wide low = (wide)a0 * b0, middle = (wide)a1 * b0 + (low >> 64);
	wide other = (wide)a0 * b1 + (uint64_t)middle;
	wide high = (wide)a1 * b1 + (middle >> 64) + (other >> 64);

	return high << (128 - WIDE_BITS) | (uint64_t)other >> (WIDE_BITS - 64);
}

/* h = 1 + r f1 + r r f1 f2 + ..., each single chance as a part of the one
 * before: f is (b - i) / (a + i) of shares, 1 / (a + i) of counts below the
 * mean (up is 0) and (a - i) / a above it (falls). No term is greater than the
 * one before, so none is above 1, which is 2 ** WIDE_BITS: in numbers of two
 * words, which are quicker than what MPFR rounds. */
static void
add_up(struct work *w, uint64_t up, uint64_t down, bool falls, mpfr_t r)
{
	mpfr_exp_t size = mpfr_get_exp(r) > 0 ? mpfr_get_exp(r) : 0;
	wide part, term = (wide)1 << WIDE_BITS, low = 0, upper, lower;
	uint64_t high = 0, by, over;

	if (mpfr_get_prec(w->h) == FEW_BITS) {
		add_up_few(w, up, down, falls, r);
		return;
	}
	/* Of r the bits before and behind the first 62. */
	mpfr_mul_2si(w->t, r, ONE_BITS - size, MPFR_RNDN);
	part = (wide)mpfr_get_ui(w->t, MPFR_RNDZ) << 64;
	mpfr_frac(w->t, w->t, MPFR_RNDN);
	mpfr_mul_2ui(w->t, w->t, 64, MPFR_RNDN);
	part |= mpfr_get_ui(w->t, MPFR_RNDZ);
	for (uint64_t i = 1; term; i++) {
		low += term;
		high += low < term;
		term = times(term, part);
		/* times `by`, in three words, shifted, over `over` */
		by = up ? up - i : 1;
		over = falls ? down : down + i;
		lower = (wide)(uint64_t)term * by;
		upper = (term >> 64) * by + (lower >> 64);
		upper = upper << size
			| (size ? (uint64_t)lower >> (64 - size) : 0);
		lower = (uint64_t)lower << size;
		term = upper / over << 64;
		term |= (uint64_t)(((upper % over) << 64 | lower) / over);
	}
	mpfr_set_ui(w->h, high, MPFR_RNDN);
	for (int word = 1; word >= 0; word--) {
		mpfr_mul_2ui(w->h, w->h, 64, MPFR_RNDN);
		mpfr_add_ui(w->h, w->h, (uint64_t)(low >> (64 * word)),
			MPFR_RNDN);
	}
	mpfr_div_2ui(w->h, w->h, WIDE_BITS, MPFR_RNDN);
}

/* The incomplete beta function, on the side where both ways converge. */
static void
beta_tail(struct work *w, struct tail f, mpfr_t x, mpfr_t out)
{
	bool flip;

	mpfr_set_ui(w->t, f.a + f.b + 2, MPFR_RNDN);
	mpfr_mul(w->t, w->t, x, MPFR_RNDN);
	flip = mpfr_cmp_ui(w->t, f.a + 1) >= 0;
	if (flip) {
		f = (struct tail){ f.b, f.a };
		mpfr_ui_sub(w->other, 1, x, MPFR_RNDN);
	} else
		mpfr_set(w->other, x, MPFR_RNDN);
	if (f.a + f.b <= SUM_TRIES) {
		mpfr_ui_sub(w->d, 1, w->other, MPFR_RNDN);
		mpfr_div(w->u, w->other, w->d, MPFR_RNDN);
		add_up(w, f.b, f.a, false, w->u);
		mpfr_div(w->h, w->h, w->d, MPFR_RNDN);
	} else
		beta_fraction(w, f, w->other);
	mpfr_mul(out, w->front, w->h, MPFR_RNDN);
	mpfr_div_ui(out, out, f.a, MPFR_RNDN);
	if (flip)
		mpfr_ui_sub(out, 1, out, MPFR_RNDN);
}

/* P(at least a | x), with the front left in w. The lower incomplete gamma
 * function is its series below the mean (DLMF 8.11.4), what is left of 1 above
 * it, the sum of all lower counts (8.4.10). */
static void
tail_at(struct work *w, struct tail f, mpfr_t x, mpfr_t out)
{
	bool above;

	/* The density of the tail at x, times x(1-x) for shares and x for
	 * counts. */
	mpfr_pow_ui(w->front, x, f.a, MPFR_RNDN);
	if (f.b) {
		mpfr_ui_sub(w->t, 1, x, MPFR_RNDN);
		mpfr_pow_ui(w->t, w->t, f.b, MPFR_RNDN);
	} else {
		mpfr_neg(w->t, x, MPFR_RNDN);
		mpfr_exp(w->t, w->t, MPFR_RNDN);
	}
	mpfr_mul(w->front, w->front, w->t, MPFR_RNDN);
	mpfr_mul(w->front, w->front, w->constant, MPFR_RNDN);
	if (f.b) {
		beta_tail(w, f, x, out);
		return;
	}
	above = mpfr_cmp_ui(x, f.a + 1) >= 0;
	if (above) {
		mpfr_ui_div(w->u, f.a, x, MPFR_RNDN);
		add_up(w, f.a, f.a, true, w->u);
		mpfr_mul(w->h, w->h, w->u, MPFR_RNDN);
	} else
		add_up(w, 0, f.a, false, x);
	mpfr_mul(out, w->front, w->h, MPFR_RNDN);
	mpfr_div_ui(out, out, f.a, MPFR_RNDN);
	if (above)
		mpfr_ui_sub(out, 1, out, MPFR_RNDN);
}

/* Where bounds are looked for first (sign: -1 the lower, 1 the upper): by
 * Wilson's interval with half a hit of continuity for shares, by Wilson and
 * Hilferty's cube for counts. Both are within some per cent. z is 1.96. */
static void
first_guess(mpfr_t x, struct tail f, int sign)
{
	mpfr_t n, root;

	mpfr_inits2(mpfr_get_prec(x), n, root, (mpfr_ptr)NULL);
	if (f.b) {
		/* (p + zz/2n +- z sqrt(p (1 - p) / n + zz/4nn)) / (1 + zz/n) */
		mpfr_set_ui(n, f.a + f.b - 1, MPFR_RNDN);
		mpfr_set_ui(x, 2 * f.a - 1, MPFR_RNDN);
		mpfr_div_ui(x, x, 2, MPFR_RNDN);
		mpfr_sub(root, n, x, MPFR_RNDN);
		mpfr_mul(root, root, x, MPFR_RNDN);
		mpfr_div(root, root, n, MPFR_RNDN);
		mpfr_add_d(root, root, 0.96, MPFR_RNDN);
		mpfr_sqrt(root, root, MPFR_RNDN);
		mpfr_mul_d(root, root, sign * 1.96, MPFR_RNDN);
		mpfr_add_d(x, x, 1.92, MPFR_RNDN);
		mpfr_add(x, x, root, MPFR_RNDN);
		mpfr_add_d(n, n, 3.84, MPFR_RNDN);
		mpfr_div(x, x, n, MPFR_RNDN);
	} else {
		/* a (1 - 1/9a +- z / 3 sqrt(a)) ** 3 */
		mpfr_sqrt_ui(root, f.a, MPFR_RNDN);
		mpfr_d_div(root, sign * 1.96 / 3, root, MPFR_RNDN);
		mpfr_set_ui(n, 9 * f.a, MPFR_RNDN);
		mpfr_ui_div(n, 1, n, MPFR_RNDN);
		mpfr_sub(root, root, n, MPFR_RNDN);
		mpfr_add_ui(root, root, 1, MPFR_RNDN);
		mpfr_pow_ui(x, root, 3, MPFR_RNDN);
		mpfr_mul_ui(x, x, f.a, MPFR_RNDN);
	}
	if (mpfr_sgn(x) <= 0 || (f.b && mpfr_cmp_ui(x, 1) >= 0)) {
		mpfr_set_ui(x, f.a, MPFR_RNDN);
		mpfr_div_ui(x, x, f.b ? f.a + f.b : 1, MPFR_RNDN);
	}
	mpfr_clears(n, root, (mpfr_ptr)NULL);
}

/* Moves x to where the tail is `wanted`, until a step is smaller than x by so
 * many bits: x is then right to three times as many. A step that leaves what is
 * known of the place is replaced by halving. */
static void
solve(struct tail f, mpfr_t x, mpfr_t wanted, mpfr_exp_t enough)
{
	mpfr_prec_t bits = mpfr_get_prec(x);
	struct work w;
	mpfr_t low, high, value, move;
	bool bounded = f.b, moves = true;

	work_begin(&w, bits, f);
	mpfr_inits2(bits, low, high, value, move, (mpfr_ptr)NULL);
	mpfr_set_ui(low, 0, MPFR_RNDN);
	mpfr_set_ui(high, 1, MPFR_RNDN);
	for (int n = 0; moves && n < STEPS_MOST; n++) {
		tail_at(&w, f, x, value);
		mpfr_sub(value, value, wanted, MPFR_RNDN);
		if (mpfr_sgn(value) > 0) {
			mpfr_set(high, x, MPFR_RNDN);
			bounded = true;
		} else
			mpfr_set(low, x, MPFR_RNDN);
		/* u = value / density, whose front stands in w, and q, how the
		 * density changes in parts of it: u / (1 - u q / 2). */
		mpfr_mul(move, value, x, MPFR_RNDN);
		mpfr_ui_div(w.u, f.a - 1, x, MPFR_RNDN);
		if (f.b) {
			mpfr_ui_sub(w.t, 1, x, MPFR_RNDN);
			mpfr_mul(move, move, w.t, MPFR_RNDN);
			mpfr_ui_div(w.t, f.b - 1, w.t, MPFR_RNDN);
			mpfr_sub(w.u, w.u, w.t, MPFR_RNDN);
		} else
			mpfr_sub_ui(w.u, w.u, 1, MPFR_RNDN);
		mpfr_div(move, move, w.front, MPFR_RNDN);
		mpfr_mul(w.u, w.u, move, MPFR_RNDN);
		mpfr_div_ui(w.u, w.u, 2, MPFR_RNDN);
		mpfr_ui_sub(w.u, 1, w.u, MPFR_RNDN);
		mpfr_div(move, move, w.u, MPFR_RNDN);
		mpfr_sub(value, x, move, MPFR_RNDN);
		moves = !mpfr_number_p(value)
			|| (!mpfr_zero_p(move)
				&& mpfr_get_exp(move)
					> mpfr_get_exp(value) - enough);
		if (moves
			&& (!mpfr_number_p(value) || mpfr_cmp(value, low) <= 0
				|| (bounded && mpfr_cmp(value, high) >= 0))) {
			if (bounded)
				mpfr_add(value, low, high, MPFR_RNDN);
			else
				mpfr_mul_ui(value, x, 4, MPFR_RNDN);
			mpfr_div_ui(value, value, 2, MPFR_RNDN);
		}
		mpfr_set(x, value, MPFR_RNDN);
	}
	mpfr_clears(low, high, value, move, (mpfr_ptr)NULL);
	work_end(&w);
}

#define DIGITS_ROOM 128
#define BOUND_ROOM 40 /* of a bound: a count is below CHANCE_MOST */

/* A value that is not negative with as many decimals as are ever compared. */
static void
print_digits(char digits[DIGITS_ROOM], mpfr_t x)
{
	size_t n, noughts;
	mpz_t whole;

	mpz_init(whole);
	mpz_ui_pow_ui(whole, 10, CHANCE_DECIMALS);
	mpfr_mul_z(x, x, whole, MPFR_RNDN);
	mpfr_get_z(whole, x, MPFR_RNDN);
	/* room for noughts before it, and for the point */
	mpz_get_str(digits + CHANCE_DECIMALS + 1, 10, whole);
	mpz_clear(whole);
	n = strlen(digits + CHANCE_DECIMALS + 1);
	noughts = n <= CHANCE_DECIMALS ? CHANCE_DECIMALS + 1 - n : 0;
	memset(digits, '0', noughts);
	memmove(digits + noughts, digits + CHANCE_DECIMALS + 1, n + 1);
	n += noughts;
	memmove(digits + n + 1 - CHANCE_DECIMALS, digits + n - CHANCE_DECIMALS,
		CHANCE_DECIMALS + 1);
	digits[n - CHANCE_DECIMALS] = '.';
}

/* Those decimals as an exact number: from here on nothing is rounded. */
static struct ratio
read_digits(const char *digits)
{
	struct ratio r = ratio_int(0);

	ratio_read(span_of(digits), &r);
	return r;
}

/* The level at which the tail is 2.5 % (below) or 97.5 % (above). Units have
 * small numbers in common, so the digits of many are kept. */
static struct ratio
bound(struct tail f, bool above)
{
	/* Taken when first asked: it is four megabytes, and a program that is
	 * linked with this need not ask for any bound. */
	static struct known {
		struct tail f;
		char digits[BOUND_ROOM];
	} * kept;
	size_t place = (f.a * 1021 + f.b) % BOUNDS_KEPT;
	struct known *known;
	char digits[DIGITS_ROOM];
	struct memory saved;
	mpfr_t near, x, wanted;

	if (!kept)
		kept = mem_new(2 * (size_t)BOUNDS_KEPT, sizeof(*kept));
	known = &kept[place + (above ? BOUNDS_KEPT : 0)];
	if (known->f.a == f.a && known->f.b == f.b)
		return read_digits(known->digits);
	known->f = f;
	saved = memory_begin();
	mpfr_init2(near, FEW_BITS);
	mpfr_inits2(BITS, x, wanted, (mpfr_ptr)NULL);
	mpfr_set_ui(wanted, above ? 39 : 1, MPFR_RNDN);
	mpfr_div_ui(wanted, wanted, 40, MPFR_RNDN);
	first_guess(near, f, above ? 1 : -1);
	solve(f, near, wanted, BITS / 9);
	mpfr_set(x, near, MPFR_RNDN);
	solve(f, x, wanted, BITS / 3);
	print_digits(digits, x);
	memcpy(known->digits, digits, BOUND_ROOM);
	mpfr_clears(near, x, wanted, (mpfr_ptr)NULL);
	memory_end(saved);
	return read_digits(known->digits);
}

/* Clopper and Pearson: the lower bound is the level at which as many hits or more
 * come once in forty times, the upper the one at which as many or fewer do. Of no
 * hit, and of nothing but hits, one bound is the end of the scale. */
struct chance_interval
chance_share(uint64_t few, uint64_t many, uint64_t tries)
{
	struct chance_interval i = { ratio_int(0), ratio_int(1) };

	if (few)
		i.low = bound((struct tail){ few, tries - few + 1 }, false);
	if (many < tries)
		i.high = bound((struct tail){ many + 1, tries - many }, true);
	return i;
}

/* Garwood: the same of a Poisson distribution. */
struct chance_interval
chance_count(uint64_t few, uint64_t many)
{
	struct chance_interval i = { ratio_int(0),
		bound((struct tail){ many + 1, 0 }, true) };

	if (few)
		i.low = bound((struct tail){ few, 0 }, false);
	return i;
}

/* How often the normal distribution stays below x: 1/2 and its density at x
 * times x (1 + xx/3 + xx xx/(3 5) + ...), in whole parts of 2 ** BITS. */
static void
below(mpfr_t out, mpfr_t x)
{
	mpz_t square, term, sum;
	mpfr_t pi;

	mpz_inits(square, term, sum, (mpz_ptr)NULL);
	mpfr_init2(pi, BITS);
	mpfr_sqr(out, x, MPFR_RNDN);
	mpfr_mul_2ui(pi, out, BITS, MPFR_RNDN);
	mpfr_get_z(square, pi, MPFR_RNDN);
	mpfr_div_si(out, out, -2, MPFR_RNDN);
	mpfr_exp(out, out, MPFR_RNDN);
	mpfr_const_pi(pi, MPFR_RNDN);
	mpfr_mul_ui(pi, pi, 2, MPFR_RNDN);
	mpfr_rec_sqrt(pi, pi, MPFR_RNDN);
	mpfr_mul(out, out, pi, MPFR_RNDN);
	mpfr_mul(out, out, x, MPFR_RNDN);
	mpz_setbit(term, BITS);
	for (unsigned long odd = 3; mpz_sgn(term); odd += 2) {
		mpz_add(sum, sum, term);
		mpz_mul(term, term, square);
		mpz_tdiv_q_2exp(term, term, BITS);
		mpz_tdiv_q_ui(term, term, odd);
	}
	mpfr_mul_z(out, out, sum, MPFR_RNDN);
	mpfr_div_2ui(out, out, BITS, MPFR_RNDN);
	mpfr_add_d(out, out, 0.5, MPFR_RNDN);
	mpfr_clear(pi);
	mpz_clears(square, term, sum, (mpz_ptr)NULL);
}

/* What MPFR is asked about one number. */
enum asked { ROOT, BELOW, AT_LEAST, LESS };

/* The root of the number; how often the normal distribution stays below it; or
 * P(at least f.a | number), or what is left of 1. MPFR is given the number to 50
 * decimals. */
static struct ratio
ask(enum asked what, struct ratio number, struct tail f)
{
	char digits[DIGITS_ROOM];
	BUF_LOCAL text = { 0 };
	struct memory saved;
	struct work w;
	mpfr_t x, out;

	ratio_print(&text, number, 50);
	saved = memory_begin();
	mpfr_inits2(BITS, x, out, (mpfr_ptr)NULL);
	mpfr_set_str(x, buf_string(&text), 10, MPFR_RNDN);
	if (what == ROOT) {
		mpfr_sqrt(out, x, MPFR_RNDN);
	} else if (what == BELOW) {
		below(out, x);
	} else {
		work_begin(&w, BITS, f);
		if (mpfr_sgn(x) > 0)
			tail_at(&w, f, x, out);
		else
			mpfr_set_ui(out, 0, MPFR_RNDN);
		if (what == LESS)
			mpfr_ui_sub(out, 1, out, MPFR_RNDN);
		work_end(&w);
	}
	print_digits(digits, out);
	mpfr_clears(x, out, (mpfr_ptr)NULL);
	memory_end(saved);
	return read_digits(digits);
}

struct ratio
chance_root(struct ratio square)
{
	return ask(ROOT, square, (struct tail){ 0 });
}

struct ratio
chance_normal(struct ratio deviations)
{
	/* Beyond it nothing is left of the decimals. */
	if (ratio_compare(ratio_abs(deviations), ratio_int(NORMAL_MOST)) > 0)
		return ratio_int(ratio_sign(deviations) > 0);
	return ask(BELOW, deviations, (struct tail){ 0 });
}

/* At most k is what is left of at least k + 1. */
struct ratio
chance_share_tail(uint64_t hits, uint64_t tries, struct ratio level,
	enum chance_tail tail)
{
	bool most = tail == CHANCE_AT_MOST;
	uint64_t least = hits + most;

	/* What every, or no, level shows. */
	if (!least || least > tries)
		return ratio_int(!least != most);
	if (ratio_sign(level) <= 0)
		return ratio_int(most);
	if (ratio_compare(level, ratio_int(1)) >= 0)
		return ratio_int(!most);
	return ask(most ? LESS : AT_LEAST, level,
		(struct tail){ least, tries - least + 1 });
}

struct ratio
chance_count_tail(uint64_t count, struct ratio level, enum chance_tail tail)
{
	bool most = tail == CHANCE_AT_MOST;
	uint64_t least = count + most;

	if (!least || ratio_sign(level) <= 0)
		return ratio_int((!least) != most);
	return ask(most ? LESS : AT_LEAST, level, (struct tail){ least, 0 });
}
