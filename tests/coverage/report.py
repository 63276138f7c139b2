#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the tests reached: lines and branches of tools/, by gcov.

    report.py BUILD             each file, each layer, all; status 1 below
                                a floor
    report.py BUILD FILE...     the lines of these with a branch not taken

BUILD is the build folder of `make COVERAGE=1`. A branch is one of gcov's: a
way out of a condition, of each operand of && and ||, a label of a switch. That
a switch without `default` meets none of its labels is no branch: each has been
met, and the compiler has seen that they are all there are.
Beside this file stand

    floors      PATTERN PERCENT, a line each: at least so many of the branches
                of the files that match; `*` is all of them together
    exceptions  FILE, TEXT, REASON, split by TABs: what no test can reach.
                TEXT is a whole line of FILE without the blanks around it, or
                `name()` for a function. What is not taken there is not
                counted; one that names no line, or all of whose branches are
                taken, is a fault (unless the REASON begins with `machine: `,
                since another may reach it).
"""
import collections
import fnmatch
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LAYERS = ['base', 'value', 'io', 'csv', 'xlsx', 'book', 'contract', 'stream', 'source', 'result']


class File:
    def __init__(self, name):
        self.name = name
        self.lines = collections.Counter()      # line: times it ran
        self.branches = {}                      # line: [times taken]
        self.functions = {}                     # name: (first, last)
        with open(os.path.join(ROOT, name), encoding='utf-8') as text:
            self.text = [''] + [line.strip() for line in text]

    def add(self, line):
        number = line['line_number']
        self.lines[number] += line['count']
        taken = [b['count'] for b in line['branches']]
        old = self.branches.get(number, [])
        if len(old) < len(taken):
            old = old + [0] * (len(taken) - len(old))
        for i, count in enumerate(taken):
            old[i] += count
        self.branches[number] = old

    def missing(self, number):
        """Branches not taken, and whether the line did not run."""
        return (sum(1 for n in self.branches.get(number, []) if not n),
                number in self.lines and not self.lines[number])

    def named(self, text):
        """The lines that an exception's text means."""
        if text.endswith('()') and text[:-2] in self.functions:
            first, last = self.functions[text[:-2]]
            return [n for n in self.lines if first <= n <= last]
        return [n for n in range(1, len(self.text)) if self.text[n] == text]

    def switch(self, number):
        """Whether a switch without `default` begins there, all of whose
        labels have been met."""
        if not re.match(r'(} else )?switch \(', self.text[number]):
            return False
        depth, opened = 0, False
        for at in range(number, len(self.text)):
            text = self.text[at]
            if at > number and depth == 1 and text.startswith('default:'):
                return False
            depth += text.count('{') - text.count('}')
            opened = opened or depth > 0
            if opened and depth == 0:
                return sum(1 for n in self.branches[number] if not n) == 1
        return False

    def settle(self):
        """Takes out what is no branch of the source."""
        for number in list(self.branches):
            if self.switch(number):
                self.branches[number].remove(0)

    def forgive(self, number):
        missed, idle = self.missing(number)
        if missed:
            self.branches[number] = [n for n in self.branches[number] if n]
        if idle:
            del self.lines[number]
        return missed

    def counts(self):
        """Lines that ran, lines, branches taken, branches."""
        branches = [n for taken in self.branches.values() for n in taken]
        return (sum(1 for n in self.lines.values() if n), len(self.lines),
                sum(1 for n in branches if n), len(branches))


