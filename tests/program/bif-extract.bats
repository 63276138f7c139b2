#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bif-extract: raw exports in, records out.

load ../lib/bif
load ../lib/extract

setup() {
	scratch
	small_book
}

# --- the sample sources ------------------------------------------------

@test "each sample source gives the data rows it should" {
	local name file want got refused
	BIF_BOOK=$SAMPLE_BOOK
	cd "$SAMPLE_EXPORTS"
	while read -r name file want; do
		[ -n "$name" ] || continue
		bif-extract -s "$name" --quiet \
			--rejects "$BATS_TEST_TMPDIR/rejects" "$file" \
			>"$BATS_TEST_TMPDIR/records" 2>/dev/null
		got=$(($(wc -l <"$BATS_TEST_TMPDIR/records") - 1))
		refused=$(($(wc -l <"$BATS_TEST_TMPDIR/rejects") - 1))
		[ $((got + refused)) -eq "$want" ] || {
			echo "$file: $got records, $refused refused, not $want"
			return 1
		}
	done <<-'EOF'
	elforbrug elforbrug_2009.txt 192
	fleksjob fleksjob_venteliste.csv 983
	jobindsats jobindsats_aktivering.json 394
	klager klager.csv 339
	kmd-sygedagpenge KMD7042.TXT 6265
	kvantum-prognose kvantum_prognose_2009.csv 45
	opera-henvendelse henvendelser_2009.csv 6318
	opera-samtaler samtaler_2010-03.csv.gz 909
	opus-fravaer opus_fravaer.lst.gz 7202
	opus-personale opus_personale.csv 191
	telefoni telefoni_2010.csv 4664
	trivsel trivsel_2010-01.csv 1059
	workbase-tilbud workbase_tilbud.txt 12221
	EOF
}

# --- export: text ------------------------------------------------------

@test "columns: ours, in our order, by name, whatever the file's order" {
	source_is s <<<'{"export": {"delimiter": ";",
		"columns": {"b": "Beta", "a": "Alfa"}}}'
	bytes 'Alfa;x;Beta\n1;2;3\n' >s1
	bytes 'Beta;Alfa;x\r\n3;1;2\r\n' >s2
	expect 0 bif-extract -s s s1 s2
	is <<-'EOF'
	b | a | at
	3 | 1 | s1:2
	3 | 1 | s2:2
	EOF
}

@test "columns: a name is found folded, when not as written" {
	source_is s <<<'{"export": {"columns": {"o": "LØBENR"}}}'
	bytes ' Løbenr ,x\n1,2\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'o | at
	1 | s1:2'
}

@test "columns: one that is missing is named, with a word that is near" {
	source_is s <<<'{"export": {"columns": {"a": "Alfa"}}}'
	bytes 'Alpha,x\n1,2\n' >s1
	expect_err 65 'bif-extract: s1:1: the header has no column "Alfa"; did you mean "Alpha"?' \
		-- bif-extract -s s s1
}

@test "columns: one that occurs twice is not guessed" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	bytes 'A,A\n1,2\n' >s1
	expect_err 65 'has the column "A" 2 times' -- bif-extract -s s s1
}

@test "header: its line's number, titles before it may hold anything" {
	source_is s <<<'{"export": {"header": 3, "columns": {"a": "A"}}}'
	bytes 'A "title\n,"\nA,B\n1,2\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | at
	1 | s1:4'
}

@test "header: a file too short to have it" {
	source_is s <<<'{"export": {"header": 3, "columns": {"a": "A"}}}'
	bytes 'A,B\n1,2\n' >s1
	expect_err 65 's1:3: there is no header' -- bif-extract -s s s1
	: >s2
	expect_err 65 's2:3: there is no header' -- bif-extract -s s s2
}

@test "header none: cells go by number" {
	source_is s <<<'{"export": {"header": "none", "columns": {"c": "3", "a": "1"}}}'
	bytes '1,2,3\n4,5,6\n7,8\n' >s1
	expect_err 65 '2 cells, not 3' 'more than is tolerated' -- bif-extract -s s s1
	is <<<'c | a | at
	3 | 1 | s1:1
	6 | 4 | s1:2'
}

@test "skip: lines before the header are passed over" {
	source_is s <<<'{"export": {"skip": 2, "columns": {"a": "A"}}}'
	bytes 'x\ny\nA\n1\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | at
	1 | s1:4'
}

@test "skip_rows: patterns over the line, and over a cell" {
	source_is s <<<'{"export": {"delimiter": ";",
		"skip_rows": ["^I alt", {"b": "^Sum( æ)?$"}, {"C": "^x$"}],
		"columns": {"a": "A", "b": "B"}}}'
	bytes 'A;B;C\nI alt;1;1\n1; Sum æ ;1\n2;Sum ;2\n3;y;x\n4;;1\nI  alt;;\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	4 |  | s1:6
	I  alt |  | s1:7'
}

