/* SPDX-License-Identifier: MIT */
#include "words.h"

const char *const words_lang[LANGS] = { "da", "en" };

struct said {
	const char *in[LANGS];
};

static const struct said STATUSES[VERDICT_STATUSES + 1] = {
	[VERDICT_MET] = { { "opfyldt", "met" } },
	[VERDICT_NEAR] = { { "næsten opfyldt", "nearly met" } },
	[VERDICT_OFF] = { { "et stykke fra målopfyldelse", "some way off" } },
	[VERDICT_NOT_APPLICABLE] = { { "ikke i kontrakten",
		"not in the contract" } },
	[VERDICT_WITHDRAWN] = { { "udgået", "withdrawn" } },
	[VERDICT_NOT_DUE] = { { "opgøres senere", "not due yet" } },
	[VERDICT_NOT_MATURE] = { { "for tidligt at opgøre",
		"too early to tell" } },
	[VERDICT_NO_DATA] = { { "mangler data", "no data" } },
	[VERDICT_UNDEFINED] = { { "kan ikke beregnes", "undefined" } },
	[VERDICT_NONE] = { { "", "" } },
};

static const struct said BRIEFS[VERDICT_STATUSES + 1] = {
	[VERDICT_MET] = { { "opfyldt", "met" } },
	[VERDICT_NEAR] = { { "næsten", "nearly" } },
	[VERDICT_OFF] = { { "et stykke fra", "some way off" } },
	[VERDICT_NOT_APPLICABLE] = { { "ikke mål", "no goal" } },
	[VERDICT_WITHDRAWN] = { { "udgået", "withdrawn" } },
	[VERDICT_NOT_DUE] = { { "senere", "later" } },
	[VERDICT_NOT_MATURE] = { { "for tidligt", "too early" } },
	[VERDICT_NO_DATA] = { { "mangler", "no data" } },
	[VERDICT_UNDEFINED] = { { "udefineret", "undefined" } },
	[VERDICT_NONE] = { { "", "" } },
};

/* Told apart by shape, also in black and white. */
static const char *const SIGNS[VERDICT_STATUSES + 1] = {
	[VERDICT_MET] = "✓",
	[VERDICT_NEAR] = "≈",
	[VERDICT_OFF] = "✗",
	[VERDICT_NOT_APPLICABLE] = "·",
	[VERDICT_WITHDRAWN] = "–",
	[VERDICT_NOT_DUE] = "○",
	[VERDICT_NOT_MATURE] = "◔",
	[VERDICT_NO_DATA] = "?",
	[VERDICT_UNDEFINED] = "÷",
	[VERDICT_NONE] = "",
};

