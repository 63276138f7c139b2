#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""oddbooks.py: workbooks whose XML is odd or wrong, one by one: what
bif-extract makes of each, its records or its message; and bombs, which must
be read or refused within 100 MiB and some seconds."""
import os
import subprocess
import sys
import tempfile
import zipfile

SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PARTS = {
    '_rels/.rels':
        '<Relationships><Relationship Id="r" Target="xl/workbook.xml" '
        f'Type="{OFFICE}/officeDocument"/></Relationships>',
    'xl/workbook.xml':
        f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}">%(pr)s<sheets>'
        '%(sheets)s</sheets><calcPr calcId="1"/></workbook>',
    'xl/_rels/workbook.xml.rels':
        '<Relationships>%(rels)s<Relationship Id="s1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="st" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="ss" Type="{OFFICE}/sharedStrings" '
        'Target="%(strings_at)s"/></Relationships>',
    'xl/styles.xml':
        f'<styleSheet xmlns="{SPREADSHEET}"><numFmts>'
        '<numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/>'
        '<numFmt formatCode="yyyy"/></numFmts><cellStyleXfs><xf '
        'numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf '
        'numFmtId="164"/><xf numFmtId="x"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml':
        f'<sst xmlns="{SPREADSHEET}"><si><t>one</t></si><si><r><t>tw</t></r>'
        '<r><t>o</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>'
        '%(strings)s</sst>',
    'xl/worksheets/sheet1.xml':
        f'<worksheet xmlns="{SPREADSHEET}"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>a</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>b</t></is></c></row>%(rows)s'
        '</sheetData></worksheet>',
}
PLAIN = {'pr': '', 'rels': '', 'strings': '', 'rows': '',
         'strings_at': 'sharedStrings.xml',
         'sheets': '<sheet name="Tal" sheetId="1" r:id="s1"/>'}


def cells(*values):
    """A second row of raw cells."""
    return {'rows': '<row r="2">' + ''.join(values) + '</row>'}


def text(value, where='A2'):
    return f'<c r="{where}" t="str"><v>{value}</v></c>'


X14 = 'xmlns:x14="http://schemas.microsoft.com/office/x14"'
STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main'

# What is odd, the records or (a text) the message, options, and what is said
# beside records.
CASES = [
    ('nothing', {}, [], []),
    ('rows and cells without names', {
        'rows': '<row><c><v>1</v></c><c t="s"><v>1</v></c></row>'
                '<row><c t="str"><v>x</v></c></row>'},
     [['1', 'two'], ['x', '']], []),
    ('gaps, and a row that is left out', {
        'rows': '<row r="4"><c r="B4"><v>2</v></c></row>'}, [['', '2']], []),
    ('booleans, errors, dates as text', cells(
        '<c r="A2" t="b"><v>0</v></c>', '<c r="B2" t="b"><v>1</v></c>')
     | {}, [['FALSE', 'TRUE']], []),
    ('errors and ISO dates', cells(
        '<c r="A2" t="e"><v>#N/A</v></c>',
        '<c r="B2" t="d"><v>2010-06-30</v></c>'),
     [['#N/A', '2010-06-30']], [], 'cell A2 holds an error'),
    ('an ISO date with a time', cells(
        '<c r="A2" t="d"><v>2010-06-30T14:22:01</v></c>', text('y', 'B2')),
     [['2010-06-30 14:22:01', 'y']], []),
    ('an extension says nothing of dates', {
        'pr': '<workbookPr date1904="1"/>' '<extLst><ext><x14:workbookPr '
              + X14 + ' date1904="0"/></ext></extLst>'} | cells(
                  '<c r="A2" s="1"><v>38897</v></c>', text('y', 'B2')),
     [['2010-06-30', 'y']], []),
    ('an element of the same name further in is another', {
        'pr': '<extLst><workbookPr date1904="1"/></extLst>'} | cells(
            '<c r="A2" s="1"><v>40359</v></c>', text('y', 'B2')),
     [['2010-06-30', 'y']], []),
    ('rows, cells and values of other namespaces', {
        'rows': f'<x14:row {X14} r="2"><c r="A2"><v>9</v></c></x14:row>'
                f'<row r="2"><x14:c {X14} r="A2"><x14:v>8</x14:v></x14:c>'
                f'<c r="A2" t="str"><x14:v {X14}>7</x14:v><v>x</v></c>'
                '<c r="B2" t="str"><v>y</v><extLst><v>z</v></extLst></c>'
                '</row>'}, [['x', 'y']], []),
    ('rows of a table elsewhere in the sheet', {
        'rows': '</sheetData><extLst><sheetData><row r="2"><c r="A2"><v>1</v>'
                '</c></row></sheetData></extLst><sheetData>' }
     | {}, [], []),
    ('any prefix', {'xl/worksheets/sheet1.xml':
                    f'<q:worksheet xmlns:q="{SPREADSHEET}"><q:sheetData>'
                    '<q:row><q:c t="str"><q:v>a</q:v></q:c><q:c t="str"><q:v>'
                    'b</q:v></q:c></q:row><q:row><q:c><q:v>1</q:v></q:c><q:c>'
                    '<q:v>2</q:v></q:c></q:row></q:sheetData></q:worksheet>'},
     [['1', '2']], []),
    ('the strict edition', {'xl/worksheets/sheet1.xml':
                            f'<worksheet xmlns="{STRICT}"><sheetData><row>'
                            '<c t="str"><v>a</v></c><c t="str"><v>b</v></c>'
                            '</row><row><c><v>1</v></c><c><v>2</v></c></row>'
                            '</sheetData></worksheet>'}, [['1', '2']], []),
    ('a text and a value: the text, once', cells(
        '<c r="A2" t="inlineStr"><v>old</v><is><t>new</t></is></c>',
        '<c r="B2" t="inlineStr"><is><r><t>n</t></r><r><t>ew</t></r></is>'
        '<v>old</v></c>'), [['new', 'new']], []),
    ('an inline text without one, and one without its type', cells(
        '<c r="A2" t="inlineStr"><v>old</v></c>',
        '<c r="B2"><is><t>new</t></is></c>'), [['old', 'new']], []),
    ('formulas without a value', cells(
        '<c r="A2"><f>1+1</f></c>', '<c r="B2"><f>1+1</f><v/></c>'),
     [['', '']], [], 'cell A2 holds a formula without a value'),
    ('a formula whose result is an empty text', cells(
        '<c r="A2" t="str"><f>""</f><v></v></c>', text('y', 'B2')),
     [['', 'y']], []),
    ('a 0 that is calculated, where it is saved so', cells(
        '<c r="A2"><f>1-1</f><v>0</v></c>', text('y', 'B2')),
     [['0', 'y']], []),
    ('a document type', {'xl/sharedStrings.xml':
                         '<!DOCTYPE sst [<!ENTITY a "b">]><sst><si><t>&a;</t>'
                         '</si></sst>'}, 'document type (DTD)', []),
    ('a type nobody knows is a number', cells(
        '<c r="A2" t="new"><v>1.50</v></c>', '<c r="B2"/>'),
     [['1.5', '']], []),
    ('a number that is none, a style that is none', cells(
        '<c r="A2"><v>many</v></c>', '<c r="B2" s="x"><v>2</v></c>'),
     [['many', '2']], []),
    ('styles: a day, one too high, one without a number', cells(
        '<c r="A2" s="1"><v>40359</v></c>', '<c r="B2" s="9"><v>3</v></c>'),
     [['2010-06-30', '3']], []),
    ('a day that is none stays a number', cells(
        '<c r="A2" s="1"><v>-5</v></c>', '<c r="B2" s="2"><v>1e3</v></c>'),
     [['-5', '1000']], []),
    ('days from 1904', {'pr': '<workbookPr date1904="1"/>'} | cells(
        '<c r="A2" s="1"><v>38897</v></c>', '<c r="B2"/>'),
     [['2010-06-30', '']], []),
    ('days from 1904, said otherwise', {
        'pr': '<workbookPr date1904="true"/>'} | cells(
            '<c r="A2" s="1"><v>38897</v></c>', '<c r="B2"/>'),
     [['2010-06-30', '']], []),
    ('days from 1900, said so', {'pr': '<workbookPr date1904="0"/>'} | cells(
        '<c r="A2" s="1"><v>40359</v></c>', '<c r="B2"/>'),
     [['2010-06-30', '']], []),
    ('escaped characters', cells(
        text('_x0041_b_x00e6_ _x00C6__x20AC_'), text('_x5F_ _x00g0_ _xD800_'
             ' _x004', 'B2')),
     [['Abæ Æ€', '_x5F_ _x00g0_ _xD800_ _x004']], []),
    ('what is read out is no text', cells(
        '<c r="A2" t="inlineStr"><is><t>Kø</t><rPh sb="0" eb="1"><t>ko</t>'
        '</rPh></is></c>', '<c r="B2"/>'), [['Kø', '']], []),
    ('formulas have their value', cells(
        '<c r="A2"><f>1+1</f><v>2</v></c>',
        '<c r="B2" t="str"><f>x</f><v>y</v></c>'), [['2', 'y']], []),
    ('two sheets, by name', {
        'sheets': '<sheet name="1" r:id="s9"/><sheet r:id="s8"/>'
                  '<sheet name="Nr 2"/><sheet name="Tal" r:id="s1"/>'}
     | cells(text('x'), text('y', 'B2')), [['x', 'y']], ['--sheet', 'Tal']),
    ('parts above, and at the root', {
        'strings_at': '../xl/sharedStrings.xml'} | cells(
            '<c r="A2" t="s"><v>0</v></c>', text('y', 'B2')),
     [['one', 'y']], []),
    ('a part too far above', {'strings_at': '../../../nowhere.xml'},
     'is no workbook: a part is missing', []),
    ('a part at the root', {'strings_at': '/xl/sharedStrings.xml'} | cells(
        '<c r="A2" t="s"><v>0</v></c>', text('y', 'B2')),
     [['one', 'y']], []),
    ('relations of other kinds', {
        'rels': '<Relationship Id="x" Target="x.xml" Type="x"/><Relationship '
                'Target="x.xml" Type="y"/><Relationship Id="z"/><Relationship '
                'Id="w" Type="w"/><Other/>'} | cells(
                    text('x'), text('y', 'B2')), [['x', 'y']], []),
    ('no such sheet', {}, 'no sheet', ['--sheet', 'None']),
    ('a sheet whose part nobody knows', {
        'sheets': '<sheet name="Tal" sheetId="1" r:id="s7"/>'},
     'sheet', []),
    ('rows out of order', {'rows': '<row r="3"/><row r="2"/>'},
     'the rows of the sheet are not in order', []),
    ('a row of number 0', {'rows': '<row r="0"/>'},
     'the rows of the sheet are not in order', []),
    ('a row whose number is none', {'rows': '<row r="two"/>'},
     'the rows of the sheet are not in order', []),
    ('a row whose number is empty', {'rows': '<row r=""/>'},
     'the rows of the sheet are not in order', []),
    ('a row beyond all rows', {'rows': '<row r="99999999999"/>'},
     'the rows of the sheet are not in order', []),
    ('cells out of order', cells(text('x', 'B2'), text('y', 'A2')),
     'the cells of a row are not in order', []),
    ('a cell twice', cells(text('x'), text('y')),
     'the cells of a row are not in order', []),
    ('a cell without a column', cells(text('x', '12')),
     'the cells of a row are not in order', []),
    ('a cell of a column of small letters', cells(text('x', 'a2')),
     'the cells of a row are not in order', []),
    ('a cell beyond all columns', cells(text('x', 'ZZZZ2')),
     'the cells of a row are not in order', []),
    ('a shared text that is not there', cells(
        '<c r="A2" t="s"><v>7</v></c>'),
     'a cell refers to a text that is not', []),
    ('a shared text whose number is none', cells(
        '<c r="A2" t="s"><v>x</v></c>'),
     'a cell refers to a text that is not', []),
    ('a shared text of a number too large', cells(
        '<c r="A2" t="s"><v>99999999999999999999</v></c>'),
     'a cell refers to a text that is not', []),
    ('two faults, one message', cells(
        '<c r="A2" t="s"><v>7</v></c>', '<c r="A2" t="s"><v>8</v></c>'),
     'a cell refers to a text that is not', []),
    ('a cell of more than is kept', cells(text('x' * 9000000)),
     'a cell of the workbook is too long', []),
    ('XML that is none', {'rows': '<row r="2"><c></row>'},
     'the workbook holds what is not XML', []),
    ('shared texts that are no XML', {'strings': '<si>'},
     'not XML', []),
    ('a workbook without a workbook', {'drop': '_rels/.rels'},
     'bad.xlsx', []),
    ('relations to nothing', {'_rels/.rels': '<Relationships/>'},
     'is no workbook', []),
    ('no relations of the workbook', {'drop': 'xl/_rels/workbook.xml.rels'},
     'bad.xlsx', []),
    ('no styles are wanted', {'xl/_rels/workbook.xml.rels':
                              '<Relationships><Relationship Id="s1" '
                              f'Type="{OFFICE}/worksheet" '
                              'Target="worksheets/sheet1.xml"/>'
                              '</Relationships>'} | cells(
                                  '<c r="A2" s="1"><v>40359</v></c>',
                                  text('y', 'B2')), [['40359', 'y']], []),
]


def write(name, odd):
    values = PLAIN | odd
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as book:
        for part, template in PARTS.items():
            if part == odd.get('drop'):
                continue
            book.writestr(part, odd[part] if part in odd
                          else template % values)


# Bombs: how often each piece is repeated, by part.
SI = '<si><t>' + 'x' * 1000000 + '</t></si>'
CELL = '<c t="s"><v>2</v></c>'
BOMBS = [
    ('nesting', 'rows', '<a>', 1000000, 'nested too deep'),
    ('nesting inside a cell', 'rows',
     '<row r="2"><c r="A2"><is>' + '<r>' * 4000, 1, 'nested too deep'),
    ('shared texts, 8 GB of them in one row', 'rows',
     '<row r="2">' + CELL * 8000 + '</row>', 1, 'row of the sheet is too'),
    ('shared texts of 200 MB of nothing', 'strings', SI, 200,
     'inflated to more'),
    ('shared texts of 100 MB', 'strings', None, 100, None),
    ('many shared texts', 'strings', '<si><t>x</t></si>', 3000000, None),
    ('a name of 50 MB', 'rows', 'x' * 1000000, 50, 'too long'),
    ('an attribute of 50 MB', 'rows', 'y' * 1000000, 50, 'too long'),
    ('a comment of 50 MB', 'rows', 'z' * 1000000, 50, 'too long'),
    ('hundred thousands of names', 'rows', 'n', 300000, 'too long'),
    ('rows of gaps', 'rows', '<row><c r="XFD1"/></row>', 20000,
     'nothing but gaps'),
    ('a sheet of 200 MB of blanks', 'rows', ' ' * 1000000, 200,
     'inflated to more'),
    ('entities in entities', 'dtd', None, 1, 'document type'),
    ('many sheets', 'sheets', '<sheet name="a" r:id="s1"/>', 20000,
     'too many sheets'),
    ('many relations', 'rels',
     '<Relationship Id="x" Target="x" Type="x"/>', 300000, None),
    ('many styles', 'styles', '<xf numFmtId="164"/>', 500000, None),
    ('many formats', 'formats', None, 30000, None),
    ('a cell of 50 MB', 'rows', 'v' * 1000000, 50, 'a cell of the workbook'),
    ('many parts', 'parts', None, 100000, 'too many parts'),
]
OPEN = {'x': ('<', '/>'), 'y': ('<a b="', '"/>'), 'z': ('<!--', '-->'),
        'v': ('<row r="2"><c r="A2"><v>', '</v></c></row>')}
KEPT = 100 << 20  # bytes that no file may take more than


def pieces(what, piece, times):
    """The bomb's text, bit by bit."""
    if what == 'shared texts of 100 MB':
        for i in range(times):
            yield '<si><t>' + f'{i:07} ' * 125000 + '</t></si>'
        return
    if piece == 'n':
        for i in range(times):
            yield f'<n{i:040}/>'
        return
    if what == 'many formats':
        for i in range(times):
            yield f'<numFmt numFmtId="{i + 200}" formatCode="{"0" * 900}"/>'
        return
    begin, end = OPEN.get(piece[0], ('', ''))
    yield begin
    for _ in range(times):
        yield piece
    yield end


