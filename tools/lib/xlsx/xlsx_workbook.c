/* SPDX-License-Identifier: MIT
 *
 * One table of elements for each part that is read (xlsx/xml.h), and one
 * function that takes them. Attributes come from the file, so that each number
 * is checked and each list has an end; names and formats go to an arena, which
 * their caps keep small.
 *
 * Which sheet is to be read, and its rows, are xlsx.c's.
 */
#include "xlsx/xlsx_workbook.h"

#include <sys/types.h>

#include "base/diag.h"
#include "base/mem.h"
#include "xlsx/xml.h"

/* Texts are added to a buffer, and their ends to a list. When both are too
 * large they are written behind those of two files, one of bytes and one of
 * ends, and begin anew. A text is found by its number in either place: two
 * reads where it is in the files, which the system keeps in memory as far as
 * there is room. */

/* Moves what is in memory to the end of the files. Ends are those of all bytes
 * from here on. */
static bool
file_all(struct xlsx_texts *t, const char *file)
{
	bool good;

	if (!t->bytes_file) {
		t->bytes_file = tmpfile();
		t->ends_file = tmpfile();
	}
	good = t->bytes_file && t->ends_file;
	for (size_t i = 0; i < t->count; i++)
		t->ends[i] += t->filed_bytes;
	good = good && !fseek(t->bytes_file, 0, SEEK_END)
		&& !fseek(t->ends_file, 0, SEEK_END)
		&& fwrite(t->bytes.at, 1, t->bytes.len, t->bytes_file)
			== t->bytes.len
		&& fwrite(t->ends, sizeof(*t->ends), t->count, t->ends_file)
			== t->count
		&& !fflush(t->bytes_file) && !fflush(t->ends_file);
	if (!good)
		diag_file(STATUS_IO, file, "cannot make a temporary copy");
	t->filed += t->count;
	t->filed_bytes += t->bytes.len;
	t->count = t->bytes.len = 0;
	return good;
}

/* Text number i, which there must be, until the next call. False after a
 * message (74). A text in memory is pointed at; one in the files is fetched
 * into a buffer that the next call uses again. */
static bool
xlsx_texts_get(struct xlsx_texts *t, uint64_t i, struct span *text,
	const char *file)
{
	size_t ends[2] = { 0 }, n = i ? 2 : 1, len;
	bool good;

	if (i >= t->filed) {
		size_t k = (size_t)(i - t->filed);
		size_t from = k ? t->ends[k - 1] : 0;

		*text = (struct span){ t->bytes.at + from, t->ends[k] - from };
		return true;
	}
	/* The first text has no end before it. */
	good = !fseeko(t->ends_file, (off_t)((i ? i - 1 : 0) * sizeof(*ends)),
		       SEEK_SET)
		&& fread(ends + 2 - n, sizeof(*ends), n, t->ends_file) == n
		&& !fseeko(t->bytes_file, (off_t)ends[0], SEEK_SET);
	len = good ? ends[1] - ends[0] : 0;
	buf_clear(&t->fetched);
	buf_room(&t->fetched, len);
	good = good
		&& (!len || fread(t->fetched.at, 1, len, t->bytes_file) == len);
	*text = (struct span){ t->fetched.at, len };
	if (!good)
		diag_file(STATUS_IO, file, "cannot read its temporary copy");
	return good;
}

/* The character that `_xHHHH_` stands for, or 0: half of a pair is none. */
static unsigned
escaped_character(struct span s)
{
	static const char digits[] = "0123456789abcdef";
	unsigned c = 0;

	if (s.len < 7 || s.at[0] != '_' || s.at[1] != 'x' || s.at[6] != '_')
		return 0;
	for (size_t i = 2; i < 6; i++) {
		const char *digit = span_digit(s.at[i])
			? digits + (s.at[i] - '0')
			: s.at[i] ? strchr(digits + 10, s.at[i] | 0x20)
				  : NULL;

		if (!digit)
			return 0;
		c = c << 4 | (unsigned)(digit - digits);
	}
	return c >= 0xd800 && c <= 0xdfff ? 0 : c;
}

