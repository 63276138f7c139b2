#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# What all programs share: the command line, outputs that are whole or a
# status, inputs that are whole or a status, the ledger and its marks.

load ../lib/bif

# The streams of one source of the sample job, which no test changes.
setup_file() {
	sample_streams
}

setup() {
	scratch
	IN=$BATS_FILE_TMPDIR
	export IN BIF_BOOK=$SAMPLE_BOOK BIF_AS_OF=2010-06-30 BIF_KEY=$IN/key
}

PROGRAMS='extract normalize aggregate judge render lint'

# each CMD: runs CMD PROGRAM ARG... for every program with work to do.
each() {
	"$@" bif-extract -s telefoni "$SAMPLE_EXPORTS"/telefoni_* || return
	"$@" bif-normalize --quiet -s telefoni "$IN/records.tsv" || return
	"$@" bif-aggregate "$IN/facts.tsv" || return
	"$@" bif-judge "$IN/observations.tsv" || return
	"$@" bif-render "$IN/verdicts.tsv" || return
	"$@" bif-lint || return
}

# ends_with STATUS REDIRECTION PROGRAM ARG...: what it says is in err.
ends_with() {
	local want=$1 redirection=$2 status=0
	shift 2
	eval '"$@" 2>err '"$redirection" || status=$?
	[ "$status" -eq "$want" ] ||
		fail "$* $redirection: status $status, not $want: $(cat err)"
}

# --- the command line ---

@test "--help fits in 80 columns and names the common options" {
	local program option
	for program in $PROGRAMS; do
		expect 0 "bif-$program" --help
		for option in --output --records --ledger --quiet \
			'-h, --help' '-V, --version'; do
			assert_output --partial " $option"
		done
		awk -v program="$program" 'length > 80 {
			print program ": " $0; wrong = 1 }
			END { exit wrong }' <<<"$output"
	done
}

@test "--version names the program and its version" {
	local program
	for program in $PROGRAMS; do
		expect 0 "bif-$program" --version
		[ "${lines[0]}" = "bif-$program 0.2.0" ]
	done
}

@test "-h and -V are short for --help and --version" {
	local program
	for program in $PROGRAMS; do
		"bif-$program" --help >long
		"bif-$program" -h >short
		same short long
		"bif-$program" --version >long
		"bif-$program" -V >short
		same short long
	done
}

@test "--format of rows is what -O and --records say, and says so" {
	bif-judge -O csv "$IN/observations.tsv" >want
	bif-judge --records csv "$IN/observations.tsv" >records
	same records want
	run --separate-stderr bif-judge --format csv -o old "$IN/observations.tsv"
	[ "$status" -eq 0 ]
	[ "$stderr" = "bif-judge: --format is a report's format; of rows it is -O or --records" ]
	same old want
	expect_err 64 '--records needs an argument: FORMAT' -- bif-judge --format
	# A report has a format, and a stream of rows another.
	expect 0 bif-render --format csv -o report "$IN/verdicts.tsv"
	expect 0 bif-render --records csv -o rows "$IN/verdicts.tsv"
	run cmp -s report rows
	[ "$status" -eq 1 ]
}

@test "a wrong command line is 64 and points to --help" {
	local program
	for program in $PROGRAMS; do
		expect_err 64 "bif-$program: no option --nosuch" \
			"try 'bif-$program --help'" -- \
			"bif-$program" --nosuch
		expect_err 64 'no option -?' -- "bif-$program" '-?'
		expect_err 64 '--output needs an argument' -- \
			"bif-$program" --output
		expect_err 64 '--quiet takes no argument' -- \
			"bif-$program" --quiet=1
		expect_err 64 'not tsv, csv' -- \
			"bif-$program" -O xml
	done
	expect_err 64 'no option --as-off; did you mean --as-of?' -- \
		bif-judge --as-off
	expect_err 64 '"2010-02-30" is not a day' -- \
		bif-judge --as-of 2010-02-30 "$IN/observations.tsv"
}

@test "options may be shortened, and stand behind files" {
	expect 0 bif-judge "$IN/observations.tsv" --rec jsonl
	[[ $output == '{"year":'* ]]
	POSIXLY_CORRECT=1 run bif-judge "$IN/observations.tsv" --rec jsonl
	[ "$status" -eq 66 ]
}

