/* SPDX-License-Identifier: MIT
 *
 * Loads a book as far as it can be loaded, listening to the faults that would
 * stop another program, and answers what several rules ask of it.
 */
#include "lint.h"

#include "base/buf.h"
#include "base/mem.h"
#include "book/defs.h"
#include "book/folder.h"
#include "value/period.h"

/* Keeps findings until all rules have been asked, so that they are printed in
 * the order of the files, each once, whatever the order of the rules. */

/* What is printed of a finding; the line counts from 1. */
struct finding {
	/* as settled by finding_say(): an error of a rule in FATAL is fatal */
	enum severity severity;
	const char *file, *rule, *text;
	uint64_t line;
};

/* The arena owns the texts of the findings. */
struct findings {
	struct arena *arena;
	struct finding *list;
	size_t count, cap;
};

/* What a table calls each severity, in the order of enum severity. */
static const char *const WORDS[] = { "error", "warning", "fatal" };

/* What makes figures wrong: names that are nowhere, days on which two things
 * hold, and definitions that other programs refuse. Plans, arithmetic and
 * series are told and stop nobody. */
static const char *const FATAL[] = { "definition", "duplicate",
	"misspelt-column", "no-direction", "other-file", "overlap",
	"same-match", "unknown-code", "unknown-column", "unknown-goal",
	"unknown-measure", "unknown-unit" };

/* The rules pass on the lists they were called with. Texts are copied into the
 * arena, since a place may name a file of a book that is closed before findings
 * are printed. Only errors can be fatal: a rule that makes an error now and a
 * warning then means it. No status of the program is raised: what findings come
 * to is settled when all rules have been asked (main.c), and depends on options. */
void
finding_say(struct lint *l, enum severity severity, struct place where,
	const char *rule, const char *fmt, ...)
{
	struct findings *f = l->findings;
	BUF_LOCAL text = { 0 };
	struct finding *x;
	va_list args;

	va_start(args, fmt);
	buf_format_list(&text, fmt, args);
	va_end(args);
	MEM_GROW(f->list, f->cap, f->count + 1);
	x = &f->list[f->count++];
	*x = (struct finding){ severity,
		arena_text(f->arena, span_of(where.file)),
		arena_text(f->arena, span_of(rule)),
		arena_text(f->arena, buf_span(&text)), where.line };
	for (size_t i = 0; i < COUNT(FATAL); i++)
		if (severity == SEVERITY_ERROR && !strcmp(rule, FATAL[i]))
			x->severity = SEVERITY_FATAL;
}

/* By place, then by what is said: two findings that are equal here are one. */
static int
in_order(const void *one, const void *two)
{
	const struct finding *a = one, *b = two;
	int order = strcmp(a->file, b->file);

	order = order ? order : ORDER(a->line, b->line);
	order = order ? order : strcmp(a->rule, b->rule);
	return order ? order : strcmp(a->text, b->text);
}

/* Two rules, or one rule met twice, may say the same: it is said once. */
static void
settle(struct findings *f)
{
	size_t kept = 0, i;

	if (f->count)
		qsort(f->list, f->count, sizeof(*f->list), in_order);
	for (i = 0; i < f->count; i++)
		if (!kept || in_order(&f->list[kept - 1], &f->list[i]))
			f->list[kept++] = f->list[i];
	f->count = kept;
}

/* Before the findings are settled the same one may be counted twice. */
size_t
findings_count(const struct findings *f, enum severity severity)
{
	size_t n = 0, i;

	for (i = 0; i < f->count; i++)
		n += f->list[i].severity == severity;
	return n;
}

/* A definition's text may hold anything; a finding is one line, and controls on
 * a terminal. Bytes that steer are written as \xNN, each by itself; anything
 * else goes through as it is. */
static void
print_inert(struct out *out, const char *text)
{
	size_t left = strlen(text), n;

	while (left) {
		n = controls_steers(text, left);
		if (!n)
			out_bytes(out, (struct span){ text, 1 });
		for (size_t i = 0; i < n; i++)
			out_print(out, "\\x%02x", (unsigned char)text[i]);
		n += !n;
		text += n, left -= n;
	}
}

/* A warning is told as such in both ways of printing; fatal is told only for a
 * run, as only a run is stopped by it. */
void
findings_print(struct findings *f, struct out *out, bool for_run)
{
	const char *tail;
	size_t errors, warnings, i;

	settle(f);
	for (i = 0; i < f->count; i++) {
		const struct finding *x = &f->list[i];

		print_inert(out, x->file);
		out_print(out, ":%" PRIu64 ": %s: ", x->line, x->rule);
		print_inert(out, x->text);
		tail = x->severity == SEVERITY_WARNING ? " (warning)" : "";
		if (for_run && x->severity == SEVERITY_FATAL)
			tail = " (fatal)";
		out_print(out, "%s\n", tail);
	}
	errors = findings_count(f, SEVERITY_ERROR)
		+ findings_count(f, SEVERITY_FATAL);
	warnings = findings_count(f, SEVERITY_WARNING);
	if (f->count)
		out_print(out, "%zu error%s, %zu warning%s\n", errors,
			errors == 1 ? "" : "s", warnings,
			warnings == 1 ? "" : "s");
}

/* A table says `fatal` whatever it is for: who reads it decides what to do. */
void
findings_table(struct findings *f, struct out *out)
{
	static const char *const names[] = { "file", "line", "rule", "severity",
		"text" };

	settle(f);
	out_columns(out, names, COUNT(names));
	for (size_t i = 0; i < f->count; i++) {
		const struct finding *x = &f->list[i];

		out_cell(out, span_of(x->file));
		out_count(out, x->line);
		out_cell(out, span_of(x->rule));
		out_cell(out, span_of(WORDS[x->severity]));
		out_cell(out, span_of(x->text));
		out_row(out);
	}
}

