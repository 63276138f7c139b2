/* SPDX-License-Identifier: MIT
 *
 * Bullets, curves and small curves as SVG, by hand: the drawings are few and
 * simple, a library would bring fonts and floating point. Where things stand
 * comes from page/axis.h; what they are from page/chart.h.
 *
 * Figures stand beside what they tell, so that a reader needs no legend.
 * Without a style sheet the attributes still draw lines and not blots.
 */
#include "format.h"

#include "base/buf.h"
#include "base/diag.h"
#include "bif-render/page/axis.h"
#include "format.h"
#include "value/text.h"

/* Ten units are a pixel at the size drawings are made for. */
enum {
	WIDE = 3600,
	BULLET_HIGH = 600,
	CURVE_HIGH = 1200,
	SMALL_WIDE = 1300,
	SMALL_HIGH = 760,
	FUNNEL_HIGH = 1400
};
#define MARK_LETTER 31  /* half of what a digit of a mark takes */
#define LABEL_LETTER 68 /* what a letter of a unit's code takes */
#define UNIT_LABELS 40  /* units of a funnel that can be named */

/* --- parts of drawings --- */

/* A mark's figure beside an axis. n is the number of the mark, x and y where
 * its figure stands. */
static void
mark_label(struct out *out, const struct chart *c, const struct axis *a, int n,
	int x, int y, const char *anchor)
{
	BUF_LOCAL plain = { 0 }, shown = { 0 };
	int half;

	ratio_print(&plain, axis_mark(a, n), a->decimals);
	format_number_number(&shown, c->lang, buf_span(&plain));
	/* A long figure in the middle of its mark stays inside the drawing. */
	half = (int)shown.len * MARK_LETTER;
	if (!strcmp(anchor, "middle"))
		x = x < half ? half : x > WIDE - half ? WIDE - half : x;
	svg_label(out, "axis", x, y, anchor, buf_span(&shown));
}

/* A straight line of a class. */
static void
line(struct out *out, const char *class, int x1, int y1, int x2, int y2)
{
	out_print(out,
		"<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" "
		"y2=\"%d\"/>\n",
		class, x1, y1, x2, y2);
}

/* What a value is drawn as: a dot, and a diamond where it is one by itself. */
static void
dot(struct out *out, int x, int y, int r)
{
	out_print(out,
		"<circle class=\"dot\" fill=\"#333\" cx=\"%d\" cy=\"%d\" "
		"r=\"%d\"/>\n",
		x, y, r);
}

/* A mark that stays what it is in print and to the colour-blind. */
static void
diamond(struct out *out, int x, int y, int r)
{
	out_print(out,
		"<path class=\"dot\" fill=\"#333\" "
		"d=\"M%d %dL%d %dL%d %dL%d %dZ\"/>\n",
		x - r, y, x, y - r, x + r, y, x, y + r);
}

/* What is there takes its place on the axis. */
static void
take(struct axis *a, const struct chart_value *v)
{
	if (v->is)
		axis_take(a, v->at);
}

/* --- bullets --- */

/* The line of the bullet lies at TRACK, its key above, its marks below. */
enum { TRACK = 290, REACH = 110 };
/* Longer figures are drawn in smaller letters (class long); a longer key in two
 * lines, for which the drawing is made higher. */
#define FIGURE_MOST 7 /* letters of the usual size beside a curve */
#define KEY_MOST 58   /* columns of a key in one line */
#define KEY_LINE 125  /* from one line of a key to the next */

/* Shortens a key to what stands before its third sign, and returns the rest;
 * signs are parted by three blanks. */
static struct span
key_break(struct span *key)
{
	struct span rest = { key->at + key->len, 0 };
	int signs = 0;

	for (size_t i = 0; i + 3 < key->len; i++) {
		if (memcmp(key->at + i, "   ", 3))
			continue;
		if (++signs < 2)
			continue;
		rest = (struct span){ key->at + i + 3, key->len - i - 3 };
		key->len = i;
		break;
	}
	return rest;
}

