/* SPDX-License-Identifier: MIT */
#include "draft.h"

#include "base/intern.h"
#include "draft_names.h"
#include "guess_wide.h"
#include "io/escape.h"
#include "sniff_say.h"
#include "value/text.h"

struct draft {
	struct buf *b;
	const struct sniff *s;
	struct span *ours;              /* of each column */
	struct guess_wide wide;
	const char *month, *value;      /* what is read from columns of it */
	bool named;                     /* columns go by names or numbers */
	size_t members;                 /* written in the object at hand */
};

/* JSON has no NUL, and jansson no way to write one. */
static void
add_text(struct buf *b, struct span text)
{
	char *end;

	buf_room(b, ESCAPE_ROOM(text.len));
	end = escape_json(b->at + b->len, text);
	b->len = (size_t)(end - b->at);
	while ((end = memmem(b->at, b->len, "\\u0000", 6)))
		memcpy(end, "\\ufffd", 6);
}

/* The next member of an object, at a depth. */
static void
member(struct draft *d, const char *indent, struct span name)
{
	buf_text(d->b, d->members++ ? ",\n" : "\n");
	buf_text(d->b, indent);
	add_text(d->b, name);
	buf_text(d->b, ": ");
}

static void
text_member(struct draft *d, const char *indent, const char *name,
	struct span text)
{
	member(d, indent, span_of(name));
	add_text(d->b, text);
}

static void
begin(struct draft *d)
{
	buf_byte(d->b, '{');
	d->members = 0;
}

static void
end(struct draft *d, const char *indent)
{
	buf_byte(d->b, '\n');
	buf_text(d->b, indent);
	buf_byte(d->b, '}');
	d->members = 1;
}

static bool
is_column(const struct draft *d, size_t k)
{
	return k < d->wide.first || k >= d->wide.first + d->wide.count;
}

/* `//`: what was found, and how sure it is. */
static void
write_findings(struct draft *d)
{
	struct buf text = { 0 };

	member(d, "    ", SPAN("//"));
	begin(d);
	for (size_t i = 0; i < d->s->nfindings; i++) {
		const struct sniff_finding *f = &d->s->findings[i];
		bool again = false;

		for (size_t k = 0; k < i; k++)
			again |= !strcmp(d->s->findings[k].what, f->what);
		buf_clear(&text);
		buf_text(&text, f->what);
		if (again)
			buf_format(&text, " %zu", i);
		member(d, "      ", buf_span(&text));
		buf_clear(&text);
		if (f->doubt)
			buf_text(&text, "not known: ");
		else if (!f->remark)
			buf_format(&text, "%u %%: ", f->sure);
		buf_add(&text, f->why);
		add_text(d->b, buf_span(&text));
	}
	end(d, "    ");
	buf_free(&text);
}

static void
write_header(struct draft *d)
{
	const struct guess_table *t = &d->s->table;

	if (t->header >= d->s->grid.count)
		return;
	member(d, "    ", SPAN("header"));
	if (!t->headers)
		buf_text(d->b, "\"none\"");
	for (size_t i = 0; i < t->headers; i++)
		buf_format(d->b, "%s%llu", i ? ", " : t->headers > 1 ? "["
			: "", (unsigned long long)t->lines[i]);
	if (t->headers > 1)
		buf_byte(d->b, ']');
}

static void
write_dialect(struct draft *d)
{
	const struct guess_dialect *g = &d->s->dialect;

	text_member(d, "    ", "delimiter", g->dialect.delimiter);
	if (!span_is(g->dialect.quote, "\""))
		text_member(d, "    ", "quote", g->dialect.quote);
	if (g->dialect.escape.len)
		text_member(d, "    ", "escape", g->dialect.escape);
	if (g->bare_cr)
		text_member(d, "    ", "newline", SPAN("auto"));
}

/* A rule over a cell names its column; without names there can be none. */
static bool
can_tell(const struct draft *d, const struct guess_rule *rule)
{
	return rule->column == SIZE_MAX || d->named;
}

static void
write_rules(struct draft *d)
{
	const struct guess_table *t = &d->s->table;
	size_t n = 0;

	for (size_t i = 0; i < t->nskip; i++) {
		const struct guess_rule *rule = &t->skip[i];

		if (!can_tell(d, rule))
			continue;
		if (!n++)
			member(d, "    ", SPAN("skip_rows"));
		buf_text(d->b, n > 1 ? ", " : "[");
		if (rule->column != SIZE_MAX) {
			buf_byte(d->b, '{');
			add_text(d->b, d->ours[rule->column]);
			buf_text(d->b, ": ");
		}
		add_text(d->b, rule->pattern);
		if (rule->column != SIZE_MAX)
			buf_byte(d->b, '}');
	}
	if (n)
		buf_byte(d->b, ']');
}

