#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# What is counted, and when: each kind of component, cohorts, the scope, on
# facts few enough to count by hand. The units: A and B under T; C is B's own
# until 15 March 2010, T's from the day after.

load ../lib/bif

setup() {
	scratch
	mkdir book
	cat >book/units.csv <<'END'
unit,name,parent,valid_from,valid_to
T,The town,,,
A,Office A,T,,
B,Office B,T,2000-01-01,
C,Team C,B,,2010-03-15
C,Team C,T,2010-03-16,
END
}

# measures JSON...: the book's measures, one each.
measures() {
	local IFS=,
	printf '{"measures": [%s]}\n' "$*" >book/measures.json
}

# facts [FILE] <<'END': facts with `|` between the cells. The header's first
# cell is the unit.
facts() {
	table >"${1:-facts.tsv}"
}

# count AS_OF [FILE]...: what was counted, without as_of and through, cells
# between `|`, in $output. Status 0 and a silent standard error.
count() {
	local as_of=$1
	shift
	expect 0 bif-aggregate -b book --as-of "$as_of" -o out.tsv \
		"${@:-facts.tsv}"
	shown
}

shown() {
	output=$(grep -v '^@' out.tsv | cut -f 1-7 | tail -n +2 | tr '\t' '|')
}

# covered [FILE]: what the sources brought: measure, unit, month, n, through.
covered() {
	output=$(grep '^@' "${1:-out.tsv}" | cut -f 1-3,6,9 | tr '\t' '|')
}

COUNT_X='{"measure": "x", "numerator": {"count": "facts", "where": {"event": "x"}}}'

# --- components ---------------------------------------------------------

@test "facts are counted in the month of their date, at the unit and above" {
	measures "$COUNT_X"
	facts <<'END'
unit | event | date
A | x | 2010-01-01
A | x | 2010-01-31
B | x | 2010-02-28
T | x | 2010-02-01
A | y | 2010-02-01
END
	count 2010-06-30
	output_is <<'END'
x|A|2010-01|2||2|0
x|B|2010-02|1||1|0
x|T|2010-01|2||2|0
x|T|2010-02|2||2|0
END
	run cut -f 8 out.tsv
	output_is <<'END'
as_of
2010-06-30
2010-06-30
2010-06-30
2010-06-30
END
}

@test "a denominator is 0 where nothing entered it, empty where there is none" {
	measures '{"measure": "share",
		"numerator": {"count": "facts", "where": {"event": "x", "outcome": "good"}},
		"denominator": {"count": "facts", "where": {"event": "x"}}}' \
		'{"measure": "apart",
		"numerator": {"count": "facts", "where": {"event": "x"}},
		"denominator": {"count": "amount", "where": {"event": "y"}}}'
	facts <<'END'
unit | event | date | outcome | amount
A | x | 2010-01-01 | good |
A | x | 2010-01-02 | bad |
A | y | 2010-02-02 | | 10
END
	count 2010-06-30
	output_is <<'END'
apart|A|2010-01|2|0|2|0
apart|A|2010-02|0|10|1|0
apart|T|2010-01|2|0|2|0
apart|T|2010-02|0|10|1|0
share|A|2010-01|1|2|2|0
share|T|2010-01|1|2|2|0
END
}

@test "amount: sums are exact, an empty amount is 1, zero enters n" {
	measures '{"measure": "m", "numerator": {"count": "amount", "where": {"event": "x"}}}'
	facts <<'END'
unit | event | date | amount
A | x | 2010-01-01 | 0.1
A | x | 2010-01-01 | 0.2
A | x | 2010-01-01 |
B | x | 2010-01-01 | -1.300001
B | x | 2010-02-01 | 0
B | x | 2010-03-01 | 999999999999999999
B | x | 2010-03-01 | 999999999999999999
END
	count 2010-06-30
	output_is <<'END'
m|A|2010-01|1.3||3|0
m|B|2010-01|-1.300001||1|0
m|B|2010-02|0||1|0
m|B|2010-03|1999999999999999998||2|0
m|T|2010-01|-0.000001||4|0
m|T|2010-02|0||1|0
m|T|2010-03|1999999999999999998||2|0
END
}

@test "weighted: what has no weight adds 0 and enters n" {
	measures '{"measure": "points", "numerator": {"count": "weighted",
		"weights": {"full": "1", "partial": "0.5"},
		"where": {"event": "complaint"}}}'
	facts <<'END'
unit | event | date | outcome
A | complaint | 2010-01-01 | full
A | complaint | 2010-01-02 | partial
A | complaint | 2010-01-03 | none
A | complaint | 2010-02-03 |
END
	count 2010-06-30
	output_is <<'END'
points|A|2010-01|1.5||3|0
points|A|2010-02|0||1|0
points|T|2010-01|1.5||3|0
points|T|2010-02|0||1|0
END
}

@test "days: both ends count, spells are clipped at the month and at as-of" {
	measures '{"measure": "d", "numerator": {"count": "days", "where": {"event": "sick"}}}'
	facts <<'END'
unit | event | date | until
A | sick | 2010-01-31 | 2010-01-31
A | sick | 2010-01-30 | 2010-03-02
B | sick | 2010-04-29 |
B | sick | 2010-05-09 | 2010-05-20
B | sick | 2010-05-11 | 2010-05-12
END
	count 2010-05-10
	# A: 1 + 2 days, 28, 2. B: 29 and 30 April; 1-10 May and 9-10 May.
	output_is <<'END'
d|A|2010-01|3||2|0
d|A|2010-02|28||1|0
d|A|2010-03|2||1|0
d|B|2010-04|2||1|0
d|B|2010-05|12||2|0
d|T|2010-01|3||2|0
d|T|2010-02|28||1|0
d|T|2010-03|2||1|0
d|T|2010-04|2||1|0
d|T|2010-05|12||2|0
END
}

@test "days: a leap day is a day" {
	measures '{"measure": "d", "numerator": {"count": "days", "where": {"event": "sick"}}}'
	facts <<'END'
unit | event | date | until
A | sick | 2008-02-01 | 2008-03-01
A | sick | 2008-02-29 | 2008-02-29
END
	count 2010-05-10
	output_is <<'END'
d|A|2008-02|30||2|0
d|A|2008-03|1||1|0
d|T|2008-02|30||2|0
d|T|2008-03|1||1|0
END
}

@test "days over heads: n holds spells and heads, a fact on both sides once" {
	measures '{"measure": "d",
		"numerator": {"count": "days", "where": {"event": "sick"}},
		"denominator": {"count": "amount", "where": {"event": ["heads", "sick"]}, "across": "mean"}}'
	facts <<'END'
unit | event | date | until | amount
A | heads | 2010-01-31 | | 12.5
A | sick | 2010-01-30 | 2010-02-01 | 2
END
	count 2010-05-10
	output_is <<'END'
d|A|2010-01|2|14.5|2|0
d|A|2010-02|1|0|1|0
d|T|2010-01|2|14.5|2|0
d|T|2010-02|1|0|1|0
END
}

@test "open: the stock at the month's last day, that day included" {
	measures '{"measure": "o", "numerator": {"count": "open", "where": {"event": "job"}}}'
	facts <<'END'
unit | event | date | until
A | job | 2010-01-31 | 2010-01-31
A | job | 2010-01-10 | 2010-02-27
A | job | 2010-01-10 | 2010-02-28
B | job | 2010-02-01 | 2010-02-27
B | job | 2010-03-31 |
B | job | 2010-03-15 | 2012-12-31
END
	count 2010-04-29
	# April is running: no stock yet.
	output_is <<'END'
o|A|2010-01|3||3|0
o|A|2010-02|1||1|0
o|B|2010-03|2||2|0
o|T|2010-01|3||3|0
o|T|2010-02|1||1|0
o|T|2010-03|2||2|0
END
	count 2010-04-30
	[[ $output == *$'\no|B|2010-04|2||2|0\n'* ]]
}

@test "open longer than 364 days: the 365th day after the first" {
	measures '{"measure": "o", "numerator": {"count": "open", "longer_than": 364,
		"where": {"event": "case"}}}'
	# From 30 June 2009 to 30 June 2010 are 365 days, from 1 July 364.
	facts <<'END'
unit | event | date | until
A | case | 2009-06-30 |
B | case | 2009-07-01 | 2010-08-31
END
	count 2010-09-30
	output_is <<'END'
o|A|2010-06|1||1|0
o|A|2010-07|1||1|0
o|A|2010-08|1||1|0
o|A|2010-09|1||1|0
o|B|2010-07|1||1|0
o|B|2010-08|1||1|0
o|T|2010-06|1||1|0
o|T|2010-07|2||2|0
o|T|2010-08|2||2|0
o|T|2010-09|1||1|0
END
}

@test "subjects: distinct in the year, at each level anew, n holds all facts" {
	measures '{"measure": "p", "numerator": {"count": "subjects", "where": {"event": "x"}}}'
	# ann: A in January and March, B in February. For the town she came in
	# January. bob comes in two years.
	facts <<'END'
unit | event | date | subject
A | x | 2010-03-01 | ann
A | x | 2010-01-31 | ann
B | x | 2010-02-01 | ann
B | x | 2009-12-31 | bob
B | x | 2010-01-01 | bob
END
	count 2010-06-30
	output_is <<'END'
p|A|2010-01|1||1|0
p|A|2010-03|0||1|0
p|B|2009-12|1||1|0
p|B|2010-01|1||1|0
p|B|2010-02|1||1|0
p|T|2009-12|1||1|0
p|T|2010-01|2||2|0
p|T|2010-02|0||1|0
p|T|2010-03|0||1|0
END
}

