/* SPDX-License-Identifier: MIT
 *
 * Reads VALUE and WHEN. A test may be read before its column has a type, so
 * what a test asks of its column is checked at the end, twice over, since a
 * column of dates may take its format from one that takes it from a third.
 *
 * What a source can give at all is told from the same rules: see the end.
 */
#include "source/facts_value.h"

#include "base/mem.h"
#include "book/schema.h"
#include "value/text.h"

#define wrong(v, ...) facts_type_wrong((v)->fields, __VA_ARGS__)

/* Where what is read is kept: as long as the book is open. */
static struct arena *
arena_of(const struct facts_values *v)
{
	return v->fields->book->arena;
}

/* Kept in the book's arena as names are compared, or as the stream writes
 * them. */
static struct span
keep(const struct facts_values *v, struct span text,
	void (*as)(struct buf *, struct span))
{
	BUF_LOCAL b = { 0 };

	as(&b, text);
	return arena_keep(arena_of(v), buf_span(&b));
}

/* A text of the book that stands in every fact; checked here, since no row can
 * be blamed for it. */
static void
read_literal(struct facts_values *v, const struct def *d,
	enum factvalue_want want, struct fact_value *out)
{
	char room[DECIMAL_WIDTH];
	struct decimal number;

	out->kind = VALUE_LITERAL;
	out->literal = keep(v, d->text, text_escape);
	switch (want) {
	case WANT_DATE:
		if (!period_read_day(d->text, &out->day))
			wrong(v, d, "\"%.*s\" is not a date YYYY-MM-DD",
				SPAN_ARG(d->text));
		return;
	case WANT_UNIT:
		out->unit = unit_by_code(v->units, d->text);
		if (out->unit == UNIT_NONE)
			wrong(v, d,
				"\"%.*s\" is not the code of a unit in units.csv",
				SPAN_ARG(d->text));
		return;
	case WANT_AMOUNT:
		if (decimal_read(d->text, DECIMAL_PLAIN, &number) != DECIMAL_OK)
			wrong(v, d, "\"%.*s\" is not a number such as 1 or 0.5",
				SPAN_ARG(d->text));
		else
			out->literal = arena_keep(arena_of(v),
				(struct span){ room,
					decimal_write(room, number) });
		return;
	case WANT_TEXT:
		return;
	}
}

/* A value that is read from a column: the object names it with its type, which must
 * be that of the facts' column. */
static void
read_field(struct facts_values *v, const struct def *d,
	enum factvalue_want want, struct fact_value *out)
{
	static const char *const wants[] = { "text", "date", "unit", "number" };
	static const enum fact_type types[] = { [WANT_TEXT] = TYPE_TEXT,
		[WANT_DATE] = TYPE_DATE,
		[WANT_UNIT] = TYPE_UNIT,
		[WANT_AMOUNT] = TYPE_NUMBER };
	const struct def *month = def_get(d, "month");
	long number;

	out->kind = VALUE_FIELD;
	out->field = facts_type_value(v->fields, d);
	if (out->field == FIELD_NONE)
		return;
	if (want != WANT_TEXT
		&& v->fields->list[out->field].type != types[want])
		wrong(v, d, "a %s is wanted here", wants[want]);
	if (!def_flag(d, "negate", false, &out->negate))
		v->fields->ok = false;
	if (month && want != WANT_DATE)
		wrong(v, month, "\"month\" belongs to date and until");
	else if (month && schema_whole(month, 1, 12, &number))
		out->month = (int)number;
	else if (month)
		v->fields->ok = false;
}

/* VALUE is a text, a list of cases, or an object that names a column. Cases may
 * stand in cases. */
void
facts_value_read(struct facts_values *v, const struct def *d,
	enum factvalue_want want, struct fact_value *out)
{
	*out = (struct fact_value){ .kind = VALUE_NONE,
		.field = FIELD_NONE,
		.day = DAY_NONE,
		.unit = UNIT_NONE,
		.def = d };
	if (d->kind == DEF_TEXT
		|| (d->kind == DEF_NUMBER && want == WANT_AMOUNT))
		read_literal(v, d, want, out);
	else if (d->kind == DEF_LIST) {
		static const char *const members[] = { "when", "is" };
		struct fact_choice *list;
		const struct def *is;

		list = arena_take(arena_of(v), (d->count + 1) * sizeof(*list));
		out->kind = VALUE_CHOICE;
		out->choices = list;
		for (size_t i = 0; i < d->count; i++) {
			if (!def_only(&d->items[i], members, 2))
				v->fields->ok = false;
			facts_value_when(v, def_get(&d->items[i], "when"),
				false, &list[i].when);
			is = def_get(&d->items[i], "is");
			if (is)
				facts_value_read(v, is, want, &list[i].is);
			else
				wrong(v, &d->items[i], "\"is\" is missing");
		}
		out->nchoices = d->count;
	} else
		read_field(v, d, want, out);
}

