#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Every rule of judging, on books small enough to check by hand: one goal, a
# unit or two, a few months. tests/cases/judge holds the units (T over A and
# B; C closed in 2008) and one measure of each kind.

load ../lib/bif
load ../lib/judging

setup() {
	judging
}

# --- the sample job ---

# The columns the control figures hold, and of the flags the two they have.
held() {
	awk -F '\t' -v OFS='\t' '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		function c(name) { return $at[name] }
		c("status") == "not_applicable" {
			print c("unit"), c("goal"), c("status"); next }
		{ f = " " c("flags") " "
		  print c("unit"), c("goal"), c("status"), c("value"),
			c("expected"), c("target"), c("baseline"),
			c("shortfall"), c("band"), c("numerator"),
			c("denominator"), c("n"),
			f ~ / standard-band /, f ~ / revised /,
			c("original_target"), c("original_status") }' "$1"
}

@test "the control figures of the sample job come out, cell by cell" {
	local truth=$ROOT/tests/cases/truth-2010-06-30
	awk -v day="$AS_OF" 'NR == 1 { print $0 "\tas_of"; next }
		{ print $0 "\t" day }' "$truth/observations.tsv" >observations.tsv
	expect 0 bif-judge -b "$SAMPLE_BOOK" --as-of "$AS_OF" \
		-o verdicts.tsv observations.tsv
	held verdicts.tsv >got
	held "$truth/verdicts.tsv" >wanted
	same got wanted
	[ "$(wc -l <got)" -eq 177 ]
}

@test "the same bytes whatever the order and the split of the observations" {
	goal share at_least year level points 2 1
	target A 90 >>book/targets.csv
	target T 90 >>book/targets.csv
	series share A 2010-01 9/10 8/10 10/10 >>observations.tsv
	series share T 2010-01 9/10 8/10 10/10 >>observations.tsv
	weigh
	cp verdicts.tsv wanted
	{ head -1 observations.tsv; tail -n +2 observations.tsv | tac; } >turned
	expect 0 bif-judge -b book --as-of "$AS_OF" turned
	printf '%s\n' "$output" >got
	same got wanted
	{ head -1 turned; sed -n 2,3p turned; } >one
	{ head -1 turned; sed -n '4,$p' turned; } >two
	expect 0 bif-judge -b book --as-of "$AS_OF" two one
	printf '%s\n' "$output" >got
	same got wanted
	expect 0 bash -c "cat two one | bif-judge -b book --as-of $AS_OF"
	printf '%s\n' "$output" >got
	same got wanted
}

# --- numbers: nothing binary decides ---

@test "a mean of 90.0 96.7 97.6 95.7 meets 95 in whatever order" {
	goal share at_least mean_of_months level points 2 1
	target A 95 >>book/targets.csv
	AS_OF=2010-04-30
	cp observations.tsv header
	for order in '900 967 976 957' '957 976 967 900' '967 900 957 976' \
		'976 957 900 967'; do
		cp header observations.tsv
		# shellcheck disable=SC2046,SC2086
		series share A 2010-01 $(printf '%s/1000 ' $order) \
			>>observations.tsv
		judge
		judged A status=met value=95.0 expected=95.0 shortfall=0.0
	done
}

# It meets any target, so that its verdict alone would tell nobody.
@test "a share with more than all there is is judged, and told" {
	sed -i 's/"facts"/"amount"/g' book/measures.json
	goal share at_least year level points 2 1
	target A 90 >>book/targets.csv
	target T 90 >>book/targets.csv
	target B 90 >>book/targets.csv
	series share A 2010-01 10/10 9/10 >>observations.tsv
	weigh
	cp observations.tsv sound.tsv
	series share A 2010-03 12.5/10 13/10 >>observations.tsv
	series share B 2010-02 24/10 >>observations.tsv
	expect_err 0 'measures.json:' '"share" at A: in 2010-03 12.5 of 10, more than all there is: are two columns exchanged? (months like that, of all units: 3)' -- \
		bif-judge -b book --as-of 2010-06-30 observations.tsv
	[ "$(awk -F '\t' '$2 == "B" { print $8 }' <<<"$output")" = met ]
	# of facts, too, and of another year than the last two it is no news
	cp sound.tsv observations.tsv
	series share A 2008-12 12/10 >>observations.tsv
	expect 0 bif-judge -b book --as-of 2010-06-30 observations.tsv
	sed -i '2,5s/"amount"/"facts"/g' book/measures.json
	series share A 2009-01 12/10 >>observations.tsv
	expect_err 0 'in 2009-01 12 of 10, more than all there is (months like that, of all units: 1)' -- \
		bif-judge -b book --as-of 2010-06-30 observations.tsv
	# Facts of which not all are among the others may well be more of them.
	sed -i '4s/{"event": "e"}/{"event": "f"}/' book/measures.json
	expect 0 bif-judge -b book --as-of 2010-06-30 observations.tsv
}

@test "94.996 does not meet 95, and never prints as 95.0" {
	goal share at_least year level points 2 1
	target A 95 >>book/targets.csv
	series share A 2010-01 94996/100000 >>observations.tsv
	judge
	judged A status=near value=94.996 expected=95.000 shortfall=0.004 \
		target=95.0
}

@test "121056.6 meets 127428 less 5 %, and 0.02 more does not" {
	goal amount at_most year level of_change 25 1
	target A '' change=-5% baseline=127428 >>book/targets.csv
	target B '' change=-5% baseline=127428 >>book/targets.csv
	series amount A 2010-01 121000 56.6 >>observations.tsv
	series amount B 2010-01 121000 56.62 >>observations.tsv
	judge
	judged A status=met value=121056.6 expected=121056.6 shortfall=0.0 \
		target=121056.6 baseline=127428.0
	# 0.02 of a change of 6371.4: 0.0003139 %.
	judged B status=near value=121056.62 expected=121056.60 \
		shortfall=0.0003 numerator=121056.62
}

@test "exactly 92 % is met, one call less is not" {
	goal share at_least year level points 2.5 1
	target A 92 >>book/targets.csv
	target B 92 >>book/targets.csv
	series share A 2010-01 47058/51150 >>observations.tsv
	series share B 2010-01 47057/51150 >>observations.tsv
	judge
	judged A status=met value=92.0
	judged B status=near value=91.998 expected=92.000 shortfall=0.002
}

@test "a shortfall gains decimals until it is on its own side of the band" {
	goal count at_least year level of_target 5 0
	target A 420 >>book/targets.csv
	target B 400 >>book/targets.csv
	series count A 2010-01 397 >>observations.tsv
	series count B 2010-01 380 >>observations.tsv
	judge
	# 23 of 420 are 5.476 %: 5 would say near.
	judged A status=off shortfall=5.5 band=5
	judged B status=near shortfall=5
}

@test "rounding is half away from zero" {
	goal growth at_least year level points 200 1
	target A -10 >>book/targets.csv
	target B 0 >>book/targets.csv
	series growth A 2010-01 9875/10000 >>observations.tsv
	series growth B 2010-01 10025/10000 >>observations.tsv
	judge
	judged A value=-1.3 status=met
	judged B value=0.3 status=met
}

