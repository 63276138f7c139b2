/* SPDX-License-Identifier: MIT
 *
 * The strategy map of strategy.csv as a list, since a goal may serve several
 * strategies; what stands outside it; and the same as data.
 */
#include "report.h"

#include "sentence.h"

#include "base/buf.h"
#include "bif-render/page/chart.h"
#include "value/period.h"
#include "value/format_number.h"

/* --- nodes in words --- */

/* A goal with how the top unit and how the units stand, or of one unit how it
 * stands itself. A goal that the book does not know is said by its name in
 * strategy.csv. */
static void
goal_text(struct buf *b, const struct material *m, struct span name, int unit)
{
	int goal = goal_find(m->goals, name),
	    top = unit == UNIT_NONE ? material_top(m) : unit;
	struct status_counts stand;
	const char *between = ": ";
	const struct verdict *v;

	if (goal < 0) {
		buf_add(b, name);
		return;
	}
	words_say(b, m->lang, SAY_GOAL,
		WORDS_TEXT(material_goal_title(m, goal)));
	if (top != UNIT_NONE && (v = material_verdict(m, top, goal))
		&& v->status != VERDICT_NOT_APPLICABLE)
		buf_format(b, " (%.*s%s%.*s %.*s)",
			SPAN_ARG(unit == UNIT_NONE ? m->units->list[top].code
						   : SPAN("")),
			unit == UNIT_NONE ? ": " : "",
			SPAN_ARG(words_sign(v->status)),
			SPAN_ARG(words_status(m->lang, v->status)));
	if (unit != UNIT_NONE)
		return;
	stand = material_counts_goal(m, goal);
	for (enum verdict_status s = 0; s < VERDICT_STATUSES; s++) {
		if (!stand.of[s] || s == VERDICT_NOT_APPLICABLE)
			continue;
		buf_format(b, "%s%zu %.*s", between, stand.of[s],
			SPAN_ARG(words_status(m->lang, s)));
		between = ", ";
	}
}

/* An action with whose it is, how far it has come and until when. at is its
 * place in actions; state and day stand in brackets, where there are any. */
static void
action_text(struct buf *b, const struct material *m, int at)
{
	const struct action *a = &m->actions->list[at];

	words_say(b, m->lang, SAY_ACTION, WORDS_TEXT(a->title));
	if (a->unit != UNIT_NONE)
		buf_format(b, ", %.*s", SPAN_ARG(m->units->list[a->unit].name));
	if (a->owner.len)
		buf_format(b, ", %.*s", SPAN_ARG(a->owner));
	if (a->state.len)
		buf_format(b, " (%.*s",
			SPAN_ARG(words_state(m->lang, a->state)));
	if (a->due != DAY_NONE) {
		buf_text(b, a->state.len ? ", " : " (");
		words_say(b, m->lang,
			sentence_overdue(m, a) ? SAY_OVERDUE : SAY_DUE,
			WORDS_DAY(a->due));
	}
	if (a->state.len || a->due != DAY_NONE)
		buf_byte(b, ')');
}

/* What a node says in the list, by its kind. */
static void
node_text(struct buf *b, const struct material *m,
	const struct strategy_link *node, int unit)
{
	int at;

	if (node->kind == STRATEGY_ACTION
		&& (at = action_find(m->actions, node->from)) >= 0)
		action_text(b, m, at);
	else if (node->kind == STRATEGY_GOAL)
		goal_text(b, m, node->from, unit);
	else
		buf_add(b, node->label.len ? node->label : node->from);
}

/* --- the map as a list --- */

/* Whether a node is a unit's: a goal it has, an action of its own, or what such
 * serve. Of UNIT_NONE all nodes are. Each level is of another kind, so that no
 * circle is followed. */
static bool
is_of(const struct material *m, const struct strategy_link *node, int unit)
{
	int at;

	if (unit == UNIT_NONE)
		return true;
	if (node->kind == STRATEGY_GOAL) {
		const struct verdict *v;

		at = goal_find(m->goals, node->from);
		v = at < 0 ? NULL : material_verdict(m, unit, at);
		return v && v->status != VERDICT_NOT_APPLICABLE;
	}
	if (node->kind == STRATEGY_ACTION) {
		at = action_find(m->actions, node->from);
		return at >= 0 && m->actions->list[at].unit == unit;
	}
	for (size_t i = 0; i < m->strategy->count; i++)
		if (m->strategy->list[i].kind > node->kind
			&& span_equal(m->strategy->list[i].to, node->from)
			&& is_of(m, &m->strategy->list[i], unit))
			return true;
	return false;
}

