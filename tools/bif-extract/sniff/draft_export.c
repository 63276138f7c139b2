/* SPDX-License-Identifier: MIT
 *
 * Writes JSON for people, a member a line, and in it the export part. Members
 * that the reader would take by itself are left out, so that what stands there
 * is what the file is like. What was found, how sure it is and why stands in the
 * comment at its head; what is said there findings.c has put in words.
 */
#include "draft.h"

#include "io/escape.h"

/* JSON has no NUL, and jansson no way to write one. */
void
json_writer_text(struct json_writer *j, struct span text)
{
	struct buf *b = j->b;
	char *end;

	buf_room(b, ESCAPE_ROOM(text.len));
	end = escape_json(b->at + b->len, text);
	b->len = (size_t)(end - b->at);
	while ((end = memmem(b->at, b->len, "\\u0000", 6)))
		memcpy(end, "\\ufffd", 6);
}

void
json_writer_member(struct json_writer *j, const char *indent, struct span name)
{
	buf_text(j->b, j->members++ ? ",\n" : "\n");
	buf_text(j->b, indent);
	json_writer_text(j, name);
	buf_text(j->b, ": ");
}

void
json_writer_say(struct json_writer *j, const char *indent, const char *name,
	struct span text)
{
	json_writer_member(j, indent, span_of(name));
	json_writer_text(j, text);
}

void
json_writer_begin(struct json_writer *j)
{
	buf_byte(j->b, '{');
	j->members = 0;
}

void
json_writer_end(struct json_writer *j, const char *indent)
{
	buf_byte(j->b, '\n');
	buf_text(j->b, indent);
	buf_byte(j->b, '}');
	j->members = 1;
}

/* Writes the comment `//`: what was found, how sure it is, and why. What is found
 * more than once has a number behind its name, since JSON has each name once. */
static void
write_findings(struct draft *d)
{
	struct buf text = { 0 };

	json_writer_member(d->json, "    ", SPAN("//"));
	json_writer_begin(d->json);
	for (size_t i = 0; i < d->s->findings.count; i++) {
		const struct finding *f = &d->s->findings.list[i];
		bool again = false;

		for (size_t k = 0; k < i; k++)
			again |= !strcmp(d->s->findings.list[k].what, f->what);
		buf_clear(&text);
		buf_text(&text, f->what);
		if (again)
			buf_format(&text, " %zu", i);
		json_writer_member(d->json, "      ", buf_span(&text));
		buf_clear(&text);
		if (f->doubt)
			buf_text(&text, "not known: ");
		else if (!f->remark)
			buf_format(&text, "%u %%: ", f->sure);
		buf_add(&text, f->why);
		json_writer_text(d->json, buf_span(&text));
	}
	json_writer_end(d->json, "    ");
	buf_free(&text);
}

/* Writes the header's lines: one, a list of them, or that there is none. */
static void
write_header(struct draft *d)
{
	const struct guess_table *t = &d->s->table;

	if (t->header >= d->s->grid.count)
		return;
	json_writer_member(d->json, "    ", SPAN("header"));
	if (!t->headers)
		buf_text(d->b, "\"none\"");
	for (size_t i = 0; i < t->headers; i++)
		buf_format(d->b, "%s%llu",
			i                        ? ", "
				: t->headers > 1 ? "["
						 : "",
			(unsigned long long)t->lines[i]);
	if (t->headers > 1)
		buf_byte(d->b, ']');
	if (t->carry) {
		json_writer_member(d->json, "    ", SPAN("header_carry"));
		buf_text(d->b, "true");
	}
}

/* Writes the rules that leave lines out. */
static void
write_rules(struct draft *d)
{
	const struct guess_table *t = &d->s->table;
	size_t n = 0;

	for (size_t i = 0; i < t->nskip; i++) {
		const struct guess_rule *rule = &t->skip[i];

		/* A rule over a cell names its column; without names there
		 * can be none. */
		if (rule->column != SIZE_MAX && !d->named)
			continue;
		if (!n++)
			json_writer_member(d->json, "    ", SPAN("skip_rows"));
		buf_text(d->b, n > 1 ? ", " : "[");
		if (rule->column != SIZE_MAX) {
			buf_byte(d->b, '{');
			json_writer_text(d->json, d->ours[rule->column]);
			buf_text(d->b, ": ");
		}
		json_writer_text(d->json, rule->pattern);
		if (rule->column != SIZE_MAX)
			buf_byte(d->b, '}');
	}
	if (n)
		buf_byte(d->b, ']');
}

