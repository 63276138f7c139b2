/* SPDX-License-Identifier: MIT */
#include "bif-render/wording/words.h"

#include "check.h"

/* Which arguments a text has places for, a bit each. */
static unsigned
places(const char *text)
{
	unsigned found = 0;

	for (; *text; text++)
		if (*text == '{') {
			CHECK(text[1] >= '1' && text[1] <= '9');
			CHECK(text[2] == '}' || text[2] == ':');
			CHECK(strchr(text, '}'));
			found |= 1u << (text[1] - '0');
		}
	return found;
}

/* A language that lacks a text, or a place in one, is not whole. */
static void
every_language_is_whole(void)
{
	for (int word = 0; word < WORDS; word++) {
		CHECK(words_da[word] && words_en[word]);
		if (words_da[word] && words_en[word])
			CHECK_NUMBER(places(words_da[word]),
				places(words_en[word]));
	}
}

static void
counts_choose(void)
{
	static const struct {
		unsigned n;
		const char *da, *en;
	} cases[] = {
		{ 0, "Ingen af enhedernes mål er et stykke fra målopfyldelse.",
			"None of the units' goals are some way off." },
		{ 1, "Ét af enhedernes mål er et stykke fra målopfyldelse.",
			"One of the units' goals is some way off." },
		{ 1200, "1.200 af enhedernes mål er et stykke fra målopfyldelse.",
			"1,200 of the units' goals are some way off." },
	};
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&b);
		words_say(&b, LANG_DA, SAY_OFF, WORDS_COUNT(cases[i].n));
		CHECK_TEXT(buf_span(&b), cases[i].da);
		buf_clear(&b);
		words_say(&b, LANG_EN, SAY_OFF, WORDS_COUNT(cases[i].n));
		CHECK_TEXT(buf_span(&b), cases[i].en);
	}
	buf_clear(&b);
	words_say(&b, LANG_EN, SAY_COUNTS, WORDS_COUNT(3),
		WORDS_TEXT(SPAN("North")), WORDS_COUNT(1), WORDS_COUNT(0),
		WORDS_COUNT(2));
	CHECK_TEXT(buf_span(&b),
		"Of the 3 goals judged at North, 1 is met, none nearly met "
		"and 2 some way off.");
	buf_free(&b);
}

/* Texts of books are set in as they stand, also those with braces. */
static void
places_are_filled(void)
{
	struct buf b = { 0 };

	words_say(&b, LANG_DA, SAY_REQUIRED, WORDS_TEXT(SPAN("65 pct.")));
	CHECK_TEXT(buf_span(&b),
		"Målet nås, hvis resultatet for resten af året bliver 65 pct.");
	buf_clear(&b);
	words_say(&b, LANG_DA, SAY_PLAN, WORDS_TEXT(SPAN("{2} {x|y} #")),
		WORDS_TEXT(SPAN("i gang")));
	CHECK_TEXT(buf_span(&b), "Handleplan: {2} {x|y} # (i gang).");
	buf_clear(&b);
	words_say(&b, LANG_DA, SAY_DATE, WORDS_YEAR(2010), WORDS_DAY(14790));
	CHECK_TEXT(buf_span(&b), "Resultatmål 2010. Status pr. 30. juni 2010.");
	buf_free(&b);
}

static void
words_of_streams(void)
{
	static const struct {
		enum lang lang;
		const char *exact, *counted, *shown;
	} figures[] = {
		{ LANG_DA, "1", "sager", "1 sag" },
		{ LANG_DA, "1.0", "sager", "1,0 sager" },
		{ LANG_EN, "1", "days", "1 day" },
		{ LANG_EN, "1", "kroner", "1 kroner" },
		{ LANG_EN, "45.0", "%", "45.0%" },
		{ LANG_DA, "45.0", "pct.", "45,0 pct." },
		{ LANG_EN, "45", "", "45" },
	};
	struct buf b = { 0 };

	words_value(&b, LANG_DA, "flags", SPAN("small-n odd manual"));
	CHECK_TEXT(buf_span(&b), "få hændelser, odd, opgjort manuelt");
	CHECK_TEXT(words_counted(LANG_EN, SPAN("procent")), "%");
	CHECK_TEXT(words_counted(LANG_EN, SPAN("kroner")), "kroner");
	CHECK_TEXT(words_status(LANG_EN, VERDICT_NONE), "");
	for (size_t i = 0; i < COUNT(figures); i++) {
		buf_clear(&b);
		words_figure(&b, figures[i].lang, span_of(figures[i].exact),
			span_of(figures[i].counted));
		CHECK_TEXT(buf_span(&b), figures[i].shown);
	}
	buf_clear(&b);
	words_say(&b, LANG_EN, WORD_OF_POINTS, WORDS_NUMBER(SPAN("1")));
	words_say(&b, LANG_EN, WORD_OF_POINTS, WORDS_NUMBER(SPAN("0.5")));
	CHECK_TEXT(buf_span(&b), "1 percentage point0.5 percentage points");
	buf_free(&b);
}

int
main(void)
{
	check_run("every language has every text, with its places",
		every_language_is_whole);
	check_run("a count chooses what is said", counts_choose);
	check_run("places are filled, and nothing else", places_are_filled);
	check_run("words of streams and books are people's", words_of_streams);
	return check_end();
}
