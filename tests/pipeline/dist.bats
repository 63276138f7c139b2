#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# pipelines/dist: on whatever engine, and whatever happens to a machine on the
# way, the result is that of status to the byte; or there is none.

load ../lib/bif
load ../lib/slurm

STREAMS='observations.tsv verdicts.tsv rejects.tsv rows.tsv deliveries.tsv board.txt'

# The sample job by status, which all others are held against.
setup_file() { sample_once; }

setup() { sample_setup; }

teardown() {
	[ ! -e slurm ] || slurm_stop "$PWD/slurm"
}

# dists ENGINE [OPTION]...: the sample job on that engine.
dists() {
	dist --engine "$@" -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet \
		-o out "$SAMPLE_EXPORTS"
}

same_as_status() {
	local file
	for file in $STREAMS; do
		same "out/$file" "$ONCE/$file"
	done
	[ ! -e out/work ]
}

@test "dist: the local engine, in 1, 3 and 40 parts, gives what status gives" {
	local parts
	for parts in 1 3 40; do
		dists local --parts "$parts"
		same_as_status
	done
	jq -e '.command[0:2] == ["status", "--engine"] | not' out/run.json
	expect 0 verify --quiet out
}

@test "dist: GNU parallel gives what status gives" {
	command -v parallel >/dev/null || skip 'parallel is not installed'
	dists parallel --parts 5
	same_as_status
}

@test "dist: sources that fail are held back as by status, no more" {
	cp -R "$SAMPLE_EXPORTS" inbox
	printf 'x;y\n1;2\n' >inbox/klager_2010.csv
	run -65 status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet -o one inbox
	run -65 dist --parts 3 -b "$SAMPLE_BOOK" --as-of 2010-06-30 --quiet \
		-o out inbox
	ONCE=one
	same_as_status
	grep -q 'klager.*not_delivered\|not_delivered' out/verdicts.tsv
}

@test "dist: a task whose attempts die or come twice does no harm" {
	mkdir bin
	# The first attempt of each part dies; the second is made twice at once.
	cat >bin/bif-aggregate <<-'END'
	#!/bin/bash
	PATH=$REAL:$PATH
	case " $* " in
	*' --part '*)
		part=${*#*--part } part=${part%% *}
		if mkdir "$SEEN/${part%/*}" 2>/dev/null; then
			kill -9 $PPID $$
		fi
		;;
	esac
	exec bif-aggregate "$@"
	END
	chmod +x bin/bif-aggregate
	mkdir seen
	local program
	for program in extract normalize judge render lint; do
		ln -s "$BIF_BIN/bif-$program" bin/
	done
	REAL=$BIF_BIN SEEN=$PWD/seen BIF_BIN=$PWD/bin run dists local --parts 3
	[ "$status" -eq 75 ]
	[[ $output == *'local did not do all tasks (part): run it again'* ]]
	[ ! -e out ]
	REAL=$BIF_BIN SEEN=$PWD/seen BIF_BIN=$PWD/bin dists local --parts 3
	same_as_status
}

# refuses STATUS WORDS ENGINE...: so says dist of its options.
refuses() {
	run dists "${@:3}"
	[ "$status" -eq "$1" ]
	[[ $output == *"$2"* ]]
	[ ! -e out ]
}

@test "dist: what it does not know is said, and status's options go on" {
	refuses 64 '--engine condor: is local, parallel or slurm' condor
	refuses 64 '--parts 0: a number from 1 to 512' local --parts 0
	refuses 64 'only status keeps facts' local --keep-facts
	refuses 64 'unknown option --no-such' local --no-such
	refuses 66 'no such file' local --hosts no/such
	mkdir -p none
	for program in bash sed env; do
		ln -s "$(command -v "$program")" none/
	done
	PATH=none run "$ROOT/pipelines/dist" --engine slurm -b x --as-of 2010-06-30 \
		-o out in
	[ "$status" -eq 73 ]
	[[ $output == *'sbatch is not installed'* ]]
	expect 0 dist --help
	[[ $output == *'--engine ENGINE'* ]]
}

@test "dist: Slurm gives what status gives" {
	[ -z "$(slurm_missing)" ] || skip "$(slurm_missing)"
	slurm_start "$PWD/slurm" || skip "Slurm does not start here: $(cat slurm/log/* | tail -n 1)"
	dists slurm --parts 3
	same_as_status
	[ -z "$(squeue -h)" ]
}

# slowly ENGINE...: the sample job in the background, by an extract that waits in
# tasks for the file `go`, so that something can happen meanwhile.
slowly() {
	local program
	mkdir bin
	cat >bin/bif-extract <<-END
	#!/bin/bash
	for ((i = 0; \${#SLURM_JOB_ID} && i < 900; i++)); do
		[ ! -e "$PWD/go" ] || break
		sleep 0.1
	done
	exec "$BIF_BIN/bif-extract" "\$@"
	END
	chmod +x bin/bif-extract
	for program in normalize aggregate judge render lint; do
		ln -s "$BIF_BIN/bif-$program" bin/
	done
	BIF_BIN=$PWD/bin dists "$@" >said 2>&1 3>&- &
	background=$!
}

# until_done SECONDS: the job in the background ends well within that time.
until_done() {
	local tries=0
	while kill -0 "$background" 2>/dev/null; do
		if [ $((tries += 1)) -gt $(($1 * 10)) ]; then
			squeue -r
			tail -n 20 slurm/log/slurmctld.log said
			kill "$background"
			return 1
		fi
		sleep 0.1
	done
	wait "$background" || { cat said; return 1; }
}

# until_runs NODE: some task is at work there.
until_runs() {
	until [ "$(squeue -h -t R -w "$1" | wc -l)" -gt 0 ]; do
		kill -0 "$background" || { cat said; return 1; }
		sleep 0.1
	done
}

@test "dist: a node is killed in the middle: its tasks are done elsewhere" {
	[ -z "$(slurm_missing)" ] || skip "$(slurm_missing)"
	slurm_start "$PWD/slurm" || skip "Slurm does not start here: $(cat slurm/log/* | tail -n 1)"
	slowly slurm --parts 3
	until_runs n2
	kill -9 $(slurm_pids "$PWD/slurm" n2) 2>/dev/null || :
	touch go
	until_done 120
	same_as_status
	grep -qi 'requeu' slurm/log/slurmctld.log
}

@test "dist: Slurm's controller is killed in the middle, and comes back" {
	local pid
	[ -z "$(slurm_missing)" ] || skip "$(slurm_missing)"
	slurm_start "$PWD/slurm" || skip "Slurm does not start here: $(cat slurm/log/* | tail -n 1)"
	slowly slurm --parts 3
	until_runs n1
	# It writes down what runs only when it next hears of a job; what it
	# forgets runs twice, and it then takes the nodes out of service.
	touch started
	sbatch --hold --wrap=: >/dev/null
	until [ slurm/state/job_state -nt started ]; do sleep 0.1; done
	sleep 1
	pid=$(cat slurm/run/slurmctld.pid)
	kill -9 "$pid"
	while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
	slurm_controller "$PWD/slurm"
	touch go
	until_done 120
	same_as_status
}
