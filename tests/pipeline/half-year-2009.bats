#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The half-year paper of 2009, from the figures that units report by hand to
# the papers: its counts, worked out a second time from the book.

load ../lib/bif

BOOK=$ROOT/samples/half-year-2009

setup_file() {
	cd "$BATS_FILE_TMPDIR"
	mkdir inbox
	for day in 2009-06-30 2009-12-31; do
		status -b "$BOOK" --as-of "$day" --quiet -o "$day" inbox
	done
	bif-judge -b "$BOOK" --as-of 2009-06-30 --known-at 2009-10-01 \
		-o autumn.tsv 2009-06-30/observations.tsv
	bif-judge -b "$BOOK" --as-of 2009-06-30 --adjustments proposal.csv \
		-o now.tsv 2009-06-30/observations.tsv 2>said
	bif-judge -b "$BOOK" --as-of 2009-06-30 --what-if proposal.csv \
		-o what-if.tsv 2009-06-30/observations.tsv
}

setup() {
	cd "$BATS_FILE_TMPDIR" || return
}

# worked_out AS_OF KNOWN_AT VERDICTS: both counts, of a second reading of the
# book that agrees with the verdicts.
worked_out() {
	python3 "$ROOT/tests/lib/half_year.py" "$BOOK" "$@"
}

@test "half a year: 12 met, 11 nearly met, 6 off, as a second reading has it" {
	expect 0 worked_out 2009-06-30 2009-06-30 2009-06-30/verdicts.tsv
	output_is <<-'END'
		12 11 6
		12 11 6
	END
	grep -q '12 opfyldt, 11 næsten$' 2009-06-30/board.txt
	grep -q '^opfyldt og 6 et stykke fra målopfyldelse.$' 2009-06-30/board.txt
}

@test "the autumn's revision: 15, 12 and 2 beside what was first decided" {
	expect 0 worked_out 2009-06-30 2009-10-01 autumn.tsv
	output_is <<-'END'
		12 11 6
		15 12 2
	END
}