@test "only_rows: other lines are no data rows" {
	source_is s <<<'{"export": {"only_rows": ["^[0-9]", "^x"], "columns": {"a": "A"}}}'
	bytes 'A\n1\n-2\nx\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | at
	1 | s1:2
	x | s1:4'
}

@test "only_rows: over a cell; a row without that cell is refused aloud" {
	source_is s <<<'{"tolerate": "9", "export": {"only_rows": [{"b": "^[0-9]+$"}],
		"columns": {"a": "A", "b": "B"}}}'
	bytes 'A,B\n1,2\nx,y\n3\n4,"5\n' >s1
	expect_err 0 's1:4:2: 1 cells' 's1:5:3: a quote' -- bif-extract -s s s1
	is <<<'a | b | at
	1 | 2 | s1:2'
}

@test "until: notes at the foot are no rows" {
	source_is s <<<'{"export": {"until": "^Noter", "columns": {"a": "A"}}}'
	bytes 'A\n1\nNoter:\n"2\n3,4\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | at
	1 | s1:2'
}

@test "no rows: blank lines, delimiters only, the header again, Ctrl-Z, a form feed" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	bytes 'A,B\n\n , \n,\nA,B\r\n\f1,2\n\f\nA,B\n\x1a' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | at
	1 | s1:6'
}

@test "frame: rows stand between two bytes; half a frame is refused" {
	source_is s <<<'{"tolerate": "5", "export": {"delimiter": "|", "quote": "",
		"frame": "|", "trim": true, "header": 2,
		"columns": {"a": "A", "b": "B"}}}'
	bytes 'x---\n|A |B  |\n---\n| 1| x"|\n|2|y\n|3|z|w|\nSum: 3\n' >s1
	expect_err 0 's1:5: the row does not begin and end with |: "|2|y"' \
		's1:6:6: 3 cells, not 2' -- bif-extract -s s s1
	is <<<'a | b | at
	1 | x" | s1:4'
}

@test "frame: another byte than the delimiter" {
	source_is s <<<'{"export": {"delimiter": ",", "quote": "", "frame": "!",
		"columns": {"a": "A", "b": "B"}}}'
	bytes '!A,B!\n!1,2! \nx\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	1 | 2 | s1:2'
}

@test "trim: blanks at the ends of cells, no-break spaces too" {
	source_is s <<<'{"export": {"encoding": "iso-8859-1", "trim": true,
		"columns": {"a": "A", "b": "B"}}}'
	bytes 'A,B\n  1\t,\xa0\xe6 x\xa0 \n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	1 | æ x | s1:2'
}

@test "trim: without it cells stay as they are" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	bytes 'A\n 1 \n' >s1
	expect 0 bif-extract -s s s1
	[ "${lines[1]}" = ' 1 	s1:2' ]
}

@test "delimiter, quote, escape" {
	source_is s <<<'{"export": {"delimiter": "\t", "quote": "'"'"'", "escape": "\\",
		"columns": {"a": "A", "b": "B"}}}'
	bytes "A\tB\n'x\ty'\t'it\\\\'s'\n" >s1
	expect 0 bif-extract -s s s1
	[ "${lines[1]}" = "x\\ty	it's	s1:2" ]
}

@test "quoted cells: delimiters, quotes and line ends; lines are physical" {
	source_is s <<<'{"export": {"delimiter": ";", "columns": {"a": "A", "b": "B"}}}'
	bytes 'A;B\r\n1;"x;""y""\r\nz"\r\n2;w\r\n' >s1
	expect 0 bif-extract -s s s1
	[ "${lines[1]}" = '1	x;"y"\r\nz	s1:2' ]
	[ "${lines[2]}" = '2	w	s1:4' ]
}

@test "a quote that is not closed costs its own row, no more" {
	source_is s <<<'{"tolerate": "2", "export": {"columns": {"a": "A", "b": "B"}}}'
	bytes 'A,B\n1,x\n2,"y\n3,z\n4,"w"\n5,"u\n6,v\n' >s1
	expect_err 0 's1:3:3: a quote is not closed' 's1:6:3: a quote is not closed' \
		-- bif-extract -s s s1 --rejects rejects
	is <<<'a | b | at
	1 | x | s1:2
	3 | z | s1:4
	4 | w | s1:5
	6 | v | s1:7'
	run cat rejects
	is <<<'at | source | stage | reason | column | value | unit | month | event
	s1:3 | s | extract | malformed |  | 2,"y |  |  |
	s1:6 | s | extract | malformed |  | 5,"u |  |  |'
}

@test "a quote inside a cell without quotes" {
	source_is s <<<'{"tolerate": "1", "export": {"delimiter": ";", "columns": {"a": "A", "b": "B"}}}'
	bytes 'A;B\n1;5" rør\n2;x\n' >s1
	expect_err 0 's1:2:4:' -- bif-extract -s s s1
	is <<<'a | b | at
	2 | x | s1:3'
}

