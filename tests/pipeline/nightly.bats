#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# nightly: what is due, what is told, what is left after good nights and bad
# ones. The world is small: two sources of two centres, a row a day.

load ../lib/bif

setup() {
	scratch
	make_book
	cat >conf <<-'END'
		# what the tests' nights are
		book = book
		inbox = inbox
		outdir = out
		metrics = bif.prom
		on_change = hook
		on_failure = hook
	END
	cat >hook <<-'END'
		#!/bin/sh
		{ echo "hook: $BIF_STATUS"; cat; } >>"${0%/*}/letters"
	END
	chmod +x hook
}

# A book of two sources, `calls` and `visits`, each with one goal a centre.
make_book() {
	local source
	mkdir -p book/sources inbox
	echo '{ "language": "en" }' >book/book.json
	printf '%s\n' unit,name,parent BIF,All, JCN,North,BIF JCM,Middle,BIF \
		>book/units.csv
	for source in calls visits; do
		cat >book/sources/$source.json <<-END
			{ "source": "$source", "match": "$source*.csv",
			  "tolerate": "20%",
			  "export": { "format": "csv", "delimiter": ";", "header": 1,
			    "columns": { "day": "Day", "unit": "Unit",
			      "all": "All", "good": "Good" } },
			  "facts": { "key": ["day", "unit"],
			    "types": { "day": {"date": "yyyy-mm-dd"},
			      "unit": {"unit": true}, "all": {"number": true},
			      "good": {"number": true} },
			    "each": [
			    {"event": "${source}_all", "unit": {"unit": "unit"},
			     "date": {"date": "day"}, "amount": {"number": "all"}},
			    {"event": "${source}_good", "unit": {"unit": "unit"},
			     "date": {"date": "day"}, "amount": {"number": "good"}}
			] } }
		END
	done
	cat >book/measures.json <<-'END'
		{ "measures": [
		  { "measure": "calls", "shown_as": "percent",
		    "numerator": {"count": "amount", "where": {"event": "calls_good"}},
		    "denominator": {"count": "amount", "where": {"event": "calls_all"}} },
		  { "measure": "visits", "shown_as": "percent",
		    "numerator": {"count": "amount", "where": {"event": "visits_good"}},
		    "denominator": {"count": "amount", "where": {"event": "visits_all"}} }
		] }
	END
	cat >book/goals.csv <<-'END'
		goal,title,measure,direction,band,scale,unit_of_value,decimals,owner,data_source
		calls,Calls answered,calls,at_least,2,points,percent,1,Head,calls
		visits,Visits held,visits,at_least,2,points,percent,1,Head,visits
	END
	{
		echo year,unit,goal,due,baseline,target,decided
		printf '2010,%s,%s,2010-12-31,85,88,2010-01-02\n' \
			JCN calls JCM calls JCN visits JCM visits
	} >book/targets.csv
}

# exports SOURCE TO [GOOD]: a row a day and centre from 2009 on, up to TO; of a
# hundred GOOD (90) are good.
exports() {
	local to
	to=$(date -u -d "$2" +%s)
	awk -v to="$to" -v good="${3:-90}" 'BEGIN {
		print "Day;Unit;All;Good"
		for (t = 1230768000; t <= to; t += 86400) {
			day = strftime("%Y-%m-%d", t, 1)
			print day ";JCN;100;" good
			print day ";JCM;100;90"
		}
	}' >"inbox/$1.csv"
}

# night TODAY [ARG]...: a night as it runs on the morning of TODAY.
night() {
	SOURCE_DATE_EPOCH=$(date -u -d "$1 04:30" +%s) run --separate-stderr \
		nightly "${@:2}" conf
}

shown() {
	# shellcheck disable=SC2053
	[[ $(readlink out) == out.runs/$1 ]] ||
		fail "out is $(readlink out), not $1"
}

