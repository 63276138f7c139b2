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

# keyed KEY TOLERATE [MEMBER]: a book and an inbox of one source with that key: one
# row in ten stands twice, and one in seven is rejected, by two reasons.
keyed() {
	rm -rf book inbox
	cp -R "$ROOT/tests/bench/book" book
	rm book/sources/*
	mkdir inbox
	(umask 077 && head -c 40 /dev/zero | tr '\0' k >key)
	cat >book/sources/talks.json <<-END
	{ "source": "talks", "match": "talks*.csv", "tolerate": $2,
	  "export": {"encoding": "utf-8", "delimiter": ";", "header": 1},
	  "facts": { "key": $1, ${3:-}
	    "types": {"due": {"date": "dd-mm-yyyy"}, "seen": {"date": "yyyy-mm-dd"}},
	    "skip": [{"when": {"state": "off"}, "because": "cancelled"}],
	    "each": [ {"event": "interview", "unit": {"unit": "centre"}, "date": {"date": "due"},
	      "subject": {"cpr": "cpr"},
	      "outcome": [{"when": {"state": "late"}, "is": "late"}, {"is": "on_time"}]} ] } }
	END
	# Another one, so that there is a result when the first is held back.
	cat >book/sources/notes.json <<-END
	{ "source": "notes", "match": "notes*.csv",
	  "export": {"encoding": "utf-8", "delimiter": ";", "header": 1},
	  "facts": { "types": {"due": {"date": "dd-mm-yyyy"}},
	    "each": [ {"event": "note", "unit": {"unit": "centre"}, "date": {"date": "due"}} ] } }
	END
	printf '%s\n' 'centre;due' 'Afklaring;01-02-2010' >inbox/notes.csv
	for REPLY in 1 2; do
		awk -v file="$REPLY" 'BEGIN {
			print "id;cpr;centre;due;seen;state;amount"
			for (i = 1; i <= 300; i++) {
				n = i % 10 ? i + file * 250 : i - 5 + file * 250
				printf "%s%d;0101%02d-%04d;%s;%s;2010-0%d-01;%s;%s\n", \
					i % 20 ? "Sag " : "sag  ", n, n % 90 + 10, n, \
					n % 14 == 7 ? "Nowhere" : "Afklaring", \
					n % 14 == 3 ? "31-02-2010" : "1" n % 9 "-03-2010", \
					i % 10 ? 3 : 4, n % 13 ? n % 3 ? "met" : "late" : "off", n
			}
		}' >"inbox/talks-$REPLY.csv"
	done
}

# splits N...: that source in so many shares as by status, which ends so, too. Where
# shares were merged, and not one program did it all, there are N of them.
splits() {
	local n ends
	ONCE=one
	run status --key key -b book --as-of 2010-06-30 --no-lint --quiet -o one inbox
	ends=$status
	[[ $ends == 0 || $ends == 65 ]]
	for n; do
		run "-$ends" dist --split talks="$n" --key key -b book --no-lint --parts 2 \
			--as-of 2010-06-30 --quiet -o out inbox
		same_as_status
		same out/messages.txt one/messages.txt
		sums one >one.sums
		sums out >out.sums
		same out.sums one.sums
		[ "$(grep -c $'^bif-normalize\ttalks\t[*]' out/ledger.tsv)" -eq "${merged:-$n}" ]
	done
}

# sums RESULT: what its ledger says of the sources, added up by file.
sums() {
	awk -F'\t' '$1 ~ /extract|normalize/ && $3 !~ /^(pipe|key):/ {
			for (i = 4; i <= 8; i++)
				n[$1 FS $3 FS i] += $i
			if (!(from[$1 FS $3] <= $11 && from[$1 FS $3] != ""))
				from[$1 FS $3] = $11
			if (to[$1 FS $3] < $12)
				to[$1 FS $3] = $12
		}
		END {
			for (i in n)
				print i, n[i]
			for (i in from)
				print i, from[i], to[i]
		}' "$1/ledger.tsv" | sort
}

@test "dist: a source split by its key gives what status gives" {
	keyed '["cpr", "due"]' '"50%"'
	splits 1 2 4 7
	[ "$(grep -c 'is not a date' out/messages.txt)" -eq 20 ]
	grep -q 'more like this: bad_date' out/messages.txt
	grep -q 'duplicate:' out/rows.tsv
	keyed '["id"]' 500
	splits 2 7
	keyed '["id", "cpr"]' '"20%"' '"latest": "seen",'
	splits 1 2 7
	grep -q 'superseded:' out/rows.tsv
}

@test "dist: a split source beyond its tolerance, or with a conflict" {
	keyed '["cpr", "due"]' '"5%"'
	splits 3
	grep -q 'rows rejected, more than source' out/messages.txt
	keyed '["id"]' 70
	splits 3
	grep -q 'rows rejected, more than source' out/messages.txt
	keyed '["id"]' '"50%"'
	printf 'Sag 251;010110-0001;Afklaring;01-02-2010;2010-03-01;met;1\n' >>inbox/talks-2.csv
	merged=1 splits 3
	grep -q 'key of another row too' out/messages.txt
	keyed '["id"]' '"50%"' '"latest": "seen",'
	printf 'Sag 402;010110-0001;Afklaring;01-02-2010;2010-03-01;met;1\n' >>inbox/talks-2.csv
	merged=1 splits 3
}

@test "dist: what is said of a column goes by all shares of a split source" {
	keyed '["id"]' '"50%"'
	sed -i 's/"late", "is"/&/; s/"subject":/"amount": {"number": "amount"}, &/' book/sources/talks.json
	sed -i '2s/[0-9]*$/1.234/; 5s/[0-9]*$/1,5/' inbox/talks-1.csv
	merged=1 splits 40
	grep -q 'was read as thousands' out/messages.txt
}

@test "dist: a share of a split source that dies is never left out" {
	keyed '["id"]' '"50%"'
	mkdir bin
	cat >bin/bif-normalize <<-END
	#!/bin/bash
	case " \$* " in
	*" \$DIES "*)
		if [ -z "\${SEEN:-}" ]; then
			head -c 9000 >/dev/null
			kill -9 \$\$
		fi
		if mkdir "\$SEEN" 2>/dev/null; then
			"$BIF_BIN/bif-normalize" "\$@"
			kill -9 \$\$
		fi
		;;
	esac
	exec "$BIF_BIN/bif-normalize" "\$@"
	END
	chmod +x bin/bif-normalize
	local program BIF_BIN=$BIF_BIN
	for program in extract aggregate judge render lint; do
		ln -s "$BIF_BIN/bif-$program" bin/
	done
	for DIES in --defer --route --deferred; do
		export DIES
		BIF_BIN=$PWD/bin merged=1 splits 3
	done
	# One share of three, when all was written.
	export DIES=--defer SEEN=$PWD/seen
	BIF_BIN=$PWD/bin merged=1 splits 3
	[ -e seen ]
	# And where one program alone dies, too.
	unset SEEN
	export DIES=--columns
	BIF_BIN=$PWD/bin run dist --split talks=3 --key key -b book --no-lint \
		--as-of 2010-06-30 --quiet -o none inbox
	[ "$status" -eq 137 ]
	[ ! -e none ]
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
	refuses 64 '--split x=0: SOURCE=N' local --split x=0
	refuses 64 '--split x=4: no such source' local --split x=4
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
