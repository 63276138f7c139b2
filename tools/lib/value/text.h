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
size_t text_character(struct span, size_t i, int32_t *c);

/* Appends the text as names are compared: soft hyphens removed, no-break
 * spaces taken as spaces, runs of blanks made one, blanks at the ends removed,
 * upper and lower case alike, composed (NFC). Invalid UTF-8 is kept as is. */
void text_fold(struct buf *, struct span);
bool text_same(struct span a, struct span b); /* folded equal */

/* Without blanks (space, tab, CR, no-break space) at the ends. */
struct span text_trim(struct span);

/* From the first character that can be seen: without spaces of any width,
 * control and format characters before it. */
struct span text_seen(struct span);

/* Appends the text with every run of nine or more digits, also when broken by
 * hyphens or blanks as CPR numbers are, made into `***`. (More than ten too:
 * a CPR number may stand in it.) */
void text_mask(struct buf *, struct span);
/* The same for runs of `least` digits or more. */
void text_mask_from(struct buf *, struct span, size_t least);
/* The same, but that an unbroken run of more than ten digits stays: where no
 * personal number is expected that is an amount, or an account. */
void text_mask_strays(struct buf *, struct span);
/* Without the digits, hyphens and blanks at its end: where a text was cut, the
 * rest of a number may have been. */
struct span text_before_digits(struct span);

/* A CPR number as ten digits: hyphen and blanks removed, a lost leading zero
 * put back; false when it is not nine or ten digits. */
bool text_cpr(struct span, char digits[10]);

/* Columns on a terminal; 0 for combining characters, 2 for wide ones. */
size_t text_width(struct span);
/* The longest beginning of at most width columns. */
struct span text_clip(struct span, size_t width);

/* The TSV escapes \t \n \r \\ of DESIGN.md section 3. */
void text_escape(struct buf *, struct span);
void text_unescape(struct buf *, struct span);

/* Whether the text is a name of letters, digits and the signs in also; what is
 * beyond ASCII is a letter, and an empty text is no name. */
bool text_is_name(struct span text, const char *also);

/* The nearest of n words, or NULL when none is near: for `did you mean`. */
const char *text_nearest(struct span, const char *const words[], size_t n);

#endif
