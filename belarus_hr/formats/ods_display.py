"""Which rows and columns of a sheet in an ODS are hidden, or filtered away."""

from __future__ import annotations

import re
import zipfile
from html import unescape

from belarus_hr.formats.xml_pieces import xml_pieces

_TAG = re.compile(rb"<table:(table|table-row|table-column)(?=[\s/>])([^>]*)>", re.ASCII)
_NAME = re.compile(rb"\stable:name=\"([^\"]*)\"")
_REPEATED = re.compile(rb"\stable:number-(?:rows|columns)-repeated=\"([0-9]{1,7})\"", re.ASCII)
_HIDDEN = re.compile(rb"\stable:visibility=\"(?:collapse|filter)\"")
CONTENT = "content.xml"
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
        if _HIDDEN.search(attributes) and 0 < times <= _MOST:
            self.hidden.append((self.number, self.number + times - 1))
        self.number += times


def hidden(archive: zipfile.ZipFile, sheet: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the numbers of hidden rows, from 1, and the first and last of hidden columns."""
    of_sheet = False
    lines = {b"table-row": _Lines(), b"table-column": _Lines()}
    with archive.open(CONTENT) as source:
        for piece in xml_pieces(source):
            for kind, attributes in _TAG.findall(piece):
                if kind == b"table":
                    name = _NAME.search(attributes)
                    of_sheet = name is not None and unescape(name[1].decode()) == sheet
                elif of_sheet:
                    lines[kind].add(attributes)
    runs = lines[b"table-row"].hidden
    rows = [number + 1 for first, last in runs for number in range(first, last + 1)]
    return rows, lines[b"table-column"].hidden
