#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The record of a run, and what rests on it: verify, compare, explain.

load ../lib/bif

# The sample job, which many tests look at and none changes.
setup_file() { sample_once; }

setup() { sample_setup; }

@test "run.json: each input and output with its hash, and no key" {
	[ "$(jq -r .as_of "$ONCE/run.json")" = 2010-06-30 ]
	[ "$(jq '.inputs | length' "$ONCE/run.json")" -ge 13 ]
	[ "$(jq -r '.outputs[] | select(.name == "verdicts.tsv") | .sha256' \
		"$ONCE/run.json")" = "$(sha256sum <"$ONCE/verdicts.tsv" |
		cut -c 1-64)" ]
	[ "$(jq '.outputs[] | select(.name == "rejects.tsv") | .rows' \
		"$ONCE/run.json")" -eq $(($(wc -l <"$ONCE/rejects.tsv") - 1)) ]
	run ! grep -qaFf "$BIF_KEY" "$ONCE/run.json"
	diff -r "$ONCE/book/codes" "$SAMPLE_BOOK/codes"
}

@test "run.json: large files have the same hash, whoever makes it" {
	local i sum=
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/elforbrug_* inbox
	truncate -s 70M inbox/large.bin
	mkdir broken
	printf '#!/bin/sh\necho half; exit 1\n' >broken/openssl
	chmod +x broken/openssl
	sum=$(sha256sum <inbox/large.bin)
	for i in 1 2; do
		status --quiet -b "$SAMPLE_BOOK" --as-of 2010-06-30 \
			--only elforbrug -o "out$i" inbox 2>/dev/null
		[ "$(jq -r '.inputs[] | select(.name == "large.bin") | .sha256' \
			"out$i/run.json")" = "${sum%% *}" ]
		PATH=$PWD/broken:$PATH
	done
	[ "$(jq -c .inputs out1/run.json)" = "$(jq -c .inputs out2/run.json)" ]
}

@test "run.json: names of any bytes are as jq writes them, and so is all of it" {
	local name names=('-n' '*' 'q"uo\te' 'åben.txt' '日本' $'\x7f' $'tab\t' \
		$'two\nlines' $'latin\xe6' '&')
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/elforbrug_* inbox
	for name in "${names[@]}"; do
		printf '%s' "$name" >"inbox/$name"
	done
	status --quiet -b "$SAMPLE_BOOK" --as-of 2010-06-30 --only elforbrug \
		-o out inbox 2>/dev/null
	jq . out/run.json | cmp - out/run.json
	[ "$(jq -c '[.inputs[].name]' out/run.json)" = "$(cd inbox &&
		jq -cn '$ARGS.positional' --args -- *)" ]
	for name in 日本 '&'; do
		[ "$(jq -r --arg name "$name" '.inputs[] | select(.name == $name) |
			.sha256' out/run.json)" = "$(sha256sum <"inbox/$name" |
			cut -c 1-64)" ]
	done
}

# against_schema SCHEMA FILE: what of FILE the schema does not allow, a line
# each: the words of JSON Schema that run.json's has, and no others.
against_schema() {
	jq -r --slurpfile schema "$1" '
	def named: if type == "number" and . == floor then "integer"
		else type end;
	def check(s; at):
		if s["$ref"] then
			check($schema[0]["$defs"][s["$ref"] | ltrimstr("#/$defs/")]; at)
		else . as $v |
			(s | keys - ["$schema", "title", "type", "required", "const",
				"additionalProperties", "properties", "items",
				"enum", "pattern", "$defs"] | .[] |
				"\(at): the check does not know \(.)"),
			(if s.type and ([s.type] | flatten | index($v | named) == null)
				then "\(at): is \(named)" else empty end),
			(if s.const and s.const != $v then "\(at): is \($v)"
				else empty end),
			(if s.enum and (s.enum | index([$v]) == null)
				then "\(at): is \($v)" else empty end),
			(if s.pattern and ($v | strings | test(s.pattern) | not)
				then "\(at): is \($v)" else empty end),
			($v | arrays | to_entries[] | . as $e | $e.value |
				check(s.items; "\(at)[\($e.key)]")),
			($v | objects | (s.required - keys | .[] |
				"\(at): lacks \(.)"),
				(keys - (s.properties | keys) | .[] |
				"\(at): \(.) is not in the schema"),
				(to_entries[] | . as $e | select(s.properties[$e.key]) |
				$e.value | check(s.properties[$e.key];
					"\(at).\($e.key)")))
		end;
	check($schema[0]; "")' "$2"
}