def write_bomb(name, what, place, piece, times):
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED, allowZip64=True,
                         compresslevel=9 if 'MB of' in what else 1) as book:
        for part, template in PARTS.items():
            mark = f'%({place})s'
            if place in ('styles', 'formats') and 'styles.xml' in part:
                mark = ('</cellXfs>' if place == 'styles' else '</numFmts>')
                template = template.replace(mark, mark + mark, 1) \
                    .replace(mark + mark, '%(bomb)s' + mark)
                mark = '%(bomb)s'
            if place == 'dtd' and part == 'xl/sharedStrings.xml':
                names = [f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">'
                         for i in range(9)]
                template = ('<!DOCTYPE sst [<!ENTITY e0 "x">' + ''.join(names)
                            + ']><sst><si><t>&e9;</t></si></sst>')
            if mark not in template:
                book.writestr(part, template if '&e' in template
                              else template % PLAIN)
                continue
            before, after = template.split(mark, 1)
            with book.open(part, 'w', force_zip64=True) as out:
                out.write((before % PLAIN).encode())
                for bit in pieces(what, piece, times):
                    out.write(bit.encode())
                out.write((after % PLAIN).encode())
        if place == 'parts':
            for i in range(times):
                book.writestr(zipfile.ZipInfo(f'{i:060}'), b'')


