# SPDX-License-Identifier: MIT
#
# The page of explain: reads what it gathered, has the rows added up again
# (explain-sums.awk) and writes text, TSV or HTML. Variables: unit, goal,
# measure, feeds, as_of, lang, how, sample, seed, raw, hidden, work (explain's
# folder), outdir. The page alone must do for who wants to check it: each
# number that another one follows from stands on it.

# say(SECTION, MONTH, ROLE, ADDS, PLACE, TEXT): one line of the page; as text, as
# many of 80 columns as it takes.
function say(section, month, role, adds, place, text,    line, part, n, i) {
	if (how == "tsv") {
		print section, month, role, adds, place, text
		return
	}
	if (heading(section) != section_now) {
		if (how == "html") {
			if (section_now)
				print "</table>"
			print "<h2>" escape(heading(section)) "</h2><table>"
		} else
			print (section_now ? "\n" : "") heading(section)
		section_now = heading(section)
	}
	if (how == "html")
		print "<tr><td>" escape(month) "</td><td>" \
			escape(word(role)) "</td><td class=\"n\">" \
			escape(adds) "</td><td>" escape(place) "</td><td>" \
			escape(text) "</td></tr>"
	else {
		line = joined(joined(joined("  " month, word(role), "  "), \
			adds, " "), place, "  ")
		n = split(text, part, " ")
		for (i = 1; i <= n; i++) {
			if (line ~ /[^ ]/ && length(line part[i]) > 78) {
				print line
				line = "     "
			}
			line = line (i > 1 ? " " : line ~ /[^ ]/ ? "  " : "") \
				part[i]
		}
		print line
	}
}

function joined(a, b, gap) {
	return a (a !~ /^ *$/ && b != "" ? gap : "") b
}

