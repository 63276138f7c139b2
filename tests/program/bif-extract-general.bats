#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bif-extract: rows that are not what they should be, tables in one file, the
# rarer dialects, and what goes wrong around them.

load ../lib/bif
load ../lib/extract

setup() {
	scratch
	small_book
}

# --- another table ------------------------------------------------------

@test "another table: words in two columns of figures are surely its header" {
	bytes 'a,n,m\nx,1,1\ny,2,2\nz,3,3\n\nname,one,two\np,4,4\n' >f
	expect_err 65 'f:6: another table seems to begin here (--table 2): "name,one,two"' \
		'f:7: another table seems to begin here (--table 2): "p,4,4"' '2 of 5 rows' -- \
		bif-extract f
	is <<<'a | n | m | at
	x | 1 | 1 | f:2
	y | 2 | 2 | f:3
	z | 3 | 3 | f:4'
	expect_err 0 'f:6: another table' 'f:7: another table' -- bif-extract --ragged keep f
	[ "${lines[4]}" = 'name	one	two	f:6' ]
	[ "${lines[5]}" = 'p	4	4	f:7' ]
	expect 0 bif-extract --table 2 f
	is <<<'name | one | two | at
	p | 4 | 4 | f:7'
}

@test "another table: words in one column are a row, with a word about them" {
	bytes 'a,n\nx,1\ny,2\nz,3\n\nname,words\np,4\n' >f
	expect_err 0 'f:6: another table seems to begin here (--table 2): "name,words"' -- \
		bif-extract f
	[ "${lines[4]}" = 'name	words	f:6' ]
	[ "${lines[5]}" = 'p	4	f:7' ]
	# Without a gap before it, or with fewer rows above, it is any row.
	bytes 'a,n\nx,1\ny,2\nz,3\nname,words\np,4\n' >f
	expect 0 bif-extract f
	bytes 'a,n\nx,1\ny,2\n\nname,words\np,4\n' >f
	expect 0 bif-extract f
}

@test "--table: a title parts tables of the same width, an empty line alone does not" {
	bytes 'a,b\n1,2\n\nTitle\nc,d\n5,6\n\n7,8\n' >f
	expect 0 bif-extract --table 2 f
	is <<<'c | d | at
	5 | 6 | f:6
	7 | 8 | f:8'
	bytes 'a,b\n1,2\nTitle\nc,d\n5,6\n' >f
	expect_err 65 'f:3:6: 1 cells, not 2' '1 of 4 rows' -- bif-extract --table 1 f
	expect_err 65 'there is no header' -- bif-extract --table 2 f
	bytes 'a,b\n\nc,d\n\n3,4\n' >f
	expect 0 bif-extract --table 1 f
	[ "${lines[1]}" = 'c	d	f:3' ]
	# Another width that looks like a header needs no gap.
	bytes 'a,b\n1,2\nc,d,e\nf,g,h\n' >f
	expect 0 bif-extract --table 2 f
	is <<<'c | d | e | at
	f | g | h | f:4'
}

@test "--table: a row that is too long parts no tables" {
	bytes 'a,b\n1,2\n0123456789,0123456789\nc,d\n5,6\n' >f
	expect_err 65 'f:3:1: the row is too long (limit row)' '1 of 4 rows' -- \
		bif-extract --limit row=20 --table 1 f
	is <<<'a | b | at
	1 | 2 | f:2
	c | d | f:4
	5 | 6 | f:5'
}

# --- rows that are not what they should be ------------------------------

@test "a row that another delimiter splits as well" {
	bytes 'a,b\n1,2\n3,4\n5,6\n3,4;\n7,8\n' >f
	expect_err 65 'f:5: another delimiter splits the row as well: "3,4;"' '1 of 5' -- \
		bif-extract f
	# Where that gives no figures either, it is a row of words.
	bytes 'a,b\n1,2\n3,4\n5,6\n3,x;y\n7,8\n' >f
	expect 0 bif-extract f
	[ "${lines[4]}" = '3	x;y	f:5' ]
}

@test "--ragged: what becomes of a stray quote in a row of any width" {
	bytes 'a,b\n1,2\n7,8,9"x\n7"\n9,8\n' >f
	expect_err 65 'f:3:6: a quote stands where none may: "7,8,9"x"' \
		'f:4:2: a quote stands where none may: kept as it is written: "7""' '1 of 4' -- \
		bif-extract --ragged pad f
	is <<<'a | b | at
	1 | 2 | f:2
	7" |  | f:4
	9 | 8 | f:5'
	expect_err 0 'f:3:6: a quote stands where none may: kept' \
		'f:4:2: a quote stands where none may: kept' -- bif-extract --ragged keep f
	is <<<'a | b | 3 | at
	1 | 2 |  | f:2
	7 | 8 | 9"x | f:3
	7" |  |  | f:4
	9 | 8 |  | f:5'
}

