#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks pages of pipelines/explain (-f tsv) from what stands on them alone.

usage: pages.py PAGE...

A reader with a pencil: the rows of each month are added up to the month's
figures, the months to the figure, the figure is made a value, the target the
level expected at the date, and the two a status. All in fractions, and none of
it from our programs or from the book. Prints what does not close, a line each,
and how many pages were checked of each kind; ends with 1 when one does not.
"""

import re
import sys
from collections import Counter, defaultdict
from fractions import Fraction


def number(text):
    """A figure of the page: a decimal or a fraction."""
    return Fraction(text.replace(",", ".").lstrip("+"))


def half_unit(text):
    """Half of the last decimal place that a rounded figure shows."""
    return Fraction(1, 2 * 10 ** (len(text.partition(".")[2])))


class Page:
    def __init__(self, name):
        self.name, self.faults = name, []
        self.figure, self.definition = {}, {}
        self.across, self.lines = {}, []
        with open(name, encoding="utf-8") as page:
            for line in page.read().splitlines()[1:]:
                cells = line.split("\t")
                if len(cells) != 6:
                    self.wrong(f"a line of {len(cells)} cells")
                    continue
                self.take(*cells)

    def take(self, section, month, role, adds, place, text):
        self.lines.append((section, month, role, adds, place, text))
        if section == "figure":
            self.figure[role] = text if role == "flags" else adds or month
        elif section == "definition" and role == "across":
            self.across[place] = text
        elif section == "definition":
            self.definition[role] = text
        if "NOT close" in text or "IKKE" in text:
            self.wrong(f"says itself: {section} {month} {role} {text}")

    def wrong(self, what):
        self.faults.append(what)

    def months(self, section):
        """The figures of the months of a section, by role and month."""
        found = {"numerator": {}, "denominator": {}}
        for at, month, role, adds, place, _ in self.lines:
            if at == section and role in found and month:
                found[role][month] = number(adds)
        return found

    def check_rows(self):
        sums = defaultdict(Fraction)
        rows = 0
        for section, month, role, adds, place, _ in self.lines:
            if section != "rows":
                continue
            rows += 1
            if not place:
                self.wrong(f"a row of {month} has no place")
            side = "denominator" if role in ("entered", "denominator") \
                else role
            sums[side, month] += number(adds)
        if not rows:
            return
        for side, by_month in self.months("months").items():
            for month, figure in by_month.items():
                if sums[side, month] != figure:
                    self.wrong(f"rows of {month} {side} are "
                               f"{sums[side, month]}, not {figure}")

    def over(self, side, by_month):
        """A side's months as one figure, by what the page says of it."""
        names = {"numerator": "tæller", "denominator": "nævner"}
        across = self.across.get(side) or self.across.get(names[side], "sum")
        months = sorted(by_month)
        if side == "denominator":
            months = [m for m in months if by_month[m]]
        if not months:
            return Fraction(0)
        if across == "last":
            return by_month[months[-1]]
        total = sum(by_month[m] for m in months)
        return total / len(months) if across == "mean" else total

    def form(self, top, bottom):
        value = top if bottom is None else top / bottom
        if self.definition["form"] != "ratio":
            value -= 1
        if self.definition["form"] == "deviation":
            value = abs(value)
        if self.definition["shown_as"] == "percent" and bottom is not None:
            value *= 100
        return value

    def check_sums(self):
        months = self.months("months")
        for side in ("numerator", "denominator"):
            told = self.figure.get(side)
            if told and self.over(side, months[side]) != number(told):
                self.wrong(f"{side} of the months is "
                           f"{self.over(side, months[side])}, not {told}")

    def value(self):
        if self.definition["window"] == "mean_of_months":
            return self.over_window(self.months("months"))
        bottom = self.figure.get("denominator")
        return self.form(number(self.figure["numerator"]),
                         number(bottom) if bottom else None)

    def target(self):
        """The decision that holds, exactly: the last one that gives what the
        page says is the target."""
        told = self.figure["target"]
        exact = number(told)
        for section, due, _, adds, _, text in self.lines:
            if section != "target" or due != self.figure["due"]:
                continue
            words = dict(part.split("=", 1) for part in text.split(", ")
                         if "=" in part)
            if adds:
                level = number(adds)
            elif "change" in words and "baseline" in words:
                change = words["change"]
                level = number(words["baseline"])
                if change.endswith("%"):
                    level *= 1 + number(change[:-1].strip()) / 100
                else:
                    level += number(change)
            else:
                continue
            if abs(level - number(told)) <= half_unit(told):
                exact = level
        return exact

    def decided(self, word):
        """A decided level, exactly, that the figure shows rounded."""
        told = self.figure[word]
        exact = number(told)
        for section, due, _, _, _, text in self.lines:
            found = text.partition(word + "=")[2].partition(", ")[0]
            if section == "target" and due == self.figure["due"] and found and \
                    abs(number(found) - number(told)) <= half_unit(told):
                exact = number(found)
        return exact

    def share(self):
        """How much of the way should be behind: the year's share, or of
        seasonal goals the earlier years', from their months."""
        for section, month, role, adds, _, _ in self.lines:
            if section == "expected" and role == "share" and "/" in adds:
                return number(adds)
        return None

    def seasonal(self):
        """The mean of the earlier years' shares: each is the value of some
        months, and perhaps of a part of the last, in that of others."""
        shares = []
        for section, month, role, _, _, text in self.lines:
            if section == "expected" and role == "share" and month:
                part, whole = (self.made(*words) for words in re.findall(
                    r"\((\S+)\.\.(\S+)(?: x (\S+))?\)", text))
                shares.append(part / whole)
        return sum(shares) / len(shares) if shares else None

    def made(self, first, last, of_last):
        """The value of the earlier years' months from the first to the last."""
        months = {side: {month: figure for month, figure in by_month.items()
                         if first <= month <= last}
                  for side, by_month in self.months("expected").items()}
        value = self.over_window(months)
        if not of_last:
            return value
        for by_month in months.values():
            by_month.pop(last, None)
        before = self.over_window(months)
        return before + number(of_last) * (value - before)

    def over_window(self, months):
        tops, bottoms = months["numerator"], months["denominator"]
        if self.definition["window"] == "mean_of_months":
            each = [self.form(top, bottoms.get(month))
                    for month, top in tops.items()
                    if not bottoms or bottoms.get(month)]
            return sum(each) / len(each) if each else Fraction(0)
        return self.form(self.over("numerator", tops),
                         self.over("denominator", bottoms) if bottoms
                         else None)

    def milestone(self, upper):
        """The level, or its upper edge, of the milestone that the page says is
        the last one due; None: it is the target itself."""
        day = level = None
        for section, _, role, _, _, text in self.lines:
            if section == role == "expected":
                day = re.search(r"(?:milepæl|milestone) (\S+):", text)
        for section, due, _, adds, _, text in self.lines:
            if day and section == "target" and due == day[1]:
                level = text.partition("upper=")[2].partition(", ")[0] \
                    if upper else adds
        return level and number(level)

    def expected(self, target, upper=False):
        """The level expected on the way to a target, by the path."""
        path = self.definition["path"]
        if path == "accrual":
            return target * self.share()
        if path == "glide":
            base = self.decided("baseline")
            return base + (target - base) * self.share()
        if path == "seasonal":
            share = self.seasonal()
            return target if share is None else target * share
        if path == "milestones":
            step = self.milestone(upper)
            return target if step is None else step
        return target

    def status(self, value, low, high):
        """The status that a value gives beside the level, or levels."""
        direction, scale = self.definition["direction"], \
            self.definition["scale"]
        edge = high if direction == "at_most" or value > high else low
        if direction != "at_most" and value < low:
            edge = low
        elif direction == "at_least" or value <= high:
            return "met"
        gap = abs(value - edge)
        if scale == "of_target":
            if edge <= 0:
                return "off"
            gap = 100 * gap / abs(edge)
        elif scale == "of_change":
            change = abs(self.target() - self.decided("baseline"))
            if not change:
                return "off"
            gap = 100 * gap / change
        return "near" if gap <= number(self.definition["band"]) else "off"

    def check(self):
        status = self.figure.get("status")
        if status is None:
            self.wrong("has no status")
            return "broken"
        if status == "not_applicable" or not self.definition:
            if not any(line[5] for line in self.lines):
                self.wrong("says nothing")
            return "sentence"
        self.check_rows()
        if not self.figure.get("value"):
            return "no value"
        self.check_sums()
        value, told = self.value(), self.figure["value"]
        if abs(value - number(told)) > half_unit(told):
            self.wrong(f"value is {float(value)}, not {told}")
        told = self.figure.get("expected")
        if not told:
            return "no level"
        low = high = self.expected(self.target())
        if self.definition["direction"] == "within":
            high = self.expected(self.decided("upper"), True)
        if min(abs(x - number(told)) for x in (low, high)) > half_unit(told):
            self.wrong(f"expected is {float(low)}, not {told}")
        if self.status(value, low, high) != status:
            self.wrong(f"the status is {self.status(value, low, high)}, "
                       f"not {status}")
        return " ".join(self.definition[word] for word in
                        ("path", "window", "scale"))


def main():
    kinds, wrong = Counter(), 0
    for name in sys.argv[1:]:
        page = Page(name)
        kinds[page.check()] += 1
        for fault in page.faults:
            print(f"{name}: {fault}")
        wrong += bool(page.faults)
    for kind, count in sorted(kinds.items()):
        print(f"{count} {kind}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
