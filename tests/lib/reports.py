#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""reports.py: every report of three odd worlds, in every format and language.

The worlds hold each status, direction, scale, window and flag, texts that are
empty, long or hostile, numbers that are negative, long or fractions; one has
no parents, no perspective, no committee and counts days, one has two parents,
one has a unit and a goal and nothing else. Verdicts are written by hand: bif-judge would never give them all.
What must hold of each report: status 0 and silence; well-formed; no control
character; every goal and every status that is shown is named.
"""
import csv
import html.parser
import io
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

STATUSES = {
    'met': ('opfyldt', 'met'), 'near': ('næsten opfyldt', 'nearly met'),
    'off': ('et stykke fra målopfyldelse', 'off'),
    'not_applicable': ('ikke i kontrakten', 'not'),
    'withdrawn': ('udgået', 'withdrawn'),
    'not_due': ('opgøres senere', ''),
    'not_delivered': ('ikke leveret', ''),
    'not_mature': ('for tidligt at opgøre', ''),
    'no_data': ('mangler data', 'data'),
    'undefined': ('kan ikke beregnes', ''),
}
COLUMNS = ('year unit goal perspective measure as_of known_at status value '
           'expected target upper baseline due direction window path scale '
           'shortfall band numerator denominator n projected outlook required '
           'trend flags pending through rejected bounds low high chance signal '
           'readings projected_low projected_high chance_met original_target '
           'original_status why').split()
DIRECTIONS = ['at_least', 'at_most', 'within']
SCALES = ['of_target', 'points', 'of_change']
WINDOWS = ['year', 'rolling_12', 'mean_of_months', 'month', 'latest']
PATHS = ['level', 'accrual', 'glide', 'level', 'milestones', 'year_end']
UNITS_OF_VALUE = ['percent', 'days', '', 'kWh', 'kr.', '%', 'procent']
# Some cannot be the name of a sheet; two are the same when they are cut.
PERSPECTIVES = ['P0', 'History', "a[b]:c*?/'d", '😀' * 17 + '1',
                '😀' * 17 + '2', '?']
FLAGS = ['', 'standard-band', 'revised small-n', 'sensitive incomplete',
         'manual', 'preliminary']
HOSTILE = '=1+2|<b>&"*_`[x](y)\\\x1b[2J'
TURNING = 'a\x7f\x85b\u061c\u200e\u200f\u202a\u202e\u2066\u2069c\u00a0\u2010\u2065'

WORLDS = {
    'flat': {
        'book.json': '{"name": "Odd", "language": "en", "calendar": "day", '
                     '"standard_bands": {"points": 1}}',
        'units.csv': 'unit,name\nN,North\nS,South [1]\nE,\n',
        'actions.csv': 'action,unit,goal,title,owner,start,due,state\n'
                       'a1,,,"Write it down.",,,,\n'
                       'a2,N,g0,Teach,She,2010-01-01,2010-03-01,done\n'
                       'a3,S,,Ask,,,2010-09-01,\n'
                       'a4,,g2,Wait,He,,,odd\na5,N,g2,Go,,,2010-07-01,open\n'
                       'a6,S,g2,Stay,,,,open\n',
        'strategy.csv': 'from,to,kind,label\nV,,vision,\nW,,vision,Wide\n'
                        'P,V,strategy,\nQ,nowhere,strategy,Lost\n'
                        'g0,P,goal,\ng1,P,goal,x\nnone,P,goal,\n'
                        'a2,g0,action,\na1,g0,action,\na9,g1,action,\n'
                        'a3,g9,action,\n',
        'comments.csv': 'year,unit,goal,as_of,response,text\n'
                        '2010,N,g2,2010-06-15,both,"It is hard"\n'
                        '2010,S,g2,2010-06-15,adjust,\n'
                        '2010,S,g5,2010-06-15,effort,We try.\n'
                        '2010,N,g0,2010-06-15,,Note this!\n'
                        '2010,N,g0,2010-03-31,adjust,older\n',
    },
    'bare': {'units.csv': f'unit,name\nU,"{TURNING}\n＝x"\n'},
    'tree': {
        'book.json': '{"name": "Træ", "committee": "Udvalget for alt"}',
        'units.csv': 'unit,name,parent\nT,Top & <alt>,\nA,Aa,T\nB,Bø,T\n'
                     'U,Anden,\nC,Cæ,U\nX,Tom,T\n',
        'comments.csv': 'year,unit,goal,as_of,response,text\n'
                        '2010,A,g2,2010-06-15,both,Der er travlt\n',
    },
}


AS_OF = {'flat': '2010-06-15', 'tree': '2010-06-15', 'bare': '2010-01-31'}


def verdict(world, unit, goal, number, status):
    """One row; what it says need not be possible."""
    given = status in ('met', 'near', 'off')
    direction = DIRECTIONS[goal % 3]
    value = ['12.5', '-3', '0', '99.99', '12345678901234567.5',
             '1234.567'][number % 6]
    row = dict.fromkeys(COLUMNS, '')
    row.update(year='2010', unit=unit, goal=f'g{goal}', measure='m',
               perspective=PERSPECTIVES[goal % 6], as_of=AS_OF[world],
               known_at='2010-05-01' if world == 'flat' else AS_OF[world],
               status=status, target=['15', '-2', '10'][goal % 3],
               upper='20' if direction == 'within' else '',
               baseline=['', '10'][goal // 3 % 2], direction=direction,
               due='' if number % 5 == 4 else '2010-12-31',
               window=WINDOWS[goal % 5], path=PATHS[goal % 6],
               scale=SCALES[goal // 2 % 3], band='5',
               flags=FLAGS[number % 6], why=HOSTILE + TURNING)
    if given:
        row.update(value=value, expected=['15', '-2.25', '10'][goal % 3],
                   shortfall='0' if status == 'met' else '2.5',
                   numerator=['25', '1/3', '2'][number % 3],
                   denominator=['2', '', '7'][number % 3],
                   n=['3', '200', ''][number % 3],
                   projected=['', value, '17'][number % 3],
                   outlook=['', 'met', 'off'][number % 3],
                   required=['', '120', '14', '-1'][number % 4],
                   trend=['', 'better', 'same', 'worse'][number % 4])
    if goal % 2:
        row.update(original_target='14', original_status='near')
    return row


def write_world(name):
    world = WORLDS[name]
    files = dict(world)
    units = [line.split(',')[0]
             for line in world['units.csv'].split('\n')[1:-1]
             if not line.startswith('＝')]
    files['measures.json'] = '{"measures": [{"measure": "m", "numerator": ' \
        '{"count": "facts"}, "denominator": {"count": "facts"}}]}'
    goals = ['goal,title,title_en,perspective,measure,direction,window,path,'
             'scale,unit_of_value,central,monthly,cyclical,owner']
    targets = ['year,unit,goal,due,target,upper,baseline,decided,decided_by,'
               'reason']
    rows = []
    statuses = itertools.cycle(STATUSES)
    for g in range(1 if name == 'bare' else 10):
        title = '' if g == 9 else f'Goal {g} {HOSTILE[:12]}'.replace('"', '')
        goals.append(f'g{g},{title},{"" if g % 2 else f"English {g}"},'
                     f'{"" if name == "flat" and g == 7 else PERSPECTIVES[g % 6]},m,'
                     f'{DIRECTIONS[g % 3]},{WINDOWS[g % 5]},{PATHS[g % 6]},'
                     f'{SCALES[g // 2 % 3]},{UNITS_OF_VALUE[g % 7]},'
                     f'{"yes" if g % 4 else ""},'
                     f'{"yes" if name == "tree" and g < 3 else ""},'
                     f'{"yes" if g == 2 else ""},{"Ø" if g == 1 else ""}')
        for i, unit in enumerate(units):
            if unit == 'X':
                continue
            upper = 20 if g % 3 == 2 else ''
            targets.append(f'2010,{unit},g{g},2010-12-31,10,{upper},'
                           f'{"12" if g in (2, 3, 4, 5, 8) else ""},2010-01-01,,')
            if g % 2:
                targets.append(
                    f'2010,{unit},g{g},2010-12-31,{"" if g == 5 else 11},'
                    f'{"" if g == 5 else upper},'
                    f'{"12" if g in (3, 5) else ""},2010-04-01,'
                    f'{"Board" if i else ""},'
                    f'{["", "Too hard", "It was wrong."][g % 3]}')
            if g == 8 and i == 1:
                continue        # no verdict of it at this unit
            status = 'not_applicable' if g == 6 else next(statuses)
            rows.append(verdict(name, unit, g, g + i, status))
    files['goals.csv'] = '\n'.join(goals) + '\n'
    files['targets.csv'] = '\n'.join(targets) + '\n'
    files['verdicts.tsv'] = '\t'.join(COLUMNS) + '\n' + ''.join(
        '\t'.join(r[c].replace('\\', '\\\\') for c in COLUMNS) + '\n'
        for r in rows)
    head = 'measure\tunit\tmonth\tnumerator\tdenominator\tn\tpending\tas_of\n'
    files['observations.tsv'] = head + ''.join(
        f'm\t{u}\t2010-0{m}\t{m * m}\t{0 if m == 3 else 7}\t{m}\t0\t'
        f'{AS_OF[name]}\n' for u in units[:2] for m in range(1, 7)
        if m != 4 and (m == 1 or name != 'bare'))
    files['ledger.tsv'] = (
        'program\tsource\tfile\trows_in\trows_out\tfacts\trejected\tskipped\t'
        'bytes_in\tbytes_out\tfirst_date\tlast_date\tstatus\n'
        'bif-extract\ts\t*\t1003\t1000\t0\t2\t1\t1\t1\t\t\t0\n'
        'bif-normalize\ts\t*\t1000\t990\t990\t5\t5\t1\t1\t2010-01-01\t'
        '2010-06-14\t0\nbif-normalize\tt\t*\t0\t0\t0\t0\t0\t0\t0\t\t\t0\n')
    os.makedirs(name)
    for file, text in files.items():
        with open(os.path.join(name, file), 'w', encoding='utf-8') as out:
            out.write(text)
    return rows, units


class Tags(html.parser.HTMLParser):
    """Whether each tag that is opened is closed, in order."""
    VOID = {'meta', 'br', 'hr', 'col', 'link', 'img', 'input'}

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attrs):
        if tag in ('script', 'iframe', 'b'):
            self.wrong.append(f'<{tag}>')
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f'</{tag}>')


def is_well_formed(form, data):
    if form == 'xlsx':
        return data[:2] == b'PK'
    text = data.decode('utf-8')
    if form in ('text', 'markdown', 'html', 'svg', 'csv', 'prom') and \
            re.search('[^ -~\x80-\U0010ffff\t\r\n]|[\x80-\x9f]', text):
        return False
    if form == 'html':
        tags = Tags()
        tags.feed(text)
        return not tags.wrong and not tags.open
    if form == 'svg':
        xml.etree.ElementTree.fromstring(text)
    elif form == 'jsonl':
        return all(isinstance(json.loads(line), dict)
                   for line in text.split('\n')[:-1])
    elif form in ('datapackage', 'json'):
        json.loads(text)
    elif form in ('csv', 'powerbi', 'rfc4180'):
        rows = list(csv.reader(io.StringIO(text.lstrip('\ufeff')), strict=True,
                               delimiter=';' if form == 'csv' else ','))
        return len({len(r) for r in rows}) == 1
    elif form == 'tsv':
        return len({line.count('\t') for line in text.split('\n')[:-1]}) == 1
    elif form == 'text':
        return all(line == line.rstrip() for line in text.split('\n')[:-1])
    return True


def run(arguments):
    done = subprocess.run(['bif-render', *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    return done.returncode, done.stdout, done.stderr.decode('utf-8')


def commands(units):
    pages = ['text', 'markdown', 'html']
    data = ['csv', 'xlsx', 'powerbi', 'rfc4180', 'tsv', 'jsonl',
            'json', 'datapackage', 'prom']
    for report in ('board', 'half-year', 'full-year', 'month', 'adjustments',
                   'contracts', 'strategy'):
        for form in pages + data:
            if form != 'prom' or report != 'strategy':
                yield report, form, []
    for unit in units:
        for form in pages + ['tsv']:
            yield 'unit', form, ['-u', unit]
        yield 'unit', 'html', ['-u', unit, '-g', 'g0']


def wrong(world, rows, report, form, arguments, got):
    status, out, err = got
    if form == 'xlsx' and status == 64 and 'without libxlsxwriter' in err:
        return None
    if status or err:
        return f'status {status}: {err}'
    try:
        if not is_well_formed(form, out):
            return 'is not well formed'
    except (ValueError, xml.etree.ElementTree.ParseError) as fault:
        return f'is not well formed: {fault}'
    if report != 'board' or form not in ('text', 'html', 'markdown'):
        return None
    text = out.decode('utf-8')
    english = ('en' in arguments) or (world == 'flat' and 'da' not in arguments)
    for word in {STATUSES[r['status']][english] for r in rows}:
        if word not in ' '.join(text.split()):
            return f'does not say "{word}"'
    return None


def drawings(world, rows):
    """Every goal at every unit, with its curve and without."""
    for row in rows:
        for more in ([], ['--observations', f'{world}/observations.tsv']):
            words = ['-b', world, '-r', 'unit', '-f', 'svg', '-u', row['unit'],
                     '-g', row['goal'], *more, f'{world}/verdicts.tsv']
            status, out, err = run(words)
            if status == 65 and 'nothing to draw' in err:
                continue
            if status or err or not is_well_formed('svg', out):
                yield ' '.join(words) + f': status {status}: {err}'


def main():
    os.chdir(tempfile.mkdtemp(dir=os.environ.get('BATS_TEST_TMPDIR')))
    tried, faults = 0, []
    for world in WORLDS:
        rows, units = write_world(world)
        for report, form, more in commands(units):
            for lang, figures in (('da', True), ('en', True), (None, False)):
                words = ['-b', world, '-r', report, '-f', form, *more]
                if lang == 'en':
                    words += ['--as-of', AS_OF[world]]
                if lang:
                    words += ['--lang', lang]
                if figures:
                    words += ['--observations', f'{world}/observations.tsv',
                              '--data', f'{world}/ledger.tsv']
                elif form == 'text':
                    words += ['--suppress', '4', '--width', '40']
                else:
                    words += ['--suppress', '4']
                words.append(f'{world}/verdicts.tsv')
                tried += 1
                fault = wrong(world, rows, report, form, words, run(words))
                if fault:
                    faults.append(' '.join(words) + ': ' + fault)
        faults += drawings(world, rows)
    print('\n'.join(faults))
    print(f'{tried} reports, {len(faults)} wrong')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
