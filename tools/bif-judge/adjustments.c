/* SPDX-License-Identifier: MIT
 *
 * Writes what an adjustment would do, before anybody decides one: each goal
 * that is off as a row of targets.csv, with what it follows from behind it, and
 * in a sentence. Numbers are written as the book's own tables have them, so
 * that --what-if reads the same. What the levels are is found in proposal.c.
 */
#include "base/mem.h"
#include "outputs.h"
#include "proposal.h"
#include "text_words.h"
#include "value/period.h"

/* The columns of targets.csv, then those that are about the proposal: how the goal
 * stands, the levels, what the rest of the year must bring, and how it would
 * stand with what is proposed. */
enum column {
	YEAR,
	UNIT,
	GOAL,
	DUE,
	TARGET,
	UPPER,
	CHANGE,
	BASELINE,
	STATED_CHANGE,
	DECIDED,
	DECIDED_BY,
	REASON,
	HYPOTHETICAL,
	RESPONSE,
	STATUS,
	VALUE,
	EXPECTED,
	LEVEL_NOW,
	NEAR_NOW,
	MET_NOW,
	PROJECTED,
	NEAR_DUE,
	MET_DUE,
	REQUIRED,
	BEST,
	BEST_FROM,
	BEST_TO,
	REALISTIC,
	STATUS_THEN,
	REQUIRED_THEN,
	REALISTIC_THEN,
	WHY,
	COLUMNS
};
static const char *const NAMES[COLUMNS] = { "year", "unit", "goal", "due",
	"target", "upper", "change", "baseline", "stated_change", "decided",
	"decided_by", "reason", "hypothetical", "response", "status", "value",
	"expected", "level_now", "near_now", "met_now", "projected", "near_due",
	"met_due", "required", "best", "best_from", "best_to", "realistic",
	"status_then", "required_then", "realistic_then", "why" };

/* The file being written, and how the units' goals stand before and after. */
struct adjustments {
	const struct judge_context *context;
	const struct comments *comments;
	struct out *out;
	bool *parent; /* by unit: another is below it */
	/* how many goals of units that are no parents stand how */
	size_t before[VERDICT_OFF + 1], after[VERDICT_OFF + 1];
};

/* A number as the book's own tables have it: by its decimal mark, and never
 * with three decimals, which could be read as thousands. */
static void
print_number(struct buf *b, const struct book *book, struct ratio number,
	int decimals)
{
	size_t at = b->len;

	ratio_print(b, number, decimals == 3 ? 4 : decimals);
	for (; book->numbers == DECIMAL_DANISH && at < b->len; at++)
		if (b->at[at] == '.')
			b->at[at] = ',';
}

/* A number with the decimals that it has, as far as a table of the book may
 * have them. */
static void
print_exact(struct buf *b, const struct book *book, struct ratio number)
{
	int decimals = 0;

	while (decimals < PROPOSAL_DECIMALS
		&& !ratio_is_whole(ratio_mul(number,
			ratio_int(text_words_ten_to(decimals)))))
		decimals++;
	print_number(b, book, number, decimals);
}

/* Required and best differ in print where they differ, so that whoever compares
 * them sees why it is realistic or not. */
static int
decimals_of_rest(const struct judge_case *c, const struct proposal_rest *r)
{
	return r->has_best && ratio_compare(r->required, r->best)
		? text_decimals_apart(r->required, r->best, c->goal->decimals)
		: c->goal->decimals;
}

/* What the rest of the year must bring, and whether that is realistic:
 * `jul-dec 2009 skal give mindst 2.400; bedst til nu 1.900 (jan-jun 2009):
 * målopfyldelse er ikke realistisk`. */
