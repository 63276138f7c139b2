#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""world.py [OPTION]... SEED BOOK OUT [ORDER]: another world of the sample job.

Writes OUT/inbox (exports of the thirteen sources), OUT/book (BOOK with other
units, codes, goals and targets) and OUT/as-of. The same SEED makes the same
world; another ORDER shuffles the rows of every file that has no pages, and
must change nothing but line numbers.

Worlds are small and dirty: every refusal in every source, rows with several
faults, names in all their spellings, duplicates within and between files,
days on both sides of every boundary (validity of codes and units, the scope,
the as-of day, months' ends), units without rows, months without rows, targets
that are met exactly and missed by exactly the band.

  --complete     a world in which each source delivers every month at each of
                 its units, so that nothing may be held back (complete.py)
  --people N     of so many persons (1500)
  --as-of DATE   at the end of this month, and not of one that SEED picks
"""
import argparse
import csv
import datetime
import gzip
import html
import io
import json
import os
import random
import shutil
import sys
import zipfile
from fractions import Fraction

import oracle

DAY = datetime.timedelta(days=1)
AS_OF = ["2010-06-30", "2010-12-31", "2010-12-31", "2010-01-31", "2010-02-28",
         "2010-03-31", "2010-04-30", "2010-05-15", "2010-08-31",
         "2010-09-30", "2010-11-01", "2010-12-30", "2010-01-15",
         "2009-12-31", "2009-08-01", "2011-03-31", "2012-02-29"]
TEN = ["JCN", "JCM", "JCS", "JCSYG", "JSV", "AMC", "YS", "CAB", "CKB", "CBSI"]
SCOPE = datetime.date(2009, 8, 1)
MATCH = datetime.date(2010, 4, 26)
PARENTS = {"OMR"}
# The papers do not say which month is the latest of a measure that may have
# a month of pending members only, or a month in which nothing is a real 0.
LATEST_UNSAID = oracle.COUNTS | {"into_work", "flexjob"}


def danish(value, rng, encoding="latin-1", decimals=None):
    """A number in one of its spellings."""
    sign = value < 0
    text = "%d" % abs(int(value)) if decimals is None else \
        ("%.*f" % (decimals, abs(value)))
    whole, _, part = text.partition(".")
    if len(whole) > 3 and rng.random() < 0.8:
        spaces = ["\u00a0"]
        if encoding.startswith("utf"):
            spaces.append("\u202f")
        mark = "." if rng.random() < 0.7 else rng.choice(spaces)
        groups = []
        while whole:
            groups.insert(0, whole[-3:])
            whole = whole[:-3]
        whole = mark.join(groups)
    text = whole + ("," + part if part else "")
    if sign:
        return text + "-" if rng.random() < 0.7 else "-" + text
    return text


BAD_NUMBERS = ["", "n/a", "-", "1.00.00", "#DIV/0!", "#I/T", "********-",
               "fejl", "12.34", "1.2345", "1,2,3", "--5", "1e5", "0x10",
               "1234567890123456789", "1,1234567", "målerfejl", "12a",
               "1.234.56", "1..234", "5-5"]
BAD_CPR = ["", "12345", "12349901", "010180-99123", "99-12", "0101809A12",
           "ukendt", "0101809912x", "010180 99 12 3", "-"]
BAD_UNITS = ["Jobcenter Amager", "Borgerservice", "Stab", "", "JC", "BIFF",
             "Jobcenter Nyropsgadee"]


class Spelling:
    """Names as people and systems write them."""

    def __init__(self, rng, dirt):
        self.rng, self.dirt = rng, dirt

    def name(self, text, encoding="latin-1", longest=None, ends=True):
        rng, plain = self.rng, text
        if rng.random() < self.dirt:
            text = rng.choice([str.upper, str.lower, str.title,
                               str.swapcase])(text)
        if rng.random() < self.dirt and len(text) > 1 and \
                encoding != "cp865":
            at = rng.randrange(len(text) + 1)
            text = text[:at] + "\u00ad" + text[at:]
        if rng.random() < self.dirt:
            text = text.replace(" ", "\u00a0", rng.choice([1, 9]))
        if rng.random() < self.dirt and encoding.startswith("utf"):
            text = text.replace(" ", "\u202f", 1)
        if rng.random() < self.dirt:
            text = text.replace(" ", rng.choice(["  ", "   "]))
        if ends and rng.random() < self.dirt:
            text = rng.choice([" ", "  ", "\u00a0"]) + text
        if ends and rng.random() < self.dirt:
            text += rng.choice([" ", "   ", "\u00a0"])
        if longest and len(text) > longest:
            text = plain
        if oracle.fold(text) != oracle.fold(plain):
            text = plain
        return text

    def cpr(self, digits, hyphen=None):
        rng = self.rng
        style = rng.random()
        if digits[0] == "0" and rng.random() < 0.3:
            digits = digits[1:]
        if hyphen or (hyphen is None and style < 0.4):
            return digits[:-4] + "-" + digits[-4:]
        if style > 1 - self.dirt:
            return digits[:-4] + " " + digits[-4:]
        return digits


def persons(rng, count):
    """So many personal numbers, none twice, and none that is anybody's: the
    serials are 99xx, and modulus 11 does not hold."""
    found = {}
    while len(found) < count:
        number = "%02d%02d%02d99%02d" % (
            rng.randint(1, 28), rng.randint(1, 12), rng.randint(40, 99),
            rng.randrange(100))
        if sum(map(int.__mul__, map(int, number),
                   (4, 3, 2, 7, 6, 5, 4, 3, 2, 1))) % 11:
            found[number] = None
    return list(found)


def short(lines, spec):
    """Whether a file would end within its last row. Such a file is cut short
    and its source fails; which row is the last hangs on the order, so that
    these rows end their line."""
    if spec["foot"] or not spec["head"] or not lines:
        return False
    head = spec["head"][-1]
    mark = max(";,\t", key=head.count)
    cells = oracle.quoted_rows(lines[-1], mark)
    return bool(cells) and len(cells[-1][1]) <= head.count(mark)


class World:
    def __init__(self, seed):
        rng = self.rng = random.Random(seed)
        self.as_of = datetime.date.fromisoformat(rng.choice(AS_OF))
        self.year = self.as_of.year
        self.size = rng.choice([0.3, 0.6, 1, 1, 1.5, 4])
        dirt = rng.choice([0, 0.02, 0.05, 0.15])
        self.fault = rng.choice([0, 0.01, 0.03, 0.08])
        self.twice = rng.choice([0, 0.02, 0.06])
        self.spell = Spelling(rng, dirt)
        self.first = datetime.date(self.year - 1, 1, 1)
        self.last = self.as_of + rng.choice([0, 14, 90]) * DAY
        self.silent = set(rng.sample(TEN, rng.choice([0, 1, 3])))
        self.lacking = set()
        if rng.random() < 0.3:
            self.lacking = set(rng.sample(sorted(oracle.SOURCES),
                                          rng.choice([1, 2, 5])))
        self.wild_units = rng.random() < 0.35
        self.wild_codes = rng.random() < 0.25
        self.wild_goals = rng.random() < 0.25
        self.tolerant = rng.random() < 0.85
        self.ruin = rng.choice(["conflict", "control"]) \
            if rng.random() < 0.05 else None
        self.people = persons(rng, self.count(60))
        self.staff = 90
        self.files = {}
        self.workbooks = {}

    # --- draws ---

    def count(self, n):
        return max(1, int(n * self.size))

    def chance(self, p):
        return self.rng.random() < p

    def date(self, first=None, last=None):
        """A day, more often than not near one that matters."""
        rng = self.rng
        first, last = first or self.first, last or self.last
        if self.chance(0.25):
            near = rng.choice([SCOPE, MATCH, self.as_of, self.as_of,
                               datetime.date(2009, 7, 1),
                               datetime.date(2010, 1, 1),
                               datetime.date(2009, 12, 31),
                               datetime.date(2008, 8, 31),
                               datetime.date(2009, 8, 31),
                               self.as_of - 92 * DAY,
                               datetime.date(self.year, 1, 1)])
            date = near + rng.choice([-1, -1, 0, 0, 0, 1, 1, 2]) * DAY
            if first <= date <= last:
                return date
        date = first + rng.randrange((last - first).days + 1) * DAY
        if self.chance(0.15):
            date = oracle.month_end(date.year, date.month)
            date = min(date + rng.choice([0, 0, 1]) * DAY, last)
        return date

    def until(self, date, open_share=0.2):
        rng = self.rng
        if self.chance(open_share):
            return None
        if self.chance(0.2):
            month = oracle.months_later(date, rng.choice([0, 1, 3, 12]))
            end = oracle.month_end(month.year, month.month)
            end += rng.choice([-1, 0, 0, 1]) * DAY
            return max(end, date)
        if self.chance(0.1):
            return max(date, self.as_of + rng.choice([-1, 0, 1, 40]) * DAY)
        return date + rng.choice([0, 0, 1, 5, 28, 29, 30, 31, 60, 90, 91, 92,
                                  93, 200, 363, 364, 365, 366, 400]) * DAY

    def unit(self, date, encoding="latin-1", longest=None, source=None):
        """A unit that has rows, in one of its names; by its date."""
        for _ in range(50):
            unit = self.rng.choice(self.active)
            if source and (unit, source) in self.absent:
                continue
            rows = [r for r in self.units if r["unit"] == unit and
                    oracle.holds(r, date)]
            if rows:
                names = [rows[0]["unit"], rows[0]["name"]] + \
                    [a for a in rows[0]["aliases"].split("|") if a]
                names = [n for n in names if not longest or
                         len(n) <= longest]
                return self.named(self.rng.choice(names), encoding, longest)
        return "Jobcenter Amager"

    def named(self, name, encoding="latin-1", longest=None):
        return self.spell.name(name, encoding, longest)

    def respelled(self, name, date, encoding="latin-1", longest=None):
        """Another name of the same unit."""
        row = self.book.unit(name, date)
        if not row:
            return name
        names = [row["unit"], row["name"]] + \
            [a for a in row["aliases"].split("|") if a]
        names = [n for n in names if not longest or len(n) <= longest]
        return self.named(self.rng.choice(names), encoding, longest)

    def code(self, codelist, encoding="latin-1", date=None):
        codes = [row["code"] for row in self.codes[codelist]
                 if date is None or oracle.holds(row, date)] or \
            [row["code"] for row in self.codes[codelist]]
        return self.spell.name(self.rng.choice(codes), encoding)

    def bad_date(self, form):
        rng = self.rng
        wrong = {"dash": ["31-02-2010", "00-00-0000", "29-02-2010", "snarest",
                          "", "2010-03-01", "32-01-2010", "01-13-2010",
                          "01-01-10", "01.01.2010", "0a-01-2010", "31-04-2010"],
                 "packed": ["20100231", "20091301", "", "2010-01-01",
                            "201001", "20100100", "0", "201001011"],
                 "slash": ["31/2-2010", "30/2-2010", "snarest", "1/13-2010",
                           "0/1-2010", "1-1-2010", "1/1-10", "1/1/2010"],
                 "six": ["310209", "300210", "000000", "991399", "32011 ",
                         "01a109"],
                 "iso": ["2010-02-30", "", "30-02-2010", "2010-13-01",
                         "2010/01/01", "2010-2-3"],
                 "dot": ["31.04.2010", "31.02.2010", "", "1.13.2010",
                         "00.00.0000", "01-01-2010", "29.02.2010"]}
        return rng.choice(wrong[form])

    # --- the book ---

    def make_units(self, book):
        rng = self.rng
        self.units = oracle.table(os.path.join(book, "units.csv"))
        rows = {row["unit"]: row for row in self.units}
        if self.wild_units:
            if self.chance(0.5):
                self.units.append(dict(unit="OMR", name="Område Ø",
                                       parent="BIF", valid_from="",
                                       valid_to="", aliases=""))
                for unit in rng.sample(TEN, 3):
                    rows[unit]["parent"] = "OMR"
            if self.chance(0.6):
                # A unit that ends, and a new one that takes its names over.
                old = rows[rng.choice(["AMC", "CKB", "YS"])]
                end = rng.choice([self.as_of - 40 * DAY,
                                  datetime.date(self.year, 3, 31),
                                  datetime.date(self.year - 1, 12, 31)])
                old["valid_to"] = str(end)
                self.units.append(dict(old, unit="NY", parent=old["parent"],
                                       name="Center Idé",
                                       valid_from=str(end + DAY),
                                       valid_to=""))
            if self.chance(0.5):
                # One unit of two rows: its name changed.
                row = rows["CAB"]
                cut = datetime.date(self.year, 2, 1)
                row["valid_to"] = str(cut - DAY)
                self.units.append(dict(row, name="Center for alt",
                                       aliases="Alt|C. f. alt",
                                       valid_from=str(cut), valid_to=""))
            if self.chance(0.5):
                row = rows["JCN"]
                row["aliases"] += "|Café É;Å|ÆØÅ-huset"
        self.active = [u for u in dict.fromkeys(r["unit"] for r in self.units)
                       if u not in self.silent | PARENTS | {"BIF"}]
        if self.chance(0.1):
            self.active.append("BIF")
        self.absent = {(rng.choice(TEN), source)
                       for source in oracle.SOURCES for _ in range(2)}

    def make_codes(self, book):
        self.codes = {}
        for file in sorted(os.listdir(os.path.join(book, "codes"))):
            rows = oracle.table(os.path.join(book, "codes", file))
            self.codes[rows[0]["list"]] = rows
        if self.wild_codes:
            cut = self.date()
            for row in self.codes["maalgruppe"]:
                if row["code"] == "Skånejob":
                    row["valid_to"] = str(cut)
            self.codes["maalgruppe"].append(dict(
                list="maalgruppe", code="Skånejob", value="flexjob",
                valid_from=str(cut + DAY), valid_to=""))
            self.codes["sagsart"].append(dict(
                list="sagsart", code="08", value="sick",
                valid_from=str(cut), valid_to=str(cut + 60 * DAY)))
            self.codes["ydelse"].append(dict(
                list="ydelse", code="Særlig ydelse", value="insured",
                valid_from=str(SCOPE - 30 * DAY), valid_to=""))

    def write_table(self, path, rows):
        names = list(rows[0])
        mark = self.rng.choice(",;")
        bom = "\ufeff" if self.chance(0.3) else ""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=mark, lineterminator=self.rng
                            .choice(["\n", "\r\n"]))
        writer.writerow(names)
        for row in rows:
            writer.writerow([row[name] for name in names])
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(bom + out.getvalue())

    def make_book(self, book, out):
        shutil.copytree(book, out)
        self.make_units(book)
        self.make_codes(book)
        self.write_table(os.path.join(out, "units.csv"), self.units)
        if self.chance(0.2):
            # Lists may stand together in one file, in any order.
            shutil.rmtree(os.path.join(out, "codes"))
            os.makedirs(os.path.join(out, "codes"))
            rows = sum(self.codes.values(), [])
            self.rng.shuffle(rows)
            self.write_table(os.path.join(out, "codes", "all.csv"), rows)
        else:
            for name, rows in self.codes.items():
                self.write_table(os.path.join(out, "codes", name + ".csv"),
                                 rows)
        if self.tolerant:
            folder = os.path.join(out, "sources")
            for name in os.listdir(folder):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    text = file.read()
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text.replace('"tolerate": "20%"',
                                            '"tolerate": "100%"'))
        self.goals = oracle.table(os.path.join(book, "goals.csv"))
        self.change_goals()
        if self.chance(0.1):
            self.count_days(os.path.join(out, "book.json"))
        self.write_table(os.path.join(out, "goals.csv"), self.goals)
        self.book = oracle.Book(out)

    def count_days(self, path):
        """The day calendar; what a season is in mid-month, is unsaid."""
        with open(path, encoding="utf-8") as file:
            book = json.load(file)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(dict(book, calendar="day"), file)
        for goal in self.goals:
            if goal["path"] == "seasonal" and \
                    (self.as_of + DAY).month == self.as_of.month:
                goal["path"] = "level"

    def change_goals(self):
        rng = self.rng
        for goal in self.goals:
            if self.chance(0.4):
                goal["band"] = rng.choice(["", "5", "10", "20", "25", "50",
                                           "2", "0", "2,5", "0.5"])
            if self.chance(0.2):
                goal["decimals"] = rng.choice(["0", "1", "2", "3"])
            if not self.wild_goals or goal["goal"] in (
                    "loentilskud_bestand", "sygedagpenge_52uger"):
                continue
            if self.chance(0.3) and goal["path"] not in (
                    "seasonal", "year_end"):
                goal["window"] = rng.choice(["year", "rolling_12", "month"])
                if goal["measure"] not in LATEST_UNSAID and \
                        self.chance(0.3):
                    goal["window"] = "latest"
            if self.chance(0.3) and goal["path"] in ("accrual", "level"):
                goal["path"] = rng.choice(["accrual", "level", "year_end"])
            if self.chance(0.2):
                goal["direction"] = rng.choice(["at_least", "at_most"])

    # --- targets, made to fit what was counted ---

    def make_targets(self, inbox, out):
        taken = oracle.Taken()
        for source in sorted(oracle.SOURCES):
            try:
                oracle.take(self.book, inbox, source, taken)
            except oracle.Unbelievable:
                pass
        cells = oracle.observe(self.book, taken.facts, self.as_of)
        self.book.goals = self.goals
        self.book.targets = []
        self.judge = oracle.Judge(self.book, cells, self.as_of)
        rows = [row for row in self.sample_targets(out)
                if int(row["year"]) != self.year]
        for unit in self.book.units:
            for goal in self.goals:
                if goal["measure"].startswith("ill_") or \
                        not self.chance(0.7):
                    continue
                rows += self.targets(unit, goal)
        if self.chance(0.3):
            self.rng.shuffle(rows)
        self.write_table(os.path.join(out, "targets.csv"), rows)

    @staticmethod
    def sample_targets(book):
        return oracle.table(os.path.join(book, "targets.csv"))

    def decimal(self, value):
        """As a controller writes it, if it can be written; else None."""
        text = oracle.exactly(value)
        whole, _, part = text.partition(".")
        if "/" in text or len(part) > 6:
            return None
        if len(part) == 3:
            part += "0"
        mark = self.rng.choice(",.")
        return whole + (mark + part if part else "")

    def roughly(self, value):
        places = self.rng.choice([0, 0, 1, 2])
        return self.decimal(Fraction(oracle.rounded(value, places)))

    def expectation(self, goal, value):
        """What to expect so that this value is on an edge, or near it."""
        rng, band = self.rng, oracle.number(goal["band"])
        if band is None:
            band = self.book.bands[goal["scale"]]
        sign = 1 if goal["direction"] == "at_least" else -1
        kind = rng.choice(["equal", "equal", "band", "beyond", "better",
                           "near", "off"])
        if kind == "equal":
            return value
        if kind == "better":
            return value - sign * rng.choice([1, 3, Fraction(1, 2)])
        if kind == "near":
            return value + sign * rng.choice([Fraction(1, 10 ** 4), 1])
        more = Fraction(0) if kind == "band" else Fraction(1, 100)
        if kind == "off":
            more = Fraction(5)
        if goal["scale"] == "points":
            return value + sign * (band + more)
        if goal["scale"] == "of_target":
            part = 1 - sign * (band + more) / 100
            return value / part if part else value
        return value + sign * rng.choice([1, Fraction(1, 4), 2])

    def targets(self, unit, goal):
        rng, year = self.rng, self.year
        value = self.judge.figures(goal, unit)[1]
        if value is None or self.chance(0.1):
            value = Fraction(rng.choice([0, 1, 10, 45, 300]))
        expected = self.expectation(goal, value)
        part = Fraction(1)
        if goal["path"] == "accrual":
            part = self.judge.phi
        elif goal["path"] == "seasonal":
            part = self.judge.season(goal, unit)
        target = expected / part if part else expected
        row = dict(year=year, unit=unit, goal=goal["goal"],
                   due="%d-12-31" % year, target="", upper="", change="",
                   baseline="", stated_change="",
                   decided="%d-01-%02d" % (year, rng.choice([1, 10, 20])),
                   decided_by="Ledelsen", reason="")
        rows = [row]
        if goal["scale"] == "of_change" or goal["path"] == "glide":
            target = self.with_baseline(goal, row, target, expected, value)
        if not row["change"]:
            row["target"] = self.decimal(target) or self.roughly(target)
        if goal["direction"] == "within":
            width = rng.choice([0, 1, 5, 30])
            above = self.chance(0.5)
            low = target - width if above else target
            row["target"] = self.roughly(low)
            row["upper"] = self.decimal(
                oracle.number(row["target"]) + width)
        if self.chance(0.1):
            row["due"] = rng.choice(["%d-11-30" % year, "%d-06-30" % year]) \
                if goal["path"] == "year_end" else row["due"]
        if goal["path"] == "milestones":
            rows += self.milestones(row, value)
        if self.chance(0.25):
            rows += self.revision(goal, rows)
        return rows

    def with_baseline(self, goal, row, target, expected, value):
        rng, phi = self.rng, self.judge.phi
        band = oracle.number(goal["band"])
        if band is None:
            band = self.book.bands[goal["scale"]]
        sign = 1 if goal["direction"] == "at_least" else -1
        gap = abs(value - expected)
        whole = rng.choice([Fraction(4), Fraction(10), Fraction(1, 2)])
        if band and gap and self.chance(0.6):
            whole = gap * 100 / band
        baseline = target - sign * whole
        if goal["path"] == "glide" and phi:
            # expected = baseline + sign * whole * phi
            baseline = expected - sign * whole * phi
            target = baseline + sign * whole
        if self.chance(0.25) and self.decimal(baseline) and baseline > 0:
            row["baseline"] = self.decimal(baseline)
            row["change"] = rng.choice(["-5%", "-2,5%", "+10 %", "+10",
                                        "-1.5", "+0,5", "0"])
            return target
        row["baseline"] = self.decimal(baseline) or self.roughly(baseline)
        return target

    def milestones(self, row, value):
        rng, rows = self.rng, []
        for month, last in ((3, 31), (6, 30), (9, 30)):
            if self.chance(0.8):
                due = datetime.date(self.year, month, last)
                if self.chance(0.2):
                    due = self.as_of + rng.choice([0, 1]) * DAY
                    if due.year != self.year or str(due) == row["due"]:
                        continue
                target = value + rng.choice([-1, 0, 0, 1, 5])
                rows.append(dict(row, due=str(due), change="", baseline="",
                                 target=self.decimal(target) or "3"))
        return list({r["due"]: r for r in rows}.values())

    def revision(self, goal, rows):
        """Later decisions: another target, or none; around the as-of day."""
        rng, more = self.rng, []
        old = rng.choice(rows)
        for _ in range(rng.choice([1, 1, 2])):
            decided = rng.choice([self.as_of, self.as_of + DAY,
                                  self.as_of - DAY,
                                  datetime.date(self.year, 9, 15),
                                  datetime.date(self.year, 2, 15)])
            if str(decided) in [r["decided"] for r in rows + more
                                if r["due"] == old["due"]]:
                continue
            row = dict(old, decided=str(decided), reason="revideret")
            if self.chance(0.25) and old is rows[0]:
                row.update(target="", change="", upper="", baseline="")
            elif old["target"]:
                target = oracle.number(old["target"])
                add = rng.choice([0, 1, Fraction(5, 2)])
                row["target"] = self.decimal(target + add)
                if row["upper"]:
                    row["upper"] = self.decimal(
                        oracle.number(row["upper"]) + add)
            more.append(row)
        return more

    # --- files ---

    def put(self, name, encoding, lines, end="\r\n", head=(), foot=(),
            repeat=None, shuffle=True, blanks=True, gz=False):
        """A file of lines (text); rows may come in any order."""
        lines = list(lines)
        if shuffle and self.chance(0.02):
            lines = []
        self.files[name] = dict(encoding=encoding, lines=lines,
                                end=end, head=list(head), foot=list(foot),
                                repeat=repeat, shuffle=shuffle,
                                blanks=blanks, gz=gz,
                                last=not self.chance(0.2),
                                control_z=self.chance(0.2),
                                draw=self.rng.randrange(10 ** 9))

    def write(self, folder, order):
        os.makedirs(folder)
        for name, spec in self.files.items():
            self.write_file(os.path.join(folder, name), spec, order)

    @staticmethod
    def write_file(path, spec, order):
        rng = random.Random(spec["draw"])
        lines = list(spec["lines"])
        extra = []
        if spec["repeat"] and rng.random() < 0.4:
            extra.append(spec["repeat"])
        if spec["blanks"] and rng.random() < 0.5:
            extra += [rng.choice(["", "", "  "])] * rng.choice([1, 2])
        if spec["shuffle"]:
            random.Random(spec["draw"] + order).shuffle(lines)
        for line in extra:
            lines.insert(rng.randrange(len(lines) + 1), line)
        lines = spec["head"] + lines + spec["foot"]
        end = spec["end"]
        text = end.join(lines) + \
            (end if spec["last"] or short(lines, spec) else "")
        if spec["control_z"] and spec["last"]:
            text += "\x1a"
        data = text.encode(spec["encoding"])
        if spec["gz"]:
            packed = gzip.compress(data, mtime=0)
            if spec["gz"] == 2 and len(lines) > 4:
                half = rng.randrange(len(spec["head"]) + 1, len(lines))
                parts = lines[:half], [spec["head"][-1]] + lines[half:]
                packed = b"".join(gzip.compress(
                    (end.join(part) + end).encode(spec["encoding"]), mtime=0)
                    for part in parts)
            data = packed
        with open(path, "wb") as file:
            file.write(data)

    def workbook(self, name, rows):
        """The rows as the sheet of a workbook; what is a number, is one."""
        rng, shared, lines = self.rng, [], []
        for number, row in enumerate(rows, 1):
            cells = []
            for column, text in enumerate(row):
                at = "%s%d" % (chr(ord("A") + column), number)
                value = oracle.danish(text) if column > 2 and \
                    number > 5 else None
                if value is not None:
                    kwh = float(value)
                    cells.append('<c r="%s"><v>%s</v></c>' % (at, rng.choice(
                        [repr(kwh), "%.17g" % kwh, "%.15E" % kwh])))
                elif text and self.chance(0.3):
                    cells.append('<c r="%s" t="inlineStr"><is><t xml:space='
                                 '"preserve">%s</t></is></c>' % (
                                     at, html.escape(text)))
                elif text:
                    shared.append(text)
                    cells.append('<c r="%s" t="s"><v>%d</v></c>' % (
                        at, len(shared) - 1))
            if cells:
                lines.append('<row r="%d">%s</row>' % (
                    number, "".join(cells)))
        main = "http://schemas.openxmlformats.org/"
        sheet = main + "spreadsheetml/2006/main"
        parts = {
            "[Content_Types].xml": '<Types xmlns="%spackage/2006/content-'
            'types"><Default Extension="xml" ContentType="application/xml"/>'
            '</Types>' % main,
            "_rels/.rels": '<Relationships xmlns="%spackage/2006/relation'
            'ships"><Relationship Id="rId1" Type="%sofficeDocument/2006/'
            'relationships/officeDocument" Target="xl/workbook.xml"/>'
            '</Relationships>' % (main, main),
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="%spackage/'
            '2006/relationships"><Relationship Id="rId1" Type="%soffice'
            'Document/2006/relationships/worksheet" Target="worksheets/'
            'sheet1.xml"/><Relationship Id="rId2" Type="%sofficeDocument/'
            '2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
            '</Relationships>' % (main, main, main),
            "xl/workbook.xml": '<workbook xmlns="%s" xmlns:r="%soffice'
            'Document/2006/relationships"><sheets><sheet name="El" '
            'sheetId="1" r:id="rId1"/></sheets></workbook>' % (sheet, main),
            "xl/sharedStrings.xml": '<sst xmlns="%s">%s</sst>' % (
                sheet, "".join('<si><t xml:space="preserve">%s</t></si>' %
                               html.escape(t) for t in shared)),
            "xl/worksheets/sheet1.xml": '<worksheet xmlns="%s"><sheetData>%s'
            '</sheetData></worksheet>' % (sheet, "".join(lines))}
        self.workbooks[name] = parts

    def write_workbooks(self, folder):
        for name, parts in self.workbooks.items():
            with zipfile.ZipFile(os.path.join(folder, name), "w",
                                 zipfile.ZIP_DEFLATED) as book:
                for part, text in parts.items():
                    book.writestr(part, '<?xml version="1.0" encoding='
                                  '"UTF-8"?>\n' + text)

    # --- dirt ---

    def dirty(self, rows, faults):
        """Copies of rows with one fault or several, among the rows."""
        if not rows:
            return rows
        more = []
        for row in rows:
            if self.chance(self.fault):
                bad = list(row)
                for fault in self.rng.sample(
                        faults, self.rng.choice([1, 1, 1, 2, 3])
                        if len(faults) > 2 else 1):
                    bad = fault(bad) or bad
                more.append(bad)
        # Each kind once in a while, whatever the rate.
        for fault in faults:
            if self.fault and self.chance(0.3):
                bad = list(self.rng.choice(rows))
                more.append(fault(bad) or bad)
        return rows + more

    def setter(self, at, choices):
        def fault(row):
            if at < len(row):
                row[at] = choices() if callable(choices) else \
                    self.rng.choice(choices)
        return fault

    def field_count(self, row):
        if self.chance(0.6) or len(row) < 3:
            row.append(self.rng.choice(["", "Karen", "1"]))
        else:
            row.pop()

    def csv_lines(self, rows, mark, all_quoted=False, sometimes=0.0):
        lines = []
        for row in rows:
            cells = []
            for cell in row:
                if all_quoted or mark in cell or '"' in cell or \
                        "\n" in cell or self.chance(sometimes):
                    cell = '"' + cell.replace('"', '""') + '"'
                cells.append(cell)
            lines.append(mark.join(cells))
        return lines

    def parted(self, rows, key, between=0.0):
        """Rows by file; some go astray into a neighbour's file."""
        parts = {}
        for row in rows:
            parts.setdefault(key(row), []).append(row)
        names = sorted(parts)
        for name in names:
            rows, parts[name] = parts[name], []
            for row in rows:
                moved = len(names) > 1 and self.chance(between)
                parts[self.rng.choice(names) if moved else name].append(row)
        return parts

    # --- the sources ---

    def henvendelser(self):
        rng, rows, seen = self.rng, [], set()
        for _ in range(self.count(220)):
            date, cpr = self.date(), rng.choice(self.people)
            unit = self.unit(date, source="opera-henvendelse")
            found = self.book.unit(unit, date)
            key = found and found["unit"], cpr, date
            if key in seen:
                continue
            seen.add(key)
            match = rng.choice(["1", "2", "3"] if date >= MATCH else
                               ["1", "2", "3", "4", "5"])
            match = self.spell.name(match) if self.chance(0.9) else ""
            benefit = self.code("ydelse", date=date)
            if self.book.code("ydelse", benefit, date) == "insured" and \
                    self.chance(0.3):
                match = rng.choice(["9", "4", "ukendt"])
            row = [unit, self.spell.cpr(cpr), date.strftime("%d-%m-%Y"),
                   benefit, match, rng.choice(["Ung", "", "Kontanthjælp"]),
                   rng.choice(["LH", 'Bo "vikar" Ek', "Hansen; Lis", "SØR"])]
            rows.append(row)
            if self.chance(self.twice):
                rows.append([self.respelled(unit, date),
                             self.spell.cpr(cpr)] + row[2:5] + ["", "KAT"])
        rows = self.dirty(rows, [
            self.field_count,
            self.setter(2, lambda: self.bad_date("dash")),
            self.setter(1, BAD_CPR), self.setter(0, BAD_UNITS),
            self.setter(3, ["Ukendt", "", "KTHH"]),
            lambda row: row.__setitem__(
                slice(2, 5), ["26-04-2010", "KTH", rng.choice("459")])])
        names = ["Jobcenter", "CPR-nr", "Henvendelsesdato", "Ydelsesgruppe",
                 "Matchkategori", "Målgruppe", "Sagsbehandler"]
        parts = self.parted(rows, lambda r: self.year_of(r[2][-4:]), 0.05)
        for year, part in parts.items():
            head = ["Opera - Henvendelser i jobcentre og centre",
                    "Udtrukket 31-03-2011 07:12", "", ";".join(names)]
            foot = ["I alt;%d;;;;;" % len(part),
                    "Antal henvendelser: %d" % len(part)]
            self.put("henvendelser_%s.csv" % year, "latin-1",
                     self.csv_lines(part, ";", sometimes=0.02), head=head,
                     foot=foot, repeat=";".join(names))

    def year_of(self, text):
        return text if text.isdigit() and len(text) == 4 and \
            self.first.year <= int(text) <= self.last.year else \
            str(self.year)

    def samtaler(self):
        rng, rows, seen = self.rng, [], set()

        def written(date):
            if date is None:
                return ""
            if self.chance(0.2):
                return "%d-%d-%d" % (date.day, date.month, date.year)
            return date.strftime("%d-%m-%Y")
        for _ in range(self.count(260)):
            due, cpr = self.date(), rng.choice(self.people)
            kind = rng.choice(["Jobsamtale", "Opfølgning", "CV-samtale"])
            if (cpr, kind, due) in seen:
                continue
            seen.add((cpr, kind, due))
            held = due + rng.choice([-30, -1, 0, 0, 1, 20]) * DAY \
                if self.chance(0.9) else None
            state = rng.choice(["Afholdt"] * 6 + ["Udeblevet", "Aflyst",
                                                  "Planlagt"])
            unit = self.unit(due, source="opera-samtaler")
            row = [self.spell.cpr(cpr), self.spell.name(kind), written(due),
                   written(held), self.spell.name(state), unit, due]
            rows.append(row)
            if self.chance(self.twice):
                rows.append([self.spell.cpr(cpr), self.spell.name(kind),
                             written(due), written(held),
                             self.spell.name(state),
                             self.respelled(unit, due), due])
        months = self.parted(rows, lambda r: r[6].strftime("%Y-%m"), 0.05)
        header = "CPR-nr;Samtaletype;Frist;Afholdt;Status;Enhed"
        for month, part in months.items():
            part = [row[:6] for row in part]
            part = self.dirty(part, [
                self.field_count,
                self.setter(2, lambda: self.bad_date("dash")),
                self.setter(3, lambda: self.bad_date("dash") or "x"),
                self.setter(0, BAD_CPR), self.setter(5, BAD_UNITS)])
            gz = rng.choice([0, 0, 0, 1, 2])
            name = "samtaler_%s.csv%s" % (month, ".gz" if gz else "")
            self.put(name, "latin-1", self.csv_lines(part, ";"), gz=gz,
                     head=[header], foot=["I alt;;;;;%d" % len(part)],
                     repeat=header)

    def older(self, _found):
        return self.chance(0.1)

    def workbase(self):
        rng, rows = self.rng, []
        names = ("cpr forloeb_id tilbudstype startdato slutdato cvr p_nr "
                 "virksomhed partnerskab ydelse enhed rettet").split()
        packed = lambda d: d.strftime("%Y%m%d") if d else ""
        for number in range(self.count(300)):
            date = self.date(self.first - 100 * DAY)
            until, cpr = self.until(date), rng.choice(self.people)
            unit = self.unit(date, "cp1252", source="workbase-tilbud")
            corrected = (until or date) + rng.choice([0, 3, 20]) * DAY
            row = [self.spell.cpr(cpr, False), "10%04d" % number,
                   self.code("tilbudstype", "cp1252", date), packed(date),
                   packed(until), "99700042", "1001300078",
                   rng.choice(['Café "Solen', "Genbrug €-butikken",
                               "Kloak & Anlæg ApS", '5" Pizza']),
                   rng.choice("JNNn") if self.chance(0.8) else "j",
                   self.code("ydelse", "cp1252", date), unit,
                   packed(corrected)]
            rows.append(row)
            if self.chance(self.twice):
                rows.append([self.spell.cpr(cpr, False)] + row[1:5] +
                            ["1", "2", "Andet navn"] + row[8:10] +
                            [self.respelled(unit, date, "cp1252")] + row[11:])
            found = 0
            while self.older(found):
                found += 1
                # An earlier version, wholly different or nearly the same.
                other = self.date(self.first - 100 * DAY)
                old = list(row)
                old[11] = packed(corrected - rng.choice([1, 9, 300]) * DAY)
                old[3], old[4] = packed(other), packed(self.until(other))
                old[2] = self.code("tilbudstype", "cp1252", other)
                old[9] = self.code("ydelse", "cp1252", other)
                old[10] = self.unit(other, "cp1252")
                rows += [old] * rng.choice([1, 1, 2])
        later = str(self.last.year + 1) + "0101"
        rows = self.dirty(rows, [
            self.field_count,
            self.setter(3, lambda: self.bad_date("packed")),
            self.setter(4, lambda: self.bad_date("packed") or "x"),
            self.setter(11, lambda: self.bad_date("packed") or "x"),
            self.setter(4, ["20070101"]),
            self.setter(0, BAD_CPR), self.setter(10, BAD_UNITS),
            self.setter(2, ["XX", "", "LTX"]), self.setter(9, ["?", ""]),
            lambda row: row.__setitem__(slice(2, 5), ["LT", "20090701", ""]),
            lambda row: row.__setitem__(slice(2, 5), ["LTP", "20090630", ""]),
            # The newest version of a spell, and refused.
            lambda row: row[:2] + ["XX"] + row[3:11] + [later]])
        if self.ruin == "conflict" and rows:
            rows += [row[:8] + ["J" if row[8] == "N" else "N"] + row[9:]
                     for row in rng.sample(rows, min(9, len(rows)))]
        header = "\t".join(names)
        self.put("workbase_tilbud.txt", "cp1252",
                 ["\t".join(row) for row in rows], end="\n", head=[header],
                 repeat=header)

    def fleksjob(self):
        rng, rows = self.rng, []
        slashed = lambda d: "%d/%d-%d" % (d.day, d.month, d.year) \
            if d else ""
        zeros = lambda d: d.strftime("%d/%m-%Y") if d else ""
        for number in range(self.count(90)):
            date = self.date(self.first - 250 * DAY)
            start = date + rng.choice([-5, 0, 1, 30, 180, 181, 182, 183, 184,
                                       185]) * DAY
            if self.chance(0.15):
                start = oracle.months_later(date, 6) + \
                    rng.choice([-1, 0, 1]) * DAY
            if self.chance(0.4):
                start = None
            end = self.until(start, 0.5) if start else None
            cpr = rng.choice(self.people)
            row = [str(number), self.spell.cpr(cpr), slashed(date),
                   self.code("maalgruppe", "utf-8"),
                   rng.choice([slashed, zeros])(start), slashed(end),
                   rng.choice(["", "ringet; intet svar", 'kaldt "ung"',
                               "ønsker\ndeltid"])]
            rows.append(row)
            if self.chance(self.twice):
                rows.append([row[0], self.spell.cpr(cpr), zeros(date)] +
                            row[3:6] + ["kopi"])
        rows = self.dirty(rows, [
            self.field_count,
            self.setter(2, lambda: self.bad_date("slash")),
            self.setter(4, lambda: self.bad_date("slash")),
            self.setter(5, lambda: self.bad_date("slash")),
            lambda row: row.__setitem__(slice(4, 6), ["2/1-2010",
                                                      "1/1-2010"]),
            self.setter(1, BAD_CPR), self.setter(3, ["Ukendt", ""])])
        header = "Løbenr;CPR;Modtaget;Målgruppe;Fleksjob start;" \
            "Fleksjob slut;Bemærkning"
        self.put("fleksjob_venteliste.csv", "utf-8",
                 self.csv_lines(rows, ";"), head=[header],
                 foot=["I alt;%d;;;;;" % len(rows)], repeat=header)

    def kmd(self):
        rng, rows, seen = self.rng, [], set()
        six = lambda d: d.strftime("%d%m%y") if d else " " * 6
        for _ in range(self.count(160)):
            date = self.date(self.as_of - 900 * DAY)
            if self.chance(0.02):
                date = datetime.date(rng.choice([1999, 1998, 2000]), 5, 7)
            until = self.until(date, 0.3)
            if until and self.chance(0.02):
                until = datetime.date(2049, 12, 31)
            cpr = rng.choice(self.people)
            kind = self.code("sagsart", "cp865", date).strip("\u00a0 ")
            work = rng.choice(["        ", "99350349", "99509499", "123     "])
            if (cpr, oracle.fold(kind), date, work) in seen or \
                    len(kind) != 2:
                continue
            seen.add((cpr, oracle.fold(kind), date, work))
            team = self.unit(date, "cp865", 24, source="kmd-sygedagpenge")
            if self.chance(0.5) and len(cpr) == 10:
                cpr = self.short(cpr)
            row = ["101", cpr, kind, six(date), work, six(date), six(until),
                   rng.choice(["31", "  ", "21"]), team]
            rows.append(row)
            if self.chance(self.twice):
                rows.append(row[:2] + row[2:5] + ["      "] + row[6:7] +
                            ["99", self.respelled(team, date, "cp865", 24)])
            if self.chance(0.03):
                rows.append(["147"] + row[1:3] + [rng.choice(
                    [row[3], "310299"])] + row[4:])
        rows = self.dirty(rows, [
            self.setter(3, lambda: self.bad_date("six")),
            self.setter(3, ["      "]),
            self.setter(6, lambda: self.bad_date("six")),
            self.setter(6, ["010195"]),
            self.setter(1, ["0180 9A101", "018099", "abcdefghij", "12345678"]),
            self.setter(2, ["77", "  ", "99"]),
            self.setter(8, ["TEAM UKENDT", ""])])
        widths = 3, 10, 2, 6, 8, 6, 6, 2, 24
        lines = ["".join(cell.ljust(width)[:width] for cell, width in
                         zip(row, widths)).rstrip(" ") for row in rows]
        if self.fault and self.chance(0.05):
            lines.append("101")
        rng.shuffle(lines)
        self.put("KMD7042.TXT", "cp865", self.pages(lines), shuffle=False,
                 foot=["ANTAL POSTER: %s" % rng.choice(["%d", "%07d"]) % (
                     len(lines) + (self.ruin == "control"))], blanks=False)
        self.files["KMD7042.TXT"]["control_z"] = True

    def short(self, cpr):
        rng = self.rng
        if cpr[0] == "0" and self.chance(0.5):
            return rng.choice([" " + cpr[1:], cpr[1:] + " "])
        return cpr

    def pages(self, records):
        rng, out = self.rng, []
        size = rng.choice([57, 57, 10, 3])
        for page, at in enumerate(range(0, max(len(records), 1), size)):
            feed = "\f" if page else ""
            out += [feed + "KMD  LISTE 7042   SYGEDAGPENGE, LØBENDE OG "
                    "OPHØRTE SAGER     SIDE %4d" % (page + 1),
                    "KOMCPR       SAFOERFRAARBGIVNRFOERBESIDBEROPTEAM",
                    "-" * 67] + records[at:at + size]
        return out

    def telefoni(self):
        rng, years = self.rng, {}
        day = self.first if self.chance(0.5) else \
            datetime.date(self.year, 1, 4)
        step = max(1, int(5 / self.size))
        while day <= self.last:
            for _ in range(rng.choice([0, 2, 4])):
                hour = rng.choice(["08-09", "09-10", "10-11"])
                queue = self.unit(day, "utf-8", source="telefoni")
                found = self.book.unit(queue, day)
                seen = years.setdefault("seen", set())
                key = day, hour, found and found["unit"]
                if key in seen:
                    continue
                seen.add(key)
                offered = rng.choice([0, 1, 20, 60, 1234, 12345])
                answered = rng.randint(0, offered)
                row = [str(day), hour, queue,
                       danish(offered, rng, "utf-8"),
                       danish(answered, rng, "utf-8"), "1", "0", "00:51"]
                years.setdefault(day.year, []).append(row)
                if self.chance(self.twice):
                    copy = row[:2] + [self.respelled(queue, day, "utf-8"),
                                      danish(offered, rng, "utf-8"),
                                      str(answered), "9", "9", ""]
                    years[rng.choice([y for y in years
                                      if y != "seen"])].append(copy)
            day += rng.randint(1, step * 2) * DAY
        years.pop("seen", None)
        header = "Dato,Time,Kø,Tilbudt,Besvaret,Opgivet,Opgivet<10s," \
            "Gns. ventetid"
        for year, rows in years.items():
            rows = self.dirty(rows, [
                self.field_count,
                self.setter(0, lambda: self.bad_date("iso")),
                self.setter(3, BAD_NUMBERS), self.setter(4, BAD_NUMBERS),
                self.setter(2, BAD_UNITS + ["Test_koe"])])
            lines = self.csv_lines(rows, ",")
            lines += ["%s-03-%02d,I alt,,747,,,," % (year, day)
                      for day in range(1, 9)]
            self.put("telefoni_%s.csv" % year, "utf-8-sig", lines, end="\n",
                     head=[header], repeat=header)

    def klager(self):
        rng, rows = self.rng, []
        dotted = lambda d: d.strftime("%d.%m.%Y")
        for number in range(self.count(110)):
            date = self.date()
            unit = self.unit(date, "utf-8", source="klager")
            row = ["%d-%05d" % (date.year, number),
                   dotted(date - 30 * DAY), dotted(date), unit,
                   self.code("klagetype", "utf-8", date)
                   if self.chance(0.4) else "Formalitetsklage",
                   self.code("udfald", "utf-8", date),
                   rng.choice(["", "Manglende; høring", 'kaldt "sær"',
                               "Frist\nBeklaget", 'Han sagde:\r\n""ja""; ok'])]
            rows.append(row)
            if self.chance(self.twice):
                rows.append(row[:1] + [dotted(date)] + row[2:3] +
                            [self.respelled(unit, date, "utf-8")] +
                            row[4:6] + ["kopi"])
            if self.chance(0.05):
                rows.append(["%d-9%04d" % (date.year, number),
                             dotted(date), "", rng.choice(BAD_UNITS),
                             "Ros", "", "ikke afgjort"])
        rows = self.dirty(rows, [
            self.field_count,
            self.setter(2, lambda: self.bad_date("dot") or "?"),
            self.setter(3, BAD_UNITS), self.setter(4, ["Ros", ""]),
            self.setter(5, ["Måske", ""])])
        header = "Sagsnr;Modtaget;Afgjort;Enhed;Type;Udfald;Bemærkning"
        self.put("klager.csv", "utf-8-sig", self.csv_lines(rows, ";"),
                 head=["sep=;", header], repeat=header)

    def fravaer(self):
        rng, rows, seen = self.rng, [], set()
        dotted = lambda d: d.strftime("%d.%m.%Y") if d else "31.12.9999"
        for _ in range(self.count(180)):
            date = self.date(self.first - 60 * DAY)
            until = self.until(date, 0.08)
            number = "%08d" % rng.randrange(30000000,
                                             30000000 + self.staff)
            kind = self.code("fravaersart", "cp1252", date)
            if (number, oracle.fold(kind), date) in seen:
                continue
            seen.add((number, oracle.fold(kind), date))
            unit = self.unit(date, "cp1252", source="opus-fravaer")
            hours = -rng.randrange(1, 200000) / 100
            row = [number, unit, kind, dotted(date), dotted(until), "1,00",
                   danish(-hours, rng, "cp1252", 2) + "-"]
            rows.append(row)
            if self.chance(self.twice):
                rows.append([number, self.respelled(unit, date, "cp1252")] +
                            row[2:5] + ["9,00"] + row[6:])
            if self.chance(0.04):
                rows.append(row[:6] + ["7,40"])
        rows = self.dirty(rows, [
            self.field_count,
            self.setter(3, lambda: self.bad_date("dot")),
            self.setter(4, lambda: self.bad_date("dot") or "?"),
            self.setter(4, ["01.01.2001"]), self.setter(6, BAD_NUMBERS),
            self.setter(1, BAD_UNITS), self.setter(2, ["0999", ""])])
        widths = 9, 47, 5, 10, 10, 8, 10
        names = ["Medarb.nr", "Org.enhed", "Art", "Fra", "Til", "Kal.dage",
                 "Timer"]

        def line(cells):
            cells = [c.encode("cp1252", "replace").decode("cp1252")
                     for c in cells]
            return "|" + "|".join(
                (c.rjust if i > 4 else c.ljust)(widths[min(i, 6)])
                for i, c in enumerate(cells)) + "|"
        ruler, lines = "-" * 107, []
        rng.shuffle(rows)
        size = rng.choice([500, 20, 7])
        for at in range(0, max(len(rows), 1), size):
            lines += [ruler, line(names), ruler] + \
                [line(row) for row in rows[at:at + size]]
        count = danish(len(rows), random.Random(1))
        self.put("opus_fravaer.lst.gz", "cp1252", lines, shuffle=False,
                 head=["Fraværsoversigt                      ZHR_FRAV01",
                       "Udvalg: alle fraværsarter        Dato: 31.03.2011",
                       ""],
                 foot=[ruler, "", "Antal linjer: " +
                       count.replace("\u00a0", ".")],
                 gz=rng.choice([1, 1, 1, 0]) or True, blanks=False)
        self.files["opus_fravaer.lst.gz"]["control_z"] = False

    def personale(self):
        rng, rows = self.rng, []
        month = self.first.year, 1
        while oracle.month_end(*month) <= self.last:
            date = oracle.month_end(*month)
            period = "0%02d.%d" % (month[1], month[0])
            for unit in self.active:
                if (unit, "opus-personale") in self.absent or \
                        self.chance(0.03):
                    continue
                row = [r for r in self.units if r["unit"] == unit and
                       oracle.holds(r, date)]
                if not row:
                    continue
                name = self.named(row[0]["name"])
                staff = rng.choice([0, 1, 81, 185, 1205])
                rows.append([period, name, danish(staff, rng), "170,90"])
                if self.chance(self.twice):
                    rows.append([period, self.respelled(name, date),
                                 danish(staff, rng), "0"])
            rows.append([period, "Resultat", "1.420", "1.313,70"])
            month = oracle.next_month(*month)
        rows = self.dirty(rows, [
            self.field_count,
            self.setter(0, ["013.2010", "", "2010.01", "000.2010",
                            "001.10"]),
            self.setter(2, BAD_NUMBERS), self.setter(1, BAD_UNITS)])
        header = ["Periode", "Org.enhed", "Antal ansatte", "Årsværk"]
        lines = self.csv_lines([header] + rows, ";", all_quoted=True)
        self.put("opus_personale.csv", "latin-1", lines[1:], end="\n",
                 head=lines[:1], repeat=lines[0])

    def surveys(self):
        months = [(self.year, 1), (self.year, 11), (self.year - 1, 11),
                  (self.as_of.year, self.as_of.month)]
        return set(self.rng.sample(months, self.rng.choice([1, 2, 3])))

    def trivsel(self):
        rng = self.rng
        header = "Måling;Enhed;Afdeling;Spm;Spørgsmål;Antal svar;" \
            "Heraf enige;Andel enige"
        for year, month in self.surveys():
            rows, date = [], oracle.month_end(year, month)
            words = oracle.MONTHS[month - 1].capitalize() + " %d" % year
            for _ in range(self.count(60)):
                answers = rng.choice([5, 9, 20, 1219])
                row = [self.spell.name(words, "cp1252"),
                       self.unit(date, "cp1252", source="trivsel"),
                       "Hold %d" % rng.randint(1, 20),
                       rng.choice(["10", "10", "1", "12"]),
                       "”Alt i alt”", danish(answers, rng, "cp1252"),
                       danish(rng.randint(0, answers), rng, "cp1252"),
                       "75,0 %"]
                if self.chance(0.1):
                    row[5:7] = rng.choice([["<5", "<5"], ["7", "<5"],
                                           ["<5", "fejl"]])
                rows.append(row)
            rows = self.dirty(rows, [
                self.field_count, self.setter(1, BAD_UNITS),
                self.setter(0, ["Januarr 2010", "", "2010", "januar",
                                "13 2010"]),
                self.setter(5, BAD_NUMBERS), self.setter(6, BAD_NUMBERS)])
            for unit in rng.sample(self.active, min(3, len(self.active))):
                rows.append([words, unit, "I alt", "10", "alt", "1.000",
                             "700", ""])
            rows.append([words, "BIF i alt", "I alt", "10", "alt", "1.000",
                         "700", ""])
            self.put("trivsel_%d-%02d.csv" % (year, month), "cp1252",
                     self.csv_lines(rows, ";"), head=[
                         "Det Personalepolitiske Termometer",
                         "Svar fordelt på center og hold", "", header],
                     repeat=header)

    def codes_of(self, unit):
        """A unit's code, where it is one of its names."""
        return [unit]

    def kvantum(self):
        rng, years = self.rng, {}
        for year in range(self.year - 1, self.last.year + 1):
            rows, date = years.setdefault(year, []), \
                datetime.date(year, 8, 31)
            for unit in self.active:
                found = [r for r in self.units if r["unit"] == unit and
                         oracle.holds(r, date) and
                         oracle.holds(r, datetime.date(year, 12, 31))]
                if not found or (unit, "kvantum-prognose") in self.absent:
                    continue
                name = rng.choice(self.codes_of(unit) + [found[0]["name"]] +
                                  found[0]["aliases"].split("|")) or unit
                for kind in ("Løn", "Øvrig drift", "Indtægter"):
                    result = rng.choice([1000, 79280627, 19068754, 250])
                    if kind == "Indtægter":
                        result = -rng.choice([7253970, 100, 250])
                    amounts = [result * rng.choice([100, 101, 97, 103]) // 100
                               for _ in range(2)] + [result]
                    cells = [danish(a, rng, "cp1252")
                             if self.chance(0.85) else ""
                             for a in amounts]
                    if year >= self.year and self.chance(0.3):
                        cells = ["", "", ""]
                    row = [str(year), self.spell.name(name, "cp1252"),
                           found[0]["name"], kind, "x", "#REF!"] + cells
                    rows.append(row)
                    if self.chance(self.twice):
                        copy = row[:1] + [self.respelled(
                            name, date, "cp1252")] + ["", kind, "", ""] + \
                            [danish(a, rng, "cp1252") if c else ""
                             for a, c in zip(amounts, cells)]
                        years[rng.choice(list(years))].append(copy)
        header = "Regnskabsår;Profitcenter;Navn;Art;Korrigeret budget;" \
            "Forbrug;Prognose august;Prognose november;Regnskab"
        for year, rows in years.items():
            bad = [b for b in BAD_NUMBERS if b]
            rows = self.dirty(rows, [
                self.field_count, self.setter(0, ["", "20100", "år"]),
                self.setter(1, BAD_UNITS[:-2]), self.setter(6, bad),
                self.setter(7, bad), self.setter(8, bad)])
            rows += [[str(year), "*", "Sum", "", "1", "1", "1", "1", "1"],
                     [str(year), "**", "Sum", "", "1", "1", "1", "1", "1"]]
            self.put("kvantum_prognose_%d.csv" % year, "cp1252",
                     self.csv_lines(rows, ";"), repeat=header,
                     head=["Kvantum;;;;;;;;", "Prognoser og regnskab, "
                           "driftsbudget %d, hele kr.;;;;;;;;" % year,
                           header])

    def elforbrug(self):
        rng = self.rng
        years = range(self.year - rng.choice([1, 2, 3]), self.last.year + 1)
        for year in years:
            months = [name[:3] + "-%02d" % (year % 100)
                      for name in oracle.MONTHS]
            rows = []
            for unit in self.active:
                found = [r for r in self.units if r["unit"] == unit and
                         oracle.holds(r, datetime.date(year, 6, 30))]
                if not found or (unit, "elforbrug") in self.absent:
                    continue
                for house in range(rng.choice([1, 1, 2])):
                    cells = []
                    for month in range(1, 13):
                        kwh = rng.choice([1000, 2500, 7863.7, 0, 13450.25])
                        if oracle.month_end(year, month) > self.last or \
                                self.chance(0.01):
                            cells.append(rng.choice(["-", "", " - "]))
                        else:
                            cells.append(danish(kwh, rng, "utf-16-le", rng
                                                .choice([0, 1, 2])))
                    rows.append(["%s-%d" % (unit, house), "Gade 8",
                                 self.named(found[0]["name"], "utf-16-le")] +
                                cells + ["0"])
            bad = [b for b in BAD_NUMBERS if b and b != "-"]
            rows = self.dirty(rows, [
                self.setter(rng.randrange(3, 15), bad),
                self.setter(2, [b for b in BAD_UNITS if b])])
            header = "\t".join(["Bygning", "Adresse", "Center"] + months +
                               ["I alt"])
            total = "\t".join(["I alt", "", ""] + ["1"] * 13)
            if self.chance(0.2):
                self.workbook("elforbrug_%d.xlsx" % year, [
                    ["Elforbrug"], ["Kilde"], ["BIF"], [],
                    header.split("\t")] + rows + [
                        total.split("\t"), [], ["Noter:"], ["- er intet"]])
                continue
            self.put("elforbrug_%d.txt" % year, "utf-16-le",
                     ["\t".join(row) for row in rows], head=[
                         "\ufeffElforbrug %d, kWh" % year, "Kilde: aflæst",
                         "BIF", "", header],
                     foot=[total, "", "Noter:", "- betyder ikke aflæst.",
                           "Tal er korrigeret."], blanks=False)
            self.files["elforbrug_%d.txt" % year]["control_z"] = False

    def jobindsats(self):
        rng, data = self.rng, []
        start = self.year - 3
        for year in (start, start + 1):
            for month in range(1, 13):
                date = oracle.month_end(year, month)
                for unit in self.active:
                    rows = [r for r in self.units if r["unit"] == unit and
                            oracle.holds(r, date)]
                    if not rows or (unit, "jobindsats") in self.absent or \
                            self.chance(0.002):
                        continue
                    for kind in ("Virksomhedspraktik", "Løntilskud"):
                        # A name that ends in `i alt` is a total, as written.
                        name = rng.choice(
                            [n for n in [rows[0]["name"]] +
                             rows[0]["aliases"].split("|")
                             if not n.endswith("i alt")]) or unit
                        data.append([self.named(name, "utf-8"),
                                     "%dM%02d" % (year, month), kind,
                                     danish(rng.choice([1, 39, 56, 1771]),
                                            rng, "utf-8")])
                data.append(["Forvaltningen i alt", "%dM%02d" % (year, month),
                             "Virksomhedspraktik", "1.771"])
            data.append([self.named("JCN", "utf-8"), "%dQ1" % year,
                         "Løntilskud", "x"])
        data = self.dirty(data, [
            self.setter(0, BAD_UNITS[:-2]),
            self.setter(1, ["2008M13", "2008M00", "", "2008-01", "2008"]),
            self.setter(2, ["Mentor", ""]), self.setter(3, BAD_NUMBERS)])
        names = "Område", "Periode", "Tilbud", "Antal påbegyndte forløb"
        self.json = [dict(zip(names, row)) for row in data]

    def write_json(self, folder, order):
        if "jobindsats" in self.lacking:
            return
        data = list(self.json)
        random.Random(order).shuffle(data)
        with open(os.path.join(folder, "jobindsats_aktivering.json"), "w",
                  encoding="utf-8") as file:
            json.dump({"TableID": "y14d03", "RowCount": len(data),
                       "Data": data}, file, ensure_ascii=False, indent=1)

    def make(self, book, out, order=0):
        os.makedirs(out)
        self.make_book(book, os.path.join(out, "book"))
        makers = {"opera-henvendelse": self.henvendelser,
                  "opera-samtaler": self.samtaler,
                  "workbase-tilbud": self.workbase,
                  "fleksjob": self.fleksjob, "kmd-sygedagpenge": self.kmd,
                  "telefoni": self.telefoni, "klager": self.klager,
                  "opus-fravaer": self.fravaer,
                  "opus-personale": self.personale, "trivsel": self.trivsel,
                  "kvantum-prognose": self.kvantum,
                  "elforbrug": self.elforbrug, "jobindsats": self.jobindsats}
        for source, maker in makers.items():
            if source not in self.lacking:
                maker()
        inbox = os.path.join(out, "inbox")
        self.write(inbox, order)
        self.write_json(inbox, order)
        self.write_workbooks(inbox)
        self.make_targets(inbox, os.path.join(out, "book"))
        with open(os.path.join(out, "as-of"), "w", encoding="ascii") as file:
            file.write("%s\n" % self.as_of)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--complete", action="store_true")
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat)
    parser.add_argument("seed", type=int)
    parser.add_argument("book")
    parser.add_argument("out")
    parser.add_argument("order", type=int, nargs="?", default=0)
    options = parser.parse_args(arguments)
    made = World(options.seed)
    if options.complete:
        made = complete_world(options.seed, options.people, options.as_of)
    made.make(options.book, options.out, options.order)
    return 0


def complete_world(seed, people, as_of=None):
    """See complete.py, which builds upon this file."""
    from complete import Complete
    return Complete(seed, people, as_of)


if __name__ == "__main__":
    # complete.py imports this file by its name, and it is one module.
    sys.modules["world"] = sys.modules["__main__"]
    sys.exit(main(sys.argv[1:]))
