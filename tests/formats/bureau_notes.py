"""A made-up format, as the next person would add it: a file like this, and a line in FORMATS."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.reconcile.own_records import RECORDS
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.records.kinds import EVENT, normalise
from belarus_hr.formats.registry import TableFormat
from belarus_hr.formats.request import BadCell, Read, Request
from belarus_hr.formats.tables import Cells, Table, read_rows

_COLUMNS: dict[str, tuple[str, ...]] = {"day": ("Day",), "what": ("What happened",)}


def read(table: Table, request: Request) -> Iterator[Read]:
    """Yield an event for each note."""
    del request
    return read_rows(table, _COLUMNS, _read_row)


def _read_row(place: str, cells: Cells) -> Iterator[Read]:
    if not cells["what"]:
        raise BadCell("What happened", "", "is empty")
    given = {"date": cells["day"], "mechanism": "OHCHR", "kind": "visit", "title": cells["what"]}
    yield Draft(place=place, kind=EVENT, record=normalise(EVENT, given), matcher=RECORDS)


FORMAT = TableFormat(
    title="the bureau's notes",
    recognises=lambda header: header == ["Day", "What happened"],
    read=read,
)
