# SPDX-License-Identifier: MIT
#
# What explain adds up: exact sums, days and months, the window of a goal and
# the level expected at the date. Variables: those of explain.awk.
#
# A sum is kept as two whole numbers, units and millionths, which awk holds
# exactly up to 9 * 10^15 each; figures have at most six decimals. Months are
# counted from year 0.

# plain(TEXT): a number of the book, which may have a decimal comma, as awk
# reads it.
function plain(text) {
	gsub(/[ %+]/, "", text)
	if (said["numbers"] == "1.234,5" || \
	    (text ~ /,[0-9]*$/ && said["numbers"] == "")) {
		gsub(/\./, "", text)
		sub(/,/, ".", text)
	}
	gsub(/,/, "", text)
	return text
}

function sum_clear(name) {
	units_of[name] = parts_of[name] = 0
}

function sum_add(name, text,    sign, point) {
	sign = text ~ /^-/ ? -1 : 1
	sub(/^[-+]/, "", text)
	point = index(text, ".")
	units_of[name] += sign * (point ? substr(text, 1, point - 1) : text)
	if (point)
		parts_of[name] += sign * substr(substr(text, point + 1) \
			"000000", 1, 6)
}

# sum_is(NAME, TEXT, TIMES): whether the sum is TEXT that many times; TEXT may
# be a fraction, such as 8503/6.
function sum_is(name, text, times,    part, below) {
	below = split(text, part, "/") > 1 ? part[2] : 1
	sum_clear("?")
	sum_add("?", part[1])
	return (units_of[name] * below - units_of["?"] * times) * 1000000 + \
		parts_of[name] * below - parts_of["?"] * times == 0
}

function sum_shown(name,    whole, part, sign, text) {
	whole = units_of[name] + 0
	part = parts_of[name] + 0
	whole += int(part / 1000000)
	part -= int(part / 1000000) * 1000000
	if (whole > 0 && part < 0) {
		whole--
		part += 1000000
	} else if (whole < 0 && part > 0) {
		whole++
		part -= 1000000
	}
	sign = whole < 0 || part < 0 ? "-" : ""
	text = sprintf("%.0f.%06d", whole < 0 ? -whole : whole, \
		part < 0 ? -part : part)
	sub(/\.?0+$/, "", text)
	return sign text
}

function sum_number(name) {
	return units_of[name] + parts_of[name] / 1000000
}

function number(text,    part) {
	return split(text, part, "/") > 1 ? part[1] / part[2] : text + 0
}

# near_to(X, TEXT): whether X, rounded as TEXT is, is TEXT.
function near_to(x, text,    point, unit) {
	point = index(text, ".")
	unit = point ? 10 ^ -(length(text) - point) : 1
	x -= text
	return (x < 0 ? -x : x) <= unit / 2 + (text < 0 ? -text : text) * \
		1e-12 + 1e-9
}

# tidy(X): as many decimals as a reader wants to check a figure by hand.
function tidy(x,    text) {
	text = sprintf("%.6f", x)
	sub(/\.?0+$/, "", text)
	return text == "-0" ? "0" : text
}

# --- days and months ---

# The number of a day, counted as the calendar of today has always held.
function day_number(date,    y, m, d) {
	y = substr(date, 1, 4) + 0
	m = substr(date, 6, 2) + 0
	d = substr(date, 9, 2) + 0
	if (m < 3) {
		m += 12
		y--
	}
	return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + \
		int((153 * (m - 3) + 2) / 5) + d
}

function month_number(date) {
	return substr(date, 1, 4) * 12 + substr(date, 6, 2) - 1
}

function month_name(month) {
	return sprintf("%04d-%02d", int(month / 12), month % 12 + 1)
}

function month_first_day(month) {
	return day_number(month_name(month) "-01")
}

# The last day of the window of a cohort whose members enter last in a month.
function matures(month,    part, last) {
	last = month_first_day(month + 1) - 1
	split(said["within"], part, " ")
	if (part[2] ~ /^day/)
		return last + part[1]
	return month_first_day(month + 1 + part[1]) - 1
}

# How far the contract year has come on the day the goal is judged at: the
# as-of date, or with the flag `lagged` the day the sources reach to.
function year_progress(    begins, last_day) {
	judged_at = v["flags"] ~ /lagged/ && v["through"] != "" ? \
		v["through"] : as_of
	begins = substr(as_of, 1, 4) "-" said["year_begins"]
	if (begins > as_of)
		begins = (substr(as_of, 1, 4) - 1) "-" said["year_begins"]
	begin_day = day_number(begins)
	end_day = day_number((substr(begins, 1, 4) + 1) "-" \
		said["year_begins"]) - 1
	first = month_number(begins)
	last = month_number(judged_at)
	last_day = month_first_day(last + 1) - 1
	if (day_number(judged_at) < last_day)
		last--
	running = by_day ? month_number(judged_at) : last
	if (running > first + 11)
		running = first + 11
	running_gone = running > last ? (day_number(judged_at) - \
		month_first_day(running) + 1) / (month_first_day( \
		running + 1) - month_first_day(running)) : 0
	gone_text = by_day ? day_number(judged_at) - begin_day + 1 "/" \
		(end_day - begin_day + 1) : last - first + 1 "/12"
}

