/* SPDX-License-Identifier: MIT */
#include "rejects.h"

#include "base/diag.h"
#include "stream/reject.h"
#include "value/text.h"

#define SHOWN_COLUMNS 60         /* of a row, on a terminal */
#define KEPT_BYTES 4096          /* of a row, in the stream of rejects */
#define NUL_SHOWN "\xe2\x90\x80" /* its symbol, U+2400 */

/* What is refused, and how it is said. */
struct refusal {
	const char *reason;
	struct span column; /* in the stream of rejects */
	struct span value;
	uint64_t line, byte; /* in the message; byte 0: none */
};

/* The row as people see it: decoded, in one line, masked. */
static struct span
shown(struct rejects *f, struct span text)
{
	buf_clear(&f->masked);
	text_mask(&f->masked, text);
	for (size_t i = 0; i < f->masked.len; i++)
		if ((unsigned char)f->masked.at[i] < ' ')
			f->masked.at[i] = ' ';
	return text_clip(buf_span(&f->masked), SHOWN_COLUMNS);
}

static void
make_at(struct rejects *f, const struct reader *r, const struct line *line)
{
	buf_clear(&f->at);
	buf_format(&f->at, "%s%s%llu", r->file, r->mark,
		(unsigned long long)line->number);
}

/* `file:line:byte` for text; `at` for what has no lines. */
static void
say(struct rejects *f, const struct reader *r, const struct refusal *why,
	const char *message)
{
	struct place where = { r->file, why->line, why->byte };

	if (r->mark[0] == ':')
		diag_at(STATUS_DONE, why->reason, where, "%s: \"%.*s\"",
			message, SPAN_ARG(shown(f, why->value)));
	else
		diag_row(STATUS_DONE, why->reason, buf_span(&f->at),
			"%s: \"%.*s\"", message,
			SPAN_ARG(shown(f, why->value)));
}

/* Without a source a row that is kept apart is kept whole, so that it can be
 * mended. */
static bool
is_general(const struct rejects *f)
{
	return !*f->source;
}

static void
write_reject(struct rejects *f, const struct refusal *why, struct span column)
{
	struct reject reject = { .at = buf_span(&f->at),
		.source = f->source,
		.stage = "extract",
		.reason = why->reason,
		.column = column,
		.value = why->value,
		.personal = f->mask };

	reject_write(f->rejects, &reject);
}

/* The whole row, once for each month. */
static size_t
write_rejects(struct rejects *f, const struct refusal *why,
	const struct column_map *b)
{
	if (!b->wide_count) {
		write_reject(f, why, why->column);
		return 1;
	}
	for (size_t i = 0; i < b->wide_count; i++)
		write_reject(f, why, b->names[b->wide_from[i]]);
	return b->wide_count;
}

/* Decoded, without a NUL, which no stream may hold. */
static struct span
kept_text(struct rejects *f, const struct reader *r, struct span bytes)
{
	const char *nul;
	bool cut = !is_general(f) && bytes.len > KEPT_BYTES;

	if (cut)
		bytes.len = KEPT_BYTES;
	buf_clear(&f->text);
	while (bytes.len && (nul = memchr(bytes.at, '\0', bytes.len))) {
		size_t n = (size_t)(nul - bytes.at);

		decode_lossy(r->decode, &f->text, (struct span){ bytes.at, n });
		buf_text(&f->text, NUL_SHOWN);
		bytes = (struct span){ nul + 1, bytes.len - n - 1 };
	}
	decode_lossy(r->decode, &f->text, bytes);
	return cut ? text_before_digits(buf_span(&f->text))
		   : buf_span(&f->text);
}

static struct span
row_text(struct rejects *f, const struct reader *r, const struct line *line)
{
	return kept_text(f, r, line->raw);
}

/* The byte at which a cell begins in its row. Only said when the row has one
 * line: what stands before the cell may be quoted. */