@test "subjects: the contract year may begin in July" {
	measures '{"measure": "p", "numerator": {"count": "subjects", "where": {"event": "x"}}}'
	echo '{"year_begins": "07-01"}' >book/book.json
	facts <<'END'
unit | event | date | subject
T | x | 2009-06-30 | ann
T | x | 2009-07-01 | ann
T | x | 2010-01-01 | ann
T | x | 2010-06-30 | ann
T | x | 2010-07-01 | ann
END
	count 2010-12-31
	output_is <<'END'
p|T|2009-06|1||1|0
p|T|2009-07|1||1|0
p|T|2010-01|0||1|0
p|T|2010-06|0||1|0
p|T|2010-07|1||1|0
END
}

@test "subjects are told apart as texts and as pseudonyms" {
	measures '{"measure": "p", "numerator": {"count": "subjects", "where": {"event": "x"}}}'
	facts <<'END'
unit | event | date | subject
T | x | 2010-01-01 | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
T | x | 2010-01-01 | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab
T | x | 2010-01-01 | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
T | x | 2010-01-01 | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaq
T | x | 2010-01-01 | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
T | x | 2010-01-01 | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
T | x | 2010-01-01 | a\\b
T | x | 2010-01-01 | a\tb
END
	count 2010-12-31
	output_is <<'END'
p|T|2010-01|7||8|0
END
}

# --- cohorts ------------------------------------------------------------

# 92 days after 2010-01-01 are 2 January to 3 April.
WORK='{"measure": "w", "enter": {"event": "contact"}, "reach": {"event": ["job", "course"]},
	"within": "92 days", "for": "30 days"}'

@test "cohort: the window begins the day after and holds both its ends" {
	measures "$WORK"
	facts <<'END'
unit | event | date | until | subject
A | contact | 2010-01-01 | | first30
B | job | 2010-01-02 | 2010-01-31 | first30
A | contact | 2010-01-01 | | thatday
B | job | 2010-01-01 | 2010-01-30 | thatday
B | contact | 2010-01-01 | | last30
A | job | 2010-03-05 | 2010-12-31 | last30
B | contact | 2010-01-01 | | last29
A | job | 2010-03-06 | | last29
END
	count 2010-06-30
	output_is <<'END'
w|A|2010-01|1|2|2|0
w|B|2010-01|1|2|2|0
w|T|2010-01|2|4|4|0
END
}

@test "cohort: spells are put together, the same day counts once" {
	measures "$WORK"
	# apart: 15 + 15 days. twice: 15 days, 20 days of which 6 are the same.
	facts <<'END'
unit | event | date | until | subject
A | contact | 2010-01-01 | | apart
A | job | 2010-01-10 | 2010-01-24 | apart
A | course | 2010-03-01 | 2010-03-15 | apart
B | contact | 2010-01-01 | | twice
B | job | 2010-01-10 | 2010-01-24 | twice
B | course | 2010-01-19 | 2010-02-07 | twice
C | contact | 2010-01-01 | | other
C | job | 2010-01-10 | | someone else
END
	count 2010-06-30
	output_is <<'END'
w|A|2010-01|1|1|1|0
w|B|2010-01|0|2|2|0
w|C|2010-01|0|1|1|0
w|T|2010-01|1|3|3|0
END
}

@test "cohort: mature when the window's last day is not after as-of" {
	measures "$WORK"
	facts <<'END'
unit | event | date | until | subject
A | contact | 2010-01-01 | | ann
A | contact | 2010-01-02 | | ann
A | job | 2010-01-03 | | ann
END
	count 2010-04-02
	output_is <<'END'
w|A|2010-01|0|0|0|2
w|T|2010-01|0|0|0|2
END
	count 2010-04-03
	output_is <<'END'
w|A|2010-01|1|1|1|1
w|T|2010-01|1|1|1|1
END
}

@test "cohort: months are clamped at the month's end, month_of maturity" {
	measures '{"measure": "f", "enter": {"event": "received"}, "reach": {"event": "flexjob"},
		"within": "6 months", "month_of": "maturity"}'
	# 31 August 2009 + 6 months is 28 February 2010; 30 August too.
	# 29 August 2007 + 6 months is 29 February 2008.
	facts <<'END'
unit | event | date | until | subject
A | received | 2009-08-31 | | in
A | flexjob | 2010-02-28 | | in
A | received | 2009-08-30 | | late
A | flexjob | 2010-03-01 | | late
A | received | 2007-08-29 | | leap
A | flexjob | 2008-02-29 | 2008-02-29 | leap
A | received | 2010-01-15 | | pending
A | flexjob | 2010-01-16 | | pending
END
	count 2010-07-14
	output_is <<'END'
f|A|2008-02|1|1|1|0
f|A|2010-02|1|2|2|0
f|A|2010-07|0|0|0|1
f|T|2008-02|1|1|1|0
f|T|2010-02|1|2|2|0
f|T|2010-07|0|0|0|1
END
	count 2010-07-15
	[[ $output == *$'\nf|A|2010-07|1|1|1|0\n'* ]]
}

@test "cohort: for may be months, too, of which each has its own days" {
	measures '{"measure": "f", "enter": {"event": "in"}, "reach": {"event": "job"},
		"within": "2 months", "for": "1 month"}'
	# From 31 January it is 28 days, from 1 March 31, each counted from
	# the day after.
	facts <<'END'
unit | event | date | until | subject
A | in | 2010-01-31 | | ann
A | job | 2010-02-01 | 2010-02-28 | ann
A | in | 2010-03-01 | | bo
A | job | 2010-03-02 | 2010-03-31 | bo
A | in | 2010-03-01 | | eva
A | job | 2010-03-02 | 2010-04-01 | eva
END
	count 2010-06-30
	output_is <<'END'
f|A|2010-01|1|1|1|0
f|A|2010-03|1|2|2|0
f|T|2010-01|1|1|1|0
f|T|2010-03|1|2|2|0
END
}

@test "cohort: every entry is a member, whoever it is" {
	measures "$WORK"
	facts <<'END'
unit | event | date | until | subject
A | contact | 2010-01-01 | | ann
A | contact | 2010-01-01 | | ann
A | contact | 2010-02-10 | | ann
A | job | 2010-01-05 | 2010-02-20 | ann
END
	count 2010-06-30
	# In the window of 10 February the job has 10 days left.
	output_is <<'END'
w|A|2010-01|2|2|2|0
w|A|2010-02|0|1|1|0
w|T|2010-01|2|2|2|0
w|T|2010-02|0|1|1|0
END
}

@test "alternatives come out as measure@reading" {
	measures '{"measure": "f", "enter": {"event": "received"}, "reach": {"event": "flexjob"},
		"within": "6 months", "month_of": "maturity",
		"alternatives": [{"reading": "by_entry", "month_of": "entry"},
			{"reading": "half", "within": "3 months"}]}'
	facts <<'END'
unit | event | date | until | subject
T | received | 2009-10-10 | | ann
T | flexjob | 2010-02-28 | | ann
END
	count 2010-06-30
	output_is <<'END'
f|T|2010-04|1|1|1|0
f@by_entry|T|2009-10|1|1|1|0
f@half|T|2010-01|0|1|1|0
END
}

# --- which facts --------------------------------------------------------

@test "where: a value, a list, not one of them; empty is a value" {
	measures \
		'{"measure": "one", "numerator": {"count": "facts", "where": {"event": "x", "group": "g"}}}' \
		'{"measure": "two", "numerator": {"count": "facts", "where": {"event": "x", "group": ["g", "h"]}}}' \
		'{"measure": "not", "numerator": {"count": "facts", "where": {"event": "x", "group": {"not": ["g", "h"]}}}}' \
		'{"measure": "none", "numerator": {"count": "facts", "where": {"event": "x", "group": ""}}}' \
		'{"measure": "tab", "numerator": {"count": "facts", "where": {"group": "a\tb"}}}' \
		'{"measure": "all", "numerator": {"count": "facts", "where": {}}}'
	facts <<'END'
unit | event | date | group
T | x | 2010-01-01 | g
T | x | 2010-01-01 | h
T | x | 2010-01-01 | i
T | x | 2010-01-01 |
T | y | 2010-01-01 | g
T | y | 2010-01-01 | a\tb
END
	count 2010-06-30
	output_is <<'END'
all|T|2010-01|6||6|0
none|T|2010-01|1||1|0
not|T|2010-01|2||2|0
one|T|2010-01|1||1|0
tab|T|2010-01|1||1|0
two|T|2010-01|2||2|0
END
}

@test "facts dated after as-of are not known, and nothing is wrong with them" {
	measures "$COUNT_X" \
		'{"measure": "d", "numerator": {"count": "days", "where": {"event": "x"}}}'
	facts <<'END'
unit | event | date | until
T | x | 2010-06-30 | 2010-08-01
T | x | 2010-07-01 |
END
	count 2010-06-30
	output_is <<'END'
d|T|2010-06|1||1|0
x|T|2010-06|1||1|0
END
}