static void
tell_rest(struct buf *b, const struct judge_case *c,
	const struct proposal_rest *r, int sign)
{
	bool danish = c->context->book->danish;
	int32_t end = c->now.first + YEAR_PROGRESS_MONTHS - 1;
	int decimals = decimals_of_rest(c, r);
	struct span noun = text_words_noun(c->goal, danish);
	bool stock = c->goal->window == WINDOW_MONTH
		|| c->goal->window == WINDOW_LATEST;

	if (!r->given) {
		if (ratio_compare(c->now.gone, ratio_int(1)) >= 0)
			text_words_say(b, danish, "året er omme",
				"the year is over");
		else
			text_words_say(b, danish,
				"hvad resten af året skal give, kan "
				"ikke siges",
				"what the rest of the year must give "
				"cannot be told");
		return;
	}
	if (c->subject.measure->cohort && !stock)
		text_words_say(b, danish, "de, der følges endnu,",
			"those followed yet");
	else
		text_words_months(b, c->now.last + 1, end, danish);
	if (stock)
		text_words_say(b, danish, ": ændringen skal være ",
			": the change must be ");
	else
		text_words_say(b, danish, " skal give ", " must give ");
	buf_text(b,
		sign > 0 ? (danish ? "mindst " : "at least ")
			 : (danish ? "højst " : "at most "));
	text_words_number(b, r->required, decimals, danish);
	buf_format(b, "%s%.*s", noun.len ? " " : "", SPAN_ARG(noun));
	if (!r->has_best) {
		text_words_say(b, danish,
			"; ingen så lang periode at holde det op mod",
			"; no stretch of that length to hold it "
			"against");
		return;
	}
	text_words_say(b, danish, "; bedst til nu ", "; best so far ");
	text_words_number(b, r->best, decimals, danish);
	buf_text(b, " (");
	text_words_months(b, r->from, r->to, danish);
	text_words_say(b, danish, "): målopfyldelse er ", "): to meet it is ");
	if (!r->realistic)
		text_words_say(b, danish, "ikke ", "not ");
	text_words_say(b, danish, "realistisk", "realistic");
}

/* What is required of the rest of the year, and whether it is realistic where
 * there is a past to tell. */
static void
print_rest(struct buf cells[], const struct judge_case *c,
	const struct proposal_rest *r, enum column required,
	enum column realistic)
{
	if (!r->given)
		return;
	print_number(&cells[required], c->context->book, r->required,
		decimals_of_rest(c, r));
	if (r->has_best)
		buf_text(&cells[realistic], r->realistic ? "yes" : "no");
}

/* The row in the form of targets.csv. A level that does not change stands as
 * the book has it, so that it is read as the same number. */
static void
print_target(struct buf cells[], const struct judge_case *c,
	const struct proposal *p)
{
	const struct book *book = c->context->book;
	const struct target *row = &p->then.row;
	struct buf *reason = &cells[REASON];

	buf_format(&cells[YEAR], "%d", c->context->now.year);
	buf_add(&cells[UNIT], c->context->units->list[c->unit].code);
	buf_add(&cells[GOAL], c->goal->name);
	period_print_day(&cells[DUE], row->due);
	if (p->changes || !target_text(row, "change").len)
		print_exact(&cells[TARGET], book, row->target);
	else
		buf_add(&cells[CHANGE], target_text(row, "change"));
	if (row->has_upper)
		print_exact(&cells[UPPER], book, row->upper);
	if (c->terms->has_baseline)
		print_exact(&cells[BASELINE], book, c->terms->baseline);
	text_words_say(reason, book->danish, "Hypotetisk: ", "Hypothetical: ");
	if (p->changes) {
		text_words_say(reason, book->danish, "justeret fra ", "from ");
		text_words_number(reason, p->today, c->goal->decimals,
			book->danish);
	} else {
		text_words_say(reason, book->danish, "uændret", "unchanged");
	}
}

/* `. Med niveauet 3.400: ...`; that it asks for less than where the year began
 * is said, since such a target is none that anybody would have set. */
static void
tell_proposal(struct buf *b, const struct judge_case *c,
	const struct proposal *p)
{
	bool danish = c->context->book->danish;

	if (!p->changes)
		return;
	text_words_say(b, danish, ". Med niveauet ", ". With the level ");
	text_words_number(b, p->proposed, c->goal->decimals, danish);
	if (c->terms->has_baseline
		&& p->now.sign * ratio_compare(p->proposed, c->terms->baseline)
			< 0) {
		text_words_say(b, danish, " (ringere end udgangspunktet ",
			" (worse than the baseline ");
		text_words_number(b, c->terms->baseline, c->goal->decimals,
			danish);
		buf_byte(b, ')');
	}
	buf_text(b, ": ");
	tell_rest(b, c, &p->rest_then, p->now.sign);
}

