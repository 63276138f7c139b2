#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# bif-normalize on a book small enough to check by hand: two units, of which
# one changed its name in 2010, and a code list that changed meaning then.

load ../lib/bif

setup() {
	scratch
	mkdir -p book/sources book/codes
	cat >book/units.csv <<-'END'
	unit,name,valid_from,valid_to,aliases
	A,Ålborg Centret,,,alfa|A-centret
	B,Beta,,2009-12-31,old name
	B,Beta,2010-01-01,,new name
	END
	cat >book/codes/kinds.csv <<-'END'
	list,code,value,valid_from,valid_to
	kinds,1,one,,2009-12-31
	kinds,1,uno,2010-01-01,
	kinds,Two,two,2010-02-01,2010-03-31
	END
	make_key key
	export BIF_BOOK=book
}

# source_is MEMBERS [TOLERATE]: the source `s` with that `facts` part.
source_is() {
	printf '{ "source": "s", "match": "*", "tolerate": "%s",\n"facts": {%s} }\n' \
		"${2:-100%}" "$1" >book/sources/s.json
}

# The columns of each fact that most tests need, and a date to go with them.
WHO='"unit": {"unit": "u"}, "date": {"date": "d", "format": "d-m-yyyy"}'

# records <<EOF: into records.tsv; each row gets its `at`: raw.csv:2 and on.
records() {
	table | awk -v OFS='\t' '{ print $0, (NR > 1 ? "raw.csv:" NR : "at") }' \
		>records.tsv
}

norm() {
	bif-normalize -s s --key key "$@"
}

# facts COLUMNS: those columns of the facts of records.tsv, without complaint.
facts() {
	expect 0 norm --columns "$1" "${@:2}" records.tsv
	# shellcheck disable=SC2154
	output=$(sed 1d <<<"$output")
}

# refused TEXT...: each row of records.tsv is refused, with these messages.
refused() {
	local n=$#
	expect_err 0 "$@" -- norm --rejects rejects.tsv -o facts.tsv records.tsv
	[ "$(wc -l <facts.tsv)" -eq 1 ] || complain 'facts' cat facts.tsv
	[ "$(sed 1d rejects.tsv | wc -l)" -eq "$n" ] ||
		complain "not $n rejects" cat rejects.tsv
}

reasons() {
	cut -f 4-6 rejects.tsv | sed 1d | tr '\t' '|'
}

# rests: what could still be read of them: unit, month, event.
rests() {
	cut -f 7- rejects.tsv | sed 1d | tr '\t' '|'
}

# became: rows.tsv without its header and the source, `|` for TAB.
became() {
	sed 1d rows.tsv | cut -f 2- | tr '\t' '|'
}

@test "the command line: source, columns and book must be there" {
	expect_err 64 '-s SOURCE is missing' --help -- bif-normalize records.tsv
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	expect_err 78 'no source "t" in the book' -- bif-normalize -s t records.tsv
	records <<-'END'
	u | d
	A | 1-1-2010
	END
	expect_err 64 'no column "dat"; did you mean "date"?' -- \
		norm --columns dat records.tsv
	expect_err 66 'nowhere' -- norm -b nowhere records.tsv
	expect_err 66 'none.tsv' -- norm -o out.tsv none.tsv
	assert_not_exists out.tsv
	BIF_BOOK='' expect_err 64 BIF_BOOK -- norm records.tsv
}

@test "a source without facts, or with faults in them, is 78 with its lines" {
	echo '{ "source": "s", "match": "*" }' >book/sources/s.json
	expect_err 78 's.json:1: the source has no "facts"' -- norm /dev/null
	source_is '"each": [{"event": "e", "unit": "Z", "date": {"date": "d"}}],
		"key": "u"'
	expect_err 78 's.json:2: "Z" is not the code of a unit' \
		's.json:2: column "d" has dates, but no format' \
		's.json:3: "key" is a list' -- norm /dev/null
}

@test "a column of the definitions that the records lack is named" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	records <<-'END'
	u | day
	A | 1-1-2010
	END
	expect_err 65 '"d"' -- norm -o out.tsv records.tsv
	assert_not_exists out.tsv
}

@test "facts have all columns in the fixed order, then extras, then at" {
	source_is "\"each\": [
		{\"more\": {\"text\": \"t\"}, \"event\": \"e\", $WHO},
		{\"event\": \"f\", $WHO, \"other\": \"x\\ty\"}]"
	records <<-'END'
	u    | d        | t
	alfa | 1-2-2010 | A  Text
	END
	expect 0 norm --trace records.tsv
	table >want <<-'END'
	source | unit | event | date | until | subject | group | outcome | amount | more | other | at
	s | A | e | 2010-02-01 | | | | | | a text | | raw.csv:2
	s | A | f | 2010-02-01 | | | | | | | x\ty | raw.csv:2
	END
	printf '%s\n' "$output" >got
	same got want
	expect 0 norm records.tsv
	printf '%s\n' "$output" >got
	cut -f 1-11 want >want.untraced
	same got want.untraced
	expect 0 norm --columns at,more,unit records.tsv
	printf '%s\n' "$output" >got
	cut -f 2,10,12 want >want.some
	same got want.some
}

@test "other formats have the same cells" {
	source_is "\"each\": [{\"event\": \"e\", $WHO, \"more\": {\"text\": \"t\"}}]"
	records <<-'END'
	u | d        | t
	A | 1-2-2010 | a\\b "q"
	END
	expect 0 norm -O jsonl --columns unit,amount,more --trace records.tsv
	[ "$output" = '{"unit":"A","amount":null,"more":"a\\b \"q\"","at":"raw.csv:2"}' ]
	expect 0 norm -O csv --columns unit,amount,more records.tsv
	[ "$output" = $'unit,amount,more\r\nA,,"a\\b ""q"""\r' ]
}

@test "dates: formats strict and lenient, years alone, open ends" {
	source_is '"types": {"u": {"unit": true}, "d": {"date": "d/m-yyyy"},
		"e": {"date": "dd.mm.yy", "open": "never"}},
		"each": [{"event": "e", "unit": {"unit": "u"},
		"date": {"date": "d"}, "until": {"date": "e"}}]'
	records <<-'END'
	u | d          | e
	A | 1/2-2010   | 31.12.49
	A | 01/02-2010 | never
	A |  1/2-2010  |
	A | 29/2-1948  | 01.03.50
	END
	facts date,until
	output_is <<-'END'
	2010-02-01	2049-12-31
	2010-02-01	
	2010-02-01	
	1948-02-29	1950-03-01
	END
	source_is '"each": [
		{"event": "e", "unit": "A", "date": {"date": "d", "format": "yyyy"}},
		{"event": "e", "unit": "A", "date": {"date": "d", "month": 2},
		"until": {"date": "d", "month": "11"}},
		{"event": "e", "unit": "A", "date": "2010-02-03"}]'
	records <<-'END'
	d
	2012
	END
	facts date,until
	output_is <<-'END'
	2012-12-31	
	2012-02-29	2012-11-30
	2010-02-03	
	END
}

