/* SPDX-License-Identifier: MIT
 *
 * Writes runs of regular rows. What makes it fast is that nothing is asked of a
 * cell that its mask has answered: bytes that may not stand in TSV as they are
 * were found 64 at a time by the index. What is not answered so ends the run,
 * and the slow way, which asks everything, takes the next row: both write the
 * same bytes, and a test holds them to it.
 */
#include "record.h"

#include <endian.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "bif-extract/read/row_check.h"
#include "csv/csv_index.h"

/* A cell of up to so many bytes is copied in one go, whatever its length: two
 * loads and two stores cost less than a branch on the length that is wrong. */
#define WIDE 32
#define INLINE static inline __attribute__((always_inline))

/* The digits of the numbers below a hundred: `at` counts on line by line, and
 * only its last two change for most of them. */
static const char pairs[] = "00010203040506070809"
			    "10111213141516171819"
			    "20212223242526272829"
			    "30313233343536373839"
			    "40414243444546474849"
			    "50515253545556575859"
			    "60616263646566676869"
			    "70717273747576777879"
			    "80818283848586878889"
			    "90919293949596979899";

/* All that is asked of each cell later is brought together here. */
void
fast_rows_open(struct fast_rows *q, const struct reader *r,
	const struct row_filter *filter, const struct column_map *b,
	struct record *record)
{
	memset(q, 0, sizeof(*q));
	q->reader = r;
	q->filter = filter;
	q->record = record;
	q->cells = b->cells;
	q->count = b->count;
	q->list = mem_new(b->count + 1, sizeof(*q->list));
	for (size_t i = 0; i < b->count; i++) {
		q->list[i].at = (uint32_t)b->from[i];
		q->list[i].last = b->from[i] + 1 == b->cells;
	}
	q->letters = decode_tsv(r->decode);
	q->utf8 = !decode_bytewise(r->decode);
	q->trim = r->def->trim;
	q->trailing = b->trailing;
	q->quote = r->bytes.quote;
	/* What is written is TSV of columns that are cells, each of them once,
	 * so that the length of a row bounds that of its record. A column that
	 * is made, a month's cell or a format other than TSV needs the slow way
	 * for every row. */
	q->possible = r->csv && filter->glance.possible && !b->wide_count
		&& !b->nmade && !b->lacking && out_is_tsv(record->out);
	for (size_t i = 0; i < b->count; i++)
		for (size_t k = 0; k < i; k++)
			q->possible &= b->from[i] != b->from[k];
}

/* Also of one that was never opened, as of a table without rows. */
void
fast_rows_close(struct fast_rows *q)
{
	mem_free(q->list);
	mem_free(q->figures);
	buf_free(&q->at);
}

/* Writes more than the cell, which the next write covers. */
INLINE void
copy_wide(char *to, const char *from)
{
	memcpy(to, from, WIDE);
}

/* Any cell; of a doubled quote one is taken away. */
static char *
put_any(struct fast_rows *q, char *to, struct span cell)
{
	struct buf *text = &q->record->text;

	if (q->quote < 0 || !memchr(cell.at, q->quote, cell.len))
		return record_cell(q->record, to, cell);
	buf_clear(text);
	for (size_t i = 0; i < cell.len; i++) {
		buf_byte(text, cell.at[i]);
		i += (unsigned char)cell.at[i] == q->quote;
	}
	return record_cell(q->record, to, buf_span(text));
}

/* A short cell of which `odd` are the bytes that are no plain ASCII: what is
 * between them is copied, each of them looked up. NULL: not in the encoding. */
INLINE char *
put_letters(struct fast_rows *q, char *to, struct span cell, uint64_t odd)
{
	char *begin = to;
	const char *from = cell.at;

	for (; odd; odd &= odd - 1) {
		const char *at = cell.at + __builtin_ctzll(odd);
		const struct decode_letter *l = &q->letters[(unsigned char)*at];

		if ((unsigned char)*at == q->quote)
			return put_any(q, begin, cell);
		copy_wide(to, from);
		to += at - from;
		memcpy(to, l, sizeof(*l));
		to += l->len;
		from = at + 1;
		if (!l->len)
			return NULL;
	}
	copy_wide(to, from);
	return to + (cell.at + cell.len - from);
}

/* A cell that is long, or not plain ASCII, or has quotes in it. */
static char *
put_cell(struct fast_rows *q, char *to, struct span cell, uint64_t odd)
{
	/* A byte order mark, where files were put together: is it a row's? */
	if (q->utf8 && cell.len > 2 && !memcmp(cell.at, "\xef\xbb\xbf", 3))
		return NULL;
	if (cell.len > WIDE || q->trim)
		return put_any(q, to, cell);
	if (!q->utf8)
		return put_letters(q, to, cell, odd);
	/* In UTF-8 most odd bytes are letters that stay as they are: the cell
	 * is copied whole, and looked at. */
	copy_wide(to, cell.at);
	while (odd) {
		size_t i = (size_t)__builtin_ctzll(odd), n;
		struct span rest = { cell.at + i, cell.len - i };

		if (!(*rest.at & 0x80))
			return put_any(q, to, cell);
		n = utf8_character(rest);
		if (!n)
			return NULL;
		odd &= ~(((UINT64_C(1) << n) - 1) << i);
	}
	return to + cell.len;
}

