#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bif-extract: what a row does not say itself. Values from the file's name, the
# lines above and the headings between rows; values that hold on; columns by
# any of their names; months of several values; records of several lines; and
# lines that stand in quotes, or end otherwise than their header.

load ../lib/bif
load ../lib/extract

setup() {
	scratch
	small_book
}

# --- a value from the file's name ---------------------------------------

@test "file_name: the month of a file that does not say it" {
	source_is s <<<'{"match": "*", "export": {"delimiter": ";", "columns": {"u": "Enhed",
		"m": {"file_name": "_([0-9]{4}-[0-9]{2})\\."}, "n": "Antal"}}}'
	mkdir 2009-12_x.y
	bytes 'Antal;Enhed\n3;Nord\n' | tee sager_2010-06.csv >2009-12_x.y/sager_2010-07.csv
	expect 0 bif-extract -s s sager_2010-06.csv 2009-12_x.y/sager_2010-07.csv
	is <<<'u | m | n | at
	Nord | 2010-06 | 3 | sager_2010-06.csv:2
	Nord | 2010-07 | 3 | 2009-12_x.y/sager_2010-07.csv:2'
	run bif-extract -s s -O jsonl sager_2010-06.csv
	[ "$output" = '{"u":"Nord","m":"2010-06","n":"3","at":"sager_2010-06.csv:2"}' ]
}

@test "file_name: a name that says nothing is no file of the source" {
	source_is s <<<'{"match": "*", "export": {"columns": {"m": {"file_name": "_([0-9]{4})"}, "n": "n"}}}'
	bytes 'n\n1\n' >sager.csv
	expect_err 65 'sager.csv: nothing in the file'\''s name gives the column "m" its value' -- \
		bif-extract -s s sager.csv
	is <<<'m | n | at'
	expect_err 65 'nothing in the file' -- bif-extract -s s - <sager.csv
}

@test "file_name: the whole match where no group is; json, fixed and workbooks too" {
	source_is j <<<'{"export": {"format": "json", "columns": {"a": "a", "d": {"file_name": "[0-9]+-[0-9]+"}, "b": "b"}}}'
	bytes '[{"b": 1, "a": "x"}, {"a": "y", "c": 3}]' >j_2010-06.json
	expect 0 bif-extract -s j j_2010-06.json
	is <<<'a | d | b | at
	x | 2010-06 | 1 | j_2010-06.json#1
	y | 2010-06 |  | j_2010-06.json#2'
	source_is f <<<'{"export": {"format": "fixed", "columns": {"d": {"file_name": "[0-9]+"}, "a": "1-2", "b": "4"}}}'
	bytes 'ab-c\n' >f2010
	expect 0 bif-extract -s f f2010
	is <<<'d | a | b | at
	2010 | ab | c | f2010:1'
	source_is j <<<'{"export": {"format": "json", "columns": {"a": {"heading": "x"}}}}'
	expect_err 78 'in json there are no lines between records' -- bif-extract -s j j_2010-06.json
}

# --- a value from a line above ------------------------------------------

@test "line_above: the first that matches, decoded and trimmed" {
	source_is s <<<'{"export": {"delimiter": ";", "encoding": "iso-8859-1", "header": 4,
		"columns": {"c": {"line_above": "^Center:(.*)$"}, "y": {"line_above": "[0-9]{4}"}, "n": "n"}}}'
	bytes 'Rapport 2010 og 2009\nCenter: S\xf8nder  \nCenter: Nord\nn\n5\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'c | y | n | at
	Sønder | 2010 | 5 | s1:5'
}

@test "line_above: one that is missing ends the file, not the others" {
	source_is s <<<'{"export": {"header": 2, "columns": {"y": {"line_above": "^År ([0-9]+)"}, "n": "n"}}}'
	bytes 'År 2010\nn\n1\n' >s1
	bytes 'Aar 2010\nn\n2\n' >s2
	expect_err 65 's2: no line above the rows gives the column "y" its value' -- bif-extract -s s s2 s1
	is <<<'y | n | at
	2010 | 1 | s1:3'
}

@test "line_above: before rows without a header, and in fixed width" {
	source_is s <<<'{"export": {"skip": 1, "header": "none", "columns": {"y": {"line_above": "[0-9]+"}, "n": "1"}}}'
	bytes 'for 2010\n7,8\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'y | n | at
	2010 | 7 | s1:2'
	source_is f <<<'{"export": {"format": "fixed", "skip": 2, "columns": {"n": "1-2", "y": {"line_above": "[0-9]+"}}}}'
	bytes 'for 2010\n\n07\n' >f1
	expect 0 bif-extract -s f f1
	is <<<'n | y | at
	07 | 2010 | f1:3'
}

