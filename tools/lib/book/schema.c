/* SPDX-License-Identifier: MIT
 *
 * Carries out the tables of fields. Kinds that more than one loader needs are
 * read here; all that knows what a field is for stays in its loader.
 */
#include "book/folder.h"
#include "book/schema.h"

#include "book/defs.h"
#include "value/period.h"
#include "value/text.h"

/* --- JSON --- */

bool
schema_number(const struct def *d, struct decimal *number)
{
	enum decimal_style style = d->kind == DEF_NUMBER ? DECIMAL_PLAIN
							 : DECIMAL_EITHER;

	if ((d->kind == DEF_NUMBER || d->kind == DEF_TEXT)
		&& decimal_read(text_trim(d->text), style, number) == DECIMAL_OK
		&& number->millionths >= 0)
		return true;
	return def_wrong(d, "\"%.*s\": \"%.*s\" is not a number from 0 up",
		SPAN_ARG(d->key), SPAN_ARG(d->text));
}

bool
schema_whole(const struct def *d, long least, long most, long *whole)
{
	struct decimal number;

	if (!schema_number(d, &number))
		return false;
	if (number.millionths % DECIMAL_ONE
		|| number.millionths < (__int128)least * DECIMAL_ONE
		|| number.millionths > (__int128)most * DECIMAL_ONE)
		return def_wrong(d,
			"\"%.*s\": \"%.*s\" is not a whole number from %ld to %ld",
			SPAN_ARG(d->key), SPAN_ARG(d->text), least, most);
	*whole = (long)(number.millionths / DECIMAL_ONE);
	return true;
}

bool
schema_pattern(const struct def *d, struct pattern **pattern)
{
	const char *why = NULL;

	if (d->kind != DEF_TEXT)
		return def_wrong(d, "a pattern is a text");
	*pattern = pattern_new(d->text, &why);
	return *pattern
		|| def_wrong(d, "\"%.*s\" is not a pattern: %s",
			SPAN_ARG(d->text), why);
}

/* One member by its kind; absent, it leaves the struct as it is. */
static bool
read_member(const struct field *f, const struct def *object, void *reading,
	char *into)
{
	const struct def *member = def_get(object, f->name);
	struct period_length *length;
	const char *wanted;
	bool good;

	if (!member && f->needed)
		return def_wrong(object, "\"%s\" is missing", f->name);
	if (!member)
		return true;
	switch (f->kind) {
	case FIELD_TEXT:
		return def_text(object, f->name, f->needed,
			       (struct span *)(into + f->at))
			&& (!f->member || f->member(reading, member, into));
	case FIELD_FLAG:
		return def_flag(object, f->name, false, (bool *)(into + f->at));
	case FIELD_WORD:
		return def_choice(object, f->name, f->words, f->nwords,
			(int *)(into + f->at));
	case FIELD_WHOLE:
		return schema_whole(member, f->least, f->most,
			(long *)(into + f->at));
	case FIELD_PATTERN:
		return schema_pattern(member,
			(struct pattern **)(into + f->at));
	case FIELD_OBJECT:
		return schema_object(f->inner, member, reading, into + f->at);
	case FIELD_DAY:
		wanted = "date such as \"2009-08-01\"";
		good = period_read_day(member->text, (int32_t *)(into + f->at));
		break;
	case FIELD_MONTH:
		wanted = "month (YYYY-MM)";
		good = period_read_month(member->text,
			(int32_t *)(into + f->at));
		break;
	case FIELD_LENGTH:
		wanted = "length such as \"92 days\" or \"6 months\"";
		length = (struct period_length *)(into + f->at);
		good = period_read_length(member->text, length)
			&& length->count >= f->least;
		break;
	default:
		return !f->member || f->member(reading, member, into + f->at);
	}
	/* A number may look like a day, but no text of the book is one. */
	return (good && member->kind == DEF_TEXT)
		|| def_wrong(member, "\"%s\": \"%.*s\" is not a %s", f->name,
			SPAN_ARG(member->text), wanted);
}

