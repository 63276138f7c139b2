#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Bad days. Samples of what `make torture` tries in full, and a test for each
# fault that once ended well with data missing.

load ../lib/bif

setup_file() {
	sample_streams
	make_faults
}

setup() {
	scratch
	IN=$BATS_FILE_TMPDIR
	export IN BIF_BOOK=$SAMPLE_BOOK BIF_AS_OF=2010-06-30 BIF_KEY=$IN/key
}

# torture PART: a sample of it; fails with what it says.
torture() {
	skip_sanitized 'the sanitizer has its own memory and its own exit'
	run python3 "$ROOT/tests/hard/torture/torture.py" "$1" --few
	echo "$output"
	[ "$status" -eq 0 ] && [[ $output == *" 0 defects"* ]]
}

@test "memory: an allocation that fails is 71, in libraries too" {
	torture alloc
}

@test "each call that fails is told, each that is interrupted goes on" {
	torture calls
}

@test "pieces of a byte, and signals between, change nothing" {
	torture short
}

@test "limits on files, memory and descriptors; closed descriptors" {
	torture limits
}

@test "gzip: cut, damaged, followed by anything, a bomb" {
	torture gzip
}

@test "marks: a writer that dies at any byte; pipes of equal numbers" {
	torture marks
}

@test "SIGKILL at a step of a publishing run" {
	torture kill
}

@test "SIGKILL at a system call of a program" {
	needs_strace
	torture killed
}

@test "each call of pipelines/status and its helpers that fails is told" {
	torture shell
}

@test "pipelines/status within limits, and without standard streams" {
	torture strain
}

@test "to-sqlite and body: all of it, or nothing and a status" {
	torture body
	command -v sqlite3 >/dev/null || skip 'no sqlite3 here'
	torture to-sqlite
}

@test "other nights, the same bytes" {
	torture nights
}

# --- one call after another ---

