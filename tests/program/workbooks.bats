#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# xlsx as it comes from elsewhere: every kind of cell, what a spreadsheet did
# to identifiers, damaged packages.

load ../lib/bif
load ../lib/extract

setup() {
	scratch
	workbook probe.xlsx <<<'sheet a
row
A1 n 0 1'
	bif-extract --input xlsx probe.xlsx 2>&1 >/dev/null |
		grep -q 'built without' && skip 'built without libzip and expat'
	return 0
}

# workbook FILE <DESCRIPTION: see tests/lib/workbook.py
workbook() {
	python3 "$ROOT/tests/lib/workbook.py" "$1"
}

@test "a part that cannot be read, or is not there, is 65, and nothing is published" {
	local part how
	workbook good.xlsx <<-'END'
	sheet Tal
	row
	A1 s 0 Navn
	B1 inline 0 Dato
	row
	A2 s 0 Øst
	B2 n 1 40359
	END
	expect 0 bif-extract --input xlsx good.xlsx
	output_is <<<$'Navn\tDato\tat\nØst\t2010-06-30\tgood.xlsx!Tal:2'
	for part in _rels/.rels xl/workbook.xml xl/_rels/workbook.xml.rels \
		xl/styles.xml xl/sharedStrings.xml xl/worksheets/sheet1.xml; do
		for how in crc flip cut head missing; do
			rm -f out
			python3 "$ROOT/tests/lib/workbook.py" --damage "$how" \
				"$part" good.xlsx bad.xlsx
			expect_err 65 'bif-extract: bad.xlsx: ' -- \
				bif-extract --input xlsx bad.xlsx -o out || {
				echo "$how $part"
				return 1
			}
			assert_not_exist out
		done
	done
}

@test "odd and wrong XML: what is meant, or a message" {
	run python3 "$ROOT/tests/lib/oddbooks.py"
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *'workbooks, 0 wrong' ]]
}

# book DESCRIPTION: book.xlsx of it.
book() {
	workbook book.xlsx <<<"$1"
}

@test "every kind of cell: shared, inline, numbers, days, times, booleans, errors" {
	book 'sheet Ark1
row
A1 s 0 tekst
B1 inline 0 tal
C1 str 0 dag
D1 s 0 tid
E1 s 0 sand
F1 s 0 fejl
row
A2 inline 0 a,b;"c"
B2 n 0 7863.6999999999998
C2 n 1 40359
D2 n 2 40359.5
E2 b 0 1
F2 e 0 #DIV/0!
row
A3 s 0 Æ & <Ø>
B3 n 5 -1.5E-3
C3 d 0 2010-06-30
D3 n 4 0.25
E3 b 0 0
F3 e 0 #N/A'
	expect 0 bif-extract --input xlsx book.xlsx
	output_is < <(table <<'END'
tekst | tal | dag | tid | sand | fejl | at
a,b;"c" | 7863.7 | 2010-06-30 | 2010-06-30 12:00:00 | TRUE | #DIV/0! | book.xlsx!Ark1:2
Æ & <Ø> | -0.0015 | 2010-06-30 | 06:00:00 | FALSE | #N/A | book.xlsx!Ark1:3
END
	)
}

@test "days from 1900 and from 1904" {
	book 'sheet a
row
A1 inline 0 dag
row
A2 n 1 1
row
A3 n 1 59
row
A4 n 1 61
row
A5 n 1 36526'
	expect 0 bif-extract --input xlsx book.xlsx
	[ "$(cut -f 1 <<<"$output" | paste -sd ' ')" = \
		'dag 1900-01-01 1900-02-28 1900-03-01 2000-01-01' ]
	book '1904
sheet a
row
A1 inline 0 dag
row
A2 n 1 1
row
A3 n 1 35064'
	expect 0 bif-extract --input xlsx book.xlsx
	[ "$(cut -f 1 <<<"$output" | paste -sd ' ')" = 'dag 1904-01-02 2000-01-01' ]
}

@test "gaps are empty, merged cells hold their value once, hidden rows are told" {
	book 'sheet a
merge A2:B2
row
A1 inline 0 a
B1 inline 0 b
C1 inline 0 c
row
A2 inline 0 x
C2 inline 0 y
row hidden
B4 inline 0 z
row
A9 n 0 1
D9 n 0'
	run --separate-stderr bif-extract --input xlsx book.xlsx
	[ "$status" -eq 0 ]
	[ "$stderr" = 'bif-extract: book.xlsx!a:4: rows of the sheet are hidden, 1 of them, this is the first: they are read like all others' ]
	output_is < <(table <<'END'
a | b | c | at
x |  | y | book.xlsx!a:2
 | z |  | book.xlsx!a:4
1 |  |  | book.xlsx!a:9
END
	)
}

