/* SPDX-License-Identifier: MIT
 *
 * Writes what was found of a file as the definition of a source (MANUAL.md
 * section 4.3): JSON for people to read and change, a member a line.
 *
 * What is not known is left out of the definition and stands in its comments,
 * with how sure each finding is and why, so that a draft never claims more than
 * was found. Members that the reader would take by itself are left out as well:
 * what stands there is what the file is like. What a row means is left to say,
 * since no file tells it. Names are draft_names.c's; the sentences of the
 * comments are findings.c's.
 */
#include "sniff.h"

#include "base/intern.h"
#include "base/utf8.h"
#include "io/escape.h"
#include "value/text.h"

/* A draft while it is written; what it is made of is borrowed. */
struct draft {
	struct buf *b;     /* the JSON, up to where it has come */
	int depth;         /* of the object at hand; the outermost is 1 */
	size_t members;    /* written in the object at hand */
	struct span *ours; /* our name of each column of the file */
	const struct sniff *s;
	/* Columns that are months are read as two: the month that each of them
	 * is named after, and the value in it. */
	struct guess_wide wide;
	const char *month, *value;
	/* Columns can be chosen by name, or by number where there is no header:
	 * no name is empty or comes twice. */
	bool named;
};

/* Writes a text, escaped. JSON has a NUL, but jansson cannot read it: it
 * becomes U+FFFD, as what cannot be read does elsewhere. */
static void
write_text(struct draft *d, struct span text)
{
	struct buf *b = d->b;
	char *end;

	escape_json_add(b, text);
	while ((end = memmem(b->at, b->len, "\\u0000", 6)))
		memcpy(end, "\\ufffd", 6);
}

/* Writes the name of the next member; its value is up to the caller. */
static void
write_name(struct draft *d, struct span name)
{
	buf_format(d->b, "%s\n%*s", d->members++ ? "," : "", 2 * d->depth, "");
	write_text(d, name);
	buf_text(d->b, ": ");
}

/* Writes a member that is a text. */
static void
say(struct draft *d, const char *name, struct span text)
{
	write_name(d, span_of(name));
	write_text(d, text);
}

/* Writes a member that is a whole number. */
static void
write_number(struct draft *d, const char *name, uint64_t number)
{
	write_name(d, span_of(name));
	buf_format(d->b, "%llu", (unsigned long long)number);
}

/* Writes a member that is true; one that is not is left out. */
static void
write_true(struct draft *d, const char *name, bool is)
{
	if (!is)
		return;
	write_name(d, span_of(name));
	buf_text(d->b, "true");
}

/* Begins a member that is an object. */
static void
begin(struct draft *d, const char *name)
{
	write_name(d, span_of(name));
	buf_byte(d->b, '{');
	d->members = 0;
	d->depth++;
}

/* Ends it. The object that it stands in has a member now: this one. */
static void
end(struct draft *d)
{
	d->depth--;
	buf_format(d->b, "\n%*s}", 2 * d->depth, "");
	d->members = 1;
}

/* Whether a column of the file is one of the records; those of months are not,
 * since they become rows. */
static bool
has_column(const struct draft *d, size_t k)
{
	return k < d->wide.first || k >= d->wide.first + d->wide.count;
}

/* Writes the patterns of lines that are skipped. A rule over a cell names its
 * column; where columns have no names there can be none. */
static void
write_skipped(struct draft *d)
{
	const struct guess_table *t = &d->s->table;
	size_t n = 0;

	for (size_t i = 0; i < t->nskip; i++) {
		const struct guess_rule *rule = &t->skip[i];
		bool cell = rule->column != SIZE_MAX;

		if (cell && !d->named)
			continue;
		if (!n++)
			write_name(d, SPAN("skip_rows"));
		buf_text(d->b, n > 1 ? ", " : "[");
		if (cell) {
			buf_byte(d->b, '{');
			write_text(d, d->ours[rule->column]);
			buf_text(d->b, ": ");
		}
		write_text(d, rule->pattern);
		buf_text(d->b, cell ? "}" : "");
	}
	buf_text(d->b, n ? "]" : "");
}

/* Writes which lines are the header and which are rows: what stands above,
 * between and below them is not. */
