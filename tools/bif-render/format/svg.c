/* SPDX-License-Identifier: MIT
 *
 * Bullets, curves and small curves as SVG, by hand: the drawings are few and
 * simple, a library would bring fonts and floating point. Where things stand
 * comes from page/axis.h; what they are from page/chart.h.
 */
#include "svg.h"

#include "base/buf.h"
#include "base/diag.h"
#include "bif-render/page/axis.h"
#include "format.h"
#include "value/format_number.h"

/* Ten units are a pixel at the size drawings are made for. */
enum {
	WIDE = 3600,
	BULLET_HIGH = 700,
	CURVE_HIGH = 2100,
	SMALL_WIDE = 1300,
	SMALL_HIGH = 800
};

const char svg_style[] =
	"svg{font:120px system-ui,sans-serif;display:block;width:100%;"
	"height:auto}\n"
	"svg text{fill:var(--quiet)}\n"
	"svg .mark{stroke:var(--line);stroke-width:8}\n"
	"svg .band{fill:var(--band);stroke:var(--quiet);stroke-width:8;"
	"stroke-dasharray:20 20}\n"
	"svg .path{fill:none;stroke:var(--ink);stroke-width:16;"
	"stroke-dasharray:50 30}\n"
	"svg .result{fill:none;stroke:var(--accent);stroke-width:30;"
	"stroke-linejoin:round}\n"
	"svg .dot{fill:var(--accent);stroke:var(--paper);stroke-width:8}\n"
	"svg .target{stroke:var(--ink);stroke-width:34}\n"
	"svg .goal{stroke:var(--ink);stroke-width:10;"
	"stroke-dasharray:10 20}\n"
	"svg .expected{stroke:var(--ink);stroke-width:16;"
	"stroke-dasharray:50 30}\n"
	"svg .hollow{fill:var(--paper);stroke:var(--ink);stroke-width:14}\n"
	"svg .label{fill:var(--ink);font-weight:600}\n";

static const char svg_colours[] =
	"svg{--ink:#1a1a1a;--quiet:#555;"
	"--line:#bbb;--band:#eee;--accent:#0a4b8c;--paper:#fff}\n";

/* --- text in markup --- */

void
svg_text(struct out *out, struct span text)
{
	struct buf clean = { 0 };
	struct span part;

	page_clean(&clean, text);
	for (part = buf_span(&clean); part.len; part.at++, part.len--)
		switch (part.at[0]) {
		case '&':
			out_print(out, "&amp;");
			break;
		case '<':
			out_print(out, "&lt;");
			break;
		case '>':
			out_print(out, "&gt;");
			break;
		case '"':
			out_print(out, "&quot;");
			break;
		case '\'':
			out_print(out, "&#39;");
			break;
		default:
			out_bytes(out, (struct span){ part.at, 1 });
			break;
		}
	buf_free(&clean);
}

/* --- parts of drawings --- */

static void
number_text(struct out *out, enum lang lang, struct ratio value, int decimals)
{
	struct buf plain = { 0 }, shown = { 0 };

	ratio_print(&plain, value, decimals);
	format_number_number(&shown, lang, buf_span(&plain));
	svg_text(out, buf_span(&shown));
	buf_free(&plain);
	buf_free(&shown);
}

