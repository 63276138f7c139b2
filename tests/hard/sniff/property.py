#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random tables of other people, sniffed.

    property.py [-n TABLES] [--seed N] [--keep FOLDER] [--least PERCENT]
                [--verbose] [BIF-EXTRACT]

Each table has a language, columns of several kinds, a dialect, an encoding,
and perhaps titles above and notes below. What --sniff says of it is held
against how it was written: each finding is right, open (it says that it does
not know), or wrong. An encoding or a quote is right when it reads the same
text. `table` is the whole of it: --auto gives the rows as they were drawn.
Prints the rates; ends with 1 when fewer than --least of a hundred are right.
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile

# Words, names of columns and encodings of a language, and how it writes
# numbers and dates.
LANGUAGES = {
    "da": ("Nyropsgade Øst Ærø Åse Søren Grønland æble løn Rådhuset brød "
           "Skærbæk Århus hjælp møde", "Løbenr Navn Beløb Dato Måned Type "
           "Afdeling Bemærkning Årsværk Status Gruppe Kø",
           ["utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "cp865", "cp850",
            "utf-16", "utf-16-le", "utf-16-be"], ",",
           ["%d-%m-%Y", "%d.%m.%Y", "%d/%m-%Y", "%Y-%m-%d", "%d%m%Y"]),
    "de": ("Straße Müller Köln Größe Jäger über schön Bücher Düsseldorf "
           "Fuß Äpfel Übung Tür", "Nummer Größe Betrag Datum Straße Ort "
           "Prüfung Menge Kürzel Stück",
           ["utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "cp850",
            "utf-16-le", "utf-16"], ",", ["%d.%m.%Y", "%d.%m.%y"]),
    "fr": ("élève forêt garçon où déjà âge hôtel théâtre créé français "
           "Noël été prêt", "numéro libellé montant date prénom région "
           "catégorie quantité", ["utf-8", "cp1252", "iso-8859-1",
                                  "utf-16-le"], ",",
           ["%d/%m/%Y", "%Y-%m-%d"]),
    "es": ("niño señal año corazón José María Málaga camión español "
           "mañana acción", "número nombre importe fecha descripción "
           "provincia código", ["utf-8", "cp1252", "iso-8859-1"], ",",
           ["%d/%m/%Y"]),
    "pl": ("łódź żółty Kraków święto książka ąę ćma źródło śnieg miłość "
           "głowa Łukasz", "numer nazwa kwota data województwo ulica "
           "ilość", ["utf-8", "cp1250", "iso-8859-2", "utf-16-le"], ",",
           ["%d.%m.%Y", "%Y-%m-%d"]),
    "cs": ("příliš žluťoučký kůň Plzeň dítě město řeka čtvrtek Jiří "
           "šest účet", "číslo název částka datum město kraj počet",
           ["utf-8", "cp1250"], ",", ["%d.%m.%Y"]),
    "ru": ("Москва улица книга Иванов человек город время работа дом "
           "слово", "номер имя сумма дата город область",
           ["utf-8", "cp1251", "koi8-r", "utf-16-le"], ",", ["%d.%m.%Y"]),
    "el": ("Αθήνα δρόμος βιβλίο άνθρωπος ημέρα χρόνος πόλη νερό",
           "αριθμός όνομα ποσό ημερομηνία πόλη", ["utf-8", "cp1253"], ",",
           ["%d/%m/%Y"]),
    "en": ("street house garden resume London apple O'Brien market green "
           "north", "id name amount date city type count total_price note "
           "status", ["ascii", "utf-8", "cp1252", "utf-16"], ".",
           ["%Y-%m-%d", "%m/%d/%Y", "%d %b %Y"]),
    "sv": ("Malmö gård hjälp äpple sjö kött Åsa över västra små ängen",
           "nummer namn belopp datum ort län område",
           ["utf-8", "cp1252", "iso-8859-1", "cp850"], ",", ["%Y-%m-%d"]),
}
DELIMITERS = [",", ";", "\t", "|", ",", ";", "\t", ":", "^", "~", "||", "::",
              "#", "\x1f", "¤"]
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
SIZES = [0, 1, 2, 3, 4, 5, 8, 12, 20, 40, 100, 300, 1000]


