#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# What a figure is worth: intervals and chance, rejected rows, signals, other
# readings and forecasts, on books small enough to check by hand. The columns
# stand beside the status and never change it.

load ../lib/bif
load ../lib/judging

setup() {
	judging
}

@test "a share has its interval, and the chance that the expected level shows it" {
	goal share at_least year level points 2 1
	target A 95 >>book/targets.csv
	target B 95 >>book/targets.csv
	series share A 2010-01 93/100 >>observations.tsv
	series share B 2010-01 83/100 >>observations.tsv
	weigh
	# 93 or fewer of 100 at 95 % come in 23.4 % of all cases.
	judged A status=near low=86.1 high=97.1 chance=0.234 \
		flags='unchecked within-chance'
	judged B status=off low=74.2 high=89.8 chance=0.000 flags=unchecked
	judge
	judged A status=near low= high= chance= flags=unchecked
}

@test "a met goal: how often one at the edge shows this or better" {
	goal count at_most year level of_target 5 0
	target A 10 >>book/targets.csv
	target B 10 >>book/targets.csv
	series count A 2010-01 7 >>observations.tsv
	series count B 2010-01 0 >>observations.tsv
	weigh
	# 7 or fewer of 10 expected: 22.0 %; none: e to the -10th.
	judged A status=met low=3 high=14 chance=0.220 \
		flags='unchecked within-chance'
	judged B status=met low=0 high=4 chance=0.000 flags=unchecked
}

@test "the mean of months' shares weighs as few tries as its smallest months" {
	goal share at_least mean_of_months level points 2 1
	target A 90 >>book/targets.csv
	# 4 / (1/10 + 1/90) = 36 tries, of which 32.4 hit: 32 and 33.
	series share A 2010-01 9/10 81/90 >>observations.tsv
	weigh
	judged A status=met value=90.0 low=73.9 high=98.2
}

@test "nothing is sampled of amounts, days and open cases" {
	goal amount at_most year level of_target 5 1
	target A 10 >>book/targets.csv
	series amount A 2010-01 7 >>observations.tsv
	weigh
	judged A status=met low= high= chance= flags=unchecked
	goal stock at_most month level of_target 5 0
	series stock A 2010-06 7 >>observations.tsv
	weigh
	judged A status=met low= high= chance= flags=unchecked
}

@test "months that vary more than draws widen the interval, and are not sure" {
	goal share at_least year level points 2 1
	target A 50 >>book/targets.csv
	target B 50 >>book/targets.csv
	series share A 2010-01 40/100 60/100 40/100 60/100 50/100 >>observations.tsv
	series share B 2010-01 50/100 50/100 50/100 50/100 50/100 >>observations.tsv
	weigh
	# 16 / 4: four times as much as draws; 250 of 500 count as 62.5 of 125.
	judged A value=50.0 low=40.5 high=59.5
	judged B value=50.0 low=45.5 high=54.5
}

@test "a denominator of 10^12, a share above 100, months all equal: empty" {
	goal share at_least year level points 2 1
	target A 50 >>book/targets.csv
	target B 50 >>book/targets.csv
	series share A 2010-01 600000000000/1000000000000 >>observations.tsv
	series share B 2010-01 120/100 >>observations.tsv
	expect_err 0 'more than all there is' -- bif-judge -b book \
		--as-of "$AS_OF" -o verdicts.tsv observations.tsv
	judged A status=met low= high= chance= signal=
	judged B status=met low= high= chance=
	sed -i '2,$d' observations.tsv
	series share A 2009-01 5/10 5/10 5/10 5/10 5/10 5/10 5/10 5/10 5/10 \
		5/10 5/10 5/10 5/10 5/10 5/10 5/10 5/10 5/10 >>observations.tsv
	weigh
	judged A status=met signal=none
}

# rejected SOURCE UNIT MONTH ROWS: not for the name of the unit.
rejected() {
	printf '@%s!rejected\t%s\t%s\t0\t\t%s\t0\t%s\t\n' "$1" "$2" "$3" "$4" \
		"$AS_OF" >>observations.tsv
}

