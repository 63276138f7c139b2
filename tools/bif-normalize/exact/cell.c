/* SPDX-License-Identifier: MIT
 *
 * What is done for a text the first time is dear: folding, regular
 * expressions, the search for a date. So the answer is put into the cell_cache
 * of its column, by the raw bytes, and most cells are never read again.
 * A cache has one slot for each hash: a text that falls on another's slot
 * takes its place. Nothing but speed depends on what is found there.
 */
#include "cell.h"

#include <strings.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "bif-normalize/exact/digest.h"
#include "value/text.h"

#define CACHE_SLOTS 4096 /* a power of two */
#define LONGEST ((size_t)1 << 30)

struct cell_slot {
	uint32_t taken; /* bytes of the raw text + 1; 0: none */
	uint32_t used;
	uint32_t cap;
	/* the raw text, then what the answer keeps */
	char *bytes;
	struct answer answer;
};

/* Slots are made when a text first falls on them: most columns have few texts,
 * and to make all of them is most of what a small file takes. */
struct cell_cache {
	struct cell_slot *slots[CACHE_SLOTS];
};

/* Personal numbers hardly repeat from row to row: each is worked out. */
struct person {
	struct answer answer;
	char digits[10];
	char letters[PSEUDONYM_WIDTH];
};

/* A column that is empty in fewer rows is not told: it may well be so. */
#define ROWS_MANY 30

/* The first text of a kind that a column of numbers holds, as it may be shown. */
#define TEXT_SHOWN 24
struct marks {
	bool error;         /* an error of a spreadsheet was told */
	bool blank, filled; /* cells without a value came, and with one */
	/* with one mark of a kind, or with a decimal mark that stands so that
	 * it may be one of groups; others have one that cannot */
	char group[TEXT_SHOWN], decimal[TEXT_SHOWN], three[TEXT_SHOWN];
	bool decimals;
	char percent[TEXT_SHOWN], bare[TEXT_SHOWN]; /* 12,5 %; 0,88 */
	char parts[2][TEXT_SHOWN];                  /* 7:15, 0:07:15 */
};

struct cells {
	const struct facts *plan;
	const struct units *units;
	const struct pseudonym *key;
	const bool *shown;         /* by field; NULL: all are */
	struct cell_cache **typed; /* by field, made when first needed */
	struct cell_cache **texts;
	struct cell_cache **patterns; /* by number */
	struct cell_cache *literals;  /* units the definitions name */
	/* by field: texts that are folded as they stand */
	struct answer *plain;
	struct person *people;
	struct marks *marks; /* by field: of numbers */
	struct intern *meanings;
	struct buf folded, escaped;
};

/* Frees a cache with the texts of its slots. */
static void
cache_free(struct cell_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < CACHE_SLOTS; i++) {
		if (cache->slots[i])
			mem_free(cache->slots[i]->bytes);
		mem_free(cache->slots[i]);
	}
	mem_free(cache);
}

/* Room in a slot for so many bytes. */
static void
slot_grow(struct cell_slot *slot, size_t bytes)
{
	size_t cap = slot->cap;

	slot->bytes = mem_grow(slot->bytes, &cap, bytes ? bytes : 1, 1);
	slot->cap = (uint32_t)cap;
}

/* Makes sure that as many bytes of texts can be kept in the slot, and drops
 * those kept before. Texts kept are borrowed until the slot is taken. */
static void
slot_room(struct cell_slot *slot, size_t bytes)
{
	size_t raw = slot->taken ? slot->taken - 1 : 0;

	slot->used = (uint32_t)raw;
	slot_grow(slot, raw + bytes);
}

/* Copies a text into its slot, which has room for it. */
static struct span
slot_keep(struct cell_slot *slot, struct span text)
{
	struct span kept = { slot->bytes + slot->used, text.len };

	if (text.len)
		memcpy(slot->bytes + slot->used, text.at, text.len);
	slot->used += (uint32_t)text.len;
	return kept;
}

/* The slot of a raw text in a cache that is made when it is first needed.
 * *known: it holds the text's answer, which must still be held against its
 * days; else the answer is to be filled in. A text too long to be worth it is
 * never found again. */