static void
write_frame(struct draft *d)
{
	const struct sniff *s = d->s;
	struct span control = s->format == EXPORT_FIXED ? s->fixed.control
		: s->table.control;

	if (s->format == EXPORT_FIXED && s->fixed.skip) {
		member(d, "    ", SPAN("skip"));
		buf_format(d->b, "%llu", (unsigned long long)s->fixed.skip);
	}
	if (s->format == EXPORT_FIXED && s->fixed.only.len) {
		member(d, "    ", SPAN("only_rows"));
		buf_byte(d->b, '[');
		add_text(d->b, s->fixed.only);
		buf_byte(d->b, ']');
	}
	write_rules(d);
	if (s->table.until.len)
		text_member(d, "    ", "until", s->table.until);
	if (s->table.footer && s->format == EXPORT_CSV) {
		member(d, "    ", SPAN("footer"));
		buf_format(d->b, "%llu", (unsigned long long)s->table.footer);
	}
	if (control.len) {
		member(d, "    ", SPAN("control"));
		buf_text(d->b, "{\"line\": ");
		add_text(d->b, control);
		buf_byte(d->b, '}');
	}
	if (s->table.frame)
		text_member(d, "    ", "frame", s->dialect.dialect.delimiter);
	if (s->table.trim || s->format == EXPORT_FIXED) {
		member(d, "    ", SPAN("trim"));
		buf_text(d->b, "true");
	}
}

static void
write_columns(struct draft *d)
{
	const struct sniff *s = d->s;
	struct buf from = { 0 };

	if (!d->named)
		return;
	member(d, "    ", SPAN("columns"));
	begin(d);
	for (size_t k = 0; k < s->columns.count; k++) {
		if (!is_column(d, k))
			continue;
		buf_clear(&from);
		if (s->format == EXPORT_FIXED)
			buf_format(&from, "%zu-%zu", s->fixed.fields[k].first,
				s->fixed.fields[k].last);
		else if (s->table.headers)
			buf_add(&from, s->columns.list[k].name);
		else
			buf_format(&from, "%zu", k + 1);
		member(d, "      ", d->ours[k]);
		add_text(d->b, buf_span(&from));
	}
	end(d, "    ");
	buf_free(&from);
	if (!d->wide.count)
		return;
	member(d, "    ", SPAN("wide"));
	buf_text(d->b, "{\"columns\": ");
	add_text(d->b, buf_span(&d->wide.pattern));
	buf_format(d->b, ", \"name\": \"%s\", \"value\": \"%s\"}", d->month,
		d->value);
}

static void
write_export(struct draft *d)
{
	static const char *const words[] = { [EXPORT_CSV] = "csv",
		[EXPORT_FIXED] = "fixed", [EXPORT_JSON] = "json",
		[EXPORT_XLSX] = "xlsx" };
	const struct sniff *s = d->s;

	member(d, "  ", SPAN("export"));
	begin(d);
	write_findings(d);
	text_member(d, "    ", "format", span_of(words[s->format]));
	if (s->format != EXPORT_XLSX)
		text_member(d, "    ", "encoding", span_of(s->encoding.name
			? s->encoding.name : s->encoding.likely
			? s->encoding.likely : "utf-8"));
	if (s->format == EXPORT_CSV)
		write_dialect(d);
	if (s->format == EXPORT_CSV || s->format == EXPORT_XLSX)
		write_header(d);
	if (s->format == EXPORT_JSON)
		text_member(d, "    ", "filter", s->filter);
	if (s->sheet.at)
		text_member(d, "    ", "sheet", s->sheet);
	write_frame(d);
	write_columns(d);
	end(d, "  ");
}

static void
write_type(struct draft *d, const struct guess_column *c)
{
	const struct guess_type *t = &c->type;
	struct buf *b = d->b;

	if (t->kind == TYPE_NUMBER) {
		buf_text(b, c->own_style ? c->style == DECIMAL_ENGLISH
			? "{\"number\": \"english\"}"
			: "{\"number\": \"danish\"}" : "{\"number\": true}");
	} else if (t->kind == TYPE_CPR) {
		buf_text(b, c->empty ? "{\"cpr\": true, \"optional\": true}"
			: "{\"cpr\": true}");
	} else {
		buf_text(b, "{\"date\": ");
		add_text(b, span_of(t->pattern));
		if (t->open[0]) {
			buf_text(b, ", \"open\": ");
			add_text(b, span_of(t->open));
		}
		buf_byte(b, '}');
	}
}

