#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No row is lost and no letter garbled on a guess.

    guesses.py [-n FILES] [--seed N] [--keep FOLDER] [BIF-EXTRACT]

Random files of the kinds that guesses go wrong with: rows whose figures are
missing right below the header, rows of UTF-8 among rows of Latin-1, columns of
decimals side by side, lines in quotes as a whole, a mark of byte order where
two files were put together, headers of two lines. What must hold, whatever was
drawn: each row comes out of --auto as it was drawn, or is in its rejects, or
the file is refused as a whole with a message; a letter that comes out is the
letter that was written. And what --sniff drafts, bif-extract reads: as many
records, and no row rejected that --auto takes. Ends with 1 where it does not
hold.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

WORDS = {
    "da": "Nørrebro Østerbro Ærø Århus Sønderborg Rådhus København Køge Fåborg"
          " Åbenrå Hjørring Nyborg Løgstør Blåvand søn hjælp Område".split(),
    "de": "Müller Straße Köln Größe Düsseldorf Jäger Übung Äpfel Öl Berlin"
          " Nürnberg Fuß Bücher schön".split(),
    "sv": "Göteborg Malmö Växjö Åre Örebro Östersund Ängelholm Luleå Gävle Lund"
          " Skövde Nässjö Hässleholm".split(),
}
MARKERS = ["<5", "*", "..", "NA", "-9999", "-", "ukendt", "N/A", "", "<10",
           "DNA", "null", "?", "…", "–", ">100", ":", "***", "skjult"]
NAMES = "Enhed Dato Antal Type Beløb År Gruppe Sager Andel Kode".split()


def number(rng, style):
    """A figure, as `style` writes decimals."""
    if style == "int":
        return str(rng.randrange(0, 900))
    whole, part = rng.randrange(0, 400), rng.randrange(1, 100)
    return "%d%s%02d" % (whole, "," if style == "comma" else ".", part)


def text_of(rows, delimiter, quoted):
    """A table as delimited text."""
    def cell(value):
        if quoted or delimiter in value or '"' in value:
            return '"%s"' % value.replace('"', '""')
        return value
    return ["%s" % delimiter.join(map(cell, row)) for row in rows]


def draw_table(rng, lang, count, dates="%02d-%02d-2010"):
    """Names and rows: a word, perhaps a date, figures."""
    columns = ["word"] + rng.choices(["int", "comma", "date", "word"],
                                     k=rng.randrange(1, 5))
    if not any(c in ("int", "comma") for c in columns):
        columns.append("int")
    names = rng.sample(NAMES, len(columns))
    rows = []
    for _ in range(count):
        rows.append([rng.choice(WORDS[lang]) if c == "word" else
                     dates % (rng.randrange(1, 29), rng.randrange(1, 13))
                     if c == "date" else number(rng, c) for c in columns])
    return columns, names, rows


def markers(rng):
    """A first row, or several, whose figures are missing."""
    lang = rng.choice(sorted(WORDS))
    columns, names, rows = draw_table(rng, lang, rng.randrange(4, 40))
    for row in rows[:rng.choice([1, 1, 1, 2])]:
        marker = rng.choice(MARKERS)
        for k, kind in enumerate(columns):
            if kind != "word" and (rng.random() < .8 or k == 1):
                row[k] = rng.choice(MARKERS) if rng.random() < .2 else marker
    for row in rows[2:]:
        if rng.random() < .2:
            k = rng.randrange(1, len(row))
            if columns[k] != "word":
                row[k] = rng.choice(MARKERS)
    header = rng.random() < .85
    lines = text_of(([names] if header else []) + rows,
                    rng.choice(";;\t|"), rng.random() < .2)
    return "\n".join(lines).encode() + b"\n", names if header else None, rows


def encodings(rng):
    """Rows of UTF-8 and of Latin-1, one in 2 to one in 1,000."""
    lang = rng.choice(sorted(WORDS))
    count = rng.choice([20, 200, 2000, 6000])
    _, names, rows = draw_table(rng, lang, count)
    names = ["n%d" % i for i in range(len(names))]
    one_in = rng.choice([2, 3, 5, 10, 50, 100, 1000])
    few, many = rng.choice([("latin-1", "utf-8"), ("utf-8", "latin-1"),
                            ("utf-8", "cp1252"), ("cp865", "utf-8"),
                            ("utf-8", "cp850")])
    lines = text_of([names] + rows, ";", rng.random() < .2)
    half = rng.random() < .2
    data = b""
    for i, line in enumerate(lines):
        other = i > len(lines) * (1 - 1 / one_in) if half \
            else rng.randrange(one_in) == 0
        data += line.encode(few if other else many) + b"\r\n"
    return data, names, rows


