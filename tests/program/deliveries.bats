#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# No verdict without its data (DESIGN.md section 13): each rule, each state,
# each flag and each member of `delivers`, on a source of one or two units
# whose months can be counted on the fingers. Fourteen months from May 2009 to
# June 2010 are judged as of 30 June, by a count that A and B owe.

load ../lib/bif
load ../lib/judging

setup() {
	judging
	goal count at_least year level points 2 0
	for unit in T A B; do target $unit 1; done >>book/targets.csv
	for unit in T A B; do
		series count $unit 2010-01 5 5 5 5 5 5
	done >>observations.tsv
}

# delivers SOURCE MEMBER...: what the book says of it.
delivers() {
	local file=book/sources/$1.json
	shift
	jq --argjson d "{$*}" '.delivers = $d' "$file" >s.json
	mv s.json "$file"
}

# state SOURCE UNIT MONTH: its state; usual SOURCE UNIT MONTH.
field() {
	awk -F '\t' -v s="$1" -v u="$2" -v m="$3" -v n="$4" \
		'$1 == s && $2 == u && $3 == m { print $n }' deliveries.tsv
}
state() { field "$@" 4; }
usual() { field "$@" 6; }

# is UNIT STATUS...: the statuses of T, A and B.
are() {
	[ "$(cell T status) $(cell A status) $(cell B status)" = "$*" ] || {
		cut -f 2,8,28-30,43 verdicts.tsv
		cat deliveries.tsv
		return 1
	}
}

# tested [OPTION]...: judge, and what was delivered.
tested() {
	judge --deliveries deliveries.tsv "$@"
}

# usually UNIT N [MONTHS]: N rows a month in MONTHS months from May 2009, but
# one more each sixth month, so that the number is not always one and the same.
usually() {
	local i months=()
	for ((i = 0; i < ${3:-14}; i++)); do
		months+=($(($2 + (i % 6 == 0))))
	done
	came s "$1" 2009-05 "${months[@]}"
}

# always UNIT N [MONTHS]: always the same.
always() {
	# shellcheck disable=SC2046 # one word a month
	came s "$1" 2009-05 $(yes "$2" | head -n "${3:-14}")
}

# --- nothing is wrong ---

@test "delivered: all months are there, and the reach is the last of them" {
	usually A 40
	usually B 40
	tested
	are met met met
	judged A flags= through=2010-06-30
	[ "$(state s '' 2010-06)" = delivered ]
	[ "$(state s A 2010-06)" = delivered ]
	[ "$(usual s '' 2010-06)" = 80 ]
	# From the first month that a goal needs: twelve rows less than all.
	[ "$(grep -c '^s	' deliveries.tsv)" -eq 18 ]
	[ "$(head -n 1 deliveries.tsv)" = \
		'source	unit	month	state	rows	usual	through	why' ]
}

@test "unchecked: without rows of coverage nothing can be tested" {
	tested
	are met met met
	judged A flags=unchecked through=
	[ "$(cut -f 1,3,4 deliveries.tsv | tail -n 1)" = 's		untested' ]
}

@test "missing: figures by hand beside a stream that has no row at all" {
	sed -i '2,$d' observations.tsv
	printf '%s\n' measure,unit,month,numerator points,C,2010-01,1 \
		>book/observations.csv
	tested
	judged A status=not_delivered \
		'why=ikke leveret: s, jan 2010: kilden har ingen rækker'
	# A stream made by hand has rows, and none that could be tested.
	series count A 2010-01 5 5 5 5 5 5 >>observations.tsv
	tested
	judged A status=met flags=unchecked
}

@test "unchecked: fewer than three months of history" {
	came s A 2010-05 40 40
	delivers s '"from": "2010-05"'
	goal share at_least year level points 2 0
	series share A 2010-05 50/50 50/50 >>observations.tsv
	tested
	judged A status=met flags=unchecked
	came s A 2010-04 40
	delivers s '"from": "2010-04"'
	tested
	judged A status=met flags=
}

@test "unchecked: a source that stopped after its first months" {
	goal share at_least year level points 2 0
	series share A 2010-01 50/50 50/50 >>observations.tsv
	came s A 2010-01 40 40
	tested
	judged A status=met flags=unchecked
	# The book knows that no more is to come.
	delivers s '"months": ["01", "02"]'
	tested
	judged A status=met flags=
}

# --- rule 1: it goes past the month ---

@test "rule 1: rows that end more than five days early are lagging" {
	usually A 40 13
	usually B 40 13
	came s A 2010-06 40/25
	came s B 2010-06 40/24
	tested
	are met met met
	sed -i '/^@s/s/2010-06-2[45]$/2010-06-24/' observations.tsv
	tested
	are not_delivered not_delivered not_delivered
	[ "$(state s '' 2010-06)" = lagging ]
	judged A through=2010-05-31 value= n=300 \
		'why=ikke leveret: s, jun 2010: sidste række 24-06-2010'
}

