/* SPDX-License-Identifier: MIT
 *
 * Asks one module of guess after the other, each with what the ones before it have
 * told: encoding, format, delimiter, table, columns. Encoding is told before
 * format, since what is JSON is seen in the text. What the user has said is
 * taken instead of asked.
 *
 * A workbook is read twice, since only then its width is known. What was found
 * is put in words by findings.c.
 */
#include "sniff.h"

#include "base/diag.h"
#include "bif-extract/guess/guess_json.h"
#include "io/decode.h"
#include "io/source.h"
#include "bif-extract/read/input.h"
#include "xlsx/xlsx.h"
#include "value/text.h"

/* So many rows are looked at, and so many columns of a workbook: a guess of
 * more would cost more memory and tell no more. */
#define ROWS_MOST 200000
#define WIDE_MOST 4096
/* Below this, in per cent, a dialect gives way to fixed width, if the text is
 * one: what splits half of the lines may be a mark inside of fields. */
#define SURE_ENOUGH 90

/* Finds the encoding, and decodes the sample by it, or by the likeliest, since
 * names are to be read all the same: the text of the head, and behind it that
 * of the end of the file, where it is known. Where the head or the tail cuts a
 * line the half line is left out. What the user has asked for is never doubted
 * here, not even where the bytes speak against it: reading by it will tell.
 * s->text is what all later questions are put to. */
static void
find_encoding(struct sniff *s, const struct sniff_asked *asked)
{
	const char *encoding = asked->encoding;
	struct span last = buf_span(&s->sample.tail);
	BUF_LOCAL tail = { 0 };
	size_t n;

	guess_encoding(&s->encoding, buf_span(&s->sample.head));
	if (s->encoding.name && strncmp(s->encoding.name, "utf", 3)
		&& !s->encoding.mixed)
		s->encoding.mixed = s->sample.utf8;
	if (encoding) {
		s->encoding.mixed = 0;
		buf_clear(&s->encoding.why);
		buf_text(&s->encoding.why, "as asked");
		s->encoding.name = encoding;
		s->encoding.sure = 100;
	}
	s->unknown |= !s->encoding.name;
	encoding = s->encoding.name  ? s->encoding.name
		: s->encoding.likely ? s->encoding.likely
				     : "utf-8";
	sample_decode(&s->text, buf_span(&s->sample.head), encoding);
	if (s->sample.whole)
		return;
	for (n = s->text.len;
		n && s->text.at[n - 1] != '\n' && s->text.at[n - 1] != '\r';)
		n--;
	s->text.len = n ? n : s->text.len;
	if (!s->sample.ended)
		return;
	/* Two bytes a character, or four: not in the middle of one. */
	span_skip(&last, last.len % 4);
	sample_decode(&tail, last, encoding);
	for (n = 0; n < tail.len && tail.at[n] != '\n';)
		n++;
	if (n < tail.len)
		buf_add(&s->text,
			(struct span){ tail.at + n + 1, tail.len - n - 1 });
}

/* A program that does not know the delimiter saves each line as one cell: in
 * quotes, its own quotes doubled. Adds the text without them to bare; false
 * where a line is not so, as where each of several cells is quoted. bare must
 * be empty. It is compared line by line with what such a program writes, so one
 * line that is otherwise settles it; but the first, of names alone, may stand in
 * none. */
static bool
unquote_lines(struct buf *bare, struct span text)
{
	struct span line;
	bool found = false;

	while (span_line(&text, &line)) {
		const char *at = line.at;
		size_t end = line.len;

		end -= end && at[end - 1] == '\r';
		if (!bare->len && end && !memchr(at, '"', end)) {
			buf_add(bare,
				(struct span){ at, (size_t)(text.at - at) });
			continue;
		}
		if (end == 1 || (end && (*at != '"' || at[end - 1] != '"')))
			return false;
		found |= end > 0;
		for (size_t i = 1; i + 1 < end; i++) {
			buf_byte(bare, at[i]);
			if (at[i] == '"' && (++i + 1 >= end || at[i] != '"'))
				return false;
		}
		/* What ends the line stands behind the quote. */
		buf_add(bare,
			(struct span){ at + end,
				(size_t)(text.at - at) - end });
	}
	return found;
}

/* Whether nearly all lines hold two blanks in a row between other characters,
 * as fields do that are filled up to their width. Nine lines in ten will do, as
 * a line may be cut short or its fields may all be full. */
static bool
is_padded(struct span text)
{
	size_t lines = 0, padded = 0;
	struct span line;

	while (span_line(&text, &line)) {
		line = text_trim(line);
		lines += line.len > 0;
		padded += line.len && memmem(line.at, line.len, "  ", 2);
	}
	return padded * 10 >= lines * 9;
}

/* Whether a mark stands between two digits wherever it stands. */
static bool
is_in_figures(struct span text, char mark)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == mark
			&& (!i || i + 1 == text.len
				|| !span_digit(text.at[i - 1])
				|| !span_digit(text.at[i + 1])))
			return false;
	return true;
}

