/* SPDX-License-Identifier: MIT
 *
 * The C library makes an automaton of an expression, in which a repetition
 * stands as often as it may be repeated: (a{0,255}){255} takes 40 seconds and
 * all memory. So an expression is measured before it is compiled.
 *
 * Where nothing matches, it tries from each character on, to the end of the
 * text each time: (.*)a(.*)b takes minutes on a long one. So a long text is
 * asked first whether there is any match, by `^.*(EXPRESSION)`, which begins in
 * one place only.
 */
#include "value/pattern.h"

#include <locale.h>
#include <regex.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

#define LONG 1024 /* bytes of a text that is asked first */

/* `^.*(EXPRESSION)`, compiled with the first long text. */
struct anywhere {
	char *expression;
	bool tried, good;
	regex_t regex;
};

/* A pattern that is only a literal is compared as bytes, which is far quicker
 * than regexec(); all others are an automaton of the C library. */
struct pattern {
	char *literal; /* the bytes of `^literal`; else NULL */
	size_t len;
	bool whole;    /* `^literal$` */
	regex_t regex; /* when not literal */
	struct anywhere *anywhere;
	locale_t locale; /* in which a character is one of UTF-8 */
};

/* The literal of `^literal` and `^literal$`; false when it is more. */
static bool
literal_of(struct span expression, struct span *literal, bool *whole)
{
	struct span s = expression;

	if (s.len < 2 || s.at[0] != '^')
		return false;
	*whole = s.at[s.len - 1] == '$';
	*literal = (struct span){ s.at + 1, s.len - 1 - *whole };
	for (size_t i = 0; i < literal->len; i++)
		if (strchr("\\^$.[]|()*+?{}", literal->at[i]))
			return false; /* NUL too */
	return true;
}

/* Passes a bracket expression such as [^]a-z[:digit:]]; i is behind the [. */
static size_t
pass_bracket(struct span s, size_t i)
{
	i += i < s.len && s.at[i] == '^';
	i += i < s.len && s.at[i] == ']';
	while (i < s.len && s.at[i] != ']') {
		const char *kind = i + 1 < s.len && s.at[i] == '['
				&& strchr(".:=", s.at[i + 1])
			? &s.at[i + 1]
			: NULL;

		i += kind ? 2 : 1;
		while (kind && i + 1 < s.len
			&& !(s.at[i] == *kind && s.at[i + 1] == ']'))
			i++;
		i += kind ? 2 : 0;
	}
	return i + 1;
}

/* What {m,n} or {m,} at i multiplies the expression before it by; *end is
 * behind it. Where the number may vary each character of a text is tried in
 * all its places at once, and in those of all that vary before it (*places),
 * which costs as much again: .{0,1000} on a line of 3,000 characters takes half
 * a minute, and so does .{0,500}.{0,500}. */
static size_t
bound_at(struct span s, size_t i, size_t *end, size_t *places)
{
	size_t n = 0, most = 1;
	bool varies = false;

	for (i++; i < s.len && s.at[i] != '}'; i++) {
		if (s.at[i] == ',') {
			n = 0;
			varies = true;
		} else if (span_digit(s.at[i]) && n < PATTERN_MOST)
			n = n * 10 + (size_t)(s.at[i] - '0');
		if (n > most)
			most = n;
	}
	if (varies && most < PATTERN_MOST) {
		*places += most;
		most += most * (*places / 8);
	}
	*end = i < s.len ? i + 1 : i;
	return most;
}

/* The characters of the expression from *at up to a closing parenthesis or the
 * end, each counted as often as it may be repeated; more than PATTERN_MOST
 * when it is that many, or when it is nested too deeply to tell. */
static size_t
size_of(struct span s, size_t *at, unsigned depth, size_t *places)
{
	size_t sum = 0, one;

	while (*at < s.len && s.at[*at] != ')' && sum <= PATTERN_MOST) {
		char c = s.at[(*at)++];

		one = 1;
		if (c == '[') {
			*at = pass_bracket(s, *at);
		} else if (c == '\\') {
			if (*at < s.len && s.at[*at] >= '1' && s.at[*at] <= '9')
				return PATTERN_MOST + 1;
			++*at;
		} else if (c == '(') {
			one = depth ? size_of(s, at, depth - 1, places)
				    : PATTERN_MOST + 1;
			++*at;
		}
		while (*at < s.len && s.at[*at] == '{' && one <= PATTERN_MOST)
			one *= bound_at(s, *at, at, places);
		sum += one;
	}
	return sum;
}

/* Measured, then compiled; the message of regcomp() is kept for the caller, who
 * knows which place of which definition it is about. */