@test "bad_date: not a date, not the format, empty where one is needed" {
	source_is '"types": {"e": {"date": "dd-mm-yyyy"}},
		"each": [{"event": "e", "unit": "A",
		"date": {"date": "d", "format": "dd-mm-yyyy"}}]'
	records <<-'END'
	d          | e
	31-02-2010 |
	01.02.2010 |
	           |
	01-01-2010 | soon
	END
	refused 'raw.csv:2: "d": "31-02-2010" is not a date' \
		'raw.csv:3: "d": "01.02.2010" is not a date' \
		'raw.csv:4: "d" is empty' \
		'raw.csv:5: "e": "soon" is not a date'
	[ "$(reasons)" = 'bad_date|d|31-02-2010
bad_date|d|01.02.2010
bad_date|d|
bad_date|e|soon' ]
	head -n 2 rejects.tsv >got
	table >want <<-'END'
	at | source | stage | reason | column | value | unit | month | event
	raw.csv:2 | s | normalize | bad_date | d | 31-02-2010 | A |  | e
	END
	same got want
}

@test "bad_date: an empty date of the key, also where a rule would skip the row" {
	local optional
	for optional in false true; do
		source_is "\"types\": {\"d\": {\"date\": \"yyyy\",
			\"optional\": $optional}, \"u\": {\"unit\": true}},
			\"key\": [\"d\", \"u\"],
			\"skip\": [{\"when\": {\"n\": \"\"}, \"because\": \"no_value\"}],
			\"each\": [{\"when\": {\"n\": {\"not\": \"\"}}, \"event\": \"e\",
			\"unit\": {\"unit\": \"u\"}, \"date\": {\"date\": \"d\"},
			\"amount\": {\"number\": \"n\"}}]"
		records <<-'END'
		u | d | n
		A |   |
		END
		if $optional; then
			facts date
			[ -z "$output" ]
		else
			refused 'raw.csv:2: "d" is empty'
			[ "$(reasons)" = 'bad_date|d|' ]
		fi
	done
}

@test "until_before_date: the last day before the first; the same day is fine" {
	source_is "\"each\": [{\"event\": \"e\", $WHO,
		\"until\": {\"date\": \"e\", \"format\": \"d-m-yyyy\"}}]"
	records <<-'END'
	u | d        | e
	A | 2-1-2010 | 1-1-2010
	END
	refused 'raw.csv:2: "e": "1-1-2010" is before the fact begins, on 2010-01-02'
	[ "$(reasons)" = 'until_before_date|e|1-1-2010' ]
	records <<-'END'
	u | d        | e
	A | 2-1-2010 | 2-1-2010
	END
	facts until
	[ "$output" = 2010-01-02 ]
}

@test "numbers: the source's style, another style, signs, and bad_number" {
	source_is '"types": {"n": {"number": true}, "p": {"number": "plain"}},
		"each": [{"event": "e", "unit": "A", "date": "2010-01-01",
		"amount": {"number": "n"}, "p": {"number": "p"}},
		{"event": "e", "unit": "A", "date": "2010-01-01",
		"amount": {"number": "n", "negate": true}, "p": "-"},
		{"event": "e", "unit": "A", "date": "2010-01-01",
		"amount": "0.50"}]'
	records <<-'END'
	n          | p
	1.234,50   | 1.5
	7.233.535- |
	0,00       | -0.25
	END
	facts amount,p
	output_is <<-'END'
	1234.5	1.5
	-1234.5	-
	0.5	
	-7233535	
	7233535	-
	0.5	
	0	-0.25
	0	-
	0.5	
	END
	records <<-'END'
	n       | p
	1.00.00 |
	1       | 1,5
	        | 1
	1234567890123456789 |
	END
	refused 'raw.csv:2: "n": "1.00.00" is not a number' \
		'raw.csv:3: "p": "1,5" is not a number' \
		'raw.csv:4: "n" is empty' 'raw.csv:5: "n": "1234567890123456789" is not'
	[ "$(reasons | cut -d'|' -f 1 | sort -u)" = bad_number ]
}

@test "units go by code, name and alias, folded, on the fact's date" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	{
		printf 'u\td\n'
		printf '%s\t%s\n' A 1-1-2010 'ALFA' 1-1-2010 \
			$'  \xc3\xa5lborg\xc2\xa0 cen\xc2\xadTRET ' 1-1-2010 \
			'old name' 31-12-2009 'new name' 1-1-2010
	} >records.tsv
	facts unit
	[ "$(tr '\n' ' ' <<<"$output")" = 'A A A B B ' ]
	records <<-'END'
	u        | d
	old name | 1-1-2010
	gamma    | 1-1-2010
	         | 1-1-2010
	END
	refused 'raw.csv:2: "u": "old name" is not a unit of units.csv on 2010-01-01 (book/sources/s.json:2)' \
		'raw.csv:3: "u": "gamma" is not' 'raw.csv:4: "u" is empty'
	[ "$(reasons)" = 'unknown_unit|u|old name
unknown_unit|u|gamma
unknown_unit|u|' ]
}

@test "a name of two units means neither, on whatever day" {
	printf '%s\n' C,Delta, D,Delta,2009-12-31 >>book/units.csv
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	records <<-'END'
	u     | d
	Delta | 1-1-2010
	END
	# The days are not tried one by one.
	norm() { timeout 20 bif-normalize -s s --key key "$@"; }
	refused 'raw.csv:2: "u": "Delta" is not a unit of units.csv (several have that name: exports must give codes) on 2010-01-01'
	[ "$(reasons)" = 'unknown_unit|u|Delta' ]
	[ "$(sed 1d rejects.tsv | cut -f 7)" = '' ]
}

@test "a unit named by the definitions is held against its days too" {
	sed -i 's/^A,.*/A,Alfa,2010-01-01,,/' book/units.csv
	source_is '"each": [{"event": "e", "unit": "A",
		"date": {"date": "d", "format": "d-m-yyyy"}}]'
	records <<-'END'
	d
	1-1-2009
	END
	refused 'raw.csv:2: unit "A" is not valid on 2009-01-01 (book/sources/s.json:2)'
	records <<-'END'
	d
	1-1-2010
	END
	facts unit,date
	[ "$output" = 'A	2010-01-01' ]
}

@test "codes mean what they meant on the fact's date, both ends included" {
	source_is "\"each\": [{\"event\": \"e\", $WHO,
		\"group\": {\"code\": \"k\", \"list\": \"kinds\"}}]"
	records <<-'END'
	u | d          | k
	A | 31-12-2009 | 1
	A | 1-1-2010   | 1
	A | 1-2-2010   | two
	A | 31-3-2010  | TWO
	END
	facts group
	[ "$(tr '\n' ' ' <<<"$output")" = 'one uno two two ' ]
	records <<-'END'
	u | d         | k
	A | 31-1-2010 | two
	A | 1-4-2010  | two
	A | 1-1-2010  | 9
	A | 1-1-2010  |
	END
	refused 'raw.csv:2: "k": "two" is not in the list "kinds" on 2010-01-31 (book/sources/s.json:3)' \
		'raw.csv:3: "k": "two"' 'raw.csv:4: "k": "9"' 'raw.csv:5: "k" is empty'
	[ "$(reasons | cut -d'|' -f 1 | sort -u)" = unknown_code ]
}

@test "a code or a unit may go by another date, or be optional" {
	source_is "\"types\": {\"k\": {\"list\": \"kinds\", \"on\": \"other\",
		\"optional\": true}, \"other\": {\"date\": \"d-m-yyyy\"}},
		\"each\": [{\"event\": \"e\", $WHO, \"group\": {\"code\": \"k\"}}]"
	records <<-'END'
	u | d        | k | other
	A | 1-1-2010 | 1 | 1-1-2009
	A | 1-1-2010 |   |
	END
	facts group
	[ "$output" = $'one\n' ] || [ "$output" = one ]
	[ "$(wc -l < <(norm records.tsv))" -eq 3 ]
	records <<-'END'
	u | d        | k | other
	A | 1-1-2010 | 1 |
	A | 1-1-2010 | 1 | 1-13-2009
	END
	refused 'raw.csv:2: "other" is empty' 'raw.csv:3: "other": "1-13-2009"'
	[ "$(reasons | cut -d'|' -f 1 | sort -u)" = bad_date ]
}

@test "two facts of a row may read the same code on different days" {
	source_is '"types": {"d": {"date": "d-m-yyyy"}, "e": {"date": "d-m-yyyy"}},
		"each": [
		{"event": "d", "unit": "A", "date": {"date": "d"},
		"group": {"code": "k", "list": "kinds"}},
		{"event": "e", "unit": "A", "date": {"date": "e"},
		"group": {"code": "k"}}]'
	records <<-'END'
	d        | e        | k
	1-1-2009 | 1-1-2010 | 1
	1-1-2010 | 1-1-2009 | 1
	END
	facts event,group
	output_is <<-'END'
	d	one
	e	uno
	d	uno
	e	one
	END
}

@test "persons: one number however it is written, another in each series" {
	source_is '"each": [{"event": "e", "unit": "A", "date": "2010-01-01",
		"subject": {"cpr": "c"}, "staff": {"id": "c", "series": "staff"}}]'
	expect_err 78 'column "c" is read as id here and as cpr in line' -- \
		norm /dev/null
	source_is '"each": [{"event": "e", "unit": "A", "date": "2010-01-01",
		"subject": {"cpr": "c"}, "i": {"id": "i", "series": "staff"}}]'
	{
		printf 'c\ti\n'
		printf '%s\t%s\n' 010203-9901 0102039901 0102039901 ' 0102039901' \
			'10203 9901' 0102039901 102039901 0102039901 \
			0102039902 0102039902
	} >records.tsv
	facts subject,i
	[[ ${lines[1]} =~ ^[a-p]{32}$'\t'[a-p]{32}$ ]]
	[ "$(sort -u <<<"$output" | wc -l)" -eq 2 ]
	[ "$(tr '\t' '\n' <<<"$output" | sort -u | wc -l)" -eq 4 ]
	cp records.tsv again.tsv
	printf 'another key that only the tests use\n' >other
	chmod 600 other
	[ -z "$(comm -12 <(norm records.tsv | cut -f 6 | sort) \
		<(norm --key other again.tsv | sed 1d | cut -f 6 | sort))" ]
}

@test "bad_cpr: too short, too long, letters, empty; never shown" {
	source_is '"each": [{"event": "e", "unit": "A", "date": "2010-01-01",
		"subject": {"cpr": "c"}}]'
	records <<-'END'
	c
	01020399
	01020399012
	010203-99A1

	END
	refused 'raw.csv:2: "c": "********" is not a CPR number' \
		'raw.csv:3: "c": "***" is not' 'raw.csv:4: "c": "******-**A*"' \
		'raw.csv:5: "c" is empty'
	[ "$(reasons)" = 'bad_cpr|c|********
bad_cpr|c|***
bad_cpr|c|******-**A*
bad_cpr|c|' ]
}

@test "of several faults the first in the fixed order is named" {
	source_is "\"types\": {\"c\": {\"cpr\": true}, \"n\": {\"number\": true},
		\"k\": {\"list\": \"kinds\"}, \"e\": {\"date\": \"d-m-yyyy\"}},
		\"each\": [{\"event\": \"e\", $WHO, \"until\": {\"date\": \"e\"},
		\"subject\": {\"cpr\": \"c\"}, \"group\": {\"code\": \"k\"},
		\"amount\": {\"number\": \"n\"}}]"
	records <<-'END'
	k | u | c | n | d        | e
	9 | x | 1 | z | 5-5-2010 | soon
	9 | x | 1 | z | 5-5-2010 | 4-5-2010
	9 | x | 1 | z | 5-5-2010 |
	9 | x | 1 | 1 | 5-5-2010 |
	9 | x | 0102039901 | 1 | 5-5-2010 |
	9 | A | 0102039901 | 1 | 5-5-2010 |
	END
	refused '"e": "soon"' '"e": "4-5-2010"' '"n": "z"' '"c": "*"' '"u": "x"' \
		'"k": "9"'
	[ "$(reasons | cut -d'|' -f 1 | tr '\n' ' ')" = \
	'bad_date until_before_date bad_number bad_cpr unknown_unit unknown_code ' ]
}

@test "one fault refuses the row, also when it would have given two facts" {
	source_is '"each": [
		{"event": "a", "unit": "A", "date": "2010-01-01", "amount": {"number": "a"}},
		{"event": "b", "unit": "A", "date": "2010-01-01", "amount": {"number": "b"}}]'
	records <<-'END'
	a | b
	1 | x
	END
	refused '"b": "x" is not a number'
}

