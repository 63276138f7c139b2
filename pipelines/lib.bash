# SPDX-License-Identifier: MIT
#
# What the pipelines share: where the programs are, how a pipeline speaks, and
# the one status it ends with. Sourced, never run.

# absolute PATH: REPLY is the same place, seen from the root.
absolute() {
	case $1 in
	/*) REPLY=$1 ;;
	*) REPLY=$PWD/$1 ;;
	esac
}

# The programs beside the pipelines come first, else those of PATH.
if [ -n "${BIF_BIN:-}" ]; then
	absolute "$BIF_BIN"
	PATH=$REPLY:$PATH
else
	# In the sources, and where `make install` puts them.
	for REPLY in ../bin ../../../bin; do
		[ -x "${BASH_SOURCE[0]%/*}/$REPLY/bif-extract" ] || continue
		absolute "${BASH_SOURCE[0]%/*}/$REPLY"
		PATH=$REPLY:$PATH
		break
	done
fi
export PATH

# A standard stream that is closed would be the next file that is opened.
true 3>&2 || exec 2>/dev/null
{ true 3<&0; } 2>/dev/null || exec </dev/null

# A file that may not grow is a write that fails, and is told as one.
trap '' XFSZ

# A pipe fails when any of its parts does, not only the last: what was read by
# half would else be taken for all of it.
set -o pipefail

# The order of bytes, whatever the user's locale.
export LC_ALL=C

# Names of files may hold what a terminal obeys: it becomes question marks.
# Line by line; bytes, since the locale is C.
inert() {
	sed 's/[\x01-\x08\x0b-\x1f\x7f]/?/g; s/\xc2[\x80-\x9f]/?/g
		s/\xd8\x9c/?/g; s/\xe2\x80[\x8e\x8f\xa8-\xae]/?/g
		s/\xe2\x81[\xa6-\xa9]/?/g'
}

# --messages FORM of any pipeline: its programs hear of it by $BIF_MESSAGES. What
# body runs is not looked into.
case ${0##*/} in
body | bif) ;;
*)
	for REPLY; do
		shift
		case $REPLY in
		--messages)
			BIF_MESSAGES=${1-}
			[ $# -eq 0 ] || shift
			;;
		--messages=*) BIF_MESSAGES=${REPLY#*=} ;;
		*) set -- "$@" "$REPLY" ;;
		esac
	done
	;;
esac
[ -z "${BIF_MESSAGES:-}" ] || export BIF_MESSAGES

# say TEXT...: a message, as text or as an object; its code is by the status
# that it ends a run with, in `saying`.
say() {
	local text="$*" code
	text=${text//$'\n'/ }
	local of='^([^-:][^:]*):(([0-9]+):)? ' file='' line=''
	if [ "${BIF_MESSAGES:-text}" = jsonl ]; then
		case ${saying:-0} in
		0 | 1) code=note ;;
		64) code=usage ;;
		66) code=no_input ;;
		70) code=bug ;;
		71) code=memory ;;
		73) code=create ;;
		74) code=io ;;
		75) code=later ;;
		78) code=definition ;;
		*) code=data ;;
		esac
		if [[ $text =~ $of ]] && [[ ${saying:-0} == 66 ||
			-n ${BASH_REMATCH[3]} || ${BASH_REMATCH[1]} == */* ||
			-e ${BASH_REMATCH[1]} ]]; then
			file=${BASH_REMATCH[1]} line=${BASH_REMATCH[3]}
			text=${text#"${BASH_REMATCH[0]}"}
		fi
		inert <<<"$text" | jq -R -c --arg program "${0##*/}" \
			--arg code "$code" --argjson status "${saying:-0}" \
			--arg file "$(inert <<<"$file")" --arg line "$line" \
			'{program: $program, code: $code, status: $status,
			file: (if $file == "" then null else $file end),
			line: (if $line == "" then null else $line | tonumber end),
			column: null, name: null, value: null, more: null,
			message: .}' >&2
		return
	fi
	text="${0##*/}: $text"
	case $text in
	*[$'\x01'-$'\x1f'$'\x7f\xc2\xd8\xe2']*) inert <<<"$text" >&2 ;;
	*) printf '%s\n' "$text" >&2 ;;
	esac
}

# wrong TEXT...: the command line is wrong.
wrong() {
	local saying=64
	say "$@"
	[ "${BIF_MESSAGES:-text}" = jsonl ] || echo "${0##*/}: try --help" >&2
	exit 64
}