/* Whether the row above a row holds words alone, in fewer cells. */
static bool
lacks_cells(const struct grid *g, size_t row)
{
	const struct grid_row *above = &g->rows[row - 1];
	size_t words = 0;

	while (words < above->count
		&& guess_kind(text_trim(above->cells[words])) == KIND_WORDS)
		words++;
	return words > 1 && words == above->count && words < g->usual
		&& above->line + above->lines == above[1].line;
}

/* Takes off the marks of byte order that lines begin with where two files were
 * put together, and counts them: the first cell of such a line would be of
 * another kind than its column. */
static void
take_off_seams(struct sniff *s)
{
	char *text = s->text.at;
	size_t kept = 0;

	for (size_t i = 0; i < s->text.len;) {
		if ((!kept || text[kept - 1] == '\n') && s->text.len - i > 2
			&& !memcmp(text + i, "\xef\xbb\xbf", 3)) {
			i += 3;
			s->seams++;
		}
		if (i < s->text.len)
			text[kept++] = text[i++];
	}
	s->text.len = kept;
}

/* Where all lines stand in quotes as a whole, and something splits what is in
 * them, the text is looked at as if they stood in none. */
static void
take_off_quotes(struct sniff *s, const struct sniff_asked *asked)
{
	BUF_LOCAL bare = { 0 };
	struct guess_dialect in;
	struct span text = buf_span(&s->text), names = { "", 0 }, mark;
	size_t cells = 1;

	if (!unquote_lines(&bare, text))
		return;
	guess_dialect(&in, buf_span(&bare), &asked->dialect);
	mark = in.dialect.delimiter;
	/* Texts of one column hold marks that its name has not. */
	if (span_line(&text, &names) && mark.len == 1)
		for (size_t i = 0; i < names.len; i++)
			cells += names.at[i] == *mark.at;
	if (in.known && in.cells > 1 && mark.len == 1
		&& (*names.at == '"' || cells == in.cells)) {
		s->in_quotes = true;
		buf_clear(&s->text);
		buf_add(&s->text, buf_span(&bare));
	}
	guess_dialect_free(&in);
}

/* Whether fields of fixed width may explain the text better than what splits
 * it. Moments, one in each line, are no fields; marks that seldom split cells
 * stand inside them; blanks split them where none is filled up. Options that
 * name the delimiter or the format leave nothing to weigh. */
static bool
may_be_fixed(const struct sniff *s, const struct sniff_asked *asked)
{
	const struct guess_dialect *d = &s->dialect;
	struct span text = buf_span(&s->text), mark = d->dialect.delimiter;

	if (asked->dialect.delimiter || asked->input || d->moments)
		return false;
	if (!d->known || d->cells < 2)
		return true;
	if (span_is(mark, " "))
		return !d->decimals || is_padded(text);
	return d->sure < SURE_ENOUGH
		|| (mark.len == 1
			&& (!memchr(",;\t|", *mark.at, 4)
				|| is_in_figures(text, *mark.at))
			&& is_padded(text));
}

/* Finds the table in a text: by what splits cells, or by fixed width. */
static void
find_text_table(struct sniff *s, const struct sniff_asked *asked)
{
	const struct guess_dialect *d = &s->dialect;
	struct span text;

	take_off_seams(s);
	if (!asked->input)
		take_off_quotes(s, asked);
	text = buf_span(&s->text);
	guess_dialect(&s->dialect, text, &asked->dialect);
	if (may_be_fixed(s, asked)) {
		guess_fixed(&s->fixed, &s->grid, text, s->sample.whole);
		if (s->fixed.known) {
			s->format = EXPORT_FIXED;
			guess_table_of(&s->table, &s->grid, 1);
			return;
		}
		grid_free(&s->grid);
	}
	grid_read(&s->grid, text, &d->dialect, ROWS_MOST, d->cells);
	guess_table(&s->table, &s->grid, s->sample.whole || s->sample.ended,
		d->dialect.delimiter, &asked->header);
	/* Names above, fewer than the rows have cells: decimals were cut. */
	if (!asked->dialect.delimiter && s->table.header && !s->table.headers
		&& lacks_cells(&s->grid, s->table.header)) {
		s->dialect.known = false;
		buf_text(&s->dialect.why,
			"; the names above are fewer, as where a comma of decimals splits them");
	}
	s->unknown |= !d->known && s->grid.count;
}

/* Finds the table in a workbook's sheet, which is read once to see how wide it
 * is and once for its rows; false after a message. Dates are asked for in ISO
 * 8601, as records have them. Each round opens the file anew, since a sheet is
 * read as a stream. */