@test "scope leaves facts out of every measure, from and to included" {
	cat >book/measures.json <<END
{"scope": [{"where": {"group": "insured"}, "from": "2010-02-01", "to": "2010-03-31"},
	{"where": {"event": "y"}}],
 "measures": [$COUNT_X,
	{"measure": "y", "numerator": {"count": "facts", "where": {"event": "y"}}}]}
END
	facts <<'END'
source | unit | event | date | group
s1 | T | x | 2010-01-31 | insured
s1 | T | x | 2010-02-01 | insured
s1 | T | x | 2010-03-31 | insured
s1 | T | x | 2010-04-01 | insured
s1 | T | x | 2010-02-01 | cash
s2 | T | x | 2010-02-01 | insured
s2 | T | y | 2010-12-31 | cash
END
	expect 0 bif-aggregate -b book --as-of 2010-03-01 --scope left.tsv \
		--ledger ledger.tsv -o out.tsv facts.tsv
	shown
	output_is <<'END'
x|T|2010-01|1||1|0
x|T|2010-02|1||1|0
END
	table >wanted <<'END'
source | event | facts_left_out | left_out_until_as_of
s1 | x | 2 | 1
s2 | x | 1 | 1
s2 | y | 1 | 0
END
	same left.tsv wanted
	# rows_in rows_out facts rejected skipped, first and last date
	run cut -f 1,3-8,11-13 ledger.tsv
	[ "${lines[1]}" = "bif-aggregate	facts.tsv	7	3	8	0	4	2010-01-31	2010-12-31	0" ]
}

@test "a spell that scope leaves out reaches nothing" {
	cat >book/measures.json <<END
{"scope": [{"where": {"group": "insured"}}], "measures": [$WORK]}
END
	facts <<'END'
unit | event | date | until | subject | group
T | contact | 2010-01-01 | | ann |
T | job | 2010-01-02 | | ann | insured
END
	count 2010-06-30
	output_is <<'END'
w|T|2010-01|0|1|1|0
END
}

@test "a unit that changes its parent counts where it was that day" {
	measures "$COUNT_X" \
		'{"measure": "p", "numerator": {"count": "subjects", "where": {"event": "x"}}}'
	facts <<'END'
unit | event | date | subject
C | x | 2010-03-15 | ann
C | x | 2010-03-16 | ann
END
	count 2010-06-30
	output_is <<'END'
p|B|2010-03|1||1|0
p|C|2010-03|1||2|0
p|T|2010-03|1||2|0
x|B|2010-03|1||1|0
x|C|2010-03|2||2|0
x|T|2010-03|2||2|0
END
}

@test "parents: a rate is not summed over units, nor is what the book says" {
	measures '{"measure": "rate", "shown_as": "percent",
			"numerator": {"count": "amount", "across": "mean", "where": {"event": "x"}}}' \
		'{"measure": "sum", "shown_as": "percent", "parents": "sum",
			"numerator": {"count": "amount", "across": "mean", "where": {"event": "x"}}}' \
		'{"measure": "mean", "parents": "mean",
			"numerator": {"count": "amount", "where": {"event": "x"}}}' \
		'{"measure": "p", "parents": "none",
			"numerator": {"count": "subjects", "where": {"event": "x"}}}'
	facts <<'END'
unit | event | date | subject | amount
A | x | 2010-01-31 | anna | 64
B | x | 2010-01-31 | anna | 62
B | x | 2010-02-28 | anna | 130
T | x | 2010-02-28 | bo | 50
END
	count 2010-06-30
	output_is <<'END'
mean|A|2010-01|64||1|0
mean|B|2010-01|62||1|0
mean|B|2010-02|130||1|0
mean|T|2010-02|50||1|0
p|A|2010-01|1||1|0
p|B|2010-01|1||1|0
p|B|2010-02|0||1|0
p|T|2010-02|1||1|0
rate|A|2010-01|64||1|0
rate|B|2010-01|62||1|0
rate|B|2010-02|130||1|0
rate|T|2010-02|50||1|0
sum|A|2010-01|64||1|0
sum|B|2010-01|62||1|0
sum|B|2010-02|130||1|0
sum|T|2010-01|126||2|0
sum|T|2010-02|180||2|0
END
	expect 0 bif-aggregate -b book --as-of 2010-06-30 --explain rate,T facts.tsv
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[1]} == $'2010-02\tnumerator\t50\t'* ]]
}

@test "a date before 1900 or after 2200 counts in no measure, and is told" {
	measures "$COUNT_X" \
		'{"measure": "o", "numerator": {"count": "open", "where": {"event": "s"}}}'
	facts <<'END'
source | unit | event | date | until
s | A | x | 2010-01-31 |
s | A | s | 1899-12-31 |
s | A | s | 1900-01-01 | 1900-02-01
s | A | x | 0201-01-31 |
s | A | x | 2201-01-01 |
s | A | x | 2200-12-31 |
END
	sed -i 's/0201/1201/' facts.tsv
	expect_err 0 'facts.tsv:3: "date": "1899-12-31" is before 1900 or after 2200' \
		'facts.tsv:5: "date": "1201-01-31" is before' \
		'facts.tsv:6: "date": "2201-01-01" is before' -- \
		bif-aggregate -b book --as-of 2010-06-30 --ledger ledger -o out.tsv facts.tsv
	shown
	output_is <<'END'
o|A|1900-01|1||1|0
o|T|1900-01|1||1|0
x|A|2010-01|1||1|0
x|T|2010-01|1||1|0
END
	# Skipped, and still what the source brought.
	[ "$(tail -n 1 ledger | cut -f 4,5,7,8)" = $'6\t3\t0\t3' ]
	[ "$(grep '^@s' out.tsv | cut -f 3,6 | tr '\t\n' ': ')" = '1201-01:1 1899-12:1 1900-01:1 2010-01:1 2200-12:1 2201-01:1 ' ]
}

@test "a measure fed by others counts nothing here" {
	measures '{"measure": "fed", "numerator": {"count": "amount"}}' "$COUNT_X"
	facts <<'END'
unit | event | date
T | x | 2010-01-01
END
	count 2010-06-30
	output_is <<'END'
x|T|2010-01|1||1|0
END
}

@test "no where: nothing is counted, and facts that nothing counts tell so" {
	measures '{"measure": "fed", "numerator": {"count": "facts"}}' "$COUNT_X"
	facts <<'END'
unit | event | date
T | x | 2010-01-01
T | visit | 2010-01-01
END
	expect_err 78 'book/measures.json:1: "fed" has no "where" and counts nothing' -- \
		bif-aggregate -b book --as-of 2010-06-30 -o none.tsv facts.tsv
	[ ! -e none.tsv ]
	# Facts dated later are not known, and tell nothing.
	sed 's/visit\t2010/visit\t2011/' facts.tsv >later.tsv
	count 2010-06-30 later.tsv
	# An empty where is every fact, a row by hand is a figure.
	measures '{"measure": "all", "numerator": {"count": "facts", "where": {}}}'
	count 2010-06-30
	output_is <<'END'
all|T|2010-01|2||2|0
END
	measures '{"measure": "fed", "numerator": {"count": "facts"}}' "$COUNT_X"
	printf '%s\n' measure,unit,month,numerator fed,T,2010-01,7 >book/observations.csv
	count 2010-06-30
	output_is <<'END'
x|T|2010-01|1||1|0
END
}

# --- order, split, merge ------------------------------------------------

# Facts of every kind, of 40 subjects, and a measure of every kind.
many() {
	measures "$COUNT_X" "$WORK" \
		'{"measure": "p", "numerator": {"count": "subjects", "where": {"event": ["x", "job"]}},
			"denominator": {"count": "weighted", "weights": {"o1": "0.25"}, "where": {"event": "x"}}}' \
		'{"measure": "d", "numerator": {"count": "days", "where": {"event": "job"}},
			"denominator": {"count": "amount", "where": {"event": "x"}}}' \
		'{"measure": "o", "numerator": {"count": "open", "longer_than": 20, "where": {"event": "job"}}}'
	awk 'BEGIN {
		OFS = "\t"
		print "unit", "event", "date", "until", "subject", "outcome", "amount", "source"
		split("A B C T", unit, " "); split("x contact job course", event, " ")
		for (i = 1; i <= 400; i++) {
			a = i * 7919 % 1009; b = a * 31 % 997
			year = 2009 + a % 2; month = 1 + i % 12; day = 1 + (a + b) % 28
			from = sprintf("%d-%02d-%02d", year, month, day)
			to = a % 3 ? sprintf("%d-%02d-28", year + 1, month) : ""
			print unit[1 + a % 4], event[1 + b % 4], from, to, "s" i % 40,
				"o" a % 3, b % 5 / 4, "source" b % 3
		}
	}' >facts.tsv
}

@test "the order of the facts makes no difference, nor do files and columns" {
	many
	count 2010-09-30
	cp out.tsv wanted
	[ "$(wc -l <wanted)" -gt 100 ]
	body sort -r <facts.tsv >reversed.tsv
	count 2010-09-30 reversed.tsv
	same out.tsv wanted
	head -n 150 reversed.tsv >part1.tsv
	{
		head -n 1 reversed.tsv
		tail -n +151 reversed.tsv
	} | awk -F '\t' -v OFS='\t' 'NR == 1 { $9 = "extra" } NR > 1 { $9 = NR }
		{ print $7, $6, $5, $9, $4, $3, $2, $1, $8 }' >part2.tsv
	gzip -k part1.tsv
	count 2010-09-30 part2.tsv part1.tsv.gz
	same out.tsv wanted
	expect 0 bif-aggregate -b book --as-of 2010-09-30 part2.tsv - <part1.tsv
	[ "$output" = "$(cat wanted)" ]
}