def explode(what, place, piece, times, want):
    """None, or how the bomb was not borne."""
    if 'in one row' in what:
        write('bad.xlsx', {'strings': SI,
                           'rows': piece})
    else:
        write_bomb('bad.xlsx', what, place, piece, times)
    done = subprocess.run(['sh', '-c', 'ulimit -t 60; exec python3 -c "$0" '
                           'bif-extract --input xlsx bad.xlsx', WATCH],
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, check=False)
    said = done.stderr.decode()
    peak = int(said.rsplit('peak ', 1)[1]) * 1024 if 'peak ' in said else -1
    if not 0 <= peak < KEPT:
        return f'took {peak >> 20} MiB'
    if want and (done.returncode != 65 or want not in said):
        return f'status {done.returncode}, said {said[:300]}'
    return None if want or done.returncode in (0, 65) else 'failed'


# Runs a command and says how much memory it took at most.
WATCH = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], check=False)
print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
      file=sys.stderr)
sys.exit(done.returncode)
"""


def wrong(want, done, says=''):
    err = done.stderr.decode('utf-8')
    if isinstance(want, str):
        if done.returncode != 65:
            return f'status {done.returncode}'
        return None if want in err and err.count('\n') == 1 else 'says'
    if done.returncode or bool(err) != bool(says) or says not in err:
        return f'status {done.returncode}'
    rows = [line.split('\t')[:-1]
            for line in done.stdout.decode('utf-8').splitlines()]
    return None if rows == [['a', 'b']] + want else f'gives {rows}'


def main():
    os.chdir(tempfile.mkdtemp(dir=os.environ.get('BATS_TEST_TMPDIR')))
    faults = 0
    for bomb in BOMBS if sys.argv[1:] == ['bombs'] else []:
        fault = explode(*bomb)
        if fault:
            faults += 1
            print(f'{bomb[0]}: {fault}')
        os.remove('bad.xlsx')
    if sys.argv[1:] == ['bombs']:
        print(f'{len(BOMBS)} bombs, {faults} wrong')
        return 1 if faults else 0
    for what, odd, want, options, *says in CASES:
        write('bad.xlsx', odd)
        done = subprocess.run(['bif-extract', '--input', 'xlsx', *options,
                               'bad.xlsx'], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False)
        fault = wrong(want, done, *says)
        if fault:
            faults += 1
            print(f'{what}: {fault}: {done.stderr.decode()}')
    print(f'{len(CASES)} workbooks, {faults} wrong')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
