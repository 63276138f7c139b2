/* SPDX-License-Identifier: MIT */
#include "row_filter.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/decimal.h"
#include "value/text.h"

#define LINE_RULE SIZE_MAX

void
row_filter_begin(struct row_filter *s, const struct reader *r)
{
	memset(s, 0, sizeof(*s));
	s->reader = r;
}

void
row_filter_close(struct row_filter *s)
{
	mem_free(s->skip.list);
	mem_free(s->only.list);
	mem_free(s->glance.watch);
	buf_free(&s->text);
	memset(s, 0, sizeof(*s));
}

static bool
bind_rules(struct sift_rules *rules, const struct export_rules *from,
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
		diag_at(STATUS_DATA, "column",
			(struct place){ s->reader->file, 0, 0 },
			"there is no column \"%.*s\", which a rule of the "
			"source looks at",
			SPAN_ARG(column));
		return false;
	}
	return true;
}

static void
glance_line(struct sift_glance *g, const struct export_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct export_rule *rule = &rules->list[i];

		if (rule->first < 0)
			g->possible = false;
		else
			g->doubtful[rule->first] = true;
	}
}

static void
glance_skip(struct sift_glance *g, const struct sift_rules *rules)
{
	g->watch = mem_new(rules->count + 3, sizeof(*g->watch));
	for (size_t i = 0; i < rules->count; i++) {
		int first = rules->list[i].rule->first;

		if (first < 0)
			g->possible = false;
		else if (rules->list[i].cell == LINE_RULE)
			g->doubtful[first] = true;
		else
			g->watch[g->watched++] = (struct sift_watch){
				rules->list[i].cell, first
			};
	}
}

/* A row is in doubt when it may be blank, the header, before or after a mark,
 * or known by a rule; or when its record might begin as the header of records
 * does. */
static void
glance_open(struct row_filter *s, const struct column_map *b,
	const struct columns *columns)
{
	static const char doubtful[] = " \t\r\n\f\x1a\xef";
	const struct export *def = s->reader->def;
	struct sift_glance *g = &s->glance;

	g->possible = def->format == EXPORT_CSV && def->frame < 0
		&& !s->only.count;
	for (size_t i = 0; doubtful[i]; i++)
		g->doubtful[(unsigned char)doubtful[i]] = true;
	g->doubtful[(unsigned char)s->reader->bytes.delimiter] = true;
	if (s->reader->bytes.quote >= 0)
		g->doubtful[s->reader->bytes.quote] = true;
	if (s->header.len)
		g->doubtful[(unsigned char)s->header.at[0]] = true;
	glance_line(g, &def->control);
	glance_line(g, &def->until);
	glance_skip(g, &s->skip);
	/* Without a source no record is taken for a header. */
	if (def->def && columns->count && columns->list[0].name.len)
		g->watch[g->watched++] = (struct sift_watch){ b->from[0],
			(unsigned char)columns->list[0].name.at[0] };
	if (s->reader->again >= 0)
		g->watch[g->watched++] = (struct sift_watch){ 0,
			s->reader->again };
}

bool
row_filter_open(struct row_filter *s, const struct reader *r,
	const struct column_map *b, const struct columns *columns)
{
	s->header = b->header;
	if (!bind_rules(&s->skip, &r->def->skip_rows, s, b, columns)
		|| !bind_rules(&s->only, &r->def->only_rows, s, b, columns))
		return false;
	glance_open(s, b, columns);
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

/* A record of several lines is known by its first. */
static struct span
first_line(struct span raw)
{
	const char *lf = raw.len ? memchr(raw.at, '\n', raw.len) : NULL;

	if (!lf)
		return raw;
	raw.len = (size_t)(lf - raw.at);
	if (raw.len && raw.at[raw.len - 1] == '\r')
		raw.len--;
	return raw;
}

static bool
line_matches(struct row_filter *s, const struct export_rule *rule,
	const struct line *line, struct span *group)
{
	if (!may_match(rule, line->raw))
		return false;
	return pattern_capture(rule->pattern, decoded(s, first_line(line->raw)),
		group);
}

static struct span
trim_blanks(struct span s)
{
	while (s.len && (*s.at == ' ' || *s.at == '\t')) {
		s.at++;
		s.len--;
	}
	while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
		s.len--;
	return s;
}

static bool
rule_matches(struct row_filter *s, const struct sift_rule *r,
	const struct line *line)
{
	struct span cell, group;

	if (r->cell == LINE_RULE)
		return line_matches(s, r->rule, line, &group);
	if (r->cell >= line->count)
		return false;
	cell = trim_blanks(line->cells[r->cell]);
	/* A no-break space before the first byte is rare; it is looked for
	 * where the first byte is not ASCII. */
	if (!may_match(r->rule, cell) && !(cell.len && cell.at[0] & 0x80))
		return false;
	return pattern_matches(r->rule->pattern, text_trim(decoded(s, cell)));
}

/* A row that lacks the cell, or has none at all for a quoting fault, may be a
 * data row: it is refused aloud rather than passed over. */
static bool
only_matches(struct row_filter *s, const struct line *line)
{
	for (size_t i = 0; i < s->only.count; i++) {
		const struct sift_rule *r = &s->only.list[i];

		if ((r->cell != LINE_RULE && r->cell >= line->count)
			|| rule_matches(s, r, line))
			return true;
	}
	return !s->only.count;
}

static bool
any_matches(struct row_filter *s, const struct sift_rules *rules,
	const struct line *line)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rule_matches(s, &rules->list[i], line))
			return true;
	return false;
}

