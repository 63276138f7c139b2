#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# What the programs and pipelines say: to people, that one can mend it; to
# programs, as objects with a code; and of themselves, with --help.

load ../lib/bif

PROGRAMS='bif-extract bif-normalize bif-aggregate bif-judge bif-render bif-lint'

pipelines() {
	(cd "$ROOT/pipelines" && find . -type f -perm -u+x -printf '%f\n' | sort)
}

@test "each --help has options, statuses, an example and where to read on" {
	local name
	for name in $PROGRAMS $(pipelines); do
		expect 0 "$name" --help
		for text in 'Exit status:' 'MANUAL.md, ' '-h, --help' \
			'-V, --version'; do
			[[ $output == *"$text"* ]] || fail "$name lacks $text"
		done
		grep -qE "^  (.* )?$name( |\$)" <<<"$output" ||
			fail "$name has no example"
		run ! grep -nE '^.{81}' <<<"$output"
		"$name" -h >short
		"$name" --help | diff - short
		expect 0 "$name" -V
		[[ $output == "$name 0.2.0"* ]] || fail "$name: $output"
	done
}

# Where --help sends its reader, the section or chapter speaks of the pipeline.
@test "the place in the manual that --help of a pipeline names is its own" {
	local name place
	for name in $(pipelines); do
		place=$("$name" --help | sed -nE \
			's/.*MANUAL.md, (section|chapter) ([0-9.]*[0-9]), says more.*/\2/p')
		[ -n "$place" ] || fail "$name: names no section"
		awk -v place="$place" '/^```/ { code = !code }
			/^##/ && !code { inside = index($2 ".", place ".") == 1 }
			inside' "$ROOT/MANUAL.md" | grep -qE "(^|[^a-z-])$name([^a-z-]|\$)" ||
			fail "$name: section $place does not speak of it"
	done
}

# Each code of the sources stands in the manual's list, and no other.
@test "each code that a message can have is in the manual, and only those" {
	python3 "$ROOT/tests/lib/codes.py" | LC_ALL=C sort >have
	sed -n '/^### 12.2 /,/^## /s/^- `\([a-z0-9_-]*\)`.*/\1/p' \
		"$ROOT/MANUAL.md" | LC_ALL=C sort >listed
	[ "$(wc -l <have)" -gt 50 ]
	diff have listed
}

@test "--messages jsonl: each message is an object with a code" {
	make_book
	printf '%s\n' '31-02-2010;Nyropsgade;"5";1' '01-02-2010;Nyropsgade;5' \
		'01-02-2010;Ny "gade;	5;1' '02-02-2010;0101700123;5;1' \
		>>in/opkald_2010.csv
	{
		bif-extract --messages jsonl -b b -s calls in/opkald_2010.csv |
			BIF_MESSAGES=jsonl bif-normalize -b b -s calls
	} 2>said >/dev/null || true
	jq -es 'length > 3 and all(keys == ["code","column","file","line",
		"message","more","name","program","status","value"])' said
	jq -es 'any(.program == "bif-normalize" and .code == "bad_date" and
		.file == "in/opkald_2010.csv" and .line == 6 and
		.name == "Dato" and .value == "31-02-2010")' said
	jq -es 'any(.program == "bif-extract" and .code == "field_count" and
		.line == 7 and .column > 0)' said
	# Nothing that could be a person's number leaves by this door, either.
	run ! grep -q 0101700123 said
	bif-judge --nothing --messages=jsonl 2>said || true
	jq -es '.[0].code == "usage" and .[0].status == 64' said
	status -b b --as-of 2010-02-28 --messages jsonl -o out in 2>said || true
	jq -es 'length > 0' said
	jq -es 'any(.program == "status")' said
	nightly --messages jsonl nowhere 2>said || true
	jq -es '.[0].code == "no_input" and .[0].status == 66 and
		.[0].file == "nowhere" and .[0].message == "no such file"' said
	echo 'book: b' >conf
	nightly --messages jsonl conf 2>said || true
	jq -es '.[0].file == "conf" and .[0].line == 1' said
	for file in nowhere.csv b; do
		bif-extract --messages jsonl "$file" 2>said || true
		jq -es --arg file "$file" '.[0].file == $file and .[0].line == null' said
	done
	bif-judge --messages jsonl -b nowhere --as-of 2010-02-28 2>said || true
	jq -es '.[0].file == "nowhere" and .[0].code == "no_input"' said
	expect_err 64 'not text or jsonl' -- bif-lint --messages xml
	# A hundred of a kind: twenty, and how many more.
	make_book
	yes '31-02-2010;Nyropsgade;5;1' | head -n 100 >>in/opkald_2010.csv
	bif-extract -b b -s calls in/opkald_2010.csv |
		bif-normalize --messages jsonl -b b -s calls 2>said || true
	jq -es '(map(select(.code == "bad_date")) | length) == 21 and
		any(.more == 80)' said
	# A line that is too long for one write is cut, and an object still.
	expect 64 bif-judge --messages jsonl \
		"--$(printf 'é"%.0s' {1..3000})" 2>/dev/null || true
	jq -e '.message | length > 200' <<<"$stderr"
	[ "${#stderr}" -lt 4096 ]
}