/* Whether trimming may change it: what it trims is a blank or odd. */
INLINE bool
has_blank_end(struct span cell)
{
	return cell.len && (cell.at[0] == ' ' || cell.at[cell.len - 1] == ' ');
}

/* What the loop over rows needs, copied: as far as the compiler knows, each
 * byte that is written through a pointer might change what is not. */
struct loop {
	const char *text;
	const unsigned char *odd;
	size_t cells, count;
	const struct quick_cell *list;
	const struct row_filter_glance *glance;
	const uint32_t *figures; /* NULL: no row is doubted for them */
	size_t nfigures;
	const char *at;
	size_t at_len;
	int quote; /* -1: none among these rows */
	bool trim;
	size_t trailing; /* so many last cells are to be empty */
};

/* Not 0 when one of eight bytes is none of `+` to `:`: digits and most of what
 * stands between them. */
INLINE uint64_t
outside(uint64_t x)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;

	return (x | ~((x | high) - ones * '+')
		       | ((x | high) - ones * (':' + 1)))
		& high;
}

/* A cell of the text, its quotes taken off. */
INLINE struct span
cell_of(const struct loop *l, const uint32_t *ends, size_t at, size_t cut)
{
	size_t begin = (uint32_t)(ends[(ptrdiff_t)at - 1] + 1);
	struct span cell = { l->text + begin, ends[at] - begin - cut };

	/* Where there is a quote, the index has found its other half. */
	if (l->quote >= 0 && cell.len && (unsigned char)*cell.at == l->quote) {
		cell.at++;
		cell.len -= 2;
	}
	return cell;
}

/* The wanted cells of a row, each with its TAB. NULL: not in the encoding. */
INLINE char *
put_cells(struct fast_rows *q, const struct loop *l, char *to,
	const uint32_t *ends, uint32_t cr)
{
	const struct quick_cell *last = l->list + l->count;

	for (const struct quick_cell *c = l->list; c < last; c++) {
		struct span cell = cell_of(l, ends, c->at, cr & c->last);
		uint64_t odd = csv_index_odd(l->odd,
			(size_t)(cell.at - l->text));

		odd &= (UINT64_C(1) << (cell.len & (WIDE * 2 - 1))) - 1;
		if (cell.len > WIDE || odd
			|| (l->trim && has_blank_end(cell))) {
			to = put_cell(q, to, cell, odd);
			if (!to)
				return NULL;
		} else {
			copy_wide(to, cell.at);
			to += cell.len;
		}
		*to++ = '\t';
	}
	return to;
}

/* `file:` and the number without its last two digits, or one for the first
 * hundred lines. */
static void
make_at(struct fast_rows *q, uint64_t line)
{
	buf_clear(&q->at);
	buf_add(&q->at, buf_span(&q->record->at));
	buf_room(&q->at, RECORD_NUMBER_ROOM + WIDE);
	if (line >= 100)
		q->at.len =
			(size_t)(record_number(q->at.at + q->at.len, line / 100)
				- q->at.at);
}

/* `file:` and the number; of it only two digits change from row to row. */
INLINE char *
put_at(const struct loop *l, char *to, uint64_t line, unsigned low)
{
	for (size_t i = 0; i < l->at_len; i += WIDE)
		copy_wide(to + i, l->at + i);
	to += l->at_len;
	if (line < 10) {
		*to++ = (char)('0' + line);
	} else {
		memcpy(to, pairs + (size_t)low * 2, 2);
		to += 2;
	}
	*to++ = '\n';
	return to;
}

/* Whether a cell is a figure or empty, told by sixteen bytes at most: digits
 * and what stands between them in numbers and dates, a digit first. */
INLINE bool
is_figure(struct span cell)
{
	uint64_t first, last, bad, in = ~UINT64_C(0);

	if (!cell.len)
		return true;
	if (cell.len > 16 || !span_digit(*cell.at))
		return column_kinds_figure(cell);
	memcpy(&first, cell.at, 8);
	bad = outside(le64toh(first));
	if (cell.len > 8) {
		memcpy(&last, cell.at + cell.len - 8, 8);
		bad |= outside(le64toh(last));
	} else {
		in >>= 64 - 8 * cell.len;
	}
	return !(bad & in) || column_kinds_figure(cell);
}

/* Whether row_check may doubt where a row was cut: where a column that holds
 * figures has something else, or where all cells meet between two digits, as
 * the parts of numbers with a decimal comma do. A cell in quotes says that the
 * row was cut as it was written. */