@test "a value in a branch that is not taken is not read" {
	source_is '"each": [
		{"when": {"a": {"not": ""}}, "event": "a", "unit": "A",
		"date": {"date": "d", "format": "d-m-yyyy"},
		"group": [{"when": {"a": "plain"}, "is": "p"},
			{"is": {"code": "k", "list": "kinds"}}]},
		{"event": "b", "unit": "A", "date": "2010-01-01"}]'
	records <<-'END'
	a     | d        | k
	      | garbage  | 9
	plain | 1-1-2010 | 9
	END
	facts event,group
	output_is <<-'END'
	b	
	a	p
	b	
	END
}

@test "a fact whose when needs its bad date is refused, not passed over" {
	source_is '"each": [{"when": {"k": {"means": "uno"}}, "event": "e",
		"unit": "A", "date": {"date": "d", "format": "d-m-yyyy"},
		"group": {"code": "k", "list": "kinds"}}]'
	records <<-'END'
	d         | k
	31-2-2010 | 1
	END
	refused 'raw.csv:2: "d": "31-2-2010" is not a date'
}

@test "every test of a when, also negated" {
	local test want tried=0
	while IFS='|' read -r test want; do
		source_is "\"types\": {\"k\": {\"list\": \"kinds\", \"optional\": true},
			\"d\": {\"date\": \"d-m-yyyy\"}},
			\"each\": [{\"event\": \"e\", \"unit\": \"A\", \"date\": \"2010-01-01\",
			\"text\": {\"text\": \"t\"},
			\"outcome\": [{\"when\": {$test}, \"is\": \"yes\"}, {\"is\": \"no\"}]}]"
		records <<-'END'
		t        | n    | d        | e        | k
		Some one | 1,5  | 1-1-2010 | 2-1-2010 | 1
		         |      | 2-1-2010 | 2-1-2010 |
		other    | -0,5 | 3-1-2010 | 2-1-2010 | 1
		some     | 2    |          | 2-1-2010 |
		END
		facts outcome
		[ "$(tr '\n' ' ' <<<"$output")" = "$want " ] ||
			complain "$test" echo "$output"
		tried=$((tried + 1))
	done <<-'END'
	"t": "SOME  ONE"|yes no no no
	"t": ""|no yes no no
	"t": ["other", ""]|no yes yes no
	"t": {"not": ["other", ""]}|yes no no yes
	"t": {"not": {"not": "some"}}|no no no yes
	"t": {"matches": "^[A-Z]"}|yes no no no
	"t": {"not": {"matches": "e$"}}|no yes yes no
	"t": {"prefix": "some"}|yes no no yes
	"t": {"prefix": ["ot", "SOME  o"]}|yes no yes no
	"d": {"before": "e"}|yes no no no
	"d": {"not_after": "e"}|yes yes no no
	"d": {"after": "e"}|no no yes no
	"d": {"not_before": "e"}|no yes yes no
	"d": {"not": {"before": "e"}}|no yes yes yes
	"e": {"after": "d"}|yes no no no
	"n": {"less_than": "1.5"}|no no yes no
	"n": {"at_least": 1.5}|yes no no yes
	"n": {"not": {"at_least": "0"}}|no yes yes no
	"k": {"means": "uno"}|yes no yes no
	"k": {"means": ["one", "two"]}|no no no no
	"k": {"not": {"means": "uno"}}|no yes no yes
	"t": "other", "n": {"less_than": "0"}|no no yes no
	END
	[ "$tried" -eq 22 ]
}

@test "a column that a test reads must be readable" {
	source_is '"each": [{"event": "e", "unit": "A",
		"date": {"date": "d", "format": "d-m-yyyy"}, "outcome": [
		{"when": {"n": {"less_than": "0"}}, "is": "x"},
		{"when": {"e": {"before": "d"}}, "is": "y"}]}]'
	records <<-'END'
	d        | e      | n
	1-1-2010 |        | one
	1-1-2010 | 1-2010 | 1
	END
	refused '"n": "one" is not a number' '"e": "1-2010" is not a date'
}

