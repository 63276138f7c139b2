#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# explain: a page on a verdict that somebody with a pencil can check. Whether
# its figures close is asked of second-reading/pages.py, which reads the pages
# and nothing else. PAGES=all checks every verdict (10 minutes), and those of
# ../shared/exports where there are such.

load ../lib/bif

PAGES_PY=$ROOT/tests/second-reading/pages.py

# The sample job, which many tests look at and none changes.
setup_file() { sample_once --keep-facts; }

setup() { sample_setup; }

# verdicts RESULT [STEP]: `unit goal` of those that are in the contract; all of
# them, or each goal's at its third unit, or one of STEP.
verdicts() {
	awk -F'\t' -v all="${PAGES:-}" -v step="${2:-0}" '
	NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
	$c["status"] != "not_applicable" && (all == "all" ||
		(step ? n++ % step == 2 : ++seen[$c["goal"]] == 3)) {
			print $c["unit"], $c["goal"]
	}' "$1/verdicts.tsv"
}

# pages RESULT [STEP]: a page for each of verdicts' lines; all must close.
pages() {
	local unit goal n=0
	command -v python3 >/dev/null || skip 'no python3'
	rm -rf pages && mkdir pages
	while read -r unit goal; do
		explain -f tsv "$1" "$unit" "$goal" >"pages/$unit.$goal" ||
			return
		n=$((n + 1))
	done < <(verdicts "$@")
	[ "$n" -gt 0 ]
	expect 0 python3 "$PAGES_PY" pages/*
}

@test "each kind of verdict: rows, months, figure, level and status close" {
	pages "$ONCE"
	[ "${#lines[@]}" -ge 9 ]
}

@test "every verdict of the two public worlds closes (PAGES=all)" {
	[ "${PAGES:-}" = all ] || skip 'asked for by PAGES=all'
	local date world
	for date in 2010-06-30 2010-12-31; do
		world=$ROOT/../shared/exports/$date/exports
		[ -d "$world" ] || skip 'no ../shared/exports here'
		status -b "$SAMPLE_BOOK" --as-of $date --quiet --keep-facts \
			-o all "$world"
		pages all
	done
}

# kinds CALENDAR: a book of every kind of measure by every window and path, with
# each scale and direction, and its exports until May 2010, which may lag.
kinds() {
	mkdir -p book/sources inbox
	jq -n --arg by "$1" '{name: "Kinds", language: "en", calendar: $by}' \
		>book/book.json
	printf '%s\n' unit,name,parent T,Top, A,Aa,T B,Bb,T >book/units.csv
	cat >book/sources/cases.json <<-'EOF'
	{ "source": "cases", "match": "cases*.csv",
	  "delivers": {"lag": "3 months"},
	  "export": {"format": "csv", "header": 1, "columns": {"who": "Who",
	    "what": "What", "day": "Day", "end": "End", "n": "N", "unit": "Unit"}},
	  "facts": {"types": {"who": {"id": "who"}, "unit": {"unit": true},
	      "day": {"date": "yyyy-mm-dd"}, "end": {"date": "yyyy-mm-dd"},
	      "n": {"number": true}},
	    "each": [{"event": {"text": "what"}, "subject": {"id": "who"},
	      "unit": {"unit": "unit"}, "date": {"date": "day"},
	      "until": {"date": "end"}, "amount": {"number": "n"}}]} }
	EOF
	jq -n '
	def part($kind; $event; $more):
		{count: $kind, where: {event: $event}} + $more;
	def measure($name; $as_what; $form; $up; $down):
		{measure: $name, title: $name, shown_as: $as_what, form: $form,
		numerator: $up} + if $down then {denominator: $down} else {} end;
	def cohort($name; $month; $more):
		{measure: $name, title: $name, shown_as: "percent",
		enter: {event: "came"}, month_of: $month} + $more;
	part("facts"; "came"; {}) as $came | part("amount"; "went"; {}) as $paid |
	{measures: [
	measure("facts"; "number"; "ratio"; $came; null),
	measure("subjects"; "number"; "ratio";
		part("subjects"; "came"; {}); null),
	measure("days"; "days"; "ratio"; part("days"; "stayed"; {}); null),
	measure("open"; "number"; "ratio";
		part("open"; "stayed"; {longer_than: 20}); null),
	measure("share"; "percent"; "ratio"; part("facts"; "went"; {}); $came),
	measure("kroner"; "number"; "ratio"; $paid; null),
	measure("each"; "number"; "ratio";
		part("amount"; "came"; {across: "mean"});
		part("facts"; "went"; {across: "mean"})),
	measure("deviation"; "percent"; "deviation"; $paid;
		part("amount"; "came"; {})),
	measure("change"; "percent"; "change"; $paid;
		part("amount"; "came"; {})),
	cohort("entry"; "entry"; {reach: {event: "went"}, within: "40 days"}),
	cohort("maturity"; "maturity"; {reach: {event: "stayed"},
		within: "2 months", "for": "10 days"})
	]}' >book/measures.json
	awk 'BEGIN {
		split("facts subjects days open share kroner each deviation " \
			"change entry maturity", m, " ")
		split("year rolling_12 mean_of_months month latest", w, " ")
		split("level accrual glide seasonal milestones year_end", p, " ")
		split("of_target points of_change", s, " ")
		split("at_least at_most within", d, " ")
		goals = "book/goals.csv"
		targets = "book/targets.csv"
		print "goal,title,perspective,measure,direction,window,path," \
			"scale,band,decimals,data_source" >goals
		print "year,unit,goal,due,target,upper,baseline,decided" >targets
		for (i = 1; i in m; i++) for (j = 1; j in w; j++)
			for (k = 1; k in p; k++) {
				n++
				goal = m[i] "." w[j] "." p[k]
				print goal "," goal ",P," m[i] "," d[n % 3 + 1] \
					"," w[j] "," p[k] "," \
					s[int(n / 2) % 3 + 1] ",5," n % 3 \
					",cases" >goals
				unit = n % 2 ? "T" : n % 4 ? "A" : "B"
				top = n % 3 == 2
				print "2010," unit "," goal ",2010-12-31," \
					20 + n % 31 + .5 * (n % 2) "," \
					(top ? 60 + n % 37 : "") "," \
					30.25 + n % 7 ",2010-01-05" >targets
				if (p[k] == "milestones")
					print "2010," unit "," goal \
						",2010-03-31," 10 + n % 9 "," \
						(top ? 30 : "") \
						",,2010-01-05" >targets
			}
		print "Who,What,Day,End,N,Unit"
		for (y = 2008; y <= 2010; y++)
			for (i = 1; i <= (y == 2010 ? 5 : 12); i++)
				for (q = 1; q <= 14; q++)
					case_of(y, i, q)
	}
	# Somebody comes, and mostly goes again or stays until a day.
	function case_of(y, i, q,    second, day, who, u) {
		second = q % 3 ? "went" : "stayed"
		day = (q * 5 + i * 3 + y) % 27 + 1
		who = y "-" i "-" q % 11
		u = q % 2 ? "A" : "B"
		printf "%s,came,%d-%02d-%02d,,%d.%d,%s\n", who, y, i, day, \
			q + i, q % 4, u
		if ((q + i + y) % 5)
			printf "%s,%s,%d-%02d-%02d,%s,%d,%s\n", who, second, \
				y, i, day + 1, second == "went" ? "" : \
				sprintf("%d-%02d-%02d", y + (i == 12), \
				i % 12 + 1, q + 9), q % 5 + y % 3, u
	}' >inbox/cases.csv
}

@test "every measure by each window and path closes, by month and by day" {
	local by date
	for by in month:2010-06-30 day:2010-05-17; do
		date=${by#*:}
		rm -rf book inbox
		kinds "${by%:*}"
		status -b book --as-of "$date" --no-lint --quiet --keep-facts \
			-o out inbox
		[ "$(cut -f 8 out/verdicts.tsv | grep -cE '^(met|near|off)$')" \
			-gt 250 ]
		pages out 23
	done
}

@test "a source that was not counted adds no rows" {
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet -o out \
		--only opera-henvendelse "$SAMPLE_EXPORTS"
	explain -f tsv out JCN job_efter_henvendelse >page
	grep -q '^deliveries	.*	failed	0	workbase-tilbud	' page
	grep -q '^rows	.*	entered	1	henvendelser_2010.csv:' page
	run ! grep -q '^rows	.*workbase_tilbud' page
	command -v python3 >/dev/null || skip 'no python3'
	expect 0 python3 "$PAGES_PY" page
}

@test "a page whose row was changed is found out" {
	command -v python3 >/dev/null || skip 'no python3'
	explain -f tsv "$ONCE" JCN telefon_besvarelse >page
	expect 0 python3 "$PAGES_PY" page
	awk -F'\t' -v OFS='\t' '$1 == "rows" && !done { $4 += 1; done = 1 }
		{ print }' page >rows
	expect 1 python3 "$PAGES_PY" rows
	sed 's/^\(figure\t\tstatus\t\)[a-z]*/\1off/' page >status
	expect 1 python3 "$PAGES_PY" status
	[[ $output == *'the status is met, not off'* ]]
}