# The months of the goal's window, from..to.
function find_window(    w, m) {
	year_progress()
	w = v["window"]
	from = first
	to = w == "year" ? running : last
	if (w == "rolling_12")
		from = last - 11
	if (w == "month")
		from = last
	if (began > from && said["counts_zero"] == "")
		from = began
	if (said["cohort"] && said["month_of"] == "entry" && \
	    v["flags"] ~ /lagged/)
		while (to >= from && matures(to) > day_number(judged_at))
			to--
	if (w == "latest") {
		while (to >= from && !(month_name(to) in numerator))
			to--
		from = to
	}
	# A count is 0 in a month without rows. In a sum that changes nothing; where
	# the last month counts, or the mean of all months, the 0 must be there.
	if (v["numerator"] != "" && said["counts_zero"] != "" && \
	    (said["across_numerator"] == "last" || w == "mean_of_months"))
		for (m = from; m <= to; m++)
			if (!(month_name(m) in numerator))
				numerator[month_name(m)] = 0
}

function in_window(month) {
	return month != "" && month_number(month) >= from && \
		month_number(month) <= to
}

# --- figures over months ---

# over(SIDE, NAME, A, B): the side's months from A to B, in the sum NAME; how
# many of them count for a mean.
function over(side, name, a, b,    m, n, text) {
	sum_clear(name)
	for (m = a; m <= b; m++) {
		if (!(month_name(m) in numerator))
			continue
		text = side == "numerator" ? numerator[month_name(m)] : \
			denominator[month_name(m)]
		if (side == "denominator" && text + 0 == 0)
			continue
		if (said["across_" side] == "last")
			sum_clear(name)
		sum_add(name, text)
		n++
	}
	return n
}

# Whether the months from A to B come to the numerator of the verdict.
function closes_over(a, b,    n) {
	n = over("numerator", "numerator", a, b)
	return sum_is("numerator", v["numerator"], \
		said["across_numerator"] == "mean" && n ? n : 1)
}

# What is left of a side over its months, as a number.
function side_over(side, a, b,    n) {
	n = over(side, "side", a, b)
	return said["across_" side] == "mean" && n ? \
		sum_number("side") / n : sum_number("side")
}

# The measure's form of two sides.
function form_of(top, bottom,    x) {
	x = has_denominator ? (bottom ? top / bottom : 0) : top
	if (said["form"] != "ratio")
		x--
	if (said["form"] == "deviation" && x < 0)
		x = -x
	return said["shown_as"] == "percent" && has_denominator ? 100 * x : x
}

function form_over(a, b) {
	return form_of(side_over("numerator", a, b), \
		has_denominator ? side_over("denominator", a, b) : 1)
}

# The value of an earlier year's months: the goal's window at that moment; which
# months they are is put into `value_months`.
function value_over(back, whole,    a, b, m, n, x, end, with) {
	end = whole ? first + 11 : v["window"] == "year" ? running : last
	a = first - 12 * back
	b = end - 12 * back
	if (v["window"] == "rolling_12")
		a = b - 11
	if (v["window"] == "month" || v["window"] == "latest")
		a = b
	value_months = month_name(a) ".." month_name(b)
	if (v["window"] == "mean_of_months") {
		for (m = a; m <= b; m++)
			if (month_name(m) in numerator) {
				x += form_over(m, m)
				n++
			}
		return n ? x / n : 0
	}
	with = form_over(a, b)
	if (whole || v["window"] != "year" || !running_gone)
		return with
	value_months = value_months " x " tidy(running_gone)
	x = b > a ? form_over(a, b - 1) : 0
	return x + running_gone * (with - x)
}

# The share of earlier years that was behind at the date, as the mean of those
# of which all twelve months are there; told by show(YEAR, PART, WHOLE).
function seasonal_share(    back, m, part, part_of, whole, sum, years, earliest, all) {
	earliest = count ? month_number(order[1]) : first
	for (back = 1; first - 12 * back >= earliest; back++) {
		all = 1
		for (m = first - 12 * back; m < first - 12 * back + 12; m++)
			all = all && (month_name(m) in numerator || \
				said["counts_zero"] != "")
		if (!all)
			continue
		part = value_over(back, 0)
		part_of = value_months
		whole = value_over(back, 1)
		if (!whole)
			continue
		tell_earlier_year(back, part, part_of, whole, value_months)
		sum += part / whole
		years++
	}
	return years ? sum / years : -1
}

# --- drawing rows ---

# Park and Miller's numbers: the same draw for the same seed, on any awk.
function draw(below) {
	state = (state * 16807) % 2147483647
	return state % below
}