@test "skip rules: first before values are read, others after" {
	source_is "\"types\": {\"n\": {\"number\": true}}, \"skip\": [
		{\"when\": {\"t\": \"gone\"}, \"because\": \"gone\"},
		{\"when\": {\"n\": {\"less_than\": \"0\"}}, \"because\": \"minus\"},
		{\"when\": {\"t\": {\"prefix\": \"-\"}}, \"because\": \"early\", \"first\": true}],
		\"each\": [{\"event\": \"e\", $WHO}]"
	records <<-'END'
	t     | n | u | d
	- x   | z | x | x
	gone  | 1 | A | 1-1-2010
	GONE  | 1 | x | 1-1-2010
	stays | -1 | A | 1-1-2010
	stays | 1 | A | 1-1-2010
	END
	expect_err 0 'raw.csv:4: "u": "x"' -- norm --rows rows.tsv -o facts.tsv records.tsv
	[ "$(became)" = 'raw.csv|5|1|3|1|early:1 gone:1 minus:1
*|5|1|3|1|e:1' ]
}

@test "a row that gives no fact is skipped by name" {
	source_is "\"each\": [{\"when\": {\"t\": \"x\"}, \"event\": \"e\", $WHO}]"
	records <<-'END'
	t | u | d
	y | A | 1-1-2010
	x | A | 1-1-2010
	END
	expect 0 norm --rows rows.tsv -o facts.tsv records.tsv
	[ "$(became)" = 'raw.csv|2|1|1|0|no_fact:1
*|2|1|1|0|e:1' ]
}

@test "columns of types are read though no fact is given" {
	source_is "\"types\": {\"u\": {\"unit\": true}, \"k\": {\"list\": \"kinds\"}},
		\"each\": [{\"when\": {\"t\": \"x\"}, \"event\": \"e\", $WHO}]"
	records <<-'END'
	t | u | d        | k
	y | z | 1-1-2010 | 1
	y | A | 1-1-2010 | 9
	y |   | 1-1-2010 | 1
	END
	refused '"u": "z"' '"k": "9"' '"u" is empty'
}

@test "an event of which no case holds is a fault" {
	source_is '"each": [{"event": [{"when": {"t": "x"}, "is": "e"}], "unit": "A",
		"date": "2010-01-01"}]'
	records <<-'END'
	t
	y
	END
	refused 'raw.csv:2: the fact has no event: none of the cases holds (book/sources/s.json:2)'
	[ "$(reasons)" = 'unknown_code||' ]
}

keyed() {
	source_is "\"key\": [\"u\", \"c\", \"d\", \"n\", \"t\"],
		\"types\": {\"n\": {\"number\": true}, \"c\": {\"cpr\": true}},
		\"each\": [{\"event\": \"e\", $WHO, \"subject\": {\"cpr\": \"c\"},
		\"more\": {\"text\": \"m\"}}]" "${1:-100%}"
}

@test "duplicates: keys are compared as values, unused cells may differ" {
	keyed
	records <<-'END'
	u    | c           | d          | n     | t     | m | unused
	A    | 010203-9901 | 1-1-2010   | 1.000 | A  b  | m | 1
	alfa | 102039901   | 01-01-2010 | 1000  | a b   | M | 2
	B    | 102039901   | 01-01-2010 | 1000  | a b   | M | 2
	A    | 0102039902  | 01-01-2010 | 1000  | a b   | M | 2
	A    | 102039901   | 02-01-2010 | 1000  | a b   | M | 2
	A    | 102039901   | 01-01-2010 | 1001  | a b   | M | 2
	A    | 102039901   | 01-01-2010 | 1000  | a bc  | M | 2
	A    | 102039901   | 01-01-2010 |       | a b   | M | 2
	END
	expect 0 norm --rows rows.tsv --columns at records.tsv
	[ "$(tr '\n' ' ' <<<"$output")" = \
	'at raw.csv:2 raw.csv:4 raw.csv:5 raw.csv:6 raw.csv:7 raw.csv:8 raw.csv:9 ' ]
	[ "$(became)" = 'raw.csv|8|7|1|0|duplicate:1
*|8|7|1|0|e:7' ]
}

@test "duplicates are found over all files; the facts are the same in any order" {
	local i
	keyed
	for i in 1 2 3; do
		records <<-END
		u | c          | d        | n | t  | m
		A | 0102039901 | 1-1-2010 | 1 | $i | m
		A | 0102039901 | 1-1-2010 | 1 | x  | m
		END
		sed "s/raw.csv/f$i.csv/" records.tsv >"f$i.tsv"
	done
	expect 0 norm --rows rows.tsv -o one f1.tsv f2.tsv f3.tsv
	[ "$(became)" = 'f1.csv|2|2|0|0|
f2.csv|2|1|1|0|duplicate:1
f3.csv|2|1|1|0|duplicate:1
*|6|4|2|0|e:4' ]
	expect 0 norm -o two f3.tsv f1.tsv f2.tsv
	same <(sort two) <(sort one)
	cat f2.tsv f3.tsv f1.tsv >all.tsv
	expect 0 norm -o three all.tsv
	same <(sort three) <(sort one)
}

@test "conflict: an equal key with other facts, beyond any tolerance" {
	keyed 100%
	records <<-'END'
	u | c          | d        | n | t | m
	A | 0102039901 | 1-1-2010 | 1 | x | one
	A | 0102039901 | 1-1-2010 | 1 | x | two
	A | 0102039901 | 1-1-2010 | 1 | x | one
	END
	expect_err 65 'raw.csv:3: "u, c, d, n, t": "A, ***, 1-1-2010, 1, x" is the key of another row too, which gives other facts' -- \
		norm --rejects rejects.tsv --rows rows.tsv --columns unit -o facts.tsv records.tsv
	[ "$(wc -l <facts.tsv)" -eq 2 ]
	[ "$(reasons)" = 'conflict|u, c, d, n, t|A, ***, 1-1-2010, 1, x' ]
	[ "$(became)" = 'raw.csv|3|1|1|1|duplicate:1
*|3|1|1|1|e:1' ]
}

@test "conflict: another person, whom no column shows, on both paths" {
	local fast
	source_is '"key": ["t"], "each": [{"event": "e", '"$WHO"',
	"subject": [{"when": {"k": "staff"}, "is": {"id": "i", "series": "staff"}},
		{"when": {"k": "other"}, "is": {"id": "j", "series": "other"}},
		{"is": {"cpr": "c"}}]}]'
	records <<-'END'
	u | d        | t | k     | c           | i          | j
	A | 1-1-2010 | 1 |       | 010203-9901 | 1          | 1
	A | 1-1-2010 | 1 |       | 0102039901  | 2          | 1
	A | 1-1-2010 | 1 |       | 0102039902  | 1          | 1
	A | 1-1-2010 | 1 | staff | 0102039901  | 0102039901 | 1
	A | 1-1-2010 | 2 | staff | 0102039901  | ab         | ab
	A | 1-1-2010 | 2 | staff | 0102039902  | AB         | 1
	A | 1-1-2010 | 2 | other | 0102039901  | ab         | ab
	END
	for fast in 1 0; do
		BIF_FAST=$fast run bif-normalize -s s --key key --columns unit \
			--rows rows.tsv --rejects rejects.tsv -o facts.tsv records.tsv
		[ "$status" -eq 65 ]
		[ "$(became)" = 'raw.csv|7|2|2|3|duplicate:2
*|7|2|2|3|e:2' ]
		[ "$(sed 1d rejects.tsv | cut -f 1 | tr '\n' ' ')" = \
			'raw.csv:4 raw.csv:5 raw.csv:8 ' ] ||
			complain 'other rows' cat rejects.tsv
	done
}

@test "refused and skipped rows take no part in keys" {
	source_is "\"key\": [\"t\"], \"skip\": [{\"when\": {\"m\": \"gone\"},
		\"because\": \"gone\"}], \"each\": [{\"event\": \"e\", $WHO,
		\"more\": {\"text\": \"m\"}}]"
	records <<-'END'
	t | u | d        | m
	x | z | 1-1-2010 | a
	x | A | 1-1-2010 | gone
	x | A | 1-1-2010 | b
	END
	expect_err 0 '"u": "z"' -- norm --columns more records.tsv
	[ "$output" = $'more\nb' ]
}

versions() {
	source_is "\"key\": [\"t\"], \"latest\": \"v\",
		\"types\": {\"v\": {\"$1\": \"$2\"}},
		\"each\": [{\"event\": \"e\", $WHO, \"more\": {\"text\": \"m\"}},
		{\"event\": \"f\", $WHO}]"
}

@test "latest: the greatest value wins whole, wherever it stands" {
	versions date d-m-yyyy
	records <<-'END'
	t | v         | u | d        | m
	x | 2-1-2010  | A | 1-1-2010 | old
	y | 1-1-2010  | A | 1-1-2010 | only
	X | 10-1-2010 | B | 2-1-2010 | new
	x | 9-1-2010  | A | 1-1-2010 | mid
	x | 10-1-2010 | B | 2-1-2010 | NEW
	x |           | A | 1-1-2010 | none
	z |           | A | 1-1-2010 | none
	END
	expect 0 norm --rows rows.tsv --columns unit,event,more,at records.tsv
	output_is <<-'END'
	unit	event	more	at
	A	e	only	raw.csv:3
	A	f		raw.csv:3
	B	e	new	raw.csv:4
	B	f		raw.csv:4
	A	e	none	raw.csv:8
	A	f		raw.csv:8
	END
	[ "$(became)" = 'raw.csv|7|6|4|0|duplicate:1 superseded:3
*|7|6|4|0|e:3 f:3' ]
	expect 0 norm -O csv --columns unit,event,more,at records.tsv
	[ "${lines[1]}" = $'A,e,only,raw.csv:3\r' ]
	[ "${#lines[@]}" -eq 7 ]
}

@test "latest: the same facts whatever the order, and by numbers too" {
	versions number plain
	records <<-'END'
	t | v                  | u | d        | m
	x | 9                  | A | 1-1-2010 | a
	x | 10                 | A | 1-1-2010 | b
	x | -999999999999999999 | A | 1-1-2010 | c
	y | -0.000001          | A | 1-1-2010 | d
	y | -999999999999.5    | A | 1-1-2010 | e
	z | 999999999999999999 | A | 1-1-2010 | f
	z | 999999999999999998 | A | 1-1-2010 | g
	END
	facts more
	[ "$(grep . <<<"$output" | tr '\n' ' ')" = 'b d f ' ]
	norm records.tsv | sort >want
	head -n 1 records.tsv >turned.tsv
	sed 1d records.tsv | tac >>turned.tsv
	same <(norm turned.tsv | sort) want
}

@test "latest: equal greatest values with other facts are a conflict" {
	versions date d-m-yyyy
	records <<-'END'
	t | v        | u | d        | m
	x | 1-1-2010 | A | 1-1-2010 | a
	x | 1-1-2010 | A | 1-1-2010 | b
	x | 2-1-2010 | A | 1-1-2010 | c
	x | 2-1-2010 | A | 1-1-2010 | d
	x | 2-1-2010 | A | 1-1-2010 | c
	END
	expect_err 65 'raw.csv:5: "t": "x" is the key of another row' -- \
		norm --rejects rejects.tsv --rows rows.tsv -o facts.tsv records.tsv
	[ "$(became)" = 'raw.csv|5|2|3|1|duplicate:1 superseded:2
*|5|2|3|1|e:1 f:1' ]
	[ "$(reasons)" = 'conflict|t|x' ]
}

@test "tolerate: a share or a count; above it 65, and the output is complete" {
	records <<-'END'
	u | d
	A | 1-1-2010
	x | 1-1-2010
	A | 1-1-2010
	A | 2-1-2010
	END
	local each="\"each\": [{\"event\": \"e\", $WHO}]"
	source_is "$each" 25%
	expect_err 0 '"u": "x"' -- norm records.tsv
	source_is "$each" 1
	expect_err 0 '"u": "x"' -- norm records.tsv
	source_is "$each" 24%
	expect_err 65 '"u": "x"' '1 of 4 rows rejected, more than source s tolerates (book/sources/s.json:1: "tolerate": "24%")' -- \
		norm -o facts.tsv records.tsv
	[ "$(wc -l <facts.tsv)" -eq 4 ]
	source_is "$each" 0
	expect_err 65 '"u": "x"' '1 of 4 rows rejected' -- norm records.tsv
}

@test "at most twenty messages of a kind, then a count" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	{
		printf 'u\td\tat\n'
		for i in {1..30}; do
			printf 'x\t1-1-2010\traw.csv:%s\n' "$i"
		done
	} >records.tsv
	run --separate-stderr norm --rejects rejects.tsv -o facts.tsv records.tsv
	[ "$status" -eq 0 ]
	# shellcheck disable=SC2154
	[ "$(grep -c 'raw.csv:' <<<"$stderr")" -eq 20 ]
	[[ $stderr == *10* ]]
	[ "$(wc -l <rejects.tsv)" -eq 31 ]
}

@test "the key: needed for personal columns only, private, long enough" {
	source_is '"types": {"c": {"cpr": true}},
		"each": [{"event": "e", "unit": "A", "date": "2010-01-01"}]'
	records <<-'END'
	c
	0102039901
	END
	# shellcheck disable=SC2016
	expect_err 78 'source s has personal numbers: --key FILE (or $BIF_KEY)' -- \
		bif-normalize -s s -o out.tsv records.tsv
	BIF_KEY='' expect_err 78 'personal numbers' -- bif-normalize -s s records.tsv
	expect_err 78 'none: No such file' -- norm --key none records.tsv
	expect_err 78 'is a directory' -- norm --key . records.tsv
	printf %s 0123456789abcdef0123456789abcde >short
	chmod 600 short
	expect_err 78 'short: has less than 32 bytes' -- norm --key short records.tsv
	local mode
	for mode in 640 620 610 604 602 601; do
		chmod "$mode" key
		expect_err 78 "group or others have rights to it (mode 0$mode); chmod 600" -- \
			norm records.tsv
	done
	assert_not_exists out.tsv
	chmod 400 key
	expect 0 norm records.tsv
	BIF_KEY=key expect 0 bif-normalize -s s records.tsv
	source_is '"each": [{"event": "e", "unit": "A", "date": "2010-01-01"}]'
	expect 0 bif-normalize -s s --key none records.tsv
}

@test "nothing of a person is shown: messages, rejects, ledger, facts" {
	source_is "\"types\": {\"c\": {\"cpr\": true}}, \"key\": [\"c\"],
		\"each\": [{\"event\": \"e\", $WHO, \"more\": {\"text\": \"m\"}}]"
	records <<-'END'
	u                    | c           | d                    | m
	kone 020304-9902 dag | 010203-9901 | 1-1-2010             | a
	A                    | 010203-9901 | født 020304 9902 her | a
	A                    | 010203 9901 | 1-1-2010             | a
	A                    | 0102039901  | 1-1-2010             | b
	END
	run --separate-stderr norm --rejects rejects.tsv --rows rows.tsv \
		--ledger ledger.tsv --trace -o facts.tsv records.tsv
	[ "$status" -eq 65 ]
	[[ $stderr == *'"u": "kone *** dag"'* ]]
	[[ $stderr == *'"d": "født *** her"'* ]]
	[[ $stderr == *'"c": "***"'* ]]
	[ "$(reasons)" = 'unknown_unit|u|kone *** dag
bad_date|d|født *** her
conflict|c|***' ]
	printf '%s\n' "$stderr" >said
	run ! grep -E '[0-9]{6}[- ]?[0-9]{3,4}' said rejects.tsv rows.tsv ledger.tsv facts.tsv
}

@test "without personal columns: a stray personal number is masked, an amount is not" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	records <<-'END'
	u                    | d
	kone 010203-9901     | 1-1-2010
	7 010203 9901        | 1-1-2010
	12345678901 kr       | 1-1-2010
	END
	refused '"u": "kone ***" is not a unit' '"u": "***" is not a unit' \
		'"u": "12345678901 kr" is not a unit'
}

@test "messages name columns as the export's header does" {
	cat >book/sources/s.json <<-'END'
	{ "source": "s", "match": "*", "tolerate": "100%",
	  "export": {"columns": {"u": "Enhed", "d": "Frist"}},
	  "facts": {"each": [{"event": "e", "unit": {"unit": "u"},
	    "date": {"date": "d", "format": "dd-mm-yyyy"}}]} }
	END
	records <<-'END'
	u | d
	A | 31-02-2010
	x | 01-02-2010
	END
	refused 'raw.csv:2: "Frist": "31-02-2010" is not a date' \
		'raw.csv:3: "Enhed": "x" is not a unit'
	[ "$(reasons)" = 'bad_date|Frist|31-02-2010
unknown_unit|Enhed|x' ]
}

@test "of wide rows the month is named" {
	cat >book/sources/s.json <<-'END'
	{ "source": "s", "match": "*", "tolerate": "100%",
	  "export": {"columns": {"u": "Center"},
	    "wide": {"columns": "x", "name": "month", "value": "kwh"}},
	  "facts": {"each": [{"event": "e", "unit": {"unit": "u"},
	    "date": {"date": "month", "format": "mon-yy"},
	    "amount": {"number": "kwh"}}]} }
	END
	records <<-'END'
	u | month  | kwh
	A | jan-10 | x
	x | maj-10 | 1,5
	A | feb-10 | 1,5
	END
	expect_err 0 'raw.csv:2: "jan-10": "x" is not a number' \
		'raw.csv:3: "Center" (maj-10): "x" is not a unit' -- \
		norm --rejects rejects.tsv --columns date,amount records.tsv
	[ "$output" = $'date\tamount\n2010-02-28\t1.5' ]
	[ "$(reasons)" = 'bad_number|jan-10|x
unknown_unit|maj-10|x' ]
	[ "$(rests)" = 'A|2010-01|e
|2010-05|e' ]
}

@test "rejects tell the unit, month and event that can still be read" {
	cat >book/units.csv <<-'END'
	unit,name,valid_from,valid_to,aliases
	A,Alpha,,,
	B,Beta,2010-03-01,,old|new
	END
	source_is '"each": [{"event": "e", "unit": {"unit": "u"},
		"date": {"date": "d", "format": "d-m-yyyy"},
		"amount": {"number": "n"}}]'
	records <<-'END'
	u   | d        | n
	A   | 1-2-2010 | x
	A   | ?        | 1
	old | 1-2-2010 | 1
	old | ?        | 1
	x   | 1-2-2010 | 1
	old | 1-2-2010 | x
	x   | 1-2-2010 | x
	new | 1-4-2010 | x
	A   | 1-2-2010 | 1
	END
	norm --quiet --rejects rejects.tsv -o facts.tsv records.tsv 2>/dev/null
	[ "$(head -n 1 rejects.tsv | cut -f 7-)" = $'unit\tmonth\tevent' ]
	[ "$(reasons)" = 'bad_number|n|x
bad_date|d|?
unknown_unit|u|old
bad_date|d|?
unknown_unit|u|x
bad_number|n|x
bad_number|n|x
bad_number|n|x' ]
	# The unit that has the name on another day is the one that is missing;
	# beside a fault that comes first the name stands as it was written.
	[ "$(rests)" = 'A|2010-02|e
A||e
B|2010-02|e
B||e
|2010-02|e
old|2010-02|e
x|2010-02|e
B|2010-04|e' ]
}

@test "records without at are named by their own file and line" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	table >records.tsv <<-'END'
	u | d
	A | 1-1-2010
	x | 1-1-2010
	END
	expect_err 0 'records.tsv:3: "u": "x"' -- \
		norm --rows rows.tsv --columns at records.tsv
	[ "$output" = $'at\nrecords.tsv:2' ]
	[ "$(became)" = 'records.tsv|2|1|0|1|
*|2|1|0|1|e:1' ]
}

@test "escaped cells are read as what they stand for" {
	source_is "\"key\": [\"t\"], \"each\": [{\"event\": \"e\", $WHO,
		\"more\": {\"text\": \"t\"}}]"
	printf '%s\t%s\t%s\n' u d t 'al\tfa' 1-1-2010 'a\\\\b\\n' \
		'alfa\n' 1-1-2010 'A\\B\nc' alfa 1-1-2010 'a\\b c' >records.tsv
	expect_err 0 '"u": "al\tfa" is not a unit' -- \
		norm --rows rows.tsv --columns more records.tsv
	[ "$output" = $'more\na\\\\b c' ]
	[ "$(became)" = 'records.tsv|3|1|1|1|duplicate:1
*|3|1|1|1|e:1' ]
}

@test "several inputs may have their columns in other orders" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	printf '%s\t%s\n' u d A 1-1-2010 >one.tsv
	printf '%s\t%s\t%s\n' x d u y 2-1-2010 B >two.tsv
	expect 0 norm --columns unit,date one.tsv two.tsv
	[ "$output" = $'unit\tdate\nA\t2010-01-01\nB\t2010-01-02' ]
}

@test "the ledger tells of each file and of the run" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}, {\"event\": \"f\", $WHO}]"
	table >records.tsv <<-'END'
	u | d         | at
	A | 5-1-2010  | one.csv:2
	A | 31-1-2010 | two.json#4
	x | 1-1-2009  | two.json#5
	A | 1-2-2010  | book!x.xlsx!Ark 1:7
	END
	expect_err 0 '"u": "x"' -- norm --ledger ledger.tsv -o facts.tsv records.tsv
	cut -f 1-8,11- ledger.tsv | sort >got
	table >want <<-'END'
	bif-normalize | s | * | 4 | 3 | 6 | 1 | 0 | 2010-01-05 | 2010-02-01 | 0
	bif-normalize | s | book!x.xlsx | 1 | 1 | 2 | 0 | 0 | 2010-02-01 | 2010-02-01 | 0
	bif-normalize | s | one.csv | 1 | 1 | 2 | 0 | 0 | 2010-01-05 | 2010-01-05 | 0
	bif-normalize | s | two.json | 2 | 1 | 2 | 1 | 0 | 2010-01-31 | 2010-01-31 | 0
	program | source | file | rows_in | rows_out | facts | rejected | skipped | first_date | last_date | status
	END
	same got want
	[ "$(awk -F'\t' '$3 == "*" { print $9, $10 }' ledger.tsv)" = \
		"$(wc -c <records.tsv) $(wc -c <facts.tsv)" ]
}

@test "--check writes no facts and has the same status and rejects" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]" 0
	records <<-'END'
	u | d
	A | 1-1-2010
	END
	expect 0 norm --check -o facts.tsv records.tsv
	[ -z "$output" ]
	assert_not_exists facts.tsv
	printf 'x\t1-1-2010\traw.csv:3\n' >>records.tsv
	expect_err 65 '"u": "x"' '1 of 2 rows' -- \
		norm --check --rejects rejects.tsv --rows rows.tsv records.tsv
	[ -z "$output" ]
	[ "$(reasons)" = 'unknown_unit|u|x' ]
	[ "$(became)" = 'raw.csv|2|1|0|1|
*|2|1|0|1|e:1' ]
}

@test "a full disk and a closed output are 74" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	records <<-'END'
	u | d
	A | 1-1-2010
	END
	run --separate-stderr bash -c 'bif-normalize -s s records.tsv >/dev/full'
	[ "$status" -eq 74 ]
	[ -n "$stderr" ]
	run --separate-stderr bash -c 'bif-normalize -s s records.tsv >&-'
	[ "$status" -eq 74 ]
	[ -n "$stderr" ]
	run --separate-stderr norm --rejects /dev/full -o facts.tsv records.tsv
	[ "$status" -eq 74 ]
	run --separate-stderr norm --rows /dev/full -o facts.tsv records.tsv
	[ "$status" -eq 74 ]
	run --separate-stderr norm --ledger /dev/full -o facts.tsv records.tsv
	[ "$status" -eq 74 ]
	versions date d-m-yyyy
	printf '%s\t%s\t%s\t%s\t%s\n' u d t v m A 1-1-2010 x 1-1-2010 m >records.tsv
	run --separate-stderr bash -c 'bif-normalize -s s records.tsv >/dev/full'
	[ "$status" -eq 74 ]
}

@test "an input that breaks off is 65, and nothing is published" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	printf 'u\td\nA\t1-1-2010\nA\n' >records.tsv
	run --separate-stderr norm -o facts.tsv records.tsv
	[ "$status" -eq 65 ]
	[[ $stderr == *records.tsv:3* ]]
	assert_not_exists facts.tsv
	printf 'u\td\nA\t1-1-2010\nA\t1-1-20' >records.tsv
	run --separate-stderr norm -o facts.tsv records.tsv
	[ "$status" -eq 65 ]
	assert_not_exists facts.tsv
	expect_err 65 'empty' -- norm -o facts.tsv /dev/null
}

@test "records of a header only give facts of a header only" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	printf 'u\td\n' >records.tsv
	expect 0 norm --rows rows.tsv records.tsv
	[ "$output" = 'source	unit	event	date	until	subject	group	outcome	amount' ]
	[ "$(cat rows.tsv)" = 'source	file	data_rows	facts	skipped	rejected	detail' ]
}

@test "facts that wait for the last row may be more than memory takes" {
	versions number plain
	# 70 MB of facts: past the 64 MB after which they go to a file.
	{
		printf 't\tv\tu\td\tm\n'
		awk 'BEGIN { for (i = 0; i < 700; i++) {
			text = text "0123456789abcdef0123456789abcdef0123456789" }
			for (i = 0; i < 2500; i++)
				printf "%d\t%d\tA\t1-1-2010\t%s%d\n", i % 2400, \
					i, text, i }'
	} >records.tsv
	mkdir tmp
	TMPDIR=tmp expect 0 norm --rows rows.tsv --columns more -o facts.tsv records.tsv
	[ "$(became)" = 'records.tsv|2500|4800|100|0|superseded:100
*|2500|4800|100|0|e:2400 f:2400' ]
	[ "$(awk 'length > 1 { n++; s += substr($0, 700 * 42 + 1) } END { print n - 1, s }' \
		facts.tsv)" = '2400 3118800' ] ||
		complain 'the wrong versions' awk 'END { print NR }' facts.tsv
	[ -z "$(ls -A tmp)" ]
	TMPDIR=nowhere expect_err 73 'temporary file' -- \
		norm --ledger ledger.tsv -o gone.tsv records.tsv
	assert_not_exists gone.tsv
}

@test "the sample's sources give what the control figures say" {
	local truth=$ROOT/tests/cases/truth-2010-06-30 source match files
	export BIF_BOOK=$SAMPLE_BOOK
	for source in "$SAMPLE_BOOK"/sources/*.json; do
		source=$(basename "$source" .json)
		match=$(jq -r .match "$SAMPLE_BOOK/sources/$source.json")
		files=()
		for file in "$SAMPLE_EXPORTS"/*; do
			while IFS= read -r glob; do
				# shellcheck disable=SC2053
				[[ ${file##*/} == $glob ]] && files+=("$file")
			done < <(tr '|' '\n' <<<"$match")
		done
		bif-extract -s "$source" --rejects "x.$source" --rows xrows \
			-o records.tsv "${files[@]}" 2>/dev/null
		bif-normalize -s "$source" --key key --rejects "n.$source" \
			--rows rows.tsv -o facts.tsv records.tsv 2>/dev/null
		# Facts and skips are normalize's alone; rows and refusals add up.
		awk -F'\t' -v OFS='\t' 'FNR > 1 {
			at = $1 OFS $2; seen[at]; rows[at] += $3
			facts[at] += $4; skipped[at] += $5; refused[at] += $6
			if ($7 != "") detail[at] = $7
		} END { for (at in seen)
			print at, rows[at], facts[at], skipped[at], \
				refused[at], detail[at] }' xrows rows.tsv
	done | sort >got
	sed 1d "$truth/rows.tsv" | sort >want
	same got want
	cut -f 2,4 x.* n.* | grep -v '^source' | sort | uniq -c |
		awk -v OFS='\t' '{ print $2, $3, $1 }' | sort >got
	sed 1d "$truth/rejects.tsv" | sort >want
	same got want
}

