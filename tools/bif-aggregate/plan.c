/* SPDX-License-Identifier: MIT
 *
 * Compiles the definitions once, before the first fact: each value that some
 * `where` names becomes a class of its column, and each `where` a test of
 * classes. What a kind of fact then does is worked out when it is first met.
 */
#include "plan.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "value/text.h"

/* Makes a measure's readings by changing a copy of its definition: the count of
 * a component, its length, or its `where`. What a copy cannot say (that a last
 * day or a first one counts otherwise) goes by the kind, which the plan keeps
 * beside the measure. Readings that only change how months are put together, or
 * what is expected, are bif-judge's: they need no other count. */

static const char *const NAMES[READINGS] = { "", "exclusive", "inclusive",
	"facts", "persons", "final" };

/* The same `where`, but that preliminary facts do not match. */
static struct where
without_preliminary(struct arena *arena, const struct where *where)
{
	struct where_test *tests = arena_take(arena,
		(where->ntests + 1) * sizeof(*tests));
	struct span *yes = arena_take(arena, sizeof(*yes));

	*yes = SPAN("yes");
	if (where->ntests)
		memcpy(tests, where->tests, where->ntests * sizeof(*tests));
	tests[where->ntests] = (struct where_test){
		.column = SPAN(READING_PRELIMINARY),
		.negate = true,
		.nvalues = 1,
		.values = yes,
	};
	return (struct where){ where->ntests + 1, tests };
}

/* Changes a component to that reading; whether it is another then. */
static bool
change_component(struct arena *arena, struct component *c, enum reading kind)
{
	bool spell = c->count == COUNT_DAYS || c->count == COUNT_OPEN;

	if (c->count == COUNT_NONE)
		return false;
	switch (kind) {
	case READING_EXCLUSIVE: /* by its kind */
		return spell;
	case READING_INCLUSIVE:
		if (c->count != COUNT_OPEN || c->longer_than < 1)
			return false;
		c->longer_than--;
		return true;
	case READING_FACTS:
		if (c->count != COUNT_SUBJECTS)
			return false;
		c->count = COUNT_FACTS;
		return true;
	case READING_PERSONS:
		if (c->count != COUNT_FACTS)
			return false;
		c->count = COUNT_SUBJECTS;
		return true;
	default:
		c->where = without_preliminary(arena, &c->where);
		return true;
	}
}

/* Changes a measure to that reading; whether it is another then. */
static bool
change_measure(struct arena *arena, struct measure *m, enum reading kind)
{
	bool numerator, denominator;

	if (!m->cohort) {
		numerator = change_component(arena, &m->numerator, kind);
		denominator = change_component(arena, &m->denominator, kind);
		return numerator || denominator;
	}
	if (kind == READING_FINAL) {
		m->enter = without_preliminary(arena, &m->enter);
		m->reach = without_preliminary(arena, &m->reach);
	}
	return kind == READING_FINAL || kind == READING_INCLUSIVE;
}

const struct measures *
readings_of(struct arena *arena, const struct measures *book, bool wanted,
	const enum reading **kinds)
{
	struct measures *all = arena_take(arena, sizeof(*all));
	size_t most = book->count * READINGS + 1;
	struct measure *list = arena_take(arena, most * sizeof(*list));
	enum reading *kind = arena_take(arena, most * sizeof(*kind));
	BUF_LOCAL name = { 0 };

	*all = *book;
	if (book->count)
		memcpy(list, book->list, book->count * sizeof(*list));
	for (size_t i = 0; wanted && i < book->count; i++)
		for (int k = READING_NONE + 1; k < READINGS; k++) {
			struct measure *m = &list[all->count];

			*m = book->list[i];
			if (m->fed || m->alternative_of >= 0
				|| !change_measure(arena, m, (enum reading)k))
				continue;
			buf_clear(&name);
			buf_format(&name, "%.*s@%s", SPAN_ARG(m->name),
				NAMES[k]);
			if (measure_find(book, buf_span(&name)) >= 0)
				continue;
			m->name = arena_keep(arena, buf_span(&name));
			m->alternative_of = (int)i;
			kind[all->count++] = (enum reading)k;
		}
	all->list = list;
	*kinds = kind;
	return all;
}

