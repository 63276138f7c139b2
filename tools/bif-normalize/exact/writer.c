/* SPDX-License-Identifier: MIT
 *
 * TSV, which is what is mostly wanted, is put together in the output's own
 * room; other formats go cell by cell.
 */
#include "writer.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/text.h"

/* The fixed columns come first, then those of the source's own. */
static const char *
column_name(const struct facts *plan, size_t i)
{
	return i < FACT_COLUMNS ? stream_facts[i]
				: plan->extras[i - FACT_COLUMNS].at;
}

/* Marks the column a name asks for. */
static bool
ask(struct writer *w, const struct facts *plan, bool *asked, struct span name)
{
	size_t n = FACT_COLUMNS + plan->nextras;
	BUF_LOCAL text = { 0 };
	const char **words;

	if (span_is(name, "at")) {
		w->trace = true;
		return true;
	}
	for (size_t i = 0; i < n; i++)
		if (span_is(name, column_name(plan, i))) {
			asked[i] = true;
			return true;
		}
	words = mem_new(n + 1, sizeof(*words));
	n = FACT_COLUMNS + plan->nextras;
	for (size_t i = 0; i < n; i++)
		words[i] = column_name(plan, i);
	words[n] = "at";
	text_suggest(&text, name, words, n + 1);
	diag_fault(STATUS_USAGE,
		"--columns: the facts have no column \"%.*s\"%s",
		SPAN_ARG(name), buf_string(&text));
	mem_free(words);
	return false;
}

/* Marks the fields a value may be taken from. */
static void
mark_fields(bool *shown, const struct fact_value *v)
{
	if (v->kind == VALUE_FIELD)
		shown[v->field] = true;
	for (size_t i = 0; v->kind == VALUE_CHOICE && i < v->nchoices; i++)
		mark_fields(shown, &v->choices[i].is);
}

/* Fields that no written column can show need not be made ready to be shown: a
 * pseudonym is dear. */
bool
writer_choose(struct writer *w, const struct facts *plan, const char *columns,
	bool trace)
{
	size_t n = FACT_COLUMNS + plan->nextras;
	bool *asked = mem_new(n, sizeof(*asked));
	bool ok = true;

	w->trace = trace;
	/* The first name of the list that is no column ends it. */
	for (const char *at = columns; ok && at;) {
		size_t len = strcspn(at, ",");

		ok = ask(w, plan, asked, text_trim((struct span){ at, len }));
		at = at[len] ? at + len + 1 : NULL;
	}
	w->picks = mem_new(n, sizeof(*w->picks));
	w->names = mem_new(n + 1, sizeof(*w->names));
	w->shown = mem_new(plan->nfields, sizeof(*w->shown));
	for (size_t i = 0; i < n; i++) {
		if (columns && !asked[i])
			continue;
		w->names[w->npicks] = column_name(plan, i);
		w->picks[w->npicks++] = i;
		for (size_t k = 0; k < plan->nrules; k++)
			mark_fields(w->shown, &plan->rules[k].values[i]);
	}
	w->names[w->npicks] = "at";
	mem_free(asked);
	return ok;
}

void
writer_begin(struct writer *w, struct out *out)
{
	w->out = out;
	out_columns(out, w->names, w->npicks + w->trace);
}

/* Bytes of a fact as a line. */
static size_t
line_length(const struct writer *w, const struct fact *fact, struct span at)
{
	size_t i, n = w->npicks + (w->trace ? at.len + 1 : 0);

	for (i = 0; i < w->npicks; i++)
		n += fact->cells[w->picks[i]].len;
	return n;
}

/* A cell and the byte that ends it. */
static char *
add(char *to, struct span text, char end)
{
	if (text.len)
		memcpy(to, text.at, text.len);
	to[text.len] = end;
	return to + text.len + 1;
}

/* The columns asked for, and where the row came from when that is traced. */
static char *
write_line(const struct writer *w, const struct fact *fact, struct span at,
	char *to)
{
	for (size_t i = 0; i < w->npicks; i++)
		to = add(to, fact->cells[w->picks[i]], '\t');
	if (w->trace)
		return add(to, at, '\n');
	to[-1] = '\n';
	return to;
}

void
writer_facts(struct writer *w, const struct row_facts *facts, struct span at)
{
	size_t len;

	w->rows += facts->count;
	if (!w->out)
		return;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->list[i];

		if (!out_is_tsv(w->out)) {
			for (size_t k = 0; k < w->npicks; k++)
				out_escaped(w->out, fact->cells[w->picks[k]]);
			if (w->trace)
				out_escaped(w->out, at);
			out_row(w->out);
			continue;
		}
		len = line_length(w, fact, at);
		write_line(w, fact, at, out_room(w->out, len));
		out_used(w->out, len);
		out_rows(w->out, 1);
	}
}

/* As TSV, whatever the output is: writer_lines() cuts it again where it must. */
void
writer_keep(const struct writer *w, const struct row_facts *facts,
	struct span at, struct buf *b)
{
	for (size_t i = 0; i < facts->count; i++) {
		size_t len = line_length(w, &facts->list[i], at);

		buf_room(b, len);
		write_line(w, &facts->list[i], at, b->at + b->len);
		b->len += len;
	}
}

/* Rows that were made as a stream go out as they are; for other formats
 * they are taken apart again. */
void
writer_lines(struct writer *w, struct span lines, size_t rows)
{
	size_t n;

	w->rows += rows;
	if (!w->out)
		return;
	if (out_is_tsv(w->out)) {
		out_bytes(w->out, lines);
		out_rows(w->out, rows);
		return;
	}
	while (lines.len) { /* a cell, and the TAB or LF behind it */
		for (n = 0; lines.at[n] != '\t' && lines.at[n] != '\n'; n++)
			;
		out_escaped(w->out, (struct span){ lines.at, n });
		if (lines.at[n] == '\n')
			out_row(w->out);
		lines = (struct span){ lines.at + n + 1, lines.len - n - 1 };
	}
}

void
writer_free(struct writer *w)
{
	mem_free(w->picks);
	mem_free(w->names);
	mem_free(w->shown);
}
