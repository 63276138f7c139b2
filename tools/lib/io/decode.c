/* SPDX-License-Identifier: MIT
 *
 * The one door to iconv. Encodings of one byte a letter are learned once into a
 * table of 256; the rest goes through iconv() a block at a time.
 */
#include "io/decode.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "value/text.h"

/* What stands for input that is not in the encoding: in no UTF-8 text. */
#define NOT_TEXT '\xff'
#define REPLACEMENT "\xef\xbf\xbd"
#define STREAM_ROOM ((size_t)1 << 16)

/* How cells are decoded. Without bytewise they are UTF-8 and only checked. */
struct decode {
	bool bytewise;   /* the tables hold: each byte is a character */
	bool guessed;    /* and so cells that look like UTF-8 are not in it */
	bool suspicious; /* nor are those with letters that do */
	struct decode_letter letters[256]; /* as they are, of bytewise */
	struct decode_letter tsv[256];
};

/* A byte order mark, and the encoding that it says. */
struct mark {
	const char *bytes;
	size_t len;
	const char *encoding;
};

/* UTF-32LE begins like UTF-16LE, so it is asked for first. */
static const struct mark marks[] = {
	{ "\xef\xbb\xbf", 3, "utf-8" },
	{ "\xff\xfe\0\0", 4, "utf-32le" },
	{ "\0\0\xfe\xff", 4, "utf-32be" },
	{ "\xff\xfe", 2, "utf-16le" },
	{ "\xfe\xff", 2, "utf-16be" },
};

#define MARK_LONGEST 4

/* What stands between a source and its reader: it gives out the bytes that
 * were looked at for a mark, then the source's own, decoded if need be. */
struct stream {
	struct source *inner;
	char *in;       /* STREAM_ROOM bytes, when decoding */
	size_t at, end; /* what of `in` or `head` is not yet used */
	char head[MARK_LONGEST];
	bool over; /* the inner source has no more */
	bool decoding;
	iconv_t cd;
	size_t unit;    /* bytes to pass over at a fault */
	char small[16]; /* decoded, not yet given out */
	size_t small_at, small_end;
};

/* To iconv a converter that cannot be loaded, for want of a descriptor or a
 * readable disk, is an encoding that nobody knows. So it is asked twice, for
 * most faults pass, and then for an encoding that every system knows and that
 * needs a converter, too. */
static enum decode_answer
open_converter(const char *encoding, iconv_t *cd)
{
	static const char known[] = "UTF-32";
	iconv_t other;

	*cd = iconv_open("UTF-8", encoding);
	if (*cd == (iconv_t)-1)
		*cd = iconv_open("UTF-8", encoding);
	if (*cd != (iconv_t)-1)
		return DECODE_KNOWN;
	other = iconv_open("UTF-8", known);
	if (other != (iconv_t)-1) {
		iconv_close(other);
		return DECODE_UNKNOWN;
	}
	diag_fault(STATUS_IO,
		"encoding \"%s\": the system's converters "
		"cannot be loaded",
		encoding);
	return DECODE_NO_ANSWER;
}

enum decode_answer
decode_knows(const char *encoding)
{
	iconv_t cd;
	enum decode_answer answer = open_converter(encoding, &cd);

	if (answer == DECODE_KNOWN)
		iconv_close(cd);
	return answer;
}

/* Fills the table with what each byte means by itself. False when one is only
 * part of a character, or needs more room than a letter has, or when ASCII is
 * not itself: then the encoding must be decoded as a stream. A byte that is no
 * character at all has no length. */
