#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Drafts of bif-extract --sniff, held against the sources of a book.

    drafts.py BOOK FOLDER [BIF-BIN]

For each file in the folder that a source of the book claims: the draft must
read it as the source does. Format, encoding (or one that reads the same text),
delimiter, quote (where there is one in the file), header, frame and positions
agree; each column the source names is there; dates, numbers and personal
numbers are of the same type; and bif-extract gives the same rows, with the same
values in the columns that both have, from the source and from the draft as it
was printed. Prints one line for each difference, and how many files agree.
"""
import fnmatch
import gzip
import json
import os
import subprocess
import sys
import tempfile


def read_bytes(path):
    """What a file holds, decompressed."""
    with open(path, "rb") as file:
        data = file.read()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def claims(match, name):
    """Whether globs split by | claim a file."""
    return any(fnmatch.fnmatchcase(name, glob.strip())
               for glob in match.split("|"))


def part_for(source, name):
    """The part of a source's export that reads a file."""
    parts = source["export"]
    for part in parts if isinstance(parts, list) else [parts]:
        if "match" not in part or claims(part["match"], name):
            return part
    return None


def decoded(data, encoding):
    """The text; what is not in the encoding is told apart."""
    name = {"utf-8": "utf-8-sig", "utf-16le": "utf-16"}.get(encoding, encoding)
    return data.decode(name, "surrogateescape"
                       if not name.startswith("utf-16") else "replace")


def date_pattern(pattern):
    """Patterns that read the same dates: a first zero may be missing."""
    return pattern.replace("dd", "d").replace("mm", "m") \
        if pattern.startswith(("d", "dd")) and len(pattern) != 6 else pattern


def type_of(column_type):
    """What kind of value a column's type is."""
    for kind in ("date", "number", "cpr"):
        if kind in (column_type or {}):
            return kind
    return None


def origins(part, positions):
    """Our name of each column by what it is called in the file."""
    if positions:
        return {tuple(int(n) for n in (v + "-" + v).split("-")[:2]): k
                for k, v in part.get("columns", {}).items()}
    return {v: k for k, v in part.get("columns", {}).items()}


def compare_part(path, want, got):
    """What of a draft's export is not as the source has it."""
    data = read_bytes(path)
    if want.get("format", "csv") != got["format"]:
        yield "format %s" % got["format"]
        return
    if got["format"] != "xlsx":
        text = decoded(data, want.get("encoding", "utf-8"))
        if decoded(data, got["encoding"]) != text:
            yield "encoding %s" % got["encoding"]
    if got["format"] == "csv":
        if want.get("delimiter", ",") != got["delimiter"]:
            yield "delimiter %r" % got["delimiter"]
        quotes = want.get("quote", '"'), got.get("quote", '"')
        if quotes[0] != quotes[1] and any(q and q in text for q in quotes):
            yield "quote %r" % got.get("quote")
        if want.get("frame") != got.get("frame"):
            yield "frame %r" % got.get("frame")
    if got["format"] in ("csv", "xlsx") and \
            want.get("header", 1) != got.get("header"):
        yield "header %r" % got.get("header")
    if want.get("filter") != got.get("filter"):
        yield "filter %r" % got.get("filter")
    if ("control" in want) != ("control" in got):
        yield "control %r" % got.get("control")
    if ("wide" in want) != ("wide" in got):
        yield "wide %r" % got.get("wide")


def compare_types(want, got):
    """Types of the columns that both have."""
    fixed = want[0].get("format") == "fixed"
    ours, theirs = origins(want[0], fixed), origins(got[0], fixed)
    pairs = [(ours[name], theirs[name]) for name in ours if name in theirs]
    if "wide" in want[0] and "wide" in got[0]:
        pairs += [(want[0]["wide"][k], got[0]["wide"][k])
                  for k in ("name", "value")]
    for name in ours:
        if name not in theirs:
            yield "no column %s" % (name,)
    for our, their in pairs:
        a = want[1].get("types", {}).get(our)
        b = got[1].get("types", {}).get(their)
        kind = type_of(a)
        if kind and kind != type_of(b):
            yield "type of %s: %s" % (their, b)
        elif kind == "date" and date_pattern(a["date"]) != \
                date_pattern(b["date"]):
            yield "dates of %s: %s" % (their, b["date"])
        elif kind == "date" and a.get("open") != b.get("open"):
            yield "open of %s: %s" % (their, b.get("open"))


