#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Numbers against Python's fractions and a grammar of its own: a few here,
# `make numbers` tries a million of each.

load ../lib/bif

setup() {
	scratch
	command -v python3 >/dev/null || skip 'no python3'
	export TMPDIR=$BATS_TEST_TMPDIR
}

@test "random series, shuffled and split: sums, means, statuses and digits" {
	expect 0 python3 "$ROOT/tests/second-reading/numbers/series.py" --series 6000 \
		--units 40 --seed 7000
	[[ $output == '7872 series of '*' facts in 4 worlds: '*' met, '*' near, '*' off, '* ]] ||
		fail "$output"
}

@test "texts as numbers: read to the last digit, or refused" {
	expect 0 python3 "$ROOT/tests/second-reading/numbers/reading.py" --longest 3 \
		--made 20000 --seed 7000
	[[ $output == *' texts in 3 ways: '*' numbers, '*' refused' ]] ||
		fail "$output"
}

@test "random shares and counts: intervals and tails, to the last digit" {
	local unit=$BIF_BIN/../unit     # of a build with sanitizers
	[ -d "$unit" ] || unit=$ROOT/build/unit
	expect 0 python3 "$ROOT/tests/second-reading/numbers/chance.py" --cases 150 \
		--most 60 "$unit/test_chance"
	[[ $output == '150 shares and counts, 0 wrong' ]] || fail "$output"
}

@test "rejected rows, in every way they could have counted: best and worst" {
	expect 0 python3 "$ROOT/tests/second-reading/numbers/bounds.py" --worlds 40
	[[ $output == '40 worlds, 120 verdicts, '*' of them unsure: 0 wrong' ]] ||
		fail "$output"
}

@test "where nothing is wrong no alarm, and each planted fault found" {
	expect 0 python3 "$ROOT/tests/second-reading/numbers/alarms.py" --worlds 12
	[[ $output == '12 clean worlds, 0 findings; 1'*' faults planted, '*' found' ]] ||
		fail "$output"
}

# A program that is wrong by one digit, or once, is found.
@test "a number that is off by its last digit is found" {
	mkdir bin
	ln -s "$BIF_BIN"/bif-* bin
	rm bin/bif-judge
	printf '%s\n' '#!/bin/sh' "'$BIF_BIN'/bif-judge \"\$@\" |" \
		'awk -F "\t" -v OFS="\t" '\''NR > 1 && !done && $9 ~ /[.][0-8]$/ {
			$9 = substr($9, 1, length($9) - 1) \
				substr($9, length($9)) + 1; done = 1 } 1'\' \
		>bin/bif-judge
	chmod +x bin/bif-judge
	BIF_BIN=$PWD/bin expect 1 python3 "$ROOT/tests/second-reading/numbers/series.py" \
		--series 1 --units 5 --seed 7000
	[[ $output == *' value: got '*', want '* ]] || fail "$output"
}
