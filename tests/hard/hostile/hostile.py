#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Hostile text in every text field of a book, in every format.

hostile.py [--all]
    Makes books whose fields hold the texts of naughty.txt, and twins of them
    that hold harmless words instead, judges and renders both, and holds one
    against the other: nothing in what comes out stems from the texts but text,
    and the numbers are the same. --all: each text in each field.

The programs are those of BIF_BIN, else of ../../../bin.
"""
import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import xml.parsers.expat
import zipfile
from html.parser import HTMLParser

from checks import (Fault, check_csv, check_html, check_markdown, check_prom,
                    check_svg, check_terminal, check_workbook, cleaned, need)

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.abspath(os.environ.get("BIF_BIN") or
                      os.path.join(HERE, "..", "..", "..", "bin"))
EACH = 24                       # texts of a kind of field in one book
DAY = "2010-06-30"
REPORTS = ("board", "half-year", "full-year", "month", "unit", "adjustments",
           "contracts", "strategy")


def naughty():
    texts = []
    with open(os.path.join(HERE, "naughty.txt"), encoding="ascii") as file:
        for line in file:
            if line.startswith('"'):
                text = json.loads(line)
                if text not in texts:
                    texts.append(text)
    return texts


# --- the books ---

class Texts:
    """Hands out texts for fields; a harmless twin hands out words as many."""

    def __init__(self, texts, start, harmless):
        self.texts, self.start, self.harmless = texts, start, harmless
        self.kinds, self.given = {}, 0

    def take(self, kind, split=""):
        """A text for a field that may be anything, but nothing at all."""
        at = self.kinds.setdefault(kind, [0, len(self.kinds) * 97])
        text = self.texts[(self.start + at[1] + at[0]) % len(self.texts)]
        at[0] += 1
        self.given += 1
        if self.harmless:
            text = "Word %d" % self.given
        for byte in split:
            text = text.replace(byte, " ")
        if not text.strip(TRIMMED):     # a field of blanks is an empty one
            text = "x" + text + "x"
        return text

    def name(self, kind, split=""):
        """The same for what must be one of its kind: names and codes."""
        text = self.take(kind, split)
        return (text + " k%d" % self.given).strip(TRIMMED)


def write_csv(path, header, rows, **how):
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, quoting=csv.QUOTE_ALL, **how)
        table.writerow(header.split(","))
        table.writerows(rows)


def escaped(text):
    return (text.replace("\\", "\\\\").replace("\t", "\\t")
            .replace("\n", "\\n").replace("\r", "\\r"))


TRIMMED = " \t\r\n\u00a0\u202f"


def make_book(folder, texts, number):
    """The book, and what its observations are of. Numbers are the same in a
    book and its twin."""
    os.makedirs(os.path.join(folder, "sources"))
    t = texts
    units = ["TOP"] + [t.name("unit") for _ in range(EACH)]
    goals = [t.name("goal") for _ in range(EACH)]
    with open(os.path.join(folder, "book.json"), "w") as file:
        json.dump({"name": t.take("name"), "committee": t.take("committee"),
                   "language": "da", "year": 2010, "small_n": 5}, file)
    write_csv(os.path.join(folder, "units.csv"),
              "unit,name,parent,valid_from,valid_to,aliases",
              [[u, t.name("unit name"), "" if u == "TOP" else "TOP", "", "",
                t.name("alias", "|")] for u in units])
    measures = [{"measure": "m%d" % i, "title": t.take("measure title"),
                 "title_en": t.take("measure title_en"),
                 "shown_as": ("number", "percent")[i % 2],
                 "numerator": {"count": "amount"},
                 **({"denominator": {"count": "amount"}} if i % 2 else {})}
                for i in range(EACH)]
    with open(os.path.join(folder, "measures.json"), "w") as file:
        json.dump({"measures": measures}, file)
    write_csv(os.path.join(folder, "goals.csv"),
              "goal,title,title_en,perspective,measure,direction,window,path,"
              "scale,band,decimals,unit_of_value,central,monthly,cyclical,"
              "owner,data_source",
              [[g, t.take("title"), t.take("title_en"),
                # Those that differ in blanks alone are one: they have a number.
                t.take("perspective") + " p%d" % i if i % 3 else "Word",
                "m%d" % i,
                ("at_least", "at_most")[i % 2], "year", "level", "points", "2",
                "1", t.take("unit_of_value"), "ja", "ja", "nej",
                t.take("owner"), t.take("data_source", "|")]
               for i, g in enumerate(goals)])
    targets = []
    for i, g in enumerate(goals):
        for u in ("TOP", units[i + 1], units[(i + 7) % EACH + 1]):
            targets.append([2010, u, g, "2010-12-31", "%d,5" % (i * 3 - 20),
                            "2010-01-20", t.take("decided_by"), ""])
        targets.append([2010, units[i + 1], g, "2010-12-31", "%d" % (i - 4),
                        "2010-05-01", t.take("decided_by"), t.take("reason")])
    write_csv(os.path.join(folder, "targets.csv"),
              "year,unit,goal,due,target,decided,decided_by,reason", targets,
              delimiter=";")
    actions = [t.name("action") for _ in goals]
    write_csv(os.path.join(folder, "actions.csv"),
              "action,unit,goal,title,owner,start,due,state",
              [[a, units[i + 1], g, t.take("action title"),
                t.take("action owner"), "2010-01-01", "2010-12-31",
                t.take("state")] for i, (a, g) in
               enumerate(zip(actions, goals))])
    strategy = [["V", "", "vision", t.take("label")]]
    for i, g in enumerate(goals):
        node = t.name("node")
        strategy += [[node, "V", "strategy", t.take("label")],
                     [g, node, "goal", t.take("label")],
                     [actions[i], g, "action", t.take("label")]]
    write_csv(os.path.join(folder, "strategy.csv"), "from,to,kind,label",
              strategy)
    write_csv(os.path.join(folder, "comments.csv"),
              "year,unit,goal,as_of,response,text",
              [[2010, units[i + 1], g, DAY, ("adjust", "effort", "both")[i % 3],
                t.take("comment")] for i, g in enumerate(goals)])
    write_csv(os.path.join(folder, "observations.csv"),
              "measure,unit,month,numerator,denominator,n,by,reason",
              [["m%d" % i, units[i + 1], "2010-03", "2", "4" if i % 2 else "",
                "4", t.take("by"), t.take("by hand because")]
               for i in range(EACH)])
    for i in range(3):
        with open(os.path.join(folder, "sources", "s%d.json" % i), "w") as f:
            json.dump({"source": "s%d" % i, "title": t.take("source title"),
                       "match": "s%d*" % i, "tolerate": "9"}, f)
    rows = [("m%d" % i, units[j], "2010-%02d" % (k + 1),
             "%d.5" % (number + i * 5 - j * 7 + k), "9" if i % 2 else "", "9",
             "0", DAY) for i in range(EACH) for j in range(1, EACH + 1)
            if (i + j) % 3 for k in range(6)]
    return units, goals, rows


def write_stream(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("\t".join(header.split(",")) + "\n")
        for row in rows:
            file.write("\t".join(escaped(cell) for cell in row) + "\n")


# --- running ---

def run(wanted, *argv, **how):
    done = subprocess.run([os.path.join(BIN, argv[0]), *argv[1:]],
                          stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=300, **how)
    check_terminal(done.stderr, "messages of %s" % argv[0])
    need(done.returncode in wanted, "%s: status %d: %s" % (
        " ".join(argv), done.returncode, done.stderr.decode("utf-8",
        "replace")[:600]))
    return done.stdout


class World:
    """A book, judged."""

    def __init__(self, at, texts, number):
        os.makedirs(at)
        self.at, self.book = at, os.path.join(at, "book")
        self.units, self.goals, rows = make_book(self.book, texts, number)
        self.observations = os.path.join(at, "observations.tsv")
        self.verdicts = os.path.join(at, "verdicts.tsv")
        self.ledger = os.path.join(at, "ledger.tsv")
        self.case = texts.take("case")
        write_stream(self.observations, "measure,unit,month,numerator,"
                     "denominator,n,pending,as_of", rows)
        with open(self.ledger, "w", encoding="utf-8") as file:
            file.write("program\tsource\tfile\trows_in\trows_out\tfacts\t"
                       "rejected\tskipped\tbytes_in\tbytes_out\tfirst_date\t"
                       "last_date\tstatus\n")
            for i in range(3):
                file.write("bif-normalize\ts%d\t*\t9\t7\t7\t1\t1\t9\t9\t"
                           "2010-01-01\t2010-06-30\t0\n" % i)
        # What lint has to say of such a book is plenty, and inert.
        out = run((0, 1), "bif-lint", "-b", self.book)
        check_terminal(out, "bif-lint")
        run((0,), "bif-judge", "-b", self.book, "--as-of", DAY, "-o",
            self.verdicts, self.observations)

    def render(self, report, form, *more, lang="da", wanted=(0,)):
        if report == "unit":
            more += ("-u", self.units[1])
        return run(wanted, "bif-render", "-b", self.book, "-r", report, "-f",
                   form, "--lang", lang, "--observations", self.observations,
                   "--data", self.ledger, "--case=" + self.case, *more,
                   self.verdicts)


# --- one book against its twin ---

def check_streams(world, twin):
    """Verdicts as TSV: as many cells, and the names as they were."""
    def load(path):
        with open(path, encoding="utf-8", newline="\n") as file:
            return [line.rstrip("\n").split("\t") for line in file]

    def plain(cell):
        return re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n",
                                           "r": "\r"}.get(m[1], m[1]), cell)
    mine, other = load(world.verdicts), load(twin.verdicts)
    need([len(row) for row in mine] == [len(row) for row in other],
         "verdicts.tsv: other cells")
    names = {name.strip(TRIMMED) for name in world.units}
    goals = {name.strip(TRIMMED) for name in world.goals}
    for row, twins in zip(mine[1:], other[1:]):
        need(plain(row[1]) in names, "verdicts.tsv: unit %r" % row[1])
        need(plain(row[2]) in goals, "verdicts.tsv: goal %r" % row[2])
        need(row[7:14] == twins[7:14], "verdicts.tsv: other numbers")


def check_records(world, twin, report):
    """Records for programs hold each text as it is."""
    mine = world.render(report, "jsonl").decode("utf-8").split("\n")
    other = twin.render(report, "jsonl").decode("utf-8").split("\n")
    need(len(mine) == len(other), report + ": jsonl: other lines")
    records = [json.loads(line) for line in mine if line]
    need([list(r) for r in records] ==
         [list(json.loads(line)) for line in other if line],
         report + ": jsonl: other members")
    for form, mark in (("rfc4180", ""), ("powerbi", "\ufeff")):
        text = world.render(report, form).decode("utf-8")
        need(text.startswith(mark), report + ": %s: no mark" % form)
        rows = list(csv.reader(io.StringIO(text[len(mark):], newline=""),
                               strict=True))
        need([dict(zip(rows[0], row)) for row in rows[1:]] ==
             [{k: v or "" for k, v in r.items()} for r in records],
             report + ": %s is not what jsonl is" % form)
    package = json.loads(world.render(report, "datapackage"))
    twins = json.loads(twin.render(report, "datapackage"))
    fields = [f["name"] for f in package["resources"][0]["schema"]["fields"]]
    need(fields == [f["name"] for f in
                    twins["resources"][0]["schema"]["fields"]],
         report + ": datapackage: other fields")
    need(package["resources"][0]["path"] == twins["resources"][0]["path"],
         report + ": datapackage: another path")
    jq = subprocess.run(["jq", "-r", "[.[]] | @tsv"], capture_output=True,
                        input="\n".join(mine).encode(), check=True)
    need(jq.stdout.count(b"\n") == len(records), report + ": jq: other lines")


def check_report(world, twin, report, texts):
    for lang in ("da", "en"):
        for width in ("80", "40"):
            check_terminal(world.render(report, "text", "--width", width,
                                        lang=lang), report + " as text")
        coloured = world.render(report, "text", "--color", "always", lang=lang)
        check_terminal(re.sub(rb"\x1b\[[0-9]{0,2}m", b"", coloured),
                       report + " in colour")
        check_markdown(world.render(report, "markdown", lang=lang),
                       twin.render(report, "markdown", lang=lang), report)
        check_html(world.render(report, "html", lang=lang),
                   twin.render(report, "html", lang=lang), report)
        check_csv(world.render(report, "csv", lang=lang),
                  twin.render(report, "csv", lang=lang), report)
    check_records(world, twin, report)
    if HAS_WORKBOOKS:
        check_workbook(world.render(report, "xlsx"),
                       twin.render(report, "xlsx"), report, texts)


def check_drawings(world, twin):
    for i in (0, EACH - 7):         # goals of the first unit
        drawn = [w.render("unit", "svg", "-g", w.goals[i])
                 for w in (world, twin)]
        check_svg(drawn[0], drawn[1])
        drawn = [run((0,), "bif-render", "-b", w.book, "-r", "unit", "-f",
                     "svg", "-u", w.units[i + 1], "-g", w.goals[i], w.verdicts)
                 for w in (world, twin)]
        check_svg(drawn[0], drawn[1])


def check_database(world, base):
    """The same texts, in the tables that are always there."""
    if not shutil.which("sqlite3"):
        return
    loader = os.path.join(HERE, "..", "..", "..", "pipelines", "to-sqlite")
    done = subprocess.run([loader, "--run", world.case.replace("\0", ""), "-o",
                           base, world.verdicts], capture_output=True,
                          cwd=world.at, env={**os.environ, "BIF_BIN": BIN})
    check_terminal(done.stderr, "messages of to-sqlite")
    if not world.case:
        return
    need(done.returncode == 0, "to-sqlite: %s" % done.stderr)
    with sqlite3.connect(base) as db:
        need([row[0] for row in db.execute(
            "select name from sqlite_master where type = 'table'")] ==
            ["verdicts"], "to-sqlite: other tables")
        found = {row[0] for row in db.execute("select unit from verdicts "
                                              "where run = ?", (world.case,))}
    need(found == {u.strip(TRIMMED) for u in world.units},
         "to-sqlite: other units: %r" % sorted(
             found ^ {u.strip(TRIMMED) for u in world.units})[:4])
    need(not os.path.exists(os.path.join(world.at, "pwned")), "to-sqlite ran")


def check_all(at, texts, number):
    start = number * EACH
    print(at) if os.environ.get("KEEP") else None
    world = World(os.path.join(at, "world"), Texts(texts, start, False),
                  number)
    twin = World(os.path.join(at, "twin"), Texts(texts, start, True), number)
    before = sorted(os.listdir(world.at))
    check_streams(world, twin)
    for report in REPORTS:
        check_report(world, twin, report, texts)
    check_prom(world.render("board", "prom"), twin.render("board", "prom"),
               [u.strip(TRIMMED) for u in world.units])
    check_drawings(world, twin)
    check_database(world, os.path.join(at, "base"))
    need(sorted(os.listdir(world.at)) == before, "files came: %s" %
         os.listdir(world.at))


def check_titles(at, texts):
    """The book's name, the committee and the case: one of each a report."""
    world = World(os.path.join(at, "world"), Texts(texts, 0, True), 0)
    path = os.path.join(world.book, "book.json")
    twin = World(os.path.join(at, "twin"), Texts(texts, 0, True), 0)
    for i, text in enumerate(texts):
        with open(path, "w") as file:
            json.dump({"name": text, "committee": texts[i - 7],
                       "language": "da"}, file)
        world.case = texts[i - 13]
        for report, form, check in (
                ("half-year", "html", check_html),
                ("half-year", "markdown", check_markdown)):
            check(world.render(report, form), twin.render(report, form),
                  report)
        check_terminal(world.render("half-year", "text"), "half-year")