# --- headings between the rows ------------------------------------------

@test "heading: holds for the rows below, until the next" {
	source_is s <<<'{"export": {"delimiter": ";", "skip_rows": ["^Subtotal", "^I alt"],
		"columns": {"u": {"heading": "^Enhed: (.*) \\("}, "d": "Dato", "n": "Sager"}}}'
	bytes 'Dato;Sager\nEnhed: Nord (2 poster)\n03-03-2010;3\n04-03-2010;4\nSubtotal;7\nEnhed: Syd (1 post)\n05-03-2010;5\nSubtotal;5\nI alt;12\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'u | d | n | at
	Nord | 03-03-2010 | 3 | s1:3
	Nord | 04-03-2010 | 4 | s1:4
	Syd | 05-03-2010 | 5 | s1:7'
}

@test "heading: two levels; one may stand above the header" {
	source_is s <<<'{"export": {"delimiter": ";", "header": 2, "columns": {
		"c": {"heading": "^Center (.*)"}, "t": {"heading": "^ - (.*)"}, "n": "n"}}}'
	bytes 'Center A\nn;m\n - x\n1;2\n - y\n3;4\nCenter B\n5;6\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'c | t | n | at
	A | x | 1 | s1:4
	A | y | 3 | s1:6
	B | y | 5 | s1:8'
}

@test "heading: rows that none stands above are rejected" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "columns": {"u": {"heading": "^Enhed (.*)"}, "n": "n"}}}'
	bytes 'n;m\n1;2\nEnhed Nord\n3;4\n' >s1
	expect_err 0 's1:2: no heading above tells what the row is of: "1;2"' -- bif-extract -s s s1
	is <<<'u | n | at
	Nord | 3 | s1:4'
	# The next file begins anew.
	bytes 'n;m\n5;6\n' >s2
	expect_err 0 's1:2: no heading' 's2:2: no heading' -- bif-extract -s s s1 s2
	refute_output --partial 's2:2'
}

@test "heading: a line that is damaged ends what the one above it says" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "columns": {"u": {"heading": "^Enhed: (.*)"}, "n": "n"}}}'
	bytes 'n;m\nEnhed: Nord\n1;2\nEnhd: Syd\n3;4\nEnhed: Vest\n5;6\nEnhed "Øst\n7;8\n' >s1
	expect_err 0 's1:4:10: 1 cells, not 2' 's1:5: no heading' 's1:8:7: a quote' 's1:9: no heading' -- bif-extract -s s s1
	is <<<'u | n | at
	Nord | 1 | s1:3
	Vest | 5 | s1:7'
}

# --- values that hold on -------------------------------------------------

@test "fill: empty cells take the value above, in each file anew" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "fill": ["Enhed", "t"],
		"columns": {"Enhed": "Enhed", "t": "Type", "n": "Antal"}}}'
	bytes 'Enhed;Type;Antal\nNord;A;3\n; ;4\n;"";0\nSyd;;6\n' >s1
	bytes 'Enhed;Type;Antal\n;A;3\n' >s2
	expect_err 0 's2:2: a cell to fill is empty, and no row above tells its value' \
		's1:5: a cell to fill is empty where the group left of it begins' -- bif-extract -s s s1 s2
	is <<<'Enhed | t | n | at
	Nord | A | 3 | s1:2
	Nord | A | 4 | s1:3
	Nord | A | 0 | s1:4'
}

@test "fill: where an outer group begins, the inner one begins anew" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "quote": "", "fill": ["t", "u"],
		"columns": {"u": "Enhed", "t": "Type", "n": "Antal"}}}'
	bytes 'Enhed;Type;Antal\nNord;A;1\n;B;2\nSyd;;3\n;;4\n;C;5\n;;6\nVest;";7\nVest;;8\n' >s1
	expect_err 0 's1:4: a cell to fill is empty where the group' 's1:5: a cell to fill is empty, and no row' \
		's1:6: a cell to fill is empty, and no row' 's1:7: a cell to fill' 's1:8: a cell to fill' \
		's1:9: a cell to fill' -- bif-extract -s s s1
	bytes 'Enhed;Type;Antal\nNord;A;1\nSyd;B;2\n;;3\nVest;";4\nVest;;5\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'u | t | n | at
	Nord | A | 1 | s1:2
	Syd | B | 2 | s1:3
	Syd | B | 3 | s1:4
	Vest | B | 4 | s1:5
	Vest | B | 5 | s1:6'
}

