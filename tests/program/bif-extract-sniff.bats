#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# bif-extract --sniff and --auto: what a file that nobody has described is
# like, and what cannot be told of it.

load ../lib/bif

# A member of a draft's export, as JSON.
export_of() {
	bif-extract --sniff "$1" | jq -c ".export.$2"
}

drafts() {
	run python3 "$ROOT/tests/hard/sniff/drafts.py" "$SAMPLE_BOOK" "$1" "$BIF_BIN"
	[ "$status" -eq 0 ] || fail "$output"
}

@test "the drafts of the sample exports read them as their sources do" {
	drafts "$SAMPLE_EXPORTS"
	drafts "$ROOT/samples/variants"
}

@test "the drafts of the year's end do so, when its exports are beside" {
	local year=$ROOT/../shared/exports/2010-12-31
	[ -d "$year" ] || skip 'no exports of 2010-12-31 beside this folder'
	drafts "$year/exports"
	drafts "$year/variants"
}

@test "random tables of ten languages: what is said of them is right" {
	run python3 "$ROOT/tests/hard/sniff/property.py" -n 60 --seed 7 --least 93 \
		"$BIF_BIN/bif-extract"
	[ "$status" -eq 0 ] || fail "$output"
}

@test "no row is lost and no letter garbled on a guess, and drafts read" {
	run python3 "$ROOT/tests/hard/sniff/guesses.py" -n 12 --seed 3 \
		"$BIF_BIN/bif-extract"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "--auto: rows in another encoding are rejected, also far behind" {
	printf 'navn;n\nN\xf8rre;1\nS\xf8nder;2\nV\xe6r\xf8;3\nK\xc3\xb8ge;4\n' >f
	expect_err 65 'two encodings are mixed: 1 characters' \
		'"navn": byte 0xc3 begins UTF-8' '1 of 4 rows' -- \
		bif-extract --auto --quiet --rejects r f
	[ "$(cut -f 1 <<<"$output" | paste -sd,)" = navn,Nørre,Sønder,Værø ]
	[ "$(cut -f 4,6 r | tail -n 1)" = "bad_encoding	Køge;4" ] || fail "$(cat r)"
	# An encoding that is said is read as it is said.
	expect 0 bif-extract --auto --quiet --encoding iso-8859-1 f
	[ "${lines[4]}" = 'KÃ¸ge	4	f:5' ]
	# A second file, too.
	printf 'navn;n\nK\xc3\xb8ge;4\n' >g
	sed -i 5d f
	expect_err 65 'byte 0xc3 begins UTF-8' '1 of 4 rows' -- \
		bif-extract --auto --quiet f g
}

@test "--auto: a decimal mark that changes, marks for none, cells to fill: doubts" {
	printf 'u;n;m\nA;1.250;1\n;2,25;*\nB;3,5;-999\n;4,5;7\n' >f
	expect_err 0 '"u": empty below filled cells' \
		'"n": not known: numbers whose decimal mark changes' \
		'"m": 75 %: numbers, 3 of 4, but not "*"' -- \
		bif-extract --auto --quiet f
	[ "${#lines[@]}" -eq 5 ]
	printf 'u;n\n\xc3\x83\xc2\x98st;1\nN\xc3\x83\xc2\xb8rre;2\n' >f
	expect_err 0 '2 letters were written as UTF-8 twice' -- \
		bif-extract --auto --quiet f
}

@test "--auto: lines in quotes as a whole; a mark where files were joined" {
	printf '"u;n"\n"""A;B"";1"\n"C;2"\n' >f
	expect_err 0 'each line stands in quotes' 'such lines are read without' -- \
		bif-extract --auto --quiet f
	[ "${lines[1]}" = 'A;B	1	f:2' ] && [ "${lines[2]}" = 'C	2	f:3' ]
	mkdir -p sources && bif-extract --sniff -o sources/s.json f 2>err || fail "$(cat err)"
	printf '\xef\xbb\xbfu;n;m\nA;1;2\n\xef\xbb\xbfu;n;m\nB;2;3\n\xef\xbb\xbfC;3;4\n' >f
	expect_err 0 '2 lines begin with a byte order mark' 'it is left out' -- \
		bif-extract --auto --quiet f
	[ "$(printf '%s\n' "${lines[@]:1}" | cut -f 1 | paste -sd,)" = A,B,C ]
}

@test "JSON: lists of objects in objects are told" {
	printf '{"r":[{"a":{"s":[1,{"id":"x","p":[{"q":1},{"q":2}]}]}}]}' >f
	expect_err 0 'lists of objects (2 in .a.s[].p[])' -- \
		bif-extract --auto --quiet f
	bif-extract --sniff f | jq -e '.export["//"]["filter 2"]' | grep -q 'go on to it'
	printf '[{"a":{"b":[1,2]}},{"a":{"b":[]}}]' >f
	expect 0 bif-extract --auto --quiet f
}

@test "--auto and the draft carry groups that are named once" {
	printf ';2009;;2010;\nu;a;b;a;b\nx;1;2;3;4\ny;5;6;7;8\n' >f
	expect 0 bif-extract --auto --quiet f
	[ "${lines[0]}" = 'u	2009 a	2009 b	2010 a	2010 b	at' ]
	[ "$(sniffed header_carry ';2009;;2010;\nu;a;b;a;b\nx;1;2;3;4\n')" = true ]
}

@test "any file: no crash, the same draft twice, and one that reads" {
	run python3 "$ROOT/tests/hard/sniff/anyfile.py" \
		"1-$((${BIF_COVERAGE:-0} ? 400 : 100))"
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *'files, 0 wrong' ]]
}

