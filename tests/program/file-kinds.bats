#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Files that are not what their names say, and the programs that a source sends
# its files through: jq, and any other.

load ../lib/bif
load ../lib/extract

setup() {
	scratch
	small_book
	BIF_BOOK=book
	printf 'a;b\n1;2\n3;4\n' >plain
	source_is s <<<'{"export": {"delimiter": ";"}}'
}

# refused WORD...: s1 is refused by a source, by options and by --auto alike,
# each word is said, and no row is written.
refused() {
	local how word
	for how in '-s s' '--input csv' --auto --sniff; do
		# shellcheck disable=SC2086
		run --separate-stderr bif-extract $how s1
		[ "$status" -eq 65 ] || { echo "$how: status $status" && return 1; }
		[ "${#lines[@]}" -eq 0 ] || { echo "$how: $output" && return 1; }
		for word in "$@"; do
			[[ $stderr == *"$word"* ]] || { echo "$how: $stderr" && return 1; }
		done
		[ "${#stderr_lines[@]}" -eq 1 ]
	done
}

# --- files of other kinds -----------------------------------------------

@test "packed files are told, with the program that unpacks them" {
	local packer
	for packer in bzip2 xz zstd; do
		"$packer" --version >/dev/null 2>&1 || continue
		"$packer" -c <plain >s1
		refused "s1: is packed by $packer: unpack it"
		expect_err 65 "pipe it through: $packer -dc" -- bif-extract s1
		source_is s <<<'{"export": {"delimiter": ";"}}'
		run bif-extract -s s s1
		[[ $output == *"\"program\": [\"$packer\", \"-dc\"]"* ]]
	done
}

@test "program: text that was made UTF-8 twice is read by iconv" {
	source_is s <<<'{"export": {"delimiter": ";",
		"program": ["iconv", "-f", "utf-8", "-t", "cp1252"]}}'
	printf 'a;b\n\xc3\x83\xcb\x9cst;N\xc3\x83\xc2\xb8rre\n' >s1
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	Øst | Nørre | s1:2'
}

@test "hidden files of a zip are none; gzip inside another file is named" {
	python3 - <<-'END'
	import gzip, zipfile
	z = zipfile.ZipFile("s1", "w")
	z.writestr("d/plain.csv", "a;b\n1;2\n")
	z.writestr("d/.DS_Store", "x")
	z.close()
	z = zipfile.ZipFile("s2", "w")
	z.writestr("plain.csv.gz", gzip.compress(b"a;b\n1;2\n"))
	z.close()
	open("s3", "wb").write(gzip.compress(gzip.compress(b"a;b\n1;2\n")))
	END
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	1 | 2 | s1:2'
	for file in s2 s3; do
		expect_err 65 "$file: is packed by gzip inside another file" -- bif-extract -s s $file
	done
}

@test "a zip of one file is read as it is; of several it names them" {
	mkdir d __MACOSX
	cp plain d/plain.csv
	cp plain __MACOSX/._plain.csv
	python3 -m zipfile -c s1 plain
	expect 0 bif-extract -s s s1
	is <<<'a | b | at
	1 | 2 | s1:2
	3 | 4 | s1:3'
	run -0 bif-extract --auto --quiet s1
	python3 - <<-'END'
	import zipfile
	z = zipfile.ZipFile("s1", "w", zipfile.ZIP_DEFLATED)
	z.writestr("d/", "")
	z.writestr("d/plain.csv", "a;b\n1;2\n")
	z.writestr("__MACOSX/d/._plain.csv", "x")
	END
	expect 0 bif-extract -s s s1
	expect 0 bif-extract -s s - <s1
	cat s1 >s2
	expect 0 bif-extract -s s s1 s2
	[ "${#lines[@]}" -eq 3 ]
	python3 -m zipfile -c s1 plain s2
	refused 's1: is a zip file of several files ("plain", "s2")'
	python3 -m zipfile -c s1 __MACOSX
	expect_err 65 's1: is a zip file of no file' -- bif-extract -s s s1
}

