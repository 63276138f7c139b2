/* SPDX-License-Identifier: MIT */
#include "xlsx/xlsx_workbook.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/xlsx_date.h"

#define STYLES_MOST 65536

bool
xlsx_workbook_wrong(struct xlsx_workbook *x, const char *what)
{
	if (!x->failed)
		diag_fault(STATUS_DATA, "%s: %s", x->file, what);
	x->failed = true;
	return false;
}

/* Names without their namespace's prefix. */
const char *
xlsx_workbook_local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static bool
is(const char *name, const char *wanted)
{
	return !strcmp(xlsx_workbook_local(name), wanted);
}

const char *
xlsx_workbook_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (!strcmp(*attributes, name))
			return attributes[1];
	return NULL;
}

/* The attribute `id` of another namespace, which refers to a relation. */
static const char *
relation_id(const char **attributes)
{
	for (; *attributes; attributes += 2)
		if (strchr(*attributes, ':') && is(*attributes, "id"))
			return attributes[1];
	return NULL;
}

bool
xlsx_workbook_unsigned(const char *text, size_t most, size_t *number)
{
	size_t n = 0;

	if (!text || !*text)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		n = n * 10 + (size_t)(*text - '0');
		if (n > most)
			return false;
	}
	*number = n;
	return true;
}

static void
clear_last_folder(struct buf *path)
{
	while (path->len && path->at[path->len - 1] != '/')
		path->len--;
}

/* A target is relative to the folder of the part that refers to it. */
static void
resolve(struct buf *path, const struct buf *from, const char *target)
{
	buf_clear(path);
	if (*target == '/') {
		buf_text(path, target + 1);
		return;
	}
	buf_add(path, buf_span(from));
	clear_last_folder(path);
	for (; !strncmp(target, "../", 3); target += 3) {
		if (path->len)
			path->len--;
		clear_last_folder(path);
	}
	buf_text(path, target);
}

static bool
ends_with(const char *text, const char *ending)
{
	size_t n = strlen(text), m = strlen(ending);

	return n >= m && !strcmp(text + n - m, ending);
}

void
xlsx_workbook_relation(void *data, const char *name, const char **attributes)
{
	struct xlsx_workbook *x = data;
	const char *type = xlsx_workbook_attribute(attributes, "Type");
	const char *target = xlsx_workbook_attribute(attributes, "Target");
	const char *id = xlsx_workbook_attribute(attributes, "Id");

	if (!is(name, "Relationship") || !type || !target)
		return;
	if (!x->workbook_part.len && ends_with(type, "/officeDocument"))
		resolve(&x->workbook_part, &x->workbook_part, target);
	else if (ends_with(type, "/sharedStrings"))
		resolve(&x->strings_part, &x->workbook_part, target);
	else if (ends_with(type, "/styles"))
		resolve(&x->styles_part, &x->workbook_part, target);
	else if (id && x->sheet_id.len && span_is(buf_span(&x->sheet_id), id))
		resolve(&x->sheet_part, &x->workbook_part, target);
}

void
xlsx_workbook_relations(struct buf *path, const struct buf *part)
{
	size_t cut;

	buf_add(path, buf_span(part));
	clear_last_folder(path);
	cut = path->len;
	buf_text(path, "_rels/");
	buf_add(path, (struct span){ part->at + cut, part->len - cut });
	buf_text(path, ".rels");
}

static bool
is_asked(const struct xlsx_workbook *x, const char *name)
{
	struct span asked = x->asked;
	char number[16];

	if (span_is(asked, name))
		return true;
	snprintf(number, sizeof(number), "%u", x->sheets);
	return span_is(asked, number);
}

void
xlsx_workbook_sheet(void *data, const char *name, const char **attributes)
{
	struct xlsx_workbook *x = data;
	const char *value;

	if (is(name, "workbookPr")) {
		value = xlsx_workbook_attribute(attributes, "date1904");
		x->from_1904 = value
			&& (!strcmp(value, "1") || !strcmp(value, "true"));
	}
	if (!is(name, "sheet"))
		return;
	x->sheets++;
	value = xlsx_workbook_attribute(attributes, "name");
	/* A name wins over a number, wherever it stands. */
	if (!value || !relation_id(attributes) || !is_asked(x, value)
		|| (x->sheet_id.len && !span_is(x->asked, value)))
		return;
	buf_clear(&x->sheet_name);
	buf_text(&x->sheet_name, value);
	buf_clear(&x->sheet_id);
	buf_text(&x->sheet_id, relation_id(attributes));
}

