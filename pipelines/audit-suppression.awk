# SPDX-License-Identifier: MIT
#
# The attack of audit-suppression. Reads `unit parent`, how goals are judged, then
# verdicts of any days, then months of curves; `limit` is what counts as small.
# Prints what follows and ends with 1 where something does.

FNR == 1 {
	file++
	delete c
	for (i = 1; i <= NF; i++)
		c[$i] = i
	next
}

file == 1 {
	if (!($c["unit"] in parent))
		units[++nunits] = $c["unit"]
	parent[$c["unit"]] = $c["parent"]
	next
}

file == 2 {
	window[$c["goal"]] = $c["window"]
	direction[$c["goal"]] = $c["direction"]
	scale[$c["goal"]] = $c["scale"]
	next
}

# Only the curve of a count shows a numerator, as verdicts do; that of a share does
# not. Its months become days of their own, YYYY-MM-32: behind all days of the
# month, and never one that a verdict is of.
"month_of_curve" in c {
	day = $c["as_of"] "-32"
	goal = $c["goal"]
	if (!((goal, "denominator") in has)) {
		days[day]
		at = day SUBSEP goal SUBSEP $c["unit"]
		curve[day, goal]
		status[at]
		if ($c["value"] != "")
			note(at, "numerator", $c["value"])
	}
	next
}

$c["status"] ~ /^(met|near|off|hidden)$/ {
	of_goal[$c["goal"], $c["unit"]]
	day = $c["as_of"]
	goal = $c["goal"]
	unit = $c["unit"]
	goals[goal]
	days[day]
	at = day SUBSEP goal SUBSEP unit
	status[at]
	if ($c["value"] == "") {
		hidden[at]
		hides[goal]
		if ($c["status"] != "hidden" && $c["expected"] != "" && $c["band"] != "") {
			shown[at] = $c["status"]
			edge[at] = $c["expected"]
			band[at] = $c["band"] * (scale[goal] == "points" ? 1 : \
				scale[goal] == "of_target" ? $c["expected"] / 100 : \
				size($c["target"] - $c["baseline"]) / 100)
		}
		# A figure beside a hidden one is one too many.
		for (q in c)
			if (q ~ /^(numerator|denominator|n|shortfall|low|high|why|projected)$/ &&
			    $c[q] != "")
				found(day, unit, goal, q, $c[q], "shown beside")
	}
	# Where each value is the number of events, a status is a bound of it.
	if ($c["value"] != "" && ($c["denominator"] != "" || $c["value"] + 0 != $c["n"]))
		no_count[goal]
	note(at, "n", $c["n"])
	note(at, "numerator", $c["numerator"])
	note(at, "denominator", $c["denominator"])
	# More than all: no share of anything, and nothing is left over.
	if ($c["denominator"] != "" && $c["numerator"] + 0 > $c["denominator"] + 0)
		no_share[goal]
	else if ($c["denominator"] != "")
		note(at, "rest", $c["denominator"] - $c["numerator"])
}

# A fraction is read as it stands: 8503/6.
function note(at, q, text, part) {
	if (text == "")
		return
	split(at, part, SUBSEP)
	has[part[2], q]
	split(text, part, "/")
	figure[at, q] = part[1] / (part[2] == "" ? 1 : part[2])
}

function found(day, unit, goal, q, value, how) {
	sub(/-32$/, "", day)
	sub(/-32$/, "", how)
	if (!faults++)
		print "day\tunit\tgoal\twhat\tfigure\thow"
	printf "%s\t%s\t%s\t%s\t%s\t%s\n", day, unit, goal, q, value, how
}

function size(x) {
	return x < 0 ? -x : x
}

function is_small(x) {
	x = size(x)
	return x > 1e-9 && x < limit
}