@test "thirty nights, and each is told as it was" {
	local day today n failed
	make_key key
	printf '%s\n' 'as_of = yesterday,month' 'reports = board:html' \
		'keep_failed = 1' >>conf
	exports calls 2010-02-28
	exports visits 2010-02-28
	for n in {0..29}; do
		day=$(date -u -d "2010-03-08 + $n day" +%F)
		today=$(date -u -d "$day + 1 day" +%F)
		exports calls "$day" "$([[ $day > 2010-03-14 ]] && echo 10)"
		# A source that stops on the 20th, and comes on 4 April.
		[[ $day > 2010-03-20 && $day < 2010-04-03 ]] ||
			exports visits "$day"
		: >letters
		case $day in
		2010-03-10)	# a target is decided anew
			echo 2010,JCN,visits,2010-12-31,85,95,2010-03-10 \
				>>book/targets.csv ;;
		2010-03-12)	# rows that nobody can read
			yes 'soon;JCN;1;1' | head -n 20 >>inbox/calls.csv ;;
		2010-03-17)	# the disk is full
			(ulimit -f 8 && night "$today" && exit "$status") &&
				fail 'a full disk is not noticed'
			;;
		2010-03-18)	# a program is killed
			mkdir bin
			printf '#!/bin/sh\nkill -9 $$\n' >bin/bif-judge
			chmod +x bin/bif-judge
			for failed in "$BIF_BIN"/bif-*; do
				ln -s "$failed" bin 2>/dev/null || :
			done
			BIF_BIN=$PWD/bin night "$today"
			[ "$status" -eq 137 ]
			[[ $output == *'NOTHING IS PUBLISHED (status 137)'* ]]
			grep -q 'hook: 137' letters
			grep -q '^bif_run_status 137' bif.prom
			shown '2010-03-17.*'
			;;
		esac
		: >letters
		night "$today"
		echo "$day: $status: $output" >>told
		case $day in
		2010-03-10)
			[ "$status" -eq 0 ]
			[[ $output == *'1 turned off'* ]]
			[[ $output == *'JCN visits: met -> off, 90.0 where 95.0'* ]]
			[[ $output == *'targets.csv:6'* ]] || fail "$output"
			grep -q '^Subject: bif: 2010-03-10: 1 turned off' letters
			;;
		2010-03-12)
			[[ $output == *'rejected rows doubled'* ]]
			[[ $output == *'calls: 0 before, now 20'* ]]
			;;
		2010-03-15)	# the calls of all days are corrected
			[[ $output == *'JCN calls: met -> off'*'calls'* ]]
			;;
		2010-04-0[12])
			[ "$status" -eq 65 ]
			[[ $output == *'sources are late'*'visits: '* ]]
			grep -q 'hook: 65' letters
			;;
		2010-04-03)
			[ "$status" -eq 0 ]
			[[ $output == *'2 changed otherwise'* ||
				$output == *'turned off'* ]]
			[[ $output == *'JCM visits: not_delivered -> met'* ]]
			;;
		2010-03-31)
			[ "$status" -eq 65 ]
			;;
		*)	# one line, and no letter
			[ "$status" -eq 0 ] || fail "$day: $status: $stderr"
			[ "$(grep -vc ' 2010-02-28: ' <<<"$output")" -eq 1 ] ||
				fail "$day: $output"
			[ ! -s letters ]
			;;
		esac
		[ -z "$stderr" ] || fail "$day: $stderr"
		shown "$day.*"
		[ -s out/board.html ]
		grep -q '^bif_run_last_success_timestamp_seconds' bif.prom
		! command -v promtool >/dev/null || promtool check metrics <bif.prom
	done
	[ "$(find out.runs -name '*.failed' | wc -l)" -eq 1 ]
	[ ! -e "$(find out.runs -name '*.part')" ]
	# The month was made until all its sources were there, and then no more.
	compgen -G 'out.runs/2010-03-31.*' >/dev/null
	[ "$(jq .status "$(find out.runs -name '2010-03-31.*' | sort -V |
		tail -n 1)/run.json")" -eq 0 ]
	# What a month of nights costs beside the results.
	[ "$(du -sk out.nightly | cut -f 1)" -lt 100 ]
}

