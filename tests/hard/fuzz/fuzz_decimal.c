/* SPDX-License-Identifier: MIT
 *
 * Any text as a number, in each style: the answer is that of a second reading
 * of the rules, on digits as text; what is read is printed and read back; and
 * sums, fractions and workbooks' numbers agree with it.
 */
#include "fuzz.h"
#include "value/decimal.h"
#include "value/ratio.h"
#include "value/format_number.h"
#include "value/number.h"

/* --- the second reading --- */

static const char *const blanks[] = { " ", "\t", "\r", "\n", "\xc2\xa0",
	"\xe2\x80\xaf", "\xe2\x80\x87", "\xe2\x80\x89" };
static const char *const minuses[] = { "-", "\xe2\x88\x92" };

static bool
cut_front(struct span *s, const char *what)
{
	size_t n = strlen(what);

	if (s->len < n || memcmp(s->at, what, n) != 0)
		return false;
	s->at += n;
	s->len -= n;
	return true;
}

static bool
cut_back(struct span *s, const char *what)
{
	size_t n = strlen(what);

	if (s->len < n || memcmp(s->at + s->len - n, what, n) != 0)
		return false;
	s->len -= n;
	return true;
}

static void
cut_blanks(struct span *s)
{
	bool cut;

	do {
		cut = false;
		for (size_t i = 0; i < COUNT(blanks); i++)
			cut |= cut_front(s, blanks[i])
				|| cut_back(s, blanks[i]);
	} while (cut);
}

/* Digits as text: those before the mark and those behind it. */
struct digits {
	char whole[4096], fraction[4096];
	size_t nwhole, nfraction;
	/* digits before the first group mark, or the decimal mark */
	size_t first;
	bool negative;
};

static size_t
take_digits(struct span *s, char *room, size_t *n)
{
	size_t was = *n;

	while (s->len && s->at[0] >= '0' && s->at[0] <= '9') {
		room[(*n)++] = *s->at++;
		s->len--;
	}
	return *n - was;
}

static bool
group_follows(struct span *s, const char *mark)
{
	return mark && cut_front(s, mark);
}

/* The mark that groups are set off by here, if any. */
static const char *
group_mark(struct span s, enum decimal_style style)
{
	static const char *const marks[] = { " ", "\xc2\xa0", "\xe2\x80\xaf",
		"\xe2\x80\x87", "\xe2\x80\x89" };
	const char *own = style == DECIMAL_DANISH ? "."
		: style == DECIMAL_ENGLISH        ? ","
						  : NULL;

	if (!own)
		return NULL;
	if (cut_front(&s, own))
		return own;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (cut_front(&s, marks[i]))
			return marks[i];
	return NULL;
}

static bool
take_sign(struct span *s, bool *negative)
{
	int signs = 0;

	for (size_t i = 0; i < 2; i++) {
		signs += cut_front(s, minuses[i]);
		signs += cut_back(s, minuses[i]);
	}
	if (s->len >= 2 && s->at[0] == '(' && s->at[s->len - 1] == ')') {
		cut_front(s, "(");
		cut_back(s, ")");
		signs++;
	}
	*negative = signs;
	return signs <= 1;
}

static bool
take_number(struct span s, enum decimal_style style, struct digits *d)
{
	const char *mark;

	d->first = take_digits(&s, d->whole, &d->nwhole);
	mark = group_mark(s, style);
	if (mark && (d->first == 0 || d->first > 3 || d->whole[0] == '0'))
		return false;
	while (group_follows(&s, mark))
		if (take_digits(&s, d->whole, &d->nwhole) != 3)
			return false;
	if ((style != DECIMAL_DANISH && cut_front(&s, "."))
		|| ((style == DECIMAL_DANISH || style == DECIMAL_EITHER)
			&& cut_front(&s, ","))) {
		if (!take_digits(&s, d->fraction, &d->nfraction))
			return false;
	}
	return !s.len && d->nwhole + d->nfraction;
}

static size_t
significant(const struct digits *d)
{
	size_t zeros = 0, i = 0;

	while (zeros < d->nwhole && d->whole[zeros] == '0')
		zeros++;
	if (zeros < d->nwhole)
		return d->nwhole - zeros + d->nfraction;
	while (i < d->nfraction && d->fraction[i] == '0')
		i++;
	return d->nfraction - i;
}

/* As the streams write it. */
static void
print_digits(struct buf *b, const struct digits *d)
{
	size_t from = 0, to = d->nfraction;

	while (from < d->nwhole && d->whole[from] == '0')
		from++;
	while (to && d->fraction[to - 1] == '0')
		to--;
	if (d->negative && (from < d->nwhole || to))
		buf_byte(b, '-');
	if (from == d->nwhole)
		buf_byte(b, '0');
	buf_add(b, (struct span){ d->whole + from, d->nwhole - from });
	if (to)
		buf_byte(b, '.');
	buf_add(b, (struct span){ d->fraction, to });
}

static enum decimal_result
read_again(struct span s, enum decimal_style style, size_t most,
	struct buf *plain)
{
	static struct digits d;