/* What serves a node, level by level, of all units or of one. A node that
 * serves two is listed below both. Each level is of a kind further down, so no
 * circle is followed. */
static void
add_below(struct page *p, const struct material *m,
	const struct strategy_link *above, int unit, int depth)
{
	BUF_LOCAL b = { 0 };

	for (size_t i = 0; i < m->strategy->count; i++) {
		const struct strategy_link *node = &m->strategy->list[i];

		if (node->kind <= above->kind
			|| !span_equal(node->to, above->from)
			|| !is_of(m, node, unit))
			continue;
		buf_clear(&b);
		node_text(&b, m, node, unit);
		page_item(p, depth, buf_span(&b));
		add_below(p, m, node, unit, depth + 1);
	}
}

/* A vision that none of the unit's goals and actions serves is left out. */
void
strategy_map_unit(struct page *p, const struct material *m, int unit)
{
	bool any = false;

	for (size_t i = 0; i < m->strategy->count; i++) {
		const struct strategy_link *node = &m->strategy->list[i];

		if (node->kind != STRATEGY_VISION || !is_of(m, node, unit))
			continue;
		if (!any) {
			/* On paper there is no room for it. */
			page_heading(p, 2, words_of(m->lang, WORD_STRATEGY));
			page_screen(p);
			page_list(p);
			page_screen(p);
		}
		any = true;
		page_item(p, 0, node->label.len ? node->label : node->from);
		add_below(p, m, node, unit, 1);
	}
}

/* --- the map as a drawing --- */

/* The drawing while it is made. Rows are counted in halves, so that a node can
 * stand between two others. */
struct map {
	struct page *page;
	const struct material *m;
	struct chart *chart;
	bool *placed; /* by node */
	int next;     /* half row that is free */
};

/* A box; of a goal with the top unit's status, which gives it its colour. goal
 * is its place in the book, or -1 for what is none; what is returned is the
 * node's number. */
static size_t
add_node(struct map *map, enum strategy_kind kind, struct span text, int goal)
{
	const struct material *m = map->m;
	struct chart *c = map->chart;
	int top = material_top(m);
	const struct verdict *v = goal >= 0 && top != UNIT_NONE
		? material_verdict(m, top, goal)
		: NULL;
	BUF_LOCAL b = { 0 };

	if (v && v->status != VERDICT_NOT_APPLICABLE)
		buf_format(&b, "%.*s ", SPAN_ARG(words_sign(v->status)));
	buf_add(&b, text);
	c->nodes[c->nnodes] = (struct chart_node){ .column = (int)kind,
		.text = arena_keep(map->page->arena, buf_span(&b)),
		.status = v ? v->status : VERDICT_NONE };
	return c->nnodes++;
}

/* What a node is called in its box: titles of goals and actions. */
static struct span
node_title(const struct material *m, const struct strategy_link *node)
{
	int at;

	if (node->kind == STRATEGY_GOAL
		&& (at = goal_find(m->goals, node->from)) >= 0)
		return material_goal_title(m, at);
	if (node->kind == STRATEGY_ACTION
		&& (at = action_find(m->actions, node->from)) >= 0)
		return m->actions->list[at].title;
	return node->label.len ? node->label : node->from;
}

/* A node stands beside the middle of what serves it. A node that serves several
 * stands with the first that is placed. */
static void
place(struct map *map, size_t node)
{
	struct chart *c = map->chart;
	int first = -1, last = -1;

	map->placed[node] = true;
	for (size_t i = 0; i < c->nedges; i++) {
		size_t below = c->edges[i].node;

		if (c->edges[i].serves != node || map->placed[below])
			continue;
		place(map, below);
		first = first < 0 ? c->nodes[below].half_row : first;
		last = c->nodes[below].half_row;
	}
	if (first < 0) {
		first = last = map->next;
		map->next += 2;
	}
	c->nodes[node].half_row = (first + last) / 2;
}

/* The first row of a node in strategy.csv; it may have several. */
static size_t
first_row(const struct strategy *s, size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (s->list[i].kind == s->list[row].kind
			&& span_equal(s->list[i].from, s->list[row].from))
			return i;
	return row;
}