/* Written as UTF-8 by hand: an escape stands for one unit of UTF-16, which has
 * no more than three bytes, and the halves of a pair are left as they are
 * written. */
void
xlsx_texts_unescape(struct buf *b, struct span text)
{
	if (!text.len || !memmem(text.at, text.len, "_x", 2)) {
		buf_add(b, text);
		return;
	}
	for (size_t i = 0; i < text.len;) {
		unsigned c = escaped_character(
			(struct span){ text.at + i, text.len - i });

		if (!c) {
			buf_byte(b, text.at[i++]);
			continue;
		}
		i += 7;
		if (c >= 0x800)
			buf_byte(b, (char)(0xe0 | c >> 12));
		if (c >= 0x80)
			buf_byte(b,
				(char)(c < 0x800 ? 0xc0 | c >> 6
						 : 0x80 | (c >> 6 & 0x3f)));
		buf_byte(b, (char)(c < 0x80 ? c : 0x80 | (c & 0x3f)));
	}
}

#define NAME_MOST 1024 /* bytes of a sheet's name, a path or a format */

bool
xlsx_workbook_wrong(struct xlsx_workbook *x, const char *what)
{
	if (!x->failed)
		diag_file(STATUS_DATA, x->file, "%s", what);
	x->failed = true;
	return false;
}

bool
xlsx_workbook_unsigned(const char *text, size_t most, size_t *number)
{
	size_t n = 0;

	if (!text || !*text)
		return false;
	for (; *text; text++) {
		if (!span_digit(*text))
			return false;
		n = n * 10 + (size_t)(*text - '0');
		if (n > most)
			return false;
	}
	*number = n;
	return true;
}

bool
xlsx_workbook_true(const char *text)
{
	return text && (!strcmp(text, "1") || !strcmp(text, "true"));
}

bool
xlsx_workbook_add(struct xlsx_workbook *x, struct buf *b, struct span piece)
{
	if (b->len + piece.len > XLSX_WORKBOOK_CELL_MOST)
		return xlsx_workbook_wrong(x,
			"a cell of the workbook is too long");
	buf_add(b, piece);
	return true;
}

bool
xlsx_workbook_add_run(struct xlsx_workbook *x, struct buf *b, struct span piece)
{
	static const char *const raised[] = { "\u2070", "\u00b9", "\u00b2",
		"\u00b3", "\u2074", "\u2075", "\u2076", "\u2077", "\u2078",
		"\u2079" };

	if (!x->raised)
		return xlsx_workbook_add(x, b, piece);
	for (size_t i = 0; i < piece.len; i++) {
		struct span sign = { piece.at + i, 1 };

		if (span_digit(*sign.at))
			sign = span_of(raised[*sign.at - '0']);
		if (!xlsx_workbook_add(x, b, sign))
			return false;
	}
	return true;
}

void
xlsx_workbook_run(struct xlsx_workbook *x, const char *place)
{
	x->raised = place && !strcmp(place, "superscript");
}

/* --- relations --------------------------------------------------------- */

enum { RELATIONS = 1, RELATION };

static const struct xml_element relation_elements[] = {
	[RELATIONS] = { 0, "Relationships" },
	[RELATION] = { RELATIONS, "Relationship" },
};

/* Takes the last name off a path, and leaves the folder with its slash. */
static void
clear_last_folder(struct buf *path)
{
	while (path->len && path->at[path->len - 1] != '/')
		path->len--;
}

/* A target is relative to the folder of the part that refers to it. Some
 * programs write it as Windows writes folders. */
static void
resolve(struct buf *path, struct span from, const char *target)
{
	buf_clear(path);
	if (*target == '/') {
		target++;
	} else {
		buf_add(path, from);
		clear_last_folder(path);
	}
	for (; !strncmp(target, "../", 3); target += 3) {
		if (path->len)
			path->len--;
		clear_last_folder(path);
	}
	for (; *target; target++)
		buf_byte(path, *target == '\\' ? '/' : *target);
}

