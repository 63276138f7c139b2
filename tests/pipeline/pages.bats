#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The site: its pages, links and downloads, the days that were kept, and that a
# browser finds its way. The PDF and the mail of a report. What is hidden in all
# that is published, and the attack on it.

load ../lib/bif
load ../lib/browser

# The sample job of two days, and a site of both.
setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	find_browser
	make_key key
	status -b "$SAMPLE_BOOK" --as-of 2010-05-31 --key key --quiet -o out \
		"$SAMPLE_EXPORTS"
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --key key --quiet -o out \
		"$SAMPLE_EXPORTS"
	site --quiet out -o www
}

setup() {
	scratch
	WWW=$BATS_FILE_TMPDIR/www
	OUT=$BATS_FILE_TMPDIR/out
}

# Each link of each page leads to a file of the site.
links_lead() {
	local page href
	while IFS= read -r page; do
		while IFS= read -r href; do
			[ -z "${href%%#*}" ] || [ -f "$(dirname "$page")/${href%%#*}" ] ||
				fail "$page: leads to $href"
		done < <(grep -o 'href="[^"]*"' "$page" | cut -d '"' -f 2 | sort -u)
	done < <(find "$1" -name '*.html')
}

@test "a page for each unit and goal, and all links lead somewhere" {
	[ "$(find "$WWW" -maxdepth 1 -name 'u*.html' | wc -l)" -eq 11 ]
	[ "$(find "$WWW" -maxdepth 1 -name 'g*.html' | wc -l)" -eq 16 ]
	[ -f "$WWW/2010-05-31/index.html" ]
	links_lead "$WWW"
	grep -q 'Siden 31. maj 2010' "$WWW/index.html"
	run ! grep -rlE '(src|href)="?(https?:)?//' "$WWW"
}

@test "counts on the board are those of verdicts.tsv" {
	local status want
	for status in met near off; do
		want=$(bif-render -b "$SAMPLE_BOOK" -O tsv "$OUT/verdicts.tsv" |
			awk -F'\t' -v s="$status" 'NR == 1 { for (i = 1; i <= NF; i++)
				c[$i] = i; next } $c["status"] == s &&
				$c["unit"] != "BIF"' | wc -l)
		grep -q "<li class=\"$status\"><strong>$want</strong>" \
			"$WWW/index.html"
	done
}

@test "downloads are what the pages show, also where figures are hidden" {
	expect 0 site --quiet --suppress 20 "$OUT" -o www
	[ "$(jq '[.[] | select(.value == null and .status == "off")] | length' \
		www/board.json)" -gt 0 ]
	bif-render -b "$SAMPLE_BOOK" --suppress 20 -O csv "$OUT/verdicts.tsv" \
		>wanted.csv
	same www/board.csv wanted.csv
	run ! cmp -s www/board.csv "$WWW/board.csv"
}

@test "made again it is the same; what is no site is not replaced" {
	expect 0 site --quiet "$OUT" -o www
	diff -r www "$WWW"
	expect 0 site --quiet "$OUT" -o www
	diff -r www "$WWW"
	mkdir mine && echo mine >mine/file
	expect_err 73 'mine: is there, and is no site' -- site "$OUT" -o mine
	[ "$(cat mine/file)" = mine ]
	expect_err 66 'nowhere: no such result' -- site nowhere -o www
	diff -r www "$WWW"
	expect_err 64 'no place' 'try --help' -- site "$OUT"
	[ -z "$(ls -A | grep -F .new.)" ]
}

@test "several results: the others are in folders of their own" {
	cp -r "$(readlink -f "$OUT")" second
	jq -c '.name = "<b>\"Anden\"</b>\t& flere"' second/book/book.json >named
	mv named second/book/book.json
	expect 0 site --quiet "$OUT" second -o www
	[ -f www/2/index.html ]
	grep -qF '&lt;b&gt;&quot;Anden&quot;&lt;/b&gt; &amp; flere' www/index.html
	links_lead www
}

@test "names of a book never become paths or markup" {
	cp -r "$(readlink -f "$OUT")" odd
	sed -i '2,$s#^\([^,]*\),\("\{0,1\}\)#\1,\2../../<script>x</script>#' \
		odd/book/units.csv
	expect 0 site --quiet odd -o www
	run ! grep -rl --include='*.html' '<script>x' www
	grep -q '../../&lt;script&gt;' www/index.html
	links_lead www
	[ -z "$(find www -newer odd/book/units.csv -path '*script*')" ]
}

