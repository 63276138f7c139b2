# SPDX-License-Identifier: MIT
"""Holes made in a world, and whether each is found; for run.

A world is complete: without a hole nothing is held back. With one, no goal
that it touches may have a verdict and every other has the status that it had.
Where a hole leaves a source under three months of history no rule can test
it, and the verdict has to tell so: `unchecked`. Those are counted apart.
"""
import filecmp
import os
import shutil
import sys

import deliveries
import holes
import oracle

UNWRITTEN = 77
# Each such hole of a world, another with each world, is run by `status` too.
EVERY = 64


class Unwritten(Exception):
    """The programs do not tell yet what was delivered."""


class SecondReading:
    """Verdicts by deliveries.py; what does not change is read once."""

    def __init__(self, as_of):
        self.as_of, self.read = as_of, {}

    def judge(self, book, inbox):
        job = deliveries.Job(book, inbox, self.as_of, read=self.read)
        cells = oracle.observe(job.book, job.facts, self.as_of)
        return job, deliveries.Judge(job, cells)

    def verdicts(self, book, inbox):
        return self.of(self.judge(book, inbox)[1])

    @staticmethod
    def of(judge):
        return {(unit, goal["goal"]): (verdict["status"], verdict["flags"])
                for unit, goal, verdict in judge.all() if verdict}

    def young(self, book, inbox, goal):
        """Whether a feed of the goal has under three months of history."""
        job = deliveries.Job(book, inbox, self.as_of, read=self.read)
        return deliveries.Judge(job, {}).unchecked(goal["measure"])


class Programs:
    """Verdicts by the programs, and of some inboxes by `status` as well."""

    def __init__(self, quick, pipeline, load, folder):
        self.quick, self.pipeline = quick, pipeline
        self.load, self.folder = load, folder
        self.runs = 0

    def verdicts(self, book, inbox):
        """With the same of `status` where it is asked, else alone."""
        out = self.quick.run(book, inbox)
        with open(os.path.join(out, "observations.tsv"),
                  encoding="utf-8") as file:
            if "through" not in file.readline().split():
                raise Unwritten()
        return {(row["unit"], row["goal"]): (row["status"], row["flags"])
                for row in self.load(os.path.join(out, "verdicts.tsv"))
                if row["status"] != "not_applicable"}

    def other(self, book, inbox):
        """What `status` publishes otherwise; to be asked after verdicts."""
        self.runs += 1
        whole = os.path.join(self.folder, "whole")
        for name in [whole] if os.path.islink(whole) else []:
            os.remove(name)
        shutil.rmtree(whole + ".runs", ignore_errors=True)
        self.pipeline(inbox, whole, book)
        return [name for name in ("verdicts.tsv", "deliveries.tsv")
                if not os.path.exists(os.path.join(whole, name)) or
                not filecmp.cmp(os.path.join(whole, name),
                                os.path.join(self.quick.folder, name),
                                shallow=False)]


def tells(rows):
    """Whether observations say what their sources brought."""
    return not rows or "through" in rows[0]


class Hunt:
    def __init__(self, book, inbox, as_of, folder, programs=None, turn=0):
        self.book, self.inbox, self.folder = book, inbox, folder
        self.second = SecondReading(as_of)
        self.programs, self.turn = programs, turn
        self.judged_by = programs or self.second
        self.job, self.judge = self.second.judge(book, inbox)
        self.found, self.touched, self.holes = [], 0, 0
        self.told = []

    def whole(self, truth=None):
        """Without a hole nothing is held back; the truth stands."""
        self.truth = self.second.of(self.judge)
        for key, (status, _) in sorted(self.truth.items()):
            if status == "not_delivered":
                self.found.append("complete, but %s/%s is not_delivered: %s"
                                  % (key + (self.why(*key),)))
        for key in sorted(truth or {}):
            self.same(key, truth[key], "the truth")
        if self.programs:
            got = self.programs.verdicts(self.book, self.inbox)
            for key in sorted(got):
                self.same(key, got[key][0], "the programs")
            self.both_ways("complete", self.book, self.inbox)

    def same(self, key, status, whose):
        ours = self.truth.get(key, (None,))[0]
        if status != ours:
            self.found.append("%s/%s: %s here, %s by %s" % (
                key + (ours, status, whose)))

    def both_ways(self, name, book, inbox):
        for file in self.programs.other(book, inbox):
            self.found.append("%s: `status` gives another %s" % (name, file))

    def why(self, unit, goal_name):
        goal = [g for g in self.job.book.goals if g["goal"] == goal_name][0]
        return ", ".join(
            "%s %s %s %s" % (feed.name, at or "-", deliveries.named(month),
                             state)
            for month, missing in self.judge.reach(goal, unit)[2][:2]
            for feed, at, state in missing[:3])

    def all(self, only=""):
        for hole in holes.Holes(self.job, self.judge).all():
            if only in hole.name:
                self.one(hole)

    def one(self, hole):
        made = holes.Inbox(self.inbox, self.book, self.folder)
        if not hole.make(made):
            return
        self.holes += 1
        got = self.judged_by.verdicts(made.book, made.inbox)
        if self.programs and self.holes % EVERY == self.turn % EVERY:
            self.both_ways(hole.name, made.book, made.inbox)
        for key, (status, flags) in sorted(self.truth.items()):
            if hole.either(*key):
                continue
            now, flagged = got.get(key, (None, ""))
            if not hole.touches(*key):
                if now != status:
                    self.found.append("%s: %s/%s was %s, is %s" % (
                        (hole.name,) + key + (status, now)))
            elif status in holes.VERDICTS:
                self.touched += 1
                if now not in holes.VERDICTS and now is not None:
                    continue
                if self.said(made, key[1], flags, flagged):
                    self.told.append(hole.name)
                else:
                    self.found.append("%s: %s/%s is still judged: %s" % (
                        (hole.name,) + key + (now,)))

    def said(self, made, goal_name, flags, now):
        """Whether a verdict tells that too little came to test it by."""
        goal = [g for g in self.job.book.goals if g["goal"] == goal_name][0]
        return "unchecked" in now.split() and \
            "unchecked" not in flags.split() and \
            self.second.young(made.book, made.inbox, goal)


def unwritten(stream=sys.stderr):
    print("run: the programs do not tell what was delivered: "
          "observations.tsv has no column \"through\"; nothing of the "
          "deliveries was compared (status %d)" % UNWRITTEN, file=stream)
    return UNWRITTEN
