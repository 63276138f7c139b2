/* SPDX-License-Identifier: MIT
 *
 * Writes the draft's outer members and its facts; the export part is
 * draft_export.c's, names draft_names.c's. What is not known is left out of the
 * definition and stands in its comments.
 */
#include "draft.h"

#include "base/intern.h"
#include "base/utf8.h"
#include "draft_names.h"
#include "findings.h"
#include "value/text.h"

/* The type of one column. */
static void
write_type(struct draft *d, const struct guess_column *c)
{
	const struct guess_type *t = &c->type;
	struct buf *b = d->b;

	if (t->kind == TYPE_NUMBER) {
		buf_text(b,
			c->own_style ? c->style == DECIMAL_ENGLISH
					? "{\"number\": \"english\"}"
					: "{\"number\": \"danish\"}"
				     : "{\"number\": true}");
	} else if (t->kind == TYPE_CPR) {
		buf_text(b,
			c->empty ? "{\"cpr\": true, \"optional\": true}"
				 : "{\"cpr\": true}");
	} else {
		buf_text(b, "{\"date\": ");
		json_writer_text(d->json, span_of(t->pattern));
		if (t->open[0]) {
			buf_text(b, ", \"open\": ");
			json_writer_text(d->json, span_of(t->open));
		}
		buf_byte(b, '}');
	}
}

/* The types of all columns that are no text. */
static void
write_types(struct draft *d)
{
	const struct guess_columns *c = &d->s->columns;
	size_t typed = 0;

	for (size_t k = 0; k < c->count; k++)
		typed += draft_has_column(d, k)
			&& c->list[k].type.kind > TYPE_TEXT;
	if (!typed && !d->wide.count)
		return;
	json_writer_member(d->json, "    ", SPAN("types"));
	json_writer_begin(d->json);
	for (size_t k = 0; k < c->count; k++) {
		if (!draft_has_column(d, k)
			|| c->list[k].type.kind <= TYPE_TEXT)
			continue;
		json_writer_member(d->json, "      ", d->ours[k]);
		write_type(d, &c->list[k]);
	}
	if (d->wide.count) {
		json_writer_member(d->json, "      ", span_of(d->month));
		buf_text(d->b, "{\"date\": ");
		json_writer_text(d->json, span_of(d->wide.dates));
		buf_byte(d->b, '}');
		json_writer_member(d->json, "      ", span_of(d->value));
		buf_text(d->b, "{\"number\": true}");
	}
	json_writer_end(d->json, "    ");
}

/* What each column holds, as a comment. */
static void
write_column_findings(struct draft *d)
{
	const struct guess_columns *c = &d->s->columns;
	struct buf text = { 0 };

	json_writer_member(d->json, "    ", SPAN("//"));
	json_writer_begin(d->json);
	json_writer_member(d->json, "      ", SPAN("each"));
	json_writer_text(d->json,
		SPAN("say here what a row means: event, unit, "
		     "date; for example {\"event\": \"...\", \"unit\": {\"unit\": "
		     "\"COLUMN\"}, \"date\": {\"date\": \"COLUMN\"}}"));
	for (size_t k = 0; k < c->count; k++) {
		if (!draft_has_column(d, k))
			continue;
		buf_clear(&text);
		findings_column(&c->list[k], &text);
		json_writer_member(d->json, "      ", d->ours[k]);
		json_writer_text(d->json, buf_span(&text));
	}
	json_writer_end(d->json, "    ");
	buf_free(&text);
}

/* What columns hold; what rows mean is left to say. */
static void
write_facts(struct draft *d)
{
	json_writer_member(d->json, "  ", SPAN("facts"));
	json_writer_begin(d->json);
	if (d->named) {
		write_column_findings(d);
		write_types(d);
	}
	json_writer_member(d->json, "    ", SPAN("each"));
	buf_text(d->b, "[]");
	json_writer_end(d->json, "  ");
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
		good &= name.len && utf8_fault(name) == name.len
			&& !memchr(name.at, '\0', name.len)
			&& intern_add(seen, buf_span(&folded)) == k;
		buf_free(&folded);
	}
	intern_free(seen);
	return good;
}

/* How the file writes numbers, where something speaks for it. */
static void
write_numbers(struct draft *d)
{
	const struct guess_columns *c = &d->s->columns;
	const struct type_numbers *n = &c->numbers;

	if (c->known && d->s->format != EXPORT_XLSX
		&& n->danish + n->english + n->points + n->commas)
		json_writer_say(d->json, "  ", "numbers",
			c->style == DECIMAL_ENGLISH ? SPAN("english")
						    : SPAN("danish"));
}

/* What the draft is, and where it is to be saved. */
static void
write_about(struct draft *d, struct span name)
{
	struct buf text = { 0 };

	buf_format(&text,
		"a draft of what %s is like, to be saved as "
		"sources/%.*s.json",
		strcmp(d->s->file, "-") ? d->s->file : "the export",
		SPAN_ARG(name));
	if (!d->named && d->s->columns.count)
		buf_text(&text,
			"; its names are empty or come twice: so no "
			"columns are chosen here");
	json_writer_say(d->json, "  ", "//", buf_span(&text));
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
	struct json_writer json = { .b = b };
	struct draft d = { .json = &json,
		.b = b,
		.s = s,
		.named = has_names(s) };
	struct buf name = { 0 }, match = { 0 };

	d.ours = draft_names_columns(arena,
		s->format == EXPORT_FIXED || s->table.headers ? s->table.names
							      : NULL,
		s->columns.count);
	if (d.named && s->table.headers
		&& (s->format == EXPORT_CSV || s->format == EXPORT_XLSX))
		guess_wide(&d.wide, &s->columns);
	d.month = free_name(&d, "month", "_month");
	d.value = free_name(&d, "value", "_value");
	draft_names_source(&name, output, s->file);
	draft_names_match(&match, s->file);
	json_writer_begin(&json);
	write_about(&d, buf_span(&name));
	json_writer_say(&json, "  ", "source", buf_span(&name));
	json_writer_say(&json, "  ", "match", buf_span(&match));
	write_numbers(&d);
	draft_export(&d);
	write_facts(&d);
	buf_text(b, "\n}\n");
	guess_wide_free(&d.wide);
	buf_free(&name);
	buf_free(&match);
	arena_free(arena);
}
