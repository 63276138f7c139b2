#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# A first book, and a book's next year: what new-book and new-year write is a
# book that the programs take, and nothing of the user's is overwritten.

load ../lib/bif

# The columns of a CSV file as `a|b|c`, a line a row.
columns() {
	python3 - "$@" <<'END'
import csv, sys
text = open(sys.argv[1], encoding="utf-8", newline="").read()
mark = ";" if ";" in text.split("\n")[0] else ","
for row in csv.DictReader(text.splitlines(), delimiter=mark):
    print("|".join(row[name] for name in sys.argv[2:]))
END
}

@test "new-book: an example that is judged from one file of ten lines" {
	expect 0 new-book first
	[ "$(wc -l <first/exports/opkald_2010.csv)" -eq 10 ]
	[[ $output == 'first: a book of 6 files, and 2 units. Judge it:
  status -b first --as-of 2010-05-31 -o out first/exports && cat out/board.txt'* ]]
	expect 0 bif-lint -b first
	expect 0 status -b first --as-of 2010-05-31 --quiet -o out first/exports
	expect 0 cut -f 2,3,8-10 out/verdicts.tsv
	output_is < <(table <<-'END'
		unit | goal | status | value | expected
		JCN | telefon | met | 92.7 | 92.0
		JCM | telefon | near | 90.0 | 92.0
	END
	)
}

@test "new-book: a file of the user's, and only what the user said of it" {
	printf '%s\n' 'Dato;Center;Sager' '31-01-2010;Nyropsgade;1.250,5' \
		'28-02-2010;Musvågevej;980,0' '28-02-2010;"Job, særlige";3' \
		'13-03-2010;Nyropsgade;749,5' | iconv -f utf-8 -t windows-1252 >sager_2010.csv
	expect 0 new-book mine --csv sager_2010.csv --date Dato --unit Center \
		--number Sager --target 8000
	expect 0 cat mine/units.csv
	output_is <<-'END'
		unit,name
		Nyropsgade,Nyropsgade
		U1,Musvågevej
		U2,"Job, særlige"
	END
	expect 0 status -b mine --as-of 2010-03-31 --quiet -o out mine/exports
	expect 0 cut -f 2,8-11 out/verdicts.tsv
	output_is < <(table <<-'END'
		unit | status | value | expected | target
		Nyropsgade | met | 2000 | 2000 | 8000
		U1 | off | 980 | 2000 | 8000
		U2 | off | 3 | 2000 | 8000
	END
	)
	# without a number rows are counted
	expect 0 new-book rows --csv sager_2010.csv --date Dato --unit Center --target 8
	expect 0 status -b rows --as-of 2010-03-31 --quiet -o counted rows/exports
	expect 0 cut -f 2,9 counted/verdicts.tsv
	output_is < <(table <<-'END'
		unit | value
		Nyropsgade | 2
		U1 | 1
		U2 | 1
	END
	)
}

@test "new-book: what the file does not show has to be said" {
	printf '%s\n' 'Dato;Center;Sager' '04-01-2010;A;1.250' '05-02-2010;B;980' >c.csv
	expect_err 65 '"Dato": the file does not show how days are written: say --days' -- \
		new-book b --csv c.csv --date Dato --unit Center --number Sager --target 1
	[ ! -e b ]
	expect_err 65 '"Sager": the file does not show how numbers are written: say --numbers' -- \
		new-book b --csv c.csv --date Dato --unit Center --number Sager \
		--target 1 --days dd-mm-yyyy
	expect 0 new-book b --csv c.csv --date Dato --unit Center --number Sager \
		--target 5000 --days dd-mm-yyyy --numbers danish
	expect 0 status -b b --as-of 2010-02-28 --quiet -o out b/exports
	[ "$(cut -f 2,9 out/verdicts.tsv | paste -sd ' ')" = $'unit\tvalue A\t1250 B\t980' ]
	expect_err 65 'its header has no column "Datoer": Dato, Center, Sager' -- \
		new-book n --csv c.csv --date Datoer --unit Center --target 1
	[ ! -e n ]
}

@test "new-book, new-year: nothing is overwritten, and wrong words are 64" {
	mkdir full
	echo mine >full/file
	expect_err 73 'full: is there already; nothing is overwritten' -- new-book full
	[ "$(ls full)" = file ]
	for words in '' '--lang xx d' '--date x d' '--csv a d' \
		'--csv a --date d --unit u --target ti d'; do
		# shellcheck disable=SC2086
		expect_err 64 new-book: -- new-book $words
	done
	expect_err 66 nothing.csv -- new-book d --csv nothing.csv --date a \
		--unit b --target 1
	[ ! -e d ]
	expect 0 new-book first
	expect_err 0 'first/targets-2011.csv: 2 rows to fill in' -- new-year first 2011
	cp first/targets-2011.csv kept
	expect_err 73 'nothing is overwritten' -- new-year first 2011
	same first/targets-2011.csv kept
	for words in '' first 'first 11' 'first 2011 2012'; do
		# shellcheck disable=SC2086
		expect_err 64 new-year: -- new-year $words
	done
	expect_err 66 nowhere -- new-year nowhere 2011
	expect_err 65 'no goal is in force at the end of 2029' -- new-year first 2030
	[ ! -e first/targets-2030.csv ]
}

# Books differ in their delimiter and in how many columns their targets have.
@test "new-year: the command it tells adds just the columns of targets.csv" {
	local book mark
	for mark in , ';'; do
		book="book $mark"
		new-book "$book" >/dev/null
		sed -i "s/,/$mark/g" "$book/targets.csv"
		head -n 1 "$book/targets.csv" >want
		new-year "$book" 2011 2>said
		sed -i "s/2011-12-31$mark/&95/" "$book/targets-2011.csv"
		sed 's/.*added: //' said >add.sh
		grep -q '^sed 1d ' add.sh
		expect 0 bash add.sh
		[ "$(wc -l <"$book/targets.csv")" -eq 5 ]
		run -1 bif-lint -b "$book"      # nobody has decided yet
		[[ $output == *'targets.csv:4: no-decided: '* ]] || fail "$output"
		[[ $output != *cells* ]]
	done
}

@test "new-year: last year's target and result, and a baseline of the whole year" {
	expect 0 status -b "$ROOT/samples/half-year-2009" --as-of 2009-12-31 \
		--quiet -o run "$(mktemp -d)"
	cp -R "$ROOT/samples/half-year-2009" book
	expect_err 0 'rows to fill in' 'book/book.json: "year" is 2009' -- \
		new-year -r run book 2010
	expect 0 columns book/targets-2010.csv unit goal due target baseline \
		decided last_target last_first last_result last_status
	[ ${#lines[@]} -eq 29 ]
	# the revision is not copied: one row, with both levels told
	[ "$(grep -c '^JCS|virksomhedsplacering' <<<"$output")" -eq 1 ]
	grep -qx 'JCS|virksomhedsplacering|2010-12-31||755||750|900|755|met' <<<"$output"
	# 2008's change of -3 % is the level that it came to
	grep -qx 'JCS|elforbrug|2010-12-31||117300||117758||117300|met' <<<"$output"
	expect 0 columns book/targets-2010.csv unit goal baseline_source ask
	grep -qx 'JCN|sygefravaer|resultat 2009 pr. 2009-12-31: 2484 / 180 (run/verdicts.tsv); manual unchecked|' <<<"$output"
	# half a year's result is shown, and is no baseline
	expect 0 status -b "$ROOT/samples/half-year-2009" --as-of 2009-06-30 \
		--quiet -o half "$(mktemp -d)"
	expect_err 0 'rows to fill in' '"year" is' -- new-year -r half -o half.csv book 2010
	expect 0 columns half.csv unit baseline last_result baseline_source
	grep -qx 'CKB||221|intet: resultatet er kun opgjort pr. 2009-06-30' <<<"$output"
	# filled in and put below the others, it is the book of the new year
	python3 - <<-'END'
		import csv
		rows = list(csv.reader(open("book/targets-2010.csv", encoding="utf-8",
		                            newline=""), delimiter=";"))
		head, at = rows[0], rows[0].index("last_target")
		for row in rows[1:]:
		    row[head.index("target")] = row[at].replace(",", ".")
		    row[head.index("decided")] = "2010-01-20"
		with open("filled.csv", "w", encoding="utf-8", newline="") as out:
		    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
	END
	sed 1d filled.csv | cut -d ';' -f 1-11 >>book/targets.csv
	# lint finds targets below the baseline, and nothing that ends a run
	expect 1 bif-lint -b book -O tsv
	[ "$(cut -f 4 <<<"$output" | sort -u | paste -sd ' ')" = 'error severity warning' ]
	grep -q 'its target 39 is less than the baseline 39.6' <<<"$output"
	expect_err 65 'no fact and no figure by hand is dated in 2010' -- \
		bif-judge -b book --as-of 2010-06-30 run/observations.tsv
	expect 0 bif-judge -b book --as-of 2009-12-31 -o again.tsv run/observations.tsv
	same <(cut -f 1-20 again.tsv) <(cut -f 1-20 run/verdicts.tsv)
}

@test "new-year: milestones, withdrawn goals, units that end, begin and split" {
	mkdir book
	echo '{ "language": "en" }' >book/book.json
	cat >book/units.csv <<-'END'
		unit,name,parent,valid_from,valid_to,successor
		T,Top,,,,
		A,Alpha,T,,,
		B,Beta,T,,2010-12-31,N
		C,Gamma,T,,31-12-2010,
		D,Delta,T,,2011-06-30,
		N,New,T,2011-01-01,,
		S,Second,T,2011-01-01,,
		O,Other,,2011-01-01,,
	END
	cat >book/targets.csv <<-'END'
		decided,year,unit,goal,due,target
		2010-01-20,2010,A,plan,2010-06-30,5
		2010-01-20,2010,A,plan,31-12-2010,10.5
		2010-05-01,2010,A,calls,2010-12-31,
		2010-01-20,2010,A,calls,2010-12-31,92
		2010-01-20,2010,B,calls,2010-12-31,90
		2010-01-20,2010,C,calls,2010-12-31,91
		2010-01-20,2010,D,calls,2010-12-31,93
		2009-01-20,2009,A,old,2009-12-31,1
		2010-01-20,2010,*,all,2010-12-31,7
	END
	expect_err 0 'book/targets-2011.csv: 7 rows to fill in' \
		'A, calls: withdrawn on 2010-05-01, left out' \
		'B ended on 2010-12-31: left out, its goals stand at who may go on' \
		'C ended on 2010-12-31: left out, its goals stand at who may go on' \
		'N begins on 2011-01-01: which goals does it have?' \
		'S begins on 2011-01-01: which goals does it have?' \
		'O begins on 2011-01-01: which goals does it have?' -- \
		new-year book 2011
	[ "$(head -n 1 book/targets-2011.csv | cut -d , -f 1-6)" = decided,year,unit,goal,due,target ]
	expect 0 columns book/targets-2011.csv unit goal due target last_target ask
	output_is <<-'END'
		A|plan|2011-06-30||5|
		A|plan|2011-12-31||10.5|
		N|calls|2011-12-31||90|B ended on 2010-12-31 and N goes on: does the goal hold?
		N|calls|2011-12-31||91|C ended on 2010-12-31 and N begins on 2011-01-01: does it take the goal over, and which share?
		S|calls|2011-12-31||91|C ended on 2010-12-31 and S begins on 2011-01-01: does it take the goal over, and which share?
		D|calls|2011-12-31||93|the unit ends on 2011-06-30: who goes on with the goal?
		*|all|2011-12-31||7|
	END
}
