#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Files that are not what they should be, read without a source: a case file
# for each pollution (tests/hard/pollution/cases), in several encodings and with all
# line ends; a few random ones. `make pollution` reads all of them in all ways.

load ../lib/bif

setup() {
	scratch
}

# cases KIND...: fails with what is wrong.
cases() {
	run python3 "$ROOT/tests/hard/pollution/cases.py" "$@"
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *' 0 wrong' ]]
}

@test "every kind of case is read here" {
	local kind
	for kind in "$ROOT"/tests/hard/pollution/cases/*; do
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
	run python3 "$ROOT/tests/hard/pollution/property.py" -n 200
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *' 0 failures' ]]
}

@test "a fault at each place of a table costs its own row" {
	run python3 "$ROOT/tests/hard/pollution/everywhere.py" --step 11
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *' 0 wrong' ]]
}

# million END INSIDE: a million rows, an unclosed quote in the third and in the
# middle; each tenth has a quoted cell of two lines, split by INSIDE.
million() {
	awk -v end="$1" -v inside="$2" 'BEGIN {
		printf "id,navn,ord,antal%s", end
		for (i = 1; i <= 1000000; i++)
			if (i == 3 || i == 500000)
				printf "%d,n,\"open,%d%s", i, i % 31, end
			else if (i % 10 == 0)
				printf "%d,n,\"a%sb, \"\"c\"\"\",%d%s", i, inside, i % 31, end
			else
				printf "%d,n,ord,%d%s", i, i % 31, end
	}'
}

@test "an unclosed quote costs its own row: in a million, of a file and of a pipe" {
	million '\r\n' '\r\n' >in.csv
	run --separate-stderr bif-extract --rejects rejects -o out in.csv
	[ "$status" -eq 65 ]
	[ "$stderr" = 'bif-extract: in.csv:4:5: the quote that opens here is not closed: "3,n,"open,3"
bif-extract: in.csv:550000:10: the quote that opens here is not closed: "500000,n,"open,1"
bif-extract: 2 of 1000000 rows rejected: more than is tolerated' ]
	[ "$(wc -l <rejects)" -eq 3 ]
	# Every other row, at its line, with its cells.
	awk 'BEGIN {
		OFS = "\t"
		print "id", "navn", "ord", "antal", "at"
		for (i = line = 1; i <= 1000000; i++) {
			++line
			if (i == 3 || i == 500000)
				continue
			print i, "n", i % 10 ? "ord" : "a\\r\\nb, \"c\"", i % 31,
				"in.csv:" line
			line += i % 10 == 0
		}
	}' >wanted
	cmp out wanted
	run bash -c 'bif-extract -o piped <in.csv 2>/dev/null'
	[ "$status" -eq 65 ]
	cut -f 1-4 piped | cmp - <(cut -f 1-4 wanted)
}

@test "an unclosed quote is looked for within bounds: many in a file take no longer" {
	# The next quote of the file is always as far off as one looks.
	awk 'BEGIN {
		print "a,b"
		for (i = 1; i <= 200000; i++)
			print i "," (i % 990 ? "x" : "\"x")
	}' >in.csv
	run timeout 60 bif-extract --rejects rejects -o out in.csv
	[ "$status" -eq 65 ]
	[ "$(wc -l <out)" -eq $((200001 - 202)) ]
	[ "$(wc -l <rejects)" -eq 203 ]
}

# within MIB CMD...: runs CMD with so much memory.
within() {
	(ulimit -v $(($1 * 1024)) && "${@:2}")
}

# many N TEXT: TEXT, a byte, N times.
many() {
	head -c "$1" /dev/zero | tr '\0' "$2"
}

@test "memory is bounded, whatever comes" {
	skip_sanitized 'it has its own memory'
	# A line without an end, in the header's place and as a row.
	many 300000000 x >in.csv
	expect_err 65 'in.csv:1:1: the header: the row is too long (limit row)' \
		-- within 100 bif-extract -o out in.csv
	{ printf 'a,b\n1,2\n' && many 300000000 x && printf '\n3,4\n'; } >in.csv
	expect_err 65 'in.csv:3:1: the row is too long (limit row): "xxx' \
		'1 of 3 rows rejected' -- \
		within 100 bif-extract --rejects rejects -o out in.csv
	[ "$(cut -f 1 out | paste -sd ' ')" = 'a 1 3' ]
	[ "$(wc -c <rejects)" -lt 9000000 ]
	# A quote that nothing closes, and nothing but lines behind it.
	{ printf 'a,b\n1,2\n"' && many 3000000 '\n' && printf '3,4\n'; } >in.csv
	expect_err 65 'in.csv:3:1: the quote that opens here is not closed soon (limit lines): "' \
		'1 of 3 rows rejected' -- within 100 bif-extract -o out in.csv
	[ "$(cut -f 1 out | paste -sd ' ')" = 'a 1 3' ]
	# Ten million delimiters.
	{ printf 'a,b\n1,2\n' && many 10000000 , && printf '\n3,4\n'; } >in.csv
	expect_err 65 'in.csv:3:1: the row is too long (limit row): ",,,' \
		'1 of 3 rows rejected' -- within 100 bif-extract -o out in.csv
	expect_err 65 'in.csv:3:16385: the row has too many cells (limit columns): ",,,' \
		'1 of 3 rows rejected' -- \
		within 200 bif-extract --limit row=16M -o out in.csv
	[ "$(cut -f 1 out | paste -sd ' ')" = 'a 1 3' ]
}

@test "a million columns: told, and read when they may be" {
	skip_sanitized 'it has its own memory'
	{ seq -s , 1000000 && seq -s , 1000000; } >in.csv
	expect_err 65 'in.csv:1:87199: the header: the row has too many cells (limit columns)' \
		-- within 100 bif-extract -o out in.csv
	expect 0 within 400 bif-extract --limit columns=1000000 -o out in.csv
	[ "$(tail -n 1 out | tr '\t' '\n' | head -n 1000000 | cksum)" = \
		"$(seq 1000000 | cksum)" ]
}
