/* SPDX-License-Identifier: MIT */
#include "stream/reject.h"

#include "base/buf.h"
#include "stream/stream.h"
#include "value/text.h"

struct out *
reject_open(const char *file, bool *ok)
{
	struct out *out;

	*ok = true;
	if (!file)
		return NULL;
	out = out_open(file, OUT_TSV);
	*ok = out != NULL;
	if (out)
		out_columns(out, stream_rejects, REJECT_COLUMNS);
	return out;
}

static void
put(struct out *out, const struct reject *r, struct span text)
{
	static struct buf masked;

	if (!r->personal) {
		out_cell(out, text);
		return;
	}
	buf_clear(&masked);
	text_mask(&masked, text);
	out_cell(out, buf_span(&masked));
}

void
reject_write(struct out *out, const struct reject *r)
{
	if (!out)
		return;
	out_cell(out, r->at);
	out_cell(out, span_of(r->source));
	out_cell(out, span_of(r->stage));
	out_cell(out, span_of(r->reason));
	put(out, r, r->column);
	put(out, r, r->value);
	out_row(out);
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