@test "rule 1: no earlier end than in any of the twelve months before" {
	usually A 40 12
	came s A 2010-05 40/20 40/18
	tested
	[ "$(state s '' 2010-06)" = lagging ]
	sed -i '/^@s/s/2010-06-18$/2010-06-19/' observations.tsv
	tested
	# Eleven days before its end, as May, which June tells was whole.
	[ "$(state s '' 2010-05)" = delivered ]
	[ "$(state s '' 2010-06)" = delivered ]
}

@test "rule 1: nine days in December" {
	AS_OF=2010-12-31
	sed -i '2,$s/2010-06-30\t$/2010-12-31\t/' observations.tsv
	came s A 2009-11 40 40 40 40 40 40 40 40 40 40 40 40 40 40/22
	tested
	[ "$(state s '' 2010-12)" = delivered ]
	sed -i '/^@s/s/2010-12-22$/2010-12-21/' observations.tsv
	tested
	[ "$(state s '' 2010-12)" = lagging ]
}

@test "rule 1: a fiftieth of a usual month, in the two months after" {
	usually A 100 13
	came s A 2010-06 100/10 1 1
	tested
	are met met met
	sed -i '/^@s.*2010-08/d' observations.tsv
	tested
	judged A status=not_delivered
	[ "$(state s '' 2010-06)" = lagging ]
}

@test "rule 1: no rows at all are missing, and a hole is never usual" {
	usually A 40 10
	tested
	are not_delivered not_delivered not_delivered
	judged A through=2010-02-28 \
		'why=ikke leveret: s, mar 2010: ingen rækker mod normalt 40, og ingen senere'
	for month in 2010-03 2010-04 2010-05 2010-06; do
		[ "$(state s '' $month) $(usual s '' $month)" = 'missing 40' ]
	done
}

@test "ahead: dates that run ahead tell nothing of the end" {
	usually A 40 13
	came s A 2010-06 40/10
	delivers s '"ahead": true'
	tested
	judged A status=met
}

# --- rule 2: it brought the usual ---

@test "rule 2: less than a quarter of a usual month of thirty is thin" {
	usually A 40 12
	came s A 2010-05 10 40
	tested
	judged A status=met
	sed -i '/^@s.*2010-05/s/\t10\t/\t9\t/g' observations.tsv
	tested
	[ "$(state s '' 2010-05)" = thin ]
	judged A status=not_delivered through=2010-04-30 \
		'why=ikke leveret: s, maj 2010: 9 rækker mod normalt 40'
}

@test "rule 2: of the source, and of each unit" {
	usually A 40
	usually B 40 13
	came s B 2010-06 9
	tested
	are not_delivered met not_delivered
	[ "$(state s '' 2010-06) $(state s B 2010-06)" = 'delivered thin' ]
	judged T 'why=ikke leveret: s hos B, jun 2010: 9 rækker mod normalt 40'
}

@test "rule 2: one row where ten are usual, none where nine are" {
	usually A 10 12
	came s A 2010-06 10
	tested
	[ "$(state s '' 2010-05)" = missing ]
	sed -i '/^@s/{s/\t10\t/\t9\t/g;s/\t11\t/\t10\t/g}' observations.tsv
	tested
	[ "$(state s '' 2010-05)" = delivered ]
	are met met met
}

@test "rule 2: the usual is a median, a half where the two in the middle differ" {
	came s A 2009-05 30 32 31 29 90 28 33 31 30 29 32 31 31 31
	tested
	# Of June 2009 to May 2010: 28 29 29 30 31 31 31 31 32 32 33 90.
	[ "$(usual s '' 2010-06)" = 31 ]
	came s A 2010-05 1
	tested
	[ "$(usual s '' 2010-06)" = 31 ]
	sed -i '/^@s.*2010-0[45]/s/\t3[12]\t/\t32\t/g' observations.tsv
	tested
	[ "$(usual s '' 2010-06)" = 31.5 ]
}

@test "least: the share of a usual month that is enough" {
	usually A 40 12
	came s A 2010-05 19 40
	delivers s '"least": "50%"'
	tested
	[ "$(state s '' 2010-05)" = thin ]
	delivers s '"least": "47%"'
	tested
	[ "$(state s '' 2010-05)" = delivered ]
	sed -i '/^@s.*2010-05/d' observations.tsv
	delivers s '"least": "0%"'
	tested
	[ "$(state s '' 2010-05)" = delivered ]
}

# --- rule 3: no unit fell silent ---