@test "a source in as few words as will do gives the same as the sample's" {
	local files=("$SAMPLE_EXPORTS"/samtaler_2010-0[4-6].csv) book
	cp "$SAMPLE_BOOK/units.csv" book
	cat >book/sources/opera-samtaler.json <<-'END'
	{ "source": "opera-samtaler", "title": "Jobsamtaler", "match": "samtaler_*.csv*", "tolerate": "20%",
	  "export": { "format": "csv", "encoding": "iso-8859-1", "delimiter": ";", "header": 1, "skip_rows": ["^I alt"],
	              "columns": {"cpr": "CPR-nr", "kind": "Samtaletype", "due": "Frist", "held": "Afholdt", "state": "Status", "centre": "Enhed"} },
	  "facts":  { "key": ["cpr", "kind", "due"], "skip": [{"when": {"state": "Aflyst"}, "because": "cancelled"}],
	              "each": [ {"event": "interview", "unit": {"unit": "centre"}, "subject": {"cpr": "cpr"}, "date": {"date": "due", "format": "dd-mm-yyyy"},
	                         "outcome": [{"when": {"state": "Udeblevet"}, "is": "no_show"}, {"when": {"held": ""}, "is": "not_held"},
	                                     {"when": {"held": {"not_after": "due"}}, "is": "on_time"}, {"is": "late"}] } ] } }
	END
	for book in book "$SAMPLE_BOOK"; do
		bif-extract -b "$book" -s opera-samtaler "${files[@]}" 2>/dev/null |
			bif-normalize -b "$book" -s opera-samtaler --key key \
				--trace --rejects rejects --rows rows \
				-o facts 2>/dev/null
		paste -d '|' facts rejects rows >"$(basename "$book").all"
	done
	[ "$(grep -c on_time facts)" -gt 1000 ]
	same book.all bif-2010.all
}

