/* SPDX-License-Identifier: MIT
 *
 * Reads JSON with jansson and keeps the line of each value, which jansson does
 * not. Texts and members are checked here by name; what they are for is their
 * loaders'.
 */
#include "book/defs.h"

#include <jansson.h>
#include <stdarg.h>

#include "base/buf.h"
#include "base/mem.h"
#include "io/source.h"
#include "value/text.h"

/* --- what happens when a definition is wrong --- */

static def_error_listener *listener;
static void *listening;

/* What was said of a file, and how often more: an unknown unit in forty rows is
 * one fault, said at the first of them and counted at the end. Beyond so many
 * texts the limit of a kind holds. */
#define TEXTS 64
static struct {
	char *text;
	char *file;
	uint64_t line;
	uint64_t more;
} texts[TEXTS];

/* Says at the end of the program how often each was met again. */
static void
say_repeated(void)
{
	for (size_t i = 0; i < TEXTS && texts[i].text; i++) {
		if (texts[i].more)
			diag_at(STATUS_DONE, "repeated",
				(struct place){ texts[i].file, texts[i].line,
					0 },
				"the same in %" PRIu64 " more place%s: %s",
				texts[i].more, texts[i].more > 1 ? "s" : "",
				texts[i].text);
		texts[i].more = 0;
	}
}

void
def_error_listen(def_error_listener *hear, void *who)
{
	listener = hear;
	listening = who;
	/* Whoever looks again is told again. */
	for (size_t i = 0; i < TEXTS && texts[i].text; i++) {
		mem_free(texts[i].text);
		mem_free(texts[i].file);
		texts[i].text = NULL;
	}
}

bool
def_error_stops(void)
{
	return !listener;
}

bool
def_error_say(struct place where, const char *rule, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	def_error_say_list(where, rule, fmt, args);
	va_end(args);
	return false;
}

/* Two rules may stumble over the same place. What has been said of a file
 * is counted from then on, as a message said twice makes people look for
 * two faults. */
bool
def_error_say_list(struct place where, const char *rule, const char *fmt,
	va_list args)
{
	BUF_LOCAL text = { 0 };
	bool said = false;
	size_t i;

	buf_format_list(&text, fmt, args);
	buf_string(&text);
	if (listener) {
		listener(listening, where, rule, text.at);
		return false;
	}
	/* What was said of that file before is counted, not said again. */
	for (i = 0; i < TEXTS && texts[i].text && !said; i++)
		if (where.line && texts[i].file && where.file
			&& !strcmp(texts[i].file, where.file)
			&& !strcmp(texts[i].text, text.at)) {
			texts[i].more++;
			said = true;
		}
	if (i < TEXTS && !said) {
		diag_before_end(say_repeated);
		texts[i].text = mem_copy(buf_span(&text));
		texts[i].file = where.file ? mem_copy(span_of(where.file))
					   : NULL;
		texts[i].line = where.line;
	}
	if (said)
		diag_raise(STATUS_CONFIG);
	else
		diag_at(STATUS_CONFIG, rule, where, "%s", text.at);
	return false;
}

/* --- JSON --- */

/*
 * jansson says whether the text is JSON and decodes its strings; it does not
 * keep lines, and makes numbers binary. So the tree is built from jansson's
 * values while a scanner walks the same text: it knows that the text is
 * right, and jansson keeps members in the order of the text.
 */
struct scan {
	struct arena *arena;
	const char *file;
	const char *at, *end;
	unsigned line;
};

/* Passes white space, and counts the lines in it. */
static void
pass_blanks(struct scan *s)
{
	for (;; s->at++) {
		if (*s->at == '\n')
			s->line++;
		else if (*s->at != ' ' && *s->at != '\t' && *s->at != '\r')
			return;
	}
}

/* Passes a string with its quotes; a backslash hides what follows it. */
static void
pass_string(struct scan *s)
{
	for (s->at++; *s->at != '"'; s->at++)
		if (*s->at == '\\')
			s->at++;
	s->at++;
}

