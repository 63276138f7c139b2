/* SPDX-License-Identifier: MIT
 *
 * Makes a definition of what was found, the same that the draft would be, and says
 * what was taken and what is in doubt. An encoding that was guessed is held
 * against every cell while the file is read.
 */
#include "auto.h"

#include "base/diag.h"
#include "draft.h"
#include "findings.h"

/* What the options say is not looked for. */
static struct sniff_asked
asked_of(const struct export_options *g)
{
	static const char *const words[] = { [EXPORT_CSV] = "csv",
		[EXPORT_JSON] = "json",
		[EXPORT_XLSX] = "xlsx" };
	const struct export_tolerant *l = &g->def.loose;
	struct sniff_asked a = {
		.dialect = { .delimiter = export_options_said(g,
				     EXPORT_OPTIONS_DELIMITER),
			.quote = export_options_said(g, EXPORT_OPTIONS_QUOTE),
			.escape = export_options_said(g, EXPORT_OPTIONS_ESCAPE),
			.dialect = l->dialect }
	};

	if (export_options_said(g, EXPORT_OPTIONS_ENCODING))
		a.encoding = g->def.encoding;
	if (export_options_said(g, EXPORT_OPTIONS_INPUT))
		a.input = words[g->def.format];
	if (export_options_said(g, EXPORT_OPTIONS_SHEET))
		a.sheet = g->def.sheet;
	if (export_options_said(g, EXPORT_OPTIONS_FILTER))
		a.filter = g->def.filter;
	if (g->header) {
		a.header.given = true;
		a.header.headers = l->headerless ? 0 : l->nheaders;
		memcpy(a.header.lines, l->headers, sizeof(l->headers));
	}
	a.header.skip = g->def.skip;
	return a;
}

void
auto_sniff(const struct export_options *g, const struct options *o)
{
	const struct sniff_asked asked = asked_of(g);
	struct out *out = out_open(o->output, o->format);
	struct buf b = { 0 };
	struct sniff s;

	if (!out)
		return;
	for (size_t i = 0; i < o->nfiles && !out_failed(out); i++) {
		buf_clear(&b);
		if (sniff_file(&s, o->files[i], &asked))
			draft_write(&b, &s, o->output);
		out_bytes(out, buf_span(&b));
		sniff_free(&s);
	}
	buf_free(&b);
	if (diag_status() == STATUS_DONE)
		out_close(out);
	else
		out_drop(out);
}

/* Says what is doubtful in columns. */
static void
say_columns(const struct sniff *s)
{
	struct buf text = { 0 };

	for (size_t k = 0; k < s->columns.count; k++) {
		const struct guess_column *c = &s->columns.list[k];

		if (c->fill)
			diag_at(STATUS_DONE, "doubt",
				(struct place){ s->file, 0, 0 },
				"column \"%.*s\": " FINDINGS_FILL,
				SPAN_ARG(c->name));
		if (!c->type.doubt && !c->type.marked)
			continue;
		buf_clear(&text);
		findings_column(c, &text);
		diag_at(STATUS_DONE, "doubt", (struct place){ s->file, 0, 0 },
			"column \"%.*s\": %s", SPAN_ARG(c->name),
			buf_string(&text));
	}
	buf_free(&text);
}

/* What was taken is a note; a doubt is said also to those who want to hear of
 * nothing but what is wrong. */
static void
say(const struct sniff *s)
{
	for (size_t i = 0; i < s->findings.count; i++) {
		const struct finding *f = &s->findings.list[i];

		if (f->doubt)
			diag_at(STATUS_DONE, "doubt",
				(struct place){ s->file, 0, 0 },
				"not known: %s: %.*s", f->what,
				SPAN_ARG(f->why));
		else if (f->remark)
			diag_at(STATUS_DONE, "doubt",
				(struct place){ s->file, 0, 0 }, "%.*s",
				SPAN_ARG(f->why));
		else
			diag_note("%s: %s %.*s (%u %%: %.*s)", s->file, f->what,
				SPAN_ARG(f->value), f->sure, SPAN_ARG(f->why));
	}
	say_columns(s);
}

/* Adds a rule; a pattern of our own always compiles. */
static void
add_rule(struct auto_taken *t, struct span pattern, struct span column)
{
	const char *why;
	struct pattern *p = pattern_new(pattern, &why);

	if (p)
		t->rules[t->nrules++] = (struct export_rule){ .pattern = p,
			.column = column,
			.first = -1 };
}