@test "sums of 38 digits stay exact" {
	goal amount at_least year level of_target 5 0
	target A 1 >>book/targets.csv
	series amount A 2010-01 9999999999999999999999999999999.5 \
		9999999999999999999999999999999.5 >>observations.tsv
	judge
	judged A numerator=19999999999999999999999999999999 status=met
}

@test "a window's sum may have more than 38 digits, a month's may not" {
	goal amount at_least year level of_target 5 0
	target A 1 >>book/targets.csv
	series amount A 2010-01 99999999999999999999999999999999 \
		99999999999999999999999999999999 0.5 >>observations.tsv
	judge
	judged A numerator=199999999999999999999999999999998.5 \
		value=199999999999999999999999999999999 status=met
	# Its parent has the child's months, and those of another one.
	target T 1 >>book/targets.csv
	series amount B 2010-02 99999999999999999999999999999999 \
		>>observations.tsv
	expect_err 65 'amount, T, 2010-02: a sum has more than 38 digits' -- \
		bif-judge -b book --as-of "$AS_OF" -o verdicts.tsv \
		observations.tsv
}

@test "figures by hand that make a sum too long are 65" {
	goal amount at_least year level of_target 5 0
	target A 1 >>book/targets.csv
	series amount A 2010-01 99999999999999999999999999999999.999999 \
		>>observations.tsv
	printf '%s\n' measure,unit,month,numerator amount,A,2010-01,1 \
		>book/observations.csv
	expect_err 65 'amount, A, 2010-01: a sum has more than 38 digits' \
		'amount, T, 2010-01: a sum has more than 38 digits' -- \
		bif-judge -b book --as-of "$AS_OF" -o verdicts.tsv \
		observations.tsv
}

# --- directions and scales ---

@test "within: both edges are met, the gap is measured from the nearer one" {
	goal stock within month level of_target 10 0
	for unit in A B; do target $unit 80 upper=90; done >>book/targets.csv
	series stock A 2010-06 80 >>observations.tsv
	series stock B 2010-06 90 >>observations.tsv
	judge
	judged A status=met value=80 expected=80 upper=90
	judged B status=met value=90 expected=80
	sed -i '2,$d' observations.tsv
	series stock A 2010-06 79 >>observations.tsv
	series stock B 2010-06 100 >>observations.tsv
	judge
	judged A status=near value=79 expected=80 shortfall=1
	judged B status=off value=100 expected=90 shortfall=11
}

@test "within and of_change: the change to the edge that was missed" {
	goal stock within month glide of_change 25 0
	for unit in A B; do target $unit 80 upper=90 baseline=60; done >>book/targets.csv
	series stock A 2010-06 69 >>observations.tsv
	series stock B 2010-06 84 >>observations.tsv
	judge
	# From 60 to 80 by half: 70; from 60 to 90: 75.
	judged A status=near value=69 expected=70 shortfall=5
	judged B status=off value=84 expected=75 shortfall=30
}

@test "at_most: equality is met, more is not" {
	goal count at_most year level points 1 0
	target A 10 >>book/targets.csv
	target B 10 >>book/targets.csv
	series count A 2010-01 10 >>observations.tsv
	series count B 2010-01 11 >>observations.tsv
	judge
	judged A status=met shortfall=0
	judged B status=near shortfall=1
}

@test "of_target with nothing expected is met or off, without a shortfall" {
	goal count at_most year level of_target 5 0
	target A 0 >>book/targets.csv
	target B 0 >>book/targets.csv
	series count A 2010-01 0:40 >>observations.tsv
	series count B 2010-01 1 >>observations.tsv
	judge
	judged A status=met shortfall=
	judged B status=off shortfall= expected=0 value=1
}

@test "of_change with the target at the baseline is met or off" {
	goal stock at_most month level of_change 25 0
	target A 50 baseline=50 >>book/targets.csv
	target B 50 baseline=50 >>book/targets.csv
	series stock A 2010-06 50 >>observations.tsv
	series stock B 2010-06 51 >>observations.tsv
	judge
	judged A status=met shortfall=
	judged B status=off shortfall=
}

@test "of_change divides by the change of the whole year, also at mid-year" {
	goal points at_most year accrual of_change 50 1
	target A 44 baseline=48 >>book/targets.csv
	series points A 2010-01 20 3.5 >>observations.tsv
	judge
	judged A status=near value=23.5 expected=22.0 shortfall=37.5
}

@test "a goal without a band takes the book's standard of its scale" {
	echo '{ "standard_bands": { "of_target": "5", "points": "1,5",
		"of_change": "25" } }' >book/book.json
	goal share at_least year level points '' 1
	target A 90 >>book/targets.csv
	series share A 2010-01 885/1000 >>observations.tsv
	judge
	judged A status=near band=1.5 shortfall=1.5 flags='standard-band unchecked'
}

# --- windows ---

@test "year: only complete months count, in the value as in phi" {
	goal count at_least year accrual of_target 5 0
	target A 120 >>book/targets.csv
	AS_OF=2010-06-15
	series count A 2009-12 7 10 10 10 10 10 10 10 >>observations.tsv
	judge
	judged A status=met value=50 expected=50
}

@test "year: before its first month is complete there is no data" {
	goal count at_least year accrual of_target 5 0
	target A 120 decided=2009-12-20 >>book/targets.csv
	AS_OF=2010-01-30
	series count A 2010-01 10 >>observations.tsv
	judge
	judged A status=no_data value= 'why=ingen hel måned af året er gået'
}

@test "rolling_12: the twelve complete months, a mean over those with a row" {
	goal per_head at_most rolling_12 level points 1 2
	target A 13 >>book/targets.csv
	# July to June: 5 days a month over 5, 5, 0, 5 ... persons.
	series per_head A 2009-06 99/99 5/5 5/5 5/0 5/5 5/5 5/5 5/5 5/5 5/5 \
		5/5 5/5 5/6 >>observations.tsv
	judge
	# 60 days over a mean of 56/11 persons: a denominator of 0 is one that
	# nothing entered, and no month without persons.
	judged A numerator=60 denominator=56/11 value=11.79 status=met n=600
}

@test "mean_of_months: the months' shares, not the share of the sums" {
	goal share at_least mean_of_months level points 2 1
	target A 60 >>book/targets.csv
	series share A 2010-01 1/1 - 0/0 50/100 >>observations.tsv
	judge
	judged A value=75.0 numerator=51 denominator=101 status=met
}

@test "month: the last complete month, also that of the year before" {
	goal stock at_most month glide of_change 25 0
	target A 100 baseline=160 decided=2009-12-20 >>book/targets.csv
	AS_OF=2010-06-29
	series stock A 2010-04 150 140 130 >>observations.tsv
	judge
	# 160 - 60 x 5/12
	judged A value=140 expected=135 shortfall=8 status=near
	AS_OF=2010-01-15
	sed -i '2,$d' observations.tsv
	series stock A 2009-12 161 >>observations.tsv
	something
	judge
	judged A value=161 expected=160 status=near
}

@test "latest: the year's last month with an observation" {
	goal share at_least latest level points 2 1
	target A 60 >>book/targets.csv
	target B 60 >>book/targets.csv
	series share A 2010-01 50/100 - 70/100 >>observations.tsv
	series share B 2009-12 50/100 >>observations.tsv
	judge
	judged A value=70.0 n=50 status=met
	judged B status=no_data
}

