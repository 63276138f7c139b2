#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""oracle.py BOOK INBOX AS_OF OUT: the sample job's answers, from its papers.

A second reading of what the thirteen sources of the sample job mean and of
how its goals are judged, written from the definitions agreed with the
controllers and not from the programs: where the two differ, one of them has
misread the paper. It knows the sources and measures by heart (so it can say
nothing of another job); units, codes, goals, targets and the bands come from
the BOOK's tables. All arithmetic is exact, nothing is fast.

It writes observations.tsv, verdicts.tsv, rows.tsv, rejects.tsv (a count per
source and reason) and scope.tsv, and ends with 65 where the data must not be
believed: a control count that does not hold, rows of one key that disagree,
or more rows rejected than the book tolerates.
"""
import calendar
import csv
import datetime
import fnmatch
import functools
import gzip
import io
import json
import os
import re
import sys
import zipfile
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

DAY = datetime.timedelta(days=1)
REASONS = ["field_count", "bad_date", "until_before_date", "bad_number",
           "bad_cpr", "unknown_unit", "unknown_code"]
MONTHS = ("januar februar marts april maj juni juli august september "
          "oktober november december").split()


class Refused(Exception):
    """A row has faults; the first in the order of REASONS is its reason."""

    def __init__(self, faults):
        super().__init__(min(faults, key=REASONS.index))


class Unbelievable(Exception):
    """The data as a whole must not be used."""


@functools.lru_cache(1 << 16)
def fold(text):
    """Names and codes as they are compared."""
    text = text.replace("\u00ad", "")
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(text.split()).lower()


def month_end(year, month):
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def next_month(year, month):
    return (year + 1, 1) if month == 12 else (year, month + 1)


def months_later(date, count):
    at = date.year * 12 + date.month - 1 + count
    last = month_end(at // 12, at % 12 + 1)
    return last.replace(day=min(date.day, last.day))


# --- the book ------------------------------------------------------------

def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    head = text.split("\n", 1)[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    names = [name.strip() for name in rows[0]]
    return [dict(zip(names, [cell.strip() for cell in row] +
                     [""] * len(names)))
            for row in rows[1:] if any(cell.strip() for cell in row)]


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def number(text):
    return Fraction(text.replace(",", ".")) if text else None


def holds(row, date):
    first, last = row["valid_from"], row["valid_to"]
    return (not first or day(first) <= date) and \
        (not last or date <= day(last))


class Book:
    def __init__(self, folder):
        with open(os.path.join(folder, "book.json"), encoding="utf-8") as f:
            self.book = json.load(f)
        self.bands = {scale: Fraction(text) for scale, text in
                      self.book["standard_bands"].items()}
        self.names = defaultdict(list)
        self.lines = {}
        self.units = []
        for row in table(os.path.join(folder, "units.csv")):
            row.setdefault("valid_from", "")
            row.setdefault("valid_to", "")
            if row["unit"] not in self.units:
                self.units.append(row["unit"])
            for name in {fold(n) for n in [row["unit"], row["name"]] +
                         row.get("aliases", "").split("|") if fold(n)}:
                self.names[name].append(row)
        self.codes = defaultdict(list)
        for file in sorted(os.listdir(os.path.join(folder, "codes"))):
            for row in table(os.path.join(folder, "codes", file)):
                self.codes[row["list"], fold(row["code"])].append(row)
        self.goals = table(os.path.join(folder, "goals.csv"))
        self.targets = table(os.path.join(folder, "targets.csv"))
        self.tolerance = {}
        for file in os.listdir(os.path.join(folder, "sources")):
            with open(os.path.join(folder, "sources", file),
                      encoding="utf-8") as f:
                source = json.load(f)
            self.tolerance[source["source"]] = \
                Fraction(source.get("tolerate", "0").strip("%")) / 100

    def unit(self, text, date):
        """The row of a unit by any of its names, as of a date."""
        for row in self.names.get(fold(text), []):
            if holds(row, date):
                return row
        return None

    def line(self, unit, date):
        """The unit and those above it."""
        if (unit, date) not in self.lines:
            self.lines[unit, date] = self.line_of(unit, date)
        return self.lines[unit, date]

    def line_of(self, unit, date):
        found = []
        while unit and unit not in found:
            found.append(unit)
            rows = [row for row in self.names[fold(unit)]
                    if row["unit"] == unit]
            valid = [row for row in rows if holds(row, date)] or rows
            unit = valid[0]["parent"] if valid else ""
        return found

    def code(self, codelist, text, date):
        for row in self.codes.get((codelist, fold(text)), []):
            if holds(row, date):
                return row["value"]
        return None


# --- cells ---------------------------------------------------------------

SPACES = " \t\u00a0\u202f"


def real_date(year, month, date):
    try:
        return datetime.date(int(year), int(month), int(date))
    except ValueError:
        return None


def date_by(pattern, order):
    expression = re.compile(pattern, re.ASCII)

    def read(text):
        found = expression.fullmatch(text.strip(SPACES))
        if not found:
            return None
        parts = dict(zip(order, found.groups()))
        year = parts["y"]
        if len(year) == 2:
            year = ("20" if year < "50" else "19") + year
        return real_date(year, parts["m"], parts["d"])
    return read


# Dates have their zeros, but where it is said that they need not (LOOSE).
DASHED = date_by(r"(\d\d)-(\d\d)-(\d{4})", "dmy")
LOOSE = date_by(r"(\d\d?)-(\d\d?)-(\d{4})", "dmy")
PACKED = date_by(r"(\d{4})(\d\d)(\d\d)", "ymd")
SLASHED = date_by(r"(\d\d?)/(\d\d?)-(\d{4})", "dmy")
SIX = date_by(r"(\d\d)(\d\d)(\d\d)", "dmy")
ISO = date_by(r"(\d{4})-(\d\d)-(\d\d)", "ymd")
DOTTED = date_by(r"(\d\d)\.(\d\d)\.(\d{4})", "dmy")


def in_month(year, month):
    return month_end(int(year), int(month)) \
        if 1 <= int(month) <= 12 and int(year) > 0 else None


def period(text):
    found = re.fullmatch(r"0(\d\d)\.(\d{4})", text.strip(SPACES), re.ASCII)
    return found and in_month(found[2], found[1])


def month_in_words(text):
    words = fold(text).split(" ")
    if len(words) != 2 or words[0] not in MONTHS or \
            not re.fullmatch(r"\d{4}", words[1], re.ASCII):
        return None
    return in_month(words[1], MONTHS.index(words[0]) + 1)


def short_month(text):
    found = re.fullmatch(r"([a-z]{3})-(\d\d)", fold(text), re.ASCII)
    short = [name[:3] for name in MONTHS]
    if not found or found[1] not in short:
        return None
    year = ("20" if found[2] < "50" else "19") + found[2]
    return in_month(year, short.index(found[1]) + 1)


def statistics_month(text):
    found = re.fullmatch(r"(\d{4})M(\d\d)", text.strip(SPACES), re.ASCII)
    return found and in_month(found[1], found[2])


def danish(text):
    """A number as Danes write it."""
    text = text.strip(SPACES)
    found = re.fullmatch(
        r"(-?)(\d{1,3}(?:[.\u00a0\u202f]\d{3})+|\d+)(?:,(\d{1,6}))?(-?)",
        text, re.ASCII)
    if not found or (found[1] and found[4]):
        return None
    digits = re.sub(r"\D", "", found[2]) + "." + (found[3] or "0")
    if len(digits.strip("0")) > 19:
        return None
    value = Fraction(digits)
    return -value if found[1] or found[4] else value


def person(text):
    text = re.sub("[- \t\u00a0\u202f]", "", text)
    if not re.fullmatch(r"\d{9,10}", text, re.ASCII):
        return None
    return text.zfill(10)


# --- files ---------------------------------------------------------------

def content(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return data


def text_of(path, encoding):
    text = content(path).decode(encoding)
    if text.startswith("\ufeff"):
        text = text[1:]
    return text.split("\x1a", 1)[0]


def lines_of(text):
    lines = text.replace("\r\n", "\n").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    return lines


def quoted_rows(text, mark):
    """(the row as it begins, its cells); quotes may hold mark and line."""
    rows, cells, cell, quoted, at, begin = [], [], "", False, 0, 0
    text = text.replace("\r\n", "\n")
    if text and not text.endswith("\n"):
        text += "\n"
    while at < len(text):
        if at == begin:
            line = text[at:text.index("\n", at)]
            if '"' not in line:
                rows.append((line, line.split(mark)))
                begin = at = at + len(line) + 1
                continue
        c = text[at]
        if quoted:
            if c == '"' and text[at + 1:at + 2] == '"':
                cell += c
                at += 1
            elif c == '"':
                quoted = False
            else:
                cell += c
        elif c == '"' and cell == "":
            quoted = True
        elif c == mark:
            cells.append(cell)
            cell = ""
        elif c == "\n":
            rows.append((text[begin:at], cells + [cell]))
            cells, cell, begin = [], "", at + 1
        else:
            cell += c
        at += 1
    return rows


# A workbook's names stand in one namespace; which, does not matter here.
def local(element):
    return element.tag.rpartition("}")[2]


def texts(element):
    return "".join(e.text or "" for e in element.iter() if local(e) == "t")


def stored(text):
    """A number of a workbook as the text export would have it."""
    value = Decimal(repr(float(text)))
    return "{:f}".format(value.normalize()).replace(".", ",")


def column_of(reference):
    column = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def workbook_rows(path):
    """The rows of the first sheet, as those of a table with tabs."""
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = [texts(e) for e in ElementTree.fromstring(
                book.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(
            book.read("xl/worksheets/sheet1.xml"))
    found = {}
    for row in (e for e in sheet.iter() if local(e) == "row"):
        cells = found.setdefault(int(row.get("r")), {})
        for cell in row:
            kind = cell.get("t", "n")
            value = [e.text for e in cell if local(e) == "v"]
            text = texts(cell) if kind == "inlineStr" else \
                shared[int(value[0])] if kind == "s" else \
                value[0] if kind == "str" else \
                stored(value[0]) if value else ""
            cells[column_of(cell.get("r"))] = text
    width = max(max(cells, default=0) for cells in found.values()) + 1
    rows = [[found.get(r, {}).get(c, "") for c in range(width)]
            for r in range(1, max(found) + 1)]
    return [("\t".join(cells), cells) for cells in rows]


def blank(line):
    return line.strip(SPACES + "\f") == ""


class Table:
    """The data rows of a table with a header, cells by name."""

    def __init__(self, rows, header):
        self.names = rows[header - 1][1] if len(rows) >= header else []
        self.at = {fold(name): i for i, name in enumerate(self.names)}
        self.rows = [(line, cells) for line, cells in rows[header:]
                     if not blank(line) and cells != self.names]

    def cell(self, cells, name):
        return cells[self.at[fold(name)]]

    def whole(self, cells):
        return len(cells) == len(self.names)

    def column(self, cells, name):
        """For rows that are told by a cell though they may be broken."""
        at = self.at[fold(name)]
        return cells[at] if at < len(cells) else ""


class Row:
    """What a data row gives: faults, or facts and a key, or a skip."""

    def __init__(self, book):
        self.book = book
        self.faults = []
        self.skip = None
        self.names = []      # what was read as a unit, and of which day
        self.key = None
        self.version = None
        self.facts = []

    def fault(self, reason):
        self.faults.append(reason)

    def want(self, value, reason):
        if value is None:
            self.fault(reason)
        return value

    def may(self, read, text, reason):
        """A cell that may be empty."""
        if text.strip(SPACES) == "":
            return None
        return self.want(read(text), reason)

    def spell(self, first, last):
        if first and last and last < first:
            self.fault("until_before_date")

    def unit(self, text, date):
        self.names.append((text, date))
        if date is None:
            return None
        found = self.want(self.book.unit(text, date), "unknown_unit")
        return found and found["unit"]

    def code(self, codelist, text, date):
        if date is None:
            return None
        return self.want(self.book.code(codelist, text, date),
                         "unknown_code")

    def fact(self, event, unit, date, until=None, subject="", group="",
             outcome="", amount=None):
        self.facts.append(dict(event=event, unit=unit, date=date,
                               until=until, subject=subject,
                               group=group or "", outcome=outcome or "",
                               amount=amount))


# --- the sources: each gives its data rows as Row ------------------------

def opera_henvendelse(book, path):
    rows = quoted_rows(text_of(path, "latin-1"), ";")
    sheet = Table(rows, 4)
    for line, cells in sheet.rows:
        if line.startswith("I alt;") or line.startswith("Antal henv"):
            continue
        row = Row(book)
        if not sheet.whole(cells):
            row.fault("field_count")
            yield row
            continue
        get = lambda name: sheet.cell(cells, name)
        date = row.want(DASHED(get("Henvendelsesdato")), "bad_date")
        cpr = row.want(person(get("CPR-nr")), "bad_cpr")
        unit = row.unit(get("Jobcenter"), date)
        group = row.code("ydelse", get("Ydelsesgruppe"), date)
        if group != "insured":
            group = ""
            if fold(get("Matchkategori")):
                group = row.code("match", get("Matchkategori"), date)
        row.key = unit, cpr, date
        row.fact("contact", unit, date, subject=cpr, group=group)
        yield row


def opera_samtaler(book, path):
    sheet = Table(quoted_rows(text_of(path, "latin-1"), ";"), 1)
    for line, cells in sheet.rows:
        if line.startswith("I alt;"):
            continue
        row = Row(book)
        if not sheet.whole(cells):
            row.fault("field_count")
            yield row
            continue
        get = lambda name: sheet.cell(cells, name)
        due = row.want(LOOSE(get("Frist")), "bad_date")
        held = row.may(LOOSE, get("Afholdt"), "bad_date")
        cpr = row.want(person(get("CPR-nr")), "bad_cpr")
        unit = row.unit(get("Enhed"), due)
        state = fold(get("Status"))
        if state == "aflyst":
            row.skip = "cancelled"
        outcome = "no_show" if state == "udeblevet" else \
            "not_held" if not held else \
            "on_time" if due and held <= due else "late"
        row.key = cpr, fold(get("Samtaletype")), due
        row.fact("interview", unit, due, subject=cpr, outcome=outcome)
        yield row


def workbase_tilbud(book, path):
    rows = [(line, line.split("\t"))
            for line in lines_of(text_of(path, "cp1252"))]
    sheet = Table(rows, 1)
    for line, cells in sheet.rows:
        row = Row(book)
        if not sheet.whole(cells):
            row.fault("field_count")
            yield row
            continue
        get = lambda name: sheet.cell(cells, name)
        date = row.want(PACKED(get("startdato")), "bad_date")
        until = row.may(PACKED, get("slutdato"), "bad_date")
        row.version = row.want(PACKED(get("rettet")), "bad_date")
        row.spell(date, until)
        cpr = row.want(person(get("cpr")), "bad_cpr")
        unit = row.unit(get("enhed"), date)
        event = row.code("tilbudstype", get("tilbudstype"), date)
        group = row.code("ydelse", get("ydelse"), date)
        outcome = "partnership" if fold(get("partnerskab")) == "j" else ""
        row.key = fold(get("forloeb_id"))
        row.fact(event, unit, date, until, cpr, group, outcome)
        yield row


def fleksjob(book, path):
    sheet = Table(quoted_rows(text_of(path, "utf-8"), ";"), 1)
    for line, cells in sheet.rows:
        if line.startswith("I alt;"):
            continue
        row = Row(book)
        if not sheet.whole(cells):
            row.fault("field_count")
            yield row
            continue
        get = lambda name: sheet.cell(cells, name)
        date = row.want(SLASHED(get("Modtaget")), "bad_date")
        start = row.may(SLASHED, get("Fleksjob start"), "bad_date")
        end = row.may(SLASHED, get("Fleksjob slut"), "bad_date")
        row.spell(start, end)
        cpr = row.want(person(get("CPR")), "bad_cpr")
        group = row.code("maalgruppe", get("Målgruppe"), date)
        row.key = fold(get("Løbenr"))
        row.fact("flex_reception", "JSV", date, None, cpr, group)
        if get("Fleksjob start").strip(SPACES):
            group = row.code("maalgruppe", get("Målgruppe"), start)
            row.fact("flexjob", "JSV", start, end, cpr, group)
        yield row


def kmd_sygedagpenge(book, path):
    records, control = [], None
    for line in re.split("[\n\f]", text_of(path, "cp865")):
        line = line.rstrip("\r")
        found = re.match(r"ANTAL POSTER: *(\d+)", line, re.ASCII)
        if found:
            control = int(found[1])
        elif re.match(r"\d{3}", line, re.ASCII):
            records.append(line)
    if records and control != len(records):
        raise Unbelievable("control of " + path)
    for line in records:
        row = Row(book)
        get = lambda first, last: line[first - 1:last].strip(SPACES)
        if get(1, 3) != "101":
            row.skip = "first: other_municipality"
            yield row
            continue
        date = row.want(SIX(get(16, 21)), "bad_date")
        until = row.may(SIX, get(36, 41), "bad_date")
        row.spell(date, until)
        cpr = row.want(person(get(4, 13)), "bad_cpr")
        unit = row.unit(get(44, 67), date)
        group = row.code("sagsart", get(14, 15), date)
        row.key = cpr, fold(get(14, 15)), date, fold(get(22, 29))
        row.fact("sick_case", unit, date, until, cpr, group)
        yield row


def telefoni(book, path):
    sheet = Table(quoted_rows(text_of(path, "utf-8"), ","), 1)
    for line, cells in sheet.rows:
        if fold(sheet.column(cells, "Time")) == "i alt":
            continue
        row = Row(book)
        if not sheet.whole(cells):
            row.fault("field_count")
            yield row
            continue
        get = lambda name: sheet.cell(cells, name)
        date = row.want(ISO(get("Dato")), "bad_date")
        offered = row.want(danish(get("Tilbudt")), "bad_number")
        answered = row.want(danish(get("Besvaret")), "bad_number")
        unit = row.unit(get("Kø"), date)
        row.key = date, fold(get("Time")), unit
        row.fact("call_offered", unit, date, amount=offered)
        row.fact("call_answered", unit, date, amount=answered)
        yield row


def klager(book, path):
    sheet = Table(quoted_rows(text_of(path, "utf-8"), ";"), 2)
    for line, cells in sheet.rows:
        row = Row(book)
        if not sheet.whole(cells):
            row.fault("field_count")
            yield row
            continue
        get = lambda name: sheet.cell(cells, name)
        if get("Afgjort").strip(SPACES) == "":
            row.skip = "first: undecided"
            yield row
            continue
        date = row.want(DOTTED(get("Afgjort")), "bad_date")
        unit = row.unit(get("Enhed"), date)
        group = row.code("klagetype", get("Type"), date)
        outcome = row.code("udfald", get("Udfald"), date)
        row.key = fold(get("Sagsnr"))
        row.fact("complaint", unit, date, group=group, outcome=outcome)
        yield row


def opus_fravaer(book, path):
    names, count, control = None, 0, None
    for line in lines_of(text_of(path, "cp1252")):
        line = line.strip(SPACES)
        found = re.match(r"Antal linjer: *([\d.]+)", line, re.ASCII)
        if found:
            control = int(found[1].replace(".", ""))
        if not line.startswith("|"):
            continue
        cells = [cell.strip(SPACES) for cell in line[1:].split("|")[:-1]]
        if names is None:
            names = [fold(cell) for cell in cells]
        if [fold(cell) for cell in cells] == names:
            continue
        count += 1
        row = Row(book)
        if len(cells) != 7 or not line.endswith("|"):
            row.fault("field_count")
            yield row
            continue
        got = dict(zip(names, cells))
        date = row.want(DOTTED(got["fra"]), "bad_date")
        until = row.want(DOTTED(got["til"]), "bad_date")
        if until == datetime.date(9999, 12, 31):
            until = None
        row.spell(date, until)
        hours = row.want(danish(got["timer"]), "bad_number")
        unit = row.unit(got["org.enhed"], date)
        group = row.code("fravaersart", got["art"], date)
        if "-" not in got["timer"]:
            row.skip = "offset"
        row.key = fold(got["medarb.nr"]), fold(got["art"]), date
        row.fact("absence", unit, date, until, "nr " + got["medarb.nr"],
                 group, amount=hours and -hours)
        yield row
    if count and control != count:
        raise Unbelievable("control of " + path)


def opus_personale(book, path):
    sheet = Table(quoted_rows(text_of(path, "latin-1"), ";"), 1)
    for line, cells in sheet.rows:
        if fold(sheet.column(cells, "Org.enhed")) == "resultat":
            continue
        row = Row(book)
        if not sheet.whole(cells):
            row.fault("field_count")
            yield row
            continue
        get = lambda name: sheet.cell(cells, name)
        date = row.want(period(get("Periode")), "bad_date")
        staff = row.want(danish(get("Antal ansatte")), "bad_number")
        unit = row.unit(get("Org.enhed"), date)
        row.key = date, unit
        row.fact("headcount", unit, date, amount=staff)
        yield row


def trivsel(book, path):
    sheet = Table(quoted_rows(text_of(path, "cp1252"), ";"), 4)
    for line, cells in sheet.rows:
        if fold(sheet.column(cells, "Afdeling")) == "i alt":
            continue
        row = Row(book)
        if not sheet.whole(cells):
            row.fault("field_count")
            yield row
            continue
        get = lambda name: sheet.cell(cells, name)
        if "<5" in (get("Antal svar").strip(SPACES),
                    get("Heraf enige").strip(SPACES)):
            row.skip = "first: suppressed"
            yield row
            continue
        date = row.want(month_in_words(get("Måling")), "bad_date")
        answers = row.want(danish(get("Antal svar")), "bad_number")
        agree = row.want(danish(get("Heraf enige")), "bad_number")
        unit = row.unit(get("Enhed"), date)
        group = fold(get("Spm"))
        row.fact("survey_answers", unit, date, group=group, amount=answers)
        row.fact("survey_agree", unit, date, group=group, amount=agree)
        yield row


def kvantum_prognose(book, path):
    sheet = Table(quoted_rows(text_of(path, "cp1252"), ";"), 3)
    parts = [("Prognose august", "forecast_august", 8),
             ("Prognose november", "forecast_november", 11),
             ("Regnskab", "result", 12)]
    for line, cells in sheet.rows:
        if sheet.column(cells, "Profitcenter").startswith("*"):
            continue
        row = Row(book)
        if not sheet.whole(cells):
            row.fault("field_count")
            yield row
            continue
        get = lambda name: sheet.cell(cells, name)
        year = get("Regnskabsår").strip(SPACES)
        if not re.fullmatch(r"\d{4}", year, re.ASCII):
            row.fault("bad_date")
            year = None
        filled = [part for part in parts if get(part[0]).strip(SPACES)]
        if not filled:
            row.skip = "no_value"
        for name, event, month in filled or parts[:1]:
            date = year and month_end(int(year), month)
            amount = row.want(danish(get(name)), "bad_number") \
                if filled else None
            unit = row.unit(get("Profitcenter"), date)
            row.key = year, unit, fold(get("Art"))
            row.fact(event, unit, date, amount=amount)
        yield row


def elforbrug(book, path):
    rows = workbook_rows(path) if path.endswith(".xlsx") else \
        [(line, line.split("\t"))
         for line in lines_of(text_of(path, "utf-16-le"))]
    for at, (line, cells) in enumerate(rows):
        if line.startswith("Noter:"):
            rows = rows[:at]
            break
    sheet = Table(rows, 5)
    months = [name for name in sheet.names if short_month(name)]
    for line, cells in sheet.rows:
        if cells[0] == "I alt":
            continue
        for name in months:
            row = Row(book)
            if not sheet.whole(cells):
                row.fault("field_count")
                yield row
                continue
            amount = sheet.cell(cells, name).strip(SPACES)
            if amount in ("", "-"):
                row.skip = "first: not_read"
                yield row
                continue
            date = short_month(name)
            kwh = row.want(danish(amount), "bad_number")
            unit = row.unit(sheet.cell(cells, "Center"), date)
            row.fact("electricity", unit, date, amount=kwh)
            yield row


def jobindsats(book, path):
    text = content(path).decode("utf-8-sig")
    events = {"virksomhedspraktik": "practice_history",
              "løntilskud": "wage_subsidy_history"}
    for record in json.loads(text, parse_float=str, parse_int=str)["Data"]:
        if fold(record["Område"]).endswith("i alt"):
            continue
        row = Row(book)
        when = record["Periode"].strip(SPACES)
        if re.fullmatch(r"\d{4}Q[1-4]", when, re.ASCII):
            row.skip = "first: quarter"
            yield row
            continue
        date = row.want(statistics_month(when), "bad_date")
        amount = row.want(danish(record["Antal påbegyndte forløb"]),
                          "bad_number")
        unit = row.unit(record["Område"], date)
        event = row.want(events.get(fold(record["Tilbud"])), "unknown_code")
        row.fact(event, unit, date, amount=amount)
        yield row


SOURCES = {
    "elforbrug": ("elforbrug_*.*", elforbrug),
    "fleksjob": ("fleksjob_venteliste*.csv*", fleksjob),
    "jobindsats": ("jobindsats_*.json*", jobindsats),
    "klager": ("klager*.csv*", klager),
    "kmd-sygedagpenge": ("KMD7042*.TXT*", kmd_sygedagpenge),
    "kvantum-prognose": ("kvantum_prognose_*.csv*", kvantum_prognose),
    "opera-henvendelse": ("henvendelser_*.csv*", opera_henvendelse),
    "opera-samtaler": ("samtaler_*.csv*", opera_samtaler),
    "opus-fravaer": ("opus_fravaer*.lst*", opus_fravaer),
    "opus-personale": ("opus_personale*.csv*", opus_personale),
    "telefoni": ("telefoni_*.csv*", telefoni),
    "trivsel": ("trivsel_*.csv*", trivsel),
    "workbase-tilbud": ("workbase_tilbud*.txt*", workbase_tilbud),
}


# --- rows to facts -------------------------------------------------------

class Taken:
    """What became of the rows of all files."""

    def __init__(self):
        self.facts = []
        self.rows = []
        self.rejects = Counter()
        self.refused = []
        self.refused_rows = []


def winners(rows):
    """Of rows with a version the latest of each key; others are later."""
    best = {}
    for row in rows:
        if row.version and (row.key not in best or
                            row.version > best[row.key]):
            best[row.key] = row.version
    return best


def unlike(facts, others):
    return [dict(f, source="") for f in facts] != \
        [dict(f, source="") for f in others]


def files_of(inbox, source):
    """The files of a source, in byte order of their names."""
    pattern = SOURCES[source][0]
    return sorted((name for name in os.listdir(inbox)
                   if fnmatch.fnmatchcase(name, pattern)), key=os.fsencode)


def take(book, inbox, source, taken, files=None):
    read = SOURCES[source][1]
    if files is None:
        files = files_of(inbox, source)
    if not files:
        return
    read_rows = [(name, list(read(book, os.path.join(inbox, name))))
                 for name in files]
    latest = winners(row for _, rows in read_rows for row in rows
                     if not row.faults)
    seen, lines, total = {}, [], Counter()
    events = Counter()
    for name, rows in read_rows:
        count, skips = Counter(data=len(rows)), Counter()
        for row in rows:
            if row.faults:
                reason = str(Refused(row.faults))
                taken.rejects[source, reason] += 1
                taken.refused.append((source, name, reason))
                taken.refused_rows.append((source, row))
                count["rejected"] += 1
                continue
            skip = row.skip and row.skip.replace("first: ", "")
            if not skip and row.key is not None:
                if row.version and row.version < latest[row.key]:
                    skip = "superseded"
                elif row.key in seen:
                    skip = "duplicate"
                    if unlike(row.facts, seen[row.key]):
                        raise Unbelievable("conflict in " + name)
                else:
                    seen[row.key] = row.facts
            if skip:
                skips[skip] += 1
                count["skipped"] += 1
                continue
            for fact in row.facts:
                taken.facts.append(dict(fact, source=source))
                events[fact["event"]] += 1
            count["facts"] += len(row.facts)
        lines.append((source, name, count, skips))
        total += count
    taken.rows += lines + [(source, "*", total, events)]
    if total["rejected"] > book.tolerance[source] * total["data"]:
        raise Unbelievable("%s: more rows rejected than tolerated" % source)


# --- observations --------------------------------------------------------

class Observations:
    def __init__(self):
        self.cells = {}

    def add(self, measure, unit, month, num=0, den=None, n=0, pending=0,
            date=None):
        cell = self.cells.setdefault((measure, unit, month),
                                     [0, None, 0, 0, None])
        cell[0] += num
        if den is not None:
            cell[1] = (cell[1] or 0) + den
        cell[2] += n
        cell[3] += pending
        if date is not None and (cell[4] is None or date > cell[4]):
            cell[4] = date


def month_of(date):
    return date.year, date.month


def matches(fact, event, **also):
    events = event if isinstance(event, tuple) else (event,)
    return fact["event"] in events and \
        all(fact[column] == value for column, value in also.items())


def covered(spells, first, last):
    days = 0
    at = first
    for begin, end in sorted(spells, key=lambda s: s[0]):
        begin, end = max(begin, at), min(end or last, last)
        if end >= begin:
            days += (end - begin).days + 1
            at = end + DAY
    return days


def cohort(seen, book, facts, as_of, measure, enter, reach, window, at_least,
           by_maturity):
    spells = defaultdict(list)
    for fact in facts:
        if matches(fact, reach):
            spells[fact["subject"]].append((fact["date"], fact["until"]))
    for fact in facts:
        if not enter(fact):
            continue
        last = window(fact["date"])
        month = month_of(last if by_maturity else fact["date"])
        for unit in book.line(fact["unit"], fact["date"]):
            if last > as_of:
                seen.add(measure, unit, month, 0, 0, 0, 1, fact["date"])
                continue
            days = covered(spells[fact["subject"]],
                           fact["date"] + DAY, last)
            seen.add(measure, unit, month, int(days >= at_least), 1, 1,
                     date=fact["date"])


def persons(seen, book, facts, measure, events):
    first = {}
    for fact in facts:
        if not matches(fact, events):
            continue
        for unit in book.line(fact["unit"], fact["date"]):
            seen.add(measure, unit, month_of(fact["date"]), n=1,
                     date=fact["date"])
            who = unit, fact["date"].year, fact["subject"]
            first[who] = min(first.get(who, fact["date"]), fact["date"])
    for (unit, _, _), date in first.items():
        seen.add(measure, unit, month_of(date), 1)


def stock(seen, book, facts, as_of, measure, chosen, longer_than):
    for fact in facts:
        if not chosen(fact):
            continue
        month = month_of(fact["date"])
        while month_end(*month) <= as_of:
            last = month_end(*month)
            if fact["until"] and fact["until"] < last:
                break
            if (last - fact["date"]).days > longer_than:
                for unit in book.line(fact["unit"], fact["date"]):
                    seen.add(measure, unit, month, 1, n=1,
                             date=fact["date"])
            month = next_month(*month)


def days_by_month(seen, book, facts, as_of, measure):
    for fact in facts:
        units = book.line(fact["unit"], fact["date"])
        month = month_of(fact["date"])
        if matches(fact, "headcount"):
            for unit in units:
                seen.add(measure, unit, month, 0, fact["amount"], 1,
                         date=fact["date"])
        if not matches(fact, "absence", group="sick"):
            continue
        end = min(fact["until"] or as_of, as_of)
        while datetime.date(*month, 1) <= end:
            begin = max(fact["date"], datetime.date(*month, 1))
            stop = min(end, month_end(*month))
            for unit in units:
                seen.add(measure, unit, month, (stop - begin).days + 1, 0, 1,
                         date=fact["date"])
            month = next_month(*month)


def amount_of(fact):
    return 1 if fact["amount"] is None else fact["amount"]


def observe(book, all_facts, as_of):
    facts = [fact for fact in all_facts if fact["date"] <= as_of and
             not (fact["group"] == "insured" and
                  fact["date"] >= datetime.date(2009, 8, 1))]
    seen = Observations()

    def simply(measure, chosen, num, den=lambda fact: None):
        for fact in facts:
            if chosen(fact):
                for unit in book.line(fact["unit"], fact["date"]):
                    seen.add(measure, unit, month_of(fact["date"]),
                             num(fact), den(fact), 1, date=fact["date"])

    def share(measure, part, whole, **also):
        def chosen(fact):
            return matches(fact, (part, whole), **also)
        simply(measure, chosen,
               lambda f: amount_of(f) if f["event"] == part else 0,
               lambda f: amount_of(f) if f["event"] == whole else 0)

    placed = "practice", "wage_subsidy"
    cohort(seen, book, facts, as_of, "into_work",
           lambda f: matches(f, "contact", group="arbejdsmarkedsparat"),
           ("job", "education", "wage_subsidy"),
           lambda date: date + 92 * DAY, 30, False)
    cohort(seen, book, facts, as_of, "flexjob",
           lambda f: matches(f, "flex_reception", group="flexjob"),
           "flexjob", lambda date: months_later(date, 6), 1, True)
    persons(seen, book, facts, "placed_persons", placed)
    stock(seen, book, facts, as_of, "sick_cases_52w",
          lambda f: matches(f, "sick_case", group="sick"), 364)
    stock(seen, book, facts, as_of, "wage_subsidy_open",
          lambda f: matches(f, "wage_subsidy"), -1)
    share("calls_answered", "call_answered", "call_offered")
    share("survey_q10", "survey_agree", "survey_answers", group="10")
    share("forecast_august", "forecast_august", "result")
    share("forecast_november", "forecast_november", "result")
    for measure, outcome in (("interviews_on_time", "on_time"),
                             ("no_show", "no_show")):
        simply(measure, lambda f: matches(f, "interview"),
               lambda f: int(f["outcome"] == outcome), lambda f: 1)
    points = {"full": Fraction(1), "partial": Fraction(1, 2)}
    simply("complaint_points",
           lambda f: matches(f, "complaint", group="formality"),
           lambda f: points.get(f["outcome"], 0))
    days_by_month(seen, book, facts, as_of, "absence_days")
    simply("electricity", lambda f: matches(f, "electricity"), amount_of)
    simply("practice_starts",
           lambda f: matches(f, ("practice", "practice_history")), amount_of)
    simply("partnership_placements",
           lambda f: matches(f, placed, outcome="partnership"),
           lambda f: 1)
    return seen.cells


# --- verdicts ------------------------------------------------------------

COUNTS = {"placed_persons", "sick_cases_52w", "complaint_points",
          "wage_subsidy_open", "partnership_placements"}
PERCENT = {"into_work", "flexjob", "calls_answered", "interviews_on_time",
           "survey_q10", "forecast_august", "forecast_november", "no_show"}
SHARES = PERCENT | {"absence_days"}


def combined(measure, cells):
    """numerator, denominator, n, pending of the cells of some months."""
    num = sum(cell[0] for cell in cells)
    den = None
    if measure in SHARES:
        dens = [cell[1] or 0 for cell in cells]
        if measure == "absence_days":
            dens = [d for d in dens if d != 0]
            den = sum(dens, Fraction(0)) / len(dens) if dens else 0
        else:
            den = sum(dens)
    return (num, den, sum(cell[2] for cell in cells),
            sum(cell[3] for cell in cells))


def value_of(measure, num, den):
    """None where the denominator is 0."""
    if measure not in SHARES:
        return Fraction(num)
    if den == 0:
        return None
    value = Fraction(num) / den
    if measure.startswith("forecast"):
        value = abs(value - 1)
    return value * 100 if measure in PERCENT else value


class Judge:
    def __init__(self, book, cells, as_of):
        self.book, self.cells, self.as_of = book, cells, as_of
        self.year = as_of.year
        after = as_of + DAY
        self.complete = after.month - 1 if after.year == self.year else 12
        self.phi = Fraction(self.complete, 12)
        self.running = []
        if book.book.get("calendar") == "day":
            first = datetime.date(self.year, 1, 1)
            last = datetime.date(self.year, 12, 31)
            self.phi = Fraction((as_of - first).days + 1,
                                (last - first).days + 1)
            if self.complete < as_of.month:
                self.running = [(self.year, as_of.month)]
        self.months_of = defaultdict(set)
        for (measure, unit, month), cell in cells.items():
            if cell[2] + cell[3] > 0:
                self.months_of[measure].add(month)

    def window(self, goal, unit):
        measure = goal["measure"]
        year = [(self.year, m) for m in range(1, self.complete + 1)]
        last = year[-1] if year else (self.year - 1, 12)
        if goal["window"] == "rolling_12":
            months = [last]
            while len(months) < 12:
                y, m = months[-1]
                months.append((y, m - 1) if m > 1 else (y - 1, 12))
            return months[::-1]
        if goal["window"] == "month":
            return [last]
        if goal["window"] == "latest":
            there = [m for m in year if self.at(measure, unit, m)]
            return there[-1:]
        if goal["window"] == "year":
            return year + self.running
        return year

    def at(self, measure, unit, month):
        cell = self.cells.get((measure, unit, month))
        return cell if cell and cell[2] + cell[3] > 0 else None

    def figures(self, goal, unit):
        """status or None, value, numerator, denominator, n."""
        measure = goal["measure"]
        months = self.window(goal, unit)
        cells = [c for c in (self.at(measure, unit, m) for m in months) if c]
        if not cells:
            if measure in COUNTS and \
                    self.months_of[measure] & set(months):
                return None, Fraction(0), 0, None, 0
            return "no_data", None, None, None, 0
        num, den, n, pending = combined(measure, cells)
        if n == 0 and pending > 0:
            return "not_mature", None, num, den, 0
        if goal["window"] == "mean_of_months":
            each = [value_of(measure, *combined(measure, [c])[:2])
                    for c in cells]
            each = [v for v in each if v is not None]
            value = sum(each, Fraction(0)) / len(each) if each else None
        else:
            value = value_of(measure, num, den)
        return (None if value is not None else "undefined",
                value, num, den, n)

    def season(self, goal, unit):
        """The mean share of a year that is used by this date, or None."""
        measure, shares = goal["measure"], []
        for year in sorted({key[2][0] for key in self.cells}):
            whole = [self.at(measure, unit, (year, m))
                     for m in range(1, 13)]
            if year < self.year and all(whole):
                so_far = value_of(
                    measure, *combined(measure, whole[:self.complete])[:2]) \
                    if self.complete else 0
                end = value_of(measure, *combined(measure, whole)[:2])
                shares.append(Fraction(so_far) / end)
        return sum(shares) / len(shares) if shares else None

    # rows of targets in force: {due: row}; of a year, unit, goal
    def contract(self, unit, goal, first):
        rows = {}
        for at, row in enumerate(self.book.targets):
            if (row["year"], row["unit"], row["goal"]) == \
                    (str(self.year), unit, goal["goal"]) and \
                    day(row["decided"]) <= self.as_of:
                order = day(row["decided"]), at
                held = rows.get(row["due"])
                if held is None or (order < held[0]) == first:
                    rows[row["due"]] = order, row
        return {due: row for due, (_, row) in rows.items()}

    @staticmethod
    def level(row):
        """target, upper, baseline of a row."""
        baseline = number(row["baseline"])
        target = number(row["target"])
        change = row["change"].replace("%", "").strip()
        if change and "%" in row["change"]:
            target = baseline * (1 + number(change) / 100)
        elif change:
            target = baseline + number(change)
        return target, number(row["upper"]), baseline

    def early(self, goal, _rows, due):
        """Whether nothing is expected yet."""
        return goal["path"] == "year_end" and self.as_of < due

    @staticmethod
    def edge(target, _upper, _above):
        """The edge whose distance from the baseline is the change."""
        return target

    def judged(self, goal, unit, rows, figures):
        """A verdict by these target rows: a dict of exact numbers."""
        band = number(goal["band"])
        if band is None:
            band = self.book.bands[goal["scale"]]
        out = dict(band=band)
        due = max(rows)
        target, upper, baseline = self.level(rows[due])
        if target is None:
            return dict(out, status="withdrawn")
        out.update(target=target, baseline=baseline)
        none, value, num, den, n = figures
        out.update(n=n)
        if n or not none:
            out.update(num=num, den=den)
        if self.early(goal, rows, day(due)):
            return dict(out, status="not_due")
        if none in ("not_delivered", "not_mature", "no_data"):
            return dict(out, status=none)
        part = {"level": 1, "year_end": 1, "accrual": self.phi,
                "glide": self.phi}.get(goal["path"])
        if goal["path"] == "seasonal":
            part = self.season(goal, unit)
            if part is None:
                return dict(out, status="no_data")
        if none:
            return dict(out, status=none)

        def along(edge):
            if goal["path"] == "glide":
                return baseline + (edge - baseline) * self.phi
            if goal["path"] == "milestones":
                met = [d for d in sorted(rows) if day(d) <= self.as_of and
                       self.level(rows[d])[0] is not None]
                return self.level(rows[met[-1]])[0] if met else Fraction(0)
            return edge * part

        expected = along(target)
        better = {"at_least": value >= expected,
                  "at_most": value <= expected}
        met = better.get(goal["direction"])
        above = False
        if goal["direction"] == "within":
            met = expected <= value <= along(upper)
            above = value > along(upper)
            if above:
                expected = along(upper)
        out.update(value=value, expected=expected)
        gap = Fraction(0) if met else abs(value - expected)
        if goal["scale"] == "of_target":
            gap = 100 * gap / expected if expected > 0 else None
        elif goal["scale"] == "of_change":
            whole = abs(self.edge(target, upper, above) - baseline)
            gap = 100 * gap / whole if whole else None
        near = gap is not None and gap <= band
        return dict(out, shortfall=gap,
                    status="met" if met else "near" if near else "off")

    def verdict(self, unit, goal):
        rows = self.contract(unit, goal, False)
        if not rows:
            return None
        figures = self.figures(goal, unit)
        old = self.contract(unit, goal, True)
        now = self.judged(goal, unit, rows, figures)
        then = self.judged(goal, unit, old, figures)
        flags = []
        if not goal["band"]:
            flags.append("standard-band")
        if any(old[due] is not rows[due] for due in rows):
            flags.append("revised")
        return dict(now, flags=" ".join(flags),
                    original_target=then.get("target"),
                    original_status=then["status"])

    def closed(self, unit):
        """Whether the unit's last day is past: then it has no contract."""
        lasts = [row["valid_to"] for row in self.book.names[fold(unit)]
                 if row["unit"] == unit]
        return all(last and day(last) < self.as_of for last in lasts)

    def all(self):
        of_year = {row["goal"] for row in self.book.targets
                   if row["year"] == str(self.year) and
                   day(row["decided"]) <= self.as_of}
        for unit in self.book.units:
            closed = self.closed(unit)
            for goal in self.book.goals:
                if goal["goal"] in of_year:
                    yield unit, goal, \
                        None if closed else self.verdict(unit, goal)