static bool
learn(struct decode *d, iconv_t cd)
{
	for (unsigned i = 0; i < 256; i++) {
		struct decode_letter *letter = &d->letters[i];
		char one = (char)i, out[16], *from = &one, *to = out;
		size_t left = 1, room = sizeof(out);

		iconv(cd, NULL, NULL, NULL, NULL);
		if (iconv(cd, &from, &left, &to, &room) == (size_t)-1
			|| iconv(cd, NULL, NULL, &to, &room) == (size_t)-1) {
			if (errno != EILSEQ || i < 128)
				return false;
			letter->len = 0;
			continue;
		}
		letter->len = (unsigned char)(to - out);
		if (letter->len - 1u >= DECODE_GROWTH)
			return false;
		memcpy(letter->text, out, letter->len);
		if (i < 128 && (letter->len != 1 || out[0] != (char)i))
			return false;
	}
	d->bytewise = true;
	return true;
}

/* Reads the first bytes; a mark is dropped, and says the encoding. False
 * after a message. */
static bool
look_for_mark(struct stream *s, const char **encoding)
{
	while (s->end < sizeof(s->head)) {
		ssize_t got = source_read(s->inner, s->head + s->end,
			sizeof(s->head) - s->end);

		if (got < 0)
			return false;
		if (got == 0)
			break;
		s->end += (size_t)got;
	}
	for (size_t i = 0; i < COUNT(marks); i++) {
		const struct mark *m = &marks[i];

		if (s->end < m->len || memcmp(s->head, m->bytes, m->len))
			continue;
		s->at = m->len;
		*encoding = m->encoding;
		break;
	}
	return true;
}

/* What was read to look for a mark comes first; then the file as it is. */
static ssize_t
read_plain(void *from, void *room, size_t n)
{
	struct stream *s = from;

	if (s->at == s->end)
		return source_read(s->inner, room, n);
	if (n > s->end - s->at)
		n = s->end - s->at;
	memcpy(room, s->head + s->at, n);
	s->at += n;
	return (ssize_t)n;
}

/* Decodes into room, which has space for any character. */
static ssize_t
decode_some(struct stream *s, char *room, size_t n)
{
	char *to = room;

	while (n) {
		char *in = s->in + s->at;
		size_t left = s->end - s->at;
		size_t done = iconv(s->cd, left ? &in : NULL, &left, &to, &n);
		int why = errno;

		s->at = s->end - left;
		if (done == (size_t)-1 && (why == E2BIG || n == 0))
			break;
		if (done == (size_t)-1 && (why == EILSEQ || s->over)) {
			size_t rest = s->end - s->at;

			/* Passes over what is not in the encoding. */
			s->at += rest < s->unit ? rest : s->unit;
			*(to)++ = NOT_TEXT;
			--n;
		} else if (s->over || to != room)
			break;
		else {
			ssize_t got;

			memmove(s->in, s->in + s->at, s->end - s->at);
			s->end -= s->at;
			s->at = 0;
			got = source_read(s->inner, s->in + s->end,
				STREAM_ROOM - s->end);
			if (got < 0)
				return -1;
			s->over = got == 0;
			s->end += (size_t)got;
		}
	}
	return to - room;
}

/* Where the reader has less room than a character may need, it is decoded
 * into `small` first: nothing decoded means the end. */
static ssize_t
read_decoded(void *from, void *room, size_t n)
{
	struct stream *s = from;

	if (n >= sizeof(s->small) && s->small_at == s->small_end)
		return decode_some(s, room, n);
	if (s->small_at == s->small_end) {
		ssize_t got = decode_some(s, s->small, sizeof(s->small));
		if (got <= 0)
			return got;
		s->small_at = 0;
		s->small_end = (size_t)got;
	}
	if (n > s->small_end - s->small_at)
		n = s->small_end - s->small_at;
	memcpy(room, s->small + s->small_at, n);
	s->small_at += n;
	return (ssize_t)n;
}

/* The source below is closed by whoever opened it. */
static bool
stream_close(void *from)
{
	struct stream *s = from;

	if (s->decoding)
		iconv_close(s->cd);
	mem_free(s->in);
	mem_free(s);
	return true;
}

