/* SPDX-License-Identifier: MIT */
#include "csv/tolerant.h"

#include "base/mem.h"
#include "csv/tolerant_repair.h"

/* How far one looks for the usual number of cells, and which ones count. */
#define USUAL_BYTES ((size_t)1 << 20)
#define USUAL_COUNTS 1024

struct tolerant {
	/* has the lines, the dialect, the record being cut */
	struct tolerant_repair mend;
	uint64_t line;           /* of the record, from 1 */
	size_t used, used_lines; /* of the record just returned */
	bool long_line;          /* it is one that was not read to its end */
	bool odd;                /* it is */
	struct span *cells;
	size_t cells_cap;
};

struct tolerant *
tolerant_open(struct source *source, const struct loose_dialect *dialect,
	const struct loose_limits *limits)
{
	struct tolerant *l = mem_new(1, sizeof(*l));

	l->mend.lines = line_window_open(source, dialect->newline, limits->row);
	l->mend.dialect = dialect;
	l->mend.limits = limits;
	l->line = 1;
	return l;
}

void
tolerant_expect(struct tolerant *l, size_t cells)
{
	l->mend.expected = cells;
}

void
tolerant_close(struct tolerant *l)
{
	if (!l)
		return;
	line_window_close(l->mend.lines);
	tolerant_repair_free(&l->mend);
	mem_free(l->cells);
	mem_free(l);
}

void
tolerant_back(struct tolerant *l)
{
	l->used = l->used_lines = 0;
	l->long_line = false;
}

const char *
tolerant_words(enum loose_why why)
{
	static const char *const words[] = {
		[LOOSE_SOUND] = "",
		[LOOSE_STRAY] = "a quote stands where none may",
		[LOOSE_UNCLOSED] = "the quote that opens here is not closed",
		[LOOSE_CELL] = "the cell that begins here is too long "
			       "(limit cell)",
		[LOOSE_ROW] = "the row is too long (limit row)",
		[LOOSE_LINES] = "the quote that opens here is not closed soon "
				"(limit lines)",
		[LOOSE_ESCAPED] = "the cell that begins here has too many "
				  "lines (limit lines)",
		[LOOSE_COLUMNS] = "the row has too many cells (limit columns)",
		[LOOSE_READ] = "",
	};

	return words[why];
}

/* Leaves the last record behind; false when reading failed. */
static bool
leave(struct tolerant *l)
{
	l->line += l->used_lines;
	if (l->long_line) {
		l->long_line = false;
		l->used = l->used_lines = 0;
		l->line++;
		return line_window_pass_line(l->mend.lines);
	}
	line_window_pass(l->mend.lines, l->used);
	l->used = l->used_lines = 0;
	return true;
}

static void
begin(struct tolerant *l, struct loose_record *r)
{
	*r = (struct loose_record){ .line = l->line, .lines = 1 };
}

/* The record has these bytes of the window, and so many lines. */
static void
settle(struct tolerant *l, struct loose_record *r, size_t end, size_t next,
	size_t lines)
{
	l->used = next;
	l->used_lines = lines;
	r->lines = lines;
	r->raw = (struct span){ line_window_window(l->mend.lines), end };
}

static void
give_cells(struct tolerant *l, struct loose_record *r)
{
	const struct tolerant_cut *cut = &l->mend.cut;
	const char *window = line_window_window(l->mend.lines);

	if (cut->count > l->cells_cap)
		l->cells = mem_grow(l->cells, &l->cells_cap, cut->count,
			sizeof(*l->cells));
	for (size_t i = 0; i < cut->count; i++) {
		const struct loosecut_cell *c = &cut->cells[i];

		l->cells[i] = (struct span){ c->made ? cut->text.at + c->at
						     : window + c->at,
			c->len };
	}
	r->cells = l->cells;
	r->count = cut->count;
	r->quoted = cut->quoted;
}

