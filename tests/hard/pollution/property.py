#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random tables x random pollutions, read by bif-extract.

    property.py [-n TABLES] [--seed N] [--share S] [--keep FOLDER]
                [BIF-EXTRACT]

Each table is written in a dialect of its own (delimiter, quote, escape, line
end, encoding), some of its rows are then spoilt, and lines that are no rows are
put around. What must hold, whatever was drawn:

- every row that was not touched comes out exactly, at its line;
- every row that was spoilt comes out exactly, or is in the rejects at its
  line, with its text;
- nothing else comes out: no row twice, none that was not written.

Prints one line for each failure, with what repeats it, and ends with 1.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

WORDS = ["Nyropsgade", "Øst", "Ærø", "Åse", "café", "Straße", "mañana", "x",
         "Grüße", "a b", "", "", "0", "12", "3.5", "-7", "1999-12-31", "yes",
         "no", "it's", "5% off", "(none)", "#1", "N/A"]
ASCII = [w for w in WORDS if w.isascii()]
ENCODINGS = {"utf-8": WORDS, "utf-8-sig": WORDS, "iso-8859-1": WORDS,
             "windows-1252": WORDS + ["€ 5", "“so”", "–"],
             "cp850": WORDS, "cp865": ["Nyropsgade", "Øst", "Ærø", "Åse",
                                       "x", "", "12", "a b", "Grüße", "½"],
             "utf-16-le": WORDS + ["日本", "Ł"], "utf-16-be": WORDS,
             "ascii": ASCII}
DELIMITERS = [",", ";", "\t", "|", ":", "||", "::", ", ", "~", "<>", ";;",
              "\x1f", "^"]
NEWLINES = ["\n", "\r\n", "\r"]
VALUE = 5  # the column of rejects that holds a row's text


class Dialect:
    """How a table is written."""

    def __init__(self, rng):
        self.encoding = rng.choice(list(ENCODINGS))
        self.delimiter = rng.choice(DELIMITERS)
        self.quote = rng.choice(['"', '"', '"', "'", "`", ""])
        self.escape = rng.choice(["", "", "\\"]) if self.quote else ""
        self.newline = rng.choice(NEWLINES + ["mixed"])
        self.always = rng.random() < 0.3

    def end(self, rng):
        """One line end."""
        return rng.choice(NEWLINES) if self.newline == "mixed" \
            else self.newline

    def special(self, cell):
        """Whether a cell cannot stand as it is."""
        return any(c in cell for c in (self.delimiter, "\n", "\r")) or \
            (self.quote and self.quote in cell) or \
            (self.escape and self.escape in cell) or \
            (len(self.delimiter) > 1 and self.delimiter[0] in cell)

    def cell(self, cell):
        """A cell as it is written."""
        if not self.quote:
            return cell
        if not self.always and not self.special(cell):
            return cell
        if self.escape:
            cell = cell.replace(self.escape, self.escape * 2)
            cell = cell.replace(self.quote, self.escape + self.quote)
        else:
            cell = cell.replace(self.quote, self.quote * 2)
        return self.quote + cell + self.quote

    def options(self):
        """What tells bif-extract of it."""
        encoding = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16le",
                    "utf-16-be": "utf-16be"}.get(self.encoding, self.encoding)
        return ["--delimiter", self.delimiter.replace("\t", "tab"),
                "--quote", self.quote, "--escape", self.escape,
                "--encoding", encoding]


class Row:
    """A row: what it says, how it is written, and where."""

    def __init__(self, cells, text, spoilt=""):
        self.cells = cells
        self.text = text
        self.spoilt = spoilt
        self.line = 0


def draw_cell(rng, d):
    """A value that the dialect can write."""
    words = ENCODINGS[d.encoding]
    cell = rng.choice(words)
    if d.quote and rng.random() < 0.25:
        extra = [d.delimiter, d.quote, "\n", "\r\n", d.delimiter + "x",
                 d.quote + d.delimiter, d.quote * 2, "\n" + d.delimiter]
        if d.escape:
            extra.append(d.escape)
        # A lone CR would end a line that ends in it.
        cell += rng.choice(extra) + rng.choice(words)
    if not d.quote and d.special(cell):
        cell = "x"
    return cell


def is_blank(cells):
    """A line of delimiters and blanks only is no row."""
    return not "".join(cells).strip(" \t")


