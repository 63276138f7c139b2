/* SPDX-License-Identifier: MIT */
#include "text_values.h"

static const struct said {
	const char *column, *word, *in[LANGS];
} SAID[] = {
	{ "scale", "of_target", { "af målniveauet", "of the target" } },
	{ "scale", "points", { "i måleenheden", "in the unit of value" } },
	{ "scale", "of_change", { "af ændringen", "of the change" } },
	{ "direction", "at_least", { "mindst", "at least" } },
	{ "direction", "at_most", { "højst", "at most" } },
	{ "direction", "within", { "inden for", "within" } },
	{ "window", "year", { "året til nu", "the year so far" } },
	{ "window", "rolling_12", { "12 måneder", "12 months" } },
	{ "window", "mean_of_months",
		{ "gennemsnit af måneder", "mean of months" } },
	{ "window", "month", { "måneden", "the month" } },
	{ "window", "latest", { "seneste måned", "latest month" } },
	{ "path", "level", { "hele året", "all the year" } },
	{ "path", "accrual",
		{ "jævnt hen over året", "evenly over the year" } },
	{ "path", "glide",
		{ "fra udgangspunktet til målet", "from baseline to target" } },
	{ "path", "seasonal", { "som tidligere år", "as in earlier years" } },
	{ "path", "milestones", { "milepæle", "milestones" } },
	{ "path", "year_end", { "ved fristen", "when due" } },
	{ "trend", "better", { "bedre", "better" } },
	{ "trend", "same", { "uændret", "same" } },
	{ "trend", "worse", { "dårligere", "worse" } },
	{ "flags", "standard-band", { "standardbånd", "standard band" } },
	{ "flags", "revised", { "målniveau justeret", "target revised" } },
	{ "flags", "small-n", { "få hændelser", "few events" } },
	{ "flags", "sensitive", { "følsom", "sensitive" } },
	{ "flags", "incomplete", { "måneder mangler", "months missing" } },
	{ "flags", "manual", { "opgjort i hånden", "reported by hand" } },
	{ "flags", "preliminary", { "foreløbig", "preliminary" } },
};
#define NSAID (sizeof(SAID) / sizeof(*SAID))

static struct span
said(enum lang lang, const char *column, struct span word)
{
	for (size_t i = 0; i < NSAID; i++)
		if (!strcmp(SAID[i].column, column)
			&& span_is(word, SAID[i].word))
			return span_of(SAID[i].in[lang]);
	return word;
}

static void
add_flags(struct buf *b, enum lang lang, struct span flags)
{
	size_t n;

	while (flags.len) {
		for (n = 0; n < flags.len && flags.at[n] != ' '; n++)
			;
		buf_add(b, said(lang, "flags", (struct span){ flags.at, n }));
		flags.at += n, flags.len -= n;
		if (flags.len) {
			buf_text(b, ", ");
			flags.at++, flags.len--;
		}
	}
}

void
text_values_add(struct buf *b, enum lang lang, const char *column,
	struct span text)
{
	if (!strcmp(column, "flags"))
		add_flags(b, lang, text);
	else if (!strcmp(column, "unit_of_value"))
		buf_add(b, words_counted(lang, text));
	else
		buf_add(b, said(lang, column, text));
}