@test "rejected rows: how many could count, and the best and worst status then" {
	goal count at_least year level of_target 0 0
	target A 10 >>book/targets.csv
	target B 10 >>book/targets.csv
	target T 10 >>book/targets.csv
	series count A 2009-07 1 1 1 1 1 1 2 2 2 2 0 0 >>observations.tsv
	came s A 2009-01 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40
	came s B 2009-01 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40
	rejected s A 2010-06 1
	rejected s A 2009-12 9
	weigh
	judged A status=off rejected=1 bounds=off..off
	judged B status=off rejected=0 bounds=off..off
	judged T status=off rejected=1 bounds=off..off
	# One whose month nobody could read, and one whose unit.
	rejected s A '' 1
	rejected s nowhere 2010-05 1
	weigh
	judged A status=off rejected=3 bounds=off..met
	[[ $(cell A flags) == *unsure* ]]
	judged B rejected=1 bounds=off..off
	judged T rejected=3 bounds=off..met
	judge
	judged A status=off rejected= bounds=
}

@test "rejected rows of a share: hits and misses, of amounts the number alone" {
	goal share at_least year level points 0 1
	target A 50 >>book/targets.csv
	series share A 2010-01 49/100 >>observations.tsv
	came s A 2009-01 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40
	rejected s A 2010-02 1
	weigh
	# 50/101 at best.
	judged A status=off rejected=1 bounds=off..off
	rejected s A 2010-03 1
	weigh
	judged A status=off rejected=2 bounds=off..met
	goal amount at_most year level of_target 0 1
	series amount A 2010-01 49 >>observations.tsv
	weigh
	judged A status=met rejected=2 bounds=
}

@test "signals: outside a limit, near it, on one side; empty below a year" {
	goal share at_least year level points 2 1
	target A 50 >>book/targets.csv
	target B 50 >>book/targets.csv
	series share A 2009-07 50/100 51/100 50/100 51/100 50/100 51/100 50/100 \
		51/100 50/100 51/100 50/100 60/100 >>observations.tsv
	series share B 2009-08 50/100 51/100 50/100 51/100 50/100 51/100 50/100 \
		51/100 50/100 51/100 60/100 >>observations.tsv
	weigh
	judged A signal=better
	judged B signal=
	sed -i '2,$d' observations.tsv
	series share A 2009-05 54/100 50/100 54/100 50/100 54/100 50/100 \
		49/100 48/100 49/100 48/100 49/100 48/100 49/100 48/100 \
		>>observations.tsv
	weigh
	judged A signal=worse
}

@test "readings: the statuses other readings give, and which of them differ" {
	goal share at_least mean_of_months level points 2 1
	target A 50 >>book/targets.csv
	# A mean of 55; all together 42 of 110.
	series share A 2010-01 8/10 30/100 >>observations.tsv
	series share@strict A 2010-01 6/10 40/100 >>observations.tsv
	weigh --readings readings.tsv
	judged A status=met readings='ratio:off strict:met'
	[[ $(cell A flags) == *sensitive* ]]
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
		year unit goal reading status value expected \
		2010 A g ratio off 34.5 50.0 2010 A g strict met 50.0 50.0 >wanted
	same readings.tsv wanted
	# What used to ask for it has no effect any more.
	expect 0 bif-judge -b book --as-of "$AS_OF" --robust -o again.tsv \
		observations.tsv
	same verdicts.tsv again.tsv
}

@test "readings: by days, and as last year went" {
	goal count at_least year accrual of_target 5 0
	target A 2000 >>book/targets.csv
	series count A 2009-01 60 60 60 60 60 60 40 40 40 40 40 40 1000 \
		>>observations.tsv
	weigh
	# 181 of 365 days are less than half; last year 60 % had come.
	judged A expected=1000 status=met readings='days:met seasonal:off'
}

@test "a forecast: by last year's shape and this year's level, and its chance" {
	goal count at_least year accrual of_target 5 0
	target A 1200 >>book/targets.csv
	target B 1200 >>book/targets.csv
	series count A 2009-01 100 100 100 100 100 100 100 100 100 100 100 100 \
		100 100 100 100 100 100 >>observations.tsv
	series count B 2010-01 600 >>observations.tsv
	weigh
	# 600 and the middle of what is to come: of 600 on average with a
	# variance of 1,490 that is the root of 600 x 600 - 745, since counts
	# stray further up than down. As likely met as near: the middle is near.
	judged A projected=1199 projected_low=1151 projected_high=1250 \
		chance_met=0.499 outlook=near
	# The past of B is too short.
	judged B status=met projected= projected_low= projected_high= \
		chance_met= outlook=
	sed -i 's/1200/1150/' book/targets.csv
	weigh
	judged A projected=1199 outlook=met
	sed -i 's/1150/1400/' book/targets.csv
	weigh
	# A third of the square of half a year, of which half ends as wished.
	judged A projected=1199 outlook=off chance_met=0.042
	judge
	judged A projected= outlook=
}

