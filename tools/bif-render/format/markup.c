/* SPDX-License-Identifier: MIT */
#include "markup.h"

#include "base/buf.h"
#include "bif-render/page/clean.h"

void
markup_text(struct out *out, struct span text)
{
	struct buf clean = { 0 };
	struct span part;

	clean_text(&clean, text);
	for (part = buf_span(&clean); part.len; part.at++, part.len--)
		switch (part.at[0]) {
		case '&':
			out_print(out, "&amp;");
			break;
		case '<':
			out_print(out, "&lt;");
			break;
		case '>':
			out_print(out, "&gt;");
			break;
		case '"':
			out_print(out, "&quot;");
			break;
		case '\'':
			out_print(out, "&#39;");
			break;
		default:
			out_bytes(out, (struct span){ part.at, 1 });
			break;
		}
	buf_free(&clean);
}