/* Everything about one goal that is off, cell by cell. */
static void
write_row(struct adjustments *a, const struct judge_case *c,
	const struct proposal *p)
{
	static const char *const RESPONSES[] = { "", "adjust", "effort",
		"both" };
	static const enum column LEVEL_COLUMNS[PROPOSAL_LEVELS] = { NEAR_NOW,
		MET_NOW, NEAR_DUE, MET_DUE };
	const struct book *book = c->context->book;
	struct buf cells[COLUMNS] = { 0 }, *why = &cells[WHY];

	print_target(cells, c, p);
	buf_text(&cells[HYPOTHETICAL], "yes");
	buf_text(&cells[RESPONSE], RESPONSES[p->response]);
	buf_text(&cells[STATUS], verdict_statuses[c->status]);
	print_number(&cells[VALUE], book, c->value.value,
		text_decimals_of_value(c));
	print_number(&cells[EXPECTED], book, c->comparison.expected,
		text_decimals_of_value(c));
	print_exact(&cells[LEVEL_NOW], book, p->today);
	if (p->has_due)
		print_number(&cells[PROJECTED], book, p->due.value,
			c->goal->decimals);
	for (int i = 0; i < PROPOSAL_LEVELS; i++)
		if (p->has[i])
			print_exact(&cells[LEVEL_COLUMNS[i]], book,
				p->level[i]);
	print_rest(cells, c, &p->rest, REQUIRED, REALISTIC);
	if (p->rest.has_best) {
		print_number(&cells[BEST], book, p->rest.best,
			decimals_of_rest(c, &p->rest));
		period_print_month(&cells[BEST_FROM], p->rest.from);
		period_print_month(&cells[BEST_TO], p->rest.to);
	}
	buf_text(&cells[STATUS_THEN], verdict_statuses[p->then.judged.status]);
	print_rest(cells, c, &p->rest_then, REQUIRED_THEN, REALISTIC_THEN);
	tell_rest(why, c, &p->rest, p->now.sign);
	tell_proposal(why, c, p);
	out_row_of(a->out, cells, COLUMNS);
}

/* Which units are parents is found out once, since only the others are
 * counted. */
struct adjustments *
adjustments_open(const char *file, const struct judge_context *context,
	const struct comments *comments)
{
	struct out *out = out_open(file, OUT_CSV);
	struct adjustments *a;

	if (!out)
		return NULL;
	a = mem_new(1, sizeof(*a));
	*a = (struct adjustments){ .context = context,
		.comments = comments,
		.out = out,
		.parent = mem_new((size_t)context->units->count + 1,
			sizeof(*a->parent)) };
	for (int unit = 0; unit < context->units->count; unit++) {
		int parent = context->units->list[unit].parent;

		if (parent != UNIT_NONE)
			a->parent[parent] = true;
	}
	out_columns(out, NAMES, COLUMNS);
	return a;
}

/* Units alone are counted: a parent's goals are those of its units once more. */
void
adjustments_take(struct adjustments *a, const struct judge_case *c,
	bool with_forecast)
{
	enum verdict_status then = c->status;
	const struct judge_context *b = a->context;
	struct proposal p;

	if (!verdict_given(c->status))
		return;
	if (c->status == VERDICT_OFF) {
		proposal_of(&p, c,
			comment_on(a->comments, b->now.year, c->unit,
				(int)(c->goal - b->goals->list), b->now.day),
			with_forecast);
		write_row(a, c, &p);
		then = p.then.judged.status;
		mem_free(p.then.steps);
	}
	if (a->parent[c->unit])
		return;
	a->before[c->status]++;
	a->after[then]++;
}

/* Counts of before and after are told, since they are what a committee asks first.
 * A file of which rows are missing is not kept: what stands in it might be
 * taken for all that is off. */
void
adjustments_close(struct adjustments *a, bool keep)
{
	if (!a)
		return;
	if (keep)
		out_close(a->out);
	else
		out_drop(a->out);
	if (keep)
		diag_note("of the units' goals %zu are met, %zu nearly met and "
			  "%zu off; with the levels proposed %zu, %zu and %zu",
			a->before[VERDICT_MET], a->before[VERDICT_NEAR],
			a->before[VERDICT_OFF], a->after[VERDICT_MET],
			a->after[VERDICT_NEAR], a->after[VERDICT_OFF]);
	mem_free(a->parent);
	mem_free(a);
}