# The sums of one day: rows of coefficients of what is hidden, and what they add
# up to. Then Gauss and Jordan: a row that is left with one unknown gives it.
function eliminate(day, goal, q, n, rows, i, j, k, p, u, at, f, unknown, m, rhs, name, used, pivot, only) {
	for (i = 1; i <= nunits; i++) {
		at = day SUBSEP goal SUBSEP units[i]
		if (at in hidden) {
			unknown[units[i]] = ++n
			name[n] = units[i]
		}
	}
	for (i = 1; i <= nunits; i++) {
		p = units[i]
		if (!((day, goal, p) in status))
			continue
		k = 0
		for (j = 1; j <= nunits; j++)
			if (parent[units[j]] == p && ((day, goal, units[j]) in status))
				k++
		if (!k)
			continue
		rows++
		for (j = 1; j <= nunits; j++) {
			u = units[j]
			f = u == p ? -1 : parent[u] == p ? 1 : 0
			if (!f || !((day, goal, u) in status))
				continue
			if (u in unknown)
				m[rows, unknown[u]] = f
			else
				rhs[rows] -= f * figure[day, goal, u, q]
		}
	}
	for (j = 1; j <= n; j++) {
		pivot = 0
		for (i = 1; i <= rows && !pivot; i++)
			if (!(i in used) && (m[i, j] > 1e-9 || m[i, j] < -1e-9))
				pivot = i
		if (!pivot)
			continue
		used[pivot]
		f = m[pivot, j]
		for (k = 1; k <= n; k++)
			m[pivot, k] /= f
		rhs[pivot] /= f
		for (i = 1; i <= rows; i++) {
			f = m[i, j]
			if (i == pivot || !f)
				continue
			for (k = 1; k <= n; k++)
				m[i, k] -= f * m[pivot, k]
			rhs[i] -= f * rhs[pivot]
		}
	}
	for (i = 1; i <= rows; i++) {
		k = 0
		for (j = 1; j <= n; j++)
			if (m[i, j] > 1e-9 || m[i, j] < -1e-9) {
				k++
				only = j
			}
		if (k != 1)
			continue
		f = rhs[i] / m[i, only]
		if (!((day, goal, name[only]) in unsaid) || is_small(f))
			found(day, name[only], goal, q, f, "by sums")
	}
}

function raise(at, x) {
	if (x > low[at] + 1e-9) {
		low[at] = x
		more = 1
	}
}

function lower(at, x) {
	if (x < high[at] - 1e-9) {
		high[at] = x
		more = 1
	}
}

# The least and the greatest count that a status leaves: `least` and `most`.
function leave(at, goal, n, gap) {
	least = most = 0
	for (n = 1; n <= 200; n++) {
		gap = direction[goal] == "at_least" ? edge[at] - n : n - edge[at]
		if ((gap <= 1e-9 ? "met" : gap <= band[at] + 1e-9 ? "near" : "off") == shown[at]) {
			least = least ? least : n
			most = n == 200 ? 1e15 : n
		}
	}
}

