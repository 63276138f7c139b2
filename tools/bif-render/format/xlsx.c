/* SPDX-License-Identifier: MIT
 *
 * The data of a page as a workbook: a sheet for each perspective, typed cells,
 * the header frozen, a filter. The same page gives the same bytes: the
 * workbook's date is the status date.
 *
 * The library's own headers use calls that are banned here, so they come
 * before the ban, which the Makefile leaves to this file.
 */
#define _GNU_SOURCE
#ifdef HAVE_XLSXWRITER
#include <xlsxwriter.h>
#endif
#include "base/banned.h"

#include "format.h"

#include "base/diag.h"

#ifndef HAVE_XLSXWRITER

bool
xlsx_built_in(void)
{
	return false;
}

void
xlsx_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	(void)p;
	(void)look;
	(void)out;
	diag_fault(STATUS_USAGE, "built without libxlsxwriter: no xlsx");
}

#else

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/library.h"
#include "value/period.h"
#include "value/text.h"

#define NAME_MOST 31    /* characters of a sheet's name */
#define TEXT_MOST 32767 /* characters of a cell */
#define WIDEST 50       /* columns are at most so wide */
#define DECIMALS_MOST 6
#define DIGITS_MOST 15 /* a workbook keeps no more of a number */

/* What is asked of libxlsxwriter, which is loaded with the first workbook. */
/* clang-format off */
#define CALLS(F) \
	F(format_set_align) F(format_set_bold) F(format_set_bottom) \
	F(format_set_num_format) F(format_set_text_wrap) F(lxw_strerror) \
	F(workbook_add_format) F(workbook_add_worksheet) F(workbook_close) \
	F(workbook_new) \
	F(workbook_set_properties) F(worksheet_autofilter) \
	F(worksheet_freeze_panes) F(worksheet_set_column) \
	F(worksheet_write_datetime) F(worksheet_write_number) \
	F(worksheet_write_string)
/* clang-format on */
#define MEMBER(name) __typeof__(name) *name;
#define NAME(name) #name,
static struct {
	CALLS(MEMBER)
} xw;

static bool
load(void)
{
	static const char *const names[] = { CALLS(NAME) };

	return xw.workbook_new
		|| library_load(LIBXLSXWRITER, names,
			sizeof(names) / sizeof(*names), &xw);
}

struct book {
	const struct page *page;
	const struct page_table *table;
	lxw_workbook *workbook;
	lxw_format *head, *day, *plain;
	lxw_format *number[DECIMALS_MOST + 1]; /* by decimals */
};

bool
xlsx_built_in(void)
{
	return true;
}

/* --- formats --- */

static void
make_formats(struct book *b)
{
	static const char *const numbers[DECIMALS_MOST + 1] = { "#,##0",
		"#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000", "#,##0.00000",
		"#,##0.000000" };

	b->head = xw.workbook_add_format(b->workbook);
	xw.format_set_bold(b->head);
	xw.format_set_text_wrap(b->head);
	xw.format_set_align(b->head, LXW_ALIGN_VERTICAL_TOP);
	xw.format_set_bottom(b->head, LXW_BORDER_THIN);
	b->plain = xw.workbook_add_format(b->workbook);
	xw.format_set_num_format(b->plain, "0");
	b->day = xw.workbook_add_format(b->workbook);
	xw.format_set_num_format(b->day, "dd-mm-yyyy");
	for (int i = 0; i <= DECIMALS_MOST; i++) {
		b->number[i] = xw.workbook_add_format(b->workbook);
		xw.format_set_num_format(b->number[i], numbers[i]);
	}
}

/* --- cells --- */

/* A number as it was printed: n / 10^decimals; false when a workbook would
 * not keep all of it. */
static bool
take_apart(struct span s, int64_t *n, int64_t *ten_to, int *decimals)
{
	bool negative = s.len && s.at[0] == '-', after = false;
	int digits = 0;

	*n = 0;
	*ten_to = 1;
	*decimals = 0;
	for (size_t i = negative; i < s.len; i++) {
		if (s.at[i] == '.') {
			after = true;
			continue;
		}
		if (++digits > DIGITS_MOST)
			return false;
		*n = *n * 10 + (s.at[i] - '0');
		if (after) {
			*ten_to *= 10;
			(*decimals)++;
		}
	}
	if (negative)
		*n = -*n;
	return *decimals <= DECIMALS_MOST;
}

/* The longest beginning of at most so many characters as workbooks count them:
 * in units of UTF-16, and those without width too. */
