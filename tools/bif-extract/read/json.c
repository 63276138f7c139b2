/* SPDX-License-Identifier: MIT
 *
 * JSON: the source's filter gives the records. For each jq writes one line:
 * the kinds of the wanted values, a letter each, then the values as TSV. A
 * line `!` is a record that is no object.
 *
 * Where each line of the file is a value of its own, jq gets lines, not
 * values, and takes each apart by itself: so one that is torn costs its record
 * and not the file. It is then a line `!N`, N the line's number.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "io/escape.h"
#include "input.h"
#include "reader.h"
#include "value/number.h"
#include "value/text.h"

/* Kinds: s text, d number, b boolean, n null, j list or object, - no such
 * key; then + for each key that is no column. */
static const char functions[] =
	"def bif_kind: {\"number\":\"d\",\"string\":\"s\",\"boolean\":\"b\","
	"\"null\":\"n\",\"object\":\"j\",\"array\":\"j\"}[type];\n"
	"def bif_text: if type == \"object\" or type == \"array\" "
	"then tojson else . end;\n"
	"def now: error(\"a filter has no clock\");\n"
	"def bif_row($k): . as $r | [([$k[] as $x | if $r | has($x) "
	"then $r[$x] | bif_kind else \"-\" end] | join(\"\")), "
	"($k[] as $x | $r[$x] | bif_text)];\n";

/* What the filter is given, in a list: a value; or of lines, each with its
 * number, those that hold one. Lines of blanks are passed over. In jq 1.6 a
 * try catches the filter's own errors, too: they are thrown again. */
static const char values[] = "[.]";
static const char lines_of[] =
	"foreach inputs as $l (0; . + 1; {line: ., text: $l}) "
	"| select(.text | length > 80 or any(explode[]; . > 32)) "
	"| . as $l | try [.text | fromjson] catch (. as $why "
	"| if $l.text | [fromjson?] == [] then $l else error($why) end)";

/* The keys are given. */
static const char wanted[] =
	"| if type == \"object\" then [\"!\\(.line)\", .text] "
	"else .[0] | if type == \"object\" then bif_row($k) "
	"else [\"!\", bif_text] end end | @tsv";

/* The first record's keys are the header, written as a line of its own: the
 * first of all values in the file, so jq must not begin anew with each (-n).
 * What is torn before it waits for it. */
static const char all[] =
	"as $w ({held: []}; if $w | type == \"object\" then "
	"[\"!\\($w.line)\", $w.text] as $torn | if .k then .out = [$torn] "
	"else .out = [] | .held += [$torn] end else $w[0] as $r | "
	"if $r | type != \"object\" then .out = [[\"!\", ($r | bif_text)]] "
	"else (if .k then .head = [] else .k = ($r | keys_unsorted) "
	"| .head = [[\"\"] + .k] + .held end) | .k as $k "
	"| .out = .head + [$r | bif_row($k) | .[0] += "
	"(($r | keys_unsorted) - $k | map(\"+\") | join(\"\"))] end end; "
	".out[]) | @tsv";

/* What is known of the file while jq writes its records. */
struct json {
	uint64_t records;
	bool headless;   /* the header has not been read yet */
	bool ended;      /* all has been read */
	bool *seen;      /* of each wanted key: some record had it */
	size_t *lengths; /* of the cells in reader->text */
	size_t lengths_cap;
	bool rounded;          /* a number of many digits was told */
	uint64_t twice;        /* keys that an object has twice, as read */
	uint64_t twice_in_row; /* and those that came to a cell */
	char why[128];
};

/* Whether the file is an object a line, by its beginning: half of its lines
 * begin and end like one, and the first, if it does not, does not end where
 * one goes on. */
static bool
is_lines(struct span head)
{
	size_t whole = 0, count = 0;
	struct span line;

	while (span_line(&head, &line)) {
		bool one, cut = head.at == line.at + line.len;

		while (line.len && (unsigned char)line.at[0] <= ' ') {
			span_skip(&line, 1);
		}
		while (line.len && (unsigned char)line.at[line.len - 1] <= ' ')
			line.len--;
		/* One that is cut by the end of what is seen is not judged. */
		if (cut && count > 1)
			break;
		if (!line.len)
			continue;
		one = line.at[0] == '{' && line.at[line.len - 1] == '}';
		if (!count
			&& (line.at[0] != '{'
				|| (!one
					&& strchr("[{:,",
						line.at[line.len - 1]))))
			return false;
		whole += one;
		count++;
	}
	return count > 1 && 2 * whole >= count;
}