def draw_row(rng, d, width, header):
    """A row that is one."""
    while True:
        cells = [draw_cell(rng, d) for _ in range(width)]
        text = d.delimiter.join(d.cell(c) for c in cells)
        if [c.strip(" \t") for c in cells] == header:
            continue
        if is_blank(cells) and not (d.quote and d.quote in text):
            continue
        if text.strip(" \t\x1a") == "":
            continue
        # Written by a careful hand: the text is read in one way only.
        if parse_back(d, text) == cells:
            return Row(cells, text)


def parse_back(d, text):
    """What a strict reader makes of a row."""
    cells, at, n = [], 0, len(text)
    while True:
        if d.quote and text.startswith(d.quote, at):
            cell, at = "", at + len(d.quote)
            while True:
                if at >= n:
                    return None
                if d.escape and text.startswith(d.escape, at) \
                        and at + 1 < n \
                        and text[at + 1] in (d.quote, d.escape):
                    cell, at = cell + text[at + 1], at + 2
                elif text.startswith(d.quote * 2, at):
                    cell, at = cell + d.quote, at + 2
                elif text.startswith(d.quote, at):
                    at += 1
                    break
                else:
                    cell, at = cell + text[at], at + 1
            if at < n and not text.startswith(d.delimiter, at):
                return None
        else:
            stop = text.find(d.delimiter, at)
            stop = n if stop < 0 else stop
            cell = text[at:stop]
            if d.quote and d.quote in cell or "\n" in cell or "\r" in cell \
                    or (d.escape and d.escape in cell):
                return None
            at = stop
        cells.append(cell)
        if at >= n:
            return cells
        at += len(d.delimiter)


def spoil(rng, d, row, width):
    """The same row, spoilt; None where the pollution does not apply."""
    ways = ["more", "fewer"]
    if width > 1:
        ways += ["glued", "delimiter"]
    if d.quote:
        ways += ["unclosed", "opened", "stray", "behind"]
    if d.encoding in ("utf-8", "ascii"):
        ways.append("byte")
    if d.encoding not in ("utf-16-le", "utf-16-be"):
        ways.append("nul")
    way = rng.choice(ways)
    cells = [d.cell(c) for c in row.cells]
    i = rng.randrange(width)
    join = d.delimiter.join
    if way == "more":
        text = join(cells + ["x"] * rng.randint(1, 3))
    elif way == "fewer":
        if width < 2:
            return None
        text = join(cells[:rng.randint(1, width - 1)])
        if is_blank([text]):
            return None
    elif way == "glued":
        i = rng.randrange(width - 1)
        text = join(cells[:i] + [cells[i] + " " + cells[i + 1]]
                    + cells[i + 2:])
    elif way == "delimiter":
        other = rng.choice([x for x in ",;|\t" if x not in d.delimiter])
        if any(other in c for c in row.cells):
            return None
        text = other.join(cells)
    elif way == "unclosed":
        quoted = [k for k, c in enumerate(cells) if c.startswith(d.quote)]
        if not quoted:
            return None
        i = rng.choice(quoted)
        text = join(cells[:i] + [cells[i][:-1]] + cells[i + 1:])
    elif way == "opened":
        if cells[i].startswith(d.quote):
            return None
        text = join(cells[:i] + [d.quote + cells[i]] + cells[i + 1:])
    elif way == "stray":
        if cells[i].startswith(d.quote) or len(cells[i]) < 2:
            return None
        k = rng.randrange(1, len(cells[i]))
        text = join(cells[:i] + [cells[i][:k] + d.quote + cells[i][k:]]
                    + cells[i + 1:])
    elif way == "behind":
        text = join(cells[:i] + [d.quote + "a" + d.quote + "b"]
                    + cells[i + 1:])
    elif way in ("byte", "nul"):
        k = rng.randrange(len(row.text) + 1)
        mark = "\udcff" if way == "byte" else "\0"
        text = row.text[:k] + mark + row.text[k:]
    # Nobody could tell the rest of a cell from a row that looks like one.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if d.quote and any(len(parse_back(d, "\n".join(lines[a:b])) or [])
                       == width for a in range(1, len(lines))
                       for b in range(a + 1, len(lines) + 1)):
        return None
    # What still reads as a row of the table is another row, not a fault.
    again = parse_back(d, text)
    if again is not None and len(again) == width and way not in ("byte",
                                                                 "nul"):
        return None
    return Row(row.cells, text, way)


