#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""deliveries.py BOOK INBOX AS_OF OUT: no verdict without its data.

A second reading of which months each source delivered, and of what that does
to the verdicts of the sample job. Like oracle.py it is written from the
definitions and not from the programs; DELIVERIES.md lists what the
definitions leave open and how it is read here.

It writes what oracle.py writes, with the rows `@SOURCE` and
`@SOURCE!rejected` and the column `through` in observations.tsv, with
`not_delivered`, the flags `lagged`, `unchecked` and `no-rows` and the column
`through` in verdicts.tsv, and deliveries.tsv beside them. It ends with 65
where a goal is held back or a source must not be believed, and publishes all
the same; where no fact is dated in the year judged it publishes nothing.

Months are counted from the year 0, so that they can be added and compared.
"""
import calendar
import copy
import datetime
import hashlib
import json
import os
import re
import sys
from collections import Counter, defaultdict
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle  # noqa: E402

DAY = oracle.DAY

# The events that a source can give.
EVENTS = {
    "elforbrug": {"electricity"},
    "fleksjob": {"flex_reception", "flexjob"},
    "jobindsats": {"practice_history", "wage_subsidy_history"},
    "klager": {"complaint"},
    "kmd-sygedagpenge": {"sick_case"},
    "kvantum-prognose": {"forecast_august", "forecast_november", "result"},
    "opera-henvendelse": {"contact"},
    "opera-samtaler": {"interview"},
    "opus-fravaer": {"absence"},
    "opus-personale": {"headcount"},
    "telefoni": {"call_offered", "call_answered"},
    "trivsel": {"survey_answers", "survey_agree"},
    "workbase-tilbud": {"practice", "wage_subsidy", "job", "education",
                        "guidance", "mentor"},
}
# What the components of a measure count; "whole" is a cohort's reaching
# side, which is asked of the source and not of the unit.
COMPONENTS = {
    "into_work": [("unit", {"contact"}),
                  ("whole", {"job", "education", "wage_subsidy"})],
    "flexjob": [("unit", {"flex_reception"}), ("whole", {"flexjob"})],
    "placed_persons": [("unit", {"practice", "wage_subsidy"})],
    "sick_cases_52w": [("unit", {"sick_case"})],
    "calls_answered": [("unit", {"call_answered"}),
                       ("unit", {"call_offered"})],
    "interviews_on_time": [("unit", {"interview"})],
    "complaint_points": [("unit", {"complaint"})],
    "absence_days": [("unit", {"absence"}), ("unit", {"headcount"})],
    "survey_q10": [("unit", {"survey_agree"}), ("unit", {"survey_answers"})],
    "forecast_august": [("unit", {"forecast_august"}), ("unit", {"result"})],
    "forecast_november": [("unit", {"forecast_november"}),
                          ("unit", {"result"})],
    "electricity": [("unit", {"electricity"})],
    "no_show": [("unit", {"interview"})],
    "wage_subsidy_open": [("unit", {"wage_subsidy"})],
    "practice_starts": [("unit", {"practice", "practice_history"})],
    "partnership_placements": [("unit", {"practice", "wage_subsidy"})],
}
# A cohort counted in the month of its maturity needs what came before it.
MATURITY = {"flexjob": 6}
# What is open on a day mostly began in so many months to it.
STOCK = {"wage_subsidy_open": 12}
ENTRY = {"into_work": 92}
# What the sample book says of its sources, where its files do not say it.
DELIVERS = {
    "jobindsats": {"to": "2008-12"},
    "opera-samtaler": {"files": "samtaler_{yyyy-mm}.csv*"},
    "trivsel": {"months": ["01", "11"]},
}
FIRST_YEAR, LAST_YEAR = 1900, 2200
HELD = {"missing", "lagging", "thin", "silent", "failed", "not_begun",
        "ended"}


def month_of(date):
    return date.year * 12 + date.month - 1


def end_of(month):
    return oracle.month_end(month // 12, month % 12 + 1)


def begin_of(month):
    return end_of(month).replace(day=1)


def named(month):
    return "%04d-%02d" % (month // 12, month % 12 + 1)


def month_in(text):
    return month_of(datetime.date.fromisoformat(text + "-01"))


def median(numbers):
    numbers = sorted(numbers)
    half = len(numbers) // 2
    if not numbers:
        return None
    if len(numbers) % 2:
        return Fraction(numbers[half])
    return Fraction(numbers[half - 1] + numbers[half], 2)


# --- what the book says of a source ----------------------------------------

class Says:
    def __init__(self, members):
        self.files = members.get("files")
        self.months = {int(text) for text in members.get("months", [])}
        self.ahead = members.get("ahead", False)
        self.begin = month_in(members["from"]) if "from" in members else None
        self.end = month_in(members["to"]) if "to" in members else None
        self.least = Fraction(str(members.get("least", "25%"))
                              .strip("% ")) / 100
        self.silent = members.get("silent", False)
        self.units = members.get("units")
        self.required = members.get("required", True)
        self.lag = str(members.get("lag", "")).split()

    def lags(self, date):
        """The date, and what the source may lag behind it."""
        if not self.lag:
            return date
        count = int(self.lag[0])
        if self.lag[1].startswith("month"):
            month = month_of(date) - count
            if date == end_of(month_of(date)):
                return end_of(month)
            return oracle.months_later(date, -count)
        return date - count * DAY

    def file_came(self, month, files):
        """Whether a file of that month is there, where files come so."""
        if not self.files:
            return True
        day = begin_of(month)
        pattern = self.files.replace("{yyyy-mm}", day.strftime("%Y-%m"))
        pattern = pattern.replace("{yyyymm}", day.strftime("%Y%m"))
        pattern = pattern.replace("{yyyy}", "%04d" % day.year)
        return any(oracle.fnmatch.fnmatchcase(name, pattern)
                   for name in files)


def says_of(book_folder, source):
    path = os.path.join(book_folder, "sources", source + ".json")
    with open(path, encoding="utf-8") as file:
        members = json.load(file)
    return Says(members.get("delivers", DELIVERS.get(source, {})))


# --- what a source, or one unit of it, brought ------------------------------

class Series:
    """Rows by month, and the last date in each."""

    def __init__(self):
        self.rows = Counter()
        self.last = {}

    def add(self, date):
        month = month_of(date)
        self.rows[month] += 1
        self.last[month] = max(date, self.last.get(month, date))

    def first(self):
        return min(self.rows) if self.rows else None


class Past:
    """The months of a series that were delivered, as far as tested."""

    def __init__(self, series):
        self.series, self.months = series, []
        self.once = False

    def twelve(self):
        return self.months[-12:]

    def counts(self, months):
        return [self.series.rows[month] for month in months]

    def usual(self):
        return median(self.counts(self.twelve()))

    def monthly(self, month):
        """Rows in three quarters of the twelve; or once so, and none since."""
        counts = self.counts(self.twelve())
        full = sum(1 for count in counts if count)
        now = len(counts) >= 3 and 4 * full >= 3 * len(counts)
        if self.series.rows[month]:
            self.once = now
        else:
            self.once = self.once or now
        return self.once


class Source:
    """A source's deliveries: a state for each month and each unit."""

    def __init__(self, name, book, says, as_of):
        self.name, self.book, self.says, self.as_of = name, book, says, as_of
        self.failed = False
        self.files = []
        self.whole = Series()
        self.units = defaultdict(Series)
        self.renamed = defaultdict(int)    # (unit, month): rejected rows
        self.strange = defaultdict(Counter)     # never-known name: by month
        self.state = {}
        self.usual = {}
        self.monthly = set()

    def add(self, fact):
        if FIRST_YEAR <= fact["date"].year <= LAST_YEAR:
            self.whole.add(fact["date"])
            self.units[fact["unit"]].add(fact["date"])

    def refuse(self, row):
        """A refused name may be a unit of another day, or of none."""
        for text, date in row.names:
            if not oracle.fold(text) or not date or \
                    not FIRST_YEAR <= date.year <= LAST_YEAR or \
                    self.book.unit(text, date):
                continue
            known = {other["unit"]
                     for other in self.book.names.get(oracle.fold(text), [])}
            if known:
                for unit in known:
                    self.renamed[unit, month_of(date)] += 1
            else:
                self.strange[oracle.fold(text)][month_of(date)] += 1
            break

    # --- what is asked ---

    def begin(self):
        """The month of the first fact, or what the book says."""
        if self.says.begin is not None:
            return self.says.begin
        return self.whole.first()

    def asked(self, month):
        """True, or why the source is not asked for that month."""
        begin = self.begin()
        if self.says.end is not None and month > self.says.end:
            return "ended"
        if begin is not None and month < begin:
            return "not_begun"
        return True

    def known(self):
        """The units that the source knows."""
        return set(self.says.units or []) | set(self.units) | \
            {unit for unit, _ in self.renamed}

    # --- the four rules ---

    def test(self, last):
        """States of all months to the last one asked for."""
        begin = self.begin()
        self.past = Past(self.whole)
        self.pasts = {unit: Past(self.units[unit])
                      for unit in sorted(self.known())}
        if begin is None:
            return
        for month in range(begin, last + 1):
            if self.asked(month) is not True:
                continue
            state = self.test_source(month)
            self.state["", month] = state
            self.usual["", month] = self.past.usual()
            self.even = self.constant(month)
            for unit, past in self.pasts.items():
                self.test_unit(unit, past, month, state)
            if state in ("delivered", "untested"):
                self.past.months.append(month)

    def test_source(self, month):
        rows = self.whole.rows[month]
        monthly = self.past.monthly(month)
        if monthly:
            self.monthly.add(("", month))
        if self.failed:
            return "failed"
        if self.says.months:
            if month % 12 + 1 not in self.says.months:
                return "untested"
            return "delivered" if rows else "missing"
        if monthly:
            if not self.goes_past(month):
                return "lagging" if rows else "missing"
            if not self.runs(month) and \
                    not self.usual_came(rows, self.past.usual(), True):
                return "thin" if rows else "missing"
        if not self.says.file_came(month, self.files):
            return "missing"
        return "delivered" if monthly else "untested"

    def runs(self, month):
        """Whether a month is not over: rule 1 alone can be asked of it."""
        return end_of(month) > self.as_of

    def goes_past(self, month):
        if self.says.ahead:
            return True
        usual, rows = self.past.usual(), self.whole.rows
        after = rows[month + 1] + rows[month + 2]
        if after >= max(Fraction(1), usual / 50):
            return True
        end = min(end_of(month), self.as_of)
        if month not in self.whole.last:
            return False
        gaps = [(end_of(m) - self.whole.last[m]).days
                for m in self.past.twelve() if m in self.whole.last]
        most = max(gaps + [9 if month % 12 == 11 else 5])
        return (end - self.whole.last[month]).days <= most

    def usual_came(self, rows, usual, whole):
        if usual >= 30 and rows < self.says.least * usual:
            return False
        return not whole or usual < 10 or rows > 0

    def valid(self, unit, *days):
        """On which of these days the unit is there."""
        rows = [row for row in self.book.names[oracle.fold(unit)]
                if row["unit"] == unit]
        return [any(oracle.holds(row, day) for row in rows) for day in days]

    def test_unit(self, unit, past, month, source_state):
        series = past.series
        rows = series.rows[month]
        first = series.first()
        ends = self.valid(unit, begin_of(month), end_of(month))
        if not any(ends):
            return
        begun = first is not None and month >= max(first, self.begin())
        listed = self.says.units is not None and unit in self.says.units
        if not (begun or listed or self.renamed[unit, month]):
            return
        monthly = begun and past.monthly(month)
        if monthly:
            self.monthly.add((unit, month))
        state = source_state
        if state == "delivered" and not monthly:
            state = "untested"
        if source_state in ("delivered", "untested"):
            if self.renamed[unit, month]:
                state = "silent"
            elif not all(ends):
                pass
            elif self.runs(month):
                pass
            elif listed and not rows and not self.says.silent:
                state = "silent"
            elif monthly and not self.says.months:
                state = self.test_monthly(unit, past, month) or state
        self.state[unit, month] = state
        self.usual[unit, month] = past.usual()
        if state in ("delivered", "untested") and all(ends):
            past.months.append(month)

    def test_monthly(self, unit, past, month):
        rows = past.series.rows[month]
        if not rows and self.says.silent:
            return None
        if not self.usual_came(rows, past.usual(), False):
            return "thin" if rows else "silent"
        if rows:
            return None
        six = past.counts(past.months[-6:])
        if len(six) == 6 and all(six) and \
                (median(six) >= 10 or self.even):
            return "silent"
        if self.stranger(month):
            return "silent"
        return None

    def constant(self, month):
        """Whether every unit shows one and the same number a month."""
        if len(self.past.months) < 6:
            return False
        for unit, past in self.pasts.items():
            counts = past.counts(past.twelve())
            if counts and self.valid(unit, begin_of(month))[0] and \
                    (len(set(counts)) > 1 or not counts[0]):
                return False
        return True

    def stranger(self, month):
        """Whether a name never known took over in or before this month."""
        for counts in self.strange.values():
            first = min(counts)
            if first <= month and first >= self.begin() + 3 and \
                    counts[first] >= 10 and counts[month]:
                return True
        return False

    # --- answers ---

    def at(self, unit, month):
        """The state at a unit; of units not known, that of the source."""
        asked = self.asked(month)
        if asked is not True:
            return asked
        if self.failed:
            return "failed"
        if self.begin() is None or self.whole.first() is None:
            return "missing"
        whole = self.state["", month]
        if whole in HELD:
            return whole
        return self.state.get((unit, month), whole)


