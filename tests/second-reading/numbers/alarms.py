#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""alarms.py [--worlds N] [--seed S] [--show]: alarms where nothing is wrong.

Clean worlds: months drawn by chance around a level that stays, with summers,
winters and small units, and one measure of each kind. bif-lint may find
nothing in their series. Then one series of each world gets one fault after the other, as people make them, and each must
be found by its rule. BIF_BIN is where the programs are.
"""
import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile

BIN = os.environ.get("BIF_BIN", "bin")
RULES = ["share-above-100", "saw-tooth", "stale-series", "series-break",
         "denominator-fell", "stub-month", "series-gap", "series-spike",
         "copied-year", "unit-not-valid", "negative-count", "parent-figure"]
HITS = {"count": "facts", "where": {"event": "e", "outcome": "good"}}
ALL = {"count": "facts", "where": {"event": "e"}}
AMOUNT = {"count": "amount", "where": {"event": "e"}}
# name: the measure beside its name, and the window and path of its goal
MEASURES = {
    "visits": ({"numerator": ALL}, "year,accrual"),
    "on_time": ({"numerator": HITS, "denominator": ALL,
                 "shown_as": "percent"}, "year,level"),
    "no_show": ({"numerator": HITS, "denominator": ALL,
                 "shown_as": "percent"}, "mean_of_months,level"),
    "points": ({"numerator": {
        "count": "weighted", "where": {"event": "e", "outcome": ["a", "b"]},
        "weights": {"a": "1", "b": "0.5"}}}, "year,accrual"),
    "sick": ({"numerator": {"count": "days", "where": {"event": "e"}},
              "denominator": dict(AMOUNT, across="last")},
             "rolling_12,level"),
    "power": ({"numerator": AMOUNT, "shown_as": "kWh"}, "year,seasonal"),
    "waiting": ({"numerator": {"count": "open", "across": "last",
                               "where": {"event": "e"}}}, "month,level"),
}
UNITS = "ABCDEFGH"


def poisson(rng, mean):
    if mean > 60:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    k, p, least = 0, rng.random(), math.exp(-mean)
    while p > least:
        k, p = k + 1, p * rng.random()
    return k


class World:
    """series: (measure, unit) -> [[month, numerator, denominator]]."""

    def __init__(self, seed):
        rng = self.rng = random.Random(seed)
        self.last = rng.randint(2010 * 12 + 3, 2010 * 12 + 11)
        self.months = range(self.last + 1 - rng.randint(18, 36),
                            self.last + 1)
        self.summer, self.winter = rng.uniform(.55, 1), rng.uniform(1, 1.4)
        self.series = {}
        for unit in UNITS:
            size = math.exp(rng.uniform(math.log(.5), math.log(400)))
            for measure in MEASURES:
                self.series[measure, unit] = self.draw(measure, size)

    def draw(self, measure, size):
        rng, rows = self.rng, []
        share = rng.uniform(.5, .98) if measure == "on_time" \
            else rng.uniform(.01, .08)
        stock, kwh = round(size * rng.uniform(1, 6)), 100 * size + 500
        for month in self.months:
            season = {6: self.summer}.get(month % 12, 1)
            cold = self.winter if month % 12 in (0, 1, 2, 10, 11) else 1
            up, down = poisson(rng, size * season), ""
            if measure in ("on_time", "no_show"):
                up, down = sum(rng.random() < share for _ in range(up)), up
            elif measure == "points":
                up = sum(rng.choice([1, 1, .5]) for _ in range(up))
            elif measure == "sick":
                up = sum(1 + int(rng.expovariate(.2))
                         for _ in range(poisson(rng, size * cold)))
                down = round(3 * size) + 2
            elif measure == "power":
                up = round(kwh * cold * rng.gauss(1, .05), 1)
            elif measure == "waiting":
                stock = max(0, stock + poisson(rng, size / 4)
                            - poisson(rng, size / 4))
                up = stock
            rows.append([month, up, down])
        return rows

    def stream(self, series):
        """The rows of the units and of what they add up to."""
        day = self.day()
        whole, lines = {}, []
        for (measure, unit), rows in series.items():
            for month, up, down in rows:
                if up == down == 0:
                    continue
                lines.append((measure, unit, month, up, down))
                both = whole.setdefault((measure, month), [0, ""])
                both[0] = round(both[0] + up, 1)
                if down != "":
                    both[1] = (both[1] or 0) + down
        lines += [(measure, "T", month, up, down)
                  for (measure, month), (up, down) in whole.items()]
        return "measure\tunit\tmonth\tnumerator\tdenominator\tn\tpending" \
            "\tas_of\n" + "".join(
                "%s\t%s\t%d-%02d\t%s\t%s\t%d\t0\t%s\n" % (
                    measure, unit, month // 12, month % 12 + 1, up, down,
                    max(1, down or up), day)
                for measure, unit, month, up, down in sorted(lines))

    def day(self):
        lasts = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return "2010-%02d-%02d" % (self.last % 12 + 1,
                                   lasts[self.last % 12])

    def book(self, folder):
        os.makedirs(folder + "/sources")

        def write(name, text):
            with open(folder + "/" + name, "w", encoding="utf-8") as file:
                file.write(text)
        write("book.json", '{"language": "en"}')
        write("measures.json", json.dumps({"measures": [
            dict(what, measure=name) for name, (what, _) in
            MEASURES.items()]}))
        write("sources/s.json", json.dumps({
            "source": "s", "match": "s*", "facts": {"each": [{
                "event": "e", "unit": {"unit": "u"},
                "date": {"date": "d", "format": "yyyy-mm-dd"},
                "outcome": {"text": "o"}}]}}))
        write("units.csv", "unit,name,parent\nT,Town,\n" + "".join(
            "%s,Unit %s,T\n" % (u, u) for u in UNITS))
        write("goals.csv", "goal,measure,direction,window,path,scale,band,"
              "decimals\n" + "".join(
                  "%s,%s,%s,%s,of_target,5,1\n" % (
                      name, name, self.rng.choice(["at_least", "at_most"]),
                      how) for name, (_, how) in MEASURES.items()))
        write("targets.csv", "year,unit,goal,due,target,decided\n" + "".join(
            "2010,%s,%s,2010-12-31,%d,2010-01-20\n" % (
                u, name, self.rng.randint(5, 95))
            for name in MEASURES for u in "T" + UNITS))

    # --- faults: each changes the rows of a series, or says False ---

    def fault(self, rule):
        """(series with the fault, its measure), where it was planted."""
        rng, big = self.rng, [
            key for key, rows in self.series.items()
            if min(row[1] for row in rows) >= 30]
        wanted = {"share-above-100": ["on_time"],
                  "denominator-fell": ["on_time"],
                  "stale-series": ["visits", "on_time"],
                  "copied-year": ["visits"], "unit-not-valid": []}.get(
                      rule, ["visits"])
        keys = [key for key in big if key[0] in wanted]
        if not keys:
            return None
        key = rng.choice(keys)
        rows = [list(row) for row in self.series[key]]
        at = rng.randint(12, len(rows) - 4)
        if rule == "share-above-100":
            rows[at][1] = rows[at][2] + 3
        elif rule == "saw-tooth":
            sums = {}
            for row in rows:
                sums[row[0] // 12] = sums.get(row[0] // 12, 0) + row[1]
                row[1] = sums[row[0] // 12]
        elif rule == "stale-series":
            for row in rows[-6:]:
                row[1:] = rows[-7][1:]
        elif rule == "series-break":
            at = len(rows) - 6
            rows[at:] = [[m, 3 * max(r[1] for r in rows[:at]), d]
                         for m, _, d in rows[at:]]
            for i, row in enumerate(rows[at:]):
                row[1] += i
        elif rule == "denominator-fell":
            rows[-1][1:] = [rows[-1][2] // 9, rows[-1][2] // 8]
        elif rule == "stub-month":
            rows[-1][1] //= 9
        elif rule == "series-gap":
            del rows[at]
        elif rule == "series-spike":
            rows[at][1] *= 30
        elif rule == "copied-year":
            for i in range(len(rows) - 6, len(rows)):
                rows[i][1:] = rows[i - 12][1:]
        elif rule == "negative-count":
            rows[at][1] = -rows[at][1]
        else:
            return None
        return dict(self.series, **{}) | {key: rows}, key[0]


def table(text):
    lines = [line.split("\t") for line in text.splitlines()]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True,
                          check=False)
    if done.returncode > 1:
        sys.exit("%s: %d\n%s" % (arguments[0], done.returncode, done.stderr))
    return table(done.stdout)


def found(world, series, folder):
    """(rule, sentence) of lint."""
    with open(folder + "/o.tsv", "w", encoding="utf-8") as file:
        file.write(world.stream(series))
    return [(row["rule"], row["text"]) for row in run(
        BIN + "/bif-lint", "-b", folder + "/book", "-O", "tsv",
        "--observations", folder + "/o.tsv") if row["rule"] in RULES]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--worlds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    alarms = planted = caught = 0
    for seed in range(options.seed, options.seed + options.worlds):
        world = World(seed)
        with tempfile.TemporaryDirectory() as folder:
            world.book(folder + "/book")
            clean = found(world, world.series, folder)
            alarms += len(clean)
            for what in clean:
                print("world %d: %s: %s" % ((seed,) + what))
            for rule in RULES:
                fault = world.fault(rule)
                if not fault:
                    continue
                planted += 1
                got = found(world, fault[0], folder)
                caught += any(r == rule and '"%s"' % fault[1] in text
                              for r, text in got)
                if not any(r == rule for r, _ in got):
                    print("world %d: %s planted, not found: %s" % (
                        seed, rule, got))
    print("%d clean worlds, %d findings; %d faults planted, %d found" % (
        options.worlds, alarms, planted, caught))
    return 1 if alarms or caught < planted else 0


if __name__ == "__main__":
    sys.exit(main())
