#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# bif-render: reports of both worlds of the sample job. What a report says is
# worked out again here, from verdicts.tsv, by other means.

load ../lib/bif
load ../lib/render

setup_file() {
	judge_worlds
}

# --- what reports say ---

# Counts of a status: of units, or of the parent.
count() {
	verdicts "$1" 'c("status") == "'"$2"'" &&
		(c("unit") == "BIF") == '"$3"' { n++ } END { print n + 0 }'
}

# Goals that are followed monthly, as a pattern.
monthly_goals() {
	python3 - "$SAMPLE_BOOK/goals.csv" <<-'END'
	import csv, sys
	rows = csv.DictReader(open(sys.argv[1], encoding="utf-8-sig"))
	print("^(" + "|".join(sorted({r["goal"] for r in rows if r["monthly"] == "yes"})) + ")$")
	END
}

# opinion DAY TEST: judged, certified, without basis of the verdicts that an AWK
# test takes, worked out by other means.
opinion() {
	verdicts "$1" '('"$2"') {
		given = c("status") ~ /^(met|near|off)$/
		judged += given
		open += c("status") ~ /^(not_delivered|not_mature|no_data|undefined)$/
		f = " " c("flags") " "
		gsub(/ (standard-band|revised|hypothetical)/, "", f)
		sure += given && f ~ /^ *$/ }
		END { print judged + 0, sure + 0, open + 0 }'
}

@test "opinion: units and parents apart, the month its own goals, and each closes" {
	local day report flat judged sure open monthly top
	top='Beskæftigelses- og Integrationsforvaltningen som helhed'
	monthly=$(monthly_goals)
	[ "${#monthly}" -gt 30 ]
	for day in $WORLDS; do
		read -r judged sure open < <(opinion "$day" 'c("unit") != "BIF"')
		[ "$judged" -eq $(($(count "$day" met 0) + $(count "$day" near 0) + $(count "$day" off 0))) ]
		[ "$open" -eq 0 ]
		for report in board half-year full-year; do
			flat=$(render "$day" $report | flat)
			has "$flat" "Af de $judged mål, der er opgjort for enhederne, er ${sure/#0/ingen} opgjort uden forbehold og $((judged - sure)) med forbehold ("
		done
		read -r judged sure open < <(opinion "$day" 'c("unit") == "BIF"')
		has "$flat" "Af de $judged mål, der er opgjort for $top, er ${sure/#0/ingen} opgjort uden forbehold og $((judged - sure)) med forbehold."
		read -r judged sure open < <(opinion "$day" 'c("unit") != "BIF" && c("goal") ~ /'"$monthly"'/')
		flat=$(render "$day" month | flat)
		has "$flat" "Af de $judged mål, der er opgjort for enhederne, er ${sure/#0/ingen} opgjort uden forbehold og $((judged - sure)) med forbehold ("
		lacks "$flat" "opgjort for $top"
		read -r judged sure open < <(opinion "$day" 'c("unit") == "JCN"')
		has "$(render "$day" unit | flat)" "Af de $judged mål, der er opgjort for Jobcenter Nyropsgade, er ${sure/#0/ingen} opgjort uden forbehold og $((judged - sure)) med forbehold ("
	done
}

@test "opinion: what is due and has no basis is told of units and of parents" {
	local flat units
	held
	units=$(awk -F'\t' '$8 == "not_delivered" && $2 != "BIF"' held.tsv | wc -l)
	flat=$(bif-render -b "$SAMPLE_BOOK" -r half-year held.tsv | flat)
	# The notice of what is missing tells this; nothing else does it again.
	lacks "$flat" 'skulle have været opgjort'
	sed -i 's/not_delivered/no_data/' held.tsv
	flat=$(bif-render -b "$SAMPLE_BOOK" -r half-year held.tsv | flat)
	has "$flat" "$units af målene for enhederne skulle have været opgjort, men kunne ikke opgøres (mangler data: $units)."
	has "$flat" 'Ét af målene for Beskæftigelses- og Integrationsforvaltningen som helhed skulle have været opgjort, men kunne ikke opgøres (mangler data: 1).'
}

@test "board: counts are those of the verdicts, units and parent apart" {
	local day units parent status word
	for day in $WORLDS; do
		run render "$day" board
		for status in met:opfyldt 'near:næsten opfyldt' \
			'off:et stykke fra målopfyldelse' \
			'not_applicable:ikke i kontrakten' \
			'not_due:opgøres senere' 'withdrawn:udgået'; do
			word=${status#*:} status=${status%%:*}
			units=$(count "$day" "$status" 0)
			parent=$(count "$day" "$status" 1)
			[ "$units$parent" != 00 ] || continue
			grep -Eq "^[^ ]+ $word +$units +$parent\$" <<<"$output" ||
				fail "$day: $word $units $parent"
		done
	done
}

@test "board: the first sentence counts met, near and off" {
	local day flat
	for day in $WORLDS; do
		flat=$(render "$day" board | flat)
		has "$flat" "er $(count "$day" met 0) opfyldt, $(count "$day" near 0) næsten opfyldt og $(count "$day" off 0) et stykke fra målopfyldelse."
	done
	[ "$(count 2010-06-30 off 1)" -eq 0 ]
	has "$(render 2010-06-30 board | flat)" \
		'er 6 opfyldt, 7 næsten opfyldt og ingen et stykke fra'
}

# Some goals without a verdict for what did not come, as bif-judge says it.
held() {
	awk -F'\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		$at["goal"] == "telefon_besvarelse" && $at["status"] ~ /^(met|near|off)$/ {
			$at["status"] = "not_delivered"
			$at["value"] = $at["shortfall"] = $at["projected"] = $at["required"] = ""
			$at["why"] = "ikke leveret: telefoni, jun 2010" }
		{ print }' "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv" >held.tsv
	table >deliveries.tsv <<-'END'
	source | unit | month | state | rows | usual | through | why
	opera-samtaler |  | 2010-05 | delivered | 900 | 860 | 2010-05-31 |
	opera-samtaler |  | 2010-06 | delivered | 800 | 860 | 2010-06-30 |
	opera-samtaler | JCM | 2010-06 | silent | 0 | 90 |  | x
	opera-samtaler | JCN | 2010-06 | silent | 0 | 80 |  | x
	telefoni |  | 2009-03 | missing | 0 | 400 |  | last year's is not told
	telefoni |  | 2010-05 | thin | 20 | 400 |  | x
	telefoni |  | 2010-06 | missing | 0 | 400 |  | x
	telefoni | JCN | 2010-06 | silent | 0 | 40 |  | of a source that is missing
	trivsel |  |  | untested | 5 |  |  |
	klager |  | 2010-06 | failed |  |  |  | x
	END
}

@test "what is missing: which sources, which months, which units, what is held back" {
	local flat units parents report
	held
	units=$(awk -F'\t' '$8 == "not_delivered" && $2 != "BIF"' held.tsv | wc -l)
	parents=$(awk -F'\t' '$8 == "not_delivered" && $2 == "BIF"' held.tsv | wc -l)
	[ "$units" -gt 3 ] && [ "$parents" -eq 1 ]
	for report in board month half-year; do
		flat=$(bif-render -b "$SAMPLE_BOOK" -r "$report" --deliveries deliveries.tsv held.tsv | flat)
		has "$flat" 'Der mangler data: Jobsamtaler for juni 2010 fra JCM, JCN; Telefonopkald for maj–juni 2010; Klager (intet leveret).'
		has "$flat" "Fordi data mangler, er $units af enhedernes mål og ét af målene for Beskæftigelses- og Integrationsforvaltningen ikke opgjort: Besvarede opkald i procent af alle opkald."
		lacks "$flat" 'marts 2009'
	done
	has "$flat" 'Besvarede opkald i procent af alle opkald (alle enheder med målet): Ikke leveret: Telefonopkald, jun 2010.'
	lacks "$flat" telefoni,
	# A title is told without the stream, too.
	has "$(bif-render -b "$SAMPLE_BOOK" -r half-year held.tsv | flat)" 'Ikke leveret: Telefonopkald, jun 2010.'
	flat=$(bif-render -b "$SAMPLE_BOOK" -r unit -u YS --deliveries deliveries.tsv held.tsv | flat)
	has "$flat" 'Fordi data mangler, er ét af målene for Ydelsesservice ikke opgjort'
	flat=$(bif-render -b "$SAMPLE_BOOK" -r unit -u AMC --deliveries deliveries.tsv held.tsv | flat)
	has "$flat" 'Det har ingen betydning for målene her.'
	# Without the stream the verdicts still say it, in either language.
	flat=$(bif-render -b "$SAMPLE_BOOK" --lang en held.tsv | flat)
	has "$flat" "Because data are missing, $units of the units' goals and one of the goals of"
	bif-render -b "$SAMPLE_BOOK" -f html --deliveries deliveries.tsv held.tsv |
		grep -q '<p class="notice">Der mangler data: '
	# Where all came, nothing is said.
	grep -v -e missing -e silent -e thin -e failed deliveries.tsv >all.tsv
	lacks "$(render 2010-06-30 board --deliveries all.tsv)" 'mangler'
	expect_err 65 'deliveries.tsv' -- bash -c "sed 's/thin/odd/' deliveries.tsv >d.tsv; mv d.tsv deliveries.tsv; bif-render -b '$SAMPLE_BOOK' --deliveries deliveries.tsv held.tsv"
}

@test "board: each goal at each unit has the status of its verdict" {
	local day
	for day in $WORLDS; do
		render "$day" board -f markdown | awk -F' *[|] *' '
			$2 == "Resultatmål" && NF > 9 {
				for (i = 3; i < NF; i++) unit[i] = $i
				next }
			unit[3] && NF > 9 && $3 ~ /[a-z]/ {
				for (i = 3; i < NF; i++) {
					sub(/^[^ ]+ /, "", $i)
					print $2 "|" unit[i] "|" $i } }' |
			sort >got
		awk -F, 'NR > 1' "$SAMPLE_BOOK/goals.csv" | python3 -c '
import csv, sys
for row in csv.reader(sys.stdin):
	print(row[0], row[1], sep="\t")' >titles
		verdicts "$day" 'FILENAME == "" { }
			{ print c("goal") "\t" c("unit") "\t" c("status") }' |
			awk -F'\t' 'BEGIN {
				word["met"] = "opfyldt"; word["near"] = "næsten"
				word["off"] = "et stykke fra"
				word["not_applicable"] = "ikke mål"
				word["not_due"] = "senere"
				word["withdrawn"] = "udgået" }
			NR == FNR { title[$1] = $2; next }
			{ print title[$1] "|" $2 "|" word[$3] }' titles - |
			sort >wanted
		same got wanted
		[ "$(wc -l <got)" -eq 176 ]
	done
}