@test "run.json: the opinion counts each goal that is due once" {
	[ "$(jq '.opinion | .certified + .qualified + .without_basis' \
		"$ONCE/run.json")" -eq "$(awk -F'\t' 'NR > 1 && $8 !~ \
		/not_applicable|not_due|withdrawn/' "$ONCE/verdicts.tsv" | wc -l)" ]
	[ "$(jq '.opinion.reasons | map(.goals) | add // 0' "$ONCE/run.json")" \
		-eq "$(jq .opinion.without_basis "$ONCE/run.json")" ]
	[ "$(jq '.opinion.qualifications[] | select(.why == "within-chance") |
		.goals' "$ONCE/run.json")" -eq "$(cut -f 28 "$ONCE/verdicts.tsv" |
		grep -cw within-chance)" ]
}

@test "run.json is as the schema in MANUAL.md says, and only so" {
	awk '/^\*\*run.json\*\* follows/ { near = 1 }
		near && /^```$/ { exit }
		on { print }
		near && /^```json$/ { on = 1 }' "$ROOT/MANUAL.md" >schema
	[ "$(jq -r .title schema)" = run.json ]
	expect 0 against_schema schema "$ONCE/run.json"
	[ -z "$output" ]
	jq '.more = 1 | .as_of = "today" | del(.book) |
		.outputs[0].rows = 1.5 | .status = 64' "$ONCE/run.json" >bad
	[ "$(against_schema schema bad | wc -l)" -eq 5 ]
}

@test "status: a key inside the book or the inbox is 78, by any name" {
	cp -r "$SAMPLE_BOOK" book
	cp -r "$SAMPLE_EXPORTS" inbox
	make_key inbox/key
	make_key book/key
	make_key outside
	ln -s inbox/key link
	ln -s ../outside inbox/by_link
	local key
	for key in inbox/key book/key link inbox/by_link book/../inbox/key; do
		expect_err 78 'beside what it protects' -- status -b book \
			--as-of 2010-06-30 --key $key -o out inbox
		[ ! -e out.runs ]
	done
}

@test "status --keep-facts: traced facts for their owner, same figures" {
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet --keep-facts \
		-o kept "$SAMPLE_EXPORTS"
	[ "$(stat -c %a kept/facts kept/facts/* | sort -u)" = $'600\n700' ]
	[ "$(stat -c %a kept/ledger.tsv kept/run.json kept/verdicts.tsv |
		sort -u)" = 644 ]
	[ "$(stat -c %a kept/rejects.tsv kept/messages.txt | sort -u)" = 600 ]
	same kept/verdicts.tsv "$ONCE/verdicts.tsv"
	same kept/observations.tsv "$ONCE/observations.tsv"
	[ ! -e "$ONCE/facts" ]
	[ "$(jq -r '.outputs[].name' kept/run.json | grep -c ^facts/)" -eq \
		"$(ls kept/facts | wc -l)" ]
	head -n 1 kept/facts/klager.tsv | grep -q '	at$'
	expect 0 verify kept
	[ "$output" = identical ]
}

