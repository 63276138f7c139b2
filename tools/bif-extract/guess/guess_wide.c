/* SPDX-License-Identifier: MIT */
#include "guess_wide.h"

#include "guess_date.h"
#include "guess_rules.h"
#include "value/pattern.h"

#define LEAST 3

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The kinds of characters of a date, as a pattern. */
static void
add_shape(struct buf *b, struct span name)
{
	buf_byte(b, '^');
	for (size_t i = 0, n; i < name.len; i += n) {
		n = 1;
		if (span_digit(name.at[i])) {
			while (i + n < name.len && span_digit(name.at[i + n]))
				n++;
			buf_format(b, "[0-9]{%zu}", n);
		} else if (is_letter(name.at[i])) {
			while (i + n < name.len && is_letter(name.at[i + n]))
				n++;
			buf_text(b, "[^-0-9 ./]+");
		} else {
			guess_rules_escape(b, (struct span){ name.at + i, 1 });
		}
	}
	buf_byte(b, '$');
}

static bool
tells(const struct guess_wide *w, const struct guess_columns *c)
{
	const char *why;
	struct pattern *p = pattern_new(buf_span(&w->pattern), &why);
	bool good = p != NULL;

	for (size_t k = 0; good && k < c->count; k++)
		good = pattern_matches(p, c->list[k].name)
			== (k >= w->first && k < w->first + w->count);
	if (p)
		pattern_free(p);
	return good;
}

static void
list_names(struct guess_wide *w, const struct guess_columns *c)
{
	buf_clear(&w->pattern);
	for (size_t k = 0; k < w->count; k++) {
		buf_text(&w->pattern, k ? "|" : "^(");
		guess_rules_escape(&w->pattern, c->list[w->first + k].name);
	}
	buf_text(&w->pattern, ")$");
}

static bool
holds_figures(const struct guess_column *c)
{
	return c->type.kind == TYPE_NUMBER || c->type.kind == TYPE_NONE;
}

/* The longest run of such columns that begins here. */
static size_t
run(const struct guess_columns *c, size_t from, const char **dates)
{
	struct span *names = mem_new(c->count + 1, sizeof(*names));
	size_t n = 0, figures = 0;

	*dates = NULL;
	while (from + n < c->count && c->list[from + n].name.len) {
		names[n] = c->list[from + n].name;
		if (!guess_date_all(names + n, 1))
			break;
		figures += holds_figures(&c->list[from + n]);
		n++;
	}
	while (n >= LEAST && !(*dates = guess_date_all(names, n)))
		n--;
	mem_free(names);
	/* Months to come may hold no more than a hyphen. */
	return figures ? n : 0;
}

void
guess_wide(struct guess_wide *w, const struct guess_columns *c)
{
	memset(w, 0, sizeof(*w));
	for (size_t k = 0; k < c->count;) {
		const char *dates;
		size_t n = run(c, k, &dates);

		if (n >= LEAST && n > w->count) {
			w->first = k;
			w->count = n;
			w->dates = dates;
		}
		k += n ? n : 1;
	}
	if (!w->count)
		return;
	add_shape(&w->pattern, c->list[w->first].name);
	if (!tells(w, c))
		list_names(w, c);
	if (!tells(w, c))
		w->count = 0;
	buf_string(&w->pattern);
}

void
guess_wide_free(struct guess_wide *w)
{
	buf_free(&w->pattern);
}