static bool
is_blank(const struct row_filter *s, const struct line *line)
{
	enum export_format format = s->reader->def->format;

	if (format == EXPORT_JSON || line->stated || line->nfaults)
		return false;
	if (!line->raw.len || (line->raw.len == 1 && line->raw.at[0] == '\x1a'))
		return true;
	if (format == EXPORT_FIXED || !line->count)
		return !trim_blanks(line->raw).len;
	for (size_t i = 0; i < line->count; i++)
		if (line->cells[i].len && trim_blanks(line->cells[i]).len)
			return false;
	return true;
}

/* The second of two files joined together may bring its mark along. */
static bool
is_header(const struct row_filter *s, struct span raw)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t n = sizeof(mark) - 1;

	if (!s->header.len)
		return false;
	if (raw.len == s->header.len + n && !memcmp(raw.at, mark, n)) {
		raw.at += n;
		raw.len -= n;
	}
	return span_equal(raw, s->header);
}

/* The count at a file's foot. Of files joined together, each has its own. */
static bool
is_control(struct row_filter *s, const struct line *line)
{
	const struct export *def = s->reader->def;
	struct decimal number;
	struct buf shown = { 0 };
	struct span group;

	if (!def->control.count
		|| !line_matches(s, &def->control.list[0], line, &group))
		return false;
	if (decimal_read(group, def->numbers, &number) != DECIMAL_OK
		|| number.millionths < 0 || number.millionths % DECIMAL_ONE) {
		text_mask(&shown, group);
		diag_at(STATUS_DATA, "control",
			(struct place){ s->reader->file, line->number, 0 },
			"\"%s\" is not a count of rows", buf_string(&shown));
		buf_free(&shown);
		return true;
	}
	s->told = true;
	s->control += (uint64_t)(number.millionths / DECIMAL_ONE);
	return true;
}

void
row_filter_title(struct row_filter *s, const struct line *line)
{
	is_control(s, line);
}

static bool
line_rule_may_match(const struct row_filter *s, struct span raw)
{
	const struct export *def = s->reader->def;

	if ((def->control.count && may_match(&def->control.list[0], raw))
		|| (def->until.count && may_match(&def->until.list[0], raw)))
		return true;
	for (size_t i = 0; i < s->skip.count; i++)
		if (s->skip.list[i].cell == LINE_RULE
			&& may_match(s->skip.list[i].rule, raw))
			return true;
	return false;
}

bool
row_filter_is_sure(const struct row_filter *s, struct span raw)
{
	const struct csv_bytes *d = &s->reader->bytes;
	size_t i = 0;

	if (!raw.len || raw.at[0] == '\f' || is_header(s, raw)
		|| line_rule_may_match(s, raw))
		return false;
	/* A byte that neither splits nor quotes nor is blank is in a cell. */
	while (i < raw.len
		&& (raw.at[i] == d->delimiter || raw.at[i] == ' '
			|| raw.at[i] == '\t' || raw.at[i] == (char)d->quote))
		i++;
	return raw.len > 1 && i < raw.len;
}

bool
row_filter_is_data(struct row_filter *s, const struct line *line)
{
	const struct export *def = s->reader->def;
	struct span group;

	if (is_blank(s, line) || is_header(s, line->raw) || is_control(s, line)
		|| s->ended)
		return false;
	if (def->until.count
		&& line_matches(s, &def->until.list[0], line, &group)) {
		s->ended = true;
		return false;
	}
	if (line->frame == FRAME_NONE || any_matches(s, &s->skip, line)
		|| !only_matches(s, line))
		return false;
	s->lines++;
	return true;
}

bool
row_filter_check(const struct row_filter *s)
{
	struct place where = { s->reader->file, 0, 0 };
	struct buf said = { 0 }, shown = { 0 };

	if (!s->reader->def->control.count)
		return true;
	if (s->told && s->control == s->lines)
		return true;
	buf_format(&said, "%llu", (unsigned long long)s->control);
	text_mask(&shown, buf_span(&said));
	if (!s->told)
		diag_at(STATUS_DATA, "control", where,
			"the line that tells "
			"the number of rows is missing: is the file cut?");
	else
		diag_at(STATUS_DATA, "control", where,
			"the file says %s "
			"rows, but has %llu: is it cut?",
			buf_string(&shown), (unsigned long long)s->lines);
	buf_free(&said);
	buf_free(&shown);
	return false;
}