@test "the same page from kept facts and from the exports" {
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet -o bare \
		"$SAMPLE_EXPORTS"
	local verdict
	for verdict in 'JCN job_efter_henvendelse' 'JCN elforbrug' \
		'BIF sygefravaer'; do
		# shellcheck disable=SC2086
		explain -f tsv bare $verdict >bare.page
		# shellcheck disable=SC2086
		explain -f tsv "$ONCE" $verdict >kept.page
		same kept.page bare.page
	done
	# Without the exports the facts alone close.
	cp -rL "$ONCE" moved
	sed -i 's|"inbox": "[^"]*"|"inbox": "/nowhere"|' moved/run.json
	explain -f tsv moved JCN telefon_besvarelse >page
	expect 0 python3 "$PAGES_PY" page
	expect_err 66 'where are the exports?' -- explain bare JCN \
		elforbrug /nowhere
}

@test "exports or kept facts that are not those of the record are 65" {
	cp -r "$SAMPLE_EXPORTS" inbox
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet --keep-facts \
		-o out inbox
	echo >>inbox/telefoni_2010.csv
	expect_err 65 'telefoni_2010.csv: is not what it was' -- \
		explain out JCN telefon_besvarelse
	expect 0 explain -f tsv out JCN elforbrug
	rm inbox/elforbrug_2009.txt
	expect_err 65 'elforbrug_2009.txt: is gone' -- explain out JCN elforbrug
	sed -i '3s/complaint/complaints/' out/facts/klager.tsv
	expect_err 65 'klager.tsv: is not what it was' -- \
		explain out JCN formalitetsklager
}