@test "the fast path and the slow one give the same bytes, whatever the source" {
	run python3 "$ROOT/tests/lib/twopaths.py" "${PATHS:-40}" "${SEED:-1}"
	assert_success
	assert_output --partial ', 0 differ;'
}

@test "a fact that ends on a fixed day before it begins is refused" {
	source_is "\"each\": [{\"event\": \"e\", $WHO, \"until\": \"2010-01-31\"}]"
	records <<-'EOF'
	u | d
	A | 31-01-2010
	A | 01-02-2010
	EOF
	expect_err 0 'raw.csv:3: the fact ends before it begins (book/sources/s.json:2)' -- \
		norm --rejects rejects.tsv -o facts.tsv records.tsv
	[ "$(wc -l <facts.tsv)" -eq 2 ]
	[ "$(sed 1d rejects.tsv | wc -l)" -eq 1 ]
}

@test "a plan of more fields and tests than a shape holds gives the same facts" {
	local i extras='' columns='u | d'
	for i in $(seq 70); do
		extras+=", \"x$i\": [{\"when\": {\"c$i\": \"1\"}, \"is\": \"yes\"}, {\"is\": {\"text\": \"c$i\"}}]"
		columns+=" | c$i"
	done
	source_is "\"each\": [{\"event\": \"e\", $WHO$extras}]"
	{
		echo "$columns"
		for row in 1 2 3; do
			printf 'A | 0%d-01-2010' "$row"
			for i in $(seq 70); do printf ' | %d' $(((i + row) % 3)); done
			echo
		done
	} | records
	expect 0 norm -o facts.tsv records.tsv
	for i in 1 35 70; do
		[ "$(norm --columns "x$i" records.tsv | sed 1d | tr '\n' ' ')" = \
			"$(for row in 1 2 3; do
				n=$(((i + row) % 3))
				[ $n -eq 1 ] && echo yes || echo $n
			done | tr '\n' ' ')" ]
	done
}

@test "more answers, and more texts, than are kept give the same facts" {
	local i extras=''
	for i in $(seq 13); do
		extras+=", \"x$i\": [{\"when\": {\"c$i\": \"1\"}, \"is\": \"yes\"}, {\"is\": \"no\"}]"
	done
	source_is "\"each\": [{\"event\": \"e\", $WHO, \"t\": {\"text\": \"t\"}$extras}]"
	# Each of 8192 shapes, five times over; 40960 texts, some of them long.
	awk 'BEGIN { OFS = "\t"; long = "x"; printf "u\td\tt"
		while (length(long) < 100000) long = long long
		for (i = 1; i <= 13; i++) printf "\tc%d", i
		print "", "at"
		for (n = 0; n < 40960; n++) {
			bits = n % 8192; line = ""
			for (i = 1; i <= 13; i++) {
				line = line "\t" (bits % 2)
				bits = int(bits / 2)
			}
			t = n % 1000 ? n "t" : n long
			print "A\t01-02-2010\t" t line, "raw.csv:" n + 2
		} }' >records.tsv
	sed -i '1s/\t\tat/\tat/' records.tsv
	expect 0 norm -o facts.tsv records.tsv
	awk -F '\t' 'NR > 1 { printf "%s", $3
		for (i = 4; i <= 16; i++) printf "\t%s", $i ? "yes" : "no"
		print "" }' records.tsv >wanted
	cut -f 10-23 facts.tsv | sed 1d >got
	cmp got wanted
}

# --- what a file really says ---

# amounts TYPE [MEMBERS]: source whose column n is a number so read.
amounts() {
	source_is "${2:-} \"types\": {\"n\": $1}, \"each\": [{\"event\": \"e\",
		\"unit\": \"A\", \"date\": \"2010-01-01\", \"amount\": {\"number\": \"n\"}}]"
}

@test "times of day: a day is a day, and a zone is turned by the book's" {
	source_is '"each": [{"event": "e", "unit": "A",
		"date": {"date": "d", "format": "yyyy-mm-dd"}}]'
	records <<-'END'
	d
	2010-06-30 14:22:01
	2010-06-30T12:01:38.561Z
	2010-06-30T13:40:02+01:00
	END
	facts date
	[ "$output" = $'2010-06-30\n2010-06-30\n2010-06-30' ]
	records <<-'END'
	d
	2010-06-30T22:30:00Z
	END
	refused 'is not a date: its day depends on the zone, which "zone" says'
	source_is '"zone": "Europe/Copenhagen", "each": [{"event": "e", "unit": "A",
		"date": {"date": "d", "format": "yyyy-mm-dd", "utc": true}}]'
	records <<-'END'
	d
	2010-06-30T22:30:00Z
	2010-12-31T22:30:00Z
	2010-06-30 22:30
	2010-06-30
	END
	facts date
	[ "$output" = $'2010-07-01\n2010-12-31\n2010-07-01\n2010-06-30' ]
	source_is '"zone": "Kobenhavn", "each": [{"event": "e", "unit": "A",
		"date": "2010-01-01"}]'
	expect_err 78 's.json:2' '"zone" is UTC' -- norm records.tsv
}

