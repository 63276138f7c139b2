#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The programs against a second reading of the same papers, tests/second-reading/oracle: a
# few worlds here; `make oracle SEEDS=300` tries as many as one likes.

load ../lib/bif
load ../lib/truth

setup() {
	scratch
	command -v python3 >/dev/null || skip 'no python3'
	export TMPDIR=$BATS_TEST_TMPDIR
}

# worlds ARG...: tests/second-reading/oracle/run finds no difference.
worlds() {
	expect 0 "$ROOT/tests/second-reading/oracle/run" --status "$ROOT/pipelines/status" "$@"
}

@test "the second reading gives the control figures of the sample job" {
	local want=$ROOT/tests/cases/truth-2010-06-30 file
	expect 0 python3 "$ROOT/tests/second-reading/oracle/oracle.py" "$SAMPLE_BOOK" \
		"$SAMPLE_EXPORTS" 2010-06-30 got
	for file in observations rows rejects; do
		same "got/$file.tsv" "$want/$file.tsv"
	done
	# shellcheck disable=SC2046
	columns "$want/verdicts.tsv" $(head -n 1 got/verdicts.tsv) >verdicts
	same got/verdicts.tsv verdicts
}

@test "other worlds: other days, units, codes, targets and dirt" {
	worlds 15 16
	[ "$output" = '2 worlds, 0 with differences; statuses 0:1 65:1' ]
	worlds --once 9 20 31
	[ "$output" = '3 worlds, 0 with differences; statuses 0:1 65:2' ]
	# A source that begins in the year, members still followed, a month that
	# runs, a year that has just begun.
	worlds --once 37 167 235 250
	[ "$output" = '4 worlds, 0 with differences; statuses 0:2 65:2' ]
}

@test "worlds that must not be believed: a cut file, too much refused" {
	worlds 21 23
	[ "$output" = '2 worlds, 0 with differences; statuses 65:2' ]
}

@test "worlds with workbooks" {
	bif-extract --input xlsx --header 5 \
		"$ROOT/tests/cases/elforbrug_2010.xlsx" >/dev/null 2>&1 ||
		skip 'built without libzip and expat'
	worlds --once 2 18
	[ "$output" = '2 worlds, 0 with differences; statuses 65:2' ]
}

@test "a difference is found: a book that means something else" {
	cp -R "$SAMPLE_BOOK" book
	sed -i 's/"longer_than": 364/"longer_than": 363/' book/measures.json
	expect 1 "$ROOT/tests/second-reading/oracle/run" --book book --once --show 1 15 16
	[[ $output == *'sick_cases_52w'* ]]
}

@test "each hole in a complete world is found, or the verdict tells of it" {
	worlds --complete --holes --only telefoni 600
	[[ $output == *', 7 judged and told: `unchecked`'*'1 worlds, 0 with differences'* ]]
	cp -R "$SAMPLE_BOOK" book
	sed -i 's/"source": "telefoni",/& "delivers": {"required": false},/' \
		book/sources/telefoni.json
	expect 1 "$ROOT/tests/second-reading/oracle/run" --book book --complete --holes \
		--only 'telefoni: ends' 600
	[[ $output == *'telefoni: ends '*' is still judged: '* ]]
}
