# SPDX-License-Identifier: MIT
#
# Finds the causes in what compare judged, and writes a row for each goal that
# differs. Variables: work (compare's folder), from and to (the dates), dims
# (what differs between the two), open (states that could not be judged),
# tools (programs of another version), only (sources that were asked for,
# where that is not the same), years (that were judged), lang.
#
# A state has four letters, for data, definition, target and date: N where it
# is NEW's. The cause of a goal is the smallest state whose figures are NEW's:
# status, value and target, since more rows each night are not yet a change.

# read_figures(NAME): figures of goals as judged in a state, by state and goal.
function read_figures(name, state,    line, part, key, got) {
	while ((got = (getline line < (work "/" name))) > 0) {
		split(line, part, "\t")
		key = part[1] "\t" part[2]
		fig[state, key] = part[3] "\t" part[4] "\t" part[5]
	}
	# A year without targets has no figures, and was judged all the same.
	if (got == 0)
		tried[state] = 1
	close(work "/" name)
}

function read_shown(side,    line, part, key) {
	while ((getline line < (work "/shown." side)) > 0) {
		split(line, part, "\t")
		key = part[1] "\t" part[2]
		if (!(key in met)) {
			met[key] = 1
			order[++count] = key
		}
		shown[side, key] = line
	}
}

# with(NAMES): the state in which these differ from OLD.
function with(names,    i, state, name) {
	state = ""
	for (i = 1; i <= 4; i++)
		state = state (index(" " names " ", " " all[i] " ") ? "N" : "O")
	return state
}

# causes_of(KEY): what made NEW's figures out of OLD's.
function causes_of(key,    size, i, states, n, state, found, old, new) {
	old = fig["OOOO", key]
	new = fig["NNNN", key]
	tool = old != fig["O", key] || new != fig["N", key] ? "tool" : ""
	if (old == new)
		return tool ? tool : "unknown"
	for (size = 1; size <= ndims; size++) {
		n = split("NOOO ONOO OONO OOON NNOO NONO NOON ONNO ONON OONN " \
			"NNNO NNON NONN ONNN NNNN", states, " ")
		found = ""
		for (i = 1; i <= n; i++) {
			state = states[i]
			if (gsub(/N/, "N", state) != size || \
			    !((state in tried) || state == full) || \
			    fig[state == full ? "NNNN" : state, key] != new)
				continue
			if (!within_dims(state))
				continue
			found = found (found ? " " : "") \
				(size == 1 ? named(state, " ") : \
				parted(state, key, old, new))
			if (size > 1)
				break
		}
		if (found)
			return found (tool ? " " tool : "")
	}
	return tool ? tool : "unknown"
}

function within_dims(state,    i) {
	for (i = 1; i <= 4; i++)
		if (substr(state, i, 1) == "N" && substr(full, i, 1) == "O")
			return 0
	return 1
}

function named(state, joint,    i, text) {
	for (i = 1; i <= 4; i++)
		if (substr(state, i, 1) == "N")
			text = text (text ? joint : "") all[i]
	return text
}

# Of several that are needed: those that alone bring something of NEW's stand
# beside the others; the rest only work together.
function parted(state, key, old, new,    i, k, a, b, c, alone, together, rest, one) {
	split(old, a, "\t")
	split(new, b, "\t")
	for (i = 1; i <= 4; i++) {
		if (substr(state, i, 1) == "O")
			continue
		one = with(all[i])
		k = 0
		if ((one, key) in fig) {
			split(fig[one, key], c, "\t")
			for (k = 3; k && !(c[k] != a[k] && c[k] == b[k]); k--)
				;
		}
		if (k)
			alone = alone " " all[i]
		else {
			together = together (together ? "+" : "") all[i]
			rest++
		}
	}
	if (rest == 1)
		return named(state, "+")
	return together (together ? alone : substr(alone, 2))
}

# --- what there is to say ---

function in_two(da, en) {
	return lang == "da" ? da : en
}

function more(text, part) {
	return text (text && part ? "; " : "") part
}

# Exports by their rows, and figures reported by hand.
function data_said(unit, goal, any,    i, n, part, source, text) {
	for (i = 1; i <= nrows; i++) {
		split(rows[i], part, "\t")
		if (any || (measure[goal], part[1]) in feeds || \
		    index("|" sources[goal] "|", "|" part[1] "|"))
			text = more(text, part[1] rows_said(part[2], part[3]))
	}
	for (i = 1; i <= nhand; i++) {
		split(hand[i], part, "\t")
		if (part[3] == measure[goal] && (any || part[4] == unit || \
		    below(part[4], unit)))
			text = more(text, part[2] joined(part[6]) \
				joined(part[7]) (part[1] == "O" ? in_two( \
				" (før)", " (before)") : ""))
	}
	return text == "" && !any ? data_said(unit, goal, 1) : text
}