class Table:
    """A table, and how it is written."""

    def __init__(self, rng):
        self.language = rng.choice(list(LANGUAGES))
        words, names, encodings, self.mark, self.dates = \
            LANGUAGES[self.language]
        self.words, names = words.split(), names.split()
        self.encoding = rng.choice(encodings)
        self.delimiter = rng.choice(DELIMITERS)
        while not can_encode(self.delimiter, self.encoding):
            self.delimiter = rng.choice(DELIMITERS)
        self.quote = rng.choice(['"', '"', '"', "'", ""])
        self.always = self.quote and rng.random() < 0.25
        self.newline = rng.choice(["\n", "\r\n", "\r\n", "\n", "\r"])
        self.width = rng.choice([1, 2, 2, 3, 3, 4, 5, 6, 8, 12, 30])
        self.size = rng.choice(SIZES)
        self.header = rng.random() < 0.8 or not self.size
        self.date = rng.choice(self.dates)
        self.kinds = [rng.choice(KINDS) for _ in range(self.width)]
        self.names = [rng.choice(names) + ("" if k < len(names) else str(k))
                      for k in range(self.width)]
        while len(set(self.names)) < self.width:
            self.names = ["%s %d" % (n, k) if n in self.names[:k] else n
                          for k, n in enumerate(self.names)]
        self.rows = []
        for _ in range(self.size):
            row = [kind(rng, self, i) for i, kind in enumerate(self.kinds)]
            if not "".join(row).strip():
                row[0] = rng.choice(self.words)
            self.rows.append(row)
        several = self.width > 1
        self.above = [" ".join(rng.sample(self.words, 3)) for _ in range(
            rng.choice([0, 0, 0, 1, 2, 4]) if several else 0)]
        if self.above and rng.random() < 0.5:
            self.above[-1] = ""
        self.below = rng.choice([0, 0, 0, 1, 2]) if several and \
            self.size > 2 else 0

    def cell(self, text):
        """A cell as it is written."""
        special = any(c in text for c in (self.delimiter, "\n", "\r")) or \
            (self.quote and self.quote in text)
        if not self.quote or not (special or self.always):
            return text
        return self.quote + text.replace(self.quote, self.quote * 2) + \
            self.quote

    def text(self, rng):
        """The whole."""
        lines = list(self.above)
        rows = ([self.names] if self.header else []) + self.rows
        lines += [self.delimiter.join(map(self.cell, row)) for row in rows]
        if self.below:
            lines += ["", "Note: " + " ".join(rng.sample(self.words, 2))]
            lines += [rng.choice(self.words)] * (self.below - 1)
        return "".join(line + self.newline for line in lines)

    def header_line(self):
        """Where it stands, as a definition has it."""
        return len(self.above) + 1 if self.header else "none"


def can_encode(text, encoding):
    """Whether an encoding has the characters."""
    try:
        text.encode(encoding)
        return True
    except UnicodeEncodeError:
        return False


def whole(rng, _table, _column):
    """A whole number."""
    return str(rng.randrange(rng.choice([10, 1000, 100000])))