@test "a date over several columns" {
	source_is '"each": [{"event": "e", "unit": "A",
		"date": {"date": ["y", "m"], "format": "yyyy month"}}]'
	records <<-'END'
	m        | y    | x
	January  | 2010 | 1
	februar  | 2010 | 2
	Smarch   | 2010 | 3
	END
	expect_err 0 'raw.csv:4: "y + m": "2010 Smarch" is not a date' -- \
		norm --columns date --rejects rejects.tsv records.tsv
	[ "$output" = $'date\n2010-01-31\n2010-02-28' ]
	source_is '"key": ["k"], "each": [{"event": "e", "unit": "A",
		"date": {"date": ["dm", "y"], "format": "ddmm yyyy"}}]'
	records <<-'END'
	dm   | y    | k
	0302 | 2010 | 1
	0302 | 2010 | 1
	END
	facts date
	[ "$output" = 2010-02-03 ]
	source_is '"each": [{"event": "e", "unit": "A",
		"date": {"date": ["y", 5], "format": "yyyy mm"}}]'
	expect_err 78 "a column's name is wanted here" -- norm records.tsv
}

@test "weeks, quarters, half-years and fiscal years" {
	source_is '"each": [
		{"event": "w", "unit": "A", "when": {"k": "w"}, "date": {"date": "w", "format": "yyyy-Www"}},
		{"event": "q", "unit": "A", "when": {"k": "q"}, "date": {"date": "q", "format": "Kq yyyy"}},
		{"event": "f", "unit": "A", "when": {"k": "f"},
			"date": {"date": "f", "format": "yyyy-yy+1", "month": 6}},
		{"event": "y", "unit": "A", "when": {"k": "y"},
			"date": {"date": "y", "format": "FYyyyy", "month": 9}}]'
	records <<-'END'
	k | w        | q       | f       | y
	w | 2009-W53 |         |         |
	q |          | K2 2010 |         |
	f |          |         | 2010-11 |
	y |          |         |         | FY2010
	END
	facts event,date
	[ "$output" = $'w\t2010-01-03\nq\t2010-06-30\nf\t2011-06-30\ny\t2010-09-30' ]
}

@test "the hour that comes twice: a key may count occurrences" {
	source_is '"key": ["d", "h"], "occurrences": true, "each": [{"event": "e", "unit": "A",
		"date": {"date": "d", "format": "d-m-yyyy"}, "amount": {"number": "n"}}]'
	records <<-'END'
	d          | h     | n
	31-10-2010 | 01:00 | 1,5
	31-10-2010 | 02:00 | 1,2
	31-10-2010 | 02:00 | 1,2
	31-10-2010 | 02:00 | 1,3
	END
	facts amount
	[ "$output" = $'1.5\n1.2\n1.2\n1.3' ]
	# The same rows in another file are the same rows; others conflict.
	{ cat records.tsv; sed -n '2,4s/raw/two/p' records.tsv; } >both.tsv
	expect 0 norm --columns amount --rows rows.tsv both.tsv
	[ "$output" = $'amount\n1.5\n1.2\n1.2\n1.3' ]
	[ "$(became)" = 'raw.csv|4|4|0|0|
two.csv|3|0|3|0|duplicate:3
*|7|4|3|0|e:4' ]
	{ cat records.tsv; sed -n '2,3s/raw/two/p; 5s/raw/two/p' records.tsv; } >both.tsv
	expect_err 65 'two.csv:5: "d, h"' 'the key of another row' -- \
		norm -o facts.tsv both.tsv
	source_is '"occurrences": true, "each": [{"event": "e", "unit": "A", "date": "2010-01-01"}]'
	expect_err 78 '"occurrences" are counted of a "key"' -- norm records.tsv
}

@test "numbers: units, rounding, exponents, times, footnote marks" {
	amounts '{"number": "danish", "units": ["kr.", "EUR", ",-", "t"]}'
	records <<-'END'
	n
	EUR 1.234,50
	75,00 kr.
	kr. 12,00
	5,-
	+4,00
	–3,5
	1'234
	37,5 t
	END
	facts amount
	[ "$output" = $'1234.5\n75\n12\n5\n4\n-3.5\n1234\n37.5' ]
	amounts '{"number": "danish", "round": 6}'
	records <<-'END'
	n
	0,333333333333333
	12,5000000
	END
	facts amount
	[ "$output" = $'0.333333\n12.5' ]
	amounts '{"number": "plain", "time": "hours", "clock": "hh:mm"}'
	records <<-'END'
	n
	7:15
	1.06:00:00
	23m 17s
	END
	facts amount
	[ "$output" = $'7.25\n30\n0.388056' ]
	amounts '{"number": "english", "exponent": true, "strip": "\\*$|\\([0-9]\\)$"}'
	records <<-'END'
	n
	1.5E+03
	12*
	7 (1)
	END
	facts amount
	[ "$output" = $'1500\n12\n7' ]
}

@test "a message says why a cell is no number" {
	amounts '{"number": "danish"}' '"markers": {"x": "missing"},'
	records <<-'END'
	n
	0,3333333
	75 kr.
	7:15
	1,5E+03
	..
	<5
	1,2,3
	1234567890123456789
	END
	refused 'more than six decimals, which "round" rounds' \
		'when "units" has them' 'which "time" reads' \
		'"exponent": true' 'is said by "markers"' \
		'what is hidden is said by "markers"' \
		"its marks are not those of the source's numbers" \
		'it has more than 18 digits'
}

@test "members of a number that are no such thing are 78" {
	local wrong
	for wrong in '"round": 7' '"round": "x"' '"units": [5]' '"units": ""' \
		'"strip": "("' '"strip": "(a{0,255}){255}"' '"exponent": 1' \
		'"time": "weeks"' '"clock": "mm:ss"' '"time": "hours", "clock": "ss"'; do
		amounts "{\"number\": \"danish\", $wrong}"
		expect_err 78 's.json:2' -- norm records.tsv
	done
	source_is '"types": {"n": {"number": true, "round": 2}}, "each": [{"event": "e", "unit": "A",
		"date": "2010-01-01", "amount": {"number": "n", "round": 3}}]'
	expect_err 78 'how the numbers of column "n" are read is said in line 2' -- norm records.tsv
	amounts '{"number": true}' '"markers": {"-": "nothing"},'
	expect_err 78 'is none of missing, suppressed, zero' -- norm records.tsv
}

@test "markers: missing and suppressed are skipped by name, zero is zero" {
	source_is '"markers": {"..": "missing", "*": "suppressed", "<5": "suppressed",
		"-": "zero", "9999": "missing", "ukendt": "missing"},
		"each": [{"event": "e", "unit": {"unit": "u"}, "amount": {"number": "n"},
		"date": {"date": "d", "format": "d-m-yyyy"}}]'
	records <<-'END'
	u | d        | n
	A | 1-1-2010 | 7
	A | 1-1-2010 | ..
	A | 1-1-2010 | *
	A | 1-1-2010 | <5
	A | 1-1-2010 | -
	A | 1-1-2010 | 9999
	A | ukendt   | 3
	A | ukendt   | ..
	END
	expect_err 0 'raw.csv:8: "d": "ukendt" is not a date: the markers say that it is missing' \
		'raw.csv:9: "d"' -- norm --rejects rejects.tsv --rows rows.tsv --columns amount records.tsv
	[ "$output" = $'amount\n7\n0' ]
	[ "$(became)" = 'raw.csv|8|2|4|2|missing:2 suppressed:2
*|8|2|4|2|e:2' ]
}

@test "markers and zone of the book are those of sources that say none" {
	echo '{ "markers": {"..": "missing"}, "zone": "Europe/Copenhagen" }' >book/book.json
	source_is '"each": [{"event": "e", "unit": "A", "amount": {"number": "n"},
		"date": {"date": "d", "format": "yyyy-mm-dd"}}]'
	records <<-'END'
	d                    | n
	2010-06-30T22:30:00Z | 7
	2010-06-30T22:30:00Z | ..
	END
	facts date,amount --rows rows.tsv
	[ "$output" = $'2010-07-01\t7' ]
	[ "$(became)" = 'raw.csv|2|1|1|0|missing:1
*|2|1|1|0|e:1' ]
	source_is '"markers": {}, "zone": "UTC", "each": [{"event": "e", "unit": "A",
		"amount": {"number": "n"}, "date": {"date": "d", "format": "yyyy-mm-dd"}}]'
	expect_err 0 'raw.csv:3: "n": ".." is not a number' -- norm --columns date \
		--rejects rejects.tsv records.tsv
	[ "$output" = $'date\n2010-06-30' ]
	for wrong in '"zone": "Kobenhavn"' '"markers": ["x"]' '"markers": {"x": "none"}'; do
		echo "{ $wrong }" >book/book.json
		source_is '"each": [{"event": "e", "unit": "A", "date": "2010-01-01"}]'
		expect_err 78 'book.json:1' -- norm records.tsv
	done
}

@test "markers: of two facts the one that has its number is given" {
	source_is '"markers": {"..": "missing"}, "types": {"n": {"number": true}, "m": {"number": true}},
		"each": [{"event": "e", "unit": "A", "date": "2010-01-01", "amount": {"number": "n"}},
			{"event": "f", "unit": "A", "date": "2010-01-01", "amount": {"number": "m"}}]'
	records <<-'END'
	n  | m
	1  | 2
	.. | 3
	4  | ..
	.. | ..
	END
	facts event,amount --rows rows.tsv
	[ "$output" = $'e\t1\nf\t2\nf\t3\ne\t4' ]
	[ "$(became)" = 'raw.csv|4|4|1|0|missing:1
*|4|4|1|0|e:2 f:2' ]
}

@test "JSON: a number that may have thousands or decimals is refused" {
	printf '{ "source": "s", "match": "*", "tolerate": "100%%", %s
	"export": {"format": "json", "filter": ".[]"},
	"facts": {"each": [{"event": "e", "unit": "A", "date": "2010-01-01",
		"amount": {"number": "n"}}]} }\n' '' >book/sources/s.json
	records <<-'END'
	n
	1.234
	12
	END
	expect_err 0 'raw.csv:2: "n": "1.234" is not a number: it may have thousands or decimals' -- \
		norm --columns amount --rejects rejects.tsv records.tsv
	[ "$output" = $'amount\n12' ]
	sed -i '1s/"tolerate"/"numbers": "plain", "tolerate"/' book/sources/s.json
	facts amount
	[ "$output" = $'1.234\n12' ]
}