@test "field_count: the byte of the first cell too many, the row is kept" {
	source_is s <<<'{"tolerate": "50%", "facts": {}, "export": {"delimiter": ";", "columns": {"a": "A"}}}'
	bytes 'A;B\n1;2\n1;"x;y";3\n1\n2;3\n' >s1
	expect_err 0 's1:3:9: 3 cells, not 2: "1;"x;y";3"' 's1:4:2: 1 cells, not 2: "1"' \
		-- bif-extract -s s s1 --rejects rejects --rows rows
	[ "${#lines[@]}" -eq 3 ]
	run cat rejects
	is <<<'at | source | stage | reason | column | value | unit | month | event
	s1:3 | s | extract | field_count |  | 1;"x;y";3 |  |  |
	s1:4 | s | extract | field_count |  | 1 |  |  |'
	run cat rows
	is <<<'source | file | data_rows | facts | skipped | rejected | detail
	s | s1 | 2 | 0 | 0 | 2 |
	s | * | 2 | 0 | 0 | 2 |'
}

# --- encodings ---------------------------------------------------------

@test "encoding: windows-1252, and a byte it has not" {
	source_is s <<<'{"tolerate": "1", "export": {"encoding": "windows-1252", "columns": {"a": "Æ"}}}'
	bytes '\xc6,B\n\x80\xf8,\x81\n\x81x,2\n' >s1
	expect_err 0 's1:3:1: "Æ": byte 0x81 is not in the encoding' \
		-- bif-extract -s s s1 --rejects rejects
	is <<<'a | at
	€ø | s1:2'
	run tail -n 1 rejects
	is <<<'s1:3 | s | extract | bad_encoding | Æ | �x |  |  |'
}

@test "encoding: cp865, by characters in fixed width" {
	source_is s <<<'{"export": {"format": "fixed", "encoding": "cp865",
		"columns": {"a": "1-2", "b": "3", "c": "4-9"}}}'
	bytes '\x91\x9b\x86xyz\r\n12' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | c | at
	æø | å | xyz | s1:1
	12 |  |  | s1:2'
}

@test "encoding: utf-8 in fixed width counts characters" {
	source_is s <<<'{"export": {"format": "fixed", "columns": {"b": "3-4", "a": "1-2"}}}'
	bytes 'æøåx\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'b | a | at
	åx | æø | s1:1'
}

@test "encoding: what is not utf-8 is refused" {
	source_is s <<<'{"tolerate": "3", "export": {"columns": {"a": "A"}}}'
	bytes 'A\n\xc3\xa6\n\xe6\n\xed\xa0\x80\n\xc0\x80\nx\n' >s1
	expect_err 0 's1:3:1:' 's1:4:1:' 's1:5:1:' -- bif-extract -s s s1
	is <<<'a | at
	æ | s1:2
	x | s1:6'
}

@test "encoding: utf-16, and marks that say otherwise" {
	source_is s <<<'{"export": {"encoding": "iso-8859-1", "delimiter": ";", "columns": {"o": "Ø"}}}'
	bytes 'Ø;B\r\né;2\r\n' >utf8
	iconv -f utf-8 -t utf-16le utf8 >le
	{ bytes '\xff\xfe' && cat le; } >s1
	{ bytes '\xfe\xff' && iconv -f utf-8 -t utf-16be utf8; } >s2
	{ bytes '\xef\xbb\xbf' && cat utf8; } >s3
	iconv -f utf-8 -t iso-8859-1 utf8 >s4
	expect 0 bif-extract -s s s1 s2 s3 s4
	is <<<'o | at
	é | s1:2
	é | s2:2
	é | s3:2
	é | s4:2'
}

@test "encoding: a lone surrogate in utf-16 is refused with its row" {
	source_is s <<<'{"tolerate": "1", "export": {"encoding": "utf-16le", "columns": {"a": "A"}}}'
	{ bytes 'A\n1\n' | iconv -f utf-8 -t utf-16le; bytes '\x00\xd8'; bytes 'x\n2\n' | iconv -f utf-8 -t utf-16le; } >s1
	expect_err 0 's1:3:1: "A": byte 0xff' -- bif-extract -s s s1
	is <<<'a | at
	1 | s1:2
	2 | s1:4'
}

# --- fixed, control ----------------------------------------------------

@test "fixed: pages, form feeds, the control count" {
	source_is s <<<'{"export": {"format": "fixed", "trim": true, "only_rows": ["^[0-9]{3}"],
		"control": {"line": "^ANTAL: *([0-9.]+)"}, "columns": {"a": "1-3", "b": "4-6"}}}'
	bytes 'PAGE 1\r\nABCDEF\r\n101x\r\n\f102 y\r\n\fPAGE 2\r\nANTAL: 0002\r\n\x1a' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	101 | x | s1:3
	102 | y | s1:4'
}

