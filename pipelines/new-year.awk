# SPDX-License-Identifier: MIT
#
# What new-year writes, from units.csv and targets.csv as streams and last
# year's verdicts. Dates are compared as text, so those of a Danish spreadsheet
# are turned first; figures are copied as they are written.

function da(danish, english) { return lang == "en" ? english : danish }

# 31-12-2010 and 31.12.2010 as 2010-12-31.
function day(text) {
	if (text ~ /^[0-9][0-9][-.][0-9][0-9][-.][0-9][0-9][0-9][0-9]$/)
		return substr(text, 7) "-" substr(text, 4, 2) "-" substr(text, 1, 2)
	return text
}

# The same day a year on; 29 February becomes the 28th.
function year_on(date) {
	date = (substr(date, 1, 4) + 1) substr(date, 5)
	if (date ~ /-02-29$/) sub(/29$/, "28", date)
	return date
}

function cell(text) {
	gsub(/\\t/, " ", text)
	gsub(/"/, "\"\"", text)
	return text ~ "[\"\n" delimiter "]" ? "\"" text "\"" : text
}

# A number of a stream as the book's tables have it: by its decimal mark, and
# never with three decimals, which could be read as thousands.
function number(text) {
	if (text ~ /\.[0-9][0-9][0-9]$/) text = text "0"
	if (mark == ",") sub(/\./, ",", text)
	return text
}

function bind(    i) {
	split("", at)
	for (i = 1; i <= NF; i++) at[$i] = i
}

function get(name) { return name in at ? $at[name] : "" }

function told(text) { print "new-year: " text > "/dev/stderr" }

FNR == 1 {
	file++
	bind()
	if (file == 2)
		for (columns = NF - ($NF == "at"); ++named <= columns;)
			name[named] = $named
	next
}

# units.csv: when each begins and ends, by its rows, and what it is part of.
file == 1 {
	unit = get("unit")
	if (!(unit in title)) {
		order[++units] = unit
		begins[unit] = day(get("valid_from"))
		ends[unit] = day(get("valid_to"))
	}
	title[unit] = get("name") == "" ? unit : get("name")
	parent[unit] = get("parent")
	if (get("successor") != "") successor[unit] = get("successor")
	if (day(get("valid_from")) < begins[unit]) begins[unit] = day(get("valid_from"))
	if (ends[unit] != "" && (get("valid_to") == "" || day(get("valid_to")) > ends[unit]))
		ends[unit] = day(get("valid_to"))
}

# targets.csv: of last year's rows of a unit, goal and due date the first decided
# and the last, and where goals stand in the file.
file == 2 && get("year") == year - 1 {
	key = get("unit") SUBSEP get("goal") SUBSEP day(get("due"))
	if (!(key in decided)) {
		keys[++nkeys] = key
		first_decided[key] = day(get("decided"))
	}
	if (day(get("due")) > end) end = day(get("due"))
	if (get("baseline") != "") base[key] = get("baseline")
	level = get("target") get("change")
	if (get("upper") != "") level = level " - " get("upper")
	if (!(key in decided) || day(get("decided")) < first_decided[key] ||
		first_level[key] == "") {
		first_decided[key] = day(get("decided"))
		first_level[key] = level
	}
	if (!(key in decided) || day(get("decided")) >= decided[key]) {
		decided[key] = day(get("decided"))
		in_force[key] = level
	}
}
file == 2 && get("year") == year { there++ }

# Last year's verdicts.
file == 3 && get("year") == year - 1 {
	verdicts++
	key = get("unit") SUBSEP get("goal")
	status[key] = get("status")
	value[key] = get("value")
	as_of[key] = get("as_of")
	summed[key] = get("denominator") == "" ? get("numerator") : get("numerator") " / " get("denominator")
	flags[key] = get("flags")
	target[key] = get("target")
}

