# SPDX-License-Identifier: MIT
"""Exports with something missing, and the goals that it touches.

Each hole is made in a copy of an inbox and its book. A goal that it touches
must get no verdict; a goal that it does not touch must get the status that it
has without the hole. Of some goals neither can be asked: a renamed centre's
people are missing in the cohorts of others.

What a hole touches is derived from what the goals are counted from, and from
the months that their windows need; never from what a program said.
"""
import datetime
import functools
import gzip
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import deliveries  # noqa: E402
import oracle      # noqa: E402

ALL_MONTHS = range(0, 9999 * 12)
VERDICTS = {"met", "near", "off"}
# encoding, separator, line of the header, the column of the date and how it
# is read, the column of the unit.
TABLES = {
    "opera-henvendelse": ("latin-1", ";", 4, "Henvendelsesdato",
                          oracle.DASHED, "Jobcenter"),
    "opera-samtaler": ("latin-1", ";", 1, "Frist", oracle.LOOSE, "Enhed"),
    "workbase-tilbud": ("cp1252", "\t", 1, "startdato", oracle.PACKED,
                        "enhed"),
    "fleksjob": ("utf-8", ";", 1, "Modtaget", oracle.SLASHED, None),
    "telefoni": ("utf-8", ",", 1, "Dato", oracle.ISO, "Kø"),
    "klager": ("utf-8", ";", 2, "Afgjort", oracle.DOTTED, "Enhed"),
    "opus-personale": ("latin-1", ";", 1, "Periode", oracle.period,
                       "Org.enhed"),
}
# People of one unit are counted in the figures of others.
PEOPLE = {"job_efter_henvendelse", "fleksjob_6mdr", "virksomhedsplacering"}