/* The texts of a test, one or a list of them: names are compared folded, what
 * codes mean as the stream writes it. */
static void
read_texts(struct facts_values *v, const struct def *d,
	void (*as)(struct buf *, struct span), struct fact_test *t)
{
	size_t n = d->kind == DEF_LIST ? d->count : 1;
	struct span *texts = arena_take(arena_of(v), (n + 1) * sizeof(*texts));

	t->texts = texts;
	for (size_t i = 0; i < n; i++) {
		const struct def *item = d->kind == DEF_LIST ? &d->items[i] : d;

		if (item->kind != DEF_TEXT) {
			wrong(v, item, "a text in quotes is wanted here");
			continue;
		}
		texts[t->ntexts++] = keep(v, item->text, as);
	}
}

/* The words of tests, but for `not`, which turns any of them. */
static const struct test_word {
	const char *word;
	enum test_kind kind;
} test_words[] = { { "matches", TEST_MATCHES }, { "prefix", TEST_PREFIX },
	{ "means", TEST_MEANS }, { "before", TEST_BEFORE },
	{ "not_after", TEST_NOT_AFTER }, { "after", TEST_AFTER },
	{ "not_before", TEST_NOT_BEFORE }, { "less_than", TEST_LESS_THAN },
	{ "at_least", TEST_AT_LEAST } };

/* What a column is held against: texts, or one test with a word, such as
 * `matches`, followed by a pattern, texts, a number, or the name of a column of
 * dates; `not` turns it. */
static void
read_test(struct facts_values *v, const struct def *d, struct fact_test *t)
{
	const struct test_word *w = test_words;
	const struct test_word *end = w + COUNT(test_words);

	for (; d->kind == DEF_OBJECT && d->count == 1
		&& span_is(d->items[0].key, "not");
		d = d->items)
		t->negate = !t->negate;
	if (d->kind == DEF_TEXT || d->kind == DEF_LIST) {
		t->kind = TEST_TEXT;
		read_texts(v, d, text_fold, t);
		return;
	}
	if (d->kind != DEF_OBJECT || d->count != 1) {
		wrong(v, d,
			"a test is a text, a list of texts, or an object with one test");
		return;
	}
	d = d->items;
	while (w < end && !span_is(d->key, w->word))
		w++;
	if (w == end) {
		wrong(v, d,
			"\"%.*s\" is no test; there are not, matches, prefix, means, before, not_after, after, not_before, less_than, at_least",
			SPAN_ARG(d->key));
		return;
	}
	t->kind = w->kind;
	if (w->kind == TEST_MATCHES) {
		t->pattern_number = v->npatterns++;
		if (!schema_pattern(d, &t->pattern))
			v->fields->ok = false;
	} else if (w->kind == TEST_PREFIX || w->kind == TEST_MEANS)
		read_texts(v, d,
			w->kind == TEST_PREFIX ? text_fold : text_escape, t);
	else if (w->kind == TEST_LESS_THAN || w->kind == TEST_AT_LEAST) {
		if ((d->kind != DEF_TEXT && d->kind != DEF_NUMBER)
			|| decimal_read(d->text, DECIMAL_PLAIN, &t->number)
				!= DECIMAL_OK)
			wrong(v, d,
				"\"%.*s\" is not a number such as 0 or 12.5",
				SPAN_ARG(d->text));
	} else if (d->kind == DEF_TEXT)
		t->other = facts_type_use(v->fields, d->text, d);
	else
		wrong(v, d, "\"%s\" names a column of dates", w->word);
}

void
facts_value_when(struct facts_values *v, const struct def *d, bool first,
	struct fact_when *out)
{
	struct fact_test *list;

	if (!d)
		return;
	if (d->kind != DEF_OBJECT) {
		wrong(v, d, "\"when\" is an object of columns and tests");
		return;
	}
	list = arena_take(arena_of(v), (d->count + 1) * sizeof(*list));
	out->tests = list;
	for (size_t i = 0; i < d->count; i++) {
		const struct def *item = &d->items[i];
		struct fact_test *t = &list[i];

		*t = (struct fact_test){ .nth = v->ntests,
			.other = FIELD_NONE,
			.def = item };
		t->field = facts_type_use(v->fields, item->key, item);
		read_test(v, item, t);
		if (first
			&& !(t->kind == TEST_TEXT || t->kind == TEST_MATCHES
				|| t->kind == TEST_PREFIX))
			wrong(v, item,
				"a rule with \"first\" is tried before values are read: it can only test texts");
		MEM_GROW(v->tests, v->tests_cap, v->ntests + 1);
		v->tests[v->ntests++] = t;
	}
	out->ntests = d->count;
}

/* Whether a test compares two dates. */
static bool
on_dates(enum test_kind kind)
{
	return kind >= TEST_BEFORE && kind <= TEST_NOT_BEFORE;
}

