/* SPDX-License-Identifier: MIT
 *
 * Reads a CSV file of the book whole. What a spreadsheet does to a file that it
 * saves is borne: a byte order mark, semicolons, empty cells at the end of
 * rows, blank lines. Everything else that is odd is a fault of the file, with
 * its line.
 */
#include "book/table.h"

#include <stdarg.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "book/book.h"
#include "book/defs.h"
#include "book/folder.h"
#include "csv/csv_reader.h"
#include "io/source.h"
#include "value/period.h"
#include "value/text.h"

/* Cells of the book's tables as values: what people type, and what a Danish
 * spreadsheet makes of it when it saves the file again. What can be read in
 * two ways is rejected, never guessed. */

/* Reads a cell by the first pattern that it is written in. */
static bool
read_by(const char *const *patterns, size_t count, struct span cell,
	int32_t *day)
{
	bool ok = false;
	const char *why;

	for (size_t i = 0; !ok && i < count; i++) {
		struct period_format *format =
			period_format(span_of(patterns[i]), &why);

		ok = format && period_parse(format, cell, day);
		period_format_free(format);
	}
	return ok;
}

/* Spreadsheets save a day in the way of their country, and whoever saved
 * the book meant the same day by it. */
bool
table_day(const struct table *t, size_t row, int column, int32_t *day)
{
	struct span cell = table_cell(t, row, column);
	static const char *const danish[] = { "d-m-yyyy", "d.m.yyyy" };

	*day = DAY_NONE;
	if (!cell.len)
		return true;
	/* YYYY-MM-DD; also dd-mm-yyyy and dd.mm.yyyy, which a Danish
	 * spreadsheet makes of it when it saves the file again. */
	if (period_read_day(cell, day)
		|| read_by(danish, COUNT(danish), cell, day))
		return true;
	*day = DAY_NONE;
	return table_wrong(t, row, column,
		"\"%.*s\" is not a date such as "
		"2010-12-31",
		SPAN_ARG(cell));
}

/* A Danish spreadsheet makes `jan-10` or the first of the month of what was
 * written as 2010-01, so that both are read. */
bool
table_month(const struct table *t, size_t row, int column, int32_t *month)
{
	static const char *const danish[] = { "mon-yy", "mon-yyyy", "mon yyyy",
		"month yyyy", "m-yyyy", "m.yyyy", "01-mm-yyyy", "01.mm.yyyy" };
	struct span cell = table_cell(t, row, column);
	int32_t day;

	if (period_read_month(cell, month))
		return true;
	if (!read_by(danish, COUNT(danish), cell, &day))
		return table_wrong(t, row, column,
			"\"%.*s\" is not a month (YYYY-MM)", SPAN_ARG(cell));
	*month = period_month_of(day);
	return true;
}

/* What the text says by itself goes before what book.json says of numbers,
 * so that 4.5 stays 4.5 in a book of Danish numbers. */
bool
table_decimal(const struct table *t, size_t row, int column, struct span text,
	struct decimal *number)
{
	enum decimal_result result = decimal_read(text, DECIMAL_EITHER, number);
	BUF_LOCAL grouped = { 0 }, marked = { 0 };

	if ((result == DECIMAL_DOUBT || result == DECIMAL_NOT)
		&& t->numbers != DECIMAL_EITHER)
		result = decimal_read(text, t->numbers, number);
	if (result == DECIMAL_OK)
		return true;
	if (result == DECIMAL_RANGE)
		return table_wrong(t, row, column,
			"\"%.*s\" has too many digits", SPAN_ARG(text));
	if (result == DECIMAL_NOT)
		return table_wrong(t, row, column,
			"\"%.*s\" is not a number: write the figure alone, as "
			"in 92 or 4.5",
			SPAN_ARG(text));
	/* Says the two readings of a doubtful number: its mark as a thousands
	 * separator, and as a decimal mark. Some cannot be written without
	 * doubt, so the message names what decides for the whole book. */
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c != '.' && c != ',')
			buf_byte(&grouped, c);
		buf_byte(&marked, c == ',' ? '.' : c);
	}
	while (marked.len && marked.at[marked.len - 1] == '0')
		marked.len--;
	if (marked.len && marked.at[marked.len - 1] == '.')
		marked.len--;
	table_wrong(t, row, column,
		"\"%.*s\" can be read as %s and as %s: say which by "
		"\"numbers\" in book.json (\"1.234,5\" or \"1,234.5\")",
		SPAN_ARG(text), buf_string(&grouped), buf_string(&marked));
	return false;
}

/* An empty cell is told apart from 0, since a target of 0 is a target. */
bool
table_number(const struct table *t, size_t row, int column,
	struct decimal *number, bool *absent)
{
	struct span cell = table_cell(t, row, column);