static const struct said SAID[WORDS] = {
	[WORD_GOAL] = { { "Resultatmål", "Goal" } },
	[WORD_GOALS] = { { "Resultatmål", "Goals" } },
	[WORD_UNIT] = { { "Enhed", "Unit" } },
	[WORD_UNITS] = { { "Enheder", "Units" } },
	[WORD_PARENTS] = { { "Overordnede", "Parents" } },
	[WORD_PERSPECTIVE] = { { "Styringsparameter", "Perspective" } },
	[WORD_STATUS] = { { "Status", "Status" } },
	[WORD_YEAR] = { { "År", "Year" } },
	[WORD_TARGET] = { { "Målniveau", "Target" } },
	[WORD_EXPECTED] = { { "Forventet nu", "Expected now" } },
	[WORD_RESULT] = { { "Resultat", "Result" } },
	[WORD_BASELINE] = { { "Udgangspunkt", "Baseline" } },
	[WORD_SHORTFALL] = { { "Afvigelse", "Shortfall" } },
	[WORD_BAND] = { { "Bånd", "Band" } },
	[WORD_DUE] = { { "Frist", "Due" } },
	[WORD_TITLE] = { { "Titel", "Title" } },
	[WORD_AS_OF] = { { "Statusdato", "As of" } },
	[WORD_TOTAL_JUDGED] = { { "Opgjort i alt", "Judged in all" } },
	[WORD_COUNTS] = { { "Antal resultatmål", "Number of goals" } },
	[WORD_COUNTS_BY_UNIT] = { { "Antal i enheden", "Number at the unit" } },
	[WORD_BOARD] = { { "Status på resultatmålene",
		"Status of the goals" } },
	[WORD_SOURCE] = { { "Kilde", "Source" } },
	[WORD_FIRST_DATE] = { { "Data fra", "Data from" } },
	[WORD_LAST_DATE] = { { "Data til", "Data until" } },
	[WORD_DATA_ROWS] = { { "Rækker", "Rows" } },
	[WORD_REFUSED] = { { "Afvist", "Refused" } },
	[WORD_SKIPPED] = { { "Sprunget over", "Passed over" } },
	[WORD_DATA] = { { "Datagrundlag", "The data" } },
	[WORD_NO_DATA_AT_ALL] = { { "ingen data", "no data" } },
	[WORD_SIGNS] = { { "Tegn", "Signs" } },
	[WORD_UNIT_CODE] = { { "Enhedskode", "Unit code" } },
	[WORD_GOAL_CODE] = { { "Målkode", "Goal code" } },
	[WORD_MEASURE] = { { "Indikator", "Measure" } },
	[WORD_KNOWN_AT] = { { "Mål kendt pr.", "Targets known at" } },
	[WORD_UPPER] = { { "Øvre grænse", "Upper limit" } },
	[WORD_DIRECTION] = { { "Retning", "Direction" } },
	[WORD_WINDOW] = { { "Periode", "Window" } },
	[WORD_PATH] = { { "Forløb", "Path" } },
	[WORD_SCALE] = { { "Skala", "Scale" } },
	[WORD_NUMERATOR] = { { "Tæller", "Numerator" } },
	[WORD_DENOMINATOR] = { { "Nævner", "Denominator" } },
	[WORD_N] = { { "Antal hændelser", "n" } },
	[WORD_PROJECTED] = { { "Ventet ved fristen", "Projected" } },
	[WORD_OUTLOOK] = { { "Udsigt", "Outlook" } },
	[WORD_REQUIRED] = { { "Nødvendigt resten af året",
		"Required for the rest of the year" } },
	[WORD_TREND] = { { "I forhold til året før",
		"Against the year before" } },
	[WORD_FLAGS] = { { "Bemærkninger", "Flags" } },
	[WORD_ORIGINAL_TARGET] = { { "Oprindeligt målniveau",
		"Original target" } },
	[WORD_ORIGINAL_STATUS] = { { "Status efter oprindeligt målniveau",
		"Status by the original target" } },
	[WORD_WHY] = { { "Begrundelse", "Why" } },
	[WORD_WHAT] = { { "Størrelse", "Figure" } },
	[WORD_VALUE] = { { "Værdi", "Value" } },
	[WORD_NEAR_UNTIL] = { { "Næsten opfyldt til", "Nearly met until" } },
	[WORD_MONTH] = { { "Måned", "Month" } },
	[WORD_BY_MONTH] = { { "Måned for måned", "Month by month" } },
	[WORD_EXPECTED_THEN] = { { "Forventet", "Expected" } },
	[WORD_HIDDEN] = { { "vises ikke", "not shown" } },
	[WORD_EXPECTED_AT] = { { "Forventet pr.", "Expected at" } },
	[WORD_REMARK] = { { "Bemærkning", "Remark" } },
	[WORD_FAR_OFF] = { { "Mål, der er et stykke fra målopfyldelse",
		"Goals that are some way off" } },
	[WORD_UNJUDGED] = { { "Mål, der ikke er opgjort",
		"Goals that are not judged" } },
	[WORD_ALL_JUDGED] = { { "Alle mål er opgjort.",
		"All goals are judged." } },
	[WORD_RESERVATIONS] = { { "Forbehold", "Reservations" } },
	[WORD_ADJUSTED] = { { "Justerede målniveauer", "Adjusted targets" } },
	[WORD_TARGET_BEFORE] = { { "Oprindeligt målniveau",
		"Original target" } },
	[WORD_TARGET_NOW] = { { "Nyt målniveau", "New target" } },
	[WORD_STATUS_BEFORE] = { { "Oprindelig status", "Original status" } },
	[WORD_STATUS_NOW] = { { "Ny status", "New status" } },
	[WORD_NONE_ADJUSTED] = { { "Ingen målniveauer er justeret.",
		"No targets were adjusted." } },
	[WORD_PROPOSED] = { { "Foreslåede justeringer",
		"Proposed adjustments" } },
	[WORD_CHARTS] = { { "Målene grafisk", "The goals drawn" } },
	[WORD_BY_UNIT] = { { "Enhed for enhed", "Unit by unit" } },
	[WORD_ACTIONS] = { { "Handleplaner", "Action plans" } },
	[WORD_ACTION] = { { "Handling", "Action" } },
	[WORD_OWNER] = { { "Ansvarlig", "Responsible" } },
	[WORD_STATE] = { { "Tilstand", "State" } },
	[WORD_COMMENTS] = { { "Enhedens bemærkninger",
		"The unit's comments" } },
	[WORD_RECKONINGS] = { { "Sådan er resultaterne regnet",
		"How the results are reckoned" } },
	[WORD_MEAN] = { { "Gennemsnitligt antal mål pr. enhed",
		"Mean number of goals per unit" } },
	[WORD_GOALS_BY_UNIT] = { { "Antal mål pr. enhed og styringsparameter",
		"Number of goals by unit and perspective" } },
	[WORD_OUTSIDE] = { { "Uden for strategikortet",
		"Outside the strategy map" } },
	[WORD_STRATEGY] = { { "Strategikort og handleplaner",
		"Strategy map and action plans" } },
	[WORD_NO_STRATEGY] = { { "Der er ikke udarbejdet et strategikort.",
		"There is no strategy map." } },
	[WORD_KIND] = { { "Art", "Kind" } },
	[WORD_FROM] = { { "Element", "Node" } },
	[WORD_SERVES] = { { "Bidrager til", "Serves" } },
	[WORD_EFFORTS] = { { "Forventning, resultat og indsats",
		"Expectation, result and effort" } },
	[WORD_OTHER_COMMENTS] = { { "Bemærkninger til øvrige mål",
		"Comments on other goals" } },
	[WORD_NO_GOALS] = { { "Ingen af målene hører til her.",
		"None of the goals belongs here." } },
	[WORD_NONE_MONTHLY] = { { "Ingen mål følges måned for måned.",
		"No goal is followed month by month." } },
	[WORD_COUNTED] = { { "Måleenhed", "Unit of value" } },
};