@test "a share above all there is stands in the letter, once" {
	exports calls 2010-03-08
	exports visits 2010-03-08
	night 2010-03-09
	[ "$output" = 'nightly: 2010-03-08: 4 met, 0 near, 0 off' ]
	sed -i '1s/All;Good/Good;All/' inbox/calls.csv
	night 2010-03-09
	[ "$status" -eq 0 ]
	[[ $output == *'2010-03-08: figures to look at: 4 met, 0 near, 0 off'* ]]
	grep -E '^  .*/measures.json:2: "calls" at JCN: in 2009-01 3100 of 2790, more than all there is: are two columns exchanged\? \(months like that, of all units: 30\)$' \
		out.nightly/letter
	night 2010-03-09 --again
	[ "$output" = 'nightly: 2010-03-08: 4 met, 0 near, 0 off' ]
}

@test "the letter says why a source did not come, and nothing of other rows" {
	echo 'mail_to = me@example.org' >>conf
	exports calls 2010-03-08
	exports visits 2010-03-08
	sed -i '5s/100/none/' inbox/calls.csv
	night 2010-03-09
	[ "$output" = 'nightly: 2010-03-08: 4 met, 0 near, 0 off' ]
	sed -i '1s/Good/Fine/' inbox/visits.csv
	sed -i '6,$s/^2010-03/2010-33/' inbox/calls.csv
	night 2010-03-09
	[ "$status" -eq 65 ]
	grep -Fx '  visits.csv:1: the header has no column "Good"' \
		out.nightly/letter
	grep -Fx '  visits: bif-extract ended with status 65 (its data are wrong)' \
		out.nightly/letter
	run ! grep -E 'is not a (date|number)|  $|[^ ]  [^ ]' out.nightly/letter
}

@test "two at once: the second leaves, and so does one beside a status" {
	exports calls 2010-03-08
	exports visits 2010-03-08
	mkdir out.nightly out.runs
	exec {held}>out.nightly/.lock
	flock "$held"
	night 2010-03-09
	[ "$status" -eq 75 ]
	[[ $stderr == *'another night is at work: run again'* ]]
	exec {held}>&-
	exec {held}>out.runs/.lock
	flock "$held"
	night 2010-03-09
	[ "$status" -eq 75 ]
	[[ $output == *'another run is at work'* ]]
	exec {held}>&-
	night 2010-03-09
	[ "$status" -eq 0 ]
}

@test "killed whole, at any moment: the next night is as if nothing was" {
	local seconds killed=0
	exports calls 2010-03-08
	exports visits 2010-03-08
	night 2010-03-08
	shown 2010-03-07.1
	for seconds in 0.02 0.1 0.2 0.3; do
		SOURCE_DATE_EPOCH=1268109000 setsid nightly conf >/dev/null 2>&1 &
		sleep "$seconds"
		# A quick machine may be done before.
		if kill -KILL -- "-$!" 2>/dev/null; then
			killed=$((killed + 1))
		fi
		wait
	done
	[ "$killed" -gt 0 ]
	# Jobs of the killed run, in groups of their own, may yet be at work.
	for seconds in {1..50}; do
		night 2010-03-09
		[ "$status" -eq 75 ] || break
		sleep 0.1
	done
	[ "$status" -eq 0 ]
	[[ $(readlink out) == out.runs/2010-03-08.* ]]
	[ -z "$(find out.runs -name '*.part')" ]
}

@test "told to stop: its run stops, too, and the old result stands" {
	exports calls 2010-03-08
	exports visits 2010-03-08
	night 2010-03-08
	mkdir bin
	for program in "$BIF_BIN"/bif-*; do
		ln -s "$program" bin
	done
	rm bin/bif-judge
	printf '#!/bin/sh\ntouch judging\nexec sleep 60\n' >bin/bif-judge
	sed -i "s,judging,$PWD/judging," bin/bif-judge
	chmod +x bin/bif-judge
	BIF_BIN=$PWD/bin SOURCE_DATE_EPOCH=1268109000 nightly conf \
		>/dev/null 2>&1 3>&- &
	until [ -e judging ]; do sleep 0.05; done
	kill -TERM $!
	status=0
	wait $! || status=$?
	[ "$status" -eq 143 ]
	shown 2010-03-07.1
	[ -d out.runs/2010-03-08.1.failed ]
}

