# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# What the suites of bif-extract share. After bif.bash.

# source_is NAME <<<'{"export": ...}': the rest is filled in.
source_is() {
	jq --arg name "$1" '{source: $name, match: ($name + "*")} + .' \
		>"book/sources/$1.json"
}

# bytes TEXT: printf's escapes; >FILE.
bytes() {
	# shellcheck disable=SC2059
	printf "$1"
}

# is TEXT: the last command's output, with `|` for TAB.
is() {
	sed 's/^[[:blank:]]*//' | table | output_is
}

# few_files LEAST OPTION... FILE: with as many files open as may be, from 4 to
# 16, bif-extract makes what `want` holds or, LEAST times, says why and leaves
# nothing; with 16 it can.
few_files() {
	local n failed=0 least=$1
	shift
	for n in {4..16}; do
		if prlimit --nofile="$n:" bif-extract -o out "$@" 2>said; then
			same out want
		else
			[ -s said ]
			[ ! -e out ]
			failed=$((failed + 1))
		fi
	done
	[ "$failed" -ge "$least" ]
	[ -e out ]
}