@test "a zip in a zip, an encrypted one, a bomb, one that is cut" {
	python3 -m zipfile -c inner.zip plain
	python3 -m zipfile -c s1 inner.zip
	refused 's1: is a zip file: unpack it'
	# The bit that says so is all that is looked at before the password.
	python3 -m zipfile -c s1 plain
	python3 - <<-'END'
	b = bytearray(open("s1", "rb").read())
	b[6] |= 1
	b[b.index(b"PK\1\2") + 8] |= 1
	open("s1", "wb").write(b)
	END
	expect_err 65 's1: the zip file is encrypted' -- bif-extract -s s s1
	python3 - <<-'END'
	import zipfile
	z = zipfile.ZipFile("s1", "w", zipfile.ZIP_DEFLATED, compresslevel=9)
	with z.open("x", "w") as f:
	    for i in range(120):
	        f.write(b"1;2\n" * 250000)
	END
	run --separate-stderr bif-extract -s s -o out s1
	[ "$status" -eq 65 ]
	[[ $stderr == *'is inflated to more than a real one would be'* ]]
	assert_not_exist out
	head -c 100 s1 >s2
	expect_err 65 's2: is no zip file' -- bif-extract -s s s2
}

@test "a workbook without its format, text as a workbook" {
	python3 "$ROOT/tests/lib/workbook.py" s1 <<<'sheet a
row
A1 n 0 1'
	expect_err 65 's1: is a workbook (.xlsx): read it with --input xlsx, or "format": "xlsx"' -- \
		bif-extract -s s s1
	expect_err 65 '--input xlsx' -- bif-extract s1
	expect_err 65 '--input xlsx' -- bif-extract --input json s1
	expect_err 65 'plain: is no workbook' -- bif-extract --input xlsx plain
	python3 -m zipfile -c s2 s1
	expect_err 65 '--input xlsx' -- bif-extract s2
}

@test "old and encrypted workbooks, .ods" {
	printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' >ole
	{ cat ole; printf '%.0sx' {1..600}; printf 'W\0o\0r\0k\0b\0o\0o\0k\0'; } >s1
	refused 's1: is an old workbook (.xls): save it as .xlsx or CSV'
	expect_err 65 'old workbook (.xls)' -- bif-extract --input xlsx s1
	{ cat ole; printf '%.0sx' {1..9000}; printf 'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0'; } >s1
	refused 's1: is an encrypted workbook: open it with its password'
	{ cat ole; printf 'x'; } >s1
	refused 's1: is a file of an old office program'
	printf '\x09\x08\x10\x00\x00\x06' >s1
	refused 'old workbook (.xls)'
	python3 - <<-'END'
	import zipfile
	z = zipfile.ZipFile("s1", "w")
	z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
	z.writestr("content.xml", "<x/>")
	END
	refused 's1: is a workbook of LibreOffice (.ods)'
	expect_err 65 '(.ods)' -- bif-extract --input xlsx s1
}

@test "pages, XML, statements, JSON: never a table" {
	printf '\n <!DOCTYPE html><html><body><form action="login">\n' >s1
	refused 's1: is a web page (HTML) without a table: most likely the download ended at a login'
	printf '<html><body><table><tr><td>1;2</td></tr></table>\n' >s1
	refused 's1: is a web page (HTML) with a table'
	printf '\xff\xfe' >s1
	printf '<html>' | iconv -t utf-16le >>s1
	refused 'web page'
	printf '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>\n' >s1
	refused 's1: is an XML spreadsheet of Excel 2003: open it and save it as .xlsx or CSV'
	printf '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">\n' >s1
	refused 'statement in XML (camt)'
	printf '<?xml version="1.0"?>\n<rows/>\n' >s1
	refused 's1: is XML'
	printf ':20:X\r\n:25:DK00\r\n:28C:1\r\n:60F:C100301DKK1,0\r\n' >s1
	refused "s1: is a bank's statement (MT940)"
	printf '%%PDF-1.4\n' >s1
	refused 's1: is a PDF'
	printf '[\n  {"a": 1}\n]\n' >s1
	expect_err 65 's1: is JSON: read it with --input json, or "format": "json"' -- \
		bif-extract -s s s1
	expect 0 bif-extract --input json s1
	tar -cf s1 plain
	refused 's1: is a tar archive'
}

