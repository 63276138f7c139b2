#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# bif-extract --sniff and --auto: what a file that nobody has described is
# like, and what cannot be told of it.

load lib/bif

# A member of a draft's export, as JSON.
export_of() {
	bif-extract --sniff "$1" | jq -c ".export.$2"
}

drafts() {
	run python3 "$ROOT/tests/sniff/drafts.py" "$SAMPLE_BOOK" "$1" "$BIF_BIN"
	[ "$status" -eq 0 ] || fail "$output"
}

@test "the drafts of the sample exports read them as their sources do" {
	drafts "$SAMPLE_EXPORTS"
	drafts "$ROOT/samples/variants"
}

@test "the drafts of the year's end do so, when its exports are beside" {
	local year=$ROOT/../shared/exports/2010-12-31
	[ -d "$year" ] || skip 'no exports of 2010-12-31 beside this folder'
	drafts "$year/exports"
	drafts "$year/variants"
}

@test "random tables of ten languages: what is said of them is right" {
	run python3 "$ROOT/tests/sniff/property.py" -n 60 --seed 7 --least 93 \
		"$BIF_BIN/bif-extract"
	[ "$status" -eq 0 ] || fail "$output"
}

@test "any file: no crash, the same draft twice, and one that reads" {
	run python3 "$ROOT/tests/sniff/anyfile.py" \
		"1-$((${BIF_COVERAGE:-0} ? 400 : 100))"
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *'files, 0 wrong' ]]
}
