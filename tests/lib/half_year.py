#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""half_year: the 29 goals of samples/half-year-2009, worked out from the book.

    half_year.py BOOK AS_OF KNOWN_AT [VERDICTS]

A second reading, in fractions and without our programs, of what the book says:
prints how many goals are met, near and off by the targets first decided and by
those known. With VERDICTS each status, value and expected level is held against
the stream's, and what differs is printed (status 1).
"""
import csv
import sys
from fractions import Fraction as F


def read(book, name):
    text = open(f"{book}/{name}", encoding="utf-8", newline="").read()
    mark = ";" if text.split("\n")[0].count(";") > text.split("\n")[0].count(",") else ","
    return list(csv.DictReader(text.splitlines(), delimiter=mark))


def months(first, last):
    year, month = map(int, first.split("-"))
    while f"{year}-{month:02d}" <= last:
        yield f"{year}-{month:02d}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


class Book:
    def __init__(self, folder):
        self.goals = {g["goal"]: g for g in read(folder, "goals.csv")}
        self.targets = read(folder, "targets.csv")
        self.figures = {}
        for row in read(folder, "observations.csv"):
            self.figures[row["measure"], row["unit"], row["month"]] = (
                F(row["numerator"]), F(row["denominator"]) if row["denominator"] else None)

    def total(self, measure, unit, first, last):
        """Numerators, denominators of the months that have figures."""
        rows = [self.figures[measure, unit, m] for m in months(first, last)
                if (measure, unit, m) in self.figures]
        return [n for n, _ in rows], [d for _, d in rows if d is not None]

    def value(self, goal, unit, last):
        measure, window = goal["measure"], goal["window"]
        first = last[:4] + "-01"
        if window == "month":
            first = last
        if window == "rolling_12":
            first = f"{int(last[:4]) - 1}-{int(last[5:]) + 1:02d}" if last[5:] < "12" else first
        n, d = self.total(measure, unit, first, last)
        if measure == "fravaersdage":
            return sum(n) / (sum(d) / len(d))
        if window == "mean_of_months":
            return sum(100 * a / b for a, b in zip(n, d)) / len(n)
        if d:
            return 100 * sum(n) / sum(d)
        return sum(n)

    def terms(self, unit, goal, known_at):
        """Target and baseline first decided, and as known."""
        rows = sorted((t for t in self.targets if (t["unit"], t["goal"]) == (unit, goal)
                       and t["decided"] <= known_at), key=lambda t: t["decided"])
        base = None
        for t in rows:
            base = F(t["baseline"]) if t["baseline"] else base
            t["level"] = (F(t["target"]) if t["target"]
                          else base * (100 + F(t["change"].rstrip("%"))) / 100)
        return [(t["level"], base) for t in (rows[0], rows[-1])]

    def judge(self, unit, name, last, target, base):
        goal = self.goals[name]
        value = self.value(goal, unit, last)
        gone = F(int(last[5:]), 12)
        expected = target
        if goal["path"] == "accrual":
            expected = target * gone
        elif goal["path"] == "glide":
            expected = base + (target - base) * gone
        elif goal["path"] == "seasonal" and gone < 1:
            before = self.total(goal["measure"], unit, "2008-01", "2008-12")[0]
            expected = target * sum(before[:int(last[5:])]) / sum(before)
        gap = expected - value if goal["direction"] == "at_least" else value - expected
        by = {"points": 1, "of_target": expected / 100,
              "of_change": abs(target - base) / 100 if base else None}[goal["scale"]]
        status = ("met" if gap <= 0 else
                  "near" if gap / by <= F(goal["band"]) else "off")
        return status, value, expected


def main():
    folder, as_of, known_at = sys.argv[1:4]
    book = Book(folder)
    cells = {}
    if len(sys.argv) > 4:
        with open(sys.argv[4], encoding="utf-8") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["status"] != "not_applicable":
                    cells[row["unit"], row["goal"]] = row
    counts, wrong = [dict(met=0, near=0, off=0) for _ in range(2)], 0
    pairs = list(dict.fromkeys((t["unit"], t["goal"]) for t in book.targets
                               if t["decided"] <= known_at))
    for unit, goal in pairs:
        first, now = (book.judge(unit, goal, as_of[:7], *terms)
                      for terms in book.terms(unit, goal, known_at))
        counts[0][first[0]] += 1
        counts[1][now[0]] += 1
        if len(sys.argv) < 5:
            continue
        row = cells.pop((unit, goal))
        half = [F(1, 2 * 10 ** len(row[c].partition(".")[2])) for c in ("value", "expected")]
        if (row["status"] != now[0] or row["original_status"] != first[0]
                or abs(F(row["value"]) - now[1]) > half[0]
                or abs(F(row["expected"]) - now[2]) > half[1]):
            print(unit, goal, now[0], float(now[1]), float(now[2]), "not",
                  row["status"], row["value"], row["expected"])
            wrong += 1
    for count in counts:
        print(count["met"], count["near"], count["off"])
    for unit, goal in cells:
        print(unit, goal, "has a verdict and no target")
        wrong += 1
    sys.exit(1 if wrong else 0)


main()