/* The units of value that books use, whatever language they are named in. */
static const struct counted {
	const char *unit;
	struct said said;
} COUNTED[] = {
	{ "percent", { { "pct.", "%" } } },
	{ "procent", { { "pct.", "%" } } },
	{ "per cent", { { "pct.", "%" } } },
	{ "pct", { { "pct.", "%" } } },
	{ "pct.", { { "pct.", "%" } } },
	{ "%", { { "pct.", "%" } } },
	{ "number", { { "", "" } } },
	{ "antal", { { "", "" } } },
	{ "persons", { { "personer", "persons" } } },
	{ "personer", { { "personer", "persons" } } },
	{ "cases", { { "sager", "cases" } } },
	{ "sager", { { "sager", "cases" } } },
	{ "points", { { "point", "points" } } },
	{ "point", { { "point", "points" } } },
	{ "days", { { "dage", "days" } } },
	{ "dage", { { "dage", "days" } } },
	{ "spells", { { "forløb", "spells" } } },
	{ "forløb", { { "forløb", "spells" } } },
	{ "kWh", { { "kWh", "kWh" } } },
};
#define NCOUNTED (sizeof(COUNTED) / sizeof(*COUNTED))

/* States of actions, as books write them in English. */
static const struct counted STATES[] = {
	{ "planned", { { "planlagt", "planned" } } },
	{ "running", { { "i gang", "running" } } },
	{ "done", { { "gennemført", "done" } } },
	{ "late", { { "forsinket", "late" } } },
	{ "stopped", { { "stoppet", "stopped" } } },
};
#define NSTATES (sizeof(STATES) / sizeof(*STATES))

struct span
words_status(enum lang lang, enum verdict_status status)
{
	return span_of(STATUSES[status].in[lang]);
}

struct span
words_brief(enum lang lang, enum verdict_status status)
{
	return span_of(BRIEFS[status].in[lang]);
}

struct span
words_sign(enum verdict_status status)
{
	return span_of(SIGNS[status]);
}

struct span
words_of(enum lang lang, enum word word)
{
	return span_of(SAID[word].in[lang]);
}

struct span
words_counted(enum lang lang, struct span unit_of_value)
{
	for (size_t i = 0; i < NCOUNTED; i++)
		if (span_is(unit_of_value, COUNTED[i].unit))
			return span_of(COUNTED[i].said.in[lang]);
	return unit_of_value;
}

struct span
words_state(enum lang lang, struct span state)
{
	for (size_t i = 0; i < NSTATES; i++)
		if (span_is(state, STATES[i].unit))
			return span_of(STATES[i].said.in[lang]);
	return state;
}