@test "the whole year, by both" {
	expect 0 worked_out 2009-12-31 2009-12-31 2009-12-31/verdicts.tsv
	output_is <<-'END'
		12 11 6
		15 12 2
	END
	run bif-render -b "$BOOK" -r full-year --width 80 2009-12-31/verdicts.tsv
	[[ $output == *'Efter de oprindelige målniveauer er 12 af enhedernes mål opfyldt, 11 næsten
opfyldt og 6 et stykke fra målopfyldelse; efter de gældende 15, 12 og 2.'* ]]
}

@test "what an adjustment would do is told before it is decided" {
	grep -q '12 are met, 11 nearly met and 6 off; with the levels proposed 15, 12 and 2$' said
	same now.tsv 2009-06-30/verdicts.tsv
	expect 0 python3 -c '
import csv
for r in csv.DictReader(open("proposal.csv", newline="")):
    print(r["unit"], r["goal"], r["response"], r["level_now"], sep=",")'
	output_is <<-'END'
		JCN,job_efter_henvendelse,adjust,45
		JCM,job_efter_henvendelse,adjust,47
		JCS,virksomhedsplacering,adjust,900
		JCSYG,sygefravaer,effort,14.4
		AMC,virksomhedsplacering,adjust,560
		YS,telefon_besvarelse,effort,92
	END
	# None of today's levels is realistic, each of those proposed is.
	[ "$(python3 -c '
import csv
print([(r["realistic"], r["realistic_then"])
       for r in csv.DictReader(open("proposal.csv", newline=""))])')" = \
		"[('no', 'yes'), ('no', 'yes'), ('no', 'yes'), ('no', 'no'), ('no', 'yes'), ('no', 'no')]" ]
	[ "$(cut -f 8 what-if.tsv | sort | uniq -c | awk '{ print $2 $1 }' |
		paste -sd ' ')" = 'met15 near12 not_applicable81 off2 status1' ]
}

@test "ten centres, 29 goals, and no measure is written 29 times" {
	[ "$(($(wc -l <"$BOOK/units.csv") - 1))" -eq 10 ]
	[ "$(cut -d ';' -f 2,3 "$BOOK/targets.csv" | sed 1d | sort -u | wc -l)" -eq 29 ]
	[ "$(jq '.measures | length' "$BOOK/measures.json")" -eq 6 ]
	expect 0 bif-lint -b "$BOOK" --for-run
}

@test "make demo-2009 tells it from June to the end of the year" {
	cp -R "$ROOT/tools" "$ROOT/pipelines" "$ROOT/samples" "$BATS_TEST_TMPDIR"
	cd "$BATS_TEST_TMPDIR"
	expect 0 sh tools/demo-2009
	[ "$(grep -c 'opfyldt, .* næsten opfyldt, .* et stykke fra' <<<"$output")" -eq 4 ]
	[[ $output == *'
12 opfyldt, 11 næsten opfyldt, 6 et stykke fra
'*'
15 opfyldt, 12 næsten opfyldt, 2 et stykke fra
'*'12 opfyldt, 11 næsten opfyldt, 6 et stykke fra efter de oprindelige niveauer
15 opfyldt, 12 næsten opfyldt, 2 et stykke fra efter de gældende
'* ]]
	for file in half-year.html full-year.html half-year.markdown proposal.csv; do
		[ -s "build/2009/$file" ]
	done
}

@test "adjustments: every decision, what was known, who makes an effort" {
	expect 0 bif-render -b "$BOOK" --width 400 -r adjustments 2009-06-30/verdicts.tsv
	[[ $output == *'Ingen målniveauer er justeret.'* ]]
	[[ $output != *'Alle beslutninger'* ]]
	[[ $output == *$'Foreslåede justeringer\n'*'Jobcenter Nyropsgade'*'Jobcenter Musvågevej'*'Jobcenter Skelbækgade'*'Arbejdsmarkedscenter'*$'Indsats i stedet for en justering\n'*'Ydelsesservice'*'Jobcenter for Sygedagpenge'* ]]
	expect 0 bif-render -b "$BOOK" --width 400 -r adjustments autumn.tsv
	[[ $output == *'Målet er konjunkturfølsomt.'* ]]
	grep -Eq '21-01-2009 +560 personer +intet +✗ ' <<<"$output"
	grep -Eq '24-09-2009 +495 personer +8 af 12 måneder +≈ ' <<<"$output"
	[[ $output == *'4 mål har fået nyt niveau eller udgangspunkt i årets løb. Ingen af beslutningerne er truffet, efter at resultatet var kendt.'* ]]
	# a what-if is no decision
	expect 0 bif-render -b "$BOOK" --width 400 -r adjustments what-if.tsv
	[[ $output == *'Hypotetisk: ingen har besluttet dette niveau.'* ]]
	[[ $output == *'efter de hypotetiske 15, 12 og 2.'* ]]
	[[ $output != *'Alle beslutninger'* ]]
	# goals whose unit makes an effort are not adjusted by it
	! grep -q '^Besvarede opkald' <<<"$output"
}

@test "adjustments: a decision when the result was known, and a new baseline" {
	cp -R "$BOOK" "$BATS_TEST_TMPDIR/book"
	cd "$BATS_TEST_TMPDIR"
	printf '%s\n' '2009;YS;telefon_besvarelse;2009-12-31;90;;;;2010-01-15;Direktionen;Kendt' \
		'2009;JCSYG;sygefravaer;2009-12-31;14.4;;15.9;;2009-07-01;HR-kontoret;Ny opgørelse' \
		>>book/targets.csv
	expect 0 bif-judge -b book --as-of 2009-12-31 --known-at 2010-02-01 \
		-o verdicts.tsv "$BATS_FILE_TMPDIR/2009-12-31/observations.tsv"
	expect 0 bif-render -b book --width 400 -r adjustments verdicts.tsv
	grep -Eq '15-01-2010 +90,0 pct. +hele året +✓ ' <<<"$output"
	grep -Eq '21-01-2009 +14,40 dage +15,30 dage +intet +✗ ' <<<"$output"
	grep -Eq '01-07-2009 +14,40 dage +15,90 dage +6 af 12 måneder ' <<<"$output"
	[[ $output == *'6 mål har fået nyt niveau eller udgangspunkt i årets løb. Én af beslutningerne er truffet, efter at resultatet var kendt.'* ]]
	# what was decided later is not known then
	expect 0 bif-render -b book --width 400 -r adjustments \
		"$BATS_FILE_TMPDIR/2009-06-30/verdicts.tsv"
	[[ $output != *'hele året'* ]]
}

@test "the paper tells what the goals do not cover, and which are cyclical" {
	expect 0 bif-render -b "$BOOK" --width 400 -r half-year \
		--data 2009-06-30/ledger.tsv 2009-06-30/verdicts.tsv
	[[ $output == *'Ikke omfattet af målene fra 1. august 2009: de forsikrede ledige'* ]]
	[[ $output == *'For 4 af dem foreslås målniveauet justeret. For 2 af dem er der iværksat en indsats for at forbedre resultatet.'*'Længst fra'* ]]
	# what all figures have in common is told once
	[ "$(grep -c 'Tallene er indberettet manuelt' <<<"$output")" -eq 1 ]
	[[ $output == *'- Alle mål: Tallene er indberettet manuelt.'* ]]
	[[ $output == *'Disse mål er konjunkturfølsomme: Andel arbejdsmarkedsparate'* ]]
}