/* Goals and actions that no row of the map is about. */
static void
add_outside(struct map *map)
{
	const struct material *m = map->m;
	const struct strategy *s = m->strategy;

	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (m->goal_shown[goal]
			&& strategy_find(s, STRATEGY_GOAL,
				   m->goals->list[goal].name)
				< 0)
			add_node(map, STRATEGY_GOAL,
				material_goal_title(m, goal), goal);
	for (size_t i = 0; i < m->actions->count; i++)
		if (strategy_find(s, STRATEGY_ACTION, m->actions->list[i].name)
			< 0)
			add_node(map, STRATEGY_ACTION,
				m->actions->list[i].title, -1);
}

/* What serves nothing and is served by nothing: below the map, four in a row,
 * since a column of them would be longer than all the rest. They say what they
 * are, for they stand in columns that are not theirs. */
static void
place_outside(struct map *map)
{
	struct chart *c = map->chart;
	BUF_LOCAL b = { 0 };
	int n = 0;

	for (size_t i = 0; i < c->nnodes; i++) {
		struct chart_node *node = &c->nodes[i];

		if (map->placed[i])
			continue;
		c->outside = words_of(c->lang, WORD_OUTSIDE);
		c->outside_row = map->next;
		buf_clear(&b);
		if (node->column >= STRATEGY_GOAL)
			words_say(&b, c->lang,
				node->column == STRATEGY_GOAL ? SAY_GOAL
							      : SAY_ACTION,
				WORDS_TEXT(node->text));
		if (b.len)
			node->text = arena_keep(map->page->arena, buf_span(&b));
		node->alone = true;
		node->column = n % CHART_COLUMNS;
		node->half_row = map->next + 1 + n / CHART_COLUMNS * 2;
		n++;
	}
}

/* Visions with what serves them; then what serves no vision and has something
 * below it; the rest stands outside. */
static void
place_all(struct map *map)
{
	struct chart *c = map->chart;

	map->placed = mem_new(c->nnodes + 1, sizeof(*map->placed));
	for (size_t i = 0; i < c->nnodes; i++)
		if (c->nodes[i].column == STRATEGY_VISION)
			place(map, i);
	for (size_t i = 0; i < c->nedges; i++)
		if (!map->placed[c->edges[i].serves]) {
			c->nodes[c->edges[i].serves].alone = true;
			place(map, c->edges[i].serves);
		}
	place_outside(map);
}

/* Nodes, once each, and what they serve; then those goals and actions that no
 * row is about. Nodes that no vision is above stand alone, at the bottom. */
static void
draw(struct page *p, const struct material *m)
{
	const struct strategy *s = m->strategy;
	size_t most = s->count + m->goals->count + m->actions->count + 1;
	size_t *node_of = mem_new(s->count + 1, sizeof(*node_of));
	struct map map = { .page = p, .m = m };
	struct chart *c = arena_take(p->arena, sizeof(*c));

	map.chart = c;
	c->kind = CHART_MAP;
	c->lang = m->lang;
	c->title = words_of(m->lang, WORD_STRATEGY);
	c->desc = words_of(m->lang, SAY_MAP);
	for (int i = 0; i < CHART_COLUMNS; i++)
		c->heads[i] = words_of(m->lang, (enum word)(WORD_VISION + i));
	c->nodes = arena_take(p->arena, most * sizeof(*c->nodes));
	c->edges = arena_take(p->arena, (s->count + 1) * sizeof(*c->edges));
	for (size_t i = 0; i < s->count; i++)
		node_of[i] = first_row(s, i) < i
			? node_of[first_row(s, i)]
			: add_node(&map, s->list[i].kind,
				node_title(m, &s->list[i]),
				s->list[i].kind == STRATEGY_GOAL
					? goal_find(m->goals, s->list[i].from)
					: -1);
	for (size_t i = 0; i < s->count; i++)
		for (size_t j = 0; j < s->count; j++)
			if (s->list[j].kind < s->list[i].kind
				&& first_row(s, j) == j
				&& span_equal(s->list[i].to, s->list[j].from)) {
				c->edges[c->nedges++] = (struct chart_edge){
					node_of[i], node_of[j]
				};
				break;
			}
	add_outside(&map);
	place_all(&map);
	page_drawn(p, true);
	page_figure(p, c->title, c->desc, 0);
	page_chart(p, c);
	page_drawn(p, false);
	mem_free(map.placed);
	mem_free(node_of);
}

