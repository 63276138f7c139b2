/* SPDX-License-Identifier: MIT
 *
 * A page as a mail that sendmail takes from a file: its title is the subject,
 * and the same page comes as text and as HTML, of which a mail client shows one.
 * Who sends it, to whom and when are left to whoever sends it. Both parts are
 * base64, which no relay breaks and in which the boundary cannot stand.
 */
#include "format.h"

#include "base/buf.h"

#define BOUNDARY "=_bif"
#define LINE 57    /* bytes that give 76 characters */
#define SUBJECT 39 /* bytes of an encoded word, behind the header too */

/* Adds bytes as base64 (RFC 4648). */
static void
add_base64(struct buf *b, struct span s)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";

	for (size_t i = 0; i < s.len; i += 3) {
		unsigned bits = 0;

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8
				| (i + k < s.len ? (unsigned char)s.at[i + k]
						 : 0);
		for (size_t k = 0; k < 4; k++)
			buf_byte(b,
				i + k > s.len
					? '='
					: letters[bits >> (18 - 6 * k) & 63]);
	}
}

/* One part of the mail: the page as a format writes it. Nothing of it is
 * written to a file before: a part is made in memory and encoded by lines of 76
 * characters, the most that MIME allows (RFC 2045). */
static void
write_part(const struct page *p, const struct format_look *look,
	format_writer *writer, const char *type, struct out *out)
{
	struct out *memory = out_memory(OUT_TSV);
	BUF_LOCAL b = { 0 };
	struct span text;

	writer(p, look, memory);
	text = out_memory_span(memory);
	out_print(out,
		"--" BOUNDARY "\nContent-Type: text/%s; charset=utf-8\n"
		"Content-Transfer-Encoding: base64\n\n",
		type);
	while (text.len) {
		size_t n = text.len < LINE ? text.len : LINE;

		buf_clear(&b);
		add_base64(&b, (struct span){ text.at, n });
		out_print(out, "%.*s\n", SPAN_ARG(buf_span(&b)));
		text = (struct span){ text.at + n, text.len - n };
	}
	out_close(memory);
}

/* The text comes first: a client shows the last part that it can show. The
 * subject is encoded words (RFC 2047) of less than 75 characters, one a line;
 * the text is without colours, which no client shows. */
void
mail_write(const struct page *p, const struct format_look *look,
	struct out *out)
{
	struct format_look plain = { .width = look->width };
	BUF_LOCAL title = { 0 }, b = { 0 };

	/* Encoded words part between characters, never inside one. */
	page_clean(&title, p->title);
	out_print(out, "MIME-Version: 1.0\nSubject:");
	for (struct span rest = buf_span(&title); rest.len;) {
		size_t n = rest.len < SUBJECT ? rest.len : SUBJECT;

		while (n < rest.len && n > 1
			&& ((unsigned char)rest.at[n] & 0xc0) == 0x80)
			n--;
		buf_clear(&b);
		add_base64(&b, (struct span){ rest.at, n });
		out_print(out, " =?UTF-8?B?%.*s?=\n", SPAN_ARG(buf_span(&b)));
		rest = (struct span){ rest.at + n, rest.len - n };
	}
	out_print(out,
		"%sContent-Type: multipart/alternative; boundary=\"" BOUNDARY
		"\"\n\n",
		title.len ? "" : "\n");
	write_part(p, &plain, plain_write, "plain", out);
	write_part(p, look, html_write, "html", out);
	out_print(out, "--" BOUNDARY "--\n");
}