static struct cell_slot *
slot_of(struct cell_cache **cache, struct span raw, bool *known)
{
	struct cell_slot **at, *slot;

	if (!*cache)
		*cache = mem_new(1, sizeof(**cache));
	at = &(*cache)->slots[intern_hash(raw) & (CACHE_SLOTS - 1)];
	if (!*at)
		*at = mem_new(1, sizeof(**at));
	slot = *at;
	*known = slot->taken == raw.len + 1
		&& (!raw.len || !memcmp(slot->bytes, raw.at, raw.len));
	if (*known)
		return slot;
	slot->taken = slot->used = 0;
	if (raw.len > LONGEST)
		return slot;
	slot_grow(slot, raw.len);
	if (raw.len)
		memcpy(slot->bytes, raw.at, raw.len);
	slot->taken = (uint32_t)raw.len + 1;
	slot->used = (uint32_t)raw.len;
	return slot;
}

/* Caches are made when a column is first read: most plans have columns that
 * no row ever asks for. */
struct cells *
cells_new(const struct facts *plan, const struct units *units,
	const struct pseudonym *key)
{
	struct cells *c = mem_new(1, sizeof(*c));

	c->plan = plan;
	c->units = units;
	c->key = key;
	c->typed = mem_new(plan->nfields, sizeof(*c->typed));
	c->texts = mem_new(plan->nfields, sizeof(*c->texts));
	c->patterns = mem_new(plan->npatterns, sizeof(*c->patterns));
	c->plain = mem_new(plan->nfields, sizeof(*c->plain));
	c->people = mem_new(plan->nfields, sizeof(*c->people));
	c->marks = mem_new(plan->nfields, sizeof(*c->marks));
	c->meanings = intern_new();
	/* Of a date over several columns the date alone is told to be empty. */
	for (size_t i = 0; i < plan->nfields; i++)
		for (size_t k = 0; k < plan->fields[i].nparts; k++)
			c->marks[plan->fields[i].parts[k]].filled = true;
	return c;
}

void
cells_free(struct cells *c)
{
	for (size_t i = 0; i < c->plan->nfields; i++) {
		cache_free(c->typed[i]);
		cache_free(c->texts[i]);
	}
	for (size_t i = 0; i < c->plan->npatterns; i++)
		cache_free(c->patterns[i]);
	cache_free(c->literals);
	mem_free(c->typed);
	mem_free(c->texts);
	mem_free(c->patterns);
	mem_free(c->plain);
	mem_free(c->people);
	mem_free(c->marks);
	intern_free(c->meanings);
	buf_free(&c->folded);
	buf_free(&c->escaped);
	mem_free(c);
}

void
cells_show(struct cells *c, const bool *shown)
{
	c->shown = shown;
}

bool
cell_is_plain(struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c <= ' ' || c >= 0x7f || c == '\\'
			|| (c >= 'A' && c <= 'Z'))
			return false;
	}
	return true;
}

/* Fills the slot with the text, folded and, for the facts, escaped. */
static void
keep_text(struct cells *c, struct cell_slot *slot, struct span raw)
{
	struct answer *a = &slot->answer;

	buf_clear(&c->folded);
	text_fold(&c->folded, raw);
	buf_clear(&c->escaped);
	text_escape(&c->escaped, buf_span(&c->folded));
	slot_room(slot, c->folded.len + c->escaped.len);
	*a = (struct answer){ .state = c->folded.len ? ANSWER_GOOD
						     : ANSWER_EMPTY,
		.from = INT32_MIN,
		.to = INT32_MAX };
	a->folded = slot_keep(slot, buf_span(&c->folded));
	a->text = slot_keep(slot, buf_span(&c->escaped));
}

/* What a unit or code means, escaped. It outlives the slot: two facts of a
 * row may look the same text up on different days. */
static struct span
lasting(struct cells *c, struct span value)
{
	buf_clear(&c->escaped);
	text_escape(&c->escaped, value);
	return intern_text(c->meanings,
		intern_add(c->meanings, buf_span(&c->escaped)));
}

