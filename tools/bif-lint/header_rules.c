/* SPDX-License-Identifier: MIT */
#include "lint.h"

#include "base/mem.h"
#include "book/table.h"
#include "value/text.h"

#define MOST_COLUMNS 18 /* and a NULL behind them */

/* The columns that are read. Others are nobody's business, unless they look
 * like one that is missing: that would be passed over in silence. */
static const struct {
	const char *file;
	const char *names[MOST_COLUMNS];
} FILES[] = {
	{ "units.csv",
		{ "unit", "name", "parent", "valid_from", "valid_to",
			"aliases" } },
	{ "goals.csv",
		{ "goal", "title", "title_en", "perspective", "measure",
			"direction", "window", "path", "scale", "band",
			"decimals", "unit_of_value", "central", "monthly",
			"cyclical", "owner", "data_source" } },
	{ "targets.csv",
		{ "year", "unit", "goal", "due", "target", "upper", "change",
			"baseline", "stated_change", "decided", "decided_by",
			"reason" } },
	{ "observations.csv",
		{ "measure", "unit", "month", "numerator", "denominator", "n",
			"by", "reason", "preliminary" } },
	{ "actions.csv",
		{ "action", "unit", "goal", "title", "owner", "start", "due",
			"state" } },
	{ "strategy.csv", { "from", "to", "kind", "label" } },
	{ "comments.csv",
		{ "year", "unit", "goal", "as_of", "response", "text" } },
};

/* The known columns that a table lacks. */
static size_t
missing(const struct table *t, const char *const names[],
	const char *lacks[MOST_COLUMNS])
{
	size_t n = 0, i;

	for (i = 0; names[i]; i++)
		if (table_column(t, names[i]) < 0)
			lacks[n++] = names[i];
	return n;
}

static bool
known(struct span name, const char *const names[])
{
	size_t i;

	for (i = 0; names[i]; i++)
		if (text_same(name, span_of(names[i])))
			return true;
	return false;
}

static void
check_table(struct lint *l, const struct table *t, const char *const names[])
{
	const char *lacks[MOST_COLUMNS], *near;
	size_t n = missing(t, names, lacks), i;

	for (i = 0; n && i < t->columns; i++) {
		if (!t->names[i].len || known(t->names[i], names))
			continue;
		near = text_nearest(t->names[i], lacks, n);
		if (near)
			finding_add(l->findings, SEVERITY_ERROR,
				(struct place){ t->file, 1, 0 },
				"misspelt-column",
				"column \"%.*s\" is not "
				"read; did you mean \"%s\"?",
				SPAN_ARG(t->names[i]), near);
	}
}

void
header_rules_check(struct lint *l)
{
	const struct table *t;
	size_t i;

	if (diag_status() >= STATUS_USAGE)
		return; /* what cannot be read has been said */
	for (i = 0; i < sizeof(FILES) / sizeof(*FILES); i++) {
		t = table_load(l->book->arena,
			book_path(l->book, FILES[i].file), true);
		if (t)
			check_table(l, t, FILES[i].names);
	}
}