# What a draft of some text says of a member: `sniffed MEMBER TEXT`.
sniffed() {
	printf "$2" >file
	export_of file "$1"
}

@test "a column of sentences is not split at its commas" {
	[ "$(sniffed delimiter 'Text\nhello, world\nan apple, a pear\nplain\na, b, c\n')" \
		= '""' ]
}

@test "decimal commas beside a semicolon, or a TAB, split nothing" {
	[ "$(sniffed delimiter 'Navn;Beløb\nA;1,5\nB;2,75\nC;10,25\n')" = '";"' ]
	[ "$(sniffed delimiter 'Navn\tBeløb\nA\t1,5\nB\t2,75\n')" = '"\t"' ]
	[ "$(bif-extract --sniff file | jq -c .numbers)" = '"danish"' ]
}

@test "dates and times split nothing, and tell themselves from a header" {
	printf '2010-01-0%d 10:3%d:00|a-b\n' 1 2 3 4 5 6 7 8 >file
	[ "$(export_of file delimiter)" = '"|"' ]
	[ "$(export_of file header)" = '"none"' ]
}

@test "days that may be months are left as text, and said to be" {
	printf 'd,n\n01/02/2010,x\n02/03/2010,y\n11/12/2010,z\n' >file
	bif-extract --sniff file >draft.json
	[ "$(jq -c .facts.types.d draft.json)" = null ]
	[[ $(jq -r '.facts["//"].d' draft.json) == \
		'not known: '*'dd/mm/yyyy or mm/dd/yyyy' ]]
}

@test "marks that may part groups or decimals are left as text, and said to be" {
	printf 'a;n\nx;1.250\ny;2.500\n' >file
	bif-extract --sniff file >draft.json
	[ "$(jq -c .facts.types.n draft.json)" = null ]
	[[ $(jq -r '.facts["//"].n' draft.json) == 'not known: '*1250* ]]
	[[ $(jq -r '.export["//"].numbers' draft.json) == 'not known: '* ]]
}

@test "a header above nothing but words is in doubt, and said to be" {
	printf 'name,city\nAnn,Paris\nBob,London\nCarl,Rome\n' >file
	[[ $(bif-extract --sniff file | jq -r '.export["//"].header') == \
		'not known: line 1 may be names, or the first row'* ]]
	expect_err 0 'not known: header' -- bif-extract --quiet --auto file
	[ "${#lines[@]}" -eq 4 ]
}

