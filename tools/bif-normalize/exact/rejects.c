/* SPDX-License-Identifier: MIT
 *
 * The words for each fault, and what of a rejected row can still be read: its
 * unit, month and event, so that those who count can say what is missing.
 */
#include "rejects.h"

#include "base/diag.h"
#include "book/defs.h"
#include "value/text.h"

#define SHOWN_WIDTH 80 /* of a value in a message */

/* Whether a text is digits with a decimal mark, more of them than a personal
 * number has: 0,333333333333333. */
static bool
is_long_number(struct span s)
{
	size_t digits = 0, marks = 0;

	s = text_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		digits += span_digit(s.at[i]);
		if (s.at[i] != ',' && s.at[i] != '.')
			continue;
		/* A program that took 0101901234 for a number writes .0. */
		if (digits == 9 || digits == 10)
			return false;
		marks++;
	}
	return digits > 10 && marks == 1 && digits + marks == s.len;
}

/* Adds a cell as it may be quoted. */
static void
add_masked(struct rejects *r, struct buf *b, int field, struct span raw)
{
	enum fact_type type = r->plan->fields[field].type;

	if (type == TYPE_CPR || type == TYPE_ID)
		text_mask_digits(b, raw);
	else if (r->plan->personal && type == TYPE_NUMBER
		&& is_long_number(raw))
		buf_add(b, raw);
	else if (r->plan->personal)
		text_mask(b, raw);
	else
		text_mask_strays(b, raw);
}

/* A value on one line, not too long. */
static struct span
one_line(struct rejects *r, struct span value)
{
	struct span clipped = text_clip(value, SHOWN_WIDTH);

	buf_clear(&r->visible);
	text_visible(&r->visible, clipped);
	buf_clear(&r->shown);
	text_escape(&r->shown, buf_span(&r->visible));
	if (clipped.len < value.len)
		buf_text(&r->shown, "...");
	return buf_span(&r->shown);
}

/* As it is; streams have it escaped. */
static struct span
place_of(struct rejects *r, struct span at)
{
	buf_clear(&r->place);
	text_unescape(&r->place, at);
	return buf_span(&r->place);
}

/* Where the definition stands that was not met. */
static void
add_definition(struct buf *b, const struct def *def)
{
	if (def)
		buf_format(b, " (%s:%u)", def->file, def->line);
}

/* The day for which it was asked. */
static void
add_on(struct buf *b, int32_t day)
{
	if (day == DAY_NONE)
		return;
	buf_text(b, " on ");
	period_print_day(b, day);
}

/* Why a cell is not the value its column wants. */
static void
explain_value(struct rejects *r, const struct row *row)
{
	const struct row_trouble *t = &row->trouble;
	const struct fact_field *f = &r->plan->fields[t->field];
	struct buf *b = &r->message;

	switch (t->fault) {
	case FAULT_DATE:
		buf_format(b, " is not a date%s",
			cell_why(row->cells, t->field, row->raw[t->field]));
		return;
	case FAULT_UNTIL:
		buf_text(b, " is before the fact begins,");
		add_on(b, t->day);
		return;
	case FAULT_NUMBER:
		buf_format(b, " is not a number%s",
			cell_why(row->cells, t->field, row->raw[t->field]));
		return;
	case FAULT_CPR:
		buf_text(b,
			f->type == TYPE_CPR ? " is not a CPR number"
					    : " is not a personal number");
		return;
	case FAULT_UNIT:
		buf_format(b, " is not a unit of units.csv%s",
			cell_why(row->cells, t->field, row->raw[t->field]));
		break;
	default:
		buf_format(b, " is not in the list \"%.*s\"",
			SPAN_ARG(f->list_name));
	}
	add_on(b, t->day);
	add_definition(b, t->def);
}

/* The month a cell of a wide export belongs to, as its header has it; empty
 * for other exports. */
static struct span
month_of(struct rejects *r, const struct row *row)
{
	buf_clear(&r->month);
	if (r->plan->month_of_row != FIELD_NONE)
		text_mask_strays(&r->month,
			text_trim(row->raw[r->plan->month_of_row]));
	return buf_span(&r->month);
}

/* One sentence for people: which column, which text, and what is wrong with it. */
static void
explain(struct rejects *r, const struct row *row, struct span value)
{
	const struct row_trouble *t = &row->trouble;
	struct span month = month_of(r, row);
	struct buf *b = &r->message;

	buf_clear(b);
	if (t->field == FIELD_NONE) {
		/* What is wrong with a value that no column holds. */
		switch (t->fault) {
		case FAULT_DATE:
			buf_text(b, "the fact has no date");
			break;
		case FAULT_UNTIL:
			buf_text(b, "the fact ends before it begins");
			break;
		case FAULT_UNIT:
			if (t->def->kind == DEF_TEXT)
				buf_format(b, "unit \"%.*s\" is not valid",
					SPAN_ARG(t->def->text));
			else
				buf_text(b, "the fact has no unit");
			add_on(b, t->day);
			break;
		default:
			buf_text(b,
				"the fact has no event: none of the cases holds");
		}
		add_definition(b, t->def);
		return;
	}
	buf_byte(b, '"');
	if (t->field == r->plan->cell_of_row)
		buf_add(b, month);
	else
		buf_add(b, r->plan->fields[t->field].shown);
	buf_byte(b, '"');
	if (t->field != r->plan->cell_of_row && month.len) {
		buf_text(b, " (");
		buf_add(b, month);
		buf_byte(b, ')');
	}
	if (!text_trim(value).len) {
		buf_text(b, " is empty");
		return;
	}
	buf_format(b, ": \"%.*s\"", SPAN_ARG(one_line(r, value)));
	explain_value(r, row);
}