@test "board: what the data reach to and what was refused, from the ledger" {
	table >ledger.tsv <<-'END'
	program | source | file | rows_in | rows_out | facts | rejected | skipped | bytes_in | bytes_out | first_date | last_date | status
	bif-extract | telefoni | * | 4664 | 4663 | 4663 | 1 | 0 | 9 | 9 |  |  | 0
	bif-extract | telefoni | a.csv | 4664 | 4663 | 4663 | 1 | 0 | 9 | 9 |  |  | 0
	bif-normalize | telefoni | * | 4000 | 3990 | 9000 | 6 | 4 | 9 | 9 | 2010-01-04 | 2010-06-13 | 0
	bif-normalize | telefoni | * | 663 | 654 | 288 | 1 | 8 | 9 | 9 | 2010-06-14 | 2010-07-13 | 0
	bif-aggregate |  | * | 9 | 9 | 9 | 0 | 0 | 9 | 9 |  |  | 0
	END
	expect 0 render 2010-06-30 board --data ledger.tsv
	grep -Eq '^Telefonopkald +04-01-2010 +13-07-2010 +4.664 +12 +8$' <<<"$output"
	grep -Eq '^Klager +ingen data +0 +0 +0$' <<<"$output"
	has "$(flat <<<"$output")" 'Af 4.664 rækker er 8 afvist og 12 sprunget over'
}

@test "notat: the most central goals with target, expected, result and status" {
	local day report goal value expected target flat n=0
	for day in $WORLDS; do
		report=half-year
		[ "$day" = 2010-06-30 ] || report=full-year
		render "$day" "$report" -f markdown >notat.md
		python3 - "$SAMPLE_BOOK/goals.csv" "$BATS_FILE_TMPDIR/$day/verdicts.tsv" >central <<-'END'
		import csv, sys
		titles = {g["goal"]: g["title"] for g in csv.DictReader(open(sys.argv[1]))
		          if g["central"] == "yes"}
		for v in csv.DictReader(open(sys.argv[2]), delimiter="\t", quoting=csv.QUOTE_NONE):
		    if v["unit"] == "BIF" and v["goal"] in titles and v["value"]:
		        print(titles[v["goal"]], v["target"], v["expected"], v["value"], v["status"], sep="\t")
		END
		while IFS=$'\t' read -r goal target expected value status; do
			grep -F "| $goal | $(danish "$target") " notat.md |
				grep -F "| $(danish "$expected") " |
				grep -F "| $(danish "$value") " >row ||
				fail "$day: $goal $target $expected $value"
			n=$((n + 1))
		done <central
	done
	[ "$n" -ge 18 ]
}

@test "notat: every goal that is far off stands there with its distance and answer" {
	local day flat unit goal value parents n=0
	for day in $WORLDS; do
		flat=$(render "$day" full-year | flat)
		verdicts "$day" 'c("status") == "off" {
			print c("unit") "\t" c("goal") "\t" c("value") }' >off
		while IFS=$'\t' read -r unit goal value; do
			has "$flat" "$(danish "$value")"
			n=$((n + 1))
		done <off
		# Units and parent are told apart: a sum would count twice.
		parents=$(count "$day" off 1)
		[ "$parents" -eq 0 ] ||
			parents=" og $parents af målene for Beskæftigelses- og Integrationsforvaltningen"
		has "$flat" "$(count "$day" off 0) af enhedernes mål${parents#0} er et stykke fra målopfyldelse."
	done
	[ "$n" -eq 46 ]
}

@test "notat: reservations count units, and name the parent beside them" {
	local day flat sign flag title n codes parent
	while IFS=: read -r flag title; do
		for day in $WORLDS; do
			flat=$(render "$day" half-year | flat)
			codes=$(verdicts "$day" 'c("goal") == "'"${title%%=*}"'" && c("status") ~ /^(met|near|off)$/ &&
				" " c("flags") " " ~ / '"$flag"' / { print c("unit") }')
			n=$(grep -cvx BIF <<<"$codes") parent=$(grep -x BIF <<<"$codes") || :
			if [ "$n" -gt 5 ]; then
				codes="${parent:+BIF og }$n enheder"
			else
				codes=$(paste -sd , <<<"$codes" | sed 's/,/, /g')
			fi
			[ -z "$codes" ] || has "$flat" "${title#*=} ($codes)"
		done
	done <<-'END'
	small-n:formalitetsklager=Formalitetsklager med helt eller delvist medhold, i point
	unsure:samtaler_rettidigt=Jobsamtaler holdt til tiden, gennemsnit af årets måneder
	unsure:formalitetsklager=Formalitetsklager med helt eller delvist medhold, i point
	sensitive:elforbrug=Elforbrug i kWh i forhold til forbruget i 2009
	END
	has "$(render 2010-06-30 half-year | flat)" '(BIF og 6 enheder)'
	# What page 1 refers to is there, and says what each reservation means.
	has "$flat" 'Ét af enhedernes mål er ikke opgjort; årsagen fremgår af bilag 5.'
	has "$flat" 'Bilag 5. Mål, der ikke er opgjort'
	has "$flat" 'Et resultat kan være tilfældigt, når'
	lacks "$(render 2010-12-31 half-year | flat)" 'endnu et stykke'
}

@test "notat: comments and action plans of far-off goals" {
	local flat
	# A plan whose day has passed is told as overdue, here as on the sheet.
	flat=$(render 2010-12-31 full-year | flat)
	has "$flat" 'arbejdsgivere (i gang; fristen 31. oktober 2010 er overskredet).'
	has "$(render 2010-12-31 strategy | flat)" 'Centerchef (i gang, fristen 31. oktober 2010 er overskredet)'
	# 13.70 less 13.00 has the decimals that both have.
	has "$flat" 'Det er 0,70 dage over det forventede (op til 0,15 dage'
	cp -R "$SAMPLE_BOOK" book
	cat >>book/comments.csv <<-'END'
	2010,AMC,praktik_start,2010-06-30,both,Vi søger flere pladser
	2010,AMC,praktik_start,2010-12-31,effort,Hører til en anden status
	END
	flat=$(bif-render -b book -r half-year \
		"$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv" | flat)
	has "$flat" 'Vi søger flere pladser. Handleplan: Praktikbørs hver måned (i gang, frist 30. november 2010).'
	has "$flat" 'For ét af dem foreslås målniveauet justeret.'
	has "$flat" 'For ét af dem er der iværksat en indsats'
	lacks "$flat" 'Hører til'
	has "$flat" 'Ydelsesservice, Besvarede opkald i procent af alle opkald: Ny vagtplan fra august; to vikarer i spidstimerne.'
}

@test "notat: the form of a committee paper" {
	local heading flat
	render 2010-06-30 half-year -f markdown >half.md
	for heading in Indstilling Problemstilling Løsning Økonomi 'Videre proces'; do
		grep -qx "## $heading" half.md || fail "no $heading"
	done
	flat=$(flat <half.md)
	has "$flat" '# Halvårsopfølgning på resultatkontrakter 2010 (2010-1)'
	has "$flat" 'Alle 10 decentrale enheder i Beskæftigelses- og Integrationsforvaltningen har en resultatkontrakt.'
	has "$flat" 'de første 6 måneder af 2010'
	has "$flat" 'Beskæftigelses- og Integrationsudvalget tager forvaltningens halvårsopfølgning på resultatkontrakterne for 2010 til efterretning.'
	has "$flat" '30 af enhedernes mål og 3 af målene for Beskæftigelses- og Integrationsforvaltningen er ikke opgjort'
	has "$flat" 'Sygefraværsdage pr. medarbejder over 12 måneder: 6 af 10 enheder er et stykke fra målet (JCN, JCS, AMC, YS, CAB, CKB). Ingen af dem har redegjort for en indsats.'
	has "$flat" 'Opgøres pr. 31. december 2010.'
	has "$flat" 'udgangen af 1. kvartal 2011'
	has "$flat" 'Ingen målniveauer er justeret.'
	flat=$(render 2010-12-31 full-year | flat)
	has "$flat" 'Helårsopfølgning på resultatkontrakter 2010 (2010-1)'
	has "$flat" 'for hele 2010'
	has "$flat" 'resultatkontrakterne for 2011'
}

@test "notat: the book's own paragraphs stand under their headings, escaped" {
	local flat
	cp -R "$SAMPLE_BOOK" book
	mkdir book/texts
	printf '%s\r\n' 'Først et ord **fra** direktøren.' '' '## ØKONOMI' \
		'Ingen udgifter' 'i 2010.' '' '- en <b>post</b>' '- en anden' \
		'# Bilagsoversigt' 'Se mappen.' '### De mest centrale mål' \
		'Udvalgt af udvalget.' >book/texts/half-year.md
	SAMPLE_BOOK=book render 2010-06-30 half-year -f markdown >h.md
	flat=$(flat <h.md)
	has "$flat" 'for de første 6 måneder af 2010. Først et ord \*\*fra\*\* direktøren. ## Indstilling'
	has "$flat" '## Økonomi Ingen udgifter i 2010. - en \<b\>post\</b\> - en anden ## Videre proces'
	lacks "$flat" 'ikke i sig selv økonomiske konsekvenser'
	has "$flat" '## Bilagsoversigt Se mappen. ## Økonomi'
	has "$flat" 'De mest centrale mål Udvalgt af udvalget.'
	[ "$(grep -c 'Udvalgt af udvalget' h.md)" -eq 1 ]
	SAMPLE_BOOK=book render 2010-06-30 half-year -f html | grep -q '&lt;b&gt;post&lt;/b&gt;'
	# Of this report alone; a folder in its place is said.
	lacks "$(SAMPLE_BOOK=book render 2010-06-30 full-year | flat)" 'Ingen udgifter'
	rm book/texts/half-year.md
	mkdir book/texts/half-year.md
	expect_err 66 'half-year.md' -- bif-render -b book -r half-year \
		"$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv"
}

@test "--since: what changed, units and parent apart, each named" {
	local flat better worse
	local at=$BATS_FILE_TMPDIR
	mkdir run
	cp "$at/2010-06-30/verdicts.tsv" run
	python3 - "$at/2010-06-30/verdicts.tsv" "$at/2010-12-31/verdicts.tsv" >moved <<-'END'
	import csv, sys
	then, now = ({(v["unit"], v["goal"]): v["status"] for v in csv.DictReader(open(f), delimiter="\t", quoting=csv.QUOTE_NONE)} for f in sys.argv[1:])
	order = ["met", "near", "off"]
	moves = [(k, then[k], now[k]) for k in now if k in then and then[k] != now[k] and k[0] != "BIF"]
	given = [m for m in moves if m[1] in order and m[2] in order]
	print(sum(order.index(b) < order.index(a) for _, a, b in given),
	      sum(order.index(b) > order.index(a) for _, a, b in given), len(moves) - len(given))
	END
	read -r better worse other <moved
	[ "$better" -gt 1 ] && [ "$worse" -gt 1 ] && [ "$other" -gt 1 ]
	for report in board full-year; do
		flat=$(render 2010-12-31 "$report" --since run | flat)
		has "$flat" "Siden 30. juni 2010 har $better af enhedernes mål fået en bedre status og $worse en dårligere; $other er opgjort for første gang eller ikke længere opgjort."
	done
	# Of all units a goal is told once, and who by their codes.
	has "$flat" 'Udeblivelser fra jobsamtaler (lokalt mål): fra et stykke fra målopfyldelse til næsten opfyldt (CAB).'
	has "$flat" 'fra ikke opgjort til opfyldt ('
	# The month tells of its own goals.
	flat=$(render 2010-12-31 month --since run | flat)
	[[ $flat =~ 'Siden 30. juni 2010 har '([0-9]+)' af enhedernes mål fået' ]]
	[ "${BASH_REMATCH[1]}" -lt "$better" ]
	flat=$(UNIT=JCN render 2010-12-31 unit --since run/verdicts.tsv | flat)
	has "$flat" 'Siden 30. juni 2010 har disse mål skiftet status:'
	has "$flat" 'Elforbrug i kWh i forhold til forbruget i 2009: fra næsten opfyldt til opfyldt.'
	lacks "$flat" 'Jobcenter Musvågevej, '
	expect_err 65 'no verdicts of an earlier day' -- bif-render -b "$SAMPLE_BOOK" \
		--since "$at/2010-12-31" "$at/2010-12-31/verdicts.tsv"
	expect_err 66 'nowhere' -- bif-render -b "$SAMPLE_BOOK" --since nowhere \
		"$at/2010-12-31/verdicts.tsv"
	# The same status again: nothing has changed.
	sed 's/2010-12-31/2010-12-30/g' "$at/2010-12-31/verdicts.tsv" >same.tsv
	has "$(render 2010-12-31 board --since same.tsv | flat)" \
		'Ingen af enhedernes mål har skiftet status siden 30. december 2010.'
}

@test "unit: plans that are overdue, what was said before, the others' range" {
	local flat low high
	flat=$(UNIT=YS render 2010-12-31 unit -f markdown | flat)
	has "$flat" 'forsinket, fristen er overskredet'
	has "$flat" 'Enhedens tidligere bemærkninger'
	has "$flat" '30\. juni 2010, Besvarede opkald i procent af alle opkald: Ny vagtplan'
	verdicts 2010-12-31 'c("goal") == "sygefravaer" && c("unit") != "BIF" && c("unit") != "YS" { print c("value") }' |
		sort -n >others
	low=$(head -n 1 others) high=$(tail -n 1 others)
	UNIT=YS render 2010-12-31 unit -f markdown | grep '^| Sygefrav' |
		grep -F "| $(danish "$low")–$(danish "$high") |"
}

@test "adjustments: original and revised side by side, who decided and why" {
	local flat
	flat=$(render 2010-12-31 adjustments | flat)
	verdicts 2010-12-31 'c("flags") ~ /revised/ {
		print c("unit"), c("original_target"), c("target"), c("original_status"), c("status") }' >revised
	diff - revised <<-'END'
	JCM 47.0 43.0 off near
	CKB 85  met withdrawn
	CBSI 400 340 off met
	END
	render 2010-12-31 adjustments -f markdown >a.md
	grep -Eq '47,0 pct. \| 43,0 pct. \| 41,6 pct. \| ✗ et stykke fra \| ≈ næsten \| Besluttet 15. september 2010' a.md
	grep -Eq '85–105 forløb \| udgået \|  \| ✓ opfyldt \| – udgået \| Besluttet 15. september 2010 af Forvaltningens direktion. Målet udgår' a.md
	grep -Eq '400 personer \| 340 personer \| 347 personer \| ✗ et stykke fra \| ✓ opfyldt \|' a.md
	# three rows, then the head of the ledger and both decisions on each
	[ "$(grep -c 'Besluttet' a.md)" -eq 10 ]
	# The units' counts by the targets first decided, and by those in force.
	python3 - "$BATS_FILE_TMPDIR/2010-12-31/verdicts.tsv" >both <<-'END'
	import csv, sys
	v = [r for r in csv.DictReader(open(sys.argv[1]), delimiter="\t", quoting=csv.QUOTE_NONE) if r["unit"] != "BIF"]
	print(*[sum((r[c] or r["status"]) == s for r in v) for c in ("original_status", "status") for s in ("met", "near", "off")])
	END
	read -r met near off met_now near_now off_now <both
	[ "$met $near $off" != "$met_now $near_now $off_now" ]
	has "$flat" "er $met af enhedernes mål opfyldt, $near næsten opfyldt og $off et stykke fra målopfyldelse; efter de gældende $met_now, $near_now og $off_now."
	has "$(render 2010-06-30 adjustments | flat)" 'Ingen målniveauer er justeret.'
	has "$(render 2010-06-30 adjustments | flat)" 'Færre åbne pladser; niveauet foreslås justeret i september.'
}