# --- printing ------------------------------------------------------------

def rounded(value, decimals):
    scaled = abs(value) * 10 ** decimals
    whole = int(scaled + Fraction(1, 2))
    digits = str(whole).zfill(decimals + 1)
    sign = "-" if value < 0 and whole else ""
    if decimals:
        digits = digits[:-decimals] + "." + digits[-decimals:]
    return sign + digits


def exactly(value):
    """A decimal without idle zeros, or a/b."""
    if value is None:
        return ""
    value = Fraction(value)
    bottom, places = value.denominator, 0
    while bottom % 2 == 0 or bottom % 5 == 0:
        bottom //= 2 if bottom % 2 == 0 else 1
        bottom //= 5 if bottom % 5 == 0 else 1
    if bottom != 1:
        return "%d/%d" % (value.numerator, value.denominator)
    while (value * 10 ** places).denominator != 1:
        places += 1
    return rounded(value, places)


def printed(verdict, decimals):
    """value, expected and shortfall, which never belie the status."""
    value, expected = verdict.get("value"), verdict.get("expected")
    if value is None:
        return "", "", ""
    gap, band, places = verdict["shortfall"], verdict["band"], decimals
    if verdict["status"] != "met":
        while rounded(value, places) == rounded(expected, places):
            places += 1
    texts = rounded(value, places), rounded(expected, places)
    if gap is None:
        return texts + ("",)
    places = decimals
    if verdict["status"] != "met":
        while Fraction(rounded(gap, places)) == 0 or \
                (Fraction(rounded(gap, places)) <= band) != (gap <= band):
            places += 1
    return texts + (rounded(gap, places),)