def unique(header):
    """Names as a stream has them."""
    names = []
    for i, name in enumerate(header):
        base = name or str(i + 1)
        made, n = base, 2
        while made in names or made == "at":
            made, n = f"{name}_{n}", n + 1
        names.append(made)
    return names


class Case:
    """A file, how it is read, and what must come of it."""

    def __init__(self, seed, share=None):
        rng = random.Random(seed)
        self.share = share
        self.rng = rng
        d = self.d = Dialect(rng)
        width = rng.choice([1, 2, 2, 3, 3, 4, 5, 6, 8])
        if d.delimiter.strip(" ") == "" or width == 1 and rng.random() < 0.5:
            d.delimiter = ";"
        self.width = width
        self.options = d.options()
        self.headerless = rng.random() < 0.15
        self.draw_rows()
        self.build()

    def draw_rows(self):
        rng, d, width = self.rng, self.d, self.width
        words = [w for w in ENCODINGS[d.encoding] if w and not d.special(w)]
        self.header = [rng.choice(words) + rng.choice(["", "", "2"])
                       for _ in range(width)]
        # A header of figures only could be a row.
        self.header[0] = "Name" + self.header[0]
        share = rng.choice([0, 0.05, 0.1, 0.2])
        share = share if self.share is None else self.share
        self.rows = []
        for _ in range(rng.choice([0, 1, 2, 5, 12, 30, 60])
                       if not self.headerless else rng.choice([8, 30])):
            row = draw_row(rng, d, width, self.header)
            if rng.random() < share and len(self.rows) > 2:
                row = spoil(rng, d, row, width) or row
                # In one column any text between two quotes is a cell.
                share = 0 if width == 1 else share
            self.rows.append(row)

    def build(self):
        """The file's text; where each row stands."""
        rng, d = self.rng, self.d
        out = []
        self.lines = 1

        def add(text):
            out.append(text)
            self.lines += text.replace("\r\n", "\n").replace("\r", "\n") \
                .count("\n")

        def add_line(text):
            end = d.end(rng)
            # CR, then an empty line's LF, would be one line end.
            if out and out[-1].endswith("\r") and not text and end == "\n":
                end = "\r"
            if end == "\r" and self.pending_lf:
                end = "\r\n"
            add(text + end)

        self.pending_lf = False
        if rng.random() < 0.25:
            n = rng.randint(1, 4)
            for _ in range(n):
                add_line(rng.choice(["A title", "", "Taken 2010-06-30",
                                     'an odd " title', "a;b,c"]))
            self.options += ["--skip", str(n)]
        comment = rng.random() < 0.1 and d.delimiter[0] != "%"
        if comment:
            self.options += ["--comment", "%%"]
        if self.headerless:
            self.options += ["--header", "none"]
            self.names = [str(i + 1) for i in range(self.width)]
        else:
            self.add_header(add_line)
        for row in self.rows:
            if comment and rng.random() < 0.1:
                add_line("%% a remark \" with a quote")
            if rng.random() < 0.03:
                add_line("")
            if rng.random() < 0.02 and not self.headerless:
                add_line(self.header_line)
            row.line = self.lines
            add_line(row.text)
        self.add_footer(add_line)
        text = "".join(out)
        if rng.random() < 0.1 and text.endswith(("\n", "\r")):
            text = text.rstrip("\r\n") if rng.random() < 0.5 \
                and not self.rows_end_blank() else text + "\x1a"
        self.data = text.encode(d.encoding, "surrogateescape")
        if d.encoding == "utf-16-le":
            self.data = b"\xff\xfe" + self.data

    def rows_end_blank(self):
        """Whether cutting the last line end would cut more."""
        return not self.rows or self.footed \
            or self.rows[-1].text.endswith(("\n", "\r"))

    def add_header(self, add_line):
        rng, d = self.rng, self.d
        if rng.random() < 0.15:
            first = [rng.choice(["2010", "kg", ""]) for _ in self.header]
            first[0] = "Group"
            line = d.delimiter.join(d.cell(c) for c in first)
            start = self.lines
            add_line(line)
            self.options += ["--header", f"{start},{start + 1}"]
            names = [f"{a} {b}".strip() for a, b in zip(first, self.header)]
        else:
            names = self.header
        self.header_line = d.delimiter.join(d.cell(c) for c in self.header)
        add_line(self.header_line)
        if names is not self.header:
            self.header_line = line
        self.names = unique(names)

    def add_footer(self, add_line):
        rng = self.rng
        self.footed = rng.random() < 0.2
        if not self.footed:
            return
        notes = ["Note: all figures are preliminary", 'Source: "BIF"', ""]
        n = rng.randint(1, 3)
        for i in range(n):
            add_line("Note: begins here" if i == 0 else rng.choice(notes))
        self.options += ["--footer", rng.choice([str(n), "^Note: begins"])]