@test "a sheet by its name, by its number; hidden ones are counted" {
	book 'sheet Et
row
A1 inline 0 a
row
A2 n 0 1
sheet 3 hidden
row
A1 inline 0 a
row
A2 n 0 2
sheet Tre
row
A1 inline 0 a
row
A2 n 0 3'
	local ask
	for ask in 'Et 1' '1 1' '2 2' '3 2' 'Tre 3'; do
		run bif-extract --input xlsx --sheet "${ask% *}" --columns a book.xlsx
		[ "$(tail -n 1 <<<"$output" | cut -f 1)" = "${ask#* }" ] ||
			{ echo "$ask: $output"; return 1; }
	done
	expect_err 65 'book.xlsx: the workbook has no sheet "4"' -- \
		bif-extract --input xlsx --sheet 4 book.xlsx
}

@test "a row with a cell too many is kept apart" {
	book 'sheet a
row
A1 inline 0 a
B1 inline 0 b
row
A2 n 0 1
C2 n 0 3
row
A3 n 0 4
B3 n 0 5'
	expect_err 65 'book.xlsx!a:2: 3 cells, not 2: "1  3"' '1 of 2 rows' -- \
		bif-extract --input xlsx --rejects rejects -o out book.xlsx
	[ "$(tail -n 1 out)" = $'4\t5\tbook.xlsx!a:3' ]
	[ "$(cut -f 1,4,6 rejects | tail -n 1)" = $'book.xlsx!a:2\tfield_count\t1\\t\\t3' ]
}

@test "identifiers that a spreadsheet took for numbers are reported" {
	book 'sheet a
row
A1 inline 0 nr
B1 inline 0 vare
C1 inline 0 cpr
D1 inline 0 kort
E1 inline 0 beløb
row
A2 inline 0 0012
B2 n 0 1234567890123450
C2 n 0 1011909901
D2 inline 0 1,23E+15
E2 n 0 1234.5
row
A3 n 0 13
B3 n 0 1.23E+15
C3 n 0 202909902
D3 inline 0 1E+2
E3 n 0 12
row
A4 n 0 14
B4 n 0 123456789012345
C4 n 0 1211909901
D4 inline 0 12E+15
E4 n 1 40359'
	run --separate-stderr bif-extract --input xlsx -o out book.xlsx
	[ "$status" -eq 0 ]
	[ "$stderr" = 'bif-extract: book.xlsx!a:2: cell B2: a whole number of 16 digits: a spreadsheet keeps 15, the others are lost
bif-extract: book.xlsx!a:2: cell D2: a text such as 1.23E+15: a spreadsheet shortened a number, its other digits are lost
bif-extract: book.xlsx!a:3: column A: a number, but row 2 has a text of 4 digits that begins with 0: zeros before numbers may be lost
bif-extract: book.xlsx!a:3: cell B3: a whole number of 16 digits: a spreadsheet keeps 15, the others are lost
bif-extract: book.xlsx!a:3: column C: whole numbers of 10 digits, here of 9: a zero before them may be lost' ]
	[ "$(sed -n 2p out)" = $'0012\t1234567890123450\t1011909901\t1,23E+15\t1234.5\tbook.xlsx!a:2' ]
	# Amounts of any length are none.
	book 'sheet a
row
A1 inline 0 a
row
A2 n 0 1234567890
row
A3 n 0 123456789
row
A4 n 0 12'
	expect 0 bif-extract --input xlsx -o out book.xlsx
}

@test "a build without libzip and expat says so, and reads everything else" {
	skip_sanitized 'a build of its own'
	nice make -s -C "$ROOT" -j 2 XLSX=no CFLAGS=-O1 BUILD="$PWD/build" BIN="$PWD/bin" \
		"$PWD/bin/bif-extract"
	expect_err 78 'probe.xlsx: this program was built without libzip and expat, and reads no workbooks' -- \
		bin/bif-extract --input xlsx probe.xlsx
	printf 'a\n1\n' >in.csv
	expect 0 bin/bif-extract in.csv
}

@test "no room, and no more open files, for the copy of a workbook" {
	workbook f.xlsx <<-'END'
	sheet a
	row
	A1 s 0 a
	row
	A2 n 0 1
	END
	run --separate-stderr prlimit --fsize=1000: bif-extract --input xlsx f.xlsx
	[ "$status" -eq 74 ]
	[[ $stderr == *'f.xlsx: cannot make a temporary copy'* ]]
	printf 'a\tat\n1\tf.xlsx!a:2\n' >want
	few_files 1 --input xlsx f.xlsx
}

@test "--auto: a workbook of nothing but figures has no header" {
	{
		echo 'sheet a'
		for row in 1 2 3; do
			printf 'row\nA%d n 0 %d\nB%d n 0 %d\n' $row $row $row $((row * 7))
		done
	} >words
	workbook f.xlsx <words
	expect 0 bif-extract --auto --quiet f.xlsx
	printf '1\t2\tat\n1\t7\tf.xlsx!a:1\n2\t14\tf.xlsx!a:2\n3\t21\tf.xlsx!a:3\n' >want
	printf '%s\n' "$output" >got
	same got want
}
