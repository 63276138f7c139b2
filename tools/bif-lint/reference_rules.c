/* SPDX-License-Identifier: MIT
 *
 * Whether the names in the book meet, and whether a goal says all that readers
 * and other rules need of it: columns, owners, titles, measures, sources,
 * figures by hand, and the files that sources claim. Columns that nobody reads
 * are nobody's business, unless they look like one that the file lacks: that
 * would be passed over in silence.
 */
#include "lint.h"

#include <fnmatch.h>

#include "book/folder.h"
#include "result/manual.h"
#include "value/text.h"

/* The tables of a book whose headers are looked at; code lists, of which there
 * are several files, come by themselves. */
static const struct schema *const SCHEMAS[] = { &unit_schema, &goal_schema,
	&target_schema, &manual_schema, &action_schema, &strategy_schema,
	&comment_schema };

/* A column that is none of the file's and looks like one the file lacks. Case
 * and blanks around a name do not matter, as they do not for readers
 * (table_column()). Only names that the file lacks are suggested: where all are
 * there, a similar column is somebody's own. */
static void
check_table(struct lint *l, const struct schema *s, const struct table *t)
{
	const char **lacks = arena_take(l->book->arena,
		(s->nfields + 1) * sizeof(*lacks));
	const char *near;
	size_t n = 0, i, k;

	for (i = 0; i < s->nfields; i++)
		if (table_column(t, s->fields[i].name) < 0)
			lacks[n++] = s->fields[i].name;
	for (i = 0; n && i < t->columns; i++) {
		for (k = 0; k < s->nfields; k++)
			if (text_same(t->names[i], span_of(s->fields[k].name)))
				break;
		near = t->names[i].len && k == s->nfields
			? text_nearest(t->names[i], lacks, n)
			: NULL;
		if (near)
			finding_error(l, (struct place){ t->file, 1, 0 },
				"misspelt-column",
				"column \"%.*s\" is not read; did you mean "
				"\"%s\"?",
				SPAN_ARG(t->names[i]), near);
	}
}

/* It is silent after a status of 64 or more, since a table that could not be
 * read would be opened again and be told twice. Files that are absent are no
 * findings here. */
void
reference_rules_headers(struct lint *l)
{
	const char *const *codes;
	const struct table *t;
	size_t i, n;

	if (diag_status() >= STATUS_USAGE)
		return; /* what cannot be read has been said */
	for (i = 0; i < COUNT(SCHEMAS); i++) {
		t = table_load(l->book, folder_path(l->book, SCHEMAS[i]->name),
			true);
		if (t)
			check_table(l, SCHEMAS[i], t);
	}
	folder_files(l->book, "codes", ".csv", &codes, &n);
	for (i = 0; i < n; i++) {
		t = table_load(l->book, codes[i], true);
		if (t)
			check_table(l, &code_schema, t);
	}
}

/* A goal beside the others: a perspective that it alone has, and that reads
 * nearly as another's, would be set apart in reports; a title that another goal
 * of the contract has cannot be told from it. Each pair is met once for titles,
 * at the later goal of the two, and titles matter only where both are in force
 * in the last contract year. */
static void
check_others(struct lint *l, size_t at)
{
	const struct goals *all = l->goals;
	const struct goal *g = &all->list[at], *other;
	const char **others = arena_take(l->book->arena,
		(all->count + 1) * sizeof(*others));
	const char *near = NULL;
	bool shared = false;
	size_t n = 0, i;

	for (i = 0; i < all->count; i++) {
		other = &all->list[i];
		if (i == at)
			continue;
		shared |= span_equal(other->perspective, g->perspective);
		if (other->perspective.len)
			others[n++] = arena_text(l->book->arena,
				other->perspective);
		if (i < at && l->targets && span_equal(other->title, g->title)
			&& lint_in_contract(l, (int)at, UNIT_NONE, l->year)
			&& lint_in_contract(l, (int)i, UNIT_NONE, l->year))
			finding_warning(l, lint_goal_place(l, g), "same-title",
				"goals \"%.*s\" and \"%.*s\" have the same "
				"title",
				SPAN_ARG(g->name), SPAN_ARG(other->name));
	}
	if (!shared && g->perspective.len && n)
		near = text_nearest(g->perspective, others, n);
	if (near)
		finding_warning(l, lint_goal_place(l, g),
			"misspelt-perspective",
			"no other goal has the perspective \"%.*s\"; did you "
			"mean \"%s\"?",
			SPAN_ARG(g->perspective), near);
}

