"""Dates as precise as known and no more: the part of EDTF that the records use.

A date is a year ``2009``, a month ``2009-11``, a day ``2009-11-13``, or an interval such as
``2009-05-18/2009-05-24`` or ``2010/2011``. An interval without an end is written
``2024-11-01/..``. A ``~`` after a date says that the date is approximate. EDTF is the Extended
Date/Time Format of the Library of Congress; the approximate dates and the open intervals are of
its level 1.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text.words import shown

#: A day with a time of day, as databases and spreadsheets write it.
_TIMED = r"(\d{4}-\d{2}-\d{2})[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?"
#: Forms of EDTF that are not kept, by what they say.
_REFUSED = (
    (r"[\dX~/.-]+\?", "an uncertain date"),
    (r"[\dX~/.-]+%", "an uncertain and approximate date"),
    (r"\d{2}[\dX]X(-.*)?|\d{4}-(XX|\d{2}-XX)(-XX)?|X{4}.*", "a date with unspecified digits"),
    (r"\d{4}-(2[1-9]|3\d|4[01])", "a season or another part of a year"),
    (r"(\.\.)?/[\d~-]+", "an interval without a start"),
    (r"[\d~-]+/", "an interval of which the end is unknown"),
    (r"Y-?\d+|-?\d{5,}|-\d{4}(-\d\d)*", "a year beyond four digits"),
    (r"[\[{].*[\]}]", "a set of dates"),
    (r"[~?%][\d~?%-]+|\d{4}-[~?%].*", "a date of which a part is uncertain"),
)
_PART = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)"
_OPEN = ".."


class Span(NamedTuple):
    """The days that a date may mean, from ``first`` to ``last``; ``2009`` means any day of 2009."""

    first: date
    last: date
    approximate: bool = False

    def overlaps(self, other: "Span") -> bool:
        """Say whether any day lies in both spans."""
        return self.first <= other.last and other.first <= self.last


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Span:
    """Return the days that an EDTF date may mean.

    Raises InvalidValue for a text that is no EDTF date, for a day that is not in the calendar and
    for an interval that ends before it starts.
    """
    if len(text) == 10 and text[4] == text[7] == "-":
        # Most dates are days, and this is the quickest way to read them.
        try:
            return Span(day := date.fromisoformat(text), day)
        except ValueError:
            pass
    start, slash, end = text.partition("/")
    first = _part(start, text)
    if not slash:
        return first
    if end == _OPEN:
        return Span(first.first, date.max, first.approximate)
    last = _part(end, text)
    if last.last < first.first:
        raise InvalidValue(f"date {shown(text)} ends before it starts")
    return Span(first.first, last.last, first.approximate or last.approximate)


def _part(part: str, whole: str) -> Span:
    match = re.fullmatch(_PART, part, re.ASCII)
    if match is None or int(match[2] or 0) > 20:  # EDTF numbers seasons from 21.
        raise InvalidValue(_not_understood(part, whole))
    year, month, day, tilde = match.groups()
    try:
        if day:
            first = last = date(int(year), int(month), int(day))
        elif month:
            first = date(int(year), int(month), 1)
            last = _month_end(first)
        else:
            first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    except ValueError:
        raise InvalidValue(f"date {shown(whole)} is not a day of the calendar") from None
    return Span(first, last, bool(tilde))


def _not_understood(part: str, whole: str) -> str:
    """Return why a date is not taken, and which date may be meant."""
    # Loaded where it is needed: most dates are well.
    from belarus_hr.domain.text.dates_meant import dates_meant

    forms = "write 2009, 2009-11, 2009-11-13, 2009-05-18/2009-05-24, or 2010~ for about 2010"
    meant = " or ".join(dates_meant(whole))
    if meant:
        return f"date {shown(whole)} is not understood: did you mean {meant}? {forms}"
    for form, what in _REFUSED:
        if re.fullmatch(form, whole, re.ASCII) or re.fullmatch(form, part, re.ASCII):
            return f"date {shown(whole)} is EDTF for {what}, which is not kept: {forms}"
    return f"date {shown(whole)} is not understood: {forms}"


def _month_end(first: date) -> date:
    if first.month == 12:
        return first.replace(day=31)
    return first.replace(month=first.month + 1) - timedelta(days=1)


def began(text: str, day: date) -> bool:
    """Say whether a date can lie on a day or before: ``2009`` begins on 1 January 2009."""
    return parse(text).first <= day


def check_date(value: object) -> str:
    """Return ``value`` without spaces around it; raise InvalidValue when it is no EDTF date.

    The time of day after a day is left out: "2026-03-01 14:30:00" is ``2026-03-01``.
    """
    if not isinstance(value, str):
        raise InvalidValue(f"date {shown(value)} must be text such as 2009-11-13")
    text = value.strip()
    timed = re.fullmatch(_TIMED, text, re.ASCII)
    text = timed[1] if timed else text
    parse(text)
    return text


class EndsBeforeItBegins(InvalidValue):
    """The last day of a window lies before its first."""


def is_today(text: object) -> bool:
    """Say whether a text is the word that stands for the day on which it is read."""
    return isinstance(text, str) and text.strip().casefold() == "today"


def window(since: str | None, until: str | None) -> Span | None:
    """Return the days from ``since`` to ``until``, both included; None when both are None.

    Raises EndsBeforeItBegins when the last day lies before the first.
    """
    if since is None and until is None:
        return None
    first = parse(since).first if since is not None else date.min
    last = parse(until).last if until is not None else date.max
    if last < first:
        raise EndsBeforeItBegins(f"{shown(until)} is before {shown(since)}")
    return Span(first, last)


def sort_key(text: str | None) -> tuple[date, date]:
    """Return a key that orders dates by their first day, then by their last; no date comes last."""
    if not text:
        return (date.max, date.max)
    span = parse(text)
    return (span.first, span.last)
