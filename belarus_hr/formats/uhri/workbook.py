"""UHRI's spreadsheet of a search: 16 columns, lists as lines in a cell, "- " before each value."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.formats.cleanup import LINE_ENDS
from belarus_hr.formats.registry import TableFormat
from belarus_hr.formats.request import Read, Request
from belarus_hr.formats.tables import Cells, Table, fold_heading, read_rows
from belarus_hr.formats.uhri.annotation import Annotation, read_annotation

#: The columns that are read, by the names in the file: misspelt, and spelt rightly.
_COLUMNS = {
    "text": ("Text",),
    "countries": ("Countries Concerned",),
    "body": ("Reccomending Body", "Recommending Body"),
    "symbol": ("Document Symbol",),
    "themes": ("Themes",),
    "persons": ("Affected Persons",),
    "sdgs": ("Sdgs",),
    "published": ("Document Publication Date",),
    "states": ("UPR Reccomending States", "UPR Recommending States"),
    "positions": ("UPR Position",),
    "type": ("Type",),
    "id": ("OHCHR Annotation Id",),
    "sessions": ("UPR Session",),
}
_LISTS = frozenset(("countries", "themes", "persons", "sdgs", "states", "positions", "sessions"))
_SURE = 5


def is_workbook(header: list[str]) -> bool:
    """Say whether a header looks like UHRI's; columns may be missing."""
    theirs = {fold_heading(name) for names in _COLUMNS.values() for name in names}
    return len({fold_heading(name) for name in header} & (theirs - {"text", "type"})) >= _SURE


def read_workbook(table: Table, request: Request) -> Iterator[Read]:
    """Yield a draft for each row about the wanted State; skipped and bad rows as such.

    Raises Rejected when a column is missing or stands twice.
    """
    return read_rows(
        table, _COLUMNS, lambda place, cells: read_annotation(place, _annotation(cells), request)
    )


FORMAT = TableFormat(title="UHRI's annotations", recognises=is_workbook, read=read_workbook)


def _annotation(cells: Cells) -> Annotation:
    crlf = any("\r\n" in cells[name] for name in _LISTS)
    values: dict[str, object] = {
        name: _lines(cell) if name in _LISTS else _unmarked(cell) for name, cell in cells.items()
    }
    return Annotation(**values, cycle="", repairs=(LINE_ENDS,) if crlf else ())  # type: ignore[arg-type]


def _lines(cell: str) -> list[str]:
    """Return the values of a list: one a line, without the "- " before each."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [text for line in lines if (text := _unmarked(line))]


def _unmarked(text: str) -> str:
    stripped = text.strip()
    return "" if stripped == "-" else stripped.removeprefix("- ").strip()
