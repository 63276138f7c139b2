# SPDX-License-Identifier: MIT
"""What makes a text inert, format by format. Each check takes bytes, and those
that a harmless twin gave, and raises Fault."""
import csv
import io
import re
import unicodedata
import xml.parsers.expat
import zipfile
from html.parser import HTMLParser

STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e"
                      "\u2066-\u2069\ufffe\uffff]")


class Fault(Exception):
    pass


def need(holds, what):
    if not holds:
        raise Fault(what)


def cleaned(text):
    return STEERING.sub(" ", text)


def check_terminal(data, what):
    """Letters and line ends: nothing a terminal obeys."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Fault("%s: no UTF-8: %s" % (what, fault))
    found = STEERING.search(text.replace("\n", ""))
    need(not found, "%s: control character %r in %r" % (
        what, found and found[0], found and text.replace("\n", "")[
            max(0, found.start() - 30):found.end() + 30]))


# --- HTML and XML ---

class Structure(HTMLParser):
    """The kinds of elements and attributes, and what is no text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.kinds, self.odd, self.sheet, self.text = set(), [], "", []
        self.inside = None

    def handle_starttag(self, tag, attributes):
        self.kinds.add((tag, None))
        self.inside = tag
        for name, value in attributes:
            self.kinds.add((tag, name))
            if name in ("href", "src", "style", "class"):
                self.kinds.add((tag, name, value))

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside == "style":
            self.sheet += data
        else:
            self.text.append(data)

    def handle_comment(self, data):
        self.odd.append("comment " + data)

    def handle_pi(self, data):
        self.odd.append("instruction " + data)

    def handle_decl(self, decl):
        self.odd.append("declaration " + decl)

    def unknown_decl(self, data):
        self.odd.append("declaration " + data)


def structure(data):
    parser = Structure()
    parser.feed(data.decode("utf-8"))
    parser.close()
    return parser


def check_html(data, twin, what):
    check_terminal(data.replace(b"\t", b""), what + " as HTML")
    mine, other = structure(data), structure(twin)
    more = {k for k in mine.kinds - other.kinds if k[1] not in ("class",) or
            len(k) == 2}
    need(not more, "%s: HTML: of data: %s" % (what, sorted(map(str, more))))
    classes = {k for k in mine.kinds if len(k) == 3 and k[1] == "class"}
    odd = {k for k in classes if not re.fullmatch(r"[a-z0-9 _-]+", k[2])}
    need(not odd, "%s: HTML: classes %s" % (what, odd))
    need(mine.odd == other.odd, "%s: HTML: %s" % (what, mine.odd))
    # The title stands at the foot of each page of paper: a text between two
    # quotes that nothing in it can end, and else the sheets are the same.
    foot = re.compile(r'@page\{@bottom-left\{content:"((?:[^"\\<>&\'\n]|'
                      r'\\[0-9a-f]{2} )*)"\}\}')
    need(len(foot.findall(mine.sheet)) == 1 and
         foot.sub("", mine.sheet) == foot.sub("", other.sheet),
         what + ": HTML: another style sheet")
    need(all(m.count("<%s" % t) == len(re.findall("</%s>" % t, m))
             for m in [data.decode("utf-8")]
             for t in ("table", "section", "svg")),
         what + ": HTML: elements that do not end")
    for drawing in re.findall(rb"<svg.*?</svg>", data, re.S):
        xml_kinds(drawing, what + ": drawing")


def xml_kinds(data, what):
    kinds, parser = set(), xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: kinds.update(
        [(tag, None)] + [(tag, name) for name in attributes])
    parser.CommentHandler = parser.StartCdataSectionHandler = \
        parser.EntityDeclHandler = lambda *args: kinds.add(("odd", str(args)))
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as fault:
        raise Fault("%s: no XML: %s" % (what, fault))
    return kinds


def check_svg(data, twin):
    check_terminal(data.replace(b"\t", b""), "SVG")
    mine, other = xml_kinds(data, "SVG"), xml_kinds(twin, "SVG")
    need(mine <= other | {("tspan", None), ("tspan", "x"), ("tspan", "dy")},
         "SVG: of data: %s" % sorted(map(str, mine - other)))


# --- Markdown ---

# What is left of a line when everything escaped is taken out.
FREE = r"[^\\`*_\[\]<>|~#&${}]"
SHAPES = [re.compile(shape) for shape in (
    r"",
    r"#{1,3} (?! )%s*" % FREE,
    r"(  )*- (?! )%s*" % FREE,
    r"\*\*(?! )%s*\*\*" % FREE,
    r"\|( %s* \|)+" % FREE,
    r"\|( \*\*%s*\*\* \|)( *\|)*" % FREE,
    r"\|( :?-+:? \|)+",
    # A paragraph: no list, quotation, rule, underline or indented code.
    r"(?![-+=> \t])(?!\d+[.)])%s+" % FREE)]