# --- the job ----------------------------------------------------------------

class Job:
    """Everything that came, read once and tested."""

    def __init__(self, book_folder, inbox, as_of, says=None, read=None):
        """READ, a dict, keeps what was read for other jobs of this book."""
        self.book = oracle.Book(book_folder)
        self.read = {} if read is None else read
        with open(os.path.join(book_folder, "units.csv"), "rb") as file:
            self.mark = file.read()
        self.as_of = as_of
        self.sources, self.facts, self.taken = {}, [], oracle.Taken()
        for name in sorted(oracle.SOURCES):
            source = Source(name, self.book,
                            says[name] if says and name in says
                            else says_of(book_folder, name), as_of)
            self.sources[name] = source
            self.take(source, inbox)
        for source in self.sources.values():
            source.test(month_of(as_of))

    def take(self, source, inbox):
        source.files, marks = once(inbox,
                                   oracle.files_of(inbox, source.name))
        key = source.name, self.mark, tuple(marks)
        if key not in self.read:
            self.read[key] = self.taken_from(source, inbox)
        taken = self.read[key]
        if taken is None:
            source.failed = True
            return
        self.facts += taken.facts
        self.taken.rows += taken.rows
        self.taken.rejects.update(taken.rejects)
        self.taken.refused_rows += taken.refused_rows
        for fact in taken.facts:
            source.add(fact)
        for _, row in taken.refused_rows:
            source.refuse(row)


    def taken_from(self, source, inbox):
        taken = oracle.Taken()
        try:
            oracle.take(self.book, inbox, source.name, taken, source.files)
        except oracle.Unbelievable as fault:
            print("deliveries: %s" % fault, file=sys.stderr)
            return None
        return taken