# each_struck CALL:ERROR CMD...: strikes the first such call, the second, until
# there is none; how the runs ended, `STATUS FIRST-MESSAGE`, sorted, is in
# $output. $LEDGER is another one for each run.
each_struck() {
	local call=${1%:*} error=${1#*:} n=0 ended
	shift
	export LEDGER=$PWD/ledger
	output=$(
		while [ $((n += 1)) -lt 500 ]; do
			head -c 4096 /dev/zero >count
			rm -f "$LEDGER"
			ended=0
			BIF_FAULT_COUNT=$PWD/count \
				struck "$call:$n:$error" "$@" \
				</dev/null >/dev/null 2>words || ended=$?
			[ "$(od -An -tu8 -j8 -N8 count)" -ne 0 ] || break
			printf '%s %s\n' "$ended" "$(head -n 1 words)"
		done | sort -u
	)
	[ -n "$output" ] || fail "there is no $call"
	mapfile -t lines <<<"$output"
	# A program that a signal ended has told nothing, whatever others told.
	refute_line --regexp '^(12[89]|1[3-9][0-9])'
}

# A reader that is told what its writer did; the faults are its own.
behind_a_pipe() {
	BIF_FAULT_IN=bif-judge each_struck "$1" bash -c \
		'export BIF_LEDGER=$LEDGER
		bif-aggregate "$IN/facts.tsv" | bif-judge -o out'
}

@test "pipe and ledger: what fails is told" {
	skip_sanitized
	behind_a_pipe stat:EIO
	assert_line '74 bif-judge: -: Input/output error'
	assert_line '74 bif-judge: /proc: cannot tell which pipe this is: Input/output error'
	assert_line "74 bif-judge: $PWD/ledger: cannot look at the ledger: Input/output error"
	behind_a_pipe read:EIO
	assert_line '74 bif-judge: -: cannot read on at byte 0: Input/output error'
	assert_line "74 bif-judge: $PWD/ledger: cannot read the ledger: Input/output error"
	behind_a_pipe open:EIO
	assert_line "73 bif-judge: $PWD/ledger: cannot open the ledger: Input/output error"
	assert_line "74 bif-judge: $PWD/ledger: cannot open the ledger: Input/output error"
	assert_line '73 bif-judge: out: cannot create the file beside it: Input/output error'
	behind_a_pipe write:EIO
	assert_line "74 bif-judge: $PWD/ledger: cannot write to the ledger: Input/output error"
	assert_line '74 bif-judge: out: cannot write: Input/output error'
	refute_line --regexp '^0'
}

@test "pipe and ledger: what is interrupted, or not yet ready, goes on" {
	skip_sanitized
	local call
	for call in flock:EINTR read:EINTR write:EINTR; do
		behind_a_pipe "$call"
		output_is <<<'0 '
	done
	for call in read:EAGAIN write:EAGAIN; do
		each_struck "$call" bif-judge "$IN/observations.tsv"
		output_is <<<'0 '
	done
}

@test "pipe and ledger: what the writer noted elsewhere is not known here" {
	bif-aggregate --ledger theirs "$IN/facts.tsv" 2>/dev/null |
		bif-judge --ledger ours -o out
	same out "$IN/verdicts.tsv"
	[ "$(cut -f 13 theirs | grep -c '^end 0$')" -eq 1 ]
	[ "$(cut -f 13 ours | grep -c '^unchecked$')" -eq 1 ]
}

@test "the ledger: where half a line cannot be taken back, that is told too" {
	skip_sanitized
	BIF_LEDGER=$PWD/ledger bif-judge -o out "$IN/observations.tsv"
	expect_err 74 'ledger: cannot write to the ledger: File too large' \
		'ledger: cannot mend the ledger: Input/output error' -- \
		struck ftruncate:1:EIO prlimit \
		--fsize=$(($(stat -c %s ledger) + 10)): bif-judge \
		--ledger ledger -o /dev/null "$IN/observations.tsv"
}

@test "-o: a file system that cannot sync, and one that cannot sync any more" {
	skip_sanitized
	local no
	for no in EINVAL ENOTSUP; do
		each_struck "fsync:$no" bif-judge -o out "$IN/observations.tsv"
		output_is <<<'0 '
		same out "$IN/verdicts.tsv"
	done
	each_struck fsync:ENOSPC bif-judge -o out "$IN/observations.tsv"
	output_is <<-'EOF'
	74 bif-judge: out: cannot write its folder to disk: No space left on device
	74 bif-judge: out: cannot write to disk: No space left on device
	EOF
}

@test "gzip: what cannot be read on is 74, not a shorter file" {
	skip_sanitized
	gzip -c "$IN/observations.tsv" >o.gz
	local size
	size=$(stat -c %s o.gz)
	each_struck read:EIO bif-extract -o out o.gz
	assert_line '74 bif-extract: o.gz: cannot read on at byte 0: Input/output error'
	assert_line "74 bif-extract: o.gz: cannot read on at byte $size: Input/output error"
	refute_line --regexp '^0'
}

@test "a folder of the book that cannot be read to its end" {
	skip_sanitized
	each_struck readdir:EIO bif-lint
	assert_line "74 bif-lint: $BIF_BOOK/sources: Input/output error"
	assert_line "74 bif-lint: $BIF_BOOK/codes: Input/output error"
	refute_line --regexp '^0'
	each_struck readdir:EMFILE bif-lint
	assert_line "74 bif-lint: $BIF_BOOK/sources: Too many open files"
	refute_line --regexp '^0'
	mkdir book
	echo '{"name": "small"}' >book/book.json
	echo x >book/codes
	printf 'unit\nA\n' >book/units.csv
	expect_err 66 'book/codes: Not a directory' 'book/' -- bif-lint -b book
	ln -s loop loop
	expect_err 74 'loop: Too many levels of symbolic links' -- \
		bif-lint -b loop
}

@test "a key that fails while it is looked at or read is 74" {
	skip_sanitized
	local call
	for call in stat:EIO read:EIO; do
		each_struck "$call" bif-normalize -s fleksjob -o out \
			"$IN/records.tsv"
		assert_line "74 bif-normalize: key $BIF_KEY: Input/output error"
	done
}

@test "latest: what does not fit in memory fails as a file does" {
	skip_sanitized
	small_book
	export BIF_BOOK=$PWD/book
	printf 'unit,name\nA,Alfa\n' >book/units.csv
	cat >book/sources/s.json <<-'EOF'
	{"source": "s", "match": "*", "export": {"columns": {"k": "k", "v": "v", "d": "d", "t": "t"}},
	 "facts": {"types": {"v": {"number": "plain"}}, "key": ["k"], "latest": "v",
	 "each": [{"event": "e", "unit": "A", "date": {"date": "d", "format": "yyyy-mm-dd"}, "text": {"text": "t"}}]}}
	EOF
	awk 'BEGIN { t = sprintf("%8000s", ""); gsub(/ /, "x", t)
		print "k\tv\td\tt\tat"
		for (i = 0; i < 9000; i++)
			printf "%d\t%d\t2010-01-31\t%s\tin.csv:%d\n",
				i % 500, i, t, i + 2 }' >records.tsv
	expect 0 bif-normalize -s s -o wanted records.tsv
	[ "$(wc -l <wanted)" -eq 501 ]
	echo old >out
	TMPDIR=/absent expect_err 73 'a temporary file /absent/bif-' -- \
		bif-normalize -s s -o out records.tsv
	expect_err 74 'writing a temporary file: No space left on device' -- \
		struck write:2:ENOSPC bif-normalize -s s -o out records.tsv
	expect_err 74 'reading a temporary file: Input/output error' -- \
		struck lseek:1:EIO bif-normalize -s s -o out records.tsv
	local reads
	head -c 4096 /dev/zero >count
	BIF_FAULT_COUNT=$PWD/count struck read:0:EIO \
		bif-normalize -s s --check records.tsv
	reads=$(($(od -An -tu8 -N8 count)))
	expect_err 74 'reading a temporary file: Input/output error' -- \
		struck "read:$reads:EIO" bif-normalize -s s -o out records.tsv
	[ "$(cat out)" = old ]
	expect 0 struck write:2:EINTR bif-normalize -s s -o out records.tsv
	same out wanted
	expect 0 struck "read:$reads:EINTR" bif-normalize -s s -o out records.tsv
	same out wanted
}