@test "notes at the foot, one word padded to a row too, are no rows" {
	printf '%s\n' 'dato;enhed;antal' '2010-01-01;A;1' '2010-01-02;B;2' \
		'2010-01-03;;' ';;' 'UDTRUKKET;;' 'KILDE;;' >file
	[ "$(export_of file until)" = '"^UDTRUKKET;;"' ]
	bif-extract --quiet --auto file >out
	[ "$(cut -f 1 out | paste -s)" = \
		"dato	2010-01-01	2010-01-02	2010-01-03" ]
	# Where rows begin with words, the like may be a row.
	printf '%s\n' 'enhed;dato;antal' 'A;2010-01-01;1' 'B;2010-01-02;2' \
		'UDTRUKKET;;' 'KILDE;;' >file
	[ "$(export_of file until)" = null ]
	[ "$(bif-extract --quiet --auto file | tail -n 1 | cut -f 1)" = KILDE ]
}

@test "a file of one row, of none, and of nothing" {
	[ "$(sniffed delimiter 'a;b;c\n1;2;3\n')" = '";"' ]
	[ "$(sniffed header 'a;b;c\n1;2;3\n')" = 1 ]
	printf '' >file
	[[ $(bif-extract --sniff file | jq -r '.export["//"].header') == \
		'not known: there is no row' ]]
}

@test "columns that blanks line up are of fixed width, named by the line above" {
	printf '%s\n' 'name       age  city' 'Ann         12  Paris' \
		'Bob          7  Rome' 'Carl       120  London' >file
	[ "$(export_of file format)" = '"fixed"' ]
	expect 0 bif-extract --quiet --auto file
	[ "${lines[0]}" = 'name	age	city	at' ]
	[ "${lines[2]}" = 'Bob	7	Rome	file:3' ]
}

@test "JSON: an object a line, and a list further in" {
	printf '{"a": 1, "b": "x"}\n{"a": 2, "b": "y"}\n' >file
	[ "$(export_of file filter)" = '"."' ]
	expect 0 bif-extract --quiet --auto file
	[ "${lines[2]}" = '2	y	file#2' ]
	printf '{"n": 2, "in": {"my rows": [{"a": 1}, {"a": 2}]}}' >file
	[ "$(export_of file filter)" = '".in[\"my rows\"][]"' ]
	expect 0 bif-extract --quiet --auto file
	[ "${lines[2]}" = '2	file#2' ]
}

@test "JSON without a source: values one after the other have one header" {
	printf '{"a": 1, "b": "x"}\n{"b": "y", "a": 2}\n' >file
	expect 0 bif-extract --input json --filter . file
	[ "${#lines[@]}" -eq 3 ]
	[ "${lines[2]}" = '2	y	file#2' ]
}

@test "--auto: what is told by an option is not looked for" {
	printf 'a;b,c\n1;2,3\n4;5,6\n' >file
	expect 0 bif-extract --quiet --auto --delimiter , file
	[ "${lines[1]}" = '1;2	3	file:2' ]
	expect 0 bif-extract --quiet --auto --header none --columns 2 file
	[ "${lines[1]}" = 'b,c	file:1' ]
	expect 0 bif-extract --quiet --auto --header 2 file
	[ "${lines[0]}" = '1	2,3	at' ]
}

@test "--auto refuses a file whose encoding cannot be told, and names the option" {
	head -c 3000 /dev/zero >file
	expect_err 65 'not known' 'the encoding cannot be told' -- \
		bif-extract --quiet --auto file
	expect_err 64 'only one of' -- bif-extract --auto --sniff file
}

@test "--auto and --sniff read standard input, gzip and workbooks" {
	printf 'a;b\n1;x\n2;y\n3;z\n' | gzip >file.gz
	expect 0 bif-extract --quiet --auto <file.gz
	[ "${lines[3]}" = '3	z	-:4' ]
	[ "$(gzip -dc file.gz | bif-extract --sniff | jq -r .export.delimiter)" = ';' ]
	[ "$(bif-extract --sniff file.gz | jq -r .match)" = 'file*' ]
}

