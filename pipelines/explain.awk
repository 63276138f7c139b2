# SPDX-License-Identifier: MIT
#
# The page of explain: reads what it gathered, adds the rows up again and
# writes text, TSV or HTML. Variables: unit, goal, measure, sources, as_of,
# lang, how, sample, seed, work (explain's folder), outdir.
#
# Sums are kept as whole millionths, which awk holds exactly up to 9 * 10^15.

# say(SECTION, MONTH, ROLE, ADDS, PLACE, TEXT): one line of the page.
function say(section, month, role, adds, place, text) {
	if (how == "tsv") {
		print section, month, role, adds, place, text
		return
	}
	if (heading(section) != last) {
		if (how == "html") {
			if (last)
				print "</table>"
			print "<h2>" escape(heading(section)) "</h2><table>"
		} else
			print (last ? "\n" : "") heading(section)
		last = heading(section)
	}
	if (how == "html")
		print "<tr><td>" escape(month) "</td><td>" \
			escape(word(role)) "</td><td class=\"n\">" \
			escape(adds) "</td><td>" escape(place) "</td><td>" \
			escape(text) "</td></tr>"
	else
		print "  " joined(month, word(role), adds, place, text)
}

function joined(a, b, c, d, e,    out) {
	out = a
	out = out (out != "" && b != "" ? "  " : "") b
	out = out (out != "" && c != "" ? " " : "") c
	out = out (out != "" && d != "" ? "  " : "") d
	return out (out != "" && e != "" ? "  " : "") e
}