@test "a terminal is no input" {
	script -qec true typescript </dev/null >/dev/null 2>&1 ||
		skip 'no script(1), or no pseudo-terminal, here'
	run script -qec 'bif-judge; echo "status $?"' typescript </dev/null
	assert_output --partial 'standard input is a terminal'
	assert_output --partial 'status 64'
}

@test "--progress: lines on a log, one line that is wiped on a terminal" {
	local rows=$BATS_TEST_TMPDIR/rows
	printf 'source\tunit\tevent\tdate\tuntil\tsubject\tgroup\toutcome\tamount\n' >"$rows"
	seq 200000 | sed 's/.*/s\tJCN\te\t2010-01-01\t\t\t\t\t&/' >>"$rows"
	# A file, for script(1) starts the shell of $SHELL, if there is one.
	cat >slowly <<-END
		head -n 100000 '$rows'
		sleep 2.2
		tail -n +100001 '$rows'
	END
	sh slowly | bif-aggregate --progress >/dev/null 2>log &
	if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
		script -qec 'sh slowly | bif-aggregate >facts' /dev/null \
			</dev/null >terminal
		grep -q $'\rbif-aggregate: [0-9]* rows, [0-9]* s' terminal
		grep -q $'\r\033\\[K' terminal
	fi
	wait
	grep -Eq '^bif-aggregate: [0-9]+ rows, [0-9]+ s$' log
}

# --- outputs ---

@test "a full disk is 74 in every program and format" {
	local format
	for format in tsv csv jsonl; do
		each full_disk -O "$format"
	done
	each help_full
}

full_disk() {
	local option=$1 format=$2
	shift 2
	ends_with 74 '>/dev/full' "$@" "$option" "$format"
	grep -q 'standard output: cannot write: No space left' err
	[ "$(wc -l <err)" -eq 1 ]
	ends_with 74 '' "$@" -o /dev/full "$option" "$format"
	grep -q '/dev/full: cannot write: No space left' err
}

help_full() {
	ends_with 74 '>/dev/full' "$1" --help
	ends_with 74 '>/dev/full' "$1" --version
}

@test "a closed standard output is 74, and no file takes its place" {
	each closed_output
}

closed_output() {
	ends_with 74 '>&-' "$@"
	ends_with 74 '>&- <&-' "$@"
	ends_with 74 '>&-' "$@" --help
}

@test "a reader that goes away is 141" {
	each reader_gone
}

reader_gone() {
	local status
	{ sleep 0.2 && "$@" 2>err; } | true
	status=${PIPESTATUS[0]}
	[ "$status" -eq 141 ] || fail "$*: status $status, not 141"
}

@test "what cannot be created is 73" {
	each cannot_create
}

cannot_create() {
	ends_with 73 '' "$@" -o absent/out
	grep -q 'absent/out: cannot create' err
	ends_with 73 '' "$@" -o .
}

@test "-o writes beside and renames; by hand or by -o the bytes are equal" {
	umask 027
	each written_beside
}

written_beside() {
	rm -f out out.link
	"$@" >by-hand 2>/dev/null || true
	echo old >out
	ln -s out out.link
	ends_with 0 '' "$@" -o out.link
	same out by-hand
	[ -L out.link ]
	[ "$(stat -c %a out)" = 640 ]
	[ -z "$(find . -name '*tmp*')" ]
	ends_with 0 '>by-name' "$@" -o /dev/stdout
	same by-name by-hand
}

@test "what replaces a file is open to nobody new" {
	umask 022
	each keeps_rights
}

keeps_rights() {
	echo old >out
	chmod 600 out
	ends_with 0 '' "$@" -o out
	[ "$(stat -c %a out)" = 600 ]
	chmod 664 out
	ends_with 0 '' "$@" -o out
	[ "$(stat -c %a out)" = 664 ]
}

@test "what fails leaves the old output alone" {
	echo old >out
	expect_err 65 '' -- bif-judge -o out \
		<(sed '$s/\t/ /' "$IN/observations.tsv")
	[ "$(cat out)" = old ]
	[ -z "$(find . -name '*tmp*')" ]
}

@test "csv and jsonl hold the same cells as tsv" {
	each same_cells
}

same_cells() {
	case $1 in bif-render | bif-lint) return ;; esac
	"$@" >tsv 2>/dev/null
	"$@" -O csv 2>/dev/null >csv
	"$@" -O jsonl 2>/dev/null >jsonl
	jq -r 'to_entries | map(.value // "" | gsub("\\\\"; "\\\\")) | @tsv' \
		jsonl >from-jsonl
	tail -n +2 tsv | sed 's/\\\\/\\/g' >rows
	same from-jsonl rows
	[ "$(grep -c $'\r$' csv)" -eq "$(wc -l <tsv)" ]
	# A column `at` is there already, so the reader calls it at_2.
	bif-extract csv | sed -E 's/\t(csv:[0-9]+|at)$//; 1s/\tat_2$/\tat/' \
		>from-csv
	same from-csv tsv
}

