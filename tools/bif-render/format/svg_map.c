/* SPDX-License-Identifier: MIT
 *
 * The strategy map drawn: boxes in columns from a vision to actions, and lines
 * to what each serves. Where boxes stand was decided in report/strategy_map.c.
 */
#include "svg.h"

#include "base/buf.h"
#include "base/diag.h"
#include "format.h"

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
	struct buf b = { 0 };
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
	buf_free(&b);
	out_print(out, "</svg>\n");
}
