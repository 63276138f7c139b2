/* SPDX-License-Identifier: MIT
 *
 * A page as a workbook: the board as people see it, a sheet for each
 * perspective, then all data; typed cells, heads frozen, filters, and each
 * sheet as wide as one page of paper. The same page gives the same bytes: the
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
#define FITS 58         /* and hold so many characters a line */
#define DECIMALS_MOST 6
#define DIGITS_MOST 15 /* a workbook keeps no more of a number */
#define PAPER_A4 9     /* as libxlsxwriter counts papers */
#define CROWD 4        /* columns of signs that make a table a board */

/* What is asked of libxlsxwriter, which is loaded with the first workbook. */
/* clang-format off */
#define CALLS(F) \
	F(format_set_align) F(format_set_bg_color) F(format_set_bold) \
	F(format_set_bottom) F(format_set_font_color) \
	F(format_set_font_size) F(format_set_indent) \
	F(format_set_num_format) F(format_set_text_wrap) F(lxw_strerror) \
	F(workbook_add_format) F(workbook_add_worksheet) F(workbook_close) \
	F(workbook_new) \
	F(workbook_set_properties) F(worksheet_autofilter) \
	F(worksheet_fit_to_pages) F(worksheet_freeze_panes) \
	F(worksheet_repeat_rows) F(worksheet_set_column) \
	F(worksheet_set_footer) F(worksheet_set_landscape) \
	F(worksheet_set_paper) F(worksheet_set_row) \
	F(worksheet_write_datetime) F(worksheet_write_number) \
	F(worksheet_write_string)
/* clang-format on */
/* One list gives the members of `xw`, each of the type of the library's
 * function, and the names to look up, in the same order: the two cannot
 * differ. */
#define MEMBER(name) __typeof__(name) *name;
#define NAME(name) #name,
static struct {
	CALLS(MEMBER)
} xw;

/* A workbook being written. Formats are the library's, one for each look, and
 * go with the workbook; statuses without a verdict have no colours. */
struct book {
	const struct page *page;
	const struct page_table *table; /* whose cells are being written */
	/* by row of the sheet being written: lines of its tallest cell; NULL:
	 * rows keep their height */
	unsigned *lines;
	lxw_workbook *workbook;
	lxw_format *title, *group, *day, *plain, *wrap, *text;
	lxw_format *head[2];                   /* of texts, of figures */
	lxw_format *number[DECIMALS_MOST + 1]; /* by decimals */
	lxw_format *status[VERDICT_STATUSES];
};

bool
xlsx_built_in(void)
{
	return true;
}

/* --- formats --- */

/* The look of a cell whose text stands at its top. */
static lxw_format *
new_format(struct book *b)
{
	lxw_format *format = xw.workbook_add_format(b->workbook);

	xw.format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	return format;
}

/* A status has the colours of pages; the word and the sign say the same. Behind
 * a figure is a gap (`_)`), so that it stands apart from the next cell's text. */
