#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Exports as people report them, read by the best source that can be written,
# held against facts worked out by hand: tests/cases/field, a file each kind.

load ../lib/bif

# right KIND: no case of the kind is wrong.
right() {
	scratch
	run python3 "$ROOT/tests/lib/fieldcases.py" "$ROOT/tests/cases/field/$1"
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *'cases, 0 wrong' ]]
}

@test "dates and times, keys of hours, weeks, quarters, years" {
	right dates
}

@test "numbers as people write them, and what is none" {
	right numbers
}

@test "what a row does not say itself" {
	right context
}

@test "workbooks: what a cell shows and what it stores" {
	scratch
	echo x >f
	bif-extract --input xlsx f 2>&1 | grep -q 'built without' && skip 'built without libzip and expat'
	right workbooks
}

@test "guesses lose no row, and what is drafted reads so" {
	right guesses
}

@test "spoilt rows: mended where that is certain, else apart; nobody shown" {
	right repair
}