@test "contracts: 15,2 13,2 11,4 goals per unit" {
	run render 2010-06-30 contracts
	grep -Eq '^2008 +10 +152 +15,2$' <<<"$output"
	grep -Eq '^2009 +10 +132 +13,2$' <<<"$output"
	grep -Eq '^2010 +10 +114 +11,4$' <<<"$output"
	# As many at each unit as it has verdicts that are in its contract.
	verdicts 2010-06-30 'c("status") != "not_applicable" {
		n[c("perspective")] += c("unit") == "YS" }
		END { for (p in n) print p "\t" n[p] }' >at_ys
	render 2010-06-30 contracts -f markdown >c.md
	while IFS=$'\t' read -r perspective n; do
		[ "$(grep "^| $perspective |" c.md | head -1 | awk -F' *[|] *' '{ print $10 }')" = "$n" ] ||
			fail "$perspective: $n"
	done <at_ys
	[ -s at_ys ]
}

@test "unit: its goals and no other unit's, plans, comments, reckonings" {
	local flat value
	flat=$(UNIT=YS render 2010-06-30 unit | flat)
	has "$flat" 'Ydelsesservice ======'
	verdicts 2010-06-30 'c("unit") == "YS" && c("value") != "" { print c("value") }' >values
	while read -r value; do
		has "$flat" "$(danish "$value")"
	done <values
	has "$flat" 'Vagtplan efter'
	has "$flat" 'forsinket'
	has "$flat" 'Ny vagtplan fra august; to vikarer i spidstimerne.'
	has "$flat" "$(verdicts 2010-06-30 'c("unit") == "YS" && c("goal") == "telefon_besvarelse" { print c("why") }')"
	lacks "$flat" 'Slukkerunde'
	UNIT=YS render 2010-06-30 unit -O tsv | cut -f3 | sort -u >units
	printf 'YS\nunit\n' | diff units -
}

@test "month: the goals marked monthly and no others" {
	python3 - "$SAMPLE_BOOK/goals.csv" >monthly <<-'END'
	import csv, sys
	print("\n".join(sorted(g["goal"] for g in csv.DictReader(open(sys.argv[1]))
	                       if g["monthly"] == "yes")))
	END
	render 2010-12-31 month -O tsv | awk -F'\t' 'NR > 1 { print $5 }' |
		sort -u | diff - monthly
	has "$(render 2010-12-31 month | flat)" 'Månedlig resultatstatus, december 2010'
}

@test "unit: its part of the strategy map, on screens" {
	UNIT=YS render 2010-06-30 unit -f markdown >ys.md
	sed -n '/^## Strategikort/,/^## /p' ys.md >map
	grep -qx -- '- En tilgængelig og korrekt service' map
	[ "$(verdicts 2010-06-30 'c("unit") == "YS" && c("goal") == "telefon_besvarelse" { print c("status") }')" = near ]
	grep -qx -- '    - Mål: Besvarede opkald i procent af alle opkald (≈ næsten opfyldt)' map
	grep -qF 'Handleplan: Vagtplan efter' map
	# No goal that the unit has not got, no other unit's action, no empty branch.
	lacks "$(cat map)" 'Sygedagpengesager'
	lacks "$(cat map)" 'Flere københavnere i arbejde'
	lacks "$(cat map)" 'Jobcenter'
	UNIT=YS render 2010-06-30 unit -f html >ys.html
	grep -q '<h2 class="screen" id="s[0-9]*">Strategikort' ys.html
	lacks "$(render 2010-06-30 goal -g telefon_besvarelse)" Strategikort
}

@test "strategy: vision, strategy, goal with its status, action" {
	render 2010-12-31 strategy -f markdown >s.md
	grep -qx '## Flere københavnere i arbejde' s.md
	grep -qx -- '- Færre langvarige sager' s.md
	grep -Fq -- '  - Mål: Sygedagpengesager over 52 uger ved udgangen af året (BIF: ✓ opfyldt): 1 opfyldt' s.md
	grep -Fq -- '    - Handleplan: Gennemgang af alle sager ved uge 40, Jobcenter for Sygedagpenge, Faglig koordinator (i gang, frist 31. december 2010)' s.md
	grep -A99 'Uden for strategikortet' s.md | grep -Fq 'Udeblivelser fra jobsamtaler'
	# A box of the map shows that its text goes on.
	render 2010-12-31 strategy -f html >s.html
	grep -q 'måneder efter.*…</text>' s.html
}

@test "goal: one goal at all units, each with its own figures" {
	local unit value
	render 2010-06-30 goal -g telefon_besvarelse -f markdown >g.md
	verdicts 2010-06-30 'c("goal") == "telefon_besvarelse" && c("value") != "" {
		print c("unit"), c("value") }' >figures
	[ "$(wc -l <figures)" -gt 4 ]
	while read -r unit value; do
		grep -F "| $(danish "$value") pct. |" g.md |
			grep -Fq "$(awk -F, -v u="$unit" '$1 == u { print $2 }' \
				"$SAMPLE_BOOK/units.csv" | tr -d '"')" ||
			fail "$unit $value"
	done <figures
	expect_err 64 '-r goal wants -g GOAL' -- bif-render -b "$SAMPLE_BOOK" \
		-r goal "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv"
}

@test "a book without a strategy map or comments has reports, too" {
	cp -R "$SAMPLE_BOOK" book
	rm book/strategy.csv book/comments.csv book/actions.csv
	for report in $REPORTS; do
		SAMPLE_BOOK=book expect 0 render 2010-12-31 "$report"
	done
	has "$(SAMPLE_BOOK=book render 2010-12-31 strategy)" 'ikke udarbejdet et strategikort'
}

@test "curves: the last month is the verdict, the path ends at the target" {
	local unit goal value target n=0
	for goal in virksomhedsplacering telefon_besvarelse elforbrug partnerskab; do
		UNIT=JCN render 2010-12-31 unit -g "$goal" -f html >c.html
		verdicts 2010-12-31 'c("unit") == "JCN" && c("goal") == "'$goal'" {
			print c("value"), c("target") }' >figures
		read -r value target <figures
		grep -Fq "december 2010</th><td class=\"n\">$(danish "$value")</td><td class=\"n\">$(danish "$target")</td>" c.html ||
			fail "$goal $value $target"
		n=$((n + 1))
	done
	[ "$n" -eq 4 ]
	# At half-year only six months have a result, all twelve a path.
	UNIT=JCN render 2010-06-30 unit -g virksomhedsplacering -f html >c.html
	grep -Eq 'juni 2010</th><td class="n">480</td><td class="n">410</td>' c.html
	grep -Eq 'juli 2010</th><td class="n"></td><td class="n">478</td>' c.html
	# Month by month, what verdicts of that day say: persons counted once.
	awk -F'\t' '$1 == "placed_persons" && $2 == "JCN" && $3 ~ /^2010-0[1-3]/ { sum += $4 }
		END { print sum }' "$BATS_FILE_TMPDIR/2010-06-30/observations.tsv" >march
	grep -Eq "marts 2010</th><td class=\"n\">$(cat march)</td>" c.html
}

@test "curves: months behind the reach have rows and no result" {
	held
	awk -F'\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		$at["goal"] == "telefon_besvarelse" { $at["through"] = "2010-04-30" }
		{ print }' held.tsv >reached.tsv
	drawn() {
		bif-render -b "$SAMPLE_BOOK" -r unit -u JCN -g telefon_besvarelse -f html \
			--observations "$BATS_FILE_TMPDIR/2010-06-30/observations.tsv" "$1" |
			grep -oE '(april|maj|juni) 2010</th><td class="n">[0-9]*' | tr '\n' ' '
	}
	[ "$(drawn "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv" | tr -d 0-9)" = \
		'april </th><td class="n"> maj </th><td class="n"> juni </th><td class="n"> ' ]
	[[ $(drawn "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv") == *'juni 2010</th><td class="n">92 '* ]]
	[[ $(drawn reached.tsv) == *'april 2010</th><td class="n">9'*'maj 2010</th><td class="n"> juni 2010</th><td class="n"> ' ]]
}

