"""Cells as they were before a spreadsheet program changed them, and dates in other forms in ours.

A program that opens a table and saves it again makes 97.1 of 97.10, 3/5/2026 of 2026-03-05, Dec-09
of 2009-12 and 6-Apr of 4-6. A row with an id says which it was: what is on record under the id, or
what the id is made of.

A date as people write it is taken where it has one meaning: 28.02.2026, "12 марта 2014". Of
3/5/2026 the other dates of the table say which part is the month.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from belarus_hr.domain.collection import StoredRecord
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.dates_meant import dates_meant, month_number
from belarus_hr.formats.own.cells import cell_text, columns_that
from belarus_hr.formats.tables import text_of

#: The fields of which an id may be made.
_IN_IDS = columns_that(lambda column: column.type.drawn == "date") | {"paragraph", "ordinal"}
_NUMBER = re.compile(r"0*([0-9]+(?:\.[0-9]*[1-9])?)\.?0*", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", re.ASCII)
_PAIR = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})", re.ASCII)
#: What a spreadsheet program makes of a pair: a day and a month by its name.
_NAMED = re.compile(r"([0-9]{1,2})[-. ]+([^\W\d_]+)\.?|([^\W\d_]+)\.?[-. ]+([0-9]{1,2})")
_LOSES_ZEROS = re.compile(r"0[0-9]+|[0-9]+\.[0-9]*0", re.ASCII)
#: A number in parts at the end of an id, and the sign of a double of it: upr1-97.10-2.
_LAST_IN_ID = re.compile(r"(?:.*-)?([0-9]+\.[0-9]+|[0-9]+-[0-9]+)(?:-[0-9]+)?", re.ASCII)


#: The longest text that such a program makes of a number or a day.
_LONGEST = 20
#: The name of what was done to such a cell.
CHANGED = "changed by a spreadsheet"


class Resaved:
    """Gives values of cells as they were; ``on_record`` finds the record of an id."""

    def __init__(self, on_record: Callable[[str], StoredRecord | None]) -> None:
        self._on_record = on_record
        self._found: tuple[str, StoredRecord | None] = ("", None)

    def text(self, field: str, cell: object, id_: str) -> str | None:
        """Return the text that a cell was made of; None where that is not known."""
        found = text_of(cell).strip() if id_ and field != "id" else ""
        # For speed: most cells are words, and a changed one begins or ends with a digit.
        if not (0 < len(found) <= _LONGEST and (found[0].isdigit() or found[-1].isdigit())):
            return None
        if self._found[0] != id_:
            self._found = (id_, self._on_record(id_))
        stored = self._found[1]
        if stored is not None and field in stored.record:
            written = cell_text(field, stored.record[field])
            return written if written == found or makes(written, found) else None
        if field in _IN_IDS:
            told = [
                written for written in _told_by(id_) if written == found or makes(written, found)
            ]
            return told[0] if told else None
        return None


def makes(written: str, found: str) -> bool:
    """Say whether a spreadsheet program makes another text, ``found``, of what was ``written``."""
    if written == found:
        return False
    if _DAY.fullmatch(written):
        other_order = not found.startswith(written[:4])
        return other_order and written in dates_meant(_whole_year(written, found))
    number = _NUMBER.fullmatch(written)
    if number and found.replace(",", ".") == number[1]:
        return True
    pair, named = _PAIR.fullmatch(written), _NAMED.fullmatch(found.casefold())
    if not (pair and named):
        return False
    day, month = (named[1], named[2]) if named[1] else (named[4], named[3])
    return sorted((int(pair[1]), int(pair[2]))) == sorted((int(day), month_number(month)))


def watched(rows: Iterable[dict[str, str]], at_risk: Counter[str]) -> Iterator[dict[str, str]]:
    """Yield rows of csv, and count the cells whose zeros a spreadsheet program drops for good."""
    for row in rows:
        id_ = row.get("id", "")
        for field, text in row.items():
            if not _LOSES_ZEROS.fullmatch(text):
                continue
            if field not in _IN_IDS or text not in _told_by(id_):
                at_risk[f"{field} {text} of {id_}"] += 1
        yield row


def _whole_year(written: str, found: str) -> str:
    """Return the date ``found`` with its year in four digits, of the century of ``written``."""
    spaced = re.sub(r"(?<=[^\W\d_])\.(?=\d)", ". ", found)
    return re.sub(r"(?<=[-./ ])(\d\d)$", rf"{written[:2]}\1", spaced)


def _told_by(id_: str) -> list[str]:
    """Return the numbers in parts and the dates of which an id is made."""
    last = _LAST_IN_ID.fullmatch(id_)
    days = re.findall(rf"(?<![0-9.]){_DAY.pattern}(?![0-9])", id_)
    return [*days, *([last[1]] if last else [])]


# --- dates in other forms -------------------------------------------------------

#: The name of what was done to such a cell.
AS_WRITTEN = "date in another form"
_STROKES = re.compile(r"\s*([0-9]{1,2})/([0-9]{1,2})/[0-9]{2}(?:[0-9]{2})?\s*", re.ASCII)


def month_first(cells: Iterable[object]) -> bool | None:
    """Say whether the month comes first in the dates with strokes; None where it is not clear."""
    texts = (cell for cell in cells if isinstance(cell, str))
    matches = list(filter(None, map(_STROKES.fullmatch, texts)))
    days_first = any(int(match[1]) > 12 for match in matches)
    months_first = any(int(match[2]) > 12 for match in matches)
    return months_first if days_first != months_first else None


def date_meant(text: str, months_first: bool | None) -> str | None:
    """Return the date that a text in another form means; None where that is not certain."""
    if not text.strip() or edtf.is_today(text) or _is_kept(text):
        return None
    meant = dates_meant(text)
    strokes = _STROKES.fullmatch(text)
    if strokes and months_first is not None:
        month = int(strokes[1 if months_first else 2])
        meant = [day for day in meant if int(day[5:7]) == month]
    return meant[0] if len(meant) == 1 else None


def _is_kept(text: str) -> bool:
    try:
        edtf.check_date(text)
    except InvalidValue:
        return False
    return True
