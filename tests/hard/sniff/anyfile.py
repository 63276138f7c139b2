#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""anyfile.py FIRST-LAST: made-up files, by the seeds FIRST to LAST, of every
kind that --sniff and --auto know, and of kinds they do not. Whatever the file:
no crash, the same draft twice, no failure in silence, and what is drafted is a
source that bif-extract can read by.
"""
import gzip
import html
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import zipfile

NAMES = ['Anne Bæk', 'Bo Østergård', 'Åse Ærø', 'Carl Lund', 'Dorte Friis']
DATES = ['%d-%m-%Y', '%Y-%m-%d', '%d.%m.%y', '%d/%m/%Y', '%m/%d/%Y', '%Y%m%d',
         '%d%m%y', '%d. %b %Y', '%Y-%m', '%b-%y', '%Y', '%Y-%m-%d %H:%M:%S']
MONTHS = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt',
          'nov', 'dec']


def date(rng, pattern):
    y, m, d = rng.randint(2005, 2012), rng.randint(1, 12), rng.randint(1, 28)
    for word, text in (('%Y', f'{y}'), ('%y', f'{y % 100:02}'),
                       ('%m', f'{m:02}'), ('%d', f'{d:02}'),
                       ('%b', MONTHS[m - 1]), ('%H', '07'), ('%M', '30'),
                       ('%S', '00')):
        pattern = pattern.replace(word, text)
    return pattern


def number(rng, style):
    n = rng.randint(0, 9999999)
    text = {'danish': f'{n // 100:,}'.replace(',', '.') + f',{n % 100:02}',
            'english': f'{n // 100:,}.{n % 100:02}', 'plain': f'{n / 100}',
            'comma': f'{n / 100}'.replace('.', ','), 'whole': f'{n}',
            'percent': f'{n % 100},{n % 10} %', 'exponent': f'{n:.3E}',
            'grouped': f'{n:,}', 'spaced': f'{n:,}'.replace(',', ' '),
            'minus': f'{n}-', 'paren': f'({n})' if n % 2 else f'{n}',
            'zeros': f'{n:09}'}[style]
    return text


STYLES = ['danish', 'english', 'plain', 'comma', 'whole', 'percent',
          'exponent', 'grouped', 'spaced', 'minus', 'paren', 'zeros']


def table(rng, rows, kinds):
    head = ['Navn', 'Dato', 'Beløb', 'Kode', 'CPR-nr', 'Note', 'Ja/nej'][:kinds]
    day, style = rng.choice(DATES), rng.choice(STYLES)
    made = []
    for i in range(rows):
        row = [rng.choice(NAMES), date(rng, day), number(rng, style),
               rng.choice('ABC') + str(rng.randint(1, 3)),
               f'{rng.randint(1, 28):02}{rng.randint(1, 12):02}'
               f'{rng.randint(30, 99)}-{rng.randint(1000, 9999)}',
               rng.choice(['', 'se bilag', 'ok; ikke nu', 'a "b" c']),
               rng.choice(['ja', 'nej', ''])][:kinds]
        if i == 7:
            row[1 % kinds] = rng.choice(['', 'ukendt', '31-12-9999'])
        if i == 9:
            row[2 % kinds] = rng.choice(['', '-', 'n/a'])
        made.append(row)
    return head, made


def delimited(rng, delimiter, quote):
    """The text of a table, with what stands around tables."""
    head, rows = table(rng, rng.choice([0, 1, 3, 12, 80]), rng.randint(1, 7))

    def line(cells):
        return delimiter.join(
            quote + c.replace(quote, quote * 2) + quote
            if quote and (delimiter in c or quote in c or rng.random() < .3)
            else c.replace(delimiter, ' ') for c in cells)
    lines = [line(head)] if rng.random() < .8 else []
    if rng.random() < .2:
        lines.insert(0, line([''] * len(head)))
    if rng.random() < .2 and lines:
        lines.append(line(['(tekst)'] * len(head)))
    for i, row in enumerate(rows):
        lines.append(line(row))
        if i % 30 == 29 and head:
            lines.append(rng.choice([line(head), '', 'I alt' + delimiter * (
                len(head) - 1), '-' * 30, line(row[:-1])]))
    if rng.random() < .4:
        lines[0:0] = rng.choice([['Udtræk af alt', ''], ['Rapport: 7',
                                 'Dato: 01-02-2010', ''], ['# note'],
                                 ['Titel' + delimiter * (len(head) - 1)]])
    if rng.random() < .4:
        lines += rng.choice([['', 'Antal poster: %d' % len(rows)],
                             ['I alt' + delimiter + '7'], ['Kilde: os'],
                             ['* note', '* note'], ['', 'Slut'], ['\x1a']])
    if rng.random() < .1:
        lines += ['', line(['X', 'Y', 'Z']), line(['1', '2', '3'])]
    return rng.choice(['\n', '\r\n', '\r']).join(lines) + \
        rng.choice(['\n', '\r\n', ''])


def wide(rng):
    heads = rng.choice([[f'2010-{m:02}' for m in range(1, 13)],
                        [f'{m}-10' for m in MONTHS],
                        [f'uge {w}' for w in range(1, 9)],
                        [f'{m} 2010' for m in MONTHS[:6]], ['2007', '2008',
                                                           '2009', '2010']])
    lines = [';'.join(['Enhed', 'Art'] + heads)]
    for i in range(rng.choice([2, 20])):
        lines.append(';'.join([f'C{i}', 'el'] + [
            number(rng, 'comma') for _ in heads]))
    return '\n'.join(lines) + '\n'


def fixed(rng):
    lines = []
    for i in range(rng.choice([3, 30, 90])):
        lines.append(f'{rng.choice("12")}{i:05}{rng.choice(NAMES)[:12]:<14}'
                     f'{date(rng, "%Y%m%d")}{rng.randint(0, 99999):>8}'
                     f'{rng.randint(101000000, 3112999999):010}'
                     f'{rng.choice(["JC", "YS"])}')
    if rng.random() < .6:
        lines.insert(0, rng.choice(['LISTE 7042   SIDE 1', '0HEADER20100630',
                                    'NR    NAVN          DATO    BELØB']))
    if rng.random() < .6:
        lines.append(rng.choice([f'9{len(lines):08}', '-' * 40,
                                 f'ANTAL POSTER {len(lines):06}']))
    if rng.random() < .3:
        lines.insert(len(lines) // 2, '\fLISTE 7042   SIDE 2')
    return '\n'.join(lines) + '\n'


def listing(rng):
    """A SAP list: frames, rulers, a title."""
    rule = '-' * 40
    lines = ['Personale  30.06.2010', rule, '|Nr   |Navn      |Dato      |',
             rule]
    for i in range(rng.choice([2, 25])):
        lines.append(f'|{i:5}|{rng.choice(NAMES)[:10]:10}|'
                     f'{date(rng, "%d.%m.%Y")}|')
    return '\n'.join(lines + [rule]) + '\n'


def objects(rng):
    rows = [{'navn': rng.choice(NAMES), 'dato': date(rng, '%Y-%m-%d'),
             'n': rng.choice([7, 7.5, None, True, 'x"\\', -1e3, [1], {'a': 1}]),
             'kø nr': i} for i in range(rng.choice([0, 1, 5, 40]))]
    odd = rng.choice([
        rows, {'data': rows}, {'a': {'b c': rows}, 'meta': [1, 2]},
        {'x': [{'y': rows}]}, rows + ['x'], 7, {'navn': 'x', 'n': 1},
        {'"\\\x01': rows}, [[1, 2], [3, 4]], {'e': [], 'f': rows}])
    text = json.dumps(odd, ensure_ascii=rng.random() < .5,
                      indent=rng.choice([None, 1]))
    if isinstance(odd, list) and rng.random() < .5:
        text = '\n'.join(json.dumps(r) for r in odd) + '\n'
    if rng.random() < .3:
        text = text[:rng.randint(0, len(text))]
    return rng.choice(['', '\n ', '\ufeff']) + text + rng.choice(['', '\n'])


def workbook(rng):
    """A sheet or two, as bytes."""
    head, rows = table(rng, rng.choice([0, 2, 30]), rng.randint(1, 5))
    lines = [head] + rows if rng.random() < .8 else rows
    if rng.random() < .4:
        lines.insert(0, ['Udtræk'])
    if rng.random() < .3:
        lines.append(['I alt', '7'])
    xml = ''.join(
        '<row>' + ''.join(
            f'<c><v>{rng.randint(1, 99999)}</v></c>' if rng.random() < .2
            else '<c t="inlineStr"><is><t>' + html.escape(cell) + '</t></is></c>'
            for cell in line) + '</row>' for line in lines)
    kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    room = io.BytesIO()
    with zipfile.ZipFile(room, 'w') as book:
        book.writestr('_rels/.rels', '<Relationships><Relationship Id="r" '
                      f'Target="xl/workbook.xml" Type="{kind}/officeDocument"/>'
                      '</Relationships>')
        book.writestr('xl/workbook.xml', f'<workbook xmlns:r="{kind}"><sheets>'
                      '<sheet name="Tal" r:id="s"/></sheets></workbook>')
        book.writestr('xl/_rels/workbook.xml.rels', '<Relationships>'
                      f'<Relationship Id="s" Type="{kind}/worksheet" '
                      'Target="sheet.xml"/></Relationships>')
        book.writestr('xl/sheet.xml', f'<worksheet><sheetData>{xml}'
                      '</sheetData></worksheet>')
    return room.getvalue()


def bytes_of(rng, text):
    coding = rng.choice(['utf-8', 'utf-8', 'utf-8-sig', 'iso-8859-1', 'cp1252',
                         'cp850', 'cp865', 'utf-16', 'utf-16-le', 'utf-16-be',
                         'utf-32', 'utf-8'])
    data = text.encode(coding, 'replace')
    if rng.random() < .05:
        data = gzip.compress(data)
    if rng.random() < .05:
        data = data[:rng.randint(0, len(data))]
    if rng.random() < .03:
        data = bytes(rng.randrange(256) for _ in range(200))
    return data


def some_file(rng):
    what = rng.random()
    if what > .96:
        return workbook(rng)
    if what < .62:
        text = delimited(rng, rng.choice([';', ',', '\t', '|', '::', ' ', '~',
                                          '¤', ';;']),
                         rng.choice(['"', '"', "'", '']))
    elif what < .7:
        text = wide(rng)
    elif what < .8:
        text = fixed(rng)
    elif what < .85:
        text = listing(rng)
    else:
        text = objects(rng)
    return bytes_of(rng, text)


def run(*arguments):
    done = subprocess.run(['bif-extract', *arguments], stdout=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          check=False)
    return done.returncode, done.stdout, done.stderr.decode('utf-8', 'replace')


OPTIONS = ['--encoding iso-8859-1', '--encoding utf-8', '--delimiter ;',
           '--delimiter tab', '--delimiter ::', '--quote ', "--quote '",
           '--header 2', '--header 1,2', '--header none', '--header 1',
           '--footer 1', '--footer ^I.alt', '--skip 1', '--skip 3', '--trim',
           '--ragged pad', '--ragged keep', '--columns 1', '--columns Navn',
           '--input csv', '--input json', '--input xlsx', '--filter .[]',
           '--sheet 1', '--comment #', '--newline lf', '--newline auto',
           '--table 1', '--table 2', '--escape \\', '--limit cell=100',
           '--limit columns=3']


def wrong_with_options(rng, name):
    """What is given holds, for the draft and for reading; nothing crashes."""
    words = []
    for option in rng.sample(OPTIONS, rng.randint(1, 3)):
        words += option.split(' ', 1)
    for how in ('--sniff', '--auto'):
        status, _, err = run(how, *words, name)
        if status not in (0, 64, 65, 74, 78) or status and not err:
            return f'{how} {" ".join(words)}: status {status}: {err}'
    return None


def wrong(name):
    status, draft, err = run('--sniff', name)
    if status not in (0, 65):
        return f'--sniff: status {status}: {err}'
    if (status, draft) != run('--sniff', name)[:2]:
        return '--sniff: another draft the second time'
    auto = run('--auto', name)
    if auto[0] not in (0, 65, 74, 78):
        return f'--auto: status {auto[0]}: {auto[2]}'
    if auto[0] and not auto[2]:
        return f'--auto: status {auto[0]} in silence'
    if status == 0:
        source = json.loads(draft)
        if not isinstance(source.get('export'), (dict, list)):
            return 'the draft has no export'
        with open('sources/x.json', 'wb') as file:
            file.write(draft)
        read = run('-b', '.', '-s', source['source'], name)
        if read[0] not in (0, 65, 74):
            return f'the draft cannot be read by: {read[0]} {read[2]}'
    return None


def main():
    first, last = (int(n) for n in sys.argv[1].split('-'))
    os.chdir(tempfile.mkdtemp(dir=os.environ.get('BATS_TEST_TMPDIR')))
    os.mkdir('sources')
    faults = 0
    for seed in range(first, last + 1):
        name = f'some_{seed}.txt'
        with open(name, 'wb') as file:
            file.write(some_file(random.Random(seed)))
        try:
            fault = wrong(name) or wrong_with_options(
                random.Random(-seed), name)
        except ValueError as why:
            fault = f'the draft is no JSON: {why}'
        if fault:
            faults += 1
            print(f'seed {seed}: {fault}')
        else:
            os.unlink(name)
    print(f'{last - first + 1} files, {faults} wrong')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