@test "xlsx: a workbook that cannot be read back, a library that is none" {
	skip_sanitized
	bif-render -f xlsx "$IN/verdicts.tsv" -o good.xlsx ||
		skip 'writes no workbooks'
	each_struck lseek:EIO bif-render -f xlsx -o out.xlsx "$IN/verdicts.tsv"
	output_is <<<'74 bif-render: the workbook cannot be read back: Input/output error'
	each_struck read:EIO bif-render -f xlsx -o out.xlsx "$IN/verdicts.tsv"
	assert_line '74 bif-render: the workbook cannot be read back: Input/output error'
	rm out.xlsx
	mkdir lib
	local name
	name=$(grep -ao 'libxlsxwriter\.so[.0-9]*' "$BIF_BIN/bif-render" | head -n 1)
	echo 'no library' >"lib/$name"
	expect_err 78 "$name cannot be loaded: " -- \
		env LD_LIBRARY_PATH="$PWD/lib" bif-render -f xlsx -o out.xlsx \
		"$IN/verdicts.tsv"
	echo 'int it;' | "${CC:-cc}" -shared -fPIC -xc -o "lib/$name" -
	expect_err 78 "$name is another one than this program was built for: no " -- \
		env LD_LIBRARY_PATH="$PWD/lib" bif-render -f xlsx -o out.xlsx \
		"$IN/verdicts.tsv"
	rm "lib/$name"
	mkdir "lib/$name"
	expect_err 74 "$name cannot be loaded: " -- \
		env LD_LIBRARY_PATH="$PWD/lib" bif-render -f xlsx -o out.xlsx \
		"$IN/verdicts.tsv"
	assert_not_exist out.xlsx
}

@test "names that stand for no descriptor, and names that cannot be" {
	local name
	for name in x 1x 1234567; do
		expect_err 73 "/dev/fd/$name: cannot create it: " -- \
			bif-judge -o "/dev/fd/$name" "$IN/observations.tsv"
	done
	ln -s loop loop
	expect_err 66 'loop: Too many levels of symbolic links' -- bif-judge loop
	expect_err 66 'out/x: Not a directory' -- \
		bash -c 'echo >out; bif-judge out/x'
	name=$(printf %0300d 0)
	expect_err 66 "$name: File name too long" -- bif-judge "$name"
}

