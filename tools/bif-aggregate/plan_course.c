/* SPDX-License-Identifier: MIT
 *
 * What a kind of fact does: its course, worked out once from its classes. There
 * are far fewer kinds than facts: as many as there are combinations of the
 * values that the definitions name, and of those only the ones that occur.
 */
#include "plan.h"

#include "base/mem.h"
#include "value/text.h"

/* A course in the making. */
struct making {
	struct plan *plan;
	const uint32_t *classes;
	struct plan_course course;
	struct plan_action *actions;
	size_t cap;
};

/* Whether the test names that class. */
static bool
among(const struct plan_test *t, uint32_t class)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->classes[i] == class)
			return true;
	return false;
}

/* A column the file lacks is empty. Where only such columns were left to
 * decide, they are remembered as missed: a misspelt name must not look like
 * a measure without facts. */
static bool
holds(struct plan *p, const struct plan_where *w, const uint32_t *classes)
{
	bool absent = false, all = true;
	size_t i;

	for (i = 0; i < w->n; i++) {
		const struct plan_test *t = &w->tests[i];
		const struct plan_column *c = &p->columns[t->column];
		uint32_t class = classes[t->column];

		if (class == plan_absent(c)) {
			absent = true;
			class = plan_class(c, SPAN(""));
			all &= among(t, class) != t->negate;
		} else if (among(t, class) == t->negate) {
			return false;
		}
	}
	for (i = 0; absent && i < w->n; i++) {
		struct plan_column *c = &p->columns[w->tests[i].column];

		if (classes[w->tests[i].column] == plan_absent(c)
			&& !c->missed_by.len && !w->optional)
			c->missed_by = w->of;
	}
	return all;
}

/* Adds what a fact of this kind does. */
static void
add_action(struct making *k, struct plan_action action)
{
	k->actions = mem_grow(k->actions, &k->cap, k->course.nactions + 1,
		sizeof(*k->actions));
	k->actions[k->course.nactions++] = action;
}

/* The weight of the outcome of this kind; 0 where it has none. */
static struct decimal
weight_of(const struct making *k, const struct component *c)
{
	const struct plan_column *outcome = &k->plan->columns[k->plan->outcome];
	uint32_t class = k->classes[k->plan->outcome];
	size_t i;

	for (i = 0; i < c->nweights; i++) {
		struct buf escaped = { 0 };
		uint32_t its;

		text_escape(&escaped, c->weights[i].outcome);
		its = plan_class(outcome, buf_span(&escaped));
		buf_free(&escaped);
		if (its == class)
			return c->weights[i].weight;
	}
	return (struct decimal){ 0 };
}

/* What a fact of this kind does for one measure: nothing, when neither
 * `where` holds. */
static void
add_measure(struct making *k, uint32_t measure)
{
	const struct measure *m = &k->plan->measures->list[measure];
	const struct component *components[SIDES] = { &m->numerator,
		&m->denominator };
	struct plan_action action = { .act = PLAN_POINT, .measure = measure };
	bool enters = false;
	int side;

	for (side = 0; side < SIDES; side++) {
		const struct component *c = components[side];
		const struct plan_where *where = &k->plan->part[measure][side];
		enum reading reading;
		struct plan_part part;

		if (!where->of.len || !holds(k->plan, where, k->classes))
			continue;
		enters = true;
		/* What a fact of this kind does for one side, and the cells
		 * it needs for it. */
		reading = k->plan->readings[measure];
		part = (struct plan_part){ .count = c->count,
			.longer_than = c->longer_than,
			.exclusive = reading == READING_EXCLUSIVE };
		switch (c->count) {
		case COUNT_FACTS:
			part.fixed.millionths = DECIMAL_ONE;
			break;
		case COUNT_WEIGHTED:
			part.fixed = weight_of(k, c);
			break;
		case COUNT_AMOUNT:
			k->course.amount = true;
			break;
		case COUNT_SUBJECTS:
			if (reading == READING_PERSONS)
				k->course.may_subject = true;
			else
				k->course.subject = true;
			break;
		default:
			k->course.until = true;
		}
		action.part[side] = part;
		if (c->count == COUNT_DAYS || c->count == COUNT_OPEN)
			action.act = PLAN_SPELL;
		if (c->count == COUNT_SUBJECTS)
			add_action(k,
				(struct plan_action){ .act = PLAN_SUBJECT,
					.measure = measure,
					.side = (enum plan_side)side });
	}
	if (enters)
		add_action(k, action);
}

/* The lists of members or spells that a fact of this kind stands in. */
static void
add_lists(struct making *k, enum plan_act act, const struct plan_where *lists,
	size_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (holds(k->plan, &lists[i], k->classes)) {
			k->course.subject = true;
			k->course.until |= act == PLAN_REACH;
			add_action(k,
				(struct plan_action){ .act = act, .list = i });
		}
}

/* Works out the course of facts of these classes; its number. */
static uint32_t
make_course(struct plan *p, const uint32_t *classes)
{
	struct making k = { .plan = p, .classes = classes };
	struct plan_action *kept;
	uint32_t *rules = arena_take(p->arena,
		(p->measures->nscope + 1) * sizeof(*rules));
	uint32_t i;

	for (i = 0; i < p->measures->nscope; i++)
		if (holds(p, &p->scope[i], classes))
			rules[k.course.nscope++] = i;
	k.course.scope = rules;
	for (i = 0; i < p->measures->count; i++)
		add_measure(&k, i);
	add_lists(&k, PLAN_ENTER, p->enter, p->nenter);
	add_lists(&k, PLAN_REACH, p->reach, p->nreach);
	kept = arena_take(p->arena, (k.course.nactions + 1) * sizeof(*kept));
	if (k.course.nactions)
		memcpy(kept, k.actions, k.course.nactions * sizeof(*kept));
	mem_free(k.actions);
	k.course.actions = kept;
	p->courses = mem_grow(p->courses, &p->courses_cap, p->ncourses + 1,
		sizeof(*p->courses));
	p->courses[p->ncourses] = k.course;
	return (uint32_t)p->ncourses++;
}

/* Walks the tree and makes the nodes that are not there yet, a level for each
 * column; where nothing is tested there is one course, and the top is it. */
uint32_t
plan_find(struct plan *p, const uint32_t *classes)
{
	uint32_t at = p->top, before = 0, node;
	size_t i;

	for (i = 0; i < p->ncolumns; i++) {
		if (!at) {
			uint32_t n = p->columns[i].classes;

			/* As good as out of memory. */
			if (p->nnext + n > UINT32_MAX)
				mem_new(SIZE_MAX, sizeof(*p->next));
			node = at = (uint32_t)p->nnext;
			p->nnext += n;
			p->next = mem_grow(p->next, &p->next_cap, p->nnext,
				sizeof(*p->next));
			memset(p->next + at, 0, n * sizeof(*p->next));
			if (i == 0)
				p->top = node;
			else
				p->next[before] = node;
		}
		before = at + classes[i];
		at = p->next[before];
	}
	if (!at) {
		at = make_course(p, classes) + 1;
		if (p->ncolumns)
			p->next[before] = at;
		else
			p->top = at;
	}
	return at - 1;
}
