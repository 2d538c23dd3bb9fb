"""What is due as of a day: State reports, follow-up to observations, the UPR's dates.

Only dates on record speak. No rule says here when a thing would fall due; a
record says when it did, and by which source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures import report_state
from belarus_hr.domain.figures.known import is_known_on
from belarus_hr.domain.figures.measure_state import progress_on, standing_by_accounts
from belarus_hr.domain.query import known_by
from belarus_hr.domain.records.field_types import Tense
from belarus_hr.domain.records.kind import Entry
from belarus_hr.domain.records.kinds import KINDS, REPORT, REVIEW, Kind, Record
from belarus_hr.domain.reference.vocabulary import CLOSED, OVERDUE
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import natural, shown


class Deadline(NamedTuple):
    """What is due, overdue, or received and not examined yet, as of a day.

    ``id`` is that of the record that names the deadline; ``id`` and ``what`` together are unique.
    ``date`` is the due date; of a received report it is the day of receipt. ``days`` counts the
    days late from the last day that ``date`` may mean, and days left as a negative number; it is
    None for a received report, and for a date without an end.
    """

    id: str
    date: str
    what: str
    mechanism: str | None
    title: str
    state: str
    days: int | None
    sources: list[dict[str, str]]


# --- what is due ------------------------------------------------------------


def open_on(
    collection: Collection,
    as_of: date,
    *,
    mechanisms: frozenset[str] = frozenset(),
    until: date = date.max,
) -> list[Deadline]:
    """Return all that is open on a day: overdue first, then by date.

    An empty ``mechanisms`` asks for all. What cannot fall due before the day
    after ``until`` is left out.
    """
    deadlines = [
        deadline
        for kind in KINDS
        for deadline in _of_kind(kind, collection, as_of)
        if (not mechanisms or deadline.mechanism in mechanisms) and edtf.began(deadline.date, until)
    ]
    return sorted(deadlines, key=_order)


def without_next_date(
    collection: Collection, as_of: date, mechanisms: frozenset[str] = frozenset()
) -> list[str]:
    """Return the mechanisms that have examined reports, or the UPR, with no next date on record.

    Nothing is due of them because nobody has written down when, and not because nothing is.
    """
    dated = {REPORT.name: ("due",), REVIEW.name: ("midterm", "next")}
    kinds: tuple[Kind, ...] = (REPORT, REVIEW)
    with_next_date: set[str] = set()
    without: set[str] = set()
    for kind in kinds:
        for record in collection.of(kind).values():
            if known_by(kind, record, as_of):
                dates = [record[name] for name in dated[kind.name] if name in record]
                without.add(record["mechanism"])
                if any(edtf.parse(day).last > as_of for day in dates):
                    with_next_date.add(record["mechanism"])
    awaited = {deadline.mechanism for deadline in open_on(collection, as_of)}
    asked = mechanisms or without
    return sorted((without & asked) - with_next_date - awaited)


def _order(deadline: Deadline) -> tuple[object, ...]:
    return deadline.state != OVERDUE, *edtf.sort_key(deadline.date), natural(deadline.id)


def _of_kind(kind: Kind, collection: Collection, as_of: date) -> Iterator[Deadline]:
    """Yield what the records of a kind leave due: the fields of the tense ``due``.

    The first of these fields is the deadline of the record itself, and called like the kind.
    """
    if kind is REPORT:
        return _of_reports(collection, as_of)
    if kind is REVIEW:
        return _of_the_upr(collection, as_of)
    return _of_others(kind, collection, as_of)


def _of_others(kind: Kind, collection: Collection, as_of: date) -> Iterator[Deadline]:
    fields = [field for field in kind.fields if field.tense == "due"]
    for id_, record in collection.of(kind).items() if fields else ():
        for field in fields if is_known_on(collection, kind, record, as_of) else ():
            met = [day for name in field.due_for for day in _met(record.get(name), as_of)]
            if field.name in record and not any(edtf.began(when, as_of) for when in met):
                what = kind.name if field is fields[0] else field.name.replace("_", "-")
                yield _deadline((id_, record), what, record[field.name], as_of)


def _met(value: Any, as_of: date) -> list[str]:
    """Return when a deadline was met, by a date or by the account of progress that counts."""
    if isinstance(value, list):
        account = standing_by_accounts(progress_on({"progress": value}, as_of)).account
        return [account["date"]] if account and account["state"] in CLOSED else []
    return [value] if value else []


def _of_reports(collection: Collection, as_of: date) -> Iterator[Deadline]:
    for id_, report in collection.of(REPORT).items():
        if not is_on_record(report, as_of):
            continue
        state = report_state.state_on(report, as_of)
        if state == "received":
            yield _deadline((id_, report), "report", report["received"])._replace(state=state)
        elif state in report_state.OPEN:
            yield _deadline((id_, report), "report", report["due"], as_of)
        report_then = report_state.known_on(report, as_of) or {}
        if "follow_up" in report_then and "followed_up" not in report_then:
            title = f"{report['title']}: follow-up to the observations"
            yield _deadline((id_, report), "follow-up", report["follow_up"], as_of, title)


def _of_the_upr(collection: Collection, as_of: date) -> Iterator[Deadline]:
    """Yield what the latest review held by a day leaves due; a later review closes it."""
    held = [
        (id_, review)
        for id_, review in collection.of_mechanism(REVIEW)
        if (when := review.get("date") or review.get("adopted")) and edtf.began(when, as_of)
    ]
    if not held:
        return
    latest = max(held, key=lambda entry: (entry[1]["cycle"], natural(entry[0])))
    cycle = latest[1]["cycle"]
    if "midterm" in latest[1]:
        title = f"Mid-term report on cycle {cycle}"
        yield _deadline(latest, "mid-term", latest[1]["midterm"], as_of, title)
    if "next" in latest[1]:
        title = f"Review of cycle {cycle + 1}"
        yield _deadline(latest, "review", latest[1]["next"], as_of, title)


def _deadline(
    entry: Entry, what: str, when: str, as_of: date | None = None, title: str | None = None
) -> Deadline:
    """Return a deadline of a record; without a day to count from, the deadline has no days."""
    id_, record = entry
    last = edtf.parse(when).last
    days = None if as_of is None or last == date.max else (as_of - last).days
    return Deadline(
        id=id_,
        date=when,
        what=what,
        mechanism=record.get("mechanism"),
        title=title or record.get("title", id_),
        state=OVERDUE if days is not None and days > 0 else "due",
        days=days,
        sources=record.get("sources", []),
    )


# --- how far to look --------------------------------------------------------


def horizon(as_of: date, within: str) -> date:
    """Return the day that lies ``within`` (90d, 12w, 3m, 1y) after a day.

    Months and years go by the calendar: a month after 31 January is the last of
    February. Raises InvalidValue for any other word.
    """
    match = re.fullmatch(r"([0-9]{1,6})([dwmy])", within.strip().lower())
    if match is None:
        raise InvalidValue(f"{shown(within)} is not understood: write 90d, 12w, 3m or 1y")
    number, unit = int(match[1]), match[2]
    if unit in "my":
        return _months_after(as_of, number if unit == "m" else 12 * number)
    try:
        return as_of + timedelta(days=number if unit == "d" else 7 * number)
    except OverflowError:
        return date.max


def _months_after(day: date, months: int) -> date:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    last = edtf.parse(f"{year:04}-{month + 1:02}").last
    return last.replace(day=min(day.day, last.day))


# --- what was on record ------------------------------------------------------


def is_on_record(report: Record, as_of: date) -> bool:
    """Say whether a State report belongs to what is shown of a day.

    It does from the first of its dates on. Before that it was to come, if nothing is
    known to have followed; when a due date was set is on no record, so one that later
    events overtook is not projected back.
    """
    return report_state.known_on(report, as_of) is not None


def first_date(collection: Collection) -> str | None:
    """Return the first date on record; None when no date says that something happened."""
    happened = _earliest(collection, ("happened", "happens"))
    planned = _earliest(collection, ("due",))
    if happened is None or planned is None:
        return happened
    return min(happened, planned, key=edtf.sort_key)


def _earliest(collection: Collection, tenses: tuple[Tense, ...]) -> str | None:
    dates = {day for kind in KINDS for day in _dated(collection, kind, tenses)}
    return min(dates, key=lambda when: (edtf.sort_key(when), when), default=None)


def _dated(collection: Collection, kind: Kind, tenses: tuple[Tense, ...]) -> Iterator[str]:
    """Yield the dates of a kind's records that are of such a tense: their own, and their lists'."""
    fields = [field.name for field in kind.fields if field.tense in tenses]
    for record in collection.of(kind).values():
        for value in (record[name] for name in fields if name in record):
            if isinstance(value, str):
                yield value
            else:
                yield from (part["date"] for part in value if "date" in part)