struct pattern *
pattern_new(struct span expression, const char **why)
{
	struct pattern *p;
	struct span literal;
	bool whole;

	if (expression.len && memchr(expression.at, '\0', expression.len)) {
		*why = "holds a zero byte";
		return NULL;
	}
	if (!literal_of(expression, &literal, &whole)) {
		static char message[128];
		locale_t before;
		size_t at = 0, places = 0;
		char *text;
		int fault;

		if (size_of(expression, &at, 64, &places) > PATTERN_MOST) {
			*why = "it repeats repetitions too often, or refers back";
			return NULL;
		}
		p = mem_new(1, sizeof(*p));
		p->anywhere = mem_new(1, sizeof(*p->anywhere));
		text = p->anywhere->expression = mem_copy(expression);
		/* Without a locale of UTF-8 a bracket of letters such as
		 * [æøå] would match single bytes. Where the system has none,
		 * bytes it is. */
		p->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
		before = uselocale(p->locale);
		fault = regcomp(&p->regex, text, REG_EXTENDED);
		uselocale(before);
		if (!fault)
			return p;
		regerror(fault, &p->regex, message, sizeof(message));
		*why = message;
		if (p->locale)
			freelocale(p->locale);
		mem_free(text);
		mem_free(p->anywhere);
		mem_free(p);
		return NULL;
	}
	p = mem_new(1, sizeof(*p));
	p->literal = mem_copy(literal);
	p->len = literal.len;
	p->whole = whole;
	return p;
}

/* Whether a text is, or begins with, the literal: most patterns of definitions
 * are no more than that. */
static bool
begins(const struct pattern *p, struct span text)
{
	if (p->whole ? text.len != p->len : text.len < p->len)
		return false;
	return p->len == 0 || !memcmp(text.at, p->literal, p->len);
}

/* False where a long text, ended by NUL, has no match; what is not UTF-8,
 * and a NUL, no `.` would pass over. */
static bool
may_match(const struct pattern *p, struct span text)
{
	struct anywhere *a = p->anywhere;
	regmatch_t found = { 0, (regoff_t)text.len };

	if (!a->tried) {
		BUF_LOCAL b = { 0 };

		buf_format(&b, "^.*(%s)", a->expression);
		a->good = !regcomp(&a->regex, buf_string(&b),
			REG_EXTENDED | REG_NOSUB);
		a->tried = true;
	}
	return !a->good || utf8_fault(text) < text.len
		|| memchr(text.at, '\0', text.len)
		|| !regexec(&a->regex, text.at, 0, &found, REG_STARTEND);
}

/* The text is ended by NUL, although REG_STARTEND looks for none: a text may
 * hold one. Checkers of memory read what regexec() is given up to a NUL, and
 * past the end of what stands in a reader's buffer. */
static bool
execute(const struct pattern *p, struct span text, regmatch_t *found, size_t n)
{
	char few[LONG], *ended;
	locale_t before;
	int fault;

	ended = text.len >= sizeof(few)
		? mem_copy(text)
		: memcpy(few, text.len ? text.at : "", text.len);
	ended[text.len] = '\0';
	found[0] = (regmatch_t){ 0, (regoff_t)text.len };
	before = uselocale(p->locale);
	fault = (text.len >= LONG
			&& !may_match(p, (struct span){ ended, text.len }))
		|| regexec(&p->regex, ended, n, found, REG_STARTEND);
	uselocale(before);
	if (ended != few)
		mem_free(ended);
	return !fault;
}

bool
pattern_matches(const struct pattern *p, struct span text)
{
	regmatch_t found[1];

	if (p->literal)
		return begins(p, text);
	return execute(p, text, found, 0);
}

/* A group that took no part in the match is as empty as none. */
bool
pattern_capture(const struct pattern *p, struct span text, struct span *group)
{
	regmatch_t found[2];

	*group = (struct span){ text.at, 0 };
	if (p->literal)
		return begins(p, text);
	if (!execute(p, text, found, 2))
		return false;
	if (found[1].rm_so >= 0)
		*group = (struct span){ text.at + found[1].rm_so,
			(size_t)(found[1].rm_eo - found[1].rm_so) };
	return true;
}

/* A pattern without a group gives all that it matches: then nobody has to
 * write one for a whole cell. */
bool
pattern_value(const struct pattern *p, struct span text, struct span *value)
{
	regmatch_t found[2];
	size_t n = !p->literal && p->regex.re_nsub > 0;

	*value = (struct span){ text.at, p->literal ? p->len : 0 };
	if (p->literal)
		return begins(p, text);
	if (!execute(p, text, found, 2))
		return false;
	if (found[n].rm_so >= 0)
		*value = (struct span){ text.at + found[n].rm_so,
			(size_t)(found[n].rm_eo - found[n].rm_so) };
	return true;
}

/* A literal stands at the beginning or nowhere. */
bool
pattern_find(const struct pattern *p, struct span text, size_t *from,
	size_t *to)
{
	regmatch_t found[1];

	*from = 0;
	*to = p->literal ? p->len : 0;
	if (p->literal)
		return begins(p, text);
	if (!execute(p, text, found, 1))
		return false;
	*from = (size_t)found[0].rm_so;
	*to = (size_t)found[0].rm_eo;
	return true;
}

void
pattern_free(struct pattern *p)
{
	if (!p)
		return;
	if (p->literal)
		mem_free(p->literal);
	else
		regfree(&p->regex);
	if (p->anywhere) {
		if (p->anywhere->good)
			regfree(&p->anywhere->regex);
		mem_free(p->anywhere->expression);
		mem_free(p->anywhere);
	}
	if (p->locale)
		freelocale(p->locale);
	mem_free(p);
}