void
xlsx_workbook_style(void *data, const char *name, const char **attributes)
{
	struct xlsx_workbook *x = data;
	const char *code = xlsx_workbook_attribute(attributes, "formatCode");
	size_t id;
	bool numbered =
		xlsx_workbook_unsigned(xlsx_workbook_attribute(attributes,
					       "numFmtId"),
			UINT32_MAX / 2, &id);

	if (is(name, "cellXfs"))
		x->in_cell_xfs = true;
	/* 0 is a number as such; a format of no number is nobody's. */
	if (!numbered)
		id = 0;
	if (is(name, "numFmt") && code && numbered
		&& x->nformats < STYLES_MOST) {
		if (x->nformats == x->formats_cap)
			x->formats = mem_grow(x->formats, &x->formats_cap,
				x->nformats + 1, sizeof(*x->formats));
		x->formats[x->nformats++] =
			(struct number_format){ (unsigned)id,
				xlsx_date_shows((unsigned)id, span_of(code)) };
	}
	if (!x->in_cell_xfs || !is(name, "xf") || x->nshows == STYLES_MOST)
		return;
	if (x->nshows == x->shows_cap)
		x->shows = mem_grow(x->shows, &x->shows_cap, x->nshows + 1, 1);
	x->shows[x->nshows] = (unsigned char)xlsx_date_shows((unsigned)id,
		SPAN(""));
	for (size_t i = 0; i < x->nformats; i++)
		if (x->formats[i].id == id)
			x->shows[x->nshows] =
				(unsigned char)x->formats[i].shows;
	x->nshows++;
}

void
xlsx_workbook_style_end(void *data, const char *name)
{
	struct xlsx_workbook *x = data;

	if (is(name, "cellXfs"))
		x->in_cell_xfs = false;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character that `_xHHHH_` stands for, or 0. */
static unsigned
escaped_character(struct span s, size_t i)
{
	unsigned c = 0;

	if (i + 7 > s.len || s.at[i] != '_' || s.at[i + 1] != 'x'
		|| s.at[i + 6] != '_')
		return 0;
	for (size_t k = i + 2; k < i + 6; k++) {
		int digit = hex_digit(s.at[k]);

		if (digit < 0)
			return 0;
		c = c << 4 | (unsigned)digit;
	}
	return c >= 0xd800 && c <= 0xdfff ? 0 : c;
}

static void
add_character(struct buf *b, unsigned c)
{
	if (c < 0x80) {
		buf_byte(b, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_byte(b, (char)(0xc0 | c >> 6));
	} else {
		buf_byte(b, (char)(0xe0 | c >> 12));
		buf_byte(b, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_byte(b, (char)(0x80 | (c & 0x3f)));
}

/* What XML cannot hold, such as a CR, is written `_x000D_`. */
void
xlsx_workbook_unescape(struct buf *b, struct span s)
{
	const char *hit = s.len ? memmem(s.at, s.len, "_x", 2) : NULL;

	if (!hit) {
		buf_add(b, s);
		return;
	}
	for (size_t i = 0; i < s.len;) {
		unsigned c = escaped_character(s, i);

		if (c) {
			add_character(b, c);
			i += 7;
		} else {
			buf_byte(b, s.at[i++]);
		}
	}
}

void
xlsx_workbook_text(void *data, const char *text, int n)
{
	struct xlsx_workbook *x = data;

	if (!x->in_value || x->phonetic)
		return;
	if (x->value.len + (size_t)n > XLSX_WORKBOOK_CELL_MOST) {
		xlsx_workbook_wrong(x, "a cell of the workbook is too long");
		return;
	}
	buf_add(&x->value, (struct span){ text, (size_t)n });
}

void
xlsx_workbook_string(void *data, const char *name, const char **attributes)
{
	struct xlsx_workbook *x = data;

	(void)attributes;
	if (is(name, "si"))
		buf_clear(&x->value);
	else if (is(name, "rPh"))
		x->phonetic++;
	else if (is(name, "t"))
		x->in_value = true;
}

void
xlsx_workbook_string_end(void *data, const char *name)
{
	struct xlsx_workbook *x = data;

	if (is(name, "t"))
		x->in_value = false;
	else if (is(name, "rPh"))
		x->phonetic--;
	if (!is(name, "si"))
		return;
	xlsx_workbook_unescape(&x->strings, buf_span(&x->value));
	if (x->nends == x->ends_cap)
		x->ends = mem_grow(x->ends, &x->ends_cap, x->nends + 1,
			sizeof(*x->ends));
	x->ends[x->nends++] = x->strings.len;
}

bool
xlsx_workbook_shared(struct xlsx_workbook *x, const char *number,
	struct span *text)
{
	size_t i, from;

	if (!xlsx_workbook_unsigned(number, SIZE_MAX / 16, &i) || i >= x->nends)
		return xlsx_workbook_wrong(x,
			"a cell refers to a text that is not "
			"there");
	from = i ? x->ends[i - 1] : 0;
	*text = (struct span){ x->strings.at + from, x->ends[i] - from };
	return true;
}

unsigned
xlsx_workbook_shows(const struct xlsx_workbook *x, size_t style)
{
	return style < x->nshows ? x->shows[style] : 0;
}

void
xlsx_workbook_free(struct xlsx_workbook *x)
{
	buf_free(&x->sheet_name);
	buf_free(&x->sheet_id);
	buf_free(&x->workbook_part);
	buf_free(&x->strings_part);
	buf_free(&x->styles_part);
	buf_free(&x->sheet_part);
	buf_free(&x->strings);
	buf_free(&x->value);
	mem_free(x->ends);
	mem_free(x->shows);
	mem_free(x->formats);
}