def amount(rng, table, _column):
    """Money, with groups or without."""
    n = rng.randrange(10 ** rng.choice([3, 4, 6, 7]))
    text = "%d" % (n // 100)
    if n >= 100000:
        text = text[:-3] + ("." if table.mark == "," else ",") + text[-3:]
    text = text + table.mark + "%02d" % (n % 100)
    if table.mark in table.delimiter and not table.quote:
        return "%d" % (n // 100)
    if not table.quote and any(c in table.delimiter for c in text):
        return "%d" % (n // 100)
    return text


def date(rng, table, _column):
    """A day."""
    import datetime
    day = datetime.date(rng.randrange(2005, 2012), rng.randrange(1, 13),
                        rng.randrange(1, 29))
    text = day.strftime(table.date)
    return text if table.quote or table.delimiter not in text else \
        day.strftime("%Y%m%d")


def clock(rng, table, _column):
    """A time of day."""
    text = "%02d:%02d" % (rng.randrange(24), rng.randrange(60))
    return text if table.quote or table.delimiter not in text else \
        text.replace(":", "")


def word(rng, table, _column):
    """A name."""
    return safe(table, rng.choice(table.words))


def code(rng, table, column):
    """One of a few."""
    return safe(table, table.words[(column + rng.randrange(3))
                                   % len(table.words)])


def sentence(rng, table, _column):
    """Words, sometimes with what splits cells elsewhere."""
    text = " ".join(rng.choice(table.words)
                    for _ in range(rng.randrange(1, 6)))
    if table.quote and rng.random() < 0.3:
        text += rng.choice([table.delimiter + " x", ", " + table.words[0],
                            " (" + table.quote + "x" + table.quote + ")",
                            "; " + table.words[1]])
    return safe(table, text)


def maybe(rng, table, column):
    """Something, or nothing."""
    return "" if rng.random() < 0.5 else word(rng, table, column)


def number_or_none(rng, table, column):
    """A number, or nothing."""
    return "" if rng.random() < 0.3 else whole(rng, table, column)


def safe(table, text):
    """What the dialect and the encoding can write."""
    if not table.quote:
        text = text.replace(table.delimiter, " ")
    if table.quote == "'" or not table.quote:
        text = text.replace("'", "")
    return text if can_encode(text, table.encoding) else "x"


KINDS = [whole, whole, amount, date, date, clock, word, code, sentence,
         sentence, maybe, number_or_none]


def split_rows(out):
    """The table that --auto gave, without `at`."""
    lines = [[re.sub(r"\\(.)", lambda m: ESCAPES[m[1]], cell)
              for cell in line.split("\t")[:-1]] for line in out.split("\n")]
    return lines[1:-1]


def judge(program, rng, path):
    """Draws a table; what was found of it, one word for each thing."""
    table = Table(rng)
    text = table.text(rng)
    with open(path, "wb") as file:
        file.write(text.encode(table.encoding))
    done = subprocess.run([program, "--sniff", path], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode:
        return table, {"ran": "wrong"}, done.stderr.decode()
    draft = json.loads(done.stdout.decode())
    export, said = draft["export"], draft["export"]["//"]
    found = {}

    def mark(what, right):
        unknown = said.get(what, "").startswith("not known")
        found[what] = "open" if unknown else "right" if right else "wrong"

    got = {"utf-8": "utf-8-sig"}.get(export.get("encoding"),
                                     export.get("encoding"))
    if got and got.startswith("utf-16") and "utf-16" == table.encoding:
        got = "utf-16"
    data = text.encode(table.encoding)
    try:
        right = got and data.decode(got) == text
        # Letters of languages that are not looked for may stay open, wrong
        # they may not be read.
        mark("encoding", right)
    except UnicodeDecodeError:
        mark("encoding", False)
    delimiter = export.get("delimiter")
    if table.width == 1:
        mark("delimiter", not delimiter or delimiter not in text)
    else:
        mark("delimiter", delimiter == table.delimiter)
    quote = export.get("quote", '"')
    used = any(table.cell(cell) != cell for row in table.rows +
               [table.names] * table.header for cell in row)
    mark("quote", quote == table.quote if used else
         not quote or (delimiter or "") + quote not in text)
    mark("header", export.get("header") == table.header_line())
    if table.size:
        auto = subprocess.run([program, "--auto", "--quiet", path],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False)
        rows = split_rows(auto.stdout.decode())
        found["table"] = "right" if rows == table.rows else \
            "open" if "open" in found.values() else "wrong"
    return table, found, done.stdout.decode()


def main():
    """Draws tables, counts what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    parser.add_argument("--least", type=int, default=90)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("program", nargs="?", default="bif-extract")
    asked = parser.parse_args()
    count = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory() as scratch:
        for i in range(asked.n):
            seed = "%d/%d" % (asked.seed, i)
            path = os.path.join(asked.keep or scratch, "%d.txt" % i)
            table, found, said = judge(asked.program, random.Random(seed),
                                       path)
            for what, how in found.items():
                count[what][how] += 1
            if asked.verbose and "wrong" in found.values():
                print("%d: %s %s %r quote %r always %r newline %r %dx%d "
                      "header %s above %d below %d: %s" % (
                          i, table.language, table.encoding, table.delimiter,
                          table.quote, bool(table.always), table.newline,
                          table.width, table.size, table.header_line(),
                          len(table.above), table.below,
                          " ".join(w for w in found if found[w] == "wrong")))
    bad = False
    for what, how in count.items():
        total = sum(how.values())
        print("%s: %.1f %% right, %.1f %% open, %.1f %% wrong of %d" % (
            what, 100 * how["right"] / total, 100 * how["open"] / total,
            100 * how["wrong"] / total, total))
        bad |= 100 * (total - how["wrong"]) < asked.least * total
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
