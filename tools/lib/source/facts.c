/* SPDX-License-Identifier: MIT
 *
 * Reads the `facts` part of a source into a plan: the key, the rules that skip
 * rows, and the facts that each row gives. Columns and their types are
 * facts_type's, values and tests facts_value's. The types of all columns are
 * settled at the end, since a column may be used before its type is said.
 */
#include "source/facts.h"

#include "base/mem.h"
#include "source/facts_value.h"
#include "book/defs.h"
#include "value/text.h"

/* What is being read. A column may be used before its type is said, so fields and
 * tests are collected first, and become part of the plan when all is read. */
struct reading {
	struct facts_types fields;  /* with the faults that were found */
	struct facts_values values; /* with the tests that wait for types */
	struct facts *plan;         /* which the fields move into at the end */
};

/* Room for n items and one more in the book's arena, so that a list is never of
 * none. */
static void *
take(struct reading *r, size_t n, size_t size)
{
	return arena_take(r->fields.book->arena, (n + 1) * size);
}

/* Columns that are read in every row, whatever facts it gives. */
static bool
read_types(void *reading, const struct def *d, void *into)
{
	(void)into;
	facts_type_types(&((struct reading *)reading)->fields, d);
	return true;
}

/* `key`: columns. They are used as they are named, so that a fault in one leaves the
 * others to be read. */
static bool
read_key(void *reading, const struct def *d, void *into)
{
	struct reading *r = reading;
	int *key;

	(void)into;
	if (d->kind != DEF_LIST || d->count == 0)
		return def_wrong(d, "\"key\" is a list of columns");
	key = take(r, d->count, sizeof(*key));
	for (size_t i = 0; i < d->count; i++) {
		int f = FIELD_NONE;

		if (d->items[i].kind == DEF_TEXT)
			f = facts_type_use(&r->fields, d->items[i].text,
				&d->items[i]);
		else
			facts_type_wrong(&r->fields, &d->items[i],
				"a column's name is wanted here");
		if (f != FIELD_NONE)
			key[r->plan->nkey++] = f;
	}
	r->plan->key = key;
	return true;
}

/* `markers`: { "text": "missing" }. */
static bool
read_markers(void *reading, const struct def *d, void *into)
{
	static const char *const meanings[] = { "missing", "suppressed",
		"zero" };
	struct reading *r = reading;
	struct facts *plan = into;
	BUF_LOCAL folded = { 0 };
	struct fact_marker *list;
	int meaning;

	if (d->kind != DEF_OBJECT)
		return def_wrong(d,
			"\"markers\" is an object of texts and what they mean");
	list = take(r, d->count, sizeof(*list));
	for (size_t i = 0; i < d->count; i++) {
		if (!def_word(&d->items[i], meanings, COUNT(meanings),
			    &meaning))
			return false;
		buf_clear(&folded);
		text_fold(&folded, d->items[i].key);
		list[i] = (struct fact_marker){
			arena_keep(r->fields.book->arena, buf_span(&folded)),
			(enum marker_meaning)meaning
		};
	}
	plan->markers = list;
	plan->nmarkers = d->count;
	return true;
}

/* The zone in which days are counted. One that nobody knows is a fault, not
 * UTC. */
static bool
read_zone(void *reading, const struct def *d, void *into)
{
	struct facts *plan = into;

	(void)reading;
	plan->has_zone = d->kind == DEF_TEXT
		&& period_zone(d->text, &plan->zone);
	return plan->has_zone
		|| def_wrong(d,
			"\"zone\" is UTC, +01:00, Europe/Copenhagen or another of the manual's");
}

/* The column whose greatest value wins among rows of one key. */
static bool
read_latest(void *reading, const struct def *d, void *into)
{
	struct reading *r = reading;

	(void)into;
	if (d->kind != DEF_TEXT)
		return def_wrong(d, "\"latest\" names a column");
	r->plan->latest = facts_type_use(&r->fields, d->text, d);
	return def_get(r->plan->def, "key")
		|| def_wrong(d, "\"latest\" needs a \"key\"");
}

/* A rule's name stands in lists split by blanks, its count after a colon. */
static bool
is_word(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] <= ' ' || s.at[i] == ':'
			|| s.at[i] == '\\')
			return false;
	return s.len > 0;
}