@test "a result whose book or streams were changed is not spoken of: 65" {
	local file
	for file in verdicts.tsv observations.tsv deliveries.tsv rejects.tsv \
		book/targets.csv book/sources/telefoni.json; do
		rm -rf out
		cp -rL "$ONCE" out
		echo >>"out/$file"
		expect_err 65 "out/$file: is not what it was" -- \
			explain out JCN telefon_besvarelse
	done
	expect_err 65 'out/book/sources/telefoni.json: is not what it was' -- \
		compare "$ONCE" out
	rm out/rows.tsv
	expect_err 65 'out/rows.tsv: is gone' -- compare out "$ONCE"
}

@test "a month of a wide row, a workbook's cell, a number in JSON" {
	expect 0 explain -f tsv "$ONCE" JCN elforbrug
	grep -q '^rows	2010-03	numerator	6732.3	elforbrug_2010.txt:6	.*month=mar-10, kwh=6.732,3$' \
		<<<"$output"
	cp -r "$SAMPLE_EXPORTS" inbox
	rm inbox/elforbrug_2010.txt
	cp "$ROOT/samples/variants/elforbrug_2010.xlsx" inbox
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet -o out inbox
	expect 0 explain -f tsv out JCN elforbrug
	grep -q '^rows	2010-03	numerator	6732.3	elforbrug_2010.xlsx!El 2010!F6	' \
		<<<"$output"
	expect 0 explain -f tsv out JCN praktik_start
	grep -q '^rejected	.*jobindsats_aktivering.json#417	' <<<"$output"
}