/* What a fault costs: cut tolerant_unsound. */
static enum loose_result
give_odd(struct tolerant *l, struct loose_record *r,
	const struct loosemend_part *part)
{
	r->why = part->why;
	r->fault_line = l->line + part->fault_line;
	r->column = part->fault - part->fault_begin + 1;
	give_cells(l, r);
	settle(l, r, part->end, part->next, part->lines);
	return TOLERANT_ODD;
}

static enum loose_result
give(struct tolerant *l, struct loose_record *r)
{
	const struct tolerant_cut *cut = &l->mend.cut;

	give_cells(l, r);
	settle(l, r, cut->end, cut->next, cut->lines);
	return TOLERANT_RECORD;
}

static bool
is_comment(const struct tolerant *l, const struct lines_line *line)
{
	struct span comment = l->mend.dialect->comment;

	return comment.len && line->end - line->begin >= comment.len
		&& !memcmp(line_window_window(l->mend.lines) + line->begin,
			comment.at, comment.len);
}

size_t
tolerant_usual(struct tolerant *l, size_t lines)
{
	size_t counts[USUAL_COUNTS] = { 0 }, best = 0, from = 0, next;
	struct lines_line line;

	if (!leave(l))
		return 0;
	for (; lines && from < USUAL_BYTES
		&& line_window_find(l->mend.lines, from, &line)
			== LINE_WINDOW_LINE;
		lines--) {
		bool sound = !is_comment(l, &line)
			&& tolerant_repair_try(&l->mend, from, 0, &next)
				!= TOLERANT_REPAIR_BLANK
			&& l->mend.tried_sound;

		if (sound && l->mend.tried.count < USUAL_COUNTS)
			counts[l->mend.tried.count]++;
		from = sound ? next : line.next;
	}
	for (size_t i = 1; i < USUAL_COUNTS; i++)
		if (counts[i] > counts[best])
			best = i;
	return best;
}

/* A line that is longer than a row may be: its beginning is what is shown. */
static enum loose_result
too_long(struct tolerant *l, struct loose_record *r)
{
	r->why = LOOSE_ROW;
	r->fault_line = l->line;
	r->column = 1;
	r->raw = (struct span){ line_window_window(l->mend.lines),
		l->mend.limits->row };
	l->long_line = true;
	return TOLERANT_ODD;
}

/* The next line that is no comment. */
static enum loose_result
next_line(struct tolerant *l, struct loose_record *r, struct lines_line *line,
	bool comments)
{
	for (;;) {
		enum lines_found found;

		if (!leave(l))
			return TOLERANT_FAULT;
		begin(l, r);
		found = line_window_find(l->mend.lines, 0, line);
		if (found == LINE_WINDOW_LONG)
			return too_long(l, r);
		if (found != LINE_WINDOW_LINE)
			return found == LINE_WINDOW_END ? TOLERANT_END
							: TOLERANT_FAULT;
		if (comments || !is_comment(l, line))
			return TOLERANT_RECORD;
		l->used = line->next;
		l->used_lines = 1;
	}
}

enum loose_result
tolerant_next(struct tolerant *l, struct loose_record *r)
{
	struct lines_line line;
	enum loose_result result = next_line(l, r, &line, false);
	struct tolerant_cut *cut = &l->mend.cut;
	struct loosemend_part part = { .why = LOOSE_SOUND };
	enum loose_why why;

	l->mend.was_odd = l->odd;
	l->odd = false;
	if (result != TOLERANT_RECORD)
		return result;
	why = tolerant_cut_strict(cut, l->mend.lines, l->mend.dialect,
		l->mend.limits, line);
	if (why == LOOSE_READ)
		return TOLERANT_FAULT;
	if (tolerant_repair_is_doubtful(&l->mend, why)) {
		tolerant_repair_mend(&l->mend, why, &part);
		l->odd = part.why != LOOSE_SOUND;
	}
	return l->odd ? give_odd(l, r, &part) : give(l, r);
}

enum loose_result
tolerant_line(struct tolerant *l, struct loose_record *r)
{
	struct lines_line line;
	enum loose_result result = next_line(l, r, &line, true);

	if (result == TOLERANT_RECORD)
		settle(l, r, line.end, line.next, 1);
	return result;
}