@test "verify: identical, and what was tampered with" {
	expect 0 verify "$ONCE"
	[ "$output" = identical ]
	cp -r "$(readlink -f "$ONCE")" copy
	sed -i '2s/near/met/' copy/verdicts.tsv
	run --separate-stderr verify copy
	[ "$status" -eq 65 ]
	[[ $stderr == *'copy/verdicts.tsv: is not what it was'* ]]
	[[ $stderr == *'verdicts.tsv: comes out otherwise:'*'row 2 then:'* ]]
	expect_err 65 'holds no run.json' -- verify .
	expect_err 66 'nowhere: no such folder' -- verify nowhere
}

@test "the same bytes twice are taken once and named" {
	cp -r "$SAMPLE_EXPORTS" inbox
	cp inbox/elforbrug_2010.txt 'inbox/elforbrug_2010 kopi.txt'
	run --separate-stderr status -b "$SAMPLE_BOOK" --as-of 2010-06-30 \
		-o out inbox
	[ "$status" -eq 0 ]
	[[ $stderr == *'the same bytes as elforbrug_2010'*'taken once'* ]]
	same out/verdicts.tsv "$ONCE/verdicts.tsv"
	grep -q 'taken once' out/messages.txt
}

@test "a source that did not come: 65, published, its goals without verdict" {
	cp -r "$SAMPLE_EXPORTS" inbox
	rm inbox/telefoni_*
	run --separate-stderr status -b "$SAMPLE_BOOK" --as-of 2010-06-30 \
		--quiet -o out inbox
	[ "$status" -eq 65 ]
	[[ $stderr == *'status: telefoni: 2010-01 to 2010-06: '* ]]
	[ "$(cut -f 3,8 out/verdicts.tsv | grep -c \
		'^telefon_besvarelse	\(met\|near\|off\)')" -eq 0 ]
	grep -v telefon_besvarelse out/verdicts.tsv | cut -f 2,3,8 >got
	grep -v telefon_besvarelse "$ONCE/verdicts.tsv" | cut -f 2,3,8 |
		diff - got
}

@test "a file of a header alone, one of no bytes and none: each is said" {
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/telefoni_* inbox
	head -n 2 "$SAMPLE_EXPORTS/klager.csv" >inbox/klager.csv
	: >inbox/samtaler_2010-05.csv
	run --separate-stderr status -b "$SAMPLE_BOOK" --as-of 2010-06-30 \
		--only telefoni,klager,opera-samtaler,opus-personale --quiet -o out inbox
	[ "$status" -eq 65 ]
	[[ $stderr == *'status: klager: 2010-01 to 2010-06: '* ]]
	[[ $stderr == *'status: opus-personale: '* ]]
	grep -qx 'status: klager.csv: has no rows: nothing of klager is delivered by it' out/messages.txt
	grep -qx 'status: samtaler_2010-05.csv: is empty: nothing of opera-samtaler is delivered by it' out/messages.txt
	run ! grep -q 'telefoni.*delivered by it' out/messages.txt
}

@test "what a source lacks is told by its months, and by units in the others" {
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/samtaler_* "$SAMPLE_EXPORTS"/telefoni_* inbox
	rm inbox/samtaler_2010-02* inbox/samtaler_2010-04* inbox/samtaler_2010-05*
	sed -i -E '/^2010-(04|06).*Nyropsgade/Id' inbox/telefoni_2010.csv
	run --separate-stderr status -b "$SAMPLE_BOOK" --as-of 2010-06-30 \
		--only opera-samtaler,telefoni --quiet -o out inbox
	[ "$status" -eq 65 ]
	[[ $stderr == *'status: opera-samtaler: 2010-02, 2010-04 to 2010-05: '* ]]
	[[ $stderr == *'status: telefoni: JCN 2010-04, 2010-06: '* ]]
	[[ $stderr != *'JCM 2010'* ]]
}