def measured(build):
    """What gcov says of each file of tools/, over all objects."""
    notes = []
    for folder, _, names in os.walk(os.path.join(build, 'obj')):
        notes += [os.path.join(folder, n) for n in names
                  if n.endswith('.gcno')]
    files = {}
    run = subprocess.run(
        ['gcov', '--json-format', '--stdout', '--branch-probabilities']
        + [os.path.abspath(n) for n in sorted(notes)], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if run.returncode or not notes:
        sys.exit('gcov failed: is the build whole, and by its compiler?')
    for line in run.stdout.splitlines():
        for entry in json.loads(line)['files']:
            name = os.path.relpath(os.path.join(ROOT, entry['file']), ROOT)
            if not name.startswith('tools/'):
                continue
            file = files.setdefault(name, None) or File(name)
            files[name] = file
            for one in entry['functions']:
                file.functions[one['name']] = (one['start_line'],
                                               one['end_line'])
            for one in entry['lines']:
                file.add(one)
    for file in files.values():
        file.settle()
    return files


def table(name):
    with open(os.path.join(HERE, name), encoding='utf-8') as text:
        for number, line in enumerate(text, 1):
            line = line.rstrip('\n')
            if line and not line.startswith('#'):
                yield number, line


def forgive(files):
    """Takes the exceptions out; how many branches, and what is wrong."""
    branches, wrong = 0, []
    for number, line in table('exceptions'):
        where = f'tests/coverage/exceptions:{number}: '
        part = line.split('\t')
        if len(part) != 3 or not all(part):
            wrong.append(where + 'not FILE, TEXT, REASON')
            continue
        file = files.get(part[0])
        lines = file.named(part[1]) if file else []
        if not lines:
            wrong.append(where + f'{part[0]} has no line: {part[1]}')
            continue
        if not part[2].startswith('machine: ') and \
                not any(any(file.missing(n)) for n in lines):
            wrong.append(where + 'is reached: ' + part[1])
        branches += sum(file.forgive(n) for n in lines)
    return branches, wrong


def total(files):
    return tuple(sum(n) for n in zip(*(f.counts() for f in files)))


def percent(part, whole):
    return f'{100 * part // whole}' if whole else '-'


def row(name, counts):
    ran, lines, taken, branches = counts
    hundredth = f'{10000 * taken // branches / 100:.2f}' if branches else '-'
    return (f'{name:44}{ran:7}{lines:7}{percent(ran, lines):>5}'
            f'{taken:8}{branches:7}{hundredth:>8}')


def layer(name):
    part = name.split('/')
    return part[2] if part[1] == 'lib' else part[1]


def show(files):
    groups = collections.defaultdict(list)
    for name in sorted(files):
        groups[layer(name)].append(files[name])
    order = LAYERS + sorted(set(groups) - set(LAYERS))
    print(f'{"":44}{"lines":>12}  {"%":>5}{"branches":>15}{"%":>8}')
    for name in order:
        for file in groups[name]:
            print(row(file.name[6:], file.counts()))
    print()
    for name in order:
        print(row(name, total(groups[name])))
    print(row('all', total(files.values())))


def below(files):
    """The floors that do not hold."""
    for number, line in table('floors'):
        pattern, floor = line.split()
        some = [f for f in files.values() if pattern == '*'
                or fnmatch.fnmatch(f.name, 'tools/' + pattern)]
        if not some:
            yield f'tests/coverage/floors:{number}: no file: {pattern}'
            continue
        for one in [some] if pattern == '*' else [[f] for f in some]:
            _, _, taken, branches = total(one)
            if 100 * taken < int(floor) * branches:
                name = 'all' if pattern == '*' else one[0].name
                yield (f'{name}: {taken} of {branches} branches, '
                       f'not {floor} %')


def explain(file):
    """Its lines with something missing: which branches, of how many."""
    for number in sorted(set(file.branches) | set(file.lines)):
        missed, idle = file.missing(number)
        if not missed and not idle:
            continue
        marks = ''.join('.' if not n else '+'
                        for n in file.branches.get(number, []))
        print(f'{file.name}:{number}: {marks or "-":8} '
              f'{file.text[number]}')


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    files = measured(sys.argv[1])
    forgiven, wrong = forgive(files)
    if sys.argv[2:]:
        for name in sorted(files):
            if any(fnmatch.fnmatch(name, '*' + p + '*')
                   for p in sys.argv[2:]):
                explain(files[name])
        return 0
    show(files)
    print(f'{forgiven} branches are exceptions '
          '(tests/coverage/exceptions)')
    wrong += below(files)
    for line in wrong:
        print('not ok: ' + line)
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