@test "fill: by the header's names, decoded and trimmed as other cells are" {
	source_is s <<<'{"export": {"encoding": "iso-8859-1", "trim": true, "fill": "By"}}'
	bytes 'By,n\n S\xf8by ,1\n,2\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'By | n | at
	Søby | 1 | s1:2
	Søby | 2 | s1:3'
	source_is s <<<'{"export": {"fill": "Bi"}}'
	expect_err 65 'there is no column "Bi", which "fill" names' -- bif-extract -s s s1
	source_is s <<<'{"export": {"fill": 3}}'
	expect_err 78 '"fill" is a name' -- bif-extract -s s s1
}

@test "fill: behind a row that was rejected nothing is known" {
	source_is s <<<'{"tolerate": "9", "export": {"fill": "u", "columns": {"u": "u", "n": "n"}}}'
	bytes 'u,n\nNord,1\n,2\nSyd,3,x\n,4\nVest,5\n,6\n"Øst,7\n,8\n' >s1
	expect_err 0 's1:4:' 's1:5: a cell to fill' 's1:8:1: a quote' 's1:9: a cell to fill' -- bif-extract -s s s1
	is <<<'u | n | at
	Nord | 1 | s1:2
	Nord | 2 | s1:3
	Vest | 5 | s1:6
	Vest | 6 | s1:7'
}

@test "fill: marks that say as above" {
	source_is s <<<'{"export": {"delimiter": ";", "quote": "", "fill": "u"}}'
	bytes 'u;n\nNord;1\n";2\n -"- ;3\ndo.;4\nDitto A/S;5\n\xe3\x80\x83;6\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'u | n | at
	Nord | 1 | s1:2
	Nord | 2 | s1:3
	Nord | 3 | s1:4
	Nord | 4 | s1:5
	Ditto A/S | 5 | s1:6
	Ditto A/S | 6 | s1:7'
}

@test "fill: a column that seems to need it is told" {
	source_is s <<<'{"export": {"delimiter": ";"}}'
	bytes 'd;t;n\n1;A-kasse;3\n2;;4\n3;Kontanthjælp;5\n4;;6\n' >s1
	expect_err 0 's1: "t" is empty below filled cells' -- bif-extract -s s s1
	[ "${#lines[@]}" -eq 5 ]
	source_is s <<<'{"export": {"delimiter": ";", "fill": "t"}}'
	expect 0 bif-extract -s s s1
	[ "$(cut -f 2 <<<"${lines[2]}")" = A-kasse ]
	# Nor are remarks here and there, a column that begins empty, one whose
	# values are written again, or one that is filled in most rows.
	source_is s <<<'{"export": {"delimiter": ";"}}'
	bytes 'a;b;c;n\nx;;x;1\n;y;x;2\n;;;3\n;z;y;4\n;;z;5\n' >s2
	expect 0 bif-extract -s s s2
	bytes 'a;n\n1,5;1\n;2\n2,5;3\n;4\n' >s4
	expect 0 bif-extract -s s s4
	bytes 'a;n\nx;1\n;2\nx;3\nx;4\n;5\n;6\n' >s3
	expect 0 bif-extract -s s s3
}

@test "fill and headings: a workbook as well" {
	BIF_BOOK=$PWD/book
	source_is x <<<'{"export": {"format": "xlsx", "header": 3, "fill": "u", "skip_rows": ["^I alt"], "columns": {
		"y": {"line_above": "[0-9]{4}"}, "c": {"heading": "^Center (.*)$"}, "u": "Enhed", "n": "Antal"}}}'
	python3 "$ROOT/tests/lib/workbook.py" x.xlsx <<-'EOF'
		sheet Ark1
		row
		A1 inline 0 Tal for 2010
		row
		row
		A3 inline 0 Enhed
		B3 inline 0 Antal
		row
		A4 inline 0 Center A
		row
		A5 inline 0 Nord
		B5 n 0 3
		row
		B6 n 0 4
		row
		A7 inline 0 I alt
		B7 n 0 7
		row
		A8 inline 0 Center B
		row
		A9 inline 0 Syd
		B9 n 0 5
	EOF
	expect 0 bif-extract -s x x.xlsx
	is <<<'y | c | u | n | at
	2010 | A | Nord | 3 | x.xlsx!Ark1:5
	2010 | A | Nord | 4 | x.xlsx!Ark1:6
	2010 | B | Syd | 5 | x.xlsx!Ark1:9'
}