# reach: how far A's forecast reaches, in tenths.
reach() {
	weigh
	echo $((($(cell A projected_high | tr -d .) -
		$(cell A projected_low | tr -d .))))
}

@test "a forecast learns from the units beside it how far levels move" {
	local alike apart measure
	goal count at_least year accrual of_target 5 1
	target A 1200 >>book/targets.csv
	head -n 1 observations.tsv >none
	series count A 2009-01 90 110 90 110 90 110 90 110 90 110 90 110 \
		108 132 108 132 108 132 >>observations.tsv
	cp observations.tsv only
	# B, with the same past, moved as A did: up by a fifth.
	sed -n 's/\tA\t/\tB\t/p' only >>observations.tsv
	alike=$(reach)
	cp only observations.tsv
	series count B 2009-01 90 110 90 110 90 110 90 110 90 110 90 110 \
		63 77 63 77 63 77 >>observations.tsv
	apart=$(reach)
	[ "$alike" -gt 0 ] && [ "$alike" -lt "$apart" ]
	# Of shares too: both from 50 % to 60, or one to 40.
	goal share at_least year level points 2 1
	cp none observations.tsv
	series share A 2009-01 50/100 50/100 50/100 50/100 50/100 50/100 50/100 \
		50/100 50/100 50/100 50/100 50/100 60/100 60/100 60/100 60/100 \
		60/100 60/100 >>observations.tsv
	cp observations.tsv only
	sed -n 's/\tA\t/\tB\t/p' only >>observations.tsv
	alike=$(reach)
	cp only observations.tsv
	series share B 2009-01 50/100 50/100 50/100 50/100 50/100 50/100 50/100 \
		50/100 50/100 50/100 50/100 50/100 40/100 40/100 40/100 40/100 \
		40/100 40/100 >>observations.tsv
	apart=$(reach)
	[ "$alike" -gt 0 ] && [ "$alike" -lt "$apart" ]
}

@test "last year's shape is drawn to an even year, as by 300 events" {
	goal count at_least year accrual of_target 5 0
	target A 1200 >>book/targets.csv
	series count A 2009-01 90 100 90 100 90 100 110 100 110 100 110 100 \
		90 100 90 100 90 100 >>observations.tsv
	weigh
	# (570 + 150) / 1,500 = 0.48 is gone, of 1,200 thought of 576. Of these 570
	# came, so that the year comes to 1,188.6, of which 0.52 are left: 618.1.
	judged A value=570 projected=1187
}

# likely MEASURE: how likely A's goal is met.
likely() {
	goal "$1" at_least year accrual of_target 5 0
	weigh
	cell A chance_met
}

@test "a sum of points grows by steps of the least weight" {
	local ones halves any
	target A 24 >>book/targets.csv
	series count A 2009-01 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 \
		>>observations.tsv
	{
		sed -n 's/^count/points/p' observations.tsv
		sed -n 's/^count/amount/p' observations.tsv
	} >others
	cat others >>observations.tsv
	ones=$(likely points)
	[ "$ones" = "$(likely count)" ]
	any=$(likely amount)
	sed -i 's/{"full": "1"}/{"full": "1", "half": "0.5", "none": "0"}/' \
		book/measures.json
	halves=$(likely points)
	# Of 24 and more: from 23.5 on, from 23.75 on, from 24 on.
	echo "$ones $halves $any"
	awk "BEGIN { exit !($ones > $halves && $halves > $any) }"
}

@test "persons once a year: half of what is above last year's level goes on" {
	target A 1200 >>book/targets.csv
	series count A 2009-01 100 100 100 100 100 100 100 100 100 100 100 100 \
		120 120 120 120 120 120 >>observations.tsv
	sed -n 's/^count/persons/p' observations.tsv >persons
	cat persons >>observations.tsv
	goal count at_least year accrual of_target 5 0
	weigh
	# 720, and half of a level of 1,420; of persons, of 1,310; and one less,
	# as the middle of counts is.
	judged A value=720 projected=1430
	goal persons at_least year accrual of_target 5 0
	weigh
	judged A value=720 projected=1374
}