/* Relation types are addresses that differ by edition of the standard, and
 * agree in their endings. */
static bool
ends_with(const char *text, const char *ending)
{
	size_t n = strlen(text), m = strlen(ending);

	return n >= m && !strcmp(text + n - m, ending);
}

/* Of the package and of the workbook alike: the first names the workbook, the
 * others are relative to it. */
static void
on_relation(void *user, int element, const char **attributes)
{
	struct xlsx_workbook *x = user;
	const char *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target");
	const char *id = xml_attribute(attributes, "Id");
	struct buf *from = &x->workbook_part;
	BUF_LOCAL path = { 0 };

	if (element != RELATION || !type || !target
		|| strlen(target) > NAME_MOST)
		return;
	if (!from->len && ends_with(type, "/officeDocument")) {
		resolve(&path, SPAN(""), target);
		buf_add(from, buf_span(&path));
	} else if (ends_with(type, "/sharedStrings")) {
		resolve(&x->strings_part, buf_span(from), target);
	} else if (ends_with(type, "/styles")) {
		resolve(&x->styles_part, buf_span(from), target);
	} else if (id && ends_with(type, "/worksheet")) {
		resolve(&path, buf_span(from), target);
		for (size_t i = 0; i < x->nsheets; i++)
			if (span_is(x->sheets[i].id, id))
				x->sheets[i].part = arena_keep(x->arena,
					buf_span(&path));
	}
}

/* --- the workbook ------------------------------------------------------ */

enum { WORKBOOK = 1, WORKBOOK_PR, SHEETS, SHEET, CALC_PR };

static const struct xml_element workbook_elements[] = {
	[WORKBOOK] = { 0, "workbook" },
	[WORKBOOK_PR] = { WORKBOOK, "workbookPr" },
	[SHEETS] = { WORKBOOK, "sheets" },
	[SHEET] = { SHEETS, "sheet" },
	[CALC_PR] = { WORKBOOK, "calcPr" },
};

/* Sheets in the order of their tabs, which is how people count them. */
static void
on_workbook(void *user, int element, const char **attributes)
{
	struct xlsx_workbook *x = user;
	const char *name = xml_attribute(attributes, "name");
	const char *state = xml_attribute(attributes, "state");
	const char *id = xml_relation_id(attributes);
	struct xlsx_sheet *s;

	if (element == WORKBOOK_PR)
		x->from_1904 = xlsx_workbook_true(
			xml_attribute(attributes, "date1904"));
	if (element == CALC_PR) {
		const char *done = xml_attribute(attributes, "calcCompleted");

		x->uncalculated = xlsx_workbook_true(xml_attribute(attributes,
					  "fullCalcOnLoad"))
			|| (done && !xlsx_workbook_true(done));
	}
	if (element != SHEET)
		return;
	if (x->nsheets == XLSX_WORKBOOK_SHEETS_MOST
		|| (name && strlen(name) > NAME_MOST)
		|| (id && strlen(id) > NAME_MOST)) {
		xlsx_workbook_wrong(x,
			"the workbook has too many sheets, or too long a name of one: refused");
		return;
	}
	MEM_GROW(x->sheets, x->sheets_cap, x->nsheets + 1);
	s = &x->sheets[x->nsheets++];
	*s = (struct xlsx_sheet){ .part = SPAN("") };
	s->name = arena_keep(x->arena, span_of(name ? name : ""));
	s->id = arena_keep(x->arena, span_of(id ? id : ""));
	if (state && !strcmp(state, "hidden"))
		s->state = XLSX_HIDDEN;
	else if (state && !strcmp(state, "veryHidden"))
		s->state = XLSX_VERY_HIDDEN;
}

/* --- styles ------------------------------------------------------------ */

enum { STYLES = 1, FORMATS, FORMAT, CELL_STYLES, CELL_STYLE };