@test "documents, mails, exchange forms, data of other programs" {
	printf '{\\rtf1\\ansi x;1}\n' >s1
	refused 's1: is a document (RTF): ask for the figures'
	printf 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n<table>\r\n' >s1
	refused 's1: is a page saved with its parts (MHTML), or a mail: open it'
	printf 'From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n\n<table>\n' >s1
	refused '(MHTML)'
	printf 'ID;PWXL;N;E\nP;PGeneral\nC;Y1;X1;K"Dato"\nC;X2;K"Antal"\nE\n' >s1
	refused 's1: is a workbook of the SYLK form (.slk): save it as .xlsx or CSV'
	printf 'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\n' >s1
	refused 's1: is a table of the form DIF'
	printf "UNA:+.? 'UNB+UNOC:3+57+57+100303:1200+1'UNH+1+MSCONS:D:04B:UN'\n" >s1
	refused 's1: is messages of the form EDIFACT or X12'
	printf 'UNB+UNOA:1+57+57+100303:1200+1\nUNH+1+MSCONS\n' >s1
	refused 'EDIFACT'
	printf 'BEGIN:VCALENDAR\nVERSION:2.0\n' >s1
	refused 'is a calendar'
	printf -- '-----BEGIN PGP MESSAGE-----\n\nhQEMA;1\n' >s1
	refused 's1: is encrypted by PGP: decrypt it first'
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n' >s1
	refused 's1: is a note of Git in place of the file (Git LFS): fetch the file itself'
	printf '%%!PS-Adobe-3.0\n' >s1
	refused 's1: is PostScript'
	printf '$FL2@(#) SPSS DATA FILE\n' >s1
	refused 'a data file of SPSS'
	printf 'Obj\1\4\26avro.schema' >s1
	refused 'an Avro'
	printf '\0\1\0\0Standard Jet DB\0' >s1
	refused 's1: is a database file'
	{ printf '\3\x6e\3\3\1\0\0\0\x61\0\x0b\0'; head -c 85 /dev/zero; } >s1
	refused 's1: is a database file'
	printf '%%PDF-1.4\n' >s1
	refused 's1: is a PDF'
}

# samples_here: the book of the samples of other kinds, with its programs on PATH.
samples_here() {
	cp -R "$ROOT/samples/other-kinds" kinds
	sed -i "1s|.*|#!$(python3 -c 'import sys; print(sys.executable)')|" kinds/programs/html-table
	PATH=$PWD/kinds/programs:$PATH
	BIF_BOOK=$PWD/kinds
	cd kinds/exports
}

@test "samples of other kinds give the facts that their text gives" {
	local file program
	samples_here
	bif-extract -s sager sager.csv | bif-normalize -s sager >want
	[ "$(wc -l <want)" -eq 4 ]
	for file in sager.csv.bz2:bzip2 sager.csv.xz:xz sager.csv.zst:zstd sager.html:html-table \
		sager.xlsx:true sager.xls:ssconvert sager.ods:ssconvert sager.xml:ssconvert; do
		program=${file#*:}
		command -v "$program" >/dev/null || { echo "# without $program" >&3 && continue; }
		bif-extract -s sager "${file%:*}" 2>said | bif-normalize -s sager >got
		same got want || { cat said && return 1; }
	done
	expect 0 bif-extract -s konto konto.sta
	is <<<'day | mark | sum | unit | at
	100303 | D | 12,50 | Nord | konto.sta:1
	100304 | C | 7,00 | Syd | konto.sta:2'
}

@test "workbooks of other programs: each of its sheets, what cells show, their faults" {
	command -v ssconvert >/dev/null || skip 'without gnumeric'
	source_is s <<<'{"numbers": "danish", "export": {"format": "xlsx", "program":
		["ssconvert", "-T", "Gnumeric_Excel:xlsx2", "fd://0", "fd://1"],
		"sheets": "^[a-z]+-10$", "columns": {"m": {"sheet": ""}, "u": "Enhed", "p": "Andel", "t": "Tid"}}}'
	python3 "$ROOT/tests/lib/workbook.py" t.xlsx <<<'sheet Noter