/* Starts jq with the keys and a program, which is the source's filter and around
 * it what writes a line for each record; reads what it writes as TSV. */
static bool
open_json(struct reader *r)
{
	static const struct csv_bytes lines = { '\t', -1, -1 };
	BUF_LOCAL keys = { 0 }, program = { 0 };
	bool keyed = r->def->ncolumns > 0, a_line;
	const char *options;
	struct json *json;
	struct span head;

	r->source = decode_source(r->source, r->def->encoding, NULL);
	if (!r->source)
		return false;
	r->source = input_look(r->source, NULL, &head);
	a_line = is_lines(head);
	r->own = json = mem_new(1, sizeof(*json));
	r->source = json_keys(r->source, a_line, &json->twice);
	options = a_line ? "-nrR" : keyed ? "-r" : "-nr";
	/* The wanted keys as a JSON list. */
	for (size_t i = 0; i < r->def->ncolumns; i++) {
		if (r->def->columns[i].context != CONTEXT_NONE)
			continue;
		buf_byte(&keys, keys.len ? ',' : '[');
		escape_json_add(&keys, r->def->columns[i].from);
	}
	buf_text(&keys, keys.len ? "]" : "[]");
	buf_text(&program, functions);
	buf_text(&program,
		keyed            ? "("
			: a_line ? "foreach ("
				 : "foreach (inputs | ");
	buf_text(&program, a_line ? lines_of : values);
	buf_text(&program, " | if type == \"array\" then .[0] | (");
	buf_add(&program, r->def->filter);
	/* The filter may end in a comment. */
	buf_text(&program, "\n) | [.] else . end) ");
	buf_text(&program, keyed ? wanted : all);
	r->source = program_source(r->source,
		(char *const[]){ (char *)"jq", (char *)options,
			(char *)"--argjson", (char *)"k",
			(char *)buf_string(&keys), (char *)buf_string(&program),
			NULL },
		PROGRAM_JQ);
	if (!r->source) {
		mem_free(json);
		return false;
	}
	r->csv = csv_reader_open(r->source, &lines);
	r->decode = decode_utf8();
	r->mark = "#";
	json->headless = !keyed;
	json->seen = mem_new(r->def->ncolumns + 1, sizeof(*json->seen));
	return true;
}

/* Which keys no record had is told at the end; a key that is no column's costs
 * its row. */
static bool
close_json(struct reader *r)
{
	struct json *json = r->own;
	bool good = true;

	for (size_t i = 0, n = 0;
		json->ended && json->records && i < r->def->ncolumns; i++) {
		if (r->def->columns[i].context != CONTEXT_NONE
			|| json->seen[n++] || r->def->columns[i].optional)
			continue;
		diag_file(STATUS_DATA, r->file,
			"no record has the key \"%.*s\"",
			SPAN_ARG(r->def->columns[i].from));
		good = false;
	}
	if (json->twice > json->twice_in_row)
		diag_at(STATUS_DONE, "twice", reader_place(r, NULL),
			"%" PRIu64
			" values left out: their keys stand twice in an object, and no row shows them",
			json->twice - json->twice_in_row);
	csv_reader_close(r->csv);
	mem_free(json->seen);
	mem_free(json->lengths);
	mem_free(json);
	return good;
}

/* Cells as jq wrote them become what the records hold: @tsv unescaped,
 * numbers in the source's style. */
