/* SPDX-License-Identifier: MIT
 *
 * Patterns are kept few and told from rows by more than one sign: a total is
 * rarer than what it adds up, a line between rows comes again, a note stands
 * behind the last row. Each pattern leaves lines out, so a doubt leaves it away:
 * a line too many is rejected and seen, a row that is skipped is lost.
 *
 * They become skip_rows, until and control of a source (MANUAL.md section 4.3).
 */
#include "guess_table.h"

#include "value/decimal.h"
#include "value/text.h"

/* So many bytes of a line are enough to know it by. */
#define PREFIX_MOST 24
/* Lines between rows that are compared with all others. */
#define LOOKED_AT 100

/* What totals are called; folded. */
static const char *const totals[] = { "i alt", "ialt", "total", "totalt",
	"totals", "sum", "subtotal", "sub-total", "grand total", "samlet",
	"summe", "gesamt", "insgesamt", "gesamtsumme", "zwischensumme", "summa",
	"yhteensä", "resultat", "i alt:", "total:" };

/* Whether a cell is what totals are called, or a few stars: these mark them, too,
 * where they do not stand for figures that are kept back. Where ` i alt` or the
 * like stands behind the name of what was added up, `behind` is its length. */
static bool
is_total(struct span cell, size_t *behind)
{
	static const char *const ends[] = { " i alt", " total", " totalt",
		" ialt", " gesamt", " insgesamt" };
	bool found = cell.len > 0 && cell.len < 4;

	*behind = 0;
	for (size_t i = 0; i < cell.len; i++)
		found &= cell.at[i] == '*';
	for (size_t i = 0; i < COUNT(ends); i++) {
		size_t n = strlen(ends[i]);
		size_t at = cell.len > n ? cell.len - n : 0;

		if (!*behind && at && cell.at[at] == ' '
			&& text_same((struct span){ cell.at + at, n },
				span_of(ends[i])))
			*behind = n;
	}
	if (!found && cell.len < 32) {
		BUF_LOCAL folded = { 0 };

		text_fold(&folded, cell);
		for (size_t i = 0; i < COUNT(totals); i++)
			found |= span_is(buf_span(&folded), totals[i]);
	}
	return found || *behind;
}

/* For POSIX extended expressions, in which these signs mean something. */
void
guess_rules_escape(struct buf *b, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] && strchr(".[]()*+?{}|\\^$", text.at[i]))
			buf_byte(b, '\\');
		buf_byte(b, text.at[i]);
	}
}

/* Adds a rule, or counts one that is there already. */
static void
add_rule(struct guess_table *t, struct span pattern, size_t column)
{
	const char *why;

	for (size_t i = 0; i < t->nskip; i++)
		if (t->skip[i].column == column
			&& span_equal(t->skip[i].pattern, pattern)) {
			t->skip[i].times++;
			return;
		}
	if (t->nskip < GUESS_RULES)
		t->skip[t->nskip++] =
			(struct guess_rule){ arena_keep(t->arena, pattern),
				pattern_new(pattern, &why), column, 1 };
}

/* Whether stars stand for figures that are kept back. In lines of totals they
 * begin the row, or all such rows lack a name that nearly all others have. */
static bool
stars_keep_back(const struct guess_table *t, const struct grid *g)
{
	size_t *filled = mem_new(t->columns + 1, sizeof(*filled));
	size_t *lacking = mem_new(t->columns + 1, sizeof(*lacking));
	size_t others = 0, starred = 0, inside = 0, names = 0;

	for (size_t i = t->first; i < t->last; i++) {
		bool stars = false;

		for (size_t k = 0; k < t->columns && !stars; k++) {
			struct span cell = guess_table_cell(t, &g->rows[i], k);

			stars = cell.len && cell.len < 4
				&& !memcmp(cell.at, "***", cell.len);
			inside += stars && k;
		}
		starred += stars;
		others += !stars;
		for (size_t k = 0; k < t->columns; k++) {
			bool full = guess_table_cell(t, &g->rows[i], k).len;

			filled[k] += !stars && full;
			lacking[k] += stars && !full;
		}
	}
	/* A column that nearly all rows fill and no starred one does holds the
	 * names that totals have not. */
	for (size_t k = 0; k < t->columns; k++)
		names += filled[k] * 10 >= others * 9 && lacking[k] == starred;
	mem_free(filled);
	mem_free(lacking);
	return inside && (!names || starred < 2);
}