def rows_of(program, book, source, path):
    """The records of a file, a dictionary each, by where they stand."""
    done = subprocess.run([program, "-b", book, "-s", source, "--quiet", path],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    if done.returncode not in (0, 65):
        return done.stderr.decode(), None
    lines = done.stdout.decode().splitlines()
    names = lines[0].split("\t")
    return names, [dict(zip(names, line.split("\t"))) for line in lines[1:]]


def compare_rows(ours, theirs, pairs):
    """Where the rows of the two definitions part."""
    if theirs[1] is None:
        yield "the draft cannot be read: " + theirs[0]
        return
    pairs = pairs + [("at", "at")]
    a = [[row[our] for our, _ in pairs] for row in ours[1]]
    b = [[row[their] for _, their in pairs] for row in theirs[1]]
    if a == b:
        return
    if len(a) != len(b):
        yield "%d rows, not %d" % (len(b), len(a))
    for x, y in zip(a, b):
        if x != y:
            yield "first other row: %r, not %r" % (y, x)
            break


def compare(bins, book, source, path, scratch):
    """All that is not as it should be with one file."""
    program = os.path.join(bins, "bif-extract")
    name = os.path.basename(path)
    text = subprocess.run([program, "--sniff", path], stdout=subprocess.PIPE,
                          check=True).stdout.decode()
    draft = json.loads(text)
    folder = os.path.join(scratch, "sources")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, draft["source"] + ".json"), "w",
              encoding="utf-8") as file:
        file.write(text)
    lint = subprocess.run([os.path.join(bins, "bif-lint"), "-b", scratch],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    for line in lint.stdout.decode().splitlines():
        # A draft cannot know what makes two rows the same.
        if "sources/%s.json" % draft["source"] in line and \
                ": no-key: " not in line:
            yield "lint: " + line
    if not claims(draft["match"], name):
        yield "its match %s does not claim it" % draft["match"]
    want, got = part_for(source, name), draft["export"]
    yield from compare_part(path, want, got)
    yield from compare_types((want, source["facts"]), (got, draft["facts"]))
    fixed = want.get("format") == "fixed"
    a, b = origins(want, fixed), origins(got, fixed)
    pairs = [(a[k], b[k]) for k in a if k in b]
    if "wide" in want and "wide" in got:
        pairs += [(want["wide"][k], got["wide"][k]) for k in ("name", "value")]
    yield from compare_rows(
        rows_of(program, book, source["source"], path),
        rows_of(program, scratch, draft["source"], path), pairs)


def main():
    """Each file that a source claims."""
    book, folder = sys.argv[1:3]
    bins = sys.argv[3] if len(sys.argv) > 3 else "bin"
    sources = []
    for name in sorted(os.listdir(os.path.join(book, "sources"))):
        with open(os.path.join(book, "sources", name),
                  encoding="utf-8") as file:
            sources.append(json.load(file))
    files = wrong = 0
    for name in sorted(os.listdir(folder)):
        for source in sources:
            if not claims(source["match"], name):
                continue
            files += 1
            with tempfile.TemporaryDirectory() as scratch:
                said = list(compare(bins, book, source,
                                    os.path.join(folder, name), scratch))
            for line in said:
                print("%s: %s" % (name, line))
            wrong += bool(said)
    print("%d of %d files agree" % (files - wrong, files))
    sys.exit(1 if wrong or not files else 0)


if __name__ == "__main__":
    main()
