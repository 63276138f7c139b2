/* SPDX-License-Identifier: MIT
 *
 * rows and rejects: shares of stages add up, personal numbers are masked.
 */
#include "stream/reject.h"
#include "stream/rows.h"

#include "check.h"
#include "said.h"

static struct buf text;

static struct span
span(const char *s)
{
	return span_of(s);
}

static void
add(struct rows *r, enum rows_kind kind, const char *source, const char *file,
	const char *what, uint64_t n)
{
	rows_add(r, kind, span(source), span(file), span(what), n);
}

static void
write_rows(const struct rows *r, const char *name)
{
	struct out *o = out_open(said_path(name), OUT_TSV);

	CHECK(rows_write(r, o));
	CHECK(out_close(o));
	said_read(said_path(name), &text);
}

#define HEADER "source\tfile\tdata_rows\tfacts\tskipped\trejected\tdetail\n"

static void
writes(void)
{
	struct rows *r = rows_new();

	write_rows(r, "rows");
	CHECK_TEXT(buf_span(&text), HEADER);
	add(r, ROWS_KIND_DATA, "klager", "x/klager.csv", "", 339);
	add(r, ROWS_KIND_DATA, "el", "b.txt", "", 5);
	add(r, ROWS_KIND_DATA, "el", "a.txt", "", 0);
	for (unsigned i = 0; i < 17; i++)
		add(r, ROWS_KIND_SKIPPED, "klager", "x/klager.csv", "undecided",
			1);
	add(r, ROWS_KIND_SKIPPED, "klager", "x/klager.csv", "duplicate", 4);
	add(r, ROWS_KIND_SKIPPED, "klager", "x/klager.csv", "never", 0);
	add(r, ROWS_KIND_FACTS, "klager", "x/klager.csv", "complaint", 313);
	add(r, ROWS_KIND_FACTS, "el", "b.txt", "power", 2);
	add(r, ROWS_KIND_FACTS, "el", "b.txt", "heat", 3);
	add(r, ROWS_KIND_REJECTED, "klager", "x/klager.csv", "", 5);
	write_rows(r, "rows");
	CHECK_TEXT(buf_span(&text),
		HEADER "el\ta.txt\t0\t0\t0\t0\t\n"
		       "el\tb.txt\t5\t5\t0\t0\t\n"
		       "el\t*\t5\t5\t0\t0\theat:3 power:2\n"
		       "klager\tklager.csv\t339\t313\t21\t5\t"
		       "duplicate:4 undecided:17\n"
		       "klager\t*\t339\t313\t21\t5\tcomplaint:313\n");
	rows_free(r);
}

/* What one stage wrote is read by the next and added to its own. */
static void
adds_up(void)
{
	struct rows *first = rows_new(), *second = rows_new();

	add(first, ROWS_KIND_DATA, "s", "x/f.csv", "", 10);
	add(first, ROWS_KIND_SKIPPED, "s", "x/f.csv", "not here: at 9", 2);
	add(first, ROWS_KIND_REJECTED, "s", "x/f.csv", "", 1);
	write_rows(first, "rows");
	add(second, ROWS_KIND_SKIPPED, "s", "x/f.csv", "duplicate", 3);
	add(second, ROWS_KIND_REJECTED, "s", "x/f.csv", "", 1);
	add(second, ROWS_KIND_FACTS, "s", "x/f.csv", "seen", 6);
	CHECK(rows_read(second, said_path("rows")));
	write_rows(second, "both");
	CHECK_TEXT(buf_span(&text),
		HEADER "s\tf.csv\t10\t6\t5\t2\tduplicate:3 not here: at 9:2\n"
		       "s\t*\t10\t6\t5\t2\tseen:6\n");
	rows_free(first);
	first = rows_new();
	CHECK(rows_read(first, said_path("both")));
	write_rows(first, "again");
	CHECK_TEXT(buf_span(&text),
		HEADER "s\tf.csv\t10\t6\t5\t2\tduplicate:3 not here: at 9:2\n"
		       "s\t*\t10\t6\t5\t2\tseen:6\n");
	rows_free(first);
	rows_free(second);
}