/* Whether a row that is called a total may be one: a figure of it is the sum of
 * the others, or there is none that could tell. A name such as `Sum` may be a
 * unit's, and a row must not be lost for it. */
static bool
may_be_total(const struct guess_table *t, const struct grid *g, size_t row,
	const bool *is_sum)
{
	static const enum decimal_style styles[] = { DECIMAL_DANISH,
		DECIMAL_ENGLISH };
	bool told = false;

	for (size_t k = 0; k < t->columns; k++)
		for (size_t i = 0; i < 2; i++) {
			/* Of all rows but totals, of those above this one, and
			 * of those above it since the last total. */
			__int128 all = 0, above = 0, since = 0;
			struct span cell = guess_table_cell(t, &g->rows[row],
				k);
			struct decimal total, n;
			size_t rows = 0;
			bool good = decimal_read(cell, styles[i], &total)
				== DECIMAL_OK;

			for (size_t at = t->first; at < t->last && good; at++) {
				cell = guess_table_cell(t, &g->rows[at], k);
				if (at < row && is_sum[at])
					since = 0;
				if (is_sum[at] || g->rows[at].count != g->usual
					|| !cell.len)
					continue;
				good = decimal_read(cell, styles[i], &n)
					== DECIMAL_OK;
				rows++;
				all += good ? n.millionths : 0;
				above += good && at < row ? n.millionths : 0;
				since += good && at < row ? n.millionths : 0;
			}
			if (!good || rows < 2)
				continue;
			told = true;
			if (total.millionths == all || total.millionths == above
				|| total.millionths == since)
				return true;
		}
	return !told;
}

/* Takes away the rules by which a single row would be left out that is called
 * a total, and of which no figure adds anything up. Totals that come again are
 * those of groups, which need not stand together. */
static void
check_totals(struct guess_table *t, const struct grid *g)
{
	bool *is_sum = mem_new(g->count + 1, sizeof(*is_sum));
	size_t keep = 0;

	for (size_t i = t->first; i < t->last; i++)
		is_sum[i] = guess_rules_match(t, &g->rows[i]);
	/* Each rule is asked for the first row that it leaves out. */
	for (size_t n = 0; n < t->nskip; n++) {
		size_t i = t->first;

		while (i < t->last
			&& !pattern_matches(t->skip[n].compiled,
				guess_table_cell(t, &g->rows[i],
					t->skip[n].column)))
			i++;
		if (t->skip[n].times > 1 || i == t->last
			|| may_be_total(t, g, i, is_sum)) {
			t->skip[keep++] = t->skip[n];
			continue;
		}
		pattern_free(t->skip[n].compiled);
		t->no_total = g->rows[i].line;
	}
	t->nskip = keep;
	mem_free(is_sum);
}