/* Names of rules are counted in streams, where blanks and colons part them. */
static bool
check_because(void *reading, const struct def *d, void *into)
{
	(void)reading;
	(void)into;
	return is_word(d->text)
		|| def_wrong(d,
			"\"because\" is one word, without blanks and colons");
}

/* After `first`, which says what may be tested. */
static bool
read_when(void *reading, const struct def *d, void *into)
{
	struct fact_skip *skip = into;

	facts_value_when(&((struct reading *)reading)->values, d, skip->first,
		&skip->when);
	return true;
}

/* `first` is read before `when`: it decides what may be tested. */
static const struct field SKIP[] = {
	{ "first", "the test comes before values are read: only of text",
		"`false`", FIELD_FLAG,
		.at = offsetof(struct fact_skip, first) },
	{ "because", "the rule's name, one word", "required", FIELD_TEXT,
		.at = offsetof(struct fact_skip, because), FIELD_NEEDED,
		.member = check_because },
	{ "when", "WHEN: rows that are skipped", "required",
		.member = read_when, FIELD_NEEDED },
};
const struct schema facts_skip_schema = { "skip", SCHEMA_FIELDS(SKIP) };

/* Rules with `first` are put before the others, else they keep their order. */
static bool
read_skips(void *reading, const struct def *d, void *into)
{
	struct reading *r = reading;
	struct facts *plan = into;
	struct fact_skip *read, *list;
	bool ok = true;

	if (d->kind != DEF_LIST)
		return def_wrong(d, "\"skip\" is a list of rules");
	read = take(r, d->count, sizeof(*read));
	list = take(r, d->count, sizeof(*list));
	for (size_t i = 0; i < d->count; i++)
		ok &= schema_object(&facts_skip_schema, &d->items[i], r,
			&read[i]);
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < d->count; i++)
			if (read[i].first == (pass == 0))
				list[plan->nskips++] = read[i];
		if (pass == 0)
			plan->nfirst = plan->nskips;
	}
	plan->skips = list;
	return ok;
}

/* Which column of facts a member of `each` fills: the fixed ones come first, then
 * those of this source; how many there are, when it is none. */
static size_t
column_of(const struct facts *plan, struct span name)
{
	size_t at = span_among(name, stream_facts, FACT_COLUMNS);

	while (at >= FACT_COLUMNS && at < FACT_COLUMNS + plan->nextras
		&& !span_equal(plan->extras[at - FACT_COLUMNS], name))
		at++;
	return at;
}

/* One fact that a row gives. Its members are columns of facts: the fixed ones, then
 * those that only this source has. It needs an event, a unit and a date, since
 * nothing can be counted without them. */
static void
read_rule(struct reading *r, const struct def *d, struct fact_rule *rule)
{
	static const int required[] = { FACT_EVENT, FACT_UNIT, FACT_DATE };
	size_t n = FACT_COLUMNS + r->plan->nextras;
	struct fact_value *values = take(r, n, sizeof(*values));

	rule->def = d;
	rule->values = values;
	for (size_t i = 0; i < n; i++)
		values[i] = (struct fact_value){ .field = FIELD_NONE,
			.day = DAY_NONE,
			.unit = UNIT_NONE,
			.def = d };
	values[FACT_SOURCE].kind = VALUE_LITERAL;
	values[FACT_SOURCE].literal = r->fields.source->name;
	if (d->kind != DEF_OBJECT) {
		facts_type_wrong(&r->fields, d, "an object { } is wanted here");
		return;
	}
	facts_value_when(&r->values, def_get(d, "when"), false, &rule->when);
	for (size_t i = 0; i < d->count; i++) {
		const struct def *m = &d->items[i];
		size_t at = column_of(r->plan, m->key);
		enum factvalue_want want = at == FACT_DATE || at == FACT_UNTIL
			? WANT_DATE
			: at == FACT_UNIT   ? WANT_UNIT
			: at == FACT_AMOUNT ? WANT_AMOUNT
					    : WANT_TEXT;

		if (span_is(m->key, "when"))
			continue;
		if (at == FACT_SOURCE)
			facts_type_wrong(&r->fields, m,
				"the column \"source\" is the source's name");
		else if (at < n)
			facts_value_read(&r->values, m, want, &values[at]);
		if (at == FACT_EVENT && values[at].kind == VALUE_LITERAL
			&& !is_word(values[at].literal))
			facts_type_wrong(&r->fields, m,
				"an event is one word, without blanks and colons");
	}
	for (size_t i = 0; i < 3; i++)
		if (!def_get(d, stream_facts[required[i]]))
			facts_type_wrong(&r->fields, d, "\"%s\" is missing",
				stream_facts[required[i]]);
}