function below(unit, top) {
	while (unit in parent && unit != top && !(unit in seen_unit)) {
		unit = parent[unit]
		if (unit == "")
			return 0
	}
	return unit == top
}

function joined(text) {
	return text == "" ? "" : " " text
}

function rows_said(gone, come,    changed, text) {
	changed = gone < come ? gone : come
	gone -= changed
	come -= changed
	if (come)
		text = more(text, " " come in_two( \
			come == 1 ? " række mere" : " rækker flere", \
			come == 1 ? " row more" : " rows more"))
	if (gone)
		text = text (text ? "," : "") " " gone in_two( \
			gone == 1 ? " række mindre" : " rækker færre", \
			gone == 1 ? " row less" : " rows fewer")
	if (changed)
		text = text (text ? "," : "") " " changed in_two( \
			changed == 1 ? " række ændret" : " rækker ændret", \
			changed == 1 ? " row changed" : " rows changed")
	if (!text)
		text = in_two(" de samme rækker", " the same rows")
	return text
}

# decides(ROW, SIDE, UNIT, GOAL): whether a row of the targets that SIDE has is
# about the goal in the year judged there.
function decides(row, side, unit, goal,    part, year) {
	split(row, part, "\t")
	split(years, year, " ")
	return part[1] == side && part[3] == year[side == "O" ? 1 : 2] && \
		part[5] == goal && (part[4] == unit || part[4] == "*")
}

# The decisions that are new, edited or taken out; where the file is the same,
# those that were decided between the two dates.
function target_said(unit, goal,    i, k, part, other, line, text, note) {
	for (i = 1; i <= ntargets; i++) {
		split(targets[i], part, "\t")
		if (!decides(targets[i], "N", unit, goal))
			continue
		note = part[11] != "" && part[11] <= from ? in_two( \
			" (dateret tilbage)", " (back-dated)") : ""
		for (k = 1; k <= ntargets; k++) {
			split(targets[k], other, "\t")
			if (other[1] == "O" && other[3] == part[3] && \
			    other[4] == part[4] && other[5] == goal && \
			    other[6] == part[6] && (other[2] == part[2] || \
			    other[11] == part[11]))
				note = in_two(" (rettet på stedet)", \
					" (edited in place)")
		}
		text = more(text, part[2] joined(part[11]) joined(part[12]) \
			joined(part[13]) note)
	}
	for (i = 1; i <= ntargets && !text; i++) {
		split(targets[i], part, "\t")
		if (decides(targets[i], "O", unit, goal))
			text = more(text, part[2] joined(part[11]) \
				joined(part[12]) in_two(" (taget ud)", \
				" (taken out)"))
	}
	while (!text && (getline line < (work "/decisions")) > 0) {
		split(line, part, "\t")
		if (decides("N\t\t" line, "N", unit, goal) && \
		    part[4] > from && part[4] <= to)
			text = more(text, part[7] joined(part[4]) \
				joined(part[5]) joined(part[6]))
	}
	close(work "/decisions")
	return text
}

# mentions(TEXT, WORD): whether WORD stands in TEXT as a word.
function mentions(text, word,    i, rest, before) {
	if (word == "")
		return 0
	rest = text
	before = ""
	while ((i = index(rest, word)) > 0) {
		before = i > 1 ? substr(rest, i - 1, 1) : before
		if (before !~ /[A-Za-z0-9_-]/ && \
		    substr(rest, i + length(word), 1) !~ /[A-Za-z0-9_-]/)
			return 1
		before = substr(rest, i, 1)
		rest = substr(rest, i + 1)
	}
	return 0
}

# Lines of the book: of the files that change this goal when they alone are
# exchanged, else of all; those that speak of the goal, else the first.
function definition_said(unit, goal,    i, part, text, first, file, n, wide, sure) {
	sure = ("", unit "\t" goal) in file_cause
	for (wide = 0; wide < 3 && !text; wide++)
		for (i = 1; i <= nlines && n < 3; i++) {
			split(lines[i], part, "\t")
			if (sure && !((part[1], unit "\t" goal) in file_cause))
				continue
			if (wide == 0 && !(mentions(part[3], goal) || \
			    mentions(part[3] part[4], measure[goal])))
				continue
			if (wide == 1 && !(mentions(part[3], unit) || \
			    feeds_file(part[1], goal)))
				continue
			if (wide == 2 && text)
				break
			text = text (text ? " " : "") part[1] ":" part[2]
			n++
		}
	return text
}