void
cells_note(struct cells *c, int field, struct span raw)
{
	const struct fact_field *f = &c->plan->fields[field];
	struct marks *m = &c->marks[field];
	bool filled;

	if (m->filled)
		return;
	raw = text_trim(raw);
	filled = raw.len && !(f->open.len && span_equal(raw, f->open));
	m->filled = filled;
	m->blank |= !filled;
}

/* A plain cell is its own folded text, so that it needs neither a copy nor
 * a place in the cache. */
const struct answer *
cell_text(struct cells *c, int field, struct span raw)
{
	struct answer *plain = &c->plain[field];
	struct cell_slot *slot;
	bool known;

	if (cell_is_plain(raw)) {
		plain->state = raw.len ? ANSWER_GOOD : ANSWER_EMPTY;
		plain->text = plain->folded = raw;
		return plain;
	}
	slot = slot_of(&c->texts[field], raw, &known);
	if (!known)
		keep_text(c, slot, raw);
	return &slot->answer;
}

/* The marker that a text is, or NULL. Both are compared as names are. */
static const struct fact_marker *
marker_of(const struct facts *plan, struct span text)
{
	const struct fact_marker *m = plan->markers;
	const struct fact_marker *end = m + plan->nmarkers;
	BUF_LOCAL folded = { 0 };

	if (m < end)
		text_fold(&folded, text);
	while (m < end && !span_equal(m->text, buf_span(&folded)))
		m++;
	return m < end ? m : NULL;
}

/* A year alone is read as its last month. */
static enum period_result
read_date(const struct facts *plan, const struct fact_field *f,
	struct span text, int32_t *day, struct period_time *time)
{
	const struct period_zone *zone = plan->has_zone ? &plan->zone : NULL;
	struct buf completed = { 0 };
	enum period_result result;

	if (!f->year_only)
		return period_read(f->format, text, zone, f->utc, day, time);
	buf_text(&completed, "12-");
	buf_add(&completed, text);
	result = period_read(f->format, buf_span(&completed), zone, f->utc, day,
		time);
	buf_free(&completed);
	return result;
}

/* The day a text stands for, as facts show it. Open ends and markers are no
 * day, and no fault. */
static void
fill_date(struct cells *c, const struct fact_field *f, struct cell_slot *slot,
	struct span raw)
{
	struct answer *a = &slot->answer;
	struct span text = text_trim(raw);
	char room[DAY_WIDTH];

	*a = (struct answer){ .state = ANSWER_EMPTY,
		.value = DAY_NONE,
		.from = INT32_MIN,
		.to = INT32_MAX };
	if (!text.len || (f->open.len && span_equal(text, f->open))
		|| marker_of(c->plan, text))
		return;
	if (read_date(c->plan, f, text, &a->value, &a->time) != PERIOD_OK) {
		a->state = ANSWER_BAD;
		a->value = DAY_NONE;
		return;
	}
	a->state = ANSWER_GOOD;
	period_write_day(room, a->value);
	slot_room(slot, DAY_WIDTH);
	a->text = slot_keep(slot, (struct span){ room, DAY_WIDTH });
}

/* Keeps the first text of its kind. */
static void
note(char room[TEXT_SHOWN], struct span raw)
{
	if (!*room && raw.len && raw.len < TEXT_SHOWN) {
		memcpy(room, raw.at, raw.len);
		room[raw.len] = '\0';
	}
}

/* Remembers how a number was written. */
static void
note_marks(struct cells *c, const struct fact_field *f, struct span raw)
{
	struct marks *m = &c->marks[f - c->plan->fields];
	enum number_marks marks;
	size_t digits = 0, colons = 0;

	raw = text_trim(raw);
	for (size_t i = 0; i < raw.len; i++) {
		colons += raw.at[i] == ':';
		digits = span_digit(raw.at[i]) ? digits + 1
			: digits == 3          ? 3
					       : 0;
	}
	if (f->number.time) {
		if (!f->number.clock_said && (colons == 1 || colons == 2))
			note(m->parts[colons - 1], raw);
		return;
	}
	marks = number_marks(&f->number, raw);
	if (marks == NUMBER_MARKS_DECIMAL)
		note(memchr(raw.at, '%', raw.len) ? m->percent : m->bare, raw);
	if (f->has_style || c->plan->source->numbers_said)
		return;
	if (marks == NUMBER_MARKS_GROUP)
		note(m->group, raw);
	if (marks == NUMBER_MARKS_DECIMAL)
		note(m->decimal, raw);
	if (marks == NUMBER_MARKS_DECIMAL && digits == 3 && !f->typed
		&& raw.at[0] >= '1' && raw.at[0] <= '9')
		note(m->three, raw);
	else
		m->decimals |= marks == NUMBER_MARKS_DECIMAL
			|| marks == NUMBER_MARKS_BOTH;
}