/* One result on a line: what it started from, what is expected now, the target,
 * and how far off is still nearly met. Drawn from the back to the front: the
 * result is on top of all, since that is what a reader looks for. What the
 * verdict has not got is left out. */
static void
draw_bullet(struct out *out, const struct chart *c, unsigned number)
{
	struct axis a = { 0 };
	const struct chart_value *all[] = { &c->result, &c->expected,
		&c->target, &c->upper, &c->baseline, &c->edge, &c->low,
		&c->high };
	int x, from, to, down = 0, track;
	struct span key = c->key, second;

	for (size_t i = 0; i < COUNT(all); i++)
		take(&a, all[i]);
	axis_settle(&a, 200, WIDE - 200, 5);
	if (text_width(key) > KEY_MOST && (second = key_break(&key)).len)
		down = KEY_LINE;
	svg_begin(out, c, WIDE, BULLET_HIGH + down, number);
	svg_label(out, "key", 0, 110, "start", key);
	if (down)
		svg_label(out, "key", 0, 110 + down, "start", second);
	track = TRACK + down;
	line(out, "mark", a.from, track + 160, a.to, track + 160);
	for (int i = 0; i <= a.steps; i++) {
		x = axis_at(&a, axis_mark(&a, i));
		line(out, "mark", x, track + 160, x, track + 200);
		mark_label(out, c, &a, i, x, track + 295, "middle");
	}
	line(out, "mark", a.from, track, a.to, track);
	if (c->edge.is && c->expected.is) {
		from = axis_at(&a, c->edge.at);
		to = axis_at(&a, c->expected.at);
		svg_rect(out, "band", from < to ? from : to, track - 70,
			from < to ? to - from : from - to, 140);
	}
	for (int i = 0; i < 2; i++) {
		const struct chart_value *v = i ? &c->upper : &c->target;

		if (v->is)
			line(out, "target", axis_at(&a, v->at), track - REACH,
				axis_at(&a, v->at), track + REACH);
	}
	if (c->expected.is)
		line(out, "expected", axis_at(&a, c->expected.at), track - 140,
			axis_at(&a, c->expected.at), track + 150);
	if (c->baseline.is)
		svg_rect(out, "hollow", axis_at(&a, c->baseline.at) - 45,
			track - 45, 90, 90);
	if (c->low.is && c->high.is)
		line(out, "interval", axis_at(&a, c->low.at), track,
			axis_at(&a, c->high.at), track);
	for (int i = 0; c->low.is && c->high.is && i < 2; i++) {
		x = axis_at(&a, i ? c->high.at : c->low.at);
		line(out, "interval", x, track - 45, x, track + 45);
	}
	if (c->result.is)
		diamond(out, axis_at(&a, c->result.at), track, 90);
	out_print(out, "</svg>\n");
}

/* --- curves --- */

/* The part of a drawing in which a curve runs. y goes from the bottom, where
 * its axis begins, to the top; left and right are where the first and the last
 * month stand. */
struct field {
	const struct chart *chart;
	struct axis y;
	int left, right;
};

/* Months stand at equal distances, whatever their days. A single month stands
 * at the left. */
static int
month_x(const struct field *f, size_t i)
{
	size_t last = f->chart->nmonths > 1 ? f->chart->nmonths - 1 : 1;

	return f->left + (int)((size_t)(f->right - f->left) * i / last);
}

/* A line through the months' values; it ends where a month has none. stride is
 * how far the next month's value lies. first is the value of the first month,
 * in a struct that has others beside it. A gap stays a gap: a line across it
 * would show figures that nobody has. */
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

/* The path (both its edges, where it is a range), the result, and a dot at
 * each of its months. */
static void
draw_lines(struct out *out, const struct field *f, int r)
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
			dot(out, month_x(f, i), axis_at(&f->y, m[i].result.at),
				r);
}