@test "fill: many rows, read as quickly as they can be" {
	source_is s <<<'{"export": {"fill": "u"}}'
	{ echo u,n; seq 5000 | awk '{ print ($1 % 100 == 1 ? "u" $1 : "") "," $1 }'; } >s1
	expect 0 bif-extract -s s s1
	[ "$(bif-extract -s s s1 | awk -F'\t' 'NR > 1 && $1 != "u" int(($2 - 1) / 100) * 100 + 1' | wc -l)" -eq 0 ]
	[ "$(bif-extract -s s s1 | wc -l)" -eq 5001 ]
}

# --- columns by any of their names --------------------------------------

@test "columns: by any of several names" {
	source_is s <<<'{"export": {"columns": {"d": "Dato", "a": ["Antal", "Antal:Antal sager"]}}}'
	bytes 'Dato,Antal\n1,3\n' >s1
	bytes 'Antal:Antal sager,Dato\n4,2\n' >s2
	expect 0 bif-extract -s s s1 s2
	is <<<'d | a | at
	1 | 3 | s1:2
	2 | 4 | s2:2'
	bytes 'Dato,antal\n1,5\n' >s3
	expect 0 bif-extract -s s s3
}

@test "columns: two names of one column in a header are no choice" {
	source_is s <<<'{"export": {"columns": {"a": {"name": ["Antal", "Sager"]}}}}'
	bytes 'Antal,Sager\n1,3\n' >s1
	expect_err 65 'the header has both "Antal" and "Sager", which are names of one column' -- bif-extract -s s s1
	bytes 'Dato,x\n1,3\n' >s2
	expect_err 65 'the header has no column "Antal"' -- bif-extract -s s s2
	bytes 'Sager,Sager\n1,3\n' >s3
	expect_err 65 'the header has the column "Sager" 2 times' -- bif-extract -s s s3
}

@test "columns: an optional one that is not there is empty, and told" {
	source_is s <<<'{"export": {"columns": {"a": "A", "b": {"name": "B", "optional": true}, "c": "C"}}}'
	bytes 'A,C\n1,3\n' >s1
	bytes 'A,B,C\n1,2,3\n' >s2
	expect_err 0 's1:1: the header has no column "B": it is left empty' -- bif-extract -s s s1 s2
	is <<<'a | b | c | at
	1 |  | 3 | s1:2
	1 | 2 | 3 | s2:2'
}

@test "columns: an optional key of JSON" {
	source_is s <<<'{"export": {"format": "json", "columns": {"a": "a", "b": {"name": "b", "optional": true}, "c": "c"}}}'
	bytes '[{"a": 1, "c": 2}]' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | c | at
	1 |  | 2 | s1#1'
	bytes '[{"a": 1, "b": 2}]' >s2
	expect_err 65 'no record has the key "c"' -- bif-extract -s s s2
}

@test "columns: what an object may say" {
	local columns
	bytes 'A\n1\n' >s1
	while read -r columns; do
		source_is s <<<"{\"export\": {\"columns\": {\"a\": $columns}}}"
		expect_err 78 s.json -- bif-extract -s s s1
	done <<-'EOF'
		{}
		{"nam": "A"}
		{"name": []}
		{"name": "A", "optional": 1}
		{"name": "A", "heading": "x"}
		{"heading": "("}
		{"heading": "x", "file_name": "y"}
		[1]
	EOF
	source_is s <<<'{"export": {"header": "none", "columns": {"a": ["1", "2"]}}}'
	expect_err 78 'only where there is a header' -- bif-extract -s s s1
}

# --- months side by side -------------------------------------------------