@test "control: a sum that its rows contradict" {
	source_is s <<<'{"numbers": "danish", "export": {"delimiter": ";",
		"control": {"line": "^I alt;(.*)$", "sum": "a"}, "columns": {"a": "A", "b": "B"}}}'
	printf '%s\n' 'B;A' 'x;1.000,50' 'x;-0,50' 'x;2' 'I alt;1.002,00' >in
	expect 0 bif-extract -s s in
	[ "$(wc -l <<<"$output")" -eq 4 ]
	sed -i 's/1.002,00/1.003/' in
	expect_err 65 'in: the file says that "a" comes to 1003, but its rows come to 1002' -- \
		bif-extract -s s in
	sed -i 's/1.003/all/' in
	expect_err 65 'in:5: "all" is not a number' 'sum of its rows is missing' -- \
		bif-extract -s s in
	sed -i '$d' in
	expect_err 65 'in: the line that tells the sum of its rows is missing' -- \
		bif-extract -s s in
}

@test "control: another number, no number, no line" {
	source_is s <<<'{"export": {"control": {"line": "^Antal: *(.*)"}, "columns": {"a": "A"}}}'
	bytes 'A\n1\nAntal: 2\n' >s1
	expect_err 65 's1: the file says 2 rows, but has 1' -- bif-extract -s s s1
	[ "${#lines[@]}" -eq 2 ]
	bytes 'A\n1\n' >s2
	expect_err 65 's2: the line that tells the number of rows is missing' -- bif-extract -s s s2
	bytes 'A\n1\nAntal: x\n' >s3
	expect_err 65 's3:3: "x" is not a count' 'is missing' -- bif-extract -s s s3
	bytes 'A\n1\n2,3\nAntal: 2\n' >s4
	expect_err 65 '2 cells, not 1' 'more than is tolerated' -- bif-extract -s s s4
}

# --- wide --------------------------------------------------------------

@test "wide: each month is a record; a row rejected is each of them" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "columns": {"u": "Unit"},
		"wide": {"columns": "^[a-z]{3}-[0-9]+$", "name": "m", "value": "v", "expect": 2}}}'
	bytes 'jan-10;Unit;feb-10;I alt\n1;x;2;3\n;y;-;\n1;2\n' >s1
	expect_err 0 's1:4:4: 2 cells, not 4' -- bif-extract -s s s1 --rejects rejects --ledger ledger
	is <<<'u | m | v | at
	x | jan-10 | 1 | s1:2
	x | feb-10 | 2 | s1:2
	y | jan-10 |  | s1:3
	y | feb-10 | - | s1:3'
	run cut -f 4,5 rejects
	is <<<'reason | column
	field_count | jan-10
	field_count | feb-10'
	run bash -c "grep -v pipe: ledger | tail -n 1 | cut -f 1-8"
	is <<<'bif-extract | s | * | 6 | 4 | 4 | 2 | 0'
}

@test "wide: bytes that are no text refuse their month, or all of them" {
	source_is s <<<'{"tolerate": "9", "export": {"columns": {"u": "U"},
		"wide": {"columns": "^m", "name": "m", "value": "v"}}}'
	bytes 'U,m1,m2\nx,\xff,2\n\xff,1,2\n' >s1
	expect_err 0 's1:2:3: "m1"' 's1:3:1: "U"' -- bif-extract -s s s1 --rejects rejects
	is <<<'u | m | v | at
	x | m2 | 2 | s1:2'
	run cut -f 4,5 rejects
	is <<<'reason | column
	bad_encoding | m1
	bad_encoding | m1
	bad_encoding | m2'
}

@test "wide: no such column" {
	source_is s <<<'{"export": {"columns": {"u": "U"},
		"wide": {"columns": "^m", "name": "m", "value": "v"}}}'
	bytes 'U,x\n1,2\n' >s1
	expect_err 65 'no column of the header matches' -- bif-extract -s s s1
	bytes 'U,m1,m1\n1,2,3\n' >s2
	expect_err 65 's2:1: the header has the column "m1" twice' -- bif-extract -s s s2
}

# --- json --------------------------------------------------------------

@test "json: the filter gives the records; numbers in the source's style" {
	source_is s <<<'{"numbers": "danish", "export": {"format": "json",
		"filter": ".Data[] # all", "skip_rows": [{"a": "alt$"}],
		"columns": {"a": "Område \"x\"", "n": "N"}}}'
	cat >s1 <<-'EOF'
	{"Data": [{"Område \"x\"": "æ\tb\\", "N": 1.5}, {"N": null, "Område \"x\"": true},
	 {"Område \"x\"": "I alt", "N": 1}, {"Område \"x\"": [1, {"y": 2}], "N": "1.500"}, {}]}
	EOF
	expect 0 bif-extract -s s s1
	[ "${lines[0]}" = 'a	n	at' ]
	[ "${lines[1]}" = 'æ\tb\\	1,5	s1#1' ]
	[ "${lines[2]}" = 'true		s1#2' ]
	[ "${lines[3]}" = '[1,{"y":2}]	1.500	s1#4' ]
	[ "${lines[4]}" = '		s1#5' ]
}

