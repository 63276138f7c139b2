#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bif-extract: what is quick gives the same as what is exact. BIF_SPLIT=none
# has libcsv read each record, and each row asked all questions.

load ../lib/bif

setup() {
	scratch
	small_book
}

# source_is EXPORT: the rest of a source `s` is filled in.
source_is() {
	jq -n --argjson export "$1" '{source: "s", match: "s*",
		tolerate: "100%", export: $export}' >book/sources/s.json
}

# exports SEED ROWS DELIMITER QUOTING [LINE-END]: rows of five cells, most of
# them regular, in Latin-1. QUOTING: none, some or all cells.
exports() {
	awk -v seed="$1" -v rows="$2" -v d="$3" -v quoting="$4" -v cr="$5" '
	function draw(n) { return int(rand() * n) }
	function cell(   text, k) {
		text = words[draw(nwords)]
		for (k = draw(8) ? 0 : draw(9); k; k--)
			text = text words[draw(nwords)]
		if (quoting == "all" || (quoting == "some" && !draw(9))) {
			gsub(/"/, "\"\"", text)
			return "\"" text (draw(60) ? "" : d "\n") "\""
		}
		gsub(/"/, "", text)
		return text
	}
	BEGIN {
		srand(seed)
		nwords = split("abc|12-03-2010| |JC S\346rlige vilk\345r|" \
			"b\\c|\t|\303\246|I alt|*|\"|\245\377|0", words, "|")
		words[0] = ""
		if (d == "\t")
			words[6] = "x"
		header = "a" d "b" d "c" d "d" d "e"
		if (quoting == "all")
			gsub(/[a-e]/, "\"&\"", header)
		print header cr
		for (row = 0; row < rows; row++) {
			line = cell()
			for (i = 1; i < (draw(80) ? 5 : draw(8)); i++)
				line = line d cell()
			if (!draw(150))
				line = line "\"" words[draw(nwords)]
			print line (draw(90) ? cr : "")
			if (!draw(70))
				print draw(2) ? cr : header cr
			if (!draw(70))
				print "I alt" d d d d "5" cr
		}
		printf "%s", cell() d d d d "last"
	}'
}

# same_as_exact: s is read alike on each path, and in small pieces.
same_as_exact() {
	local path status
	BIF_SPLIT=none bif-extract -s s --quiet --rejects none.rejects s \
		>none 2>none.said || true
	[ "$(wc -l <none)" -gt 100 ]
	for path in scalar sse2 avx2 avx512; do
		status=0
		BIF_SPLIT=$path bif-extract -s s --quiet \
			--rejects "$path.rejects" s >"$path" 2>"$path.said" ||
			status=$?
		[ "$status" -eq 0 ]
		cmp none "$path"
		cmp none.rejects "$path.rejects"
		cmp none.said "$path.said"
	done
	# shellcheck disable=SC2094
	dd if=s ibs=777 obs=777 status=none | bif-extract -s s --quiet \
		2>/dev/null | sed 's/-:\([0-9]*\)$/s:\1/' >pieces
	cmp none pieces
}

@test "quick: unquoted, Latin-1, some columns in another order" {
	source_is '{"encoding": "iso-8859-1", "delimiter": ";",
		"columns": {"e": "e", "b": "b", "a": "a"}}'
	exports 1 5000 ';' none >s
	same_as_exact
}

@test "quick: some cells quoted, doubled quotes, CR LF, rules of lines" {
	source_is '{"encoding": "windows-1252", "delimiter": ",",
		"skip_rows": ["^I alt"], "until": "^Noter",
		"columns": {"a": "a", "b": "b", "c": "c", "e": "e"}}'
	exports 2 5000 , some $'\r' >s
	same_as_exact
}

@test "quick: all cells quoted, rules of cells" {
	source_is '{"encoding": "iso-8859-1", "delimiter": ";",
		"skip_rows": [{"a": "^I alt"}, {"b": "^\\*"}],
		"columns": {"a": "a", "b": "b", "c": "c", "e": "e"}}'
	exports 3 5000 ';' all >s
	same_as_exact
}