row
A1 inline 0 x
sheet jan-10
row
A1 inline 0 Enhed
B1 inline 0 Andel
C1 inline 0 Tid
row
A2 inline 0 Øst
B2 n 7 0.125
C2 n 4 1.25
sheet feb-10
row
A1 inline 0 Enhed
B1 inline 0 Andel
C1 inline 0 Tid
row
A2 inline 0 Nord
B2 e 0 #N/A
C2 n 4 0.5'
	for kind in Gnumeric_Excel:excel_biff8 Gnumeric_OpenCalc:odf; do
		HOME=$PWD ssconvert -T "$kind" t.xlsx s1 >/dev/null 2>&1
		run --separate-stderr bif-extract -s s s1
		[ "$status" -eq 65 ]
		is <<<'m | u | p | t | at
		jan-10 | Øst | 12,5 % | 30:00:00 | s1!jan-10:2'
		[[ $stderr == *'s1!feb-10:2: cell B2 holds an error, no value: "#N/A"'* ]]
	done
}

@test "text is nothing for a program that makes a workbook" {
	# Whoever converts workbooks takes any text and guesses its days.
	on_path converts <<<'cat'
	source_is s <<<'{"export": {"format": "xlsx", "program": ["converts"]}}'
	cp plain s1
	expect_err 65 's1: is text, and no workbook for its program: read it as "csv"' -- bif-extract -s s s1
	printf '<html><table><tr><td>03-04-2010\n' >s1
	expect_err 65 's1: is a web page (HTML) with a table' -- bif-extract -s s s1
}

@test "a program that makes a workbook writes to a file, which it may go back in" {
	python3 "$ROOT/tests/lib/workbook.py" t.xlsx <<<'sheet a
row
A1 inline 0 a
row
A2 n 0 7'
	gzip -c t.xlsx | gzip -c >s1
	on_path unpacks <<-'END'
	exec python3 -c '
	import gzip, sys
	data = gzip.decompress(sys.stdin.buffer.read())
	sys.stdout.buffer.write(b"x" * len(data))
	sys.stdout.buffer.seek(0)
	sys.stdout.buffer.write(data)'
	END
	sed -i 's|exec python3|exec '"$(command -v python3)"'|' p/unpacks
	source_is s <<<'{"export": {"format": "xlsx", "program": ["unpacks"]}}'
	expect 0 bif-extract -s s s1
	is <<<'a | at
	7 | s1!a:2'
	on_path unpacks <<<'cat >/dev/null; echo "no good" >&2; exit 3'
	expect_err 65 's1: no good' 's1: unpacks ended with status 3' -- bif-extract -s s s1
	on_path unpacks <<<'exec sleep 100'
	BIF_PROGRAM_SECONDS=1 expect_err 65 's1: unpacks neither takes nor gives anything' -- \
		bif-extract -s s s1
	on_path unpacks <<<'yes'
	sed -i '2i PATH=/usr/bin:/bin' p/unpacks
	BIF_PROGRAM_MEGABYTES=2 expect_err 65 'File too large' 's1: unpacks ended with status' -- bif-extract -s s s1
}

@test "lines that only begin like another kind are a table" {
	local text
	for text in 'ID;Pris\nC;X\nP;Pære\n' 'table\n0,1\n2,3\n' 'Una;x\nunb;2\n' \
		'From: a;x\n1;2\n' 'ISA*;x\n1;2\n' '<5;antal\n1;2\n' \
		'[Header];x\n1;2\n' ':20:;x\n1;2\n' '{a};x\n1;2\n' 'PK;x\n1;2\n' 'a'; do
		printf "$text" >s1
		expect 0 bif-extract -s s s1
	done
}