@test "json: gzip, utf-16, a record that is no object" {
	source_is s <<<'{"tolerate": "1", "export": {"format": "json", "columns": {"a": "a"}}}'
	echo '[{"a": "æ"}, 7]' | iconv -f utf-8 -t utf-16 | gzip >s1
	expect_err 0 's1#2: the record is no object: "7"' -- bif-extract -s s s1
	is <<<'a | at
	æ | s1#1'
}

@test "json: jq's failure is 65, its words are shown" {
	source_is s <<<'{"export": {"format": "json", "columns": {"a": "a"}}}'
	echo '[{"a": 1}, {"a": ' >s1
	expect_err 65 'parse error' 's1: jq ended with status' -- bif-extract -s s s1
	echo '"x"' >s2
	expect_err 65 'Cannot iterate' 's2: jq ended with status' -- bif-extract -s s s2
	: >s3
	expect_err 65 's3: is empty' -- bif-extract -s s s3
	bytes '[{"a": "\xe6"}]' >s4
	expect_err 65 's4: byte 9 is not UTF-8' -- bif-extract -s s s4
}

@test "json: a filter that is none is the definition's fault" {
	source_is s <<<'{"export": {"format": "json", "filter": ".[", "columns": {"a": "a"}}}'
	echo '[]' >s1
	run --separate-stderr bif-extract -s s s1
	[ "$status" -eq 78 ]
}

@test "json: a key that no record has" {
	source_is s <<<'{"export": {"format": "json", "columns": {"a": "a", "b": "b"}}}'
	echo '[{"a": 1}, {"a": 2}]' >s1
	expect_err 65 's1: no record has the key "b"' -- bif-extract -s s s1
}

@test "json: ~/.jq changes nothing" {
	source_is s <<<'{"export": {"format": "json", "columns": {"a": "a"}}}'
	echo 'def tojson: 1; def join($x): "?";' >.jq
	echo '[{"a": [1]}]' >s1
	HOME=$PWD expect 0 bif-extract -s s s1
	is <<<'a | at
	[1] | s1#1'
}

# --- xlsx --------------------------------------------------------------

has_xlsx() {
	BIF_BOOK=$SAMPLE_BOOK bif-extract -s elforbrug \
		"$ROOT/tests/cases/elforbrug_2010.xlsx" 2>&1 >/dev/null |
		grep -q 'built without' && skip 'built without libzip and expat'
	return 0
}

@test "xlsx: a workbook gives the values that the text has" {
	has_xlsx
	BIF_BOOK=$SAMPLE_BOOK
	cp "$ROOT/tests/cases/elforbrug_2010.xlsx" .
	expect 0 bif-extract -s elforbrug elforbrug_2010.xlsx
	[ "${lines[1]}" = "$(echo 'JCN-1|Jobcenter Nyropsgade|jan-10|7863,7|elforbrug_2010.xlsx!El 2010:6' | table)" ]
	cut -f 1-4 <<<"$output" >workbook
	bif-extract -s elforbrug "$SAMPLE_EXPORTS/elforbrug_2010.txt" |
		cut -f 1-4 | sed 's/\.//' >text
	same workbook text
}

@test "xlsx: by options, from standard input, a sheet by name" {
	has_xlsx
	cp "$ROOT/tests/cases/elforbrug_2010.xlsx" f
	expect 0 bash -c "bif-extract --input xlsx --sheet 'El 2010' --header 5 \
		--columns Center,jan-10 - <f | head -n 2 | tail -n 1"
	is <<<'Jobcenter Nyropsgade | 7863.7 | -!El 2010:6'
	expect_err 65 'f: the workbook has no sheet "El"' \
		-- bif-extract --input xlsx --sheet El f
	head -c 3000 f >g
	expect_err 65 'g: is no workbook' -- bif-extract --input xlsx g
}

# --- several parts, claims ---------------------------------------------

@test "parts: the first that claims the file reads it" {
	source_is s <<<'{"export": [
		{"match": "*.csv", "delimiter": ";", "columns": {"a": "A"}},
		{"match": "*.txt", "delimiter": "\t", "columns": {"a": "Alfa"}}]}'
	bytes 'B;A\n1;2\n' >s.csv
	bytes 'Alfa\tB\n3\t4\n' >s.txt
	bytes 'x\n' >s.doc
	expect 0 bif-extract -s s s.txt s.csv
	is <<<'a | at
	3 | s.txt:2
	2 | s.csv:2'
	expect_err 78 's.doc: no part of "export" of the source "s" claims this file' \
		-- bif-extract -s s s.doc
}