# What a row begins with tells whether it has to be asked about: in quotes it is
# the byte behind the quote.
@test "quick: all cells quoted, what is no row among them" {
	local odd plain='"encoding": "utf-8", "delimiter": ";", "columns": {"a": "a", "b": "b"}'
	around() { # LINE: a header, 200 rows, the line, 200 rows
		echo '"a";"b";"c"' && yes '"1";"2";"3"' | head -200 && echo "$1" &&
			yes '"1";"2";"3"' | head -200
	}
	source_is "{$plain}"
	for odd in '"c";"b";"a"' '" c";"b";"a"'; do
		around "$odd" >s
		expect_err 65 's:202: the header again, with its columns in other places' \
			-- bif-extract -s s --quiet s
	done
	for odd in '"a";"b";"c"' '"";" ";""' '" ";"";""' $'"\t";"";""'; do
		around "$odd" >s
		[ "$(bif-extract -s s --quiet s | grep -c '^1')" -eq 400 ]
		[ "$(bif-extract -s s --quiet s | wc -l)" -eq 401 ]
	done
	source_is "{$plain, \"until\": \"^\\\"Ende\"}"
	around '"Ende"' >s
	[ "$(bif-extract -s s --quiet s | wc -l)" -eq 201 ]
}

@test "quick: UTF-8, TAB, trimmed" {
	source_is '{"encoding": "utf-8", "delimiter": "\t", "trim": true,
		"columns": {"a": "a", "b": "b", "e": "e"}}'
	exports 4 5000 $'\t' some | sed 's/[\345\346]/\o303\o246/g' >s
	same_as_exact
}

@test "quick: no quoting, all columns, no header" {
	source_is '{"encoding": "iso-8859-1", "delimiter": ";", "quote": "",
		"header": "none", "columns": {"one": "1", "five": "5"}}'
	exports 5 5000 ';' some >s
	same_as_exact
}

@test "quick: quotes that are escaped, one column twice, a pattern of any line" {
	source_is '{"encoding": "iso-8859-1", "delimiter": ";", "escape": "\\",
		"skip_rows": ["alt;"], "columns": {"a": "a", "b": "b",
		"again": "b"}}'
	exports 6 3000 ';' some >s
	same_as_exact
}

@test "quick: one column twice, and nothing else" {
	source_is '{"encoding": "iso-8859-1", "delimiter": ";",
		"columns": {"a": "a", "b": "b", "again": "b"}}'
	exports 7 1000 ';' none >s
	same_as_exact
}

@test "quick: bytes that the encoding does not have" {
	for quoting in none some; do
		source_is '{"encoding": "windows-1252", "delimiter": ";",
			"columns": {"a": "a", "b": "b", "e": "e"}}'
		exports 8 2000 ';' $quoting | sed '7~9s/JC S/\o201/' >s
		same_as_exact
		grep -q bad_encoding none.rejects
		source_is '{"encoding": "utf-8", "delimiter": ";",
			"columns": {"a": "a", "b": "b", "e": "e"}}'
		exports 9 2000 ';' $quoting | sed 's/[\345\346]/\o303\o246/g' >s
		same_as_exact
		grep -q bad_encoding none.rejects
	done
}

@test "quick: trimmed, CR LF, rules of the last cell" {
	for quoting in none all; do
		source_is '{"encoding": "utf-8", "delimiter": ";", "trim": true,
			"skip_rows": [{"e": "^I alt"}, {"d": "^0"}, "^abcabc"],
			"until": "^JZ",
			"columns": {"a": "a", "e": "e"}}'
		exports 10 3000 ';' $quoting $'\r' | LC_ALL=C tr -d '\200-\377' >s
		same_as_exact
	done
}

@test "quick: one column, of short cells and of none" {
	source_is '{"delimiter": ";", "columns": {"a": "a"}}'
	for end in '\n' '\r\n'; do
		{ printf "a$end"; seq 3000 | sed 's/.*7$//; s/.*8$/x/' |
			while read -r cell; do printf "%s$end" "$cell"; done; } >s
		same_as_exact
	done
}

@test "quick: line numbers of many digits, a long name" {
	local name
	name=s$(printf 'x%.0s' {1..70})
	source_is '{"delimiter": ";", "columns": {"b": "b"}}'
	{ echo 'a;b'; seq -f '%.0f;x' 1 1000200; } >"$name"
	bif-extract -s s "$name" |
		awk -F '\t' -v name="$name" 'NR > 1 && $0 != "x\t" name ":" NR {
			print; exit 1 }'
}

