# SPDX-License-Identifier: MIT
#
# The record of a run, run.json, and the copy of the book beside it: what went
# in, what came out and what made it, so that a status can be attested and
# run again (pipelines/verify). Sourced, never run. MANUAL.md prints the schema.

record_programs=(bif-extract bif-normalize bif-aggregate bif-judge bif-render
	bif-lint)

# record_now: the time in UTC. SOURCE_DATE_EPOCH stands in for the clock, so
# that a record can be made again to the byte; no result depends on either.
record_now() {
	REPLY=$(date -u ${SOURCE_DATE_EPOCH:+-d "@$SOURCE_DATE_EPOCH"} \
		+%Y-%m-%dT%H:%M:%SZ)
}

# record_sum FILE: its sha256, in REPLY.
record_sum() {
	REPLY=$(sha256sum <"$1") && REPLY=${REPLY%% *}
}

# record_says FOLDER FILTER: what the record of a result says, a line each.
record_says() {
	jq -r "$2" "$1/run.json"
}

# record_altered FOLDER: reads `sha256 name` lines and writes `gone name` or
# `other name` for each file in FOLDER that is not so any more.
record_altered() {
	local line name
	while IFS= read -r line; do
		name=${line#* }
		[ -n "$name" ] || continue
		if [ ! -f "$1/$name" ]; then
			printf 'gone %s\n' "$name"
		elif record_sum "$1/$name"; [ "$REPLY" != "${line%% *}" ]; then
			printf 'other %s\n' "$name"
		fi
	done
}

# record_key_or FILE SPARE: the key in FILE where it can be read, else one made
# in SPARE, for a run whose figures do not depend on it; in REPLY.
record_key_or() {
	REPLY=$1
	[ -r "$1" ] && return
	REPLY=$2
	[ -s "$2" ] || (umask 077 && head -c 32 /dev/urandom >"$2") ||
		die 74 "$2: cannot be written"
}

# record_table BOOK FILE COLUMNS: columns of a CSV file of the book and where
# each row stands, read by the program that knows CSV. A column that the file
# does not have is empty; a file that is not there has no rows.
record_table() {
	local delimiter=, columns=$3
	[ -f "$1/$2" ] || return 0
	head -n 1 "$1/$2" | grep -q ';' && delimiter=\;
	(cd "$1" && bif-extract --delimiter "$delimiter" --trim --ragged pad \
		"$2" 2>/dev/null) | awk -F'\t' -v OFS='\t' -v want="$columns,at" '
	NR == 1 {
		for (i = 1; i <= NF; i++)
			column[$i] = i
		n = split(want, name, ",")
	}
	{
		row = ""
		for (i = 1; i <= n; i++)
			row = row (i > 1 ? OFS : "") (NR == 1 ? name[i] : \
				name[i] in column ? $column[name[i]] : "")
		print row
	}'
}

# record_feeds FOLDER: `measure source` for each source of a result that can feed
# a measure: its facts may be of an event that the measure counts, by its
# definition or, where a code list makes the event, by what came. A measure
# that counts facts of every event takes what the goal names (data_source).
record_feeds() {
	local sources
	sources=$(cat "$1"/book/sources/*.json </dev/null) || return
	awk -F'\t' -v OFS='\t' '
	NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
	$c["file"] == "*" { print $c["source"], $c["detail"] }' \
		"$1/rows.tsv" | jq -rR -n --slurpfile measures \
		"$1/book/measures.json" --slurpfile sources /dev/fd/4 '
	def list: if type == "array" then . else [.] end;
	def events: (.where // .).event // "*" |
		if type == "object" then "*" else list[] end;
	([inputs | split("\t") | {(.[0]): [.[1] // "" | split(" ")[] |
		split(":")[0]]}] | add // {}) as $came |
	($sources | map({source, gives: ([.facts.each[]?.event | list[] |
		if type == "string" then . else .is? | strings end] +
		($came[.source] // []))})) as $all |
	$measures[0].measures[]? |
	[.numerator, .denominator, .enter, .reach | objects | events] as $e |
	(.measure | list[]) as $name | $all[] |
	select(.gives | . - (. - $e) | length > 0) |
	[$name, .source] | @tsv' 4<<<"$sources"
}

# record_book FROM TO: the files of a book that programs read, links resolved.
# A folder at a time: a process for each file would be most of a small run.
record_book() {
	local file folder files
	mkdir "$2" || return 74
	for folder in '' /codes /sources /texts; do
		files=()
		for file in "$1$folder"/*.*; do
			case $folder/${file##*.} in
			/csv | /json | /codes/csv | /sources/json | /texts/md)
				[ ! -f "$file" ] || files+=("$file") ;;
			esac
		done
		[ ${#files[@]} -gt 0 ] || continue
		mkdir -p "$2$folder" && cp -L -- "${files[@]}" "$2$folder/" ||
			return 74
	done
}

# record_files LIST: the files whose names stand in LIST, each ended by NUL, as an
# array of {name, bytes, sha256}. Not as arguments: there may be too many.
record_files() {
	local sums bytes
	[ -s "$1" ] || {
		echo '[]'
		return
	}
	sums=$(xargs -0 sha256sum -- <"$1") &&
		bytes=$(xargs -0 stat -L -c %s -- <"$1") || return 74
	jq -n --rawfile names "$1" --rawfile sums /dev/fd/4 \
		--rawfile bytes /dev/fd/5 '
		def cut(by): rtrimstr(by) | split(by);
		# A name with odd characters has a backslash before its sum.
		($sums | cut("\n") | map(ltrimstr("\\")[:64])) as $s |
		($bytes | cut("\n")) as $b |
		[$names | cut("\u0000") | to_entries[] | {name: .value,
			bytes: ($b[.key] | tonumber), sha256: $s[.key]}]' \
		4<<<"$sums" 5<<<"$bytes"
}

# record_report REPORT:FORMAT[:UNIT]: the name of a report in a result, in REPLY.
record_report() {
	local report format unit
	IFS=: read -r report format unit <<<"$1"
	case $format in
	'' | text) format=txt ;;
	markdown) format=md ;;
	powerbi | rfc4180) format+=.csv ;;
	datapackage) format=package.json ;;
	esac
	REPLY=$report${unit:+-$unit}.$format
	# The board as text is always there, under that name.
	[ "$REPLY" != board.txt ] || REPLY=board-report.txt
}

# record_rows FOLDER NAME...: how many rows each stream has, its header not
# counted; null for what is no stream.
record_rows() {
	local name rows folder=$1 i=0 streams=() lines=()
	shift
	for name; do
		[[ $name != *.tsv ]] || streams+=("$name")
	done
	if [ ${#streams[@]} -gt 0 ]; then
		lines=$(cd "$folder" && wc -l -- "${streams[@]}") || return
		mapfile -t lines <<<"$lines" || return
	fi
	for name; do
		if [[ $name != *.tsv ]]; then
			echo null
			continue
		fi
		[[ ${lines[i++]:-} =~ ^\ *([0-9]+)\  ]] || return 74
		rows=${BASH_REMATCH[1]}
		echo "$((rows - 1))"
	done
}

# record_opinion FOLDER: how many goals of the result are certified, given with
# qualifications, or without basis, as an object; the rules are MANUAL.md's, and
# the reports say the same.
record_opinion() {
	awk -F'\t' -v OFS='\t' '
	NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
	{ print $c["status"], $c["flags"] }' "$1/verdicts.tsv" | jq -Rn '
	["within-chance", "unsure", "sensitive", "small-n", "unchecked",
		"incomplete", "lagged", "preliminary", "manual",
		"no-rows"] as $known |
	def tally: group_by(.) | map({why: .[0], goals: length});
	[inputs | split("\t") | {status: .[0], flags: ((.[1] // "") |
		split(" ") | . - (. - $known))}] |
	map(select(.status | IN("met", "near", "off"))) as $given |
	map(.status | select(IN("not_delivered", "not_mature", "no_data",
		"undefined"))) as $open |
	{certified: ($given | map(select(.flags == [])) | length),
		qualified: ($given | map(select(.flags != [])) | length),
		qualifications: ([$given[].flags[]] | tally),
		without_basis: ($open | length), reasons: ($open | tally)}'
}

# record_programs: each program with its version and sha256, as an array.
record_programs() {
	local name sums sum version i=0 paths=()
	for name in "${record_programs[@]}"; do
		hash "$name" || return 74
		paths+=("${BASH_CMDS[$name]}")
	done
	sums=$(sha256sum -- "${paths[@]}") && mapfile -t sums <<<"$sums" ||
		return 74
	for name in "${record_programs[@]}"; do
		# A name with odd characters has a backslash before its sum.
		sum=${sums[i++]#\\} sum=${sum%% *}
		version=$("$name" --version) && [ ${#sum} -eq 64 ] || exit 74
		printf '%s\t%s\t%s\n' "$name" "${version%%$'\n'*}" "$sum"
	done | jq -Rn '[inputs | split("\t") |
		{name: .[0], version: .[1], sha256: .[2]}]'
}

# A keyed hash of the key tells two keys apart and nothing else of them.
record_key() {
	[ -n "$1" ] || return 0
	{ printf 'bif: which key, 1\n' && cat -- "$1"; } 2>/dev/null |
		sha256sum | cut -c 1-32
}