@test "parts: they give the same columns" {
	source_is s <<<'{"export": [{"match": "*.csv", "columns": {"a": "A"}},
		{"match": "*.txt", "columns": {"b": "A"}}]}'
	expect_err 78 'sources/s.json:' -- bif-extract -s s x.csv
}

@test "--claim: files, folders, sources without" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	source_is t <<<'{"export": {"columns": {"a": "A"}}}'
	source_is u <<<'{"match": "*.txt|*.csv", "export": {"columns": {"a": "A"}}}'
	mkdir -p in/folder
	touch in/u.csv in/b in/s2 in/s10 in/.hidden s1
	expect 0 bif-extract --claim s1 in
	is <<<'source | file | month
	s | s1 |
	 | in/b |
	s | in/s10 |
	s | in/s2 |
	u | in/u.csv |
	t | |'
	touch in/s.txt
	expect_err 78 'in/s.txt is claimed by two sources, "s" and "u"' -- bif-extract --claim in
	expect_err 66 'nowhere' -- bif-extract --claim nowhere
}

@test "--claim: files that come by month, and none has such a name: 78" {
	source_is s <<<'{"match": "s_*.csv", "delivers": {"files": "s_{yyyy-mm}.csv"},
	"export": {"columns": {"a": "A"}}}'
	mkdir in
	expect 0 bif-extract --claim in
	touch in/s_jan.csv
	expect_err 78 '"files": "s_{yyyy-mm}.csv" is the name of none of the files that source "s" claims' \
		-- bif-extract --claim in
	touch in/s_2010-02.csv
	expect 0 bif-extract --claim in
	is <<<'source | file | month
	s | in/s_2010-02.csv | 2010-02
	s | in/s_jan.csv |'
}

# --- definitions -------------------------------------------------------

@test "definitions: an unknown source, with the nearest name" {
	source_is klager <<<'{"export": {}}'
	expect_err 78 'there is no source "klage"' 'did you mean "klager"' -- bif-extract -s klage x
}

@test "definitions: what is wrong is said with its line" {
	local export
	while read -r export; do
		echo '{"export": '"$export"'}' | jq '{source: "s", match: "s"} + .' >book/sources/s.json
		run --separate-stderr bif-extract -s s s1
		[ "$status" -eq 78 ] || { echo "$status: $export"; return 1; }
		[[ $stderr == *"sources/s.json:"* ]] || { echo "$stderr: $export"; return 1; }
	done <<-'EOF'
	{"format": "cvs"}
	{"delimiter": "a\nb"}
	{"delimiter": "\""}
	{"delimeter": ";"}
	{"encoding": "klingon"}
	{"header": 0}
	{"header": "first"}
	{"skip": 2, "header": 2}
	{"skip_rows": ["("]}
	{"skip_rows": [{"a": "x", "b": "y"}]}
	{"until": 3}
	{"trim": "yes"}
	{"columns": {"at": "A"}}
	{"columns": []}
	{"format": "fixed"}
	{"format": "fixed", "columns": {"a": "3-1"}}
	{"format": "fixed", "columns": {"a": "0-1"}}
	{"header": "none", "columns": {"a": "A"}}
	{"wide": {"columns": "x", "name": "m", "value": "v"}}
	{"columns": {"a": "A"}, "wide": {"columns": "x", "name": "a", "value": "v"}}
	{"control": "x"}
	{"sheet": 1}
	{"filter": "."}
	{"format": "json", "skip_rows": ["^x"]}
	{"format": "json", "delimiter": ";"}
	{"format": "fixed", "columns": {"a": "1"}, "skip_rows": [{"b": "x"}]}
	EOF
}

# --- without a source --------------------------------------------------

@test "general: all columns, names made unique" {
	unset BIF_BOOK
	bytes 'x,,x,at\n1,2,3,4\n' >f
	expect 0 bif-extract f
	is <<<'x | 2 | x_2 | at_2 | at
	1 | 2 | 3 | 4 | f:2'
}

@test "general: options say how" {
	bytes 'title\nA;B;C\n1;\xe6;3\n' >f
	expect 0 bif-extract -d ';' --encoding latin1 --header 2 --columns C,B f
	is <<<'C | B | at
	3 | æ | f:3'
	expect 0 bif-extract --delimiter ';' --encoding iso-8859-1 --skip 2 --header none --columns 2 f
	is <<<'2 | at
	æ | f:3'
	expect 0 bif-extract -d ';' --skip 2 --header none --quote '' --encoding latin1 f
	is <<<'1 | 2 | 3 | at
	1 | æ | 3 | f:3'
	bytes 'a\tb\n " \t2\n' >f
	expect 0 bif-extract -d tab --quote '' --trim f
	is <<<'a | b | at
	" | 2 | f:2'
	echo '{"r": [{"x": 1, "y": "a"}, {"y": "b", "x": 2.5}, {"x": 1, "z": 3}]}' >f
	expect_err 65 'f#3: the record has 1 keys that the first has not' 'more than' \
		-- bif-extract --input json --filter '.r[]' f
	is <<<'x | y | at
	1 | a | f#1
	2.5 | b | f#2'
}

