/* SPDX-License-Identifier: MIT
 *
 * The list that everything that looks at a file adds to, and the one place
 * where its sentences are masked: a sample of a file may hold personal
 * numbers, and a reason quotes it.
 *
 * What was found of each part of a file is put in words here, too, so that the
 * draft and --auto say the same. Nothing is decided: how sure it is was told by
 * the modules of ../guess.
 */

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "sniff.h"
#include "value/text.h"

/* Adds a finding whose reason is masked; what else there is of it the caller
 * sets. */
static struct finding *
add(struct findings *f, const char *what, const char *why, va_list args)
{
	struct finding *made;
	BUF_LOCAL masked = { 0 };
	char text[600];

	vsnprintf(text, sizeof(text), why, args);
	text_mask(&masked, span_of(text));
	MEM_GROW(f->list, f->cap, f->count + 1);
	made = &f->list[f->count++];
	*made = (struct finding){ .what = what,
		.why = arena_keep(f->arena, buf_span(&masked)) };
	return made;
}

/* The value is shown as it is; only reasons quote cells, and are masked. */
void
findings_sure(struct findings *f, const char *what, struct span value,
	unsigned sure, const char *why, ...)
{
	struct finding *made;
	va_list args;

	va_start(args, why);
	made = add(f, what, why, args);
	va_end(args);
	made->value = arena_keep(f->arena, value);
	made->sure = sure;
}

/* --auto says it as a warning, and a draft in a comment. */
void
findings_doubt(struct findings *f, const char *what, const char *why, ...)
{
	va_list args;

	va_start(args, why);
	add(f, what, why, args)->doubt = true;
	va_end(args);
}

/* It is known, but may not be what somebody wants. */
void
findings_remark(struct findings *f, const char *what, const char *why, ...)
{
	va_list args;

	va_start(args, why);
	add(f, what, why, args)->remark = true;
	va_end(args);
}

/* The list can be added to anew. */
void
findings_free(struct findings *f)
{
	mem_free(f->list);
	*f = (struct findings){ .arena = f->arena };
}

/* A header that is less sure, in per cent, is a doubt: names that are rows, and
 * rows that are names, change what every count says. */
#define HEADER_SURE 75

/* An encoding that is not known is a doubt; two in one file, and letters that
 * were encoded twice, are remarks: the file can be read, and rows of it are
 * wrong. */
void
findings_encoding(struct sniff *s)
{
	const struct guess_encoding *e = &s->encoding;
	struct span why = buf_span(&e->why);
	size_t twice = e->name && !strncmp(e->name, "utf", 3)
		? guess_encoding_twice(buf_span(&s->text))
		: 0;

	if (e->name)
		findings_sure(&s->findings, "encoding", span_of(e->name),
			e->sure, "%.*s", SPAN_ARG(why));
	else
		findings_doubt(&s->findings, "encoding", "%.*s", SPAN_ARG(why));
	if (e->name && e->mixed)
		findings_remark(&s->findings, "encoding",
			"two encodings are mixed: %zu characters are not in %s; were files put together?",
			e->mixed, e->name);
	if (twice)
		findings_remark(&s->findings, "encoding",
			"%zu letters were written as UTF-8 twice, as in \"Ã˜st\" for \"Øst\": \"program\": [\"iconv\", \"-f\", \"utf-8\", \"-t\", \"windows-1252\"] in the source undoes it",
			twice);
	if (e->name && memmem(s->text.at, s->text.len, "\xef\xbf\xbd", 3))
		findings_remark(&s->findings, "encoding",
			"letters were lost before: U+FFFD stands in their place; ask for the file anew");
}

/* A mark as people can read it, in the arena: TAB and other controls by their
 * names. */
static struct span
shown(struct sniff *s, struct span mark)
{
	BUF_LOCAL b = { 0 };

	if (!mark.len)
		return SPAN("none");
	guess_dialect_mark(&b, mark);
	return arena_keep(s->arena, buf_span(&b));
}