def far(rng):
    """Rows in the other encoding, but far behind what is looked at."""
    lang = rng.choice(sorted(WORDS))
    names = ["navn", "antal", "note"]
    rows = [[rng.choice(WORDS[lang]), str(i), "x" * 400] for i in range(12000)]
    late = rng.randrange(1, 20)
    few, many = rng.choice([("latin-1", "utf-8"), ("utf-8", "latin-1"),
                            ("utf-8", "cp1252")])
    lines = text_of([names] + rows, ";", False)
    data = b"".join(line.encode(few if i > len(lines) - late else many) + b"\n"
                    for i, line in enumerate(lines))
    return data, names, rows


def decimals(rng):
    """Nothing but decimals, or nearly so."""
    mark, delimiter = rng.choice([("comma", ";"), ("comma", "\t"),
                                  ("comma", "|"), ("point", ","),
                                  ("point", ";"), ("comma", " ")])
    width, count = rng.randrange(2, 4), rng.randrange(3, 40)
    rows = [[number(rng, mark) for _ in range(width)] for _ in range(count)]
    names = rng.sample(NAMES, width) if rng.random() < .6 else None
    lines = text_of(([names] if names else []) + rows, delimiter,
                    mark == "comma" and delimiter == ",")
    return "\n".join(lines).encode() + b"\n", names, rows


def in_quotes(rng):
    """Each line in quotes as a whole, quotes in it doubled."""
    _, names, rows = draw_table(rng, "da", rng.randrange(4, 30))
    lines = text_of([names] + rows, rng.choice(";,\t"), rng.random() < .5)
    lines = ['"%s"' % line.replace('"', '""') for line in lines]
    return "\r\n".join(lines).encode() + b"\r\n", names, rows


def seam(rng):
    """Two files with a byte order mark each, one behind the other."""
    _, names, rows = draw_table(rng, "da", rng.randrange(6, 30))
    cut = rng.randrange(1, len(rows))
    data = b""
    for part in (rows[:cut], rows[cut:]):
        head = [names] if not data or rng.random() < .8 else []
        data += b"\xef\xbb\xbf" + "".join(
            line + "\r\n"
            for line in text_of(head + part, ";", False)).encode()
    return data, names, rows


def groups(rng):
    """Groups named once, above the names."""
    lang, width = rng.choice(sorted(WORDS)), rng.randrange(2, 4)
    tops = rng.sample(["2009", "2010", "Mænd", "Kvinder", "I drift"],
                      rng.randrange(2, 4))
    subs = rng.sample(["jan", "feb", "mar", "antal", "beløb"], width)
    first = [""] + [t for top in tops for t in [top] + [""] * (width - 1)]
    second = ["Enhed"] + subs * len(tops)
    names = ["Enhed"] + [top + " " + s for top in tops for s in subs]
    rows = [[rng.choice(WORDS[lang])] + [number(rng, "int")
                                         for _ in second[1:]]
            for _ in range(rng.randrange(3, 20))]
    lines = text_of([first, second] + rows, ";", False)
    return "\n".join(lines).encode() + b"\n", names, rows


def empty_name(rng):
    """A header with an empty cell, or a name that comes twice."""
    _, names, rows = draw_table(rng, "da", rng.randrange(6, 30))
    k = rng.randrange(len(names))
    names[k] = rng.choice(["", names[0], " "])
    lines = text_of([names] + rows, ";", False)
    return "\n".join(lines).encode() + b"\n", names, rows


def last_rows(rng):
    """The last rows have a name, and nothing else."""
    _, names, rows = draw_table(rng, "da", rng.randrange(6, 30))
    for row in rows[-rng.randrange(1, 3):]:
        row[0] = rng.choice(["Musvågevej 12", "Nord: A", "Øst", "Nord Syd"])
        row[1:] = [""] * (len(row) - 1)
    lines = text_of([names] + rows, ";", False)
    return "\n".join(lines).encode() + b"\n", names, rows


KINDS = [markers, encodings, decimals, in_quotes, seam, groups, empty_name,
         last_rows, far]