/* `each`: the extra columns of all its facts are found first, since each fact
 * has a value for each of them. */
static bool
read_each(void *reading, const struct def *d, void *into)
{
	struct reading *r = reading;
	struct fact_rule *rules;
	size_t n;
	struct facts *plan;
	struct span *extras;

	(void)into;
	if (d->kind != DEF_LIST || d->count == 0)
		return def_wrong(d,
			"\"each\" is a list of the facts a record gives");
	/* The names of extra columns, in the order they are first named. */
	plan = r->plan;
	n = 0;
	for (size_t i = 0; i < d->count; i++)
		n += d->items[i].count;
	extras = take(r, n, sizeof(*extras));
	plan->extras = extras;
	for (size_t i = 0; i < d->count; i++)
		for (size_t k = 0; k < d->items[i].count; k++) {
			const struct def *item = &d->items[i].items[k];

			if (d->items[i].kind != DEF_OBJECT
				|| span_is(item->key, "when")
				|| column_of(plan, item->key)
					< FACT_COLUMNS + plan->nextras)
				continue;
			if (!is_word(item->key) || span_is(item->key, "at"))
				facts_type_wrong(&r->fields, item,
					"\"%.*s\" cannot be the name of a column",
					SPAN_ARG(item->key));
			else
				extras[plan->nextras++] = item->key;
		}
	rules = take(r, d->count, sizeof(*rules));
	for (size_t i = 0; i < d->count; i++)
		read_rule(r, &d->items[i], &rules[i]);
	r->plan->rules = rules;
	r->plan->nrules = d->count;
	return true;
}

/* What `latest` and `occurrences` need can be judged when all columns have
 * their types; then fields move to the arena, and none is added any more. */
static void
finish(struct reading *r, const struct def *facts)
{
	struct facts *plan = r->plan;
	struct fact_field *fields;

	if (plan->occurrences && (!plan->nkey || plan->latest != FIELD_NONE))
		facts_type_wrong(&r->fields, def_get(facts, "occurrences"),
			"\"occurrences\" are counted of a \"key\", and without \"latest\"");
	if (plan->latest != FIELD_NONE) {
		const struct fact_field *f = &r->fields.list[plan->latest];

		if (f->type != TYPE_DATE && f->type != TYPE_NUMBER)
			facts_type_wrong(&r->fields, def_get(facts, "latest"),
				"\"latest\" needs a column of dates or numbers; \"%.*s\" is %s",
				SPAN_ARG(f->name), facts_type_word(f->type));
	}
	fields = take(r, r->fields.count, sizeof(*fields));
	for (size_t i = 0; i < r->fields.count; i++) {
		const struct fact_field *f;

		fields[i] = r->fields.list[i];
		if (fields[i].type == TYPE_CPR || fields[i].type == TYPE_ID)
			plan->personal = true;
		for (size_t k = 0; k < plan->nkey; k++)
			fields[i].in_key |= plan->key[k] == (int)i;
		/* Whether a field is read in every row. Key and latest are
		 * compared as values, so these must be readable too; codes are
		 * compared as texts. */
		f = &fields[i];
		fields[i].in_rows = f->type != TYPE_TEXT
			&& (f->in_types
				|| ((f->in_key || plan->latest == (int)i)
					&& f->type != TYPE_LIST
					&& f->type != TYPE_NONE));
	}
	plan->fields = fields;
	plan->nfields = r->fields.count;
	plan->npatterns = (size_t)r->values.npatterns;
	plan->ntests = r->values.ntests;
}