@test "--auto reads as the draft does" {
	local file
	for file in "$SAMPLE_EXPORTS"/{klager.csv,opus_fravaer.lst.gz,KMD7042.TXT}; do
		mkdir -p book/sources
		bif-extract --sniff -o book/sources/x.json "$file"
		bif-extract --quiet -b book -s x "$file" 2>/dev/null |
			tail -n +2 >draft.tsv
		bif-extract --quiet --auto "$file" 2>/dev/null |
			tail -n +2 >auto.tsv
		[ "$(wc -l <auto.tsv)" -gt 300 ]
		same auto.tsv draft.tsv
	done
}

@test "no personal number stands in a draft, nor in what --auto says" {
	bif-extract --sniff "$SAMPLE_EXPORTS"/{samtaler_2010-06.csv,KMD7042.TXT} \
		>drafts 2>&1
	run -65 bif-extract --auto -o rows "$SAMPLE_EXPORTS/samtaler_2010-06.csv"
	grep -q samtaler <<<"$output"
	echo "$output" >>drafts
	run grep -E '[0-9]{6}-?99[0-9]{2}' drafts
	[ "$status" -eq 1 ] || fail "$output"
}

@test "anything at all is sniffed in bounded time and memory" {
	python3 - <<'END'
import random
rng = random.Random(1)
open("random", "wb").write(rng.randbytes(3000000))
open("deep", "w").write("[" * 1000000)
open("objects", "w").write('{"a":\n{"b":\n' * 100000)
open("cells", "w").write("x\na;b\n" * 300000)
open("commas", "w").write("a," * 1000000)
open("quotes", "w").write('"' * 1000000)
for i in range(40):
    open("some.%d" % i, "wb").write(bytes(rng.choice(
        b'ab1,;\t|"\'\n\r \x00\xe6\xff{[:') for _ in range(rng.randrange(200))))
END
	local file
	for file in random deep objects cells commas quotes some.*; do
		run timeout 60 bif-extract --sniff "$file"
		[ "$status" -eq 0 ] || [ "$status" -eq 65 ] || fail "$file: $status"
		[ "$status" -eq 65 ] || jq -e .export <<<"$output" >jq.out
		run timeout 60 bif-extract --quiet --auto "$file"
		[ "$status" -eq 0 ] || [ "$status" -eq 65 ] || fail "$file: $status"
	done
}

@test "--auto: fixed width where rows of any width are to be kept is no crash" {
	local seed
	for seed in 415 506; do
		run python3 "$ROOT/tests/hard/sniff/anyfile.py" "$seed-$seed"
		[ "$status" -eq 0 ] || fail "$output"
	done
}

@test "a ruler below the names is no row, whatever cuts it; so in Markdown" {
	for mark in ';' , '\t'; do
		printf "id${mark}name${mark}n\n--${mark}-----${mark}-\n1${mark}ab${mark}3\n2${mark}cd${mark}5\n" >f
		expect 0 bif-extract --auto --quiet f
		printf 'id\tname\tn\tat\n1\tab\t3\tf:3\n2\tcd\t5\tf:4\n' >want
		printf '%s\n' "$output" >got
		same got want
	done
	printf '| id | name |  n |\n|---:|:-----|---:|\n|  1 | ab   |  3 |\n|  2 | cd   |  5 |\n' >f
	expect 0 bif-extract --auto --quiet f
	printf '%s\n' "$output" >got
	same got want
	# Rows of nothing but hyphens stay rows.
	printf 'id;name;n\n1;ab;3\n-;-;-\n2;cd;5\n4;ef;5\n3;gh;7\n5;ij;9\n' >f
	expect_err 0 'but not "-"' -- bif-extract --auto --quiet f
	[ "${lines[2]}" = '-	-	-	f:3' ]
}

@test "--auto --skip: a line that is skipped names no groups of columns" {
	printf 'A;B;;;\nx;n;m;k;v\ny;5;6;7;8\nz;5;6;7;8\n' >f
	expect 0 bif-extract --auto --quiet --skip 1 f
	[ "${lines[0]}" = 'x	n	m	k	v	at' ]
	expect 0 bif-extract --auto --quiet f
	[ "${lines[0]}" = 'A x	B n	B m	B k	B v	at' ]
}

# said_of FILE [OPTION]...: the draft's source and pattern.
said_of() {
	bif-extract --sniff "${@:2}" "$1" | jq -r '.source + " " + .match'
}

