# SPDX-License-Identifier: MIT
#
# What the pipelines share: where the programs are, how a pipeline speaks, and
# the one status it ends with. Sourced, never run.

# The programs beside the pipelines come first, else those of PATH.
if [ -n "${BIF_BIN:-}" ]; then
	PATH=$(cd "$BIF_BIN" && pwd):$PATH
elif [ -x "${BASH_SOURCE[0]%/*}/../bin/bif-extract" ]; then
	PATH=$(cd "${BASH_SOURCE[0]%/*}/../bin" && pwd):$PATH
fi
export PATH

# The order of bytes, whatever the user's locale.
export LC_ALL=C

say() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
	local status=$1
	shift
	say "$@"
	exit "$status"
}

# most_telling STATUS...: the status that tells most, in REPLY. A bug first,
# then a stage ended by a signal or in a way no program of ours ends, then
# what cannot be written before what is wrong with definitions and data. 141,
# a reader that went away, counts only when nothing else explains it.
most_telling() {
	local status rank least=99
	REPLY=0
	for status; do
		case $status in
		70) rank=0 ;;
		74) rank=2 ;;
		73) rank=3 ;;
		71) rank=4 ;;
		78) rank=5 ;;
		65) rank=6 ;;
		66) rank=7 ;;
		75) rank=8 ;;
		64) rank=9 ;;
		1) rank=10 ;;
		141) rank=11 ;;
		0) rank=12 ;;
		*) rank=1 ;;
		esac
		if [ "$rank" -lt "$least" ]; then
			least=$rank REPLY=$status
		fi
	done
}

# told PROGRAM STATUS: says what a program could not say itself.
told() {
	if [ "$2" -gt 128 ] && [ "$2" -ne 141 ]; then
		say "$1: ended by signal $(($2 - 128))" \
			"($(kill -l $(($2 - 128)) 2>/dev/null || echo unknown))"
	elif [ "$2" -eq 126 ] || [ "$2" -eq 127 ]; then
		say "$1: cannot be run (status $2)"
	fi
}

# absolute PATH: REPLY is the same place, seen from the root.
absolute() {
	case $1 in
	/*) REPLY=$1 ;;
	*) REPLY=$PWD/$1 ;;
	esac
}
