# SPDX-License-Identifier: MIT
#
# What the tests of reports share: the verdicts of both worlds of the sample
# job, a report of each, and facts worked out from verdicts.tsv by other means.

WORLDS='2010-06-30 2010-12-31'
REPORTS='board half-year full-year month unit adjustments contracts strategy'

# Judges both worlds, once for a file of tests: DATE/observations.tsv and
# DATE/verdicts.tsv in $BATS_FILE_TMPDIR.
judge_worlds() {
	local day truth at
	for day in $WORLDS; do
		truth=$ROOT/tests/cases/truth-$day
		at=$BATS_FILE_TMPDIR/$day
		mkdir -p "$at"
		awk -v day="$day" 'NR == 1 { print $0 "\tas_of"; next }
			{ print $0 "\t" day }' "$truth/observations.tsv" \
			>"$at/observations.tsv"
		bif-judge -b "$SAMPLE_BOOK" --as-of "$day" \
			--deliveries "$at/deliveries.tsv" \
			-o "$at/verdicts.tsv" "$at/observations.tsv" || return
		# A ledger such as a run leaves, from the counts that are true
		# in June.
		awk -F'\t' -v OFS='\t' -v day="$day" '
			NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i
				print "program", "source", "file", "rows_in", "facts", \
					"rejected", "skipped", "first_date", "last_date"
				next }
			{ s = $c["source"]; rows[s] += $c["data_rows"]; facts[s] += $c["facts"]
				rejected[s] += $c["rejected"]; skipped[s] += $c["skipped"] }
			END { for (s in rows) print "bif-normalize", s, "*", rows[s], \
				facts[s], rejected[s], skipped[s], "2009-01-01", day }' \
			"$ROOT/tests/cases/truth-2010-06-30/rows.tsv" \
			>"$at/ledger.tsv" || return
	done
}

# render DAY REPORT [OPTION]...: a report of one world; `unit` is of $UNIT.
render() {
	local day=$1 report=$2 at=$BATS_FILE_TMPDIR/$1 more=()
	shift 2
	[ "$report" != unit ] || more=(-u "${UNIT:-JCN}")
	bif-render -b "$SAMPLE_BOOK" -r "$report" "${more[@]}" --case 2010-1 \
		--observations "$at/observations.tsv" "$@" "$at/verdicts.tsv"
}

# Cells of verdicts.tsv by name: `verdicts DAY 'AWK'`, with c("status").
verdicts() {
	awk -F'\t' 'function c(name) { return $column[name] }
		NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
		'"$2" "$BATS_FILE_TMPDIR/$1/verdicts.tsv"
}

# A number as a Danish reader sees it, by means of its own: 1234.5 -> 1.234,5
danish() {
	local whole=${1%%.*} rest='' sign=''
	[[ $1 != *.* ]] || rest=,${1#*.}
	[[ $whole != -* ]] || sign=- whole=${whole#-}
	while [ ${#whole} -gt 3 ]; do
		rest=.${whole: -3}$rest whole=${whole%???}
	done
	printf '%s\n' "$sign$whole$rest"
}

# All text of a report as one line, blanks made one: sentences are found
# wherever their lines break.
flat() {
	tr '\n' ' ' | tr -s ' '
}

has() {
	[[ $1 == *"$2"* ]] || fail "lacks: $2"
}

lacks() {
	[[ $1 != *"$2"* ]] || fail "has: $2"
}