@test "compare: a target that was edited is the cause, with its line" {
	cp -r "$SAMPLE_BOOK" book
	sed -i 's/^\(2010;JCN;telefon_besvarelse;2010-12-31\);92/\1;95/' \
		book/targets.csv
	status -b book --as-of 2010-06-30 --quiet -o new "$SAMPLE_EXPORTS"
	expect 0 compare -f tsv "$ONCE" new
	[ "${#lines[@]}" -eq 2 ]
	[ "$(cut -f 1-4,11 <<<"${lines[1]}")" = \
		"JCN	telefon_besvarelse	met	off	target" ]
	[[ ${lines[1]} == *'targets.csv:'* ]]
	expect 0 compare --lang en "$ONCE" "$ONCE"
	[[ $output == *'No goal has changed.'* ]]
}

# tampered NAME TEXT COMMANDS: a copy of a result and its inbox, changed by
# COMMANDS, is no more identical, and verify says TEXT.
tampered() {
	rm -rf "tamper" && mkdir tamper && cp -rL "$BATS_FILE_TMPDIR/tiny" \
		tamper/out && cp -r "$BATS_FILE_TMPDIR/tiny.inbox" tamper/inbox &&
		chmod -R u+w tamper || return
	(cd tamper && eval "$3") || return
	run --separate-stderr verify tamper/out tamper/inbox
	[ "$status" -eq 65 ] && [[ $stderr == *"$2"* ]] && [ -z "$output" ] && return
	echo "$1: status $status, wanted: $2"
	echo "$output$stderr" | head -n 8
	return 1
}

# A world of one goal, so that each tampering costs no more than it must.
tiny() {
	cd "$BATS_FILE_TMPDIR" || return
	[ ! -e tiny ] || return 0
	mkdir -p tiny.book/sources tiny.inbox
	echo '{"name": "Tiny", "language": "en"}' >tiny.book/book.json
	printf 'unit,name\nA,Aa\n' >tiny.book/units.csv
	printf 'goal,title,measure,direction,window,path,scale,perspective\n%s\n' \
		'g,Calls,calls,at_least,year,level,of_target,P' >tiny.book/goals.csv
	printf 'year,unit,goal,due,target,decided\n%s\n' \
		2010,A,g,2010-12-31,5,2010-01-02 >tiny.book/targets.csv
	cat >tiny.book/measures.json <<-'EOF'
	{"measures": [{"measure": "calls", "title": "Calls",
	  "shown_as": "number", "form": "ratio",
	  "numerator": {"count": "amount", "where": {"event": "call"}}}]}
	EOF
	cat >tiny.book/sources/calls.json <<-'EOF'
	{ "source": "calls", "match": "calls*.csv", "tolerate": "50%",
	  "export": {"format": "csv", "header": 1,
	    "columns": {"unit": "Unit", "day": "Day", "n": "N"}},
	  "facts": {"types": {"unit": {"unit": true}, "day": {"date": "yyyy-mm-dd"},
	      "n": {"number": true}},
	    "each": [{"event": "call", "unit": {"unit": "unit"},
	      "date": {"date": "day"}, "amount": {"number": "n"}}]} }
	EOF
	printf '%s\n' Unit,Day,N A,2010-01-04,3 A,2010-02-04,4 A,2010-03-04,x \
		A,2010-03-05,2 >tiny.inbox/calls.csv
	command -v ssh-keygen >/dev/null || skip 'no ssh-keygen here'
	ssh-keygen -q -t ed25519 -N '' -C me -f signer
	ssh-keygen -q -t ed25519 -N '' -C other -f stranger
	status -b tiny.book --as-of 2010-06-30 --quiet --no-lint --keep-facts \
		--report month:text --sign signer -o tiny tiny.inbox || [ $? -eq 65 ]
}

# A folder that cannot be read to its end has fewer names, not none, so that what
# reads it goes on as if that were all.
@test "a folder that is not read whole ends what looks through it: 74" {
	tiny
	scratch
	local real
	real=$(command -v find)
	mkdir programs
	printf '#!/bin/sh\n%s "$@" | head -c 20\nexit 1\n' "$real" >programs/find
	chmod +x programs/find
	cp -r "$BATS_FILE_TMPDIR/tiny.runs" out.runs
	ln -s out.runs/2010-06-30.1 out
	expect 0 audit-suppression --suppress 1 out
	PATH=$PWD/programs:$PATH expect_err 74 'out.runs: cannot be read' -- \
		audit-suppression --suppress 1 out
	PATH=$PWD/programs:$PATH expect_err 74 'out.runs: cannot be read' -- \
		site -o pages out
	PATH=$PWD/programs:$PATH expect_err 74 'cannot be looked through' -- \
		verify out
	[ ! -e pages ]
}

