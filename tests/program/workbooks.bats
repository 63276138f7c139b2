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

@test "bombs of every kind are read or refused, within 100 MiB" {
	skip_sanitized 'sanitizers take memory of their own'
	run python3 "$ROOT/tests/lib/oddbooks.py" bombs
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *'bombs, 0 wrong' ]]
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
	expect_err 0 'book.xlsx!Ark1:2: cell F2 holds an error, no value: "#DIV/0!"' \
		'book.xlsx!Ark1:3: cell F3 holds an error, no value: "#N/A"' -- \
		bif-extract --input xlsx book.xlsx
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

@test "a row that is formatted to the sheet's edge has the columns that have names" {
	{
		printf 'sheet a\nrow\nA1 inline 0 a\nB1 inline 0 b\n'
		printf '%s1 inline 1 \n' {C..Z} {A..J}{A..Z}
		printf 'row\nA2 n 0 1\n'
	} | workbook book.xlsx
	expect 0 bif-extract --input xlsx book.xlsx
	output_is < <(printf 'a\tb\tat\n1\t\tbook.xlsx!a:2\n')
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

@test "shared texts that memory does not keep are the same texts" {
	python3 - >want <<-'END'
	import sys, zipfile
	sys.argv = ["workbook.py", "/dev/null"]
	sys.stdin = open("/dev/null")
	import importlib.util, os
	spec = importlib.util.spec_from_file_location(
	    "workbook", os.path.join(os.environ["ROOT"], "tests/lib/workbook.py"))
	workbook = importlib.util.module_from_spec(spec)
	spec.loader.exec_module(workbook)
	texts = ["a"] + [f"{i:07}" + "x" * (i % 700) for i in range(90000)] + ["", "z"]
	asked = [0, 1, 40000, 2, 89999, 90000, 90002, 45678, 45679, 3]
	book = workbook.Book(["sheet a"])
	book.strings = texts
	parts = book.parts()
	parts["xl/worksheets/sheet1.xml"] = (
	    f'<worksheet xmlns="{workbook.MAIN}"><sheetData>' + "".join(
	        f'<row><c t="s"><v>{i}</v></c></row>' for i in asked)
	    + "</sheetData></worksheet>")
	workbook.write("big.xlsx", parts)
	for i in asked:
	    print(texts[i])
	END
	[ "$(wc -c <want)" -gt 1000 ]
	bif-extract --input xlsx --header none big.xlsx | tail -n +2 | cut -f 1 >got
	same got want
}

# cells_are ROW WANTED: the cells of a row of the last output, joined by `|`.
cells_are() {
	[ "$(sed -n "$1p" <<<"$output" | sed 's/\t[^\t]*$//; s/\t/|/g')" = "$2" ]
}

@test "a cell is read as a text export has it: percentages, hours, zeros, colours" {
	book 'sheet a
row
A1 inline 0 a
B1 inline 0 b
C1 inline 0 c
D1 inline 0 d
E1 inline 0 e
row
A2 n 7 0.125
B2 n 4 1.25
C2 n 3 101909901
D2 n 10 3
E2 n 11 40359
row
A3 n 7 0.28999999999999998
B3 n 4 0.0625
C3 n 3 1234567890
D3 n 10 12
E3 n 5 0.5'
	expect 0 bif-extract --input xlsx book.xlsx
	cells_are 2 '12.5 %|30:00:00|0101909901|2010-03|40359'
	cells_are 3 '29 %|01:30:00|1234567890|2010-12|0.5'
}

@test "what a cell shows and what it holds: thousands, days behind a clock" {
	book 'sheet a
row
A1 inline 0 a
B1 inline 0 b
row
A2 n 9 1234567
B2 n 8 1.25
row
A3 n 9 5
B3 n 8 2.25'
	expect_err 0 'book.xlsx!a:2: cell A2: shows thousands or millions' \
		'book.xlsx!a:2: cell B2: shows a time of day, and holds days' -- \
		bif-extract --input xlsx book.xlsx
	cells_are 2 '1234567|06:00:00'
}

@test "true dates and texts of dates in one column are told, whichever came first" {
	book 'sheet a
row
A1 inline 0 dag
B1 inline 0 frist
C1 inline 0 nr
row
A2 n 1 40301
B2 inline 0 3/15/2010
C2 n 1 40301
row
A3 inline 0 15-03-2010
B3 n 2 40301.5
C3 inline 0 ukendt'
	expect_err 0 'book.xlsx!a:3: column A: a text such as a date, but row 2 has a true date' \
		'book.xlsx!a:2: column B: a text such as a date, but row 3 has a true date' -- \
		bif-extract --input xlsx book.xlsx
}

@test "a cell without a value costs its row, where the source reads it" {
	small_book
	BIF_BOOK=book
	source_is s <<<'{"export": {"format": "xlsx",
		"columns": {"a": "a", "b": "b"}}}'
	book 'calculate