static const struct xml_element style_elements[] = {
	[STYLES] = { 0, "styleSheet" },
	[FORMATS] = { STYLES, "numFmts" },
	[FORMAT] = { FORMATS, "numFmt" },
	[CELL_STYLES] = { STYLES, "cellXfs" },
	[CELL_STYLE] = { CELL_STYLES, "xf" },
};

/* Formats stand before the styles that refer to them, and what one shows is found
 * out once, not for each cell. A style without a number, or of one that no
 * format has, shows a number as it stands. */
static void
on_style(void *user, int element, const char **attributes)
{
	struct xlsx_workbook *x = user;
	const char *code = xml_attribute(attributes, "formatCode");
	struct xlsx_format *style;
	struct number_format *f;
	size_t id = 0;
	bool numbered =
		xlsx_workbook_unsigned(xml_attribute(attributes, "numFmtId"),
			UINT32_MAX / 2, &id);

	if (element == FORMAT && numbered && code && strlen(code) <= NAME_MOST
		&& x->nformats < XLSX_WORKBOOK_FORMATS_MOST) {
		MEM_GROW(x->formats, x->formats_cap, x->nformats + 1);
		f = &x->formats[x->nformats++];
		f->id = id;
		f->format.code = arena_keep(x->arena, span_of(code));
		f->format.shows = xlsx_format_shows((unsigned)id,
			f->format.code);
	}
	if (element != CELL_STYLE || x->nstyles == XLSX_WORKBOOK_STYLES_MOST)
		return;
	MEM_GROW(x->styles, x->styles_cap, x->nstyles + 1);
	style = &x->styles[x->nstyles++];
	*style = (struct xlsx_format){
		xlsx_format_shows((unsigned)id, SPAN("")), SPAN("")
	};
	for (size_t i = x->nformats; i-- > 0;)
		if (x->formats[i].id == id) {
			*style = x->formats[i].format;
			break;
		}
}

const struct xlsx_format *
xlsx_workbook_style(const struct xlsx_workbook *x, size_t style)
{
	static const struct xlsx_format number = { 0, { "", 0 } };

	return style < x->nstyles ? &x->styles[style] : &number;
}

/* --- shared texts ------------------------------------------------------ */

enum { TEXTS = 1, TEXT, PIECE, RUN, RUN_PIECE, RUN_FONT, RUN_PLACE };

/* What is read out beside a text (rPh) is not in the table: it is no text. */
static const struct xml_element text_elements[] = {
	[TEXTS] = { 0, "sst" },
	[TEXT] = { TEXTS, "si" },
	[PIECE] = { TEXT, "t" },
	[RUN] = { TEXT, "r" },
	[RUN_PIECE] = { RUN, "t" },
	[RUN_FONT] = { RUN, "rPr" },
	[RUN_PLACE] = { RUN_FONT, "vertAlign" },
};

/* Of a run's font only whether it is raised means something. */
static void
on_text_start(void *user, int element, const char **attributes)
{
	if (element == RUN || element == RUN_PLACE)
		xlsx_workbook_run(user,
			element == RUN_PLACE ? xml_attribute(attributes, "val")
					     : NULL);
}

/* The runs of a text, which differ in their font, are one text here. */
static void
on_text_piece(void *user, int element, const char *text, size_t n)
{
	struct xlsx_workbook *x = user;

	if (x->failed)
		return;
	if (element == RUN_PIECE)
		xlsx_workbook_add_run(x, &x->value, (struct span){ text, n });
	else if (element == PIECE)
		xlsx_workbook_add(x, &x->value, (struct span){ text, n });
}

/* A text is complete only at its end, and may be an empty one: each has a
 * number. */
static void
on_text_end(void *user, int element)
{
	struct xlsx_workbook *x = user;
	struct xlsx_texts *t = &x->texts;

	if (element != TEXT || x->failed)
		return;
	/* The ends count towards the limit too: a workbook may have millions of
	 * short texts. */
	x->failed = t->bytes.len + x->value.len + t->count * sizeof(*t->ends)
			> XLSX_TEXTS_MOST
		&& !file_all(t, x->file);
	if (!x->failed) {
		xlsx_texts_unescape(&t->bytes, buf_span(&x->value));
		MEM_GROW(t->ends, t->ends_cap, t->count + 1);
		t->ends[t->count++] = t->bytes.len;
	}
	buf_clear(&x->value);
}