/* What a goal needs to be specific and measurable, and that a contract holds
 * it. These are the S and the M of SMART (DESIGN.md section 8). bif-judge
 * refuses a goal without a direction; owner and data source are what a reader
 * of a report asks for first. */
void
reference_rules_goals(struct lint *l)
{
	for (size_t i = 0, k; l->goals && i < l->goals->count; i++) {
		const struct goal *g = &l->goals->list[i];
		struct place here = lint_goal_place(l, g);

		if (!g->has_direction)
			finding_error(l, here, "no-direction",
				"goal \"%.*s\" does not say whether more or "
				"less is better",
				SPAN_ARG(g->name));
		if (!g->owner.len)
			finding_error(l, here, "no-owner",
				"goal \"%.*s\" belongs to nobody",
				SPAN_ARG(g->name));
		if (!g->data_source.len)
			finding_error(l, here, "no-data-source",
				"goal \"%.*s\" does not say where its data "
				"come from",
				SPAN_ARG(g->name));
		check_others(l, i);
		for (k = 0; l->targets && k < l->targets->count; k++)
			if (l->targets->list[k].goal == (int)i)
				break;
		if (l->targets && k == l->targets->count)
			finding_warning(l, here, "no-target",
				"goal \"%.*s\" has no target at any unit",
				SPAN_ARG(g->name));
	}
}

/* A measure or source that nobody defines stops a judgement only where the goal
 * is in force; in earlier years' contracts it may be history. The measure is
 * asked for only where there is a measures.json. An unknown source is a
 * warning: it misleads a reader and changes no figure. */
void
reference_rules_names(struct lint *l)
{
	struct manual *figures;

	for (size_t i = 0; l->targets && i < l->goals->count; i++) {
		const struct goal *g = &l->goals->list[i];
		struct place here = lint_goal_place(l, g);
		bool now = lint_in_contract(l, (int)i, UNIT_NONE, l->year);
		struct span rest = g->data_source, part;

		if (!g->measure.len)
			finding_error(l, here, "unknown-measure",
				"goal \"%.*s\" has no measure",
				SPAN_ARG(g->name));
		else if (l->measures && !lint_measure(l, g))
			finding_say(l, now ? SEVERITY_ERROR : SEVERITY_WARNING,
				here, "unknown-measure",
				"measure \"%.*s\" is not in measures.json%s",
				SPAN_ARG(g->measure),
				now ? ""
				    : ", but no contract of the last year "
				      "needs it");
		while (now && l->nsources && text_next_part(&rest, &part))
			if (part.len && !span_is(part, "manual")
				&& !lint_source(l, part))
				finding_warning(l, here, "unknown-source",
					"\"%.*s\" is no source of the book",
					SPAN_ARG(part));
	}
	/* Of figures by hand, what would stop bif-judge is said while they are
	 * read. */
	if (l->measures && l->units)
		manual_load(l->book, l->units, l->measures, &figures);
}

/* Whether a glob claims a file that the other claims: the one that has nothing
 * where its stars are, or the same glob. It is a test and no proof: two globs
 * with stars can meet in a name that neither gives by leaving them empty. What
 * it does find is certain. */
static bool
claims(struct lint *l, struct span glob, struct span other)
{
	const char *pattern = arena_text(l->book->arena, glob);
	char *name = arena_take(l->book->arena, other.len + 1), *to = name;

	for (size_t i = 0; i < other.len; i++)
		if (other.at[i] != '*')
			*to++ = other.at[i];
	*to = '\0';
	return span_equal(glob, other) || !fnmatch(pattern, name, 0);
}

/* Globs of two sources that meet: a file that both claim stops every run. match
 * holds globs split by `|`. Each pair is tried both ways round, since claims()
 * asks whether the first takes in the second. A file that is claimed twice
 * would count twice, so the programs refuse it. Each pair of sources is met
 * once, at the later one. */
void
reference_rules_claims(struct lint *l)
{
	for (size_t i = 0; i < l->nsources; i++)
		for (size_t k = 0; k < i; k++) {
			const struct source_def *s = l->sources[i];
			struct span rest = s->match, mine, theirs, other;

			while (text_next_part(&rest, &mine))
				for (other = l->sources[k]->match;
					text_next_part(&other, &theirs);)
					if (claims(l, mine, theirs)
						|| claims(l, theirs, mine))
						finding_error(l,
							lint_def_place(def_get(
								s->def,
								"match")),
							"same-match",
							"source \"%.*s\" claims the same files, \"%.*s\"",
							SPAN_ARG(
								l->sources[k]
									->name),
							SPAN_ARG(mine));
		}
}
