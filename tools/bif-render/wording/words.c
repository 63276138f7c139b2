/* SPDX-License-Identifier: MIT
 *
 * Finds texts and fills their places. What a text is in a language stands in
 * that language's file; here is only what all languages share: signs, which
 * word of a stream goes with which text, and how places are filled.
 */
#include "words.h"

static const char *const *const TABLES[LANGS] = {
	[LANG_DA] = words_da,
	[LANG_EN] = words_en,
};

/* Told apart by shape, also in black and white. */
static const char *const SIGNS[VERDICT_STATUSES + 1] = {
	[VERDICT_MET] = "✓",
	[VERDICT_NEAR] = "≈",
	[VERDICT_OFF] = "✗",
	[VERDICT_NOT_APPLICABLE] = "·",
	[VERDICT_WITHDRAWN] = "–",
	[VERDICT_NOT_DUE] = "○",
	[VERDICT_NOT_DELIVERED] = "∅",
	[VERDICT_NOT_MATURE] = "◔",
	[VERDICT_NO_DATA] = "?",
	[VERDICT_UNDEFINED] = "÷",
	[VERDICT_HIDDEN] = "▒",
	[VERDICT_NONE] = "",
};

/* The units of value that books use, whatever language they are named in, the
 * states of actions as books write them in English, and the words of streams
 * by their column. */
static const struct meaning {
	const char *column, *text;
	enum word word;
} MEANINGS[] = {
	{ "unit_of_value", "percent", WORD_PERCENT },
	{ "unit_of_value", "procent", WORD_PERCENT },
	{ "unit_of_value", "per cent", WORD_PERCENT },
	{ "unit_of_value", "pct", WORD_PERCENT },
	{ "unit_of_value", "pct.", WORD_PERCENT },
	{ "unit_of_value", "%", WORD_PERCENT },
	{ "unit_of_value", "number", WORD_NUMBER },
	{ "unit_of_value", "antal", WORD_NUMBER },
	{ "unit_of_value", "persons", WORD_PERSONS },
	{ "unit_of_value", "personer", WORD_PERSONS },
	{ "unit_of_value", "cases", WORD_CASES },
	{ "unit_of_value", "sager", WORD_CASES },
	{ "unit_of_value", "points", WORD_POINTS },
	{ "unit_of_value", "point", WORD_POINTS },
	{ "unit_of_value", "days", WORD_DAYS },
	{ "unit_of_value", "dage", WORD_DAYS },
	{ "unit_of_value", "spells", WORD_SPELLS },
	{ "unit_of_value", "forløb", WORD_SPELLS },
	{ "unit_of_value", "kWh", WORD_KWH },
	{ "state", "planned", WORD_PLANNED },
	{ "state", "running", WORD_RUNNING },
	{ "state", "done", WORD_DONE },
	{ "state", "late", WORD_LATE },
	{ "state", "stopped", WORD_STOPPED },
	{ "scale", "of_target", VALUE_OF_TARGET },
	{ "scale", "points", VALUE_POINTS },
	{ "scale", "of_change", VALUE_OF_CHANGE },
	{ "direction", "at_least", VALUE_AT_LEAST },
	{ "direction", "at_most", VALUE_AT_MOST },
	{ "direction", "within", VALUE_WITHIN },
	{ "window", "year", VALUE_YEAR },
	{ "window", "rolling_12", VALUE_ROLLING_12 },
	{ "window", "mean_of_months", VALUE_MEAN_OF_MONTHS },
	{ "window", "month", VALUE_MONTH },
	{ "window", "latest", VALUE_LATEST },
	{ "path", "level", VALUE_LEVEL },
	{ "path", "accrual", VALUE_ACCRUAL },
	{ "path", "glide", VALUE_GLIDE },
	{ "path", "seasonal", VALUE_SEASONAL },
	{ "path", "milestones", VALUE_MILESTONES },
	{ "path", "year_end", VALUE_YEAR_END },
	{ "trend", "better", VALUE_BETTER },
	{ "trend", "same", VALUE_SAME },
	{ "trend", "worse", VALUE_WORSE },
	{ "signal", "better", VALUE_BETTER },
	{ "signal", "worse", VALUE_WORSE },
	{ "signal", "none", VALUE_NONE },
	{ "readings", "days", VALUE_BY_DAYS },
	{ "readings", "months", VALUE_BY_MONTHS },
	{ "readings", "linear", VALUE_EVENLY },
	{ "readings", "seasonal", VALUE_SEASONAL },
	{ "readings", "ratio", VALUE_ONE_SHARE },
	{ "readings", "mean", VALUE_MONTHS_MEAN },
	{ "flags", "standard-band", VALUE_STANDARD_BAND },
	{ "flags", "revised", VALUE_REVISED },
	{ "flags", "small-n", VALUE_SMALL_N },
	{ "flags", "sensitive", VALUE_SENSITIVE },
	{ "flags", "incomplete", VALUE_INCOMPLETE },
	{ "flags", "manual", VALUE_MANUAL },
	{ "flags", "preliminary", VALUE_PRELIMINARY },
	{ "flags", "lagged", VALUE_LAGGED },
	{ "flags", "unchecked", VALUE_UNCHECKED },
	{ "flags", "no-rows", VALUE_NO_ROWS },
	{ "flags", "unsure", VALUE_UNSURE },
	{ "flags", "within-chance", VALUE_WITHIN_CHANCE },
	{ "flags", "hypothetical", VALUE_HYPOTHETICAL },
};