# What bounds leave, over all days: sums of units, time, and of counts a status.
function narrow(goal, q, d, i, j, p, u, at, n, l, h, round) {
	delete low
	delete high
	for (d = 1; d <= ndays; d++)
		for (i = 1; i <= nunits; i++) {
			at = day_of[d] SUBSEP goal SUBSEP units[i]
			if (!(at in status))
				continue
			low[at] = high[at] = figure[at, q] + 0
			if (at in hidden) {
				low[at] = q == "n" || q == "denominator"
				high[at] = 1e15
				if ((at in shown) && !(goal in no_count) &&
				    direction[goal] ~ /^at_/) {
					leave(at, goal)
					if (least) {
						low[at] = least
						high[at] = most
					}
				}
			}
		}
	for (round = more = 1; more && round < 60; round++) {
		more = 0
		for (d = 1; d <= ndays; d++)
			for (i = 1; i <= nunits; i++) {
				p = day_of[d] SUBSEP goal SUBSEP units[i]
				if (!(p in status))
					continue
				n = l = h = 0
				for (j = 1; j <= nunits; j++) {
					at = day_of[d] SUBSEP goal SUBSEP units[j]
					if (parent[units[j]] != units[i] || !(at in status))
						continue
					n++
					l += low[at]
					h += high[at]
				}
				if (!n)
					continue
				raise(p, l)
				lower(p, h)
				for (j = 1; j <= nunits; j++) {
					at = day_of[d] SUBSEP goal SUBSEP units[j]
					if (parent[units[j]] != units[i] || !(at in hidden))
						continue
					lower(at, high[p] - (l - low[at]))
					if (h - high[at] < 1e14)
						raise(at, low[p] - (h - high[at]))
				}
			}
		for (d = 2; d <= ndays && window[goal] == "year"; d++)
			for (i = 1; i <= nunits; i++) {
				p = day_of[d - 1] SUBSEP goal SUBSEP units[i]
				at = day_of[d] SUBSEP goal SUBSEP units[i]
				if (!(p in status) || !(at in status) ||
				    substr(day_of[d], 1, 4) != substr(day_of[d - 1], 1, 4))
					continue
				if (at in hidden)
					raise(at, low[p])
				if (p in hidden)
					lower(p, high[at])
			}
	}
	# Bounds may contradict each other, where a parent has events at units that
	# do not have the goal: such bounds tell nothing. And a hidden month between
	# two equal ones of a curve is equal to them, which is a secret only where
	# it is small: else nothing happened in it.
	for (at in hidden) {
		split(at, u, SUBSEP)
		if (u[2] == goal && (at in low) && size(high[at] - low[at]) < 1e-9 &&
		    (u[1] !~ /-32$/ || is_small(low[at])))
			found(u[1], u[3], goal, q, low[at], "by bounds")
	}
}

# What is small and shown, and what came between two days that are shown.
function look(goal, q, d, e, i, at, then) {
	for (d = 1; d <= ndays; d++)
		for (i = 1; i <= nunits; i++) {
			at = day_of[d] SUBSEP goal SUBSEP units[i]
			if (!((at SUBSEP q) in figure))
				continue
			if (is_small(figure[at, q]))
				found(day_of[d], units[i], goal, q, figure[at, q], "small")
			for (e = 1; e < d && window[goal] == "year"; e++) {
				then = day_of[e] SUBSEP goal SUBSEP units[i]
				if (((then SUBSEP q) in figure) &&
				    substr(day_of[e], 1, 4) == substr(day_of[d], 1, 4) &&
				    is_small(figure[at, q] - figure[then, q]))
					found(day_of[d], units[i], goal, q,
						figure[at, q] - figure[then, q],
						"since " day_of[e])
			}
		}
}

# A curve may leave out a unit that has the goal. Then its month is unknown to a
# reader, and is attacked as a hidden one is; but whoever finds it has found
# something only where the figure is small.
function complete_curves(key, part, u, at) {
	for (key in curve) {
		split(key, part, SUBSEP)
		for (u = 1; u <= nunits; u++) {
			at = key SUBSEP units[u]
			if (!((part[2], units[u]) in of_goal) || \
			    ((at, "numerator") in figure))
				continue
			if (!(at in status))
				unsaid[at]
			status[at]
			hidden[at]
			hides[part[2]]
		}
	}
}

# The days, in order; those of curves have one quantity only.
function order_days(curves,    d, i, j) {
	ndays = 0
	for (d in days)
		if (curves || d !~ /-32$/)
			day_of[++ndays] = d
	for (i = 2; i <= ndays; i++)
		for (j = i; j > 1 && day_of[j - 1] > day_of[j]; j--) {
			d = day_of[j]
			day_of[j] = day_of[j - 1]
			day_of[j - 1] = d
		}
}

END {
	complete_curves()
	nq = split("n numerator denominator rest", quantities, " ")
	for (goal in goals)
		for (k = 1; k <= nq; k++) {
			if (!((goal, quantities[k]) in has) ||
			    (quantities[k] == "rest" && goal in no_share))
				continue
			order_days(quantities[k] == "numerator")
			if (limit)
				look(goal, quantities[k])
			if (!(goal in hides))
				continue
			for (d = 1; d <= ndays; d++)
				eliminate(day_of[d], goal, quantities[k])
			narrow(goal, quantities[k])
		}
	exit faults > 0
}
