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

# against_schema SCHEMA FILE: what of FILE the schema does not allow, a line
# each: the words of JSON Schema that run.json's has, and no others.
against_schema() {
	jq -r --slurpfile schema "$1" '
	def named: if type == "number" and . == floor then "integer"
		else type end;
	def check(s; at):
		if s["$ref"] then
			check($schema[0]["$defs"][s["$ref"] | ltrimstr("#/$defs/")]; at)
		else . as $v |
			(s | keys - ["$schema", "title", "type", "required", "const",
				"additionalProperties", "properties", "items",
				"enum", "pattern", "$defs"] | .[] |
				"\(at): the check does not know \(.)"),
			(if s.type and ([s.type] | flatten | index($v | named) == null)
				then "\(at): is \(named)" else empty end),
			(if s.const and s.const != $v then "\(at): is \($v)"
				else empty end),
			(if s.enum and (s.enum | index([$v]) == null)
				then "\(at): is \($v)" else empty end),
			(if s.pattern and ($v | strings | test(s.pattern) | not)
				then "\(at): is \($v)" else empty end),
			($v | arrays | to_entries[] | . as $e | $e.value |
				check(s.items; "\(at)[\($e.key)]")),
			($v | objects | (s.required - keys | .[] |
				"\(at): lacks \(.)"),
				(keys - (s.properties | keys) | .[] |
				"\(at): \(.) is not in the schema"),
				(to_entries[] | . as $e | select(s.properties[$e.key]) |
				$e.value | check(s.properties[$e.key];
					"\(at).\($e.key)")))
		end;
	check($schema[0]; "")' "$2"
}

@test "run.json is as the schema in MANUAL.md says, and only so" {
	awk '/^\*\*run.json\*\* follows/ { near = 1 }
		near && /^```$/ { exit }
		on { print }
		near && /^```json$/ { on = 1 }' "$ROOT/MANUAL.md" >schema
	[ "$(jq -r .title schema)" = run.json ]
	expect 0 against_schema schema "$ONCE/run.json"
	[ -z "$output" ]
	jq '.more = 1 | .as_of = "today" | del(.book) |
		.outputs[0].rows = 1.5 | .status = 64' "$ONCE/run.json" >bad
	[ "$(against_schema schema bad | wc -l)" -eq 5 ]
}

@test "status: a key inside the book or the inbox is 78, by any name" {
	cp -r "$SAMPLE_BOOK" book
	cp -r "$SAMPLE_EXPORTS" inbox
	make_key inbox/key
	make_key book/key
	make_key outside
	ln -s inbox/key link
	ln -s ../outside inbox/by_link
	local key
	for key in inbox/key book/key link inbox/by_link book/../inbox/key; do
		expect_err 78 'beside what it protects' -- status -b book \
			--as-of 2010-06-30 --key $key -o out inbox
		[ ! -e out.runs ]
	done
}

@test "status --keep-facts: traced facts for their owner, same figures" {
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet --keep-facts \
		-o kept "$SAMPLE_EXPORTS"
	[ "$(stat -c %a kept/facts kept/facts/* | sort -u)" = $'600\n700' ]
	[ "$(stat -c %a kept/ledger.tsv kept/run.json kept/verdicts.tsv |
		sort -u)" = 644 ]
	[ "$(stat -c %a kept/rejects.tsv kept/messages.txt | sort -u)" = 600 ]
	same kept/verdicts.tsv "$ONCE/verdicts.tsv"
	same kept/observations.tsv "$ONCE/observations.tsv"
	[ ! -e "$ONCE/facts" ]
	[ "$(jq -r '.outputs[].name' kept/run.json | grep -c ^facts/)" -eq \
		"$(ls kept/facts | wc -l)" ]
	head -n 1 kept/facts/klager.tsv | grep -q '	at$'
	expect 0 verify kept
	[ "$output" = identical ]
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
