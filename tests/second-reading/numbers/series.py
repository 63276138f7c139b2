#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""series.py [--series N] [--seed N] [--units N] [--work DIR]

Random series through the real programs, against Python's fractions. A series
is what happened at one unit, month by month, and one goal it is held against.
The facts are shuffled and split: counted as one file, as several, and each
file by itself and then merged, they give the same bytes. Of each series the
sums, the means, the value, what was expected, the shortfall, the status and
every printed digit are those of the fractions; the same numbers stand in the
file for Excel; and no printed value contradicts its status.
"""
import argparse
import calendar
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

ROOT = os.path.normpath(os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", ".."))
BIN = os.environ.get("BIF_BIN") or os.path.join(ROOT, "bin")
BIN = os.path.join(ROOT, BIN)
YEAR = 2010
MILLION = 10 ** 6
STANDARD = {"of_target": Fraction(5), "points": Fraction(2),
            "of_change": Fraction(25)}
COMPARED = ["status", "value", "expected", "target", "upper", "baseline",
            "shortfall", "numerator", "denominator", "n"]
SHOWN = {"value": "Resultat", "expected": "Forventet nu",
         "target": "Målniveau", "upper": "Øvre grænse",
         "baseline": "Udgangspunkt", "shortfall": "Afvigelse",
         "numerator": "Tæller", "denominator": "Nævner",
         "n": "Antal hændelser"}


def rounded(number, decimals):
    """Half away from zero."""
    scaled = abs(number) * 10 ** decimals
    digits = (2 * scaled.numerator + scaled.denominator) \
        // (2 * scaled.denominator)
    text = str(digits).rjust(decimals + 1, "0")
    if decimals:
        text = text[:-decimals] + "." + text[-decimals:]
    return "-" + text if number < 0 and digits else text


def exactly(number):
    rest, decimals = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        decimals = max(decimals, power)
    if rest != 1:
        return "%d/%d" % (number.numerator, number.denominator)
    text = rounded(number, decimals)
    return text


def cell(number):
    """The nearest that a cell can hold: 18 digits, 6 of them decimals."""
    places = min(6, 17 - len(str(int(abs(number)))))
    return Fraction(round(number * 10 ** places), 10 ** places)


def millionths(number):
    return exactly(Fraction(number, MILLION))


# --- what is counted ---------------------------------------------------

class Part:
    """A component: its facts have an outcome of its own."""

    def __init__(self, chance, name, outcome, kinds):
        self.count = chance.choice(kinds)
        self.across = chance.choice(["sum", "sum", "sum", "mean", "last"])
        self.outcome = outcome
        self.scale = chance.choice([1, 1, 10, 1000, MILLION, MILLION])
        self.size = chance.choice([3, 100, 10 ** 4, 10 ** 8])
        self.signed = chance.random() < 0.2
        self.weights = {outcome: "0.5", outcome + "x": "1.25"}
        where = {"event": name, "outcome": outcome}
        if self.count == "weighted":
            where["outcome"] = [outcome, outcome + "x"]
        self.json = {"count": self.count, "across": self.across,
                     "where": where}
        if self.count == "weighted":
            self.json["weights"] = self.weights

    def fact(self, chance):
        """Outcome, the cell of the amount, and what it adds."""
        if self.count == "facts":
            return self.outcome, "", MILLION
        if self.count == "weighted":
            outcome = chance.choice(list(self.weights))
            return outcome, "", int(Fraction(self.weights[outcome]) * MILLION)
        if chance.random() < 0.03:
            return self.outcome, "", MILLION
        units = chance.randint(-self.size if self.signed else 0, self.size)
        amount = units * MILLION // self.scale
        return self.outcome, millionths(amount), amount


class Measure:
    def __init__(self, chance, number):
        self.name = "m%d" % number
        self.form = chance.choice(["ratio"] * 4 + ["deviation", "change"])
        divided = self.form != "ratio" or chance.random() < 0.8
        # Figures in per cent without a denominator are not added up.
        self.percent = divided and chance.random() < 0.6
        kinds = ["amount", "facts", "weighted"]
        # Without a denominator a count of nothing is 0: amounts are not.
        self.numerator = Part(chance, self.name, "n",
                              kinds if divided else ["amount"])
        self.denominator = Part(chance, self.name, "d", kinds) \
            if divided else None
        self.json = {"measure": self.name, "form": self.form,
                     "shown_as": "percent" if self.percent else "number",
                     "numerator": self.numerator.json}
        if divided:
            self.json["denominator"] = self.denominator.json

    def of(self, numerator, denominator):
        """The value of two sums, or None."""
        value = numerator
        if self.denominator:
            if not denominator:
                return None
            value = numerator / denominator
        if self.form != "ratio":
            value -= 1
        if self.form == "deviation":
            value = abs(value)
        return value * 100 if self.percent and self.denominator else value


class Goal:
    def __init__(self, chance, number, measures):
        self.name = "g%d" % number
        self.measure = chance.choice(measures)
        self.window = chance.choice(["year", "rolling_12", "mean_of_months",
                                     "month", "latest"])
        self.path = chance.choice(["level", "level", "accrual", "glide"])
        self.direction = chance.choice(["at_least", "at_most", "within"])
        self.scale = chance.choice(list(STANDARD))
        self.band_text = chance.choice(["", "0", "1", "2.5", "0.125", "10",
                                        "7.77", "33.3"])
        self.band = Fraction(self.band_text) if self.band_text \
            else STANDARD[self.scale]
        self.decimals = chance.choice([0, 0, 1, 1, 2, 3, 4])


# --- a world -----------------------------------------------------------

class World:
    def __init__(self, seed, units, goals):
        self.chance = chance = random.Random(seed)
        self.measures = [Measure(chance, i) for i in range(goals // 4 + 1)]
        self.goals = [Goal(chance, i, self.measures) for i in range(goals)]
        self.units = ["U%d" % i for i in range(units)]
        month = chance.randint(2, 12)
        last = calendar.monthrange(YEAR, month)[1]
        day = chance.choice([last, last, chance.randint(1, last)])
        self.as_of = "%d-%02d-%02d" % (YEAR, month, day)
        self.complete = month if day == last else month - 1
        self.facts = []
        # (measure, unit) -> month, counted from YEAR's first -> [n, d, rows]
        self.months = {}
        for unit in self.units:
            for measure in self.measures:
                self.fill(unit, measure)

    def fill(self, unit, measure):
        chance = self.chance
        for _ in range(chance.choice([0, 1, 3, 6, 9, 16])):
            at = chance.randint(-12, self.complete + 1)
            year, month = YEAR + at // 12, at % 12 + 1
            for part in (measure.numerator, measure.denominator):
                for _ in range(chance.choice([0, 1, 1, 1, 2]) if part else 0):
                    self.add(unit, measure, part, year, month, at)

    def add(self, unit, measure, part, year, month, at):
        outcome, cell, amount = part.fact(self.chance)
        date = "%d-%02d-%02d" % (year, month, self.chance.randint(
            1, calendar.monthrange(year, month)[1]))
        self.facts.append("\t".join((unit, measure.name, date, outcome, cell))
                          + "\n")
        if date > self.as_of:
            return
        for where in (unit, "T"):
            row = self.months.setdefault((measure.name, where), {}) \
                .setdefault(at, [0, 0, 0])
            row[part is measure.denominator] += amount
            row[2] += 1

    # --- the reference ---

    def value(self, goal, unit):
        """Numerator, denominator, n, and the value; None: no row there."""
        measure = goal.measure
        months = self.months.get((measure.name, unit), {})
        last = self.complete - 1
        first = {"year": 0, "mean_of_months": 0, "latest": 0,
                 "rolling_12": last - 11, "month": last}[goal.window]
        there = sorted(m for m in months if first <= m <= last)
        if goal.window == "latest":
            there = there[-1:]
        if not there:
            return None
        sums = [self.across(months, there, part, i) for i, part in
                enumerate((measure.numerator, measure.denominator)) if part]
        if len(sums) == 1:
            sums.append(None)
        counted = there
        if goal.window != "mean_of_months" and all(
                part is None or part.across == "last"
                for part in (measure.numerator, measure.denominator)):
            counted = there[-1:]
        n = sum(months[m][2] for m in counted)
        if goal.window != "mean_of_months":
            return sums[0], sums[1], n, measure.of(*sums)
        each = [measure.of(Fraction(months[m][0], MILLION),
                           Fraction(months[m][1], MILLION)) for m in there]
        each = [v for v in each if v is not None]
        return sums[0], sums[1], n, sum(each) / len(each) if each else None

    @staticmethod
    def across(months, there, part, i):
        if part.across == "last":
            return Fraction(months[there[-1]][i], MILLION)
        total = Fraction(sum(months[m][i] for m in there), MILLION)
        # A zero is a value, but of a denominator: nothing entered it.
        n = sum(1 for m in there if i == 0 or months[m][i])
        return total / n if part.across == "mean" and n else total

    def target(self, goal, value):
        """Numbers of six decimals at most; often on an edge, or beside it."""
        chance = self.chance
        share = Fraction(self.complete, 12) if goal.path == "accrual" \
            else Fraction(1)
        aim = value / share if value is not None \
            else Fraction(chance.randint(0, 100))
        places = min(6, goal.decimals + chance.randint(0, 2))
        step = Fraction(1, 10 ** places)
        target = Fraction(round(aim / step)) * step
        target += chance.choice([0, 0, 0, step, -step, 5, -5,
                                 abs(target) / 20, -abs(target) / 10])
        if chance.random() < 0.1:
            target *= chance.choice([2, -1, 0])
        target = cell(target)
        upper = cell(target + chance.choice([0, step, 1, 10]))
        baseline = cell(target + chance.choice([0, 1, -1, 3, -7, step]))
        return target, max(upper, target), baseline

    def verdict(self, goal, found, terms):
        """The row as it should be printed."""
        target, upper, baseline = terms
        row = dict.fromkeys(COMPARED, "")
        row["target"] = rounded(target, goal.decimals)
        row["baseline"] = rounded(baseline, goal.decimals)
        if goal.direction == "within":
            row["upper"] = rounded(upper, goal.decimals)
        row["n"] = "0"
        row["status"] = "no_data"
        if found is None:
            return row
        numerator, denominator, n, value = found
        row["numerator"] = exactly(numerator)
        row["denominator"] = "" if denominator is None \
            else exactly(denominator)
        row["n"] = str(n)
        row["status"] = "undefined"
        if value is not None:
            self.judge(row, goal, value, terms)
        return row

    def judge(self, row, goal, value, terms):
        target, upper, baseline = terms
        phi = Fraction(self.complete, 12)

        def expected(edge):
            if goal.path == "accrual":
                return edge * phi
            if goal.path == "glide":
                return baseline + (edge - baseline) * phi
            return edge
        edge, goes_to, met = expected(target), target, None
        if goal.direction == "at_least":
            met = value >= edge
        elif goal.direction == "at_most":
            met = value <= edge
        else:
            met = edge <= value <= expected(upper)
            if value > expected(upper):
                edge, goes_to = expected(upper), upper
        by = {"points": Fraction(1), "of_target": edge / 100,
              "of_change": abs(goes_to - baseline) / 100}[goal.scale]
        shortfall = None if by <= 0 else abs(value - edge) / by
        row["status"] = "met" if met else "near" \
            if shortfall is not None and shortfall <= goal.band else "off"
        d = goal.decimals
        while not met and rounded(value, d) == rounded(edge, d):
            d += 1
        row["value"], row["expected"] = rounded(value, d), rounded(edge, d)
        if shortfall is None:
            return
        d = goal.decimals
        if met:
            shortfall = Fraction(0)
        while not met and not (Fraction(rounded(shortfall, d)) and (
                row["status"] == "near") == (
                    Fraction(rounded(shortfall, d)) <= goal.band)):
            d += 1
        row["shortfall"] = rounded(shortfall, d)

    # --- the files ---

    def write(self, folder):
        os.mkdir(folder + "/book")

        def table(name, lines):
            with open("%s/book/%s" % (folder, name), "w",
                      encoding="utf-8") as file:
                file.writelines(line + "\n" for line in lines)
        table("book.json", ['{"name": "n", "year": %d}' % YEAR])
        table("units.csv", ["unit,name,parent", "T,Town,"] +
              ["%s,%s,T" % (u, u) for u in self.units])
        table("measures.json", [json.dumps(
            {"measures": [m.json for m in self.measures]})])
        table("goals.csv", ["goal,measure,direction,window,path,scale,band,"
                            "decimals"] + [
            ",".join((g.name, g.measure.name, g.direction, g.window, g.path,
                      g.scale, g.band_text + ("0" if g.band_text[-4:-3] == "."
                                              else ""), str(g.decimals)))
            for g in self.goals])
        self.want, rows = {}, ["year;unit;goal;due;target;upper;baseline;"
                               "decided"]
        for unit in ["T"] + self.units:
            for goal in self.goals:
                found = self.value(goal, unit)
                terms = self.target(goal, found and found[3])
                self.want[unit, goal.name] = self.verdict(goal, found, terms)
                rows.append("%d;%s;%s;%d-12-31;%s;%s;%s;2009-12-01" % (
                    YEAR, unit, goal.name, YEAR, written(terms[0]),
                    written(terms[1]) if goal.direction == "within" else "",
                    written(terms[2])))
        table("targets.csv", rows)

    def want_observations(self):
        lines = []
        for (measure, unit), months in self.months.items():
            divided = self.measures[int(measure[1:])].denominator
            for at, row in months.items():
                lines.append("\t".join((
                    measure, unit, "%d-%02d" % (YEAR + at // 12, at % 12 + 1),
                    millionths(row[0]), millionths(row[1]) if divided else "",
                    str(row[2]), "0", self.as_of)))
        return sorted(lines)


def written(number):
    """A comma, and never three digits behind it: that could be thousands."""
    text = exactly(number).replace(".", ",")
    return text + "0" if text[-4:-3] == "," else text


# --- a trial -----------------------------------------------------------

class Fault(Exception):
    pass


def run(folder, *command):
    done = subprocess.run([os.path.join(BIN, command[0]), *command[1:]],
                          cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, "LC_ALL": "C"}, check=False)
    # Amounts of a share may be more than all there is, which is told.
    odd = [line for line in done.stderr.splitlines()
           if b"more than all there is" not in line]
    if done.returncode or odd:
        raise Fault("%s: status %d: %s" % (
            " ".join(command), done.returncode,
            done.stderr.decode()[:2000]))
    return done.stdout.decode("utf-8")


def save(folder, name, lines):
    with open("%s/%s" % (folder, name), "w", encoding="utf-8") as file:
        file.write("unit\tevent\tdate\toutcome\tamount\n")
        file.writelines(lines)
    return name


def count(world, folder):
    """The observations: the same whatever the order and the split."""
    args = ["bif-aggregate", "-b", "book", "--as-of", world.as_of]
    whole = run(folder, *args, save(folder, "facts.tsv", world.facts))
    shuffled = world.facts[:]
    world.chance.shuffle(shuffled)
    cut = sorted(world.chance.randint(0, len(shuffled)) for _ in range(2))
    parts = [shuffled[:cut[0]], shuffled[cut[0]:cut[1]], shuffled[cut[1]:]]
    names = [save(folder, "part%d.tsv" % i, p) for i, p in enumerate(parts)]
    if run(folder, *args, *names) != whole:
        raise Fault("other bytes when the facts are shuffled and split")
    for i, name in enumerate(names):
        with open("%s/sums%d.tsv" % (folder, i), "w",
                  encoding="utf-8") as file:
            file.write(run(folder, *args, name))
    if run(folder, *args, "--merge", "sums2.tsv", "sums0.tsv",
           "sums1.tsv") != whole:
        raise Fault("other bytes when parts are counted and then merged")
    return whole


def rows_of(text, split):
    lines = text.split("\n")
    names = lines[0].rstrip("\r").split(split)
    return [dict(zip(names, line.rstrip("\r").split(split)))
            for line in lines[1:] if line]


def contradicts(row, goal):
    """Whether a reader who has only what is printed would say otherwise."""
    if row["status"] not in ("met", "near", "off"):
        return False
    value, expected = Fraction(row["value"]), Fraction(row["expected"])
    met = row["status"] == "met"
    if goal.direction != "within" and met != (
            value >= expected if goal.direction == "at_least"
            else value <= expected):
        return True
    if not met and value == expected:
        return True
    if not row["shortfall"]:
        return row["status"] == "near"
    shortfall = Fraction(row["shortfall"])
    return shortfall != 0 if met else shortfall <= 0 or (
        row["status"] == "near") != (shortfall <= goal.band)


def compare(world, folder):
    observations = count(world, folder)
    # The last column, `through`, is held by tests/program/bif-aggregate.bats.
    rows = [row.rsplit("\t", 1)[0] for row in observations.split("\n")[1:-1]]
    if rows != world.want_observations():
        raise Fault("other observations than counted by hand")
    with open(folder + "/o.tsv", "w", encoding="utf-8") as file:
        file.write(observations)
    verdicts = run(folder, "bif-judge", "-b", "book", "--as-of", world.as_of,
                   "o.tsv")
    with open(folder + "/v.tsv", "w", encoding="utf-8") as file:
        file.write(verdicts)
    goals = {g.name: g for g in world.goals}
    got = rows_of(verdicts, "\t")
    if len(got) != len(world.want):
        raise Fault("%d verdicts, want %d" % (len(got), len(world.want)))
    for row in got:
        where = row["unit"], row["goal"]
        for column in COMPARED:
            if row[column] != world.want[where][column]:
                raise Fault("%s %s %s: got %r, want %r: %s" % (
                    *where, column, row[column], world.want[where][column],
                    row))
        if contradicts(row, goals[row["goal"]]):
            raise Fault("%s %s: contradicts itself: %s" % (*where, row))
    shown(world, folder)
    return len(got)


def shown(world, folder):
    """What Excel gets is what was judged, with a comma."""
    text = run(folder, "bif-render", "-b", "book", "-f", "csv", "v.tsv")
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")),
                              delimiter=";"):
        want = world.want[row["Enhedskode"], row["Målkode"]]
        for column, title in SHOWN.items():
            got = row[title].lstrip("'").replace(",", ".")
            if got != want[column]:
                raise Fault("%s %s: Excel: %s: %r, want %r" % (
                    row["Enhedskode"], row["Målkode"], title, row[title],
                    want[column]))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--series", type=int, default=1000000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--units", type=int, default=1000)
    options.add_argument("--goals", type=int, default=48)
    options.add_argument("--work")
    args = options.parse_args()
    done, facts, worlds, seed = 0, 0, 0, args.seed
    statuses = {}
    while done < args.series:
        with tempfile.TemporaryDirectory() as folder:
            folder = args.work or folder
            world = World(seed, args.units, args.goals)
            world.write(folder)
            try:
                done += compare(world, folder)
            except Fault as fault:
                print("seed %d: %s" % (seed, fault))
                return 1
        for row in world.want.values():
            statuses[row["status"]] = statuses.get(row["status"], 0) + 1
        facts += len(world.facts)
        worlds += 1
        seed += 1
    print("%d series of %d facts in %d worlds: %s" % (
        done, facts, worlds, ", ".join("%d %s" % (statuses[s], s)
                                       for s in sorted(statuses))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