/* The unit of a row whose first fact does not show one. A name that no unit has
 * on the row's day stands as it was written, for it may be a unit's own on
 * another day, and that is found out where months are known; of a row that is
 * rejected for its name, or without a day, the only unit ever called so is
 * taken. */
static struct span
unit_of_row(struct rejects *r, struct row *row, int32_t day)
{
	const struct fact_value *v = &r->plan->rules[0].values[FACT_UNIT];
	/* The column that names the unit, where it is the same in all rows. */
	bool by_name = row->trouble.fault == FAULT_UNIT;
	int field = by_name              ? row->trouble.field
		: v->kind == VALUE_FIELD ? v->field
					 : FIELD_NONE;
	struct span shown;

	if (field == FIELD_NONE || r->plan->fields[field].type != TYPE_UNIT)
		return SPAN("");
	if (by_name || day == DAY_NONE)
		return cell_unit_ever(row->cells, row_text(row, field)->folded);
	shown = row_shown(row,
		(struct cell_term){ .source = CELL_FIELD, .field = field },
		day);
	if (shown.len)
		return shown;
	buf_clear(&r->unit);
	add_masked(r, &r->unit, field, row->raw[field]);
	return buf_span(&r->unit);
}

/* Whoever is to mend the row wants to know whose it is: what could be read
 * before the fault is given along. */
void
rejects_fill(struct rejects *r, struct row *row, struct reject *reject)
{
	const struct evaluation *e = &row->evaluation;
	const struct fact_value *event = &r->plan->rules[0].values[FACT_EVENT];
	const struct cell_term *cells = e->facts[0].cells;

	reject->day = row_day(row);
	if (e->nfacts) {
		reject->day = row_day_of(row, e->facts[0].date);
		reject->event = row_shown(row, cells[FACT_EVENT], reject->day);
		reject->unit = row_shown(row, cells[FACT_UNIT], reject->day);
	} else if (r->plan->nrules == 1 && event->kind == VALUE_LITERAL) {
		reject->event = event->literal;
	}
	if (!reject->unit.len)
		reject->unit = unit_of_row(r, row, reject->day);
}

/* It is said before it is filled, because filling reads further cells,
 * which may have faults of their own. */
void
rejects_row(struct rejects *r, struct row *row, struct span at)
{
	const struct row_trouble *t = &row->trouble;
	struct reject reject = { .at = place_of(r, at),
		.reason = row_reasons[t->fault] };

	buf_clear(&r->value);
	if (t->field != FIELD_NONE) {
		add_masked(r, &r->value, t->field, row->raw[t->field]);
		reject.column = r->plan->fields[t->field].shown;
	}
	if (r->plan->month_of_row != FIELD_NONE)
		reject.column = month_of(r, row);
	reject.value = buf_span(&r->value);
	explain(r, row, reject.value);
	reject_say(STATUS_DONE, &reject, (struct place){ 0 },
		buf_string(&r->message));
	rejects_fill(r, row, &reject);
	reject_write(&r->stream, &reject);
}

struct span
rejects_key(struct rejects *r, const struct row *row)
{
	buf_clear(&r->value);
	for (size_t i = 0; i < r->plan->nkey; i++) {
		if (i)
			buf_text(&r->value, ", ");
		add_masked(r, &r->value, r->plan->key[i],
			row->raw[r->plan->key[i]]);
	}
	return buf_span(&r->value);
}

/* No single column is at fault, so that all those of the key are named. */
void
rejects_conflict(struct rejects *r, struct span at, struct span key,
	const struct reject *known)
{
	struct reject reject = *known;

	reject.at = place_of(r, at);
	reject.reason = row_reasons[FAULT_CONFLICT];
	reject.value = key;
	buf_clear(&r->column);
	for (size_t i = 0; i < r->plan->nkey; i++)
		buf_format(&r->column, "%s%.*s", i ? ", " : "",
			SPAN_ARG(r->plan->fields[r->plan->key[i]].shown));
	reject.column = buf_span(&r->column);
	buf_clear(&r->message);
	buf_format(&r->message,
		"\"%.*s\": \"%.*s\" is the key of another row too, which gives other facts",
		SPAN_ARG(reject.column), SPAN_ARG(one_line(r, key)));
	reject_say(STATUS_DATA, &reject, (struct place){ 0 },
		buf_string(&r->message));
	reject_write(&r->stream, &reject);
}

void
rejects_free(struct rejects *r)
{
	buf_free(&r->value);
	buf_free(&r->shown);
	buf_free(&r->visible);
	buf_free(&r->message);
	buf_free(&r->place);
	buf_free(&r->month);
	buf_free(&r->column);
	buf_free(&r->unit);
}