case ${BIF_MESSAGES:-text} in
text | jsonl) ;;
*) wrong "--messages $BIF_MESSAGES (or \$BIF_MESSAGES): is not text or jsonl" ;;
esac

# version: what -V says of a pipeline. The programs say the same.
version() {
	printf '%s %s\n' "${0##*/}" "$(bif-extract --version |
		sed -n '1s/.* //p')" || exit 74
	echo 'MIT licence; there is no warranty.'
	exit 0
}

# learn NAME COMMAND...: all that the command answers, in the variable NAME. When
# a read fails, the shell stops reading and says nothing. So a mark is written
# behind the answer: without it, the answer was not read to its end. A command
# that nobody reads ends with 141.
learn() {
	local -n learnt=$1
	shift
	learnt=$("$@" && echo .) || return $(($? == 141 ? 74 : $?))
	[[ $learnt == *. ]] || return 74
	learnt=${learnt%.} learnt=${learnt%$'\n'}
}

# is_there PATH: 1 where nothing is there, 74 where that cannot be told: the
# shell's own tests answer the same in both cases.
is_there() {
	local folder=${1%/*} found
	[ ! -e "$1" ] || return 0
	[ "$folder" != "$1" ] || folder=.
	learn found find "$folder/" -maxdepth 1 -name "${1##*/}" || return 74
	[ -n "$found" ] && return 74 || return 1
}

# paths NAME FOLDER [PATTERN]: what stands in FOLDER, in the array NAME, in byte
# order and without hidden names; only names like PATTERN. The shell's own
# patterns match fewer, in silence, where a folder cannot be read to its end.
paths() {
	local -n listed=$1
	local path
	listed=()
	is_there "$2" || case $? in
	1) return 0 ;;
	*) return 74 ;;
	esac
	mapfile -t -d '' listed < <(find "$2/" -mindepth 1 -maxdepth 1 \
		-name '[!.]*' -name "${3:-*}" -print0 | sort -z && printf '.\0')
	[ "${listed[*]: -1}" = . ] || return 74
	unset 'listed[-1]'
	# A read that fails within a name makes two of it.
	for path in "${listed[@]}"; do
		[[ $path == "$2/"* ]] || return 74
	done
	listed=("${listed[@]/#"$2/"/"${2%/}/"}")
}

# heard NAME FILE: the lines of a file whose last is a mark, none of them empty, in
# the array NAME. When a read fails, `mapfile` goes on behind it.
heard() {
	local - IFS=$'\n' text=
	local -n into=$1
	set -f
	IFS= read -r -d '' text 2>/dev/null <"$2"
	[[ $'\n'$text == *$'\n.\n' ]] || return 74
	into=(${text%.?})
}

# with_all COMMAND...: runs the command with the names in the array `all`, several
# times where there are more of them than a command line holds.
with_all() {
	local i
	for ((i = 0; i < ${#all[@]}; i += 250)); do
		"$@" "${all[@]:i:250}" || return
	done
}

# is_day TEXT: a day that there is, as YYYY-MM-DD.
is_day() {
	[[ $1 =~ ^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[123][0-9])$ ]] &&
		last_day "$1" && [ "${1:8}" -le "$REPLY" ]
}

# last_day DAY: the number of the last of its month, in REPLY.
last_day() {
	local y=$((10#${1:0:4})) m=$((10#${1:5:2}))
	REPLY=$((m == 2 ? 28 + (y % 4 == 0 && (y % 100 || y % 400 == 0)) :
		30 + (m + m / 8) % 2))
}

# ends_month DAY: whether the day is the last of its month.
ends_month() {
	last_day "$1"
	[ "${1:8}" -eq "$REPLY" ]
}

die() {
	local status=$1 saying=$1
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

# told PROGRAM STATUS: which stage failed, and in what way. The program has
# said why, unless it was killed or could not write even that.
told() {
	local words
	case $2 in
	0 | 141) return ;;
	64) words='its command line is wrong' ;;
	65) words='its data are wrong' ;;
	66) words='its input is not there' ;;
	70) words='a bug: its rows do not balance' ;;
	71) words='out of memory' ;;
	73) words='cannot create its output' ;;
	74) words='cannot read or write' ;;
	75) words='try again later' ;;
	78) words='definitions are wrong' ;;
	126 | 127) words='cannot be run' ;;
	*) [ "$2" -gt 128 ] && words=$(kill -l $(($2 - 128)) 2>/dev/null) &&
		words="signal $(($2 - 128)), $words" ;;
	esac
	local saying=$2
	say "$1 ended with status $2${words:+ ($words)}"
}