/* Notes who needs a column, for the message when it lacks; the first one is
 * enough. */
static void
need(struct plan *p, enum fact_column column, struct span who)
{
	if (!p->needed_by[column].len)
		p->needed_by[column] = who;
}

/* The plan's column of that name, a new one when it has none. Columns come in
 * the order in which the definitions first name them. */
static uint32_t
column_of(struct plan *p, struct span name, struct span who)
{
	size_t cap = p->ncolumns;
	size_t fixed = span_among(name, stream_facts, FACT_COLUMNS);
	struct plan_column *c;
	uint32_t i;

	for (i = 0; i < p->ncolumns; i++)
		if (span_is(name, p->columns[i].name))
			return i;
	MEM_GROW(p->columns, cap, p->ncolumns + 1);
	c = &p->columns[p->ncolumns++];
	*c = (struct plan_column){ .name = arena_text(p->arena, name),
		.fact = fixed < FACT_COLUMNS ? (int)fixed : -1,
		.values = intern_new() };
	if (c->fact >= 0)
		need(p, (enum fact_column)c->fact, who);
	return i;
}

/* Cells are compared as they stand in the file, escapes and all. */
static uint32_t
class_of(struct plan *p, uint32_t column, struct span value)
{
	BUF_LOCAL escaped = { 0 };

	text_escape(&escaped, value);
	return intern_add(p->columns[column].values, buf_span(&escaped)) + 1;
}

/* By number, for a search by halves. */
static int
order_classes(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

/* A `where` with its tests compiled; who is the measure it belongs to. */
static struct plan_where
compile_where(struct plan *p, const struct where *where, struct span who,
	bool optional)
{
	struct plan_test *tests = arena_take(p->arena,
		(where->ntests + 1) * sizeof(*tests));

	for (size_t i = 0; i < where->ntests; i++) {
		const struct where_test *test = &where->tests[i];
		struct plan_test t = { .negate = test->negate,
			.n = test->nvalues };
		uint32_t *classes = arena_take(p->arena,
			(test->nvalues + 1) * sizeof(*classes));

		/* A test with its values as sorted classes. */
		t.column = column_of(p, test->column, who);
		for (size_t k = 0; k < t.n; k++)
			classes[k] = class_of(p, t.column, test->values[k]);
		if (t.n)
			qsort(classes, t.n, sizeof(*classes), order_classes);
		t.classes = classes;
		tests[i] = t;
	}
	return (struct plan_where){ where->ntests, tests, who, optional };
}

/* Whether two compiled `where` test the same; classes are sorted. */
static bool
same_where(const struct plan_where *a, const struct plan_where *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct plan_test *s = &a->tests[i], *t = &b->tests[i];

		if (s->column != t->column || s->negate != t->negate
			|| s->n != t->n
			|| (s->n
				&& memcmp(s->classes, t->classes,
					   s->n * sizeof(*s->classes))
					!= 0))
			return false;
	}
	return true;
}

/* The list of the facts that match: cohorts that ask the same share one. */
static uint32_t
list_of(struct plan_where **lists, size_t *n, struct plan_where where)
{
	size_t cap = *n;
	uint32_t i;

	for (i = 0; i < *n; i++)
		if (same_where(&(*lists)[i], &where))
			return i;
	MEM_GROW(*lists, cap, *n + 1);
	(*lists)[(*n)++] = where;
	return i;
}

/* One side of a measure: its `where`, and the columns that its count needs. */
static void
plan_component(struct plan *p, uint32_t measure, const struct component *c,
	struct plan_where *where)
{
	const struct measure *m = &p->measures->list[measure];