/* Says of a column what may be read otherwise than it was meant. */
static void
doubt(const struct fact_field *f, const char *one, const char *says,
	const char *other, const char *rest)
{
	diag_row(STATUS_DONE, "marks", SPAN(""), "\"%.*s\": \"%s\" %s%s%s%s",
		SPAN_ARG(f->shown), one, says, other ? other : "",
		other ? "\" " : "", rest);
}

/* Doubts are told at the end and once a column, when it is known whether
 * other cells settle them. */
void
cells_doubt(const struct cells *c, uint64_t rows)
{
	for (size_t i = 0; i < c->plan->nfields; i++) {
		const struct fact_field *f = &c->plan->fields[i];
		const struct marks *m = &c->marks[i];

		if (m->blank && !m->filled && rows >= ROWS_MANY)
			diag_row(STATUS_DONE, "empty", SPAN(""),
				"\"%.*s\" has no value in any row that was read: was the column left out of the export?",
				SPAN_ARG(f->shown));
		if (*m->group && *m->decimal)
			doubt(f, m->group, "was read as thousands, \"",
				m->decimal,
				"as decimals: say \"numbers\", or the style of the column, when that is right");
		else if (*m->three && !m->decimals)
			doubt(f, m->three, "was read as decimals", NULL,
				", and all have three: if they are thousands, say \"numbers\", or the style of the column");
		if (*m->percent && *m->bare)
			doubt(f, m->percent, "is per cent, \"", m->bare,
				"has no percent sign: both were read as they stand");
		if (*m->parts[0] && *m->parts[1])
			doubt(f, m->parts[0],
				"was read as hours and minutes, \"",
				m->parts[1],
				"has seconds: say \"clock\", \"hh:mm\" or \"mm:ss\"");
	}
}

/* A letter for each column, with a bit for each kind of mark that it has shown:
 * two kinds that contradict each other make a doubt. */
void
cells_marks(const struct cells *c, struct buf *b)
{
	for (size_t i = 0; i < c->plan->nfields; i++) {
		const struct marks *m = &c->marks[i];

		buf_byte(b,
			(char)('0' + (*m->group ? 1 : 0) + (*m->decimal ? 2 : 0)
				+ (*m->percent ? 4 : 0) + (*m->bare ? 8 : 0)
				+ (*m->parts[0] ? 16 : 0)
				+ (*m->parts[1] ? 32 : 0)));
	}
}

/* Spreadsheets write what went wrong into the cell, in the language of
 * whoever saved the file. */
bool
cell_is_error(struct span raw)
{
	static const char *const whole[] = { "n/a", "i/t", "nv", "saknas!" };
	struct span s = text_trim(raw);
	size_t hashes;
	bool letters = true;

	if (s.len < 3 || s.at[0] != '#')
		return false;
	/* A column that was too narrow for its numbers. */
	for (hashes = 0; hashes < s.len && s.at[hashes] == '#'; hashes++)
		;
	if (hashes == s.len || s.len > 20)
		return hashes == s.len;
	s = (struct span){ s.at + 1, s.len - 1 };
	for (size_t i = 0; i < COUNT(whole); i++)
		if (s.len == strlen(whole[i])
			&& !strncasecmp(s.at, whole[i], s.len))
			return true;
	for (size_t i = 0; i + 1 < s.len; i++)
		letters &= (s.at[i] & 0x80)
			|| ((s.at[i] | 0x20) >= 'a' && (s.at[i] | 0x20) <= 'z')
			|| s.at[i] == '/' || s.at[i] == '0' || s.at[i] == '_';
	return letters && (s.at[s.len - 1] == '!' || s.at[s.len - 1] == '?');
}

