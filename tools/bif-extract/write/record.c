/* SPDX-License-Identifier: MIT
 *
 * Writes one row at a time, of any kind and in any format; fast_rows.c is for
 * those that need no question. A record is written whole or not at all: a cell
 * that is not in the encoding leaves nothing of its row behind.
 */
#include "record.h"

#include "base/mem.h"
#include "io/escape.h"
#include "value/text.h"

/* A bit in each byte of eight, and the highest bit in each: so eight bytes are
 * looked at as one number. */
#define ONES UINT64_C(0x0101010101010101)
#define HIGHS (ONES << 7)

/* Names of columns are known to be UTF-8: the book and the header were read as
 * such. */
void
record_header(struct out *out, const struct export *def,
	const struct columns *columns)
{
	const char **names = mem_new(columns->count + def->nwide + 2,
		sizeof(*names));
	size_t n = 0;

	for (; n < columns->count; n++)
		names[n] = columns->list[n].name.at;
	if (def->nwide)
		names[n++] = def->wide_name.at;
	for (size_t i = 0; i < def->nwide; i++)
		names[n++] = def->wide[i].name.at;
	names[n++] = "at";
	out_columns(out, names, n);
	mem_free(names);
}

/* What `at` begins with is the same in all rows of a file, so it is escaped
 * once. What is borrowed must stay until record_close(). lengths has a place
 * for each cell, for a month's name and for `at`. */
void
record_open(struct record *w, struct out *out, const struct reader *r,
	const struct column_map *b)
{
	struct span file;
	char *end;

	memset(w, 0, sizeof(*w));
	w->out = out;
	w->decode = r->decode;
	w->map = b;
	w->trim = r->def->trim;
	w->lengths = mem_new(b->count + b->wide_values + 2,
		sizeof(*w->lengths));
	buf_text(&w->plain, r->file);
	buf_text(&w->plain, r->mark);
	file = buf_span(&w->plain);
	buf_room(&w->at, ESCAPE_ROOM(file.len));
	end = escape_tsv(w->at.at, file);
	w->at.len = (size_t)(end - w->at.at);
}

/* Also of one that was never opened: then all is empty. */
void
record_close(struct record *w)
{
	mem_free(w->lengths);
	buf_free(&w->at);
	buf_free(&w->plain);
	buf_free(&w->text);
	buf_free(&w->scratch);
}

/* printf() would cost more than the rest of a short row. to must have room for
 * RECORD_NUMBER_ROOM bytes; nothing is put behind the digits. */
char *
record_number(char *to, uint64_t n)
{
	char digits[RECORD_NUMBER_ROOM];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + n % 10);
	while (n /= 10);
	memcpy(to, digits + i, sizeof(digits) - i);
	return to + sizeof(digits) - i;
}

/* Not 0 when one of eight bytes is not ASCII, a control or a backslash. */
static inline uint64_t
odd_bytes(uint64_t x)
{
	uint64_t backslash = x ^ ONES * '\\';

	return (x | ((x - ONES * ' ') & ~x) | ((backslash - ONES) & ~backslash))
		& HIGHS;
}

/* A cell that is more than plain ASCII, into room for CELL_ROOM; NULL when it
 * is not in the encoding, or holds a NUL, which no text has. */
static char *
put_odd(struct record *w, char *to, struct span cell)
{
	struct span text = { to, decode_write(w->decode, to, cell) };
	size_t i = 0;

	if (text.len == SIZE_MAX || memchr(text.at, '\0', text.len))
		return NULL;
	if (w->trim)
		text = text_trim(text);
	while (i < text.len && !memchr("\t\n\r\\", text.at[i], 4))
		i++;
	if (i == text.len) {
		memmove(to, text.at, text.len);
		return to + text.len;
	}
	buf_clear(&w->scratch);
	buf_add(&w->scratch, text);
	return escape_tsv(to, buf_span(&w->scratch));
}

/* Decoded, then each byte escaped, and what decoding writes too much. */
static size_t
cell_room(struct span cell)
{
	return RECORD_CELL_ROOM(cell.len);
}

/* Copies a cell, and looks meanwhile whether all of it may stand in TSV as it
 * is. NULL when it is not in the encoding. */
static inline char *
put_cell(struct record *w, char *to, struct span cell)
{
	uint64_t odd = 0, eight;
	size_t i = 0;

	/* Blanks other than these are odd bytes, which text_trim() sees. */
	if (w->trim)
		cell = reader_trim(cell);
	/* Of fewer than eight bytes two or three loads overlap: copying so many
	 * as there are, by memcpy, would be a call for each cell. */
	if (cell.len >= 8) {
		for (; i + 8 <= cell.len; i += 8) {
			memcpy(&eight, cell.at + i, 8);
			memcpy(to + i, &eight, 8);
			odd |= odd_bytes(eight);
		}
		memcpy(&eight, cell.at + cell.len - 8, 8);
		memcpy(to + cell.len - 8, &eight, 8);
		odd |= odd_bytes(eight);
	} else if (cell.len >= 4) {
		uint32_t first, last;

		memcpy(&first, cell.at, 4);
		memcpy(&last, cell.at + cell.len - 4, 4);
		memcpy(to, &first, 4);
		memcpy(to + cell.len - 4, &last, 4);
		odd = odd_bytes((uint64_t)last << 32 | first);
	} else if (cell.len) {
		unsigned char first = (unsigned char)cell.at[0];
		unsigned char middle = (unsigned char)cell.at[cell.len / 2];
		unsigned char last = (unsigned char)cell.at[cell.len - 1];

		to[0] = (char)first;
		to[cell.len / 2] = (char)middle;
		to[cell.len - 1] = (char)last;
		odd = odd_bytes((ONES * ' ' & ~UINT64_C(0xffffff)) | first
			| (uint64_t)middle << 8 | (uint64_t)last << 16);
	}
	return odd ? put_odd(w, to, cell) : to + cell.len;
}

