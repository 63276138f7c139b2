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
	{ cd "$1" && exec find -L . -mindepth 1 -maxdepth 2 -type d ! -path ./codes \
		! -path ./sources ! -path ./texts -prune -o -type f \
		! -name '.*' \( -path './codes/*.csv' -o \
		-path './sources/*.json' -o -path './texts/*.md' -o \
		! -path './*/*' \( -name '*.csv' -o -name '*.json' \) \) \
		-printf '%P\0'; } | sort -z >"$3" || return 74
	(cd "$1" && exec xargs -r -0 cp -L --parents -t "$2" --) <"$3" || return 74
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

# record_outputs FOLDER SPARE NAME...: of each file, in `ends`, its bytes, its sha256
# and how many rows it has, its header not counted, null for what is no stream;
# the rows of rejects.tsv are in `rejected`. What is found out stands in the file
# SPARE on its way.
record_outputs() {
	local i=0 name rows said paths=("${@:3}")
	paths=("${paths[@]/#/"$1/"}")
	{ wc -lc -- "${paths[@]}" && record_hashes "${paths[@]}" && echo .; } \
		>"$2" && heard said "$2" &&
		[ ${#said[@]} -eq $((2 * ${#paths[@]} + 1)) ] || return 74
	ends=()
	for name in "${@:3}"; do
		rows=null
		record_hash "${said[${#paths[@]} + 1 + i]}" && [[ ${said[i]} =~ \
			^\ *([0-9]+)\ +([0-9]+)\  ]] || return 74
		[[ $name != *.tsv ]] || rows=$((BASH_REMATCH[1] - 1))
		[ "$name" != rejects.tsv ] || rejected=$rows
		ends[i++]="${BASH_REMATCH[2]} $REPLY rows $rows"
	done
}

# record_opinion FOLDER: what the verdicts of a result are worth, as the record has
# it. A verdict without its figure is flagged as hidden: which flags it had is
# hidden with it (MANUAL.md, 9.3). The rules are MANUAL.md's, and the reports say
# the same.
record_opinion() {
	awk -F'\t' '
	function tally(words,    n, i, word, list) {
		n = split(words, word, " ")
		for (i = 1; i <= n; i++)
			if (word[i] in goals)
				list = list (list == "" ? "" : ",") "\n      {\n" \
					"        \"why\": \"" word[i] "\",\n" \
					"        \"goals\": " goals[word[i]] "\n      }"
		return list == "" ? "[]" : "[" list "\n    ]"
	}
	BEGIN {
		flags = " hidden incomplete lagged manual no-rows preliminary" \
			" sensitive small-n unchecked unsure within-chance "
		reasons = " no_data not_delivered not_mature undefined "
	}
	NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
	index(reasons, " " $c["status"] " ") { goals[$c["status"]]++; open++ }
	$c["status"] ~ /^(met|near|off)$/ {
		n = split($c["flags"] ($c["value"] == "" ? " hidden" : ""), flag, " ")
		for (i = 1; i <= n; i++)
			if (index(flags, " " flag[i] " ")) {
				goals[flag[i]]++
				qualified[NR]
			}
		given[NR in qualified]++
	}
	END {
		printf "{\n    \"certified\": %d,\n    \"qualified\": %d,\n", \
			given[0], given[1]
		printf "    \"qualifications\": %s,\n", tally(flags)
		printf "    \"without_basis\": %d,\n    \"reasons\": %s\n  }\n.\n", \
			open, tally(reasons)
	}' "$1/verdicts.tsv"
}

# record_paths: where the programs are, in the array `programs`.
record_paths() {
	local name
	programs=()
	for name in "${record_programs[@]}"; do
		hash "$name" || return 74
		programs+=("${BASH_CMDS[$name]}")
	done
}

# record_versions: each program with its version, a line each.
record_versions() {
	local name said
	learn said record_ask_versions || return
	for name in "${record_programs[@]}"; do
		[[ $'\n'$said =~ $'\n'("$name "[^$'\n']*) ]] || return 74
		printf '%s\t%s\n' "$name" "${BASH_REMATCH[1]}"
	done
}

record_ask_versions() {
	local name
	for name in "${record_programs[@]}"; do
		"$name" --version && continue
		REPLY=$?
		told "$name" "$REPLY"
		return "$REPLY"
	done
}

# record_hashes FILE...: a line of each file, which record_hash understands. By
# OpenSSL, where it is installed: it is several times as fast as sha256sum, which
# is asked where there is no OpenSSL and where a name has a line end, which
# OpenSSL would not escape.
record_hashes() {
	local hashes all=("$@")
	if [[ "$*" != *[$'\n\\']* ]] && learn hashes with_all openssl dgst \
		-sha256 -r -- 2>/dev/null; then
		printf '%s\n' "$hashes"
	else
		with_all sha256sum --
	fi
}

# record_hash LINE: the hash that a line begins with, in REPLY. A name with odd
# characters has a backslash before it.
record_hash() {
	REPLY=${1#\\} REPLY=${REPLY%% *}
	[[ ${#REPLY} -eq 64 && $REPLY != *[!0-9a-f]* ]]
}

# record_programs: each program with its version and sha256, a line each.
record_programs() {
	local i programs versions hashes
	record_paths && learn versions record_versions &&
		learn hashes record_hashes "${programs[@]}" || return 74
	for i in "${programs[@]}"; do
		record_hash "${hashes%%$'\n'*}" || return 74
		printf '%s\t%s\n' "${versions%%$'\n'*}" "$REPLY"
		versions=${versions#*$'\n'} hashes=${hashes#*$'\n'}
	done
}

# A keyed hash of the key tells two keys apart and nothing else of them.
record_key() {
	[ -n "$1" ] || return 0
	local sum
	sum=$({ printf 'bif: which key, 1\n' && exec cat -- "$1"; } 2>/dev/null |
		sha256sum) && [ ${#sum} -ge 64 ] && echo "${sum:0:32}"
}

# json TEXT...: each as JSON, in the array `quoted`. What is not plain is asked of
# jq: to begin, it takes longer than the rest of the record.
json() {
	local IFS=' ' all=("$@") text
	text="${*//$'\xc3'[$'\x80'-$'\xbf']/}"
	quoted=("${@/#/\"}")
	quoted=("${quoted[@]/%/\"}")
	[[ $text == *[!\]\ !#-\[^-~]* ]] || return 0
	learn text with_all jq -nr '$ARGS.positional[] | tojson' --args -- &&
		mapfile -t quoted <<<"$text" && [ ${#quoted[@]} -eq $# ]
}

# json_file NAME BYTES SHA256 [MEMBER VALUE]: what the record says of a file, to
# the array `items`.
json_file() {
	items+=("{
      \"name\": $1,
      \"bytes\": $2,
      \"sha256\": \"$3\"${4:+,
      \"$4\": $5}
    }")
}

# record_write STATUS UNTIL COMMAND...: the record of a run, of what status has
# found out, as jq would lay it out. `made` is what made_from wrote: that it was
# read whole is seen by how many lines of each kind there are.
record_write() {
	local i=0 text source id='' quoted items=() of=() record hashes=()
	local p=${#record_programs[@]} k=${#kept[@]} n=${#files[@]}
	[ -z "$key" ] || { id=${made[0]} made=("${made[@]:1}"); }
	[ ${#made[@]} -eq $((2 * (p + k) + n)) ] || return 74
	for text in "${made[@]:p + k}"; do
		record_hash "$text" && hashes+=("$REPLY") || return 74
	done
	record_begin "$@" && json "${kept[@]}" "${files[@]}" "${outputs[@]}" ||
		return 74
	for text in "${made[@]:0:p}"; do
		items+=("{
      \"name\": \"${text%%$'\t'*}\",
      \"version\": \"${text#*$'\t'}\",
      \"sha256\": \"${hashes[i++]}\"
    }")
	done
	record_list programs "${items[@]}"
	for source in "${!fed[@]}"; do
		for i in ${fed[$source]}; do
			of[i]=\"$source\"
		done
	done
	items=()
	for i in "${!files[@]}"; do
		json_file "${quoted[k + i]}" "${size[i]}" "${hashes[p + k + i]}" \
			source "${of[i]:-null}"
	done
	record_list inputs "${items[@]}"
	items=()
	for i in "${!kept[@]}"; do
		[[ ${made[p + i]} =~ ^[0-9]+$ ]] || return 74
		json_file "${quoted[i]}" "${made[p + i]}" "${hashes[p + i]}"
	done
	record_list book_files "${items[@]}"
	items=()
	for i in "${!outputs[@]}"; do
		json_file "${quoted[k + n + i]}" ${ends[i]}
	done
	record_list outputs "${items[@]}"
	printf '%s\n}\n' "$record"
}

# record_begin STATUS UNTIL COMMAND...: the record as far as it tells of no file.
record_begin() {
	local IFS=$'\n' follow=false
	[ -z "$links" ] || follow=true
	record="{
  \"record\": 1,
  \"status\": $1,
  \"as_of\": \"$as_of\",
  \"known_at\": \"$as_of\",
  \"begin\": \"$begun\",
  \"end\": \"$2\""
	json "${@:3}" && record_list command "${quoted[@]}" &&
		json "$book" "$inbox" "$key" || return
	record+=",
  \"book\": ${quoted[0]},
  \"inbox\": ${quoted[1]},
  \"key\": "
	if [ -n "$id" ]; then
		record+="{
    \"path\": ${quoted[2]},
    \"id\": \"$id\"
  }"
	else
		record+=null
	fi
	json ${only//,/$'\n'} && record_list only "${quoted[@]}"
	record+=",
  \"follow_links\": $follow,
  \"suppress\": $hiding"
	json ${not_delivered//,/$'\n'} && record_list not_delivered "${quoted[@]}"
	record+=",
  \"opinion\": ${opinion[*]}"
}

# record_list NAME ITEM...: a list, as a member of the record.
record_list() {
	local list
	printf -v list '    %s,\n' "${@:2}"
	[ $# -gt 1 ] && list=$'[\n'${list%,?}$'\n  ]' || list='[]'
	record+=$',\n  "'$1$'": '$list
}
