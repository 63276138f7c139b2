/* SPDX-License-Identifier: MIT */
#include "text_sentence.h"

#include "result/year_progress.h"
#include "value/period.h"
#include "value/format_number.h"

void
text_sentence_say(struct buf *b, const struct material *m, const char *danish,
	const char *english)
{
	buf_text(b, m->lang == LANG_DA ? danish : english);
}

void
text_sentence_date(struct buf *b, const struct material *m)
{
	bool da = m->lang == LANG_DA;

	buf_format(b,
		da ? "Resultatmål %d. Status pr. "
		   : "Goals of %d. Status as of ",
		m->year);
	format_number_day(b, m->lang, m->as_of);
	if (m->known_at != m->as_of) {
		buf_text(b,
			da ? ", målniveauer som besluttet pr. "
			   : ", targets as decided by ");
		format_number_day(b, m->lang, m->known_at);
	}
	buf_byte(b, '.');
}

static void
add_parents(struct buf *b, const struct material *m)
{
	const char *between = "";

	for (int i = 0; i < m->units->count; i++)
		if (m->parent[i] && m->unit_shown[i]) {
			buf_format(b, "%s%.*s", between,
				SPAN_ARG(m->units->list[i].name));
			between = m->lang == LANG_DA ? " og " : " and ";
		}
	text_sentence_say(b, m, " som helhed", " as a whole");
}

static void
add_number(struct buf *b, const struct material *m, size_t n)
{
	if (n)
		format_number_count(b, m->lang, n);
	else
		buf_text(b, m->lang == LANG_DA ? "ingen" : "none");
}

/* None and one are told in words of their own; false for any other number. */
static bool
add_few(struct buf *b, const struct material *m, const struct status_counts *t,
	struct span name)
{
	enum verdict_status status = VERDICT_MET;

	if (status_counts_given(t) > 1)
		return false;
	if (!status_counts_given(t)) {
		text_sentence_say(b, m, "Ingen resultatmål er opgjort for ",
			"No goals are judged at ");
		buf_add(b, name);
		buf_byte(b, '.');
		return true;
	}
	while (!t->of[status])
		status++;
	text_sentence_say(b, m, "Det ene resultatmål, der er opgjort for ",
		"The one goal judged at ");
	buf_add(b, name);
	text_sentence_say(b, m, ", er ", " is ");
	buf_add(b, words_status(m->lang, status));
	buf_byte(b, '.');
	return true;
}

void
text_sentence_counts_of(struct buf *b, const struct material *m,
	const struct status_counts *t, struct span name)
{
	if (add_few(b, m, t, name))
		return;
	text_sentence_say(b, m, "Af de ", "Of the ");
	format_number_count(b, m->lang, status_counts_given(t));
	text_sentence_say(b, m, " resultatmål, der er opgjort for ",
		" goals judged at ");
	buf_add(b, name);
	text_sentence_say(b, m, ", er ", ", ");
	add_number(b, m, t->of[VERDICT_MET]);
	text_sentence_say(b, m, " opfyldt, ",
		t->of[VERDICT_MET] == 1 ? " is met, " : " are met, ");
	add_number(b, m, t->of[VERDICT_NEAR]);
	text_sentence_say(b, m, " næsten opfyldt og ", " nearly met and ");
	add_number(b, m, t->of[VERDICT_OFF]);
	text_sentence_say(b, m, t->of[VERDICT_OFF] ? " endnu" : "",
		t->of[VERDICT_OFF] ? " still" : "");
	text_sentence_say(b, m, " et stykke fra målopfyldelse.",
		" some way off.");
}

void
text_sentence_counts(struct buf *b, const struct material *m,
	const struct status_counts *t, bool parents)
{
	struct buf name = { 0 };

	if (parents)
		add_parents(&name, m);
	else
		text_sentence_say(&name, m, "enhederne", "the units");
	text_sentence_counts_of(b, m, t, buf_span(&name));
	buf_free(&name);
}

void
text_sentence_signs(struct buf *b, const struct material *m)
{
	struct status_counts units = status_counts_units(m),
			     parents = status_counts_parents(m);
	const char *between = " ";

	buf_add(b, words_of(m->lang, WORD_SIGNS));
	buf_byte(b, ':');
	for (enum verdict_status s = 0; s < VERDICT_STATUSES; s++) {
		if (!units.of[s] && !parents.of[s])
			continue;
		buf_format(b, "%s%.*s %.*s", between, SPAN_ARG(words_sign(s)),
			SPAN_ARG(words_status(m->lang, s)));
		between = ", ";
	}
	buf_byte(b, '.');
}

void
text_sentence_refused(struct buf *b, const struct material *m)
{
	uint64_t rows = 0, refused = 0, skipped = 0;
	bool da = m->lang == LANG_DA;

	for (size_t i = 0; i < m->origins->count; i++) {
		rows += m->origins->list[i].rows;
		refused += m->origins->list[i].refused;
		skipped += m->origins->list[i].skipped;
	}
	buf_text(b, da ? "Af " : "Of ");
	format_number_count(b, m->lang, rows);
	buf_text(b, da ? " rækker er " : " rows ");
	format_number_count(b, m->lang, refused);
	buf_text(b, da ? " afvist og " : " were refused and ");
	format_number_count(b, m->lang, skipped);
	buf_text(b,
		da ? " sprunget over efter kildens regler."
		   : " passed over by the source's rules.");
}

void
text_sentence_period(struct buf *b, const struct material *m)
{
	struct year_progress now = year_progress_of(m->book, m->as_of);
	int months = (int)(now.last - now.first) + 1;

	if (m->as_of >= now.year_end)
		buf_format(b, m->lang == LANG_DA ? "hele %d" : "all of %d",
			m->year);
	else if (months == 1)
		buf_format(b,
			m->lang == LANG_DA ? "den første måned af %d"
					   : "the first month of %d",
			m->year);
	else
		buf_format(b,
			m->lang == LANG_DA ? "de første %d måneder af "
					     "%d"
					   : "the first %d months of %d",
			months, m->year);
}

struct span
text_sentence_administration(const struct material *m)
{
	int top = material_top(m);

	if (top != UNIT_NONE)
		return m->units->list[top].name;
	return m->lang == LANG_DA ? SPAN("Forvaltningen")
				  : SPAN("The administration");
}

struct span
text_sentence_committee(const struct material *m)
{
	if (m->committee.len)
		return m->committee;
	return m->lang == LANG_DA ? SPAN("udvalget") : SPAN("the committee");
}
