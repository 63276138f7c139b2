/* SPDX-License-Identifier: MIT
 *
 * Opens the folder of definitions and reads book.json, which all programs
 * need. Every other file is read by its own loader when a program asks.
 */
#include "book/book.h"

#include <sys/stat.h>
#include <errno.h>
#include <unistd.h>

#include "base/diag.h"
#include "book/folder.h"
#include "book/schema.h"
#include "book/def_error.h"
#include "value/decimal.h"
#include "value/period.h"
#include "value/text.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

#define COUNT_MOST 1000000000

static void
defaults(struct book *b)
{
	b->danish = true;
	b->numbers = DECIMAL_EITHER;
	b->begins_month = b->begins_day = 1;
	b->standard_band[SCALE_OF_TARGET] = ratio_int(5);
	b->standard_band[SCALE_POINTS] = ratio_int(2);
	b->standard_band[SCALE_OF_CHANGE] = ratio_int(25);
}

/* A number from 0 up, as JSON writes it or as a text. */
static bool
read_number(const struct def *d, struct decimal *number)
{
	enum decimal_style style = d->kind == DEF_NUMBER ? DECIMAL_PLAIN
							 : DECIMAL_EITHER;

	if ((d->kind == DEF_NUMBER || d->kind == DEF_TEXT)
		&& decimal_read(text_trim(d->text), style, number) == DECIMAL_OK
		&& number->millionths >= 0)
		return true;
	return def_wrong(d, "\"%.*s\": \"%.*s\" is not a number from 0 up",
		SPAN_ARG(d->key), SPAN_ARG(d->text));
}

/* The same, whole and at most limit. */
static bool
read_whole(const struct def *d, long limit, long *whole)
{
	struct decimal number = { 0 };

	if (!read_number(d, &number))
		return false;
	if (number.millionths % DECIMAL_ONE
		|| number.millionths / DECIMAL_ONE > limit)
		return def_wrong(d,
			"\"%.*s\": \"%.*s\" is not a whole number up to %ld",
			SPAN_ARG(d->key), SPAN_ARG(d->text), limit);
	*whole = (long)(number.millionths / DECIMAL_ONE);
	return true;
}

static bool
read_year(void *reading, const struct def *d, void *into)
{
	(void)reading;
	return read_whole(d, 9999, &((struct book *)into)->year);
}

static bool
read_small_n(void *reading, const struct def *d, void *into)
{
	(void)reading;
	return read_whole(d, COUNT_MOST, &((struct book *)into)->small_n);
}

static bool
read_suppress(void *reading, const struct def *d, void *into)
{
	(void)reading;
	return read_whole(d, COUNT_MOST, &((struct book *)into)->suppress);
}

static bool
read_language(void *reading, const struct def *d, void *into)
{
	static const char *const words[] = { "da", "en" };
	int choice;

	(void)reading;
	if (!def_word(d, words, COUNT(words), &choice))
		return false;
	((struct book *)into)->danish = choice == 0;
	return true;
}

static bool
read_calendar(void *reading, const struct def *d, void *into)
{
	static const char *const words[] = { "month", "day" };
	int choice;

	(void)reading;
	if (!def_word(d, words, COUNT(words), &choice))
		return false;
	((struct book *)into)->by_day = choice == 1;
	return true;
}

/* Shown by an example, since a controller knows no word for it. */
static bool
read_numbers(void *reading, const struct def *d, void *into)
{
	static const char *const words[] = { "1.234,5", "1,234.5" };
	int choice;

	(void)reading;
	if (!def_word(d, words, COUNT(words), &choice))
		return false;
	((struct book *)into)->numbers = choice == 0 ? DECIMAL_DANISH
						     : DECIMAL_ENGLISH;
	return true;
}

/* mm-dd, any day that every year has. */
static bool
read_begins(void *reading, const struct def *d, void *into)
{
	struct book *b = into;
	struct period_date date;
	char full[DAY_WIDTH];
	int32_t day;

	(void)reading;
	if (d->kind != DEF_TEXT)
		return def_wrong(d, "\"year_begins\" must be a text in quotes");
	memcpy(full, "2001-", 5);
	if (d->text.len == 5)
		memcpy(full + 5, d->text.at, 5);
	if (d->text.len != 5
		|| !period_read_day((struct span){ full, DAY_WIDTH }, &day))
		return def_wrong(d,
			"\"year_begins\": \"%.*s\" is not a month and day "
			"such as \"01-01\"",
			SPAN_ARG(d->text));
	date = period_date(day);
	b->begins_month = date.month;
	b->begins_day = date.day;
	return true;
}

