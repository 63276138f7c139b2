/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a file of definitions: JSON that is taken in, printed and taken
 * in again is the same, each value in the line where it stands; and a loader
 * gives definitions or says why not, never both, whoever listens. The first
 * byte chooses what the text is: a whole source, a part of it, measures, the
 * book.
 */
#include "base/mem.h"
#include "fuzzhost.h"
#include "fuzzlisten.h"
#include "book/book.h"
#include "source/export.h"
#include "source/facts.h"
#include "contract/measure.h"
#include "book/defs.h"
#include "value/ratio.h"

/* --- JSON there and back --- */

struct printer {
	struct buf text;
	unsigned line;
	unsigned lines[8192]; /* of the values, in their order */
	size_t count;
};

static void
print_text(struct buf *b, struct span text)
{
	buf_byte(b, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c < ' ' || c == '"' || c == '\\')
			buf_format(b, "\\u%04x", c);
		else
			buf_byte(b, (char)c);
	}
	buf_byte(b, '"');
}

/* Each value begins a line of its own. */
static void
print(struct printer *p, const struct def *d)
{
	static const char *const words[] = { "null", "false", "true" };
	bool object = d->kind == DEF_OBJECT;

	buf_byte(&p->text, '\n');
	p->line++;
	if (p->count < 8192)
		p->lines[p->count++] = p->line;
	if (d->kind == DEF_TEXT) {
		print_text(&p->text, d->text);
		return;
	}
	if (d->kind < DEF_NUMBER) {
		buf_text(&p->text, words[d->kind]);
		return;
	}
	if (d->kind == DEF_NUMBER) {
		buf_add(&p->text, d->text);
		return;
	}
	buf_byte(&p->text, object ? '{' : '[');
	for (size_t i = 0; i < d->count; i++) {
		buf_text(&p->text, i ? " ," : "\t");
		if (object) {
			print_text(&p->text, d->items[i].key);
			buf_text(&p->text, " :");
		}
		print(p, &d->items[i]);
	}
	buf_byte(&p->text, object ? '}' : ']');
}

static void
same(const struct def *a, const struct def *b, const struct printer *p,
	size_t *nth)
{
	CLAIM(a->kind == b->kind && a->count == b->count);
	CLAIM(span_equal(a->text, b->text) && span_equal(a->key, b->key));
	if (*nth < p->count)
		CLAIM(b->line == p->lines[(*nth)++]);
	for (size_t i = 0; i < a->count; i++)
		same(&a->items[i], &b->items[i], p, nth);
}

static void
there_and_back(struct span text)
{
	static struct printer p;
	struct arena *arena = arena_new();
	const struct def *once = def_parse(arena, "f", text, true), *twice;
	size_t nth = 0;

	CLAIM((fuzzhost_said() > 0) == !once);
	if (once) {
		p.count = 0;
		p.line = 1;
		print(&p, once);
		twice = def_parse(arena, "f", buf_span(&p.text), false);
		CLAIM(twice);
		same(once, twice, &p, &nth);
	}
	buf_free(&p.text);
	arena_free(arena);
}

/* --- loaders --- */

enum what { SOURCE, EXPORT, FACTS, MEASURES, BOOK, WHATS };

static const struct shape {
	const char *file, *before, *after;
} shapes[] = { [SOURCE] = { "sources/s.json", "", "" },
	[EXPORT] = { "sources/s.json",
		"{\"source\": \"s\", \"match\": \"*\", \"export\": ", "}" },
	[FACTS] = { "sources/s.json",
		"{\"source\": \"s\", \"match\": \"*\", "
		"\"export\": {\"columns\": {\"a\": \"A\", \"b\": \"B\", "
		"\"c\": \"C\", \"d\": \"D\", \"e\": \"E\"}}, \"facts\": ",
		"}" },
	[MEASURES] = { "measures.json", "", "" },
	[BOOK] = { "book.json", "", "" } };

/* Whether the source and its parts are good. */
static bool
load_source(struct book *b)
{
	const struct source_def *s = source_def_load(b, SPAN("s"));
	const struct units *units = units_load(b);
	const struct codes *codes = codes_load(b);
	const struct export *export;
	const struct facts *facts = NULL;
	size_t parts;
	bool good = true;

	CLAIM(units && codes);
	if (!s)
		return false;
	if (s->export) {
		export = export_load(b, s, &parts);
		good = export;
		if (export)
			export_free(export, parts);
	}
	if (s->facts && (good || !def_error_stops())) {
		facts = facts_load(b, s, units, codes);
		good &= facts != NULL;
		if (facts)
			facts_free(facts);
	}
	return good;
}

static bool
load(enum what what)
{
	struct book *b = book_open(fuzzhost_folder());
	bool good = b;

	if (b && what == MEASURES)
		good = measures_load(b);
	else if (b && what != BOOK)
		good = load_source(b);
	if (b)
		book_close(b);
	ratio_free_all();
	return good;
}

static void
begin(void)
{
	static bool begun;

	if (begun)
		return;
	fuzzhost_write("units.csv", SPAN("unit,name,parent\nA,Alfa,\nB,B,A\n"));
	fuzzhost_write("codes/l.csv",
		SPAN("list,code,value,valid_from,"
		     "valid_to\nl,1,one,,\nl,2,two,2010-01-01,\n"));
	begun = true;
}

static void
says_or_gives(enum what what, struct span text)
{
	const struct shape *shape = &shapes[what];
	struct buf whole = { 0 };
	unsigned said, heard;
	bool good;

	begin();
	buf_text(&whole, shape->before);
	buf_add(&whole, text);
	buf_text(&whole, shape->after);
	fuzzhost_write(shape->file, buf_span(&whole));
	good = load(what);
	said = fuzzhost_said();
	CLAIM(good == !said);

	/* Who listens hears of faults where there are any. */
	fuzzlisten_begin(&heard);
	load(what);
	fuzzlisten_end(&heard);
	CLAIM(good == !heard);
	fuzzhost_write(shape->file, SPAN("{}"));
	buf_free(&whole);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	unsigned what = fuzz_byte(&text) % WHATS;

	there_and_back(text);
	says_or_gives((enum what)what, text);
	return 0;
}