/* A column of dates without a type takes the format of the other, a column of
 * numbers the source's style. */
static void
give_types(struct facts_values *v, const struct fact_test *t)
{
	struct facts_types *fs = v->fields;

	if (t->field == FIELD_NONE)
		return;
	if (on_dates(t->kind) && t->other != FIELD_NONE) {
		facts_type_like(fs, t->field, t->other, t->def);
		facts_type_like(fs, t->other, t->field, t->def);
	} else if ((t->kind == TEST_LESS_THAN || t->kind == TEST_AT_LEAST)
		&& fs->list[t->field].type == TYPE_NONE) {
		facts_type_give(fs, t->field, TYPE_NUMBER, t->def);
	}
}

/* Says that a test is about a column of another type: by then all types are
 * known. */
static void
wants(struct facts_values *v, const struct fact_test *t, int field,
	enum fact_type type)
{
	const struct fact_field *f;

	if (field == FIELD_NONE)
		return;
	f = &v->fields->list[field];
	if (f->type != type)
		wrong(v, t->def,
			"the test wants a column of type %s, but \"%.*s\" is %s",
			facts_type_word(type), SPAN_ARG(f->name),
			facts_type_word(f->type));
}

/* The texts of `means` are values the list can give. */
static void
check_means(struct facts_values *v, const struct fact_test *t)
{
	const struct fact_field *f = &v->fields->list[t->field];
	const struct span *values;
	size_t k, n;

	if (!f->list)
		return;
	n = code_values(f->list, &values);
	for (size_t i = 0; i < t->ntexts; i++) {
		for (k = 0; k < n; k++)
			if (span_equal(keep(v, values[k], text_escape),
				    t->texts[i]))
				break;
		if (k == n)
			facts_type_unknown(v->fields, "unknown-code", t->def,
				"no code of the list \"%.*s\" means \"%.*s\"",
				SPAN_ARG(f->list_name), SPAN_ARG(t->texts[i]));
	}
}

/* A test on a code's meaning is held against its list, too: a text that no code
 * means would make the test hold for no row, ever, without a word. */
void
facts_value_settle(struct facts_values *v)
{
	for (size_t i = 0; i < v->ntests; i++)
		give_types(v, v->tests[i]);
	for (size_t i = 0; i < v->ntests; i++)
		give_types(v, v->tests[i]); /* chains: a by b, b by c */
	for (size_t i = 0; i < v->ntests; i++) {
		const struct fact_test *t = v->tests[i];

		if (t->field != FIELD_NONE) {
			if (on_dates(t->kind)) {
				wants(v, t, t->field, TYPE_DATE);
				wants(v, t, t->other, TYPE_DATE);
			} else if (t->kind == TEST_LESS_THAN
				|| t->kind == TEST_AT_LEAST) {
				wants(v, t, t->field, TYPE_NUMBER);
			} else if (t->kind == TEST_MEANS) {
				wants(v, t, t->field, TYPE_LIST);
				check_means(v, t);
			}
		}
	}
}

/* --- what a source can give --- */

/* A code can mean what its list has; other columns hold what files hold, so they
 * may hold anything. */
bool
feeds_can_be(const struct facts *facts, const struct fact_value *value,
	struct span text)
{
	const struct fact_field *field;
	const struct span *values;
	size_t n;

	switch (value->kind) {
	case VALUE_NONE:
		return !text.len;
	case VALUE_LITERAL:
		return span_equal(value->literal, text);
	case VALUE_FIELD:
		field = &facts->fields[value->field];
		if (field->type != TYPE_LIST || !field->list)
			return true;
		n = code_values(field->list, &values);
		for (size_t i = 0; i < n; i++)
			if (span_equal(values[i], text))
				return true;
		return !text.len && field->optional;
	case VALUE_CHOICE:
		break;
	}
	for (size_t i = 0; i < value->nchoices; i++)
		if (feeds_can_be(facts, &value->choices[i].is, text))
			return true;
	return !text.len;
}

/* One rule whose facts may pass is enough. */
bool
feeds_can(const struct facts *facts, const struct where *where)
{
	/* Columns other than these two are not looked at: a source that gives
	 * interviews feeds a measure of interviews held on time, though it may
	 * not know it yet. */
	for (size_t rule = 0; rule < facts->nrules; rule++) {
		const struct fact_value *values = facts->rules[rule].values;
		bool passes = true;

		for (size_t i = 0; passes && i < where->ntests; i++) {
			const struct where_test *test = &where->tests[i];
			bool event = span_is(test->column, "event");

			if (test->negate
				|| (!event && !span_is(test->column, "source")))
				continue;
			passes = false;
			for (size_t k = 0; !passes && k < test->nvalues; k++)
				passes = feeds_can_be(facts,
					&values[event ? FACT_EVENT
						      : FACT_SOURCE],
					test->values[k]);
		}
		if (passes)
			return true;
	}
	return false;
}
