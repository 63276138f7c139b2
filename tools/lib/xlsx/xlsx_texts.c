/* SPDX-License-Identifier: MIT
 *
 * Texts are added to a buffer, and their ends to a list. When both are too
 * large they are written behind those of two files, one of bytes and one of
 * ends, and begin anew. A text is found by its number in either place: two
 * reads where it is in the files, which the system keeps in memory as far as
 * there is room.
 */
#include "xlsx/xlsx_workbook.h"

#include <sys/types.h>

#include "base/diag.h"
#include "base/mem.h"

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
		diag_fault(STATUS_IO, "%s: cannot make a temporary copy", file);
	t->filed += t->count;
	t->filed_bytes += t->bytes.len;
	t->count = t->bytes.len = 0;
	return good;
}

/* The ends count towards the limit too: a workbook may have millions of short
 * texts. */
bool
xlsx_texts_add(struct xlsx_texts *t, struct span text, const char *file)
{
	if (t->bytes.len + text.len + t->count * sizeof(*t->ends)
			> XLSX_TEXTS_MOST
		&& !file_all(t, file))
		return false;
	xlsx_texts_unescape(&t->bytes, text);
	if (t->count == t->ends_cap)
		t->ends = mem_grow(t->ends, &t->ends_cap, t->count + 1,
			sizeof(*t->ends));
	t->ends[t->count++] = t->bytes.len;
	return true;
}

uint64_t
xlsx_texts_count(const struct xlsx_texts *t)
{
	return t->filed + t->count;
}

/* A text in memory is pointed at; one in the files is fetched into a buffer
 * that the next call uses again. */
bool
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
		diag_fault(STATUS_IO, "%s: cannot read its temporary copy",
			file);
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

void
xlsx_texts_free(struct xlsx_texts *t)
{
	buf_free(&t->bytes);
	buf_free(&t->fetched);
	mem_free(t->ends);
	if (t->bytes_file)
		fclose(t->bytes_file);
	if (t->ends_file)
		fclose(t->ends_file);
}