# --- what once went wrong ---

@test "-o: an interrupted close publishes all the same" {
	skip_sanitized
	local n
	bif-judge "$IN/observations.tsv" >wanted
	for n in $(seq 1 20); do
		echo old >out
		expect 0 struck "close:$n:EINTR" bif-judge -o out \
			"$IN/observations.tsv"
		same out wanted
	done
}

@test "-o: a file under /dev/shm is replaced whole" {
	[ -w /dev/shm ] || skip 'no /dev/shm'
	local file
	file=$(mktemp /dev/shm/bif-test-XXXXXX)
	seq 100000 >"$file"
	bif-judge "$IN/observations.tsv" -o "$file"
	cmp "$file" "$IN/verdicts.tsv"
	rm "$file"
}

@test "-o /dev/fd/N is the descriptor as it stands" {
	{ echo first >&9 && bif-judge -o /dev/fd/9 "$IN/observations.tsv"; } 9>out
	{ echo first && cat "$IN/verdicts.tsv"; } >wanted
	same out wanted
	expect_err 73 '/dev/fd/9: cannot create it: Bad file' -- \
		bif-judge -o /dev/fd/9 "$IN/observations.tsv"
}

@test "status: the work of a run is not synced, what it publishes is" {
	needs_strace
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/{telefoni_*,klager*,fleksjob*} inbox
	traced -f -qq -y -e trace=fsync -o trace status -o out --quiet \
		--only telefoni,klager,fleksjob inbox
	[ "$(grep -c "$PWD/out.runs/.*/work" trace)" -eq 0 ]
	for file in observations.tsv verdicts.tsv rejects.tsv rows.tsv \
		ledger.tsv board.txt messages.txt; do
		grep -q "out.runs/.*/$file>" trace
	done
	grep -q "$PWD/out.runs>" trace
	grep -q "$PWD>" trace
}

@test "JSON: what jq writes and cannot be read is 74, not a short file" {
	skip_sanitized
	local n fails=0
	for n in $(seq 1 40); do
		rm -f out
		run struck "read:$n:EIO" bif-extract -s jobindsats -o out \
			"$SAMPLE_EXPORTS/jobindsats_aktivering.json"
		[ "$status" -ne 0 ] || continue
		fails=$((fails + 1))
		[ "$status" -eq 74 ]
		assert_not_exist out
	done
	[ "$fails" -gt 5 ]
}

@test "JSON: what cannot be given to jq is 74" {
	skip_sanitized
	expect_err 74 'cannot write to its program: Input/output error' -- \
		struck send:2:EIO bif-extract -s jobindsats -o out \
		"$SAMPLE_EXPORTS/jobindsats_aktivering.json"
}

@test "the ledger: an interrupted write goes on" {
	skip_sanitized
	local n
	for n in 1 2 3 4 5; do
		expect 0 struck "write:$n:EINTR" bif-judge --ledger ledger \
			-o out "$IN/observations.tsv"
	done
	[ "$(wc -l <ledger)" -eq 6 ]
}

@test "the ledger: a line that does not fit leaves no half of itself" {
	local most
	for most in 150 200 250 300; do
		rm -f ledger
		run prlimit --fsize="$most:" bif-judge --ledger ledger -o /dev/null \
			"$IN/observations.tsv"
		if [ "$status" -ne 0 ]; then
			[ "$status" -eq 74 ]
			[[ $output == *'cannot write to the ledger: File too large'* ]]
		fi
		[ ! -s ledger ] || [ "$(tail -c 1 ledger | od -An -c)" = '  \n' ]
	done
}

@test "beyond a limit on the size of files: 74, and the old file stands" {
	echo old >out
	expect_err 74 'out: cannot write: File too large' -- \
		prlimit --fsize=1000 bif-judge -o out "$IN/observations.tsv"
	[ "$(cat out)" = old ]
	[ -z "$(find . -name '*tmp*')" ]
}

