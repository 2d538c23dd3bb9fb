"""What a record cannot say, though each of its fields may have its value, and what stays as it is.

Input is held to these rules, and what Python changes; a merge of two sensible versions need not be.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    GRADE,
    INDICATOR,
    MEASURE,
    RECOMMENDATION,
    Kind,
    Record,
)
from belarus_hr.domain.reference import grades
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import shown


def last_day_on_earth(moment: datetime) -> date:
    """Return the last day on Earth at a moment, in UTC+14: no earlier day lies ahead."""
    return (moment.astimezone(UTC) + timedelta(hours=14)).date()


def check_sensible(kind: Kind, record: Record, latest_day: date) -> None:
    """Raise InvalidValue for what a record cannot say.

    A UPR recommendation has a cycle. A measure has one lead, and is not due before it starts; the
    dates and numbers of an indicator go together. Verdicts, grades, progress and values are not of
    a day after ``latest_day``. A verdict that is not-assessed has a note.
    """
    if kind is RECOMMENDATION and record["mechanism"] == "UPR" and "cycle" not in record:
        raise InvalidValue("a UPR recommendation needs a cycle, and it is empty")
    if kind is MEASURE:
        _check_measure(record, latest_day)
    if kind is INDICATOR:
        _check_indicator(record, latest_day)
    if kind is GRADE:
        _check_not_ahead(record["date"], "a grade", latest_day)
    if kind is ASSESSMENT:
        _check_not_ahead(record["date"], "a verdict", latest_day)
        if record["status"] == NOT_ASSESSED and not record.get("note"):
            raise InvalidValue(
                "not assessed is what a recommendation without a verdict is: leave the verdict "
                "out, or say in a note what there is to say"
            )


def check_grade(grade: Record, graded: Record) -> None:
    """Raise InvalidValue for a grade that the treaty body did not give on that day.

    It is of another scale than the body's on the day, or the day is before the recommendation's.
    """
    published = graded.get("published")
    if published and edtf.parse(grade["date"]).last < edtf.parse(published).first:
        raise InvalidValue(
            f"date {shown(grade['date'])} is earlier than the recommendation, published {published}"
        )
    if "mechanism" in graded:
        grades.check_scale(graded["mechanism"], grade["grade"], edtf.parse(grade["date"]))


def _check_not_ahead(day: str, what: str, latest_day: date) -> None:
    if edtf.parse(day).first > latest_day:
        raise InvalidValue(f"date {shown(day)} lies ahead; {what} speaks of what was found")


def _check_measure(measure: Record, latest_day: date) -> None:
    """Raise InvalidValue for two leads, a due date too early, or progress ahead."""
    if ";" in measure.get("lead", ""):
        raise InvalidValue(
            f"lead is one body, not {shown(measure['lead'])}: name the others as partners"
        )
    start, due = measure.get("start"), measure.get("due")
    if start and due and edtf.parse(due).last < edtf.parse(start).first:
        raise InvalidValue(f"due {due} is earlier than the start, {start}")
    for entry in measure.get("progress", ()):
        _check_not_ahead(entry["date"], "progress", latest_day)


def _check_indicator(indicator: Record, latest_day: date) -> None:
    """Raise InvalidValue for a day without its number, a target too early, or a value ahead."""
    for name in ("baseline", "target"):
        if f"{name}_date" in indicator and name not in indicator:
            raise InvalidValue(f"{name}_date is of a {name}, and there is none")
    since, until = indicator.get("baseline_date"), indicator.get("target_date")
    if since and until and edtf.parse(until).last < edtf.parse(since).first:
        raise InvalidValue(f"target_date {until} is earlier than the baseline, of {since}")
    for entry in indicator.get("values", ()):
        for name in ("date", "published"):
            if name in entry:
                _check_not_ahead(entry[name], "a value", latest_day)
        published = entry.get("published")
        if published and edtf.parse(published).last < edtf.parse(entry["date"]).first:
            raise InvalidValue(f"a value of {entry['date']} was not published before, {published}")


def check_added(kind: Kind, before: Record, after: Record) -> None:
    """Raise InvalidValue when an entry of a field that is ``only_added`` to is changed or dropped.

    In a field that is ``in_time``, no new entry may be of a day before the last entry of the old
    record.
    """
    for field in kind.fields:
        if not field.only_added:
            continue
        old, new = before.get(field.name, []), after.get(field.name, [])
        for entry in old:
            if entry not in new:
                raise InvalidValue(
                    f"{field.name} is only added to: the entry of {entry['date']} must stay as it "
                    "is; hrtrack undo takes a slip back"
                )
        added = [entry for entry in new if entry not in old]
        last = old[-1]["date"] if old and field.in_time else None
        for entry in added if last else ():
            if edtf.parse(entry["date"]).last < edtf.parse(str(last)).first:
                raise InvalidValue(
                    f"{field.name} of {entry['date']} is earlier than the last entry, of {last}: "
                    "what is new comes last"
                )
