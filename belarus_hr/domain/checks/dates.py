"""Rules about dates: their order, those that cannot lie ahead, and what was possible by then.

A date is as precise as known: 2010 may be any day of that year. Two dates are out of order only
when no days that they may mean are in order, and never when a date is approximate.
"""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.checks.rule import (
    ERROR,
    WARNING,
    Case,
    CheckContext,
    Problem,
    entries,
    rule,
)
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.field_types import DATE
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    EVENT,
    GRADE,
    INDICATOR,
    KINDS,
    MEASURE,
    RECOMMENDATION,
    REPORT,
    REVIEW,
    Record,
)
from belarus_hr.domain.reference import grades
from belarus_hr.domain.text import edtf

#: The UN's first year, and for how many years ahead its calendars give dates.
_FIRST_YEAR = 1945
_YEARS_AHEAD = 10


def _follows(earlier: str, later: str) -> bool:
    """Say whether ``later`` may come after ``earlier``: 2010 may come after 2010-11."""
    first, second = edtf.parse(earlier), edtf.parse(later)
    return first.approximate or second.approximate or first.first <= second.last


@rule(ERROR, *KINDS)
def date_order(case: Case) -> Iterator[Problem]:
    """Find dates out of order: received, examined, adopted, issued; reviewed, then adopted.

    The order of the treaty bodies' reporting procedure, and of the UPR (HRC resolution
    5/1, annex: the outcome is adopted after the review).
    """
    for field in case.kind.fields:
        if field.name not in case.record:
            continue
        day = case.record[field.name]
        dated = [name for name in field.after if name in case.record]
        wrong = [name for name in dated if not _follows(case.record[name], day)]
        if wrong:
            name = max(wrong, key=lambda name: edtf.sort_key(case.record[name]))
            called = "the review" if name == "date" and case.kind is REVIEW else f'"{name}"'
            message = f"{day} is earlier than {called}, {case.record[name]}"
            yield Problem(field.name, day, message)


@rule(WARNING, REPORT)
def due_order(case: Case) -> Iterator[Problem]:
    """Find a report that was due after it came.

    Mostly the due date is then that of the next report.
    """
    for field in case.kind.fields:
        due = case.record.get(field.name) if field.due_for else None
        names = [name for name in field.due_for if name in case.record]
        name = next((n for n in names if due and not _follows(due, case.record[n])), None)
        if name:
            message = (
                f'{due} is later than "{name}", {case.record[name]}: the next report\'s due date?'
            )
            yield Problem(field.name, due, message)


@rule(ERROR, *KINDS)
def date_ahead(case: Case) -> Iterator[Problem]:
    """Find a date in the future of what has happened: a verdict, an answer, a claim, a receipt.

    The date of an event, a review, an examination or a deadline may lie ahead, for the calendars of
    the UN announce them.
    """
    for field, day in _happened(case):
        span = edtf.parse(day)
        if span.first > case.context.as_of and not span.approximate:
            message = f"{day} lies ahead of {case.context.as_of}, and it is of what has happened"
            yield Problem(field, day, message)


def _happened(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the place of each date of what has happened, and the date."""
    happened = [field for field in case.kind.fields if field.tense == "happened"]
    for field in happened:
        if not field.type.is_list and field.name in case.record:
            yield field.name, case.record[field.name]
    lists = (field.name for field in happened if field.type.is_list)
    for place, entry in entries(case.record, *lists):
        if "date" in entry:
            yield f"{place}.date", entry["date"]


@rule(WARNING, *KINDS)
def date_era(case: Case) -> Iterator[Problem]:
    """Find a slip in the year: a date before the UN's first year, or more than ten years ahead.

    The UN began in 1945, and no calendar of the UN looks further than ten years ahead.
    """
    for field in case.kind.fields:
        day = case.record.get(field.name)
        if field.type is not DATE or day is None:
            continue
        year = edtf.parse(day).first.year
        if not _FIRST_YEAR <= year <= case.context.as_of.year + _YEARS_AHEAD:
            message = f"{day} lies in the year {year:04}, out of the time of the UN"
            yield Problem(field.name, day, message)


@rule(WARNING, RECOMMENDATION)
def answer_early(case: Case) -> Iterator[Problem]:
    """Find an answer that is dated before the review of the recommendation.

    A State answers in the review or after the review (HRC resolution 5/1, annex, paras. 28-32).
    """
    record = case.record
    reviewed = case.context.once(review_days).get((record["mechanism"], record.get("cycle")))
    for place, answer in entries(record, "responses"):
        if reviewed and "date" in answer and not _follows(reviewed, answer["date"]):
            day = answer["date"]
            message = f"{day} is earlier than the review of cycle {record['cycle']}, {reviewed}"
            yield Problem(f"{place}.date", day, message)


def review_days(context: CheckContext) -> dict[tuple[str, int | None], str]:
    """Return the date of each review on record, by mechanism and cycle."""
    return {
        (review["mechanism"], review["cycle"]): review["date"]
        for review in context.collection.of(REVIEW).values()
        if "date" in review
    }


@rule(WARNING, ASSESSMENT)
def verdict_early(case: Case) -> Iterator[Problem]:
    """Find a verdict that is dated before the recommendation was made."""
    recommendation = case.context.collection.of(RECOMMENDATION).get(case.record["recommendation"])
    made_on = case.context.collection.responses.made_on(recommendation) if recommendation else None
    if made_on and not _follows(made_on.isoformat(), case.record["date"]):
        message = f"{case.record['date']} is earlier than the recommendation, of {made_on}"
        yield Problem("date", case.record["date"], message)


@rule(WARNING, ASSESSMENT)
def evidence_later(case: Case) -> Iterator[Problem]:
    """Find a verdict that rests on an event, measure or indicator which began after it."""
    for number, id_ in enumerate(case.record.get("evidence", ())):
        began = _began(case, id_)
        if began is not None and not _follows(began, case.record["date"]):
            message = f"{id_} is of {began}, and the verdict of {case.record['date']}"
            yield Problem(f"evidence[{number}]", id_, message)


def _began(case: Case, id_: str) -> str | None:
    """Return when an event came, a measure was to start, or an indicator was first measured."""
    collection = case.context.collection
    if id_ in collection.of(EVENT):
        return str(collection.of(EVENT)[id_]["date"])
    if id_ in collection.of(MEASURE):
        return collection.of(MEASURE)[id_].get("start")
    indicator: Record = collection.of(INDICATOR).get(id_, {})
    days = [indicator.get("baseline_date"), *(v["date"] for v in indicator.get("values", ()))]
    return min(filter(None, days), key=edtf.sort_key, default=None)


@rule(ERROR, GRADE)
def grade_scale(case: Case) -> Iterator[Problem]:
    """Find a grade that is of no scale of the treaty body at the time.

    The Human Rights Committee gives A to E since 2017, and gave B1, B2, C1 … before.
    """
    recommendation = case.context.collection.of(RECOMMENDATION).get(case.record["recommendation"])
    if recommendation is None:
        return
    grade, when = case.record["grade"], edtf.parse(case.record["date"])
    try:
        grades.check_scale(recommendation["mechanism"], grade, when)
    except InvalidValue as error:
        yield Problem("grade", grade, str(error))