# --- forms and across ---

@test "deviation is without sign, change with it, both per cent" {
	goal off_by at_most year level points 1 2
	target A 3 >>book/targets.csv
	series off_by A 2010-01 97/0 0/100 >>observations.tsv
	judge
	judged A value=3.00 numerator=97 denominator=100 status=met
	goal growth at_most year level points 1 2
	series growth A 2010-01 1/2 90/100 >>observations.tsv
	judge
	judged A value=-10.00 numerator=90 denominator=100 status=met
}

# another MEASURE-JSON: a measure more in the book.
another() {
	jq --argjson more "$1" '.measures += [$more]' book/measures.json >m.json
	mv m.json book/measures.json
}

@test "across mean: over the months that have a row, and zero is a value" {
	another '{"measure": "level", "numerator": {"count": "amount", "across": "mean"}}'
	goal level at_most year level points 1 1
	target A 5 >>book/targets.csv
	target B 5 >>book/targets.csv
	series level A 2010-01 0 10 - 2 >>observations.tsv
	series level B 2010-01 0 0 0 12 >>observations.tsv
	judge
	judged A value=4.0 numerator=4
	judged B value=3.0 numerator=3
}

@test "per cent is not added up: two figures of one month are 65" {
	another '{"measure": "rate", "shown_as": "percent",
		"numerator": {"count": "amount", "across": "mean", "where": {"event": "e"}}}'
	goal rate at_least year level points 1 1
	target A 70 >>book/targets.csv
	series rate A 2010-01 80:1 90:1 >>observations.tsv
	judge
	judged A value=85.0
	series rate A 2010-03 126:2 >>observations.tsv
	expect_err 65 'observations: rate, A, 2010-03: 2 figures in per cent were added up: a measure of parts needs a "denominator"' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
}

@test "a goal in per cent whose measure adds up amounts is 78" {
	another '{"measure": "sum", "numerator": {"count": "amount"}}'
	goal sum at_least year level points 1 1
	target A 70 >>book/targets.csv
	series sum A 2010-01 42 43 44 42 43 42 >>observations.tsv
	judge
	judged A value=256.0 status=met
	sed -i '1s/$/,unit_of_value/; 2s/$/,procent/' book/goals.csv
	expect_err 78 'goals.csv:2: column "unit_of_value": the goal is in "procent", and its measure "sum" adds up amounts: say "shown_as": "percent" there, or another unit here' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
	# What is counted, and what has a denominator, is another matter.
	sed -i 's/procent/antal/' book/goals.csv
	judge
	judged A value=256.0 status=met
}

@test "parents mean: the plain mean of the children, who weigh alike" {
	another '{"measure": "rate", "shown_as": "percent", "parents": "mean",
		"numerator": {"count": "amount", "across": "mean"}}'
	goal rate at_least year level points 1 1
	target A 70 >>book/targets.csv
	target T 62 >>book/targets.csv
	series rate A 2010-01 60 62 64 62 62 62 >>observations.tsv
	series rate B 2010-01 64 64 64 64 64 64:7 >>observations.tsv
	judge
	# A is 62, B 64.
	judged T value=63.0 numerator=63 denominator= status=met
	judged A value=62.0 status=off
	# A share goes by the children's shares, not by their sums.
	another '{"measure": "portion", "shown_as": "percent", "parents": "mean",
		"numerator": {"count": "facts"}, "denominator": {"count": "facts"}}'
	goal portion at_least year level points 1 1
	series portion A 2010-01 1/2 1/2 1/2 1/2 1/2 1/2 >>observations.tsv
	series portion B 2010-01 0/100 0/100 0/100 0/100 0/100 0/100 >>observations.tsv
	judge
	judged T value=25.0 status=off
	# A row of its own is the parent's figure.
	series portion T 2010-01 1/1 1/1 1/1 1/1 1/1 1/1 >>observations.tsv
	judge
	judged T value=100.0 status=met
}

@test "parents none: rates of children give their parent no figure" {
	another '{"measure": "rate", "shown_as": "percent", "numerator": {"count": "amount", "across": "mean"}}'
	goal rate at_most year level points 1 1
	target A 70 >>book/targets.csv
	target T 70 >>book/targets.csv
	series rate A 2010-01 64 64 64 64 64 64 >>observations.tsv
	series rate B 2010-01 62 62 62 62 62 62 >>observations.tsv
	judge
	judged A value=64.0 status=met
	judged T value= status=no_data
	# Nor do rates reported by hand.
	cat >book/observations.csv <<-'EOF'
	measure,unit,month,numerator,denominator,n,by,reason
	rate,A,2010-06,70,,,she,survey
	EOF
	awk -F '\t' '$3 != "2010-06"' observations.tsv >some.tsv
	mv some.tsv observations.tsv
	judge
	judged A value=65.0
	judged T value= status=no_data
}

@test "open takes the last month, and n is that month's stock" {
	goal stock at_most year level of_target 5 0
	target A 30 >>book/targets.csv
	series stock A 2010-01 10:10 20:20 30:30 >>observations.tsv
	judge
	judged A value=30 n=30 status=met
}

# --- paths ---

@test "accrual: the target times the share of the year gone" {
	goal count at_least year accrual of_target 5 0
	target A 4000 >>book/targets.csv
	series count A 2010-01 1900 >>observations.tsv
	judge
	judged A expected=2000 shortfall=5 status=near required=2100
}

@test "glide: from the baseline to the target" {
	goal stock at_most month glide of_change 25 0
	target A 1250 baseline=1420 >>book/targets.csv
	series stock A 2010-06 1335 >>observations.tsv
	judge
	judged A expected=1335 status=met shortfall=0 required=-85
}

@test "seasonal: by the earlier years that have all twelve months" {
	goal amount at_most year seasonal of_target 5 1
	target A 1200 >>book/targets.csv
	# 2009: 70 of 100 by June. 2008: 60 of 120. 2007 lacks a month.
	series amount A 2007-01 1 1 1 1 1 1 1 1 1 1 1 - \
		10 10 10 10 10 10 10 10 10 10 10 10 \
		10 10 10 10 10 20 5 5 5 5 5 5 \
		100 100 100 100 100 220 >>observations.tsv
	judge
	# The mean of 0.7 and 0.5.
	judged A value=720.0 expected=720.0 status=met
}

@test "seasonal: without an earlier whole year at that unit, no data" {
	goal amount at_most year seasonal of_target 5 1
	target A 100 >>book/targets.csv
	target B 100 >>book/targets.csv
	series amount A 2009-02 1 1 1 1 1 1 1 1 1 1 1 1 1 1 >>observations.tsv
	series amount B 2009-01 1 1 1 1 1 1 1 1 1 1 1 1 1 1 >>observations.tsv
	judge
	judged A status=no_data value= expected= n=150 numerator=3
	judged B status=met
}

@test "seasonal: a year of nothing is none to go by, and is not said to lack months" {
	goal amount at_most year seasonal of_target 5 1
	target A 1200 >>book/targets.csv
	series amount A 2009-01 0 0 0 0 0 0 0 0 0 0 0 0 1 1 1 1 1 1 \
		>>observations.tsv
	judge
	judged A status=no_data numerator=6 why='tidligere år har alle tolve måneder, men ingen sum at gå ud fra'
	echo '{ "language": "en" }' >book/book.json
	judge
	judged A why='earlier years have all twelve months, but no sum to go by'
	# An earlier one that is more than nothing is enough.
	series amount A 2008-01 1 1 1 1 1 1 2 2 2 2 2 2 >>observations.tsv
	judge
	judged A status=met expected=400.0
}

