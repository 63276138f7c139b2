# SPDX-License-Identifier: MIT
#
# What to-sqlite and to-postgres share: which stream a file holds, the columns
# of its table, and its rows as CSV. Sourced after lib.bash, never run.

# Columns of each stream's table: NAME:TYPE. `exact` is a number of any length,
# or a fraction a/b, and stays text so that no digit is lost; `key` columns
# come first, with the run they make the primary key.
declare -A columns=(
	[facts]='source:text unit:text event:text date:date until:date subject:text group:text outcome:text amount:number'
	[observations]='measure:key unit:key month:key numerator:exact denominator:exact n:integer pending:integer as_of:date'
	[verdicts]='year:keyint unit:key goal:key perspective:text measure:text as_of:date known_at:date status:text value:number expected:number target:number upper:number baseline:number due:date direction:text window:text path:text scale:text shortfall:number band:number numerator:exact denominator:exact n:integer projected:number outlook:text required:number trend:text flags:text original_target:number original_status:text why:text'
	[rejects]='at:text source:text stage:text reason:text column:text value:text'
	[rows]='source:key file:key data_rows:integer facts:integer skipped:integer rejected:integer detail:text'
	[ledger]='program:text source:text file:text rows_in:integer rows_out:integer facts:integer rejected:integer skipped:integer bytes_in:integer bytes_out:integer first_date:date last_date:date status:text'
)
streams='facts observations verdicts rejects rows ledger'

# A folder that status made stands for the streams in it.
inputs() {
	local given name
	files=()
	for given; do
		if [ ! -d "$given" ]; then
			files+=("$given")
			continue
		fi
		for name in observations verdicts rejects rows ledger; do
			[ ! -f "$given/$name.tsv" ] ||
				files+=("$given/$name.tsv")
		done
	done
	[ ${#files[@]} -gt 0 ] || die 66 'no streams to load'
}

# recognise: kinds[i] is the stream that files[i] holds.
recognise() {
	local i
	kinds=()
	for i in "${!files[@]}"; do
		stream_of "${files[i]}"
		kinds[i]=$REPLY
	done
}

# A disk that fails looks to gzip like a file that is wrong.
readable() {
	cat -- "$1" >/dev/null 2>&1 || die 74 "$1: cannot be read"
}

# To the shell a file that cannot be created is a 1.
give_up() {
	[ "$1" -ne 1 ] || exit 73
	exit "$1"
}

# stream_of FILE: REPLY is the stream whose columns its header has.
stream_of() {
	local header stream column
	[ -f "$1" ] && [ -r "$1" ] || die 66 "$1: no such file"
	header=$'\t'$(gzip -cdfq -- "$1" 2>/dev/null | head -n 1)$'\t'
	for stream in $streams; do
		for column in ${columns[$stream]}; do
			[[ $header == *$'\t'"${column%:*}"$'\t'* ]] ||
				continue 2
		done
		REPLY=$stream
		return
	done
	readable "$1"
	die 65 "$1: its header is no stream's: one of $streams"
}

# as_csv STREAM RUN FILE: the rows of FILE as CSV: the run, then the table's
# columns by name. Every cell is quoted; an empty one is no value. A row that
# is not whole, or a file that is cut short, is 65.
as_csv() {
	gzip -cdfq -- "$3" 2>/dev/null | RUN=$2 SHOWN=$(inert <<<"$3") \
		awk -v FS='\t' -v wanted="${columns[$1]}" -v name="${0##*/}" '
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
			sub(/:.*/, "", want[i])
			place[i] = column[want[i]]
		}
		next
	}
	$0 == header { next }
	NF != cells { fault(NF " cells instead of " cells) }
	{
		line = bare(run)
		for (i = 1; i <= n; i++)
			line = line "," quoted($place[i])
		print line
	}
	END { exit failed }'
	local status=("${PIPESTATUS[@]}")
	if [ "${status[0]}" -ne 0 ]; then
		readable "$3"
		die 65 "$3: cut short or corrupt"
	fi
	[ "${status[1]}" -ne 65 ] || exit 65
	[ "${status[1]}" -eq 0 ] || die 74 "$3: its rows cannot be written"
	[ -z "$(gzip -cdfq -- "$3" 2>/dev/null | tail -c 1)" ] ||
		die 65 "$3: the last line has no end: cut short"
}

# run_of FILE: REPLY is the as-of date its rows are of; empty when it says none.
run_of() {
	local dates
	dates=$(gzip -cdfq -- "$1" 2>/dev/null | awk -v FS='\t' '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == "as_of") at = i
			header = $0
			next }
		at && $0 != header && $at != "" && !seen[$at]++ { print $at }')
	case $dates in
	*$'\n'*) die 65 "$1: rows of several dates: load them one by one" ;;
	esac
	REPLY=$dates
}

# The run that everything is loaded as: what was asked for, else the as-of date
# that the files agree on.
settle_run() {
	local file
	[ -z "$run" ] || return 0
	for file in "${files[@]}"; do
		run_of "$file"
		[ -n "$REPLY" ] || continue
		[ -z "$run" ] || [ "$run" = "$REPLY" ] ||
			die 65 "$file: as of $REPLY, others as of $run: load them one by one"
		run=$REPLY
	done
	[ -n "$run" ] || die 64 'no as-of date in these files: name the run by --run'
}

# each_column STREAM PATTERN [SEPARATOR]: PATTERN for each column, with %N the
# quoted name, %T its type in this database (sql_type), joined.
each_column() {
	local column text out='' between=
	for column in ${columns[$1]}; do
		sql_type "${column#*:}"
		text=${2//%N/\"${column%:*}\"}
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
