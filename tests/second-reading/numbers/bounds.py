#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bounds.py [--worlds N] [--seed S]: `rejected` and `bounds`, tried by hand.

Small worlds with rejected rows: each row, as far as it can be read, may have
counted in every way its source can, or not at all. All ways together are gone
through one by one, each is judged in fractions, and the best and worst status
must be those that bif-judge says. BIF_BIN is where the programs are.
"""
import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

STATUSES = ["met", "near", "off"]
AS_OF = "2010-06-30"
MONTHS = ["%d-%02d" % (y, m) for y in (2009, 2010) for m in range(1, 13)][:18]
LAST = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
UNITS = {"T": None, "A": "T", "B": "T"}
MEASURES = {
    # name: numerator, denominator, how one row of a source may count, as
    # (numerator, denominator), beside not at all
    "count": ({"event": "x"}, None, {"sx": [(1, 0)]}),
    "share": ({"event": "x", "outcome": "good"}, {"event": "x"}, {"sx": [(0, 1), (1, 1)]}),
    "rate": ({"event": "x"}, {"event": "y"}, {"sx": [(1, 0)], "sy": [(0, 1)]}),
}


def where(tests):
    return {"count": "facts", "where": tests}


def book(folder, measure, goal, target):
    os.makedirs(folder + "/sources")
    up, down, _ = MEASURES[measure]
    m = {"measure": measure, "numerator": where(up)}
    if down:
        m["denominator"] = where(down)
        m["shown_as"] = "percent"
    with open(folder + "/book.json", "w") as f:
        f.write('{"language": "en"}')
    with open(folder + "/measures.json", "w") as f:
        json.dump({"measures": [m]}, f)
    for source, event in (("sx", "x"), ("sy", "y")):
        each = {"event": event, "unit": {"unit": "u"}, "date": {"date": "d", "format": "yyyy-mm-dd"},
                "outcome": {"text": "o"}}
        with open("%s/sources/%s.json" % (folder, source), "w") as f:
            json.dump({"source": source, "match": source + "*", "facts": {"each": [each]}}, f)
    with open(folder + "/units.csv", "w") as f:
        f.write("unit,name,parent\n" + "".join("%s,Unit %s,%s\n" % (u, u, p or "") for u, p in UNITS.items()))
    with open(folder + "/goals.csv", "w") as f:
        f.write("goal,measure,direction,window,path,scale,band,decimals\n")
        f.write("g,%s,%s,year,%s,%s,%s,1\n" % (measure, goal["direction"], goal["path"], goal["scale"], goal["band"]))
    with open(folder + "/targets.csv", "w") as f:
        f.write("year,unit,goal,due,target,decided\n")
        f.write("".join("2010,%s,g,2010-12-31,%s,2010-01-20\n" % (u, target[u]) for u in UNITS))


def status(goal, target, k, n, down):
    value = Fraction(k) if not down else 100 * Fraction(k, n)
    expected = Fraction(target) / (2 if goal["path"] == "accrual" else 1)
    gap = expected - value if goal["direction"] == "at_least" else value - expected
    if gap <= 0:
        return 0
    if goal["scale"] == "of_target":
        gap = gap * 100 / expected
    return 1 if gap <= goal["band"] else 2


def below(unit):
    return [u for u, p in UNITS.items() if u == unit or p == unit]


def world(rng):
    measure = rng.choice(list(MEASURES))
    down = MEASURES[measure][1]
    goal = {"direction": rng.choice(["at_least", "at_most"]),
            "path": "level" if down else rng.choice(["level", "accrual"]),
            "scale": rng.choice(["points", "of_target"]), "band": rng.choice([1, 3, 10])}
    sums, rows = {}, []
    for u in ("A", "B"):
        for m in MONTHS:
            n = rng.randint(3, 9)
            k = rng.randint(0, n) if measure == "share" else rng.randint(1, 9)
            rows.append((measure, u, m, k, n if down else ""))
            if m >= "2010":
                for up in (u, "T"):
                    a, b = sums.get(up, (0, 0))
                    sums[up] = (a + k, b + n)
    for m in MONTHS:
        both = [r for r in rows if r[2] == m]
        rows.append((measure, "T", m, sum(r[3] for r in both), sum(r[4] for r in both) if down else ""))
    # Near the edges, where a row or two matter.
    target = {}
    for u, (k, n) in sums.items():
        at = Fraction(100 * k, n) if down else Fraction(k * (2 if goal["path"] == "accrual" else 1))
        target[u] = max(1, round(at) + rng.randint(-6, 6))
    rejected = {}
    for _ in range(rng.randint(0, 6)):
        key = (rng.choice(["sx", "sy"]), rng.choice(["A", "B", "T", "", "Nowhere"]),
               rng.choice(MONTHS[10:] + [""] * 3))
        rejected[key] = rejected.get(key, 0) + 1
    return measure, goal, target, sums, rows, rejected


def expect(measure, goal, target, sums, rejected, unit):
    ways = MEASURES[measure][2]
    could = []
    for (source, u, m), times in rejected.items():
        if source in ways and (u in ("", "Nowhere") or u in below(unit)) and (not m or m >= "2010"):
            could += [[(0, 0)] + ways[source]] * times
    k, n = sums[unit]
    seen = set()
    for way in itertools.product(*could):
        a, b = k + sum(x[0] for x in way), n + sum(x[1] for x in way)
        seen.add(status(goal, target[unit], a, b, MEASURES[measure][1]))
    return len(could), "%s..%s" % (STATUSES[max(seen)], STATUSES[min(seen)])


def judged(folder, rows, rejected):
    stream = "measure\tunit\tmonth\tnumerator\tdenominator\tn\tpending\tas_of\tthrough\n"
    for m, u, month, k, n in rows:
        stream += "%s\t%s\t%s\t%s\t%s\t%s\t0\t%s\t\n" % (m, u, month, k, n, n or k, AS_OF)
    for source in ("sx", "sy"):
        for u in ("A", "B"):
            for m in MONTHS:
                stream += "@%s\t%s\t%s\t9\t\t9\t0\t%s\t%s-%02d\n" % (source, u, m, AS_OF, m, LAST[int(m[5:]) - 1])
    for (source, u, m), times in rejected.items():
        stream += "@%s!rejected\t%s\t%s\t%d\t\t%d\t0\t%s\t\n" % (source, u, m, times if u == "Nowhere" else 0, times, AS_OF)
    out = subprocess.run([os.environ.get("BIF_BIN", "bin") + "/bif-judge", "-b", folder, "--as-of", AS_OF, "--quiet"],
                         input=stream, capture_output=True, text=True)
    if out.returncode:
        sys.exit("bif-judge: %d\n%s" % (out.returncode, out.stderr))
    lines = [line.split("\t") for line in out.stdout.splitlines()]
    return {row["unit"]: row for row in (dict(zip(lines[0], line)) for line in lines[1:])}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong = tried = unsure = 0
    for seed in range(options.seed, options.seed + options.worlds):
        rng = random.Random(seed)
        measure, goal, target, sums, rows, rejected = world(rng)
        with tempfile.TemporaryDirectory() as folder:
            book(folder, measure, goal, target)
            got = judged(folder, rows, rejected)
        for unit in UNITS:
            row = got[unit]
            if row["status"] not in STATUSES:
                sys.exit("seed %d, %s: %s: %s" % (seed, unit, row["status"], row["why"]))
            n, bounds = expect(measure, goal, target, sums, rejected, unit)
            want = (str(n), bounds) if rejected else ("", "")
            have = (row["rejected"], row["bounds"])
            tried += 1
            differ = bounds.split("..")[0] != bounds.split("..")[1]
            unsure += differ
            if have != want or ("unsure" in row["flags"].split()) != differ:
                wrong += 1
                if wrong < 9:
                    print("seed %d, %s at %s: %s, not %s (%s; rejected: %s)"
                          % (seed, measure, unit, have, want, row["why"], rejected))
    print("%d worlds, %d verdicts, %d of them unsure: %d wrong" % (options.worlds, tried, unsure, wrong))
    return 1 if wrong or not unsure else 0


if __name__ == "__main__":
    sys.exit(main())