@test "a share near none is thought to move less than one of a half" {
	goal share at_least year level points 2 1
	target A 40 >>book/targets.csv
	series share A 2009-01 50/100 50/100 50/100 50/100 50/100 50/100 50/100 \
		50/100 50/100 50/100 50/100 50/100 50/100 50/100 50/100 50/100 \
		50/100 50/100 >>observations.tsv
	weigh
	# 0.25 / 150 together, and each: 0.25 x (0.00037 + 0.09 x 0.0033 +
	# 0.25 / 600) = 0.00027, and 3 / 4 of it, since nothing was missed.
	judged A projected=50.0 projected_low=48.2 projected_high=51.8
	sed -i 's/\t50\t100/\t3\t100/' observations.tsv
	weigh
	judged A projected=3.0 projected_low=2.4 projected_high=3.6
}

@test "a mean of months moves from year to year as far as a month strays" {
	goal share at_least mean_of_months level points 2 1
	target A 90 >>book/targets.csv
	series share A 2009-01 90/100 94/100 90/100 94/100 90/100 94/100 90/100 \
		94/100 90/100 94/100 90/100 94/100 90/100 94/100 90/100 94/100 \
		90/100 94/100 >>observations.tsv
	weigh
	# 72 / 16 = 4.5 a month: 0.25 x (0.65 + 0.09 x 4.5 + 4.5 / 6) = 0.45. In
	# March 91.4 and 0.77 were thought, and 92 came: (3 + 0.45) / 4 of it.
	judged A projected=92.0 projected_low=91.2 projected_high=92.8
}

@test "a stock goes on the way it went, less and less" {
	goal stock at_most month level of_target 5 0
	target A 180 >>book/targets.csv
	series stock A 2009-06 50 60 70 80 90 100 110 120 130 140 150 160 170 \
		>>observations.tsv
	weigh
	# Twelve steps of 10 that weigh 4.66, and two of nothing: 7.00 a step, of
	# which 0.8, 0.8 x 0.8, ... are to come: 2.95 of them. Each month is off
	# by the same 3.00, so r = 0.785: 9.03 x 8.3 x (6 + 2.95 ^ 2 / 6.66) = 548.
	# In March 153.4 and 275 were thought, and 170 came: (3 + 1.00) / 4 of it.
	judged A value=170 projected=191 projected_low=161 projected_high=221
}