function escape(text) {
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	gsub(/"/, "\\&quot;", text)
	return text
}

function heading(section) {
	return section in headings ? headings[section] : section
}

function word(role) {
	return lang == "da" && role in words ? words[role] : role
}

function in_two(da, en) {
	return lang == "da" ? da : en
}

# closes(SECTION, MONTH, SIDE, NAME, WANTED, TIMES, HOW): whether the sum NAME
# is what the result says, and how it was put together.
function closes(section, month, side, name, wanted, times, put) {
	say(section, month, "sum", sum_shown(name), word(side), \
		put agrees(sum_is(name, wanted, times), wanted))
}

# agrees(WHETHER, WANTED): in words; what does not makes the page a fault (65).
function agrees(whether, wanted) {
	if (whether)
		return in_two("stemmer", "closes")
	broken = 1
	return in_two("stemmer IKKE: ", "does NOT close: ") wanted
}

# comes_to(SECTION, ROLE, X, WANTED, HOW): the same for what is not a sum.
function comes_to(section, role, x, wanted, put) {
	say(section, "", role, tidy(x), "", \
		put ": " agrees(near_to(x, wanted), wanted))
}

# --- what was gathered ---

# next_row(FILE, PART, NAMES): the next row of a stream, as it stands in the
# global `row` and cell by cell in PART; the first call reads the header into
# NAMES[column] = place, and their number into `width`. False at the end, and
# where there is no such file.
function next_row(file, part, names,    i) {
	if (!(file in opened)) {
		split("", names)
		if ((getline row < file) <= 0)
			return 0
		opened[file] = 1
		width = split(row, part, "\t")
		for (i = 1; i <= width; i++)
			names[part[i]] = i
	}
	if ((getline row < file) > 0) {
		split(row, part, "\t")
		return 1
	}
	close(file)
	delete opened[file]
	return 0
}

function read_book(    line, part) {
	while ((getline line < (work "/book")) > 0) {
		split(line, part, "\t")
		if (part[1] == "feed")
			feed[part[2]] = 1
		else if (part[1] == "reach")
			reach[part[2]] = 1
		else if (part[1] ~ /^(hide|show|people)$/)
			columns[part[1], part[2]] = "," part[3] ","
		else if (part[1] == "from") {
			if (month_number(part[3]) > began)
				began = month_number(part[3])
		} else if (part[1] == "wide")
			wide[part[2]] = part[3]
		else if (part[1] == "column")
			amount_of[part[2], part[3]] = part[4]
		else if (part[1] == "header")
			field_of[part[2], part[4]] = part[3]
		else
			said[part[1]] = part[2]
	}
	by_day = said["calendar"] == "day"
	split(said["events"], part, "|")
	for (line in part)
		event[part[line]] = 1
	while ((getline line < (work "/letters")) > 0) {
		split(line, part, "\t")
		letter[part[1], part[3]] = part[2]
	}
	while ((getline line < (work "/verdict")) > 0) {
		split(line, part, "\t")
		v[part[1]] = part[2]
	}
}

# The unit and all below it.
function read_units(    line, part, parent, changed, u) {
	while ((getline line < (work "/units")) > 0) {
		split(line, part, "\t")
		parent[part[1]] = part[2]
	}
	below[unit] = 1
	for (changed = 1; changed;) {
		changed = 0
		for (u in parent)
			if (parent[u] in below && !(u in below))
				below[u] = changed = 1
	}
	for (u in parent)
		if (parent[u] == unit)
			children++
}

# masked(TEXT): runs of nine digits or more, in whatever dress, are a person's;
# a date with a time of day behind it is not.
function masked(text,    gap, run, i, out, found) {
	gap = "([-. /:()\\\\{}_*]|\\[|\\]|\302\240|\302\255|" \
		"\342\200[\200-\217\220-\225\257]|\342\210\222)*"
	run = "[0-9]"
	for (i = 1; i < 9; i++)
		run = run gap "[0-9]"
	run = run "(" gap "[0-9])*"
	while (match(text, run)) {
		found = substr(text, RSTART, RLENGTH)
		if (found !~ /^[0-9][0-9][0-9][0-9][-.\/][0-9][0-9][-.\/][0-9][0-9] [0-9][0-9]?:/ && \
		    found !~ /^[0-9][0-9][-.\/][0-9][0-9][-.\/][0-9][0-9][0-9][0-9] [0-9][0-9]?:/)
			found = "***"
		out = out substr(text, 1, RSTART - 1) found
		text = substr(text, RSTART + RLENGTH)
	}
	return out text
}

# The text of a record: the columns that the source's facts use, those about
# persons as ***.
function record_text(source, part, names, n,    i, text, cell) {
	for (i = 1; i <= n; i++) {
		cell = part[i]
		if (names[i] == "at" || cell == "")
			continue
		if (!raw) {
			if (!index(columns["show", source], "," names[i] ","))
				continue
			if (index(columns["hide", source], "," names[i] ","))
				cell = "***"
			else if (("people", source) in columns && \
			    gsub(/[0-9]/, "&", cell) > 8)
				cell = masked(cell)
		}
		text = text (text ? ", " : "") names[i] "=" cell
	}
	return text
}

# read_records(SOURCE): the text of those that rows are from, by place. Of a
# wide row each cell has a place of its own, numbered (see number_cells).
function read_records(source, file,    n, part, names, i, c, at, text) {
	while (next_row(file, part, c)) {
		for (i in c)
			if (!n)
				names[c[i]] = i
		n = width
		text = at = part[n]
		sub(/~[0-9]+$/, "", text)
		if (!(text in wanted))
			continue
		record[at] = record_text(source, part, names, n)
		if (source in wide)
			cell_of[at] = part[c[wide[source]]]
	}
}

# The facts of single cells, by the line they are from and what they say; who
# they are about is left out, since another key makes other pseudonyms.
function read_cells(source,    part, c, at, place) {
	while (next_row(work "/" source ".cellfacts", part, c)) {
		at = place = part[c["at"]]
		sub(/~[0-9]+$/, "", place)
		numbered[place, fact_text(part, c)] = at
	}
}

function fact_text(part, c) {
	return part[c["event"]] "\t" part[c["date"]] "\t" \
		part[c["until"]] "\t" part[c["unit"]] "\t" part[c["amount"]]
}

# Only rows of the window are shown, and only their records are looked at.
function want_rows(file,    part, c) {
	while (next_row(file, part, c))
		if (in_window(substr(row, 1, 7)))
			wanted[part[width]] = 1
}

# read_rows(FILE, LEFT): what bif-aggregate --explain told. Rows that a source
# skipped are kept apart under LEFT = "left", since they never count.
function read_rows(file, left,    part, c, at, i, place) {
	while (next_row(file, part, c)) {
		at = place = part[c["at"]]
		if ((at, fact_text(part, c)) in numbered)
			at = numbered[at, fact_text(part, c)]
		if (at !~ /~/ && !(at in record) && (at "~1") in record)
			at = at "~1"
		i = left ? ++nleft : ++held
		row_month[left, i] = part[c["month"]]
		row_role[left, i] = part[c["role"]]
		row_adds[left, i] = part[c["adds"]]
		row_at[left, i] = workbook_cell(place, at, part[c["source"]], \
			part[c["event"]])
		row_text[left, i] = at in record ? record[at] : \
			joined(part[c["event"]], part[c["date"]] \
			(part[c["until"]] == "" ? "" : ".." \
			part[c["until"]]), " ")
	}
}

# A workbook's row is a sheet's; where the column is known, it is a cell's.
function workbook_cell(place, at, source, kind,    sheet, row, words) {
	if (!match(place, /:[0-9]+$/))
		return place
	sheet = substr(place, 1, RSTART - 1)
	row = substr(place, RSTART + 1)
	words = source in wide ? cell_of[at] : amount_of[source, kind]
	return (sheet, words) in letter ? \
		sheet "!" letter[sheet, words] row : place
}

# The figures of the months: those counted and those reported by hand, which
# are rows like others.
function read_months(    n, part, c, month, key, latest, i) {
	while (next_row(outdir "/observations.tsv", part, c))
		if (part[c["measure"]] == measure && part[c["unit"]] == unit)
			month_add(part[c["month"]], part[c["numerator"]], \
				part[c["denominator"]])
	while (next_row(work "/hand", part, c))
		if (part[c["measure"]] == measure && part[c["unit"]] in below)
			latest[part[c["unit"]], part[c["month"]]] = row
	for (key in latest) {
		split(latest[key], part, "\t")
		month = part[c["month"]]
		# A unit's own figure stands for those below it.
		if (part[c["unit"]] != unit && (unit, month) in latest)
			continue
		by_hand(month, "numerator", plain(part[c["numerator"]]), \
			part, c)
		if (part[c["denominator"]] != "")
			by_hand(month, "denominator", \
				plain(part[c["denominator"]]), part, c)
		month_add(month, plain(part[c["numerator"]]), \
			plain(part[c["denominator"]]))
	}
	for (i = 2; i <= count; i++)
		for (n = i; n > 1 && order[n] < order[n - 1]; n--) {
			month = order[n]
			order[n] = order[n - 1]
			order[n - 1] = month
		}
}

function by_hand(month, role, adds, part, c,    i) {
	i = ++held
	hands++
	row_month["", i] = month
	row_role["", i] = role
	row_adds["", i] = adds
	row_at["", i] = "book/" part[c["at"]]
	row_text["", i] = joined(joined(part[c["unit"]], part[c["by"]], \
		", "), part[c["reason"]], ", ")
}

function month_add(month, top, bottom) {
	if (!(month in numerator))
		order[++count] = month
	numerator[month] = added(numerator[month], top)
	if (bottom != "") {
		has_denominator = 1
		denominator[month] = added(denominator[month], bottom)
	}
}

function added(a, b) {
	if (a == "" || b == "")
		return a b
	sum_clear("month")
	sum_add("month", a)
	sum_add("month", b)
	return sum_shown("month")
}

# --- the page ---

function figure(    n, i, name) {
	say("figure", "", "status", v["status"], "", v["why"])
	n = split("numerator denominator value n pending expected target " \
		"upper baseline shortfall rejected", name, " ")
	for (i = 1; i <= n; i++)
		if (v[name[i]] != "")
			say("figure", "", name[i], v[name[i]], "", "")
	if (v["flags"] != "")
		say("figure", "", "flags", "", "", v["flags"])
	n = split("due through", name, " ")
	for (i = 1; i <= n; i++)
		if (v[name[i]] != "")
			say("figure", v[name[i]], name[i], "", "", "")
	say("definition", "", "measure", "", "book/measures.json", \
		joined(measure, said["title"], ": "))
	n = split("form shown_as parents calendar", name, " ")
	for (i = 1; i <= n; i++)
		if (said[name[i]] != "")
			say("definition", "", name[i], "", "", said[name[i]])
	say("definition", "", "across", "", word("numerator"), \
		said["across_numerator"])
	if (has_denominator)
		say("definition", "", "across", "", word("denominator"), \
			said["across_denominator"])
	n = split("window path direction scale band", name, " ")
	for (i = 1; i <= n; i++)
		say("definition", i == 1 && from <= to ? month_name(from) ".." \
			month_name(to) : "", name[i], "", "", v[name[i]])
}

# Each decision on the level; the one that holds is kept to be calculated with.
function targets(    part, c, text, i, k, name, own, date) {
	k = split("upper change baseline stated_change decided decided_by " \
		"reason", name, " ")
	while (next_row(work "/targets", part, c)) {
		if (part[c["goal"]] != goal || part[c["year"]] != v["year"])
			continue
		if (part[c["unit"]] != unit && part[c["unit"]] != "*")
			continue
		text = ""
		for (i = 1; i <= k; i++)
			if (part[c[name[i]]] != "")
				text = joined(text, name[i] "=" \
					part[c[name[i]]], ", ")
		say("target", part[c["due"]], "target", part[c["target"]], \
			"book/" part[c["at"]], text)
		date = part[c["decided"]]
		own = part[c["unit"]] == unit
		if (date > v["known_at"] || own < held_own[part[c["due"]]])
			continue
		i = part[c["due"]]
		if (own == held_own[i] && date < held_date[i])
			continue
		held_own[i] = own
		held_date[i] = date
		level[i] = part[c["target"]] == "" && part[c["change"]] != "" ? \
			changed(part[c["baseline"]], part[c["change"]]) : \
			plain(part[c["target"]])
		edge[i] = plain(part[c["upper"]])
		if (part[c["baseline"]] != "")
			base = plain(part[c["baseline"]])
	}
}

function changed(baseline, change) {
	return change ~ /%/ ? plain(baseline) * (100 + plain(change)) / 100 : \
		plain(baseline) + plain(change)
}

# Months in a row with the same state of the same source are one line.
function deliveries(    more, part, c, key, last_key, begin, until, rows, place, why) {
	for (more = 1; more;) {
		key = ""
		more = next_row(outdir "/deliveries.tsv", part, c)
		if (more) {
			if (!(part[c["source"]] in feed) || \
			    (part[c["unit"]] != "" && part[c["unit"]] != unit))
				continue
			if (part[c["month"]] != "" && \
			    (month_number(part[c["month"]]) < first || \
			    month_number(part[c["month"]]) > first + 11))
				continue
			key = part[c["source"]] SUBSEP part[c["unit"]] SUBSEP \
				part[c["state"]] SUBSEP part[c["why"]]
		}
		if (key == last_key && more) {
			until = part[c["month"]]
			rows += part[c["rows"]]
			continue
		}
		if (last_key != "")
			say("deliveries", begin (until != begin ? ".." until : \
				""), state_now, rows, place, why)
		last_key = key
		begin = until = part[c["month"]]
		rows = part[c["rows"]]
		place = part[c["source"]] (part[c["unit"]] ? "/" \
			part[c["unit"]] : "")
		why = part[c["why"]]
		state_now = part[c["state"]]
	}
}

function show_month(month, section) {
	say(section, month, "numerator", numerator[month], "", "")
	if (denominator[month] != "")
		say(section, month, "denominator", denominator[month], "", "")
}

# sample rows out of those of the window, each as likely as any other.
function draw_rows(    i, k, n, pool) {
	state = seed % 2147483646 + 1
	for (i = 1; i <= held; i++)
		if (in_window(row_month["", i]))
			pool[++n] = i
	for (i = 1; i <= sample && n; i++) {
		k = draw(n) + 1
		drawn[pool[k]] = 1
		pool[k] = pool[n--]
	}
}

# Month by month the figures, the rows that made them and their sum. A month
# with rows but without a figure is one whose members are all still followed.
function months(    i, month, m) {
	for (i = 1; i <= held; i++) {
		month = row_month["", i]
		if (row_role["", i] == "numerator")
			sum_add("up" month, row_adds["", i])
		if (row_role["", i] ~ /^(denominator|entered)$/)
			sum_add("down" month, row_adds["", i])
		has_rows[month] = 1
	}
	for (m = from; m <= to; m++) {
		month = month_name(m)
		if (month in numerator)
			show_month(month, "months")
		for (i = 1; i <= held; i++)
			if (row_month["", i] == month && (!sample || i in drawn))
				say("rows", month, row_role["", i], \
					row_adds["", i], row_at["", i], \
					row_text["", i])
		if (!(month in numerator) || !held)
			continue
		closes("months", month, "numerator", "up" month, \
			numerator[month], 1, "")
		if (denominator[month] != "")
			closes("months", month, "denominator", "down" month, \
				denominator[month], 1, "")
	}
}

# From the months to the figure, and from the figure to the value.
function sums(    side, i, n, name, put, x, m) {
	if (v["numerator"] == "")
		return
	if (!count && said["parents"] == "mean") {
		say("sums", "", "", "", "", in_two( \
			"Resultatet er gennemsnittet af enhederne under: se hver af dem.", \
			"The value is the mean of the units below: see each of them."))
		return
	}
	n = split("numerator denominator", name, " ")
	for (i = 1; i <= n; i++) {
		side = name[i]
		if (v[side] == "")
			continue
		m = over(side, side, from, to)
		put = ""
		if (said["across_" side] == "mean")
			put = in_two("middel af " m " måneder er ", \
				"the mean of " m " months is ") v[side] ": "
		else if (said["across_" side] == "last")
			put = in_two("sidste måned tæller: ", \
				"the last month counts: ")
		closes("sums", "", side, side, v[side], \
			said["across_" side] == "mean" && m ? m : 1, put)
	}
	if (v["value"] == "")
		return
	if (v["window"] == "mean_of_months") {
		n = 0
		for (m = from; m <= to; m++) {
			if (!(month_name(m) in numerator) || (has_denominator && \
			    denominator[month_name(m)] + 0 == 0))
				continue
			x += form_over(m, m)
			n++
		}
		comes_to("sums", "value", n ? x / n : 0, v["value"], \
			in_two("gennemsnit af " n " måneder", \
			"the mean of " n " months"))
	} else
		comes_to("sums", "value", form_of(number(v["numerator"]), \
			number(v["denominator"])), v["value"], \
			joined(v["numerator"], v["denominator"], " / "))
}

# way(T, LEVELS): the level expected at the date on the way to T, by the goal's
# path, of which LEVELS are the milestones; how that was found is put into
# `way_text`.
function way(t, levels,    due, step) {
	way_text = tidy(t)
	if (v["path"] == "accrual") {
		way_text = way_text " x " gone_text
		return t * number(gone_text)
	}
	if (v["path"] == "glide") {
		way_text = base " + (" way_text " - " base ") x " gone_text
		return base + (t - base) * number(gone_text)
	}
	if (v["path"] == "seasonal" && number(gone_text) < 1 && \
	    earlier_share >= 0) {
		way_text = way_text " x " tidy(earlier_share)
		return t * earlier_share
	}
	if (v["path"] == "milestones" && number(gone_text) < 1) {
		for (due in level)
			if (due <= judged_at && due > step && level[due] != "")
				step = due
		way_text = in_two("milepæl ", "milestone ") step
		return levels[step]
	}
	return t
}

# Of a goal that must stay within limits the edge that was missed is told.
function expectation(    t, upper) {
	if (v["expected"] == "")
		return
	t = v["due"] in level ? number(level[v["due"]]) : number(v["target"])
	if (v["path"] == "accrual" || v["path"] == "glide")
		say("expected", "", "share", gone_text, "", in_two( \
			"af året er gået", "of the year is gone"))
	if (base == "")
		base = v["baseline"]
	if (v["path"] == "seasonal" && number(gone_text) < 1) {
		earlier_share = seasonal_share()
		if (earlier_share >= 0)
			say("expected", "", "share", tidy(earlier_share), "", \
				in_two("af et år, middel af de tidligere", \
				"of a year, the mean of the earlier ones"))
	}
	if (v["direction"] == "within" && v["upper"] != "") {
		upper = way(number(edge[v["due"]] == "" ? v["upper"] : \
			edge[v["due"]]), edge)
		if (near_to(upper, v["expected"])) {
			comes_to("expected", "expected", upper, v["expected"], \
				way_text)
			return
		}
	}
	t = way(t, level)
	comes_to("expected", "expected", t, v["expected"], way_text)
}

function tell_earlier_year(back, part, part_of, whole, whole_of,    m) {
	m = month_number(part_of)
	if (m > first - 12 * back)
		m = first - 12 * back
	for (; m < first - 12 * back + 12; m++)
		if (month_name(m) in numerator)
			show_month(month_name(m), "expected")
	say("expected", month_name(first - 12 * back), "share", \
		tidy(part / whole), "", tidy(part) " (" part_of ") / " \
		tidy(whole) " (" whole_of ")")
}

# Rejected rows by what could still be read of them.
function rejected(    part, c, name, month, kind, which) {
	while (next_row(outdir "/rejects.tsv", part, c)) {
		if (!(part[c["source"]] in feed))
			continue
		name = "unit" in c ? part[c["unit"]] : ""
		month = "month" in c ? part[c["month"]] : ""
		kind = "event" in c ? part[c["event"]] : ""
		# What a cohort reaches by may be at any unit, and may lie
		# after the window; a spell may have begun before it.
		which = part[c["source"]] in reach
		if ((name != "" && !(name in below) && !which) || \
		    (month != "" && !(in_window(month) || \
		    (said["stays"] && month_number(month) <= to) || \
		    (which && month_number(month) <= \
		    month_number(judged_at)))))
			continue
		which = 0
		split(kind, kinds, /[ ,|]/)
		for (name in kinds)
			which = which || kinds[name] in event
		if (kind != "" && !("*" in event) && !which)
			continue
		say("rejected", month, part[c["reason"]], "", \
			part[c["at"]], joined(part[c["column"]], \
			rejected_text(part[c["source"]], part[c["column"]], \
			part[c["value"]]), ": "))
	}
}

# A cell that was rejected is shown as it would be in a row; a whole row may
# hold names and remarks.
function rejected_text(source, column, value,    name) {
	if (raw || value == "")
		return value
	if (column == "")
		return "***"
	name = (source, column) in field_of ? field_of[source, column] : column
	if (index(columns["hide", source], "," name ",") || \
	    (!(source in wide) && \
	    !index(columns["show", source], "," name ",")))
		return "***"
	return masked(value)
}

# Skipped rows that would have counted here without the rule; and how many each
# source skipped in all.
function skipped(    part, c, i) {
	for (i = 1; i <= nleft; i++)
		if (in_window(row_month["left", i]))
			say("skipped", row_month["left", i], \
				row_role["left", i], row_adds["left", i], \
				row_at["left", i], row_text["left", i])
	while (next_row(outdir "/rows.tsv", part, c))
		if (part[c["file"]] == "*" && part[c["source"]] in feed && \
		    part[c["skipped"]] + 0)
			say("skipped", "", "in_all", part[c["skipped"]], \
				part[c["source"]], part[c["detail"]])
}

function name_things(    i, pair, n) {
	n = split("figure|Resultatet|The figure|definition|Hvad der tælles|" \
		"What is counted|target|Målniveauet og dets historie|" \
		"The target and its history|deliveries|Leverancer|" \
		"Deliveries|months|Måned for måned|Month by month|rows|" \
		"Måned for måned|Month by month|sums|Summer|Sums|expected|" \
		"Det forventede niveau|The expected level|rejected|" \
		"Afviste rækker, som kan høre til|" \
		"Rejected rows that could belong|skipped|Rækker sprunget " \
		"over efter kildens regler, som ellers kunne høre til|" \
		"Rows skipped by rules of the source that could belong", \
		pair, "|")
	for (i = 1; i < n; i += 3)
		headings[pair[i]] = in_two(pair[i + 1], pair[i + 2])
	split("numerator tæller denominator nævner entered indgået reached " \
		"nået pending følges value resultat expected forventet " \
		"target mål shortfall afstand flags mærker due frist through data_til " \
		"delivered leveret missing mangler thin tynd silent tavs " \
		"failed fejlet lagging forsinket untested ikke_prøvet " \
		"not_begun ikke_begyndt ended afsluttet share andel upper " \
		"øvre_grænse baseline udgangspunkt rejected afviste measure " \
		"opgørelse form form shown_as vises_som across over_måneder " \
		"window periode path forløb direction retning scale skala " \
		"band bånd calendar kalender parents overenheder in_all i_alt " \
		"n antal", pair, " ")
	for (i = 1; (i + 1) in pair; i += 2) {
		gsub(/_/, " ", pair[i + 1])
		words[pair[i]] = pair[i + 1]
	}
}

function head(title) {
	if (how == "tsv")
		print "section", "month", "role", "adds", "place", "text"
	else if (how == "html")
		print "<!DOCTYPE html><html lang=\"" lang "\"><head>" \
			"<meta charset=\"utf-8\"><meta name=\"viewport\" " \
			"content=\"width=device-width\"><title>" \
			escape(title) "</title><style>body{font:1rem/1.5 " \
			"sans-serif;max-width:70rem;margin:1rem auto;padding:" \
			"0 1rem}td{padding:.1rem .5rem;vertical-align:top}" \
			".n{text-align:right}</style></head><body><main><h1>" \
			escape(title) "</h1>"
	else
		print title "\n"
}

# All of a verdict, from what it says down to its rows.
function page(    n, i, source) {
	figure()
	targets()
	deliveries()
	want_rows(work "/rows")
	want_rows(work "/left")
	n = split(feeds, source, /[ \n]+/)
	for (i = 1; i <= n; i++) {
		read_records(source[i], work "/" source[i] ".cells")
		read_records(source[i], work "/" source[i] ".left")
		read_cells(source[i])
	}
	read_rows(work "/rows", "")
	read_rows(work "/left", "left")
	if (sample)
		draw_rows()
	months()
	sums()
	expectation()
	if (count && !held)
		say("sums", "", "", "", "", in_two( \
			"Tallene hviler ikke på rækker i udtræk: de kommer fra en anden strøm.", \
			"The figures rest on no rows of exports: they come from another stream."))
	else if (hands)
		say("sums", "", "", "", "", hands == held ? in_two( \
			"Tallene er indberettet i hånden: de hviler ikke på rækker i udtræk.", \
			"The figures were reported by hand: they rest on no rows of exports.") : \
			in_two("En del af tallene er indberettet i hånden.", \
			"Some of the figures were reported by hand."))
	rejected()
	skipped()
}

BEGIN {
	FS = OFS = "\t"
	name_things()
	read_book()
	read_units()
	head(unit " " goal ", " as_of)
	if (!("status" in v) || v["status"] == "not_applicable")
		say("figure", "", "status", "not_applicable", "", \
			in_two("Målet er ikke i enhedens kontrakt.", \
			"The goal is not in the unit's contract."))
	else if (hidden)
		say("figure", "", "status", v["status"], "", in_two( \
			"Tallet er for lille til at blive vist: det hviler på så få, at de kunne genkendes.", \
			"The figure is too small to be shown: it rests on so few that they could be known."))
	else {
		read_months()
		find_window()
		# A verdict without value does not say how far it looked.
		if (v["value"] == "" && v["numerator"] != "" && \
		    v["through"] != "" && !closes_over(from, to)) {
			v["flags"] = v["flags"] " lagged"
			find_window()
		}
		page()
	}
	if (how == "html")
		print (section_now ? "</table>" : "") "</main></body></html>"
	exit broken ? 65 : 0
}