function escape(text) {
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	gsub(/"/, "\\&quot;", text)
	return text
}

function heading(section) {
	return lang == "da" ? danish[section] : english[section]
}

function word(role) {
	return lang == "da" && role in words ? words[role] : role
}

function in_two(da, en) {
	return lang == "da" ? da : en
}

# --- numbers ---

function millionths(text,    sign, point, whole, part) {
	sign = 1
	if (text ~ /^-/) {
		sign = -1
		text = substr(text, 2)
	}
	point = index(text, ".")
	whole = point ? substr(text, 1, point - 1) : text
	part = point ? substr(text, point + 1) : ""
	part = substr(part "000000", 1, 6)
	return sign * (whole * 1000000 + part)
}

function shown(sum,    text, whole) {
	whole = sum < 0 ? -sum : sum
	text = sprintf("%d.%06d", int(whole / 1000000), whole % 1000000)
	sub(/\.?0+$/, "", text)
	return (sum < 0 ? "-" : "") text
}

# Park and Miller's numbers: the same draw for the same seed, on any awk.
function draw(below) {
	state = (state * 16807) % 2147483647
	return state % below
}

# --- what was gathered ---

# bind(FILE, NAMES): reads the header of a stream into NAMES[column] = place.
function bind(file, names,    n, i, part, line) {
	split("", names)
	if ((getline line < file) <= 0)
		return 0
	n = split(line, part, "\t")
	for (i = 1; i <= n; i++)
		names[part[i]] = i
	return n
}

function read_verdict(    line, i) {
	while ((getline line < (work "/verdict")) > 0) {
		i = index(line, "\t")
		v[substr(line, 1, i - 1)] = substr(line, i + 1)
	}
}

function read_personal(    line, part) {
	while ((getline line < (work "/personal")) > 0) {
		split(line, part, "\t")
		personal[part[1]] = "," part[2] ","
	}
}

# The text of the records of one source, by where they stand.
function read_records(source,    file, n, line, part, names, i, text, c) {
	file = work "/" source ".records"
	n = bind(file, c)
	for (i in c)
		names[c[i]] = i
	while (n && (getline line < file) > 0) {
		split(line, part, "\t")
		text = ""
		for (i = 1; i <= n; i++) {
			if (names[i] == "at" || part[i] == "")
				continue
			text = text (text ? ", " : "") names[i] "=" \
				(index(personal[source], "," names[i] ",") ? \
				"***" : part[i])
		}
		record[part[c["at"]]] = text
	}
	close(file)
}

function figure() {
	say("figure", "", "status", v["status"], "", v["why"])
	if (v["numerator"] != "")
		say("figure", "", "numerator", v["numerator"], "", "")
	if (v["denominator"] != "")
		say("figure", "", "denominator", v["denominator"], "", "")
	say("figure", "", "value", v["value"], "", "")
	say("figure", "", "expected", v["expected"], "", \
		v["path"] ", " v["window"] ", " v["direction"])
	say("figure", "", "target", v["target"], "", "")
	if (v["shortfall"] != "")
		say("figure", "", "shortfall", v["shortfall"], "", \
			v["scale"] ", " in_two("bånd ", "band ") v["band"])
	if (v["flags"] != "")
		say("figure", "", "flags", "", "", v["flags"])
	if (v["through"] != "")
		say("figure", v["through"], "through", "", "", "")
}

function targets(    n, line, part, c, text, i, k, name) {
	n = bind(work "/targets", c)
	k = split("upper change baseline decided decided_by reason", name, " ")
	while (n && (getline line < (work "/targets")) > 0) {
		split(line, part, "\t")
		if (part[c["goal"]] != goal || part[c["year"]] != v["year"])
			continue
		if (part[c["unit"]] != unit && part[c["unit"]] != "*")
			continue
		text = ""
		for (i = 1; i <= k; i++)
			if (part[c[name[i]]] != "")
				text = text (text ? ", " : "") name[i] "=" \
					part[c[name[i]]]
		say("target", part[c["due"]], "target", part[c["target"]], \
			"book/" part[c["at"]], text)
	}
}

function is_feed(source) {
	return index("|" sources "|", "|" source "|")
}

function deliveries(    n, line, part, c) {
	n = bind(outdir "/deliveries.tsv", c)
	while (n && (getline line < (outdir "/deliveries.tsv")) > 0) {
		split(line, part, "\t")
		if (!is_feed(part[c["source"]]))
			continue
		if (part[c["unit"]] != "" && part[c["unit"]] != unit)
			continue
		if (part[c["month"]] != "" && \
			substr(part[c["month"]], 1, 4) != v["year"])
			continue
		say("deliveries", part[c["month"]], part[c["state"]], \
			part[c["rows"]], part[c["source"]] \
			(part[c["unit"]] ? "/" part[c["unit"]] : ""), \
			part[c["why"]])
	}
}

# Months of the window: all of them add up to the figure. Elsewhere than in
# sums over the year or twelve months they are shown, not added.
function in_window(month,    to) {
	to = substr(v["through"] != "" && v["flags"] ~ /lagged/ ? \
		v["through"] : as_of, 1, 7)
	if (month > to)
		return 0
	if (v["window"] == "year" || v["window"] == "mean_of_months")
		return substr(month, 1, 4) == v["year"]
	if (v["window"] == "rolling_12")
		return month > (substr(to, 1, 4) - 1) substr(to, 5)
	return month == to
}

function months(    n, line, part, c, month) {
	n = bind(outdir "/observations.tsv", c)
	while (n && (getline line < (outdir "/observations.tsv")) > 0) {
		split(line, part, "\t")
		if (part[c["measure"]] != measure || part[c["unit"]] != unit)
			continue
		month = part[c["month"]]
		order[++count] = month
		numerator[month] = part[c["numerator"]]
		denominator[month] = part[c["denominator"]]
		has_denominator = has_denominator || denominator[month] != ""
	}
}

function rows(    n, line, part, c, month, role, i, at) {
	n = bind(work "/rows", c)
	while (n && (getline line < (work "/rows")) > 0) {
		split(line, part, "\t")
		month = part[c["month"]]
		role = part[c["role"]]
		if (role == "numerator")
			up[month] += millionths(part[c["adds"]])
		if (role == "denominator" || role == "entered")
			down[month] += millionths(part[c["adds"]])
		at = part[c["at"]]
		i = ++held
		row_month[i] = month
		row_role[i] = role
		row_adds[i] = part[c["adds"]]
		row_at[i] = at
		row_text[i] = at in record ? record[at] : \
			part[c["event"]] " " part[c["date"]]
	}
}

function show_rows(month,    i) {
	for (i = 1; i <= held; i++)
		if (row_month[i] == month && (!sample || i in drawn))
			say("rows", month, row_role[i], row_adds[i], \
				row_at[i], row_text[i])
}

# sample rows out of those of the window, each as likely as any other.
function draw_rows(    i, k, n, pool) {
	state = seed % 2147483646 + 1
	for (i = 1; i <= held; i++)
		if (in_window(row_month[i]))
			pool[++n] = i
	for (i = 1; i <= sample && n; i++) {
		k = draw(n) + 1
		drawn[pool[k]] = 1
		pool[k] = pool[n--]
	}
}

# A month's rows must add up to its observation. Where the figures come from
# elsewhere (by hand, or another stream) there are no rows to add.
function add_up(    i, month, top, bottom, last_one) {
	for (i = 1; i <= count; i++) {
		month = order[i]
		if (!in_window(month) && v["path"] != "seasonal")
			continue
		say("months", month, "numerator", numerator[month], "", \
			has_denominator ? word("denominator") " " \
			denominator[month] : "")
		if (!in_window(month))
			continue
		if (held) {
			show_rows(month)
			closes(month, "numerator", up[month], numerator[month])
			if (has_denominator && denominator[month] != "")
				closes(month, "denominator", down[month], \
					denominator[month])
		}
		top += millionths(numerator[month])
		bottom += millionths(denominator[month])
		window_months++
		last_one = month
	}
	if (window_months && v["window"] ~ /^(year|rolling_12|month)$/ && \
	    v["numerator"] !~ /\//) {
		across("numerator", top, v["numerator"], numerator[last_one])
		if (v["denominator"] != "" && v["denominator"] !~ /\//)
			across("denominator", bottom, v["denominator"], \
				denominator[last_one])
	}
}

# Over months a component is summed up, or its mean or last month counts.
function across(role, sum, wanted, last_month) {
	if (sum != millionths(wanted) && \
	    sum == millionths(wanted) * window_months)
		say("sums", "", "sum", shown(sum), word(role), in_two( \
			"stemmer: middel af " window_months " måneder er ", \
			"closes: the mean of " window_months " months is ") \
			wanted)
	else if (sum != millionths(wanted) && \
	    millionths(last_month) == millionths(wanted))
		say("sums", "", "sum", last_month, word(role), in_two( \
			"stemmer: sidste måned tæller", \
			"closes: the last month counts"))
	else
		closes("", role, sum, wanted)
}

function closes(month, role, sum, wanted) {
	if (wanted == "")
		return
	if (sum + 0 == millionths(wanted)) {
		if (month == "" || !sample)
			say(month == "" ? "sums" : "months", month, "sum", \
				shown(sum + 0), word(role), \
				in_two("stemmer", "closes"))
		return
	}
	say(month == "" ? "sums" : "months", month, "sum", shown(sum + 0), \
		word(role), in_two("stemmer IKKE: ", "does NOT close: ") wanted)
	broken = 1
}

function rejected(    n, line, part, c) {
	n = bind(outdir "/rejects.tsv", c)
	while (n && (getline line < (outdir "/rejects.tsv")) > 0) {
		split(line, part, "\t")
		if (!is_feed(part[c["source"]]))
			continue
		if ("unit" in c && part[c["unit"]] != "" && \
			part[c["unit"]] != unit && !parent)
			continue
		if ("month" in c && part[c["month"]] != "" && \
			!in_window(part[c["month"]]))
			continue
		say("rejected", "month" in c ? part[c["month"]] : "", \
			part[c["reason"]], "", part[c["at"]], \
			part[c["column"]] (part[c["value"]] != "" ? ": " \
			part[c["value"]] : ""))
	}
	n = bind(outdir "/rows.tsv", c)
	while (n && (getline line < (outdir "/rows.tsv")) > 0) {
		split(line, part, "\t")
		if (part[c["file"]] == "*" && is_feed(part[c["source"]]) && \
			part[c["skipped"]])
			say("skipped", "", "", part[c["skipped"]], \
				part[c["source"]], part[c["detail"]])
	}
}

BEGIN {
	FS = OFS = "\t"
	danish["figure"] = "Resultatet"
	danish["target"] = "Målniveauet og dets historie"
	danish["deliveries"] = "Leverancer"
	danish["months"] = danish["rows"] = "Måned for måned"
	danish["sums"] = "Summer"
	danish["rejected"] = "Afviste rækker, som kan høre til"
	danish["skipped"] = "Rækker sprunget over efter kildens regler"
	english["figure"] = "The figure"
	english["target"] = "The target and its history"
	english["deliveries"] = "Deliveries"
	english["months"] = english["rows"] = "Month by month"
	english["sums"] = "Sums"
	english["rejected"] = "Rejected rows that could belong"
	english["skipped"] = "Rows skipped by rules of the source"
	split("numerator tæller denominator nævner entered indgået reached " \
		"nået pending følges value resultat expected forventet " \
		"target mål shortfall afstand flags mærker through data_til " \
		"status status sum sum delivered leveret missing mangler thin tynd " \
		"silent tavs failed fejlet lagging forsinket untested ikke_prøvet " \
		"not_begun ikke_begyndt ended afsluttet", pair, " ")
	for (i = 1; (i + 1) in pair; i += 2) {
		gsub(/_/, " ", pair[i + 1])
		words[pair[i]] = pair[i + 1]
	}
	read_verdict()
	title = unit " " goal ", " as_of
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
	if (!("status" in v) || v["status"] == "not_applicable")
		say("figure", "", "status", "not_applicable", "", \
			in_two("Målet er ikke i enhedens kontrakt.", \
			"The goal is not in the unit's contract."))
	else {
		read_personal()
		n = split(sources, source, "|")
		for (i = 1; i <= n; i++)
			read_records(source[i])
		figure()
		targets()
		deliveries()
		months()
		rows()
		if (sample)
			draw_rows()
		add_up()
		if (!held)
			say("sums", "", "", "", "", in_two( \
				"Tallene hviler ikke på rækker i udtræk: de er indberettet i hånden eller i en anden strøm.", \
				"The figures rest on no rows of exports: they were reported by hand or in another stream."))
		rejected()
	}
	if (how == "html")
		print (last ? "</table>" : "") "</main></body></html>"
	exit broken ? 65 : 0
}
