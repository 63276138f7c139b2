/* SPDX-License-Identifier: MIT
 *
 * verdict: what is written is read again as it was; words no column has are
 * refused with their line.
 */
#include "stream/verdict.h"

#include "check.h"
#include "said.h"
#include "value/period.h"

static const char ROW[] =
	"2010\tJCN\tphone\tService\tanswered\t2010-06-30\t"
	"2010-07-14\tnear\t91.996\t92.000\t92.0\t\t\t2010-12-31\tat_least\t"
	"year\tlevel\tpoints\t0.004\t2.5\t91996\t100000\t8\t92.0\tnear\t92.0\t"
	"worse\tsmall-n manual\t12\t2010-05-31\t3\tnear..met\t91.1\t92.8\t"
	"0.412\tnone\tmean:met\t90.0\t94.0\t0.510\t93.0\toff\ttab \\t and \\\\ in it\n";

static const char *
header(void)
{
	static struct buf text;
	size_t i;

	buf_clear(&text);
	for (i = 0; i < VERDICT_COLUMNS; i++)
		buf_format(&text, "%s%s", i ? "\t" : "", stream_verdicts[i]);
	buf_byte(&text, '\n');
	return buf_string(&text);
}

static const struct verdicts *
load(struct arena *arena, const char *text)
{
	const char *file = said_file("v.tsv", text, strlen(text));

	return verdict_load(arena, &file, 1);
}

static void
reads_what_is_written(void)
{
	struct arena *arena = arena_new();
	struct buf text = { 0 }, got = { 0 };
	const struct verdicts *all;
	struct out *out;

	buf_format(&text, "%s%s", header(), ROW);
	all = load(arena, buf_string(&text));
	CHECK(all && all->count == 1);
	if (!all)
		return;
	out = out_open(said_path("copy.tsv"), OUT_TSV);
	out_columns(out, stream_verdicts, VERDICT_COLUMNS);
	for (size_t i = 0; i < VERDICT_COLUMNS; i++)
		out_cell(out,
			verdict_cell(&all->list[0], (enum verdict_column)i));
	out_row(out);
	CHECK(out_close(out));
	CHECK_TEXT(said_read(said_path("copy.tsv"), &got), text.at);
	buf_free(&text);
	buf_free(&got);
	arena_free(arena);
}

static void
cells_become_values(void)
{
	struct arena *arena = arena_new();
	struct buf text = { 0 };
	const struct verdicts *all;
	const struct verdict *v;

	buf_format(&text, "%s%s", header(), ROW);
	all = load(arena, buf_string(&text));
	CHECK(all && all->count == 1);
	if (!all)
		return;
	v = &all->list[0];
	CHECK_NUMBER(v->year, 2010);
	CHECK_NUMBER(v->as_of, period_day((struct period_date){ 2010, 6, 30 }));
	CHECK_NUMBER(v->status, VERDICT_NEAR);
	CHECK_NUMBER(v->original_status, VERDICT_OFF);
	CHECK_NUMBER(v->trend, TREND_WORSE);
	CHECK_NUMBER(v->flags, FLAG_SMALL_N | FLAG_MANUAL);
	CHECK_TEXT(verdict_cell(v, VERDICT_WHY), "tab \t and \\ in it");
	CHECK_NUMBER(v->line, 2);
	buf_free(&text);
	arena_free(arena);
}

static void
columns_may_be_absent_and_elsewhere(void)
{
	struct arena *arena = arena_new();
	const struct verdicts *all = load(arena,
		"goal\tstatus\textra\tunit\tyear\tas_of\n"
		"phone\tno_data\tx\tJCN\t2010\t2010-06-30\n");

	CHECK(all && all->count == 1);
	if (!all)
		return;
	CHECK_NUMBER(all->list[0].status, VERDICT_NO_DATA);
	CHECK_NUMBER(all->list[0].original_status, VERDICT_NONE);
	CHECK_NUMBER(verdict_known_at(&all->list[0]), DAY_NONE);
	CHECK_TEXT(verdict_cell(&all->list[0], VERDICT_VALUE), "");
	arena_free(arena);
}

/* What is said of a row of the five needed cells. */
static const char *
refusal_of(const char *row)
{
	struct arena *arena = arena_new();
	struct buf text = { 0 };
	const struct verdicts *all;

	buf_format(&text, "year\tunit\tgoal\tas_of\tstatus\tflags\n%s\n", row);
	said_begin();
	all = load(arena, buf_string(&text));
	buf_free(&text);
	arena_free(arena);
	return all ? (said_end(), "") : said_end();
}

static void
refuses_other_words(void)
{
	CHECK(strstr(refusal_of("2010\tA\tg\t2010-06-30\tgreen\t"),
		"v.tsv:2: \"status\": \"green\" is not"));
	CHECK(strstr(refusal_of("2010\tA\tg\t2010-06-30\t\t"),
		"\"status\": \"\" is not"));
	CHECK(strstr(refusal_of("2010\tA\tg\t2010-06-31\tmet\t"),
		"\"as_of\": \"2010-06-31\" is not a day"));
	CHECK(strstr(refusal_of("10\tA\tg\t2010-06-30\tmet\t"),
		"\"year\": \"10\" is not a year"));
	CHECK(strstr(refusal_of("2010\tA\tg\t2010-06-30\tmet\tbig-n"),
		"\"flags\": \"big-n\" is not a flag"));
	CHECK_TEXT(span_of(refusal_of("2010\tA\tg\t2010-06-30\tmet\t")), "");
}

int
main(void)
{
	diag_begin("test");
	check_run("reads what is written", reads_what_is_written);
	check_run("cells become values", cells_become_values);
	check_run("columns may be absent and elsewhere",
		columns_may_be_absent_and_elsewhere);
	check_run("refuses other words", refuses_other_words);
	return check_end();
}
