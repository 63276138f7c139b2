# SPDX-License-Identifier: MIT
#
# What to-sqlite, to-postgres and datapackage share: which stream a file holds,
# the columns of its table, and its rows as CSV. Sourced after lib.bash, never
# run. What a result's book says of units, goals, targets and sources becomes
# streams of its own, so that a database can say what its codes mean.

. "${BASH_SOURCE[0]%/*}/record.bash" || exit 74

# Columns of each stream's table: NAME:TYPE. `exact` is a number of any length,
# or a fraction a/b, and stays text so that no digit is lost; `key` columns
# come first, with the run they make the primary key, and are empty where they
# have no value. A type that ends in `?` is a column added since 0.1.0: a stream
# may lack it, and a table that an older version made gets it.
# The table coverage has no stream of its own: the rows of observations whose
# measure is @SOURCE or @SOURCE!rejected go there, and nowhere else.
declare -A columns=(
	[facts]='source:text unit:text event:text date:date until:date subject:text group:text outcome:text amount:number'
	[observations]='measure:key unit:key month:key numerator:exact denominator:exact n:integer pending:integer as_of:date through:date?'
	[coverage]='source:key what:key unit:key month:key n:integer as_of:date through:date?'
	[verdicts]='year:keyint unit:key goal:key perspective:text measure:text as_of:date known_at:date status:text value:number expected:number target:number upper:number baseline:number due:date direction:text window:text path:text scale:text shortfall:number band:number numerator:exact denominator:exact n:integer projected:number outlook:text required:number trend:text flags:text pending:integer? through:date? rejected:integer? bounds:text? low:number? high:number? chance:number? signal:text? readings:text? projected_low:number? projected_high:number? chance_met:number? original_target:number original_status:text why:text'
	[deliveries]='source:key unit:key month:key state:text rows:integer usual:number through:date why:text'
	[rejects]='at:text source:text stage:text reason:text column:text value:text unit:text? month:text? event:text?'
	[rows]='source:key file:key data_rows:integer facts:integer skipped:integer rejected:integer detail:text'
	[units]='unit:key valid_from:key name:text parent:text valid_to:date aliases:text'
	[goals]='goal:key from:key title:text title_en:text perspective:text measure:text direction:text window:text path:text scale:text band:text decimals:text unit_of_value:text central:text monthly:text cyclical:text owner:text data_source:text'
	[targets]='year:integer unit:text goal:text due:date target:exact upper:exact change:exact baseline:exact stated_change:exact decided:date decided_by:text reason:text'
	[sources]='source:key title:text'
	[ledger]='program:text source:text file:text rows_in:integer rows_out:integer facts:integer rejected:integer skipped:integer bytes_in:integer bytes_out:integer first_date:date last_date:date status:text'
)
# The view `board`: how each goal of each unit stands, run by run.
board='SELECT "run", "as_of", "perspective", "goal", "unit", "status", "value",
"expected", "target", "why" FROM "verdicts" WHERE "status" <> '\''not_applicable'\'
streams='facts observations deliveries verdicts rejects rows ledger units goals targets sources'