@test "seasonal: within two edges; a share of nothing, and no year" {
	goal amount within year seasonal of_target 5 1
	target A 100 upper=200 >>book/targets.csv
	series amount A 2009-01 1 1 1 1 1 1 1 1 1 1 1 1 10 10 10 10 10 10 \
		>>observations.tsv
	judge
	judged A value=60.0 expected=50.0 target=100.0 upper=200.0 status=met
	sed -i '2,$d' observations.tsv book/targets.csv
	goal share at_least year seasonal points 2 1
	target A 50 >>book/targets.csv
	series share A 2010-01 0/0 >>observations.tsv
	judge
	judged A status=no_data why='intet tidligere år har alle tolve måneder at gå ud fra'
	series share A 2009-01 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 \
		>>observations.tsv
	judge
	judged A status=no_data why='tidligere år har alle tolve måneder, men ingen sum at gå ud fra'
}

@test "milestones: the last one due, none before the first" {
	goal count at_least year milestones of_target 10 0
	{
		target A 60 due=2010-03-31
		target A 150 due=2010-06-30
		target A 320
	} >>book/targets.csv
	series count A 2010-01 20 40 >>observations.tsv
	AS_OF=2010-03-30
	sed -i 's/2010-06-30\t$/2010-03-30\t/' observations.tsv
	judge
	judged A expected= status=not_due target=320 due=2010-12-31 \
		why='opgøres først 31-03-2010'
	AS_OF=2010-03-31
	sed -i 's/2010-03-30\t$/2010-03-31\t/' observations.tsv
	judge
	judged A expected=60 status=met value=60
	AS_OF=2010-06-30
	sed -i 's/2010-03-31\t$/2010-06-30\t/' observations.tsv
	judge
	judged A expected=150 status=off
	AS_OF=2010-12-31
	sed -i 's/2010-06-30\t$/2010-12-31\t/' observations.tsv
	judge
	judged A expected=320 status=off
}

@test "year_end: not due before the due date, judged from it" {
	goal share at_least latest year_end points 3 1
	target A 76 due=2010-11-30 >>book/targets.csv
	AS_OF=2010-11-29
	series share A 2010-01 66/100 >>observations.tsv
	judge
	judged A status=not_due value= expected= target=76.0 numerator=66 \
		denominator=100 n=50 original_status=not_due \
		'why=opgøres først 30-11-2010'
	AS_OF=2010-11-30
	sed -i '2,$d' observations.tsv
	series share A 2010-11 74/100 >>observations.tsv
	judge
	judged A status=near value=74.0 expected=76.0 shortfall=2.0
}

@test "at the year's end every path gives the target" {
	local path
	AS_OF=2010-12-31
	series count A 2009-01 1 1 1 1 1 1 1 1 1 1 1 1 100 >>observations.tsv
	for path in level accrual glide seasonal milestones year_end; do
		goal count at_least year "$path" points 5 0
		sed -i '2,$d' book/targets.csv
		target A 100 baseline=10 >>book/targets.csv
		weigh
		judged A status=met expected=100 value=100 projected=100 \
			projected_low=100 projected_high=100 chance_met=1.000 \
			outlook=met required=
	done
}

# --- no verdict ---

@test "not_applicable: the goal is not in this unit's contract" {
	goal count at_least year level points 5 0
	target A 10 >>book/targets.csv
	series count A 2010-01 10 >>observations.tsv
	series count B 2010-01 10 >>observations.tsv
	judge
	judged B status=not_applicable value= n= band= flags= \
		original_status= 'why=ikke i enhedens kontrakt'
	# T, A and B; C was closed before the year began.
	[ "$(cut -f 2 verdicts.tsv | tr '\n' ' ')" = 'unit T A B ' ]
}

@test "withdrawn: in thought, with no day and no target before" {
	goal amount within year level of_target 5 0
	target A 10 upper=20 >>book/targets.csv
	head -1 book/targets.csv >what-if.csv
	target A '' decided= reason=sparet >>what-if.csv
	target B '' decided= >>what-if.csv
	something
	judge --what-if what-if.csv
	judged A status=withdrawn target= upper= original_target=10 \
		why='udgået: sparet'
	judged B status=withdrawn original_target= why=udgået
}

@test "withdrawn: an empty target, from the day it was decided" {
	goal count at_least year level points 5 0
	{
		target A 10
		target A '' decided=2010-05-15 reason=samlet
	} >>book/targets.csv
	series count A 2010-01 12 >>observations.tsv
	judge
	judged A status=withdrawn value= target= numerator= n= band=5 \
		flags=revised original_target=10 original_status=met \
		'why=udgået 15-05-2010: samlet'
	judge --known-at 2010-05-14
	judged A status=met flags=unchecked known_at=2010-05-14
}

@test "not_mature: a cohort with pending members only" {
	goal followed at_least year level points 2 1
	target A 45 >>book/targets.csv
	target B 45 >>book/targets.csv
	series followed A 2010-05 0/0:0:7 0/0:0:5 >>observations.tsv
	series followed B 2010-01 3/4:4:2 0/0:0:5 >>observations.tsv
	judge
	judged A status=not_mature n=0 numerator= \
		'why=12 følges endnu, ingen er færdige'
	judged B status=met n=4 value=75.0
}

@test "undefined: the denominator is 0" {
	goal per_head at_most year level points 2 1
	target A 3 >>book/targets.csv
	series per_head A 2010-01 5/0 >>observations.tsv
	judge
	judged A status=undefined value= expected= numerator=5 denominator=0
}

@test "the reasons come in order: withdrawn before not due before no data" {
	goal share at_least year year_end points 2 1
	target A 3 >>book/targets.csv
	target A '' decided=2010-03-01 >>book/targets.csv
	target B 3 >>book/targets.csv
	something
	judge
	judged A status=withdrawn original_status=not_due
	judged B status=not_due n=0
	goal share at_least year level points 2 1
	judge
	judged B status=no_data n=0 'why=ingen tal for jan-jun 2010'
}

@test "zero is never missing: a count nobody had here is 0" {
	local measure
	for measure in count points persons stock; do
		sed -i '2,$d' observations.tsv book/targets.csv
		goal $measure at_most year level points 5 0
		target A 10 >>book/targets.csv
		series $measure B 2010-03 4 >>observations.tsv
		came s A 2010-01 5 5 5 5 5 5
		judge
		judged A status=met value=0 numerator=0 n=0 flags= \
			through=2010-06-30
		# No row of the source tells of the unit: 0, and it says so.
		sed -i '/^@s/s/\tA\t/\tB\t/' observations.tsv
		judge
		judged A status=met value=0 numerator=0 n=0 flags=no-rows
		# Nobody tells what came: no missing row is a zero.
		sed -i '/^@/d' observations.tsv
		judge
		judged A status=no_data value= numerator= flags=
	done
}