/* NULL is nothing: a command line that is wrong ends before there are any. */
void
findings_free(struct findings *f)
{
	if (!f)
		return;
	mem_free(f->list);
	arena_free(f->arena);
	mem_free(f);
}

/* Hears a fault of spelling, as book/defs calls it. who is the struct lint that
 * def_error_listen() was given. Such a finding is an error; lint.c may know
 * its rule as fatal. */
static void
hear(void *who, struct place where, const char *rule, const char *text)
{
	finding_error(who, where, rule, "%s", text);
}

/* From here on faults of definitions are findings, whoever reads. Targets,
 * actions and comments name units and goals by number, so that they cannot be
 * read without those. Contracts are by year, and findings are about the last
 * one, which is the one still to be acted on. */
bool
lint_open(struct lint *l, const char *folder)
{
	l->findings = mem_new(1, sizeof(*l->findings));
	l->findings->arena = arena_new();
	def_error_listen(hear, l);
	l->book = book_open(folder);
	if (!l->book)
		return false;
	l->units = units_load(l->book);
	l->codes = codes_load(l->book);
	l->goals = goals_load(l->book);
	l->sources = source_def_all(l->book, &l->nsources);
	/* A book of other people's figures counts nothing itself. */
	if (!folder_lacks(folder_path(l->book, "measures.json")))
		l->measures = measures_load(l->book);
	if (l->units && l->goals) {
		l->targets = targets_load(l->book, l->units, l->goals, true);
		l->actions = actions_load(l->book, l->units, l->goals);
		l->comments = comments_load(l->book, l->units, l->goals);
	}
	l->strategy = strategy_load(l->book);
	for (size_t i = 0; l->targets && i < l->targets->count; i++)
		if (l->targets->list[i].year > l->year)
			l->year = l->targets->list[i].year;
	return true;
}

/* Without units no row could be placed; that there are none has been said, and
 * rules that want observations stay silent. */
bool
lint_observe(struct lint *l, const char *file)
{
	if (!file || !l->units)
		return true;
	l->observations = observations_new(l->units);
	return observations_read(l->observations, file)
		&& observations_settle(l->observations);
}

/* Listening ends first: faults that are met from here on are nobody's findings.
 * The book goes before the findings, whose texts are their own. */
void
lint_close(struct lint *l)
{
	def_error_listen(NULL, NULL);
	observations_free(l->observations);
	book_close(l->book);
	ratio_free_all();
	findings_free(l->findings);
}

/* NULL also where the book has no measures.json, so a rule cannot tell a
 * measure that is missing from a file that is. */
const struct measure *
lint_measure(const struct lint *l, const struct goal *goal)
{
	int at = l->measures ? measure_find(l->measures, goal->measure) : -1;

	return at < 0 ? NULL : &l->measures->list[at];
}

/* Books have a few dozen sources at most, so looking from the first on is fast
 * enough. */
const struct source_def *
lint_source(const struct lint *l, struct span name)
{
	for (size_t i = 0; i < l->nsources; i++)
		if (span_equal(l->sources[i]->name, name))
			return l->sources[i];
	return NULL;
}

/* Rows of one year, unit and goal are milestones and revisions of one promise,
 * and differ in due date and day of decision. */
bool
lint_same_goal(const struct target *a, const struct target *b)
{
	return a->year == b->year && a->unit == b->unit && a->goal == b->goal;
}

/* A row is taken back by a later one of the same due date that withdraws. */
bool
lint_in_contract(const struct lint *l, int goal, int unit, int year)
{
	const struct target *all = l->targets->list, *x, *later;
	const struct target *end = all + l->targets->count;

	for (x = all; x < end; x++) {
		if (x->goal != goal || x->year != year || x->withdraws
			|| (unit >= 0 && x->unit != unit))
			continue;
		for (later = all; later < end; later++)
			if (later->withdraws && lint_same_goal(later, x)
				&& later->due == x->due
				&& later->decided > x->decided)
				break;
		if (later == end)
			return true;
	}
	return false;
}

/* bif-judge takes the same one, so that a finding is about the band that the
 * goal is really judged by. The standard is by scale, since a per cent of the
 * target and a per cent of the change are not alike. */
struct ratio
lint_band(const struct lint *l, const struct goal *goal)
{
	return goal->has_band ? goal->band
			      : l->book->standard_band[goal->scale];
}

struct place
lint_goal_place(const struct lint *l, const struct goal *goal)
{
	return table_place(l->goals->table, goal->row);
}

struct place
lint_target_place(const struct lint *l, const struct target *target)
{
	return table_place(l->targets->table, target->row);
}

struct place
lint_def_place(const struct def *d)
{
	return (struct place){ d->file, d->line, 0 };
}

/* The same rounding as in reports, so that a finding shows the number that its
 * reader knows. */
const char *
lint_number(const struct lint *l, struct ratio number, int decimals)
{
	BUF_LOCAL text = { 0 };

	ratio_print(&text, number, decimals);
	return arena_text(l->book->arena, buf_span(&text));
}

const char *
lint_day(const struct lint *l, int32_t day)
{
	char room[DAY_WIDTH];

	period_write_day(room, day);
	return arena_text(l->book->arena, (struct span){ room, DAY_WIDTH });
}

const char *
lint_month(const struct lint *l, int32_t month)
{
	char room[MONTH_WIDTH];

	period_write_month(room, month);
	return arena_text(l->book->arena, (struct span){ room, MONTH_WIDTH });
}
