#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# pipelines/status and pipelines/body: the sample job against the control
# figures, what must not change a result, and runs that go wrong.

load ../lib/bif
load ../lib/truth

TRUTH=$ROOT/tests/cases/truth-2010-06-30

# One run of the sample job, which many tests look at and none changes.
setup_file() {
	local code=0
	cd "$BATS_FILE_TMPDIR" || return
	make_key key
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --key key -o once \
		"$SAMPLE_EXPORTS" 2>err || code=$?
	echo "$code" >code
}

setup() {
	scratch
	ONCE=$BATS_FILE_TMPDIR/once
	export BIF_KEY=$BATS_FILE_TMPDIR/key
	export BIF_BOOK=$SAMPLE_BOOK BIF_AS_OF=2010-06-30
}

# The same result, file by file. In the ledger only the marks of the pipes
# may differ, and the order in which programs came to the end.
same_result() {
	local file
	for file in observations.tsv verdicts.tsv rejects.tsv rows.tsv \
		board.txt messages.txt; do
		same "$1/$file" "$2/$file" || return
	done
	ledger_body "$1" >ledger.a
	ledger_body "$2" >ledger.b
	same ledger.a ledger.b
}

ledger_body() {
	awk -F'\t' '$3 !~ /^pipe:/' "$1/ledger.tsv" |
		sed -E 's,\t[^\t]*/,\t,' | sort
}

# A small inbox without a row that is rejected, for runs that need not be the
# whole job.
small_inbox() {
	local year
	mkdir inbox
	for year in 2009 2010; do
		iconv -f utf-16 -t utf-8 "$SAMPLE_EXPORTS/elforbrug_$year.txt" |
			grep -Ev 'Rådhuset|målerfejl' |
			iconv -f utf-8 -t utf-16 >"inbox/elforbrug_$year.txt"
	done
	grep -Ev 'Test_koe|n/a|,-,|2010-02-30|,Jobcenter, kø' \
		"$SAMPLE_EXPORTS/telefoni_2010.csv" >inbox/telefoni_2010.csv
}

# What says each row that is rejected: not what is looked at here.
unheard() {
	"$@" 2>"$BATS_TEST_TMPDIR/err"
}

# programs_with NAME <<'EOF': the programs, but NAME is this script, in which
# $REAL is the real one.
programs_with() {
	mkdir -p programs
	ln -sf "$BIF_BIN"/bif-* programs
	rm "programs/$1"
	{
		printf '#!/bin/sh\nREAL=%s\n' "$BIF_BIN/$1"
		cat
	} >"programs/$1"
	chmod +x "programs/$1"
}

# --- the sample job ---

@test "the sample job gives the control figures" {
	[ "$(cat "$BATS_FILE_TMPDIR/code")" -eq 0 ]
	assert_equal "$(cat "$BATS_FILE_TMPDIR/err")" "status: 186 rows rejected, \
which their sources tolerate; each is in $ONCE/rejects.tsv"
	equals_truth "$ONCE" "$TRUTH"
}

@test "the exports of the year's end give theirs, when they are beside" {
	local year=$ROOT/../shared/exports/2010-12-31
	[ -d "$year" ] || skip 'no exports of 2010-12-31 beside this folder'
	expect 0 status --quiet --as-of 2010-12-31 -o out "$year/exports"
	equals_truth out "$year/truth"
}

@test "the year's end seen from half-year gives the half-year's result" {
	local year=$ROOT/../shared/exports/2010-12-31
	[ -d "$year" ] || skip 'no exports of 2010-12-31 beside this folder'
	expect 0 status --quiet -o out "$year/exports"
	# More has come since, and that is told; what was counted is the same.
	grep -v '^@' out/observations.tsv >figures
	grep -v '^@' "$ONCE/observations.tsv" >wanted
	same figures wanted
	# What rows were rejected since may make a figure worth less, not other.
	cut -f 1-23 out/verdicts.tsv >verdicts
	cut -f 1-23 "$ONCE/verdicts.tsv" | diff - verdicts
}

