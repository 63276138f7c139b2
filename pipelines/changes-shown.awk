# SPDX-License-Identifier: MIT
#
# Shows the rows of `compare -f tsv` to people: as text of 80 columns, Markdown
# or HTML, in Danish or English. Variables: how, lang.

function said(word) {
	return word == "" ? "–" : word
}

function number(text) {
	if (lang == "da")
		sub(/\./, ",", text)
	return text == "" ? "–" : text
}

function clean(text) {
	if (how == "html") {
		gsub(/&/, "\\&amp;", text)
		gsub(/</, "\\&lt;", text)
		gsub(/>/, "\\&gt;", text)
	} else if (how == "markdown")
		gsub(/[|\\`*_<]/, "\\\\&", text)
	return text
}

function causes(text,    n, i, part, list) {
	n = split(text, part, " ")
	for (i = 1; i <= n; i++) {
		if (lang == "da") {
			gsub(/definition/, "definition", part[i])
			gsub(/target/, "målniveau", part[i])
			gsub(/date/, "dato", part[i])
			gsub(/tool/, "program", part[i])
			gsub(/unknown/, "ukendt", part[i])
		}
		list = list (list ? ", " : "") part[i]
	}
	return list
}

# Words are kept whole; lines are of 80 columns.
function wrap(text, indent,    n, i, part, row, out) {
	n = split(text, part, " ")
	row = indent
	for (i = 1; i <= n; i++) {
		if (length(row) + length(part[i]) > 79 && row != indent) {
			out = out row "\n"
			row = indent
		}
		row = row (row == indent ? "" : " ") part[i]
	}
	return out row
}

function turn(a, b) {
	return a == b ? b : a " → " b
}

BEGIN {
	da = lang == "da"
	if (how == "markdown") {
		print ""
		print da ? "| Enhed | Resultatmål | Status | Resultat | Mål | Årsag |" : \
			"| Unit | Goal | Status | Result | Target | Cause |"
		print "|---|---|---|---|---|---|"
	} else if (how == "html") {
		print "<table><thead><tr>"
		n = split(da ? "Enhed Resultatmål Status Resultat Mål Årsag" : \
			"Unit Goal Status Result Target Cause", head, " ")
		for (i = 1; i <= n; i++)
			printf "<th scope=\"col\">%s</th>", head[i]
		print "</tr></thead><tbody>"
	}
}

NR > 1 {
	count++
	status = turn(said($13), said($14))
	value = turn(number($5), number($6))
	target = turn(number($7), number($8))
	why = causes($11) ($12 ? ": " $12 : "")
	if (how == "markdown")
		printf "| %s | %s | %s | %s | %s | %s |\n", clean($1), \
			clean($2), status, value, target, clean(why)
	else if (how == "html")
		printf "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td>" \
			"<td>%s</td><td>%s</td><td>%s</td></tr>\n", clean($1), \
			clean($2), status, value, target, clean(why)
	else {
		print ""
		print wrap($1 " " $2 ": " status, "")
		print wrap((da ? "resultat " : "result ") value \
			(da ? ", mål " : ", target ") target, "  ")
		print wrap((da ? "årsag: " : "cause: ") why, "  ")
	}
}

END {
	if (how == "html")
		print "</tbody></table>"
	if (!count) {
		none = da ? "Intet mål har ændret sig." : "No goal has changed."
		print how == "html" ? "<p>" none "</p>" : "\n" none
	}
}