function feeds_file(file, goal) {
	sub(/^sources\//, "", file)
	sub(/\.json$/, "", file)
	return (measure[goal], file) in feeds
}

# Sources that were asked for; nothing said is all of them.
function only_said(    text) {
	text = only
	gsub(/  /, in_two(" alle ", " all "), text)
	sub(/ $/, in_two(" alle", " all"), text)
	return text
}

function detail(key, cause,    part, text, goal, unit, c) {
	split(key, part, "\t")
	unit = part[1]
	goal = part[2]
	if (cause ~ /data/)
		text = more(more(text, only_said()), data_said(unit, goal, 0))
	if (cause ~ /definition/)
		text = more(text, definition_said(unit, goal))
	if (cause ~ /target/)
		text = more(text, target_said(unit, goal))
	if (cause ~ /date/)
		text = more(text, from " -> " to)
	if (cause ~ /date/ && substr(full, 1, 1) == "N" && \
	    ("NOOO", key) in fig && fig["NOOO", key] != fig["OOOO", key]) {
		split(fig["NOOO", key], c, "\t")
		text = more(text, in_two("sene data: pr. ", "late data: at ") \
			from in_two(" er resultatet nu ", \
			" the result is now ") c[2])
	}
	if (cause ~ /tool/)
		text = more(text, tools)
	if (open && (cause ~ /\+|unknown/))
		text = more(text, in_two("ikke prøvet hver for sig: " \
			"udtrækkene findes ikke mere", \
			"not tried one by one: the exports are no longer there"))
	return text
}

function read_list(name, list,    line, n) {
	while ((getline line < (work "/" name)) > 0)
		list[++n] = line
	close(work "/" name)
	return n
}

BEGIN {
	OFS = "\t"
	split("data definition target date", all, " ")
	full = with(dims)
	ndims = gsub(/N/, "N", full)
	gsub(/\n/, " ", tools)
	read_figures("figures.O", "O")
	read_figures("figures.N", "N")
	n = split("OOOO NOOO ONOO OONO OOON NNOO NONO NOON ONNO ONON OONN " \
		"NNNO NNON NONN ONNN NNNN", states, " ")
	for (i = 1; i <= n; i++)
		read_figures("state." states[i], states[i])
	read_shown("N")
	read_shown("O")
	nrows = read_list("rows", rows)
	ntargets = read_list("targets", targets)
	nhand = read_list("hand", hand)
	nlines = read_list("lines", lines)
	n = read_list("file_causes", list)
	for (i = 1; i <= n; i++) {
		split(list[i], part, "\t")
		file_cause[part[3], part[1] "\t" part[2]] = 1
		file_cause["", part[1] "\t" part[2]] = 1
	}
	n = read_list("goals", list)
	for (i = 1; i <= n; i++) {
		split(list[i], part, "\t")
		measure[part[1]] = part[2]
		sources[part[1]] = part[3]
	}
	n = read_list("feeds", list)
	for (i = 1; i <= n; i++) {
		split(list[i], part, "\t")
		feeds[part[1], part[2]] = 1
	}
	n = read_list("units", list)
	for (i = 1; i <= n; i++) {
		split(list[i], part, "\t")
		parent[part[1]] = part[2]
	}
	print "unit", "goal", "old_status", "status", "old_value", "value", \
		"old_target", "target", "old_n", "n", "cause", "detail", \
		"old_word", "word"
	for (i = 1; i <= count; i++) {
		key = order[i]
		split(fig["O", key], a, "\t")
		split(fig["N", key], b, "\t")
		if (a[1] == b[1] && a[2] == b[2] && a[3] == b[3])
			continue
		split("", a)
		split("", b)
		split(shown["O", key], a, "\t")
		split(shown["N", key], b, "\t")
		# What is hidden in both is not to be known by its change.
		if (a[3] == b[3] && a[5] == b[5] && a[6] == b[6])
			continue
		why = causes_of(key)
		split(key, part, "\t")
		print part[1], part[2], a[3], b[3], a[5], b[5], a[6], b[6], \
			a[7], b[7], why, detail(key, why), a[4], b[4]
	}
}