/* Also `,` and `:`, with the blanks before and after. */
static void
pass_mark(struct scan *s)
{
	pass_blanks(s);
	s->at++;
	pass_blanks(s);
}

/* A number, true, false or null as it was written. */
static struct span
pass_word(struct scan *s)
{
	const char *from = s->at;

	while (s->at < s->end && !memchr(" \t\r\n,]}", *s->at, 7))
		s->at++;
	return (struct span){ from, (size_t)(s->at - from) };
}

/* Room for the members of a list or an object. */
static struct def *
items(struct scan *s, struct def *d, size_t count)
{
	struct def *list = arena_take(s->arena,
		(count ? count : 1) * sizeof(*list));

	d->count = count;
	d->items = list;
	return list;
}

/* Makes the tree of one value while the scanner passes over its text. A value
 * that holds others comes back here for each of them; jansson has bounded how
 * deep they go. */
static void
build(struct scan *s, json_t *json, struct def *d)
{
	struct def *list;
	const char *key;
	json_t *value;
	size_t i = 0;

	pass_blanks(s);
	d->file = s->file;
	d->line = s->line;
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		d->kind = DEF_OBJECT;
		list = items(s, d, json_object_size(json));
		pass_mark(s);
		json_object_foreach(json, key, value)
		{
			if (i)
				pass_mark(s);
			pass_string(s);
			pass_mark(s);
			build(s, value, &list[i]);
			list[i++].key = arena_keep(s->arena, span_of(key));
		}
		break;
	case JSON_ARRAY:
		d->kind = DEF_LIST;
		list = items(s, d, json_array_size(json));
		pass_mark(s);
		for (; i < d->count; i++) {
			if (i)
				pass_mark(s);
			build(s, json_array_get(json, i), &list[i]);
		}
		break;
	case JSON_STRING:
		d->kind = DEF_TEXT;
		d->text = arena_keep(s->arena,
			(struct span){ json_string_value(json),
				json_string_length(json) });
		pass_string(s);
		return;
	case JSON_INTEGER:
	case JSON_REAL:
		d->kind = DEF_NUMBER;
		d->text = arena_keep(s->arena, pass_word(s));
		return;
	case JSON_TRUE:
	case JSON_FALSE:
	case JSON_NULL:
		d->kind = json_is_true(json)  ? DEF_TRUE
			: json_is_false(json) ? DEF_FALSE
					      : DEF_NULL;
		pass_word(s);
		return;
	}
	pass_blanks(s);
	s->at++; /* the bracket that closes it */
}

/* Jansson gives the place of an error, but none of the values it has read;
 * the scan over the same bytes adds their lines. */
