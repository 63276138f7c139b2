#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One fault at each place of a table, and each change of a whole file.

    everywhere.py [--step N] [BIF-EXTRACT]

A table of 40 rows and nine columns, of dates, numbers, texts with delimiters,
quotes and line ends, is written plainly and with all cells quoted; then, at
each N-th place (all of them, unless said), a separator is added or taken away,
a quote added or taken away, a row written with another delimiter, quote or
escape. Every other row must come out exactly, the spoilt one exactly or apart
at its line, and nothing else.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HEADER = ["DATO", "TID", "Antal", "VARE", "Pris", "Type", "Beskrivelse",
          "URL", "Bemærkning"]
TEXTS = ["Øl, stor", "", 'en "god" vare', "x", "Kaffe; te", "it's", "5% off",
         "to linjer\nher", "Ærø"]


def table():
    """Rows as they are meant."""
    return [[f"2010-{i % 12 + 1:02}-{i % 28 + 1:02}", f"{i % 24:02}:00:00",
             str(i % 7), f"A{i:05}", f"{i * 37 % 100}.{i % 10}5",
             ["mad", "drikke", "andet"][i % 3], TEXTS[i % 9],
             f"http://x.dk/{i}?a=1&b=2", TEXTS[(i * 5 + 2) % 9]]
            for i in range(1, 41)]


def write(cells, quoted, delimiter=",", quote='"', escape=None):
    """A row."""
    def cell(text):
        if not quoted and not any(c in text for c in (delimiter, quote, "\n")):
            return text
        return quote + text.replace(quote, (escape or quote) + quote) + quote
    return delimiter.join(cell(c) for c in cells)


def faults(cells, quoted):
    """(what, the row spoilt) for each place."""
    plain = write(cells, quoted)
    at = -1
    while (at := plain.find(",", at + 1)) >= 0:
        yield "less", plain[:at] + plain[at + 1:]
        yield "more", plain[:at] + "," + plain[at:]
    at = -1
    while (at := plain.find('"', at + 1)) >= 0:
        yield "unquoted", plain[:at] + plain[at + 1:]
    for i in range(0, len(plain) + 1, 3):
        yield "quote", plain[:i] + '"' + plain[i:]
    for other in (";", "\t", "|", " ", ", ", "::"):
        yield "delimiter", write(cells, quoted, other)
    # Nobody could tell a line end in what does not quote from a row's.
    if "\n" not in "".join(cells):
        yield "apostrophe", write(cells, quoted, quote="'")
    yield "escape", write(cells, quoted, escape="\\")
    yield "nul", plain[:5] + "\0" + plain[5:]
    yield "half", plain[:len(plain) // 2]
    yield "twice", plain + "," + plain
    yield "ended", plain[:15] + "\n" + plain[15:]


def unescape(cell):
    """A cell of TSV."""
    return cell.replace("\\\\", "\0").replace("\\n", "\n") \
        .replace("\\r", "\r").replace("\\t", "\t").replace("\0", "\\")


def check(job):
    """What is wrong, in words; None: nothing."""
    program, rows, quoted, end, which, what, spoilt = job
    lines, number, at = [write(HEADER, quoted)], 2, {}
    for i, cells in enumerate(rows):
        text = spoilt if i == which else write(cells, quoted)
        at[number] = i
        number += text.count("\n") + 1
        lines.append(text)
    data = "\n".join(lines + [""]).replace("\n", end)
    with tempfile.TemporaryDirectory() as folder:
        rejects = os.path.join(folder, "rejects")
        run = subprocess.run([program, "--rejects", rejects],
                             input=data.encode(), capture_output=True,
                             check=False)
        with open(rejects, encoding="utf-8") as file:
            apart = [line.split("\t")[0] for line in file][1:]
    place = f"{what} in row {which + 1}, {'quoted' if quoted else 'plain'}"
    if run.returncode not in (0, 65):
        return f"{place}: status {run.returncode}"
    wanted = {i: [c.replace("\n", end) for c in cells]
              for i, cells in enumerate(rows)}
    for line in run.stdout.decode().split("\n")[1:-1]:
        *cells, where = [unescape(c) for c in line.split("\t")]
        i = at.get(int(where.split(":")[1]))
        if i is None or cells != wanted.pop(i, None):
            return f"{place}: {spoilt!r} gave {cells}"
    first = next(n for n, i in at.items() if i == which)
    last = first + spoilt.count("\n")
    if set(wanted) - {which}:
        return f"{place}: {spoilt!r} cost {sorted(wanted)}"
    if which in wanted and not any(first <= int(a.split(":")[1]) <= last
                                   for a in apart):
        return f"{place}: neither here nor apart"
    return None


def is_row(text, cells):
    """Whether what was done to it left a row, though another one: a quote
    beside another doubles it, a blank glues nothing."""
    out, i = [], 0
    while True:
        cell = ""
        if text.startswith('"', i):
            i += 1
            while True:
                if i >= len(text):
                    return False
                if text.startswith('""', i):
                    cell, i = cell + '"', i + 2
                elif text[i] == '"':
                    i += 1
                    break
                else:
                    cell, i = cell + text[i], i + 1
            if i < len(text) and text[i] != ",":
                return False
        else:
            stop = min((text.find(c, i) if c in text[i:] else len(text))
                       for c in ",\n")
            cell, i = text[i:stop], stop
            if '"' in cell or "\0" in cell or text[i:i + 1] == "\n":
                return False
        out.append(cell)
        if i >= len(text):
            return len(out) == len(cells) and out != cells
        i += 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("program", nargs="?", default="bif-extract")
    args = parser.parse_args()
    rows, jobs = table(), []
    for quoted in (False, True):
        for which, cells in enumerate(rows):
            for what, spoilt in faults(cells, quoted):
                # Where its first line is a row, nobody can tell that it
                # should have gone on.
                line = spoilt.split("\n")[0]
                if not is_row(spoilt, cells) and (
                        line == spoilt or not is_row(line, cells)):
                    end = ("\n", "\r\n", "\r")[len(jobs) % 3]
                    jobs.append((args.program, rows, quoted, end, which,
                                 what, spoilt))
    jobs = jobs[::args.step]
    with ThreadPoolExecutor(2) as pool:
        wrong = [w for w in pool.map(check, jobs) if w]
    print(*wrong, sep="\n")
    print(f"{len(jobs)} files, {len(wrong)} wrong")
    sys.exit(bool(wrong))


main()