/* What the letters become in TSV; a NUL is no letter of any text. */
static void
learn_tsv(struct decode *d)
{
	for (unsigned i = 1; i < 256; i++) {
		struct decode_letter *l = &d->tsv[i];
		char letter;

		if (d->bytewise)
			*l = d->letters[i];
		else if (i < 128)
			*l = (struct decode_letter){ { (char)i }, 1 };
		letter = l->len == 1 ? text_letter(l->text[0]) : 0;
		if (letter)
			*l = (struct decode_letter){ { '\\', letter }, 2 };
	}
}

const struct decode_letter *
decode_tsv(const struct decode *d)
{
	return d->tsv;
}

const struct decode *
decode_utf8(void)
{
	static struct decode utf8;

	if (!utf8.tsv['a'].len)
		learn_tsv(&utf8);
	return &utf8;
}

/* Says how the stream is read and how its cells are; false after a message. */
static bool
choose(struct stream *s, const char *encoding, struct decode *d)
{
	enum decode_answer answer;

	if (!strcasecmp(encoding, "utf-8") || !strcasecmp(encoding, "utf8"))
		return true;
	answer = open_converter(encoding, &s->cd);
	if (answer == DECODE_UNKNOWN)
		diag_fault(STATUS_CONFIG, "there is no encoding \"%s\"",
			encoding);
	if (answer != DECODE_KNOWN)
		return false;
	if (d && learn(d, s->cd)) {
		iconv_close(s->cd);
		return true;
	}
	iconv(s->cd, NULL, NULL, NULL, NULL);
	s->decoding = true;
	/* Bytes of one unit of an encoding, as far as its name tells. */
	if (strstr(encoding, "16") || strcasestr(encoding, "ucs-2"))
		s->unit = 2;
	else if (strstr(encoding, "32") || strcasestr(encoding, "ucs-4"))
		s->unit = 4;
	else
		s->unit = 1;
	s->in = mem_new(STREAM_ROOM, 1);
	memcpy(s->in, s->head, sizeof(s->head));
	return true;
}

/* The mark is looked for before anything is decoded, for it may say that the
 * encoding is another. */
struct source *
decode_source(struct source *source, const char *encoding,
	struct decode **cells)
{
	static const struct source_maker plain = { read_plain, stream_close };
	static const struct source_maker decoded = { read_decoded,
		stream_close };
	struct stream *s = mem_new(1, sizeof(*s));
	struct decode *d = cells ? mem_new(1, sizeof(*d)) : NULL;

	s->inner = source;
	if (!look_for_mark(s, &encoding))
		goto refuse;
	if (!choose(s, encoding, d))
		goto refuse;
	if (cells) {
		learn_tsv(d);
		*cells = d;
	}
	return source_made(s->decoding ? &decoded : &plain, s, source);
refuse:
	stream_close(s);
	mem_free(d);
	source_close(source);
	return NULL;
}

void
decode_suspect(struct decode *d, bool guessed)
{
	const struct decode_letter *l = &d->letters[0xc3];
	unsigned from = guessed ? 0x80 : 0xc2, to = guessed ? 0x100 : 0xc4;

	if (!d->bytewise)
		return;
	d->guessed = guessed;
	/* As in Latin-1: the byte 0xc3 is an A with a tilde. */
	d->suspicious = l->len == 2 && !memcmp(l->text, "\xc3\x83", 2);
	/* Nobody writes control characters: where windows-1252 was taken for
	 * iso-8859-1 they are dashes, quotes and the euro. In UTF-8 they are
	 * 0xc2 with a byte from 0x80 to 0x9f. */
	for (unsigned i = 0x80; i < 0xa0; i++) {
		l = &d->letters[i];
		if (l->len == 2 && l->text[0] == '\xc2' && !(l->text[1] & 0x20))
			d->letters[i].len = d->tsv[i].len = 0;
	}
	/* The fast path leaves a cell with such a byte to the slow one, which
	 * looks whether it begins a letter of UTF-8. */
	for (; (guessed || d->suspicious) && from < to; from++)
		d->tsv[from].len = 0;
}