@test "curves: a cohort by entry ends where nobody is mature; intervals" {
	# 92 days after the first of April is July: March is the last month.
	UNIT=JCN render 2010-06-30 unit -g job_efter_henvendelse -f html >c.html
	grep -Eq 'marts 2010</th><td class="n">46,4</td>' c.html
	grep -Eq 'april 2010</th><td class="n"></td><td class="n">46,0</td>' c.html
	[ "$(grep -c '<circle class="dot"' c.html)" -eq 3 ]
	verdicts 2010-06-30 'c("unit") == "JCN" && c("goal") == "job_efter_henvendelse" {
		print c("low"), c("high") }' >figures
	local low high
	read -r low high <figures
	[ -n "$high" ]
	grep -Fq "├ Nedre grænse (95 pct.)</th><td class=\"n\">$(danish "$low") pct.</td>" c.html
	grep -Fq "┤ Øvre grænse (95 pct.)</th><td class=\"n\">$(danish "$high") pct.</td>" c.html
	[ "$(grep -c '<line class="interval"' c.html)" -eq 3 ]
	# kWh are no sample.
	UNIT=JCN render 2010-06-30 unit -g elforbrug -f html >c.html
	run ! grep 'class="interval"' c.html
}

@test "drawings: whole coordinates, a title and a description each" {
	render 2010-06-30 half-year -f html >h.html
	[ "$(grep -c '<svg' h.html)" -gt 100 ]
	[ "$(grep -c '<svg' h.html)" -eq "$(grep -c '<title id=' h.html)" ]
	[ "$(grep -c '<svg' h.html)" -eq "$(grep -c '</title><desc id=' h.html)" ]
	run grep -E '(x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|d)="[^"]*[0-9]\.[0-9]' h.html
	[ "$status" -eq 1 ]
	grep -oE 'id="[^"]*"' h.html | sort | uniq -d >twice
	[ ! -s twice ]
	UNIT=JCN render 2010-06-30 unit -g elforbrug -f svg >c.svg
	python3 -c 'import xml.dom.minidom, sys
d = xml.dom.minidom.parse(sys.argv[1]).documentElement
assert d.tagName == "svg" and d.getElementsByTagName("title") and d.getElementsByTagName("polyline")' c.svg
}

@test "html: one file, nothing from elsewhere, no script" {
	local report
	for report in $REPORTS; do
		render 2010-12-31 "$report" -f html >r.html
		run grep -Ei '<script|<link|<iframe|<img|@import|url\(|https?://|javascript:| on[a-z]+=' r.html
		[ "$status" -eq 1 ] || fail "$report: $output"
		grep -q '<html lang="da">' r.html
		grep -q 'prefers-color-scheme:dark' r.html
		grep -q '@page{size:A4' r.html
	done
}

# --- how they look ---

@test "text: no line is wider than asked for, none ends with blanks" {
	local day report width lang
	for day in $WORLDS; do
		for report in $REPORTS; do
			for width in 40 66 80 133 200; do
				for lang in da en; do
					render "$day" "$report" --lang "$lang" --width "$width" >page
					LC_ALL=C.UTF-8 grep -nE "^.{$((width + 1)),}" page &&
						fail "$day $report $width $lang"
					grep -nE ' $' page && fail "$day $report $width $lang: blanks"
				done
			done
		done
	done
	# 80 is the width without a terminal.
	render 2010-06-30 half-year >page
	render 2010-06-30 half-year --width 80 >page80
	same page page80
}

@test "text: a table that does not fit comes in parts, each goal in each" {
	render 2010-06-30 board --width 40 >page
	[ "$(grep -c '^Resultatmål' page)" -gt 1 ]
	# Its column, and what it stands for.
	[ "$(grep -o 'CBSI' page | wc -l)" -eq 2 ]
	has "$(flat <page)" 'CBSI Center for Beskæftigelse, Sprog og Integration.'
}

@test "colour only on a terminal, and never instead of a word" {
	local esc=$'\033'
	script -qec true /dev/null </dev/null >/dev/null 2>&1 ||
		skip 'no script(1), or no pseudo-terminal, here'
	render 2010-06-30 board >plain
	! grep -q "$esc" plain
	render 2010-06-30 board --color always | sed "s/$esc\[[0-9]*m//g" >stripped
	same stripped plain
	at=$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv
	on_terminal() {
		script -qec "stty cols ${COLS:-80} 2>/dev/null; $*" /dev/null </dev/null
	}
	TERM=xterm run on_terminal "bif-render -b $SAMPLE_BOOK $at"
	has "$output" "$esc[32m"
	NO_COLOR=1 TERM=xterm run on_terminal "bif-render -b $SAMPLE_BOOK $at"
	lacks "$output" "$esc[32m"
	NO_COLOR='' TERM=xterm run on_terminal "bif-render -b $SAMPLE_BOOK $at"
	has "$output" "$esc[32m"
	TERM=dumb run on_terminal "bif-render -b $SAMPLE_BOOK $at"
	lacks "$output" "$esc[32m"
	TERM=xterm run on_terminal "bif-render -b $SAMPLE_BOOK --color never $at"
	lacks "$output" "$esc"
	COLS=120 TERM=dumb run on_terminal "bif-render -b $SAMPLE_BOOK $at"
	LC_ALL=C.UTF-8 grep -qE '^.{100,120}.?$' <<<"$output"
}

@test "English: the same facts, no Danish words of ours" {
	local day report flat
	for day in $WORLDS; do
		for report in $REPORTS; do
			render "$day" "$report" --lang en >page
			run grep -E 'opfyldt|Resultat |Målniveau|målopfyldelse|forventet|Styrings|pct\.' page
			[ "$status" -eq 1 ] || fail "$report: $output"
		done
	done
	flat=$(render 2010-06-30 half-year --lang en | flat)
	has "$flat" 'Of the 84 goals judged at the units, 35 are met, 30 nearly met and 19 some way off.'
	has "$flat" '2,226 persons'
	has "$flat" '1.3 percentage points below what was expected'
	[ "$(render 2010-06-30 half-year --lang en -f html | grep -c '<html lang="en">')" -eq 1 ]
}

@test "the book says the language" {
	cp -R "$SAMPLE_BOOK" book
	sed -i 's/"language": "da"/"language": "en"/' book/book.json
	SAMPLE_BOOK=book expect 0 render 2010-06-30 board
	has "$output" 'nearly met'
	SAMPLE_BOOK=book expect 0 render 2010-06-30 board --lang da
	has "$output" 'næsten opfyldt'
}

# --- the data of reports ---

@test "csv for Excel: mark, semicolons, decimal commas, people's words" {
	render 2010-12-31 board -f csv >b.csv
	[ "$(head -c 3 b.csv | od -An -tx1 | tr -d ' ')" = efbbbf ]
	[ "$(grep -c $'\r$' b.csv)" -eq "$(wc -l <b.csv)" ]
	python3 - b.csv "$BATS_FILE_TMPDIR/2010-12-31/verdicts.tsv" <<-'END'
	import csv, sys
	got = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""), delimiter=";"))
	want = list(csv.DictReader(open(sys.argv[2]), delimiter="\t", quoting=csv.QUOTE_NONE))
	words = {"met": "opfyldt", "near": "næsten opfyldt", "off": "et stykke fra målopfyldelse",
	         "not_applicable": "ikke i kontrakten", "not_due": "opgøres senere",
	         "withdrawn": "udgået", "": ""}
	key = {(w["unit"], w["goal"]): w for w in want}
	assert len(got) == len(want) == 176
	for g in got:
	    w = key[g["Enhedskode"], g["Målkode"]]
	    assert g["Status"] == words[w["status"]], (g, w)
	    assert g["Resultat"] == w["value"].replace(".", ","), (g, w)
	    assert g["Forventet nu"] == w["expected"].replace(".", ","), (g, w)
	    assert g["Frist"] == w["due"], (g, w)
	END
}

@test "csv: a fraction is guarded, a negative number is not" {
	local at=$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv
	awk -F'\t' -v OFS='\t' 'NR == 2 { $9 = "-12.5"; $22 = "3/4" } { print }' "$at" >v.tsv
	bif-render -b "$SAMPLE_BOOK" -f csv v.tsv | sed -n 2p >row
	grep -q ';-12,5;' row
	grep -q ";\"'3/4\";" row
}

@test "streams: tsv, csv and jsonl hold what the verdicts hold" {
	render 2010-06-30 board -O tsv >b.tsv
	render 2010-06-30 board -O csv >b.csv
	render 2010-06-30 board -O jsonl >b.jsonl
	render 2010-06-30 board -f powerbi >p.csv
	[ "$(head -c 3 p.csv | od -An -tx1 | tr -d ' ')" = efbbbf ]
	tail -c +4 p.csv | cmp - b.csv
	jq -r '[.unit, .goal, .status, .value // "", .why // ""] | @tsv' b.jsonl | sort >got
	verdicts 2010-06-30 '{ print c("unit") "\t" c("goal") "\t" c("status") "\t" c("value") "\t" c("why") }' |
		sort >wanted
	same got wanted
	[ "$(jq -s 'map(select(.status == "off")) | length' b.jsonl)" -eq 19 ]
	bif-extract b.csv --columns unit,goal,value | tail -n +2 | cut -f1-3 | sort >from_csv
	awk -F'\t' 'NR > 1 { print $3 "\t" $5 "\t" $9 }' b.tsv | sort | diff from_csv -
}