# record FILTER: the record edited, and no more signed.
record() {
	jq "$1 | .command -= [\"--sign\", \"signer\"]" out/run.json >r &&
		cp r out/run.json && rm -f out/run.json.sig
}

# refit NAME: the record has the sum of what is there.
refit() {
	record "(.outputs[] | select(.name == \"$1\")) |= (.sha256 = \"$(
		sha256sum <"out/$1" | cut -c 1-64)\" | .bytes = $(
		stat -c %s "out/$1"))"
}

@test "verify: thirty-five tamperings, each named" {
	tiny
	scratch
	expect 0 verify "$BATS_FILE_TMPDIR/tiny"
	[ "$output" = identical ]
	local wrong=0 n=0 name text commands
	while IFS='|' read -r name text commands; do
		n=$((n + 1))
		tampered "$name" "$text" "$commands" || wrong=$((wrong + 1))
	done <<-'EOF'
	a status|out/verdicts.tsv: is not what it was|sed -i '2s/$/ /' out/verdicts.tsv
	a status: the row|verdicts.tsv: comes out otherwise|sed -i '2s/^2010/2011/' out/verdicts.tsv
	an observation|out/observations.tsv: is not what it was|sed -i '$s/2010/2009/' out/observations.tsv
	a delivery|out/deliveries.tsv: is not what it was|sed -i '2s/calls/klager/' out/deliveries.tsv
	a rejected row taken out|out/rejects.tsv: is not what it was|sed -i '2d' out/rejects.tsv
	the count of rows|out/rows.tsv: is not what it was|sed -i '2s/calls/x/' out/rows.tsv
	the ledger|out/ledger.tsv: is not what it was|sed -i '2d' out/ledger.tsv
	the board|out/board.txt: is not what it was|echo all met >>out/board.txt
	what was said|out/messages.txt: is not what it was|: >out/messages.txt
	lint's findings|out/lint.txt: is not what it was|echo fine >out/lint.txt
	kept facts|out/facts/calls.tsv: is not what it was|sed -i '2s/A/B/' out/facts/calls.tsv
	an output gone|out/board.txt: is gone|rm out/board.txt
	a target in the book|out/book/targets.csv: is not what it was|sed -i 's/,5,/,4,/' out/book/targets.csv
	a book's file gone|out/book/measures.json: is gone|rm out/book/measures.json
	a book's file more|out/book/comments.csv: was not there|echo year,unit,goal,as_of,response,text >out/book/comments.csv
	an export edited|inbox/calls.csv: is not what it was|sed -i '2s/3/9/' inbox/calls.csv
	an export gone|inbox/calls.csv: is gone|rm inbox/calls.csv
	an export more|inbox/calls_2.csv: was not there|printf 'Unit,Day,N\nA,2010-04-04,4\n' >inbox/calls_2.csv
	the record|run.json.sig: does not belong to run.json|sed -i 's/"as_of": "2010-06-30"/"as_of": "2010-05-31"/' out/run.json
	the signature|run.json.sig: does not belong to run.json|sed -i '4y/ABCDEFGHIJKLMNOPQRSTUVWXYZ/BCDEFGHIJKLMNOPQRSTUVWXYZA/' out/run.json.sig
	the signature gone|run.json.sig: is gone|rm out/run.json.sig
	the record and the hash|verdicts.tsv: comes out otherwise|sed -i '2s/9/8/' out/verdicts.tsv; refit verdicts.tsv
	rows in another order|row 2 now:  @calls|{ sed -n 1p out/observations.tsv; sed 1d out/observations.tsv | tac; } >o; cp o out/observations.tsv; refit observations.tsv
	kept facts and the hash|facts/calls.tsv: comes out otherwise|sed -i '2s/	3	/	5	/' out/facts/calls.tsv; refit facts/calls.tsv
	a report and the hash|month.txt: comes out otherwise|sed -i '$s/$/ all met/' out/month.txt; refit month.txt
	a report no more asked for|month.txt: comes out otherwise|echo all met >>out/month.txt; refit month.txt; record '.command -= ["--report", "month:text"]'
	an output no more recorded|run.json: "outputs" is not what comes out|sed -i 2d out/rejects.tsv; record '.outputs |= map(select(.name != "rejects.tsv"))'
	the opinion|run.json: "opinion" is not what comes out|record '.opinion.certified += 1'
	when it was known|run.json: "known_at" is not what comes out|record '.known_at = "2010-05-31"'
	which source read a file|run.json: "inputs" is not what comes out|record '.inputs[0].source = null'
	a note in the record|run.json: "note" is not what comes out|record '.note = "attested"'
	a link in the book|out/book/comments.csv: was not there|echo year,unit,goal,as_of,response,text >c; ln -s ../../c out/book/comments.csv
	no last newline|out/verdicts.tsv: is not what it was|truncate -s -1 out/verdicts.tsv
	an export renamed|inbox/calls_1.csv: was not there|mv inbox/calls.csv inbox/calls_1.csv
	a report more|out/full-year.html: is no part of the result|echo all met >out/full-year.html; echo x >out/board.txt
	EOF
	[ "$n" -ge 35 ] && [ "$wrong" -eq 0 ]
}

