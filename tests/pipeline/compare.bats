#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# compare: one thing is changed in a small world, or two, and compare must name
# it. A case is a line: name | unit goal | cause | what its detail holds |
# commands that change `book` and `inbox`. MANUAL.md 3.5 says what causes are.

load ../lib/bif

# Two centres and what is above them: calls, complaints and a survey by hand.
world() {
	mkdir -p book/sources book/codes inbox
	cat >book/book.json <<-'EOF'
	{"name": "Small", "language": "en",
	 "calendar": "month",
	 "standard_bands": {"of_target": "5", "points": "2", "of_change": "25"}}
	EOF
	cat >book/units.csv <<-'EOF'
	unit,name,parent,aliases
	T,Top,,
	A,Aa,T,Alpha
	B,Bb,T,Beta
	EOF
	cat >book/goals.csv <<-'EOF'
	goal,title,perspective,measure,direction,window,path,scale,band,decimals,data_source
	calls,Calls answered,P,answered,at_least,year,level,points,2,1,calls
	upheld,Complaints upheld,P,upheld,at_most,year,accrual,of_target,5,0,complaints
	survey,Content,P,content,at_least,latest,level,points,3,1,manual
	EOF
	cat >book/measures.json <<-'EOF'
	{"measures": [
	  {"measure": "answered", "title": "Answered",
	   "shown_as": "percent", "form": "ratio",
	   "numerator": {"count": "amount", "where": {"event": "answered"}},
	   "denominator": {"count": "amount", "where": {"event": "offered"}}},
	  {"measure": "upheld", "title": "Upheld",
	   "shown_as": "number", "form": "ratio",
	   "numerator": {"count": "facts",
	     "where": {"event": "complaint", "outcome": "upheld"}}},
	  {"measure": "content", "title": "Content",
	   "shown_as": "percent", "form": "ratio",
	   "numerator": {"count": "amount"}, "denominator": {"count": "amount"}}
	]}
	EOF
	cat >book/sources/calls.json <<-'EOF'
	{ "source": "calls", "match": "calls_*.csv", "tolerate": "20%",
	  "export": {"format": "csv", "delimiter": ";", "header": 1,
	    "columns": {"centre": "Centre", "day": "Day", "in": "In", "out": "Out"}},
	  "facts": {"types": {"centre": {"unit": true}, "day": {"date": "yyyy-mm-dd"},
	      "in": {"number": true}, "out": {"number": true}},
	    "each": [
	      {"event": "offered", "unit": {"unit": "centre"}, "date": {"date": "day"},
	       "amount": {"number": "in"}},
	      {"event": "answered", "unit": {"unit": "centre"}, "date": {"date": "day"},
	       "amount": {"number": "out"}}]} }
	EOF
	cat >book/sources/complaints.json <<-'EOF'
	{ "source": "complaints", "match": "complaints*.csv", "tolerate": "20%",
	  "delivers": {"silent": true},
	  "export": {"format": "csv", "delimiter": ";", "header": 1,
	    "columns": {"case": "Case", "day": "Day", "centre": "Centre", "end": "End"}},
	  "facts": {"types": {"centre": {"unit": true}, "day": {"date": "yyyy-mm-dd"},
	      "end": {"list": "ends"}},
	    "key": ["case"],
	    "each": [{"event": "complaint", "unit": {"unit": "centre"},
	      "date": {"date": "day"}, "outcome": {"code": "end"}}]} }
	EOF
	printf "list,code,value\n%s\n%s\n" ends,U,upheld \
		>book/codes/ends.csv ends,N,none
	cat >book/targets.csv <<-'EOF'
	year,unit,goal,due,target,change,baseline,decided,decided_by,reason
	2010,T,calls,2010-12-31,90,,,2010-01-10,Board,
	2010,A,calls,2010-12-31,90,,,2010-01-10,Board,
	2010,B,calls,2010-12-31,88,,,2010-01-10,Board,
	2010,A,upheld,2010-12-31,24,,,2010-01-10,Board,
	2010,B,upheld,2010-12-31,18,,,2010-01-10,Board,
	2010,A,survey,2010-12-31,80,,,2010-01-10,Board,
	2010,B,calls,2010-12-31,93,,,2010-07-15,Council,too easy
	EOF
	cat >book/observations.csv <<-'EOF'
	measure,unit,month,numerator,denominator,n,by,reason,reported
	content,A,2010-03,82,100,100,HR,spring,2010-04-02
	content,A,2010-02,75,100,100,HR,winter,2010-03-02
	EOF
	echo 'year,unit,goal,as_of,response,text' >book/comments.csv
	awk 'BEGIN {
		print "Centre;Day;In;Out" >"inbox/calls_2009.csv"
		print "Centre;Day;In;Out" >"inbox/calls_2010.csv"
		print "Case;Day;Centre;End" >"inbox/complaints.csv"
		for (y = 2009; y <= 2010; y++)
			for (m = 1; m <= (y == 2009 ? 12 : 7); m++) {
				for (d = 4; d < 29; d += 8) {
					day = sprintf("%d-%02d-%02d", y, m, d)
					print "Alpha;" day ";100;91" \
						>"inbox/calls_" y ".csv"
					print "Bb;" day ";100;89" \
						>"inbox/calls_" y ".csv"
				}
				for (d = 1; d <= 4; d++)
					print ++c ";" sprintf("%d-%02d-%02d", \
						y, m, 6 * d + 1) ";" (d % 2 ? \
						"Aa" : "Beta") ";" (d > 2 && \
						m % 2 ? "N" : "U") \
						>"inbox/complaints.csv"
			}
	}'
}

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	make_key key
	make_key other
	world
	BIF_KEY=$PWD/key status -b book --as-of 2010-06-30 --quiet -o old inbox
}

