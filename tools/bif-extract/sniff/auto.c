/* SPDX-License-Identifier: MIT
 *
 * Makes a definition of what was found, the same that the draft would be, and
 * says what was taken and what is in doubt. An encoding that was guessed is held
 * against every cell while the file is read, so that a letter in another one
 * costs its row and is never garbled.
 *
 * What the options say is taken as it is and not looked for. Where the encoding
 * or the delimiter cannot be told nothing is read at all: records that are cut
 * in the wrong place look right.
 */
#include "sniff.h"

#include "base/diag.h"

/* Collects what the options say, since that is not looked for. A definition has
 * a value for everything, so only what was given is taken from it. What it
 * returns borrows from the options, which must live as long as it is looked
 * at. */
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

/* A draft that is half of what was asked for would be taken for all of it: so
 * one file that cannot be read drops the output. The drafts go to one output,
 * each a definition by itself; o->output is also what the draft takes the
 * source's name from. */
void
auto_sniff(const struct export_options *g, const struct options *o)
{
	const struct sniff_asked asked = asked_of(g);
	struct out *out = out_open(o->output, o->format);
	BUF_LOCAL b = { 0 };
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
	if (diag_status() == STATUS_DONE)
		out_close(out);
	else
		out_drop(out);
}

/* Says what was found. What was taken is a note; a doubt is said also to those
 * who want to hear of nothing but what is wrong. Columns are said one by one,
 * since each is known by its own name; a column that is sure is no news. */
static void
say(const struct sniff *s)
{
	const struct place place = { s->file, 0, 0 };
	BUF_LOCAL text = { 0 };

	for (size_t i = 0; i < s->findings.count; i++) {
		const struct finding *f = &s->findings.list[i];

		if (f->doubt)
			diag_at(STATUS_DONE, "doubt", place,
				"not known: %s: %.*s", f->what,
				SPAN_ARG(f->why));
		else if (f->remark)
			diag_at(STATUS_DONE, "doubt", place, "%.*s",
				SPAN_ARG(f->why));
		else
			diag_note("%s: %s %.*s (%u %%: %.*s)", s->file, f->what,
				SPAN_ARG(f->value), f->sure, SPAN_ARG(f->why));
	}
	/* Of a column only doubts are said, and marks of what is missing. */
	for (size_t k = 0; k < s->columns.count; k++) {
		const struct guess_column *c = &s->columns.list[k];

		if (c->fill)
			diag_at(STATUS_DONE, "doubt", place,
				"column \"%.*s\": " FINDINGS_FILL,
				SPAN_ARG(c->name));
		if (!c->type.doubt && !c->type.marked)
			continue;
		buf_clear(&text);
		findings_column(c, &text);
		diag_at(STATUS_DONE, "doubt", place, "column \"%.*s\": %s",
			SPAN_ARG(c->name), buf_string(&text));
	}
}

/* Adds a rule over the line (column at NULL) or a column's cell; a pattern of
 * our own always compiles. The pattern is the rule's, freed by auto_free();
 * column is borrowed from what was sniffed. The caller has taken room for
 * it. */
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

/* Takes the same rules as the draft has, by the header's names; `footed`: an
 * option says where the rows end, and then no pattern does. Rules of one kind
 * stand behind each other in the one array, so that each kind is a stretch of
 * it. */
static void
take_rules(struct auto_taken *t, struct export *def, bool footed)
{
	const struct guess_table *table = &t->sniff.table;
	const struct guess_fixed *fixed = &t->sniff.fixed;
	const struct {
		struct span pattern;
		struct export_rules *rules;
		bool end;
	} single[] = { { table->until, &def->until, true },
		{ table->control, &def->control, true },
		{ fixed->control, &def->control, true },
		{ fixed->only, &def->only_rows, false } };

	t->rules = mem_new(GUESS_RULES + 3, sizeof(*t->rules));
	for (size_t i = 0; i < table->nskip; i++) {
		size_t column = table->skip[i].column;

		add_rule(t, table->skip[i].pattern,
			column == SIZE_MAX ? (struct span){ NULL, 0 }
					   : table->names[column]);
	}
	/* Of the others there is one each, or none. */
	def->skip_rows = (struct export_rules){ t->nrules, t->rules };
	for (size_t i = 0; i < COUNT(single); i++) {
		if (!single[i].pattern.len || (single[i].end && footed))
			continue;
		*single[i].rules = (struct export_rules){ 1,
			t->rules + t->nrules };
		add_rule(t, single[i].pattern, (struct span){ NULL, 0 });
	}
}

