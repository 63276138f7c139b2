/* SPDX-License-Identifier: MIT
 *
 * The words, and the byte of the row at which a cell begins. Text is decoded
 * here as far as it can be: a terminal and a stream hold UTF-8 only.
 */
#include "rejects.h"

#include "value/text.h"

#define SHOWN_COLUMNS 60         /* of a row, on a terminal */
#define KEPT_BYTES 4096          /* of a row, in the stream of rejects */
#define NUL_SHOWN "\xe2\x90\x80" /* its symbol, U+2400 */

/* Says what is wrong with a value: at `file:line:byte` of text (byte 0: not
 * known), at the row of what has no lines. People see the value decoded, in
 * one line, masked and clipped. */
static void
say(struct rejects *f, const struct reader *r, const struct reject *why,
	uint64_t line, uint64_t byte)
{
	struct place where = { r->file, r->mark[0] == ':' ? line : 0, byte };

	if (!diag_enough(why->reason)) {
		buf_clear(&f->masked);
		text_mask(&f->masked, why->value);
		for (size_t i = 0; i < f->masked.len; i++)
			if ((unsigned char)f->masked.at[i] < ' ')
				f->masked.at[i] = ' ';
		buf_format(&f->message, ": \"%.*s\"",
			SPAN_ARG(text_clip(buf_span(&f->masked),
				SHOWN_COLUMNS)));
	}
	reject_say(STATUS_DONE, why, where, buf_string(&f->message));
}

/* Begins with a row: where it stands, and an empty message. */
static struct reject
begin(struct rejects *f, const struct reader *r, const struct line *line,
	const char *reason)
{
	buf_clear(&f->message);
	buf_clear(&f->at);
	buf_format(&f->at, "%s%s%" PRIu64, r->file, r->mark, line->number);
	return (struct reject){ .at = buf_span(&f->at),
		.reason = reason,
		.day = DAY_NONE };
}

/* Without a source a row that is kept apart is kept whole, so that it can be
 * mended. */
static bool
is_general(const struct rejects *f)
{
	return !*f->stream.source;
}