class Inbox:
    """An inbox and a book like those given, in which holes are made. The files
    are the same ones: whoever changes one makes a new file of its name."""

    def __init__(self, inbox, book, folder):
        self.inbox = os.path.join(folder, "inbox")
        self.book = os.path.join(folder, "book")
        for source, copy in ((inbox, self.inbox), (book, self.book)):
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(source, copy, copy_function=os.link)

    def files(self, source):
        return [os.path.join(self.inbox, name)
                for name in oracle.files_of(self.inbox, source)]

    def remove(self, source, holding=""):
        gone = [path for path in self.files(source)
                if holding in os.path.basename(path)]
        for path in gone:
            os.remove(path)
        return len(gone)

    def double(self, source, holding, mark):
        for path in self.files(source):
            if holding in os.path.basename(path):
                stem, _, end = path.rpartition(".")
                shutil.copyfile(path, stem + mark + "." + end)
                return 1
        return 0

    def again(self, source, name, earlier):
        """The file of one month's name holds what that of an earlier held."""
        files = {name in path: path for path in self.files(source)
                 if name in path or earlier in path}
        if len(files) < 2:
            return 0
        data, _ = read(files[False])
        put(files[True], data + b"\r\n", files[True].endswith(".gz"))
        return 1

    def tear(self, source):
        for path in self.files(source):
            with open(path, "rb") as file:
                data = file.read()
            os.remove(path)
            with open(path, "wb") as file:
                file.write(data[:len(data) // 2])
        return len(self.files(source))

    def lose(self, source, gone):
        """Loses the rows for which gone(date, unit name) holds; the date
        of a row that cannot be read is None."""
        return sum(LOSERS.get(source, lose_of_table)(source, path, gone)
                   for path in self.files(source))

    def rename(self, unit, name, day):
        """From a day on a unit has another name, and the old is no alias."""
        path = os.path.join(self.book, "units.csv")
        with open(path, encoding="utf-8-sig", newline="") as file:
            head = file.readline()
        mark = ";" if head.count(";") > head.count(",") else ","
        rows, out = oracle.table(path), []
        for row in rows:
            if row["unit"] == unit and oracle.holds(row, day):
                out.append(dict(row, valid_to=str(day - oracle.DAY)))
                out.append(dict(row, name=name, valid_from=str(day),
                                aliases=""))
            else:
                out.append(row)
        os.remove(path)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = oracle.csv.DictWriter(file, list(rows[0]),
                                           delimiter=mark)
            writer.writeheader()
            writer.writerows(out)
        return len(out) - len(rows)


def read(path):
    data = oracle.content(path)
    with open(path, "rb") as file:
        return data, file.read(2) == b"\x1f\x8b"


def put(path, data, packed):
    os.remove(path)
    with open(path, "wb") as file:
        file.write(gzip.compress(data, mtime=0) if packed else data)


def lose_of_table(source, path, gone):
    encoding, mark, header, date_name, date_of, unit_name = TABLES[source]
    data, packed = read(path)
    text = data.decode(encoding)
    begin, text = text[:text.startswith("\ufeff")], text.lstrip("\ufeff")
    end = "\r\n" if "\r\n" in text else "\n"
    rows = rows_of(text, mark)
    sheet = oracle.Table(rows, header)
    kept, lost = [line for line, _ in rows[:header]], 0
    if source == "workbase-tilbud":
        gone = of_all_versions(sheet, gone)
    for line, cells in rows[header:]:
        date, unit = None, ""
        if cells == sheet.names or oracle.blank(line):
            continue
        if sheet.whole(cells):
            date = date_of(sheet.cell(cells, date_name))
            unit = sheet.cell(cells, unit_name) if unit_name else ""
        if gone(date, unit, cells) if source == "workbase-tilbud" \
                else gone(date, unit):
            lost += 1
            continue
        if source == "fleksjob" and date:
            line = as_it_stood(sheet, cells, gone)
        kept.append(line)
    put(path, (begin + end.join(kept) + end).encode(encoding), packed)
    return lost


@functools.lru_cache(8)
def rows_of(text, mark):
    """(line, cells) of a file of which several holes are made."""
    if mark == "\t":
        return [(line, line.split(mark)) for line in oracle.lines_of(text)]
    return oracle.quoted_rows(text, mark)


def of_all_versions(sheet, gone):
    """A spell is lost with all its versions, or an earlier one would be
    taken for the last."""
    def lost(cells):
        return gone(oracle.PACKED(sheet.cell(cells, "startdato")),
                    sheet.cell(cells, "enhed"))
    spells = {sheet.cell(cells, "forloeb_id") for _, cells in sheet.rows
              if sheet.whole(cells) and lost(cells)}
    return lambda date, unit, cells: \
        sheet.cell(cells, "forloeb_id") in spells \
        if sheet.whole(cells) else gone(date, unit)


def as_it_stood(sheet, cells, gone):
    """A row of the waiting list before its later dates were known."""
    cells = list(cells)
    for name in ("Fleksjob start", "Fleksjob slut"):
        date = oracle.SLASHED(sheet.cell(cells, name))
        if date and gone(date, ""):
            cells[sheet.at[oracle.fold(name)]] = ""
    return ";".join('"' + cell.replace('"', '""') + '"'
                    if set(cell) & set(';"\n') else cell for cell in cells)


def lose_of_kmd(_source, path, gone):
    data, packed = read(path)
    text = data.decode("cp865").split("\x1a")[0]
    kept, lost, records = [], 0, 0
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith("ANTAL POSTER"):
            line = "ANTAL POSTER: %d" % records
        elif line[:3].isdigit():
            if line[:3] == "101" and gone(oracle.SIX(line[15:21]),
                                          line[43:67]):
                lost += 1
                continue
            records += 1
        kept.append(line)
    put(path, "\r\n".join(kept).encode("cp865"), packed)
    return lost


def lose_of_absence(_source, path, gone):
    data, packed = read(path)
    kept, lost, records, names = [], 0, 0, None
    for line in oracle.lines_of(data.decode("cp1252")):
        cells = [cell.strip() for cell in line.strip()[1:].split("|")[:-1]]
        if line.startswith("Antal linjer"):
            line = "Antal linjer: %d" % records
        elif line.startswith("|"):
            names = names or cells
            if cells != names:
                date = oracle.DOTTED(cells[3]) if len(cells) == 7 else None
                if gone(date, cells[1] if date else ""):
                    lost += 1
                    continue
                records += 1
        kept.append(line)
    put(path, ("\r\n".join(kept) + "\r\n").encode("cp1252"), packed)
    return lost


def lose_of_electricity(_source, path, gone):
    if path.endswith(".xlsx"):
        return 0
    data, packed = read(path)
    text = data.decode("utf-16-le")
    kept, lost = [], 0
    rows = [(line, line.split("\t")) for line in oracle.lines_of(text)]
    sheet = oracle.Table(rows, 5)
    for line, cells in rows:
        if sheet.whole(cells) and cells != sheet.names and \
                cells[0] != "I alt":
            for at, name in enumerate(sheet.names):
                date = oracle.short_month(name)
                if date and gone(date, cells[2]) and cells[at] != "-":
                    cells[at] = "-"
                    lost += 1
            line = "\t".join(cells)
        kept.append(line)
    put(path, ("\r\n".join(kept) + "\r\n").encode("utf-16-le"), packed)
    return lost


LOSERS = {"kmd-sygedagpenge": lose_of_kmd, "opus-fravaer": lose_of_absence,
          "elforbrug": lose_of_electricity}


class Hole:
    def __init__(self, name, make, touches, either=None):
        self.name, self.make = name, make
        self.touches = touches
        self.either = either or (lambda unit, goal: False)


class Holes:
    """The holes of a world whose as-of date is a month's end."""

    def __init__(self, job, judge):
        self.job, self.judge, self.book = job, judge, job.book
        self.goals = {goal["goal"]: goal for goal in self.book.goals}
        self.last = judge.end

    def needs(self, goal_name, source, months):
        """Whether a goal is counted from a source in these months, of which
        none between the first and the last is left out."""
        goal = self.goals[goal_name]
        first = self.judge.first_needed(goal)
        return source in self.judge.feeds(goal["measure"]) and \
            first is not None and \
            max(first, months[0]) <= min(self.judge.last_needed(goal),
                                         months[-1])

    def adds(self, at, goal, unit):
        """Whether rows of the unit are in the figure, or are owed there."""
        return at == unit or \
            self.judge.has_part(self.goals[goal]["measure"], unit)

    def of(self, source, months):
        return lambda unit, goal: self.needs(goal, source, months)

    def of_unit(self, source, unit, months):
        above = self.book.line(unit, self.job.as_of)
        alone = set(self.job.sources[source].units) == {unit}

        def touched(at, goal):
            return (alone or at in above) and self.adds(at, goal, unit) and \
                self.needs(goal, source, months)
        return touched

    def gone(self, source):
        return Hole("%s: no export" % source,
                    lambda inbox: inbox.remove(source),
                    self.of(source, ALL_MONTHS))

    def empty(self, source):
        return Hole("%s: header only" % source,
                    lambda inbox: inbox.lose(source, lambda d, u: True),
                    self.of(source, ALL_MONTHS))

    def year_gone(self, source):
        year = self.job.as_of.year
        return Hole("%s: no file of the year" % source,
                    lambda inbox: inbox.remove(source, "_%d" % year),
                    self.of(source, range(year * 12, self.last + 1)))

    def year_empty(self, source):
        year = self.job.as_of.year
        return Hole("%s: header only in the year's file" % source,
                    lambda inbox: inbox.lose(
                        source, lambda d, u: not d or d.year == year),
                    self.of(source, range(year * 12, self.last + 1)))

    def file_gone(self, source, back):
        month = max(self.last - back, self.job.as_of.year * 12)
        name = deliveries.named(month)
        return Hole("%s: no file of %s" % (source, name),
                    lambda inbox: inbox.remove(source, name),
                    self.of(source, [month]))

    def cut(self, source, back):
        """The export was taken when the last months were not there."""
        first = max(self.last - back + 1, self.job.as_of.year * 12)
        day = deliveries.begin_of(first)
        return Hole("%s: ends before %s" % (source, deliveries.named(first)),
                    lambda inbox: inbox.lose(source, lambda d, u: d is not None and d >= day),
                    self.of(source, range(first, self.last + 1)))

    def cut_inside(self, source):
        day = deliveries.begin_of(self.last) + 5 * oracle.DAY
        return Hole("%s: ends on %s" % (source, day - oracle.DAY),
                    lambda inbox: inbox.lose(source, lambda d, u: d is not None and d >= day),
                    self.of(source, [self.last]))

    def month_gone(self, source, back):
        """A month in the middle is missing, and those after it came."""
        month = self.last - back
        return Hole("%s: nothing of %s" % (source, deliveries.named(month)),
                    lambda inbox: inbox.lose(
                        source, lambda d, u: d is not None and
                        deliveries.month_of(d) == month),
                    self.of(source, [month]))

    def sent_again(self, source):
        """The file of a month is that of the month before."""
        name = deliveries.named(self.last)
        return Hole("%s: of %s the file of the month before" % (source, name),
                    lambda inbox: inbox.again(
                        source, name, deliveries.named(self.last - 1)),
                    self.of(source, [self.last]))

    def torn(self, source):
        """Half of a file that tells where it ends."""
        return Hole("%s: half a file" % source,
                    lambda inbox: inbox.tear(source),
                    self.of(source, ALL_MONTHS))

    def silent(self, source, unit, back=0):
        """A unit's rows of the last months are missing, and the later."""
        month = self.last - back
        day = deliveries.begin_of(month)

        def gone(date, name):
            row = date and date >= day and self.book.unit(name, date)
            return bool(row) and row["unit"] == unit
        hole = Hole("%s: %s silent since %s" % (source, unit,
                                                deliveries.named(month)),
                    lambda inbox: inbox.lose(source, gone),
                    self.of_unit(source, unit, range(month, self.last + 1)))
        hole.either = lambda at, goal: goal in PEOPLE and \
            source in self.judge.feeds(self.goals[goal]["measure"]) and \
            not (goal == "job_efter_henvendelse" and
                 source == "opera-henvendelse")
        return hole

    def double(self, source, holding, mark):
        return Hole("%s: the same file twice" % source,
                    lambda inbox: inbox.double(source, holding, mark),
                    lambda unit, goal: False)

    def renamed(self, unit):
        day = deliveries.begin_of(max(self.last - 2,
                                      self.job.as_of.year * 12))
        above = self.book.line(unit, self.job.as_of)

        def brought(goal, at):
            """Whether the unit has rows that the new name loses. One without a
            figure, which is skipped, is rejected for its name all the same:
            what only such rows have nobody can ask for."""
            return any(month >= deliveries.month_of(day) and count
                       for name in self.judge.feeds(
                           self.goals[goal]["measure"])
                       for month, count in self.job.sources[name]
                       .units[unit].rows.items()
                       if month <= self.last) and at in above and \
                self.adds(at, goal, unit)
        return Hole("%s renamed, its old name no alias" % unit,
                    lambda inbox: inbox.rename(unit, "Center for Kompetencer",
                                               day),
                    lambda at, goal: brought(goal, at),
                    lambda at, goal: goal in PEOPLE and at != unit or
                    not brought(goal, at) and at in above and
                    "kvantum-prognose" in self.judge.feeds(
                        self.goals[goal]["measure"]))

    def all(self):
        year = self.job.as_of.year
        for source in sorted(oracle.SOURCES):
            if source != "jobindsats":
                yield self.gone(source)
        for source in sorted(set(TABLES) | set(LOSERS)):
            yield self.empty(source)
            yield self.cut(source, 1)
            yield self.cut(source, 3)
        for source in ("elforbrug", "telefoni"):
            yield self.year_gone(source)
            yield self.year_empty(source)
        yield self.file_gone("opera-samtaler", 0)
        yield self.file_gone("opera-samtaler", 2)
        yield self.cut_inside("telefoni")
        for source in sorted(set(TABLES) | set(LOSERS)):
            for unit in self.loud(source, self.last):
                yield self.silent(source, unit)
            for unit in list(self.loud(source, year * 12))[:1]:
                yield self.silent(source, unit, self.last - year * 12)
            if source != "fleksjob" and self.is_asked(source, self.last - 1):
                yield self.month_gone(source, 1)
        yield self.sent_again("opera-samtaler")
        yield self.torn("kmd-sygedagpenge")
        yield self.torn("opus-fravaer")
        yield self.double("elforbrug", str(year), "_kopi")
        yield self.double("trivsel", str(year), " (1)")
        yield self.renamed("CKB")

    def is_asked(self, source, month):
        """Whether a month without a row would be one too few."""
        known = self.job.sources[source]
        months = range(max(known.begin(), month - 12), month)
        return len(months) >= 3 and \
            min(known.whole.rows[before] for before in months) >= 10

    def loud(self, source, last):
        """Units with so many rows before the last month, or such even ones,
        that none is odd."""
        known = self.job.sources[source]
        months = range(max(known.begin(), last - 12), last)
        counts = {unit: [known.units[unit].rows[month] for month in months]
                  for unit in sorted(known.units)}
        even = len(months) >= 6 and \
            all(min(of_unit) == max(of_unit) for of_unit in counts.values())
        for unit, of_unit in counts.items():
            if len(months) >= 3 and (min(of_unit) >= 60 or even or
                                     len(months) >= 6 and
                                     min(of_unit[-6:]) >= 12):
                yield unit
                if source != "telefoni":
                    return