/* *lang is LANGS, which is no language, when there is none of that name. */
bool
words_lang(struct span name, enum lang *lang)
{
	for (*lang = 0; *lang < LANGS; (*lang)++)
		if (span_is(name, TABLES[*lang][WORD_LANG]))
			return true;
	return false;
}

struct span
words_of(enum lang lang, enum word word)
{
	return span_of(TABLES[lang][word]);
}

struct span
words_status(enum lang lang, enum verdict_status status)
{
	if (status == VERDICT_NONE)
		return SPAN("");
	return words_of(lang, (enum word)(WORD_STATUSES + (int)status));
}

struct span
words_brief(enum lang lang, enum verdict_status status)
{
	if (status == VERDICT_NONE)
		return SPAN("");
	return words_of(lang, (enum word)(WORD_BRIEFS + (int)status));
}

struct span
words_sign(enum verdict_status status)
{
	return span_of(SIGNS[status]);
}

/* --- words of streams and books --- */

/* The text of a word of a stream or a book; what nobody knows is said as
 * written. It is asked of every cell of a large table, and most are no words: so
 * the first letter is looked at first. */
static struct span
meaning_of(enum lang lang, const char *column, struct span text)
{
	for (size_t i = 0; i < COUNT(MEANINGS); i++)
		if (text.len && *text.at == *MEANINGS[i].text
			&& span_is(text, MEANINGS[i].text)
			&& !strcmp(MEANINGS[i].column, column))
			return words_of(lang, MEANINGS[i].word);
	return text;
}

struct span
words_counted(enum lang lang, struct span unit_of_value)
{
	return meaning_of(lang, "unit_of_value", unit_of_value);
}

/* The word for one goes with a figure that is printed as `1`; of `1.0` and
 * all else the word for several is said. It is found by the text that
 * words_counted gave, so a unit of value nobody knows stays as written. */
static struct span
one_of(enum lang lang, struct span exact, struct span counted)
{
	static const enum word pairs[][2] = { { WORD_PERSONS, WORD_PERSON },
		{ WORD_CASES, WORD_CASE }, { WORD_POINTS, WORD_POINT },
		{ WORD_DAYS, WORD_DAY }, { WORD_SPELLS, WORD_SPELL } };

	for (size_t i = 0; i < COUNT(pairs); i++)
		if (span_is(exact, "1")
			&& span_equal(counted, words_of(lang, pairs[i][0])))
			return words_of(lang, pairs[i][1]);
	return counted;
}

/* Per cent has no plural, and in English no blank before its sign. */
void
words_figure(struct buf *b, enum lang lang, struct span exact,
	struct span counted)
{
	if (span_equal(counted, words_of(lang, WORD_PERCENT))) {
		words_say(b, lang, WORD_OF_PERCENT, WORDS_NUMBER(exact));
		return;
	}
	format_number_number(b, lang, exact);
	if (counted.len)
		buf_format(b, " %.*s", SPAN_ARG(one_of(lang, exact, counted)));
}

struct span
words_state(enum lang lang, struct span state)
{
	return meaning_of(lang, "state", state);
}

