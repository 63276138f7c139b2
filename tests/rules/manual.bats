#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The examples of the documentation are tests. In a ```console block a line
# `$ command` (continued by `> ` lines) is run, and what stands below it up to
# the next one is what it must print, standard error included. A line `…`
# stands for any lines. A document's blocks share one folder, with samples/ in
# it and the programs and pipelines on PATH; each begins in that folder.

load ../lib/bif


# Splits a document into block.N/commands (each after an `exec` that sends
# its output to M.got) and block.N/M.want; block.N/M.at is the place.
split_blocks() {
	mkdir -p blocks
	awk -v name="$(basename "$1")" '
	function begin() {
		folder = sprintf("blocks/%03d", ++blocks)
		system("mkdir -p " folder)
		commands = 0
		inside = 1
	}
	/^```console$/ { begin(); next }
	inside && /^```$/ { inside = 0; next }
	!inside { next }
	/^\$ / {
		at = sprintf("%s/%03d", folder, ++commands)
		printf "exec >\"$BLOCKS/../%s.got\" 2>&1\n%s\n", at, \
			substr($0, 3) >(folder "/commands")
		print name ":" NR ": " substr($0, 3) >(at ".at")
		printf "" >(at ".want")
		next
	}
	/^> / && commands { print substr($0, 3) >(folder "/commands"); next }
	commands { print >(at ".want") }
	END { print blocks + 0 >"blocks/count" }' "$1"
}

# Lines of WANT in GOT, where … takes as many as it must.
agrees() {
	awk '
	FNR == NR { want[++nwant] = $0; next }
	{ got[++ngot] = $0 }
	END {
		for (i = j = 1; i <= nwant; i++) {
			if (want[i] == "…") {
				if (i == nwant)
					exit 0
				while (j <= ngot && got[j] != want[i + 1])
					j++
			} else if (j > ngot || got[j++] != want[i])
				exit 1
		}
		exit j <= ngot
	}' "$1" "$2"
}

run_document() {
	local block want wrong=0
	cp -R "$ROOT/samples" .
	split_blocks "$1"
	for block in blocks/*/; do
		BLOCKS=$PWD/blocks bash "$block/commands" </dev/null || :
		for want in "$block"/*.want; do
			touch "${want%.want}.got"
			agrees "$want" "${want%.want}.got" && continue
			echo "-- $(cat "${want%.want}.at")"
			diff -u "$want" "${want%.want}.got" | tail -n +3
			wrong=1
		done
	done
	return "$wrong"
}

@test "README.md: its examples print what stands there" {
	run_document "$ROOT/README.md"
	[ "$(cat blocks/count)" -gt 0 ]
}

@test "MANUAL.md: its examples print what stands there" {
	run_document "$ROOT/MANUAL.md"
	[ "$(cat blocks/count)" -gt 0 ]
}

@test "an example that prints something else is found" {
	printf '%s\n' '```console' '$ echo a; echo b; echo c' 'a' '…' 'c' \
		'$ echo x' 'x' '```' >good.md
	run_document good.md
	rm -rf blocks samples
	sed 's/^x$/y/' good.md >bad.md
	run run_document bad.md
	[ "$status" -eq 1 ]
	[[ $output == *'bad.md:6: echo x'* ]]
}

# GitHub's anchor of each heading, one a line.
anchors() {
	sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' |
		sed 's/[^a-z0-9_ -]//g; s/ /-/g'
}

@test "each link of a document leads somewhere" {
	local document target
	cd "$ROOT"
	for document in *.md samples/README.md tools/README.md; do
		anchors "$document" >"$BATS_TEST_TMPDIR/anchors"
		grep -o '](\(#\|[A-Za-z.]\)[^)]*)' "$document" |
			sed 's/^](//; s/)$//' | grep -v '^https\?:' |
			while read -r target; do
				case $target in
				'#'*) grep -Fxq -- "${target#'#'}" \
					"$BATS_TEST_TMPDIR/anchors" ;;
				*) [ -e "$(dirname "$document")/${target%%#*}" ] ;;
				esac || echo "$document: $target"
			done
	done >"$BATS_TEST_TMPDIR/lost"
	# Sections that a sentence names: `section 4.5`, `(8.4)`, `(9.)`.
	grep -oE 'section [0-9]+(\.[0-9]+)?|\([0-9]+\.[0-9]*\)' MANUAL.md |
		grep -oE '[0-9]+(\.[0-9]+)?' | sort -u |
		while read -r target; do
			grep -qE "^##+ ${target//./\\.}\.? " MANUAL.md ||
				echo "MANUAL.md: section $target"
		done >>"$BATS_TEST_TMPDIR/lost"
	cat "$BATS_TEST_TMPDIR/lost"
	[ ! -s "$BATS_TEST_TMPDIR/lost" ]
}

# The options that a table or a list of the manual names first in its rows,
# from a heading to the next one.
options_in_chapter() {
	awk -v heading="$1" '
	/^#/ { inside = ($0 == heading); next }
	inside && /^\| `-/ { split($0, cell, " \\| "); print cell[1] }
	inside && /^- `-/ { split($0, cell, ": | \\(in "); print cell[1] }' \
		"$ROOT/MANUAL.md" | grep -oE '`-[^ `=]+' | tr -d '`'
}

options_in_help() {
	"$@" --help | sed -n 's/^  *\(-[^ ,]*\)\(, \(--[a-z-]*\)\)\{0,1\}.*/\1\n\3/p' |
		sed '/^$/d'
}

@test "MANUAL.md and --help name the same options" {
	local program
	for program in extract normalize aggregate judge render lint; do
		options_in_help "bif-$program" | sort -u >help
		{
			options_in_chapter "### bif-$program"
			options_in_chapter '## 4. Conventions'
		} | sort -u >manual
		echo "bif-$program"
		[ "$(wc -l <help)" -gt 12 ]
		diff -u manual help
	done
	options_in_help status | sort -u >help
	options_in_chapter '### 3.1 status: from a folder of exports to a board' |
		sort -u | cat - <(echo --help) | sort -u >manual
	diff -u manual help
}

# A list whose items say the same things in the same order says all of them.
@test "MANUAL.md: no item of a list ends where something should be told" {
	awk '/^```/ { code = !code }
		last ~ /(Do|left|message|status):$/ && !/^ / { print NR - 1 ": " last }
		{ last = code ? "" : $0 }' "$ROOT/MANUAL.md" >found
	cat found
	[ ! -s found ]
}

# Outside the blocks of examples no line is over 100 columns and no paragraph
# or item of a list over 60 words: a reader takes a page at night, in a
# terminal, once.
@test "MANUAL.md: lines of 100 columns, paragraphs of 60 words" {
	# Bytes that continue a character are taken out, so that each is one.
	LC_ALL=C tr -d '\200-\277' <"$ROOT/MANUAL.md" | awk '
	function end() { if (words > 60) print at ": " words " words"; words = 0 }
	/^```/ { end(); code = !code; next }
	code { next }
	length($0) > 100 { print NR ": " length($0) " columns" }
	/^\|/ || /^#/ || /^    / && !words { end(); next }
	/^ *$/ { end(); next }
	/^ *([-*]|[0-9]+\.) / { end() }
	!words { at = NR }
	{ words += NF }
	END { end() }' >found
	cat found
	[ ! -s found ]
}