	*number = (struct decimal){ 0 };
	*absent = !cell.len;
	return *absent || table_decimal(t, row, column, cell, number);
}

/* Four digits and nothing else: 10 could be the year 2010 or a slip of the
 * pen, and nobody would notice. */
bool
table_year(const struct table *t, size_t row, int column, int *year)
{
	struct span cell = table_cell(t, row, column);

	*year = cell.len == 4 ? span_number(cell.at, 4) : 0;
	return *year >= 1000
		|| table_wrong(t, row, column, "\"%.*s\" is not a year",
			SPAN_ARG(cell));
}

/* Spreadsheets in Danish write their own words for true and false. */
bool
table_yes(const struct table *t, size_t row, int column, bool *yes)
{
	static const char *const words[] = { "no", "false", "0", "nej", "falsk",
		"yes", "true", "1", "ja", "sand" };
	struct span cell = table_cell(t, row, column);

	*yes = false;
	if (!cell.len)
		return true;
	for (size_t i = 0; i < COUNT(words); i++)
		if (text_same(cell, span_of(words[i]))) {
			*yes = i >= 5;
			return true;
		}
	return table_wrong(t, row, column, "\"%.*s\" is neither yes nor no",
		SPAN_ARG(cell));
}

/* An empty word in the list stands for a value that is never written, so it
 * is not offered in the message. */
bool
table_word(const struct table *t, size_t row, int column,
	const char *const words[], size_t n, int *choice)
{
	struct span cell = table_cell(t, row, column);
	BUF_LOCAL all = { 0 };
	size_t word = span_among(cell, words, n);

	if (cell.len && word < n)
		*choice = (int)word;
	if (!cell.len || word < n)
		return true;
	for (size_t i = 0; i < n; i++)
		if (*words[i])
			buf_format(&all, "%s%s", all.len ? ", " : "", words[i]);
	text_suggest(&all, cell, words, n);
	table_wrong(t, row, column, "\"%.*s\" is none of %s", SPAN_ARG(cell),
		buf_string(&all));
	return false;
}

/* The nearest name is looked for among all rows of the other file, also
 * among those that were left out for a fault. */
bool
table_unknown(const struct table *t, size_t row, int column, const char *rule,
	const char *what, const struct table *names)
{
	struct span cell = table_cell(t, row, column);
	const char **words = mem_new(names->rows + 1, sizeof(*words));
	int at = table_column(names, what);
	BUF_LOCAL meant = { 0 };
	bool there = false;

	for (size_t i = 0; i < names->rows; i++) {
		words[i] = mem_copy(table_cell(names, i, at));
		there |= span_equal(table_cell(names, i, at), cell);
	}
	text_suggest(&meant, cell, words, names->rows);
	/* Of a row that is there and was left out the fault is said. */
	if (!there)
		def_error_say(table_place(t, row), rule,
			"column \"%s\": \"%.*s\" is no %s of %ss.csv%s", what,
			SPAN_ARG(cell), what, what, buf_string(&meant));
	for (size_t i = 0; i < names->rows; i++)
		mem_free((char *)words[i]);
	mem_free(words);
	return false;
}

#define BOM "\xEF\xBB\xBF"

/* A row: the line it stands in, and where each cell ends in its text, which comes
 * behind; each cell is ended by NUL. A book may have a million. */
struct row {
	uint64_t line;
	uint32_t ends[];
};

/* What a struct table really is. */
struct whole {
	struct table table;
	struct arena *arena;
	struct span *names;
	struct row **rows;
	size_t cap; /* while reading */
};

/* What the caller's struct really is. */
static const struct whole *
whole(const struct table *t)
{
	return (const struct whole *)t;
}

/* Why a file cannot be a table of a book, and what to do, by its first bytes;
 * NULL when it can. People save books by spreadsheets, and these are what those
 * write when asked for the wrong thing. */
