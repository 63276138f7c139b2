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
	TZ=UTC0 printf -v REPLY '%(%Y-%m-%dT%H:%M:%SZ)T' \
		"${SOURCE_DATE_EPOCH:--1}" 2>/dev/null
}

# record_sum FILE: its sha256, in REPLY.
record_sum() {
	learn REPLY sha256sum <"$1" && REPLY=${REPLY%% *}
}

# record_load FOLDER: reads the record of a result for record_says, which would
# else read it each time: to begin, jq takes longer than for any answer.
declare -A records=()
record_load() {
	local said
	learn said jq -r 'def told(name): name + " " +
			(tostring | split("\n") | join("\n" + name + " "));
		(.as_of | told("as_of")), (.known_at | told("known_at")),
		(.status | told("status")), (.inbox | told("inbox")),
		(.key.id // "" | told("key")), (.key.path // "" | told("path")),
		(.suppress // 0 | told("suppress")), (.only[]? | told("only")),
		(.follow_links == true | told("links")),
		(.not_delivered[]? | told("lost")), (.command // [] |
			any(.[]; test("^--sign(=|$)")) | told("signed")),
		(.command // [] | . as $c | range(length) | . as $i |
			("report", "since") as $name | $c[$i] |
			if . == "--" + $name then $c[$i + 1] else
				select(startswith("--" + $name + "=")) |
				sub("^[^=]*="; "") end | told($name)),
		(.programs[]? | [.name, .version, .sha256] | join("\t") |
			told("program")),
		(.inputs[]? | ("\(.sha256) \(.name)" | told("input")),
			("\(.bytes) \(.name)" | told("size")), (select(.source) |
			[.source, .sha256, .name] | join("\t") | told("fed"))),
		(.book_files[]? | "\(.sha256) \(.name)" | told("book")),
		(.outputs[]? | "\(.sha256) \(.name)" | told("output"))' \
		"$1/run.json" && records[$1]=$said
}

# record_says FOLDER NAME: what the record of a result says of that, a line each.
record_says() {
	[ -n "${records[$1]:-}" ] || record_load "$1" || return
	sed -n "s/^$2 //p" <<<"${records[$1]}"
}

# record_altered RUN LIST FOLDER [PATTERN]: `gone name` or `other name` for each
# file in FOLDER that is not any more what the record of RUN lists, and `closed
# name` where that cannot be read; only those whose names are like PATTERN.
record_altered() {
	local line lines names=() sums=() wanted=()
	learn lines record_says "$1" "$2" || return
	while IFS= read -r line; do
		[[ -n $line && ${line#* } =~ ${4:-.} ]] || continue
		if [ ! -f "$3/${line#* }" ]; then
			printf 'gone %s\n' "${line#* }"
		elif [ ! -r "$3/${line#* }" ]; then
			printf 'closed %s\n' "${line#* }"
		else
			names+=("${line#* }") wanted+=("${line%% *}")
		fi
	done <<<"$lines"
	[ ${#names[@]} -gt 0 ] || return 0
	learn lines record_sums "$3" "${names[@]}" || return
	mapfile -t sums <<<"$lines"
	[ ${#sums[@]} -eq ${#names[@]} ] || return 74
	for line in "${!names[@]}"; do
		# A name with odd characters has a backslash before its sum.
		[[ ${sums[line]#\\} == "${wanted[line]}"\ * ]] ||
			printf 'other %s\n' "${names[line]}"
	done
}

record_sums() {
	cd "$1" && shift && sha256sum -- "$@"
}

# record_whole RUN NAMES: ends with 65 where the book of a result, or one of the
# streams NAMES, is not any more what its record says: who speaks of a result by
# its files would speak of something else. What this user may not read is passed
# over.
record_whole() {
	local altered of=
	[ ! -r "$1/unsuppressed/verdicts.tsv" ] || of='(unsuppressed/)?'
	learn altered record_altered "$1" output "$1" "^$of($2)\\.tsv\$" &&
		learn of record_altered "$1" book "$1/book" ||
		die 74 "$1: cannot be looked through"
	altered+=$'\n'${of// / book/}$'\n'
	while IFS= read -r of; do
		case $of in
		gone*) die 65 "$1/${of#* }: is gone: this is not the result" \
			"any more" ;;
		other*) die 65 "$1/${of#* }: is not what it was: this is not" \
			"the result any more" ;;
		esac
	done <<<"$altered"
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
	local sources files
	paths files "$1/book/sources" '*.json' &&
		learn sources cat -- /dev/null "${files[@]}" || return
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

# record_book FROM TO NAMES: copies the files of a book that programs read, links
# resolved, to TO, a path from the root; their names come to stand in the file
# NAMES, each ended by NUL. The shell's own tests and patterns cannot tell a
# folder that is not there from one that cannot be read: find makes the list, and
# programs read it from the file.
record_book() {
	local folders=(codes sources texts)
	mkdir "$2" "${folders[@]/#/$2/}" || return 74
	(cd "$1" && find -L . -mindepth 1 -maxdepth 2 -type d ! -path ./codes \
		! -path ./sources ! -path ./texts -prune -o -type f \
		! -name '.*' \( -path './codes/*.csv' -o \
		-path './sources/*.json' -o -path './texts/*.md' -o \
		! -path './*/*' \( -name '*.csv' -o -name '*.json' \) \) \
		-printf '%P\0' | sort -z) >"$3" || return 74
	(cd "$1" && xargs -r -0 cp -L --parents -t "$2" --) <"$3" || return 74
	rmdir --ignore-fail-on-non-empty "${folders[@]/#/$2/}"
}

# record_report REPORT:FORMAT[:UNIT]: the name of a report in a result, in REPLY,
# and its parts in the caller's report, format and unit. Without `read`, which
# gives a shorter name and says nothing when reading fails.
record_report() {
	report=${1%%:*} format='' unit=''
	[ "$report" = "$1" ] || format=${1#*:}
	[[ $format != *:* ]] || unit=${format#*:} format=${format%%:*}
	case $format in
	'' | text) REPLY=txt ;;
	markdown) REPLY=md ;;
	powerbi | rfc4180) REPLY=$format.csv ;;
	datapackage) REPLY=package.json ;;
	*) REPLY=$format ;;
	esac
	REPLY=$report${unit:+-$unit}.$REPLY
	# The board as text is always there, under that name.
	[ "$REPLY" != board.txt ] || REPLY=board-report.txt
}

# record_makes BOOK REPORT:FORMAT: whether bif-render makes such a report, which
# would else be told when all else is done; if not, what it says, in REPLY.
record_makes() {
	local report format unit
	record_report "$2"
	REPLY=$(BIF_MESSAGES= bif-render -b "$1" -r "$report" ${format:+-f "$format"} \
		${unit:+-u "$unit"} /dev/null 2>&1)
	[ $? -eq 64 ] || return 0
	REPLY=${REPLY#bif-render: } REPLY=${REPLY% (try*}
	return 1
}

# record_rows FOLDER NAME...: of each file its bytes and how many rows it has, its
# header not counted; null for what is no stream.
record_rows() {
	local name rows folder=$1 lines=()
	shift
	lines=$(cd "$folder" && wc -lc -- "$@") || return
	mapfile -t lines <<<"$lines" || return
	for name; do
		[[ ${lines[0]} =~ ^\ *([0-9]+)\ +([0-9]+)\  ]] || return 74
		lines=("${lines[@]:1}") rows=null
		[[ $name != *.tsv ]] || rows=$((BASH_REMATCH[1] - 1))
		echo "${BASH_REMATCH[2]} $rows"
	done
}

# record_opinion FOLDER: how many goals of the result have which status and
# flags, a line each: `status flags goals`. A verdict without its figure is
# flagged as hidden: which flags it had is hidden with it (MANUAL.md, 9.3).
record_opinion() {
	awk -F'\t' -v OFS='\t' '
	NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
	{ f = $c["flags"] }
	$c["status"] ~ /^(met|near|off)$/ && $c["value"] == "" { f = f " hidden" }
	{ goals[$c["status"] OFS f]++ }
	END { for (i in goals) print i, goals[i] }' "$1/verdicts.tsv"
}

# record_programs: each program with its version and sha256, a line each.
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
		learn version "$name" --version && [ ${#sum} -eq 64 ] || return 74
		printf '%s\t%s\t%s\n' "$name" "${version%%$'\n'*}" "$sum"
	done
}

# A keyed hash of the key tells two keys apart and nothing else of them.
record_key() {
	[ -n "$1" ] || return 0
	local sum
	sum=$({ printf 'bif: which key, 1\n' && cat -- "$1"; } 2>/dev/null |
		sha256sum) && [ ${#sum} -ge 64 ] && echo "${sum:0:32}"
}

# record_write FOLDER [NAME VALUE]... -- COMMAND...: the record of a run, from
# what FOLDER holds of it and from texts, as an object. One jq for all of it: to
# begin is most of what it takes. The opinion's rules are MANUAL.md's, and the
# reports say the same.
record_write() {
	local of args=()
	for of in names sizes sums kept.names kept.sizes kept.sums outputs.names \
		outputs.sizes outputs.sums programs opinion; do
		args+=(--rawfile "${of/./_}" "$1/$of")
	done
	shift
	while [ "$1" != -- ]; do
		args+=(--arg "$1" "$2")
		shift 2
	done
	jq -n "${args[@]}" '
	def rows: split("\n")[:-1];
	def cells(by): rows | map(split(by));
	def list: split(",") | map(select(. != ""));
	# A name with odd characters has a backslash before its sum.
	def files($sizes; $sums): split("\u0000")[:-1] | . as $names |
		[$sizes | cells(" "), ($sums | rows | map(ltrimstr("\\")[:64]))] |
		if map(length) != [($names | length), ($names | length)] then
			error("not all files were looked at")
		else . as [$size, $sum] | $names | to_entries[] |
			[{name: .value, bytes: ($size[.key][0] | tonumber),
			sha256: $sum[.key]}, $size[.key][1]] end;
	def opinion:
		["within-chance", "unsure", "sensitive", "small-n", "unchecked",
			"incomplete", "lagged", "preliminary", "manual",
			"no-rows", "hidden"] as $known |
		def goals: map(.goals) | add // 0;
		def tally: group_by(.why) | map({why: .[0].why, goals: goals});
		map({status: .[0], goals: (.[2] | tonumber), flags: (.[1] |
			split(" ") | . - (. - $known))}) |
		map(select(.status | IN("met", "near", "off"))) as $given |
		map(select(.status | IN("not_delivered", "not_mature",
			"no_data", "undefined")) | .why = .status) as $open |
		{certified: ($given | map(select(.flags == [])) | goals),
			qualified: ($given | map(select(.flags != [])) | goals),
			qualifications: ([$given[] | {goals, why: .flags[]}] |
				tally),
			without_basis: ($open | goals), reasons: ($open | tally)};
	{record: 1, status: ($status | tonumber), as_of: $as_of,
		known_at: $as_of, begin: $begin, "end": $until,
		command: $ARGS.positional, book: $book, inbox: $inbox,
		key: (if $key == "" then null else {path: $key, id: $id} end),
		only: ($only | list), follow_links: ($links != ""),
		suppress: ($suppress | tonumber), not_delivered: ($lost | list),
		opinion: ($opinion | cells("\t") | opinion),
		programs: ($programs | cells("\t") |
			map({name: .[0], version: .[1], sha256: .[2]})),
		inputs: [$names | files($sizes; $sums) | .[0] +
			{source: (.[1] | if . == "" then null else . end)}],
		book_files: [$kept_names | files($kept_sizes; $kept_sums)[0]] |
			sort_by(.name),
		outputs: [$outputs_names | files($outputs_sizes; $outputs_sums) |
			.[0] + {rows: .[1] | fromjson}]}' --args "$@"
}