def once(inbox, names):
    """The files without those whose bytes came under an earlier name, and
    what tells them from others."""
    seen, kept = {}, []
    for name in names:
        with open(os.path.join(inbox, name), "rb") as file:
            mark = hashlib.sha256(file.read()).digest()
        if mark not in seen:
            seen[mark] = name
            kept.append(name)
    return kept, [(name, mark) for mark, name in seen.items()]


# --- judging to the reach ---------------------------------------------------

class Judge(oracle.Judge):
    def __init__(self, job, cells):
        super().__init__(job.book, cells, job.as_of)
        self.sources = job.sources
        self.under = {}
        self.parts = set()
        self.since = None
        # The last month that a verdict can rest on.
        self.end = month_of(self.as_of + DAY) - 1
        self.measured = defaultdict(set)
        for (measure, _, month), cell in cells.items():
            if cell[2] + cell[3] > 0:
                self.measured[measure].add(month[0] * 12 + month[1] - 1)

    # --- what a goal needs ---

    def components(self, measure):
        for side, events in COMPONENTS.get(measure, []):
            yield side, [self.sources[name] for name in sorted(EVENTS)
                         if EVENTS[name] & events]

    def feeds(self, measure):
        found = {}
        for _, feeds in self.components(measure):
            found.update((feed.name, feed) for feed in feeds)
        return found

    def first_of_window(self, goal):
        months = self.window(dict(goal, window="year")
                             if goal["window"] == "latest" else goal, "")
        return months[0][0] * 12 + months[0][1] - 1 if months else None

    def first_needed(self, goal):
        """The first month that the window rests on, or None."""
        first = self.first_of_window(goal)
        if first is None:
            return None
        if goal["measure"] in STOCK:
            return min(first, self.last_needed(goal) + 1 -
                       STOCK[goal["measure"]])
        return first - MATURITY.get(goal["measure"], 0)

    def last_needed(self, goal):
        if goal["window"] == "year" and self.running:
            return month_of(self.as_of)
        return self.end

    def below(self, unit, month):
        """The unit and all under it in that month."""
        if (unit, month) not in self.under:
            self.under[unit, month] = [
                other for other in self.book.units
                if unit in self.book.line(other, end_of(month))]
        return self.under[unit, month]

    def there(self, unit, month):
        """Whether the unit is valid on some day of the month."""
        rows = [row for row in self.book.names[oracle.fold(unit)]
                if row["unit"] == unit]
        return any((not row["valid_to"] or
                    begin_of(month) <= oracle.day(row["valid_to"])) and
                   (not row["valid_from"] or
                    oracle.day(row["valid_from"]) <= end_of(month))
                   for row in rows)

    def has_part(self, measure, unit):
        """Whether the unit owes a goal of the measure, or ever counted."""
        if not self.parts:
            goals = {goal["goal"]: goal["measure"] for goal in self.book.goals}
            self.parts = {key[:2] for key in self.cells} | {
                (goals[row["goal"]], row["unit"]) for row in self.book.targets
                if row["year"] == str(self.year) and
                oracle.day(row["decided"]) <= self.as_of}
        return (measure, unit) in self.parts

    def states(self, measure, unit, month):
        """(source, unit, state) of each feed that is asked."""
        for side, feeds in self.components(measure):
            feeds = [feed for feed in feeds if feed.says.required]
            asked = [feed for feed in feeds if feed.asked(month) is True]
            for feed in asked or feeds:
                yield feed, "", feed.at("", month)
                if side == "whole":
                    continue
                for other in self.below(unit, month):
                    if other in feed.known() and self.there(other, month) \
                            and (other == unit or
                                 self.has_part(measure, other)):
                        yield feed, other, feed.at(other, month)

    def holes(self, measure, unit, month):
        """What is missing of a month, at the unit."""
        if not self.there(unit, month):
            return []
        return [(feed, other, state)
                for feed, other, state in self.states(measure, unit, month)
                if state in HELD]

    # --- the reach ---

    def reach(self, goal, unit):
        """(kind, reach, holes): kind is "", lagged or not_delivered."""
        measure = goal["measure"]
        first, last = self.first_needed(goal), self.last_needed(goal)
        if first is None:
            return "", self.running_or(measure, unit, self.end), []
        since = self.begun(goal)
        if since is not None and since > first:
            first = since
        window = self.first_of_window(goal)
        missing = [(month, [hole for hole in self.holes(measure, unit, month)
                            if month >= window or measure not in STOCK or
                            hole[2] != "not_begun"])
                   for month in range(first, last + 1)]
        missing = [(month, holes) for month, holes in missing if holes]
        if not missing:
            return "", self.running_or(measure, unit, last), []
        hole = missing[0][0]
        reach = hole - 1
        earliest = min([feed.whole.first() or hole
                        for feed in self.feeds(measure).values()] + [hole])
        while reach >= earliest and self.holes(measure, unit, reach):
            reach -= 1
        day = end_of(reach) if reach >= earliest and \
            self.there(unit, reach) else None
        if self.may_lag(goal, unit, missing, last, day):
            return "lagged", day, missing
        return "not_delivered", day, missing

    def running_or(self, measure, unit, last):
        """As-of, where the running month goes so far, else a month's end."""
        if self.running and not self.holes(measure, unit,
                                           month_of(self.as_of)):
            return self.as_of
        return min(end_of(last), self.as_of)

    def may_lag(self, goal, unit, missing, last, day):
        """Whether all that is missing are the last months, and may be."""
        hole = missing[0][0]
        if day is None or day.year != self.year or \
                day != end_of(hole - 1) or len(missing) != last - hole + 1:
            return False
        first = self.to(day, None).first_needed(goal)
        if first is None or any(self.holes(goal["measure"], unit, month)
                                for month in range(first, hole)):
            return False
        if hole == month_of(self.as_of) and self.running:
            return True
        ends = end_of(self.end)
        return all(day >= feed.says.lags(ends)
                   for _, holes in missing for feed, _, _ in holes)

    def begun(self, goal):
        """The month since which the book lets a share or mean be judged."""
        if goal["measure"] not in oracle.SHARES:
            return None
        months = [feed.says.begin for feed in
                  self.feeds(goal["measure"]).values()
                  if feed.says.begin is not None]
        return max(months) if months else None

    def unchecked(self, measure):
        """Whether a feed has fewer than three months of history."""
        for feed in self.feeds(measure).values():
            if feed.asked(self.end) is not True or not feed.says.required \
                    or feed.begin() is None:
                continue
            last = self.end
            if not feed.says.months and not feed.says.files:
                last = max([m for m in feed.whole.rows
                            if m <= last and feed.whole.rows[m]],
                           default=last)
            if last - feed.begin() + 1 < 3:
                return True
        return False

    # --- figures ---

    def window(self, goal, unit):
        months = super().window(goal, unit)
        if self.since is not None:
            months = [m for m in months if m[0] * 12 + m[1] > self.since]
        if goal["measure"] in ENTRY and self.entered is not None:
            months = [m for m in months if end_of(m[0] * 12 + m[1] - 1) +
                      ENTRY[goal["measure"]] * DAY <= self.entered]
        return months

    entered = None

    def to(self, reach, since):
        """Judging as of the reach."""
        other = copy.copy(self)
        other.since = since
        if reach is not None:
            other.as_of = other.entered = reach
            after = reach + DAY
            other.complete = after.month - 1 \
                if after.year == self.year else 12
            other.phi = Fraction(other.complete, 12)
            if self.book.book.get("calendar") == "day":
                whole = 366 if calendar.isleap(self.year) else 365
                other.phi = Fraction(
                    (reach - datetime.date(self.year, 1, 1)).days + 1, whole)
            other.running = []
            other.end = month_of(reach)
        return other

    @staticmethod
    def is_zero(measure, verdict):
        """A count without rows, or a ratio without anything above the line."""
        if measure in oracle.COUNTS:
            return verdict.get("n") == 0
        return measure not in ENTRY and measure not in MATURITY and \
            verdict.get("num") == 0 and verdict.get("den") is not None

    def rows_at(self, measure, unit, months):
        """Whether a feed of what is counted has a row there in these months."""
        for feed in next(iter(self.components(measure)), ("", []))[1]:
            for month in months:
                at = month[0] * 12 + month[1] - 1
                if any(feed.units[other].rows[at]
                       for other in self.below(unit, at)
                       if other in feed.units):
                    return True
        return False

    def figures(self, goal, unit):
        """A count without rows is 0 where the unit was there at all."""
        measure = goal["measure"]
        months = self.window(goal, unit)
        if measure in oracle.COUNTS and \
                not any(self.at(measure, unit, m) for m in months):
            if any(self.there(unit, m[0] * 12 + m[1] - 1) for m in months):
                return None, Fraction(0), 0, None, 0
            return "no_data", None, None, None, 0
        return super().figures(goal, unit)

    # --- section 7 as it reads now ---

    def early(self, goal, rows, due):
        if goal["path"] == "milestones":
            return not any(oracle.day(d) <= self.as_of and
                           self.level(rows[d])[0] is not None for d in rows)
        return super().early(goal, rows, due)

    @staticmethod
    def edge(target, upper, above):
        return upper if above else target

    def season(self, goal, unit):
        if self.complete == 12:
            return Fraction(1)
        measure, shares = goal["measure"], []
        for year in sorted({key[2][0] for key in self.cells}):
            if year >= self.year:
                continue
            months = range(year * 12, year * 12 + 12)
            if any(self.holes(measure, unit, month) for month in months):
                continue
            whole = [self.at(measure, unit, (year, m)) for m in range(1, 13)]
            if measure in oracle.COUNTS:
                if not set(months) <= self.measured[measure]:
                    continue
                whole = [cell or [0, None, 0, 0] for cell in whole]
            if not all(whole):
                continue
            end = self.value(measure, whole)
            so_far = self.value(measure, whole[:self.complete])
            if end and so_far is not None:
                shares.append(Fraction(so_far) / end)
        return sum(shares) / len(shares) if shares else None

    @staticmethod
    def value(measure, cells):
        if not cells:
            return Fraction(0)
        return oracle.value_of(measure, *oracle.combined(measure, cells)[:2])

    # --- the verdict ---

    def verdict(self, unit, goal):
        rows = self.contract(unit, goal, False)
        if not rows:
            return None
        kind, day, holes = self.reach(goal, unit)
        judge = self.to(day if kind == "lagged" else None, self.begun(goal))
        figures = judge.figures(goal, unit)
        if kind == "not_delivered":
            figures = (kind,) + figures[1:]
        old = self.contract(unit, goal, True)
        now = judge.judged(goal, unit, rows, figures)
        then = judge.judged(goal, unit, old, figures)
        flags = []
        if not goal["band"]:
            flags.append("standard-band")
        if any(old[due] is not rows[due] for due in rows):
            flags.append("revised")
        given = now["status"] in ("met", "near", "off")
        if given and kind == "lagged":
            flags.append("lagged")
        if given and self.unchecked(goal["measure"]):
            flags.append("unchecked")
            day = self.greatest(goal, unit) or day
        months = judge.window(goal, unit)
        if given and self.is_zero(goal["measure"], now) and \
                not self.rows_at(goal["measure"], unit, months):
            flags.append("no-rows")
        return dict(now, flags=" ".join(flags), through=day, holes=holes,
                    original_target=then.get("target"),
                    original_status=then["status"])

    def greatest(self, goal, unit):
        cells = [self.at(goal["measure"], unit, m)
                 for m in self.window(goal, unit)]
        return max((c[4] for c in cells if c and c[4]), default=None)