@test "general: later files are bound by the first one's names" {
	bytes 'a,b\n1,2\n' >f
	bytes 'b,a\n2,1\n' >g
	bytes 'a,b,c\n1,2,3\n' >h
	expect 0 bif-extract f g
	is <<<'a | b | at
	1 | 2 | f:2
	1 | 2 | g:2'
	expect_err 65 'h:1: the first file has no column "c"' -- bif-extract f h
}

@test "general: one rejected row is too many" {
	bytes 'a,b\n1\n' >f
	expect_err 65 'f:2:2: 1 cells, not 2: "1"' '1 of 1 rows rejected: more than is tolerated' \
		-- bif-extract f
}

@test "options that contradict are 64" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	expect_err 64 '--delimiter' -- bif-extract -s s -d ';' x
	expect_err 64 '--claim' -- bif-extract -s s --claim x
	expect_err 64 '--header' -- bif-extract --header first x
	expect_err 64 '--columns' -- bif-extract --header none --columns A x
	expect_err 64 '--encoding' -- bif-extract --encoding klingon x
	expect_err 64 'same' -- bif-extract -d '"' x
}

# --- output and input --------------------------------------------------

@test "-O csv and jsonl" {
	bytes 'a,b\n"x""y","1\n2"\n,\xc3\xa6\n' >f
	expect 0 bif-extract -O jsonl f
	[ "${lines[0]}" = '{"a":"x\"y","b":"1\n2","at":"f:2"}' ]
	[ "${lines[1]}" = '{"a":null,"b":"æ","at":"f:4"}' ]
	bif-extract -O csv f >out.csv
	expect 0 bif-extract --columns a,b out.csv
	[ "${lines[1]}" = 'x"y	1\n2	out.csv:2' ]
}

@test "tolerate: beyond it 65, and all rows that are good are there" {
	source_is s <<<'{"tolerate": "20%", "export": {"columns": {"a": "A"}}}'
	bytes 'A\n1\n2\n3\n4\n5,x\n' >s1
	expect_err 0 's1:6:3' -- bif-extract -s s s1
	bytes 'A\n1\n2\n3\n5,x\n' >s1
	expect_err 65 's1:5:3' '1 of 4 rows rejected: more than is tolerated' \
		-- bif-extract -s s -o out s1
	[ "$(wc -l <out)" -eq 4 ]
}

@test "a damaged header further down is one rejected row, not the end of the stream" {
	local way
	source_is s <<<'{"tolerate": "9", "export": {"columns": {"cpr": "CPR", "b": "B"}},
		"facts": {"each": [{"event": "e", "unit": "A", "date": "2010-01-01"}]}}'
	printf 'unit,name\nA,Alfa\n' >book/units.csv
	# By the quick way, and where quotes make rows slow.
	for way in '' '"'; do
		bytes 'CPR,B\n1,x\n' >s1
		bytes "${way}cpr$way,B\\n${way}cpr $way,C\\n2,cpr\\n" >>s1
		expect_err 0 's1:3: the row begins as the header does, and differs: ' 's1:4: the row' -- \
			bif-extract -s s --rejects rejects -o records s1
		[ "$(cut -f 4 rejects | tr '\n' ' ')" = 'reason malformed malformed ' ]
		expect 0 bif-normalize -s s --columns at,unit records
		[ "$output" = "$(printf 'unit\tat\nA\ts1:2\nA\ts1:5')" ]
	done
}

@test "personal numbers are masked in messages and rejects" {
	source_is s <<<'{"tolerate": "9", "facts": {"each": [{"subject": {"cpr": "c"}}]},
		"export": {"columns": {"c": "C"}}}'
	source_is t <<<'{"tolerate": "9", "facts": {"each": [{"subject": "x"}]},
		"export": {"columns": {"c": "C"}}}'
	bytes 'C\n010203-9999,x\n' >s1
	expect_err 0 '"***,x"' -- bif-extract -s s --rejects rejects s1
	run cut -f 6 rejects
	[ "${lines[1]}" = '***,x' ]
	# Nobody says what else may stand in a row of a source that has none.
	expect_err 0 '"***,x"' -- bif-extract -s t --rejects rejects s1
	run cut -f 6 rejects
	[ "${lines[1]}" = '***,x' ]
}

