#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""twopaths.py [COUNT [SEED]]: bif-normalize has a fast path and a slow one
(BIF_FAST=0). Makes COUNT random books, each with one source and random records
of it, with dirt; both paths must give the same (see twoways)."""
import json, os, sys

sys.dont_write_bytecode = True
import twoways

UNITS = """unit,name,valid_from,valid_to,aliases
A,Ålborg Centret,,,alfa|A-centret|a very long alias of the unit that nobody will ever write
B,Beta,,2009-12-31,old name
B,Beta,2010-01-01,,new name
C,Gamma,2010-01-10,2010-02-20,c
"""
CODES = """list,code,value,valid_from,valid_to
kinds,1,one,,2009-12-31
kinds,1,uno,2010-01-01,
kinds,Two,two,2010-02-01,2010-03-31
kinds,æble,fruit,,
always,x,ex,,
always,y,why,,
always,z,a value that is so long that it fits nowhere near,,
"""
FORMATS = {"dd-mm-yyyy": "{2:02}-{1:02}-{0}", "d/m-yyyy": "{2}/{1}-{0}",
           "yyyymmdd": "{0}{1:02}{2:02}", "yyyy-mm-dd": "{0}-{1:02}-{2:02}"}


class World:
    def __init__(self, rng):
        self.rng = rng
        self.formats = {c: rng.choice(list(FORMATS)) for c in ("d1", "d2", "d3")}
        self.dirt = rng.choice([0, 0, 0.001, 0.01, 0.2])
        self.days = [self.date() for _ in range(rng.choice([2, 20, 400]))]
        self.people = [self.cpr() for _ in range(rng.choice([3, 50, 5000]))]

    def one(self, *choices):
        return self.rng.choice(choices)

    def some(self, p=0.5):
        return self.rng.random() < p

    def date(self):
        r = self.rng
        return (r.choice([2009, 2010, 2010]), r.randint(1, 12) if self.some(0.3) else r.randint(1, 3), r.randint(1, 28))

    def cpr(self):
        r = self.rng
        return f"{r.randint(1, 28):02}{r.randint(1, 12):02}{r.randint(0, 99):02}{r.randint(0, 9999):04}"

    # --- definitions: a column has one type, whoever uses it ---

    def types(self):
        types = {}
        for c, f in self.formats.items():
            types[c] = {"date": f}
            if self.some(0.3):
                types[c]["open"] = FORMATS[f].format(9999, 12, 31)
            if self.some(0.2):
                types[c]["optional"] = True
        types["u1"] = {"unit": True}
        types["l1"], types["l2"] = {"list": "kinds"}, {"list": "always"}
        for c in ("u1", "l1", "l2"):
            if self.some(0.25):
                types[c]["on"] = self.one("d1", "d2", "d3")
            if self.some(0.3):
                types[c]["optional"] = True
        types["p1"], types["i1"] = {"cpr": True}, {"id": "staff"}
        for c in ("p1", "i1"):
            if self.some(0.3):
                types[c]["optional"] = True
        types["n1"] = {"number": self.one("danish", "plain")}
        if self.some(0.2):
            types["n1"].update(self.one({"round": 1}, {"units": ["kr.", "t"]}, {"strip": "\\*"}, {"time": "hours"}))
        types["t1"] = {"text": True}
        self.all_types = types
        # t2 is never typed. Others are given a type here or where they are used.
        return {c: t for c, t in types.items() if self.some(0.6)}

    def test(self, first=False, column=None):
        one, some = self.one, self.some
        kind = self.rng.randrange(4 if first else 8)
        if kind < 2:
            c = column or one("t1", "t2", "d1", "d2", "p1", "n1", "l1", "u1")
            t = one("", "", "yes", "No", ["yes", "", "1"], self.text(c).lower(), ["x", "Two", "beta"])
        elif kind == 2:
            c, t = one("t1", "t2", "l1", "p1"), {"prefix": one("y", "n", "1", "01")}
        elif kind == 3:
            c, t = one("t1", "t2", "n1", "d1"), {"matches": one("^y", "^yes$", "[0-9][05]", "a.*b")}
        elif kind == 4:
            c, t = one(("l1", {"means": one("one", "uno", ["uno", "two"])}), ("l2", {"means": one("ex", ["ex", "why"])}))
        elif kind == 5:
            c, t = "n1", {one("less_than", "at_least"): one("0", "10", "-3", "12.5")}
        else:
            c, d = self.rng.sample(["d1", "d2", "d3"], 2)
            t = {one("before", "not_after", "after", "not_before"): d}
        if some(0.25) and not (isinstance(t, dict) and "not" in t):
            t = {"not": t}
        return c, t

    def when(self, first=False):
        return dict(self.test(first) for _ in range(self.rng.choice([1, 1, 2])))

    def value(self, makers, depth=0):
        if depth < 2 and self.some(0.35):
            cases = [{"when": self.when(), "is": self.value(makers, depth + 1)} for _ in range(self.rng.randint(1, 3))]
            if self.some(0.7):
                cases.append({"is": self.value(makers, 9)})
            return cases
        return self.one(*makers)()

    def column(self, c, key):
        """{"date": "d1", "format": ...}: the column with all its type says."""
        t = dict(self.all_types.get(c, {}))
        value = {key: c}
        for member in ("open", "on", "optional"):
            if member in t:
                value[member] = t[member]
        if key == "date":
            value["format"] = self.formats[c]
        if key == "code":
            value["list"] = t["list"]
        if key == "id":
            value["series"] = "staff"
        if key == "number":
            value["style"] = t["number"]
            value.update({m: t[m] for m in ("round", "units", "strip", "time") if m in t})
        return value

    def date_value(self):
        v = self.column(self.one("d1", "d1", "d2"), "date")
        if self.some(0.1):
            v["month"] = self.rng.randint(1, 12)
        return v

    def number_value(self):
        v = self.column("n1", "number")
        if self.some(0.3):
            v["negate"] = True
        return v

    def text_value(self):
        return self.one("word", "a\tb", "a literal text that is longer than thirty-two bytes", {"text": self.one("t1", "t2")})

    def code_value(self):
        return self.column(self.one("l1", "l2"), "code")

    def fact(self):
        f = {"event": self.value([lambda: self.one("e", "f"), lambda: "e", lambda: self.column("l2", "code")] if self.some(0.2)
                                 else [lambda: self.one("e", "f", "g")]),
             "unit": self.value([lambda: self.column("u1", "unit")] * 3 + [lambda: self.one("A", "A", "B", "C")]),
             "date": self.value([self.date_value] * 9 + [lambda: "2010-02-03"], 0 if self.some(0.2) else 9)}
        if self.some(0.4):
            f["until"] = self.value([lambda: self.column(self.one("d2", "d3"), "date"), self.date_value], 1)
        if self.some(0.7):
            f["subject"] = self.value([lambda: self.column("p1", "cpr"), lambda: self.column("p1", "cpr"),
                                       lambda: self.column("i1", "id")], 1)
        if self.some():
            f["group"] = self.value([self.code_value, self.text_value])
        if self.some(0.7):
            f["outcome"] = self.value([self.code_value] + [self.text_value] * 2)
        if self.some():
            f["amount"] = self.value([self.number_value, self.number_value, lambda: self.one("0.5", "12")], 1)
        if self.some(0.3):
            f["extra"] = self.value([self.text_value, self.code_value, self.number_value,
                                     lambda: self.column("p1", "cpr")], 1)
        if self.some(0.4):
            f["when"] = self.when()
        return f

    def source(self):
        facts = {"types": self.types()}
        if self.some(0.45):
            facts["key"] = self.rng.sample(["d1", "t1", "t2", "u1", "l1", "p1", "i1", "n1"], self.rng.randint(1, 3))
            if self.some(0.3):
                facts["latest"] = "d2"
                facts["types"]["d2"] = self.all_types["d2"]
            for c in facts["key"]:
                if c in self.all_types:
                    facts["types"][c] = self.all_types[c]
        if self.some(0.2):
            facts["markers"] = {"?": "missing", "7": "suppressed", "-7": "zero", "..": "missing", "": "zero"}
        if "key" in facts and "latest" not in facts and self.some(0.1):
            facts["occurrences"] = True
        if self.some(0.1):
            facts["zone"] = "Europe/Copenhagen"
        facts["skip"] = [{"when": self.when(True), "because": f"first{i}", "first": True} for i in range(self.rng.choice([0, 0, 1]))]
        facts["skip"] += [{"when": self.when(), "because": f"rule{i}"} for i in range(self.rng.choice([0, 1, 2]))]
        facts["each"] = [self.fact() for _ in range(self.rng.choice([1, 1, 2, 3]))]
        tested = json.dumps(facts)
        for c in ("l1", "l2", "n1"):        # what tests look at has its type
            if f'"{c}": {{' in tested:
                facts["types"].setdefault(c, self.all_types[c])
        for c in ("d1", "d2", "d3"):
            facts["types"].setdefault(c, self.all_types[c])
        for fact in facts["each"]:
            for name, v in fact.items():
                if name != "when":
                    self.strip(v, facts["types"])
        return json.dumps({"source": "s", "match": "*", "tolerate": "100%", "facts": facts}, ensure_ascii=False, indent=1)

    def strip(self, v, types):
        """What is said in `types` is not said again."""
        if isinstance(v, list):
            for case in v:
                self.strip(case["is"], types)
        elif isinstance(v, dict):
            c = next(iter(v.values()))
            if c in types:
                for member in ("open", "on", "optional", "format", "list", "series", "style", "round", "units", "strip", "time"):
                    v.pop(member, None)
                if next(iter(v)) == "code":
                    v["list"] = self.all_types[c]["list"]

    # --- records ---

    def text(self, c):
        r = self.rng
        if c[0] == "d":
            f = FORMATS[self.formats[c]]
            return r.choice(["", f.format(9999, 12, 31)]) if self.some(0.1) else f.format(*r.choice(self.days))
        if c == "u1":
            return r.choice(["A", "alfa", "ÅLBORG CENTRET", "Ålborg\u00a0 centret", "B", "Beta", "beta"])
        if c == "l1":
            return r.choice(["1", "1", "1", "æble", "Æble ", "Two"])
        if c == "l2":
            return r.choice(["x", "Y", " z"])
        if c == "p1":
            p = r.choice(self.people)
            return r.choice([p, p[:6] + "-" + p[6:], p[:6] + "-" + p[6:], p.lstrip("0") if p[0] == "0" and p[1] != "0" else p])
        if c == "i1":
            return str(r.randint(1, 99))
        if c == "n1":
            return r.choice(["1", "12", "0", "3,5" if self.all_types["n1"]["number"] == "danish" else "3.5", "-7", str(r.randint(0, 10**r.randint(1, 14)))])
        return r.choice(["yes", "No", "no", "", "a  b", "1", f"id{r.randint(1, 10**6)}", "Søren", "a much longer text that no quick comparison holds at once",
                         "sixteen bytes  !", "seventeen bytes !", "thirty-one bytes, all of a text", "thirty-two bytes, all of a text!", "thirty-three bytes, all of a text"])

    def dirty(self):
        return self.one("", " ", "31-02-2010", "?", "2010-13-01", "\u00ad", "\\t", "back\\\\slash", "1.00.00", "123", "not a thing",
                        "00", "007", "-0", "12-", "010101-999", "01 01 01 1234", "c", "new name", "old name", "3", "0101011234567", "9" * 40, "\x01",
                        "..", "kr. 5", "3*", "7:15", "1,25", "1.250", "+4", "\u20137", "2010-02-03 14:22", "2010-02-03T23:30:00Z",
                        "03-02-2010 23:30Z", "20100203142201")

    def records(self, path):
        r = self.rng
        columns = ["d1", "d2", "d3", "u1", "l1", "l2", "p1", "i1", "n1", "t1", "t2"]
        r.shuffle(columns)
        header = "\t".join(columns + ["at"]) if self.some(0.95) else "\t".join(columns)
        deep = "a folder/of many letters/and another one/"
        files = r.sample(["a.csv", "b.csv", "dir/c.csv", "x y:z.csv", "w.xlsx!Ark 1", "j.json", "a.csv:1",
                          deep + "a.csv", deep + "b.csv", deep[:26] + "a.csv", deep[:27] + "a.csv", deep[:28] + "a.csv"],
                         r.randint(1, 3))
        earlier, line = [], r.choice([1, 1, 99_999_900])
        with open(path, "w", encoding="utf-8") as f:
            f.write(header + "\n")
            for _ in range(r.choice([0, 5, 300, 900, 2000])):
                line += 1
                row = [self.dirty() if self.some(self.dirt) else self.text(c) for c in columns]
                if earlier and self.some(0.1):
                    row = list(r.choice(earlier))
                    if self.some(0.1):
                        row[r.randrange(len(row))] = self.text(columns[0])
                if len(earlier) < 500:
                    earlier.append(row)
                name = files[0] if self.some(0.9) else r.choice(files)
                at = "#" if name == "j.json" else ":"
                f.write("\t".join(row + ([f"{name}{at}{line}"] if header.endswith("at") else [])) + "\n")
                if self.some(0.001):
                    f.write(header + "\n")
            if self.some(0.03):
                f.write("one cell\n")

    def options(self):
        options = []
        if self.some(0.4):
            names = ["source", "unit", "event", "date", "until", "subject", "group", "outcome", "amount"]
            options += ["--columns", ",".join(self.rng.sample(names, self.rng.randint(1, 6)))]
        if self.some(0.3):
            options.append("--trace")
        if self.some(0.1):
            options.append("--check")
        return options


def make(rng, folder):
    world = World(rng)
    book = os.path.join(folder, "book")
    for sub in ("sources", "codes"):
        os.makedirs(os.path.join(book, sub))
    for name, text in (("units.csv", UNITS), ("codes/codes.csv", CODES), ("sources/s.json", world.source())):
        with open(os.path.join(book, name), "w", encoding="utf-8") as f:
            f.write(text)
    key = os.path.join(folder, "key")
    with open(os.open(key, os.O_WRONLY | os.O_CREAT, 0o600), "w") as f:
        f.write("a key that is for these tests only, of course")
    world.records(os.path.join(folder, "one.tsv"))
    world.records(os.path.join(folder, "two.tsv"))
    return ["-s", "s", "--key", key, *world.options()]


twoways.compare("bif-normalize", ["facts", "rejects", "rows", "ledger"], make)
