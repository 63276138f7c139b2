/* SPDX-License-Identifier: MIT */
#include "rejects.h"

#include "base/diag.h"
#include "book/defs.h"
#include "stream/reject.h"
#include "value/text.h"

#define SHOWN_WIDTH 80 /* of a value in a message */

static bool
is_person(const struct refusals *r, int field)
{
	enum fact_type type = r->plan->fields[field].type;

	return type == TYPE_CPR || type == TYPE_ID;
}

/* Adds a cell as it may be quoted. */
static void
add_masked(struct refusals *r, struct buf *b, int field, struct span raw)
{
	size_t from = b->len;

	if (r->plan->personal)
		text_mask(b, raw);
	else
		text_mask_strays(b, raw);
	if (!is_person(r, field))
		return;
	for (; from < b->len; from++)
		if (b->at[from] >= '0' && b->at[from] <= '9')
			b->at[from] = '*';
}

/* A value on one line, not too long. */
static struct span
one_line(struct refusals *r, struct span value)
{
	buf_clear(&r->shown);
	text_escape(&r->shown, text_clip(value, SHOWN_WIDTH));
	if (text_clip(value, SHOWN_WIDTH).len < value.len)
		buf_text(&r->shown, "...");
	return buf_span(&r->shown);
}

/* As it is; streams have it escaped. */
static struct span
place_of(struct refusals *r, struct span at)
{
	buf_clear(&r->place);
	text_unescape(&r->place, at);
	return buf_span(&r->place);
}

static void
add_definition(struct buf *b, const struct def *def)
{
	if (def)
		buf_format(b, " (%s:%u)", def->file, def->line);
}

static void
add_on(struct buf *b, int32_t day)
{
	if (day == DAY_NONE)
		return;
	buf_text(b, " on ");
	period_print_day(b, day);
}

/* What is wrong with a value that no column holds. */
static void
explain_fact(struct refusals *r, const struct row_trouble *t)
{
	struct buf *b = &r->message;

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
		buf_text(b, "the fact has no event: none of the cases holds");
	}
	add_definition(b, t->def);
}

static void
explain_value(struct refusals *r, const struct row_trouble *t)
{
	const struct fact_field *f = &r->plan->fields[t->field];
	struct buf *b = &r->message;

	switch (t->fault) {
	case FAULT_DATE:
		buf_text(b, " is not a date");
		return;
	case FAULT_UNTIL:
		buf_text(b, " is before the fact begins,");
		add_on(b, t->day);
		return;
	case FAULT_NUMBER:
		buf_text(b, " is not a number");
		return;
	case FAULT_CPR:
		buf_text(b,
			f->type == TYPE_CPR ? " is not a CPR number"
					    : " is not a personal number");
		return;
	case FAULT_UNIT:
		buf_text(b, " is not a unit of units.csv");
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
month_of(struct refusals *r, const struct row *row)
{
	buf_clear(&r->month);
	if (r->plan->month_of_row != FIELD_NONE)
		text_mask_strays(&r->month,
			text_trim(row->raw[r->plan->month_of_row]));
	return buf_span(&r->month);
}

static void
explain(struct refusals *r, const struct row *row, struct span value)
{
	const struct row_trouble *t = &row->trouble;
	struct span month = month_of(r, row);
	struct buf *b = &r->message;

	buf_clear(b);
	if (t->field == FIELD_NONE) {
		explain_fact(r, t);
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
	explain_value(r, t);
}

void
rejects_row(struct refusals *r, const struct row *row, struct span at)
{
	const struct row_trouble *t = &row->trouble;
	struct reject reject = { .at = place_of(r, at),
		.source = r->plan->source->name.at,
		.stage = "normalize",
		.reason = row_reasons[t->fault],
		.personal = r->plan->personal };

	buf_clear(&r->value);
	if (t->field != FIELD_NONE) {
		add_masked(r, &r->value, t->field, row->raw[t->field]);
		reject.column = r->plan->fields[t->field].shown;
	}
	if (r->plan->month_of_row != FIELD_NONE)
		reject.column = month_of(r, row);
	reject.value = buf_span(&r->value);
	explain(r, row, reject.value);
	diag_row(STATUS_DONE, reject.reason, reject.at, "%s",
		buf_string(&r->message));
	reject_write(r->out, &reject);
}

struct span
rejects_key(struct refusals *r, const struct row *row)
{
	size_t i;

	buf_clear(&r->value);
	for (i = 0; i < r->plan->nkey; i++) {
		if (i)
			buf_text(&r->value, ", ");
		add_masked(r, &r->value, r->plan->key[i],
			row->raw[r->plan->key[i]]);
	}
	return buf_span(&r->value);
}

void
rejects_conflict(struct refusals *r, struct span at, struct span key)
{
	struct reject reject = { .at = place_of(r, at),
		.source = r->plan->source->name.at,
		.stage = "normalize",
		.reason = row_reasons[FAULT_CONFLICT],
		.personal = r->plan->personal,
		.value = key };
	size_t i;

	buf_clear(&r->message);
	for (i = 0; i < r->plan->nkey; i++)
		buf_format(&r->message, "%s%.*s", i ? ", " : "",
			SPAN_ARG(r->plan->fields[r->plan->key[i]].shown));
	reject.column = buf_span(&r->message);
	diag_row(STATUS_DATA, reject.reason, reject.at,
		"\"%.*s\": \"%.*s\" is the key of another row too, which "
		"gives other facts",
		SPAN_ARG(reject.column), SPAN_ARG(one_line(r, key)));
	reject_write(r->out, &reject);
}

void
rejects_free(struct refusals *r)
{
	buf_free(&r->value);
	buf_free(&r->shown);
	buf_free(&r->message);
	buf_free(&r->place);
	buf_free(&r->month);
}
