/* SPDX-License-Identifier: MIT
 *
 * Reads the members that say how csv is read which is not plain, and the same
 * words from the command line of bif-extract. Texts stay in UTF-8 here; the
 * reader has them in the encoding of the file.
 */

#include "source/export.h"

#include "book/defs.h"

/* As the strict dialect, but that any line end ends a line. */
void
export_tolerant_default(struct export_tolerant *l)
{
	static const struct csv_limits limits = CSV_LIMITS;

	memset(l, 0, sizeof(*l));
	l->dialect.delimiter = SPAN(",");
	l->dialect.quote = SPAN("\"");
	l->limits = limits;
}

const char *const export_newlines[] = { [CSV_NEWLINE_AUTO] = "auto",
	[CSV_NEWLINE_LF] = "lf",
	[CSV_NEWLINE_CR] = "cr",
	[CSV_NEWLINE_CRLF] = "crlf" };
const char *const export_raggeds[] = {
	[RAGGED_REJECT] = "reject", [RAGGED_PAD] = "pad", [RAGGED_KEEP] = "keep"
};

/* Digits at the beginning, which are taken off; false when there are none or
 * they are too many. */
static bool
take_number(struct span *text, uint64_t *number)
{
	size_t n = 0;

	*number = 0;
	for (; n < text->len && span_digit(text->at[n]); n++) {
		*number = *number * 10 + (uint64_t)(text->at[n] - '0');
		if (*number > UINT32_MAX)
			return false;
	}
	span_skip(text, n);
	return n > 0;
}

/* Adds a line of the header; they must rise. */
static bool
add_header(struct export_tolerant *l, uint64_t line)
{
	if (l->nheaders == EXPORT_HEADERS || !line
		|| (l->nheaders && line <= l->headers[l->nheaders - 1]))
		return false;
	l->headers[l->nheaders++] = line;
	return true;
}

/* Two numbers are a first and a last line, three or more are each a line. */
bool
export_tolerant_headers(struct export_tolerant *l, struct span text)
{
	uint64_t line;

	l->nheaders = 0;
	for (;;) {
		if (!take_number(&text, &line) || !add_header(l, line))
			return false;
		if (!text.len)
			break;
		if (*text.at != ',')
			return false;
		span_skip(&text, 1);
	}
	if (l->nheaders != 2)
		return true;
	/* From the first to the last. */
	line = l->headers[--l->nheaders];
	for (uint64_t next = l->headers[0] + 1; next <= line; next++)
		if (!add_header(l, next))
			return false;
	return true;
}

/* K, M and G are powers of 1024. A limit of 0 would let no row through. */
bool
export_tolerant_limit(struct csv_limits *limits, struct span name,
	struct span number)
{
	const struct {
		const char *name;
		size_t *limit;
	} all[] = { { "cell", &limits->cell }, { "row", &limits->row },
		{ "lines", &limits->lines }, { "columns", &limits->columns } };
	uint64_t n;

	if (!take_number(&number, &n) || !n)
		return false;
	if (span_is(number, "K"))
		n <<= 10;
	else if (span_is(number, "M"))
		n <<= 20;
	else if (span_is(number, "G"))
		n <<= 30;
	else if (number.len)
		return false;
	for (size_t i = 0; i < COUNT(all); i++)
		if (span_is(name, all[i].name)) {
			*all[i].limit = n;
			return true;
		}
	return false;
}

/* Whether it is one character of UTF-8. */
static bool
is_character(struct span s)
{
	if (!s.len || (s.at[0] & 0xc0) == 0x80)
		return false;
	for (size_t i = 1; i < s.len; i++)
		if ((s.at[i] & 0xc0) != 0x80)
			return false;
	return true;
}

/* Whether a text has a byte that ends lines. */
static bool
ends_lines(struct span s)
{
	return s.len
		&& (memchr(s.at, '\n', s.len) || memchr(s.at, '\r', s.len));
}

/* What splits and what quotes at once would be told apart by chance. */
const char *
export_tolerant_fault(const struct csv_dialect *d)
{
	if (d->quote.len && !is_character(d->quote))
		return "a quote is one character";
	if (d->escape.len && !is_character(d->escape))
		return "an escape is one character";
	if (ends_lines(d->delimiter) || ends_lines(d->quote)
		|| ends_lines(d->escape) || ends_lines(d->comment))
		return "a line end ends lines, nothing else";
	if (d->delimiter.len
		&& (span_equal(d->delimiter, d->quote)
			|| span_equal(d->delimiter, d->escape)))
		return "delimiter and quote or escape are the same";
	return NULL;
}