/* Keys, rules and facts use the fields that `types` has given their types. */
static const struct field FIELDS[] = {
	{ "markers",
		"`{\"text\": WORD}`: the text means `missing`, `suppressed` or `zero`",
		"none", .member = read_markers },
	{ "zone",
		"the zone of days, if cells have zones: `UTC`, `+01:00`, `Europe/Copenhagen`",
		"none", .member = read_zone },
	{ "types", "`{\"column\": TYPE}`: columns that are read in every row",
		"text", .member = read_types },
	{ "key", "columns; of rows with equal keys and facts one counts",
		"none", .member = read_key },
	{ "occurrences",
		"rows with one key in one file all count, not only the first",
		"`false`", FIELD_FLAG,
		.at = offsetof(struct facts, occurrences) },
	{ "latest", "the column whose greatest value wins among equal keys",
		"none", .member = read_latest },
	{ "skip", "rules for rows that are no facts; see below", "none",
		.member = read_skips },
	{ "each", "the facts that a row gives; see below", "required",
		.member = read_each },
};
const struct schema facts_schema = { "facts", SCHEMA_FIELDS(FIELDS) };

/* Members are read in the order of the table: markers and the zone are the
 * book's where the source says none, types are known before keys and values are
 * read. What depends on all of them comes last. */
const struct facts *
facts_load(struct book *book, const struct source_def *source,
	const struct units *units, const struct codes *codes)
{
	struct reading r = { .fields = { .book = book,
				     .source = source,
				     .codes = codes,
				     .ok = true } };
	struct span name, value;

	if (!source->facts) {
		def_wrong(source->def, "the source has no \"facts\"");
		return NULL;
	}
	r.plan = take(&r, 1, sizeof(*r.plan));
	r.plan->source = source;
	r.plan->def = source->facts;
	r.plan->latest = FIELD_NONE;
	r.plan->month_of_row = r.plan->cell_of_row = FIELD_NONE;
	r.values.fields = &r.fields;
	r.values.units = units;
	if (!schema_object(&facts_schema, source->facts, &r, r.plan))
		r.fields.ok = false;
	if (!def_get(source->facts, "each"))
		facts_type_wrong(&r.fields, source->facts,
			"\"each\" is a list of the facts a record gives");
	if (book->markers && !def_get(source->facts, "markers"))
		r.fields.ok &= read_markers(&r, book->markers, r.plan);
	if (book->zone && !def_get(source->facts, "zone"))
		r.fields.ok &= read_zone(&r, book->zone, r.plan);
	/* In a wide export one record is one cell: faults name its month. */
	if (facts_column_wide(source, &name, &value)) {
		r.plan->month_of_row = facts_type_use(&r.fields, name,
			source->export);
		r.plan->cell_of_row = facts_type_use(&r.fields, value,
			source->export);
	}
	facts_value_settle(&r.values);
	facts_type_settle(&r.fields);
	finish(&r, source->facts);
	mem_free(r.fields.list);
	mem_free(r.values.tests);
	if (!r.fields.ok && def_error_stops()) {
		facts_free(r.plan);
		return NULL;
	}
	return r.plan;
}

/* Frees the patterns of tests. */
static void
free_when(const struct fact_when *when)
{
	for (size_t i = 0; i < when->ntests; i++)
		if (when->tests[i].pattern)
			pattern_free(when->tests[i].pattern);
}

/* Frees the patterns in the cases of a value, which may stand in each other. */
static void
free_value(const struct fact_value *value)
{
	for (size_t i = 0; i < value->nchoices; i++) {
		free_when(&value->choices[i].when);
		free_value(&value->choices[i].is);
	}
}

/* Only what libraries have compiled is not in the arena. */
void
facts_free(const struct facts *plan)
{
	if (!plan)
		return;
	for (size_t i = 0; i < plan->nskips; i++)
		free_when(&plan->skips[i].when);
	for (size_t i = 0; i < plan->nrules; i++) {
		free_when(&plan->rules[i].when);
		for (size_t k = 0; k < FACT_COLUMNS + plan->nextras; k++)
			free_value(&plan->rules[i].values[k]);
	}
	for (size_t i = 0; i < plan->nfields; i++) {
		if (plan->fields[i].format)
			period_format_free(plan->fields[i].format);
		pattern_free(plan->fields[i].number.strip);
	}
}