static bool
find_sheet(struct sniff *s, const struct sniff_asked *asked)
{
	const struct xlsx_asked how = { .sheet = asked->sheet,
		.numbers = DECIMAL_DANISH,
		.dates = SPAN("yyyy-mm-dd"),
		.quiet = true };
	/* As wide as the widest row, for a workbook leaves out what is empty;
	 * empty cells at the end of a row do not count. */
	struct span *cells = NULL;
	size_t widest = 0, n;
	BUF_LOCAL raw = { 0 };
	struct xlsx_row row;
	int more = 0;

	s->format = EXPORT_XLSX;
	s->sheet = asked->sheet;
	grid_begin(&s->grid);
	for (unsigned round = 0; round < 2 && more >= 0; round++) {
		struct source *source = input_open(s->file, NULL);
		struct xlsx *book = source ? xlsx_open(source, &how) : NULL;

		size_t rows = 0;

		more = book ? 1 : -1;
		while (more > 0 && rows++ < ROWS_MOST
			&& (more = xlsx_next(book, &row)) > 0) {
			for (n = row.count; n && !row.cells[n - 1].len;)
				n--;
			if (!round && n > widest)
				widest = n < WIDE_MOST ? n : WIDE_MOST;
			buf_clear(&raw);
			for (size_t k = 0; round && k < widest; k++) {
				cells[k] = k < row.count ? row.cells[k]
							 : SPAN("");
				if (k && k < row.count)
					buf_byte(&raw, '\t');
				buf_add(&raw, cells[k]);
			}
			if (round && widest)
				grid_add(&s->grid,
					&(struct grid_row){ .line = row.number,
						.lines = 1,
						.count = widest,
						.cells = cells,
						.raw = buf_span(&raw) });
		}
		if (!round)
			cells = mem_new(widest + 1, sizeof(*cells));
		if (book)
			xlsx_close(book);
		if (source)
			source_close(source);
		more = sample_rewind(s->file) ? more : -1;
	}
	mem_free(cells);
	grid_end(&s->grid);
	guess_table(&s->table, &s->grid, true, SPAN(""), &asked->header);
	return more >= 0;
}

/* Finds the records of JSON, and what jq is to be asked for them; false where it
 * cannot be read as such. */
static bool
find_json(struct sniff *s, const struct sniff_asked *asked)
{
	struct guess_json j;
	bool known;

	guess_json(&j, &s->grid, buf_span(&s->text), s->sample.whole);
	known = j.known;
	if (known) {
		s->format = EXPORT_JSON;
		s->filter = asked->filter.at
			? asked->filter
			: arena_keep(s->arena, buf_span(&j.filter));
		findings_sure(&s->findings, "filter", s->filter, j.sure, "%.*s",
			SPAN_ARG(buf_span(&j.why)));
		guess_table_of(&s->table, &s->grid, 1);
		/* Which of several lists is a row is not to be told. */
		if (j.ninner)
			findings_remark(&s->findings, "filter",
				"objects hold lists of objects (%zu in %.*s): where each of those is a row, the filter is to go on to it",
				j.ninner, SPAN_ARG(buf_span(&j.inner)));
	} else {
		grid_free(&s->grid);
	}
	guess_json_free(&j);
	return known;
}

/* What the user says the input is holds; else the first bytes tell a workbook
 * and JSON, and all other files are text. JSON that cannot be read is looked at
 * as text, and doubted. */
bool
sniff_file(struct sniff *s, const char *file, const struct sniff_asked *asked)
{
	const char *input = asked->input ? asked->input : "";
	bool zip, json, done;

	memset(s, 0, sizeof(*s));
	s->arena = arena_new();
	s->findings.arena = s->arena;
	s->file = file;
	if (!sample_read(&s->sample, file) || !sample_rewind(file))
		return false;
	zip = s->sample.head.len > 3 && !memcmp(s->sample.head.at, "PK\3\4", 4);
	if (!strcmp(input, "xlsx") || (!*input && zip)) {
		if (!find_sheet(s, asked))
			return false;
	} else {
		find_encoding(s, asked);
		findings_encoding(s);
		json = !strcmp(input, "json")
			|| (!*input && guess_json_begins(buf_span(&s->text)));
		done = json && find_json(s, asked);
		if (json && !done && *input) {
			diag_file(STATUS_DATA, s->file, "this is no JSON");
			return false;
		}
		if (json && !done)
			findings_doubt(&s->findings, "format",
				"it begins like JSON, but cannot be read as such (--input json says why)");
		if (!done)
			find_text_table(s, asked);
	}
	guess_columns(&s->columns, &s->table, &s->grid);
	findings_table(s);
	return true;
}

/* Also of a file that could not be read: sniff_file() begins by emptying
 * all. */
void
sniff_free(struct sniff *s)
{
	sample_free(&s->sample);
	buf_free(&s->text);
	guess_encoding_free(&s->encoding);
	guess_dialect_free(&s->dialect);
	guess_fixed_free(&s->fixed);
	guess_table_free(&s->table);
	guess_columns_free(&s->columns);
	grid_free(&s->grid);
	findings_free(&s->findings);
	arena_free(s->arena);
}