setup() {
	scratch
	BASE=$BATS_FILE_TMPDIR
	export BIF_KEY=$BASE/key
}

# commands of cases
edit() { sed -i "$1" "$2"; }
row() { echo "$1" >>"$2"; }
call() { row "$1" inbox/calls_2010.csv; }
complaint() { row "$1" inbox/complaints.csv; }
target() { row "2010,$*" book/targets.csv; }
by_hand() { row "content,$*" book/observations.csv; }

# Programs of another version: one of them answers otherwise.
other_version() {
	mkdir programs
	cp "$BIF_BIN"/* programs/
	printf '#!/bin/sh\n%s\n' "$2" >"programs/$1"
	export NEW_BIN=$PWD/programs
}

# try NAME: runs the changed world, compares; the rows are in `rows`.
compared() {
	local status
	BIF_BIN=${NEW_BIN:-$BIF_BIN} status -b book --as-of "${as_of:-2010-06-30}" \
		--no-lint --quiet ${only:+--only "$only"} -o new inbox 2>said
	status=$?
	[ "$status" -eq 0 ] || [ "$status" -eq 65 ] || return
	compare --lang en -f tsv "$BASE/old" new >rows 2>>said
}

# cases <<'EOF': runs each line and says which did not name its cause.
cases() {
	local name verdict cause text commands got wrong=0 n=0
	while IFS='|' read -r name verdict cause text commands; do
		[ -n "$name" ] || continue
		name=$(trim "$name") verdict=$(trim "$verdict")
		cause=$(trim "$cause") text=$(trim "$text")
		n=$((n + 1))
		rm -rf case && mkdir case
		got=$(cd case && cp -r "$BASE/book" "$BASE/inbox" . &&
			as_of='' only='' NEW_BIN='' && eval "$commands" &&
			compared; echo "status $?" >>said; cat rows 2>>said; :)
		if [ "$cause" = none ]; then
			[ "$(wc -l <<<"$got")" -eq 1 ] && [ -n "$got" ] && continue
		else
			got=$(awk -F'\t' -v v="$verdict" \
				'$1 " " $2 == v { print $11 ": " $12 }' <<<"$got")
			[ "${got%%: *}" = "$cause" ] && [[ $got == *"$text"* ]] &&
				continue
		fi
		echo "$name: wanted $cause: $text; got ${got:-nothing}"
		cat case/said case/rows 2>/dev/null | head -n 8
		wrong=$((wrong + 1))
	done
	echo "$n cases, $wrong wrong"
	[ "$wrong" -eq 0 ]
}

trim() {
	local text=${1#"${1%%[! ]*}"}
	printf %s "${text%"${text##*[! ]}"}"
}

@test "single changes: data" {
	cases <<-'EOF'
	late rows | B calls | data | calls 1 row more | call 'Bb;2010-05-09;100;10'
	a late complaint | A upheld | data | complaints 1 row more | complaint '900;2010-05-03;Aa;U'
	a row taken out | B calls | data | calls 1 row less | edit '/Bb;2010-03-12/d' inbox/calls_2010.csv; edit 's/Bb;2010-03-04;100;89/Bb;2010-03-04;100;69/' inbox/calls_2010.csv
	a corrected number | A calls | data | calls 1 row changed | edit 's/Alpha;2010-02-12;100;91/Alpha;2010-02-12;100;11/' inbox/calls_2010.csv
	a corrected code | A upheld | data | complaints 1 row changed | edit '0,/2010-02-07;Aa;U/s//2010-02-07;Aa;N/' inbox/complaints.csv
	a deleted file | A calls | data | calls | rm inbox/calls_2010.csv
	a deleted earlier file | A calls | data | calls | rm inbox/calls_2009.csv inbox/calls_2010.csv
	a unit's rows renamed in the export | A calls | data | calls | edit 's/Alpha;2010-0[1-6]/Omega;2010-01/' inbox/calls_2010.csv
	a further file | B calls | data | calls 1 row more | printf 'Centre;Day;In;Out\nBb;2010-04-01;100;0\n' >inbox/calls_late.csv
	a wrong date | B calls | data | calls 1 row changed | edit 's/Bb;2010-05-20;100;89/Bb;2009-05-20;100;89/' inbox/calls_2010.csv; edit 's/Bb;2010-05-12;100;89/Bb;2010-05-12;100;81/' inbox/calls_2010.csv; edit 's/Bb;2009-05-20;100;89/Bb;2010-05-20;100;89/' inbox/calls_2010.csv
	a hand figure added | A survey | data | observations.csv:4 HR autumn | by_hand 'A,2010-05,70,100,100,HR,autumn,2010-06-02'
	a hand figure corrected | A survey | data | observations.csv:2 HR spring | edit 's/,82,/,79,/' book/observations.csv
	a later hand figure replaces | A survey | data | observations.csv:4 HR recount | by_hand 'A,2010-03,60,100,100,HR,recount,2010-05-02'
	a hand figure taken out | A survey | data | (before) | edit '2d' book/observations.csv
	one source only | A upheld | data | --only all -> calls; complaints | only=calls
	files by other names | - | none | | mv inbox/calls_2010.csv inbox/calls_10.csv
	a file in two | - | none | | (head -n 1 inbox/calls_2010.csv; sed 1,20d inbox/calls_2010.csv) >inbox/calls_b.csv; edit '21,$d' inbox/calls_2010.csv
	rows after the day | - | none | | call 'Bb;2010-07-09;1000;0'
	a conflict | A upheld | data | complaints 1 row more | complaint '70;2010-05-04;Aa;U'
	June did not come | A calls | data | calls 16 rows fewer | edit '/2010-0[67]/d' inbox/calls_2010.csv
	parents follow | T calls | data | calls 2 rows more | call 'Bb;2010-05-09;500;0'; call 'Alpha;2010-05-09;500;0'
	EOF
}

@test "single changes: targets" {
	cases <<-'EOF'
	edited in place | A calls | target | targets.csv:3 2010-01-10 Board (edited in place) | edit 's/^2010,A,calls,2010-12-31,90/2010,A,calls,2010-12-31,95/' book/targets.csv
	edited in place, the same status | B upheld | target | targets.csv:6 | edit 's/upheld,2010-12-31,18/upheld,2010-12-31,60/' book/targets.csv
	back-dated | A calls | target | targets.csv:9 2010-02-01 Director hard winter (back-dated) | target A,calls,2010-12-31,96,,,2010-02-01,Director,hard winter
	taken out | A survey | target | targets.csv:7 | edit '/A,survey/d' book/targets.csv
	withdrawn | A survey | target | targets.csv:9 2010-06-01 Board | target A,survey,2010-12-31,,,,2010-06-01,Board,no survey
	a new goal for a unit | B survey | target | targets.csv:9 | target B,survey,2010-12-31,70,,,2010-01-10,Board,
	for all units | B survey | target | targets.csv:9 | target '*,survey,2010-12-31,70,,,2010-01-10,Board,'
	as a change from the baseline | A upheld | target | targets.csv:9 | target A,upheld,2010-12-31,,-50%,24,2010-03-01,Board,fewer
	decided later: not known yet | - | none | | target A,calls,2010-12-31,99,,,2010-09-01,Board,
	decided on the day | A calls | target | (back-dated) | target A,calls,2010-12-31,99,,,2010-06-30,Board,last
	a date of decision moved on | A calls | target | targets.csv:3 2010-08-01 Board (edited in place) | edit '3s/2010-01-10/2010-08-01/' book/targets.csv
	a row of another year | A survey | target | targets.csv:7 2010-01-10 Board (taken out) | edit 's/^2010,A,survey/2011,A,survey/' book/targets.csv
	no targets at all | A calls | target | targets.csv:3 2010-01-10 Board (taken out) | edit '2,$d' book/targets.csv
	rows in another order | - | none | | (head -n 1 book/targets.csv; sed 1d book/targets.csv | sort -r) >t; mv t book/targets.csv
	a date of decision moved back | B calls | target | targets.csv:8 2010-03-15 Council | edit 's/2010-07-15,Council/2010-03-15,Council/' book/targets.csv
	EOF
}

@test "single changes: definitions" {
	cases <<-'EOF'
	a band | A calls | definition | goals.csv:2 | edit 's/^calls,\(.*\),at_least,year,level,points,2/calls,\1,at_most,year,level,points,1/' book/goals.csv
	a direction | A upheld | definition | goals.csv:3 | edit 's/at_most,year,accrual/at_least,year,accrual/' book/goals.csv
	a path | A upheld | definition | goals.csv:3 | edit 's/year,accrual/year,year_end/' book/goals.csv
	a window | A survey | definition | goals.csv:4 | edit 's/at_least,latest/at_least,month/' book/goals.csv
	a measure's condition | A upheld | definition | measures.json:9 | edit 's/"outcome": "upheld"/"outcome": ["upheld", "none"]/' book/measures.json
	a measure's form | A calls | definition | measures.json: | edit '0,/"form": "ratio"/s//"form": "deviation"/' book/measures.json
	a code's meaning | A upheld | definition | codes/ends.csv:3 | edit 's/ends,N,none/ends,N,upheld/' book/codes/ends.csv
	a baseline of the path | B upheld | target | targets.csv:6 | edit 's/B,upheld,2010-12-31,18,,,/B,upheld,2010-12-31,,-50%,18,/' book/targets.csv
	a renamed unit | B calls | definition | units.csv:4 | edit 's/^B,Bb,T,Beta/B,Bbb,T,Beta/' book/units.csv
	an alias taken out | A calls | definition | units.csv:3 | edit 's/,Alpha//' book/units.csv
	the calendar | B upheld | definition | book.json:2 | edit 's/"calendar": "month"/"calendar": "day"/' book/book.json
	a source's skip rule | B calls | definition | sources/calls.json | edit 's/"each": \[/"skip": [{"when": {"out": "89"}, "because": "test"}], "each": [/' book/sources/calls.json
	a source's columns | A calls | definition | sources/calls.json:3 | edit 's/"in": "In", "out": "Out"/"in": "Out", "out": "In"/' book/sources/calls.json
	the year begins later | A upheld | definition | book.json | edit 's/"calendar"/"year_begins": "02-01", "calendar"/' book/book.json
	a unit's parent | T calls | definition | units.csv:3 | edit 's/^A,Aa,T/A,Aa,/' book/units.csv
	a unit closed | A calls | definition | units.csv:3 | edit '1s/$/,valid_to/; 2,$s/$/,/; 3s/$/2010-03-31/' book/units.csv
	a goal's measure | A calls | definition | goals.csv:2 | edit 's/P,answered,/P,upheld,/' book/goals.csv
	the scope | A upheld | definition | measures.json:1 | edit 's/{"measures"/{"scope": [{"where": {"outcome": "upheld"}, "from": "2010-03-01"}], "measures"/' book/measures.json
	a code until a day | A upheld | definition | codes/ends.csv: | printf '%s\n' list,code,value,valid_from,valid_to ends,U,upheld,,2010-03-31 ends,U,none,2010-04-01, ends,N,none,, >book/codes/ends.csv
	which files a source reads | A calls | definition | sources/calls.json:1 | edit 's/calls_\*/phones_*/' book/sources/calls.json
	titles, language | - | none | | edit 's/Calls answered/Phones/' book/goals.csv; edit 's/"en"/"da"/' book/book.json
	a comment only | - | none | | row 'x' book/comments.csv; edit '$d' book/comments.csv; row '2010,A,calls,2010-06-30,effort,We try' book/comments.csv
	EOF
}

