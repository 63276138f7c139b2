#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Polluted files, each with the table and the messages that must come of it.

    cases.py [--all] [--print] [PROGRAM] [KIND[/NAME]]...

A case is a file cases/KIND/NAME.case: what it is about, then members

    options: what bif-extract is given (as in a shell)
    status: 0
    encodings: those it is tried in (default: all that have its characters)
    newlines: lf cr crlf mixed (the default)
    encoding-option: no         it is not told the encoding

and sections, each after a line `--- NAME`:

    text        the file. Each line's end becomes the one that is tried;
                {NUL} {TAB} {CTRL-Z} {CR} {LF} {BOM} {US} {XX} (a byte in hex)
                stand for what they are; {END}: the last line has no end
    table       the stream on standard output, cells split by TAB; \\n in a cell
                is the line end that is tried
    rejects     `line reason raw`, split by TAB, for each rejected row
    messages    standard error, without the program's name; where characters
                of several bytes stand before a place, its column is written
                {5}: the fifth character

By default each case is read in UTF-8 and in one more encoding in turn, with
all line ends, and once more from a pipe; with --all, in all of them. --print
shows what comes of the first way instead of comparing it.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")
# What it is called here: python's name, bif's, the mark before it.
ENCODINGS = {
    "utf-8": ("utf-8", "utf-8", b""),
    "utf-8-bom": ("utf-8", "utf-8", b"\xef\xbb\xbf"),
    "utf-16le": ("utf-16-le", "utf-16le", b"\xff\xfe"),
    "utf-16be": ("utf-16-be", "utf-16be", b"\xfe\xff"),
    "utf-16le-bare": ("utf-16-le", "utf-16le", b""),
    "utf-16be-bare": ("utf-16-be", "utf-16be", b""),
    "windows-1252": ("cp1252", "windows-1252", b""),
    "iso-8859-1": ("latin-1", "iso-8859-1", b""),
    "cp865": ("cp865", "cp865", b""),
    "cp850": ("cp850", "cp850", b""),
}
# Mixed: never a CR before a line that ends in LF alone, which, if empty, would
# make one line end of the two.
NEWLINES = {"lf": ["\n"], "cr": ["\r"], "crlf": ["\r\n"],
            "mixed": ["\n", "\r", "\r\n"]}
NAMED = {"NUL": "\0", "TAB": "\t", "CTRL-Z": "\x1a", "CR": "\r", "LF": "\n",
         "BOM": "\ufeff", "US": "\x1f", "NBSP": "\xa0", "END": ""}