@test "a draft's source and pattern come from the names of files" {
	for name in Salg-2010-06-30.csv 'we[ird]*?.csv' 2010 .2 a.csv.gz; do
		printf 'a;b\n1;2\n' >"$name"
	done
	[ "$(said_of Salg-2010-06-30.csv)" = 'salg Salg-*.csv*' ]
	[ "$(said_of "$PWD/Salg-2010-06-30.csv" -o sales.json)" = '' ]
	[ "$(jq -r .source sales.json)" = sales ]
	[ "$(said_of 'we[ird]*?.csv')" = 'we_ird we?ird???.csv*' ]
	[ "$(said_of 2010)" = 'export *' ]
	[ "$(said_of .2)" = 'export .*' ]
	[ "$(said_of a.csv.gz)" = 'a a.csv*' ]
	[ "$(said_of - <2010)" = 'export *' ]
}

@test "what cannot be sniffed is said, and no draft is left" {
	printf 'a;b\n1;2\n' >f
	expect_err 73 'nowhere/x: cannot create' -- bif-extract --sniff -o nowhere/x f
	expect_err 64 'there is no such encoding' -- bif-extract --sniff --encoding nope f
	expect_err 65 'f: this is no JSON' -- bif-extract --sniff --input json -o out f
	[ ! -e out ]
	expect_err 66 'is a directory' -- bif-extract --sniff -o out .
	[ ! -e out ]
}

@test "--auto: rows in a frame, with options that go with it and others" {
	printf '|a|b|c|\n|1|2|3|\n|4|5|6|\n' >f
	printf 'a\tb\tc\tat\n1\t2\t3\tf:2\n4\t5\t6\tf:3\n' >want
	for way in '--quote ' "--quote '" '--delimiter |'; do
		expect 0 bif-extract --auto --quiet "${way%% *}" "${way#* }" f
		printf '%s\n' "$output" >got
		same got want
	done
	expect_err 64 "f: rows stand between '|', and --ragged does not go with that" -- \
		bif-extract --auto --quiet --ragged keep f
	printf '|1|2|3|\n|7|8|9|\n|4|5|6|\n' >f
	expect 0 bif-extract --auto --quiet f
	[ "${lines[0]}" = '1	2	3	at' ]
	[ "${lines[1]}" = '1	2	3	f:1' ]
}

@test "--auto: a delimiter that is given may be long" {
	printf 'a<-- and so on -->b\n1<-- and so on -->2\n3<-- and so on -->4\n' >f
	expect 0 bif-extract --auto --quiet --delimiter '<-- and so on -->' f
	printf 'a\tb\tat\n1\t2\tf:2\n3\t4\tf:3\n' >want
	printf '%s\n' "$output" >got
	same got want
}

@test "a file too large to be looked at whole: lines that end in CR, one line" {
	yes '12;ab' | tr '\n' '\r' | head -c 5000000 >f
	expect 0 bif-extract --sniff f
	[ "$(jq -r '.export.delimiter + .export["//"].sample' <<<"$output")" = \
		';only the first 4194304 bytes and the end were looked at' ]
	head -c 5000000 /dev/zero | tr '\0' x >f
	expect 0 bif-extract --sniff f
	[ "$(jq -r '.export["//"].header' <<<"$output")" = 'not known: there is no row' ]
}

@test "types: a column of another style, people that some rows lack" {
	printf 'a;b;p\n1,5;1.5;010180-1234\n2,5;2.5;\n3,5;3.5;020280-1235\n4,5;4.5;030380-1236\n' >f
	expect 0 bif-extract --sniff f
	[ "$(jq -c .facts.types <<<"$output")" = \
		'{"a":{"number":true},"b":{"number":"english"},"p":{"cpr":true,"optional":true}}' ]
	printf 'a;b\n1.5;1,5\n2.5;2,5\n3.5;3,5\n4.5;\n' >f
	expect 0 bif-extract --sniff f
	[ "$(jq -c .facts.types <<<"$output")" = \
		'{"a":{"number":true},"b":{"number":"danish"}}' ]
}
