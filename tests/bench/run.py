#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run.py: the bench. Makes its data, runs bif and each peer that is there on
the same job, checks that all give the same answer, and writes BENCHMARKS.md.

    run.py [--rows N] [--runs N] [--growth] [--only WORD,...] [--data DIR] [--peers DIR]

A command is timed from its start to the end of its last process (measure.c):
wall seconds, user and CPU seconds of all its processes, and the sum of the peak
memory of each. Two
commands that are compared run in turn, A B A B, and the ratio is the median of
the ratios pair by pair: the machine's speed may drift, the ratio does not."""
import argparse, datetime, hashlib, json, math, os, platform, shutil, statistics, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BIN = os.path.join(ROOT, os.environ.get("BIF_BIN", "bin"))
BOOK, COHORT = os.path.join(HERE, "book"), os.path.join(HERE, "cohort")
PEERS = os.path.join(HERE, "peers")


class Figure:
    """What one run of a command took."""
    def __init__(self, wall, user, cpu, memory, output):
        self.wall, self.user, self.cpu, self.memory, self.output = wall, user, cpu, memory, output


def measure(stages, env=None, keep=True):
    """Runs a pipeline: a list of argument lists. Its output is kept."""
    environment = dict(os.environ, LC_ALL="C.UTF-8", **(env or {}))
    took = os.path.join(ARGS.build, "took")
    joined = [word for stage in stages for word in ("|", *stage)][1:]
    done = subprocess.run([os.path.join(ARGS.build, "measure"), took, *joined], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE if keep else subprocess.DEVNULL, env=environment, cwd=ARGS.data)
    if done.returncode:
        sys.exit(f"bench: status {done.returncode}: {' '.join(joined)}")
    with open(took, encoding="ascii") as line:
        wall, user, cpu, memory = map(float, line.read().split())
    return Figure(wall, user, cpu, memory, done.stdout)


def middle(figures, what):
    return statistics.median(getattr(f, what) for f in figures)


def program(name, *arguments):
    return [os.path.join(BIN, name), *arguments]


def chain(source, file, narrow):
    """Raw export to observations, with the columns the measures need or all."""
    columns = ["--columns", needs()] if narrow else []
    key = ["--key", ARGS.key]
    return [program("bif-extract", "-b", BOOK, "-s", source, file),
            program("bif-normalize", "-b", BOOK, "-s", source, "--quiet", *key, *columns),
            program("bif-aggregate", "-b", BOOK, "--as-of", "2010-12-31")]


