/* SPDX-License-Identifier: MIT
 *
 * Asks of each line whether it is a data row. Most are, and are told by their
 * first byte: so the patterns, which are a hundred times slower, are asked of
 * few. A row that cannot be judged is data, and is rejected aloud later rather
 * than skipped in silence.
 */
#include "row_filter.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/decimal.h"
#include "value/text.h"

/* In place of a cell: the rule looks at the line. */
#define LINE_RULE SIZE_MAX

/* No rule is bound yet: lines above the header can only be the control line,
 * which needs no columns. */
void
row_filter_begin(struct row_filter *s, const struct reader *r)
{
	memset(s, 0, sizeof(*s));
	s->reader = r;
	s->sum_cell = SIZE_MAX;
}

/* Rules and patterns are the definition's; only what binds them to this file
 * is freed. */
void
row_filter_close(struct row_filter *s)
{
	mem_free(s->skip.list);
	mem_free(s->only.list);
	mem_free(s->glance.watch);
	buf_free(&s->text);
	memset(s, 0, sizeof(*s));
}

/* Finds the cell that each rule looks at; a column that is not there ends the
 * file, since rows would be taken that the rule was to keep out. */
static bool
bind_rules(struct row_filter_rules *rules, const struct export_rules *from,
	const struct row_filter *s, const struct column_map *b,
	const struct columns *columns)
{
	rules->count = from->count;
	rules->list = mem_new(from->count + 1, sizeof(*rules->list));
	for (size_t i = 0; i < from->count; i++) {
		struct span column = from->list[i].column;

		rules->list[i].rule = &from->list[i];
		rules->list[i].cell = LINE_RULE;
		if (!column.at)
			continue;
		rules->list[i].cell = columns_find(b, columns, column);
		if (rules->list[i].cell != SIZE_MAX)
			continue;
		diag_at(STATUS_DATA, "column", reader_place(s->reader, NULL),
			"there is no column \"%.*s\", which a rule of the source looks at",
			SPAN_ARG(column));
		return false;
	}
	return true;
}

/* A row that may be known by a rule, by the first byte of its line or of a
 * cell, is in doubt. */
static void
doubt_rule(struct row_filter_glance *g, const struct export_rule *rule,
	size_t cell)
{
	if (rule->first < 0)
		g->possible = false;
	else if (cell == LINE_RULE)
		g->doubtful[rule->first] = true;
	else
		g->watch[g->watched++] = (struct row_filter_watch){ cell,
			rule->first };
}

/* Whether a text, of one byte or more, begins with a quote. Where nothing quotes
 * (-1) the byte 0xff, a letter of Latin-1, is none. */
static bool
begins_with_quote(const struct reader *r, struct span text)
{
	return (unsigned char)text.at[0] == r->bytes.quote;
}

/* A row that begins with this byte is in doubt, in quotes or not. */
static void
doubt_first(struct row_filter_glance *g, char first)
{
	g->doubtful[(unsigned char)first] = true;
	g->doubtful_quoted[(unsigned char)first] = true;
}

/* Works out which first bytes put a row in doubt, so that fast_rows may take
 * all others unseen. Where rows are chosen by what they are, or get values
 * from elsewhere, each row must be seen, and nothing is possible unseen. */
bool
row_filter_open(struct row_filter *s, const struct reader *r,
	const struct column_map *b, const struct columns *columns)
{
	static const char doubtful[] = " \t\r\n\f\x1a\xef";
	const struct export *def = r->def;
	struct row_filter_glance *g = &s->glance;

	s->header = b->header;
	if (!bind_rules(&s->skip, &r->def->skip_rows, s, b, columns)
		|| !bind_rules(&s->only, &r->def->only_rows, s, b, columns))
		return false;
	if (def->control_sum.len)
		s->sum_cell = columns_find(b, columns, def->control_sum);
	g->possible = def->format == EXPORT_CSV && def->frame < 0
		&& !s->only.count && !b->nmade && !def->nfill
		&& !def->control_sum.len;
	/* A row is in doubt when it may be blank, the header, before or after
	 * a mark, or known by a rule; */
	for (size_t i = 0; doubtful[i]; i++)
		doubt_first(g, doubtful[i]);
	doubt_first(g, (char)r->bytes.delimiter);
	if (r->bytes.quote >= 0)
		g->doubtful_quoted[r->bytes.quote] = true;
	if (s->header.len > 1)
		doubt_first(g, s->header.at[begins_with_quote(r, s->header)]);
	else if (s->header.len)
		doubt_first(g, s->header.at[0]);
	if (def->def && b->names_count > 1) {
		s->names = b->names;
		s->names_count = b->names_count;
	}
	for (size_t i = 0; i < s->names_count; i++)
		if (s->names[i].len)
			doubt_first(g, s->names[i].at[0]);
	if (def->control.count)
		doubt_rule(g, &def->control.list[0], LINE_RULE);
	if (def->until.count)
		doubt_rule(g, &def->until.list[0], LINE_RULE);
	g->watch = mem_new(s->skip.count + 3, sizeof(*g->watch));
	for (size_t i = 0; i < s->skip.count; i++)
		doubt_rule(g, s->skip.list[i].rule, s->skip.list[i].cell);
	/* or when its record might begin as the header of records does.
	 * Without a source no record is taken for a header. */
	if (def->def && columns->count && columns->list[0].name.len
		&& b->from[0] < COLUMNS_MADE)
		g->watch[g->watched++] = (struct row_filter_watch){ b->from[0],
			(unsigned char)columns->list[0].name.at[0] };
	if (r->again >= 0)
		g->watch[g->watched++] = (struct row_filter_watch){ 0,
			r->again };
	return true;
}