/* Whether a letter of Latin-1 is written as UTF-8: 0xc2 and 0xc3 begin them all.
 * As letters of their own no Nordic or German word has them. */
static bool
has_pair(struct span s)
{
	for (size_t i = 0; i + 1 < s.len; i++)
		if (((unsigned char)s.at[i] & 0xfe) == 0xc2
			&& ((unsigned char)s.at[i + 1] & 0xc0) == 0x80)
			return true;
	return false;
}

bool
decode_like_utf8(struct span s)
{
	return utf8_ascii(s) < s.len && (utf8_fault(s) == s.len || has_pair(s));
}

/* The first byte above 127 of a cell that looks like what it is not. */
static size_t
find_like(const struct decode *d, struct span s)
{
	return (d->guessed && decode_like_utf8(s))
			|| (d->suspicious && has_pair(s))
		? utf8_ascii(s)
		: s.len;
}

size_t
decode_fault(const struct decode *d, struct span s)
{
	if (!d->bytewise)
		return utf8_fault(s);
	if (find_like(d, s) < s.len)
		return find_like(d, s);
	for (size_t i = 0; i < s.len; i++)
		if (!d->letters[(unsigned char)s.at[i]].len)
			return i;
	return s.len;
}

size_t
decode_write(const struct decode *d, char *room, struct span s)
{
	char *to = room;
	size_t i = 0;

	if (!d->bytewise) {
		if (utf8_fault(s) < s.len)
			return SIZE_MAX;
		memcpy(room, s.at, s.len);
		return s.len;
	}
	if (find_like(d, s) < s.len)
		return SIZE_MAX;
	for (i = 0; i < s.len; i++) {
		const struct decode_letter *l =
			&d->letters[(unsigned char)s.at[i]];

		if (!l->len)
			return SIZE_MAX;
		memcpy(to, l->text, DECODE_GROWTH);
		to += l->len;
	}
	return (size_t)(to - room);
}

bool
decode_text(const struct decode *d, struct buf *room, struct span s,
	struct span *text)
{
	size_t begin = room->len, n;

	*text = s;
	if (utf8_ascii(s) == s.len)
		return true;
	if (!d->bytewise)
		return utf8_fault(s) == s.len;
	buf_room(room, s.len * DECODE_GROWTH + DECODE_GROWTH);
	n = decode_write(d, room->at + begin, s);
	if (n == SIZE_MAX)
		return false;
	room->len += n;
	*text = (struct span){ room->at + begin, n };
	return true;
}

/* By trying all 256 letters: it is asked for the texts of a dialect alone. */
bool
decode_bytes(const struct decode *d, struct buf *b, struct span text)
{
	if (!d->bytewise) {
		buf_add(b, text);
		return utf8_fault(text) == text.len;
	}
	while (text.len) {
		unsigned byte = 0;

		for (; byte < 256; byte++) {
			const struct decode_letter *l = &d->letters[byte];

			if (l->len && l->len <= text.len
				&& !memcmp(l->text, text.at, l->len))
				break;
		}
		if (byte == 256)
			return false;
		buf_byte(b, (char)byte);
		span_skip(&text, d->letters[byte].len);
	}
	return true;
}

/* What can be read is, and each byte that cannot is one sign. */
void
decode_lossy(const struct decode *d, struct buf *b, struct span s)
{
	if ((d->guessed || d->suspicious) && utf8_fault(s) == s.len) {
		buf_add(b, s);
		return;
	}
	while (s.len) {
		size_t n = decode_fault(d, s);
		struct span text;

		if (decode_text(d, b, (struct span){ s.at, n }, &text)
			&& text.at == s.at)
			buf_add(b, text);
		if (n == s.len)
			break;
		buf_text(b, REPLACEMENT);
		span_skip(&s, n + 1);
	}
}

bool
decode_bytewise(const struct decode *d)
{
	return d->bytewise;
}

void
decode_free(struct decode *d)
{
	mem_free(d);
}