	d.nwhole = d.nfraction = 0;
	d.negative = false;
	if (style == DECIMAL_PLAIN) {
		d.negative = cut_front(&s, "-");
	} else {
		cut_blanks(&s);
		if (!take_sign(&s, &d.negative))
			return DECIMAL_NOT;
		cut_blanks(&s);
		if (style != DECIMAL_EITHER && cut_back(&s, "%"))
			cut_blanks(&s);
	}
	if (!take_number(s, style, &d))
		return DECIMAL_NOT;
	if (style == DECIMAL_EITHER && d.nfraction == 3 && d.first >= 1
		&& d.first <= 3 && d.whole[0] != '0')
		return DECIMAL_DOUBT;
	if (significant(&d) > most || d.nfraction > 6)
		return DECIMAL_RANGE;
	buf_clear(plain);
	print_digits(plain, &d);
	return DECIMAL_OK;
}

/* --- what has to hold --- */

static void
alike(struct span text, enum decimal_style style)
{
	struct decimal got = { .millionths = 77 };
	struct buf want = { 0 }, is = { 0 };
	enum decimal_result result = decimal_read(text, style, &got);

	CLAIM(result == read_again(text, style, 18, &want));
	if (result == DECIMAL_OK) {
		decimal_print(&is, got);
		CLAIM(span_equal(buf_span(&is), buf_span(&want)));
	} else {
		CLAIM(got.millionths == 77);
	}
	buf_free(&want);
	buf_free(&is);
}

/* Printed numbers read back as themselves, as decimals and as fractions. */
static void
back(struct decimal d)
{
	struct buf text = { 0 }, exact = { 0 };
	struct decimal again;
	struct ratio r;

	decimal_print(&text, d);
	CLAIM(decimal_read_sum(buf_span(&text), &again) == DECIMAL_OK);
	CLAIM(again.millionths == d.millionths);
	ratio_print_exact(&exact, ratio_decimal(d));
	CLAIM(span_equal(buf_span(&exact), buf_span(&text)));
	CLAIM(ratio_read(buf_span(&text), &r));
	CLAIM(!ratio_compare(r, ratio_decimal(d)));
	buf_clear(&exact);
	ratio_print(&exact, r, 6);
	CLAIM(ratio_read(buf_span(&exact), &r));
	CLAIM(!ratio_compare(r, ratio_decimal(d)));
	buf_free(&text);
	buf_free(&exact);
}

static void
sums(struct span text)
{
	struct decimal d, sum = { 0 };
	int times = 0;
	struct buf want = { 0 }, is = { 0 };
	enum decimal_result result = decimal_read_sum(text, &d);
	enum decimal_result again = read_again(text, DECIMAL_PLAIN, 38, &want);

	/* Of 38 digits no more than 32 may stand before the mark. */
	CLAIM(result == again
		|| (again == DECIMAL_OK && result == DECIMAL_RANGE));
	if (result == DECIMAL_OK) {
		decimal_print(&is, d);
		CLAIM(span_equal(buf_span(&is), buf_span(&want)));
		back(d);
		for (int i = 0; i < 3; i++)
			times += decimal_add(&sum, d);
		CLAIM(times && sum.millionths == times * d.millionths);
	}
	buf_free(&want);
	buf_free(&is);
}

/* A fraction of any length: what is printed exactly is itself. */
static void
fractions(struct span text)
{
	struct buf once = { 0 }, twice = { 0 };
	struct ratio r, again;

	if (ratio_read(text, &r)) {
		ratio_print_exact(&once, r);
		CLAIM(ratio_read(buf_span(&once), &again));
		CLAIM(!ratio_compare(r, again));
		ratio_print_exact(&twice, again);
		CLAIM(span_equal(buf_span(&once), buf_span(&twice)));
	}
	buf_free(&once);
	buf_free(&twice);
}

/* What a workbook holds reaches the source's reader; what people are shown
 * means the same number. */
static void
for_people(struct span text)
{
	static const enum decimal_style styles[] = { DECIMAL_PLAIN,
		DECIMAL_DANISH, DECIMAL_ENGLISH };
	struct decimal plain = { 0 }, other;
	enum decimal_result result, first = DECIMAL_OK;
	struct buf b = { 0 };

	for (size_t i = 0; i < 3; i++) {
		buf_clear(&b);
		if (!number_from_double(&b, text, styles[i], 0))
			break;
		other.millionths = 0;
		result = decimal_read(buf_span(&b), styles[i], &other);
		CLAIM(result == DECIMAL_OK || result == DECIMAL_RANGE);
		if (i == 0) {
			plain = other;
			first = result;
		}
		CLAIM(result == first && !decimal_compare(plain, other));
	}
	if (decimal_read(text, DECIMAL_PLAIN, &plain) == DECIMAL_OK) {
		char room[DECIMAL_WIDTH];
		struct span exact = { room, decimal_write(room, plain) };

		for (int lang = 0; lang < LANGS; lang++) {
			buf_clear(&b);
			format_number_number(&b, (enum lang)lang, exact);
			CLAIM(decimal_read(buf_span(&b),
				      lang == LANG_DA ? DECIMAL_DANISH
						      : DECIMAL_ENGLISH,
				      &other)
				== DECIMAL_OK);
			CLAIM(!decimal_compare(plain, other));
		}
	}
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };

	if (size > 4000)
		return 0;
	for (unsigned style = DECIMAL_PLAIN; style <= DECIMAL_EITHER; style++)
		alike(text, (enum decimal_style)style);
	sums(text);
	fractions(text);
	for_people(text);
	ratio_free_all();
	return 0;
}