# tables SEED ROWS DELIMITER QUOTE [LINE-END]: a date, a number with a comma, a
# word and a code; after the first thousand rows, which tell what the columns
# hold, all that may befall a row.
tables() {
	awk -v seed="$1" -v rows="$2" -v d="$3" -v q="$4" -v cr="$5" '
	function draw(n) { return int(rand() * n) }
	BEGIN {
		srand(seed)
		n = split("abc|JC S\303\270nder|*5|#x|" q "|x" q "y|" q "a" d \
			"b" q "|" q "a\nb" q "|\\" d "|~|-||12|x\ry|\001", odd, "|")
		header = "Dato" d "Tal" d "Ord" d "Kode"
		print header cr
		for (row = 0; row < rows; row++) {
			line = sprintf("%02d-%02d-2010%s%d,%02d%s%s%s%06d",
				1 + draw(28), 1 + draw(12), d, draw(900),
				draw(100), d, draw(9) ? "ord" : q "et ord" q, d,
				draw(999999))
			if (row > 1050 && !draw(25)) {
				gsub(draw(2) ? "ord" : /^[-0-9]*/,
					odd[1 + draw(n)], line)
				if (!draw(6))
					gsub(d, draw(2) ? "|" : "@", line)
				if (!draw(6))
					line = line d "z"
				if (!draw(6))
					line = draw(2) ? header : header " "
				if (!draw(6))
					line = "# " line
				if (!draw(6))
					print cr
				if (!draw(20))
					line = "Navn" d "By" d "Land" d "Vej"
			}
			print line cr
		}
	}' | tr '\001' '\000'
}

# same_without_source LEAST OPTION...: t is read alike with the index on each
# path and without it, and more than so many rows of it are taken.
same_without_source() {
	local least=$1 path
	shift
	BIF_SPLIT=none bif-extract --rejects none.rejects "$@" t \
		>none 2>none.said || [ $? -eq 65 ]
	[ "$(wc -l <none)" -gt "$least" ]
	for path in scalar sse2 avx2 avx512; do
		BIF_SPLIT=$path bif-extract --rejects "$path.rejects" "$@" t \
			>"$path" 2>"$path.said" || [ $? -eq 65 ]
		cmp none "$path"
		cmp none.rejects "$path.rejects"
		cmp none.said "$path.said"
	done
}

@test "quick without a source: whatever befalls a row" {
	local seed
	for seed in 1 2 3; do
		tables $seed 3000 ';' '"' >t
		same_without_source 1500 --delimiter ';'
		same_without_source 1500 --delimiter ';' --columns Kode,Dato
		same_without_source 1500 --delimiter ';' --comment '#' --trim
		tables $seed 3000 $'\t' "'" $'\r' >t
		same_without_source 1500 --delimiter tab --quote "'" \
			--encoding windows-1252
		same_without_source 1500 --delimiter tab --quote "'" --newline lf
	done
}

@test "quick without a source: ragged rows, no header, escapes, no quotes" {
	tables 4 3000 ';' '"' >t
	same_without_source 1500 --delimiter ';' --ragged pad
	same_without_source 1500 --delimiter ';' --ragged keep
	same_without_source 1500 --delimiter ';' --header none
	same_without_source 1500 --delimiter ';' --escape '\'
	same_without_source 1500 --delimiter ';' --quote ''
	same_without_source 1500 --delimiter ';' --quote '' --escape '~'
	same_without_source 1500 --delimiter ';' --footer 3
	same_without_source 1500 --delimiter ';' --footer '^Kode'
	same_without_source 1000 --delimiter ';' --table 1
}

@test "quick without a source: a row is doubted behind a million bytes, too" {
	{ echo 'Nr;Beløb;Ord'
	  seq -f '%.0f;1,5;ord' 60000
	  # Split by commas it has three cells as well, and figures in two.
	  printf '7;8,a,9;x\n1,2,o;r;d\n3;4,5;\000\n'
	  echo 'Nr;Beløb;Ord'
	  seq -f '%.0f;1,5;ord' 10; } >t
	same_without_source 60000 --delimiter ';'
	run -65 bif-extract --delimiter ';' -o out t
	assert_output --partial 't:60003: another delimiter splits the row'
	assert_output --partial 't:60004: a NUL byte is no text'
	[ "$(grep -c ord out)" -eq 60010 ]
	[ "$(wc -l <out)" -eq 60012 ]
}