sheet a
row
A1 inline 0 a
B1 inline 0 b
C1 inline 0 c
row
A2 n 0 1
B2 fn 0 
C2 e 0 #N/A
row
A3 n 0 2
B3 fn 0 0
row
A4 n 0 3
B4 fn 0 7
C4 fn 0 0
row
A5 n 0 4
B5 e 0 #REF!
row
B6 fn 0 '
	mv book.xlsx s.xlsx
	run --separate-stderr bif-extract -s s --rejects rejects s.xlsx
	[ "$status" -eq 65 ]
	output_is < <(printf 'a\tb\tat\n3\t7\ts.xlsx!a:4\n')
	[ "$(cut -f 1,4,5,6 rejects | tail -n +2)" = "$(printf '%s\n' \
		$'s.xlsx!a:2\tno_value\tb\t' $'s.xlsx!a:3\tno_value\tb\t0' \
		$'s.xlsx!a:5\tno_value\tb\t#REF!' $'s.xlsx!a:6\tno_value\tb\t')" ]
	[[ $stderr == *'s.xlsx!a:2: cell B2 holds a formula without a value'* ]]
	[[ $stderr == *'s.xlsx!a:3: cell B3 holds a formula that was not calculated'* ]]
	[[ $stderr != *'C2'* && $stderr != *'C4'* ]]
}

@test "a 0 of a program that does not calculate is no value, however it says so" {
	small_book
	BIF_BOOK=book
	local how
	source_is s <<<'{"export": {"format": "xlsx", "columns": {"a": "a", "b": "b"}}}'
	for how in calculate uncalculated silent ''; do
		book "$how
sheet a
row
A1 inline 0 a
B1 inline 0 b
row
A2 n 0 1
B2 fn 0 0.0
row
A3 n 0 2
B3 fstr 0 0
row
A4 n 0 3
B4 fn 0 7
row
A5 n 0 4
B5 n 0 0"
		mv book.xlsx s.xlsx
		run --separate-stderr bif-extract -s s s.xlsx
		if [ -n "$how" ]; then
			[ "$status" -eq 65 ]
			output_is < <(printf '%s\n' $'a\tb\tat' \
				$'3\t7\ts.xlsx!a:4' $'4\t0\ts.xlsx!a:5')
			[[ $stderr == *'s.xlsx!a:2: cell B2 holds a formula that was not'* ]]
			[[ $stderr == *'s.xlsx!a:3: cell B3 holds a formula that was not'* ]]
		else # a spreadsheet calculated it
			[ "$status" -eq 0 ]
			[ "$(wc -l <<<"$output")" -eq 5 ]
		fi
	done
}

@test "cells that are merged over rows are told, and filled where the source says so" {
	small_book
	BIF_BOOK=book
	book 'sheet a
merge A1:B1
merge A3:A4
merge A5:A6
row
A1 inline 0 Titel
row
A2 inline 0 a
B2 inline 0 b
row
A3 inline 0 x
B3 n 0 1
row
B4 n 0 2
row
A5 inline 0 x
B5 n 0 3
row
B6 n 0 4'
	mv book.xlsx s.xlsx
	source_is s <<<'{"export": {"format": "xlsx", "header": 2}}'
	expect_err 0 's.xlsx!a:3: column A: cells are merged down to row 4, only the first has the value' \
		'(2 such in the sheet)' -- bif-extract -s s s.xlsx
	source_is s <<<'{"export": {"format": "xlsx", "header": 2, "fill": "a"}}'
	expect 0 bif-extract -s s s.xlsx
	output_is < <(printf '%s\n' $'a\tb\tat' $'x\t1\ts.xlsx!a:3' \
		$'x\t2\ts.xlsx!a:4' $'x\t3\ts.xlsx!a:5' $'x\t4\ts.xlsx!a:6')
}