def workbooks():
    done = subprocess.run([os.path.join(BIN, "bif-render"), "--help"],
                          capture_output=True, check=True)
    probe = subprocess.run(
        [os.path.join(BIN, "bif-render"), "-b", "/nonexistent", "-f", "xlsx"],
        capture_output=True, stdin=subprocess.DEVNULL)
    return done.returncode == 0 and b"libxlsxwriter" not in probe.stderr


HAS_WORKBOOKS = workbooks()


def main():
    texts = naughty()
    everything = "--all" in sys.argv[1:]
    if not everything:          # some of each kind
        texts = texts[::max(1, len(texts) // (2 * EACH))][:2 * EACH]
    books = -(-len(texts) // EACH)
    faults = 0
    only = os.environ.get("BOOK")   # one of them alone
    for number in [int(only)] if only else range(books):
        at = tempfile.mkdtemp(prefix="bif-hostile-")
        try:
            check_all(at, texts, number)
        except Fault as fault:
            faults += 1
            print("book %d: %s" % (number, fault), flush=True)
        finally:
            if not os.environ.get("KEEP"):
                shutil.rmtree(at)
    if everything and not only:
        at = tempfile.mkdtemp(prefix="bif-hostile-")
        try:
            check_titles(at, texts)
        except Fault as fault:
            faults += 1
            print("titles: %s" % fault)
        finally:
            shutil.rmtree(at)
    print("%d texts, %d books, %d reports in %d formats, %d faults" % (
        len(texts), books, len(REPORTS), 12, faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
