#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The record of a run, and what rests on it: verify, compare, explain.

load ../lib/bif

# The sample job, which many tests look at and none changes.
setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	make_key key
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --key key --quiet -o once \
		"$SAMPLE_EXPORTS"
}

setup() {
	scratch
	ONCE=$BATS_FILE_TMPDIR/once
	export BIF_KEY=$BATS_FILE_TMPDIR/key
}

@test "run.json: each input and output with its hash, and no key" {
	[ "$(jq -r .as_of "$ONCE/run.json")" = 2010-06-30 ]
	[ "$(jq '.inputs | length' "$ONCE/run.json")" -ge 13 ]
	[ "$(jq -r '.outputs[] | select(.name == "verdicts.tsv") | .sha256' \
		"$ONCE/run.json")" = "$(sha256sum <"$ONCE/verdicts.tsv" |
		cut -c 1-64)" ]
	[ "$(jq '.outputs[] | select(.name == "rejects.tsv") | .rows' \
		"$ONCE/run.json")" -eq $(($(wc -l <"$ONCE/rejects.tsv") - 1)) ]
	run ! grep -qaFf "$BIF_KEY" "$ONCE/run.json"
	diff -r "$ONCE/book/codes" "$SAMPLE_BOOK/codes"
}

@test "verify: identical, and what was tampered with" {
	expect 0 verify "$ONCE"
	[ "$output" = identical ]
	cp -r "$(readlink -f "$ONCE")" copy
	sed -i '2s/near/met/' copy/verdicts.tsv
	run --separate-stderr verify copy
	[ "$status" -eq 65 ]
	[[ $stderr == *'copy/verdicts.tsv: is not what it was'* ]]
	[[ $stderr == *'verdicts.tsv: comes out otherwise:'*'row 2 then:'* ]]
	expect_err 65 'holds no run.json' -- verify .
	expect_err 66 'nowhere: no such folder' -- verify nowhere
}

@test "the same bytes twice are taken once and named" {
	cp -r "$SAMPLE_EXPORTS" inbox
	cp inbox/elforbrug_2010.txt 'inbox/elforbrug_2010 kopi.txt'
	run --separate-stderr status -b "$SAMPLE_BOOK" --as-of 2010-06-30 \
		-o out inbox
	[ "$status" -eq 0 ]
	[[ $stderr == *'the same bytes as elforbrug_2010'*'taken once'* ]]
	same out/verdicts.tsv "$ONCE/verdicts.tsv"
	grep -q 'taken once' out/messages.txt
}

@test "a source that did not come: 65, published, its goals without verdict" {
	cp -r "$SAMPLE_EXPORTS" inbox
	rm inbox/telefoni_*
	run --separate-stderr status -b "$SAMPLE_BOOK" --as-of 2010-06-30 \
		--quiet -o out inbox
	[ "$status" -eq 65 ]
	[[ $stderr == *'status: telefoni: '* ]]
	[ "$(cut -f 3,8 out/verdicts.tsv | grep -c \
		'^telefon_besvarelse	\(met\|near\|off\)')" -eq 0 ]
	grep -v telefon_besvarelse out/verdicts.tsv | cut -f 2,3,8 >got
	grep -v telefon_besvarelse "$ONCE/verdicts.tsv" | cut -f 2,3,8 |
		diff - got
}

@test "compare: a target that was edited is the cause, with its line" {
	cp -r "$SAMPLE_BOOK" book
	sed -i 's/^\(2010;JCN;telefon_besvarelse;2010-12-31\);92/\1;95/' \
		book/targets.csv
	status -b book --as-of 2010-06-30 --quiet -o new "$SAMPLE_EXPORTS"
	expect 0 compare -f tsv "$ONCE" new
	[ "${#lines[@]}" -eq 2 ]
	[ "$(cut -f 1-4,11 <<<"${lines[1]}")" = \
		"JCN	telefon_besvarelse	met	off	target" ]
	[[ ${lines[1]} == *'targets.csv:'* ]]
	expect 0 compare --lang en "$ONCE" "$ONCE"
	[[ $output == *'No goal has changed.'* ]]
}

@test "explain: the sums of a verdict close, and no person is named" {
	expect 0 explain -f tsv "$ONCE" JCN job_efter_henvendelse
	grep -q '^sums	' <<<"$output"
	run ! grep -q 'IKKE' <<<"$output"
	run ! grep -Eq '[0-9]{6}-?[0-9]{4}' <<<"$output"
	expect_err 64 'XX: no such unit' 'try --help' -- \
		explain "$ONCE" XX job_efter_henvendelse
}