bool
schema_object(const struct schema *s, const struct def *object, void *reading,
	void *into)
{
	const char **names = mem_new(s->nfields + 1, sizeof(*names));
	bool ok;

	for (size_t i = 0; i < s->nfields; i++)
		names[i] = s->fields[i].name;
	ok = def_only(object, names, s->nfields);
	mem_free(names);
	for (size_t i = 0; object->kind == DEF_OBJECT && i < s->nfields; i++)
		ok &= read_member(&s->fields[i], object, reading, into);
	return ok;
}

/* --- CSV --- */

/* One cell by its kind; a column that the file lacks gives an empty one. */
static bool
read_cell(const struct field *f, const struct table *t, size_t row, int column,
	void *reading, char *into)
{
	struct schema_amount *amount;
	bool absent;

	switch (f->kind) {
	case FIELD_TEXT:
		*(struct span *)(into + f->at) = table_cell(t, row, column);
		return true;
	case FIELD_FLAG:
		return table_yes(t, row, column, (bool *)(into + f->at));
	case FIELD_WORD:
		return table_word(t, row, column, f->words, f->nwords,
			(int *)(into + f->at));
	case FIELD_DAY:
		return table_day(t, row, column, (int32_t *)(into + f->at));
	case FIELD_YEAR:
		return (!f->needed && !table_cell(t, row, column).len)
			|| table_year(t, row, column, (int *)(into + f->at));
	case FIELD_MONTH:
		return table_month(t, row, column, (int32_t *)(into + f->at));
	case FIELD_NUMBER:
		amount = (struct schema_amount *)(into + f->at);
		if (!table_number(t, row, column, &amount->number, &absent))
			return false;
		amount->given = !absent;
		return true;
	default:
		return !f->cell
			|| f->cell(reading, t, row, column, into + f->at);
	}
}

/* Whether a schema has a column of that name, compared folded; `alone`: one
 * that stands in its file only. */
static bool
is_known(const struct schema *s, struct span name, bool alone)
{
	for (size_t i = 0; i < s->nfields; i++)
		if ((s->fields[i].alone || !alone)
			&& text_same(name, span_of(s->fields[i].name)))
			return true;
	return false;
}

/* Says columns that another file has: passed over here, they would change
 * nothing, and nobody would know. */
static bool
no_strangers(const struct schema *s, const struct table *t)
{
	bool ok = true;

	for (size_t i = 0; s->other && i < t->columns; i++)
		if (!is_known(s, t->names[i], false)
			&& is_known(s->other, t->names[i], true))
			ok = def_error_say((struct place){ t->file, 1, 0 },
				"other-file",
				"column \"%.*s\" is not read here; it "
				"belongs in %s",
				SPAN_ARG(t->names[i]), s->other->name);
	return ok;
}

bool
schema_table(struct book *b, const struct schema *s, const char *file,
	bool optional, void *reading, struct schema_rows *rows)
{
	const struct table *t;
	bool ok = true;
	int *columns;

	*rows = (struct schema_rows){ 0 };
	if (optional && folder_lacks(file))
		return true;
	t = rows->table = table_load(b, file, false);
	columns = arena_take(b->arena, s->nfields * sizeof(*columns));
	if (!t)
		return false;
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		columns[i] = f->needed ? table_need(t, f->name)
				       : table_column(t, f->name);
		ok &= !f->needed || columns[i] >= 0;
	}
	if ((!no_strangers(s, t) && def_error_stops()) || !ok)
		return false;
	rows->list = arena_take(b->arena, (t->rows + 1) * s->size);
	for (size_t i = 0; i < t->rows; i++) {
		char *into = (char *)rows->list + rows->count * s->size;
		bool sound = true;

		memset(into, 0, s->size);
		memcpy(into + s->row, &i, sizeof(i));
		for (size_t k = 0; k < s->nfields; k++)
			sound &= read_cell(&s->fields[k], t, i, columns[k],
				reading, into);
		if (sound && (!s->check || s->check(reading, t, i, into)))
			rows->count++;
		else
			ok = false;
	}
	return ok || !def_error_stops();
}