@test "nothing is done twice, and whatever changes is noticed" {
	exports calls 2010-03-08
	exports visits 2010-03-08
	night 2010-03-09
	night 2010-03-09
	[ "$status" -eq 0 ]
	[[ $output == *'as it was: inbox, book and programs'* ]]
	shown 2010-03-08.1
	touch inbox/calls.csv
	night 2010-03-09
	shown 2010-03-08.1
	echo '# seen' >book/comments.txt
	night 2010-03-09
	shown 2010-03-08.1
	sed -i '2s/100/101/' inbox/calls.csv
	night 2010-03-09
	shown 2010-03-08.2
	echo >>book/book.json
	night 2010-03-09
	shown 2010-03-08.3
	echo 'reports = board:markdown' >>conf
	night 2010-03-09
	shown 2010-03-08.4
	night 2010-03-09 --again
	shown 2010-03-08.5
}

@test "a hook gets tonight's letter, also where none can be kept, and no lock" {
	exports calls 2010-03-08
	exports visits 2010-03-08
	printf '#!/bin/sh\ncat >%q/letters\nsleep 20 >/dev/null 2>&1 3>&- &\n' \
		"$PWD" >hook
	night 2010-03-09
	sed -i '1s/All;Good/Good;All/' inbox/calls.csv
	echo 'of another night' >out.nightly/letter
	mkdir out.nightly/letter.new
	night 2010-03-09
	[ "$status" -eq 0 ]
	[[ $stderr == *'out.nightly: cannot be written'* ]]
	grep -q '^Subject: bif: 2010-03-08: figures to look at' letters
	[ "$(<out.nightly/letter)" = 'of another night' ]
	night 2010-03-09
	[ "$status" -eq 0 ]
}

@test "a letter is in one language, whatever that of the book" {
	exports calls 2010-03-08
	exports visits 2010-03-08
	echo '{ "language": "da" }' >book/book.json
	night 2010-03-09
	exports calls 2010-03-08 10
	night 2010-03-09
	[[ $output == *$'1 turned off\n3 met, 0 near, 1 off\n\nGoals that'* ]]
	[[ $output == *'JCN calls: met → some way off'* ]]
}

@test "past days are run again, and OUTDIR does not move" {
	exports calls 2010-03-08
	exports visits 2010-03-08
	night 2010-03-09
	night 2010-03-09 --backfill 2010-02-26 2010-03-08
	[ "$status" -eq 0 ]
	shown 2010-03-08.1
	[ "$(find out.runs -name '2010-*' | wc -l)" -eq 11 ]
	[ -f out.runs/2010-02-28.1/verdicts.tsv ]
	echo 'as_of = month' >>conf
	night 2010-03-09 --backfill 2009-11-15 2010-02-28
	[ "$status" -eq 0 ]
	[ -d out.runs/2010-01-31.1 ] && [ -d out.runs/2009-12-31.1 ] ||
		[ -d out.runs/2009-12-31.1.failed ]
	[ ! -e out.runs/2010-01-30.1 ]
	expect_err 64 'exclude each other' 'try --help' -- \
		nightly --as-of 2010-01-01 --backfill 2010-01-01 2010-01-02 conf
	expect_err 64 'is later' 'try --help' -- \
		nightly --backfill 2010-01-03 2010-01-02 conf
}