static void
write_rows(struct draft *d)
{
	const struct sniff *s = d->s;
	const struct guess_table *t = &s->table;
	bool fixed = s->format == EXPORT_FIXED;
	bool headed = s->format == EXPORT_CSV || s->format == EXPORT_XLSX;
	struct span control = fixed ? s->fixed.control : t->control;

	if (headed && t->header < s->grid.count) {
		write_name(d, SPAN("header"));
		buf_text(d->b,
			!t->headers              ? "\"none\""
				: t->headers > 1 ? "["
						 : "");
		for (size_t i = 0; i < t->headers; i++)
			buf_format(d->b, "%s%llu", i ? ", " : "",
				(unsigned long long)t->lines[i]);
		buf_text(d->b, t->headers > 1 ? "]" : "");
		write_true(d, "header_carry", t->carry);
	}
	/* What only one format has. */
	if (s->format == EXPORT_JSON)
		say(d, "filter", s->filter);
	if (s->sheet.at)
		say(d, "sheet", s->sheet);
	if (fixed && s->fixed.skip)
		write_number(d, "skip", s->fixed.skip);
	if (fixed && s->fixed.only.len) {
		write_name(d, SPAN("only_rows"));
		buf_byte(d->b, '[');
		write_text(d, s->fixed.only);
		buf_byte(d->b, ']');
	}
	/* Lines among the rows, then those behind the last. */
	write_skipped(d);
	if (t->until.len)
		say(d, "until", t->until);
	if (t->footer && s->format == EXPORT_CSV)
		write_number(d, "footer", t->footer);
	if (control.len) {
		write_name(d, SPAN("control"));
		buf_text(d->b, "{\"line\": ");
		write_text(d, control);
		buf_byte(d->b, '}');
	}
	if (t->frame)
		say(d, "frame", s->dialect.dialect.delimiter);
	write_true(d, "trim", t->trim || fixed);
}

/* Writes our names of the columns, and which of the file's are months: those
 * become two columns, of the month and of its value. */
static void
write_columns(struct draft *d)
{
	const struct sniff *s = d->s;
	BUF_LOCAL from = { 0 };

	begin(d, "columns");
	for (size_t k = 0; k < s->columns.count; k++) {
		if (!has_column(d, k))
			continue;
		buf_clear(&from);
		if (s->format == EXPORT_FIXED)
			buf_format(&from, "%zu-%zu", s->fixed.fields[k].first,
				s->fixed.fields[k].last);
		else if (s->table.headers)
			buf_add(&from, s->columns.list[k].name);
		else
			buf_format(&from, "%zu", k + 1);
		write_name(d, d->ours[k]);
		write_text(d, buf_span(&from));
	}
	end(d);
	if (!d->wide.count)
		return;
	write_name(d, SPAN("wide"));
	buf_text(d->b, "{\"columns\": ");
	write_text(d, buf_span(&d->wide.pattern));
	buf_format(d->b,
		", \"name\": \"%s\", \"value\": \"%s\", \"expect\": %zu}",
		d->month, d->value, d->wide.count);
}

/* Writes `export`: which file it is, and how its rows are read. */
static void
write_export(struct draft *d)
{
	static const char *const words[] = { [EXPORT_CSV] = "csv",
		[EXPORT_FIXED] = "fixed",
		[EXPORT_JSON] = "json",
		[EXPORT_XLSX] = "xlsx" };
	const struct sniff *s = d->s;
	const struct csv_dialect *dialect = &s->dialect.dialect;
	const char *encoding = s->encoding.name ? s->encoding.name
		: s->encoding.likely            ? s->encoding.likely
						: "utf-8";
	BUF_LOCAL text = { 0 };

	begin(d, "export");
	/* The comment: what was found, how sure it is, and why. What is found
	 * more than once has a number behind its name, since JSON has each name
	 * once. */
	begin(d, "//");
	for (size_t i = 0; i < s->findings.count; i++) {
		const struct finding *f = &s->findings.list[i];
		bool again = false;

		for (size_t k = 0; k < i; k++)
			again |= !strcmp(s->findings.list[k].what, f->what);
		buf_clear(&text);
		buf_text(&text, f->what);
		if (again)
			buf_format(&text, " %zu", i);
		write_name(d, buf_span(&text));
		buf_clear(&text);
		if (f->doubt)
			buf_text(&text, "not known: ");
		else if (!f->remark)
			buf_format(&text, "%u %%: ", f->sure);
		buf_add(&text, f->why);
		write_text(d, buf_span(&text));
	}
	end(d);
	say(d, "format", span_of(words[s->format]));
	if (s->format != EXPORT_XLSX)
		say(d, "encoding", span_of(encoding));
	if (s->format == EXPORT_CSV) {
		say(d, "delimiter", dialect->delimiter);
		if (!span_is(dialect->quote, "\""))
			say(d, "quote", dialect->quote);
		if (dialect->escape.len)
			say(d, "escape", dialect->escape);
		if (s->dialect.bare_cr)
			say(d, "newline", SPAN("auto"));
	}
	write_rows(d);
	if (d->named)
		write_columns(d);
	end(d);
}

/* Writes that a column holds dates of a pattern; `open` is the text that stands
 * for no end, or empty. */
static void
write_date(struct draft *d, struct span name, const char *pattern,
	const char *open)
{
	write_name(d, name);
	buf_text(d->b, "{\"date\": ");
	write_text(d, span_of(pattern));
	if (*open) {
		buf_text(d->b, ", \"open\": ");
		write_text(d, span_of(open));
	}
	buf_byte(d->b, '}');
}

/* Writes `facts`: what columns hold, as comments and as types; what rows mean
 * is left to say. */