LINKS = re.compile(r"://|(?i:\bwww\.)|\w@\w")


def check_markdown(data, twin, what):
    check_terminal(data, what + " as Markdown")
    lines = data.decode("utf-8").split("\n")
    need(len(lines) == len(twin.decode("utf-8").split("\n")),
         what + ": Markdown: other lines than its twin's")
    for line, other in zip(lines, twin.decode("utf-8").split("\n")):
        bare = re.sub(r"\\[!-/:-@\[-`{-~]", "e", line)
        need(any(shape.fullmatch(bare) for shape in SHAPES),
             "%s: Markdown: %r" % (what, line))
        need(not LINKS.search(re.sub(r"\\[!-/:-@\[-`{-~]", "\\\\", line)),
             "%s: Markdown: a link in %r" % (what, line))
        need(bare.count("|") == re.sub(r"\\.", "", other).count("|"),
             "%s: Markdown: other cells in %r" % (what, line))


# --- spreadsheets ---

NUMBER = re.compile(r"-?\d+(,\d+)?")
INVISIBLE = " \u00a0\u00ad\u1680\u180e\u2000-\u200f\u202f\u205f-\u2064\u3000\ufeff"
FORMULA = re.compile("[%s]*[=+\\-@\t\r\n|%%\uff1d\uff0b\uff0d\uff20]" %
                     INVISIBLE)


def rows_of(data):
    text = data.decode("utf-8")
    need(text.startswith("\ufeff"), "csv: no byte order mark")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";",
                           strict=True))


def check_csv(data, twin, what):
    mine, other = rows_of(data), rows_of(twin)
    need([len(row) for row in mine] == [len(row) for row in other],
         what + ": csv: other cells")
    for row, twins in zip(mine, other):
        for cell, harmless in zip(row, twins):
            if NUMBER.fullmatch(harmless):
                need(cell == harmless, "%s: csv: %r is no longer %r" %
                     (what, cell, harmless))
            else:
                need(not FORMULA.match(cell), "%s: csv: formula %r" %
                     (what, cell))
                need(not STEERING.search(cell), "%s: csv: control in %r" %
                     (what, cell))


def parts(data):
    book = zipfile.ZipFile(io.BytesIO(data))
    return {name: book.read(name) for name in book.namelist()}


def check_workbook(data, twin, what, texts):
    mine, other = parts(data), parts(twin)
    need(sorted(mine) == sorted(other), "%s: xlsx: other parts: %s" % (
        what, sorted(set(mine) ^ set(other))))
    for name, content in mine.items():
        kinds = xml_kinds(content, "%s: xlsx: %s" % (what, name))
        more = kinds - xml_kinds(other[name], name) - {("t", "xml:space")}
        need(not more, "%s: xlsx: %s: of data: %s" % (what, name, more))
        if name.startswith("xl/worksheets/"):
            numbers = [re.findall(rb'<c r="[A-Z0-9]+"(?: s="\d+")?><v>([^<]*)',
                                  part) for part in (content, other[name])]
            need(numbers[0] == numbers[1], what + ": xlsx: other numbers")
            for tag in (b"<f>", b"<f ", b"<hyperlink"):
                need(tag not in content, "%s: xlsx: %s" % (what, tag))


# --- Prometheus ---

SAMPLE = re.compile(r'([a-zA-Z_:][a-zA-Z0-9_:]*)'
                    r'(\{([a-z_]+="(\\[\\"n]|[^\\"\n])*",?)*\})? '
                    r'-?[0-9]+(\.[0-9]+)?')


def check_prom(data, twin, units):
    check_terminal(data, "prom")
    lines = data.decode("utf-8").split("\n")
    others = twin.decode("utf-8").split("\n")
    need(len(lines) == len(others), "prom: other lines")
    seen = set()
    for line, other in zip(lines, others):
        if not line or line.startswith("#"):
            need(line == other, "prom: %r" % line)
            continue
        need(SAMPLE.fullmatch(line), "prom: %r" % line)
        need(line.split("{")[0].split(" ")[0] ==
             other.split("{")[0].split(" ")[0] and
             line.rsplit(" ", 1)[1] == other.rsplit(" ", 1)[1],
             "prom: %r is no longer %r" % (line, other))
        # Labels are unit, goal and status alone, each once, in this order.
        need(re.fullmatch(r'[a-z_]+(\{unit="(?:\\.|[^\\"])*"'
                          r'(,goal="(?:\\.|[^\\"])*")?(,status="[a-z_]+")?\})?'
                          r' [-.0-9]+', line), "prom: labels of %r" % line)
        label = re.search(r'unit="((?:\\.|[^\\"])*)"', line)
        if label:
            seen.add(re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1],
                            label[1]))
    need(seen == {cleaned(u) for u in units}, "prom: other units: %r" %
         sorted(seen ^ {cleaned(u) for u in units})[:4])
