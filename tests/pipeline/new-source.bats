#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# A new user with nothing but the manual: a source nobody has seen, a measure
# and a goal are added by files alone, and judged.

load ../lib/bif

setup() {
	scratch
	cp -R "$SAMPLE_BOOK" book
	mkdir inbox
	head -c 32 /dev/urandom >key
	chmod 600 key
}

# Course evaluations: Windows-1252, `|` between cells, titles above, a total
# and its control count below, English dates, a status that says what is no
# answer, a person's number, two facts of a row.
export_of_courses() {
	{
		printf 'Kursusevaluering 2010\r\nUdtræk: 1/7/2010\r\n'
		printf 'CPR|Kursus|Slut|Center|Timer|Tilfreds|Tilstand\r\n'
		printf '010190-9901|Excel|15 Mar 2010|JC Nyropsgade|7,5|ja|Svaret\r\n'
		printf '020290-9902|Excel|15 Mar 2010|jc  nyropsgade |12|nej|Svaret\r\n'
		printf '30390-9903|Dansk|2 May 2010|Jobcenter Musvågevej|1.012,25|ja|Svaret\r\n'
		printf '040490-9904|Dansk|2 May 2010|Jobcenter Musvågevej|30||Ubesvaret\r\n'
		printf '050590-9905|Dansk|31 Apr 2010|Jobcenter Musvågevej|30|ja|Svaret\r\n'
		printf 'CPR|Kursus|Slut|Center|Timer|Tilfreds|Tilstand\r\n'
		printf '010190-9901|Excel|15 Mar 2010|Jobcenter Nyropsgade|7,5|ja|Svaret\r\n'
		printf 'I alt|||||3|\r\nRækker: 6\r\n'
	} | iconv -f utf-8 -t windows-1252 >inbox/kurser_2010.txt
}

define_source() {
	cat >book/sources/kurser.json <<-'END'
	{ "source": "kurser", "title": "Kursusevaluering", "match": "kurser_*.txt", "tolerate": "1",
	  "delivers": {"required": false},
	  "export": { "encoding": "windows-1252", "delimiter": "|", "header": 3,
	              "skip_rows": ["^I alt"], "control": {"line": "^Rækker: ([0-9]+)"},
	              "columns": {"cpr": "CPR", "course": "Kursus", "end": "Slut", "centre": "Center",
	                          "hours": "Timer", "happy": "Tilfreds", "state": "Tilstand"} },
	  "facts": { "key": ["cpr", "course", "end"],
	             "types": {"end": {"date": "d mon yyyy"}},
	             "skip": [{"when": {"state": "Ubesvaret"}, "because": "unanswered"}],
	             "each": [
	               {"event": "course", "unit": {"unit": "centre"}, "date": {"date": "end"},
	                "subject": {"cpr": "cpr"}, "amount": {"number": "hours"},
	                "outcome": [{"when": {"happy": "ja"}, "is": "happy"}, {"is": "unhappy"}]} ] } }
	END
}

define_measure_and_goal() {
	jq '.measures += [{"measure": "course_happy", "title": "Tilfredse kursister", "shown_as": "percent",
		"numerator": {"count": "facts", "where": {"event": "course", "outcome": "happy"}},
		"denominator": {"count": "facts", "where": {"event": "course"}}}]' \
		"$SAMPLE_BOOK/measures.json" >book/measures.json
	echo 'kursustilfredshed,Tilfredse kursister,Satisfied course members,Kvalitet i servicen,course_happy,at_least,year,level,points,5,1,percent,no,no,no,HR,kurser' >>book/goals.csv
	printf '%s\n' \
		'2010;JCN;kursustilfredshed;2010-12-31;50;;;;;2010-01-20;Direktionen;' \
		'2010;JCM;kursustilfredshed;2010-12-31;90;;;;;2010-01-20;Direktionen;' \
		'2010;BIF;kursustilfredshed;2010-12-31;70;;;;;2010-01-20;Direktionen;' \
		>>book/targets.csv
}

@test "a fourteenth source, its measure and its goal are files alone" {
	export_of_courses
	define_source
	define_measure_and_goal
	run pipelines_status
	[ "$status" -eq 0 ] || { echo "$output"; false; }

	run sh -c 'grep -v "^@" out/observations.tsv | cut -f 1-6'
	assert_output "$(printf '%s\t%s\t%s\t%s\t%s\t%s\n' \
		measure unit month numerator denominator n \
		course_happy BIF 2010-03 1 2 2 \
		course_happy BIF 2010-05 1 1 1 \
		course_happy JCM 2010-05 1 1 1 \
		course_happy JCN 2010-03 1 2 2)"

	run bash -c "grep kursus out/verdicts.tsv | grep -v not_applicable |
		cut -f 2,8-11,19,21-23"
	assert_output "$(printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
		BIF near 66.7 70.0 70.0 3.3 2 3 3 \
		JCN met 50.0 50.0 50.0 0.0 1 2 2 \
		JCM met 100.0 90.0 90.0 0.0 1 1 1)"

	run cat out/rows.tsv
	assert_line "$(printf 'kurser\tkurser_2010.txt\t6\t3\t2\t1\tduplicate:1 unanswered:1')"
	assert_line "$(printf 'kurser\t*\t6\t3\t2\t1\tcourse:3')"
	run cat out/rejects.tsv
	assert_line "$(printf 'kurser_2010.txt:8\tkurser\tnormalize\tbad_date\tSlut\t31 Apr 2010\tJCM\t\tcourse')"
	grep -q 'Tilfredse kursister' out/board.txt
}

pipelines_status() {
	status -b book --as-of 2010-06-30 --key key -o out --only kurser inbox 2>&1
}

@test "bif-lint has nothing to object to the fourteenth source" {
	define_source
	define_measure_and_goal
	run bif-lint -b book
	refute_output --partial kurser.json
	refute_output --partial course_happy
}
