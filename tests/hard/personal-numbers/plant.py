#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Personal numbers where they belong and where they do not.

plant.py plant EXPORTS INBOX NUMBERS [--conflicts]
    The exports with rows added: each of 1000 made-up CPR numbers, written in
    four ways, in each column of each source in turn, alone or inside a
    sentence, in cells too many, behind a quote that is not closed, in titles
    and in totals. NUMBERS gets their ten digits, a line each. With conflicts
    also where two rows of one key then contradict each other.
plant.py scan NUMBERS FILE...
    Says which of the files hold one of the numbers, however written; 1 if any.
plant.py pseudonyms KEY NUMBERS
    What SipHash-2-4-128 makes of them, worked out here.

No number can belong to anyone: modulus 11 holds of none. A column that holds
amounts never gets a bare number, since there it is one; nor does a column
that a source passes on as text.
"""
import gzip
import hashlib
import json
import os
import re
import shutil
import sys
import zipfile

COUNT = 1000


def numbers():
    """Real and unreal days; a third begins with the zero that gets lost."""
    made, n = [], 0
    while len(made) < COUNT:
        n += 1
        day = n % 9 + 1 if n % 3 == 0 else (n * 7) % 28 + 1
        if n % 17 == 0:
            day += 60               # as other registers number people
        month = 13 + n % 60 if n % 29 == 0 else (n * 5) % 12 + 1
        digits = "%02d%02d%02d99%02d" % (day, month, n * 37 % 100, n * 11 % 100)
        weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
        if sum(int(d) * w for d, w in zip(digits, weights)) % 11 == 0:
            continue
        if digits not in made:
            made.append(digits)
    return made


def spelt(digits, way):
    return (digits[:6] + "-" + digits[6:],
            digits,
            digits.lstrip("0") if digits[0] == "0" and digits[1] != "0"
            else digits,
            digits[:6] + " " + digits[6:] if len(digits) % 4 else
            digits[:2] + " " + digits[2:4] + " " + digits[4:6] + " " +
            digits[6:])[way % 4]


# file, encoding, delimiter, line end, first data line, columns to plant in,
# of these such as must hold words beside, columns only with conflicts, the
# pattern of the footer that more rows are put before.
TEXT = [
    ("henvendelser_2010.csv", "iso-8859-1", ";", "\r\n", 4,
     (0, 1, 2, 3, 4, 5, 6), (), (), "I alt;"),
    ("henvendelser_2009.csv", "iso-8859-1", ";", "\r\n", 4,
     (0, 1, 2, 3, 4, 5, 6), (), (), "I alt;"),
    ("samtaler_2010-05.csv", "iso-8859-1", ";", "\r\n", 1,
     (0, 1, 2, 3, 5), (), (4,), "I alt;"),
    ("workbase_tilbud.txt", "windows-1252", "\t", "\n", 1,
     (1, 2, 3, 4, 5, 6, 7, 9, 10, 11), (), (0, 8), None),
    ("fleksjob_venteliste.csv", "utf-8", ";", "\r\n", 1,
     (0, 2, 3, 4, 5, 6), (), (1,), "I alt;"),
    ("opus_fravaer.lst.gz", "windows-1252", "|", "\r\n", 6,
     (1, 2, 3, 4, 5, 6, 7), (7,), (), "Antal linjer:"),
    ("telefoni_2010.csv", "utf-8", ",", "\n", 1,
     (0, 1, 2, 3, 4, 5, 6, 7), (3, 4, 5, 6, 7), (), None),
    ("klager.csv", "utf-8", ";", "\r\n", 2,
     (0, 1, 2, 3, 4, 5, 6), (), (), None),
    ("opus_personale.csv", "iso-8859-1", ";", "\n", 1,
     (0, 1, 2, 3), (2, 3), (), None),
    ("trivsel_2010-01.csv", "windows-1252", ";", "\r\n", 4,
     (0, 1, 2, 4, 5, 6, 7), (5, 6, 7), (), None),
    ("kvantum_prognose_2009.csv", "windows-1252", ";", "\r\n", 3,
     (0, 1, 2, 4, 5, 6, 7, 8), (4, 5, 6, 7, 8), (3,), None),
    ("elforbrug_2010.txt", "utf-16", "\t", "\r\n", 5,
     tuple(range(16)), tuple(range(3, 16)), (), "I alt\t"),
]
# Columns in which a CPR number is just what is wanted.
PERSONAL = {"henvendelser_2010.csv": 1, "henvendelser_2009.csv": 1,
            "samtaler_2010-05.csv": 0, "opus_fravaer.lst.gz": 1}


def read(path, encoding):
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    return data.decode(encoding)


def write(path, text, encoding):
    data = text.encode(encoding)
    if encoding == "utf-16":
        data = b"\xff\xfe" + text.encode("utf-16-le")
    if path.endswith(".gz"):
        data = gzip.compress(data, mtime=0)
    with open(path, "wb") as file:
        file.write(data)


def words(number, way):
    return ("se %s", "%s kone", "tlf. efter 12, %s.", "[%s]")[way % 4] % number


def planted_rows(shape, model, all_numbers):
    name, delimiter = shape[0], shape[2]
    columns, worded = shape[5], shape[6]
    for i, digits in enumerate(all_numbers):
        cells = list(model[i % len(model)])
        column = columns[i // 8 % len(columns)]
        number = spelt(digits, i)
        bare = column not in worded and i // 4 % 2 == 0
        cells[column] = number if bare or PERSONAL.get(name) == column and \
            i % 3 else words(number, i // 7).replace(delimiter, " ")
        if i % 10 == 9:
            cells.insert(len(cells) - (name == "opus_fravaer.lst.gz"),
                         words(number, i))
        if i % 23 == 22 and name not in ("workbase_tilbud.txt",
                                         "opus_fravaer.lst.gz"):
            cells[column] = '"' + number
        yield delimiter.join(cells)
    # A long remark: where a quotation is cut, a number may be.
    for i in range(24):
        cells = list(model[i % len(model)])
        yield delimiter.join(cells + ["x" * (3980 + i * 5) + " " +
                                      spelt(all_numbers[i], i)] * 2)


def plant_text(exports, inbox, shape, all_numbers, conflicts):
    name, encoding, delimiter, end, first, columns, worded, more, foot = shape
    if conflicts:
        shape = shape[:5] + (columns + more,) + shape[6:]
    path = os.path.join(exports, name)
    lines = read(path, encoding).split(end)
    bars = 2 if name == "opus_fravaer.lst.gz" else 0
    width = max(columns + more) + 1 + (bars > 0)
    model = [cells for cells in (line.split(delimiter) for line in
             lines[first:first + 60]) if len(cells) == width and
             '"' not in "".join(cells) or name == "opus_personale.csv"][:40]
    rows = list(planted_rows(shape, model, all_numbers))
    at = len(lines) - 1
    if foot:
        at = max(i for i, line in enumerate(lines) if line.startswith(foot))
        if not bars:
            lines[at] += delimiter + spelt(all_numbers[0], 0)
        else:
            count = int(lines[at].split(":")[1].replace(".", ""))
            lines[at] = "Antal linjer: %d" % (count + len(rows))
    lines[at:at] = rows
    if first > 1 and name not in ("klager.csv",):
        lines[0] += " " + spelt(all_numbers[1], 0)
    write(os.path.join(inbox, name), end.join(lines), encoding)


def plant_fixed(exports, inbox, all_numbers):
    """A record of KMD's list: the person, or the team."""
    name = "KMD7042.TXT"
    text = read(os.path.join(exports, name), "cp865")
    lines = text.split("\r\n")
    model = next(line for line in lines if re.match(r"101\d{10}", line))
    rows = []
    for i, digits in enumerate(all_numbers):
        row = model[:43].ljust(43)
        if i % 2:
            row = row[:3] + digits + row[13:] + "SYGEDAGPENGE VEST"
        else:
            row += words(spelt(digits, i), 0)[:24]
        rows.append(row)
    at = next(i for i, line in enumerate(lines) if
              line.startswith("ANTAL POSTER"))
    count = int(re.search(r"\d+", lines[at]).group())
    lines[at] = "ANTAL POSTER: %d" % (count + len(rows))
    lines[0] += " " + spelt(all_numbers[2], 0)
    lines[at:at] = rows
    write(os.path.join(inbox, name), "\r\n".join(lines), "cp865")


