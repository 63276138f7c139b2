#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# What others say of our HTML and Markdown: html-validate, axe-core in a
# headless Chromium, markdown-it. Nothing but these tests needs them: where
# npm or Chromium is absent, or npm can fetch nothing, they are skipped.

load ../lib/bif
load ../lib/browser
load ../lib/render

setup_file() {
	find_browser
	[ -n "${WHY_NOT:-}" ] || judge_worlds
}

setup() {
	[ -z "${WHY_NOT:-}" ] || skip "$WHY_NOT"
	scratch
}

pages() {
	local report
	for report in $REPORTS; do
		render "$1" "$report" --lang "$2" -f html >"$report-$1-$2.html"
		render "$1" "$report" --lang "$2" -f markdown >"$report-$1-$2.md"
	done
}

@test "half-year world, Danish: html-validate, axe and markdown-it find nothing" {
	pages 2010-06-30 da
	UNIT=YS render 2010-06-30 unit -f html >ys.html
	check *.html *.md
}

@test "full-year world, English: html-validate, axe and markdown-it find nothing" {
	pages 2010-12-31 en
	check *.html *.md
}

@test "on paper: the paper 10 pages, the month 2, a unit 2, board, adjustments 1" {
	# As a run makes them: with what came, what is missing and what changed.
	local at=$BATS_FILE_TMPDIR day more=()
	for day in $WORLDS; do
		more=(-f html --data "$at/$day/ledger.tsv" --deliveries "$at/$day/deliveries.tsv")
		[ "$day" = 2010-06-30 ] || more+=(--since "$at/2010-06-30")
		render $day half-year "${more[@]}" >paper-$day-at-most-10.html
		render $day month "${more[@]}" >month-$day-at-most-2.html
		UNIT=YS render $day unit "${more[@]}" >unit-$day-at-most-2.html
		render $day board "${more[@]}" >board-$day-at-most-1.html
	done
	# Also where three sources did not come, which takes a notice.
	at=$at/2010-12-31
	awk -F'\t' -v OFS='\t' '
	$3 ~ /^(formalitetsklager|sygedagpenge_52uger|samtaler_rettidigt|udeblivelser)$/ &&
			$8 ~ /^(met|near|off)$/ {
		$8 = "not_delivered"
		$9 = $19 = ""
		$NF = "ikke leveret: samtaler, okt 2010: månedens fil mangler; ingen rækker mod normalt 861, og ingen senere"
	} 1' "$at/verdicts.tsv" >held.tsv
	printf '%s\t' source unit month state rows usual through why |
		sed 's/\t$/\n/' >missing.tsv
	printf '%s\t\t2010-%s\tmissing\t0\t861\t\tingen rækker\n' klager 01 klager 12 \
		kmd-sygedagpenge 12 opera-samtaler 10 opera-samtaler 12 >>missing.tsv
	for day in half-year-at-most-9 month-at-most-2 board-at-most-1; do
		bif-render -b "$SAMPLE_BOOK" -r "${day%-at-*}" -f html --since "${at%/*}/2010-06-30" \
			--observations "$at/observations.tsv" --data "$at/ledger.tsv" \
			--deliveries missing.tsv -o "held-$day.html" held.tsv
	done
	grep -q 'Der mangler data: Klager for' held-month-at-most-2.html
	# A year's adjustments, with what the units answered, in both languages.
	printf '%s\t' measure unit month numerator denominator n pending as_of |
		sed 's/\t$/\n/' | bif-judge -b "$ROOT/samples/half-year-2009" \
		--as-of 2009-06-30 --known-at 2009-10-01 >autumn.tsv
	for day in da en; do
		bif-render -b "$ROOT/samples/half-year-2009" --lang $day \
			-r adjustments -f html autumn.tsv >adjustments-$day-at-most-1.html
	done
	grep -q 'Indsats i stedet' adjustments-da-at-most-1.html
	grep -q 'Ændringer siden sidst' paper-2010-12-31-at-most-10.html
	grep -q 'Datagrundlag' board-2010-12-31-at-most-1.html
	check *.html
	# What is too long is told.
	cp paper-2010-06-30-at-most-10.html paper-at-most-3.html
	run node "$ROOT/tests/html/check.js" "$CHROMIUM" paper-at-most-3.html
	[ "$status" -eq 1 ]
	[[ $output =~ prints\ ([0-9]+)\ pages ]] && [ "${BASH_REMATCH[1]}" -gt 3 ]
}

@test "a title that is too long ends with a whole word, and says so" {
	render 2010-06-30 goal -g job_efter_henvendelse -f html >goal.html
	grep -q '<title>Andel arbejdsmarkedsparate i job, uddannelse eller løntilskud mindst…</title>' goal.html
	grep -q 'content:"Andel arbejdsmarkedsparate i job, uddannelse eller løntilskud mindst…"' goal.html
	render 2010-06-30 board -f html | grep -qF '<title>Resultatkontrakter, Beskæftigelses- og Integrationsforvaltningen</title>'
}

@test "hostile text is still nothing but text" {
	cp -R "$SAMPLE_BOOK" book
	sed -i '2,$s/^\([a-z_0-9]*\),"\{0,1\}/&<img src=x onerror=alert(1)> **b** [l](x) | `c` /' book/goals.csv
	for report in half-year unit; do
		SAMPLE_BOOK=book render 2010-12-31 "$report" -f html >"$report.html"
		SAMPLE_BOOK=book render 2010-12-31 "$report" -f markdown >"$report.md"
	done
	grep -q '&lt;img src' half-year.html
	check *.html *.md
}

@test "the checks themselves find what is wrong" {
	printf '<!DOCTYPE html><html><head><title>x</title></head><body><img src="no.png"><p style="color:#999">faint</p><table><tr><td>1</td></tr></table><a href="#x" tabindex="-1">away</a></body></html>\n' >bad.html
	printf '| a | b |\n| --- | --- |\n| 1 | <script>x</script> |\n\ntext\n| c |\n' >bad.md
	run node "$ROOT/tests/html/check.js" "$CHROMIUM" bad.html bad.md
	[ "$status" -ne 2 ] || skip "$output"
	[ "$status" -eq 1 ]
	has "$output" 'html-has-lang'
	has "$output" 'asks for'
	has "$output" 'the keyboard does not reach #x'
	has "$output" 'no-inline-style'
	has "$output" 'markup of others: <script'
	has "$output" 'rows written'
}