@test "an outlook is the middle's status, unless the interval holds all three" {
	local direction target upper outlook
	series stock A 2009-06 50 60 70 80 90 100 110 120 130 140 150 160 170 \
		>>observations.tsv
	head -n 1 book/targets.csv >head
	# 161 to 221 around 191, by edges and what is near within 5 % of them.
	while read -r direction target upper outlook; do
		upper=${upper#.}
		goal stock "$direction" month level of_target 5 0
		{ cat head; target A "$target" upper="$upper"; } >book/targets.csv
		weigh
		judged A projected=191 projected_low=161 projected_high=221 \
			outlook="$outlook"
	done <<-'END'
	at_most 150 . off
	at_most 180 .
	at_most 190 .
	at_most 200 .
	at_most 212 . met
	within 150 225 met
	within 140 200
	within 150 215 met
	within 185 195
	within 195 212
	END
}

@test "forecasts that missed make those of all units wider, good ones narrower" {
	local alone held missed
	goal stock at_most month level of_target 5 1
	target A 180 >>book/targets.csv
	series stock A 2009-01 50 53 51 54 50 52 51 53 50 54 51 52 50 53 51 54 50 52 \
		>>observations.tsv
	alone=$(reach)
	cp observations.tsv only
	sed -n 's/\tA\t/\tB\t/p' only >>observations.tsv
	held=$(reach)
	cp only observations.tsv
	series stock B 2009-01 50 53 51 54 50 52 51 53 50 54 51 52 50 53 51 94 90 92 \
		>>observations.tsv
	missed=$(reach)
	[ "$held" -gt 0 ] && [ "$held" -lt "$alone" ] && [ "$alone" -lt "$missed" ]
}

@test "what has come stays, and no share ends above what is possible" {
	goal count at_most year level of_target 5 0
	target A 9 >>book/targets.csv
	series count A 2009-01 1 1 1 1 1 1 1 1 1 1 1 1 10 >>observations.tsv
	weigh
	judged A status=off chance_met=0.000
	[ "$(cell A projected_low)" -ge 10 ]
	goal count at_least year level of_target 5 0
	weigh
	judged A status=met chance_met=1.000
}

@test "a year with more hits than tries is no past of a share" {
	goal share at_least year level points 2 1
	target A 90 >>book/targets.csv
	series share A 2009-01 60/50 60/50 60/50 60/50 60/50 60/50 60/50 60/50 \
		60/50 60/50 60/50 60/50 1/2 1/2 1/2 1/2 1/2 1/2 >>observations.tsv
	expect_err 0 'more than all there is' -- bif-judge -b book \
		--as-of "$AS_OF" -o verdicts.tsv observations.tsv
	judged A value=50.0 projected=50.0
}

@test "a stock that falls is not forecast below nothing" {
	goal stock at_most latest level points 5 0
	target A 9 >>book/targets.csv
	series stock A 2008-01 99 95 91 87 83 79 75 71 67 63 59 55 51 47 43 39 35 31 \
		27 23 19 15 11 7 5 4 3 2 1 1 >>observations.tsv
	weigh
	judged A value=1 projected_low=0
	[ "$(cell A projected)" -ge 0 ]
}

# forecasts_of_months: what bif-judge forecast at the ends of the months 3 to
# 11, from the rows of those months: low, high, chance, status, a line each.
forecasts_of_months() {
	local month last=(31 28 31 30 31 30 31 31 30 31 30 31)
	for month in 03 04 05 06 07 08 09 10 11; do
		awk -F '\t' -v OFS='\t' -v to="2010-$month" \
			-v day="2010-$month-${last[10#$month - 1]}" \
			'NR == 1 || $3 <= to { if (NR > 1) $8 = day; print }' \
			observations.tsv >then.tsv
		bif-judge -b book --as-of "2010-$month-${last[10#$month - 1]}" \
			--quiet -o then.verdicts then.tsv
		awk -F '\t' '
		NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		$c["unit"] == "A" && $c["projected_low"] != "" {
			print $c["projected_low"], $c["projected_high"],
				$c["chance_met"], $c["status"], $c["outlook"]
		}' then.verdicts
	done
}

@test "--backtest: the forecasts of earlier months, held against what came" {
	local window
	AS_OF=2010-12-31
	for window in year rolling_12; do
		goal count at_least "$window" accrual of_target 5 0
		target A 1200 >book/targets.tmp
		{ head -n 1 book/targets.csv; cat book/targets.tmp; } >book/t
		mv book/t book/targets.csv
		head -n 1 observations.tsv >o && mv o observations.tsv
		series count A 2009-01 90 95 100 105 110 90 80 95 100 115 105 95 \
			>>observations.tsv
		series count A 2010-01 70 120 90 95 130 80 95 85 120 105 90 100 \
			>>observations.tsv
		expect 0 bif-judge -b book --as-of "$AS_OF" --backtest \
			-o backtest.tsv observations.tsv
		forecasts_of_months >forecasts
		# 1,180 of 1,200: near.
		awk -v made="$(wc -l <forecasts)" '
		FNR == NR {
			held += $1 <= 1180 && 1180 <= $2
			brier += $3 * $3
			now += $4 == "met"
			if (NF > 4) { outlooks++; right += $5 == "near" }
			same += NF > 4 && $4 == "near"
			next
		}
		FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		function near(a, b) { return a - b < 0.002 && b - a < 0.002 }
		!(made == 9 && $c["forecasts"] == made && $c["held"] == held &&
			near($c["brier"], brier / made) &&
			near($c["brier_as_now"], now / made) &&
			$c["outlooks"] == outlooks && $c["right"] == right &&
			$c["right_as_now"] == same) {
			print "not so: " $0, made, held, brier / made, now / made,
				outlooks, right, same
			wrong = 1
		}
		END { exit wrong || FNR != 3 }' FS=' ' forecasts FS='\t' \
			backtest.tsv
	done
}

@test "--backtest: no past, no forecast, no row" {
	goal count at_least year accrual of_target 5 0
	target A 1200 >>book/targets.csv
	series count A 2010-01 100 100 100 100 100 100 >>observations.tsv
	expect 0 bif-judge -b book --as-of "$AS_OF" --backtest observations.tsv
	[ "$(wc -l <<<"$output")" -eq 1 ]
	[[ $output == goal$'\t'measure$'\t'forecasts* ]]
}