/* The way of a cell that fast_rows.c does not copy by itself, so that both
 * ways write the same bytes. */
char *
record_cell(struct record *w, char *to, struct span cell)
{
	return put_cell(w, to, cell);
}

/* As TSV, straight into the room of the output. Nothing counts as written
 * before the last cell was good. */
static size_t
write_tsv(struct record *w, const struct line *line, size_t wide)
{
	const struct column_map *b = w->map;
	size_t need = w->at.len + RECORD_NUMBER_ROOM + 4;
	const size_t *wide_from = NULL;
	char *from, *to;

	for (size_t i = 0; i < b->count; i++)
		need += b->from[i] < COLUMNS_MADE
			? cell_room(line->cells[b->from[i]])
			: ESCAPE_ROOM(
				  b->made[b->from[i] - COLUMNS_MADE].text.len)
				+ 1;
	if (wide != SIZE_MAX) {
		wide_from = b->wide_from + wide * b->wide_values;
		need += ESCAPE_ROOM(b->wide_names[wide].len) + 1;
	}
	for (size_t i = 0; wide_from && i < b->wide_values; i++)
		need += cell_room(line->cells[wide_from[i]]);
	/* What is not used of the room is given back at the end, or all of it
	 * where a cell is not in the encoding. */
	from = to = out_room(w->out, need);
	for (size_t i = 0; i < b->count; i++) {
		size_t cell = b->from[i];

		if (cell < COLUMNS_MADE)
			to = put_cell(w, to, line->cells[cell]);
		else
			to = escape_tsv(to, b->made[cell - COLUMNS_MADE].text);
		if (!to)
			return cell;
		*to++ = '\t';
	}
	if (wide_from) {
		to = escape_tsv(to, b->wide_names[wide]);
		*to++ = '\t';
	}
	for (size_t i = 0; wide_from && i < b->wide_values; i++) {
		to = put_cell(w, to, line->cells[wide_from[i]]);
		if (!to)
			return wide_from[i];
		*to++ = '\t';
	}
	memcpy(to, w->at.at, w->at.len);
	to = record_number(to + w->at.len, line->number);
	*to++ = '\n';
	out_used(w->out, (size_t)(to - from));
	out_rows(w->out, 1);
	return RECORD_GOOD;
}

/* Adds a cell to the record's text; false when it is not in the encoding. */
static bool
add_text(struct record *w, struct span cell)
{
	size_t before = w->text.len;
	struct span text;

	if (!decode_text(w->decode, &w->text, cell, &text)
		|| (text.len && memchr(text.at, '\0', text.len)))
		return false;
	if (w->trim)
		text = text_trim(text);
	if (w->text.len == before) {
		buf_add(&w->text, text);
	} else {
		memmove(w->text.at + before, text.at, text.len);
		w->text.len = before + text.len;
	}
	return true;
}

/* A cell's text ends here. */
static void
end_text(struct record *w, size_t *n, size_t *before)
{
	w->lengths[(*n)++] = w->text.len - *before;
	*before = w->text.len;
}

/* Any format: all cells are decoded before the first is written. */
static size_t
write_cells(struct record *w, const struct line *line, size_t wide)
{
	const struct column_map *b = w->map;
	size_t n = 0, before = 0;
	const char *at;

	buf_clear(&w->text);
	while (n < b->count) {
		size_t cell = b->from[n];

		/* A value that no cell of the row gives was decoded when it
		 * was made. */
		if (cell >= COLUMNS_MADE)
			buf_add(&w->text, b->made[cell - COLUMNS_MADE].text);
		else if (!add_text(w, line->cells[cell]))
			return cell;
		end_text(w, &n, &before);
	}
	if (wide != SIZE_MAX) {
		buf_add(&w->text, b->wide_names[wide]);
		end_text(w, &n, &before);
	}
	for (size_t i = 0; wide != SIZE_MAX && i < b->wide_values; i++) {
		size_t cell = b->wide_from[wide * b->wide_values + i];

		if (!add_text(w, line->cells[cell]))
			return cell;
		end_text(w, &n, &before);
	}
	buf_add(&w->text, buf_span(&w->plain));
	buf_count(&w->text, line->number);
	end_text(w, &n, &before);
	/* Only now do the texts stay where they are, and is it sure that all
	 * of them are good. */
	at = buf_string(&w->text);
	for (size_t i = 0; i < n; at += w->lengths[i++])
		out_cell(w->out, (struct span){ at, w->lengths[i] });
	out_row(w->out);
	return RECORD_GOOD;
}

/* TSV is written in place; other formats take cells one by one. */
size_t
record_write(struct record *w, const struct line *line, size_t wide)
{
	if (out_is_tsv(w->out))
		return write_tsv(w, line, wide);
	return write_cells(w, line, wide);
}