@test "xlsx: the board, a sheet for each perspective, all data; figures are numbers" {
	bif-render --help | grep -q xlsx
	run render 2010-06-30 board -f xlsx
	[[ $status -ne 64 ]] || skip 'built without libxlsxwriter'
	render 2010-06-30 board -f xlsx >b.xlsx
	sleep 1
	render 2010-06-30 board -f xlsx | cmp - b.xlsx
	python3 - b.xlsx "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv" <<-'END'
	import csv, re, sys, zipfile
	import xml.etree.ElementTree as ET
	N = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
	z = zipfile.ZipFile(sys.argv[1])
	book = ET.fromstring(z.read("xl/workbook.xml"))
	names = [s.get("name") for s in book.iterfind(".//m:sheet", N)]
	want = list(csv.DictReader(open(sys.argv[2]), delimiter="\t", quoting=csv.QUOTE_NONE))
	assert sorted(names[1:-1]) == sorted({w["perspective"] for w in want}), names
	looks = z.read("xl/styles.xml").decode()
	# Days as the language has them; figures stand apart from what is beside them.
	assert 'formatCode="dd-mm-yyyy"' in looks and 'formatCode="#,##0.0_)"' in looks, looks
	assert names[0] == "Status på resultatmålene" and names[-1] == "Data", names
	texts = ["".join(t.text or "" for t in si.iter("{%s}t" % N["m"]))
	         for si in ET.fromstring(z.read("xl/sharedStrings.xml"))]
	rows = []
	for i, name in enumerate(names, 1):
	    sheet = ET.fromstring(z.read("xl/worksheets/sheet%d.xml" % i))
	    assert sheet.find(".//m:pane", N).get("state") == "frozen"
	    assert (sheet.find("m:autoFilter", N) is None) == (i == 1)
	    assert not sheet.findall(".//m:f", N)
	    setup = sheet.find("m:pageSetup", N)
	    assert setup.get("orientation") == "landscape" and setup.get("paperSize") == "9"
	    assert setup.get("fitToHeight") == "0", setup.attrib
	    lines = []
	    for row in sheet.iterfind(".//m:row", N):
	        cells = {}
	        for c in row.iterfind("m:c", N):
	            v = c.find("m:v", N)
	            text = v is not None and c.get("t") == "s"
	            cells[re.sub(r"\d", "", c.get("r"))] = texts[int(v.text)] if text else v is not None and float(v.text)
	        lines.append(cells)
	    if i == 1:
	        board = [l for l in lines if len(l) > 2]
	        assert board[0]["A"] == "Resultatmål" and board[0]["B"] == "BIF", board[0]
	        signs = [v[0] for l in board[1:-3] for k, v in l.items() if k != "A"]
	        status = {"✓": "met", "≈": "near", "✗": "off"}
	        for s, word in status.items():
	            assert signs.count(s) == sum(w["status"] == word for w in want), s
	        continue
	    head = lines[0]
	    for cells in lines[1:]:
	        row = {head[k]: v for k, v in cells.items()}
	        for figure in ("Resultat", "Forventet nu", "Målniveau", "Tæller", "Nævner"):
	            assert isinstance(row.get(figure, 0.0), float), (figure, row)
	        if i == len(names):
	            rows.append(row)
	        else:
	            listed = sum(1 for _ in lines) - 1
	            assert listed == sum(w["perspective"] == name and w["status"] != "not_applicable" for w in want), name
	            # Rows that hold wrapped titles are as high.
	            heights = [float(r.get("ht", 15)) for r in sheet.iterfind(".//m:row", N)][1:]
	            assert len(heights) == listed
	            for height, cells in zip(heights, lines[1:]):
	                assert (height > 15) == (len(cells["B"]) > 58), (height, cells["B"])
	assert len(rows) == 176
	key = {(r["Enhedskode"], r["Målkode"]): r for r in rows}
	fractions = 0
	for w in want:
	    r = key[w["unit"], w["goal"]]
	    assert r.get("Resultat", "") == (float(w["value"]) if w["value"] else ""), (r, w)
	    assert isinstance(r.get("Måleenhed", ""), str)
	    if "/" in w["denominator"]:
	        over, under = w["denominator"].split("/")
	        assert abs(r["Nævner"] - float(over) / float(under)) < 1e-9, (r, w)
	        assert r["Nævner (nøjagtig)"] == w["denominator"], r
	        fractions += 1
	    if w["as_of"]:
	        assert r["Statusdato"] == 40359.0     # 30 June 2010
	assert fractions
	END
}

@test "datapackage: the fields are those of the csv, typed" {
	render 2010-06-30 board -f datapackage >d.json
	jq -e '.resources[0].schema.primaryKey == ["unit", "goal", "as_of"]' d.json
	jq -r '[.resources[0].schema.fields[].name] | join(",")' d.json >fields
	render 2010-06-30 board -O csv | head -n 1 | tr -d '\r' | diff fields -
	[ "$(jq -r '.resources[0].schema.fields[] | select(.name == "value").type' d.json)" = number ]
	[ "$(jq -r '.resources[0].schema.fields[] | select(.name == "due").type' d.json)" = date ]
	[ "$(jq -r '.resources[0].schema.fields[] | select(.name == "denominator").type' d.json)" = string ]
}

@test "json: typed, and what the verdicts hold" {
	render 2010-06-30 board -O json >b.json
	render 2010-06-30 board -f json | cmp - b.json
	python3 - b.json "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv" <<-'END'
	import csv, json, sys
	got = json.load(open(sys.argv[1]), parse_float=str, parse_int=str)
	want = list(csv.DictReader(open(sys.argv[2]), delimiter="\t", quoting=csv.QUOTE_NONE))
	assert len(got) == len(want) == 176
	for g, w in zip(got, want):
	    for name in set(g) & set(w):
	        assert (g[name] or "") == w[name], (name, g, w)
	typed = json.load(open(sys.argv[1]))
	assert all(v["value"] is None or isinstance(v["value"], (int, float)) for v in typed)
	assert any(isinstance(v["denominator"], str) and "/" in v["denominator"] for v in typed)
	assert typed[0]["year"] == 2010
	END
}

@test "prom: counts by unit and status, figures by goal" {
	render 2010-06-30 board -f prom >b.prom
	verdicts 2010-06-30 'c("unit") == "JCN" { n[c("status")]++ }
		END { for (s in n) print "bif_goals{unit=\"JCN\",status=\"" s "\"} " n[s] }' >want
	while read -r line; do
		grep -Fqx "$line" b.prom || fail "$line"
	done <want
	[ -s want ]
	verdicts 2010-06-30 'c("status") != "not_applicable" {
		at = "{unit=\"" c("unit") "\",goal=\"" c("goal") "\""
		print "bif_goal_status" at ",status=\"" c("status") "\"} 1"
		if (c("value") != "") print "bif_goal_value" at "} " c("value")
		if (c("target") != "") print "bif_goal_target" at "} " c("target") }' |
		sort >want
	grep -E '^bif_goal_(status|value|target)[{]' b.prom | sort | diff want -
	# A family in one piece, each with its type.
	grep -v '^#' b.prom | sed 's/[{ ].*//' | uniq | sort | uniq -d >torn
	[ ! -s torn ]
	# What Prometheus itself would say of it, where that is installed.
	! command -v promtool >/dev/null || promtool check metrics <b.prom
}

# --- what must not change a result, what must not get out ---

@test "funnel: shares of units, and who is beyond what chance gives" {
	local day
	for day in $WORLDS; do
		render $day full-year -f html >page.html
		# The exact tails, from whole numbers alone.
		python3 - "$BATS_FILE_TMPDIR/$day/verdicts.tsv" page.html <<-'END'
		import csv, html, re, sys
		from fractions import Fraction
		from math import comb
		rows = [r for r in csv.DictReader(open(sys.argv[1], encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
		        if r["unit"] != "BIF" and r["status"] in ("met", "near", "off")]
		page = open(sys.argv[2], encoding="utf-8").read()
		said = re.findall(r"(?:(\d+) enheder|(Én enhed)|(Ingen enhed)) afviger mere fra enhedernes fælles niveau \(([\d,]+) pct\.\), "
		                  r"end tilfældigheder kan forklare \(95 pct\.\)(?:: ([A-Z, ]+))?\.</p>", page)
		found = []
		for goal in dict.fromkeys(r["goal"] for r in rows):
		    mine = [r for r in rows if r["goal"] == goal]
		    if not all(r["low"] and r["denominator"].isdigit() and r["numerator"].isdigit() for r in mine) or len(mine) < 3:
		        continue
		    if any("%.*f" % (len(r["value"].partition(".")[2]), 100 * int(r["numerator"]) / int(r["denominator"])) != r["value"] for r in mine):
		        continue # a mean of months is no share
		    k, n = (sum(int(r[c]) for r in mine) for c in ("numerator", "denominator"))
		    out = []
		    for r in mine:
		        h, t = int(r["numerator"]), int(r["denominator"])
		        p = Fraction(sum(comb(t, i) * k**i * (n - k)**(t - i) for i in range(h + 1)), n**t)
		        if p <= Fraction(25, 1000) or p > Fraction(975, 1000):
		            out.append(r["unit"])
		    found.append((len(out), "%.1f" % (100 * k / n), ", ".join(out)))
		want = [(n, level.replace(".", ","), who) for n, level, who in found]
		got = [(int(a) if a else 1 if b else 0, level, who) for a, b, c, level, who in said]
		assert want and sorted(want) == sorted(got), (want, got)
		assert page.count("grænser 95 pct.") == len(want)
		# Each unit is named, and no name lies on another or on a point.
		def box(at, wide, x, y, high):
		    left = x - {"start": 0, "middle": wide / 2, "end": wide}[at]
		    return left, y - high, left + wide, y
		named = 0
		for svg in re.findall(r"<svg.*?</svg>", page, re.S):
		    points = [box("middle", 84, int(x), int(y) + 42, 84) for x, y in re.findall(r'<circle class="dot"[^>]* cx="(\d+)" cy="(\d+)" r="42"', svg)]
		    points += [box("middle", 100, int(x), int(y) + 50, 100) for x, y in re.findall(r'<path class="dot"[^>]* d="M\d+ (\d+)L(\d+)', svg) for x, y in [(y, x)]]
		    if 'class="outer"' not in svg:
		        continue
		    names = [box(at, 65 * len(t), int(x), int(y), 85) for x, y, at, t in re.findall(
		             r'<text class="(?:name|own)" x="(\d+)" y="(\d+)" text-anchor="(\w+)"[^>]*>([A-Z]+)<', svg)]
		    assert len(names) == len(points) > 2, (len(names), len(points))
		    boxes = names + points
		    for i, a in enumerate(names):
		        for b in boxes[i + 1:]:
		            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (a, b)
		    named += len(names)
		assert named > 10, named
		END
	done
	# Where a figure of the goal is hidden, none is drawn.
	grep -q 'grænser 95 pct.' page.html
	render 2010-06-30 full-year -f html --suppress 1000 >page.html
	run grep -c 'grænser 95 pct.' page.html
	[ "$output" -eq 0 ]
}

@test "the same bytes whatever the order of the verdicts" {
	local day report format
	for day in $WORLDS; do
		{ head -n 1; sort -k3; } <"$BATS_FILE_TMPDIR/$day/verdicts.tsv" >sorted
		{ head -n 1 sorted; tail -n +2 sorted | tac | sed -n '1,90p'; } >one
		{ head -n 1 sorted; tail -n +2 sorted | tac | sed -n '91,$p'; } >two
		for report in board half-year strategy; do
			for format in text html csv; do
				render "$day" "$report" -f "$format" >wanted
				bif-render -b "$SAMPLE_BOOK" -r "$report" -f "$format" --case 2010-1 \
					--observations "$BATS_FILE_TMPDIR/$day/observations.tsv" two one >got
				same got wanted || return
			done
		done
	done
}

hostile_book() {
	cp -R "$SAMPLE_BOOK" book
	python3 - <<-'END'
	import csv
	bad = "=1+1<script>alert(1)</script>\"'&*_`|#[x](javascript:x)\x1b[31m\u202e\n-- {{7*7}}"
	def change(name, column, value):
	    rows = list(csv.reader(open("book/" + name, encoding="utf-8-sig", newline=""), delimiter=";" if "targets" in name else ","))
	    i = rows[0].index(column)
	    for row in rows[1:]:
	        row[i] = value + row[i] if value else row[i]
	    with open("book/" + name, "w", newline="") as f:
	        csv.writer(f).writerows(rows)
	change("goals.csv", "title", bad)
	change("units.csv", "name", bad)
	change("comments.csv", "text", bad)
	change("actions.csv", "title", bad)
	change("strategy.csv", "label", bad)
	END
}

@test "text of books stays text in every format" {
	local report
	hostile_book
	for report in $REPORTS; do
		SAMPLE_BOOK=book render 2010-12-31 "$report" -f html >r.html
		run grep -Ei '<script|\x1b' r.html
		[ "$status" -eq 1 ] || fail "$report: $output"
		python3 - r.html <<-'END'
		import sys
		from html.parser import HTMLParser
		allowed = set("html head meta title style body main h1 h2 h3 p ul li table caption thead tbody tr th td span strong section nav a details summary figure figcaption div svg desc line text rect circle path polyline".split())
		class P(HTMLParser):
		    def handle_starttag(self, tag, attrs):
		        assert tag in allowed, tag
		        assert all(not k.startswith("on") for k, v in attrs), attrs
		P().feed(open(sys.argv[1], encoding="utf-8").read())
		END
		SAMPLE_BOOK=book render 2010-12-31 "$report" >r.txt
		run grep -P '\x1b|\xe2\x80\xae' r.txt
		[ "$status" -eq 1 ] || fail "$report text"
		SAMPLE_BOOK=book render 2010-12-31 "$report" -f markdown >r.md
		run grep -E '(^|[^\\])(<script|`|\*_)' r.md
		[ "$status" -eq 1 ] || fail "$report markdown: $output"
		SAMPLE_BOOK=book render 2010-12-31 "$report" -f csv >r.csv
		python3 - r.csv <<-'END'
		import csv, sys
		for row in csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline=""), delimiter=";"):
		    for cell in row:
		        assert not cell or cell[0] not in "=+@\t\r" , cell
		        assert not cell.startswith("-") or cell[1:].replace(",", "").isdigit(), cell
		END
		SAMPLE_BOOK=book render 2010-12-31 "$report" -O jsonl | jq -e . >/dev/null
		SAMPLE_BOOK=book render 2010-12-31 "$report" -f datapackage | jq -e . >/dev/null
	done
	UNIT=JCN SAMPLE_BOOK=book render 2010-12-31 unit -g elforbrug -f svg >c.svg
	python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("c.svg")'
}