@test "missing is never zero: shares and amounts without a row" {
	local measure figures
	for measure in amount:7 share:1/2 followed:1/2 off_by:1/2; do
		sed -i '2,$d' observations.tsv book/targets.csv
		figures=${measure#*:} measure=${measure%:*}
		goal "$measure" at_most year level points 5 0
		target A 10 >>book/targets.csv
		series "$measure" B 2010-03 "$figures" >>observations.tsv
		judge
		judged A status=no_data value= numerator= n=0
	done
}

@test "month: the real 0 is that of the last month alone" {
	goal stock at_most month level points 5 0
	target A 10 >>book/targets.csv
	series stock A 2010-05 5 >>observations.tsv
	series stock B 2010-05 5 5 >>observations.tsv
	judge
	judged A status=no_data
	came s A 2010-01 5 5 5 5 5 5
	judge
	judged A status=met value=0
}

# --- decided, known, revised ---

@test "a target counts from the day it was decided" {
	goal count at_least year level points 2 0
	{
		target A 10
		target A 8 decided=2010-06-30
		target A 5 decided=2010-07-01
	} >>book/targets.csv
	series count A 2010-01 8 >>observations.tsv
	judge
	judged A status=met target=8 flags='revised unchecked' original_target=10 \
		original_status=near known_at=2010-06-30
	judge --known-at 2010-06-29
	judged A status=near target=10 flags=unchecked original_status=near
	judge --known-at 2010-07-01
	judged A target=5
	judge --targets original
	judged A status=near target=10 original_target=10 original_status=near
}

@test "a goal no target of which is known yet is not one of the year's" {
	goal count at_least year level points 2 0
	target A 10 decided=2010-07-01 >>book/targets.csv
	expect_err 0 'no target for 2010 is known on 2010-06-30' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
	[ "${#lines[@]}" -eq 1 ]
}

@test "why names a revised target, and what it was first" {
	say() { # TEXT [OPTION]...
		judge "${@:2}"
		[[ $(cell A why) == *"$1"* ]] || complain "$(cell A why)" why
	}
	goal count at_least year level points 2 1
	{
		target A 10
		target A 9 decided=2010-03-01
		target A 8 decided=2010-06-30
	} >>book/targets.csv
	series count A 2010-01 8 >>observations.tsv
	say '; forventet mindst 8,0; målet er ændret 30-06-2010, oprindelig 10,0: opfyldt'
	say '; forventet mindst 10,0; afstand 2,0, ' --targets original
	say '; forventet mindst 10,0; afstand 2,0, ' --known-at 2010-02-01
	head -1 book/targets.csv >what-if.csv
	target A 7 decided= >>what-if.csv
	say '; målet er ændret, oprindelig 10,0: opfyldt' --what-if what-if.csv
	# the same number decided again is no other promise
	target A 10 decided=2010-06-30 >what-if.csv
	sed -i -e '$d' book/targets.csv
	cat what-if.csv >>book/targets.csv
	say 'forventet mindst 10,0; afstand'
	goal count within year level points 2 0
	head -1 book/targets.csv >t && mv t book/targets.csv
	{
		target A 5 upper=6
		target A 5 upper=9 decided=2010-06-01
	} >>book/targets.csv
	say '; forventet 5 til 9; målet er ændret 01-06-2010, oprindelig 5 til 6: opfyldt'
	goal count at_least year milestones points 2 0
	head -1 book/targets.csv >t && mv t book/targets.csv
	{
		target A 6 due=2010-03-31
		target A 4 due=2010-03-31 decided=2010-03-01
		target A 20
	} >>book/targets.csv
	say '(milepæl 31-03-2010); milepælen er ændret 01-03-2010, oprindelig 6: opfyldt'
}

@test "a revision need not repeat the baseline" {
	goal stock at_most month glide of_change 25 0
	{
		target A 100 baseline=160
		target A 120 decided=2010-05-01
	} >>book/targets.csv
	series stock A 2010-06 140 >>observations.tsv
	judge
	judged A status=met expected=140 baseline=160 original_status=near
}

@test "a row of *: every unit of the lowest level, until it has a row of its own" {
	goal count at_least year level points 2 0
	{
		target '*' 10
		target '*' 9 decided=2010-05-01
		target B 7 decided=2010-03-01
		target '*' 3 year=2008 due=2008-12-31 decided=2008-01-20
	} >>book/targets.csv
	series count A 2010-01 9 >>observations.tsv
	series count B 2010-01 7 >>observations.tsv
	judge
	judged A status=met target=9 original_target=10 original_status=near
	judged B status=met target=7 original_target=10 original_status=off
	# neither a parent nor a unit that was closed before the year
	judged T status=not_applicable
	[ -z "$(cell C status)" ]
	judge --known-at 2010-02-01
	judged B status=off target=10 flags=unchecked
	# What holds from the same day on is the unit's own.
	head -1 book/targets.csv >t && mv t book/targets.csv
	{
		target '*' 10
		target B 6
	} >>book/targets.csv
	judge
	judged B target=6 original_target=6 flags=unchecked
	head -1 book/targets.csv >what-if.csv
	target '*' 5 decided= >>what-if.csv
	judge --what-if what-if.csv
	judged A target=5
	judged B target=5
	target B 4 decided= >>what-if.csv
	judge --what-if what-if.csv
	judged A target=5
	judged B target=4
	target '*' 11 >>book/targets.csv
	expect_err 78 'targets.csv:4: the same year, unit, goal, due and decided day as line 2' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
}

@test "what-if rows are laid over, the book's stay the original" {
	goal count at_least year level points 2 0
	target A 10 >>book/targets.csv
	series count A 2010-01 8 >>observations.tsv
	series count B 2010-01 8 >>observations.tsv
	head -1 book/targets.csv >what-if.csv
	target A 7 decided= >>what-if.csv
	target B 9 decided= >>what-if.csv
	judge --what-if what-if.csv
	judged A status=met target=7 flags='revised unchecked hypothetical' original_target=10 \
		original_status=near
	judged B status=near target=9 flags='unchecked hypothetical' original_target=9
	judge
	judged A status=near
	judged B status=not_applicable
}

# --- flags ---

@test "what-if: a row that lacks what it needs is named in its own file" {
	goal stock at_most month glide of_target 5 0
	target A 100 baseline=120 >>book/targets.csv
	head -1 book/targets.csv >what-if.csv
	target B 9 decided= >>what-if.csv
	series stock A 2010-01 8 >>observations.tsv
	expect_err 78 'what-if.csv:2: column "baseline": is empty: the path glide begins at the baseline' -- \
		bif-judge -b book --as-of "$AS_OF" --what-if what-if.csv \
		observations.tsv
	# What is laid over has one, the original has not.
	head -1 book/targets.csv >what-if.csv
	target B 9 decided= baseline=10 >>what-if.csv
	target B 10 >>book/targets.csv
	expect_err 78 'book/targets.csv:3: column "baseline": is empty: the path glide begins at the baseline' -- \
		bif-judge -b book --as-of "$AS_OF" --what-if what-if.csv \
		observations.tsv
	printf '%s\n' year,unit,goal,due,target,decided 2010,B,g,2010-12-31,9, >what-if.csv
	sed -i '3d' book/targets.csv
	expect_err 78 'what-if.csv:2: no column "baseline": the path glide begins at the baseline' -- \
		bif-judge -b book --as-of "$AS_OF" --what-if what-if.csv \
		observations.tsv
}

@test "small-n: n below the book's limit" {
	echo '{ "small_n": 50 }' >book/book.json
	goal share at_least year level points 2 1
	target A 10 >>book/targets.csv
	target B 10 >>book/targets.csv
	series share A 2010-01 30/49:49 >>observations.tsv
	series share B 2010-01 30/50:50 >>observations.tsv
	judge
	judged A flags='small-n unchecked'
	judged B flags=unchecked
}

@test "small-n: not of amounts and days by the number of their rows" {
	echo '{ "small_n": 50 }' >book/book.json
	local measure
	for measure in amount per_head stock count; do
		goal $measure at_least year level of_target 2 1
		target A 10 >book/row
		{ head -n 1 book/targets.csv; cat book/row; } >book/new
		mv book/new book/targets.csv
		head -n 1 observations.tsv >o && mv o observations.tsv
		case $measure in
		per_head) series per_head A 2010-01 30/3:4 >>observations.tsv ;;
		*) series $measure A 2010-06 30:4 >>observations.tsv ;;
		esac
		judge
		case $measure in
		stock | count) judged A flags='small-n unchecked' ;;
		*) judged A flags=unchecked ;;
		esac
	done
}