@test "links of others: what a browser would run is refused" {
	local href
	for href in 'javascript:x' '//elsewhere' '"x' 'data:x' ''; do
		printf 'kind\thref\ttext\ndate\t%s\tx\n' "$href" >links
		expect_err 65 'links:2: no date, data or site' -- bif-render \
			-b "$SAMPLE_BOOK" -f site --links links -o pages \
			"$OUT/verdicts.tsv"
	done
	expect_err 64 'no -r, and -o FOLDER' -- bif-render \
		-b "$SAMPLE_BOOK" -f site "$OUT/verdicts.tsv"
	: >file
	expect_err 73 'file' -- bif-render -b "$SAMPLE_BOOK" -f site -o file \
		"$OUT/verdicts.tsv"
}

@test "the script is the one that the page allows" {
	command -v openssl >/dev/null || skip 'no openssl here'
	sed -n '/<script>/,/<\/script>/p' "$WWW/index.html" |
		sed 's/<script>//; s/<\/script>//' >script
	truncate -s -1 script
	grep -qF "sha256-$(openssl dgst -sha256 -binary script | base64)" \
		"$WWW/index.html"
}

@test "in a browser: cell, goal, back, unit, found, sorted, another day" {
	[ -z "$WHY_NOT" ] || skip "$WHY_NOT"
	check "$WWW/index.html" "$WWW/2010-05-31/index.html" "$WWW/g1.html" \
		"$WWW/u3.html"
}

@test "the checks find a site that leads nowhere" {
	[ -z "$WHY_NOT" ] || skip "$WHY_NOT"
	cp -r "$WWW" bad
	sed -i 's/href="g\([0-9]*\).html"/href="u\1.html"/g; s/sha256-./sha256-x/' \
		bad/index.html
	run node "$ROOT/tests/html/check.js" "$CHROMIUM" bad/index.html
	[ "$status" -ne 2 ] || skip "$output"
	[ "$status" -eq 1 ]
	[[ $output == *'a cell of the board leads to'* ]]
}

@test "pdf: tagged, with bookmarks, as many pages as the paper has" {
	command -v chromium >/dev/null || skip 'no Chromium here'
	bif-render -b "$SAMPLE_BOOK" -r half-year -f html \
		--observations "$OUT/observations.tsv" "$OUT/verdicts.tsv" >paper.html
	run --separate-stderr pdf -o paper.pdf paper.html
	[ "$status" -ne 74 ] || skip "Chromium does not start: $stderr"
	[ "$status" -eq 0 ] && [ -z "$stderr" ]
	grep -qa /StructTreeRoot paper.pdf
	grep -qa /Outlines paper.pdf
	[ "$(grep -ac '/Type /Page$' paper.pdf)" -le 10 ]
	[ ! -e paper.pdf.part ]
}

@test "pdf: what is no report is refused, and so it is without Chromium" {
	expect_err 64 'no place' 'try --help' -- pdf
	command -v chromium >/dev/null || skip 'no Chromium here'
	expect_err 66 'nowhere.html: cannot be read' -- pdf -o x.pdf nowhere.html
	echo text >text
	expect_err 65 'text: is no HTML report' -- pdf -o x.pdf text
	BIF_CHROMIUM=no-such-browser \
		expect_err 73 'Chromium is not installed' -- pdf -o x.pdf text
	[ ! -e x.pdf ]
}

@test "eml: subject, text and HTML as a mail program reads them" {
	cp -R "$SAMPLE_BOOK" book
	jq -c '.name = "Mål & æøå\r\nBcc: x@y <b> \u202e" + ("lang " * 12)' \
		"$SAMPLE_BOOK/book.json" >book/book.json
	bif-render -b book -f eml "$OUT/verdicts.tsv" >board.eml
	bif-render -b book -f html "$OUT/verdicts.tsv" >board.html
	bif-render -b book "$OUT/verdicts.tsv" >board.txt
	python3 - <<-'END'
		import email, email.policy
		raw = open('board.eml', 'rb').read()
		m = email.message_from_bytes(raw, policy=email.policy.default)
		assert not m.defects, m.defects
		assert m['Bcc'] is None
		assert m['Subject'].startswith('Mål & æøå'), m['Subject']
		assert m['Subject'].rstrip().endswith('lang lang'), m['Subject']
		parts = list(m.iter_parts())
		assert [p.get_content_type() for p in parts] == \
			['text/plain', 'text/html']
		assert [p.get_payload(decode=True) for p in parts] == \
			[open(n, 'rb').read() for n in ('board.txt', 'board.html')]
		assert max(map(len, raw.split(b'\n'))) <= 78
	END
}

