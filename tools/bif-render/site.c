/* SPDX-License-Identifier: MIT
 *
 * A site: the board, a page for each unit and one for each goal, as files of
 * one folder that link to each other. They are named by numbers, never by what
 * a book calls its units and goals: a name may hold anything, a path must not.
 * The material is read once for all pages.
 */
#include "site.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "io/tsv.h"
#include "value/text.h"

/* Adds a link, its texts kept in the book's arena. */
static void
add_link(struct page_site *site, struct arena *arena, const char *kind,
	struct span href, struct span text)
{
	site->links = mem_grow(site->links, &site->cap, site->nlinks + 1,
		sizeof(*site->links));
	site->links[site->nlinks++] = (struct page_link){ span_of(kind),
		arena_keep(arena, href), arena_keep(arena, text) };
}

/* A place inside the site, from one of its pages: no scheme, no quotes, nothing
 * that a browser would run. */
static bool
is_place(struct span href)
{
	for (size_t i = 0; i < href.len; i++) {
		char c = href.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
			    || (c >= '0' && c <= '9') || strchr("._/-", c)))
			return false;
	}
	return href.len && href.at[0] != '/';
}

/* Links to what others made: statuses of other days, data, other sites. */
static bool
read_links(struct page_site *site, struct arena *arena, const char *file)
{
	static const char *const kinds[] = { "date", "data", "site" };
	struct tsv *in = tsv_open(file, "links", "a pipeline");
	struct buf cell[3] = { 0 };
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
		for (k = 0; k < 3 && !span_is(buf_span(&cell[0]), kinds[k]);
			k++)
			;
		good = k < 3 && is_place(buf_span(&cell[1]));
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

/* One page into FOLDER/NAME. */
static bool
write_page(const struct request *r, const struct material *m,
	const struct page_site *site, const char *report, const char *name)
{
	struct page *p = page_new(report, m->lang, m->as_of);
	enum status before = diag_status();
	struct buf path = { 0 };
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
	buf_free(&path);
	page_free(p);
	return good;
}

/* The board is the one page that lists all units; the others lead back to it. */
static bool
write_all(const struct request *r, struct material *m, struct page_site *site)
{
	size_t others = site->nlinks;
	char name[32];
	bool good;

	for (int unit = 0; unit < m->units->count; unit++)
		if (m->unit_shown[unit]) {
			snprintf(name, sizeof(name), "u%d.html", unit + 1);
			add_link(site, m->book->arena, "unit", span_of(name),
				m->units->list[unit].name);
		}
	good = write_page(r, m, site, "board", "index.html");
	site->nlinks = others;
	for (m->unit = 0; good && m->unit < m->units->count; m->unit++)
		if (m->unit_shown[m->unit]) {
			snprintf(name, sizeof(name), "u%d.html", m->unit + 1);
			good = write_page(r, m, site, "unit", name);
		}
	m->unit = UNIT_NONE;
	for (m->goal = 0; good && m->goal < (int)m->goals->count; m->goal++)
		if (m->goal_shown[m->goal]) {
			snprintf(name, sizeof(name), "g%d.html", m->goal + 1);
			good = write_page(r, m, site, "goal", name);
		}
	m->goal = -1;
	return good;
}

bool
site_write(const struct request *r, struct material *m)
{
	struct page_site site = { 0 };
	bool good;

	if (mkdir(r->options.output, 0777) && errno != EEXIST) {
		diag_fault(STATUS_CREATE, "%s: %s", r->options.output,
			strerror(errno));
		return false;
	}
	add_link(&site, m->book->arena, "board", SPAN("index.html"),
		words_of(m->lang, WORD_BOARD));
	good = (!r->links || read_links(&site, m->book->arena, r->links))
		&& write_all(r, m, &site);
	mem_free(site.links);
	return good;
}