/* The first cell of a row that is called a total makes the rule, for its column. */
void
guess_rules_totals(struct guess_table *t, const struct grid *g)
{
	size_t rows = 0, keep = 0;
	bool starred = stars_keep_back(t, g);
	BUF_LOCAL pattern = { 0 };

	if (t->columns < 2)
		return;
	for (size_t i = t->first; i < t->last; i++) {
		struct span cell = SPAN("");
		size_t k = 0, behind = 0;

		if (g->rows[i].count != g->usual)
			continue;
		rows++;
		for (; k < t->columns; k++) {
			cell = guess_table_cell(t, &g->rows[i], k);
			if (is_total(cell, &behind))
				break;
		}
		if (k == t->columns || (*cell.at == '*' && starred))
			continue;
		/* The cell as a whole, or what it ends in. */
		buf_clear(&pattern);
		if (*cell.at == '*') {
			buf_text(&pattern, "^\\*+$");
		} else {
			buf_text(&pattern, behind ? "" : "^");
			guess_rules_escape(&pattern,
				behind ? (struct span){ cell.at + cell.len
						- behind,
					behind }
				       : cell);
			buf_byte(&pattern, '$');
		}
		add_rule(t, buf_span(&pattern), k);
	}
	/* A word for totals that many rows have is a word like any other. */
	for (size_t i = 0; i < t->nskip; i++)
		if (t->skip[i].times * 3 <= rows || t->skip[i].times == 1)
			t->skip[keep++] = t->skip[i];
		else
			pattern_free(t->skip[i].compiled);
	t->nskip = keep;
	if (keep)
		check_totals(t, g);
}

/* What rulers are drawn with; below the names of delimited text they are cut
 * at the delimiters, and one of them is long: `-;-;-` may be a row. */
#define RULER "-=+_*|: "
#define RULER_CUT RULER ";,\t"

/* `---` and `===;===` are rulers, `-` in a cell stands for a figure. */
bool
guess_rules_ruler(struct span line)
{
	size_t marks = 0, run = 0, longest = 0;
	bool cut = false;

	line = text_trim(line);
	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];

		if (!c || !strchr(RULER_CUT, c))
			return false;
		cut |= !strchr(RULER, c);
		run = strchr("-=_", c) ? run + 1 : 0;
		marks += run > 0;
		longest = run > longest ? run : longest;
	}
	return marks > 2 && (!cut || longest > 2);
}

/* Makes a pattern of what a line begins with, up to a figure; false when that is
 * nothing, or data rows begin so, too: they would be left out with it. */
static bool
make_prefix(struct guess_table *t, const struct grid *g, struct span line,
	struct buf *pattern)
{
	size_t n = 0;

	while (n < line.len && n < PREFIX_MOST && !span_digit(line.at[n])
		&& line.at[n] != '\n' && line.at[n] != '\r')
		n++;
	while (n && n < line.len && (line.at[n] & 0xc0) == 0x80)
		n--;
	while (n && (line.at[n - 1] == ' ' || line.at[n - 1] == '\t'))
		n--;
	if (n < 2)
		return false;
	for (size_t i = t->first; i < t->last; i++)
		if (g->rows[i].count == g->usual && g->rows[i].filled > 1
			&& g->rows[i].raw.len >= n
			&& !memcmp(g->rows[i].raw.at, line.at, n))
			return false;
	buf_clear(pattern);
	buf_byte(pattern, '^');
	guess_rules_escape(pattern, (struct span){ line.at, n });
	return true;
}

/* Rulers are known by what they are drawn with, all other lines by what they
 * begin with. Only the first hundred are compared with all others: where a
 * file has more, they are rows that are broken. */
void
guess_rules_lines(struct guess_table *t, const struct grid *g)
{
	BUF_LOCAL pattern = { 0 };
	size_t looked = 0;

	for (size_t i = t->first;
		i < t->last && g->usual > 1 && looked < LOOKED_AT; i++) {
		const struct grid_row *row = &g->rows[i];
		struct span line = row->raw;
		size_t n = line.len < 8 ? line.len : 8, again = 0;

		/* Lines outside a frame are none of its rows anyway. */
		if (!row->filled || (t->frame && row->count == 1))
			continue;
		if (guess_rules_ruler(line)) {
			bool cut = memchr(line.at, ';', line.len)
				|| memchr(line.at, ',', line.len)
				|| memchr(line.at, '\t', line.len);

			add_rule(t,
				cut ? SPAN("^[" RULER_CUT
					   "]*[-=_]{3}[" RULER_CUT "]*$")
				    : SPAN("^[" RULER "]+$"),
				SIZE_MAX);
			continue;
		}
		if (row->count != 1)
			continue;
		looked++;
		/* A line that stands between rows is known by what it begins
		 * with when it does so twice, or when it stood before the
		 * header: else it may be a row that is broken. */
		for (size_t k = 0; n > 3 && !again && k < t->last; k++)
			again = k != i && g->rows[k].count == 1
				&& g->rows[k].raw.len >= n
				&& !memcmp(g->rows[k].raw.at, line.at, n);
		if (again && make_prefix(t, g, line, &pattern))
			add_rule(t, buf_span(&pattern), SIZE_MAX);
	}
}