static const char *
unsuited(struct span head)
{
	static const char save[] = "save it as \"CSV UTF-8\"";
	static const struct {
		const char *bytes;
		size_t len;
		const char *what;
	} kinds[] = {
		{ "PK\3\4", 4, "is a workbook, whatever its name: " },
		{ "\xd0\xcf\x11\xe0", 4, "is an old or encrypted workbook: " },
		{ "\xff\xfe", 2, "is UTF-16 (\"Unicode text\"): " },
		{ "\xfe\xff", 2, "is UTF-16 (\"Unicode text\"): " },
		{ "<", 1, "is a web page or XML: open it and " },
		{ "{", 1, "is JSON, no table: " },
	};
	static char why[128];
	size_t line = 0;

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (head.len >= kinds[i].len
			&& !memcmp(head.at, kinds[i].bytes, kinds[i].len)) {
			snprintf(why, sizeof(why), "%s%s", kinds[i].what, save);
			return why;
		}
	if (head.len > 3 && !memcmp(head.at, BOM, 3))
		head = (struct span){ head.at + 3, head.len - 3 };
	if (head.len > 4 && !strncasecmp(head.at, "sep=", 4))
		return "the line \"sep=\" is for Excel alone: take it out";
	while (line < head.len && head.at[line] != '\n')
		line++;
	if (memchr(head.at, ',', line) || memchr(head.at, ';', line))
		return NULL;
	if (memchr(head.at, '\t', line))
		return "the columns are parted by TAB, not by , or ;: save it "
		       "as \"CSV UTF-8\"";
	if (memchr(head.at, '|', line))
		return "the columns are parted by |, not by , or ;: put ; "
		       "between them";
	return NULL;
}

/* The delimiter, as the header line shows it: `;` or `,`, whichever stands
 * more often outside quotes; and whether a BOM comes first. Only a regular file
 * can be looked at twice. */
static bool
look(const char *file, int *delimiter, bool *bom)
{
	char room[16384];
	struct source *source;
	struct stat st;
	const char *why;
	size_t n = 0, commas = 0, semicolons = 0;
	bool quoted = false;
	ssize_t got;

	if (!stat(file, &st) && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) {
		diag_file(STATUS_NOINPUT, file, "not a regular file");
		return false;
	}
	source = source_open(file);
	if (!source)
		return false;
	while (n < sizeof(room)
		&& (got = source_read(source, room + n, sizeof(room) - n)) > 0)
		n += (size_t)got;
	if (!source_close(source))
		return false;
	for (size_t i = 0; i < n && (quoted || room[i] != '\n'); i++) {
		quoted ^= room[i] == '"';
		commas += !quoted && room[i] == ',';
		semicolons += !quoted && room[i] == ';';
	}
	*delimiter = semicolons > commas ? ';' : ',';
	*bom = n >= 3 && !memcmp(room, BOM, 3);
	why = unsuited((struct span){ room, n });
	if (why)
		diag_at(STATUS_CONFIG, "table", (struct place){ file, 1, 0 },
			"%s", why);
	return !why;
}

/* Empty cells at the end are no cells: spreadsheets write more or fewer of
 * them as they please. */
static size_t
filled(const struct csv_record *r)
{
	size_t n = r->count;

	while (n && !text_trim(r->cells[n - 1]).len)
		n--;
	return n;
}

/* The names of the columns. Two of one name would make it a matter of chance
 * which is read. */
static bool
take_header(struct whole *w, const struct csv_record *r)
{
	struct place here = { w->table.file, r->line, 0 };

	w->table.columns = filled(r);
	w->names = arena_take(w->arena, w->table.columns * sizeof(*w->names));
	w->table.names = w->names;
	for (size_t i = 0; i < w->table.columns; i++) {
		w->names[i] = arena_keep(w->arena, text_trim(r->cells[i]));
		for (size_t j = 0; j < i; j++)
			if (w->names[i].len
				&& span_equal(w->names[i], w->names[j]))
				return def_error_say(here, "definition",
					"two columns are called \"%.*s\": take one "
					"out, or call it something else",
					SPAN_ARG(w->names[i]));
	}
	return true;
}

/* A record of n cells, kept as long as the book is open. */
static struct row *
keep_row(struct whole *w, const struct csv_record *r, size_t n)
{
	size_t columns = w->table.columns, bytes = columns;
	struct row *row;
	char *text, *at;

	for (size_t i = 0; i < n; i++)
		bytes += r->cells[i].len;
	row = arena_take(w->arena,
		sizeof(*row) + columns * sizeof(*row->ends) + bytes);
	row->line = r->line;
	text = at = (char *)(row->ends + columns);
	for (size_t i = 0; i < columns; i++) {
		struct span cell = text_trim(i < n ? r->cells[i] : SPAN(""));

		if (cell.len)
			memcpy(at, cell.at, cell.len);
		at += cell.len;
		row->ends[i] = (uint32_t)(at - text);
		*at++ = '\0';
	}
	return row;
}

/* All records; a blank one is none. A fault of one row does not hide those of
 * the next. A row with more cells than the header has shifted columns, and is a
 * fault; with fewer, the rest is empty. */