# A folder that status made stands for the streams in it and for what its book
# says. folder_of[i] is the folder that files[i] is of, empty for a file that was
# given by itself. `work` is a folder for what is made on the way.
inputs() {
	local given name folders=0
	files=() folder_of=()
	for given; do
		if [ ! -d "$given" ]; then
			files+=("$given") folder_of+=('')
			continue
		fi
		for name in observations deliveries verdicts rejects rows ledger; do
			absent "$given/$name.tsv" && continue
			files+=("$given/$name.tsv") folder_of+=("$given")
		done
		folders=$((folders + 1))
		mkdir "$work/book$folders" || exit 73
		of_book "$given" "$work/book$folders"
	done
	[ ${#files[@]} -gt 0 ] || die 66 'no streams to load'
}

# of_book OUTDIR FOLDER: the tables of OUTDIR's book as streams in FOLDER.
of_book() {
	local name wanted sources
	[ -d "$1/book" ] || return 0
	for name in units goals targets; do
		wanted=$(printf '%s\n' ${columns[$name]} | sed 's/:.*//' | paste -sd,)
		record_table "$1/book" "$name.csv" "$wanted" >"$2/$name.tsv" ||
			die 74 "$1/book/$name.csv: cannot be read"
		[ -s "$2/$name.tsv" ] || continue
		files+=("$2/$name.tsv") folder_of+=("$1")
	done
	paths sources "$1/book/sources" '*.json' ||
		die 74 "$1/book/sources: cannot be read"
	[ ${#sources[@]} -gt 0 ] || return 0
	{
		printf 'source\ttitle\n'
		jq -r '[.source // (input_filename | sub(".*/"; "") | rtrimstr(".json")),
			.title // ""] | @tsv' "${sources[@]}"
	} >"$2/sources.tsv" || die 65 "$1/book/sources: cannot be read"
	files+=("$2/sources.tsv") folder_of+=("$1")
}

# absent FILE: it is surely not there; a disk that fails says nothing of that.
absent() {
	local said
	[ ! -e "$1" ] || return
	said=$(stat -L -- "$1" 2>&1 >/dev/null) && return 1
	[[ $said == *': No such file'* ]] || die 74 "${said:-$1: what is there?}"
}

# recognise: kinds[i] is the table that files[i] goes to. A file of observations
# stands twice: it holds coverage, too.
recognise() {
	local i
	kinds=()
	for i in "${!files[@]}"; do
		stream_of "${files[i]}"
		kinds[i]=$REPLY
	done
	for i in "${!kinds[@]}"; do
		[ "${kinds[i]}" = observations ] || continue
		files+=("${files[i]}")
		folder_of+=("${folder_of[i]}")
		kinds+=(coverage)
	done
}

# A disk that fails looks to gzip like a file that is wrong.
readable() {
	cat -- "$1" >/dev/null 2>&1 || die 74 "$1: cannot be read"
}

not_whole() {
	readable "$1"
	die 65 "$1: cut short or corrupt"
}

# of FILE CMD [ARG]...: REPLY is what CMD makes of the bytes of FILE, and
# `unpacked` the status of gzip. How both ended stands behind what they write:
# where that is lacking the shell did not read it all.
of() {
	local file=$1
	shift
	REPLY=$(gzip -cdfq -- "$file" 2>/dev/null | "$@"
		printf '\n%s' "${PIPESTATUS[*]}")
	unpacked=${REPLY##*$'\n'}
	REPLY=${REPLY%$'\n'*}
	[[ $unpacked =~ ^[0-9]+' '0$ ]] || die 74 "$file: cannot be read"
	unpacked=${unpacked% 0}
}

# The same, of all bytes of FILE.
of_all() {
	of "$@"
	[ "$unpacked" -eq 0 ] || not_whole "$1"
}

# To the shell a file that cannot be created is a 1.
give_up() {
	[ "$1" -ne 1 ] || exit 73
	exit "$1"
}

# stream_of FILE: REPLY is the stream whose columns its header has.
stream_of() {
	local header stream column
	! absent "$1" || die 66 "$1: no such file"
	[ ! -d "$1" ] || die 66 "$1: is a directory"
	of "$1" head -n 1
	header=$'\t'${REPLY%$'\n'}$'\t'
	for stream in $streams; do
		for column in ${columns[$stream]}; do
			[[ $column == *'?' ]] || [[ $header == *$'\t'"${column%:*}"$'\t'* ]] ||
				continue 2
		done
		REPLY=$stream
		return
	done
	# 2 is no fault of the file: gzip could not write all of a long one.
	[ "$unpacked" -ne 1 ] || not_whole "$1"
	die 65 "$1: its header is no stream's: one of $streams"
}

# as_csv STREAM RUN FILE COUNT: the rows of FILE as CSV: the run, the table's
# columns by name, and a full stop that tells that the row is whole; how many
# they are goes to the file COUNT. Every cell is quoted; an empty one is no
# value. A row that is not whole, or a file that is cut short, is 65.
as_csv() {
	gzip -cdfq -- "$3" 2>/dev/null | RUN=$2 SHOWN=$(inert <<<"$3") COUNT=$4 \
		awk -v FS='\t' -v wanted="${columns[$1]}" -v name="${0##*/}" \
		-v table="$1" '
	# What a book writes with a comma is a number all the same.
	function number(cell) {
		if (cell ~ /^-?[0-9]+,[0-9]+$/)
			sub(/,/, ".", cell)
		return cell
	}
	BEGIN {         # not by -v, which takes backslashes for escapes
		run = ENVIRON["RUN"]
		file = ENVIRON["SHOWN"]
	}
	function fault(what) {
		print name ": " file ":" NR ": " what >"/dev/stderr"
		failed = 65
		exit failed
	}
	function plain(cell,    out, at, next_one) {
		while ((at = index(cell, "\\"))) {
			next_one = substr(cell, at + 1, 1)
			out = out substr(cell, 1, at - 1) \
				(next_one == "t" ? "\t" : next_one == "n" ? "\n" \
				: next_one == "r" ? "\r" : "\\")
			cell = substr(cell, at + 2)
		}
		return out cell
	}
	function quoted(cell) {
		return bare(index(cell, "\\") ? plain(cell) : cell)
	}
	# A column that this stream lacks has no value.
	function cell(i) {
		if (!place[i])
			return "\"\""
		return quoted(exact[i] ? number($place[i]) : $place[i])
	}
	# Of a row of coverage: source and what came of it, in place of the measure.
	function covered(    what, name) {
		name = substr($column["measure"], 2)
		what = sub(/!rejected$/, "", name) ? "rejected" : "facts"
		return quoted(name) "," bare(what)
	}
	function bare(text) {
		gsub(/"/, "\"\"", text)
		return "\"" text "\""
	}
	NR == 1 {
		header = $0
		cells = NF
		for (i = 1; i <= NF; i++)
			column[$i] = i
		n = split(wanted, want, " ")
		for (i = 1; i <= n; i++) {
			exact[i] = table == "targets" && want[i] ~ /:exact/
			sub(/:.*/, "", want[i])
			place[i] = column[want[i]]
		}
		next
	}
	$0 == header { next }
	NF != cells { fault(NF " cells instead of " cells) }
	table == "observations" && $column["measure"] ~ /^@/ { next }
	table == "coverage" && $column["measure"] !~ /^@/ { next }
	{
		line = bare(run)
		if (table == "coverage")
			line = line "," covered()
		for (i = table == "coverage" ? 3 : 1; i <= n; i++)
			line = line "," cell(i)
		print line ",\".\""
		rows++
	}
	END {
		if (!failed)
			print rows + 0 >ENVIRON["COUNT"]
		exit failed
	}'
	local status=("${PIPESTATUS[@]}")
	[ "${status[0]}" -eq 0 ] || not_whole "$3"
	[ "${status[1]}" -ne 65 ] || exit 65
	[ "${status[1]}" -eq 0 ] || die 74 "$3: its rows cannot be written"
	of_all "$3" tail -c 1
	[ "$REPLY" = $'\n' ] ||
		die 65 "$3: the last line has no end: cut short"
}

# rows_in COUNT: REPLY is how many rows as_csv has counted.
rows_in() {
	read -r REPLY <"$1"
	[[ $REPLY =~ ^[0-9]+$ ]] || die 74 "$1: cannot be read"
}

# run_of FILE: REPLY is the as-of date its rows are of; empty when it says none.
run_of() {
	of_all "$1" awk -v FS='\t' '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == "as_of") at = i
			header = $0
			next }
		at && $0 != header && $at != "" && !seen[$at]++ { print $at }'
	REPLY=${REPLY%$'\n'}
	case $REPLY in
	*$'\n'*) die 65 "$1: rows of several dates: load them one by one" ;;
	esac
}

# The run that each file is loaded as, in `runs`: what was asked for, else the
# as-of date that the files agree on; of several folders each is a run of its
# own. `names` are all of them.
settle_runs() {
	local i group several
	local -A day=() seen=()
	several=$(printf '%s\n' "${folder_of[@]}" | grep -v '^$' | sort -u | wc -l)
	runs=() names=()
	for i in "${!files[@]}"; do
		[ -z "$run" ] || break
		group=${folder_of[i]}
		[ "$several" -gt 1 ] || group=
		run_of "${files[i]}"
		[ -n "$REPLY" ] || continue
		[ -z "${day[.$group]:-}" ] || [ "${day[.$group]}" = "$REPLY" ] ||
			die 65 "${files[i]}: as of $REPLY, others as of ${day[.$group]}: load them one by one"
		[ -z "${seen[$REPLY]+x}" ] || [ "${seen[$REPLY]}" = "$group" ] ||
			die 65 "$group and ${seen[$REPLY]:-a file} are both as of $REPLY: load one of them, or each by --run"
		day[.$group]=$REPLY seen[$REPLY]=$group
	done
	for i in "${!files[@]}"; do
		group=${folder_of[i]}
		[ "$several" -gt 1 ] || group=
		runs[i]=${run:-${day[.$group]:-}}
		[ -n "${runs[i]}" ] ||
			die 64 "no as-of date in ${files[i]}: name the run by --run"
	done
	mapfile -t names < <(printf '%s\n' "${runs[@]}" | sort -u)
}

# The names of all runs as a file of CSV.
write_runs() {
	local name
	for name in "${names[@]}"; do
		printf '"%s"\n' "${name//\"/\"\"}"
	done
}

# A client takes a fault of the disk for the end of the script. So it says when
# it asks for all of it to stay, if that can end in doubt, and as the last thing
# that it is there.
first_word=loading last_word=loaded

# end_well STATUS SAID: when a client that ended with STATUS has said so.
end_well() {
	local said=${2:+$'\n'$2} rest why
	rest=${said/$'\n'"$first_word"/}
	why=${rest%$'\n'"$last_word"}
	if [ "$1" -eq 0 ] && [ "$why" != "$rest" ]; then
		[ -z "$why" ] || say "${why#$'\n'}"
		exit 0
	fi
	# It does not say why, or failed when all of it may have been there.
	[ "$1" -ne 0 ] && [ -n "$why" ] && [ "$rest" = "$said" ] ||
		die 74 "${why:+${why#$'\n'}: }perhaps not loaded: do it once more"
}

# each_column STREAM PATTERN [SEPARATOR [WHICH]]: PATTERN for each column whose
# type is like WHICH, with %N the quoted name, %T its type in this database
# (sql_type), %V the cell read as a value, joined.
each_column() {
	local column type value text out='' between=
	for column in ${columns[$1]}; do
		type=${column#*:}
		# shellcheck disable=SC2053 # a pattern
		[[ $type == ${4:-*} ]] || continue
		sql_type "${type%'?'}"
		value="nullif(%N, '')"
		[ "$type" != key ] || value=%N
		text=${2//%V/$value}
		text=${text//%N/\"${column%:*}\"}
		out+=$between${text//%T/$REPLY}
		between=${3:-, }
	done
	REPLY=$out
}

# key_of STREAM: REPLY is the table's key, with a comma in front; may be empty.
key_of() {
	local column out=
	for column in ${columns[$1]}; do
		[[ $column != *:key* ]] || out+=", \"${column%:*}\""
	done
	REPLY=${out:+", PRIMARY KEY (\"run\"$out)"}
}
