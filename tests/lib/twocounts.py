#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""twocounts.py [COUNT [SEED]]: bif-aggregate counts facts that repeat others
without reading them again; BIF_FAST=0 has it read each. Makes COUNT random
books and facts that repeat each other, with dirt; both ways must give the same
(see twoways)."""
import json, os, sys

sys.dont_write_bytecode = True
import twoways

UNITS = """unit,name,parent,valid_from,valid_to
T,The town,,,
A,Office A,T,,
Ø,Øst,T,2009-01-01,
a unit whose code is long,Long,T,,
C,Team C,A,,2010-03-15
C,Team C,T,2010-03-16,
"""
COLUMNS = ["source", "unit", "event", "date", "until", "subject", "group", "outcome", "amount", "extra"]


class World:
    def __init__(self, rng):
        self.rng = rng
        self.dirt = rng.choice([0, 0, 0.001, 0.05])
        some = lambda texts: rng.sample(texts, rng.randint(1, len(texts)))
        self.values = {
            "source": some(["s", "t"]),
            "unit": some(["A", "C", "T", "Ø", "a unit whose code is long"]),
            "event": some(["x", "y", "sick", "an event with quite a long name, longer than a block"]),
            "date": [self.day() for _ in range(rng.choice([1, 5, 60]))],
            "until": ["", *(self.day() for _ in range(rng.choice([1, 10])))],
            "subject": [f"p{n}" for n in range(rng.choice([1, 5, 100000]))],
            "group": some(["", "g", "h", "with a \\t tab", "a" * rng.choice([1, 15, 16, 17, 31, 32, 33, 140])]),
            "outcome": some(["", "on_time", "late", "on", "no"]),
            "amount": some(["", "1", "-4.5", "0.000001", "1e", "12345678901234"]),
            "extra": some(["", "u", "v"]),
        }
        needed = {"unit", "event", "date"}
        self.measures = [self.measure(n) for n in range(rng.randint(1, 4))]
        text = json.dumps(self.measures)
        needed |= {"until"} if '"days"' in text or '"open"' in text or '"reach"' in text else set()
        needed |= {"subject"} if '"subjects"' in text or '"enter"' in text else set()
        needed |= {"amount"} if '"amount"' in text else set()
        needed |= {c for c in ("group", "outcome", "extra") if f'"{c}"' in text}
        self.scope = [{"where": {"group": "g"}, "from": "2010-02-01", "because": "not ours"}] if rng.random() < 0.2 else []
        needed |= {"group", "source"} if self.scope else set()
        self.columns = [c for c in COLUMNS if c in needed or rng.random() < 0.5]
        rng.shuffle(self.columns)

    def day(self):
        r = self.rng
        return f"{r.choice([2009, 2010, 2010, 2011])}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"

    def where(self):
        r = self.rng
        where = {"event": r.choice(self.values["event"])}
        if r.random() < 0.4:
            column = r.choice(["group", "outcome", "extra"])
            values = [v.replace("\\t", "\t") for v in self.values[column] if v]
            if values:
                where[column] = r.choice(values)
        return where

    def part(self):
        r = self.rng
        part = {"count": r.choice(["facts", "facts", "amount", "days", "open", "subjects", "weighted"]), "where": self.where()}
        if part["count"] == "weighted":
            part["weights"] = {o: r.choice(["0.5", "2", "-1"]) for o in self.values["outcome"] if o} or {"on_time": "1"}
        return part

    def measure(self, n):
        r = self.rng
        if r.random() < 0.15:
            return {"measure": f"m{n}", "enter": self.where(), "reach": {"event": r.choice(self.values["event"])},
                    "within": "92 days", "for": "30 days", "month_of": "entry"}
        measure = {"measure": f"m{n}", "numerator": self.part()}
        if r.random() < 0.4:
            measure["denominator"] = self.part()
        return measure

    def row(self):
        r = self.rng
        cells = {c: r.choice(self.values[c]) for c in self.columns}
        if "until" in cells and cells["until"] and r.random() > self.dirt and cells["until"] < cells["date"]:
            cells["until"] = ""
        if r.random() < self.dirt:
            cells[r.choice(self.columns)] = r.choice(["", "?", "2010-02-31", "\\n", "A"])
        return "\t".join(cells[c] for c in self.columns)

    def facts(self, path):
        header = "\t".join(self.columns)
        rows = self.rng.choice([0, 3, 300, 3000, 40000])
        with open(path, "w", encoding="utf-8") as file:
            file.write(header + "\n")
            for _ in range(rows):
                file.write(self.row() + "\n")
                if self.rng.random() < 0.0005:
                    file.write(header + "\n")


def make(rng, folder):
    world = World(rng)
    book = os.path.join(folder, "book")
    os.mkdir(book)
    with open(os.path.join(book, "units.csv"), "w", encoding="utf-8") as file:
        file.write(UNITS)
    with open(os.path.join(book, "measures.json"), "w", encoding="utf-8") as file:
        json.dump({"scope": world.scope, "measures": world.measures}, file)
    world.facts(os.path.join(folder, "one.tsv"))
    world.facts(os.path.join(folder, "two.tsv"))
    return ["--as-of", "2010-12-31"]


twoways.compare("bif-aggregate", ["observations", "scope", "ledger"], make)
