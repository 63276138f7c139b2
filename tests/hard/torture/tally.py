# SPDX-License-Identifier: MIT
"""What was tried and what came of it."""
import collections
import re

LINES = 12                      # of defects, for each case


class Tally:
    """What was tried, what came of it, and what should not have."""

    def __init__(self, part):
        self.part, self.tried = part, 0
        self.ends = collections.Counter()
        self.defects = collections.defaultdict(list)
        self.said = 0

    def defect(self, case, what, where):
        self.defects[case, re.sub(r'\d+', 'N', what)].append(where)

    def report(self):
        ends = ', '.join(f'{status}: {n}' for status, n
                         in sorted(self.ends.items(), key=str))
        bad = sum(len(places) for places in self.defects.values())
        print(f'{self.part}: {self.tried} tried, {bad} defects; by status '
              f'{ends}', flush=True)
        for (case, what), places in list(self.defects.items())[:LINES]:
            print(f'  {case}: {what} ({len(places)} times, at '
                  f'{", ".join(map(str, places[:5]))})', flush=True)
        return bad


def torn(ledger):
    if not ledger:
        return False
    return not ledger.endswith(b'\n') or any(
        line.count(b'\t') != 12 for line in ledger.splitlines())