@test "incomplete: the sum lacks a month that other units have" {
	goal amount at_most year level points 2 1
	for unit in T A B; do target $unit 100; done >>book/targets.csv
	series amount A 2010-01 1 1 - 1 >>observations.tsv
	series amount B 2010-01 1 1 1 1 >>observations.tsv
	series amount T 2010-01 2 2 1 2 >>observations.tsv
	judge
	judged A flags='incomplete unchecked'
	judged B flags=unchecked
	judged T flags='incomplete unchecked'
	# A month that nobody has is not lacking; a count's is a 0.
	sed -i '/2010-03/d' observations.tsv
	judge
	judged A flags=unchecked
	goal count at_most year level points 2 1
	sed -i '2,$d' observations.tsv
	series count A 2010-01 1 1 - 1 >>observations.tsv
	series count B 2010-01 1 1 1 1 >>observations.tsv
	judge
	judged A flags=unchecked
}

@test "manual: figures by hand add to the unit and its parents" {
	goal share at_least year level points 2 1
	for unit in T A B; do target $unit 50; done >>book/targets.csv
	series share B 2010-01 10/40 >>observations.tsv
	series share T 2010-01 10/40 >>observations.tsv
	cat >book/observations.csv <<-'EOF'
	measure,unit,month,numerator,denominator,n,by,reason
	share,A,2010-01,"30,5",40,40,HR,system nede
	share,A,2010-07,1,40,40,HR,efter statusdatoen
	EOF
	judge
	judged A value=76.3 numerator=30.5 n=40 flags='manual unchecked' status=met
	judged B value=25.0 flags=unchecked
	judged T value=50.6 numerator=40.5 denominator=80 flags='manual unchecked'
}

@test "manual: a parent with figures of its own keeps them" {
	goal amount at_most year level points 2 1
	for unit in T A; do target $unit 50; done >>book/targets.csv
	cat >book/observations.csv <<-'EOF'
	measure,unit,month,numerator,denominator,n,by,reason
	amount,A,2010-01,30,,,HR,
	amount,T,2010-01,31,,,HR,
	EOF
	echo '{ "small_n": 50 }' >book/book.json
	something
	judge
	# Nobody said how many: n is not known, so not small either.
	judged A value=30.0 n=0 flags='manual unchecked'
	judged T value=31.0 flags='manual unchecked'
}

@test "unchecked: why names the month that is lacking, and the last there is" {
	goal amount at_most year level points 2 1
	for unit in A B; do target $unit 100; done >>book/targets.csv
	cat >book/observations.csv <<-'EOF'
	measure,unit,month,numerator,denominator,n
	amount,A,2010-01,1,,1
	amount,A,2010-02,1,,1
	amount,A,2010-03,1,,1
	amount,A,2010-06,1,,1
	amount,B,2010-01,1,,1
	amount,B,2010-03,1,,1
	EOF
	something
	judge
	judged A flags='manual unchecked' 'why=jan-jun 2010: 4,0; forventet højst 100,0: opfyldt'
	judged B flags='incomplete manual unchecked' \
		'why=jan-jun 2010: 2,0; intet efter mar 2010; mangler feb 2010; forventet højst 100,0: opfyldt'
}

@test "incomplete: a parent, where a unit has not reported each month" {
	another '{"measure": "by_hand", "shown_as": "percent",
		"numerator": {"count": "facts"}, "denominator": {"count": "facts"}}'
	goal by_hand at_least year level points 2 1
	for unit in T A B; do target $unit 50; done >>book/targets.csv
	cat >book/observations.csv <<-'EOF'
	measure,unit,month,numerator,denominator,n
	by_hand,A,jan-10,30,40,40
	by_hand,A,02-2010,30,40,40
	by_hand,B,01-02-2010,30,40,40
	EOF
	something
	judge
	judged A flags='manual unchecked'
	judged B flags='incomplete manual unchecked'
	judged T value=75.0 flags='incomplete manual unchecked'
	# Nor where it reported last year alone, and is there still.
	sed -i 's/^by_hand,B,.*/by_hand,B,dec-09,30,40,40/' book/observations.csv
	judge
	judged T value=75.0 flags='incomplete manual unchecked'
	sed -i 's/^B,Beta,T,2000-01-01,/&2009-12-31/' book/units.csv
	judge
	judged T value=75.0 flags='manual unchecked'
}

@test "preliminary: the stream says so in a column of its own" {
	goal share at_least year level points 2 1
	for unit in A B; do target $unit 50; done >>book/targets.csv
	series share A 2010-01 10/40 10/40 >>observations.tsv
	series share B 2010-01 10/40 10/40 >>observations.tsv
	sed -i '1s/$/\tpreliminary/; 2s/$/\tyes/; 3,4s/$/\tno/; 5s/$/\t/' \
		observations.tsv
	judge
	judged A flags='preliminary unchecked'
	judged B flags=unchecked
}

# --- parents ---

@test "a parent is judged by its own row, and by its children's sum" {
	goal share at_least year level points 2 1
	for unit in T A B; do target $unit 50; done >>book/targets.csv
	series share A 2010-01 10/40 >>observations.tsv
	series share B 2010-01 30/40 >>observations.tsv
	judge
	judged T value=50.0 status=met numerator=40 n=100
	# Counted for the parent: that holds.
	series share T 2010-01 10/80 >>observations.tsv
	judge
	judged T value=12.5
}

@test "persons are not summed: one may have been at both" {
	goal persons at_least year level points 2 0
	target T 50 >>book/targets.csv
	series persons A 2010-01 10 >>observations.tsv
	judge
	judged T status=no_data
	# Nor is the parent of a unit that has some a zero.
	came s A 2010-01 20 20 20 20 20 20
	judge
	judged T status=no_data
}

@test "what is counted per person is not summed either" {
	cat >book/measures.json <<-'EOF'
	{ "measures": [ { "measure": "per",
	  "numerator": {"count": "facts"}, "denominator": {"count": "subjects"} } ] }
	EOF
	goal per at_least year level points 2 0
	target T 1 >>book/targets.csv
	target A 1 >>book/targets.csv
	series per A 2010-01 10/5 >>observations.tsv
	judge
	judged A value=2 status=met
	judged T status=no_data
}