@test "seven parts by subject, merged, are the whole" {
	many
	count 2010-09-30
	cp out.tsv wanted
	awk -F '\t' 'NR == 1 {
			for (i = 0; i < 7; i++) print >("part" i)
			next
		}
		{ print >("part" substr($5, 2) % 7) }' facts.tsv
	for part in part?; do
		count 2010-09-30 "$part"
		mv out.tsv "$part.tsv"
	done
	expect 0 bif-aggregate --merge -o out.tsv part[3-6].tsv part[0-2].tsv
	same out.tsv wanted
	expect 0 bif-aggregate --merge --as-of 2010-09-30 -o again.tsv out.tsv
	same again.tsv wanted
	cat part?.tsv >all.tsv
	expect 0 bif-aggregate --merge -o out.tsv - <all.tsv
	same out.tsv wanted
}

# three_parts: the facts of many() split by person, counted as parts of a run.
three_parts() {
	local k
	many
	count 2010-09-30
	mv out.tsv wanted
	mkdir -p book/sources
	printf '%s\n' '{"source": "s", "match": "*", "facts": {"each": [{' \
		'"event": {"text": "event"}, "subject": {"text": "subject"},' \
		'"unit": {"unit": "unit"}, "outcome": {"text": "outcome"},' \
		'"date": {"date": "date", "format": "yyyy-mm-dd"},' \
		'"until": {"date": "until", "format": "yyyy-mm-dd"},' \
		'"amount": {"number": "amount", "style": "plain"}}]}}' \
		>book/sources/s.json
	awk -F '\t' -v OFS='\t' '{ print $0, (NR > 1 ? "raw.csv:" NR : "at") }' \
		facts.tsv >records.tsv
	expect 0 bif-normalize -b book -s s --parts 3 -o 'part.%d' records.tsv
	for k in 1 2 3; do
		expect 0 bif-aggregate -b book --as-of 2010-09-30 \
			--part $k/3 --run "one" -o $k.tsv part.$k
	done
}

@test "parts by person, counted apart and merged, are the whole" {
	three_parts
	[ "$(tail -qn +2 part.? | wc -l)" -eq "$(tail -n +2 facts.tsv | wc -l)" ]
	# Nobody is in two parts, and no part is empty.
	[ "$(for k in 1 2 3; do tail -n +2 part.$k | cut -f 6 | sort -u; done |
		sort | uniq -d)" = '' ]
	[ "$(wc -l part.? | awk '$1 < 2')" = '' ]
	expect 0 bif-aggregate --merge -o out.tsv 2.tsv 3.tsv 1.tsv
	grep -v '^@' wanted >whole
	grep -v '^@' out.tsv >merged
	same merged whole
	! grep -q '@!part' out.tsv
	cat ?.tsv >all.tsv
	expect 0 bif-aggregate --merge -o again.tsv - <all.tsv
	same again.tsv out.tsv
}

@test "parts that are not all the parts of one run are no figures" {
	three_parts
	expect_err 65 'part 2 of 3 of run one is missing' -- \
		bif-aggregate --merge -o out.tsv 1.tsv 3.tsv
	[ ! -e out.tsv ]
	expect_err 65 'came already: it would count twice' -- \
		bif-aggregate --merge -o out.tsv 1.tsv 2.tsv 3.tsv 2.tsv
	expect_err 65 'wanted: is no part' -- \
		bif-aggregate --merge -o out.tsv 1.tsv 2.tsv 3.tsv wanted
	expect_err 65 'wanted: is no part' -- \
		bif-aggregate --merge -o out.tsv wanted 1.tsv 2.tsv 3.tsv
	sed 's/^\(@!part\t\)one/\1other/' 2.tsv >other.tsv
	expect_err 65 'is another run than' -- \
		bif-aggregate --merge -o out.tsv 1.tsv other.tsv 3.tsv
	expect_err 65 'another number of parts' -- bif-aggregate --merge \
		-o out.tsv 1.tsv <(sed '/^@!part/s/3\t1\t0/4\t1\t0/' 2.tsv)
	head -n 2 1.tsv >mark.tsv
	expect_err 65 'is of one part of a run' -- bif-judge \
		-b "$ROOT/samples/bif-2010" --as-of 2010-09-30 -o out.tsv mark.tsv
	expect_err 65 'belongs to another part' -- bif-aggregate -b book \
		--as-of 2010-09-30 --part 1/3 --run one -o out.tsv part.2
}

HEADER='measure | unit | month | numerator | denominator | n | pending | as_of'

@test "merge adds exactly, up to 38 digits" {
	table >a.tsv <<END
$HEADER
m | T | 2010-01 | 99999999999999999999999999999999.999998 | | 1 | 2 | 2010-06-30
m | A | 2010-01 | -0.1 | | 1 | | 2010-06-30
s | A | 2010-01 | 1 | 3 | 3 | 0 | 2010-06-30
END
	table >b.tsv <<END
$HEADER
s | A | 2010-01 | 1 | 3 | 3 | 0 | 2010-06-30
m | T | 2010-01 | 0.000001 | | 1 | 3 | 2010-06-30
END
	expect 0 bif-aggregate --merge -o out.tsv b.tsv a.tsv
	shown
	output_is <<'END'
m|A|2010-01|-0.1||1|0
m|T|2010-01|99999999999999999999999999999999.999999||2|5
s|A|2010-01|2|6|6|0
END
	expect_err 65 'm, T, 2010-01: a sum has more than 38 digits' -- \
		bif-aggregate --merge -o none.tsv a.tsv b.tsv b.tsv
	[ ! -e none.tsv ]
	# On the way there the sum may be larger.
	table >c.tsv <<END
$HEADER
m | T | 2010-01 | -99999999999999999999999999999999.999998 | | 1 | 0 | 2010-06-30
END
	expect 0 bif-aggregate --merge -o out.tsv a.tsv a.tsv c.tsv c.tsv
	shown
	[[ $output == *'m|T|2010-01|0||4|4'* ]]
}

@test "merge keeps it that a part is preliminary" {
	table >a.tsv <<END
$HEADER | preliminary
m | T | 2010-01 | 1 | | 1 | 0 | 2010-06-30 | yes
m | T | 2010-02 | 1 | | 1 | 0 | 2010-06-30 | no
END
	table >b.tsv <<END
$HEADER
m | T | 2010-01 | 1 | | 1 | 0 | 2010-06-30
END
	expect 0 bif-aggregate --merge --ledger ledger.tsv -o out.tsv b.tsv a.tsv
	table >wanted <<END
$HEADER | through | preliminary
m | T | 2010-01 | 2 | | 2 | 0 | 2010-06-30 | | yes
m | T | 2010-02 | 1 | | 1 | 0 | 2010-06-30 | |
END
	same out.tsv wanted
	run cut -f 3-8,13 ledger.tsv
	[ "${lines[1]}" = "*	3	3	2	0	0	0" ]
}

@test "merge refuses what does not belong together" {
	table >a.tsv <<END
$HEADER
m | T | 2010-01 | 1 | | 1 | 0 | 2010-06-30
END
	sed 's/2010-06-30/2010-12-31/' a.tsv >later.tsv
	expect_err 65 'later.tsv:2: "as_of": "2010-12-31", but 2010-06-30 in a.tsv:2' -- \
		bif-aggregate --merge a.tsv later.tsv
	expect_err 65 'a.tsv:2: observations counted as of 2010-06-30, not of 2010-12-31' -- \
		bif-aggregate --merge --as-of 2010-12-31 a.tsv
	sed 's/1\t\t1/1\t2\t1/' a.tsv >share.tsv
	expect_err 65 'm, T, 2010-01: one row has a denominator, another has none' -- \
		bif-aggregate --merge a.tsv share.tsv
	cut -f 1-5,7,8 a.tsv >cut.tsv
	expect_err 65 'no column "n"' -- bif-aggregate --merge cut.tsv
	table >>a.tsv <<'END'
m | T | 2010-13 | 1 | | 1 | 0 | 2010-06-30
m | T | 2010-12 | one | | 1 | 0 | 2010-06-30
m | T | 2010-12 | 1 | | -1 | 0 | 2010-06-30
m | T | 2010-12 | 1 | | 1 | 0 | 30-06-2010
END
	expect_err 65 'a.tsv:3: "month": "2010-13" is not a month' \
		'a.tsv:4: "numerator": "one" is not a number' \
		'a.tsv:5: "n": "-1" is not a count' \
		'a.tsv:6: "as_of": "30-06-2010" is not a date' -- \
		bif-aggregate --merge a.tsv
}

# --- explain ------------------------------------------------------------

# explain ASKED: the rows, cells between `|`, in $output.
explain() {
	expect 0 bif-aggregate -b book --as-of 2010-06-30 --explain "$1" \
		-o out.tsv facts.tsv
	output=$(tail -n +2 out.tsv | tr '\t' '|')
}