@test "figures by hand, also beside counted ones, say who and why" {
	cp -r "$SAMPLE_BOOK" book
	jq '.measures += [{"measure": "ill_mus", "title": "MUS",
		"shown_as": "percent", "form": "ratio",
		"numerator": {"count": "amount"},
		"denominator": {"count": "amount"}}]' \
		"$SAMPLE_BOOK/measures.json" >book/measures.json
	echo '2010;JCN;mus_afholdt;2010-12-31;90;;;;;2010-01-20;D;' \
		>>book/targets.csv
	cat >book/observations.csv <<-'EOF'
	measure;unit;month;numerator;denominator;by;reason
	ill_mus;JCN;2010-03;40;50;HR;first count
	ill_mus;JCN;2010-03;41,5;50;HR;counted again
	no_show;JCN;2010-02;2;10;Leder;on paper
	EOF
	status -b book --as-of 2010-06-30 --quiet -o out "$SAMPLE_EXPORTS"
	local goal
	for goal in mus_afholdt udeblivelser; do
		explain --lang en -f tsv out JCN $goal >$goal
	done
	grep -q '^rows	2010-03	numerator	41.5	book/observations.csv:3	JCN, HR, counted again$' mus_afholdt
	run ! grep 'first count' mus_afholdt
	grep -q 'The figures were reported by hand' mus_afholdt
	grep -q 'Some of the figures were reported by hand' udeblivelser
	command -v python3 >/dev/null || skip 'no python3'
	expect 0 python3 "$PAGES_PY" mus_afholdt udeblivelser
}

@test "no such goal or unit is 64; not in the contract, too small: a sentence" {
	expect_err 64 'XX: no such unit in the book: it has ' ' JCN ' 'try --help' -- \
		explain "$ONCE" XX job_efter_henvendelse
	expect_err 64 'nothing: no such goal in the book: it has ' ' trivsel_spm10' 'try --help' -- \
		explain "$ONCE" JCN nothing
	expect 0 explain --lang en "$ONCE" JSV telefon_besvarelse
	[[ $output == *"The goal is not in the unit's contract."* ]]
	cp -r "$SAMPLE_BOOK" book
	jq '.suppress = 1000' "$SAMPLE_BOOK/book.json" >book/book.json
	status -b book --as-of 2010-06-30 --quiet -o out "$SAMPLE_EXPORTS"
	expect 0 explain --lang en out JCN job_efter_henvendelse
	[[ $output == *'too small to be shown'* ]]
	run ! grep -q 'henvendelser_2010.csv' <<<"$output"
	expect 0 explain --raw -o page out JCN job_efter_henvendelse
	[ "$(stat -c %a page)" = 600 ]
	grep -q 'henvendelser_2010.csv' page
}

@test "who may not read the rejected rows is told that they are not shown" {
	local able=()
	# Root reads all but what it gives up the right to.
	[ "$(id -u)" -ne 0 ] || able=(setpriv '--bounding-set=-dac_override,-dac_read_search')
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet -o out "$SAMPLE_EXPORTS"
	expect 0 explain --lang en out JCSYG formalitetsklager "$SAMPLE_EXPORTS"
	grep -A 1 'Rejected rows' <<<"$output" | grep -q 'klager.csv:'
	chmod 000 out/rejects.tsv
	expect_err 0 'rejects.tsv: not readable here: rows that were rejected or skipped are not shown' -- \
		"${able[@]}" explain --lang en out JCSYG formalitetsklager "$SAMPLE_EXPORTS"
	run ! grep -A 1 'Rejected rows' <<<"$output"
}