VERDICT = ("year unit goal perspective measure as_of status value expected "
           "target baseline direction scale shortfall band numerator "
           "denominator n flags original_target original_status").split()


def verdict_line(judge, unit, goal, verdict):
    decimals = int(goal["decimals"] or 0)
    row = dict.fromkeys(VERDICT, "")
    row.update(year=str(judge.year), unit=unit, goal=goal["goal"],
               perspective=goal["perspective"], measure=goal["measure"],
               as_of=str(judge.as_of), status="not_applicable",
               direction=goal["direction"], scale=goal["scale"])
    if verdict:
        value, expected, shortfall = printed(verdict, decimals)
        row.update(status=verdict["status"], value=value, expected=expected,
                   shortfall=shortfall, band=exactly(verdict["band"]),
                   numerator=exactly(verdict.get("num")),
                   denominator=exactly(verdict.get("den")),
                   n=str(verdict.get("n", "")), flags=verdict["flags"],
                   original_status=verdict["original_status"])
        for name in ("target", "baseline", "original_target"):
            if verdict.get(name) is not None:
                row[name] = rounded(verdict[name], decimals)
    return [row[name] for name in VERDICT]


def write(folder, name, header, lines):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for line in [header.split()] + lines:
            file.write("\t".join(str(cell) for cell in line) + "\n")


