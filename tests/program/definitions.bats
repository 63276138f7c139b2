#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Definitions that are wrong: each member and each column missing, mistyped,
# out of range or unknown, with what must be said of it, by whom
# (tests/lib/definitions.py). And some that are odd, and right. Streams and
# command lines the same.

load ../lib/bif

cases() {
	run python3 "$ROOT/tests/lib/definitions.py" \
		"$ROOT/tests/cases/definitions/$1"
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *" 0 wrong"* ]]
}

@test "sources: their own members" {
	cases source
}

@test "sources: export" {
	cases export
}

@test "sources: facts" {
	cases facts
}

@test "measures.json" {
	cases measures
}

@test "book.json and the tables" {
	cases tables
}

@test "streams: each column missing or wrong, at each of their readers" {
	cases streams
}

@test "command lines: what is wrong, what is missing, what cannot be made" {
	cases commands
}

@test "what measures count and sources give" {
	cases wiring
}

@test "the cases find what is not said" {
	printf '%s\n' '= units.csv judge lint' 'unit,name¶,x' \
		"	:2: column \"unit\": a unit needs a code" >right
	expect 0 python3 "$ROOT/tests/lib/definitions.py" right
	sed 's/needs a code/has no code/' right >wrong
	run python3 "$ROOT/tests/lib/definitions.py" wrong
	[ "$status" -eq 1 ]
	[[ $output == *'judge: not said: :2: column'* ]]
	[[ $output == *'lint: not said: :2: column'* ]]
	sed 's/:2:/:3:/' right >wrong
	run python3 "$ROOT/tests/lib/definitions.py" wrong
	[ "$status" -eq 1 ]
	sed '$d' right >wrong
	run python3 "$ROOT/tests/lib/definitions.py" wrong
	[[ $output == *'judge: was refused'* ]]
	sed 's/¶,x/¶A,x/' right >wrong
	run python3 "$ROOT/tests/lib/definitions.py" wrong
	[ "$status" -eq 1 ]
	[[ $output == *'judge: status'* ]]
}

@test "the name of a source is letters, digits, - and _" {
	mkdir -p book/sources
	printf 'unit,name\nA,Alfa\n' >book/units.csv
	printf 'a\n1\n' >x
	local name
	for name in s-1_x Fravær; do
		printf '{ "source": "%s", "match": "*", "export": {"columns": {"a": "a"}} }\n' \
			"$name" >"book/sources/$name.json"
		expect 0 bif-extract -b book -s "$name" x
	done
	printf '{ "source": "s!t", "match": "*", "export": {"columns": {"a": "a"}} }\n' \
		>'book/sources/s!t.json'
	expect_err 78 's!t.json:1: "source": "s!t": a name is letters, digits' \
		-- bif-extract -b book -s 's!t' x
}
