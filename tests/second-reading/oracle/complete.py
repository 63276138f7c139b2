# SPDX-License-Identifier: MIT
"""Worlds in which every month is delivered, for world.py --complete.

Each monthly source has rows at each of its units in each month, as many as so
many people give, so that nothing may be held back: neither for the noise of
small numbers nor for a summer. Spellings, duplicates and rejected rows are as
in other worlds. The exports are taken some days or months after the as-of
day, which is a month's end from April to December.
"""
import datetime

import oracle
import world

# Rows a month for each thousand people, the month of the first fact, and the
# units that have rows (None: all of the lowest level), as in the sample job.
RATES = {
    "opera-henvendelse": (60, (2009, 1),
                          ["JCN", "JCM", "JCS", "AMC", "CAB", "CKB", "CBSI"]),
    "opera-samtaler": (95, (2009, 7), ["JCN", "JCM", "JCS", "JCSYG", "JSV",
                                       "AMC", "CAB", "CBSI"]),
    "workbase-tilbud": (75, (2009, 1), ["JCN", "JCM", "JCS", "JSV", "AMC",
                                        "CAB", "CKB", "CBSI"]),
    "fleksjob": (9, (2009, 1), ["JSV"]),
    "kmd-sygedagpenge": (17, (2008, 6), ["JCSYG"]),
    "klager": (2.5, (2009, 1), None),
    "opus-fravaer": (42, (2009, 1), None),
}
QUEUES = ["JCN", "JCM", "JCS", "JCSYG", "YS", "CBSI"]
# The chances by which makers leave something out once in a while.
RARE = {0.03, 0.02, 0.01, 0.002}