@test "--ragged keep: what is beyond a limit is refused all the same" {
	bytes 'a,b\n1,2\n12345,6\n7,8,9\n' >f
	expect_err 65 'f:3:1: the cell that begins here is too long (limit cell)' \
		'f:4:5: the row has too many cells (limit columns)' '2 of 3' -- \
		bif-extract --ragged keep --limit cell=4 --limit columns=2 f
	is <<<'a | b | at
	1 | 2 | f:2'
}

@test "a quote in the header costs a word; a header beyond a limit is none" {
	bytes '"a;b\n1;2\n' >f
	expect_err 0 'f:1:1: the header: the quote that opens here is not closed' -- \
		bif-extract -d ';' --ragged keep f
	is <<<'"a | b | at
	1 | 2 | f:2'
	expect_err 65 'f:1:1: the header: the cell that begins here is too long (limit cell)' -- \
		bif-extract -d ';' --ragged keep --limit cell=1 f
}

@test "--footer: more lines than a handful, and more than there are" {
	seq 40 | sed 's/$/,x/; 1i a,b' >f
	expect 0 bif-extract --footer 20 f
	[ "${#lines[@]}" -eq 21 ]
	[ "${lines[20]}" = '20	x	f:21' ]
	expect_err 65 'f:1: there is no header' -- bif-extract --footer 100 f
}

@test "--header 1,3: a name is what stands in its column of both lines" {
	bytes 'a,b\n\n,d,e\n\nf,g,h\n' >f
	expect 0 bif-extract --header 1,3 f
	is <<<'a | b d | e | at
	f | g | h | f:5'
}

@test "control: a count with a fraction is none; of quoted lines the first is looked at" {
	source_is s <<<'{"numbers": "danish", "tolerate": "9", "export": {
		"control": {"line": "^\"?Rows ([0-9,]+)$"}, "columns": {"a": "A"}}}'
	bytes 'A,B\n1,2\nRows 1,5\n' >s1
	expect_err 65 's1:3: "1,5" is not a count of rows' \
		'the line that tells the number of rows is missing' -- bif-extract -s s s1
	bytes 'A,B\n1,2\n"Rows 1\r\nin all",\r\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | at
	1 | s1:2'
}

# --- dialects -----------------------------------------------------------

@test "a mark that the encoding does not have is 64, and named" {
	bytes 'a;b\n1;2\n' >f
	for mark in delimiter quote escape comment; do
		expect_err 64 "f: the $mark \"“\" is not in the encoding iso-8859-1" -- \
			bif-extract --encoding iso-8859-1 "--$mark" '“' f
	done
}

@test "a delimiter that is a form feed is no page's" {
	source_is s <<<'{"export": {"delimiter": "\f", "columns": {"b": "B"}}}'
	bytes 'A\fB\n\f2\n1\f3\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'b | at
	2 | s1:2
	3 | s1:3'
}

@test "frame: blanks behind it, lines of blanks, half of one" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": "|", "frame": "|",
		"columns": {"a": "A"}}}'
	bytes '|A|B|\n|1|2|\t \n\n  \n3|4|\n|5|6\n' >s1
	expect_err 0 's1:5: the row does not begin and end with |: "3|4|"' \
		's1:6: the row does not begin and end with |: "|5|6"' -- bif-extract -s s s1
	is <<<'a | at
	1 | s1:2'
}

@test "trim: TABs and carriage returns are blanks; a cell that is used twice" {
	source_is s <<<'{"export": {"delimiter": ";", "trim": true, "encoding": "windows-1252",
		"columns": {"a": "A", "b": "B", "c": "A"}}}'
	bytes 'A;B\n\t\r x;y\r\t\n \xa0;\xa0\xe6\n2;3\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | c | at
	x | y | x | s1:2
	 | æ |  | s1:3
	2 | 3 | 2 | s1:4'
	# Inside a cell it may end a line, and in a header always.
	bytes 'A;B\n1\r2;3\n' >s1
	expect_err 65 's1:2: a CR stands in the line' -- bif-extract -s s s1
	bytes 'A;B;\r1;2;\r' >s1
	expect_err 65 's1:1: a CR stands in the line' -- bif-extract -s s s1
}

@test "wide, and trimmed, in every format that is written" {
	source_is s <<<'{"tolerate": "9", "export": {"delimiter": ";", "trim": true,
		"encoding": "windows-1252", "columns": {"a": "A"},
		"wide": {"columns": "^[0-9]", "name": "m", "value": "v"}}}'
	bytes 'A;1;2\nx ; 3;\t\xe6\nz;1;\x81\n\x81;5;6\n' >s1
	for format in csv jsonl; do
		expect_err 0 's1:3:5: "2": byte 0x81 is not in the encoding' \
			's1:4:1: "A": byte 0x81 is not in the encoding' -- \
			bif-extract -s s -O $format --rejects rejects s1
		echo "$output"
		[ "$(cut -f 4,5 rejects | tail -n 3 | tr '\t\n' '  ')" = \
			'bad_encoding 2 bad_encoding 1 bad_encoding 2 ' ]
	done | tr -d '\r' >got
	cat >want <<-'EOF'
	a,m,v,at
	x,1,3,s1:2
	x,2,æ,s1:2
	z,1,1,s1:3
	{"a":"x","m":"1","v":"3","at":"s1:2"}
	{"a":"x","m":"2","v":"æ","at":"s1:2"}
	{"a":"z","m":"1","v":"1","at":"s1:3"}
	EOF
	same got want
}