@test "percentages: among plain numbers, beside fractions; cells that look empty" {
	small_book
	BIF_BOOK=book
	book 'sheet a
row
A1 inline 0 a
B1 inline 0 b
row
A2 n 7 0.125
B2 n 12 3
row
A3 n 0 0.5
B3 n 12 4'
	mv book.xlsx s.xlsx
	source_is s <<<'{"export": {"format": "xlsx"}, "numbers": "plain"}'
	expect_err 0 's.xlsx!a:3: column A: a number below 1, but row 2 has a percentage' \
		's.xlsx!a:2: cell B2: shows no number by its format, and holds one' -- \
		bif-extract -s s s.xlsx
	output_is < <(printf '%s\n' $'a\tb\tat' $'12.5\t3\ts.xlsx!a:2' $'0.5\t4\ts.xlsx!a:3')
	source_is s <<<'{"export": {"format": "xlsx"}, "numbers": "danish"}'
	run --separate-stderr bif-extract -s s s.xlsx
	[ "$(sed -n 2p <<<"$output")" = $'12,5 %\t3\ts.xlsx!a:2' ]
}

@test "of months in columns a cell without a value costs its month" {
	small_book
	BIF_BOOK=book
	source_is s <<<'{"export": {"format": "xlsx", "columns": {"a": "a"},
		"wide": {"columns": "^2010", "name": "m", "value": "v"}}}'
	book 'sheet a
row
A1 inline 0 a
B1 inline 0 2010-01
C1 inline 0 2010-02
row
A2 inline 0 x
B2 e 0 #N/A
C2 n 0 5'
	mv book.xlsx s.xlsx
	run --separate-stderr bif-extract -s s --rejects rejects s.xlsx
	[ "$status" -eq 65 ]
	output_is < <(printf 'a\tm\tv\tat\nx\t2010-02\t5\ts.xlsx!a:2\n')
	[ "$(cut -f 4,5,6 rejects | tail -n 1)" = $'no_value\t2010-01\t#N/A' ]
}

@test "the sheet that is read by default is the first that is shown, and is named" {
	book 'sheet Opsætning veryHidden
row
A1 inline 0 a
row
A2 n 0 1
sheet Data
row
A1 inline 0 a
row
A2 n 0 2
sheet Noter hidden
row
A1 inline 0 a
sheet Kladde
row
A1 inline 0 a'
	expect_err 0 'book.xlsx: the sheet "Data" is read, not "Opsætning" (hidden from the list), "Noter" (hidden), "Kladde"' -- \
		bif-extract --input xlsx book.xlsx
	cells_are 2 2
	expect_err 0 'book.xlsx: the sheet "Opsætning" (hidden from the list) is read' -- \
		bif-extract --input xlsx --sheet 1 book.xlsx
	cells_are 2 1
	expect 0 bif-extract --input xlsx --sheet Data book.xlsx
	book 'sheet a hidden
row
A1 inline 0 a'
	expect_err 0 'the sheet "a" (hidden) is read' -- bif-extract --input xlsx book.xlsx
}

@test "rows that a filter hides are told" {
	book 'sheet a
filter A1:A9
row
A1 inline 0 a
row hidden
A2 n 0 1
row
A3 n 0 2
row hidden
A4 n 0 3'
	expect_err 0 'book.xlsx!a:2: rows of the sheet are hidden by a filter, 2 of them, this is the first' -- \
		bif-extract --input xlsx book.xlsx
	[ "${#lines[@]}" -eq 4 ]
}

@test "a note right of the table is no cell of its row" {
	book 'sheet a
row
A1 inline 0 a
B1 inline 0 b
row
A2 n 0 1
B2 n 0 2
E2 inline 0 se note 3
row
A3 n 0 4
B3 n 0 5
C3 n 0 6'
	expect_err 65 'book.xlsx!a:2: cell 5 stands right of the table and is not read' \
		'book.xlsx!a:3: 3 cells, not 2' '1 of 2 rows' -- \
		bif-extract --input xlsx book.xlsx
	cells_are 2 '1|2'
}

# Twelve months in their sheets, the month in the sheet's name alone.
year() {
	for m in jan feb mar apr maj jun jul aug sep okt nov dec; do
		printf 'sheet %s-10 %s\nrow\nA1 inline 0 %s\nB1 inline 0 %s\n' \
			"$m" "$([ "$m" != mar ] || echo hidden)" \
			"$([ "$m" = feb ] && echo Antal || echo Enhed)" \
			"$([ "$m" = feb ] && echo Enhed || echo Antal)"
		if [ "$m" = feb ]; then
			printf 'row\nA2 n 0 7\nB2 inline 0 Nord\n'
		else
			printf 'row\nA2 inline 0 Nord\nB2 n 0 3\n'
		fi
	done
	printf 'sheet Sum\nrow\nA1 inline 0 x\n'
}