@test "wide: several values a month" {
	source_is s <<<'{"export": {"delimiter": ";", "columns": {"u": "Enhed"}, "wide": {"name": "m",
		"columns": {"offered": "^(.*) tilbudt$", "answered": "^(.*) besvaret$"}, "expect": ["feb-10", "jan-10"]}}}'
	bytes 'Enhed;jan-10 tilbudt;jan-10 besvaret;feb-10 besvaret;feb-10 tilbudt\nNord;10;9;11;12\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'u | m | offered | answered | at
	Nord | jan-10 | 10 | 9 | s1:2
	Nord | feb-10 | 12 | 11 | s1:2'
	[ "$(bif-extract -s s -O jsonl s1 | head -n 1)" = '{"u":"Nord","m":"jan-10","offered":"10","answered":"9","at":"s1:2"}' ]
	bytes 'Enhed;jan-10 tilbudt;jan-10 besvaret;feb-10 tilbudt\nNord;10;9;12\n' >s2
	expect_err 65 's2:1: "feb-10" has no column for "answered"' -- bif-extract -s s s2
}

@test "wide: two header lines, the upper one carried over its columns" {
	source_is s <<<'{"export": {"delimiter": ";", "header": [1, 2], "header_carry": true, "columns": {"u": "Enhed"},
		"wide": {"columns": "^[0-9]{4} ", "name": "m", "value": "v", "expect": 4}}}'
	bytes ';2009;;2010;\nEnhed;jan;feb;jan;feb\nNord;1;2;3;4\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'u | m | v | at
	Nord | 2009 jan | 1 | s1:3
	Nord | 2009 feb | 2 | s1:3
	Nord | 2010 jan | 3 | s1:3
	Nord | 2010 feb | 4 | s1:3'
	source_is s <<<'{"export": {"delimiter": ";", "header": [1, 2], "columns": {"u": "Enhed"},
		"wide": {"columns": "^[0-9]{4} ", "name": "m", "value": "v", "expect": 4}}}'
	expect_err 65 '"wide" expects 4, but the header has 2' -- bif-extract -s s s1
}

@test "wide: two header lines as month and measure" {
	source_is s <<<'{"export": {"delimiter": ";", "header": [1, 2], "header_carry": true, "columns": {"u": "Enhed"},
		"wide": {"columns": {"in": "^(.*) ind$", "out": "^(.*) ud$"}, "name": "m"}}}'
	bytes ';jan;;feb;\nEnhed;ind;ud;ind;ud\nNord;1;2;3;4\nSyd;5;6;7;\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'u | m | in | out | at
	Nord | jan | 1 | 2 | s1:3
	Nord | feb | 3 | 4 | s1:3
	Syd | jan | 5 | 6 | s1:4
	Syd | feb | 7 |  | s1:4'
}

@test "wide: a column that was renamed does not drop out" {
	source_is s <<<'{"export": {"delimiter": ";", "columns": {"u": "Enhed"},
		"wide": {"columns": "^[a-z]{3}-10$", "name": "m", "value": "v"}}}'
	bytes 'Enhed;jan-10;feb-10\nNord;1;2\n' >s1
	bytes 'Enhed;jan-10;feb-10 (foreløbig)\nNord;1;2\n' >s2
	expect 0 bif-extract -s s s1
	expect_err 65 's2:1: "feb-10 (foreløbig)" is neither in "columns" nor in "wide"' -- bif-extract -s s s2
	is <<<'u | m | v | at'
	source_is s <<<'{"export": {"delimiter": ";", "columns": {"u": "Enhed"},
		"wide": {"columns": "^[a-z]{3}-10$", "name": "m", "value": "v", "expect": 2}}}'
	expect_err 65 's2:1: "wide" expects 2, but the header has 1' -- bif-extract -s s s2
	source_is s <<<'{"export": {"delimiter": ";", "columns": {"u": "Enhed"},
		"wide": {"columns": "^[a-z]{3}-10", "name": "m", "value": "v", "expect": ["jan-10", "feb-10"]}}}'
	expect_err 65 'has no column for what "wide" expects: "feb-10"' '"wide" does not expect "feb-10 (foreløbig)"' -- \
		bif-extract -s s s2
}

@test "wide: a value below a header cell without a name does not drop out" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "columns": {"u": "Enhed"},
		"wide": {"columns": "-", "name": "m", "value": "v"}}}'
	bytes 'Enhed;jan-10;;mar-10;\nNord;1;2;3;\nSyd;4; ;6;\nVest;7;;9;x\n' >s1
	expect_err 0 's1:2: a value stands below a header cell without a name' 's1:4: a value stands below' -- \
		bif-extract -s s s1
	is <<<'u | m | v | at
	Syd | jan-10 | 4 | s1:3
	Syd | mar-10 | 6 | s1:3'
	# Who says what to expect has looked.
	source_is s <<<'{"export": {"delimiter": ";", "columns": {"u": "Enhed"},
		"wide": {"columns": "-", "name": "m", "value": "v", "expect": 2}}}'
	run -0 bif-extract -s s s1
	[ "${#lines[@]}" -eq 7 ]
}

