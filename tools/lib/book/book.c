/* SPDX-License-Identifier: MIT */
#include "book/book.h"

#include <sys/stat.h>
#include <errno.h>
#include <unistd.h>

#include "base/diag.h"
#include "book/defs.h"
#include "book/table.h"
#include "book/def_error.h"
#include "value/decimal.h"
#include "value/period.h"
#include "value/text.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static const char *const SCALES[] = { "of_target", "points", "of_change" };

static void
defaults(struct book *b)
{
	b->danish = true;
	b->begins_month = b->begins_day = 1;
	b->standard_band[SCALE_OF_TARGET] = ratio_int(5);
	b->standard_band[SCALE_POINTS] = ratio_int(2);
	b->standard_band[SCALE_OF_CHANGE] = ratio_int(25);
}

/* A number, as JSON writes it or as a text. */
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

/* The same, whole and at most limit; absent: unchanged. */
static bool
read_whole(const struct def *object, const char *key, long limit, long *whole)
{
	const struct def *d = def_get(object, key);
	struct decimal number = { 0 };

	if (!d)
		return true;
	if (!read_number(d, &number))
		return false;
	if (number.millionths % DECIMAL_ONE
		|| number.millionths / DECIMAL_ONE > limit)
		return def_wrong(d,
			"\"%s\": \"%.*s\" is not a whole number "
			"up to %ld",
			key, SPAN_ARG(d->text), limit);
	*whole = (long)(number.millionths / DECIMAL_ONE);
	return true;
}

/* mm-dd, any day that every year has. */
static bool
read_begins(const struct def *object, struct book *b)
{
	struct span text;
	struct period_date date = { 2001, 0, 0 };
	char full[DAY_WIDTH];
	int32_t day;

	if (!def_text(object, "year_begins", false, &text))
		return false;
	if (!text.at)
		return true;
	memcpy(full, "2001-", 5);
	if (text.len == 5)
		memcpy(full + 5, text.at, 5);
	if (text.len != 5
		|| !period_read_day((struct span){ full, DAY_WIDTH }, &day))
		return def_wrong(def_get(object, "year_begins"),
			"\"year_begins\": \"%.*s\" is not a month and day "
			"such as \"01-01\"",
			SPAN_ARG(text));
	date = period_date(day);
	b->begins_month = date.month;
	b->begins_day = date.day;
	return true;
}

static bool
read_bands(const struct def *object, struct book *b)
{
	const struct def *bands = def_get(object, "standard_bands");
	struct decimal number = { 0 };
	bool ok;
	size_t i;

	if (!bands)
		return true;
	ok = def_only(bands, SCALES, COUNT(SCALES));
	for (i = 0; i < COUNT(SCALES); i++) {
		const struct def *d = def_get(bands, SCALES[i]);

		if (!d)
			continue;
		if (read_number(d, &number))
			b->standard_band[i] = ratio_decimal(number);
		else
			ok = false;
	}
	return ok;
}

static bool
read_json(const struct def *d, struct book *b)
{
	static const char *const names[] = { "name", "language", "year",
		"year_begins", "calendar", "standard_bands", "small_n",
		"committee" };
	static const char *const languages[] = { "da", "en" };
	static const char *const calendars[] = { "month", "day" };
	int language = 0, calendar = 0;
	long year = 0;
	bool ok = def_only(d, names, COUNT(names));

	if (d->kind != DEF_OBJECT)
		return false;
	ok &= def_text(d, "name", false, &b->name);
	ok &= def_text(d, "committee", false, &b->committee);
	ok &= def_choice(d, "language", languages, COUNT(languages), &language);
	ok &= def_choice(d, "calendar", calendars, COUNT(calendars), &calendar);
	ok &= read_whole(d, "year", 9999, &year);
	ok &= read_whole(d, "small_n", 1000000000, &b->small_n);
	ok &= read_begins(d, b);
	ok &= read_bands(d, b);
	b->danish = language == 0;
	b->by_day = calendar == 1;
	b->year = (int)year;
	return ok;
}

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
	file = book_path(b, "book.json");
	if (!book_lacks(file)) {
		d = def_load(arena, file);
		if (!d || (!read_json(d, b) && def_error_stops())) {
			book_close(b);
			return NULL;
		}
	}
	return b;
}

bool
book_lacks(const char *path)
{
	return access(path, F_OK) && (errno == ENOENT || errno == ENOTDIR);
}

const char *
book_path(struct book *b, const char *name)
{
	struct buf path = { 0 };
	const char *kept;

	buf_text(&path, b->folder);
	while (path.len > 1 && path.at[path.len - 1] == '/')
		path.len--;
	if (path.len != 1 || path.at[0] != '/')
		buf_byte(&path, '/');
	buf_text(&path, name);
	kept = arena_text(b->arena, buf_span(&path));
	buf_free(&path);
	return kept;
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