@test "a row that has a denominator alone is one of figures" {
	goal share at_least year level points 2 0
	target A 50 >>book/targets.csv
	series share A 2010-01 0/7:0 >>observations.tsv
	judge
	judged A value=0 denominator=7 n=0 status=off
}

# --- years and calendars ---

@test "a year without any fact or figure by hand is 65" {
	goal count at_least year level points 2 0
	target A 10 year=2015 due=2015-12-31 decided=2015-01-20 \
		>>book/targets.csv
	AS_OF=2015-06-30
	series count A 2010-01 12 >>observations.tsv
	expect_err 65 'no fact and no figure by hand is dated in 2015' -- \
		bif-judge -b book --as-of "$AS_OF" -o v.tsv observations.tsv
	[ ! -e v.tsv ]
	echo 'measure,unit,month,numerator' >book/observations.csv
	echo 'count,A,2015-02,12' >>book/observations.csv
	judge
	judged A status=met value=12
}

@test "a contract year that begins in July" {
	echo '{ "year_begins": "07-01" }' >book/book.json
	goal count at_least year accrual of_target 5 0
	target A 120 year=2009 due=2010-06-30 decided=2009-07-01 \
		>>book/targets.csv
	AS_OF=2009-12-31
	series count A 2009-06 99 10 10 10 10 10 10 >>observations.tsv
	judge
	judged A year=2009 value=60 expected=60 status=met
	AS_OF=2010-07-31
	sed -i 's/2009-12-31\t$/2010-07-31\t/' observations.tsv
	expect_err 0 'no target for 2010' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
}

@test "the day calendar: phi is days of days, the running month counts" {
	echo '{ "calendar": "day" }' >book/book.json
	goal count at_least year accrual of_target 5 1
	target A 365 >>book/targets.csv
	AS_OF=2010-02-10
	series count A 2010-01 30 11 >>observations.tsv
	judge
	# 31 + 10 days of 365.
	judged A value=41.0 expected=41.0 status=met
	goal stock at_most month glide of_change 25 1
	sed -i '2,$d' book/targets.csv
	target B 0 baseline=365 >>book/targets.csv
	series stock B 2010-01 324 400 >>observations.tsv
	judge
	judged B value=324.0 expected=324.0 status=met
}

@test "a year from 6 April has the twelve months from April, by days too" {
	echo '{ "calendar": "day", "year_begins": "04-06" }' >book/book.json
	goal count at_least year accrual of_target 5 1
	target A 365 due=2011-04-05 decided=2010-04-06 >>book/targets.csv
	AS_OF=2011-04-03
	series count A 2010-03 77 30 30 30 30 30 30 30 30 30 30 30 35 99 \
		>>observations.tsv
	judge
	# 363 of 365 days; the second April is of the next year.
	judged A value=365.0 expected=363.0 status=met
	echo '{ "calendar": "month", "year_begins": "04-06" }' >book/book.json
	judge
	judged A value=365.0 expected=365.0 status=met
}

@test "the day calendar: the first month of the year is running" {
	echo '{ "calendar": "day" }' >book/book.json
	goal amount at_most year seasonal of_target 5 1
	target A 1000 decided=2010-01-01 >>book/targets.csv
	AS_OF=2010-01-14
	# 14 of 31 days of a month of 31, of 101 in all.
	series amount A 2009-01 31 20 5 5 5 5 5 5 5 5 5 5 400 >>observations.tsv
	judge
	judged A value=400.0 expected=138.6 trend=worse
	# A share has no part of itself: there it is that of the whole month.
	goal share at_least year level points 5 1
	sed -i '2,$d' observations.tsv book/targets.csv
	target A 50 decided=2010-01-01 >>book/targets.csv
	series share A 2009-01 1/2 1/2 - - - - - - - - - - 3/4 >>observations.tsv
	judge
	judged A value=75.0 expected=50.0 trend=better
}

@test "the day calendar: an earlier year's month counts by its days gone" {
	echo '{ "calendar": "day" }' >book/book.json
	goal amount at_most year seasonal of_target 5 1
	target A 1000 >>book/targets.csv
	AS_OF=2010-02-14
	# 2009: 30 in January, 20 in February, 100 in all; half of February.
	series amount A 2009-01 30 20 5 5 5 5 5 5 5 5 5 5 400 >>observations.tsv
	judge
	judged A expected=400.0 value=400.0 status=met trend=worse
}

# --- looking ahead ---

@test "required: the share the rest of the year must have" {
	goal share at_least year level points 2 1
	target A 45 >>book/targets.csv
	series share A 2010-01 40/100 >>observations.tsv
	judge
	# (45 - 40 x 6/12) / (1 - 6/12)
	judged A required=50.0
}

@test "required: the months that are left, days per head, what is allowed" {
	goal share at_least mean_of_months level points 2 1
	target A 90 >>book/targets.csv
	series share A 2010-01 80/100 80/100 80/100 80/100 80/100 80/100 \
		>>observations.tsv
	judge
	judged A required=100.0
	goal per_head at_most rolling_12 level points 2 2
	sed -i '2,$d' book/targets.csv
	target B 12 >>book/targets.csv
	series per_head B 2009-07 9/10 9/10 9/10 9/10 9/10 9/10 \
		10/10 10/10 10/10 10/10 10/10 10/10 >>observations.tsv
	judge
	# 114 days per 10 persons; 6 per head of the 12 are used this year.
	judged B value=11.40 required=6.00
	goal count at_most year accrual points 2 0
	sed -i '2,$d' book/targets.csv
	target A 10 >>book/targets.csv
	series count A 2010-01 12 >>observations.tsv
	judge
	judged A required=-2
}

@test "required: nothing of the year has gone" {
	goal count at_least rolling_12 level of_target 5 0
	target A 120 decided=2010-01-01 >>book/targets.csv
	AS_OF=2010-01-15
	series count A 2009-01 5 5 5 5 5 5 5 5 5 5 5 5 >>observations.tsv
	something
	judge
	judged A value=60 status=off required=
}

@test "trend: better, same or worse than the same period last year" {
	goal count at_least year level points 2 0
	for unit in T A B; do target $unit 50; done >>book/targets.csv
	series count A 2009-01 1 1 1 1 1 1 9 9 9 9 9 9 1 1 1 1 1 2 \
		>>observations.tsv
	series count B 2009-01 1 1 1 1 1 1 9 9 9 9 9 9 1 1 1 1 1 1 \
		>>observations.tsv
	series count T 2009-01 3 1 1 1 1 1 9 9 9 9 9 9 1 1 1 1 1 1 \
		>>observations.tsv
	judge
	judged A trend=better
	judged B trend=same
	judged T trend=worse
	sed -i s/at_least/at_most/ book/goals.csv
	judge
	judged A trend=worse
	judged T trend=better
	# Not the same period: nobody has January of last year.
	sed -i /2009-01/d observations.tsv
	judge
	judged A trend=
}

# --- why ---