@test "wide: files of one run that differ are told; the years of two files are not" {
	source_is s <<<'{"export": {"delimiter": ";", "columns": {"u": "Enhed"},
		"wide": {"columns": "-", "name": "m", "value": "v"}}}'
	bytes 'Enhed;jan-10;feb-10\nNord;1;2\n' >s1
	bytes 'Enhed;feb-10;mar-10\nNord;1;2\n' >s2
	bytes 'Enhed;jan-11;feb-11\nNord;1;2\n' >s3
	bytes 'Enhed;jan-12\nNord;1\n' >s4
	expect_err 0 's2:1: other columns under "wide" than in s1: only here "mar-10"' \
		's2:1: other columns under "wide" than in s1: only there "jan-10"' \
		's4:1: other columns under "wide" than in s1: only here "jan-12"' \
		's4:1: other columns under "wide" than in s1: only there "jan-10", "feb-10"' -- bif-extract -s s s1 s2 s3 s4
	run bash -c 'bif-extract -s s s1 s3 2>&1 >/dev/null'
	assert_output ''
}

# --- records of several lines -------------------------------------------

@test "continued: the second line of a record belongs to the first" {
	source_is s <<<'{"export": {"format": "fixed", "skip": 2, "trim": true, "continued": "^ {11}",
		"columns": {"a": "2:12-20", "d": "1-10", "u": "12-15"}}}'
	bytes 'Dato       Enhed\n           Antal\n03-03-2010 Nord\n               3\n04-03-2010 Øst\n               4\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | d | u | at
	3 | 03-03-2010 | Nord | s1:3
	4 | 04-03-2010 | Øst | s1:5'
}

@test "continued: a line that is missing or too many costs its own record" {
	source_is s <<<'{"tolerate": "9", "export": {"format": "fixed", "continued": "^ ", "columns": {"a": "1-2", "b": "2:2-3"}}}'
	bytes ' x1\na1\n b1\na2\na3\n b3\n c3\na4\n b4\n' >s1
	expect_err 0 's1:1: a line that goes on with a record, and none is above it' \
		's1:4: the record has too few lines: "a2"' 's1:5: the record has too many lines' -- bif-extract -s s s1
	is <<<'a | b | at
	a1 | b1 | s1:2
	a4 | b4 | s1:8'
}

@test "continued: rules look at the first line; three lines; positions go with it" {
	source_is s <<<'{"export": {"format": "fixed", "continued": "^[ .]", "skip_rows": ["^Side"],
		"columns": {"c": "3:2-4", "a": "1", "b": "2:2-9"}}}'
	bytes 'Side 1\n  Navn\na\n bb\n.cc\nSide 2\nA\n BB\n.CC' >s1
	expect 0 bif-extract -s s s1
	is <<<'c | a | b | at
	cc | a | bb | s1:3
	CC | A | BB | s1:7'
	source_is s <<<'{"export": {"format": "fixed", "columns": {"a": "2:1"}}}'
	expect_err 78 'and "continued" go together' -- bif-extract -s s s1
	source_is s <<<'{"export": {"format": "fixed", "continued": "x", "columns": {"a": "1"}}}'
	expect_err 78 'and "continued" go together' -- bif-extract -s s s1
	source_is s <<<'{"export": {"format": "fixed", "continued": "x", "columns": {"a": "2:x"}}}'
	expect_err 78 'are not positions such as "4-13", or "2:4-13"' -- bif-extract -s s s1
}

# --- a delimiter too many, lines in quotes, line ends -------------------