/* The rules are asked in the order in which they were found, which is that of
 * the source that is made of them. */
bool
guess_rules_match(const struct guess_table *t, const struct grid_row *row)
{
	for (size_t i = 0; i < t->nskip; i++) {
		const struct guess_rule *rule = &t->skip[i];
		struct span text = rule->column == SIZE_MAX
			? row->raw
			: guess_table_cell(t, row, rule->column);

		if (rule->compiled && pattern_matches(rule->compiled, text))
			return true;
	}
	return false;
}

/* The number alone would be found in many notes, so it must be the number of
 * the rows to the last, behind words. The pattern keeps the words and takes
 * any number, since next month has another. */
bool
guess_rules_control(struct arena *arena, struct span line, size_t rows,
	struct span *pattern)
{
	BUF_LOCAL b = { 0 };
	struct decimal number;
	struct span digits;
	size_t n = 0;

	line = text_trim(line);
	while (n < line.len && !span_digit(line.at[n]))
		n++;
	digits = (struct span){ line.at + n, line.len - n };
	if (n < 3 || !digits.len || !rows || memchr(line.at, '\0', n)
		|| decimal_read(digits, DECIMAL_DANISH, &number) != DECIMAL_OK
		|| number.millionths != (__int128)rows * DECIMAL_ONE)
		return false;
	/* Between words and number may stand as many blanks as the number
	 * leaves. */
	while (line.at[n - 1] == ' ')
		n--;
	buf_byte(&b, '^');
	guess_rules_escape(&b, (struct span){ line.at, n });
	buf_text(&b, " *([0-9.]+)");
	*pattern = arena_keep(arena, buf_span(&b));
	return true;
}

/* A single note becomes a rule over its line; where several stand there the
 * first ends the table, because the others need not begin alike next time.
 * Where no pattern tells it from rows, the lines are counted instead. */
void
guess_rules_footer(struct guess_table *t, const struct grid *g)
{
	BUF_LOCAL pattern = { 0 };
	size_t notes = 0, note = 0;

	for (size_t i = t->last; i < g->count && !t->other_line; i++) {
		struct span line = text_trim(g->rows[i].raw);

		if (!line.len || span_is(line, "\x1a") || !g->rows[i].filled
			|| guess_rules_match(t, &g->rows[i]))
			continue;
		if (t->frame && !memchr(line.at, ' ', line.len)
			&& guess_rules_ruler(line))
			continue;
		if (!t->control.len
			&& guess_rules_control(t->arena, line,
				t->rows + t->ragged + t->odd, &t->control))
			continue;
		if (!notes++)
			note = i;
	}
	/* Rows of a frame are known by it, so that no pattern is needed for
	 * what has none. */
	if (notes && t->frame)
		notes = 0;
	if (notes && !make_prefix(t, g, g->rows[note].raw, &pattern))
		t->footer = g->rows[g->count - 1].line
			+ g->rows[g->count - 1].lines - g->rows[note].line;
	else if (notes > 1)
		t->until = arena_keep(t->arena, buf_span(&pattern));
	else if (notes)
		add_rule(t, buf_span(&pattern), SIZE_MAX);
}