/* The whole row, once for each month. */
static size_t
write_rejects(struct rejects *f, struct reject *why, const struct column_map *b)
{
	if (!b->wide_count) {
		reject_write(&f->stream, why);
		return 1;
	}
	for (size_t i = 0; i < b->wide_count; i++) {
		why->column = b->wide_names[i];
		reject_write(&f->stream, why);
	}
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

/* The byte at which a cell begins in its row. Only said when the row has one
 * line: what stands before the cell may be quoted. */
static uint64_t
byte_of_cell(const struct reader *r, const struct line *line, size_t cell)
{
	const struct csv_bytes *d = &r->def->dialect;
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

/* The byte said is where the first cell too many begins, or the last one there
 * is ends, which is where to look for a delimiter too many or too few. */
size_t
rejects_count(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *b)
{
	struct reject why = begin(f, r, line, "field_count");
	size_t fewer = line->count < b->cells ? line->count : b->cells;
	uint64_t byte = 0;

	why.value = kept_text(f, r, line->raw);
	if (line->frame == FRAME_HALF)
		buf_format(&f->message,
			"the row does not begin and end with %c",
			r->def->frame);
	else if (line->extra)
		buf_format(&f->message,
			"the record has %zu keys that the first has not",
			line->extra);
	else
		buf_format(&f->message, "%zu cells, not %zu", line->count,
			b->cells);
	if (line->frame == FRAME_WHOLE)
		byte = byte_of_cell(r, line, fewer);
	say(f, r, &why, line->number, byte);
	return write_rejects(f, &why, b);
}

/* A row that was read and is rejected for what it says comes here as well:
 * line->why is then its reason. */
size_t
rejects_quoting(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *b)
{
	struct reject why = begin(f, r, line,
		line->reason ? line->reason : "malformed");

	why.value = kept_text(f, r, line->raw);
	buf_text(&f->message,
		line->why ? line->why
			: line->raw.len >= CSV_READER_BYTES
			? "the line is too long"
			: r->def->format == EXPORT_JSON
			? "the record is no object"
			: "a quote is not closed, or stands where none may");
	say(f, r, &why, line->fault_line, line->column);
	return write_rejects(f, &why, b);
}

/* It is no reject, so nothing goes to the stream and nothing is counted. */
void
rejects_not(struct rejects *f, const struct reader *r, const struct line *line)
{
	struct reject why = begin(f, r, line, "odd");

	why.value = kept_text(f, r, line->raw);
	buf_text(&f->message, line->note);
	say(f, r, &why, line->fault_line ? line->fault_line : line->number,
		line->column);
}

/* The value is the cell alone where there is a source, as the other cells may
 * hold personal data that have nothing to do with the fault. */
size_t
rejects_encoding(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *b,
	const struct columns *columns, size_t cell, size_t wide)
{
	struct span bytes = line->cells[cell];
	size_t fault = decode_fault(r->decode, bytes);
	struct reject why = begin(f, r, line, "bad_encoding");
	uint64_t byte = byte_of_cell(r, line, cell);
	const char *nul = bytes.len ? memchr(bytes.at, '\0', bytes.len) : NULL;
	const char *what = "is not in the encoding", *of = "";

	if (nul && (size_t)(nul - bytes.at) < fault)
		fault = (size_t)(nul - bytes.at);
	/* Where one byte is one character it may begin a letter of UTF-8; and
	 * the bytes that are control characters in ISO 8859-1, which nobody
	 * writes, are letters and signs of windows-1252, but for five that it
	 * lacks, too. */
	if (fault < bytes.len && !bytes.at[fault])
		what = "is no text: is the file in utf-16?";
	else if (!decode_bytewise(r->decode))
		of = r->def->encoding;
	else if (decode_like_utf8(bytes))
		what = "begins UTF-8, and other rows are in another encoding";
	else if (fault < bytes.len && (bytes.at[fault] & 0xe0) == 0x80
		&& !memchr("\x81\x8d\x8f\x90\x9d", bytes.at[fault], 5))
		what = "is not in the encoding: is it windows-1252?";
	why.column = columns_name(b, columns, cell);
	why.value = kept_text(f, r, is_general(f) ? line->raw : bytes);
	if (r->def->format == EXPORT_FIXED)
		byte = (uint64_t)(bytes.at - line->raw.at) + 1;
	if (byte)
		byte += fault;
	buf_clear(&f->masked);
	text_mask(&f->masked, why.column);
	buf_format(&f->message, "\"%.*s\": byte 0x%02x %s%s%s",
		SPAN_ARG(text_clip(buf_span(&f->masked), 40)),
		fault < bytes.len ? (unsigned char)bytes.at[fault] : 0, what,
		*of ? " " : "", of);
	say(f, r, &why, line->number, byte);
	if (wide == SIZE_MAX)
		return write_rejects(f, &why, b);
	why.column = b->wide_names[wide];
	reject_write(&f->stream, &why);
	return 1;
}

/* As no byte of the file is wrong, none is told. */
size_t
rejects_value(struct rejects *f, const struct reader *r,
	const struct line *line, const struct column_map *b,
	const struct columns *columns, const struct cell_fault *fault,
	size_t wide)
{
	struct reject why = begin(f, r, line, "no_value");

	why.column = columns_name(b, columns, fault->cell);
	why.value = kept_text(f, r,
		fault->cell < line->count ? line->cells[fault->cell]
					  : SPAN(""));
	buf_text(&f->message, fault->why);
	say(f, r, &why, line->number, 0);
	if (is_general(f))
		return 0;
	if (wide == SIZE_MAX)
		return write_rejects(f, &why, b);
	reject_write(&f->stream, &why);
	return 1;
}

/* The stream is the caller's and is not closed. */
void
rejects_free(struct rejects *f)
{
	buf_free(&f->at);
	buf_free(&f->text);
	buf_free(&f->masked);
	buf_free(&f->message);
}