# A source whose rows name people in every way.
people() {
	small_book
	mkdir inbox
	cat >book/sources/visits.json <<-'EOF'
	{ "source": "visits", "match": "visits*.csv", "tolerate": "50%",
	  "export": { "format": "csv", "delimiter": ";", "header": 1,
	    "columns": {"cpr": "CPR", "staff": "Medarb", "name": "Navn",
	      "note": "Note", "ours": "Sagsbehandler", "day": "Dag",
	      "what": "Hvad", "centre": "Enhed"} },
	  "facts": { "types": {"cpr": {"cpr": true}, "staff": {"id": "staff"},
	      "day": {"date": "yyyy-mm-dd"}, "centre": {"unit": true}},
	    "key": ["cpr", "day"],
	    "each": [ {"event": "visit", "unit": {"unit": "centre"},
	      "date": {"date": "day"}, "subject": {"cpr": "cpr"},
	      "outcome": [{"when": {"note": {"matches": "syg"}}, "is": "ill"},
	        {"when": {"what": "kort"}, "is": "short"}, {"is": "long"}]} ] } }
	EOF
	cat >book/measures.json <<-'EOF'
	{"measures": [{"measure": "visits", "title": "Visits",
	  "shown_as": "number", "form": "ratio",
	  "numerator": {"count": "facts", "where": {"event": "visit"}}}]}
	EOF
	printf 'unit,name,parent\nA,Aa,\n' >book/units.csv
	printf 'goal,title,measure,direction,window,path,scale,perspective\n%s\n' \
		'g,Visits,visits,at_least,year,level,of_target,P' >book/goals.csv
	printf 'year,unit,goal,due,target,decided\n%s\n' \
		'2010,A,g,2010-12-31,5,2010-01-02' >book/targets.csv
	cat >inbox/visits.csv <<-'EOF'
	CPR;Medarb;Navn;Note;Sagsbehandler;Dag;Hvad;Enhed
	0101701239;K-77;Karen Jensen;syg, ring 12 34 56 78 90;Ole Bo;2010-01-04;kort;A
	0202702348;K-78;Hans Holm;rask;Ole Bo;2010-02-04;0101701239 igen;A
	0303703457;K-79;Lis Lund;syg;Ole Bo;not a day;kort;A
	0404704566;K-80;Bo Berg;syg;Ole Bo;2010-03-01;kort;A;more of Bo Berg
	EOF
}

@test "people: names, remarks, personnel numbers and the numbers in a text" {
	people
	status --as-of 2010-06-30 --no-lint --quiet -o out inbox || [ $? -eq 65 ]
	local format
	for format in text tsv html; do
		expect 0 explain -f $format out A g
		[[ $output == *'visits.csv:2'* && $output == *'what=kort'* ]]
		[[ $output == *'what=*** igen'* && $output == *'note=***'* ]]
		[[ $output == *'cpr=***'* && $output == *'not a day'* ]]
		[[ $output == *'visits.csv:5'* ]]
		run ! grep -Eq 'Karen|Hans|Lis|Berg|Ole|K-7|syg|rask|01017|34 56' \
			<<<"$output"
	done
	run --separate-stderr explain --raw -f html -o page out A g
	[ "$status" -eq 64 ]
	run --separate-stderr explain --raw out A g
	[ "$status" -eq 64 ]
	expect 0 explain --raw -o page out A g
	grep -q 'Karen' page
	[ "$(stat -c %a page)" = 600 ]
}

@test "a sample is the same for a seed, another for another, and no row twice" {
	local seed
	for seed in 1 1 7; do
		expect 0 explain --sample 25 --seed $seed -f tsv "$ONCE" BIF \
			virksomhedsplacering
		grep '^rows	' <<<"$output" | cut -f 3,5 >sample.$seed
		[ "$(sort -u sample.$seed | wc -l)" -eq 25 ]
		[ ! -e before.$seed ] || same sample.$seed before.$seed
		cp sample.$seed before.$seed
	done
	run ! cmp -s sample.1 sample.7
}

@test "skipped rows that would have counted stand apart, with their text" {
	expect 0 explain -f tsv "$ONCE" JCN praktik_start
	grep -q '^skipped	2010-0.	numerator	1	workbase_tilbud.txt:' \
		<<<"$output"
	grep -q '^skipped		in_all	' <<<"$output"
}

@test "text, TSV and HTML; escapes; what a terminal obeys" {
	expect 0 explain -f html --lang da "$ONCE" JCN telefon_besvarelse
	[[ $output == '<!DOCTYPE html><html lang="da">'*'</html>' ]]
	[ "$(grep -o '<table>' <<<"$output" | wc -l)" -eq \
		"$(grep -o '</table>' <<<"$output" | wc -l)" ]
	expect 0 explain -f tsv "$ONCE" JCN telefon_besvarelse
	[ "$(awk -F'\t' '{ print NF }' <<<"$output" | sort -u)" = 6 ]
	expect 0 explain --lang en "$ONCE" JCN telefon_besvarelse
	[[ $output == *'The target and its history'*'Month by month'* ]]
	[ "$(wc -L <<<"$output")" -le 80 ]
}