static uint64_t
byte_of_cell(const struct reader *r, const struct line *line, size_t cell)
{
	const struct csvin_dialect *d = &r->def->dialect;
	bool inside = false;
	size_t i;

	if (r->def->format != EXPORT_CSV)
		return 0;
	if (r->def->loose.on)
		return reader_column(line, cell);
	cell += r->def->frame == d->delimiter;
	for (i = 0; cell && i < line->raw.len; i++) {
		char byte = line->raw.at[i];

		if (byte == '\n')
			return 0;
		if (d->quote >= 0 && byte == (char)d->quote)
			inside = !inside;
		else if (inside && d->escape >= 0 && byte == (char)d->escape)
			i++;
		else if (!inside && byte == d->delimiter)
			cell--;
	}
	return i + 1;
}

size_t
rejects_count(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *b)
{
	struct refusal why = { .reason = "field_count",
		.line = line->number,
		.value = row_text(f, r, line) };
	char message[96];
	size_t fewer = line->count < b->cells ? line->count : b->cells;

	make_at(f, r, line);
	if (line->frame == FRAME_HALF)
		snprintf(message, sizeof(message),
			"the row does not begin and "
			"end with %c",
			r->def->frame);
	else if (line->extra)
		snprintf(message, sizeof(message),
			"the record has %zu keys "
			"that the first has not",
			line->extra);
	else
		snprintf(message, sizeof(message), "%zu cells, not %zu",
			line->count, b->cells);
	if (line->frame == FRAME_WHOLE)
		why.byte = byte_of_cell(r, line, fewer);
	say(f, r, &why, message);
	return write_rejects(f, &why, b);
}

size_t
rejects_quoting(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *b)
{
	struct refusal why = { .reason = line->reason ? line->reason
						      : "malformed",
		.line = line->fault_line,
		.byte = line->column,
		.value = row_text(f, r, line) };
	const char *message = line->why             ? line->why
		: line->raw.len >= CSV_READER_BYTES ? "the line is too long"
		: r->def->format == EXPORT_JSON
		? "the record is no object"
		: "a quote is not closed, or stands where none may";

	make_at(f, r, line);
	say(f, r, &why, message);
	return write_rejects(f, &why, b);
}

void
rejects_not(struct rejects *f, const struct reader *r, const struct line *line)
{
	struct refusal why = { .reason = "odd",
		.line = line->fault_line ? line->fault_line : line->number,
		.byte = line->column,
		.value = row_text(f, r, line) };

	say(f, r, &why, line->note);
}

size_t
rejects_encoding(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *b,
	const struct columns *columns, size_t cell, size_t wide)
{
	struct span bytes = line->cells[cell];
	size_t fault = decode_fault(r->decode, bytes);
	struct refusal why = { .reason = "bad_encoding",
		.line = line->number,
		.column = columns_name(b, columns, cell) };
	struct buf name = { 0 };
	char message[160];

	why.value = kept_text(f, r, is_general(f) ? line->raw : bytes);
	why.byte = byte_of_cell(r, line, cell);
	if (r->def->format == EXPORT_FIXED)
		why.byte = (uint64_t)(bytes.at - line->raw.at) + 1;
	if (why.byte)
		why.byte += fault;
	make_at(f, r, line);
	text_mask(&name, why.column);
	snprintf(message, sizeof(message),
		"\"%.*s\": byte 0x%02x is not in "
		"the encoding",
		SPAN_ARG(text_clip(buf_span(&name), 40)),
		fault < bytes.len ? (unsigned char)bytes.at[fault] : 0);
	buf_free(&name);
	say(f, r, &why, message);
	if (wide == SIZE_MAX)
		return write_rejects(f, &why, b);
	write_reject(f, &why, b->names[b->wide_from[wide]]);
	return 1;
}

void
rejects_free(struct rejects *f)
{
	buf_free(&f->at);
	buf_free(&f->text);
	buf_free(&f->masked);
}