@test "a decimal mark that changes within a column is told" {
	amounts '{"number": true}'
	records <<-'END'
	n
	2.250
	3.125
	2,25
	END
	expect_err 0 '"n": "2.250" was read as thousands, "2,25" as decimals' -- \
		norm --columns amount records.tsv
	# One that has both tells nothing of those before it.
	records <<-'END'
	n
	2.250
	2,25
	1.234,5
	END
	expect_err 0 '"n": "2.250" was read as thousands, "2,25" as decimals' -- \
		norm --columns amount records.tsv
	records <<-'END'
	n
	1.234,5
	1.234.567
	2,25
	END
	facts amount
	amounts '{"number": "danish"}'
	records <<-'END'
	n
	2.250
	2,25
	END
	facts amount
}

@test "a text that is a spreadsheet's error is told, once a column" {
	local i
	source_is "\"each\": [{\"event\": \"e\", $WHO, \"group\": {\"text\": \"g\"}}]"
	records <<-'END'
	u | d        | g
	A | 1-1-2010 | a
	A | 1-1-2010 | #N/A
	A | 1-1-2010 | #DIV/0!
	END
	expect_err 0 'raw.csv:3: "g": "#N/A" is what a spreadsheet shows where there is no value' -- \
		norm --columns group records.tsv
	[ "$output" = $'group\na\n#n/a\n#div/0!' ]
	for i in '#I/T' '#VÆRDI!' '#NV' '#REF!' '#NAME?'; do
		printf 'u\td\tg\tat\nA\t1-1-2010\t%s\traw.csv:2\n' "$i" >records.tsv
		expect_err 0 "raw.csv:2: \"g\": \"$i\" is what" -- norm --columns group records.tsv
	done
	for i in '#1' '#hastag' '#' '# N/A!' 'N/A'; do
		printf 'u\td\tg\tat\nA\t1-1-2010\t%s\traw.csv:2\n' "$i" >records.tsv
		expect 0 norm --columns group records.tsv
	done
}

@test "what nobody sees folds in names, and is shown in messages" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	printf 'u\td\tat\nal\xe2\x80\x8bfa\t1-1-2010\traw.csv:2\nA\xe2\x80\x91centret\t1-1-2010\traw.csv:3\nx\xe2\x80\x8b\t1-1-2010\traw.csv:4\n' >records.tsv
	expect_err 0 'raw.csv:4: "u": "x<U+200B>" is not a unit' -- \
		norm --columns unit --rejects rejects.tsv records.tsv
	[ "$output" = $'unit\nA\nA' ]
}

@test "files with personal numbers are their owner's alone" {
	umask 022
	source_is "\"each\": [{\"event\": \"e\", $WHO, \"subject\": {\"cpr\": \"c\"}}]"
	records <<-'END'
	u | d        | c
	A | 1-1-2010 | 010101-9911
	x | 1-1-2010 | 010101-9911
	END
	norm --quiet -o facts.tsv --rejects rejects.tsv --rows rows.tsv records.tsv 2>/dev/null
	[ "$(stat -c %a facts.tsv rejects.tsv rows.tsv | tr '\n' ' ')" = '600 600 644 ' ]
	chmod 640 facts.tsv
	norm --quiet -o facts.tsv records.tsv 2>/dev/null
	[ "$(stat -c %a facts.tsv)" = 640 ]
	rm -f facts.tsv rejects.tsv
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	norm --quiet -o facts.tsv --rejects rejects.tsv records.tsv 2>/dev/null
	[ "$(stat -c %a facts.tsv rejects.tsv | tr '\n' ' ')" = '644 644 ' ]
}

@test "--parts wants a name for each part" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	printf 'u\td\tat\n' >records.tsv
	for name in x 'x%d%d' 'x%s' 'x%d%%'; do
		expect_err 64 'one %d' -- norm --parts 2 -o "$name" records.tsv
	done
	expect_err 64 'one %d' -- norm --parts 2 records.tsv
	expect_err 64 'one %d' -- norm --parts 2 -O csv -o 'x%d' records.tsv
	for n in 0 513 x 1x ''; do
		expect_err 64 'not a number from 1 to 512' -- \
			norm --parts "$n" -o 'x%d' records.tsv
	done
	expect_err 73 'no/such.1' -- norm --parts 2 -o 'no/such.%d' records.tsv
	expect 0 norm --parts 2 -o 'x%d' records.tsv
	[ "$(cat x1)" = "$(cat x2)" ]
	[[ $(cat x1) == source$'\t'unit* ]]
}

@test "--route, --defer, --deferred: in shares by its key as in one run" {
	local row each="\"each\": [{\"event\": \"e\", $WHO, \"group\": {\"text\": \"g\"}}]"
	source_is "\"key\": [\"g\", \"d\"], $each" 40%
	{
		printf 'u\td\tg\tat\n'
		for row in {2..41}; do
			printf 'A\t%s-1-2010\t%s\traw.csv:%s\n' $((row % 5 ? 7 : 40)) \
				"$( ((row % 2)) && echo "X" || echo " x")$((row / 2 % 17))" "$row"
		done
	} >records.tsv
	run --separate-stderr norm --columns source,unit,date --rejects one.rejects -o one records.tsv
	[ "$status" -eq 0 ]
	printf '%s\n' "$stderr" >one.said
	grep -q '40-1-2010' one.said
	expect 0 norm --route a b c <records.tsv
	[ "$(cut -f 2- -s a b c | sort -u)" = "$(sort records.tsv)" ]
	# However a key is written, it is in one share.
	for row in a b c; do
		tail -n +2 "$row" | cut -f 3,4 | tr -d ' ' | tr x X | sort -u
		expect 0 norm --columns source,unit,date --defer "$row.later" -o "$row.facts" "$row"
	done >keys
	[ -z "$(sort keys | uniq -d)" ]
	[ "$(cat [abc].facts | sort)" = "$( (cat one && head -q -n 1 one one) | sort)" ]
	sort -m -t $'\t' -k 1,1n [abc].later >later
	run --separate-stderr norm --deferred 40 --rejects rejects later
	[ "$status" -eq 0 ]
	[ "$stderr" = "$(cat one.said)" ]
	same rejects one.rejects
	expect_err 65 '40-1-2010' '8 of 10 rows rejected' -- norm --deferred 10 later
	expect_err 64 'not a number from 1' -- norm --deferred 0 later
	source_is "$each"
	expect_err 78 'has no "key" to share its rows out by' -- norm --route a b <records.tsv
}

@test "told: a column that has no value in any of many rows" {
	source_is "\"each\": [{\"event\": \"e\", $WHO,
		\"until\": {\"date\": \"x\", \"format\": \"d-m-yyyy\", \"open\": \"31-12-9999\"},
		\"outcome\": [{\"when\": {\"o\": \"J\"}, \"is\": \"yes\"}]}]"
	rows() { printf 'u\td\tx\to\n'; yes "A	1-1-2010	$1	$2" | head -n "$3"; }
	rows '' J 40 >records.tsv
	expect_err 0 '"x" has no value in any row that was read' -- norm records.tsv
	rows 31-12-9999 ' ' 40 >records.tsv
	expect_err 0 '"x" has no value in any row' '"o" has no value in any row' -- \
		norm records.tsv
	# One value is enough, and few rows tell nothing.
	{ rows '' '' 40; printf 'A\t1-1-2010\t2-1-2010\tN\n'; } >records.tsv
	expect 0 norm records.tsv
	rows '' '' 29 >records.tsv
	expect 0 norm records.tsv
	# A date over two columns is one column here.
	source_is '"each": [{"event": "e", "unit": {"unit": "u"},
		"date": {"date": ["d", "x"], "format": "d-m-yyyy*"}}]'
	rows '' J 40 >records.tsv
	expect 0 norm records.tsv
	# So it is on either path, where values come late, or rows are skipped
	# before anybody asks for them.
	source_is "\"skip\": [{\"when\": {\"s\": \"J\"}, \"because\": \"cancelled\", \"first\": true}],
		\"each\": [{\"event\": \"e\", $WHO, \"group\": {\"text\": \"t\"}}]"
	late() {
		printf 'u\td\tt\ts\n'
		yes 'A	1-1-2010		N' | head -n 900
		yes "A	1-1-2010	$1	$2" | head -n 900
	}
	local fast skipped
	for fast in 0 1; do
		for skipped in N J; do
			late x "$skipped" >records.tsv
			BIF_FAST=$fast expect 0 norm records.tsv
			late '' "$skipped" >records.tsv
			BIF_FAST=$fast expect_err 0 '"t" has no value in any row' -- \
				norm records.tsv
		done
	done
}

@test "told: files of a source without a key that have rows of the same days" {
	source_is "\"each\": [{\"event\": \"e\", $WHO}]"
	file() { seq "$3" | awk -v f="$1" -v m="$2" -v OFS='\t' \
		'{ print "A", $1 % 28 + 1 "-" m "-2010", f ":" $1 + 1 }'; }
	{ printf 'u\td\tat\n'; file a 1 30; file b 2 30; file c 2 29; } >records.tsv
	expect 0 norm records.tsv
	file d 2 30 >>records.tsv
	expect_err 0 'd and b both have rows from 2010-02-01 to 2010-02-28, and the source has no key' \
		-- norm records.tsv
	# A name as `at` shows it, whatever is in it.
	file 'd\\ne' 2 30 >>records.tsv
	sed -i '/\td:/d' records.tsv
	expect_err 0 'd\ne and b both have rows' -- norm records.tsv
	source_is "\"key\": [\"u\", \"d\"], \"each\": [{\"event\": \"e\", $WHO}]"
	expect 0 norm records.tsv
}
