#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Every rule of lint: what it finds, and what comes close and is right.
# tests/cases/lint is a small book without a fault; each test changes it.

load ../lib/bif

setup() {
	scratch
	cp -R "$ROOT/tests/cases/lint" book
	chmod -R u+w book
}

# edit FILE SED-SCRIPT: a change that must change something.
edit() {
	cp "book/$1" before
	sed -i -E "$2" "book/$1"
	! cmp -s before "book/$1" || fail "$2 changes nothing in $1"
}

# target ROW...: rows added to targets.csv.
target() {
	printf '%s\n' "$@" >>book/targets.csv
}

# quiet: lint has nothing to say.
quiet() {
	expect 0 bif-lint -b book "$@" && [ -z "$output" ] ||
		fail "not quiet: $output"
}

# says STATUS, then on standard input what lint says, without the folder and,
# of sentences, without the count at the end.
says() {
	local want=$1
	shift
	expect "$want" bif-lint -b book "$@"
	output=${output//book\//}
	[[ $* == *-O* ]] || output=$(sed '$ { /^[0-9]* errors\{0,1\}, /d }' <<<"$output")
	output_is
}

@test "a good book: silence, and status 0" {
	quiet
	quiet --check
	expect 0 bif-lint -b book -O tsv
	output_is <<<$'file\tline\trule\tseverity\ttext'
}

@test "stated-change: 48 to 44 is stated as 9 %, is 8.33 %" {
	target '2010,B,busy,2010-12-31,44,,,48,-9%,2010-01-20,,'
	edit goals.csv 's/^busy,(.*)at_least/busy,\1at_most/'
	edit targets.csv '/A,busy/d'
	edit actions.csv 's/A2,A/A2,B/'
	edit comments.csv 's/,A,/,B,/'
	says 1 <<-'EOF'
	targets.csv:7: stated-change: 48 to 44 is -8.33 %; it is stated as "-9%"
	EOF
	# Rounded as it is stated it holds; without a sign it is a size.
	edit targets.csv 's/-9%/-8%/'
	quiet
	edit targets.csv '7s/-8%/8.3 pct./'
	quiet
	edit targets.csv 's/8\.3 pct\./8.4 pct./'
	says 1 <<-'EOF'
	targets.csv:7: stated-change: 48 to 44 is -8.33 %; it is stated as "8.4 pct."
	EOF
}

@test "stated-change: in points, and without a baseline" {
	edit targets.csv 's/85,\+10/85,+9/'
	edit targets.csv 's/45,,,,,/45,,,,+5,/'
	says 1 <<-'EOF'
	targets.csv:2: stated-change: 85 to 95 is +10; it is stated as "+9"
	targets.csv:4: stated-change: a change of "+5" is stated, but not from which baseline
	EOF
}

@test "stated-change: from zero there is no per cent" {
	edit targets.csv 's/95,,,85,\+10/10,,,0,+9%/'
	says 1 <<-'EOF'
	targets.csv:2: stated-change: 0 to 10 is no %; it is stated as "+9%"
	EOF
	edit targets.csv 's/\+9%/+10%/'
	says 1 <<-'EOF'
	targets.csv:2: percent-points: 0 to 10 is +10 points, or no %; it is stated as "+10%"
	EOF
	edit targets.csv 's/\+10%/much/'
	says 1 <<-'EOF'
	targets.csv:2: definition: column "stated_change": "much" is not a number: write the figure alone, as in 92 or 4.5
	EOF
	edit targets.csv 's/much/+10/'
	quiet
}

@test "percent-points: 66 to 76 is +10 points, not +10 %" {
	edit targets.csv 's/95,,,85,\+10/76,,,66,+10%/'
	says 1 <<-'EOF'
	targets.csv:2: percent-points: 66 to 76 is +10 points, or +15.15 %; it is stated as "+10%"
	EOF
	edit targets.csv 's/\+10%/+10 points/'
	quiet
	edit targets.csv 's/\+10 points/+15/'
	says 1 <<-'EOF'
	targets.csv:2: percent-points: 66 to 76 is +15.15 %, or +10 points; it is stated as "+15" without %
	EOF
	edit targets.csv 's/\+15,/+15.2 %,/'
	quiet
}

@test "percent-points: a change in per cent of a share is a warning" {
	edit targets.csv 's/95,,,85,\+10/,,+5%,80,/'
	says 0 <<-'EOF'
	targets.csv:2: percent-points: the goal is in per cent: "+5%" of 80 is 84, a change of +4 points (warning)
	EOF
	edit targets.csv 's/\+5%,80/+5,80/'
	quiet
}

@test "percent-points: goal and measure must speak of the same" {
	edit goals.csv 's/2,1,percent,Office,visits$/2,1,visits,Office,visits/'
	says 1 <<-'EOF'
	goals.csv:2: percent-points: the goal is in "visits", its measure "on_time" in percent
	EOF
}

@test "percent-points: of a measure that nobody defines the goal tells" {
	edit goals.csv 's/0,points,Lawyers/0,percent,Lawyers/'
	says 1 <<-'EOF'
	goals.csv:5: percent-points: the goal is in "percent", its measure "complaints" in points
	targets.csv:5: percent-points: the goal is in per cent: "-8%" of 50 is 46, a change of -4 points (warning)
	EOF
	edit goals.csv 's/,complaints,/,complaint,/'
	says 1 <<-'EOF'
	goals.csv:5: unknown-measure: measure "complaint" is not in measures.json
	targets.csv:5: percent-points: the goal is in per cent: "-8%" of 50 is 46, a change of -4 points (warning)
	EOF
	edit goals.csv 's/0,percent,Lawyers/0,points,Lawyers/'
	says 1 <<-'EOF'
	goals.csv:5: unknown-measure: measure "complaint" is not in measures.json
	EOF
}

# A contradiction was told where there was none.
@test "percent-points: a goal in procent, pct. or % is in per cent" {
	local word
	for word in procent pct. pct % 'per cent' Procent; do
		edit goals.csv "s/^(punctual.*),[^,]*,Office,/\\1,$word,Office,/"
		quiet
	done
}

@test "band-width: sick leave 14.1 to 13.4 with 5 %" {
	edit goals.csv 's/^quiet,(.*)of_change,50/quiet,\1of_target,5/'
	edit targets.csv '/,B,/d; s/,,-8%,50,-8%/13.4,,,14.1,/'
	edit actions.csv 's/A4,B/A4,A/'
	says 1 <<-'EOF'
	targets.csv:5: band-width: 14.1 to 13.4 is a change of -4.96 %, and the band is 5 %: hardly anything has to be done to be nearly met
	EOF
	edit goals.csv 's/of_target,5,/of_target,4.96,/'
	quiet
	edit goals.csv 's/of_target,4.96,/of_target,5.23,/'
	says 1 <<-'EOF'
	targets.csv:5: band-width: standing still at 14.1 falls 5.22 % short of 13.4, and the band is 5.23 %: doing nothing would be nearly met
	EOF
}

@test "band-width: equal is wide enough; the standard band counts" {
	edit goals.csv 's/^punctual,(.*)points,2,/punctual,\1points,10,/'
	says 1 <<-'EOF'
	targets.csv:2: band-width: standing still at 85 falls 10 points short of 95, and the band is 10 points: doing nothing would be nearly met
	EOF
	edit goals.csv 's/points,10,/points,9.99,/'
	quiet
	edit goals.csv 's/points,9.99,/points,,/'
	edit targets.csv 's/95,,,85,\+10/95,,,93,+2/'
	says 1 <<-'EOF'
	targets.csv:2: band-width: standing still at 93 falls 2 points short of 95, and the band (standard) is 2 points: doing nothing would be nearly met
	EOF
	edit targets.csv 's/95,,,93,\+2/95,,,92.9,/'
	quiet
}

@test "band-width: not of a goal that is to stay within" {
	edit goals.csv 's/^punctual,(.*)at_least/punctual,\1within/'
	edit targets.csv 's/95,,,85,\+10/95,97,,94,/'
	quiet
	edit goals.csv 's/^punctual,(.*)within/punctual,\1at_least/'
	edit targets.csv 's/95,97,,94,/95,,,94,/'
	says 1 <<-'EOF'
	targets.csv:2: band-width: standing still at 94 falls 1 points short of 95, and the band is 2 points: doing nothing would be nearly met
	EOF
}

@test "band-width: of a target that is none, and from zero" {
	edit targets.csv 's/400,,,360,\+11%/-3,,,-9,+6/'
	says 1 <<-'EOF'
	targets.csv:3: zero-target: a shortfall is measured in per cent of the target, and that is -3
	EOF
	edit targets.csv 's/-3,,,-9,\+6/400,,,0,+400/'
	quiet
}

@test "band-width: of the change, 100 % is all of it" {
	edit goals.csv 's/of_change,50/of_change,100/'
	says 1 <<-'EOF'
	targets.csv:5: band-width: standing still at 50 falls 100 % short of 46, and the band is 100 %: doing nothing would be nearly met
	targets.csv:6: band-width: standing still at 48 falls 100 % short of 44, and the band is 100 %: doing nothing would be nearly met
	targets.csv:7: band-width: standing still at 48 falls 100 % short of 46, and the band is 100 %: doing nothing would be nearly met
	EOF
	edit goals.csv 's/of_change,100/of_change,99/'
	quiet
}

@test "direction: it contradicts baseline and target" {
	edit goals.csv 's/^punctual,(.*)at_least/punctual,\1at_most/'
	edit goals.csv 's/^quiet,(.*)at_most/quiet,\1at_least/'
	edit targets.csv '/,B,/d'
	edit actions.csv 's/A4,B/A4,A/'
	says 1 <<-'EOF'
	targets.csv:2: direction: goal "punctual" is at_most, but its target 95 is more than the baseline 85
	targets.csv:5: direction: goal "quiet" is at_least, but its target 46 is less than the baseline 50
	EOF
}

@test "zero-target: on a ratio scale" {
	edit targets.csv 's/400,,,360,\+11%/0,,,,/'
	says 1 <<-'EOF'
	targets.csv:3: zero-target: a shortfall is measured in per cent of the target, and that is 0
	EOF
	edit targets.csv 's/,0,,,,,/,-3,,,,,/'
	says 1 <<-'EOF'
	targets.csv:3: zero-target: a shortfall is measured in per cent of the target, and that is -3
	EOF
	edit targets.csv 's/,-3,,,,,/,40.5,,,,,/'
	quiet
	# On points zero is a target like others.
	edit targets.csv 's/95,,,85,\+10/0,,,-10,+10/'
	quiet
}

@test "zero-target: no change at all on the scale of the change" {
	edit targets.csv 's/,,,-8%,50,-8%/,50,,,50,/'
	says 1 <<-'EOF'
	targets.csv:5: zero-target: a shortfall is measured in per cent of the change, and from 50 to 50 there is none
	EOF
}

@test "no-baseline: a glide and a change start from one" {
	edit targets.csv 's/44,,,48,"-8,3 %"/44,,,,/'
	quiet   # the later row has it
	edit targets.csv 's/46,,,48,/46,,,,/'
	says 1 <<-'EOF'
	targets.csv:6: no-baseline: the scale "of_change" starts from a baseline, and there is none
	targets.csv:7: no-baseline: the scale "of_change" starts from a baseline, and there is none
	EOF
}

@test "no-baseline: the path glide" {
	edit goals.csv 's/^working,(.*),level/working,\1,glide/'
	says 1 <<-'EOF'
	targets.csv:4: no-baseline: the path "glide" starts from a baseline, and there is none
	EOF
	edit targets.csv 's/,45,,,,/,45,,,40,/'
	quiet
}

@test "share-accrues: half of a share at mid-year" {
	edit goals.csv 's/^working,(.*),level/working,\1,accrual/'
	says 1 <<-'EOF'
	goals.csv:4: share-accrues: the path accrual expects half of the target at mid-year, but measure "into_job" is a share
	EOF
}

@test "share-accrues: also what is no cohort" {
	edit goals.csv 's/^punctual,(.*),level/punctual,\1,accrual/'
	says 1 <<-'EOF'
	goals.csv:2: share-accrues: the path accrual expects half of the target at mid-year, but measure "on_time" is a share
	EOF
}

@test "never-mature: a cohort that nobody leaves in time" {
	edit targets.csv 's/A,working,2010-12-31/A,working,2010-04-02/'
	says 1 <<-'EOF'
	targets.csv:4: never-mature: due 2010-04-02, but who enters on 2010-01-01, the first day of the window, is followed for 92 days, to 2010-04-03
	EOF
	edit targets.csv 's/A,working,2010-04-02/A,working,2010-04-03/'
	quiet
	# The last month's entrants are never mature; those whose time is up
	# in the month always are.
	edit goals.csv 's/^working,(.*),year,/working,\1,month,/'
	edit targets.csv 's/A,working,2010-04-03/A,working,2010-12-31/'
	says 1 <<-'EOF'
	targets.csv:4: never-mature: due 2010-12-31, but who enters on 2010-12-01, the first day of the window, is followed for 92 days, to 2011-03-03
	EOF
	edit measures.json 's/"92 days"/"92 days", "month_of": "maturity"/'
	quiet
}

@test "never-mature: windows that begin elsewhere than the year" {
	edit goals.csv 's/^working,(.*),year,/working,\1,rolling_12,/'
	edit targets.csv 's/A,working,2010-12-31/A,working,2010-02-28/'
	quiet
	# The month that is not over has not entered.
	edit measures.json 's/92 days/15 months/'
	says 1 <<-'EOF'
	targets.csv:4: never-mature: due 2010-02-28, but who enters on 2009-03-01, the first day of the window, is followed for 15 months, to 2010-06-01
	EOF
	edit targets.csv 's/A,working,2010-02-28/A,working,2010-02-27/'
	says 1 <<-'EOF'
	targets.csv:4: never-mature: due 2010-02-27, but who enters on 2009-02-01, the first day of the window, is followed for 15 months, to 2010-05-01
	EOF
	edit measures.json 's/15 months/92 days/'
	edit goals.csv 's/^working,(.*),rolling_12,/working,\1,latest,/'
	edit targets.csv 's/A,working,2010-02-27/A,working,2010-06-15/'
	says 1 <<-'EOF'
	targets.csv:4: never-mature: due 2010-06-15, but who enters on 2010-05-01, the first day of the window, is followed for 92 days, to 2010-08-01
	EOF
}

@test "late-revision: decided when the result was known" {
	edit targets.csv 's/2010-09-15/2011-01-01/'
	says 1 <<-'EOF'
	targets.csv:7: late-revision: decided on 2011-01-01, when the result of 2010-12-31 was already known
	EOF
	edit targets.csv 's/2011-01-01/2010-12-31/'
	quiet
}

@test "due-outside-year" {
	edit book.json 's/"year"/"year_begins": "07-01", "year"/'
	edit targets.csv 's/2010-12-31,95/2010-06-30,95/'
	says 1 <<-'EOF'
	targets.csv:2: due-outside-year: due 2010-06-30, but contract year 2010 runs from 2010-07-01 to 2011-06-30
	EOF
	edit targets.csv 's/2010-06-30,95/2011-06-30,95/'
	quiet
}

@test "due-outside-year: before it" {
	edit targets.csv 's/busy,2010-12-31(.*)2010-01-20/busy,2009-12-31\12009-01-20/'
	says 1 <<-'EOF'
	targets.csv:3: due-outside-year: due 2009-12-31, but contract year 2010 runs from 2010-01-01 to 2010-12-31
	EOF
}

@test "no-earlier-year: what the book itself can tell" {
	edit targets.csv '/quiet/d'
	target '2010,A,quiet,2010-12-31,5,,,,,2010-01-20,,'
	edit goals.csv 's/of_change,50/of_target,/'
	edit actions.csv 's/A4,B/A4,A/'
	says 0 <<-'EOF'
	goals.csv:5: no-earlier-year: the path seasonal needs a year before 2010, and the book shows none: no earlier target and no baseline (--observations can tell) (warning)
	EOF
	target '2009,A,quiet,2009-12-31,5,,,,,2009-01-20,,'
	quiet
	edit units.csv 's/Alpha,T,2004-01-01/Alpha,T,2008-01-02/'
	says 1 <<-'EOF'
	targets.csv:6: no-earlier-year: the path seasonal needs a whole year before 2009, and unit A begins on 2008-01-02
	EOF
	# The unit that it succeeds has one, and bif-judge goes by it.
	edit units.csv '1s/$/,successor/; s/2008-01-02/2009-01-01/; $a Z,Zeta,T,2004-01-01,2008-12-31,,A'
	quiet
}

@test "no-earlier-year: what observations tell" {
	local month
	printf '%s\tA\t%s\t%s\t\t%s\t0\t2010-12-31\n' measure month 1 1 |
		sed 's/.*/measure\tunit\tmonth\tnumerator\tdenominator\tn\tpending\tas_of/;q' >o.tsv
	for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
		printf 'complaints\t%s\t2009-%s\t%s\t\t1\t0\t2010-12-31\n' \
			A $month "$([ $month = 01 ] && echo 6 || echo 4)" \
			B $month 4 >>o.tsv
	done
	quiet --observations o.tsv
	target '2009,A,quiet,2009-12-31,46,,,50,,2009-01-20,,' # is history
	quiet --observations o.tsv
	sed -i '/B\t2009-07/d' o.tsv
	says 1 --observations o.tsv <<-'EOF'
	targets.csv:6: no-earlier-year: the path seasonal needs a year before 2010 of which measure "complaints" has all 12 months at B
	targets.csv:7: no-earlier-year: the path seasonal needs a year before 2010 of which measure "complaints" has all 12 months at B
	EOF
	says 1 --observations <(sed 's/2009-/2010-/' o.tsv) <<-'EOF'
	targets.csv:5: no-earlier-year: the path seasonal needs a year before 2010 of which measure "complaints" has all 12 months at A
	targets.csv:6: no-earlier-year: the path seasonal needs a year before 2010 of which measure "complaints" has all 12 months at B
	targets.csv:7: no-earlier-year: the path seasonal needs a year before 2010 of which measure "complaints" has all 12 months at B
	EOF
}

@test "no-earlier-year: of a goal that nobody has, and months here and there" {
	edit targets.csv '/quiet/d'
	edit actions.csv '/quiet/d'
	says 0 <<-'EOF'
	goals.csv:5: no-target: goal "quiet" has no target at any unit (warning)
	EOF
	target '2010,A,quiet,2010-12-31,46,,,50,,2010-01-20,,'
	echo 'A4,A,quiet,,Lawyer,,,' >>book/actions.csv
	table >o.tsv <<-'EOF'
	measure | unit | month | numerator | denominator | n | pending | as_of
	complaints | A | 2008-12 | 3 | | 1 | 0 | 2010-12-31
	complaints | A | 2009-12 | 3 | | 1 | 0 | 2010-12-31
	EOF
	says 1 --observations o.tsv <<-'EOF'
	targets.csv:5: no-earlier-year: the path seasonal needs a year before 2010 of which measure "complaints" has all 12 months at A
	EOF
	sed -i '2,$s/\tA\t/\tB\t/' o.tsv
	says 1 --observations o.tsv <<-'EOF'
	targets.csv:5: no-earlier-year: the path seasonal needs a year before 2010 of which measure "complaints" has all 12 months at A
	EOF
}

@test "SMART: owner, data source, direction" {
	edit goals.csv 's/^busy,(.*)at_least(.*),Office,visits/busy,\1\2,,/'
	says 1 <<-'EOF'
	goals.csv:3: no-data-source: goal "busy" does not say where its data come from
	goals.csv:3: no-direction: goal "busy" does not say whether more or less is better
	goals.csv:3: no-owner: goal "busy" belongs to nobody
	EOF
}

@test "SMART: unit, due date, target, day of the decision" {
	target '2010,,punctual,2010-12-31,95,,,,,2010-01-20,,' \
		'2010,B,punctual,,95,,,,,2010-01-20,,' \
		'2010,B,punctual,2010-12-31,,,,,,2010-01-20,,' \
		'2010,B,punctual,2010-06-30,95,,,,,,,' \
		'2010,A,punctual,2010-12-31,,,,,,2010-09-15,she,why'
	says 1 <<-'EOF'
	actions.csv:2: action-without-goal: action A1 serves goal "punctual", which A has not got in 2010 (warning)
	targets.csv:8: no-unit: column "unit": whose target is it?
	targets.csv:9: no-due: column "due": a target needs a date it is due, such as 2010-12-31
	targets.csv:10: no-target: neither target nor change, and none was decided before: there is nothing to withdraw
	targets.csv:11: no-decided: column "decided": the day it was decided is missing, such as 2010-01-20
	EOF
}

@test "SMART: withdrawn is only what was decided before, for that day" {
	target '2010,A,busy,2010-06-30,,,,,,2010-02-01,,' \
		'2010,B,quiet,2010-12-31,,,,,,2010-09-14,she,why' \
		'2010,A,punctual,2010-12-31,,,,,,2010-01-19,,'
	edit targets.csv '2s/$/begins anew/'
	says 1 <<-'EOF'
	targets.csv:8: no-target: neither target nor change, and none was decided before: there is nothing to withdraw
	targets.csv:10: no-target: neither target nor change, and none was decided before: there is nothing to withdraw
	EOF
}

@test "no-target: a goal that no contract holds" {
	echo 'idle,Idle,on_time,at_least,,,points,,0,percent,Office,visits' \
		>>book/goals.csv
	says 0 <<-'EOF'
	goals.csv:6: no-target: goal "idle" has no target at any unit (warning)
	EOF
}

@test "unknown-goal: not of one whose own row is at fault" {
	edit goals.csv '5s/,50,/,1.250,/'
	says 1 <<-'EOF'
	goals.csv:5: definition: column "band": "1.250" can be read as 1250 and as 1.25: say which by "numbers" in book.json ("1.234,5" or "1,234.5")
	strategy.csv:7: unknown-goal: "quiet" is no goal of goals.csv
	EOF
}

@test "unknown-measure: none is named" {
	edit goals.csv 's/,on_time,/,,/'
	says 1 <<-'EOF'
	goals.csv:2: unknown-measure: goal "punctual" has no measure
	EOF
}

@test "unknown-measure: an error where the goal is in force" {
	edit goals.csv 's/,on_time,/,ontime,/'
	says 1 <<-'EOF'
	goals.csv:2: unknown-measure: measure "ontime" is not in measures.json
	EOF
	edit targets.csv 's/^2010,A,punctual,2010-12-31(.*)2010/2009,A,punctual,2009-12-31\12009/'
	edit actions.csv '/^A1/d'
	edit strategy.csv '/^A1|^punctual/d'
	says 0 <<-'EOF'
	goals.csv:2: unknown-measure: measure "ontime" is not in measures.json, but no contract of the last year needs it (warning)
	EOF
}

@test "unknown-source: a data source that is none" {
	edit goals.csv 's/visits\|jobs/visits||job|/'
	says 0 <<-'EOF'
	goals.csv:4: unknown-source: "job" is no source of the book (warning)
	EOF
}

@test "unknown-unit, unknown-goal: in every file" {
	target '2010,X,punctual,2010-12-31,95,,,,,2010-01-20,,' \
		'2010,A,puncutal,2010-12-31,95,,,,,2010-01-20,,'
	echo 'A9,X,punctual,,,,,' >>book/actions.csv
	echo 'puncutal,S2,goal,' >>book/strategy.csv
	echo 'A7,busy,action,' >>book/strategy.csv
	echo '2010,X,busy,2010-06-30,effort,' >>book/comments.csv
	printf '%s\n' measure,unit,month,numerator \
		complaints,A,2010-01,1 complaint,X,2010-01,1 \
		>book/observations.csv
	edit units.csv 's/^B,Beta,T/B,Beta,Z/'
	says 1 <<-'EOF'
	actions.csv:6: unknown-unit: column "unit": "X" is no unit of units.csv
	comments.csv:3: unknown-unit: column "unit": "X" is no unit of units.csv
	observations.csv:3: unknown-measure: column "measure": "complaint" is no measure of measures.json
	observations.csv:3: unknown-unit: column "unit": "X" is no unit of units.csv
	strategy.csv:9: unknown-goal: "puncutal" is no goal of goals.csv
	strategy.csv:9: unknown-node: "puncutal" serves "S2", which the map does not hold
	strategy.csv:10: unknown-action: "A7" is no action of actions.csv
	targets.csv:8: unknown-unit: column "unit": "X" is no unit of units.csv
	targets.csv:9: unknown-goal: column "goal": "puncutal" is no goal of goals.csv; did you mean "punctual"?
	units.csv:4: definition: column "parent": "Z" is no unit: it needs a row of its own
	EOF
}

@test "unknown-column, unknown-code: what measures count and nobody gives" {
	edit measures.json 's/"outcome": "on_time"/"outcome": "in_time"/'
	edit measures.json 's/"ready", "able"/"ready", "albe"/'
	edit measures.json 's/"enter": \{"event": "visit"/&, "grup": "x"/'
	edit measures.json 's/"reach": \{"event": "job"/&, "outcome": "late"/'
	says 1 <<-'EOF'
	measures.json:3: unknown-code: no source gives facts with outcome "in_time"
	measures.json:5: unknown-code: no source gives facts with group "albe"
	measures.json:6: unknown-code: no source gives facts with outcome "late" that pass the other tests
	measures.json:6: unknown-column: no source gives facts a column "grup"
	EOF
}

@test "unknown-code: what must not be is looked up too" {
	edit measures.json 's/"outcome": "on_time"/"outcome": {"not": "late"}/'
	quiet
	edit measures.json 's/"not": "late"/"not": "laet"/'
	says 1 <<-'EOF'
	measures.json:3: unknown-code: no source gives facts with outcome "laet"
	EOF
}

@test "unknown-code: an empty group is one where the column may be empty" {
	edit measures.json 's/"ready", "able"/"ready", ""/'
	says 1 <<-'EOF'
	measures.json:5: unknown-code: no source gives facts with group "" that pass the other tests
	EOF
	edit sources/visits.json 's/"code": "kind", "list": "kind"/&, "optional": true/'
	quiet
}

@test "unknown-code: a column of another source's facts is empty" {
	edit sources/visits.json 's/"each": \[ \{/&"late": {"text": "late"}, /'
	quiet
	edit measures.json 's/"reach": \{"event": "job"/&, "late": "x"/'
	says 1 <<-'EOF'
	measures.json:6: unknown-code: no source gives facts with late "x" that pass the other tests
	EOF
	edit measures.json 's/"event": "job", "late": "x"/"event": "job", "late": ""/'
	quiet
}

@test "unknown-code: a source without facts gives none" {
	edit sources/jobs.json '2s/\},$/} }/; 3,$d'
	says 1 <<-'EOF'
	measures.json:6: unknown-code: no source gives facts with event "job"
	EOF
	rm book/measures.json   # who asks?
	quiet
}

@test "unknown-column, unknown-code: what a source reads and its export lacks" {
	edit sources/visits.json 's/"late": "x"/"laet": "x"/'
	edit sources/visits.json 's/\{"is": "on_time"\}/{"when": {"kind": {"means": "redy"}}, "is": "on_time"}/'
	edit sources/jobs.json 's/"event": "job"/&, "group": {"code": "centre", "list": "kinds"}/'
	expect 1 bif-lint -b book
	[[ $output == *'sources/visits.json:6: unknown-column: no column "laet" in the export (line 2); did you mean "late"?'* ]]
	[[ $output == *'sources/visits.json:6: unknown-code: no code of the list "kind" means "redy"'* ]]
	[[ $output == *'sources/jobs.json:3: unknown-code: no code list "kinds" in codes/'* ]]
}

@test "misspelt-column: a column that would be passed over" {
	edit targets.csv '1s/stated_change/stated_chnage/'
	edit goals.csv '1s/$/,note/'
	says 1 <<-'EOF'
	targets.csv:1: misspelt-column: column "stated_chnage" is not read; did you mean "stated_change"?
	EOF
}

@test "misspelt-column: in the code lists too" {
	edit codes/kind.csv '1s/valid_from/valid_form/; 3d'
	says 1 <<-'EOF'
	codes/kind.csv:1: misspelt-column: column "valid_form" is not read; did you mean "valid_from"?
	measures.json:5: unknown-code: no source gives facts with group "able"
	EOF
}

@test "misspelt-column: a column without a name is no other's" {
	edit targets.csv '1s/stated_change/stated_chnage/; 1s/$/,/'
	says 1 <<-'EOF'
	targets.csv:1: misspelt-column: column "stated_chnage" is not read; did you mean "stated_change"?
	EOF
}

@test "overlap: units, names and codes" {
	echo 'A,Alpha,T,2010-01-01,,' >>book/units.csv
	edit units.csv 's/second$/second|ONE/'
	edit codes/kind.csv 's/2009-12-31/2010-01-01/'
	says 1 <<-'EOF'
	codes/kind.csv:3: overlap: code "1" of list kind is valid on days on which line 2 of codes/kind.csv says "ready"
	units.csv:4: overlap: "ONE" means B here and A in line 3 on the same days
	units.csv:5: overlap: unit "A" is valid on days on which line 3 is too: end the earlier row by valid_to
	EOF
}

@test "duplicate, same-match" {
	target '2010,A,busy,2010-12-31,500,,,,,2010-01-20,,'
	echo 'A1,A,busy,Again,,,,' >>book/actions.csv
	edit sources/jobs.json 's/jobs_\*\.csv/& | visits_*.csv/'
	says 1 <<-'EOF'
	actions.csv:6: duplicate: action "A1" is already in line 2
	sources/visits.json:1: same-match: source "jobs" claims the same files, "visits_*.csv"
	targets.csv:8: duplicate: the same year, unit, goal, due and decided day as line 3: a later decision has a later day
	EOF
}

@test "plans: goal without action, action without goal, outside the map" {
	edit actions.csv '/^A2/d; s/^A3,A,working/A3,B,working/'
	edit actions.csv 's/^A4,B,quiet/A4,B,/'
	edit strategy.csv '/^quiet/d'
	says 0 <<-'EOF'
	actions.csv:3: action-without-goal: action A3 serves goal "working", which B has not got in 2010 (warning)
	actions.csv:4: action-without-goal: action A4 serves no goal (warning)
	goals.csv:3: goal-without-action: goal "busy" is in the contracts of 2010, but no action serves it (warning)
	goals.csv:5: goal-without-action: goal "quiet" is in the contracts of 2010, but no action serves it (warning)
	goals.csv:5: outside-map: goal "quiet" is in the contracts of 2010, but not in the strategy map (warning)
	EOF
	# Without plans and map there is nothing to compare with.
	rm book/actions.csv book/strategy.csv
	quiet
}

@test "plans: an action of no unit serves what any unit has" {
	edit actions.csv 's/^A4,B,quiet/A4,,quiet/'
	quiet
	edit actions.csv 's/^A4,,quiet/A4,,idle/'
	echo 'idle,Idle,on_time,at_least,,,points,,0,percent,Office,visits' \
		>>book/goals.csv
	says 0 <<-'EOF'
	actions.csv:5: action-without-goal: action A4 serves goal "idle", which no unit has in 2010 (warning)
	goals.csv:5: goal-without-action: goal "quiet" is in the contracts of 2010, but no action serves it (warning)
	goals.csv:6: no-target: goal "idle" has no target at any unit (warning)
	EOF
}

@test "no-response: a goal that is off wants an answer" {
	table >v.tsv <<-'EOF'
	year | unit | goal | as_of | status | value | expected
	2010 | A | busy | 2010-06-30 | off | 150 | 200
	2010 | A | punctual | 2010-06-30 | off | 80.1 | 95.0
	2010 | A | working | 2010-06-30 | near | 44.0 | 45.0
	2010 | A | busy | 2010-12-31 | off | 300 | 400
	EOF
	says 1 --verdicts v.tsv <<-'EOF'
	v.tsv:3: no-response: punctual is off at A on 2010-06-30 (80.1, expected 95.0), and comments.csv has no response
	v.tsv:5: no-response: busy is off at A on 2010-12-31 (300, expected 400), and comments.csv has no response
	EOF
}

@test "no-response: neither a comment nor a faulty response is one" {
	table >v.tsv <<-'EOF'
	year | unit | goal | as_of | status | value | expected
	2010 | A | busy | 2010-06-30 | off | 150 | 200
	EOF
	quiet --verdicts v.tsv
	edit comments.csv 's/effort/none/'
	says 1 --verdicts v.tsv <<-'EOF'
	comments.csv:2: definition: column "response": "none" is none of adjust, effort, both
	v.tsv:2: no-response: busy is off at A on 2010-06-30 (150, expected 200), and comments.csv has no response
	EOF
	edit comments.csv 's/none/ /'
	says 1 --verdicts v.tsv <<-'EOF'
	v.tsv:2: no-response: busy is off at A on 2010-06-30 (150, expected 200), and comments.csv has no response
	EOF
}

@test "faults that stop other programs are findings" {
	edit book.json 's/"year"/"yaer"/'
	edit goals.csv 's/^busy,(.*)at_least/busy,\1at_lest/'
	edit targets.csv 's/,95,/,1.250,/'
	edit measures.json 's/"92 days"/"92 dage"/'
	expect 1 bif-lint -b book
	[[ $output == *'book.json:1: definition: unknown member "yaer"; did you mean "year"?'* ]]
	[[ $output == *'goals.csv:3: definition: column "direction": "at_lest" is none of at_least, at_most, within; did you mean "at_least"?'* ]]
	[[ $output == *'targets.csv:2: definition: column "target": "1.250" can be read as 1250 and as 1.25'* ]]
	[[ $output == *'measures.json:6: definition: "within": "92 dage" is not a length'* ]]
}

@test "what cannot be read is 78, and the rest is still looked at" {
	echo '{' >book/measures.json
	edit targets.csv 's/85,\+10/85,+9/'
	expect_err 78 'book/measures.json:2: not JSON' -- bif-lint -b book
	[[ $output == *'targets.csv:2: stated-change: '* ]]
	printf 'goal\n"x"y\n' >book/goals.csv
	rm book/measures.json
	expect_err 78 'book/goals.csv:2:' -- bif-lint -b book
	rm book/units.csv
	expect_err 78 'book/goals.csv:2:' 'book/units.csv: ' -- bif-lint -b book
	expect_err 78 'book/goals.csv:2:' 'book/units.csv: ' -- \
		bif-lint -b book --observations absent --verdicts absent
	rm -r book
	expect_err 66 'book: there is no such book' -- bif-lint -b book
	expect_err 64 'no book: give -b BOOK or set BIF_BOOK' -- bif-lint
	expect_err 64 'no files are read' -- bif-lint -b . x.csv
}

@test "-O gives a table, --check counts warnings" {
	edit actions.csv 's/^A4,B,quiet/A4,B,/'
	edit targets.csv 's/85,\+10/85,+9/'
	says 1 -O tsv <<-EOF
	file	line	rule	severity	text
	actions.csv	5	action-without-goal	warning	action A4 serves no goal
	goals.csv	5	goal-without-action	warning	goal "quiet" is in the contracts of 2010, but no action serves it
	targets.csv	2	stated-change	error	85 to 95 is +10; it is stated as "+9"
	EOF
	edit targets.csv 's/85,\+9/85,+10/'
	expect 0 bif-lint -b book
	expect 1 bif-lint -b book --check
	expect 0 bif-lint -b book -O jsonl -o out.jsonl
	run jq -r .rule out.jsonl
	output_is <<-'EOF'
	action-without-goal
	goal-without-action
	EOF
}

@test "a full disk is 74" {
	edit actions.csv 's/^A4,B,quiet/A4,B,/'
	run --separate-stderr bash -c 'bif-lint -b book >/dev/full'
	[ "$status" -eq 74 ]
	[ -n "$stderr" ]
}

@test "the sample book: one contradiction, as in the paper" {
	run --separate-stderr bif-lint -b "$SAMPLE_BOOK"
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	[ "$(grep -vc '(warning)$' <<<"$output")" -eq 2 ]
	[[ $output == *$'\n1 error, '*' warnings' ]]
	[[ $output == *'targets.csv:347: stated-change: 48 to 44 is -8.33 %; it is stated as "-9%"'* ]]
}

# Whole rows, so that neither a name nor a word of what it means differs.
@test "--fields: the manual's tables are those that the programs read by" {
	expect 0 bif-lint --fields
	[ "$(grep -c '^|' <<<"$output")" -gt 150 ]
	grep '^|' <<<"$output" | grep -Fvx -f "$ROOT/MANUAL.md" >missing || true
	run cat missing
	assert_output ''
}

@test "severities: what makes figures wrong is fatal, and --for-run says 78" {
	edit goals.csv 's/^busy,(.*)at_least/busy,\1/'
	edit targets.csv 's/85,\+10/85,+9/'
	says 1 -O tsv <<-EOF
	file	line	rule	severity	text
	goals.csv	3	no-direction	fatal	goal "busy" does not say whether more or less is better
	targets.csv	2	stated-change	error	85 to 95 is +10; it is stated as "+9"
	EOF
	expect 78 bif-lint -b book --for-run
	[[ $output == *'goals.csv:3: no-direction: '*' (fatal)'* ]]
	[[ $output != *stated-change*'(fatal)'* ]]
	edit goals.csv 's/^busy,(.*),year,accrual/busy,\1at_least,year,accrual/'
	expect 1 bif-lint -b book --for-run
	edit targets.csv 's/85,\+9/85,+10/'
	expect 0 bif-lint -b book --for-run
	[ -z "$output" ]
}

@test "the last line counts errors and warnings" {
	edit targets.csv 's/85,\+10/85,+9/'
	expect 1 bif-lint -b book
	[ "$(tail -1 <<<"$output")" = '1 error, 0 warnings' ]
}

@test "share-accrues: days a head may accrue" {
	edit goals.csv 's/^punctual,(.*),level/punctual,\1,accrual/'
	edit measures.json 's/"where": \{"event": "visit"\}\} \}/"across": "mean", &/'
	quiet
	edit measures.json 's/"across": "mean", //'
	says 1 <<-'EOF'
	goals.csv:2: share-accrues: the path accrual expects half of the target at mid-year, but measure "on_time" is a share
	EOF
}

@test "stock-accrues, subjects-accrue, count-on-level: the path suits the count" {
	edit measures.json 's/("visits", "numerator": \{"count": )"facts"/\1"open"/'
	says 1 <<-'EOF'
	goals.csv:3: stock-accrues: the path accrual expects half of the target at mid-year, but measure "visits" is a stock: glide leads there
	EOF
	edit measures.json 's/"open"/"subjects"/'
	says 0 <<-'EOF'
	goals.csv:3: subjects-accrue: measure "visits" counts each person once a year: new ones become fewer, and half of them come before mid-year (warning)
	EOF
	edit measures.json 's/"subjects"/"facts"/'
	edit goals.csv 's/^(busy.*),accrual/\1,level/'
	says 0 <<-'EOF'
	goals.csv:3: count-on-level: measure "visits" grows through the year, and the path level expects the whole target from the first month on (warning)
	EOF
	edit goals.csv 's/^(busy.*),year,level/\1,month,level/'
	quiet
}

@test "milestone: a step that asks for more than the end" {
	target '2010,A,busy,2010-06-30,401,,,,,2010-01-20,,'
	says 1 <<-'EOF'
	targets.csv:8: milestone: the milestone 401 asks for more than the target 400 of line 3, which is due later
	EOF
	edit targets.csv 's/,401,/,400,/'
	quiet
}

@test "unexplained-revision: who and why" {
	edit targets.csv 's/Board,Fewer visitors/,Fewer visitors/'
	says 1 <<-'EOF'
	targets.csv:7: unexplained-revision: it revises line 6, but does not say who decided it
	EOF
	edit targets.csv 's/,Fewer visitors/,/'
	says 1 <<-'EOF'
	targets.csv:7: unexplained-revision: it revises line 6, but does not say who decided it, nor why
	EOF
}

@test "parent-target: units that do not add up" {
	target '2010,B,busy,2010-12-31,300,,,,,2010-01-20,,' \
		'2010,T,busy,2010-12-31,690,,,,,2010-01-20,,'
	says 0 <<-'EOF'
	targets.csv:9: parent-target: the targets of the 2 units below T add up to 700.00, its own is 690.00 (warning)
	EOF
	edit targets.csv 's/,690,/,700,/'
	quiet
	# Of a unit without a target nobody can tell; persons do not add up.
	edit targets.csv 's/,700,/,690,/; /B,busy/d'
	quiet
}

@test "share-target: above 100, or written as a fraction" {
	edit targets.csv 's/,45,,,,,/,101,,,,,/'
	says 1 <<-'EOF'
	targets.csv:4: share-target: 101.00 % is more than all there is
	EOF
	edit targets.csv 's/,101,,,,,/,0.45,,,,,/'
	says 0 <<-'EOF'
	targets.csv:4: share-target: 0.45 is read as 0.45 %: shares are per cent, not fractions (warning)
	EOF
	edit targets.csv 's/,0.45,,,,,/,100,,,,,/'
	quiet
}

@test "band-step: narrower than one" {
	target '2010,B,busy,2010-12-31,19,,,,,2010-01-20,,'
	says 0 <<-'EOF'
	targets.csv:8: band-step: the band is 0.95 wide and "visits" counts whole numbers: nearly met hardly ever happens (warning)
	EOF
	edit targets.csv 's/,19,/,20,/'
	quiet
}

@test "band-standstill: nearly met by doing nothing" {
	edit goals.csv 's/seasonal,of_change,50/glide,of_change,50/'
	says 0 <<-'EOF'
	goals.csv:5: band-standstill: with a band of 50.00 % of the change, doing nothing is nearly met until month 6 of the year (warning)
	EOF
	edit goals.csv 's/of_change,50/of_change,49/'
	quiet
}

@test "band-standstill: in points and of the target, by target" {
	local band until
	edit goals.csv '/^punctual/s/level,points,2/glide,points,4.99/'
	quiet
	# 85 to 95 is 5 points at mid-year, of which 90 is expected: 5.56 %
	for band in points,5/6 points,9/10 of_target,5.56/6; do
		until=${band#*/} band=${band%/*}
		edit goals.csv "s/glide,[a-z_]*,[0-9.]*/glide,$band/"
		band="${band#*,} ${band%,*}" band=${band/of_target/%}
		says 0 <<<"targets.csv:2: band-standstill: 85 to 95 with a band of $band: doing nothing is nearly met until month $until of the year (warning)"
	done
	edit goals.csv 's/of_target,5.56/of_target,5.55/'
	quiet
}

@test "code-gap, code-changes: inside the year judged" {
	printf '%s\n' list,code,value,valid_from,valid_to kind,1,ready,,2010-03-31 \
		kind,1,able,2010-04-02, kind,2,able,,2010-03-31 \
		kind,2,ready,2010-04-01, >book/codes/kind.csv
	says 0 <<-'EOF'
	codes/kind.csv:3: code-gap: code "1" means nothing on the days before 2010-04-02: line 2 ends 1 days earlier (warning)
	codes/kind.csv:5: code-changes: code "2" means "ready" from 2010-04-01 on, inside the contract year 2010; before it means "able" (warning)
	EOF
	# At a year's turn, or in another year, a code may change.
	printf '%s\n' list,code,value,valid_from,valid_to kind,1,ready,,2009-12-31 \
		kind,1,able,2010-01-01, kind,2,able,,2008-03-31 \
		kind,2,ready,2008-04-01, >book/codes/kind.csv
	quiet
}

@test "scope-inside-year" {
	edit measures.json 's/^\{ /{ "scope": [{"where": {"event": "visit"}, "from": "2010-08-01"}], /'
	says 0 <<-'EOF'
	measures.json:1: scope-inside-year: the scope begins on 2010-08-01, inside the contract year 2010: months before and after it count different facts (warning)
	EOF
	edit measures.json 's/2010-08-01/2010-01-01/'
	quiet
}

@test "unit-begins: part of a year, and a path of the whole" {
	edit units.csv 's/^B,Beta,T,2004-01-01/B,Beta,T,2010-04-01/'
	target '2010,B,busy,2010-12-31,400,,,360,+11%,2010-01-20,Board,'
	says 1 <<-'EOF'
	targets.csv:6: no-earlier-year: the path seasonal needs a whole year before 2010, and unit B begins on 2010-04-01
	targets.csv:7: no-earlier-year: the path seasonal needs a whole year before 2010, and unit B begins on 2010-04-01
	targets.csv:8: unit-begins: unit B begins on 2010-04-01, and the path accrual expects of it what a whole year would have brought: milestones can say what its part of the year is to bring (warning)
	EOF
}

@test "no-key, tolerate, lag: sources" {
	edit sources/jobs.json 's/"key": [^]]*\], //; s/"match"/"tolerate": "21%", "delivers": {"lag": "13 months"}, "match"/'
	says 0 <<-'EOF'
	sources/jobs.json:1: lag: source "jobs" may be later than a year: it tells nothing of the year judged (warning)
	sources/jobs.json:1: tolerate: more than a fifth of the rows may be rejected, and the source counts as delivered (warning)
	sources/jobs.json:3: no-key: without a key, rows that stand in two files of source "jobs" count twice (warning)
	EOF
	edit sources/jobs.json 's/21%/20%/; s/13 months/12 months/; s/jobs_\*.csv/jobs.csv/'
	quiet
	edit sources/jobs.json 's/"lag": "12 months"/"through": {"line": "^til (.*)"}/'
	says 0 <<-'EOF'
	sources/jobs.json:1: through: nobody reads what the files of source "jobs" say they go to: its months are held to their last rows (warning)
	EOF
	edit sources/jobs.json 's/"through": [^}]*\}/"units": ["A", "X"]/'
	says 1 <<-'EOF'
	sources/jobs.json:1: unknown-unit: "X" is no unit of units.csv
	EOF
}

@test "data-source: what can give what is counted, and nothing else" {
	edit goals.csv '2s/visits$/jobs/; 4s/visits\|jobs/visits/; 3s/visits$/manual/; 5s/jobs$/manual/'
	says 0 <<-'EOF'
	goals.csv:2: data-source: source "jobs" gives nothing that measure "on_time" counts (warning)
	goals.csv:2: data-source: source "visits" can give what measure "on_time" counts, and is not named (warning)
	goals.csv:3: data-source: "manual": but measure "visits" counts facts of sources (warning)
	goals.csv:4: data-source: source "jobs" can give what measure "into_job" counts, and is not named (warning)
	EOF
}

@test "same-name: exports must give codes" {
	edit units.csv 's/Beta/Alpha/'
	says 0 <<-'EOF'
	units.csv:4: same-name: B is called "Alpha", as A is: exports must give codes (warning)
	EOF
}

@test "other-file: a band in targets.csv" {
	edit targets.csv '1s/reason/reason,band/'
	says 1 <<-'EOF'
	targets.csv:1: other-file: column "band" is not read here; it belongs in goals.csv
	EOF
}

@test "--since: rows are only added" {
	cp -R book old
	target '2010,B,busy,2010-12-31,300,,,,,2010-01-20,,'
	edit goals.csv 's/Visits on time/On time/'
	quiet --since old
	edit targets.csv '3s/,400,/,390,/; 3s/,\+11%/,/; 6d'
	edit goals.csv '2s/,points,2,/,points,3,/'
	says 1 --since old <<-'EOF'
	goals.csv:2: changed-in-place: column "band" was "2" (old/goals.csv:2) and is "3": a change is a new row
	targets.csv:1: row-removed: the row of old/targets.csv:6 is gone: rows are only ever added
	targets.csv:3: changed-in-place: column "target" was "400" (old/targets.csv:3) and is "390": a change is a new row
	EOF
	expect_err 66 'nowhere: there is no such book' -- \
		bif-lint -b book --since nowhere
}

# series MEASURE VALUE...: observations at A, from January 2009 on; of a
# fraction VALUE is numerator/denominator; `-` is a month without figures.
series() {
	local measure=$1 month=0 d
	shift
	[ -s o.tsv ] || printf '%s\t' measure unit month numerator denominator n \
		pending | sed 's/$/as_of\n/' >o.tsv
	for d; do
		[ "$d" = - ] ||
			printf '%s\tA\t%d-%02d\t%s\t%s\t1\t0\t2010-12-31\n' "$measure" \
			$((2009 + month / 12)) $((month % 12 + 1)) "${d%/*}" \
			"$([[ $d == */* ]] && echo "${d#*/}")" >>o.tsv
		month=$((month + 1))
	done
}

# found RULE: just this is found of the series, and nothing of other rules.
found() {
	run bif-lint -b book --observations o.tsv -O tsv
	output=$(cut -f 3,5 <<<"$output" |
		sed -E '/^(rule|no-earlier-year|baseline-data)\t/d')
	output_is
	rm o.tsv
}

@test "series: figures of the year so far given as months" {
	series visits 10 21 33 40 52 60 75 80 91 100 110 120 9 22
	found <<-'EOF'
	saw-tooth	"visits" at A: rises in each of 8 months until 2009-09: are these figures of the year so far?
	EOF
	series visits 10 9 33 40 52 60 75 80 91 87 95 96 97 60 52 63 54 65 66 57
	found <<<''
}

@test "series: stale, broken, cut short" {
	series visits 31 35 30 30 30 30 36
	found <<-'EOF'
	stale-series	"visits" at A: the same figure in 4 months until 2009-06: was it carried on?
	EOF
	series visits 31 35 30 33 34 32 90 91 88 95 87 93
	found <<-'EOF'
	series-break	"visits" at A: from 2009-07 on it is more than twice what it was: was it counted otherwise?
	EOF
	series visits 31 35 30 33 34 32 36 8
	found <<-'EOF'
	stub-month	"visits" at A: 2009-08 has 8, a month before it about 33: has all of it come?
	EOF
	series visits 31 35 30 30 30 33 34 32 50 9
	found <<<''
}

@test "series: the same figure by chance: the more months, the more of them" {
	# Among 42 months four of 30 may be chance, four of 300 may not.
	series complaints 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5
	series visits 31 35 30 30 30 30 36 31 33 38 32 34 30 33 29 35 31 30
	found <<<''
	series complaints 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5
	series visits 310 350 300 300 300 300 360 311 330 380 320 340 301 330 290 \
		350 310 300
	found <<-'EOF'
	stale-series	"visits" at A: the same figure in 4 months until 2009-06: was it carried on?
	EOF
}

@test "series: a share above 100, a denominator that fell" {
	series on_time 20/30 31/30 20/30
	found <<-'EOF'
	share-above-100	"on_time" at A: in 2009-02 31 of 30, more than all there is
	EOF
	series on_time 20/30 21/31 22/32 23/33 24/34 25/35 10/10
	found <<-'EOF'
	denominator-fell	"on_time" at A: what it is a share of fell to 10 in 2009-07, from 33 in the middle of the months before
	EOF
	# Of amounts the columns of a file may stand for each other.
	edit measures.json 's/"facts"/"amount"/g'
	series on_time 20/30 31/30 20/30
	found <<-'EOF'
	share-above-100	"on_time" at A: in 2009-02 31 of 30, more than all there is: are two columns exchanged?
	EOF
	edit measures.json 's/"amount"/"facts"/g'
	# A July of a half may be a summer, and one of a third of few may be chance.
	series on_time 20/30 30/30 22/32 23/33 24/34 25/35 10/15
	found <<<''
	series on_time 12/15 11/14 12/16 11/15 12/14 12/16 2/2
	found <<<''
	# Beside a whole year a half is enough, but not of its own summer.
	series on_time 50/80 51/81 52/82 53/80 54/81 55/82 50/80 51/81 52/82 53/80 \
		54/81 55/82 50/81 51/82 52/80 53/81 54/82 55/80 30/38
	found <<-'EOF'
	denominator-fell	"on_time" at A: what it is a share of fell to 38 in 2010-07, from 81 in the middle of the months before
	EOF
	series on_time 50/80 51/81 52/82 53/80 54/81 55/82 30/45 51/81 52/82 53/80 \
		54/81 55/82 50/81 51/82 52/80 53/81 54/82 55/80 30/38
	found <<<''
}

@test "series: a baseline that the data contradict" {
	edit targets.csv '/B,quiet/d'
	edit actions.csv 's/B,quiet/A,quiet/'
	series complaints 4 5 4 4 4 4 4 4 4 4 4 4
	says 0 --observations o.tsv <<-'EOF'
	targets.csv:5: baseline-data: the baseline is 50, but the figures of 2009 come to 49 (warning)
	EOF
}

# The sample book with one fault at a time, as people make them: each line of
# tests/cases/lint-faults.tsv has the rule that must speak, a file and what sed
# does to it.
@test "planted faults of the sample book are found, each by its rule" {
	local rule file edit new missed='' n=0
	bif-lint -b "$ROOT/samples/bif-2010" -O tsv | cut -f 3,5 | sort >clean
	while IFS=$'\t' read -r rule file edit; do
		rm -rf book
		cp -R "$ROOT/samples/bif-2010" book
		chmod -R u+w book
		edit "$file" "$edit"
		bif-lint -b book -O tsv 2>told | cut -f 3,5 | sort >found || :
		new=$(comm -13 clean found | cut -f 1)
		n=$((n + 1))
		grep -qx -- "$rule" <<<"$new" ||
			missed+="$rule in $file: $edit: ${new//$'\n'/ }"$'\n'
	done < <(tail -n +2 "$ROOT/tests/cases/lint-faults.tsv")
	[ -z "$missed" ] || fail "$missed"
	[ $n -gt 59 ]
}

@test "series: a gap, a spike, less than nothing, a year copied" {
	local months=(31 35 30 33 34 32 36 38 31 33 37 34)
	series visits "${months[@]}" - 31
	found <<-'EOF'
	series-gap	"visits" at A: Alpha has figures in each of twelve months until 2009-12, and none in the next
	EOF
	series visits 31 35 30 33 34 32 900 38
	found <<-'EOF'
	series-spike	"visits" at A: 2009-07 has 900, a month before it about 33: is it the same unit of measure?
	EOF
	series visits 31 -5 30
	found <<-'EOF'
	negative-count	"visits" at A: less than nothing in 2009-02
	EOF
	series visits "${months[@]}" 31 35 30 33
	found <<-'EOF'
	copied-year	"visits" at A: 4 months until 2010-04 are those of the year before, to the last digit
	EOF
	series visits "${months[@]}" 32 36 200 35
	found <<<''
}

@test "series: a unit that is not, a parent with less than its units" {
	edit units.csv 's/^A,Alpha,T,2004-01-01/A,Alpha,T,2009-03-01/'
	series visits 31 35 30
	printf 'visits\tT\t2009-03\t20\t\t20\t0\t2010-12-31\n' >>o.tsv
	run bif-lint -b book --observations o.tsv -O tsv
	grep -q 'unit-not-valid.*"visits" at A: figures for 2009-01, when' <<<"$output"
	grep -q 'parent-figure.*"visits" at T: 20 in 2009-03, and the units below it have 30' <<<"$output"
}