# --- a program before the reader ----------------------------------------

# on_path NAME <SCRIPT: a program called NAME.
on_path() {
	mkdir -p p
	{ echo '#!/bin/sh' && cat; } >"p/$1"
	chmod +x "p/$1"
	PATH=$PWD/p:$PATH
}

@test "program: files that are packed are read" {
	local packer
	for packer in bzip2 xz zstd; do
		"$packer" --version >/dev/null 2>&1 || continue
		source_is s <<<"{\"export\": {\"delimiter\": \";\", \"program\": [\"$packer\", \"-dc\"]}}"
		"$packer" -c <plain >s1
		expect 0 bif-extract -s s s1
		is <<<'a | b | at
		1 | 2 | s1:2
		3 | 4 | s1:3'
		head -c 20 s1 >s2
		run --separate-stderr bif-extract -s s -o out s2
		[ "$status" -eq 65 ]
		[[ $stderr == *"s2: $packer ended with status"* ]]
		assert_not_exist out
	done
}

@test "program: tables of a page, of which end tags are missing, cells go over others" {
	samples_here
	sed -i 's/"html-table", "2"/"html-table"/' ../sources/sager.json
	printf '<table>\n<tr><th colspan=2>Sag<th rowspan="2">Antal</tr>\n<tr><td>Dag<td>Enhed
	<tr><td rowspan=2>03-03-2010<td>\xd8st<br>by<td>1.004<tr><td>N&amp;S<td>"2"</table>' >sager.html
	expect_err 0 'the header has this column before' -- bif-extract -s sager sager.html
	is <<<'Sag | Sag_2 | Antal | at
	Dag | Enhed | Antal | sager.html:2
	03-03-2010 | Øst by | 1.004 | sager.html:3
	03-03-2010 | N&S | "2" | sager.html:4'
}

@test "program: its environment is empty, and no shell reads its words" {
	on_path show <<-'END'
	cat >/dev/null
	echo "words;values"
	echo "$1;$(tr '\0' '\n' </proc/self/environ | grep -c SECRET)"
	END
	# shellcheck disable=SC2016
	source_is s <<<'{"export": {"delimiter": ";", "program": ["show", "$HOME `id` x"]}}'
	SECRET=1 expect 0 bif-extract -s s plain s1 || true
	cp plain s1
	SECRET=1 run --separate-stderr bif-extract -s s s1
	[ "$status" -eq 0 ]
	# shellcheck disable=SC2016
	[ "${lines[1]}" = $'$HOME `id` x\t0\ts1:2' ]
}

