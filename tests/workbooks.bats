#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# xlsx as it comes from elsewhere: every kind of cell, what a spreadsheet did
# to identifiers, damaged packages.

load lib/bif

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
