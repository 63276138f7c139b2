#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# bif-judge --adjustments: what an adjustment would do. No level is taken on
# trust: each is given to --what-if, and so is one a step harder.

load ../lib/bif
load ../lib/judging

setup() {
	judging
}

# adjust [OPTION]...: the verdicts, and adjustments.csv beside them.
adjust() {
	expect 0 bif-judge -b book --as-of "$AS_OF" -o verdicts.tsv --quiet \
		--no-worth --adjustments adjustments.csv "$@" observations.tsv
}

# said UNIT COLUMN: a cell of adjustments.csv.
said() {
	python3 - "$@" <<'END'
import csv, sys
for row in csv.DictReader(open("adjustments.csv", encoding="utf-8", newline="")):
    if row["unit"] == sys.argv[1]:
        print(row[sys.argv[2]])
END
}

# tells UNIT COLUMN=VALUE...
tells() { cells_are said adjustments.csv "$@"; }

# status_with UNIT LEVEL [column=value]...: how the unit stands then.
status_with() {
	head -1 book/targets.csv >what-if.csv
	target "$1" "$2" decided= "${@:3}" >>what-if.csv
	judge --what-if what-if.csv
	cell "$1" status
}

# holds UNIT COLUMN STATUS STEP [column=value]...: with the level of the column
# the unit has that status, and with one that is a STEP harder a worse one.
holds() {
	local unit=$1 column=$2 want=$3 step=$4 level got
	shift 4
	level=$(said "$unit" "$column")
	got=$(status_with "$unit" "$level" "$@")
	[ "$got" = "$want" ] || {
		echo "$unit $column $level: $got, not $want"
		return 1
	}
	level=$(python3 -c "from decimal import Decimal as D; print(D('$level') + D('$step'))")
	got=$(status_with "$unit" "$level" "$@")
	case $want.$got in
	met.near | met.off | near.off) ;;
	*)
		echo "$unit $column: also $got at the harder level $level"
		return 1
		;;
	esac
}

@test "levels: each holds, and none a step harder, on every scale and path" {
	local path scale window
	series amount A 2009-01 3 4 5 6 7 8 9 10 11 12 13 14 >>observations.tsv
	series amount A 2010-01 3.1 4.7 5 6 7 8.013 >>observations.tsv
	for path in level accrual glide seasonal; do
		for scale in of_target points of_change; do
			goal amount at_least year $path $scale 10 2
			{
				head -1 book/targets.csv
				target A 300 baseline=20.5
			} >targets && mv targets book/targets.csv
			adjust
			holds A met_now met 0.01 baseline=20.5
			holds A near_now near 0.01 baseline=20.5
			goal amount at_most year $path $scale 10 2
			{
				head -1 book/targets.csv
				target A 8 baseline=20.5
			} >targets && mv targets book/targets.csv
			adjust
			holds A met_now met -0.01 baseline=20.5
			holds A near_now near -0.01 baseline=20.5
		done
	done
}

@test "levels: of a range the edge that is missed" {
	goal count within year accrual of_target 5 0
	target A 100 upper=110 >>book/targets.csv
	target B 10 upper=20 >>book/targets.csv
	series count A 2010-01 5 5 5 5 5 5 >>observations.tsv
	series count B 2010-01 5 5 5 5 5 5 >>observations.tsv
	adjust
	tells A target=60 upper=110 level_now=100 met_now=60 near_now=63
	tells B target=10 upper=60 level_now=20 met_now=60 near_now=58
	[ "$(status_with B 10 upper=60)" = met ]
	[ "$(status_with B 10 upper=58)" = near ]
	[ "$(status_with B 10 upper=57)" = off ]
}

@test "levels: of milestones the one that was missed" {
	goal count at_least year milestones of_target 5 0
	{
		target A 50 due=2010-06-30
		target A 100
	} >>book/targets.csv
	series count A 2010-01 5 5 5 5 5 5 >>observations.tsv
	adjust
	tells A due=2010-06-30 target=30 level_now=50 met_now=30 status_then=met
	[ "$(status_with A 30 due=2010-06-30)" = met ]
}

@test "the file is taken by --what-if, whatever the numbers of the book" {
	goal share at_least year level points 0.5 3
	target A 92 >>book/targets.csv
	series share A 2010-01 80125/100000 >>observations.tsv
	adjust
	tells A target=80.1250 value=80.1250 reason='Hypotetisk: justeret fra 92,000'
	judge --what-if adjustments.csv
	judged A status=met target=80.125 flags='revised unchecked hypothetical'
	echo '{ "numbers": "1.234,5", "language": "en" }' >book/book.json
	adjust
	tells A target=80,1250 reason='Hypothetical: from 92.000'
	judge --what-if adjustments.csv
	judged A status=met target=80.125
}

@test "who makes an effort keeps the target, as it was written" {
	goal amount at_most year level points 1 1
	target A '' change=-5% baseline=127428 >>book/targets.csv
	target B 90 >>book/targets.csv
	series amount A 2010-01 130000 >>observations.tsv
	series amount B 2010-01 130 >>observations.tsv
	printf '%s\n' year,unit,goal,as_of,response,text \
		2010,A,g,2010-06-30,effort,x 2010,B,g,2010-06-30,both,y \
		>book/comments.csv
	adjust
	tells A response=effort change=-5% target= baseline=127428 \
		level_now=121056.6 status_then=off reason='Hypotetisk: uændret'
	tells B response=both target=130 status_then=met
	judge --what-if adjustments.csv
	judged A status=off target=121056.6
	judged B status=met
}