@test "rule 3: a unit of ten a month that has none is silent" {
	usually A 40
	usually B 10 13
	tested
	are not_delivered met not_delivered
	[ "$(state s B 2010-06)" = silent ]
	judged B 'why=ikke leveret: s hos B, jun 2010: ingen rækker mod normalt 10'
	sed -i '/^@s\tB\t/s/\t10\t/\t9\t/g' observations.tsv
	tested
	are met met met
	[ "$(state s B 2010-06)" = delivered ]
}

@test "rule 3: rows in each of the six months before, or no word of it" {
	usually A 40
	came s B 2009-05 12 12 12 - 12 12 12 12 - 12 12 12 12
	tested
	are met met met
	[ "$(state s B 2010-06)" = delivered ]
}

@test "rule 3: one and the same number a month, however small" {
	always A 1
	always B 2 13
	tested
	are not_delivered met not_delivered
	[ "$(state s B 2010-06)" = silent ]
	# A unit whose number changes makes the source one that varies.
	sed -i '/^@s\tA\t2009-12/s/\t1\t/\t3\t/g' observations.tsv
	tested
	are met met met
	# But not one that is closed.
	sed -i 's/^A,Alpha,T,2000-01-01,/&2010-05-31/' book/units.csv
	tested
	[ "$(state s B 2010-06)" = silent ]
}

@test "silent: the units of a source may have no rows" {
	usually A 40
	usually B 10 13
	delivers s '"silent": true'
	tested
	are met met met
}

@test "once monthly, a unit stays so until rows come" {
	usually A 40
	usually B 3 5
	tested
	[ "$(state s B 2010-06)" = delivered ]
	came s B 2010-04 1
	tested
	# Of the twelve months before May, six had rows.
	[ "$(state s B 2010-05)" = untested ]
}

# --- rule 4: its file came ---

@test "rule 4: a month whose file did not come is missing" {
	usually A 40
	tested --not-delivered s@2010-04
	[ "$(state s '' 2010-04)" = missing ]
	judged A status=not_delivered through=2010-03-31 \
		'why=ikke leveret: s, apr 2010: månedens fil mangler'
}

# --- names ---

# rejected UNIT MONTH N [BY-NAME]: rows of s rejected in that month.
rejected() {
	printf '@s!rejected\t%s\t%s\t%s\t\t%s\t0\t%s\t\n' "$1" "$2" "${4:-$3}" \
		"$3" "$AS_OF" >>observations.tsv
}

@test "a name the unit has on another day: silent from one row on" {
	usually A 40
	usually B 4
	rejected B 2010-05 1
	tested
	are not_delivered met not_delivered
	[ "$(state s B 2010-05) $(state s B 2010-06)" = 'silent delivered' ]
	[[ $(cell B why) == *'et navn, som enheden har andre dage' ]]
	# Rejected for another reason, it is no name at all.
	sed -i '/rejected\tB/s/\t1\t\t1/\t0\t\t1/' observations.tsv
	tested
	are met met met
}

@test "the name of a unit that has ended is its successor's: silent" {
	printf '%s\n' unit,name,parent,valid_from,valid_to,successor T,Top,,,, \
		A,Alpha,T,,, B,Beta,T,,2010-03-31,N N,New,T,2010-04-01,, \
		>book/units.csv
	target N 1 >>book/targets.csv
	usually A 40
	usually B 40 11
	sed -i '/^count\tB\t2010-0[456]/d' observations.tsv
	# The export goes on saying Beta: nothing of N came.
	rejected B 2010-05 1
	tested
	are not_delivered met not_applicable
	judged N status=not_delivered
	[ "$(state s N 2010-05)" = silent ]
	[[ $(cell N why) == *'s hos N, maj 2010: '*'et navn, som enheden har andre dage' ]]
	# Without a successor the unit is closed, and what is sent is no hole.
	sed -i 's/,2010-03-31,N/,2010-03-31,/' book/units.csv
	tested
	judged T status=met value=30
}

@test "a unit that begins inside the window: why names its own months" {
	sed -i 's/^B,Beta,T,2000-01-01/B,Beta,T,2010-04-01/' book/units.csv
	sed -i '/^count\tB\t2010-0[123]/d' observations.tsv
	usually A 40
	came s B 2010-04 4 4 4
	tested
	[[ $(cell B why) == 'apr-jun 2010: 15 (først da begynder enheden); '* ]]
	[[ $(cell A why) == 'jan-jun 2010: 30; '* ]]
	# Its target is the year's all the same, and the sentence says so.
	goal count at_least year accrual of_target 5 0
	tested
	[[ $(cell B why) == 'apr-jun 2010: 15 (først da begynder enheden, men målet fordeles på hele året); forventet '* ]]
}

