# SPDX-License-Identifier: MIT
#
# What every test begins with: `load lib/bif`. The expected status comes
# first, and a warning nobody expected fails the test.

bats_require_minimum_version 1.5.0
bats_load_library bats-support
bats_load_library bats-assert
bats_load_library bats-file

ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
BIF_BIN=${BIF_BIN:-$ROOT/bin}
case $BIF_BIN in /*) ;; *) BIF_BIN=$ROOT/$BIF_BIN ;; esac
PATH=$BIF_BIN:$ROOT/pipelines:$PATH
SAMPLE_BOOK=$ROOT/samples/bif-2010
SAMPLE_EXPORTS=$ROOT/samples/exports-2010-06-30
export ROOT BIF_BIN PATH SAMPLE_BOOK SAMPLE_EXPORTS
export LC_ALL=C
unset BIF_BOOK BIF_LEDGER BIF_AS_OF BIF_KEY NO_COLOR POSIXLY_CORRECT

# Each test stands in a folder of its own. A file with a setup of its own
# calls this first.
scratch() {
	cd "$BATS_TEST_TMPDIR" || return
}

setup() {
	scratch
}

# expect STATUS CMD [ARG]...
# Runs CMD; fails unless it ends with STATUS and is silent on standard error.
# What it wrote is in $output and $lines. Redirections of `expect` are CMD's.
expect() {
	local want=$1
	shift
	run --separate-stderr "$@"
	status_is "$want" "$@" || return
	# shellcheck disable=SC2154
	[ -z "$stderr" ] || complain 'unexpected on standard error' "$@"
}

# expect_err STATUS TEXT... -- CMD [ARG]...
# The same for a CMD that speaks: each TEXT (as it stands, no pattern) is on
# standard error, and each line there holds one of them.
expect_err() {
	local want=$1 line text texts=()
	shift
	while [ "$1" != -- ]; do
		texts+=("$1")
		shift
	done
	shift
	run --separate-stderr "$@"
	status_is "$want" "$@" || return
	for text in "${texts[@]}"; do
		[[ $stderr == *"$text"* ]] ||
			complain "standard error lacks: $text" "$@" || return
	done
	while IFS= read -r line; do
		for text in "${texts[@]}"; do
			[[ $line != *"$text"* ]] || continue 2
		done
		complain "unexpected on standard error: $line" "$@" || return
	done <<<"$stderr"
}

status_is() {
	local want=$1
	shift
	# shellcheck disable=SC2154
	[ "$status" -eq "$want" ] ||
		complain "status $status, expected $want" "$@"
}

complain() {
	{
		printf -- '-- %s --\n' "$1"
		shift
		printf 'command:'
		printf ' %q' "$@"
		# shellcheck disable=SC2154
		printf '\noutput (at most 40 lines):\n%s\n' \
			"$(head -n 40 <<<"$output")"
		printf 'standard error (at most 40 lines):\n%s\n--\n' \
			"$(head -n 40 <<<"$stderr")"
	} >&2
	return 1
}

# table <<'EOF'
# A stream with its TABs made visible: cells stand between `|`, blanks around
# them are dropped. `a | b` is a TAB b.
table() {
	sed 's/[[:blank:]]*|[[:blank:]]*/\t/g; s/^ *//; s/ *$//'
}

# same GOT WANTED: two files hold the same bytes; else shows how they differ.
same() {
	cmp -s -- "$1" "$2" || {
		diff -u -- "$2" "$1" | head -n 60
		return 1
	}
}

# output_is <<'EOF': the last command's output is this text.
output_is() {
	cat >"$BATS_TEST_TMPDIR/.wanted"
	# shellcheck disable=SC2154
	printf '%s\n' "$output" >"$BATS_TEST_TMPDIR/.got"
	same "$BATS_TEST_TMPDIR/.got" "$BATS_TEST_TMPDIR/.wanted"
}

# A book that has a name and room for sources; the one that is used.
small_book() {
	mkdir -p book/sources
	echo '{"name": "small"}' >book/book.json
	export BIF_BOOK=$PWD/book
}

# A key file for pseudonyms, the same each time.
make_key() {
	(umask 077 && printf 'a key that only the tests use, %s\n' 2010 >"$1")
}

# A sanitizer has its own memory and its own way to end.
skip_sanitized() {
	[ -z "${BIF_SANITIZED:-}" ] || skip "${1:-not under sanitizers}"
}

# The size limits and timings of a program do not hold under sanitizers, nor
# while it counts what it reaches (`make coverage`).
skip_instrumented() {
	[ -z "${BIF_SANITIZED:-}${BIF_COVERAGE:-}" ] ||
		skip "${1:-as it is built for users alone}"
}

# needs_strace: skips where nothing can be traced.
needs_strace() {
	command -v strace >/dev/null || skip 'no strace here'
	strace -qq -o /dev/null true 2>/dev/null ||
		skip 'nothing can be traced here'
}

# traced [STRACE-ARG]... CMD...: what a sanitizer does to find leaks cannot be
# done while it is traced.
traced() {
	ASAN_OPTIONS=detect_leaks=0 strace "$@"
}

# sample_once [OPTION]...: the sample job as of 2010-06-30 in `once`, which many
# tests of a file look at and none changes; for setup_file.
sample_once() {
	cd "$BATS_FILE_TMPDIR" || return
	make_key key
	status -b "$SAMPLE_BOOK" --as-of 2010-06-30 --key key --quiet "$@" \
		-o once "$SAMPLE_EXPORTS"
}

# sample_setup: a folder of one's own, and where `once` and its key are; for
# setup.
sample_setup() {
	scratch
	ONCE=$BATS_FILE_TMPDIR/once
	export BIF_KEY=$BATS_FILE_TMPDIR/key
}

# The streams of one source of the sample job, in the file's own folder; for
# setup_file. BIF_BOOK, BIF_AS_OF and BIF_KEY are of that job.
sample_streams() {
	cd "$BATS_FILE_TMPDIR" || return
	make_key key
	export BIF_BOOK=$SAMPLE_BOOK BIF_AS_OF=2010-06-30 \
		BIF_KEY=$BATS_FILE_TMPDIR/key
	bif-extract -s telefoni "$SAMPLE_EXPORTS"/telefoni_* >records.tsv
	bif-normalize -s telefoni records.tsv >facts.tsv 2>/dev/null
	bif-aggregate facts.tsv >observations.tsv
	bif-judge observations.tsv >verdicts.tsv
}

# Builds what struck needs, unless BIF_FAULTS names it; for setup_file.
make_faults() {
	export BIF_FAULTS=${BIF_FAULTS:-$BATS_FILE_TMPDIR/fault.so}
	[ -e "$BIF_FAULTS" ] || "${CC:-cc}" -O1 -fPIC -shared \
		-o "$BIF_FAULTS" "$ROOT/tests/hard/torture/fault.c" -ldl
}

# struck FAULT CMD...: runs CMD with the fault of tests/hard/torture/fault.c.
struck() {
	local fault=$1
	shift
	BIF_FAULT=$fault LD_PRELOAD=$BIF_FAULTS "$@"
}