@test "the rest of the year beside the best stretch of that length" {
	goal count at_least year accrual of_target 5 0
	target A 100 >>book/targets.csv
	target B 80 >>book/targets.csv
	target C 90 >>book/targets.csv
	series count A 2009-01 1 9 9 9 9 9 1 1 1 1 1 1 >>observations.tsv
	series count A 2010-01 5 5 5 5 5 5 >>observations.tsv
	series count B 2009-01 1 9 9 9 9 9 9 1 1 1 1 1 >>observations.tsv
	series count B 2010-01 5 5 5 5 5 5 >>observations.tsv
	sed -i 's/^C,.*/C,C,T,,,/' book/units.csv
	series count C 2010-01 - 5 5 5 5 5 >>observations.tsv
	adjust
	tells A required=70 best=46 best_from=2009-01 best_to=2009-06 \
		realistic=no target=60 required_then=30 realistic_then=yes \
		why='jul-dec 2010 skal give mindst 70; bedst til nu 46 (jan-jun 2009): målopfyldelse er ikke realistisk. Med niveauet 60: jul-dec 2010 skal give mindst 30; bedst til nu 46 (jan-jun 2009): målopfyldelse er realistisk'
	tells B required=50 best=54 best_from=2009-02 best_to=2009-07 \
		realistic=yes
	# Five months with figures are no stretch of six.
	tells C required=65 best= realistic= \
		why='jul-dec 2010 skal give mindst 65; ingen så lang periode at holde det op mod. Med niveauet 50: jul-dec 2010 skal give mindst 25; ingen så lang periode at holde det op mod'
}

@test "the rest of the year: persons, a stock, a share, a cohort" {
	goal persons at_least year accrual of_target 5 0
	target A 100 >>book/targets.csv
	series persons A 2009-01 1 1 1 9 9 9 9 9 9 1 1 1 >>observations.tsv
	series persons A 2010-01 5 5 5 5 5 5 >>observations.tsv
	adjust
	tells A required=70 best=54 best_from=2009-04
	sed -i '2,$d' observations.tsv
	# In one contract year: not from October to March.
	series persons A 2009-01 1 1 1 1 1 1 1 1 1 50 50 50 >>observations.tsv
	series persons A 2010-01 5 5 5 5 5 5 >>observations.tsv
	adjust
	tells A required=70 best=153 best_from=2009-07 best_to=2009-12
	sed -i '2,$d' observations.tsv
	goal stock at_most month glide of_change 5 0
	head -1 book/targets.csv >t && mv t book/targets.csv
	target A 80 baseline=120 >>book/targets.csv
	series stock A 2010-01 118 117 116 118 119 121 >>observations.tsv
	adjust
	tells A required=-41 best= realistic=
	series stock A 2009-05 150 150 150 150 150 150 150 120 >>observations.tsv
	adjust
	tells A required=-41 best=-34 best_from=2009-10 best_to=2010-03 realistic=no
	sed -i '2,$d' observations.tsv
	goal followed at_least year level points 2 1
	head -1 book/targets.csv >t && mv t book/targets.csv
	target A 45 >>book/targets.csv
	series followed A 2009-01 40/80 20/80 20/80 20/80 >>observations.tsv
	series followed A 2010-01 10/40 10/40 10/40:40:3 0/0:0:40 0/0:0:40 0/0:0:40 >>observations.tsv
	adjust
	# four months hold members who are followed; none of the past has four
	# whole ones but the first
	tells A best=31.3 best_from=2009-01 best_to=2009-04 realistic=no
}

@test "at the year's end nothing is left to come" {
	goal count at_least year accrual of_target 5 0
	target A 100 >>book/targets.csv
	AS_OF=2010-12-31 series count A 2010-01 5 5 5 5 5 5 5 5 5 5 5 5 >>observations.tsv
	expect 0 bif-judge -b book --as-of 2010-12-31 -o verdicts.tsv --quiet \
		--adjustments adjustments.csv observations.tsv
	tells A required= realistic= target=60 near_due=63 met_due=60 \
		why='året er omme. Med niveauet 60: året er omme'
}

@test "a level that is worse than the baseline is said" {
	goal count at_most year level of_change 25 0
	target A 10 baseline=12 >>book/targets.csv
	series count A 2010-01 20 >>observations.tsv
	adjust
	[[ $(said A why) == *"Med niveauet 20 (ringere end udgangspunktet 12): "* ]]
}

@test "counts before and after, of units alone; verdicts are what they were" {
	goal count at_least year accrual of_target 5 0
	{
		target T 200
		target A 60
		target B 100
	} >>book/targets.csv
	series count A 2010-01 5 5 5 5 5 5 >>observations.tsv
	series count B 2010-01 3 3 3 3 3 3 >>observations.tsv
	judge
	mv verdicts.tsv before.tsv
	expect_err 0 "of the units' goals 1 are met, 0 nearly met and 1 off; with the levels proposed 2, 0 and 0" -- \
		bif-judge -b book --as-of "$AS_OF" --no-worth -o verdicts.tsv \
		--adjustments adjustments.csv observations.tsv
	same verdicts.tsv before.tsv
	[ "$(wc -l <adjustments.csv)" -eq 3 ]
	# A file that cannot be made is 73, and one on a full disk 74.
	expect_err 73 no/where -- bif-judge -b book --as-of "$AS_OF" \
		--adjustments no/where.csv -o verdicts.tsv observations.tsv
	expect_err 74 'cannot write' -- bif-judge -b book --as-of "$AS_OF" --quiet \
		--adjustments /dev/full -o verdicts.tsv observations.tsv
}