@test "a cohort: trend of the months that were mature then, required of those followed" {
	goal followed at_least year level points 2 1
	target A 50 >>book/targets.csv
	# Who came by 30 March is mature on 30 June, 92 days later: not those of April.
	series followed A 2009-01 2/10 2/10 2/10 9/10 9/10 9/10 >>observations.tsv
	series followed A 2010-01 3/10:10 3/10:10 3/10:10 0/0:0:20 0/0:0:10 >>observations.tsv
	judge
	# (50 x (30 + 30) - 100 x 9) / 30
	judged A value=30.0 trend=better required=70.0 pending=30
	[[ $(cell A why) == *'de, der kom til og med 30-03-2010; 30 følges endnu;'* ]]
}

@test "why: a sentence to check by hand, in the book's language" {
	goal share at_least year level points 2.5 1
	target A 92 >>book/targets.csv
	target B 93 >>book/targets.csv
	sed -i '1s/$/,unit_of_value/; 2s/$/,percent/' book/goals.csv
	series share A 2010-01 10892/11810 >>observations.tsv
	series share B 2010-01 10892/11810 >>observations.tsv
	judge
	judged A 'why=jan-jun 2010: 10.892 af 11.810 = 92,2 pct.; forventet mindst 92,0 pct.: opfyldt'
	judged B 'why=jan-jun 2010: 10.892 af 11.810 = 92,2 pct.; forventet mindst 93,0 pct.; afstand 0,8 procentpoint, bånd 2,5: næsten opfyldt'
	sed -i 's/"da"/"en"/' book/book.json
	judge
	judged B 'why=Jan-Jun 2010: 10,892 of 11,810 = 92.2%; expected at least 93.0%; gap 0.8 percentage points, band 2.5: nearly met'
}

@test "why: the way to what is expected is shown" {
	goal stock at_most month glide of_change 25 0
	target A 1250 baseline=1420 >>book/targets.csv
	sed -i '1s/$/,unit_of_value/; 2s/$/,cases/' book/goals.csv
	series stock A 2010-06 1400 >>observations.tsv
	judge
	judged A 'why=jun 2010: 1.400 sager; forventet højst 1.335 (1.420 + (1.250 − 1.420) × 6/12); afstand 38 pct. af ændringen fra 1.420 til 1.250, bånd 25 pct.: et stykke fra målopfyldelse'
}

# --- faults ---

@test "why: in English, of a cohort that nobody has left" {
	echo '{ "language": "en" }' >book/book.json
	goal followed at_least year level points 2 0
	target A 50 >>book/targets.csv
	series followed A 2010-04 0/0:0:7 >>observations.tsv
	judge
	judged A status=not_mature why='7 still followed, none is complete'
}

@test "--check: status 1 when a goal is off, 0 when not" {
	goal count at_least year level points 2 0
	target A 10 >>book/targets.csv
	series count A 2010-01 8 >>observations.tsv
	expect 0 bif-judge -b book --as-of "$AS_OF" --check observations.tsv
	sed -i s/,10,/,11,/ book/targets.csv
	expect 1 bif-judge -b book --as-of "$AS_OF" --check observations.tsv
	[ "${#lines[@]}" -eq 4 ]
	expect 0 bif-judge -b book --as-of "$AS_OF" observations.tsv
}

@test "observations counted for another day are 65" {
	goal count at_least year level points 2 0
	target A 10 >>book/targets.csv
	series count A 2010-01 8 >>observations.tsv
	expect_err 65 'counted as of 2010-06-30, not of 2010-07-31' -- \
		bif-judge -b book --as-of 2010-07-31 observations.tsv
	[ ! -s verdicts.tsv ]
}

@test "the as-of date is needed, and may stand in the environment" {
	goal count at_least year level points 2 0
	target A 10 >>book/targets.csv
	something
	expect_err 64 --as-of -- bif-judge -b book observations.tsv
	BIF_AS_OF=2010-06-30 expect 0 bif-judge -b book observations.tsv
	expect_err 64 --targets original -- bif-judge -b book \
		--as-of 2010-06-30 --targets first observations.tsv
}

@test "an unknown unit is 65 with its line, an unused measure is skipped" {
	goal count at_least year level points 2 0
	target A 10 >>book/targets.csv
	series share A 2010-01 8/9 >>observations.tsv
	series count A 2010-01 8 >>observations.tsv
	expect 0 bif-judge -b book --as-of "$AS_OF" --ledger ledger \
		observations.tsv
	[ "$(grep observations.tsv ledger | cut -f 4-8)" = $'2\t1\t3\t0\t1' ]
	series other A 2010-01 8 >>observations.tsv
	expect_err 0 'does not define the measure "other"' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
	series count X 2010-01 8 >>observations.tsv
	expect_err 65 'observations.tsv:5: "unit": "X"' 'measure "other"' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
}

@test "a goal whose measure nobody defines is 78, in its own year alone" {
	{
		echo goal,measure,direction
		echo g,count,at_least
		echo h,ghost,at_least
	} >book/goals.csv
	target A 10 >>book/targets.csv
	target A 10 goal=h year=2009 due=2009-12-31 decided=2009-01-20 \
		>>book/targets.csv
	series count A 2010-01 10 >>observations.tsv
	judge
	[ "$(wc -l <verdicts.tsv)" -eq 4 ]
	expect_err 78 'goals.csv:3: column "measure"' '"ghost"' -- \
		bif-judge -b book --as-of 2009-06-30 observations.tsv
}

@test "a glide and a change without a baseline are 78 with file and line" {
	goal stock at_most month glide of_target 5 0
	target A 100 >>book/targets.csv
	expect_err 78 'targets.csv:2: column "baseline": is empty' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
	goal stock at_most month level of_change 5 0
	expect_err 78 'targets.csv:2: column "baseline": is empty' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
}

@test "a denominator the book does not know, or misses, is 65" {
	goal count at_least year level points 2 0
	target A 10 >>book/targets.csv
	series count A 2010-01 8/9 >>observations.tsv
	expect_err 65 'count, A, 2010-01: a denominator, but' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
	sed -i '2,$d' observations.tsv
	series share A 2010-01 8 >>observations.tsv
	expect_err 65 'share, A, 2010-01: no denominator, but' -- \
		bif-judge -b book --as-of "$AS_OF" observations.tsv
}

@test "figures by hand that fit nothing are 78 with file and line" {
	goal count at_least year level points 2 0
	target A 10 >>book/targets.csv
	local row
	for row in 'ghost,A,2010-01,1,' 'count,X,2010-01,1,' \
		'count,A,2010-13,1,' 'count,A,2010-01,1,2' \
		'count,A,2010-01,,' 'share,A,2010-01,1,' \
		'count,A,2010-01,1.250,'; do
		{
			echo measure,unit,month,numerator,denominator
			echo "$row"
		} >book/observations.csv
		expect_err 78 observations.csv:2: -- bif-judge -b book \
			--as-of "$AS_OF" observations.tsv
	done
}

@test "a full disk is 74" {
	goal count at_least year level points 2 0
	target A 10 >>book/targets.csv
	something
	expect_err 74 'cannot write' -- bash -c \
		"bif-judge -b book --as-of $AS_OF observations.tsv >/dev/full"
}

@test "the option of a day is named as it is typed" {
	expect_err 64 'give --as-of YYYY-MM-DD' -- \
		bif-judge -b book observations.tsv
	[[ "$stderr" != *----* ]]
}
