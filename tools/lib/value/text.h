/* SPDX-License-Identifier: MIT
 *
 * text: how names, codes and words compare, and what is shown of them.
 * UTF-8 throughout. The one door to utf8proc.
 */
#ifndef VALUE_TEXT_H
#define VALUE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* The character at i and how many bytes it has; 0 bytes when it is none. */
size_t text_character(struct span s, size_t i, int32_t *c);

/* Appends the text as names are compared: what nobody sees removed (soft
 * hyphens, characters without width), no-break spaces and hyphens taken as
 * those that break, runs of blanks made one, blanks at the ends removed, upper
 * and lower case alike, composed (NFC). Invalid UTF-8 is kept as is. */
void text_fold(struct buf *b, struct span s);
/* Whether two texts are one name: folded they are equal. */
bool text_same(struct span a, struct span b);

/* Appends the text without what nobody sees, and with digits of full width as
 * plain ones: what a person reads as a number or a date. False when the text
 * was so already, or is not UTF-8. */
bool text_plain(struct buf *b, struct span s);

/* Appends the text with what nobody sees made visible: <U+200B>. */
void text_visible(struct buf *b, struct span s);

/* Without blanks (space, tab, CR, no-break space) at the ends. */
struct span text_trim(struct span s);

/* From the first character that can be seen: without spaces of any width,
 * control and format characters before it. */
struct span text_seen(struct span s);

/* Appends the text with every run of nine or more digits made into `***`, also
 * when it is broken by blanks, hyphens, points, slashes, colons or brackets,
 * or written in digits of full width. (More than ten too: a CPR number may
 * stand in it.) A date with a time of day is no such run. */
void text_mask(struct buf *b, struct span s);

/* The same for runs of `least` digits or more. */
void text_mask_from(struct buf *b, struct span s, size_t least);

/* The same, but that an unbroken run of more than ten digits stays: where no
 * personal number is expected that is an amount, or an account. */
void text_mask_strays(struct buf *b, struct span s);

/* The same as text_mask(), and every other digit made `*`: for a cell that
 * holds a personal number. */
void text_mask_digits(struct buf *b, struct span s);

/* Without the digits, hyphens and blanks at its end: where a text was cut, the
 * rest of a number may have been. */
struct span text_before_digits(struct span s);

/* A CPR number as ten digits: hyphen and blanks removed, a lost leading zero
 * put back; false when it is not nine or ten digits. */
bool text_cpr(struct span s, char digits[10]);

/* Columns on a terminal; 0 for combining characters, 2 for wide ones. */
size_t text_width(struct span s);
/* The longest beginning of at most width columns. */
struct span text_clip(struct span s, size_t width);

/* The letter of the escape that a byte takes in TSV: \t \n \r \\ are the only
 * ones (DESIGN.md section 3); 0: it takes none. */
static inline char
text_letter(char byte)
{
	return byte == '\t'    ? 't'
		: byte == '\n' ? 'n'
		: byte == '\r' ? 'r'
		: byte == '\\' ? '\\'
			       : 0;
}

/* Appends the text as a cell of TSV. */
void text_escape(struct buf *b, struct span s);
/* Appends the text that stands escaped in a stream. */
void text_unescape(struct buf *b, struct span s);

/* Whether the text is a name of letters, digits and the signs in also; what is
 * beyond ASCII is a letter, and an empty text is no name. */
bool text_is_name(struct span text, const char *also);

/* A count as streams write it: digits alone, of at most 64 bits. False for
 * anything else; of an empty text *n is 0. */
bool text_count(struct span text, uint64_t *n);

/* Which of n parts, from 0, a subject belongs to: the same for whoever asks, on
 * every machine, so that work can be shared out by person. */
size_t text_part(struct span subject, size_t n);

/* The nearest of n words, or NULL when none is near: for `did you mean`. */
const char *text_nearest(struct span s, const char *const words[], size_t n);
/* Appends `; did you mean "WORD"?`, when one is near. */
void text_suggest(struct buf *b, struct span s, const char *const words[],
	size_t n);

/* A part of a text split by `|`, trimmed, which is taken off; false at its
 * end. */
bool text_next_part(struct span *rest, struct span *part);

#endif
