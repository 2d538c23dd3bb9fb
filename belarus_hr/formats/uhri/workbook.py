"""UHRI's spreadsheet of a search: 16 columns, lists as lines in a cell, "- " before each value."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.formats.cleanup import LINE_ENDS
from belarus_hr.formats.request import Asked, Problem, Read
from belarus_hr.formats.tables import Row, Table, columns
from belarus_hr.formats.uhri.annotation import Annotation
from belarus_hr.formats.uhri.annotation import read as read_annotation

#: The columns that are read, as they are spelt, and as they should be.
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


def recognised(header: list[str]) -> bool:
    """Say whether a header is UHRI's, if not a whole one."""
    theirs = {name.casefold() for names in _COLUMNS.values() for name in names} - {"text", "type"}
    return len({name.casefold() for name in header} & theirs) >= _SURE


def read(table: Table, asked: Asked) -> Iterator[Read]:
    """Yield a draft for each row about the wanted State, and what was left out or is wrong.

    Raises Rejected when a column is missing or stands twice.
    """
    at = columns(table.header, _COLUMNS)
    for number, row in table.rows:
        place = f"row {number}"
        if len(row) <= max(at.values()):
            yield Problem(place, "", "", f"has {len(row)} cells, the header {len(table.header)}")
        else:
            yield from read_annotation(place, _annotation(row, at), asked)


def _annotation(row: Row, at: dict[str, int]) -> Annotation:
    cells = {name: _text(row[place]) for name, place in at.items()}
    crlf = any("\r\n" in cells[name] for name in _LISTS)
    values: dict[str, object] = {
        name: _lines(cell) if name in _LISTS else _unmarked(cell) for name, cell in cells.items()
    }
    return Annotation(**values, cycle="", repairs=(LINE_ENDS,) if crlf else ())  # type: ignore[arg-type]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _lines(cell: str) -> list[str]:
    """Return the values of a list: one a line, the first "- " of each left out and no other."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [text for line in lines if (text := _unmarked(line))]


def _unmarked(text: str) -> str:
    stripped = text.strip()
    return (
        stripped[2:].strip() if stripped.startswith("- ") else "" if stripped == "-" else stripped
    )