/* Only columns of texts are asked, as in any other such a cell is rejected
 * anyway; one message a column is enough. */
void
cells_errors(struct cells *c, const struct span *raw, struct span at)
{
	for (size_t i = 0; i < c->plan->nfields; i++) {
		const struct fact_field *f = &c->plan->fields[i];
		struct span text = text_trim(raw[i]);

		if ((f->type != TYPE_NONE && f->type != TYPE_TEXT) || !text.len
			|| text.at[0] != '#' || c->marks[i].error
			|| !cell_is_error(text))
			continue;
		c->marks[i].error = true;
		diag_row(STATUS_DONE, "error", at,
			"\"%.*s\": \"%.*s\" is what a spreadsheet shows where there is no value: it is read as a text, here and below",
			SPAN_ARG(f->shown), SPAN_ARG(text));
	}
}

/* The text is kept with a `-` before it, for values that are negated. */
static void
fill_number(struct cells *c, const struct fact_field *f, struct cell_slot *slot,
	struct span raw)
{
	const struct fact_marker *marker = marker_of(c->plan, text_trim(raw));
	struct answer *a = &slot->answer;
	char room[1 + DECIMAL_WIDTH] = "-";
	const char *why;
	size_t len;

	*a = (struct answer){ .state = ANSWER_EMPTY,
		.from = INT32_MIN,
		.to = INT32_MAX };
	if (!text_trim(raw).len)
		return;
	if (marker && marker->meaning != MARKER_ZERO) {
		a->state = marker->meaning == MARKER_MISSING
			? ANSWER_MISSING
			: ANSWER_SUPPRESSED;
		return;
	}
	if (marker) {
		a->number.millionths = 0;
	} else if (number_read(&f->number, raw, &a->number, &why)
		!= DECIMAL_OK) {
		a->state = ANSWER_BAD;
		return;
	}
	if (!marker)
		note_marks(c, f, raw);
	a->state = ANSWER_GOOD;
	if (a->number.millionths < 0)
		len = decimal_write(room, a->number);
	else
		len = 1 + decimal_write(room + 1, a->number);
	slot_room(slot, len);
	a->text = slot_keep(slot, (struct span){ room, len });
}

/* A unit (f is NULL: one that the definitions name) or a code on a day. A slot
 * that holds the text already has its folded name from days that were
 * others. */
static const struct answer *
dated(struct cells *c, const struct fact_field *f, struct cell_cache **cache,
	struct span raw, int32_t day)
{
	bool known, good;
	struct cell_slot *slot = slot_of(cache, raw, &known);
	struct answer *a = &slot->answer;
	struct span value = { "", 0 };

	if (known && a->from <= day && day <= a->to)
		return a;
	if (!known)
		keep_text(c, slot, raw);
	if (a->state == ANSWER_EMPTY)
		return a;
	if (f && f->type == TYPE_LIST) {
		good = code_value(f->list, a->folded, day, &value, &a->from,
			&a->to);
	} else {
		a->value = unit_by_name(c->units, a->folded, day, &a->from,
			&a->to);
		good = a->value != UNIT_NONE;
		if (good)
			value = c->units->list[a->value].code;
	}
	a->state = good ? ANSWER_GOOD : ANSWER_BAD;
	if (good)
		a->text = lasting(c, value);
	return a;
}

/* The answer for a personal number: its pseudonym, its mark where nobody sees
 * it, or what is wrong with it. */