const struct def *
def_parse(struct arena *arena, const char *file, struct span text, bool say)
{
	struct scan scan = { arena, arena_text(arena, span_of(file)), text.at,
		text.at + text.len, 1 };
	json_error_t error;
	struct def *d;
	json_t *json = json_loadb(text.at, text.len,
		JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

	if (!json && !say)
		return NULL;
	if (!json) {
		bool comment = strstr(error.text, "near '/")
			|| strstr(error.text, "near '#");

		diag_at(STATUS_CONFIG, "json",
			(struct place){ file,
				error.line > 0 ? (uint64_t)error.line : 0,
				error.column > 0 ? (uint64_t)error.column : 0 },
			"not JSON: %s: %s", error.text,
			!text.len ? "the file is empty: was it saved?"
				: comment
				? "JSON has no comments but members: \"//\": \"text\""
				: "look here and just before for a comma too many or too few, or for text not in \"double quotes\"");
		return NULL;
	}
	d = arena_take(arena, sizeof(*d));
	build(&scan, json, d);
	json_decref(json);
	return d;
}

/* A file is read whole before it is parsed, because the scan for lines goes
 * over the bytes a second time. */
const struct def *
def_load(struct arena *arena, const char *file)
{
	struct source *source = source_open(file);
	const struct def *d = NULL;
	BUF_LOCAL buf = { 0 };
	struct span text;

	if (!source)
		return NULL;
	if (source_all(source, &buf)) {
		buf_string(&buf); /* the scanner relies on a NUL at the end */
		text = buf_span(&buf);
		if (text.len >= 3 && !memcmp(text.at, "\xEF\xBB\xBF", 3))
			span_skip(&text, 3);
		d = def_parse(arena, file, text, true);
	}
	return d;
}

/* Objects have few members, so that a search from the front costs less than
 * an index would. */
const struct def *
def_get(const struct def *object, const char *key)
{
	if (!object || object->kind != DEF_OBJECT)
		return NULL;
	for (size_t i = 0; i < object->count; i++)
		if (span_is(object->items[i].key, key))
			return &object->items[i];
	return NULL;
}

bool
def_wrong(const struct def *d, const char *fmt, ...)
{
	struct place where = { 0 };
	va_list args;

	if (d)
		where = (struct place){ d->file, d->line, 0 };
	va_start(args, fmt);
	def_error_say_list(where, "definition", fmt, args);
	va_end(args);
	return false;
}

/* A misspelt member would be passed over without a word, and the reader of
 * the book would believe that it holds. */
bool
def_only(const struct def *d, const char *const names[], size_t n)
{
	bool ok = true;

	if (d->kind != DEF_OBJECT)
		return def_wrong(d, "an object { } is wanted here");
	for (size_t i = 0; i < d->count; i++) {
		const struct def *item = &d->items[i];
		BUF_LOCAL meant = { 0 };

		if (span_among(item->key, names, n) < n
			|| span_is(item->key, "//"))
			continue;
		text_suggest(&meant, item->key, names, n);
		ok = def_wrong(item, "unknown member \"%.*s\"%s",
			SPAN_ARG(item->key), buf_string(&meant));
	}
	return ok;
}

/* A member that must be there must also say something: an empty name is no
 * name. */
bool
def_text(const struct def *object, const char *key, bool required,
	struct span *text)
{
	const struct def *d = def_get(object, key);

	*text = (struct span){ NULL, 0 };
	if (!d && !required)
		return true;
	if (!d)
		return def_wrong(object, "\"%s\" is missing", key);
	if (d->kind != DEF_TEXT)
		return def_wrong(d, "\"%s\" must be a text in quotes", key);
	if (required && !d->text.len)
		return def_wrong(d, "\"%s\" is empty", key);
	*text = d->text;
	return true;
}

bool
def_flag(const struct def *object, const char *key, bool otherwise, bool *flag)
{
	const struct def *d = def_get(object, key);

	*flag = otherwise;
	if (!d)
		return true;
	if (d->kind != DEF_TRUE && d->kind != DEF_FALSE)
		return def_wrong(d, "\"%s\" must be true or false", key);
	*flag = d->kind == DEF_TRUE;
	return true;
}

/* All words are listed in the message, since they are few and nobody knows
 * them by heart. */
bool
def_word(const struct def *d, const char *const words[], size_t n, int *choice)
{
	BUF_LOCAL all = { 0 };
	size_t word = d->kind == DEF_TEXT ? span_among(d->text, words, n) : n;

	if (word < n) {
		*choice = (int)word;
		return true;
	}
	for (size_t i = 0; i < n; i++)
		buf_format(&all, "%s%s", i ? ", " : "", words[i]);
	if (d->text.len)
		text_suggest(&all, d->text, words, n);
	def_wrong(d, "\"%.*s\": \"%.*s\" is none of %s", SPAN_ARG(d->key),
		SPAN_ARG(d->text), buf_string(&all));
	return false;
}

bool
def_choice(const struct def *object, const char *key, const char *const words[],
	size_t n, int *choice)
{
	const struct def *d = def_get(object, key);

	return !d || def_word(d, words, n, choice);
}