@test "single changes: date, programs, key and nothing at all" {
	cases <<-'EOF'
	a month earlier | A upheld | date | 2010-06-30 -> 2010-05-31 | as_of=2010-05-31
	a year without targets | A calls | target date | 2010-06-30 -> 2009-12-31 | as_of=2009-12-31
	a month later | A upheld | date | 2010-06-30 -> 2010-07-31 | as_of=2010-07-31
	a revision between the dates | B calls | target | targets.csv:8 2010-07-15 Council too easy | as_of=2010-07-31
	another judge | A calls | tool | bif-judge | other_version bif-judge 'case "$*" in *-o\ *) ;; *) exec '"$BIF_BIN"'/bif-judge "$@" ;; esac; '"$BIF_BIN"'/bif-judge "$@" && sed -i "s/	met	91.0	/	off	91.0	/" "$2"'
	another normalize | A calls | tool | bif-normalize | other_version bif-normalize 'case "$*" in *--version*) echo bif-normalize 9 ;; *) '"$BIF_BIN"'/bif-normalize "$@" | sed "s/	91$/	50/" ;; esac'
	another key | - | none | | BIF_KEY=$BASE/other; cp "$BASE/other" .; export BIF_KEY
	nothing | - | none | | :
	a file nobody claims | - | none | | echo x >inbox/readme.txt
	EOF
}