@test "a name nobody knows is told, and holds back a unit that fell silent" {
	usually A 40
	usually B 4 13
	rejected Nowhere 2010-06 9
	expect_err 0 's: 9 rejected rows are of "Nowhere", a name no unit ever had' \
		-- bif-judge -b book --as-of "$AS_OF" -o verdicts.tsv \
		--deliveries deliveries.tsv observations.tsv
	are met met met
	# Ten rows, and a unit that is silent in the month it first appears.
	sed -i '/Nowhere/s/\t9\t/\t10\t/g' observations.tsv
	tested --quiet
	are not_delivered met not_delivered
	[ "$(state s B 2010-06)" = silent ]
	[[ $(cell B why) == *'et navn, ingen kender, dukker op' ]]
	# One that stood there while B had rows is dirt.
	rejected Nowhere 2010-04 10
	tested --quiet
	are met met met
	# Each name is told once, with the rows of all its months.
	rejected Elsewhere 2010-05 1
	expect_err 0 's: 20 rejected rows are of "Nowhere", a name no unit ever had' \
		's: 1 rejected row is of "Elsewhere", a name no unit ever had' \
		-- bif-judge -b book --as-of "$AS_OF" -o verdicts.tsv \
		--deliveries deliveries.tsv observations.tsv
	[ "$(printf '%s\n' "$stderr" | grep -c 'no unit ever had')" -eq 2 ]
}

# --- begin and end ---

@test "not_begun: a month of the window before the first fact" {
	came s A 2010-03 40 40 40 40
	tested
	judged A status=not_delivered through= \
		'why=ikke leveret: s, jan 2010: kilden begynder mar 2010'
	[ "$(state s '' 2010-01)" = not_begun ]
}

@test "from: shares are judged on the months since, counts are held" {
	came s A 2010-03 40 40 40 40
	delivers s '"from": "2010-03"'
	tested
	judged A status=not_delivered
	goal share at_least year level points 2 0
	series share A 2010-01 0/50 0/50 50/50 50/50 50/50 50/50 >>observations.tsv
	tested
	judged A status=met value=100 n=200
	[[ $(cell A why) == 'mar-jun 2010:'*'(først da begynder kilden)'* ]]
}

@test "to: after its end a source is not asked, if another delivers" {
	usually A 40 8
	delivers s '"to": "2009-12"'
	tested
	judged A status=not_delivered \
		'why=ikke leveret: s, jan 2010: kilden slutter dec 2009'
	# Nor is it only late where it ends inside the window.
	sed -i '/^@s/d' observations.tsv
	usually A 40
	for lag in '' ', "lag": "3 months"'; do
		delivers s '"to": "2010-04"'"$lag"
		tested
		judged A status=not_delivered through=2010-04-30 flags= \
			'why=ikke leveret: s, maj 2010: kilden slutter apr 2010'
	done
	delivers s '"to": "2009-12"'
	sed 's/"s"/"r"/; s/"s_/"r_/; s/, "delivers".*//' book/sources/s.json \
		>book/sources/r.json
	delivers r
	came r A 2009-10 40 40 40 40 40 40 40 40 40
	tested
	judged A status=met
	[ "$(state s '' 2010-03) $(state r '' 2010-03)" = 'ended delivered' ]
}

@test "missing: a source without any row" {
	came heads A 2010-01 1 1 1 1 1 1
	tested
	are not_delivered not_delivered not_delivered
	judged A through= \
		'why=ikke leveret: s, jan 2010: kilden har ingen rækker'
}

@test "failed: what the pipeline says did not come" {
	usually A 40
	tested --not-delivered heads,s
	judged A status=not_delivered \
		'why=ikke leveret: s, jan 2010: kilden kom ikke med i kørslen'
	[ "$(state s '' 2010-03)" = failed ]
	expect_err 64 '"other" is no source of the book' -- bif-judge -b book \
		--as-of "$AS_OF" --not-delivered s,other observations.tsv
}

@test "required: false, and goals are judged without it" {
	usually A 40 10
	delivers s '"required": false'
	tested
	are met met met
	[ "$(state s '' 2010-06)" = missing ]
}

# --- not monthly ---

@test "untested: what is not monthly does not limit the reach" {
	came s A 2009-05 40 - - - - - - 40
	tested
	are met met met
	judged A flags= through=2010-06-30
	[ "$(tail -n 1 deliveries.tsv)" = 's			untested	80		2009-12-31	' ]
}

@test "months: those the book names must have rows" {
	came s A 2009-01 40 - - - - - - - - - - - 40
	delivers s '"months": ["01"]'
	tested
	are met met met
	[ "$(state s '' 2010-01) $(state s '' 2010-02)" = 'delivered untested' ]
	sed -i '/^@s.*2010-01/d' observations.tsv
	tested
	judged A status=not_delivered
	[ "$(state s '' 2010-01)" = missing ]
}

@test "months: where the book names them no unit is asked for" {
	usually A 40
	usually B 40 13
	delivers s '"months": ["06"]'
	tested
	are met met met
	[ "$(state s B 2010-06)" != silent ]
}

