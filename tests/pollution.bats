#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Files that are not what they should be, read without a source: a case file
# for each pollution (tests/pollution/cases), in several encodings and with all
# line ends; a few random ones. `make pollution` reads all of them in all ways.

load lib/bif

setup() {
	scratch
}

# cases KIND...: fails with what is wrong.
cases() {
	run python3 "$ROOT/tests/pollution/cases.py" "$@"
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *' 0 wrong' ]]
}

@test "every kind of case is read here" {
	local kind
	for kind in "$ROOT"/tests/pollution/cases/*; do
		grep -q "^	cases.* ${kind##*/}" "$BATS_TEST_FILENAME" ||
			{ echo "$kind"; return 1; }
	done
}

@test "delimiters: any, of one character or several, another in a row or everywhere" {
	cases delimiter
}

@test "quotes: any, none, missing, doubled, stray, unclosed" {
	cases quote
}

@test "escapes: any, none, missing, another in one row" {
	cases escape
}

@test "line ends: CR, LF, CR LF, mixed, missing; a Ctrl-Z" {
	cases line-end
}

@test "headers: none, of several lines, doubled, repeated and empty names" {
	cases header
}

@test "preambles and footnotes" {
	cases preamble footnote
}

@test "several tables in a file" {
	cases tables
}

@test "rows: empty, cells too many or too few, one column, none at all" {
	cases row
}

@test "bytes: NUL, marks, UTF-16 either way, what is not in the encoding" {
	cases bytes
}

@test "limits: each is told with its place" {
	cases limit
}

@test "several pollutions together" {
	cases together
}

@test "random tables, random pollutions: clean rows exactly, others exactly or apart" {
	run python3 "$ROOT/tests/pollution/property.py" -n 200
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *' 0 failures' ]]
}