@test "a result is a symbolic link to a folder of files" {
	[ -L "$ONCE" ]
	[ "$(readlink "$ONCE")" = once.runs/2010-06-30.1 ]
	[ "$(ls "$ONCE")" = "$(printf '%s\n' board.txt book deliveries.tsv \
		ledger.tsv lint.txt messages.txt observations.tsv rejects.tsv \
		rows.tsv run.json verdicts.tsv)" ]
	[ "$(ls -A "$ONCE.runs")" = "$(printf '.lock\n2010-06-30.1')" ]
}

@test "every row is accounted for in the ledger and in rows.tsv" {
	awk -F'\t' '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	$at["file"] ~ /^pipe:/ { next }
	$at["rows_in"] != $at["rows_out"] + $at["rejected"] + $at["skipped"] {
		print "does not balance: " $0
		wrong = 1
	}
	$at["status"] != 0 { print "status: " $0; wrong = 1 }
	END { exit wrong || NR < 10 }' "$ONCE/ledger.tsv"
	# Rows rejected in rows.tsv are the rows of rejects.tsv.
	[ "$(awk -F'\t' 'NR > 1 && $2 == "*" { n += $6 } END { print n }' \
		"$ONCE/rows.tsv")" -eq $(($(wc -l <"$ONCE/rejects.tsv") - 1)) ]
}

@test "no CPR number leaves normalize" {
	run grep -rnE '(^|[^0-9])[0-3][0-9][01][0-9]{3}-?99[0-9]{2}([^0-9]|$)' \
		"$ONCE"/
	[ "$status" -eq 1 ] || fail "$output"
}

# --- what must not change a result ---

@test "a year of which nothing came, with or without targets, is no board" {
	small_inbox
	local day
	for day in 2011-01-05 2015-06-30 9999-12-31; do
		run -65 status --quiet --as-of "$day" \
			--only elforbrug,telefoni -o out inbox
		[[ $output == *'no fact and no figure by hand is dated in'* ]]
		[[ $output == *'nothing published'* ]]
		[ ! -e out ]
	done
}

@test "a year without targets yet: counted, and nothing to judge" {
	small_inbox
	cp -R "$SAMPLE_BOOK" book
	sed -i '2,$d' book/targets.csv
	expect_err 0 'no target for 2010 is known on 2010-06-30' -- status --quiet \
		--no-lint -b book --as-of 2010-06-30 --only elforbrug,telefoni \
		-o out inbox
	[ "$(wc -l <out/verdicts.tsv)" -eq 1 ]
	grep -q '^electricity	BIF	2010-06	' out/observations.tsv
	grep -q '30. juni 2010' out/board.txt
}

@test "one source at a time, or two: the same bytes" {
	expect 0 status --quiet -j 1 -o one "$SAMPLE_EXPORTS"
	same_result one "$ONCE"
	expect 0 status --quiet -j 2 -o two "$SAMPLE_EXPORTS"
	same_result two "$ONCE"
}

@test "time zone, locale and where one stands do not matter" {
	mkdir elsewhere
	cd elsewhere
	expect 0 env TZ=Pacific/Kiritimati LC_ALL=C.UTF-8 LANG=da_DK.UTF-8 \
		status --quiet -o ../out "$SAMPLE_EXPORTS"
	cd ..
	same_result out "$ONCE"
}