@test "months: a running month that must have rows has not come without" {
	echo '{ "calendar": "day" }' >book/book.json
	AS_OF=2010-11-01
	sed -i '2,$s/2010-06-30\t$/2010-11-01\t/' observations.tsv
	came s A 2010-01 40
	delivers s '"months": ["01", "11"]'
	tested
	[ "$(state s '' 2010-10) $(state s '' 2010-11)" = 'untested missing' ]
	judged A through=2010-10-31 flags=lagged
	came s A 2010-11 40/01
	tested
	[ "$(state s '' 2010-11)" = delivered ]
	judged A through=2010-11-01 flags=
}

@test "units: those the book names must have rows in each month" {
	usually A 4
	came s B 2010-06 1
	delivers s '"units": ["B"]'
	tested
	[ "$(state s B 2010-05) $(state s B 2010-06)" = 'silent delivered' ]
	judged B status=not_delivered
	# A parent waits for them too, though no row of them ever came.
	sed -i '/\tB\t/d' observations.tsv
	usually A 40
	delivers s '"units": ["A", "B"]'
	tested
	are not_delivered met not_delivered
	delivers s '"units": ["A"]'
	tested
	[ "$(cell T status)" = met ]
	delivers s '"units": ["X"]'
	expect_err 78 '"units": "X" is no unit of units.csv' -- bif-judge -b book \
		--as-of "$AS_OF" observations.tsv
}

# --- lag ---

@test "lagged: short by no more than the lag, judged as of the reach" {
	goal count at_least year accrual of_target 5 0
	sed -i '2,$d' book/targets.csv
	target A 60 >>book/targets.csv
	usually A 40 13
	delivers s '"lag": "1 month"'
	tested
	# 25 of 60 x 5/12, at the end of May.
	judged A status=met value=25 expected=25 flags=lagged \
		through=2010-05-31 as_of=2010-06-30
	[[ $(cell A why) == *'; opgjort pr. 31-05-2010, da mere ikke er leveret: s, jun 2010:'* ]]
	sed -i '/^@s.*2010-05/d' observations.tsv
	tested
	judged A status=not_delivered through=2010-04-30
	delivers s '"lag": "2 months"'
	tested
	judged A status=met value=20 expected=20 flags=lagged
	delivers s '"lag": "60 days"'
	tested
	judged A status=not_delivered
	delivers s '"lag": "61 days"'
	tested
	judged A status=met flags=lagged
}

@test "lagged: a hole inside the window is no lag" {
	usually A 40
	sed -i '/^@s.*2010-05/d' observations.tsv
	delivers s '"lag": "6 months"'
	tested
	judged A status=not_delivered through=2010-04-30
}

@test "a stock needs the twelve months to its day, since its source began" {
	goal stock at_least month level points 2 0
	for unit in T A B; do
		series stock $unit 2010-01 5 5 5 5 5 5
	done >>observations.tsv
	usually A 40
	usually B 40
	tested
	are met met met
	cp observations.tsv whole.tsv
	sed -i '/^@s\tB\t2010-03/d' observations.tsv
	tested
	are not_delivered met not_delivered
	judged B through=2010-02-28 \
		'why=ikke leveret: s hos B, mar 2010: ingen rækker mod normalt 40'
	# By hand it rests on no month before.
	printf '%s\n' measure,unit,month,numerator stock,B,2010-06,5 \
		>book/observations.csv
	tested
	are not_delivered met met
	rm book/observations.csv
	# Others of the month need no other.
	goal count at_least month level points 2 0
	tested
	are met met met
	# Late it may be, also by more than a month.
	goal stock at_least month level points 2 0
	grep -vP '^@s\t.\t2010-0[56]' whole.tsv >observations.tsv
	delivers s '"lag": "2 months"'
	tested
	judged A status=met flags=lagged through=2010-04-30
	delivers s '"lag": "1 month"'
	tested
	judged A status=not_delivered through=2010-04-30
}

@test "the day calendar: the running month, as far as it goes" {
	echo '{ "calendar": "day" }' >book/book.json
	AS_OF=2010-06-15
	sed -i '2,$s/2010-06-30\t$/2010-06-15\t/' observations.tsv
	usually A 40 13
	came s A 2010-06 40/12
	tested
	judged A status=met value=30 through=2010-06-15 flags=
	sed -i '/^@s/s/2010-06-12$/2010-06-09/' observations.tsv
	tested
	# Six days are too many: to the end of May.
	judged A status=met value=25 through=2010-05-31 flags=lagged
}

# --- units and parents ---

