/* SPDX-License-Identifier: MIT
 *
 * Writes the draft's outer members and its facts; the export part is
 * draft_export.c's, names draft_names.c's. What is not known is left out of the
 * definition and stands in its comments, so that a draft never claims more than
 * was found; what a row means is left to say, since no file tells it.
 */
#include "draft.h"

#include "base/intern.h"
#include "base/utf8.h"
#include "findings.h"
#include "value/text.h"

/* Writes the types of all columns that are no text, and where columns are months
 * those of the two that are made of them. */
static void
write_types(struct draft *d)
{
	const struct guess_columns *c = &d->s->columns;
	struct buf *b = d->b;
	size_t typed = 0;

	for (size_t k = 0; k < c->count; k++)
		typed += draft_has_column(d, k)
			&& c->list[k].type.kind > TYPE_TEXT;
	if (!typed && !d->wide.count)
		return;
	json_writer_member(d->json, "    ", SPAN("types"));
	json_writer_begin(d->json);
	for (size_t k = 0; k < c->count; k++) {
		const struct guess_column *column = &c->list[k];
		const struct guess_type *t = &column->type;

		if (!draft_has_column(d, k) || t->kind <= TYPE_TEXT)
			continue;
		json_writer_member(d->json, "      ", d->ours[k]);
		if (t->kind == TYPE_NUMBER) {
			buf_format(b, "{\"number\": %s}",
				!column->own_style ? "true"
					: column->style == DECIMAL_ENGLISH
					? "\"english\""
					: "\"danish\"");
			continue;
		}
		if (t->kind == TYPE_CPR) {
			buf_format(b, "{\"cpr\": true%s}",
				column->empty ? ", \"optional\": true" : "");
			continue;
		}
		buf_text(b, "{\"date\": ");
		json_writer_text(d->json, span_of(t->pattern));
		if (t->open[0]) {
			buf_text(b, ", \"open\": ");
			json_writer_text(d->json, span_of(t->open));
		}
		buf_byte(b, '}');
	}
	if (d->wide.count) {
		json_writer_member(d->json, "      ", span_of(d->month));
		buf_text(b, "{\"date\": ");
		json_writer_text(d->json, span_of(d->wide.dates));
		buf_byte(b, '}');
		json_writer_member(d->json, "      ", span_of(d->value));
		buf_text(b, "{\"number\": true}");
	}
	json_writer_end(d->json, "    ");
}

/* Writes what columns hold, as comments and as types; what rows mean is left to
 * say. */
static void
write_facts(struct draft *d)
{
	const struct guess_columns *c = &d->s->columns;
	struct buf text = { 0 };

	json_writer_member(d->json, "  ", SPAN("facts"));
	json_writer_begin(d->json);
	if (d->named) {
		json_writer_member(d->json, "    ", SPAN("//"));
		json_writer_begin(d->json);
		json_writer_member(d->json, "      ", SPAN("each"));
		json_writer_text(d->json,
			SPAN("say here what a row means: event, unit, date; for example {\"event\": \"...\", \"unit\": {\"unit\": \"COLUMN\"}, \"date\": {\"date\": \"COLUMN\"}}"));
		for (size_t k = 0; k < c->count; k++) {
			if (!draft_has_column(d, k))
				continue;
			buf_clear(&text);
			findings_column(&c->list[k], &text);
			json_writer_member(d->json, "      ", d->ours[k]);
			json_writer_text(d->json, buf_span(&text));
		}
		json_writer_end(d->json, "    ");
		write_types(d);
	}
	json_writer_member(d->json, "    ", SPAN("each"));
	buf_text(d->b, "[]");
	json_writer_end(d->json, "  ");
	buf_free(&text);
}

/* Writes what the draft is and where it is to be saved, the names of the source
 * and of its files, and how the file writes numbers, where something speaks for
 * it. */
static void
write_about(struct draft *d, const char *output)
{
	const struct guess_columns *c = &d->s->columns;
	const struct type_numbers *n = &c->numbers;
	struct buf text = { 0 }, name = { 0 }, match = { 0 };

	draft_names_source(&name, output, d->s->file);
	draft_names_match(&match, d->s->file);
	buf_format(&text,
		"a draft of what %s is like, to be saved as sources/%.*s.json",
		strcmp(d->s->file, "-") ? d->s->file : "the export",
		SPAN_ARG(buf_span(&name)));
	if (!d->named && c->count)
		buf_text(&text,
			"; its names are empty or come twice: so no columns are chosen here");
	json_writer_say(d->json, "  ", "//", buf_span(&text));
	json_writer_say(d->json, "  ", "source", buf_span(&name));
	json_writer_say(d->json, "  ", "match", buf_span(&match));
	if (c->known && d->s->format != EXPORT_XLSX
		&& n->danish + n->english + n->points + n->commas)
		json_writer_say(d->json, "  ", "numbers",
			c->style == DECIMAL_ENGLISH ? SPAN("english")
						    : SPAN("danish"));
	buf_free(&text);
	buf_free(&name);
	buf_free(&match);
}

/* A name that no column has: this one, or else the other. */
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
	const struct guess_columns *c = &s->columns;
	struct arena *arena = arena_new();
	struct intern *seen = intern_new();
	struct json_writer json = { .b = b };
	struct draft d = { .json = &json, .b = b, .s = s };
	bool headed = s->format != EXPORT_FIXED && s->table.headers;
	struct buf folded = { 0 };

	/* Columns can be chosen by name where each name stands for one column,
	 * and none is empty, comes twice, or cannot be written in JSON. */
	d.named = c->count > 0;
	for (size_t k = 0; headed && k < c->count; k++) {
		struct span name = c->list[k].name;

		buf_clear(&folded);
		text_fold(&folded, name);
		d.named &= name.len && utf8_fault(name) == name.len
			&& !memchr(name.at, '\0', name.len)
			&& intern_add(seen, buf_span(&folded)) == k;
	}
	d.ours = draft_names_columns(arena,
		s->format == EXPORT_FIXED || s->table.headers ? s->table.names
							      : NULL,
		c->count);
	if (d.named && s->table.headers
		&& (s->format == EXPORT_CSV || s->format == EXPORT_XLSX))
		guess_wide(&d.wide, c);
	d.month = free_name(&d, "month", "_month");
	d.value = free_name(&d, "value", "_value");
	json_writer_begin(&json);
	write_about(&d, output);
	draft_export(&d);
	write_facts(&d);
	buf_text(b, "\n}\n");
	guess_wide_free(&d.wide);
	buf_free(&folded);
	intern_free(seen);
	arena_free(arena);
}
