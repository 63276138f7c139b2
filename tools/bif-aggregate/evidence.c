/* SPDX-License-Identifier: MIT
 *
 * Keeps lines as they were read, and brings them into common columns at the end,
 * when it is known which columns there are.
 */
#include "evidence.h"

#include "base/buf.h"

#define AT "at" /* the column of places, which is last in any stream of facts */

void
evidence_file(struct evidence *k, const struct tsv *in)
{
	struct kept_file *file;
	size_t i;

	if (!k->arena)
		k->arena = arena_new();
	k->files = mem_grow(k->files, &k->files_cap, k->nfiles + 1,
		sizeof(*k->files));
	file = &k->files[k->nfiles++];
	file->columns = in->columns;
	file->names = arena_take(k->arena,
		file->columns * sizeof(*file->names));
	for (i = 0; i < file->columns; i++)
		file->names[i] = arena_keep(k->arena, in->names[i]);
}

/* The subject and the course are borrowed and gone with the next fact, so they
 * are not kept; the actions are the plan's, and stay. */
void
evidence_add(struct evidence *k, const struct tsv *in, const struct fact *f,
	uint32_t subject)
{
	const struct span *first = in->cells, *last = first + in->columns - 1;
	struct kept_fact *fact;

	k->facts = mem_grow(k->facts, &k->cap, k->count + 1, sizeof(*k->facts));
	fact = &k->facts[k->count++];
	*fact = (struct kept_fact){ .fact = *f,
		.subject = subject,
		.nactions = f->course ? f->course->nactions : 0,
		.actions = f->course ? f->course->actions : NULL,
		.file = k->nfiles - 1,
		/* The cells of a row stand beside each other, split by TAB. */
		.line = arena_keep(k->arena,
			(struct span){ first->at,
				(size_t)(last->at + last->len - first->at) }) };
	fact->fact.course = NULL;
	fact->fact.subject = (struct span){ NULL, 0 };
}

/* The place of a name among n, or -1. */
static int
column_in(const struct span *names, size_t n, struct span name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (span_equal(names[i], name))
			return (int)i;
	return -1;
}

/* By bytes, so that the columns come in the same order whatever file was read
 * first. */
static int
order_names(const void *a, const void *b)
{
	return span_order(*(const struct span *)a, *(const struct span *)b);
}

/* Adds a common column, if there is none of that name yet. */
static void
add_column(struct evidence *k, struct span name)
{
	size_t cap = k->ncolumns;

	if (column_in(k->columns, k->ncolumns, name) >= 0)
		return;
	k->columns = mem_grow(k->columns, &cap, k->ncolumns + 1,
		sizeof(*k->columns));
	k->columns[k->ncolumns++] = name;
}

/* The cell at that position of a line. */
static struct span
cell_at(struct span line, int at)
{
	const char *tab;

	for (; at >= 0; at--) {
		struct span cell = line;

		tab = memchr(line.at, '\t', line.len);
		if (tab) {
			cell.len = (size_t)(tab - line.at);
			line.at = tab + 1;
			line.len -= cell.len + 1;
		}
		if (at == 0)
			return cell;
	}
	return (struct span){ "", 0 };
}

/* A line of a file that lacks a column has an empty cell there. */
void
evidence_align(struct evidence *k)
{
	struct buf line = { 0 };
	size_t file = 0, i, j;
	int *places = NULL;
	bool traced = false;

	/* The common columns: the fixed ones, the others of all files by
	 * name, and `at` last, as it stands last in facts. */
	for (i = 0; i < k->nfixed; i++)
		add_column(k, span_of(k->fixed[i]));
	for (i = 0; i < k->nfiles; i++)
		for (j = 0; j < k->files[i].columns; j++) {
			if (span_is(k->files[i].names[j], AT))
				traced = true;
			else
				add_column(k, k->files[i].names[j]);
		}
	qsort(k->columns + k->nfixed, k->ncolumns - k->nfixed,
		sizeof(*k->columns), order_names);
	if (traced)
		add_column(k, SPAN(AT));
	for (i = 0; i < k->count; i++) {
		struct kept_fact *f = &k->facts[i];

		if (!places || f->file != file) {
			const struct kept_file *from;
			int *at;
			size_t m;

			file = f->file;
			mem_free(places);
			/* For each common column its place in the file, or
			 * -1. */
			from = &k->files[file];
			at = mem_new(k->ncolumns, sizeof(*at));
			for (m = 0; m < k->ncolumns; m++)
				at[m] = column_in(from->names, from->columns,
					k->columns[m]);
			places = at;
		}
		buf_clear(&line);
		for (j = 0; j < k->ncolumns; j++) {
			if (j)
				buf_byte(&line, '\t');
			buf_add(&line, cell_at(f->line, places[j]));
		}
		f->line = arena_keep(k->arena, buf_span(&line));
	}
	mem_free(places);
	buf_free(&line);
}

void
evidence_head(const struct evidence *k, struct out *out,
	const char *const names[], size_t n)
{
	const char **all = mem_new(n + k->ncolumns, sizeof(*all));
	size_t i;

	for (i = 0; i < n; i++)
		all[i] = names[i];
	for (i = 0; i < k->ncolumns; i++)
		all[n + i] = k->columns[i].at;
	out_columns(out, all, n + k->ncolumns);
	mem_free(all);
}

void
evidence_write(const struct evidence *k, size_t fact, struct out *out)
{
	int i;

	for (i = 0; i < (int)k->ncolumns; i++)
		out_escaped(out, cell_at(k->facts[fact].line, i));
}

/* Equal lines are equal facts; which of them comes first can then be told by
 * nobody, and is left as it was. */
int
evidence_order(const struct evidence *k, size_t a, size_t b)
{
	int order = span_order(k->facts[a].line, k->facts[b].line);

	return order ? order : (a > b) - (a < b);
}

void
evidence_free(struct evidence *k)
{
	mem_free(k->facts);
	mem_free(k->files);
	mem_free(k->columns);
	arena_free(k->arena);
}
