#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""oddbooks.py: workbooks whose XML is odd or wrong, one by one: what
bif-extract makes of each, its records or its message."""
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
        '%(sheets)s</sheets></workbook>',
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


# What is odd, the records or (a text) the message, options.
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
     [['#N/A', '2010-06-30']], []),
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


def wrong(want, done):
    err = done.stderr.decode('utf-8')
    if isinstance(want, str):
        if done.returncode != 65:
            return f'status {done.returncode}'
        return None if want in err and err.count('\n') == 1 else 'says'
    if done.returncode or err:
        return f'status {done.returncode}'
    rows = [line.split('\t')[:-1]
            for line in done.stdout.decode('utf-8').splitlines()]
    return None if rows == [['a', 'b']] + want else f'gives {rows}'


def main():
    os.chdir(tempfile.mkdtemp(dir=os.environ.get('BATS_TEST_TMPDIR')))
    faults = 0
    for what, odd, want, options in CASES:
        write('bad.xlsx', odd)
        done = subprocess.run(['bif-extract', '--input', 'xlsx', *options,
                               'bad.xlsx'], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False)
        fault = wrong(want, done)
        if fault:
            faults += 1
            print(f'{what}: {fault}: {done.stderr.decode()}')
    print(f'{len(CASES)} workbooks, {faults} wrong')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
