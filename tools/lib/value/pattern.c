/* SPDX-License-Identifier: MIT */
#include "value/pattern.h"

#include <locale.h>
#include <regex.h>

#include "base/mem.h"

struct pattern {
	char *literal; /* the bytes of `^literal`; else NULL */
	size_t len;
	bool whole;      /* `^literal$` */
	regex_t regex;   /* when not literal */
	locale_t locale; /* in which a character is one of UTF-8 */
};

/* The literal of `^literal` and `^literal$`; false when it is more. */
static bool
literal_of(struct span expression, struct span *literal, bool *whole)
{
	struct span s = expression;
	size_t i;

	if (s.len < 2 || s.at[0] != '^')
		return false;
	*whole = s.at[s.len - 1] == '$';
	*literal = (struct span){ s.at + 1, s.len - 1 - *whole };
	for (i = 0; i < literal->len; i++)
		if (strchr("\\^$.[]|()*+?{}", literal->at[i]))
			return false; /* NUL too */
	return true;
}

/* Without a locale of UTF-8 a bracket of letters such as [æøå] would match
 * single bytes. Where the system has none, bytes it is. */
static int
compile(struct pattern *p, const char *expression)
{
	locale_t before;
	int fault;

	p->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	before = uselocale(p->locale);
	fault = regcomp(&p->regex, expression, REG_EXTENDED);
	uselocale(before);
	return fault;
}

static struct pattern *
new_regex(struct span expression, const char **why)
{
	static char message[128];
	struct pattern *p = mem_new(1, sizeof(*p));
	char *text = mem_copy(expression);
	int fault = compile(p, text);

	mem_free(text);
	if (!fault)
		return p;
	regerror(fault, &p->regex, message, sizeof(message));
	*why = message;
	if (p->locale)
		freelocale(p->locale);
	mem_free(p);
	return NULL;
}

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
	if (!literal_of(expression, &literal, &whole))
		return new_regex(expression, why);
	p = mem_new(1, sizeof(*p));
	p->literal = mem_copy(literal);
	p->len = literal.len;
	p->whole = whole;
	return p;
}

static bool
begins(const struct pattern *p, struct span text)
{
	if (p->whole ? text.len != p->len : text.len < p->len)
		return false;
	return p->len == 0 || !memcmp(text.at, p->literal, p->len);
}

/* The text is ended by NUL, although REG_STARTEND looks for none: a text may
 * hold one. Checkers of memory read what regexec() is given up to a NUL, and
 * past the end of what stands in a reader's buffer. */
static bool
execute(const struct pattern *p, struct span text, regmatch_t *found, size_t n)
{
	char few[1024], *ended;
	locale_t before;
	int fault;

	ended = text.len >= sizeof(few)
		? mem_copy(text)
		: memcpy(few, text.len ? text.at : "", text.len);
	ended[text.len] = '\0';
	found[0] = (regmatch_t){ 0, (regoff_t)text.len };
	before = uselocale(p->locale);
	fault = regexec(&p->regex, ended, n, found, REG_STARTEND);
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

void
pattern_free(struct pattern *p)
{
	if (!p)
		return;
	if (p->literal)
		mem_free(p->literal);
	else
		regfree(&p->regex);
	if (p->locale)
		freelocale(p->locale);
	mem_free(p);
}
