# SPDX-License-Identifier: MIT
#
# Books and streams small enough to judge by hand, for the tests of bif-judge:
# tests/cases/judge holds the units (T over A and B; C closed in 2008), one
# measure of each kind, and the sources s, heads and jobs that feed them.

# judging: a scratch folder with the book and an empty stream.
judging() {
	scratch
	cp -R "$ROOT/tests/cases/judge" book
	printf 'measure\tunit\tmonth\tnumerator\tdenominator\tn\tpending\tas_of\tthrough\n' \
		>observations.tsv
	echo 'year,unit,goal,due,target,upper,change,baseline,decided,reason' \
		>book/targets.csv
}

# goal MEASURE DIRECTION WINDOW PATH SCALE BAND DECIMALS: the goal `g`.
goal() {
	{
		echo 'goal,measure,direction,window,path,scale,band,decimals'
		printf 'g,%s,%s,%s,%s,%s,%s,%s\n' "$@"
	} >book/goals.csv
}

# target UNIT TARGET [column=value]...: a row of 2010, due at its end and
# decided in January unless said.
target() {
	local year=2010 unit=$1 goal=g due=2010-12-31 target=$2 upper='' \
		change='' baseline='' decided=2010-01-20 reason=''
	shift 2
	[ $# -eq 0 ] || local "$@"
	echo "$year,$unit,$goal,$due,$target,$upper,$change,$baseline,$decided,$reason"
}

# series MEASURE UNIT MONTH CELL...: one row a month from MONTH on. A CELL is
# NUMERATOR[/DENOMINATOR][:N[:PENDING]], or `-` for a month without a row.
AS_OF=2010-06-30
series() {
	local measure=$1 unit=$2 year=${3%-*} month=${3#*-} cell n
	shift 3
	month=${month#0}
	for cell; do
		if [ "$cell" != - ]; then
			IFS=:/ read -r numerator denominator n pending <<<"$(
				sed -E 's,^([^/:]*)(:|$),\1/\2,' <<<"$cell")"
			printf '%s\t%s\t%04d-%02d\t%s\t%s\t%s\t%s\t%s\t\n' \
				"$measure" "$unit" "$year" "$month" \
				"$numerator" "$denominator" "${n:-50}" \
				"${pending:-0}" "$AS_OF"
		fi
		month=$((month + 1))
		[ "$month" -le 12 ] || month=1 year=$((year + 1))
	done
}

# A fact of the year judged that no goal is about: without one it is no year to
# judge (65).
something() {
	series points C 2010-01 1 >>observations.tsv
}

# came SOURCE UNIT MONTH ROWS[/LAST-DAY]...: what a source brought of a unit,
# one cell a month from MONTH on; `-` is nothing. The last day is the month's
# unless said.
DAYS=(31 28 31 30 31 30 31 31 30 31 30 31)
came() {
	local source=$1 unit=$2 year=${3%-*} month=${3#*-} cell day
	shift 3
	month=${month#0}
	for cell; do
		day=${DAYS[month - 1]}
		[ "$cell" = "${cell#*/}" ] || day=${cell#*/}
		[ "$cell" = - ] ||
			printf '@%s\t%s\t%04d-%02d\t%s\t\t%s\t0\t%s\t%04d-%02d-%s\n' \
				"$source" "$unit" "$year" "$month" "${cell%/*}" \
				"${cell%/*}" "$AS_OF" "$year" "$month" "$day"
		month=$((month + 1))
		[ "$month" -le 12 ] || month=1 year=$((year + 1))
	done >>observations.tsv
}

# judge [OPTION]...: the verdicts as of $AS_OF, into verdicts.tsv, without what
# they are worth.
judge() {
	expect 0 bif-judge -b book --as-of "$AS_OF" -o verdicts.tsv --no-worth \
		"$@" observations.tsv
}

# weigh [OPTION]...: with it.
weigh() {
	expect 0 bif-judge -b book --as-of "$AS_OF" -o verdicts.tsv "$@" \
		observations.tsv
}

# cell UNIT COLUMN
cell() {
	awk -F '\t' -v unit="$1" -v column="$2" '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["unit"] == unit { print $at[column] }' verdicts.tsv
}

# judged UNIT COLUMN=VALUE...
judged() { cells_are cell verdicts.tsv "$@"; }

# cells_are CELL FILE UNIT COLUMN=VALUE...: by CELL UNIT COLUMN, which reads FILE,
# the cells are so.
cells_are() {
	local cell=$1 file=$2 unit=$3 pair got
	shift 3
	for pair; do
		got=$("$cell" "$unit" "${pair%%=*}")
		[ "$got" = "${pair#*=}" ] || {
			echo "$unit: $pair expected, got ${pair%%=*}=$got"
			cat "$file"
			return 1
		}
	done
}