# --- JSON ---------------------------------------------------------------

@test "json: a first record without keys is no header" {
	for text in '[]' '[7]' '[{}]' '[{}, {"a": 1}]' '[7, {"a": 1}]'; do
		echo "$text" >f
		expect_err 65 'f: there is no header' -- bif-extract --input json f
	done
}

@test "json: a record that is too long is said to be" {
	{ printf '[{"a":"x"},{"a":"' && head -c 1100000 /dev/zero | tr '\0' y &&
		printf '"},{"a":"z"}]'; } >f
	expect_err 65 'f#2: the line is too long' '1 of 3 rows' -- bif-extract --input json f
	is <<<'a | at
	x | f#1
	z | f#3'
}

@test "json: what jq leaves unread; the first byte that is no text is told" {
	{ echo '[}' && yes ',{"a":"x"}' | head -n 500000; } >f
	expect_err 65 'f: jq: ' 'f: jq ended with status' -- \
		bif-extract --input json -o out f
	[ ! -e out ]
	{ bytes '[{"a":"\xff"}' && yes ',{"a":"x"}' | head -n 100000 &&
		bytes ',{"a":"\xfe"}]'; } >f
	expect_err 65 'f: byte 8 is not UTF-8' -- bif-extract --input json -o out f
	[ ! -e out ]
}

@test "json: as many files open as may be" {
	echo '[{"a": 1}]' >f
	printf 'a\tat\n1\tf#1\n' >want
	few_files 3 --input json f
}

# --- files that are not what they should be ----------------------------

@test "a gzip that is cut in the header gives no rows, however it is read" {
	bytes 'a;b\n1;2\n' | gzip -n | head -c 15 >f.gz
	for way in '--header 1' '--header 1,2' '--ragged keep' '--table 1'; do
		# shellcheck disable=SC2086
		expect_err 65 'f.gz: gzip is cut short at byte 15' -- \
			bif-extract $way -o out f.gz
		[ ! -e out ]
	done
	for way in --sniff --auto; do
		expect_err 65 'f.gz: gzip is cut short at byte 15' -- bif-extract $way f.gz
		expect_err 66 'nowhere: No such file' -- bif-extract $way nowhere
	done
}

@test "--ragged keep: a file that is not there does not hide the others" {
	bytes 'a,b\n1,2,3\n' >f
	expect_err 66 'nowhere: No such file' 'f:2:5: 3 cells, not 2' -- \
		bif-extract --ragged keep nowhere f
	is <<<'a | b | 3 | at
	1 | 2 | 3 | f:2'
}

@test "--claim: a link that leads nowhere, a file as a folder, a slash at the end" {
	source_is s <<<'{"export": {"columns": {"a": "A"}}}'
	mkdir d
	touch d/s1
	ln -s nowhere d/s2
	expect_err 66 'd/s2: No such file' -- bif-extract --claim --follow-links d/
	is <<<'source | file | month
	s | d/s1 |'
	expect_err 66 'd/s1/x: Not a directory' -- bif-extract --claim d/s1/x
}

@test "a disk that is full while a file is sniffed" {
	bytes 'a,b\n1,2\n3,4\n' >f
	expect_err 74 'No space left' -- bash -c 'bif-extract --sniff f f f >/dev/full'
}

@test "standard input that is closed, cut, or too long to be kept" {
	for way in '--ragged keep' --auto; do
		expect_err 74 'Bad file descriptor' -- \
			bash -c "bif-extract $way -o out - <&-"
		[ ! -e out ]
	done
	bytes 'a;b\n1;2\n' | gzip -n | head -c 15 >f.gz
	expect_err 65 'gzip is cut short at byte 15' -- \
		bash -c 'cat f.gz | bif-extract --ragged keep -o out -'
	[ ! -e out ]
	expect_err 74 'cannot keep standard input' -- bash -c \
		'yes a,b | head -n 50000 | prlimit --fsize=1000: bif-extract --ragged keep - >/dev/null'
}

@test "names: an empty one is its number, also where another has that" {
	bytes '2,,,3,\nv,w,x,y,z\n' >f
	expect 0 bif-extract f
	is <<<'2 | 2_2 | 3 | 3_2 | 5 | at
	v | w | x | y | z | f:2'
}