/* The number comes from a cell of the file and is checked against the texts
 * there are; the limit keeps what is worked out with it from overflowing. */
bool
xlsx_workbook_shared(struct xlsx_workbook *x, const char *number,
	struct span *text)
{
	size_t i;

	if (!xlsx_workbook_unsigned(number, SIZE_MAX / 16, &i)
		|| i >= x->texts.filed + x->texts.count)
		return xlsx_workbook_wrong(x,
			"a cell refers to a text that is not there");
	x->failed |= !xlsx_texts_get(&x->texts, i, text, x->file);
	return !x->failed;
}

/* --- all of it --------------------------------------------------------- */

#ifdef HAVE_XLSX
#define READER(table, ...) \
	{ \
		table, COUNT(table), __VA_ARGS__ \
	}

static const struct xml_reader relations = READER(relation_elements,
	on_relation, NULL, NULL);
static const struct xml_reader workbook = READER(workbook_elements, on_workbook,
	NULL, NULL);
static const struct xml_reader styles = READER(style_elements, on_style, NULL,
	NULL);
static const struct xml_reader texts = READER(text_elements, on_text_start,
	on_text_end, on_text_piece);

/* A part of the workbook, read whole. False after a message. */
static bool
read_part(struct xlsx_workbook *x, const char *path,
	const struct xml_reader *reader)
{
	struct archive_part *part = x->failed ? NULL
					      : archive_part(x->archive, path);
	struct xml *xml;

	x->failed |= !part;
	if (!part)
		return false;
	xml = xml_open(reader, x, part, x->file);
	x->failed |= xml_read(xml) < 0;
	xml_close(xml);
	archive_part_close(part);
	return !x->failed;
}

/* Each part is found by the one before it; the relations of a part stand beside
 * it, under a name made of its own. */
bool
xlsx_workbook_read(struct xlsx_workbook *x)
{
	BUF_LOCAL path = { 0 };
	struct span part;
	size_t cut;

	x->arena = arena_new();
	if (!read_part(x, "_rels/.rels", &relations))
		return false;
	if (!x->workbook_part.len)
		return xlsx_workbook_wrong(x, "is no workbook");
	/* Spreadsheets say how they calculate; Apache POI, which does not,
	 * says nothing. */
	x->uncalculated = true;
	if (!read_part(x, buf_string(&x->workbook_part), &workbook))
		return false;
	/* The relations of xl/workbook.xml: xl/_rels/workbook.xml.rels. */
	part = buf_span(&x->workbook_part);
	buf_add(&path, part);
	clear_last_folder(&path);
	cut = path.len;
	buf_text(&path, "_rels/");
	buf_add(&path, (struct span){ part.at + cut, part.len - cut });
	buf_text(&path, ".rels");
	read_part(x, buf_string(&path), &relations);
	if (x->styles_part.len)
		read_part(x, buf_string(&x->styles_part), &styles);
	if (x->strings_part.len)
		read_part(x, buf_string(&x->strings_part), &texts);
	return !x->failed;
}
#endif

void
xlsx_workbook_free(struct xlsx_workbook *x)
{
	buf_free(&x->workbook_part);
	buf_free(&x->strings_part);
	buf_free(&x->styles_part);
	buf_free(&x->value);
	mem_free(x->sheets);
	mem_free(x->styles);
	mem_free(x->formats);
	buf_free(&x->texts.bytes);
	buf_free(&x->texts.fetched);
	mem_free(x->texts.ends);
	/* Their temporary files are gone with it. */
	if (x->texts.bytes_file)
		fclose(x->texts.bytes_file);
	if (x->texts.ends_file)
		fclose(x->texts.ends_file);
	arena_free(x->arena);
	if (x->archive)
		archive_close(x->archive);
}