@test "names never become paths" {
	cp -R "$SAMPLE_BOOK" book
	sed -i 's,^JCN,../../JCN,' book/units.csv
	sed -i 's/;JCN;/;..\/..\/JCN;/' book/targets.csv
	sed -i 's,\<JCN\>,../../JCN,' book/actions.csv
	sed 's,\tJCN\t,\t../../JCN\t,' "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv" >v.tsv
	mkdir in in/in
	cd in/in
	expect 0 bif-render -b ../../book -r unit -u ../../JCN -f html -o page.html ../../v.tsv
	[ "$(find .. -type f)" = ../in/page.html ]
}

@test "--suppress: figures that rest on small counts are not shown anywhere" {
	local format n
	verdicts 2010-06-30 'c("goal") == "formalitetsklager" && c("unit") == "JCSYG" {
		print c("value"), c("n") }' >figure
	read -r value n <figure
	[ "$n" -lt 20 ] && [ "$value" = 6.5 ]
	for format in text markdown html csv tsv jsonl; do
		UNIT=JCSYG render 2010-06-30 unit -g formalitetsklager -f "$format" >open
		UNIT=JCSYG render 2010-06-30 unit -g formalitetsklager -f "$format" --suppress 20 >hidden
		grep -Eq '(^|[^0-9.,])6[.,]5([^0-9]|$)' open || fail "$format: never"
		! grep -E '(^|[^0-9.,])6[.,]5([^0-9]|$)' hidden || fail "$format"
	done
	has "$(UNIT=JCSYG render 2010-06-30 unit --suppress 20)" 'vises ikke'
	render 2010-06-30 board -O tsv --suppress 20 >s.tsv
	awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		$c["n"] != "" && $c["n"] > 0 && $c["n"] < 20 { bad = 1 }
		{ m = $c["numerator"] } m ~ /^[0-9.]+$/ && m > 0 && m < 20 { bad = 1 }
		END { exit bad }' s.tsv
	# The status is no figure: the board stays what it is.
	render 2010-06-30 board >open
	render 2010-06-30 board --suppress 20 >hidden
	same <(sed -n '/^Status på/,$p' hidden) <(sed -n '/^Status på/,$p' open)
	has "$(cat hidden)" 'Små tal vises ikke'
	! grep -q 'Små tal' open || fail 'nothing is hidden there'
}

@test "--suppress: neither flags nor decimals tell how a hidden figure stands" {
	mkdir b
	printf 'unit,name,parent\nT,Top,\nA,Aa,T\nB,Bb,T\nC,Cc,T\n' >b/units.csv
	printf 'goal,title,measure,direction,decimals\ng,Goal,m,at_least,1\n' >b/goals.csv
	echo '{"language": "en"}' >b/book.json
	# A and B are hidden; B's share was so near that both have more decimals.
	printf 'year\tunit\tgoal\tas_of\tstatus\tvalue\texpected\tnumerator\tdenominator\tn\tflags\n' >v.tsv
	printf '2010\t%s\tg\t2010-06-30\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
		T met 50.0 45.0 500 1000 1000 unsure \
		A met 60.0 45.0 3 5 5 'small-n sensitive unchecked within-chance' \
		B near 44.96 45.00 116 258 258 'revised small-n no-rows' \
		C met 51.7 45.0 381 737 737 unsure >>v.tsv
	bif-render -b b --suppress 10 -O tsv -o s.tsv v.tsv
	[ "$(cut -f 3,9,10,29 s.tsv | tr '\t' ,)" = 'unit,value,expected,flags
T,50.0,45.0,unsure
A,,45.0,unchecked
B,,45.0,revised
C,51.7,45.0,unsure' ]
	# What lost its flags is not certified.
	[[ "$(bif-render -b b s.tsv | tr -s ' \n' ' ')" == *'Of the 3 goals judged at the units, none is judged without reservations and 3 with reservations'*'not shown: 2'* ]]
}

@test "suppress of the book hides as --suppress does, which overrides it" {
	cp -R "$SAMPLE_BOOK" book
	sed -i 's/"small_n"/"suppress": 20, "small_n"/' book/book.json
	UNIT=JCSYG render 2010-06-30 unit -O tsv --suppress 20 >wanted
	SAMPLE_BOOK=book UNIT=JCSYG render 2010-06-30 unit -O tsv >got
	same got wanted
	SAMPLE_BOOK=book UNIT=JCSYG render 2010-06-30 unit -O tsv --suppress 0 >got
	UNIT=JCSYG render 2010-06-30 unit -O tsv >wanted
	same got wanted
	! cmp -s got <(UNIT=JCSYG render 2010-06-30 unit -O tsv --suppress 20)
}

@test "--suppress: a status that leaves one small count is hidden, too" {
	local flat
	mkdir -p b
	printf 'unit,name,parent\nT,Top,\nA,Aa,T\nB,Bb,T\nC,Cc,T\n' >b/units.csv
	printf 'goal,title,measure,direction,scale\ng,Goal,m,at_most,points\n' >b/goals.csv
	echo '{"language": "en"}' >b/book.json
	echo year,unit,goal,due,target,decided >b/targets.csv
	echo '{"measures": []}' >b/measures.json
	# At most 1, and one more is near: met is 1, near 2, and off 3 or 4.
	printf 'year\tunit\tgoal\tas_of\tstatus\tvalue\texpected\ttarget\tband\tn%s\n' \
		"$(printf '\toriginal_status')" >v.tsv
	printf '2010\t%s\tg\t2010-06-30\t%s\t%d\t1\t1\t1\t%d\tmet\n' T off 60 60 \
		A met 1 1 B near 2 2 C off 4 4 >>v.tsv
	[ "$(bif-render -b b --suppress 5 -O tsv v.tsv | cut -f 3,8,9 | paste -sd ' ')" = \
		"$(printf 'unit\tstatus\tvalue T\toff\t60 A\thidden\t B\thidden\t C\toff\t')" ]
	! bif-render -b b --suppress 5 -O tsv v.tsv | grep -P '\t[ABC]\t.*\tmet' || fail 'as it was at first'
	has "$(bif-render -b b --suppress 5 v.tsv)" '▒ not shown'
	# What was published so stays so, and counts as no lack of data.
	bif-render -b b --suppress 5 -O tsv -o s.tsv v.tsv
	has "$(bif-render -b b -r half-year s.tsv | tr -s ' \n' ' ')" 'the status would tell it'
	flat=$(bif-render -b b -r half-year s.tsv | flat)
	has "$flat" 'The one goal judged at the units is some way off. The status of 2 of the goals at the units is not shown.'
	has "$flat" 'Goal: the one unit judged is some way off (C). It has not said what it is doing about it.'
	! [[ $flat == *'should have been judged'* || $flat == *'not judged; app'* ]] || fail open
	# It was judged: the reservations tell whose, not the goals not judged.
	has "$flat" 'All goals are judged. Reservations'
	has "$flat" 'the status would tell it: Goal (A, B).'
	# Nobody is told whether such a status has changed.
	mkdir -p then && sed 's/2010-06-30/2010-05-31/' v.tsv >then/verdicts.tsv
	has "$(bif-render -b b --since then s.tsv | flat)" "None of the units' goals has changed"
	# Where 3 is nearly met as well, 2 and 3 are left, and nothing is told.
	sed -i 's/\t1\t1\t1\t2\t/\t1\t1\t2\t2\t/' v.tsv
	[ "$(bif-render -b b --suppress 5 -O tsv v.tsv | grep -c hidden)" -eq 1 ]
}

@test "--suppress: in random books no hidden figure follows from those shown" {
	run python3 "$ROOT/tests/lib/suppression.py" 150
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *'0 books give something away'* ]]
}

@test "--suppress: curves give nothing away either" {
	# Two months that differ by a few persons: the earlier one is not shown.
	odd
	awk 'BEGIN { OFS = "\t"
		print "measure", "unit", "month", "numerator", "denominator",
			"n", "pending", "as_of"
		split("40 30 3 20 20 20", n, " ")
		for (m = 1; m <= 6; m++)
			print "count", "A", sprintf("2010-%02d", m), n[m], "",
				n[m], 0, "2010-06-30" }' >o.tsv
	sed -i 's/^range,,,count,within/range,,,count,at_least/' book/goals.csv
	sed -i '/,range,/s/,10,20,/,10,,/' book/targets.csv
	bif-judge -b book --as-of 2010-06-30 -o v.tsv o.tsv
	bif-render -b book -r unit -u A -g range -f html --observations o.tsv v.tsv >open
	bif-render -b book -r unit -u A -g range -f html --observations o.tsv \
		--suppress 5 v.tsv >hidden
	grep -q 'February 2010</th><td class="n">70<' open
	grep -q 'February 2010</th><td class="n">not shown<' hidden
	grep -q 'March 2010</th><td class="n">73<' hidden
	grep -q 'January 2010</th><td class="n">40<' hidden
	# What one unit does not show of a month, none does: it would be the
	# parent's less the others'.
	printf 'unit,name,parent\nT,Top,\nA,Aa,T\nB,Bb,T\n' >book/units.csv
	printf '2010,%s,range,2010-12-31,10,,2010-01-02\n' T A B >targets
	{ echo year,unit,goal,due,target,upper,decided && cat targets; } >book/targets.csv
	awk 'BEGIN { OFS = "\t"
		print "measure", "unit", "month", "numerator", "denominator",
			"n", "pending", "as_of"
		split("2 20 20 20 20 20", n, " ")
		for (m = 1; m <= 6; m++)
			for (u = 0; u < 3; u++)
				print "count", substr("TAB", u + 1, 1), "2010-0" m,
					x = u ? u == 1 ? 30 : n[m] : 30 + n[m],
					"", x, 0, "2010-06-30" }' >o.tsv
	mkdir -p run
	cp -r book run/book
	jq '.suppress = 5' book/book.json >run/book/book.json
	bif-judge -b book --as-of 2010-06-30 -o run/verdicts.tsv o.tsv
	local unit
	for unit in T A B; do
		bif-render -b book -r unit -u $unit -f html --observations o.tsv \
			--suppress 5 run/verdicts.tsv >run/$unit.html
		grep -q 'January 2010</th><td class="n">not shown<' run/$unit.html
		grep -q 'February 2010</th><td class="n">[0-9]' run/$unit.html
	done
	expect 0 audit-suppression run
	for unit in T A; do
		bif-render -b book -r unit -u $unit -f html --observations o.tsv \
			run/verdicts.tsv >run/$unit.html
	done
	expect 1 audit-suppression run
	[[ $output == *$'2010-01\tB\trange\tnumerator\t2\tby sums'* ]]
}