def plant_json(exports, inbox, all_numbers):
    name = "jobindsats_aktivering.json"
    with open(os.path.join(exports, name), encoding="utf-8") as file:
        data = json.load(file)
    keys = ("Område", "Periode", "Tilbud", "Antal påbegyndte forløb")
    for i, digits in enumerate(all_numbers):
        record = dict(data["Data"][i % 100])
        record[keys[i % 4]] = words(spelt(digits, i // 4), i)
        data["Data"].append(record if i % 9 else spelt(digits, i))
    with open(os.path.join(inbox, name), "w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False)


def plant_workbook(variant, inbox, all_numbers):
    """Numbers in the cells of one row, and in the texts that cells share."""
    given = zipfile.ZipFile(variant)
    target = os.path.join(inbox, "elforbrug_2010_ark.xlsx")
    with zipfile.ZipFile(target, "w") as made:
        for item in given.namelist():
            data = given.read(item).decode("utf-8")
            turn = iter(range(COUNT))
            if "sharedStrings" in item or "sheet1" in item:
                data = re.sub(r"(<t[^>]*>)(Jobcenter [^<]*|JC[^<]*)(</t>)",
                              lambda m: m[1] + words(spelt(all_numbers[
                                  next(turn)], next(turn)), 1) + m[3], data)
            made.writestr(item, data)


def plant(exports, inbox, list_file, conflicts):
    os.makedirs(inbox, exist_ok=True)
    for name in os.listdir(exports):
        shutil.copy(os.path.join(exports, name), inbox)
    made = numbers()
    for shape in TEXT:
        plant_text(exports, inbox, shape, made, conflicts)
    plant_fixed(exports, inbox, made)
    plant_json(exports, inbox, made)
    plant_workbook(os.path.join(os.path.dirname(exports), "variants",
                                "elforbrug_2010.xlsx"), inbox, made)
    with open(list_file, "w", encoding="ascii") as file:
        file.write("\n".join(made) + "\n")


# --- finding them again ---

RUN = re.compile(rb"[0-9](?:(?:[-  ]|\xc2\xa0|\xe2\x80[\x80-\x95]|\\)*[0-9])+")


def found_in(data, wanted):
    seen = set()
    for run in RUN.findall(data):
        digits = re.sub(rb"[^0-9]", b"", run)
        for size in (9, 10):
            for i in range(len(digits) - size + 1):
                if digits[i:i + size] in wanted:
                    seen.add(digits[i:i + size].decode())
    return seen


def scan(list_file, files):
    with open(list_file, "rb") as file:
        wanted = set(file.read().split())
    wanted |= {n[1:] for n in wanted if n[:1] == b"0"}
    failed = False
    for name in files:
        with open(name, "rb") as file:
            seen = found_in(file.read(), wanted)
        if seen:
            failed = True
            print("%s: %d numbers, such as %s" % (name, len(seen),
                                                  min(seen)))
    return 1 if failed or not wanted or not files else 0


# --- pseudonyms, as the manual describes them ---

MASK = (1 << 64) - 1


def siphash128(key, data):
    k0 = int.from_bytes(key[:8], "little")
    k1 = int.from_bytes(key[8:], "little")
    v = [k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d ^ 0xee,
         k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573]

    def turn(x, n):
        return (x << n | x >> (64 - n)) & MASK

    def rounds(n):
        for _ in range(n):
            v[0] = (v[0] + v[1]) & MASK
            v[1] = turn(v[1], 13) ^ v[0]
            v[0] = turn(v[0], 32)
            v[2] = (v[2] + v[3]) & MASK
            v[3] = turn(v[3], 16) ^ v[2]
            v[0] = (v[0] + v[3]) & MASK
            v[3] = turn(v[3], 21) ^ v[0]
            v[2] = (v[2] + v[1]) & MASK
            v[1] = turn(v[1], 17) ^ v[2]
            v[2] = turn(v[2], 32)

    whole = len(data) // 8 * 8
    for i in range(0, whole, 8):
        m = int.from_bytes(data[i:i + 8], "little")
        v[3] ^= m
        rounds(2)
        v[0] ^= m
    m = int.from_bytes(data[whole:], "little") | (len(data) & 255) << 56
    v[3] ^= m
    rounds(2)
    v[0] ^= m
    out = b""
    for mark, at in ((0xee, 2), (0xdd, 1)):
        v[at] ^= mark
        rounds(4)
        out += (v[0] ^ v[1] ^ v[2] ^ v[3]).to_bytes(8, "little")
    return out


def pseudonyms(key_file, list_file):
    with open(key_file, "rb") as file:
        key = hashlib.blake2b(file.read(), digest_size=16).digest()
    with open(list_file, encoding="ascii") as file:
        for number in file.read().split():
            made = siphash128(key, b"cpr:" + number.encode())
            print(number, "".join("abcdefghijklmnop"[b >> 4] +
                                  "abcdefghijklmnop"[b & 15] for b in made),
                  sep="\t")
    return 0


if __name__ == "__main__":
    what, given = sys.argv[1], sys.argv[2:]
    if what == "plant":
        plant(given[0], given[1], given[2], "--conflicts" in given)
    elif what == "scan":
        sys.exit(scan(given[0], given[1:]))
    else:
        sys.exit(pseudonyms(*given))
