/* SPDX-License-Identifier: MIT
 *
 * Counts are kept by source, file, kind and rule, as they come; the stream is
 * put together at the end, since only then is it known which names of files
 * need their folders.
 */
#include "stream/rows.h"

#include "base/buf.h"
#include "base/intern.h"
#include "base/mem.h"
#include "io/tsv.h"
#include "stream/stream.h"
#include "value/text.h"

/* Each count has a key: its kind, then source, file and what, with NUL
 * between them, which none of them holds. */
struct rows {
	struct intern *keys;
	/* by the number of the key; zero from there to cap */
	uint64_t *counts;
	size_t cap;
	struct buf key;
	uint32_t last; /* rows of a file come one after another */
	struct span last_key;
};

/* The file that stands for all of a source. */
#define WHOLE SPAN("*")

/* Nothing was counted yet, so that the first row is looked up. */
struct rows *
rows_new(void)
{
	struct rows *r = mem_new(1, sizeof(*r));

	r->keys = intern_new();
	r->last = INTERN_NONE;
	return r;
}

void
rows_free(struct rows *r)
{
	if (!r)
		return;
	intern_free(r->keys);
	mem_free(r->counts);
	buf_free(&r->key);
	mem_free(r);
}

/* Rows come file by file, so that the last count is mostly meant again: it
 * is asked before the index is. */
void
rows_add(struct rows *r, enum rows_kind kind, struct span source,
	struct span file, struct span what, uint64_t n)
{
	uint32_t id;

	buf_clear(&r->key);
	buf_byte(&r->key, (char)('0' + (int)kind));
	buf_add(&r->key, source);
	buf_byte(&r->key, '\0');
	buf_add(&r->key, file);
	buf_byte(&r->key, '\0');
	buf_add(&r->key, what);
	if (r->last != INTERN_NONE
		&& span_equal(buf_span(&r->key), r->last_key)) {
		r->counts[r->last] += n;
		return;
	}
	id = intern_add(r->keys, buf_span(&r->key));
	MEM_GROW_CLEAR(r->counts, r->cap, (size_t)id + 1);
	r->counts[id] += n;
	r->last = id;
	r->last_key = intern_text(r->keys, id);
}

/* The columns of a stream `rows` and its current row, unescaped. */
struct reading {
	struct tsv *tsv;
	int column[ROWS_COLUMNS];
	struct span cell[ROWS_COLUMNS];
	uint64_t count[ROWS_COLUMNS];
	struct buf text;
};

/* Says which cell of the line is wrong. */
static bool
wrong(const struct reading *in, enum rows_column column, const char *why)
{
	diag_at(STATUS_DATA, "rows", tsv_place(in->tsv),
		"column \"%s\": \"%.*s\" %s", stream_rows[column],
		SPAN_ARG(in->cell[column]), why);
	return false;
}

/* The cells of a row, unescaped into one room. */
static bool
read_row(struct reading *in)
{
	size_t ends[ROWS_COLUMNS];

	buf_clear(&in->text);
	for (int i = 0; i < ROWS_COLUMNS; i++) {
		text_unescape(&in->text, in->tsv->cells[in->column[i]]);
		ends[i] = in->text.len;
	}
	for (int i = 0; i < ROWS_COLUMNS; i++) {
		size_t from = i ? ends[i - 1] : 0;

		in->cell[i] = (struct span){ in->text.at + from,
			ends[i] - from };
	}
	for (int i = ROWS_DATA_ROWS; i <= ROWS_REJECTED; i++)
		if (!text_count(in->cell[i], &in->count[i]))
			return wrong(in, (enum rows_column)i, "is not a count");
	return true;
}

/* Takes the first `name:n` off a detail. A name may hold blanks and colons, so
 * it ends at the first colon that digits and a blank, or the end, follow. */
static bool
take_item(struct span *left, struct span *name, uint64_t *n)
{
	for (size_t colon = 0; colon < left->len; colon++) {
		size_t from = colon + 1, end = from;

		if (left->at[colon] != ':')
			continue;
		while (end < left->len && left->at[end] != ' ')
			end++;
		if (!text_count((struct span){ left->at + from, end - from },
			    n))
			continue;
		*name = (struct span){ left->at, colon };
		end += end < left->len;
		*left = (struct span){ left->at + end, left->len - end };
		return true;
	}
	return false;
}