static void
make_formats(struct book *b)
{
	static const char *const numbers[DECIMALS_MOST + 1] = { "#,##0_)",
		"#,##0.0_)", "#,##0.00_)", "#,##0.000_)", "#,##0.0000_)",
		"#,##0.00000_)", "#,##0.000000_)" };
	static const struct {
		lxw_color_t ink, paper;
	} colours[] = { [VERDICT_MET] = { 0x145a2a, 0xe3f4e8 },
		[VERDICT_NEAR] = { 0x6b4700, 0xfdf1d0 },
		[VERDICT_OFF] = { 0x97180f, 0xfde6e3 } };

	b->title = xw.workbook_add_format(b->workbook);
	xw.format_set_bold(b->title);
	xw.format_set_font_size(b->title, 14);
	b->group = xw.workbook_add_format(b->workbook);
	xw.format_set_bold(b->group);
	b->text = new_format(b);
	b->wrap = new_format(b);
	xw.format_set_text_wrap(b->wrap);
	for (int i = 0; i < 2; i++) {
		b->head[i] = new_format(b);
		xw.format_set_bold(b->head[i]);
		xw.format_set_text_wrap(b->head[i]);
		xw.format_set_bottom(b->head[i], LXW_BORDER_THIN);
		xw.format_set_align(b->head[i],
			i ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
		if (i)
			xw.format_set_indent(b->head[i], 1);
	}
	b->plain = new_format(b);
	xw.format_set_num_format(b->plain, "0_)");
	b->day = new_format(b);
	xw.format_set_num_format(b->day,
		b->page->lang == LANG_DA ? "dd-mm-yyyy" : "yyyy-mm-dd");
	for (int i = 0; i <= DECIMALS_MOST; i++) {
		b->number[i] = new_format(b);
		xw.format_set_num_format(b->number[i], numbers[i]);
	}
	for (int s = 0; s < VERDICT_STATUSES; s++) {
		b->status[s] = new_format(b);
		if (!verdict_given((enum verdict_status)s))
			continue;
		xw.format_set_font_color(b->status[s], colours[s].ink);
		xw.format_set_bg_color(b->status[s], colours[s].paper);
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
 * in units of UTF-16, and those without width too. The bounds of names and
 * cells are counted so. */
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

/* A text of any source, always written as a string: no text becomes a formula.
 * What is longer than a cell may be is cut. format: NULL for the usual look. */
static void
put_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
	struct span text, lxw_format *format)
{
	BUF_LOCAL clean = { 0 };

	page_clean(&clean, clip_units(text, TEXT_MOST));
	xw.worksheet_write_string(sheet, row, column, buf_string(&clean),
		format);
}

/* A number; of an exact fraction such as 8503/6 its quotient. Parts are whole
 * and exact, so that what is divided is the nearest number a workbook can hold.
 * A year is not written with a thousands separator. Nothing is written of what
 * is no number, or more than a workbook keeps. Doubles are the workbook's own,
 * and nothing is decided by them (DESIGN 6). */
static void
put_number(const struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t column, struct span text, bool year)
{
	const char *slash = memchr(text.at, '/', text.len);
	struct span over = text, under = SPAN("1");
	int64_t n, ten_to, parts, under_ten;
	int decimals, under_decimals;

	if (slash) {
		over.len = (size_t)(slash - text.at);
		under = (struct span){ slash + 1, text.len - over.len - 1 };
	}
	if (!delimited_is_number(over) || !delimited_is_number(under)
		|| !take_apart(over, &n, &ten_to, &decimals)
		|| !take_apart(under, &parts, &under_ten, &under_decimals)
		|| !parts)
		return;
	if (slash)
		decimals = 2;
	xw.worksheet_write_number(sheet, row, column,
		(double)n / (double)ten_to / (double)parts * (double)under_ten,
		year ? b->plain : b->number[decimals]);
}

/* A cell; signs stand with their word where a board is written. */
static void
put_cell(const struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t at, const struct page_column *column,
	const struct page_cell *c)
{
	struct period_date d;
	lxw_datetime date;
	BUF_LOCAL said = { 0 };
	unsigned lines;

	switch (c->kind) {
	case PAGE_EMPTY:
		break;
	case PAGE_TEXT:
		words_value(&said, b->page->lang, column->name, c->text);
		lines = (unsigned)(text_width(buf_span(&said)) + FITS - 1)
			/ FITS;
		if (b->lines && lines > b->lines[row])
			b->lines[row] = lines;
		put_text(sheet, row, at, buf_span(&said),
			lines > 1 ? b->wrap : b->text);
		break;
	case PAGE_NUMBER:
		put_number(b, sheet, row, at, c->text,
			!strcmp(column->name, "year"));
		break;
	case PAGE_DAY:
		d = period_date(c->day);
		date = (lxw_datetime){ .year = d.year,
			.month = d.month,
			.day = d.day };
		xw.worksheet_write_datetime(sheet, row, at, &date, b->day);
		break;
	case PAGE_SIGN:
		page_cell_print(&said, b->page->lang, c);
		put_text(sheet, row, at,
			c->status == VERDICT_NOT_APPLICABLE
				? words_sign(c->status)
				: buf_span(&said),
			b->status[c->status]);
		break;
	case PAGE_STATUS:
		put_text(sheet, row, at, words_status(b->page->lang, c->status),
			b->status[c->status]);
		break;
	}
}

/* --- sheets --- */

/* What a sheet may be called: no signs of its own, not too long, and no other
 * sheet's name, in whatever case, nor the one that workbooks keep for
 * themselves. Excel compares names without case and holds `History` for itself.
 * A name that is taken gets a number behind it, for which five characters are
 * kept free. */
static void
sheet_name(struct book *b, struct span wanted, struct buf *name)
{
	BUF_LOCAL clean = { 0 };
	const lxw_worksheet *sheet;
	struct span cut;
	bool taken = true;

	page_clean(&clean, wanted);
	for (size_t i = 0; i < clean.len; i++)
		if (strchr("[]:*?/\\'", clean.at[i]))
			clean.at[i] = ' ';
	cut = text_trim(clip_units(buf_span(&clean), NAME_MOST));
	buf_add(name, cut.len ? cut : SPAN("-"));
	for (unsigned number = 2; taken; number++) {
		taken = text_same(buf_span(name), SPAN("History"));
		STAILQ_FOREACH(sheet, b->workbook->worksheets, list_pointers)
		taken = taken
			|| text_same(buf_span(name), span_of(sheet->name));
		if (!taken)
			break;
		cut = clip_units(buf_span(&clean), NAME_MOST - 5);
		buf_clear(name);
		buf_format(name, "%.*s %u", SPAN_ARG(cut), number);
	}
}

/* As wide as the widest text, within reason; people widen the rest by hand. It
 * is measured by the cells' texts as the streams have them, so it is near and
 * not exact; statuses get room for the longest word. */
static int
width_of(const struct page_table *t, size_t column)
{
	size_t widest = 8, width;

	for (size_t i = 0; i < t->nrows; i++) {
		if (!t->make && !t->rows[i].cells)
			continue;
		width = text_width(page_cell_at(t, i, column).text) + 2;
		if (width > widest)
			widest = width;
	}
	if (t->columns[column].kind == PAGE_STATUS && widest < 28)
		widest = 28;
	if (t->columns[column].kind != PAGE_TEXT && widest < 12)
		widest = 12;
	return widest < WIDEST ? (int)widest : WIDEST;
}

/* A sheet that prints on A4 across, as wide as one page, with its head on each
 * page; NULL after a message. head is the row, from 0, that is repeated; title
 * is what the sheet is called as far as a name may say it. */
static lxw_worksheet *
new_sheet(struct book *b, struct span title, lxw_row_t head)
{
	BUF_LOCAL name = { 0 };
	lxw_worksheet *sheet;

	sheet_name(b, title, &name);
	sheet = xw.workbook_add_worksheet(b->workbook, buf_string(&name));
	if (!sheet) {
		diag_fault(STATUS_DATA, "no sheet can be called \"%s\"",
			buf_string(&name));
	} else {
		xw.worksheet_set_landscape(sheet);
		xw.worksheet_set_paper(sheet, PAPER_A4);
		xw.worksheet_fit_to_pages(sheet, 1, 0);
		xw.worksheet_repeat_rows(sheet, head, head);
		xw.worksheet_set_footer(sheet, "&L&A&R&P / &N");
	}
	return sheet;
}

/* Begins the rows of a sheet behind its head, whose titles may be two lines. */
static void
begin_rows(struct book *b, const struct page_table *t, size_t head)
{
	b->table = t;
	b->lines = mem_new(head + 1 + t->nrows + 1, sizeof(*b->lines));
	b->lines[head] = 2;
}

/* Rows that hold wrapped texts are made as high: not every program that opens a
 * workbook does so itself. */
static void
end_rows(struct book *b, lxw_worksheet *sheet, lxw_row_t last)
{
	for (lxw_row_t row = 0; row <= last; row++)
		if (b->lines[row] > 1)
			xw.worksheet_set_row(sheet, row,
				LXW_DEF_ROW_HEIGHT * b->lines[row], NULL);
	mem_free(b->lines);
	b->lines = NULL;
}

/* The board as people see it: goals against units, words and colours. The first
 * column and the heads stay in view when the rest is scrolled. */
static void
add_board(struct book *b, const struct page_table *t)
{
	enum { TITLE, SUBTITLE, HEAD = 3 };
	lxw_worksheet *sheet = new_sheet(b, t->caption, HEAD);
	lxw_row_t row = HEAD;

	if (!sheet)
		return;
	begin_rows(b, t, HEAD);
	put_text(sheet, TITLE, 0, b->page->title, b->title);
	put_text(sheet, SUBTITLE, 0, b->page->subtitle, NULL);
	for (lxw_col_t j = 0; j < t->ncolumns; j++) {
		put_text(sheet, HEAD, j, t->columns[j].title, b->head[0]);
		xw.worksheet_set_column(sheet, j, j, j ? 13 : width_of(t, j),
			NULL);
	}
	for (size_t i = 0; i < t->nrows; i++) {
		row++;
		if (!t->rows[i].cells)
			put_text(sheet, row, 0, t->rows[i].group, b->group);
		for (lxw_col_t j = 0; t->rows[i].cells && j < t->ncolumns; j++)
			put_cell(b, sheet, row, j, &t->columns[j],
				&t->rows[i].cells[j]);
	}
	end_rows(b, sheet, row);
	xw.worksheet_freeze_panes(sheet, HEAD + 1, 1);
}

/* Whether a number is one that no cell holds exactly: a fraction, or one of too
 * many digits. In the sheet of all data its text stands beside it. */
static bool
is_beyond(struct page_cell c)
{
	int64_t n, ten_to;
	int decimals;

	return c.kind == PAGE_NUMBER
		&& (!delimited_is_number(c.text)
			|| !take_apart(c.text, &n, &ten_to, &decimals));
}

/* Rows of the data as a list; of those that are read (wanted is not NULL) the
 * rows of a group that are in a contract, and of their columns those that
 * wanted names. title is the sheet's; group is a text of that column, as the
 * data have it. Only there are rows as high as their texts. A filter is over all
 * columns, so people can look for a unit or a status. */
static void
add_list(struct book *b, struct span title, int column, struct span group,
	const char *const *wanted)
{
	const struct page_table *t = b->page->data;
	lxw_worksheet *sheet = new_sheet(b, title, 0);
	int status = page_column_of(t, "status");
	lxw_row_t row = 0;
	lxw_col_t at = 0;
	BUF_LOCAL exact = { 0 };

	if (!sheet)
		return;
	b->table = t;
	if (wanted)
		begin_rows(b, t, 0);
	for (size_t k = 0; wanted ? wanted[k] != NULL : k < t->ncolumns; k++) {
		int found = wanted ? page_column_of(t, wanted[k]) : (int)k;
		size_t j = (size_t)found;
		bool both = false;

		if (found < 0)
			continue;
		/* Numbers that no cell holds stand in a column of text beside
		 * it, so that a column of figures is figures only. */
		for (size_t i = 0; !wanted && !both && i < t->nrows; i++)
			both = is_beyond(page_cell_at(t, i, j));
		put_text(sheet, 0, at, t->columns[j].title,
			b->head[t->columns[j].kind == PAGE_NUMBER
				|| t->columns[j].kind == PAGE_DAY]);
		xw.worksheet_set_column(sheet, at, at, width_of(t, j), NULL);
		buf_clear(&exact);
		words_say(&exact, b->page->lang, WORD_EXACT,
			WORDS_TEXT(t->columns[j].title));
		if (both)
			put_text(sheet, 0, at + 1, buf_span(&exact),
				b->head[0]);
		row = 0;
		for (size_t i = 0; i < t->nrows; i++) {
			struct page_cell c = page_cell_at(t, i, j);

			if (wanted
				&& (page_cell_at(t, i, (size_t)status).status
						== VERDICT_NOT_APPLICABLE
					|| !span_equal(page_cell_at(t, i,
							       (size_t)column)
							       .text,
						group)))
				continue;
			put_cell(b, sheet, ++row, at, &t->columns[j], &c);
			if (is_beyond(c) && both)
				put_text(sheet, row, at + 1, c.text, NULL);
		}
		at = (lxw_col_t)(at + 1 + both);
	}
	if (wanted)
		end_rows(b, sheet, row);
	xw.worksheet_freeze_panes(sheet, 1, 0);
	if (at)
		xw.worksheet_autofilter(sheet, 0, 0, row, (lxw_col_t)(at - 1));
}

/* The board first, where the report has one; then a sheet a perspective with
 * what people read; then all data. A table of few signs is no board: CROWD
 * tells the two apart. Reports without perspectives have the data alone, under
 * their own caption. */
static void
add_sheets(struct book *b)
{
	static const char *const read[] = { "unit_name", "goal_title", "status",
		"value", "expected", "target", "upper", "unit_of_value", "due",
		"projected", "outlook", NULL };
	const struct page *p = b->page;
	const struct page_table *t = p->data;
	int column = page_column_of(t, "perspective");
	size_t signs;

	for (size_t i = 0; i < p->nblocks; i++) {
		const struct page_table *one = p->blocks[i].table;

		signs = 0;
		for (size_t j = 0; one && j < one->ncolumns; j++)
			signs += one->columns[j].kind == PAGE_SIGN;
		if (signs >= CROWD) {
			add_board(b, one);
			break;
		}
	}
	for (size_t i = 0; column >= 0 && i < t->nrows; i++) {
		struct span group = page_cell_at(t, i, (size_t)column).text;
		size_t before = 0;

		while (before < i
			&& !span_equal(
				page_cell_at(t, before, (size_t)column).text,
				group))
			before++;
		if (before == i)
			add_list(b, group, column, group, read);
	}
	add_list(b,
		column >= 0 ? words_of(p->lang, WORD_DATA_SHEET) : t->caption,
		-1, SPAN(""), NULL);
}

/* --- the file --- */

/* The library does not look at what becomes of writing to its temporary files,
 * one for each part: a disk that is full would give a workbook without its last
 * rows. It winds each back before it packs it, which forgets the error; so that
 * is done here. Nor does it look at why the first read of a part gives nothing:
 * that part would be empty; nor whether it can be told where a part begins: it
 * would be said to begin nowhere. So that is done here, too. */
static bool part_lost;

/* These three take the place of the C library's in this program: the library
 * calls them by those names. */
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

/* The finished workbook, from the file in memory to the output. */
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

/* The library writes to a file by name; this one is only in memory. The library
 * is loaded when it is first needed; where it is not installed that is told and
 * nothing is written. */
void
xlsx_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	struct book b = { .page = p };
	BUF_LOCAL title = { 0 };
	lxw_doc_properties properties = { 0 };
	char path[32];
	lxw_error error;
	static const char *const names[] = { CALLS(NAME) };
	int fd;

	(void)look;
	if (!xw.workbook_new
		&& !library_load(LIBXLSXWRITER, names, COUNT(names), &xw))
		return;
	fd = memfd_create("workbook", MFD_CLOEXEC);
	if (fd < 0) {
		diag_fault(STATUS_IO, "no memory file for the workbook");
		return;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	b.workbook = xw.workbook_new(path);
	make_formats(&b);
	/* The workbook's date is the status date, so that the same page gives
	 * the same bytes. */
	page_clean(&title, p->title);
	properties.title = (char *)(uintptr_t)buf_string(&title);
	properties.created = (time_t)p->day * 86400;
	xw.workbook_set_properties(b.workbook, &properties);
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