INLINE bool
may_be_cut_wrong(const struct loop *l, const uint32_t *ends, uint32_t cr)
{

	if (l->quote >= 0
		&& (unsigned char)l->text[(uint32_t)(ends[-1] + 1)] == l->quote)
		return false;
	for (size_t i = 0; i < l->nfigures; i++)
		if (!is_figure(cell_of(l, ends, l->figures[i],
			    l->figures[i] + 1 == l->cells ? cr : 0)))
			return true;
	if (ends[0] == (uint32_t)(ends[-1] + 1))
		return false;
	for (size_t i = 0; i + 1 < l->cells; i++)
		if (!span_digit(l->text[ends[i] - 1])
			|| !span_digit(l->text[ends[i] + 1]))
			return false;
	return l->nfigures > 0 && l->nfigures < l->cells;
}

/* Whether a row has to be asked about for what it begins with. A quote alone
 * tells nothing where all cells are quoted: then it is the byte behind it. */
INLINE bool
first_byte_is_doubtful(const struct loop *l, struct span raw)
{
	const struct row_filter_glance *g = l->glance;
	unsigned char first = (unsigned char)raw.at[0];

	return g->doubtful[first]
		|| (first == l->quote
			&& g->doubtful_quoted[(unsigned char)raw.at[1]]);
}

/* Whether a row is surely data. */
INLINE bool
is_data(const struct fast_rows *q, const struct loop *l, const uint32_t *ends,
	uint32_t cr)
{
	size_t begin = (uint32_t)(ends[-1] + 1);
	struct span raw = { l->text + begin, ends[l->cells - 1] - begin - cr };

	if (l->trailing
		&& ends[l->cells - 1] - cr
			!= ends[l->cells - 1 - l->trailing] + l->trailing)
		return false;
	if (first_byte_is_doubtful(l, raw)
		&& !row_filter_is_sure(q->filter, raw))
		return false;
	for (size_t i = 0; i < l->glance->watched; i++) {
		const struct row_filter_watch *w = &l->glance->watch[i];

		if (row_filter_cell_doubtful(w,
			    cell_of(l, ends, w->cell,
				    w->cell + 1 == l->cells ? cr : 0)))
			return false;
	}
	return !l->figures || !may_be_cut_wrong(l, ends, cr);
}

/* How many of n rows were written; *end is where. */
INLINE size_t
put_rows(struct fast_rows *q, const struct csv_rows *rows, size_t n, int quote,
	char **end)
{
	struct loop l = { rows->text, rows->odd, q->cells, q->count, q->list,
		&q->filter->glance, q->figures, q->nfigures, q->at.at,
		q->at.len, quote, q->trim, q->trailing };
	const uint32_t *ends = rows->ends;
	uint64_t line = rows->line;
	unsigned low = (unsigned)(line % 100);
	char *to = *end;
	size_t row;

	for (row = 0; row < n; row++, ends += l.cells) {
		uint32_t stop = ends[l.cells - 1];
		uint32_t cr = stop - ends[-1] > 1 && l.text[stop - 1] == '\r';
		char *next;

		if (!is_data(q, &l, ends, cr))
			break;
		next = put_cells(q, &l, to, ends, cr);
		if (!next)
			break;
		to = put_at(&l, next, line++, low++);
		if (low == 100) {
			make_at(q, line);
			l.at = q->at.at;
			l.at_len = q->at.len;
			low = 0;
		}
	}
	*end = to;
	return row;
}

/* Nothing is taken until the reader is settled, as until then a row may still
 * change how the next ones are read. The room is taken for the whole run at
 * once, and what was not used is given back. */
size_t
fast_rows_rows(struct fast_rows *q)
{
	const struct column_kinds *kinds;
	struct csv_rows rows;
	char *begin, *end;
	size_t n, from, bytes;

	if (!q->possible || q->filter->ended || !q->reader->settled)
		return 0;
	n = csv_reader_rows(q->reader->csv, q->cells, &rows);
	if (!n)
		return 0;
	from = (uint32_t)(rows.ends[-1] + 1);
	bytes = rows.ends[n * q->cells - 1] - from;
	kinds = q->reader->kinds;
	/* Rows of a tolerant reader are taken unseen when none holds a NUL, and
	 * once it is known for good which columns hold figures. */
	if (kinds && memchr(rows.text + from, '\0', bytes))
		return 0;
	if (kinds && !q->figures && q->cells > 1) {
		q->figures = mem_new(q->cells, sizeof(*q->figures));
		for (size_t i = 0; i < q->cells; i++)
			if (column_kinds_holds_figures(kinds, i))
				q->figures[q->nfigures++] = (uint32_t)i;
	}
	make_at(q, rows.line);
	begin = end = out_room(q->record->out,
		RECORD_CELL_ROOM(bytes + 1) + 4 * WIDE
			+ n
				* (q->count + q->record->at.len
					+ RECORD_NUMBER_ROOM + 1));
	/* Where no quote stands the loop is compiled without a look for one. */
	n = rows.quoted ? put_rows(q, &rows, n, q->quote, &end)
			: put_rows(q, &rows, n, -1, &end);
	out_used(q->record->out, (size_t)(end - begin));
	out_rows(q->record->out, n);
	csv_reader_take(q->reader->csv, n);
	return n;
}