@test "one source reads the sheets of a year, and their names are values" {
	small_book
	BIF_BOOK=book
	source_is s <<<'{"export": {"format": "xlsx", "sheets": "^[a-z]{3}-[0-9]{2}$",
		"columns": {"u": "Enhed", "m": {"sheet": "^([a-z]+)"}, "n": "Antal",
			"s": {"sheet": ""}}}}'
	year | workbook s.xlsx
	expect_err 0 's.xlsx: the sheet "mar-10" (hidden) is read' \
		's.xlsx: not read, since "sheets" does not match: "Sum"' -- bif-extract -s s s.xlsx
	[ "${#lines[@]}" -eq 13 ]
	[ "${lines[0]}" = $'u\tm\tn\ts\tat' ]
	[ "${lines[1]}" = $'Nord\tjan\t3\tjan-10\ts.xlsx!jan-10:2' ]
	[ "${lines[2]}" = $'Nord\tfeb\t7\tfeb-10\ts.xlsx!feb-10:2' ]
	[ "${lines[12]}" = $'Nord\tdec\t3\tdec-10\ts.xlsx!dec-10:2' ]
}

@test "sheets that do not fit: none matches, a name does not, one is empty, one differs" {
	small_book
	BIF_BOOK=book
	local export='"format": "xlsx", "columns": {"u": "Enhed", "n": "Antal",'
	year | workbook s.xlsx
	source_is s <<<"{\"export\": {$export \"m\": {\"sheet\": \"\"}}, \"sheets\": \"^Q\"}}"
	expect_err 65 's.xlsx: the workbook has no sheet whose name matches "sheets"' -- \
		bif-extract -s s s.xlsx
	source_is s <<<"{\"export\": {$export \"m\": {\"sheet\": \"^[jf]\"}}, \"sheets\": \"^[jfma]\"}}"
	expect_err 65 'the name of the sheet "mar-10" does not match the pattern of the column "m"' \
		'"mar-10" (hidden) is read' 'not read' -- bif-extract -s s s.xlsx
	source_is s <<<"{\"export\": {$export \"m\": {\"sheet\": \"\"}}, \"sheets\": \"^(jan|Sum)\"}}"
	expect_err 65 's.xlsx!Sum:1: the header has no column "Enhed"' 'no column "Antal"' \
		'not read' -- bif-extract -s s s.xlsx
	workbook s.xlsx <<<'sheet jan
row
A1 inline 0 Enhed
B1 inline 0 Antal
row
A2 inline 0 Syd
B2 n 0 1
sheet jun'
	source_is s <<<"{\"export\": {$export \"m\": {\"sheet\": \"\"}}, \"sheets\": \"^j\"}}"
	expect_err 0 's.xlsx!jun: the sheet "jun" is empty' -- bif-extract -s s s.xlsx
	[ "${#lines[@]}" -eq 2 ]
	source_is s <<<"{\"export\": {$export \"m\": {\"shed\": \"\"}}}}"
	expect_err 78 'a column has no "shed"' -- bif-extract -s s s.xlsx
	source_is s <<<"{\"export\": {$export \"m\": {\"sheet\": \"\"}}, \"sheets\": \"j\", \"sheet\": 1}}"
	expect_err 78 '"sheet" is one, "sheets" are several' -- bif-extract -s s s.xlsx
}

@test "a header of several lines, merged cells carried over their columns" {
	small_book
	BIF_BOOK=book
	source_is s <<<'{"export": {"format": "xlsx", "header": [2, 3],
		"columns": {"u": "Enhed", "v": "2010 maal", "w": "2010 naaet", "x": "2011 naaet"}}}'
	book 'sheet a
merge A2:A3
merge B2:C2
merge D2:E2
row
A1 inline 0 Rapport
row
A2 inline 0 Enhed
B2 n 0 2010
D2 n 0 2011
row
B3 inline 0 maal
C3 inline 0 naaet
D3 inline 0 maal
E3 inline 0 naaet
row
A4 inline 0 Nord
B4 n 0 1
C4 n 0 2
D4 n 0 3
E4 n 0 4'
	mv book.xlsx s.xlsx
	expect 0 bif-extract -s s s.xlsx
	output_is < <(printf 'u\tv\tw\tx\tat\nNord\t1\t2\t4\ts.xlsx!a:4\n')
	expect 0 bif-extract --input xlsx --header 2,3 s.xlsx
	cells_are 1 'Enhed|2010 maal|2010 naaet|2011 maal|2011 naaet'
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
