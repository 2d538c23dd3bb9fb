"""Deadlines as an iCalendar stream (RFC 5545), written by hand: little of the format is needed.

What others wrote goes in as TEXT, escaped, so that it can neither end a line
nor begin a property; what would drive a terminal goes in as a sign of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from belarus_hr.domain.figures.deadlines import Deadline
from belarus_hr.domain.reference.un_symbols import link
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.safe_text import visible

#: The longest line in octets, without its end (RFC 5545, section 3.1).
LINE_OCTETS = 75
_DAY = timedelta(days=1)
_CONTINUES = 0b1000_0000


def calendar(deadlines: Iterable[Deadline], as_of: date) -> Iterator[str]:
    """Yield the lines of a calendar with an all-day event for each deadline.

    The calendar depends on nothing but the deadlines and the day: the same question gives the
    same bytes. A calendar without events is written too, though the RFC asks for at least one
    event, for programs that fetch the calendar each day.
    """
    yield from _lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hrtrack//due//EN")
    for deadline in deadlines:
        yield from _lines(*_event(deadline, as_of))
    yield from _lines("END:VCALENDAR")


def uid(deadline: Deadline) -> str:
    """Return the identifier of a deadline, which does not depend on the day or its state."""
    return f"{deadline.id}-{deadline.what}@hrtrack"


def _event(deadline: Deadline, as_of: date) -> Iterator[str]:
    categories = [deadline.mechanism, deadline.what] if deadline.mechanism else [deadline.what]
    heading = f"{' '.join(categories)} {deadline.state}: {deadline.title}"
    yield "BEGIN:VEVENT"
    yield f"UID:{text_value(uid(deadline))}"
    yield f"DTSTAMP:{_basic(as_of)}T000000Z"
    yield from _days(deadline.date)
    yield f"SUMMARY:{text_value(heading)}"
    yield f"DESCRIPTION:{text_value(_description(deadline, as_of))}"
    yield f"CATEGORIES:{','.join(map(text_value, categories))}"
    address = next(filter(None, map(link, deadline.sources)), None)
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


def _description(deadline: Deadline, as_of: date) -> str:
    """Return a line each for the date on record, the state, the record's id and its sources."""
    lines = [
        f"{'Received' if deadline.state == 'received' else 'Due'}: {deadline.date}",
        f"As of {as_of.isoformat()}: {deadline.state}{_counted(deadline.days)}",
        f"Record: {deadline.id}",
        *(f"Source: {source['ref']}" for source in deadline.sources),
    ]
    return "\n".join(lines)


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
