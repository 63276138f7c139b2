/* SPDX-License-Identifier: MIT
 *
 * Tries what a column may be in the order of what tells most: persons' numbers,
 * dates, years, numbers, text. What a few values are instead is described for
 * whoever writes the source; values that stand for a missing one are marked.
 *
 * Where two readings fit as well as each other the column is text, in doubt: a
 * value that is read in the wrong way looks right. How the file writes numbers
 * all columns tell together (guess_columns.c).
 */
#include "guess_type.h"

#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "grid.h"
#include "value/period.h"
#include "value/text.h"

/* Of a hundred values so many must fit: a few are mistyped in any file. */
#define SHARE 90
/* Where the others are of few kinds, such as `<5`, so many are enough. */
#define SHARE_LEAST 50
#define KINDS_MOST 3
/* Different values that may be a list of codes. */
#define CODES_MOST 30

/* Adds a sentence to what is said of the column. */
static void
say(struct guess_type *t, const char *words)
{
	if (t->why.len)
		buf_text(&t->why, "; ");
	buf_text(&t->why, words);
}

/* A text is never wrong: what a column in doubt holds goes on as it is written. */
void
guess_type_doubt(struct guess_type *t, const char *why)
{
	t->kind = TYPE_TEXT;
	t->doubt = true;
	t->sure = 50;
	say(t, why);
}

/* Takes a type for the column. How sure it is is told by the share of values
 * that fit; two values tell little. */
static void
take(struct guess_type *t, enum type_kind kind, size_t fits)
{
	unsigned sure = (unsigned)(fits * 100 / t->values);

	t->kind = kind;
	t->fits = fits;
	t->sure = sure > 99 ? 99 : sure;
	if (t->values < 3 && sure > 60)
		t->sure = 60;
}

/* Tries dates, and says what does not fit their pattern; where day and month may
 * be changed, it is a doubt. */
static bool
try_dates(struct guess_type *t, const struct span *values)
{
	struct guess_date d;

	if (!guess_date(&d, values, t->values)) {
		if (d.pattern)
			buf_format(&t->why, "%zu of %zu are dates %s", d.fits,
				t->values, d.pattern);
		return false;
	}
	if (d.rival) {
		guess_type_doubt(t,
			"dates, but which of the figures is the day is not to be told: ");
		buf_format(&t->why, "%s or %s", d.pattern, d.rival);
		return true;
	}
	/* What else there is in the column is told, and is not in the way. */
	take(t, TYPE_DATE, d.fits);
	t->pattern = d.pattern;
	if (d.other.at)
		buf_format(&t->why,
			"%zu are like \"%.*s\", which a skip rule may be for",
			t->values - t->fits, SPAN_ARG(text_clip(d.other, 20)));
	if (d.open && d.open_text.len < sizeof(t->open)) {
		memcpy(t->open, d.open_text.at, d.open_text.len);
		buf_format(&t->why,
			"%zu times %s, which seems to mean that there is no end",
			d.open, t->open);
	}
	return true;
}

/* Tries years, where the column is called so: any number from 1900 to 2100 looks
 * like one, so that without the name it is only said to be possible. */
static bool
try_years(struct guess_type *t, struct span name, const struct span *values)
{
	static const char *const words[] = { "år", "aar", "year", "jahr",
		"anno", "vuosi" };
	BUF_LOCAL folded = { 0 };
	bool named = false;
	size_t fits = 0;

	for (size_t i = 0; i < t->values; i++)
		fits += guess_date_is_year(values[i]);
	if (!guess_enough(fits, t->values, SHARE))
		return false;
	text_fold(&folded, name);
	for (size_t i = 0; i < COUNT(words); i++)
		named |= strstr(buf_string(&folded), words[i]) != NULL;
	if (!named) {
		say(t, "may be years");
		return false;
	}
	take(t, TYPE_DATE, fits);
	t->pattern = guess_date_year;
	t->sure = t->sure * 8 / 10;
	return true;
}

/* Tries persons' numbers: a date of birth and four digits. The dates must be of
 * many days and months, since numbers of ten digits may happen to begin so. What
 * is found is masked wherever it is shown. */
static bool
try_cpr(struct guess_type *t, const struct span *values)
{
	bool months[13] = { false }, days[32] = { false };
	size_t fits = 0, nmonths = 0, ndays = 0, lost = 0, some;

	for (size_t i = 0; i < t->values; i++) {
		char digits[10];
		int day, month;

		if (!text_cpr(values[i], digits))
			continue;
		day = (digits[0] - '0') * 10 + digits[1] - '0';
		month = (digits[2] - '0') * 10 + digits[3] - '0';
		if (day < 1 || day > 31 || month < 1 || month > 12)
			continue;
		fits++;
		lost += values[i].len == 9;
		nmonths += !months[month];
		months[month] = true;
		ndays += !days[day];
		days[day] = true;
	}
	/* In a few rows few days and months can be. */
	some = t->values < 20 ? 2 : 6;
	if (!guess_enough(fits, t->values, SHARE) || nmonths < some
		|| ndays < some)
		return false;
	take(t, TYPE_CPR, fits);
	if (lost)
		buf_format(&t->why,
			"%zu have lost a leading zero: a spreadsheet took them for numbers",
			lost);
	return true;
}