# --- printing ---------------------------------------------------------------

def coverage_lines(job):
    lines = []
    for name, source in job.sources.items():
        for unit, series in source.units.items():
            for month, n in series.rows.items():
                lines.append(["@" + name, unit, named(month), "", "", n, 0,
                              series.last[month]])
    refused = Counter()
    for name, row in job.taken.refused_rows:
        refused[("@" + name + "!rejected",) + place(job.book, row)] += 1
    lines += [list(key) + ["", "", n, 0, ""] for key, n in refused.items()]
    return lines


def place(book, row):
    """The unit and month of a rejected row, as far as they can be read."""
    date = row.facts[0]["date"] if row.facts else None
    month = named(month_of(date)) if date else ""
    for text, at in row.names:
        if at and not book.unit(text, at):
            return " ".join(text.split()), month
    if row.facts and row.facts[0]["unit"]:
        return row.facts[0]["unit"], month
    for text, _ in row.names:
        units = {other["unit"]
                 for other in book.names.get(oracle.fold(text), [])}
        if len(units) == 1:
            return units.pop(), month
    return "", month


def observation_lines(job, cells):
    lines = []
    for (measure, unit, month), cell in cells.items():
        num, den, n, pending, last = cell
        if n + pending:
            lines.append([measure, unit, "%d-%02d" % month,
                          oracle.exactly(num), oracle.exactly(den), n,
                          pending, last or ""])
    return sorted(lines + coverage_lines(job),
                  key=lambda line: [os.fsencode(str(c)) for c in line[:3]])