@test "the files of a source in another order: the same observations" {
	local source
	cd "$SAMPLE_EXPORTS"
	for source in $(awk -F'\t' 'NR > 1 && $2 == "*" { print $1 }' \
		"$ONCE/rows.tsv"); do
		bif-extract --claim -- * | awk -F'\t' -v s="$source" \
			'NR > 1 && $1 == s && $2 != "" { print $2 }' |
			sort -r >"$BATS_TEST_TMPDIR/files"
		mapfile -t files <"$BATS_TEST_TMPDIR/files"
		[ "${#files[@]}" -gt 0 ]
		expect 0 unheard bash -o pipefail -c 'out=$1 source=$2; shift 2
			bif-extract -s "$source" "$@" |
			bif-normalize -s "$source" >"$out"' - \
			"$BATS_TEST_TMPDIR/$source.facts" "$source" "${files[@]}"
	done
	cd "$BATS_TEST_TMPDIR"
	expect 0 bif-aggregate -o observations.tsv $(ls -r ./*.facts)
	grep -v '!rejected' "$ONCE/observations.tsv" >wanted
	same observations.tsv wanted
}

@test "facts counted in seven parts and merged: the same bytes" {
	local source part
	for source in $(awk -F'\t' 'NR > 1 && $2 == "*" { print $1 }' \
		"$ONCE/rows.tsv"); do
		(cd "$SAMPLE_EXPORTS" && bif-extract --claim -- * |
			awk -F'\t' -v s="$source" 'NR > 1 && $1 == s { print $2 }' |
			xargs bif-extract -s "$source") |
			bif-normalize -s "$source" >"$source.facts"
	done
	# A subject's facts stay together; the others go round.
	awk -F'\t' '
	FNR == 1 { for (i = 1; i <= NF; i++) if ($i == "subject") at = i
		for (part = 0; part < 7; part++) print >("part." part)
		next }
	{ if ($at == "") part = FNR % 7
	  else if ($at in home) part = home[$at]
	  else part = home[$at] = n++ % 7
	  print >("part." part) }' \
		<(cut -f1-9 opera-henvendelse.facts) \
		$(ls ./*.facts | grep -v opera-henvendelse)
	for part in part.?; do
		expect 0 bif-aggregate -o "$part.observations" "$part"
	done
	expect 0 bif-aggregate --merge -o merged.tsv part.?.observations
	grep -v '!rejected' "$ONCE/observations.tsv" >wanted
	same merged.tsv wanted
}

@test "a book and folders with blanks in their names" {
	mkdir 'an inbox' 'a book'
	cp -R "$SAMPLE_BOOK"/. 'a book'
	cp "$SAMPLE_EXPORTS"/elforbrug_* 'an inbox'
	cp "$SAMPLE_EXPORTS/telefoni_2010.csv" 'an inbox/telefoni_ny og gammel.csv'
	expect 0 status --quiet -b 'a book' --only=elforbrug,telefoni -o 'the result' \
		'an inbox'
	grep -q 'telefoni_ny og gammel.csv' 'the result/rows.tsv'
}

@test "only some sources: the others are neither read nor missed" {
	expect 0 status --quiet --only telefoni,elforbrug -o out "$SAMPLE_EXPORTS"
	equals_truth out "$TRUTH" 'telefon_besvarelse elforbrug' \
		'calls_answered electricity' 'telefoni elforbrug'
	[ "$(cut -f1 out/rows.tsv | sort -u)" = \
		"$(printf '%s\n' elforbrug source telefoni)" ]
	expect_err 64 'telefon: no such source' 'try --help' -- \
		status --only telefon -o out "$SAMPLE_EXPORTS"
}

# --- what is published ---

@test "each run gets a folder; the link moves; the old ones stay" {
	small_inbox
	export BIF_BOOK=$PWD/book
	cp -R "$SAMPLE_BOOK" book
	expect 0 status --quiet --only elforbrug,telefoni -o out inbox
	expect 0 status --quiet --only elforbrug,telefoni -o out/ inbox
	[ "$(readlink out)" = out.runs/2010-06-30.2 ]
	same_result out out.runs/2010-06-30.1
	# What a run that was killed outright left is cleared away.
	mkdir -p out.runs/2010-01-01.7.part/work
	expect_err 0 'shows a later day and stays' -- status --quiet \
		--as-of 2010-03-31 --only elforbrug,telefoni -o out inbox
	[ "$(readlink out)" = out.runs/2010-06-30.2 ]
	rm -r out.runs/2010-03-31.1
	expect 0 status --quiet --replace --as-of 2010-03-31 \
		--only elforbrug,telefoni -o out inbox
	[ "$(readlink out)" = out.runs/2010-03-31.1 ]
	[ "$(ls out.runs)" = "$(printf '%s\n' 2010-03-31.1 2010-06-30.1 \
		2010-06-30.2)" ]
}

@test "on a terminal, and only there, it says how far it has come" {
	script -qec true /dev/null >/dev/null || skip 'no terminal to be had here'
	local run="status -b '$SAMPLE_BOOK' --as-of 2010-06-30 --key '$BIF_KEY'"
	run+=" --only telefoni,klager -o out '$SAMPLE_EXPORTS'"
	expect 0 script -qec "$run" /dev/null
	assert_output --partial '2 of 2 sources read; '
	assert_output --regexp 'telefoni: [0-9]+ rows'
	expect 0 script -qec "$run --quiet" /dev/null
	refute_output --partial 'sources read'
	run sh -c "$run 2>&1"
	refute_output --partial 'sources read'
}

@test "files nobody claims and sources nothing feeds are named" {
	small_inbox
	echo hello >'inbox/read me.txt'
	mkdir inbox/folder
	expect_err 65 'no source claims read me.txt' \
		'no file feeds fleksjob jobindsats' 'kilden har ingen rækker' \
		'goals that need them have no verdict' -- status -o out inbox
	[ -s out/verdicts.tsv ]
}

@test "names of files are taken as they are; what is no file is passed over" {
	small_inbox
	rm inbox/elforbrug_*
	expect 0 status --quiet --only telefoni -o plain inbox
	# The same rows, file by file under names that mean something to
	# somebody: the source's pattern allows all between telefoni_ and .csv.
	local name part n=0 names=('b' ' b' '*' $'t\tab' $'two\nlines' 'back\tslash'
		$'\e[31m' $'latin\xe6' "q'u\"ote" '$(x)' $'end\n')
	mkdir odd odd/telefoni_folder.csv
	tail -n +2 inbox/telefoni_2010.csv >rows
	split -n "l/${#names[@]}" rows part.
	for part in part.*; do
		name=odd/telefoni_${names[n]}.csv
		head -n 1 inbox/telefoni_2010.csv | cat - "$part" >"$name"
		n=$((n + 1))
	done
	mv 'odd/telefoni_b.csv' elsewhere
	ln -s "$PWD/elsewhere" 'odd/telefoni_b.csv'
	echo wrong >odd/.telefoni_hidden.csv
	mkfifo odd/telefoni_pipe.csv
	echo unknown >odd/-x
	expect_err 0 'no source claims -x' -- status --only telefoni \
		--follow-links -o out odd
	same out/observations.tsv plain/observations.tsv
	# The header, and a row for each file and stage at least.
	[ "$(cut -f 2 out/rows.tsv | sort -u | wc -l)" -gt "$n" ]
	run ! grep -r 'hidden\|pipe.csv\|folder' out/rows.tsv
	ln -s nowhere odd/telefoni_link.csv
	expect_err 66 './telefoni_link.csv: No such file' 'nothing published' \
		'its input is not there' -- status --only telefoni --follow-links -o out odd
}

@test "a source over its tolerance: 65, and the old result stands" {
	small_inbox
	expect 0 status --quiet --only elforbrug,telefoni -o out inbox
	cp out/verdicts.tsv before
	sed -i 's/^2010-/2010-9/' inbox/telefoni_2010.csv
	expect_err 65 'telefoni_2010.csv:2' '"Dato"' 'more' \
		'bif-normalize ended with status 65 (its data are wrong)' \
		'status: telefoni: ' 'have no verdict' 'rows rejected; each' -- \
		status --only elforbrug,telefoni -o out inbox
	[ "$(readlink out)" = out.runs/2010-06-30.2 ]
	grep -q '	telefon_besvarelse	.*	not_delivered	' out/verdicts.tsv
	expect_err 65 'telefoni_2010.csv:2' '"Dato"' 'more' \
		'bif-normalize ended with status 65 (its data are wrong)' \
		'nothing published' -- status --all-or-nothing \
		--only elforbrug,telefoni -o out inbox
	mv out.runs/2010-06-30.3.failed out.runs/2010-06-30.2.failed
	rm out && mv out.runs/2010-06-30.1/verdicts.tsv verdicts.1
	mkdir out && mv verdicts.1 out/verdicts.tsv
	same out/verdicts.tsv before
	[ -s out.runs/2010-06-30.2.failed/ledger.tsv ]
	[ ! -e out.runs/2010-06-30.2.failed/work ]
	[ ! -e out.runs/2010-06-30.2.part ]
}

# A night that has no half hour: of thousands of rows three are shown, of the
# reason that most of them have, and what they come to stands below them.
@test "of a source over its tolerance three rows are told, then the cause" {
	small_inbox
	sed -i '2,9s/,[A-Z][a-z]*_[A-Za-z]*,/,Nowhere,/; 10,$s/^2010-/2010-9/' \
		inbox/telefoni_2010.csv
	run -65 --separate-stderr status --only elforbrug,telefoni -o out inbox
	[ "$(grep -c '^bif-normalize: telefoni.*is not a date$' <<<"$stderr")" -eq 3 ]
	run ! grep Nowhere <<<"$stderr"
	grep -A 1 ' rows rejected, more than source telefoni tolerates' <<<"$stderr" |
		grep -q '^status: telefoni: bif-normalize ended with status 65'
	grep -q Nowhere out/messages.txt
	[ "$(grep -c 'is not a date$' out/messages.txt)" -ge 20 ]
	# a row that contradicts another is a cause of its own
	rm -r inbox
	small_inbox
	sed -i '10s/^2010-/2010-9/; 2{p; s/,[0-9]*,/,99999,/}' inbox/telefoni_2010.csv
	expect_err 65 'telefoni_2010.csv:' 'telefoni: ' 'have no verdict' 'rows rejected' -- \
		status --only elforbrug,telefoni -o out inbox
	run ! grep 'is not a date' <<<"$stderr"
}

@test "a source that failed, and no goal of the day needs it: 65 all the same" {
	cp -r "$SAMPLE_EXPORTS" inbox
	chmod -R u+w inbox
	sed -i 's/^Januar /Januer /' inbox/trivsel_2010-01.csv
	expect_err 65 'trivsel_2010-01.csv:' 'bif-normalize ended with status 65' \
		'rows rejected' 'no goal of 2010-06-30 is held back for what failed' 'more' -- \
		status -o out inbox
	[ -s out/verdicts.tsv ]
}

@test "a source that begins after the year judged: 65, and told" {
	small_inbox
	sed -i 's/^2010-/2011-/' inbox/telefoni_2010.csv
	expect_err 65 'status: telefoni: 2010-01 to 2010-06: kilden begynder jan 2011' \
		'have no verdict' -- \
		status --quiet --only elforbrug,telefoni \
		--report half-year:text -o out inbox
	# People read a source's title, not its name.
	tr -s ' \n' ' ' <out/half-year.txt |
		grep -q 'Ikke leveret: Telefonopkald, jan 2010: kilden begynder jan 2011'
	tr '\n' ' ' <out/board.txt |
		grep -q 'Telefonopkald for januar–juni 2010'
	# What ended before, and what another source gives, is no hole.
	run ! grep 'jobindsats.dk mangler' out/board.txt
}

@test "a source of few months that begins within the year: 65, and told" {
	small_inbox
	# Its two months are too few to be monthly: deliveries.tsv has one row.
	sed -i -n '1p; /^2010-0[56]/p' inbox/telefoni_2010.csv
	rm -f inbox/telefoni_2009.csv
	expect_err 65 'status: telefoni: jan 2010: kilden begynder maj 2010' \
		'have no verdict' -- \
		status --quiet --only elforbrug,telefoni -o out inbox
	[ "$(awk -F'\t' '$1 == "telefoni"' out/deliveries.tsv | wc -l)" -eq 1 ]
}

@test "a source over its tolerance by what two stages refuse: 65" {
	small_inbox
	cp -R "$SAMPLE_BOOK" book
	# Extract refuses one row, normalize two.
	sed -i '2s/$/,9/; 3,4s/^2010-/2010-9/' inbox/telefoni_2010.csv
	sed -i 's/"tolerate": "20%"/"tolerate": "2"/' book/sources/telefoni.json
	expect_err 65 '3 of ' ' rows rejected by all stages together' \
		'telefoni.json:' 'telefoni_2010.csv:' 'no fact and no figure' \
		'bif-judge ended with status 65' 'nothing published' -- \
		status -b book --only telefoni -o out inbox
	sed -i 's/"tolerate": "2"/"tolerate": "3"/' book/sources/telefoni.json
	expect 0 status --quiet -b book --only telefoni -o out inbox
}

@test "a gzip cut short: 65" {
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/samtaler_2009-0[78].csv.gz inbox
	truncate -s -100 inbox/samtaler_2009-08.csv.gz
	expect_err 65 'samtaler_2009-08.csv.gz: gzip is cut short' \
		'bif-extract ended with status 65' 'no fact and no figure' \
		'bif-judge ended with' 'nothing published' -- \
		status --only opera-samtaler -o out inbox
	[ ! -e out ]
	# rows that it tolerates are told where they do not hide the cause
	[ "$(wc -l <"$(echo out.runs/*.failed)/messages.txt")" -gt 5 ]
}

@test "two runs at once: the second leaves with 75" {
	small_inbox
	mkdir out.runs
	exec 8>out.runs/.lock
	flock 8
	expect_err 75 'another run is at work' -- status -o out inbox
	exec 8>&-
	expect 0 status --quiet --only elforbrug,telefoni -o out inbox
}

@test "a file that changes while it is read: 75" {
	small_inbox
	programs_with bif-normalize <<'END'
echo >>elforbrug_2010.txt
exec "$REAL" "$@"
END
	BIF_BIN=$PWD/programs expect_err 75 'changed while it was read' \
		'elforbrug_2010.txt: ' 'nothing published' -- \
		status --only telefoni -o out inbox
	[ ! -e out ]
}

@test "OUTDIR that is a folder of its own: 73, untouched" {
	small_inbox
	mkdir out
	touch out/mine
	expect_err 73 'no symbolic link' -- status -o out inbox
	[ -e out/mine ]
	[ ! -e out.runs ]
	expect_err 73 'cannot be created' -- status -o /proc/out inbox
}

# --- stages that die ---

# killed_stage NAME: the program gives the first of its output and is killed.
killed_stage() {
	small_inbox
	programs_with "$1" <<'END'
case $* in *--claim*) exec "$REAL" "$@" ;; esac
"$REAL" "$@" | head -c 3000
kill -KILL $$
END
	BIF_BIN=$PWD/programs expect_err 137 "$1 ended with status 137 (signal 9, KILL)" \
		"${@:2}" 'nothing published' -- \
		status --only elforbrug,telefoni -o out inbox
	[ ! -e out ]
	[ -d out.runs/2010-06-30.1.failed ]
}

@test "SIGKILL of extract: 137" {
	killed_stage bif-extract 'bif-normalize: -:'
}

@test "SIGKILL of normalize: 137" {
	killed_stage bif-normalize
}

@test "SIGKILL of aggregate: 137" {
	small_inbox
	programs_with bif-aggregate <<'END'
case $* in *--needs*) exec "$REAL" "$@" ;; esac
kill -KILL $$
END
	BIF_BIN=$PWD/programs expect_err 137 'bif-aggregate ended with status 137' \
		'nothing published' -- \
		status --only elforbrug,telefoni -o out inbox
	[ ! -e out ]
}

@test "SIGKILL of judge: 137" {
	killed_stage bif-judge
}

@test "SIGKILL of render: 137" {
	killed_stage bif-render
}

# large_inbox: telefoni, and klager with cells that make it large.
large_inbox() {
	cp -r inbox large
	awk 'BEGIN { for (x = "x"; length(x) < 2 ^ 19; ) x = x x }
		/^20[0-9-]*;[^"]*;\r$/ && n++ < 34 { sub(/\r$/, x "\r") } 1' \
		inbox/klager.csv >large/klager.csv
}

# strict_book SOURCE: a book in which that source tolerates no rejected row.
strict_book() {
	rm -rf book
	cp -r "$SAMPLE_BOOK" book
	sed -i 's/"tolerate": "20%"/"tolerate": "0"/' "book/sources/$1.json"
}

@test "facts of a large source are counted as they come: the same result" {
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/{telefoni_*,klager}.csv inbox
	large_inbox
	local source name at of=(--quiet --only telefoni,klager -b book)
	for source in elforbrug klager telefoni; do
		strict_book "$source"
		for at in inbox large; do
			run status "${of[@]}" -o "$source.$at" $at
			echo "$status" >>"$source.$at.status"
		done
		for name in observations.tsv verdicts.tsv board.txt rows.tsv; do
			same "$source.large/$name" "$source.inbox/$name"
		done
		same "$source.large.status" "$source.inbox.status"
		[ "$(grep '^bif-aggregate' "$source.large/ledger.tsv" |
			grep -vc pipe:)" -eq 1 ]
	done
	grep -q '^bif-aggregate.*pipe:' elforbrug.large/ledger.tsv
	run ! grep -q '^bif-aggregate.*pipe:' elforbrug.inbox/ledger.tsv
}

@test "facts of a large source: who counts them dies, and who makes them" {
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/{telefoni_*,klager}.csv inbox
	large_inbox
	local program
	for program in bif-aggregate bif-normalize; do
		rm -rf programs
		programs_with "$program" <<'END'
case $* in *--needs* | *--version*) exec "$REAL" "$@" ;; esac
kill -KILL $$
END
		BIF_BIN=$PWD/programs expect_err 137 'nothing published' \
			"$program ended with status 137" -- \
			status --quiet --only klager -o out large
		[ ! -e out ]
	done
}

@test "a stage on a full disk: 74" {
	local program
	small_inbox
	for program in bif-normalize bif-aggregate bif-judge bif-render; do
		rm -rf programs
		programs_with "$program" <<'END'
case $* in *--needs*) exec "$REAL" "$@" ;; esac
for word; do
	shift
	[ "$last" != -o ] || word=/dev/full
	last=$word
	set -- "$@" "$word"
done
exec "$REAL" "$@" >/dev/full
END
		BIF_BIN=$PWD/programs expect_err 74 "$program: " \
			'(cannot read or write)' 'nothing published' -- \
			status --only elforbrug,telefoni -o out inbox
		[ ! -e out ]
	done
}

@test "a disk that fills up: 74, and the old result stands" {
	mkdir disk
	mount -t tmpfs -o size=256k none disk 2>/dev/null ||
		skip 'a small disk cannot be mounted here'
	small_inbox
	run --separate-stderr status --only elforbrug,telefoni \
		-o disk/out inbox
	umount disk
	[ "$status" -eq 74 ] || complain "status $status" status
	[[ $stderr == *'ended with status 74 (cannot read or write)'* ]]
	[[ $stderr == *'nothing published'* ]]
}

@test "TERM stops all of it: 143, nothing published" {
	small_inbox
	programs_with bif-normalize <<'END'
echo $$ >>"$OLDPWD/pids"
exec sleep 60
END
	BIF_BIN=$PWD/programs status --only elforbrug,telefoni -o out \
		inbox 2>err 3>&- &
	local pid=$! waited=0 code=0
	while [ ! -s pids ] && [ $((waited++)) -lt 100 ]; do
		sleep 0.05
	done
	kill -TERM "$pid"
	wait "$pid" || code=$?
	[ "$code" -eq 143 ]
	grep -q 'nothing published' err
	[ ! -e out ]
	for pid in $(cat pids); do
		[ -z "$(tr -d '\0' <"/proc/$pid/cmdline" 2>/dev/null)" ]
	done
}

@test "definitions that are wrong: 78" {
	small_inbox
	cp -R "$SAMPLE_BOOK" book
	echo '{' >book/measures.json
	expect_err 78 'measures.json:' '(definitions are wrong)' 'nothing published' -- \
		status -b book --only telefoni -o out inbox
	# What only bif-lint finds is said too, with its place.
	cp "$SAMPLE_BOOK"/measures.json book
	printf '%s\n' measure,unit,month,numerator nothing,JCN,2010-01,1 \
		>book/observations.csv
	expect_err 78 'observations.csv:2: unknown-measure: ' \
		'(definitions are wrong)' 'nothing published' -- \
		status -b book --only telefoni -o out inbox
}

@test "no such inbox, or an empty one: 66" {
	expect_err 66 'nowhere: no such folder' -- status -o out nowhere
	mkdir empty
	expect_err 66 'holds no files' 'nothing published' -- \
		status -o out empty
	touch file
	expect_err 66 'file: INBOX is a folder, this is a file' -- status -o out file
	mkdir strange
	touch strange/letter.txt
	expect_err 66 'no source claims any file' 'nothing published' -- \
		status -o out strange
}

@test "a command line that is wrong: 64" {
	unset BIF_BOOK BIF_AS_OF
	expect_err 64 'no book' 'try --help' -- status -o out .
	expect_err 64 'no date' 'try --help' -- status -b book -o out .
	expect_err 64 'YYYY-MM-DD' 'try --help' -- \
		status -b book --as-of 30-06-2010 -o out .
	expect_err 64 '-o OUTDIR' 'try --help' -- \
		status -b book --as-of 2010-06-30 .
	expect_err 64 'no INBOX' 'try --help' -- \
		status -b book --as-of 2010-06-30 -o out
	expect_err 64 'unknown option --frob' 'try --help' -- status --frob
	expect_err 64 '-j wants a value' 'try --help' -- status -j
	expect_err 64 '-j 0' 'try --help' -- \
		status -b book --as-of 2010-06-30 -j 0 -o out .
	expect 0 status --help
	[[ ${lines[0]} == usage:* ]]
	expect 74 bash -c 'status --help >/dev/full 2>/dev/null'
}

# --- the status of a pipeline ---

@test "the most telling status of all stages is the pipeline's" {
	. "$ROOT/pipelines/lib.bash"
	local order=(70 137 74 73 71 78 65 66 75 64 1 141 0) i j
	for ((i = 0; i < ${#order[@]}; i++)); do
		for ((j = i; j < ${#order[@]}; j++)); do
			most_telling "${order[j]}" 0 "${order[i]}"
			[ "$REPLY" -eq "${order[i]}" ]
			most_telling "${order[i]}" "${order[j]}"
			[ "$REPLY" -eq "${order[i]}" ]
		done
	done
	most_telling
	[ "$REPLY" -eq 0 ]
}

# --- body ---

@test "an answer that the shell cannot read is 74, not who is not read" {
	run bash -c '. "$1" && learn x sh -c "kill -PIPE \$\$"' - \
		"$ROOT/pipelines/lib.bash"
	[ "$status" -eq 74 ]
	run bash -c '. "$1" && learn x sh -c "exit 65"' - "$ROOT/pipelines/lib.bash"
	[ "$status" -eq 65 ]
}

@test "body leaves the header first" {
	table >in <<'END'
unit | n
b | 2
å | 3
a | 1
END
	expect 0 body sort <in
	output_is < <(table <<'END'
unit | n
a | 1
b | 2
å | 3
END
	)
	expect 0 bash -c 'cat in | body sort -r | body head -n 1'
	output_is < <(printf 'unit\tn\nå\t3\n')
	expect 3 body sh -c 'exit 3' <in
}

@test "body: what cannot be read or written is told" {
	expect_err 65 'no header line' -- body cat </dev/null
	expect_err 65 'the header has no line end: cut short' -- \
		bash -c 'printf "unit\tn" | body cat'
	expect_err 64 usage -- body
	echo header >in
	expect 74 bash -c 'body cat <in >/dev/full 2>err'
	grep -q 'No space left' err
	expect 74 bash -c 'body cat <in >&- 2>err'
}