/* A status as streams write it, in the language's word. */
static void
add_status(struct buf *b, enum lang lang, struct span text)
{
	size_t status = span_among(text, verdict_statuses, VERDICT_STATUSES);

	buf_add(b,
		status < VERDICT_STATUSES
			? words_status(lang, (enum verdict_status)status)
			: text);
}

/* One of several words: a flag, or a reading and the status it gives. */
static void
add_word(struct buf *b, enum lang lang, const char *column, struct span word)
{
	const char *colon = memchr(word.at, ':', word.len);
	size_t n = colon ? (size_t)(colon - word.at) : word.len;

	buf_add(b, meaning_of(lang, column, (struct span){ word.at, n }));
	if (!colon)
		return;
	buf_text(b, ": ");
	add_status(b, lang, (struct span){ colon + 1, word.len - n - 1 });
}

/* Only flags and readings are several words between blanks; bounds are two
 * statuses with `..` between them. A column that MEANINGS does not know says
 * its cells as they stand, so text of the book passes through unchanged. */
void
words_value(struct buf *b, enum lang lang, const char *column, struct span text)
{
	const char *dots;
	size_t n;

	if (!strcmp(column, "bounds")
		&& (dots = memmem(text.at, text.len, "..", 2))) {
		n = (size_t)(dots - text.at);
		add_status(b, lang, (struct span){ text.at, n });
		buf_text(b, " – ");
		add_status(b, lang,
			(struct span){ dots + 2, text.len - n - 2 });
		return;
	}
	if (strcmp(column, "flags") && strcmp(column, "readings")) {
		buf_add(b, meaning_of(lang, column, text));
		return;
	}
	while (text.len) {
		for (n = 0; n < text.len && text.at[n] != ' '; n++)
			;
		add_word(b, lang, column, (struct span){ text.at, n });
		span_skip(&text, n);
		if (text.len) {
			buf_text(b, ", ");
			span_skip(&text, 1);
		}
	}
}

/* --- places in texts --- */

/* An argument as the language writes its kind. */
static void
add_arg(struct buf *b, enum lang lang, const struct words_arg *arg)
{
	switch (arg->kind) {
	case WORDS_END:
		break;
	case WORDS_IS_TEXT:
		buf_add(b, arg->text);
		break;
	case WORDS_IS_NUMBER:
		format_number_number(b, lang, arg->text);
		break;
	case WORDS_IS_COUNT:
		format_number_count(b, lang, (uint64_t)arg->number);
		break;
	case WORDS_IS_YEAR:
		buf_format(b, "%lld", (long long)arg->number);
		break;
	case WORDS_IS_DAY:
		format_number_day(b, lang, (int32_t)arg->number);
		break;
	case WORDS_IS_MONTH:
		format_number_month(b, lang, (int32_t)arg->number);
		break;
	}
}

/* What a count chooses from `none|one|more` or `one|more`; at is behind the
 * colon, and what is returned behind the closing brace. */
static const char *
add_choice(struct buf *b, enum lang lang, const char *at,
	const struct words_arg *arg)
{
	size_t bars = 0, wanted;
	/* Of an exact number only the 1 is one. */
	int64_t n = arg->kind != WORDS_IS_NUMBER ? arg->number
		: span_is(arg->text, "1")        ? 1
						 : 2;
	const char *end;

	for (end = at; *end != '}'; end++)
		bars += *end == '|';
	wanted = n == 1 ? bars - 1 : n ? bars : (bars == 1 ? 1 : 0);
	for (; at < end; at++)
		if (*at == '|')
			wanted--;
		else if (!wanted && *at == '#')
			add_arg(b, lang, arg);
		else if (!wanted)
			buf_byte(b, *at);
	return end + 1;
}

/* The word is trusted to have the places that its arguments fill: a unit test
 * compares the languages, and each caller gives what words.h names. A full stop
 * is left out where the text before ended with one, as `pct.` does. */
void
words_fill(struct buf *b, enum lang lang, enum word word,
	const struct words_arg args[])
{
	const char *at = TABLES[lang][word];

	while (*at) {
		if (*at == '{') {
			const struct words_arg *arg = &args[at[1] - '1'];

			at += 3;
			if (at[-1] == ':')
				at = add_choice(b, lang, at, arg);
			else
				add_arg(b, lang, arg);
		} else if (*at == '.' && b->len && b->at[b->len - 1] == '.') {
			at++;
		} else {
			buf_byte(b, *at++);
		}
	}
}