/* The axis holds all that is drawn; on a scale that is shared, what the others
 * draw, too. top and bottom are positions; SVG counts downwards, so bottom is
 * the greater. */
static void
settle_field(struct field *f, const struct chart *c, int top, int bottom,
	int marks)
{
	const struct chart_value *all[] = { &c->target, &c->upper, &c->baseline,
		&c->projected, &c->low, &c->high };

	f->chart = c;
	for (size_t i = 0; i < c->nmonths; i++) {
		take(&f->y, &c->months[i].result);
		take(&f->y, &c->months[i].low);
		take(&f->y, &c->months[i].high);
	}
	for (size_t i = 0; i < COUNT(all); i++)
		take(&f->y, all[i]);
	axis_settle(&f->y, bottom, top, marks);
}

/* The figures of the result and of the target beside where they stand; moved
 * apart where they would cover each other. A year that is under way has its
 * result's figure at the last point of the curve; a whole year has it at the
 * right edge, beside the target's. */
static void
draw_figures(struct out *out, const struct field *f)
{
	const struct chart *c = f->chart;
	int target = c->target.is ? axis_at(&f->y, c->target.at) : 0, result,
	    apart;
	size_t last = c->nmonths;

	while (last && !c->months[last - 1].result.is)
		last--;
	if (c->target.is)
		svg_label(out,
			c->target_figure.len > FIGURE_MOST ? "label long"
							   : "label",
			f->right + 150, target + 40, "start", c->target_figure);
	if (c->upper.is)
		svg_label(out, "label", f->right + 150,
			axis_at(&f->y, c->upper.at) + 40, "start",
			c->upper_figure);
	if (!last || !c->result_figure.len)
		return;
	result = axis_at(&f->y, c->months[last - 1].result.at);
	if (last < c->nmonths) {
		svg_label(out, "own", month_x(f, last - 1) + 70, result + 150,
			"start", c->result_figure);
		return;
	}
	apart = result - target;
	if (c->target.is && apart > -130 && apart < 130)
		result = apart < 0 ? target - 130 : target + 130;
	svg_label(out, c->result_figure.len > FIGURE_MOST ? "own long" : "own",
		f->right + 150, result + 40, "start", c->result_figure);
}

/* The contract year month by month against the path, with marks at the left
 * and figures at the right. */
static void
draw_curve(struct out *out, const struct chart *c, unsigned number)
{
	struct field f = { .left = 700, .right = WIDE - 700 };
	int y;

	settle_field(&f, c, 90, CURVE_HIGH - 200, 4);
	svg_begin(out, c, WIDE, CURVE_HIGH, number);
	for (int i = 0; i <= f.y.steps; i++) {
		y = axis_at(&f.y, axis_mark(&f.y, i));
		line(out, "mark", f.left - 60, y, f.right + 60, y);
		mark_label(out, c, &f.y, i, f.left - 140, y + 40, "end");
	}
	for (size_t i = 0; i < c->nmonths; i++)
		svg_label(out, "axis", month_x(&f, i), f.y.from + 150, "middle",
			format_number_month_brief(c->lang, c->months[i].month));
	for (int i = 0; i < 2; i++) {
		const struct chart_value *v = i ? &c->upper : &c->target;

		if (!v->is)
			continue;
		y = axis_at(&f.y, v->at);
		line(out, "target", f.right - 40, y, f.right + 120, y);
	}
	if (c->baseline.is)
		svg_rect(out, "hollow", f.left - 105,
			axis_at(&f.y, c->baseline.at) - 45, 90, 90);
	draw_lines(out, &f, 42);
	if (c->projected.is)
		out_print(out,
			"<circle class=\"hollow\" cx=\"%d\" cy=\"%d\" "
			"r=\"50\"/>\n",
			f.right, axis_at(&f.y, c->projected.at));
	draw_figures(out, &f);
	out_print(out, "</svg>\n");
}