/* Whether strict reading, which takes single ASCII bytes, can have it. */
static bool
is_byte(const struct def *d)
{
	return !d || d->kind != DEF_TEXT
		|| (d->text.len <= 1 && !(d->text.len && d->text.at[0] & 0x80));
}

/* A delimiter of several bytes is such a member, too: strict reading knows bytes only. */
bool
export_tolerant_wanted(const struct def *part)
{
	static const char *const members[] = { "newline", "comment", "ragged",
		"footer", "table", "limits", "header_carry" };
	const struct def *header = def_get(part, "header");
	const struct def *delimiter = def_get(part, "delimiter");
	const struct def *quote = def_get(part, "quote");
	const struct def *escape = def_get(part, "escape");

	/* libcsv knows an escape only inside quotes. */
	if (quote && quote->kind == DEF_TEXT && !quote->text.len && escape
		&& escape->kind == DEF_TEXT && escape->text.len)
		return true;
	for (size_t i = 0; i < COUNT(members); i++)
		if (def_get(part, members[i]))
			return true;
	return (header && header->kind == DEF_LIST)
		|| (delimiter && delimiter->kind == DEF_TEXT
			&& !delimiter->text.len)
		|| !is_byte(delimiter) || !is_byte(quote) || !is_byte(escape);
}

/* The lines of the header: one, a list, or none. */
static bool
read_headers(const struct def *d, struct export *e)
{
	const struct def *header = def_get(d, "header");
	struct export_tolerant *l = &e->loose;
	bool list = header && header->kind == DEF_LIST;
	struct span text;

	if (!header)
		return true;
	l->headerless = header->kind == DEF_TEXT
		&& span_is(header->text, "none");
	if (l->headerless)
		return true;
	for (size_t i = 0; i < (list ? header->count : 1); i++) {
		const struct def *one = list ? &header->items[i] : header;
		uint64_t line;

		text = one->text;
		if ((one->kind != DEF_NUMBER && one->kind != DEF_TEXT)
			|| !take_number(&text, &line) || text.len
			|| !add_header(l, line) || line <= e->skip)
			return def_wrong(one,
				"\"header\" is the number of a line, or a list of at most %d of them, in their order",
				EXPORT_HEADERS);
	}
	return !list || header->count
		|| def_wrong(header, "\"header\" has no line");
}

/* All of them are numbers with names, so that the command line says the same. */
bool
export_tolerant_limits(void *reading, const struct def *d, void *into)
{
	(void)reading;
	if (d->kind != DEF_OBJECT)
		return def_wrong(d,
			"\"limits\" is an object such as {\"cell\": \"64M\"}");
	for (size_t i = 0; i < d->count; i++)
		if (!export_tolerant_limit(into, d->items[i].key,
			    d->items[i].text))
			return def_wrong(&d->items[i],
				"a limit is \"cell\", \"row\", \"lines\" or \"columns\", and a number such as \"64M\"");
	return true;
}

/* Read behind the members that strict reading shares with it; where none of its
 * own stands nothing is done, and the part is read strictly. */
bool
export_tolerant_read(const struct def *d, struct export *e)
{
	struct export_tolerant *l = &e->loose;
	struct span delimiter, quote, escape;
	const char *why;

	if (!export_tolerant_wanted(d))
		return true;
	if (e->format == EXPORT_XLSX && !read_headers(d, e))
		return false;
	if (l->nheaders)
		e->header = l->headers[0];
	if (e->format != EXPORT_CSV)
		return true;
	l->on = true;
	if (def_get(d, "frame"))
		return def_wrong(def_get(d, "frame"),
			"\"frame\" goes with plain csv only");
	/* The characters; that they do not contradict each other is seen
	 * last. */
	if (!def_text(d, "delimiter", false, &delimiter)
		|| !def_text(d, "quote", false, &quote)
		|| !def_text(d, "escape", false, &escape))
		return false;
	if (delimiter.at)
		l->dialect.delimiter = delimiter;
	if (quote.at)
		l->dialect.quote = quote;
	if (escape.at && !span_equal(escape, l->dialect.quote))
		l->dialect.escape = escape;
	why = export_tolerant_fault(&l->dialect);
	if ((why && !def_wrong(d, "%s", why)) || !read_headers(d, e))
		return false;
	e->header = l->nheaders ? l->headers[0] : e->skip + 1;
	return true;
}
