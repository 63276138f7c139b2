# SPDX-License-Identifier: MIT
"""What `status` would say of an inbox, quickly: for hunt.py.

A hole changes the files of one source. The facts of all the others are kept
from run to run, and only what changed is read again; they are counted and
judged as pipelines/status does. Hunt runs some holes through `status` as well:
both have to give the same verdicts and deliveries, byte for byte.
"""
import os
import subprocess

import deliveries

HELD = {65, 66}                 # the source has failed, and no other


class Quick:
    def __init__(self, programs, folder, as_of, key):
        self.programs, self.folder, self.key = programs, folder, key
        self.as_of = as_of
        self.kept = {}
        os.makedirs(folder, exist_ok=True)

    def start(self, book, inbox, program, *arguments, **streams):
        environment = dict(os.environ, LC_ALL="C", BIF_BOOK=book,
                           BIF_AS_OF=self.as_of, BIF_KEY=self.key)
        return subprocess.Popen(
            [os.path.join(self.programs, program), *arguments], cwd=inbox,
            env=environment, stderr=subprocess.DEVNULL, **streams)

    def answer(self, book, inbox, program, *arguments):
        child = self.start(book, inbox, program, *arguments,
                           stdout=subprocess.PIPE)
        text = child.communicate()[0].decode("utf-8")
        if child.returncode:
            raise RuntimeError("%s: status %d" % (program, child.returncode))
        return text.splitlines()

    def once(self, key, *question):
        """The same answer to the same question."""
        if key not in self.kept:
            self.kept[key] = self.answer(*question)
        return self.kept[key]

    def run(self, book, inbox):
        """The folder in which verdicts.tsv and deliveries.tsv stand."""
        with open(os.path.join(book, "units.csv"), "rb") as file:
            units = file.read()
        needs = self.once("needs", book, inbox, "bif-aggregate",
                          "--needs")[0]
        facts, rejects, missing = [], [], []
        for source, files, months in self.claimed(book, inbox):
            files, marks = deliveries.once(inbox, files)
            key = source, units, tuple(marks)
            if files and key not in self.kept:
                at = os.path.join(self.folder, "%s.%d" % (source,
                                                          len(self.kept)))
                self.kept[key] = at if self.facts(
                    book, inbox, source, files, needs, at) else None
            if files and self.kept[key] is None:
                missing.append(source)
            elif files:
                facts.append(self.kept[key] + ".facts")
                rejects += ["--rejected", self.kept[key] + ".1.rejects",
                            "--rejected", self.kept[key] + ".2.rejects"]
            missing += self.without_file(source, months)
        self.answer(book, inbox, "bif-aggregate", "-o",
                    self.path("observations.tsv"), *rejects, *facts)
        lost = ["--not-delivered", ",".join(missing)] if missing else []
        self.answer(book, inbox, "bif-judge", "-o", self.path("verdicts.tsv"),
                    "--deliveries", self.path("deliveries.tsv"), *lost,
                    self.path("observations.tsv"))
        return self.folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def claimed(self, book, inbox):
        """(source, its files, their months), also where it has no files."""
        found = {}
        names = tuple(sorted(os.listdir(inbox)))
        for line in self.once(names, book, inbox, "bif-extract", "--claim",
                              ".")[1:]:
            source, file, month = line.split("\t")
            if source:
                files, months = found.setdefault(source, ([], []))
                files += [file] if file else []
                months += [month] if month else []
        return [(source,) + found[source] for source in sorted(found)]

    def without_file(self, source, months):
        """Where files come by month: those that did not."""
        if not months:
            return []
        last = deliveries.month_of(deliveries.datetime.date.fromisoformat(
            self.as_of) + deliveries.DAY) - 1
        return ["%s@%s" % (source, deliveries.named(month)) for month in
                range(deliveries.month_in(min(months)), last + 1)
                if deliveries.named(month) not in months]

    def facts(self, book, inbox, source, files, needs, at):
        """Whether the source can be believed."""
        with open(at + ".facts", "wb") as out:
            extract = self.start(book, inbox, "bif-extract", "-s", source,
                                 "--rejects", at + ".1.rejects", *files,
                                 stdout=subprocess.PIPE)
            normalize = self.start(book, inbox, "bif-normalize", "-s", source,
                                   "--columns", needs, "--rejects",
                                   at + ".2.rejects", stdin=extract.stdout,
                                   stdout=out)
            extract.stdout.close()
            ended = {normalize.wait(), extract.wait()} - {0}
        if ended - HELD:
            raise RuntimeError("%s: statuses %s" % (source, ended))
        return not ended