@test "words that cannot be written are 74" {
	local status=0
	bif-extract -s telefoni "$SAMPLE_EXPORTS/telefoni_2010.csv" absent \
		>/dev/null 2>/dev/full || status=$?
	[ "$status" -eq 74 ]
	printf 'a,b\n1,2\n3\n' >rows.csv
	status=0
	bif-extract rows.csv >/dev/null 2>/dev/full || status=$?
	[ "$status" -eq 74 ]
}

@test "a file of the book that cannot be looked at is not absent" {
	cp -R "$SAMPLE_BOOK" book
	ln -s observations.csv book/observations.csv
	expect_err 66 'observations.csv: Too many levels' -- \
		bif-judge -b book "$IN/observations.tsv"
	ln -sf book.json book/book.json
	expect_err 66 'book.json: Too many levels' -- \
		bif-judge -b book "$IN/observations.tsv"
}

@test "a key that cannot be read is 74, one that is not there 78" {
	skip_sanitized
	local n fails=0
	for n in $(seq 10 40); do
		run struck "open:$n:EIO" bif-normalize -s fleksjob \
			"$IN/records.tsv"
		[[ $output == *"key $BIF_KEY: Input/output error"* ]] || continue
		[ "$status" -eq 74 ]
		fails=$((fails + 1))
	done
	[ "$fails" -eq 1 ]
	expect_err 78 'key absent: No such file' -- bif-normalize \
		--key absent -s fleksjob "$IN/records.tsv"
}

@test "claim: what cannot be read whole leaves no list of files" {
	echo old >list
	expect_err 66 'absent: No such file' -- \
		bif-extract --claim -o list "$SAMPLE_EXPORTS" absent
	[ "$(cat list)" = old ]
}

@test "one byte of gzip is no text" {
	printf '\037' >one
	expect_err 65 'one: gzip is cut short at byte 1' -- bif-extract one
	expect_err 65 'one: gzip is cut short at byte 1' -- \
		bif-extract --header none one
}

@test "gzip: where no thread can be had it is inflated without" {
	skip_sanitized
	awk 'BEGIN { srand(1); print "n,x"; for (i = 0; i < 40000; i++)
		print i "," rand() rand() }' >rows.csv
	gzip -k rows.csv
	bif-extract rows.csv | sed 's/rows.csv:/rows.csv.gz:/' >wanted
	expect 0 struck pthread_create:1:EAGAIN bif-extract -o out rows.csv.gz
	same out wanted
	expect 0 bif-extract -o out rows.csv.gz
	same out wanted
}

@test "BIF_INFLATE allows gzip to become longer" {
	{ echo a,b && yes "0,$(printf %09000d 0)" | head -n 8000; } | gzip -9 >bomb.gz
	expect_err 65 'bomb.gz: gzip at byte' '400 times as long' \
		'BIF_INFLATE allows more' -- bif-extract -o out bomb.gz
	assert_not_exist out
	BIF_INFLATE=2000 expect 0 bif-extract -o /dev/null bomb.gz
	BIF_INFLATE=much expect_err 64 '$BIF_INFLATE: "much" is not a number' -- \
		bif-extract bomb.gz
}

@test "xlsx: what the library cannot write is 74, not a shorter workbook" {
	skip_sanitized
	bif-render -f xlsx "$IN/verdicts.tsv" -o good.xlsx ||
		skip 'writes no workbooks'
	local most fails=0
	for most in $(seq 500 1500 "$(($(stat -c %s good.xlsx) * 2))"); do
		echo old >out
		run prlimit --fsize="$most:" bif-render -f xlsx -o out \
			"$IN/verdicts.tsv"
		if [ "$status" -eq 0 ]; then
			same out good.xlsx
		else
			fails=$((fails + 1))
			[ "$status" -eq 74 ]
			[ "$(cat out)" = old ]
		fi
	done
	[ "$fails" -gt 0 ]
}