static void
write_facts(struct draft *d)
{
	const struct guess_columns *c = &d->s->columns;
	size_t typed = d->wide.count;
	BUF_LOCAL text = { 0 };

	begin(d, "facts");
	if (d->named) {
		begin(d, "//");
		say(d, "each",
			SPAN("say here what a row means: event, unit, date; for example {\"event\": \"...\", \"unit\": {\"unit\": \"COLUMN\"}, \"date\": {\"date\": \"COLUMN\"}}"));
		for (size_t k = 0; k < c->count; k++) {
			if (!has_column(d, k))
				continue;
			buf_clear(&text);
			findings_column(&c->list[k], &text);
			write_name(d, d->ours[k]);
			write_text(d, buf_span(&text));
		}
		end(d);
		for (size_t k = 0; k < c->count; k++)
			typed += has_column(d, k)
				&& c->list[k].type.kind > TYPE_TEXT;
	}
	/* The types of all columns that are no text, and where columns are
	 * months those of the two that are made of them. */
	if (typed)
		begin(d, "types");
	for (size_t k = 0; typed && k < c->count; k++) {
		const struct guess_column *column = &c->list[k];
		const struct guess_type *t = &column->type;
		const char *style = !column->own_style     ? "true"
			: column->style == DECIMAL_ENGLISH ? "\"english\""
							   : "\"danish\"";

		if (!has_column(d, k) || t->kind <= TYPE_TEXT)
			continue;
		if (t->kind == TYPE_DATE) {
			write_date(d, d->ours[k], t->pattern, t->open);
			continue;
		}
		write_name(d, d->ours[k]);
		if (t->kind == TYPE_NUMBER)
			buf_format(d->b, "{\"number\": %s}", style);
		else
			buf_format(d->b, "{\"cpr\": true%s}",
				column->empty ? ", \"optional\": true" : "");
	}
	if (d->wide.count) {
		write_date(d, span_of(d->month), d->wide.dates, "");
		write_name(d, span_of(d->value));
		buf_text(d->b, "{\"number\": true}");
	}
	if (typed)
		end(d);
	write_name(d, SPAN("each"));
	buf_text(d->b, "[]");
	end(d);
}

/* Writes what the draft is and where it is to be saved, the names of the source
 * and of its files, and how the file writes numbers, where something speaks for
 * it. */
static void
write_about(struct draft *d, const char *output)
{
	const struct guess_columns *c = &d->s->columns;
	const struct type_numbers *n = &c->numbers;
	const char *file = d->s->file;
	BUF_LOCAL text = { 0 }, name = { 0 }, match = { 0 };

	draft_names_source(&name, output, file);
	draft_names_match(&match, file);
	buf_format(&text,
		"a draft of what %s is like, to be saved as sources/%.*s.json",
		strcmp(file, "-") ? file : "the export",
		SPAN_ARG(buf_span(&name)));
	if (!d->named && c->count)
		buf_text(&text,
			"; its names are empty or come twice: so no columns are chosen here");
	say(d, "//", buf_span(&text));
	say(d, "source", buf_span(&name));
	say(d, "match", buf_span(&match));
	if (c->known && d->s->format != EXPORT_XLSX
		&& n->danish + n->english + n->points + n->commas)
		say(d, "numbers",
			c->style == DECIMAL_ENGLISH ? SPAN("english")
						    : SPAN("danish"));
}

/* Names are compared folded: two that differ in case only would be one column
 * to whoever types them. Months become rows only where a header names them. */
void
draft_write(struct buf *b, const struct sniff *s, const char *output)
{
	const struct guess_columns *c = &s->columns;
	struct arena *arena = arena_new();
	struct intern *seen = intern_new();
	struct draft d = { .b = b,
		.s = s,
		.depth = 1,
		.month = "month",
		.value = "value",
		.named = c->count > 0 };
	bool fixed = s->format == EXPORT_FIXED;
	BUF_LOCAL folded = { 0 };

	for (size_t k = 0; !fixed && s->table.headers && k < c->count; k++) {
		struct span name = c->list[k].name;

		buf_clear(&folded);
		text_fold(&folded, name);
		/* What is not UTF-8, or holds a NUL, cannot be written in
		 * JSON. */
		d.named &= name.len && utf8_fault(name) == name.len
			&& !memchr(name.at, '\0', name.len)
			&& intern_add(seen, buf_span(&folded)) == k;
	}
	d.ours = draft_names_columns(arena,
		fixed || s->table.headers ? s->table.names : NULL, c->count);
	if (d.named && s->table.headers
		&& (s->format == EXPORT_CSV || s->format == EXPORT_XLSX))
		guess_wide(&d.wide, c);
	for (size_t k = 0; k < c->count; k++) {
		if (span_is(d.ours[k], "month"))
			d.month = "_month";
		if (span_is(d.ours[k], "value"))
			d.value = "_value";
	}
	buf_byte(b, '{');
	write_about(&d, output);
	write_export(&d);
	write_facts(&d);
	buf_text(b, "\n}\n");
	guess_wide_free(&d.wide);
	intern_free(seen);
	arena_free(arena);
}