# A row of the new year, of a unit that may be another than last year's.
function row(unit, key, question,    i, part, last, source, baseline, level, out) {
	split(key, part, SUBSEP)
	last = part[1] SUBSEP part[2]
	baseline = source = ""
	# only of the due date that is the year's: a milestone is no year
	if (value[last] != "" && greatest[last] == part[3] && unit == part[1]) {
		if (as_of[last] >= part[3]) {
			baseline = number(value[last])
			source = sprintf(da("resultat %s pr. %s: %s (%s)", "result of %s as of %s: %s (%s)"),
				year - 1, as_of[last], summed[last], result)
			if (flags[last] ~ /preliminary|unchecked|incomplete|lagged/)
				source = source "; " flags[last]
		} else
			source = sprintf(da("intet: resultatet er kun opgjort pr. %s",
				"none: the result is as of %s only"), as_of[last])
	} else if (unit == "*")
		source = da("intet: målet gælder hver enhed", "none: the goal is every unit's")
	else if (greatest[last] == part[3] && unit == part[1])
		source = verdicts ? da("intet: der er intet resultat", "none: there is no result") \
			: da("intet: giv sidste års resultat (--result)", "none: give last year's result (--result)")
	else if (unit != part[1])
		source = sprintf(da("intet: %s havde målet i %d", "none: it was %s that had the goal in %d"),
			part[1], year - 1)
	if (ends[unit] != "" && ends[unit] < year_on(end) && question == "")
		question = sprintf(da("enheden lukker %s: skal målet følge med?",
			"the unit ends on %s: who goes on with the goal?"), ends[unit])
	out = ""
	for (i = 1; i <= columns; i++) {
		if (name[i] == "year") out = out year
		else if (name[i] == "unit") out = out cell(unit)
		else if (name[i] == "goal") out = out cell(part[2])
		else if (name[i] == "due") out = out year_on(part[3])
		else if (name[i] == "baseline") out = out cell(baseline)
		out = out delimiter
	}
	# a change is told as the level that it came to, where that is known
	level = in_force[key] ~ /^[-+]/ && target[last] != "" && greatest[last] == part[3] \
		? number(target[last]) : in_force[key]
	print out cell(level) delimiter \
		cell(first_level[key] == in_force[key] ? "" : first_level[key]) delimiter \
		cell(number(value[last])) delimiter status[last] delimiter as_of[last] delimiter \
		cell(source) delimiter cell(question)
}

END {
	if (there)
		told(sprintf("targets.csv has %d rows of %d already", there, year))
	for (i = 1; i <= columns; i++) printf "%s%s", name[i], delimiter
	print "last_target" delimiter "last_first" delimiter "last_result" delimiter \
		"last_status" delimiter "last_as_of" delimiter "baseline_source" delimiter "ask"
	for (k = 1; k <= nkeys; k++) {
		split(keys[k], part, SUBSEP)
		if (part[3] > greatest[part[1], part[2]])
			greatest[part[1], part[2]] = part[3]
	}
	for (k = 1; k <= nkeys; k++) {
		key = keys[k]
		split(key, part, SUBSEP)
		unit = part[1]
		if (in_force[key] == "") {
			told(sprintf("%s, %s: withdrawn on %s, left out", unit, part[2], decided[key]))
			continue
		}
		if (unit == "*" || !(unit in title) || ends[unit] == "" || ends[unit] > end) {
			row(unit, key, "")
			continue
		}
		# closed by then: who goes on, or might?
		heirs = 0
		for (u = 1; u <= units; u++) {
			other = order[u]
			if ((unit in successor) && other == successor[unit])
				question = sprintf(da("%s lukkede %s, og %s fører videre: gælder målet?",
					"%s ended on %s and %s goes on: does the goal hold?"), unit, ends[unit], other)
			else if (unit in successor || other == unit || parent[other] != parent[unit] ||
				begins[other] <= ends[unit] || begins[other] > year_on(end))
				continue
			else
				question = sprintf(da("%s lukkede %s, og %s begynder %s: overtager den målet, og hvor stor en del?",
					"%s ended on %s and %s begins on %s: does it take the goal over, and which share?"),
					unit, ends[unit], other, begins[other])
			if ((other SUBSEP part[2] SUBSEP part[3]) in decided)
				continue # it has a row of its own
			row(other, key, question)
			heirs++
		}
		if (!(unit in closed))
			told(sprintf("%s ended on %s: left out%s", unit, ends[unit],
				heirs ? ", its goals stand at who may go on" : ""))
		closed[unit]
	}
	for (u = 1; u <= units; u++) {
		other = order[u]
		if (begins[other] > end && begins[other] <= year_on(end))
			told(sprintf("%s begins on %s: which goals does it have?", other, begins[other]))
	}
}