@test "a parent needs each unit below that the feed knows" {
	usually A 40
	usually B 40 13
	tested
	are not_delivered met not_delivered
	# Of what counts B has had no row yet: the first may be among those that
	# are missing, if it owes the goal.
	sed -i '/^count\tB/d' observations.tsv
	tested
	are not_delivered met not_delivered
	cp book/targets.csv all
	sed -i '/^2010,B,/d' book/targets.csv
	tested
	are met met not_applicable
	mv all book/targets.csv
	# Of a hole of the whole source that hand figures fill they are waited for
	# only where something was counted before.
	sed -i '/^@s\t.\t2010-06/d; /^count\tA\t2010-06/d' observations.tsv
	tested
	are not_delivered not_delivered not_delivered
	printf '%s\n' measure,unit,month,numerator count,A,2010-06,5 \
		>book/observations.csv
	tested
	are met met not_delivered
}

@test "a parent does not wait for the units of another" {
	usually A 40
	usually B 40 13
	sed -i 's/^B,Beta,T,/B,Beta,C,/; s/^C,[^,]*,T,2000-01-01,[^,]*/C,Gamma,,2000-01-01,/' book/units.csv
	target C 1 >>book/targets.csv
	tested
	are met met not_delivered
	judged C status=not_delivered
}

@test "lagged: not to a day on which the unit was not there" {
	usually A 40 13
	came s A 2010-06 40
	sed -i 's/^B,Beta,T,2000-01-01/B,Beta,T,2010-05-01/' book/units.csv
	sed -i '/^count\tB/d' observations.tsv
	series count B 2010-06 5 >>observations.tsv
	delivers s '"units": ["B"], "lag": "6 months"'
	came s B 2010-06 4
	tested
	judged B status=not_delivered through= flags=
	sed -i 's/^B,Beta,T,2010-05-01/B,Beta,T,2010-06-01/' book/units.csv
	tested
	judged B status=met through=2010-06-30
}

@test "rows of a unit that the book does not have bring nothing" {
	usually A 40 13
	usually B 40 13
	came s X 2010-06 80
	tested
	[ "$(state s '' 2010-06)" = missing ]
	are not_delivered not_delivered not_delivered
}

@test "months in which a unit is not valid are no holes" {
	usually A 40
	usually B 40 10
	sed -i 's/^B,Beta,T,2000-01-01,/&2010-02-28/' book/units.csv
	sed -i '/^count\tB\t2010-0[3-6]/d' observations.tsv
	tested
	are met met not_applicable
	[[ $(cell B why) == 'enheden er lukket; dens sidste dag var 28-02-2010' ]]
	AS_OF=2010-02-28
	sed -i '2,$s/2010-06-30\t/2010-02-28\t/' observations.tsv
	tested
	are met met met
}

@test "a month in which a unit is there only in part is not held against others" {
	usually A 40
	usually B 40 13
	came s B 2010-06 3
	sed -i 's/^B,Beta,T,2000-01-01,/&2010-06-05/' book/units.csv
	tested
	are met met not_applicable
	[ "$(state s B 2010-05) $(state s B 2010-06)" = 'delivered delivered' ]
	# It may as well have none.
	sed -i '/^@s\tB\t2010-06/d' observations.tsv
	tested
	are met met not_applicable
	# A unit that is there for all of it may not.
	sed -i 's/^B,Beta,T,2000-01-01,2010-06-05/B,Beta,T,2000-01-01,2010-06-30/' book/units.csv
	tested
	are not_delivered met not_delivered
	# Nor is it a usual month of those behind it.
	sed -i '/^@s\tB/d' observations.tsv
	sed -i 's/^B,Beta,T,2000-01-01/B,Beta,T,2010-02-20/' book/units.csv
	came s B 2010-02 1 40 60 50 40
	tested
	[ "$(usual s B 2010-06)" = 50 ]
}

@test "a successor has the earlier years of the unit it succeeds" {
	goal count at_least year seasonal of_target 5 0
	sed -i '2,$d' book/targets.csv observations.tsv
	target B 120 >>book/targets.csv
	printf '%s\n' unit,name,parent,valid_from,valid_to,successor T,Top,,,, \
		A,Alpha,T,,2009-12-31,B B,Beta,T,2010-01-01,, C,Closed,T,,, \
		>book/units.csv
	series count A 2009-01 5 5 5 5 5 5 15 15 15 15 15 15 >>observations.tsv
	series count B 2010-01 5 5 5 5 5 5 >>observations.tsv
	came s A 2009-01 40 41 40 40 40 41 40 40 40 40 41 40
	came s B 2010-01 40 41 40 40 40 41
	tested
	# 30 of 120 had come by June 2009, at A.
	judged B status=met value=30 expected=30 trend=same
	# A year with a hole in it tells nothing.
	sed -i '/^@s\tA\t2009-11/d' observations.tsv
	tested
	judged B status=no_data
	# One that begins inside the year has no earlier years yet.
	came s A 2009-11 40
	sed -i 's/2009-12-31,B/2010-01-31,B/; s/2010-01-01/2010-02-01/' book/units.csv
	tested
	judged B status=no_data
}