/* A value that reads in both styles says nothing, but is counted: whether such
 * values matter depends on whether they have a mark. */
void
type_numbers_add(struct type_numbers *n, struct span value)
{
	struct decimal d;
	bool danish = decimal_read(value, DECIMAL_DANISH, &d) == DECIMAL_OK;
	bool english = decimal_read(value, DECIMAL_ENGLISH, &d) == DECIMAL_OK;
	bool point = memchr(value.at, '.', value.len) != NULL;
	bool comma = memchr(value.at, ',', value.len) != NULL;

	if (danish && english) {
		n->open++;
		n->points += point;
		n->commas += comma;
		n->large += !point && !comma
			&& (d.millionths >= 1000 * (__int128)DECIMAL_ONE
				|| d.millionths
					<= -1000 * (__int128)DECIMAL_ONE);
	} else if (point || comma) {
		n->danish += danish;
		n->english += english;
	}
}

/* Ten to one decides; where some speak for each style, somebody is to look. */
bool
type_numbers_style(const struct type_numbers *n, enum decimal_style *style)
{
	size_t least = 5;

	*style = n->english > n->danish ? DECIMAL_ENGLISH : DECIMAL_DANISH;
	if (n->danish * 10 < n->english || n->english * 10 < n->danish)
		return true;
	if (n->danish) /* and about as many of the others */
		return false;
	if (!n->points && !n->commas)
		return true;
	if (n->large || (n->points && n->commas)
		|| n->points + n->commas < least)
		return false;
	*style = n->points ? DECIMAL_DANISH : DECIMAL_ENGLISH;
	return true;
}

/* Says what cannot be read as numbers: up to a few texts that come again, such as
 * `<5` or `-`, for each of which a rule may be written; false when they are more:
 * then the column is text. */
static bool
describe_misfits(struct guess_type *t, const struct span *values,
	enum decimal_style style)
{
	struct intern *texts = intern_new();
	size_t n[KINDS_MOST] = { 0 };
	bool few = true;
	struct decimal d;

	for (size_t i = 0; few && i < t->values; i++) {
		uint32_t id;

		if (decimal_read(values[i], style, &d) == DECIMAL_OK)
			continue;
		id = intern_add(texts, values[i]);
		few = id < KINDS_MOST && values[i].len < 16;
		if (few)
			n[id]++;
		t->marked |= guess_kind(values[i]) == KIND_MARKER;
	}
	/* They are quoted, since each wants a rule of its own. */
	for (uint32_t id = 0; few && id < intern_count(texts); id++)
		buf_format(&t->why, "%s%zu times \"%.*s\"",
			t->why.len ? ", " : "", n[id],
			SPAN_ARG(intern_text(texts, id)));
	if (few && intern_count(texts))
		buf_text(&t->why, ", which a skip rule may be for");
	intern_free(texts);
	return few;
}

/* Whether a number is `-99`, `-999,00` and the like. */
static bool
is_nines(struct span s)
{
	size_t k = 1;

	while (k < s.len && s.at[k] == '9')
		k++;
	if (k > 2 && k < s.len && (s.at[k] == ',' || s.at[k] == '.'))
		do
			k++;
		while (k < s.len && s.at[k] == '0');
	return *s.at == '-' && s.len > 2 && k == s.len;
}

/* Whether it is like `1,23E+09`, which is what a spreadsheet leaves of many
 * digits. */
static bool
is_power(struct span s)
{
	const char *e = memchr(s.at, 'E', s.len);

	return e && e > s.at && span_digit(e[-1]) && e + 2 < s.at + s.len
		&& (e[1] == '+' || e[1] == '-') && span_digit(e[2]);
}

/* Tries numbers; what is none among them is described. Digits that are always as
 * many are an identifier: of numbers that count something that is rare. */
static bool
try_numbers(struct guess_type *t, const struct span *values,
	enum decimal_style style)
{
	/* Codes of digits that begin with a zero; powers; and nothing but
	 * digits, as many as the first value has. */
	size_t zeros = 0, lost = 0, same = 0, fits = 0;
	/* -999 and the like, among all that is below zero. */
	size_t below = 0, nines = 0;
	struct span nine = SPAN("");
	struct decimal d;