@test "what may go goes: never what is shown, nor a month's last day" {
	local day
	mkdir -p out.runs
	for day in 2009-{10,11,12}-{15,28} 2009-12-31.2 2010-02-2{6,7,8} \
		2010-03-0{1..8} 2010-03-07.2; do
		[[ $day == *.* ]] || day+=.1
		mkdir "out.runs/$day"
		echo '{"status": 0}' >"out.runs/$day/run.json"
	done
	mkdir out.runs/2010-01-0{1,2,3}.1.failed
	printf '%s\n' 'keep_daily = 3' 'keep_monthly = 3' 'keep_failed = 0' \
		'as_of = 2010-03-09' >>conf
	exports calls 2010-03-09
	exports visits 2010-03-09
	ln -s out.runs/2010-02-26.1 out
	sed -i 's/2010-03-09/2009-10-20/' conf
	night 2010-03-10
	ls out.runs >left
	# The last three days; of each of three months the last; the month ends.
	diff left - <<-'END'
		2009-12-31.2
		2010-02-26.1
		2010-02-28.1
		2010-03-06.1
		2010-03-07.2
		2010-03-08.1
	END
}

@test "clock changes: yesterday is the day before, in summer and winter" {
	local now
	command -v faketime >/dev/null || skip 'no faketime here'
	skip_sanitized
	[ -e /usr/share/zoneinfo/Europe/Copenhagen ] || skip 'no time zones here'
	exports calls 2010-12-31
	exports visits 2010-12-31
	export TZ=Europe/Copenhagen
	for now in '2010-03-28 00:10' '2010-03-28 03:10' '2010-03-29 00:10' \
		'2010-10-31 01:10' '2010-10-31 23:50' '2010-11-01 00:10'; do
		expect 0 faketime "$now:00" nightly conf
		shown "$(date -u -d "${now% *} - 1 day" +%F).1"
	done 2>&1
}

@test "the configuration is read, never executed, and its faults are placed" {
	local line
	printf '%s\n' 'on_change = touch ran' >conf.bad
	for line in 'book' 'boook = x' 'book = other' 'keep_daily = many' \
		'as_of = noon' 'reports = board html;rm' 'only = "a"' \
		'on_failure = hook --loud' 'ping = $(touch ran)' 'causes = maybe'; do
		{ cat conf; echo "$line"; } >bad
		run --separate-stderr nightly bad
		[ "$status" -eq 78 ]
		[[ $stderr == 'nightly: bad:'[0-9]*': '* ]] || fail "$line: $stderr"
	done
	[ ! -e ran ]
	printf '\xef\xbb\xbfbook=book\r\n inbox =inbox \r\noutdir=out' >conf
	exports calls 2010-03-08
	exports visits 2010-03-08
	night 2010-03-09
	[ "$status" -eq 0 ]
	expect_err 66 'nowhere: no such file' -- nightly nowhere
	echo 'book = book' >bad
	expect_err 78 'bad: lacks inbox=, the folder of exports' -- nightly bad
}

@test "symbolic links in an inbox are followed when asked" {
	exports calls 2010-03-08
	exports visits 2010-03-08
	mv inbox/visits.csv elsewhere.csv
	ln -s ../elsewhere.csv inbox/visits.csv
	run --separate-stderr status -b book --as-of 2010-03-08 -o out inbox
	[ "$status" -ne 0 ]
	[[ $stderr == *'visits.csv: is a symbolic link, and not read; --follow-links'* ]]
	expect 0 status -b book --as-of 2010-03-08 --follow-links -o out inbox
	expect 0 verify out
	echo 'follow_links = yes' >>conf
	night 2010-03-09
	[ "$status" -eq 0 ]
	[[ $output == *'as it was'* ]]
}

@test "a status without its link, with reports and what changed in them" {
	exports calls 2010-03-08
	exports visits 2010-03-08
	expect 0 status -b book --as-of 2010-03-07 -o out inbox
	expect 0 status -b book --as-of 2010-03-08 -o out --no-link \
		--report unit:markdown:JCN --report board --since out inbox
	shown 2010-03-07.1
	[ -s out.runs/2010-03-08.1/unit-JCN.md ]
	[ -s out.runs/2010-03-08.1/board-report.txt ]
	jq -e '[.outputs[].name] | index("unit-JCN.md")' \
		out.runs/2010-03-08.1/run.json
	run --separate-stderr status -b book --as-of 2010-03-08 -o out \
		--report nothing:html inbox
	[ "$status" -eq 64 ]
	expect_err 64 'no earlier day than 2010-03-07' 'try --help' -- \
		status -b book --as-of 2010-03-07 --since out -o out inbox
	shown 2010-03-07.1
}