static const struct answer *
person(struct cells *c, int field, struct span raw)
{
	const struct fact_field *f = &c->plan->fields[field];
	struct person *p = &c->people[field];
	uint64_t mark[2];
	digest whole;

	p->answer.state = ANSWER_GOOD;
	if (f->type == TYPE_ID) {
		const struct answer *text = cell_text(c, field, raw);

		p->answer.state = text->state;
		p->answer.folded = text->folded;
	} else if (text_cpr(raw, p->digits)) {
		p->answer.folded = (struct span){ p->digits,
			sizeof(p->digits) };
	} else {
		p->answer.state = text_trim(raw).len ? ANSWER_BAD
						     : ANSWER_EMPTY;
	}
	if (p->answer.state != ANSWER_GOOD)
		return &p->answer;
	if (!c->shown || c->shown[field]) {
		pseudonym_write(c->key, f->series, p->answer.folded,
			p->letters);
		p->answer.text = (struct span){ p->letters, PSEUDONYM_WIDTH };
		return &p->answer;
	}
	buf_clear(&c->folded);
	buf_add(&c->folded, f->series);
	buf_byte(&c->folded, ':');
	buf_add(&c->folded, p->answer.folded);
	whole = digest_text(buf_span(&c->folded));
	mark[0] = (uint64_t)whole;
	mark[1] = (uint64_t)(whole >> 64);
	memcpy(p->letters, mark, sizeof(mark));
	p->answer.text = (struct span){ p->letters, sizeof(mark) };
	return &p->answer;
}

/* Codes and units depend on the day; all else is read once for each text
 * that comes. */
const struct answer *
cell_read(struct cells *c, int field, struct span raw, int32_t day)
{
	const struct fact_field *f = &c->plan->fields[field];
	struct cell_slot *slot;
	bool known;

	switch (f->type) {
	case TYPE_NONE:
	case TYPE_TEXT:
		return cell_text(c, field, raw);
	case TYPE_CPR:
	case TYPE_ID:
		return person(c, field, raw);
	case TYPE_UNIT:
	case TYPE_LIST:
		return dated(c, f, &c->typed[field], raw, day);
	case TYPE_DATE:
		slot = slot_of(&c->typed[field], raw, &known);
		if (!known)
			fill_date(c, f, slot, raw);
		return &slot->answer;
	case TYPE_NUMBER:
		slot = slot_of(&c->typed[field], raw, &known);
		if (!known)
			fill_number(c, f, slot, raw);
		return &slot->answer;
	}
	return NULL;
}

const struct answer *
cell_unit(struct cells *c, struct span code, int32_t day)
{
	return dated(c, NULL, &c->literals, code, day);
}

struct span
cell_unit_ever(struct cells *c, struct span folded)
{
	int32_t from, to = INT32_MIN;
	int unit, ever = UNIT_NONE;

	/* Each answer holds for a stretch of days: the next begins after it. */
	do {
		unit = unit_by_name(c->units, folded, to + 1, &from, &to);
		if (unit != UNIT_NONE && ever != UNIT_NONE && unit != ever)
			return SPAN("");
		ever = unit != UNIT_NONE ? unit : ever;
	} while (to != INT32_MAX);
	return ever != UNIT_NONE ? lasting(c, c->units->list[ever].code)
				 : SPAN("");
}

/* The cell is read a second time to learn it: reasons are wanted for a few
 * rows, and would slow down all of them. */
const char *
cell_why(const struct cells *c, int field, struct span raw)
{
	const struct fact_field *f = &c->plan->fields[field];
	const char *why = "";
	struct decimal number;
	struct period_time time;
	int32_t day;

	if (f->type == TYPE_NUMBER)
		number_read(&f->number, raw, &number, &why);
	if (f->type == TYPE_UNIT) {
		BUF_LOCAL folded = { 0 };

		text_fold(&folded, raw);
		if (unit_is_shared(c->units, buf_span(&folded)))
			why = " (several have that name: exports must give "
			      "codes)";
	}
	if (f->type != TYPE_DATE)
		return why;
	if (marker_of(c->plan, text_trim(raw)))
		why = ": the markers say that it is missing";
	else if (read_date(c->plan, f, text_trim(raw), &day, &time)
		== PERIOD_ZONE)
		why = ": its day depends on the zone, which \"zone\" says";
	return why;
}

bool
cell_matches(struct cells *c, const struct fact_test *t, struct span raw)
{
	bool known;
	struct cell_slot *slot = slot_of(&c->patterns[t->pattern_number], raw,
		&known);

	if (known)
		return slot->answer.value;
	slot->answer.value = pattern_matches(t->pattern, text_trim(raw));
	return slot->answer.value;
}