@test "a delimiter behind data rows only" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";"}}'
	bytes 'a;b\n1;2;\n"3";4;\n' >s1
	expect_err 0 's1:2: rows end in a delimiter that the header has not' -- bif-extract -s s s1
	is <<<'a | b | at
	1 | 2 | s1:2
	3 | 4 | s1:3'
	# Cells that are not where they should be are not taken.
	bytes 'a;b\n1;2;\n8;9;\r\n5;6;7\n3;4\n' >s2
	expect_err 0 's2:2: rows end' 's2:5:4: 2 cells, not 3' 's2:4:' -- bif-extract -s s s2
	is <<<'a | b | at
	1 | 2 | s2:2
	8 | 9 | s2:3'
	# Nor does a second row with a fault of its own make them the file's.
	for second in '5;6;7' '5;6;;' '5'; do
		printf '%s\n' 'a;b' '1;2;' "$second" '3;4' '8;9' >s7
		expect_err 0 's7:2:5: 3 cells, not 2' 's7:3:' -- bif-extract -s s s7
		is <<<'a | b | at
		3 | 4 | s7:4
		8 | 9 | s7:5'
	done
	# The first row alone has one: it is that row's fault, not the file's.
	bytes 'a;b\n1;2;\n3;4\n5;6;7\n8;9\n' >s5
	expect_err 0 's5:2:5: 3 cells, not 2' 's5:4:5: 3 cells, not 2' -- bif-extract -s s s5
	is <<<'a | b | at
	3 | 4 | s5:3
	8 | 9 | s5:5'
	bytes 'a;b\n1;2;\n' >s6
	expect_err 0 's6:2: rows end in a delimiter' -- bif-extract -s s s6
	is <<<'a | b | at
	1 | 2 | s6:2'
	# However many they are.
	bytes 'a;b\n1;2;;\n3;4;;\n5;6;\n7;8;9;\n' >s4
	expect_err 0 's4:2: rows end' 's4:4:' 's4:5:' -- bif-extract -s s s4
	is <<<'a | b | at
	1 | 2 | s4:2
	3 | 4 | s4:3'
	bytes 'a;b\n1;2\n3;4;\n' >s3
	expect_err 0 's3:3:5: 3 cells, not 2' -- bif-extract -s s s3
}

@test "a delimiter behind the header only" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";"}}'
	bytes 'a;b;\n1;2\n3;4;\n5\n6;7;8;9\n' >s1
	expect_err 0 's1:2: the header ends in a delimiter that rows have not' 's1:4:2: 1 cells' \
		's1:5:' -- bif-extract -s s s1
	is <<<'a | b | 3 | at
	1 | 2 |  | s1:2
	3 | 4 |  | s1:3'
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "columns": {"y": "b", "x": "a"}}}'
	bytes 'a;b;;\n1;2\n3;4\n' >s1
	expect_err 0 's1:2: the header ends' -- bif-extract -s s s1
	is <<<'y | x | at
	2 | 1 | s1:2
	4 | 3 | s1:3'
	# A first row that ends in nothing may have lost another cell.
	bytes 'a;b;\n1;\n3;4;\n' >s1
	expect_err 0 's1:2:3: 2 cells, not 3' -- bif-extract -s s s1
	is <<<'y | x | at
	4 | 3 | s1:3'
}

@test "continued: lines of delimited text, their cells one behind the other" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "continued": "^;;"}}'
	bytes 'a;b\n;;c\n1;"x;""y"\n;;3\n4;z\n7;w\n;;8\n;;9\n5;v\n;;6\n' >s1
	expect_err 0 's1:5:4: 2 cells, not 5' 's1:6:' -- bif-extract -s s s1
	is <<<'a | b | 3 | 4 | c | at
	1 | x;"y |  |  | 3 | s1:3
	5 | v |  |  | 6 | s1:9'
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "continued": "^;;", "header": "none",
		"columns": {"c": "5", "a": "1"}}}'
	bytes ';;3\n1;2\n;;3\n' >s1
	expect_err 0 's1:1: a line that goes on with a record, and none is above it' -- bif-extract -s s s1
	is <<<'c | a | at
	3 | 1 | s1:2'
	source_is s <<<'{"export": {"continued": "^;;", "ragged": "pad"}}'
	expect_err 78 '"continued" needs lines that are read strictly' -- bif-extract -s s s1
}

@test "a delimiter behind data rows only: many rows, and without a source" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";"}}'
	{ echo 'a;b'; seq -f '%.0f;x;' 4000; echo '1;2;3'; seq -f '%.0f;y;' 10; } >s1
	expect_err 0 's1:2: rows end' 's1:4002:' -- bif-extract -s s s1
	[ "$(bif-extract -s s s1 2>/dev/null | wc -l)" -eq 4011 ]
	BIF_SPLIT=none bif-extract -s s s1 >none 2>/dev/null
	bif-extract -s s s1 2>/dev/null | cmp - none
	bytes 'a;b\n1;2;\n3;4;\n' >t
	expect_err 0 't:2: rows end in a delimiter' -- bif-extract --delimiter ';' t
	is <<<'a | b | at
	1 | 2 | t:2
	3 | 4 | t:3'
}