@test "explain: the facts that entered, with all their columns" {
	measures '{"measure": "d", "numerator": {"count": "days", "where": {"event": "sick"}},
		"denominator": {"count": "amount", "where": {"event": "heads"}}}'
	facts <<'END'
unit | event | date | until | amount | why | at
A | sick | 2010-01-31 | 2010-02-02 | | flu | a.csv:2
B | sick | 2010-02-01 | 2010-02-01 | | | a.csv:3
A | heads | 2010-01-31 | | 12.5 | | b.csv:7
A | other | 2010-01-31 | | 3 | | b.csv:8
END
	explain d
	output_is <<'END'
2010-01|numerator|1||A|sick|2010-01-31|2010-02-02|||||flu|a.csv:2
2010-01|denominator|12.5||A|heads|2010-01-31|||||12.5||b.csv:7
2010-02|numerator|2||A|sick|2010-01-31|2010-02-02|||||flu|a.csv:2
2010-02|numerator|1||B|sick|2010-02-01|2010-02-01||||||a.csv:3
END
	run head -n 1 out.tsv
	[ "$output" = "$(table <<<'month | role | adds | source | unit | event | date | until | subject | group | outcome | amount | why | at')" ]
	explain d,A,2010-02
	output_is <<'END'
2010-02|numerator|2||A|sick|2010-01-31|2010-02-02|||||flu|a.csv:2
END
	explain d,T,2010-02
	[ "$(wc -l <out.tsv)" -eq 3 ]
}

@test "explain: a member, its days in spells, its success" {
	measures '{"measure": "w", "enter": {"event": "contact"}, "reach": {"event": "job"},
		"within": "10 days", "for": "5 days"}'
	facts <<'END'
unit | event | date | until | subject
A | contact | 2010-01-01 | | ann
B | job | 2010-01-01 | 2010-01-04 | ann
B | job | 2010-01-03 | 2010-01-05 | ann
B | job | 2010-01-11 | | ann
B | job | 2010-01-12 | | ann
A | contact | 2010-01-01 | | bob
B | contact | 2010-06-30 | | bob
END
	explain w
	# Days 2-4, then 5, then 11: five of ten.
	output_is <<'END'
2010-01|entered|1||A|contact|2010-01-01||ann|||
2010-01|reached|3||B|job|2010-01-01|2010-01-04|ann|||
2010-01|reached|1||B|job|2010-01-03|2010-01-05|ann|||
2010-01|reached|1||B|job|2010-01-11||ann|||
2010-01|numerator|1||A|contact|2010-01-01||ann|||
2010-01|entered|1||A|contact|2010-01-01||bob|||
2010-06|pending|1||B|contact|2010-06-30||bob|||
END
	explain w,B
	output_is <<'END'
2010-06|pending|1||B|contact|2010-06-30||bob|||
END
}

@test "explain: of a subject's facts the first of the year adds" {
	measures '{"measure": "p", "numerator": {"count": "subjects", "where": {"event": "x"}}}'
	facts <<'END'
unit | event | date | subject
A | x | 2010-02-01 | ann
B | x | 2010-01-01 | ann
END
	explain p,A
	output_is <<'END'
2010-02|numerator|1||A|x|2010-02-01||ann|||
END
	explain p,T
	output_is <<'END'
2010-01|numerator|1||B|x|2010-01-01||ann|||
2010-02|numerator|0||A|x|2010-02-01||ann|||
END
}

@test "explain sums up to the observations" {
	many
	count 2010-06-30
	cp out.tsv observations.tsv
	for measure in x w p d o; do
		explain "$measure,T"
		awk -F '\t' -v measure="$measure" '
			NR == FNR && FNR > 1 {
				if ($2 == "numerator") n[$1] += $3
				if ($2 == "denominator" || $2 == "entered") d[$1] += $3
				if ($2 == "pending") p[$1] += $3
			}
			NR != FNR && $1 == measure && $2 == "T" {
				seen++
				if (n[$3] + 0 != $4 + 0 || d[$3] + 0 != $5 + 0 || p[$3] + 0 != $7 + 0) {
					print "differs:", $0, n[$3], d[$3], p[$3]
					wrong = 1
				}
			}
			END { print measure, seen; exit wrong || seen < 5 }' \
			out.tsv observations.tsv
	done
}

@test "explain asks for something that is there" {
	measures "$COUNT_X" '{"measure": "fed", "numerator": {"count": "amount"}}'
	facts <<'END'
unit | event | date
T | x | 2010-01-01
END
	expect_err 64 'no measure "y"' -- \
		bif-aggregate -b book --as-of 2010-06-30 --explain y facts.tsv
	expect_err 64 '"fed" counts no facts' -- \
		bif-aggregate -b book --as-of 2010-06-30 --explain fed facts.tsv
	expect_err 64 'no unit "Z"' -- \
		bif-aggregate -b book --as-of 2010-06-30 --explain x,Z facts.tsv
	expect_err 64 '"2010" is not a month' -- \
		bif-aggregate -b book --as-of 2010-06-30 --explain x,T,2010 facts.tsv
}

# --- columns ------------------------------------------------------------

@test "needs: the columns the measures use, in the fixed order, extra ones last" {
	measures "$COUNT_X"
	expect 0 bif-aggregate -b book --needs
	[ "$output" = source,unit,event,date ]
	measures "$WORK" \
		'{"measure": "p", "numerator": {"count": "weighted", "weights": {"a": "1"},
			"where": {"kind": "k", "group": "g"}}}'
	expect 0 bif-aggregate -b book --needs
	[ "$output" = source,unit,event,date,until,subject,group,outcome,kind ]
	expect 0 bif-aggregate -b "$SAMPLE_BOOK" --needs
	[ "$output" = source,unit,event,date,until,subject,group,outcome,amount ]
	expect_err 64 'reads no facts' -- bif-aggregate -b book --needs facts.tsv
}

@test "a column that a measure needs and the facts lack is named" {
	measures "$WORK"
	facts <<'END'
unit | event | date | subject
T | contact | 2010-01-01 | ann
END
	expect_err 65 'facts.tsv:1: no column "until": "w" needs it' -- \
		bif-aggregate -b book --as-of 2010-06-30 -o none.tsv facts.tsv
	[ ! -e none.tsv ]
	printf 'unit\tevent\nT\tx\n' >facts.tsv
	measures "$COUNT_X"
	expect_err 65 'no column "date"' -- \
		bif-aggregate -b book --as-of 2010-06-30 facts.tsv
}

@test "an extra column may be missing in files, but not in all that it decides over" {
	measures '{"measure": "k", "numerator": {"count": "facts", "where": {"event": "x", "kind": "a"}}}' \
		'{"measure": "n", "numerator": {"count": "facts", "where": {"event": "x", "kind": {"not": "a"}}}}'
	facts <<'END'
unit | event | date | kind
T | x | 2010-01-01 | a
T | x | 2010-01-01 | b
END
	facts plain.tsv <<'END'
unit | event | date
T | x | 2010-01-01
END
	facts other.tsv <<'END'
unit | event | date
T | y | 2010-01-01
END
	count 2010-06-30 plain.tsv facts.tsv
	output_is <<'END'
k|T|2010-01|1||1|0
n|T|2010-01|2||2|0
END
	expect_err 65 'no column "kind" in any of the facts: "k" tests it' -- \
		bif-aggregate -b book --as-of 2010-06-30 plain.tsv other.tsv
	count 2010-06-30 other.tsv
	[ -z "$output" ]
}

# --- refusals -----------------------------------------------------------

@test "a day is two digits, also of a month met before" {
	measures "$COUNT_X"
	facts <<'END'
unit | event | date
T | x | 2010-01-01
T | x | 2010-01-1:
T | x | 2010-01-2/
T | x | 2010-01-00
T | x | 2010-01-32
T | x | 2010-01-31
END
	expect_err 65 'facts.tsv:3: "date": "2010-01-1:" is not a date' \
		'facts.tsv:4: "date": "2010-01-2/" is not a date' \
		'facts.tsv:5: "date": "2010-01-00" is not a date' \
		'facts.tsv:6: "date": "2010-01-32" is not a date' -- \
		bif-aggregate -b book --as-of 2010-06-30 -o out.tsv facts.tsv
	shown
	output_is <<'END'
x|T|2010-01|2||2|0
END
}

@test "a fact that cannot be counted is refused with its line, the others count" {
	measures "$COUNT_X" "$WORK" \
		'{"measure": "a", "numerator": {"count": "amount", "where": {"event": "a"}}}'
	facts <<'END'
unit | event | date | until | subject | amount
Z | x | 2010-01-01 | | |
T | x | 2010-02-30 | | |
T | x | 2010-2-3 | | |
T | a | 2010-01-01 | | | 1,5
T | a | 2010-01-01 | | | 1234567890123456789
T | contact | 2010-01-01 | | |
T | job | 2010-01-02 | 2010-01-01 | ann |
T | job | 2010-01-02 | soon | ann |
B | x | 1999-12-31 | | |
T | x | 2010-01-02 | not asked for | |
END
	expect_err 65 'facts.tsv:2: "unit": "Z" is no unit of units.csv' \
		'facts.tsv:3: "date": "2010-02-30" is not a date' \
		'facts.tsv:4: "date": "2010-2-3" is not a date' \
		'facts.tsv:5: "amount": "1,5" is not a number' \
		'facts.tsv:6: "amount": "1234567890123456789" has too many digits' \
		'facts.tsv:7: "subject": "" is empty, but subjects are counted or followed' \
		'facts.tsv:8: "until": "2010-01-01" is before the date' \
		'facts.tsv:9: "until": "soon" is not a date' \
		'facts.tsv:10: "unit": "B" is no unit on that day' -- \
		bif-aggregate -b book --as-of 2010-06-30 --ledger ledger.tsv \
		-o out.tsv facts.tsv
	shown
	output_is <<'END'
x|T|2010-01|1||1|0
END
	run cut -f 4-8,13 ledger.tsv
	[ "${lines[1]}" = "10	1	1	9	0	65" ]
}