@test "status --suppress: hidden over runs, reports and the site" {
	local day
	for day in 2010-04-30 2010-05-31 2010-06-30; do
		expect 0 status -b "$SAMPLE_BOOK" --as-of "$day" --quiet \
			--key "$BATS_FILE_TMPDIR/key" --suppress 20 \
			--report unit:html:JCSYG -o out "$SAMPLE_EXPORTS"
	done
	head -n 1 out/verdicts.tsv >columns
	head -n 1 out/unsuppressed/verdicts.tsv | diff - columns
	[ "$(stat -Lc %a out/unsuppressed out/unsuppressed/verdicts.tsv \
		out/observations.tsv out/deliveries.tsv | tr '\n' ' ')" = \
		'700 600 600 600 ' ]
	run ! cmp -s out/verdicts.tsv out/unsuppressed/verdicts.tsv
	# below which they are small the run knows, and its book does not
	expect 0 audit-suppression out
	cp -RL out all && chmod u+w all/verdicts.tsv
	cp out/unsuppressed/verdicts.tsv all/verdicts.tsv
	expect 1 audit-suppression all
	# The figure of a small unit stands in nothing that others can read.
	awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		$c["goal"] == "formalitetsklager" && $c["unit"] == "JCSYG" {
			print $c["value"] }' out/verdicts.tsv >value
	[ "$(cat value)" = '' ]
	expect 0 site --quiet out -o www
	[ "$(jq -r '.[] | select(.goal == "formalitetsklager" and .unit == "JCSYG") |
		.value' www/board.json)" = null ]
	grep -q 'vises ikke' www/*.html
	expect 0 verify --quiet --key "$BATS_FILE_TMPDIR/key" out
}

@test "audit-suppression finds what follows from what is shown" {
	mkdir -p o/book o.runs/2010-05-31.1
	echo '{"suppress": 5}' >o/book/book.json
	printf 'unit,name,parent\nT,T,\nA,A,T\nB,B,T\nC,C,T\n' >o/book/units.csv
	printf 'goal,title,measure,window\ng,G,m,year\n' >o/book/goals.csv
	printf 'unit\tgoal\tas_of\tstatus\tvalue\tnumerator\tdenominator\tn\n' >o/verdicts.tsv
	cp o/verdicts.tsv o.runs/2010-05-31.1
	printf '%s\tg\t2010-06-30\tmet\t%s\t%s\t\t%s\n' T 73 73 73 A 40 40 40 \
		B 30 30 30 C '' '' '' >>o/verdicts.tsv
	expect 1 audit-suppression o
	[[ $output == *$'C\tg\tn\t3\tby sums'* ]]
	# Two hidden ones, of which May leaves one figure.
	sed -i 's/^B.*/B\tg\t2010-06-30\tmet\t\t\t\t/' o/verdicts.tsv
	expect 0 audit-suppression o
	printf '%s\tg\t2010-05-31\tmet\t%s\t%s\t\t%s\n' B 32 32 32 C 1 1 1 \
		>>o.runs/2010-05-31.1/verdicts.tsv
	expect 1 audit-suppression o
	[[ $output == *$'B\tg\tn\t32\tby bounds'* ]]
	[[ $output == *$'C\tg\tn\t1\tsmall'* ]]
	# A few more than in May are those of June.
	printf 'A\tg\t2010-05-31\tmet\t38\t38\t\t38\n' \
		>>o.runs/2010-05-31.1/verdicts.tsv
	expect 1 audit-suppression o
	[[ $output == *$'A\tg\tn\t2\tsince 2010-05-31'* ]]
	expect_err 66 'nowhere: holds no verdicts.tsv' -- audit-suppression nowhere
	# That nothing is found where nothing is small says nothing.
	echo '{}' >o/book/book.json
	expect_err 1 'o: neither the run nor its book says which counts are small: give --suppress N' -- \
		audit-suppression o
	rm -r o.runs
	# A status is a bound: met by at most 1 is 1, and nearly met by one more 2.
	printf 'goal,title,measure,window,direction,scale\ng,G,m,year,at_most,points\n' >o/book/goals.csv
	printf 'unit\tgoal\tas_of\tstatus\tvalue\tnumerator\tdenominator\tn\texpected\tband\n' >o/verdicts.tsv
	printf '%s\tg\t2010-06-30\t%s\t%s\t%s\t\t%s\t1\t1\n' T off 73 73 73 A near '' '' '' \
		B hidden '' '' '' C off '' '' '' >>o/verdicts.tsv
	expect 1 audit-suppression --suppress 5 o
	[[ $output == *$'A\tg\tn\t2\tby bounds'* && $output != *$'\n2010-06-30\t'[BC]* ]]
}