def needs():
    return subprocess.run(program("bif-aggregate", "-b", BOOK, "--needs"), check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


UNITS = {}
with open(os.path.join(BOOK, "units.csv"), encoding="utf-8") as lines:
    for line in list(lines)[1:]:
        UNITS[line.split(",")[0]] = line.split(",")[1]


def counted(output, cohort=False):
    """Observations or a peer's table as {(unit, month): (n, d)}."""
    table, columns = {}, None
    for line in output.decode().splitlines():
        cells = line.split("\t")
        if cells[0] == "measure":
            columns = cells
            continue
        if columns:
            row = dict(zip(columns, cells))
            # How many rows a source has (@SOURCE) and the parent's sum are no peer's.
            if row["measure"][0] == "@" or row["unit"] == "U" or row["n"] == "0":
                continue
            cells = [row["unit"] if cohort else UNITS[row["unit"]], row["month"], row["numerator"], row["denominator"]]
        table[cells[0], cells[1]] = (int(cells[2]), int(cells[3]))
    return table


def agree(a, b, cohort=False):
    ours, theirs = counted(a.output, cohort), counted(b.output, cohort)
    if not ours or ours != theirs:
        sys.exit("bench: the two do not give the same answer")


REPORT = []


def say(line=""):
    print(line, flush=True)
    REPORT.append(line)


def heading(title, note):
    say()
    say(f"## {title}")
    say()
    say(note)
    say()
    say("| what | wall s | user s | CPU s | memory MiB | wall ratio | user ratio | CPU ratio | memory ratio |")
    say("|---|---:|---:|---:|---:|---:|---:|---:|---:|")


def row(title, figures, other=None):
    cells = [title, f"{middle(figures, 'wall'):.3f}", f"{middle(figures, 'user'):.3f}",
             f"{middle(figures, 'cpu'):.3f}", f"{middle(figures, 'memory') / 2 ** 20:.1f}"]
    for what in ("wall", "user", "cpu", "memory"):
        if other:
            ratios = [getattr(a, what) / max(getattr(b, what), 1e-3) for a, b in zip(figures, other)]
            cells.append(f"**{statistics.median(ratios):.3f}**")
        else:
            cells.append("")
    say("| " + " | ".join(cells) + " |")


def in_turn(a, b, runs, check=None, warm=True, env=None):
    """A B A B ...; the first pair warms the caches and is not counted."""
    first, second = [], []
    for turn in range(runs + warm):
        one, two = measure(a, env), measure(b)
        if check:
            check(one, two)
        if turn or not warm:
            first.append(one)
            second.append(two)
    return first, second


def data(name, *arguments):
    """A generated file, made once; commands run beside it, as a job in its inbox does."""
    path = os.path.join(ARGS.data, name)
    if not os.path.exists(path):
        with open(path + ".part", "wb") as out:
            subprocess.run([os.path.join(ARGS.build, "generate"), *arguments], check=True, stdout=out)
        os.rename(path + ".part", path)
    return name


def gzipped(path):
    packed = os.path.join(ARGS.data, path + ".gz")
    if not os.path.exists(packed):
        with open(packed + ".part", "wb") as out:
            subprocess.run(["gzip", "-n", "-6", "-c", path], check=True, stdout=out, cwd=ARGS.data)
        os.rename(packed + ".part", packed)
    return path + ".gz"


def node(script, *arguments):
    """A peer that lives in npm; its modules stand in --peers."""
    copy = os.path.join(ARGS.peers, script)
    shutil.copyfile(os.path.join(PEERS, script), copy)
    return [["node", copy, *arguments]]


def has_module(name):
    return shutil.which("node") and os.path.isdir(os.path.join(ARGS.peers, "node_modules", name))


def rivals(file, encoding, job):
    """Who does the job of one row of the table as well: name and stages. All
    must give our answer; the first is the one a user would write."""
    tables = [os.path.join(BOOK, "units.csv"), os.path.join(BOOK, "codes", "ydelse.csv")]
    found = []
    for kind in {"needs": ("plain", "tuned"), "all": ("plain", "fair"), "keyed": ("plain", "keyed")}[job]:
        counts = ", which looks for no duplicates" if job == "keyed" and kind == "plain" else ""
        found.append((f"DuckDB {kind}{counts}", node("duckdb.mjs", file, encoding, "2", kind, *tables)))
    if has_module("chdb"):
        for kind in {"needs": ("plain", "tuned"), "all": ("tuned",), "keyed": ("keyed",)}[job]:
            found.append((f"chdb {kind}", node("chdb.mjs", file, encoding, "2", kind)))
    return found


BEST = {}


def bench_chain(rows):
    latin = data(f"interviews-{rows}.csv", str(rows))
    utf8 = data(f"interviews-utf8-{rows}.csv", str(rows), "--encoding", "utf8")
    heading(f"Raw export to observations, {rows:,} rows",
            "Ratios are bif / the rival below it, each with two threads, on answers that are the same. plain: as one writes the "
            "query. tuned: equal texts are counted before they are read. fair: units and codes are looked up as they held on the "
            "day, and personal numbers checked. keyed: rows that repeat a key are left out, and a conflict is an error.")
    for title, source, file, encoding, job in (
            ("columns the measures need", "interviews", latin, "latin-1", "needs"),
            ("all columns, pseudonyms", "interviews", latin, "latin-1", "all"),
            ("UTF-8, columns the measures need", "interviews-utf8", utf8, "utf-8", "needs"),
            ("UTF-8, all columns, pseudonyms", "interviews-utf8", utf8, "utf-8", "all"),
            ("keyed by Sagsnr, columns the measures need", "interviews-keyed", latin, "latin-1", "keyed")):
        walls = []
        for name, stages in rivals(file, encoding, job):
            ours, theirs = in_turn(chain(source, file, job != "all"), stages, ARGS.runs, agree)
            row("bif: " + title, ours, theirs)
            row(f"{name} ({encoding})", theirs)
            if "no duplicates" not in name:
                walls.append((middle(theirs, "wall"), name))
        BEST[title] = min(walls)[1]
    say()
    say("Best rival: " + "; ".join(f"{name}: {title}" for title, name in BEST.items()) + ".")


def missing():
    """Peers that are not here, and where they can be had."""
    absent = [name + " (npm)" for name in ("nodejs-polars", "chdb") if not has_module(name)]
    for name, command in (("data.table (r-cran-data.table)", "Rscript"), ("mawk", "mawk"), ("Miller (miller)", "mlr"),
                          ("datamash", "datamash"), ("csvkit", "csvcut")):
        if not shutil.which(command):
            absent.append(name)
    return absent


def peers(latin, utf8):
    """The other peers: name, stages, whether it is slow."""
    found = []
    if has_module("nodejs-polars"):
        found.append(("Polars (UTF-8)", node("polars.mjs", utf8, "auto"), False))
        found.append(("Polars, streaming (UTF-8)", node("polars.mjs", utf8, "streaming"), False))
    if shutil.which("Rscript"):
        found.append(("data.table (Latin-1)", [["Rscript", os.path.join(PEERS, "datatable.R"), latin, "Latin-1", "2"]], False))
    if shutil.which("mawk"):
        found.append(("mawk", [["env", "LC_ALL=C", "mawk", "-f", os.path.join(PEERS, "count.awk"), utf8]], False))
    if shutil.which("mlr"):
        found.append(("Miller", [[os.path.join(PEERS, "miller.sh"), utf8]], True))
    if shutil.which("csvcut") and shutil.which("datamash"):
        found.append(("csvkit, mawk and datamash", [[os.path.join(PEERS, "csvkit.sh"), utf8, "utf-8"]], True))
    return found


def bench_peers(rows):
    small = min(rows, 1000000)
    heading(f"The other peers, {rows:,} rows (slow ones {small:,})",
            "Ratios are bif / peer on the same file, with the columns the measures need. A slow peer runs once.")
    for n in {rows, small}:
        latin = data(f"interviews-{n}.csv", str(n))
        utf8 = data(f"interviews-utf8-{n}.csv", str(n), "--encoding", "utf8")
        for name, stages, slow in peers(latin, utf8):
            if slow != (n == small) and rows != small:
                continue
            runs = 1 if slow else ARGS.runs
            source, file = ("interviews", latin) if "Latin-1" in name else ("interviews-utf8", utf8)
            ours, theirs = in_turn(chain(source, file, True), stages, runs, agree, not slow)
            row(f"{name}, {n:,} rows", theirs)
            row("bif", ours, theirs)


def extract(file):
    return [program("bif-extract", "-b", BOOK, "-s", "interviews", "-o", "/dev/null", file)]


def bench_extract(rows):
    heading(f"bif-extract alone, 6 of 10 columns, {rows:,} rows", "Ratios are bif-extract / `wc -l` on the same file.")
    for quote in ("none", "some", "all"):
        file = data(f"interviews-{rows}{'' if quote == 'none' else '-' + quote}.csv", str(rows), "--quote", quote)
        ours, theirs = in_turn(extract(file), [["wc", "-l", file]], ARGS.runs)
        row(f"quoted: {quote}", ours, theirs)
        row("wc -l", theirs)
    bench_paths(rows)
    bench_fast(rows)


def bench_paths(rows):
    heading("bif-extract: what each trick buys", "Ratios are to the best path of this machine, which it takes by itself. "
            "`none`: no index, libcsv reads each record and each row is asked all questions.")
    file = data(f"interviews-{rows}.csv", str(rows))
    for path in ("avx512", "avx2", "sse2", "scalar", "none"):
        theirs, best = in_turn(extract(file), extract(file), ARGS.runs, env={"BIF_SPLIT": path})
        row(f"BIF_SPLIT={path}", theirs, best)


def piped(stages, name):
    """What a pipeline writes, kept as a file beside the data."""
    with open(os.path.join(ARGS.data, name), "wb") as out:
        out.write(measure(stages).output)
    return name


def bench_fast(rows):
    small = min(rows, 1000000)
    heading(f"bif-normalize and bif-aggregate: what remembering buys, {small:,} rows",
            "Ratios are to the way they take by themselves. `BIF_FAST=0`: each row is read and judged for itself.")
    extracted, normalized, _ = chain("interviews", data(f"interviews-{small}.csv", str(small)), True)
    records = piped([extracted], "records.tsv")
    facts = piped([normalized + [records]], "facts.tsv")
    for command in (normalized + ["-o", "/dev/null", records],
                    program("bif-aggregate", "-b", BOOK, "--as-of", "2010-12-31", facts)):
        slow, fast = in_turn([command], [command], ARGS.runs, env={"BIF_FAST": "0"})
        row(os.path.basename(command[0]), fast)
        row("the same, BIF_FAST=0", slow, fast)


def bench_gzip(rows):
    heading("bif-extract: gzip", "Ratios are to the slower of inflating and the rest, each alone; inflating is a thread of its own.")
    file = data(f"interviews-{rows}.csv", str(rows))
    packed = gzipped(file)
    inflate = [[os.path.join(ARGS.build, "inflate"), packed]]
    rest = [measure(extract(file)) for _ in range(ARGS.runs)]
    ours, theirs = in_turn(extract(packed), inflate, ARGS.runs)
    row("bif-extract, gzip", ours, theirs if middle(theirs, "wall") > middle(rest, "wall") else rest)
    row("inflating alone (zlib)", theirs)
    row("the rest alone (the plain file)", rest)


def bench_cohort(rows):
    facts = data(f"cohort-{rows}.tsv", str(rows), "--facts", "cohort")
    heading(f"Cohort: {rows // 5:,} entries, {rows - rows // 5:,} spells", "Ratios are bif-aggregate / DuckDB with two threads.")
    ours, theirs = in_turn([program("bif-aggregate", "-b", COHORT, "--as-of", "2010-12-31", facts)],
                           node("cohort.mjs", facts, "2010-12-31", "2"), ARGS.runs, lambda a, b: agree(a, b, True))
    row("bif-aggregate", ours, theirs)
    row("DuckDB", theirs)


def bench_growth(sizes):
    heading("Growth", "Memory is flat where no persons and no keys are kept; rows a second stay as they are.")
    for rows in sizes:
        file = data(f"interviews-{rows}.csv", str(rows))
        runs = 1 if rows > 10000000 else ARGS.runs
        measure([["cat", file]], keep=False)    # from memory, not from the disk
        figures = [measure(chain("interviews", file, True)) for _ in range(runs)]
        row(f"{rows:,} rows ({rows / middle(figures, 'wall') / 1e6:.2f} million rows/s)", figures)


def bench_start():
    heading("Start: each program on an empty table", "Ratios are to `/bin/true`; 200 runs in a row count as one. bif-judge has one row.")
    loop = 'i=0; while [ $i -lt 200 ]; do "$@" || exit; i=$((i+1)); done'
    empty = os.path.join(ARGS.data, "empty")
    os.makedirs(empty, exist_ok=True)
    samples = {"records.csv": "CPR-nr;Enhed;Frist;Afholdt;Status;Ydelsesgruppe\n",
               "records.tsv": "cpr\tcentre\tdue\theld\tstate\tbenefit\tat\n",
               "facts.tsv": "source\tunit\tevent\tdate\tuntil\tsubject\tgroup\toutcome\tamount\n",
               # A year without any figure is not judged (65).
               "observations.tsv": "measure\tunit\tmonth\tnumerator\tdenominator\tn\tpending\tas_of\n"
                                   "on_time\tU\t2010-01\t1\t1\t1\t0\t2010-12-31\n"}
    for name, text in samples.items():
        with open(os.path.join(empty, name), "w", encoding="latin-1") as out:
            out.write(text)
    verdicts = os.path.join(empty, "verdicts.tsv")
    judge = program("bif-judge", "-b", BOOK, "--as-of", "2010-12-31", os.path.join(empty, "observations.tsv"))
    with open(verdicts, "wb") as out:
        subprocess.run(judge, check=True, stdout=out)
    commands = [
        program("bif-extract", "-b", BOOK, "-s", "interviews", os.path.join(empty, "records.csv")),
        program("bif-normalize", "-b", BOOK, "-s", "interviews", "--key", ARGS.key, os.path.join(empty, "records.tsv")),
        program("bif-aggregate", "-b", BOOK, "--as-of", "2010-12-31", os.path.join(empty, "facts.tsv")),
        judge,
        program("bif-render", "-b", BOOK, "-r", "board", verdicts)]
    for command in commands:
        ours, theirs = in_turn([["sh", "-c", loop, "sh", *command]], [["sh", "-c", loop, "sh", "/bin/true"]], ARGS.runs)
        row(os.path.basename(command[0]), ours, theirs)


def bench_reports():
    heading("Reports: each of the sample job, as HTML", "Ratios are to `/bin/true`; 20 runs in a row count as one.")
    loop = 'i=0; while [ $i -lt 20 ]; do "$@" || exit; i=$((i+1)); done'
    book = os.path.join(ROOT, "samples", "bif-2010")
    out = os.path.join(ARGS.data, "sample")
    subprocess.run([os.path.join(ROOT, "pipelines", "status"), "--quiet", "-b", book, "--as-of", "2010-06-30", "--key", ARGS.key,
                    "-o", out, os.path.join(ROOT, "samples", "exports-2010-06-30")], check=True)
    for report in ("board", "half-year", "full-year", "month", "strategy", "adjustments", "contracts"):
        command = program("bif-render", "-b", book, "-r", report, "-f", "html", "--observations",
                          os.path.join(out, "observations.tsv"), os.path.join(out, "verdicts.tsv"))
        ours, theirs = in_turn([["sh", "-c", loop, "sh", *command]], [["sh", "-c", loop, "sh", "/bin/true"]], ARGS.runs)
        row(report, ours, theirs)


def bench_ways(rows):
    heading(f"Other ways to the same rows, {rows:,} rows", "Each ratio is to the line below it.")
    file = data(f"interviews-{rows}.csv", str(rows))
    general = program("bif-extract", "-d", ";", "--encoding", "iso-8859-1", "-o", "/dev/null", "--columns",
                      "CPR-nr,Enhed,Frist,Afholdt,Status,Ydelsesgruppe", file)
    for title, ours, name, theirs in (("bif-extract without a source", [general], "with one", extract(file)),
                                      ("a path of 120 characters", *deep(file))):
        ours, theirs = in_turn(ours, theirs, ARGS.runs)
        row(title, ours, theirs)
        row(name, theirs)
    book, inbox, files = months(rows)
    status = [os.path.join(ROOT, "pipelines", "status"), "--quiet", "--no-lint", "-b", book, "--as-of", "2010-12-31",
              "--key", ARGS.key, "-o", os.path.join(ARGS.data, "twelve"), inbox]
    chained = chain("interviews", files[0], True)
    chained[0] += files[1:]
    ours, theirs = in_turn([["sh", "-c", 'rm -rf twelve.runs twelve; "$@"', "sh", *status]], chained, ARGS.runs)
    row("`status` on twelve files of one source", ours, theirs)
    row("the three programs in a pipe", theirs)


def deep(file):
    """The chain on a file in a path of 120 characters, and beside us."""
    folder = "d" * (118 - len(file))
    os.makedirs(os.path.join(ARGS.data, folder), exist_ok=True)
    linked = os.path.join(ARGS.data, folder, file)
    if not os.path.exists(linked):
        os.link(os.path.join(ARGS.data, file), linked)
    return chain("interviews", os.path.join(folder, file), True), "beside us", chain("interviews", file, True)


def months(rows):
    """A book of one source, and an inbox of twelve files."""
    book, inbox = os.path.join(ARGS.data, "one-source"), os.path.join(ARGS.data, f"inbox-{rows}")
    shutil.copytree(BOOK, book, dirs_exist_ok=True)
    os.makedirs(inbox, exist_ok=True)
    for other in ("interviews-keyed", "interviews-utf8"):
        os.remove(os.path.join(book, "sources", other + ".json"))
    files = [data(os.path.join(f"inbox-{rows}", f"interviews-{m:02}.csv"), str(rows // 12), "--seed", str(m)) for m in range(1, 13)]
    return book, inbox, files


def bench_judge():
    heading("Judging: 1,000 units x 60 goals, 21 months", "Ratios are to the way they take by themselves. The book is made by many.py.")
    many = os.path.join(ARGS.data, "many")
    subprocess.run([sys.executable, os.path.join(HERE, "many.py"), many], check=True)
    judge = program("bif-judge", "-b", os.path.join(many, "book"), "--as-of", "2010-09-30", os.path.join(many, "observations.tsv"))
    whole, bare = in_turn([judge], [[*judge, "--no-worth"]], ARGS.runs)
    row("bif-judge", whole)
    row("the same, --no-worth", bare, whole)


def bench_scale():
    """What a country needs: from ten units to a thousand, and how it grows."""
    heading("A country: units x 40 goals, ten years of months each", "98 municipalities of ten centres are 980 units. Ratios are to "
            "the line above of the same kind; the exponent is that of the number of units, fitted to all sizes.")
    kinds = {"bif-judge": [], "the same, --no-worth": [], "board": [], "prom": []}
    sizes = (10, 100, 980)
    for units in sizes:
        folder = os.path.join(ARGS.data, f"country-{units}")
        subprocess.run([sys.executable, os.path.join(HERE, "many.py"), folder, str(units), "40", "120"], check=True)
        book, verdicts = os.path.join(folder, "book"), os.path.join(folder, "verdicts.tsv")
        judge = program("bif-judge", "-b", book, "--as-of", "2010-09-30", os.path.join(folder, "observations.tsv"))
        subprocess.run([*judge, "--no-worth", "-o", verdicts], check=True)
        for kind, command in (("bif-judge", judge), ("the same, --no-worth", [*judge, "--no-worth"]),
                              ("board", program("bif-render", "-b", book, "-r", "board", verdicts)),
                              ("prom", program("bif-render", "-b", book, "-f", "prom", verdicts))):
            kinds[kind].append([measure([command]) for _ in range(ARGS.runs)])
    for kind, figures in kinds.items():
        for i, units in enumerate(sizes):
            row(f"{kind}: {units} units", figures[i], figures[i - 1] if i else None)
    say()
    say("Exponents: " + "; ".join(f"{kind} {exponent(sizes, figures):.2f}" for kind, figures in kinds.items()) + ".")


def exponent(sizes, figures):
    """The slope of the seconds by the size, both as logarithms."""
    points = [(math.log(n), math.log(middle(f, "cpu"))) for n, f in zip(sizes, figures)]
    return statistics.linear_regression(*zip(*points)).slope


def machine():
    model = "unknown"
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as lines:
        for line in lines:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def version(*command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout.splitlines()[0]
    except (OSError, IndexError):
        return None


def versions():
    found = [version(*program("bif-extract", "--version")), version("cc", "--version")]
    for name in ("@duckdb/node-api", "chdb", "nodejs-polars"):
        if has_module(name):
            with open(os.path.join(ARGS.peers, "node_modules", name, "package.json"), encoding="utf-8") as file:
                found.append(f"{name} {json.load(file)['version']}")
    found += [version("mlr", "--version"), version("mawk", "-W", "version"), version("datamash", "--version"),
              version("csvcut", "--version"),
              version("Rscript", "-e", "cat('data.table', as.character(packageVersion('data.table')), '\\n')")]
    return "; ".join(v for v in found if v)


def main():
    if ARGS.rows < 1 or not has_module("@duckdb/node-api"):
        sys.exit("bench: DuckDB is not there; `make bench` installs it, or name its folder by --peers")
    say("# Benchmarks")
    say()
    say(f"Written by `make bench` on {datetime.date.today().isoformat()}. {machine()}. Median of {ARGS.runs} runs, in turn.")
    say(f"{versions()}.")
    load = "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg())
    say(f"Load of the machine before the first run: {load}" + (": not quiet, so only ratios say anything." if os.getloadavg()[1] > 0.5 else "."))
    if missing():
        say(f"Not installed, and so not compared: {', '.join(missing())}.")
    parts = {"chain": lambda: bench_chain(ARGS.rows), "peers": lambda: bench_peers(ARGS.rows),
             "extract": lambda: bench_extract(ARGS.rows), "gzip": lambda: bench_gzip(ARGS.rows), "cohort": lambda: bench_cohort(5000000),
             "growth": lambda: bench_growth([1000000, 10000000] + ([100000000] if ARGS.growth else [])),
             "small": lambda: bench_chain(100000), "ways": lambda: bench_ways(ARGS.rows), "start": bench_start, "reports": bench_reports,
             "judge": bench_judge, "scale": bench_scale}
    for name in ARGS.only.split(",") if ARGS.only else parts:
        parts[name]()
    say()
    say("Load of the machine after the last run: {:.1f} {:.1f} {:.1f}".format(*os.getloadavg()))
    say()
    with open(os.path.join(HERE, "notes.md"), encoding="utf-8") as notes:
        say(notes.read().rstrip())
    if ARGS.output:
        with open(ARGS.output, "w", encoding="utf-8") as out:
            out.write("\n".join(REPORT) + "\n")


parser = argparse.ArgumentParser()
parser.add_argument("--rows", type=int, default=10000000)
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("--growth", action="store_true", help="also 100 million rows, once (11 GB of data)")
parser.add_argument("--only", default="", help="chain,peers,extract,gzip,cohort,growth,small,ways,start,reports,judge,scale")
parser.add_argument("--data", default=os.path.join(ROOT, "build", "bench"))
parser.add_argument("--build", default=os.path.join(ROOT, "build", "bench"))
parser.add_argument("--peers", default=os.path.join(ROOT, "build", "bench", "peers"))
parser.add_argument("--output", default="")
ARGS = parser.parse_args()
for folder in ("data", "build", "peers"):
    setattr(ARGS, folder, os.path.abspath(getattr(ARGS, folder)))
ARGS.key = os.path.join(ARGS.data, "key")
os.makedirs(ARGS.data, exist_ok=True)
if not os.path.exists(ARGS.key):
    with open(os.open(ARGS.key, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as out:
        out.write(hashlib.sha256(b"bench").digest())
main()
