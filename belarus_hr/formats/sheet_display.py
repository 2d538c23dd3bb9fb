"""How the cells of a sheet in an XLSX are shown, and what a sheet of an XLSX or an ODS hides.

The parser of spreadsheets tells neither. The XML of a sheet is looked through as text: to build
all its elements takes several times as long as the parser takes for the sheet.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import IO, NamedTuple
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: The formats of numbers that have no code in the file, of those that matter here.
_BUILT_IN = {
    2: "0.00",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "mm-dd-yy",
    17: "mmm-yy",
    22: "m/d/yy h:mm",
}
#: Texts, colours, conditions and escaped signs in the code of a format.
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
#: One decimal does not tell 97.1 from 97.10, which is shown as 97.1 too.
DECIMALS = re.compile(r"[#,]*0\.(00+)")
PERCENT = re.compile(r"0(?:\.0+)?%")
_HIDDEN = re.compile(
    rb"<(?:\w+:)?(row|col)(?=\s[^>]*?\bhidden=[\"'](?:1|true)[\"'])\s([^>]*)>", re.ASCII
)


class Display(NamedTuple):
    """What a sheet shows: the codes of formats that matter, by row and column from 0.

    ``rows`` are the numbers of hidden rows, from 1, ``columns`` the first and last of hidden
    columns, from 0.
    """

    codes: dict[tuple[int, int], str]
    rows: list[int]
    columns: list[tuple[int, int]]


def display(raw: IO[bytes], sheet: str) -> Display:
    """Return what is known of how a sheet is shown; of an ODS what is hidden, of an XLS nothing."""
    shown = Display({}, [], [])
    try:
        with zipfile.ZipFile(raw) as archive:
            if _CONTENT in archive.namelist():
                return Display({}, *_hidden_in_ods(archive, sheet))
            styles = _styles(archive)
            with archive.open(_member(archive, sheet)) as source:
                _look_through(source, styles, shown)
    except (zipfile.BadZipFile, KeyError, ValueError, ElementTree.ParseError):
        return Display({}, [], [])
    return shown


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the member of the archive that holds a sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in book.iter(f"{_MAIN}sheet"):
        if element.get("name") == sheet:
            target = targets[element.get(_RELATION)]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return the codes of the styles of cells that say more, or less, than the value of a cell."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    own = {
        int(element.get("numFmtId", "0")): element.get("formatCode", "")
        for element in root.iter(f"{_MAIN}numFmt")
    }
    styles = root.find(f"{_MAIN}cellXfs")
    numbers = [int(style.get("numFmtId", "0")) for style in styles] if styles is not None else []
    codes = [_ASIDE.sub("", own.get(n, _BUILT_IN.get(n, ""))).split(";")[0] for n in numbers]
    return {
        number: code
        for number, code in enumerate(codes)
        if DECIMALS.fullmatch(code) or PERCENT.fullmatch(code) or {"d", "y"} & {*code.casefold()}
    }


def _look_through(source: IO[bytes], styles: dict[int, str], shown: Display) -> None:
    """Note the cells with one of the styles, and what is hidden."""
    cells = _of_styles(styles)
    for piece in _pieces(source):
        for match in cells.finditer(piece) if cells else ():
            style, letters, number = match.groups()
            shown.codes[int(number) - 1, _column(letters.decode())] = styles[int(style)]
        for match in _HIDDEN.finditer(piece):
            _note_hidden(match[1], match[2], shown)


def _of_styles(styles: dict[int, str]) -> re.Pattern[bytes] | None:
    """Return what finds the cells of these styles in XML; None without styles."""
    if not styles:
        return None
    numbers = "|".join(map(str, styles)).encode()
    style = rb"\ss=[\"'](%s)[\"']" % numbers
    place = rb"\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']"
    return re.compile(rb"<(?:\w+:)?c(?=\s)(?=[^>]*?%s)[^>]*?%s" % (style, place), re.ASCII)


def _note_hidden(tag: bytes, attributes: bytes, shown: Display) -> None:
    numbers = dict(re.findall(rb"\b(r|min|max)=[\"']([0-9]{1,7})[\"']", attributes))
    if tag == b"row":
        if b"r" in numbers and not attributes.endswith(b"/"):  # Such a row has no cells.
            shown.rows.append(int(numbers[b"r"]))
    elif len(numbers) == 2:
        shown.columns.append((int(numbers[b"min"]) - 1, int(numbers[b"max"]) - 1))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


#: So much of a sheet is looked through at once; no tag is longer than a half.
_PIECE = 1 << 20


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces, none of which cuts a tag."""
    rest = b""
    while piece := source.read(_PIECE):
        whole, sign, rest_of_tag = (rest + piece).rpartition(b"<")
        if len(rest_of_tag) > _PIECE:
            raise ValueError("a tag without an end")
        yield whole
        rest = sign + rest_of_tag
    yield rest


_TAG = re.compile(rb"<table:(table|table-row|table-column)(?=[\s/>])([^>]*)>", re.ASCII)
_NAME = re.compile(rb"\stable:name=\"([^\"]*)\"")
_REPEATED = re.compile(rb"\stable:number-(?:rows|columns)-repeated=\"([0-9]{1,7})\"", re.ASCII)
_HIDDEN_TAG = re.compile(rb"\stable:visibility=\"(?:collapse|filter)\"")
_CONTENT = "content.xml"
#: An empty end of a sheet is one row, a million times.
_MOST = 100_000


class _Lines:
    """Counts the rows or the columns of a sheet, and keeps runs of hidden ones, from 0."""

    def __init__(self) -> None:
        self.number = 0
        self.hidden: list[tuple[int, int]] = []

    def add(self, attributes: bytes) -> None:
        repeated = _REPEATED.search(attributes)
        times = int(repeated[1]) if repeated else 1
        if _HIDDEN_TAG.search(attributes) and 0 < times <= _MOST:
            self.hidden.append((self.number, self.number + times - 1))
        self.number += times


def _hidden_in_ods(archive: zipfile.ZipFile, sheet: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the numbers of hidden rows, from 1, and the first and last of hidden columns."""
    of_sheet = False
    lines = {b"table-row": _Lines(), b"table-column": _Lines()}
    with archive.open(_CONTENT) as source:
        for piece in _pieces(source):
            for kind, attributes in _TAG.findall(piece):
                if kind == b"table":
                    name = _NAME.search(attributes)
                    of_sheet = name is not None and unescape(name[1].decode()) == sheet
                elif of_sheet:
                    lines[kind].add(attributes)
    runs = lines[b"table-row"].hidden
    rows = [number + 1 for first, last in runs for number in range(first, last + 1)]
    return rows, lines[b"table-column"].hidden
