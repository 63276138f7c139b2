/* SPDX-License-Identifier: MIT
 *
 * What all drawings are made of: their style, their beginning with a title and
 * a description, texts and boxes; and text as HTML and SVG may hold it. And
 * the strategy map, which is made of these alone: boxes in columns from a
 * vision to actions, and lines to what each serves. Where boxes stand was
 * decided in report/strategy_map.c.
 */

#include "format.h"
#include "base/buf.h"
#include "base/diag.h"

/* Classes tell what a line is (path, result, target), never how it looks, so
 * that the page's light and dark colours reach into its drawings. Sizes are in
 * the drawing's units. */
const char svg_style[] =
	"svg{font:110px system-ui,sans-serif;display:block;width:100%;"
	"height:auto}\n"
	"svg text{fill:var(--quiet);stroke:none}\n"
	"svg .mark{stroke:var(--line);stroke-width:8}\n"
	"svg .band{fill:var(--band);stroke:var(--quiet);stroke-width:8;"
	"stroke-dasharray:20 20}\n"
	"svg .path{fill:none;stroke:var(--ink);stroke-width:16;"
	"stroke-dasharray:50 30}\n"
	"svg .result{fill:none;stroke:var(--accent);stroke-width:30;"
	"stroke-linejoin:round}\n"
	"svg .dot{fill:var(--accent);stroke:var(--paper);stroke-width:8}\n"
	"svg .target{stroke:var(--ink);stroke-width:34}\n"
	"svg .expected{stroke:var(--ink);stroke-width:16;"
	"stroke-dasharray:50 30}\n"
	"svg .interval{stroke:var(--accent);stroke-width:16}\n"
	"svg .hollow{fill:var(--paper);stroke:var(--ink);stroke-width:14}\n"
	"svg .axis{font-size:92px}\n"
	"svg .label{fill:var(--ink);font-weight:600}\n"
	"svg .own{fill:var(--accent);font-weight:600}\n"
	"svg .name{font-size:92px;fill:var(--ink)}\n"
	"svg .own,svg .label,svg .name{paint-order:stroke;stroke:var(--paper);"
	"stroke-width:36;stroke-linejoin:round}\n"
	"svg .key{fill:var(--ink);font-size:105px}svg .long{font-size:80px}\n"
	"svg .box{fill:var(--band);stroke:var(--line);stroke-width:8}\n"
	"svg .box.met{fill:var(--met-paper)}svg .box.near{fill:var(--near-paper)}"
	"svg .box.off{fill:var(--off-paper)}\n"
	"svg .box.alone{stroke:var(--quiet);stroke-width:14;"
	"stroke-dasharray:60 30}\n"
	"svg .level{stroke:var(--ink);stroke-width:16}\n"
	"svg .limit{fill:none;stroke:var(--quiet);stroke-width:12;"
	"stroke-dasharray:50 30}\n"
	"svg .outer{fill:none;stroke:var(--quiet);stroke-width:12}\n"
	"svg .edge{fill:none;stroke:var(--quiet);stroke-width:12}\n";

/* A file of its own has no page around it to take colours from. */
static const char svg_colours[] =
	"svg{--ink:#1a1a1a;--quiet:#555;--line:#bbb;--band:#eee;"
	"--accent:#0a4b8c;--paper:#fff;--met-paper:#e3f4e8;"
	"--near-paper:#fdf1d0;--off-paper:#fde6e3;--off:#97180f}\n";

/* All five signs are escaped, so that one function serves content and
 * attributes in either kind of quotes. */
void
svg_text(struct out *out, struct span text)
{
	static const char signs[] = "&<>\"'";
	static const char *const entities[] = { "&amp;", "&lt;", "&gt;",
		"&quot;", "&#39;" };
	BUF_LOCAL clean = { 0 }, escaped = { 0 };

	page_clean(&clean, text);
	for (size_t i = 0; i < clean.len; i++) {
		const char *sign = memchr(signs, clean.at[i], 5);

		if (sign)
			buf_text(&escaped, entities[sign - signs]);
		else
			buf_byte(&escaped, clean.at[i]);
	}
	out_bytes(out, buf_span(&escaped));
}

/* anchor: start, middle or end. */
void
svg_label(struct out *out, const char *class, int x, int y, const char *anchor,
	struct span text)
{
	out_print(out,
		"<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\" "
		"fill=\"#333\">",
		class, x, y, anchor);
	svg_text(out, text);
	out_print(out, "</text>\n");
}

