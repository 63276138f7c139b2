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
#include "book/defs.h"
#include "value/decimal.h"
#include "value/period.h"
#include "value/text.h"

#define COUNT_MOST 1000000000

static const struct field BANDS[] = {
	{ "of_target", "per cent of the expected level", "5", FIELD_LATER },
	{ "points", "in the goal's unit", "2", FIELD_LATER },
	{ "of_change", "per cent of the planned change", "25", FIELD_LATER },
};
const struct schema book_bands_schema = { "standard_bands",
	SCHEMA_FIELDS(BANDS) };

/* In the order of enum scale, as the table has them. */
static bool
read_bands(void *reading, const struct def *d, void *into)
{
	struct book *b = into;
	struct decimal number;
	bool ok = schema_object(&book_bands_schema, d, reading, into);

	for (size_t i = 0; i < COUNT(BANDS); i++) {
		const struct def *band = def_get(d, BANDS[i].name);

		if (band && schema_number(band, &number))
			b->standard_band[i] = ratio_decimal(number);
		else
			ok &= !band;
	}
	return ok;
}

/* Kept for the sources, which say the same in their own words. */
static bool
keep_markers(void *reading, const struct def *d, void *into)
{
	(void)reading;
	((struct book *)into)->markers = d;
	return d->kind == DEF_OBJECT
		|| def_wrong(d,
			"\"markers\" is an object of texts and what they mean");
}

/* The zone of days, for sources that say none; tried at once, so that the fault
 * is told where it is written. */
static bool
keep_zone(void *reading, const struct def *d, void *into)
{
	struct period_zone zone;

	(void)reading;
	((struct book *)into)->zone = d;
	return (d->kind == DEF_TEXT && period_zone(d->text, &zone))
		|| def_wrong(d,
			"\"zone\" is UTC, +01:00, Europe/Copenhagen or another "
			"of the manual's");
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

#define AT(member) .at = offsetof(struct book, member)

static const struct field FIELDS[] = {
	{ "name", "the title of reports", "empty", FIELD_TEXT, AT(name) },
	{ "committee", "whom papers are for", "empty", FIELD_TEXT,
		AT(committee) },
	{ "language", "`da` or `en`: of reports, and of numbers in sources",
		"`da`", FIELD_LATER },
	{ "year", "for titles only", "none", FIELD_WHOLE, AT(year),
		.most = 9999 },
	{ "year_begins", "first day of the contract year, `\"07-01\"`",
		"`\"01-01\"`", .member = read_begins },
	{ "calendar", "the year is counted by the `month` or by the `day`",
		"`month`", FIELD_LATER },
	{ "standard_bands", "bands of goals without one; see below",
		"see below", .member = read_bands },
	{ "small_n", "verdicts on fewer facts are flagged `small-n`",
		"0: never", FIELD_WHOLE, AT(small_n), .most = COUNT_MOST },
	{ "suppress", "reports hide counts below this", "0: none", FIELD_WHOLE,
		AT(suppress), .most = COUNT_MOST },
	{ "markers",
		"as `markers` of a source, for sources that say none (7.3)",
		"none", .member = keep_markers },
	{ "zone", "in which zone days are counted: as `zone` of a source (7.3)",
		"none", .member = keep_zone },
	{ "numbers", "what `1.250` is: as in `\"1.234,5\"` or `\"1,234.5\"`",
		"rejected", FIELD_LATER },
};
const struct schema book_schema = { "book.json", SCHEMA_FIELDS(FIELDS) };

/* All of book.json. A controller knows no word for how numbers are written:
 * an example says it. */
static bool
read_json(const struct def *d, struct book *b)
{
	static const char *const languages[] = { "da", "en" };
	static const char *const calendars[] = { "month", "day" };
	static const char *const numbers[] = { "1.234,5", "1,234.5" };
	int language = 0, calendar = 0, number = -1;
	bool ok = schema_object(&book_schema, d, NULL, b);

	ok &= def_choice(d, "language", languages, COUNT(languages), &language);
	ok &= def_choice(d, "calendar", calendars, COUNT(calendars), &calendar);
	ok &= def_choice(d, "numbers", numbers, COUNT(numbers), &number);
	b->danish = language == 0;
	b->by_day = calendar == 1;
	if (number >= 0)
		b->numbers = number ? DECIMAL_ENGLISH : DECIMAL_DANISH;
	return ok;
}

struct book *
book_open(const char *folder)
{
	struct arena *arena;
	struct book *b;
	const char *file;
	struct stat st;

	if (!folder || !*folder) {
		diag_fault(STATUS_USAGE,
			"no book: give -b BOOK or set "
			"BIF_BOOK");
		return NULL;
	}
	if (stat(folder, &st)) {
		bool absent = errno == ENOENT || errno == ENOTDIR;

		diag_file(absent ? STATUS_NOINPUT : STATUS_IO, folder, "%s",
			absent ? "there is no such book: -b names the folder "
				 "of definitions"
			       : strerror(errno));
		return NULL;
	}
	if (!S_ISDIR(st.st_mode)) {
		diag_file(STATUS_NOINPUT, folder,
			"a book is a folder, this is "
			"a file: name the folder that it lies in");
		return NULL;
	}
	arena = arena_new();
	b = arena_take(arena, sizeof(*b));
	b->arena = arena;
	b->folder = arena_text(arena, span_of(folder));
	b->danish = true;
	b->numbers = DECIMAL_EITHER;
	b->begins_month = b->begins_day = 1;
	b->standard_band[SCALE_OF_TARGET] = ratio_int(5);
	b->standard_band[SCALE_POINTS] = ratio_int(2);
	b->standard_band[SCALE_OF_CHANGE] = ratio_int(25);
	file = folder_path(b, "book.json");
	if (!folder_lacks(file)) {
		const struct def *d = def_load(arena, file);

		if (!d || (!read_json(d, b) && def_error_stops())) {
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

void
book_days_of(const struct book *b, int year, int32_t *first, int32_t *last)
{
	struct period_date begins = { year, b->begins_month, b->begins_day };

	*first = period_day(begins);
	begins.year++;
	*last = period_day(begins) - 1;
}

int
book_year_of(const struct book *b, int32_t day, int32_t *first, int32_t *last)
{
	int year = period_date(day).year;

	book_days_of(b, year, first, last);
	if (*first > day)
		book_days_of(b, --year, first, last);
	return year;
}