@test "files whose names say what is in them change places: data" {
	cp -r "$BASE/book" .
	edit 's/"centre": "Centre"/"centre": {"file_name": "_([AB])"}/' \
		book/sources/calls.json
	mkdir inbox
	local unit
	for unit in A B; do
		grep -E "^(Centre|$unit)" "$BASE/inbox/calls_2010.csv" |
			cut -d ';' -f 2- >inbox/calls_$unit.csv
	done
	cp "$BASE/inbox/complaints.csv" inbox
	status -b book --as-of 2010-06-30 --quiet -o out inbox
	cp -r inbox later
	cp inbox/calls_A.csv later/calls_B.csv
	cp inbox/calls_B.csv later/calls_A.csv
	status -b book --as-of 2010-06-30 --quiet -o new later
	expect 0 compare -f tsv out new
	[[ ${lines[1]} == A$'\t'calls$'\t'met$'\t'near$'\t'*$'\t'data$'\t'"calls "*changed* ]]
}

@test "what is hidden in both is not told, and causes are found all the same" {
	cp -r "$BASE/book" "$BASE/inbox" .
	status -b book --as-of 2010-06-30 --quiet --suppress 20 -o out inbox
	complaint '900;2010-05-03;Aa;U'
	status -b book --as-of 2010-06-30 --quiet --suppress 20 -o more inbox
	edit 's/A,upheld,2010-12-31,24/A,upheld,2010-12-31,16/' book/targets.csv
	status -b book --as-of 2010-06-30 --quiet --suppress 20 -o new inbox
	expect 0 compare -f tsv out more
	[ "${#lines[@]}" -eq 1 ]
	expect 0 compare -f tsv out new
	[ "$(cut -f 1-6,11 <<<"${lines[1]}")" = \
		$'A\tupheld\tmet\toff\t\t\tdata target' ]
}