/* A drawing of number 0 is a file of its own. */
static void
begin(struct out *out, const struct chart *c, int wide, int high,
	unsigned number)
{
	out_print(out,
		"<svg%s viewBox=\"0 0 %d %d\" role=\"img\" "
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

static void
line(struct out *out, const char *class, int x1, int y1, int x2, int y2)
{
	out_print(out,
		"<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" "
		"y2=\"%d\"/>\n",
		class, x1, y1, x2, y2);
}

static void
take(struct axis *a, const struct chart_value *v)
{
	if (v->is)
		axis_take(a, v->at);
}

/* --- bullets --- */

enum { TRACK = 260, REACH = 150 };

static void
bullet_marks(struct out *out, const struct chart *c, const struct axis *a)
{
	int x;

	line(out, "mark", a->from, TRACK + 200, a->to, TRACK + 200);
	for (int i = 0; i <= a->steps; i++) {
		x = axis_at(a, axis_mark(a, i));
		line(out, "mark", x, TRACK + 200, x, TRACK + 240);
		out_print(out,
			"<text x=\"%d\" y=\"%d\" text-anchor=\"middle\""
			">",
			x, TRACK + 370);
		number_text(out, c->lang, axis_mark(a, i), a->decimals);
		out_print(out, "</text>\n");
	}
}

static void
bullet_band(struct out *out, const struct chart *c, const struct axis *a)
{
	int from = axis_at(a, c->edge.at), to = axis_at(a, c->expected.at);

	if (from > to) {
		int swap = from;

		from = to;
		to = swap;
	}
	out_print(out,
		"<rect class=\"band\" x=\"%d\" y=\"%d\" width=\"%d\" "
		"height=\"%d\"/>\n",
		from, TRACK - 80, to - from, 160);
}

static void
square(struct out *out, int x, int y, int r)
{
	out_print(out,
		"<rect class=\"hollow\" x=\"%d\" y=\"%d\" "
		"width=\"%d\" height=\"%d\"/>\n",
		x - r, y - r, 2 * r, 2 * r);
}

static void
diamond(struct out *out, int x, int y, int r)
{
	out_print(out,
		"<path class=\"dot\" d=\"M%d %dL%d %dL%d %dL%d %dZ\""
		"/>\n",
		x - r, y, x, y - r, x + r, y, x, y + r);
}

static void
draw_bullet(struct out *out, const struct chart *c, unsigned number)
{
	struct axis a = { 0 };
	const struct chart_value *all[] = { &c->result, &c->expected,
		&c->target, &c->upper, &c->baseline, &c->edge };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		take(&a, all[i]);
	axis_settle(&a, 200, WIDE - 200, 5);
	begin(out, c, WIDE, BULLET_HIGH, number);
	bullet_marks(out, c, &a);
	line(out, "mark", a.from, TRACK, a.to, TRACK);
	if (c->edge.is && c->expected.is)
		bullet_band(out, c, &a);
	if (c->target.is)
		line(out, "target", axis_at(&a, c->target.at), TRACK - REACH,
			axis_at(&a, c->target.at), TRACK + REACH);
	if (c->upper.is)
		line(out, "target", axis_at(&a, c->upper.at), TRACK - REACH,
			axis_at(&a, c->upper.at), TRACK + REACH);
	if (c->expected.is)
		line(out, "expected", axis_at(&a, c->expected.at), TRACK - 190,
			axis_at(&a, c->expected.at), TRACK + 190);
	if (c->baseline.is)
		square(out, axis_at(&a, c->baseline.at), TRACK, 50);
	if (c->result.is)
		diamond(out, axis_at(&a, c->result.at), TRACK, 95);
	out_print(out, "</svg>\n");
}

/* --- curves --- */

struct field {
	const struct chart *chart;
	struct axis y;
	int left, right;
};

static int
month_x(const struct field *f, size_t i)
{
	size_t last = f->chart->nmonths > 1 ? f->chart->nmonths - 1 : 1;

	return f->left + (int)((size_t)(f->right - f->left) * i / last);
}

static void
polyline(struct out *out, const struct field *f, const char *class,
	const struct chart_value *first, size_t stride)
{
	const char *at = (const char *)first;
	bool open = false;

	for (size_t i = 0; i < f->chart->nmonths; i++, at += stride) {
		const struct chart_value *v = (const void *)at;

		if (!v->is) {
			out_print(out, open ? "\"/>\n" : "");
			open = false;
			continue;
		}
		if (!open)
			out_print(out, "<polyline class=\"%s\" points=\"",
				class);
		out_print(out, open ? " %d,%d" : "%d,%d", month_x(f, i),
			axis_at(&f->y, v->at));
		open = true;
	}
	out_print(out, open ? "\"/>\n" : "");
}

static void
draw_lines(struct out *out, const struct field *f, int dot)
{
	const struct chart_month *m = f->chart->months;
	bool range = false;

	for (size_t i = 0; i < f->chart->nmonths; i++)
		range = range
			|| (m[i].low.is && m[i].high.is
				&& ratio_compare(m[i].low.at, m[i].high.at));
	polyline(out, f, "path", &m->low, sizeof(*m));
	if (range)
		polyline(out, f, "path", &m->high, sizeof(*m));
	polyline(out, f, "result", &m->result, sizeof(*m));
	for (size_t i = 0; i < f->chart->nmonths; i++)
		if (m[i].result.is)
			out_print(out,
				"<circle class=\"dot\" cx=\"%d\" "
				"cy=\"%d\" r=\"%d\"/>\n",
				month_x(f, i), axis_at(&f->y, m[i].result.at),
				dot);
}

static void
settle_field(struct field *f, const struct chart *c, int top, int bottom,
	int marks)
{
	f->chart = c;
	for (size_t i = 0; i < c->nmonths; i++) {
		take(&f->y, &c->months[i].result);
		take(&f->y, &c->months[i].low);
		take(&f->y, &c->months[i].high);
	}
	take(&f->y, &c->target);
	take(&f->y, &c->upper);
	take(&f->y, &c->baseline);
	take(&f->y, &c->projected);
	axis_settle(&f->y, bottom, top, marks);
}

static void
curve_marks(struct out *out, const struct field *f)
{
	const struct chart *c = f->chart;
	int y, bottom = f->y.from;

	for (int i = 0; i <= f->y.steps; i++) {
		y = axis_at(&f->y, axis_mark(&f->y, i));
		line(out, "mark", f->left - 60, y, f->right + 60, y);
		out_print(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">",
			f->left - 110, y + 40);
		number_text(out, c->lang, axis_mark(&f->y, i), f->y.decimals);
		out_print(out, "</text>\n");
	}
	for (size_t i = 0; i < c->nmonths; i++) {
		out_print(out,
			"<text x=\"%d\" y=\"%d\" text-anchor=\"middle\""
			">",
			month_x(f, i), bottom + 180);
		svg_text(out,
			format_number_month_brief(c->lang, c->months[i].month));
		out_print(out, "</text>\n");
	}
}

static void
draw_curve(struct out *out, const struct chart *c, unsigned number)
{
	struct field f = { .left = 760, .right = WIDE - 160 };
	int y;

	settle_field(&f, c, 120, CURVE_HIGH - 260, 5);
	begin(out, c, WIDE, CURVE_HIGH, number);
	curve_marks(out, &f);
	if (c->target.is) {
		y = axis_at(&f.y, c->target.at);
		line(out, "target", f.right - 40, y, f.right + 120, y);
	}
	if (c->upper.is) {
		y = axis_at(&f.y, c->upper.at);
		line(out, "target", f.right - 40, y, f.right + 120, y);
	}
	if (c->baseline.is)
		square(out, f.left - 60, axis_at(&f.y, c->baseline.at), 45);
	draw_lines(out, &f, 42);
	if (c->projected.is)
		out_print(out,
			"<circle class=\"hollow\" cx=\"%d\" cy=\"%d\" "
			"r=\"50\"/>\n",
			f.right, axis_at(&f.y, c->projected.at));
	out_print(out, "</svg>\n");
}

/* Without marks: what is compared is the shape. */
static void
draw_small(struct out *out, const struct chart *c, unsigned number)
{
	struct field f = { .left = 60, .right = SMALL_WIDE - 60 };

	settle_field(&f, c, 220, SMALL_HIGH - 60, 4);
	begin(out, c, SMALL_WIDE, SMALL_HIGH, number);
	out_print(out, "<text class=\"label\" x=\"20\" y=\"120\">");
	svg_text(out, c->label);
	out_print(out,
		"</text><text class=\"label\" x=\"%d\" y=\"120\" "
		"text-anchor=\"end\">",
		SMALL_WIDE - 20);
	svg_text(out, words_sign(c->status));
	out_print(out, "</text>\n");
	line(out, "mark", 20, SMALL_HIGH - 20, SMALL_WIDE - 20,
		SMALL_HIGH - 20);
	draw_lines(out, &f, 30);
	out_print(out, "</svg>\n");
}

void
svg_draw(struct out *out, const struct chart *c, unsigned number)
{
	if (c->kind == CHART_BULLET)
		draw_bullet(out, c, number);
	else if (c->kind == CHART_CURVE)
		draw_curve(out, c, number);
	else
		draw_small(out, c, number);
}

void
svg_write(const struct page *p, const struct format_look *look, struct out *out)
{
	const struct chart *best = NULL;

	(void)look;
	for (size_t i = 0; i < p->nblocks; i++)
		for (size_t j = 0; j < p->blocks[i].ncharts; j++)
			if (!best || best->kind == CHART_BULLET)
				best = p->blocks[i].charts[j];
	if (best)
		svg_draw(out, best, 0);
	else
		diag_fault(STATUS_DATA,
			"there is nothing to draw: the goal has neither "
			"target nor result");
}
