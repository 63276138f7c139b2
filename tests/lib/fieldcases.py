#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""fieldcases.py FILE [CASE]: exports as people report them, each through the
best source that can be written, held against what was worked out by hand.

`case NAME`, then `source JSON` (laid over the usual one: unit of Enhed, day of
Dato, amount of Antal), `file NAME [ENCODING]` or `book NAME` (workbook.py)
with its lines behind `|` (escapes as in Python), and what is right: `fact UNIT
DAY AMOUNT [GROUP]`, `says WORDS` on standard error, `status N`, the worse of
both programs. Instead of a source `auto` reads by --auto and by --sniff's
draft, and `row CELL|CELL` is right; `read OPTION...` reads by options alone.
`env NAME=VALUE` is set for the case.
A fault that is neither said nor expected is what these look for, so that
every message must be expected, too, unless its case says `loud`.
"""
import codecs
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
os.environ["PATH"] = os.environ.get("BIF_BIN", HERE + "/../../bin") + ":" \
    + os.environ["PATH"]
UNITS = """unit,name,parent,aliases
BIF,Forvaltning,,
N,Nord,BIF,Jobcenter Nord|Nørrebro
S,Syd,BIF,Jobcenter Syd
O,Øst,BIF,Musvågevej
"""
USUAL = {"source": "s", "match": "*", "export": {"delimiter": ";"},
         "facts": {"each": [{"event": "e", "unit": {"unit": "Enhed"},
                             "date": {"date": "Dato", "format": "dd-mm-yyyy"},
                             "amount": {"number": "Antal"}}]}}


def over(usual, said):
    """said, laid over usual; the first of `each` is laid over, too."""
    if isinstance(usual, dict) and isinstance(said, dict):
        out = dict(usual)
        for name, value in said.items():
            out[name] = over(usual.get(name), value)
            if value is None:
                del out[name]
        return out
    if isinstance(usual, list) and isinstance(said, list) and usual and said:
        return [over(usual[0], said[0])] + said[1:]
    return said


def unescape(text):
    """\\xHH and the like; letters as they stand."""
    return codecs.decode(text.replace("\u20ac", "\\u20ac").encode(
        "latin-1", "backslashreplace"), "unicode_escape") if "\\" in text \
        else text


def cases(path):
    """What stands in a file of cases."""
    case = None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        word, _, rest = line.partition(" ")
        if line.startswith("|"):
            case[-1][2].append(line[1:])
        elif word == "case":
            if case:
                yield case
            case = [("case", rest, [])]
        elif line.startswith((" ", "\t")):
            case[-1] = (case[-1][0], case[-1][1] + line, [])
        elif line and not line.startswith("#"):
            case.append((word, rest, []))
    yield case


def make(kind, said, lines):
    """The file that is said; its name."""
    name, _, encoding = said.partition(" ")
    if kind == "book":
        subprocess.run([sys.executable, HERE + "/workbook.py", name],
                       input="\n".join(lines), text=True, check=True)
        return name
    text = "".join(unescape(line) + "\n" for line in lines)
    if encoding == "bytes":
        data = text.encode("latin-1")
    else:
        data = text.encode(encoding or "utf-8")
    with open(name, "wb") as file:
        file.write(data)
    return name


def run(args, environment):
    """Status, output and messages of a program."""
    done = subprocess.run(args, capture_output=True, timeout=60,
                          env={**os.environ, **environment})
    return done.returncode, done.stdout.decode("utf-8", "replace"), \
        done.stderr.decode("utf-8", "replace")


def by_source(source, files, environment):
    """Facts, status and messages."""
    os.makedirs("b/sources", exist_ok=True)
    with open("b/book.json", "w") as file:
        file.write('{"language": "da"}')
    with open("b/units.csv", "w", encoding="utf-8") as file:
        file.write(UNITS)
    with open("b/sources/s.json", "w", encoding="utf-8") as file:
        json.dump(source, file)
    with open(os.open("key", os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write("a line that only these cases may use")
    status, _, said = run(["bif-extract", "-b", "b", "-s", "s", "-o",
                           "records", *files], environment)
    if not os.path.exists("records"):
        return [], status, said
    worse, out, more = run(["bif-normalize", "-b", "b", "-s", "s", "--key",
                            "key", "records"], environment)
    facts = [line.split("\t") for line in out.splitlines()[1:]]
    return sorted(" ".join(f[i] for i in (1, 3, 8, 6)).strip()
                  for f in facts), max(status, worse), said + more


def by_guess(options, files, environment):
    """Rows of --auto, which are those of the draft, status and messages."""
    status, out, said = run(["bif-extract", *options, *files], environment)
    rows = ["|".join(row.split("\t")[:-1]) for row in out.splitlines()]
    if options != ["--auto"]:
        return rows, status, said
    os.makedirs("b/sources", exist_ok=True)
    draft = run(["bif-extract", "--sniff", "-o", "b/sources/s.json",
                 files[0]], environment)
    if draft[0] == 0:
        with open("b/sources/s.json", encoding="utf-8") as file:
            source = json.load(file)
        source.update({"source": "s", "match": "*"})
        with open("b/sources/s.json", "w", encoding="utf-8") as file:
            json.dump(source, file)
        drafted, out, more = run(["bif-extract", "-b", "b", "-s", "s",
                                  *files], environment)
        again = ["|".join(row.split("\t")[:-1]) for row in out.splitlines()]
        # Months side by side are rows of the draft.
        if "wide" not in source["export"] \
                and (again[1:] != rows[1:] or drafted != status):
            return again, drafted, "THE DRAFT READS OTHERWISE: " + more
    elif status == 0:
        return rows, draft[0], "NO DRAFT: " + draft[2]
    return rows, status, said


def fault(case):
    """What is wrong with a case, or nothing."""
    files, right, says, environment = [], [], [], {}
    source, status, auto, loud = USUAL, 0, [], False
    for word, rest, lines in case[1:]:
        if word == "source":
            source = over(source, json.loads(rest))
        elif word in ("file", "book"):
            files.append(make(word, rest, lines))
        elif word in ("fact", "row"):
            right.append(rest)
        elif word == "says":
            says.append(rest)
        elif word == "status":
            status = int(rest)
        elif word == "env":
            environment.update([rest.split("=", 1)])
        elif word == "auto":
            auto = ["--auto"]
        elif word == "read":
            auto = rest.split()
        elif word == "loud":
            loud = True
        else:
            return f"what is {word}?"
    if auto:
        got, ended, said = by_guess(auto, files, environment)
    else:
        got, ended, said = by_source(source, files, environment)
        right.sort()
    wrong = ""
    if got != right:
        wrong += f"  got {got}\n  not {right}\n"
    if ended != status:
        wrong += f"  status {ended}, not {status}\n"
    for words in says:
        if words not in said:
            wrong += f"  is not said: {words}\n"
    if not (loud or auto):
        for line in said.splitlines():
            if not any(words in line for words in says):
                wrong += f"  unexpected: {line}\n"
    return wrong and wrong + "".join(f"    {s}\n" for s in said.splitlines())


tried = failed = 0
for each in cases(os.path.abspath(sys.argv[1])):
    if len(sys.argv) > 2 and sys.argv[2] not in each[0][1]:
        continue
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        found = fault(each)
        os.chdir("/")
    tried += 1
    if found:
        failed += 1
        print(f"{each[0][1]}:\n{found}", end="")
print(f"{tried} cases, {failed} wrong")
sys.exit(failed > 0)
