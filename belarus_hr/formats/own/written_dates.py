"""Dates in the cells of a table, in the forms in which people write them.

A date that has one meaning is taken: 28.02.2026, "12 марта 2014", "March 2014". Of 3/5/2026 the
other dates of the table say which part is the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.dates_meant import dates_meant

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
