# SPDX-License-Identifier: MIT
#
# Joins what compare found: reads `unit goal` with old and new figures, side by
# side, and writes a row for each goal that differs, with its cause. Variables:
# work (compare's folder), from and to (the dates), open (causes that could not
# be tried), lang.

# What may be said of a unit's goal by a cause.
function detail(unit, goal, cause,    s, i, n, parts, text) {
	if (cause ~ /data/) {
		n = split(sources[goal], parts, "|")
		for (i = 1; i <= n; i++) {
			s = parts[i]
			if (!(s in changed))
				continue
			text = text (text ? "; " : "") s " " rows_said(s)
		}
	}
	if (cause ~ /target/)
		text = text (text ? "; " : "") target_said(unit, goal)
	if (cause ~ /definition/)
		text = text (text ? "; " : "") place_said(goal)
	if (cause ~ /date/)
		text = text (text ? "; " : "") from " -> " to
	if (cause ~ /unknown/ && open)
		text = text (text ? "; " : "") (lang == "da" ? \
			"ikke prøvet, udtrækkene findes ikke mere: " : \
			"not tried, the exports are no longer there: ") open
	return text
}

function rows_said(s,    more) {
	more = now[s] - then[s]
	if (lang == "da")
		return more > 0 ? more " rækker flere" : \
			more < 0 ? -more " rækker færre" : "rækker rettet"
	return more > 0 ? more " rows more" : more < 0 ? -more " rows fewer" : \
		"rows changed"
}

# The row of targets.csv that is new, else that one was edited or taken out.
function target_said(unit, goal,    i, k, cell, text) {
	for (i = 1; i <= lines; i++) {
		if (place[i] !~ /^targets.csv:/ || !names(line[i], goal) ||
		    !(names(line[i], unit) || names(line[i], "*")))
			continue
		split(line[i], cell, delimiter)
		text = place[i]
		for (k = 1; k in column; k++)
			if (column[k] ~ /^decided/ && cell[k])
				text = text " " cell[k]
		for (k = 1; k <= gone; k++)
			if (gone_file[k] == "targets.csv" &&
			    names(gone_line[k], goal))
				text = text (lang == "da" ? \
					" (en række er rettet)" : \
					" (a row was edited)")
		return text
	}
	return "targets.csv" (lang == "da" ? ": en række er taget ud" : \
		": a row was taken out")
}

function place_said(goal,    i, first, text) {
	for (i = 1; i <= lines; i++) {
		if (place[i] ~ /^(targets|observations|comments|actions|strategy)/)
			continue
		if (!first)
			first = place[i]
		if (names(line[i], goal) || names(line[i], measure[goal]))
			text = text (text ? " " : "") place[i]
	}
	if (text || first)
		return text ? text : first
	return gone ? gone_file[1] : ""
}

function names(text, word) {
	return word != "" && index("\f" unquoted(text) "\f", word)
}

function unquoted(text) {
	gsub(/"/, "", text)
	return text
}

# What alone does all that is seen, else what does so two together, else that
# without which it would not be, else what does a part of it.
function cause_of(goal, level,    kind) {
	for (; level; level--)
		for (kind = 0; kind < 3; kind++)
			if ((goal level "\t" kind) in cause)
				return cause[goal level "\t" kind]
	return "unknown"
}

BEGIN {
	while ((getline record < (work "/rows")) > 0) {
		split(record, part, "\t")
		then[part[1]] = part[2]
		now[part[1]] = part[3]
	}
	while ((getline record < (work "/changed")) > 0)
		changed[record] = 1
	while ((getline record < (work "/lines")) > 0) {
		i = index(record, "\t")
		place[++lines] = substr(record, 1, i - 1)
		line[lines] = substr(record, i + 1)
	}
	while ((getline record < (work "/gone")) > 0) {
		i = index(record, "\t")
		gone_file[++gone] = substr(record, 1, i - 1)
		gone_line[gone] = substr(record, i + 1)
	}
	while ((getline record < (work "/goals")) > 0) {
		split(record, part, "\t")
		measure[part[1]] = part[2]
		sources[part[1]] = part[3]
	}
	while ((getline record < (work "/target_columns")) > 0) {
		delimiter = index(record, ";") ? ";" : ","
		split(record, column, delimiter)
	}
	while ((getline record < (work "/causes")) > 0) {
		split(record, part, "\t")
		kind = part[3] ~ /\+/ ? 1 : sub(/^without /, "", part[3]) ? 2 : 0
		for (level = 1; level <= part[4]; level++) {
			i = part[1] "\t" part[2] "\t" level "\t" kind
			cause[i] = cause[i] (cause[i] ? " " : "") part[3]
		}
	}
	print "unit", "goal", "old_status", "status", "old_value", "value", \
		"old_target", "target", "old_n", "n", "cause", "detail"
}

{
	if ($3 == $4 && $5 == $6 && $7 == $8)
		next
	why = cause_of($1 "\t" $2 "\t", $3 != $4 ? 3 : $5 != $6 ? 2 : 1)
	print $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, why, detail($1, $2, why)
}