static bool
take_all(struct whole *w, struct csv_reader *in)
{
	struct csv_record r;
	enum csv_result got;
	bool ok = true;

	while ((got = csv_reader_next(in, &r)) != CSV_READER_END) {
		struct place here = { w->table.file, r.line, 0 };
		size_t columns = w->table.columns, n;

		if (got == CSV_READER_FAULT)
			return false;
		if (got == CSV_READER_MALFORMED) {
			here.column = r.column;
			diag_at(STATUS_CONFIG, "csv", here,
				"a quote stands where none can: a cell with a "
				"quote is \"a \"\"quoted\"\" word\"");
			return false;
		}
		if (utf8_fault(r.raw) < r.raw.len) {
			diag_at(STATUS_CONFIG, "utf8", here,
				"not UTF-8 (save the file as \"CSV UTF-8\")");
			return false;
		}
		n = filled(&r);
		if (n && !w->table.names) {
			ok &= take_header(w, &r);
		} else if (n > columns) {
			ok = def_error_say(here, "definition",
				"%zu cells, but the header names %zu columns: "
				"a cell with a delimiter in it stands in "
				"quotes",
				n, columns);
		} else if (n) {
			MEM_GROW(w->rows, w->cap, w->table.rows + 1);
			w->rows[w->table.rows++] = keep_row(w, &r, n);
		}
	}
	if (!w->table.names)
		diag_at(STATUS_CONFIG, "csv",
			(struct place){ w->table.file, 1, 0 },
			"no header line: the first line names the columns "
			"(MANUAL.md, chapter 7)");
	return w->table.names && (ok || !def_error_stops());
}

/* The bytes of a mark that says UTF-8 are passed over here, because they
 * would be part of the first column's name. */
const struct table *
table_load(struct book *book, const char *file, bool optional)
{
	struct arena *arena;
	struct whole *w;
	struct csv_bytes dialect;
	struct source *source;
	struct csv_reader *in;
	bool bom, ok;

	if (folder_lacks(file)) {
		if (!optional)
			folder_say_lack(book, file);
		return NULL;
	}
	arena = book->arena;
	w = arena_take(arena, sizeof(*w));
	dialect = (struct csv_bytes){ ',', '"', -1 };
	if (!look(file, &dialect.delimiter, &bom)
		|| !(source = source_open(file)))
		return NULL;
	if (bom) {
		char room[3];
		size_t left = sizeof(room);
		ssize_t got;

		while (left && (got = source_read(source, room, left)) > 0)
			left -= (size_t)got;
	}
	w->arena = arena;
	w->table.file = arena_text(arena, span_of(file));
	w->table.numbers = book->numbers;
	in = csv_reader_open(source, &dialect);
	ok = take_all(w, in);
	csv_reader_close(in);
	ok &= source_close(source);
	w->rows = arena_adopt(arena, w->rows,
		w->table.rows * sizeof(struct row *));
	return ok ? &w->table : NULL;
}

/* An exact name goes before one that differs in capitals or blanks, so that
 * a file may have both. */
int
table_column(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->columns; i++)
		if (span_is(t->names[i], name))
			return (int)i;
	for (size_t i = 0; i < t->columns; i++)
		if (text_same(t->names[i], span_of(name)))
			return (int)i;
	return -1;
}

/* The columns that are there are listed, since the one that is wanted is
 * mostly among them under another name. */
int
table_need(const struct table *t, const char *name)
{
	int column = table_column(t, name);
	BUF_LOCAL all = { 0 };

	if (column >= 0)
		return column;
	for (size_t i = 0; i < t->columns; i++)
		buf_format(&all, "%s%.*s", i ? ", " : "",
			SPAN_ARG(t->names[i]));
	diag_at(STATUS_CONFIG, "column", (struct place){ t->file, 1, 0 },
		"no column \"%s\" (the columns are: %s)", name,
		buf_string(&all));
	return column;
}

/* A column that the file lacks reads as empty cells, so that loaders need
 * not ask whether it is there. */
struct span
table_cell(const struct table *t, size_t row, int column)
{
	const struct row *r;
	size_t from;

	if (column < 0)
		return SPAN("");
	r = whole(t)->rows[row];
	from = column ? r->ends[column - 1] + 1 : 0;
	return (struct span){ (const char *)(r->ends + t->columns) + from,
		r->ends[column] - from };
}

struct place
table_place(const struct table *t, size_t row)
{
	return (struct place){ t->file, whole(t)->rows[row]->line, 0 };
}

/* Where the column lacks there is no name to show, and the row's place has
 * to do. */
bool
table_wrong(const struct table *t, size_t row, int column, const char *fmt, ...)
{
	BUF_LOCAL text = { 0 };
	va_list args;

	va_start(args, fmt);
	buf_format_list(&text, fmt, args);
	va_end(args);
	if (column >= 0)
		def_error_say(table_place(t, row), "definition",
			"column \"%.*s\": %s", SPAN_ARG(t->names[column]),
			buf_string(&text));
	else
		def_error_say(table_place(t, row), "definition", "%s",
			buf_string(&text));
	return false;
}
