#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""chance.py [--cases N] [--most TRIES] [--seed S] PROGRAM

Intervals and tails of random shares and counts, by the programs' arithmetic
(PROGRAM, the unit test of it, answers lines with `read`) and by sums of
Python's fractions. A tail has to agree to all twenty digits. A bound has to be
where the sum of its chances crosses 2.5 %: below it just before the last
digit, and above it just after.
"""
import argparse
import math
import random
import subprocess
import sys
from fractions import Fraction

STEP = Fraction(1, 10 ** 20)
EDGE = Fraction(1, 40)


def binomial(hits, tries, level):
    """The chance of at most so many hits, as a fraction."""
    a, c = level.numerator, level.denominator
    b = c - a
    return Fraction(sum(math.comb(tries, i) * a ** i * b ** (tries - i)
                        for i in range(hits + 1)), c ** tries)


def exponential(level):
    """e ** -level, to 60 digits: a fraction that is near enough."""
    half = level / 2 ** 8
    total = term = Fraction(1)
    for i in range(1, 80):
        term = term * half / i
        term = Fraction(round(term * 10 ** 90), 10 ** 90)
        total += term
    for _ in range(8):
        total = Fraction(round(total * total * 10 ** 90), 10 ** 90)
    return 1 / total


def poisson(count, level):
    """The chance of at most so many, to 60 digits."""
    total = term = Fraction(1)
    for i in range(1, count + 1):
        term = Fraction(round(term * level / i * 10 ** 90), 10 ** 90)
        total += term
    return total * exponential(level)


def crosses(chance, bound, wanted, rises):
    """Whether chance(level) passes wanted within a digit of the bound."""
    before = chance(max(bound - STEP, Fraction(0))) - wanted
    after = chance(bound + STEP) - wanted
    return before <= 0 <= after if rises else before >= 0 >= after


def check(case, answer):
    """What is wrong with an answer, or None."""
    kind, k, n, level = case
    low, high, most, least = map(Fraction, answer.split())

    def at_most(hits, x):
        if hits < 0:
            return Fraction(0)
        if kind == "count":
            return poisson(hits, x)
        return binomial(hits, n, min(x, Fraction(1)))

    if abs(most - at_most(k, level)) > STEP:
        return "at most: %s" % float(at_most(k, level))
    if abs(least - 1 + at_most(k - 1, level)) > STEP:
        return "at least: %s" % float(1 - at_most(k - 1, level))
    if (k == 0) != (low == 0) or (kind == "share" and
                                  (k == n) != (high == 1)):
        return "bounds of the possible"
    if k and not crosses(lambda x: 1 - at_most(k - 1, x), low, EDGE, True):
        return "low"
    if (kind == "count" or k < n) and not crosses(
            lambda x: at_most(k, x), high, EDGE, False):
        return "high"
    return None


def made(rng, most):
    """One case; every fifth lies on an edge."""
    kind = rng.choice(["share", "share", "count"])
    n = rng.choice([1, 2, rng.randint(1, 30), rng.randint(1, most)])
    k = rng.choice([0, n]) if rng.random() < 0.2 else rng.randint(0, n)
    if kind == "count":
        return kind, k, 0, Fraction(rng.randint(1, 1000 * (k + 5)), 1000)
    return kind, k, n, Fraction(rng.randint(1, 999), 1000)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--most", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    cases = [made(rng, options.most) for _ in range(options.cases)]
    lines = "".join("share %d %d %s\n" % (k, n, level) if kind == "share" else
                    "count %d %s\n" % (k, level)
                    for kind, k, n, level in cases)
    answers = subprocess.run([options.program, "read"], input=lines,
                             stdout=subprocess.PIPE, check=True,
                             text=True).stdout.splitlines()
    wrong = 0
    for case, answer in zip(cases, answers, strict=True):
        fault = check(case, answer)
        if fault:
            wrong += 1
            print("%s: %s is wrong: %s" % (case, answer, fault))
    print("%d shares and counts, %d wrong" % (len(cases), wrong))
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