static void
write_types(struct draft *d)
{
	const struct guess_columns *c = &d->s->columns;
	size_t typed = 0;

	for (size_t k = 0; k < c->count; k++)
		typed += is_column(d, k) && c->list[k].type.kind > TYPE_TEXT;
	if (!typed && !d->wide.count)
		return;
	member(d, "    ", SPAN("types"));
	begin(d);
	for (size_t k = 0; k < c->count; k++) {
		if (!is_column(d, k) || c->list[k].type.kind <= TYPE_TEXT)
			continue;
		member(d, "      ", d->ours[k]);
		write_type(d, &c->list[k]);
	}
	if (d->wide.count) {
		member(d, "      ", span_of(d->month));
		buf_text(d->b, "{\"date\": ");
		add_text(d->b, span_of(d->wide.dates));
		buf_byte(d->b, '}');
		member(d, "      ", span_of(d->value));
		buf_text(d->b, "{\"number\": true}");
	}
	end(d, "    ");
}

/* What each column holds, as a comment. */
static void
write_column_findings(struct draft *d)
{
	const struct guess_columns *c = &d->s->columns;
	struct buf text = { 0 };

	member(d, "    ", SPAN("//"));
	begin(d);
	member(d, "      ", SPAN("each"));
	add_text(d->b, SPAN("say here what a row means: event, unit, date; for "
		"example {\"event\": \"...\", \"unit\": {\"unit\": \"COLUMN\"},"
		" \"date\": {\"date\": \"COLUMN\"}}"));
	for (size_t k = 0; k < c->count; k++) {
		if (!is_column(d, k))
			continue;
		buf_clear(&text);
		sniff_say_column(&c->list[k], &text);
		member(d, "      ", d->ours[k]);
		add_text(d->b, buf_span(&text));
	}
	end(d, "    ");
	buf_free(&text);
}

static void
write_facts(struct draft *d)
{
	member(d, "  ", SPAN("facts"));
	begin(d);
	if (d->named) {
		write_column_findings(d);
		write_types(d);
	}
	member(d, "    ", SPAN("each"));
	buf_text(d->b, "[]");
	end(d, "  ");
}

/* Each name stands for one column: none is empty, comes twice, or cannot be
 * written in JSON. */
static bool
has_names(const struct sniff *s)
{
	const struct guess_columns *c = &s->columns;
	struct intern *seen;
	bool good = c->count > 0;

	if (s->format == EXPORT_FIXED || !s->table.headers)
		return good;
	seen = intern_new();
	for (size_t k = 0; k < c->count; k++) {
		struct buf folded = { 0 };
		struct span name = c->list[k].name;

		text_fold(&folded, name);
		good &= name.len && text_valid_utf8(name)
			&& !memchr(name.at, '\0', name.len)
			&& intern_add(seen, buf_span(&folded)) == k;
		buf_free(&folded);
	}
	intern_free(seen);
	return good;
}

static void
write_numbers(struct draft *d)
{
	const struct guess_columns *c = &d->s->columns;

	const struct type_numbers *n = &c->numbers;

	if (c->known && d->s->format != EXPORT_XLSX
		&& n->danish + n->english + n->points + n->commas)
		text_member(d, "  ", "numbers", c->style == DECIMAL_ENGLISH
			? SPAN("english") : SPAN("danish"));
}

static void
write_about(struct draft *d, struct span name)
{
	struct buf text = { 0 };

	buf_format(&text, "a draft of what %s is like, to be saved as "
		"sources/%.*s.json", strcmp(d->s->file, "-") ? d->s->file
		: "the export", SPAN_ARG(name));
	if (!d->named && d->s->columns.count)
		buf_text(&text, "; its names are empty or come twice: so no "
			"columns are chosen here");
	text_member(d, "  ", "//", buf_span(&text));
	buf_free(&text);
}

/* One that no column has. */
static const char *
free_name(const struct draft *d, const char *name, const char *other)
{
	for (size_t k = 0; k < d->s->columns.count; k++)
		if (span_is(d->ours[k], name))
			return other;
	return name;
}

void
draft_write(struct buf *b, const struct sniff *s, const char *output)
{
	struct arena *arena = arena_new();
	struct draft d = { .b = b, .s = s, .named = has_names(s) };
	struct buf name = { 0 }, match = { 0 };

	d.ours = draft_names_columns(arena, s->format == EXPORT_FIXED
		|| s->table.headers ? s->table.names : NULL, s->columns.count);
	if (d.named && s->table.headers && (s->format == EXPORT_CSV
		|| s->format == EXPORT_XLSX))
		guess_wide(&d.wide, &s->columns);
	d.month = free_name(&d, "month", "_month");
	d.value = free_name(&d, "value", "_value");
	draft_names_source(&name, output, s->file);
	draft_names_match(&match, s->file);
	begin(&d);
	write_about(&d, buf_span(&name));
	text_member(&d, "  ", "source", buf_span(&name));
	text_member(&d, "  ", "match", buf_span(&match));
	write_numbers(&d);
	write_export(&d);
	write_facts(&d);
	buf_text(b, "\n}\n");
	guess_wide_free(&d.wide);
	buf_free(&name);
	buf_free(&match);
	arena_free(arena);
}