def observation_lines(cells):
    lines = []
    for (measure, unit, month), cell in cells.items():
        num, den, n, pending = cell[:4]
        if n + pending:
            lines.append([measure, unit, "%d-%02d" % month, exactly(num),
                          exactly(den), n, pending])
    return sorted(lines, key=lambda line: [os.fsencode(str(c))
                                           for c in line[:3]])


def row_lines(rows):
    return [[source, name, count["data"], count["facts"], count["skipped"],
             count["rejected"],
             " ".join("%s:%d" % item for item in sorted(detail.items()))]
            for source, name, count, detail in rows]


def scope_lines(facts, as_of):
    out, known = Counter(), Counter()
    for fact in facts:
        if fact["group"] == "insured" and \
                fact["date"] >= datetime.date(2009, 8, 1):
            out[fact["source"], fact["event"]] += 1
            known[fact["source"], fact["event"]] += fact["date"] <= as_of
    return [list(key) + [out[key], known[key]] for key in sorted(out)]


def answer(book_folder, inbox, as_of, out):
    book = Book(book_folder)
    taken = Taken()
    for source in sorted(SOURCES):
        take(book, inbox, source, taken)
    cells = observe(book, taken.facts, as_of)
    judge = Judge(book, cells, as_of)
    os.makedirs(out, exist_ok=True)
    write(out, "observations.tsv",
          "measure unit month numerator denominator n pending",
          observation_lines(cells))
    write(out, "verdicts.tsv", " ".join(VERDICT),
          [verdict_line(judge, *verdict) for verdict in judge.all()])
    write(out, "rows.tsv",
          "source file data_rows facts skipped rejected detail",
          row_lines(taken.rows))
    write(out, "rejects.tsv", "source reason count",
          [list(key) + [taken.rejects[key]]
           for key in sorted(taken.rejects)])
    write(out, "scope.tsv",
          "source event facts_left_out left_out_until_as_of",
          scope_lines(taken.facts, as_of))


def main(arguments):
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 64
    book, inbox, as_of, out = arguments
    try:
        answer(book, inbox, datetime.date.fromisoformat(as_of), out)
    except Unbelievable as fault:
        print("oracle: %s" % fault, file=sys.stderr)
        return 65
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