@test "three odd worlds: every report is whole, in every format and language" {
	run python3 "$ROOT/tests/lib/reports.py"
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *'reports, 0 wrong' ]]
}

# --- faults ---

@test "verdicts that fit nothing are 65 with file and line" {
	local at=$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv
	sed '3s/BIF/XYZ/' "$at" >v.tsv
	expect_err 65 'v.tsv:3: unit XYZ is not in the book' -- bif-render -b "$SAMPLE_BOOK" v.tsv
	sed '3s/virksomhedsplacering/andet/' "$at" >v.tsv
	expect_err 65 'v.tsv:3: goal andet is not in the book' -- bif-render -b "$SAMPLE_BOOK" v.tsv
	sed -n 1,2p "$at" >twice
	expect_err 65 "verdicts.tsv:2: goal job_efter_henvendelse of unit BIF has a second verdict; the first is in twice:2" -- \
		bif-render -b "$SAMPLE_BOOK" twice "$at"
	head -1 "$at" >none
	expect_err 65 'no verdicts' -- bif-render -b "$SAMPLE_BOOK" none
	expect 0 bif-render -b "$SAMPLE_BOOK" --as-of 2011-01-05 none
	[[ $output == *'Resultatmål 2011. Status pr. 5. januar 2011.'* ]]
	expect_err 65 'no verdicts of that day' -- bif-render -b "$SAMPLE_BOOK" --as-of 2011-01-05 "$at"
	expect_err 65 'choose one day by --as-of' -- bif-render -b "$SAMPLE_BOOK" \
		"$at" "$BATS_FILE_TMPDIR/2010-12-31/verdicts.tsv"
	bif-render -b "$SAMPLE_BOOK" --as-of 2010-12-31 "$at" \
		"$BATS_FILE_TMPDIR/2010-12-31/verdicts.tsv" >picked
	bif-render -b "$SAMPLE_BOOK" "$BATS_FILE_TMPDIR/2010-12-31/verdicts.tsv" | diff picked -
	expect_err 65 'counted as of 2010-12-31, not of 2010-06-30' -- bif-render -b "$SAMPLE_BOOK" -r month \
		--observations "$BATS_FILE_TMPDIR/2010-12-31/observations.tsv" "$at"
}

@test "the command line: 64 says what is wrong" {
	local at=$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv
	expect_err 64 'no book' -- bif-render "$at"
	expect_err 64 'did you mean half-year' -- bif-render -b "$SAMPLE_BOOK" -r halfyear "$at"
	expect_err 64 'did you mean html' -- bif-render -b "$SAMPLE_BOOK" -f htm "$at"
	expect_err 64 'wants -u UNIT' -- bif-render -b "$SAMPLE_BOOK" -r unit "$at"
	expect_err 64 'no such unit' -- bif-render -b "$SAMPLE_BOOK" -r unit -u X "$at"
	expect_err 64 'no such goal' -- bif-render -b "$SAMPLE_BOOK" -r unit -u YS -g X "$at"
	expect_err 64 'draws one goal' -- bif-render -b "$SAMPLE_BOOK" -f svg "$at"
	expect_err 64 'not a number from 40 to 400' -- bif-render -b "$SAMPLE_BOOK" --width 39 "$at"
	expect_err 64 'not da or en' -- bif-render -b "$SAMPLE_BOOK" --lang de "$at"
	expect_err 64 'not auto, always or never' -- bif-render -b "$SAMPLE_BOOK" --color red "$at"
	expect_err 64 'stream' -- bif-render -r rows -f html "$at"
	expect_err 64 'no goals to count' -- bif-render -b "$SAMPLE_BOOK" -r strategy -f prom "$at"
	expect_err 66 'nowhere' -- bif-render -b "$SAMPLE_BOOK" nowhere
	expect_err 66 "$PWD" -- bif-render -b "$SAMPLE_BOOK" "$PWD"
	expect_err 65 'ledger' -- bif-render -b "$SAMPLE_BOOK" --data "$at" "$at"
}

@test "output that cannot be written is 74, in every format" {
	local format
	for format in text markdown html csv tsv jsonl json powerbi datapackage prom; do
		run --separate-stderr bash -c "bif-render -b '$SAMPLE_BOOK' -f $format \
			'$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv' >/dev/full"
		[ "$status" -eq 74 ] || fail "$format: $status"
		run --separate-stderr bash -c "bif-render -b '$SAMPLE_BOOK' -f $format \
			'$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv' >&-"
		[ "$status" -eq 74 ] || fail "$format closed: $status"
	done
}

@test "-o: the old file or the new one" {
	echo old >page
	chmod 644 page
	expect_err 65 'not in the book' -- bash -c "sed 's/\tBIF\t/\tXYZ\t/' \
		'$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv' | bif-render -b '$SAMPLE_BOOK' -o page"
	[ "$(cat page)" = old ]
	render 2010-06-30 board -o page
	grep -q 'Resultatkontrakter' page
	[ "$(find . -name '*page*')" = ./page ]
}

@test "-r rows: streams of several stages as one" {
	table >a <<-'END'
	source | file | data_rows | facts | skipped | rejected | detail
	s | b.csv | 10 | 0 | 0 | 2 | 
	s | a.csv | 5 | 0 | 0 | 0 | 
	s | * | 15 | 0 | 0 | 2 | 
	END
	table >b <<-'END'
	source | file | data_rows | facts | skipped | rejected | detail
	s | b.csv | 0 | 7 | 1 | 0 | duplicate:1
	s | a.csv | 0 | 4 | 1 | 0 | duplicate:1
	s | * | 0 | 11 | 2 | 0 | call:11
	END
	expect 0 bif-render -r rows a b
	printf '%s\n' "$output" >merged
	table <<-'END' | diff merged -
	source | file | data_rows | facts | skipped | rejected | detail
	s | a.csv | 5 | 4 | 1 | 0 | duplicate:1
	s | b.csv | 10 | 7 | 1 | 2 | duplicate:1
	s | * | 15 | 11 | 2 | 2 | call:11
	END
	bif-render -r rows -O jsonl b a | jq -e 'select(.file == "*") | .facts == "11"'
}

@test "the run is in the ledger" {
	render 2010-06-30 board --ledger l.tsv >/dev/null
	awk -F'\t' 'NR == 2 && $1 == "bif-render" && $3 ~ /verdicts.tsv$/ && $4 == 176 && $13 == 0 { ok = 1 }
		END { exit !ok }' l.tsv
}

@test "a year without targets yet: no empty table, no signs of nothing" {
	head -n 1 "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv" >none.tsv
	for format in text markdown html; do
		expect 0 bif-render -b "$SAMPLE_BOOK" --as-of 2011-01-05 -f "$format" none.tsv
		has "$output" 'Ingen resultatmål er opgjort for enhederne.'
		lacks "$output" 'Tegn:'
		lacks "$output" 'Antal mål pr. enhed'
		lacks "$output" '<table'
	done
}

@test "csv and xlsx: every word is one of people's, in Danish and English" {
	render 2010-12-31 board -f csv >r.csv
	run grep -oE '(^|;)(of_target|of_change|points|at_least|at_most|rolling_12|mean_of_months|accrual|year_end|better|worse|standard-band|percent|persons|cases)[; ]' r.csv
	[ "$status" -eq 1 ] || fail "$output"
	grep -q ';højst;' r.csv
	grep -q ';dårligere;' r.csv
	grep -q ';jævnt over året: opfyldt' r.csv
	grep -q ';bedre;' r.csv
	run grep -E '(days|months|linear|seasonal|ratio|mean):|[.][.](met|near|off)' r.csv
	[ "$status" -eq 1 ] || fail "$output"
	grep -q ';standardbånd, målniveau justeret;' r.csv || grep -q ';standardbånd, ' r.csv
	render 2010-12-31 board -f csv --lang en >r.csv
	grep -q ';at most;' r.csv
	# Programs get the words of the streams.
	render 2010-12-31 board -f tsv >r.tsv
	grep -q "$(printf '\tat_most\t')" r.tsv
	render 2010-12-31 board -f xlsx -o r.xlsx 2>said || { grep -q libxlsxwriter said && return; }
	python3 -c 'import sys, zipfile; print(zipfile.ZipFile("r.xlsx").read("xl/sharedStrings.xml").decode())' >strings
	grep -q '>dårligere<' strings
	run ! grep -qE '>(at_most|worse|of_change)<' strings
}

# --- what the sample job has not got ---

# odd: a book of tests/cases/render, six months of it, and its verdicts: goals
# within a range, of a change, without titles, units and comments of all kinds.
odd() {
	cp -R "$ROOT/tests/cases/render" book
	chmod -R u+w book
	awk 'BEGIN { OFS = "\t"
		print "measure", "unit", "month", "numerator", "denominator",
			"n", "pending", "as_of"
		for (m = 1; m <= 6; m++) {
			month = sprintf("2010-%02d", m); day = "2010-06-30"
			print "share", "A", month, m + 1, 10, 10, 0, day
			print "share", "B", month, 1, 10, 10, 0, day
			print "count", "A", month, 1, "", 1, 0, day
			print "count", "B", month, 7, "", 7, 0, day
			print "amount", "A", month, 16.5, "", 1, 0, day
		} }' >o.tsv
	bif-judge -b book --as-of 2010-06-30 -o v.tsv o.tsv
}

# changed UNIT GOAL COLUMN=VALUE...: cells of v.tsv as another program might
# write them.
changed() {
	awk -F '\t' -v OFS='\t' -v unit="$1" -v goal="$2" -v pairs="${*:3}" '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		$at["unit"] == unit && $at["goal"] == goal {
			n = split(pairs, pair, " ")
			for (i = 1; i <= n; i++) {
				split(pair[i], two, "=")
				$at[two[1]] = two[2] } }
		{ print }' v.tsv >v.new
	! cmp -s v.tsv v.new || fail "$* changes nothing"
	mv v.new v.tsv
}

