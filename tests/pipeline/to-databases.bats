#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# pipelines/to-sqlite, to-postgres and datapackage: real databases, typed tables,
# loading twice changes nothing. Both are started here; where they are absent
# the tests are skipped.

load ../lib/bif
load ../lib/render

setup_file() {
	judge_worlds
	start_postgres || :
}

teardown_file() {
	[ -z "${PG_BIN:-}" ] || as_nobody "$PG_BIN/pg_ctl" -D "$PGHOST/data" \
		-m immediate stop >/dev/null 2>&1 || :
	[ -z "${PGHOST:-}" ] || rm -rf "$PGHOST"
}

# The server refuses to run as root.
as_nobody() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
	else
		"$@"
	fi
}

# A server of its own, without a port: its socket is in a folder of its own,
# whose name must be short.
start_postgres() {
	local bin
	for bin in /usr/lib/postgresql/*/bin; do
		[ ! -x "$bin/initdb" ] || PG_BIN=$bin
	done
	[ -n "${PG_BIN:-}" ] && command -v psql >/dev/null || return
	PGHOST=$(mktemp -d /tmp/bifpg.XXXXXX) || return
	chmod 777 "$PGHOST"
	export PG_BIN PGHOST PGUSER=bif PGDATABASE=postgres
	cd / || return
	as_nobody "$PG_BIN/initdb" -D "$PGHOST/data" -A trust -U bif -E UTF8 \
		--no-locale -N >/dev/null 2>&1 || return
	as_nobody "$PG_BIN/pg_ctl" -D "$PGHOST/data" -w -t 60 -l "$PGHOST/log" \
		-o "-k $PGHOST -c listen_addresses='' -c fsync=off" \
		start >/dev/null 2>&1 || return
	export PG_RUNS=yes
}

needs_sqlite() {
	command -v sqlite3 >/dev/null || skip 'no sqlite3 here'
}

needs_postgres() {
	[ -n "${PG_RUNS:-}" ] || skip 'no PostgreSQL server could be started here'
}

sql() {
	sqlite3 -batch db "$@"
}

pg() {
	psql -XqAt -c "$1"
}

# A result folder as status leaves it.
outdir() {
	mkdir "$1"
	cp "$BATS_FILE_TMPDIR/$2/verdicts.tsv" "$BATS_FILE_TMPDIR/$2/observations.tsv" "$1"
	table >"$1/rejects.tsv" <<-'END'
	at | source | stage | reason | column | value
	klager.csv:7 | klager | normalize | bad_date | Afgjort | a\tb\\c\nd
	klager.csv:7 | klager | normalize | bad_date | Afgjort | '; DROP TABLE rows; --
	END
	table >"$1/rows.tsv" <<-'END'
	source | file | data_rows | facts | skipped | rejected | detail
	klager | klager.csv | 9 | 7 | 0 | 2 |  
	klager | * | 9 | 7 | 0 | 2 | complaint:7
	END
	bif-render -b "$SAMPLE_BOOK" --ledger "$1/ledger.tsv" "$1/verdicts.tsv" >/dev/null
}

facts() {
	table <<-'END'
	source | unit | event | date | until | subject | group | outcome | amount
	telefoni | YS | call_offered | 2010-06-01 |  |  |  |  | 12.5
	workbase | JCN | job | 2010-02-01 | 2010-06-30 | pabcd | ready |  | 
	END
}

@test "sqlite: every stream of a result, typed, empty is no value" {
	needs_sqlite
	outdir out 2010-06-30
	facts >facts.tsv
	expect 0 to-sqlite -o db out facts.tsv
	[ "$(sql 'SELECT count(*) FROM verdicts')" -eq 176 ]
	[ "$(sql "SELECT count(*) FROM observations")" -eq "$(tail -n +2 out/observations.tsv | wc -l)" ]
	[ "$(sql "SELECT group_concat(DISTINCT typeof(value)) FROM verdicts WHERE value IS NOT NULL")" = real ]
	[ "$(sql "SELECT count(*) FROM verdicts WHERE status = 'not_applicable' AND value IS NULL AND why = ''")" -eq 0 ]
	[ "$(sql "SELECT printf('%.1f', sum(value)) FROM verdicts WHERE unit = 'BIF'")" = "$(verdicts 2010-06-30 \
		'c("unit") == "BIF" { s += c("value") } END { printf "%.1f", s }')" ]
	[ "$(sql "SELECT denominator FROM verdicts WHERE unit = 'BIF' AND goal = 'sygefravaer'")" = 8503/6 ]
	[ "$(sql "SELECT count(*) FROM rejects WHERE value = 'a' || char(9) || 'b\\c' || char(10) || 'd'")" -eq 1 ]
	[ "$(sql "SELECT count(*) FROM rejects WHERE value LIKE '%DROP TABLE%'")" -eq 1 ]
	[ "$(sql "SELECT data_rows + 0 FROM rows WHERE file = '*'")" -eq 9 ]
	[ "$(sql "SELECT program FROM ledger")" = bif-render ]
	[ "$(sql "SELECT amount, typeof(amount), until IS NULL FROM facts WHERE unit = 'YS'")" = '12.5|real|1' ]
	[ "$(sql "SELECT count(*) FROM board WHERE status IN ('met', 'near', 'off')")" -eq \
		"$(sql "SELECT count(*) FROM verdicts WHERE value IS NOT NULL")" ]
	[ "$(sql "SELECT strict FROM pragma_table_list WHERE name = 'verdicts'")" -eq 1 ]
}

@test "to-sqlite: what others may not read they may not read there either" {
	needs_sqlite
	umask 022
	outdir one 2010-06-30
	expect 0 to-sqlite -o open.db one
	[ "$(stat -c %a open.db)" = 644 ]
	chmod 600 one/observations.tsv
	expect 0 to-sqlite -o private.db one
	[ "$(stat -c %a private.db)" = 600 ]
	expect_err 0 'open.db: others can read it, but not all that is loaded: chmod o-r' -- \
		to-sqlite -o open.db one
	[ "$(stat -c %a open.db)" = 644 ]
}

@test "sqlite: loading twice changes nothing, another date comes beside" {
	needs_sqlite
	outdir june 2010-06-30
	outdir december 2010-12-31
	expect 0 to-sqlite -o db june
	sql .dump >once
	expect 0 to-sqlite -o db june
	sql .dump | diff once -
	expect 0 to-sqlite -o db december
	[ "$(sql 'SELECT run, count(*) FROM verdicts GROUP BY run' | tr '\n' ' ')" = '2010-06-30|176 2010-12-31|176 ' ]
	# A run that has become smaller leaves nothing of the old one.
	head -n 20 june/verdicts.tsv >few.tsv
	expect 0 to-sqlite -o db few.tsv
	[ "$(sql "SELECT count(*) FROM verdicts WHERE run = '2010-06-30'")" -eq 19 ]
	[ "$(sql "SELECT count(*) FROM observations WHERE run = '2010-06-30'")" -gt 1000 ]
	expect 0 to-sqlite -o db --run "a'b\"c" few.tsv
	[ "$(sql "SELECT count(*) FROM verdicts WHERE run = 'a''b\"c'")" -eq 19 ]
}

# What a source brought, beside a figure; and the figure as 0.1.0 wrote it.
covered() {
	table >new.tsv <<-'END'
	measure | unit | month | numerator | denominator | n | pending | as_of | through
	@klager | JCN | 2010-05 | 3 | | 3 | 0 | 2010-06-30 | 2010-05-31
	@klager | YS | 2010-05 | 1 | | 1 | 0 | 2010-06-30 | 2010-05-02
	@klager!rejected | | | 2 | | 2 | 0 | 2010-06-30 |
	@klager!rejected | No\tsuch | 2010-05 | 1 | | 1 | 0 | 2010-06-30 |
	complaints | JCN | 2010-05 | 3 | | 3 | 0 | 2010-06-30 | 2010-05-31
	END
	grep -v '^@' new.tsv | cut -f 1-8 >old.tsv
}
WHAT_CAME='SELECT source, what, unit, month, n, through FROM %scoverage ORDER BY what, unit, month'
CAME='klager|facts|JCN|2010-05|3|2010-05-31
klager|facts|YS|2010-05|1|2010-05-02
klager|rejected|||2|
klager|rejected|No	such|2010-05|1|'

@test "sqlite: what sources brought is a table of its own" {
	needs_sqlite
	covered
	expect 0 to-sqlite -o db old.tsv
	[ "$(sql 'SELECT measure, unit, n, through IS NULL FROM observations')" = 'complaints|JCN|3|1' ]
	[ "$(sql 'SELECT count(*) FROM coverage')" -eq 0 ]
	# A table of the version before has no such column yet.
	sql 'ALTER TABLE observations DROP COLUMN through; DROP TABLE coverage'
	expect 0 to-sqlite -o db new.tsv
	[ "$(sql 'SELECT measure, unit, n, through FROM observations')" = 'complaints|JCN|3|2010-05-31' ]
	# shellcheck disable=SC2059
	[ "$(sql "$(printf "$WHAT_CAME" '')")" = "$CAME" ]
	expect 0 to-sqlite -o db new.tsv
	# shellcheck disable=SC2059
	[ "$(sql "$(printf "$WHAT_CAME" '')")" = "$CAME" ]
}

@test "postgres: what sources brought is a table of its own" {
	needs_postgres
	covered
	expect 0 to-postgres --schema cover old.tsv
	[ "$(pg 'SELECT measure, unit, n, through IS NULL FROM cover.observations')" = 'complaints|JCN|3|t' ]
	pg 'ALTER TABLE cover.observations DROP COLUMN through; DROP TABLE cover.coverage'
	expect 0 to-postgres --schema cover new.tsv
	[ "$(pg 'SELECT measure, unit, n, through FROM cover.observations')" = 'complaints|JCN|3|2010-05-31' ]
	# shellcheck disable=SC2059
	[ "$(pg "$(printf "$WHAT_CAME" cover.)")" = "$CAME" ]
	expect 0 to-postgres --schema cover new.tsv
	# shellcheck disable=SC2059
	[ "$(pg "$(printf "$WHAT_CAME" cover.)")" = "$CAME" ]
}

@test "sqlite: parts of a stream come together, gzip or not" {
	needs_sqlite
	{ head -n 50 "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv"; } >one.tsv
	{ head -n 1 one.tsv; tail -n +51 "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv"; } | gzip >two.tsv.gz
	expect 0 to-sqlite -o db one.tsv two.tsv.gz
	[ "$(sql 'SELECT count(*) FROM verdicts')" -eq 176 ]
}

@test "sqlite: what is wrong loads nothing" {
	needs_sqlite
	local at=$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv
	expect 0 to-sqlite -o db "$at"
	sql .dump >before
	sed '2s/\t43\.7\t/\tmany\t/' "$at" >bad.tsv
	expect_err 65 'cannot store TEXT value in REAL column verdicts.value' -- to-sqlite -o db bad.tsv
	head -c -1 "$at" >cut.tsv
	expect_err 65 'cut short' -- to-sqlite -o db cut.tsv
	sed '2s/\tnear\t/\t/' "$at" >short.tsv
	expect_err 65 'short.tsv:2: 42 cells instead of 43' -- to-sqlite -o db short.tsv
	gzip <"$at" | head -c 2000 >half.tsv.gz
	expect_err 65 'half.tsv.gz: cut short or corrupt' -- to-sqlite -o db half.tsv.gz
	{ cat "$at"; sed -n 2p "$at"; } >twice.tsv
	expect_err 65 'UNIQUE constraint failed' -- to-sqlite -o db twice.tsv
	expect_err 65 "no stream's" -- to-sqlite -o db "$ROOT/README.md"
	expect_err 65 'load them one by one' -- to-sqlite -o db "$at" "$BATS_FILE_TMPDIR/2010-12-31/observations.tsv"
	facts >facts.tsv
	expect_err 64 'name the run by --run' -- to-sqlite -o db facts.tsv
	expect_err 64 'no database' 'try --help' -- to-sqlite "$at"
	expect_err 66 'nowhere' -- to-sqlite -o db nowhere
	expect_err 74 'unable to open' -- to-sqlite -o no/such/place/db "$at"
	sql .dump | diff before -
	expect 0 to-sqlite --help
}

@test "sqlite: the same facts as the stream, cell by cell" {
	needs_sqlite
	expect 0 to-sqlite -o db "$BATS_FILE_TMPDIR/2010-12-31/verdicts.tsv"
	sql -separator $'\t' 'SELECT unit, goal, status, n, numerator, why FROM verdicts ORDER BY unit, goal' >got
	awk -F'\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		{ print $c["unit"], $c["goal"], $c["status"], $c["n"], $c["numerator"], $c["why"] }' \
		"$BATS_FILE_TMPDIR/2010-12-31/verdicts.tsv" | sort -t $'\t' -k1,1 -k2,2 >wanted
	same got wanted
}

@test "postgres: every stream of a result, typed, empty is no value" {
	needs_postgres
	outdir out 2010-06-30
	facts >facts.tsv
	expect 0 to-postgres --schema one out facts.tsv
	[ "$(pg 'SELECT count(*) FROM one.verdicts')" -eq 176 ]
	[ "$(pg "SELECT sum(value) FROM one.verdicts WHERE unit = 'BIF'")" = "$(verdicts 2010-06-30 \
		'c("unit") == "BIF" { s += c("value") } END { printf "%.2f", s }')" ]
	[ "$(pg "SELECT value, due - as_of FROM one.verdicts WHERE unit = 'BIF' AND goal = 'telefon_besvarelse'")" = '91.5|184' ]
	[ "$(pg "SELECT denominator FROM one.verdicts WHERE unit = 'BIF' AND goal = 'sygefravaer'")" = 8503/6 ]
	[ "$(pg "SELECT count(*) FROM one.rejects WHERE value = E'a\tb\\\\c\nd' OR value LIKE '%DROP TABLE%'")" -eq 2 ]
	[ "$(pg "SELECT sum(data_rows) FROM one.rows WHERE file = '*'")" -eq 9 ]
	[ "$(pg "SELECT amount, until IS NULL FROM one.facts WHERE unit = 'YS'")" = '12.5|t' ]
	[ "$(pg "SELECT count(*) FROM one.board WHERE status IN ('met', 'near', 'off')")" -eq \
		"$(pg "SELECT count(*) FROM one.verdicts WHERE value IS NOT NULL")" ]
	[ "$(pg "SELECT data_type FROM information_schema.columns WHERE table_schema = 'one' AND table_name = 'verdicts' AND column_name = 'value'")" = numeric ]
}

@test "postgres: loading twice changes nothing, another date comes beside" {
	needs_postgres
	outdir june 2010-06-30
	outdir december 2010-12-31
	expect 0 to-postgres --schema two june
	pg 'SELECT * FROM two.verdicts ORDER BY unit, goal' >once
	expect 0 to-postgres --schema two june
	pg 'SELECT * FROM two.verdicts ORDER BY unit, goal' | diff once -
	expect 0 to-postgres --schema two december
	[ "$(pg 'SELECT run, count(*) FROM two.verdicts GROUP BY run ORDER BY run' | tr '\n' ' ')" = '2010-06-30|176 2010-12-31|176 ' ]
	expect 0 to-postgres --schema two --run "a'b\"c" june/verdicts.tsv
	[ "$(pg "SELECT count(*) FROM two.verdicts WHERE run = 'a''b\"c'")" -eq 176 ]
}

@test "postgres: what is wrong loads nothing" {
	needs_postgres
	local at=$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv
	expect 0 to-postgres --schema three "$at"
	sed '2s/\t43\.7\t/\tmany\t/; 3s/^2010/2011/' "$at" >bad.tsv
	expect_err 65 'invalid input syntax for type numeric: "many"' -- to-postgres --schema three bad.tsv
	[ "$(pg 'SELECT count(*), min(year), max(year) FROM three.verdicts')" = '176|2010|2010' ]
	expect_err 64 'small letters' 'try --help' -- to-postgres --schema 'x"; DROP' "$at"
	PGHOST=$PWD expect_err 74 'connection to server' 'server running' -- to-postgres "$at"
}

@test "postgres: what its client cannot read is not left out in silence" {
	needs_postgres
	needs_strace
	local at=$BATS_FILE_TMPDIR/2010-06-30 psql n fails=0 tables
	tables="select count(*) from information_schema.tables
		where table_schema like 'read%'"
	psql=$(type -P psql)
	mkdir bin
	printf '#!/bin/sh\nexec strace -qq -o trace -e trace=read -e %s %s "$@"\n' \
		'inject=read:error=EIO:when="$N"' "$psql" >bin/psql
	chmod +x bin/psql
	export N=999 PATH=$PWD/bin:$PATH
	sed -i "s|-o trace|-o $PWD/trace|" bin/psql
	expect 0 to-postgres --schema whole "$at/verdicts.tsv"
	for n in $(grep -n 'CREATE\|INSERT\|^read.*\\"2010' trace | cut -d : -f 1); do
		fails=$((fails + 1))
		run env N="$n" to-postgres --schema "read$n" "$at/verdicts.tsv"
		[ "$status" -eq 74 ]
		[ "$("$psql" -XqtAc "$tables")" -eq 0 ]
	done
	[ "$fails" -gt 1 ]
}

@test "postgres: an answer to COMMIT that is lost leaves it in doubt, and says so" {
	needs_postgres
	needs_strace
	local at=$BATS_FILE_TMPDIR/2010-06-30 psql calls
	psql=$(type -P psql)
	mkdir bin
	printf '#!/bin/sh\nexec strace -qq -o %s/trace -e trace=poll -e %s %s "$@"\n' \
		"$PWD" 'inject=poll:error=EIO:when="$N"' "$psql" >bin/psql
	chmod +x bin/psql
	export N=9999 PATH=$PWD/bin:$PATH
	expect 0 to-postgres --schema doubt "$at/verdicts.tsv"
	calls=$(grep -c '^poll' trace)
	run env N="$calls" to-postgres --schema doubt "$at/verdicts.tsv"
	[ "$status" -eq 74 ]
	[[ $output == *'perhaps not loaded: do it once more'* ]]
	run env N=2 to-postgres --schema doubt "$at/verdicts.tsv"
	[ "$status" -eq 74 ]
	[[ $output != *perhaps* ]]
	expect 0 to-postgres --schema doubt "$at/verdicts.tsv"
}

# Two results, each with its book: names with a quote, a comma in a number.
results() {
	local day
	for day in 2010-06-30 2010-12-31; do
		outdir "$day" "$day"
		cp -r "$SAMPLE_BOOK" "$day/book"
	done
	sed -i '2s/;43;/;43,5;/' 2010-12-31/book/targets.csv
	sed -i "2s/Beskæftigelses- og Integrationsforvaltningen/It's; DROP TABLE units/" \
		2010-12-31/book/units.csv
}
STAR="SELECT v.run, u.name, g.title_en, s.title FROM verdicts v
	JOIN units u ON u.run = v.run AND u.unit = v.unit
	JOIN goals g ON g.run = v.run AND g.goal = v.goal
	JOIN sources s ON s.run = v.run AND s.source = 'klager'
	WHERE v.unit = 'BIF' AND v.goal = 'telefon_besvarelse' ORDER BY v.run"

@test "sqlite: several results at once, each with its book beside it" {
	needs_sqlite
	results
	expect 0 to-sqlite -o db 2010-06-30 2010-12-31
	[ "$(sql 'SELECT run, count(*) FROM verdicts GROUP BY run' | tr '\n' ' ')" = '2010-06-30|176 2010-12-31|176 ' ]
	[ "$(sql "$STAR" | cut -d '|' -f 1,2,4)" = "2010-06-30|Beskæftigelses- og Integrationsforvaltningen|Klager
2010-12-31|It's; DROP TABLE units|Klager" ]
	[ "$(sql "SELECT group_concat(target) FROM targets WHERE unit = 'BIF'
		AND goal = 'job_efter_henvendelse' AND year = 2008")" = 43,43.5 ]
	[ "$(sql "SELECT count(*) FROM targets WHERE run = '2010-06-30'")" -eq \
		$(($(wc -l <"$SAMPLE_BOOK/targets.csv") - 1)) ]
	sql .dump >once
	expect 0 to-sqlite -o db 2010-12-31 2010-06-30
	[ "$(sql .dump | sort | cksum)" = "$(sort once | cksum)" ]
	cp -r 2010-06-30 again
	expect_err 65 'both as of 2010-06-30' -- to-sqlite -o db 2010-06-30 again
	facts >facts.tsv
	expect_err 64 'facts.tsv: name the run' -- to-sqlite -o db 2010-06-30 2010-12-31 facts.tsv
}

@test "postgres: several results at once, each with its book beside it" {
	needs_postgres
	results
	expect 0 to-postgres --schema star 2010-06-30 2010-12-31
	expect 0 to-postgres --schema star 2010-06-30 2010-12-31
	[ "$(PGOPTIONS='-c search_path=star' pg "$STAR" | cut -d '|' -f 1,2,4)" = "2010-06-30|Beskæftigelses- og Integrationsforvaltningen|Klager
2010-12-31|It's; DROP TABLE units|Klager" ]
	[ "$(pg 'SELECT count(*), count(DISTINCT run) FROM star.verdicts')" = '352|2' ]
	[ "$(pg "SELECT max(target) FROM star.targets WHERE unit = 'BIF'
		AND goal = 'job_efter_henvendelse' AND year = 2008")" = 43.5 ]
}

@test "datapackage: each stream with its columns, types and key" {
	outdir out 2010-06-30
	expect 0 datapackage out
	printf '%s\n' "$output" >package
	[ "$(jq -r '.resources | map(.path) | join(" ")' package)" = \
		'observations.tsv verdicts.tsv rejects.tsv rows.tsv ledger.tsv' ]
	# What it says of the columns is what stands in the files.
	for name in observations verdicts rejects rows ledger; do
		[ "$(jq -r --arg name "$name" '.resources[] | select(.name == $name) |
			.schema.fields | map(.name) | join("\t")' package)" = \
			"$(head -n 1 "out/$name.tsv")" ]
	done
	[ "$(jq -c '.resources[1].schema | .primaryKey, (.fields | map(select(.name |
		test("^(value|n|due|numerator)$")).type))' package | tr '\n' ' ')" = \
		'["year","unit","goal"] ["number","date","string","integer"] ' ]
	mkdir empty
	expect_err 66 'no streams' -- datapackage empty
	expect_err 66 'no such folder' -- datapackage nowhere
	expect_err 64 'one OUTDIR' 'try --help' -- datapackage
}

@test "a run's name is taken as it is" {
	needs_sqlite
	local name
	for name in '\copy x from y' 'a\tb' "it's; DROP TABLE verdicts; --" '"q"' '$(touch pwned)'; do
		expect 0 to-sqlite --run "$name" -o db "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv"
		expect 0 to-sqlite --run "$name" -o db "$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv"
	done
	[ "$(sql 'SELECT count(DISTINCT run) FROM verdicts')" -eq 5 ]
	[ "$(sql "SELECT count(*) FROM verdicts WHERE run = 'a\\tb'")" -eq \
		$(($(wc -l <"$BATS_FILE_TMPDIR/2010-06-30/verdicts.tsv") - 1)) ]
	[ ! -e pwned ]
	[ "$(sql '.tables' | xargs)" = 'board verdicts' ]
}