def unescape(cell):
    """A cell of TSV."""
    out, i = [], 0
    while i < len(cell):
        if cell[i] == "\\":
            out.append({"t": "\t", "n": "\n", "r": "\r",
                        "\\": "\\"}[cell[i + 1]])
            i += 2
        else:
            out.append(cell[i])
            i += 1
    return "".join(out)


def read_tsv(path):
    """A stream's header and rows."""
    with open(path, encoding="utf-8", newline="") as f:
        lines = f.read().split("\n")
    assert lines[-1] == "", "the last line has no end"
    rows = [[unescape(c) for c in line.split("\t")] for line in lines[:-1]]
    return rows[0] if rows else None, rows[1:]


def is_within(row, path, refused):
    """Whether a row that is not sound was refused together with one before
    it that is not either: no line between them tells where one ends."""
    text = row.text.replace("\r\n", "\n").replace("\r", "\n")
    for line, part in enumerate(text.split("\n"), row.line):
        if not any(line - 20 < int(r[0].removeprefix(path + ":")) <= line
                   and part.strip() in r[VALUE] for r in refused):
            return False
    return True


def check(case, program, folder):
    """What is wrong with what comes out, in words; None: nothing."""
    path = os.path.join(folder, "in.csv")
    out, rejects = os.path.join(folder, "out"), os.path.join(folder, "rej")
    with open(path, "wb") as f:
        f.write(case.data)
    run = subprocess.run([program, *case.options, "-o", out, "--rejects",
                          rejects, path], capture_output=True, check=False)
    if run.returncode not in (0, 65):
        return f"status {run.returncode}: {run.stderr!r}"
    header, rows = read_tsv(out)
    if header != case.names + ["at"]:
        return f"header {header}, not {case.names}"
    got = {row[-1]: row[:-1] for row in rows}
    if len(got) != len(rows):
        return "a line gave two rows"
    _, refused = read_tsv(rejects)
    apart = {r[0]: r for r in refused}
    for row in case.rows:
        at = f"{path}:{row.line}"
        found = got.pop(at, None)
        if found == row.cells:
            continue
        if not row.spoilt or found is not None:
            return f"line {row.line} ({row.spoilt or 'clean'}): {found}, " \
                f"not {row.cells}; written {row.text!r}"
        if at not in apart and not is_within(row, path, refused):
            return f"line {row.line} ({row.spoilt}) is neither here nor apart"
    if got:
        return f"rows that nobody wrote: {got}"
    if (run.returncode == 65) != bool(refused):
        return f"status {run.returncode}, {len(refused)} rejects"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, help="rows that are spoilt "
                        "(0 to 0.2, in turn)")
    parser.add_argument("--keep", help="leave the file of a failure here")
    parser.add_argument("program", nargs="?", default="bif-extract")
    args = parser.parse_args()
    failures = clean = spoilt = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(args.seed, args.seed + args.n):
            case = Case(seed, args.share)
            wrong = check(case, args.program, folder)
            clean += sum(not r.spoilt for r in case.rows)
            spoilt += sum(bool(r.spoilt) for r in case.rows)
            if wrong:
                failures += 1
                print(f"seed {seed}: {' '.join(case.options)!r}: {wrong}")
                if args.keep:
                    with open(os.path.join(args.keep, f"{seed}.csv"),
                              "wb") as f:
                        f.write(case.data)
    print(f"{args.n} tables, {clean} clean rows, {spoilt} spoilt: "
          f"{failures} failures")
    sys.exit(failures > 0)


main()
