# SPDX-License-Identifier: MIT
"""The work that is tortured: a small inbox cut from the sample exports, and a
run of each program over it. Everything happens in one scratch folder."""
import glob
import gzip
import atexit
import json
import os
import random
import re
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))


def lenient_book():
    """The sample book, but no source has to have delivered: the inboxes here
    are small, and what is tried is not what they lack."""
    book = tempfile.mkdtemp(prefix='bif-torture-book-')
    atexit.register(shutil.rmtree, book, True)
    shutil.copytree(ROOT + '/samples/bif-2010', book, dirs_exist_ok=True)
    for path in glob.glob(book + '/sources/*.json'):
        with open(path, encoding='utf-8') as file:
            source = json.load(file)
        source['delivers'] = {'required': False}
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(source, file)
    return book


BOOK = lenient_book()
EXPORTS = ROOT + '/samples/exports-2010-06-30'
WORKBOOK = ROOT + '/samples/variants/elforbrug_2010.xlsx'
BIN = os.path.join(ROOT, os.environ.get('BIF_BIN', 'bin'))
AS_OF = '2010-06-30'
SOURCES = {
    'elforbrug': 'elforbrug_2010.txt', 'fleksjob': 'fleksjob*',
    'jobindsats': 'jobindsats*', 'klager': 'klager*',
    'kmd-sygedagpenge': 'KMD*', 'kvantum-prognose': 'kvantum*',
    'opera-henvendelse': 'henvendelser*', 'opera-samtaler': 'samtaler*',
    'opus-fravaer': 'opus_fravaer*', 'opus-personale': 'opus_personale*',
    'telefoni': 'telefoni*', 'trivsel': 'trivsel*',
    'workbase-tilbud': 'workbase*'}
FORMATS = ('text', 'markdown', 'html', 'csv', 'xlsx', 'jsonl', 'prom')
ROWS = 40
MANY = 80000


def unpack(data):
    return gzip.decompress(data) if data[:2] == b'\x1f\x8b' else data


def cut(name, data):
    """The first rows of an export, its count of rows mended."""
    lines = data.split(b'\n')
    if name.startswith(('elforbrug', 'jobindsats')):
        return data
    if name.startswith('KMD'):
        body = [l for l in lines if re.match(rb'\d{3}', l)][:ROWS]
        foot = [re.sub(rb'\d{7}', b'%07d' % len(body), l)
                for l in lines if l.startswith(b'ANTAL')]
        return b'\n'.join(lines[:3] + body + foot) + b'\n'
    if name.startswith('opus_fravaer'):
        body = [l for l in lines if l.startswith(b'|3')][:ROWS]
        foot = [re.sub(rb'[0-9.]+', b'%d' % len(body), l, count=1)
                for l in lines if l.startswith(b'Antal linjer')]
        return b'\n'.join(lines[:6] + body + lines[3:4] + foot) + b'\n'
    if name.startswith('henvendelser'):
        body = [l for l in lines[4:] if re.match(rb'[JC].*;.*;\d', l)][:ROWS]
        return b'\n'.join(lines[:4] + body +
                          [b'I alt;%d;;;;;' % len(body),
                           b'Antal henvendelser: %d' % len(body)])
    return b'\n'.join(lines[:ROWS + 3]) + (b'\n' if not lines[-1] else b'')


def make_inbox(folder, want=lambda name: True):
    os.makedirs(folder)
    months = ('samtaler_2009-12', 'samtaler_2010-03', 'samtaler_2010-04')
    for path in sorted(glob.glob(EXPORTS + '/*')):
        name = os.path.basename(path)
        if not want(name) or (name.startswith('samtaler')
                              and not name.startswith(months)):
            continue
        with open(path, 'rb') as file:
            packed = file.read()
        data = cut(name, unpack(packed))
        if packed[:2] == b'\x1f\x8b':
            data = gzip.compress(data, mtime=0)
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(data)


def make_many(file):
    """Complaints enough for whole blocks of quick rows, for a thread that
    inflates and for a table of keys that no longer comes from the heap."""
    rng = random.Random(2010)
    with open(file, 'w', encoding='utf-8', newline='') as out:
        out.write('\ufeffsep=;\r\nSagsnr;Modtaget;Afgjort;Enhed;Type;Udfald;'
                  'Bemærkning\r\n')
        for i in range(MANY):
            out.write(f'2009-{i:06};01.01.2009;{i % 28 + 1:02}.03.2009;'
                      'Jobcenter Skelbækgade;Formalitetsklage;Afvist;'
                      f'{"æ" * (i % 50 == 0)}{rng.getrandbits(64):x}\r\n')


