# SPDX-License-Identifier: MIT
"""twoways: a program has a fast way and a slow one (BIF_FAST=0), which must
give the same bytes. Both are run on worlds made by chance, and compared: what
they wrote, their messages, their status. A pair that differs is kept, and named
by its seed. The command line is [COUNT [SEED]]."""
import os, random, shutil, subprocess, sys, tempfile


ENDS = (0, 65, 78)


def run(program, folder, fast, writes, arguments):
    """WRITES: what the program is to write, standard output first, the others
    each by the option of that name."""
    out = os.path.join(folder, "fast" if fast else "slow")
    os.mkdir(out)
    env = dict(os.environ, BIF_FAST="1" if fast else "0", LC_ALL="C")
    env.pop("BIF_LEDGER", None)
    command = [os.path.join(os.environ.get("BIF_BIN", "bin"), program), "-b", os.path.join(folder, "book")]
    for name in writes[1:]:
        command += ["--" + name, os.path.join(out, name)]
    command += [*arguments, os.path.join(folder, "one.tsv"), os.path.join(folder, "two.tsv")]
    with open(os.path.join(out, writes[0]), "wb") as output, open(os.path.join(out, "messages"), "wb") as messages:
        done = subprocess.run(command, stdout=output, stderr=messages, env=env)
    with open(os.path.join(out, "status"), "w", encoding="ascii") as file:
        file.write(str(done.returncode))
    return done.returncode


def content(*path):
    path = os.path.join(*path)
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def different(folder, names):
    """The first of the files that the two ways did not write alike."""
    for name in names:
        if content(folder, "fast", name) != content(folder, "slow", name):
            return name
    return None


def compare(program, writes, make):
    """make(RNG, FOLDER): a book in FOLDER/book, input as FOLDER/one.tsv and
    FOLDER/two.tsv; gives what else stands on the command line."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    statuses, rows, differ = {}, 0, 0
    for n in range(seed, seed + count):
        folder = tempfile.mkdtemp(prefix="twoways.")
        arguments = make(random.Random(n), folder)
        status = run(program, folder, True, writes, arguments)
        run(program, folder, False, writes, arguments)
        statuses[status] = statuses.get(status, 0) + 1
        rows += content(folder, "fast", writes[0]).count(b"\n")
        wrong = different(folder, [*writes, "messages", "status"])
        # A signal, or what a sanitizer found, is no way to end, though both do.
        if wrong or status not in ENDS:
            differ += 1
            print(f"seed {n}: {f'{wrong} differ' if wrong else f'status {status}'}: {folder}")
        else:
            shutil.rmtree(folder)
    print(f"{count} worlds, {rows} {writes[0]}, {differ} differ; by status: {statuses}")
    # Worlds whose definitions are refused try nothing.
    sys.exit(differ > 0 or statuses.get(78, 0) > count // 3)