/* Most lines differ from a rule in their first byte already. */
static bool
may_match(const struct export_rule *rule, struct span text)
{
	return rule->first < 0
		|| (text.len && (unsigned char)text.at[0] == rule->first);
}

/* The decoded text; what cannot be decoded matches nothing but itself. */
static struct span
decoded(struct row_filter *s, struct span bytes)
{
	struct span text;

	buf_clear(&s->text);
	if (!decode_text(s->reader->decode, &s->text, bytes, &text))
		return bytes;
	buf_string(&s->text);
	return text;
}

/* Whether a rule over the line matches, and its first group. */
static bool
line_matches(struct row_filter *s, const struct export_rule *rule,
	const struct line *line, struct span *group)
{
	struct span raw = line->raw;
	const char *lf;

	if (!may_match(rule, raw))
		return false;
	/* A record of several lines is known by its first. */
	lf = raw.len ? memchr(raw.at, '\n', raw.len) : NULL;
	if (lf) {
		raw.len = (size_t)(lf - raw.at);
		raw.len -= raw.len && raw.at[raw.len - 1] == '\r';
	}
	return pattern_capture(rule->pattern, decoded(s, raw), group);
}

/* Whether a rule, over the line or over its cell, matches. */
static bool
rule_matches(struct row_filter *s, const struct row_filter_rule *r,
	const struct line *line)
{
	struct span cell, group;

	if (r->cell == LINE_RULE)
		return line_matches(s, r->rule, line, &group);
	if (r->cell >= line->count)
		return false;
	cell = reader_trim(line->cells[r->cell]);
	/* A no-break space before the first byte is rare; it is looked for
	 * where the first byte is not ASCII. */
	if (!may_match(r->rule, cell) && !(cell.len && cell.at[0] & 0x80))
		return false;
	return pattern_matches(r->rule->pattern, text_trim(decoded(s, cell)));
}

/* The second of two files joined together may bring its mark along. */
static bool
begins_with_mark(struct span raw)
{
	return raw.len >= 3 && !memcmp(raw.at, "\xef\xbb\xbf", 3);
}

/* The header again, byte for byte, further down in the file. */
static bool
is_header(const struct row_filter *s, struct span raw)
{
	if (!s->header.len)
		return false;
	if (raw.len == s->header.len + 3 && begins_with_mark(raw)) {
		span_skip(&raw, 3);
	}
	return span_equal(raw, s->header);
}

/* The count or sum at a file's foot. Of files joined together, each has its
 * own. */
static bool
is_control(struct row_filter *s, const struct line *line)
{
	const struct export *def = s->reader->def;
	struct decimal number;
	struct span group;

	if (!def->control.count
		|| !line_matches(s, &def->control.list[0], line, &group))
		return false;
	if (decimal_read(text_trim(group), def->numbers, &number) != DECIMAL_OK
		|| (!def->control_sum.len
			&& (number.millionths < 0
				|| number.millionths % DECIMAL_ONE))) {
		BUF_LOCAL shown = { 0 };

		text_mask(&shown, group);
		diag_at(STATUS_DATA, "control", reader_place(s->reader, line),
			"\"%s\" is not a %s", buf_string(&shown),
			def->control_sum.len ? "number" : "count of rows");
		return true;
	}
	s->told = true;
	s->sum_said += number.millionths;
	if (!def->control_sum.len)
		s->control += (uint64_t)(number.millionths / DECIMAL_ONE);
	return true;
}

/* Above the header only the count or sum is looked for: some exports tell it
 * there. */
void
row_filter_title(struct row_filter *s, const struct line *line)
{
	is_control(s, line);
}

/* Names are compared as they stand, blanks at their ends left out: a row of
 * data that only resembles a name must not end the file. */
size_t
row_filter_name(const struct row_filter *s, struct span cell)
{
	cell = reader_trim(cell);
	for (size_t i = 0; cell.len && i < s->names_count; i++)
		if (span_equal(s->names[i], cell))
			return i;
	return SIZE_MAX;
}