static void
make_cells(struct reader *r, const struct csv_record *record, struct span kinds)
{
	static const char most[] = "9007199254740992";
	struct json *json = r->own;
	size_t n = record->count - 1;
	struct span *cells = reader_cells(r, n + 1);
	const char *at;

	MEM_GROW(json->lengths, json->lengths_cap, n);
	buf_clear(&r->text);
	for (size_t i = 0; i < n; i++) {
		struct span cell = record->cells[i + 1];
		size_t before = r->text.len, digits;

		if (i >= kinds.len || kinds.at[i] != 'd'
			|| !number_from_double(&r->text, cell, r->def->numbers,
				0)) {
			text_unescape(&r->text, cell);
			json->lengths[i] = r->text.len - before;
			continue;
		}
		json->lengths[i] = r->text.len - before;
		cell = (struct span){ r->text.at + before, json->lengths[i] };
		if (cell.len && *cell.at == '-')
			span_skip(&cell, 1);
		digits = span_digits(cell);
		/* jq 1.6 takes numbers as a double does: beyond 2 to the 53rd
		 * whole ones are others, and an identifier somebody else's. It
		 * is told once a file. */
		if (!json->rounded
			&& (digits > sizeof(most) - 1
				|| (digits == sizeof(most) - 1
					&& memcmp(cell.at, most, digits)
						> 0))) {
			BUF_LOCAL where = { 0 };

			json->rounded = true;
			buf_format(&where, "%s#%" PRIu64, r->file,
				json->records);
			diag_row(STATUS_DONE, "digits", buf_span(&where),
				"a number of %zu digits, and perhaps others below: jq keeps the first 15 and changes the rest; write it as a text, in quotes",
				digits);
		}
	}
	at = buf_string(&r->text);
	for (size_t i = 0; i < n; i++) {
		cells[i] = (struct span){ at, json->lengths[i] };
		at += json->lengths[i];
	}
}

/* Whether a value of the row is one whose key its object had before: said by the
 * first such key, and shown without what marks it. */
static bool
has_twice(struct reader *r, struct line *line)
{
	static const char mark[] = JSON_KEYS_TWICE;
	struct json *json = r->own;
	struct span left = line->raw, key = { 0 };
	BUF_LOCAL shown = { 0 };
	const char *at;

	buf_clear(&r->record);
	while ((at = memmem(left.at, left.len, mark, sizeof(mark) - 1))) {
		size_t n = (size_t)(at - left.at);

		buf_add(&r->record, (struct span){ left.at, n });
		span_skip(&left, n + sizeof(mark) - 1);
		json->twice_in_row++;
		if (!key.at)
			key = left;
	}
	if (!key.at)
		return false;
	buf_add(&r->record, left);
	for (size_t i = 0; i < key.len; i++)
		if (key.at[i] == '\t' || key.at[i] == '"')
			key.len = i;
	text_mask(&shown, text_clip(key, 40));
	snprintf(json->why, sizeof(json->why),
		"\"%s\" stands twice in one object", buf_string(&shown));
	line->raw = buf_span(&r->record);
	line->why = json->why;
	return true;
}

/* The next line of jq as a record: first the kinds of its values, then they. */
static enum reader_result
next_json(struct reader *r, struct line *line)
{
	struct json *json = r->own;
	struct csv_record record;
	enum csv_result result = csv_reader_next(r->csv, &record);
	struct span kinds;

	json->ended = result == CSV_READER_END;
	if (json->ended)
		return READER_END;
	if (result == CSV_READER_FAULT)
		return READER_FAULT;
	line->number = json->headless ? 0 : ++json->records;
	line->raw = record.raw;
	if (result == CSV_READER_MALFORMED || record.count < 2)
		return READER_MALFORMED;
	/* The first cell is of our own making, and no part of the record. */
	kinds = record.cells[0];
	span_skip(&line->raw, kinds.len + 1);
	/* What is no object is rejected where it stands; of a file of lines jq
	 * has said which of them it is. */
	if (kinds.len && kinds.at[0] == '!') {
		if (kinds.len > 1) {
			snprintf(json->why, sizeof(json->why),
				"line %.*s of the file is no JSON",
				(int)kinds.len - 1, kinds.at + 1);
			line->why = json->why;
		}
		return READER_MALFORMED;
	}
	if (json->twice && has_twice(r, line))
		return READER_MALFORMED;
	json->headless = false;
	make_cells(r, &record, kinds);
	line->cells = r->cells;
	line->count = record.count - 1;
	/* A key that no record has, and keys that no column has, are told at
	 * the end. */
	for (size_t i = 0; i < kinds.len; i++) {
		if (i < r->def->ncolumns && kinds.at[i] != '-')
			json->seen[i] = true;
		line->extra += kinds.at[i] == '+';
	}
	return READER_LINE;
}

const struct reader_kind reader_json = { open_json, NULL, next_json,
	close_json };