static void
folders(void)
{
	struct rows *r = rows_new();

	add(r, ROWS_KIND_DATA, "s", "05/f.csv", "", 1);
	add(r, ROWS_KIND_DATA, "s", "06/f.csv", "", 2);
	add(r, ROWS_KIND_DATA, "s", "06/g.csv", "", 4);
	add(r, ROWS_KIND_DATA, "t", "06/f.csv", "", 8);
	write_rows(r, "rows");
	CHECK_TEXT(buf_span(&text),
		HEADER "s\t05/f.csv\t1\t0\t0\t0\t\n"
		       "s\t06/f.csv\t2\t0\t0\t0\t\n"
		       "s\tg.csv\t4\t0\t0\t0\t\n"
		       "s\t*\t7\t0\t0\t0\t\n"
		       "t\tf.csv\t8\t0\t0\t0\t\n"
		       "t\t*\t8\t0\t0\t0\t\n");
	rows_free(r);
}

static void
not_rows(const char *body, const char *why, int line)
{
	struct rows *r = rows_new();
	bool good;

	said_begin();
	good = rows_read(r, said_file("bad", body, strlen(body)));
	check_that(!good & (strstr(said_end(), why) != NULL), __FILE__, line,
		"said: %s", said_state.text.at);
	rows_free(r);
}

static void
refuses(void)
{
	not_rows(HEADER "s\tf\t1\t0\tx\t0\t\n",
		"column \"skipped\": \"x\" is "
		"not a count",
		__LINE__);
	not_rows(HEADER "s\tf\t1\t0\t2\t0\tduplicate:1\n",
		"does not add up to skipped", __LINE__);
	not_rows(HEADER "s\tf\t1\t0\t2\t0\tduplicate\n",
		"is not names and counts", __LINE__);
	not_rows(HEADER "s\tf\t1\t0\t2\t0\tduplicate:2x\n",
		"is not names and counts", __LINE__);
	not_rows("source\tfile\n", "no column \"data_rows\"", __LINE__);
}

static void
files_of_at(void)
{
	CHECK_TEXT(reject_file(SPAN("a.csv:12")), "a.csv");
	CHECK_TEXT(reject_file(SPAN("x/a:b.csv:1")), "x/a:b.csv");
	CHECK_TEXT(reject_file(SPAN("a.json#7")), "a.json");
	CHECK_TEXT(reject_file(SPAN("a#1.csv:7")), "a#1.csv");
	CHECK_TEXT(reject_file(SPAN("a.xlsx!Ark 1:7")), "a.xlsx");
	CHECK_TEXT(reject_file(SPAN("a.XLSX!v. 2!:7")), "a.XLSX");
	CHECK_TEXT(reject_file(SPAN("a!b.csv:7")), "a!b.csv");
	CHECK_TEXT(reject_file(SPAN("book!Ark1:7")), "book");
	CHECK_TEXT(reject_file(SPAN("-:3")), "-");
	CHECK_TEXT(reject_file(SPAN("")), "");
	CHECK_TEXT(reject_file(SPAN("a2010")), "a2010");
	CHECK_TEXT(reject_file(SPAN("2010")), "2010");
}

static void
rejects(void)
{
	struct reject_stream s = { .source = "s", .stage = "normalize" };
	struct reject r = { .at = SPAN("a.csv:3"),
		.reason = "bad_date",
		.column = SPAN("Frist"),
		.value = SPAN("CPR 010203-1234\t"),
		.day = DAY_NONE };

	CHECK(reject_open(&s, NULL) && !s.out);
	reject_write(&s, &r);
	CHECK(reject_open(&s, said_path("rejects")) && s.out);
	reject_write(&s, &r);
	s.personal = true;
	r.unit = SPAN("A");
	r.event = SPAN("e\\t0102031234");
	r.day = 14641; /* 2010-02-01 */
	reject_write(&s, &r);
	reject_close(&s);
	CHECK(!s.out);
	CHECK_TEXT(said_read(said_path("rejects"), &text),
		"at\tsource\tstage\treason\tcolumn\tvalue\t"
		"unit\tmonth\tevent\n"
		"a.csv:3\ts\tnormalize\tbad_date\tFrist\t"
		"CPR 010203-1234\\t\t\t\t\n"
		"a.csv:3\ts\tnormalize\tbad_date\tFrist\tCPR ***\\t\t"
		"A\t2010-02\te\\t***\n");
	said_begin();
	CHECK(!reject_open(&s, said_path("absent/rejects")));
	said_end();
}

int
main(void)
{
	check_run("rows: by source and file", writes);
	check_run("rows: shares of stages add up", adds_up);
	check_run("rows: one name in several folders", folders);
	check_run("rows: what is no such stream", refuses);
	check_run("rejects: the file of an `at`", files_of_at);
	check_run("rejects: masked where personal", rejects);
	buf_free(&text);
	return check_end();
}