/* Whether a row is data for certain, by its first bytes and without a pattern:
 * the rows for which this is false are looked at by row_filter_is_data(),
 * which costs more and knows. */
bool
row_filter_is_sure(const struct row_filter *s, struct span raw)
{
	const struct export *def = s->reader->def;
	const struct csv_bytes *d = &s->reader->bytes;
	size_t i, begin;

	if (!raw.len || raw.at[0] == '\f' || begins_with_mark(raw)
		|| is_header(s, raw)
		|| (def->control.count && may_match(&def->control.list[0], raw))
		|| (def->until.count && may_match(&def->until.list[0], raw)))
		return false;
	for (i = 0; i < s->skip.count; i++)
		if (s->skip.list[i].cell == LINE_RULE
			&& may_match(s->skip.list[i].rule, raw))
			return false;
	begin = begins_with_quote(s->reader, raw);
	for (i = begin; i < raw.len
		&& raw.at[i] != (begin ? (char)d->quote : d->delimiter);
		i++)
		;
	if (row_filter_name(s, (struct span){ raw.at + begin, i - begin })
		!= SIZE_MAX)
		return false;
	/* A byte that neither splits nor quotes nor is blank is in a cell. */
	i = 0;
	while (i < raw.len
		&& (raw.at[i] == d->delimiter || raw.at[i] == ' '
			|| raw.at[i] == '\t' || raw.at[i] == (char)d->quote))
		i++;
	return raw.len > 1 && i < raw.len;
}

/* What is no row for certain is asked first, the rules of the source last, as
 * they cost most. Only a row that is wanted is counted, and added up where the
 * foot of the file tells a sum. */
bool
row_filter_is_data(struct row_filter *s, const struct line *line)
{
	const struct export *def = s->reader->def;
	bool wanted = !s->only.count, text;
	struct span raw = line->raw, group;
	struct decimal number;

	/* A line without text is no row, unless a quoted cell says that it is
	 * one. */
	text = def->format == EXPORT_JSON || line->stated || line->nfaults;
	if (!raw.len || (raw.len == 1 && *raw.at == '\x1a'))
		;
	else if (def->format == EXPORT_FIXED || !line->count)
		text |= reader_trim(raw).len > 0;
	else
		for (size_t i = 0; !text && i < line->count; i++)
			text = reader_trim(line->cells[i]).len > 0;
	if (!text || is_header(s, raw) || is_control(s, line) || s->ended)
		return false;
	if (def->until.count
		&& line_matches(s, &def->until.list[0], line, &group)) {
		s->ended = true;
		return false;
	}
	if (line->frame == FRAME_NONE)
		return false;
	for (size_t i = 0; i < s->skip.count; i++)
		if (rule_matches(s, &s->skip.list[i], line))
			return false;
	for (size_t i = 0; !wanted && i < s->only.count; i++) {
		const struct row_filter_rule *r = &s->only.list[i];

		/* A row that lacks the cell, or has none at all for a quoting
		 * fault, may be a data row: it is rejected aloud rather than
		 * skipped. */
		wanted = (r->cell != LINE_RULE && r->cell >= line->count)
			|| rule_matches(s, r, line);
	}
	s->lines += wanted;
	if (wanted && s->sum_cell < line->count
		&& decimal_read(text_trim(decoded(s, line->cells[s->sum_cell])),
			   def->numbers, &number)
			== DECIMAL_OK)
		s->sum += number.millionths;
	return wanted;
}

/* A file whose foot tells how many rows it has, or what they add up to, is
 * held to it: a transfer that broke off would otherwise be read as a small
 * month. */
bool
row_filter_check(const struct row_filter *s)
{
	struct place where = { s->reader->file, 0, 0 };
	BUF_LOCAL said = { 0 }, shown = { 0 }, sum = { 0 };
	bool sums = s->reader->def->control_sum.len;

	if (!s->reader->def->control.count)
		return true;
	if (s->told && (sums ? s->sum_said == s->sum : s->control == s->lines))
		return true;
	if (sums)
		decimal_print(&said, (struct decimal){ s->sum_said });
	else
		buf_count(&said, s->control);
	/* What the file says is shown masked: a line that was taken for the
	 * foot by mistake may hold anything. */
	text_mask(&shown, buf_span(&said));
	decimal_print(&sum, (struct decimal){ s->sum });
	if (!s->told)
		diag_at(STATUS_DATA, "control", where,
			"the line that tells the %s is missing: is the file cut?",
			sums ? "sum of its rows" : "number of rows");
	else if (sums)
		diag_at(STATUS_DATA, "control", where,
			"the file says that \"%.*s\" comes to %s, but its rows come to %s",
			SPAN_ARG(s->reader->def->control_sum),
			buf_string(&shown), buf_string(&sum));
	else
		diag_at(STATUS_DATA, "control", where,
			"the file says %s rows, but has %" PRIu64
			": is it cut?",
			buf_string(&shown), s->lines);
	return false;
}
