/* SPDX-License-Identifier: MIT
 *
 * Danish: what reports say, text by text. words.h tells what each text is for
 * and how its places are filled.
 */
#include "words.h"

/* One text stays together, however long it is. */
/* clang-format off */
const char *const words_da[WORDS] = {
	/* What a language is called. */
	[WORD_LANG] = "da",

	/* Statuses. */
	[WORD_STATUSES + VERDICT_MET] = "opfyldt",
	[WORD_STATUSES + VERDICT_NEAR] = "næsten opfyldt",
	[WORD_STATUSES + VERDICT_OFF] = "et stykke fra målopfyldelse",
	[WORD_STATUSES + VERDICT_NOT_APPLICABLE] = "ikke i kontrakten",
	[WORD_STATUSES + VERDICT_WITHDRAWN] = "udgået",
	[WORD_STATUSES + VERDICT_NOT_DUE] = "opgøres senere",
	[WORD_STATUSES + VERDICT_NOT_DELIVERED] = "ikke leveret",
	[WORD_STATUSES + VERDICT_NOT_MATURE] = "for tidligt at opgøre",
	[WORD_STATUSES + VERDICT_NO_DATA] = "mangler data",
	[WORD_STATUSES + VERDICT_UNDEFINED] = "kan ikke beregnes",
	[WORD_STATUSES + VERDICT_HIDDEN] = "ikke vist",

	/* The same in short. */
	[WORD_BRIEFS + VERDICT_MET] = "opfyldt",
	[WORD_BRIEFS + VERDICT_NEAR] = "næsten",
	[WORD_BRIEFS + VERDICT_OFF] = "et stykke fra",
	[WORD_BRIEFS + VERDICT_NOT_APPLICABLE] = "ikke mål",
	[WORD_BRIEFS + VERDICT_WITHDRAWN] = "udgået",
	[WORD_BRIEFS + VERDICT_NOT_DUE] = "senere",
	[WORD_BRIEFS + VERDICT_NOT_DELIVERED] = "ikke leveret",
	[WORD_BRIEFS + VERDICT_NOT_MATURE] = "for tidligt",
	[WORD_BRIEFS + VERDICT_NO_DATA] = "mangler",
	[WORD_BRIEFS + VERDICT_UNDEFINED] = "udefineret",
	[WORD_BRIEFS + VERDICT_HIDDEN] = "ikke vist",

	/* Heads of columns, titles of tables and other single words. */
	[WORD_GOAL] = "Resultatmål",
	[WORD_GOALS] = "Resultatmål",
	[WORD_UNIT] = "Enhed",
	[WORD_UNITS] = "Enheder",
	[WORD_PARENTS] = "Overordnede",
	[WORD_PERSPECTIVE] = "Styringsparameter",
	[WORD_STATUS] = "Status",
	[WORD_YEAR] = "År",
	[WORD_TARGET] = "Målniveau",
	[WORD_TARGET_OF] = "Målniveau {1}",
	[WORD_EXPECTED] = "Forventet nu",
	[WORD_RESULT] = "Resultat",
	[WORD_BASELINE] = "Udgangspunkt",
	[WORD_SHORTFALL] = "Afvigelse",
	[WORD_BAND] = "Bånd",
	[WORD_DUE] = "Frist",
	[WORD_TITLE] = "Titel",
	[WORD_AS_OF] = "Statusdato",
	[WORD_TOTAL_JUDGED] = "Opgjort i alt",
	[WORD_COUNTS] = "Antal resultatmål",
	[WORD_COUNTS_BY_UNIT] = "Antal mål pr. enhed",
	[WORD_BOARD] = "Status på resultatmålene",
	[WORD_SOURCE] = "Kilde",
	[WORD_FIRST_DATE] = "Data fra",
	[WORD_LAST_DATE] = "Data til",
	[WORD_DATA_ROWS] = "Rækker",
	[WORD_REJECTED] = "Afvist",
	[WORD_SKIPPED] = "Sprunget over",
	[WORD_DATA] = "Datagrundlag",
	[WORD_NO_DATA_AT_ALL] = "ingen data",
	[WORD_SIGNS] = "Tegn",
	[WORD_UNIT_CODE] = "Enhedskode",
	[WORD_GOAL_CODE] = "Målkode",
	[WORD_MEASURE] = "Indikator",
	[WORD_KNOWN_AT] = "Mål kendt pr.",
	[WORD_UPPER] = "Øvre grænse",
	[WORD_DIRECTION] = "Retning",
	[WORD_WINDOW] = "Periode",
	[WORD_PATH] = "Forløb",
	[WORD_SCALE] = "Skala",
	[WORD_NUMERATOR] = "Tæller",
	[WORD_DENOMINATOR] = "Nævner",
	[WORD_N] = "Antal hændelser",
	[WORD_PROJECTED] = "Ventet ved fristen",
	[WORD_OUTLOOK] = "Udsigt",
	[WORD_REQUIRED] = "Nødvendigt resten af året",
	[WORD_TREND] = "I forhold til året før",
	[WORD_FLAGS] = "Bemærkninger",
	[WORD_ORIGINAL_TARGET] = "Oprindeligt målniveau",
	[WORD_ORIGINAL_STATUS] = "Status efter oprindeligt målniveau",
	[WORD_WHY] = "Begrundelse",
	[WORD_COUNTED] = "Måleenhed",
	[WORD_WHAT] = "Betegnelse",
	[WORD_VALUE] = "Værdi",
	[WORD_NEAR_UNTIL] = "Næsten opfyldt til",
	[WORD_MONTH] = "Måned",
	[WORD_BY_MONTH] = "Måned for måned",
	[WORD_EXPECTED_THEN] = "Forventet",
	[WORD_HIDDEN] = "vises ikke",
	[WORD_EXPECTED_AT] = "Forventet pr.",
	[WORD_REMARK] = "Bemærkning",
	[WORD_FAR_OFF] = "Mål, der er et stykke fra målopfyldelse",
	[WORD_WITHOUT_VERDICT] = "Mål, der ikke er opgjort",
	[WORD_ALL_GOALS] = "Alle mål",
	[WORD_ALL_JUDGED] = "Alle mål er opgjort.",
	[WORD_RESERVATIONS] = "Forbehold",
	[WORD_ADJUSTED] = "Justerede målniveauer",
	[WORD_TARGET_BEFORE] = "Oprindeligt målniveau",
	[WORD_TARGET_NOW] = "Nyt målniveau",
	[WORD_STATUS_BEFORE] = "Oprindelig status",
	[WORD_STATUS_NOW] = "Ny status",
	[WORD_NONE_ADJUSTED] = "Ingen målniveauer er justeret.",
	[WORD_EFFORT_INSTEAD] = "Indsats i stedet for en justering",
	[WORD_LEDGER] = "Alle beslutninger om de justerede mål",
	[WORD_DECIDED] = "Besluttet",
	[WORD_RESULT_KNOWN] = "Kendt resultat",
	[WORD_PROPOSED] = "Foreslåede justeringer",
	[WORD_CHARTS] = "Målene grafisk",
	[WORD_BY_UNIT] = "Enhed for enhed",
	[WORD_ACTIONS] = "Handleplaner",
	[WORD_ACTION] = "Handling",
	[WORD_OWNER] = "Ansvarlig",
	[WORD_STATE] = "Fremdrift",
	[WORD_COMMENTS] = "Enhedens bemærkninger",
	[WORD_RECKONINGS] = "Sådan er resultaterne beregnet",
	[WORD_MEAN] = "Gennemsnitligt antal mål pr. enhed",
	[WORD_GOALS_BY_UNIT] = "Antal mål pr. enhed og styringsparameter",
	[WORD_OUTSIDE] = "Uden for strategikortet",
	[WORD_STRATEGY] = "Strategikort og handleplaner",
	[WORD_NO_STRATEGY] = "Der er ikke udarbejdet et strategikort.",
	[WORD_KIND] = "Type",
	[WORD_FROM] = "Element",
	[WORD_SERVES] = "Bidrager til",
	[WORD_EFFORTS] = "Forventning, resultat og indsats",
	[WORD_OTHER_COMMENTS] = "Bemærkninger til øvrige mål",
	[WORD_NO_GOALS] = "Ingen af målene hører til her.",
	[WORD_NONE_MONTHLY] = "Ingen mål følges måned for måned.",
	[WORD_CENTRAL] = "De mest centrale mål",
	[WORD_AND] = " og ",
	[WORD_THE_UNITS] = "enhederne",
	[WORD_ALL_WITH_GOAL] = "alle enheder med målet",
	[WORD_ADMINISTRATION] = "Forvaltningen",
	[WORD_COMMITTEE] = "udvalget",
	[WORD_FIGURES] = "Tallene",
	[WORD_BACK] = "Tilbage til oversigten",
	[WORD_CONTENTS] = "Indhold",
	[WORD_OTHERS] = "Øvrige enheder",
	[WORD_OVERDUE] = "fristen er overskredet",
	[WORD_SAID_BEFORE] = "Enhedens tidligere bemærkninger",
	[WORD_AGREED] = "Aftalt på mødet",
	[WORD_NOT_JUDGED] = "ikke opgjort",
	[WORD_CHANGES] = "Ændringer siden sidst",
	[WORD_DATA_SHEET] = "Data",
	[WORD_EXACT] = "{1} (nøjagtig)",
	[WORD_PENDING] = "Afventer",
	[WORD_THROUGH] = "Data når til",
	[WORD_REJECTED_ROWS] = "Afviste rækker",
	[WORD_BOUNDS] = "Status, hvis de tælles med",
	[WORD_LOW] = "Nedre grænse (95 pct.)",
	[WORD_HIGH] = "Øvre grænse (95 pct.)",
	[WORD_CHANCE] = "Tilfældets andel",
	[WORD_SIGNAL] = "Signal",
	[WORD_READINGS] = "Andre opgørelsesmåder",
	[WORD_PROJECTED_LOW] = "Ventet, lavest",
	[WORD_PROJECTED_HIGH] = "Ventet, højest",
	[WORD_CHANCE_MET] = "Sandsynlighed for opfyldelse",
	[WORD_PAGES] = "Sider",
	[WORD_OTHER_DATES] = "Andre statusdatoer",
	[WORD_DOWNLOADS] = "Hent data",
	[WORD_OTHER_SITES] = "Andre oversigter",
	[WORD_FIND] = "Søg",
	[WORD_SORT] = "Sortér efter",
	[WORD_ALL_STATUSES] = "alle",
	[WORD_VISION] = "Vision",
	[WORD_VISION + 1] = "Strategi",
	[WORD_VISION + 2] = "Resultatmål",
	[WORD_VISION + 3] = "Handleplan",

	/* Figures with what they count. */
	[WORD_OF_PERCENT] = "{1} pct.",
	[WORD_OF_POINTS] = "{1} procentpoint",
	[WORD_OF_AT_LEAST] = "mindst {1}",
	[WORD_OF_AT_MOST] = "højst {1}",
	[WORD_OF_RANGE] = "{1} til {2}",

	/* Units of value and states of actions. */
	[WORD_PERCENT] = "pct.",
	/* A plain number has nothing behind it. */
	[WORD_NUMBER] = "",
	[WORD_PERSONS] = "personer",
	[WORD_CASES] = "sager",
	[WORD_POINTS] = "point",
	[WORD_DAYS] = "dage",
	[WORD_SPELLS] = "forløb",
	[WORD_KWH] = "kWh",
	[WORD_PERSON] = "person",
	[WORD_CASE] = "sag",
	[WORD_POINT] = "point",
	[WORD_DAY] = "dag",
	[WORD_SPELL] = "forløb",
	[WORD_PLANNED] = "planlagt",
	[WORD_RUNNING] = "i gang",
	[WORD_DONE] = "gennemført",
	[WORD_LATE] = "forsinket",
	[WORD_STOPPED] = "stoppet",

	/* Words of the streams. */
	[VALUE_OF_TARGET] = "af målniveauet",
	[VALUE_POINTS] = "i måleenheden",
	[VALUE_OF_CHANGE] = "af ændringen",
	[VALUE_AT_LEAST] = "mindst",
	[VALUE_AT_MOST] = "højst",
	[VALUE_WITHIN] = "inden for",
	[VALUE_YEAR] = "året til nu",
	[VALUE_ROLLING_12] = "12 måneder",
	[VALUE_MEAN_OF_MONTHS] = "gennemsnit af måneder",
	[VALUE_MONTH] = "måneden",
	[VALUE_LATEST] = "seneste måned",
	[VALUE_LEVEL] = "hele året",
	[VALUE_ACCRUAL] = "jævnt hen over året",
	[VALUE_GLIDE] = "fra udgangspunktet til målet",
	[VALUE_SEASONAL] = "som tidligere år",
	[VALUE_MILESTONES] = "milepæle",
	[VALUE_YEAR_END] = "ved fristen",
	[VALUE_BETTER] = "bedre",
	[VALUE_SAME] = "uændret",
	[VALUE_WORSE] = "dårligere",
	[VALUE_STANDARD_BAND] = "standardbånd",
	[VALUE_REVISED] = "målniveau justeret",
	[VALUE_SMALL_N] = "få hændelser",
	[VALUE_SENSITIVE] = "afhænger af opgørelsesmåden",
	[VALUE_INCOMPLETE] = "tal mangler",
	[VALUE_MANUAL] = "opgjort manuelt",
	[VALUE_PRELIMINARY] = "foreløbig",
	[VALUE_LAGGED] = "opgjort tidligere",
	[VALUE_UNCHECKED] = "ikke efterprøvet",
	[VALUE_NO_ROWS] = "ingen rækker",
	[VALUE_UNSURE] = "afviste rækker kan ændre status",
	[VALUE_WITHIN_CHANCE] = "kan være tilfældigt",
	[VALUE_HYPOTHETICAL] = "tænkt",
	[VALUE_BY_DAYS] = "efter dage",
	[VALUE_BY_MONTHS] = "efter måneder",
	[VALUE_EVENLY] = "jævnt over året",
	[VALUE_ONE_SHARE] = "en samlet andel",
	[VALUE_MONTHS_MEAN] = "gennemsnit af månederne",
	[VALUE_NONE] = "intet",

	/* Sentences about a status as a whole. */
	[SAY_DATE] = "Resultatmål {1}. Status pr. {2}.",
	[SAY_DATE_KNOWN] =
		"Resultatmål {1}. Status pr. {2}, målniveauer som besluttet "
		"pr. {3}.",
	[SAY_COUNTS_NONE] = "Ingen resultatmål er opgjort for {1}.",
	[SAY_COUNTS_ONE] =
		"Det ene resultatmål, der er opgjort for {1}, er {2}.",
	/* `Mål` is neuter and `enhed` is not, so one goal is `ét` and one unit
	 * is `én`. The verb is the same for all counts and stands outside the
	 * place. */
	[SAY_COUNTS] =
		"Af de {1} resultatmål, der er opgjort for {2}, er "
		"{3:ingen|#|#} opfyldt, {4:ingen|#|#} næsten opfyldt og "
		"{5:ingen|#|#} et stykke fra målopfyldelse.",
	[SAY_COUNTS_HIDDEN] = "Status for {1:#|ét|#} af målene for {2} vises ikke.",
	[SAY_PARENTS] = "{1} som helhed",
	[SAY_ROWS] =
		"Af {1} rækker er {2:ingen|#|#} afvist og {3:ingen|#|#} "
		"sprunget over efter "
		"kildens regler.",
	[SAY_PERIOD_YEAR] = "hele {1}",
	[SAY_PERIOD_MONTHS] = "{2:den første måned|de første # måneder} af {1}",
	[SAY_UNITS_OF_COUNT] = "{1} enheder",
	[SAY_UNITS_STANDING] =
		"{2:Ingen|Én|#} af {1} enheder har opfyldt målet, "
		"{3:ingen|én|#} næsten, og {4:ingen|én|#} er et stykke fra "
		"målopfyldelse.",
	[SAY_OPEN] =
		"{1:Ingen|Ét|#} af enhedernes mål er ikke opgjort; "
		"{1:årsagen|årsagerne} fremgår af bilag 5.",
	[SAY_OPEN_BOTH] =
		"{1:Ingen|Ét|#} af enhedernes mål og {2:ingen|ét|#} af målene "
		"for {3} er ikke opgjort; årsagerne fremgår af bilag 5.",
	[SAY_CHANGES] =
		"Siden {1} har {2:ingen|ét|#} af enhedernes mål fået en bedre "
		"status og {3:ingen|ét|#} en dårligere; {4:ingen|ét|#} er "
		"opgjort for første gang eller ikke længere opgjort.",
	[SAY_NO_CHANGES] = "Ingen mål har skiftet status siden {1}.",
	[SAY_NO_CHANGES_UNITS] =
		"Ingen af enhedernes mål har skiftet status siden {1}.",
	[SAY_SINCE] = "Siden {1} har disse mål skiftet status:",
	[SAY_CHANGED] = "{1}: fra {2} til {3}.",
	[SAY_CHANGED_AT] = "fra {1} til {2} ({3})",
	[SAY_MISSING] = "Der mangler data: {1}.",
	[SAY_SOURCE_FAILED] = "{1} (intet leveret)",
	[SAY_SOURCE_LACKS] = "{1} for {2}",
	[SAY_SOURCE_SILENT] = "{1} for {2} fra {3}",
	[SAY_HELD] =
		"Fordi data mangler, er {1:ingen|ét|#} af enhedernes mål ikke "
		"opgjort: {4}.",
	[SAY_HELD_BOTH] =
		"Fordi data mangler, er {1:ingen|ét|#} af enhedernes mål og "
		"{2:ingen|ét|#} af målene for {3} ikke opgjort: {4}.",
	[SAY_HELD_AT] =
		"Fordi data mangler, er {1:ingen|ét|#} af målene for {3} ikke "
		"opgjort: {4}.",
	[SAY_OPINION] =
		"{1:Af det ene mål|Af de # mål}, der er opgjort for {2}, er "
		"{3:ingen|ét|#} opgjort uden forbehold og {4:ingen|ét|#} med forbehold{5}.",
	[SAY_WITHOUT_BASIS] =
		"{1:Ét|#} af målene for {2} skulle have været opgjort, men "
		"kunne ikke opgøres{3}.",
	[SAY_SEVERAL] = "et mål kan have flere",
	[SAY_SMALL_HIDDEN] = "Små tal vises ikke, og heller ikke tal, som de kan regnes ud af.",
	[SAY_NONE_HELD] = "Det har ingen betydning for målene her.",
	[SAY_ALL_UNCHECKED] =
		"Det har ikke kunnet efterprøves, om alle data er kommet.",
	[SAY_NOT_MET_PRINTED] =
		"På papir er kun de mål tegnet, der er et stykke fra "
		"målopfyldelse.",

	/* Sentences about a verdict. */
	[SAY_STANDING] = "Resultatet er {1} mod forventet {2}: {3}.",
	[SAY_STANDING_HIDDEN] = "Tallene er for små til at blive vist: {1}.",
	[SAY_ABOVE] =
		"Det er {1} over det forventede (op til {2} regnes som "
		"næsten opfyldt).",
	[SAY_BELOW] =
		"Det er {1} under det forventede (op til {2} regnes som "
		"næsten opfyldt).",
	[SAY_ABOVE_ONLY] = "Det er {1} over det forventede.",
	[SAY_BELOW_ONLY] = "Det er {1} under det forventede.",
	[SAY_HIGHER_THAN_START] =
		"Resultatet er højere end udgangspunktet ({1}).",
	[SAY_LOWER_THAN_START] =
		"Resultatet er lavere end udgangspunktet ({1}).",
	[SAY_TREND_BETTER] = "Resultatet er bedre end på samme tid året før.",
	[SAY_TREND_SAME] = "Resultatet er det samme som på samme tid året før.",
	[SAY_TREND_WORSE] =
		"Resultatet er dårligere end på samme tid året før.",
	[SAY_TREND_BETTER_YEAR] = "Resultatet er bedre end året før.",
	[SAY_TREND_SAME_YEAR] = "Resultatet er det samme som året før.",
	[SAY_TREND_WORSE_YEAR] = "Resultatet er dårligere end året før.",
	[SAY_PROJECTED] =
		"Fortsætter udviklingen, bliver resultatet {1} ({2}).",
	[SAY_REQUIRED] =
		"Målet nås, hvis resultatet for resten af året bliver {1}.",
	[SAY_NOT_APPLICABLE] = "Målet indgår ikke i enhedens kontrakt.",
	[SAY_WITHDRAWN] = "Målet er udgået.",
	[SAY_NOT_DUE] = "Opgøres pr. {1}.",
	[SAY_NOT_DUE_LATER] = "Opgøres senere.",
	[SAY_NOT_MATURE] = "Det er endnu for tidligt at opgøre resultatet.",
	[SAY_NO_DATA] =
		"Der er ikke modtaget data, som målet kan opgøres efter.",
	[SAY_NOT_DELIVERED] =
		"De data, som målet opgøres efter, er ikke leveret.",
	[SAY_UNDEFINED] = "Andelen kan ikke beregnes, fordi nævneren er nul.",
	[SAY_HIDDEN] = "Tallet er for lille til at blive vist, og status ville røbe det.",
	[SAY_SMALL_N] = "Resultatet hviler på få registreringer.",
	[SAY_SENSITIVE] =
		"En anden rimelig opgørelsesmåde ville give en anden status.",
	[SAY_INCOMPLETE] = "Der mangler tal for en måned eller en enhed.",
	[SAY_MANUAL] = "Tallene er indberettet manuelt.",
	[SAY_PRELIMINARY] = "Tallene er foreløbige.",
	[SAY_LAGGED] =
		"Resultatet er opgjort pr. den seneste dag, der er data for.",
	[SAY_UNCHECKED] =
		"Det har ikke kunnet efterprøves, om alle data er kommet.",
	[SAY_NO_ROWS] =
		"Resultatet er nul, fordi kilden ikke har nogen rækker.",
	[SAY_UNSURE] = "De afviste rækker kan have betydning for status.",

	/* Goals that are off, and what is done. */
	[SAY_NONE_OFF] = "Ingen mål er et stykke fra målopfyldelse.",
	[SAY_OFF] =
		"{1:Ingen|Ét|#} af enhedernes mål er et stykke fra "
		"målopfyldelse.",
	[SAY_OFF_BOTH] =
		"{1:Ingen|Ét|#} af enhedernes mål og {2:ingen|ét|#} af målene "
		"for {3} er et stykke fra målopfyldelse.",
	[SAY_WORST_LEAD] = "Længst fra målopfyldelse er:",
	[SAY_WORST] =
		"{1}: {2} af {3} enheder er et stykke fra målet ({4}). "
		"{5:Ingen af dem har redegjort for en indsats|Én af dem har "
		"redegjort for sin indsats|# af dem har redegjort for deres "
		"indsats}.",
	[SAY_WORST_ONE] =
		"{1}: {3:Den ene enhed, der er opgjort,|Én af # enheder} er et "
		"stykke fra målet ({4}). {5:Den har ikke redegjort for en "
		"indsats|Den har redegjort for sin indsats|#}.",
	[SAY_OFF_ADJUSTED] =
		"For {1:intet|ét|#} af dem foreslås målniveauet justeret.",
	[SAY_OFF_WORKED_ON] =
		"For {1:intet|ét|#} af dem er der iværksat en indsats for at "
		"forbedre resultatet.",
	[SAY_OFF_PLANNED] = "For {1:intet|ét|#} af dem er der en handleplan.",
	[SAY_OFF_SILENT] =
		"For {1:intet|ét|#} af dem har enheden endnu ikke redegjort "
		"for sin indsats.",
	[SAY_PLAN] = "Handleplan: {1} ({2}).",
	[SAY_PLAN_DUE] = "Handleplan: {1} ({2}, frist {3}).",
	[SAY_PLAN_OVERDUE] =
		"Handleplan: {1} ({2}; fristen {3} er overskredet).",
	[SAY_DECIDED] = "Besluttet {1}.",
	[SAY_DECIDED_BY] = "Besluttet {1} af {2}.",
	[SAY_BOTH_COUNTS] =
		"Efter de oprindelige målniveauer er {1:intet|ét|#} af "
		"enhedernes mål opfyldt, {2:intet|ét|#} næsten opfyldt og "
		"{3:intet|ét|#} et stykke fra målopfyldelse; efter de "
		"gældende {4:intet|ét|#}, {5:intet|ét|#} og {6:intet|ét|#}.",
	[SAY_BOTH_COUNTS_IF] =
		"Efter de oprindelige målniveauer er {1:intet|ét|#} af "
		"enhedernes mål opfyldt, {2:intet|ét|#} næsten opfyldt og "
		"{3:intet|ét|#} et stykke fra målopfyldelse; efter de "
		"hypotetiske {4:intet|ét|#}, {5:intet|ét|#} og "
		"{6:intet|ét|#}.",
	[SAY_LEDGER] =
		"{1:Ét mål|# mål} har fået nyt niveau eller udgangspunkt i "
		"årets løb. {2:Ingen af beslutningerne|Én af beslutningerne|# "
		"af beslutningerne} er truffet, efter at resultatet var kendt.",
	[SAY_HYPOTHETICAL] = "Hypotetisk: ingen har besluttet dette niveau.",
	[SAY_IS_HYPOTHETICAL] =
		"Hypotetisk: {1:intet|ét|#} af målene er opgjort efter et "
		"niveau, som ingen har besluttet.",
	[SAY_KNOWN_MONTHS] = "{1} af 12 måneder",
	[SAY_KNOWN_NONE] = "intet",
	[SAY_KNOWN_ALL] = "hele året",
	[SAY_IS_CYCLICAL] = "Målet er konjunkturfølsomt.",

	/* The strategy map. */
	[SAY_GOAL] = "Mål: {1}",
	[SAY_ACTION] = "Handleplan: {1}",
	[SAY_DUE] = "frist {1}",
	[SAY_OVERDUE] = "fristen {1} er overskredet",
	[SAY_MAP] =
		"Fra vision til handling. Det, der ikke bidrager til noget, "
		"står for sig selv med stiplet ramme.",

	/* Titles of reports. */
	[SAY_CONTRACTS_TITLE] = "Resultatkontrakterne {1}",
	[SAY_MONTH_TITLE] = "Månedlig resultatstatus, {1}",
	[SAY_HALF_YEAR_TITLE] = "Halvårsopfølgning på resultatkontrakter {1}",
	[SAY_FULL_YEAR_TITLE] = "Helårsopfølgning på resultatkontrakter {1}",

	/* The paper, from its beginning to its end. */
	[SAY_LEAD] =
		"{2:Den decentrale enhed|Alle # decentrale enheder} har en "
		"resultatkontrakt. Forvaltningen har udarbejdet en status på "
		"resultatopfyldelsen for {1}.",
	[SAY_LEAD_OF] =
		"{2:Den decentrale enhed|Alle # decentrale enheder} i {3} "
		"har en resultatkontrakt. Forvaltningen har udarbejdet en "
		"status på resultatopfyldelsen for {1}.",
	[SAY_RECOMMENDATION] = "Indstilling",
	[SAY_RECOMMENDS] = "{1} indstiller,",
	[SAY_TAKE_NOTE_HALF] =
		"at {1} tager forvaltningens halvårsopfølgning på "
		"resultatkontrakterne for {2} til efterretning.",
	[SAY_TAKE_NOTE_FULL] =
		"at {1} tager forvaltningens helårsopfølgning på "
		"resultatkontrakterne for {2} til efterretning.",
	[SAY_PROBLEM_TITLE] = "Problemstilling",
	[SAY_PROBLEM] =
		"Udvalget forelægges hvert år en halv- og helårsstatus på "
		"resultatkontrakternes mål. Denne status sammenholder de "
		"aftalte mål med resultaterne for {1}.",
	[SAY_SOLUTION_TITLE] = "Løsning",
	[SAY_SOLUTION] =
		"Opfølgningen på de {1} resultatkontrakter indeholder dels "
		"dette notat, der sammenholder de mest centrale mål med de "
		"opnåede resultater, dels en status, hvori målene vises enhed "
		"for enhed og grafisk.",
	[SAY_ECONOMY_TITLE] = "Økonomi",
	[SAY_ECONOMY] =
		"Opfølgningen på resultatkontrakterne har ikke i sig selv "
		"økonomiske konsekvenser.",
	[SAY_PROCESS_TITLE] = "Videre proces",
	[SAY_PROCESS_HALF] =
		"Der vil blive udarbejdet en helårsstatus på "
		"resultatkontrakterne for {1}, når data er tilgængelige ved "
		"udgangen af 1. kvartal {2}. Kontrakterne følges fortsat "
		"løbende på statusmøder med enhedernes ledere.",
	[SAY_PROCESS_FULL] =
		"Resultaterne indgår i arbejdet med resultatkontrakterne for "
		"{1}. Kontrakterne følges fortsat løbende på statusmøder med "
		"enhedernes ledere.",
	[SAY_APPENDIX] = "Bilag {1}. {2}",
	[SAY_APPENDIX_BOARD] = "Alle mål enhed for enhed",
	[SAY_METHOD_TITLE] = "Metode og datagrundlag",
	[SAY_METHOD] =
		"Hvert resultat sammenlignes med det, der kan forventes på "
		"statusdatoen. Er det mindst lige så godt, er målet opfyldt; "
		"mangler der ikke mere, end målets bånd tillader, er det "
		"næsten opfyldt; ellers er det et stykke fra målopfyldelse. "
		"Enhedernes mål og forvaltningens egne er talt hver for sig.",
	[SAY_WITHIN_CHANCE] =
		"Et resultat kan være tilfældigt, når tilfældigheder alene "
		"giver så stor en afstand til grænsen for en anden status i "
		"mere end ét af 20 tilfælde.",
	[SAY_CYCLICAL] = "Disse mål er konjunkturfølsomme: {1}.",
	[SAY_SCOPE] = "Ikke omfattet af målene: {1}.",
	[SAY_SCOPE_FROM] = "Ikke omfattet af målene fra {2}: {1}.",
	[SAY_SCOPE_TO] = "Ikke omfattet af målene til og med {3}: {1}.",
	[SAY_SCOPE_BETWEEN] = "Ikke omfattet af målene fra {2} til {3}: {1}.",
	[SAY_SCOPE_FACTS] =
		"{1:Ingen hændelser|Én hændelse|# hændelser} er derfor ikke "
		"talt med.",
	[SAY_CHARTS] =
		"Ruden ◆ er resultatet, ┆ det forventede, ┃ målniveauet og □ "
		"udgangspunktet; det indrammede felt er det, der regnes som "
		"næsten opfyldt, og den tynde streg gennem ruden viser, hvor "
		"meget tilfældigheder kan flytte resultatet (95 pct.). Kurven "
		"viser resultatet måned for måned mod det forventede "
		"(stiplet); ringen ○ er det resultat, der ventes ved fristen, "
		"hvis udviklingen fortsætter. Følges borgere i en periode, "
		"slutter kurven med den sidste måned, hvor nogen er fulgt til "
		"ende. De små kurver er enhederne på én fælles skala. Mål uden "
		"resultat er ikke tegnet.",
	[SAY_FUNNEL_KEY] =
		"{1} enheder efter antal; grænser 95 pct. ┄ og 99,8 pct. ─",
	[SAY_FUNNEL_INSIDE] =
		"Ingen enhed afviger mere fra enhedernes fælles niveau ({1}), "
		"end tilfældigheder kan forklare (95 pct.).",
	[SAY_FUNNEL_OUTSIDE] =
		"{3:Én enhed|# enheder} afviger mere fra enhedernes fælles "
		"niveau ({1}), end tilfældigheder kan forklare (95 pct.): "
		"{2}.",
};
/* clang-format on */