/* Takes the header's lines, unless an option has them, and of a text of fixed
 * width its fields as columns: it has no header then, since the names are of
 * the draft's making. An option's header was settled with the other options and
 * is left alone here. Lines are counted from 1, and 0 stands for none. */
static void
take_columns(struct auto_taken *t, struct export_options *g)
{
	const struct sniff *s = &t->sniff;
	const struct guess_fixed *f = &s->fixed;
	const struct guess_table *table = &s->table;
	struct export *def = &g->def;

	/* A sheet or a strict text without a header has number 0 for it, where
	 * tolerant text has the line at which its rows begin. */
	if (!g->header && table->header < s->grid.count) {
		def->loose.headerless = !table->headers;
		def->loose.nheaders = table->headers;
		def->loose.carry = table->carry;
		memcpy(def->loose.headers, table->lines, sizeof(table->lines));
		def->header = table->headers ? table->lines[0] : def->skip + 1;
		if (!table->headers
			&& (def->format == EXPORT_XLSX || !def->loose.on))
			def->header = 0;
	}
	if (s->format != EXPORT_FIXED)
		return;
	t->columns = mem_new(f->nfields + 1, sizeof(*t->columns));
	for (size_t k = 0; k < f->nfields; k++)
		t->columns[k] = (struct export_column){ .name = table->names[k],
			.first = f->fields[k].first,
			.last = f->fields[k].last };
	/* Fields that are filled up have blanks at their ends, which are no
	 * text. */
	def->loose.on = false;
	def->header = 0;
	def->trim = true;
	def->columns = t->columns;
	def->ncolumns = f->nfields;
	if (!def->skip)
		def->skip = f->skip;
}

/* What an option says stands in the definition already, and holds; all else
 * comes from the first file, since a run has one definition. Files behind the
 * first are held against that definition as they would be against a source's:
 * what does not fit is rejected, and only the first is sniffed. */
bool
auto_take(struct auto_taken *t, struct export_options *g,
	const struct options *o)
{
	const struct sniff_asked asked = asked_of(g);
	struct sniff *s = &t->sniff;
	struct export *def = &g->def;
	const struct csv_dialect *d = &s->dialect.dialect;
	bool csv, strict;

	t->sniffed = true;
	if (!sniff_file(s, o->files[0], &asked))
		return false;
	csv = s->format == EXPORT_CSV;
	strict = csv && (s->table.frame || s->in_quotes);
	say(s);
	if (s->unknown) {
		diag_file(STATUS_DATA, s->file,
			"the %s cannot be told: say it (--encoding, --delimiter)",
			csv && s->encoding.name ? "delimiter" : "encoding");
		return false;
	}
	def->format = s->format;
	/* Only a count of rows is read as a number here. */
	if (csv || s->format == EXPORT_FIXED)
		def->numbers = DECIMAL_DANISH;
	if (s->encoding.name)
		def->encoding = s->encoding.name;
	def->guessed = s->encoding.name != asked.encoding;
	if (s->filter.at)
		def->filter = s->filter;
	def->trim |= s->table.trim;
	if (csv) {
		def->loose.dialect.delimiter = d->delimiter;
		def->loose.dialect.quote = d->quote;
		def->loose.dialect.escape = d->escape;
		if (!g->footer)
			def->loose.footer = s->table.footer;
	}
	/* A frame, and lines in quotes as a whole, are read strictly, by bytes
	 * only. An option that strict reading lacks would be passed over in
	 * silence, so it is refused. */
	def->loose.on &= csv && !strict;
	if (strict && g->loose_given && strcmp(g->loose_given, "delimiter")
		&& strcmp(g->loose_given, "quote")) {
		diag_file(STATUS_USAGE, s->file,
			"rows stand between '%c', and --%s does not go with that",
			s->in_quotes ? '"' : *d->delimiter.at, g->loose_given);
		return false;
	}
	if (strict && s->table.frame)
		def->frame = (unsigned char)*d->delimiter.at;
	if (strict)
		def->dialect = (struct csv_bytes){ *d->delimiter.at,
			d->quote.len ? (unsigned char)*d->quote.at : -1, -1 };
	take_columns(t, g);
	take_rules(t, def, g->footer != NULL);
	return true;
}

/* What auto_take() has not reached is empty, and freed all the same. */
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