/* `rule:3 other:1`: counts by name, and their sum. */
static bool
read_detail(struct rows *r, const struct reading *in, enum rows_kind kind,
	uint64_t *sum)
{
	struct span left = in->cell[ROWS_DETAIL], name;
	uint64_t n;

	*sum = 0;
	while (left.len) {
		if (!take_item(&left, &name, &n))
			return wrong(in, ROWS_DETAIL,
				"is not names and counts");
		rows_add(r, kind, in->cell[ROWS_SOURCE], in->cell[ROWS_FILE],
			name, n);
		*sum += n;
	}
	return true;
}

/* A row's counts, which must agree with what its detail adds up to. */
static bool
add_row(struct rows *r, const struct reading *in)
{
	struct span source = in->cell[ROWS_SOURCE], file = in->cell[ROWS_FILE];
	struct span none = SPAN("");
	uint64_t sum;

	if (span_equal(file, WHOLE))
		return read_detail(r, in, ROWS_KIND_FACTS, &sum);
	rows_add(r, ROWS_KIND_DATA, source, file, none,
		in->count[ROWS_DATA_ROWS]);
	rows_add(r, ROWS_KIND_FACTS, source, file, none, in->count[ROWS_FACTS]);
	rows_add(r, ROWS_KIND_REJECTED, source, file, none,
		in->count[ROWS_REJECTED]);
	if (!read_detail(r, in, ROWS_KIND_SKIPPED, &sum))
		return false;
	if (sum != in->count[ROWS_SKIPPED])
		return wrong(in, ROWS_DETAIL, "does not add up to skipped");
	return true;
}

/* Counts of a stream are added to those that are there, so that streams of
 * several runs can be put together. */
bool
rows_read(struct rows *r, const char *file)
{
	struct reading in = { .tsv = tsv_open(file, "rows", "bif-extract") };
	bool good = in.tsv != NULL;
	int row = 1;

	for (int i = 0; good && i < ROWS_COLUMNS; i++) {
		in.column[i] = tsv_need(in.tsv, stream_rows[i]);
		good = in.column[i] >= 0;
	}
	while (good && (row = tsv_next(in.tsv)) > 0)
		good = read_row(&in) && add_row(r, &in);
	if (in.tsv)
		good = tsv_close(in.tsv) && good;
	buf_free(&in.text);
	return good && row == 0;
}

/* A count as it is written: by source, shown file, kind and what. */
struct entry {
	enum rows_kind kind;
	struct span source;
	struct span file;
	struct span shown;
	struct span what;
	uint64_t n;
};

/* What a key of the table stands for. */
static struct entry
entry_of(const struct rows *r, uint32_t id)
{
	struct span key = intern_text(r->keys, id);
	const char *stop = key.at + key.len;
	struct entry e = { .kind = (enum rows_kind)(key.at[0] - '0'),
		.n = r->counts[id] };
	const char *slash;
	size_t from;

	e.source = span_of(key.at + 1);
	e.file = span_of(e.source.at + e.source.len + 1);
	e.what.at = e.file.at + e.file.len + 1;
	e.what.len = (size_t)(stop - e.what.at);
	slash = e.file.len ? memrchr(e.file.at, '/', e.file.len) : NULL;
	from = slash ? (size_t)(slash - e.file.at) + 1 : 0;

	e.shown = (struct span){ e.file.at + from, e.file.len - from };
	return e;
}

uint64_t
rows_of_source(const struct rows *r, enum rows_kind kind, struct span source)
{
	uint64_t sum = 0;

	for (uint32_t id = 0; id < intern_count(r->keys); id++) {
		struct entry e = entry_of(r, id);

		if (e.kind == kind && span_equal(e.source, source)
			&& !span_equal(e.file, WHOLE))
			sum += e.n;
	}
	return sum;
}

/* Together what is of one file. */
static int
by_file(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = span_order(x->source, y->source);

	order = order ? order : span_order(x->shown, y->shown);
	return order ? order : span_order(x->file, y->file);
}

/* In the order in which it is written. */
static int
by_shown(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = span_order(x->source, y->source);

	order = order ? order : span_order(x->shown, y->shown);
	order = order ? order : ORDER(x->kind, y->kind);
	return order ? order : span_order(x->what, y->what);
}

/* Together what is of one event. */
static int
by_event(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = span_order(x->source, y->source);

	return order ? order : span_order(x->what, y->what);
}

/* Whether entries first..stop, which share a source and a name, are of files
 * in several folders. A bare name fits any folder: that is how another stage
 * has written it. Files are sorted, so the bare name comes first or last and
 * the two ends of the rest tell. */