/* --- funnels --- */

/* A line through the limits: the inner or the outer ones, low or high. */
static void
draw_limit(struct out *out, const struct chart *c, const struct axis *x,
	const struct axis *y, int which, bool high)
{
	out_print(out, "<polyline class=\"%s\" points=\"",
		which ? "outer" : "limit");
	for (int i = 0; i < CHART_LIMITS; i++) {
		const struct chart_limit *l = &c->limits[i];

		out_print(out, i ? " %d,%d" : "%d,%d", axis_at(x, l->n),
			axis_at(y, high ? l->high[which] : l->low[which]));
	}
	out_print(out, "\"/>\n");
}

/* The places that labels have taken, as boxes. */
struct taken {
	size_t count;
	struct {
		int left, top, right, bottom;
	} box[2 * UNIT_LABELS];
};

/* Takes a box, whatever is in its way. */
static void
occupy(struct taken *t, int left, int top, int wide, int high)
{
	if (t->count == COUNT(t->box))
		return;
	t->box[t->count].left = left;
	t->box[t->count].top = top;
	t->box[t->count].right = left + wide;
	t->box[t->count++].bottom = top + high;
}

/* Takes a box unless another or the drawing's edge is in its way. */
static bool
take_box(struct taken *t, int left, int top, int wide, int high)
{
	if (left < 0 || left + wide > WIDE || t->count == COUNT(t->box))
		return false;
	for (size_t i = 0; i < t->count; i++)
		if (left < t->box[i].right && left + wide > t->box[i].left
			&& top < t->box[i].bottom && top + high > t->box[i].top)
			return false;
	occupy(t, left, top, wide, high);
	return true;
}

/* A unit is named beside its point, where there is room; the last places are a
 * little away, with a line to the point. One that has no room at all is in the
 * table. Those beyond the limits are named first. */
static void
draw_labels(struct out *out, const struct chart *c, const struct axis *x,
	const struct axis *y)
{
	static const char *const anchors[] = { "start", "middle", "end" };
	static const struct {
		int anchor, aside, top; /* from the point to the label */
	} places[] = { { 0, 70, -50 }, { 2, -70, -50 }, { 1, 0, -150 },
		{ 1, 0, 50 }, { 0, 20, -150 }, { 0, 20, 50 }, { 2, -20, -150 },
		{ 2, -20, 50 }, { 1, 0, -300 }, { 1, 0, 200 }, { 0, 60, -300 },
		{ 0, 60, 200 }, { 2, -60, -300 }, { 2, -60, 200 } };
	const int high = 100;
	struct taken taken = { 0 };

	/* The key above, the marks below, and all points. */
	occupy(&taken, 0, 0, WIDE, 140);
	occupy(&taken, 0, FUNNEL_HIGH - 200, WIDE, 200);
	for (size_t i = 0; i < c->npoints; i++)
		occupy(&taken, axis_at(x, c->points[i].n) - 50,
			axis_at(y, c->points[i].share) - 50, 100, 100);
	for (int inside = 0; inside < 2; inside++)
		for (size_t i = 0; i < c->npoints; i++) {
			const struct chart_point *p = &c->points[i];
			int px = axis_at(x, p->n), py = axis_at(y, p->share),
			    wide = (int)text_width(p->label) * LABEL_LETTER
				+ 40;

			for (size_t k = 0;
				p->outside != inside && k < COUNT(places);
				k++) {
				int at = px + places[k].aside,
				    top = py + places[k].top;

				if (!take_box(&taken,
					    at - places[k].anchor * wide / 2,
					    top, wide, high))
					continue;
				if (top < py - 2 * high || top > py + high)
					line(out, "mark", px, py, at,
						top < py ? top + high : top);
				svg_label(out, p->outside ? "own" : "name", at,
					top + 85, anchors[places[k].anchor],
					p->label);
				break;
			}
		}
}