@test "ledger: a line for each file and one for the run" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	bytes 'A\n1\n2\n' >s1
	bytes 'A\n' | gzip >s2
	expect 0 bif-extract -s s --ledger ledger s1 s2
	run bash -c 'grep -v pipe: ledger | cut -f 1-8,13'
	is <<<'program | source | file | rows_in | rows_out | facts | rejected | skipped | status
	bif-extract | s | s1 | 2 | 2 | 2 | 0 | 0 | 0
	bif-extract | s | s2 | 0 | 0 | 0 | 0 | 0 | 0
	bif-extract | s | * | 2 | 2 | 2 | 0 | 0 | 0'
}

@test "standard input is -" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	expect 0 bash -c "printf 'A\n1\n' | gzip | bif-extract -s s"
	is <<<'a | at
	1 | -:2'
}

@test "gzip members are one file, the second begins with the header again" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	{ bytes 'A\n1\n' | gzip; bytes 'A\n2\n' | gzip; } >s1
	expect 0 bif-extract -s s s1
	is <<<'a | at
	1 | s1:2
	2 | s1:4'
}

@test "a file that ends within a row is cut, whatever is tolerated" {
	source_is s <<<'{"tolerate": "100%", "export": {"delimiter": ";",
		"columns": {"a": "A", "b": "B"}}}'
	local cut
	for cut in 'A;B\n1;2\n3' 'A;B\r\n1;2\r\n3' 'A;B\n1;2\n"3;4'; do
		bytes "$cut" >s1
		expect_err 65 's1:3' 's1:3: the file ends within this row' -- \
			bif-extract -s s s1
	done
	# A last row that ends its line was written so; one that is whole may
	# do without.
	bytes 'A;B\n1;2\n3\n' >s1
	expect_err 0 's1:3' -- bif-extract -s s s1
	bytes 'A;B\n1;2\n3;4' >s1
	expect 0 bif-extract -s s s1
	# Decoded and unpacked text is asked, not the bytes of the file.
	source_is s <<<'{"tolerate": "100%", "export": {"delimiter": ";",
		"encoding": "utf-16le", "columns": {"a": "A", "b": "B"}}}'
	bytes 'A;B\n1;2\n3' | iconv -t utf-16le | gzip >s1
	expect_err 65 's1:3' 's1:3: the file ends within this row' -- \
		bif-extract -s s s1
	bytes 'A;B\n1;2\n3\n' | iconv -t utf-16le | gzip >s1
	expect_err 0 's1:3' -- bif-extract -s s s1
}

@test "a gzip that is cut is 65, and so is junk after it" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	seq 20000 | sed 1s/.*/A/ | gzip >whole
	head -c 9000 whole >s1
	expect_err 65 's1: gzip is cut short' -- bif-extract -s s s1
	{ cat whole; echo junk; } >s2
	expect_err 65 's2:' -- bif-extract -s s s2
}

@test "a folder, or nothing, as input is 66; other files are still read" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	bytes 'A\n1\n' >s1
	mkdir s2
	expect_err 66 's2: is a directory' 's3: No such file' -- bif-extract -s s s2 s3 s1
	is <<<'a | at
	1 | s1:2'
}

@test "a full disk, a closed output, a reader that went away" {
	bytes 'a\n1\n' >f
	run --separate-stderr bash -c 'bif-extract f >/dev/full'
	[ "$status" -eq 74 ] && [ -n "$stderr" ]
	run --separate-stderr bash -c 'bif-extract f >&-'
	[ "$status" -eq 74 ] && [ -n "$stderr" ]
	yes 1 | head -n 200000 >>f
	run bash -c 'bif-extract f | head -n 1 >/dev/null; exit "${PIPESTATUS[0]}"'
	[ "$status" -eq 141 ]
}

@test "an output file appears only when it is whole" {
	bytes 'a\n1\n' >f
	expect 0 bif-extract -o out f
	[ -z "$output" ]
	[ "$(wc -l <out)" -eq 2 ]
	expect_err 66 'nowhere' -- bif-extract -o out f nowhere
	[ "$(wc -l <out)" -eq 2 ]
	expect_err 66 'nowhere' -- bif-extract -o new f nowhere
	[ ! -e new ]
	expect_err 73 'nowhere/out' -- bif-extract -o nowhere/out f
}

@test "memory stays small, whatever the input" {
	skip_instrumented
	yes '1234567890;"x;y";æøåæøå' | head -n 2000000 >f
	ulimit -v 60000
	expect 0 bash -c "bif-extract -d ';' --header none f | tail -n 1"
	[ "$output" = '1234567890	x;y	æøåæøå	f:2000000' ]
}

@test "a line without an end is refused, not kept" {
	skip_instrumented
	source_is s <<<'{"tolerate": "9", "export": {"columns": {"a": "A"}}}'
	{ bytes 'A\n1\n'; head -c 50000000 /dev/zero | tr '\0' x; bytes '\n2\n'; } >s1
	expect_err 0 's1:3:1048577: the line is too long' -- bif-extract -s s s1
	is <<<'a | at
	1 | s1:2
	2 | s1:4'
}