static struct span
clip_units(struct span s, size_t most)
{
	size_t i = 0, n, units = 0;

	while (i < s.len) {
		units += (unsigned char)s.at[i] >= 0xf0 ? 2 : 1;
		if (units > most)
			break;
		for (n = 1; i + n < s.len && (s.at[i + n] & 0xc0) == 0x80; n++)
			;
		i += n;
	}
	return (struct span){ s.at, i };
}

static void
put_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
	struct span text, lxw_format *format)
{
	struct buf clean = { 0 };

	page_clean(&clean, clip_units(text, TEXT_MOST));
	xw.worksheet_write_string(sheet, row, column, buf_string(&clean),
		format);
	buf_free(&clean);
}

/* Both parts are whole and exact, so their quotient is the nearest number a
 * workbook can hold. A year is not written with a thousands separator. */
static void
put_number(const struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t column, struct span text)
{
	bool year = !strcmp(b->table->columns[column].name, "year");
	int64_t n, ten_to;
	int decimals;

	if (!delimited_is_number(text)
		|| !take_apart(text, &n, &ten_to, &decimals))
		put_text(sheet, row, column, text, NULL);
	else
		xw.worksheet_write_number(sheet, row, column,
			(double)n / (double)ten_to,
			year ? b->plain : b->number[decimals]);
}

static void
put_day(const struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t column, int32_t day)
{
	struct period_date d = period_date(day);
	lxw_datetime date = { .year = d.year, .month = d.month, .day = d.day };

	xw.worksheet_write_datetime(sheet, row, column, &date, b->day);
}

static void
put_words(const struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t column, struct span text)
{
	struct buf said = { 0 };

	words_value(&said, b->page->lang, b->table->columns[column].name, text);
	put_text(sheet, row, column, buf_span(&said), NULL);
	buf_free(&said);
}

static void
put_cell(const struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t column, const struct page_cell *c)
{
	switch (c->kind) {
	case PAGE_EMPTY:
		break;
	case PAGE_TEXT:
		put_words(b, sheet, row, column, c->text);
		break;
	case PAGE_NUMBER:
		put_number(b, sheet, row, column, c->text);
		break;
	case PAGE_DAY:
		put_day(b, sheet, row, column, c->day);
		break;
	case PAGE_STATUS:
	case PAGE_SIGN:
		put_text(sheet, row, column,
			words_status(b->page->lang, c->status), NULL);
		break;
	}
}

/* --- sheets --- */

/* Whether it is a sheet's already, in whatever case, or the one that workbooks
 * keep for themselves. */
static bool
is_taken(const struct book *b, struct span name)
{
	const lxw_worksheet *sheet;

	if (text_same(name, SPAN("History")))
		return true;
	STAILQ_FOREACH(sheet, b->workbook->worksheets, list_pointers)
	if (text_same(name, span_of(sheet->name)))
		return true;
	return false;
}

/* What a sheet may be called: no signs of its own, not too long, and no other
 * sheet's name. */
static void
sheet_name(struct book *b, struct span wanted, struct buf *name)
{
	struct buf clean = { 0 };
	struct span cut;
	unsigned number = 1;

	page_clean(&clean, wanted);
	for (size_t i = 0; i < clean.len; i++)
		if (strchr("[]:*?/\\'", clean.at[i]))
			clean.at[i] = ' ';
	cut = text_trim(clip_units(buf_span(&clean), NAME_MOST));
	buf_clear(name);
	buf_add(name, cut.len ? cut : SPAN("-"));
	while (is_taken(b, buf_span(name))) {
		cut = clip_units(buf_span(&clean), NAME_MOST - 5);
		buf_clear(name);
		buf_format(name, "%.*s %u", SPAN_ARG(cut), ++number);
	}
	buf_free(&clean);
}

static int
width_of(const struct book *b, size_t column)
{
	const struct page_table *t = b->table;
	size_t widest = 8, width;

	for (size_t i = 0; i < t->nrows; i++) {
		width = text_width(t->rows[i].cells[column].text) + 2;
		if (width > widest)
			widest = width;
	}
	if (t->columns[column].kind == PAGE_STATUS && widest < 28)
		widest = 28;
	if (t->columns[column].kind == PAGE_DAY && widest < 12)
		widest = 12;
	return widest < WIDEST ? (int)widest : WIDEST;
}

static bool
belongs(const struct page_row *row, int column, struct span group)
{
	return column < 0 || span_equal(row->cells[column].text, group);
}