@test "a successor of two, or of one that succeeded: a hole of any of them" {
	local merged='A,Alpha,T,,2009-12-31,B
C,Closed,T,,2009-12-31,B
B,Beta,T,2010-01-01,,' chain='A,Alpha,T,,2009-08-31,C
C,Closed,T,2009-09-01,2009-12-31,B
B,Beta,T,2010-01-01,,' hole
	goal count at_least year seasonal of_target 5 0
	for hole in none A C; do
		sed -i '2,$d' book/targets.csv observations.tsv
		target B 120 >>book/targets.csv
		printf '%s\n' unit,name,parent,valid_from,valid_to,successor T,Top,,,, \
			"$merged" >book/units.csv
		for unit in A C; do
			series count $unit 2009-01 5 5 5 5 5 5 15 15 15 15 15 15
		done >>observations.tsv
		series count B 2010-01 5 5 5 5 5 5 >>observations.tsv
		for unit in A C; do
			came s $unit 2009-01 40 41 40 40 40 41 40 40 40 40 41 40
		done
		came s B 2010-01 80 81 80 80 80 81
		sed -i "/^@s\t$hole\t2009-08/d" observations.tsv
		tested
		judged B status="$([ $hole = none ] && echo met || echo no_data)"
	done
	# At whatever distance.
	printf '%s\n' unit,name,parent,valid_from,valid_to,successor T,Top,,,, \
		"$chain" >book/units.csv
	sed -i '/^\(count\|@s\)\tA\t2009-\(09\|1\)/d; /^\(count\|@s\)\tC\t2009-0[1-8]/d' \
		observations.tsv
	came s A 2009-08 40
	came s C 2009-08 -
	tested
	judged B status=met
	sed -i '/^@s\tA\t2009-08/d' observations.tsv
	tested
	judged B status=no_data
}

@test "by hand: a hole that somebody fills is none" {
	usually A 40
	usually B 40 13
	sed -i '/^count\tB\t2010-06/d' observations.tsv
	printf '%s\n' measure,unit,month,numerator count,B,2010-06,5 \
		>book/observations.csv
	tested
	are met met met
	judged B flags=manual value=30
}

# --- zero ---

@test "rule 1: rows that tell no day of theirs are told without one" {
	usually A 40
	sed -i 's/^\(@.*\t\)[^\t]*$/\1/' observations.tsv
	tested
	[[ $(cell A why) == *'jun 2010: 40 rækker mod normalt 40, og ingen senere' ]]
	sed -i 's/\t[^\t]*$//' observations.tsv # before 0.2.0 there was no such column
	tested
	[[ $(cell A why) == *' rækker mod normalt 40, og ingen senere' ]]
}

@test "no-rows, incomplete: a share of two sources, of which one never knew the unit" {
	local unit
	goal per_head at_most year level points 2 0
	series per_head A 2010-01 5/5 5/5 5/5 5/5 5/5 5/5 >>observations.tsv
	series per_head B 2010-01 0/5 0/5 0/5 0/5 0/5 0/5 >>observations.tsv
	series per_head T 2010-01 5/10 5/10 5/10 5/10 5/10 5/10 >>observations.tsv
	usually A 40
	for unit in A B; do
		came heads $unit 2009-05 1 1 1 1 1 1 1 1 1 1 1 1 1 1
	done
	tested
	judged A flags=
	judged B status=met value=0 flags=no-rows
	judged T flags=incomplete
	# One that had rows, and none in the window.
	came s B 2009-05 1
	tested
	judged B status=met value=0 flags=no-rows
	judged T flags=
	came s B 2010-02 1
	tested
	judged B status=met value=0 flags=
	printf '%s\n' measure,unit,month,numerator,denominator \
		per_head,B,2010-0{1,2,3,4,5,6},0,5 >book/observations.csv
	sed -i '/^@s\tB/d' observations.tsv
	tested
	judged B status=met value=0 flags=manual
	judged T flags=manual
}

@test "incomplete: what knew the unit had ended before the window" {
	sed 's/"s"/"old"/; s/s_/old_/' book/sources/s.json >book/sources/old.json
	delivers old '"to": "2009-12"'
	usually A 40
	came old B 2009-01 9 9 9 9 9 9 9 9 9 9 9 9
	sed -i '/^count\tB/d' observations.tsv
	series count B 2009-01 5 >>observations.tsv
	tested
	judged T status=met flags=incomplete
	came old B 2010-01 9
	delivers old '"to": "2010-01"'
	tested
	judged T status=met flags=
}

@test "no-rows: a zero that rests on no row of the source" {
	goal count at_most year level points 2 0
	usually A 40
	usually B 4 8
	sed -i '/^count\tB/d' observations.tsv
	tested
	judged B status=met value=0 flags=no-rows
	judged T flags=
	[[ $(cell B why) == *'(kilden har ingen rækker om enheden)'* ]]
	came s B 2010-03 1
	tested
	judged B status=met value=0 flags=
}