static bool
several_folders(const struct entry *e, size_t first, size_t stop)
{
	struct span folder = { NULL, 0 };

	for (size_t i = first; i < stop; i++) {
		if (e[i].file.len == e[i].shown.len)
			continue;
		if (folder.at && !span_equal(folder, e[i].file))
			return true;
		folder = e[i].file;
	}
	return false;
}

/* One name with its count; none of nothing. */
static void
add_detail(struct buf *detail, struct span what, uint64_t n)
{
	if (!what.len || !n)
		return;
	buf_between(detail, " ");
	buf_add(detail, what);
	buf_format(detail, ":%llu", (unsigned long long)n);
}

/* One file with its sums. */
static void
write_row(struct out *out, struct span source, struct span file,
	const uint64_t sums[4], const struct buf *detail)
{
	static const enum rows_kind order[] = { ROWS_KIND_DATA, ROWS_KIND_FACTS,
		ROWS_KIND_SKIPPED, ROWS_KIND_REJECTED };

	out_cell(out, source);
	out_cell(out, file);
	for (size_t i = 0; i < 4; i++)
		out_count(out, sums[order[i]]);
	out_cell(out, buf_span(detail));
	out_row(out);
}

/* The row of the file whose entries begin at e[i]; gives where they end and
 * adds to the source's sums. */
static size_t
write_file(struct out *out, const struct entry *e, size_t i, size_t n,
	uint64_t whole[4])
{
	const struct entry *first = &e[i];
	uint64_t sums[4] = { 0 };
	BUF_LOCAL detail = { 0 };

	while (i < n && span_equal(e[i].source, first->source)
		&& span_equal(e[i].shown, first->shown)) {
		struct span what = e[i].what;
		enum rows_kind kind = e[i].kind;
		uint64_t sum = 0;

		for (; i < n && span_equal(e[i].source, first->source)
			&& span_equal(e[i].shown, first->shown)
			&& e[i].kind == kind && span_equal(e[i].what, what);
			i++)
			sum += e[i].n;
		sums[kind] += sum;
		if (kind == ROWS_KIND_SKIPPED)
			add_detail(&detail, what, sum);
	}
	if (!span_equal(first->shown, WHOLE)) {
		write_row(out, first->source, first->shown, sums, &detail);
		for (size_t k = 0; k < 4; k++)
			whole[k] += sums[k];
	}
	return i;
}

/* Facts by event of a source, from entries sorted by event. */
static void
list_events(struct buf *detail, const struct entry *events, size_t n,
	struct span source)
{
	size_t i = 0;

	while (i < n && span_order(events[i].source, source) < 0)
		i++;
	while (i < n && span_equal(events[i].source, source)) {
		struct span what = events[i].what;
		uint64_t sum = 0;

		for (; i < n && span_equal(events[i].source, source)
			&& span_equal(events[i].what, what);
			i++)
			if (events[i].kind == ROWS_KIND_FACTS)
				sum += events[i].n;
		add_detail(detail, what, sum);
	}
}

/* Folders are shown only where two files of a source would otherwise have
 * one name, as whoever delivers does not know our folders. */
bool
rows_write(const struct rows *r, struct out *out)
{
	size_t n = intern_count(r->keys);
	struct entry *files = mem_new(n + 1, sizeof(*files));
	struct entry *events = mem_new(n + 1, sizeof(*events));
	BUF_LOCAL detail = { 0 };
	size_t stop;

	for (size_t i = 0; i < n; i++)
		events[i] = files[i] = entry_of(r, (uint32_t)i);
	qsort(files, n, sizeof(*files), by_file);
	for (size_t i = 0; i < n; i = stop) {
		for (stop = i + 1; stop < n
			&& span_equal(files[i].source, files[stop].source)
			&& span_equal(files[i].shown, files[stop].shown);
			stop++)
			;
		if (!several_folders(files, i, stop))
			continue;
		for (size_t k = i; k < stop; k++)
			files[k].shown = files[k].file;
	}
	qsort(files, n, sizeof(*files), by_shown);
	qsort(events, n, sizeof(*events), by_event);
	out_columns(out, stream_rows, ROWS_COLUMNS);
	for (size_t i = 0; i < n;) {
		struct span source = files[i].source;
		uint64_t whole[4] = { 0 };

		while (i < n && span_equal(files[i].source, source))
			i = write_file(out, files, i, n, whole);
		buf_clear(&detail);
		list_events(&detail, events, n, source);
		write_row(out, source, WHOLE, whole, &detail);
	}
	mem_free(files);
	mem_free(events);
	return !out_failed(out);
}