/* Adds what splits and quotes cells, and what ends lines. */
static void
say_dialect(struct sniff *s)
{
	const struct guess_dialect *d = &s->dialect;
	struct span why = buf_span(&d->why), ends = buf_span(&d->newline_why);

	if (d->known || !s->grid.count)
		findings_sure(&s->findings, "delimiter",
			shown(s, d->dialect.delimiter), d->sure, "%.*s",
			SPAN_ARG(why));
	else
		findings_doubt(&s->findings, "delimiter", "%.*s",
			SPAN_ARG(why));
	why = buf_span(&d->quote_why);
	findings_sure(&s->findings, "quote", shown(s, d->dialect.quote),
		d->quote_sure, "%.*s", SPAN_ARG(why));
	if (d->dialect.escape.len)
		findings_sure(&s->findings, "escape", d->dialect.escape,
			d->quote_sure, "it stands before quotes");
	findings_sure(&s->findings, "newline", SPAN("auto"), 99, "%.*s",
		SPAN_ARG(ends));
	if (s->in_quotes)
		findings_remark(&s->findings, "quote",
			"each line stands in quotes as a whole, and is read without them");
	if (s->seams)
		findings_remark(&s->findings, "newline",
			"%zu lines begin with a byte order mark: files were put together there",
			s->seams);
}

/* Adds which lines are the header, as `4`, `4,5` or none, or might be. */
static void
say_header(struct sniff *s)
{
	const struct guess_table *t = &s->table;
	struct span why = buf_span(&t->header_why);
	BUF_LOCAL lines = { 0 };

	if (t->header >= s->grid.count) {
		findings_doubt(&s->findings, "header", "there is no row");
		return;
	}
	for (size_t i = 0; i < t->headers; i++)
		buf_format(&lines, "%s%llu", i ? "," : "",
			(unsigned long long)t->lines[i]);
	if (!t->headers)
		buf_text(&lines, "none");
	/* Only what was looked for has a reason. */
	if (!why.len)
		why = SPAN("as asked");
	if (t->header_sure >= HEADER_SURE)
		findings_sure(&s->findings, "header", buf_span(&lines),
			t->header_sure, "%.*s", SPAN_ARG(why));
	else
		findings_doubt(&s->findings, "header",
			"line %llu may be names, or the first row: %.*s; taken here: %.*s",
			(unsigned long long)s->grid.rows[t->header].line,
			SPAN_ARG(why), SPAN_ARG(buf_span(&lines)));
}

/* Adds which lines are no rows, and by what that is told. */
static void
say_rules(struct sniff *s)
{
	const struct guess_table *t = &s->table;

	for (size_t i = 0; i < t->nskip; i++)
		findings_sure(&s->findings, "skip_rows", t->skip[i].pattern,
			t->skip[i].times > 1 ? 95 : 85,
			"%zu line%s like that %s no row%s%s%.*s",
			t->skip[i].times, t->skip[i].times == 1 ? "" : "s",
			t->skip[i].times == 1 ? "is" : "are",
			t->skip[i].times == 1 ? "" : "s",
			t->skip[i].column == SIZE_MAX ? "" : ", told by ",
			SPAN_ARG(t->skip[i].column == SIZE_MAX
					? SPAN("")
					: t->names[t->skip[i].column]));
	if (t->no_total)
		findings_remark(&s->findings, "skip_rows",
			"line %llu is called a total, and no figure of it is the sum of others: it is read as a row",
			(unsigned long long)t->no_total);
	/* Lines behind the last row: one of these at most, beside a control. */
	if (t->until.len)
		findings_sure(&s->findings, "until", t->until, 90,
			"there the notes at the foot begin");
	if (t->footer)
		findings_sure(&s->findings, "footer", SPAN(""), 80,
			"the last %llu lines are notes",
			(unsigned long long)t->footer);
	if (t->control.len)
		findings_sure(&s->findings, "control", t->control, 97,
			"the number in that line is that of the rows");
	if (t->frame)
		findings_sure(&s->findings, "frame",
			s->dialect.dialect.delimiter, 97,
			"rows begin and end with it");
	if (t->trim)
		findings_sure(&s->findings, "trim", SPAN("true"), 95,
			"cells are filled up with blanks");
}

/* Adds how the file writes numbers: a doubt, where it matters and nothing tells
 * it, since the wrong style makes 1250 of 1.25. */
