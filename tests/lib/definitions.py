#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""definitions.py CASES... [--show]: what is wrong, one by one.

A file of cases holds sections. Their first line says which file is changed,
who reads it, and what it holds, `%` for the case:

    = sources/s.json extract lint: {"source": "s", "export": %}

Then the cases: a definition at the line's beginning (`¶` is a line's end, in a
stream `|` a TAB), below it, indented, what must be said of it; nothing: that
it is right. Each program must end with 78, or with the status behind its name
(judge/65), and say this and no more, each time naming the file; bif-lint must
say it among its findings, and end with 1 or 78. A text that begins with
`:N: ` names the line too; one that begins with `~ ` not even the file. One that begins with `lint: ` only bif-lint says,
one with `stop: ` only the others.

    = command/64: bif-judge -b . %

Here the cases are shell commands, beside a book and streams that are right;
`said` is what standard error holds. --show says what is said.
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
    'merge': 'bif-aggregate -b . --as-of 2010-06-30 --merge observations.tsv',
    'years': 'bif-lint -b . --observations observations.tsv',
    'board': 'bif-render -b . verdicts.tsv',
    'answers': 'bif-lint -b . --verdicts verdicts.tsv',
    'data': 'bif-render -b . --data rows.tsv verdicts.tsv',
    'rows': 'bif-render -r rows rows.tsv',
    'ledger': 'bif-render -b . --data ledger.tsv verdicts.tsv',
    'what-if': 'bif-judge -b . --as-of 2010-06-30 --what-if what-if.csv '
               'observations.tsv',
}


def run(name, command):
    words = ['sh', '-c', command] if name == 'command' \
        else PROGRAMS[name].split()
    done = subprocess.run(words, stdin=subprocess.DEVNULL,
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
            head = re.match(r'= (\S+?)(?:/(\d+))?(?: ([^:]+))?(?:: (.*))?$',
                            line)
            if head:
                who = (head[3] or f'command/{head[2]}').split()
                found.append((head[1], who, head[4] or '%', []))
            elif line[:1] == '\t':
                found[-1][3][-1][2].append(line[1:])
            elif line and line[0] != '#':
                found[-1][3].append((number, line, []))
    return found


def holds(text, file, said):
    """Whether the line says the text, of the file."""
    if text.startswith('~ '):
        return text[2:] in said
    line = re.match(r'(:[0-9]+: )?(.*)', text)
    return file + (line[1] or '') in said and line[2] in said


def wrong(who, file, texts, status, said):
    """What is wrong with what a program said; None: nothing."""
    name, _, number = who.partition('/')
    lint = name == 'lint'
    want = [t.partition(': ')[2] if t[:6] in ('lint: ', 'stop: ') else t
            for t in texts if not t.startswith('stop: ' if lint
                                               else 'lint: ')]
    lines = said.splitlines()
    if not want and name != 'command':
        return 'was refused' if status == 78 or lint and 'definition' in said \
            else None
    if status not in ((1, 78) if lint else (int(number or 78),)):
        return f'status {status}'
    for text in want:
        if not any(holds(text, file, line) for line in lines):
            return 'not said: ' + text
    for line in lines:
        if not lint and not any(holds(text, file, line) for text in want):
            return 'said too: ' + line
    return None


def folder_for(file, text):
    """A folder where all is right, but for the file; for a command, all."""
    os.chdir(tempfile.mkdtemp())
    write(BOOK)
    write(STREAMS)
    with open('verdicts.tsv', 'wb') as out:
        subprocess.run(PROGRAMS['judge'].split(), stdout=out, check=True)
    if file != 'command':
        if file.endswith('.tsv'):
            text = text.replace('|', '\t')
        write({file: text.replace('¶', '\n') + '\n'})


def main():
    show = '--show' in sys.argv
    tried = faults = 0
    cases = [(os.path.basename(path), *section, *case)
             for path in sys.argv[1:] if path != '--show'
             for *section, found in sections(path) for case in found]
    for path, file, programs, template, line, case, texts in cases:
        text = template.replace('%', case)
        folder_for(file, text)
        for who in programs:
            status, said = run(who.partition('/')[0], text)
            tried += 1
            fault = wrong(who, '' if file == 'command' else file, texts,
                          status, said)
            if show:
                print(f'{path}:{line}: {who}: {status}\n    {text}\n    '
                      + said.replace('\n', '\n    '))
            elif fault:
                faults += 1
                print(f'{path}:{line}: {who}: {fault}\n    {text}\n    '
                      + said.replace('\n', '\n    '))
        folder = os.getcwd()
        os.chdir('/')
        shutil.rmtree(folder)
    print(f'{tried} tried, {faults} wrong')
    return 1 if faults or not tried else 0


if __name__ == '__main__':
    sys.exit(main())
