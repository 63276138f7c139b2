# SPDX-License-Identifier: MIT
"""Holes made in a world, and whether each is found; for run.

A world is complete: without a hole nothing is held back. With one, no goal
that it touches may have a verdict and every other has the status that it had.
"""
import os
import sys

import deliveries
import holes
import oracle

UNWRITTEN = 77


class Unwritten(Exception):
    """The programs do not tell yet what was delivered."""


class SecondReading:
    """Statuses by deliveries.py; what does not change is read once."""

    def __init__(self, as_of):
        self.as_of, self.read = as_of, {}

    def judge(self, book, inbox):
        job = deliveries.Job(book, inbox, self.as_of, read=self.read)
        cells = oracle.observe(job.book, job.facts, self.as_of)
        return job, deliveries.Judge(job, cells)

    def statuses(self, book, inbox):
        _, judge = self.judge(book, inbox)
        return {(unit, goal["goal"]): verdict["status"]
                for unit, goal, verdict in judge.all() if verdict}


class Programs:
    """Statuses by the pipeline."""

    def __init__(self, pipeline, load, folder):
        self.pipeline, self.load, self.folder = pipeline, load, folder
        self.runs = 0

    def statuses(self, book, inbox):
        self.runs += 1
        out = os.path.join(self.folder, "hole%d" % self.runs)
        self.pipeline(inbox, out, book)
        if not tells(self.load(os.path.join(out, "observations.tsv"))):
            raise Unwritten()
        return {(row["unit"], row["goal"]): row["status"]
                for row in self.load(os.path.join(out, "verdicts.tsv"))
                if row["status"] != "not_applicable"}


def tells(rows):
    """Whether observations say what their sources brought."""
    return not rows or "through" in rows[0]


class Hunt:
    def __init__(self, book, inbox, as_of, folder, programs=None):
        self.book, self.inbox, self.folder = book, inbox, folder
        self.second = SecondReading(as_of)
        self.judged_by = programs or self.second
        self.job, self.judge = self.second.judge(book, inbox)
        self.found, self.touched, self.holes = [], 0, 0

    def whole(self, truth=None):
        """Without a hole nothing is held back; the truth stands."""
        self.truth = self.second.statuses(self.book, self.inbox)
        for key, status in sorted(self.truth.items()):
            if status == "not_delivered":
                self.found.append("complete, but %s/%s is not_delivered: %s"
                                  % (key + (self.why(*key),)))
        for name, want in (("the truth", truth),
                           ("the programs", self.judged_by.statuses(
                               self.book, self.inbox)
                            if self.judged_by is not self.second else None)):
            for key in sorted(want or {}):
                if want[key] != self.truth.get(key):
                    self.found.append("%s/%s: %s here, %s by %s" % (
                        key + (self.truth.get(key), want[key], name)))

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
        got = self.judged_by.statuses(made.book, made.inbox)
        for key, status in sorted(self.truth.items()):
            if hole.either(*key):
                continue
            now = got.get(key)
            if not hole.touches(*key):
                if now != status:
                    self.found.append("%s: %s/%s was %s, is %s" % (
                        (hole.name,) + key + (status, now)))
            elif status in holes.VERDICTS:
                self.touched += 1
                if now in holes.VERDICTS or now is None:
                    self.found.append("%s: %s/%s is still judged: %s" % (
                        (hole.name,) + key + (now,)))


def unwritten(stream=sys.stderr):
    print("run: the programs do not tell what was delivered: "
          "observations.tsv has no column \"through\"; nothing of the "
          "deliveries was compared (status %d)" % UNWRITTEN, file=stream)
    return UNWRITTEN