# --- inputs ---

@test "an absent input or a folder is 66" {
	local program
	for program in 'extract' 'normalize -s telefoni' aggregate judge \
		render; do
		# shellcheck disable=SC2086
		expect_err 66 'absent: No such file' -- bif-$program absent
		# shellcheck disable=SC2086
		expect_err 66 'is a directory' -- bif-$program .
		# shellcheck disable=SC2086
		ends_with 74 '<&- >/dev/null' bif-$program
	done
}

@test "gzip is known by its first bytes, also from a pipe" {
	gzip -c "$IN/observations.tsv" >o
	bif-judge o >a
	bif-judge <o >b
	cat o | bif-judge - >c
	for file in a b c; do
		same "$file" "$IN/verdicts.tsv"
	done
	{ head -n 50 "$IN/observations.tsv" | gzip
	  gzip </dev/null
	  tail -n +51 "$IN/observations.tsv" | gzip; } >members
	bif-judge members >d
	same d "$IN/verdicts.tsv"
}

@test "a gzip cut, damaged or followed by junk is 65, wherever read" {
	gzip -c "$IN/observations.tsv" >good
	head -c -1 good >cut
	head -c 500 good >early
	{ cat good && echo junk; } >junk
	{ cat good && head -c 512 /dev/zero; } >zeros
	{ head -c 300 good && printf '\377\377\377' &&
		tail -c +304 good; } >bad
	expect_err 65 "cut: gzip is cut short at byte $(stat -c %s cut)" -- \
		bif-judge cut
	expect_err 65 'early: gzip is cut short at byte 500' -- bif-judge early
	expect_err 65 "at byte $(stat -c %s good) is no gzip" -- bif-judge junk
	expect_err 65 "at byte $(stat -c %s good) is no gzip" -- bif-judge zeros
	expect_err 65 'bad: gzip is corrupt at byte' -- bif-judge bad
	seq 100000 | sed 's/$/,x/' | gzip | head -c 20000 >raw.gz
	expect_err 65 'raw.gz: gzip is cut short at byte 20000' -- \
		bif-extract -o out raw.gz
}

@test "a stream that is no stream is 65 with its line" {
	local stream=$IN/observations.tsv
	sed '3s/$/\r/' "$stream" >cr
	sed 's/$/\r/' "$stream" >dos
	sed '3s/\t[^\t]*$//' "$stream" >short
	sed '3s/$/\tx/' "$stream" >wide
	head -c -1 "$stream" >cut
	sed '5s/.*/measure\tunit\tmonth\tx\ty\tz\tv\tw\tu/' "$stream" >header
	sed '1s/^/\xef\xbb\xbf/' "$stream" >bom
	sed '1s/unit/UNIT/' "$stream" >column
	tr '\t' ';' <"$stream" >csv
	: >empty
	expect_err 65 'cr:3:56: a carriage return' -- bif-judge cr
	expect_err 65 'dos:1:65: a carriage return' -- bif-judge dos
	expect_err 65 'short:3: 8 cells where the header has 9' -- \
		bif-judge short
	expect_err 65 'wide:3: 10 cells where the header has 9' -- bif-judge wide
	expect_err 65 "cut:$(wc -l <"$stream"): the last line has no end" -- \
		bif-judge cut
	expect_err 65 'header:5: begins like the header but differs' -- \
		bif-judge header
	expect_err 65 'bom:1: begins with a byte order mark' -- bif-judge bom
	expect_err 65 'column:1: no column "unit": expected observations, as' \
		-- bif-judge column
	expect_err 65 'csv:1: no column "' -- bif-judge csv
	expect_err 65 'empty: empty: expected observations' -- bif-judge empty
}

@test "streams put together by cat are one" {
	head -n 60 "$IN/facts.tsv" >a
	{ head -n 1 "$IN/facts.tsv" && tail -n +61 "$IN/facts.tsv"; } >b
	bif-aggregate a b >by-name
	cat a b | bif-aggregate >by-cat
	same by-name "$IN/observations.tsv"
	same by-cat "$IN/observations.tsv"
}