/* A drawing of number 0 is a file of its own. role and aria-labelledby let a
 * screen reader say title and description in place of the lines (WCAG
 * 1.1.1). */
void
svg_begin(struct out *out, const struct chart *c, int wide, int high,
	unsigned number)
{
	out_print(out,
		"<svg%s viewBox=\"0 0 %d %d\" role=\"img\" fill=\"none\" "
		"stroke=\"#333\" stroke-width=\"8\" "
		"aria-labelledby=\"t%u d%u\">",
		number ? "" : " xmlns=\"http://www.w3.org/2000/svg\"", wide,
		high, number, number);
	out_print(out, "<title id=\"t%u\">", number);
	svg_text(out, c->title);
	out_print(out, "</title><desc id=\"d%u\">", number);
	svg_text(out, c->desc);
	out_print(out, "</desc>\n");
	if (!number)
		out_print(out,
			"<style>%s%s</style>\n<rect width=\"%d\" "
			"height=\"%d\" fill=\"#fff\"/>\n",
			svg_colours, svg_style, wide, high);
}

void
svg_rect(struct out *out, const char *class, int x, int y, int wide, int high)
{
	out_print(out,
		"<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" "
		"height=\"%d\"/>\n",
		class, x, y, wide, high);
}

/* --- the map --- */

/* Sizes in the drawing's own units. Letters are counted and not measured, since
 * fonts are the reader's: 27 of usual width fit. */
enum {
	MAP_COLUMN = 1850, /* from one column to the next */
	MAP_BOX = 1550,
	MAP_ROW = 400,
	MAP_HIGH = 340, /* of a box */
	MAP_TOP = 200,
	MAP_LETTERS = 27 /* columns of text in a box */
};

/* The top of a box. Rows are counted in halves, since a box stands between
 * those that serve it. */
static int
node_y(const struct chart_node *n)
{
	return MAP_TOP + n->half_row * MAP_ROW / 2;
}

/* Lines first, so that boxes lie on top of them. A line bends out at both ends,
 * so that it leaves and meets boxes straight. */
void
svg_map(struct out *out, const struct chart *c, unsigned number)
{
	static const char *const classes[] = { "box met", "box near",
		"box off" };
	BUF_LOCAL b = { 0 };
	int high = 0;

	for (size_t i = 0; i < c->nnodes; i++)
		if (node_y(&c->nodes[i]) > high)
			high = node_y(&c->nodes[i]);
	svg_begin(out, c, (CHART_COLUMNS - 1) * MAP_COLUMN + MAP_BOX + 20,
		high + MAP_ROW, number);
	for (int i = 0; i < CHART_COLUMNS; i++)
		svg_label(out, "label", i * MAP_COLUMN, 110, "start",
			c->heads[i]);
	for (size_t i = 0; i < c->nedges; i++) {
		const struct chart_node *n = &c->nodes[c->edges[i].node];
		const struct chart_node *to = &c->nodes[c->edges[i].serves];
		int x = n->column * MAP_COLUMN,
		    back = to->column * MAP_COLUMN + MAP_BOX;

		out_print(out,
			"<path class=\"edge\" d=\"M%d %dC%d %d %d %d %d %d\"/>\n",
			x, node_y(n) + MAP_HIGH / 2, x - 150,
			node_y(n) + MAP_HIGH / 2, back + 150,
			node_y(to) + MAP_HIGH / 2, back,
			node_y(to) + MAP_HIGH / 2);
	}
	if (c->outside_row)
		svg_label(out, "label", 0,
			MAP_TOP + c->outside_row * MAP_ROW / 2 + 140, "start",
			c->outside);
	/* A box has at most three lines of text; that there is more is to be
	 * seen. */
	for (size_t i = 0; i < c->nnodes; i++) {
		const struct chart_node *n = &c->nodes[i];
		struct span rest = n->text;
		int x = n->column * MAP_COLUMN, y = node_y(n);

		svg_rect(out,
			n->alone                           ? "box alone"
				: verdict_given(n->status) ? classes[n->status]
							   : "box",
			x, y, MAP_BOX, MAP_HIGH);
		for (int row = 0; row < 3 && rest.len; row++) {
			struct span line = plain_line(&rest,
				MAP_LETTERS - (row == 2));

			buf_clear(&b);
			buf_format(&b, "%.*s%s", SPAN_ARG(line),
				row == 2 && rest.len ? "…" : "");
			svg_label(out, "axis", x + 50, y + 105 + 95 * row,
				"start", buf_span(&b));
		}
	}
	out_print(out, "</svg>\n");
}