# A small book and its exports, from which each mistake begins.
make_book() {
	rm -rf b in
	mkdir -p b/sources in
	echo '{ "language": "en" }' >b/book.json
	printf '%s\n' unit,name JCN,Nyropsgade JCM,Musvågevej >b/units.csv
	cat >b/measures.json <<-'END'
		{ "measures": [
		  { "measure": "answered", "shown_as": "percent",
		    "numerator":   {"count": "amount", "where": {"event": "call_answered"}},
		    "denominator": {"count": "amount", "where": {"event": "call_offered"}}
		  } ] }
	END
	cat >b/goals.csv <<-'END'
		goal,title,measure,direction,band,scale,unit_of_value,decimals,owner,data_source
		phone,Calls answered,answered,at_least,2,points,percent,1,Head,calls
	END
	cat >b/targets.csv <<-'END'
		year,unit,goal,due,baseline,target,decided
		2010,JCN,phone,2010-12-31,85,92,2010-01-20
		2010,JCM,phone,2010-12-31,85,92,2010-01-20
	END
	cat >b/sources/calls.json <<-'END'
		{ "source": "calls", "match": "opkald_*.csv",
		  "export": { "format": "csv", "delimiter": ";", "header": 1,
		    "columns": {"dato": "Dato", "enhed": "Enhed",
		      "opkald": "Opkald", "besvaret": "Besvaret"} },
		  "facts": { "key": ["dato", "enhed"],
		    "types": { "dato": {"date": "dd-mm-yyyy"},
		      "enhed": {"unit": true}, "opkald": {"number": true},
		      "besvaret": {"number": true} },
		    "each": [
		      {"event": "call_offered", "unit": {"unit": "enhed"},
		       "date": {"date": "dato"}, "amount": {"number": "opkald"}},
		      {"event": "call_answered", "unit": {"unit": "enhed"},
		       "date": {"date": "dato"}, "amount": {"number": "besvaret"}}
		    ] } }
	END
	printf '%s\n' 'Dato;Enhed;Opkald;Besvaret' \
		'04-01-2010;Nyropsgade;1250;1180' \
		'04-01-2010;Musvågevej;980;890' \
		'01-02-2010;Nyropsgade;1310;1190' \
		'15-02-2010;Musvågevej;1020;915' >in/opkald_2010.csv
	unset BIF_BOOK
}

facts() {
	bif-extract -b b -s calls in/opkald_2010.csv |
		bif-normalize -b b -s calls "$@"
}

judge() {
	bif-judge -b b --as-of 2010-02-28 "${1:-$BATS_FILE_TMPDIR/obs}"
}

run_status() {
	status -b b --as-of 2010-02-28 -o out in
}

put() {
	cat >>in/opkald_2010.csv
}

# Lines of tests/cases/mistakes: what was done, and what is run; then place,
# cause and remedy as they must stand in what is said.
@test "more than a hundred mistakes of a newcomer: place, cause and remedy of each" {
	local what edit command place cause remedy said n=0 wrong=0 line
	make_book
	facts | bif-aggregate -b b --as-of 2010-02-28 -o "$BATS_FILE_TMPDIR/obs"
	OBS=$BATS_FILE_TMPDIR/obs
	while IFS= read -r what && IFS= read -r edit && IFS= read -r command &&
		IFS= read -r place && IFS= read -r cause &&
		IFS= read -r remedy; do
		read -r line || :
		[ -z "$line" ] || fail "after $what: $line"
		n=$((n + 1))
		make_book
		rm -rf out out.runs
		eval "${edit#edit: }"
		said=$(eval "${command#run: }" 2>&1 >/dev/null) || :
		for line in "${place#place: }" "${cause#cause: }" \
			"${remedy#remedy: }"; do
			[[ $said == *"$line"* ]] && continue
			printf '%s: lacks "%s":\n%s\n' "$what" "$line" "$said"
			wrong=$((wrong + 1))
		done
		# What follows from it is not listed line by line.
		[ "$(wc -l <<<"$said")" -le 6 ] || {
			printf '%s: says too much:\n%s\n' "$what" "$said"
			wrong=$((wrong + 1))
		}
	done < <(grep -v '^#' "$ROOT/tests/cases/mistakes")
	[ "$n" -ge 120 ]
	[ "$wrong" -eq 0 ]
}
