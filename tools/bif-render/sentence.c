/* SPDX-License-Identifier: MIT */
#include "sentence.h"

#include "shown.h"
#include "value/period.h"

void
sentence_date(struct buf *b, const struct material *m)
{
	bool da = m->lang == LANG_DA;

	buf_format(b, da ? "Resultatmål %d. Status pr. "
		: "Goals of %d. Status as of ", m->year);
	shown_day(b, m->lang, m->as_of);
	if (m->known_at != DAY_NONE && m->known_at != m->as_of) {
		buf_text(b, da ? ", målniveauer som besluttet pr. "
			: ", targets as decided by ");
		shown_day(b, m->lang, m->known_at);
	}
	buf_byte(b, '.');
}

/* The codes of the parents that have verdicts, when they are few. */
static void
add_parents(struct buf *b, const struct material *m)
{
	const char *between = "";

	for (int i = 0; i < m->units->count; i++)
		if (m->parent[i] && m->unit_shown[i]) {
			buf_format(b, "%s%.*s", between,
				SPAN_ARG(m->units->list[i].code));
			between = m->lang == LANG_DA ? " og " : " and ";
		}
}

static void
add_number(struct buf *b, const struct material *m, size_t n)
{
	if (n)
		shown_count(b, m->lang, n);
	else
		buf_text(b, m->lang == LANG_DA ? "ingen" : "none");
}

void
sentence_counts(struct buf *b, const struct material *m,
	const struct tally *t, bool parents)
{
	bool da = m->lang == LANG_DA;

	buf_format(b, da ? "Af de %zu resultatmål, der er opgjort for "
		: "Of the %zu goals judged at ", tally_given(t));
	if (parents)
		add_parents(b, m);
	else
		buf_text(b, da ? "enhederne" : "the units");
	buf_text(b, da ? ", er " : ", ");
	add_number(b, m, t->of[VERDICT_MET]);
	buf_text(b, da ? " opfyldt, " : " are met, ");
	add_number(b, m, t->of[VERDICT_NEAR]);
	buf_text(b, da ? " næsten opfyldt og " : " nearly met and ");
	add_number(b, m, t->of[VERDICT_OFF]);
	buf_text(b, da ? " endnu et stykke fra målopfyldelse."
		: " still some way off.");
}

void
sentence_signs(struct buf *b, const struct material *m)
{
	struct tally units = tally_units(m), parents = tally_parents(m);
	const char *between = " ";

	buf_add(b, words_of(m->lang, WORD_SIGNS));
	buf_byte(b, ':');
	for (enum verdict_status s = 0; s < VERDICT_STATUSES; s++) {
		if (!units.of[s] && !parents.of[s])
			continue;
		buf_format(b, "%s%.*s %.*s", between,
			SPAN_ARG(words_sign(s)),
			SPAN_ARG(words_status(m->lang, s)));
		between = ", ";
	}
	buf_byte(b, '.');
}

void
sentence_refused(struct buf *b, const struct material *m)
{
	uint64_t rows = 0, refused = 0, skipped = 0;
	bool da = m->lang == LANG_DA;

	for (size_t i = 0; i < m->origins->count; i++) {
		rows += m->origins->list[i].rows;
		refused += m->origins->list[i].refused;
		skipped += m->origins->list[i].skipped;
	}
	buf_text(b, da ? "Af " : "Of ");
	shown_count(b, m->lang, rows);
	buf_text(b, da ? " rækker er " : " rows ");
	shown_count(b, m->lang, refused);
	buf_text(b, da ? " afvist og " : " were refused and ");
	shown_count(b, m->lang, skipped);
	buf_text(b, da ? " sprunget over efter kildens regler."
		: " passed over by the source's rules.");
}
