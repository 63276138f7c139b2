#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""reading.py [--longest N] [--made N] [--seed N]

Cells as numbers, through the real bif-normalize, against a grammar written as
regular expressions: every text of up to N pieces out of a small alphabet, and
as many more that look like what people and systems write. Of each, in each of
the ways a source may write numbers: the amount, to the last digit, or that
the row was refused.
"""
import argparse
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile

ROOT = os.path.normpath(os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", ".."))
BIN = os.environ.get("BIF_BIN") or os.path.join(ROOT, "bin")
BIN = os.path.join(ROOT, BIN)

NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"
# Hyphens, dashes and minus signs, as text holds them.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
PIECES = ["0", "1", "234", ".", ",", "-", MINUS, "\u2013", "+", "(", ")", " ",
          NBSP, NARROW, "'", "%", "x"]
BLANK = "[ \t%s%s]" % (NBSP, NARROW)
SIGN = "[%s]" % DASHES


def grammar(point, group):
    """A number with this decimal mark, and this group mark, a blank or an
    apostrophe. Without a group mark no sign and nothing else is behind."""
    fraction = "(?:%s(?P<fraction>[0-9]+))?" % re.escape(point)
    quoted = "%s*(?P<whole>[1-9][0-9]{0,2}(?:['\u2019][0-9]{3})+)%s%s*" % (
        BLANK, fraction, BLANK)
    grouped = "|".join("[1-9][0-9]{0,2}(?:%s[0-9]{3})+" % re.escape(mark)
                       for mark in (group, " ", NBSP, NARROW)) + "|" \
        if group else ""
    body = "%s*(?P<whole>%s[0-9]*)%s%s*" % (BLANK, grouped, fraction, BLANK)
    percent = "(?:%%%s*)?" % BLANK if group else ""
    front, ways = "[%s+]" % DASHES, []
    for number in (body + percent, quoted + percent):
        ways += [number, front + number]
        if group:
            ways.append(number + SIGN)
            ways.append("\\(%s\\)" % number)
    return re.compile("%s*(?:%s)%s*" % (BLANK, "|".join(
        way.replace("<whole>", "<whole%d>" % n)
        .replace("<fraction>", "<fraction%d>" % n)
        for n, way in enumerate(ways)), BLANK)), len(ways)


STYLES = {"danish": grammar(",", "."), "english": grammar(".", ","),
          "plain": grammar(".", "")}


def read(style, text):
    """As the streams write it; None: refused."""
    expression, ways = STYLES[style]
    match = expression.fullmatch(text)
    if not match:
        return None
    parts = match.groupdict()
    way = next((i for i in range(ways) if parts["whole%d" % i]
                or parts["fraction%d" % i]), None)
    if way is None:
        return None
    whole = re.sub("[^0-9]", "", parts["whole%d" % way])
    fraction = parts["fraction%d" % way] or ""
    if len(fraction) > 6:       # zeros there are no digits of the number
        if fraction[6:].strip("0"):
            return None
        fraction = fraction[:6].rstrip("0")
    if len((whole + fraction).lstrip("0")) > 18:
        return None
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    negative = re.search("[%s(]" % DASHES, text) is not None
    return ("-" if negative and whole + fraction != "0" else "") \
        + whole + ("." + fraction if fraction else "")


def made(chance):
    """What people write, and what becomes of it."""
    def digits(least, most):
        return "".join(chance.choice("0123456789")
                       for _ in range(chance.randint(least, most)))
    whole = digits(0, chance.choice([1, 3, 6, 9, 13, 20]))
    mark = chance.choice(["", "", ".", ",", " ", NBSP, NARROW, "'"])
    if mark and len(whole) > 3:
        end = len(whole) % 3 or 3
        whole = mark.join([whole[:end]] + [whole[i:i + 3] for i in
                                           range(end, len(whole), 3)])
    text = whole
    if chance.random() < 0.6:
        text += chance.choice([",", ",", ".", ".", " "]) \
            + digits(0, chance.choice([1, 2, 3, 6, 8]))
    sign = chance.choice(["", "", "", "-%s", "%s-", "(%s)", MINUS + "%s",
                          "%s" + MINUS, "- %s", "( %s )", "+%s", "\u2013%s",
                          "%s\u2014"])
    if chance.random() < 0.1:
        text += chance.choice(["%", " %", NBSP + "%", " kr", "%%"])
    text = sign.replace("%s", text) if sign else text
    if chance.random() < 0.1:
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(PIECES) + text[at:]
    return chance.choice(["", "", "", " ", NBSP]) + text \
        + chance.choice(["", "", "", " ", NARROW])


def texts(args):
    chance = random.Random(args.seed)
    for length in range(1, args.longest + 1):
        for pieces in itertools.product(PIECES, repeat=length):
            yield "".join(pieces)
    for _ in range(args.made):
        yield made(chance)


def write_book(folder):
    os.makedirs(folder + "/book/sources")

    def save(name, text):
        with open("%s/book/%s" % (folder, name), "w",
                  encoding="utf-8") as file:
            file.write(text)
    save("units.csv", "unit,name\nA,A\n")
    for style in STYLES:
        save("sources/%s.json" % style, """{"source": "%s", "match": "*",
"numbers": "%s", "tolerate": "100%%", "export": {"columns": {"k": "k",
"v": "v"}}, "facts": {"each": [{"event": {"text": "k"}, "unit": "A",
"date": "2010-01-01", "amount": {"number": "v"}}]}}""" % (style, style))


def normalized(folder, style):
    """The amounts by number of row."""
    done = subprocess.run(
        [os.path.join(BIN, "bif-normalize"), "-b", "book", "-s", style,
         "--quiet", "records.tsv"], cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit("%s: status %d: %s" % (style, done.returncode,
                                        done.stderr.decode()[:2000]))
    lines = done.stdout.decode("utf-8").split("\n")
    event, amount = (lines[0].split("\t").index(c)
                     for c in ("event", "amount"))
    found = {}
    for line in lines[1:-1]:
        cells = line.split("\t")
        found[cells[event]] = cells[amount]
    return found


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--longest", type=int, default=5)
    options.add_argument("--made", type=int, default=1000000)
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    given = list(dict.fromkeys(texts(args)))
    read_well = 0
    with tempfile.TemporaryDirectory() as folder:
        write_book(folder)
        with open(folder + "/records.tsv", "w", encoding="utf-8",
                  newline="\n") as file:
            file.write("k\tv\tat\n")
            for number, text in enumerate(given):
                file.write("n%d\t%s\tf:%d\n" % (
                    number, text.replace("\t", "\\t"), number + 2))
        for style in STYLES:
            found = normalized(folder, style)
            for number, text in enumerate(given):
                got, want = found.get("n%d" % number), read(style, text)
                if got != want:
                    print("%s: %r: got %r, want %r" % (style, text, got,
                                                       want))
                    return 1
                read_well += want is not None
    print("%d texts in %d ways: %d numbers, %d refused" % (
        len(given), len(STYLES), read_well,
        len(given) * len(STYLES) - read_well))
    return 0


if __name__ == "__main__":
    sys.exit(main())
