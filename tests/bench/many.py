#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""many.py DIR [UNITS [GOALS [MONTHS]]]: a book of many units and goals (1,000
and 60), and the observations to judge it by, for bif-judge alone: DIR/book and
DIR/observations.tsv, as of 2010-09-30.

Goals are of all kinds in turn, each with a measure of its own, MONTHS (21, at
most 120) months a unit until then; units are of all sizes. Every tenth unit has its
own targets. One source brings all of it, each month at each unit, so that what
came is tested. The same arguments make the same bytes."""
import json, os, random, sys

MONTHS = [f"{2000 + i // 12}-{i % 12 + 1:02}" for i in range(9, 129)]
FACTS = {"count": "facts", "where": {"event": "e"}}
HITS = {"count": "facts", "where": {"event": "e", "outcome": "hit"}}
KINDS = [  # shown as, numerator, denominator, direction, window, path, scale
    ("percent", HITS, FACTS, "at_least", "year", "level", "points"),
    ("number", FACTS, None, "at_least", "year", "accrual", "of_target"),
    ("percent", HITS, FACTS, "at_least", "mean_of_months", "level", "points"),
    ("number", FACTS, None, "at_most", "year", "seasonal", "of_target"),
    ("number", dict(FACTS, count="open"), None, "within", "month", "level", "of_target"),
    ("number", dict(FACTS, count="amount"), None, "at_most", "year", "accrual", "of_target"),
    ("number", dict(FACTS, count="subjects"), None, "at_least", "year", "accrual", "of_target"),
    ("percent", HITS, FACTS, "at_most", "rolling_12", "level", "points"),
    ("points", dict(FACTS, count="weighted", weights={"hit": "1", "half": "0.5"}), None,
     "at_most", "year", "accrual", "of_target"),
    ("days", dict(FACTS, count="days"), dict(FACTS, count="amount", across="mean"),
     "at_most", "rolling_12", "level", "of_target"),
]


def write(folder, name, lines):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)


def main(folder, units=1000, goals=60, last=21):
    rng = random.Random(f"{units} {goals}")
    book = os.path.join(folder, "book")
    os.makedirs(os.path.join(book, "sources"), exist_ok=True)
    write(os.path.join(book, "sources"), "d.json", [json.dumps({
        "source": "d", "match": "d*.csv", "export": {"header": 1, "columns": {"unit": "unit", "day": "day"}},
        "facts": {"types": {"unit": {"unit": True}, "day": {"date": "yyyy-mm-dd"}},
                  "each": [{"event": "e", "unit": {"unit": "unit"}, "date": {"date": "day"},
                            "outcome": [{"is": "hit"}]}]}})])
    write(book, "book.json", [json.dumps({"name": "Many", "language": "en", "year": 2010,
          "standard_bands": {"of_target": "5", "points": "2", "of_change": "25"}, "small_n": 30})])
    names = [f"U{i:04}" for i in range(units)]
    write(book, "units.csv", ["unit,name,parent,valid_from,valid_to,aliases", "T,All,,2004-01-01,,"]
          + [f"{u},Unit {u},T,2004-01-01,," for u in names])
    measures, rows, targets = [], [], []
    series = [f"@d\t{u}\t{month}\t50\t\t50\t0\t2010-09-30\t{month}-28" for u in names for month in MONTHS[-last:]]
    digits = max(2, len(str(goals - 1)))  # so that names sort as they are numbered
    for number in range(goals):
        g = f"{number:0{digits}}"
        shown, up, down, direction, window, path, scale = KINDS[number % len(KINDS)]
        measure = {"measure": f"m{g}", "title": f"Measure {number}", "shown_as": shown, "form": "ratio", "numerator": up}
        if down:
            measure["denominator"] = down
        measures.append(measure)
        rows.append(f"g{g},Goal {number},Goal {number},P,m{g},{direction},{window},{path},{scale},,1,x,yes,yes,no,O,d")
        level, year, months = rng.uniform(.3, .95), 0, min(last, 21) / 12 if path in ("accrual", "seasonal") else 1
        for u, unit in enumerate(names):
            size, own = 3 + rng.paretovariate(1.1) * 12, min(.99, max(.02, rng.gauss(level, .05)))
            for month in MONTHS[-last:]:
                n = max(1, round(rng.gauss(size, size ** .5)))
                k, d = (sum(rng.random() < own for _ in range(min(n, 60))) * n // min(n, 60), n) if shown == "percent" \
                    else (n, round(size * 20)) if down else (n, "")
                if up["count"] == "weighted":
                    k = f"{k}.5" if rng.random() < .5 else k
                series.append(f"m{g}\t{unit}\t{month}\t{k}\t{d}\t{n}\t0\t2010-09-30\t{month}-28")
            year = (100 * own if shown == "percent" else size / (20 * size) * 12 if down
                    else size if up["count"] == "open" else size * 12) * rng.gauss(1, .05)
            if not u % 10 or u == 1:
                goal = f"{'*' if u == 1 else unit}" if u else unit
                upper = f"{year * 1.1:.1f}" if direction == "within" else ""
                targets.append(f"2010,{goal},g{g},2010-12-31,{max(year, .1):.1f},{upper},,,,2010-01-05,A,")
    write(book, "measures.json", [json.dumps({"measures": measures})])
    write(book, "goals.csv", ["goal,title,title_en,perspective,measure,direction,window,path,scale,band,decimals,"
                              "unit_of_value,central,monthly,cyclical,owner,data_source"] + rows)
    write(book, "targets.csv", ["year,unit,goal,due,target,upper,change,baseline,stated_change,decided,decided_by,reason"]
          + targets)
    write(folder, "observations.tsv", ["measure\tunit\tmonth\tnumerator\tdenominator\tn\tpending\tas_of\tthrough"] + series)


main(sys.argv[1], *map(int, sys.argv[2:]))
