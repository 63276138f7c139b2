/* SPDX-License-Identifier: MIT
 *
 * What every format needs of a reader: room for cells, the place of a cell in
 * its line, and the calls that go on to the format's own functions.
 */
#include "reader.h"

#include "base/mem.h"
#include "value/text.h"

/* Grows and never shrinks, so that a row costs no memory of its own. */
struct span *
reader_cells(struct reader *r, size_t n)
{
	MEM_GROW(r->cells, r->cells_cap, n);
	return r->cells;
}

/* A cell that was unquoted or decoded stands elsewhere in memory than its
 * line, and has no place in it. */
uint64_t
reader_column(const struct line *line, size_t cell)
{
	const char *at = cell < line->count ? line->cells[cell].at
					    : line->raw.at + line->raw.len;
	size_t n;

	if (at < line->raw.at || at > line->raw.at + line->raw.len)
		return 0;
	n = (size_t)(at - line->raw.at);
	return n
			&& (memchr(line->raw.at, '\n', n)
				|| memchr(line->raw.at, '\r', n))
		? 0
		: n + 1;
}

/* The column of the byte is left out: it is counted only where a message needs
 * it, since that means going through the line. */
struct place
reader_place(const struct reader *r, const struct line *line)
{
	return (struct place){ r->where, line ? line->number : 0, 0 };
}

/* Whoever asks writes a message in which it is shown, and messages go to logs
 * that more people can read than the file: so it is masked whatever it is. */
const char *
reader_shown(struct buf *room, struct span name)
{
	buf_clear(room);
	text_mask(room, name);
	return buf_string(room);
}

/* A format that has no lines above its header, such as JSON, names no function
 * for it. */
enum reader_result
reader_title(struct reader *r, struct line *line)
{
	memset(line, 0, sizeof(*line));
	return r->kind->title ? r->kind->title(r, line) : READER_END;
}

/* Formats set what they know of a line; all else is empty, never what the line
 * before has left. */
enum reader_result
reader_next(struct reader *r, struct line *line)
{
	memset(line, 0, sizeof(*line));
	return r->kind->next(r, line);
}

/* Physical lines are read, since what stands above a header is not CSV: a quote
 * there opens nothing. The first line that stands below is given back, and is
 * read once more as a record. */
bool
reader_above(struct reader *r, uint64_t lines, struct csv_record *record,
	enum csv_result *result)
{
	if (!lines)
		return false;
	*result = csv_reader_line(r->csv, record);
	if (*result != CSV_READER_RECORD || record->line <= lines)
		return true;
	csv_reader_back(r->csv);
	return false;
}

/* Only workbooks have more than one table, and name this themselves. */
int
reader_another(struct reader *r)
{
	return r->another ? r->another(r) : 0;
}

/* As they are stored: that is what the ledger compares with the file. */
uint64_t
reader_bytes(const struct reader *r)
{
	return source_bytes(r->source);
}

/* A format may find a fault only at the end, such as a key that no record had,
 * and the source another, such as a torn gzip: both count. */
bool
reader_close(struct reader *r)
{
	bool good = r->kind->close(r);

	good &= source_close(r->source);
	mem_free(r->cells);
	buf_free(&r->text);
	buf_free(&r->scratch);
	buf_free(&r->record);
	buf_free(&r->name);
	mem_free(r);
	return good;
}