# --- cohorts ---

@test "a cohort: who enters at the unit, what is reached as a whole" {
	goal followed at_least year level points 2 0
	for unit in A B; do
		series followed $unit 2010-01 10/10 10/10 10/10:8:2 0/0:0:9
	done >>observations.tsv
	usually A 40
	usually B 40 13
	came jobs A 2009-05 40 40 40 40 40 40 40 40 40 40 40 40 40 40
	came jobs B 2009-05 40 40 40 40 40 40 40 40 40 40 40 40 40
	tested
	judged A status=met pending=11
	judged B status=not_delivered
	[[ $(cell A why) == *'; de, der kom til og med 30-03-2010; 11 følges endnu;'* ]]
	[[ $(cell A why) == *'mangler måske nogle, der nåede det: jobs hos B, jun 2010'* ]]
	sed -i '/^@jobs\tA\t2010-06/d' observations.tsv
	tested
	judged A status=not_delivered
}

@test "a cohort counted when it is mature: who entered before the window" {
	goal followed at_least year level points 2 0
	for unit in A B; do
		series followed $unit 2010-01 10/10 10/10 10/10 10/10 10/10 10/10
	done >>observations.tsv
	jq '(.measures[] | select(.measure == "followed")).month_of = "maturity"' \
		book/measures.json >m && mv m book/measures.json
	usually A 40
	usually B 40
	came jobs A 2009-05 40 40 40 40 40 40 40 40 40 40 40 40 40 40
	came jobs B 2009-05 40 40 40 40 40 40 40 40 40 40 40 40 40 40
	# Who was mature in January entered 92 days before: September is asked for,
	# August is not.
	sed -i '/^@s\tA\t2009-08/d; /^@s\tB\t2009-11/d' observations.tsv
	tested
	are not_delivered met not_delivered
	[[ $(cell B why) == 'ikke leveret: s hos B, nov 2009: '* ]]
	# Of what is reached nothing is asked for before the window.
	usually B 1 1
	came s B 2009-11 40
	sed -i '/^@jobs.*2009-11/d' observations.tsv
	tested
	are met met met
}

@test "lagged: of a cohort only months whose members were all mature" {
	goal followed at_least year level points 2 0
	series followed A 2010-01 10/10:10 10/10:10 5/10:10 >>observations.tsv
	usually A 40 13
	came jobs A 2009-05 40 40 40 40 40 40 40 40 40 40 40 40 40
	delivers s '"lag": "1 month"'
	delivers jobs '"lag": "1 month"'
	tested
	# 28 February and 92 days is 31 May; those of March are still followed.
	judged A status=met value=100 n=20 pending=10 flags=lagged \
		through=2010-05-31
}

@test "the same from a pipe, in any order, with rows that have come in parts" {
	usually A 40
	usually B 40 13
	tested
	cp verdicts.tsv v.tsv
	{ head -n 1 observations.tsv; tail -n +2 observations.tsv | sort -r; } >r.tsv
	# One row of coverage in two parts.
	sed -i '/^@s\tA\t2010-06/{s/\t40\t\t40/\t15\t\t15/p;s/\t15\t\t15/\t25\t\t25/}' r.tsv
	expect 0 bash -c "bif-judge -b book --as-of $AS_OF --no-worth <r.tsv >verdicts.tsv"
	same v.tsv verdicts.tsv
}

@test "a name of another day at a unit that never counted, nor owes it, holds no parent" {
	usually A 40
	sed -i '/^count\tB\t/d' observations.tsv
	rejected B 2010-05 1
	tested
	judged T status=not_delivered
	judged A status=met
	sed -i '/,B,/d' book/targets.csv
	tested
	judged T status=met
	judged A status=met
}

@test "incomplete: a unit below owes the goal, and its source never had a row of it" {
	usually A 40
	sed -i '/^count\tB/d' observations.tsv
	tested
	# B's 0 is flagged, and so is the sum that it may be missing in.
	judged A flags=
	judged B status=near flags=no-rows value=0
	judged T status=met flags=incomplete
	[[ $(cell T why) == 'jan-jun 2010: 30; kilden har aldrig haft rækker om B; '* ]]
	# One row, whenever, and the source knows it.
	came s B 2009-05 1
	tested
	judged T status=met flags=
	sed -i '/^@s\tB/d' observations.tsv
	# So is one that somebody fills by hand, and one that owes nothing.
	printf '%s\n' measure,unit,month,numerator count,B,2010-03,2 \
		>book/observations.csv
	tested
	judged T status=met flags=manual
	rm book/observations.csv
	sed -i '/,B,/d' book/targets.csv
	tested
	judged T status=met flags=
}
