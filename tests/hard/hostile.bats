#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Hostile text is text: in books, streams, exports, names of files, in every
# format and on standard error. Here a sample; `make hostile` is all of it.

load ../lib/bif
load ../lib/render

@test "books: 48 texts of all kinds in every field, every report and format" {
	command -v python3 >/dev/null || skip 'no python3 here'
	run python3 "$ROOT/tests/hard/hostile/hostile.py"
	[ "$status" -eq 0 ] || fail "$output"
	[[ $output == *' 0 faults' ]]
}

@test "the texts: more than 700, none twice, of a dozen kinds" {
	local file=$ROOT/tests/hard/hostile/naughty.txt
	[ "$(grep '^"' "$file" | sort -u | wc -l)" -gt 700 ]
	[ "$(grep -c '^# .*' "$file")" -gt 12 ]
}

# hostile_lines: texts that may stand in a cell, a line each, as printf has
# them.
hostile_cells() {
	python3 - "$ROOT/tests/hard/hostile/naughty.txt" <<-'END'
	import json, sys
	for line in open(sys.argv[1]):
	    if line.startswith('"'):
	        text = json.loads(line)
	        if not set(text) & set("\n\r\"\x1a\f") and text.strip() and len(text) < 300:
	            print(text.replace(";", ","))
	END
}

inert() {
	python3 - "$ROOT/tests/hard/hostile" "$@" <<-'END'
	import sys
	sys.path.insert(0, sys.argv[1])
	sys.dont_write_bytecode = True
	from checks import check_terminal
	for name in sys.argv[2:]:
	    check_terminal(open(name, "rb").read(), name)
	END
}

@test "exports: any text in any cell, in facts as it is, in messages inert" {
	local cells
	mkdir -p book/sources
	printf 'unit,name\nA,Alfa\n' >book/units.csv
	cat >book/sources/s.json <<-'END'
	{ "source": "s", "match": "*", "tolerate": "100%",
	  "export": {"delimiter": ";", "columns": {"n": "N", "u": "U", "t": "T"}},
	  "facts": {"each": [{"event": "e", "unit": {"unit": "u"}, "date": "2010-01-01",
	    "amount": {"number": "n"}, "group": {"text": "t"}}]} }
	END
	export BIF_BOOK=$PWD/book
	hostile_cells >cells
	cells=$(wc -l <cells)
	[ "$cells" -gt 600 ]
	{
		echo 'N;U;T'
		sed 's/^/-4,5;A;/' cells
		sed 's/^/-4,5;/; s/$/;x/' cells
		sed 's/$/;A;x/' cells
		sed 's/^/-4,5;A;x;/' cells
	} >export.csv
	bif-extract -s s --rejects one.tsv export.csv 2>said >records.tsv
	bif-normalize -s s --rejects two.tsv --trace records.tsv 2>>said >facts.tsv
	# One of them is the name of the first column: a damaged header.
	[ "$(wc -l <one.tsv)" -eq $((cells + 2)) ]
	grep -q 'the row begins as the header does, and differs: "n;A;x"' said
	[ "$(awk -F'\t' 'NR > 1 && $4 == "unknown_unit"' two.tsv | wc -l)" -eq "$cells" ]
	# Numbers are what they were; text of a group is folded, nothing else.
	[ "$(awk -F'\t' 'NR > 1 && $9 == "-4.5"' facts.tsv | wc -l)" -eq \
		$((cells + $(grep -cx -- '-4,5' cells))) ]
	[ "$(awk -F'\t' 'NF != 10' facts.tsv | wc -l)" -eq 0 ]
	[ "$(awk -F'\t' 'NR == 1 { n = NF } NF != n || n < 6' one.tsv two.tsv | wc -l)" -eq 0 ]
	[ "$(grep -c "^bif-" said)" -eq "$(wc -l <said)" ]
	inert said
	# On to databases and jq.
	bif-normalize -s s -O jsonl records.tsv 2>/dev/null | jq -es 'length > 600' >/dev/null
	if command -v sqlite3 >/dev/null; then
		expect 0 to-sqlite --run x -o db two.tsv facts.tsv
		[ "$(sqlite3 -batch db "SELECT count(*) FROM facts WHERE amount = -4.5")" -gt "$cells" ]
		[ "$(sqlite3 -batch db .tables | tr -s ' ')" = 'facts rejects' ]
	fi
}

@test "names of files: in messages inert, never a command, an option or a path" {
	local name odd
	mkdir inbox
	odd=$'x\e[31m\u202e\nstatus: all is well.csv'
	for name in "$odd" '-rf.csv' '--help' '$(touch pwned).csv' '; touch pwned' \
		$'a\\x41.csv' '*' "it's \"q\".csv"; do
		echo x >"inbox/$name"
	done
	cp "$SAMPLE_EXPORTS/fleksjob_venteliste.csv" inbox
	cp "$SAMPLE_EXPORTS/fleksjob_venteliste.csv" \
		inbox/$'fleksjob_venteliste \e[31m\u202e $(touch pwned).csv'
	make_key key
	run --separate-stderr status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --key key \
		--only fleksjob -o out inbox
	[ "$status" -eq 0 ] || fail "$stderr"
	printf '%s\n' "$stderr" >said
	inert said out/messages.txt out/board.txt
	run ! grep '^status: all is well' said
	[ -z "$(find . -name pwned)" ]
	cd inbox
	run --separate-stderr bif-extract -b "$SAMPLE_BOOK" -s fleksjob -- "$odd" '--help' nowhere$'\e[2J'
	printf '%s\n' "$stderr" >../said
	inert ../said
}

@test "names of sources, units and goals are no paths" {
	local name
	mkdir -p book/sources in/in
	printf 'unit,name\nA,Alfa\n' >book/units.csv
	printf '{ "source": "../s", "match": "*", "export": {"columns": {"a": "a"}} }\n' \
		>book/s.json
	printf 'a\n1\n' >x
	for name in ../s ./../s /etc/passwd "$PWD/book/s" .. . ''; do
		run --separate-stderr bif-extract -b book -s "$name" x
		[ "$status" -eq 78 ] || [ "$status" -eq 64 ] || fail "$name: $status"
		[ -z "$output" ]
	done
	cp book/s.json "book/sources/.s.json"
}

@test "spreadsheets: a minus before a number is a number, before a text it is guarded" {
	judge_worlds
	cp -R "$SAMPLE_BOOK" book
	sed -i 's/^klager,/=klager,/; s/,Ledige placeret/,=Ledige placeret/' book/goals.csv
	SAMPLE_BOOK=book render 2010-06-30 board -f csv >r.csv
	grep -q "'=Ledige placeret" r.csv
	run ! grep -E '(^|;)"?[=+@]' r.csv
	# As the stream has them, with a comma: not one is marked as text.
	python3 - r.csv "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv" <<-'END'
	import csv, sys
	mine = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""), delimiter=";"))
	text = open(sys.argv[2], encoding="utf-8").read().split("\n")[1:-1]
	wanted = sorted(line.split("\t")[8].replace(".", ",") for line in text if line.split("\t")[8])
	column = "Resultat"
	assert sorted(r[column] for r in mine if r[column]) == wanted, column
	END
}