@test "lines that stand in quotes as a whole" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "skip_rows": ["^I alt"]}}'
	bytes '"Dato;Enhed;Antal"\r\n"03-03-2010;""Nord; """"N"""""";3"\r\n04-03-2010;Syd;4\n"05-03-2010;x;"\n"I alt;;7"\n"6;""a""b;7"\n"Dato;Enhed;Antal"\n"1;2"\n' >s1
	expect_err 0 's1:1: the line stands in quotes as a whole' 's1:6: a quote is not closed' 's1:8:4: 2 cells, not 3' -- \
		bif-extract -s s s1
	is <<<'Dato | Enhed | Antal | at
	03-03-2010 | Nord; "N" | 3 | s1:2
	04-03-2010 | Syd | 4 | s1:3
	05-03-2010 | x |  | s1:4'
	# Only lines with a quote or a comma in them may be so.
	bytes 'a;b\n1;2\n"3;""x, y"""\n"4;5;6"\n' >s3
	expect_err 0 's3:3: the line stands in quotes as a whole' 's3:4:8: 1 cells, not 2' -- bif-extract -s s s3
	is <<<'a | b | at
	1 | 2 | s3:2
	3 | x, y | s3:3'
	# A header of one column may hold the delimiter in quotes, and columns.
	source_is s <<<'{"export": {"delimiter": ";", "columns": {"a": "a"}}}'
	bytes '"a;b"\n"1;2"\n' >s2
	bif-extract -s s s2 2>/dev/null >out
	[ "$(cat out)" = "$(printf 'a\tat\n1\ts2:2')" ]
}

@test "lines that end in CR are not lost" {
	source_is s <<<'{"export": {"delimiter": ";", "quote": ""}}'
	bytes 'a;b\r1;2\r3;4\r' >s1
	expect_err 65 's1:1: a CR stands in the line: where CR ends lines, too, "newline": "auto"' -- bif-extract -s s s1
	source_is s <<<'{"export": {"delimiter": ";"}}'
	expect_err 65 's1:1: a CR stands in the line' -- bif-extract -s s s1
	source_is s <<<'{"export": {"delimiter": ";", "header": "none", "columns": {"a": "1"}}}'
	expect_err 65 's1:1: a CR stands in the line' -- bif-extract -s s s1
	source_is s <<<'{"export": {"delimiter": ";", "newline": "cr"}}'
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	1 | 2 | s1:2
	3 | 4 | s1:3'
	source_is s <<<'{"export": {"format": "fixed", "columns": {"a": "1"}}}'
	expect_err 65 's1:1: a CR stands in the line' 'more than is tolerated' -- bif-extract -s s s1
}

@test "an escape where nothing quotes" {
	source_is s <<<'{"export": {"delimiter": ";", "quote": "", "escape": "\\"}}'
	bytes 'a;b\n1\\;2;"3\n4;5\\\\\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	1;2 | "3 | s1:2
	4 | 5\\ | s1:3'
	bytes 'a;b\n1;2\\\n3;x\n' >s2
	expect_err 65 's2:2: 3 cells, not 2' 'more than is tolerated' -- bif-extract -s s s2
	bytes 'a;b\n1;x\\y\n' >s3
	expect 0 bif-extract -s s s3
	is <<<'a | b | at
	1 | x\\y | s3:2'
}

@test "a byte order mark at the seam of two files" {
	source_is s <<<'{"export": {"delimiter": ";"}}'
	bytes '\xef\xbb\xbfa;b\n1;2\n\xef\xbb\xbfa;b\n3;4\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	1 | 2 | s1:2
	3 | 4 | s1:4'
	bytes '\xef\xbb\xbf"a";"b"\n"1";2\n\xef\xbb\xbf"a";"b"\n3;4\n' >s2
	expect 0 bif-extract -s s s2
	is <<<'a | b | at
	1 | 2 | s2:2
	3 | 4 | s2:4'
	bytes '\xef\xbb\xbfa;b\n1;2\n\xef\xbb\xbf3;4\n' >s3
	expect 0 bif-extract -s s s3
	is <<<'a | b | at
	1 | 2 | s3:2
	3 | 4 | s3:3'
}