	if (c->count == COUNT_NONE)
		return;
	*where = compile_where(p, &c->where, m->name,
		p->readings[measure] == READING_FINAL);
	switch (c->count) {
	case COUNT_SUBJECTS:
		if (p->readings[measure] != READING_PERSONS)
			need(p, FACT_SUBJECT, m->name);
		break;
	case COUNT_AMOUNT:
		need(p, FACT_AMOUNT, m->name);
		break;
	case COUNT_DAYS:
	case COUNT_OPEN:
		need(p, FACT_UNTIL, m->name);
		break;
	case COUNT_WEIGHTED:
		p->outcome = (int)column_of(p, SPAN("outcome"), m->name);
		for (size_t i = 0; i < c->nweights; i++)
			class_of(p, (uint32_t)p->outcome,
				c->weights[i].outcome);
		break;
	default:
		break;
	}
}

/* A cohort: the lists of its members and of its spells. */
static void
plan_cohort(struct plan *p, uint32_t measure, struct plan_cohort *cohort)
{
	const struct measure *m = &p->measures->list[measure];
	bool optional = p->readings[measure] == READING_FINAL;

	cohort->measure = measure;
	cohort->enter = list_of(&p->enter, &p->nenter,
		compile_where(p, &m->enter, m->name, optional));
	cohort->reach = list_of(&p->reach, &p->nreach,
		compile_where(p, &m->reach, m->name, optional));
	need(p, FACT_SUBJECT, m->name);
	need(p, FACT_UNTIL, m->name);
}

/* Each `where` is compiled before any class is used, since a value that a later
 * one names takes a class of its own. Two classes more than values: 0 for all
 * others, and the last for a column that a file lacks. */
struct plan *
plan_new(const struct measures *measures, const enum reading *readings,
	int only)
{
	struct plan *p = mem_new(1, sizeof(*p));
	struct plan_cohort *cohorts;

	p->measures = measures;
	p->readings = readings;
	p->arena = arena_new();
	p->silent = arena_take(p->arena, measures->count + 1);
	p->outcome = -1;
	p->nnext = 1;
	p->scope = arena_take(p->arena,
		(measures->nscope + 1) * sizeof(*p->scope));
	for (size_t i = 0; i < measures->nscope; i++)
		p->scope[i] = compile_where(p, &measures->scope[i].where,
			SPAN("scope"), false);
	/* All measures that count facts, or the one that is asked for. */
	cohorts = arena_take(p->arena,
		(p->measures->count + 1) * sizeof(*cohorts));
	p->part = arena_take(p->arena,
		(p->measures->count + 1) * sizeof(*p->part));
	for (uint32_t k = 0; k < p->measures->count; k++) {
		const struct measure *m = &p->measures->list[k];

		if (m->fed || (only >= 0 && (uint32_t)only != k))
			continue;
		if (m->cohort) {
			plan_cohort(p, k, &cohorts[p->ncohorts++]);
			continue;
		}
		plan_component(p, k, &m->numerator,
			&p->part[k][SIDE_NUMERATOR]);
		plan_component(p, k, &m->denominator,
			&p->part[k][SIDE_DENOMINATOR]);
	}
	p->cohorts = cohorts;
	for (size_t i = 0; i < p->ncolumns; i++)
		p->columns[i].classes = intern_count(p->columns[i].values) + 2;
	return p;
}

/* The source is not needed to count, but to say what came from where. */
void
plan_needs(const struct plan *p, struct buf *b)
{
	bool persons = false; /* some reading counts them */

	for (size_t i = 0; i < p->measures->count; i++)
		persons |= p->readings[i] == READING_PERSONS;
	for (size_t i = 0; i < FACT_COLUMNS; i++)
		if (i == FACT_SOURCE || i == FACT_UNIT || i == FACT_EVENT
			|| i == FACT_DATE || p->needed_by[i].len
			|| (i == FACT_SUBJECT && persons)) {
			buf_between(b, ",");
			buf_text(b, stream_facts[i]);
		}
	for (size_t i = 0; i < p->ncolumns; i++)
		if (p->columns[i].fact < 0)
			buf_format(b, ",%s", p->columns[i].name);
}

/* A column that only some files have is no fault: their facts may be the only
 * ones it bears on. */