@test "program: what fails, is absent, waits for ever or never ends" {
	cp plain s1
	on_path fails <<<'cat; echo "no good 0101909901" >&2; exit 3'
	source_is s <<<'{"export": {"delimiter": ";", "program": ["fails"]}}'
	run --separate-stderr bif-extract -s s -o out s1
	[ "$status" -eq 65 ]
	[ "$stderr" = 'bif-extract: s1: no good ***
bif-extract: s1: fails ended with status 3' ]
	assert_not_exist out
	source_is s <<<'{"export": {"program": ["no-such-program"]}}'
	expect_err 74 's1: cannot run no-such-program' -- bif-extract -s s s1
	on_path waits <<<'exec sleep 100'
	source_is s <<<'{"export": {"program": ["waits"]}}'
	BIF_PROGRAM_SECONDS=1 expect_err 65 's1: waits neither takes nor gives anything' -- \
		bif-extract -s s s1
	on_path drips <<<'cat >&2; while :; do echo "1;2"; sleep 0.2; done'
	source_is s <<<'{"export": {"delimiter": ";", "program": ["drips"]}}'
	sed -i '2i PATH=/usr/bin:/bin' p/drips
	BIF_PROGRAM_SECONDS=1 expect_err 65 's1: drips takes too long in all' 's1: a;b' 's1: 1;2' \
		's1: 3;4' -- bif-extract -s s -o out s1
	on_path starts <<<'sleep 4321; cat'
	sed -i '2i PATH=/usr/bin:/bin' p/starts
	source_is s <<<'{"export": {"delimiter": ";", "program": ["starts"]}}'
	BIF_PROGRAM_SECONDS=1 expect_err 65 's1: starts neither takes nor gives anything' -- \
		bif-extract -s s s1
	run ! pgrep -f 'sleep 4321'
	on_path lingers <<<'cat; exec >&- 2>&-; exec sleep 100'
	source_is s <<<'{"export": {"delimiter": ";", "program": ["lingers"]}}'
	BIF_PROGRAM_SECONDS=1 expect_err 65 's1: lingers neither takes nor gives anything' -- \
		bif-extract -s s -o out s1
	on_path bursts <<<'yes "1;2"'
	source_is s <<<'{"export": {"delimiter": ";", "program": ["bursts"]}}'
	expect_err 65 's1: bursts makes more of it than a real file would become' -- \
		bif-extract -s s -o out s1
	assert_not_exist out
	on_path early <<<'head -n 2'
	source_is s <<<'{"export": {"delimiter": ";", "program": ["early"]}}'
	yes '1;2' | head -n 200000 >s1
	expect 0 bif-extract -s s s1
}

@test "program: what it makes is known by its first bytes, too" {
	on_path page <<<'cat >/dev/null; echo "<html><form>"'
	source_is s <<<'{"export": {"program": ["page"]}}'
	cp plain s1
	expect_err 65 's1: is a web page' -- bif-extract -s s s1
}

@test "program: what the book may not say" {
	cp plain s1
	local said
	for said in '"xz"' '[]' '[1]' '["./xz"]' '["/bin/xz"]' '[""]' '{"a": "b"}'; do
		source_is s <<<"{\"export\": {\"program\": $said}}"
		run --separate-stderr bif-extract -s s s1
		[ "$status" -eq 78 ] || { echo "$said: $stderr" && return 1; }
	done
}

# --- JSON ---------------------------------------------------------------

@test "json: a filter sees no environment and no clock" {
	printf '[{"a":1}]' >f
	SECRET=x run --separate-stderr bif-extract --input json \
		--filter '.[] | {a: (env | keys | join(" ")), b: ($ENV.SECRET // "none")}' f
	[ "$status" -eq 0 ]
	[ "${lines[1]}" = $'HOME\tnone\tf#1' ]
	expect_err 65 'a filter has no clock' 'jq ended' -- \
		bif-extract --input json --filter '.[] | {a: now}' f
}

@test "json: a filter that takes all memory" {
	skip_sanitized
	printf '[{"a":1}]' >f
	BIF_PROGRAM_MEGABYTES=100 expect_err 65 'memory' \
		'f: jq was ended by signal 6 (it may use 100 megabytes: BIF_PROGRAM_MEGABYTES)' -- \
		bif-extract --input json --filter '[range(30000000)] | {a: length}' f
}

@test "json: a filter that never ends, or makes a flood" {
	printf '[{"a":1}]' >f
	BIF_PROGRAM_SECONDS=1 expect_err 65 'f: jq neither takes nor gives anything' -- \
		bif-extract --input json --filter 'def f: f; f' f
	run --separate-stderr bif-extract --input json --filter '{a: ("x" * 70000000)}' -o out f
	[ "$status" -eq 65 ]
	[[ $stderr == *'f: jq makes more of it than a real file would become'* ]]
	assert_not_exist out
}

@test "json lines: one that is torn costs its record" {
	printf '{"a":1,"b":"x"}\n{"a":2,"b":"to' >f
	expect_err 65 'f#2: line 2 of the file is no JSON: "{"a":2,"b":"to"' '1 of 2 rows' -- \
		bif-extract --input json --filter . --rejects rejects f
	is <<<'a | b | at
	1 | x | f#1'
	[ "$(cut -f 1,4 rejects | tail -n 1)" = $'f#2\tmalformed' ]
	# In the middle, the first, blank lines between, CR LF, a mark before.
	printf '\xef\xbb\xbf{"a":1,"b"\r\n\r\n{"a":2,"b":"y"}\r\n  \r\n"c"}\r\n{"a":3,"b":"z"}\r\n' >f
	run --separate-stderr bif-extract --input json --filter . f
	[ "$status" -eq 65 ]
	is <<<'a | b | at
	2 | y | f#2
	3 | z | f#4'
	[[ $stderr == *'f#1: line 1 of the file is no JSON'* ]]
	[[ $stderr == *'f#3: line 5 of the file is no JSON'* ]]
	run --separate-stderr bif-extract --input json --filter . --columns b f
	[ "$status" -eq 65 ]
	[ "${lines[2]}" = $'z\tf#4' ]
	# The filter's own failure is that of the file, not of a line.
	expect_err 65 'Cannot iterate over number' 'jq ended' -- \
		bif-extract --input json --filter '.a[]' f
}

@test "json: a key that stands twice in its object costs the row" {
	printf '[{"a":1,"b":2},{"a":1,"b":3,"a":2},{"b":5,"a":{"x":1,"x":[2,"}"]}},
	{"b":6,"\\u0061":7,"a":[8]},{"0101701234":1,"0101701234":2},{"a":9,"b":"a"}]' >f
	run --separate-stderr bif-extract --input json --filter '.[]' f
	[ "$status" -eq 65 ]
	is <<<'a | b | at
	1 | 2 | f#1
	9 | a | f#6'
	[[ $stderr == *'f#2: "a" stands twice in one object'* ]]
	[[ $stderr == *'f#3: "x" stands twice in one object'* ]]
	[[ $stderr == *'f#4: "a" stands twice in one object'* ]]
	[[ $stderr != *0101701234* ]]
	# In a column that nobody reads, and where a filter lets the row go.
	expect_err 0 'f: 4 values left out: their keys stand twice' -- \
		bif-extract --input json --filter '.[] | {b}' --columns b f
	[ "${#lines[@]}" -eq 7 ]
	source_is s <<<'{"export": {"format": "json", "filter": ".[] | {c: .a}", "columns": {"c": "c"}}}'
	run --separate-stderr bif-extract -s s --rejects rejects f
	[ "$status" -eq 65 ]
	[ "$(cut -f 1,4 rejects | sed -n 2p)" = $'f#2\tmalformed' ]
	# One line does not spoil the next, and the same key of two objects is two.
	printf '{"a":1,"a":2}\n{"a":"torn\n{"a":[{"a":3},{"a":4}]}\n' >f
	run --separate-stderr bif-extract --input json --filter . f
	[ "$status" -eq 65 ]
	[ "${lines[1]}" = $'[{"a":3},{"a":4}]\tf#3' ]
	# So many keys that the table of an object grows.
	python3 -c 'import json; print(json.dumps({"k%d" % i: i for i in range(200)})[:-1] + ", \"k17\": 1}")' >f
	expect_err 65 '"k17" stands twice in one object' '1 of 1 rows' -- bif-extract --input json --filter . f
}

@test "json lines: what is no such file is read whole" {
	printf '{"d":[{"a":5},\n{"a":6}]}' >f
	expect 0 bif-extract --input json --filter '.d[]' f
	is <<<'a | at
	5 | f#1
	6 | f#2'
	printf '{\n"a": 5}\n{\n"a": 6}\n' >f
	expect 0 bif-extract --input json --filter . f
	[ "${#lines[@]}" -eq 3 ]
	printf '[\n{"a":5},\n{"a":6}\n]\n' >f
	expect 0 bif-extract --input json f
	[ "${#lines[@]}" -eq 3 ]
	# Several values in a line, and numbers as they are written.
	printf '{"a":5}\n{"a":0.1}\n' >f
	expect 0 bif-extract --input json --filter . f
	[ "${lines[2]}" = $'0.1\tf#2' ]
}