/* Shares upwards, by how many there are behind each; the line of all units
 * together, and the limits of chance around it. A unit beyond the inner limits
 * is a diamond. */
static void
draw_funnel(struct out *out, const struct chart *c, unsigned number)
{
	struct axis x = { 0 }, y = { 0 };
	int left = 520, right = WIDE - 200, top = 220,
	    bottom = FUNNEL_HIGH - 230, at;

	for (size_t i = 0; i < c->npoints; i++) {
		axis_take(&x, c->points[i].n);
		axis_take(&y, c->points[i].share);
	}
	for (int i = 0; i < CHART_LIMITS; i++) {
		axis_take(&x, c->limits[i].n);
		axis_take(&y, c->limits[i].low[1]);
		axis_take(&y, c->limits[i].high[1]);
	}
	axis_settle(&x, left, right, 5);
	axis_settle(&y, bottom, top, 4);
	svg_begin(out, c, WIDE, FUNNEL_HIGH, number);
	svg_label(out, "key", 0, 110, "start", c->key);
	for (int i = 0; i <= y.steps; i++) {
		at = axis_at(&y, axis_mark(&y, i));
		line(out, "mark", left, at, right, at);
		mark_label(out, c, &y, i, left - 60, at + 35, "end");
	}
	for (int i = 0; i <= x.steps; i++)
		mark_label(out, c, &x, i, axis_at(&x, axis_mark(&x, i)),
			bottom + 130, "middle");
	at = axis_at(&y, c->expected.at);
	line(out, "level", left, at, right, at);
	for (int i = 0; i < 4; i++)
		draw_limit(out, c, &x, &y, i / 2, i % 2);
	for (size_t i = 0; i < c->npoints; i++) {
		int px = axis_at(&x, c->points[i].n),
		    py = axis_at(&y, c->points[i].share);

		if (c->points[i].outside)
			diamond(out, px, py, 75);
		else
			dot(out, px, py, 42);
	}
	draw_labels(out, c, &x, &y);
	out_print(out, "</svg>\n");
}

/* --- the way in --- */

/* A small curve is without marks: what is compared is the shape and the height,
 * since all small curves of a figure share one scale; the figure stands
 * above. */
static void
draw_small(struct out *out, const struct chart *c, unsigned number)
{
	struct field f = { .left = 60, .right = SMALL_WIDE - 60 };
	BUF_LOCAL b = { 0 };

	settle_field(&f, c, 230, SMALL_HIGH - 50, 4);
	svg_begin(out, c, SMALL_WIDE, SMALL_HIGH, number);
	buf_format(&b, "%.*s %.*s", SPAN_ARG(c->label),
		SPAN_ARG(words_sign(c->status)));
	svg_label(out, "label", 20, 130, "start", buf_span(&b));
	svg_label(out, "own", SMALL_WIDE - 20, 130, "end", c->figure);
	line(out, "mark", 20, SMALL_HIGH - 20, SMALL_WIDE - 20,
		SMALL_HIGH - 20);
	draw_lines(out, &f, 30);
	out_print(out, "</svg>\n");
}

/* Each kind has a size of its own. number is the drawing's place in the page,
 * and 0 for a file of its own. */
void
svg_draw(struct out *out, const struct chart *c, unsigned number)
{
	static void (*const draw[])(struct out * out, const struct chart *c,
		unsigned number) = { [CHART_BULLET] = draw_bullet,
		[CHART_CURVE] = draw_curve,
		[CHART_SMALL] = draw_small,
		[CHART_MAP] = svg_map,
		[CHART_FUNNEL] = draw_funnel };

	draw[c->kind](out, c, number);
}

/* The first course of the page, or, where there is none, its last bullet.
 * Nothing to draw is a fault of the data (65), never an empty drawing: that
 * would look like a goal without a result. */
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