class Piped(list):
    """A command whose input is a pipe, which another program fills from a
    file."""

    def __init__(self, file, command):
        super().__init__(command)
        self.file = file


class Job:
    """A scratch folder with the streams of a run in it."""

    def __init__(self, few=False):
        self.at = tempfile.mkdtemp(prefix='bif-torture-')
        self.inbox = self.at + '/inbox'
        self.key = self.at + '/key'
        self.env = {
            'PATH': BIN + ':' + os.environ['PATH'], 'HOME': self.at,
            'LC_ALL': 'C', 'TMPDIR': self.at, 'BIF_BIN': BIN,
            'BIF_BOOK': BOOK, 'BIF_AS_OF': AS_OF, 'BIF_KEY': self.key}
        with open(os.open(self.key, os.O_WRONLY | os.O_CREAT, 0o600), 'w') as file:
            file.write('a key that only these tests use, for nobody')
        make_inbox(self.inbox)
        for source, pattern in SOURCES.items():
            self.shell(f'bif-extract -s {source} {self.inbox}/{pattern} '
                       f'-o {source}.records; bif-normalize -s {source} '
                       f'{source}.records -o {source}.facts')
        self.shell('bif-aggregate *.facts -o observations && '
                   'bif-judge observations -o verdicts')
        if not few:
            make_many(self.at + '/many.csv')
            self.shell('gzip -kn many.csv && bif-extract -s klager many.csv '
                       '-o many.records')

    def shell(self, command):
        done = subprocess.run(['bash', '-c', command], env=self.env,
                              cwd=self.at, capture_output=True)
        if done.returncode:
            raise SystemExit(f'{command}: {done.stderr.decode()}')

    def close(self):
        shutil.rmtree(self.at, ignore_errors=True)

    def files(self, pattern):
        return sorted(glob.glob(os.path.join(self.inbox, pattern)))

    def cases(self, few=False):
        """NAME, COMMAND of each program, in each of its ways to work."""
        at = self.at + '/'
        facts = sorted(glob.glob(at + '*.facts'))
        for source, pattern in SOURCES.items():
            if few and source not in ('jobindsats', 'kmd-sygedagpenge'):
                continue
            yield 'extract ' + source, ['bif-extract', '-s', source,
                                        '--rejects', at + 'rejects', '--rows',
                                        at + 'rows'] + self.files(pattern)
        yield 'extract xlsx', ['bif-extract', '-s', 'elforbrug', WORKBOOK]
        yield 'extract --claim', ['bif-extract', '--claim', self.inbox]
        yield 'extract without a source', [
            'bif-extract', '-d', ';', '--header', '2', '--skip', '1',
            self.inbox + '/klager.csv']
        yield 'extract --sniff', ['bif-extract', '--sniff',
                                  self.inbox + '/klager.csv']
        yield 'extract --auto of a pipe', Piped(self.inbox + '/klager.csv', [
            'bif-extract', '--auto'])
        yield 'extract a pipe twice', Piped(self.inbox + '/klager.csv', [
            'bif-extract', '-d', ';', '--header', '2', '--ragged', 'keep'])
        if not few:
            yield from self.large_cases()
        for source in SOURCES:
            if few and source not in ('klager', 'workbase-tilbud'):
                continue
            yield 'normalize ' + source, [
                'bif-normalize', '-s', source, at + source + '.records',
                '--rejects', at + 'rejects', '--rows', at + 'rows']
        yield 'aggregate', ['bif-aggregate'] + facts
        yield 'aggregate --merge', ['bif-aggregate', '--merge',
                                    at + 'observations', at + 'observations']
        if not few:
            yield 'aggregate --explain', [
                'bif-aggregate', '--explain', 'interviews_on_time'] + facts
            yield 'aggregate --needs', ['bif-aggregate', '--needs']
        yield 'judge', ['bif-judge', '--robust', at + 'observations']
        for form in ('text',) if few else FORMATS:
            yield 'render ' + form, ['bif-render', '-f', form, at + 'verdicts']
        yield 'lint', ['bif-lint']

    def large_cases(self):
        at = self.at + '/'
        yield 'extract many', ['bif-extract', '-s', 'klager', at + 'many.csv']
        yield 'extract many, gzip', ['bif-extract', '-s', 'klager',
                                     at + 'many.csv.gz']
        yield 'normalize many', ['bif-normalize', '-s', 'klager',
                                 at + 'many.records']