@test "xlsx: a part that cannot be read back is 74, not an empty part" {
	skip_sanitized
	needs_strace
	bif-render -f xlsx "$IN/verdicts.tsv" -o good.xlsx ||
		skip 'writes no workbooks'
	local n reads parts=0
	strace -qq -e trace=read -o trace bif-render -f xlsx -o out \
		"$IN/verdicts.tsv"
	reads=$(grep -c '^read' trace)
	for n in $(grep -n '^read.*<?xml' trace | cut -d : -f 1); do
		parts=$((parts + 1))
		echo old >out
		expect_err 74 'temporary files cannot be written and read back' \
			-- strace -qq -o /dev/null -e trace=read \
			-e inject=read:error=EIO:when="$n" \
			bif-render -f xlsx -o out "$IN/verdicts.tsv"
		[ "$(cat out)" = old ]
	done
	[ "$parts" -gt 5 ] && [ "$parts" -lt "$reads" ]
}

@test "xlsx: a place in the workbook that cannot be told is 74, or no matter" {
	skip_sanitized
	needs_strace
	bif-render -f xlsx "$IN/verdicts.tsv" -o good.xlsx ||
		skip 'writes no workbooks'
	local n fails=0
	for n in $(seq 9); do
		echo old >out
		run strace -qq -o /dev/null -e trace=lseek \
			-e inject=lseek:error=EIO:when="$n" \
			bif-render -f xlsx -o out "$IN/verdicts.tsv"
		if [ "$status" -eq 0 ]; then
			same out good.xlsx
		else
			fails=$((fails + 1))
			[ "$status" -eq 74 ] && [ "$(cat out)" = old ]
		fi
	done
	[ "$fails" -gt 1 ]
}

@test "to-sqlite: what fails leaves not even an empty table" {
	command -v sqlite3 >/dev/null || skip 'no sqlite3 here'
	to-sqlite -o db "$IN/observations.tsv"
	{ head -n 1 "$IN/verdicts.tsv" && sed -n 2p "$IN/verdicts.tsv" &&
		sed -n 2p "$IN/verdicts.tsv"; } >twice.tsv
	expect_err 65 'constraint failed' -- to-sqlite -o db twice.tsv
	[[ "$(sqlite3 -batch db .tables)" == *observations* ]]
}

@test "the scripts: what cannot be written down loads nothing" {
	skip_sanitized
	command -v sqlite3 >/dev/null || skip 'no sqlite3 here'
	# A folder for working files that is full.
	run env TMPDIR=/dev/full to-sqlite -o db "$IN/observations.tsv"
	[ "$status" -eq 73 ]
	local n fails=0
	for n in $(seq 10 30); do
		head -c 4096 /dev/zero >count
		run env BIF_FAULT_IN='*' BIF_FAULT="open:$n:EIO" \
			BIF_FAULT_COUNT="$PWD/count" LD_PRELOAD="$BIF_FAULTS" \
			to-sqlite -o db "$IN/observations.tsv"
		[[ $output == *'/0.csv: Input/output error'* ]] || continue
		fails=$((fails + 1))
		[ "$status" -eq 73 ]
	done
	[ "$fails" -gt 0 ]
	rm -f db
	run prlimit --fsize=100 to-sqlite -o db "$IN/observations.tsv"
	[ "$status" -eq 74 ]
	[ -n "$output" ]
	[ -z "$(sqlite3 -batch db .tables)" ]
}

@test "a workbook's part that cannot be read is told" {
	local book=$ROOT/samples/variants/elforbrug_2010.xlsx
	bif-extract -s elforbrug "$book" -o good || skip 'reads no workbooks'
	# Its styles are there, and cannot be read: no days without them.
	python3 - "$book" broken.xlsx <<'END'
import sys, zipfile
office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
with zipfile.ZipFile(sys.argv[1]) as old:
    parts = {name: old.read(name) for name in old.namelist()}
rels = 'xl/_rels/workbook.xml.rels'
parts[rels] = parts[rels].replace(b'</Relationships>', (
    f'<Relationship Id="rId99" Type="{office}/styles" Target="styles.xml"/>'
    '</Relationships>').encode())
parts['xl/styles.xml'] = b'<styleSheet/>'
with zipfile.ZipFile(sys.argv[2], 'w') as new:
    for name, part in parts.items():
        new.writestr(name, part)
    at = new.getinfo('xl/styles.xml').header_offset
with open(sys.argv[2], 'r+b') as file:
    file.seek(at)
    file.write(b'XXXX')
END
	expect_err 65 'broken.xlsx: the workbook is corrupt' -- \
		bif-extract -s elforbrug broken.xlsx -o out
	assert_not_exist out
}