static void
say_numbers(struct sniff *s)
{
	const struct guess_columns *c = &s->columns;
	const struct type_numbers *n = &c->numbers;
	static const char *const words[] = { [DECIMAL_PLAIN] = "plain",
		[DECIMAL_DANISH] = "danish",
		[DECIMAL_ENGLISH] = "english" };

	/* A workbook's numbers are numbers, however they are written here. */
	if ((!n->danish && !n->english && !n->open) || s->format == EXPORT_XLSX)
		return;
	if (!c->known)
		findings_doubt(&s->findings, "numbers",
			"%zu can only be danish (1.234,5), %zu only english (1,234.5), %zu are either (1.250)",
			n->danish, n->english, n->points + n->commas);
	else if (n->danish + n->english)
		findings_sure(&s->findings, "numbers", span_of(words[c->style]),
			n->danish && n->english ? 90 : 99,
			"%zu can only be danish, %zu only english", n->danish,
			n->english);
	else if (n->points + n->commas)
		findings_sure(&s->findings, "numbers", span_of(words[c->style]),
			95,
			"%zu have three digits behind their mark, and none has four without one: groups",
			n->points + n->commas);
}

/* In the order in which a source says it: what cuts the text, which line is the
 * header, which lines are no rows; then what somebody should look at. */
void
findings_table(struct sniff *s)
{
	const struct guess_table *t = &s->table;
	const struct guess_fixed *f = &s->fixed;

	if (s->format == EXPORT_CSV)
		say_dialect(s);
	if (s->format == EXPORT_FIXED)
		findings_sure(&s->findings, "columns", SPAN("fixed width"),
			f->sure, "%.*s", SPAN_ARG(buf_span(&f->why)));
	if (f->only.len)
		findings_sure(&s->findings, "only_rows", f->only, 95,
			"all %zu records begin so, and none of %zu other lines",
			f->records, f->others);
	else if (f->untold)
		findings_doubt(&s->findings, "only_rows",
			"%zu lines are no records, but nothing that they begin with tells it",
			f->untold);
	if (f->header.len)
		findings_sure(&s->findings, "names", SPAN(""),
			f->fields[0].name.len ? 85 : 50, "line %llu: %.*s",
			(unsigned long long)f->header_line,
			SPAN_ARG(f->header));
	if (f->control.len)
		findings_sure(&s->findings, "control", f->control, 97,
			"the number in that line is that of the records");
	if (s->format == EXPORT_CSV || s->format == EXPORT_XLSX)
		say_header(s);
	say_rules(s);
	/* What will not be read as it stands. */
	if (t->ragged)
		findings_remark(&s->findings, "rows",
			"%zu row%s not %zu cells, and will be rejected",
			t->ragged, t->ragged == 1 ? " has" : "s have",
			t->columns);
	if (t->odd)
		findings_remark(&s->findings, "rows",
			"%zu row%s not well quoted, and may be rejected",
			t->odd, t->odd == 1 ? " is" : "s are");
	if (t->other_line)
		findings_remark(&s->findings, "table",
			"another table, of %zu cells, seems to begin in line %llu: its rows will be rejected (\"table\")",
			t->other_cells, (unsigned long long)t->other_line);
	if (!s->sample.whole)
		findings_remark(&s->findings, "sample",
			"only the first %zu bytes%s were looked at",
			s->sample.head.len,
			s->sample.ended ? " and the end" : "");
	say_numbers(s);
}

/* `95 %: dates dd-mm-yyyy, 38 of 40, but not "31-02-2010"`: values are quoted,
 * so what may be a personal number is masked, and of such numbers none is. */
void
findings_column(const struct guess_column *c, struct buf *b)
{
	static const char *const words[] = { [TYPE_NONE] = "always empty",
		[TYPE_TEXT] = "text",
		[TYPE_NUMBER] = "numbers",
		[TYPE_DATE] = "dates",
		[TYPE_CPR] = "personal numbers" };
	const struct guess_type *t = &c->type;

	if (t->doubt)
		buf_text(b, "not known: ");
	else if (t->kind == TYPE_NONE)
		buf_text(b, words[t->kind]);
	else
		buf_format(b, "%u %%: %s", t->sure, words[t->kind]);
	if (t->kind == TYPE_DATE)
		buf_format(b, " %s", t->pattern);
	if (t->kind > TYPE_TEXT)
		buf_format(b, ", %zu of %zu", t->fits, t->values);
	if (t->odd[0] && t->kind != TYPE_CPR) {
		buf_text(b, ", but not \"");
		text_mask(b, span_of(t->odd));
		buf_byte(b, '"');
	}
	if (t->why.len && t->kind != TYPE_NONE)
		buf_format(b, "%s%.*s", t->doubt ? "" : "; ",
			SPAN_ARG(buf_span(&t->why)));
	if (c->fill)
		buf_text(b, "; " FINDINGS_FILL);
}
