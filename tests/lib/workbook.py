#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Workbooks for tests, sound or damaged, made of their parts.

    workbook.py FILE <DESCRIPTION      one sheet for each `sheet NAME` line
    workbook.py --damage HOW PART OLD NEW

A description: `1904`, `calculate` (on load), `uncalculated`, `silent` (of how
formulas are calculated), `sheet NAME [state]`, `merge A1:B2`, `filter A1:B9`,
`row [hidden]`, then a cell a line: `REF TYPE STYLE VALUE`, where TYPE is n, s
(shared; what stands behind a `^` is raised), inline, str, b, e or d; `f`
before it is a formula. The styles are 0 General, 1 dd-mm-yyyy, 2 yyyy-mm-dd hh:mm, 3 0000000000
(ten digits), 4 [h]:mm, 5 0.00, 6 text, 7 0.0%, 8 hh:mm, 9 #,##0, (thousands),
10 "2010-"00, 11 [Magenta]0, 12 ;;; (shows nothing), and from 13 on those of
`format CODE` lines. `raw XML` stands in its row as it is.

HOW a part is damaged: crc, flip (a byte of its packed text), cut (its second
half), head (its local header), missing.
"""
import struct
import sys
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
STYLES = f'''{XML}<styleSheet xmlns="{MAIN}"><numFmts count="10">
<numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/>
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm"/>
<numFmt numFmtId="166" formatCode="0000000000"/>
<numFmt numFmtId="167" formatCode="[h]:mm"/>
<numFmt numFmtId="168" formatCode="0.0%"/>
<numFmt numFmtId="169" formatCode="hh:mm"/>
<numFmt numFmtId="170" formatCode="#,##0,"/>
<numFmt numFmtId="171" formatCode="&quot;2010-&quot;00"/>
<numFmt numFmtId="172" formatCode="[Magenta]0"/>
<numFmt numFmtId="173" formatCode=";;;"/></numFmts><cellXfs count="13">
<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>
<xf numFmtId="167"/><xf numFmtId="2"/><xf numFmtId="49"/>
<xf numFmtId="168"/><xf numFmtId="169"/><xf numFmtId="170"/><xf numFmtId="171"/>
<xf numFmtId="172"/><xf numFmtId="173"/></cellXfs>
</styleSheet>'''


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_of(value):
    """A shared text; what stands behind ^ is raised."""
    plain, raised, above = value.partition("^")
    if not raised:
        return f"<t>{escape(value)}</t>"
    return f'<r><t>{escape(plain)}</t></r><r><rPr><vertAlign ' \
        f'val="superscript"/></rPr><t>{escape(above)}</t></r>'


def relations(rows):
    """rows: id, type, target."""
    return XML + f'<Relationships xmlns="{PACKAGE}">' + "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{t}" Target="{target}"/>'
        for i, t, target in rows) + "</Relationships>"


class Book:
    """What a description says."""

    def __init__(self, lines):
        self.sheets, self.strings, self.from_1904 = [], [], False
        self.calculate, self.formats = "", []
        for line in lines:
            self.take(line.rstrip("\n"))

    def take(self, line):
        word, _, rest = line.partition(" ")
        if not line.strip():
            return
        if word == "1904":
            self.from_1904 = True
        elif word in ("calculate", "uncalculated", "silent"):
            self.calculate = word
        elif word == "format":
            self.formats.append(rest)
        elif word == "raw":
            self.sheets[-1][2][-1][1].append(rest)
        elif word == "sheet":
            name, _, state = rest.partition(" ")
            self.sheets.append((name, state, [], [], []))
        elif word == "merge":
            self.sheets[-1][3].append(rest)
        elif word == "filter":
            self.sheets[-1][4].append(rest)
        elif word == "row":
            self.sheets[-1][2].append((rest, []))
        else:
            self.sheets[-1][2][-1][1].append(self.cell(line))

    def cell(self, line):
        ref, kind, style, value = (line.split(" ", 3) + [""])[:4]
        begin = f'<c r="{ref}" s="{style}"'
        formula = ""
        if kind.startswith("f") and kind != "f":
            kind, formula = kind[1:], "<f>A1+B1</f>"
        if kind == "inline":
            return f'{begin} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if kind == "s":
            if value not in self.strings:
                self.strings.append(value)
            value = str(self.strings.index(value))
        if not value:
            return f"{begin} t=\"{kind}\">{formula}</c>" if formula \
                else begin + "/>"
        return f'{begin} t="{kind}">{formula}<v>{escape(value)}</v></c>'

    def sheet(self, rows, merged, filters):
        out = [XML, f'<worksheet xmlns="{MAIN}"><sheetData>']
        for flags, cells in rows:
            number = "".join(c for c in cells[0].split('"')[1]
                             if c.isdigit()) if cells else ""
            at = f' r="{number}"' if number else ""
            hidden = ' hidden="1"' if flags == "hidden" else ""
            out.append(f"<row{at}{hidden}>{''.join(cells)}</row>")
        out.append("</sheetData>")
        out += [f'<autoFilter ref="{f}"><filterColumn colId="0"/></autoFilter>'
                for f in filters]
        if merged:
            out.append("<mergeCells>" + "".join(
                f'<mergeCell ref="{m}"/>' for m in merged) + "</mergeCells>")
        return "".join(out) + "</worksheet>"

    def styles(self):
        styles = STYLES
        for i, code in enumerate(self.formats, 180):
            code = escape(code).replace('"', "&quot;")
            styles = styles.replace(
                "</numFmts>", f'<numFmt numFmtId="{i}" formatCode="{code}"/>'
                "</numFmts>").replace("</cellXfs>", f'<xf numFmtId="{i}"/>'
                                      "</cellXfs>")
        return styles

    def parts(self):
        n = len(self.sheets)
        book = [XML, f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">',
                f'<workbookPr date1904="{int(self.from_1904)}"/><sheets>']
        for i, (name, state, *_) in enumerate(self.sheets, 1):
            hidden = f' state="{state}"' if state else ""
            book.append(f'<sheet name="{escape(name)}" sheetId="{i}"{hidden} '
                        f'r:id="rId{i}"/>')
        parts = {
            "_rels/.rels": relations([("r", "officeDocument",
                                       "xl/workbook.xml")]),
            "xl/workbook.xml": "".join(book) + "</sheets>"
            + {"": '<calcPr calcId="191029"/>', "calculate":
               '<calcPr fullCalcOnLoad="1"/>', "uncalculated":
               '<calcPr calcCompleted="0"/>', "silent": ""}[self.calculate]
            + "</workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                [(f"rId{i + 1}", "worksheet", f"worksheets/sheet{i + 1}.xml")
                 for i in range(n)]
                + [("s", "sharedStrings", "sharedStrings.xml"),
                   ("t", "styles", "styles.xml")]),
            "xl/styles.xml": self.styles(),
            "xl/sharedStrings.xml": XML + f'<sst xmlns="{MAIN}">' + "".join(
                f"<si>{text_of(s)}</si>" for s in self.strings)
            + "</sst>"}
        for i, (_, _, *sheet) in enumerate(self.sheets, 1):
            parts[f"xl/worksheets/sheet{i}.xml"] = self.sheet(*sheet)
        return parts


def write(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part,
                          zipfile.ZIP_DEFLATED)


def damage(how, part, old, new):
    with zipfile.ZipFile(old) as file:
        parts = {name: file.read(name) for name in file.namelist()}
        info = file.getinfo(part)
    if how == "missing":
        del parts[part]
        write(new, parts)
        return
    with open(old, "rb") as file:
        text = bytearray(file.read())
    at = info.header_offset
    begin = at + 30 + sum(struct.unpack("<HH", text[at + 26:at + 30]))
    half = begin + info.compress_size // 2
    if how == "crc":
        crc = struct.pack("<I", info.CRC)
        text = text.replace(crc, struct.pack("<I", info.CRC ^ 1))
    elif how == "flip":
        text[half] ^= 0xff
    elif how == "cut":
        text[half:begin + info.compress_size] = \
            bytes(begin + info.compress_size - half)
    else:
        text[at:at + 4] = b"XXXX"
    with open(new, "wb") as file:
        file.write(text)


if sys.argv[1] == "--damage":
    damage(*sys.argv[2:])
else:
    write(sys.argv[1], Book(sys.stdin).parts())