bool
plan_all_present(const struct plan *p)
{
	bool all = true;

	for (size_t i = 0; i < p->ncolumns; i++) {
		const struct plan_column *c = &p->columns[i];

		if (c->fact >= 0 || c->present || !c->missed_by.len)
			continue;
		all = false;
		diag_fault(STATUS_DATA,
			"no column \"%s\" in any of the facts: "
			"\"%.*s\" tests it",
			c->name, SPAN_ARG(c->missed_by));
	}
	return all;
}

/* Without the column by which a source says that a fact is preliminary, the
 * reading `final` would only repeat its measure. */
void
plan_settle(struct plan *p)
{
	bool told = false;

	for (size_t i = 0; i < p->ncolumns; i++)
		told |= p->columns[i].present
			&& !strcmp(p->columns[i].name, READING_PRELIMINARY);
	for (size_t i = 0; i < p->measures->count; i++)
		p->silent[i] |= p->readings[i] == READING_FINAL && !told;
}

void
plan_free(struct plan *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->ncolumns; i++)
		intern_free(p->columns[i].values);
	mem_free(p->columns);
	mem_free(p->enter);
	mem_free(p->reach);
	mem_free(p->next);
	mem_free(p->courses);
	arena_free(p->arena);
	mem_free(p);
}

/* What a kind of fact does: its course, worked out once from its classes. There
 * are far fewer kinds than facts: as many as there are combinations of the
 * values that the definitions name, and of those only the ones that occur. */

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
	for (size_t i = 0; i < t->n; i++)
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

	for (size_t i = 0; i < w->n; i++) {
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
	for (size_t i = 0; absent && i < w->n; i++) {
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
	MEM_GROW(k->actions, k->cap, k->course.nactions + 1);
	k->actions[k->course.nactions++] = action;
}

/* The weight of the outcome of this kind; 0 where it has none. */
static struct decimal
weight_of(const struct making *k, const struct component *c)
{
	const struct plan_column *outcome = &k->plan->columns[k->plan->outcome];
	uint32_t class = k->classes[k->plan->outcome];

	for (size_t i = 0; i < c->nweights; i++) {
		BUF_LOCAL escaped = { 0 };
		uint32_t its;

		text_escape(&escaped, c->weights[i].outcome);
		its = plan_class(outcome, buf_span(&escaped));
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

	for (int side = 0; side < SIDES; side++) {
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
	for (uint32_t i = 0; i < n; i++)
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

	for (uint32_t i = 0; i < p->measures->nscope; i++)
		if (holds(p, &p->scope[i], classes))
			rules[k.course.nscope++] = i;
	k.course.scope = rules;
	for (uint32_t i = 0; i < p->measures->count; i++)
		add_measure(&k, i);
	add_lists(&k, PLAN_ENTER, p->enter, p->nenter);
	add_lists(&k, PLAN_REACH, p->reach, p->nreach);
	kept = arena_take(p->arena, (k.course.nactions + 1) * sizeof(*kept));
	if (k.course.nactions)
		memcpy(kept, k.actions, k.course.nactions * sizeof(*kept));
	mem_free(k.actions);
	k.course.actions = kept;
	MEM_GROW(p->courses, p->courses_cap, p->ncourses + 1);
	p->courses[p->ncourses] = k.course;
	return (uint32_t)p->ncourses++;
}

/* Walks the tree and makes the nodes that are not there yet, a level for each
 * column; where nothing is tested there is one course, and the top is it. */
uint32_t
plan_find(struct plan *p, const uint32_t *classes)
{
	uint32_t at = p->top, before = 0, node;

	for (size_t i = 0; i < p->ncolumns; i++) {
		if (!at) {
			uint32_t n = p->columns[i].classes;

			/* As good as out of memory. */
			if (p->nnext + n > UINT32_MAX)
				mem_new(SIZE_MAX, sizeof(*p->next));
			node = at = (uint32_t)p->nnext;
			p->nnext += n;
			MEM_GROW(p->next, p->next_cap, p->nnext);
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