@test "each kind of goal tells its distance in words of its own" {
	odd
	# Six months alone say nothing of how the year ends.
	changed A range2 projected=7 outlook=off
	changed A drop projected=98 outlook=off
	bif-render -b book -r unit -u A --observations o.tsv v.tsv |
		sed -n '/^Goals$/,/^How/p' >said
	cat >want <<-'END'
	Goals
	Goal         Target 2010    Expected   Result  Status          Other units
	                                  at
	                          2010-06-30
	──────────────────────────────────────────────────────────────────────────
	Share of it        55.0%       55.0%    45.0%  ✗ some way off         10.0
	  That is 10.0 percentage points below what was expected (up to 2 percentage
	  points counts as nearly met). The goal will be met if the result for the rest
	  of the year is at least 65.0%.
	range              10–20          10        6  ✗ some way off           42
	  That is 4 below what was expected (up to 1 counts as nearly met).
	Område       10–20 cases     8 cases  6 cases  ✗ some way off
	  That is 20% below what was expected (up to 10% counts as nearly met). If the
	  year goes on like this, the result will be 7 cases, and the goal will be some
	  way off.
	Fald              90 kWh      95 kWh   99 kWh  ✗ some way off
	  That is 4 kWh above what was expected (up to 1 kWh counts as nearly met). If
	  the year goes on like this, the result will be 98 kWh, and the goal will be
	  some way off.
	Skred             90 kWh      90 kWh   99 kWh  ≈ nearly met
	  That is 10% above what was expected (up to 10% counts as nearly met).

	The unit's comments
	-------------------

	- range: We will do more.
	- Fald: Only effort.

	How the results are reckoned
	END
	same said want
}

@test "cells that another program left out are no figures" {
	odd
	changed A range upper=
	changed A range2 value= projected=12 outlook=
	changed A slide target= value=
	changed A drop baseline=
	changed B range status=met value=15
	bif-render -b book -r unit -u A --observations o.tsv v.tsv >page
	grep -qE '^range +10 +10 +6  ✗' page
	grep -qE '^Område +10–20 cases +8 cases +not shown +✗' page
	grep -qE '^Skred +90 kWh +not shown +≈' page
	lacks "$(flat <page)" 'the result will be 12'
	bif-render -b book -r unit -u B --observations o.tsv v.tsv >page
	grep -qE '^range +10–20 +10–20 +15  ✓ met' page
	# Drawings as well: no edge of near without a baseline, none within.
	for goal in rate range range2 drop; do
		expect 0 bif-render -b book -r unit -u A -g "$goal" -f svg \
			--observations o.tsv v.tsv
		has "$output" '<svg'
	done
	expect_err 65 'there is nothing to draw: the goal has neither target nor result' -- \
		bif-render -b book -r unit -u P -g range -f svg v.tsv
	expect_err 65 'there is nothing to draw' -- \
		bif-render -b book -r unit -u A -g slide -f svg v.tsv
}

@test "adjustments: withdrawn, proposed, and by nobody in particular" {
	odd
	bif-render -b book -r adjustments v.tsv >page
	grep -qE '^Share of it +50.0% +55.0% +45.0% ' page
	grep -qx '  Decided 20 March 2010.' page
	grep -qE '^Fald +90 kWh +withdrawn +\? no data +– withdrawn' page
	# Those of this status alone; one has no words to it.
	sed -n '/^Proposed/,$p' page >said
	printf '%s\n' 'Proposed adjustments' -------------------- '' \
		'- Alpha, Share of it' '- Alpha, range: We will do more.' '' \
		'Efforts instead of an adjustment' -------------------------------- '' \
		'- Alpha, range: We will do more.' '- Alpha, Fald: Only effort.' >want
	same said want
	sed -i 's/,2010-03-20,,$/,2010-03-20,the board,More came./' \
		book/targets.csv
	bif-render -b book -r adjustments v.tsv >page
	grep -qx '  Decided 20 March 2010 by the board. More came.' page
}

@test "what is withdrawn or not due is told once for all units" {
	odd
	changed T range status=no_data value= due=
	changed B drop status=not_due due=
	changed A drop status=not_due due=2010-12-31
	flat=$(bif-render -b book -r half-year --observations o.tsv v.tsv | flat)
	has "$flat" '- range (Top): No data have come in to judge the goal by.'
	has "$flat" '- Fald (Alpha): Will be judged as of 31 December 2010.'
	has "$flat" '- Fald (Beta): Will be judged later.'
}

@test "a what-if says of every page that it is none of a status" {
	odd
	local report
	for report in board half-year full-year month contracts adjustments \
		'unit -u A' 'goal -g range'; do
		# shellcheck disable=SC2086
		flat=$(bif-render -b book -r $report --observations o.tsv v.tsv | flat)
		[[ $flat != *'a target that nobody has decided'* ]] ||
			fail "$report: nothing is hypothetical"
	done
	changed A range flags=hypothetical
	for report in board half-year full-year month contracts adjustments \
		'unit -u A' 'goal -g range'; do
		# shellcheck disable=SC2086
		flat=$(bif-render -b book -r $report --observations o.tsv v.tsv | flat)
		has "$flat" 'Hypothetical: one of the goals is judged by a target that nobody has decided.'
	done
	flat=$(bif-render -b book -r unit -u A v.tsv | flat)
	has "$flat" 'Hypothetical: nobody has decided this target.'
}

@test "a book that marks no goal as central or monthly" {
	odd
	sed -i -E 's/(yes)?,(yes)?$/,/' book/goals.csv
	flat=$(bif-render -b book -r month --observations o.tsv v.tsv | flat)
	has "$flat" 'No goal is followed month by month.'
	bif-render -b book -r half-year v.tsv >page
	sed -n '/The most central goals/,/Goals that/p' page >central
	grep -q '^Share of it' central
	grep -q '^range ' central
	# Central ones that the top has not got.
	sed -i -E '/^(slide|drop)/s/,(yes)?,?$/,yes,/' book/goals.csv
	# They are told of the units that have them.
	bif-render -b book -r half-year v.tsv >page
	sed -n '/The most central goals/,/Goals that/p' page >central
	grep -qE '^Skred +90 kWh +90 kWh +99 kWh +' central
	flat=$(bif-render -b book -r unit -u P v.tsv | flat)
	has "$flat" 'No goals are judged at Part. None of the goals belongs here.'
}

@test "a unit of value in Danish or as a sign is shown as the language has it" {
	odd
	local word
	for word in procent pct. pct percent % 'per cent'; do
		sed -i "s/,2,1,[^,]*,/,2,1,$word,/" book/goals.csv
		bif-render -b book -r contracts v.tsv >page
		grep -qE '^Share of it +55.0% +2' page
		bif-render -b book --lang da -r contracts v.tsv >page
		grep -qE '^Andel +55,0 pct. +2' page
	done
}

@test "csv: what a spreadsheet would calculate is guarded, blanks stay" {
	odd
	sed -i -e 's/,Andel,Share of it,/,Andel,＝1+1,/' \
		-e 's/^range2,Område,/range2, blank ,/' \
		-e 's/^drop,Fald,/drop,"5;6",/' book/goals.csv
	bif-render -b book -r board -f csv v.tsv >r.csv
	grep -qF ";\"'＝1+1\";" r.csv
	grep -qF ';"5;6";' r.csv
}

@test "-r rows: what all stages refused together, against the book" {
	mkdir -p book/sources
	echo '{"name": "small"}' >book/book.json
	printf '%s\n' '{' '"source": "s", "match": "*", "export": {} }' \
		>book/sources/s.json
	table >a <<-'END'
	source | file | data_rows | facts | skipped | rejected | detail
	s | b.csv | 10 | 0 | 0 | 2 | 
	s | * | 10 | 0 | 0 | 2 | 
	END
	expect_err 65 '2 of 10 rows rejected by all stages together, more than source s tolerates (book/sources/s.json:1: "tolerate": "0")' -- \
		bif-render -b book -r rows a
	sed -i 's/"export"/"tolerate": "10%", "export"/' book/sources/s.json
	expect_err 65 '(book/sources/s.json:2: "tolerate": "10%")' -- \
		bif-render -b book -r rows a
	sed -i 's/10%/20%/' book/sources/s.json
	expect 0 bif-render -b book -r rows a
	echo '{' >book/sources/s.json
	expect_err 78 'book/sources/s.json:2: not JSON' -- \
		bif-render -b book -r rows a
	expect_err 66 'absent: there is no such book' -- \
		bif-render -b absent -r rows a
}

@test "a terminal without a width, or of hardly any, has the usual one" {
	script -qec true /dev/null </dev/null >/dev/null 2>&1 ||
		skip 'no script(1), or no pseudo-terminal, here'
	odd
	local cols
	bif-render -b book v.tsv >plain
	for cols in 0 5; do
		TERM=dumb script -qec "stty cols $cols; bif-render -b book v.tsv" \
			/dev/null </dev/null | tr -d '\r' >got
		same got plain
	done
}

@test "markdown: what would become a link by itself does not" {
	odd
	sed -i 's,^range2\,Område\,,range2\,w.w www.dr.dk; a@b.dk 12:30 http://x.dk xwww.y ww.z\,,' \
		book/goals.csv
	bif-render -b book -r contracts -f markdown v.tsv >page
	has "$(cat page)" '| w.w www\.dr.dk; a\@b.dk 12:30 http\://x.dk xwww\.y ww.z |'
}

@test "a word of the command line that is not UTF-8 is made so" {
	odd
	local format
	for format in text markdown html; do
		bif-render -b book -r half-year --case $'7\xe6\x01z' \
			-f "$format" v.tsv >page
		grep -q '7??z' page
		iconv -f utf-8 -t utf-16 page >/dev/null
	done
}

# Texts of more than 64 MB are in a file, which is mapped and let go again.
@test "a book of very many verdicts: each row whole, in little memory" {
	skip_sanitized
	local rows=120000 why
	mkdir -p many/sources
	echo '{"name": "Many", "language": "en"}' >many/book.json
	why=$(printf 'as it was told in detail %.0s' {1..30})
	awk -v n=$((rows / 2)) -v why="$why" 'BEGIN {
		print "unit,name,parent,valid_from,valid_to,aliases" >"many/units.csv"
		for (i = n; i; i--) printf "U%d,Unit %d,,2004-01-01,,\n", i, i >"many/units.csv"
		print "year\tunit\tgoal\tas_of\tstatus\tvalue\twhy"
		for (i = 1; i <= n; i++) for (g = 1; g < 3; g++)
			printf "2010\tU%d\tg%d\t2010-09-30\t%s\t%d.%d\t%s\n", i, g, i % 7 ? "met" : "off", i, g, why
	}' >many.tsv
	[ "$(wc -c <many.tsv)" -gt $((64 << 20)) ]
	echo '{"measures": [{"measure": "m", "title": "M", "shown_as": "number", "form": "ratio", "numerator": {"count": "facts", "where": {"event": "e"}}}]}' >many/measures.json
	printf '%s\n' goal,title,title_en,perspective,measure,direction,window,path,scale,band,decimals,unit_of_value,central,monthly,cyclical,owner,data_source \
		g2,B,B,P,m,at_least,year,accrual,of_target,,1,x,yes,yes,no,O,d g1,A,A,P,m,at_least,year,accrual,of_target,,1,x,yes,yes,no,O,d >many/goals.csv
	(ulimit -d 160000 && bif-render -b many -O tsv many.tsv -o out.tsv)
	# the book's order is the other way round
	columns() {
		awk -F'\t' -v want="$2" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(want, w, " "); next }
			{ for (i = 1; i <= n; i++) printf "%s ", $at[w[i]]; print "" }' "$1"
	}
	cmp <(columns many.tsv "unit goal as_of status value why" | tac) <(columns out.tsv "unit goal as_of status value why")
}