def unescape(cell):
    """A cell of TSV as text."""
    return cell.replace("\\t", "\t").replace("\\n", "\n") \
        .replace("\\r", "\r").replace("\\\\", "\\")


def records(output):
    """Rows of records, without `at`."""
    return [tuple(unescape(c) for c in line.split("\t")[:-1])
            for line in output.decode().split("\n")[:-1]]


def run(words, **more):
    """A program's end."""
    return subprocess.run(words, capture_output=True, check=False, **more)


def lost(rows, got, rejected, kind):
    """Rows that are neither records nor rejected."""
    have = {}
    for row in got:
        key = tuple(c.strip() for c in row)
        have[key] = have.get(key, 0) + 1
    left = []
    for row in rows:
        key = tuple(c.strip() for c in row)
        if have.get(key, 0):
            have[key] -= 1
        else:
            left.append(row)
    extra = sum(have.values())
    if len(left) > rejected:
        yield "%s: %d rows are lost or garbled, such as %r; beside %r" % (
            kind, len(left) - rejected, left[0],
            [k for k, n in have.items() if n][:1])
    elif extra > (1 if kind in ("markers", "decimals", "seam", "empty_name") else 0) * 2:
        yield "%s: %d rows too many, such as %r" % (
            kind, extra, [k for k, n in have.items() if n][0])


def check_draft(program, name, folder, want, auto_rejected):
    """What --sniff drafts, bif-extract reads."""
    os.makedirs(folder + "/b/sources", exist_ok=True)
    draft = folder + "/b/sources/d.json"
    made = run([program, "--sniff", "-o", draft, name])
    if made.returncode:
        yield "no draft: " + made.stderr.decode()
        return
    with open(draft, encoding="utf-8") as file:
        source = json.load(file)
    source["tolerate"] = "100%"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(source, file)
    read = run([program, "-b", folder + "/b", "-s", "d", "--rejects",
                folder + "/r2", name])
    if read.returncode:
        yield "the draft is not read: %d %s" % (
            read.returncode, read.stderr.decode()[:300])
        return
    wide = source["export"].get("wide")
    got = len(records(read.stdout)) - 1
    want = want * wide["expect"] if wide else want
    if got != want and not auto_rejected:
        yield "the draft gives %d records, not %d: %s" % (
            got, want, read.stderr.decode()[:300])


def check(program, kind, seed, folder):
    """One file: each fault in words."""
    rng = random.Random("%s %d" % (kind.__name__, seed))
    data, names, rows = kind(rng)
    name = folder + "/export_1.csv"
    with open(name, "wb") as file:
        file.write(data)
    said = run([program, "--auto", "--rejects", folder + "/r", name])
    err = said.stderr.decode("utf-8", "replace")
    if said.returncode not in (0, 65):
        yield "%s: status %d: %s" % (kind.__name__, said.returncode, err[:300])
        return
    if not said.stdout:
        REFUSED[kind.__name__] = REFUSED.get(kind.__name__, 0) + 1
        if not err.strip():
            yield "%s: nothing is read, and nothing said" % kind.__name__
        return
    got = records(said.stdout)
    with open(folder + "/r", "rb") as file:
        rejected = file.read().count(b"\n") - 1
    yield from lost(rows, got[1:], rejected, kind.__name__)
    if kind is groups and list(got[0]) != names:
        yield "groups: %r, not %r" % (got[0], names)
    for fault in check_draft(program, name, folder, len(got) - 1, rejected):
        yield "%s: %s" % (kind.__name__, fault)


REFUSED = {}


def main():
    """See above."""
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=30, help="files of a kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    parser.add_argument("--kind", action="append")
    parser.add_argument("program", nargs="?", default="bif-extract")
    a = parser.parse_args()
    wrong = files = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            if a.kind and kind.__name__ not in a.kind:
                continue
            for i in range(a.n if kind is not far else (a.n + 19) // 20):
                files += 1
                for fault in check(a.program, kind, a.seed + i, folder):
                    wrong += 1
                    print("--seed %d: %s" % (a.seed + i, fault))
                    if a.keep:
                        os.makedirs(a.keep, exist_ok=True)
                        shutil.copy(folder + "/export_1.csv", "%s/%s-%d.csv" % (
                            a.keep, kind.__name__, a.seed + i))
    print("%d files, %d wrong; refused as a whole: %s" % (
        files, wrong, REFUSED or "none"))
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