/* The member's name is that of its scale. */
static bool
read_band(void *reading, const struct def *d, void *into)
{
	struct book *b = into;
	struct decimal number;

	(void)reading;
	if (!read_number(d, &number))
		return false;
	b->standard_band[span_is(d->key, "points")     ? SCALE_POINTS
			: span_is(d->key, "of_change") ? SCALE_OF_CHANGE
						       : SCALE_OF_TARGET] =
		ratio_decimal(number);
	return true;
}

static const struct field BANDS[] = {
	{ "of_target", "per cent of the expected level", "5",
		.member = read_band },
	{ "points", "in the goal's unit", "2", .member = read_band },
	{ "of_change", "per cent of the planned change", "25",
		.member = read_band },
};
const struct schema book_bands_schema = { "standard_bands",
	SCHEMA_FIELDS(BANDS) };

static bool
read_bands(void *reading, const struct def *d, void *into)
{
	return schema_object(&book_bands_schema, d, reading, into);
}

#define AT(member) .at = offsetof(struct book, member)

static const struct field FIELDS[] = {
	{ "name", "the title of reports", "empty", FIELD_TEXT, AT(name) },
	{ "committee", "whom papers are for", "empty", FIELD_TEXT,
		AT(committee) },
	{ "language", "`da` or `en`: of reports, and of numbers in sources",
		"`da`", .member = read_language },
	{ "year", "for titles only", "none", .member = read_year },
	{ "year_begins", "first day of the contract year, `\"07-01\"`",
		"`\"01-01\"`", .member = read_begins },
	{ "calendar", "the year is counted by the `month` or by the `day`",
		"`month`", .member = read_calendar },
	{ "standard_bands", "bands of goals without one; see below",
		"see below", .member = read_bands },
	{ "small_n", "verdicts on fewer facts are flagged `small-n`",
		"0: never", .member = read_small_n },
	{ "suppress", "reports hide counts below this", "0: none",
		.member = read_suppress },
	{ "numbers", "what `1.250` is: as in `\"1.234,5\"` or `\"1,234.5\"`",
		"rejected", .member = read_numbers },
};
const struct schema book_schema = { "book.json", SCHEMA_FIELDS(FIELDS) };

static bool
is_folder(const char *folder)
{
	struct stat st;

	if (!folder || !*folder) {
		diag_fault(STATUS_USAGE,
			"no book: give -b BOOK or set "
			"BIF_BOOK");
		return false;
	}
	if (stat(folder, &st)) {
		bool absent = errno == ENOENT || errno == ENOTDIR;

		diag_fault(absent ? STATUS_NOINPUT : STATUS_IO, "%s: %s",
			folder,
			absent ? "there is no such book" : strerror(errno));
		return false;
	}
	if (!S_ISDIR(st.st_mode)) {
		diag_fault(STATUS_NOINPUT,
			"%s: a book is a folder, this is "
			"a file",
			folder);
		return false;
	}
	return true;
}

struct book *
book_open(const char *folder)
{
	struct arena *arena;
	struct book *b;
	const struct def *d;
	const char *file;

	if (!is_folder(folder))
		return NULL;
	arena = arena_new();
	b = arena_take(arena, sizeof(*b));
	b->arena = arena;
	b->folder = arena_text(arena, span_of(folder));
	defaults(b);
	file = folder_path(b, "book.json");
	if (!folder_lacks(file)) {
		d = def_load(arena, file);
		if (!d
			|| (!schema_object(&book_schema, d, NULL, b)
				&& def_error_stops())) {
			book_close(b);
			return NULL;
		}
	}
	return b;
}

void
book_close(struct book *b)
{
	if (b)
		arena_free(b->arena);
}

int
book_year_of(const struct book *b, int32_t day, int32_t *first, int32_t *last)
{
	struct period_date date = period_date(day);
	struct period_date begins = { date.year, b->begins_month,
		b->begins_day };

	if (period_day(begins) > day)
		begins.year--;
	*first = period_day(begins);
	*last = period_day((struct period_date){ begins.year + 1,
			b->begins_month, b->begins_day })
		- 1;
	return begins.year;
}