@test "verify: signed by whom; another program version is said, not failed" {
	tiny
	scratch
	local tiny=$BATS_FILE_TMPDIR/tiny
	echo "me $(cat "$BATS_FILE_TMPDIR/signer.pub")" >signers
	echo "me $(cat "$BATS_FILE_TMPDIR/stranger.pub")" >strangers
	expect 0 verify --signers signers "$tiny"
	expect_err 65 'is of nobody in strangers' -- \
		verify --signers strangers "$tiny"
	cp -rL "$tiny" unsigned
	rm unsigned/run.json.sig
	sed -i 's/"--sign"/"--quiet"/' unsigned/run.json
	expect_err 65 'nobody signed the run' -- \
		verify --signers signers unsigned
	chmod 644 unsigned/rejects.tsv
	expect_err 0 'rejects.tsv: others may read it' -- verify unsigned
	mkdir programs
	cp "$BIF_BIN"/* programs/
	printf '#!/bin/sh\nexec %s/bif-judge "$@"\n' "$BIF_BIN" \
		>programs/bif-judge
	BIF_BIN=$PWD/programs run --separate-stderr verify "$tiny"
	[ "$status" -eq 0 ]
	[ "$output" = identical ]
	[[ $stderr == *'bif-judge is not the program that ran (bif-judge '*' then, the same version, built otherwise, now)'* ]]
}

@test "verify: identical where there is nothing to tell of book and exports" {
	scratch
	expect 0 new-book first
	expect 0 status -b first --as-of 2010-05-31 -o out first/exports
	[ ! -s out/lint.txt ] && [ ! -s out/messages.txt ]
	expect 0 verify out
	[ "$output" = identical ]
}

@test "verify: identical where everything was moved to another place" {
	tiny
	scratch
	mkdir -p other/programs
	cp -rL "$BATS_FILE_TMPDIR/tiny" other/result
	cp -r "$BATS_FILE_TMPDIR/tiny.inbox" other/exports
	cp -r "$ROOT/pipelines" other/pipelines
	cp "$BIF_BIN"/* other/programs
	expect 0 env -u BIF_KEY BIF_BIN="$PWD/other/programs" \
		other/pipelines/verify other/result other/exports
	[ "$output" = identical ]
}
