"""Deadlines as an iCalendar stream (RFC 5545), written by hand: little of the format is needed.

What others wrote goes in as TEXT, escaped, so that it can neither end a line
nor begin a property; what would drive a terminal goes in as a sign of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any, NamedTuple

from belarus_hr.domain.figures.deadlines import Deadline
from belarus_hr.domain.reference.un_symbols import link
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.safe_text import visible

#: The longest line in octets, without its end (RFC 5545, section 3.1).
LINE_OCTETS = 75
_DAY = timedelta(days=1)
_BREAK = "\n"
_CONTINUES = 0b1000_0000


def calendar(deadlines: Iterable[Deadline], as_of: date) -> Iterator[str]:
    """Yield the lines of a calendar with an all-day event for each deadline.

    The calendar depends on nothing but the deadlines and the day: the same question gives the
    same bytes.
    """
    return _calendar("due", (_entry(deadline, as_of) for deadline in deadlines), as_of)


def calendar_of_rows(
    rows: Iterable[Mapping[str, Any]], date_key: str, as_of: date
) -> Iterator[str]:
    """Yield the lines of a calendar with an all-day event for each row that has a date."""
    dated = (row for row in rows if row.get(date_key))
    return _calendar("list", (_entry_of_row(row, date_key) for row in dated), as_of)


class _Entry(NamedTuple):
    """What a calendar shows on the days of a date."""

    uid: str
    date: str
    heading: str
    lines: list[str]
    categories: list[str]
    sources: Sequence[Any]


#: A calendar has a component (RFC 5545, section 3.6): without an event it has this, which shows
#: nothing, so that programs that fetch the calendar each day find no fault with it.
_NOTHING = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def _calendar(of: str, entries: Iterator[_Entry], as_of: date) -> Iterator[str]:
    yield from _lines("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//hrtrack//{of}//EN")
    first = next(entries, None)
    if first is None:
        yield from _lines(*_NOTHING)
    else:
        for entry in chain([first], entries):
            yield from _lines(*_event(entry, as_of))
    yield from _lines("END:VCALENDAR")


def uid(deadline: Deadline) -> str:
    """Return the identifier of a deadline, which does not depend on the day or its state."""
    return f"{deadline.id}-{deadline.what}@hrtrack"


def _entry(deadline: Deadline, as_of: date) -> _Entry:
    categories = [deadline.mechanism, deadline.what] if deadline.mechanism else [deadline.what]
    return _Entry(
        uid=uid(deadline),
        date=deadline.date,
        heading=f"{' '.join(categories)} {deadline.state}: {deadline.title}",
        lines=_description(deadline, as_of),
        categories=categories,
        sources=deadline.sources,
    )


def _entry_of_row(row: Mapping[str, Any], date_key: str) -> _Entry:
    categories = [row[key] for key in ("mechanism", "kind") if row.get(key)]
    sources = row.get("sources") or []
    lines = [f"Date: {row[date_key]}", f"Record: {row['id']}"]
    lines += [row[key] for key in ("place", "note") if row.get(key)]
    return _Entry(
        uid=f"{row['id']}@hrtrack",
        date=row[date_key],
        heading=" ".join([*categories[:1], row.get("title") or row["id"]]),
        lines=[*lines, *_cited(sources)],
        categories=categories or [row["record"]],
        sources=sources,
    )


def _event(entry: _Entry, as_of: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text_value(entry.uid)}"
    yield f"DTSTAMP:{_basic(as_of)}T000000Z"
    yield from _days(entry.date)
    yield f"SUMMARY:{text_value(entry.heading)}"
    yield f"DESCRIPTION:{text_value(_BREAK.join(entry.lines))}"
    yield f"CATEGORIES:{','.join(map(text_value, entry.categories))}"
    address = next(filter(None, map(link, entry.sources)), None)
    if address is not None:
        yield f"URL:{address}"
    # Else a deadline "in 2027" would show its reader as busy for a year.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _days(when: str) -> Iterator[str]:
    """Yield the first day of a date, and the day after its last day unless it is open."""
    span = edtf.parse(when)
    yield f"DTSTART;VALUE=DATE:{_basic(span.first)}"
    if span.last < date.max:
        yield f"DTEND;VALUE=DATE:{_basic(span.last + _DAY)}"


def _description(deadline: Deadline, as_of: date) -> list[str]:
    """Return a line each for the date on record, the state, the record's id and its sources."""
    return [
        f"{'Received' if deadline.state == 'received' else 'Due'}: {deadline.date}",
        f"As of {as_of.isoformat()}: {deadline.state}{_counted(deadline.days)}",
        f"Record: {deadline.id}",
        *_cited(deadline.sources),
    ]


def _cited(sources: Iterable[Any]) -> Iterator[str]:
    return (f"Source: {source['ref']}" for source in sources)


def _counted(days: int | None) -> str:
    if days is None:
        return ""
    noun = "day" if abs(days) == 1 else "days"
    return f", {days} {noun} late" if days > 0 else f", {-days} {noun} left"


def text_value(value: str) -> str:
    r"""Return ``value`` as an iCalendar TEXT: ``\\``, ``\;``, ``\,``, ``\n`` for a new line.

    Other control and direction characters, which TEXT does not take, become
    visible signs.
    """
    plain = visible(value.replace("\r\n", "\n").replace("\r", "\n"), keep="\n")
    for mark in "\\;,":
        plain = plain.replace(mark, "\\" + mark)
    return plain.replace("\n", "\\n")


def fold(line: str) -> Iterator[str]:
    """Yield a content line as lines of at most 75 octets, each ended; no character is split.

    A line that goes on begins with a space, which is not part of it.
    """
    octets = line.encode()
    start, room = 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == _CONTINUES:
            end -= 1
        yield _ended(octets[start:end], first=start == 0)
        start, room = end, LINE_OCTETS - 1
    yield _ended(octets[start:], first=start == 0)


def _ended(octets: bytes, *, first: bool) -> str:
    return f"{'' if first else ' '}{octets.decode()}\r\n"


def _lines(*contents: str) -> Iterator[str]:
    for content in contents:
        yield from fold(content)


def _basic(day: date) -> str:
    """Return a day as iCalendar writes it: four digits of the year, whatever the year."""
    return day.isoformat().replace("-", "")