@test "each way to split cells gives the same bytes" {
	local way
	for way in scalar sse2 avx2; do
		BIF_SPLIT=$way bif-aggregate "$IN/facts.tsv" >"$way"
		same "$way" "$IN/observations.tsv"
	done
}

@test "small pieces give the same bytes as a file" {
	dd if="$IN/facts.tsv" ibs=13 obs=13 status=none | bif-aggregate >small
	same small "$IN/observations.tsv"
}

# --- the ledger and its marks ---

marks() {
	awk -F'\t' '$3 ~ /^pipe:/ { print $1, $13 }' ledger
}

@test "a ledger line balances in every program, under one header" {
	export BIF_LEDGER=$PWD/ledger
	each quietly
	awk -F'\t' '
	NR == 1 { if ($13 != "status") exit 1; next }
	NF != 13 || $4 != $5 + $7 + $8 || $13 > 1 { print; wrong = 1 }
	{ seen[$1] = 1 }
	$9 > 0 && $10 > 0 { bytes[$1] = 1 }
	END {
		for (program in seen)
			n++
		for (program in bytes)
			n++
		exit wrong || n < 11    # bif-lint reads no stream
	}' ledger
}

quietly() {
	"$@" >/dev/null 2>&1 || true
}

@test "a ledger that cannot be written is a status" {
	expect_err 74 'cannot write to the ledger' -- \
		bif-judge -o out --ledger /dev/full "$IN/observations.tsv"
	same out "$IN/verdicts.tsv"
	rm out
	expect_err 73 'cannot open the ledger' -- \
		bif-judge -o out --ledger absent/ledger "$IN/observations.tsv"
	same out "$IN/verdicts.tsv"
}

@test "writers and reader of a pipe agree" {
	export BIF_LEDGER=$PWD/ledger
	bif-aggregate "$IN/facts.tsv" | bif-judge >out
	same out "$IN/verdicts.tsv"
	[ "$(marks)" = 'bif-aggregate begin
bif-aggregate end 0
bif-judge read' ]
}

@test "several writers of one pipe add up" {
	export BIF_LEDGER=$PWD/ledger
	bif-aggregate "$IN/facts.tsv" >/dev/null
	(bif-aggregate "$IN/facts.tsv" && bif-aggregate "$IN/facts.tsv") |
		bif-aggregate --merge >twice
	[ -s twice ]
	[ "$(marks | grep -c 'end 0')" -eq 2 ]
	[ "$(marks | tail -n 1)" = 'bif-aggregate read' ]
}

@test "a writer that dies half-way is 65 to its reader" {
	export BIF_LEDGER=$PWD/ledger
	mkfifo hold
	# It has its header and first rows out, and waits for more input.
	run --separate-stderr bash -c '
		(bif-normalize --quiet -s telefoni hold & pid=$!
		 (cat "$IN/records.tsv"; sleep 30) >hold & held=$!
		 sleep 0.3; kill -9 $pid; kill $held; wait) 2>/dev/null |
			bif-aggregate >out'
	[ "$status" -eq 65 ]
	[[ $stderr == *'bif-normalize did not finish: what it wrote is cut short'* ]]
	assert_not_exist verdicts.tsv
}

@test "a writer that fails is 65 to its reader" {
	export BIF_LEDGER=$PWD/ledger
	run --separate-stderr bash -c '
		bif-aggregate "$IN/facts.tsv" absent 2>/dev/null | bif-judge >out'
	[ "$status" -eq 65 ]
	[[ $stderr == *'bif-aggregate ended with status 66'* ]]
}

@test "bytes that went missing on the way are 65" {
	export BIF_LEDGER=$PWD/ledger
	run --separate-stderr bash -c '
		bif-aggregate "$IN/facts.tsv" |
			(head -c 1 >/dev/null; bif-judge >out)'
	[ "$status" -eq 65 ]
}

@test "another command in between is noted, and works" {
	export BIF_LEDGER=$PWD/ledger
	bif-aggregate "$IN/facts.tsv" | cat | bif-judge >out
	same out "$IN/verdicts.tsv"
	[ "$(marks | tail -n 1)" = 'bif-judge unchecked' ]
}

@test "no ledger, no marks; a named pipe has none" {
	mkfifo fifo
	bif-aggregate "$IN/facts.tsv" >fifo &
	bif-judge --ledger ledger fifo >out
	wait
	same out "$IN/verdicts.tsv"
	[ -z "$(marks)" ]
}