	for (size_t i = 0; i < t->values; i++) {
		struct span s = values[i];

		same += s.len == values[0].len && span_digits(s) == s.len;
		zeros += *s.at == '0' && s.len > 1 && span_digit(s.at[1]);
		lost += is_power(s);
		fits += decimal_read(s, style, &d) == DECIMAL_OK;
		below += *s.at == '-' && s.len > 1;
		if (is_nines(s)) {
			nine = s;
			nines++;
		}
	}
	if (lost)
		buf_format(&t->why,
			"%zu of the form 1E+10: a spreadsheet has lost their digits",
			lost);
	if (!guess_enough(fits, t->values, SHARE_LEAST)
		|| zeros * 20 > t->values
		|| (!guess_enough(fits, t->values, SHARE)
			&& !describe_misfits(t, values, style)))
		return false;
	if (fits < t->values && !t->marked)
		describe_misfits(t, values, style);
	/* Where nothing else is below zero they would be added up as numbers. */
	if (nines && nines == below) {
		t->marked = true;
		buf_format(&t->why,
			"%s%zu times %.*s, which may mean that nobody counted",
			t->why.len ? "; " : "", nines, SPAN_ARG(nine));
	}
	if (t->values > 4 && values[0].len > 4 && same * 20 >= t->values * 19) {
		buf_format(&t->why, "%zu digits each: an identifier?",
			values[0].len);
		t->fits = fits;
		return false;
	}
	take(t, TYPE_NUMBER, fits);
	return true;
}

/* Counts values that are made of such characters only, one of them `must`. */
static size_t
count_like(const struct span *values, size_t count, const char *chars,
	char must)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		while (k < values[i].len && strchr(chars, values[i].at[k]))
			k++;
		n += k == values[i].len && memchr(values[i].at, must, k);
	}
	return n;
}

/* Says what a text may be, such as a time or a list of codes: whoever writes the
 * source decides what it means. */
static void
describe(struct guess_type *t, const struct span *values)
{
	struct intern *different = intern_new();
	size_t n;

	for (size_t i = 0; i < t->values; i++)
		intern_add(different, values[i]);
	n = intern_count(different);
	t->few = n > 1 && n <= CODES_MOST && t->values >= 5 * n;
	if (t->kind == TYPE_NUMBER && !t->few)
		; /* a number says so itself */
	else if (count_like(values, t->values, "0123456789:", ':') == t->values)
		say(t, "times");
	else if (count_like(values, t->values, "0123456789:-/. T", ':')
		== t->values)
		say(t, "dates with times");
	else if (guess_enough(count_like(values, t->values, "0123456789,. %",
				      '%'),
			 t->values, SHARE))
		say(t, "per cent");
	else if (t->few) {
		buf_format(&t->why, "%s%zu different values: a list of codes?",
			t->why.len ? "; " : "", n);
	}
	intern_free(different);
}

/* Whether a value is what its column is; f reads its dates, or is NULL where they
 * are years. */
static bool
fits(const struct guess_type *t, const struct period_format *f,
	struct span value, enum decimal_style style)
{
	struct decimal d;
	char digits[10];
	int32_t day;

	switch (t->kind) {
	case TYPE_NUMBER:
		return decimal_read(value, style, &d) == DECIMAL_OK;
	case TYPE_DATE:
		return f ? period_parse(f, value, &day)
			 : guess_date_is_year(value);
	case TYPE_CPR:
		return text_cpr(value, digits);
	case TYPE_NONE:
	case TYPE_TEXT:
		break;
	}
	return true;
}

/* What tells most is tried first: a personal number would be a number, too. A
 * number that could be a code is described as a text would be. */
void
guess_type(struct guess_type *t, struct span name, const struct span *values,
	size_t count, enum decimal_style style)
{
	struct period_format *f = NULL;
	const char *why;

	memset(t, 0, sizeof(*t));
	t->values = count;
	if (!count) {
		buf_text(&t->why, "always empty");
		return;
	}
	if (!try_cpr(t, values) && !try_dates(t, values)
		&& !try_years(t, name, values)
		&& !try_numbers(t, values, style)) {
		t->kind = TYPE_TEXT;
		t->sure = 90;
		describe(t, values);
		return;
	}
	if (t->kind == TYPE_DATE && t->pattern != guess_date_year)
		f = period_format(span_of(t->pattern), &why);
	/* One value that is not what its column is, for people. */
	for (size_t i = 0; t->fits < t->values && i < t->values; i++) {
		struct span value = values[i];

		if (fits(t, f, value, style))
			continue;
		if (value.len >= sizeof(t->odd))
			value = text_clip(value, sizeof(t->odd) / 4);
		memcpy(t->odd, value.at, value.len);
		break;
	}
	if (f)
		period_format_free(f);
	if (t->kind == TYPE_NUMBER)
		describe(t, values);
}

/* The values were borrowed, and the texts that are shown are copies in it. */
void
guess_type_free(struct guess_type *t)
{
	buf_free(&t->why);
}