def verdict_lines(judge):
    for unit, goal, verdict in judge.all():
        line = oracle.verdict_line(judge, unit, goal, verdict)
        yield line + [verdict["through"] or "" if verdict else ""]


def first_months(judge):
    """Of each feed the first month that a goal of the year needs."""
    first = {}
    for unit, goal, verdict in judge.all():
        if verdict is None or goal["measure"] not in COMPONENTS:
            continue
        month = judge.first_needed(goal)
        if month is None:
            continue
        for name, feed in judge.feeds(goal["measure"]).items():
            need = month
            begin = feed.whole.first()
            if goal["path"] == "seasonal" and begin is not None:
                need = min(need, begin // 12 * 12)
            first[name] = min(need, first.get(name, need))
    return first


def delivery_lines(job, judge):
    lines = []
    last = month_of(job.as_of) if judge.running else judge.end
    for name, first in sorted(first_months(judge).items()):
        source, months = job.sources[name], range(first, last + 1)
        states = [source.at("", month) for month in months]
        if set(states) <= {"untested", "not_begun"} and \
                "untested" in states:
            dates = source.whole.last.values()
            lines.append([name, "", "", "untested",
                          sum(source.whole.rows.values()), "",
                          max(dates, default="")])
            continue
        units = sorted({unit for unit, month in source.monthly
                        if unit and month in months} |
                       {unit for unit, month in source.state if unit and
                        month in months and
                        source.state[unit, month] == "silent"})
        for unit in [""] + units:
            series = source.units[unit] if unit else source.whole
            for month in months:
                if unit and not judge.there(unit, month):
                    continue
                usual = source.usual.get((unit, month))
                lines.append([name, unit, named(month),
                              source.at(unit, month), series.rows[month],
                              oracle.exactly(usual),
                              series.last.get(month, "")])
    return lines


def publish(job, judge, cells, out):
    os.makedirs(out, exist_ok=True)
    oracle.write(out, "observations.tsv",
                 "measure unit month numerator denominator n pending through",
                 observation_lines(job, cells))
    oracle.write(out, "verdicts.tsv", " ".join(oracle.VERDICT + ["through"]),
                 list(verdict_lines(judge)))
    oracle.write(out, "deliveries.tsv",
                 "source unit month state rows usual through",
                 delivery_lines(job, judge))
    oracle.write(out, "failed.tsv", "source",
                 [[name] for name, source in job.sources.items()
                  if source.failed])
    oracle.write(out, "rows.tsv",
                 "source file data_rows facts skipped rejected detail",
                 oracle.row_lines(job.taken.rows))
    oracle.write(out, "rejects.tsv", "source reason count",
                 [list(key) + [job.taken.rejects[key]]
                  for key in sorted(job.taken.rejects)])
    oracle.write(out, "scope.tsv",
                 "source event facts_left_out left_out_until_as_of",
                 oracle.scope_lines(job.facts, job.as_of))


def answer(book_folder, inbox, as_of, out):
    """0, or 65 where something is held back; with 65 and nothing written
    where no fact is dated in the year judged."""
    job = Job(book_folder, inbox, as_of)
    if not any(fact["date"].year == as_of.year for fact in job.facts):
        return 65
    cells = oracle.observe(job.book, job.facts, as_of)
    judge = Judge(job, cells)
    publish(job, judge, cells, out)
    held = any(verdict and verdict["status"] == "not_delivered"
               for _, _, verdict in judge.all())
    failed = any(source.failed for source in job.sources.values())
    return 65 if held or failed else 0


def main(arguments):
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 64
    book, inbox, as_of, out = arguments
    return answer(book, inbox, datetime.date.fromisoformat(as_of), out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
