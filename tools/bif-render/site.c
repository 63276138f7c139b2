/* SPDX-License-Identifier: MIT
 *
 * A site: the board, a page for each unit and one for each goal, as files of
 * one folder that link to each other. They are named by numbers, never by what
 * a book calls its units and goals: a name may hold anything, a path must not.
 * The material is read once for all pages.
 */
#include "request.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "io/tsv.h"
#include "value/text.h"

/* Adds a link, its texts kept in the book's arena. href is as seen from a page
 * of the site; all pages are in one folder. */
static void
add_link(struct page_site *site, struct arena *arena, const char *kind,
	struct span href, struct span text)
{
	MEM_GROW(site->links, site->cap, site->nlinks + 1);
	site->links[site->nlinks++] = (struct page_link){ span_of(kind),
		arena_keep(arena, href), arena_keep(arena, text) };
}

/* What a link's place may be made of: no scheme, no quotes, nothing that a
 * browser would run. */
#define PLACE \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-"

/* Links to what others made: statuses of other days, data, other sites. Their
 * file is a pipeline's, yet anybody may have written it: a place must be inside
 * the site, as seen from one of its pages. Columns kind (date, data or site),
 * href and text; the first line that is wrong is told (65) and ends it. */
static bool
read_links(struct page_site *site, struct arena *arena, const char *file)
{
	static const char *const kinds[] = { "date", "data", "site" };
	struct tsv *in = tsv_open(file, "links", "a pipeline");
	struct buf cell[3] = { 0 };
	const char *href;
	int at[3], more = 0;
	bool good;
	size_t k;

	if (!in)
		return false;
	at[0] = tsv_need(in, "kind");
	at[1] = tsv_need(in, "href");
	at[2] = tsv_need(in, "text");
	good = at[0] >= 0 && at[1] >= 0 && at[2] >= 0;
	while (good && (more = tsv_next(in)) > 0) {
		for (size_t i = 0; i < 3; i++) {
			buf_clear(&cell[i]);
			text_unescape(&cell[i], in->cells[at[i]]);
		}
		k = span_among(buf_span(&cell[0]), kinds, COUNT(kinds));
		href = buf_string(&cell[1]);
		good = k < 3 && *href && *href != '/'
			&& strspn(href, PLACE) == cell[1].len;
		if (good)
			add_link(site, arena, kinds[k], buf_span(&cell[1]),
				buf_span(&cell[2]));
		else
			diag_at(STATUS_DATA, "link", tsv_place(in),
				"no date, data or site with a place of letters, "
				"digits and . _ - / below this folder");
	}
	for (size_t i = 0; i < 3; i++)
		buf_free(&cell[i]);
	return tsv_close(in) && good && more == 0;
}

/* One page into FOLDER/NAME, whole or not at all: after a fault the output is
 * dropped. False after a message. */
static bool
write_page(const struct request *r, const struct material *m,
	const struct page_site *site, const char *report, const char *name)
{
	struct page *p = page_new(report, m->lang, m->as_of);
	enum status before = diag_status();
	BUF_LOCAL path = { 0 };
	struct out *out;
	bool good = false;

	p->site = site;
	report_find(report)->make(p, m);
	buf_format(&path, "%s/%s", r->options.output, name);
	out = out_open(buf_string(&path), OUT_TSV);
	if (out) {
		html_write(p, &r->look, out);
		good = diag_status() == before;
		if (good)
			good = out_close(out);
		else
			out_drop(out);
	}
	page_free(p);
	return good;
}

/* Pages are written one after another from the same material; a fault ends it,
 * and the pipeline that asked publishes nothing. A unit's number is its place
 * in the book, from 1, whether or not the units before it have a page. */
bool
site_write(const struct request *r, struct material *m)
{
	struct page_site site = { 0 };
	struct arena *arena = m->book->arena;
	size_t others;
	char name[32];
	bool good;

	if (mkdir(r->options.output, 0777) && errno != EEXIST) {
		diag_file(STATUS_CREATE, r->options.output, "%s",
			strerror(errno));
		return false;
	}
	add_link(&site, arena, "board", SPAN("index.html"),
		words_of(m->lang, WORD_BOARD));
	good = !r->links || read_links(&site, arena, r->links);
	/* The board is the one page that lists all units; the others lead back
	 * to it. */
	others = site.nlinks;
	for (int unit = 0; good && unit < m->units->count; unit++)
		if (m->unit_shown[unit]) {
			snprintf(name, sizeof(name), "u%d.html", unit + 1);
			add_link(&site, arena, "unit", span_of(name),
				m->units->list[unit].name);
		}
	good = good && write_page(r, m, &site, "board", "index.html");
	site.nlinks = others;
	for (m->unit = 0; good && m->unit < m->units->count; m->unit++)
		if (m->unit_shown[m->unit]) {
			snprintf(name, sizeof(name), "u%d.html", m->unit + 1);
			good = write_page(r, m, &site, "unit", name);
		}
	m->unit = UNIT_NONE;
	for (m->goal = 0; good && m->goal < (int)m->goals->count; m->goal++)
		if (m->goal_shown[m->goal]) {
			snprintf(name, sizeof(name), "g%d.html", m->goal + 1);
			good = write_page(r, m, &site, "goal", name);
		}
	m->goal = -1;
	mem_free(site.links);
	return good;
}