/* Writes which lines are rows: what stands above, between and below them is not. */
static void
write_frame(struct draft *d)
{
	const struct sniff *s = d->s;
	struct span control = s->format == EXPORT_FIXED ? s->fixed.control
							: s->table.control;

	if (s->format == EXPORT_FIXED && s->fixed.skip) {
		json_writer_member(d->json, "    ", SPAN("skip"));
		buf_format(d->b, "%llu", (unsigned long long)s->fixed.skip);
	}
	if (s->format == EXPORT_FIXED && s->fixed.only.len) {
		json_writer_member(d->json, "    ", SPAN("only_rows"));
		buf_byte(d->b, '[');
		json_writer_text(d->json, s->fixed.only);
		buf_byte(d->b, ']');
	}
	write_rules(d);
	if (s->table.until.len)
		json_writer_say(d->json, "    ", "until", s->table.until);
	if (s->table.footer && s->format == EXPORT_CSV) {
		json_writer_member(d->json, "    ", SPAN("footer"));
		buf_format(d->b, "%llu", (unsigned long long)s->table.footer);
	}
	if (control.len) {
		json_writer_member(d->json, "    ", SPAN("control"));
		buf_text(d->b, "{\"line\": ");
		json_writer_text(d->json, control);
		buf_byte(d->b, '}');
	}
	if (s->table.frame)
		json_writer_say(d->json, "    ", "frame",
			s->dialect.dialect.delimiter);
	if (s->table.trim || s->format == EXPORT_FIXED) {
		json_writer_member(d->json, "    ", SPAN("trim"));
		buf_text(d->b, "true");
	}
}

/* Writes our names of the columns, and which of the file's are months: those
 * become two columns, of the month and of its value. */
static void
write_columns(struct draft *d)
{
	const struct sniff *s = d->s;
	struct buf from = { 0 };

	if (!d->named)
		return;
	json_writer_member(d->json, "    ", SPAN("columns"));
	json_writer_begin(d->json);
	for (size_t k = 0; k < s->columns.count; k++) {
		if (!draft_has_column(d, k))
			continue;
		buf_clear(&from);
		if (s->format == EXPORT_FIXED)
			buf_format(&from, "%zu-%zu", s->fixed.fields[k].first,
				s->fixed.fields[k].last);
		else if (s->table.headers)
			buf_add(&from, s->columns.list[k].name);
		else
			buf_format(&from, "%zu", k + 1);
		json_writer_member(d->json, "      ", d->ours[k]);
		json_writer_text(d->json, buf_span(&from));
	}
	json_writer_end(d->json, "    ");
	buf_free(&from);
	if (!d->wide.count)
		return;
	json_writer_member(d->json, "    ", SPAN("wide"));
	buf_text(d->b, "{\"columns\": ");
	json_writer_text(d->json, buf_span(&d->wide.pattern));
	buf_format(d->b,
		", \"name\": \"%s\", \"value\": \"%s\", \"expect\": %zu}",
		d->month, d->value, d->wide.count);
}

void
draft_export(struct draft *d)
{
	static const char *const words[] = { [EXPORT_CSV] = "csv",
		[EXPORT_FIXED] = "fixed",
		[EXPORT_JSON] = "json",
		[EXPORT_XLSX] = "xlsx" };
	const struct sniff *s = d->s;
	const struct guess_dialect *g = &s->dialect;

	json_writer_member(d->json, "  ", SPAN("export"));
	json_writer_begin(d->json);
	write_findings(d);
	json_writer_say(d->json, "    ", "format", span_of(words[s->format]));
	if (s->format != EXPORT_XLSX)
		json_writer_say(d->json, "    ", "encoding",
			span_of(s->encoding.name ? s->encoding.name
					: s->encoding.likely
					? s->encoding.likely
					: "utf-8"));
	if (s->format == EXPORT_CSV) {
		json_writer_say(d->json, "    ", "delimiter",
			g->dialect.delimiter);
		if (!span_is(g->dialect.quote, "\""))
			json_writer_say(d->json, "    ", "quote",
				g->dialect.quote);
		if (g->dialect.escape.len)
			json_writer_say(d->json, "    ", "escape",
				g->dialect.escape);
		if (g->bare_cr)
			json_writer_say(d->json, "    ", "newline",
				SPAN("auto"));
	}
	if (s->format == EXPORT_CSV || s->format == EXPORT_XLSX)
		write_header(d);
	if (s->format == EXPORT_JSON)
		json_writer_say(d->json, "    ", "filter", s->filter);
	if (s->sheet.at)
		json_writer_say(d->json, "    ", "sheet", s->sheet);
	write_frame(d);
	write_columns(d);
	json_writer_end(d->json, "  ");
}