@test "pairs: both are named, joined where only both together do it" {
	cases <<-'EOF'
	data, target | A calls | data target | edited in place | call 'Aa;2010-05-09;500;0'; edit 's/^2010,A,calls,2010-12-31,90/2010,A,calls,2010-12-31,95/' book/targets.csv
	names and aliases together: nothing | - | none | | edit 's/^Alpha;/Omega;/' inbox/calls_2010.csv; edit 's/,Alpha/,Alpha|Omega/' book/units.csv
	data, target: data | T calls | data | 1 row more | call 'Aa;2010-05-09;500;0'; edit 's/^2010,A,calls,2010-12-31,90/2010,A,calls,2010-12-31,95/' book/targets.csv
	data, target: target | A survey | target | | call 'Aa;2010-05-09;500;0'; edit 's/A,survey,2010-12-31,80/A,survey,2010-12-31,90/' book/targets.csv
	data of one, of another | A upheld | data | complaints 1 row more | call 'Aa;2010-05-09;500;0'; complaint '900;2010-05-03;Aa;U'
	data, hand | A survey | data | observations.csv:4 | call 'Aa;2010-05-09;500;0'; by_hand 'A,2010-05,70,100,100,HR,autumn,2010-06-02'
	data, definition: data | A calls | data | calls 1 row more | call 'Aa;2010-05-09;500;0'; edit 's/year,accrual/year,year_end/' book/goals.csv
	data, definition: definition | A upheld | definition | goals.csv:3 | call 'Aa;2010-05-09;500;0'; edit 's/year,accrual/year,year_end/' book/goals.csv
	data, definition together | A upheld | data+definition | | complaint '900;2010-05-03;Aa;X'; row ends,X,upheld book/codes/ends.csv
	definition, target | A upheld | definition target | goals.csv:3 | edit 's/year,accrual/year,year_end/' book/goals.csv; edit 's/A,upheld,2010-12-31,24/A,upheld,2010-12-31,90/' book/targets.csv
	two definitions: one | A survey | definition | goals.csv:4 | edit 's/at_least,latest/at_least,month/' book/goals.csv; edit 's/ends,N,none/ends,N,upheld/' book/codes/ends.csv
	two definitions: other | A upheld | definition | codes/ends.csv:3 | edit 's/at_least,latest/at_least,month/' book/goals.csv; edit 's/ends,N,none/ends,N,upheld/' book/codes/ends.csv
	date, target | A survey | target | targets.csv:9 | as_of=2010-07-31; target A,survey,2010-12-31,95,,,2010-07-20,Board,more
	date, target: date | A upheld | date | -> 2010-05-31 | as_of=2010-05-31; target A,survey,2010-12-31,95,,,2010-05-20,Board,more
	date, data | A upheld | data+date | complaints 1 row more | as_of=2010-07-31; complaint '900;2010-07-05;Aa;U'
	late data under another date | A upheld | data+date | late data: at 2010-06-30 | as_of=2010-07-31; complaint '900;2010-05-05;Aa;U'
	date, definition | A upheld | definition+date | | as_of=2010-05-31; edit 's/ends,N,none/ends,N,upheld/' book/codes/ends.csv
	two targets: first | A calls | target | targets.csv:3 | edit 's/^2010,A,calls,2010-12-31,90/2010,A,calls,2010-12-31,95/; s/A,survey,2010-12-31,80/A,survey,2010-12-31,90/' book/targets.csv
	two targets: second | A survey | target | targets.csv:7 | edit 's/^2010,A,calls,2010-12-31,90/2010,A,calls,2010-12-31,95/; s/A,survey,2010-12-31,80/A,survey,2010-12-31,90/' book/targets.csv
	a file gone, a target edited | A survey | target | targets.csv:7 | rm inbox/calls_2010.csv; edit 's/A,survey,2010-12-31,80/A,survey,2010-12-31,90/' book/targets.csv
	tool, target | A survey | target tool | targets.csv:7 | edit 's/A,survey,2010-12-31,80/A,survey,2010-12-31,90/' book/targets.csv; other_version bif-judge 'case "$*" in *-o\ *) ;; *) exec '"$BIF_BIN"'/bif-judge "$@" ;; esac; '"$BIF_BIN"'/bif-judge "$@" && sed -i "s/	near	82.0	/	off	82.0	/; s/	off	82.0	/	met	82.0	/" "$2"'
	EOF
}