/* The same rules as the draft has, by the header's names. */
static void
take_rules(struct auto_taken *t, struct export *def, bool footed)
{
	const struct guess_table *table = &t->sniff.table;
	const struct guess_fixed *fixed = &t->sniff.fixed;
	struct span control = def->format == EXPORT_FIXED ? fixed->control
							  : table->control;

	t->rules = mem_new(GUESS_RULES + 3, sizeof(*t->rules));
	for (size_t i = 0; i < table->nskip; i++) {
		size_t column = table->skip[i].column;

		add_rule(t, table->skip[i].pattern,
			column == SIZE_MAX ? (struct span){ NULL, 0 }
					   : table->names[column]);
	}
	def->skip_rows = (struct export_rules){ t->nrules, t->rules };
	if (table->until.len && !footed) {
		def->until = (struct export_rules){ 1, t->rules + t->nrules };
		add_rule(t, table->until, (struct span){ NULL, 0 });
	}
	if (control.len && !footed) {
		def->control = (struct export_rules){ 1, t->rules + t->nrules };
		add_rule(t, control, (struct span){ NULL, 0 });
	}
	if (def->format == EXPORT_FIXED && fixed->only.len) {
		def->only_rows = (struct export_rules){ 1,
			t->rules + t->nrules };
		add_rule(t, fixed->only, (struct span){ NULL, 0 });
	}
}

/* A frame, and lines in quotes as a whole, are read strictly: by bytes only. */
static bool
take_frame(struct export_options *g, const struct sniff *s)
{
	const struct csv_dialect *d = &s->dialect.dialect;
	struct export *def = &g->def;

	if (!s->table.frame && !s->in_quotes)
		return true;
	if (g->loose_given && strcmp(g->loose_given, "delimiter")
		&& strcmp(g->loose_given, "quote")) {
		diag_fault(STATUS_USAGE,
			"%s: rows stand between '%c', and "
			"--%s does not go with that",
			s->file, s->in_quotes ? '"' : *d->delimiter.at,
			g->loose_given);
		return false;
	}
	def->loose.on = false;
	if (s->table.frame)
		def->frame = (unsigned char)*d->delimiter.at;
	def->dialect = (struct csv_bytes){ *d->delimiter.at,
		d->quote.len ? (unsigned char)*d->quote.at : -1, -1 };
	return true;
}

/* Takes the header's lines, unless an option has them. */
static void
take_header(struct export_options *g, const struct sniff *s)
{
	struct export *def = &g->def;
	const struct guess_table *t = &s->table;

	if (g->header || t->header >= s->grid.count)
		return;
	def->loose.headerless = !t->headers;
	def->loose.nheaders = t->headers;
	def->loose.carry = t->carry;
	memcpy(def->loose.headers, t->lines, sizeof(t->lines));
	def->header = t->headers ? t->lines[0] : def->skip + 1;
	if (!t->headers && (def->format == EXPORT_XLSX || !def->loose.on))
		def->header = 0;
}

/* Takes the fields as columns. */
static void
take_fixed(struct auto_taken *t, struct export *def)
{
	const struct guess_fixed *f = &t->sniff.fixed;
	struct export_column *made = mem_new(f->nfields + 1, sizeof(*made));

	t->columns = made;
	for (size_t k = 0; k < f->nfields; k++)
		made[k] =
			(struct export_column){ .name = t->sniff.table.names[k],
				.first = f->fields[k].first,
				.last = f->fields[k].last };
	def->loose.on = false;
	def->header = 0;
	def->trim = true;
	def->columns = made;
	def->ncolumns = f->nfields;
	if (!def->skip)
		def->skip = f->skip;
}

/* Takes the dialect. */
static bool
take_csv(struct export_options *g, const struct sniff *s)
{
	struct export_tolerant *l = &g->def.loose;

	l->dialect.delimiter = s->dialect.dialect.delimiter;
	l->dialect.quote = s->dialect.dialect.quote;
	l->dialect.escape = s->dialect.dialect.escape;
	if (!g->footer)
		l->footer = s->table.footer;
	return take_frame(g, s);
}

bool
auto_take(struct auto_taken *t, struct export_options *g,
	const struct options *o)
{
	const struct sniff_asked asked = asked_of(g);
	struct sniff *s = &t->sniff;
	struct export *def = &g->def;

	t->sniffed = true;
	if (!sniff_file(s, o->files[0], &asked))
		return false;
	say(s);
	if (s->unknown) {
		diag_fault(STATUS_DATA,
			"%s: the %s cannot be told: say it "
			"(--encoding, --delimiter)",
			s->file,
			s->format != EXPORT_CSV || !s->encoding.name
				? "encoding"
				: "delimiter");
		return false;
	}
	def->format = s->format;
	/* Only a count of rows is read as a number here. */
	if (s->format == EXPORT_CSV || s->format == EXPORT_FIXED)
		def->numbers = DECIMAL_DANISH;
	if (s->encoding.name)
		def->encoding = s->encoding.name;
	def->guessed = s->encoding.name != asked.encoding;
	if (s->filter.at)
		def->filter = s->filter;
	if (s->table.trim)
		def->trim = true;
	if (s->format == EXPORT_CSV && !take_csv(g, s))
		return false;
	def->loose.on &= s->format == EXPORT_CSV;
	take_header(g, s);
	take_rules(t, def, g->footer != NULL);
	if (s->format == EXPORT_FIXED)
		take_fixed(t, def);
	return true;
}

void
auto_free(struct auto_taken *t)
{
	for (size_t i = 0; i < t->nrules; i++)
		pattern_free(t->rules[i].pattern);
	mem_free(t->rules);
	mem_free(t->columns);
	if (t->sniffed)
		sniff_free(&t->sniff);
}