@test "the samples: systemd takes them, and 04:30 comes once a night" {
	local day next
	command -v systemd-analyze >/dev/null || skip 'no systemd-analyze here'
	cp "$ROOT"/samples/nightly/*.{service,timer,path} .
	# Programs and pages that are not installed here are no fault of theirs.
	sed -i '/^Documentation=/d; s,^ExecStart=[^ ]*,ExecStart=/bin/true,' *.service
	sed -i '/^Documentation=/d' *.timer *.path
	run systemd-analyze verify ./*.service ./*.timer ./*.path
	[ "$status" -eq 0 ]
	run ! grep -E '^\./|bif-.*:' <<<"$output"
	[ -e /usr/share/zoneinfo/Europe/Copenhagen ] || skip 'no time zones here'
	for day in 2027-03-27 2027-10-30; do
		next=$(TZ=Europe/Copenhagen systemd-analyze calendar --iterations=3 \
			--base-time="$day 12:00" "$(sed -n 's/^OnCalendar=//p' \
			bif-nightly.timer)" | grep -oE '[0-9-]{10} 04:30:00')
		[ "$(sort -u <<<"$next" | wc -l)" -eq 3 ]
		[ "$(cut -d ' ' -f 1 <<<"$next" | sort -u | wc -l)" -eq 3 ]
	done
}

@test "the sample configuration is one, and a cron line says nothing when well" {
	sed 's,/etc/bif/book,book,; s,/srv/bif/inbox,inbox,
		s,/var/lib/bif/,,; /^mail/d' "$ROOT/samples/nightly/nightly.conf" \
		>conf
	exports calls 2010-03-08
	exports visits 2010-03-08
	night 2010-03-09 --quiet
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
	[ -s out/month.txt ] && [ -s bif.prom ]
}

@test "bif runs pipelines and programs by name, through links" {
	ln -s "$ROOT/pipelines/bif" bif
	ln -s bif other
	expect 0 ./bif judge --version
	[[ $output == 'bif-judge '* ]]
	expect 0 ./other status -V
	[[ $output == 'status '* ]]
	expect 0 ./bif help compare
	[[ $output == 'usage: compare '* ]]
	expect_err 64 'nothing is called so' 'try --help' -- ./bif stauts
	expect_err 64 'nothing is called so' 'try --help' -- ./bif ../pipelines/body
	ln -s "$ROOT/pipelines/status" st
	expect 0 ./st --help
}

@test "more files than a command line holds" {
	local n long
	exports calls 2010-03-08
	exports visits 2010-03-08
	printf -v long '%0225d' 0
	for n in {10000..18999}; do
		printf 'Day;Unit;All;Good\n1999-01-01;JCN;%d;1\n' "$n" \
			>"inbox/calls_${long}_$n.csv"
	done
	sed -i 's/"key": \["day", "unit"\],//' book/sources/calls.json
	cp inbox/calls_*_10000.csv inbox/calls_again.csv
	expect_err 0 'calls_again.csv: the same bytes as' -- status -b book \
		--as-of 2010-03-08 -o out inbox
	[ "$(grep -c '^calls	calls_0' out/rows.tsv)" -eq 9000 ]
	[ "$(awk '$1 == "calls" && $2 == "*" { print $3 }' out/rows.tsv)" -eq \
		$((9000 + $(wc -l <inbox/calls.csv) - 1)) ]
	for n in {1..30}; do : >"inbox/unknown$n"; done
	run --separate-stderr status -b book --as-of 2010-03-08 -o out inbox
	[[ $stderr == *'no source claims '*' and 10 more'* ]]
	printf 'no end' >names
	expect_err 65 'names: the last name has no NUL' -- \
		bif-extract --files-from names
}
