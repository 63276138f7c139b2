/* SPDX-License-Identifier: MIT
 *
 * One way out for rejected rows, so that masking cannot be forgotten in one
 * of the programs. What is wrong with a row is worded where it is found.
 */
#include "stream/reject.h"

#include "stream/stream.h"
#include "value/text.h"

bool
reject_open(struct reject_stream *s, const char *file)
{
	if (!file)
		return true;
	s->out = out_open_for(file, OUT_TSV, s->personal);
	if (!s->out)
		return false;
	out_columns(s->out, stream_rejects, REJECT_COLUMNS);
	return true;
}

/* A text of the row, masked where it must be. */
static struct span
masked(struct reject_stream *s, struct span text)
{
	buf_clear(&s->room);
	if (s->personal)
		text_mask(&s->room, text);
	else
		buf_add(&s->room, text);
	return buf_span(&s->room);
}

/* Names and values are masked before they leave the program: rejects are
 * read by more people than records are. */
void
reject_write(struct reject_stream *s, const struct reject *r)
{
	char month[MONTH_WIDTH];
	bool dated = r->day != DAY_NONE;

	if (!s->out)
		return;
	if (dated)
		period_write_month(month, period_month_of(r->day));
	out_cell(s->out, r->at);
	out_cell(s->out, span_of(s->source));
	out_cell(s->out, span_of(s->stage));
	out_cell(s->out, span_of(r->reason));
	out_cell(s->out, masked(s, r->column));
	out_cell(s->out, masked(s, r->value));
	out_escaped(s->out, r->unit);
	out_cell(s->out, (struct span){ month, dated ? MONTH_WIDTH : 0 });
	out_escaped(s->out, masked(s, r->event));
	out_row(s->out);
}

/* A message that is only counted is not masked, since masking costs more
 * than all else here. */
void
reject_say(enum status status, const struct reject *r, struct place where,
	const char *message)
{
	BUF_LOCAL name = { 0 }, value = { 0 };

	/* Whoever reads messages by program may keep them: nothing personal. */
	if (!diag_enough(r->reason)) {
		text_mask(&name, r->column);
		text_mask(&value, r->value);
	}
	diag_cell(buf_span(&name), buf_span(&value));
	if (where.line)
		diag_at(status, r->reason, where, "%s", message);
	else
		diag_row(status, r->reason, r->at, "%s", message);
	/* One that was held back leaves it to be taken back. */
	diag_cell((struct span){ 0 }, (struct span){ 0 });
}

void
reject_close(struct reject_stream *s)
{
	if (s->out)
		out_close(s->out);
	s->out = NULL;
	buf_free(&s->room);
}

/* Whether the name before a `!` is a workbook's, or what follows can only be
 * a sheet. A `!` may stand in names of files, too. */
static bool
begins_sheet(struct span name, struct span after)
{
	static const char *const ends[] = { ".xlsx", ".xlsm", ".XLSX",
		".XLSM" };

	for (size_t i = 0; i < 4; i++)
		if (name.len > 5 && !memcmp(name.at + name.len - 5, ends[i], 5))
			return true;
	return !memchr(after.at, '.', after.len);
}

/* What ends a place is cut off from behind, since a file's name may have
 * the same signs in it. */
struct span
reject_file(struct span at)
{
	size_t len = at.len;

	while (len && at.at[len - 1] >= '0' && at.at[len - 1] <= '9')
		len--;
	if (len == at.len || len < 2)
		return at;
	if (at.at[len - 1] == '#')
		return (struct span){ at.at, len - 1 };
	if (at.at[len - 1] != ':')
		return at;
	at.len = len - 1;
	for (size_t i = 1; i < at.len; i++) {
		struct span name = { at.at, i };

		if (at.at[i] == '!'
			&& begins_sheet(name,
				(struct span){ at.at + i + 1, at.len - i - 1 }))
			return name;
	}
	return at;
}