@test "facts cut short give no observations" {
	measures "$COUNT_X"
	facts <<'END'
unit | event | date
T | x | 2010-01-01
END
	printf 'T\tx\t2010' >>facts.tsv
	expect_err 65 'facts.tsv:3:' -- \
		bif-aggregate -b book --as-of 2010-06-30 -o none.tsv facts.tsv
	[ ! -e none.tsv ]
	expect_err 66 'gone.tsv' -- \
		bif-aggregate -b book --as-of 2010-06-30 gone.tsv
}

# --- readings -----------------------------------------------------------

# read_so AS_OF [OPTION]...: what --readings adds, at unit A.
read_so() {
	local as_of=$1
	shift
	expect 0 bif-aggregate -b book --as-of "$as_of" --readings -o out.tsv \
		"$@" facts.tsv
	output=$(grep '^[^@]*@' out.tsv | awk -F '\t' '$2 == "A"' |
		cut -f 1,3-7 | tr '\t' '|')
}

@test "readings: spells without their last day, stocks of N days already" {
	measures '{"measure": "d", "numerator": {"count": "days", "where": {"event": "s"}}}' \
		'{"measure": "o", "numerator": {"count": "open", "longer_than": 20, "where": {"event": "s"}}}'
	facts <<'END'
unit | event | date | until | preliminary
A | s | 2010-01-11 | 2010-01-31 |
A | s | 2010-01-20 | 2010-02-01 |
A | s | 2010-03-05 | 2010-03-05 |
A | s | 2010-04-10 | |
END
	# 21 and 12+1 days and one, and 21 open ones; without the last: 20 and
	# 12 days, none, and the open ones to as-of as before.
	count 2010-04-30
	[ "$(grep '|A|' <<<"$output")" = 'd|A|2010-01|33||2|0
d|A|2010-02|1||1|0
d|A|2010-03|1||1|0
d|A|2010-04|21||1|0' ]
	cut -f 1-4 facts.tsv >four.tsv && mv four.tsv facts.tsv
	read_so 2010-04-30
	# On the last of January the first has lasted 20 days, in April the last.
	output_is <<'END'
d@exclusive|2010-01|32||2|0
d@exclusive|2010-04|21||1|0
o@inclusive|2010-01|1||1|0
o@inclusive|2010-04|1||1|0
END
	expect 0 bif-aggregate -b book --as-of 2010-04-30 --readings \
		--explain d@exclusive,A facts.tsv
	[ "$(cut -f 1-3,7 <<<"$output" | tail -n +2)" = '2010-01	numerator	20	2010-01-11
2010-01	numerator	12	2010-01-20
2010-04	numerator	21	2010-04-10' ]
}

@test "readings: persons for facts, facts for persons, where they are known" {
	measures '{"measure": "f", "numerator": {"count": "facts", "where": {"event": "x"}}}' \
		'{"measure": "p", "numerator": {"count": "subjects", "where": {"event": "y"}}}' \
		'{"measure": "z", "numerator": {"count": "facts", "where": {"event": "z"}}}'
	facts <<'END'
unit | event | date | subject
A | x | 2010-01-02 | anna
A | x | 2010-01-09 | anna
A | x | 2010-02-01 | anna
A | x | 2010-02-02 | bo
A | y | 2010-01-02 | anna
A | y | 2010-02-09 | anna
A | z | 2010-01-02 | anna
A | z | 2010-01-02 |
A | z | 2010-01-02 |
END
	read_so 2010-06-30
	# Of z some facts have nobody: there is no reading by persons.
	output_is <<'END'
f@persons|2010-01|1||2|0
f@persons|2010-02|1||2|0
p@facts|2010-01|1||1|0
p@facts|2010-02|1||1|0
END
	expect 0 bif-aggregate -b book --readings --needs
	[ "$output" = source,unit,event,date,subject,preliminary ]
	# The figures themselves are as without readings, and no column is needed.
	cut -f 1-3 facts.tsv | awk -F '\t' '$2 != "y"' >few.tsv
	measures '{"measure": "f", "numerator": {"count": "facts", "where": {"event": "x"}}}'
	count 2010-06-30 few.tsv
	cp out.tsv wanted
	expect 0 bif-aggregate -b book --as-of 2010-06-30 --readings -o out.tsv few.tsv
	same out.tsv wanted
}

@test "readings: a cohort with the day of entry, and without preliminary facts" {
	measures '{"measure": "c", "enter": {"event": "in"}, "reach": {"event": "job"}, "within": "10 days", "for": "2 days"}'
	facts <<'END'
unit | event | date | until | subject | preliminary
A | in | 2010-01-04 | | anna |
A | job | 2010-01-01 | 2010-01-05 | anna |
A | in | 2010-02-01 | | bo | yes
A | job | 2010-02-02 | 2010-02-03 | bo | no
A | in | 2010-03-01 | | carl |
A | job | 2010-03-02 | 2010-03-03 | carl | yes
END
	count 2010-06-30
	[ "$(grep '|A|' <<<"$output")" = 'c|A|2010-01|0|1|1|0
c|A|2010-02|1|1|1|0
c|A|2010-03|1|1|1|0' ]
	read_so 2010-06-30
	output_is <<'END'
c@final|2010-01|0|1|1|0
c@final|2010-03|0|1|1|0
c@inclusive|2010-01|1|1|1|0
c@inclusive|2010-02|1|1|1|0
c@inclusive|2010-03|1|1|1|0
END
	expect 0 bif-aggregate -b book --as-of 2010-06-30 --readings \
		--explain c@inclusive,A,2010-01 facts.tsv
	[ "$(cut -f 1-3,6-7 <<<"$output" | tail -n +2)" = '2010-01	entered	1	in	2010-01-04
2010-01	reached	2	job	2010-01-01
2010-01	numerator	1	in	2010-01-04' ]
}

@test "readings: the book's own of that name stands, and has none itself" {
	measures '{"measure": "p", "numerator": {"count": "subjects", "where": {"event": "y"}},
		"alternatives": [{"reading": "facts", "numerator": {"count": "facts", "where": {"event": ["x", "y"]}}}]}'
	facts <<'END'
unit | event | date | subject
A | x | 2010-01-02 | anna
A | y | 2010-01-09 | anna
END
	read_so 2010-06-30
	output_is <<'END'
p@facts|2010-01|2||2|0
END
	expect_err 64 '--readings: no facts are read' -- \
		bif-aggregate --merge --readings out.tsv
}

# --- what the sources brought -------------------------------------------

@test "coverage: each fact once, at its own unit, whatever counts it" {
	cat >book/measures.json <<END
{"scope": [{"where": {"group": "insured"}, "because": "not ours"}],
 "measures": [$COUNT_X]}
END
	facts <<'END'
source | unit | event | date | group
s-1 | A | x | 2010-01-05 |
s-1 | A | x | 2010-01-31 |
s-1 | A | x | 2010-01-07 |
s-1 | A | never | 2010-01-01 |
s-1 | T | x | 2010-02-01 |
s-1 | B | x | 2010-03-01 | insured
s-1 | B | x | 2010-12-24 |
s_2 | A | x | 2010-01-02 |
| A | x | 2010-01-03 |
END
	count 2010-06-30
	output_is <<'END'
x|A|2010-01|5||5|0
x|T|2010-01|5||5|0
x|T|2010-02|1||1|0
END
	covered
	output_is <<'END'
@s-1|A|2010-01|4|2010-01-31
@s-1|B|2010-03|1|2010-03-01
@s-1|B|2010-12|1|2010-12-24
@s-1|T|2010-02|1|2010-02-01
@s_2|A|2010-01|1|2010-01-02
END
	# The numerator is n, nothing is pending, and as-of is that of all rows.
	run sh -c 'grep "^@" out.tsv | cut -f 4,5,7,8 | sort -u'
	[ "$output" = $'1\t\t0\t2010-06-30\n4\t\t0\t2010-06-30' ]
	# Between measures, coverage stands where its bytes have it.
	measures "${COUNT_X/x/9}" "$COUNT_X"
	count 2010-06-30
	[ "$(cut -f 1 out.tsv | uniq | tr '\n' ' ')" = 'measure 9 @s-1 @s_2 x ' ]
	measures "$COUNT_X"
	sed 's/s_2/s!2/' facts.tsv >wrong.tsv
	expect_err 65 'wrong.tsv:9: "source": "s!2" is not the name of a source' -- \
		bif-aggregate -b book --as-of 2010-06-30 wrong.tsv
}

@test "coverage: rejected rows, by unit and month as far as they can be read" {
	measures "$COUNT_X"
	facts <<'END'
source | unit | event | date
s | A | x | 2010-01-05
END
	sed -i '/^C,/d' book/units.csv
	cat >>book/units.csv <<'END'
C,Team C,B,2010-03-01,2010-06-30
C,New C,B,2010-07-01,
D,Team C,T,2011-01-01,
END
	table >rejects.tsv <<'END'
at | source | stage | reason | column | value | unit | month | event
f:1 | s | normalize | bad_date | Date | 31-02 | A | |
f:2 | s | normalize | bad_date | Date | 31-02 | A | |
f:3 | s | normalize | bad_number | n | x | A | 2010-02 | x
f:4 | s | normalize | unknown_unit | Unit | Team C | | 2010-02 |
f:5 | s | normalize | unknown_unit | Unit | team c | Team  C | 2010-09 |
f:6 | s | normalize | unknown_unit | Unit | Nowhere | | 2010-02 |
f:7 | t | extract | field_count | | | | |
f:8 | s | normalize | bad_number | n | x | team c | 2010-09 | x
END
	# What an older version wrote has no unit and no month.
	cut -f 1-6 rejects.tsv >old.tsv
	expect 0 bif-aggregate -b book --as-of 2010-06-30 --rejected rejects.tsv \
		-o out.tsv facts.tsv
	covered
	output_is <<'END'
@s|A|2010-01|1|2010-01-05
@s!rejected|A||2|
@s!rejected|A|2010-02|1|
@s!rejected|C|2010-02|1|
@s!rejected|C|2010-09|2|
@s!rejected|Nowhere|2010-02|1|
@t!rejected|||1|
END
	# The numerator counts those whose name their unit does not have that
	# day, whatever they were rejected for.
	[ "$(awk -F '\t' '/!rejected/ && $4 { printf "%s %s %s;", $2, $3, $4 }' out.tsv)" = \
		'C 2010-02 1;C 2010-09 2;Nowhere 2010-02 1;' ]
	expect 0 bif-aggregate -b book --as-of 2010-06-30 --rejected old.tsv \
		--rejected old.tsv -o out.tsv facts.tsv
	covered
	output_is <<'END'
@s|A|2010-01|1|2010-01-05
@s!rejected|||8|
@s!rejected|C||4|
@s!rejected|Nowhere||2|
@t!rejected|||2|
END
	# A set that was merged holds them; one with the book reads them again.
	expect 0 bif-aggregate --merge -o merged.tsv out.tsv
	same merged.tsv out.tsv
	sed -i 's/\t2010-02\t/\tFeb\t/' rejects.tsv
	expect_err 65 'rejects.tsv:4: "month": "Feb" is not a month' \
		'rejects.tsv:5: "month": "Feb" is not a month' \
		'rejects.tsv:7: "month": "Feb" is not a month' -- \
		bif-aggregate -b book --as-of 2010-06-30 --rejected rejects.tsv \
		-o none.tsv facts.tsv
	[ ! -e none.tsv ]
	expect_err 66 'absent: No such file' -- bif-aggregate -b book \
		--as-of 2010-06-30 --rejected absent facts.tsv
	expect_err 64 '--rejected: no facts are read' -- \
		bif-aggregate --merge --rejected old.tsv out.tsv
}

@test "--explain of coverage: the facts and the rejected rows behind it" {
	measures "$COUNT_X"
	facts <<'END'
source | unit | event | date
s | A | x | 2010-01-05
s | A | y | 2010-01-06
s | A | y | 2010-12-06
t | A | x | 2010-01-07
s | B | x | 2010-01-08
END
	table >rejects.tsv <<'END'
at | source | stage | reason | column | value | unit | month | event
f:1 | s | normalize | bad_date | Date | 31-02 | A | |
f:2 | s | normalize | bad_number | n | x | A | 2010-02 | x
f:3 | t | normalize | bad_number | n | x | A | 2010-02 | x
f:4 | s | normalize | unknown_unit | Unit | Nowhere | | 2010-02 |
END
	explained() {
		expect 0 bif-aggregate -b book --as-of 2010-06-30 \
			--rejected rejects.tsv --explain "$1" facts.tsv
		output=$(cut -f "$2" <<<"$output" | tr '\t' '|')
	}
	explained @s,A 1-7
	output_is <<'END'
month|role|adds|source|unit|event|date
2010-01|numerator|1|s|A|x|2010-01-05
2010-01|numerator|1|s|A|y|2010-01-06
2010-12|numerator|1|s|A|y|2010-12-06
END
	explained @s,B,2010-01 1-7
	[ "$(tail -n +2 <<<"$output")" = '2010-01|numerator|1|s|B|x|2010-01-08' ]
	explained '@s!rejected' 1-5,7,9
	output_is <<'END'
month|role|adds|at|source|reason|value
|numerator|1|f:1|s|bad_date|31-02
2010-02|numerator|1|f:2|s|bad_number|x
2010-02|numerator|1|f:4|s|unknown_unit|Nowhere
END
	explained '@s!rejected,A' 1,4
	output_is <<'END'
month|at
|f:1
2010-02|f:2
END
}

@test "coverage is read with a book, and by those who have no use for it" {
	measures "$COUNT_X"
	table >o.tsv <<'END'
measure | unit | month | numerator | denominator | n | pending | as_of | through
@s!rejected | Nowhere | | 1 | | 1 | | 2010-06-30 |
@s | A | 2010-01 | 2 | | 2 | 0 | 2010-06-30 | 2010-01-31
@s | A | 2010-01 | 3 | | 3 | 0 | 2010-06-30 | 2010-01-02
x | A | 2010-01 | 3 | | 3 | 0 | 2010-06-30 | 2010-01-02
END
	expect 0 bif-aggregate --merge o.tsv
	output=$(tail -n +2 <<<"$output" | cut -f 1-3,6,9 | tr '\t' '|')
	output_is <<'END'
@s|A|2010-01|5|2010-01-31
@s!rejected|Nowhere||1|
x|A|2010-01|3|2010-01-02
END
	for name in @ '@!parts' '@s!' '@s!other' '@s t'; do
		sed "s/^@s\t/$name\t/" o.tsv >wrong.tsv
		expect_err 65 "wrong.tsv:3: \"measure\": \"$name\" is neither a measure" \
			'wrong.tsv:4: ' -- bif-aggregate --merge wrong.tsv
	done
	sed '5s/2010-01\t/\t/' o.tsv >wrong.tsv
	expect_err 65 'wrong.tsv:5: "month": "" is not a month' -- \
		bif-aggregate --merge wrong.tsv
	sed '5s/2010-01-02/soon/' o.tsv >wrong.tsv
	expect_err 65 'wrong.tsv:5: "through": "soon" is not a date' -- \
		bif-aggregate --merge wrong.tsv
}

# dated: measure, unit, month, n, through of what was counted at unit A.
dated() {
	output=$(awk -F '\t' '$2 == "A" && !/^@/' out.tsv |
		cut -f 1,3,6,9 | tr '\t' '|')
}

@test "through: the last date of a fact in the row" {
	measures "$COUNT_X" \
		'{"measure": "d", "numerator": {"count": "days", "where": {"event": "s"}}}' \
		'{"measure": "o", "numerator": {"count": "open", "where": {"event": "s"}}}' \
		'{"measure": "p", "numerator": {"count": "subjects", "where": {"event": "x"}}}' \
		'{"measure": "c", "enter": {"event": "x"}, "reach": {"event": "s"}, "within": "60 days"}'
	facts <<'END'
unit | event | date | until | subject
A | x | 2010-01-09 | | anna
A | x | 2010-01-02 | | anna
A | s | 2010-01-20 | 2010-04-10 | anna
A | s | 2010-01-25 | 2010-02-03 | bo
A | s | 2010-03-15 | 2010-03-16 | bo
A | x | 2010-04-01 | | bo
A | x | 2010-06-01 | | bo
END
	count 2010-05-31
	dated
	output_is <<'END'
c|2010-01|2|2010-01-09
c|2010-04|1|2010-04-01
d|2010-01|2|2010-01-25
d|2010-02|2|2010-01-25
d|2010-03|2|2010-03-15
d|2010-04|1|2010-01-20
o|2010-01|2|2010-01-25
o|2010-02|1|2010-01-20
o|2010-03|1|2010-01-20
p|2010-01|2|2010-01-09
p|2010-04|1|2010-04-01
x|2010-01|2|2010-01-09
x|2010-04|1|2010-04-01
END
}

@test "through: long spells, each month as if asked for alone" {
	measures '{"measure": "d", "numerator": {"count": "days", "where": {"event": "s"}}}'
	# Spells of all lengths from one day to 25 years, some still open.
	awk 'BEGIN { OFS = "\t"; srand(7); print "unit", "event", "date", "until"
		for (i = 0; i < 300; i++) {
			y = 1985 + int(rand() * 25); m = 1 + int(rand() * 12)
			to = y * 12 + m - 1 + int(rand() * rand() * 300)
			print "A", "s", sprintf("%d-%02d-%02d", y, m, 1 + int(rand() * 28)),
				i % 9 ? sprintf("%d-%02d-28", to / 12, to % 12 + 1) : ""
		} }' >facts.tsv
	count 2010-06-30
	awk -F '\t' -v OFS='\t' 'NR > 1 {
		from = substr($3, 1, 4) * 12 + substr($3, 6, 2) - 1
		to = $4 == "" || $4 > "2010-06-30" ? 2010 * 12 + 5 \
			: substr($4, 1, 4) * 12 + substr($4, 6, 2) - 1
		for (m = from; m <= to; m++)
			if ($3 > last[m]) last[m] = $3
	} END { for (m in last) printf "%d-%02d\t%s\n", m / 12, m % 12 + 1, last[m] }' \
		facts.tsv | LC_ALL=C sort >wanted
	awk -F '\t' -v OFS='\t' '$2 == "A" { print $3, $9 }' out.tsv >got
	same got wanted
	[ "$(wc -l <got)" -gt 200 ]
}

# --- the command line ---------------------------------------------------

@test "as-of is required, also from the environment; the book too" {
	measures "$COUNT_X"
	facts <<'END'
unit | event | date
T | x | 2010-01-01
END
	expect_err 64 'which day?' -- bif-aggregate -b book facts.tsv
	expect_err 64 'is not a day' -- \
		bif-aggregate -b book --as-of 2010-06-31 facts.tsv
	expect_err 64 '-b' -- bif-aggregate --as-of 2010-06-30 facts.tsv
	expect 0 bif-aggregate -b book -A 2010-06-30 -o out.tsv facts.tsv
	BIF_AS_OF=2010-06-30 BIF_BOOK=book expect 0 bif-aggregate facts.tsv
	[ "${lines[1]}" = "x	T	2010-01	1		1	0	2010-06-30	2010-01-01" ]
	expect_err 64 'one at a time' -- \
		bif-aggregate -b book --as-of 2010-06-30 --merge --needs
	echo '{' >book/measures.json
	expect_err 78 'measures.json:' -- \
		bif-aggregate -b book --as-of 2010-06-30 facts.tsv
}

@test "no facts, no rows: the header stands alone" {
	measures "$COUNT_X"
	printf 'unit\tevent\tdate\n' >facts.tsv
	expect 0 bif-aggregate -b book --as-of 2010-06-30 facts.tsv
	[ "$output" = "$(table <<<"$HEADER | through")" ]
	: >facts.tsv
	expect_err 65 'empty: expected facts' -- \
		bif-aggregate -b book --as-of 2010-06-30 facts.tsv
}

@test "a full disk is told" {
	measures "$COUNT_X"
	facts <<'END'
unit | event | date
T | x | 2010-01-01
END
	expect_err 74 'No space left' -- \
		bif-aggregate -b book --as-of 2010-06-30 -o /dev/full facts.tsv
	expect_err 74 'No space left' -- bash -c \
		'bif-aggregate -b book --as-of 2010-06-30 facts.tsv >/dev/full'
	expect_err 74 'No space left' -- \
		bif-aggregate -b book --as-of 2010-06-30 --scope /dev/full \
		-o none.tsv facts.tsv
}

@test "CSV and JSON lines" {
	measures "$COUNT_X"
	facts <<'END'
unit | event | date
T | x | 2010-01-01
END
	expect 0 bif-aggregate -b book --as-of 2010-06-30 -O csv facts.tsv
	[ "${lines[1]}" = x,T,2010-01,1,,1,0,2010-06-30,2010-01-01$'\r' ]
	expect 0 bif-aggregate -b book --as-of 2010-06-30 -O jsonl facts.tsv
	[ "$(jq -r '[.measure, .unit, .n, .denominator] | map(tostring) | join(" ")' <<<"$output")" = "x T 1 null" ]
}

# --- the sample job -----------------------------------------------------

# The facts of all sources, as SOURCE.facts in the folder at hand.
sample_facts() {
	local source files
	make_key key
	bif-extract -b "$SAMPLE_BOOK" --claim "$SAMPLE_EXPORTS"/* |
		tail -n +2 >claims.tsv
	while read -r source; do
		mapfile -t files < <(awk -F '\t' -v source="$source" \
			'$1 == source { print $2 }' claims.tsv)
		bif-extract -b "$SAMPLE_BOOK" -s "$source" "${files[@]}" \
			2>"$source.messages" |
			bif-normalize -b "$SAMPLE_BOOK" --key key -s "$source" \
			-o "$source.facts" 2>>"$source.messages"
	done < <(cut -f 1 claims.tsv | sort -u)
}

@test "the control figures of the sample job come out, byte by byte" {
	local truth=$ROOT/tests/cases/truth-2010-06-30
	sample_facts
	expect 0 bif-aggregate -b "$SAMPLE_BOOK" --as-of 2010-06-30 \
		--scope scope.tsv -o out.tsv ./*.facts
	grep -v '^@' out.tsv | cut -f 1-7 >figures.tsv
	same figures.tsv "$truth/observations.tsv"
	# Each fact of each source is told once.
	for facts in *.facts; do
		printf '%s\t%d\n' "@${facts%.facts}" "$(tail -n +2 "$facts" | wc -l)"
	done | LC_ALL=C sort >facts.n
	awk -F '\t' '/^@/ { n[$1] += $6 } END { for (s in n) print s "\t" n[s] }' \
		out.tsv | LC_ALL=C sort >covered.n
	same covered.n facts.n
	same scope.tsv "$truth/scope.tsv"

	# Other readings stand beside the figures and leave them alone.
	cp -R "$SAMPLE_BOOK" read
	jq '(.measures[] | select(.measure == "into_work")).alternatives =
			[{"reading": "days_91", "within": "91 days"}]
		| (.measures[] | select(.measure == "flexjob")).alternatives =
			[{"reading": "by_entry", "month_of": "entry"}]' \
		"$SAMPLE_BOOK/measures.json" >read/measures.json
	expect 0 bif-aggregate -b read --as-of 2010-06-30 -o more.tsv ./*.facts
	grep -v '^[^@].*@' more.tsv >same.tsv
	same same.tsv out.tsv
	# Each of the flex job's members is there once, in another month.
	awk -F '\t' '$2 == "BIF" { all[$1] += $6 + $7; rows[$1]++ } END {
		exit all["flexjob"] != all["flexjob@by_entry"] ||
			all["into_work"] != all["into_work@days_91"] ||
			rows["flexjob@by_entry"] < 12 }' more.tsv
}

# --- facts that repeat others -------------------------------------------

@test "facts are counted alike whether they repeat others or are read" {
	run python3 "$ROOT/tests/lib/twocounts.py" "${PATHS:-12}" "${SEED:-1}"
	assert_success
	assert_output --partial ', 0 differ;'
}

@test "more different facts than are remembered, each three times" {
	measures '{"measure": "m", "numerator": {"count": "amount", "where": {"event": "x"}}}'
	awk 'BEGIN { OFS = "\t"; print "unit", "event", "date", "amount"
		for (i = 0; i < 90000; i++)
			for (k = 0; k < 3; k++)
				print "A", "x", "2010-01-31", i }' >facts.tsv
	count 2010-06-30
	output_is <<'END'
m|A|2010-01|12149865000||270000|0
m|T|2010-01|12149865000||270000|0
END
}

@test "days of two kinds of spells: a spell enters each month once" {
	measures '{"measure": "d", "numerator": {"count": "days", "where": {"event": "s"}},
		"denominator": {"count": "open", "where": {"event": "s", "group": "g"}}}'
	facts <<'END'
unit | event | date | until | group
A | s | 2010-01-20 | 2010-03-02 | g
A | s | 2010-01-30 | 2010-02-01 | g
B | s | 2010-02-10 | 2010-02-11 | 
END
	count 2010-04-30
	output_is <<'END'
d|A|2010-01|14|2|2|0
d|A|2010-02|29|1|2|0
d|A|2010-03|2|0|1|0
d|B|2010-02|2|0|1|0
d|T|2010-01|14|2|2|0
d|T|2010-02|31|1|3|0
d|T|2010-03|2|0|1|0
END
}

@test "--explain: a fact that enters both parts stands in both, persons once" {
	measures '{"measure": "p", "numerator": {"count": "facts", "where": {"event": "x", "group": "g"}},
		"denominator": {"count": "subjects", "where": {"event": "x"}}}'
	facts <<'END'
unit | event | date | subject | group
A | x | 2010-01-02 | anna | g
A | x | 2010-01-01 | anna | g
A | x | 2010-01-02 | bo | h
END
	count 2010-01-31
	output_is <<'END'
p|A|2010-01|2|2|3|0
p|T|2010-01|2|2|3|0
END
	expect 0 bif-aggregate -b book --as-of 2010-01-31 --explain p,A facts.tsv
	output=$(cut -f 1-3,7,9,10 <<<"$output" | tr '\t' '|')
	output_is <<'END'
month|role|adds|date|subject|group
2010-01|numerator|1|2010-01-01|anna|g
2010-01|numerator|1|2010-01-02|anna|g
2010-01|denominator|1|2010-01-01|anna|g
2010-01|denominator|0|2010-01-02|anna|g
2010-01|denominator|1|2010-01-02|bo|h
END
}

@test "--explain: nothing counted is a header alone" {
	measures "$COUNT_X" '{"measure": "c", "enter": {"event": "in"}, "reach": {"event": "out"}, "within": "9 days"}'
	facts <<'END'
unit | event | date | until | subject
A | y | 2010-01-02 | | anna
END
	for measure in x c; do
		expect 0 bif-aggregate -b book --as-of 2010-01-31 \
			--explain "$measure" facts.tsv
		[ "${#lines[@]}" -eq 1 ]
	done
}