static void
add_sheet(struct book *b, struct span title, int column, struct span group)
{
	const struct page_table *t = b->table;
	struct buf name = { 0 };
	lxw_worksheet *sheet;
	lxw_row_t row = 0;

	sheet_name(b, title, &name);
	sheet = xw.workbook_add_worksheet(b->workbook, buf_string(&name));
	if (!sheet) {
		diag_fault(STATUS_DATA, "no sheet can be called \"%s\"",
			buf_string(&name));
		buf_free(&name);
		return;
	}
	for (lxw_col_t j = 0; j < t->ncolumns; j++) {
		put_text(sheet, 0, j, t->columns[j].title, b->head);
		xw.worksheet_set_column(sheet, j, j, width_of(b, j), NULL);
	}
	for (size_t i = 0; i < t->nrows; i++) {
		if (!belongs(&t->rows[i], column, group))
			continue;
		row++;
		for (lxw_col_t j = 0; j < t->ncolumns; j++)
			put_cell(b, sheet, row, j, &t->rows[i].cells[j]);
	}
	xw.worksheet_freeze_panes(sheet, 1, 0);
	xw.worksheet_autofilter(sheet, 0, 0, row, (lxw_col_t)(t->ncolumns - 1));
	buf_free(&name);
}

static int
column_of(const struct page_table *t, const char *name)
{
	for (size_t j = 0; j < t->ncolumns; j++)
		if (!strcmp(t->columns[j].name, name))
			return (int)j;
	return -1;
}

static bool
seen_before(const struct page_table *t, size_t row, int column)
{
	for (size_t i = 0; i < row; i++)
		if (span_equal(t->rows[i].cells[column].text,
			    t->rows[row].cells[column].text))
			return true;
	return false;
}

static void
add_sheets(struct book *b)
{
	const struct page_table *t = b->table;
	int column = column_of(t, "perspective");
	struct span group;

	if (column < 0 || !t->nrows) {
		add_sheet(b, t->caption, -1, SPAN(""));
		return;
	}
	for (size_t i = 0; i < t->nrows; i++)
		if (!seen_before(t, i, column)) {
			group = t->rows[i].cells[column].text;
			add_sheet(b, group, column, group);
		}
}

/* --- the file --- */

/* The library does not look at what becomes of writing to its temporary files,
 * one for each part: a disk that is full would give a workbook without its last
 * rows. It winds each back before it packs it, which forgets the error; so that
 * is done here. Nor does it look at why the first read of a part gives nothing:
 * that part would be empty; nor whether it can be told where a part begins: it
 * would be said to begin nowhere. So that is done here, too. */
static bool part_lost;

void
rewind(FILE *part)
{
	if (fflush(part) || ferror(part) || fseek(part, 0, SEEK_SET))
		part_lost = true;
	clearerr(part);
}

size_t
fread(void *room, size_t size, size_t n, FILE *part)
{
	size_t got = (fread_unlocked)(room, size, n, part);

	if (ferror(part))
		part_lost = true;
	return got;
}

off64_t
ftello64(FILE *packed)
{
	off64_t at = ftello(packed);

	if (at < 0)
		part_lost = true;
	return at;
}

static void
set_properties(struct book *b)
{
	struct buf title = { 0 };
	lxw_doc_properties properties = { 0 };

	page_clean(&title, b->page->title);
	properties.title = (char *)(uintptr_t)buf_string(&title);
	properties.created = (time_t)b->page->day * 86400;
	xw.workbook_set_properties(b->workbook, &properties);
	buf_free(&title);
}

static bool
copy_out(int fd, struct out *out)
{
	char room[65536];
	ssize_t n;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return false;
	while ((n = read(fd, room, sizeof(room))) != 0) {
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			out_bytes(out, (struct span){ room, (size_t)n });
	}
	return true;
}

/* The library writes to a file by name; this one is only in memory. */
void
xlsx_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	struct book b = { .page = p, .table = p->data };
	char path[32];
	lxw_error error;
	int fd;

	(void)look;
	if (!load())
		return;
	fd = memfd_create("workbook", MFD_CLOEXEC);
	if (fd < 0) {
		diag_fault(STATUS_IO, "no memory file for the workbook");
		return;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	b.workbook = xw.workbook_new(path);
	make_formats(&b);
	set_properties(&b);
	add_sheets(&b);
	error = xw.workbook_close(b.workbook);
	if (error)
		diag_fault(STATUS_IO, "the workbook cannot be made: %s",
			xw.lxw_strerror(error));
	else if (part_lost)
		diag_fault(STATUS_IO,
			"the workbook cannot be made: its "
			"temporary files cannot be written and read back");
	else if (!copy_out(fd, out))
		diag_fault(STATUS_IO, "the workbook cannot be read back: %s",
			strerror(errno));
	close(fd);
}

#endif