@test "to-sqlite: a file on a disk that fails is 74, not of the wrong kind" {
	command -v sqlite3 >/dev/null || skip 'no sqlite3 here'
	echo 'no stream' >file
	expect_err 65 "file: its header is no stream's" -- to-sqlite -o db file
	# Longer than a pipe: it is not corrupt for being left half-way.
	seq 200000 >long
	expect_err 65 "long: its header is no stream's" -- to-sqlite -o db long
	mkdir bin
	printf '#!/bin/sh\nexit 1\n' | tee bin/cat >bin/gzip
	chmod +x bin/*
	expect_err 74 'observations.tsv: cannot be read' -- \
		env PATH="$PWD/bin:$PATH" to-sqlite -o db "$IN/observations.tsv"
}

@test "status: a helper of the shell that is killed fails the run" {
	skip_sanitized
	mkdir inbox bin
	cp "$SAMPLE_EXPORTS"/telefoni_* inbox
	printf '#!/bin/sh\nkill -9 $$\n' >bin/sort
	chmod +x bin/sort
	run env PATH="$PWD/bin:$PATH" status -o out --quiet inbox
	[ "$status" -eq 74 ]
	assert_not_exist out
	mv bin/sort bin/sync
	run env PATH="$PWD/bin:$PATH" status -o out --quiet inbox
	[ "$status" -eq 74 ]
	assert_not_exist out
}

# at CALL PATH: strace that lets CALL fail on PATH, in front of a command.
at() {
	strike=(strace -f -qq -o /dev/null -e trace="$1" -P "$PWD/$2"
		-e inject="$1":error=EIO"${3:+:when=$3}")
}

@test "status: an answer of a program that the shell cannot read is 74" {
	skip_sanitized
	needs_strace
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/telefoni_* inbox
	local question strike
	for question in --claim --needs; do
		at read "out.runs/2010-06-30.1.part/work/$question"
		expect_err 74 "the answer to $question was not read whole" \
			'nothing published' -- \
			"${strike[@]}" status -o out --quiet inbox
		assert_not_exist out
		rm -r out.runs
	done
}

@test "status: a folder that cannot be listed to its end loses nothing" {
	skip_sanitized
	needs_strace
	mkdir inbox
	cp "$SAMPLE_EXPORTS"/{telefoni_*,klager*} inbox
	local strike
	at getdents64 inbox 2
	expect_err 74 '.: Input/output error' 'bif-extract ended with status 74' \
		'nothing published' -- \
		"${strike[@]}" status -o out --quiet inbox
	assert_not_exist out
	rm -r out.runs
	at getdents64 out.runs/2010-06-30.1.part/work
	expect_err 74 "work: not every source's rows are found" \
		'nothing published' 'cannot remove' -- \
		"${strike[@]}" status -o out --quiet inbox
	assert_not_exist out
}

@test "status: without a word from nproc there is one job at a time" {
	mkdir inbox bin
	cp "$SAMPLE_EXPORTS"/telefoni_* inbox
	printf '#!/bin/sh\n' >bin/nproc
	chmod +x bin/nproc
	expect 0 env PATH="$PWD/bin:$PATH" status -o out --quiet \
		--only telefoni inbox
}

@test "to-sqlite: what its client cannot read is not left out in silence" {
	skip_sanitized
	needs_strace
	command -v sqlite3 >/dev/null || skip 'no sqlite3 here'
	mkdir bin
	cat >bin/sqlite3 <<END
#!/bin/sh
exec strace -qq -o $PWD/trace -e trace=read \
	-e inject=read:error=EIO:when=\$N $(command -v sqlite3) "\$@"
END
	chmod +x bin/sqlite3
	export N=999 PATH=$PWD/bin:$PATH
	expect 0 to-sqlite -o db "$IN/observations.tsv"
	local new reads fails=0
	reads=$(grep -c '^read' trace)
	new=$("$(type -ap sqlite3 | tail -n 1)" -batch db .dump)
	for N in $(seq "$reads"); do
		rm -f db
		run to-sqlite -o db "$IN/observations.tsv"
		if [ "$status" -eq 0 ]; then
			[ "$(N=999 sqlite3 -batch db .dump)" = "$new" ]
		else
			fails=$((fails + 1))
			[ "$status" -eq 74 ]
			[ -n "$output" ]
			[ -z "$(N=999 sqlite3 -batch db .tables)" ]
		fi
	done
	[ "$fails" -gt 0 ]
}

@test "to-sqlite: a client that ends without a word has perhaps loaded" {
	command -v sqlite3 >/dev/null || skip 'no sqlite3 here'
	mkdir bin
	printf '#!/bin/sh\n%s "$@" >&-\nexit 1\n' "$(command -v sqlite3)" \
		>bin/sqlite3
	chmod +x bin/sqlite3
	run env PATH="$PWD/bin:$PATH" to-sqlite -o db "$IN/observations.tsv"
	[ "$status" -eq 74 ]
	[[ $output == *'perhaps not loaded: do it once more'* ]]
	expect 0 to-sqlite -o db "$IN/observations.tsv"
}

@test "to-sqlite: a date that the shell cannot read is no other date" {
	command -v sqlite3 >/dev/null || skip 'no sqlite3 here'
	mkdir bin
	# The first asks for the header, the second for the date.
	cat >bin/gzip <<END
#!/bin/sh
mkdir bin/first 2>/dev/null || exit 1
exec $(command -v gzip) "\$@"
END
	chmod +x bin/gzip
	expect_err 65 'cut short or corrupt' -- env PATH="$PWD/bin:$PATH" \
		to-sqlite -o db "$IN/observations.tsv"
	assert_not_exist db
}

@test "extract: what stands in a pipe and is read twice is read twice, or 74" {
	skip_sanitized
	needs_strace
	cp "$SAMPLE_EXPORTS/klager.csv" .
	expect_err 74 'cannot read standard input again: Input/output error' -- \
		sh -c 'cat klager.csv | "$@"' sh strace -qq -o /dev/null \
		-e trace=dup2 -e inject=dup2:error=EIO \
		bif-extract --auto -o out
	assert_not_exist out
}

@test "ledger: which pipe it is cannot be told: 74, not an unmarked pipe" {
	skip_sanitized
	needs_strace
	run strace -qq -o /dev/null -P /proc/sys/kernel/random/boot_id \
		-e trace=read -e inject=read:error=EIO bif-judge \
		--ledger ledger "$IN/observations.tsv"
	[ "$status" -eq 74 ]
	[[ $output == *'/proc: cannot tell which pipe this is: Input/output'* ]]
	expect_err 74 '/proc: cannot tell which pipe this is' -- \
		sh -c 'cat "$IN/observations.tsv" | "$@"' sh strace -qq \
		-o /dev/null -e trace=readlink -e inject=readlink:error=EIO \
		bif-judge --ledger ledger -o out
	assert_not_exist out
}

@test "gzip: without what ends a thread there is none, and no abort" {
	skip_sanitized
	needs_strace
	local file
	seq -f '%.0f,1' 400000 | gzip >long.csv.gz
	bif-extract -o good long.csv.gz
	strace -f -qq -o trace -e trace=openat bif-extract -o out long.csv.gz
	file=$(grep -o '/[^"]*/libgcc_s.so[^"]*' trace | tail -n 1)
	file=$(readlink -f "$file")
	strace -f -qq -o /dev/null -P "$file" -e trace=openat \
		-e inject=openat:error=EMFILE bif-extract -o out long.csv.gz
	same out good
	expect_err 66 'nowhere' -- strace -f -qq -o /dev/null -P "$file" \
		-e trace=openat -e inject=openat:error=EIO \
		bif-extract -o out nowhere long.csv.gz
}
