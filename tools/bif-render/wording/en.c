/* SPDX-License-Identifier: MIT
 *
 * English: what reports say, text by text. words.h tells what each text is for
 * and how its places are filled.
 */
#include "words.h"

/* One text stays together, however long it is. */
/* clang-format off */
const char *const words_en[WORDS] = {
	/* What a language is called. */
	[WORD_LANG] = "en",

	/* Statuses. */
	[WORD_STATUSES + VERDICT_MET] = "met",
	[WORD_STATUSES + VERDICT_NEAR] = "nearly met",
	[WORD_STATUSES + VERDICT_OFF] = "some way off",
	[WORD_STATUSES + VERDICT_NOT_APPLICABLE] = "not in the contract",
	[WORD_STATUSES + VERDICT_WITHDRAWN] = "withdrawn",
	[WORD_STATUSES + VERDICT_NOT_DUE] = "not due yet",
	[WORD_STATUSES + VERDICT_NOT_DELIVERED] = "not delivered",
	[WORD_STATUSES + VERDICT_NOT_MATURE] = "too early to tell",
	[WORD_STATUSES + VERDICT_NO_DATA] = "no data",
	[WORD_STATUSES + VERDICT_UNDEFINED] = "undefined",
	[WORD_STATUSES + VERDICT_HIDDEN] = "not shown",

	/* The same in short. */
	[WORD_BRIEFS + VERDICT_MET] = "met",
	[WORD_BRIEFS + VERDICT_NEAR] = "nearly",
	[WORD_BRIEFS + VERDICT_OFF] = "some way off",
	[WORD_BRIEFS + VERDICT_NOT_APPLICABLE] = "no goal",
	[WORD_BRIEFS + VERDICT_WITHDRAWN] = "withdrawn",
	[WORD_BRIEFS + VERDICT_NOT_DUE] = "later",
	[WORD_BRIEFS + VERDICT_NOT_DELIVERED] = "not delivered",
	[WORD_BRIEFS + VERDICT_NOT_MATURE] = "too early",
	[WORD_BRIEFS + VERDICT_NO_DATA] = "no data",
	[WORD_BRIEFS + VERDICT_UNDEFINED] = "undefined",
	[WORD_BRIEFS + VERDICT_HIDDEN] = "not shown",

	/* Heads of columns, titles of tables and other single words. */
	[WORD_GOAL] = "Goal",
	[WORD_GOALS] = "Goals",
	[WORD_UNIT] = "Unit",
	[WORD_UNITS] = "Units",
	[WORD_PARENTS] = "Parents",
	[WORD_PERSPECTIVE] = "Perspective",
	[WORD_STATUS] = "Status",
	[WORD_YEAR] = "Year",
	[WORD_TARGET] = "Target",
	[WORD_TARGET_OF] = "Target {1}",
	[WORD_EXPECTED] = "Expected now",
	[WORD_RESULT] = "Result",
	[WORD_BASELINE] = "Baseline",
	[WORD_SHORTFALL] = "Shortfall",
	[WORD_BAND] = "Band",
	[WORD_DUE] = "Due",
	[WORD_TITLE] = "Title",
	[WORD_AS_OF] = "As of",
	[WORD_TOTAL_JUDGED] = "Judged in all",
	[WORD_COUNTS] = "Number of goals",
	[WORD_COUNTS_BY_UNIT] = "Number of goals by unit",
	[WORD_BOARD] = "Status of the goals",
	[WORD_SOURCE] = "Source",
	[WORD_FIRST_DATE] = "Data from",
	[WORD_LAST_DATE] = "Data until",
	[WORD_DATA_ROWS] = "Rows",
	[WORD_REJECTED] = "Rejected",
	[WORD_SKIPPED] = "Skipped",
	[WORD_DATA] = "The data",
	[WORD_NO_DATA_AT_ALL] = "no data",
	[WORD_SIGNS] = "Signs",
	[WORD_UNIT_CODE] = "Unit code",
	[WORD_GOAL_CODE] = "Goal code",
	[WORD_MEASURE] = "Measure",
	[WORD_KNOWN_AT] = "Targets known at",
	[WORD_UPPER] = "Upper limit",
	[WORD_DIRECTION] = "Direction",
	[WORD_WINDOW] = "Window",
	[WORD_PATH] = "Path",
	[WORD_SCALE] = "Scale",
	[WORD_NUMERATOR] = "Numerator",
	[WORD_DENOMINATOR] = "Denominator",
	[WORD_N] = "n",
	[WORD_PROJECTED] = "Projected",
	[WORD_OUTLOOK] = "Outlook",
	[WORD_REQUIRED] = "Required for the rest of the year",
	[WORD_TREND] = "Against the year before",
	[WORD_FLAGS] = "Flags",
	[WORD_ORIGINAL_TARGET] = "Original target",
	[WORD_ORIGINAL_STATUS] = "Status by the original target",
	[WORD_WHY] = "Why",
	[WORD_COUNTED] = "Unit of value",
	[WORD_WHAT] = "Figure",
	[WORD_VALUE] = "Value",
	[WORD_NEAR_UNTIL] = "Nearly met until",
	[WORD_MONTH] = "Month",
	[WORD_BY_MONTH] = "Month by month",
	[WORD_EXPECTED_THEN] = "Expected",
	[WORD_HIDDEN] = "not shown",
	[WORD_EXPECTED_AT] = "Expected at",
	[WORD_REMARK] = "Remark",
	[WORD_FAR_OFF] = "Goals that are some way off",
	[WORD_WITHOUT_VERDICT] = "Goals that are not judged",
	[WORD_ALL_GOALS] = "All goals",
	[WORD_ALL_JUDGED] = "All goals are judged.",
	[WORD_RESERVATIONS] = "Reservations",
	[WORD_ADJUSTED] = "Adjusted targets",
	[WORD_TARGET_BEFORE] = "Original target",
	[WORD_TARGET_NOW] = "New target",
	[WORD_STATUS_BEFORE] = "Original status",
	[WORD_STATUS_NOW] = "New status",
	[WORD_NONE_ADJUSTED] = "No targets were adjusted.",
	[WORD_EFFORT_INSTEAD] = "Efforts instead of an adjustment",
	[WORD_LEDGER] = "All decisions on the adjusted goals",
	[WORD_DECIDED] = "Decided",
	[WORD_RESULT_KNOWN] = "Result known",
	[WORD_PROPOSED] = "Proposed adjustments",
	[WORD_CHARTS] = "The goals drawn",
	[WORD_BY_UNIT] = "Unit by unit",
	[WORD_ACTIONS] = "Action plans",
	[WORD_ACTION] = "Action",
	[WORD_OWNER] = "Responsible",
	[WORD_STATE] = "Progress",
	[WORD_COMMENTS] = "The unit's comments",
	[WORD_RECKONINGS] = "How the results are reckoned",
	[WORD_MEAN] = "Mean number of goals per unit",
	[WORD_GOALS_BY_UNIT] = "Number of goals by unit and perspective",
	[WORD_OUTSIDE] = "Outside the strategy map",
	[WORD_STRATEGY] = "Strategy map and action plans",
	[WORD_NO_STRATEGY] = "There is no strategy map.",
	[WORD_KIND] = "Kind",
	[WORD_FROM] = "Node",
	[WORD_SERVES] = "Serves",
	[WORD_EFFORTS] = "Expectation, result and effort",
	[WORD_OTHER_COMMENTS] = "Comments on other goals",
	[WORD_NO_GOALS] = "None of the goals belongs here.",
	[WORD_NONE_MONTHLY] = "No goal is followed month by month.",
	[WORD_CENTRAL] = "The most central goals",
	/* The next five are set into sentences as they stand. */
	[WORD_AND] = " and ",
	[WORD_THE_UNITS] = "the units",
	[WORD_ALL_WITH_GOAL] = "all units that have the goal",
	[WORD_ADMINISTRATION] = "The administration",
	[WORD_COMMITTEE] = "the committee",
	[WORD_FIGURES] = "The figures",
	[WORD_BACK] = "Back to the board",
	[WORD_CONTENTS] = "Contents",
	[WORD_OTHERS] = "Other units",
	[WORD_OVERDUE] = "overdue",
	[WORD_SAID_BEFORE] = "Earlier comments of the unit",
	[WORD_AGREED] = "Agreed at the meeting",
	[WORD_NOT_JUDGED] = "not judged",
	[WORD_CHANGES] = "Changes since last time",
	[WORD_DATA_SHEET] = "Data",
	[WORD_EXACT] = "{1} (exact)",
	[WORD_PENDING] = "Pending",
	[WORD_THROUGH] = "Data reach",
	[WORD_REJECTED_ROWS] = "Rejected rows",
	[WORD_BOUNDS] = "Status if they count",
	[WORD_LOW] = "Low (95%)",
	[WORD_HIGH] = "High (95%)",
	[WORD_CHANCE] = "Chance",
	[WORD_SIGNAL] = "Signal",
	[WORD_READINGS] = "Other readings",
	[WORD_PROJECTED_LOW] = "Projected, low",
	[WORD_PROJECTED_HIGH] = "Projected, high",
	[WORD_CHANCE_MET] = "Chance of being met",
	[WORD_PAGES] = "Pages",
	[WORD_OTHER_DATES] = "Other status dates",
	[WORD_DOWNLOADS] = "Download the data",
	[WORD_OTHER_SITES] = "Other boards",
	[WORD_FIND] = "Find",
	[WORD_SORT] = "Sort by",
	[WORD_ALL_STATUSES] = "all",
	[WORD_VISION] = "Vision",
	[WORD_VISION + 1] = "Strategy",
	[WORD_VISION + 2] = "Goal",
	[WORD_VISION + 3] = "Action",

	/* Figures with what they count. */
	[WORD_OF_PERCENT] = "{1}%",
	[WORD_OF_POINTS] = "{1:# percentage point|# percentage points}",
	[WORD_OF_AT_LEAST] = "at least {1}",
	[WORD_OF_AT_MOST] = "at most {1}",
	[WORD_OF_RANGE] = "{1} to {2}",

	/* Units of value and states of actions. */
	[WORD_PERCENT] = "%",
	/* A plain number has nothing behind it. */
	[WORD_NUMBER] = "",
	[WORD_PERSONS] = "persons",
	[WORD_CASES] = "cases",
	[WORD_POINTS] = "points",
	[WORD_DAYS] = "days",
	[WORD_SPELLS] = "spells",
	[WORD_KWH] = "kWh",
	[WORD_PERSON] = "person",
	[WORD_CASE] = "case",
	[WORD_POINT] = "point",
	[WORD_DAY] = "day",
	[WORD_SPELL] = "spell",
	[WORD_PLANNED] = "planned",
	[WORD_RUNNING] = "running",
	[WORD_DONE] = "done",
	[WORD_LATE] = "late",
	[WORD_STOPPED] = "stopped",

	/* Words of the streams. */
	[VALUE_OF_TARGET] = "of the target",
	[VALUE_POINTS] = "in the unit of value",
	[VALUE_OF_CHANGE] = "of the change",
	[VALUE_AT_LEAST] = "at least",
	[VALUE_AT_MOST] = "at most",
	[VALUE_WITHIN] = "within",
	[VALUE_YEAR] = "the year so far",
	[VALUE_ROLLING_12] = "12 months",
	[VALUE_MEAN_OF_MONTHS] = "mean of months",
	[VALUE_MONTH] = "the month",
	[VALUE_LATEST] = "latest month",
	[VALUE_LEVEL] = "all the year",
	[VALUE_ACCRUAL] = "evenly over the year",
	[VALUE_GLIDE] = "from baseline to target",
	[VALUE_SEASONAL] = "as in earlier years",
	[VALUE_MILESTONES] = "milestones",
	[VALUE_YEAR_END] = "when due",
	[VALUE_BETTER] = "better",
	[VALUE_SAME] = "same",
	[VALUE_WORSE] = "worse",
	[VALUE_STANDARD_BAND] = "standard band",
	[VALUE_REVISED] = "target revised",
	[VALUE_SMALL_N] = "few events",
	[VALUE_SENSITIVE] = "depends on the way of counting",
	[VALUE_INCOMPLETE] = "figures missing",
	[VALUE_MANUAL] = "reported by hand",
	[VALUE_PRELIMINARY] = "preliminary",
	[VALUE_LAGGED] = "as of an earlier day",
	[VALUE_UNCHECKED] = "unchecked",
	[VALUE_NO_ROWS] = "no rows",
	[VALUE_UNSURE] = "rejected rows could change the status",
	[VALUE_WITHIN_CHANCE] = "could be chance",
	[VALUE_HYPOTHETICAL] = "hypothetical",
	[VALUE_BY_DAYS] = "by days",
	[VALUE_BY_MONTHS] = "by months",
	[VALUE_EVENLY] = "evenly over the year",
	[VALUE_ONE_SHARE] = "one share of all",
	[VALUE_MONTHS_MEAN] = "mean of the months",
	[VALUE_NONE] = "none",

	/* Sentences about a status as a whole. */
	[SAY_DATE] = "Goals of {1}. Status as of {2}.",
	[SAY_DATE_KNOWN] =
		"Goals of {1}. Status as of {2}, targets as decided by {3}.",
	[SAY_COUNTS_NONE] = "No goals are judged at {1}.",
	[SAY_COUNTS_ONE] = "The one goal judged at {1} is {2}.",
	/* In English the verb goes with the number, so a place chooses both
	 * together (`# is`, `# are`) wherever a count is the subject. */
	[SAY_COUNTS] =
		"Of the {1} goals judged at {2}, {3:none are|# is|# are} "
		"met, {4:none|#|#} nearly met and {5:none|#|#} "
		"some way off.",
	[SAY_COUNTS_HIDDEN] =
		"The status of {1:#|one|#} of the goals at {2} is not shown.",
	[SAY_PARENTS] = "{1} as a whole",
	[SAY_ROWS] =
		"Of {1} rows {2:none was|# was|# were} rejected and "
		"{3:none|#|#} skipped by the "
		"source's rules.",
	[SAY_PERIOD_YEAR] = "all of {1}",
	[SAY_PERIOD_MONTHS] = "the first {2:month|# months} of {1}",
	[SAY_UNITS_OF_COUNT] = "{1} units",
	[SAY_UNITS_STANDING] =
		"{2:None|One|#} of {1} units {2:have|has|have} met the goal, "
		"{3:none|one|#} nearly, and {4:none are|one is|# are} some way "
		"off.",
	[SAY_OPEN] =
		"{1:None|One|#} of the units' goals {1:are|is|are} not judged; "
		"appendix 5 says why.",
	[SAY_OPEN_BOTH] =
		"{1:None|One|#} of the units' goals and {2:none|one|#} of the "
		"goals of {3} are not "
		"judged; appendix 5 says why.",
	[SAY_CHANGES] =
		"Since {1}, {2:none|one|#} of the units' goals "
		"{2:are|is|are} better and {3:none|one|#} worse; "
		"{4:none|one|#} {4:are|is|are} judged for the first time or "
		"no longer judged.",
	[SAY_NO_CHANGES] = "No goal has changed status since {1}.",
	[SAY_NO_CHANGES_UNITS] =
		"None of the units' goals has changed status since {1}.",
	[SAY_SINCE] = "Since {1} these goals have changed status:",
	[SAY_CHANGED] = "{1}: from {2} to {3}.",
	[SAY_CHANGED_AT] = "from {1} to {2} ({3})",
	[SAY_MISSING] = "Data are missing: {1}.",
	[SAY_SOURCE_FAILED] = "{1} (nothing delivered)",
	[SAY_SOURCE_LACKS] = "{1} for {2}",
	[SAY_SOURCE_SILENT] = "{1} for {2} from {3}",
	[SAY_HELD] =
		"Because data are missing, {1:none|one|#} of the units' goals "
		"{1:are|is|are} not judged: {4}.",
	[SAY_HELD_BOTH] =
		"Because data are missing, {1:none|one|#} of the units' goals "
		"and {2:none|one|#} of the goals of {3} are not judged: {4}.",
	[SAY_HELD_AT] =
		"Because data are missing, {1:none|one|#} of the goals of {3} "
		"{1:are|is|are} not judged: {4}.",
	[SAY_OPINION] =
		"{1:Of the one goal|Of the # goals} judged at {2}, "
		"{3:none is|one is|# are} judged without reservations and "
		"{4:none|one|#} with reservations{5}.",
	[SAY_WITHOUT_BASIS] =
		"{1:One|#} of the goals at {2} should have been judged but "
		"could not be{3}.",
	[SAY_SEVERAL] = "a goal may have several",
	[SAY_SMALL_HIDDEN] = "Small numbers are not shown, nor any that they could be worked out from.",
	[SAY_NONE_HELD] = "This holds back none of the goals here.",
	[SAY_ALL_UNCHECKED] = "Whether all data have come could not be tested.",
	[SAY_NOT_MET_PRINTED] =
		"On paper only the goals that are some way off are drawn.",

	/* Sentences about a verdict. */
	[SAY_STANDING] = "The result is {1} against an expected {2}: {3}.",
	[SAY_STANDING_HIDDEN] = "The numbers are too small to be shown: {1}.",
	[SAY_ABOVE] =
		"That is {1} above what was expected (up to {2} counts as "
		"nearly met).",
	[SAY_BELOW] =
		"That is {1} below what was expected (up to {2} counts as "
		"nearly met).",
	[SAY_ABOVE_ONLY] = "That is {1} above what was expected.",
	[SAY_BELOW_ONLY] = "That is {1} below what was expected.",
	[SAY_HIGHER_THAN_START] =
		"The result is higher than the baseline ({1}).",
	[SAY_LOWER_THAN_START] = "The result is lower than the baseline ({1}).",
	[SAY_TREND_BETTER] = "The result is better than a year earlier.",
	[SAY_TREND_SAME] = "The result is the same as a year earlier.",
	[SAY_TREND_WORSE] = "The result is worse than a year earlier.",
	[SAY_TREND_BETTER_YEAR] = "The result is better than the year before.",
	[SAY_TREND_SAME_YEAR] = "The result is the same as the year before.",
	[SAY_TREND_WORSE_YEAR] = "The result is worse than the year before.",
	[SAY_PROJECTED] =
		"If the year goes on like this, the result will be {1}, and "
		"the goal will be {2}.",
	[SAY_REQUIRED] =
		"The goal will be met if the result for the rest of the year is "
		"{1}.",
	[SAY_NOT_APPLICABLE] = "The goal is not in the unit's contract.",
	[SAY_WITHDRAWN] = "The goal was withdrawn.",
	[SAY_NOT_DUE] = "Will be judged as of {1}.",
	[SAY_NOT_DUE_LATER] = "Will be judged later.",
	[SAY_NOT_MATURE] = "Not enough time has passed for a result.",
	[SAY_NO_DATA] = "No data have come in to judge the goal by.",
	[SAY_NOT_DELIVERED] =
		"Data that the goal is judged by were not delivered.",
	[SAY_UNDEFINED] = "There was nothing to take a share of.",
	[SAY_HIDDEN] = "The number is too small to be shown, and the status would tell it.",
	[SAY_SMALL_N] = "The result rests on few records.",
	[SAY_SENSITIVE] =
		"Another reasonable way to count would give another status.",
	[SAY_INCOMPLETE] = "Figures are missing for a month or a unit.",
	[SAY_MANUAL] = "The figures were reported by hand.",
	[SAY_PRELIMINARY] = "The figures are preliminary.",
	[SAY_LAGGED] = "The result is as of the day that the data reach.",
	[SAY_UNCHECKED] = "Whether all data have come could not be tested.",
	[SAY_NO_ROWS] = "The zero rests on no row of the source.",
	[SAY_UNSURE] = "The rejected rows could change the status.",

	/* Goals that are off, and what is done. */
	[SAY_NONE_OFF] = "No goal is some way off.",
	[SAY_OFF] = "{1:None|One|#} of the units' goals {1:are|is|are} some way off.",
	[SAY_OFF_BOTH] =
		"{1:None|One|#} of the units' goals and {2:none|one|#} of the "
		"goals of {3} are some way off.",
	/* A list follows the colon, one SAY_WORST an item. */
	[SAY_WORST_LEAD] = "Furthest off are:",
	[SAY_WORST] =
		"{1}: {2} of {3} units {2:is|are} some way off ({4}). "
		"{5:None of them has said what it is doing about it|One of "
		"them has said what it is doing about it|# of them have said "
		"what they are doing about it}.",
	[SAY_WORST_ONE] =
		"{1}: {3:the one unit judged|one of # units} is some "
		"way off ({4}). {5:It has not|It has|#} said what it is doing "
		"about it.",
	[SAY_OFF_ADJUSTED] = "For {1:none|one|#} of them an adjusted target is proposed.",
	[SAY_OFF_WORKED_ON] =
		"For {1:none|one|#} of them efforts to improve the result have begun.",
	[SAY_OFF_PLANNED] = "For {1:none|one|#} of them there is an action plan.",
	[SAY_OFF_SILENT] =
		"For {1:none|one|#} of them the unit has not yet said what is being done.",
	[SAY_PLAN] = "Action: {1} ({2}).",
	[SAY_PLAN_DUE] = "Action: {1} ({2}, due {3}).",
	[SAY_PLAN_OVERDUE] = "Action: {1} ({2}; overdue since {3}).",
	[SAY_DECIDED] = "Decided {1}.",
	[SAY_DECIDED_BY] = "Decided {1} by {2}.",
	[SAY_BOTH_COUNTS] =
		"By the original targets {1:none|one|#} of the units' goals "
		"{1:are|is|are} met, {2:none|one|#} nearly met and "
		"{3:none|one|#} some way off; by those in force "
		"{4:none|one|#}, {5:none|one|#} and {6:none|one|#}.",
	[SAY_BOTH_COUNTS_IF] =
		"By the original targets {1:none|one|#} of the units' goals "
		"{1:are|is|are} met, {2:none|one|#} nearly met and "
		"{3:none|one|#} some way off; by those that are hypothetical "
		"{4:none|one|#}, {5:none|one|#} and {6:none|one|#}.",
	[SAY_LEDGER] =
		"{1:One goal has|# goals have} been given another target or "
		"baseline in the course of the year. {2:None of the decisions "
		"was|One of the decisions was|# of the decisions were} made "
		"when the result was known.",
	[SAY_HYPOTHETICAL] = "Hypothetical: nobody has decided this target.",
	[SAY_IS_HYPOTHETICAL] =
		"Hypothetical: {1:none|one|#} of the goals {1:is|is|are} "
		"judged by a target that nobody has decided.",
	[SAY_KNOWN_MONTHS] = "{1} of 12 months",
	[SAY_KNOWN_NONE] = "none",
	[SAY_KNOWN_ALL] = "the whole year",
	[SAY_IS_CYCLICAL] = "The goal is sensitive to the economy.",

	/* The strategy map. */
	[SAY_GOAL] = "Goal: {1}",
	[SAY_ACTION] = "Action: {1}",
	[SAY_DUE] = "due {1}",
	[SAY_OVERDUE] = "overdue since {1}",
	[SAY_MAP] =
		"From vision to action. What serves nothing stands by itself "
		"in a dashed frame.",

	/* Titles of reports. */
	[SAY_CONTRACTS_TITLE] = "Contracts of {1}",
	[SAY_MONTH_TITLE] = "Monthly status, {1}",
	[SAY_HALF_YEAR_TITLE] =
		"Half-year follow-up on performance contracts {1}",
	[SAY_FULL_YEAR_TITLE] =
		"Full-year follow-up on performance contracts {1}",

	/* The paper, from its beginning to its end. */
	[SAY_LEAD] =
		"{2:The local unit has|All # local units have} a performance "
		"contract. The administration has taken stock of the results "
		"for {1}.",
	[SAY_LEAD_OF] =
		"{2:The local unit|All # local units} of {3} {2:has|have} a "
		"performance contract. The administration has taken stock of "
		"the results for {1}.",
	[SAY_RECOMMENDATION] = "Recommendation",
	[SAY_RECOMMENDS] = "{1} recommends",
	[SAY_TAKE_NOTE_HALF] =
		"that {1} takes note of the half-year follow-up on the "
		"performance contracts of {2}.",
	[SAY_TAKE_NOTE_FULL] =
		"that {1} takes note of the full-year follow-up on the "
		"performance contracts of {2}.",
	[SAY_PROBLEM_TITLE] = "The matter",
	[SAY_PROBLEM] =
		"Twice a year, after six and after twelve months, the "
		"committee is shown how the contracts' goals are being met. "
		"This paper compares the goals agreed with the results of "
		"{1}.",
	[SAY_SOLUTION_TITLE] = "Results",
	[SAY_SOLUTION] =
		"The follow-up on the {1} contracts consists of this paper, "
		"which compares the most central goals with the results, and "
		"of a status that shows the goals unit by unit and as "
		"charts.",
	[SAY_ECONOMY_TITLE] = "Finances",
	[SAY_ECONOMY] =
		"The follow-up has no financial consequences in itself.",
	[SAY_PROCESS_TITLE] = "What happens next",
	[SAY_PROCESS_HALF] =
		"A full-year status of the contracts of {1} follows when "
		"data are there, by the end of the first quarter of {2}. The "
		"contracts are still followed at status meetings with the "
		"heads of the units.",
	[SAY_PROCESS_FULL] =
		"The results go into the work on the contracts of {1}. The "
		"contracts are still followed at status meetings with the "
		"heads of the units.",
	[SAY_APPENDIX] = "Appendix {1}. {2}",
	[SAY_APPENDIX_BOARD] = "All goals unit by unit",
	[SAY_METHOD_TITLE] = "Method and data",
	[SAY_METHOD] =
		"Each result is compared with what can be expected on the "
		"status date by the goal's path. If it is at least as good, "
		"the goal is met; if no more is lacking than the goal's "
		"band, it is nearly met; otherwise it is some way off. The "
		"units' goals and the administration's own are counted apart.",
	[SAY_WITHIN_CHANCE] =
		"A result could be chance where chance alone puts it as far "
		"from the edge of another status in more than one case of "
		"20.",
	[SAY_CYCLICAL] = "These goals are sensitive to the economy: {1}.",
	[SAY_SCOPE] = "Not covered by the goals: {1}.",
	[SAY_SCOPE_FROM] = "Not covered by the goals from {2}: {1}.",
	[SAY_SCOPE_TO] = "Not covered by the goals until {3}: {1}.",
	[SAY_SCOPE_BETWEEN] =
		"Not covered by the goals from {2} to {3}: {1}.",
	[SAY_SCOPE_FACTS] =
		"{1:No events are|One event is|# events are} left out for that reason.",
	[SAY_CHARTS] =
		"The diamond ◆ is the result, ┆ what is expected, ┃ the target "
		"and □ the baseline; the framed field is what counts as nearly "
		"met, and the thin line through the diamond shows how far "
		"chance alone can move the result (95 per cent). The curve "
		"shows the result month by month against what is expected "
		"(dashed); the ring ○ is the result there will be when the "
		"goal is due if the year goes on like this. Where persons are "
		"followed for a time, the curve ends with the last month of "
		"which any has been followed to the end. The small curves are "
		"the units on one common scale. Goals without a result are not "
		"drawn.",
	[SAY_FUNNEL_KEY] =
		"{1} units by number; limits 95 per cent ┄ and 99.8 per cent ─",
	[SAY_FUNNEL_INSIDE] =
		"No unit differs more from the units' common level ({1}) than "
		"chance can explain (95 per cent).",
	[SAY_FUNNEL_OUTSIDE] =
		"{3:One unit differs|# units differ} more from the units' "
		"common level ({1}) than chance can explain (95 per cent): "
		"{2}.",
};
/* clang-format on */