/* --- what stands outside --- */

/* What no row of the map is about, and rows that serve nothing there is. */
static void
outside(struct page *p, const struct material *m)
{
	BUF_LOCAL b = { 0 };
	bool any = false;

	for (size_t i = 0; i < m->strategy->count; i++) {
		const struct strategy_link *all = m->strategy->list,
					   *node = &all[i];
		bool serves = node->kind == STRATEGY_VISION;

		for (size_t j = 0; !serves && j < m->strategy->count; j++)
			serves = all[j].kind < node->kind
				&& span_equal(all[j].from, node->to);
		if (serves)
			continue;
		buf_clear(&b);
		node_text(&b, m, node, UNIT_NONE);
		report_item(p, m, &any, 2, WORD_OUTSIDE, buf_span(&b));
	}
	for (int goal = 0; goal < (int)m->goals->count; goal++)
		if (m->goal_shown[goal]
			&& strategy_find(m->strategy, STRATEGY_GOAL,
				   m->goals->list[goal].name)
				< 0) {
			buf_clear(&b);
			goal_text(&b, m, m->goals->list[goal].name, UNIT_NONE);
			report_item(p, m, &any, 2, WORD_OUTSIDE, buf_span(&b));
		}
	for (int i = 0; i < (int)m->actions->count; i++)
		if (strategy_find(m->strategy, STRATEGY_ACTION,
			    m->actions->list[i].name)
			< 0) {
			buf_clear(&b);
			action_text(&b, m, i);
			report_item(p, m, &any, 2, WORD_OUTSIDE, buf_span(&b));
		}
}

/* --- for programs --- */

/* Each row of strategy.csv, with what it is called and how it stands. The
 * status is the top unit's; nodes that are no goals have none. */
static void
data(struct page *p, const struct material *m)
{
	static const char *const kinds[] = { "vision", "strategy", "goal",
		"action" };
	struct page_table *t = page_data(p, words_of(m->lang, WORD_STRATEGY));
	int top = material_top(m), goal;
	const struct verdict *v;
	BUF_LOCAL b = { 0 };

	page_column(p, t, "kind", words_of(m->lang, WORD_KIND), PAGE_TEXT);
	page_column(p, t, "from", words_of(m->lang, WORD_FROM), PAGE_TEXT);
	page_column(p, t, "to", words_of(m->lang, WORD_SERVES), PAGE_TEXT);
	page_column(p, t, "text", words_of(m->lang, WORD_TITLE), PAGE_TEXT);
	page_column(p, t, "status", words_of(m->lang, WORD_STATUS),
		PAGE_STATUS);
	for (size_t i = 0; i < m->strategy->count; i++) {
		const struct strategy_link *node = &m->strategy->list[i];

		buf_clear(&b);
		node_text(&b, m, node, UNIT_NONE);
		page_row(p, t);
		page_text(p, t, span_of(kinds[node->kind]));
		page_text(p, t, node->from);
		page_text(p, t, node->to);
		page_text(p, t, buf_span(&b));
		goal = node->kind == STRATEGY_GOAL
			? goal_find(m->goals, node->from)
			: -1;
		v = goal >= 0 && top != UNIT_NONE
			? material_verdict(m, top, goal)
			: NULL;
		page_status(p, t, v ? v->status : VERDICT_NONE);
	}
}

/* The drawing for the eye, the list for those who read or hear it, what stands
 * outside so that it is not forgotten, and the rows for programs. */
void
strategy_map_make(struct page *p, const struct material *m)
{
	BUF_LOCAL b = { 0 };

	sentence_date(&b, m);
	page_title(p, words_of(m->lang, WORD_STRATEGY), buf_span(&b));
	if (!m->strategy->count)
		page_paragraph(p, words_of(m->lang, WORD_NO_STRATEGY));
	else
		draw(p, m);
	/* A chapter a vision, with all that serves it. */
	for (size_t i = 0; i < m->strategy->count; i++) {
		const struct strategy_link *node = &m->strategy->list[i];

		if (node->kind != STRATEGY_VISION)
			continue;
		page_heading(p, 2, node->label.len ? node->label : node->from);
		page_list(p);
		add_below(p, m, node, UNIT_NONE, 0);
	}
	outside(p, m);
	data(p, m);
}
