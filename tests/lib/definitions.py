#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""definitions.py CASES... [--show]: definitions that are wrong, one by one.

A file of cases holds sections. Their first line says where the definition goes
and who reads it; `%` stands for it:

    = sources/s.json extract lint: {"source": "s", "export": %}

Then the cases: a definition at the line's beginning (`¶` is a line's end),
below it, indented, what must be said of it; nothing: that it is right. Each
program must end with 78 and say this and no more, each time naming the file;
bif-lint must say it among its findings, and end with 1 or 78. A text that
begins with `:N: ` names the line too. One that begins with `lint: ` only
bif-lint says, one with `stop: ` only the others. --show says what is said.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

FACTS = '{"each": [{"event": "e", "unit": {"unit": "u"}, ' \
    '"date": {"date": "d", "format": "yyyy-mm-dd"}}]}'
BOOK = {
    'units.csv': 'unit,name,parent\nA,Alfa,\nB,Beta,A\n',
    'codes/c.csv': 'list,code,value\nkind,1,one\nkind,2,two\n',
    'sources/s.json': '{"source": "s", "match": "*", "export": {}, '
                      '"facts": %s}\n' % FACTS,
    'measures.json': '{"measures": [{"measure": "m", "numerator": '
                     '{"count": "facts", "where": {"event": "e"}}}]}\n',
    'goals.csv': 'goal,measure,direction,owner,data_source\n'
                 'g,m,at_least,she,s\nw,m,within,she,s\n',
    'targets.csv': 'year,unit,goal,due,target,upper,decided\n'
                   '2010,A,g,2010-12-31,10,,2010-01-20\n'
                   '2010,A,w,2010-12-31,10,20,2010-01-20\n',
}
STREAMS = {
    'in.csv': 'u,d\nA,2010-01-31\n',
    'records.tsv': 'u\td\tat\nA\t2010-01-31\tin.csv:2\n',
    'facts.tsv': 'source\tunit\tevent\tdate\tuntil\tsubject\tgroup\toutcome'
                 '\tamount\ns\tA\te\t2010-01-31\t\t\t\t\t\n',
    'observations.tsv': 'measure\tunit\tmonth\tnumerator\tdenominator\tn\t'
                        'pending\tas_of\nm\tA\t2010-01\t1\t\t1\t0\t2010-06-30'
                        '\n',
}
PROGRAMS = {
    'extract': 'bif-extract -b . -s s in.csv',
    'normalize': 'bif-normalize -b . -s s records.tsv',
    'aggregate': 'bif-aggregate -b . --as-of 2010-06-30 facts.tsv',
    'judge': 'bif-judge -b . --as-of 2010-06-30 observations.tsv',
    'render': 'bif-render -b . -r half-year --observations observations.tsv '
              'verdicts.tsv',
    'strategy': 'bif-render -b . -r strategy verdicts.tsv',
    'lint': 'bif-lint -b .',
}


def run(name):
    done = subprocess.run(PROGRAMS[name].split(), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    said = done.stdout if name == 'lint' else b''
    return done.returncode, (said + done.stderr).decode('utf-8', 'replace')


def write(files):
    for name, text in files.items():
        if os.path.dirname(name):
            os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, 'w', encoding='utf-8', newline='') as file:
            file.write(text)


def sections(path):
    """(file, programs, template, [(line, definition, [texts])])."""
    found = []
    with open(path, encoding='utf-8') as text:
        for number, line in enumerate(text, 1):
            line = line.rstrip('\n')
            head = re.match(r'= (\S+) ([^:]+):? ?(.*)', line)
            if head:
                found.append((head[1], head[2].split(), head[3] or '%', []))
            elif line[:1] == '\t':
                found[-1][3][-1][2].append(line[1:])
            elif line and line[0] != '#':
                found[-1][3].append((number, line, []))
    return found


def holds(text, file, said):
    """Whether the line says the text, of the file."""
    line = re.match(r'(:[0-9]+: )?(.*)', text)
    return file + (line[1] or '') in said and line[2] in said


def wrong(name, file, texts, status, said):
    """What is wrong with what a program said; None: nothing."""
    lint = name == 'lint'
    want = [t.partition(': ')[2] if t[:6] in ('lint: ', 'stop: ') else t
            for t in texts if not t.startswith('stop: ' if lint
                                               else 'lint: ')]
    lines = said.splitlines()
    if not want:
        return 'was refused' if status == 78 or lint and 'definition' in said \
            else None
    if status not in ((1, 78) if lint else (78,)):
        return f'status {status}'
    for text in want:
        if not any(holds(text, file, line) for line in lines):
            return 'not said: ' + text
    for line in lines:
        if not lint and not any(holds(text, file, line) for text in want):
            return 'said too: ' + line
    return None


def main():
    show = '--show' in sys.argv
    tried = faults = 0
    paths = [os.path.abspath(p) for p in sys.argv[1:] if p != '--show']
    for path in paths:
        for file, programs, template, cases in sections(path):
            for number, definition, texts in cases:
                folder = tempfile.mkdtemp()
                os.chdir(folder)
                text = template.replace('%', definition) + '\n'
                write(BOOK)
                write(STREAMS)
                if 'render' in programs or 'strategy' in programs:
                    with open('verdicts.tsv', 'wb') as out:
                        subprocess.run(PROGRAMS['judge'].split(), stdout=out,
                                       check=True)
                write({file: text.replace('¶', '\n')})
                if show:
                    print(definition)
                for name in programs:
                    status, said = run(name)
                    tried += 1
                    fault = wrong(name, file, texts, status, said)
                    if show:
                        print(f'\t# {name} {status}')
                        for line in said.splitlines():
                            print('\t' + line)
                    elif fault:
                        faults += 1
                        print(f'{os.path.basename(path)}:{number}: {name}: '
                              f'{fault}\n    of: {definition}\n    '
                              + said.replace('\n', '\n    '))
                os.chdir('/')
                shutil.rmtree(folder)
    print(f'{tried} tried, {faults} wrong')
    return 1 if faults or not tried else 0


if __name__ == '__main__':
    sys.exit(main())