class Case:
    """A case file."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.relpath(path, HERE)[:-len(".case")]
        self.members, self.sections = {}, {}
        lines = self.members
        with open(path, encoding="utf-8") as file:
            for line in file.read().split("\n")[:-1]:
                if line.startswith("--- "):
                    lines = self.sections[line[4:]] = []
                elif lines is not self.members:
                    lines.append(line)
                elif not line.startswith("#") and line:
                    name, _, rest = line.partition(":")
                    self.members[name] = rest.strip()
        unknown = set(self.sections) - {"text", "table", "rejects",
                                        "messages"}
        unknown |= set(self.members) - {"options", "status", "encodings",
                                        "newlines", "encoding-option"}
        if unknown:
            raise ValueError(f"{self.name}: {unknown}?")

    def content(self, newline):
        """The text with its line ends; bytes in hex as private characters."""
        def named(match):
            word = match[1]
            return NAMED[word] if word in NAMED \
                else chr(0xe000 + int(word, 16))

        lines, out = self.sections["text"], []
        ends = NEWLINES[newline]
        for i, line in enumerate(lines):
            out.append(re.sub(r"\{([A-Z-]+|[0-9A-F]{2})\}", named, line))
            if not line.endswith("{END}"):
                out.append(ends[i % len(ends)])
        return "".join(out)

    def encodings(self, every, turn):
        """Names of those it is tried in."""
        text = self.content("lf")
        able = [e for e in self.members.get("encodings",
                                            " ".join(ENCODINGS)).split()
                if encode(text, e) is not None]
        if every or len(able) < 2:
            return able
        others = able[1:]
        return [able[0], others[turn % len(others)]]


def encode(text, encoding):
    """Bytes; None where the encoding has not all of the characters."""
    codec, _, mark = ENCODINGS[encoding]
    out = [mark]
    for part in re.split("([\ue000-\ue0ff])", text):
        if part and "\ue000" <= part <= "\ue0ff":
            out.append(bytes([ord(part) - 0xe000]))
            continue
        try:
            out.append(part.encode(codec))
        except UnicodeEncodeError:
            return None
    return b"".join(out)


def run(program, case, encoding, newline, pipe):
    """Status, table, rejects, messages."""
    data = encode(case.content(newline), encoding)
    options = shlex.split(case.members.get("options", ""))
    if case.members.get("encoding-option") != "no":
        options += ["--encoding", ENCODINGS[encoding][1]]
    with tempfile.TemporaryDirectory() as folder:
        if not pipe:
            with open(os.path.join(folder, "in.csv"), "wb") as file:
                file.write(data)
        done = subprocess.run(
            [program, *options, "--rejects", "rejects",
             "-" if pipe else "in.csv"],
            cwd=folder, input=data if pipe else b"", capture_output=True,
            check=False)
        try:
            with open(os.path.join(folder, "rejects"), encoding="utf-8",
                      newline="") as file:
                rejects = file.read()
        except FileNotFoundError:
            rejects = ""
    return done.returncode, done.stdout.decode(), rejects, \
        done.stderr.decode()


def lines_of(text):
    """Lines, of which each has its end."""
    lines = text.split("\n")
    return lines[:-1] if not lines[-1] else lines[:-1] + [lines[-1] + "{END}"]


def shown(case, encoding, newline, pipe, got):
    """What came, in the words of a case file."""
    status, table, rejects, messages = got

    def same_ends(text):
        if newline in ("cr", "crlf"):
            end = {"cr": "\\r", "crlf": "\\r\\n"}[newline]
            return text.replace(end, "\\n")
        return text if newline == "lf" else \
            text.replace("\\r\\n", "\\n").replace("\\r", "\\n")

    def same_name(text):
        return re.sub(r"(^|\t|: )-([:!])", r"\1in.csv\2", text) if pipe \
            else text

    apart = []
    for line in lines_of(rejects)[1:]:
        cells = same_ends(same_name(line)).split("\t")
        apart.append("\t".join([cells[0].removeprefix("in.csv:"), cells[3],
                                cells[5]]))
    # A terminal shows every line end in a row as blanks.
    said = [same_name(m).removeprefix("bif-extract: ")
            for m in lines_of(messages)]
    if newline in ("crlf", "mixed"):
        said = [m.replace("  ", " ") for m in said]
    return {"status": [str(status)],
            "table": [same_ends(same_name(x)) for x in lines_of(table)],
            "rejects": apart, "messages": said}


def wanted(case):
    """The same of the case."""
    return {"status": [case.members.get("status", "0")],
            **{name: case.sections.get(name, [])
               for name in ("table", "rejects", "messages")}}


def in_bytes(case, encoding, message):
    """A message whose columns are bytes: of UTF-8 in what is read as such."""
    codec = ENCODINGS[encoding][0].replace("utf-16-le", "utf-8") \
        .replace("utf-16-be", "utf-8")

    def column(match):
        line = case.content("lf").split("\n")[int(match[1]) - 1]
        before = line[:int(match[2]) - 1]
        return f":{match[1]}:{len(before.encode(codec)) + 1}:"

    return re.sub(r":(\d+):\{(\d+)\}:", column, message)


def check(job):
    """What is wrong, in words; empty: nothing."""
    program, case, encoding, newline, pipe = job
    want = wanted(case)
    want["messages"] = [in_bytes(case, encoding, m) for m in want["messages"]]
    got = shown(case, encoding, newline, pipe,
                run(program, case, encoding, newline, pipe))
    if newline in ("crlf", "mixed"):
        want["messages"] = [m.replace("  ", " ") for m in want["messages"]]
    wrong = []
    for name, lines in want.items():
        if got[name] != lines:
            wrong += [f"  {name}, wanted:"] + [f"    {x!r}" for x in lines] \
                + ["  got:"] + [f"    {x!r}" for x in got[name]]
    if not wrong:
        return ""
    way = f"{encoding} {newline}{' by a pipe' if pipe else ''}"
    return "\n".join([f"{case.name} ({way}):"] + wrong)


def find(names):
    """Cases of these kinds and names."""
    found = []
    for folder, _, files in sorted(os.walk(HERE)):
        for name in sorted(files):
            path = os.path.join(folder, name)
            ours = os.path.relpath(path, HERE).removesuffix(".case")
            if not names or any(ours == n or ours.startswith(n + "/")
                                for n in names):
                found.append(Case(path))
    return found


def main():
    args = sys.argv[1:]
    every, show = "--all" in args, "--print" in args
    args = [a for a in args if not a.startswith("--")]
    program = os.path.abspath(args.pop(0)) if args and os.path.isfile(args[0]) \
        else "bif-extract"
    cases = find(args)
    if not cases:
        sys.exit("no such case")
    jobs = []
    for turn, case in enumerate(cases):
        newlines = case.members.get("newlines", "lf cr crlf mixed").split()
        encodings = case.encodings(every, turn)
        jobs += [(program, case, e, n, False) for e in encodings
                 for n in newlines]
        jobs.append((program, case, encodings[0], newlines[0], True))
        if show:
            got = shown(case, encodings[0], newlines[0], False,
                        run(program, case, encodings[0], newlines[0], False))
            print(f"=== {case.name}", f"status: {got['status'][0]}", sep="\n")
            for name in ("table", "rejects", "messages"):
                print(*[f"--- {name}"] * bool(got[name]), *got[name],
                      sep="\n")
    if show:
        return
    with ThreadPoolExecutor(2) as pool:
        wrong = [w for w in pool.map(check, jobs) if w]
    print(*wrong, sep="\n")
    print(f"{len(cases)} cases, {len(jobs)} files, {len(wrong)} wrong")
    sys.exit(bool(wrong))


main()
