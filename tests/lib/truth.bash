# SPDX-License-Identifier: MIT
#
# An output folder held against control figures, as text: what is printed
# must be what is printed there, in each column that both have.

# columns FILE NAME...: these columns of a stream, in this order, header first.
columns() {
	local file=$1
	shift
	awk -F'\t' -v OFS='\t' -v names="$*" '
	NR == 1 {
		n = split(names, name, " ")
		for (i = 1; i <= NF; i++)
			at[$i] = i
		for (i = 1; i <= n; i++)
			if (!(name[i] in at)) {
				print FILENAME ": no column " name[i]
				exit 1
			}
	}
	{
		line = $at[name[1]]
		for (i = 2; i <= n; i++)
			line = line OFS $at[name[i]]
		print line
	}' "$file"
}

# only COLUMN WORDS: keeps the header and the rows whose cell is one of the
# words; all rows when there are no words.
only() {
	awk -F'\t' -v column="$1" -v words="$2" '
	BEGIN { n = split(words, w, " "); for (i = 1; i <= n; i++) keep[w[i]] }
	NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
	NR == 1 || n == 0 || $at in keep'
}

# Of the flags the figures know two.
known_flags() {
	awk -F'\t' -v OFS='\t' '
	NR == 1 { for (i = 1; i <= NF; i++) if ($i == "flags") at = i }
	NR > 1 {
		n = split($at, flag, " "); $at = ""
		for (i = 1; i <= n; i++)
			if (flag[i] == "standard-band" || flag[i] == "revised")
				$at = $at ($at == "" ? "" : " ") flag[i]
	}
	{ print }'
}

# equals_truth OUT TRUTH [GOALS [MEASURES [SOURCES]]]: words limit what is
# compared.
equals_truth() {
	local out=$1 truth=$2 goals=${3:-} measures=${4:-} sources=${5:-} side
	mkdir -p got want
	for side in got want; do
		local from=$truth
		[ "$side" = want ] || from=$out
		columns "$from/observations.tsv" measure unit month numerator \
			denominator n pending | only measure "$measures" |
			grep -v '^@' | sort >"$side/observations"
		columns "$from/verdicts.tsv" year unit goal perspective measure \
			as_of status value expected target baseline direction \
			scale shortfall band numerator denominator n flags \
			original_target original_status | only goal "$goals" |
			known_flags | sort >"$side/verdicts"
		only source "$sources" <"$from/rows.tsv" >"$side/rows"
	done
	only source "$sources" <"$truth/rejects.tsv" | sort >want/rejects
	columns "$out/rejects.tsv" source reason | awk -F'\t' -v OFS='\t' '
		NR == 1 { print $0, "count"; next }
		{ count[$0]++ }
		END { for (key in count) print key, count[key] }' |
		only source "$sources" | sort >got/rejects
	same got/observations want/observations &&
		same got/verdicts want/verdicts &&
		same got/rows want/rows &&
		same got/rejects want/rejects
}