class Complete(world.World):
    def __init__(self, seed, people, as_of=None):
        self.plan = self.slots = None
        super().__init__(seed)
        rng = self.rng
        self.as_of = as_of or oracle.month_end(2010, rng.randint(4, 12))
        self.year = self.as_of.year
        self.first = datetime.date(self.year - 1, 1, 1)
        self.last = self.as_of + rng.choice([10, 14, 31, 90]) * world.DAY
        self.size = 1
        self.silent, self.lacking = set(), set()
        self.wild_units = self.wild_codes = self.wild_goals = False
        self.tolerant, self.ruin = True, None
        self.everywhere = rng.random() < 0.3
        self.summer = rng.choice([1, 0.8, 0.6])
        self.thousands = people / 1000
        self.people = world.persons(rng, people)
        self.staff = max(90, people * 3 // 50)

    def make_units(self, book):
        super().make_units(book)
        self.absent = set()

    # --- draws, each from a plan of days and units ---

    def chance(self, p):
        return p not in RARE and super().chance(p)

    def planned(self, source):
        """(day, unit) of all rows of a source: a row at least everywhere."""
        rng, plan = self.rng, []
        rate, month, units = RATES[source]
        if units is None or self.everywhere and source != "fleksjob":
            units = world.TEN
        weights = {unit: rng.uniform(0.4, 1.6) for unit in units}
        whole = sum(weights.values())
        month = month[0] + self.year - 2010, month[1]
        while datetime.date(*month, 1) <= self.last:
            begin, end = datetime.date(*month, 1), oracle.month_end(*month)
            days = (min(end, self.last) - begin).days + 1
            part = days / ((end - begin).days + 1) * \
                (self.summer if month[1] == 7 else 1)
            for unit in units:
                usual = rate * self.thousands * weights[unit] / whole * part
                # Far below what is usual a month would be `thin`, by rule 2.
                noise = max(-1.5, rng.gauss(0, 1)) * usual ** 0.5
                count = max(1, round(usual + noise))
                plan += [(begin + rng.randrange(days) * world.DAY, unit)
                         for _ in range(count)]
            month = oracle.next_month(*month)
        rng.shuffle(plan)
        return plan

    def by_plan(self, source, make):
        self.plan = self.planned(source)
        self.slots = list(self.plan)
        self.slot, self.by_date = None, source == "fleksjob"
        make()
        assert not self.slots, source
        self.plan = self.slots = None

    def count(self, n):
        """More than there are slots: some draws come to nothing."""
        if self.slots is not None:
            return len(self.slots) * 6 // 5 + 30
        return super().count(n)

    def date(self, first=None, last=None):
        if self.slots is None:
            return super().date(first, last)
        if self.slot is None or self.by_date:
            self.slot = self.slots.pop() if self.slots else \
                self.rng.choice(self.plan)
        return self.slot[0]

    def unit(self, date, encoding="latin-1", longest=None, source=None):
        if self.slots is None:
            self.unit_now = self.rng.choice(world.TEN)
        elif source:
            self.unit_now, self.slot = self.slot[1], None
        # Earlier versions of a row are of the same unit: were the last
        # version refused, an earlier one would count elsewhere.
        unit = self.unit_now
        # Never by its code, which stays when a unit is renamed.
        row = [row for row in self.units if row["unit"] == unit and
               oracle.holds(row, date)][0]
        names = [row["name"]] + [a for a in row["aliases"].split("|") if a]
        names = [n for n in names if not longest or len(n) <= longest]
        return self.named(self.rng.choice(names), encoding, longest)

    def codes_of(self, _unit):
        return []

    def respelled(self, name, date, encoding="latin-1", longest=None):
        return self.named(name, encoding, longest)

    def older(self, found):
        """One earlier version at most: two might disagree of one day, and
        would be a conflict were the last version refused."""
        return not found and self.chance(0.1)

    # --- the sources that are not drawn row by row ---

    def henvendelser(self):
        self.by_plan("opera-henvendelse", super().henvendelser)

    def samtaler(self):
        self.by_plan("opera-samtaler", super().samtaler)

    def workbase(self):
        self.by_plan("workbase-tilbud", super().workbase)

    def fleksjob(self):
        self.by_plan("fleksjob", super().fleksjob)

    def kmd(self):
        self.by_plan("kmd-sygedagpenge", super().kmd)

    def klager(self):
        self.by_plan("klager", super().klager)

    def fravaer(self):
        self.by_plan("opus-fravaer", super().fravaer)

    def telefoni(self):
        """Each queue, some hours of each weekday."""
        rng, years = self.rng, {}
        queues = world.TEN if self.everywhere else QUEUES
        hours = ["08-09", "09-10", "10-11", "11-12"][:rng.choice([2, 3, 4])]
        day = datetime.date(self.year, 1, 1)
        while day <= self.last:
            for hour in hours if day.weekday() < 5 else []:
                for queue in queues:
                    row = self.book.unit(queue, day)
                    names = [row["name"]] + \
                        [a for a in row["aliases"].split("|") if a]
                    offered = rng.choice([0, 3, 20, 60, 84])
                    years.setdefault(day.year, []).append(
                        [str(day), hour,
                         self.named(rng.choice(names), "utf-8"),
                         str(offered), str(rng.randint(offered // 2,
                                                       offered)),
                         "1", "0", "00:51"])
            day += world.DAY
        header = "Dato,Time,Kø,Tilbudt,Besvaret,Opgivet,Opgivet<10s," \
            "Gns. ventetid"
        for year, rows in years.items():
            rows = self.dirty(rows, [
                self.field_count,
                self.setter(0, lambda: self.bad_date("iso")),
                self.setter(3, world.BAD_NUMBERS),
                self.setter(2, world.BAD_UNITS + ["Test_koe"])])
            self.put("telefoni_%s.csv" % year, "utf-8-sig",
                     self.csv_lines(rows, ","), end="\n", head=[header],
                     repeat=header)

    def surveys(self):
        """The survey comes in January and November."""
        return [(self.year, month) for month in (1, 11)
                if datetime.date(self.year, month, 1) <= self.last]

    def workbook(self, name, rows):
        """As text: in a complete world every file can be cut."""
        head = ["\t".join(row) for row in rows[:5]]
        self.put(name.replace(".xlsx", ".txt"), "utf-16-le",
                 ["\t".join(row) for row in rows[5:-4]],
                 head=["\ufeff" + head[0]] + head[1:],
                 foot=["\t".join(row) for row in rows[-4:]], blanks=False)
        self.files[name.replace(".xlsx", ".txt")]["control_z"] = False
