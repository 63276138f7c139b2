#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Nobody exposed: 1000 personal numbers planted in every source of the sample
# job, and none of them found in anything a run leaves; the key; what a crash
# leaves behind.

load ../lib/bif

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	plant plant "$SAMPLE_EXPORTS" inbox numbers
	plant plant "$SAMPLE_EXPORTS" contradicting numbers --conflicts
	cp -R "$SAMPLE_BOOK" book
	sed -i 's/"tolerate": "20%"/"tolerate": "100%"/' book/sources/*.json
	make_key key
	status -b book --as-of 2010-06-30 --key key -o out inbox 2>said
	echo $? >ended
}

setup() {
	scratch
	AT=$BATS_FILE_TMPDIR
	export BIF_KEY=$AT/key BIF_BOOK=$AT/book BIF_AS_OF=2010-06-30
}

plant() {
	python3 "$ROOT/tests/hard/personal-numbers/plant.py" "$@"
}

# none_in FILE...: no planted number, however it is written.
none_in() {
	run plant scan "$AT/numbers" "$@"
	[ "$status" -eq 0 ] || fail "$output"
}

# source_is NAME COLUMNS FACTS: a source of a book of its own, ./book.
source_is() {
	mkdir -p book/sources
	printf 'unit,name\nA,Alfa\n' >book/units.csv
	printf '{ "source": "%s", "match": "*", "tolerate": "100%%", "export": %s, "facts": %s }\n' \
		"$1" "$2" "$3" >"book/sources/$1.json"
	export BIF_BOOK=$PWD/book
}

# --- 1000 numbers in all sources ---

@test "planted: the scan finds what is there" {
	local file
	for file in henvendelser_2010.csv samtaler_2010-05.csv workbase_tilbud.txt \
		fleksjob_venteliste.csv KMD7042.TXT telefoni_2010.csv klager.csv \
		opus_personale.csv trivsel_2010-01.csv kvantum_prognose_2009.csv \
		jobindsats_aktivering.json; do
		run plant scan "$AT/numbers" "$AT/inbox/$file"
		[ "$status" -eq 1 ] || fail "$file"
		[[ $output =~ :\ ([0-9]+)\ numbers ]]
		[ "${BASH_REMATCH[1]}" -ge 700 ] || fail "$output"
	done
	# Records are the only stream that holds them.
	bif-extract -s opera-samtaler "$AT/inbox/samtaler_2010-05.csv" \
		>records 2>messages
	run plant scan "$AT/numbers" records
	[ "$status" -eq 1 ]
	none_in messages
}

@test "planted: a run leaves none in results, rejects, ledger, board, messages" {
	[ "$(cat "$AT/ended")" -eq 0 ] || fail "$(cat "$AT/said")"
	# They did stand in the way.
	[ "$(wc -l <"$AT/out/rejects.tsv")" -gt 10000 ]
	[ "$(cut -f 4 "$AT/out/rejects.tsv" | sort -u | wc -l)" -ge 8 ]
	mapfile -t published < <(find -L "$AT/out" -type f)
	none_in "$AT/said" "${published[@]}"
}

@test "planted: a run that fails leaves none, also where rows contradict" {
	run status -b "$SAMPLE_BOOK" -o out "$AT/contradicting"
	[ "$status" -eq 65 ]
	grep -q conflict out/rejects.tsv
	printf '%s\n' "$output" >said
	[ "$(cat said out/messages.txt | wc -l)" -gt 100 ]
	mapfile -t published < <(find -L out -type f)
	none_in said "${published[@]}"
}

@test "planted: facts, explanations, reports and databases hold none" {
	local source report format
	cd "$AT/inbox"
	for source in $(awk -F'\t' 'NR > 1 && $2 == "*" { print $1 }' \
		"$AT/out/rows.tsv"); do
		mapfile -t files <<<"$(bif-extract --claim -- * |
			awk -F'\t' -v s="$source" '$1 == s && $2 { print $2 }')"
		bif-extract -s "$source" -- "${files[@]}" 2>>"$BATS_TEST_TMPDIR/said" |
			bif-normalize -s "$source" --trace 2>>"$BATS_TEST_TMPDIR/said" \
				>"$BATS_TEST_TMPDIR/$source.facts"
	done
	cd "$BATS_TEST_TMPDIR"
	for source in $(grep -o '"measure": "[a-z_0-9]*"' "$BIF_BOOK/measures.json" |
		cut -d '"' -f 4); do
		bif-aggregate --explain "$source" ./*.facts >"explain.$source"
		[ "$(wc -l <"explain.$source")" -gt 1 ] || [[ $source == *august* ||
			$source == *november* ]] || fail "$source"
	done
	for report in board half-year full-year month unit adjustments contracts; do
		for format in text markdown html csv jsonl; do
			[ "$report" = unit ] && set -- -u JCN || set --
			bif-render -r "$report" -f "$format" "$@" --data "$AT/out/ledger.tsv" \
				--observations "$AT/out/observations.tsv" \
				"$AT/out/verdicts.tsv" >"$report.$format"
		done
	done
	if command -v sqlite3 >/dev/null; then
		to-sqlite -o base.sqlite "$AT/out"
	fi
	none_in ./*
}

@test "planted: one person, one pseudonym, in every source and spelling" {
	local source file wanted got
	plant pseudonyms "$BIF_KEY" "$AT/numbers" | cut -f 2 | sort >wanted
	for source in opera-henvendelse:henvendelser_2010.csv \
		opera-samtaler:samtaler_2010-05.csv kmd-sygedagpenge:KMD7042.TXT; do
		file=${source#*:} source=${source%:*}
		bif-extract -s "$source" --quiet "$AT/inbox/$file" 2>messages |
			bif-normalize -s "$source" --columns subject 2>messages |
			sort -u >got
		[ "$(comm -12 wanted got | wc -l)" -gt 60 ] || fail "$source"
	done
	# Each number in each of the four ways, and nothing but these.
	source_is s '{"columns": {"c": "C"}}' '{"types": {"c": {"cpr": true}}, "each":
		[{"event": "e", "unit": "A", "date": "2010-01-01", "subject": {"cpr": "c"}}]}'
	{
		echo C
		cat "$AT/numbers"
		sed 's/^....../&-/; s/^0/ 0/' "$AT/numbers"
		sed 's/^....../& /; s/$/ /' "$AT/numbers"
		sed 's/^0//; s/.\{4\}$/-&/' "$AT/numbers"
		sed 's/../& /g' "$AT/numbers"
		sed -n 's/^0\([1-9]\)/\1/p' "$AT/numbers"
	} >export.csv
	expect 0 bash -c 'bif-extract -s s export.csv |
		bif-normalize -s s --columns subject | tail -n +2 | sort -u'
	printf '%s\n' "$output" >got
	same got wanted
	# Another night the same, by another key none of them.
	(umask 077 && echo 'another key, that is as long as it must be' >other)
	expect 0 bash -c 'bif-extract -s s export.csv |
		bif-normalize -s s --key other --columns subject | tail -n +2 | sort -u'
	printf '%s\n' "$output" >got
	[ "$(wc -l <got)" -eq 1000 ]
	[ -z "$(comm -12 got wanted)" ]
}

# --- where a number is no cell ---

@test "a person's row in the place of the header is not quoted" {
	source_is s '{"columns": {"c": "0102039902", "d": "d"}}' '{"each": []}'
	printf '010203-9902,010203-9903\n1,2\n' >x.csv
	expect_err 65 'has no column "***"; did you mean "***"?' \
		'has no column "d"' -- bif-extract -s s x.csv
	printf 'a,b\n1,2\n' >one.csv
	printf 'a,b,0102039901\n1,2,3\n' >two.csv
	expect_err 65 'the first file has no column "***"' -- \
		bif-extract one.csv two.csv
	source_is w '{"columns": {"c": "c"}, "wide": {"columns": "^[0-9]", "name": "m", "value": "v"}}' \
		'{"each": [{"event": "e", "unit": "A", "date": {"date": "m", "format": "mm-yyyy"}, "amount": {"number": "v"}}]}'
	printf 'c,0102039901,0102039901\n1,2,3\n' >x.csv
	expect_err 65 'the column "***" twice' -- bif-extract -s w x.csv
	printf 'c,0102039901\n1,2\n1\n' >x.csv
	bif-extract -s w --rejects r1 x.csv 2>said >records
	bif-normalize -s w --rejects r2 records 2>>said
	[ "$(grep -c '\*\*\*' said)" -ge 1 ]
	[ "$(cut -f 5 r1 r2 | sort -u)" = "$(printf '***\ncolumn')" ]
	run ! grep 0102039901 said r1 r2
}

@test "a personal number in the place of the control count is not quoted" {
	source_is s '{"columns": {"c": "c"}, "control": {"line": "^Antal: *(.*)"}}' '{"each": []}'
	printf 'c\n1\nAntal: 010203-9901\n' >x.csv
	expect_err 65 '"***" is not a count of rows' 'the number of rows is missing' -- bif-extract -s s x.csv
	printf 'c\n1\nAntal: 0102039901\n' >x.csv
	expect_err 65 'the file says *** rows, but has 1' -- bif-extract -s s x.csv
}

@test "where a long row is cut for the rejects, half a number is not left" {
	local n cells
	source_is s '{"columns": {"c": "c"}}' '{"types": {"c": {"cpr": true}}, "each": []}'
	{
		echo c
		for n in {4080..4100}; do
			printf '%*s010203-9901,x\n' "$n" '' | tr ' ' y
		done
	} >x.csv
	bif-extract -s s --rejects r x.csv >/dev/null 2>said
	[ "$(wc -l <r)" -eq 22 ]
	run ! grep -E '0102' r said
}

@test "what jq says of a value is not quoted with its number" {
	source_is s '{"format": "json", "filter": ".[] | {c: (.c | fromjson | error)}", "columns": {"c": "c"}}' '{"each": []}'
	printf '[{"c": "\\"010203-9901 kone\\""}]\n' >x.json
	expect_err 65 'jq: error' '***' 'jq ended with status 5' -- bif-extract -s s x.json
	run ! grep -E '0102' <<<"$stderr"
}

# --- the key ---

@test "the key: a symbolic link, a folder, too short, missing, of other rights: 78" {
	source_is s '{"columns": {"c": "c"}}' '{"types": {"c": {"cpr": true}}, "each":
		[{"event": "e", "unit": "A", "date": "2010-01-01", "subject": {"cpr": "c"}}]}'
	printf 'c\n0102039901\n' >r
	make_key mine
	ln -s mine link
	ln -s absent dangling
	mkdir folder
	head -c 31 mine >short && chmod 600 short
	cp mine open && chmod 644 open
	expect_err 78 'link: is a symbolic link' -- bif-normalize -s s --key link r
	expect_err 78 'dangling: No such file' -- bif-normalize -s s --key dangling r
	expect_err 78 'folder: is a directory' -- bif-normalize -s s --key folder r
	expect_err 78 'short: has less than 32 bytes' -- bif-normalize -s s --key short r
	expect_err 78 'absent: No such file' -- bif-normalize -s s --key absent r
	expect_err 78 'open: group or others have rights' -- bif-normalize -s s --key open r
	expect_err 78 '/dev/zero: group or others' -- bif-normalize -s s --key /dev/zero r
	expect 0 bif-normalize -s s --key mine r
	if [ -d /dev/fd ]; then         # from a program that keeps secrets
		expect 0 bash -c 'bif-normalize -s s --key <(cat mine) r'
	fi
	# A pipeline says so and publishes nothing.
	mkdir inbox && cp "$SAMPLE_EXPORTS/fleksjob_venteliste.csv" inbox
	expect_err 78 'link: is a symbolic link' 'ended with status' 'nothing published' -- \
		status --quiet -b "$SAMPLE_BOOK" --key link -o out inbox
	[ ! -e out ]
}

@test "the key's fingerprint is in the ledger; the key is nowhere" {
	local key
	source_is s '{"columns": {"c": "c"}}' '{"types": {"c": {"cpr": true}}, "each":
		[{"event": "e", "unit": "A", "date": "2010-01-01", "subject": {"cpr": "c"}}]}'
	printf 'c\n0102039901\n' >r
	(umask 077; printf '0123456789abcdefghijklmnopqrstuvwxyz' >one
		cp one same; printf 'zyxwvutsrqponmlkjihgfedcba9876543210' >two)
	for key in one same two; do
		expect 0 bif-normalize -s s --key "$key" --ledger "l.$key" -o "f.$key" r
		[ "$(grep -c $'\tkey:[a-p]\{16\}\t0\t0\t0\t0\t0\t' "l.$key")" -eq 1 ]
	done
	same l.one l.same
	[ "$(grep -o 'key:[a-p]*' l.one)" != "$(grep -o 'key:[a-p]*' l.two)" ]
	run ! grep -aE '0123456789|abcdefgh|zyxwvu' l.* f.*
	# Without personal columns there is no key to tell of.
	source_is t '{"columns": {"c": "c"}}' '{"each":
		[{"event": "e", "unit": "A", "date": "2010-01-01"}]}'
	expect 0 bif-normalize -s t --key one --ledger l -o f r
	run ! grep key: l
}

# --- what a crash leaves ---

# crash SIGNAL PROGRAM ARG...: ends it in the middle of its input, with cores
# allowed; says what it was seen with. Input comes by ./feed.
crash() {
	local signal=$1 pid fd limits
	shift
	mkdir -p cores
	mkfifo feed
	(cd cores && ulimit -c unlimited && exec "$@" <../feed >../got 2>../said) &
	pid=$!
	exec {fd}>feed
	cat "$FEED" >&"$fd"
	sleep 0.3
	limits=$(grep 'core file size' "/proc/$pid/limits" 2>/dev/null)
	tr '\0' '\n' <"/proc/$pid/cmdline" >seen 2>/dev/null || true
	tr '\0' '\n' <"/proc/$pid/environ" >>seen 2>/dev/null || true
	kill -"$signal" "$pid"
	wait "$pid" || true
	exec {fd}>&-
	rm feed
	echo "$limits" >limits
}

cores_are_made() {
	ulimit -c unlimited 2>/dev/null || return
	[[ $(cat /proc/sys/kernel/core_pattern) != *[/\|]* ]]
}

@test "a crash leaves no core: neither the key nor a person's number" {
	local signal
	skip_sanitized
	source_is s '{"columns": {"c": "c"}}' '{"types": {"c": {"cpr": true}}, "each":
		[{"event": "e", "unit": "A", "date": "2010-01-01", "subject": {"cpr": "c"}}]}'
	{ echo c; cat "$AT/numbers"; } >records
	FEED=$PWD/records
	for signal in SEGV ABRT BUS; do
		crash "$signal" bif-normalize -s s
		[ -z "$(ls cores)" ] || fail "bif-normalize: $(ls cores)"
		grep -Eq ' [01]  ' limits
		grep -q "$BIF_KEY" seen         # its place, and no more
		run ! grep -F "$(cat "$BIF_KEY")" seen
		crash "$signal" bif-extract -s s
		[ -z "$(ls cores)" ] || fail "bif-extract: $(ls cores)"
		none_in said seen
	done
	# The jq it starts is held to the same.
	source_is j '{"format": "json", "columns": {"c": "c"}}' '{"each": []}'
	mkdir -p with
	printf '#!/bin/sh\nulimit -c >"%s"\nexec "%s" "$@"\n' "$PWD/limit" \
		"$(command -v jq)" >with/jq
	chmod +x with/jq
	echo '[{"c": 1}]' >json
	expect 0 bash -c 'ulimit -c unlimited; PATH=$PWD/with:$PATH bif-extract -s j json'
	[[ $(cat limit) == [01] ]]
}

@test "cores would have been found: a program without secrets leaves one" {
	skip_sanitized
	cores_are_made || skip 'this system keeps cores elsewhere'
	printf 'source\tunit\tevent\tdate\tuntil\tsubject\tgroup\toutcome\tamount\n' >facts
	FEED=$PWD/facts
	crash SEGV bif-aggregate
	[ -n "$(ls cores)" ]
}

# --- working files ---

@test "working files are nobody else's, and gone when a run fails" {
	umask 022
	mkdir inbox bin
	cp "$SAMPLE_EXPORTS/fleksjob_venteliste.csv" inbox
	# An aggregate that looks around and fails.
	cat >bin/bif-aggregate <<-END
	#!/bin/sh
	case " \$* " in *" --needs "*) exec "$BIF_BIN/bif-aggregate" "\$@" ;; esac
	find "$PWD/out.runs" -path '*work*' -printf '%m %y %P\n' >"$PWD/looked"
	exit 74
	END
	chmod +x bin/bif-aggregate
	for program in extract normalize judge render lint; do
		ln -s "$BIF_BIN/bif-$program" bin
	done
	expect_err 74 'ended with status 74' 'nothing published' -- \
		env BIF_BIN="$PWD/bin" status --quiet -b "$SAMPLE_BOOK" -o out inbox
	grep -q '^600 f .*fleksjob.facts$' looked
	grep -q '^700 d .*work$' looked
	# The copy of the book is published as it stands.
	run ! grep -vE '^(600 f|700 d) |^644 f .*/--(claim|needs)$|part/book' looked
	[ -z "$(find out.runs -name work -o -name '*.facts')" ]
	# What is published is as open as any file one makes.
	expect 0 status --quiet -b "$SAMPLE_BOOK" --only fleksjob -o out inbox
	[ "$(stat -Lc %a out/verdicts.tsv out/run.json | sort -u)" = 644 ]
	# What quotes raw rows is not.
	[ "$(stat -Lc %a out/messages.txt out/rejects.tsv | sort -u)" = 600 ]
}

@test "working files of programs have no name, or no rights for others" {
	needs_strace
	umask 022
	mkdir t
	export TMPDIR=$PWD/t
	# Standard input that is read twice: its header is looked for.
	printf 'a,b\n0102039901,2,3\n' >x
	cat x | traced -e trace=openat,open,creat,unlink -o trace \
		bif-extract --ragged keep >/dev/null
	grep -qE '"'"$TMPDIR"'/bif-[A-Za-z0-9]*.*O_CREAT.*, 0600\)' trace
	grep -q "unlink(\"$TMPDIR/bif-" trace
	if bif-extract --input xlsx "$ROOT/samples/variants/elforbrug_2010.xlsx" >/dev/null 2>&1; then
		cat "$ROOT/samples/variants/elforbrug_2010.xlsx" |
			traced -e trace=openat,open,creat,unlink -o trace \
			bif-extract --input xlsx --header 5 >/dev/null 2>&1 || true
		grep -qE 'O_(CREAT|TMPFILE).*, 0600\)' trace
		grep -vE ', 0600\)' trace >others
		run ! grep -E 'O_(CREAT|TMPFILE)' others
	fi
	[ -z "$(ls t)" ]
}
