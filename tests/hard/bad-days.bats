#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# What MANUAL.md 12.1 says of bad days: the status, the words, and what is left
# on disk. Each test is a row of it; other rows are in streams.bats,
# pipelines.bats and faults.bats.

load ../lib/bif

setup_file() {
	sample_streams
	make_faults
}

setup() {
	scratch
	IN=$BATS_FILE_TMPDIR
	export IN BIF_BOOK=$SAMPLE_BOOK BIF_AS_OF=2010-06-30 BIF_KEY=$IN/key
	echo old >out
}

# The old file stands, and nothing beside it.
old_stands() {
	[ "$(cat out)" = old ] || fail 'out is not what it was'
	[ -z "$(find . -name '.*.tmp.*')" ] || fail 'a file is left beside'
}

@test "a disk that is full" {
	skip_sanitized
	expect_err 74 'out: cannot write: No space left on device' -- \
		struck write:1:ENOSPC bif-judge -o out "$IN/observations.tsv"
	old_stands
}

@test "what was written cannot be brought to disk" {
	skip_sanitized
	expect_err 74 'out: cannot write to disk: Input/output error' -- \
		struck fsync:1:EIO bif-judge -o out "$IN/observations.tsv"
	old_stands
	expect_err 74 'out: cannot rename the file beside: Input/output' -- \
		struck rename:1:EIO bif-judge -o out "$IN/observations.tsv"
	old_stands
}

@test "the folder cannot be brought to disk: the new file stands" {
	skip_sanitized
	expect_err 74 'out: cannot write its folder to disk: Input/output' -- \
		struck fsync:2:EIO bif-judge -o out "$IN/observations.tsv"
	same out "$IN/verdicts.tsv"
	[ -z "$(find . -name '.*.tmp.*')" ]
}

@test "an input that cannot be read to its end" {
	skip_sanitized
	local n told=0
	for n in $(seq 1 40); do
		echo old >out
		run struck "read:$n:EIO" bif-judge -o out "$IN/observations.tsv"
		[ "$status" -ne 0 ] || continue
		[ "$status" -eq 74 ]
		old_stands
		[[ $output != *'cannot read on at byte '*': Input/output error'* ]] ||
			told=$((told + 1))
	done
	[ "$told" -gt 5 ]
}

@test "a folder in the place of a file, and the other way round" {
	expect_err 66 '.: is a directory' -- bif-judge -o out .
	expect_err 66 '.: is a directory' -- bif-extract -s telefoni -o out .
	old_stands
	expect_err 66 'out: INBOX is a folder' -- status -o result out
	expect_err 66 'no streams to load' -- to-sqlite -o db .
	expect_err 66 'standard input is a directory' -- body sort <.
	assert_not_exist db
	assert_not_exist result
}

@test "no memory" {
	skip_sanitized
	expect_err 71 'out of memory (' -- \
		struck alloc:100 bif-judge -o out "$IN/observations.tsv"
	old_stands
	run prlimit --as=12000000 bif-judge -o out "$IN/observations.tsv"
	[ "$status" -eq 71 ] || [ "$status" -eq 127 ] || [ "$status" -eq 0 ]
}

@test "told to stop" {
	local signal wanted pid status
	mkfifo pipe
	for signal in HUP:129 INT:130 TERM:143; do
		wanted=${signal#*:}
		# The shell lets what it starts ignore INT.
		env --default-signal="${signal%:*}" bif-judge -o out pipe &
		pid=$!
		{
			head -n 2 "$IN/observations.tsv"
			until [ -n "$(find . -name '.out.tmp.*')" ]; do
				kill -0 "$pid" || break
				sleep 0.01
			done
			kill -"${signal%:*}" "$pid"
			status=0
			wait "$pid" || status=$?
		} >pipe
		[ "$status" -eq "$wanted" ]
		old_stands
	done
}

@test "SIGKILL may leave a file beside, which is nobody's" {
	skip_sanitized
	run struck step:3 env BIF_FAULT_IN=bif-judge bif-judge -o out \
		"$IN/observations.tsv"
	[ "$status" -eq 137 ]
	[ "$(cat out)" = old ]
	bif-judge -o out "$IN/observations.tsv"
	same out "$IN/verdicts.tsv"
}

@test "messages that cannot be written: the output is whole, the status 74" {
	local status=0
	bif-normalize -s telefoni -o out "$IN/records.tsv" 2>/dev/full ||
		status=$?
	[ "$status" -eq 74 ]
	same out "$IN/facts.tsv"
}

@test "no place for temporary files" {
	expect_err 73 'nowhere/bif-' 'No such file' -- \
		env TMPDIR=nowhere bif-extract --ragged keep -o out - \
		< <(printf 'a,b\n1,2\n')
	old_stands
}
